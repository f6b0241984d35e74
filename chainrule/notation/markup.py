"""Presentation MathML, as browsers and screen readers take it.

Source: W3C, MathML Core, https://www.w3.org/TR/mathml-core/ and the MathML 3 operator dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from chainrule.notation.calls import NORM_MARKS, POWERED, UNICODE, counted, primes
from chainrule.notation.names import MARK, folded_parts, is_several_indices, scrubbed, split
from chainrule.notation.precedence import MUL, is_bare_base, is_partial
from chainrule.notation.tex import EDGES
from chainrule.notation.tex import SEPARATORS as JUXTAPOSED
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
    write,
)
from chainrule.tree import Tree

TIMES, APPLY = "<mo>\u2062</mo>", "<mo>\u2061</mo>"  # invisible, but spoken: times, of
BESIDE = {  # a thin space before sin, and beside words
    pair: '<mo rspace="0.17em">\u2062</mo>' if pair[1] == "c" or "w" in pair else TIMES for pair in JUXTAPOSED
}
# Brackets stretch around fractions only: browsers give every bracket that may stretch the width of its widest form.
STRETCHED = ("<mrow><mo>(</mo>", "<mo>)</mo></mrow>")
PLAIN = ('<mrow><mo stretchy="false">(</mo>', '<mo stretchy="false">)</mo></mrow>')
FRACTION, SUM, INTEGRAL, MATRIX = Mark("<mfrac>"), Mark("<munderover><mo>∑</mo>"), Mark("<msubsup><mo>∫</mo>"), Mark("<mtable>")
LEFT = '<mtd style="text-align:left">'  # browsers do not know columnalign
CASES = Mark(f'<mrow><mo>{{</mo><mtable columnalign="left"><mtr>{LEFT}<mrow>')
SIGNS = {sign: f"<mo>{shown}</mo>" for sign, shown in zip("<≤=≠≥>", ("&lt;", "≤", "=", "≠", "≥", "&gt;"), strict=True)}
BRACKETS = Brackets(PLAIN, STRETCHED, leading=("<mrow>", "(</mo>", "<mo>,</mo>", "<mo>|</mo>", "<mo>=</mo>"))
# Combining marks and the signs that MathML sets over a letter.
OVER = dict(zip("\u0302\u0304\u0307\u0308\u0303\u20d7\u030c\u0306\u0301\u0300\u030a", "^¯˙¨~→ˇ˘´`˚", strict=True))


def mathml(tree: Tree, *, block: bool = False) -> str:
    """Return a tree as a ``math`` element, on a line of its own where ``block``.

    >>> from chainrule.tree import symbol
    >>> mathml(2 * symbol("x"))
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mn>2</mn><mo>\u2062</mo><mi>x</mi></mrow></math>'
    """
    display = ' display="block"' if block else ""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"{display}><mrow>{write(tree, NOTATION)}</mrow></math>'


@lru_cache(maxsize=4096)
def mathml_name(name: str) -> str:
    """Return a name as one MathML element: accents over letters, indices below, layers above.

    >>> mathml_name("ŷ_1")
    '<msub><mover accent="true"><mi>y</mi><mo>^</mo></mover><mn>1</mn></msub>'
    """
    parts = split(name)
    if not parts:
        return f"<mtext>{scrubbed(name)}</mtext>"
    base, low, high = folded_parts(parts)
    shown = _base(base)
    if low and high:
        return f"<msubsup>{shown}{_script(low)}{_script(high)}</msubsup>"
    if low or high:
        tag = "msub" if low else "msup"
        return f"<{tag}>{shown}{_script(low or high)}</{tag}>"
    return shown


def _base(base: str) -> str:
    """Return the base of a name: a letter with its accents, or a word."""
    stem = base.rstrip("′")
    letters = re.findall(rf".[{MARK}]*", normalize("NFD", stem))
    shown = f"<mi>{stem}</mi>"
    if len(letters) == 1 and set(letters[0][1:]) <= OVER.keys():
        shown = f"<mi>{letters[0][0]}</mi>"
        for mark in letters[0][1:]:
            shown = f'<mover accent="true">{shown}<mo>{OVER[mark]}</mo></mover>'
    return shown if stem == base else f"<msup>{shown}<mo>{base[len(stem) :]}</mo></msup>"


def _script(content: str) -> str:
    """Return an index or a layer: numbers, letters or words, and signs."""
    parts = [part for run in re.findall(rf"\d+|[^\W\d][^\W\d{MARK}_]*[{MARK}]*|.", content) for part in (run if is_several_indices(run) else (run,))]
    shown = [f"<mn>{part}</mn>" if part.isdigit() else f"<mi>{part}</mi>" if part[0].isalpha() else f'<mo stretchy="false">{part}</mo>' for part in parts]
    return shown[0] if len(shown) == 1 else "<mrow>" + "".join(shown) + "</mrow>"


def _row(*pieces: Piece) -> list[Piece]:
    return ["<mrow>", *pieces, "</mrow>"]


def _of(name: str, args: Sequence[Tree]) -> str | list[Piece]:
    """Return a function's name, already in MathML, applied to arguments."""
    arg = args[0]
    leaf = LEAVES.get(arg[0]) if len(args) == 1 else None
    if leaf is not None:
        return f"{name}{APPLY}{PLAIN[0]}{leaf(arg[1])}{PLAIN[1]}"
    written: list[Piece] = [name, APPLY, OPEN, arg]
    for arg in args[1:]:
        written += ("<mo>,</mo>", arg)
    return [*written, CLOSE]


