"""Where the argument of a function without brackets ends, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainrule.syntax.parsing.levels import BRACKET, COEFFICIENT, NAMES, POWER, SERIES
from chainrule.syntax.vocabulary import FUNCTION_LETTERS, Head
from chainrule.tree import Tree

if TYPE_CHECKING:
    from chainrule.syntax.parsing.stacks import Stacks

_BASES = ("constant", "number")  # of powers that are one item: e^x, 2^x
VARIABLES = frozenset("xyztθ")  # letters that close an argument written against its function: sinx y


def take_atom(parser: Stacks, value: Tree) -> None:
    """Note that the pending function has taken a coefficient or a name."""
    coefficient = value[0] in ("number", "div") or (value[0] == "constant" and value[1] == "pi")
    parser.taken = max(parser.taken, COEFFICIENT if coefficient else NAMES)


def take_bracket(parser: Stacks, tree: Any) -> None:
    """Note that the pending function has taken a bracket; a fraction of numbers is a coefficient, an exponent no factor."""
    operators = parser.operators
    if operators[-1][0] == POWER:
        return
    numeric = tree.__class__ is Tree and tree[0] == "div" and tree[2][0][0] == tree[2][1][0] == "number"
    parser.taken = max(parser.taken, COEFFICIENT if numeric else BRACKET)


def function_ends(parser: Stacks, kind: str) -> bool:
    """Return whether the argument of the pending function without brackets ends before this token."""
    taken, index = parser.taken, parser.index
    if kind == "function":
        if taken == COEFFICIENT:
            _note_ends(parser, "argument ends")
        return True
    if kind in ("open", "bar", "root"):
        digits = parser.kinds[index - 1] == "number" and parser.operators[parser.function][2] == index - 2 and parser.tokens.touches(index - 1)
        plain = parser.values[index] is None or kind == "root" or parser.values[index][1] is None
        if plain and not (digits and parser.tokens.touches(index)):
            _note_ends(parser, "argument and bracket" if taken == COEFFICIENT else "argument ends")
        return taken > COEFFICIENT
    if kind in ("sum", "derivative") or taken == BRACKET:
        return True
    after = parser.tokens.kind(index + 1)
    if after == "^" and _power_ends(parser, kind):
        if taken == COEFFICIENT or kind == "number":
            _note_ends(parser, "argument ends")
        return True
    if kind == "name" and _is_function(parser, after):
        return True
    if kind == "name" and taken == COEFFICIENT and parser.operators[parser.function][3][0].name == "sqrt":
        _note_ends(parser, "root without brackets")
    elif kind == "name" and taken == COEFFICIENT and _number_apart(parser):
        _note_ends(parser, "argument of two")
    if kind == "name" and taken == NAMES and not parser.tokens.touches(index):
        ends = _stands_apart(parser)
        if ends or not _macro_before(parser):
            _note_ends(parser, "argument ends" if ends else "argument of two")
        return ends
    return False


def is_sum(parser: Stacks) -> bool:
    """Return whether the argument of the pending function is a Σ, whose term goes on: log Σ_k a_k exp(b_k)."""
    place = parser.function + 1
    return parser.function >= 0 and len(parser.operators) > place and parser.operators[place][0] == SERIES


def _is_function(parser: Stacks, after: str) -> bool:
    """Return whether a name is a function with its argument, a derivative of one, f′, or by something, f_x, where f_x is no name of its own."""
    scope, name = parser.scope, parser.values[parser.index][1]
    if after == "prime" or (after == "open" and parser.values[parser.index + 1][1] is None):
        return name in scope.functions or (name in FUNCTION_LETTERS and name not in scope.alone) or name in scope.usage.composed
    of, _, by = name.partition("_")
    return bool(by) and parser.taken == NAMES and (of in scope.functions or of in scope.unspecified) and name not in scope.names


def _power_ends(parser: Stacks, kind: str) -> bool:
    """Return whether a power of a number or of a constant is a factor behind the pending function: cos x 2^x, sin x e^x, ln 2 e^x."""
    if kind == "number":
        return parser.taken == NAMES and not parser.tokens.touches(parser.index)
    return kind == "constant" and (parser.taken == NAMES or _exponential_apart(parser))


def _exponential_apart(parser: Stacks) -> bool:
    """Return whether a power of e stands apart from the number before it, which is all of the pending function's argument then: ln 2 e^x."""
    tokens, index = parser.tokens, parser.index
    return parser.taken == COEFFICIENT and tokens.source(index, index) == "e" and not tokens.touches(index)


