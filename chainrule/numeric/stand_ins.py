"""Definite things that stand in for unspecified ones, so that a derivation with f(x), J(y, ŷ) or Σ to n can be checked in numbers.

The stand-in of a function name is a sum of waves h·sin(p + q·u + r·v + …): smooth everywhere, and differentiating it once
more by an argument multiplies by that argument's frequency and moves the phase by a quarter turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

from chainrule.errors import NumericError
from chainrule.finite_sums import SUM_TERMS, at_index, integer
from chainrule.notation.indices import index_name
from chainrule.tree import ZERO, Tree, add

HEIGHTS = (Decimal("0.8"), Decimal("0.6"))
FREQUENCIES = (0.4, 1.6)  # on both sides of 1, so that derivatives of every order stay of moderate size
STAND_IN_TERMS = 3  # of a sum whose bounds are not numbers


@dataclass(frozen=True, slots=True)
class Wave:
    """``height``·sin(``phase`` + Σ ``frequencies[k]``·argument k), or cos; ``negative`` flips the sign."""

    height: Decimal
    function: str
    negative: bool
    phase: Decimal
    frequencies: tuple[Decimal, ...]


def waves(name: str, orders: tuple[int, ...]) -> tuple[Wave, ...]:
    """Return the terms of a name's stand-in, differentiated ``orders[k]`` times by argument k."""
    return tuple(_wave(name, index, height, orders) for index, height in enumerate(HEIGHTS))


def _wave(name: str, index: int, height: Decimal, orders: tuple[int, ...]) -> Wave:
    frequencies = tuple(_frequency(name, index, place) for place in range(len(orders)))
    for frequency, order in zip(frequencies, orders, strict=True):
        height *= frequency**order
    turns = sum(orders) % 4
    return Wave(height, "cos" if turns % 2 else "sin", turns >= 2, _frequency(name, index, -1), frequencies)


def _frequency(name: str, index: int, place: int) -> Decimal:
    low, high = FREQUENCIES
    return Decimal(f"{low + (high - low) * crc32(f'{name} {index} {place}'.encode()) / 2**32:.6f}")


def carries(name: str, index: str) -> bool:
    """Return whether a name has an index in its subscript, as obs_i has i."""
    return index_name(name, index, 0) != name


def written_out(total: Tree, unspecified: bool) -> tuple[Tree, bool]:
    """Return a sum as its terms, and whether its bounds had to be replaced, which ``unspecified`` allows.

    The term of an index that is left out is one of the others where its index is a letter.
    Raises NumericError where a bound is not an integer, or there are too many terms.
    """
    body, low, high = total.args
    without = low[1] if low[0] == "except" else ""
    first, last = integer(low[2][0] if without else low), integer(high)
    replaced = unspecified and (first is None or last is None)
    if replaced:
        first = first if first is not None else 1 if last is None else last - STAND_IN_TERMS + 1
        last = last if last is not None else first + STAND_IN_TERMS - 1
    if first is None or last is None:
        raise NumericError(f"the sum over {total.value} has no number of terms", hint="give its bounds as integers, or the samples as data")
    if last - first >= SUM_TERMS:
        raise NumericError(f"a sum of {last - first + 1:,} terms is not computed; the limit is {SUM_TERMS:,}")
    terms = [at_index(body, total.value, case) for case in range(first, last + 1) if str(case) != without]
    return add(ZERO, ZERO, *terms), replaced
