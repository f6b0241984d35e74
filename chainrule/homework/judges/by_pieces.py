"""Answers to functions in pieces, and answers in pieces: compared on both sides of every boundary, at the boundary, and piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from chainrule.calculus.domains.boundaries import comparisons, given, where
from chainrule.calculus.domains.corners import EXACT, along, has_corner
from chainrule.calculus.sets.needs import literal
from chainrule.errors import NumericError
from chainrule.homework.values.beside_pieces import beside, in_pieces
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import Prose, Verdict
from chainrule.numeric.choosing import holds
from chainrule.numeric.program import Program, value_of
from chainrule.proof.pieces import has_pieces
from chainrule.tree import ONE, ZERO, Tree, names, node, relation, symbol

if TYPE_CHECKING:
    from chainrule.homework.answers.question import Question

CLOSE = 1e-9


class Finding(NamedTuple):
    """What pieces show besides the comparison of values: whether the answer is right all the same, and what is said."""

    correct: bool | None
    words: tuple[Prose, ...]


def pieces_finding(question: Question, found: Equality, right: Tree, answer: Tree) -> Finding:
    """Return what is to be said of an answer that was compared with the right derivative, where one of them is in pieces."""
    if found.correct is False:
        return Finding(False, tuple(wrong_pieces(right, answer)))
    if found.correct is None:
        return Finding(None, ())
    if any(given(item).several and not is_chain(item) for item in in_pieces(answer)):
        return Finding(False, (("Several of your conditions hold at once, with different values.",),))
    if found.verdict == "equal-on-narrower-domain" and has_pieces(answer):
        return Finding(False, (("Your answer gives nothing in a part of the domain: a piece is missing.",),))
    at_edges = [*edges(question, right, answer)]
    return Finding(not any(wrong for wrong, _ in at_edges), tuple(words for _, words in at_edges))


def settled_by_pieces(question: Question, verdict: Verdict, found: Equality, sides: tuple[Tree, Tree, Tree]) -> tuple[Verdict, bool]:
    """Return the verdict with what pieces show, and whether it is settled by that: ``sides`` are the derivative, its value at the point, and the answer."""
    right, here, answer = sides
    corner = at_corner(question) if here is not right else ()
    if corner:
        question.verify()
        return replace(verdict, correct=False, equality=Equality("equal", method="pieces"), notes=(corner,)), True
    if here is not right:
        return verdict, False
    shown = pieces_finding(question, found, right, answer)
    if shown.correct is found.correct:
        return replace(verdict, notes=(*verdict.notes, *shown.words)), False
    question.verify()
    return replace(verdict, correct=shown.correct, equality=found, notes=shown.words), True


def is_chain(item: Tree) -> bool:
    """Return whether the first condition that holds is meant to count, as behind "else"."""
    return len(item[2]) % 2 == 1


def edges(question: Question, right: Tree, answer: Tree) -> Iterator[tuple[bool, Prose]]:
    """Yield what is to be said of an answer at boundaries in one name, and whether it is wrong there: with another value, or one where there is none."""
    wrt, function = question.result.wrt, question.function
    if {*names(right), *names(answer)} - {wrt} or question.point:
        return
    ends = {boundary[2][1]: boundary for tree in (right, answer, function) for item in in_pieces(tree) for boundary in comparisons(item)}
    for end, boundary in ends.items():
        if boundary[2][0] != symbol(wrt) or literal(end) is None:
            continue
        claimed, value = value_at(answer, wrt, end), value_at(right, wrt, end)
        place, corner = relation("=", symbol(wrt), end), corner_at(question, end) is not None
        if value is not None and claimed is not None and same(claimed, value):
            if corner and has_pieces(answer) and holds_there(answer, end):
                alone = singled_out(answer, place)
                yield alone, ("Where ", place, ", there is no derivative; your answer gives one." if alone else ", there is no derivative.")
            continue
        if claimed is None:
            if value is not None and not corner:
                yield False, ("Where ", place, ", there is a derivative as well.")
        elif corner:
            if holds_there(answer, end):
                yield True, ("Where ", place, ", there is no derivative; your answer gives one.")
        elif value is not None:
            yield True, ("Where ", place, ", your answer is another one than the derivative.")
        else:
            yield True, ("Where ", place, ", your answer gives a derivative that was not found.")


def holds_there(answer: Tree, end: Tree) -> bool:
    """Return whether a condition of an answer says that it is meant at a boundary, and not "otherwise"."""
    if answer[0] != "pieces":
        return True
    program = Program(unspecified=True)
    held = [program.add(node("pieces", "first", (ONE, condition, ZERO))) for condition in answer[2][1::2]]
    try:
        slots = program.run({name: value_of(end, {}) for name in program.inputs})
    except NumericError:
        return False
    return any(slots[slot] == 1 for slot in held)


def singled_out(answer: Tree, place: Tree) -> bool:
    """Return whether an answer has a piece for one point alone: 0 if x = 0."""
    return answer[0] == "pieces" and any(condition == place for condition in answer[2][1::2])


def at_corner(question: Question) -> Prose:
    """Return that there is no derivative at the point where one is asked for; empty where there is one."""
    point = question.point.get(question.result.wrt)
    if point is None or (sides := corner_at(question, point)) is None:
        return ()
    return ("There is no derivative where ", relation("=", *sides), ".")


def corner_at(question: Question, point: Tree) -> tuple[Tree, ...] | None:
    """Return the two sides of a boundary at a point without a derivative; None where there is none."""
    name = question.result.wrt
    for item in question.derivation.domain:
        _, operator, sides = item.substituted or item.relation
        if operator != "≠" or item.corner is False:
            continue
        if sides[0] == symbol(name) and literal(sides[1]) is not None:
            if item.corner is True and same_value(sides[1], point):
                return tuple(sides)
        elif meet_at(sides, name, point) and is_corner(question.function, name, point):  # |x − 3| = 2 at one of its two points
            return symbol(name), point
    return None


def meet_at(sides: tuple[Tree, ...], name: str, point: Tree) -> bool:
    """Return whether two expressions in one name have the same value at a point."""
    left, right = (value_at(side, name, point) for side in sides)
    return left is not None and right is not None and same(left, right)


def is_corner(function: Tree, name: str, point: Tree) -> bool:
    """Return whether a function of one name has other slopes on the two sides of a point, or jumps there."""
    if set(names(function)) != {name}:
        return False
    program = Program(unspecified=True)
    return has_corner(along(program, program.add(function), name, {name: 0}, EXACT()), value_of(point, {}, EXACT())) is True


def same_value(a: Tree, b: Tree) -> bool:
    """Return whether two expressions of numbers have the same value."""
    try:
        return same(value_of(a, {}), value_of(b, {}))
    except NumericError:
        return False


def value_at(tree: Tree, name: str, end: Tree) -> float | None:
    """Return the value of a tree in one name; None where it has none."""
    try:
        return float(value_of(tree, {name: value_of(end, {})}))
    except NumericError:
        return None


def same(a: float, b: float) -> bool:
    return abs(a - b) <= CLOSE * (1 + max(abs(a), abs(b)))


# Which piece is wrong


def wrong_pieces(right: Tree, answer: Tree) -> Iterator[Prose]:
    """Yield where an answer is not the derivative, by the pieces of this, if it is right in others."""
    if right[0] != "pieces":
        return
    verdicts = [right_within(right, place, answer) for place in range(0, len(right[2]), 2)]
    if True not in verdicts:
        return
    for place, verdict in zip(range(0, len(right[2]), 2), verdicts, strict=True):
        if verdict is False:
            yield ("The piece where ", where(right, place), " is not right; the rest is.") if verdicts.count(False) == 1 else (
                "It is not right where ", where(right, place), ".")  # fmt: skip


def right_within(right: Tree, place: int, answer: Tree) -> bool | None:
    """Return whether an answer is right where one piece of the derivative counts; None where no point was found there."""
    points = [*within(right, place, {*names(right), *names(answer)})]
    met = 0
    for point in points:
        try:
            a = value_of(right[2][place], point)
        except NumericError:
            continue
        try:
            b = value_of(answer, point)
        except NumericError:
            return False
        if not same(a, b):
            return False
        met += 1
    return True if met else None


def within(item: Tree, place: int, inside: set[str]) -> Iterator[Mapping[str, float]]:
    """Yield points where a piece counts."""
    program = Program(unspecified=True)
    held = [holds(program, condition) for condition in item[2][1::2]]
    for point in beside((item,), sorted(inside)):
        try:
            slots = program.run({name: point[name] for name in program.inputs})
        except NumericError:
            continue
        counting = next((2 * number for number, slot in enumerate(held) if slots[slot] == 1), len(item[2]) - 1 if len(item[2]) % 2 else -1)
        if counting == place:
            yield point
