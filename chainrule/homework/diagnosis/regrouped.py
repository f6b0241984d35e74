"""Answers that are right with brackets: a·b + c meant as a·(b + c), a/b + c as a/(b + c), and a + b/c + d as (a + b)/(c + d)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from chainrule.homework.diagnosis.case import Case, Found
from chainrule.homework.diagnosis.repairs import ANSWER_SIZE, right_ones
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import factors, times
from chainrule.tree import Tree, add, div, names, neg, postorder, power, size, total

TRIED = 240  # pairs of brackets

Part = tuple[Tree, Callable[[Tree], Tree]]  # the part of a term beside a sum that gets brackets, and how the term is built with another one


def with_brackets(case: Case) -> Iterator[Found]:
    """Yield the brackets that make an answer right."""
    if size(case.typed) > ANSWER_SIZE:
        return
    sums = [item for item in postorder(case.spread) if item[0] == "add"]
    given = [item for item in postorder(case.function) if item[0] == "add"]
    inside = {id(item) for item in sums if case.around.get(id(item), item)[0] in ("call", "pow")}  # of sin(−3x + 1) the sign is wrong
    tried = list(islice(((item, new) for item in sums for new in regroupings(item, () if id(item) in inside else given)), TRIED))
    for place in right_ones(case, [case.meant(old, new) for old, new in tried])[:1]:
        old, new = tried[place]
        row = MISTAKES["missing-brackets"]
        needs = "A sum that is multiplied, divided, subtracted or raised to a power needs brackets around it: with "
        words = (needs, new, " for ", old, " your answer would be right.")
        yield Found((replace(case.wording.mistake(row), words=words),), row.weight)


def regroupings(item: Tree, given: Collection[Tree]) -> Iterator[Tree]:
    """Yield a sum with brackets around some terms in a row and the factors between them; behind a minus alone, around given sums."""
    terms = item[2]
    for start, first in enumerate(terms):
        for end in range(start + 1, len(terms)):
            for (last, before), (begin, behind) in ((a, b) for a in ends(first) for b in starts(terms[end])):
                if last is first and begin is terms[end]:
                    continue
                inside = add(last, *terms[start + 1 : end], begin)
                if begin is terms[end] and first[0] == "neg" and last is first[2][0] and inside not in given:  # a wrong sign as well
                    continue
                rest = (*terms[:start], behind(before(inside)), *terms[end + 1 :])
                yield add(*rest) if len(rest) > 1 else rest[0]
            yield from raised(terms, start, end)
    yield from over_all(terms)


def over_all(terms: Sequence[Tree]) -> Iterator[Tree]:
    """Yield a sum as one quotient of all before a line by all behind it: (2y − x²)/(y² − 2x) for 2y − x²/y² − 2x."""
    for place, term in enumerate(terms[1:-1], 1):
        line = term[2][0] if term[0] == "neg" else term
        if line[0] == "div":
            last = line[2][0] if line is term else neg(line[2][0])
            yield div(add(*terms[:place], last), add(line[2][1], *terms[place + 1 :]))


def raised(terms: Sequence[Tree], start: int, end: int) -> Iterator[Tree]:
    """Yield a sum with brackets around some terms in a row, which the power of the last one belongs to: 4·(3x + 1)³ for 4·3x + 1³."""
    behind = terms[end][2][0] if terms[end][0] == "neg" else terms[end]
    first, *rest = factors(behind)
    if first[0] != "pow":
        return
    base, exponent = first[2]
    before = factors(terms[start])
    for place in range(len(before)):
        inside = add(times(*before[place:]), *terms[start + 1 : end], base if behind is terms[end] else neg(base))
        yield total([*terms[:start], times(*before[:place], power(inside, exponent), *rest), *terms[end + 1 :]])


def itself(tree: Tree) -> Tree:
    return tree


def ends(term: Tree) -> Iterator[Part]:
    """Yield the last parts of a term that brackets may begin before."""
    kind, _, args = term
    yield term, itself
    if kind == "neg" and args[0][0] != "neg":
        yield from ((last, lambda part, before=before: neg(before(part))) for last, before in ends(args[0]))
    elif kind == "mul":
        for place in range(1, len(args)):
            if names(times(*args[:place])) or args[place][0] == "number":  # in 2x² + 5x the 2 is x²'s own
                yield times(*args[place:]), lambda part, place=place: times(*args[:place], part)  # type: ignore[misc]
    elif kind == "div":
        yield args[1], lambda part: div(args[0], part)
        if args[0][0] == "mul":
            above = args[0][2]
            for place in range(1, len(above)):
                yield div(times(*above[place:]), args[1]), lambda part, place=place: times(*above[:place], part)  # type: ignore[misc]


def starts(term: Tree) -> Iterator[Part]:
    """Yield the first parts of a term that brackets may end behind."""
    kind, _, args = term
    yield term, itself
    if kind == "neg" and args[0][0] != "neg":
        yield from ((neg(begin), behind) for begin, behind in starts(args[0]) if begin is not args[0])
    elif kind == "mul":
        for place in range(1, len(args)):
            yield times(*args[:place]), lambda part, place=place: times(part, *args[place:])  # type: ignore[misc]
    elif kind == "div":
        yield args[0], lambda part: div(part, args[1])
        if args[0][0] == "mul":
            above = args[0][2]
            for place in range(1, len(above)):
                yield times(*above[:place]), lambda part, place=place: div(times(part, *above[place:]), args[1])  # type: ignore[misc]
