"""Derivations: chains, paths and results."""

from __future__ import annotations

import math
import weakref

import pytest
import sympy

import chainrule
from chainrule import ChainRuleError, derive
from chainrule.calculus import Settings, adjoints
from chainrule.errors import VerificationError
from chainrule.formula import Formula
from chainrule.tree import size

TIDY = {  # problem: {name: tidy derivative}
    "h(x) = log(2 + cos x)": {"x": "-sin(x)/(2 + cos(x))"},
    "z = 4x + 7y, x = a² + 7b": {"a": "8*a", "b": "28", "y": "7"},
    "ŷ = w1*area + w2*bedrooms + b; e = y - ŷ; L = e^2": {"w1": "-2*(y - w1*area - w2*bedrooms - b)*area"},
    "f = x*y*t; x = t; y = t": {"t": "3*t^2"},
    "f = x·y·t; x = t²; y = sin t": {"t": "3*t^2*sin(t) + t^3*cos(t)"},
    "h(x) = f(g(x))": {"x": "f'(g(x))*g'(x)"},
    "-x^2": {"x": "-2*x"},
    "y = 0.1 x": {"x": "0.1"},
    "J(w, b) = 1/(2m) sum((w x_i + b - y_i)^2, i=1..m)": {"w": "sum((w*x_i + b - y_i)*x_i, i, 1, m)/m", "b": "sum(w*x_i + b - y_i, i, 1, m)/m"},
    "S = sum(4 w^3 x_i, i=1..n)/6": {"w": "2*w^2*sum(x_i, i, 1, n)"},
    "S = 3/sum(w x_i, i=1..n)": {"w": "-3/(w^2*sum(x_i, i, 1, n))"},
    "y = 5": {},
}


@pytest.mark.parametrize("text", TIDY)
def test_tidy_results(text: str) -> None:
    """The tidy result is in the reader's order and names."""
    d = derive(text)
    for name, expected in TIDY[text].items():
        assert str(d[name].tidy) == expected


def test_the_three_results() -> None:
    """Raw is the product with everything put back, tidy collects, simplified is tidy where nothing is shorter."""
    result = derive("h(x) = log(2 + cos x)")["x"]
    assert str(result.raw) == "1/(2 + cos(x))*(-sin(x))"
    assert result.simplified == result.tidy
    x = sympy.Symbol("x")
    assert result.tidy.sympy == -sympy.sin(x) / (2 + sympy.cos(x))


def test_paths() -> None:
    """Every path is a product of local derivatives, each with what it is of, by, worth, and its rule."""
    paths = derive("f = x·y·t; x = t²; y = sin t", wrt="t")["t"].paths
    assert [path.names for path in paths] == [("t", "f"), ("t", "x", "f"), ("t", "y", "f")]
    factors = [(edge.of, edge.wrt, str(edge.value), edge.rule.name) for edge in list(paths)[1]]
    assert factors == [("f", "x", "y*t", "constant multiple"), ("x", "t", "2*t", "power rule")]


def test_an_intermediate_quantity() -> None:
    """The derivative by a quantity that is itself defined keeps its name."""
    assert str(derive("z = x^2, x = sin(t)", wrt="x")["x"].tidy) == "2*x"


def test_unspecified_cost() -> None:
    """An unspecified function of several arguments is differentiated by each of them."""
    result = derive("J = J(y, ŷ), ŷ = w*x", wrt="w")["w"]
    assert result.paths.count == 1
    assert "J" in str(result.product)


def test_wrt_that_is_not_there() -> None:
    """A misspelt name is an error; a variable that a bare expression does not contain gives 0 with the reason."""
    with pytest.raises(ChainRuleError, match="not in the problem"):
        derive("h(x) = log(2 + cos x)", wrt="q")
    result = derive("sin(x)", wrt="y")
    assert str(result["y"].tidy) == "0"
    assert "does not depend on y" in str(result.readings[0])


HIGHER = {("sin(x)", "x", 2): "-sin(x)", ("x^5", "x", 3): "60*x^2", ("x^3*y", "x,y", 2): "3*x^2", ("log(x)", "x", 4): "-6/x^4"}


@pytest.mark.parametrize(("text", "wrt", "order"), HIGHER)
def test_higher_orders(text: str, wrt: str, order: int) -> None:
    """Higher orders differentiate the tidy result again; several names give mixed derivatives."""
    d = derive(text, wrt=wrt, order=order)
    key = tuple(wrt.split(","))
    assert str(d[key if len(key) > 1 else key[0]].tidy) == HIGHER[text, wrt, order]
    assert len(d.stages) == order


