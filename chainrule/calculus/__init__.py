"""From a graph to a derivation: local derivatives with their rules, paths, adjoints, results."""

from chainrule.calculus.adjoints import adjoints
from chainrule.calculus.curves.along import Along, Curve
from chainrule.calculus.curves.implicit import Implicit
from chainrule.calculus.curves.parametric import Parametric
from chainrule.calculus.curves.related import Related
from chainrule.calculus.derivation import Derivation
from chainrule.calculus.derive import differentiate_problem, with_mixed
from chainrule.calculus.local import all_edges
from chainrule.calculus.local_derivative import LocalDerivative
from chainrule.calculus.paths import Path
from chainrule.calculus.result import Result
from chainrule.calculus.rules import RULES, Rule, Step, differentiate
from chainrule.calculus.sets.needs import Condition
from chainrule.calculus.settings import Proof, Settings
from chainrule.calculus.tidying.tidy import Tidier
from chainrule.calculus.vector_valued import VectorValued

__all__ = [
    "RULES",
    "Along",
    "Condition",
    "Curve",
    "Derivation",
    "Implicit",
    "LocalDerivative",
    "Parametric",
    "Path",
    "Proof",
    "Related",
    "Result",
    "Rule",
    "Settings",
    "Step",
    "Tidier",
    "VectorValued",
    "adjoints",
    "all_edges",
    "differentiate",
    "differentiate_problem",
    "with_mixed",
]
