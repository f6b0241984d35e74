"""What is told of wrong answers: two slips at once, one place that is wrong, and which of several mistakes comes first."""

from __future__ import annotations

import pytest

from chainrule import check
from chainrule.homework.judges import judging

NEURON = "z = w*x + b, a = σ(z), L = (a - y)^2"
LINE = "yhat = w*x + b, L = (y - yhat)^2"
TWO_LAYERS = "h = tanh(u*x), z = v*h, L = (z - y)^2"

TWO_NEURONS = "h = σ(w*x), g = σ(u*x), s = v*h + r*g, L = (s - y)^2"
TWO_PATHS = "z = x^2 y, x = t^2, y = sin t"
CHAINED = "z1 = w1*x, a1 = σ(z1), z2 = w2*a1, a2 = σ(z2), L = (a2 - y)^2"

TWO_SLIPS = [
    ("x^2 sin(3x)", "2x cos(3x)", "x", ("product-of-derivatives", "missing-inner-derivative")),
    ("x^2 sin(3x)", "-6x cos(3x)", "x", ("product-of-derivatives", "sign")),
    ("x^3 sin(x)", "3x^3 cos(x)", "x", ("product-of-derivatives", "exponent-not-reduced")),
    ("x^3 sin(x)", "x^2 cos(x)", "x", ("product-of-derivatives", "lost-coefficient")),
    ("x^2 sin(3x)", "2x + cos(3x)", "x", ("sum-rule-on-product", "missing-inner-derivative")),
    ("x^2 sin(3x)", "x^2 cos(3x)", "x", ("product-rule", "missing-inner-derivative")),
    ("x^2*3^x", "2x*x*3^(x-1)", "x", ("product-of-derivatives", "power-rule-on-exponential")),
    ("(2x - 1)^3 (5x + 2)^4", "12(2x - 1)^2 (5x + 2)^3", "x", ("product-of-derivatives", "missing-inner-derivative")),
    ("cos(2x)/e^x", "-sin(2x)/e^x", "x", ("quotient-of-derivatives", "missing-inner-derivative")),
    ("e^(3x)/x^2", "e^(3x)/(2x)", "x", ("quotient-of-derivatives", "missing-inner-derivative")),
    ("4x^3 - 3x^2 + 9x", "12x^2 - 3x", "x", ("lost-coefficient", "lost-term")),
    ("(3x + 1)^5", "5*3^4", "x", ("inner-derivative-inside", "missing-inner-derivative")),
    ("(3x + 1)^5", "(3x + 1)^6/6", "x", ("integrated", "missing-inner-derivative")),
    ("(3x + 1)^5", "5(3x + 1)^5", "x", ("missing-inner-derivative", "exponent-not-reduced")),
    ("sin(x)^2", "2cos(x)", "x", ("inner-derivative-inside", "missing-inner-derivative")),
    ("e^(3x)", "3x e^(3x - 1)", "x", ("power-rule-on-exponential", "missing-inner-derivative")),
    ("5/(2x + 3)", "5/(2x + 3)^2", "x", ("missing-inner-derivative", "sign")),
]


@pytest.mark.parametrize(("problem", "answer", "wrt", "names"), TWO_SLIPS)
def test_two_slips_are_named_together(problem, answer, wrt, names):
    """Where no single mistake gives the answer, the two that do are named, first the one that the other follows from."""
    mistake = check(problem, answer, wrt).mistake
    assert (mistake.name, *mistake.others) == names


