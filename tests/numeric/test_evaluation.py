"""Values and gradients of graphs, against numbers worked out by hand and by difference quotients."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chainrule
from chainrule.calculus import all_edges
from chainrule.errors import NumericError, UnknownName
from chainrule.graph import Graph, decompose
from chainrule.numeric import Evaluator, evaluate
from chainrule.problem import Definition, Problem
from chainrule.tree import Tree, apply, call, number, symbol

x, y, t = map(symbol, "xyt")


def graph(**trees: Tree) -> Graph:
    return decompose(Problem("", tuple(Definition(name, tree) for name, tree in trees.items())))


def at(problem: Graph, **values):
    return evaluate(problem, all_edges(problem), values)


THREE_PATHS = graph(x=t**2, y=call("sin", t), f=x * y * t)


def test_values_of_every_node():
    """The forward pass gives every quantity, links and inputs included."""
    numbers = at(graph(h=call("log", 2 + call("cos", x))), x=1.0)
    assert numbers.values == {"x": 1.0, "u": pytest.approx(2 + math.cos(1)), "h": pytest.approx(math.log(2 + math.cos(1)))}


def test_paths_add_up():
    """A node that reaches the output by three paths has the sum of the three as its gradient."""
    numbers = at(THREE_PATHS, t=0.7)
    assert numbers.gradient["t"] == pytest.approx(3 * 0.7**2 * math.sin(0.7) + 0.7**3 * math.cos(0.7), rel=1e-14)
    assert numbers.gradient["x"] == pytest.approx(0.7 * math.sin(0.7))
    assert numbers.gradient["f"] == 1.0


def test_numbers_survive_pickling():
    """An evaluation is pickled with its values and its gradient."""
    numbers = at(THREE_PATHS, t=0.7)
    again = pickle.loads(pickle.dumps(numbers))  # noqa: S301  # our own bytes
    assert (again.values, again.gradient) == (numbers.values, numbers.gradient)


def test_neuron():
    """A neuron with a squared error has the gradient that the chain rule gives by hand."""
    neuron = graph(z=symbol("w_1") * x + symbol("b"), a=call("sigmoid", symbol("z")), L=(symbol("a") - y) ** 2)
    numbers = at(neuron, w_1=0.5, x=2.0, b=-1.0, y=1.0)
    assert numbers.values["a"] == 0.5
    assert numbers.gradient["w_1"] == pytest.approx(2 * (0.5 - 1) * 0.25 * 2.0)
    assert numbers.gradient["b"] == pytest.approx(2 * (0.5 - 1) * 0.25)


def test_names_that_look_alike():
    """A Greek letter may be spelled out, and a digit stand without the sign of an index."""
    numbers = evaluate(*((problem := graph(z=symbol("λ") * symbol("x_1"))), all_edges(problem)), {"lambda": 2.0, "x1": 3.0})
    assert (numbers.values["lambda"], numbers.gradient["x1"]) == (2.0, 2.0)


def test_any_spelling():
    """Names are found, and values taken, in any spelling."""
    numbers = evaluate(*((problem := graph(z=symbol("w_12") * 3)), all_edges(problem)), {"w_{12}": 2.0})
    assert numbers.values["w₁₂"] == 6.0 / 3
    assert numbers.gradient["w_{12}"] == 3.0
    with pytest.raises(KeyError):
        numbers.values["q"]
    with pytest.raises(KeyError):
        numbers.values["?"]


def test_arrays_over_samples():
    """Arrays give one value and one gradient a sample, also for what is the same in all of them."""
    samples = np.array([0.3, 0.7, 1.9])
    numbers = at(THREE_PATHS, t=samples)
    single = [at(THREE_PATHS, t=float(entry)) for entry in samples]
    for name in ("t", "x", "f"):
        assert numbers.values[name] == pytest.approx([entry.values[name] for entry in single])
        assert numbers.gradient[name] == pytest.approx([entry.gradient[name] for entry in single])
    assert numbers.gradient["f"].shape == (3,)


def test_lists_are_samples():
    """A list is taken as an array, next to plain numbers."""
    numbers = at(graph(z=x * y), x=[1.0, 2.0], y=3)
    assert numbers.values["z"].tolist() == [3.0, 6.0]
    assert numbers.gradient["x"].tolist() == [3.0, 3.0]


def test_evaluator_is_compiled_once():
    """An evaluator gives the same as ``evaluate`` at every point."""
    evaluator = Evaluator(THREE_PATHS, all_edges(THREE_PATHS))
    for value in (0.2, 0.9):
        assert evaluator.at({"t": value}).gradient == at(THREE_PATHS, t=value).gradient


def test_values_beside_the_output():
    """What the output does not depend on may have a value; what the problem computes or does not have may not."""
    derivation = chainrule.derive("a = x^2 k; b = x^3", output="b")
    assert derivation.at(x=2, k=7).gradient["x"] == 12
    with pytest.raises(NumericError, match="'a' is computed"):
        derivation.at(x=2, a=7)
    with pytest.raises(UnknownName, match="'q'"):
        derivation.at(x=2, q=7)


REFUSED = [
    ("missing", THREE_PATHS, {}, NumericError, "no value for t"),
    ("two missing", graph(z=x * y + t), {"y": 1}, NumericError, "no value for x, t"),
    ("unknown", THREE_PATHS, {"t": 1, "q": 2}, UnknownName, "'q'"),
    ("a computed quantity", THREE_PATHS, {"t": 1, "x": 2}, NumericError, "'x' is computed"),
    ("not a number", THREE_PATHS, {"t": "one"}, NumericError, "'t' is not a finite real number"),
    ("complex", THREE_PATHS, {"t": 1j}, NumericError, "'t' is not a finite real number"),
    ("an array of complex numbers", THREE_PATHS, {"t": np.array([1 + 2j])}, NumericError, "'t' is not a finite real number"),
    ("a table with a hole", THREE_PATHS, {"t": [[1, 2], [3]]}, NumericError, "'t' is not a finite real number"),
    ("an array of text", THREE_PATHS, {"t": ["one", "two"]}, NumericError, "'t' is not a finite real number"),
    ("infinite", THREE_PATHS, {"t": math.inf}, NumericError, "'t' is not a finite real number"),
    ("outside", graph(u=1 - x, v=call("log", symbol("u")), w=symbol("v") ** 2), {"x": 2.0}, NumericError, "v is not a finite real number"),
    ("outside, an array", graph(u=1 - x, v=call("log", symbol("u"))), {"x": [0.5, 2.0]}, NumericError, "v is not a finite real number at sample 2$"),
    ("different numbers of samples", graph(z=x * y), {"x": [1.0, 2.0], "y": [1.0, 2.0, 3.0]}, NumericError, "x has 2, y has 3"),
    ("unspecified", graph(z=apply("f", (x,))), {"x": 1.0}, NumericError, "'f' is not specified"),
]


@pytest.mark.parametrize(("problem", "values", "error", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refusals(problem, values, error, message):
    """What cannot be computed is refused by an error that names the quantity."""
    with pytest.raises(error, match=message):
        at(problem, **values)


def test_missing_gradient():
    """Where the values exist but a slope does not, only the gradient is refused, and the link is named."""
    numbers = at(graph(u=x - 1, z=call("sqrt", symbol("u"))), x=1.0)
    assert numbers.values["z"] == 0.0
    with pytest.raises(NumericError, match="dz/du is not a finite real number at this point"):
        _ = numbers.gradient
    several = at(graph(u=x - 1, z=call("sqrt", symbol("u"))), x=[[3.0, 2.0], [2.0, 1.0]])
    with pytest.raises(NumericError, match="dz/du is not a finite real number at sample 2, 2"):
        _ = several.gradient


def test_unused_inputs_have_gradient_zero():
    """An input whose influence cancels has the gradient 0."""
    assert at(graph(z=x + 0 * y), x=1.0, y=2.0).gradient["y"] == 0.0


@given(st.lists(st.floats(-2, 2), min_size=4, max_size=4))
def test_gradient_is_the_slope(values):
    """The gradient by every input is the central difference of the output."""
    a, b, c, d, u, v = map(symbol, "abcduv")
    problem = graph(u=call("tanh", a * b + c), v=call("exp", u * d), z=u**2 + v * a)
    point = dict(zip("abcd", values, strict=True))
    evaluator = Evaluator(problem, all_edges(problem))
    gradient = evaluator.at(point).gradient
    for name in point:
        ahead, behind = (evaluator.at({**point, name: point[name] + way}).values["z"] for way in (1e-5, -1e-5))
        assert gradient[name] == pytest.approx((ahead - behind) / 2e-5, rel=1e-6, abs=1e-6)


def test_deep_chains():
    """A chain of 5,000 links is evaluated without recursion; the gradient is the product of the slopes."""
    tree = x
    for _ in range(5_000):
        tree = call("sin", tree)
    numbers, value, slope = at(graph(z=tree), x=0.5), 0.5, 1.0
    for _ in range(5_000):
        value, slope = math.sin(value), slope * math.cos(value)
    assert numbers.values["z"] == value
    assert numbers.gradient["x"] == pytest.approx(slope, rel=1e-9)


def test_numbers_are_floats():
    """Single values come back as plain floats, whatever kind of number was given."""
    numbers = at(graph(z=x * number(2)), x=np.float32(1.5))
    assert type(numbers.values["z"]) is float
    assert type(numbers.gradient["x"]) is float
