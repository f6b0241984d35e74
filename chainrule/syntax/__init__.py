"""From text, Unicode and LaTeX to problems and trees: reads what people type, and never runs it."""

from chainrule.syntax.expressions import read_answer, read_expression
from chainrule.syntax.files import split_problems
from chainrule.syntax.limits import Limits
from chainrule.syntax.reading import read_problem
from chainrule.syntax.rules import RULES
from chainrule.syntax.vocabulary import CLEAR_WORDS

__all__ = ["CLEAR_WORDS", "RULES", "Limits", "read_answer", "read_expression", "read_problem", "split_problems"]
