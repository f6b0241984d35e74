"""What a piece of work has said so far, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite
from typing import Any

from chainrule.errors import ReadError
from chainrule.functions import PIECEWISE
from chainrule.homework.answers.notebook import Notebook, Target
from chainrule.homework.answers.question import Question, at_point, vocabulary
from chainrule.homework.slips.source import has_derivative, is_decimal
from chainrule.homework.values.lenient import Values
from chainrule.homework.values.within import Range, equal_within
from chainrule.homework.verdict import Prose, written
from chainrule.homework.worked.equations import Equations
from chainrule.notation.names import canonical
from chainrule.syntax import Limits
from chainrule.tree import Tree, add, names, neg, node, postorder, substitute

NEAR = node("number", Decimal("0.001"))  # how far beside a point is looked
SHOWN = 4  # digits of a value that is told
DIGITS = 3  # of a number that may be off in the last of them
PADDED = 3  # digits of one that is written with fewer


class Progress:
    """What is known once the lines of one piece of work up to some place have been gone through."""

    def __init__(self, question: Question, limits: Limits | None, called: str = "") -> None:
        self.question, self.notebook, self.limits = question, Notebook(question), limits
        self.functions = vocabulary(question.derivation)[1]
        self.target: Target | None = None  # what a line that begins with = goes on about
        self.words: set[str] = set()  # names beside those of quantities: of whole vectors
        self.last: Tree | None = None  # the value that was stated last
        self.equations = Equations(question)
        self.answer: Tree | None = None
        self.unfinished = False  # whether that has a derivative in it which is not worked out
        self.point = dict(question.point)  # the values that the problem or the student puts in
        self.said = set(self.notebook.own)  # own names that the problem, or lines so far, have defined
        self.formulas: dict[Target, Tree] = {}  # the last claims of derivatives that are no numbers
        self.spoiled = False  # whether any line so far was not right, so that others may follow from it
        self.moved: set[str] = set()  # inputs with values that have been updated
        self.iterates: set[str] = set()  # values after some steps, x_1
        self.faulty: set[str] = set()  # own names whose definitions are wrong
        self.taken: set[str] = set()  # own names that are those of links, which are something else
        self.lost = False  # whether what a line that begins with = goes on from was not understood
        self.in_chain = False  # whether that was a line of the asked derivative itself, which goes on with = behind it
        self.called = called  # the student's name for the function that is asked, where it is another one
        self.forms: list[Tree] = []  # ways in which the function that is asked was written anew
        self.accepted: frozenset[str] = frozenset()  # own names that are no parts of the problem as it is written, but of another form of it
        self.put_together: set[str] = set()  # own names that make up the function that was asked, or a quantity of the problem, in some line so far
        self.in_own_names: dict[str, Tree] = {}  # what wrong lines say that quantities of the problem are, as it was written
        self.composed = False  # whether the student's own names were put together to the function that was asked

    @property
    def asked(self) -> Target:
        """The derivative that the work has to end with."""
        return self.notebook.asked

    def state(self) -> dict[str, Any]:
        """Return what the lines have said so far, to come back to."""
        own = {name: value.copy() if isinstance(value, set | dict | list) else value for name, value in vars(self).items()}
        return {**own, "notebook": self.notebook.copied()}

    def claim(self, target: Target, sides: Sequence[Tree], *, wrong: bool) -> None:
        """Note what the student says that a derivative is: the last side that is worked out, or a wrong one with what was said before in it."""
        worked = [side for side in sides if not has_derivative(side)] or ([self.notebook.expand(sides[-1], claimed=True)] if wrong else [])
        if worked and not has_derivative(worked[-1]):
            self.notebook.claims[target] = worked[-1]
            if names(worked[-1]):
                self.formulas[target] = worked[-1]

    def value(self, side: Tree) -> Tree:
        """Return an expression in the inputs; as a number where it has own names of numbers that were worked out at the point, δ = −0.14."""
        value = self.notebook.expand(side)
        return substitute(value, self.point) if self.point and self.has_numbers(side) else value

    def number(self, tree: Tree) -> str | None:
        """Return the value of an expression at the point with a few digits; None where it has none."""
        here = substitute(self.notebook.expand(tree, claimed=True), self.point)
        if names(here) or has_derivative(here):
            return None
        value = Values([{}])([here])[0][0]
        return written(value, SHOWN) if isfinite(value) else None

    def unequal(self, sides: Sequence[Tree]) -> Prose:
        """Return that sides of a line are not equal, with the value of the first where it is a number."""
        first = self.number(sides[0])
        return ("the two sides are not equal.",) if first is None else (f"the two sides are not equal: the first is {first}.",)

    def agrees(self, right: Tree, value: Tree) -> bool | None:
        """Return whether a value is right; 0.2 is, as a rounded number, where 0.2000 is."""
        found = self.notebook.same(right, value)
        return found if found is not False or names(right) else any(self.notebook.same(right, each) for each in padded(value))

    def agrees_near(self, right: Tree, value: Tree) -> bool:
        """Return whether a value is right near the point, where a function of several pieces has one of them: x for the derivative of relu(w x) by w."""
        if not self.point or not any(item[0] == "call" and item[1] in PIECEWISE for item in postorder(right)):
            return False
        near = {name: Range(add(at, neg(NEAR)), add(at, NEAR)) for name, at in self.point.items() if not names(at)}
        return equal_within(near, right, value, (), None).correct is True

    def alike(self, own: Tree, value: Tree) -> bool:
        """Return whether a value is one that own values give; a number of three digits may differ in the last by one, as values on the way were rounded."""
        if self.agrees(at_point(own, value, self.point), value):
            return True
        here = substitute(own, self.point)
        if not any(map(is_decimal, postorder(own))):
            return False
        return not names(here) and any(self.notebook.same(here, each) for each in beside(value))

    def has_numbers(self, side: Tree) -> bool:
        """Return whether own names in an expression stand for numbers, or for what is worked out with such."""
        own, seen = self.notebook.own, set(names(side))
        waiting = [*seen]
        while waiting:
            tree = own.get(waiting.pop())
            if tree is not None and not names(tree):
                return True
            more = set(names(tree)) - seen if tree is not None else set()
            seen |= more
            waiting += more
        return False

    def has_name(self, written: str) -> bool:
        """Return whether what is written is the name of a quantity."""
        try:
            return self.notebook.known(canonical(written))
        except ReadError:
            return False

    def is_given(self, name: str) -> bool:
        """Return whether the problem says itself what a quantity is."""
        graph = self.question.derivation.graph
        return name in graph.ids and graph.nodes[graph.ids[name]].origin == "definition"

    def is_link(self, name: str) -> bool:
        """Return whether a quantity is one that chainrule named, which a student does not know of."""
        graph = self.question.derivation.graph
        return name in graph.ids and graph.nodes[graph.ids[name]].origin == "link"


def beside(value: Tree) -> list[Tree]:
    """Return the decimal numbers beside one of three digits or more: 0.685 and 0.687 beside 0.686."""
    number = value.args[0] if value.kind == "neg" else value
    if not is_decimal(number) or len(number.value.as_tuple().digits) < DIGITS:
        return []
    unit = Decimal(1).scaleb(number.value.as_tuple().exponent)
    found = [node("number", each) for each in (number.value - unit, number.value + unit)]
    return [neg(each) for each in found] if value.kind == "neg" else found


def padded(value: Tree) -> list[Tree]:
    """Return a decimal number of few digits with zeros behind them, 0.2000 for 0.2; nothing for any other value."""
    number = value.args[0] if value.kind == "neg" else value
    if not is_decimal(number) or len(digits := number.value.as_tuple().digits) >= DIGITS or not number.value:
        return []
    found = node("number", number.value.quantize(Decimal(1).scaleb(number.value.as_tuple().exponent + len(digits) - PADDED)))
    return [neg(found) if value.kind == "neg" else found]
