"""What stands side by side: which factors may touch, what an exponent or a root belongs to, and what is said about it."""

from __future__ import annotations

from itertools import takewhile
from math import isqrt
from typing import TYPE_CHECKING

from chainrule.syntax.parsing.levels import POWER, ROOT
from chainrule.syntax.parsing.open_arguments import item_end, pending
from chainrule.syntax.rules import A_POWER
from chainrule.syntax.tokens.token import RAISED, Tokens
from chainrule.syntax.vocabulary import DENSITY, INVERSES, LOG_DENSITY, Head
from chainrule.tree import Tree, names

if TYPE_CHECKING:
    from chainrule.syntax.parsing.stacks import Stacks
    from chainrule.syntax.rules import Readings


# What may stand side by side

_FACTORS = frozenset(("name", "constant", "function", "open", "root"))


def check_joined(parser: Stacks, kind: str) -> None:
    """Refuse factors that cannot stand side by side; say so where an exponent or a root ends before one."""
    if kind == "number":
        _check_number(parser)
    elif kind == "name":
        _check_words(parser)
    elif kind == "open" and parser.kinds[parser.index - 1] == "number" and parser.values[parser.index][1] == "frac":
        _check_mixed(parser)
    top = parser.operators[-1][0]
    if (
        top in (POWER, ROOT)
        and not parser.tokens.latex
        and parser.tokens.touches(parser.index)
        and parser.kinds[parser.index - 1] in ("number", "name", "constant")
    ):
        _note_short(parser, kind, top)


def _check_number(parser: Stacks) -> None:
    """Refuse a number after a factor: it may have been an exponent; a power of a number may stand there."""
    tokens, index = parser.tokens, parser.index
    before = tokens.kind(index - 1)
    raised = tokens.kind(index - 2 - (tokens.kind(index - 2) == "-")) == "^"  # x^2 3^x and (x + 1)^2 6x
    begins = tokens.kind(index + 1) == "^" or (tokens.kind(index + 1) in _FACTORS and tokens.touches(index + 1))
    after_power = raised and begins and not tokens.source(index, index).startswith("00")  # but 10^3 000x
    if after_power:
        return
    if tokens.latex and before == "close" and tokens.kind(index + 1) == "open":
        parser.scope.readings.add("number between brackets", tokens.starts[index], tokens.ends[index], "a factor", f"^{{{tokens.source(index, index)}}}")
        return
    if before == "number":
        raise tokens.error("two numbers side by side", index - 1, index, hint="write * for a product, + for a mixed number, no spaces within a number")
    if tokens.kind(index + 1) != "^":
        number = tokens.source(index, index)
        raised = number[:1] in RAISED
        hint = "write the whole exponent after ^ in brackets: e^(-x^2)" if raised else f"write ^{number} for a power, or put {number} in front for a product"
        raise tokens.error(f"the number {number} stands right after a factor", index - 1, index, hint=hint)


def _check_mixed(parser: Stacks) -> None:
    r"""Refuse a number in front of a fraction of numbers, 2\frac{1}{2}: it is a mixed number as LaTeX sets it, and a product as it is written."""
    tokens, index = parser.tokens, parser.index
    close = tokens.closing(index)
    numbers = tokens.kinds[index + 1 : close] in (["number", "middle", "number"], ["open", "number", "close", "middle", "open", "number", "close"])
    raised = tokens.latex and tokens.kind(index - 2) == "^"  # x^2\frac{1}{2}: LaTeX raises one sign
    beside = not tokens.text[tokens.ends[index - 1] : tokens.starts[index]].strip()
    if numbers and beside and not raised and isinstance(parser.values[index - 1][1], int):
        hint = "write * for a product, + for a mixed number"
        raise tokens.error("a number stands right before a fraction", index - 1, close, hint=hint)


def _check_words(parser: Stacks) -> None:
    """Refuse two words side by side that nothing makes quantities."""
    tokens, index = parser.tokens, parser.index
    if tokens.kind(index - 1) != "name":
        return
    left, right = parser.values[index - 1][1], parser.values[index][1]
    if left in ("Δ", "δ"):
        parser.scope.readings.add("two names", tokens.starts[index - 1], tokens.ends[index], f"{left}*{right}")
    if tokens.latex or tokens.touches(index):
        return
    known = parser.scope.names
    if left.isalpha() and right.isalpha() and len(left) + len(right) > 6 and min(len(left), len(right)) > 1 and not (left in known and right in known):
        raise tokens.error(f"'{left} {right}' cannot be read as mathematics", index - 1, index, hint="write * for a product")


