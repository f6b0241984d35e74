"""Problems as pages have them: enumeration, Markdown, HTML, formulas set apart from language, derivatives that copying changed."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError
from chainrule.notation import text
from chainrule.syntax import read_problem
from chainrule.syntax.around.pages import without_marks
from chainrule.syntax.latex.braces import without_braces

MARKS = {
    "- [x] y = x^2": "2*x",
    "```python\nf = x**2\n```": "2*x",
    "\\begin{enumerate}\\item $y = x^3$\\end{enumerate}": "3*x^2",
    "Question 7 (4 marks)\nLet f(x) = x^3. Find f'(x).": "3*x^2",
    "$f(x) = x^2\\\\g(x) = x^3$ find $f'(x)$": "2*x",
    "Mathematica: D[x^2, x]": "2*x",
    "Q7 (b)(ii) Find f'(x) where f(x) = x^3": "3*x^2",
    "f: [0, ∞) → ℝ, f(x) = √x": "1/(2*sqrt(x))",
    r"f : (0,\infty) \to \mathbb{R}, f(x) = \ln x": "1/x",
    "(b) y = 5 sec(x)": "5*sec(x)*tan(x)",
    "Find the derivative: (a) y = 3 tan x": "3*sec(x)^2",
    "(2) Differentiate y = (4x - 1)^3": "12*(4*x - 1)^2",
    "7. $y(x) = (x - 2)\\exp(x)$": "exp(x) + (x - 2)*exp(x)",
    "4. Differentiate y = x^5": "5*x^4",
    "find dy/dx for: c) x y = 7": "-y/x",
    "Differentiate with respect to x: (a) sin(x^2)": "2*x*cos(x^2)",
    "PROBLEM 3. Find f'(x) if f(x) = sin(5x)": "5*cos(5*x)",
    "In Exercises 4-8, find $\\frac{dy}{dx}$. $y = x^7$": "7*x^6",
    "**What is d/dx (e^{3x})?**": "3*e^(3*x)",
    "**Exercise 2.** Find the derivative of y = x^4": "4*x^3",
    "MSE loss: L = (t - 1)^2": "2*(t - 1)",
    "L2 penalty: J = 3 w^2": "6*w",
    "log_softmax: l = z - log(1 + e^z)": "1 - e^z/(1 + e^z)",
    "pseudo-Huber: L = √(1 + r²)": "r/sqrt(1 + r^2)",
    "Forward:\nu = sin(x)\ny = u^2\nBackward:\ndy/dx = ?": "2*sin(x)*cos(x)",
    "Layer 1: u = 3x. Layer 2: y = u^2": "18*x",
    "* $u = \\cos t$\n* $f = u^2$": "-2*cos(t)*sin(t)",
    "- u = cos t\n- f = u^2": "-2*cos(t)*sin(t)",
    "differentiate: y = (x<sup>3</sup> - x)<sup>4</sup>": "4*(x^3 - x)^3*(3*x^2 - 1)",
    "<p>y = sin<sup>2</sup>x</p>": "2*sin(x)*cos(x)",
    "Find the derivative of `x^2 cos(x)`": "2*x*cos(x) - x^2*sin(x)",
    "A curve has equation $y = x^3$. Find $\\frac{dy}{dx}$. [2]": "3*x^2",
    "\\\\frac{dy}{dx}, y = \\\\sin(x^3)": "3*x^2*cos(x^3)",
    "Differentiate \\\\(y = x^3 \\ln(x)\\\\)": "3*x^2*ln(x) + x^2",
    "f(x) = 3x²  ges: f'(x)": "6*x",
    "Geg.: f(x) = x^2\nGes.: f'(x)": "2*x",
    "y = 4*x^2;  % quadratic": "8*x",
    "y = 3*x^2; // parabola": "6*x",
    "y = 3*x^2 // a nice parabola": "6*x",
    "f(x) = e<sup>-x<sup>2</sup></sup>": "-2*x*e^(-x^2)",
    "f(x) = 3x^2 .+ 2x": "6*x + 2",
    "\\newcommand{\\R}{\\mathbb{R}} Let $g(t) = t^3$. Compute $g'(t)$.": "3*t^2",
    "Differentiate $y = t^3$ with respect to $t$. \\hfill (2 marks)": "3*t^2",
    "Hooke's law: F = -k x. Find dF/dx.": "-k",
    "Problem Set 3, #4: Let f(x) = x^4. Compute f''(x).": "12*x^2",
    "$ f(x) = frac(x^2, 2) $": "x",
}


@pytest.mark.parametrize(("typed", "expected"), MARKS.items(), ids=MARKS)
def test_marks(typed: str, expected: str) -> None:
    """What only a page needs has no part in a formula."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


