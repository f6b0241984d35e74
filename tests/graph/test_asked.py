"""What is asked by default where a sum adds up what also stands beside it."""

from __future__ import annotations

import pytest
import sympy

import chainrule
from chainrule.errors import ProblemError

BATCH = "mu = (1/n) sum_i x_i; v = (1/n) sum_i (x_i - mu)^2; xh_i = (x_i - mu)/sqrt(v + eps)"
ASKED = {
    "s_i = exp(z_i)/sum_j exp(z_j)": ("z_i", "z_k"),
    "p = softmax(z)": ("z_i", "z_k"),
    r"s_i = \frac{e^{z_i}}{\sum_{k=1}^{K} e^{z_k}}": ("z_i", "z_j"),
    "s_i = exp(z_i/T)/sum_j exp(z_j/T)": ("z_i", "z_k", "T"),
    "s_1 = exp(z_1)/sum_j exp(z_j)": ("z_1", "z_k"),
    "a_i = exp(x_i)/R; R = sum_j exp(x_j)": ("x_i", "x_k"),
    "y_i = x_i/sqrt(sum_j x_j^2)": ("x_i", "x_k"),
    "l_i = z_i - log(sum_j exp(z_j))": ("z_i", "z_k"),
    "a_ij = exp(s_ij)/sum_k exp(s_ik)": ("s_ij", "s_im"),
    "L = log(sum_j exp(z_j))": ("z_j",),
    "v = (1/n) sum_i (x_i - mu)^2; mu = (1/n) sum_i x_i": ("x_i",),
    "c = sum_i a_i b_i/(sqrt(sum_i a_i^2) sqrt(sum_i b_i^2))": ("a_i", "b_i"),
    "L = -sum_i y_i log s_i; s_i = exp(z_i)/sum_j exp(z_j)": ("y_i", "z_i"),
    f"{BATCH}; y_i = g xh_i + b": ("g", "b", "x_i", "x_k", "eps"),
}


@pytest.mark.parametrize("text", ASKED)
def test_both_terms(text: str) -> None:
    """The term beside the sum is asked for, and that of another index, each in a derivation of its own that passes its check."""
    found = chainrule.derive(text)
    assert {result.wrt for result in found} == {*ASKED[text]}
    assert [part.wrt for part in found.parts] == [(result.wrt,) for result in found]
    assert all(part.proof is not None for part in found.parts)
    assert all(found[name].wrt == name for name in ASKED[text])


SHARES = {
    ("s_i = exp(z_i)/sum_j exp(z_j)", "z_i"): "s_i*(1 - s_i)",
    ("s_i = exp(z_i)/sum_j exp(z_j)", "z_k"): "-s_i*s_k",
    ("s_i = exp(z_i/T)/sum_j exp(z_j/T)", "z_k"): "-s_i*s_k/T",
    (r"w_i = \frac{e^{-\beta E_i}}{\sum_j e^{-\beta E_j}}", "E_i"): "-w_i*(1 - w_i)*β",
    ("a_i = exp(-x_i^2)/sum_j exp(-x_j^2)", "x_k"): "2*a_i*a_k*x_k",
    ("a_t = exp(e_t)/sum_{s=1}^T exp(e_s)", "e_k"): "-exp(e_k + e_t)/(sum(exp(e_s), s, 1, T))^2",  # t is not told to be an index
}


@pytest.mark.parametrize(("text", "wrt"), SHARES)
def test_shares(text: str, wrt: str) -> None:
    """A share of a sum is differentiated in the names of shares, by its own term and by any other."""
    assert str(chainrule.derive(text)[wrt].whole_in_names) == SHARES[text, wrt]


def test_page() -> None:
    """Each derivation says what it sets apart, and the answers are those of the textbook."""
    from chainrule.document import derivation_document
    from chainrule.render import render

    page = render(derivation_document(chainrule.derive("s_i = exp(z_i)/sum_j exp(z_j)")), "text")
    first, second = page.split("The derivative by zₖ")
    assert "i and k are different indices" in second
    assert "different" not in first
    assert "sᵢ·(1 − sᵢ)" in first
    assert "−sᵢ·sₖ" in second


