"""What callers give besides text: SymPy's expressions and equations, formulas, numbers, lists of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
import sympy

import chainrule
from chainrule.algebra import from_sympy, to_sympy
from chainrule.errors import ChainRuleError, ReadError

x, y, z, a, t = sympy.symbols("x y z a t")


def test_an_equation_with_a_name_on_the_left_is_a_definition() -> None:
    """Eq(y, x²) defines y, and several equations in a list are a graph."""
    assert chainrule.derive(sympy.Eq(y, sympy.sin(x**2)))["x"].tidy.sympy == 2 * x * sympy.cos(x**2)
    graph = chainrule.derive([sympy.Eq(z, 4 * x + 7 * y), sympy.Eq(x, a**2)], wrt="a")
    assert (graph.output, graph["a"].tidy.sympy) == ("z", 8 * a)


def test_any_other_equation_gives_a_quantity_implicitly() -> None:
    """Eq(x² + y², 25) is x² + y² = 25."""
    assert sympy.simplify(chainrule.derive(sympy.Eq(x**2 + y**2, 25))["x"].tidy.sympy + x / y) == 0


def test_texts_and_equations_stand_together_in_a_list() -> None:
    """A list of texts is the problem line by line; an equation of SymPy's may be among them."""
    assert str(chainrule.derive(["z = 4x", sympy.Eq(x, a**2)])["a"].tidy) == "8*a"


def test_a_name_that_text_would_split_is_refused() -> None:
    """The symbol 2x or x·y of SymPy's is one quantity, which text cannot say: that is no reason to differentiate something else."""
    odd = sympy.Symbol("x y")
    with pytest.raises(ReadError):
        chainrule.derive(sympy.Eq(z, odd**2))


@pytest.mark.parametrize("given", [sympy.Matrix([x**2 * y, sympy.sin(x)]), sympy.Matrix([[x**2 * y, sympy.sin(x)]])], ids=["column", "row"])
def test_a_column_of_expressions_is_a_function_with_several_components(given: sympy.Matrix) -> None:
    """Its derivatives are the entries of SymPy's Jacobian matrix."""
    found = chainrule.derive(given)
    expected = sympy.Matrix([x**2 * y, sympy.sin(x)]).jacobian([x, y])
    assert [[each[by].tidy.sympy for by in ("x", "y")] for each in found.components] == expected.tolist()


@pytest.mark.parametrize(
    "given",
    [
        sympy.Piecewise((x**2, x > 0), (-x, True)),
        sympy.Piecewise((x, sympy.And(x > 0, x < 1)), (x**2, sympy.Or(x < -1, x > 2))),
    ],
)
def test_pieces_come_from_sympy_and_go_back(given: sympy.Piecewise) -> None:
    """A Piecewise is an expression in pieces with the same values, and none where it has none."""
    back = to_sympy(from_sympy(given))
    for value in (-3, -0.5, 0.5, 1.5, 3):
        assert back.subs(x, value) == given.subs(x, value) or {back.subs(x, value), given.subs(x, value)} == {sympy.nan}


def test_pieces_are_differentiated_piece_by_piece() -> None:
    """The derivative of each piece is that of SymPy's."""
    given = sympy.Piecewise((sympy.sin(x**2), x > 0), (x**3, True))
    found = chainrule.derive(given)["x"].tidy.sympy
    for value in (-2, 3):
        assert sympy.simplify(found.subs(x, value) - sympy.diff(given, x).subs(x, value)) == 0


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (2 * x * sympy.cos(x**2), True),
        (sympy.Eq(sympy.Symbol("y'"), 2 * x * sympy.cos(x**2)), True),
        (sympy.cos(x**2), False),
        (chainrule.derive("sin(x^2)")["x"].raw, True),
        ("2x cos(x^2)", True),
    ],
    ids=str,
)
def test_an_answer_is_text_or_an_expression(answer: object, right: bool) -> None:
    """SymPy's expressions and formulas are judged as what they say."""
    assert chainrule.check("y = sin(x^2)", answer).correct is right


