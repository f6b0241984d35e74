"""What a document says, whatever the format."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import pytest

import chainrule
from chainrule.document import (
    Document,
    Equation,
    Equations,
    Heading,
    Paragraph,
    Sum,
    derivation_document,
    descent_document,
    network_document,
    verdict_document,
    with_numbers,
)
from chainrule.document.terms import with_terms
from chainrule.document.values import rounded
from chainrule.errors import OutputError
from chainrule.handouts import in_numbers
from chainrule.notation import text, unicode
from chainrule.numeric.program import value_of
from chainrule.render import FORMATS, TEXT_FORMATS, render, render_pieces
from chainrule.tree import Tree, number, postorder, rewrite
from tests.benchmarks import textbook

COMPOSITIONS = {
    "log(2 + cos x)": 2,
    "sin(x^2)": 2,
    "(3x + 1)^5": 2,
    "exp(sin(x^2))": 3,
    "sqrt(1 + exp(sin(2x)))": 4,
    "cos(sqrt(log(1 + x^2)))": 4,
    "atan(exp(cos(sqrt(1 + x^2))))": 5,
}
TEXTBOOK = [*COMPOSITIONS, *textbook.problems(50)]
PROBLEMS = [
    *COMPOSITIONS,
    "x^3",
    "z = 4x + 7y, x = a² + 7b",
    "f = x·y·t; x = t²; y = sin t",
    "ŷ = w1*area + w2*bedrooms + b; e = y - ŷ; L = e^2",
    "(x² + 1)⁵ sin(3x)/(x + 1)",
    "h(x) = f(g(x))",
    "x^x",
    "|x - 1| sqrt(x)",
]


def document(problem: str, detail: str = "normal", **options: object) -> Document:
    return derivation_document(chainrule.derive(problem, **options), detail)  # type: ignore[arg-type]


def equations(told: Document) -> Iterator[Equation | Sum]:
    for block in told.blocks:
        if isinstance(block, Equations):
            yield from block


def statements(told: Document) -> Iterator[tuple[Tree, Tree]]:
    """Every "left = side" of a document."""
    return ((line.left, side) for line in equations(told) if isinstance(line, Equation) for side in line.sides)


def headings(told: Document) -> list[str]:
    return [written(block.words) for block in told.blocks if isinstance(block, Heading)]


def paragraphs(told: Document) -> str:
    return " ".join(written(block.words) for block in told.blocks if isinstance(block, Paragraph))


def written(words: tuple[str | Tree, ...]) -> str:
    return "".join(piece if isinstance(piece, str) else unicode(piece) for piece in words)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_nothing_is_said_twice(problem: str) -> None:
    """No equation stands in a document twice, and no rule is stated twice."""
    told = document(problem)
    assert [pair for pair, count in Counter(statements(told)).items() if count > 1] == []
    remarks = [written(line.remark) for line in equations(told) if isinstance(line, Equation)]
    rules = [part for remark in remarks for part in remark.split("; ") if ": " in part]
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize("problem", TEXTBOOK)
def test_density(problem: str) -> None:
    """At normal detail, no equation is printed twice, and n links take at most 8 + 4n lines."""
    derivation = chainrule.derive(problem)
    told = derivation_document(derivation)
    lines = [line for line in render(told).splitlines() if line.strip()]
    assert len(lines) <= 8 + 4 * len(derivation.edges.into)
    assert [pair for pair, count in Counter(statements(told)).items() if count > 1] == []


def test_order() -> None:
    """The problem, its links, the chain, each link, the product, where it holds and how it was checked."""
    told = document("h(x) = log(2 + cos x)")
    assert headings(told) == ["Split it", "Chain rule", "Each link alone", "Multiply, and put u back"]
    assert [(text(left), text(side)) for left, side in statements(told)] == [
        ("h(x)", "log(2 + cos(x))"),
        ("h", "log(u)"),
        ("u", "2 + cos(x)"),
        ("dh/dx", "dh/du*(du/dx)"),
        ("dh/du", "1/u"),
        ("du/dx", "-sin(x)"),
        ("dh/dx", "1/u*(-sin(x))"),
        ("dh/dx", "1/(2 + cos(x))*(-sin(x))"),
        ("dh/dx", "-sin(x)/(2 + cos(x))"),
    ]
    assert paragraphs(told) == "Holds for every real x.  Checked against a difference quotient at 3 points."


def test_detail() -> None:
    """Brief says the chain and the answer; full says every move inside a link besides what normal says."""
    brief, normal, full = (list(statements(document("sin(x^3 + 5x)", detail))) for detail in ("brief", "normal", "full"))
    assert set(brief) < set(normal) < set(full)
    assert text(brief[-1][1]) == "cos(x^3 + 5*x)*(3*x^2 + 5)"
    with pytest.raises(OutputError, match="unknown detail 'all'"):
        document("x", "all")


def test_paths_add_up() -> None:
    """Every path is named beside its product, and the products add up."""
    told = document("f = x·y·t; x = t²; y = sin t", wrt="t")
    (chain,) = (line for line in equations(told) if isinstance(line, Sum))
    assert unicode(chain.left) == "df/dt"
    assert [(unicode(term), written(remark)) for term, remark in chain.terms] == [
        ("∂f/∂t", "t → f"),
        ("∂f/∂x · dx/dt", "t → x → f"),
        ("∂f/∂y · dy/dt", "t → y → f"),
    ]
    assert "Three paths lead from t to f; their products add up" in headings(told)


def test_many_paths_are_counted() -> None:
    """Of many paths a few are listed, and the rest is counted."""
    layers = "; ".join(f"a{k} = sin(a{k - 1}); b{k} = cos(a{k - 1}) b{k - 1}" if k > 1 else "a1 = x; b1 = x" for k in range(1, 12))
    told = document(layers + "; y = a11 b11")
    (chain,) = (line for line in equations(told) if isinstance(line, Sum))
    assert len(chain.terms) + chain.omitted == 12
    assert len(chain.terms) == 8
    assert "12 paths" in " ".join(headings(told)) or "Twelve paths" in " ".join(headings(told))


@pytest.mark.parametrize("detail", ["brief", "normal"])
def test_many_paths_are_followed_backwards(detail: str) -> None:
    """Where a result is written in the derivatives by quantities on the way, each of these is told, and all together are the result."""
    layers = "; ".join(f"a{k} = sin(a{k - 1}) + b{k - 1}; b{k} = a{k - 1} b{k - 1}" if k > 1 else "a1 = x; b1 = x^2" for k in range(1, 8))
    derivation = chainrule.derive(layers + "; y = a7 b7")
    told = {line.left: line.sides[-1] for line in equations(derivation_document(derivation, detail)) if isinstance(line, Equation)}
    values = dict(derivation.at(x=0.7).values)

    def number_of(tree: Tree) -> float:
        known = {item: number(Fraction(number_of(told[item]))) for item in set(postorder(tree)) if item.kind == "derivative"}
        return float(value_of(rewrite(tree, lambda item: known.get(item, item)), values))

    h = 1e-6
    slope = (derivation.at(x=0.7 + h).values["y"] - derivation.at(x=0.7 - h).values["y"]) / (2 * h)
    assert derivation["x"].paths.count > derivation.settings.paths_summed
    assert number_of(told[derivation["x"].left]) == pytest.approx(slope, rel=1e-7)


@pytest.mark.parametrize(
    ("problem", "wrt", "left"),
    [
        ("h = log(2 + cos x)", "x", "dh/dx"),
        ("z = 4x + 7y", "x", "∂z/∂x"),
        ("L = e^2; e = y - p", "e", "dL/de"),
        ("z = x y; x = t^2 + s; y = sin t", "t", "∂z/∂t"),
        ("z = x t; x = t^2", "t", "dz/dt"),
        ("z = x t s; x = t^2", "t", "∂z/∂t"),
    ],
)
def test_signs(problem: str, wrt: str, left: str) -> None:
    """The sign is d where a quantity depends on one alone, else ∂."""
    assert unicode(list(equations(document(problem, wrt=wrt)))[-1].left) == left


@pytest.mark.parametrize(("problem", "direct"), [("z = x t; x = t^2", "∂z/∂t"), ("z = x t s; x = t^2", "∂/∂t (x·t·s)")])
def test_direct_dependence(problem: str, direct: str) -> None:
    """The direct part of a derivative is never written like the whole."""
    (chain,) = (line for line in equations(document(problem, wrt="t")) if isinstance(line, Sum))
    assert unicode(chain.terms[0][0]) == direct
    assert unicode(chain.left) != direct


def test_a_sign_that_comes_out_of_a_function_is_told() -> None:
    """What is even or odd is said on the line in which a sign comes out of it, and nowhere else."""
    assert "      = −3 sin²(x) cos(x)   sin(−u) = −sin(u), cos(−u) = cos(u)" in render(document("y = sin(-x)^3"), "text")
    assert "= −y cos(x·y) cos(−u) = cos(u)" in " ".join(render(document("z = sin(-x y)", wrt="x"), "text").split())
    assert "(−u)" not in render(document("y = cos(1 - x)*exp(-x)*acos(-x)"), "text")


def test_unspecified_functions_stay() -> None:
    """∂J/∂ŷ of an unspecified J stays as it is, and nothing is put back into it."""
    told = document("J = J(y, ŷ); ŷ = σ(w x)", wrt="w")
    assert [unicode(side) for side in list(equations(told))[-1].sides] == ["∂J/∂ŷ · σ(u)(1 − σ(u)) · x", "∂J/∂ŷ · ŷ·(1 − ŷ)·x"]
    assert "J is not specified, so ∂J/∂ŷ stays as it is." in paragraphs(told)


@pytest.mark.parametrize(
    ("problem", "x", "said"),
    [
        ("x^2", 3, "Central difference quotients give dy/dx ≈ 6."),
        ("x^3", 0, "Central difference quotients give dy/dx ≈ 0."),
        ("log(x)/x", math.e, "Central difference quotients give dy/dx ≈ 0."),
        ("sin(x)/1000000000", 0, "Central difference quotients give dy/dx ≈ 1 · 10⁻⁹."),
        ("|x|", 0, "Here x = 0: dy/dx jumps from −1 to +1 there, so there is no derivative; the number follows a convention."),
        ("|x|", 0, "Difference quotients give dy/dx ≈ −1 from the left, 1 from the right."),
        ("|x - 300|", 300, "Here x = 300: dy/du jumps from −1 to +1 there, and the chain rule says nothing."),
        ("x^(3/2)", 0, "Difference quotients give dy/dx ≈ 0.002449 from the right."),
        ("log(x)", 1e-7, "Central difference quotients give dy/dx ≈ 1 · 10⁷."),
        ("asin(x)", 1 - 1e-7, "Central difference quotients give dy/dx ≈ 2236."),
    ],
)
def test_numbers_at_corners_and_edges(problem: str, x: float, said: str) -> None:
    """At a corner the number is called a convention, and the quotients of both sides are told; at the edge of the domain, that of one."""
    derivation = chainrule.derive(problem)
    told = paragraphs(with_numbers(derivation_document(derivation), derivation, derivation.at(x=x)))
    assert said in told
    assert ("Here" in told) == ("|" in problem)


def test_what_is_defined_nowhere_is_refused_at_once() -> None:
    """Not a word is said of a problem whose constants have no value."""
    told = iter(derivation_document(chainrule.derive("x/sin(pi)")).blocks)
    with pytest.raises(chainrule.ChainRuleError, match="never holds"):
        next(told)


def test_a_slope_without_a_number_is_named() -> None:
    """Where a local derivative is infinite, the error names it."""
    derivation = chainrule.derive("sqrt(x)")
    with pytest.raises(chainrule.ChainRuleError, match="dy/dx is not a finite real number at this point"):
        with_numbers(derivation_document(derivation), derivation, derivation.at(x=0))


def test_long_chain_is_not_written_in_one_line() -> None:
    """A chain of many links is counted in a sentence."""
    told = document("sin(" * 50 + "x" + ")" * 50)
    assert "the product of all the local derivatives" in paragraphs(told)


@pytest.mark.parametrize(
    ("problem", "corner"),
    [
        ("|x|", "Holds where x ≠ 0.  No derivative where x = 0: dy/dx jumps from −1 to +1 there."),
        ("|x^2 - 4|", "No derivative where x = −2 or x = 2: dy/du jumps from −1 to +1 there."),
        ("x + 3|x|", "No derivative where x = 0: d/dx |x| jumps from −1 to +1 there."),
        ("b = relu(w x)", "Holds where w ≠ 0 and x ≠ 0.  In general no derivative where w = 0 or x = 0: db/du jumps from 0 to 1 there."),
        ("sign(x)", "No derivative where x = 0: y jumps there."),
        ("max(x, y)", "In general no derivative where x = y: f may pass from one argument to another there."),
        ("|x^2 - 2|^3", "The chain rule says nothing where x = −√2 or x = √2: dv/du jumps from −1 to +1 there."),
        ("sqrt(x) + |x - 1|", "Holds where x > 0 and x ≠ 1.  No derivative where x = 1: dv/du jumps"),
        ("x*|x|", "Holds for every real x.  Checked"),
    ],
)
def test_corners_are_told(problem: str, corner: str) -> None:
    """Where a function has a corner or a jump, the output says where, and what happens there, of the link that has it."""
    assert corner in paragraphs(document(problem))


def test_conditions_are_told() -> None:
    """Where a result does not hold everywhere, the output says where it does."""
    assert paragraphs(document("log(x)")).startswith("Holds where x > 0.")


def test_independent_name() -> None:
    """A name that the output does not depend on is said to have the derivative 0."""
    assert "y does not depend on t, so ∂y/∂t = 0." in paragraphs(document("y = x^2; z = t", wrt="t", output="y"))


@pytest.mark.parametrize(
    ("problem", "options", "said"),
    [
        ("sgn(x)", {}, "y stays the same while x changes, but for its jumps, so dy/dx = 0."),
        ("∫_0^1 sgn(t - x) dt", {}, "y stays the same while x changes, where what is integrated has no jump between the limits, so dy/dx = 0."),
        ("sgn(3x)^2", {}, "y stays the same while x changes, but for its jumps, so dy/dx = 0."),
        ("|x|", {"order": 2}, "y′ stays the same while x changes, but for its jumps, so d²y/dx² = 0."),
        ("y = step(u), u = x^2", {}, "y stays the same while x changes, but for its jumps, so dy/dx = 0."),
        ("y = sgn(q) + x^2; z = q", {"wrt": ["z"], "output": "y"}, "y does not depend on z, so ∂y/∂z = 0."),
        ("arctan(x) + arccot(x)", {}, "y stays the same while x changes, but for its jumps, so dy/dx = 0."),
        ("x/x", {}, "y does not depend on x, so dy/dx = 0."),
    ],
)
def test_jumps_are_no_independence(problem: str, options: dict[str, object], said: str) -> None:
    """What changes by jumps alone is not said to be independent."""
    assert said in paragraphs(document(problem, **options))


@pytest.mark.parametrize("problem", ["sin(x)^x", "y = f(x)^g(x)", "|x|^x", "u = a p + (1 - a) q; v = a u + (1 - a) r; m = v s, dm/da"])
def test_no_two_sides_read_the_same(problem: str) -> None:
    """Two forms that differ in the grouping of a product or a sum alone are printed once."""
    for line in equations(document(problem)):
        sides = [unicode(side) for side in line.sides] if isinstance(line, Equation) else []
        assert len(set(sides)) == len(sides)


def test_higher_order() -> None:
    """Every order has its own part."""
    assert [words for words in headings(document("sin(x^2)", order=2)) if "derivative" in words] == ["The first derivative", "The second derivative"]


@pytest.mark.parametrize("format_", FORMATS)
def test_documents_can_be_read_again(format_: str) -> None:
    """A document gives the same pieces however often it is rendered."""
    told = document("f = x·y·t; x = t²; y = sin t")
    assert list(render_pieces(told, format_)) == list(render_pieces(told, format_))


def test_unknown_format() -> None:
    """A format that is not there is refused with those that are."""
    with pytest.raises(OutputError) as refusal:
        render(document("x^2"), "word")
    assert refusal.value.hint == f"choose one of {', '.join(FORMATS)}"


def test_a_softmax_holds_for_all_values() -> None:
    """What stands for the other terms of a sum is no quantity that may have any value, and is not named as one."""
    assert "Holds for all real values." in " ".join(render(document("s_i = exp(z_i)/Σ_{j=1}^n exp(z_j)")).split())


def test_reducible_results_end_simplified() -> None:
    """Where SymPy's form is shorter it is the last line, said to be simplified; a tidy result has no such line."""
    lines = render(document("(x^2 + 1)/(x - 1)")).splitlines()
    assert any("= (x² − 2x − 1)/(x − 1)²" in line and line.endswith("simplified") for line in lines)
    assert "simplified" not in render(document("log(2 + cos x)"))


