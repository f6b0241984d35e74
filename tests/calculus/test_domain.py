"""Where a derivation holds: conditions that are needed, none that always holds, none twice."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chainrule
from chainrule.calculus.domains.domain import LISTED, Bounds, Condition, conditions
from chainrule.calculus.domains.joint import together
from chainrule.errors import NotDifferentiable
from chainrule.functions import ROWS, Function
from chainrule.graph import Graph, Node, decompose
from chainrule.notation.infix import text
from chainrule.numeric.arithmetic import mpmath_arithmetic
from chainrule.numeric.program import OutsideDomain, Program
from chainrule.problem import Definition, Problem
from chainrule.syntax import read_expression
from chainrule.tree import PI, E, Tree, add, call, div, mul, names, neg, number, power, relation, symbol

EXACT = mpmath_arithmetic(40)


def graph(source: str | Tree, *wrt: str, **definitions: str) -> Graph:
    """Return the graph of an expression named f, with other definitions before it."""
    before = tuple(Definition(name, read_expression(given)) for name, given in definitions.items())
    tree = read_expression(source) if isinstance(source, str) else source
    return decompose(Problem("", (*before, Definition("f", tree))), wrt or None, "f")


def listed(source: str | Tree, *wrt: str, **definitions: str) -> tuple[Condition, ...]:
    given = graph(source, *wrt, **definitions)
    return conditions(given, range(len(given.nodes)))


def written(source: str | Tree, *wrt: str, **definitions: str) -> list[str]:
    return [text(condition.substituted) for condition in listed(source, *wrt, **definitions)]


EVERYWHERE = [
    "log(2 + cos(x))",
    "3*x^4 - 2*x/7 + sin(x)*cos(x)",
    "sqrt(x^2 + 1)",
    "sqrt(x*x + 1)",
    "(1 + x^2)^(-0.5)",
    "1/(1 + exp(-x))",
    "1/(x^2 + y^2 + 1)",
    "log(1 + e^x)",
    "log(sigmoid(x))",
    "log(1 - sigmoid(x))",
    "log(softplus(x))",
    "atanh(tanh(x))",
    "asin(tanh(x))",
    "sqrt(1 + erf(x))",
    "1/cosh(x) + 1/sech(x)",
    "acosh(2 + x^4)",
    "2^x + e^x + pi^x",
    "log(x^2 + x + 1)",
    "1/(0.5*x^2 - x/3 + 1)",
    "sqrt(x^4 - x + 1)",
    "x^2.0",
    "x^0.5^(-2)",
    "tan(pi/4)*x",
    "abs(x^2)",
    "relu(exp(x))",
    "1/(2 - sin(x)*cos(y))",
    "J(x, y)",
]


@pytest.mark.parametrize("source", EVERYWHERE)
def test_what_always_holds_is_not_said(source: str):
    """A condition that interval arithmetic proves is dropped."""
    assert written(source) == []


NEEDED = {
    "log(x)": ["x > 0"],
    "log(2 - 3*x)": ["x < 2/3"],
    "log(0.5*x - 1)": ["x > 2"],
    "log(-x)": ["x < 0"],
    "log(x^2)": ["x != 0"],
    "log(x^3)": ["x > 0"],
    "log(1/x)": ["x > 0"],
    "log(x*exp(x))": ["x > 0"],
    "log(x/(1 + x^2))": ["x > 0"],
    "log(log(x))": ["x > 1"],
    "log(x^2*y^2)": ["x != 0", "y != 0"],
    "log(1 - x^2)": ["-1 < x < 1"],
    "log(x^2 - 1)": ["abs(x) > 1"],
    "1/sqrt(x^2 - 4)": ["abs(x) > 2"],
    "1/sqrt(x^2 + 3*x + 2)": ["x^2 + 3*x + 2 > 0"],
    "asin(sqrt(x))": ["x > 0", "x < 1"],
    "log(x - sqrt(x^2 - 1))": ["x > 1"],
    "log(sqrt(x + 1) - sqrt(x))": ["x > 0"],
    "1/(x - sqrt(x^2 + 1))": [],
    "log(3*x/x)": ["x != 0"],
    "sqrt(1 - sqrt(x))": ["x > 0", "x < 1"],
    "acosh(sqrt(x))": ["x > 1"],
    "log(1 - x^(2/3))": ["x < 1", "x > 0"],
    "acos(x^2)": ["-1 < x < 1"],
    "acos(1/x)": ["abs(x) > 1"],
    "atanh(3/(x - 1))": ["abs(x - 1) > 3"],
    "acosh(1/x)": ["0 < x < 1"],
    "acosh(2/x)^1.5": ["0 < x < 2"],
    "asec(x^2 + 1)": ["x != 0"],
    "asec(e^x)": ["x > 0"],
    "log(e^x - 1)": ["x > 0"],
    "acosh(cosh(x))": ["x != 0"],
    "log((1 + x)/(1 - x))": ["-1 < x < 1"],
    "sqrt((x - 1)/(x + 1))": ["abs(x) > 1"],
    "log(x + sqrt(x^2 + 1))": [],
    "log(x + sqrt(x^2 - 1))": ["x > 1"],
    "log(sqrt(x^2 + 4*x + 5) + x + 2)": [],
    "sqrt(4*pi*d*x)": ["d*x > 0"],
    "sqrt(d*x) + 1/x": ["d*x > 0"],
    "log(2 - x^2)": ["2 - x^2 > 0"],
    "log((x - 1)^2*(3 - x) + 0*x)": ["x < 3", "x != 1"],
    "log(x^2 - 2*x + 1)": ["x != 1"],
    "log(x^3 - 8)": ["x > 2"],
    "log(sin(x))": ["sin(x) > 0"],
    "log(abs(x) - 2)": ["abs(x) > 2"],
    "(abs(x) - 1)^1.5 + (4 - x^2)^1.5": ["abs(x) >= 1", "-2 <= x <= 2"],
    "sqrt(1 - sin(x))": ["sin(x) < 1"],
    "log(e^x - 2)": ["e^x > 2"],
    "log(x + y - 1) + sqrt(3 - x - y)": ["x + y - 1 > 0", "3 - x - y > 0"],
    "sqrt(4 - x^2)": ["-2 < x < 2"],
    "(4 - x^2)^1.5": ["-2 <= x <= 2"],
    "(x^3 - x^2)^1.5": ["x^3 - x^2 >= 0"],
    "1/(6*x^2 - 5*x + 1)": ["x != 1/3", "x != 1/2"],
    "1/(x^4 - 1)": ["x != -1", "x != 1"],
    "1/(x^2 - 2)": ["x^2 - 2 != 0"],
    "1/(x^5 - 3*x + 7)": ["x^5 - 3*x + 7 != 0"],
    "log(cos(x)^2)": ["cos(x) != 0"],
    "log(x) + log(1 - x)": ["x < 1", "x > 0"],
    "log(1 + x^3) + log(x)": ["x > 0"],
    "1/(x - 1)": ["x != 1"],
    "1/(1 - x) + 1/(x - 1)": ["x != 1"],
    "1/(x*(y - 1))": ["x != 0", "y != 1"],
    "1/x^2": ["x != 0"],
    "1/(1 - x*y)": ["1 - x*y != 0"],
    "1/log(x)": ["x > 0", "x != 1"],
    "1/sqrt(x)": ["x > 0"],
    "1/tanh(2*x)": ["x != 0"],
    "1/cot(x)": ["sin(x) != 0", "cos(x) != 0"],
    "exp(1/x)": ["x != 0"],
    "tan(x)": ["cos(x) != 0"],
    "csc(x)": ["sin(x) != 0"],
    "coth(x)*csch(x)": ["x != 0"],
    "sqrt(x)": ["x > 0"],
    "sqrt(2*x - 3)": ["x > 3/2"],
    "sqrt(2*x - 3)/(x - 1)": ["x > 3/2"],
    "sqrt(3*x - 1)": ["x > 1/3"],
    "sqrt(x^2)": ["x != 0"],
    "sqrt(sqrt(x))": ["x > 0"],
    "x^(1/3)": ["x > 0"],
    "x^1.5": ["x >= 0"],
    "x^1.5/x": ["x > 0"],
    "x^pi": ["x >= 0"],
    "x^(-2)": ["x != 0"],
    "x^(-1/2)": ["x > 0"],
    "x^n": ["x > 0"],
    "a^x": ["a > 0"],
    "x^x": ["x > 0"],
    "0^x": ["x > 0"],
    "asin(x)": ["-1 < x < 1"],
    "acos(1 - 2*x)": ["0 < x < 1"],
    "asec(2*x + 1)": ["abs(2*x + 1) > 1"],
    "acosh(x + 1)": ["x > 0"],
    "atan2(y, x)": ["x + sqrt(x^2 + y^2) > 0"],
    "atan2(x, x^2 - 1)": ["x != 0"],
    "atan2(x^2 - 1, x)": ["x != -1"],
    "atan2(x, x^2 + 1)": [],
    "atan2(3, x)": [],
    "asec(-x)": ["abs(x) > 1"],
    "log_a(x)": ["x > 0", "a > 0", "a != 1"],
    "1/g(x)": ["g(x) != 0"],
    "sum(log(p_k), k, 1, n)": ["p_k > 0"],
    "sum(x^k/k, k, 1, n)": [],
    "sum(x^(k - 2), k, 1, n)": ["x != 0"],
    "log(k) + sum(k*x, k, 1, n)": ["k > 0"],
}


@pytest.mark.parametrize(("source", "expected"), NEEDED.items(), ids=NEEDED)
def test_what_is_needed_is_said_once(source: str, expected: list[str]):
    """Conditions are put back, split into factors, solved where they are linear, and none follows from the others."""
    assert written(source) == expected


KINDS = {
    "log(2*x)": [("f", "u > 0", "defined")],
    "sqrt(2*x)": [("f", "u > 0", "smooth")],
    "1/sqrt(x)": [("f", "x > 0", "defined")],  # at 0 there is no value, not only no derivative
    "x^1.5": [("f", "x >= 0", "defined")],
    "sin(1/x)": [("u", "x != 0", "defined")],
    "root(x, 3)": [("f", "x != 0", "smooth")],
    "asin(x)*log(x)": [("f", "x > 0", "defined"), ("f", "-1 < x < 1", "smooth")],
}


@pytest.mark.parametrize(("source", "expected"), KINDS.items(), ids=KINDS)
def test_a_condition_names_its_link(source: str, expected: list[tuple[str, str, str]]):
    """A condition is written in the names of the link that needs it, and says whether the value or only the derivative does."""
    assert [(found.node, text(found.relation), found.kind) for found in listed(source)] == expected


CORNERS = {
    "relu(x)": ["x != 0"],
    "abs(2*x - 4)": ["x != 2"],
    "max(x, 1 - x)": ["x != 1/2"],
    "max(x, y)": ["x != y"],
    "sign(x^2)": ["x != 0"],
    "abs(sin(x))": ["sin(x) != 0"],
    "leaky_relu(w*x + b, 0.01)": ["w*x + b != 0"],
    "abs(x^2)": [],
    "relu(-exp(x))": [],
    "abs(x)*log(x)": [],
    "abs(x)/abs(x)": [],
    "step(1 + x^2)": [],
}


@pytest.mark.parametrize(("source", "expected"), CORNERS.items(), ids=CORNERS)
def test_corners_are_said_where_there_is_one(source: str, expected: list[str]):
    """A corner or jump comes with what happens there; none where the argument stays on one side or something else excludes it."""
    found = [condition for condition in listed(source) if condition.kink]
    assert [text(condition.substituted) for condition in found] == expected
    assert {condition.kind for condition in found} <= {"smooth"}


def test_a_corner_excuses_no_pole():
    """1/|x| needs x ≠ 0 for its value, which the corner of |x| at 0 does not say."""
    assert [(text(found.relation), found.kind, found.kink) for found in listed("1/abs(x)")] == [("abs(x) != 0", "defined", "")]


def test_only_what_is_asked_must_be_smooth():
    """Without influence of the names asked for, an expression needs a value, not a derivative."""
    assert written("abs(a)*x", "x") == []
    assert written("sqrt(a)*x", "x") == ["a >= 0"]
    assert written("sqrt(a)*x", "a") == ["a > 0"]


def test_definitions_are_put_back():
    """Links and the reader's own quantities are put back in the substituted form, and exponents read through them."""
    assert written("1/u + log(u)", u="x - 1") == ["x > 1"]
    assert written("x^n", n="3") == []
    assert written("x^n", n="-1/2") == ["x > 0"]