def _note_short(parser: Stacks, kind: str, top: int) -> None:
    """Say that an exponent or a root takes one item only: e^2x, √2x."""
    tokens, index, operator = parser.tokens, parser.index, parser.operators[-1]
    item = tokens.source(operator[2] + 1, index - 1)
    rest = tokens.source(index, item_end(parser, index)) + ("…" if kind == "function" else "")
    start, end = operator[2], item_end(parser, index)
    if top == ROOT:
        if operator[3] <= 0:  # ⊙ and ×
            return
        sign = tokens.source(start, start)
        parser.scope.readings.add("root", tokens.starts[start], tokens.ends[end], f"{sign}{item}*{rest}", f"{sign}({item}{rest})")
        return
    base = parser.operands[-2] if len(parser.operands) > 1 else None
    if kind == "open" or base is None or base.__class__ is list or (base[0] == "symbol" and (kind != "name" or base != parser.values[index])):
        return
    start, written = parser.starts[-2], tokens.source(parser.starts[-2], operator[2] - 1).rstrip("^*")
    signed = "-" if operator[1] == "-" else ""
    parser.scope.readings.add("exponent", tokens.starts[start], tokens.ends[end], f"{written}^{signed}{item}*{rest}", f"{written}^({signed}{item}{rest})")


def note_root(parser: Stacks) -> None:
    """Say that a root ends before a sign that touches it, or after a number that has a whole root: √1-x, √4 + x."""
    tokens, index, (_, _, place, degree) = parser.tokens, parser.index, parser.operators[-1]
    if degree <= 0 or place != index - 2 or tokens.latex or tokens.kind(index - 1) == "close" or not tokens.kind(index + 1):
        return
    value = parser.values[index - 1]
    whole = value[0] == "number" and isinstance(value[1], int) and isqrt(value[1]) ** 2 == value[1]
    if whole or (tokens.touches(index) and tokens.touches(index + 1)):
        last = _term_end(tokens, index + 1)
        root, item, sign = (tokens.source(each, each) for each in (place, index - 1, index))
        rest = tokens.source(index + 1, last)
        parser.scope.readings.add("root of sum", tokens.starts[place], tokens.ends[last], f"{root}{item} {sign} {rest}", f"{root}({item}{sign}{rest})")


def _term_end(tokens: Tokens, index: int) -> int:
    """Return the last token of the term that begins at a token."""
    last, kinds = index, tokens.kinds
    while last + 1 < len(kinds) and kinds[last + 1] not in _TERM_ENDS:
        last = tokens.brackets().get(last + 1, (last + 1, 0))[0]
    return min(last, len(kinds) - 1)


_TERM_ENDS = frozenset(("+", "-", "close", "comma", "bar", "middle", "over"))


# Powers


def note_power(parser: Stacks) -> None:
    """Say what an exponent belongs to where that is open: sin x^2, √x^2, ln(x)^2."""
    tokens, before, top = parser.tokens, parser.kinds[parser.index - 1], parser.operators[-1]
    if parser.function >= 0 and top[0] != POWER and before != "constant":
        power, end = _raised(parser)
        place, name, argument = pending(parser)
        parser.scope.readings.add("power in argument", tokens.starts[place], end, f"{name}({argument}{power})", f"({name} {argument}){power}")
    elif top[0] == POWER and before == "close" and not tokens.latex:
        power, end = _raised(parser)
        start, low = parser.starts[-2], tokens.source(parser.starts[-2], top[2] - 1)
        raised = tokens.source(parser.starts[-1], parser.index - 1)
        parser.scope.readings.add("exponent of power", tokens.starts[start], end, f"{low}^({raised}{power})", f"({low}^{raised}){power}")
    elif top[0] == ROOT and top[3]:
        power, end = _raised(parser)
        sign, item = tokens.source(top[2], top[2]), tokens.source(top[2] + 1, parser.index - 1)
        parser.scope.readings.add("root of power", tokens.starts[top[2]], end, f"{sign}({item}{power})", f"({sign}{item}){power}")
    elif before == "name":
        _note_power_of_name(parser)
    elif before == "close":
        _note_power_of_call(parser)
    if tokens.latex:
        _note_many_digits(parser)


def _raised(parser: Stacks) -> tuple[str, int]:
    """Return an exponent as typed, x² or x^2, and where it ends in the text."""
    tokens, first = parser.tokens, parser.index + 1
    last = item_end(parser, first)
    exponent = tokens.source(first, last) if first < len(parser.kinds) else ""
    return exponent if exponent[:1] in RAISED else "^" + exponent, tokens.ends[last]


def _note_power_of_name(parser: Stacks) -> None:
    """Say that an exponent is no index and no sign of transposition: w^{(2)}, w^T."""
    tokens, index, after = parser.tokens, parser.index, parser.tokens.kind(parser.index + 1)
    if after == "open" and _is_index_above(tokens, index + 1):
        parser.scope.readings.add("index above", tokens.starts[index - 1], _raised(parser)[1], "")
    elif after != "number":
        power, end = _raised(parser)
        if power in ("^T", r"^\top"):
            parser.scope.readings.add("transpose", tokens.starts[index - 1], end, "a power", A_POWER)


