"""Definitions with an index, and sums over them without numbers for bounds: against the same sums of three terms, written out."""

from __future__ import annotations

import re
from itertools import product

import pytest

import chainrule
from chainrule.errors import ProblemError, ReadError
from chainrule.finite_sums import at_index, expand_sums
from chainrule.graph.families import Cases
from chainrule.graph.samples import INDEX_LETTERS
from chainrule.notation.indices import carries, index_name
from chainrule.numeric.program import value_of
from chainrule.tree import Tree, add, names, rewrite, substitute, symbol

TERMS = (1, 2, 3)

SOFTMAX = "p_i = e^{z_i}/Σ_j e^{z_j}"
NEURONS = "o_k = σ(n_k); n_k = Σ_j w_{jk} h_j"

# definitions, output, by what, and the numbers that the letters of the answer stand for
SYSTEMS = [
    (f"L = -Σ_k t_k log p_k; {SOFTMAX}", "L", "z_i", {"i": 2}),
    (f"L = -Σ_i t_i log p_i; {SOFTMAX}", "L", "z_i", {"i": 1}),
    (f"L = -Σ_i t_i log p_i; {SOFTMAX}", "L", "z_3", {}),
    (f"L = -log p_c; {SOFTMAX}", "L", "z_c", {"c": 2}),
    (f"L = -log p_c; {SOFTMAX}", "L", "z_k", {"c": 2, "k": 3}),
    (f"L = -log p_1; {SOFTMAX}", "L", "z_2", {}),
    (f"L = Σ_k t_k p_k^2; {SOFTMAX}; z_k = Σ_m W_{{km}} x_m + b_k", "L", "b_i", {"i": 3}),
    (f"L = Σ_k t_k p_k^2; {SOFTMAX}; z_k = Σ_m W_{{km}} x_m", "L", "W_ij", {"i": 3, "j": 1}),
    (f"L = Σ_k t_k p_k^2; {SOFTMAX}; z_k = Σ_m W_{{km}} x_m", "L", "x_i", {"i": 2}),
    (f"E = 1/2 Σ_k (t_k - o_k)^2; {NEURONS}", "E", "w_jk", {"j": 2, "k": 3}),
    (f"E = 1/2 Σ_k (t_k - o_k)^2; {NEURONS}", "E", "w_12", {}),
    (f"E = 1/2 Σ_k (t_k - o_k)^2; {NEURONS}", "E", "h_j", {"j": 1}),
    (f"E = 1/2 Σ_k (t_k - o_k)^2; {NEURONS}; h_j = tanh(a_j); a_j = Σ_i v_{{ij}} x_i", "E", "v_ij", {"i": 1, "j": 3}),
    (f"E = 1/2 Σ_k (t_k - o_k)^2; {NEURONS}; h_j = tanh(a_j); a_j = Σ_i v_{{ij}} x_i", "E", "x_i", {"i": 2}),
    ("V = Σ_j (x_j - m)^2 + x_1; m = x_1/3", "V", "x_1", {}),
    ("L = Σ_i t_i v_i; v_j = x_j b_j", "L", "t_i", {"i": 2}),
    ("L = -Σ_i t_i log p_i; p_i = e^{z_i}/Σ_i e^{z_i}", "L", "z_k", {"k": 2}),
    ("L = -Σ_i t_i log p_i; p_i = e^{z_i}/Σ_i e^{z_i}", "L", "z_i", {"i": 2}),
    ("c = Σ_i a_i b_i/(√(Σ_i a_i^2) √(Σ_i b_i^2))", "c", "a_k", {"k": 3}),
    ("c = Σ_i a_i b_i/(√(Σ_i a_i^2) √(Σ_i b_i^2))", "c", "a_i", {"i": 1}),
    ("L = sin(Σ_m √(1 + n_m^2)); n_i = sin(x_i) b_i", "L", "x_1", {}),
    ("L = sin(Σ_m √(1 + n_m^2)); n_i = sin(x_i) b_i", "L", "b_k", {"k": 3}),
    ("u_i = x_i/√(Σ_j x_j^2); L = Σ_i g_i u_i", "L", "x_k", {"k": 2}),
    ("m = Σ_i x_i/3; v = Σ_i (x_i - m)^2/3; u_i = (x_i - m)/√(v + 1); L = Σ_i g_i u_i", "L", "x_i", {"i": 2}),
    ("m = Σ_i x_i/3; v = Σ_i (x_i - m)^2/3", "v", "x_k", {"k": 1}),
    ("J = Σ_i (q_i - y_i)^2; q_i = Σ_j θ_j x_{ij}", "J", "θ_j", {"j": 3}),
    ("J = Σ_i (Σ_j θ_j x_{ij} - y_i)^2", "J", "θ_k", {"k": 2}),
    ("q = Σ_i Σ_j a_{ij} x_i x_j", "q", "x_k", {"k": 2}),
    ("f = Σ_k a_{k1} (Σ_l a_{kl} x_{l3} - Σ_l x_{kl} a_{l3})", "f", "a_13", {}),
    ("f = Σ_k a_{k2} (Σ_l a_{kl} x_{l1} - Σ_l x_{kl} a_{l1})", "f", "x_21", {}),
    ("q = Σ_i Σ_j a_{ij} x_i x_j + Σ_i b_i x_i", "q", "x_i", {"i": 3}),
    ("q = Σ_i Σ_j sin(x_i - x_j) a_{ij}", "q", "x_1", {}),
    ("q = Σ_i Σ_j p_i p_j a_{ij}; p_i = w x_i^2", "q", "x_k", {"k": 1}),
    ("q = Σ_i Σ_j p_i p_j a_{ij}; p_i = w x_i^2", "q", "w", {}),
    ("q = Σ_k Σ_j (p_k - p_j)^2 a_{kj}; p_m = Σ_i w_{mi} x_i", "q", "w_jk", {"j": 1, "k": 2}),
    ("U = Σ_i Σ_{j≠i} q_i q_j/(x_i - x_j)^2", "U", "x_k", {"k": 2}),
    ("U = Σ_i Σ_{j≠i} q_i q_j/(x_i - x_j)^2", "U", "q_i", {"i": 3}),
    ("U = Σ_i Σ_{j≠i} q_i q_j/(x_i - x_j)^2", "U", "x_1", {}),
    ("f = (Σ_i y_i Σ_{j≠i} x_j a_{ij})^2", "f", "x_k", {"k": 1}),
    ("f = log(Σ_i exp(Σ_{j≠i} a_{ij} x_j))", "f", "x_i", {"i": 2}),
    ("L = Σ_i x_i z_i; z_i = b_i + Σ_{j≠i} w_{ij} tanh(x_j)", "L", "x_k", {"k": 2}),
    ("L = Σ_i x_i z_i; z_i = b_i + Σ_{j≠i} w_{ij} tanh(x_j)", "L", "b_j", {"j": 3}),
]


