"""Tangent and normal lines: what a problem that asks for one is answered with, y = 5(x − 2) + 10."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from chainrule.errors import ChainRuleError
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.question import Question, at_point
from chainrule.homework.answers.statements import Statement
from chainrule.homework.slips.source import tidy
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.verdict import Prose, Verdict
from chainrule.problem import Problem
from chainrule.syntax.asked.lines import asked_line
from chainrule.tree import ONE, ZERO, Tree, add, div, mul, names, neg, substitute, symbol

_NORMAL_SLOPE = re.compile(  # no gradient of the normal density
    r"\b(?:slope|gradient)\s+of\s+(?:the\s+|an?\s+|its\s+)?normal\b(?=\s+(?:line|to|at|of|for|when|where|through)\b|\s*+(?:[.,;:?]|$))|\bnormal\s+(?:line\s+)?slope\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:[,;]\s*+)?\b(?:so|then|hence|thus|therefore|and)\b[\s,]*+|=>|[→⇒⟹∴]|[,;\n]", re.IGNORECASE)
_IN_HEIGHT = re.compile(r"(?<![A-Za-z])y(?!\s?['′’]|[A-Za-z])")
Sides = tuple[Tree, Tree]
_HEIGHT = "y"  # what an answer calls the height of a line, whatever the function is called


def kind_of_line(question: Question) -> str:
    """Return "tangent" or "normal" where the problem asks for such a line, a linear approximation among them; else ""."""
    kind = asked_line(question.problem.text) if len(question.result.by) == 1 else ""
    return {"plane": "", "linear": "tangent" if len(question.derivation.wrt) == 1 else ""}.get(kind, kind)


def last_said(problem: Problem, answer: str) -> str:
    """Return the last line that an answer says beside other things, y = 6x − 9 of m = 6, y = 6x − 9, where the problem asks for one; another as it is."""
    if not asked_line(problem.text):
        return answer
    parts = between(answer, outside_brackets(_THEN, answer))
    lines = [part for part in parts if "=" in part and _IN_HEIGHT.search(part)]
    return lines[-1] if len(parts) > 1 and lines else answer


def of_slope(question: Question, verdict: Verdict) -> Verdict:
    """Return the verdict on a right derivative with a note where the problem asks for the line itself."""
    kind = kind_of_line(question) if verdict.correct is True else ""
    return replace(verdict, notes=(*verdict.notes, (f"The problem asks for the {kind} line; this is the derivative.",))) if kind else verdict


def judge_line(question: Question, statement: Statement, tolerance: float | None) -> Verdict | None:
    """Return the verdict on a line, y = 5x or y − 10 = 5(x − 2), where the problem asks for one; None for a derivative or a slope, which stay answers too.

    Raises ChainRuleError where the problem does not say at which point the line is.
    """
    if statement.left is not None and statement.left.kind == "derivative":
        return None
    if _NORMAL_SLOPE.search(question.problem.text):
        return judge_normal_slope(question, statement.sides[-1], tolerance)
    kind = kind_of_line(question)
    if not kind:
        return None
    answer, wrt = statement.sides[-1], question.result.wrt
    equation = equation_of(question, statement)
    right = line(question, kind)
    height_said = statement.parameter or equation is not None  # y = 2x is no tangent line of y = x² at x = 1, and L(x) = 2x none
    alone = not height_said or (right is None and statement.left is not None)
    if alone and wrt in names(answer) and question.compare(question.result.tidy.tree, answer, tolerance).correct is True:
        return None
    if equation is None and wrt not in names(answer):
        level = right is not None and wrt not in names(tidy(right)) and equal(right, answer, tolerance=tolerance).correct is True
        return compared(kind, Equality("equal"), right, answer) if level and right is not None else None
    if equation is None and question.derivation.output in names(answer):
        return None
    if right is None:
        raise ChainRuleError(f"a {kind} line is judged only where its point is given in numbers", hint="give its slope, the derivative, as the answer")
    said = answer if equation is None else height(equation, question)
    if said is None:
        return compared(kind, Equality("different"), right, answer)
    return compared(kind, equal(right, said, tolerance=tolerance), right, said, remarks(question, right, said))


def judge_normal_slope(question: Question, answer: Tree, tolerance: float | None) -> Verdict:
    """Return the verdict on the slope of a normal line, which is −1 over the derivative."""
    derivative = question.result.tidy.tree
    right = at_point(div(neg(ONE), derivative), answer, question.point)
    found = question.compare(right, answer, tolerance)
    own = found.correct is False and question.compare(at_point(derivative, answer, question.point), answer, tolerance).correct is True
    notes: tuple[Prose, ...] = (("This is the derivative, the slope of the tangent; the normal line has −1 over it.",),) if own else ()
    return Verdict(found.correct, None, right, answer, found, notes=notes, of="slope of the normal line")


def compared_with(what: str) -> Prose:
    """Return what is said of an answer that is compared with something else than the derivative."""
    return (f"It is compared with the {what} that the problem asks for.",)


def compared(kind: str, found: Equality, right: Tree, said: Tree, notes: Iterable[Prose] = ()) -> Verdict:
    """Return the verdict on the height of a line."""
    told = tuple(notes) if found.correct is False else (compared_with(f"{kind} line"),)
    return Verdict(found.correct, None, tidy(right), said, found, notes=told, of=f"height of the {kind} line")


def remarks(question: Question, right: Tree, said: Tree) -> Iterator[Prose]:
    """Yield what is to be said of a wrong line: whether its slope or the point is right."""
    slope, own = (steepness(each, question.result.wrt) for each in (right, said))
    if own is None:
        yield ("This is no line: its slope is a number, the derivative at the point.",)
    elif slope is not None and equal(slope, own).correct is True:
        yield ("Its slope is right, but it does not go through the point.",)
    elif equal(*(substitute(each, place(question)) for each in (right, said))).correct is True:
        yield ("It goes through the point, but its slope is wrong.",)


def steepness(said: Tree, wrt: str) -> Tree | None:
    """Return the slope of a line by its height; None where that is not linear in the variable."""
    if wrt not in names(said):
        return ZERO
    rest, one = (substitute(said, {wrt: each}) for each in (ZERO, ONE))
    return tidy(add(one, neg(rest))) if equal(add(rest, mul(add(one, neg(rest)), symbol(wrt))), said).correct else None


def equation_of(question: Question, statement: Statement) -> Sides | None:
    """Return the two sides of an equation in the height of a line; None for another statement."""
    if statement.left is not None and statement.left.kind != "symbol":
        return None
    first = statement.sides[0] if statement.left is None else statement.left
    sides = (first, statement.sides[-1])
    own = {question.derivation.output, _HEIGHT} & {*names(first), *names(sides[1])}
    return sides if own and (statement.left is not None or len(statement.sides) > 1) else None


def height(sides: Sides, question: Question) -> Tree | None:
    """Return the height that an equation gives, which is linear in it also when it is cross-multiplied; None for another equation, as of an upright line."""
    (over, under), (other, below) = (each.args if each.kind == "div" else (each, ONE) for each in sides)
    whole = add(mul(over, below), neg(mul(other, under)))
    name = question.derivation.output if question.derivation.output in names(whole) else _HEIGHT
    rest, one = (substitute(whole, {name: value}) for value in (ZERO, ONE))
    factor = add(one, neg(rest))
    if equal(ZERO, factor).correct is not False or equal(add(rest, mul(factor, symbol(name))), whole).correct is not True:
        return None
    return tidy(div(neg(rest), factor))


def place(question: Question) -> dict[str, Tree]:
    """Return the values at the point of a problem, of the variable too where a parameter gives it."""
    point, wrt = question.point, question.result.wrt
    return dict(point) if wrt in point or question.curve is not None else {**point, wrt: substitute(question.put_back(symbol(wrt)), point)}


def slope_at(question: Question, point: dict[str, Tree]) -> Tree:
    """Return the derivative with the values of a point put in."""
    derivative = question.result.tidy.tree
    return substitute(question.put_back(derivative) if question.curve is None else derivative, point)


def height_at(question: Question, point: dict[str, Tree]) -> Tree | None:
    """Return the value of the function at a point; of what an equation gives, the one in the point, None where there is none."""
    return substitute(question.function, point) if question.curve is None else point.get(question.derivation.output)


def line(question: Question, kind: str) -> Tree | None:
    """Return the right side of the tangent or the normal line at the point of a problem; None where that is not given in numbers."""
    point, wrt = place(question), question.result.wrt
    slope, height = slope_at(question, point), height_at(question, point)
    if wrt not in point or height is None or any(map(names, (point[wrt], slope, height))):
        return None
    slope = slope if kind == "tangent" else div(neg(ONE), slope)
    return add(height, mul(slope, add(symbol(wrt), neg(point[wrt]))))
