"""Answers that give the derivatives by all inputs together: as a vector, as several statements, as a total differential."""

from __future__ import annotations

from itertools import permutations

import pytest
import sympy

from chainrule import check, grade
from chainrule.errors import ChainRuleError, ProblemError, ReadError

F = "f(x, y) = x^2 y"
AT = "Find the gradient of f(x, y) = x^2 y at (1, 2)"
SPACE = "f(x, y, z) = x y z"
ROOT = "f(x, y) = sqrt(x^2 + y^2)"
FREE = "z = y^2 x"
PLANE = "f(x, y) = x^2 + 3y, ∇f"
HALVES = "f(x, y) = 1.5 x + 0.5 y"
COST = "cost(price, amount) = price*amount^2"
LOSS = "L = (a - y)^2, a = w x + b, find dL/dw and dL/db"

RIGHT = [
    (AT, "∇f = (2xy, x^2) = (4, 1)"),
    (AT, "(2xy, x^2) = (4, 1)"),
    (AT, "2xy i + x^2 j = 4i + j"),
    (F, "∇f = (2xy, x^2) = x(2y, x)"),
    (F, "(2xy, x²)"),
    (F, "<2xy, x^2>"),
    (F, "2xy i + x² j"),
    (F, r"2xy \hat i + x^2 \hat j"),
    (F, r"2xy\,\mathbf{i} + x^2\,\mathbf{j}"),
    (F, "∇f = (2xy, x²)"),
    (F, "∇f(x, y) = [2xy, x^2]^T"),
    (F, r"$\nabla f(x,y) = \left\langle 2xy, x^2 \right\rangle$"),
    (F, r"\begin{pmatrix} 2xy \\ x^2 \end{pmatrix}"),
    (F, "grad f = 2xy, x^2"),
    (F, "f_x = 2xy, f_y = x^2"),
    (F, "f_y = x^2 and f_x = 2xy"),
    (F, "f_x(x, y) = 2xy, f_y(x, y) = x^2"),
    (F, "f_x(x, y) = 2xy"),
    (F, r"\frac{\partial f}{\partial x} = 2xy; \frac{\partial f}{\partial y} = x^2"),
    (F, "(f_y, f_x) = (x^2, 2xy)"),
    (F, "df = 2xy dx + x^2 dy"),
    (F, "df = x^2dy + 2xydx"),
    (F, r"2xy\,dx + x^2\,dy"),
    (AT, "(4, 1)"),
    (AT, "∇f(1, 2) = (4, 1)"),
    (AT, "4i + j"),
    (AT, "(2xy, x^2)"),
    (AT, "4,1"),
    (AT, "f_x(1, 2) = 4, f_y(1, 2) = 1"),
    (PLANE, "3 j + 2x i"),
    (PLANE, "∂f/∂x = 2x"),
    ("f(x, y) = x - y; ∇f", "i - j"),
    (SPACE, "(yz, xz, xy)"),
    (SPACE, "df = yz dx + xz dy + xy dz"),
    (ROOT, "(x, y)/sqrt(x^2 + y^2)"),
    (ROOT, "1/√(x²+y²) (x, y)"),
    (ROOT, r"\nabla f = \frac{1}{\sqrt{x^2+y^2}} \cdot (x, y)"),
    (ROOT, "(x, y)·1/√(x²+y²)"),
    (ROOT, "(x, y)(x^2 + y^2)^(-1/2)"),
    (ROOT, "∇f = (x, y)/f"),
    (ROOT, r"\frac{1}{\sqrt{x^2+y^2}}\begin{bmatrix} x \\ y \end{bmatrix}"),
    (ROOT, r"\begin{pmatrix} x \\ y \end{pmatrix} \cdot \frac{1}{\sqrt{x^2+y^2}}"),
    (FREE, "(y^2, 2xy)"),
    (FREE, "(2xy, y^2)"),
    (LOSS, "(2(a-y)x, 2(a-y))"),
    (LOSS, "dL/dw = 2(a-y)x, dL/db = 2(a-y)"),
    ("z = a x^2 + b y", "dz = 2ax dx + b dy"),
    ("z = a x^2", "dz = 2ax dx"),
    (F, "f_x = 2xy f_y = x^2"),
    (F, "∂f/∂x = 2xy ∂f/∂y = x^2"),
    (HALVES, "(1,5; 0,5)"),
    (HALVES, "(1,5, 0,5)"),
    (HALVES, "1,5; 0,5"),
    (HALVES, "f_x = 1,5, f_y = 0,5"),
    ("f(x, y) = x + 5y", "(1,5)"),
    ("z = x y", "ydx + xdy"),
    (COST, "dcost = amount^2 dprice + 2 price*amount damount"),
    (COST, "(amount^2, 2 price amount)"),
]

