"""The proof: right derivations pass, and every kind of broken step is caught and named."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal

import pytest

import chainrule
from chainrule.calculus import Settings, differentiate_problem, linear, local, local_derivative, rules
from chainrule.calculus import result as result_module
from chainrule.errors import VerificationError
from chainrule.functions import FUNCTIONS, ROWS
from chainrule.numeric.comparison import Comparison
from chainrule.numeric.program import Program
from chainrule.problem import Definition, Problem
from chainrule.proof.verification import FIRST, at_first_points, at_points, check_result, verify
from chainrule.tree import ONE, PI, ZERO, Tree, add, apply, call, mul, neg, node, number, power, symbol

x, y, t, u, v, w = map(symbol, "xytuvw")


def derive(*wrt: str, settings: Settings | None = None, order: int = 1, **trees: Tree):
    problem = Problem("", tuple(Definition(name, tree) for name, tree in trees.items()))
    return differentiate_problem(problem, wrt or None, None, order, settings=settings)


@pytest.fixture(autouse=True)
def _forget_templates():
    """Work out every function's tidy derivative anew, so that what a test breaks is broken in that test alone."""
    forget()
    yield
    forget()


def forget():
    linear.local_template.cache_clear()
    local._partials.known.clear()
    local._of_term.known.clear()
    local_derivative._rules.known.clear()
    rules.call_rule.cache_clear()


def break_rule(monkeypatch, name, *templates):
    """Replace the derivatives of a function by wrong ones."""
    monkeypatch.setitem(FUNCTIONS, name, replace(FUNCTIONS[name], derivatives=templates, own=None))
    forget()


def nested(name: str, times: int) -> Tree:
    tree = x
    for _ in range(times):
        tree = call(name, tree)
    return tree


PROVEN = {
    "log(2 + cos x)": {"h": call("log", 2 + call("cos", x))},
    "three paths": {"x": t**2, "y": call("sin", t), "f": x * y * t},
    "a neuron": {"z": symbol("w_1") * x + symbol("b"), "a": call("sigmoid", symbol("z")), "L": (symbol("a") - y) ** 2},
    "xˣ": {"h": x**x},
    "|x|": {"h": call("abs", x) ** 3},
    "max(x, y)": {"h": call("max", x, y, ONE) * x},
    "log(x − 100)": {"h": call("log", x - 100)},
    "arguments that are equal everywhere": {"v": x, "h": call("min", x, v) * call("max", v, x)},
    "a greatest one of its own argument": {"u": call("max", y, x), "h": call("cos", call("max", x, u))},
    "∛x": {"h": call("root", x, number(3))},
    "10⁹ + sin x": {"h": number(10**9) + call("sin", x)},
    "sin(10⁴x)": {"h": call("sin", 10_000 * x)},
    "steep and flat": {"h": number(10**9) * x + y / 10**6},
    "sin² + cos²": {"h": call("sin", x) ** 2 + call("cos", x) ** 2},
    "eight exponentials": {"h": nested("exp", 4) + nested("exp", 3)},
    "arcosh(x)·arcsin(y)": {"h": call("acosh", x) * call("asin", y)},
    "decimals": {"h": number(Decimal("0.1")) * x ** number(Decimal("1.5"))},
}


@pytest.mark.parametrize("trees", PROVEN.values(), ids=PROVEN.keys())
def test_right_derivations_pass(trees):
    """A right derivation is confirmed at three points, at twelve where a function has several pieces, without further words."""
    proof = verify(derive(**trees))
    points = 12 if any(name in repr(tree) for tree in trees.values() for name in ("abs", "max")) else 3
    assert (proof.points, proof.method, proof.note) == (points, "a difference quotient", "")


def test_intermediate_quantities():
    """A derivative by an intermediate quantity moves that quantity alone, also next to one by an input."""
    assert verify(derive("x", "t", x=t**2, y=call("sin", t), f=x * y * t)).points == 3


def test_higher_orders():
    """Every order is confirmed against the one before."""
    derivation = derive("x", order=3, h=call("sin", x**2))
    assert [verify(stage).points for stage in derivation.stages] == [3, 3, 3]


