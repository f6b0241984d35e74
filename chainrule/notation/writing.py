"""The walk that all notations share: from a tree to its pieces, left to right, with an explicit stack.

A notation is a table of writers, one for each kind of node. A writer takes a node's value and arguments and returns the node
written, where it can write all of it, or else its pieces in reading order: strings as they are, and trees still to be
written. What writes leaves is a table of its own besides, for what has leaves in it. Brackets are settled by the parent, from the levels in
``precedence``; nothing is concatenated before the end, so time and memory are linear in what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chainrule.notation.logarithms import LN, LOG
from chainrule.notation.precedence import ADD, LEVEL, LOGIC, LOOSER, MUL, POW, RELATION, level
from chainrule.tree import Tree, number, symbol

Piece = str | Tree
Writer = Callable[[Any, tuple[Tree, ...]], str | Sequence[Piece]]
Writers = dict[str, Writer]
Leaves = dict[str, Callable[[Any], str]]
Edges = dict[str, "str | Callable[[Any, tuple[Tree, ...]], str]"]  # what a factor shows at its ends, or what tells that from its value and arguments


class Mark(str):
    """A piece that settles brackets: a bracket itself, or something tall (or its start), which makes the brackets around it high."""

    __slots__ = ()


# The tree after SOFT, a negative first factor, stands in brackets unless its product comes first: (−a)·b is −a·b at the
# start of an expression, not after a plus.
OPEN, CLOSE, SOFT = map(Mark, ("(", ")", "soft"))


@dataclass(frozen=True, slots=True)
class Brackets:
    """How a notation writes brackets: as ``high`` around something tall, else as ``plain``; ``leading`` pieces' ends open something."""

    plain: tuple[str, str] = ("(", ")")
    high: tuple[str, str] = ("(", ")")
    leading: tuple[str, ...] = ("(", "{", "[", "|", ", ", "= ", "< ", "> ", "≤ ", "≥ ", "≠ ")


@dataclass(frozen=True, slots=True)
class Notation:
    """How trees are written: every kind of node, and brackets."""

    writers: Writers
    brackets: Brackets


def by_logarithm(notation: Notation) -> dict[str, Notation]:
    """Return a notation by how it names the natural logarithm: log, as trees have it, or ln."""
    call = notation.writers["call"]
    return {LOG: notation, LN: Notation(notation.writers | {"call": lambda name, args: call(LN if name == LOG else name, args)}, notation.brackets)}


def write(tree: Tree, notation: Notation) -> str:
    """Return a tree as it is written."""
    written = notation.writers[tree[0]](tree[1], tree[2])
    if written.__class__ is str:
        return written
    return str(written) if isinstance(written, str) else "".join(_laid_out(written, notation))


def pieces_of(tree: Tree, notation: Notation) -> list[str]:
    """Return the written pieces of a tree, left to right."""
    return _laid_out((tree,), notation)


def _laid_out(pieces: Sequence[Piece], notation: Notation) -> list[str]:  # noqa: PLR0912  # one branch for each kind of piece
    """Return pieces with the trees among them written; brackets are settled where they close."""
    writers = notation.writers
    opening, closing = notation.brackets.plain
    written: list[str] = []
    put = written.append
    opened: list[int] = []  # places of open brackets
    tall = -1  # place of the last tall piece
    waiting: list[Iterator[Any]] = []  # what is left of the nodes around the innermost one
    rest: Iterator[Any] = iter(pieces)
    while True:
        for item in rest:
            of = type(item)
            if of is str:
                put(item)
            elif of is Tree:
                inner = writers[item[0]](item[1], item[2])
                if isinstance(inner, str):
                    if type(inner) is Mark:
                        tall = len(written)
                    put(inner)
                    continue
                waiting.append(rest)
                rest = iter(inner)
                break
            elif item is OPEN:
                opened.append(len(written))
                put(opening)
            elif item is CLOSE:
                start = opened.pop()
                if start > tall:
                    put(closing)
                else:
                    written[start], high = notation.brackets.high
                    put(high)
            elif item is not SOFT:  # something tall
                tall = len(written)
                put(item)
            else:
                waiting.append(rest)
                leads = not written or written[-1].endswith(notation.brackets.leading)
                rest = iter((next(rest),) if leads else (OPEN, next(rest), CLOSE))
                break
        else:
            if not waiting:
                return written
            rest = waiting.pop()


DIGITS = {value: str(value) for value in range(100)}


def digits(value: int | Decimal) -> str:
    """Return an exact number in plain digits, never in exponent form."""
    try:
        return DIGITS.get(value) or str(value) if value.__class__ is int else format(value, "f")
    except ValueError:  # Python refuses to print integers beyond 4300 digits
        return format(Decimal(value), "f")


