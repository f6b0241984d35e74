r"""Quotients of differentials that are written out: d sin(x)/dx, \frac{d(x^3)}{dx}."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.tokens.segments import of_numbers, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import INSIDE

_SPLIT = frozenset(("+", "-", "/", "=", "comma", "relation"))  # what ends a numerator that has no brackets around it
_DIFFERENTIAL = re.compile(r"\bdifferentials?\b(?!\s+(?:equation|operator|calculus|geometry))", re.IGNORECASE)
Found = tuple[int, int, int, str]
LONGEST = 200  # tokens of a numerator


def differentials(tokens: Tokens, first: int, last: int) -> tuple[int, int, str] | None:
    """Return the operand of the quotient d…/dx that tokens ``first`` up to ``last`` (not included) are, and the name below; or None.

    Where the numerator begins with d and its operand in one word (dsin, dx^3), ``without_d`` has to cut it off.

    Raises ReadError for a quotient of differentials inside an expression.
    """
    place, found = _first(tokens, first, last)
    if found is None:
        return None
    operand, above, end, name = found
    if (place, end) != (first, last):
        raise _inside(tokens, place, end)
    return operand + is_d(tokens, operand), above, name


def check_no_differentials(tokens: Tokens, first: int, last: int) -> None:
    """Raise ReadError for a quotient of differentials among the tokens of a definition."""
    place, found = _first(tokens, first, last)
    if found is not None:
        raise _inside(tokens, place, found[2])


def differential(tokens: Tokens, first: int, last: int, defined: Collection[str]) -> str:
    """Return z where a part is dz alone and z is defined: its differential is asked for, and no product d·z; else ""."""
    word = str(tokens.values[first]) if last == first + 1 and tokens.kinds[first] == "word" else ""
    return word[1:] if word[:1] == "d" and word[1:] in defined and "d" not in defined and word not in defined else ""


def asks_differential(text: str, name: str) -> bool:
    """Return whether a problem asks for the differential of a quantity: by that word, or as dz alone.

    >>> asks_differential("z = x y; find dz", "z"), asks_differential("z = x y; dz/dx", "z"), asks_differential("the total differential of x y", "f")
    (True, False, True)
    """
    return bool(_DIFFERENTIAL.search(text)) or f"d{name}" in re.findall(r"(?<![\w/∂}'′])d\w+(?![\w(]|\s?[/}^=])", text)


def check_not_elsewhere(tokens: Tokens, first: int, last: int, defined: Mapping[str, tuple[str, ...]]) -> None:
    """Raise ReadError where a part is f′(2x) and f is defined: its derivative at an expression, and not that of f′(2x)."""
    after = first + 1
    while tokens.kind(after) == "prime":
        after += 1
    name = read_name(tokens, first) if after > first + 1 and tokens.kinds[first] in ("word", "name") else ""
    if not defined.get(name) or tokens.closing(after) != last - 1 or last - 1 <= after:
        return
    inside = [read_name(tokens, place) for place in range(after + 1, last - 1, 2)]
    listed = all(inside) and {"comma"}.issuperset(tokens.kinds[after + 2 : last - 1 : 2])
    if not listed and not of_numbers(tokens, after + 1, last - 1) and len(defined[name]) == 1:
        written = tokens.source(after + 1, last - 2)
        hint = f"ask for {name}'({defined[name][0]}), and put {written} in for {defined[name][0]}"
        raise tokens.error("a derivative at an expression is asked for", after + 1, last - 2, hint=hint)


def _inside(tokens: Tokens, first: int, last: int) -> ReadError:
    return tokens.error("a derivative inside an expression", first, last - 1, hint="ask for one derivative at a time: d/dx (…)")


def _first(tokens: Tokens, first: int, last: int) -> tuple[int, Found | None]:
    """Return the place of the first quotient of differentials among some tokens, and what ``_fraction`` tells of it."""
    if tokens.may_have_differentials():
        for place in range(first, last):
            found = _fraction(tokens, place) if tokens.values[place] == ("frac", "frac") else _inline(tokens, place, first, last)
            if found is not None:
                return (first, None) if _is_quantity(tokens) else (place, found)
    return first, None


def _is_quantity(tokens: Tokens) -> bool:
    """Return whether the text defines a quantity d."""
    return tokens.has("=") and any(kind == "=" and is_d(tokens, index - 1) for index, kind in enumerate(tokens.kinds))


def _named(value: object) -> str:
    """Return the name that a token's value is, where it is a symbol."""
    return value[1] if isinstance(value, tuple) and len(value) == 3 and value[0] == "symbol" else ""


