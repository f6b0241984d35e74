"""Units behind formulas and times are set aside; words that may be quantities stay."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.syntax import read_problem

SET_ASIDE = {
    "s = 5t² + 3t metres": "10*t + 3",
    "V = 3t^2 cm^3, find dV/dt": "6*t",
    "a(t) = 6t ft/s^2": "6",
    "The area of a circle of radius r cm is A = πr² cm². Find dA/dr.": "2*pi*r",
    "P(x) = -x^2 + 40x - 300 dollars": "-2*x + 40",
    "s(t) = t^3 + 9t metres at time t seconds. Find the velocity": "3*t^2 + 9",
    "h(t) = 40t - 16t^2 feet per second": "40 - 32*t",
    "P(t) = e^(2t), where t is in years. How fast is it growing?": "2*e^(2*t)",
    r"s = 4t^2\,\text{m}, find ds/dt": "8*t",
    r"$s(t) = 4t^2 - 3t\ \mathrm{m}$. Find $s'(t)$.": "8*t - 3",
    r"F = m a \text{ N}, dF/da": "m",
    "v(t) = 3t^2 - 2t (m/s)": "6*t - 2",
    "v(t) = 3t^2 - 2t in m/s. Find v'(t).": "6*t - 2",
    "T(h) = 20 - 6.5h, h in km": "-6.5",
    "θ = 2t rad": "2",
    "h = 20 m + 3 m/s t": "3",
    "h(t) = 2 m + 5 m/s * t - 4.9 m/s² t²": "5 - 9.8*t",
    "v = 3 m/s + 2 m/s^2 t; dv/dt": "2",
    "s = 50 km/h t": "50",
    "θ = ω t, ω = 90° per second, dθ/dt": "pi/2",
    "θ = ωt, ω = 90°/s": "pi/2",
    "θ = ω t, ω = 5 rad per second": "5",
    "The temperature T (in °C) is T(t) = 20 + t^2. Find T'(t).": "2*t",
}


@pytest.mark.parametrize(("typed", "expected"), SET_ASIDE.items(), ids=SET_ASIDE)
def test_units_of_formulas(typed: str, expected: str) -> None:
    """A unit behind a formula is no factor of it."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


def test_a_unit_is_said() -> None:
    """What was taken for a unit is shown: it may be a quantity."""
    assert [reading.message for reading in read_problem("s = 5t² + 3t metres").readings] == ["metres set aside: a unit"]


LEFT_IN = {
    "F = 3x N": "N read as a quantity; else leave it out",
    "E(v) = 1/2 v^2 J; dE/dv": "J read as a quantity; else leave it out",
    "s = 5t^2 m, ds/dt": "m read as a quantity; else leave it out",
    "E = 1/2 k x^2, k = 5 N/m": "N/m read as a quantity; else leave it out",
    "k = 5 N/m, N = 3; y = k x": "",
    "W = F s": "",
    "p = 3 m v, m = 2": "",
    "E = 3x V; dE/dV": "",
}


@pytest.mark.parametrize(("typed", "said"), LEFT_IN.items(), ids=LEFT_IN)
def test_a_letter_that_may_be_a_unit(typed: str, said: str) -> None:
    """A letter behind a formula with a number stays a quantity, which is said where it stands nowhere else."""
    assert [each.message for each in read_problem(typed).readings if "quantity" in each.message] == [said][: bool(said)]


QUANTITIES = {
    "s = 3 m/s t, m = 2; ds/dt": {"m", "s", "t"},
    "fare = b + r miles": {"b", "r", "miles"},
    "pay = hours * w": {"hours", "w"},
    "C = 3x + p units, dC/d units": {"x", "p", "units"},
    "E = m c^2 + r cm": {"m", "c", "r"},
    r"E = \text{m} c^2": {"m", "c"},
    r"C = v\,\text{m} + 3m": {"v", "m"},
    "E = 3 m/s, m = x^2; dE/dx": {"m", "s"},
    "E = 3 ft, f = x, t = x^2; dE/dx": {"f", "t"},
    r"C = 3\ \text{m}\cdot x": {"m", "x"},
    "E = 5 L/h, L = t^2, h = t": {"L", "h"},
    "E = 2 m + 3 s": {"m", "s"},
    "E = 2t (m/s), m = t^2": {"t", "m", "s"},
    "E = 2t (m + s)": {"t", "m", "s"},
    "E = m (m/s)": {"m", "s"},
    "E = r (m/s), dE/dm": {"r", "m", "s"},
}


