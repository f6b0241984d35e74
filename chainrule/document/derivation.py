"""A derivation as a document: the problem, the chain, each local derivative once, the product, where it holds, how it was checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Document, Equation, Equations, Heading, Lazy, Paragraph, Prose, Sum
from chainrule.document.graph import graph_figure
from chainrule.document.record import derivation_record
from chainrule.document.words import capital, counted, joined, listed, ordinal, stated, way
from chainrule.errors import OutputError
from chainrule.tree import Tree, apply, derivative, mul, names, node, number, postorder, relation, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Condition, Derivation, LocalDerivative, Path, Result, Rule
    from chainrule.graph import Graph
    from chainrule.problem import Definition

DETAILS = ("brief", "normal", "full")
HIDDEN = ("answer", "steps")
CHAIN_SHOWN = 12  # links of a chain written out in Leibniz notation
READABLE = 1_000  # symbols up to which a result is written out
LONG = 1_000  # local derivatives beyond which a product is not written out as one formula
PATHS_SHOWN = 8  # paths listed for one derivative; more are only counted
CONDITIONS_SHOWN = 6  # conditions in a sentence; more are only counted
READINGS_BESIDE = 2  # readings beside the problem; more stand below it
NAMES_SHOWN = 4  # names in a sentence; more are only called the links


def derivation_document(derivation: Derivation, detail: str = "normal", hide: str = "") -> Document:
    """Return what a reader is told of a derivation.

    ``detail`` is "brief" (the chain and the answer), "normal", or "full" (the working inside each link besides).
    ``hide`` leaves out the "answer" or the "steps" before it. Raises OutputError for other words.
    """
    for name, word, words in (("detail", detail, DETAILS), ("part to hide", hide, ("", *HIDDEN))):
        if word not in words:
            raise OutputError(f"unknown {name} '{word}'", hint=f"choose one of {', '.join(filter(None, words))}")
    output = symbol(derivation.root or derivation.output)
    title: Prose = ("The derivative of ", output) if derivation.order == 1 else (f"The {ordinal(derivation.order)} derivative of ", output)
    return Document(title, Lazy(lambda: _blocks(derivation, detail, hide)), lambda: derivation_record(derivation))


def _blocks(derivation: Derivation, detail: str, hide: str) -> Iterator[Block]:
    yield from problem_blocks(derivation.stages[0])
    if detail != "brief" and not hide and len(derivation.stages[0].edges) > 1:
        yield graph_figure(derivation)
    said: frozenset[str] = frozenset()
    for stage in _stages(derivation):
        if derivation.order > 1:
            yield _stage_heading(stage)
        if hide != "steps":
            yield from _steps(stage, detail, said, hide == "answer" and stage.order == derivation.order)
        if hide != "answer" or stage.order < derivation.order:
            yield from _products(stage, _short_ways(stage), brief=detail == "brief" or hide == "steps")
        if derivation.order > 1:
            said |= {rule.name for edge in stage.edges for rule in edge.rules}
    if detail != "brief":
        domain = derivation.domain
        closing = joined((_where(derivation, domain), _smooth(domain), _check(derivation)), "  ")
        yield from (Paragraph(words) for words in [closing] if words)


def _stage_heading(stage: Derivation) -> Heading:
    """Return ``The second derivative by x and y``, and what the quantity is that is differentiated again."""
    by = stage.by or stage.wrt
    several = len(stage.stages[0].graph.inputs) > 1
    words: Prose = (f"The {ordinal(stage.order)} derivative", *((" by ", *listed(tuple(map(symbol, dict.fromkeys(by))))) if several else ()))
    again = derivative(stage.root, *by[:-1], sign="∂" if several else "d") if stage.root else None
    return Heading(words, () if again is None else (relation("=", symbol(stage.output), again),))


def _stages(derivation: Derivation) -> tuple[Derivation, ...]:
    """Return the derivations of each order in turn; one that several mixed derivatives begin with comes once."""
    return tuple({stage.by or stage.wrt: stage for entry in (derivation, *derivation.siblings) for stage in entry.stages}.values())


def _steps(derivation: Derivation, detail: str, said: frozenset[str], hidden: bool) -> Iterator[Block]:
    """One differentiation from its links up to its result; the rules in ``said`` have been stated before, results may be ``hidden``."""
    short, split = _short_ways(derivation), _is_split(derivation.graph)
    known = split and len(short) == len(derivation.results) == 1
    if split:
        yield Heading(("Split it",), way(*short.values()) if known else ())
        yield Equations(Lazy(lambda: _links(derivation.graph)))
    if not derivation.results:
        yield Paragraph((symbol(derivation.output), " is constant: there is nothing to differentiate by."))
    yield from _chains(derivation, short, known)
    if detail != "brief":
        answers = {total_derivative(derivation, result) for result in derivation.results.values()} if hidden else set()
        if not all(_names_itself(edge) or (hidden and _left_of(edge, derivation) in answers) for edge in derivation.edges):
            yield Heading(("Each link alone",) if any(edge.of != derivation.output for edge in derivation.edges) else ("Differentiate",))
            lines = Lazy(lambda: _local_derivatives(derivation, set(said), working=detail == "full"))
            yield Equations(tuple(line for line in lines if line.left not in answers) if hidden else lines)
        yield from _unspecified_ones(derivation)


def _short_ways(derivation: Derivation) -> dict[str, tuple[str, ...]]:
    """Return, for every asked name with a single path of readable length, the names on the way."""
    if len(derivation.edges) > LONG:
        return {}
    ways = ((name, result.paths.listed(1)[0].names) for name, result in derivation.results.items() if result.paths.count == 1)
    return {name: names for name, names in ways if len(names) <= CHAIN_SHOWN + 1}


# The problem, and its links


def problem_blocks(derivation: Derivation) -> Iterator[Block]:
    """The problem as written, in the order written, with how it was read: beside the definitions, or below where that is much."""
    problem, output = derivation.graph.problem, derivation.output
    beside = len(derivation.readings) <= READINGS_BESIDE
    notes: dict[int, list[Prose]] = {}
    for reading in derivation.readings if beside else ():
        home = next((index for index, item in enumerate(problem.definitions) if item.start <= reading.start < item.end), 0)
        notes.setdefault(home, []).append((str(reading),))
    yield Equations(tuple(Equation(_left(item, output), (item.tree,), joined(notes.get(index, ()))) for index, item in enumerate(problem.definitions)))
    if not beside:
        yield from (Paragraph((str(reading),)) for reading in derivation.readings)


def _left(definition: Definition, output: str) -> Tree:
    """Return ``h(x)`` as the reader wrote it; a bare expression stands under the name it was given."""
    if definition.parameters:
        return apply(definition.name, tuple(map(symbol, definition.parameters)))
    return symbol(definition.name or output)


def _is_split(graph: Graph) -> bool:
    return any(item.origin == "link" for item in graph.nodes)


def _links(graph: Graph) -> Iterator[Equation]:
    """The links that chainrule named and the definitions that they changed, from the output downwards."""
    written = {item.name or graph.nodes[graph.output].name: item.tree for item in graph.problem.definitions}
    for item in reversed(graph.nodes):
        if item.tree is not None and written.get(item.name) != item.tree:
            yield Equation(symbol(item.name), (item.tree,))


# The chain rule in Leibniz notation


def _chains(derivation: Derivation, short: dict[str, tuple[str, ...]], known: bool) -> Iterator[Block]:
    """The paths and the products along them; ``known``: the one way has been named already."""
    for name, result in derivation.results.items():
        if result.paths.count == 0:
            zero = relation("=", total_derivative(derivation, result), number(0))
            yield Paragraph((symbol(result.of), " does not depend on ", symbol(name), ", so ", zero, "."))
        elif result.paths.count == 1 and name not in short:
            yield Paragraph((total_derivative(derivation, result), " is the product of all the local derivatives on the one path from ", symbol(name), "."))
    yield from _single_chains(derivation, {name: names for name, names in short.items() if len(names) > 2}, known)
    for result in derivation.results.values():
        if result.paths.count > 1:
            yield from _sum_over_paths(derivation, result)


def _single_chains(derivation: Derivation, ways: dict[str, tuple[str, ...]], known: bool) -> Iterator[Block]:
    """The chains of the names that have one path alone, each with its way unless that is ``known``."""
    if not ways:
        return
    output, names = symbol(derivation.output), tuple(map(symbol, ways))
    if known:
        yield Heading(("Chain rule",))
    elif len(ways) == 1:
        yield Heading(("One path leads from ", *names, " to ", output), way(*ways.values()))
    else:
        yield Heading(("One path leads from each of these to ", output))
    chains = ((derivation.results[name], way(found) if len(ways) > 1 else ()) for name, found in ways.items())
    yield Equations(tuple(Equation(total_derivative(derivation, result), (result.chain,), remark) for result, remark in chains))


def _sum_over_paths(derivation: Derivation, result: Result) -> Iterator[Block]:
    count, paths = result.paths.count, result.paths.listed(PATHS_SHOWN)
    yield Heading((*capital((f"{counted(count, 'path')} lead from ",)), symbol(result.wrt), " to ", symbol(result.of), "; their products add up"))
    yield Equations((Sum(total_derivative(derivation, result), tuple((_leibniz(derivation, path), way(path.names)) for path in paths), count - len(paths)),))


def _leibniz(derivation: Derivation, path: Path) -> Tree:
    factors = tuple(_local(derivation, edge) for edge in path)
    return factors[0] if len(factors) == 1 else mul(*factors)


def total_derivative(derivation: Derivation, result: Result) -> Tree:
    """Return d(of)/d(wrt): with d where ``of`` depends on ``wrt`` alone, else with ∂."""
    return result.left


def _local(derivation: Derivation, edge: LocalDerivative) -> Tree:
    """Return a local derivative, unevaluated.

    The output's own may be all of the result, and is then written as the result. Where it is only the direct part of a
    result that is written with ∂ itself, it is written as the derivative of the output's expression, in which the other
    quantities are held fixed.
    """
    result = derivation.results.get(edge.wrt) if edge.of == derivation.output else None
    if result is None:
        return edge.left
    if result.paths.count == 1:
        return total_derivative(derivation, result)
    return edge.left if result.alone else node("derivative", "∂", (edge.expression, symbol(edge.wrt)))


# Each local derivative, once


def _local_derivatives(derivation: Derivation, said: set[str], working: bool) -> Iterator[Equation]:
    taken = {item.name for item in derivation.graph.nodes}
    for edge in derivation.edges:
        if _names_itself(edge):
            continue
        left = _local(derivation, edge)
        letter = edge.wrt if len(edge.wrt) == 1 else next((name for name in "uvts" if name not in taken), "u")
        steps = edge.working()[:-1] if working else ()
        for step in steps:
            inner = node("derivative", "∂" if edge.partial else "d", (step.of, symbol(step.wrt)))
            yield Equation(inner, (step.value,), _rule(step.rule, letter, said))
        rules = (edge.rule,) if steps else _telling(edge)
        yield Equation(left, (edge.tree,), joined((_dropped(edge), *(_rule(rule, letter, said) for rule in rules))))


def _names_itself(edge: LocalDerivative) -> bool:
    """Return whether a local derivative is ∂J/∂ŷ of an unspecified J, which has no other form."""
    return edge.expression.kind == "apply" and edge.tree.kind == "apply" and len(edge.tree.args) > 1


def _unspecified_ones(derivation: Derivation) -> Iterator[Block]:
    stay = tuple(edge.left for edge in derivation.edges if _names_itself(edge))
    if stay:
        yield Paragraph((*listed(stay), f" {'stays' if len(stay) == 1 else 'stay'} as written: the function is unspecified."))


def _telling(edge: LocalDerivative) -> list[Rule]:
    """Return the rules that a reader is told of, from the outermost in; one that says little only where there is no other."""
    rules = list(reversed(edge.rules))
    telling = [rule for rule in rules if rule.name not in ("constant multiple", "identity")]
    return telling or [rule for rule in rules if rule.name != "identity"] or ([] if edge.dropped else rules)


def _dropped(edge: LocalDerivative) -> Prose:
    """Return which terms of the link do not depend on the name."""
    match edge.dropped:
        case ():
            return ()
        case (item,):
            term = item.args[0] if item.kind == "neg" else item
            return (term, " does not depend on ", symbol(edge.wrt)) if names(item) else ("the constant drops out",)
        case many:
            return ("the constants drop out",) if not any(map(names, many)) else ("no other term depends on ", symbol(edge.wrt))


def _rule(rule: Rule, letter: str, said: set[str]) -> Prose:
    if rule.name == "sum rule":
        return ("term by term",)
    if rule.statement is None or rule.name in said:
        return (rule.name,)
    said.add(rule.name)
    return (rule.name, ": ", stated(rule.statement, letter))


# The products, put together


def _products(derivation: Derivation, short: dict[str, tuple[str, ...]], brief: bool) -> Iterator[Block]:
    results = [result for name, result in derivation.results.items() if result.paths.count > 1 or name in short or _readable(derivation, result)]
    lines = [_product(derivation, result, brief) for result in results]
    shown = tuple(line for line in lines if brief or not _said(line, derivation))
    if shown:
        yield Heading(("Answer",) if brief else _multiply(derivation, results))
        yield Equations(shown)
    for result in results:
        if not _readable(derivation, result) and not _unspecified(result.product.tree):
            size = f"over {10**15:,}" if result.predicted_size >= 10**15 else f"{result.predicted_size:,}"
            yield Paragraph((total_derivative(derivation, result), f" stays in the names of the links: written out it would have {size} symbols."))


def _readable(derivation: Derivation, result: Result) -> bool:
    """Return whether a result is to be read in the asked names, with every link put back."""
    small = result.paths.count > 0 and len(derivation.edges) <= LONG and result.substituted and result.predicted_size <= READABLE
    return small and not _unspecified(result.product.tree)


def _unspecified(tree: Tree) -> bool:
    """Return whether a formula holds ∂J/∂ŷ of an unspecified J: it loses its name where ŷ is put back."""
    return any(item.kind == "apply" and len(item.args) > 1 and any(item.value[1]) for item in postorder(tree))


def _product(derivation: Derivation, result: Result, brief: bool) -> Equation:
    """Return the product, the same with every link put back, tidied, and simplified where that is shorter."""
    sides: tuple[Tree, ...] = (result.product.tree,)
    ending: Prose = ()
    if _unspecified(result.product.tree):
        sides = tuple(dict.fromkeys((result.product.tree, result.in_names.tree)))
    elif _readable(derivation, result):
        sides, simplified = result.lines, result.simplified.tree
        if simplified not in sides:
            sides, ending = (*sides, simplified), ("simplified",)
    return Equation(total_derivative(derivation, result), sides[-1:] if brief else sides, ending=() if brief else ending)


def _said(line: Equation, derivation: Derivation) -> bool:
    """Return whether the line repeats a local derivative that has been told."""
    if len(line.sides) > 1:
        return False
    (side,) = line.sides
    return any(_names_itself(edge) or _local(derivation, edge) == line.left for edge in derivation.edges if edge.tree == side)


def _multiply(derivation: Derivation, results: list[Result]) -> Prose:
    """Return ``Multiply, and put u back``."""
    add = any(result.paths.count > 1 for result in results)
    chained = any(len(path) > 1 for result in results for path in result.paths.listed(1))
    used = _put_back(derivation, [result for result in results if _readable(derivation, result)])
    moves: list[Prose] = []
    if chained or add:
        moves.append(("multiply along each path, add",) if add else ("multiply",))
    if used:
        moves.append(("put ", *(listed(tuple(map(symbol, used))) if len(used) <= NAMES_SHOWN else ("the links",)), " back"))
    return capital(joined(moves, ", and ")) or ("Tidy",)


def _put_back(derivation: Derivation, results: list[Result]) -> list[str]:
    """Return the links and definitions that the results are written in before they are put back, in order of appearance."""
    graph = derivation.graph
    used = dict.fromkeys(name for result in results for name in names(result.product.tree))
    waiting = list(used)
    for name in waiting:  # grows while it runs
        inner = graph.nodes[graph.ids[name]].tree
        new = [found for found in names(inner) if found not in used] if inner is not None else []
        used.update(dict.fromkeys(new))
        waiting += new
    kept = {result.wrt for result in results}
    return [name for name in used if graph.nodes[graph.ids[name]].tree is not None and name not in kept]


# Where it holds, and how it was checked


def _where(derivation: Derivation, domain: tuple[Condition, ...]) -> Prose:
    """Return under which conditions the result is defined."""
    conditions = tuple(dict.fromkeys(item.substituted or item.relation for item in domain if not item.kink))
    if conditions:
        return ("Holds where ", *_some(conditions, "conditions on the links"), ".")
    inputs = tuple(map(symbol, derivation.stages[0].graph.inputs))
    if not inputs:
        return ()
    if len(inputs) == 1:
        return ("Holds for every real ", inputs[0], ".")
    return ("Holds for all real ", *(listed(inputs) if len(inputs) <= NAMES_SHOWN else ("values",)), ".")


def _some(formulas: tuple[Tree, ...], noun: str) -> Prose:
    """Return the first few formulas, and how many more there are."""
    if len(formulas) <= CONDITIONS_SHOWN:
        return listed(formulas)
    return (*listed(formulas[:CONDITIONS_SHOWN], ", "), f" and {len(formulas) - CONDITIONS_SHOWN} more {noun}")


def _smooth(domain: tuple[Condition, ...]) -> Prose:
    """Return where a corner or a jump leaves no derivative."""
    return joined((_corner(item) for item in domain if item.kink), "  ")


def _corner(condition: Condition) -> Prose:
    kind, operator, sides = condition.substituted or condition.relation
    at = node(kind, "=" if operator == "≠" else operator, sides)
    return ("No derivative where ", at, f": {condition.kink}.")


def _check(derivation: Derivation) -> Prose:
    """Return which check the derivation passed."""
    proof = derivation.proof
    if proof is None:
        return ()
    checked = f"Checked against {proof.method} at {proof.points} points." if proof.points else ""
    return joined(tuple((part,) for part in (checked, proof.note) if part), "  ")