def test_every_rule_before_tidying() -> None:
    """At full detail, a rule's own form stands before the tidy one."""
    told = [f"{unicode(left)} = {unicode(side)}" for left, side in statements(document("(x^2 + 1)/(x - 1)", "full"))]
    expected = ["d/dx x² = 2x", "dy/dx = (2x · (x − 1) − (x² + 1))/(x − 1)²", "dy/dx = (2x·(x − 1) − x² − 1)/(x − 1)²", "dy/dx = (x² − 2x − 1)/(x − 1)²"]
    assert told[1:] == expected


def test_working_belongs_to_its_link() -> None:
    """At full detail the rules inside a link are the working of its own line, each said once; no other detail has any."""
    problem = "y = log(x^2 sin(3x) + x^2)"
    every = [line for block in document(problem, "full").blocks if isinstance(block, Equations) for line in block.lines if isinstance(line, Equation)]
    told = {unicode(line.left): [unicode(inner.left) for inner in line.working] for line in every if line.working}
    assert told == {"∂w/∂x": ["∂/∂x x²", "∂/∂x (x²·v)"]}
    assert not any(isinstance(line, Equation) and line.working for line in equations(document(problem)))


def test_many_results_stay_in_the_names_of_the_links() -> None:
    """Results that are short each but long together are not written out, and the sentence says how long each would be."""
    told = document("y = log(" + " + ".join(f"w_{k} x_{k}^2" for k in range(30)) + ")")
    assert unicode(list(statements(told))[-1][1]) == "1/u₁ · 2w₂₉·x₂₉"
    assert "These derivatives stay in the names of the links: written out they would have 157 to 158 symbols." in paragraphs(told)
    assert not any(" back" in heading for heading in headings(told))


