"""Whether two expressions are equal as real functions: refuted and confirmed by numbers, proved where that is cheap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from chainrule.errors import NumericError
from chainrule.homework.values.lengths import TERMS, with_lengths
from chainrule.homework.values.proving import difference_vanishes, vanishes
from chainrule.homework.values.sampling import ENOUGH, Pair, Point, Tally
from chainrule.posed import expression_of
from chainrule.tree import Tree, postorder
from chainrule.vectors.kinds import NORMS

if TYPE_CHECKING:
    from chainrule.posed import Expression

LARGEST = 60_000  # parts of both sides together
FEWEST = 5  # agreeing points without which nothing is said
DIGITS, EVERY_DIGIT = 4, 17  # significant digits of a value that is shown, and those that tell any two floats apart
SHARES = (0.3, 0.1, 0.01)  # of points at which two sides agree, where they have to agree as well to be equal for all that are positive
ROUNDED_DIGITS = 2  # significant digits from which a decimal counts as rounded

VERDICTS: dict[str, bool | None] = {
    "equal": True,
    "equal-on-narrower-domain": True,
    "equal-on-wider-domain": True,
    "equal-for-positive": False,
    "different": False,
    "undefined": False,
    "undecided": None,
}


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point at which two sides have different values."""

    point: Point
    left: float
    right: float

    @property
    def digits(self) -> int:
        """How many significant digits show that the values differ; where not even all of a float's do, as many as usual."""
        return next((digits for digits in range(DIGITS, EVERY_DIGIT + 1) if f"{self.left:.{digits}g}" != f"{self.right:.{digits}g}"), DIGITS)


@dataclass(frozen=True, slots=True)
class Equality:
    """What was found out about two expressions.

    ``verdict`` is a key of VERDICTS. Narrower and wider speak of the right side: 2 log x for log x² is narrower.
    ``proved`` tells a proof from agreement or disagreement in numbers; ``method`` names what decided. ``points`` counts
    the points at which both sides agree.
    """

    verdict: str
    proved: bool = False
    method: str = ""
    points: int = 0
    counterexample: Counterexample | None = None
    note: str = ""

    @property
    def correct(self) -> bool | None:
        """True and False, or None where it is undecided."""
        return VERDICTS[self.verdict]

    def __bool__(self) -> bool:
        return self.correct is True

    def __str__(self) -> str:
        how = "proved" if self.proved else "numeric"
        return f"{self.verdict} ({how}, {self.method})" + (f": {self.note}" if self.note else "")


def equal(
    left: Expression, right: Expression, *, within: Sequence[Tree] = (), tolerance: float | None = None, prove: bool = False, budget: float = 1.0
) -> Equality:
    """Return whether two expressions, as text, formulas or SymPy's, are equal wherever both are real; ``right`` is the one to be judged.

    Both are taken as exact unless ``right`` is written with decimals of two digits or more: these may be off by half a unit
    in their last digit. ``tolerance`` sets a relative tolerance instead; 0 makes every decimal exact. ``within`` are expressions
    that must be real for a point to count. With ``prove``, SymPy is asked for a proof within ``budget`` seconds of CPU time.

    Agreement is tested at 14 points or more and confirmed in 120 digits at some; a difference must survive 150 digits.

    >>> print(equal("2 log x", "log(x^2)").verdict, equal("sin(2x)", "2 sin x cos x").verdict, equal("x", "sqrt(x^2)").verdict)
    equal-on-wider-domain equal equal-for-positive
    """
    left, right = _tree(left), _tree(right)
    parts = sum(1 + len(item[2]) for side in (left, right) for item in postorder(side))
    if parts > LARGEST:
        return Equality("undecided", method="size", note=f"{parts:,} parts are too many to compare")
    if any(item[0] == "call" and item[1] in NORMS for side in (left, right) for item in postorder(side)):
        return Equality("undecided", method="no numbers", note="the length of a whole vector cannot be compared")
    found = _for_lengths(left, right, within, tolerance)
    if not found.proved and found.correct is not False and (difference_vanishes(left, right) or (prove and vanishes(left, right, budget))):
        verdict = "equal" if found.correct is None else found.verdict
        return Equality(verdict, proved=True, method="algebra", points=found.points, note=found.note)
    return found


def _for_lengths(left: Tree, right: Tree, within: Sequence[Tree], tolerance: float | None) -> Equality:
    """Return what numbers say; of sums up to n, for several numbers of terms."""
    found = Equality("undecided")
    for terms in TERMS:
        sides = with_lengths((left, right, *within), terms)
        try:
            found = _judged(sides[0], sides[1], sides[2:], tolerance)
        except NumericError as error:
            return Equality("undecided", method="no numbers", note=error.message)
        if found.correct is not True or (sides[0] is left and sides[1] is right):
            break
    return found


