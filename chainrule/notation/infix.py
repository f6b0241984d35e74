"""Plain text: one line that a keyboard can type and that the reader reads back as the same tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chainrule.notation.calls import NORM_MARKS, counted
from chainrule.notation.logarithms import LOG
from chainrule.notation.names import plain_name
from chainrule.notation.precedence import ATOM, MUL, POW, above, is_bare_base, is_partial, level
from chainrule.notation.writing import (
    Brackets,
    Leaves,
    Notation,
    Piece,
    addition,
    by_logarithm,
    comparison,
    components,
    conjunction,
    derivatives,
    digits,
    enclosed,
    hadamard,
    in_pieces,
    leaf_writers,
    listed,
    lowest,
    negation,
    write,
)
from chainrule.tree import Tree


def text(tree: Tree, logarithm: str = LOG) -> str:
    """Return a tree as plain text.

    >>> from chainrule.tree import symbol
    >>> text(-(1 / symbol("u")) * 2 ** symbol("x"))
    '(-1/u)*2^x'
    """
    return write(tree, NOTATIONS[logarithm])


def _product(_: Any, factors: tuple[Tree, ...]) -> list[Piece]:
    written: list[Piece] = [*enclosed(factors[0], MUL if factors[0][0] != "hadamard" else POW, "(", ")")]
    for factor in factors[1:]:
        written += ("*", *(enclosed(factor, POW, "(", ")") if factor[0] not in CALLED else (factor,)))
    return written


def _quotient(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
    below = enclosed(args[1], POW, "(", ")") if args[1][0] not in CALLED else (args[1],)
    return [*enclosed(args[0], above(args[0]), "(", ")"), "/", *below]


def _power(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
    base, exponent = args
    written: list[Piece] = [base] if is_bare_base(base) else ["(", base, ")"]
    if level(exponent) == ATOM:
        return [*written, "^", exponent]
    # w_1^(k) would be a name with a superscript
    return [*written, "**(" if base[0] == "symbol" and base[1][-1:].isdigit() else "^(", exponent, ")"]


def _call(name: str, args: tuple[Tree, ...]) -> str | list[Piece]:
    if name in NORM_MARKS:
        return ["||", args[0], "||", *("_" + mark for mark in NORM_MARKS[name])]
    if name == "logb" and args[1][0] in ("number", "symbol"):
        return ["log_", args[1], "(", args[0], ")"]
    shown = "log" if name == "logb" else name
    if len(args) > 1:
        return [shown, "(", *listed(args), ")"]
    arg = args[0]
    leaf = LEAVES.get(arg[0])
    return f"{shown}({leaf(arg[1])})" if leaf else [shown, "(", arg, ")"]


def _apply(value: tuple[str, tuple[int, ...]], args: tuple[Tree, ...]) -> list[Piece]:
    name, orders = value
    if not any(orders):
        return [plain_name(name), "(", *listed(args), ")"]
    if len(args) == 1:
        return [plain_name(name), "'" * orders[0], "(", args[0], ")"]
    if is_partial(value, args):
        return [quotient_of_differentials("∂", name, [arg[1] for arg, order in zip(args, orders, strict=True) for _ in range(order)])]
    return [plain_name(name), "^(", ",".join(map(str, orders)), ")(", *listed(args), ")"]


def quotient_of_differentials(sign: str, of: str, wrt: Sequence[str]) -> str:
    """Return dh/dx, d^2h/dx^2 or ∂^2z/∂x∂y."""
    if len(wrt) == 1:
        return f"{sign}{plain_name(of)}/{sign}{plain_name(wrt[0])}"
    order = f"^{len(wrt)}"
    below = "".join(sign + plain_name(name) + (f"^{count}" if count > 1 else "") for name, count in counted(wrt))
    return f"{sign}{order}{plain_name(of)}/{below}"


def _sum(index: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    return ["sum(", body, ", ", plain_name(index), ", ", *lowest(low, plain_name(index), " != "), ", ", high, ")"]


def _integral(variable: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    return ["int(", body, ", ", plain_name(variable), ", ", low, ", ", high, ")"]


CALLED = ("sum", "integral")  # what is written as a call is
SIGNS = {"≤": " <= ", "≥": " >= ", "≠": " != "}
LEAVES: Leaves = {"number": digits, "constant": {"e": "e", "pi": "pi", "∞": "oo"}.__getitem__, "symbol": plain_name, "bound": plain_name}
WRITERS = leaf_writers(LEAVES) | {
    "neg": negation("-", "(", ")"),
    "add": addition(" - ", "(", ")", LEAVES),
    "mul": _product,
    "hadamard": hadamard(" ⊙ ", "(", ")"),
    "div": _quotient,
    "pow": _power,
    "call": _call,
    "apply": _apply,
    "sum": _sum,
    "integral": _integral,
    "relation": comparison(SIGNS, "(", ")"),
    "logic": conjunction(SIGNS, {"and": " and ", "or": " or "}, "(", ")"),
    "pieces": in_pieces(" if ", " else ", "", brackets=("(", ")")),
    "derivative": derivatives(quotient_of_differentials, "(", ")"),
    "vector": components("(", ")"),
}
NOTATION = Notation(WRITERS, Brackets())
NOTATIONS = by_logarithm(NOTATION)
