"""The products put together: in the names of the links, in those of the problem, written out, tidied and simplified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading, Lazy, Paragraph, Prose
from chainrule.document.links import LONG, named_between
from chainrule.document.local import IN_QUANTITIES, IN_SHARES, SIMPLIFIED, SUMS_BACK, is_nested, names_itself
from chainrule.document.words import capital, joined, listed
from chainrule.functions import FUNCTIONS
from chainrule.notation import unicode
from chainrule.tree import Tree, call, names, neg, relation, size, spelling, symbol, total, walk

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, LocalDerivative, Result

READABLE = 1_000  # symbols up to which a result is written out
TOGETHER = 6_000  # symbols up to which all results together are
SHORT, COLUMNS = 60, 130  # symbols, and columns of text, of a result that has a form in the names that the reader gave
FEW = 8  # results that are simplified in the names that the reader gave
NAMES_SHOWN = 4  # names in a sentence; more are only called the links


def products(derivation: Derivation, short: dict[str, tuple[str, ...]], brief: bool) -> Iterator[Block]:
    """The product of each result, and its further forms as far as they are worth reading; ``brief``: the last of them alone."""
    named = named_between(derivation)
    readable = _readable(derivation, named)
    results = [result for name, result in derivation.results.items() if result.paths.count > 1 or name in short or name in readable]
    yield from _backward(derivation, [result for result in results if result.wrt not in readable], brief)
    if brief:
        yield from _answers(derivation, results, named, readable)
    elif named and len(results) > 1:
        yield from _in_names(derivation, results)
        yield from _written_out(derivation, [result for result in results if result.wrt in readable])
    else:
        yield from _together(derivation, results, named, readable)
    yield from _too_long(derivation, results, named, readable)


def _backward(derivation: Derivation, results: Sequence[Result], brief: bool) -> Iterator[Block]:
    """The derivative by each quantity on the way, from the output down, where the results are written in them: there are too many paths to add up."""
    results = [result for result in results if result.paths.count > derivation.settings.paths_summed]
    if not results:
        return
    graph, edges = derivation.graph, derivation.edges
    waiting = [graph.ids[result.wrt] for result in results]
    met = set(waiting)
    for index in waiting:  # grows while it runs
        new = {edges.children[edge] for edge in edges.upwards(index)} - met
        met |= new
        waiting += new
    inner = sorted(met.difference([graph.output, *map(graph.ids.__getitem__, derivation.results)]), reverse=True)
    lines = ((results[0].adjoint(index), results[0].swept(index)) for index in inner)
    yield Heading(("Backward: the derivative by each quantity on the way",))
    yield Equations(Lazy(lambda: (Equation(left, forms[1:] if brief else forms) for left, forms in lines if brief or forms[0] != left)))


def _first(derivation: Derivation, result: Result) -> Tree:
    """Return the product along each path, in the quantities' own values where a link is a function of more than a name."""
    if 0 < result.paths.count <= derivation.settings.paths_summed and any(is_nested(edge) for path in result.paths for edge in path):
        return total([path.times([derivation.named_form(edge) for edge in path]) for path in result.paths])
    return result.product.tree


def answers(derivation: Derivation) -> Equations:
    """Return each result in the last of its forms."""
    named = named_between(derivation)
    return _last_forms(derivation, list(derivation.results.values()), named, _readable(derivation, named))


def _answers(derivation: Derivation, results: Sequence[Result], named: bool, readable: set[str]) -> Iterator[Block]:
    if results:
        yield Heading(("Answer",))
        yield _last_forms(derivation, results, named, readable)


def _last_forms(derivation: Derivation, results: Sequence[Result], named: bool, readable: set[str]) -> Equations:
    return Equations(tuple(Equation(result.left, (_last(derivation, result, named, readable),)) for result in results))


def _last(derivation: Derivation, result: Result, named: bool, readable: set[str]) -> Tree:
    """Return the last form of a result; of sums with terms apart, that in the names of the problem where it is shorter by half."""
    last = _forms(derivation, result, named, readable)[0][-1]
    in_names = result.whole_in_names.tree if derivation.graph.problem.apart else last
    return in_names if 2 * size(in_names) <= size(last) else last


