"""Sums and means over an index, with their limits or without."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from chainrule.errors import LimitExceeded
from chainrule.notation.indices import carries
from chainrule.syntax.parsing.levels import SERIES
from chainrule.syntax.sums import pairs
from chainrule.syntax.sums.counts import counts_before
from chainrule.tree import ONE, TWO, Tree, add, call, div, mul, neg, node, power, symbol
from chainrule.tree import names as names_in

if TYPE_CHECKING:
    from chainrule.syntax.parsing.stacks import Frame, Stacks
    from chainrule.syntax.tokens.token import Tokens
    from chainrule.syntax.words.scope import Scope

Limits = tuple[str, "Tree | None", "Tree | None"]  # index or "", lowest and highest value where they are written

_OVER_N = re.compile(r"(?:[Σ∑]|sum)\s?_\s?\{?\s?n(?!\w)")  # a sum whose index is n
SPREADS = ("var", "std")
TOTALS = ("sum", "mean", *SPREADS)  # words that open brackets around what is added up
INDICES = "ijklmt"  # letters that count samples where a subscript holds one of them
ALONE = "ijk"  # those that do so by themselves as well: t is a target, m a mass

DEEPEST = 50  # sums inside one another: each is put into those around it
SEEN = 100  # parts of a body that are looked at for such a subscript, so that sums in sums stay cheap
_ENDS = frozenset(("close", "comma", "middle", "over", "break", "relation", "=", ".."))  # tokens that no term holds outside of brackets
_OPEN = frozenset(("+", "-", "*", "/", "^", "root", "function", "sum"))  # tokens after which a sign belongs to what follows
_WHERE = "write sum((obs_i - pred_i)^2, i=1..3) or Σ_{i=1}^{3} …"


def reach(tokens: Tokens, scope: Scope) -> None:
    """Put brackets around the terms of a sum where those after the first have its index too: Σ_i x_i + y_i is Σ_i (x_i + y_i), and that is said."""
    note_powers(tokens, scope)
    ends: dict[int, int] = {}  # of first terms, by where they begin
    for place in reversed([place for place, kind in enumerate(tokens.kinds) if kind == "sum"]):  # the last one first: places before it stay
        opened = tokens.kind(place + 2) == "open"
        if tokens.values[place] or tokens.kind(place + 1) != "_" or tokens.kind(place + 2 + opened) != "name":
            continue
        index, closing = tokens.values[place + 2 + opened][1], tokens.brackets()
        body = _after_item(closing, place + 2)
        body = _after_item(closing, body + 1) if tokens.kind(body) == "^" else body
        _, *more = takewhile(lambda term, body=body, index=index: term[0] == body or _has_index(tokens, term, index), _terms(tokens, closing, body, ends))  # type: ignore[misc]
        if more:
            last = more[-1][1]
            ends.clear()
            _bracketed(tokens, body, last)
            scope.readings.add("reach of sum", tokens.starts[place], tokens.ends[last + 1], f"one sum over {index}", "brackets around the sum alone")


def note_powers(tokens: Tokens, scope: Scope) -> None:
    """Take sum (y_i - p_i)^2, with a space, for the sum of the squares, as Σ (y_i − p_i)² is; say what is raised, with the space or without."""
    for place in [place for place, kind in enumerate(tokens.kinds) if kind == "sum" and tokens.values[place] == "sum"]:
        close, commas = tokens.brackets().get(place + 1, (-2, 0))  # none where it is not closed
        if close < 0 or commas or tokens.kind(close + 1) != "^" or tokens.text.startswith("**", tokens.starts[close + 1]):
            continue
        last = tokens.brackets().get(close + 2, (close + 2, 0))[0]
        if not tokens.kind(last):  # the bracket is not closed, or nothing stands above
            continue
        inside, raised = tokens.source(place + 2, close - 1), tokens.source(close + 2, last)
        whole, each = f"(sum({inside}))^{raised}", f"sum(({inside})^{raised})"
        apart = tokens.ends[place] < tokens.starts[place + 1]
        if apart:
            tokens.values[place] = None
        taken, other = (each, whole) if apart else (whole, each)
        scope.readings.add("power in sum", tokens.starts[place], tokens.ends[last], taken, other)


def _after_item(closing: dict[int, tuple[int, int]], place: int) -> int:
    """Return the place after one token, or after the bracket that it opens."""
    return closing.get(place, (place, 0))[0] + 1


def _terms(tokens: Tokens, closing: dict[int, tuple[int, int]], place: int, ends: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the terms from a place up to the end of its bracket or of its side, each by its first token and the one after its last.

    ``ends`` holds where first terms that begin at other places end, and is added to: a sum in a term ends with it.
    """
    start, first, kinds = place, place, tokens.kinds
    while place < len(kinds) and kinds[place] not in _ENDS:
        if kinds[place] in ("+", "-"):
            if place > first and kinds[place - 1] not in _OPEN:
                ends.setdefault(start, place)
                yield first, place
                first = place
        elif place in ends and place > start:
            place = ends[place]
            continue
        place = _after_item(closing, place)
    ends.setdefault(start, place)
    yield first, place


