"""What integrals need: that what is integrated is continuous between the limits.

Where that comes down to where the limits lie, it is a condition on them: ∫_1^x dt/t needs x > 0. Else it is said as it stands:
t ≠ 0 for every t between x and x³.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from chainrule.calculus.exact import comparable
from chainrule.calculus.sets.intervals import Interval
from chainrule.calculus.sets.needs import Need, read, unfold
from chainrule.calculus.sets.polynomials import never_positive, polynomial
from chainrule.calculus.tidying.terms import write_number
from chainrule.errors import NotDifferentiable, NumericError
from chainrule.graph.graph import Graph, Node
from chainrule.integrals import infinite, integrand_at
from chainrule.numeric.points import candidate
from chainrule.numeric.program import value_of
from chainrule.tree import ZERO, Tree, add, fold, mul, names, neg, relation, substitute, symbol, walk

if TYPE_CHECKING:
    from chainrule.calculus.sets.bounds import Bounds
    from chainrule.calculus.sets.needs import Condition
    from chainrule.numeric.arithmetic import Arithmetic

    Find = Callable[[Graph, list[int], Mapping[Tree, Interval]], tuple[Condition, ...]]

JUMPS = "its value jumps"  # of a function that is not continuous
GROWTH = 0.4  # share of itself that t·f(t) loses at most between these, where f grows too fast for an integral
NEAR = (1e-6, 1e-12)  # distances from a limit at which what is integrated is looked at
FAR = (10**6, 10**12)  # places from which on it is looked at beside infinity,
BESIDE = (1000, 1137, 1291, 1428, 1619, 1873, 2236, 2718)  # at several in thousandths of them: what goes up and down is small at one by chance
DIGITS, TRIES = 30, 12  # with which this is computed, and values of other names that are tried


class Between(NamedTuple):
    """What has to hold for every value of a variable of integration between the limits: a condition, or that a function is continuous.

    ``improper`` is a limit at which what is integrated has no value, in place of a condition.
    """

    variable: str
    low: Tree
    high: Tree
    condition: Tree | None = None
    function: str = ""
    improper: Tree | None = None


def conditions_on_limits(graph: Graph, bounds: Bounds, item: Tree, find: Find) -> list[Tree]:
    """Return the conditions that an integral needs of its limits."""
    return [each for each in needed(graph, bounds, item, find) if not isinstance(each, Between)]


def needed(graph: Graph, bounds: Bounds, item: Tree, find: Find) -> Iterator[Tree | Between]:
    """Yield what an integral needs; ``find`` finds the conditions of a graph's nodes within known bounds. Raises NotDifferentiable."""
    variable, (_, low, high) = item[1], item[2]
    body, limits = integrand_at(item, symbol(variable)), (low, high)
    if any(infinite(limit) for part in walk(body) if part[0] == "integral" for limit in part[2][1:]):
        raise NotDifferentiable("whether an integral to infinity inside another one converges is not told", hint="work the inner one out first")
    for function in dict.fromkeys(part[1][0] for part in walk(body) if part[0] == "apply"):
        yield Between(variable, low, high, function=function)
    conditions, jumps = integrand_conditions(graph, bounds, body, (variable, *limits), find)
    for jump in jumps:
        yield from at_jump(bounds, variable, body, limits, jump)
    needs = [(condition, *read(condition)) for condition in conditions]
    own = [need for _, expression, need in needs if expression == symbol(variable)]
    for condition, expression, given in needs:
        need = without_ends(given, own) if expression == symbol(variable) else given
        if need is None:
            continue
        found = of_limits(bounds, limits, need) if expression == symbol(variable) else None
        if found is None and need.hole is not None and expression == symbol(variable):
            found = around_hole(bounds, limits, write_number(need.hole))
        if found is None:
            yield Between(variable, low, high, condition)
        else:
            for each in found:
                if each[0] != "relation":
                    check_convergence(variable, body, each)
                yield each if each[0] == "relation" else Between(variable, low, high, improper=each)
    ends = [limit for limit in limits if infinite(limit)]
    if ends and not converges(variable, body, ends):
        yield from [Between(variable, low, high, improper=end) for end in ends]


def is_zero_everywhere(tree: Tree | None) -> bool:
    """Return whether an expression is 0 at some points at which nothing is special."""
    if tree is None:
        return False
    points = ({name: candidate(place, index) for place, name in enumerate(names(tree))} for index in range(TRIES))
    with suppress(NumericError):
        return all(abs(value_of(tree, point)) <= NEAR[1] for point in points)
    return False