REFUSED = {
    "log(-2)*x": "log(-2) is not defined: -2 > 0 never holds",
    "x/0": "x/0 is not defined: 0 != 0 never holds",
    "1/(0.3 - 0.1 - 0.2) + x": "1/(0.3 - 0.1 - 0.2) is not defined: 0.3 - 0.1 - 0.2 != 0 never holds",
    "log(x - 1) + log(1 - x)": "the expression is not defined anywhere: x > 1 and x < 1 never hold together",
    "sqrt(x) + sqrt(-x)": "the expression has no derivative anywhere: x >= 0 and x < 0 never hold together",
    "sqrt(log(x))/sqrt(1 - x)": "the expression is not defined anywhere: x <= 1 and x > 1 never hold together",
    "asin(x) + sqrt(abs(x) - 1)": "the expression has no derivative anywhere: abs(x) > 1 and -1 < x < 1 never hold together",
    "(x^2 - 1)^(3/2) + (1 - x^2)^(3/2)": "the expression has no derivative anywhere: abs(x) >= 1 and -1 <= x <= 1 only hold together at single points",
    "sqrt(x - y) + sqrt(y - x)": "the expression has no derivative anywhere: x - y > 0 and y - x > 0 never hold together",
    "asin(x + y) + log(x + y - 1)": "the expression has no derivative anywhere: x + y - 1 > 0 and -1 < x + y < 1 never hold together",
    "log(sin(x)) + log(-sin(x))": "the expression is not defined anywhere: sin(x) > 0 and -sin(x) > 0 never hold together",
    "x^(3/2) + (-x)^(3/2)": "the expression has no derivative anywhere: x <= 0 and x >= 0 only hold together at single points",
    "acsc(sech(x^3))": "acsc(sech(x^3)) has no derivative: abs(sech(x^3)) > 1 never holds",
    "x + tan(pi/2)": "tan(pi/2) is not defined: cos(pi/2) != 0 never holds",
    "x/(exp(log(3)) - 3)": "x/(exp(log(3)) - 3) is not defined: exp(log(3)) - 3 != 0 never holds",
    "x*sqrt(-1)": "sqrt(-1) is not defined: -1 >= 0 never holds",
    "asin(2)*x": "asin(2) is not defined: -1 <= 2 <= 1 never holds",
    "log(-1 - x^2)": "log(-1 - x^2) is not defined: -1 - x^2 > 0 never holds",
    "log(x - x^2 - 1)": "log(x - x^2 - 1) is not defined: x - x^2 - 1 > 0 never holds",
    "log(2*x - x^2 - 1)": "log(2*x - x^2 - 1) is not defined: 2*x - x^2 - 1 > 0 never holds",
    "sqrt(x/(-x))": "sqrt(x/(-x)) is not defined: x/(-x) >= 0 never holds",
    "log(-x/x) + x": "log(-x/x) is not defined: -x/x > 0 never holds",
    "log((2*x - 2)/(1 - x))": "log((2*x - 2)/(1 - x)) is not defined: (2*x - 2)/(1 - x) > 0 never holds",
    "acos(2*x/x)": "acos(2*x/x) is not defined: -1 <= 2*x/x <= 1 never holds",
    "log(x - sqrt(x^2 + 1))": "log(x - sqrt(x^2 + 1)) is not defined: x - sqrt(x^2 + 1) > 0 never holds",
    "sqrt(sqrt(x) - sqrt(x + 1))": "sqrt(sqrt(x) - sqrt(x + 1)) is not defined: sqrt(x) - sqrt(x + 1) >= 0 never holds",
    "1/(x - x)": "1/(x - x) is not defined: x - x != 0 never holds",
    "(-8)^(1/3)*x": "(-8)^(1/3) is not defined: -8 >= 0 never holds",
}