WRONG = [
    (AT, "∇f = (2xy, x^2) = (1, 4)", "components"),
    (PLANE, "2x", "components"),
    (AT, "5", "components"),
    (F, "(2xy, 2x)", "constant-differentiated"),
    (F, "(-2xy, x^2)", "sign"),
    (F, "(x^2, 2xy)", "components"),
    (ROOT, "(x, y)·(x^2 + y^2)^(1/2)", "exponent-not-reduced"),
    (F, "(2xy, x^2, 0)", "components"),
    (F, "∇f = 2xy + x^2", "components"),
    (F, "xy i + x² j", "lost-coefficient"),
    (F, "f_x = 2xy and f_y = 2x", "constant-differentiated"),
    (F, "(f_y, f_x) = (2xy, x^2)", "wrong-variable"),
    (F, "df = 2xy dx", "components"),
    (F, "df = 2xy dx - x^2 dy", "sign"),
    (AT, "(1, 4)", "components"),
    (F, "f_x = x^2 f_y = 2xy", "wrong-variable"),
    (HALVES, "(0,5; 1,5)", "components"),
    (HALVES, "f_x = 0,5; f_y = 1,5", "wrong-variable"),
    (AT, "(4, 1, 0)", "components"),
    ("z = x^2 + y^3", "(3y^2, 2x)", "components"),
    (SPACE, "df = yz dx + xz dy", "components"),
    (ROOT, "-(x, y)/sqrt(x^2 + y^2)", "sign"),
    (LOSS, "(2(a-y), 2(a-y)x)", "components"),
    (COST, "dcost = amount^2 dprice + price*amount damount", "lost-coefficient"),
    (COST, "dcost = amount^2 dprice", "components"),
]