def _together(derivation: Derivation, results: Sequence[Result], named: bool, readable: set[str]) -> Iterator[Block]:
    """All forms of a result in one chain of equalities."""
    lines = tuple(line for result in results if (line := _untold(derivation, result, *_forms(derivation, result, named, readable))))
    if lines:
        inner = [result for result in results if result.wrt not in readable and (named or _unspecified(derivation, result))]
        gone = _links_gone(derivation, inner)
        used = [*gone, *_put_back(derivation, [result for result in results if result.wrt in readable])]
        yield Heading(_moves(results, list(dict.fromkeys(used))))
        yield Equations(lines)


def _in_names(derivation: Derivation, results: Sequence[Result]) -> Iterator[Block]:
    lines = tuple(line for result in results if (line := _untold(derivation, result, *_named(derivation, result))))
    if lines:
        yield Heading(_moves(results, _links_gone(derivation, results)))
        yield Equations(lines)


def _written_out(derivation: Derivation, results: Sequence[Result]) -> Iterator[Block]:
    """Results that are short enough once more, with every name put back."""
    short = [result for result in results if result.tidy.tree not in (result.product.tree, result.in_names.tree)]
    if short:
        yield Heading(capital(_back(_put_back(derivation, short))))
        lines = ((result, *_simplified(result, (result.tidy.tree,))) for result in short)
        yield Equations(tuple(Equation(result.left, sides, endings=endings) for result, sides, endings in lines))


def _untold(derivation: Derivation, result: Result, sides: tuple[Tree, ...], endings: tuple[Prose, ...] = ()) -> Equation | None:
    """Return the line of a result without a first side that its local derivative has said already; None where nothing is left."""
    edge = _telling_edge(derivation, result, sides[0])
    told = edge is not None
    if edge is not None:
        own = derivation.named_form(edge)
        sides = tuple(side for side in sides[1:] if side not in (own, result.share))
    known = {result.simplified.tree, result.whole.tree, *(() if result.in_quantities is None else (result.in_quantities.tree,))}
    if not sides or (told and {*sides} <= known and result.tidy.tree == result.product.tree):
        return None
    return Equation(result.left, sides, endings=endings[-len(sides) :])


def _telling_edge(derivation: Derivation, result: Result, side: Tree) -> LocalDerivative | None:
    """Return the local derivative that has said already what a result is: the only one on its way, or one that is named like it."""
    graph = derivation.graph
    if result.paths.count != 1 or (side.kind != "apply" and graph.ids[result.wrt] not in graph.nodes[graph.output].parents):
        return None
    (path,) = result.paths.listed(1)
    return next((edge for edge in path if edge.tree == side and (len(path) == 1 or names_itself(edge))), None)


def _readable(derivation: Derivation, named: bool) -> set[str]:
    """Return the names whose results are to be read with every link put back; ``named``: results have a form in the reader's names."""
    if len(derivation.edges) > LONG:
        return set()
    results = [result for result in derivation.results.values() if result.paths.count and result.substituted]
    results = [result for result in results if result.predicted_size <= (SHORT if named else READABLE) and not _unspecified(derivation, result)]
    if sum(result.predicted_size for result in results) > TOGETHER:
        return set()
    results = [result for result in results if not _reads_best_in_names(derivation, result, named)]
    return {result.wrt for result in results if not named or len(unicode(result.raw.tree)) <= COLUMNS}


def _reads_best_in_names(derivation: Derivation, result: Result, named: bool) -> bool:
    """Return whether a result with sums is short in the names that the reader gave alone: Σ x_i (p_i − y_i), or where one quantity leads back to another."""
    if not derivation.graph.samples:
        return False
    short = result.simplified_in_names.tree if named else result.in_names.tree
    return result.way_back is not None or (short != result.in_names.tree and size(short) < size(result.simplified.tree))


