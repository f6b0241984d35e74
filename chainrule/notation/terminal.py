"""Unicode on one line, as a textbook sets it in running text: −sin(x)/(2 + cos(x)), 4x + 7y, 2e · (−1) · area, √(1 + x²).

For readers' eyes. It is meant to be read back too, but a product inside a product and a negative first factor lose their
grouping (x · 2y is read as x·2·y), which changes nothing of its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from chainrule.notation.calls import NORM_MARKS, POWERED, RAISED_DIGITS, UNICODE, counted, primes
from chainrule.notation.logarithms import LOG
from chainrule.notation.names import is_word, unicode_name
from chainrule.notation.precedence import ATOM, MUL, POW, above, is_bare_base, is_partial
from chainrule.notation.writing import (
    CLOSE,
    OPEN,
    Brackets,
    Edges,
    Leaves,
    Notation,
    Piece,
    Writer,
    Writers,
    addition,
    by_logarithm,
    comparison,
    components,
    conjunction,
    derivatives,
    digits,
    enclosed,
    ends_in_sum,
    hadamard,
    in_pieces,
    leaf_writers,
    listed,
    lowest,
    negation,
    product,
    write,
)
from chainrule.tree import Tree

DOT = " · "
LEAVES: Leaves = {"number": digits, "constant": {"e": "e", "pi": "π", "∞": "∞"}.__getitem__, "symbol": unicode_name, "bound": unicode_name}

# What stands between two neighbours: n number, s name of one letter, w word, c function of the table, a unspecified
# function, r root or bars, b brackets. All other pairs are kept apart by a spaced dot.
SEPARATORS = {
    **dict.fromkeys(("ns", "nb", "nr", "na", "cb", "bb"), ""),
    **dict.fromkeys(("nc", "sc", "cc", "bc", "rc"), " "),
    **dict.fromkeys(("nw", "sn", "ss", "sw", "sb", "sr", "sa", "wn", "ws", "ww", "wc", "wb", "wr", "wa"), "·"),
    **dict.fromkeys(("cs", "cw", "cr", "bn", "bs", "bw", "br", "ba", "rs", "rw", "rb", "rr", "as", "aw", "ab"), "·"),
}
SEPARATORS |= {pair + "d": sign for pair, sign in SEPARATORS.items()}  # the right one a power with an exponent that is not raised
LOWERED_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
BARRED_SIZE = 50  # parts of an absolute value up to which it is written with bars
_ROUNDED = {"floor": "⌊⌋", "ceil": "⌈⌉"}
_SHAPED = frozenset(("sqrt", "root", "abs", "logb", *_ROUNDED, *NORM_MARKS))
_ROOTS = {2: "√", 3: "∛", 4: "∜"}


def unicode(tree: Tree, logarithm: str = LOG) -> str:
    """Return a tree for the terminal.

    >>> from chainrule.tree import call, symbol
    >>> unicode(-call("sin", symbol("x")) / (2 + 3 * symbol("a_1") ** 2))
    '(−sin(x))/(2 + 3a₁²)'
    """
    return write(tree, NOTATIONS[logarithm])


def _edge_of_power(_: Any, args: tuple[Tree, ...]) -> str:
    base = edge_of(args[0]) if is_bare_base(args[0]) else "b"
    return base if raised(args[1]) else base + "d"


EDGES: Edges = {
    "number": "n",
    "constant": "s",
    **dict.fromkeys(("symbol", "bound"), lambda name, _: "w" if len(name) > 1 and is_word(name) else "s"),
    "neg": "d",
    "add": "b",
    "mul": "d",
    "hadamard": "b",
    "div": "d",
    "pow": _edge_of_power,
    "call": lambda name, _: "r" if name in ("sqrt", "abs", *_ROUNDED, *NORM_MARKS) else "c",
    "apply": lambda value, args: "d" if is_partial(value, args) else "a",
    "sum": "b",
    "integral": "cd",  # it ends in dt, which a dot keeps from what follows
    "relation": "b",
    "logic": "b",
    "pieces": "b",
    "derivative": "d",
    "vector": "b",
}


def edge_of(factor: Tree) -> str:
    edge = EDGES[factor[0]]
    return edge if isinstance(edge, str) else edge(factor[1], factor[2])


def raised(exponent: Tree) -> str:
    """Return an integer exponent in raised digits; an empty string for any other exponent."""
    kind, value, args = exponent
    sign = "⁻" if kind == "neg" else ""
    value = args[0][1] if sign and args[0][0] == "number" else value
    return sign + digits(value).translate(RAISED_DIGITS) if value.__class__ is int else ""


def _quotient(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
    top, bottom = args
    numerator = (OPEN, top, CLOSE) if ends_in_sum(top) or (top[0] == "mul" and _is_spaced(top[2])) else enclosed(top, above(top), OPEN, CLOSE)
    return [*numerator, "/", *enclosed(bottom, POW, OPEN, CLOSE)]


def _is_spaced(factors: tuple[Tree, ...]) -> bool:
    """Return whether a product has a spaced dot, which would look looser than the slash after it."""
    edges = list(map(edge_of, factors))
    return any(left + right not in SEPARATORS for left, right in pairwise(edges))


def _power(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
    base, exponent = args
    high = raised(exponent)
    if high and base[0] == "call" and base[1] in POWERED and high[0] != "⁻":
        return [UNICODE[base[1]], high, OPEN, *base[2], CLOSE]
    bare = is_bare_base(base) and not (base[0] == "call" and base[1] == "sqrt")
    written: list[Piece] = [base] if bare else [OPEN, base, CLOSE]
    return [*written, high] if high else [*written, "^", *enclosed(exponent, ATOM, OPEN, CLOSE)]


def _calls(leaves: Leaves) -> Writer:
    """Return the writer of known functions."""

    def pieces(name: str, args: tuple[Tree, ...]) -> str | Sequence[Piece]:
        if name in _SHAPED and (shaped := _shaped(name, args)):
            return shaped
        shown = "log" if name == "logb" else UNICODE.get(name, name)
        if len(args) > 1:
            return [shown, OPEN, *listed(args), CLOSE]
        arg = args[0]
        leaf = leaves.get(arg[0])
        return f"{shown}({leaf(arg[1])})" if leaf else [shown, OPEN, arg, CLOSE]

    return pieces


def _shaped(name: str, args: tuple[Tree, ...]) -> Sequence[Piece]:
    """Return a root, an absolute value or a logarithm to a base in its own shape; nothing where its arguments have no room in that."""
    if name in NORM_MARKS:
        return ["‖", args[0], "‖", *(NORM_MARKS[name].translate(LOWERED_DIGITS),)]
    if name in _ROUNDED:
        return [_ROUNDED[name][0], args[0], _ROUNDED[name][1]]
    if name == "abs":
        return ["|", args[0], "|"] if _fits_bars(args[0]) else []
    if name == "logb":
        if args[1][0] not in ("number", "symbol"):
            return []
        base = ("_", args[1]) if args[1][0] == "symbol" else (digits(args[1][1]).translate(LOWERED_DIGITS),)
        return ["log", *base, OPEN, args[0], CLOSE]
    sign = _ROOTS.get(2 if name == "sqrt" else args[1][1])
    if sign is None:
        return []
    return [sign, args[0]] if args[0][0] in ("symbol", "bound", "number", "constant") else [sign, OPEN, args[0], CLOSE]


def _fits_bars(arg: Tree) -> bool:
    """Return whether what stands between bars is short and has no bars itself."""
    waiting, met = [arg], 0
    while waiting and met < BARRED_SIZE:
        kind, value, args = waiting.pop()
        met += 1 + len(args)
        if kind == "call" and value == "abs":
            return False
        waiting += args
    return not waiting


def _apply(value: tuple[str, tuple[int, ...]], args: tuple[Tree, ...]) -> list[Piece]:
    name, orders = value
    shown = unicode_name(name)
    if len(args) == 1:
        mark = primes(orders[0], "′").replace("′′′", "‴").replace("′′", "″")
        return [shown, "⁽" + mark[1:-1].translate(RAISED_DIGITS) + "⁾" if mark[:1] == "(" else mark, OPEN, args[0], CLOSE]
    if is_partial(value, args):
        return [quotient_of_differentials("∂", shown, [arg[1] for arg, order in zip(args, orders, strict=True) for _ in range(order)])]
    return [shown, "^(" + ",".join(map(str, orders)) + ")" if any(orders) else "", OPEN, *listed(args), CLOSE]


def quotient_of_differentials(sign: str, of: str, wrt: Sequence[str]) -> str:
    """Return dh/dx, d²h/dx² or ∂²z/∂x∂y; ``of`` is already as shown."""
    if len(wrt) == 1:
        return f"{sign}{of}/{sign}{unicode_name(wrt[0])}"

    def power(count: int) -> str:
        return str(count).translate(RAISED_DIGITS) if count > 1 else ""

    return f"{sign}{power(len(wrt))}{of}/" + "".join(sign + unicode_name(name) + power(count) for name, count in counted(wrt))


def _sum(index: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    return ["Σ_{", unicode_name(index), "=", *lowest(low, unicode_name(index), "≠"), "}^{", high, "} ", *enclosed(body, MUL, OPEN, CLOSE)]


def _integral(variable: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    return ["∫_", *_limit(low), "^", *_limit(high), " ", *enclosed(body, MUL, OPEN, CLOSE), " d", unicode_name(variable)]


def _limit(limit: Tree) -> tuple[Piece, ...]:
    """Return a limit of an integral: a number or a letter as it is, anything else in braces."""
    bare = not limit[2] and (limit[0] == "constant" or (limit[1].isalpha() if limit[0] in ("symbol", "bound") else limit[1].__class__ is int and limit[1] < 10))
    return (limit,) if bare else ("{", limit, "}")


def writers(leaves: Leaves) -> Writers:
    """Return the writers for leaves as they are to be shown."""
    return leaf_writers(leaves) | {
        "neg": negation("−", OPEN, CLOSE),
        "add": addition(" − ", OPEN, CLOSE, leaves),
        "mul": product(SEPARATORS, DOT, EDGES, OPEN, CLOSE, leaves, one_line=True),
        "hadamard": hadamard(" ⊙ ", OPEN, CLOSE),
        "div": _quotient,
        "pow": _power,
        "call": _calls(leaves),
        "apply": _apply,
        "sum": _sum,
        "integral": _integral,
        "relation": comparison({}, OPEN, CLOSE),
        "logic": conjunction({}, {"and": " and ", "or": " or "}, OPEN, CLOSE),
        "pieces": in_pieces(" if ", ", ", " otherwise"),
        "derivative": derivatives(lambda sign, of, wrt: quotient_of_differentials(sign, of and unicode_name(of), wrt)),
        "vector": components(OPEN, CLOSE),
    }


NOTATION = Notation(writers(LEAVES), Brackets())
NOTATIONS = by_logarithm(NOTATION)
