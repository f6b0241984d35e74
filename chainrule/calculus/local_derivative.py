"""One edge of the graph: a local derivative with its rule, in the names of the quantities at its ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from chainrule.calculus.memory import Memory
from chainrule.calculus.rules import RULES, Rule, Step, call_rule, differentiate
from chainrule.calculus.tidying.tidy import Tidier
from chainrule.formula import Formula
from chainrule.functions import FUNCTIONS
from chainrule.graph.samples import Range
from chainrule.tree import ONE, Tree, names, symbol


class Over(NamedTuple):
    """The sum over samples that an edge stands in.

    It ``ends`` where only the upper quantity has a value for each sample, and begins where that ``adds`` up the lower one's.
    """

    range: Range
    ends: bool
    adds: bool


class LocalDerivative:
    """An edge: the derivative of one quantity by one that stands directly in its expression, the others held fixed.

    ``of`` and ``wrt`` are names; ``partial`` tells ∂ from d: whether the quantity has other inputs. ``over`` is set where one of
    the two has a value for each sample; a quantity that adds them up has one of its terms for an expression.
    """

    # One slot more than is named puts an edge among objects of a size that is often freed: 2 MB less for 100,000 links.
    __slots__ = ("__weakref__", "expression", "of", "over", "partial", "tree", "wrt")

    def __init__(self, of: str, wrt: str, tree: Tree, expression: Tree, partial: bool, over: Over | None = None) -> None:
        self.of, self.wrt, self.tree = of, wrt, tree
        self.expression, self.partial, self.over = expression, partial, over

    def __repr__(self) -> str:
        return f"LocalDerivative({'∂' if self.partial else 'd'}{self.of}/{'∂' if self.partial else 'd'}{self.wrt} = {self.value})"

    @property
    def left(self) -> Tree:
        """The edge's own statement, unevaluated: ∂ŷ/∂w1 or du/dx."""
        return Tree(("derivative", "∂" if self.partial else "d", (symbol(self.of), symbol(self.wrt))))

    @property
    def value(self) -> Formula:
        """The local derivative itself, in node names."""
        return Formula(self.tree)

    @property
    def own(self) -> Formula | None:
        """The local derivative in the quantity's own value, where its function allows that: a(1 − a)·x for a = σ(w·x)."""
        kind, name, args = self.expression
        row = FUNCTIONS.get(name) if kind == "call" else None
        if row is None or row.own is None or (self.over is not None and self.over.adds):
            return None
        outer = row.own(symbol(self.of))
        return Formula(outer if args[0] == symbol(self.wrt) else product([outer, Tidier()(differentiate(args[0], {self.wrt})[self.wrt])]))

    @property
    def rule(self) -> Rule:
        """The rule that the expression's outermost operation calls for."""
        used = self.working()
        return used[-1].rule if used else RULES["identity"]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that was used, each once, innermost first."""
        kind, name, args = self.expression
        if kind == "call" and len(args) == 1 and args[0][0] == "symbol":  # what most links are
            return (call_rule(name),)
        return _rules.of(self.expression, (self.wrt,))

    @property
    def dropped(self) -> tuple[Tree, ...]:
        """The terms of the expression that do not depend on ``wrt``."""
        if self.expression.kind != "add":
            return ()
        return tuple(term for term in self.expression.args if self.wrt not in names(term))

    def working(self) -> tuple[Step, ...]:
        """Return every rule applied inside the link, innermost first, with what it gave before tidying."""
        return steps(self.expression, self.wrt)


def steps(expression: Tree, wrt: str) -> tuple[Step, ...]:
    """Return every rule applied in differentiating an expression by a name, innermost first."""
    trace: list[Step] = []
    differentiate(expression, {wrt}, trace)
    return tuple(trace)


_rules = Memory(lambda expression, names: tuple(dict.fromkeys([step.rule for step in steps(expression, names[0])])) or (RULES["identity"],))


def product(factors: Iterable[Tree]) -> Tree:
    """Return factors multiplied as they stand, those that are 1 left out."""
    kept: list[Tree] = []
    for factor in factors:
        if factor[0] != "number" or factor != ONE:
            kept.append(factor)  # noqa: PERF401  # of two or three, a comprehension costs more
    return product_of(kept)


def product_of(factors: list[Tree]) -> Tree:
    """Return factors multiplied as they stand."""
    return Tree(("mul", None, tuple(factors))) if len(factors) > 1 else factors[0] if factors else ONE
