"""Expressions in pieces in every arithmetic, and what is not chosen."""

from __future__ import annotations

import math

import numpy as np
import pytest

import chainrule
from chainrule.numeric.arithmetic import COMPLEX, FLOAT, mpmath_arithmetic, numpy_arithmetic
from chainrule.numeric.program import OutsideDomain, Program, value_of
from chainrule.syntax import read_expression

CASES = {
    "log(x) if x > 1 else x - 1": lambda x: math.log(x) if x > 1 else x - 1,
    "sqrt(x) if x >= 0 else 1/x": lambda x: math.sqrt(x) if x >= 0 else 1 / x,
    "x if 0 <= x < 1 else 2 if x = 2 else 3": lambda x: x if 0 <= x < 1 else 2 if x == 2 else 3,
    "1 if x < -1 or x > 2 else (x if x != 0 else 5)": lambda x: 1 if x < -1 or x > 2 else (x if x != 0 else 5),
    "1 if x > 0 and log(x) > 0 else exp(1000/x) if x > 100 else 0": lambda x: 1 if x > 0 and math.log(x) > 0 else 0,
    "gelu(x) if x < 0 else x^(1/2)": lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2 if x < 0 else math.sqrt(x),
}
POINTS = (-3.0, -1.0, -0.25, 0.0, 0.5, 1.0, 1.5, 2.0, 7.0)


@pytest.mark.parametrize("typed", CASES)
def test_the_piece_that_counts(typed: str) -> None:
    """Only the piece that counts needs a value, in floats, many digits, beside the real line, and in arrays."""
    tree = read_expression(typed)
    expected = [float(CASES[typed](point)) for point in POINTS]
    assert [value_of(tree, {"x": point}, FLOAT) for point in POINTS] == pytest.approx(expected)
    assert [float(value_of(tree, {"x": point}, mpmath_arithmetic(40))) for point in POINTS] == pytest.approx(expected)
    assert value_of(tree, {"x": np.array(POINTS)}, numpy_arithmetic()).tolist() == pytest.approx(expected)
    if "gelu" not in typed:
        beside = [value_of(tree, {"x": complex(point + 1e-9, 1e-30)}, COMPLEX).real for point in POINTS]
        assert beside == pytest.approx([float(CASES[typed](point + 1e-9)) for point in POINTS])


@pytest.mark.parametrize("typed", ["1 if x > 3 else 2 if x < 0", "1 if log(x - 2) > 0 else 2", "log(x - 2) if x > 0 else 1", "(1/(x - 1) if x < 2 else x)*2"])
def test_nothing_counts(typed: str) -> None:
    """Where no condition holds, where a condition has no value, or the piece that counts, there is none."""
    with pytest.raises(OutsideDomain):
        value_of(read_expression(typed), {"x": 1.0})


def test_what_is_needed_elsewhere_has_to_be_a_value() -> None:
    """The same operation outside of a piece is an operation of its own."""
    program = Program()
    program.add(read_expression("log(x) if x > 0 else 1"))
    assert program.run({"x": -1.0})
    program.add(read_expression("log(x)"))
    with pytest.raises(OutsideDomain):
        program.run({"x": -1.0})


def test_gradient_descent_through_pieces() -> None:
    """The gradient over samples is that of differences, also where a piece that does not count has no slope."""
    rows = [(0.5, 1.0), (-2.0, 0.3), (3.0, 2.0), (-0.1, -1.0)] * 15

    def loss(w: float) -> float:
        return sum(((math.log(w * x) + 1 if w * x > 1 else w * x) - y) ** 2 for x, y in rows)

    slope = (loss(1.2 + 1e-6) - loss(1.2 - 1e-6)) / 2e-6
    columns = {"x": [x for x, _ in rows], "y": [y for _, y in rows]}
    for data in (columns, {name: values[:4] for name, values in columns.items()}):
        share = len(data["x"]) / len(rows)
        found = chainrule.descend("z = w x; a = log(z) + 1 if z > 1 else z; L = (a - y)^2", data, {"w": 1.2}, 1e-3)
        assert next(found).parameters["w"] == pytest.approx(1.2 - 1e-3 * slope * share / len(data["x"]), rel=1e-6)


def test_descent_through_pieces_in_pieces() -> None:
    """The piece that counts passes its slope on, also inside another one and beside one without a value."""
    data = {"x": [-2.0, 0.5, 1.5, 2.5], "y": [0.3, 0.7, 1.1, 0.4]}

    def loss(w: float, b: float) -> float:
        inner = [w * x for x in data["x"]]
        outer = [(math.sqrt(z) if z > 1 else 2 * z - 1) * b if z > 0 else 3 * z for z in inner]
        return sum((a - y) ** 2 for a, y in zip(outer, data["y"], strict=True)) / len(outer)

    step = next(chainrule.descend("z = w x; a = (sqrt(z) if z > 1 else 2z - 1)*b if z > 0 else 3z; L = (a - y)^2", data, {"w": 0.8, "b": 0.3}, 1e-3))
    slopes = ((loss(0.8 + 1e-6, 0.3) - loss(0.8 - 1e-6, 0.3)) / 2e-6, (loss(0.8, 0.3 + 1e-6) - loss(0.8, 0.3 - 1e-6)) / 2e-6)
    assert step.loss == pytest.approx(loss(0.8, 0.3))
    assert step.parameters == pytest.approx({"w": 0.8 - 1e-3 * slopes[0], "b": 0.3 - 1e-3 * slopes[1]}, rel=1e-8)
