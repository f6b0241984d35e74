"""Quantities along a curve written as functions: y(x), y′(x), f′(1)."""

from __future__ import annotations

import pytest

import chainrule

ANSWERS = [
    ("x^2 + y^2 = 25, dy/dx", "-x/y(x)", True),
    ("x^2 + y^2 = 25, dy/dx", "y'(x) = -x/y(x)", True),
    ("x^2 + y^2 = 25, dy/dx", "x/y(x)", False),
    ("x^2 y + x y^2 = 6, dy/dx", "-y(2x + y)/(x(x + 2y))", True),
    ("f(x) + x^2 f(x)^3 = 10, find f'(x)", "-2x f(x)^3/(1 + 3x^2 f(x)^2)", True),
    ("f(x) + x^2 f(x)^3 = 10, find f'(x)", "-2x f^3/(1 + 3x^2 f^2)", True),
    ("If f(x) + x^2 [f(x)]^3 = 10 and f(1) = 2, find f'(1).", "-16/13", True),
    ("If f(x) + x^2 [f(x)]^3 = 10 and f(1) = 2, find f'(1).", "16/13", False),
]


OWN = [  # a problem that defines functions, and an answer that uses them
    ("f(x) = e^(2x)", "2f(x)"),
    ("f(x) = e^(2x)", "f'(x) = 2 f(x)"),
    ("sigmoid(x) = 1/(1+e^-x)", "sigmoid(x)(1-sigmoid(x))"),
    (r"\sigma(z) = \frac{1}{1+e^{-z}}", r"\sigma(z)(1-\sigma\left(z\right))"),
    ("tanh(x) = (e^x - e^-x)/(e^x + e^-x)", "1 - tanh^2(x)"),
    ("f(x) = 1/x", "-f(x)^2"),
    ("f(x) = 1/x", "-f²(x)"),
    ("h(x) = f(g(x)), f(u) = log u, g(x) = 2 + cos x", "f'(g(x)) g'(x)"),
    ("h(x) = f(g(x)), f(u) = log u, g(x) = 2 + cos x", "-sin x/g(x)"),
    ("f(x, y) = x e^y, find f_x", "f(x, y)/x"),
    ("L = log D(x) + log(1 - D(G(z))); dL/dz", "-D'(G(z)) G'(z)/(1 - D(G(z)))"),
    ("L = log D(x) + log(1 - D(G(z))); dL/dx", "D'(x)/D(x)"),
    ("J = log π_θ(a|s) R, dJ/dθ", "R dπ_θ(a|s)/dθ / π_θ(a|s)"),
    ("J = log π(a|s; θ), dJ/dθ", "dπ/dθ / π(a|s; θ)"),
    ("L = (f_w(x) - y)^2, dL/dw", "2(f_w(x) - y) df_w/dw"),
]


@pytest.mark.parametrize(("problem", "answer"), OWN)
def test_answers_in_the_functions_of_the_problem(problem: str, answer: str) -> None:
    """A function that the problem defines is its value where it is applied to its own arguments."""
    assert chainrule.check(problem, answer).correct


@pytest.mark.parametrize("answer", ["3f(x)", "f(x)", "2 + f(x)"])
def test_wrong_answers_in_the_functions_of_the_problem(answer: str) -> None:
    """An answer in the functions of the problem may be wrong as any other."""
    assert not chainrule.check("f(x) = e^(2x)", answer).correct


@pytest.mark.parametrize(("problem", "answer", "right"), ANSWERS)
def test_answers(problem: str, answer: str, right: bool) -> None:
    """In an answer y(x) is y, and y(2x + y) a product."""
    assert chainrule.check(problem, answer).correct is right


DEPENDENT = ["2x dx/dt y + x^2 dy/dt", "2xydx/dt + x^2dy/dt", "2x y x' + x²y'", r"2xy\cdot x' + x^{2}\cdot y'", "2xyẋ + x²ẏ", r"2xy\dot{x} + x^2\dot{y}"]


