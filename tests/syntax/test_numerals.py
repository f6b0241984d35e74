"""Numbers as programs write them, and units."""

from __future__ import annotations

from decimal import Decimal

import pytest

import chainrule
from chainrule.syntax import read_problem
from chainrule.syntax.around.units import without_units
from chainrule.syntax.rules import Readings
from chainrule.tree import number

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
    "y = 2.*x**2. + 1.5*x": "4*x + 1.5",
    "y = x**2. / 3.": "2*x/3",
    "s(t) = t^3 - 6t^2. Find the velocity": "3*t^2 - 12*t",
}


@pytest.mark.parametrize(("typed", "expected"), NUMBERS.items(), ids=NUMBERS)
def test_programs(typed: str, expected: str) -> None:
    """2.0d0 and S(1) are numbers, and no products."""
    derivation = chainrule.derive(typed)
    assert len(derivation.wrt) == 1
    assert str(next(iter(derivation)).tidy) == expected


COMMAS = {
    "f(x) = 0,5x² + 1,25x": "x + 1.25",
    "y = 1,5(x + 2,5)^2": "3*(x + 2.5)",
    "y = sin(0,5x)": "0.5*cos(0.5*x)",
    "y = (0,5x + 1)^2": "0.5*x + 1",
    "y = 0{,}5x^2": "x",
    r"y = \frac{1,5}{x}": "-1.5/x^2",
    "y = e^(0,5x)": "0.5*e^(0.5*x)",
    "y = (x + 1)^(1,5)": "1.5*(x + 1)^0.5",
    "f = x^2 + max(1, 2,5)": "2*x",
}


@pytest.mark.parametrize(("typed", "expected"), COMMAS.items(), ids=COMMAS)
def test_decimal_commas(typed: str, expected: str) -> None:
    """A comma between digits is a decimal sign where it can part nothing, which is said."""
    derivation = chainrule.derive(typed)
    assert str(derivation["x"].tidy) == expected
    assert "else put a space behind the comma" in str(derivation.readings[0])


GROUPS = {
    "y = 1 000 x": "1000",
    "C(x) = 12 500 + 35x": "35",
    "R(x) = 1 200 x - 0.5 x^2": "1200 - x",
    "y = 2 000 000 e^{0.5 x}": "1000000*e^(0.5*x)",
    "y = 1 000,5 x": "1000.5",
    "y = 1\u202f000 x": "1000",
    r"$y = 12\,500 x$": "12500",
    r"$y = 1{,}000 x$": "1000",
    "y = 1,000 x^2": "2000*x",
    "y = 12,000.50 x": "12000.5",
    "y = 1,000,000 x": "1000000",
    "y = 10_000 x": "10000",
    "y = 1'000 x": "1000",
}


@pytest.mark.parametrize(("typed", "expected"), GROUPS.items(), ids=GROUPS)
def test_groups_of_digits(typed: str, expected: str) -> None:
    """Groups of three digits are one number, which is said; with a comma only where they end in three zeros."""
    derivation = chainrule.derive(typed)
    assert str(derivation["x"].tidy) == expected
    assert " read as the number " in derivation.readings[0].message


@pytest.mark.parametrize("typed", ["y = 100 2 x", "y = 2.5 100 x", "y = 5 1 000 x", "y = x^2 100 000", "y = x^-2 100", "x = [100 200 300]", "y = 1 0000 x"])
def test_numbers_side_by_side(typed: str) -> None:
    """Digits in other groups are several numbers, which have no place side by side."""
    with pytest.raises(chainrule.ChainRuleError, match="side by side"):
        chainrule.derive(typed)


PARTED = {
    "y = 1,500 x^2": "a comma stands between digits",
    "y = 1,000 x^2 + 0,5": "a comma stands between digits",
    "r(t) = (1,2t, t)": "a comma stands between digits",
    "x,y\n1,2\n2,4": "a comma stands between digits",
    "y = 0.5x + 1,5": "a comma stands between digits",
}


@pytest.mark.parametrize(("typed", "said"), PARTED.items(), ids=PARTED)
def test_doubtful_commas(typed: str, said: str) -> None:
    """What may be thousands or thousandths, components, samples, and a comma beside a decimal point are refused."""
    with pytest.raises(chainrule.ChainRuleError, match=said):
        chainrule.derive(typed)


def test_a_capital_e_before_letters() -> None:
    """2E-3 is a product where a letter touches it, which is said."""
    assert [each.message for each in read_problem("y = 2E-3x").readings] == ["2E-3 read as 2*E - 3; else write 2*10^-3"]


def test_percent_of() -> None:
    """A space may stand before the sign for percent where "of" comes behind it."""
    assert str(chainrule.derive("y = 5 % of x")["x"].tidy) == "0.05"


def test_commas_between_entries() -> None:
    """A comma between two arguments, two coordinates or two indices is none."""
    assert read_problem("z = f(x, y), f_x(1,2) = 3").known[0].place.args == (number(1), number(2))
    assert read_problem("w_{1,2} = 2x").definitions[0].name == "w_{1,2}"
    assert len(read_problem("y = max(0,1,x)").definitions[0].tree.args) == 3
    assert len(read_problem("y = max(0,1 - x)").definitions[0].tree.args) == 2


def test_decimal_comma_of_a_point() -> None:
    """A place with a decimal comma is one value of the point."""
    assert read_problem("Find f'(1,5) for f(x) = 2,5x^2").point == (("x", number(Decimal("1.5"))),)


TWICE = {"f(x) = x^2, f'(3), f'(4)": "two values of x", "Find the slope of y = x^2 at x = 2 and x = 3": "two values of x"}


@pytest.mark.parametrize(("typed", "said"), TWICE.items(), ids=TWICE)
def test_two_values(typed: str, said: str) -> None:
    """Of two points none is left out silently."""
    with pytest.raises(chainrule.ChainRuleError, match=said):
        read_problem(typed)


def test_other_reading_of_capital_exponents() -> None:
    """The other reading of 3E2 has the letter that was typed."""
    assert [str(each) for each in read_problem("y = 3E2 x").readings] == ["3E2 read as one number; else write 3*E * 2"]


def test_mixed_numbers() -> None:
    """A whole number that touches a fraction is a mixed number."""
    assert {typed: str(chainrule.derive(typed)["x"].tidy) for typed in ("2½ x²", "y = 1½x", "½x")} == {"2½ x²": "5*x", "y = 1½x": "3/2", "½x": "1/2"}


@pytest.mark.parametrize("typed", ["y = 4π25 x", "A = π2r", "y = sin(2π5x)", "y = xπ2", "y = 3π2x^2"])
def test_a_number_behind_pi(typed: str) -> None:
    """A number right behind π, which may be a factor or a lost exponent, is refused and never left out."""
    with pytest.raises(chainrule.ChainRuleError, match="looks like a power that lost its sign") as caught:
        chainrule.derive(typed)
    assert "for a product" in (caught.value.hint or "")


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
