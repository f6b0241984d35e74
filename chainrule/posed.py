"""What callers give as a problem or as an answer: text, or SymPy expressions and equations, formulas, numbers, and several of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from numbers import Number
from typing import TYPE_CHECKING, Any, TypeAlias

from chainrule.errors import ChainRuleError, ReadError
from chainrule.formula import Formula
from chainrule.notation import canonical, text
from chainrule.problem import Definition, Problem
from chainrule.syntax import Limits, read_problem
from chainrule.tree import Tree, names, vector

if TYPE_CHECKING:
    import sympy

    Posed: TypeAlias = str | Problem | sympy.Basic | Sequence[str | sympy.Basic]
    Expression: TypeAlias = str | Tree | Formula | sympy.Basic
    Answer: TypeAlias = str | Formula | sympy.Basic | float | Sequence[str | Formula | sympy.Basic | float]

USUAL = Limits()
KINDS = "text, a Problem, a SymPy expression or equation, or a list of these"


def posed_problem(given: Any, wrt: Sequence[str] = (), limits: Limits | None = None) -> Problem:
    """Return what a caller poses as data; a SymPy equation or a list is read as the text that it would be written as.

    Raises a ReadError where text would not say the same, and a ChainRuleError for what is no problem.
    """
    if isinstance(given, Problem):
        return given
    if isinstance(given, str):
        read = read_problem(given, wrt=wrt, limits=limits or USUAL)
        asked = read.spelled(read.wrt)
        return read if asked == read.wrt else read._replace(wrt=asked)
    if is_sympy(given):
        tree = _tree(given)
        if tree[0] not in ("relation", "vector"):
            return Problem(str(given), (Definition("", tree),))
        return _by_text([tree], text(tree), wrt, limits)
    if isinstance(given, (list, tuple)) and given and all(isinstance(each, str) or is_sympy(each) for each in given):
        parts = [each if isinstance(each, str) else _tree(each) for each in given]
        said = "\n".join(part if isinstance(part, str) else text(part) for part in parts)
        return _by_text([part for part in parts if not isinstance(part, str)], said, wrt, limits)
    raise ChainRuleError(f"a problem is {KINDS}, not {type(given).__name__}")


def answer_of(given: Any) -> str:
    """Return a caller's answer as text. Raises ChainRuleError for what is none."""
    if isinstance(given, str):
        return given
    if isinstance(given, Formula) or is_sympy(given):
        return text(expression_of(given))
    if isinstance(given, (list, tuple)) and given:
        return f"({', '.join(map(answer_of, given))})"
    if isinstance(given, Number) and not isinstance(given, complex | bool) and isfinite(float(given)):  # type: ignore[arg-type]
        return str(given)
    raise ChainRuleError(f"an answer is text, a SymPy expression, a formula, a number or a list of these, not {type(given).__name__}")


def expression_of(given: Any) -> Tree:
    """Return the tree of a formula or of a SymPy expression. Raises ChainRuleError for what is neither."""
    if isinstance(given, Tree):
        return given
    if isinstance(given, Formula):
        return given.tree
    if is_sympy(given):
        return _tree(given)
    raise ChainRuleError(f"an expression is text, a formula or a SymPy expression, not {type(given).__name__}")


def is_sympy(given: Any) -> bool:
    """Return whether something is SymPy's; an unspecified f(x) is of a type of its own, below one of SymPy's."""
    return any(str(kind.__module__).partition(".")[0] == "sympy" for kind in type(given).__mro__)


def _tree(given: Any) -> Tree:
    """Return the tree of what is SymPy's; of a matrix, a vector of its rows, and with one row or one column a vector."""
    from chainrule.algebra import from_sympy

    if not getattr(given, "is_Matrix", False) or not hasattr(given, "tolist"):
        return from_sympy(given)
    if 1 in given.shape:
        return vector(*map(from_sympy, given))
    return vector(*[vector(*map(from_sympy, row)) for row in given.tolist()])


def _by_text(trees: Iterable[Tree], said: str, wrt: Sequence[str], limits: Limits | None) -> Problem:
    """Return the problem that a text says, in which the quantities must be those of some trees. Raises ReadError."""
    read = posed_problem(said, wrt, limits)
    known = {name for each in (*read.definitions, *read.given) for name in each.mentioned}
    missed = [name for tree in trees for name in names(tree) if canonical(name) not in known]
    if missed:
        raise ReadError(f"'{missed[0]}' would not be read as one name in {said}", hint="give the problem as text, or the symbol another name")
    return read
