"""Numbers: programs compiled from trees, sample points, and a graph's values and gradients."""

from chainrule.numeric.evaluation import Evaluation, Evaluator
from chainrule.numeric.given import evaluate
from chainrule.numeric.program import Program

__all__ = ["Evaluation", "Evaluator", "Program", "evaluate"]