def _tree(side: Expression) -> Tree:
    if not isinstance(side, str):
        return expression_of(side)
    from chainrule.syntax import read_expression

    return read_expression(side)


def _judged(left: Tree, right: Tree, within: Sequence[Tree], tolerance: float | None) -> Equality:
    pair = Pair(left, right, within, tolerance=tolerance or 0.0)
    tally = pair.sample()
    if tally.differ and tolerance is None and has_rounded_decimals(right):
        rounded = Pair(left, right, within, rounded=True)
        found = decide(rounded, rounded.sample())
        if found.correct:
            return Equality(found.verdict, method="numbers", points=found.points, note="equal to the digits given")
    return decide(pair, tally)


def has_rounded_decimals(tree: Tree) -> bool:
    """Return whether a tree has a decimal with so many digits that it may stand for a rounded number."""
    return any(item[0] == "number" and isinstance(item[1], Decimal) and len(item[1].as_tuple().digits) >= ROUNDED_DIGITS for item in postorder(tree))


def decide(pair: Pair, tally: Tally) -> Equality:
    """Return the verdict for what was found at the points."""
    if tally.differ:
        return _different(pair, tally)
    agreed = len(tally.agree)
    if agreed >= (FEWEST if pair.names else 1):
        return _equal(tally)
    if tally.left_only and not agreed:
        return Equality("undefined", method="numbers", note="the right side has no real value where the left side has one")
    if tally.right_only and not agreed:
        return Equality("undecided", method="numbers", note="the left side has no real value where the right side has one")
    if not agreed and not tally.unclear:
        return Equality("undecided", method="numbers", note="no point was found at which both sides have a real value")
    return Equality("undecided", method="numbers", points=agreed, note=f"the sides could be compared at {agreed} points only, where {ENOUGH} are wanted")


def _equal(tally: Tally) -> Equality:
    """Return the verdict for sides that agree wherever both are real."""
    count = len(tally.agree)
    if tally.left_only:
        note = f"the right side has no real value at {stated(tally.left_only[0])}"
        return Equality("equal-on-narrower-domain", method="numbers", points=count, note=note)
    if tally.right_only:
        note = f"the left side has no real value at {stated(tally.right_only[0])}"
        return Equality("equal-on-wider-domain", method="numbers", points=count, note=note)
    return Equality("equal", method="numbers", points=count)


def _different(pair: Pair, tally: Tally) -> Equality:
    """Return the verdict for sides that differ somewhere, with a point where they do."""
    point, finding = pair.counterexample(tally.differ[0])
    a, b = (each.value(point | pair.nominal) for each in (pair.left, pair.right))
    shown = Counterexample(point, float("nan") if a is None else a, float("nan") if b is None else b)
    left, right = (f"{value:.{shown.digits}g}" for value in (shown.left, shown.right))
    beyond = f"; they differ after the {EVERY_DIGIT}th digit" if left == right else ""
    verdict, note = "different", f"at {stated(point, shown.digits)} the left side is {left}, the right side {right}{beyond}"
    elsewhere = len(pair.names) == 1 and not all(map(is_positive, tally.agree))
    if not elsewhere and not is_positive(point) and agree_where_positive(pair, tally):
        verdict, note = "equal-for-positive", f"equal only for {positive(pair.names)}"
    return Equality(verdict, proved=finding.proved, method="balls" if finding.proved else "numbers", points=len(tally.agree), counterexample=shown, note=note)


def agree_where_positive(pair: Pair, tally: Tally) -> bool:
    """Return whether two sides agree at positive points, also at those nearer to 0."""
    agreeing = list(filter(is_positive, tally.agree))
    if not pair.names or len(agreeing) < FEWEST or any(map(is_positive, tally.differ)):
        return False
    nearer = Tally()
    pair.judge_each_component(nearer)
    if any(map(is_positive, nearer.differ)):
        return False
    for point in agreeing[:FEWEST]:
        for share in SHARES:
            pair.judge(nearer, {name: share * value for name, value in point.items()})
    return not any(map(is_positive, nearer.differ))


def is_positive(point: Point) -> bool:
    return all(value > 0 for value in point.values())


def stated(point: Point, digits: int = DIGITS) -> str:
    """Return a point as ``x = 1, y = 0.5``."""
    from chainrule.formula import Formula
    from chainrule.tree import symbol

    values = ((name, f"{value:.{digits}g}".replace("-", "−")) for name, value in point.items() if " " not in name)
    return ", ".join(f"{Formula(symbol(name)).unicode} = {value}" for name, value in values) or "every point"


def positive(names: Sequence[str]) -> str:
    """Return that names are positive, in words.

    >>> positive(["x"]), positive(["x", "y", "b"])
    ('x > 0', 'positive x, y and b')
    """
    return f"{names[0]} > 0" if len(names) == 1 else f"positive {', '.join(names[:-1])} and {names[-1]}"
