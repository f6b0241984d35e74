"""A derivation as a document: the problem, the chain, each local derivative once, the product, where it holds, how it was checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from chainrule.calculus import Curve, VectorValued
from chainrule.document.along import part_heading, put_together
from chainrule.document.blocks import Block, Document, Equation, Equations, Heading, Lazy, Paragraph, Prose, inside
from chainrule.document.chains import chains, statement
from chainrule.document.closing import closing
from chainrule.document.differential import total_differential
from chainrule.document.graph import graph_figure
from chainrule.document.links import by_itself, is_split, links, own_blocks, problem_blocks, short_ways
from chainrule.document.local import local_derivatives, names_itself, several_places, unspecified_ones
from chainrule.document.record import derivation_record
from chainrule.document.results import products
from chainrule.document.spelling import as_told
from chainrule.document.updates import updates
from chainrule.document.vector_valued import differentiated, heading_of, in_one
from chainrule.document.vectors import back_to_terms, in_vectors
from chainrule.document.words import listed, ordinal, way
from chainrule.errors import OutputError
from chainrule.notation.names import stem
from chainrule.tree import derivative, relation, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation

DETAILS = ("brief", "normal", "full")
HIDDEN = ("answer", "steps")

PICTURED = 80  # local derivatives up to which the worked solution has a picture; the picture alone can be had of any graph


def derivation_document(derivation: Derivation, detail: str = "normal", hide: str = "") -> Document:
    """Return what a reader is told of a derivation.

    ``detail`` is "brief" (the chain and the answer), "normal", or "full" (the working inside each link besides).
    ``hide`` leaves out the "answer" or the "steps" before it. Raises OutputError for other words.
    """
    for name, word, words in (("detail", detail, DETAILS), ("part to hide", hide, ("", *HIDDEN))):
        if word not in words:
            raise OutputError(f"unknown {name} '{word}'", hint=f"choose one of {', '.join(filter(None, words))}")
    output = differentiated(derivation)
    title: Prose = ("The derivative of ", output) if derivation.order == 1 else (f"The {ordinal(derivation.order)} derivative of ", output)
    document = Document(title, Lazy(lambda: _blocks(derivation, detail, hide)), lambda: derivation_record(derivation))
    return as_told(document, derivation)


def _blocks(derivation: Derivation, detail: str, hide: str) -> Iterator[Block]:
    _ = derivation.domain  # what is defined nowhere is refused before a word is said
    yield from problem_blocks(derivation.stages[0])
    if derivation.graph.problem.vectors.whole:
        from chainrule.document.matrices import by_matrices

        yield from by_matrices(derivation, brief=detail == "brief", hide=hide)
        yield from (Paragraph(closing(derivation)) for _ in range(detail != "brief"))
        return
    if detail != "brief" and not hide and 1 < len(derivation.stages[0].edges) <= PICTURED:
        yield graph_figure(derivation)
    said: frozenset[str] = frozenset()
    parts = [part for part in _parts(derivation) if not (hide == "steps" and _is_step(part, derivation))]
    parts = [part for part in parts if not (isinstance(part, VectorValued) and (hide == "answer" or not part.wrt))]
    for stage in parts:
        if len(parts) > 1:
            yield _stage_heading(stage, derivation)
            if stage is derivation and (called := _called(derivation)):
                yield Equations(called)
        hidden = hide == "steps" or isinstance(derivation, VectorValued) or (stage.order == derivation.order and not _is_step(stage, derivation))
        own = () if hide == "steps" else own_blocks(stage) if by_itself(derivation) else otherwise_apart(stage, parts)
        part = chain(own, _stage(stage, detail, said, hide if hidden else ""))
        yield from inside(part) if len(parts) > 1 else part
        if len(parts) > 1:
            said |= {rule.name for edge in stage.edges for rule in edge.rules}
    if hide != "answer" and not isinstance(derivation, Curve | VectorValued):
        yield from several_places(derivation)
        yield from total_differential(derivation)
        yield from updates(derivation)
    if derivation.order > 1 and not hide:
        from chainrule.document.hessian import hessian_matrix

        yield from hessian_matrix(derivation)
    if detail != "brief":
        yield from (Paragraph(words) for words in [closing(derivation)] if words)


def _stage_heading(stage: Derivation, whole: Derivation) -> Heading:
    """Return ``The second derivative by x and y``, and what the quantity is that is differentiated again; of what, where a problem has several."""
    name, by = stage.key
    if isinstance(whole, Curve):
        return part_heading(whole, stage)
    if isinstance(whole, VectorValued):
        return heading_of(stage, whole)
    several = len(stage.stages[0].graph.inputs) > 1
    number = f"{ordinal(stage.order)} " if whole.order > 1 or stage.order > 1 else ""
    of: Prose = (" of ", symbol(name)) if whole.stages[0].first else ()
    words: Prose = (f"The {number}derivative", *of, *((" by ", *listed(tuple(map(symbol, dict.fromkeys(by))))) if several else ()))
    again = derivative(stage.root, *by[:-1], sign="∂" if several else "d") if stage.root else None
    return Heading(words, () if again is None else (relation("=", symbol(stage.output), again),))


def _called(derivation: Derivation) -> tuple[Equation, ...]:
    """Return what the derivatives are called that were worked out first, where a quantity's derivative is named by an index: L_w = ∂L/∂w."""
    first = [(each.key, result.tidy.tree) for each in derivation.stages[0].first for result in each if not isinstance(each, Curve | VectorValued)]
    problem = derivation.graph.problem
    made = [each for each in problem.definitions if "_" in each.name and not each.parameters and all(each.name != one.name for one in problem.as_written)]
    found = [(each.name, next((key for key, tree in first if tree == each.tree and key[0] == stem(each.name)), None)) for each in made]
    return tuple(Equation(symbol(name), (derivative(key[0], *key[1], sign="∂"),)) for name, key in found if key and name in derivation.graph.ids)


