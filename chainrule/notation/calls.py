"""How known functions and derivatives are named on one line and in LaTeX, drawn from the table of functions."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.functions import FUNCTIONS
from chainrule.notation.logarithms import LN
from chainrule.notation.names import GREEK

# Functions whose powers are written sin²(x); for others that would look like an iterated function.
POWERED = frozenset(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"))


def _bare(latex: str) -> str:
    r"""Return what \operatorname{ReLU} or \sin shows."""
    return latex.removeprefix(r"\operatorname{").removesuffix("}").lstrip("\\")


LATEX = {name: row.latex or rf"\operatorname{{{name}}}" for name, row in FUNCTIONS.items()} | {LN: r"\ln"}
UNICODE = {name: GREEK.get(macro, macro) if macro.isalnum() else name for name, latex in LATEX.items() for macro in [_bare(latex)]}

NORM_MARKS = {"norm": "", "norm 2": "2", "norm 1": "1"}  # what stands below the bars of each norm

RAISED_DIGITS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def primes(order: int, prime: str) -> str:
    """Return the mark of a derivative: up to three primes, else the order in round brackets (still to be raised)."""
    return prime * order if order <= 3 else f"({order})"


def counted(names: Sequence[str]) -> list[tuple[str, int]]:
    """Return each name with how many times in a row it stands there.

    >>> counted(("x", "x", "y"))
    [('x', 2), ('y', 1)]
    """
    runs: list[tuple[str, int]] = []
    for name in names:
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + 1)
        else:
            runs.append((name, 1))
    return runs
