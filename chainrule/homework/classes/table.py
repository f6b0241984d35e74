"""A class's answers as a table: read from a file or from rows at hand, and written again with the marks beside them."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from chainrule.encoded import WIDE_MARKS, decoded, delimiter_of
from chainrule.errors import LimitExceeded, ReadError

ROWS = 100_000  # rows of a table
BYTES = 100_000_000  # of a file of answers
CELL = 100_000  # characters of a cell
FORMULA = "=+-@\t\r\n＝＋－＠"  # a spreadsheet takes a cell that begins so for a formula, or strips it and looks again
TEXT_MARK = "'"  # before such a cell: what follows is text
MARKED = re.compile(f"{TEXT_MARK}\\s*[{re.escape(FORMULA)}]")
ARCHIVE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods, and .xls, begin
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of text under the names of their columns, each row with its number as a spreadsheet counts it.

    ``delimiter`` and ``marked`` (with a byte order mark) say how the file was written, so that what goes back opens as it did.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    source: str = "the answers"
    delimiter: str = ","
    marked: bool = False


def read_table(answers: str | PathLike[str] | Iterable[Any], columns: Sequence[str] = ()) -> Table:
    """Return the table in a file of separated values, by its name or open for bytes, or of rows: mappings, or tuples of ``columns`` in order.

    A mapping holds the second column by the first, as answers by who gave them.

    Raises ReadError, naming the row, for what is no such table, and LimitExceeded for one that is too large.
    """
    if isinstance(answers, io.BufferedIOBase):
        return _from_bytes(answers.read(BYTES + 1), "the table")
    if not isinstance(answers, str | PathLike):
        return _from_rows(answers.items() if isinstance(answers, Mapping) else answers, columns)
    path = Path(answers)
    try:
        with path.open("rb") as stream:
            data = stream.read(BYTES + 1)
    except (OSError, ValueError) as error:
        raise ReadError(f"cannot read '{path}': {getattr(error, 'strerror', None) or error}") from None
    return _from_bytes(data, path.name)


def _from_bytes(data: bytes, source: str) -> Table:
    """Return the table in what a file holds."""
    if len(data) > BYTES:
        raise LimitExceeded(f"{source} is longer than {BYTES:,} bytes")
    if data.startswith(ARCHIVE):
        raise ReadError(f"{source} is a spreadsheet, and no CSV file", hint="save it as CSV there: Save as, or Download")
    text = decoded(data, source)
    first = text[: text.find("\n") + 1] or text
    delimiter, told = delimiter_of(first)
    read = csv.reader(io.StringIO(text[len(first) :] if told else text, newline=""), delimiter=delimiter, strict=True)
    records = list(_records(read, source, 2 if told else 1))
    if not records:
        raise ReadError(f"{source} is empty", hint="its first row holds the names of the columns")
    names = _header(records[0][1], source)
    return _table(names, records[1:], source, delimiter, data.startswith((*WIDE_MARKS, BOM_UTF8)))


def _records(read: Iterator[list[str]], source: str, number: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, with their numbers."""
    while True:
        try:
            cells = next(read, None)
        except csv.Error as error:
            reason = f"a cell is longer than {csv.field_size_limit():,} characters" if "field limit" in str(error) else "its quotes do not match"
            raise ReadError(f"{source}, row {number}: {reason}", hint='a cell with quotes or line breaks is written "…", and a " in it ""') from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, cells
        number += 1


def _from_rows(rows: Iterable[Any], columns: Sequence[str]) -> Table:
    """Return the table of mappings or tuples; the columns of mappings are all their keys, in the order in which they come."""
    records: list[tuple[int, Mapping[str, Any]]] = []
    for number, row in enumerate(rows, 1):
        if number > ROWS:
            raise LimitExceeded(f"the answers have more than {ROWS:,} rows", hint="grade them in parts")
        fields = columns if not hasattr(row, "_fields") else row._fields
        if isinstance(row, Mapping):
            records.append((number, {str(name): value for name, value in row.items()}))
        elif isinstance(row, Sequence) and not isinstance(row, str | bytes) and len(row) <= len(fields):
            records.append((number, dict(zip(fields, row, strict=False))))
        else:
            raise ReadError(f"row {number} of the answers is not understood: {row!r:.40}", hint=f"a row is a mapping, or a tuple of {', '.join(columns)}")
    names = list(dict.fromkeys(name for _, row in records for name in row))
    return _table(names or list(columns), [(number, [_text(row.get(name)) for name in names]) for number, row in records], "the answers")


def _text(value: Any) -> str:
    """Return a value as the text of a cell; what pandas has for a missing one is blank."""
    text = "" if value is None or value != value else str(value)  # noqa: PLR0124  # only a NaN differs from itself
    return text.encode("utf-8", "replace").decode()  # half a surrogate pair cannot be written to any file


def _header(cells: list[str], source: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    twice = next((name for place, name in enumerate(names) if name and name in names[:place]), None)
    if twice is not None:
        raise ReadError(f"{source} has two columns named '{twice}'")
    return names


def _table(names: list[str], records: Iterable[tuple[int, list[str]]], source: str, delimiter: str = ",", marked: bool = False) -> Table:
    """Return the table of records whose cells are checked and fit under the names."""
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for number, cells in records:
        filled = [_unmarked(cell) for cell in cells]
        while len(filled) > len(names) and not filled[-1].strip():
            filled.pop()
        if len(filled) > len(names):
            hint = f"a cell that has {_called(delimiter)} in it is written in quotes"
            raise ReadError(f"{source}, row {number} has {len(filled)} entries where the first row names {len(names)} columns", hint=hint)
        long = next((name for name, cell in zip(names, filled, strict=False) if len(cell) > CELL), None)
        if long is not None:
            raise LimitExceeded(f"{source}, row {number}, column '{long}': the cell is longer than {CELL:,} characters")
        if len(rows) == ROWS:
            raise LimitExceeded(f"{source} has more than {ROWS:,} rows", hint="grade it in parts")
        rows.append((*filled, *[""] * (len(names) - len(filled))))
        numbers.append(number)
    if not rows:
        raise ReadError(f"there are no answers in {source}", hint="each row holds one student's")
    return Table(tuple(names), tuple(rows), tuple(numbers), source, delimiter, marked)


def _called(delimiter: str) -> str:
    return "a tab" if delimiter == "\t" else f"'{delimiter}'"


def write_table(table: Table, columns: Sequence[str], added: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table with further columns, safe to be opened in a spreadsheet: no text in it becomes a formula."""
    if table.marked:
        yield "\ufeff"
    line = io.StringIO()
    writer = csv.writer(line, delimiter=table.delimiter, lineterminator="\n")
    for cells in ((*table.columns, *columns), *((*row, *more) for row, more in zip(table.rows, added, strict=True))):
        writer.writerow(map(as_text, cells))
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def as_text(cell: str) -> str:
    """Return a cell that a spreadsheet shows as it is: a mark stands before what would be a formula; a number stays one.

    >>> as_text("=1+1"), as_text("-2.5"), as_text("-sin(x)")
    ("'=1+1", '-2.5', "'-sin(x)")
    """
    first = cell[:1] if cell[:1] in FORMULA else cell.lstrip()[:1]
    return TEXT_MARK + cell if first and first in FORMULA and not NUMBER.fullmatch(cell) else cell


def _unmarked(cell: str) -> str:
    """Return a cell without the mark that ``as_text`` sets, so that a table with marks can be graded again."""
    return cell[1:] if MARKED.match(cell) else cell