def test_terms_of_a_long_sum() -> None:
    """What is said of an edge of a sum is what is said of it by looking at all of its terms."""
    for problem in ("y = log(a b + a + 2b + 5)", "y = log(a + 3)", "y = log(a - b)", "y = log(a + 2 + 3)", "y = log(a^2 + 1 + b + a)", "y = (x + y1)(x - 2)"):
        derivation = chainrule.derive(problem)
        for edge, terms in with_terms(derivation.edges):
            assert terms.dropped(edge) == len(edge.dropped), problem
            assert terms.rules(edge) == edge.rules, problem


@pytest.mark.parametrize("problem", ["y = 5", "h(x) = 3", "y = π^2"])
def test_constants(problem: str) -> None:
    """A constant is said to be one, its derivative to be 0, and no check at points is claimed."""
    told = paragraphs(document(problem))
    assert " is 0" in told or "= 0" in told
    assert "Checked" not in told


def test_long_results_end_in_the_readers_names() -> None:
    """A result with a form in the reader's quantities is not written out where that is long; the length is said."""
    network = "z1 = w11 x1 + w21 x2 + b1; z2 = w12 x1 + w22 x2 + b2; a1 = σ(z1); a2 = σ(z2); ŷ = σ(v1 a1 + v2 a2 + c); L = (y - ŷ)^2"
    told = document(network, wrt="w11")
    assert unicode(list(statements(told))[-1][1]) == "−2(y − ŷ)·ŷ·(1 − ŷ)·v1·a1·(1 − a1)·x1"
    assert "Written out in the inputs, ∂L/∂w11 is longer: " in paragraphs(told)