@pytest.mark.parametrize("typed", ["y = x**2 + 3**x", "e**(2x) cos(x)**2", "y = x\n* sin(x)", "- x + y^2", "x < 3, y = x^2", "y = (a) x", "f(a) = 2"])
def test_signs_that_are_no_marks(typed: str) -> None:
    """Powers, products over two lines, signs, conditions and factors in brackets stay."""
    assert without_marks(typed) == typed


LANGUAGE = {
    "Activation: $a = \\sigma(z)$, where $z = w x$ and $w$ is a weight. Compute $\\frac{da}{dw}$": "x*sigmoid(w*x)*(1 - sigmoid(w*x))",
    "Regarding $y$ as a function of $x$, compute $y'$: \\[x^2 + y^3 = 5\\]": "-2*x/(3*y^2)",
    "Suppose $g$ is a differentiable function of $x$, and $f(x) = x g(x)$.": "g(x) + x*g'(x)",
    "Ohm's law says $V = I R$. Find $dV/dI$.": "R",
    "$u = 3x$ $y = u^2$": "18*x",
    "Differentiate this slightly longer expression, $J = (1 + 4w)^2$": "8*(1 + 4*w)",
    "\\[ \\sigma(z) = \\frac{1}{1 + e^{-z}} \\] The derivative of the sigmoid function": "e^(-z)/(1 + e^(-z))^2",
    "\\begin{cases} z = x^2 + y \\\\ x = 3t \\\\ y = t^2 \\end{cases}": "20*t",
    "\\left\\{\\begin{aligned} z &= xy \\\\ x &= t^2 \\\\ y &= t\\end{aligned}\\right.": "3*t^2",
    "Find the differential coefficient (derivative) of the function $y = x^6$.": "6*x^5",
    "Find the gradient of the loss $L$ with respect to $w$, where $L = (w x - 1)^2$ (same as above).": "2*(w*x - 1)*x",
}


@pytest.mark.parametrize(("typed", "expected"), LANGUAGE.items(), ids=LANGUAGE)
def test_language_outside_formulas(typed: str, expected: str) -> None:
    """Where formulas are set apart, all words outside them are language, and names that are only mentioned ask for nothing."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


COPIED = {
    "Find (dy)/(dx), y = x^3": "3*x^2",
    "area = π radius^2, d(area)/d(radius)": "2*pi*radius",
    "d(x^2)/d(x)": "2*x",
    "Calculate (d)/(dx) x^5": "5*x^4",
    "Find dy dx for y = x^4": "4*x^3",
    "Find the Derivative - d/dx y=x^3": "3*x^2",
    "Find dz/dt or dw/dt. z = x^2, x = t^3": "6*t^5",
    "Use the chain rule to find dz/ds or dz/dt. z = x^2, x = s t": "2*s*t^2",
    "Find dy/dx if x^2 + y^2 = 9. Then find the tangent to the circle x^2 + y^2 = 9.": "-x/y",
    "For F(x, y) = x^3 + y^2 = 5, find dy/dx": "-3*x^2/(2*y)",
    "ŷ = a_2 = σ(z), z = w x, dŷ/dw": "x*sigmoid(w*x)*(1 - sigmoid(w*x))",
    "Find the slope of the tangent to x = t^2, y = t^3": "3*t/2",
}


@pytest.mark.parametrize(("typed", "expected"), COPIED.items(), ids=COPIED)
def test_derivatives_as_copied(typed: str, expected: str) -> None:
    """Derivatives in brackets or without their line are no products, and of several asked for that which is there is taken."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


