"""Softmax of a vector, as it is written: a definition for every index."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("p = softmax(z), ∂p_i/∂z_i", "p_i = exp(z_i)/Σ_j exp(z_j), ∂p_i/∂z_i"),
        ("q_k = softmax(a)_k, ∂q_k/∂a_k", "q_k = exp(a_k)/Σ_i exp(a_i), ∂q_k/∂a_k"),
        ("q_j = softmax(a_j), ∂q_j/∂a_j", "q_j = exp(a_j)/Σ_i exp(a_i), ∂q_j/∂a_j"),
        (r"\hat{y} = \text{softmax}(z); L = \hat{y}_1^2, \frac{\partial L}{\partial z_1}", "ŷ_i = exp(z_i)/Σ_j exp(z_j); L = ŷ_1^2, ∂L/∂z_1"),
        (r"p_i = \mathrm{softmax}(z)_{i}, \frac{\partial p_i}{\partial z_j}", "p_i = exp(z_i)/Σ_j exp(z_j), ∂p_i/∂z_j"),
    ],
)
def test_written_out(text: str, written: str) -> None:
    """The notation of lessons means the exponentials as shares of their sum."""
    (found,), (wanted,) = chainrule.derive(text), chainrule.derive(written)
    assert found.tidy.tree == wanted.tidy.tree


def test_of_an_expression() -> None:
    """What a softmax is of gets a name of its own, and is a vector."""
    (found,) = chainrule.derive("p = softmax(z/T), ∂p_i/∂z_i")
    assert str(found.in_names) == "p_i*(1 - p_i)/T"
    (found,) = chainrule.derive("p = softmax(W x + b), L = -Σ_i t_i log p_i; ∂L/∂b")
    assert str(found.wrt) == "b_i"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("L = -log softmax(z)_k; dL/dz_k", "p_i = exp(z_i)/Σ_j exp(z_j); L = -log p_k; dL/dz_k"),
        ("L = -log Softmax(z)_k; dL/dz", "p = softmax(z); L = -log p_k; dL/dz"),
        ("L = -log_softmax(z)_k; dL/dz", "p = softmax(z); L = -log p_k; dL/dz"),
        ("p = torch.softmax(z, dim=1); L = p_k; dL/dz", "p = softmax(z); L = p_k; dL/dz"),
        (r"L = -\sum_i y_i \log(\mathrm{softmax}(z)_i); \frac{\partial L}{\partial z_k}", "p = softmax(z); L = -Σ_i y_i log p_i; ∂L/∂z_k"),
        ("L = -Σ_i y_i log softmax(z_i); ∂L/∂z_k", "p = softmax(z); L = -Σ_i y_i log p_i; ∂L/∂z_k"),
        ("L = -y^T log softmax(W x + b)", "z = W x + b; p = softmax(z); L = -y^T log p"),
        ("L = ||softmax(W x) - y||^2; dL/dx", "p = softmax(W x); L = ||p - y||^2; dL/dx"),
        ("L = CE(softmax(z), y); dL/dz", "p = softmax(z); L = -y^T log p; Σ_k y_k = 1; dL/dz"),
        ("ŷ = softmax(W x); L = cross_entropy(y, ŷ); dL/dW", "ŷ = softmax(W x); L = -y^T log ŷ; 1^T y = 1; dL/dW"),
        ("L = logsumexp(z) - z_k; dL/dz_k", "L = log(Σ_j exp(z_j)) - z_k; dL/dz_k"),
        (r"L = \operatorname{logsumexp}(z)", "L = log(Σ exp(z))"),
        ("p = softmax(2x, 3x + b); L = -log p_1", "L = -log(exp(2x)/(exp(2x) + exp(3x + b)))"),
        ("L = softmax(a x, b x)_2^2", "L = (exp(b x)/(exp(a x) + exp(b x)))^2"),
    ],
)
def test_in_expressions(text: str, written: str) -> None:
    """A softmax inside an expression has a name of its own, and one of several numbers a definition for each that is used."""
    found, wanted = chainrule.derive(text), chainrule.derive(written)
    assert {(result.of, result.wrt) for result in found} == {(result.of, result.wrt) for result in wanted}
    point = {"x": 0.3, "a": 0.7, "b": -0.2}
    for result in wanted:
        if result.in_vectors is not None:
            assert str(found[result.wrt].in_vectors) == str(result.in_vectors)
        elif found[result.wrt].tidy.tree != result.tidy.tree:
            assert found.at(point).gradient == pytest.approx(wanted.at(point).gradient)


def test_a_class_of_its_own() -> None:
    """By a whole vector, the derivative by the component that stands alone is another one."""
    general, own = chainrule.derive("L = -log softmax(z)_k; dL/dz")
    assert (general.wrt, own.wrt) == ("z_i", "z_k")
    assert str(general.tidy) == "exp(z_i)/(exp(z_i) + exp(z_k) + R)"
    assert str(own.tidy) == "-(exp(z_i) + R)/(exp(z_i) + exp(z_k) + R)"
    by_weights = chainrule.derive("p = softmax(W x + b); L = -log p_k; dL/dW")
    assert [result.wrt for result in by_weights] == ["W_ij", "W_kj"]
    plain = chainrule.derive("f(x) = ||x||^2 - x_1")
    assert {result.wrt: str(result.tidy) for result in plain} == {"x_i": "2*x_i", "x_1": "2*x_1 - 1"}
    assert all(result.in_vectors is None for result in plain)


@pytest.mark.parametrize(
    "text",
    [
        "p = softmax(z); L = -Σ_k y_k log p_k; Σ_k y_k = 1; dL/dz_i",
        "p = softmax(z); L = -y^T log p; sum y = 1; dL/dz",
        "p = softmax(z); L = -y^T log p; 1^T y = 1; dL/dz",
        "p = softmax(z); L = -y^T log p, y is one-hot; dL/dz",
        "Let p = softmax(z) and L = -y^T log p, where y is a one-hot vector. Find dL/dz.",
        "p = softmax(z); L = -sum_k y_k log p_k for a one-hot y; dL/dz_i",
        "p = softmax(z); L = CE(y, p); dL/dz",
    ],
)
def test_targets_that_add_up_to_one(text: str) -> None:
    """Where the values of y add up to 1, the derivative of the cross-entropy is p − y."""
    (found,) = chainrule.derive(text)
    assert str(found.whole_in_names) == "p_i - y_i"
    assert found.in_vectors is None or str(found.in_vectors) == "p - y"


@pytest.mark.parametrize("text", ["L = -y^T log p, p = softmax(z/T), y is one-hot; dL/dz", "L = CE(softmax(z/T), y); dL/dz"])
def test_temperature_beside_a_transpose(text: str) -> None:
    """T above y is the sign of a transpose, and below z a temperature."""
    (found,) = chainrule.derive(text)
    assert str(found.whole_in_names) == "(p_i - y_i)/T"
    assert str(found.in_vectors) == "(p - y)/T"


@pytest.mark.parametrize("library", ["np", "torch"])
def test_of_programs(library: str) -> None:
    """Products of arrays in programs are component by component, also where a sum below the bar has shown a vector."""
    text = f"p = {library}.exp(z)/{library}.sum({library}.exp(z)); L = -{library}.sum(y*{library}.log(p)); dL/dz"
    assert str(chainrule.derive(text)["z_i"].whole_in_names) == "p_i*sum(y_k, k, 1, n) - y_i"


def test_targets_may_change() -> None:
    """By one of the values that add up to 1, the others stay: nothing is put in there."""
    assert str(chainrule.derive("L = CE(softmax(z), t)")["t"].in_vectors) == "-log(p)"


@pytest.mark.parametrize(
    ("called", "written"),
    [
        ("loss = F.cross_entropy(z, y); dloss/dz", "loss = CE(softmax(z), y); dloss/dz"),
        ("loss = nn.CrossEntropyLoss()(W x + b, y); dloss/dW", "z = W x + b; loss = CE(softmax(z), y); dloss/dW"),
        ("criterion = nn.CrossEntropyLoss()\nloss = criterion(z, y)\ndloss/dz", "loss = CE(softmax(z), y); dloss/dz"),
        ("L = cross_entropy(y, z); dL/dz", "L = CE(softmax(z), y); dL/dz"),
        ("loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z); dloss/dz", "loss = CE(softmax(z), y); dloss/dz"),
        ("loss = F.nll_loss(F.log_softmax(z, dim=1), y); dloss/dz", "loss = CE(softmax(z), y); dloss/dz"),
        ("L = CE(p, y); dL/dp", "L = -y^T log p; dL/dp"),
        ("loss = F.binary_cross_entropy_with_logits(z, y); dloss/dz", "loss = BCE(sigmoid(z), y); dloss/dz"),
        ("loss = nn.BCEWithLogitsLoss()(w x + b, y); dloss/dw", "loss = BCE(sigmoid(w x + b), y); dloss/dw"),
        ("loss = F.mse_loss(w*x + b, y, reduction='sum'); dloss/dw", "loss = SSE(w*x + b, y); dloss/dw"),
        ("loss = F.l1_loss(w*x, y); dloss/dw", "loss = MAE(w*x, y); dloss/dw"),
    ],
)
def test_losses_of_programs(called: str, written: str) -> None:
    """Losses of programs take what softmax and σ are of, in the order of programs or by their names, at once or made first."""
    (found,), (wanted,) = chainrule.derive(called), chainrule.derive(written)
    assert (found.of, found.wrt, str(found.whole_in_names)) == (wanted.of, wanted.wrt, str(wanted.whole_in_names))
    assert str(found.in_vectors) == str(wanted.in_vectors)


@pytest.mark.parametrize("text", ["L = CE(a, b)", "L = cross_entropy(x)", "L = CE(z, 2y)", "L = CE(z, y), CE(u, v) = u v"])
def test_other_functions_called_so(text: str) -> None:
    """What is open, or defined, is no loss: it stays a function of its own."""
    assert "log" not in str(chainrule.derive(text).graph.problem.definitions[0].tree)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("softmax(z)", "p = softmax(z)"),
        ("Find the derivative of softmax(z)_i with respect to z_j", "p_i = exp(z_i)/Σ_k exp(z_k), ∂p_i/∂z_j"),
        (r"\frac{\partial}{\partial z_j} \mathrm{softmax}(z)_i", "p_i = exp(z_i)/Σ_k exp(z_k), ∂p_i/∂z_j"),
        ("derivative of log softmax(z)_k wrt z_j", "p_k = exp(z_k)/Σ_i exp(z_i), y = log p_k, ∂y/∂z_j"),
        ("Find the Jacobian of softmax(W x) with respect to x", "p = softmax(W x), ∂p/∂x"),
        ("p = softmax(z)_k, L = -log p, dL/dz_j", "p_k = exp(z_k)/Σ_i exp(z_i), L = -log p_k, dL/dz_j"),
    ],
)
def test_alone(text: str, written: str) -> None:
    """Softmax without a name is differentiated as one with a name, and so is a component of it; it is no function softmax_i."""
    one, other = chainrule.derive(text), chainrule.derive(written)
    found, wanted = ([str(result.tidy) for each in (of, *of.siblings) for result in each] for of in (one, other))
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("α_ij = softmax_j(e_ij), ∂α_ij/∂e_ij", "α_ij*(1 - α_ij)"),
        ("α_ij = softmax(e_ij), ∂α_ij/∂e_ik", "-α_ij*α_ik"),
        ("α_{t,i} = softmax_i(e_{t,i}), ∂α_{t,i}/∂e_{t,i}", "α_{t,i}*(1 - α_{t,i})"),
        ("P_ij = softmax_i(S_ij), ∂P_ij/∂S_ij", "P_ij*(1 - P_ij)"),
        ("c_i = Σ_j softmax_j(e_ij) h_j, ∂c_i/∂e_ij", "p_ij*(h_j - sum(h_m*p_im, m, 1, n))"),
        ("p_k = softmax(2 z_k), ∂p_k/∂z_k", "2*p_k*(1 - p_k)"),
        ("p_k = softmax(w_k x + b_k), L = -log p_k, dL/db_k", "p_k - 1"),
    ],
)
def test_over_one_index(text: str, right: str) -> None:
    """Of several indices the softmax is over the one that stands below it, or the last; of an expression with the index, it is of each value of that."""
    (result,) = chainrule.derive(text)
    assert str(result.whole_in_names) == right


def test_over_the_other_index() -> None:
    """softmax_i(S_ij) adds up a column: S_ik has no part in P_ij."""
    (result,) = chainrule.derive("P_ij = softmax_i(S_ij), ∂P_ij/∂S_kj")
    assert str(result.whole_in_names) == "-P_ij*P_kj"


def test_refused() -> None:
    """The softmax of V h_t is a vector for every t, and no component."""
    with pytest.raises(ReadError, match="V h_t may be a vector for every t"):
        chainrule.derive("p_t = softmax(V h_t + c), dp_t/dh_t")


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("p = softmax(z); L = -log p_k; dL/dz", ["p_i", "p_k - 1"]),
        ("p = softmax(W x + b); L = -log p_k; dL/dW", ["p_i*x_j", "-(1 - p_k)*x_j"]),
        ("p = softmax(z/T); L = -log p_k; dL/dz", ["p_i/T", "-(1 - p_k)/T"]),
        ("p = softmax(z); L = p_k^2; dL/dz", ["-2*p_k^2*p_i", "2*p_k^2*(1 - p_k)"]),
        ("p = softmax(z); L = -log p_3; dL/dz_3", ["p_3 - 1"]),
        ("p_k = e^(z_k/T)/Σ_j e^(z_j/T); L = -Σ_k y_k log p_k; dL/dz_i", ["(p_i*sum(y_k, k, 1, n) - y_i)/T"]),
        ("p_k = e^(z_k/T)/Σ_j e^(z_j/T); L = -Σ_k y_k log p_k; Σ_k y_k = 1; dL/dz_i", ["(p_i - y_i)/T"]),
        ("p = softmax(W x + b); L = -y^T log p; y is one-hot; dL/dW", ["x_j*(p_i - y_i)"]),
        ("p = softmax(z); z_k = Σ_j w_kj x_j; L = -Σ_k y_k log p_k; dL/dw_kj", ["x_j*(p_k*sum(y_l, l, 1, n) - y_k)"]),
        ("a = softmax(s); o = Σ_j a_j v_j; do/ds_i", ["a_i*(v_i - sum(v_j*a_j, j, 1, n))"]),
    ],
)
def test_through_a_share(text: str, shares: list[str]) -> None:
    """A derivative through a share is written in shares also where the share of the other index is not used elsewhere."""
    found = chainrule.derive(text)
    assert [str(result.whole_in_names) for each in (found, *found.siblings) for result in each] == shares