@pytest.mark.parametrize("form", ["tidy", "whole", "whole_in_names"])
@pytest.mark.parametrize(("text", "output", "wrt", "letters"), SYSTEMS, ids=[f"{output} by {wrt} of {text}" for text, output, wrt, _ in SYSTEMS])
def test_against_three_terms(text: str, output: str, wrt: str, letters: dict[str, int], form: str) -> None:
    """The derivative is that of the sums of three terms, in numbers; in the whole sums nothing is left of the parts that have a name."""
    derivation = chainrule.derive(text, wrt=wrt, output=output)
    tree = getattr(derivation[wrt], form).tree
    assert form == "tidy" or rests_put_in(tree, derivation.graph.problem.apart) == tree
    found = three_terms(rests_put_in(tree, derivation.graph.problem.apart), letters)
    closed = re.sub(r"Σ_\{(\w)≠(\w)\}", r"Σ_{\1=1, \1≠\2}^{3}", re.sub(r"Σ_(\w)", r"Σ_{\1=1}^{3}", text)).replace("p_c", f"p_{letters.get('c')}")
    by = at_numbers(wrt, letters)
    wanted = chainrule.derive(closed, wrt=by, output=output)
    values = {name: 0.3 + len(name) / 5 + place / 40 for place, name in enumerate(wanted.graph.inputs)}
    cases = Cases(wanted.graph.problem, (), lambda *_: "")
    while defined := {name: expand_sums(item.tree, {}) for name in names(found) if name not in values and (item := cases.of(name)) is not None}:
        found = substitute(found, defined)
    assert value_of(found, values) == pytest.approx(wanted.at(values).gradient[by])