def _unspecified(derivation: Derivation, result: Result) -> bool:
    """Return whether a result holds ∂J/∂ŷ of an unspecified J: it loses its name where ŷ is put back."""
    words, tree = derivation.edges.words, result.product.tree
    if words is not None and "apply" not in words:
        return False
    waiting, seen = [tree], {id(tree)}
    while waiting:
        kind, value, args = waiting.pop()
        if kind == "apply" and len(args) > 1 and any(value[1]):
            return True
        for arg in args:
            if arg[2] and id(arg) not in seen:
                seen.add(id(arg))
                waiting.append(arg)
    return False


def _forms(derivation: Derivation, result: Result, named: bool, readable: set[str]) -> tuple[tuple[Tree, ...], tuple[Prose, ...]]:
    """Return the forms of a result from the product on, and what is said of the last ones."""
    if result.wrt in readable:
        first, *others = result.lines
        following = others[1:] + others[-1:]
        return _simplified(result, (first, *(side for side, after in zip(others, following, strict=True) if side is after or not _reads_like(side, after))))
    return _named(derivation, result) if named or _unspecified(derivation, result) or result.way_back is not None else ((_first(derivation, result),), ())


def _named(derivation: Derivation, result: Result) -> tuple[tuple[Tree, ...], tuple[Prose, ...]]:
    """Return the product, its form in the reader's names, SymPy's where that is shorter and that with whole sums, and what is said of the last ones."""
    sides = _distinct(_first(derivation, result), result.in_names.tree)
    few = len(derivation.results) <= FEW and spelling(result.in_names.tree, SHORT) is not None
    simplified = result.simplified_in_names.tree if few else sides[-1]
    return _further(result, sides, (simplified, SIMPLIFIED), (result.whole_in_names.tree, SUMS_BACK if result.in_quantities is None else IN_QUANTITIES))


def _simplified(result: Result, sides: tuple[Tree, ...]) -> tuple[tuple[Tree, ...], tuple[Prose, ...]]:
    """Return the sides with SymPy's form where that is shorter and that with whole sums, and what is said of them and of signs taken out of functions."""
    named = result.in_quantities  # where there are such, it is the shortest form by far
    forms = ((named.tree, IN_QUANTITIES),) if named is not None else ((result.simplified.tree, SIMPLIFIED), (result.whole.tree, SUMS_BACK))
    every, said = _further(result, sides, *forms)
    turned = _turned(result.raw.tree, sides[-1]) if sides[-1] == result.tidy.tree else ()
    return every, (turned, *said) if turned else said


def _turned(raw: Tree, tidy: Tree) -> Prose:
    """Return how a sign comes out of the even and odd functions that had one in their arguments before they were tidied; nothing for none."""
    before, u = _before_a_sign(raw), symbol("u")
    turned = [name for name in before if name not in _before_a_sign(tidy)] if before else []
    rules = (relation("=", call(name, neg(u)), call(name, u) if FUNCTIONS[name].parity == "even" else neg(call(name, u))) for name in turned)
    return joined(tuple((rule,) for rule in rules), ", ")


def _before_a_sign(tree: Tree) -> dict[str, None]:
    """Return the even and odd functions that stand before a sign."""
    found: dict[str, None] = {}
    for kind, name, args in walk(tree):
        if kind == "call" and name in FUNCTIONS and FUNCTIONS[name].parity and name not in found:
            first = args[0]
            while first[0] in ("mul", "div"):
                first = first[2][0]
            if first[0] == "neg":
                found[name] = None
    return found


def _further(result: Result, sides: tuple[Tree, ...], *forms: tuple[Tree, Prose]) -> tuple[tuple[Tree, ...], tuple[Prose, ...]]:
    """Return the sides with further forms that are not among them, and what is said of these."""
    fresh: dict[Tree, Prose] = {}
    if result.share is not None:
        sides, forms = tuple(side for side in sides if side != result.share), ((result.share, IN_SHARES),)
    for tree, words in forms:
        if tree not in sides:
            fresh.setdefault(tree, words)
    return (*sides, *fresh), tuple(fresh.values())


