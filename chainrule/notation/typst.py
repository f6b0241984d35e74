"""Typst's notation for formulas, for PDF without LaTeX.

Every name, word and sign that is not a number is written as a string, in which nothing is a command.
Source: Typst reference, https://typst.app/docs/reference/math/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from chainrule.notation.calls import NORM_MARKS, POWERED, UNICODE, counted, primes
from chainrule.notation.names import GREEK, MARK, folded_parts, is_several_indices, scrubbed, split
from chainrule.notation.precedence import MUL, is_bare_base, is_partial
from chainrule.notation.tex import EDGES, SEPARATORS
from chainrule.notation.writing import (
    CLOSE,
    OPEN,
    Brackets,
    Leaves,
    Mark,
    Notation,
    Piece,
    addition,
    comparison,
    conjunction,
    derivatives,
    digits,
    enclosed,
    hadamard,
    in_pieces,
    leaf_writers,
    lowest,
    negation,
    product,
    rows_of,
    write,
)
from chainrule.tree import Tree

DOT = " dot.op "
FRACTION, SUM, INTEGRAL, CASES, MATRIX = Mark("frac("), Mark("sum_("), Mark("integral_("), Mark("cases("), Mark("mat(")
SIGNS = {"≤": " <= ", "≥": " >= ", "≠": " != "}
BRACKETS = Brackets(high=("lr((", "))"))
BESIDE = {pair: " thin " if "w" in pair else " " for pair in SEPARATORS}  # words need a gap; Typst itself sets one before sin
PRIMES = ("", "prime", "prime.double", "prime.triple")
ACCENT_NAMES = {
    "\u0302": "hat", "\u0304": "macron", "\u0307": "dot", "\u0308": "dot.double", "\u0303": "tilde", "\u20d7": "arrow", "\u030c": "caron", "\u0306": "breve",
    "\u0301": "acute", "\u0300": "grave", "\u030a": "circle",
}  # fmt: skip


def typst(tree: Tree) -> str:
    """Return a tree in Typst, for mathematics mode.

    >>> from chainrule.tree import call, symbol
    >>> typst(call("log", 1 / symbol("w_12")) * 2)
    'op("log") lr((frac(1, attach(w, b: 12)))) dot.op 2'
    """
    return write(tree, NOTATION)


def quoted(text: str) -> str:
    r"""Return plain text as a string of Typst.

    >>> quoted('a "b" \\ #c')
    '"a \\"b\\" \\\\ #c"'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache(maxsize=4096)
def typst_name(name: str) -> str:
    """Return a name in Typst: accents over letters, indices below, layers above.

    >>> typst_name("ŷ_1"), typst_name("w_12^(2)"), typst_name("area")
    ('attach(accent(y, hat), b: 1)', 'attach(w, b: 12, t: "(2)")', 'upright("area")')
    """
    parts = split(name)
    if not parts:
        return quoted(scrubbed(name))
    base, low, high = folded_parts(parts)
    below = f", b: {_script(low)}" if low else ""
    above = f", t: {_script(high)}" if high else ""
    return f"attach({_base(base)}{below}{above})" if low or high else _base(base)


def _base(base: str) -> str:
    """Return the base of a name: a letter with its accents, or a word."""
    stem = base.rstrip("′")
    stem = GREEK.get(stem, stem)
    letters = re.findall(rf".[{MARK}]*", normalize("NFD", stem))
    marks = letters[0][1:]
    if len(letters) == 1 and set(marks) <= ACCENT_NAMES.keys():
        shown = letters[0][0] if letters[0][0].isalpha() else quoted(letters[0][0])
        for mark in marks:
            shown = f"accent({shown}, {ACCENT_NAMES[mark]})"
    else:
        shown = f"upright({quoted(stem)})"
    return shown if "′" not in base else f"attach({shown}, t: {' '.join(['prime'] * base.count('′'))})"


def _script(content: str) -> str:
    """Return an index or a layer: a number, a letter, or several as they stand."""
    bare = content.isdecimal() if content.isascii() and content[0].isdigit() else len(content) == 1 and content.isalpha()
    return content if bare else " ".join(content) if is_several_indices(content) else quoted(content)


@lru_cache(maxsize=1024)
def _function(name: str) -> str:
    return f"op({quoted(UNICODE.get(name, name))})"