REPAIRED = [
    ("x^2 (2x + 5)^3", "x (2x + 5)^2 (11x + 10)", "x", "arithmetic", "with 10x for 11x"),
    ("x^2 (3x + 1)^4", "x (3x + 1)^3 (18x + 1)", "x", "arithmetic", "with 18x + 2 for 18x + 1"),
    ("x^2/(3x + 1)", "(4x^2 + 2x)/(3x + 1)^2", "x", "arithmetic", "with 3x² for 4x²"),
    ("e^(3x)/x^2", "e^(3x) (3x - 2)/x^4", "x", "arithmetic", "with x³ for x⁴"),
    ("sin(3x)", "3cos(4x)", "x", "arithmetic", "with 3x for 4x"),
    ("x^2 (3x + 1)^4", "x (3x + 1)^3 (18x - 2)", "x", "sign", "with +2 for −2"),
    ("arccos(x^2) + x", "1 - 2x/sqrt(1 - (-x^4))", "x", "local-derivative", ""),
    ("ln(cos(2x))", "-2cot(2x)", "x", "local-derivative", "With tan(2x) for cot(2x)"),
    (NEURON, "2(a - y) a (1 - a) b", "w", "names", "with x for b"),
    (TWO_LAYERS, "2(z - y) u (1 - h^2) x", "u", "names", "with v for u"),
    (TWO_NEURONS, "2(s - y) v g (1 - g) x", "w", "names", "with h for g throughout"),
    ("sin(3x)", "cos(3x)/3", "x", "turned-over", "The factor 3"),
    ("arcsin(2x)", "2sqrt(1 - 4x^2)", "x", "turned-over", "The factor √(1 − 4x²)"),
    ("ln(3x + 2)", "(3x + 2)/3", "x", "turned-over", "upside down"),
    ("log(x^2 + 1)", "2x (1/x^2 + 1)", "x", "missing-brackets", "with 1/(x² + 1) for 1/x² + 1"),
    (NEURON.replace("σ", "tanh"), "2(a - y)*1 - a^2*x", "w", "missing-brackets", "(1 − a²)"),
    ("(3x^2 + 1)^4", "24x*3x^2 + 1^3", "x", "missing-brackets", "with 24x·(3x² + 1)³"),
    ("(2x - 5)^3", "3*2x - 5^2*2", "x", "missing-brackets", "(2x − 5)²"),
    ("(x^2 + x + 1)^5", "5*x^2 + x + 1^4 (2x + 1)", "x", "missing-brackets", "(x² + x + 1)⁴"),
    (LINE, "-2x (y - w*x + b)", "w", "missing-brackets", "with y − (w·x + b) for y − w·x + b"),
    ("tanh(2x + 1)", "2 - tanh(2x + 1)^2", "x", "missing-brackets", ""),
    ("(x + 3)^6", "6(x + 6)^5", "x", "arithmetic", "with x + 3 for x + 6"),
    ("sec(3u + 1)", "3sec(-3u + 1)tan(3u + 1)", "u", "sign", "with +3u for −3u"),
    ("z = sec(7u), u = x", "14sec(7x)tan(7x)", "x", "arithmetic", "2 times the right one"),
]


@pytest.mark.parametrize(("problem", "answer", "wrt", "name", "words"), REPAIRED)
def test_the_one_wrong_place_is_shown(problem, answer, wrt, name, words):
    """Where writing one place of the answer otherwise makes it right, that place is named."""
    mistake = check(problem, answer, wrt).mistake
    assert mistake.name == name
    assert words in mistake.message


