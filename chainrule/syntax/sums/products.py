"""Products over an index between numbers, ∏_{i=1}^{3} (x + i) and prod(x + i, i, 1, 3): their tokens are written out, factor by factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chainrule.syntax.tokens.segments import arguments
from chainrule.syntax.vocabulary import HEADS
from chainrule.tree import number, symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.syntax.tokens.token import Tokens

MOST = 100  # factors that a product has
CALLS = frozenset(("prod", "Prod", "product", "Product"))
_GLUED = 3  # letters of a word that may be a product, nx
_ENDS = frozenset(("comma", "break", "stop", "close", "=", "relation", "middle", "over", ".."))  # what no factor holds outside of brackets
_OPERATORS = frozenset(("^", "_", "*", "/", "+", "-"))  # after them a sign belongs to what follows
_HINT = "write ∏_{i=1}^{3} (x + i), or the product out"

Item = tuple[str, Any, int, int]


class Product(NamedTuple):
    """Where a product begins and ends, where its factor does, and what its index runs over."""

    start: int
    end: int
    first: int
    last: int
    letter: str
    low: int
    high: int


def products_written_out(tokens: Tokens) -> Tokens:
    """Return the tokens with every product written out, the innermost first, and Sum[…, {k, 1, 3}] without its braces.

    Raises ReadError for bounds that are no whole numbers.
    """
    tokens = _with_flat_limits(tokens)
    for place in reversed(range(len(tokens.kinds))):
        called = tokens.kinds[place] == "word" and tokens.values[place] in CALLS and tokens.kind(place + 1) == "open"
        if called or tokens.kinds[place] == "product":
            found = _called(tokens, place) if called else _over(tokens, place)
            factors = [item for value in range(found.low, found.high + 1) for item in _factor(tokens, found, value)]
            inside = (*_opened(tokens, place), *factors[1:], *_closed(tokens, found.end - 1)) if factors else (_item(tokens, place, "number", number(1)),)
            tokens = tokens.rebuilt((range(place), *inside, range(found.end, len(tokens.kinds))))
            if len(tokens.kinds) > tokens.limits.nodes:
                raise tokens.error("the product is too long to be written out", place, hint=_HINT)
    return tokens


def _with_flat_limits(tokens: Tokens) -> Tokens:
    """Return the tokens of Sum[x^k, {k, 1, 3}] as those of Sum[x^k, k, 1, 3]."""
    for place in reversed(range(len(tokens.kinds))):
        if tokens.kinds[place] not in ("word", "sum") or tokens.values[place] not in ("sum", "Sum"):
            continue
        limits = tokens.closing(place + 1) - 1  # where the last argument closes
        opening = next((opening for opening, (close, commas) in tokens.brackets().items() if close == limits and commas == 2), 0)
        if opening and tokens.values[opening][0] == "}" and tokens.kind(opening - 1) == "comma":
            tokens.cut(limits, limits + 1)
            tokens.cut(opening, opening + 1)
    return tokens


def _over(tokens: Tokens, place: int) -> Product:
    """Return the product of ∏ with its index and its lower bound below, and its upper bound above."""
    kinds, values = tokens.kinds, tokens.values
    opening, above = place + 2, tokens.closing(place + 2) + 1
    bracketed = tokens.kind(above + 1) == "open"
    bound = above + 1 + bracketed
    below = kinds[opening + 1 : opening + 4]
    if tokens.kind(place + 1) != "_" or tokens.closing(opening) != opening + 4 or below not in (["word", "=", "number"], ["name", "=", "number"]):
        raise tokens.error("a product needs its index and its bounds as numbers", place, hint=_HINT)
    if tokens.kind(above) != "^" or tokens.kind(bound) != "number" or (bracketed and tokens.kind(bound + 1) != "close"):
        raise tokens.error("a product needs its index and its bounds as numbers", place, max(place, above - 1), hint=_HINT)
    first = bound + 1 + bracketed
    index, last = tokens.name_at(opening + 1), _reach(tokens, first)
    if first == last:
        raise tokens.error("nothing stands behind the product", place, first - 1, hint=_HINT)
    if not _has(tokens, _last_item(tokens, first, last), last, index):
        raise tokens.error("how far the product reaches is open", first, last - 1, hint="write brackets around all that is multiplied: ∏_{i=1}^{3} ((x + i)*y)")
    return _checked(tokens, Product(place, last, first, last, index, _whole(values[opening + 3]), _whole(values[bound])))


def _called(tokens: Tokens, place: int) -> Product:
    """Return the product of prod(x + k, k, 1, 3), prod(x + k, k=1..3) and Product[x + k, {k, 1, 3}]."""
    close = tokens.closing(place + 1)
    (first, last), *rest = arguments(tokens, place + 2, close) if close else [(place, place)]
    if len(rest) == 1 and tokens.closing(rest[0][0]) == rest[0][1] - 1:  # {k, 1, 3}
        rest = arguments(tokens, rest[0][0] + 1, rest[0][1] - 1)
    start, end = (rest[0][0], rest[-1][1]) if rest else (place, place)
    kinds = tokens.kinds[start:end]
    if first == last or kinds[:1] not in (["word"], ["name"]) or kinds[1:] not in (["=", "number", "..", "number"], ["comma", "number", "comma", "number"]):
        raise tokens.error("a product needs its index and its bounds as numbers", place, max(place, close), hint="write prod(x + k, k, 1, 3)")
    low, high = _whole(tokens.values[start + 2]), _whole(tokens.values[start + 4])
    return _checked(tokens, Product(place, close + 1, first, last, tokens.name_at(start), low, high))


def _checked(tokens: Tokens, found: Product) -> Product:
    """Return a product with whole bounds and few enough factors."""
    if found.low < 0 or found.high < found.low - 1 or found.high - found.low >= MOST:
        hint = f"give two whole numbers that are at most {MOST} apart"
        raise tokens.error("these bounds of a product are not read", found.start, found.first - 1, hint=hint)
    return found


def _whole(value: Any) -> int:
    return int(value[1]) if isinstance(value[1], int) else -1


def _reach(tokens: Tokens, first: int) -> int:
    """Return where the term that begins at a place ends."""
    place = first
    while place < len(tokens.kinds) and tokens.kinds[place] not in _ENDS:
        if tokens.kinds[place] in "+-" and place > first and tokens.kinds[place - 1] not in _OPERATORS:
            break
        place = tokens.closing(place) + 1 if tokens.kinds[place] == "open" and tokens.closing(place) else place + 1
    return place


def _last_item(tokens: Tokens, first: int, last: int) -> int:
    """Return where the last factor of a term begins: what stands behind the last product or quotient sign, or the last bracket with its power."""
    found = place = first
    while place < last:
        kind = tokens.kinds[place]
        joined = place > first and (kind in _OPERATORS or tokens.kinds[place - 1] in _OPERATORS - {"*", "/"})
        applied = kind == "open" and (tokens.kind(place - 1) == "function" or (tokens.kind(place - 1) == "word" and tokens.values[place - 1] in HEADS))
        if not joined and not applied:
            found = place
        place = tokens.closing(place) + 1 if kind == "open" and tokens.closing(place) else place + 1
    return found


def _has(tokens: Tokens, first: int, last: int, index: str) -> bool:
    """Return whether the index stands among tokens."""
    return any(index in _letters(tokens, place) or any(name.endswith(f"_{index}") for name in _letters(tokens, place)) for place in range(first, last))


def _letters(tokens: Tokens, place: int) -> tuple[str, ...]:
    """Return the names in a token: x and n of the word nx; none of a known function."""
    if tokens.kinds[place] not in ("word", "name"):
        return ()
    name = tokens.name_at(place)
    return tuple(name) if len(name) <= _GLUED and name.isalpha() and name not in HEADS else (name,)


def _factor(tokens: Tokens, found: Product, value: int) -> Iterator[Item]:
    """Yield the tokens of one factor, with a value in place of the index, behind a product sign and in brackets."""
    yield _item(tokens, found.first, "*", None)
    yield from _opened(tokens, found.first)
    for place in range(found.first, found.last):
        letters = _letters(tokens, place)
        if found.letter in letters and tokens.kinds[place - 1] == "_":
            yield _item(tokens, place, "number", number(value))
        elif found.letter in letters:
            for letter in letters:
                put_in = (*_opened(tokens, place), _item(tokens, place, "number", number(value)), *_closed(tokens, place))
                yield from put_in if letter == found.letter else (_item(tokens, place, "name", symbol(letter)),)
        elif letters and letters[0].endswith(f"_{found.letter}"):
            yield _item(tokens, place, "name", symbol(letters[0].removesuffix(found.letter) + str(value)))
        elif any(found.letter in part for name in letters for part in name.split("_")[1:]):
            raise tokens.error("the factors have the index of the product", place, hint="write the product out")
        else:
            yield tokens.kinds[place], tokens.values[place], tokens.starts[place], tokens.ends[place]
    yield from _closed(tokens, found.last - 1)


def _item(tokens: Tokens, place: int, kind: str, value: Any) -> Item:
    return kind, value, tokens.starts[place], tokens.ends[place]


def _opened(tokens: Tokens, place: int) -> tuple[Item, ...]:
    return (_item(tokens, place, "open", (")", None)),)


def _closed(tokens: Tokens, place: int) -> tuple[Item, ...]:
    return (_item(tokens, place, "close", ")"),)
