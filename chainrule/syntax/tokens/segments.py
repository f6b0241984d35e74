"""The parts of a problem's text: definitions, bare expressions, and what is asked, each a run of tokens."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from chainrule.errors import LimitExceeded, ReadError
from chainrule.functions import HYPERBOLIC
from chainrule.notation.names import canonical
from chainrule.syntax.tokens.confusable import check_letters
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import BARE, CONSTANTS, DIFFERENTIATORS, FOREIGN_ORDINALS, GREEK_WORDS, HEADS, PIECES
from chainrule.tree import symbol

_BINARY = frozenset(("+", "-", "*", "/", "^", "=", "relation"))


class Segment(NamedTuple):
    """Tokens ``first`` up to ``last`` (not included); ``name`` and ``parameters`` stand left of =, the rest from ``body`` on.

    ``alias`` is a second name for the same: f in y = f(x) = x^2. An ``equation`` has an expression on its left side, before
    ``body``, a ``rate`` a derivative: of what, and by what. ``given`` says that a function's value stands left of =: g(3) = 6.
    ``words`` counts the tokens before the part that say in words what it is: loss L = …
    """

    first: int
    last: int
    body: int
    name: str
    parameters: tuple[str, ...]
    alias: str = ""
    equation: bool = False
    rate: tuple[str, str] | None = None
    given: bool = False
    words: int = 0


def split(tokens: Tokens) -> list[Segment]:
    """Return the parts between commas, semicolons and lines outside brackets, without the empty ones.

    A line goes on where the next one begins, or it ends, with an operator. A full stop before a space ends a part.
    """
    kinds = tokens.kinds
    if not tokens.has("break") and not tokens.has("comma") and not tokens.has("stop"):
        return [_segment(tokens, 0, len(kinds))] if kinds else []
    segments, first, depth, defined = [], 0, 0, False
    for index, kind in enumerate(kinds):
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif depth:
            continue
        elif kind == "=":
            defined = True
        elif kind == "comma" and _is_decimal(tokens, index):
            raise tokens.error("a comma stands between digits", index - 1, index + 1, hint="write a decimal with a point: 0.5")
        elif kind == "comma" or (kind == "stop" and _ends(tokens, index)) or (kind == "break" and not _continues(tokens, first, index, defined)):
            if index > first:
                segments.append((first, index))
            first, defined = index + 1, False
    segments.append((first, len(kinds)))
    parts = [_segment(tokens, first, last) for first, last in segments if _content(tokens, first, last)]
    if len(parts) > tokens.limits.definitions:
        raise LimitExceeded(f"there are {len(parts)} definitions", hint=f"the limit is {tokens.limits.definitions}")
    return _chosen(tokens, parts) if len(parts) > 1 else parts


def _chosen(tokens: Tokens, parts: list[Segment]) -> list[Segment]:
    """Return the parts without equations that were given before, and, of dz/dt or dw/dt, without what is asked of a quantity that is not there."""
    equations = [part for part in parts if part.equation]
    if len(equations) > 1:
        written = [(tokens.kinds[part.first : part.last], tokens.values[part.first : part.last]) for part in equations]
        again = {part.first for place, part in enumerate(equations) if written[place] in written[:place]}
        parts = [part for part in parts if part.first not in again]
    if " or " not in tokens.text:
        return parts
    asking = {part.first: str(tokens.values[part.first][1]) for part in parts if tokens.kinds[part.first] == "derivative" and part.last == part.first + 1}
    defined = {part.name for part in parts}
    others = {first for first, of in asking.items() if of not in defined} if not defined.isdisjoint(asking.values()) else ()
    return [part for part in parts if part.first not in others]


def _is_decimal(tokens: Tokens, comma: int) -> bool:
    """Return whether digits touch a comma on both sides."""
    return tokens.kind(comma - 1) == tokens.kind(comma + 1) == "number" and tokens.touches(comma) and tokens.touches(comma + 1)


def _content(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether a run of tokens holds more than line ends and full stops."""
    return any(tokens.kinds[index] not in ("break", "stop") for index in range(first, last))


def _ends(tokens: Tokens, stop: int) -> bool:
    """Return whether a full stop ends a part: between a formula and what may begin another one, with a space before that."""
    after = tokens.kind(stop + 1)
    return tokens.source(stop, stop) == "." and after not in ("", "stop", "break", "comma", "close", *_BINARY) and not tokens.touches(stop + 1)


def _continues(tokens: Tokens, first: int, index: int, defined: bool) -> bool:
    """Return whether the line that ends at a token goes on in the next one."""
    if tokens.values[index]:
        return False
    after = tokens.kind(index + 1)
    if tokens.kind(index - 1) in _BINARY and index > first:
        return True
    return index > first and (after in ("*", "/", "^", "=", "+", "relation") or (after == "-" and defined))


