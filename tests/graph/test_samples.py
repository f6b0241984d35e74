"""Sums over samples whose terms are links of their own."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ProblemError
from chainrule.formula import Formula
from chainrule.graph import decompose
from chainrule.graph.samples import for_one_sample, one_term
from chainrule.problem import Definition, Problem
from chainrule.syntax import read_problem
from chainrule.tree import number, substitute

RESIDUALS = "SSR = sum((o_i - p_i)^2, i=1..n); "

# text -> the quantities with a value for each sample, in order
LINKED = {
    "the index on the definition": (RESIDUALS + "p_i = w*x_i + b", ["p_i"]),
    "a definition without the index": (RESIDUALS + "p = top + b; top = 2w", ["p_i"]),
    "a use without the index": ("S = sum((o_i - p)^2, i=1..n); p = w*x_i", ["p_i"]),
    "several links": (RESIDUALS + "p_i = sigmoid(z_i); z_i = w*h_i; h_i = tanh(v*x_i + c)", ["u_i", "h_i", "z_i", "p_i"]),
    "two sums over the same samples": (RESIDUALS[:-2] + " + sum(abs(p_j), j=1..n); p_i = w*x_i", ["p_i"]),
    "a mean": ("L = sum((o_i - p_i)^2, i=1..n)/n; p_i = w*x_i", ["p_i"]),
    # Where a term's derivative is not that of the whole, the definitions are put into the sum
    "a sum in a root": ("L = sqrt(sum((o_i - p_i)^2, i=1..n)); p_i = w*x_i", []),
    "a quotient of sums": ("L = sum(p_i, i=1..n)/sum(p_i^2, i=1..n); p_i = w*x_i", []),
    "different ranges": (RESIDUALS[:-2] + " + sum(p_i, i=1..m); p_i = w*x_i", []),
    "a sum in a sum": ("L = sum(r_i^2, i=1..n); r_i = x_i - m; m = sum(w*x_i, i=1..n)/n", []),
    "a term that stands alone too": ("L = sum((o_i - p_i)^2, i=1..n) + p_i; p_i = w*x_i", []),
}


def sum_of(term):
    return read_problem(f"S = sum({term}, i=1..n)").definitions[0].tree


@pytest.mark.parametrize("case", LINKED)
def test_links_of_one_sample(case):
    """A definition with a value for each sample is a link, wherever the derivative by it is that of one term."""
    text, links = LINKED[case]
    graph = decompose(read_problem(text))
    assert list(graph.ranges) == links or sorted(graph.ranges) == sorted(links)
    assert all(parent < index for index, node in enumerate(graph.nodes) for parent in node.parents)


def test_the_lesson():
    """∂SSR/∂b3 is the sum over the samples of ∂SSR/∂p · ∂p/∂b3."""
    derivation = chainrule.derive(RESIDUALS + "p = top + bottom + b3", wrt="b3")
    result = derivation["b3"]
    (path,) = result.paths
    assert [(edge.of, edge.wrt, str(edge.value)) for edge in path] == [("SSR", "p_i", "-2*(o_i - p_i)"), ("p_i", "b3", "1")]
    assert result.product.tree == sum_of("-2(o_i - p_i)")
    assert str(result.in_names) == "-2*sum(o_i - p_i, i, 1, n)"
    assert str(result.tidy) == "-2*sum(o_i - top_i - bottom_i - b3, i, 1, n)"


# problem, by what, the derivative with three samples: the terms written out and differentiated by the ordinary rules are the oracle
WRITTEN_OUT = {
    "weights": (RESIDUALS, "p_i = sigmoid(w*x_i + b)", "w"),
    "what stands outside too": ("L = sum((o_i - p_i)^2, i=1..n)/n + k*w^2; ", "p_i = w*x_i + b", "w"),
    "two definitions deep": (RESIDUALS, "p_i = v*h_i + b; h_i = tanh(w*x_i + c)", "w"),
    "two paths in a term": ("L = sum(p_i*q_i + w*p_i, i=1..n); ", "p_i = w*x_i; q_i = exp(w)*p_i", "w"),
    "a part of the samples": (RESIDUALS.replace("i=1", "i=2"), "p_i = w*x_i*i", "w"),
}


@pytest.mark.parametrize("case", WRITTEN_OUT)
def test_as_written_out(case):
    """The derivative over samples has the value of the one with the sum written out."""
    total, definitions, name = WRITTEN_OUT[case]
    found = chainrule.derive(total + definitions, wrt=name)
    assert found.graph.ranges
    plain = chainrule.derive(total.replace("..n", "..3").replace("/n", "/3") + definitions, wrt=name)
    given = {each: 0.3 + 0.17 * place for place, each in enumerate(plain.graph.inputs)}
    columns = {each: [given.get(f"{each}_{k}", 0.0) for k in (1, 2, 3)] for each in "xo"}
    values = {each: value for each, value in given.items() if each[-1] not in "123"}
    over = chainrule.evaluate(total + definitions, columns, values)
    assert over.gradient[name] == pytest.approx(plain.at(given).gradient[name], rel=1e-12)
    formula = substitute(found[name].tidy.tree, {"n": number(3)})
    result = chainrule.derive(Problem("", (Definition("S", formula),))).at(given)
    assert result.values["S"] == pytest.approx(plain.at(given).gradient[name], rel=1e-12)


def test_by_the_value_of_one_sample():
    """The derivative by a quantity with a value for each sample is that of its own term, by its name with the index or without."""
    for name in ("p", "p_i"):
        for text in (RESIDUALS + "p = w*x + b", RESIDUALS[:-2]):
            (result,) = chainrule.derive(text, wrt=name)
            assert str(result.tidy) == "-2*(o_i - p_i)"
    assert str(chainrule.derive("L = sqrt(sum(p_i^2, i=1..n))", wrt="p_i")["p_i"].tidy) == "p_i/sqrt(p_i^2 + R)"


def test_only_samples_given():
    """Where nothing but the values of samples is given, the derivatives are by them."""
    assert {result.wrt: str(result.tidy) for result in chainrule.derive(RESIDUALS)} == {"o_i": "2*(o_i - p_i)", "p_i": "-2*(o_i - p_i)"}


def test_another_index():
    """A sum over j of p_j runs over the values of p_i, also beside p_i; where nothing is asked for, that is refused."""
    found = chainrule.derive("L = sum(p_j^2, j=1..n); p_i = w*x_i", wrt="w")
    assert str(found["w"].in_names) == "2*sum(p_i*x_i, i, 1, n)"
    both = "L = sum(sum((p_i - p_j)^2, j=1..n), i=1..n); p_i = w*x_i"
    assert str(chainrule.derive(both, wrt="w")["w"].tidy) == "2*sum(sum((w*x_i - w*x_j)*(x_i - x_j), j, 1, n), i, 1, n)"
    with pytest.raises(ProblemError, match="another index"):
        chainrule.derive(both)


def test_backward_sweep():
    """The adjoint of a parameter adds up over the samples, that of a link of one sample does not."""
    from chainrule.calculus import adjoints

    swept = adjoints(chainrule.derive(RESIDUALS + "p_i = w*x_i + b"))
    assert str(Formula(swept["p_i"])) == "-2*(o_i - p_i)"
    assert swept["w"].kind == "sum"


def test_a_wrong_link_is_named(monkeypatch):
    """A derivation by the value of one sample is checked link by link."""
    from chainrule.errors import VerificationError
    from chainrule.proof import verify

    derivation = chainrule.derive(RESIDUALS + "p_i = w*x_i + b", wrt="p")
    edges = derivation.edges
    monkeypatch.setattr(edges, "trees", [tree + 1 for tree in edges.trees])
    with pytest.raises(VerificationError, match="SSR/∂p_i"):
        verify(derivation)


def test_the_term_of_one_sample():
    """For the derivative by the value of one sample, a sum that is added up stands for its term; in another form it does not."""
    total, root = (read_problem(text).definitions[0].tree for text in ("L = 2*sum(p_i^2, i=1..n) + w", "L = sqrt(sum(p_i^2, i=1..n))"))
    assert for_one_sample(total, "w") is total
    assert for_one_sample(total, "p_i") == one_term(total) == read_problem("L = 2*p_i^2 + w").definitions[0].tree
    assert for_one_sample(root, "p_i") is None


def test_index_above() -> None:
    """x_1^(i) carries the index of a sum over i as x_i does."""
    derivation = chainrule.derive("J = sum((a x_1^(i) - y_1^(i))^2, i=1..2)", "a")
    assert {"x_1^(1)", "x_1^(2)", "y_1^(1)", "y_1^(2)"} <= derivation.graph.ids.keys()


def test_a_name_beside_its_indexed_one() -> None:
    """Where w and w_i both stand in a problem, by w is by w."""
    assert [result.wrt for result in chainrule.derive("L = (w x - y)^2 + sum(w_i^2, i=1..n)", "w")] == ["w"]


@pytest.mark.parametrize(
    ("problem", "wrt"),
    [
        ("s_i = e^{z_i}/Σ_j e^{z_j}", None),
        ("s_i = e^{z_i}/Σ_j e^{z_j}", ("z_i",)),
        ("s_1 = e^{z_1}/Σ_{j=1}^n e^{z_j}", ("z_1",)),
        ("J = Σ_i (y_i - b_0 - b_1 x_i)^2 + λ Σ_j b_j^2", ("b_1",)),
    ],
)
def test_a_case_of_what_is_added_up(problem, wrt):
    """A sum over j that may hold the asked quantity among its terms is refused: the derivative of that term would be lost."""
    with pytest.raises(ProblemError, match="is one of the"):
        decompose(read_problem(problem), wrt)


def test_other_quantities_than_what_is_added_up():
    """By anything else such a problem is differentiated, and with numbers for bounds by its cases too."""
    assert decompose(read_problem("s_i = e^{z_i/T}/Σ_j e^{z_j/T}"), ("T",)).asked == ("T",)
    assert decompose(read_problem("s_1 = e^{z_1}/Σ_{j=1}^3 e^{z_j}"), ("z_1",)).asked == ("z_1",)