REFUSED = [
    (F, "∇g = (2xy, x^2)", "'∇g' is not the gradient of f"),
    (F, "∇f(1, 2) = (4, 1)", "the answer is for \\(1, 2\\)"),
    (F, "df = 2xy dx + x^2", "this is no sum of terms with dx"),
    (F, "df = 2xy dx · x^2 dy", "this is no sum of terms with dx, dy"),
    (F, "2e^x (x i + y j)", "unit vectors stand in another expression"),
    ("z = a x^2 + b y", "(2ax, b)", "your answer has 2 components; the gradient has 4"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT, ids=[f"{problem} | {answer}" for problem, answer in RIGHT])
def test_right(problem: str, answer: str) -> None:
    """A gradient is right in any notation, where every component is."""
    assert check(problem, answer).correct is True


@pytest.mark.parametrize(("problem", "answer", "name"), WRONG, ids=[f"{problem} | {answer}" for problem, answer, _ in WRONG])
def test_wrong(problem: str, answer: str, name: str) -> None:
    """A gradient with a wrong component is wrong, and the mistake behind that component is named."""
    verdict = check(problem, answer)
    assert verdict.correct is False
    assert verdict.mistake is not None
    assert verdict.mistake.name == name


@pytest.mark.parametrize(("problem", "answer", "said"), REFUSED, ids=[f"{problem} | {answer}" for problem, answer, _ in REFUSED])
def test_refused(problem: str, answer: str, said: str) -> None:
    """What may be no gradient of this function is not judged, and the reason is said."""
    with pytest.raises(ReadError, match=said):
        check(problem, answer)


@pytest.mark.parametrize("body", ["x*y + y**2", "exp(x*y)", "x/y", "log(x**2 + y**2)", "sin(x)*cos(y)", "x*exp(-y)"])
def test_components_by_sympy(body: str) -> None:
    """SymPy's own partial derivatives are right in their order alone, as a list and as a total differential."""
    x, y = sympy.symbols("x y")
    expression = sympy.sympify(body)
    right = [str(sympy.diff(expression, name)).replace("**", "^") for name in (x, y)]
    problem = f"f(x, y) = {body.replace('**', '^')}"
    for order in permutations(right):
        assert check(problem, f"({', '.join(order)})").correct is (list(order) == right)
        assert check(problem, f"df = ({order[0]}) dx + ({order[1]}) dy").correct is (list(order) == right)


def test_every_component_is_told() -> None:
    """Of a wrong gradient each component is judged by itself, by the name it is for."""
    verdict = check(F, "(2xy, 2x)")
    assert [(line.text, line.status) for line in verdict.lines] == [("∂f/∂x = 2xy", "right"), ("∂f/∂y = 2x", "wrong")]


def test_by_names_in_turn() -> None:
    """By several names that the caller gives, the entries are in their order; forms are asked of every entry."""
    assert check(FREE, "(2xy, y^2)", ("y", "x")).correct is True
    assert check(FREE, "(y^2, 2xy)", ("y", "x")).correct is False
    assert check("f(x, y) = (x + 1)^2 + y; ∇f", "(2(x + 1), 1)", form="factored").correct is True
    assert check("f(x, y) = (x + 1)^2 + y; ∇f", "(2x + 2, 1)", form="factored").correct is not True


def test_one_derivative_of_several() -> None:
    """An expression alone, where there are several derivatives, is asked which one it is, unless the gradient of some names is asked for."""
    with pytest.raises(ProblemError, match=r"by x, y\nwrite ∂f/∂x = …, or say which one it is: wrt='x', on the command line --wrt x"):
        check("f = x^2 + 3y", "2x")
    assert "Your answer is one expression; the gradient has 2 components, by x, y." in str(check(PLANE, "2x"))
    assert check(F, "f_x = 2xy").correct is True


def test_a_wrong_vector_before_the_last() -> None:
    """The last vector of a chain is judged; one before it that is not equal to it is told."""
    verdict = check(AT, "∇f = (2x, x^2) = (4, 1)")
    assert verdict.correct is True
    assert "But (2x, x^2) before it is not equal to that." in str(verdict)


def test_a_vector_is_no_derivative() -> None:
    """Where one derivative is asked for, a vector is refused."""
    with pytest.raises(ChainRuleError, match="comma"):
        check("y = log(x, 2)", "(1, 2)")


def test_a_class() -> None:
    """A class is asked for a gradient as one student is."""
    report = grade([("Ada", "(2x, 3)"), ("Ben", "<2x, 4>"), ("Cy", "2x i + 3 j"), ("Di", "2x")], PLANE)
    assert [mark.outcome for mark in report.marks] == ["right", "wrong", "right", "wrong"]


LINES = [
    (F, "f_x = 2xy\nf_y = x^2\n∇f = (2xy, x^2)", True, ["right"] * 3),
    (F, "f_x = 2xy\nf_y = x^2", True, ["right"] * 2),
    (F, "∂f/∂x = 2xy, ∂f/∂y = x^2, so ∇f = <2xy, x^2>", True, ["right"] * 3),
    (F, "∇f = (f_x, f_y) = (2xy, x^2)", True, ["right"]),
    (F, "f_x = 2xy\nf_y = 2x\n∇f = (2xy, 2x)", False, ["right", "wrong", "follows"]),
    (F, "f_x = 2xy\nf_y = x^2\n∇f = (x^2, 2xy)", False, ["right", "right", "wrong"]),
    (F, "f_x = 2xy\nf_y = x^2\n∇f = (2xy, x)\n= (2xy, 2x)", False, ["right", "right", "wrong", "wrong"]),
    (AT, "f_x = 2xy\nf_y = x^2\n∇f = (2xy, x^2)\n∇f(1, 2) = (4, 1)", True, ["right"] * 4),
    (AT, "∇f = (2xy, x^2)\n∇f(1, 2) = (4, 2)", False, ["right", "wrong"]),
    (AT, "f_x(x, y) = 2xy\nf_x(1, 2) = 4\nf_y(1, 2) = 1", True, ["right"] * 3),
    (AT, "f_x(1, 2) = 4\nf_y(1, 2) = 2", False, ["right", "wrong"]),
    ("f(x, y) = x^2 y, find f_x(1, 2)", "f_x(x, y) = 2xy\nf_x(1, 2) = 5", False, ["right", "wrong"]),
    (PLANE, "f_x = 2x", None, ["right"]),
    (PLANE, "2x\n3", None, ["undecided"] * 2),
    (F, "∇f = (2xy, x)", False, ["wrong"]),
    (PLANE, "f(x, y) = x^2 + 3y\nf_x(x, y) = 2x\nf_y(x, y) = 3", True, ["right"] * 3),
    (PLANE, "df = 2x dx + 3 dy", True, ["right"]),
    ("f(x, y) = sin(x y)", "u = x y\nf = sin u\nu_x = y\nf_x = cos(u) y\nf_y = cos(u) x", True, ["right"] * 5),
    ("f(x, y) = sin(x y)", "u = x y\nf_x = cos(u)\nf_y = cos(u) x", False, ["right", "wrong", "right"]),
    (LOSS, "dL/da = 2(a - y)\ndL/dw = 2(a - y) x\ndL/db = 2(a - y)", True, ["right"] * 3),
    (SPACE, "f_x = y z\nf_y = x z\nf_z = x y\n∇f = yz i + xz j + xy k", True, ["right"] * 4),
]


@pytest.mark.parametrize(("problem", "work", "correct", "statuses"), LINES)
def test_lines(problem: str, work: str, correct: bool | None, statuses: list[str]) -> None:
    """Work on several derivatives is judged line by line, the vector that they make as a whole."""
    verdict = check(problem, work=work)
    assert [line.status for line in verdict.lines] == statuses
    assert verdict.correct is correct


def test_work_beside_a_gradient() -> None:
    """Beside a gradient as the answer, the lines are judged and the answer counts; what work does not reach is said."""
    verdict = check(F, "(2xy, x^2)", work="f_x = 2xy\nf_y = 2x")
    assert (verdict.correct, [line.status for line in verdict.lines]) == (True, ["right", "wrong"])
    assert str(check(PLANE, work="f_x = 2x")).startswith("The work does not reach ∂f/∂y.")


def test_a_wrong_vector_is_what_the_work_ends_with() -> None:
    """Work that gives a wrong gradient reaches it: the component that is wrong is told."""
    verdict = check(F, work="∇f = (2xy, x)")
    assert (verdict.correct, verdict.notes, verdict.lines[0].status) == (False, (), "wrong")
    assert "∂f/∂y" in str(verdict)


@pytest.mark.parametrize(("problem", "answer", "correct"), [
    ("y = x^3, find dy", "dy = 3x^2 dx", True),
    ("y = x^3, find dy", "3x^2 dx", True),
    ("y = x^3, find dy", "x^2 dx", False),
    ("y = x^3, find dy", "3x^2 dt", False),
    ("y = x^3", "3x^2 dx", False),
    ("z = x^2 y, find dz", "2xy dx + x^2 dy", True),
    ("z = x^2 y, find dz", "2xy dx + x dy", False),
    ("Find dy for y = x^2 when x = 2 and dx = 0.1", "0.4", True),
    ("Find dy for y = x^2 when x = 2 and dx = 0.1", "dy = 2/5", True),
    ("Find dy for y = x^2 when x = 2 and dx = 0.1", "dy = 0.41", False),
    ("Find dy for y = x^2 when x = 2 and dx = 0.1", "dy = 2x dx", True),
    ("z = x y; find dz when x = 1, y = 2, dx = 0.1, dy = -0.3", "dz = -0.1", True),
    ("z = x y; find dz when x = 1, y = 2, dx = 0.1, dy = -0.3", "0.5", False),
    ("z = x y; find dz when x = 1, y = 2, dx = 0.1, dy = -0.3", "y dx + x dy", True),
])  # fmt: skip
def test_differentials_that_are_asked_for(problem: str, answer: str, correct: bool) -> None:
    """Where a differential is asked for, a derivative with one behind it is right, and its number where those of the inputs are given."""
    assert check(problem, answer).correct is correct


@pytest.mark.parametrize("asked", ["the gradient", "f_x and f_y", "both partial derivatives"])
def test_a_part_of_what_is_asked(asked: str) -> None:
    """A right derivative by one name stays right, and it is told that another one is asked for as well."""
    problem = f"f(x, y) = x^2 y; find {asked}"
    assert "The derivative by y is asked for as well." in str(check(problem, "f_x = 2x y"))
    assert "as well" not in str(check(problem, "f_x = 2x y, f_y = x^2"))
