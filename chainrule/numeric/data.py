"""Data: samples as columns of numbers under names, and a problem's names matched with them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from chainrule.encoded import SAVED, delimiter_of, encoding_of, not_text
from chainrule.errors import NumericError
from chainrule.graph.resolve import nearest
from chainrule.notation.names import canonical, joined, spelled, split
from chainrule.numeric.program import listed

INDEX = "i"  # the letter that stands for the number of a sample, besides those that sums run over
SHOWN = 40  # characters of a cell quoted in an error


class Samples:
    """Columns of numbers, one entry a sample, by canonical name.

    ``faults`` says of a column that is not all numbers where it is not; it matters once the column is used.
    """

    __slots__ = ("_spellings", "columns", "count", "faults", "source")

    def __init__(self, columns: Mapping[str, Sequence[float]], count: int, source: str = "the data", faults: Mapping[str, str] | None = None) -> None:
        self.columns, self.count, self.source, self.faults = dict(columns), count, source, dict(faults or {})
        self._spellings = {plain(name): name for name in (*self.faults, *self.columns)}

    def __repr__(self) -> str:
        return f"<Samples {', '.join(self.columns)}: {self.count:,}>"

    @staticmethod
    def of(columns: Mapping[str, Iterable[float]]) -> Samples:
        """Return samples from columns at hand: lists or arrays of the same length.

        Raises NumericError where the lengths differ or an entry is not a finite number.
        """
        found = {canonical(name): _numbers(name, values) for name, values in columns.items()}
        counts = {name: len(numbers) for name, numbers in found.items()}
        if len(set(counts.values())) > 1:
            raise NumericError("the numbers of samples differ: " + ", ".join(f"{name} has {count}" for name, count in counts.items()))
        if not any(counts.values()):
            raise NumericError("there are no samples in the data")
        return Samples(found, next(iter(counts.values())))

    @staticmethod
    def none() -> Samples:
        """Return what a problem that is computed by its own numbers alone has for data: one sample of no columns."""
        return Samples({}, 1)

    @property
    def own(self) -> bool:
        """Whether there are no data."""
        return not self.columns and not self.faults

    def spelling(self, name: str) -> str | None:
        """Return what the column of a name is called, with or without a sample's index, or None."""
        return name if name in self.columns or name in self.faults else self._spellings.get(plain(name))

    def column(self, name: str) -> Sequence[float] | None:
        """Return the column of a name, or None. Raises NumericError for a column that is not all numbers."""
        spelling = self.spelling(name)
        if spelling in self.faults:
            raise NumericError(self.faults[spelling])
        return None if spelling is None else self.columns[spelling]

    def missing(self, names: Sequence[str]) -> NumericError:
        """Return the error for names that have neither a column nor a value."""
        if self.own:
            return NumericError(f"no value for {listed(names)}", hint="give it a number at the start, or data with a column of that name")
        have = listed([*self.columns, *self.faults])
        close = nearest(names[0], [*self.columns, *self.faults])
        hint = f"{close} " if close else ""
        return NumericError(f"no column and no value for {listed(names)}", hint=f"{hint}{self.source} has the columns {have}" if have else None)


def _numbers(name: str, values: Any) -> Sequence[float]:
    """Return a column as numbers. Raises NumericError, naming the sample, where an entry is not a finite real number."""
    try:
        numbers = array("d", values)
        whole = isfinite(sum(numbers))
    except (TypeError, ValueError, OverflowError):
        whole = False
    if whole:
        return numbers
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise NumericError(f"'{name}' is no column of numbers: {values!r:.{SHOWN}}", hint="give a list or an array with an entry for each sample")
    read = array("d")
    for place, value in enumerate(values, 1):
        if (found := _number(value)) is None:
            raise NumericError(f"sample {place} of '{name}' is not a finite real number: {value!r:.{SHOWN}}")
        read.append(found)
    return read