def rests_put_in(tree: Tree, parts: tuple[tuple[Tree, Tree], ...]) -> Tree:
    """Return a tree with the sum of all terms but those apart in place of its name, R_k being R_j of another index."""
    rests = {}
    for total, written in parts:
        name, rest = written.args[-1].value, add(total, *[-term for term in written.args[:-1]])
        if written.args[-1].kind == "symbol":
            rests[name] = rest
            for letter, other in product(INDEX_LETTERS, INDEX_LETTERS):
                if carries(name, letter):
                    rests[index_name(name, letter, other)] = at_index(rest, letter, other)
    while not rests.keys().isdisjoint(names(tree)):
        tree = substitute(tree, rests)
    return tree


def three_terms(tree: Tree, letters: dict[str, int]) -> Tree:
    """Return a tree with its sums written out for the indices 1 to 3, and numbers for the letters that stand outside of them."""

    def written(item: Tree) -> Tree:
        if item.kind != "sum":
            return item
        body, low, _ = item.args
        without = str(letters.get(low.value, low.value)) if low.kind == "except" else ""
        if without.isalpha():  # that of a sum around, which has not got its number yet
            return item
        return add(*[at_index(body, item.value, number) for number in TERMS if str(number) != without])

    while (new := rewrite(tree, written)) is not tree:
        tree = new
    return rewrite(tree, lambda item: symbol(at_numbers(item.value, letters)) if item.kind == "symbol" else item)


def at_numbers(name: str, letters: dict[str, int]) -> str:
    """Return a name with numbers for its letters."""
    base, mark, index = name.partition("_")
    return base + mark + "".join(str(letters.get(letter, letter)) for letter in index)


BATCH = "L = -Σ_n Σ_k t_nk log y_nk; y_nk = exp(a_nk)/Σ_j exp(a_nj); a_nk = Σ_i w_ki x_ni"
HIDDEN = "L = 1/2 Σ_n Σ_k (y_nk - t_nk)^2, y_nk = Σ_j w_jk h_nj, h_nj = tanh(Σ_i w_ij x_ni)"
LOGITS = "h_j = tanh(Σ_i w_ij x_i), o_k = Σ_j v_jk h_j, p_k = exp(o_k)/Σ_l exp(o_l), L = -Σ_k t_k log p_k"
LAYERS = {
    (HIDDEN, "w_ij"): "sum((1 - h_nj^2)*x_ni*sum((y_nk - t_nk)*w_jk^(2), k, 1, K), n, 1, N)",
    (
        "h_j^{(n)} = σ(Σ_i v_ij x_i^{(n)} + b_j), y^{(n)} = Σ_j w_j h_j^{(n)}, E = 1/2 Σ_n (y^{(n)} - t^{(n)})^2",
        "v_ij",
    ): "w_j*sum((y^(n) - t^(n))*h_j^(n)*(1 - h_j^(n))*x_i^(n), n, 1, N)",
    (
        "h_j^{(n)} = tanh(Σ_i w_ij x_i^{(n)}), y_k^{(n)} = Σ_j w_jk h_j^{(n)}, E = 1/2 Σ_n Σ_k (y_k^{(n)} - t_k^{(n)})^2",
        "w_ij",
    ): "sum((1 - (h_j^(n))^2)*x_i^(n)*sum((y_k^(n) - t_k^(n))*w_jk^(2), k, 1, K), n, 1, N)",
    (f"{LOGITS}, Σ_k t_k = 1", "w_ij"): "(1 - h_j^2)*x_i*sum((p_k - t_k)*v_jk, k, 1, n)",
    (f"{LOGITS}, Σ_k t_k = 1", "h_j"): "sum((p_k - t_k)*v_jk, k, 1, n)",
    (LOGITS, "v_jk"): "h_j*(p_k*sum(t_r, r, 1, n) - t_k)",
}
BATCHES = {
    BATCH: "sum(x_ni*y_nk*sum(t_nm, m, 1, K) - t_nk*x_ni, n, 1, N)",
    f"{BATCH}, Σ_k t_nk = 1": "sum(x_ni*(y_nk - t_nk), n, 1, N)",
}


@pytest.mark.parametrize("text", BATCHES)
def test_shares_of_samples(text: str) -> None:
    """The softmax regression of many samples: Σ_n (y_nk − t_nk) x_ni, where the targets of a sample add up to 1."""
    assert str(chainrule.derive(text, wrt="w_ki")["w_ki"].whole_in_names) == BATCHES[text]


@pytest.mark.parametrize(("text", "wrt"), LAYERS)
def test_layers_in_their_quantities(text: str, wrt: str) -> None:
    """What the paths leave out, as the outputs of every sample and what a softmax is taken of, stands in the derivative by its name all the same."""
    assert str(chainrule.derive(text, wrt=wrt)[wrt].whole_in_names) == LAYERS[text, wrt]


