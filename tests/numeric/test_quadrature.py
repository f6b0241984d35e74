"""Integrals in numbers, in every arithmetic, and where they do not settle."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from chainrule import ChainRuleError, derive
from chainrule.errors import NumericError
from chainrule.numeric.arithmetic import COMPLEX, mpmath_arithmetic, numpy_arithmetic
from chainrule.numeric.program import OutsideDomain, Program
from chainrule.syntax import read_expression

VALUES = {
    "∫_0^x sin(t^2) dt": lambda x: mpmath.quad(lambda t: mpmath.sin(t**2), [0, x]),
    "∫_0^x sqrt(t) dt": lambda x: mpmath.mpf(x) ** 1.5 / 1.5,
    "∫_0^x ln(t) dt": lambda x: x * mpmath.log(x) - x,
    "∫_x^3 e^{-t^2} dt": lambda x: mpmath.sqrt(mpmath.pi) / 2 * (mpmath.erf(3) - mpmath.erf(x)),
    "∫_0^x 1/(1 + t^2) dt": mpmath.atan,
    "∫_0^x ∫_0^t cos(s) ds dt": lambda x: 1 - mpmath.cos(x),
}


@pytest.mark.parametrize("text", VALUES)
def test_value(text: str) -> None:
    """The value of an integral is right to many digits, in floats, beside the real line, in arrays and in mpmath's numbers."""
    program = Program()
    slot = program.add(read_expression(text))
    for x in (0.7, 1.9):
        expected = float(VALUES[text](x))
        assert program.run({"x": x})[slot] == pytest.approx(expected, rel=1e-12)
        assert complex(program.run({"x": complex(x, 1e-30)}, COMPLEX)[slot]).real == pytest.approx(expected, rel=1e-12)
        assert float(program.run({"x": x}, mpmath_arithmetic(30))[slot]) == pytest.approx(expected, rel=1e-12)
    found = program.run({"x": np.array([0.7, 1.9])}, numpy_arithmetic())[slot]
    assert list(found) == pytest.approx([float(VALUES[text](x)) for x in (0.7, 1.9)], rel=1e-12)


@pytest.mark.parametrize("text", ["∫_{-1}^x 1/t dt", "∫_{-x}^x 1/t dt", "∫_0^x 1/t dt", "∫_0^{2} |t - x| dt", "∫_0^{900 x} sin(t^2) dt"])
def test_unsettled(text: str) -> None:
    """Across a pole or a corner, also where all cancels by symmetry, and where there are too many waves, there is no value."""
    program = Program()
    program.add(read_expression(text))
    with pytest.raises(OutsideDomain):
        program.run({"x": 0.7})


def test_many_waves() -> None:
    """The value that someone asks for is worked out in many parts; where even these do not do, the message says so."""
    derivation = derive("F(x) = ∫_0^x sin(t^2) dt")
    found = derivation.at(x=9.0).values["F"]
    assert found == pytest.approx(float(mpmath.quad(lambda t: mpmath.sin(t**2), mpmath.linspace(0, 9, 60))), rel=1e-10)
    with pytest.raises(NumericError, match="does not settle"):
        derivation.at(x=90.0)


def test_too_many_inside_one_another() -> None:
    with pytest.raises(ChainRuleError, match="inside one another"):
        derive("∫_0^x ∫_0^t ∫_0^s r dr ds dt")


def test_no_wrong_derivative_passes() -> None:
    """A derivative that is wrong is found so, however small the error of the quadrature: 1 + 1e−7 times the right one."""
    from chainrule.numeric.comparison import Comparison

    program = Program()
    output = program.define("F", read_expression("∫_0^x e^{t} dt"))
    count = len(program)
    for share, verdict in ((1, True), (1 + 1e-7, False)):
        claim = program.add(read_expression(f"{share!r}*e^x"))
        comparison = Comparison(program, output, count, {"x": program.input("x")}, lambda slots, claim=claim: {"x": slots[claim]})
        assert comparison.agrees_at({"x": 0.9}) is verdict
    assert math.isclose(program.run({"x": 0.9})[output], math.exp(0.9) - 1, rel_tol=1e-13)
