"""Problems that say where their quantities lie: answers are judged there."""

from __future__ import annotations

import mpmath
import pytest
import sympy

from chainrule import check
from chainrule.homework.answers.conditions import ranges
from chainrule.homework.values.within import number_of
from chainrule.syntax import read_problem

RANGES = {
    "y = |x|, x > 0": {"x": (0, None)},
    r"y = |x|, $x \ge 0$": {"x": (0, None)},
    "Suppose x < 0; y = |x|": {"x": (None, 0)},
    r"y = |x|, 0 < x < \frac{\pi}{2}": {"x": (0, mpmath.pi / 2)},
    "y = |x|, 1 > x > 0": {"x": (0, 1)},
    "y = |x|, x > 0 and x < 5": {"x": (0, 5)},
    "y = |x|, |x| < 0.25": {"x": (-0.25, 0.25)},
    "y = |x| for x in (0, 1)": {"x": (0, 1)},
    "y = |x| on the interval [0, pi/2]": {"x": (0, mpmath.pi / 2)},
    "y = |x| on (0, b)": {"x": (0, None)},
    "y = |x| where x is positive": {"x": (0, None)},
    "y = |x|, x positive": {"x": (0, None)},
    "y = |x|, x is negative": {"x": (None, 0)},
    "y = |x| (x positive)": {"x": (0, None)},
    "f(x, y) = |x y|, x, y positive": {"x": (0, None), "y": (0, None)},
    "f(x, y) = |x y| for x, y positive": {"x": (0, None), "y": (0, None)},
    "f(x, y) = |x y|, x and y both positive. Find f_x": {"x": (0, None), "y": (0, None)},
    "f(x, y) = |x y|, where x, y are positive": {"x": (0, None), "y": (0, None)},
    "y = x*positive": {},
    "y = |x| for non-negative x": {"x": (0, None)},
    "y = |x| for negative x": {"x": (None, 0)},
    "y = sqrt(a^2 x), where a is a positive constant, find dy/dx": {"a": (0, None)},
    "f(x, y) = |x y|, x, y > 0": {"x": (0, None), "y": (0, None)},
    "f(x, y) = |x y|, where x and y are positive": {"x": (0, None), "y": (0, None)},
    "f(x, y) = |x y| for positive x and y": {"x": (0, None), "y": (0, None)},
    "f(x, y) = |x y| for x and y > 0": {"x": (0, None), "y": (0, None)},
    "w = |x y| z with non-negative x, y, and z": {"x": (0, None), "y": (0, None), "z": (0, None)},
    "w = |x y| z, x, y, z > 0": {"x": (0, None), "y": (0, None), "z": (0, None)},
    "Suppose x, y > 0. f(x, y) = |x y|": {"x": (0, None), "y": (0, None)},
    "z = |x y|, x = t, y = t^2 (x, y > 0)": {"x": (0, None), "y": (0, None)},
    r"$f(x, y) = |x y|$, $x, y \ge 1$, find f_x": {"x": (1, None), "y": (1, None)},
    "f(x, y) = |x y|, 0 < x, y < 1": {"y": (None, 1), "x": (0, None)},
    "y = |x|, x ≠ 0": {},
    "y = |x|, x > a": {},
    "y = |x| on (a, b)": {},
    "y = x^n, n ∈ ℕ": {},
    "y = |x|, 1 < x < 0": {},
    "y = x^2": {},
}

