"""Homework: whether an answer is right, which line of the work is wrong, and which mistake explains it."""

from chainrule.homework.checking import check
from chainrule.homework.classes.grading import grade
from chainrule.homework.classes.report import OUTCOMES, Frequent, Mark, Report
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.sandbox import Sandbox
from chainrule.homework.values.equality import VERDICTS, Counterexample, Equality, equal
from chainrule.homework.verdict import LineVerdict, Mistake, Verdict

__all__ = [
    "MISTAKES", "OUTCOMES", "VERDICTS", "Counterexample", "Equality", "Frequent", "LineVerdict", "Mark", "Mistake", "Report", "Sandbox",
    "Verdict", "check", "equal", "grade",
]  # fmt: skip
