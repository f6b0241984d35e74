"""The rules of differentiation inside one link, each said once and used once.

``differentiate`` runs forward through a link's expression and gives its derivative by every name in it. The rules of
functions are rows of ``chainrule.functions``; those of arithmetic are here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from chainrule.errors import NotDifferentiable
from chainrule.functions import FUNCTIONS
from chainrule.integrals import integral, integrand_at
from chainrule.notation.indices import carries
from chainrule.tree import ONE, ZERO, E, Tree, add, apply, call, div, logic, mul, names, neg, node, number, pieces, postorder, power, symbol, total, walk

Statement = tuple[Tree, Tree, Tree]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule's name and its general statement: an expression, the variable, and the derivative; None where words say it all.

    There is one object for each rule.
    """

    name: str
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One rule applied inside a link: d(of)/d(wrt) = value, by the rule, before anything is tidied."""

    of: Tree
    wrt: str
    rule: Rule
    value: Tree


Partials = dict[str, Tree]
LONG_PRODUCT = 16  # factors, beyond which the terms of equal ones are not written one by one
NOTHING: Partials = {}

u, n, a, b, c, x = map(symbol, ("u", "n", "a", "b", "c", "x"))
f_, g_ = apply("f", (x,)), apply("g", (x,))
df, dg = apply("f", (x,), (1,)), apply("g", (x,), (1,))
h_, dh = apply("h", (x,)), apply("h", (x,), (1,))
f_of_t, f_of_both, f_under = apply("f", (symbol("t"),)), apply("f", (x, symbol("t"))), apply("f", (x, symbol("t")), (1, 0))
FUNDAMENTAL = "fundamental theorem of calculus"
LOWER = "fundamental theorem of calculus for the lower limit"
BOTH = "fundamental theorem of calculus at both limits"
LEIBNIZ = "Leibniz rule"
LEIBNIZ_UPPER = "Leibniz rule with a limit that moves"
LEIBNIZ_MOVING = "Leibniz rule with limits that move"

RULES = {
    rule.name: rule
    for rule in (
        Rule("identity", (u, u, ONE)),
        Rule("sum rule", (add(f_, g_), x, add(df, dg))),
        Rule("constant multiple", (mul(c, u), u, c)),
        Rule("product rule", (mul(f_, g_), x, add(mul(df, g_), mul(f_, dg)))),
        Rule("quotient rule", (div(f_, g_), x, div(add(mul(df, g_), neg(mul(f_, dg))), power(g_, number(2))))),
        Rule("reciprocal", (div(ONE, u), u, neg(div(ONE, power(u, number(2)))))),
        Rule("power rule", (power(u, n), u, mul(n, power(u, add(n, neg(ONE)))))),
        Rule("exponential", (power(E, u), u, power(E, u))),
        Rule("exponential in another base", (power(a, u), u, mul(power(a, u), call("log", a)))),
        Rule("power with variable exponent", (power(f_, g_), x, mul(power(f_, g_), add(mul(dg, call("log", f_)), div(mul(g_, df), f_))))),
        Rule("unspecified function", (apply("f", (u,)), u, apply("f", (u,), (1,)))),
        Rule(FUNDAMENTAL, (integral("t", f_of_t, a, u), u, apply("f", (u,)))),
        Rule(LOWER, (integral("t", f_of_t, u, b), u, neg(apply("f", (u,))))),
        Rule(BOTH, (integral("t", f_of_t, g_, h_), x, add(mul(apply("f", (h_,)), dh), neg(mul(apply("f", (g_,)), dg))))),
        Rule(LEIBNIZ, (integral("t", f_of_both, a, b), x, integral("t", f_under, a, b))),
        Rule(LEIBNIZ_UPPER, (integral("t", f_of_both, a, x), x, add(apply("f", (x, x)), integral("t", f_under, a, x)))),
        Rule(LEIBNIZ_MOVING, (
            integral("t", f_of_both, g_, h_), x,
            add(mul(apply("f", (x, h_)), dh), neg(mul(apply("f", (x, g_)), dg)), integral("t", f_under, g_, h_)),
        )),
        Rule("zero to a positive power"),
        Rule("piece by piece"),
        Rule("piece by piece; at a single point, the limit"),
    )
}


def differentiate(tree: Tree, wanted: set[str] | None = None, trace: list[Step] | None = None) -> Partials:
    """Return the derivative of a tree by each name in it (only the ``wanted`` ones), names without influence left out.

    The derivatives are written as the rules give them, only factors 1 and terms 0 left out. With ``trace``, every rule
    that was used is recorded, innermost first. The work is the number of nodes times the names below each.
    Raises NotDifferentiable for a kind of expression without a rule.
    """
    done: dict[int, Partials] = {}  # of operations
    for item in walk(tree) if trace is None else postorder(tree):
        inner: list[Partials] = []
        depends = False
        for arg in item[2]:
            partials = done[id(arg)] if arg[2] else of_leaf(arg, wanted)
            inner.append(partials)
            if partials:
                depends = True
        if inner:
            done[id(item)] = DIFFERENTIATORS[item[0]](item, inner, trace) if depends else NOTHING
    return done[id(tree)] if tree[2] else of_leaf(tree, wanted)


def of_leaf(leaf: Tree, wanted: set[str] | None) -> Partials:
    """Return the derivative of a wanted symbol by itself; nothing for any other leaf."""
    return {leaf[1]: ONE} if leaf[0] == "symbol" and (wanted is None or leaf[1] in wanted) else NOTHING


def record(trace: list[Step] | None, item: Tree, rule: str | Rule, partials: Partials) -> Partials:
    """Note the rule in the trace, if there is one, and return the derivatives."""
    if trace is not None:
        used = RULES[rule] if isinstance(rule, str) else rule
        trace.extend(Step(item, name, used, value) for name, value in partials.items())
    return partials


def times(*factors: Tree) -> Tree:
    """Return a product without factors that are the number 1."""
    kept: list[Tree] = []
    for factor in factors:
        if factor is not ONE:
            kept.append(factor)  # noqa: PERF401  # of two or three, a comprehension costs more
    return Tree(("mul", None, tuple(kept))) if len(kept) > 1 else kept[0] if kept else ONE


def collect(parts: list[tuple[str, Tree]]) -> Partials:
    """Return the sum of the parts of each name."""
    if len(parts) == 1:
        return dict(parts)
    gathered: dict[str, list[Tree]] = {}
    for name, value in parts:
        gathered.setdefault(name, []).append(value)
    return {name: total(values) for name, values in gathered.items()}


def of_sum(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    partials = collect([part for partial in inner for part in partial.items()])
    if trace is not None:  # one term alone that depends on a name is no sum rule: the others drop out
        record(trace, item, "sum rule", {name: value for name, value in partials.items() if sum(name in partial for partial in inner) > 1})
    return partials


def of_negation(_item: Tree, inner: list[Partials], _trace: list[Step] | None) -> Partials:
    return {name: neg(value) for name, value in inner[0].items()}


def of_product(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    """Differentiate each factor that depends on a name and keep the others in their places."""
    factors = item[2]
    alike = equal_factors(factors) if len(factors) > LONG_PRODUCT else {}
    parts: list[tuple[str, Tree]] = []
    for place, partial in enumerate(inner):
        count = alike.get(place, 1)
        repeated = (number(count),) if count > 1 else ()
        for name, value in partial.items() if count else ():
            parts.append((name, times(*repeated, *factors[:place], value, *factors[place + 1 :])))
    partials = collect(parts)
    if trace is not None:
        for name, value in partials.items():
            rule = "product rule" if sum(name in partial for partial in inner) > 1 else "constant multiple"
            record(trace, item, rule, {name: value})
    return partials


def equal_factors(factors: tuple[Tree, ...]) -> dict[int, int]:
    """Return how often a small factor is one of a product's, at its first place, and 0 at the others: its terms in the product rule are equal."""
    first: dict[Tree, int] = {}
    counts: dict[int, int] = {}
    for place, factor in enumerate(factors):
        if not any(part[2] for arg in factor[2] for part in arg[2]):  # of two operations at most, so comparing them costs little
            counts[place] = 0
            counts[first.setdefault(factor, place)] += 1
    return counts