@pytest.mark.parametrize(
    ("text", "wrt", "derivative"),
    [
        ("f = Σ_i w_i x_i + w_0", "w_0", "1"),
        ("f = Σ_{i=0}^n w_i x_i + w_0", "w_0", "x_0 + 1"),
        ("f = Σ_{i=0}^n w_i x_i + w_0", "w_k", "x_k"),
        ("P = Σ_{k=0}^n a_k x^k", "a_0", "1"),
        ("y = a_0 + Σ_{n=1}^N a_n cos(n x)", "a_0", "1"),
    ],
)
def test_an_index_before_the_first_one(text: str, wrt: str, derivative: str) -> None:
    """w_0 is none of the terms of a sum that starts at 1, and one of those from 0."""
    assert str(chainrule.derive(text, wrt=wrt)[wrt].tidy) == derivative


SECOND = {
    ("L = log(sum_j exp(z_j))", "z_i", "z_k"): lambda x: sympy.log(sum(map(sympy.exp, x))),
    ("L = log(sum_j exp(z_j))", "z_i", "z_i"): lambda x: sympy.log(sum(map(sympy.exp, x))),
    ("L = (sum_j z_j^2)^2", "z_i", "z_k"): lambda x: sum(each**2 for each in x) ** 2,
    ("s_i = exp(z_i)/sum_j exp(z_j)", "z_i", "z_k"): lambda x: sympy.exp(x[0]) / sum(map(sympy.exp, x)),
    ("s_i = exp(z_i)/sum_j exp(z_j)", "z_k", "z_k"): lambda x: sympy.exp(x[0]) / sum(map(sympy.exp, x)),
    ("L = sum_j a z_j^3", "a", "z_k"): lambda x: A * sum(each**3 for each in x),
}
A = sympy.Symbol("a")


@pytest.mark.parametrize(("text", "first", "then"), SECOND)
def test_mixed(text: str, first: str, then: str) -> None:
    """Differentiated again by another term, a derivative knows that the sums have that term too: z_i is the first of three, z_k the second."""
    z = sympy.symbols("z_i z_k R")
    found = chainrule.derive(text, wrt=(first, then) if first != then else first, order=2)[first, then].tidy.sympy
    third = {"z_i": 0.3, "z_k": -0.8, "a": 1.7, "R_": 0.6}
    by = {"z_i": z[0], "z_k": z[1], "a": A}
    expected = SECOND[text, first, then](z).diff(by[first], by[then]).subs({z[0]: third["z_i"], z[1]: third["z_k"], z[2]: third["R_"], A: third["a"]})
    rest = {(True, True): lambda f: f(0.6), (True, False): lambda f: f(0.6) + f(-0.8), (False, True): lambda f: f(0.6) + f(0.3)}
    shape = (lambda v: float(sympy.exp(v))) if "exp" in text else (lambda v: v**2)
    kept = rest["z_i" in (first, then), "z_k" in (first, then)](shape) if text != "L = sum_j a z_j^3" else 0.0
    value = found.subs({sympy.Symbol(name): each for name, each in {**third, "R": kept}.items()})
    assert float(value) == pytest.approx(float(expected))


def test_several_orders() -> None:
    """Higher derivatives are asked for by default too; a function of a sum of pairs by two of its terms is refused, as these cannot be apart at once."""
    assert [result.by for result in chainrule.derive("s_i = exp(z_i)/sum_j exp(z_j)", order=2)] == [("z_i", "z_i"), ("z_i", "z_k"), ("z_k", "z_k")]
    mixed = chainrule.derive("L = sum_{i,j} W_ij x_i x_j", wrt=("x_k", "x_m"), order=2)["x_k", "x_m"]
    assert str(mixed.tidy) in ("W_km + W_mk", "W_mk + W_km")
    with pytest.raises(chainrule.ChainRuleError, match="terms of one sum"):
        chainrule.derive("L = exp(sum_{i,j} W_ij x_i x_j)", wrt=("x_k", "x_m"), order=2)


def test_bare() -> None:
    """A sum may be differentiated without a name for it."""
    assert str(chainrule.derive("log(sum_j exp(z_j))")["z_j"].whole) == "exp(z_j)/sum(exp(z_k), k, 1, n)"


@pytest.mark.parametrize("text", ["z = g(x^2), g'(2)", "y = g(x^2), g(2)", "y = x^2, f(2)"])
def test_a_value_without_a_name(text: str) -> None:
    """A value of an unspecified function beside a definition is no second definition that could be left out."""
    with pytest.raises(ProblemError, match="something without a name stands beside the definitions"):
        chainrule.derive(text)
