"""What stands beside a problem without being part of it: the values at which it is asked about, and what adds up to 1."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from chainrule.errors import ReadError
from chainrule.notation.indices import apart
from chainrule.problem import Definition
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.segments import Segment, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import CONSTANTS, HEADS
from chainrule.tree import ONE, Tree, postorder, symbol
from chainrule.tree import names as names_in

_VALUES = frozenset(("number", "constant", "neg", "div", "mul", "pow", "call"))  # what a value may be, where no name stands in it


_WORD = re.compile(r"(?<![\\\w])[A-Za-z]{2,}(?![\w{])")
_LIMITS = frozenset(("_", "^", "open", "close", "word", "name", "number", "=", ".."))  # what stands between Σ and what it adds up, where that is a name


def without_totals(tokens: Tokens, segments: list[Segment], readings: Readings) -> tuple[list[Segment], tuple[str, ...]]:
    """Return the parts of a problem without those that say what adds up to 1, as Σ_k y_k = 1 does, and the names of that."""
    kinds, values = tokens.kinds, tokens.values
    kept: list[Segment] = []
    names: list[str] = []
    for segment in segments:
        first, last = segment.first, segment.last
        first -= segment.words == 1 and values[first - 1] == "sum"
        one = is_of_all(tokens, first) and kinds[last - 2 : last] == ["=", "number"] and values[last - 1] == ONE
        if one and len(segments) > 1 and kinds[last - 3] in ("word", "name") and _LIMITS.issuperset(kinds[first + 1 : last]):
            names.append(read_name(tokens, last - 3))
            check_last(names[-1], tokens, first)
            readings.add("set aside", tokens.starts[first], tokens.ends[last - 1], "used where sums are put back")
        else:
            kept.append(segment)
    return kept, tuple(names)


def check_last(name: str, tokens: Tokens, first: int) -> None:
    """Raise ReadError where a quantity with several indices adds up to 1 over another one than the last."""
    index = apart(name)[1]
    letter = next((str(value) for kind, value in zip(tokens.kinds[first + 1 :], tokens.values[first + 1 :], strict=True) if kind in ("word", "name")), "")
    if len(index) > 1 and index.isalpha() and letter in index and not index.endswith(letter):
        hint = "let the index of the sum be the last one: Σ_k t_nk = 1"
        raise ReadError("what adds up to 1 does so over its first index", hint=hint, text=tokens.text, start=tokens.starts[first], end=tokens.ends[first])


def is_of_all(tokens: Tokens, place: int) -> bool:
    """Return whether a sum starts at a place: Σ_k, the word, or the product with a row of ones, 1^T y."""
    if tokens.kinds[place] == "number":
        transposed = tokens.kind(place + 1) == "^" and tokens.kind(place + 2) in ("word", "name") and str(tokens.values[place + 2]) in ("T", str(symbol("T")))
        return transposed and tokens.values[place] == ONE
    return tokens.kinds[place] == "sum" or (tokens.kinds[place] == "word" and tokens.values[place] == "sum")


def without_values(
    definitions: Sequence[Definition], asked: Collection[str], tied: bool, readings: Readings
) -> tuple[list[Definition], dict[str, Tree]]:
    """Return the definitions without the values of what is differentiated by, as in y = x^2, x = 3, and the values.

    ``tied`` says whether one of the definitions is an equation.
    """
    definitions = without_counts(definitions, readings)
    numbers: list[Definition] = []
    others: list[Definition] = []
    for each in definitions:
        (numbers if each.name and each.tree[0] in _VALUES and not names_in(each.tree) else others).append(each)
    values = {each.name: each for each in numbers}
    twice = len(values) < len(numbers) or not values.keys().isdisjoint(each.name for each in others)  # which is refused later
    if not values or not others or twice:
        return list(definitions), {}
    asked = {*asked}.union(*(each.parameters for each in others))
    used = set().union(*(names_in(each.tree) for each in others))
    if not tied and asked.isdisjoint(values) and not (used and used <= values.keys() | {each.name for each in others}):
        return list(definitions), {}
    for each in values.values():
        readings.add("set aside", each.start, each.end, "numbers are put in last")
    return others, {name: each.tree for name, each in values.items()}


def without_counts(definitions: Sequence[Definition], readings: Readings) -> Sequence[Definition]:
    """Return the definitions without whole numbers that say how many terms a sum has, N = 100 of Σ_{i=1}^N: the sum stays one over N."""
    counts = {each.name: each for each in definitions if each.name and each.tree[0] == "number"}
    if not counts or len(counts) == len(definitions):
        return definitions
    bounds = {item[2][2][1] for each in definitions for item in postorder(each.tree) if item[0] == "sum" and item[2][2][0] == "symbol"}
    for name in counts.keys() & bounds:
        readings.add("set aside", counts[name].start, counts[name].end, "it is the number of terms")
    return [each for each in definitions if each.name not in counts or each.name not in bounds]


def without_unasked(definitions: Sequence[Definition], bare: Definition, tokens: Tokens, operand: int, readings: Readings) -> list[Definition]:
    """Return the definitions without an expression that nothing asks about, which is said.

    Refused is one with words in it that stand nowhere else, h does on s, one whose derivative is asked as well, and a piece of a function.
    ``operand`` is where what is differentiated by words begins.
    """
    text = tokens.text
    others = [each for each in definitions if each is not bare]
    known = {name for each in others for name in (each.name, *each.mentioned)}
    start, end = bare.start, bare.end
    said = known | HEADS.keys() | CONSTANTS.keys() | {"in"}  # t in seconds
    if any(not known.issuperset(word) for word in _WORD.findall(text[start:end]) if word not in said):
        hint = "leave it out, or write what it says in signs"
        raise ReadError(f"'{text[start:end]}' is not understood here", hint=hint, text=text, start=start, end=end)
    if bare.tree[0] == "symbol":
        return list(definitions)
    if start == operand:
        raise ReadError("two different derivatives are asked for", hint="ask for one at a time", text=text, start=start, end=end)
    if tokens.has("relation"):
        raise ReadError("a function given in pieces is not read", hint="give each piece as a problem of its own", text=text, start=start, end=end)
    readings.add("set aside", start, end, "nothing is asked of it")
    return others
