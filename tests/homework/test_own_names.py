"""Work in which the function that is asked has another name, or is taken apart in the student's own way."""

from __future__ import annotations

import pytest

from chainrule.homework import check

Y = "y = sin(x^2)"

# Problem, whether all is right, and each line of the work with its verdict.
WORK = {
    "f′ for y′": (Y, True, """
        f'(x) = cos(x^2) * 2x     | right
        = 2x cos(x^2)             | right
        """),
    "a wrong f′ for y′": (Y, False, """
        f'(x) = cos(x^2)          | wrong
        = 1 cos(x^2)              | follows
        """),
    "dy/dx for f′": ("f(x) = sin(x^2)", True, """
        dy/dx = cos(x^2) * 2x     | right
        """),
    "d/dx of nothing": (Y, False, """
        \\frac{d}{dx} = 2x cos(x^2)  | right
        d/dx = 2x sin(x^2)           | wrong
        """),
    "an expression with a prime": (Y, True, """
        (x^2)' = 2x               | right
        (sin(x^2))' = 2x cos(x^2) | right
        """),
    "another letter where it is right": (Y, True, """
        p'(x) = 2x cos(x^2)       | right
        """),
    "parts of a product without a name": ("y = x^2 sin x", True, """
        f' = 2x                   | not understood
        g' = cos x                | not understood
        2x sin x + x^2 cos x      | right
        """),
    "one part of a product without a name": ("y = x^2 sin x", True, """
        f' = 2x                   | not understood
        2x sin x + x^2 cos x      | right
        """),
    "a line that goes on from an unknown part": (Y, None, """
        g'(x) = 2x                | not understood
        = 2x                      | undecided
        """),
    "an own name for the whole": ("f(x) = (2x + 1)^3", True, """
        y = u^3                   | right
        u = 2x + 1                | right
        dy/dx = 3u^2 * 2          | right
        """),
    "f(x) for the outer function": (Y, True, """
        f(x) = sin x              | right
        g(x) = x^2                | right
        f'(x) = cos x             | right
        g'(x) = 2x                | right
        y' = f'(g(x)) g'(x)       | right
        = 2x cos(x^2)             | right
        """),
    "an outer function that is another one": (Y, False, """
        f(x) = cos x              | wrong
        g(x) = x^2                | right
        y' = -2x sin(x^2)         | wrong
        """),
    "parts that are wrong in a composition": (Y, False, """
        f(x) = sin x              | right
        g(x) = x^2                | right
        f'(x) = -cos x            | wrong
        g'(x) = x                 | wrong
        y' = -x cos(x^2)          | follows
        """),
    "a part that is wrong in a product": ("y = x^2 sin x", False, """
        u = x^2                   | right
        v = sin x                 | right
        u' = x                    | wrong
        v' = cos x                | right
        y' = x sin x + x^2 cos x  | follows
        """),
    "a wrong part and a wrong rule": ("y = x^2 sin x", False, """
        u = x^2                   | right
        v = sin x                 | right
        u' = x                    | wrong
        v' = cos x                | right
        y' = x cos x              | wrong
        """),
    "expressions in a quotient": ("y = x^2/cos(2x)", False, """
        d/dx(x^2) = 2x                                          | right
        d/dx(cos(2x)) = -sin(2x)                                | wrong
        d/dx = (2x cos(2x) + x^2 sin(2x))/cos(2x)^2             | follows
        """),
    "a line that begins anew behind a part": ("y = x^2 sin x", True, """
        d/dx(sin x) = cos x       | right
        2x sin x + x^2 cos x      | right
        """),
}  # fmt: skip


@pytest.mark.parametrize("case", WORK)
def test_work(case):
    """Every line has its verdict, and the whole is right if no line is wrong."""
    problem, correct, table = WORK[case]
    rows = [row.rpartition("|") for row in table.strip().splitlines()]
    verdict = check(problem, work="\n".join(line.strip() for line, _, _ in rows))
    assert [line.status for line in verdict.lines] == [status.strip() for _, _, status in rows]
    assert verdict.correct is correct


def test_an_own_error_is_called_e():
    """What the student calls e is a name where it is defined and the problem has no Euler's number; else it is that."""
    work = "e = y - p\nL = e^2\n∂L/∂w = 2e * (-x)\n= -2x(y - p)"
    assert [line.status for line in check("L = (y - p)^2, p = w x + b", wrt="w", work=work).lines] == ["right"] * 4
    assert [line.status for line in check("y = e^(2x)", work="e = 3\ny' = 2e^(2x)").lines] == ["wrong", "right"]
