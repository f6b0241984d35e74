"""Homework: whether an answer is right, which line of the work is wrong, and which mistake explains it."""

from chainrule.homework.checking import check
from chainrule.homework.equality import VERDICTS, Counterexample, Equality, equal
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.sandbox import Sandbox
from chainrule.homework.verdict import LineVerdict, Mistake, Verdict

__all__ = ["MISTAKES", "VERDICTS", "Counterexample", "Equality", "LineVerdict", "Mistake", "Sandbox", "Verdict", "check", "equal"]