@pytest.mark.parametrize("answer", DEPENDENT)
def test_derivatives_beside_factors(answer: str) -> None:
    """A derivative is a factor, however it is typed and right behind whatever stands before it."""
    assert chainrule.check("V = x^2 y, where x and y are functions of t", answer, "t").correct is True
    assert chainrule.check("V = x^2 y, where x and y are functions of t", answer.replace("2", "3", 1), "t").correct is False


def test_a_distance_is_no_differential() -> None:
    """Where d is a quantity, 2dx/dt is 2·d·x/(d·t)."""
    assert chainrule.check("V = d x^2/(t d)", "2dx/dt", "x").correct is True


WORK = {
    "x^2 + y^2 = 25, dy/dx": ("2x + 2y(x) y'(x) = 0", "y'(x) = -x/y(x)"),
    "x^2 + y(x)^2 = 25, find y''(x)": ("2x + 2y y' = 0", "y'(x) = -x/y(x)", "y''(x) = -25/y(x)^3"),
    "f(x) + x^2 f(x)^3 = 10 and f(1) = 2, find f'(1)": ("f'(x) + 2x f(x)^3 + 3x^2 f(x)^2 f'(x) = 0", "f'(1) + 2*8 + 3*4 f'(1) = 0", "f'(1) = -16/13"),
    "x^2 + y^2 = 25, dx/dt = 3, dy/dt": ("2x x'(t) + 2y y'(t) = 0", "y'(t) = -3x/y"),
    "A = x y, dx/dt = 2, dy/dt = 3, dA/dt": ("A'(t) = x'(t) y + x y'(t)", "A' = 2y + 3x"),
    "x y = 12, w = x + 2y, dw/dx": ("y + x y'(x) = 0", "w'(x) = 1 + 2y'(x)", "w' = 1 - 2y/x"),
}


@pytest.mark.parametrize(("problem", "lines"), WORK.items(), ids=WORK)
def test_work(problem: str, lines: tuple[str, ...]) -> None:
    """Lines in function notation are right as those in Leibniz's are, and are told as they were typed."""
    verdict = chainrule.check(problem, work="\n".join(lines))
    assert [(line.text, line.status) for line in verdict.lines] == [(line, "right") for line in lines]
    assert verdict.correct is True


def test_a_wrong_line() -> None:
    """A line that lacks the inner derivative is wrong in this notation too."""
    verdict = chainrule.check("x^2 + y^2 = 25, dy/dx", work="2x + 2y(x) = 0\ny'(x) = -x/y(x)")
    assert [line.status for line in verdict.lines] == ["wrong", "right"]


UNSPECIFIED = [
    ("h = f(g(x))", "f' (g(x)) g'(x)", True),
    ("h = f(g(x))", "f' ( g (x) ) * g' (x)", True),
    ("h = f(g(x))", "f' (g(x))", False),
    ("h = f(g(x))", "df/dg * dg/dx", True),
    ("h = f(g(x))", r"\frac{df}{dg} \frac{dg}{dx}", True),
    ("h = f(g(x))", "df/dg", False),
    ("y = f(x^2)", "2x f' (x^2)", True),
    ("y = x f(x)", "f(x) + xf' (x)", True),
    ("y = (x + 1) f(x)", "f + f' (x + 1)", True),  # a product: f is a function of x
    ("y = (x + 1) f(x)", "f(x) + (x + 1) f' (x)", True),
]


@pytest.mark.parametrize(("problem", "answer", "right"), UNSPECIFIED)
def test_unspecified_functions(problem: str, answer: str, right: bool) -> None:
    """A space before a function's brackets is no product, where these hold what the function is applied to; df/dg of f(g(x)) is f′(g(x))."""
    assert chainrule.check(problem, answer).correct is right


