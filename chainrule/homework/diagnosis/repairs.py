"""Answers with one place written otherwise: a sign, a number, a function, a name or a side of the fraction line that makes them right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from chainrule.homework.diagnosis.case import Case, Found
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.confusions import FAMILIES
from chainrule.homework.slips.source import negated, tidy
from chainrule.homework.verdict import Prose
from chainrule.tree import ONE, Tree, call, div, names, number, postorder, power, rewrite, size, substitute, symbol

ANSWER_SIZE = 120  # nodes of an answer up to which it is repaired
SHOWN_SIZE, SHOWN_AMONG = 7, 15  # nodes of what is shown around a number, and around one that stands elsewhere as well
LARGEST = 999  # number that is put in for a wrong one
NEAR = (1, -1, 2, -2)  # by which a number that the answer is not linear in may be off
OTHERS = 6  # numbers of the problem that are put in
PLACES, TRIED = 40, 240  # that are looked at for each kind of repair, and repairs of that kind
EXACT = 1e-7  # relative
SIDES = "Look at each factor of your answer: does it belong above or below the line?"
FUNCTION = "Look at each function in your answer: which one is not what the rule gives?"


@dataclass(frozen=True, slots=True)
class Repair:
    """The mistake's name, a part of the answer, what should stand there, what is said of it, and a hint where the mistake's own does not fit."""

    name: str
    old: Tree
    new: Tree
    words: Prose
    hint: str = ""


def repaired(case: Case) -> Iterator[Found]:
    """Yield the one place that is wrong in an answer that is no constant multiple of the right one."""
    if size(case.typed) <= ANSWER_SIZE and not proportional(case):
        yield from first_that_fits(case, (signs, numbers, nearby_numbers, functions, moved_powers, other_names, names_throughout, sides))


def turned_over(case: Case) -> Iterator[Found]:
    """Yield the factor that is divided by and should be multiplied by, or the other way round; an answer that is upside down."""
    row = MISTAKES["turned-over"]
    if names(case.right) and case.matches([div(ONE, case.right)]):
        words: Prose = ("The fraction is upside down: your answer is 1 divided by the right one.",)
        yield Found((replace(case.wording.mistake(row), words=words, advice=(SIDES,)),), row.weight)
    elif size(case.typed) <= ANSWER_SIZE:
        yield from first_that_fits(case, (sides,))


def first_that_fits(case: Case, finders: tuple[Callable[[Case], Iterator[Repair]], ...]) -> Iterator[Found]:
    """Yield the first repair, in the order of the finders, that makes the answer right."""
    for finder in finders:
        repairs = list(islice(finder(case), TRIED))
        trees = [case.meant(each.old, each.new) for each in repairs]
        for place in right_ones(case, trees)[:1]:
            repair, row = repairs[place], MISTAKES[repairs[place].name]
            yield Found((replace(case.wording.mistake(row), words=repair.words, advice=(repair.hint or row.hint,)),), row.weight)
            return


def right_ones(case: Case, trees: list[Tree]) -> list[int]:
    """Return the places of the trees that equal the right derivative."""
    rights = [right for _, right, _ in case.sample]
    found = [place for place, values in enumerate(case.values(trees)) if all(close(a, b) for a, b in zip(values, rights, strict=True))]
    return [place for place in found if case.right_is(trees[place])]


def proportional(case: Case) -> bool:
    """Return whether the answer is a constant multiple of the right derivative."""
    ratios = [answer / right if right else math.nan for _, right, answer in case.sample]
    return all(close(ratio, ratios[0]) for ratio in ratios)


def close(a: float, b: float) -> bool:
    return abs(a - b) <= EXACT * max(abs(a), abs(b))


def with_part(tree: Tree, part: Tree, other: Tree) -> Tree:
    """Return the tree with one part, wherever it stands, written otherwise."""
    return rewrite(tree, lambda item: other if item is part else item)


# What may be wrong


def signs(case: Case) -> Iterator[Repair]:
    """Yield every term with its sign changed, and every minus left out."""
    for item in reversed(postorder(case.spread)):
        if item[0] == "add":
            for term in item[2]:
                changed = negated(term)
                yield Repair("sign", term, changed, ("A sign is wrong: with ", *signed(changed), " for ", *signed(term), " your answer would be right."))
        elif item[0] == "neg":
            yield Repair("sign", item, item[2][0], ("A sign is wrong: with ", item[2][0], " for ", item, " your answer would be right."))


def signed(term: Tree) -> Prose:
    """Return a term with its sign before it."""
    return (term,) if term[0] == "neg" else ("+", term)


def whole_numbers(tree: Tree) -> list[Tree]:
    """Return the whole numbers in a tree, the first ones."""
    return [item for item in postorder(tree) if item[0] == "number" and isinstance(item[1], int)][:PLACES]


def numbers(case: Case) -> Iterator[Repair]:
    """Yield each number that the answer, or 1 divided by it, is linear in, with the number that gives the right value."""
    leaves = whole_numbers(case.spread)
    trees = [case.meant(leaf, number(leaf[1] + more)) for leaf in leaves for more in range(3)]
    values = case.values(trees)
    rights = [right for _, right, _ in case.sample]
    for index, leaf in enumerate(leaves):
        wanted = {solved(leaf[1], [values[3 * index + more][place] for more in range(3)], right) for place, right in enumerate(rights)}
        if len(wanted) == 1 and (found := wanted.pop()) is not None:
            yield number_repair(case, leaf, found)


def solved(start: int, values: list[float], right: float) -> int | None:
    """Return the number for which a value that is linear in it, or 1 divided by it, is right; ``values`` are those at start, start + 1 and start + 2."""
    for ways in (values, [1 / value if value else math.nan for value in values]):
        first, second, third = ways
        slope, wanted = second - first, right if ways is values else 1 / right if right else math.nan
        if slope and close(third - second, slope):
            found = start + (wanted - first) / slope
            whole = round(found) if math.isfinite(found) else 0
            if whole != start and 0 < whole <= LARGEST and abs(found - whole) <= EXACT * whole:
                return whole
    return None


def nearby_numbers(case: Case) -> Iterator[Repair]:
    """Yield each number, also of exponents and arguments, with one beside it or another one of the problem."""
    others = list(dict.fromkeys(leaf[1] for leaf in whole_numbers(case.function)))[:OTHERS]
    for leaf in whole_numbers(case.spread):
        for found in dict.fromkeys([*(leaf[1] + step for step in NEAR), *others]):
            if 0 < found != leaf[1]:
                yield number_repair(case, leaf, found)


def number_repair(case: Case, leaf: Tree, found: int) -> Repair:
    return Repair("arithmetic", leaf, number(found), ("One number is wrong: ", *instead(case, leaf, number(found))))


def instead(case: Case, leaf: Tree, new: Tree) -> Prose:
    """Return that the answer would be right with something else in the place of a leaf, shown in what it stands in."""
    around = case.around.get(id(leaf), leaf)
    several = sum(item == leaf for item in postorder(case.spread)) > 1
    shown = around if size(around) <= (SHOWN_AMONG if several else SHOWN_SIZE) and (several or around[0] in ("mul", "pow", "div")) else leaf
    changed = with_part(shown, leaf, new)
    return ("with ", tidy(changed) if new == ONE else changed, " for ", shown, " your answer would be right.")


def functions(case: Case) -> Iterator[Repair]:
    """Yield each function with a related one in its place."""
    for item in postorder(case.spread)[:PLACES]:
        if item[0] == "call" and len(item[2]) == 1:
            for other in next((each for each in FAMILIES if item[1] in each), ()):
                new = call(other, *item[2])
                if other != item[1]:
                    yield Repair("local-derivative", item, new, ("With ", new, " for ", item, " your answer would be right."), FUNCTION)


def moved_powers(case: Case) -> Iterator[Repair]:
    """Yield each function of a power as the power of the function, and the other way round: sin²(x) for sin(x²)."""
    for item in postorder(case.spread)[:PLACES]:
        if (new := power_moved(item)) is not None:
            yield Repair("lost-brackets", item, new, ("With ", new, " for ", item, " your answer would be right."), FUNCTION)


def power_moved(tree: Tree) -> Tree | None:
    """Return f(u)ⁿ as f(uⁿ), and the other way round; None where there is no such power."""
    kind, value, args = tree
    if kind == "pow" and not names(args[1]) and args[0][0] == "call" and len(args[0][2]) == 1:
        return call(args[0][1], power(args[0][2][0], args[1]))
    if kind == "call" and len(args) == 1 and args[0][0] == "pow" and not names(args[0][2][1]):
        return power(call(value, args[0][2][0]), args[0][2][1])
    return None


def other_names(case: Case) -> Iterator[Repair]:
    """Yield each name, but for those in the conditions of pieces, with another one of the problem in its place."""
    graph = case.derivation.graph
    known = [entry.name for entry in graph.nodes if entry.origin != "link"][:PLACES]
    compared = {id(part) for each in postorder(case.spread) if each[0] == "relation" for part in postorder(each)}
    for item in [each for each in postorder(case.spread) if each[0] == "symbol" and id(each) not in compared][:PLACES]:
        for other in known:
            if other != item[1] and item is not case.spread:
                new = symbol(other)
                yield Repair("names", item, new, ("A name is wrong: ", *instead(case, item, new)))


def names_throughout(case: Case) -> Iterator[Repair]:
    """Yield the answer with each name that it has several times replaced by another one of the problem."""
    known = [entry.name for entry in case.derivation.graph.nodes if entry.origin != "link"][:PLACES]
    used = Counter(item[1] for item in postorder(case.spread) if item[0] == "symbol")
    for name in [name for name, count in used.items() if count > 1][:PLACES]:
        for other in known:
            if other != name:
                words: Prose = ("A name is wrong: with ", symbol(other), " for ", symbol(name), " throughout, your answer would be right.")
                yield Repair("names", case.spread, substitute(case.spread, {name: symbol(other)}), words)


def sides(case: Case) -> Iterator[Repair]:
    """Yield each factor on the other side of the fraction line."""
    factors = [arg for item in postorder(case.spread) if item[0] in ("mul", "div") for arg in item[2]]
    for factor in factors[:PLACES]:
        if factor[0] not in ("mul", "div", "neg") and factor != ONE:
            yield Repair("turned-over", factor, div(ONE, factor), ("The factor ", factor, " is on the wrong side of the fraction line."), SIDES)