def _has_index(tokens: Tokens, term: tuple[int, int], index: str) -> bool:
    """Return whether some name in a term carries an index; not so where the term has a sum of its own."""
    kinds, values = tokens.kinds[slice(*term)], tokens.values[slice(*term)]
    return "sum" not in kinds and any(kind == "name" and carries(value[1], index) for kind, value in zip(kinds, values, strict=True))


def _bracketed(tokens: Tokens, first: int, last: int) -> None:
    """Put brackets around tokens, which the text does not have."""
    tokens.insert(last, "close", ")", tokens.ends[last - 1])
    tokens.insert(first, "open", (")", None), tokens.starts[first])
    tokens.changed()


def start_series(parser: Stacks) -> None:
    """Take Σ with its index and limits below and above, where they are written; or sum and mean with their brackets."""
    place, tokens = parser.index, parser.tokens
    called = parser.values[place] or ("sum" if _separated(parser) else "")
    limits: Limits = ("", None, None)
    parser.sums += 1
    if parser.sums > DEEPEST:
        raise parser.tokens.error("there are too many sums inside one another", place, hint=f"the limit is {DEEPEST}", kind=LimitExceeded)
    parser.index += 1
    if called:
        parser.open_frame(parser.values[parser.index][0], called, place)
        return
    if tokens.kind(parser.index) == "_":
        limits = _below(parser)
    if tokens.kind(parser.index) == "^":
        limits = (*limits[:2], _above(parser))
    parser.nest()
    parser.operators.append((SERIES, "", place, limits))
    parser.expecting = True


def _separated(parser: Stacks) -> bool:
    """Return whether brackets with limits in them follow the sign: Σ(x_i, i=1..3)."""
    return parser.tokens.kind(parser.index + 1) == "open" and bool(parser.tokens.brackets().get(parser.index + 1, (0, 0))[1])


def _below(parser: Stacks) -> Limits:
    """Take what stands below Σ: an index, or an index with its limits."""
    tokens, values, first = parser.tokens, parser.values, parser.index + 1
    if tokens.kind(first) == "name":
        parser.index = first + 1
        return values[first][1], None, None
    if [tokens.kind(first), tokens.kind(first + 1), tokens.kind(first + 2)] == ["open", "name", "close"]:
        parser.index = first + 3
        return values[first + 1][1], None, None
    if tokens.kind(first) == "open" and (several := pairs.several_indices(tokens, first + 1)):
        parser.index = several[3]
        return several[:3]
    if (case := _left_out(parser, first + 1)) and tokens.kind(first + 4) == "close":
        parser.index = first + 5
        return values[first + 1][1], node("except", case, (ONE,)), None
    return _limits(parser, first + 1)


