"""What rows of the table of functions compute with where no library has the function: with floats, NumPy, mpmath, and complex steps.

A function continued to complex numbers near the real line has, a tiny step i·h away from x, the imaginary part h·f′(x): so
a derivative is measured without a rule and without taking a difference. Each is defined where the real function is, and
raises ValueError or ArithmeticError elsewhere. Source: Squire and Trapp, Using complex variables to estimate derivatives of
real functions, SIAM Review 40 (1998).
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from operator import attrgetter
from typing import Any


def reciprocal(function: Callable[[float], float]) -> Callable[[float], float]:
    """Return 1/f as a function on floats; a pole raises ValueError."""

    def reciprocal(u: float) -> float:
        below = function(u)
        if below == 0:
            raise ValueError("pole")
        return 1 / below

    return reciprocal


def inverse_of_reciprocal(function: Callable[[float], float]) -> Callable[[float], float]:
    """Return f(1/u) on floats; u = 0 raises ValueError."""

    def inverse(u: float) -> float:
        if u == 0:
            raise ValueError("pole")
        return function(1 / u)

    return inverse


def sigmoid(u: float) -> float:
    if u >= 0:
        return 1 / (1 + math.exp(-u))
    growth = math.exp(u)
    return growth / (1 + growth)


def softplus(u: float) -> float:
    return max(u, 0.0) + math.log1p(math.exp(-abs(u)))


def log_base(u: float, base: float) -> float:
    if base == 1:
        raise ValueError("base 1")
    return math.log10(u) if base == 10 else math.log2(u) if base == 2 else math.log(u) / math.log(base)


def root(u: float, degree: float) -> float:
    if degree == int(degree) and int(degree) % 2 and u < 0:
        return -math.pow(-u, 1 / degree)
    if degree == 0 or u < 0:
        raise ValueError("no real root")
    return math.pow(u, 1 / degree)


def floor(u: float) -> float:
    return float(math.floor(u))


def ceiling(u: float) -> float:
    return float(math.ceil(u))


def sign(u: float) -> float:
    return float((u > 0) - (u < 0))


def step(u: float) -> float:
    return 1.0 if u > 0 else 0.0


def acot(u: float) -> float:
    """The branch of Wolfram, SymPy and ISO 80000-2's odd reading: arccot u = arctan(1/u)."""
    return math.atan(1 / u) if u else math.pi / 2


def sech(u: float) -> float:
    return 1 / math.cosh(u) if abs(u) < 700 else 0.0


def csch(u: float) -> float:
    if u == 0:
        raise ValueError("pole")
    return 1 / math.sinh(u) if abs(u) < 700 else 0.0


def numpy_root(np: Any, u: Any, degree: Any) -> Any:
    odd = np.equal(np.mod(degree, 2), 1)
    return np.where(odd & (u < 0), -np.power(np.abs(u), 1 / degree), np.power(u, 1 / degree))


def numpy_sigmoid(np: Any, u: Any) -> Any:
    return 1.0 / (1.0 + np.exp(np.minimum(-u, 709.0)))  # e^709 is the largest that a float holds


def numpy_softplus_and_sigmoid(np: Any, u: Any) -> tuple[Any, Any]:
    """Return softplus and sigmoid of an array, max(u, 0) + log(1 + e^−|u|) and e^min(u, 0)/(1 + e^−|u|), with few arrays and no choice for each entry."""
    above, below = np.maximum(u, 0.0), np.minimum(u, 0.0)
    small = below - above
    np.exp(small, out=small)
    np.exp(below, out=below)
    below /= 1.0 + small
    np.log1p(small, out=small)
    above += small
    return above, below


def numpy_erf(np: Any, u: Any) -> Any:
    return np.vectorize(math.erf, otypes=[float])(u)


def mpmath_root(mp: Any, u: Any, degree: Any) -> Any:
    if degree == int(degree) and int(degree) % 2 and u < 0:
        return -mp.power(-u, mp.mpf(1) / degree)
    return mp.power(u, mp.mpf(1) / degree)


real_part: Callable[[complex], float] = attrgetter("real")


def within(real: Callable[[float], float], continued: Callable[[complex], complex]) -> Callable[[complex], complex]:
    """Return a continued function that is refused where the real one is."""

    def function(u: complex) -> complex:
        real(u.real)
        return continued(u)

    return function


def complex_power(base: complex, exponent: complex) -> complex:
    """Return a power; whole exponents are multiplied out by ``complex`` itself."""
    math.pow(base.real, exponent.real)  # refuses what is not real
    return base**exponent


def complex_root(u: complex, degree: complex) -> complex:
    root(u.real, degree.real)  # refuses what is not real
    return -((-u) ** (1 / degree)) if u.real < 0 else u ** (1 / degree)


def complex_atan2(v: complex, u: complex) -> complex:
    """Return the angle by the quotient that is not large, and the quarter turn that it lies in."""
    if abs(v.real) <= abs(u.real):
        return cmath.atan(v / u) + (0.0 if u.real > 0 else math.copysign(math.pi, v.real))
    return math.copysign(math.pi / 2, v.real) - cmath.atan(u / v)


def complex_sigmoid(u: complex) -> complex:
    if u.real >= 0:
        return 1 / (1 + cmath.exp(-u))
    growth = cmath.exp(u)
    return growth / (1 + growth)


def complex_softplus(u: complex) -> complex:
    return u + cmath.log(1 + cmath.exp(-u)) if u.real > 0 else cmath.log(1 + cmath.exp(u))