def _number_apart(parser: Stacks) -> bool:
    """Return whether a name stands apart from a logarithm's number, which may be all of its argument: ln 3 x."""
    index, (head, _, _, first) = parser.index, parser.operators[parser.function][3]
    tokens = parser.tokens
    spaced = not tokens.touches(index) and (tokens.latex or not tokens.touches(first))
    base = head.spelled != "ln" and tokens.source(first, first) in ("2", "10")  # of which something else is said
    return spaced and first == index - 1 and parser.kinds[first] == "number" and head.name == "log" and not base


def _stands_apart(parser: Stacks) -> bool:
    """Return whether a name after a space is a factor behind the pending function: cos x x has it already, cosx y is written as one word."""
    tokens, values, index = parser.tokens, parser.values, parser.index
    first = parser.operators[parser.function][3][3]
    if any(parser.kinds[place] == "name" and values[place] == values[index] for place in range(first, index)):
        return True
    last = values[index - 1]
    return not tokens.latex and tokens.touches(first) and parser.kinds[index - 1] == "name" and last[1] in VARIABLES


def _macro_before(parser: Stacks) -> bool:
    """Return whether the space before this token only ends a macro."""
    return parser.tokens.latex and parser.tokens.text[parser.tokens.starts[parser.index - 1]] == "\\"


def _note_ends(parser: Stacks, rule: str) -> None:
    """Say how far the argument of the pending function goes."""
    place, name, argument = pending(parser)
    tokens, index = parser.tokens, parser.index
    rest = tokens.source(index, item_end(parser, index))
    gap = " " if rest[:1].isdigit() and argument[-1:].isalpha() else ""  # x2 is a name
    both = (f"{name}({argument}{gap}{rest})", f"{name}({argument})*{rest}")
    taken, other = both if rule in ("argument and bracket", "argument of two", "root without brackets") else both[::-1]
    parser.scope.readings.add(rule, tokens.starts[place], tokens.ends[item_end(parser, index)], taken, other)


def pending(parser: Stacks) -> tuple[int, str, str]:
    """Return the place of the pending function without brackets, the function as typed, and what it has taken so far."""
    place, (head, _, _, first) = parser.operators[parser.function][2:]
    tokens = parser.tokens
    return place, head.spelled if first == place + 1 else tokens.source(place, first - 1), tokens.source(first, parser.index - 1)


def item_end(parser: Stacks, index: int) -> int:
    """Return the last token of the item that begins at a token: a bracket, a signed number, a function's argument, a power of a number, or the token itself."""
    kinds, last = parser.tokens.kinds, len(parser.kinds) - 1
    while index < last and (kinds[index] in ("-", "function", "root") or (kinds[index] in _BASES and kinds[index + 1] == "^" and index + 1 < last)):
        index += 2 if kinds[index] in _BASES else 1
        if kinds[index] == kinds[index - 1] == "-":
            return index
    return min(parser.tokens.brackets().get(index, (index, 0))[0], last) if parser.tokens.kind(index) == "open" else min(index, last)


def signed_argument(parser: Stacks, head: Head, place: int) -> bool:
    """Return whether a minus after a function begins its argument: sin -x, but neither sin-1 x nor tan^-1 - ln x."""
    tokens, index = parser.tokens, parser.index
    after = tokens.kind(index + 1)
    if after not in ("number", "name") or parser.values[index + 1][1] == 1:
        return False
    if not tokens.latex and (tokens.touches(index) or not tokens.touches(index + 1)):
        return False
    argument = tokens.source(index, index + 1)
    parser.scope.readings.add("signed argument", tokens.starts[place], tokens.ends[index + 1], f"{head.spelled}({argument}…)", f"{head.spelled}(…) {argument}")
    return True


def note_function_ends(parser: Stacks) -> None:
    """Say that a function's argument without brackets ends at * or /."""
    if parser.tokens.kind(parser.index + 1) in ("function", "") or is_sum(parser):
        return
    place, name, argument = pending(parser)
    tokens, index = parser.tokens, parser.index
    if parser.kinds[index] == "/" and not tokens.latex and not tokens.touches(index) and not tokens.touches(index + 1):
        return
    sign = tokens.source(index, index)
    end = item_end(parser, index + 1)
    rest = tokens.source(index + 1, end)
    rule = "argument over" if parser.kinds[index] == "/" else "argument times"
    parser.scope.readings.add(rule, tokens.starts[place], tokens.ends[end], f"{name}({argument}){sign}{rest}", f"{name}({argument}{sign}{rest})")
