"""Programs: values of trees against Python's own arithmetic, in three kinds of numbers."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.errors import NumericError
from chainrule.numeric.arithmetic import FLOAT, mpmath_arithmetic, numpy_arithmetic
from chainrule.numeric.program import OutsideDomain, Program
from chainrule.tree import ONE, PI, Tree, apply, call, derivative, mul, node, number, power, relation, symbol

x, y = symbol("x"), symbol("y")
EXACT = mpmath_arithmetic(50)


def value(tree: Tree, arithmetic=FLOAT, **values):
    program = Program()
    slot = program.add(tree)
    return program.run(values, arithmetic)[slot]


X, Y = 1.3, -0.7
VALUES = [
    ("x + y − 2", x + y - 2, X + Y - 2),
    ("x·y·y/3", mul(x, y, y) / 3, X * Y * Y / 3),
    ("(−x)³", power(-x, number(3)), (-X) ** 3),
    ("x^−2", power(x, -number(2)), X**-2),
    ("π·0.1", PI * number(Decimal("0.1")), math.pi * 0.1),
    ("log(2 + cos x)", call("log", 2 + call("cos", x)), math.log(2 + math.cos(X))),
    ("atan2(x, y)", call("atan2", x, y), math.atan2(X, Y)),
    ("max(x, y, 1)", call("max", y, x, ONE), X),
    ("∛(−8x²)", call("root", -8 * x**2, number(3)), -2 * X ** (2 / 3)),
    ("x^(y²)", power(x, y**2), X ** (Y * Y)),
]


@pytest.mark.parametrize(("tree", "expected"), [case[1:] for case in VALUES], ids=[case[0] for case in VALUES])
@pytest.mark.parametrize("arithmetic", [FLOAT, numpy_arithmetic(), EXACT], ids=lambda arithmetic: arithmetic.name)
def test_values(tree, expected, arithmetic):
    """A program computes what Python computes, in every arithmetic."""
    assert float(value(tree, arithmetic, x=X, y=Y)) == pytest.approx(expected, rel=1e-14)


def test_trees_that_share_parts():
    """Several trees added together have the slots of each added alone, and a part that they share is looked at once."""
    part = call("sin", x * y) + 2
    deep = part
    for _ in range(300):
        deep = deep * deep  # 2³⁰⁰ nodes, of which 301 are objects
    trees = [deep, part, deep * part, node("sum", "i", (symbol("x_i"), ONE, number(3))), symbol("x") - part]
    program = Program()
    assert program.add_all(trees) == [program.add(tree) for tree in trees]


def test_arrays_run_over_samples():
    """An array holds one entry a sample, and a constant spreads over all."""
    assert value(x**2 + 1, numpy_arithmetic(), x=[1.0, 2.0, -3.0]).tolist() == [2.0, 5.0, 10.0]


def test_exact_numbers_stay_exact():
    """Decimals and large integers reach mpmath digit by digit."""
    assert str(value(number(Decimal("0.1")) * 3, EXACT)) == "0.3"
    assert value(number(10**40) + 1, EXACT) == 10**40 + 1


OUTSIDE = [
    ("log(x)", call("log", x), -1.0),
    ("log(0)", call("log", x), 0.0),
    ("√x", call("sqrt", x), -1.0),
    ("1/x", 1 / x, 0.0),
    ("x^−1 at 0", power(x, -ONE), 0.0),
    ("x^(1/2)", power(x, number(1) / 2), -4.0),
    ("x^(1/3)", power(x, number(1) / 3), -8.0),
    ("x^0.5", power(x, number(Decimal("0.5"))), -4.0),
    ("arcsin(x)", call("asin", x), 1.5),
    ("arcosh(x)", call("acosh", x), 0.5),
    ("|log(x)|", call("abs", call("log", x)), -1.0),
    ("arctan(1/x)", call("atan", 1 / x), 0.0),
    ("1/(1/x)", 1 / (1 / x), 0.0),
    ("x^0.5·0", 0 * power(x, number(Decimal("0.5"))), -1.0),
]


@pytest.mark.parametrize(("tree", "at"), [case[1:] for case in OUTSIDE], ids=[case[0] for case in OUTSIDE])
@pytest.mark.parametrize("arithmetic", [FLOAT, numpy_arithmetic(), EXACT], ids=lambda arithmetic: arithmetic.name)
def test_values_are_real_all_the_way(tree, at, arithmetic):
    """A value that is not real or not finite is refused, even where a later operation would hide it."""
    with pytest.raises(OutsideDomain):
        value(tree, arithmetic, x=at)


OVERFLOWS = [
    ("eˣ", call("exp", x), 1e3),
    ("x·x", x * x, 1e200),
    ("xˣ", x**x, 1e3),
    ("1/(x·x)", 1 / (x * x), 1e200),
    ("10⁴⁰⁰", x * number(10**400), 1.0),
    ("∞", 2 * x, math.inf),
    ("NaN", 2 * x, math.nan),
]


@pytest.mark.parametrize(("tree", "at"), [case[1:] for case in OVERFLOWS], ids=[case[0] for case in OVERFLOWS])
@pytest.mark.parametrize("arithmetic", [FLOAT, numpy_arithmetic()], ids=lambda arithmetic: arithmetic.name)
def test_overflow_is_outside(tree, at, arithmetic):
    """A float too large to represent is refused, even where it would vanish again."""
    with pytest.raises(OutsideDomain):
        value(tree, arithmetic, x=at)


def test_large_values_alone_are_fine():
    """Values whose sum overflows though each is finite are accepted."""
    program = Program()
    slot = program.add(x * y)
    assert program.run({"x": 1.5e308, "y": 1.0})[slot] == 1.5e308


def test_outside_tells_the_slot():
    """The refusal names the first slot without a value, so that the quantity can be named."""
    program = Program()
    program.define("u", 1 - x)
    slot = program.define("v", call("log", symbol("u")))
    program.define("w", symbol("v") ** 2)
    with pytest.raises(OutsideDomain) as refusal:
        program.run({"x": 3.0})
    assert refusal.value.slot == slot


def test_equal_expressions_share_a_slot():
    """Equal subexpressions are computed once, also across trees."""
    program = Program()
    first = program.add(call("sin", x) * call("sin", x))
    count = len(program)
    assert program.add(call("sin", symbol("x")) * call("sin", symbol("x"))) == first
    assert len(program) == count == 2


def test_definitions_are_symbols():
    """A defined name stands for its value in later trees; other names become inputs, in order of appearance."""
    program = Program()
    program.input("z")
    program.define("u", x + y)
    slot = program.add(symbol("u") ** 2 + symbol("z"))
    assert list(program.inputs) == ["z", "x", "y"] or list(program.inputs) == ["z", "y", "x"]
    assert program.run({"x": 1, "y": 2, "z": 3})[slot] == 12


def test_a_run_can_stop_early():
    """With ``stop`` only the first instructions are run, and what comes later is not looked at."""
    program = Program()
    first = program.add(x + 1)
    mark = len(program)
    program.add(call("log", x))
    assert program.run({"x": -1.0}, stop=mark)[first] == 0


def test_missing_values_are_named():
    """A missing value is named, with what is needed in all."""
    with pytest.raises(NumericError, match="no value for y") as refusal:
        value(x + y, x=1.0)
    assert "values are needed for" in str(refusal.value)


@pytest.mark.parametrize("tree", [relation(">", x, ONE), derivative("h", "x"), apply("f", (x,))], ids=["x > 1", "dh/dx", "f(x)"])
def test_what_has_no_number_is_refused(tree):
    """Conditions, unevaluated derivatives and unspecified functions have no number."""
    with pytest.raises(NumericError):
        value(tree, x=1.0)


SUMS = [
    ("Σ i", node("sum", "i", (symbol("i"), ONE, number(4))), {}, 10),
    ("Σ (o_i − p)²", node("sum", "i", ((symbol("o_i") - symbol("p")) ** 2, ONE, number(2))), {"o_1": 1, "o_2": 5, "p": 2}, 10),
    ("Σᵢ Σⱼ i·j", node("sum", "i", (node("sum", "j", (symbol("i") * symbol("j"), ONE, number(3))), ONE, number(2))), {}, 18),
    ("empty", node("sum", "i", (symbol("i"), number(3), number(2))), {}, 0),
    ("from −1", node("sum", "k", (symbol("k"), -ONE, ONE)), {}, 0),
]


@pytest.mark.parametrize(("tree", "values", "expected"), [case[1:] for case in SUMS], ids=[case[0] for case in SUMS])
def test_sums(tree, values, expected):
    """A sum between integers is the sum of its terms, indexed names included."""
    assert value(tree, **values) == expected


def test_sums_without_bounds():
    """A sum to n is refused, unless stand-ins are allowed: then it has three terms."""
    tree = node("sum", "i", (symbol("i"), number(2), symbol("n")))
    with pytest.raises(NumericError, match="no number of terms"):
        value(tree, n=3)
    program = Program(unspecified=True)
    slot = program.add(tree)
    assert program.run({})[slot] == 2 + 3 + 4
    assert program.stood_in


def test_sums_of_indexed_definitions():
    """In a sum, a quantity defined with the index is computed for each of its cases."""
    program = Program()
    program.define("q_i", symbol("x_i") ** 2)
    program.define("p_i", symbol("b") * symbol("q_i"))
    slot = program.add(node("sum", "i", (symbol("p_i"), ONE, number(2))))
    assert program.run({"x_i": 0, "b": 2, "x_1": 3, "x_2": 4})[slot] == 2 * 9 + 2 * 16


@pytest.mark.parametrize("orders", [(0, 0), (1, 0), (0, 1), (2, 1), (3, 2)])
def test_stand_ins_differentiate_consistently(orders):
    """The stand-in of f differentiated once more is the slope of the stand-in, by either argument and at every order."""
    program = Program(unspecified=True)
    below = program.add(apply("f", (x, y), orders))
    for name, raised in (("x", (orders[0] + 1, orders[1])), ("y", (orders[0], orders[1] + 1))):
        slope = program.add(apply("f", (x, y), raised))
        point = {"x": 0.6, "y": -1.1}
        ahead, behind = (program.run({**point, name: point[name] + way * 1e-5})[below] for way in (1, -1))
        assert program.run(point)[slope] == pytest.approx((ahead - behind) / 2e-5, rel=1e-7)


def test_stand_ins_differ_by_name():
    """Two unspecified functions are different functions."""
    program = Program(unspecified=True)
    f, g = program.add(apply("f", (x,))), program.add(apply("g", (x,)))
    slots = program.run({"x": 0.7})
    assert abs(slots[f] - slots[g]) > 1e-3


def test_deep_trees():
    """A tree 100,000 levels deep, and one that shares its parts a thousand times over, take no recursion."""
    deep, shared = x, x
    for _ in range(100_000):
        deep = call("sin", deep)
    for _ in range(1_000):
        shared = shared + shared
    program = Program()
    slots = program.add(deep), program.add(shared)
    values = program.run({"x": 1.0})
    assert values[slots[0]] == pytest.approx(math.sqrt(3 / 100_000), rel=1e-3)
    assert values[slots[1]] == 2.0**1000


TREES = st.recursive(
    st.one_of(st.sampled_from([x, y]), st.integers(0, 9).map(number)),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] / pair[1]),
        inner.map(lambda tree: call("sin", tree)),
        inner.map(lambda tree: call("log", tree)),
        inner.map(lambda tree: -tree),
    ),
    max_leaves=12,
)


@given(TREES, st.floats(-3, 3), st.floats(-3, 3))
def test_arithmetics_agree(tree, first, second):
    """Where floats have a value, NumPy has the same one, bit for bit up to its own functions' rounding."""
    try:
        expected = value(tree, x=first, y=second)
    except OutsideDomain:
        return
    assert float(value(tree, numpy_arithmetic(), x=first, y=second)) == pytest.approx(expected, rel=1e-9, abs=1e-9)