def _left_out(parser: Stacks, first: int) -> str:
    """Return the index of the term that k ≠ i leaves out; empty where that does not stand here."""
    kinds = [parser.tokens.kind(place) for place in range(first, first + 3)]
    return str(parser.values[first + 2][1]) if kinds in (["name", "unequal", "name"], ["name", "unequal", "number"]) else ""


def _limits(parser: Stacks, first: int) -> tuple[str, Tree, Tree | None]:
    """Take index = low, and .. high where it follows, up to a closing bracket or the end of the arguments; the low may be i + 1."""
    tokens, values = parser.tokens, parser.values
    if [tokens.kind(place) for place in range(first, first + 6)] == ["name", "=", "name", "+", "number", "close"]:
        parser.index = first + 6
        return values[first][1], add(values[first + 2], values[first + 4]), None
    dotted = tokens.kind(first + 3) == ".."
    last = first + 5 if dotted else first + 3
    without = _left_out(parser, last + 1) if tokens.kind(last) == "comma" and tokens.kind(last + 4) == "close" else ""
    kinds = [tokens.kind(place) for place in range(first, last + 1)]
    ended = kinds[-1] == "close" or without
    if kinds[:3] not in (["name", "=", "number"], ["name", "=", "name"]) or (dotted and kinds[4] not in ("number", "name")) or not ended:
        raise tokens.error("the limits of a sum are an index, = and a number", first, max(first, last - 1), hint="write i=1..3")
    low, high = values[first + 2], values[first + 4] if dotted else None
    if without:
        low, last = node("except", without, (low,)), last + 4
    parser.index = last + 1
    return values[first][1], low, high


def _above(parser: Stacks) -> Tree:
    """Take the upper limit after ^: a number or a name, or in brackets one of them plus or minus a number."""
    tokens, values, place = parser.tokens, parser.values, parser.index + 1
    bracketed = tokens.kind(place) == "open"
    place += bracketed
    after = place + 1
    if tokens.kind(place) not in ("number", "name"):
        raise tokens.error("the upper limit of a sum is a number or a name", place, hint="write Σ_{i=1}^{3}")
    limit: Tree = values[place]
    if bracketed and tokens.kind(after) in ("+", "-") and tokens.kind(after + 1) == "number":
        limit = add(limit, values[after + 1] if tokens.kind(after) == "+" else neg(values[after + 1]))
        after += 2
    if bracketed and tokens.kind(after) != "close":
        raise tokens.error("the upper limit of a sum is a number or a name", place, hint="write Σ_{i=1}^{3}")
    parser.index = after + bracketed
    return limit


def take_limits(parser: Stacks) -> None:
    """Take i=1..3 as the last argument of sum(…), where it stands there."""
    args = parser.frames[-1].args
    if len(args) == 3 and (case := _left_out(parser, parser.index)) and parser.tokens.kind(parser.index + 3) == "comma":
        args[-1] = node("except", case, (args[-1],))
        parser.index += 4
    if [parser.tokens.kind(parser.index), parser.tokens.kind(parser.index + 1)] != ["name", "="]:
        return
    index, low, high = _limits(parser, parser.index)
    if high is None:
        raise parser.tokens.error("the sum has no upper limit", parser.index - 1, hint="write i=1..3")
    parser.index -= 1  # the bracket closes as any other
    parser.frames[-1].args += [symbol(index), low]
    parser.push(high, parser.index - 1)