def test_total_over_the_last_index() -> None:
    """Of t_nk the values of a sample add up to 1, Σ_k; over its first index they are not said to."""
    text = "L = -Σ_n Σ_k t_nk log y_nk; y_nk = exp(a_nk)/Σ_j exp(a_nj)"
    assert str(chainrule.derive(f"{text}, Σ_k t_nk = 1", wrt="a_nk")["a_nk"].whole_in_names) == "y_nk - t_nk"
    with pytest.raises(ReadError, match="adds up to 1 does so over its first index"):
        chainrule.derive(f"{text}, Σ_n t_nk = 1", wrt="a_nk")


def test_in_names_of_shares() -> None:
    """The derivative of a share of a sum is written in its own value and that of the other share."""
    result = chainrule.derive(f"L = -Σ_k t_k log p_k; {SOFTMAX}, find ∂L/∂z_i")["z_i"]
    assert str(result.in_names) == "-t_i*(1 - p_i) + p_i*sum(t_k, k, 1, k != i, n)"
    two = chainrule.derive("p = e^{2a}/(e^{2a} + e^b); q = e^b/(e^{2a} + e^b); L = p q^2", grain="given")
    values = {"a": 0.3, "b": -0.2}
    known = two.at(values)
    assert str(two["a"].in_names) == "2*q^2*p*(1 - p) - 4*p*q^2*p" or value_of(two["a"].in_names.tree, known.values) == pytest.approx(known.gradient["a"])
    assert value_of(two["b"].in_names.tree, known.values) == pytest.approx(known.gradient["b"])


def test_different_indices() -> None:
    """Letters outside of the sums are different indices, and that is said; by several names at once, as by each."""
    derivation = chainrule.derive(f"{SOFTMAX}, find ∂p_i/∂z_j")
    assert "i and j are different indices" in map(str, derivation.readings)
    both = chainrule.derive("V = Σ_j (x_j - m)^2 + x_1", wrt=("x_1", "m"))
    assert str(both["x_1"].tidy) == "1 + 2*(x_1 - m)"
    assert str(both["m"].tidy) == "-2*sum(x_j - m, j, 1, j != 1, n) - 2*(x_1 - m)"


@pytest.mark.parametrize(
    ("text", "wrt", "wanted"),
    [
        ("L_i = -f_{y_i} + log Σ_j e^{f_j}", "f_{y_i}", "-1 + e^f_y_i/sum(e^f_j, j, 1, n)"),
        ("L_i = -f_{y_i} + log Σ_j e^{f_j}", "f_k", "e^f_k/sum(e^f_j, j, 1, n)"),
        ("L_i = -log p_{y_i}, p_k = e^{f_k}/Σ_j e^{f_j}", "f_{y_i}", "p_y_i - 1"),
        ("L_i = -log p_{y_i}, p_k = e^{f_k}/Σ_j e^{f_j}", "f_k", "p_k"),
        ("L_i = Σ_{j≠y_i} max(0, s_j - s_{y_i} + 1)", "s_k", "step(s_k - s_y_i + 1)"),
    ],
)
def test_the_class_of_a_sample(text: str, wrt: str, wanted: str) -> None:
    """f_{y_i} is one of the f_j that a sum adds up: the derivative by it goes through the sum as well, and that by f_k is of another one."""
    derivation = chainrule.derive(text, wrt=wrt)
    assert wanted in [str(form) for name in derivation.results for form in (derivation[name].whole, derivation[name].whole_in_names, derivation[name].in_names)]
    assert ("y_i and k are different indices" in map(str, derivation.readings)) == (wrt in ("f_k", "s_k"))


@pytest.mark.parametrize("index", ["i", "n", "k"])
def test_words_below(index: str) -> None:
    """x_min is no x_{m,i,n}: it is the same in every term of a sum over i or n."""
    whole = chainrule.derive(f"L = Σ_{index} (x_{index} - x_min)^2; dL/dx_min")["x_min"].whole
    assert str(whole) == f"-2*sum(x_{index} - x_min, {index}, 1, {'N' if index == 'n' else 'n'})"