UNSPECIFIED = {
    "f(g(x))": {"h": apply("f", (apply("g", (x,)),))},
    "C = J(y, ŷ)": {"p": call("sigmoid", symbol("w") * x), "C": apply("J", (y, symbol("p")))},
    "f′(x²)": {"h": apply("f", (x**2,), (1,)) * x},
    "Σ to n": {"S": node("sum", "i", ((symbol("o_i") - symbol("b") * symbol("x_i")) ** 2, ONE, symbol("n")))},
}


@pytest.mark.parametrize("trees", UNSPECIFIED.values(), ids=UNSPECIFIED.keys())
def test_unspecified_parts(trees):
    """Unspecified functions and sums without bounds are checked with definite ones in their place, and the note says so."""
    asked = ("b",) if "S" in trees else ()
    proof = verify(derive(*asked, **trees))
    assert proof.points == 3
    assert "definite ones stood for" in proof.note


def test_sums_depend_on_what_their_terms_do():
    """A sum whose terms are defined with its index depends on everything in those definitions."""
    derivation = derive("b", p_i=symbol("b") * symbol("x_i"), S=node("sum", "i", ((symbol("o_i") - symbol("p_i")) ** 2, ONE, symbol("n"))))
    assert derivation["b"].tidy.tree != number(0)
    assert verify(derivation).points == 3


def broken(template, row):
    """Return a row's template with a thousandth added."""
    if row.arity[1] > len(row.derivatives):
        return lambda index, *args: template(index, *args) + number(1) / 1000
    return lambda *args: template(*args) + number(1) / 1000


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_a_wrong_row_is_named(row, monkeypatch):
    """A derivative template that is off by a thousandth is caught, and the link and its rule are named."""
    break_rule(monkeypatch, row.name, *(broken(template, row) for template in row.derivatives))
    args = (Tree(symbol("u")), *(number(Decimal(str(value))) for value in row.sample[1:]))
    slope = 1 if row.name == "acosh" else Decimal("0.3")
    derivation = derive(u=number(slope) * x + number(Decimal(str(row.sample[0]))), v=call(row.name, *args), h=v**3 + v)
    with pytest.raises(VerificationError, match=rf"at dv/du, {row.rule}\n"):
        verify(derivation)


ARITHMETIC = {
    "power rule": ("pow", {"v": u**3}),
    "product rule": ("mul", {"v": mul(u, call("sin", u))}),
    "quotient rule": ("div", {"v": u / call("exp", u)}),
    "exponential": ("pow", {"v": power(number(2), u)}),
    "sum rule": ("add", {"v": add(u, call("sin", u))}),
    "unspecified function": ("apply", {"v": apply("f", (u,))}),
}


@pytest.mark.parametrize(("rule", "kind", "trees"), [(rule, *case) for rule, case in ARITHMETIC.items()], ids=ARITHMETIC.keys())
def test_a_wrong_rule_is_named(rule, kind, trees, monkeypatch):
    """A rule of arithmetic that is off by a factor is caught, and the link and the rule are named."""
    right = rules.DIFFERENTIATORS[kind]

    def wrong(item, inner, trace):
        partials = {name: mul(number(Decimal("1.001")), value) for name, value in right(item, inner, None).items()}
        return rules.record(trace, item, rule, partials)

    derivation = derive(u=call("cosh", x), **trees, h=v + 1)
    verify(derivation)
    forget()
    monkeypatch.setitem(rules.DIFFERENTIATORS, kind, wrong)
    with pytest.raises(VerificationError, match=f"/du, {rule}\n"):
        verify(derive(u=call("cosh", x), **trees, h=call("sinh", v)))


def test_a_missing_edge_is_named(monkeypatch):
    """A dependence that is left out is caught, and the link is named."""
    right = local.differentiate
    monkeypatch.setattr(local, "differentiate", lambda *args: {name: value for name, value in right(*args).items() if name != "y"})
    with pytest.raises(VerificationError, match="∂u/∂y"):
        verify(derive(y=call("sin", x), z=call("exp", x * y**2)))


def test_a_wrong_form_is_named(monkeypatch):
    """A tidy form that is not the product is caught, and named as such when every link is right."""
    right = result_module.tidied
    derivation = derive("x", h=call("log", 2 + call("cos", x)))
    monkeypatch.setattr(result_module, "tidied", lambda *args: neg(right(*args)))
    with pytest.raises(VerificationError, match="dh/dx, tidying"):
        verify(derivation)