def _is_step(part: Derivation, derivation: Derivation) -> bool:
    """Return whether a part is a step on the way to a derivative along a curve, or to those of several components together."""
    kinds = (Curve, VectorValued)
    return isinstance(derivation, kinds) and not isinstance(part, kinds)


def _parts(derivation: Derivation) -> tuple[Derivation, ...]:
    """Return the differentiations in turn; one that several mixed derivatives begin with comes once."""
    found: dict[tuple[str, tuple[str, ...]], Derivation] = {}
    for stage in derivation.parts:
        found.setdefault(stage.key, stage)
    return tuple(found.values())


def otherwise_apart(stage: Derivation, parts: Sequence[Derivation]) -> Iterator[Block]:
    """What a higher derivative sets apart in sums, where that is not what the shown first derivative does that it goes on from."""
    before = stage.stages[0]
    shown = next((each for each in parts if each.key == before.key), before) if stage.order > 1 else before
    if shown.graph.problem.apart != before.graph.problem.apart:
        yield from own_blocks(before)


def _stage(stage: Derivation, detail: str, said: frozenset[str], hide: str) -> Iterator[Block]:
    """One differentiation; the rules in ``said`` have been stated before."""
    if isinstance(stage, Curve):
        yield from put_together(stage, detail == "brief" or hide == "steps", hide == "answer")
        return
    if isinstance(stage, VectorValued):
        yield from in_one(stage, alone=hide == "steps")
        return
    short = short_ways(stage)
    if hide != "steps":
        yield from _steps(stage, short, detail, said, hide == "answer")
    if hide != "answer":
        yield from products(stage, short, brief=detail == "brief" or hide == "steps")
        yield from in_vectors(stage)
        if detail != "brief" and hide != "steps":
            yield from back_to_terms(stage)


def _steps(derivation: Derivation, short: dict[str, tuple[str, ...]], detail: str, said: frozenset[str], hidden: bool) -> Iterator[Block]:
    """One differentiation from its links up to its result; the rules in ``said`` have been stated before, results may be ``hidden``."""
    split = is_split(derivation.graph)
    known = split and len(short) == len(derivation.results) == 1
    if split:
        yield Heading(("Split it",), way(*short.values()) if known else ())
        yield Equations(Lazy(lambda: links(derivation.graph)))
    if not derivation.results:
        yield Paragraph((symbol(derivation.output), " depends on nothing that could change: it is constant, and its derivative by anything is 0."))
    yield from chains(derivation, short, known)
    if detail != "brief":
        answers = {result.left for result in derivation.results.values()} if hidden else set()
        if not all(names_itself(edge) or (hidden and statement(derivation, edge) in answers) for edge in derivation.edges):
            yield Heading(("Each link alone",) if any(edge.of != derivation.output for edge in derivation.edges) else ("Differentiate",))
            lines = Lazy(lambda: local_derivatives(derivation, set(said), working=detail == "full"))
            yield Equations(tuple(line for line in lines if line.left not in answers) if hidden else lines)
        yield from unspecified_ones(derivation)