LIKELIER = [
    ("x/(x^2 + 1)", "(x^2 - 1)/(x^2 + 1)^2", "x", "quotient-rule"),  # fg′ − f′g
    ("f(x)/g(x)", "(f' g' - f g)/g^2", "x", "quotient-rule"),
    ("(x^2 + 1)/(x^3 - x)", "(2x (3x^2 - 1) - (x^2 + 1)(x^3 - x))/(x^3 - x)^2", "x", "quotient-rule"),
    ("5/(2x + 3)", "-5/(2x + 3)^2", "x", "missing-inner-derivative"),
    ("x^2/(3x + 1)", "2x (3x + 1)^-1 - x^2 (3x + 1)^-2", "x", "missing-inner-derivative"),
    ("10sqrt(x) + 3/x", "5/sqrt(x)", "x", "lost-term"),
    ("10sqrt(x) + 3/x", "5/sqrt(x) - 3/x", "x", "exponent-not-reduced"),
    ("2x^3 - 5x^2 + 7x", "6x^3 - 10x^2 + 7x", "x", "exponent-not-reduced"),
    ("2x^3 - 5x^2 + 7x", "6x^2 - 10 + 7", "x", "exponent-raised"),
    ("x^5", "4x^5", "x", "exponent-not-reduced"),
    ("x^5", "5x", "x", "exponent-raised"),
    ("x^(1/5)", "1/5 x^(-1/5)", "x", "exponent-raised"),
    ("x^5", "x^5 ln x", "x", "exponential-rule-on-power"),
    ("e^(3x)", "3e^(2x)", "x", "power-rule-on-exponential"),
    ("2^x", "x 2^(x - 1) ln 2", "x", "power-rule-on-exponential"),
    ("4sin(3x + 1)", "12cos(3x)", "x", "lost-inner-function"),
    ("sqrt(2x + 1)", "(2x + 1)^(1/2)", "x", "not-differentiated"),  # also 1·(2x + 1)^(1/2), with the exponent kept
    ("sqrt(2x + 1)", "sqrt(2x + 1)", "x", "not-differentiated"),
    ("sin(2x)^3", "6sin(2x)^2", "x", "missing-link"),
    (TWO_LAYERS, "2(z - y) v x", "u", "missing-link"),
    (TWO_LAYERS, "2(z - y) (1 - h^2) x", "u", "missing-link"),
    (LINE, "-2(y - yhat)", "w", "missing-link"),
    (TWO_PATHS, "2x y dx/dt + x^2", "t", "missing-link"),
    (TWO_PATHS, "2x y dx/dt * x^2 dy/dt", "t", "missing-path"),
    (CHAINED, "∂L/∂a2 * ∂a2/∂z2 * ∂z2/∂w2 * ∂a1/∂z1 * ∂z1/∂w1", "w1", "missing-link"),
    (CHAINED, "2(a2 - y) a2 w2 a1 x", "w1", "not-differentiated"),
    ("L = -(y*log(p) + (1 - y)*log(1 - p))", "-y/p", "p", "lost-term"),
    ("x/sqrt(x^2 + 3)", "(sqrt(x^2 + 3) + x^2/sqrt(x^2 + 3))/(x^2 + 3)", "x", "quotient-rule"),
    ("x^2/(3x + 1)", "(2x (3x + 1) - 3x^2)/(9x^2 + 1)", "x", "quotient-rule"),
    ("sqrt(x)", "-1/2 x^(-3/2)", "x", "misread-problem"),
    ("e^(-x^2)", "2x e^(x^2)", "x", "sign"),
    ("pi^2*x", "2pi", "x", "constant-differentiated"),
    ("csc(4x)", "-4cot(4x)^2", "x", "local-derivative"),
    ("csc(4x)", "-4cot(4x)", "x", "local-derivative"),
    ("sec(x^3)", "-3x^2/sin(x^3)", "x", "local-derivative"),
    ("tan(x)^3", "3tan(x)^2 (1 + tan(x))", "x", "local-derivative"),
    ("x ln x", "ln x + x/ln x", "x", "local-derivative"),
    ("arctan(5x)", "5/(1 + 5x)", "x", "local-derivative"),
    ("arcsin(3x)", "3/sqrt(1 - 3x)", "x", "local-derivative"),
    ("ln(ln x)", "x/ln x", "x", "local-derivative"),
    ("e^(cos(5x))", "-e^(cos(5x))/(5sin(5x))", "x", "inner-derivative-divided"),
    ("x sqrt(1 - x^2)", "sqrt(1 - x^2) - x/(4x sqrt(1 - x^2))", "x", "inner-derivative-divided"),
    ("e^(cos(5x))", "25e^(cos(5x)) sin(5x)^2", "x", "factor-twice"),
    ("x + sin(3x)", "1 + 9cos(3x)", "x", "factor-twice"),
    ("cos(2x + 3)", "-4sin(2x + 3)", "x", "factor-twice"),
    ("(3x^2 - 5x)^7", "42x (3x^2)^6 - 35(5x)^6", "x", "sum-taken-apart"),
    ("1/(x^2 + x)", "-2/x^3 - 1/x^2", "x", "sum-taken-apart"),
    ("x^2 sin x", "2x sin x + 2x cos x", "x", "product-rule"),
    ("x ln x", "1 + 1/x", "x", "sum-rule-on-product"),
    ("e^(2x)/(1 + x^2)", "(2e^(2x) (1 + x^2) - 2x e^(2x))/(2x)", "x", "quotient-rule"),
    ("x^2 sin x", "sin x + x^2 cos x", "x", "product-rule"),
    ("x^2 sin x", "2x sin x + x^2", "x", "product-rule"),
    ("ln(x)/x", "(1 - ln x)/(2x)", "x", "quotient-rule"),
    ("sin(x)/(x^3 + 1)", "((x^3 + 1)cos x - 3x^2 sin x)/(6x^2 (x^3 + 1))", "x", "quotient-rule"),
    ("(x^2 + 1)/(3x - 2)", "2x/(3x - 2)^2", "x", "quotient-rule"),
    ("sin(x)^3", "3sin(x^2) cos x", "x", "lost-brackets"),
    ("5^(x^2)", "2x 5^(x^2) ln x", "x", "log-of-base"),
    ("arctan(x^2)", "2x/(1 + x^2)^2", "x", "local-derivative"),
    ("sin x", "cos(pi x/180)", "x", "degrees"),
    ("sin(2x)", "pi/90 cos(pi x/90)", "x", "degrees"),
    ("5/sin x", "(sin x - 5cos x)/sin(x)^2", "x", "constant-differentiated"),
    ("5/sin x", "(5sin x - 5cos x)/sin(x)^2", "x", "constant-differentiated"),
    ("2x^4 - 7x^2 + 11", "x^4 + 8x^3 - 14x", "x", "constant-differentiated"),
    ("3e^x", "4e^x", "x", "arithmetic"),
    ("5x^2 + 3x", "11x + 3", "x", "arithmetic"),  # not x + 3 for 3x
    ("x^4 + 3x^2 - 2x + 9", "4x^3 + 5x - 2", "x", "arithmetic"),
]