def _note_many_digits(parser: Stacks) -> None:
    """Say that LaTeX raises only the first of several digits: x^10."""
    tokens, index = parser.tokens, parser.index
    if tokens.kind(index + 1) == "number" and tokens.ends[index + 1] - tokens.starts[index + 1] > 1:
        exponent = tokens.source(index + 1, index + 1)
        parser.scope.readings.add("many digits", tokens.starts[index - 1], tokens.ends[index + 1], f"^{{{exponent}}}", f"^{{{exponent[0]}}} {exponent[1:]}")


def note_digits(parser: Stacks, head: Head) -> None:
    r"""Say which of the digits after a function's ^ LaTeX raises: \sin^22x, \sin^10 x."""
    tokens, index = parser.tokens, parser.index
    digits = tokens.source(index - 1, index - 1)
    if not digits.isdecimal():
        return
    name, start = head.spelled, tokens.starts[index - 1]
    if not tokens.latex:
        if len(digits) > 1 and digits[0] > "1" and tokens.touches(index) and tokens.kind(index) == "name":
            parser.scope.readings.add("many digits", start, tokens.ends[index], f"{name}^{digits} …", f"{name}^{digits[0]} ({digits[1:]}…)")
        return
    if tokens.kind(index) == "number" and tokens.touches(index):
        more = tokens.source(index, index)
        parser.scope.readings.add("many digits", start, tokens.ends[index], f"{name}^{{{digits}}} {more}", f"{name}^{{{digits}{more}}}")
    elif len(digits) > 1:
        parser.scope.readings.add("many digits", start, tokens.ends[index - 1], f"{name}^{{{digits}}}", f"{name}^{{{digits[0]}}} {digits[1:]}")


def _is_index_above(tokens: Tokens, first: int) -> bool:
    """Return whether an exponent is a number or a letter in brackets within braces, as indices of layers and samples are."""
    if tokens.kinds[first : first + 2] != ["open", "open"] or tokens.values[first][0] != "}" or tokens.values[first + 1][0] not in (")", "]"):
        return False
    return tokens.kind(first + 2) in ("number", "name") and tokens.kinds[first + 3 : first + 5] == ["close", "close"]


def _note_power_of_call(parser: Stacks) -> None:
    """Say that a power after a function's brackets raises the whole: for logarithms, and where the brackets stand apart."""
    tokens, start, call = parser.tokens, parser.starts[-1], parser.operands[-1]
    if parser.kinds[start] != "function" or call.__class__ is not Tree or call[0] != "call":
        return
    apart = not tokens.touches(start + 1) and not tokens.latex
    unseen = tokens.latex and tokens.text.startswith("{", tokens.starts[start + 1])  # as LaTeX sets \sin{x}^2
    if (call[1] in ("log", "logb") or apart or unseen) and not parser.scope.usage.explicit:
        power, end = _raised(parser)
        name, argument = tokens.source(start, start), tokens.source(start + 1, parser.index - 1)
        inside = argument[1:-1] if len(argument) == len("(x)") else argument
        parser.scope.readings.add("power of call", tokens.starts[start], end, f"({name}{argument}){power}", f"{name}({inside}{power})")


def note_over(parser: Stacks) -> None:
    """Say that a quotient does not belong to the exponent before it: x^1/2, e^-t/2, e^-x^2/2."""
    tokens, index = parser.tokens, parser.index
    if tokens.kind(index - 1) not in ("number", "name", "constant"):
        return
    signs = [operator[1] for operator in takewhile(lambda operator: operator[0] == POWER, reversed(parser.operators))]  # of powers on one another
    negative, exponent, above = "-" in signs, parser.operands[-1], len(signs) - signs.count("-")
    start, base = parser.starts[-1 - above], parser.operands[-1 - above]
    plain = base.__class__ is Tree and (base[0] in ("number", "constant") or (not names(base) and bool(names(exponent))))
    growing = plain and tokens.kind(index + 1) == "number"
    if negative or (growing and not parser.scope.starred) or (exponent[0] == "number" and exponent[1] == 1):
        end = item_end(parser, index + 1)
        raised, over = tokens.source(start, index - 1), tokens.source(index, end)
        low = tokens.source(start, tokens.brackets().get(start, (start, 0))[0])
        parser.scope.readings.add(
            "exponent over", tokens.starts[start], tokens.ends[end], f"({raised}){over}", f"{low}^({tokens.source(start, end)[len(low) :].lstrip('^*')})"
        )


