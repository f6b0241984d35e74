"""A derivation as data: the same content as the document, in mappings and iterables, for formats that programs read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import starmap
from typing import TYPE_CHECKING, Any

from chainrule.calculus import VectorValued
from chainrule.calculus.tidying.tidy import tidied
from chainrule.document.blocks import Constant, Lazy
from chainrule.document.terms import Terms, with_terms
from chainrule.tree import Tree

if TYPE_CHECKING:
    from chainrule.calculus import Condition, Derivation, LocalDerivative, Path, Proof, Result, Rule
    from chainrule.graph import Graph

SCHEMA = 1  # raised when a key changes its meaning or goes; a new key leaves it as it is
WRITTEN_TOGETHER = 50_000  # nodes: results that would have more together stay in the names of the links
PATHS_RECORDED = 64  # paths listed for one derivative; the count says how many there are


def derivation_record(derivation: Derivation) -> Mapping[str, Any]:
    """Return nodes, edges with their rules, paths, the three results, readings, domain and proof; trees stay trees."""
    graph, problem = derivation.graph, derivation.stages[0].graph.problem
    first, equation = derivation.stages[0].first, problem.equation
    readings = dict.fromkeys(item for part in (derivation, *derivation.siblings) for item in part.readings)
    components = derivation.components if isinstance(derivation, VectorValued) else ()
    edges = derivation.edges if not components else (edge for edge in derivation.edges if edge.of in graph.ids)
    return {
        "schema": SCHEMA,
        **({"first": Lazy(lambda: map(derivation_record, first))} if first else {}),
        **({"components": Lazy(lambda: map(derivation_record, components))} if components else {}),
        "problem": {
            "text": problem.text,
            "definitions": [{"name": item.name, "parameters": list(item.parameters), "value": item.tree} for item in problem.as_written],
            **({"equation": {"left": equation.left, "right": equation.right}} if equation is not None else {}),
            **({"rates": [{"of": name, "value": value} for name, value in problem.rates]} if problem.rates else {}),
            **({"apart": [{"sum": whole, "value": value} for whole, value in problem.apart]} if problem.apart else {}),
            **({"known": [{"place": item.place, "value": item.value} for item in problem.known]} if problem.known else {}),
        },
        "readings": [{"message": item.message, "start": item.start, "end": item.end} for item in readings],
        "output": derivation.output,
        "wrt": list(derivation.wrt),
        "order": derivation.order,
        "nodes": Lazy(lambda: _nodes(graph)),
        "edges": Lazy(lambda: starmap(_edge, with_terms(edges))),
        "results": Lazy(lambda: _results(derivation)),
        **(_matrix(derivation) if isinstance(derivation, VectorValued) else {}),
        "domain": Lazy(lambda: map(_condition, derivation.domain)),
        **_between_limits(derivation),
        "proof": _proof(derivation.proof),
    }


def _matrix(derivation: VectorValued) -> Mapping[str, Any]:
    """Return the Jacobian matrix and its determinant, where there are such."""
    found = {"jacobian": derivation.jacobian, "determinant": derivation.determinant}
    return {key: formula.tree for key, formula in found.items() if formula is not None}


def _condition(item: Condition) -> Mapping[str, Any]:
    within = {} if item.within is None else {"within": item.within}
    return {"node": item.node, "kind": item.kind, "condition": item.substituted or item.relation, "kink": item.kink or None, **within}


def _between_limits(derivation: Derivation) -> Mapping[str, Any]:
    """Return what integrals need between their limits, where there are any that need something."""
    found = derivation.between_limits
    return {"between": [{key: value for key, value in each._asdict().items() if value} for each in found]} if found else {}


def _proof(proof: Proof | None) -> Mapping[str, Any] | None:
    return None if proof is None else {"method": proof.method, "points": proof.points, "note": proof.note or None}


def _nodes(graph: Graph) -> Iterator[Mapping[str, Any]]:
    for item in graph.nodes:
        yield {"name": item.name, "origin": item.origin, "parents": [graph.nodes[parent].name for parent in item.parents], "value": item.tree}


def _edge(edge: LocalDerivative, terms: Terms) -> Mapping[str, Any]:
    rules = terms.rules(edge)
    rule = rules[0] if len(rules) == 1 else edge.rule
    return {"of": edge.of, "wrt": edge.wrt, "partial": edge.partial, "value": edge.tree, "rule": rule.name, "rules": _rules(rules)}


@lru_cache(maxsize=1024)
def _rules(rules: tuple[Rule, ...]) -> Constant:
    return Constant(list(map(_rule, rules)))


@lru_cache(maxsize=1024)
def _rule(rule: Rule) -> Constant:
    if rule.statement is None:
        return Constant({"name": rule.name, "statement": None})
    of, wrt, value = rule.statement
    return Constant({"name": rule.name, "statement": {"of": of, "wrt": wrt, "value": value}})


def _results(derivation: Derivation) -> Iterator[Mapping[str, Any]]:
    """Yield the results, written out as far as they are and as all of them together are not too long for it."""
    short = sum(result.predicted_size for result in derivation if result.substituted) <= WRITTEN_TOGETHER
    for result in derivation:
        if short or not result.substituted:
            found = _result(result, result.substituted, result.raw.tree, result.tidy.tree, result.simplified.tree)
            found = found if result.whole.tree in (result.tidy.tree, result.simplified.tree) else {**found, "whole": result.whole.tree}
            in_vectors = result.in_vectors if derivation.graph.problem.vectors.each else None
            yield found if in_vectors is None else {**found, "in_vectors": in_vectors.tree}
        else:
            tidy = tidied(result.product.tree)
            yield _result(result, False, result.product.tree, tidy, tidy)


def _result(result: Result, substituted: bool, raw: Tree, tidy: Tree, simplified: Tree) -> Mapping[str, Any]:
    return {
        "of": result.of,
        "wrt": list(result.by),
        "paths": {"count": result.paths.count, "listed": Lazy(lambda: map(_path, result.paths.listed(PATHS_RECORDED)))},
        "substituted": substituted,
        "raw": raw,
        "tidy": tidy,
        "simplified": simplified,
    }


def _path(path: Path) -> Mapping[str, Any]:
    return {"names": list(path.names), "product": path.product}