@pytest.mark.parametrize(("problem", "answer", "wrt", "name"), LIKELIER)
def test_the_likeliest_mistake_comes_first(problem, answer, wrt, name):
    """Of several mistakes that give the answer, the one that students make comes first."""
    assert check(problem, answer, wrt).mistake.name == name


def test_a_missing_link_is_no_inner_derivative_alone():
    """What is missing in the middle of a chain is said to be a link, and a term to be one."""
    assert check("sin(2x)^3", "6sin(2x)^2").mistake.message.startswith("A link of the chain is missing: dv/du = cos(2x)")
    assert check("x^2 + sin(3x)", "2x + 3").mistake.message.startswith("Of sin(3x), there is the inner derivative alone")
    assert check("sin(3x)", "3").mistake.message.startswith("This is the inner derivative alone")


def test_a_power_below_the_line_is_told_as_the_answer_has_it():
    """Of 1/gⁿ, the factor that is missing is said to multiply what the power rule gives, not the denominator's derivative."""
    message = check("1/(2x + 1)^3", "-3(2x + 1)^(-4)").mistake.message
    assert message == "The inner derivative is missing: du/dx = 2 still has to multiply −3/(2x + 1)⁴.  Here u = 2x + 1."


def test_a_link_that_does_not_fit_in_is_shown():
    """Of a product of derivatives, the one that is none of the way is named with the one that belongs there."""
    message = check(CHAINED, "∂L/∂a2 * ∂a2/∂z2 * ∂z2/∂w2 * ∂a1/∂z1 * ∂z1/∂w1", "w1").mistake.message
    assert message == "∂z2/∂w2 does not fit in: the link there is ∂z2/∂a1 = w2."
    assert "are added, not multiplied" in check(TWO_PATHS, "2x y dx/dt * x^2 dy/dt", "t").mistake.message


