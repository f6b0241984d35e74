"""Sums with terms apart are checked against the sums as written: what is wrong there is caught, and letters never take each other's place."""

from __future__ import annotations

import numpy as np
import pytest

import chainrule
from chainrule.errors import ProblemError, VerificationError
from chainrule.graph.families import Cases
from chainrule.proof.apart import agrees, indices, rewritten
from chainrule.tree import Tree, add, number

SOFTMAX = "L = -Σ_k y_k log p_k; p_i = e^{z_i}/Σ_j e^{z_j}"

DERIVATIVES = {  # letters that are not usual for indices, letters outside of the sums that are those of a sum inside, cases of what is the same for each
    ("S = Σ_b x_b^2", "x_b"): "2*x_b",
    ("S = Σ_a x_a^2", "x_c"): "2*x_c",
    ("z = Σ_i w_{ci} x_i", "w_ci"): "x_i",
    ("z_a = Σ_b w_{ab} x_b; L = Σ_a z_a^2", "w_ab"): "2*(w_ab*x_b + S_a)*x_b",
    ("L = Σ_k p_k x_k; p_m = b_m Σ_i w_{mi} x_i", "x_c"): "b_c*(w_cc*x_c + R_c) + x_c*b_c*w_cc + sum(x_k*b_k*w_kc, k, 1, k != c, n)",
    ("L = (Σ_k p_k) b_k; p_k = w x_k", "w"): "b_k*sum(x_j, j, 1, n)",
    ("L = (Σ_j p_j) x_j; p_j = sin(x_j)", "x_m"): "x_j*cos(x_m)",
    ("L = Σ_m q_m x_m; q_k = g/(Σ_i x_i + 1)", "g"): "sum(x_m, m, 1, n)/(sum(x_i, i, 1, n) + 1)",
    ("L = log(Σ_i p_i); p_i = w x_i", "p_i"): "1/(p_i + R)",  # a definition that is summed inside a function
    ("L = (Σ_i b_i)^2", "b_i"): "2*(b_i + R)",
    ("P = Σ_{k=5}^n a_k x^k", "a_7"): "x^7",  # sums that start elsewhere
    ("P = Σ_{k=0}^n a_k x^k", "a_0"): "1",
    ("L = Σ_j p_j; p_m = g^2", "g"): "sum(2*g, m, 1, n)",
    ("L = (Σ_m (b_m - p_m)) b_j; p_j = x_j g", "g"): "-b_j*sum(x_m, m, 1, n)",
    ("L = x_m q_1; q_i = g/(Σ_j b_j + 1)", "b_2"): "-x_m*g/(b_2 + R + 1)^2",
}


@pytest.mark.parametrize(("text", "wrt"), DERIVATIVES, ids=[f"{text} by {wrt}" for text, wrt in DERIVATIVES])
def test_derivatives(text: str, wrt: str) -> None:
    """Each derivative is that of the sums as they are meant."""
    assert str(chainrule.derive(text, wrt=wrt, output=text.partition(" = ")[0] if ";" not in text else "L")[wrt].tidy) == DERIVATIVES[text, wrt]


def test_each_of_what_is_summed_is_asked_by_default() -> None:
    """Where nothing but samples is given, the derivative is by the value of one of them, whatever the letter of its index."""
    assert str(chainrule.derive("S = Σ_b x_b^2")["x_b"].tidy) == "2*x_b"
    assert str(chainrule.derive("S = Σ_i x_i^2")["x_i"].tidy) == "2*x_i"


def test_another_letter_is_told() -> None:
    """Where a sum is written over another letter than the reader's, that is said."""
    derivation = chainrule.derive("L = (Σ_k p_k) b_k; p_k = w x_k", wrt="w")
    assert "Σ over k is written over j: k is another index outside of it" in map(str, derivation.readings)


def test_softmax_over_unusual_letters() -> None:
    """Softmax with cross-entropy is the same whatever its letters."""
    derivation = chainrule.derive("L = -Σ_a y_a log p_a; p_a = e^{z_a}/Σ_b e^{z_b}", wrt="z_a")
    assert str(derivation["z_a"].in_names) == "-y_a*(1 - p_a) + p_a*sum(y_k, k, 1, k != a, n)"


BROKEN = {
    "the rest is lost": lambda cases, total: add(number(0), *split(cases, total).args[:-1]),
    "a term counts twice": lambda cases, total: add(*split(cases, total).args, split(cases, total).args[0]),
}


def split(cases: Cases, total: Tree) -> Tree:
    found = right(cases, total)
    return found if found.kind == "add" else add(number(0), found)


right = Cases.split