def test_a_product_with_d() -> None:
    """Where a text defines d, a quotient in brackets is one of products."""
    assert str(chainrule.derive("d = 3, f = (d a)/(d b^2), df/da")["a"].tidy) == "1/b^2"


BRACES = {
    r"\frac{{\partial{L}}}{{\partial{w_{12}}}}": r"\frac{ \partial L  }{ \partial w_{12}  }",
    r"{d^2}y/d{x^2}": r" d^2 y/d x^2 ",
    r"\displaystyle{y = x^{2}}": r"\displaystyle y = x^{2} ",
    r"\displaystyle{1 \over x} + 1": r"\displaystyle{1 \over x} + 1",
    r"\frac{\partial^2}{\partial x \partial y}": r"\frac{\partial^2}{\partial x \partial y}",
    r"\displaystyle{x}^2": r"\displaystyle{x}^2",
}


@pytest.mark.parametrize(("typed", "expected"), BRACES.items(), ids=BRACES)
def test_braces(typed: str, expected: str) -> None:
    """Braces that group nothing are spaces; those of a fraction or before a power stay."""
    assert without_braces(typed) == expected


LATEX = {
    r"Find \(\frac{{dz}}{{dt}}\). \[z = {x^2},\hspace{0.5in}x = {t^3}\]": "6*t^5",
    r"\[z = x^2\,\hspace{0.5in}x = t^3\] Find \(\frac{dz}{dt}\)": "6*t^5",
    r"Find $\ds\frac{dy}{dx} \enspace$ if $y = x^2$": "2*x",
}