def test_conditions_are_said_together():
    """Two bounds of one expression are one condition in words; a bound that is excluded and one that is not stay apart."""
    x, y, z = map(symbol, "xyz")
    given = [(">", x, 0), ("≠", y, 1), ("<", x, 2), ("≥", z, 0), ("<", z, 3), (">", x, 0)]
    conditions = [relation(operator, left, number(right)) for operator, left, right in given]
    assert [text(each) for each in together(conditions)] == ["0 < x < 2", "y != 1", "z >= 0", "z < 3"]


@pytest.mark.parametrize(("source", "message"), REFUSED.items(), ids=REFUSED)
def test_what_is_never_defined_is_refused(source: str, message: str):
    """An expression that is certainly never real is refused by name."""
    with pytest.raises(NotDifferentiable) as caught:
        listed(source)
    assert caught.value.message == message


def test_constants_are_worked_out():
    """A condition on numbers alone is decided by many digits, and stays only where these cannot tell either."""
    assert written("log(x)/tan(pi/4)") == ["x > 0"]
    assert written("x*sqrt(1 - sin(1)^2)") == []
    assert written("x*asin(sin(pi/2))") == []


def chain(length: int, function) -> Graph:
    """Return x → u0 → u1 → … of so many equal links."""
    nodes = [Node("x", None, (), "input")]
    for place in range(length):
        nodes.append(Node(f"u{place}", function(symbol(nodes[-1].name)), (place,), "link"))
    return Graph(Problem("", ()), tuple(nodes), length, {entry.name: place for place, entry in enumerate(nodes)})


