"""Where a derivation holds: the conditions that each link needs, without those that always hold.

What always holds is proven by interval arithmetic on floats rounded outwards, over the whole graph: the bounds of a
subexpression enclose all its values where it is defined. Conditions that are listed narrow the bounds, so that what follows
from them is not said again. What cannot be proven is listed, so the list may say more than is needed, never less.
Source: Moore, Kearfott and Cloud, Introduction to Interval Analysis, chapters 2 and 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import NamedTuple

from chainrule.calculus.domains.boundaries import comparisons, conditions_of_piece, given, meeting, where
from chainrule.calculus.domains.conditional import conditional
from chainrule.calculus.domains.corners import Corners
from chainrule.calculus.domains.integrated import Between, conditions_on_limits, needed
from chainrule.calculus.domains.inverted import inverted, rules_out
from chainrule.calculus.domains.joint import Kept, check_room, never_together
from chainrule.calculus.domains.summed import indices_of, rests_of
from chainrule.calculus.exact import Rational, as_ratio, is_negative, is_zero
from chainrule.calculus.sets.bounds import Bounds, value_bounds
from chainrule.calculus.sets.intervals import Interval, apart, zero_of
from chainrule.calculus.sets.near_boundaries import is_open
from chainrule.calculus.sets.needs import (
    NOT_ZERO,
    POSITIVE,
    STRICT,
    Condition,
    Need,
    by_roots,
    implies,
    narrowed,
    opened,
    read,
    settled,
    solve,
    unfold,
    write,
)
from chainrule.calculus.sets.polynomials import polynomial
from chainrule.errors import NotDifferentiable
from chainrule.functions import FUNCTIONS
from chainrule.graph.graph import NOTHING, Graph
from chainrule.tree import ZERO, Tree, fold, logic, names, postorder, relation

LISTED = 50  # conditions: beyond, nobody reads them, and no more are looked for
ROOT_HINT = "such a power is real for a base that is not negative; the cube root of every real u is written root(u, 3)"
CORNERS = frozenset({"abs", "relu", "leaky_relu", "elu"})  # smooth after all where the argument only touches 0: |x²| is x²


def conditions(graph: Graph, nodes: Iterable[int], known: Mapping[Tree, Interval] = NOTHING) -> tuple[Condition, ...]:
    """Return what the nodes with these ids need for their values, and for derivatives by the names the graph is asked for.

    Each condition is listed once, and none that follows from another: first those without which there is no value or no
    derivative, then corners and jumps. At most 50 are listed, so 50 may mean more. ``known`` are bounds
    of some expressions. Linear in the size of the expressions.
    Raises NotDifferentiable for an expression that is never real, such as log(−2) or 1/0.
    """
    found = [(graph.nodes[index].name, item) for index in nodes for item in conditional(graph.nodes[index].tree)]
    if not found:
        return ()
    apart = [(name, item) for name, item in found if item[0] == "pieces"]
    return (*_Domain(graph, found, known).listed(), *(each for name, item in apart for each in of_pieces(graph, name, item)))


def between_limits(graph: Graph, nodes: Iterable[int]) -> tuple[Between, ...]:
    """Return what the integrals in some nodes need that is no condition on their limits, each once."""
    items = [item for index in nodes for item in conditional(graph.nodes[index].tree) if item[0] == "integral"]
    if not items:
        return ()
    bounds = Bounds(graph, {})
    found = dict.fromkeys(each for item in items for each in needed(graph, bounds, item, conditions) if isinstance(each, Between))
    return tuple([each._replace(low=unfold(each.low, bounds.trees) or each.low, high=unfold(each.high, bounds.trees) or each.high) for each in found])


def of_pieces(graph: Graph, name: str, item: Tree) -> Iterator[Condition]:
    """Yield where an expression in pieces is given, if not everywhere, and what each piece needs where it counts."""
    held = item[2][1::2]
    if not given(item).everywhere:
        whole = held[0] if len(held) == 1 else logic("or", *held)
        yield Condition(name, whole, unfold(whole, Bounds(graph, {}).trees), "given")
    for place in range(0, len(item[2]), 2):
        inner = conditional(item[2][place])
        domain = _Domain(graph, [(name, each) for each in inner])
        known = [read(condition) for condition in conditions_of_piece(item, place) if condition[1] != "="]
        for expression, need in known:
            domain.bounds.narrow(expression, narrowed(domain.bounds[expression], need))
        for each in domain.listed() if inner else ():
            expression, need = read(each.substituted or each.relation)
            if any(expression == other and implies(theirs, need) for other, theirs in known):
                continue
            yield replace(each, within=where(item, place))
        for nested in inner:
            if nested[0] == "pieces":
                yield from (replace(condition, within=where(item, place)) for condition in of_pieces(graph, name, nested))


class _Waiting(NamedTuple):
    """A condition that an operation raises, as an expression and what it must be."""

    condition: Condition
    item: Tree
    expression: Tree
    need: Need


class _Domain:
    """The conditions of one graph: what its expressions raise, and what is listed so far."""

    def __init__(self, graph: Graph, found: list[tuple[str, Tree]], known: Mapping[Tree, Interval] = NOTHING) -> None:
        self.graph, self.found = graph, found
        self.indices = indices_of([item for _, item in found if item[0] == "sum"], graph)
        self.bounds, self.known = Bounds(graph, self.indices), {**rests_of(graph), **known}
        for expression, bounds in self.known.items():
            self.bounds.narrow(expression, bounds)
        self.kept: list[Kept] = []

    def listed(self) -> tuple[Condition, ...]:
        """Return the conditions of the values, then of the derivatives, then corners and jumps; a later kind never makes up for an earlier one."""
        waiting = [*self.waiting()]
        for kind in ("defined", "smooth"):
            for entry in waiting:
                if entry.condition.kind == kind and not entry.condition.kink and len(self.kept) < LISTED:
                    self.require(entry)
        check_room(self.kept, self.bounds)
        held = self.reviewed() if len(waiting) > 1 and len(self.kept) < LISTED else self.bounds
        corners = islice(self.corners(waiting, held), LISTED - len(self.kept))
        return (*[entry.condition for entry in self.kept], *corners)

    # What an expression raises

    def waiting(self) -> Iterator[_Waiting]:
        """Yield the conditions that do not always hold, up to the first one that a value needs and that never holds."""
        for entry in (entry for name, item in self.found for entry in self.raised(name, item)):
            yield entry
            if entry.condition.kind == "defined" and not names(entry.expression) and settled(self.bounds[entry.expression], entry.need) is False:
                return

    def raised(self, name: str, item: Tree) -> Iterator[_Waiting]:
        """Yield the conditions of one operation that do not always hold."""
        for condition, kind, kink in self.needed(item):
            expression, need = read(condition)
            if settled(self.bounds[expression], need) is None and not names(expression):
                self.bounds.narrow(expression, value_bounds(expression))
            if not settled(self.bounds[expression], need):
                yield _Waiting(Condition(name, condition, None, kind, kink), item, expression, need)

    def needed(self, item: Tree) -> list[tuple[Tree, str, str]]:
        """Return the conditions of one operation, each with its kind and what happens where it fails."""
        kind, value, args = item
        if kind == "div":
            return [(relation("≠", args[1], ZERO), "defined", "")]
        if kind == "pow":
            return [(condition, kind, "") for condition, kind in self.needed_by_power(*args)]
        if kind == "sum":
            return []
        if kind == "integral":
            return [(condition, "defined", "") for condition in conditions_on_limits(self.graph, self.bounds, item, conditions)]
        if kind == "pieces":
            meets = [(boundary, meeting(item, boundary)) for boundary in comparisons(item) if 2 in map(self.level, boundary[2])]
            return [(boundary, "smooth", what) for boundary, what in meets if what is not None]
        row = FUNCTIONS[value]
        found = [(condition, "defined", "") for condition in (row.domain(*args) if row.domain else ())]
        if row.smooth and self.level(item) == 2:
            found += [(condition, "smooth", row.kink) for condition in row.smooth(*args)]
        return found

    def needed_by_power(self, base: Tree, exponent: Tree) -> list[tuple[Tree, str]]:
        value, bounds = self.rational(exponent), self.bounds[exponent]
        if (value is not None and as_ratio(value).q == 1) or self.is_whole(exponent):
            return [(relation("≠", base, ZERO), "defined")] if bounds.low < 0 else []
        if self.bounds[base][:2] == (0, 0):
            return [(relation(">", exponent, ZERO), "defined")]
        if self.level(exponent) or bounds.low <= 0:
            return [(relation(">", base, ZERO), "defined")]
        smooth = [(relation(">", base, ZERO), "smooth")] if bounds.low < 1 and self.level(base) == 2 else []
        return [(relation("≥", base, ZERO), "defined"), *smooth]

    def level(self, tree: Tree) -> int:
        return self.bounds.levels[self.bounds.part(tree)]

    def is_whole(self, tree: Tree) -> bool:
        """Return whether an expression is whole because it is made of a sum's index and whole numbers."""
        return bool(self.indices) and all(
            item[0] in ("neg", "add", "mul") or (item[1] in self.indices if item[0] == "symbol" else item[0] == "number" and isinstance(item[1], int))
            for item in postorder(tree)
        )

    def rational(self, tree: Tree) -> Rational | None:
        """Return the exact value of a short expression of numbers alone, else None."""
        whole = unfold(tree, self.bounds.trees)
        form = None if whole is None else fold(whole, polynomial)
        return form.coefficients[0] if form and not form.name else None

    # What is listed

    def require(self, entry: _Waiting) -> None:
        """List a condition, unless it follows from those listed."""
        if settled(self.bounds[entry.expression], entry.need) is False:
            raise self.never(entry)
        for expression, need, verdict, substituted in self.simplified(entry):
            if verdict is False:
                raise self.never(entry)
            self.keep(expression, need, replace(entry.condition, substituted=substituted))

    def simplified(self, entry: _Waiting) -> Iterator[tuple[Tree, Need, bool | None, Tree | None]]:
        """Yield what a condition comes down to for the inputs, without what always holds."""
        whole = unfold(entry.condition.relation, self.bounds.trees)
        if whole is None:
            yield entry.expression, entry.need, settled(self.bounds[entry.expression], entry.need), None
            return
        first = read(whole)
        pending = [first]
        while pending:
            current = pending.pop()
            simpler = None if settled(self.bounds[current[0]], current[1]) else self.simpler(*current)
            if simpler is None and not settled(self.bounds[current[0]], current[1]):
                simpler = inverted(*current, self.bounds)
            if simpler is not None:
                pending.extend(reversed(simpler))
                continue
            solved = solve(*current)
            verdict = settled(self.bounds[solved[0]], solved[1])
            if not verdict and not self.is_index(solved[0]):
                as_raised = verdict is False or (solved == first and first[0] not in whole[2])  # 1 ≠ 0 and x ≠ y say more than 0 ≠ 0 and x − y ≠ 0
                yield *solved, verdict, whole if as_raised else write(*solved)

    def simpler(self, expression: Tree, need: Need) -> list[tuple[Tree, Need]] | None:
        """Return needs of smaller expressions that come to the same, where the expression is defined; None without any."""
        parts = self.of_parts(expression, need)
        return by_roots(expression, need) if parts is None else parts

    def of_parts(self, expression: Tree, need: Need) -> list[tuple[Tree, Need]] | None:
        """Return the same for the factors, the base or the argument of an expression."""
        if need == NOT_ZERO:
            return self.without_zeros(expression)
        if need.low != 0 or need.high is not None:
            return None
        never_negative = need.strict and self.bounds[expression].low >= 0
        return (self.without_zeros(expression) if never_negative else None) or self.of_sign(expression, need)

    def without_zeros(self, expression: Tree) -> list[tuple[Tree, Need]] | None:
        """Return what must not be 0 for an expression not to be 0."""
        kind, value, args = expression
        if kind in ("neg", "mul"):
            return [(arg, NOT_ZERO) for arg in args]
        if kind == "div":
            return [(args[0], NOT_ZERO)]
        if kind == "pow":
            exponent = self.rational(args[1])
            return None if exponent is None or is_zero(exponent) or is_negative(exponent) else [(args[0], NOT_ZERO)]
        if kind != "call":
            return None
        if value == "root":
            return [(args[0], NOT_ZERO)]
        zero, definition = zero_of(value), FUNCTIONS[value].definition
        if zero is not None:
            return [(args[0], Need(hole=zero))]
        other = definition(*args) if definition else expression
        return [(other, NOT_ZERO)] if other[0] in ("mul", "div") else None

    def of_sign(self, expression: Tree, need: Need) -> list[tuple[Tree, Need]] | None:
        """Return the need of the one part on which the sign of an expression depends."""
        kind, value, args = expression
        if kind in ("mul", "div"):
            undecided = [(place, arg) for place, arg in enumerate(args) if not settled(self.bounds[arg], POSITIVE)]
            place, arg = undecided[0]
            return [(arg, POSITIVE if kind == "div" and place else need)] if len(undecided) == 1 else None
        if kind == "pow":
            p, q, _ = as_ratio(self.rational(args[1]) or 0)
            return [(args[0], need if p > 0 else POSITIVE)] if q == 1 and p % 2 else None
        zero = zero_of(value) if kind == "call" and FUNCTIONS[value].rising else None
        return None if zero is None else [(args[0], Need(low=zero, strict=need.strict))]

    def is_index(self, expression: Tree) -> bool:
        """Return whether an expression is made of a sum's index, which is the sum's own matter."""
        used = names(expression) if self.indices else ()
        return bool(used) and self.indices.keys() >= set(used)

    def keep(self, expression: Tree, need: Need, condition: Condition) -> None:
        """List a condition on an expression in place of those that follow from it. Raises NotDifferentiable where it excludes another one."""
        part = self.bounds.part(expression)
        for other in [entry for entry in self.kept if entry.part == part]:
            if implies(other.need, need):
                return
            if need.hole is None and other.need.hole is None and apart(need.allowed, other.need.allowed):
                raise never_together(other.condition, condition)
            both = opened(other.need, need)
            if both is not None:
                closed, kind = (condition, other.condition.kind) if need.hole is None else (other.condition, condition.kind)
                operator, sides = closed.relation[1], closed.relation[2]
                substituted = None if closed.substituted is None else write(expression, both)
                need, condition = both, replace(closed, relation=relation(STRICT[operator], *sides), substituted=substituted, kind=kind)
        self.kept = [entry for entry in self.kept if entry.part != part or not implies(need, entry.need)]
        self.kept.append(Kept(part, expression, need, condition))

    def reviewed(self) -> Bounds:
        """Drop the conditions that follow from others together, those on a name alone first; return the bounds where all hold."""
        for entry in [entry for entry in self.kept if entry.expression[:2] == ("call", "abs")]:
            (inner,) = entry.expression[2]
            if any(other.expression == inner and other.need.allowed.low >= 0 for other in self.kept):  # |x| > 1 and x > 0 is x > 1
                self.kept.remove(entry)
                self.keep(inner, entry.need, replace(entry.condition, substituted=write(inner, entry.need)))
        bounds = Bounds(self.graph, self.indices)
        for expression, closer in self.known.items():
            bounds.narrow(expression, closer)
        dropped = set()
        for entry in sorted(self.kept, key=lambda entry: entry.expression[0] != "symbol"):
            part = bounds.part(entry.expression)
            if settled(bounds.intervals[part], entry.need) or any(rules_out(other.expression, other.need, entry.expression, entry.need) for other in self.kept):
                dropped.add(id(entry))
            bounds.intervals[part] = narrowed(bounds.intervals[part], entry.need)
        self.kept = [entry for entry in self.kept if id(entry) not in dropped]
        return bounds

    def corners(self, waiting: list[_Waiting], held: Bounds) -> Iterator[Condition]:
        """Yield the corners and jumps that lie where everything else holds."""
        seen = set()
        whole = cache(lambda: Corners(self.graph))
        for entry in waiting:
            if not entry.condition.kink or settled(held[entry.expression], entry.need) or self.only_touches(entry):
                continue
            for expression, need, _, substituted in self.simplified(entry):
                part = self.bounds.part(expression)
                if (part, need, entry.condition.kink) in seen or self.follows(part, expression, need):
                    continue
                seen.add((part, need, entry.condition.kink))
                if substituted is not None and substituted[2][0] == substituted[2][-1]:
                    continue  # two arguments that are equal everywhere: either may count
                corner = None if substituted is None else whole().at(substituted)
                if corner and entry.item[0] == "call" and len(entry.item[2]) > 2:
                    corner = None  # of three arguments, the two that are equal need not be the greatest
                if entry.item[0] == "pieces" and is_open(entry.item):
                    corner = None
                if corner is None and " jumps from " in entry.condition.kink and entry.item is self.graph.nodes[self.graph.output].tree:
                    corner = entry.item[0] == "pieces" or None  # what happens to it has been worked out
                yield replace(entry.condition, substituted=substituted, corner=corner)

    def follows(self, part: int, expression: Tree, need: Need) -> bool:
        """Return whether a need follows from one that is listed."""
        return any(
            (other.part == part and implies(other.need, need)) or rules_out(other.expression, other.need, expression, need) for other in self.kept
        )

    def only_touches(self, entry: _Waiting) -> bool:
        """Return whether a corner is none because its argument stays on one side, without a condition that cuts off the other."""
        argument = self.bounds[entry.item[2][0]]
        return entry.item[1] in CORNERS and (argument.low >= 0 or argument.high <= 0)

    def never(self, entry: _Waiting) -> NotDifferentiable:
        """Return the error for an expression that has no value, or no derivative, for any input."""
        from chainrule.notation.infix import text

        name, condition = entry.condition.node, unfold(entry.condition.relation, self.bounds.trees)
        whole = unfold(entry.item, self.bounds.trees)
        what = f"an expression in '{name}'" if whole is None else text(whole)
        why = "" if condition is None else f": {text(condition)} never holds"
        verb = "is not defined" if entry.condition.kind == "defined" else "has no derivative"
        return NotDifferentiable(f"{what} {verb}{why}", hint=ROOT_HINT if entry.item[0] == "pow" else None)
