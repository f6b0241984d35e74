"""Formulas in MathML: their elements, what is around them, and what is refused with its place."""

from __future__ import annotations

import pytest
import sympy

import chainrule
from chainrule.errors import ReadError
from chainrule.syntax import read_problem
from chainrule.syntax.around.mathml import without_mathml

X = "<mi>x</mi>"
FORMULAS = {  # the content of <math>, and what SymPy differentiates
    f"<msup>{X}<mn>2</mn></msup><mo>+</mo><mn>3</mn>{X}": "x**2 + 3*x",
    f"<mfrac><mrow>{X}<mo>+</mo><mn>1</mn></mrow><mrow><mn>2</mn>{X}</mrow></mfrac>": "(x + 1)/(2*x)",
    f"<msup><mi>sin</mi><mn>2</mn></msup><mo>&ApplyFunction;</mo>{X}": "sin(x)**2",
    f"<msup><mi>e</mi><mrow><mo>−</mo><mn>2</mn>{X}</mrow></msup><mi>sin</mi>{X}": "exp(-2*x)*sin(x)",
    f"<msqrt>{X}<mo>+</mo><mn>1</mn></msqrt>": "sqrt(x + 1)",
    f"<mroot>{X}<mn>3</mn></mroot>": "x**(1/3)",
    f"<msup><mfenced><mrow>{X}<mo>+</mo><mn>1</mn></mrow></mfenced><mn>3</mn></msup>": "(x + 1)**3",
    f"<msup>{X}<mfrac><mn>1</mn><mn>2</mn></mfrac></msup>": "sqrt(x)",
    f"<mn>2</mn><mo>&InvisibleTimes;</mo>{X}<mo>⋅</mo><mi>ln</mi><mo>|</mo>{X}<mo>|</mo>": "2*x*log(x)",
    f"<semantics><mrow>{X}<mspace width='1em'/>{X}</mrow><annotation encoding='a>b'>x^9</annotation></semantics>": "x**2",
}


@pytest.mark.parametrize(("inside", "expected"), FORMULAS.items(), ids=FORMULAS.values())
def test_elements(inside: str, expected: str) -> None:
    """What a browser shows is what is differentiated."""
    derivative = next(iter(chainrule.derive(f"<math xmlns='http://www.w3.org/1998/Math/MathML'>{inside}</math>")))
    x = sympy.Symbol("x")
    found = sympy.sympify(str(derivative.tidy).replace("^", "**"), {"x": x, "e": sympy.E, "root": lambda u, n: u ** (1 / n)})
    assert abs((found - sympy.diff(sympy.sympify(expected), x)).subs(x, 0.7).evalf()) < 1e-12


DERIVATIVE = f"<math><mfrac><mrow><mi>d</mi><mi>y</mi></mrow><mrow><mi>d</mi>{X}</mrow></mfrac></math>"
SECOND = f"<math><mfrac><mrow><msup><mo>∂</mo><mn>2</mn></msup><mi>y</mi></mrow><mrow><mo>∂</mo><msup>{X}<mn>2</mn></msup></mrow></mfrac></math>"
PRIMED = f"<math><msup><mi>y</mi><mo>′</mo></msup><mo>(</mo>{X}<mo>)</mo></math>"


@pytest.mark.parametrize(("asked", "order"), [(DERIVATIVE, 1), (SECOND, 2), (PRIMED, 1)], ids=["dy/dx", "∂²y/∂x²", "y'(x)"])
def test_asked(asked: str, order: int) -> None:
    """A fraction of differentials and a prime ask."""
    problem = read_problem(f"Find {asked} if <math><mi>y</mi><mo>=</mo><msup>{X}<mn>4</mn></msup></math>.")
    assert (problem.output, problem.order, str(problem.definitions[0].tree)) == ("y", order, str(read_problem("y = x^4").definitions[0].tree))


def test_index_and_power() -> None:
    """An index below a power is a part of the name."""
    assert without_mathml(f"<math><msubsup>{X}<mn>2</mn><mn>3</mn></msubsup></math>").strip() == "x_{2}^3"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (f"<math><mtable>{X}</mtable></math>", "<mtable> of MathML is not read"),
        (f"<math><msup>{X}</msup></math>", "has 2 parts, here it has 1"),
        (f"<math>{X}", "has no end"),
        ("<math><mi>x</math>", "closes nothing"),
        ("<math>" * 5000, "has no end"),
        ("<!--" * 5000 + "<math>", "has no end"),
    ],
)
def test_refused(typed: str, message: str) -> None:
    """What is not read, and what is cut off, is said."""
    with pytest.raises(ReadError, match=message):
        read_problem(typed)
