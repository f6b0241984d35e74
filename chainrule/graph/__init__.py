"""From a problem to its computation graph."""

from chainrule.graph.decompose import GRAINS, decompose
from chainrule.graph.graph import Graph, Node

__all__ = ["GRAINS", "Graph", "Node", "decompose"]