def test_many_inputs() -> None:
    """With many inputs, each link stands once, and each input has one line in names and one written out."""
    told = document("ŷ = w1*area + w2*bedrooms + b; e = y - ŷ; L = e^2")
    assert headings(told)[-2:] == ["Multiply", "Put e and ŷ back"]
    lefts = Counter(unicode(line.left) for line in equations(told))
    assert {lefts[f"∂L/∂{name}"] for name in ("w1", "w2", "b", "area", "bedrooms")} == {3}  # the chain, in names, written out


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("y = 2^a", "exponential in another base: d/da c^a = c^a · ln(c)"),
        ("L = max(0, 1 - x)", "maximum: d/du max(u, b) = step(u − b)"),
        ("y = log_b(x)", "logarithm in another base: d/db log_b(u) = −ln(u)/(b ln(b)²)"),
        ("y = f^2 sin(f)", "product rule: d/dx (f·g) = f′·g + f·g′"),
        ("y = min(b^2, b)", "minimum: d/du min(u, b) = 1 − step(u − b)"),
    ],
)
def test_rules_in_other_letters(problem: str, said: str) -> None:
    """A rule keeps the letters of what stays the same apart from that of the variable, and that by a second argument is stated as well."""
    assert said in " ".join(remarks(problem))


def remarks(problem: str) -> list[str]:
    return [written(remark) for line in equations(document(problem)) if isinstance(line, Equation) for remark in line.remarks()]