def test_a_lost_path_is_named(monkeypatch):
    """A path that is not added is caught, and the product is named when every link is right."""
    derivation = derive("t", x=t**2, y=call("sin", t), f=x * y * t)
    monkeypatch.setattr(result_module, "total", lambda terms: terms[0])
    with pytest.raises(VerificationError, match="df/dt, multiplying"):
        verify(derivation)


def test_small_errors_hide_behind_nothing(monkeypatch):
    """A wrong small derivative is caught next to a right one that is a million times greater."""
    break_rule(monkeypatch, "sin", lambda u: neg(call("cos", u)))
    with pytest.raises(VerificationError, match="sine"):
        verify(derive(h=number(10**6) * call("exp", x) + call("sin", y) / 1000))


def test_wrong_values_only_at_rest(monkeypatch):
    """A neuron at rest at the first points does not hide a wrong slope: more points are tried."""
    break_rule(monkeypatch, "relu", lambda u: 2 * call("step", u))
    with pytest.raises(VerificationError, match="ReLU"):
        verify(derive(u=x - 6, h=call("relu", u)))


def test_a_wrong_piece_is_named(monkeypatch):
    """A slope that is wrong in one piece of a function alone, far from the first points, is caught: more points are tried where there are pieces."""
    break_rule(monkeypatch, "abs", lambda u: add(call("sign", u), call("step", u - number(Decimal("0.5")))))
    with pytest.raises(VerificationError, match="absolute value"):
        verify(derive(u=x - 3, h=call("abs", u)))


BEYOND = Settings(written_size=1)


def test_results_in_names_are_checked(monkeypatch):
    """Results that are too large to write out are checked through the backward sweep."""
    trees = {"u": call("sin", x), "v": u * y + x, "h": call("exp", v) * u}
    assert verify(derive(settings=BEYOND, **trees)).points == 3
    break_rule(monkeypatch, "sin", lambda u: call("sin", u))
    with pytest.raises(VerificationError, match="du/dx, sine"):
        verify(derive(settings=BEYOND, **trees))


def test_links_by_themselves(monkeypatch):
    """Where the whole has no real value, each link is checked at points of its own, and a wrong one is named."""
    trees = {"u": -(x**2) - 1, "h": call("log", u)}
    proof = verify(derive(**trees))
    assert proof.points == 3
    assert "Each link" in proof.note
    break_rule(monkeypatch, "log", lambda u: 2 / u)
    with pytest.raises(VerificationError, match="dh/du, logarithm"):
        verify(derive(**trees))


def test_no_check_possible():
    """Where a link has no real value at all, the note says that there was no check."""
    proof = verify(derive(h=x * call("log", neg(ONE))))
    assert proof.points == 0
    assert "Not checked" in proof.note


def test_nothing_to_check():
    """A derivative by something that the output does not depend on needs no numbers."""
    assert verify(derive("q", **{"": x**2})).points == 0


def test_further_forms_are_checked():
    """Another form of a result is compared with the proven one: an equal one passes, another is refused."""
    derivation = derive(h=call("sin", x) ** 2)
    result = derivation["x"]
    check_result(result, number(7))  # nothing is proven yet
    derivation.proof = verify(derivation)
    check_result(result, call("sin", 2 * x))
    with pytest.raises(VerificationError, match="dh/dx"):
        check_result(result, call("sin", 2 * x) + number(1) / 10**6)
    with pytest.raises(VerificationError, match="dh/dx"):
        check_result(result, call("log", -(x**2)))
    with pytest.raises(VerificationError, match="dh/dx"):
        check_result(result, call("sin", 2 * symbol("q")))


def test_a_form_that_is_0_by_value_passes():
    """Where the derivative is 0 but for the rounding of a constant such as sin 2π, the form 0 passes, and one that is merely small does not."""
    derivation = derive(h=x * call("sin", 2 * PI) * call("exp", x))
    derivation.proof = verify(derivation)
    check_result(derivation["x"], ZERO)
    with pytest.raises(VerificationError, match="dh/dx"):
        check_result(derivation["x"], number(1) / 10**30)