def _power(_: Any, args: tuple[Tree, ...]) -> str | list[Piece]:
    base, exponent = args
    if base[0] == "call" and base[1] in POWERED and exponent[0] == "number" and exponent[1].__class__ is int:
        return _of(f"<msup><mi>{base[1]}</mi><mn>{digits(exponent[1])}</mn></msup>", base[2])
    below = [base] if is_bare_base(base) else [OPEN, base, CLOSE]
    parts = split(base[1]) if base[0] == "symbol" and is_bare_base(base) else None
    letter, low, _ = folded_parts(parts) if parts else ("", "", "")
    if low:  # a name with an index alone: the exponent stands above it
        return [f"<msubsup>{_base(letter)}{_script(low)}", *_row(exponent), "</msubsup>"]
    return ["<msup>", *_row(*below), *_row(exponent), "</msup>"]


def _call(name: str, args: tuple[Tree, ...]) -> str | list[Piece]:
    if name in _SHAPED:
        return _SHAPED[name](*args)
    return _of(f"<mi>{UNICODE.get(name, name)}</mi>", args)


def _norm(mark: str) -> Callable[..., list[Piece]]:
    """Return what writes a norm with a mark."""
    return lambda arg: ["<msub>", *_row("<mo>‖</mo>", arg, "<mo>‖</mo>"), f"<mn>{mark}</mn></msub>"]


_SHAPED: dict[str, Callable[..., list[Piece]]] = {
    "sqrt": lambda arg: ["<msqrt>", *_row(arg), "</msqrt>"],
    "root": lambda arg, degree: ["<mroot>", *_row(arg), *_row(degree), "</mroot>"],
    "abs": lambda arg: _row("<mo>|</mo>", arg, "<mo>|</mo>"),
    "floor": lambda arg: _row("<mo>⌊</mo>", arg, "<mo>⌋</mo>"),
    "ceil": lambda arg: _row("<mo>⌈</mo>", arg, "<mo>⌉</mo>"),
    "norm": lambda arg: _row("<mo>‖</mo>", arg, "<mo>‖</mo>"),
    **{name: _norm(mark) for name, mark in NORM_MARKS.items() if mark},
    "logb": lambda arg, base: ["<msub><mi>log</mi>", *_row(base), "</msub>", APPLY, OPEN, arg, CLOSE],
}


def _apply(value: tuple[str, tuple[int, ...]], args: tuple[Tree, ...]) -> str | list[Piece]:
    name, orders = value
    if not any(orders):
        return _of(mathml_name(name), args)
    if is_partial(value, args):
        return quotient_of_differentials("∂", name, [arg[1] for arg, order in zip(args, orders, strict=True) for _ in range(order)])
    mark = primes(orders[0], "′") if len(orders) == 1 else "(" + ",".join(map(str, orders)) + ")"
    return _of(f"<msup>{mathml_name(name)}{f'<mo>{mark}</mo>' if mark[0] == '′' else _script(mark)}</msup>", args)


