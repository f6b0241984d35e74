"""A derivation as data: the same content as the document, in mappings and iterables, for formats that programs read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chainrule.document.blocks import Lazy

if TYPE_CHECKING:
    from chainrule.calculus import Condition, Derivation, LocalDerivative, Path, Proof, Result, Rule
    from chainrule.graph import Graph

SCHEMA = 1  # raised when a key changes its meaning or goes; a new key leaves it as it is
PATHS_RECORDED = 64  # paths listed for one derivative; the count says how many there are


def derivation_record(derivation: Derivation) -> Mapping[str, Any]:
    """Return nodes, edges with their rules, paths, the three results, readings, domain and proof; trees stay trees."""
    graph, problem = derivation.graph, derivation.stages[0].graph.problem
    return {
        "schema": SCHEMA,
        "problem": {
            "text": problem.text,
            "definitions": [{"name": item.name, "parameters": list(item.parameters), "value": item.tree} for item in problem.definitions],
        },
        "readings": [{"message": item.message, "start": item.start, "end": item.end} for item in derivation.readings],
        "output": graph.nodes[graph.output].name,
        "wrt": list(derivation.wrt),
        "order": derivation.order,
        "nodes": Lazy(lambda: _nodes(graph)),
        "edges": Lazy(lambda: map(_edge, derivation.edges)),
        "results": Lazy(lambda: map(_result, derivation)),
        "domain": Lazy(lambda: map(_condition, derivation.domain)),
        "proof": _proof(derivation.proof),
    }


def _condition(item: Condition) -> Mapping[str, Any]:
    return {"node": item.node, "kind": item.kind, "condition": item.substituted or item.relation, "kink": item.kink or None}


def _proof(proof: Proof | None) -> Mapping[str, Any] | None:
    return None if proof is None else {"method": proof.method, "points": proof.points, "note": proof.note or None}


def _nodes(graph: Graph) -> Iterator[Mapping[str, Any]]:
    for item in graph.nodes:
        yield {"name": item.name, "origin": item.origin, "parents": [graph.nodes[parent].name for parent in item.parents], "value": item.tree}


def _edge(edge: LocalDerivative) -> Mapping[str, Any]:
    return {"of": edge.of, "wrt": edge.wrt, "partial": edge.partial, "value": edge.value.tree, "rule": edge.rule.name, "rules": list(map(_rule, edge.rules))}


def _rule(rule: Rule) -> Mapping[str, Any]:
    if rule.statement is None:
        return {"name": rule.name, "statement": None}
    of, wrt, value = rule.statement
    return {"name": rule.name, "statement": {"of": of, "wrt": wrt, "value": value}}


def _result(result: Result) -> Mapping[str, Any]:
    return {
        "of": result.of,
        "wrt": list(result.by),
        "paths": {"count": result.paths.count, "listed": Lazy(lambda: map(_path, result.paths.listed(PATHS_RECORDED)))},
        "substituted": result.substituted,
        "raw": result.raw.tree,
        "tidy": result.tidy.tree,
        "simplified": result.simplified.tree,
    }


def _path(path: Path) -> Mapping[str, Any]:
    return {"names": list(path.names), "product": path.product}
