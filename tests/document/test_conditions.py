"""Where a derivation holds is said for the name itself, and is the same set of numbers as the conditions on the links."""

from __future__ import annotations

from itertools import chain

import pytest

import chainrule
from chainrule.document import derivation_document
from chainrule.document.conditions import as_said, equal_to
from chainrule.document.solving import holds_at
from chainrule.notation import unicode
from chainrule.syntax import read_expression
from chainrule.tree import Tree, logic, relation

SAID = {
    # logarithms and exponentials
    ("ln(x) > 1",): ["x > e"],
    ("x > 0", "ln(x) < 1"): ["0 < x < e"],
    ("x > 0", "-1 < ln(x) < 1"): ["1/e < x < e"],
    ("x > 0", "ln(x) ≠ 1"): ["x > 0", "x ≠ e"],
    ("x > 1", "ln(x) > 1"): ["x > e"],
    ("x > 3", "ln(x) > 1"): ["x > 3"],
    ("e^x ≠ 2",): ["x ≠ log(2)"],
    ("e^(2x) > 3",): ["x > log(3)/2"],
    ("2^x < 3",): ["x < log(3)/log(2)"],
    ("2^x < 8",): ["x < 3"],
    ("(1/2)^x > 8",): ["x < log(8)/log(1/2)"],
    ("log_2(x) > 3",): ["x > 8"],
    # powers and roots
    ("2 - x^2 > 0",): ["−√2 < x < √2"],
    ("x^2 - 3 > 0",): ["|x| > √3"],
    ("2x^2 - 1 > 0",): ["|x| > 1/√2"],
    ("x^2 - 2 ≠ 0",): ["x ≠ −√2", "x ≠ √2"],
    ("x > 0", "x^2 - 2 ≠ 0"): ["x > 0", "x ≠ √2"],
    ("x^3 - 2 > 0",): ["x > ∛2"],
    ("π - x^2 > 0",): ["−√π < x < √π"],
    ("ln(x)^2 > 1", "x > 0"): ["0 < x < 1/e or x > e"],
    # polynomials and quotients of them
    ("x^2 - 4x + 3 > 0",): ["x < 1 or x > 3"],
    ("x^2 - 4x + 3 ≥ 0",): ["x ≤ 1 or x ≥ 3"],
    ("x^2 - x - 1 ≠ 0",): ["x ≠ (1 − √5)/2", "x ≠ (1 + √5)/2"],
    ("1 - x - x^2 > 0",): ["(−1 − √5)/2 < x < (−1 + √5)/2"],
    ("x^2 - 2x - 2 > 0",): ["x < 1 − √3 or x > 1 + √3"],
    ("x^3 - x > 0",): ["−1 < x < 0 or x > 1"],
    ("x^4 - 5x^2 + 4 > 0",): ["x < −2 or −1 < x < 1 or x > 2"],
    ("x^2*(x - 3) > 0",): ["x > 3"],
    ("x^2*(3 - x) > 0",): ["x < 3", "x ≠ 0"],
    ("x ≠ -2", "(x - 1)/(x + 2) > 0"): ["x < −2 or x > 1"],
    ("x ≠ -1", "-1 < x/(x + 1) < 1"): ["x > −1/2"],
    ("x ≠ 0", "x + 1/x > 0"): ["x > 0"],
    # other functions
    ("arctan(x) > 1",): ["x > tan(1)"],
    ("arccos(x) > 1", "-1 < x < 1"): ["−1 < x < cos(1)"],
    ("cosh(x) > 2",): ["|x| > arcosh(2)"],
    ("tanh(x) ≠ 1/2",): ["x ≠ artanh(1/2)"],
    # conditions that are plain, but more than one of them bounds the name
    ("x > 0", "|x| > 2"): ["x > 2"],
    ("-1 < x < 1", "x > -1/2"): ["−1/2 < x < 1"],
    ("|x| < 3", "x > 0"): ["0 < x < 3"],
    ("|x| > 1", "x < 3"): ["x < −1 or 1 < x < 3"],
    ("x ≠ 5", "x > 2"): ["x > 2", "x ≠ 5"],
    # several names, each by itself
    ("2 - x^2 > 0", "ln(y) > 1"): ["−√2 < x < √2", "y > e"],
    # one condition, written in two ways
    ("sin(x/0.4) ≠ 0", "sin(2.5*x) ≠ 0"): ["sin(x/0.4) ≠ 0"],
    # what stays as it is
    ("sin(x) > 0",): ["sin(x) > 0"],
    ("x*y - 2 > 0",): ["x·y − 2 > 0"],
    ("x^3 - 3x + 1 > 0",): ["x³ − 3x + 1 > 0"],
    ("x ≠ 5", "x^2 - 4x + 3 > 0"): ["x² − 4x + 3 > 0", "x ≠ 5"],
    ("x + y > 0", "x^2 - 4x + 3 > 0"): ["x + y > 0", "x² − 4x + 3 > 0"],
}


