"""At which numbers a condition on one name holds: ln(x) > 1 beyond e, 2 − x² > 0 between −√2 and √2, x² − x − 2 > 0 below −1 and above 2.

What is found is compared with the condition at points between and right beside the ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, zip_longest
from math import inf, isfinite, log, pi
from typing import NamedTuple

from chainrule.calculus.exact import Rational, is_negative, is_zero, plus, times
from chainrule.calculus.sets.needs import MIRRORED, literal
from chainrule.calculus.sets.polynomials import Coefficients, Polynomial, polynomial, rational_roots
from chainrule.calculus.tidying.terms import write_number
from chainrule.calculus.tidying.tidy import tidied
from chainrule.errors import ChainRuleError
from chainrule.functions import f, ln
from chainrule.numeric.program import value_of
from chainrule.tree import ONE, ZERO, E, Tree, add, call, div, fold, mul, names, neg, number, power, size, symbol

SIZE, STEPS = 12, 12  # nodes of an end that still reads well, and functions inside functions that are solved
NEAR = 1e-3  # how far beside the ends, relative to them, conditions are compared with what they were


class End(NamedTuple):
    """A number as it is written and as it is compared."""

    tree: Tree
    value: float


class Stretch(NamedTuple):
    """The numbers from ``low`` to ``high``, without these if ``strict``; None where it does not end."""

    low: End | None
    high: End | None
    strict: bool = True

    def holds(self, value: float) -> bool:
        """Return whether a number is inside."""
        return (self.low is None or self.low.value < value) and (self.high is None or value < self.high.value)


class Numbers(NamedTuple):
    """Numbers that an expression may be: stretches in ascending order, without some holes."""

    stretches: tuple[Stretch, ...]
    holes: tuple[End, ...] = ()


ALL, NOTHING = Stretch(None, None), Numbers(())
Builder = Callable[[Tree], Tree]

# Functions that rise, or fall, over one interval: what undoes them, the bounds of their values, and whether they rise.
CLOSED = ("sqrt", "asin", "acos", "acosh")  # those of them that reach the bounds
UNDONE: dict[str, tuple[Builder, float, float, bool]] = {
    "log": (lambda c: power(E, c), -inf, inf, True),
    "exp": (ln, 0, inf, True),
    "sqrt": (lambda c: c**2, 0, inf, True),
    "asin": (f("sin"), -pi / 2, pi / 2, True),
    "acos": (f("cos"), 0, pi, False),
    "atan": (f("tan"), -pi / 2, pi / 2, True),
    "sinh": (f("asinh"), -inf, inf, True),
    "asinh": (f("sinh"), -inf, inf, True),
    "acosh": (f("cosh"), 0, inf, True),
    "tanh": (f("atanh"), -1, 1, True),
    "atanh": (f("tanh"), -inf, inf, True),
    "sigmoid": (lambda c: ln(c / (1 - c)), 0, 1, True),
}
# Even functions that fall and then rise: what undoes them from 0 on, and their least value.
EVEN: dict[str, tuple[Builder, float]] = {"abs": (lambda c: c, 0), "cosh": (f("acosh"), 1)}


def solved(condition: Tree, name: str) -> Numbers | None:
    """Return the numbers for a name at which a condition on it alone holds, as far as what stands in it has values there; None where that is not found."""
    read = _read(condition)
    if read is None:
        return None
    expression, numbers = read
    for _ in range(STEPS):
        if expression == symbol(name):
            return numbers if _agrees(condition, name, numbers) else None
        found = _of_polynomials(expression, numbers)
        if found is None:
            inside = _inside(expression, numbers)
            if inside is None:
                return None
            expression, found = inside
        else:
            expression = symbol(name)
        if not (found.stretches or found.holes) or any(size(end.tree) > SIZE for end in ends_of(found)):
            return None
        numbers = found
    return None


def _read(condition: Tree) -> tuple[Tree, Numbers] | None:
    """Return the expression that a condition is about, and the numbers that it may be."""
    operator, sides = condition.value, condition.args
    if condition.kind != "relation" or (operator not in MIRRORED and len(sides) == 2):
        return None
    if len(sides) == 3:
        low, expression, high = sides
        ends = _end(low), _end(high)
        return None if operator not in "<≤" or None in ends else (expression, Numbers((Stretch(*ends, operator == "<"),)))
    if not names(sides[0]):
        operator, sides = MIRRORED[operator], sides[::-1]
    expression, end = (sides[0], _end(sides[1])) if not names(sides[1]) else (add(sides[0], neg(sides[1])), End(ZERO, 0.0))
    if end is None:
        return None
    if operator == "≠":
        return expression, Numbers((ALL,), (end,))
    strict = operator in "<>"
    return expression, Numbers((Stretch(end, None, strict) if operator in ">≥" else Stretch(None, end, strict),))


def _end(tree: Tree) -> End | None:
    """Return a number by its formula; None where it has no finite value."""
    try:
        tidy = tidied(tree)
        value = value_of(tidy, {})
    except (ChainRuleError, ArithmeticError, ValueError):
        return None
    return End(tidy, value) if isinstance(value, (int, float)) and isfinite(value) else None


def ends_of(numbers: Numbers) -> Iterator[End]:
    """Yield all ends and holes."""
    yield from (end for each in numbers.stretches for end in each[:2] if end is not None)
    yield from numbers.holes


# What stands inside

def _inside(expression: Tree, numbers: Numbers) -> tuple[Tree, Numbers] | None:
    """Return what stands inside the outermost operation, and what that may be."""
    kind, value, args = expression
    if kind == "neg":
        return args[0], _undone(numbers, neg, rises=False)
    if kind in ("add", "mul", "div"):
        return _without_numbers(expression, numbers)
    if kind == "pow":
        return _of_power(args[0], args[1], numbers)
    if kind == "call" and value in EVEN:
        back, least = EVEN[value]
        return args[0], _on_both_sides(numbers, back, least)
    if kind == "call" and value == "logb" and not names(args[1]):
        base = _end(args[1])
        return None if base is None or base.value <= 1 else (args[0], _undone(numbers, lambda c: power(args[1], c)))
    if kind == "call" and value in UNDONE:
        back, least, most, rises = UNDONE[value]
        return args[0], _undone(numbers, back, least, most, rises=rises, closed=value in CLOSED)
    return None


def _without_numbers(expression: Tree, numbers: Numbers) -> tuple[Tree, Numbers] | None:
    """Return the one part of a sum, a product or a quotient that has a name, and what it may be."""
    kind, _, args = expression
    inner = [arg for arg in args if names(arg)]
    if len(inner) != 1 or (kind == "div" and inner[0] is not args[0]):
        return None
    others = [arg for arg in args if arg is not inner[0]]
    if kind == "add":
        return inner[0], _undone(numbers, lambda c: add(c, *map(neg, others)))
    factor = _end(mul(*others) if kind == "mul" and len(others) > 1 else others[0] if kind == "mul" else div(ONE, others[0]))
    if factor is None or not factor.value:
        return None
    return inner[0], _undone(numbers, lambda c: div(c, factor.tree), rises=factor.value > 0)


def _of_power(base: Tree, exponent: Tree, numbers: Numbers) -> tuple[Tree, Numbers] | None:
    """Return the base of a whole power, or the exponent of a number, and what it may be."""
    if not names(base):
        end = _end(base)
        if end is None or end.value <= 0 or end.value == 1:
            return None
        return exponent, _undone(numbers, lambda c: _logarithm(c, base), 0, inf, rises=end.value > 1)
    degree = literal(exponent)
    if not isinstance(degree, int) or degree < 2:
        return None
    if degree % 2:
        return base, _undone(numbers, lambda c: call("root", c, exponent))
    return base, _on_both_sides(numbers, _root if degree == 2 else lambda c: call("root", c, exponent))


def _logarithm(value: Tree, base: Tree) -> Tree:
    """Return the logarithm of a number to a base: a whole number where it is one."""
    if value.kind == base.kind == "number" and isinstance(value.value, int) and isinstance(base.value, int):
        degree = round(log(value.value, base.value))
        if base.value**degree == value.value:
            return number(degree)
    return ln(value) if base == E else div(ln(value), ln(base))


def _root(square: Tree) -> Tree:
    """Return the square root of a number; of a fraction, as one of roots."""
    return div(call("sqrt", square.args[0]), call("sqrt", square.args[1])) if square.kind == "div" else call("sqrt", square)


def _undone(numbers: Numbers, back: Builder, least: float = -inf, most: float = inf, *, rises: bool = True, closed: bool = False) -> Numbers:
    """Return what the argument of a function may be, whose values lie between ``least`` and ``most``, these among them if ``closed``.

    Nothing where that is not found.
    """
    stretches, reached = [], {end.value for end in ends_of(numbers)} & {least, most}
    if closed and reached:
        return NOTHING
    for each in numbers.stretches:
        low = None if each.low is None or each.low.value <= least else each.low
        high = None if each.high is None or each.high.value >= most else each.high
        if (low is not None and low.value >= most) or (high is not None and high.value <= least):
            continue
        ends = [None if end is None else _end(back(end.tree)) for end in (low, high)]
        if any(end is None and given is not None for end, given in zip(ends, (low, high), strict=True)):
            return NOTHING
        stretches.append(Stretch(ends[0], ends[1], each.strict) if rises else Stretch(ends[1], ends[0], each.strict))
    holes = [_end(back(hole.tree)) for hole in numbers.holes if least < hole.value < most]
    return NOTHING if None in holes else Numbers(tuple(stretches if rises else stretches[::-1]), tuple(hole for hole in holes if hole is not None))


def _on_both_sides(numbers: Numbers, back: Builder, least: float = 0) -> Numbers:
    """Return what the argument of an even function may be, |u| or u^2, which rises from 0 on: what it may be there, and the opposite of that."""
    right = _undone(numbers, back, least, inf)
    beyond = [each for each in right.stretches if each.low is not None]
    around = [Stretch(each.high and _opposite(each.high), each.high, each.strict) for each in right.stretches if each.low is None]
    before = [Stretch(each.high and _opposite(each.high), each.low and _opposite(each.low), each.strict) for each in reversed(beyond)]
    ends = (*numbers.holes, *(each.low for each in numbers.stretches if each.strict and each.low is not None))
    zero = (End(ZERO, 0.0),) if any(end.value == least for end in ends) else ()
    return Numbers((*before, *around, *beyond), (*map(_opposite, reversed(right.holes)), *zero, *right.holes))


def _opposite(end: End) -> End:
    return End(tidied(neg(end.tree)), -end.value)


# Polynomials

def _of_polynomials(expression: Tree, numbers: Numbers) -> Numbers | None:
    """Return what the name may be for a polynomial, or a quotient of two, to be one of some numbers; None where its roots are not found."""
    above, below = (fold(each, polynomial) for each in fold(expression, _over_one))
    if above is None or below is None or above.degree + below.degree < 2 or not all(each.strict or not below.degree for each in numbers.stretches):
        return None
    poles = _roots(below.coefficients) if below.degree else []
    reached = [_reached(above, below, end) for end in ends_of(numbers)]
    if poles is None or None in reached:
        return None
    roots = [[] if each is None else each for each in reached]
    first_hole = len(roots) - len(numbers.holes)
    ends = sorted((root for each in (*roots[:first_hole], poles) for root in each), key=lambda end: end.value)
    over, under = _evaluated(above.coefficients), _evaluated(below.coefficients)
    places = [_between(low, high) for low, high in pairwise([-inf, *[end.value for end in ends], inf])]
    inside = [bool(under(place)) and any(each.holds(over(place) / under(place)) for each in numbers.stretches) for place in places]
    return _joined(ends, inside, numbers, [root for each in roots[first_hole:] for root in each])


def _over_one(item: Tree, parts: list[tuple[Tree, Tree]]) -> tuple[Tree, Tree]:
    """Return an expression over 1, or as one fraction, given its parts so; to be folded over a tree."""
    kind, _, args = item
    if kind == "neg":
        return neg(parts[0][0]), parts[0][1]
    if kind == "add":
        terms = [mul(above, *[below for other, (_, below) in enumerate(parts) if other != place]) for place, (above, _) in enumerate(parts)]
        return add(*terms), mul(*[below for _, below in parts])
    if kind == "mul":
        return mul(*[above for above, _ in parts]), mul(*[below for _, below in parts])
    if kind == "div":
        (above, below), (over, under) = parts
        return mul(above, under), mul(below, over)
    if kind == "pow" and isinstance(degree := literal(args[1]), int) and degree:
        above, below = parts[0] if degree > 0 else parts[0][::-1]
        return power(above, number(abs(degree))), power(below, number(abs(degree)))
    return item, ONE


def _reached(above: Polynomial, below: Polynomial, end: End) -> list[End] | None:
    """Return where a quotient of polynomials reaches a number; None where that is not found."""
    value = fold(end.tree, polynomial)
    if value is None or value.name:
        return None
    share = times(value.coefficients[0], -1)
    rest = [plus(one, times(other, share)) for one, other in zip_longest(above.coefficients, below.coefficients, fillvalue=0)]
    while len(rest) > 1 and is_zero(rest[-1]):
        rest.pop()
    return _roots(tuple(rest)) if len(rest) > 1 else []


def _joined(ends: list[End], inside: list[bool], numbers: Numbers, holes: list[End]) -> Numbers | None:
    """Return the gaps between some ends that are inside as stretches; two of them are one, with a hole between them if that does not count."""
    strict = all(each.strict for each in numbers.stretches)
    low: End | None = None
    stretches: list[Stretch] = []
    for place, holds in enumerate(inside):
        high = ends[place] if place < len(ends) else None
        follows = place + 1 < len(inside) and inside[place + 1]
        if holds and follows and high is not None:
            holes += [high] if strict else []
        elif holds:
            stretches.append(Stretch(low, high, strict))
        if not holds and not follows and high is not None and not strict:
            return None  # a point apart
        low = low if holds and follows else high
    return Numbers(tuple(stretches), tuple(sorted(holes, key=lambda end: end.value)))


def _roots(coefficients: Coefficients) -> list[End] | None:
    """Return the real roots of a polynomial, each once; None where they are not found."""
    found = rational_roots(coefficients)
    if found is not None:
        return [End(write_number(root.value), value) for root in found if (value := _float(root.value)) is not None]
    if len(coefficients) != 3 or is_zero(coefficients[1]):
        return None  # x² − 2 is a power that is undone
    c, b, a = coefficients if not is_negative(coefficients[2]) else [times(value, -1) for value in coefficients]
    inner = tidied(call("sqrt", write_number(plus(times(b, b), times(times(a, c), -4)))))
    both = [_end(div(add(neg(write_number(b)), root), write_number(times(2, a)))) for root in (neg(inner), inner)]
    return None if None in both else [End(_with_sign_inside(each.tree), each.value) for each in both if each is not None]


def _with_sign_inside(tree: Tree) -> Tree:
    """Return −(1 + √5)/2 as (−1 − √5)/2; other numbers as they are."""
    above, below = tree.args[0].args if tree.kind == "neg" and tree.args[0].kind == "div" else (tree.args[0] if tree.kind == "neg" else tree, ONE)
    if tree.kind != "neg" or above.kind != "add":
        return tree
    turned = add(*[each.args[0] if each.kind == "neg" else neg(each) for each in above.args])
    return turned if below == ONE else div(turned, below)


def _float(value: Rational) -> float | None:
    end = _end(write_number(value))
    return None if end is None else end.value


def _evaluated(coefficients: Coefficients) -> Callable[[float], float]:
    """Return a polynomial as a function of floats."""
    values = [float(value) if isinstance(value, int) else value.p / value.q for value in coefficients]

    def at(x: float) -> float:
        total = 0.0
        for value in reversed(values):
            total = total * x + value
        return total

    return at


def _between(low: float, high: float) -> float:
    """Return a number between two others, of which one or both may be infinite."""
    if low == -inf:
        return 0.0 if high == inf else high - 1 - abs(high)
    return low + 1 + abs(low) if high == inf else (low + high) / 2


# Confirmed

def _agrees(condition: Tree, name: str, numbers: Numbers) -> bool:
    """Return whether a condition holds where it is said to, and nowhere else, at some points: between the ends, and right beside them."""
    ends = sorted({end.value for end in ends_of(numbers)})
    places = [_between(low, high) for low, high in pairwise([-inf, *ends, inf])]
    places += [end + side * NEAR * max(1.0, abs(end)) for end in ends for side in (-1, 1)]
    compared = 0
    for place in places:
        holds = holds_at(condition, {name: place})
        if holds is not None:
            compared += 1
            if holds != any(each.holds(place) for each in numbers.stretches):
                return False
    return compared > len(ends)


def holds_at(condition: Tree, values: dict[str, float]) -> bool | None:
    """Return whether a condition holds at a point; None where a side has no value."""
    try:
        sides = [value_of(side, values) for side in condition.args]
    except (ChainRuleError, ArithmeticError, ValueError):
        return None
    if condition.value == "≠":
        return bool(sides[0] != sides[1])
    return all((one < other) if condition.value in "<≤" else (one > other) for one, other in pairwise(sides))
