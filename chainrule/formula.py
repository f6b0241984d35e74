"""What users hold: a formula that prints, displays in notebooks, and turns into a SymPy expression."""

from __future__ import annotations

from typing import Any

from chainrule import notation
from chainrule.errors import ChainRuleError
from chainrule.notation.arguments import NO_FUNCTIONS, with_arguments
from chainrule.notation.logarithms import LOG
from chainrule.tree import Tree


class Formula:
    r"""A tree with its ways out.

    ``str()`` is plain text that reads back as the same tree; ``unicode`` and ``latex`` are for readers; ``sympy`` is for
    computing. ``logarithm`` is how the natural logarithm is written: log or ln; ``functions`` are the unspecified ones whose derivatives
    tell their arguments. Two formulas are equal when their trees are.

    >>> from chainrule.tree import call, symbol
    >>> formula = Formula(1 / call("sqrt", symbol("w_12")))
    >>> print(formula, formula.unicode, formula.latex)
    1/sqrt(w_12) 1/√w₁₂ \frac{1}{\sqrt{w_{12}}}
    """

    __slots__ = ("functions", "logarithm", "tree")
    tree: Tree
    logarithm: str
    functions: frozenset[str]

    def __init__(self, tree: Tree, logarithm: str = LOG, functions: frozenset[str] = NO_FUNCTIONS) -> None:
        object.__setattr__(self, "tree", tree)
        object.__setattr__(self, "logarithm", logarithm)
        object.__setattr__(self, "functions", functions)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a formula does not change")

    def __str__(self) -> str:
        return notation.text(self.told if self.functions else self.tree, self.logarithm)

    def __repr__(self) -> str:
        return f"Formula({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formula) and self.tree == other.tree

    def __hash__(self) -> int:
        return hash(self.tree)

    def __reduce__(self) -> tuple[Any, ...]:
        return Formula, (self.tree, self.logarithm, self.functions)

    @property
    def told(self) -> Tree:
        """The tree as writers take it: derivatives of unspecified functions with their arguments where they are needed."""
        return with_arguments(self.tree, self.functions)

    @property
    def unicode(self) -> str:
        """The formula on one line of Unicode, as in running text."""
        return notation.unicode(self.told if self.functions else self.tree, self.logarithm)

    @property
    def latex(self) -> str:
        """The formula in LaTeX, without dollar signs."""
        return notation.latex(self.told if self.functions else self.tree, self.logarithm)

    @property
    def sympy(self) -> Any:
        """The formula as a SymPy expression in plain Symbols; see ``algebra.to_sympy``."""
        from chainrule.algebra import to_sympy

        return to_sympy(self.tree)

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {self.latex}$"


class WholeFormula(Formula):
    """A formula of whole vectors and matrices: its products do not commute, so it is no expression of SymPy's plain Symbols."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return WholeFormula, (self.tree, self.logarithm, self.functions)

    @property
    def sympy(self) -> Any:
        """None can be had: raises ChainRuleError."""
        raise ChainRuleError("a formula of whole matrices has no SymPy form", hint="take numbers from derivation.at(…), or the .latex")
