"""The English words that text around formulas, and mathematics in words, is known by."""

from __future__ import annotations

from chainrule.syntax.vocabulary import PROSE

AND = r"(?:\s?,\s*+(?:and\s++)?|\s++and\s++|\s?&\s*+)"  # between the items of a list
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
TRIGONOMETRIC = {"sine": "sin", "cosine": "cos", "tangent": "tan", "secant": "sec", "cosecant": "csc", "cotangent": "cot"}
_OTHERS = (
    "equals", "equal", "times", "multiplied", "divided", "plus", "minus", "natural", "root", "squared", "cubed", "power", "over", "raised", "inverse",
    "absolute", "half", "third", "thirds", "quarter", "quarters", "twice", "cube", "square", "reciprocal", "exponential", "base",
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
# Words that say something, and are no quantities where nobody defines them: what is left of them was not understood.
TELLING = frozenset((
    "divided", "multiplied",
    "over", "plus", "minus", "raised", "inverse", "hyperbolic", "squared", "cubed", "negative", "zero", "ableiten", "ableitung", "derivada", "derivar", "nach",
))  # fmt: skip
SPOKEN = TELLING.union(_OTHERS, TRIGONOMETRIC, ORDINALS)
ENGLISH = PROSE | SPOKEN