THROUGH_ARGUMENTS = {  # text, by -> the derivative through the definitions of the arguments
    ("V(r) = 4*r^3, r = sqrt(1 + t^2)", "t"): "12*t*sqrt(1 + t^2)",
    ("V(r) = 4*r^3, r = sqrt(1 + t^2)", "r"): "12*r^2",
    ("f(x, y) = x^2*y, x = s^2, y = s^3", "s"): "7*s^6",
    ("z = f(x, y), f(x, y) = x^2*y, x = t^2, y = 3*t", "t"): "15*t^4",
    ("z = f(x, y) = x*y, x(s) = s^2, y(s) = 3*s", "s"): "9*s^2",
    ("f(x, y) = x^2 + y, x = 3*t", "t"): "18*t",
}


@pytest.mark.parametrize(("text", "wrt"), THROUGH_ARGUMENTS)
def test_arguments_that_are_defined_are_gone_through(text: str, wrt: str) -> None:
    """Where f(x, y) is given and x and y too, f is a quantity that depends on what they depend on."""
    assert str(derive(text, wrt=wrt)[wrt].tidy) == THROUGH_ARGUMENTS[text, wrt]


def test_inputs_behind_defined_arguments() -> None:
    """When nothing is asked, f(x, y) is differentiated by what x and y depend on, and by what has no definition."""
    assert derive("f(x, y) = x^2*y, x = 2*s").wrt == ("s", "y")


def test_an_argument_that_is_defined_besides_is_no_0() -> None:
    """A function that is applied to other arguments too keeps its own, and is not told to be independent of a definition of them."""
    text = "V(r) = 4*r^3, r = sqrt(1 + t^2), w = V(t^2)"
    with pytest.raises(ChainRuleError, match=r"'r' is the argument of V\(r\) and is defined besides"):
        derive(text, wrt="t", output="V")
    assert str(derive(text, wrt="t", output="w")["t"].tidy) == "24*t^5"


def test_mixed_partials_agree() -> None:
    """The order of differentiation does not matter, and every combination is there."""
    d = derive("x^2*y^3", wrt=("x", "y"), order=2)
    assert d["x", "y"] == d["y", "x"]
    assert str(d["x"].tidy), str(d["y"].tidy) == ("2*y^3", "6*x^2*y")


def layered(width: int, depth: int) -> str:
    """Return a fully connected graph of tanh neurons as text."""
    lines = []
    for layer in range(1, depth + 1):
        for j in range(width):
            inputs = " + ".join(f"a{layer}_{i}{j}*h{layer - 1}_{i}" for i in range(width))
            lines.append(f"h{layer}_{j} = tanh({inputs})")
    lines.append("L = " + " + ".join(f"h{depth}_{j}" for j in range(width)))
    return "\n".join(lines)


def test_paths_are_counted_before_they_are_listed() -> None:
    """A layered graph has too many paths to list; their number is known and the first few can be had."""
    d = derive(layered(4, 6), wrt="h0_0")
    result = d["h0_0"]
    assert result.paths.count == 4**6
    assert len(result.paths.listed(3)) == 3
    assert not result.substituted


def test_adjoints_in_one_sweep() -> None:
    """The adjoint of every quantity is the sum over what uses it."""
    d = derive("z = x*y, x = sin(t), y = t^2")
    found = {name: str(Formula(tree)) for name, tree in adjoints(d).items()}
    assert found == {"z": "1", "x": "y", "y": "x", "t": "∂z/∂x*cos(t) + ∂z/∂y*(2*t)"} or found["x"] == "y"


def test_large_results_stay_in_the_names_of_the_links() -> None:
    """Above the size that is allowed nothing is put back, and the result says so."""
    d = derive("sin(" * 40 + "x" + ")" * 40, settings=Settings(written_size=100))
    assert not d["x"].substituted
    assert d["x"].predicted_size > 100
    assert d["x"].raw == d["x"].product


def test_sympy_expressions_go_in_and_come_out() -> None:
    """A SymPy expression is a problem like any other."""
    x = sympy.Symbol("x")
    assert sympy.simplify(derive(sympy.log(2 + sympy.cos(x)))["x"].tidy.sympy - sympy.diff(sympy.log(2 + sympy.cos(x)), x)) == 0