def test_indirect_dependence() -> None:
    """A quantity in between is held fixed: it does not depend on w directly."""
    assert any("does not depend on w directly" in remark for remark in remarks("J = (y - w x)^2 + w^2"))
    assert not any("directly" in remark for remark in remarks("z = w x + b; L = z^2"))


def test_own_values() -> None:
    """A neuron's derivative is told in its weighted sum and in its own value."""
    assert "dŷ/dz = σ(z)(1 − σ(z)) = ŷ·(1 − ŷ)" in render(document("z = w x; ŷ = σ(z); J = J(y, ŷ)", wrt="w"))


def test_network() -> None:
    """A network's document has the paths, the deltas that they need, the gradient and the update, and no equation twice."""
    problem = chainrule.network("4-3-2-1", loss="sse")
    told = network_document(chainrule.derive(problem, wrt="w_{11}^{(1)}"))
    assert "Two paths lead from w₁₁⁽¹⁾ to L; their products add up" in headings(told)
    assert [unicode(line.left) for line in equations(told)][-3:] == ["δ₁⁽¹⁾", "∂L/∂w₁₁⁽¹⁾", "w_new"]
    assert "w₁₁⁽¹⁾ changes by −η · δ₁⁽¹⁾·x1." in paragraphs(told)
    assert [pair for pair, count in Counter(statements(told)).items() if count > 1] == []
    every = network_document(chainrule.derive(problem), every=True)
    assert sum(unicode(line.left).startswith("∂L/∂") for line in equations(every)) == len(problem.layers.parameters)
    with pytest.raises(chainrule.ChainRuleError, match="not a layered network"):
        network_document(chainrule.derive("x^2"))


