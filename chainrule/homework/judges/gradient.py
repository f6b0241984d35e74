"""Answers that are a gradient, (2x, 3) for ∇f of f = x² + 3y: judged entry by entry, one for each input."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, permutations

from chainrule.calculus import Curve, Derivation, VectorValued
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.vector_entries import Entries, entries
from chainrule.homework.judges.vector_valued import MOST_ORDERS, by_one, line_of, of_entries, with_units, without_left
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import Mistake, Verdict
from chainrule.notation import unicode
from chainrule.problem import Problem
from chainrule.tree import symbol, vector

SAID = re.compile(r"[∇]|\\nabla|\bgrad(?:ient)?\b", re.IGNORECASE)
_UNIT = re.compile(r"\\mathbf\{([ijk])\}")
MINUS = "-−"
SIGNS = "+" + MINUS


def gradient_entries(derivation: Derivation, answer: str) -> Entries | None:
    """Return the entries of an answer that is a gradient; None where the answer or what is asked is something else."""
    if isinstance(derivation, (Curve, VectorValued)) or derivation.order > 1 or derivation.siblings or len(derivation.wrt) < 2:
        return None
    if derivation.graph.problem.wrt or derivation.graph.problem.vectors.each:
        return None
    found = entries(_by_units(with_units(derivation, answer), len(derivation.wrt)))
    return found if found is not None and found.flat and not found.several and (not found.left or SAID.search(found.left)) else None


def _by_units(answer: str, count: int) -> str:
    """Return 2x i - 3 j as (2x, -3), and another answer as it is."""
    before, equals, body = answer.rpartition("=")
    marks = outside_brackets(_UNIT, body)
    terms = [part.strip() for part in between(body, marks)]
    letters = [mark[1] for mark in marks]
    if not marks or terms.pop() or len({*letters}) < len(letters) or not all(term[:1] in tuple(SIGNS) for term in terms[1:]):
        return answer
    parts = {letter: entry_of(term) for letter, term in zip(letters, terms, strict=True)}
    return f"{before}{equals}({', '.join(parts.get(letter, '0') for letter in 'ijk'[: max(count, len(terms))])})"


def entry_of(term: str) -> str:
    """Return what stands before a unit vector, with its sign; 1 where nothing does."""
    sign, size = ("-", term[1:]) if term[:1] in tuple(MINUS) else ("", term.removeprefix("+"))
    return sign + (size.strip() or "1")


def judge_gradient(derivation: Derivation, given: Entries, free: bool, one: Callable[[Derivation, str], Verdict]) -> Verdict:
    """Return the verdict on the entries of a gradient; ``free``: nobody but the problem says an order, and where it leaves that open, any is right."""
    (row,) = given.rows
    names = derivation.wrt
    declared = any(each.parameters for each in derivation.graph.problem.as_written if each.name == derivation.output)
    if len(row) != len(names):
        mistake = MISTAKES["components"]
        found = f"Your answer has {len(row)} components; the gradient has {len(names)}."
        wrong = Mistake(mistake.name, derivation.output, (found,), (mistake.hint,))
        return Verdict(False, vector(*[each.left for each in derivation]), None, None, Equality("different", proved=True, method="components"), (wrong,))
    verdict = _in_order(derivation, names, row, one)
    if verdict.correct is False and free and not declared:
        for order in islice(permutations(names), 1, MOST_ORDERS):
            other = _in_order(derivation, order, row, one)
            if other.correct is True:
                listed = ", ".join(unicode(symbol(name)) for name in order)
                return replace(other, notes=(*other.notes, (f"The entries are by {listed} in turn.",)))
    return verdict


def _in_order(derivation: Derivation, names: Sequence[str], row: Sequence[str], one: Callable[[Derivation, str], Verdict]) -> Verdict:
    """Return the verdict on the entries as the derivatives by some names in turn."""
    verdicts = [one(by_one(derivation, name), without_left(entry)) for name, entry in zip(names, row, strict=True)]
    asked, right = (vector(*trees) for trees in zip(*[(derivation.results[name].left, derivation.results[name].tidy.tree) for name in names], strict=True))
    answers = [each.answer for each in verdicts if each.answer is not None]
    whole = vector(*answers) if len(answers) == len(verdicts) else None
    return of_entries(asked, right, whole, tuple(map(line_of, row, verdicts)), verdicts)


def asks_for_gradient(problem: Problem) -> bool:
    """Return whether a problem speaks of a gradient."""
    return SAID.search(problem.text) is not None
