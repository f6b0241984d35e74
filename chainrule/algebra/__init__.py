"""Trees and SymPy expressions, each into the other, and simplification within a budget.

The only room that imports SymPy, and only when one of its functions is called. Numbers stay exact on the way: 0.1 becomes
the Rational 1/10 (SymPy's ``N`` or ``evalf`` gives floats where they are wanted). Functions without a counterpart in SymPy
are written out by their definitions: σ(z) becomes 1/(1 + exp(−z)).
"""

from chainrule.algebra.convert import to_sympy
from chainrule.algebra.predict import common_number, looks_reducible
from chainrule.algebra.read import from_sympy
from chainrule.algebra.simplify import shorter, simplify, simplify_where, under_same_letters

__all__ = ["common_number", "from_sympy", "looks_reducible", "shorter", "simplify", "simplify_where", "to_sympy", "under_same_letters"]