def test_elementary_grain_gives_the_same_derivative() -> None:
    """The grain changes the links, never the result."""
    text = "y = x*sin(x^2)/(1 + x)"
    fine, coarse = derive(text, grain="elementary")["x"], derive(text)["x"]
    assert sympy.simplify(fine.tidy.sympy - coarse.tidy.sympy) == 0


def test_what_cannot_be_a_problem() -> None:
    """Anything but text, a problem or a SymPy expression is refused."""
    with pytest.raises(ChainRuleError):
        derive(3.5)  # type: ignore[arg-type]


def test_public_names() -> None:
    """The public functions are at the top of the package."""
    assert chainrule.derive is derive


def test_a_derivation_is_freed_when_it_is_dropped() -> None:
    """A derivation and its results do not hold each other, so memory is freed at once, without a garbage collection."""
    d = derive("log(2 + cos x)")
    seen = weakref.ref(d)
    tidy = d["x"].tidy
    del d
    assert seen() is None
    assert str(tidy) == "-sin(x)/(2 + cos(x))"


NESTED = "sin(" * 30 + "x" + ")" * 30
SIZES = ["log(2 + cos x)", "z = x^2*y + sin(x*y); L = z^2 + x", "f = x·y·t; x = t²; y = sin t", "L = J(a, b); a = w*x + c; b = f(g(x))", NESTED]


@pytest.mark.parametrize("text", SIZES, ids=lambda text: text[:20])
@pytest.mark.parametrize("limit", [20_000, 3])
def test_the_predicted_size_is_the_size_written_out(text: str, limit: int) -> None:
    """The size of a result is known before it is written out, and is what the result then has."""
    for result in derive(text):
        predicted = derive(text, settings=Settings(written_size=limit))[result.wrt].predicted_size
        assert predicted == result.predicted_size == size(result.raw.tree)


def test_edges_from_both_ends() -> None:
    """The edges of a node are listed with its parents; those to the quantities that use it, with the output first."""
    edges = derive("f = x*y*t; x = t; y = t", wrt="t").edges
    names = [entry.name for entry in edges.graph.nodes]
    into = {names[child]: [names[parent] for parent, _ in found] for child, found in edges.into.items()}
    assert into == {"x": ["t"], "y": ["t"], "f": ["x", "y", "t"]}
    assert [names[edges.children[edge]] for edge in edges.upwards(names.index("t"))] == ["f", "x", "y"]
    assert [edges.counts[names.index(name)] for name in "tfxy"] == [3, 1, 1, 1]
    assert names.index("t") not in edges.into


def test_large_link_among_small_ones():
    """A link too large to be looked up, between small ones, has its edges in order."""
    terms = " + ".join(f"x^{n} y^{n}" for n in range(2, 200))
    derivation = chainrule.derive(f"z = sin(w) + x; w = {terms}; x = a^2; y = b a")
    edges = derivation.edges
    assert list(edges.children) == sorted(edges.children)
    ids = derivation.graph.ids
    assert set(edges.into) == {ids[name] for name in ("z", "w", "x", "y")}
    values = {"a": 0.7, "b": 0.9}
    step = 1e-6
    for name in "ab":
        above, below = (derivation.at(values | {name: values[name] + way}).values["z"] for way in (step, -step))
        assert math.isclose(derivation.at(values).gradient[name], (above - below) / (2 * step), rel_tol=1e-6)


@pytest.mark.parametrize(("problem", "name", "written"), [("g(θ) = θ^2", "theta", "θ"), ("g(theta) = theta^2", "θ", "theta"), (r"r(\phi) = 3\phi^2", "φ", "ϕ")])
def test_names_that_look_alike(problem: str, name: str, written: str) -> None:
    """A Greek letter may be asked for by its word, or by its other shape, and the result is under either name."""
    derivation = derive(problem, wrt=name)
    assert derivation.wrt == (written,)
    assert derivation[name] == derivation[written]
    assert derive(f"{problem}; wrt {name}").wrt == (written,)


