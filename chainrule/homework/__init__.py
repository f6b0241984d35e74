"""Homework: whether an answer is right, which line of the work is wrong, and which mistake explains it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chainrule.homework.checking import check as check
    from chainrule.homework.classes.grading import grade as grade
    from chainrule.homework.classes.report import OUTCOMES as OUTCOMES
    from chainrule.homework.classes.report import Frequent as Frequent
    from chainrule.homework.classes.report import Mark as Mark
    from chainrule.homework.classes.report import Report as Report
    from chainrule.homework.mistakes import MISTAKES as MISTAKES
    from chainrule.homework.sandbox import Sandbox as Sandbox
    from chainrule.homework.values.equality import VERDICTS as VERDICTS
    from chainrule.homework.values.equality import Counterexample as Counterexample
    from chainrule.homework.values.equality import Equality as Equality
    from chainrule.homework.values.equality import equal as equal
    from chainrule.homework.verdict import LineVerdict as LineVerdict
    from chainrule.homework.verdict import Mistake as Mistake
    from chainrule.homework.verdict import Verdict as Verdict

_FROM = {  # names by the module that holds them, imported on first use: an answer alone needs no class of them
    "checking": ("check",),
    "classes.grading": ("grade",),
    "classes.report": ("OUTCOMES", "Frequent", "Mark", "Report"),
    "mistakes": ("MISTAKES",),
    "sandbox": ("Sandbox",),
    "values.equality": ("VERDICTS", "Counterexample", "Equality", "equal"),
    "verdict": ("LineVerdict", "Mistake", "Verdict"),
}

__all__ = [
    "MISTAKES", "OUTCOMES", "VERDICTS", "Counterexample", "Equality", "Frequent", "LineVerdict", "Mark", "Mistake", "Report", "Sandbox",
    "Verdict", "check", "equal", "grade",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    module = next((module for module, held in _FROM.items() if name in held), None)
    if module is None:
        raise AttributeError(f"module 'chainrule.homework' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"chainrule.homework.{module}"), name)  # not asked for here again
    return found