def plain(name: str, letters: str = INDEX) -> str:
    """Return a name without a sample's index, one of some letters: x_i is x, x_{2,i} is x_2; any other name stays.

    >>> plain("x_i"), plain("O_{11,i}"), plain("w_11^(2)")
    ('x', 'O_11', 'w_11^(2)')
    """
    if "_" not in name and "^" not in name:
        return name
    base, low, high = split(name) or (name, "", "")
    if high[1:-1] and high[1:-1] in letters:
        return joined(base, low, "")
    rest, _, last = low.rpartition(",")
    return joined(base, rest, high) if last and last in letters else name


def read_samples(path: str | Path) -> Samples:
    """Return the samples of a file of comma-separated values whose first row holds the names of the columns.

    Semicolons and tabs separate too, and a comma in a number is then the decimal comma: 0,5. Raises NumericError, naming the row
    and column, for a file that is not such a table; for a column with something else than numbers, once that column is used.
    """
    import csv
    from io import TextIOWrapper

    path = Path(path)
    try:
        with path.open("rb") as stream:
            file = TextIOWrapper(stream, encoding_of(stream.peek(2)[:2]), newline="")
            header, first = file.readline(), 1
            delimiter, told = delimiter_of(header)
            if told:
                header, first = file.readline(), 2
            names = _header(next(csv.reader([header], delimiter=delimiter), []), path.name)
            return _table(names, csv.reader(file, delimiter=delimiter), path.name, first + 1, decimal_comma=delimiter != ",")
    except OSError as error:
        raise NumericError(f"cannot read {path}: {error.strerror or error}") from None
    except UnicodeError as error:
        raise NumericError(not_text(error, path.name), hint=SAVED) from None
    except csv.Error as error:
        raise NumericError(f"{path.name} is not a table of comma-separated values: {error}") from None


def _header(cells: list[str], source: str) -> list[str]:
    """Return the names of the columns in canonical spelling; what is no name stays as it is, since no problem can use it."""
    names = [spelled(cell.strip()) for cell in cells]
    if not any(names):
        raise NumericError(f"{source} has no names in its first row", hint="the first row holds the names of the columns")
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise NumericError(f"{source} has two columns named '{twice}'")
    if all(_number(name) is not None for name in names):
        raise NumericError(f"{source} has numbers in its first row", hint="the first row holds the names of the columns")
    return names


def _table(names: list[str], rows: Iterator[list[str]], source: str, first: int, *, decimal_comma: bool) -> Samples:
    """Return the samples in the rows under a header, the first of which has a number."""
    columns: list[array[float]] = [array("d") for _ in names]
    faults: dict[str, str] = {}
    count = 0
    for row, cells in enumerate(rows, first):
        if not any(cells):
            continue
        if len(cells) != len(names):
            counted = "1 entry" if len(cells) == 1 else f"{len(cells)} entries"
            raise NumericError(f"{source}, row {row} has {counted} where the first row names {len(names)} columns")
        count += 1
        for name, column, cell in zip(names, columns, cells, strict=True):
            number = _number(cell.replace(",", ".") if decimal_comma and cell.count(",") == 1 and "." not in cell else cell)
            if number is not None:
                column.append(number)
            elif name not in faults:
                faults[name] = f"{source}, row {row}, column '{name}': {_said(cell)}"
    if not count:
        raise NumericError(f"{source} has no samples under its first row")
    found = {name: column for name, column in zip(names, columns, strict=True) if name not in faults}
    return Samples(found, count, source, faults)


def _number(cell: Any) -> float | None:
    """Return a cell's finite number, or None."""
    try:
        value = float(cell)
    except (TypeError, ValueError, OverflowError):
        return None
    return value if isfinite(value) and not (isinstance(cell, str) and "_" in cell) else None


def _said(cell: str) -> str:
    return f"{cell.strip()[:SHOWN]!r} is not a number" if cell.strip() else "there is no value"
