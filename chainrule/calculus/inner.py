"""Derivatives of defined quantities inside other definitions: v = s′(t) with s(t) = t³. Each is derived first and its result put in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chainrule.errors import ProblemError, TooLarge
from chainrule.graph.resolve import choose_output, name_bare
from chainrule.graph.scan import Scan, scan
from chainrule.notation import text
from chainrule.problem import Definition, Problem, Reading
from chainrule.tree import Tree, apply, names, node, rewrite, symbol, walk

if TYPE_CHECKING:
    from chainrule.calculus.derivation import Derivation

MARKS = ("apply", "derivative")  # the kinds of node that may be such a derivative


class Inner(NamedTuple):
    """The derivative of a defined quantity ``of`` by some names, one for each time."""

    of: str
    by: tuple[str, ...]


Differentiate = Callable[[Problem, Inner], "Derivation"]


def has_inner(problem: Problem) -> bool:
    """Return whether a definition uses the derivative of a defined quantity."""
    if len(problem.definitions) == 1 or problem.layers is not None:
        return False
    functions = any(definition.parameters for definition in problem.definitions)  # only f(x, y) has an f_x
    marked = [item for definition in problem.definitions for item in walk(definition.tree) if item[0] in MARKS or (functions and item[0] == "symbol")]
    if not marked:
        return False
    table = {definition.name: definition for definition in problem.definitions}
    return any(True for item in marked if inner(item, table) is not None)


def inner_ones(entry: Scan, table: Mapping[str, Definition]) -> Iterator[Inner]:
    """Yield the derivatives of defined quantities in a definition."""
    for item in walk(entry.definition.tree):
        found = inner(item, table)
        if found is not None:
            yield found


def inner(item: Tree, table: Mapping[str, Definition]) -> Inner | None:
    """Return which derivative of a defined quantity a node is: f′(u), ∂f/∂x or f_x; None for any other."""
    kind, value, args = item
    if kind == "derivative":
        of, *by = (arg[1] for arg in args)
        return Inner(of, tuple(by)) if of in table and by and not is_open(table[of]) else None
    if kind == "symbol":
        return by_index(value, table)
    if kind != "apply":
        return None
    name, orders = value
    if not any(orders):
        found = by_index(name, table)
        return found if found is not None and len(args) == len(table[found.of].parameters) else None
    if name not in table or is_open(table[name]):
        return None
    names = table[name].parameters or tuple(arg[1] if arg[0] == "symbol" else "" for arg in args)
    if len(names) != len(args) or "" in names:
        return None
    return Inner(name, tuple(each for each, order in zip(names, orders, strict=True) for _ in range(order)))


def is_open(definition: Definition) -> bool:
    """Return whether a definition only says on what an unspecified function depends: J = J(y, ŷ)."""
    return bool(definition.tree[0] == "apply" and definition.tree[1][0] == definition.name)


def by_index(name: str, table: Mapping[str, Definition]) -> Inner | None:
    """Return f_x and f_xy of a defined f(x, y) as derivatives, where the index is made of its arguments and nothing has that name."""
    of, mark, index = name.partition("_")
    index = index.strip("{}")
    if not mark or not index or name in table or of not in table or not table[of].parameters:
        return None
    parameters = table[of].parameters
    by = (index,) if index in parameters else tuple(index)
    return Inner(of, by) if all(letter in parameters for letter in by) else None


def looked_through(problem: Problem, output: str | None) -> tuple[dict[str, Scan], dict[str, Definition], str]:
    """Return the definitions with their nodes and as they are, by name, and the name of the output."""
    entries = {entry.definition.name: entry for entry in name_bare(tuple(map(scan, problem.definitions)), problem.wrt)}
    table = {name: entry.definition for name, entry in entries.items()}
    return entries, table, choose_output(problem, entries, {name: used(entry, table) for name, entry in entries.items()}, output)


def as_asked(problem: Problem, output: str | None) -> Problem:
    """Return a problem that asks nothing and whose output is a derivative, as in v = ds/dt, as one that asks for that derivative."""
    _, table, output = looked_through(problem, output)
    definition = table[output]
    found = inner(definition.tree, table)
    if found is None:
        if (multiple := _multiple(definition.tree, table)) is not None:
            return _of_multiple(problem, definition, *multiple)
        within = definition.tree[2] if definition.tree[0] in ("neg", "mul", "div", "add") else ()
        found_within = [each for term in within for each in walk(term) if inner(each, table)]
        if not found_within or any("is differentiated itself" in said.message for said in problem.readings):
            return problem
        name = definition.name
        made = "a derivative, which is" if len(dict.fromkeys(found_within)) == 1 else "derivatives, which are"
        note = Reading(f"{name} is made of {made} worked out first; {name} is then differentiated itself", definition.start, definition.end)
        return problem._replace(readings=(*problem.readings, note))
    own = definition.tree[0] != "apply" or definition.tree[2] == tuple(map(symbol, table[found.of].parameters or found.by[:1]))
    what = f"{definition.name} is a derivative itself"
    if not own:
        return problem._replace(readings=(*problem.readings, Reading(f"{what}, and is differentiated once more", definition.start, definition.end)))
    once_more = f"d{definition.name}/d{found.by[-1]}"
    note = Reading(f"{what}, and is worked out; to differentiate it once more, ask for that: {once_more}", definition.start, definition.end)
    by = tuple(dict.fromkeys(found.by))
    return problem._replace(output=found.of, wrt=found.by if len(by) > 1 else by, order=len(found.by), mixed=len(by) > 1, readings=(*problem.readings, note))


def _multiple(tree: Tree, table: Mapping[str, Definition]) -> tuple[Inner, Tree] | None:
    """Return the derivative of which a tree is a constant multiple, and the same multiple of what it is of: U and −U for −dU/dx; None for any other."""
    path: list[tuple[Tree, int]] = []
    item = tree
    while item[0] in ("neg", "mul", "div"):
        places = [place for place, each in enumerate(item[2]) if any(inner(node, table) for node in walk(each))]
        if len(places) != 1 or (item[0] == "div" and places != [0]):
            return None
        path.append((item, places[0]))
        item = item[2][places[0]]
    found = inner(item, table) if item[0] == "derivative" else None
    if found is None or not path:
        return None
    whole = symbol(found.of)
    for above, place in reversed(path):
        others = (*above[2][:place], *above[2][place + 1 :])
        if not _below(others, table).isdisjoint(found.by):
            return None
        whole = node(above[0], above[1], (*above[2][:place], whole, *above[2][place + 1 :]))
    return found, whole


def _below(trees: Sequence[Tree], table: Mapping[str, Definition]) -> set[str]:
    """Return the names in some trees and in the definitions that these need."""
    waiting, done = [name for tree in trees for name in names(tree)], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in done:
            done.add(name)
            waiting += names(table[name].tree) if name in table else ()
    return done


def _of_multiple(problem: Problem, definition: Definition, found: Inner, whole: Tree) -> Problem:
    """Return a problem whose output is a constant multiple of a derivative, F = −dU/dx, as one that asks for the derivative of that multiple, −U."""
    name = definition.name
    note = Reading(
        f"{name} is a derivative itself, that of {text(whole)}, and is worked out; to differentiate it once more, ask for that: d{name}/d{found.by[-1]}",
        definition.start, definition.end,
    )  # fmt: skip
    others = tuple(definition._replace(name="", tree=whole, parameters=()) if each.name == name else each for each in problem.definitions)
    by = tuple(dict.fromkeys(found.by))
    wrt = found.by if len(by) > 1 else by
    readings = (*problem.readings, note)
    return problem._replace(definitions=others, output=None, wrt=wrt, order=len(found.by), mixed=len(by) > 1, readings=readings)


def put_in(problem: Problem, output: str | None, differentiate: Differentiate) -> tuple[Problem, tuple[Derivation, ...]]:
    """Return a problem with the derivatives in its definitions as definitions of their own, and the derivations that gave them.

    ``differentiate`` works one out. Raises ProblemError for a circle and for a derivative
    that stands for several, TooLarge for one that cannot be written out, and what ``differentiate`` raises.
    """
    entries, table, output = looked_through(problem, output)
    taken = {name for name in set().union(*(entry.names for entry in entries.values())) if by_index(name, table) is None}
    work = _Work(problem, table, taken, differentiate)
    waiting, done = [output], dict[str, Definition]()
    while waiting:
        name = waiting.pop()
        if name not in done:
            definition = done[name] = work.through(entries[name])
            waiting += [each for each in used(scan(definition), table) if each not in done]
    kept = tuple(done[name] for name in table if name in done)
    return problem._replace(definitions=(*kept, *work.definitions.values()), output=output, given=tuple(table.values())), work.derivations


def used(entry: Scan, table: Mapping[str, Definition]) -> tuple[str, ...]:
    """Return the defined names that a definition uses, as quantities, as functions or by their derivatives."""
    own = entry.definition.parameters
    found = [item[1] if item[0] == "symbol" else item[1][0] for item in walk(entry.definition.tree) if item[0] in ("symbol", "apply")]
    return tuple(dict.fromkeys([name for name in found if name in table and name not in own] + [each.of for each in inner_ones(entry, table)]))


class _Work:
    """The derivatives found so far."""

    def __init__(self, problem: Problem, table: Mapping[str, Definition], taken: set[str], differentiate: Differentiate) -> None:
        self.problem, self.table, self.taken, self.differentiate = problem, table, taken, differentiate
        self.definitions: dict[Inner, Definition] = {}
        self._derived: dict[Inner, Derivation] = {}

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """The derivations, each after those that it needed; each once."""
        every: dict[tuple[str, tuple[str, ...]], Derivation] = {}
        for derivation in self._derived.values():
            for each in (*derivation.stages[0].first, derivation):
                every.setdefault(each.key, each)
        return tuple(every.values())

    def through(self, entry: Scan) -> Definition:
        """Return a definition with the derivatives in it replaced by what they are called; one that is a derivative itself gets its result."""
        tree = rewrite(entry.definition.tree, self._called)
        whole = next((each.tree for each in self.definitions.values() if tree == symbol(each.name)), tree)
        return entry.definition._replace(tree=whole)

    def _called(self, item: Tree) -> Tree:
        found = inner(item, self.table)
        if found is None:
            return item
        definition = self._definition(found)
        own = item[0] != "apply" or item[2] == tuple(map(symbol, definition.parameters))
        return symbol(definition.name) if own or not definition.parameters else apply(definition.name, item[2])

    def _definition(self, wanted: Inner) -> Definition:
        """Return the definition of a derivative, worked out on first use."""
        wanted = wanted._replace(by=tuple(sorted(wanted.by)))
        if wanted not in self.definitions:
            derivation = self._derived[wanted] = self.differentiate(self.problem, wanted)
            result = next(iter(derivation))
            if not result.substituted:
                reason = f"the derivative of {wanted.of} is too large to write out, so it cannot stand in another definition"
                raise TooLarge(reason, hint=f"ask for the derivative of {wanted.of} alone")
            source = self.table[wanted.of]
            several = len(set(wanted.by)) > 1 or len(source.parameters or derivation.stages[0].graph.inputs) > 1
            name = derivative_name(wanted.of, wanted.by, several, self.taken)
            self.taken.add(name)
            self.definitions[wanted] = Definition(name, result.tidy.tree, source.parameters, source.start, source.end)
        return self.definitions[wanted]


def derivative_name(of: str, by: Sequence[str], several: bool, taken: Collection[str]) -> str:
    """Return a name for a derivative as a quantity: h′ or h′_1 for one input, z_x for several, with one prime more where that is taken."""
    base, mark, index = of.partition("_")
    name = f"{base}_{''.join(each[0] for each in by)}" if several else base + "′" * len(by) + mark + index
    while name in taken:
        name += "′"
    return name


def refuse_circle(wanted: Inner, waiting: tuple[Inner, ...]) -> None:
    """Refuse a derivative that is needed to work out itself."""
    if wanted in waiting:
        way = " → ".join(dict.fromkeys(each.of for each in (*waiting[waiting.index(wanted) :], wanted)))
        raise ProblemError(f"'{wanted.of}' is defined by its own derivative: {way}", hint="differential equations are not solved; give the function itself")
