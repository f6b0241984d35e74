"""Decomposing problems into nested functions."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import LimitExceeded, ProblemError, UnknownName
from chainrule.graph import Graph, decompose
from chainrule.syntax import read_problem


def links(text: str, **options: object) -> list[str]:
    """Return the nodes that are not inputs, as text, in the graph's order."""
    from chainrule.formula import Formula

    graph = decompose(read_problem(text), **options)  # type: ignore[arg-type]
    return [f"{node.name} = {Formula(node.tree)}" for node in graph.nodes if node.tree is not None]


SPLITS = {
    "h(x) = log(2 + cos x)": ["u = 2 + cos(x)", "h = log(u)"],
    "y = sin(x)": ["y = sin(x)"],
    "y = sin(x)^2": ["u = sin(x)", "y = u^2"],
    "y = x*sin(x^2)": ["u = x^2", "v = sin(u)", "y = x*v"],
    "y = 4(x^2+1)^5": ["u = x^2 + 1", "y = 4*u^5"],
    "y = e^(-x^2)": ["u = -x^2", "y = e^u"],
    "y = (x^3+x)^(5x+2)": ["u = x^3 + x", "v = 5*x + 2", "y = u^v"],
    "y = sqrt(x + sqrt(x + 1))": ["u = x + 1", "v = sqrt(u)", "w = x + v", "y = sqrt(w)"],
    "z = 4x + 7y, x = a² + 7b": ["x = a^2 + 7*b", "z = 4*x + 7*y"],
    "y = sin(x^2) + cos(x^2)": ["u = x^2", "v = sin(u)", "w = cos(u)", "y = v + w"],
    "h(x) = f(g(x)), f(u) = log(u), g(x) = 2 + cos(x)": ["g = 2 + cos(x)", "h = log(g)"],
    "h(x) = f(g(x))": ["u = g(x)", "h = f(u)"],
    "y = log(2) * x": ["y = log(2)*x"],
    "L = sum((y_i - p_i)^2, i=1..2)": ["u = y_1 - p_1", "v = y_2 - p_2", "w = u^2", "s = v^2", "L = w + s"],
}


@pytest.mark.parametrize("text", SPLITS)
def test_links(text: str) -> None:
    """A function or power of something that is not plain is a link, and so is what it is applied to."""
    assert links(text) == SPLITS[text]


def test_names_of_links_clash_with_none_of_the_readers() -> None:
    """Letters that the reader uses are passed over."""
    assert links("y = log(u + cos(v))") == ["w = u + cos(v)", "y = log(w)"]


def test_names_of_links_are_no_letters_with_an_index() -> None:
    """Beside the states s_0, s_1 of the reader no link is called s, or s_2."""
    graph = decompose(read_problem("s_t = tanh(u x_t + w s_{t-1}), o_t = v s_t, E = Σ_{t=1}^2 (d_t - o_t)^2"))
    made = {node.name for node in graph.nodes} - {"E", "o_1", "o_2", "s_0", "s_1", "s_2", "u", "v", "w", "x_1", "x_2", "d_1", "d_2"}
    assert len(made) == 6
    assert {name[0] for name in made}.isdisjoint("suvwxodE")


def test_many_links_are_numbered() -> None:
    """Where letters run out before the links do, all links are numbered."""
    text = "y = " + "sin(" * 9 + "x" + ")" * 9
    assert links(text)[:2] == ["u_1 = sin(x)", "u_2 = sin(u_1)"]


def test_what_is_not_asked_stays_whole() -> None:
    """A part that does not depend on what is asked is a constant, however it is built."""
    assert links("y = x*log(2 + cos(a))", wrt=("x",)) == ["y = x*log(2 + cos(a))"]


def test_elementary_grain() -> None:
    """At elementary grain every operation is a link."""
    assert links("h = log(2 + cos(x))", grain="elementary") == ["u = cos(x)", "v = 2 + u", "h = log(v)"]


def test_parents_come_first() -> None:
    """Nodes are in topological order whatever the order of the definitions."""
    graph: Graph = decompose(read_problem("z = x + y, y = 2x, x = t^2"))
    for index, node in enumerate(graph.nodes):
        assert all(parent < index for parent in node.parents)


ERRORS = {
    "a = b + 1, b = a + 1": (ProblemError, "circle"),
    "a = 2a": (ProblemError, "circ"),
    "y = x, y = x^2": (ProblemError, "defined twice"),
    "y = x, z = x^2": (ProblemError, "several outputs: y, z"),
    "TR = 50Q - 2Q^2, find MR": (ProblemError, "something without a name stands beside the definitions .line 1, column 23"),
    "q = y x, y = x z, z = w, w = y": (ProblemError, "circular definition: y → z → w → y"),
    "y = sum(i x^i, i=1..100000)": (LimitExceeded, "a sum of 100,000 terms is not written out"),
    "f(x) = x^2 + x; y = " + "f(" * 20 + "x" + ")" * 20: (LimitExceeded, "'y' has over 200,000 parts"),
    "h(x) = f(x, x), f(u) = u^2": (ProblemError, "defined with 1 arguments and used with 2"),
}


@pytest.mark.parametrize("text", ERRORS)
def test_what_is_no_problem(text: str) -> None:
    """Definitions that cannot be put in order are refused with the reason."""
    kind, words = ERRORS[text]
    with pytest.raises(kind, match=words):
        decompose(read_problem(text))


def test_an_output_that_is_not_there() -> None:
    """An output that no definition gives is refused with the nearest name."""
    with pytest.raises(UnknownName, match="does not define 'losss'"):
        decompose(read_problem("loss = x^2"), output="losss")


def test_deep_nesting_needs_no_recursion() -> None:
    """20,000 nested functions are 20,000 links."""
    depth = 20_000
    graph = decompose(read_problem("sin(" * depth + "x" + ")" * depth))
    assert len(graph.nodes) == depth + 1


def test_the_quantity_of_a_sample() -> None:
    """In a sum over samples, pred_i is the definition pred of that sample, so its inputs count; the data in it are those of the sample."""
    graph = decompose(read_problem("L = sum((y_i - pred_i)^2, i=1..n), pred = w*x + b"))
    assert graph.asked == ("w", "b")


@pytest.mark.parametrize(("problem", "name", "result"), [("L = Σ_k (w_{1k} - 2)^2", "w_1k", "2*(w_1k - 2)"), ("L = Σ_i Σ_j W_ij^2", "W_ij", "2*W_ij")])
def test_terms_with_a_second_index(problem: str, name: str, result: str) -> None:
    """A sum of nothing but values with two indices is differentiated by one of them: it is not constant."""
    assert str(chainrule.derive(problem)[name].tidy) == result


def test_samples_without_an_index() -> None:
    """A sum with numbers for bounds needs to know which inputs differ by sample."""
    with pytest.raises(ProblemError, match="without i"):
        decompose(read_problem("L = sum((y_i - pred_i)^2, i=1..3), pred = w*u + b"))


def test_cases_inside_cases() -> None:
    """In a sum written out, p_2 is the definition of p_i with i = 2, and so is every h_2 in it."""
    graph = decompose(read_problem("L = sum((y_i - p_i)^2, i=1..2); p_i = v*h_i; h_i = tanh(w*x_i)"))
    assert {"v", "w", "x_1", "x_2"} <= set(graph.inputs)
    assert "h_1" not in graph.inputs
