"""What does not depend on the index of a sum, or on the variable of an integral, comes in front of it.

Σᵢ 2a·xᵢ is 2a Σᵢ xᵢ, Σᵢ (−xᵢ) is −Σᵢ xᵢ, and ∫ 2a·t dt is 2a ∫ t dt.
"""

from __future__ import annotations

from typing import Protocol

from chainrule.calculus.exact import is_negative
from chainrule.calculus.tidying import cancelling
from chainrule.calculus.tidying.terms import Exponent, Symbolic, Term
from chainrule.integrals import as_name
from chainrule.notation.indices import carries


class Tidier(cancelling.Tidier, Protocol):
    """What tidies trees, and keeps what is known of sums: see ``tidy.Tidier``."""

    before: Before | None


class Before:
    """The names in the bases of a tidier, which tell what may stand before a sum."""

    def __init__(self, tidier: Tidier) -> None:
        self.tidier = tidier
        self.names: list[frozenset[str]] = []  # of each base, those in all that it is made of among them

    @classmethod
    def of(cls, tidier: Tidier) -> Before:
        """Return what belongs to a tidier, made where its first sum is met."""
        tidier.before = tidier.before or cls(tidier)
        return tidier.before

    def split(self, body: Term, index: str, *, bound: bool = False) -> tuple[Term, Term] | None:
        """Return what comes in front of a sum, and what it adds up then; None where nothing does, or where nothing depends on the index.

        Where it is ``bound``, it is the variable of an integral.
        """
        coefficient, factors = body
        self.account()
        outside = tuple([factor for factor in factors if not self.depends(factor, as_name(index) if bound else index)])
        inside = tuple([factor for factor in factors if factor not in outside])
        if not inside:
            return None
        rest: Term = (1, inside)
        terms = self.tidier.sums.get(inside, ())
        if terms and all(is_negative(term[0]) for term in terms):
            rest = self.tidier.sum([self.tidier.negated(term) for term in terms])
            coefficient = self.tidier.negated((coefficient, ()))[0]
        return None if coefficient == 1 and not outside else ((coefficient, outside), rest)

    def depends(self, factor: tuple[int, Exponent], index: str) -> bool:
        """Return whether a power of a base has an index anywhere in it."""
        base, exponent = factor
        used = self.names[base] | (self.names[exponent.term] if isinstance(exponent, Symbolic) else frozenset())
        return index in used or any(carries(name, index) for name in used)

    def account(self) -> None:
        """Note the names in the bases that came since: what a base is made of was there before it."""
        for kind, value, args in self.tidier.bases[len(self.names) :]:
            own = {value} if kind in ("symbol", "except") else {as_name(value)} if kind == "bound" else {value[0]} if kind == "apply" else set[str]()
            terms = () if kind == "number" else (args,) if kind == "term" else args
            for _, factors in terms:
                for base, exponent in factors:
                    own |= self.names[base] | (self.names[exponent.term] if isinstance(exponent, Symbolic) else set[str]())
            self.names.append(frozenset(own))
