"""JSON: a document's record, with every formula as text and as LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from json import dumps
from json.encoder import encode_basestring
from typing import Any

from chainrule.document import Constant, Document, Lazy
from chainrule.notation import latex, text
from chainrule.tree import Tree

INDENT = "  "
SHORT = 8  # factors or terms of a formula that is written anew each time


def render_pieces(document: Document) -> Iterator[str]:
    """Yield the record as JSON: a line for every item of what is walked as it is written, and for every key of what holds such items."""
    yield from _members(document.record(), "\n")
    yield "\n"


def _members(record: Mapping[str, Any], line: str) -> Iterator[str]:
    """Yield a mapping, a key a line; ``line`` is the line break and indent of its own level."""
    inner = line + INDENT
    before = "{" + inner
    last, written = None, "null"
    for key, value in record.items():
        start = f"{before}{_key(key)}"
        if isinstance(value, Lazy):
            yield start
            yield from _items(value, inner)
        elif value.__class__ is dict and _holds_items(value):
            yield start
            yield from _members(value, inner)
        else:
            if value is not last:  # a tidy formula is often the simplified one too
                last, written = value, _WRITERS[value.__class__](value)
            yield start + written
        before = "," + inner
    yield line + "}"


def _items(items: Lazy[Any], line: str) -> Iterator[str]:
    """Yield an array, an item a line; its items are alike."""
    inner = line + INDENT
    before = first = "[" + inner
    hold_items = False
    for item in items:
        if before is first:
            hold_items = item.__class__ is dict and _holds_items(item)
        if hold_items:
            yield before
            yield from _members(item, inner)
        else:
            yield before + _WRITERS[item.__class__](item)
        before = "," + inner
    yield "[]" if before is first else line + "]"


def _holds_items(record: Mapping[str, Any]) -> bool:
    """Return whether a mapping has something in it that is walked as it is written."""
    for value in record.values():
        kind = value.__class__
        if kind is Lazy or (kind is dict and _holds_items(value)):  # a generator costs more than what it walks over
            return True
    return False


def _formula(tree: Tree) -> str:
    return _formula_again(tree) if len(tree[2]) > SHORT else _new_formula(tree)


def _new_formula(tree: Tree) -> str:
    return f'{{"text": {encode_basestring(text(tree))}, "latex": {encode_basestring(latex(tree))}}}'


_formula_again = lru_cache(maxsize=8)(_new_formula)  # a path's product and the forms of its result are often the same


def _mapping(record: Mapping[str, Any]) -> str:
    return "{" + ", ".join([_key(key) + _WRITERS[value.__class__](value) for key, value in record.items()]) + "}"


@lru_cache(maxsize=128)
def _key(key: str) -> str:
    return encode_basestring(key) + ": "


def _array(items: list[Any]) -> str:
    return "[" + ", ".join([_WRITERS[item.__class__](item) for item in items]) + "]"


@lru_cache(maxsize=1024)
def _constant(constant: Constant) -> str:
    return _WRITERS[constant.value.__class__](constant.value)


class _Writers(dict[type, Callable[[Any], str]]):
    """How values of each type are written on one line."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        raise TypeError(f"a {kind.__name__} has no place in a record")


_WRITERS = _Writers({
    str: encode_basestring,
    Tree: _formula,
    dict: _mapping,
    list: _array,
    Constant: _constant,
    Lazy: lambda items: _array(list(items)),  # in an item that is unlike the first of its array
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    int: dumps,
    float: dumps,
})  # fmt: skip
