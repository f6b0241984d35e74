"""Deciding at one point, in many digits, whether two values differ: by balls where python-flint is installed, else by mpmath.

A ball is an interval that is certain to hold the value (Arb), so two balls that do not overlap prove a difference. mpmath
gives no bound; there a difference counts when it stays the same from 150 digits to 300.
Source: Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic (2017).
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from chainrule.numeric.arithmetic import Arithmetic, Operation, mpmath_arithmetic
from chainrule.numeric.choices import CHOICES, TOLERANT
from chainrule.numeric.program import OutsideDomain, Program

BITS = (512, 2048)  # about 150 and 600 digits
AGREED_BITS = 400  # two balls that overlap agree when both are at least so sharp: 120 digits
DIGITS, MORE_DIGITS = 150, 300
AGREED = 120  # digits
NOISE = 140  # digits below the largest number met, where 150 digits say nothing
DOMAIN_DIGITS = 60
ROUNDED = 1e-10  # relative error of a float that is no more than rounding
LARGEST = 1 << 14  # bits of an exponent: numbers beyond are not followed


class Side(NamedTuple):
    """A program and the slot in it that is looked at."""

    program: Program
    slot: int

    def value(self, point: Mapping[str, Any]) -> float | None:
        """Return the value at a point, or None where it, or a part of it, is not a real number."""
        try:
            return self.program.run(point)[self.slot]  # type: ignore[no-any-return]
        except OutsideDomain:
            return None


class Finding(NamedTuple):
    """Whether two values differ (None: it cannot be told), and whether that is proved."""

    differ: bool | None
    proved: bool


UNKNOWN = Finding(None, proved=False)


def differ(left: Side, right: Side, point: Mapping[str, float]) -> Finding:
    """Return whether two sides have different values at a point, taken as exact."""
    return _by_balls(left, right, point) if balls_available() else _by_digits(left, right, point)


def precisely(side: Side, point: Mapping[str, float], value: float) -> bool:
    """Return whether a value in floats is the one in many digits, but for rounding that does not matter."""
    try:
        exact = side.program.run(point, _bounded(DOMAIN_DIGITS))[side.slot]
    except (OutsideDomain, _TooLargeError):
        return False
    return bool(abs(exact - value) <= ROUNDED * abs(exact))


def no_value(side: Side, point: Mapping[str, float]) -> bool:
    """Return whether a side has certainly no real value at a point: not because a number on the way is too large for a float."""
    try:
        side.program.run(point, _bounded(DOMAIN_DIGITS))
    except OutsideDomain:
        return True
    except _TooLargeError:
        return False
    return False


@lru_cache(maxsize=1)
def balls_available() -> bool:
    """Return whether python-flint is installed."""
    from importlib.util import find_spec

    return find_spec("flint") is not None


def _by_balls(left: Side, right: Side, point: Mapping[str, float]) -> Finding:
    for bits in BITS:
        with _precision(bits):
            try:
                a = left.program.run(point, ball_arithmetic(bits))[left.slot]
                b = right.program.run(point, ball_arithmetic(bits))[right.slot]
            except OutsideDomain:
                continue  # perhaps only because a ball is too wide
            if not a.overlaps(b):
                return Finding(differ=True, proved=True)
            if bits > BITS[0] or min(a.rel_accuracy_bits(), b.rel_accuracy_bits()) >= AGREED_BITS:
                return Finding(differ=False, proved=False)
    return UNKNOWN


def _by_digits(left: Side, right: Side, point: Mapping[str, float]) -> Finding:
    try:
        difference, size, largest = _difference(left, right, point, DIGITS)
        if difference == 0 or difference * 10**AGREED <= size or difference * 10**NOISE <= largest:
            return Finding(differ=False, proved=False)
        again = _difference(left, right, point, MORE_DIGITS)[0]
    except OutsideDomain:
        return UNKNOWN
    return Finding(differ=bool(2 * again > difference), proved=False)


def _difference(left: Side, right: Side, point: Mapping[str, float], digits: int) -> tuple[Any, Any, Any]:
    """Return the size of the difference, of the greater side, and of the largest number met on the way."""
    numbers = mpmath_arithmetic(digits)
    slots = left.program.run(point, numbers), right.program.run(point, numbers)
    a, b = slots[0][left.slot], slots[1][right.slot]
    return abs(a - b), max(abs(a), abs(b)), max(max(map(abs, each)) for each in slots)


# Arithmetics


class _TooLargeError(Exception):
    """A number beyond what is followed; no ArithmeticError, so that a program does not take it for the end of the domain."""


@lru_cache(maxsize=1)
def _bounded(digits: int) -> Arithmetic:
    """Return mpmath's arithmetic, stopped by _TooLargeError at numbers whose size would make it slow."""
    numbers = mpmath_arithmetic(digits)

    def bounded(name: str) -> Operation | None:
        operation = numbers.operation(name)
        if operation is None:
            return None

        if name.removeprefix(TOLERANT) in CHOICES:
            return operation

        def checked(*args: Any) -> Any:
            if name.removeprefix(TOLERANT) == "pow" and bits_of_power(*args) > LARGEST:
                raise _TooLargeError
            value = operation(*args)
            if value and not isinstance(value, float) and abs(value.exp + value.bc) > LARGEST:
                raise _TooLargeError
            return value

        return checked

    return Arithmetic(numbers.name, bounded, numbers.number, numbers.constant, numbers.finite, numbers.all_finite)