@pytest.mark.parametrize("wrong", BROKEN.values(), ids=BROKEN.keys())
def test_wrongly_set_apart_is_caught(wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    """A term that is lost, or counts twice, fails the check although the derivation of what was rewritten is right."""
    monkeypatch.setattr(Cases, "split", lambda cases, total: wrong(cases, total) if right(cases, total) is not total else total)
    with pytest.raises(VerificationError, match="setting terms of sums apart"):
        chainrule.derive(SOFTMAX, wrt="z_i", output="L")


def test_a_wrong_result_does_not_agree() -> None:
    """The check tells a right derivative from one that is off by a factor."""
    derivation = chainrule.derive(SOFTMAX, wrt="z_i", output="L")
    problem, result = derivation.graph.problem, derivation["z_i"]
    assert rewritten(problem)
    assert agrees(problem, result) is True
    result.__dict__["tidy"] = chainrule.formula.Formula(2 * result.tidy.tree)
    assert agrees(problem, result) is False


def test_indices() -> None:
    """A name is a case of another one where digits stand for its index letters, each letter once."""
    assert indices("w_{j,k}", "w_{1,3}", "jk") == {"j": 1, "k": 3}
    assert indices("p_k", "p_2", "jk") == {"k": 2}
    assert not indices("p_c", "p_2", "jk")
    assert not indices("p_k", "q_2", "jk")


NETWORK = "z_i = Σ_j W_{ij} x_j + b_i, a_i = tanh(z_i), s = Σ_i v_i a_i + c, L = (s - y)^2"


@pytest.mark.parametrize("asked", [("W_{ij}", "b_i", "v_i", "x_j"), ("b_i", "x_k"), ("v_m", "x_m"), ("c", "x_j", "v_2")], ids=" ".join)
def test_several_indices_are_asked_at_once(asked: tuple[str, ...]) -> None:
    """The derivative by x_j has the terms of i in it where b_i is asked for as well: i is a number of its own in the check."""
    derivation = chainrule.derive(NETWORK, wrt=asked)
    assert all(agrees(derivation.graph.problem, result) for result in derivation)


BESIDE = {  # quantities that stand in a sum and beside it, by what to ask alone, and the derivative by that
    "L = sum((o_i - p_i)^2, i=1..n) + p_i; p_i = w*x_i": ("x_i", "w - 2*(o_i - w*x_i)*w"),
    "L = (Σ_j p_j) x_j; p_j = sin(x_j)": ("x_j", "sin(x_j) + R + x_j*cos(x_j)"),
    "L = p_k + sum(p_i^2, i=1..n); p_i = sin(x_i)": ("x_k", "(1 + 2*sin(x_k))*cos(x_k)"),
}


@pytest.mark.parametrize("text", BESIDE)
def test_a_quantity_in_a_sum_and_beside_it(text: str) -> None:
    """Where all derivatives are asked for at once, one that goes both ways is refused with the reason; alone, it is right."""
    wrt, derivative = BESIDE[text]
    with pytest.raises(ProblemError, match=f"ask for the derivative by {wrt} alone"):
        chainrule.derive(text)
    assert str(chainrule.derive(text, wrt=wrt)[wrt].tidy) == derivative


@pytest.mark.parametrize("text", ["L = ||t - D E x||^2, D and E are matrices", "L = ||x - D E x||^2, D and E are matrices"])
def test_what_is_left_of_a_sum_may_depend_on_another_asked_quantity(text: str) -> None:
    """In Σ_k D_ij E_jk x_k the terms without x_k have D_ij too: every derivative is that of the sums as written."""
    derivation = chainrule.derive(text)
    assert all(agrees(derivation.graph.problem, result) for result in derivation)


def test_the_term_left_out_of_a_constant_sum() -> None:
    """An index that only a sum over the others names is one like any other: by b, Σ (x_i + b) has a term for each."""
    found = chainrule.derive("f = sum(X w + b) + sum(w^2)")
    assert [result.wrt for result in found] == ["X_ij", "w_j", "b"]
    assert agrees(found.graph.problem, found["b"]) is True


def test_an_index_of_several_digits() -> None:
    """One of many components may be named by its number: the others have a derivative of their own."""
    derivation = chainrule.derive("f = ||w||^2 + w_40; df/dw")
    assert {name: str(derivation[name].tidy) for name in derivation.wrt} == {"w_i": "2*w_i", "w_40": "2*w_40 + 1"}


def test_a_number_of_several_digits_that_is_asked_for() -> None:
    """The share p_1 changes with z_16 as with every other: −p_1·p_16, where exp(z_16) + R is the sum."""
    (found,) = chainrule.derive("p_i = exp(z_i)/Σ_j exp(z_j); L = p_1^2, ∂L/∂z_16")
    assert str(found.tidy) == "-2*exp(z_1)^2*exp(z_16)/(exp(z_16) + R)^3"


def test_what_is_defined_is_no_index() -> None:
    """A letter that is both is refused by name."""
    with pytest.raises(ProblemError, match="'k' is defined, and is an index too"):
        chainrule.derive("k = exp(z_k)/Σ_j exp(z_j)")


def test_names_for_the_other_terms_beside_matrices_of_these_letters() -> None:
    """Where R and Q are matrices, the sums of other terms get letters that carry indices all the same."""
    derivation = chainrule.derive("L = ||R - P Q^T||^2 + λ ||P||^2 + S U, dL/dP")
    assert str(derivation["P_ik"].in_names).endswith("+ 2*λ*P_ik")
    at = {"R": [[1.0, 2.0], [0.5, -1.0]], "P": [[0.3, 1.0], [2.0, 0.7]], "Q": [[1.0, 0.4], [-0.2, 0.9]], "λ": 0.7, "S": 1.0, "U": 1.0}
    r, p, q = (np.array(at[name]) for name in "RPQ")
    assert derivation.at(at).gradient["P"] == pytest.approx(-2 * (r - p @ q.T) @ q + 1.4 * p)