def _segment(tokens: Tokens, first: int, last: int) -> Segment:
    """Return a part with its left side read."""
    kinds = tokens.kinds
    while last > first and kinds[last - 1] in ("stop", "break"):
        last -= 1
    while first < last and kinds[first] == "break":
        first += 1
    words = 0 if kinds[first : first + 1] != ["word"] else described(tokens, first, last)
    if words:
        return _segment(tokens, first + words, last)._replace(words=words)
    equals = _equals(tokens, first, last)
    if not equals:
        return Segment(first, last, first, "", ())
    if _is_chain(tokens, first, equals, last) or (
        equals[0] == last - 1
        and (
            kinds[first] == "derivative"
            or asks(tokens, first, equals[0])
            or kinds[equals[0] - 1] == "prime"
            or kinds[first + 1 : first + 3] == ["^", "open"]  # y^(4) =
            or (tokens.values[first] == "d" and last > first + 3)
        )
    ):
        return Segment(first, equals[0], first, "", ())
    if kinds[first] == "derivative" and equals == [first + 1]:
        _, of, wrt = tokens.values[first]
        if of and len(wrt) == 1:
            return Segment(first, last, equals[0] + 1, "", (), rate=(of, wrt[0]))
    given = _of_function(tokens, first, equals[0], last)
    name, parameters = ("", ()) if given else _left_side(tokens, first, equals[0])
    if equals[-1] == last - 1:
        raise tokens.error("nothing stands after the =", equals[-1], hint="complete the definition")
    if len(equals) == 2 and len(parameters) > 1 and of_numbers(tokens, equals[1] + 1, last):  # F(x, y) = x^3 + y^3 = 0 is an equation
        return Segment(equals[0] + 1, last, equals[1] + 1, "", (), equation=True)
    if len(equals) == 1:
        return Segment(first, last, equals[0] + 1, name, parameters, given=given, equation=not name and not given)
    if given:
        raise tokens.error("a second = where a value is given", equals[1], hint="write each value apart: f(2) = 3, g(2) = 3")
    if not name:
        raise tokens.error("a second = in one equation", equals[1], hint="write one equation, such as x^2 + y^2 = 25")
    return Segment(first, last, equals[1] + 1, name, *_second_name(tokens, equals[0], equals[1], parameters))


def _is_chain(tokens: Tokens, asked: int, equals: list[int], last: int) -> bool:
    """Return whether nothing but the chain rule stands right of =: ∂L/∂w = ∂L/∂a · ∂a/∂w, which asks for its left side."""
    first = asked + 2
    if tokens.kinds[asked] != "derivative" or equals != [asked + 1]:
        return False
    _, of, wrt = tokens.values[asked]
    links = [tokens.values[place] for place in range(first, last) if tokens.kinds[place] == "derivative"]
    whole = len(links) > 1 and {"derivative", "*"}.issuperset(tokens.kinds[first:last])
    return whole and links[0][1] == of and links[-1][2] == wrt and all(left[2] == (right[1],) for left, right in pairwise(links))


def described(tokens: Tokens, first: int, last: int) -> int:
    """Return how many words at the start of a part say what follows, a definition of one letter or a derivative: loss L = …, velocity ds/dt."""
    count, kinds, values = 0, tokens.kinds, tokens.values
    while first + count < last and kinds[first + count] == "word" and _is_word(values[first + count]) and not tokens.touches(first + count + 1):
        count += 1
    words, after = values[first : first + count], first + count
    if tokens.latex or not any(map(_is_description, words)) or any(values.count(word) > 1 for word in words):
        return 0
    if ordinal := next((place for place in range(first, after) if FOREIGN_ORDINALS.match(values[place])), None):
        raise tokens.error(f"the word '{values[ordinal]}' is not understood here", ordinal, hint="write what it says in signs: f''(x), d²y/dx²")
    if tokens.kind(after) == "derivative" or (after < last and tokens.kind(after + 1) == "prime" and asks(tokens, after, last)):
        return count
    letter = tokens.kind(after) in ("word", "name") and len(read_name(tokens, after).partition("_")[0].rstrip("0123456789")) == 1
    return count if letter and "=" in kinds[after + 1 : last] and _left_side(tokens, after, kinds.index("=", after))[0] else 0


def _is_word(value: str) -> bool:
    return (len(value) > 1 or value > "\u2e80") and value.isalpha()


def _is_description(word: str) -> bool:
    return (len(word) > 2 or word[0] > "\u2e80") and word not in HEADS and word not in GREEK_WORDS and word not in CONSTANTS and word not in DIFFERENTIATORS


