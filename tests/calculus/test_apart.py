"""Derivatives of sums of separate terms, against those by the rules for the whole."""

from __future__ import annotations

import pytest

from chainrule.calculus.apart import partials_apart
from chainrule.calculus.local import tidy_ones
from chainrule.calculus.rules import differentiate
from chainrule.syntax import read_problem
from chainrule.tree import Tree, names


def tree_of(text: str) -> Tree:
    return read_problem(text).definitions[0].tree


def by_rules(tree: Tree, wanted: tuple[str, ...]) -> dict[str, Tree]:
    return dict(tidy_ones(differentiate(tree, {*wanted})))


@pytest.mark.parametrize(
    "text",
    [
        "(a - b)^2 + (c - d)^2 + (g - h)^2 + (p - q)^2",
        "((a - b)^2 + (c - d)^2 + (g - h)^2 + (p - q)^2)/4",
        "1/2*((a - b)^2 + (c - d)^2 + (g - h)^2 + (p - q)^2)",
        "-(a*log(b) + c*log(d) + g*log(h) + sin(p))",
        "a^2 + b^3 + c^2 + 3*d^2 + sin(g)*p",
        "-(2*(a*b^2 + c*d^2 + g*h^2 + p*q^2)/3)",
    ],
)
def test_as_the_rules_give_for_the_whole(text):
    """Every derivative is written as that of the whole sum, in the order of the names, also where not all are asked for."""
    tree = tree_of(text)
    inside = names(tree)
    for wanted in (inside, inside[::2], inside[1:2], inside[2:]):
        found = partials_apart(tree, wanted, by_rules)
        assert found is not None
        assert list(found.items()) == list(by_rules(tree, wanted).items())


OTHER_FORMS = [
    "a*b + b*c + c*d + d*a",
    "a^2 + b^2",
    "sin(a + b + c + d)",
    "x*(a^2 + b^2 + c^2 + d^2)",
    "a^2 + b^2 + c^2 + a",
    "a + b + c + sum(x_i d, i=1..n)",
]


@pytest.mark.parametrize("text", OTHER_FORMS)
def test_other_forms(text):
    """Terms that share a name, few terms, sums inside something else and sums over an index are left to the rules."""
    tree = tree_of(text)
    assert partials_apart(tree, names(tree), by_rules) is None


def test_one_work_a_shape():
    """Terms of one shape are worked out once."""
    tree = tree_of("(a - b)^2 + (c - d)^2 + (g - h)^2 + p^3 + q^3")
    asked: list[tuple[str, ...]] = []

    def work(term: Tree, wanted: tuple[str, ...]) -> dict[str, Tree]:
        asked.append(wanted)
        return by_rules(term, wanted)

    assert len(partials_apart(tree, names(tree), work) or ()) == 8
    assert asked == [("a", "b"), ("p",)]
