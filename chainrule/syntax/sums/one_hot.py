"""One-hot vectors that words tell of: their components add up to 1."""

from __future__ import annotations

import re

_ONE_HOT = re.compile(  # y is one-hot, with one-hot y
    r"(?<![\w\\])([a-z])\s++(?:is\s++)?(?:an?\s++)?one[ -]?hot(?:\s++(?:vectors?|encoded|encoding|labels?|targets?)){0,2}+(?!\w)"
    r"|\b(?:with|for)\s++(?:an?\s++)?one[ -]?hot\s++(?:(?:vectors?|labels?|targets?)\s++)?+([a-z])(?!\w)"
)


def with_one_hot(text: str) -> str:
    """Return a text with that said in signs, in place of the words.

    >>> with_one_hot("y is a one-hot vector")
    'Σ_k y_k = 1          '
    """
    return _ONE_HOT.sub(lambda found: f"{'' if found[1] else '; '}Σ_k {found[1] or found[2]}_k = 1".ljust(len(found[0])), text)