def test_of_another_index() -> None:
    """A quantity that is defined for another index is that definition's, outside of the sums as well; a number, too."""
    derivation = chainrule.derive("v_i = g t_i^2; E = v_f - v_i, find ∂E/∂t_f")
    assert str(derivation["t_f"].tidy) == "2*g*t_f"
    assert "v_f is v_i for the index f" in map(str, derivation.readings)
    assert str(chainrule.derive(f"L = -log p_c; {SOFTMAX}, find ∂L/∂z_k")["z_k"].tidy) == "e^z_k/(e^z_k + R)"


@pytest.mark.parametrize(
    "text", [r"S = \sum_{k \ne i} (y_k - x)^2", "S = Σ_{k=1, k≠i}^{n} (y_k - x)^2", "S = sum((y_k - x)^2, k, 1, k != i, n)"]
)
def test_a_term_left_out(text: str) -> None:
    """A sum without one of its terms is read, and written so that it is read again."""
    result = chainrule.derive(text, wrt="x")["x"]
    assert str(result.tidy) == "-2*sum(y_k - x, k, 1, k != i, n)"
    assert result.tidy.latex == r"-2 \sum_{k=1, k \neq i}^{n} (y_{k} - x)"
    assert chainrule.derive(str(result.tidy), wrt="x").graph.nodes[-1].tree == result.tidy.tree


def test_a_term_left_out_is_taken_away_in_sympy() -> None:
    """SymPy has no such sum: it gets the whole one less the term."""
    assert str(chainrule.derive("S = Σ_{k≠i} y_k x", wrt="x")["x"].tidy.sympy) == "-y_i + Sum(y[k], (k, 1, n))"


@pytest.mark.parametrize(
    ("answer", "correct"),
    [
        ("p_i Σ_k t_k - t_i", True),
        (r"-t_i(1 - p_i) + \sum_{k \ne i} t_k p_i", True),
        ("p_i - t_i", None),  # right where the targets add up to 1, which is not said
        ("t_i - p_i", False),
        ("-t_i/p_i", False),
    ],
)
def test_answers(answer: str, correct: bool | None) -> None:
    """An answer may add up over all terms, or over the others."""
    verdict = chainrule.check(f"L = -Σ_k t_k log p_k; {SOFTMAX}, find ∂L/∂z_i", answer)
    assert verdict.correct is correct
    assert correct is not None or verdict.equality.note == "it is right if Σ_k t_k = 1"


def test_sums_with_numbers_for_bounds() -> None:
    """A sum that is written out as its terms finds the definitions of these, whatever their indices are called."""
    text = "L = 1/2 Σ_{k=1}^{2} (t_k - v_k)^2; z_m = 2x_m - Σ_{j=1}^{2} g_j x_j; v_i = Σ_{k=1}^{2} c_{ik} z_k"
    links = "v_1 = c_11 z_1 + c_12 z_2; v_2 = c_21 z_1 + c_22 z_2; z_1 = 2x_1 - s; z_2 = 2x_2 - s; s = g_1 x_1 + g_2 x_2"
    written = f"L = 1/2 ((t_1 - v_1)^2 + (t_2 - v_2)^2); {links}"
    found, wanted = (chainrule.derive(each, wrt="c_12") for each in (text, written))
    values = {name: 0.3 + place / 10 for place, name in enumerate(wanted.graph.inputs)}
    assert set(found.graph.inputs) == set(wanted.graph.inputs)
    assert found.at(values).gradient["c_12"] == pytest.approx(wanted.at(values).gradient["c_12"])


@pytest.mark.parametrize("total", ["Σ_k t_k = 1", "Σ_j t_j = 1", r"Σ_{k=1}^{n} t_k = 1"])
def test_answers_where_targets_add_up(total: str) -> None:
    """A problem may say what adds up to 1, over any index."""
    text = f"L = -Σ_k t_k log p_k; {SOFTMAX}; {total}; find ∂L/∂z_i"
    assert chainrule.derive(text)["z_i"].tidy.tree == chainrule.derive(f"L = -Σ_k t_k log p_k; {SOFTMAX}; find ∂L/∂z_i")["z_i"].tidy.tree
    verdict = chainrule.check(text, "p_i - t_i")
    assert verdict.correct is True
    assert re.fullmatch(r"where Σ(_[jk])? t_[jk] = 1", verdict.equality.note)
    assert chainrule.check(text, "t_i - p_i").correct is False


def test_of_an_earlier_step() -> None:
    """What is of an earlier step is given, and that is said."""
    derivation = chainrule.derive("y_t = v h_t; h_t = tanh(w h_{t-1} + u x_t)", wrt="w")
    assert "h_{t-1} is given: what goes through it, as through another step, is left out" in map(str, derivation.readings)
    assert not chainrule.derive("h_t = u x_{t-1}", wrt="u").readings


