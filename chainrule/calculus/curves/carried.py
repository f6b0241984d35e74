"""A defined quantity along an equation between what it depends on: z = xy where x² + y² = 25, dz/dx = ∂z/∂x + ∂z/∂y · dy/dx."""

from __future__ import annotations

from chainrule.calculus.curves.along import Differentiate, tied_by
from chainrule.calculus.curves.implicit import implicit
from chainrule.calculus.curves.related import Related, changing, related
from chainrule.calculus.settings import Settings
from chainrule.errors import ChainRuleError, ProblemError, UnknownName
from chainrule.graph import decompose
from chainrule.problem import Problem


def carried(problem: Problem, by: str, output: str, order: int, differentiate: Differentiate, settings: Settings) -> Related:
    """Return the derivative of a defined quantity by another, or its rate, where a quantity that it depends on is given by the equation.

    Raises ProblemError where it is open which one that is, UnknownName where nothing holds what is differentiated by.
    """
    if order > 1:
        raise ChainRuleError("of a quantity along an equation, the first derivative alone is worked out", hint="put the equation in, solved for a name")
    bare = problem._replace(output=None, wrt=(), order=1, mixed=False, rates=())
    rates, ties, inputs = dict(problem.rates), tied_by(bare), decompose(bare, output=output).inputs
    if not rates and by not in (*ties, *inputs):
        held = dict.fromkeys((*ties, *inputs))
        raise UnknownName(f"there is no '{by}' in the equation, nor in what {output} depends on", hint=f"they hold {', '.join(held)}")
    left = [name for name in ties if name != by and name not in rates]
    if len(left) != 1:
        reason = f"which of {', '.join(left)} the equation gives is not said" if left else "the equation gives nothing: all rates are known"
        raise ProblemError(reason, hint="give an equation between two quantities, or the rates of all but one")
    dependent = left[0]
    base = related(problem, by, dependent, 1, differentiate, settings) if rates else implicit(bare, (by,), dependent, 1, differentiate, settings)
    moving = [name for name in inputs if name in rates]
    asked = (*moving, *changing(inputs, (by, dependent)))
    if not asked:
        raise ProblemError(f"{output} does not depend on what the equation ties", hint=f"it depends on {', '.join(inputs)}")
    whole = differentiate(bare, asked, output)
    values = {**{name: rates[name] for name in moving}, **({dependent: base.results[by].tidy.tree} if dependent in inputs else {})}
    own = whole.graph._replace(problem=problem)
    return Related(own, (by,), whole.edges, settings, base.readings, first=(*base.first, base, whole), dependent=output, rates=values)