def is_d(tokens: Tokens, index: int) -> bool:
    """Return whether a token is the letter d."""
    return tokens.kind(index) in ("word", "name") and (tokens.values[index] == "d" or _named(tokens.values[index]) == "d")


def _starts(tokens: Tokens, index: int) -> bool:
    """Return whether a differential of an expression begins at a token: d alone, dsin, or dx before a power."""
    if is_d(tokens, index):
        return tokens.kind(index + 1) in ("word", "name", "function", "open", "number", "root", "constant", "bar")
    word = tokens.values[index] if tokens.kind(index) == "word" else ""
    return word[:1] == "d" and (word[1:] in INSIDE or (len(word) == 2 and tokens.kind(index + 1) == "^"))


def _below(tokens: Tokens, first: int, last: int) -> str:
    """Return the name x of the differential dx that some tokens are, or ""."""
    while last - first > 2 and tokens.kinds[first] == "open" and tokens.kinds[last - 1] == "close":
        first, last = first + 1, last - 1
    if last - first == 2 and is_d(tokens, first):
        return read_name(tokens, first + 1) if tokens.kinds[first + 1] in ("word", "name") else ""
    word = tokens.values[first] if last == first + 1 and tokens.kinds[first] == "word" else ""
    return canonical(word[1:]) if len(word) == 2 and word[0] == "d" else ""


def _fraction(tokens: Tokens, opening: int) -> Found | None:
    r"""Return where the numerator of \frac{d…}{dx} begins and ends, where all of it ends, and the name below."""
    close = tokens.brackets().get(opening, (0, 0))[0]
    middle, depth = opening + 1, 0
    while middle < min(close, opening + LONGEST) and (depth or tokens.kinds[middle] != "middle"):
        depth += (tokens.kinds[middle] == "open") - (tokens.kinds[middle] == "close")
        middle += 1
    braces = _opens(tokens, opening + 1, middle)
    name = _below(tokens, middle + 1, close) if middle < close and _starts(tokens, opening + 1 + braces) else ""
    return (opening + 1 + braces, middle - braces, close + 1, name) if name else None


def _opens(tokens: Tokens, first: int, last: int) -> int:
    """Return 1 where braces hold all of some tokens, else 0."""
    return int(tokens.kind(first) == "open" and tokens.values[first] == ("}", None) and tokens.brackets().get(first, (0, 0))[0] == last - 1)


def _inline(tokens: Tokens, place: int, first: int, last: int) -> Found | None:
    """Return the same for d…/dx on one line, if one begins at a token."""
    if not _starts(tokens, place) or (place > first and tokens.kinds[place - 1] in ("word", "name", "number", "close") and tokens.touches(place)):
        return None
    slash = place
    end = min(last, place + LONGEST)
    while slash < end and (slash == place or tokens.kinds[slash] not in _SPLIT):
        slash = tokens.brackets().get(slash, (slash, 0))[0] + 1
    if slash >= end or tokens.kinds[slash] != "/":
        return None
    for length in (1, 2, 3, 4):
        if slash + length < last and (name := _below(tokens, slash + 1, slash + 1 + length)):
            return place, slash, slash + 1 + length, name
    name = _below(tokens, slash + 1, last)
    return (place, slash, last, name) if name else None


def without_d(tokens: Tokens, start: int) -> None:
    """Cut the d off the word that an operand begins with: dsin, dx^3."""
    tokens.values[start] = tokens.values[start][1:]
    tokens.starts[start] += 1
