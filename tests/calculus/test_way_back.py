"""Derivatives by one term of sums, from the output back, one quantity after the other."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.formula import Formula
from chainrule.tree import postorder

MEAN = "mu = (1/n) sum_i x_i; v = (1/n) sum_i (x_i - mu)^2"
BATCH = f"{MEAN}; h_i = (x_i - mu)/sqrt(v + eps); y_i = g h_i + b; L = sum_i (y_i - t_i)^2"


def ways(text: str, wrt: str) -> dict[str, str]:
    """Return the derivatives on the way back, by name, and the last one with those by numbers put in."""
    found = chainrule.derive(text, wrt=wrt)[wrt].way_back
    assert found is not None
    return {**{line.by: Formula(line.value).unicode for line in found.lines}, "": Formula(found.value).unicode}


def test_batch_norm() -> None:
    """Batch normalisation leads back as the textbook has it: by y, the normalised x, the variance, the mean and x."""
    assert ways(BATCH, "x_k") == {
        "y_k": "2(yₖ − tₖ)",
        "h_k": "∂L/∂yₖ · g",
        "v": "−(Σ_{i=1}^{n} ∂L/∂hᵢ · (xᵢ − mu))/(2(v + eps)^(3/2))",
        "mu": "−(Σ_{i=1}^{n} ∂L/∂hᵢ)/√(v + eps)",
        "x_k": "(∂L/∂hₖ)/√(v + eps) + (2 · ∂L/∂v · (xₖ − mu))/n + (∂L/∂mu)/n",
        "": "(∂L/∂hₖ)/√(v + eps) − ((xₖ − mu) Σ_{i=1}^{n} ∂L/∂hᵢ · (xᵢ − mu))/(n·(v + eps)^(3/2)) − (Σ_{i=1}^{n} ∂L/∂hᵢ)/(n·√(v + eps))",
    }


WHOLE = {
    (MEAN, "x_k"): "2*(x_k - mu)/n",
    ("s = sqrt(1/n sum_i (x_i - m)^2); m = 1/n sum_i x_i", "x_k"): "(x_k - m)/(s*n)",
    ("v = 1/(n-1) sum_i (x_i - m)^2; m = 1/n sum_i x_i", "x_k"): "2*(x_k - m)/(n - 1)",
    ("c = 1/n sum_i (x_i - p)(y_i - q); p = 1/n sum_i x_i; q = 1/n sum_i y_i", "x_k"): "(y_k - q)/n",
    ("N = sqrt(sum_j x_j^2); y_i = x_i/N; L = sum_i (y_i - t_i)^2", "x_k"): "-2*x_k*sum((y_i - t_i)*x_i, i, 1, n)/N^3 + 2*(y_k - t_k)/N",
    ("c = sum_i a_i b_i/(A B); A = sqrt(sum_i a_i^2); B = sqrt(sum_i b_i^2)", "a_k"): "b_k/(A*B) - a_k*sum(a_i*b_i, i, 1, n)/(B*A^3)",
    (f"{MEAN}; h_i = (x_i - mu)/sqrt(v + eps)", "x_k"): "-1/(n*sqrt(v + eps)) - (x_i - mu)*(x_k - mu)/(n*(v + eps)^(3/2))",
}


@pytest.mark.parametrize(("text", "wrt"), WHOLE)
def test_whole(text: str, wrt: str) -> None:
    """What differs from a mean adds up to 0, and roots are called by their names."""
    assert str(chainrule.derive(text, wrt=wrt)[wrt].whole_in_names) == WHOLE[text, wrt]


NONE = [
    ("SSR = sum_i (o_i - p_i)^2; p_i = w x_i", "x_k"),  # one path
    ("f = sin(sum_i w_i x_i) sum_i w_i x_i", "w_k"),  # the same sum twice
    ("L = -sum_i y_i log s_i; s_i = exp(z_i)/sum_j exp(z_j)", "z_k"),  # no number on the way
    (f"{MEAN}; h_i = (x_i - mu)/sqrt(v + eps)", "x_k"),  # of every output another one
]


@pytest.mark.parametrize(("text", "wrt"), NONE)
def test_none(text: str, wrt: str) -> None:
    """Where the paths say it all, or the output has an index, nothing more is said."""
    assert chainrule.derive(text, wrt=wrt)[wrt].way_back is None


def test_page() -> None:
    """The page has the paths, and behind them the way back and which sum is 0."""
    from chainrule.document import derivation_document
    from chainrule.render import render

    page = render(derivation_document(chainrule.derive(BATCH, wrt="x_k")), "text")
    assert "xₖ → mu → v" in page
    assert "∂L/∂xₖ = (∂L/∂hₖ)/√(v + eps) + (2 · ∂L/∂v · (xₖ − mu))/n + (∂L/∂mu)/n" in page.split("Back from L")[1]
    assert "Σ_{i=1}^{n} (xᵢ − mu) = 0" in page


def test_count_of_terms() -> None:
    """A sum without limits has as many terms as another one over its index."""
    found = chainrule.derive("L = Σ_{i=1}^m (y_i - b) + Σ_i (y_i - b)^2", wrt="b")["b"].tidy
    assert "sum(y_i - b, i, 1, m)" in str(found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("μ = 1/m Σ x_i; v = Σ_i (x_i - μ)^2", "m"),
        ("J = 1/(2m) Σ_i (y_i - w x_i)^2", "m"),
        (r"J = -\frac{1}{N}\sum_i \log(w x_i)", "N"),
        ("J = 1/m Σ (y_i - ŷ_i)^2 + λ Σ w_j^2", "m"),
        ("J = 1/m Σ_i (y_i - w x_i)^2; dJ/dm", "n"),
        ("a = 1/m Σ_i F_i", "n"),
        ("T = 1/(2m) Σ_i p_i^2", "n"),
        ("c = 1/M Σ_i m_i x_i; M = Σ_i m_i", "n"),
        ("c = 1/M Σ_i m_i x_i", "n"),
        ("c = 1/N Σ_i x_i; N = 2 a", "n"),
    ],
)
def test_count_below_the_line(text: str, count: str) -> None:
    """A sum without limits has as many terms as the number that divides one over its index, which may be a mass elsewhere."""
    definitions = chainrule.derive(text).graph.problem.as_written
    (first,) = {item[2][2][1] for each in definitions for item in postorder(each.tree) if item[0] == "sum" and item[1] == "i"}
    assert first == count


def test_values_of_means() -> None:
    """Where nothing is asked, parameters are; that one of the values in a mean can be asked for is said."""
    found = chainrule.derive(BATCH)
    assert found.wrt == ("g", "eps", "b")
    assert "x_i stands for many values: the derivative by one of them is to be asked for, as by x_i" in map(str, found.readings)
    assert not any("many values" in str(each) for each in chainrule.derive("SSR = sum_i (o_i - p_i)^2; p_i = w x_i").readings)


MEANS = "μ = 1/m Σ_i x_i; v = 1/m Σ_i (x_i - μ)^2; h_i = (x_i - μ)/√(v + ε); y_i = γ h_i + β"


@pytest.mark.parametrize("loss", ["; L = L(y)", "; L = L(y_1, …, y_m)", r"; L = L(y_{1}, \dots, y_{m})", ""])
def test_open_loss(loss: str) -> None:
    """A loss of all values at once that stays open leads back to each as one that adds them up: so batch normalisation is taught."""
    assert ways(f"{MEANS}{loss}; dL/dx_i", "x_i")["x_i"] == "(∂L/∂hᵢ)/√(v + ε) + (2 · ∂L/∂v · (xᵢ − μ))/m + (∂L/∂μ)/m"
    assert ways(f"{MEANS}{loss}; dL/dγ", "γ") == {"y_i": "L′(yᵢ)", "γ": "Σ_{k=1}^{m} ∂L/∂yₖ · hₖ", "": "Σ_{k=1}^{m} ∂L/∂yₖ · hₖ"}


OPEN = {
    "y_i = g x_i + b; L = L(y); dL/dg": "sum(L'(g*x_i + b)*x_i, i, 1, n)",
    "z_j = Σ_i w_ji x_i; L = L(z); dL/dw_ji": "L'(sum(w_jk*x_k, k, 1, n))*x_i",
    "p = softmax(z); L = L(p); dL/dz_k": "p_k*(L'(p_k) - sum(L'(p_i)*p_i, i, 1, n))",
    "y = w x + b; dL/dw": "L'(w*x + b)*x",
}


@pytest.mark.parametrize("text", OPEN)
def test_open_loss_by_paths(text: str) -> None:
    """What an open loss is of leads to it: its derivative is never 0 for want of an index."""
    (result,) = chainrule.derive(text)
    assert str(result.whole if result.share is None else result.whole_in_names) == OPEN[text]


IN_VECTORS = {
    "z = W x + b, W is a matrix; a = σ(z); L = L(a); dL/dW": "(L'(a) ⊙ a ⊙ (1 - a))*x^T",
    "z = W x + b, W is a matrix; a = σ(z); dL/dx": "W^T*(L'(a) ⊙ a ⊙ (1 - a))",
    "L = L(u), u = w^T x; dL/dw": "L'(u)*x",
}


@pytest.mark.parametrize("text", IN_VECTORS)
def test_open_loss_of_vectors(text: str) -> None:
    """An open loss of a vector is one of all its components, that of a number one of it."""
    (result,) = chainrule.derive(text)
    assert str(result.in_vectors) == IN_VECTORS[text]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("y_i = w x_i; L = L(y); d²L/dw²", "stays open"),
        ("W is a matrix, y = W x; L = L(y); d²L/dx²", "stays open"),
        ("dL/dx_i", "'L' is not given"),
        ("f(x) = x^2; dL/dx", "does not define 'L'"),
        ("y = x^2; dE/dx", "does not define 'E'"),
    ],
)
def test_open_loss_refused(text: str, message: str) -> None:
    """Higher derivatives of an open loss are no sums, and what is no loss is not made one."""
    with pytest.raises(chainrule.ChainRuleError, match=message):
        chainrule.derive(text)


def test_parameters_by_name() -> None:
    """Where the paths leave out what the reader defined, parameters have the way back too, and the page stays in its names."""
    from chainrule.document import derivation_document
    from chainrule.render import render

    page = render(derivation_document(chainrule.derive(f"{MEANS}; L = Σ_i (y_i - t_i)^2")), "text")
    assert "∂L/∂γ = 2 Σ_{k=1}^{m} (yₖ − tₖ)·hₖ" in page
    assert page.count("Back from L") == 1
    assert "∂L/∂γ = Σ_{k=1}^{m} ∂L/∂yₖ · hₖ" in page
    assert "∂L/∂m" not in page


def test_layers_before_a_softmax() -> None:
    """Every sum before a softmax changes all shares; what comes back is collected layer by layer, each under the index of its definition."""
    text = "h_j = tanh(Σ_i w_ij x_i), o_k = Σ_j v_jk h_j, p_k = exp(o_k)/Σ_l exp(o_l), L = -Σ_k t_k log p_k, Σ_k t_k = 1"
    assert ways(text, "w_ij") == {
        "p_k": "−tₖ/pₖ",
        "o_k": "∂L/∂pₖ · pₖ − pₖ Σ_{m=1}^{n} ∂L/∂pₘ · pₘ",
        "h_j": "Σ_{k=1}^{n} ∂L/∂oₖ · vⱼₖ",
        "w_ij": "∂L/∂hⱼ · (1 − hⱼ²)·xᵢ",
        "": "∂L/∂hⱼ · (1 − hⱼ²)·xᵢ",
    }
    way = chainrule.derive(text, wrt="w_ij")["w_ij"].way_back
    assert way is not None
    shown = [str(Formula(line.whole)) for line in way.lines]
    assert shown == ["-t_k/p_k", "p_k - t_k", "sum((p_k - t_k)*v_jk, k, 1, n)", "(1 - h_j^2)*x_i*sum((p_k - t_k)*v_jk, k, 1, n)"]