def quotient_of_differentials(sign: str, of: str, wrt: Sequence[str]) -> Mark:
    """Return dh/dx or ∂²z/∂x∂y as a fraction; nothing stands after the sign above where ``of`` is empty."""
    mark = "<mo>∂</mo>" if sign == "∂" else "<mi>d</mi>"
    if len(wrt) == 1 and of:
        return Mark(f"<mfrac><mrow>{mark}{mathml_name(of)}</mrow><mrow>{mark}{mathml_name(wrt[0])}</mrow></mfrac>")

    def power(base: str, count: int) -> str:
        return f"<msup>{base}<mn>{count}</mn></msup>" if count > 1 else base

    below = "".join(mark + power(mathml_name(name), count) for name, count in counted(wrt))
    return Mark(f"<mfrac><mrow>{power(mark, len(wrt))}{mathml_name(of) if of else ''}</mrow><mrow>{below}</mrow></mfrac>")


def _sum(index: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    under = _row(mathml_name(index), "<mo>=</mo>", *lowest(low, mathml_name(index), "<mo>≠</mo>", "<mo>,</mo>"))
    return [SUM, *under, *_row(high), "</munderover>", *enclosed(body, MUL, OPEN, CLOSE)]


def _integral(variable: str, args: tuple[Tree, ...]) -> list[Piece]:
    body, low, high = args
    last = f'<mspace width="0.17em"/><mi>d</mi>{mathml_name(variable)}'
    return [INTEGRAL, *_row(low), *_row(high), "</msubsup>", *enclosed(body, MUL, OPEN, CLOSE), last]


def _vector(_: Any, args: tuple[Tree, ...]) -> list[Piece]:
    if args[0][0] != "vector":
        written: list[Piece] = [OPEN, args[0]]
        for arg in args[1:]:
            written += ("<mo>,</mo>", arg)
        return [*written, CLOSE]
    written = [STRETCHED[0], MATRIX]
    for row in args:
        written.append("<mtr>")
        for entry in row[2]:
            written += ("<mtd>", entry, "</mtd>")
        written.append("</mtr>")
    return [*written, "</mtable>", STRETCHED[1]]


LEAVES: Leaves = {
    "number": lambda value: f"<mn>{digits(value)}</mn>",
    "constant": lambda name: f"<mi>{'π' if name == 'pi' else name}</mi>",
    "symbol": mathml_name,
    "bound": mathml_name,
}
WRITERS = leaf_writers(LEAVES) | {
    "neg": negation('<mo form="prefix">−</mo>', OPEN, CLOSE),
    "add": addition("<mo>−</mo>", OPEN, CLOSE, LEAVES, plus="<mo>+</mo>"),
    "mul": product(BESIDE, "<mo>⋅</mo>", EDGES, OPEN, CLOSE, LEAVES),
    "hadamard": hadamard("<mo>⊙</mo>", OPEN, CLOSE),
    "div": lambda _, args: [FRACTION, *_row(args[0]), *_row(args[1]), "</mfrac>"],
    "pow": _power,
    "call": _call,
    "apply": _apply,
    "sum": _sum,
    "integral": _integral,
    "relation": comparison(SIGNS, OPEN, CLOSE),
    "logic": conjunction(SIGNS, {word: f"<mtext>\u00a0{word}\u00a0</mtext>" for word in ("and", "or")}, OPEN, CLOSE),
    "pieces": in_pieces(
        f"</mrow></mtd>{LEFT}<mrow><mtext>if\u00a0</mtext>",
        f"</mrow></mtd></mtr><mtr>{LEFT}<mrow>",
        f"</mrow></mtd>{LEFT}<mrow><mtext>otherwise</mtext>",
        CASES,
        "</mrow></mtd></mtr></mtable></mrow>",
    ),
    "derivative": derivatives(quotient_of_differentials, gap=""),
    "vector": _vector,
}
NOTATION = Notation(WRITERS, BRACKETS)