def enclosed(tree: Tree, least: int, opening: str, closing: str) -> tuple[Piece, ...]:
    """Return a tree's pieces, in brackets where it binds less tightly than ``least``."""
    kind = tree[0]
    return (tree,) if (LEVEL[kind] if kind != "apply" else level(tree)) >= least else (opening, tree, closing)


def derivatives(quotient: Callable[[str, str, Sequence[str]], str], opening: str = OPEN, closing: str = CLOSE, gap: str = " ") -> Writer:
    """Return the writer of unevaluated derivatives: of a name dy/dx, of anything else d/dx before it, a sum or a product in brackets."""

    def writer(sign: str, args: tuple[Tree, ...]) -> str | Sequence[Piece]:
        of, wrt = args[0], [arg[1] for arg in args[1:]]
        if of[0] == "symbol":
            return quotient(sign, of[1], wrt)
        return [quotient(sign, "", wrt), gap, *((of,) if of[0] == "integral" else enclosed(of, POW, opening, closing))]

    return writer


def leaf_writers(leaves: Leaves) -> Writers:
    """Return the writers of leaves."""

    def writer(leaf: Callable[[Any], str]) -> Writer:
        return lambda value, _: leaf(value)

    return {kind: writer(leaf) for kind, leaf in leaves.items()}


def addition(minus: str, opening: str, closing: str, leaves: Leaves, plus: str = " + ") -> Writer:
    """Return the writer of sums; a negated term is subtracted."""
    looser = LOOSER[MUL]

    def pieces(_: Any, terms: tuple[Tree, ...]) -> list[Piece]:
        written: list[Piece] = []
        put = written.append
        for term in terms:
            kind = term[0]
            if written:
                if kind == "neg":
                    put(minus)
                    term = term[2][0]  # noqa: PLW2901  # what is subtracted
                    kind = term[0]
                else:
                    put(plus)
            leaf = leaves.get(kind)
            if leaf is not None:
                put(leaf(term[1]))
            elif kind in looser and (written or LEVEL[kind] < ADD):
                written += (opening, term, closing)
            else:
                put(term)
        return written

    return pieces


def negation(minus: str, opening: str, closing: str) -> Writer:
    """Return the writer of a leading minus, which covers a whole product."""
    looser = LOOSER[MUL]
    return lambda _, args: (minus, opening, args[0], closing) if args[0][0] in looser else (minus, args[0])


def comparison(signs: dict[str, str], opening: str, closing: str) -> Writer:
    """Return the writer of conditions."""

    def pieces(operator: str, sides: tuple[Tree, ...]) -> list[Piece]:
        sign, written = signs.get(operator) or f" {operator} ", [*enclosed(sides[0], ADD, opening, closing)]
        for side in sides[1:]:
            written += (sign, *enclosed(side, ADD, opening, closing))
        return written

    return pieces


def conjunction(signs: dict[str, str], words: dict[str, str], opening: str, closing: str) -> Writer:
    """Return the writer of conditions together; 0 ≤ x and x < 1 is 0 ≤ x < 1."""

    def pieces(word: str, conditions: tuple[Tree, ...]) -> list[Piece]:
        written: list[Piece] = []
        for place, condition in enumerate(conditions):
            if place and word == "and" and goes_on(conditions[place - 1], condition):
                written.append(signs.get(condition[1]) or f" {condition[1]} ")
                written += enclosed(condition[2][1], ADD, opening, closing)
                continue
            written += (words[word],) if place else ()
            written += (condition,) if condition[0] == "logic" and word == "or" else enclosed(condition, RELATION, opening, closing)
        return written

    return pieces


def goes_on(before: Tree, after: Tree) -> bool:
    """Return whether two conditions are one chain: 0 ≤ x and x < 1, whose signs point the same way."""
    if before[0] != "relation" or after[0] != "relation" or len(after[2]) != 2:
        return False
    return any(before[1] in way and after[1] in way for way in ("<≤", ">≥")) and before[2][-1] == after[2][0]