def _reads_like(one: Tree, other: Tree) -> bool:
    """Return whether two forms differ in the grouping of their products and sums alone, and look the same in print."""
    waiting = [(one, other)]
    while waiting:
        left, right = waiting.pop()
        if left.kind != right.kind or left.value != right.value:
            return False
        ours, theirs = (_parts(item) if item.kind in ("mul", "add") else item.args for item in (left, right))
        if len(ours) != len(theirs):
            return False
        waiting += [pair for pair in zip(ours, theirs, strict=True) if pair[0] is not pair[1]]
    return unicode(one) == unicode(other)


def _parts(whole: Tree) -> tuple[Tree, ...]:
    """Return the factors of a product, of the products inside it too, or the terms of a sum."""
    parts, waiting = [], [whole]
    while waiting:
        item = waiting.pop()
        if item.kind == whole.kind:
            waiting += reversed(item.args)
        else:
            parts.append(item)
    return tuple(parts)


def _distinct(*sides: Tree) -> tuple[Tree, ...]:
    return tuple(side for place, side in enumerate(sides) if side not in sides[:place])


# What is done, and what is left undone


def _moves(results: Sequence[Result], used: Sequence[str]) -> Prose:
    """Return ``Multiply, and put u back``."""
    add = any(result.paths.count > 1 for result in results)
    chained = any(len(path) > 1 for result in results for path in result.paths.listed(1))
    told: list[Prose] = []
    if chained or add:
        told.append(("multiply along each path", *((", add",) if used else (", and add",))) if add else ("multiply",))
    if used:
        told.append(_back(used))
    return capital(joined(told, ", and ")) or ("Tidy",)


def _back(used: Sequence[str]) -> Prose:
    return ("put ", *(listed(tuple(map(symbol, used))) if len(used) <= NAMES_SHOWN else ("the links",)), " back")


def _put_back(derivation: Derivation, results: Sequence[Result]) -> list[str]:
    """Return the links and definitions that the results are written in before they are put back, in order of appearance."""
    graph = derivation.graph
    used = dict.fromkeys(name for result in results for name in (*names(result.product.tree), *names(result.in_names.tree)))
    waiting = list(used)
    for name in waiting:  # grows while it runs
        inner = graph.nodes[graph.ids[name]].tree
        new = [found for found in names(inner) if found not in used] if inner is not None else []
        used.update(dict.fromkeys(new))
        waiting += new
    kept = {result.wrt for result in results}
    return [name for name in used if graph.nodes[graph.ids[name]].tree is not None and name not in kept]


def _links_gone(derivation: Derivation, results: Sequence[Result]) -> list[str]:
    """Return the links that the products are written in and that are put back in the reader's names."""
    graph = derivation.graph
    used: dict[str, None] = {}
    for result in results:
        kept = set(names(result.in_names.tree))
        used.update((name, None) for name in names(result.product.tree) if name not in kept)
    return [name for name in used if graph.nodes[graph.ids[name]].origin == "link"]


def _too_long(derivation: Derivation, shown: Sequence[Result], named: bool, readable: set[str]) -> Iterator[Block]:
    """A sentence on the results that are not written out, with how long they would be."""
    every = derivation.results.values()
    long = [result for result in every if result.paths.count and result.wrt not in readable and not _unspecified(derivation, result)]
    if not long:
        return
    subject: Prose = listed(tuple(result.left for result in long)) if len(long) <= NAMES_SHOWN else ("these derivatives",)
    verb, length = ("is" if len(long) == 1 else "are"), _sizes(sorted(result.predicted_size for result in long))
    if named and all(result in shown for result in long):
        yield Paragraph(("Written out in the inputs, ", *subject, f" {verb} longer: {length} symbols."))
    else:
        stay, where = ("stays", "it") if len(long) == 1 else ("stay", "they")
        yield Paragraph(capital((*subject, f" {stay} in the names of the links: written out {where} would have {length} symbols.")))


def _sizes(sizes: list[int]) -> str:
    least, most = ("over 10¹⁵" if size >= 10**15 else f"{size:,}" for size in (sizes[0], sizes[-1]))
    return least if least == most else f"{least} to {most}"