PARTIALS = [
    ("y = f(3 sin x)", "3cos x f'(3 sin x)", "x"),  # f′ is no part of the cosine's argument
    ("h = f(g(x))", "f' g'", "x"),
    ("f(x, x+z)", "f_1(x, x+z) + f_2(x, x+z)", "x"),
    ("z = f(x, y), x = r cos t, y = r sin t", "-r sin t f_1 + r cos t f_2", "t"),
    ("z = f(x, y), x = r cos t, y = r sin t", "cos t f_x + sin t f_y", "r"),
    ("z = f(x, y), x = r cos t, y = r sin t", "f_x (-r sin t) + f_y(r cos t)", "t"),
    ("z = f(x, y), x = r cos t, y = r sin t", "f_x(x, y) (-r sin t) + r cos(t) f_y (x, y)", "t"),
    ("z = f(x(u, v), y(u, v))", "f_x x_u + f_y y_u", "u"),
]


@pytest.mark.parametrize(("problem", "answer", "wrt"), PARTIALS)
def test_partials(problem: str, answer: str, wrt: str) -> None:
    """Derivatives of functions may stand behind a function without brackets, and be numbered by the places of the arguments."""
    assert chainrule.check(problem, answer, wrt).correct is True
    assert chainrule.check(problem, f"2({answer})", wrt).correct is False


def test_second_partials() -> None:
    """f_12 is by the first and the second argument."""
    answer = "4 f_11(2s + 3t, 3s - 2t) + 12 f_12(2s + 3t, 3s - 2t) + 9 f_22(2s + 3t, 3s - 2t)"
    assert chainrule.check("g(s, t) = f(2s + 3t, 3s - 2t)", answer, "s", order=2).correct is True


POLAR = "z = f(x, y), x = r cos θ, y = r sin θ, find ∂²z/∂r²"
MIXED = "w = f(x, y), x = s + t, y = s - t, find ∂²w/∂s∂t"
SECOND = [
    (POLAR, "f_xx cos^2 θ + 2 f_xy sin θ cos θ + f_yy sin^2 θ", True),
    (POLAR, "f_{xx} cos^2 θ + f_{xy} sin θ cos θ + f_{yx} sin θ cos θ + f_{yy} sin^2 θ", True),
    (POLAR, "∂²f/∂x² cos^2 θ + 2 ∂²f/∂x∂y sin θ cos θ + ∂²f/∂y² sin^2 θ", True),
    (POLAR, "z_xx cos^2 θ + 2 z_xy sin θ cos θ + z_yy sin^2 θ", True),
    (POLAR, "∂²z/∂x² cos^2 θ + 2 ∂²z/∂x∂y sin θ cos θ + ∂²z/∂y² sin^2 θ", True),
    (POLAR, "f_xx cos^2 θ + f_yy sin^2 θ", False),
    (POLAR, "z_xx cos^2 θ + z_yy sin^2 θ", False),
    (MIXED, "f_xx - f_yy", True),
    (MIXED, "w_xx - w_yy", True),
    (MIXED, "w_xx + w_yy", False),
]


@pytest.mark.parametrize(("problem", "answer", "right"), SECOND)
def test_second_partial_derivatives_in_an_answer(problem: str, answer: str, right: bool) -> None:
    """f_xy and ∂²z/∂x∂y are derivatives by what the function is applied to."""
    assert chainrule.check(problem, answer).correct is right


def test_the_missing_mixed_term_is_shown() -> None:
    """Where the mixed derivatives were forgotten, they are what is missing."""
    assert chainrule.check(POLAR, "f_xx cos^2 θ + f_yy sin^2 θ").mistake.name == "lost-term"


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("J = log π_θ(a|s) R, dJ/dθ", "R/π_θ(a|s)"),
        ("J = log π(a|s; θ), dJ/dθ", "π(a|s; θ) dπ/dθ"),
        ("L = (f_w(x) - y)^2, dL/dw", "(f_w(x) - y) df_w/dw"),
    ],
)
def test_wrong_answers_in_a_function_of_its_index(problem: str, answer: str) -> None:
    """What is no derivative stays wrong where the function's index is what is differentiated by."""
    assert not chainrule.check(problem, answer).correct
