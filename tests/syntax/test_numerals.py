"""Numbers as programs write them, and units."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.syntax.rules import Readings
from chainrule.syntax.units import without_units

NUMBERS = {
    "y = 2.0d0*x": "2",
    "exp(-0.5d0*x**2)": "-x*exp(-0.5*x^2)",
    "1d0/(1d0+x**2)": "-2*x/(1 + x^2)^2",
    "y = 1.0D+00*dsin(x)": "cos(x)",
    "x**(S(1)/3)": "1/(3*x^(2/3))",
    "Integer(2)*x**2": "4*x",
    "std::sin(x)": "cos(x)",
    "F.relu(x)": "step(x)",
    "(x - 1).pow(2)": "2*(x - 1)",
    "sin(x).diff(x)": "cos(x)",
    "CubeRoot[x]": "1/(3*root(x, 3)^2)",
    "implicitdiff(x^2 + y^2 = 1, y, x)": "-x/y",
    "y := x^2: diff(y, x);": "2*x",
}


@pytest.mark.parametrize(("typed", "expected"), NUMBERS.items(), ids=NUMBERS)
def test_programs(typed: str, expected: str) -> None:
    """2.0d0 and S(1) are numbers, and no products."""
    derivation = chainrule.derive(typed)
    assert len(derivation.wrt) == 1
    assert str(next(iter(derivation)).tidy) == expected


def test_names_stay_names() -> None:
    """A letter between a number and another one is a name where no full stop shows a number of Fortran; S is one where it is used."""
    assert set(chainrule.derive("y = 2d1*x").wrt) == {"d1", "x"}
    assert set(chainrule.derive("y = S*x + S(1)").wrt) == {"S", "x"}


def test_one_number_is_said() -> None:
    """That 2.0d0 is one number is said."""
    assert [str(each) for each in chainrule.derive("y = 2.0d0*x").readings] == ["2.0d0 read as one number; else write 2.0*d_0"]


UNITS = {
    "A = πr², dr/dt = 2 cm/s. Find dA/dt when r = 5 cm": "4*pi*r",
    "F = m a, a = 3 m/s^2, find dF/dm when m = 2 kg": "3",
    # what is asked about, and stands nowhere else, is no unit
    "v = 3 m/s, find dv/dm": "3/s",
    "v = 3 m/s. Find the derivative of v with respect to s at s = 2": "-3*m/s^2",
    "q = 2 g/L, find dq/dg when L = 3": "2/L",
    "V = x^3, dx/dt = 2 m/s, find dV/dt when x = 3 m.": "6*x^2",
    "z = x y, x = 3 t, y = 2 m, dz/dt": "6*m",
}


@pytest.mark.parametrize(("typed", "expected"), UNITS.items(), ids=UNITS)
def test_units(typed: str, expected: str) -> None:
    """Units behind numbers are set aside; one letter alone is a quantity, where nothing shows a unit."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


def test_a_norm_is_said_to_be_an_absolute_value() -> None:
    """Where it is open which of two names is a vector, all quantities are numbers, and a norm is an absolute value; that is said."""
    assert any("read as abs(y - w x)" in str(each) for each in chainrule.derive("L = ||y - w x||^2, dL/dw").readings)


def test_long_texts_are_searched_for_units_in_time() -> None:
    """The work is in proportion to the text."""
    text = "y = 2 m/s when " + "a" * 100_000
    assert len(without_units(text, Readings(text))) == len(text)
