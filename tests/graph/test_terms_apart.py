"""A quantity that is one of the terms of a sum without numbers for bounds: against the same sum with numbers for bounds."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ProblemError
from chainrule.numeric.program import value_of

Z = {"z_1": 0.4, "z_2": -0.7, "z_3": 1.1}

OPEN = {
    "s_1 = e^{z_1}/Σ_j e^{z_j}": ("z_1", "z_2"),
    "L = log(Σ_j e^{z_j}) - z_2": ("z_1", "z_2"),
    "J = Σ_k z_k^2 + z_1 z_2": ("z_1", "z_3"),
    "m = (Σ_j z_j^3)/(1 + Σ_k z_k^2)": ("z_2",),
}


@pytest.mark.parametrize(("text", "asked"), OPEN.items(), ids=OPEN)
def test_against_three_terms(text: str, asked: tuple[str, ...]) -> None:
    """With the rest of each sum for R, the derivative is that of the sum of three terms."""
    written = text.replace("Σ_j e^{z_j}", "(e^{z_1} + e^{z_2} + e^{z_3})").replace("Σ_k z_k^2", "(z_1^2 + z_2^2 + z_3^2)")
    written = written.replace("Σ_j z_j^3", "(z_1^3 + z_2^3 + z_3^3)")
    for name in asked:
        derivation = chainrule.derive(text, wrt=name)
        rests = {}
        for total, apart in derivation.graph.problem.apart:
            own = value_of(apart.args[0], Z)
            parts = {each: value_of(substituted(total, each), Z) for each in Z}
            assert own == pytest.approx(parts[name])
            rests[apart.args[-1].value] = sum(value for each, value in parts.items() if each != name)
        found = value_of(derivation[name].tidy.tree, {**Z, **rests})
        assert found == pytest.approx(chainrule.derive(written, wrt=name).at(Z).gradient[name])


def substituted(total, name):
    """Return the term of a sum that a quantity stands in."""
    from chainrule.finite_sums import at_index

    return at_index(total.args[0], total.value, int(name[-1]))


def test_letters() -> None:
    """z_i beside a sum over j, and z_k that stands nowhere else, are terms of the sum too."""
    derivation = chainrule.derive("s_i = e^{z_i}/Σ_j e^{z_j}, find ds_i/dz_i")
    assert str(derivation["z_i"].simplified) == "R*e^z_i/(e^z_i + R)^2"
    assert "R is the sum of the terms without zᵢ" in str(derivation.readings[-1])
    assert str(chainrule.derive("s_i = e^{z_i}/Σ_j e^{z_j}, find ∂s_i/∂z_k")["z_k"].tidy) == "-e^(z_i + z_k)/(e^z_k + R)^2"


@pytest.mark.parametrize("answer", ["s_i(1 - s_i)", "s_i - s_i^2", "e^{z_i} (Σ_k e^{z_k} - e^{z_i})/(Σ_k e^{z_k})^2"])
def test_answers(answer: str) -> None:
    """An answer may use the defined name, or the sum over any index."""
    assert chainrule.check("s_i = e^{z_i}/Σ_j e^{z_j}, find ds_i/dz_i", answer).correct is True
    assert chainrule.check("s_i = e^{z_i}/Σ_j e^{z_j}, find ds_i/dz_i", f"-({answer})").correct is False


@pytest.mark.parametrize(
    ("text", "wrt"),
    [
        ("Σ_j (x_j - m) + 0 x_1 = 0, dm/dx_1", None),
    ],
)
def test_refused(text: str, wrt: str | None) -> None:
    """Where all terms depend on what is asked, or the quantity may reach several, it stays refused."""
    with pytest.raises(ProblemError, match="is one of the"):
        chainrule.derive(text, wrt=wrt)


def test_left_as_they_are() -> None:
    """A sum with numbers for bounds, and a sum over samples of which none stands beside it, are as before."""
    assert not chainrule.derive("s_1 = e^{z_1}/Σ_{j=1}^{3} e^{z_j}", wrt="z_1").graph.problem.apart
    assert not chainrule.derive("L = Σ_i (y_i - p_i)^2", wrt="p_i").graph.problem.apart


def test_the_class_of_a_sample() -> None:
    """p_{i,y_i} is one term of the sum over samples: the class y_i is that of the sample i in it."""
    assert str(chainrule.derive("L = -sum_i log p_{i,y_i}")["p_{i,y_i}"].tidy) == "-1/p_{i,y_i}"
