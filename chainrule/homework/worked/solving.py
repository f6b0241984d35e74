"""Lines of work that go on to where the derivative is 0: y′ = 0, so x = 2. They are no part of differentiating."""

from __future__ import annotations

import re
from collections.abc import Sequence

AHEAD = 4  # lines in which a value of the variable is looked for
NOT_FOLLOWED = "an equation to be solved is not followed"
_LED = r"(?:so|then|thus|hence|therefore|when|at|or)\b\s*"
_OF_VALUES = r"[-−+±\d.,/\s√()π{}]|\\\w+|or\b|and\b"
_ZERO = re.compile(r"^(.*?)\s*=\s*0\s*\.?\s*$", re.DOTALL)
_DERIVATIVE = re.compile(r"['′’]|(?<![A-Za-z])[d∂]\w*\s*/\s*[d∂]|\\frac\s?\{\s?(?:d|\\partial)")


def to_be_solved(written: Sequence[str], wrt: str) -> tuple[list[str], set[int]]:
    """Return statements with = 0 apart where a value of the variable follows, and the places of those that are no derivatives.

    >>> to_be_solved(["y' = 2x - 4 = 0", "x = 2"], "x"), to_be_solved(["y' = 0"], "x")
    ((["y' = 2x - 4", '= 0', 'x = 2'], {1}), (["y' = 0"], set()))
    """
    value = re.compile(rf"^\W*(?:{_LED})*{re.escape(wrt)}\s*=\s*(?:{_OF_VALUES}|{re.escape(wrt)}\s*=)+$")
    found: list[str] = []
    aside: set[int] = set()
    said = False
    for place, line in enumerate(written):
        zero = _ZERO.match(line) if any(map(value.match, written[place + 1 : place + 1 + AHEAD])) else None
        before = "" if zero is None else zero[1]
        if zero is not None and "=" in before and _DERIVATIVE.search(before):
            found.append(before)
            aside.add(len(found))
            found.append("= 0")
        elif zero is not None and said and (not before.strip() or _DERIVATIVE.search(before)):
            aside.add(len(found))
            found.append(line)
        else:
            found.append(line)
        said = said or ("=" in line and _DERIVATIVE.search(line) is not None)
    return found, aside