def test_zero_weights() -> None:
    """What a weight fixed at zero cuts off is said below the equations, in the names of the network."""
    told = network_document(chainrule.derive(chainrule.network("2-2-1", zero=["w_{11}^{(1)}"]), wrt="w_{11}^{(1)}"))
    assert "x1 does not reach O₁₁: the weight is fixed at zero" in paragraphs(told)
    assert "L does not depend on w₁₁⁽¹⁾, so ∂L/∂w₁₁⁽¹⁾ = 0." in paragraphs(told)


def test_numbers_are_those_of_the_evaluation() -> None:
    """Numbers stand with six digits, small and large ones with a power of ten."""
    assert [unicode(rounded(value)) for value in (0.5, -2.0, 1 / 3, 1.5e-9, -2.5e12)] == ["0.5", "−2", "0.333333", "1.5 · 10⁻⁹", "−2.5 · 10¹²"]


@pytest.mark.parametrize("format_", ["text", "latex", "html", "markdown", "typst", "json"])
def test_other_documents(format_: str) -> None:
    """Verdicts, numbers and descents come out in every format."""
    derivation = chainrule.derive("L = (w x - y)^2", wrt="w")
    descent = chainrule.descend("L = (w x - y)^2", {"x": [1, 2], "y": [2, 4]}, {"w": 0}, 0.1)
    verdict = chainrule.check("sin(x^2)", "cos(x^2)", work="u = x^2\ndu/dx = x")
    alone = chainrule.descend("L = (w - 2)^2", start={"w": 0}, rate=0.1)
    documents = [
        descent_document(alone, list(alone), chainrule.derive("L = (w - 2)^2")),
        with_numbers(derivation_document(derivation), derivation, derivation.at(w=1, x=2, y=3)),
        with_numbers(derivation_document(derivation), derivation, chainrule.evaluate("L = (w x - y)^2", {"x": [1, 2], "y": [2, 4]}, {"w": 1})),
        descent_document(descent, list(descent)),
        verdict_document(verdict),
    ]
    for told, word in zip(documents, ("0 − 0.1 · (−4)" if format_ == "text" else "0.4", "4", "4", "0.1", "wrong"), strict=True):
        assert word in render(told, format_)


def test_a_document_is_the_same_every_time() -> None:
    """What is remembered from one rendering to the next changes nothing, and the domain is worked out once."""
    derivation = chainrule.derive("log(x)*sin(3x + 1)^2/x")
    first = [render(derivation_document(derivation), name) for name in TEXT_FORMATS]
    assert [render(derivation_document(derivation), name) for name in TEXT_FORMATS] == first
    assert [render(derivation_document(chainrule.derive("log(x)*sin(3x + 1)^2/x")), name) for name in TEXT_FORMATS] == first
    assert derivation.domain is derivation.domain


def test_shares_are_told_once() -> None:
    """Where a local derivative is the result, in the shares themselves, no line says so again."""
    told = document("s_i = exp(z_i)/Σ_j exp(z_j)")
    assert [unicode(line.left) for line in equations(told)].count("∂sᵢ/∂zₖ") == 1
    assert "Tidy" not in headings(told)


def test_numbers_are_not_their_own_formula() -> None:
    """In numbers a quantity that is one is told once: x = 3, not x = 3 = 3."""
    derivation = chainrule.derive("y = a x^2; x = 3", "a")
    told = with_numbers(derivation_document(derivation), derivation, derivation.at(a=2))
    (line,) = [line for line in equations(told) if isinstance(line, Equation) and unicode(line.left) == "x" and line.sides[-1] == number(3)][-1:]
    assert line.sides == (number(3),)


def test_differentiated_by_itself() -> None:
    """The derivative of a quantity by itself is 1."""
    told = "".join(map(str, derivation_document(chainrule.derive("y = x^2", "y")).blocks))
    assert "is differentiated by itself" in told
    assert "does not depend" not in told


