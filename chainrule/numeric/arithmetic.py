"""The kinds of numbers a program computes with: floats, NumPy arrays over samples, mpmath's numbers of any precision, and complex
numbers a tiny step beside the real line.
"""

from __future__ import annotations

import cmath
import math
import operator
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from chainrule import computing
from chainrule.functions import FUNCTIONS
from chainrule.numeric.choices import CHOICES, TOLERANT, numpy_choices, tolerant, with_tolerant

Operation = Callable[..., Any]

SETTLED = "settled"  # the operation that gives the first of two values of one integral, if they agree
AGREED = 1e-10  # share by which these may differ
ROUNDING = 1e-15  # of a value that should be 0


def settled(fine: Any, coarse: Any) -> Any:
    """Return the first of two values of one integral. Raises ValueError where they do not agree."""
    if fine.__class__ is complex:
        agree = agreed(fine.real, complex(coarse).real, ROUNDING) and agreed(fine.imag, complex(coarse).imag, 0.0)  # a slope that rounding hides is none
    else:
        agree = agreed(fine, coarse, ROUNDING)
    if not agree:
        raise ValueError("the integral does not settle")
    return fine


def agreed(fine: Any, coarse: Any, rounding: float) -> bool:
    return bool(abs(fine - coarse) <= AGREED * abs(fine) + rounding)


BASIC: dict[str, Operation] = {"neg": operator.neg, "add": operator.add, "mul": operator.mul, "div": operator.truediv, SETTLED: settled}


@dataclass(frozen=True, eq=False, slots=True)
class Arithmetic:
    """A kind of number, always real but for complex steps.

    ``operation`` returns what computes an operation ("add", "pow", "sin", …), or None where the library has nothing and
    the function's definition is to be used. ``number`` converts an int, Decimal, float or array; ``constant`` gives "e",
    "pi" and "∞". An operation outside its domain raises ValueError or ArithmeticError or gives a value that is not finite.
    ``finite`` tells for one value; ``all_finite`` for all at once, and may say False wrongly where the values are huge.
    ``quiet`` is the context to compute in, without warnings. ``operations`` is the table of all operations where constants are
    floats, so that nothing has to be bound to a program.
    """

    name: str
    operation: Callable[[str], Operation | None]
    number: Callable[[Any], Any]
    constant: Callable[[str], Any]
    finite: Callable[[Any], bool]
    all_finite: Callable[[Iterable[Any]], bool]
    quiet: Callable[[], AbstractContextManager[Any]] = nullcontext
    operations: Mapping[str, Operation] | None = None


def _float(value: Any) -> float:
    """Return a number as a float; one too large is infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


FLOAT_OPERATIONS: dict[str, Operation] = with_tolerant({**{name: row.real for name, row in FUNCTIONS.items()}, **BASIC, "pow": math.pow})

FLOAT = Arithmetic(
    name="float",
    operation=FLOAT_OPERATIONS.__getitem__,
    number=_float,
    constant={"e": math.e, "pi": math.pi, "∞": math.inf}.__getitem__,
    finite=math.isfinite,
    all_finite=lambda values: math.isfinite(sum(values)),  # an infinity or NaN survives in the sum
    operations=FLOAT_OPERATIONS,
)


# What computes beside the real line; a function that is continued nowhere is not in it.
COMPLEX_OPERATIONS: dict[str, Operation] = with_tolerant({
    **{name: getattr(cmath, row.cmath) if isinstance(row.cmath, str) else row.cmath for name, row in FUNCTIONS.items() if row.cmath is not None},
    **BASIC,
    "pow": computing.complex_power,
})  # fmt: skip

COMPLEX = Arithmetic(
    name="complex",
    operation=COMPLEX_OPERATIONS.get,
    number=lambda value: value if value.__class__ is complex else _float(value),
    constant=FLOAT.constant,
    finite=cmath.isfinite,
    all_finite=lambda values: cmath.isfinite(sum(values)),
    operations=COMPLEX_OPERATIONS,
)


@lru_cache(maxsize=1)
def numpy_arithmetic() -> Arithmetic:
    """Return the arithmetic of NumPy arrays, one entry a sample."""
    import numpy as np

    def settled_ones(fine: Any, coarse: Any) -> Any:
        return np.where(np.abs(fine - coarse) <= AGREED * np.abs(fine) + ROUNDING, fine, np.nan)

    operations: dict[str, Operation] = {**BASIC, SETTLED: settled_ones, "pow": np.power, **numpy_choices(), TOLERANT + "div": np.divide}

    def operation(name: str) -> Operation | None:
        """Return an operation; none raises anything, so those on the way to what may not be chosen are the same."""
        name = name if name in operations else name.removeprefix(TOLERANT)
        return operations.get(name) or _named(np, FUNCTIONS[name].numpy)

    def finite(value: Any) -> bool:
        return bool(np.isfinite(value).all())

    return Arithmetic(
        name="numpy",
        operation=operation,
        number=lambda value: _float(value) if isinstance(value, (int, Decimal)) else np.asarray(value, dtype=float),
        constant=FLOAT.constant,
        finite=finite,
        all_finite=lambda values: finite(sum(values)),
        quiet=lambda: np.errstate(all="ignore"),
    )


@lru_cache(maxsize=4)
def mpmath_arithmetic(digits: int) -> Arithmetic:
    """Return the arithmetic of mpmath with so many decimal digits; a complex value counts as outside the domain."""
    import mpmath

    mp = mpmath.mp.clone()
    mp.dps = digits

    def real_only(operation: Operation | None) -> Operation | None:
        if operation is None:
            return None

        def strict(*args: Any) -> Any:
            value = operation(*args)
            return mp.nan if isinstance(value, mp.mpc) else value

        return strict

    operations: dict[str, Operation] = {**BASIC, **CHOICES, "pow": real_only(mp.power) or mp.power}

    def operation(name: str) -> Operation | None:
        if name.startswith(TOLERANT):
            own = operation(name.removeprefix(TOLERANT))
            return None if own is None else tolerant(own)
        return operations.get(name) or real_only(_named(mp, FUNCTIONS[name].mpmath))

    return Arithmetic(
        name=f"{digits} digits",
        operation=operation,
        number=lambda value: mp.mpf(value) if isinstance(value, (int, float, mp.mpf)) else mp.mpf(str(value)),
        constant=lambda name: +{"e": mp.e, "pi": mp.pi, "∞": mp.inf}[name],
        finite=mp.isfinite,
        all_finite=lambda values: all(map(mp.isfinite, values)),
    )


def _named(library: Any, entry: str | Operation | None) -> Operation | None:
    """Return what a row of the table of functions says of a library: a name in it, or a function of it and the arguments."""
    if isinstance(entry, str):
        return getattr(library, entry)  # type: ignore[no-any-return]
    return None if entry is None else lambda *args: entry(library, *args)
