"""The tangent or the normal line, or the tangent plane, at a point, where a problem asks for it: y = 9 + 6(x − 3) = 6x − 9."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading
from chainrule.document.values import as_shown, rounded
from chainrule.numeric.program import value_of
from chainrule.syntax.asked.lines import asked_line
from chainrule.tree import Tree, div, mul, neg, number, symbol, total

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.numeric import Evaluation


TITLES = {"tangent": "The tangent line", "normal": "The normal line", "plane": "The tangent plane", "linear": "The linear approximation"}
DENOMINATOR = 200  # of a fraction that stands for a number
STEEPEST = 1e10  # slope of a line; beyond, it is upright but for rounding
ROUNDING = 1e-12  # relative; what may be left of a level that is 0


def line(derivation: Derivation, found: Evaluation, there: Evaluation | None = None) -> Iterator[Block]:
    """Yield the line or the plane that a problem asks for, through the point at which numbers are put in; nothing where it asks for none.

    ``there`` are the numbers right beside the point.
    """
    output, names = derivation.output, derivation.wrt
    kind = asked_line(derivation.graph.problem.text) if derivation.order == 1 else ""
    if not kind or (kind in ("tangent", "normal") and len(names) > 1):
        return
    values, gradient = as_shown(found, there)
    if not values.keys() >= {output, *names}:
        return
    height, places, slopes = float(values[output]), [float(values[name]) for name in names], [float(gradient[name]) for name in names]
    if any(abs(slope) > STEEPEST for slope in slopes):
        return
    inputs = list(map(symbol, names))
    yield Heading((TITLES[kind],))
    if kind == "normal" and slopes == [0]:
        yield Equations((Equation(inputs[0], (_number(places[0]),)),))
        return
    slopes = [-1 / slope for slope in slopes] if kind == "normal" else slopes
    level = height - sum(map(operator.mul, slopes, places))
    level = 0.0 if abs(level) <= ROUNDING * abs(height) else level
    moved = [_sum(-place, [1], [each]) for place, each in zip(places, inputs, strict=True)]
    forms = (_sum(height, slopes, moved), _sum(level, slopes, inputs))
    left = symbol(output) if kind != "linear" else symbol("L" if "L" not in derivation.graph.ids else f"L_{output}")
    yield Equations((Equation(left, tuple(dict.fromkeys(forms))),))


def _sum(level: float, slopes: Sequence[float], quantities: Sequence[Tree]) -> Tree:
    """Return the level and each slope times its quantity, without parts that are 0 and factors 1; the level in front where a quantity is a bracket."""
    parts = [_times(slope, each) for slope, each in zip(slopes, quantities, strict=True) if slope]
    if level or not parts:
        constant = _number(abs(level)) if level >= 0 else neg(_number(abs(level)))
        parts = [constant, *parts] if any(each.kind == "add" for each in quantities) else [*parts, constant]
    return total(parts)


def _times(slope: float, quantity: Tree) -> Tree:
    part = mul(_number(abs(slope)), quantity) if abs(slope) != 1 else quantity
    return neg(part) if slope < 0 else part


def _number(value: float) -> Tree:
    """Return a number as a decimal, or as a fraction where that is it and a short decimal is not."""
    near = Fraction(value).limit_denominator(DENOMINATOR)
    decimal = rounded(value)
    if near.denominator == 1 or abs(float(near) - value) > ROUNDING * max(1.0, value) or abs(value_of(decimal, {}) - value) <= ROUNDING * max(1.0, value):
        return decimal
    return div(number(near.numerator), number(near.denominator))