@pytest.mark.parametrize(("typed", "inputs"), QUANTITIES.items(), ids=QUANTITIES)
def test_quantities_named_as_units(typed: str, inputs: set[str]) -> None:
    """A word is a quantity where others have names of several letters as well, where it is asked for, or where its letters stand alone."""
    assert set(read_problem(typed).definitions[0].mentioned) - {"fare", "pay", "C", "E"} == inputs


TIMES = {
    "s(t) = t^3. Find the velocity after 3 seconds.": "3",
    "P(t) = 2^t. How fast is it growing after 10 years?": "10",
    "Find the velocity at 3 s if s = t^3": "3",
    "Q(t) = t^3 - 2t^2. Find the current at t = 0.5 s.": "0.5",
    "x = 4 cos(2t) cm. Find the velocity at t = 4 s.": "4",
}


@pytest.mark.parametrize(("typed", "time"), TIMES.items(), ids=TIMES)
def test_times(typed: str, time: str) -> None:
    """A time of which only the number and the unit are said is a value of t."""
    ((name, value),) = read_problem(typed).point
    assert (name, str(value[1])) == ("t", time)


RATES = {
    "A = π r², dr/dt = 3 m/s, r = 2 m; dA/dt": {"r": "2"},
    "V = s^3, ds/dt = 2 m/s, s = 3 m; dV/dt": {"s": "3"},
    "A = l w, dl/dt = 3 m/s, dw/dt = 2 m/s, l = 4 m, w = 5 m; dA/dt": {"l": "4", "w": "5"},
    "x^2 + y^2 = 25, dx/dt = 2 m/s, x = 3 m, y = 4 m; dy/dt": {"x": "3", "y": "4"},
    "V = 4/3 pi r^3 cm^3, dr/dt = 2 cm/s, r = 5 cm; dV/dt": {"r": "5"},
    r"s = 3t\,\text{m/s}, t = 4\,\text{s}": {"t": "4"},
}


@pytest.mark.parametrize(("typed", "values"), RATES.items(), ids=RATES)
def test_units_of_values(typed: str, values: dict[str, str]) -> None:
    """A letter behind a number is a unit where a rate is given in it, or it stands upright; the number is a value."""
    assert {name: str(value[1]) for name, value in read_problem(typed).point} == values


LETTERS = {
    "z = x y, x = 2 s, y = 3 s; dz/ds": ["z", "x", "y"],
    "A = π r², dr/dt = 3 m/s, r = 2 m, h = m; dA/dt": ["A", "h", "F"],
}


@pytest.mark.parametrize(("typed", "defined"), LETTERS.items(), ids=LETTERS)
def test_letters_behind_numbers(typed: str, defined: list[str]) -> None:
    """A letter behind a number is a factor where nothing is given in it, or it is a quantity elsewhere."""
    assert [each.name for each in read_problem(typed).definitions] == defined


TWICE = (
    "P(t) = 3t^2. How fast is it growing after 2 hours? After 4 hours?",
    "P(t) = 3t^2. Find the velocity at 3 seconds and at 5 seconds.",
)


@pytest.mark.parametrize("typed", TWICE)
def test_two_times(typed: str) -> None:
    """Of two times none is left out silently."""
    with pytest.raises(chainrule.ChainRuleError, match="two times are given"):
        read_problem(typed)


@pytest.mark.parametrize("typed", ["y = x^2 for x in R", "y = x^2 in m", "S = k A, A in m"])
def test_in_is_no_product(typed: str) -> None:
    """The word in between two factors says something."""
    with pytest.raises(chainrule.ChainRuleError, match="the word 'in' is not understood"):
        read_problem(typed)
