"""Answers to derivatives of definite integrals: equal forms, and the mistakes that students make with limits and the sign."""

from __future__ import annotations

import pytest

from chainrule import check

SQUARE, BOTH, LEIBNIZ = "F(x) = ∫_0^{x^2} sin(t^2) dt", "F(x) = ∫_x^{x^3} e^{-t^2} dt", "I(a) = ∫_0^1 e^{-a t} dt"
LOWER, MOVING = "F(x) = ∫_{cos x}^1 sqrt(1+t^3) dt", "f(x) = ∫_0^x sin(x t) dt"

RIGHT = [
    (SQUARE, "2x sin(x^4)"),
    (SQUARE, "sin(x^4)·2x"),
    (SQUARE, r"2x\sin\left((x^2)^2\right)"),
    (BOTH, "e^{-x^6}*3x^2 - e^{-x^2}"),
    (LOWER, "sqrt(1+cos(x)^3) sin x"),
    (LEIBNIZ, "-∫_0^1 t e^{-a t} dt"),
    (LEIBNIZ, "∫_0^1 -s e^{-a s} ds"),
    (LEIBNIZ, "-int(t*exp(-a*t), t, 0, 1)"),
    (LEIBNIZ, "((a+1)e^{-a} - 1)/a^2"),
    (MOVING, "sin(x^2) + ∫_0^x t cos(x t) dt"),
    (MOVING, "2 sin(x^2) - (1-cos(x^2))/x^2"),
    ("y = (∫_1^x dt/t)^3", "3 (ln x)^2/x"),
    ("y = (∫_1^x dt/t)^3", "3(∫_1^x dt/t)^2/x"),
    ("y = x ∫_0^x sin(t) dt", "1 - cos x + x sin x"),
    ("G(x) = ∫_0^{x^2} f(t) dt", "2x f(x^2)"),
    ("y = ∫_0^1 e^{t^2} dt + x", "1"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right(problem: str, answer: str) -> None:
    """Every form of the right derivative is right, also with another variable of integration or with the integral worked out."""
    assert check(problem, answer).correct is True


WRONG = [
    (SQUARE, "sin(x^4)", "missing-inner-derivative"),
    (SQUARE, "sin(x^2)·2x", "lost-inner-function"),
    (SQUARE, "2x^2 cos(x^4)·2x", "integrand-differentiated"),
    (SQUARE, "-2x sin(x^4)", "sign"),
    (SQUARE, "sin(t^4)·2t", "names"),
    (SQUARE, "2x sin(x^4) dt", "names"),
    (LOWER, "-sqrt(1+cos(x)^3) sin x", "lower-limit"),
    (LOWER, "-sqrt(1+cos(x)^3)", "missing-inner-derivative"),
    ("F(x) = ∫_x^5 sqrt(1+t^2) dt", "sqrt(1+x^2)", "lower-limit"),
    ("F(x) = ∫_x^5 sqrt(1+t^2) dt", "sqrt(26) - sqrt(1+x^2)", "constant-limit"),
    ("F(x) = ∫_2^x t^2 dt", "x^2 - 4", "constant-limit"),
    ("F(x) = ∫_2^x t^2 dt", "x^3/3 - 8/3", "integral-itself"),
    ("F(x) = ∫_2^x t^2 dt", "x^3/3", "integral-itself"),
    ("F(x) = ∫_2^x t^2 dt", "2x", "integrand-differentiated"),
    ("F(x) = ∫_2^x t^2 dt", "t^2", "names"),
    ("F(x) = ∫_2^x t^2 dt", "x^2 + C", "names"),
    ("F(x) = ∫_0^{x^2} cos(t) dt", "sin(x^2)", "integral-itself"),
    ("F(x) = ∫_0^{x^2} cos(t) dt", "sin(x^2)·2x", "integral-itself"),
    (BOTH, "e^{-x^6}*3x^2 + e^{-x^2}", "lower-limit"),
    (BOTH, "e^{-x^6} - e^{-x^2}", "limit-factor"),
    (BOTH, "3x^2 e^{-x^6}", "lost-term"),
    (LEIBNIZ, "∫_0^1 t e^{-a t} dt", "sign"),
    (MOVING, "sin(x^2)", "under-the-sign"),
    (MOVING, "∫_0^x t cos(x t) dt", "limits-forgotten"),
    ("G(x) = ∫_0^{x^2} f(t) dt", "f(x^2)", "missing-inner-derivative"),
    ("G(x) = ∫_0^{x^2} f(t) dt", "2x f'(x^2)", "integrand-differentiated"),
]


@pytest.mark.parametrize(("problem", "answer", "mistake"), WRONG)
def test_wrong(problem: str, answer: str, mistake: str) -> None:
    """What went wrong with a limit, or under the sign, is named."""
    verdict = check(problem, answer)
    assert verdict.correct is False
    assert verdict.mistakes
    assert mistake in {each.name for each in verdict.mistakes}


def test_variable_of_integration() -> None:
    """An answer in the variable of integration is told what that is."""
    assert "t is the variable of integration" in str(check(SQUARE, "sin(t^4)·2t"))
