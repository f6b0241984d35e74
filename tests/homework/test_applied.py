"""Derivatives of expressions that are still to be worked out, d/dx[x²] and (sin x)′, inside an expression."""

from __future__ import annotations

import time

import pytest

from chainrule.homework import check
from chainrule.homework.answers.applied import set_apart

APART = [
    ("1/sin x * d/dx[sin x] * 3", ["sin x"]),
    (r"\frac{1}{\sin x}\cdot\frac{d}{dx}\left[\sin x\right]", [r"\sin x"]),
    (r"\cot(x^2)\frac{d}{dx}x^2", ["x^2"]),
    (r"\cot(x^2)\frac{d(x^2)}{dx}", ["x^2"]),
    ("cot(x^2) d(x^2)/dx", ["x^2"]),
    ("(x^2)' sin x + x^2 (sin x)'", ["x^2", "sin x"]),
    (r"x^2\left(\sin x\right)'", [r"\sin x"]),
    ("d/dx[x d/dx(x^2)]", ["x d/dx(x^2)"]),
    ("f'(g(x)) sin(x) + dy/dx (x + 1)", []),
    ("sin(x)'", []),  # the function's or the argument's
    ("d/dx x * y", []),  # of the product, or times y
    ("d/dx(x)^2", []),
    ("d/dx(x", []),
]


@pytest.mark.parametrize(("text", "inside"), APART)
def test_set_apart(text, inside):
    """A letter stands for every derivative of an expression, every other place stays where it was; what has two readings is left alone."""
    plain, letters = set_apart(text, "x")
    assert [each.expression.strip() for each in letters.values()] == inside
    assert len(plain) == len(text)
    assert all(text[each.inner :].startswith(each.expression) for each in letters.values())


def test_hostile_text_takes_linear_time():
    """Brackets and operators without end are looked through in a moment."""
    for text in ("d/dx(" * 3000, "(x)'" * 3000, "d(" * 3000, r"\frac{d}{dx}" * 2000, "(" * 9000 + ")'" * 3000):
        started = time.perf_counter()
        set_apart(text, "x")
        assert time.perf_counter() - started < 2


LOG = "y = ln(sin(x^2))"
WORK = [
    (LOG, "dy/dx = 1/sin(x^2) * d/dx sin(x^2)\n= 1/sin(x^2) * cos(x^2) * d/dx[x^2]\n= 2x cot(x^2)", "right, right, right"),
    (LOG, "dy/dx = d/dx[ln(sin(x^2))] = 2x cot(x^2)", "right"),
    (LOG, "dy/dx = 1/sin(x^2) * (x^2)'\n= 2x/sin(x^2)", "wrong, follows"),
    (LOG, "u = sin(x^2)\ndy/dx = 1/u * d/dx(u)\n= 2x cot(x^2)", "right, right, right"),
    ("y = (x^2 + 1)/(x - 1)", r"y' = \frac{(x^2+1)'(x-1) - (x^2+1)(x-1)'}{(x-1)^2} = \frac{2x(x-1)-(x^2+1)}{(x-1)^2}", "right"),
    ("y = (x^2 + 1)^3 sin x", "y' = ((x^2 + 1)^3)' (sin x)'\n= 3(x^2 + 1)^2 * 2x cos x", "wrong, follows"),
]


@pytest.mark.parametrize(("problem", "work", "statuses"), WORK)
def test_in_work(problem, work, statuses):
    """In work they stand for their values."""
    assert ", ".join(line.status for line in check(problem, work=work).lines) == statuses


UNFINISHED = [(LOG, "cot(x^2) (x^2)'"), (LOG, r"\cot(x^2)\frac{d(x^2)}{dx}"), ("x^2 sin x", "2x sin x + x^2 d/dx(sin x)")]


@pytest.mark.parametrize(("problem", "answer"), UNFINISHED)
def test_unfinished_answers(problem, answer):
    """An answer that is right but for a derivative that is not worked out says so."""
    verdict = check(problem, answer)
    assert verdict.correct is False
    assert str(verdict).splitlines() == ["The value is right, but not the form.", "A derivative in it is still to be worked out."]
    assert check(problem, work="y' = " + answer).correct is False


WRONG = [
    (LOG, "d/dx[ln(sin(x^2))]", "not-differentiated"),
    (LOG, "1/sin(x^2) d/dx[x^2]", "missing-link"),
    ("x^2 sin x", "(x^2)' (sin x)'", "product-of-derivatives"),
]


@pytest.mark.parametrize(("problem", "answer", "name"), WRONG)
def test_wrong_answers(problem, answer, name):
    """The mistake in an answer with such derivatives is named."""
    assert check(problem, answer).mistake.name == name


def test_a_side_before_is_not_blamed():
    """The derivative of the whole before the last = is what was asked."""
    assert str(check(LOG, "y' = (ln(sin(x^2)))' = 2x cot(x^2)")) == "Right."
