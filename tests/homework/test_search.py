"""Wrong derivatives by wrong rules, and finding the slips that give a wrong answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.homework.diagnosis.candidates import likely
from chainrule.homework.diagnosis.search import Search
from chainrule.homework.mistakes import MISTAKES, ROWS
from chainrule.homework.slips.source import Source, as_power_of_quotient, as_products
from chainrule.homework.values.lenient import Values
from chainrule.syntax import read_expression
from chainrule.tree import ZERO, Tree, same

PROBLEMS = [
    "log(2 + cos x)",
    "x^2 sin(3x)",
    "sin(2x)/(x^3 + 1)",
    "5(1 - x^2)^4 + 7x - 2",
    "e^(-x/3) cos(x)",
    "sqrt(x^2 + 1) + 2^x",
    "(x + 2)/(3x)",
    "tan(x)^2 * log(4x)",
]
POINTS = [{"x": value} for value in (0.731, 1.236, 0.264)]


def values(tree: Tree) -> tuple[float, ...]:
    return Values(POINTS)([tree])[0]


@pytest.mark.parametrize("text", PROBLEMS)
def test_every_weight_is_what_a_change_adds(text):
    """A slip at a node changes the whole derivative by the node's weight times the change of its own."""
    source = Source(read_expression(text), "x")
    weights = source.weights()
    for place in source.places():
        for recipe, wrong in likely(place):
            whole = values(source.with_slips({id(place.node): recipe.build}))
            right, own = values(source.derivative), values(place.own)
            added = [w * (v - d) for w, v, d in zip(values(weights[id(place.node)]), values(wrong), own, strict=True)]
            assert [a - b for a, b in zip(whole, right, strict=True)] == pytest.approx(added, rel=1e-6, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("text", PROBLEMS)
def test_a_single_slip_is_found_again(text):
    """An answer made with one wrong rule is matched by that rule."""
    source = Source(read_expression(text), "x")
    for place in source.places():
        for recipe, _ in likely(place):
            answer = values(source.with_slips({id(place.node): recipe.build}))
            if all(abs(value) < 1e9 for value in answer) and answer != pytest.approx(values(source.derivative)):
                slips = [slip for match in Search(source, POINTS, answer, [0.0] * 3).first() for slip in match.slips]
                assert {choice.row for choice in recipe.choices} <= {choice.row for slip in slips for choice in slip.recipe.choices}


@given(st.data())
def test_two_slips_are_found_again(data):
    """An answer made with two slips of the usual kinds at different places is explained, by these or by fewer."""
    source = Source(read_expression(data.draw(st.sampled_from(PROBLEMS))), "x")
    usual = [(recipe, place) for place in source.places() for recipe, _ in likely(place) if recipe.combines(place)]
    first, second = data.draw(st.sampled_from(usual)), data.draw(st.sampled_from(usual))
    if first[1].node is second[1].node:
        return
    wrong = source.with_slips({id(place.node): recipe.build for recipe, place in (first, second)})
    if wrong is None or not all(abs(value) < 1e9 for value in values(wrong)):
        return
    search = Search(source, POINTS, values(wrong), [0.0] * 3)
    assert [*search.first(), *search.second()]


@pytest.mark.parametrize(
    ("text", "other"),
    [("sin(x)/x^3", "sin(x)*x^(-3)"), ("1/(x + 1)", "(x + 1)^(-1)"), ("sqrt(x)", "x^(1/2)"), ("x/2", "x/2")],
)
def test_quotients_are_written_as_products(text, other):
    """A quotient becomes a product with a negative power, a root a power."""
    assert same(as_products(read_expression(text)), read_expression(other))


def test_quotients_of_powers_are_gathered():
    """A quotient of equal powers becomes the power of a quotient."""
    assert same(as_power_of_quotient(read_expression("(1 - x)^2/(1 + x)^2")), read_expression("((1 - x)/(1 + x))^2"))


def test_the_right_derivative_is_the_source_s_own():
    """Without slips, the derivative is the right one."""
    assert values(Source(read_expression("x^2 sin x"), "x").derivative) == pytest.approx(values(read_expression("2x sin x + x^2 cos x")))
    assert Source(read_expression("a^2"), "x").derivative == ZERO


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_speaks(row):
    """Every mistake has a message, a hint that differs from it, and a name of its own."""
    assert MISTAKES[row.name] is row
    assert row.message
    assert row.hint.endswith(("?", "."))
    assert row.hint != row.message