def _of_function(tokens: Tokens, first: int, equals: int, last: int) -> bool:
    """Return whether a function, or a derivative of it, at numbers stands left of =: g(3), f'(6), f^(4)(0), f_x(4, 6); but not f(e) = e^2."""
    if tokens.kind(equals - 1) != "close" or tokens.kinds[first] not in ("word", "name", "function", "derivative"):
        return False
    opening = at_bracket(tokens, first)
    if tokens.values[opening + 1 : equals - 1] == ["e"] and "e" in tokens.values[equals:last]:
        return False
    known = tokens.source(first, first).lstrip("\\") in BARE
    return at_numbers(tokens, opening, equals - 1) and not (known and not of_numbers(tokens, equals + 1, last))  # sin(2) = x y is an equation


def at_numbers(tokens: Tokens, opening: int, close: int) -> bool:
    """Return whether two brackets belong together and have nothing but numbers between them, with commas between these."""
    together = tokens.brackets().get(opening, (-1, 0))[0] == close
    return together and all(of_numbers(tokens, start, end) for start, end in arguments(tokens, opening + 1, close))


def at_bracket(tokens: Tokens, first: int) -> int:
    """Return the token after a function's name with its primes or its order in brackets: the bracket of its arguments, where it is applied."""
    after = first + 1
    while tokens.kind(after) == "prime":
        after += 1
    return tokens.brackets().get(after + 1, (after - 1, 0))[0] + 1 if tokens.kind(after) == "^" else after


