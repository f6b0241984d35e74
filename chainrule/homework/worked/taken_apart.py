"""The student's own way of taking a function apart: f(x) = sin x and g(x) = x² for sin(x²), and parts that the derivation has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chainrule.calculus import differentiate
from chainrule.homework.answers.notebook import Notebook, Target
from chainrule.homework.answers.putting_names import replaced
from chainrule.homework.slips.source import times
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import LineVerdict
from chainrule.tree import ZERO, Tree, add, names, postorder, size, substitute, symbol

WAYS = 6  # ways along claimed links by which a line may follow
LARGEST = 60  # nodes of a function in which an outer part is looked for: the work grows with their square


def is_outer_part(part: Tree, argument: str, whole: Tree) -> bool:
    """Return whether a function of one argument is applied to something in an expression: sin x, as a function of x, in sin(x²)."""
    places = postorder(whole)
    if len(places) > LARGEST or argument not in names(part):
        return False
    alike = [item for item in places if item[0] == part[0] and item[1] == part[1]]
    return any(substitute(part, {argument: inner}) == item for item in alike for inner in postorder(item))


def by_claims(notebook: Notebook, whole: Tree, wrt: str) -> Iterator[Tree]:
    """Yield what the student's claims of the derivatives of own parts give for the derivative of the whole."""
    yield from by_composition(notebook, whole, wrt)
    yield from by_parts(notebook, whole, wrt)


def by_composition(notebook: Notebook, whole: Tree, wrt: str) -> Iterator[Tree]:
    """Yield f′(g(x))·g′(x) with what the student claims of f′ and g′, for own functions that are f(g(x)) together."""
    inner = {name: tree for name, tree in notebook.own.items() if wrt in names(tree)}
    for outer, argument in notebook.parameters.items():
        slope = notebook.claims.get((outer, argument), notebook.truth(outer, argument)) if outer in notebook.own else None
        for name, tree in inner.items():
            factor = notebook.claims.get((name, wrt), notebook.truth(name, wrt))
            if name != outer and slope is not None and factor is not None and equal(substitute(notebook.own[outer], {argument: tree}), whole).correct is True:
                yield times(substitute(slope, {argument: tree}), factor)


def by_parts(notebook: Notebook, whole: Tree, wrt: str) -> Iterator[Tree]:
    """Yield the derivative with what the student claims of those of parts: u′v + uv′ with a wrong u′."""
    claims = {name: value for (name, by), value in notebook.claims.items() if by == wrt and name in notebook.own}
    parts = {name: notebook.expand(symbol(name)) for name in claims}
    used: list[str] = []
    for name in sorted(parts, key=lambda each: -size(parts[each])):
        if (put_in := replaced(whole, parts[name], name)) is not None:
            whole = put_in
            used.append(name)
    if used:
        slopes = differentiate(whole, {wrt, *used})
        found = add(slopes.get(wrt, ZERO), *[times(slopes[name], claims[name]) for name in used if name in slopes])
        yield substitute(found, {name: parts[name] for name in used})


def by_likeness(notebook: Notebook, target: Target) -> Iterator[Tree]:
    """Yield a link's derivative by a quantity of the student's own that was defined wrongly, but stands in the link's place."""
    of, wrt = target
    for edge in notebook.question.derivation.edges:
        if edge.of == of:
            yield notebook.expand(substitute(edge.tree, {edge.wrt: symbol(wrt)}))


def by_whole(notebook: Notebook, function: Tree, wrt: str) -> Iterator[Tree]:
    """Yield what claims give for the derivative of an own quantity that is all of the function: c = e^b, where b′ is claimed."""
    whole = [name for name in notebook.own if " " not in name and notebook.same(function, notebook.expand(symbol(name)))]
    yield from (notebook.expand(each, claimed=True) for name in whole for each in notebook.over_own(name, wrt, frozenset()))


def uses(sides: Iterable[Tree], own: set[str]) -> bool:
    """Return whether one of some names, also of functions that are applied, stands in expressions."""
    items = [item for side in sides for item in postorder(side)]
    return any((item[1] if item[0] == "symbol" else item[1][0]) in own for item in items if item[0] in ("symbol", "apply"))


def with_hindsight(lines: Sequence[LineVerdict], *, composed: bool) -> tuple[LineVerdict, ...]:
    """Return the lines with another way of splitting accepted where the parts were put together rightly."""
    unknown = any(line.status in ("not understood", "undecided") for line in lines)  # from which others may follow
    astray = [line for line in lines if (line.status == "wrong" and not _elsewhere(line)) or (unknown and line.status == "follows")]
    if not composed or astray:
        return tuple(lines)
    return tuple(
        replace(line, status="right", words=())
        if line.status == "follows" or (line.status == "wrong" and _elsewhere(line))
        else line
        for line in lines
    )  # fmt: skip


def not_in(of: str) -> tuple[str | Tree, ...]:
    """Return what is said of a quantity that is no part of the problem."""
    return "this does not occur in ", symbol(of)


def _elsewhere(line: LineVerdict) -> bool:
    """Return whether a line is wrong because its quantity is no part of the problem, which another way of splitting may have."""
    return line.mistake is None and line.words[:1] == not_in("")[:1]
