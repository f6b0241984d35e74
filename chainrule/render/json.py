"""JSON: a document's record, with every formula as text and as LaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from json import dumps
from typing import Any

from chainrule.document import Document
from chainrule.notation import latex, text
from chainrule.tree import Tree


def render_pieces(document: Document) -> Iterator[str]:
    """Yield the record as JSON, indented by two spaces a level; iterables are walked as they are written."""
    yield from _value(document.record(), "\n")
    yield "\n"


def _value(value: Any, line: str) -> Iterator[str]:
    """Yield one value; ``line`` is the line break and indent of its own level."""
    match value:
        case Tree():
            yield dumps({"text": text(value), "latex": latex(value)}, ensure_ascii=False)
        case Mapping():
            yield from _members("{", ((dumps(key) + ": ", item) for key, item in value.items()), "}", line)
        case None | bool() | int() | float() | str():
            yield dumps(value, ensure_ascii=False)
        case Iterable():
            yield from _members("[", (("", item) for item in value), "]", line)
        case _:
            raise TypeError(f"a {type(value).__name__} has no place in a record")


def _members(opening: str, members: Iterable[tuple[str, Any]], closing: str, line: str) -> Iterator[str]:
    inner, empty = line + "  ", True
    yield opening
    for key, item in members:
        yield (inner if empty else "," + inner) + key
        yield from _value(item, inner)
        empty = False
    yield closing if empty else line + closing