def in_pieces(condition: str, following: str, otherwise: str, opening: str = "", closing: str = "", brackets: tuple[str, str] = (OPEN, CLOSE)) -> Writer:
    """Return the writer of an expression in pieces: what stands before a condition, between two pieces, and after the last value where it has none.

    A last value with ``otherwise`` empty stands behind what is between two pieces.
    """

    def written(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
        found: list[Piece] = [opening] if opening else []
        for place, (value, *held) in enumerate(rows(args)):
            found += (following,) if place else ()
            found += enclosed(value, LOGIC, *brackets)
            found += (condition, held[0]) if held else (otherwise,) if otherwise else ()
        return [*found, closing] if closing else found

    return written


def rows(args: tuple[Tree, ...]) -> Iterator[tuple[Tree, ...]]:
    """Yield the values of an expression in pieces, each with its condition; the last may have none."""
    yield from (args[place : place + 2] for place in range(0, len(args), 2))


def lowest(low: Tree, index: str, unequal: str, comma: str = ", ") -> tuple[Piece, ...]:
    """Return the lower limit of a sum: where it starts, and the term that it leaves out."""
    if low[0] != "except":
        return (low,)
    case = low[1]
    return low[2][0], comma, index, unequal, number(int(case)) if case.isdigit() else symbol(case)


def listed(args: Sequence[Tree]) -> list[Piece]:
    """Return arguments with commas between them."""
    written: list[Piece] = [args[0]] if args else []
    for arg in args[1:]:
        written += (", ", arg)
    return written


def components(opening: str, closing: str) -> Writer:
    """Return the writer of vectors, (a, b), and of matrices on one line, [[a, b], [c, d]]."""

    def pieces(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
        if args[0][0] != "vector":
            return [opening, *listed(args), closing]
        written: list[Piece] = ["["]
        for row in args:
            written += (", [" if row is not args[0] else "[", *listed(row[2]), "]")
        return [*written, "]"]

    return pieces


def rows_of(args: tuple[Tree, ...], opening: str, between: str, below: str, closing: str) -> list[Piece]:
    """Return a matrix with signs between the entries of a row and between rows."""
    written: list[Piece] = [opening]
    for number_of_row, row in enumerate(args):
        for place, entry in enumerate(row[2]):
            written += (between, entry) if place else (below, entry) if number_of_row else (entry,)
    return [*written, closing]


ENDS_SOUGHT = 20  # products inside products that are looked into for their last factor


def ends_in_sum(tree: Tree) -> bool:
    """Return whether the last factor of a product is a sum, which would reach over what follows; or the tree is one."""
    for _ in range(ENDS_SOUGHT):
        if tree[0] not in ("mul", "neg"):
            break
        tree = tree[2][-1]
    return bool(tree[0] == "sum")


def hadamard(sign: str, opening: str, closing: str) -> Writer:
    """Return the writer of products component by component."""

    def pieces(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
        written: list[Piece] = []
        for factor in args:
            written += (sign,) if written else ()
            written += (factor,) if factor[0] == "derivative" else enclosed(factor, POW, opening, closing)
        return written

    return pieces


def product(separators: dict[str, str], dot: str, edges: Edges, opening: str, closing: str, leaves: Leaves, *, one_line: bool = False) -> Writer:
    """Return the writer of products by juxtaposition; in ``one_line``, where quotients are, one of a ⊙ b is in brackets.

    An edge names the first and the last thing a factor shows, a letter each (or one for both); ``edges`` has it by the factor's
    kind. ``separators`` says what stands between a left and a right one, and all other pairs get a spaced dot. Σ reaches to the end of a
    product, so it needs brackets before another factor only; as the last one it stands like a function.
    """
    bracketed = LOOSER[MUL] | {"sum", "hadamard"}
    by_kind = {kind: (edge, leaves.get(kind), kind in bracketed, kind in ("sum", "mul", "neg", "div" if one_line else "")) for kind, edge in edges.items()}
    beside: dict[str, dict[str, str]] = {pair[0]: {} for pair in separators}
    for pair, separator in separators.items():
        beside[pair[0]][pair[1:]] = separator
    dotted: dict[str, str] = {}

    def pieces(_: Any, factors: tuple[Tree, ...]) -> list[Piece]:
        written: list[Piece] = []
        put = written.append
        after = dotted  # what comes between the last factor and another, by the edge of that
        for factor in factors:
            edge, leaf, brackets, reaches = by_kind[factor[0]]
            if not isinstance(edge, str):
                edge = edge(factor[1], factor[2])
            open_end = reaches and ends_in_sum(factor)
            brackets = brackets or (reaches and factor[0] == "div" and factor[2][0][0] == "hadamard")
            if open_end:
                brackets = factor is not factors[-1] or (brackets and factor[0] != "sum")
                edge = "c" if factor[0] == "sum" and not brackets else edge
            if written:
                put(after.get(edge, dot))
            if leaf is not None:
                put(leaf(factor[1]))
            elif not brackets:
                put(factor)
            elif written or open_end or factor[0] != "neg":
                written += (opening, factor, closing)
            else:
                written += (SOFT, factor)
            after = beside.get(edge, dotted)
        return written

    return pieces
