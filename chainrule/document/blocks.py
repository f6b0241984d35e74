"""What a document is made of: headings, prose and equations. Equations are trees, never strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

from chainrule.tree import Tree

Item_co = TypeVar("Item_co", covariant=True)
Part = TypeVar("Part")

Prose = tuple["str | Tree", ...]  # words, and formulas set among them


@dataclass(frozen=True, slots=True)
class Lazy(Generic[Item_co]):
    """Items made anew each time they are walked, so that a document of 100,000 lines is never held whole."""

    make: Callable[[], Iterator[Item_co]]

    def __iter__(self) -> Iterator[Item_co]:
        return self.make()


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """Data that a record holds in many places: the same object in all of them, so that a format may write it once."""

    value: Mapping[str, Any] | list[Any]


@dataclass(frozen=True, slots=True)
class Heading:
    """Opens a section; ``aside`` stands at the right of the same line where a format has room for it.

    ``level`` is 2; 1 opens a part of several sections, on a page of its own, and 3 a section inside a section.
    """

    words: Prose
    aside: Prose = ()
    level: int = 2


class Equation(NamedTuple):
    """``left = sides[0] = sides[1] = …``, one move from each side to the next.

    ``remark`` says why the first side is so, ``endings`` what the last ones of several are. ``working`` leads to it: the
    rules inside it, which are read before it where a format cannot fold them away.
    """

    left: Tree
    sides: tuple[Tree, ...]
    remark: Prose = ()
    endings: tuple[Prose, ...] = ()
    working: tuple[Equation, ...] = ()

    def remarks(self) -> tuple[Prose, ...]:
        """Return the remark of each side."""
        if len(self.sides) == 1:
            return (self.remark,)
        return (self.remark, *((),) * (len(self.sides) - 1 - len(self.endings)), *self.endings)


@dataclass(frozen=True, slots=True)
class Sum:
    """``left = terms[0] + terms[1] + …``, a term a line, each with its remark; ``omitted`` counts terms that are not listed."""

    left: Tree
    terms: tuple[tuple[Tree, Prose], ...]
    omitted: int = 0


@dataclass(frozen=True, slots=True)
class Equations:
    """A group of equations aligned at the equals sign."""

    lines: Iterable[Equation | Sum]

    def __iter__(self) -> Iterator[Equation | Sum]:
        """Walk all lines in the order in which they are read, the working before what it leads to."""
        for line in self.lines:
            if line.__class__ is Equation and line[4]:
                yield from line[4]
            yield line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or several."""

    words: Prose


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, a head above them where there is one; ``columns`` has a letter for each.

    l stands at the left, r at the right, and p is prose that is broken into lines.
    """

    head: tuple[Prose, ...]
    rows: tuple[tuple[Prose, ...], ...]
    columns: str


@dataclass(frozen=True, slots=True)
class Curve:
    """How one number goes with another: points (x, y) in order of x, and what the two are called."""

    title: Prose
    points: tuple[tuple[float, float], ...]
    across: str
    up: str


@dataclass(frozen=True, slots=True)
class Vertex:
    """A quantity of a picture; ``role`` is "input", "definition", "link", "output" or "group". ``marked``: it was asked for."""

    label: Prose
    role: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one vertex to a later one (by their places in the picture), with its local derivative; ``marked``: on an asked way."""

    start: int
    end: int
    label: Prose = ()
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A computation graph: vertices before those that use them; ``note`` says what was left out or put together."""

    title: Prose
    description: Prose
    vertices: tuple[Vertex, ...]
    arrows: tuple[Arrow, ...]
    note: Prose = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, made where it is drawn: formats that draw none pay nothing for it."""

    make: Callable[[], Picture]


@dataclass(frozen=True, slots=True)
class Space:
    """Room to work in, so many lines high."""

    lines: int


Block = Heading | Equations | Paragraph | Table | Curve | Figure | Space


def inside(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with their headings as those of sections inside a section."""
    for block in blocks:
        yield replace(block, level=3) if isinstance(block, Heading) else block


@dataclass(frozen=True, slots=True)
class Document:
    """What is said, in order, whatever the format.

    ``blocks`` can be walked any number of times. ``record`` gives the same content as data (mappings, iterables, trees and
    plain values) for formats that programs read.
    """

    title: Prose
    blocks: Iterable[Block]
    record: Callable[[], Mapping[str, Any]]


def with_trees(part: Part, change: Callable[[Tree], Tree]) -> Part:
    """Return a document, or a part of one, with every formula in it changed; what is made where it is used is changed there."""
    return cast("Part", _changed(part, change))


def _changed(part: Any, change: Callable[[Tree], Tree]) -> Any:
    if isinstance(part, Tree):
        return change(part)
    if isinstance(part, Document):
        title, blocks = _changed((part.title, part.blocks), change)
        return Document(title, blocks, lambda: _changed(part.record(), change))
    if isinstance(part, Lazy):
        return Lazy(lambda: (_changed(item, change) for item in part))
    if isinstance(part, Figure):
        return Figure(lambda: _changed(part.make(), change))
    if isinstance(part, Constant):
        return _constant(part, change)
    if isinstance(part, dict):
        return {key: _changed(value, change) for key, value in part.items()}
    if isinstance(part, list | tuple):
        items = [_changed(item, change) for item in part]
        return type(part)(*items) if hasattr(part, "_fields") else type(part)(items)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _changed(getattr(part, each.name), change) for each in fields(part)})
    return part


@lru_cache(maxsize=1024)
def _constant(constant: Constant, change: Callable[[Tree], Tree]) -> Constant:
    return Constant(_changed(constant.value, change))