def is_always_between(variable: str, difference: Tree, limits: tuple[Tree, Tree], definitions: dict[str, Tree]) -> bool:
    """Return whether an expression has opposite signs at two finite limits, at some points at which nothing is special."""
    if any(map(infinite, limits)):
        return False
    low, high = (unfold(substitute(difference, {variable: limit}), definitions) for limit in limits)
    if low is None or high is None:
        return False
    points = ({name: candidate(place, index) for place, name in enumerate(names(add(low, high)))} for index in range(TRIES))
    with suppress(NumericError):
        return all(value_of(low, point) * value_of(high, point) < 0 for point in points)
    return False


def at_jump(bounds: Bounds, variable: str, body: Tree, limits: tuple[Tree, Tree], jump: Tree) -> Iterator[Tree | Between]:
    """Yield what a jump of what is integrated needs: not to be at a limit that moves, and not to be between the limits where it moves itself.

    Raises NotDifferentiable where it stands at such a limit always.
    """
    from chainrule.notation import unicode

    if variable not in names(jump):
        yield jump
        return
    moves = len(names(jump)) > 1
    if moves:
        if is_always_between(variable, add(jump[2][0], neg(jump[2][1])), limits, bounds.trees):
            reason = f"{unicode(body)} always jumps between the limits of the integral, at a place that moves"
            raise NotDifferentiable(f"{reason}: no rule differentiates it", hint="work the integral out first, in parts on each side of the jump")
        yield Between(variable, *limits, jump)
    for limit in filter(names, limits):
        there = substitute(jump, {variable: limit})
        if is_zero_everywhere(unfold(add(there[2][0], neg(there[2][1])), bounds.trees)):
            reason = f"{unicode(body)} jumps at {variable} = {unicode(unfold(limit, bounds.trees) or limit)}, where the integral ends"
            raise NotDifferentiable(f"{reason}: no rule differentiates it", hint="work the integral out first")
        if not moves:
            yield there


def without_ends(need: Need, others: list[Need]) -> Need | None:
    """Return a need without the ends of its range that others exclude, −1 < t < 1 for −1 ≤ t ≤ 1 and t ≠ ±1; None for one that excludes an end."""
    if need.hole is not None:
        return None if any(each.hole is None and need.hole in each.ends and without_ends(each, others) != each for each in others) else need
    holes = [each.hole for each in others if each.hole is not None]
    return need._replace(strict=True) if not need.strict and all(end in holes for end in need.ends) else need


def integrand_conditions(graph: Graph, bounds: Bounds, body: Tree, over: tuple[str, Tree, Tree], find: Find) -> tuple[list[Tree], list[Tree]]:
    """Return the conditions under which what is integrated has a value, and those under which it does not jump, as far as they do not hold anyway."""
    variable, low, high = over
    used = names(body)
    inputs = [Node(name, None, (), "input") for name in used]
    nodes = (*inputs, Node("", body, tuple(range(len(inputs))), "definition"))
    ids = {each.name: place for place, each in enumerate(nodes)}
    known = {symbol(name): bounds[symbol(name)] for name in used if name != variable}
    known[symbol(variable)] = hull(bounds[low], bounds[high])
    at_rest, moving = (find(Graph(graph.problem, nodes, len(inputs), ids, asked), [len(inputs)], known) for asked in (("",), used))
    found = [each for each in at_rest if not each.kink], [each for each in moving if each.kink.startswith(JUMPS)]
    values, jumps = ([each.substituted or each.relation for each in part] for part in found)
    return values, jumps


def check_convergence(variable: str, body: Tree, limit: Tree) -> None:
    """Refuse an integral that is infinite because what it integrates grows at a limit as 1/t does at 0, or faster."""
    from chainrule.notation import unicode

    others = [name for name in names(body) if name != variable]
    values = {name: candidate(place, 0) for place, name in enumerate(others)}
    for way in (1, -1):
        with suppress(NumericError):
            end = float(value_of(limit, {}))
            far, near = (abs(value_of(body, {**values, variable: end + way * distance})) * distance for distance in NEAR)
            if near > GROWTH * far:
                raise NotDifferentiable(f"the integral has no value: {unicode(body)} is too large beside {variable} = {unicode(limit)}")


