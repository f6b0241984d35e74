"""What people who learn about networks type: each text means the same as another one."""

from __future__ import annotations

import pytest

from chainrule.errors import ReadError
from chainrule.syntax import read_problem

SAME = {
    "f = x'(A + A')x, df/dx": "f = x^T (A + A^T) x, df/dx",
    "f(x) = 1/2 x'Qx - c'x": "f(x) = 1/2 x^T Q x - c^T x",
    "S(b) = (y - Xb)'(y - Xb), dS/db": "S(b) = (y - X b)^T (y - X b), dS/db",
    "f(β) = β'X'Xβ - 2 y'Xβ, df/dβ": "f(β) = β^T X^T X β - 2 y^T X β, df/dβ",
    "L = y'y - 2b'X'y + b'X'Xb, dL/db": "L = y^T y - 2 b^T X^T y + b^T X^T X b, dL/db",
    "L = sum((x[i] - y[i])**2 for i in range(n)), dL/dx[k]": "L = sum((x_i - y_i)^2, i=1..n), dL/dx_k",
    "L = sum((w*x[i] - y[i])**2 for i in range(len(x)))/len(x), dL/dw": "L = sum((w x_i - y_i)^2, i=1..n)/n, dL/dw",
    "L = sum([(w*x[i] - y[i])**2 for i in range(2)]), dL/dw": "L = sum((w x_i - y_i)^2, i=0..1), dL/dw",
    "L = logsumexp(z) - z[y], dL/dz_k": "L = log Σ_i exp(z_i) - z_y, dL/dz_k",
    "p = softmax(z); L = -log(p[y]); dL/dz": "p = softmax(z); L = -log p_y; dL/dz",
    "L = -log(softmax(z)[k]), dL/dz_j": "L = -log softmax(z)_k, dL/dz_j",
    "L = -y·log(softmax(Wx)), dL/dW": "L = -y^T log(softmax(W x)), dL/dW",
    "z[1] = w[1]*x + b[1]; a[1] = sigmoid(z[1]); C = (y - a[1])^2; dC/dw[1]": "z_1 = w_1*x + b_1; a_1 = sigmoid(z_1); C = (y - a_1)^2; dC/dw_1",
    "C = (y - w[1]*x)^2, ∂C/∂w[1]": "C = (y - w_1*x)^2, ∂C/∂w_1",
    "C = (y - w[1]*x)^2, dC/dw_1": "C = (y - w_1*x)^2, dC/dw_1",
    "C = (y - w[1]*x)^2, dC/dw[1]": "C = (y - w_1*x)^2, dC/dw_1",
    "How does z change when a changes, if z = 4x + 7y and x = a^2 + 7b?": "z = 4x + 7y, x = a^2 + 7b, dz/da",
    "L = (y - p)^2 with p = w x + b. How does L change if we change w a little?": "L = (y - p)^2, p = w x + b, dL/dw",
    "How much does the likelihood change with age? likelihood = 2*awareness + 3*wealth, awareness = w1*age": (
        "likelihood = 2*awareness + 3*wealth, awareness = w1*age, dlikelihood/dage"
    ),
    "derivative of sigmoid": "d/dx sigmoid(x)",
    "What is the derivative of the ReLU function?": "d/dx relu(x)",
    "L = (w x - y)^2, grad wrt w": "L = (w x - y)^2, dL/dw",
    "H = -sum(p*log(p)), p = softmax(z), gradient wrt z": "H = -sum(p*log(p)), p = softmax(z), dH/dz",
    "J(θ) = Σ_a π_θ(a|s) Q(a)": "J(θ) = Σ_a π_θ(a, s, θ) Q_a",
}


@pytest.mark.parametrize(("typed", "plain"), SAME.items(), ids=SAME)
def test_same(typed: str, plain: str) -> None:
    """Primes of matrices, loops and lists of programs, and questions in words mean what the signs of a lesson mean."""
    one, other = read_problem(typed), read_problem(plain)
    assert [(each.name, each.tree) for each in one.definitions] == [(each.name, each.tree) for each in other.definitions]
    assert one.wrt == other.wrt


def test_policies() -> None:
    """π_θ(a) is a function of its parameter too, where θ is asked for."""
    tree = str(read_problem("J(θ) = Σ_a π_θ(a) Q(a)").definitions[0].tree)
    assert "(mul (apply ('π_θ', (0, 0)) (symbol 'a') (symbol 'θ')) (symbol 'Q_a'))" in tree


@pytest.mark.parametrize("text", ["y = log_var + 1", "z = mu + exp(0.5*log_sigma)*eps", "r = exp(log_prob - old_log_prob)"])
def test_names_with_log(text: str) -> None:
    """What programs call log_var is a name, and no logarithm to the base v."""
    assert "logb" not in str(read_problem(text).definitions)


@pytest.mark.parametrize("text", ["y = log_2(x)", "y = log_a x", "y = log_ax", "y = log_b(x)"])
def test_bases(text: str) -> None:
    """Logarithms to a base stay such."""
    assert "logb" in str(read_problem(text).definitions)


@pytest.mark.parametrize("text", ["V = E_x[log D(x)] + 1", "L = E_{x∼p}[f(x, θ)], dL/dθ", "J = E_q[log p - log q]"])
def test_expectations(text: str) -> None:
    """An expectation is no product."""
    with pytest.raises(ReadError, match="the sign of an expectation"):
        read_problem(text)


@pytest.mark.parametrize("text", ["E_k = m v^2/2", "y = E_1 (x + 1)", "f = g'h + g h', g = x, h = x^2"])
def test_others(text: str) -> None:
    """Energies with an index are names, and a product rule has no transposes."""
    try:
        found = str(read_problem(text).definitions)
    except ReadError as error:
        found = error.message
    assert "expectation" not in found
    assert "'T'" not in found


def test_targets_before_a_logarithm() -> None:
    """The y of y·log p is a vector where p is one, and y log p without a sign is refused: the loss would be a vector."""
    assert [each.name for each in read_problem("p = softmax(z), L = -y·log p, dL/dz").definitions] == ["p_i", "L"]
    with pytest.raises(ReadError, match="a column times a column"):
        read_problem("p = softmax(z), L = -y log p, dL/dz")


FUNCTIONS = {
    "L = -log D(G(z))": "(apply ('D', (0,)) (apply ('G', (0,)) (symbol 'z')))",
    r"\frac{\partial \sigma(x)}{\partial x}": "(call 'sigmoid' (symbol 'x'))",
    "d tanh(x)/dx": "(call 'tanh' (symbol 'x'))",
    "y_i = g_i (x_i - m)/s + b_i": "(mul (symbol 'g_i') (add (symbol 'x_i') (neg (symbol 'm'))))",
}


@pytest.mark.parametrize("text", FUNCTIONS)
def test_functions(text: str) -> None:
    """D(G(z)) is a function of a function, ∂σ(x)/∂x the derivative of σ, and g_i before x_i - m and a gap a factor."""
    assert FUNCTIONS[text] in str(read_problem(text).definitions)


@pytest.mark.parametrize("text", ["L = -log D(G(z)), dL/dG", "V(D, G) = log D(x) + log(1 - D(G(z)))", "F = G(x) y, dF/dG"])
def test_by_functions(text: str) -> None:
    """A capital that stands nowhere but before brackets is a function, and a derivative by it is refused."""
    with pytest.raises(ReadError, match="is asked for"):
        read_problem(text)


def test_transposed_capitals() -> None:
    """K^T is no power in S = Q K^T by Q."""
    assert [each.name for each in read_problem("S = Q K^T/√d, dS/dQ").definitions] == ["S_ij"]
