"""The names that texts and programs give to losses, by what they are: the one place for them. Every text is looked through for these names."""

from __future__ import annotations

import re

SQUARES, SUM_OF_SQUARES, SIZES = "mean of squares", "sum of squares", "mean of sizes"
BINARY, OF_CLASSES = "of a probability", "of probabilities"
BINARY_LOGITS, OF_LOGITS, OF_LOGARITHMS = "of what σ is taken of", "of what softmax is taken of", "of logarithms of probabilities"

_ENTROPY, _LOGITS, _LOSS = "cross_?entropy", "_?with_?logits", "(?:_?loss)?"
_ROWS = (
    (SQUARES, f"mse{_LOSS}"),
    (SUM_OF_SQUARES, "sse|rss"),
    (SIZES, "mae|l1_?loss"),
    (BINARY, f"(?:bce|binary_?{_ENTROPY}){_LOSS}"),
    (BINARY_LOGITS, f"(?:bce|binary_?{_ENTROPY}){_LOGITS}{_LOSS}|sigmoid_(?:binary_)?{_ENTROPY}(?:{_LOGITS})?"),
    (OF_CLASSES, f"{_ENTROPY}{_LOSS}|xent|(?-i:CE)(?:loss)?"),
    (OF_LOGITS, f"softmax_{_ENTROPY}(?:{_LOGITS})?(?:_v2)?"),
    (OF_LOGARITHMS, f"nll{_LOSS}"),
)
_NAMES = re.compile("|".join(f"({pattern})" for _, pattern in _ROWS), re.IGNORECASE)
CALLED = re.compile(r"(?:entropy|mse|sse|rss|mae|bce|xent|nll|l1_?loss|(?<![a-z])ce)[_a-z\d]*+\s*+\}?\s*+(?:\\left\s*+)?\(", re.IGNORECASE)


def loss_of(name: str) -> str:
    """Return what kind of loss a name is that of; empty for any other name.

    >>> loss_of("BCEWithLogitsLoss"), loss_of("ce")
    ('of what σ is taken of', '')
    """
    found = _NAMES.fullmatch(name)
    return _ROWS[found.lastindex - 1][0] if found is not None and found.lastindex else ""
