"""Rates that a text tells in words, beside a formula between the quantities."""

from __future__ import annotations

from math import isclose, pi

import pytest

import chainrule
from chainrule.syntax import read_problem

# What is asked for, and its value where all rates and lengths are put into the derivative by hand.
TOLD = {
    "A = πr², r is increasing at 3 cm/s. Find dA/dt when r = 5.": ("A", 2 * pi * 5 * 3),
    "A = πr². The radius of a circle increases at a rate of 3 cm/s. Find dA/dt when r = 5 cm.": ("A", 2 * pi * 5 * 3),
    "V = 4/3 π r^3 and r decreases at 2 cm per minute. Find dV/dt when r = 3": ("V", -4 * pi * 9 * 2),
    "V = s^3, the side s grows at 2 cm/s; dV/dt when s = 3": ("V", 3 * 9 * 2),
    "Air is pumped into a spherical balloon at 100 cm^3/s. V = 4/3 π r^3. How fast does the radius grow when r = 25 cm?": ("r", 100 / (4 * pi * 625)),
    "Air is pumped at 100 cm^3/s into a balloon. V = 4/3 π r^3. How fast does the radius grow when r = 25 cm?": ("r", 100 / (4 * pi * 625)),
    "Water leaks out of a conical tank at 2 m^3/min. V = π h^3/12. How fast is the depth falling when h = 3 m?": ("h", -2 / (pi * 9 / 4)),
    "V = 4/3 π r^3. Air is pumped in at 100 cm^3/s. How fast does the radius change when the radius is 25 cm?": ("r", 100 / (4 * pi * 625)),
    "V = 4/3 π r^3, dV/dt = 100, how fast is r growing when r = 5": ("r", 100 / (4 * pi * 25)),
    "The side of a cube increases at 2 cm/s. V = s^3. How fast is the volume increasing when s = 4 cm?": ("V", 3 * 16 * 2),
    "Gas escapes from a balloon at 12 ft^3/min. V = 4/3 π r^3. Find dr/dt when r = 2 ft.": ("r", -12 / (4 * pi * 4)),
}


@pytest.mark.parametrize(("typed", "expected"), TOLD.items(), ids=TOLD)
def test_told(typed: str, expected: tuple[str, float]) -> None:
    """What grows or shrinks has its rate, and what flows in or out is the volume's."""
    result = next(iter(chainrule.derive(typed)))
    values = {name: float(value[1]) for name, value in read_problem(typed).point}
    assert repr(result).startswith(f"<Result {expected[0]} by t")
    found = result.tidy.sympy.subs({symbol: values[symbol.name] for symbol in result.tidy.sympy.free_symbols})
    assert isclose(float(found), expected[1], rel_tol=1e-12)


def test_a_rate_is_said() -> None:
    """How a sentence was read is shown."""
    assert read_problem("A = pi r^2, r falls at 3 cm/s").readings[0].message == "r falls at 3 cm/s read as dr/dt = -3"


BETWEEN = "V = h^3. Water is pumped from a lake into a tank at 3 m^3/min. dh/dt"  # V may be the volume of either


@pytest.mark.parametrize("typed", ["A = π r^2, the volume grows at 3 cm^3/s", "s = 5t^2 at 3 m/s", "Water is pumped in at 3 kg/s. V = h^3. dh/dt", BETWEEN])
def test_no_rate_of_the_formula(typed: str) -> None:
    """A rate of what stands in no formula, or that is none of a volume, stays in words and is refused."""
    with pytest.raises(chainrule.ChainRuleError):
        chainrule.derive(typed)
