"""What is written is read back as the same tree."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings

from chainrule.errors import LimitExceeded
from chainrule.notation import latex, text, unicode
from chainrule.syntax import read_expression
from chainrule.tree import Tree, apply, call, names, node, number, postorder, rewrite, symbol
from tests.notation.test_writing import WRITTEN
from tests.notation.trees import NAMES, trees

FUNCTIONS = {"f": ("x",), "g": ("x",), "J": ("y", "ŷ")}


def read(written: str, known: tuple[str, ...] = NAMES) -> Tree:
    """Return what the reader makes of written text; sizes that it refuses are no part of these laws."""
    try:
        return read_expression(written, names=known, functions=FUNCTIONS)
    except LimitExceeded:
        assume(False)
        raise


def groups(tree: Tree) -> bool:
    """Return whether a tree has what LaTeX and Unicode write without its grouping: a negative first factor."""
    return any(item.kind == "mul" and item.args[0].kind == "neg" for item in postorder(tree))


def high_order(tree: Tree) -> bool:
    """Return whether an unspecified function is differentiated more than three times, written f⁽⁴⁾."""
    return any(item.kind == "apply" and max(item.value[1]) > 3 for item in postorder(tree))


@settings(deadline=None)
@given(trees)
def test_text(tree):
    """Plain text reads back as the very same tree."""
    assert read(text(tree)) == tree


@settings(deadline=None)
@given(trees)
def test_latex(tree):
    """LaTeX reads back as the very same tree."""
    assume(not groups(tree) and not high_order(tree))
    assert read(latex(tree)) == tree


@settings(deadline=None)
@given(trees)
def test_unicode(tree):
    """Unicode reads back as the same formula: only products lose their grouping, a·(b/c) and (−a)·b."""
    assume(not groups(tree) and not high_order(tree))
    assume(not any(item.kind == "mul" and any(factor.kind == "div" for factor in item.args[1:]) for item in postorder(tree)))
    assert read(unicode(tree)) == tree


NOT_READ = ("derivative", "relation")  # statements, not expressions
SAME = [row[0] for row in WRITTEN if not any(item.kind in NOT_READ or (item.kind == "apply" and item.value[0] == "J") for item in postorder(row[0]))]


def flat(item: Tree) -> Tree:
    """Return a product with the products that come first in it merged, as the reader makes it."""
    return node("mul", None, (*item.args[0].args, *item.args[1:])) if item.kind == "mul" and item.args[0].kind == "mul" else item


@pytest.mark.parametrize("tree", SAME, ids=unicode)
def test_table(tree):
    """Every example of the writers' table reads back from its plain text."""
    assert read(text(tree), names(tree)) == rewrite(tree, flat)


@pytest.mark.parametrize("write", [text, latex, unicode])
def test_partial_derivative(write):
    """∂J/∂ŷ reads back as the derivative of J by its argument, where J's arguments are known."""
    partial = apply("J", (symbol("y"), symbol("ŷ")), (0, 1))
    assert read(write(partial)) == partial


@pytest.mark.parametrize("write", [text, latex])
def test_deep(write):
    """A formula nested thousands of levels deep reads back."""
    tree = symbol("x")
    for _ in range(2_000):
        tree = call("sin", 2 * tree)
    assert read(write(tree)) == tree


def test_long_sum():
    """A sum of many terms reads back as one sum."""
    tree = node("add", None, tuple(symbol("x") ** number(k) for k in range(2, 3_000)))
    assert read(text(tree)) == tree