def close_sum(parser: Stacks, frame: Frame) -> None:
    """Build what sum(…) or mean(…) is of its arguments: what is summed, and the index and limits where they are written."""
    body, *rest = frame.args
    if len(rest) not in (0, 1, 3) or (rest and rest[0][0] != "symbol") or (len(rest) == 1 and rest[0][1] not in INDICES):
        message = f"a {frame.build} needs one index and its limits"
        raise parser.tokens.error(message, frame.index, parser.index - 1, hint=_WHERE.replace("sum", str(frame.build), 1))
    index = rest[0][1] if rest else ""
    limits: Limits = (index, rest[1], rest[2]) if len(rest) == 3 else (index, None, None)
    if frame.build in SPREADS:
        inside = parser.tokens.source(frame.index + 2, parser.index - 2)
        parser.scope.readings.add("variance of values", *_word(parser, frame.index, parser.tokens.starts[frame.index]), f"that over n of {inside}")
        body = power(add(body, neg(_mean(parser, frame, summed(parser, frame.index, body, limits)))), TWO)
    total = summed(parser, frame.index, body, limits)
    found = total if frame.build == "sum" else _mean(parser, frame, total)
    parser.push(call("sqrt", found) if frame.build == "std" else found, frame.index)


def _mean(parser: Stacks, frame: Frame, total: Tree) -> Tree:
    """Return a sum divided by how many terms it has."""
    _, low, high = total[2]
    if low != ONE:
        raise parser.tokens.error("a mean runs from 1", frame.index, parser.index - 1, hint="write mean(x_i, i=1..n)")
    return mul(div(ONE, high), total)


@lru_cache(maxsize=256)
def _carried(name: str) -> tuple[str, ...]:
    """Return the letters that a name carries as an index."""
    return tuple(letter for letter in INDICES if carries(name, letter))


def _index(body: Tree) -> str:
    """Return the letter in the subscripts of a body, or of ALONE, that no sum inside it runs over; the first of INDICES where none is seen soon."""
    found: set[str] = set()
    alone: set[str] = set()
    stack, seen = [(body, "")], 0
    while stack and seen < SEEN:
        (kind, value, args), bound = stack.pop()
        seen += 1
        if kind == "symbol":
            (alone if value in ALONE else found).update(letter for letter in _carried(value) if letter not in bound and (letter in ALONE or value != letter))
        else:
            inner = bound + value if kind == "sum" else bound
            stack.extend((arg, inner) for arg in args)
    return next((letter for letter in INDICES if letter in (found or alone)), INDICES[0])


_INDEX_N = re.compile(r"_(?:n(?![A-Za-z])|\{n\})")  # n is an index beside the sum


def _count(text: str, index: str, asked: Collection[str]) -> str:
    """Return what the number of a sum's terms is called: as in another sum over the index, or below the line before one, where it is not asked for.

    Else n, and where a sum runs over n, N for it and D over d.
    """
    other = re.search(rf"_\s?\{{\s?{index}\s?=\s?1\s?\}}\s?\^\s?(?:\{{\s?([A-Za-z])\s?\}}|([A-Za-z])(?!\w))", text) if len(index) == 1 else None
    if other:
        return str(other[1] or other[2])
    if (before := counts_before(text).get(index, "")) and before != index and before not in asked:
        return before
    if index != "n" and not _OVER_N.search(text) and not _INDEX_N.search(text):
        return "n"
    return index.upper() if index.upper() not in text else "N"


def _word(parser: Stacks, place: int, start: int) -> tuple[int, int]:
    """Return where the word or the sign of a sum stands in the text, which is behind what it adds up in ((y - p)**2).mean()."""
    word, text = parser.values[place], parser.tokens.text
    if word and not text.startswith(word, start) and (behind := text.find(f".{word}(", start) + 1):
        return behind, behind + len(word)
    return start, start + 3 if text.startswith("sum", start) else parser.tokens.ends[place]


