"""Work with words before its statements, and ways of writing that need no more than being read."""

from __future__ import annotations

import pytest

from chainrule.homework import check

PRODUCT, POWER, SINE = "y = x^2 sqrt(1 - x)", "y = (2x + 1)^3. Find dy/dx at x = 1", "y = sin(x^2)"
LAYERS = "z^{(2)} = w^{(1)} x; a^{(2)} = sigmoid(z^{(2)}); z^{(3)} = w^{(2)} a^{(2)}; J = (z^{(3)} - y)^2/2. Find dJ/dw^{(1)}"
WORK = [
    (PRODUCT, "Product rule: u = x^2, v = sqrt(1-x)\nu' = 2x, v' = -1/(2 sqrt(1-x))\ny' = u'v + uv'", "right right right right right"),
    (PRODUCT, "Product rule: u = x^2, v = sqrt(1-x)\nu' = 2x, v' = 1/(2 sqrt(1-x))\ny' = u'v + uv'", "right right right wrong right"),
    ("x^3 + y^3 = 6xy. Find dy/dx", "Differentiate both sides: 3x² + 3y² y' = 6y + 6x y'\nDivide by 3: x² + y² y' = 2y + 2x y'", "right right"),
    ("x^3 + y^3 = 6xy. Find dy/dx", "Differentiate both sides: 3x² + 3y² = 6y + 6x y'", "wrong"),
    (POWER, "dy/dx = 6(2x+1)^2\nAt x = 1: dy/dx = 54", "right right right"),
    (POWER, "dy/dx = 6(2x+1)^2\nWhen x = 1, dy/dx = 6*9 = 56", "right right wrong"),
    ("x² + y² = 25. Find dy/dx at x = 3, y = 4", "y' = -x/y\nAt x = 3, y = 4: y' = -3/4", "right right right right"),
    ("x² + y² = 25. Find dy/dx at x = 3, y = 4", "y' = -x/y\nAt x = 3 and y = 4, y' = 3/4", "right right right wrong"),
    (SINE, "y = sin u with u = x²", "right right"),
    (POWER, "dy/dx = 6(2x+1)^2\nPlug in x = 1: y' = 6(3)^2 = 54", "right right right"),
    (POWER, "dy/dx = 6(2x+1)^2\ndy/dx|_{x=1} = 6*3^2 = 54", "right right"),
    (POWER, "dy/dx = 6(2x+1)^2\n\\left.\\frac{dy}{dx}\\right|_{x=1} = 6 \\cdot 9 = 56", "right wrong"),
    (POWER, "dy/dx = 6(2x+1)^2\ndy/dx (x = 1) = 54", "right right"),
    (SINE, r"\text{Then } y = \sin u \text{ and } u = x^2" + "\n" + r"\text{so } \frac{dy}{dx} = 2x\cos u", "right right right"),
    (SINE, r"\boxed{\frac{dy}{dx} = 2x\cos(x^2)}", "right"),
    (SINE, "**dy/dx = 2x cos(x^2)** ✓", "right"),
    (SINE, "We use the chain rule with u = x^2.\nSo we get dy/dx = 2u cos(u).\nThis simplifies to 2x cos(x^2).", "right wrong right"),
    (SINE, "y = sin u  |  u = x²", "right right"),
    (SINE, "==> y' = 2x cos(x²)  (the outer one first)", "right"),
    (SINE, "Sei u = x²\ndann ist u' = 2x\nalso y' = u' cos u", "right right right"),
    (SINE, "Soit u = x²\nalors u' = x\ndonc y' = x cos u", "right wrong follows"),
    ("h(x) = f(g(x)); f(u) = u³; g(x) = 2x + 1. Find h'(x)", "f'(u) = 3u²\ng'(x) = 2\nh'(x) = f'(g(x)) g'(x) = 6(2x + 1)²", "right right right"),
    ("f(x) = x^x", "ln f = x ln x\nf'/f = ln x + 1\nf' = f (ln x + 1)", "right right right"),
    ("f(x) = x^x", "ln f = x ln x\nf'/f = ln x + x\nf' = f (ln x + x)\nf' = x^x (ln x + x)", "right wrong follows follows"),
    ("f(x) = x^x", "ln f = x ln x\nf' = f (ln x + x)", "right wrong"),
    ("z = x² y; x = s cos t; y = s sin t. Find dz/dt", "zx = 2xy, zy = x²\ndz/dt = zx dx/dt + zy dy/dt", "right right right"),
    ("z = x² y; x = s cos t; y = s sin t. Find dz/dt", "zx = 2x, zy = x²", "wrong right"),
    ("y = (x² + 1)/(x - 1)", "y' = [(x²+1)'(x−1) − (x²+1)(x−1)']/(x−1)²\n= [2x(x-1) + (x²+1)]/(x−1)²", "right wrong"),
    (LAYERS, "δ^{(3)} = z^{(3)} - y\nδ^{(2)} = w^{(2)} δ^{(3)} a^{(2)} (1 - a^{(2)})\n∂J/∂w^{(1)} = δ^{(2)} x", "right right right"),
    (LAYERS, "δ⁽³⁾ = y - z⁽³⁾\nδ⁽²⁾ = w⁽²⁾ δ⁽³⁾ a⁽²⁾ (1 - a⁽²⁾)\n∂J/∂w⁽¹⁾ = δ⁽²⁾ x", "wrong follows follows"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "work", "statuses"), WORK, ids=[work for _, work, _ in WORK])
def test_statements_are_judged_among_words(problem: str, work: str, statuses: str) -> None:
    """What stands before and behind a statement does not change what it says."""
    assert " ".join(line.status for line in check(problem, work=work).lines) == statuses


def test_what_an_unread_line_names_is_no_link() -> None:
    """Where it was not understood what the student's u is, nothing is said about u."""
    lines = check(PRODUCT, work="u = x^2 @ 3\nu' = 2x\ny' = 2x sqrt(1-x) - x^2/(2 sqrt(1-x))").lines
    assert [line.status for line in lines] == ["not understood", "not understood", "right"]
