"""Answers to functions in pieces, and answers in pieces."""

from __future__ import annotations

import pytest

from chainrule.homework import check

SINE, EXP, LINE = "f(x) = x^2 if x < 0 else sin x", "f(x) = sin(x^2) if x < 0 else exp(3x)", "f(x) = x^2 if x<1 else 2x-1"
HUBER = "L = 0.5*(y - f)^2 if |y - f| <= δ else δ*(|y-f| - 0.5 δ), dL/df"
LEAKY = "z = w x + b; a = z if z > 0 else 0.1 z; L = (a - y)^2; dL/dw"
RIGHT = [
    (SINE, "2x if x<0 else cos x"),
    (SINE, "2x if x<0, cos x otherwise"),
    (SINE, "f'(x) = 2x for x<0, cos x for x>0"),
    (SINE, "2x for x<0, cos x for x>=0"),
    (SINE, "Piecewise((2*x, x < 0), (cos(x), True))"),
    (EXP, r"\begin{cases} 2x\cos(x^2) & x<0 \\ 3e^{3x} & x>0 \end{cases}"),
    (HUBER, "f-y if |y-f| < δ else δ*sign(f-y)"),
    (LEAKY, "2(a-y)*x if z>0 else 0.2(a-y)*x"),
    (LEAKY, "2(a-y)*(1 if z>0 else 0.1)*x"),
    (LEAKY, "2(w x + b - y)*x if w x + b > 0 else 0.2(0.1(w x + b) - y) x"),
    (LINE, "2x if x<=1, 2 if x>1"),
    (LINE, "2x if x<1, 2 if x>1"),
    (LINE + ", find f'(3)", "2"),
    (LINE + ", find f'(1)", "2"),
    ("f(x) = sin(x)/x if x != 0 else 1", "(x cos x - sin x)/x^2"),
    ("f(x) = sin(x)/x if x != 0 else 1", "(x cos x - sin x)/x^2 if x != 0 else 0"),
    ("y = |x|", "1 if x > 0 else -1"),
    ("y = |x|", "1, x > 0; -1, x < 0"),
    ("y = |x|", "1: x > 0; -1: x < 0"),
    ("y = |x|", "1 where x > 0, -1 where x < 0"),
    ("y = relu(x)", "1, x > 0; 0, otherwise"),
    ("y = |x|, find f'(2)", "1, x > 0; -1, x < 0"),
    ("y = relu(w x)  , dy/dw", "x if w x > 0 else 0"),
]
WRONG = [
    (SINE, "2x for x<0, -cos x for x>0", "The piece where x ≥ 0 is not right; the rest is."),
    (SINE, "x for x<0, cos x for x>0", "The piece where x < 0 is not right; the rest is."),
    (SINE, "2x", "The piece where x ≥ 0 is not right"),
    (SINE, "2x for x<1, cos x for x>1", "The piece where x ≥ 0 is not right"),
    (SINE, "2x for x<=0, cos x for x>0", "Where x = 0, there is no derivative; your answer gives one."),
    (SINE, "2x for x<0", ""),
    (SINE, "2x for x<0, cos x for x>1", "a piece is missing"),
    (SINE, "2x if x<0, cos x if x > -1", "Several of your conditions hold at once"),
    (SINE + ", find f'(0)", "1", "There is no derivative where x = 0."),
    (EXP, "2x cos(x^2) if x<0 else exp(3x)", "The inner derivative is missing"),
    (EXP, "cos(x^2) if x<0 else 3exp(3x)", "The piece where x < 0 is not right"),
    (LINE, "2x if x<1, 2 if x>1, 5 if x = 1", "Where x = 1, your answer is another one than the derivative."),
    ("f(x) = sin(x)/x if x != 0 else 1", "(x cos x - sin x)/x^2 if x != 0 else 3", "Where x = 0, your answer is another one"),
    (HUBER, "(y-f) if |y-f| <= δ else δ*sign(y-f)", "sign"),
    (LEAKY, "2(a-y)*x if z>0 else 0", "w·x + b ≤ 0"),
    ("y = x^2", "2x if x>0 else 3x", "Not equal"),
    ("y = |x|", "1, x > 0; 1, x < 0", "At x = −1 the derivative is −1; your answer gives 1."),
    ("y = |x|", "-1: x > 0; 1: x < 0", "A sign is wrong"),
    ("y = |x|", "1, x >= 0; -1, x < 0", "Where x = 0, there is no derivative; your answer gives one."),
    ("y = |x|", "1 where x > 0, -1 where x < -1", "a piece is missing"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right(problem: str, answer: str) -> None:
    """Each piece is right where it counts, however conditions are written; where there is no derivative, nothing has to be said."""
    assert check(problem, answer).correct is True


@pytest.mark.parametrize(("problem", "answer", "said"), WRONG)
def test_wrong(problem: str, answer: str, said: str) -> None:
    """A piece that is wrong is named, and so is a slope where there is none."""
    try:
        verdict = check(problem, answer)
    except Exception:  # noqa: BLE001  # a single condition is refused: the rest is missing
        assert not said
        return
    assert verdict.correct is not True
    assert said in str(verdict)


def test_never_a_slope_where_there_is_none() -> None:
    """No counterexample is taken from a boundary, where there may be no derivative."""
    verdict = check("f(x) = x^2 if x < 1 else sin x", "2x if x < 1 else 3")
    assert verdict.equality.counterexample.point["x"] != 1


def test_work_in_pieces() -> None:
    """A line of work in pieces is judged, and what follows from it."""
    work = "dL/da = 2(a-y)\nda/dz = 1 if z > 0 else 0.2\ndL/dw = 2(a-y)*x if z>0 else 0.4(a-y)*x"
    assert [line.status for line in check(LEAKY, work=work).lines] == ["right", "wrong", "follows"]


def test_what_else_is_said() -> None:
    """A point that an answer leaves out is told where there is a derivative."""
    assert "Where x = 1, there is a derivative as well." in str(check(LINE, "2x if x<1, 2 if x>1"))