def test_two_indices() -> None:
    """A definition with two indices is found whatever letters it is used with."""
    text = "L = Σ_k y_k^2; y_k = Σ_j w_{jk} x_j; w_{jk} = u_j v_k, find ∂L/∂u_i"
    assert str(chainrule.derive(text)["u_i"].tidy) == "2*x_i*sum((u_i*v_k*x_i + R_k)*v_k, k, 1, n)"
    other = chainrule.derive("L = Σ_m y_m^2; y_m = Σ_j w_{jm} x_j; w_{jk} = u_j v_k, find ∂L/∂u_j")
    assert str(other["u_j"].tidy) == "2*x_j*sum((u_j*v_m*x_j + R_m)*v_m, m, 1, n)"


SUMS_IN_SUMS_REFUSED = {
    ("f = Σ_{n=1}^{N} Σ_{d=1}^{n} w_n x_d", "x_k"): "the sum over d runs up to n, or begins there, which the sum around it runs over",
}


@pytest.mark.parametrize(("text", "wrt"), SUMS_IN_SUMS_REFUSED, ids=[f"{text} by {wrt}" for text, wrt in SUMS_IN_SUMS_REFUSED])
def test_refused_sums_in_sums(text: str, wrt: str) -> None:
    """Where a term cannot be set apart for all indices alike, the reason is given."""
    with pytest.raises(ProblemError, match=SUMS_IN_SUMS_REFUSED[text, wrt]):
        chainrule.derive(text, wrt=wrt)


def test_terms_of_one_sum_each_by_itself() -> None:
    """Several terms of one sum that cannot be apart at once are asked for one after the other."""
    found = chainrule.derive("f = Σ_i (Σ_j (x_i - x_j)^2)^2", wrt="x_k, x_m")
    assert [result.wrt for result in found] == ["x_k", "x_m"]
    assert all(str(found[name].whole) == str(chainrule.derive("f = Σ_i (Σ_j (x_i - x_j)^2)^2", wrt=name)[name].whole) for name in ("x_k", "x_m"))


def test_terms_left_out_of_sums_with_bounds() -> None:
    """A sum with numbers for bounds may leave out the term of a number, or of the sum around it."""
    assert str(chainrule.derive("f = Σ_{j=1, j≠2}^{3} x_j^2", wrt=("x_3", "x_1"))["x_3"].tidy) == "2*x_3"
    assert str(chainrule.derive("f = Σ_{i=1}^{3} Σ_{j=1, j≠i}^{3} x_i x_j", wrt="x_2")["x_2"].tidy) == "2*x_1 + 2*x_3"
    assert str(chainrule.derive("z_i = Σ_{j=1, j≠i}^{3} w_{ij} x_j; L = z_1 + z_2", wrt="x_2")["x_2"].tidy) == "w_12"


def test_pairs() -> None:
    """A quantity of a sum over pairs comes in as the first of a pair, and as the second."""
    result = chainrule.derive("f = Σ_i Σ_{j≠i} x_i x_j a_{ij}", wrt="x_k")["x_k"]
    assert str(result.tidy) == "sum(x_j*a_kj, j, 1, j != k, n) + sum(x_i*a_ik, i, 1, i != k, n)"


GRU = "z_t = σ(W_z x_t + U_z h_{t-1}); r_t = σ(W_r x_t + U_r h_{t-1}); n_t = tanh(W x_t + U (r_t ⊙ h_{t-1})); h_t = (1 - z_t) ⊙ h_{t-1} + z_t ⊙ n_t"


@pytest.mark.parametrize("text", [GRU, GRU.replace("n_t", "h̃_t"), GRU.replace("n_t", r"\tilde{h}_t").replace("⊙", r"\odot ").replace("σ", r"\sigma")])
def test_gated_cell(text: str) -> None:
    """In a gated recurrent unit the reset gate stands inside a product with a matrix, at another index: there are letters enough for all."""
    assert str(chainrule.derive(text + "; dh_t/dW")["W_ij"].whole_in_names).startswith("z_{t,i}*(1 - ")
    gate = chainrule.derive(text + "; dh_t/dW_r")["W_{r,i,j}"]
    assert "r_{t,i}*(1 - r_{t,i})*x_{t,j}" in str(gate.whole_in_names)