def bits_of_power(base: Any, exponent: Any) -> Any:
    """Return about how many bits the exponent of a power of mpmath numbers has room for: |exponent · log₂ base|."""
    return abs(exponent * (base.exp + base.bc)) if base else 0


@contextmanager
def _precision(bits: int) -> Iterator[None]:
    from flint import ctx

    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


_METHODS = frozenset((
    "sqrt", "exp", "log", "erf", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan",
    "sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh",
))  # fmt: skip


def ball_choices(arb: Any) -> dict[str, Operation]:
    """Return comparisons of balls and choices by them: what is not certain has no value."""

    def test(holds: Operation, fails: Operation) -> Operation:
        return lambda a, b: arb(1) if holds(a, b) else arb(0) if fails(a, b) else arb.nan()

    def is_same(a: Any, b: Any) -> bool:
        return bool(a.is_exact() and b.is_exact() and a == b)

    def apart(a: Any, b: Any) -> bool:
        return not a.overlaps(b)

    return {
        "less": test(operator.lt, operator.ge),
        "at most": test(operator.le, operator.gt),
        "equal": test(is_same, apart),
        "unequal": test(apart, is_same),
        "when": lambda held, value: value if held == 1 else arb(0) if held == 0 else arb.nan(),
        "none else": lambda held: arb(0) if held == 0 else arb.nan(),
    }


@lru_cache(maxsize=len(BITS))
def ball_arithmetic(bits: int) -> Arithmetic:
    """Return the arithmetic of balls with so many bits; to be used while that precision is set."""
    import flint

    arb, fmpq = flint.arb, flint.fmpq

    def number(value: Any) -> Any:
        return arb(fmpq(*value.as_integer_ratio())) if isinstance(value, Decimal) else arb(value)

    def step(u: Any) -> Any:
        return arb(1) if u > 0 else arb(0) if u <= 0 else arb.nan()

    def whole(value: Any) -> Any:
        return value if value.unique_fmpz() is not None else arb.nan()  # beside a jump it is not certain

    def root(u: Any, degree: Any) -> Any:
        odd = degree.is_integer() and int(degree.unique_fmpz()) % 2
        return -((-u) ** (1 / degree)) if odd and u < 0 else u ** (1 / degree)

    operations: dict[str, Operation] = {
        "neg": operator.neg,
        "add": operator.add,
        "mul": operator.mul,
        "div": operator.truediv,
        "pow": operator.pow,
        "abs": abs,
        "sign": lambda u: u.sgn(),
        "min": lambda u, v: u.min(v),
        "max": lambda u, v: u.max(v),
        "step": step,
        "floor": lambda u: whole(u.floor()),
        "ceil": lambda u: whole(u.ceil()),
        "root": root,
        "atan2": lambda v, u: arb.atan2(v, u),
        **ball_choices(arb),
    }

    def operation(name: str) -> Operation | None:
        name = name.removeprefix(TOLERANT)
        return operator.methodcaller(name) if name in _METHODS else operations.get(name)

    return Arithmetic(
        name=f"{bits}-bit balls",
        operation=operation,
        number=number,
        constant=lambda name: arb.const_e() if name == "e" else arb.pi(),
        finite=lambda value: bool(value.is_finite()),
        all_finite=lambda values: all(value.is_finite() for value in values),
    )
