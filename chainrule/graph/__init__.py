"""From a problem to its computation graph."""

from chainrule.graph.decompose import decompose
from chainrule.graph.graph import Graph, Node

__all__ = ["Graph", "Node", "decompose"]