def summed(parser: Stacks, place: int, body: Tree, limits: Limits) -> Tree:
    """Return the sum of a body; what is not written of its index and limits is i = 1..n, and that is said."""
    index, low, high = limits
    if "," in index:
        outer, inner = index.split(",", 1)
        return summed(parser, place, summed(parser, place, body, (inner, low, high)), (outer, low, high))
    once, equal = re.split("[<≤]", index) if "<" in index or "≤" in index else [], "≤" in index
    index = once[0] if once else index
    if not index or low is None or high is None:
        index = index or _index(body)
        low, high = low or ONE, high or symbol(_count(parser.tokens.text, index, parser.scope.asked))
        start = parser.tokens.starts[place]
        start, end = _word(parser, place, start)
        said = f"{index} = 1..{high[1]}" if ONE in (low, *low[2]) else f"{index} up to {high[1]}"
        said = f"all {once[0]} and {once[1]} up to {high[1]} with {once[0]} {'≤' if equal else '<'} {once[1]}" if once else said
        parser.scope.readings.add("index of sum", start, end, f"{said} without {low[1]}" if low[0] == "except" else said, "")
    if equal:
        pair = (once[0], once[1], low, high)
        if _with_one_around(parser, body, pair) is not None:
            raise parser.tokens.error(f"a sum over {once[0]} ≤ {once[1]} inside one of them", place, hint="give both sums numbers for bounds")
        return add(_each_pair_once(parser, place, body, pair), pairs.of_equal(body, *pair))
    if once and (ordered := _with_one_around(parser, body, (once[0], once[1], low, high))) is not None:
        return ordered
    if once:
        return _each_pair_once(parser, place, body, (once[0], once[1], low, high))
    found = pairs.above_another(pairs.with_inside(body, index), index)
    if found is not None and _is_open(high) and found[2] in (None, high):
        return _each_pair_once(parser, place, found[0], (index, found[1], low, high))
    if found is not None and found[2] is not None and high == add(found[2], neg(ONE)) and _is_open(found[2]):  # Σ_{i=1}^{n-1} Σ_{j=i+1}^n
        return _each_pair_once(parser, place, found[0], (index, found[1], low, found[2]))
    lows = [name.partition("_")[2] for name in names_in(body)] if "_" in parser.tokens.text else []
    if nested := next((low for low in lows if low.endswith(f"_{index}") and f"{{{low}}}" in parser.tokens.text), ""):
        hint = "sum over that index as well, with 1 where it is meant and 0 elsewhere: Σ_i Σ_k t_ik y_ik"
        raise parser.tokens.error(f"the index {nested} has an index itself", place, hint=hint)
    total = node("sum", index, (body, low, high))
    if name := pairs.in_one_word(total):
        marks = ",".join(name.partition("_")[2])
        raise parser.tokens.error(f"whether {name} has the index {index} is open", place, hint=f"write {name.partition('_')[0]}_{{{marks}}}")
    return total


def _with_one_around(parser: Stacks, body: Tree, over: tuple[str, str, Tree, Tree]) -> Tree | None:
    """Return Σ_{i<j} inside a sum over i as one over j > i, inside one over j as one over i < j; None where it stands by itself."""
    first, second, low, high = over
    around = {letter for kind, *_, limits in parser.operators if kind == SERIES for letter in re.split("[,<]", limits[0])}
    if first in around:
        return node("sum", second, (body, add(symbol(first), ONE), high))
    return node("sum", first, (body, low, add(symbol(second), neg(ONE)))) if second in around else None


def _is_open(high: Tree) -> bool:
    """Return whether the upper limit of a sum is no number."""
    return high.kind != "number"


def _each_pair_once(parser: Stacks, place: int, body: Tree, over: tuple[str, str, Tree, Tree]) -> Tree:
    """Return the sum over pairs that each come once. Raises ReadError where the order of the two makes a difference."""
    total = pairs.once(body, *over)
    if total is None:
        first, second = over[:2]
        hint = f"give it numbers for bounds; or where the coefficients are the same for both orders, write 1/2 Σ_{first} Σ_{{{second}≠{first}}} …"
        raise parser.tokens.error(f"a sum over {first} < {second} of what is not the same for {second} and {first}", place, hint=hint)
    return total