def _power(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
    base, exponent = args
    if base[0] == "call" and base[1] in POWERED and exponent[0] == "number" and exponent[1].__class__ is int:
        return [f"attach({_function(base[1])}, t: {digits(exponent[1])}) ", OPEN, *base[2], CLOSE]
    return ["attach(", *([base] if is_bare_base(base) else [OPEN, base, CLOSE]), ", t: ", exponent, ")"]


def _listed(args: tuple[Tree, ...]) -> list[Piece]:
    """Return arguments with commas between them that end no argument of a function of Typst's own, in which the formula may stand."""
    return [piece for place, arg in enumerate(args) for piece in ((r"\, ", arg) if place else (arg,))]


def _call(name: str, args: tuple[Tree, ...]) -> str | list[Piece]:
    if name in _SHAPED:
        return _SHAPED[name](*args)
    if len(args) == 1 and args[0][0] == "symbol":
        return f"{_function(name)} ({typst_name(args[0][1])})"
    return [_function(name), " ", OPEN, *_listed(args), CLOSE]


def _norm(mark: str) -> Callable[..., list[Piece]]:
    """Return what writes a norm with a mark."""
    return lambda arg: ["attach(norm(", arg, f"), b: {mark})"]


def _called(name: str) -> Callable[..., list[Piece]]:
    """Return what writes a pair of signs around an argument, by the name that Typst has for it."""
    return lambda arg: [name + "(", arg, ")"]


_SHAPED: dict[str, Callable[..., list[Piece]]] = {
    "sqrt": lambda arg: ["sqrt(", arg, ")"],
    "root": lambda arg, degree: ["root(", degree, ", ", arg, ")"],
    **{name: _called(name) for name in ("abs", "floor", "ceil")},
    "norm": lambda arg: ["norm(", arg, ")"],
    **{name: _norm(mark) for name, mark in NORM_MARKS.items() if mark},
    "logb": lambda arg, base: ["attach(", _function("log"), ", b: ", base, ") ", OPEN, arg, CLOSE],
}


def _apply(value: tuple[str, tuple[int, ...]], args: tuple[Tree, ...]) -> str | list[Piece]:
    name, orders = value
    if is_partial(value, args):
        return quotient_of_differentials("∂", name, [arg[1] for arg, order in zip(args, orders, strict=True) for _ in range(order)])
    order = primes(orders[0], "′") if len(orders) == 1 else "(" + ",".join(map(str, orders)) + ")"
    mark = PRIMES[len(order)] if order[:1] == "′" else quoted(order)
    shown = f"attach({typst_name(name)}, t: {mark})" if any(orders) else typst_name(name)
    return [shown, " ", OPEN, *_listed(args), CLOSE]


def quotient_of_differentials(sign: str, of: str, wrt: Sequence[str]) -> Mark:
    """Return dh/dx or ∂²z/∂x∂y as a fraction; nothing stands after the sign above where ``of`` is empty."""
    mark = "partial" if sign == "∂" else "d"
    if len(wrt) == 1 and of:
        return Mark(f"frac({mark} {typst_name(of)}, {mark} {typst_name(wrt[0])})")

    def power(base: str, count: int) -> str:
        return f"attach({base}, t: {count})" if count > 1 else base

    below = " ".join(f"{mark} {power(typst_name(name), count)}" for name, count in counted(wrt))
    return Mark(f"frac({power(mark, len(wrt))} {typst_name(of) if of else ''}, {below})")


def _sum(index: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    return [SUM, typst_name(index), " = ", *lowest(low, typst_name(index), " != "), ")^(", high, ") ", *enclosed(body, MUL, OPEN, CLOSE)]


def _integral(variable: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    return [INTEGRAL, low, ")^(", high, ") ", *enclosed(body, MUL, OPEN, CLOSE), f" thin d {typst_name(variable)}"]


LEAVES: Leaves = {"number": digits, "constant": {"e": "e", "pi": "pi", "∞": "oo"}.__getitem__, "symbol": typst_name, "bound": typst_name}
def _vector(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
    return [OPEN, *_listed(args), CLOSE] if args[0][0] != "vector" else rows_of(args, MATRIX, ", ", "; ", ")")


WRITERS = leaf_writers(LEAVES) | {
    "neg": negation("-", OPEN, CLOSE),
    "add": addition(" - ", OPEN, CLOSE, LEAVES),
    "mul": product(BESIDE, DOT, EDGES, OPEN, CLOSE, LEAVES),
    "hadamard": hadamard(" dot.o ", OPEN, CLOSE),
    "div": lambda _, args: (FRACTION, args[0], ", ", args[1], ")"),
    "pow": _power,
    "call": _call,
    "apply": _apply,
    "sum": _sum,
    "integral": _integral,
    "relation": comparison(SIGNS, OPEN, CLOSE),
    "logic": conjunction(SIGNS, {"and": ' " and " ', "or": ' " or " '}, OPEN, CLOSE),
    "pieces": in_pieces(' quad & "if " ', ", ", ' quad & "otherwise"', CASES, ")"),
    "derivative": derivatives(quotient_of_differentials),
    "vector": _vector,
}
NOTATION = Notation(WRITERS, BRACKETS)