def converges(variable: str, body: Tree, ends: list[Tree]) -> bool:
    """Return whether an integral to infinity, or from there too, converges whatever the names in it are.

    Raises NotDifferentiable where, as far as numbers show, what is integrated does not fall off faster than 1/t for any values of them.
    """
    from chainrule.notation import unicode
    from chainrule.numeric.arithmetic import mpmath_arithmetic

    if any(part[0] in ("apply", "integral") for part in walk(body)):
        return False
    others, exact = [name for name in names(body) if name != variable], mpmath_arithmetic(DIGITS)
    slow = ends
    for index in range(TRIES if others else 1):
        values = {name: exact.number(candidate(place, index)) for place, name in enumerate(others)}
        with suppress(NumericError):
            at_ends = [[max(size_at(body, variable, infinite(end) * far * share // 1000, values, exact) for share in BESIDE) for far in FAR] for end in ends]
            slow = [end for end, (near, far) in zip(ends, at_ends, strict=True) if far > GROWTH * near]
            if not slow:
                return not others
    reason = f"{unicode(body)} does not fall off faster than 1/{variable} beside {variable} = {unicode(slow[0])}"
    raise NotDifferentiable(f"the integral is not known to converge: {reason}")


def size_at(body: Tree, variable: str, place: int, values: Mapping[str, Any], exact: Arithmetic) -> Any:
    """Return |t·f(t)| at a place t, for what is integrated."""
    return abs(value_of(body, {**values, variable: exact.number(place)}, exact) * place)


def hull(a: Interval, b: Interval) -> Interval:
    """Return the numbers between those of two intervals."""
    low, low_open = min((a.low, a.low_open), (b.low, b.low_open))
    high, high_closed = max((a.high, not a.high_open), (b.high, not b.high_open))
    return Interval(low, high, low_open, not high_closed)


def of_limits(bounds: Bounds, limits: tuple[Tree, Tree], need: Need) -> list[Tree] | None:
    """Return what a need of the variable comes down to for the limits, or limits that are improper; None where it does not."""
    if need.hole is not None:
        return beside(limits, [side(bounds[limit], comparable(need.hole)) for limit in limits], write_number(need.hole))
    found: list[Tree] = []
    for limit in limits:
        ends = [end for end in (need.low, need.high) if end is not None]
        at_end = need.strict and any(side(bounds[limit], comparable(end)) == "=" for end in ends)
        found.append(limit if at_end else within(limit, need))
    return found


def beside(limits: tuple[Tree, Tree], sides: list[str], hole: Tree) -> list[Tree] | None:
    """Return what limits need so that a number is not between them, of which the sides are known on which they lie; None where neither is."""
    if "=" in sides:  # at that limit the integral is improper
        place = sides.index("=")
        return [limits[place], *([] if sides[1 - place] in ("<", ">") else [relation("≠", limits[1 - place], hole)])]
    if not any(sides):
        return None
    known = 0 if sides[0] else 1
    return [relation(sides[known], limits[1 - known], hole)]


def around_hole(bounds: Bounds, limits: tuple[Tree, Tree], hole: Tree) -> list[Tree] | None:
    """Return what polynomials as limits need so that a number is not between them: to be on one side of it; None for other limits.

    Where it is always between them, as 0 between −x and x, the integral is improper there.
    """
    sides = mul(*[limit if hole == ZERO else add(limit, hole[2][0] if hole[0] == "neg" else neg(hole)) for limit in limits])
    whole = unfold(sides, bounds.trees)
    form = None if whole is None else fold(whole, polynomial)
    if form is None:
        return None
    return [hole, *[relation("≠", limit, hole) for limit in limits]] if never_positive(form) else [relation(">", sides, ZERO)]


def within(limit: Tree, need: Need) -> Tree:
    """Return the condition that a limit is what the variable must be."""
    below, above = ("<", ">") if need.strict else ("≤", "≥")
    if need.low is None or need.high is None:
        return relation(below, limit, write_number(need.high or 0)) if need.low is None else relation(above, limit, write_number(need.low))
    return relation(below, write_number(need.low), limit, write_number(need.high))


def side(interval: Interval, number: float) -> str:
    """Return on which side of a number an interval lies, "=" where it is the number; empty where that is open."""
    if interval.low == interval.high == number:
        return "="
    return ">" if interval.low > number or (interval.low == number and interval.low_open) else (
        "<" if interval.high < number or (interval.high == number and interval.high_open) else ""
    )