CHAINS = {
    "sin(u)": (lambda u: call("sin", u), 0),
    "sqrt(1 + u^2)": (lambda u: call("sqrt", 1 + u**2), 0),
    "log(2 + cos(u))": (lambda u: call("log", 2 + call("cos", u)), 0),
    "u + 1/x": (lambda u: u + 1 / symbol("x"), 1),
    "sqrt(u) + 1": (lambda u: call("sqrt", u) + 1, 1),
    "log(u)": (lambda u: call("log", u), LISTED),
    "relu(2*u - 1)": (lambda u: call("relu", 2 * u - 1), LISTED),
}


@pytest.mark.parametrize(("function", "count"), CHAINS.values(), ids=CHAINS)
def test_long_chains(function, count: int):
    """Thousands of links take neither recursion nor more than a capped list, and what holds is proven at any depth."""
    given = chain(5_000, function)
    assert len(conditions(given, range(5_001))) == count


def test_deep_expressions():
    """An expression 20,000 levels deep is no deeper for the conditions than for a loop."""
    tree = symbol("b")
    for _ in range(20_000):
        tree = call("sqrt", 1 + tree**2)
    given = Graph(Problem("", ()), (Node("b", None, (), "input"), Node("f", tree, (0,), "definition")), 1, {"b": 0, "f": 1})
    assert conditions(given, (0, 1)) == ()


