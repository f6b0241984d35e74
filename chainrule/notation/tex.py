r"""LaTeX, as a textbook sets it in display: \frac, \sqrt, \left( only around what is tall, \cdot where juxtaposition is unclear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from chainrule.notation.calls import LATEX, NORM_MARKS, POWERED, counted, primes
from chainrule.notation.logarithms import LOG
from chainrule.notation.names import is_word, latex_name
from chainrule.notation.precedence import MUL, is_bare_base, is_partial
from chainrule.notation.writing import (
    CLOSE,
    OPEN,
    Brackets,
    Edges,
    Leaves,
    Mark,
    Notation,
    Piece,
    addition,
    by_logarithm,
    comparison,
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
    product,
    rows_of,
    write,
)
from chainrule.tree import Tree

DOT, THIN = r" \cdot ", r" \, "
LEAVES: Leaves = {"number": digits, "constant": {"e": "e", "pi": r"\pi", "∞": r"\infty"}.__getitem__, "symbol": latex_name, "bound": latex_name}
FRACTION, SUM, INTEGRAL, CASES, MATRIX = Mark(r"\frac{"), Mark(r"\sum_{"), Mark(r"\int_{"), Mark(r"\begin{cases} "), Mark(r"\begin{pmatrix} ")
SIGNS = {"≤": r" \leq ", "≥": r" \geq ", "≠": r" \neq "}
BRACKETS = Brackets(high=(r"\left(", r"\right)"))

# What stands between two neighbours, as in ``terminal``, with q for a fraction of numbers and f for any other fraction.
SEPARATORS = dict.fromkeys((
    "ns", "nc", "nb", "nr", "na", "ss", "sc", "sr", "sa", "wc", "cc", "cb", "cr", "ac",
    "bb", "bs", "bc", "br", "rs", "rc", "rb", "rr", "ra", "qs", "qc", "qr", "qa", "qb",
), " ")  # fmt: skip
SEPARATORS |= dict.fromkeys(("nw", "sw", "ws", "wr", "wa", "bw", "rw", "qw"), THIN)  # a word runs into its neighbours without a space
SEPARATORS |= {pair + "d": sign for pair, sign in SEPARATORS.items() if pair[1] == "c"}  # an integral stands like a function, and ends in dt


def latex(tree: Tree, logarithm: str = LOG) -> str:
    r"""Return a tree in LaTeX, for mathematics mode.

    >>> from chainrule.tree import call, symbol
    >>> latex(call("log", 1 / symbol("w_12^(2)")) * 2)
    '\\log\\left(\\frac{1}{w_{12}^{(2)}}\\right) \\cdot 2'
    """
    return write(tree, NOTATIONS[logarithm])


def _edge_of_name(name: str, _: tuple[Tree, ...]) -> str:
    return "w" if len(name) > 1 and is_word(name) else "s"


def _edge_of_power(_: Any, args: tuple[Tree, ...]) -> str:
    base = args[0]
    if not is_bare_base(base):
        return "b"
    edge = EDGES[base[0]]
    return edge if isinstance(edge, str) else edge(base[1], base[2])


EDGES: Edges = {
    "number": "n",
    "constant": "s",
    "symbol": _edge_of_name,
    "bound": _edge_of_name,
    "neg": "d",
    "add": "b",
    "mul": "d",
    "hadamard": "b",
    "div": lambda _, args: "q" if args[0][0] == args[1][0] == "number" else "f",
    "pow": _edge_of_power,
    "call": lambda name, _: "r" if name in ("sqrt", "root", "abs", "floor", "ceil", *NORM_MARKS) else "c",
    "apply": lambda value, args: "f" if is_partial(value, args) else "a",
    "sum": "b",
    "integral": "cd",
    "relation": "b",
    "logic": "b",
    "pieces": "b",
    "derivative": "f",
    "vector": "b",
}


def _power(_: Any, args: tuple[Tree, ...]) -> str | list[Piece]:
    base, exponent = args
    if exponent[0] != "number" or exponent[1].__class__ is not int:
        return [base, "^{", exponent, "}"] if is_bare_base(base) else [OPEN, base, CLOSE, "^{", exponent, "}"]
    raised = f"^{{{digits(exponent[1])}}}"
    kind = base[0]
    if kind == "call" and base[1] in POWERED:
        return _applied(LATEX[base[1]] + raised, base[2])
    if not is_bare_base(base):
        return [OPEN, base, CLOSE, raised]
    return LEAVES[kind](base[1]) + raised if kind in LEAVES else [base, raised]


def _call(name: str, args: tuple[Tree, ...]) -> str | list[Piece]:
    if name in _SHAPED:
        return _SHAPED[name](*args)
    return _applied(LATEX.get(name) or rf"\operatorname{{{name}}}", args)


def _applied(shown: str, args: tuple[Tree, ...]) -> str | list[Piece]:
    """Return a function, named as shown, of its arguments."""
    if len(args) > 1:
        return [shown, OPEN, *listed(args), CLOSE]
    arg = args[0]
    leaf = LEAVES.get(arg[0])
    return f"{shown}({leaf(arg[1])})" if leaf else [shown, OPEN, arg, CLOSE]


_SHAPED: dict[str, Callable[..., list[Piece]]] = {
    "sqrt": lambda arg: [r"\sqrt{", arg, "}"],
    "root": lambda arg, degree: [r"\sqrt[", *([degree] if degree[0] == "number" else ["{", degree, "}"]), "]{", arg, "}"],
    "abs": lambda arg: [r"\left|", arg, r"\right|"],
    "floor": lambda arg: [r"\left\lfloor ", arg, r" \right\rfloor"],
    "ceil": lambda arg: [r"\left\lceil ", arg, r" \right\rceil"],
    "norm": lambda arg: [r"\left\lVert ", arg, r" \right\rVert"],
    "norm 2": lambda arg: [r"\left\lVert ", arg, r" \right\rVert_{2}"],
    "norm 1": lambda arg: [r"\left\lVert ", arg, r" \right\rVert_{1}"],
    "logb": lambda arg, base: [r"\log_{", base, "}", OPEN, arg, CLOSE],
}


def _apply(value: tuple[str, tuple[int, ...]], args: tuple[Tree, ...]) -> str | list[Piece]:
    name, orders = value
    if not any(orders):
        return [latex_name(name), OPEN, *listed(args), CLOSE]
    if is_partial(value, args):
        return quotient_of_differentials("∂", name, [arg[1] for arg, order in zip(args, orders, strict=True) for _ in range(order)])
    mark = primes(orders[0], "'") if len(orders) == 1 else "(" + ",".join(map(str, orders)) + ")"
    return [raisable(name), mark if mark[0] == "'" else "^{" + mark + "}", OPEN, *listed(args), CLOSE]


def raisable(name: str) -> str:
    """Return a name in LaTeX that can carry a superscript: one that has its own stands in brackets."""
    written = latex_name(name)
    return f"({written})" if "^" in written or "'" in written else written


def quotient_of_differentials(sign: str, of: str, wrt: Sequence[str]) -> Mark:
    r"""Return \frac{dh}{dx}, \frac{d^{2}h}{dx^{2}} or \frac{\partial^{2} z}{\partial x \partial y}."""
    joint, gap = (r"\partial", " ") if sign == "∂" else ("d", "")
    if len(wrt) == 1 and of:
        return Mark(rf"\frac{{{joint}{gap}{latex_name(of)}}}{{{joint}{gap}{latex_name(wrt[0])}}}")
    order = f"^{{{len(wrt)}}}" if len(wrt) > 1 else ""
    below = (gap or THIN).join([joint + gap + (f"{raisable(name)}^{{{count}}}" if count > 1 else latex_name(name)) for name, count in counted(wrt)])
    above = joint + order + (gap + latex_name(of) if of else "")
    return Mark(rf"\frac{{{above}}}{{{below}}}")


def _sum(index: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    return [SUM, latex_name(index), "=", *lowest(low, latex_name(index), r" \neq "), "}^{", high, "} ", *enclosed(body, MUL, OPEN, CLOSE)]


def _integral(variable: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    return [INTEGRAL, low, "}^{", high, "} ", *enclosed(body, MUL, OPEN, CLOSE), rf" \, d{latex_name(variable)}"]


def _vector(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
    return [OPEN, *listed(args), CLOSE] if args[0][0] != "vector" else rows_of(args, MATRIX, " & ", r" \\ ", r" \end{pmatrix}")


WRITERS = leaf_writers(LEAVES) | {
    "neg": negation("-", OPEN, CLOSE),
    "add": addition(" - ", OPEN, CLOSE, LEAVES),
    "mul": product(SEPARATORS, DOT, EDGES, OPEN, CLOSE, LEAVES),
    "hadamard": hadamard(r" \odot ", OPEN, CLOSE),
    "div": lambda _, args: (FRACTION, args[0], "}{", args[1], "}"),
    "pow": _power,
    "call": _call,
    "apply": _apply,
    "sum": _sum,
    "integral": _integral,
    "relation": comparison(SIGNS, OPEN, CLOSE),
    "logic": conjunction(SIGNS, {"and": r" \text{ and } ", "or": r" \text{ or } "}, OPEN, CLOSE),
    "pieces": in_pieces(r" & \text{if } ", r" \\ ", r" & \text{otherwise}", CASES, r" \end{cases}"),
    "derivative": derivatives(quotient_of_differentials),
    "vector": _vector,
}
NOTATION = Notation(WRITERS, BRACKETS)
NOTATIONS = by_logarithm(NOTATION)