def note_comma(parser: Stacks, opening: int) -> None:
    """Say that a comma between digits separates a logarithm's base: log(2,5)."""
    tokens, comma = parser.tokens, opening + 2
    if tokens.kinds[opening + 1 : comma + 2] == ["number", "comma", "number"] and tokens.touches(comma) and tokens.touches(comma + 1):
        number, base = tokens.source(comma - 1, comma - 1), tokens.source(comma + 1, parser.index - 2)
        start, end = tokens.starts[opening - 1], tokens.ends[parser.index - 1]
        parser.scope.readings.add("decimal comma", start, end, f"the logarithm of {number} to base {base}", f"log({number}.{base})")


def note_base_behind(parser: Stacks, place: int, number: Tree) -> None:
    """Say that the number in front in log(2, x) is no base."""
    tokens = parser.tokens
    base, start, end = tokens.source(place + 4, parser.index - 2), tokens.starts[place], tokens.ends[parser.index - 1]
    parser.scope.readings.add("base in front", start, end, f"the logarithm of {number[1]} to base {base}", f"log({base}, {number[1]})")


def note_degree(parser: Stacks, place: int, degree: Tree) -> None:
    """Say that the number in front in root(3, x) is the degree."""
    tokens = parser.tokens
    argument = tokens.source(place + 4, parser.index - 2)
    parser.scope.readings.add(
        "degree in front", tokens.starts[place], tokens.ends[parser.index - 1], f"the root of {argument} of degree {degree[1]}", f"{degree[1]}^(1/({argument}))"
    )


def note_degree_apart(parser: Stacks, place: int, degree: Tree) -> None:
    """Say that the number in the first brackets of root(3)(x) is the degree; the second ones come next."""
    tokens = parser.tokens
    last = tokens.brackets().get(parser.index, (parser.index, 0))[0]
    argument = tokens.source(parser.index, last)
    taken = f"the root of {argument} of degree {degree[1]}"
    parser.scope.readings.add("degree in front", tokens.starts[place], tokens.ends[last], taken, f"sqrt({degree[1]})*{argument}")


def note_head(parser: Stacks, head: Head, tree: Tree, place: int) -> None:
    """Say which logarithm log and lg are, that exp2 is a power of 2, and what N(x; μ, σ²) is."""
    if tree[0] == "call" and tree[1] == "log" and head.spelled.lower() == "log":
        parser.scope.readings.add("log", parser.tokens.starts[place], parser.tokens.ends[place], "")
        _note_base(parser.tokens, parser.scope.readings, place)
    elif head.spelled == "exp2":
        parser.scope.readings.add("exp2", parser.tokens.starts[place], parser.tokens.ends[place], "")
    elif head.name in (DENSITY, LOG_DENSITY):
        parser.scope.readings.add("density", parser.tokens.starts[place], parser.tokens.ends[place], "")
    elif head.spelled == "lg" and tree[2][1] is head.extra[0]:
        parser.scope.readings.add("lg", parser.tokens.starts[place], parser.tokens.ends[place], "")


def _note_base(tokens: Tokens, readings: Readings, place: int) -> None:
    """Say that the number in log 10 x, which stands apart from both, is no base."""
    digits, after = tokens.source(place + 1, place + 1) if tokens.kind(place + 1) == "number" else "", tokens.kind(place + 2)
    if digits in ("2", "10") and (after == "open" or (after in ("word", "name") and not tokens.touches(place + 2))):
        readings.add("base or argument", tokens.starts[place], tokens.ends[place + 1], f"log({digits}…)", f"log_{digits}(…)")


def note_raised(parser: Stacks, rule: str, head: Head, place: int) -> None:
    """Say that f^-1 is the inverse function, and that another negative power is none."""
    if not rule:
        return
    tokens = parser.tokens
    caret, last = tokens.kinds.index("^", place), parser.index - 1
    first = after_exponent(tokens, caret)
    argument, exponent = tokens.source(first, last), tokens.source(caret + 1, first - 1)
    if tokens.latex:  # an argument in macros would fill the note
        argument, last = "…", first - 1
    gap = "" if tokens.kind(first) == "open" and argument != "…" else " "
    inverse = INVERSES.get(head.name, "")
    name = ("ar" if inverse.endswith("h") else "arc") + inverse[1:] if inverse[:1] == "a" else inverse
    power = f"({head.spelled}{gap}{argument})^"
    taken, other = (f"{name}{gap}{argument}", power + "-1") if rule == "inverse" else (power + exponent, "")
    parser.scope.readings.add(rule, tokens.starts[place], tokens.ends[last], taken, other)


def after_exponent(tokens: Tokens, caret: int) -> int:
    """Return the token after an exponent: a bracket, or a number or name with its sign."""
    first = caret + 1 + (tokens.kind(caret + 1) == "-")
    return tokens.brackets().get(first, (first, 0))[0] + 1
