"""A capital sigma that is the name of a matrix, as of a covariance, and adds nothing up."""

from __future__ import annotations

import re

_COVARIANCE = r"(?:\\(?:mathbf|boldsymbol|bm)\s?\{\s?(?:\\Sigma|Σ)\s?\}|\\Sigma(?![A-Za-z])|Σ)"
_OF_MATRICES = re.compile(  # a capital sigma with an inverse, or behind a transpose
    rf"{_COVARIANCE}(?=\s?(?:\^\s?[{{(]?\s?[-−]\s?[1T]|⁻))|(?:(?<=\^T)|(?<=\^T\s)|(?<=\^\{{T\}})|(?<=\^\{{T\}}\s)|(?<=[⊤ᵀ])|(?<=[⊤ᵀ]\s)|(?<=\\top)|(?<=\\top\s)|(?<=\\top\}}))"
    rf"(?:(?!Σ){_COVARIANCE}(?!\s?_)|Σ(?=\s?(?:\((?![^()]*_)|[^\W\d_](?![\w]))))"  # a Σ before x_i adds up
)
_SIZED = re.compile(rf"(?:\|\s?|\b[Dd]et\s?\(?\s?|\\det\s?(?:\\left)?\s?\(?\s?|\b[Tt]r\s?\(\s?|[∂d]\s?|\\partial\s?){_COVARIANCE}(?!\s?_)")  # |Σ|, det Σ, ∂Σ
_AS_MATRIX = re.compile(rf"{_COVARIANCE}(?!\s?_|\s?\((?=[^()]*_))")
_SUM = re.compile(r"\\Sigma(?=\s?_\s?\{?\s?\w\s?=)")


def with_covariance(text: str) -> str:
    """Return a text with another capital sigma for one that is the name of a matrix, as its inverse or a transpose before it tells."""
    text = _SUM.sub(lambda found: r"\sum".ljust(len(found[0])), text)
    pattern = _AS_MATRIX if _SIZED.search(text) else _OF_MATRICES
    return pattern.sub(lambda found: "𝛴".rjust(len(found[0])), text)
