"""Answers and work where values of unspecified functions are given."""

from __future__ import annotations

import pytest

from chainrule import check
from chainrule.errors import NumericError

COMPOSITION = "F(x) = f(g(x)), g(3) = 6, g'(3) = 4, f'(6) = 7. Find F'(3)."
PRODUCT = "h(x) = f(x) g(x), f(2) = 3, f'(2) = -1, g(2) = 5, g'(2) = 4. Find h'(2)"
QUOTIENT = "h(x) = f(x)/g(x), f(2) = 3, f'(2) = -1, g(2) = 5, g'(2) = 4. Find h'(2)"
COMBINED = "f(5) = 1, f'(5) = 6, g(5) = -3, g'(5) = 2. Find (fg)'(5)"
PATHS = "z = f(x, y), x = t^2, y = 3t, f_x(4, 6) = 5, f_y(4, 6) = -2; find dz/dt at t = 2"

ANSWERS = {
    COMPOSITION: (
        ("28", "28.0", "7*4", "F'(3) = 28", "f'(6)*4", "f'(g(3)) g'(3)", "f'(g(x)) g'(x)", "F'(3) = f'(6) g'(3) = 28"),
        ("24", "28x", "28x/3", "-28", "7", "f'(3) g'(3)", "f'(x) g'(x)", "f'(g(x))", "f'(6)"),
    ),
    PRODUCT: (("7", "-5 + 12", "f'(2) g(2) + f(2) g'(2)", "f'(x) g(x) + f(x) g'(x)"), ("-4", "17", "-7", "7x", "f'(x) g'(x)")),
    "If g(1) = 2, g'(1) = 3 and f(x) = sqrt(g(x)), find f'(1)": (("3/(2 sqrt(2))", "1.0607", "3 sqrt(2)/4"), ("1.05", "3", "3/2")),
    COMBINED: (("-16", "(fg)'(5) = -16", "f'(5) g(5) + f(5) g'(5)", "f'g + fg'", "(fg)'(5) = f'g + fg'"), ("12", "f'g - fg'", "f'g'", "(fg)'(5) = 16")),
    PATHS: (("14", "5*4 - 2*3", "5*2*2 + (-2)*3"), ("3", "20", "14t")),
    "z = k f(x), f'(2) = 3, find dz/dx at x = 2": (("3k", "k f'(2)", "k f'(x)"), ("3", "2k", "3x")),
}


@pytest.mark.parametrize(("problem", "right", "wrong"), [(problem, *answers) for problem, answers in ANSWERS.items()], ids=ANSWERS)
def test_answers(problem: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    """The number that follows from the given values is right, every step to it, and the derivative in general."""
    wrt = "x" if " k " in problem else None
    assert [answer for answer in right if check(problem, answer, wrt=wrt).correct is not True] == []
    assert [answer for answer in wrong if check(problem, answer, wrt=wrt).correct is not False] == []


@pytest.mark.parametrize(
    ("problem", "answer", "mistake"),
    [
        (COMPOSITION, "7", "missing-inner-derivative"),
        (COMPOSITION, "4", "only-inner"),
        (COMPOSITION, "-28", "sign"),
        (COMPOSITION, "f'(3) g'(3)", "lost-inner-function"),
        (COMPOSITION, "f'(x) g'(x)", "lost-inner-function"),
        (COMPOSITION.replace("f'(6)", "f'(3) = 2, f'(6)"), "8", "lost-inner-function"),
        (PRODUCT, "-4", "product-of-derivatives"),
        (QUOTIENT, "-1/4", "quotient-of-derivatives"),
        (QUOTIENT, "17/25", "quotient-rule"),
        (QUOTIENT, "7/25", "quotient-rule"),
    ],
)
def test_mistakes(problem: str, answer: str, mistake: str) -> None:
    """A slip that gives the student's very number is named."""
    verdict = check(problem, answer)
    assert verdict.correct is False
    assert verdict.mistake is not None
    assert verdict.mistake.name == mistake


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("24", "Not equal.  The derivative is 28; your answer gives 24.\nThe value is compared at x = 3, as the problem asks for."),
        ("28x", "Not equal.  At x = 3 the derivative is 28; your answer gives 84."),
        ("28x/3", "Not equal.\nIt is right at x = 3 alone."),
    ],
)
def test_said(answer: str, said: str) -> None:
    """The numbers that are told are those that follow from the given values, and no others."""
    assert check(COMPOSITION, answer).text() == said


def test_no_made_up_numbers() -> None:
    """Of functions whose values are not given no number is told."""
    for answer in ("f'(x) g'(x)", "f'(3) g'(3)"):
        assert check(COMPOSITION, answer).text().startswith("Not equal.\n")
    assert check("F(x) = f(g(x)). Find F'(3)", "28").text().startswith("Not equal.\n")


def test_missing() -> None:
    """A number cannot be judged where a value is missing; what holds with the missing one can."""
    problem = "F(x) = f(g(x)), g(3) = 6, f'(6) = 7. Find F'(3)."
    with pytest.raises(NumericError, match=r"g′\(3\) is needed and not given"):
        check(problem, "28")
    assert check(problem, "7 g'(3)").correct is True


def test_functions_by_their_names() -> None:
    """An answer may leave out the argument of an unspecified function, where there is one."""
    assert check("y = u(x)/v(x)", "(u'v - uv')/v^2").correct is True
    assert check("y = u(x) v(x)", "u'v - uv'").correct is False
    assert check("y = f(g(x))", "f'(g) g'").correct is True


WORK = [
    (COMPOSITION, "F'(x) = f'(g(x)) g'(x)\ng(3) = 6\nf'(6) = 7\ng'(3) = 4\nF'(3) = f'(g(3)) g'(3) = f'(6)*4 = 28", "right right right right right"),
    (COMPOSITION, "F'(3) = f'(g(3)) g'(3)\n= f'(6)*4\n= 24", "right right wrong"),
    (COMPOSITION, "f'(g(3)) = f'(6) = 7\ng'(3) = 5\nF'(3) = 7*4", "right wrong right"),
    (COMPOSITION, "u = g(x)\nu = 6\ndF/du = f'(u) = 7\ndu/dx = 4\ndF/dx = 7*4 = 28", "right right right right right"),
    (COMPOSITION, "f'(3) = 2\nF'(3) = 28", "undecided right"),
    (PRODUCT, "h'(x) = f'(x) g(x) + f(x) g'(x)\nh'(2) = (-1)(5) + 3*4\n= 7", "right right right"),
    (PATHS, "x = 4\ny = 6\ndx/dt = 4\ndy/dt = 3\ndz/dt = 5*4 - 2*3 = 14", "right right right right right"),
]


@pytest.mark.parametrize(("problem", "work", "statuses"), WORK, ids=[work.replace("\n", "; ") for _, work, _ in WORK])
def test_work(problem: str, work: str, statuses: str) -> None:
    """Lines may state given values, and put them in."""
    assert [line.status for line in check(problem, work=work).lines] == statuses.split()