@pytest.mark.parametrize(("typed", "expected"), LATEX.items(), ids=LATEX)
def test_spacing(typed: str, expected: str) -> None:
    """Wide spaces separate definitions."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


POINTS = {
    "$x^3 + y^3 = 9xy;\\quad (2,4)$": {"x": "2", "y": "4"},
    "f(x, y) = x y, P = (3, 1), find f_x": {"x": "3", "y": "1"},
    "$g(\\theta) = \\sin^2\\theta$ at $\\theta = \\pi/3$": {"θ": "pi/3"},
    "Find the slope of y = x^2 at the point (3, 9)": {"x": "3"},
    "Find the slope of y = x^2 at x = 3 using the definition": {"x": "3"},
    "$x^2 + y^2 = 25$ at $\\left(3, 4\\right)$. Find dy/dx": {"x": "3", "y": "4"},
}


@pytest.mark.parametrize(("typed", "point"), POINTS.items(), ids=POINTS)
def test_points(typed: str, point: dict[str, str]) -> None:
    """A point is taken also alone, with a letter, in tall brackets, and of the graph of a function."""
    assert {name: text(value) for name, value in read_problem(typed).point} == point


CLAIMED = {
    "Show that the derivative of sec x is sec x tan x": "sec(x)*tan(x)",
    "Why is the derivative of ln x equal to 1/x?": "1/x",
    "Given that y = x^3, show that dy/dx = 3x^2": "3*x^2",
    "Verify that d/dx (ln(sec x)) = tan x": "tan(x)",
    "If $y = x^2$, show that $\\frac{dy}{dx} = 2x$.": "2*x",
    "Prove that f'(x) = 3x^2 if f(x) = x^3": "3*x^2",
}


@pytest.mark.parametrize(("typed", "expected"), CLAIMED.items(), ids=CLAIMED)
def test_what_a_derivative_is_said_to_be(typed: str, expected: str) -> None:
    """What is to be shown is set aside with a word, and the derivative is worked out."""
    derivation = chainrule.derive(typed)
    assert str(next(iter(derivation)).tidy) == expected
    assert any("set aside" in reading.message for reading in derivation.readings)


REFUSED = {
    "What is the integral of 1/x dx?": "'integral' asks for no derivative",
    "Find the domain of $f(x) = \\ln x$": "'domain' asks for no derivative",
    "Find the maximum of x^2 - 3x": "'maximum' asks for no derivative",
    "Find the average rate of change of f(x) = x^2": "'average rate' asks for no derivative",
    "Sketch the curve y = x^2": "'Sketch' asks for no derivative",
    "Find the arc length of $y = x^2$": "'arc length' asks for no derivative",
    "Find the directional derivative of $f(x, y) = x^2 y$": "'directional derivative' is another question",
    "f(x, y) = x^2 y along the direction (1, 1)": "'along the direction' is another question",
    "y = x² along": "nothing stands behind 'along'",
    "Suppose $x$ is measured in degrees. Find the derivative of $\\sin x$.": "'degrees' would change what is meant",
    "All logs are base ten. y = log(x). Find the derivative.": "'base ten' would change what is meant",
}


@pytest.mark.parametrize(("typed", "message"), REFUSED.items(), ids=REFUSED)
def test_other_questions(typed: str, message: str) -> None:
    """A question that no derivative answers is refused by name."""
    with pytest.raises(ReadError, match=message):
        read_problem(typed)


def test_a_temperature_in_degrees() -> None:
    """Degrees of temperature are no angles."""
    assert str(chainrule.derive("The temperature in degrees Celsius is $T = 20 + e^{-t}$. Find $dT/dt$")["t"].tidy) == "-e^(-t)"


def test_a_question_about_a_derivative_may_name_others() -> None:
    """What else a text speaks of is no hindrance where it asks for a derivative."""
    assert str(chainrule.derive("Use the limit definition to find the derivative of f(x) = 6x^2")["x"].tidy) == "12*x"


def test_partial_derivatives_of_a_composed_function() -> None:
    """f_x and f_y of f(g(t), h(t)) are by the first and by the second argument."""
    problem = "p(t) = f(g(t), h(t)), g(1) = 2, g'(1) = 3, h(1) = 4, h'(1) = 5, f_x(2, 4) = 6, f_y(2, 4) = 7. Find p'(1)."
    assert chainrule.check(problem, "53").correct is True


MOTION = {
    "Find the acceleration function if s(t) = 5t^3": "30*t",
    "The velocity is v(t) = 4t^2. Find the acceleration.": "8*t",
    "A particle has position $s(t) = t^4$. Find its velocity.": "4*t^3",
    "f(x, y) = x y; find grad f": "y",
    "∇f for f = x^2 y": "2*x*y",
    "E = (w*x + b)^2, ∇E(w)": "2*(w*x + b)*x",
    "f(x, y) = x^2 y. Find ∇f(1, 2).": "2*x*y",
    "$f(x, y) = x^3 y$, find $\\nabla f$": "3*x^2*y",
    "What is the derivative of 'y = 5x squared'?": "10*x",
    "What is the derivative of y = (3x + 1)squared?": "6*(3*x + 1)",
    "We shall find the derivative of x^2 + 1": "2*x",
    "It is required to find the derivative of x^2 + 1": "2*x",
    "Prediction: p = w x\nLoss function: L = (p - y)^2": "2*(w*x - y)*x",
}


@pytest.mark.parametrize(("typed", "expected"), MOTION.items(), ids=MOTION)
def test_what_words_ask(typed: str, expected: str) -> None:
    """An acceleration is a second derivative of a place, a gradient one by all inputs, and labels and quotation marks say nothing."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


NOT_UNDERSTOOD = {
    "What is the derivative of y = 2x to the power of one third?": "this power is not understood",
    "Find the derivative of sin x with respect to cos x": "a derivative by a function is asked for",
    "softmax derivative": "the word 'softmax' is not understood",
    "The derivative of f is asked. f(x) = x^2": "the word 'is' is not understood",
    "limit of sin x/x": "'limit' asks for no derivative",
    "derivative of x^2 y omitting y": "the word 'omitting' is not understood",
    "The sine of the function y = x^2": "the word 'sine' is not understood",
}


@pytest.mark.parametrize(("typed", "message"), NOT_UNDERSTOOD.items(), ids=NOT_UNDERSTOOD)
def test_not_understood(typed: str, message: str) -> None:
    """What is said in words and not understood is refused, not left out."""
    with pytest.raises(ReadError, match=message):
        read_problem(typed)


def test_a_point_in_latex_marks() -> None:
    r"""The point \((3, 4)\) is that of the answer."""
    assert chainrule.check(r"Given \(x^2+y^2=25\), find \(dy/dx\) at \((3,4)\).", "-3/4").correct is True


