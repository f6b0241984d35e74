"""Conditions on a function of something as conditions on that: √u < 1 as u < 1, −1 < 1/u < 1 as |u| > 1, x + √(x² + 1) > 0 as none at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chainrule.calculus.exact import Rational, inverse, is_negative, is_zero, plus, times
from chainrule.calculus.sets.bounds import Bounds
from chainrule.calculus.sets.intervals import around
from chainrule.calculus.sets.needs import NOT_ZERO, POSITIVE, Condition, Need, by_roots, implies, literal, read, settled
from chainrule.calculus.sets.polynomials import Polynomial, has_real_root, polynomial, rational_roots, value_at
from chainrule.calculus.tidying.terms import write_number
from chainrule.notation.indices import apart
from chainrule.problem import Definition
from chainrule.tree import Tree, add, call, fold, mul, neg, symbol, walk

Needs = list[tuple[Tree, Need]]


def inverted(expression: Tree, need: Need, bounds: Bounds) -> Needs | None:
    """Return needs of what stands inside an expression that come to the same, where the expression is defined; None without any."""
    trimmed = _trimmed(expression, need, bounds)
    if trimmed != need:
        return [(expression, trimmed)]
    inside = _inside(expression, need, bounds)
    return _without_constant(expression, need, bounds) if inside is None else inside


def _trimmed(expression: Tree, need: Need, bounds: Bounds) -> Need:
    """Return a need without the end that holds anyway: −1 < √u < 1 is √u < 1."""
    if need.low is None or need.high is None:
        return need
    at = bounds[expression]
    low, high = Need(need.low, None, need.strict), Need(None, need.high, need.strict)
    return high if settled(at, low) else low if settled(at, high) else need


def _inside(expression: Tree, need: Need, bounds: Bounds) -> Needs | None:
    kind, value, args = expression
    constant = _constant(expression)
    if constant is not None:
        return [(write_number(constant), need)]
    if kind == "div":
        above = literal(args[0])
        return _of_quotient(expression, need) if above is None else _of_reciprocal(above, args[1], need)
    if kind == "mul":
        return _of_product(expression, need, bounds)
    if kind == "add":
        added = _of_root_added(args, need)
        return _of_root_subtracted(args, need) if added is None else added
    if kind == "call" and value == "abs" and bounds[args[0]].low >= 0:
        return [(args[0], need)]
    if kind == "call" and value == "abs" and args[0][0] == "neg":
        return [(call("abs", args[0][2][0]), need)]
    if kind == "call" and value == "cosh" and need in (Need(low=1), Need(hole=1)):
        return [(args[0], NOT_ZERO)]
    if kind == "call" and value == "sqrt":
        return _of_root(args[0], need)
    if (kind == "call" and value == "exp") or (kind == "pow" and args[0][:2] == ("constant", "e")):
        return [(args[-1], _every(need, 0))] if _ends_at_one(need) else None
    if kind == "pow" and _is_fraction(args[1]):
        return [(args[0], need)] if _ends_at_one(need) else None
    return None


def _is_fraction(exponent: Tree) -> bool:
    """Return whether an exponent is a positive fraction, whose base is not negative."""
    form = fold(exponent, polynomial)
    value = None if form is None or form.name else form.coefficients[0]
    return value is not None and not isinstance(value, int) and value.q > 1 and not is_negative(value)


def _ends_at_one(need: Need) -> bool:
    """Return whether all ends of a need are 1."""
    return all(end == 1 for end in need.ends)


def _every(need: Need, value: Rational) -> Need:
    """Return a need with another number at every end."""
    low, high, hole = (None if end is None else value for end in (need.low, need.high, need.hole))
    return need._replace(low=low, high=high, hole=hole)


def _of_root(inner: Tree, need: Need) -> Needs | None:
    """Return the need of what is under a root; beyond 0 only, where squares keep the order."""
    if any(is_negative(end) for end in need.ends):
        return None
    low, high, hole = (None if end is None else times(end, end) for end in (need.low, need.high, need.hole))
    return [(inner, need._replace(low=low, high=high, hole=hole))]


def _of_reciprocal(above: Rational, below: Tree, need: Need) -> Needs | None:
    """Return the need of u for c/u."""
    if is_zero(above) or need.low is None:
        return None
    if need.high is not None:
        symmetric = is_zero(plus(need.low, need.high))
        size = times(above, inverse(need.high)) if symmetric else 0
        return [(call("abs", below), Need(low=times(size, -1) if is_negative(size) else size, strict=need.strict))] if symmetric else None
    if is_zero(need.low) or is_negative(need.low) or is_negative(above):
        return None
    most = times(above, inverse(need.low))
    return [(below, Need(0, most))] if need.strict else [(below, POSITIVE), (below, Need(high=most, strict=False))]


def _of_quotient(expression: Tree, need: Need) -> Needs | None:
    """Return where a quotient of polynomials is positive, or not negative: where their product is; what is below is not 0 anyway."""
    above, below = expression[2]
    return by_roots(mul(above, below), need) if need in (POSITIVE, POSITIVE._replace(strict=False)) else None


def _constant(expression: Tree) -> Rational | None:
    """Return the number that a quotient of polynomials is wherever it is defined, as (x − 1)/(1 − x) is −1; None for anything else."""
    if expression[0] == "neg" and expression[2][0][0] == "div":
        opposite = _constant(expression[2][0])
        return None if opposite is None else times(opposite, -1)
    if expression[0] != "div":
        return None
    a, b = (fold(side, polynomial) for side in expression[2])
    if a is None or b is None or not b.name or a.name != b.name or a.degree != b.degree:
        return None
    ratio = times(a.coefficients[-1], inverse(b.coefficients[-1]))
    return ratio if all(is_zero(plus(x, times(times(y, ratio), -1))) for x, y in zip(a.coefficients, b.coefficients, strict=True)) else None


def _of_product(expression: Tree, need: Need, bounds: Bounds) -> Needs | None:
    """Return the need of a product without its factors that are positive anyway: 4π·D·t > 0 is D·t > 0."""
    args = expression[2]
    kept = [arg for arg in args if not settled(bounds[arg], POSITIVE)]
    if need not in (POSITIVE, POSITIVE._replace(strict=False)) or not kept or len(kept) == len(args):
        return None
    return [(mul(*kept) if len(kept) > 1 else kept[0], need)]


def _of_root_added(args: tuple[Tree, ...], need: Need) -> Needs | None:
    """Return the need of A + √B to be positive: none where B > A² everywhere, that of A where B < A² everywhere.

    Where B ≥ A² everywhere, and is A² at a few numbers, those of them are left out at which A is not positive.
    """
    roots = [arg for arg in args if arg[:2] == ("call", "sqrt")]
    if need != POSITIVE or len(roots) != 1:
        return None
    others = [arg for arg in args if arg is not roots[0]]
    other = add(*others) if len(others) > 1 else others[0]
    form = fold(add(roots[0][2][0], neg(mul(other, other))), polynomial)
    sign = 0 if form is None else _sign(form)
    if sign or form is None:
        return [] if sign > 0 else [(other, POSITIVE)] if sign else None
    own, zeros = fold(other, polynomial), rational_roots(form.coefficients)
    if own is None or not zeros or is_negative(form.coefficients[-1]) or any(zero.multiplicity % 2 for zero in zeros):
        return None
    reached = [(zero.value, value_at(own.coefficients, zero.value)) for zero in zeros]
    return [(symbol(form.name), Need(hole=place)) for place, value in reached if is_zero(value) or is_negative(value)]


def _of_root_subtracted(args: tuple[Tree, ...], need: Need) -> Needs | None:
    """Return the needs of A − √B to be positive, or not negative: those of A and of A² − B; not to be 0, none where A² − B has a sign everywhere.

    A may be a root itself. None where what A² − B comes to is no number and no stretch of numbers.
    """
    roots = [arg for arg in args if arg[0] == "neg" and arg[2][0][:2] == ("call", "sqrt")]
    if len(roots) != 1 or not (need == NOT_ZERO or (need.low == 0 and need.high is None)):
        return None
    others = [arg for arg in args if arg is not roots[0]]
    other, inner = add(*others) if len(others) > 1 else others[0], roots[0][2][0][2][0]
    square = other[2][0] if other[:2] == ("call", "sqrt") else mul(other, other)
    left = add(square, neg(inner))
    form = fold(left, polynomial)
    sign = 0 if form is None else _sign(form)
    if sign:
        return [] if need == NOT_ZERO else [(other, need), (write_number(sign), need)]
    return [(other, need), (left, need)] if form is not None and need != NOT_ZERO and (form.degree < 2 or by_roots(left, need)) else None


def _sign(form: Polynomial) -> int:
    """Return the sign that a polynomial has everywhere, 0 where there is none."""
    if form.degree and has_real_root(form.coefficients):
        return 0
    first = form.coefficients[0]
    return 0 if is_zero(first) else -1 if is_negative(first) else 1


def _without_constant(expression: Tree, need: Need, bounds: Bounds) -> Needs | None:
    """Return the needs of a function or power u for a number and u, or −u, added: |x| − 1 > 0 as |x| > 1, and 1 − √x > 0 as √x < 1, which is x < 1."""
    kind, _, args = expression
    if kind != "add" or len(args) != 2:
        return None
    for constant, other in (args, args[::-1]):
        number = literal(constant)
        if number is None or literal(other) is not None:
            continue
        negative = other[0] == "neg"
        inner = other[2][0] if negative else other
        low, high, hole = (None if end is None else times(plus(end, times(number, -1)), -1 if negative else 1) for end in (need.low, need.high, need.hole))
        moved = Need(high, low, need.strict, hole) if negative else Need(low, high, need.strict, hole)
        trimmed = _trimmed(inner, moved, bounds)
        if inner[0] in ("call", "pow"):
            found = _inside(inner, trimmed, bounds)
            return [(inner, trimmed)] if found is None and fold(inner, polynomial) is None else found
        return None
    return None


# Conditions that follow from one another

def rules_out(expression: Tree, need: Need, name: Tree, other: Need) -> bool:
    """Return whether what an expression must be keeps a name off a number, as x² − 4 > 0 and |x| > 2 keep x off 2, and x·y > 0 off 0."""
    if other.hole is None or need.hole is not None or name[0] != "symbol" or expression[0] == "symbol":
        return False
    if expression[0] == "mul" and other.hole == 0 and name in expression[2]:
        return settled(around(0), need) is False
    inner = expression[2][0] if expression[:2] == ("call", "abs") else expression
    form = fold(inner, polynomial)
    if form is None or form.name != name[1]:
        return False
    value = value_at(form.coefficients, other.hole)
    return settled(around(times(value, -1) if inner is not expression and is_negative(value) else value), need) is False


def with_earlier(found: tuple[Condition, ...], earlier: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Return conditions with those of what was differentiated before, none that follows from another one.

    The derivative of log(x) is 1/x, and the second derivative holds where x > 0 all the same, not where x ≠ 0.
    """
    kept = list(found)
    for item in earlier:
        if item.kind == "given" or item.within is not None:
            if item not in kept:
                kept.append(item)
            continue
        expression, need = read(item.substituted or item.relation)
        whole = [each for each in kept if (item.kink or not each.kink) and each.kind != "given" and each.within is None]
        others = [(each, *read(each.substituted or each.relation)) for each in whole]
        if any(other == expression and implies(theirs, need) for _, other, theirs in others):
            continue
        for each, other, theirs in others if not item.kink else ():
            if (other == expression and implies(need, theirs)) or rules_out(expression, need, other, theirs):
                kept.remove(each)
        kept.append(replace(item, kink="", corner=None) if item.kink else item)
    return tuple(kept)


def is_used_as_it_is(of: str, by: tuple[str, ...], definitions: Iterable[Definition]) -> bool:
    """Return whether definitions use the derivative of a quantity where that is given, ds/dt or s'(t) of s(t), not somewhere else, as s'(t + 1)."""
    names = tuple(map(symbol, by))
    for kind, value, args in (item for each in definitions for item in walk(each.tree)):
        if kind == "derivative" and args[0] == symbol(of) and sorted(arg[1] for arg in args[1:]) == sorted(by):
            return True
        if kind == "apply" and value[0] == of and sum(value[1]) == len(by) and all(arg[0] == "symbol" for arg in args) and {*names} <= {*args}:
            return True
        if kind == "symbol" and value.startswith(f"{of}_") and sorted(apart(value)[1].replace(",", "")) == sorted("".join(by)):
            return True
    return False