def test_a_pickled_derivation_goes_on_checking():
    """A derivation and a result come back from pickling, and their further forms are still compared."""
    derivation = derive(h=call("sin", x) ** 2)
    derivation.proof = verify(derivation)
    again = pickle.loads(pickle.dumps(derivation["x"]))  # noqa: S301  # our own bytes
    check_result(again, call("sin", 2 * x))
    with pytest.raises(VerificationError, match="dh/dx"):
        check_result(again, call("cos", x))


def test_a_pickled_derivation_over_samples_goes_on_checking():
    """Where a quantity has a value for each sample, the forms of a derivation that was pickled are compared as those of one that was not."""
    derivation = chainrule.derive("p_i = w*x_i + b; L = sum((p_i - y_i)^2, i=1..n)", wrt="w")
    again = pickle.loads(pickle.dumps(derivation))["w"]  # noqa: S301  # our own bytes
    check_result(again, derivation["w"].raw.tree)
    with pytest.raises(VerificationError, match="dL/dw"):
        check_result(again, 2 * derivation["w"].tidy.tree)


def test_forms_in_names_are_checked():
    """A form written in the names of links is compared too, by the links' values."""
    derivation = derive(h=call("sigmoid", 3 * x))
    derivation.proof = verify(derivation)
    h = symbol("h")
    check_result(derivation["x"], 3 * h * (1 - h))
    with pytest.raises(VerificationError):
        check_result(derivation["x"], h * (1 - h))


def test_deep_chains():
    """Thousands of links are checked without recursion, where the function vanishes, overflows or has a slope."""
    for name in ("sin", "exp", "sigmoid"):
        assert verify(derive(h=nested(name, 4_000))).points == 3


def test_wide_layers():
    """A layered graph with millions of paths is checked in one sweep."""
    trees: dict[str, Tree] = {}
    names = [symbol(f"x_{place}") for place in range(6)]
    for layer in range(1, 8):
        new = [symbol(f"h_{place}^({layer})") for place in range(6)]
        for place, name in enumerate(new):
            trees[name.value] = call("tanh", add(*(number(Decimal(place + 2 * other + 1) / 10) * below for other, below in enumerate(names))))
        names = new
    trees["L"] = add(*names)
    assert verify(derive(**trees)).points == 3


def test_an_undecided_float_is_decided_exactly():
    """Where rounding hides a derivative from floats, fifty digits decide for and against."""
    for claim, right in ((number(1), True), (number(Decimal("1.00001")), False)):
        program = Program()
        output = program.add(number(10**12) + call("sin", x))
        function, slope = len(program), program.add(claim * call("cos", x))
        comparison = Comparison(program, output, function, {"x": program.input("x")}, lambda slots, slope=slope: {"x": slots[slope]})
        assert comparison.agrees_at({"x": 0.7}) is right


@pytest.mark.parametrize("text", ["log(2 + cos x)", "x^3 exp(-2x)/(1 + x^2)", "sqrt(x) + 5", "u = x^2, h = sin(u) u", "atan(x)^(2/3)", "x^x"])
def test_a_small_derivation_is_confirmed_at_the_points_that_any_other_is(text, monkeypatch):
    derivation = chainrule.derive(text, "x")
    small = at_first_points(derivation)
    assert small is not None
    assert small.points == 3
    monkeypatch.setattr("chainrule.proof.verification.FIRST", ())
    assert verify(derivation).witness.points == small.witness.points


@pytest.mark.parametrize("text", ["abs(x)^3", "f(x)^2", "log(x - 100)", "x - x", "asin(10^200 x)", "10^400 x"])
def test_what_takes_more_to_tell_is_left_to_the_whole_proof(text):
    derivation = chainrule.derive(text, "x")
    assert at_first_points(derivation) is None
    assert derivation.proof is not None


def test_points_outside_the_domain_confirm_nothing():
    derivation = chainrule.derive("sqrt(x) + 5")
    assert [at_points(derivation, derivation["x"], points) is None for points in FIRST] == [True, False, False, False]


def test_a_wrong_result_is_confirmed_at_no_points(monkeypatch):
    break_rule(monkeypatch, "sin", lambda u: call("cos", u) * number(Decimal("1.00000001")))
    assert at_first_points(derive(h=call("sin", x) ** 2)) is None