# problem, what is differentiated, an interval inside the condition, answers of which a difference quotient decides which are right there
JUDGED = [
    ("y = |x|, x > 0", "Abs(x)", (0.1, 5), ["1", "-1", "x", "sgn x", "x/|x|"]),
    ("y = |x|, x < 0", "Abs(x)", (-5, -0.1), ["1", "-1", "x", "sgn x"]),
    ("y = |x - 2|, x > 0", "Abs(x - 2)", (0.1, 5), ["1", "-1", "sgn(x - 2)"]),
    ("y = arcsec(x), x > 1", "acos(1/x)", (1.1, 5), ["1/(x sqrt(x^2 - 1))", "1/(|x| sqrt(x^2 - 1))", "-1/(x sqrt(x^2 - 1))"]),
    ("y = sqrt(1 - sin(x)^2), 0 < x < pi/2", "sqrt(1 - sin(x)**2)", (0.1, 1.4), ["-sin x", "sin x", "cos x"]),
    ("y = |sin x|, pi < x < 2pi", "Abs(sin(x))", (3.3, 6.1), ["cos x", "-cos x"]),
    ("y = arcsin(2x/(1 + x^2)), |x| < 1", "asin(2*x/(1 + x**2))", (-0.9, 0.9), ["2/(1 + x^2)", "-2/(1 + x^2)"]),
    ("y = arcsin(2x/(1 + x^2)) for x > 1", "asin(2*x/(1 + x**2))", (1.1, 5), ["2/(1 + x^2)", "-2/(1 + x^2)"]),
    ("y = arctan √(x²−1) + arcsin(1/x), x > 1", "atan(sqrt(x**2 - 1)) + asin(1/x)", (1.1, 5), ["0", "1/x"]),
    ("y = |x|^3 on (0, 4)", "Abs(x)**3", (0.1, 3.9), ["3x^2", "3x|x|", "-3x^2"]),
    ("y = |x - 0.25| x, x > 0.25", "Abs(x - Rational(1, 4))*x", (0.3, 5), ["2x - 0.25", "2x - 0.26"]),
]


@pytest.mark.parametrize(("text", "expected"), RANGES.items(), ids=RANGES)
def test_ranges(text: str, expected: dict[str, tuple[float | None, float | None]]) -> None:
    """A range is read from signs, from an interval and from words; what is none says nothing."""
    found = ranges(read_problem(text), "x")
    assert found.keys() == expected.keys()
    for name, ends in expected.items():
        for end, wanted in zip(found[name], ends, strict=True):
            assert (end is None) == (wanted is None)
            assert end is None or wanted is None or number_of(end) == pytest.approx(float(wanted))


@pytest.mark.parametrize(
    ("problem", "body", "interval", "answer"),
    [(problem, body, interval, answer) for problem, body, interval, answers in JUDGED for answer in answers],
    ids=[f"{problem} | {answer}" for problem, *_, answers in JUDGED for answer in answers],
)
def test_judged_where_the_condition_holds(problem: str, body: str, interval: tuple[float, float], answer: str) -> None:
    """An answer is right if it is the derivative wherever the condition of the problem holds; a difference quotient decides."""
    x = sympy.Symbol("x", real=True)
    function = sympy.lambdify(x, sympy.sympify(body, locals={"x": x}), "mpmath")
    claimed = sympy.lambdify(x, sympy.sympify(PLAIN.get(answer, answer).replace("^", "**"), locals={"x": x}), "mpmath")
    points = [interval[0] + (interval[1] - interval[0]) * step / 7 for step in range(1, 7)]
    right = all(abs(mpmath.diff(function, point) - claimed(point)) < 1e-6 for point in points)
    assert check(problem, answer).correct is right


PLAIN = {
    "sgn x": "sign(x)",
    "x/|x|": "x/Abs(x)",
    "sgn(x - 2)": "sign(x - 2)",
    "1/(x sqrt(x^2 - 1))": "1/(x*sqrt(x**2 - 1))",
    "-1/(x sqrt(x^2 - 1))": "-1/(x*sqrt(x**2 - 1))",
    "1/(|x| sqrt(x^2 - 1))": "1/(Abs(x)*sqrt(x**2 - 1))",
    "sin x": "sin(x)",
    "-sin x": "-sin(x)",
    "cos x": "cos(x)",
    "-cos x": "-cos(x)",
    "3x^2": "3*x**2",
    "-3x^2": "-3*x**2",
    "3x|x|": "3*x*Abs(x)",
    "2x - 0.25": "2*x - 0.25",
    "2x - 0.26": "2*x - 0.26",
}