@pytest.mark.parametrize("answer", [3, 3.0, Fraction(3), Decimal(3), sympy.Integer(3)], ids=repr)
def test_an_answer_may_be_a_number(answer: object) -> None:
    """The derivative of 3x is 3 in whatever type."""
    assert chainrule.check("3x", answer).correct is True
    assert chainrule.check("4x", answer).correct is False


def test_a_list_answers_with_a_gradient() -> None:
    """The entries of a list are those of the gradient, in the order of the inputs."""
    assert chainrule.check(x**2 * y, [2 * x * y, x**2]).correct is True
    assert chainrule.check(x**2 * y, [2 * x * y, 2 * x]).correct is False


def test_a_matrix_answers_with_a_hessian() -> None:
    """The rows of SymPy's matrix are those of the Hessian matrix."""
    assert chainrule.check("f(x, y) = x^2 y; Hessian matrix", sympy.hessian(x**2 * y, (x, y))).correct is True
    assert chainrule.check("f(x, y) = x^2 y; Hessian matrix", sympy.Matrix([[2 * y, 2 * x], [2 * x, 1]])).correct is False


def test_a_problem_to_check_may_be_sympy() -> None:
    """What can be derived can be checked, in a child process too."""
    assert chainrule.check(sympy.sin(x**2), sympy.cos(x**2)).mistake.name == "missing-inner-derivative"
    assert chainrule.check(sympy.Eq(y, sympy.sin(x**2)), "2x cos(x^2)", sandbox=True).correct is True


def test_equality_takes_expressions() -> None:
    """Both sides may be text, a formula or SymPy's."""
    assert chainrule.equal(sympy.sin(2 * x), "2 sin x cos x").verdict == "equal"
    assert chainrule.equal("x", sympy.sqrt(x**2)).verdict == "equal-for-positive"
    with pytest.raises(ChainRuleError, match="not dict"):
        chainrule.equal({}, "x")


@pytest.mark.parametrize("given", [None, 3, b"x^2", {"x": 2}, [], [3]], ids=repr)
def test_what_is_no_problem_is_refused(given: object) -> None:
    """Each is told what a problem is."""
    with pytest.raises(ChainRuleError, match="a problem is text"):
        chainrule.derive(given)


@pytest.mark.parametrize("given", [b"2x", {"x": 2}, [], 2j, float("nan"), float("inf"), True], ids=repr)
def test_what_is_no_answer_is_refused(given: object) -> None:
    """Each is told what an answer is."""
    with pytest.raises(ChainRuleError, match="an answer is text"):
        chainrule.check("x^2", given)


@pytest.mark.parametrize("order", [1.5, "2", None])
def test_an_order_is_a_whole_number(order: object) -> None:
    """Anything else is refused by name."""
    with pytest.raises(ChainRuleError, match="whole number"):
        chainrule.derive("x^2", order=order)


def test_a_result_is_had_by_symbol() -> None:
    """d[x] with SymPy's x is d["x"], and what is no name is refused as any name that was not asked for."""
    assert chainrule.derive("x^2 y")[x].tidy == chainrule.derive("x^2 y")["x"].tidy
    with pytest.raises(ChainRuleError):
        chainrule.derive("x^2")[0]


def test_a_class_may_be_a_mapping() -> None:
    """Answers by who gave them."""
    report = chainrule.grade({"Ada": "2x", "Ben": "x"}, "x^2", jobs=1)
    assert [(mark.who, mark.outcome) for mark in report.marks] == [("Ada", "right"), ("Ben", "wrong")]


@pytest.mark.parametrize("text", ["x^2 + y^2 = 25", "x = cos t, y = sin t, dy/dx", "V = x^3, dx/dt = 2", "f(x) = (x, x^2)", "tr(A X)"])
def test_a_derivation_says_in_a_line_what_it_is(text: str) -> None:
    """The repr of every kind of derivation is short."""
    shown = repr(chainrule.derive(text))
    assert "\n" not in shown
    assert len(shown) < 100
