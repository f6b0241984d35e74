"""How much text is read at most: every limit has its own clear error, raised before any heavy work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; each can be raised or lowered on its own.

    ``length``        characters of the text
    ``nodes``         parts of the text: numbers, names, operators, brackets
    ``depth``         levels of brackets, functions, exponents and signs inside one another
    ``digits``        digits of a written number
    ``exponent``      the power of ten in a number such as 1e-3
    ``power_digits``  digits that a power of numbers such as 2^100 would have
    ``factorial``     the greatest n in n!
    ``definitions``   definitions in one problem
    """

    length: int = 1_000_000
    nodes: int = 2_000_000
    depth: int = 200_000
    digits: int = 400
    exponent: int = 400
    power_digits: int = 10_000
    factorial: int = 200
    definitions: int = 10_000
