"""Backpropagation written out: the deltas against difference quotients, and what is said in which form."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule.backpropagation import Backpropagation
from chainrule.errors import UnknownName
from chainrule.layered import apart, definitions_of, loss_of_sample, network
from chainrule.notation import text
from chainrule.numeric import Program

NETWORKS = {
    "sigmoid": ("3-2-2-1", "sigmoid", "sse"),
    "ReLU and softmax": ("2-3-3", ("relu", "softmax"), "cce"),
    "softmax with another loss": ("2-2-3", ("tanh", "softmax"), "sse"),
    "softmax inside": ("2-3-1", ("softmax", "linear"), "half"),
    "binary cross-entropy": ("2-2-2", "sigmoid", "bce"),
    "several activations": ("2-2-2-2", ("gelu", "leaky_relu", "softplus"), "mse"),
}


def lines(*args, **options) -> Backpropagation:
    return Backpropagation(network(*args, **options).layers)


def numbers_of(built) -> dict[str, float]:
    """Return values for the weights, inputs and targets; targets add up to 1."""
    names = (*built.parameters, *built.inputs)
    values = dict(zip(names, np.random.default_rng(5).uniform(-1, 1, len(names)).tolist(), strict=True))
    return values | {name: 1 / len(built.targets) for name in built.targets}


def loss_at(built, values) -> float:
    program = Program()
    for definition in definitions_of(apart(built)):
        program.define(definition.name, definition.tree)
    slot = program.add(loss_of_sample(built))
    return program.run(values)[slot]


@pytest.mark.parametrize("case", NETWORKS)
def test_every_form_is_the_derivative(case):
    """Put together from the last layer to the first, every form of every line agrees with a central difference of the loss."""
    equations = lines(*NETWORKS[case])
    built = equations.network
    values = numbers_of(built)
    program = Program()
    for definition in definitions_of(apart(built)):
        program.define(definition.name, definition.tree)
    forms = []
    for line in equations.deltas:
        forms.append([program.add(side) for side in line.sides[1:]])  # the first one is the chain rule, unevaluated
        program.define(line.left.value, line.sides[-1])
    slopes = {name: program.add(equations.slope(name).sides[-1]) for name in built.parameters}
    slots = program.run(values)
    for form in forms:
        assert [slots[slot] for slot in form] == pytest.approx([slots[form[0]]] * len(form), rel=1e-12, abs=1e-15)
    for name, slot in slopes.items():
        h = 1e-5
        measured = (loss_at(built, values | {name: values[name] + h}) - loss_at(built, values | {name: values[name] - h})) / (2 * h)
        assert slots[slot] == pytest.approx(measured, rel=1e-7, abs=1e-9)


def test_a_delta_is_written_by_those_of_the_next_layer():
    """A hidden delta adds up the next layer's deltas times the weights between, times σ′ in z and in the neuron's own value."""
    found = lines("4-3-2-1").delta(1, 1)
    assert text(found.left) == "δ_1^(1)"
    assert [text(side) for side in found.sides[1:]] == [
        "(δ_1^(2)*w_11^(2) + δ_2^(2)*w_12^(2))*(sigmoid(z_11)*(1 - sigmoid(z_11)))",
        "(δ_1^(2)*w_11^(2) + δ_2^(2)*w_12^(2))*(O_11*(1 - O_11))",
    ]


def test_an_unspecified_cost():
    """With a cost that is not given, the last delta keeps ∂J/∂ŷ."""
    found = lines("1-1-1", loss="abstract", naming="plain")
    assert text(found.delta(2, 1).sides[-1]).endswith("*(ŷ*(1 - ŷ))")
    assert [text(side) for side in found.slope("w1").sides] == ["δ1*(∂z1/∂w1)", "δ1*x"]


def test_a_loss_and_an_activation_that_belong_together():
    """The last delta of softmax with cross-entropy is ŷ − y, and it is said why."""
    found = lines("2-3", "softmax", "cce").delta(1, 2)
    assert (text(found.sides[-1]), found.note) == ("O_12 - y_2", "because the targets of a sample add up to 1")


def test_zero_weights_cut_the_way():
    """A neuron that nothing leads on from has the delta 0, with the reason."""
    found = lines("2-2-1", zero=["w_11^(2)"]).delta(1, 1)
    assert (text(found.sides[0]), found.note) == ("0", "no way leads from z_11 to L")


def test_updates():
    """The update subtracts the rate times the derivative, for any weight and for each."""
    found = lines("2-1")
    assert [text(found.rule.left), text(found.rule.sides[0])] == ["w_new", "w_old - η*(∂L/∂w_old)"]
    assert [text(side) for side in found.update("w_{21}^{(1)}").sides] == ["w_21^(1) - η*(∂L/∂w_21^(1))", "w_21^(1) - η*(δ_1^(1)*x2)"]
    assert len(list(found.gradient)) == 3


def test_sums_over_the_data():
    """Where the loss is a sum over the data, a weight's derivative adds up the deltas of all samples."""
    found = lines("1-2-1", ("softplus", "linear"), "ssr")
    assert text(found.slope("b_1^(2)").sides[-1]) == "sum(δ_{1,i}^(2), i, 1, n)"


def test_the_weighted_sums_are_said():
    """Where neurons are whole, the letters z are explained before they are used."""
    assert [text(line.left) for line in lines("2-2").sums] == ["z_11", "z_12", "O_11", "O_12"]
    assert list(lines("2-2", naming="a").sums) == []


def test_unknown_weight():
    """A name that is no weight is refused with the nearest one."""
    with pytest.raises(UnknownName, match="w_21"):
        lines("2-1").slope("w_31^(1)")


def test_the_oracle_itself():
    """The loss of a neuron is what it is by hand."""
    built = network("1-1").layers
    assert loss_at(built, {"x1": 1.0, "w_11^(1)": 2.0, "b_1^(1)": -2.0, "y": 1.0}) == pytest.approx(0.25)
