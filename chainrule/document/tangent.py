"""The tangent or the normal line at a point, where a problem asks for it: y = 9 + 6(x − 3) = 6x − 9."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading
from chainrule.document.values import as_shown, rounded
from chainrule.numeric.program import value_of
from chainrule.syntax.asked.lines import asked_line
from chainrule.tree import Tree, add, div, mul, neg, number, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.numeric import Evaluation


DENOMINATOR = 200  # of a fraction that stands for a number
STEEPEST = 1e10  # slope of a line; beyond, it is upright but for rounding
ROUNDING = 1e-12  # relative; what may be left of a level that is 0


def line(derivation: Derivation, found: Evaluation, there: Evaluation | None = None) -> Iterator[Block]:
    """Yield the line that a problem asks for, through the point at which numbers are put in; nothing where it asks for none.

    ``there`` are the numbers right beside the point.
    """
    output, names = derivation.output, derivation.wrt
    kind = asked_line(derivation.graph.problem.text) if derivation.order == 1 and len(names) == 1 else ""
    if not kind:
        return
    values, gradient = as_shown(found, there)
    if output not in values or names[0] not in values:
        return
    place, height, slope = (float(each) for each in (values[names[0]], values[output], gradient[names[0]]))
    if abs(slope) > STEEPEST:
        return
    x, left = symbol(names[0]), symbol(output)
    yield Heading((f"The {kind} line",))
    if kind == "normal" and slope == 0:
        yield Equations((Equation(x, (_number(place),)),))
        return
    slope = slope if kind == "tangent" else -1 / slope
    level = height - slope * place
    level = 0.0 if abs(level) <= ROUNDING * abs(height) else level
    forms = (_sum(height, slope, _sum(-place, 1, x)), _sum(level, slope, x))
    yield Equations((Equation(left, tuple(dict.fromkeys(forms))),))


def _sum(level: float, slope: float, x: Tree) -> Tree:
    """Return slope · x + level without parts that are 0 and a factor 1, the level in front where x is a bracket."""
    part = mul(_number(abs(slope)), x) if abs(slope) != 1 else x
    part = neg(part) if slope < 0 else part
    constant = _number(abs(level)) if level >= 0 else neg(_number(abs(level)))
    if not level or not slope:
        return part if slope else constant
    return add(constant, part) if x.kind == "add" else add(part, constant)


def _number(value: float) -> Tree:
    """Return a number as a decimal, or as a fraction where that is it and a short decimal is not."""
    near = Fraction(value).limit_denominator(DENOMINATOR)
    decimal = rounded(value)
    if near.denominator == 1 or abs(float(near) - value) > ROUNDING * max(1.0, value) or abs(value_of(decimal, {}) - value) <= ROUNDING * max(1.0, value):
        return decimal
    return div(number(near.numerator), number(near.denominator))