def arguments(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    """Return the runs of tokens between the commas at the level of tokens ``first`` up to ``last``."""
    found, start, depth = [], first, 0
    for index in range(first, last):
        kind = tokens.kinds[index]
        depth += (kind == "open") - (kind == "close")
        if kind == "comma" and depth == 0:
            found.append((start, index))
            start = index + 1
    return [*found, (start, last)]


def _second_name(tokens: Tokens, first: int, second: int, parameters: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the parameters and the second name of y = f(x) = …; two names without parameters are an equation."""
    simple = tokens.kinds[second - 1] in ("word", "name", "close")
    name, more = _left_side(tokens, first + 1, second) if simple else ("", ())
    number = not parameters and not more and of_numbers(tokens, second + 1, second + 2) and tokens.kind(second + 2) in ("", "break", "comma", "stop")
    if not name or (parameters and more) or number:
        raise tokens.error("a second = in one definition", second, hint="write each definition apart: a = b; b = c")
    return parameters or more, name


def _equals(tokens: Tokens, first: int, last: int) -> list[int]:
    """Return the places of = outside brackets, at most two."""
    if not tokens.has("="):
        return []
    kinds = tokens.kinds if last - first == len(tokens.kinds) else tokens.kinds[first:last]
    count, place = kinds.count("="), -1
    if count == 1 and "open" not in kinds:
        return [first + kinds.index("=")]
    found: list[int] = []
    depth = 0
    for _ in range(count):
        before, place = place + 1, kinds.index("=", place + 1)
        depth += kinds[before:place].count("open") - kinds[before:place].count("close")
        if depth <= 0 and len(found) == 2:
            raise tokens.error("a third = in one definition", first + place, hint="write each definition apart: a = b; b = c")
        if depth <= 0:
            found.append(first + place)
    return found


def asks(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether tokens are a derivative alone: dy/dx, y', f''(x)."""
    kinds, after = tokens.kinds, first + 1
    if kinds[first] == "derivative":
        return last == after
    if kinds[first] not in ("word", "name") or last == after or kinds[after] != "prime":
        return False
    while after < last and kinds[after] == "prime":
        after += 1
    if after == last:
        return True
    bracketed = kinds[after] == "open" and tokens.brackets().get(after, (-1, 0))[0] == last - 1
    return bracketed and (last == after + 3 or of_numbers(tokens, after + 1, last - 1))


def of_numbers(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether an expression has no names of quantities in it: 2, π/6, -sqrt(3)/2."""
    inside = zip(tokens.kinds[first:last], tokens.values[first:last], strict=True)
    return first < last and all(kind not in ("name", "comma") and (kind != "word" or value in CONSTANTS or value in BARE) for kind, value in inside)


def _left_side(tokens: Tokens, first: int, equals: int) -> tuple[str, tuple[str, ...]]:
    """Return the name and the parameters that stand left of =; no name where there is an expression."""
    kinds = tokens.kinds
    if equals == first:
        raise tokens.error("nothing stands before the =", equals, hint="write a name: y = …")
    if kinds[first] == "derivative" or (equals > first + 1 and kinds[first + 1] == "prime"):
        raise of_derivative(tokens, first, equals)
    known = _by_exponentials(tokens, first, equals)
    name = known or read_name(tokens, first)
    if equals == first + 1 and name:
        return name, ()
    parameters = [read_name(tokens, index) for index in range(first + 2, equals - 1, 2)]
    bracketed = kinds[first + 1] == "open" and kinds[equals - 1] == "close" and kinds[first + 3 : equals - 1 : 2].count("comma") == len(parameters) - 1
    if not name or not parameters or not all(parameters) or not bracketed or (equals - first) % 2 or (name in BARE and not known):
        return "", ()
    if len(parameters) > 1 and len(set(parameters)) < len(parameters):
        raise tokens.error("a parameter is named twice", first + 1, equals - 1, hint="give each parameter its own name")
    return name, tuple(parameters)


def _by_exponentials(tokens: Tokens, first: int, equals: int) -> str:
    """Return the hyperbolic function that a text only defines, as tanh(x) = (e^x - e^-x)/(e^x + e^-x); empty where it is an equation."""
    name = tokens.source(first, first).lstrip("\\")
    if name not in HYPERBOLIC or tokens.kinds.count("=") > 1 or "^" not in tokens.kinds[equals:]:
        return ""
    places = [place for place in range(first + 1, len(tokens.kinds)) if tokens.kinds[place] in ("word", "name")]
    inside = {read_name(tokens, place) for place in places if place < equals}
    used = {read_name(tokens, place) for place in places if place > equals}
    return name if len(inside) == 1 and inside < used | {"e"} and used <= inside | {"e"} else ""


def of_derivative(tokens: Tokens, first: int, equals: int) -> ReadError:
    """Return the error for a derivative that is said to be something where it is no rate that helps."""
    name = read_name(tokens, first) if tokens.kinds[first] in ("word", "name") else ""
    if name and equals == first + 2 and read_name(tokens, equals + 1) == name and tokens.kind(equals + 2) in ("+", "-"):  # w′ = w − η dL/dw
        reason = f"{name}' may be the next value of {name}, or its derivative"
        return tokens.error(reason, first, equals - 1, hint=f"as an update, write {name}_new = {name} - …, and what L is: L = (w*x - y)^2")
    hint = "give the function itself, or a value of the derivative at a number: f'(2) = 3"
    return tokens.error("a derivative stands left of the =", first, equals - 1, hint=hint)


def read_name(tokens: Tokens, index: int) -> str:
    """Return the canonical name that a token is, or ""."""
    kind, value = tokens.kinds[index], tokens.values[index]
    if kind == "word" and value.isascii() and value.isalnum():
        return value  # type: ignore[no-any-return]
    if kind == "name":
        return str(value[1])
    if kind == "function" and value.name not in BARE:
        return str(value.spelled)
    if kind != "word":
        return ""
    check_letters(value, tokens.text, tokens.starts[index])
    try:
        return canonical(value)
    except ReadError as error:
        if value.startswith("log_"):  # a logarithm with its base, as log_2.5
            return ""
        raise tokens.error(error.message, index, hint=error.hint) from None


def rename(tokens: Tokens, segment: Segment) -> None:
    """Give a quantity with two names one of them everywhere else: where y = f(x) = x^2, f′(x) is y′(x)."""
    for index, kind in enumerate(tokens.kinds):
        if kind in ("word", "name") and not segment.first <= index < segment.body and read_name(tokens, index) == segment.alias:
            tokens.kinds[index], tokens.values[index] = "name", symbol(segment.name)
        elif kind == "derivative" and segment.alias in (tokens.values[index][1], *tokens.values[index][2]):
            sign, of, wrt = tokens.values[index]
            tokens.values[index] = (sign, *_renamed((of,), segment), _renamed(wrt, segment))


def _renamed(names: tuple[str, ...], segment: Segment) -> tuple[str, ...]:
    return tuple(segment.name if name == segment.alias else name for name in names)


def signatures(tokens: Tokens) -> dict[str, tuple[str, ...]]:
    """Return the unspecified functions of a text that are applied to names, with those names."""
    found: dict[str, tuple[str, ...]] = {}
    for opening, (close, commas) in tokens.brackets().items():
        name = read_name(tokens, opening - 1) if opening and commas and tokens.kind(opening - 1) in ("word", "name") else ""
        if name:
            arguments = [read_name(tokens, index) for index in range(opening + 1, close, 2)]
            if all(arguments) and close == opening + 2 * commas + 2:
                found.setdefault(name, tuple(arguments))
    return found


def check_no_pieces(tokens: Tokens, first: int, last: int) -> None:
    """Raise ReadError where a part with a condition gives several values: by a word such as "otherwise", or as (x > 0, x, 0) does."""
    worded = not PIECES.isdisjoint(value for value in tokens.values[first:last] if value.__class__ is str)
    if worded or (tokens.kinds[first] == "open" and tokens.brackets().get(first, (0, 0))[1] > 1):
        raise tokens.error("a function given in pieces is not read", first, last - 1, hint="give each piece as a problem of its own")
