"""Answers by cases of an index: s_i(δ_ik − s_k), and s_i(1 − s_i) if i = k, −s_i s_k if i ≠ k; and those of which it is not said by which term they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from chainrule.calculus import Derivation
from chainrule.errors import ChainRuleError, ReadError
from chainrule.finite_sums import at_index
from chainrule.homework.answers.in_pieces import ELSE, with_conditions
from chainrule.homework.answers.question import Question, ask, problem_in, questions
from chainrule.homework.answers.statements import Reader, Statement
from chainrule.homework.verdict import Prose, Verdict
from chainrule.notation.indices import apart, under
from chainrule.notation.names import canonical
from chainrule.problem import Problem
from chainrule.tree import ONE, ZERO, Tree, names, postorder, relation, substitute, symbol

DELTAS = ("δ", "delta", "kronecker")
_CONDITION = re.compile(r"^\s*\(?\s*([a-z])\s*(==?|≠|!=|<>|\\neq?\b|\\not\s*=)\s*([a-z])\s*\)?\s*$")
_SAME = r"\s?([a-z])\s?==?\s?([a-z])\s?"
_ONE = r"(?:\\(?:mathbb|mathbf|mathds)\s?\{\s?1\s?\}|(?<![\w.])[1I]|[𝟙𝟏])\s?_?\s?"
_INDICATOR = re.compile(rf"(?:{_ONE}(?:\\?[{{(]|\{{\[)|(?<![\w\])}}])\[){_SAME}(?:\]\}}|\\?[}})\]])")  # 1{i=k}, [i = k], 1_{[i = k]}
_EQUAL = ("=", "==")

Judge = Callable[[Question, Tree], Verdict]


class ByCase(NamedTuple):
    """What an answer is where two indices are the same and where they are not."""

    letters: tuple[str, str]
    same: Tree
    other: Tree


def with_deltas(answer: str) -> str:
    """Return an answer with δ_ik for what is 1 where i = k, else 0.

    >>> with_deltas("s_i (1{i=k} - s_k)"), with_deltas("s_i ([i=k] - s_k)"), with_deltas("(1_{[i = k]})"), with_deltas("f(x = 2)")
    ('s_i (δ_{ik} - s_k)', 's_i (δ_{ik} - s_k)', '(δ_{ik})', 'f(x = 2)')
    """
    return _INDICATOR.sub(lambda found: f"δ_{{{found[1]}{found[2]}}}", answer) if "=" in answer else answer


def by_case(reader: Reader, answer: str, statement: Statement | None, known: Sequence[str]) -> ByCase | None:
    """Return an answer by cases of an index, in pieces or with a δ that is not in the problem; None for any other."""
    if statement is not None:
        return with_delta(statement.sides[-1], known)
    with suppress(ReadError, ValueError):
        said = list(with_conditions(answer))
        return in_two(reader, said) if len(said) == 2 else None
    return None


def with_delta(tree: Tree, known: Sequence[str]) -> ByCase | None:
    """Return what an answer with one δ_ik is where i and k are the same and where not; None without one."""
    marked = [(name, *apart(name)) for name in names(tree)]
    found = [(name, index.strip("{}").replace(",", "")) for name, base, index in marked if canonical(base) in DELTAS]
    if len(found) != 1 or found[0][0] in known or not re.fullmatch(r"[a-z]{2}", found[0][1]):
        return None
    name, letters = found[0]
    return ByCase((letters[0], letters[1]), substitute(tree, {name: ONE}), substitute(tree, {name: ZERO}))


def in_two(reader: Reader, said: Sequence[tuple[str, str]]) -> ByCase | None:
    """Return an answer of two pieces, one for i = k and one for i ≠ k; None where the conditions are others."""
    pieces: dict[bool, Tree] = {}
    letters: set[tuple[str, str]] = set()
    for text, condition in said:
        found = _CONDITION.match(condition)
        if found is None and not ELSE.match(condition):
            return None
        (tree,) = reader.statement(text, alone=True).sides
        pieces[found[2] in _EQUAL if found else True not in pieces] = tree
        letters |= {(min(found[1], found[3]), max(found[1], found[3]))} if found else set()
    return ByCase(letters.pop(), pieces[True], pieces[False]) if len(letters) == 1 and len(pieces) == 2 else None


def judged_by_case(problem: Problem | Derivation, by: Sequence[str] | None, output: str | None, cases: ByCase, judged: Judge) -> Verdict | None:
    """Return the verdict on an answer by cases of an index, each of which has to be right; None where the letters are not those of what is asked."""
    first = next(iter(questions(problem, by, output)), None)
    if first is None:
        return None
    index, wrt = apart(first.result.of)[1], first.result.wrt
    if not index:  # the one that is singled out, c of −log p_c
        used = {name for item in first.problem.as_written for name in names(item.tree)}
        index = next((each for each in cases.letters if under(wrt, each) in used and each != apart(wrt)[1]), "")
    letter = next((each for each in cases.letters if each != index), "")
    if index not in cases.letters or not letter or not apart(wrt)[1] or len(apart(wrt)[1].strip("()[]")) != 1:
        return None
    given = first.problem._replace(definitions=first.problem.as_written, given=(), apart=(), readings=())
    verdicts: list[Verdict] = []
    for case, tree in ((letter, cases.other), (index, cases.same)):
        question = ask(given, (under(wrt, case),), first.result.of)
        answer = tree if case == letter else at_index(tree, letter, index)
        sign = "=" if case == index else "≠"
        said: Prose = ("This is for ", relation(sign, symbol(letter), symbol(index)), ".")
        verdict = judged(question, answer)
        verdicts.append(replace(verdict, notes=(said, *verdict.notes)))
    wrong = next((each for each in verdicts if each.correct is not True), None)
    return wrong if wrong is not None else replace(verdicts[0], notes=(("It is right where the two indices are the same, and where they are not.",),))


def judged_by_any(problem: Problem | Derivation, by: Sequence[str] | None, output: str | None, answer: Tree, judged: Judge) -> Verdict | None:
    """Return the verdict on an answer that does not say by which of several terms of a sum it is, where it is right by one, or may be; else None."""
    several = questions(problem, by, output)
    verdicts: list[Verdict] = []
    for question in several if len(several) > 1 and several[0].derivation.siblings else ():
        with suppress(ChainRuleError):
            verdict = judged(question, answer)
            verdicts.append(replace(verdict, notes=(*verdict.notes, ("This is the derivative by ", symbol(question.result.wrt), "."))))
    right = [each for each in verdicts if each.correct is True] or [each for each in verdicts if each.correct is None]
    return right[0] if right else None


def has_terms(problem: Problem | Derivation) -> bool:
    """Return whether a problem has sums, whose terms it may ask for."""
    given = problem_in(problem)
    return any(item[0] == "sum" for each in given.definitions for item in postorder(each.tree))
