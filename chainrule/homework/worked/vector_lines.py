"""Work on functions with several components, and on numbers that are made of vectors, line by line: r′ = (…) = (…), x′ = …, u′ = (1, 2t), ∇f = (…)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from chainrule.calculus import Derivation, Related, VectorValued
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.cutting import as_read, limited_lines
from chainrule.homework.answers.in_vectors import in_components
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.statements import Reader
from chainrule.homework.answers.vector_entries import entries
from chainrule.homework.answers.words import without_prose
from chainrule.homework.judges.vector_valued import alike, words_of
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import STATUS, LineVerdict, Prose, Verdict
from chainrule.homework.worked.line_by_line import Worker
from chainrule.notation import text as written
from chainrule.syntax import Limits
from chainrule.syntax.vectors.component_names import AXES
from chainrule.tree import Tree, names, substitute, vector

_EQUALS = re.compile(r"(?<![<>!:=])=(?![=>])")
_OPERATOR = re.compile(r"^\s*d\s?/\s?d([a-z])\s*([(\[].*[)\]])\s*$", re.DOTALL)
_DIRECTIONAL = re.compile(r"^\s*D_(?:\w|\{[^{}]{1,30}\})\s?([A-Za-z])(?:\s?\([^()]*\))?\s*$")

_GRADIENT = re.compile(r"^\s*(?:∇|\\nabla)\s?[A-Za-z]\s?(?:\(\s?(?:[a-z](?:\s?,\s?[a-z])*|(.*))\s?\))?\s*$")

Whole = Callable[[str], Verdict]
One = Callable[[Derivation, str], Verdict]


def judge_lines(derivation: VectorValued, text: str, whole: Whole, one: One) -> Verdict:
    """Return the verdict on work for a function with several components: ``whole`` judges a vector, ``one`` a component."""
    lines: list[LineVerdict] = []
    last: Verdict | None = None
    wrong: list[Verdict] = []
    done: set[str] = set()  # components whose derivatives are right
    for line in without_prose(limited_lines(text), derivation.graph.ids):
        try:
            verdict, component = judged_line(derivation, line, whole, one)
        except ReadError as error:
            lines.append(LineVerdict(as_read(line), "not understood", (error.message,)))
            continue
        except ChainRuleError as error:
            lines.append(LineVerdict(as_read(line), "undecided", (error.message,)))
            continue
        follows = verdict.correct is False and any(alike(verdict.answer, before.answer) for before in wrong)
        wrong += [verdict] if verdict.correct is False else []
        status, words = ("follows", ()) if follows else (STATUS[verdict.correct], words_of(verdict))
        lines.append(LineVerdict(as_read(line), status, words, mistake=verdict.mistake))
        last = verdict if component is None else last
        done |= {component.output} if component is not None and verdict.correct is True else set()
    if last is None and done.issuperset(derivation.function.components):
        equality = Equality("equal", method="components")
        return Verdict(not wrong, derivation.results[derivation.wrt[0]].left, equality=equality, lines=tuple(lines))
    if last is None:
        note: tuple[Prose, ...] = () if wrong else (("The work does not reach the derivative of all components.",),)
        return Verdict(False if wrong else None, mistakes=wrong[0].mistakes if wrong else (), lines=tuple(lines), notes=note)
    return replace(last, correct=False if wrong else last.correct, lines=tuple(lines))


def judged_line(derivation: VectorValued, line: str, whole: Whole, one: One) -> tuple[Verdict, Derivation | None]:
    """Return the verdict on a line, of whose sides the first one that is wrong counts, and the component that it is about. Raises ChainRuleError."""
    sides = [side.strip() for side in between(line, outside_brackets(_EQUALS, line))]
    left, values = (sides[0], sides[1:]) if len(sides) > 1 else ("", sides)
    component = component_named(derivation, left)
    verdicts = [one(component, value) if component is not None else whole(f"{left} = {value}" if left else value) for value in values]
    return next((each for each in verdicts if each.correct is not True), verdicts[-1]), component


def component_named(derivation: VectorValued, left: str) -> Derivation | None:
    """Return the component that a left side is the derivative of: r_1′, dr_1/dt, or x′ for the first one; None where it names none."""
    found = re.fullmatch(r"d?\s?([A-Za-z](?:_\{?\w\}?)?)\s?(?:['′’]+(?:\s?\([a-z]\))?|/\s?d\s?[a-z])", left.strip())
    if found is None or len(derivation.wrt) > 1:
        return None
    name, parts = found[1].replace("{", "").replace("}", ""), derivation.function.components
    if name in parts:
        return derivation.components[parts.index(name)]
    place = AXES.index(name) if name in AXES and name not in derivation.graph.ids and name != derivation.function.name else len(parts)
    return derivation.components[place] if place < len(parts) else None


class ListedWorker(Worker):
    """Goes through work on a number that is made of vectors by their components, or on a directional derivative."""

    def line(self, text: str) -> LineVerdict:
        """Return the verdict on one line, whose vectors are put in by their components."""
        sides = between(text, outside_brackets(_EQUALS, text))
        try:
            put = [self.by_components(side) for side in sides]
        except ReadError as error:
            return LineVerdict(text, "not understood", (error.message,))
        rows = [found.rows[0] for side in put if side.strip().startswith("(") and (found := entries(side)) is not None and found.flat]
        if len(put) == 2 and len(rows) == 1 and re.fullmatch(r"[a-z]", sides[0].strip()) and isinstance(self.question.derivation, Related):
            rates = vector(*[tree for _, tree in self.question.problem.rates])
            if alike(rates, self.vector(rows[0])):  # u = (3/5, 4/5)
                return LineVerdict(as_read(text), "right")
        if len(rows) == len(put) > 1:
            vectors = list(map(self.vector, rows))
            wrong = any(not alike(one if names(other) else substitute(one, self.question.point), other) for one, other in pairwise(vectors))
            return LineVerdict(as_read(text), "wrong" if wrong else "right", ("it should be ", vectors[0]) if wrong else ())
        return replace(super().line("=".join(put)), text=as_read(text), start=None, end=None) if put != sides else super().line(text)

    def by_components(self, side: str) -> str:
        """Return one side of a line by components."""
        question = self.question
        if (named := _DIRECTIONAL.match(side)) is not None:
            return f"d{named[1]}/d{question.result.wrt} "
        if (gradient := _GRADIENT.match(side)) is not None and isinstance(question.derivation, Related):
            there = question.point if gradient[1] else {}
            return f"({', '.join(written(substitute(each.tidy.tree, there)) for each in question.derivation.whole.results.values())})"
        limits = self.limits or Limits()
        operator = _OPERATOR.match(side)
        if operator is not None:
            return f"d/d{operator[1]} ({in_components(question.problem, operator[2], limits)}) "
        return in_components(question.problem, side, limits) if side.strip() else side

    def vector(self, row: Sequence[str]) -> Tree:
        """Return a vector with these components. Raises ReadError."""
        reader = Reader(self.question.known, self.functions, self.limits, self.question.result.wrt)
        return vector(*[self.notebook.expand(reader.statement(each, alone=True).sides[-1]) for each in row])
