"""Work on functions with several components, and on numbers that are made of vectors, line by line: r′ = (…) = (…), x′ = …, u′ = (1, 2t), ∇f = (…)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise, product

from chainrule.calculus import Derivation, Related, VectorValued
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.cutting import as_read, limited_lines
from chainrule.homework.answers.in_vectors import in_components
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.statements import Reader
from chainrule.homework.answers.vector_entries import entries
from chainrule.homework.answers.words import without_prose
from chainrule.homework.judges.vector_valued import alike, words_of
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.verdict import STATUS, LineVerdict, Prose, Verdict
from chainrule.homework.worked.line_by_line import Worker
from chainrule.notation import text as written
from chainrule.notation.names import canonical
from chainrule.problem import alike as known
from chainrule.syntax import Limits
from chainrule.syntax.vectors.component_names import AXES
from chainrule.tree import Tree, names, substitute, symbol, vector

_EQUALS = re.compile(r"(?<![<>!:=])=(?![=>])")
_OPERATOR = re.compile(r"^\s*d\s?/\s?d([a-z])\s*([(\[].*[)\]])\s*$", re.DOTALL)
_DIRECTIONAL = re.compile(r"^\s*D_(?:\w|\{[^{}]{1,30}\})\s?([A-Za-z])(?:\s?\([^()]*\))?\s*$")

_GRADIENT = re.compile(r"^\s*(?:∇|\\nabla)\s?[A-Za-z]\s?(?:\(\s?(?:[a-z](?:\s?,\s?[a-z])*|(.*))\s?\))?\s*$")

Whole = Callable[[str], Verdict]
One = Callable[[Derivation, str], Verdict]
Part = tuple[str, str]  # a component, and by what it is differentiated; "" for itself
NOT_FOLLOWED = "only the derivative as a whole and those of the components are followed"
_COMPONENT = r"[A-Za-z](?:_\{?\w\}?|\d)?"
_OF_COMPONENT = re.compile(
    rf"(?:[d∂]\s?(?P<top>{_COMPONENT})\s?/\s?[d∂]\s?(?P<wrt>\w+)|(?P<primed>{_COMPONENT})\s?['′’]+(?:\s?\([a-z]\))?|(?P<alone>{_COMPONENT}))"
)


def judge_lines(derivation: VectorValued, text: str, whole: Whole, one: One) -> Verdict:
    """Return the verdict on work for a function with several components: ``whole`` judges a vector, ``one`` a component."""
    lines: list[LineVerdict] = []
    last: Verdict | None = None
    wrong: list[Verdict] = []
    done: set[Part] = set()  # derivatives of components that are right
    for line in without_prose(limited_lines(text), derivation.graph.ids):
        try:
            verdict, part = judged_line(derivation, line, whole, one)
        except ReadError as error:
            lines.append(LineVerdict(as_read(line), "not understood", (error.message,)))
            continue
        except ChainRuleError as error:
            lines.append(LineVerdict(as_read(line), "undecided", (error.message,)))
            continue
        again = any(alike(verdict.answer, before.answer) for before in wrong)
        follows = verdict.correct is False and (again or (part is None and made_of(verdict, wrong, done)))
        wrong += [verdict] if verdict.correct is False else []
        status, words = ("follows", ()) if follows else (STATUS[verdict.correct], words_of(verdict))
        lines.append(LineVerdict(as_read(line), status, words, mistake=verdict.mistake))
        last = verdict if part is None else last
        done |= {part} if part is not None and verdict.correct is True else set()
    if last is None and done.issuperset(product(derivation.function.components, derivation.wrt)):
        equality = Equality("equal", method="components")
        return Verdict(not wrong, derivation.results[derivation.wrt[0]].left, equality=equality, lines=tuple(lines))
    if last is None:
        note: tuple[Prose, ...] = () if wrong else (("The work does not reach the derivative of all components.",),)
        return Verdict(False if wrong else None, mistakes=wrong[0].mistakes if wrong else (), lines=tuple(lines), notes=note)
    return replace(last, correct=False if wrong else last.correct, lines=tuple(lines))


def judged_line(derivation: VectorValued, line: str, whole: Whole, one: One) -> tuple[Verdict, Part | None]:
    """Return the verdict on a line, of whose sides the first one that is wrong counts, and the component that it is about. Raises ChainRuleError."""
    sides = [side.strip() for side in between(line, outside_brackets(_EQUALS, line))]
    left, values = (sides[0], sides[1:]) if len(sides) > 1 else ("", sides)
    component, wrt = component_named(derivation, left)
    if component is None:
        verdicts = [whole(f"{left} = {value}" if left else value) for value in values] if is_about_all(derivation, left, values) else []
    elif not wrt:
        verdicts = [itself(component, value) for value in values]
    else:
        said = f"∂{component.output}/∂{wrt} = " if len(derivation.wrt) > 1 else ""
        verdicts = [one(component, said + value) for value in values]
    if not verdicts:
        raise ReadError(NOT_FOLLOWED, text=line, start=0, end=len(line))
    return next((each for each in verdicts if each.correct is not True), verdicts[-1]), None if component is None else (component.output, wrt)


def component_named(derivation: VectorValued, left: str) -> tuple[Derivation | None, str]:
    """Return the component that a left side is about, r_1′, dr_1/dt, ∂r_1/∂x, or x′ for the first one, and by what it is differentiated, "" for itself.

    None where it names none.
    """
    parts, inputs = derivation.function.components, derivation.wrt
    found = _OF_COMPONENT.fullmatch(left.strip())
    if found is None:
        return None, ""
    name = known(canonical(found["top"] or found["primed"] or found["alone"]), parts)
    wrt = inputs[0] if found["primed"] else known(canonical(found["wrt"]), inputs) if found["wrt"] else ""
    base, _, index = name.partition("_")
    if found["alone"] and name not in parts and index in inputs:  # u_x
        name, wrt = known(base, parts), index
    if (found["primed"] and len(inputs) > 1) or (wrt and wrt not in inputs):
        return None, ""
    if name in parts:
        return derivation.components[parts.index(name)], wrt
    place = AXES.index(name) if name in AXES and name not in derivation.graph.ids and name != derivation.function.name else len(parts)
    return (derivation.components[place], wrt) if place < len(parts) else (None, "")


def is_about_all(derivation: VectorValued, left: str, values: Sequence[str]) -> bool:
    """Return whether a line is about the derivative as a whole, and not about a quantity of the student's own: u = xy."""
    name = derivation.function.name
    own = re.fullmatch(r"[a-z]\w*|[d∂]\s?\w+\s?/\s?[d∂]\s?\w+", left) is not None and (not name or name not in left)
    return not own or any(entries(value) is not None for value in values)