def condition(text: str) -> Tree:
    """Return a condition as a tree; two signs are a chain."""
    for sign in ("≠", "≥", "≤", "<", ">"):
        if sign in text:
            return relation(sign, *map(read_expression, text.split(sign)))
    raise ValueError(text)


@pytest.mark.parametrize("given", SAID)
def test_conditions_are_solved_for_their_name(given: tuple[str, ...]) -> None:
    """Conditions on one name come to stretches of numbers with exact ends, where those are found."""
    assert [unicode(each) for each in as_said(map(condition, given))] == SAID[given]


def holds(found: Tree, point: dict[str, float]) -> bool | None:
    """Return whether a condition holds at a point, None where it has no value there."""
    if found.kind == "logic":
        return any(holds(each, point) for each in found.args)
    return holds_at(found, point)


@pytest.mark.parametrize("given", SAID)
def test_the_same_numbers_are_meant(given: tuple[str, ...]) -> None:
    """At every point of a fine grid the conditions hold as given if and only if they hold as said."""
    before = list(map(condition, given))
    after = as_said(before)
    compared = 0
    for step in range(-4_000, 4_001):
        x = step / 500 + 1e-5
        truth = [holds(each, {"x": x, "y": 3.7}) for each in before]
        if None not in truth:
            compared += 1
            assert all(truth) == all(holds(each, {"x": x, "y": 3.7}) for each in after), x
    assert compared > 900


def test_places_are_solved() -> None:
    """A corner is told where it is."""
    assert [unicode(each) for each in equal_to(relation("=", read_expression("ln(x)"), read_expression("1")))] == ["x = e"]
    assert [unicode(each) for each in equal_to(relation("=", read_expression("x^2"), read_expression("2")))] == ["x = −√2", "x = √2"]
    assert [unicode(each) for each in equal_to(relation("=", read_expression("sin(x)"), read_expression("0")))] == ["sin(x) = 0"]


def test_several_stretches_are_no_logic_among_others() -> None:
    """A sentence with "and" has no "or" in it, whose reach would be open."""
    assert logic("or", *map(condition, ("x < 1", "x > 3"))) in as_said([condition("x^2 - 4x + 3 > 0")])
    assert all(each.kind == "relation" for each in as_said(map(condition, ("x^2 - 4x + 3 > 0", "y > 0"))))


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        ("y = ln(ln(ln x))", "Holds where x > e."),
        ("y = asin(ln x)", "Holds where 1/e < x < e."),
        ("y = 1/(e^x - 2)", "Holds where x ≠ ln(2)."),
        ("y = log(3 - 2^x)", "Holds where x < log(3)/log(2)."),
        ("y = |ln x - 1|", "No derivative where x = e: "),
        ("f(x, y) = sqrt(2 - x^2)*ln(y^2 - 3)", "Holds where |y| > √3 and −√2 < x < √2."),
    ],
)
def test_a_derivation_says_where_it_holds(problem: str, sentence: str) -> None:
    """The last sentences name the numbers, with the logarithm as the problem writes it."""
    *_, last = derivation_document(chainrule.derive(problem)).blocks
    said = "".join(piece if isinstance(piece, str) else unicode(piece) for piece in chain(last.words))
    assert sentence in said