def test_every_derivative_has_a_column() -> None:
    """Over samples every derivative is shown, in several tables where they are many; what is the same for all stands below."""
    problem = "y = " + " + ".join(f"w{k} sin(x^{k})" for k in range(1, 10))
    derivation = chainrule.derive(problem, [f"w{k}" for k in range(1, 10)])
    found = chainrule.evaluate(problem, {"x": [0.1, 0.2, 0.3]}, {f"w{k}": 1.0 for k in range(1, 10)})
    shown = render(with_numbers(derivation_document(derivation), derivation, found))
    result = shown[shown.index("The result in numbers") :]
    assert [k for k in range(1, 10) if f"∂y/∂w{k}" not in result] == []


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("F(x, y) = (x y, x + y)", {"x": 1, "y": 2}, ["F₁ = x·y = 2", "F₂ = x + y = 3", "J_F(x, y) = ⎡2   1⎤", "⎣1   1⎦"]),
        ("r(t) = (t^2, t^3)", {"t": 2}, ["r₁ = t² = 4", "r₂ = t³ = 8", "dr/dt = (4, 12)"]),
    ],
)
def test_several_components_in_numbers(text: str, at: dict[str, float], said: list[str]) -> None:
    """A function with several components has its values, and the matrix or the vector of the derivatives in numbers."""
    derivation = chainrule.derive(text)
    shown = render(with_numbers(derivation_document(derivation), derivation, derivation.at(at)))
    told = [line.strip() for line in shown.partition("Forward: the values")[2].splitlines()]
    assert [line for line in told if line in said] == said


@pytest.mark.parametrize(
    ("problem", "matrix"),
    [
        ("Hessian of f(x,y) = x^2 y", "H = ⎡2y   2x⎤ ⎣2x   0 ⎦"),
        ("Hessian of f(x,y,z) = x y z + x^2", "H = ⎡2   z   y⎤ ⎢z   0   x⎥ ⎣y   x   0⎦"),
        ("H = x^2 y, Hessian of H", "H_H = ⎡2y   2x⎤ ⎣2x   0 ⎦"),
        ("Hessian of f(x) = x^3", ""),
        ("f(x,y) = x^2 y, d^2f/dxdy", ""),
        ("Hessian of log Σ_i exp(x_i)", ""),
    ],
)
def test_hessian_matrix(problem: str, matrix: str) -> None:
    """Where the Hessian by two or three names is asked for, its entries stand in a matrix at the end."""
    page = str(chainrule.derive(problem))
    assert ("The Hessian matrix" in page) is bool(matrix)
    assert " ".join(matrix.split()) in " ".join(page.split())


DIFFERENTIALS = {
    "Find the total differential of z = x^2 y": "dz = ∂z/∂x · dx + ∂z/∂y · dy = 2x·y · dx + x²·dy",
    "dz for z = x^2 y": "dz = ∂z/∂x · dx + ∂z/∂y · dy = 2x·y · dx + x²·dy",
    "z = x - y, find dz": "dz = ∂z/∂x · dx + ∂z/∂y · dy = dx − dy",
    "find dy if y = x^3": "dy = dy/dx · dx = 3x² · dx",
    "z = u^2, u = cos t; dz": "dz = dz/dt · dt = −2 cos(t) sin(t) · dt",
}


@pytest.mark.parametrize("problem", DIFFERENTIALS)
def test_differentials(problem: str) -> None:
    """A differential that is asked for is the sum of the derivatives by the inputs times their differentials."""
    *_, line = equations(document(problem))
    assert isinstance(line, Equation)
    assert " = ".join(map(unicode, (line.left, *line.sides))) == DIFFERENTIALS[problem]


@pytest.mark.parametrize("problem", ["z = x^2 y", "z = x^2 y, dz/dx", "y = 1/x; solve the differential equation"])
def test_no_differential(problem: str) -> None:
    """Where none is asked for, none is told."""
    assert not any("differential" in words for words in headings(document(problem)))


LINES = {
    "Find the equation of the tangent line to y = (3x + 1)^5 at x = 0": ("The tangent line", "y = 15x + 1"),
    "Find the tangent line to x^2 + y^2 = 25 at (3, 4)": ("The tangent line", "y = 4 − 0.75(x − 3) = −0.75x + 6.25"),
    "tangent line to x = t^2, y = t^3 at t = 2": ("The tangent line", "y = 8 + 3(x − 4) = 3x − 4"),
    "Find the equation of the normal to y = x^2 at x = 3": ("The normal line", "y = 9 − 1/6 · (x − 3) = −1/6 · x + 9.5"),
    "Find the normal line to y = x^2 at x = 0": ("The normal line", "x = 0"),
    "Find the tangent line to y = cos x at x = 0": ("The tangent line", "y = 1"),
    "Find the tangent line to y = sin x at x = pi": ("The tangent line", "y = −(x − π) = −x + π"),
    "Find the tangent plane to z = x^2 + y^2 at (1, 2)": ("The tangent plane", "z = 5 + 2(x − 1) + 4(y − 2) = 2x + 4y − 5"),
    "Find the tangent plane to the surface x^2 + y^2 + z^2 = 14 at (1, 2, 3)": (
        "The tangent plane",
        "z = 3 − 1/3 · (x − 1) − 2/3 · (y − 2) = −1/3 · x − 2/3 · y + 14/3",
    ),
    "Find the linear approximation of f(x) = sqrt(x) at x = 4": ("The linear approximation", "L = 2 + 0.25(x − 4) = 0.25x + 1"),
    "Find the linearization L(x) of f(x) = ln x at a = 1": ("The linear approximation", "L = x − 1"),
    "Find the linearization of f(x, y) = x e^(x y) at (1, 0)": ("The linear approximation", "L = 1 + (x − 1) + y = x + y"),
}


