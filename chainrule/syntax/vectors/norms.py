"""Norms, ‖x‖, ‖x‖_2 and ‖x‖_1: written as brackets of their own.

What they are of, numbers or vectors, is found later; of numbers they are absolute values, which is said.
"""

from __future__ import annotations

import re

from chainrule.problem import Problem
from chainrule.syntax.asked.requests import Said
from chainrule.syntax.rules import Readings
from chainrule.tree import rewrite
from chainrule.vectors.norms import as_norm, frobenius

_LEFT, _RIGHT = r"(?:\\(?:left|[bB]igg?l?)\s?)?", r"(?:\\(?:right|[bB]igg?r?)\s?)?"
_BELOW = r"((?:\s?_\s?(?:[12F]|\{\s?[12F]\s?\})(?![^\W²])|[₁₂])?+)"
_BRACKETS = {"": ("⟦", "⟧"), "F": ("⦃", "⦄"), "2": ("⦉", "⦊"), "₂": ("⦉", "⦊"), "1": ("⟬", "⟭"), "₁": ("⟬", "⟭")}
_BARS = ((r"[‖∥]", r"[^‖∥]"), (r"(?<!\|)\|\|", r"[^|]"), (r"\\\|", r"(?:(?!\\\|).)"), (r"\\[lr]?Vert(?![A-Za-z])", r"(?:(?!\\[lr]?Vert).)"))
_NORMS = tuple(re.compile(rf"({_LEFT}{bars})({inside}{{1,200}}?)({_RIGHT}{bars})((?:\s?\^\s?(?:2|\{{2\}}))?){_BELOW}") for bars, inside in _BARS)
_PLAIN = _NORMS[1]
_OF = r"[^\W\d_](?:_\w)?"
_COSINE = re.compile(  # u · v/(|u||v|)
    rf"(?<![\w\\|])({_OF})\s?(?:[·⋅]|\\cdot(?![A-Za-z]))\s?({_OF})\s?\)?\s?(?:/|\}}\s?\{{)\s?\(?\s?\|\s?(?:\1|\2)\s?\|\s?(?:[·⋅*]|\\cdot(?![A-Za-z]))?\s?\|\s?(?:\1|\2)\s?\|"
)
_LOWERED = re.compile(r"(?<![|\\])\|([^|=]{1,40})\|(?=\s?_\s?(?:[12F](?!\w)|\{\s?[12F]\s?\}))")  # |w|_1
_RUNS = re.compile(r"(?<!\\)\|++")


def with_norms(text: str, readings: Readings) -> str:
    r"""Return a text with ⟦x⟧ for ‖x‖, ⦉x⦊ for ‖x‖₂, ⟬x⟭ for ‖x‖₁ and ⦃x⦄ for ‖x‖_F, every place staying; say that they are read as absolute values.

    >>> with_norms("||w||_2^2 + ||b||_1", Readings(""))
    '⦉ w⦊   ^2 + ⟬ b⟭   '
    >>> with_norms("||w||\n_1", Readings(""))
    '⟬ w⟭    '
    """

    def bracketed(found: re.Match[str]) -> str:
        opening, inside, _, power, below = found.groups()
        if not inside.strip() or "=" in inside:
            return found[0]
        opened, closed = _BRACKETS["".join(below.split()).strip("_{}")]
        readings.add("norm", *found.span(), f"abs({inside.strip()})", "the norm of a vector by its components")
        width = len(found[0]) - len(opening) - len(inside) - len(power)
        return opened.ljust(len(opening)) + inside + closed.ljust(width) + power

    double = all(len(bars) == 2 for bars in _RUNS.findall(text))  # |x||y||z| is a product
    for norm in _NORMS:
        text = norm.sub(bracketed, text) if double or norm is not _PLAIN else text
    return text


def with_lengths(text: str) -> str:
    """Return a text with ‖u‖ for the lengths |u| of vectors, which an angle shows, u · v/(|u||v|), and for the norms |w|_1 and |w|_2.

    >>> with_lengths("c = u·v/(|u||v|) + |w|_1")
    'c = u·v/(‖u‖‖v‖) + ‖w‖_1'
    """
    for name in {name for found in _COSINE.finditer(text) for name in found.groups()}:
        text = re.sub(rf"\|(\s?{re.escape(name)}\s?)\|", r"‖\1‖", text)
    return _LOWERED.sub(r"‖\1‖", text)


def without_frobenius(problem: Problem, said: Said) -> tuple[Problem, Said]:
    """Return a problem with ‖X‖ for ‖X‖_F, and what is said of its names with what the sign says: X is a matrix."""
    kinds = {name: kind for each in problem.definitions for name, kind in frobenius(each.tree).items()}
    definitions = tuple(each._replace(tree=rewrite(each.tree, as_norm)) for each in problem.definitions)
    return problem._replace(definitions=definitions), said._replace(kinds={**kinds, **said.kinds})
