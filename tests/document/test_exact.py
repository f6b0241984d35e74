"""At a point that a problem asks for, results and tangent lines are told exactly where that is short, beside the decimal."""

from __future__ import annotations

import pytest

import chainrule

EXACT = {
    "f(x) = cos x, f'(π/3)": "df/dx = −√3/2 = −0.866025",
    "f(x) = ln x, slope at x = e": "df/dx = 1/e = 0.367879",
    "y = x^3/7, slope at x = 2": "dy/dx = 12/7 = 1.71429",
    "y = sqrt(x), slope at x = 2": "dy/dx = √2/4 = 0.353553",
    "y = 2^x, slope at x = 1": "dy/dx = 2 ln(2) = 1.38629",
    "x^2 + y^2 = 4, slope at (1, sqrt 3)": "dy/dx = −2/3.4641 = −1/√3 = −0.57735",
    "x = cos t, y = 2 sin t; dy/dx at t = π/6": "dy/dx = 1.73205/(−0.5) = −2√3 = −3.4641",
    "f(x) = ln x, find the tangent at x = e": "f = 1 + 1/e · (x − e) = 1/e · x",
    "f(x) = sin x, tangent at x = π/4": "f = √2/2 + √2/2 · (x − π/4) = √2/2 · x + √2·(4 − π)/8",
    "normal line to y = tan x at x = π/4": "y = 1 − 0.5(x − π/4) = −0.5x + 1 + π/8",
    "f(x, y) = e^(x y), tangent plane at (1, 2)": "f = e² + 2e² · (x − 1) + e²·(y − 2) = 2e² · x + e²·y − 3e²",
    # where the decimal is the number, it says all
    "f(x) = x sin(x)^2, f'(π/2)": " = 1\n",
    "f(x) = 1/x^2, f'(2)": "df/dx = −0.25\n",
    # what is long stays a decimal
    "f(x) = e^(sin(x)) cos(x), f'(1)": " = −1.27482\n",
}


def told(problem: str) -> str:
    lines = chainrule.solution(problem).split("\n")
    joined: list[str] = []
    for line in lines:  # a side that continues on the next line
        if line.lstrip().startswith("= ") and joined:
            joined[-1] += " " + line.strip()
        else:
            joined.append(line.strip())
    return "\n".join(joined) + "\n"


@pytest.mark.parametrize("problem", EXACT)
def test_exact_numbers(problem: str) -> None:
    """The exact number is short, and the decimal is that number."""
    assert EXACT[problem] in told(problem)


def test_other_points_have_decimals() -> None:
    """Numbers that are put in instead of those that a problem asks for are no others than what is computed."""
    assert "df/dx = −0.841471\n" in chainrule.solution("f(x) = cos x, f'(π/3)", at={"x": 1})


def test_a_corner_has_no_tangent() -> None:
    """Where there is no derivative there is no tangent line."""
    assert "tangent line" not in chainrule.solution("y = |x|, tangent at x = 0")
    assert "y = 2 − (x + 2) = −x" in chainrule.solution("y = |x|, tangent at x = -2")
