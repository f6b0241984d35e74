"""Graphs of definitions that stay whole."""

from __future__ import annotations

import pytest

from chainrule.errors import UnknownName
from chainrule.graph import decompose
from chainrule.graph.whole import leaves, whole_graph
from chainrule.layered import network
from chainrule.problem import Definition, Problem
from chainrule.tree import call, names, symbol

a, b, x = map(symbol, "abx")


def test_one_node_a_definition():
    """No link is made inside a definition, and parents stand before what uses them."""
    found = whole_graph(network("4-3-2-1"))
    assert [node.name for node in found.nodes if node.tree is not None] == ["O_11", "O_12", "O_13", "O_21", "O_22", "O_31", "L"]
    assert all(parent < index for index, node in enumerate(found.nodes) for parent in node.parents)
    assert found.asked == network("4-3-2-1").wrt


def test_what_the_output_does_not_need_is_left_out():
    """A definition that the output does not use is no node."""
    problem = Problem("", (Definition("a", x * 2), Definition("b", x * 3), Definition("y", a * x)))
    assert set(whole_graph(problem).ids) == {"x", "a", "y"}
    assert set(whole_graph(problem, output="b").ids) == {"x", "b"}
    with pytest.raises(UnknownName):
        whole_graph(problem, output="q")


def test_the_same_graph_as_by_splitting():
    """Where there is nothing to split, the graph is the one that decomposing gives, up to the order of the nodes."""
    problem = network("3-2-2", naming="a", loss="abstract")
    definitions = problem.definitions[:-1]
    problem = Problem("", definitions, definitions[-1].name)
    whole, split = whole_graph(problem), decompose(problem)
    assert {node.name: (node.tree, node.origin) for node in whole.nodes} == {node.name: (node.tree, node.origin) for node in split.nodes}


def test_leaves():
    """The names in a tree come in order of appearance, as the tree's own walk gives them; a node has each parent once."""
    tree = call("sin", a * x) + b / (x + a) - call("sin", a * x)
    assert tuple(dict.fromkeys(leaves(tree))) == names(tree) == ("a", "x", "b")
    weighted = a * x + b * x + a
    assert leaves(weighted) == ["a", "x", "b", "x", "a"]
    for each in (tree, weighted):
        found = whole_graph(Problem("", (Definition("y", each),)))
        assert [node.name for node in found.nodes] == ["a", "x", "b", "y"]
        assert found.nodes[-1].parents == (0, 1, 2)