def names_of(first: Partials, second: Partials) -> Iterable[str]:
    """Return the names that one of two parts depends on, in order."""
    return dict.fromkeys((*first, *second)) if first and second else first or second


def of_quotient(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    above, below = item[2]
    partials: Partials = {}
    for name in names_of(*inner):
        rule, value = quotient(above, below, inner[0].get(name), inner[1].get(name))
        partials[name] = value
        if trace is not None:
            record(trace, item, rule, {name: value})
    return partials


def quotient(above: Tree, below: Tree, d_above: Tree | None, d_below: Tree | None) -> tuple[str, Tree]:
    """Return the rule and the derivative of above/below, one of whose parts may be constant."""
    if d_below is None:
        return "constant multiple", div(d_above or ONE, below)
    if d_above is None:
        return "reciprocal", neg(div(times(above, d_below), power(below, number(2))))
    return "quotient rule", div(add(times(d_above, below), neg(times(above, d_below))), power(below, number(2)))


def of_power(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    base, exponent = item[2]
    partials: Partials = {}
    for name in names_of(*inner):
        rule, value = powers(item, base, exponent, inner[0].get(name), inner[1].get(name))
        partials[name] = value
        if trace is not None:
            record(trace, item, rule, {name: value})
    return partials


def powers(item: Tree, base: Tree, exponent: Tree, d_base: Tree | None, d_exponent: Tree | None) -> tuple[str, Tree]:
    """Return the rule and the derivative of a power whose base, exponent or both depend on a name."""
    if d_exponent is None:
        return "power rule", times(exponent, lowered(base, exponent), d_base or ONE)
    if d_base is None:
        if base == number(0):
            return "zero to a positive power", number(0)
        if base[0] == "constant" and base[1] == "e":
            return "exponential", times(item, d_exponent)
        return "exponential in another base", times(item, call("log", base), d_exponent)
    grown = add(times(d_exponent, call("log", base)), div(times(exponent, d_base), base))
    return "power with variable exponent", mul(item, grown)


def lowered(base: Tree, exponent: Tree) -> Tree:
    """Return base to the exponent less one; a base to the power 2 gives the base itself."""
    if exponent[0] == "number" and isinstance(exponent[1], int) and exponent[1] > 0:
        return {1: ONE, 2: base}.get(exponent[1]) or power(base, number(exponent[1] - 1))
    return power(base, add(exponent, neg(ONE)))


@cache
def call_rule(function: str, index: int = 0) -> Rule:
    """Return the rule of a function of the table by one of its arguments."""
    row = FUNCTIONS[function]
    return Rule(row.rule, row.statement(index))


def of_call(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    """Differentiate a function of the table by each argument, and multiply by the argument's own derivative."""
    row = FUNCTIONS.get(item[1])
    if row is None:
        raise NotDifferentiable(f"there is no rule for the function '{item[1]}'")
    parts: list[tuple[str, Tree]] = []
    for index, partial in enumerate(inner):
        if partial:
            outer = row.derivative(index, item[2])
            parts += [(name, times(outer, value)) for name, value in partial.items()]
    partials = collect(parts)
    if trace is not None:
        first = next(index for index, partial in enumerate(inner) if partial)
        record(trace, item, call_rule(item[1], first), partials)
    return partials


def of_unspecified(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    """Differentiate an unspecified function by each argument: its order there rises by one."""
    name, orders = item[1]
    parts: list[tuple[str, Tree]] = []
    for index, partial in enumerate(inner):
        raised = tuple(order + (place == index) for place, order in enumerate(orders))
        parts += [(wrt, times(apply(name, item[2], raised), value)) for wrt, value in partial.items()]
    return record(trace, item, "unspecified function", collect(parts))


def of_series(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    """Differentiate a sum over an index term by term; the names that carry the index are its data."""
    _, low, high = item[2]
    partials = {name: node("sum", item[1], (value, low, high)) for name, value in inner[0].items() if not carries(name, item[1])}
    return record(trace, item, "sum rule", partials)


def of_integral(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    """Differentiate an integral by its limits and under its sign: f(b, x)·b′ − f(a, x)·a′ + ∫ ∂f/∂x dt.

    Source: Apostol, Mathematical Analysis, theorems 7.32 and 7.40 (the fundamental theorem, and differentiation under the sign).
    """
    _, variable, (_, low, high) = item
    under, below, above = inner
    parts = [(name, times(integrand_at(item, high), slope)) for name, slope in above.items()]
    parts += [(name, neg(times(integrand_at(item, low), slope))) for name, slope in below.items()]
    parts += [(name, node("integral", variable, (slope, low, high))) for name, slope in under.items()]
    partials = collect(parts)
    if trace is not None:
        for name, value in partials.items():
            record(trace, item, rule_of_integral(name in under, name in below, name in above), {name: value})
    return partials


def rule_of_integral(under: bool, below: bool, above: bool) -> str:
    """Return the rule for an integral in which a name stands under the sign, in the lower limit, in the upper one."""
    if under:
        return LEIBNIZ_MOVING if below else LEIBNIZ_UPPER if above else LEIBNIZ
    return BOTH if below and above else LOWER if below else FUNDAMENTAL


def of_condition(_item: Tree, _inner: list[Partials], _trace: list[Step] | None) -> Partials:
    """A condition only says which piece counts."""
    return NOTHING


def of_pieces(item: Tree, inner: list[Partials], trace: list[Step] | None) -> Partials:
    """Differentiate each piece under its condition; one that is meant at a single value of a name, x = 0, says nothing of the slope there."""
    args = item[2]
    partials: Partials = {}
    for name in dict.fromkeys(name for partial in inner for name in partial):
        slopes = [inner[place].get(name, ZERO) for place in range(0, len(args), 2)]
        lasting = [place for place in range(0, len(args), 2) if not at_one_value(args, place, name)]
        kept = [part for place in lasting for part in (slopes[place // 2], *args[place + 1 : place + 2])]
        slope = pieces(*kept) if len(kept) > 1 else kept[0] if kept else ZERO
        partials[name] = with_limits(item, slope, slopes, name) if 0 < len(kept) < len(args) else slope
    limits = any(at_one_value(args, place, name) for name in partials for place in range(0, len(args), 2)) and all(
        len(value[2]) == len(args) for value in partials.values()
    )
    return record(trace, item, "piece by piece; at a single point, the limit" if limits else "piece by piece", partials)


def with_limits(item: Tree, slope: Tree, slopes: list[Tree], name: str) -> Tree:
    """Return a derivative with what it tends to, in place of each piece that is meant at a single value of a name; without those where that is not known."""
    from chainrule.calculus.sets.near_boundaries import limit_of_slope

    args = item[2]
    found: list[Tree] = []
    for place, own in zip(range(0, len(args), 2), slopes, strict=True):
        value: Tree | None = own
        if at_one_value(args, place, name):
            _, operator, sides = args[place + 1] if place + 1 < len(args) else args[1]
            boundary = node("relation", "≠", sides)
            value = limit_of_slope(item, slope, boundary, name) if operator in ("=", "≠") else None
        found += () if value is None else (value, *args[place + 1 : place + 2])
    if len(found) > 1:
        return pieces(*found)
    others = [negated(condition) for condition in args[1::2]]
    return pieces(*found, others[0] if len(others) == 1 else logic("and", *others))


def negated(condition: Tree) -> Tree:
    """Return the condition that holds where another one does not."""
    kind, value, args = condition
    return node(kind, OPPOSITE[value], args) if kind == "relation" else logic("or" if value == "and" else "and", *map(negated, args))


OPPOSITE = {"<": "≥", "≤": ">", ">": "≤", "≥": "<", "=": "≠", "≠": "="}


def at_one_value(args: tuple[Tree, ...], place: int, name: str) -> bool:
    """Return whether a piece is meant only where a name has one value: if x = 0, or otherwise behind x ≠ 0."""
    if place + 1 < len(args):
        conditions = [args[place + 1]]
        while conditions:
            kind, value, parts = conditions.pop()
            if (kind, value) == ("relation", "=") and any(name in names(side) for side in parts):
                return True
            conditions += parts if (kind, value) == ("logic", "and") else ()
        return False
    kind, value, sides = args[1]
    return len(args) == 3 and (kind, value) == ("relation", "≠") and any(name in names(side) for side in sides)


def refused(item: Tree, _inner: list[Partials], _trace: list[Step] | None) -> Partials:
    raise NotDifferentiable(f"a {item[0]} has no derivative", hint="differentiate an expression")


DIFFERENTIATORS: dict[str, Callable[[Tree, list[Partials], list[Step] | None], Partials]] = {
    "neg": of_negation,
    "add": of_sum,
    "mul": of_product,
    "div": of_quotient,
    "pow": of_power,
    "call": of_call,
    "apply": of_unspecified,
    "sum": of_series,
    "integral": of_integral,
    "relation": of_condition,
    "logic": of_condition,
    "pieces": of_pieces,
    "derivative": refused,
}
