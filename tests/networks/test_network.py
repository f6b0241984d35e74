"""Networks as problems: names, definitions, losses, what is fixed at zero, and what is refused."""

from __future__ import annotations

import pytest
import sympy

import chainrule
from chainrule.calculus import differentiate_problem
from chainrule.errors import ChainRuleError
from chainrule.layered import layer_sizes, network
from chainrule.networks import LOSSES, NAMINGS, Naming
from chainrule.networks.activations import USUAL
from chainrule.notation import latex_name, text
from chainrule.notation.names import canonical


def definitions(*args, **options) -> dict[str, str]:
    return {definition.name: text(definition.tree) for definition in network(*args, **options).definitions}


def test_layer_and_index_notation():
    """A neuron O_kj applies the activation to the weighted sum of the layer before; w_ij^(k) goes from i to j."""
    found = definitions((4, 3, 2, 1))
    assert list(found) == ["O_11", "O_12", "O_13", "O_21", "O_22", "O_31", "L"]
    assert found["O_12"] == "sigmoid(w_12^(1)*x1 + w_22^(1)*x2 + w_32^(1)*x3 + w_42^(1)*x4 + b_2^(1))"
    assert found["O_31"] == "sigmoid(w_11^(3)*O_21 + w_21^(3)*O_22 + b_1^(3))"
    assert found["L"] == "(y - O_31)^2"


def test_the_other_order_of_indices():
    """With the indices to-from, w_ij^(k) goes to i from j, and h and z are quantities of their own."""
    found = definitions("2-3-1", ("f", "sigmoid"), "abstract", naming="h", order="to-from")
    assert found["z_1^(2)"] == "w_11^(2)*h_1^(2) + w_12^(2)*h_2^(2) + w_13^(2)*h_3^(2) + b_1^(2)"
    assert (found["h_1^(2)"], found["h_1^(3)"], found["J"]) == ("f(z_1^(1))", "sigmoid(z_1^(2))", "J(y, h_1^(3))")


def test_one_neuron_a_layer():
    """The plain naming numbers the layers and calls the output ŷ."""
    found = definitions("1-1-1", loss="abstract", naming="plain")
    assert found == {"z1": "w1*x + b1", "a1": "sigmoid(z1)", "z2": "w2*a1 + b2", "ŷ": "sigmoid(z2)", "J": "J(y, ŷ)"}


def test_a_naming_of_ones_own():
    """A naming is a set of patterns."""
    assert "u_2^[1]" in definitions("1-2-1", naming=Naming("u_{j}^[{k}]"))


def test_names_of_ones_own():
    """Single quantities can be renamed, in any spelling."""
    found = definitions("2-1", "linear", names={"x1": "age", "w_{11}^{(1)}": "share", "O_11": "ŷ"})
    assert found["ŷ"] == "share*age + w_21^(1)*x2 + b_1^(1)"


def test_indices_with_two_digits_are_kept_apart():
    """Where a layer has ten neurons, a comma stands between two indices."""
    found = network("11-2-1")
    assert {"w_{11,2}^(1)", "w_{1,1}^(2)"} < set(found.wrt)
    assert latex_name("w_{11,2}^(1)") == "w_{11,2}^{(1)}"


@pytest.mark.parametrize("naming", NAMINGS)
@pytest.mark.parametrize("sizes", ["1-1-1", "3-2-2", "12-11-1"])
def test_all_names_are_canonical_and_different(naming, sizes):
    """Every name of every scheme is in canonical spelling, and no two quantities share one."""
    if NAMINGS[naming].single and sizes != "1-1-1":
        pytest.skip("this naming is for one neuron a layer")
    built = network(sizes, naming=naming).layers
    deltas = [built.names.delta(k, j + 1) for k, layer in enumerate(built.layers, 1) for j in range(len(layer.neurons))]
    names = [*built.quantities, *deltas]
    assert [canonical(name) for name in names] == names
    assert len(set(names)) == len(names)


LOSS = {
    "sse": "(y_1 - O_11)^2 + (y_2 - O_12)^2",
    "mse": "((y_1 - O_11)^2 + (y_2 - O_12)^2)/2",
    "half": "1/2*((y_1 - O_11)^2 + (y_2 - O_12)^2)",
    "bce": "-(y_1*log(O_11) + (1 - y_1)*log(1 - O_11) + y_2*log(O_12) + (1 - y_2)*log(1 - O_12))",
    "cce": "-(y_1*log(O_11) + y_2*log(O_12))",
    "abstract": "J(y_1, y_2, O_11, O_12)",
    "ssr": "sum((y_{1,i} - O_{11,i})^2 + (y_{2,i} - O_{12,i})^2, i, 1, n)",
}


@pytest.mark.parametrize("loss", LOSSES)
def test_losses(loss):
    """Each loss is written in the targets and the outputs."""
    found = network("2-2", loss=loss)
    assert text(found.definitions[-1].tree) == LOSS[loss]