@pytest.mark.parametrize(
    ("problem", "answer", "correct"),
    [
        ("x^2 + y^2 = 25, y > 0, find dy/dx", "-x/sqrt(25 - x^2)", True),
        ("x^2 + y^2 = 25, y < 0, find dy/dx", "x/sqrt(25 - x^2)", True),
        ("x^2 + y^2 = 25, y < 0, find dy/dx", "-x/sqrt(25 - x^2)", False),
        ("x^2 + y^2 = 25, find dy/dx", "-x/sqrt(25 - x^2)", False),
        ("y = sqrt(a^2 x), a > 0, find dy/dx", "a/(2 sqrt x)", True),
        ("y = sqrt(a^2 x), find dy/dx", "a/(2 sqrt x)", False),
        ("f(x, y) = |x| y, x > 0", "(y, x)", True),
        ("f(x, y) = |x| y, x < 0", "(y, x)", False),
        ("f(x, y) = |x y|, x, y > 0, find df/dx", "y", True),
        ("f(x, y) = |x y|, x, y > 0, find df/dx", "-y", False),
        ("f(x, y) = sqrt(x^2 y^4) for positive x and y", "(y^2, 2xy)", True),
        ("f(x, y) = |x y|, x, y > 0", "(y, x)", True),
        ("w = sqrt(x^2) y z, x, y, z > 0", "(y z, x z, x y)", True),
        ("w = sqrt(x^2) y z", "(y z, x z, x y)", False),
        ("f(x, y) = |x y|, x < 0, y > 0, find df/dx", "-y", True),
        ("y = |x|, x > 0", "Σx", False),  # of which no value of x refutes it
        ("r(t) = (|t|, t^2), t > 0", "(1, 2t)", True),
        ("y = |x|^3, x > 0, find y''", "6x", True),
    ],
)
def test_other_problems(problem: str, answer: str, correct: bool) -> None:
    """Conditions count along an equation, for parameters, for gradients and curves, and for higher derivatives."""
    assert check(problem, answer).correct is correct


def test_what_is_said() -> None:
    """That a condition was used is said, and the point that refutes an answer is one where it holds."""
    assert str(check("y = |x|, x > 0", "1")) == "Right.\nIt is judged where x > 0, as the problem says."
    refuted = check("y = |sin x|, pi < x < 2pi", "cos x").equality
    assert refuted is not None
    assert refuted.counterexample is not None
    assert mpmath.pi < refuted.counterexample.point["x"] < 2 * mpmath.pi


@pytest.mark.parametrize(("work", "statuses"), [("y' = x/|x|\n= 1", ["right", "right"]), ("y = x\ny' = 1", ["right", "right"]), ("y' = -1", ["wrong"])])
def test_work(work: str, statuses: list[str]) -> None:
    """Lines of work are judged where the condition holds as well."""
    assert [line.status for line in check("y = |x|, x > 0", work=work).lines] == statuses


BY_VALUE = {
    ("y = x|x|, y > 0", "2x"): True,
    ("y = x|x|, y < 0", "-2x"): True,
    ("y = x|x|, y < 0", "2x"): False,
    ("y = |x|, y > 0", "1"): False,  # at x = −1 too
    ("y = x^3 + sqrt(x^2), y < 0", "3x^2 - 1"): True,
    ("y = x^3 + sqrt(x^2), y < 0", "3x^2 + 1"): False,
    ("u = x^2, y = u^(3/2), u > 0", "3x^2"): False,
}


@pytest.mark.parametrize(("problem", "answer"), BY_VALUE, ids=[f"{problem} | {answer}" for problem, answer in BY_VALUE])
def test_ranges_of_what_is_defined(problem: str, answer: str) -> None:
    """A range of a quantity that others give says where these lie."""
    assert check(problem, answer).correct is BY_VALUE[problem, answer]