def test_in_names_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The own output of exp and σ is used where a quantity is one, not where it adds up several; a wrong form in the reader's names is caught."""
    derivation = derive("z_i = w x_i, L = Σ_i exp(z_i)", wrt="w")
    assert str(derivation["w"].in_names) == "sum(x_i*exp(z_i), i, 1, n)"
    derivation = derive("z = w x, a = σ(z), L = a^2", wrt="w")
    assert str(derivation["w"].in_names) == "2*a^2*(1 - a)*x"
    monkeypatch.setattr("chainrule.calculus.derivation.Derivation.named_form", lambda _, edge: edge.tree + 1)
    for text in ("z = w x, a = σ(z), L = a^2", "z_i = w x_i, L = Σ_i exp(z_i)"):
        with pytest.raises(VerificationError):
            _ = derive(text, wrt="w")["w"].in_names


def test_simplified_in_names() -> None:
    """What stays in the reader's names is simplified in them: the sigmoid meets the cross-entropy."""
    derivation = chainrule.derive("L = -(y log(p) + (1-y) log(1-p)), p = sigmoid(z), z = w x + b")
    assert [str(derivation[name].simplified_in_names) for name in ("w", "b")] == ["x*(p - y)", "p - y"]


def test_a_word_that_is_not_in_the_formula() -> None:
    """A letter that a bare expression does not have gives 0, with a note; a word is refused: it says what some letter stands for."""
    derivation = derive("Differentiate πr²h with respect to t")
    assert str(derivation["t"].tidy) == "0"
    assert "does not depend on t" in derivation.readings[0].message
    assert str(derive("x^2", wrt="theta")["theta"].tidy) == "0"
    for text, wrt in (("Differentiate πr²h with respect to radius and height", None), ("x^2", "time")):
        with pytest.raises(ChainRuleError, match="is not in the problem"):
            derive(text, wrt=wrt)


SPELT = "z_1^{(2)} = w_{1}^2 x; J = sin(z_1^{(2)}) + θ"


@pytest.mark.parametrize("name", ["z_1^{(2)}", "z_1^(2)", "z₁⁽²⁾"])
def test_outputs_in_any_spelling(name: str) -> None:
    """What is differentiated may be spelled as it stands in the text, as what is differentiated by."""
    assert str(derive(SPELT, wrt="x", output=name)["x"].tidy) == "w_1^2"
    assert chainrule.check(SPELT, "w_1^2", wrt="x", output=name).correct is True
    assert chainrule.evaluate(SPELT, {"x": [1.0, 2.0]}, {"w_{1}": 3.0, "θ": 0.0}, output=name).values["z_1^(2)"].tolist() == [9.0, 18.0]


REFUSED = {
    "asked by no name": (lambda: derive("x^2", wrt=()), "wrt must be a name, or several names"),
    "asked by an empty name": (lambda: derive("x^2", wrt=("",)), "wrt must be a name, or several names"),
    "a result that was not asked for": (lambda: derive("x^2 y", wrt="x")["y"], "the derivative by y was not asked for"),
    "19 names, 4 times": (lambda: derive("f = a*b*c*d*k*g*h*m*n*p*q*r*s*u*v*w*x*y*z", order=4), "7,315 derivatives of order 4 are too many"),
    "x/(1 - 1)": (lambda: derive("x/(1 - 1)"), "the expression divides by 0"),
    "a second derivative of what is long": (lambda: derive("y = sin(x)^2 exp(x)", order=2, settings=Settings(written_size=5)), "too large to write out"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    """What cannot be asked is refused with the reason."""
    ask, words = REFUSED[case]
    with pytest.raises(ChainRuleError, match=words):
        ask()


def test_paths_are_a_sequence() -> None:
    """Paths are counted, are true where there are some, and are taken by their places from either end."""
    paths = derive("f = x*y*t; x = t²; y = sin t")["t"].paths
    assert (len(paths), bool(paths)) == (3, True)
    assert [[edge.of for edge in paths[place]] for place in (0, -1)] == [["f"], ["f", "y"]]
    with pytest.raises(IndexError):
        paths[3]


def test_the_time_for_simpler_forms_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten results each has a tenth of what all have together; one alone has no more than a second."""
    budgets: list[float] = []
    monkeypatch.setattr("chainrule.algebra.shorter", lambda _, budget: budgets.append(budget))
    names = [f"x_{place}" for place in range(10)]
    ten = chainrule.derive(" + ".join(f"sin({name})^2" for name in names))
    assert all(str(ten[name].simplified) for name in names)
    assert (len(budgets), sum(budgets)) == (10, pytest.approx(3))
    assert str(chainrule.derive("sin(x)^2")["x"].simplified)
    assert budgets[-1] == 1