@pytest.mark.parametrize("activation", USUAL)
def test_activations(activation):
    """Each activation makes a network that can be differentiated."""
    found = network("2-2", activation)
    result = differentiate_problem(found, ["w_11^(1)"])["w_11^(1)"]
    assert result.paths.count >= 1


def test_an_activation_for_each_layer():
    """One activation for each layer is a sequence, or text with commas as on the command line."""
    assert network("2-2-1", "relu, linear") == network((2, 2, 1), ["relu", "linear"]) != network("2-2-1", "relu")


def test_softmax():
    """The softmax divides by one sum of exponentials, which has a name of its own in a wide layer."""
    assert definitions("1-2", "softmax", "cce")["O_11"] == "e^z_11/(e^z_11 + e^z_12)"
    wide = definitions("1-13", "softmax", "cce")
    assert wide["O_{1,13}"] == "e^z_{1,13}/s^(1)"


def test_zero_weights():
    """A weight fixed at zero leaves the expression, and a note says what it keeps from where."""
    found = network("2-1-1", "linear", bias=False, zero=["w_{11}^{(1)}"])
    assert text(found.definitions[0].tree) == "w_21^(1)*x2"
    assert [str(note) for note in found.readings] == ["x1 does not reach O_11: the weight is fixed at zero"]
    assert found.layers.cut("w_11^(1)") == "w_11^(1) is fixed at zero"
    assert found.layers.cut("x1") == "every way from x1 to L passes a weight that is fixed at zero"
    assert found.layers.cut("nothing") is None


def test_names_are_given_one_way_everywhere():
    """Names are text with commas between them or a sequence, and the comma of an index belongs to its name."""
    two = ["w_{10,2}^{(1)}", "w_{1,2}^{(1)}"]
    problem = network("10-2-1")
    assert network("10-2-1", zero=", ".join(two)) == network("10-2-1", zero=two) != problem
    for given in (", ".join(two), two):
        assert chainrule.derive(problem, given).wrt == ("w_{10,2}^(1)", "w_{1,2}^(1)")
    x, y = sympy.symbols("x y")
    assert chainrule.derive(x**2 * y, x).wrt == ("x",)
    assert chainrule.check("x^2 y", "2x y", wrt="x ").correct
    steps = chainrule.descend("L = (w1 x + b - y)^2", {"x": [1, 2], "y": [2, 4]}, {"w1": 0, "b": 0}, fit="w1")
    assert next(steps).gradient.keys() == {"w1"}


def test_a_neuron_that_nothing_enters():
    """A neuron without weights and bias is the activation of 0."""
    assert definitions("1-1", bias=False, zero=["w_11^(1)"])["O_11"] == "sigmoid(0)"


REFUSED = {
    "a size of 0": ({"layers": "4-0-1"}, "positive whole number"),
    "a negative size": ({"layers": (2, -1)}, "positive whole number"),
    "a size in letters": ({"layers": "two-1"}, "positive whole number"),
    "one layer": ({"layers": "4"}, "at least an input layer"),
    "too many weights": ({"layers": (9999, 9999)}, "99,980,001 weights"),
    "an unknown activation": ({"layers": "2-1", "activation": "sigmod"}, "did you mean 'sigmoid'"),
    "a function with a gap": ({"layers": "2-1", "activation": "log"}, "unknown activation 'log'"),
    "too few activations": ({"layers": "2-1-1", "activation": ["relu"]}, "1 activation for 2 layers"),
    "an unknown loss": ({"layers": "2-1", "loss": "huber"}, "known are sse"),
    "one output for two": ({"layers": "2-1", "loss": "cce"}, "at least 2 outputs"),
    "an unknown order": ({"layers": "2-1", "order": "ji"}, "from-to, to-from"),
    "an unknown naming": ({"layers": "2-1", "naming": "Q"}, "choose one of O, a, h"),
    "a naming without an index": ({"layers": "2-1", "naming": "plain"}, "one neuron"),
    "a zero that is not there": ({"layers": "2-1", "zero": ["w_33^(1)"]}, "not a weight or bias"),
    "a name that is not there": ({"layers": "2-1", "names": {"x9": "age"}}, "'x9' is not in this network"),
    "one name for two": ({"layers": "2-1", "names": {"x1": "x2"}}, "two quantities"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals(case):
    """What makes no network is refused with what would."""
    options, said = REFUSED[case]
    with pytest.raises(ChainRuleError) as refused:
        network(**options)
    assert said in str(refused.value)


@pytest.mark.parametrize("text_of_sizes", ["4-3-2-1", "4,3,2,1", "4, 3, 2, 1", [4, 3, 2, 1]])
def test_sizes(text_of_sizes):
    """Sizes are read from numbers, or from text with dashes or commas."""
    assert layer_sizes(text_of_sizes) == (4, 3, 2, 1)


def test_ways_through():
    """A second-layer weight has one path, a first-layer weight as many as there are ways through."""
    found = network("4-3-2-1")
    derivation = differentiate_problem(found, ["w_11^(1)", "w_11^(2)", "w_21^(3)"])
    assert [derivation[name].paths.count for name in ("w_11^(1)", "w_11^(2)", "w_21^(3)")] == [2, 1, 1]