def itself(component: Derivation, value: str) -> Verdict:
    """Return the verdict on what a line says that a component is: f_1 = xy. Raises ReadError."""
    right = component.written_out("")(symbol(component.output))
    said = Reader(component.graph.ids).statement(value, alone=True).sides[-1]
    found = equal(right, said)
    return Verdict(found.correct, expected=right, answer=said, equality=found, of="component")


def made_of(verdict: Verdict, wrong: Sequence[Verdict], done: AbstractSet[Part]) -> bool:
    """Return whether every entry of a vector or a matrix is one of those said before, the wrong ones among them."""
    mine, right = ([each for row in rows_of(tree) for each in row] for tree in (verdict.answer, verdict.expected))
    said = [before.answer for before in wrong if before.answer is not None]
    pairs = list(zip(mine, right, strict=False))
    as_said = all(alike(one, other) or any(alike(one, each) for each in said) for one, other in pairs)
    return bool(pairs and said and done) and len(mine) == len(right) and as_said


def rows_of(tree: Tree | None) -> list[tuple[Tree, ...]]:
    """Return the entries of a vector, or of a matrix, by rows."""
    if tree is None or tree.kind not in ("vector", "matrix"):
        return []
    return [row.args if row.kind == "vector" else (row,) for row in tree.args]


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