def test_no_mistake_is_guessed():
    """Two numbers that are wrong are no known mistake."""
    assert check("(3x + 2)(5x^2 - 4)", "46x^2 + 19x - 12").mistake is None


def test_mistakes_are_looked_for_once(monkeypatch):
    """Other readings of a wrong answer are looked at for whether they are right, not for their mistakes."""
    seen, diagnose = [], judging.diagnose
    monkeypatch.setattr(judging, "diagnose", lambda case: seen.append(case) or diagnose(case))
    assert check("x^2 e^(2x)", "2x e^2x + 3x^2 e^2x").correct is False
    assert len(seen) == 1


ORDERS = [("ln x", "1/x", 2, "order 1"), ("x e^x", "e^x + x e^x", 2, "order 1"), ("x^5", "120x", 3, "order 4"), ("sin(2x)", "-8cos(2x)", 2, "order 3")]


@pytest.mark.parametrize(("problem", "answer", "order", "words"), ORDERS)
def test_another_order_is_told(problem, answer, order, words):
    """A derivative of another order than the one that is asked is named before rules that would give it by chance."""
    mistake = check(problem, answer, "x", order=order).mistake
    assert mistake.name == "wrong-order"
    assert words in mistake.message


def test_slopes_of_absolute_values():
    """A slope that is right for large x only is not said to be right for x > 0."""
    verdict = check("|2x - 1|", "2", "x")
    assert verdict.equality.verdict == "different"
    assert "only-inner" in {each.name for each in verdict.mistakes}
    assert check("|x|^3", "3x^2", "x").equality.verdict == "equal-for-positive"


def test_a_wrong_answer_is_shown_where_values_read_well():
    """Of the points with plain values, one is told where neither side nearly vanishes."""
    deep = "h1 = σ(a*x + b*y), h2 = σ(c*x + d*y), o = σ(v*h1 + w*h2), E = (o - t)^2"
    shown = check(deep, "2(o - t) o (1 - o) v h1 x", "a").equality.counterexample
    assert 1e-4 <= abs(shown.left) <= 1e6


def test_a_slope_of_relu_left_out():
    """Where an answer is right for positive quantities alone, a wrong local derivative is still named."""
    verdict = check("h = relu(w x + b), L = (h - y)^2", "2(h - y) x", "w")
    assert str(verdict).startswith("Equal only for positive w, x, b and y.")
    assert verdict.mistake.name == "local-derivative"


@pytest.mark.parametrize(
    ("problem", "answer", "differential"),
    [("y = x^2", "2x dx", "dx"), ("y = x^2", "2x dt", "dt"), ("F(x) = ∫_0^(x^2) sin(t^2) dt", "2x sin(x^4) dt", "dt"), ("y = x^2", "2dx x", "dx")],
)
def test_a_differential_is_told_as_it_stands(problem, answer, differential):
    """Behind a derivative no differential stands; the one that does is named, and no other mistake for its name."""
    mistakes = check(problem, answer).mistakes
    assert [each.message for each in mistakes] == [f"A derivative has no differential {differential} behind it."]


@pytest.mark.parametrize(("problem", "number"), [("sin(x^2)", "2"), ("ln(5x + 2)", "7"), ("√(4x + 1)", "1/2"), ("x^2 e^x", "0"), ("1/(x^2 + 1)", "-2")])
def test_a_number_is_no_pair_of_slips(problem: str, number: str) -> None:
    """Many pairs of slips give some number: of one that answers for a derivative that varies, it is told that it does not."""
    assert [mistake.name for mistake in check(problem, number, "x").mistakes] == ["names"]
