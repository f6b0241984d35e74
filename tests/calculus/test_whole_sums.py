"""Sums put back together, in the forms that a textbook has; that they are right in numbers is tested with the families."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.calculus import Derivation
from chainrule.calculus.sums.whole_sums import with_whole_sums
from chainrule.document import derivation_document
from chainrule.errors import VerificationError
from chainrule.proof.apart import check_whole
from chainrule.render import render
from chainrule.tree import symbol

SOFTMAX = "p_k = exp(z_k)/Σ_j exp(z_j)"
NETWORK = "z_i = Σ_j W_{ij} x_j + b_i, a_i = tanh(z_i), s = Σ_i v_i a_i + c, L = (s - y)^2"

WHOLE = {  # text, by what: the form written out, and that in the reader's names
    ("L = Σ_i (Σ_j X_{ij} w_j - y_i)^2", "w_k"): ("2*sum((sum(X_ij*w_j, j, 1, n) - y_i)*X_ik, i, 1, n)",) * 2,
    ("L = sqrt(Σ_i x_i^2)", "x_i"): ("x_i/sqrt(sum(x_k^2, k, 1, n))", "x_i/L"),  # the sum runs over another letter than that of x_i
    ("f = Σ_i x_i Σ_j a_{ij} x_j", "x_k"): ("sum(a_kj*x_j, j, 1, n) + sum(x_i*a_ik, i, 1, n)",) * 2,
    ("f = Σ_i x_i Σ_j a_{ij} x_j", "x_j"): ("sum(a_jk*x_k, k, 1, n) + sum(x_i*a_ij, i, 1, n)",) * 2,
    ("L = (Σ_i x_i)^2", "x_1"): ("2*sum(x_i, i, 1, n)",) * 2,
    (f"{SOFTMAX}, L = -Σ_k y_k log(p_k)", "z_k"): ("-y_k + exp(z_k)*sum(y_m, m, 1, n)/sum(exp(z_j), j, 1, n)", "p_k*sum(y_m, m, 1, n) - y_k"),
    (SOFTMAX, "z_k"): ("exp(z_k)*sum(exp(z_j), j, 1, j != k, n)/(sum(exp(z_j), j, 1, n))^2", "p_k*(1 - p_k)"),  # what is left stands by itself
    ("f = x_i/Σ_j x_j", "x_i"): ("sum(x_j, j, 1, j != i, n)/(sum(x_j, j, 1, n))^2",) * 2,
    (NETWORK, "x_j"): (
        "2*(sum(v_i*tanh(sum(W_ik*x_k, k, 1, n) + b_i), i, 1, n) + c - y)*sum(v_i*(1 - tanh(sum(W_ik*x_k, k, 1, n) + b_i)^2)*W_ij, i, 1, n)",
        "2*(s - y)*sum(v_i*(1 - a_i^2)*W_ij, i, 1, n)",
    ),
    ("m = Σ_i x_i/3; v = Σ_i (x_i - m)^2/3", "x_k"): (
        "2*(3*x_k - sum(x_j - sum(x_i, i, 1, n)/3, j, 1, n) - sum(x_i, i, 1, n))/9",
        "-2*sum(x_i - m, i, 1, n)/9 + 2*(x_k - m)/3",
    ),
    ("L = Σ_i (y_i - w x_i)^2", "w"): ("-2*sum((y_i - w*x_i)*x_i, i, 1, n)",) * 2,  # nothing was set apart
}


@pytest.mark.parametrize(("text", "wrt"), WHOLE, ids=[f"{text} by {wrt}" for text, wrt in WHOLE])
def test_whole(text: str, wrt: str) -> None:
    """A term that was set apart and what is left of its sum are the whole sum again."""
    result = chainrule.derive(text, wrt=wrt)[wrt]
    assert (str(result.whole), str(result.whole_in_names)) == WHOLE[text, wrt]


def test_asked_at_once() -> None:
    """What depends on one quantity in the term of another that is asked for as well is put back into its sum too."""
    derivation = chainrule.derive(NETWORK, wrt=("W_ij", "b_i", "x_j"))
    assert str(derivation["x_j"].whole_in_names) == "2*(s - y)*sum(v_m*(1 - a_m^2)*W_mj, m, 1, n)"
    assert str(derivation["W_ij"].whole_in_names) == "2*(s - y)*v_i*(1 - a_i^2)*x_j"


def text_of(derivation: Derivation) -> str:
    return render(derivation_document(derivation))


def test_shown() -> None:
    """The whole sums are the last line, and the answer in brief; where that would be no other form there is none."""
    shown = text_of(chainrule.derive("L = sqrt(Σ_i x_i^2)", wrt="x_i"))
    assert "= xᵢ/√(xᵢ² + R)\n           = xᵢ/√(Σ_{k=1}^{n} xₖ²)            with the sums put back" in shown
    assert "Holds where Σ_{k=1}^{n} xₖ² > 0." in shown
    assert "put back" not in text_of(chainrule.derive("L = Σ_i (y_i - w x_i)^2", wrt="w"))


def test_checked() -> None:
    """A form with the sums put back is compared with the sums as written."""
    result = chainrule.derive("L = sqrt(Σ_i x_i^2)", wrt="x_i")["x_i"]
    assert check_whole(result, result.whole.tree)
    with pytest.raises(VerificationError, match="putting the sums back"):
        check_whole(result, result.whole.tree + symbol("x_i"))


def test_left_as_it_is() -> None:
    """A formula without parts of sums is the same object; so is one for whose sums no letters are left."""
    problem = chainrule.derive("L = sqrt(Σ_i x_i^2)", wrt="x_i").graph.problem
    other = symbol("x_i") + 1
    assert with_whole_sums(other, problem, ("x_i",)) is other
    letters = "*".join(f"y_{letter}" for letter in "abcdefghjlmnopqrstuvwxyz")
    crowded = chainrule.derive(f"L = sqrt(Σ_i x_i^2) + {letters}", wrt="x_i")["x_i"]
    assert crowded.whole == crowded.simplified


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("L = Σ_{i<j} (x_i - x_j)^2; dL/dx_k", "2*sum(x_k - x_j, j, 1, n)"),
        ("L = Σ_{i<j} x_i x_j; dL/dx_k", "sum(x_j, j, 1, j != k, n)"),
    ],
)
def test_sums_under_two_letters(text: str, whole: str) -> None:
    """Sums that differ in the letter of their index alone are one sum."""
    (result,) = chainrule.derive(text)
    assert str(result.whole) == whole