def test_large_conditions_stay_in_names():
    """A condition that would be large with everything put back is written in node names alone."""
    tree = symbol("x")
    for name in "abcdgklmnopqrs":
        tree = tree * call("sin", tree + symbol(name))
    (found,) = listed(call("log", tree))
    assert found.substituted is None
    assert len(text(found.relation)) < 20


# Laws

ROWS_OF_ONE = [row.name for row in ROWS if row.arity == (1, 1)]
LEAVES = st.sampled_from([*map(symbol, "xxxy"), *map(number, (0, 1, 2, 3)), number(Decimal("0.5")), E, PI])
EXPONENTS = [number(2), number(3), neg(number(1)), neg(number(2)), div(number(1), number(2)), number(Decimal("1.5")), neg(div(number(1), number(3)))]


def _larger(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        st.builds(call, st.sampled_from(ROWS_OF_ONE + ["log", "sqrt", "exp", "abs"] * 4), inner),
        st.builds(call, st.sampled_from(["min", "max"]), inner, inner),
        st.builds(add, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(mul, inner, inner),
        st.builds(div, inner, inner),
        st.builds(power, inner, st.sampled_from(EXPONENTS)),
        st.builds(neg, inner),
    )


EXPRESSIONS = st.recursive(LEAVES, _larger, max_leaves=6).filter(lambda tree: bool(names(tree)))
NUMBERS = st.one_of(st.sampled_from([0, 1, -1, 2, -2, 0.5, 3]), st.floats(-6, 6).map(lambda value: round(value, 3)))


def value(tree: Tree, x: float, y: float):
    """Return a tree's value with 40 digits, and None outside its domain."""
    program = Program()
    slot = program.add(tree)
    try:
        return program.run({name: EXACT.number(given) for name, given in (("x", x), ("y", y)) if name in names(tree)}, EXACT)[slot]
    except OutsideDomain:
        return None


HOLDS = {"<": lambda a, b: a < b, "≤": lambda a, b: a <= b, ">": lambda a, b: a > b, "≥": lambda a, b: a >= b, "≠": lambda a, b: a != b}


def holds(condition: Condition, x: float, y: float) -> bool | None:
    """Return whether a condition holds at a point, None where it has no value there."""
    values = [value(side, x, y) for side in condition.substituted.args]
    if any(side is None for side in values):
        return None
    return all(HOLDS[condition.substituted.value](a, b) for a, b in pairwise(values))


@settings(max_examples=300)
@given(EXPRESSIONS, st.lists(st.tuples(NUMBERS, NUMBERS), min_size=4, max_size=4))
def test_conditions_are_those_of_the_value(tree: Tree, points: list[tuple[float, float]]):
    """Where all conditions hold there is a value, and where one that the value needs fails there is none."""
    try:
        found = listed(tree)
    except NotDifferentiable as error:
        if "is not defined" in error.message:
            assert all(value(tree, *point) is None for point in points)
        return
    for point in points:
        held = [holds(condition, *point) for condition in found]
        if None in held:
            continue
        if all(held):
            assert value(tree, *point) is not None, point
        elif any(holding is False and condition.kind == "defined" for holding, condition in zip(held, found, strict=True)):
            assert value(tree, *point) is None, point


@settings(max_examples=300)
@given(EXPRESSIONS, NUMBERS, NUMBERS)
def test_bounds_enclose_every_value(tree: Tree, x: float, y: float):
    """The bounds of an expression hold all its values."""
    bounds, reached = Bounds(graph(tree), {})[tree], value(tree, x, y)
    if reached is not None:
        assert bounds.low <= reached <= bounds.high
        assert not (bounds.low_open and reached == bounds.low and math.isfinite(bounds.low))


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_rows_say_their_bounds(row: Function):
    """The bounds in a function's row hold its values, and a row that is said to rise rises."""
    low, high, ends = row.bounds
    values = []
    for place in range(-160, 161):
        try:
            values.append(row.real(place / 40, *row.sample[1:]))
        except ValueError:
            continue
    assert all(low <= reached <= high for reached in values)
    assert ends in ("()", "[)", "(]", "[]")
    assert not row.rising or all(a < b for a, b in pairwise(values))


HIGHER = {  # an expression, an order: where it holds
    ("log(x)", 2): ["x > 0"],
    ("atanh(x)", 2): ["-1 < x < 1"],
    ("abs(x)/x", 2): ["x != 0"],
    ("acot(x)", 2): ["x != 0"],
    ("abs(x)", 2): ["x != 0"],
    ("x^1.5", 2): ["x > 0"],
    ("x^2.5", 3): ["x > 0"],
    ("x*log(y) + x^2", 2): ["y > 0"],
    ("1/(x^2 - 4)^(1/2)", 3): ["abs(x) > 2"],
}


@pytest.mark.parametrize(("expression", "order"), HIGHER)
def test_a_higher_derivative_holds_where_the_first_does(expression: str, order: int):
    """What was differentiated before must be defined: the second derivative of log(x) holds for x > 0, though −1/x² has a value elsewhere."""
    conditions = chainrule.derive(expression, "x", order=order).domain
    assert [text(condition.substituted or condition.relation) for condition in conditions] == HIGHER[expression, order]


OF_SUMS = {  # the terms of a sum but one are known as far as each of them is
    "s_i = exp(z_i)/sum(exp(z_j), j=1..n)": [],
    "s_i = a_i/sum(a_j, j=1..n), a_i = exp(z_i) + 1": [],
    "s_i = exp(z_i/T)/sum(exp(z_j/T), j=1..n)": ["T != 0"],
    "v_i = x_i/sqrt(1 + sum(x_j^2, j=1..n))": [],
    "v_i = x_i/sqrt(sum(x_j^2, j=1..n))": ["x_i^2 + R > 0"],
    "v_i = x_i/(1 - sum(exp(x_j), j=1..n))": ["1 - (exp(x_i) + R) != 0"],
    "v_i = log(x_i) + 1/sum(x_j, j=1..n)": ["x_i > 0", "x_i + R != 0"],
    "s_i = exp(z_i)/sum((j - 3)*exp(z_j), j=1..n)": ["(i - 3)*exp(z_i) + R != 0"],
    "s_i = exp(z_i)/sum(w_j*exp(z_j), j=1..n)": ["w_i*exp(z_i) + R != 0"],
}


@pytest.mark.parametrize("problem", OF_SUMS)
def test_a_sum_of_positive_terms_is_positive_where_one_stands_apart(problem: str):
    """A softmax holds everywhere: what stands for its other terms is not negative."""
    wrt = "z_i" if "z_i" in problem else "x_i"
    assert [text(condition.substituted) for condition in chainrule.derive(problem, wrt=wrt).domain] == OF_SUMS[problem]
