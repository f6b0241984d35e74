"""The tangent or the normal line, or the tangent plane, at a point, where a problem asks for it: y = 9 + 6(x − 3) = 6x − 9."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from chainrule.calculus.tidying.tidy import tidied
from chainrule.document.blocks import Block, Equation, Equations, Heading
from chainrule.document.exact import asked_place, exactly, output_in_inputs
from chainrule.document.values import as_shown, corners_here, number_of, rounded
from chainrule.numeric.program import value_of
from chainrule.syntax.asked.lines import asked_line
from chainrule.tree import ONE, Tree, div, mul, neg, number, postorder, symbol, total

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
    if any(abs(slope) > STEEPEST for slope in slopes) or any(corners_here(derivation, lambda tree: number_of(tree, values))):
        return
    inputs = list(map(symbol, names))
    yield Heading((TITLES[kind],))
    if kind == "normal" and slopes == [0]:
        yield Equations((Equation(inputs[0], (_number(places[0], _exact(derivation, "tangent", [height, 0.0, height], {names[0]: places[0]})),)),))
        return
    slopes = [-1 / slope for slope in slopes] if kind == "normal" else slopes
    level = height - sum(map(operator.mul, slopes, places))
    level = 0.0 if abs(level) <= ROUNDING * abs(height) else level
    told = _exact(derivation, kind, [height, *slopes, level], dict(zip(names, places, strict=True)))
    moved = [_sum(-place, [1], [each], told) for place, each in zip(places, inputs, strict=True)]
    forms = (_sum(height, slopes, moved, told), _sum(level, slopes, inputs, told))
    left = symbol(output) if kind != "linear" else symbol("L" if "L" not in derivation.graph.ids else f"L_{output}")
    yield Equations((Equation(left, tuple(dict.fromkeys(forms))),))


def _exact(derivation: Derivation, kind: str, found: Sequence[float], places: Mapping[str, float]) -> dict[float, Tree]:
    """Return the exact numbers for the sizes of a height, slopes, a level and the place at which they are taken; empty where one is not found."""
    place = asked_place(derivation)
    height, results = output_in_inputs(derivation), [derivation.results[name] for name in derivation.wrt]
    if height is None or not places.keys() <= place.keys() or not all(result.substituted for result in results):
        return {}
    slopes = [result.tidy.tree for result in results]
    slopes = [div(neg(ONE), slope) for slope in slopes] if kind == "normal" else slopes
    level = total([height, *(neg(mul(slope, place[name])) for slope, name in zip(slopes, places, strict=True))])
    wanted = [(place[name], value) for name, value in places.items()] + list(zip((height, *slopes, level), found, strict=True))
    told = {abs(value): exactly(neg(tree) if value < 0 else tree, place, abs(value)) for tree, value in wanted}
    return {} if None in told.values() else {value: tree for value, tree in told.items() if tree is not None}


def _sum(level: float, slopes: Sequence[float], quantities: Sequence[Tree], told: Mapping[float, Tree]) -> Tree:
    """Return the level and each slope times its quantity, without parts that are 0 and factors 1; the level in front where a quantity is a bracket."""
    parts = [_times(slope, each, told) for slope, each in zip(slopes, quantities, strict=True) if slope]
    if level or not parts:
        size = _number(abs(level), told)
        signed = size if level >= 0 else tidied(neg(size)) if size.kind == "add" else neg(size)
        constant = signed.args if signed.kind == "add" else (signed,)
        parts = [*constant, *parts] if any(each.kind == "add" for each in quantities) else [*parts, *constant]
    return total(parts)


def _times(slope: float, quantity: Tree, told: Mapping[float, Tree]) -> Tree:
    part = mul(_number(abs(slope), told), quantity) if abs(slope) != 1 else quantity
    return neg(part) if slope < 0 else part


def _number(value: float, told: Mapping[float, Tree]) -> Tree:
    """Return a number as it is ``told``, else as a decimal, or as a fraction where that is it and a short decimal is not."""
    if any(item[0] in ("call", "constant") for item in postorder(told.get(value, ONE))):
        return told[value]
    near = Fraction(value).limit_denominator(DENOMINATOR)
    decimal = rounded(value)
    if near.denominator == 1 or abs(float(near) - value) > ROUNDING * max(1.0, value) or abs(value_of(decimal, {}) - value) <= ROUNDING * max(1.0, value):
        return decimal
    return div(number(near.numerator), number(near.denominator))