TIMES = {
    "Differentiate x^5 twice": "20*x^3",
    "Differentiate $x^5$ three times": "60*x^2",
    "Differentiate x^5 3 times with respect to x": "60*x^2",
    "differentiate y = 5 times x^2": "10*x",
    "differentiate three times x^2": "6*x",
    "differentiate one over x": "-1/x^2",
    "differentiate x over two plus five": "1/2",
    "differentiate x to the 4th": "4*x^3",
    "differentiate log base 2 of x": "1/(x*ln(2))",
    "double derivative of x^5": "20*x^3",
    "Take the derivative of x^5": "5*x^4",
    "f is three times differentiable, y = x f(x), find y'": "f(x) + x*f'(x)",
    "Find the tangent of the curve y = x^4": "4*x^3",
    "derivative of the tangent of x": "sec(x)^2",
}


@pytest.mark.parametrize(("typed", "expected"), TIMES.items(), ids=TIMES)
def test_times(typed: str, expected: str) -> None:
    """Twice and three times say how often, and are no factors; times between items is a product."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


OPERATIONS = {
    "Find the derivative of the absolute value of $x^3$": "'absolute value of' stands before a formula",
    "Find the derivative of the sine of $3x$": "'sine of' stands before a formula",
    "Find twice the derivative of $x^2$": "a multiple of a derivative is asked for",
    "Find the logarithmic derivative of $x^2$": "'logarithmic derivative' is another question",
}


@pytest.mark.parametrize(("typed", "message"), OPERATIONS.items(), ids=OPERATIONS)
def test_operations_in_words(typed: str, message: str) -> None:
    """What words do to a formula is not left out with them."""
    with pytest.raises(ReadError, match=message):
        read_problem(typed)


@pytest.mark.parametrize(("typed", "expected"), {"(2) x^2 + 1": "4*x", "y = (x + 1)[2]": "2"}.items())
def test_factors_in_brackets(typed: str, expected: str) -> None:
    """A number in brackets before an expression, or after one, is a factor."""
    assert str(chainrule.derive(typed)["x"].tidy) == expected


FUNCTIONS = {
    "f : x ↦ x^2 sin x": "2*x*sin(x) + x^2*cos(x)",
    "f\\colon x \\mapsto x^4": "4*x^3",
    "f: \\mathbb{R} \\to \\mathbb{R}, x \\mapsto x^4": "4*x^3",
    "$A(t) = \\pi r(t)^2$. Find $\\frac{dr}{dt}$ if $\\frac{dA}{dt} = 6$ and $r = 2$": "3/(pi*r)",
    "x(t)^2 + y(t)^2 = 25, dx/dt = 4, dy/dt": "-4*x/y",
    "d/dx (u/v)": "(u'(x)*v(x) - u(x)*v'(x))/v(x)^2",
    "(fg)'": "f'(x)*g(x) + f(x)*g'(x)",
    "d/dt e^u": "e^u(t)*u'(t)",
    "(u^2)'": "2*u",
    "d^2(sin x)/dx^2": "-sin(x)",
    "\\frac{d^2(x^3)}{dx^2}": "6*x",
    "d/d(theta) theta^2": "2*theta",
    "V(t) = r(t)^2 h(t), dr/dt = 2, dh/dt = 3, find dV/dt": "4*r*h + 3*r^2",
}


@pytest.mark.parametrize(("typed", "expected"), FUNCTIONS.items(), ids=FUNCTIONS)
def test_functions_in_other_notation(typed: str, expected: str) -> None:
    """A mapping is a definition, and beside a rate dr/dt the function r(t) is the quantity r."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


@pytest.mark.parametrize("text", ["loss = p_1^2; d loss/dp_1", "d loss / d p_1; loss = p_1^2", "loss = p_1^2, find d loss/dp_1"])
def test_a_space_behind_d(text: str) -> None:
    """The derivative of a quantity with a word for its name may have a space in it; it is no product with d."""
    (result,) = chainrule.derive(text)
    assert (result.of, str(result.tidy)) == ("loss", "2*p_1")