@pytest.mark.parametrize("problem", LINES)
def test_lines(problem: str) -> None:
    """A tangent or a normal line that is asked for is told, through its point and by its level at 0."""
    blocks = list(in_numbers(document(problem), chainrule.derive(problem), {}, None)[0].blocks)
    assert isinstance(blocks[-2], Heading)
    (told,) = blocks[-1]
    assert (written(blocks[-2].words), " = ".join(map(unicode, (told.left, *told.sides)))) == LINES[problem]


AT_EXACT_PLACES = {
    "f(x) = sin(x), find f'(pi/2)": ["x = π/2 = 1.5708", "f = sin(x) = 1", "df/dx = 0"],
    "f(x) = x^2, find f'(pi)": ["x = π = 3.14159", "f = x² = 9.8696", "df/dx = 2π = 6.28319"],
    "x = cos t, y = sin t, dy/dx at t = pi/2": ["t = π/2 = 1.5708", "y = 1", "x = 0", "dy/dt = 0", "dx/dt = −1", "dy/dx = 0/(−1) = 0"],
    "r(t) = (cos t, sin t); r'(pi/2)": ["t = π/2 = 1.5708", "r₁ = cos(t) = 0", "r₂ = sin(t) = 1", "dr/dt = (−1, 0)"],
    "E = h f, ∂E/∂f at h = 6.6e-34, f = 5e14": ["h = 6.6 · 10⁻³⁴", "f = 5 · 10¹⁴", "E = h·f = 3.3 · 10⁻¹⁹", "∂E/∂f = 6.6 · 10⁻³⁴"],
    "f(x) = x^3, f'(1/1000000)": ["x = 1/1000000 = 1 · 10⁻⁶", "f = x³ = 1 · 10⁻¹⁸", "df/dx = 3 · 10⁻¹²"],
}


@pytest.mark.parametrize("problem", AT_EXACT_PLACES)
def test_numbers_at_exact_places(problem: str) -> None:
    """A place is told as the problem writes it, and what is 0 there but for rounding is 0; what is small is not."""
    derivation = chainrule.derive(problem)
    before = len(list(document(problem).blocks))
    added = in_numbers(document(problem), derivation, {}, None)[0].blocks[before:]
    lines = [line for block in added if isinstance(block, Equations) for line in block]
    assert [" = ".join(map(unicode, (line.left, *line.sides))) for line in lines] == AT_EXACT_PLACES[problem]


@pytest.mark.parametrize("problem", ["x = cos t, y = sin t, dy/dx at t = pi", "r = 2 sin θ, slope of the tangent at θ = pi/4"])
def test_an_upright_tangent_has_no_slope(problem: str) -> None:
    """Where the denominator is 0 but for rounding there is no number, which is said."""
    derivation = chainrule.derive(problem)
    assert in_numbers(document(problem), derivation, {}, None)[1].startswith("at the point: there is no derivative at this point\nthe tangent may be upright")


def test_a_hessian_in_numbers() -> None:
    """At a point every second derivative has its number, and the matrix too: of x² y³, 2y³, 6xy² and 6x²y."""
    problem = "Find the Hessian of f(x, y) = x^2 y^3 at (1, 2)"
    text = chainrule.solution(problem)
    assert "∂²f/∂x² = 16\n" in text
    assert "∂²f/∂x∂y = 24\n" in text
    assert "∂²f/∂y² = 12\n" in text
    assert text.endswith("H = ⎡16   24⎤\n        ⎣24   12⎦\n")


def test_a_differential_in_numbers() -> None:
    """Where the differentials of the inputs are given, the asked one has its number."""
    assert "dz = 2 · 0.1 + 1 · (−0.3) = −0.1\n" in chainrule.solution("z = x y; find dz when x = 1, y = 2, dx = 0.1, dy = -0.3")
    assert "in numbers\n    dz" not in chainrule.solution("z = x y; find dz at (1, 2)")


@pytest.mark.parametrize(
    ("problem", "told"),
    [("L = f(x, t) - f(y, t)", True), ("a = f(x, t), b = f(y, t), L = a - b", True), ("J = J(y, p), p = w x", False), ("f(x) - f(y)", False)],
)
def test_a_function_at_several_places(problem: str, told: bool) -> None:
    """Where ∂f/∂t does not tell at which arguments it is meant, a sentence does."""
    assert ("is meant at the arguments" in paragraphs(document(problem, "brief"))) is told
