"""Naming the mistakes behind a wrong answer: wrong answers are regenerated, matched at a few points, and confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from chainrule.calculus import Curve, differentiate
from chainrule.errors import ChainRuleError
from chainrule.functions import TRIGONOMETRIC
from chainrule.homework.diagnosis.case import Case, Found
from chainrule.homework.diagnosis.pathways import other_variable, wrong_paths
from chainrule.homework.diagnosis.regrouped import with_brackets
from chainrule.homework.diagnosis.repairs import power_moved, repaired, turned_over, with_part
from chainrule.homework.diagnosis.search import MATCH, Match, Search
from chainrule.homework.diagnosis.telling import told
from chainrule.homework.diagnosis.wrong_numbers import wrong_numbers
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import negated
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import Mistake
from chainrule.integrals import has_integral
from chainrule.tree import ONE, PI, TWO, ZERO, Tree, div, names, neg, node, number, postorder, power, size, substitute, symbol

SOURCE_SIZE = 600  # nodes of a problem, or of an answer to be differentiated, beyond which wrong rules are not tried
MOST_INPUTS = 8  # of a problem, by each of which a second derivative is tried
CONFIRMED = 6  # matches that are confirmed at most
ITSELF = 1.35  # weight of an answer that is the function, which some wrong powers give as well
UPSIDE_DOWN, SIGN_COPIED, POWER_MOVED = 1.45, 2.2, 3.7  # weights of misreadings: a fraction, a sign, and (log x)² for log x²


def of_constant(case: Case) -> Iterator[Found]:
    """Yield that the derivative of a constant is 0, where all of the problem is one."""
    if not names(case.function):
        row = MISTAKES["constant-kept"]
        yield Found((case.wording.mistake(row, part=case.function),), row.weight)


def copied(case: Case) -> Iterator[Found]:
    """Yield that the answer is the function itself."""
    if len(case.result.by) == 1 and names(case.function) and case.matches([case.function]):
        yield Found((case.wording.mistake(MISTAKES["not-differentiated"], part=case.function, value=case.right),), ITSELF)


def one_slip(case: Case) -> Iterator[Found]:
    """Yield what one wrong rule explains, used at one place or wherever it can be."""
    yield from slipped(case, Search.first)


def two_slips(case: Case) -> Iterator[Found]:
    """Yield what two wrong rules explain; a number for a derivative that varies, which many pairs give, is none of that."""
    if names(case.answer) or not names(case.right):
        yield from slipped(case, Search.second)


def slipped(case: Case, matches: Callable[[Search], Iterator[Match]]) -> Iterator[Found]:
    """Yield the matches that are confirmed, for each set of mistakes the likeliest one."""
    if size(case.function) > SOURCE_SIZE:
        return
    best: dict[frozenset[str], tuple[float, Match, Search]] = {}
    for spelling, rewritten in case.spellings.items():
        search = case.search(spelling)
        for match in matches(search):
            key = frozenset(choice.row.name for slip in match.told or match.slips for choice in slip.recipe.choices)
            weight = match.weight + rewritten
            if key not in best or weight < best[key][0]:
                best[key] = (weight, match, search)
    for weight, match, search in sorted(best.values(), key=lambda each: each[0])[:CONFIRMED]:
        tree = search.tree(match.slips)
        if tree is not None and case.same(tree):
            yield Found(tuple(told(case, match, search)), weight)


def integrated(case: Case) -> Iterator[Found]:
    """Yield the antiderivative: an answer whose own derivative is the function."""
    row = MISTAKES["integrated"]
    if size(case.answer) > SOURCE_SIZE:
        return
    try:
        derived = differentiate(case.answer, {case.wrt}).get(case.wrt, ZERO)
    except ChainRuleError:
        return
    found, wanted = case.values([derived, case.function])
    if all(abs(a - b) <= MATCH * max(abs(a), abs(b)) for a, b in zip(found, wanted, strict=True)) and equal(derived, case.function):
        yield Found((case.wording.mistake(row, part=case.function),), row.weight)


def undone(case: Case) -> Iterator[Found]:
    """Yield the integral itself, worked out but for a constant: an answer whose own derivative is the right one."""
    if not has_integral(case.function) or size(case.answer) > SOURCE_SIZE:
        return
    with suppress(ChainRuleError):
        derived = differentiate(case.answer, {case.wrt}).get(case.wrt, ZERO)
        if derived != ZERO and case.right_is(derived):
            row = MISTAKES["integral-itself"]
            yield Found((case.wording.mistake(row, part=case.function, value=case.right),), row.weight)


def derived_twice(case: Case) -> Iterator[Found]:
    """Yield that the answer is the derivative of the derivative, by the same name or by another one."""
    if size(case.right) > SOURCE_SIZE or len(case.result.by) > 1:
        return
    inputs = {case.wrt} if case.derivation.graph.problem.apart else {case.wrt, *names(case.right)}  # of terms apart the rest has a name as well
    seconds = [tree for tree in differentiate(case.right, inputs).values() if tree != ZERO] if len(inputs) <= MOST_INPUTS else []
    if case.matches(seconds):
        row = MISTAKES["differentiated-twice"]
        yield Found((case.wording.mistake(row, part=case.right),), row.weight)


def other_order(case: Case) -> Iterator[Found]:
    """Yield that the answer is a derivative of another order than the higher one that is asked for."""
    first, by = case.derivation.stages[0], case.result.by
    if len(by) < 2 or set(by) != {case.wrt} or isinstance(case.derivation, Curve) or size(case.right) > SOURCE_SIZE:
        return
    orders = [first.written_out(case.wrt)(symbol(first.output))]
    while len(orders) < len(by) + 2 and size(orders[-1]) <= SOURCE_SIZE:
        orders.append(differentiate(orders[-1], {case.wrt}).get(case.wrt, ZERO))
    others = [order for order in range(1, len(orders)) if order != len(by) and orders[order] != ZERO]
    row = MISTAKES["wrong-order"]
    for place in case.matches([orders[order] for order in others])[:1]:
        yield Found((case.wording.mistake(row, found=str(others[place]), value=str(len(by))),), row.weight)


def in_degrees(case: Case) -> Iterator[Found]:
    """Yield the factor π/180, in the result, in the angles or in both, where the problem has trigonometric functions."""
    row = MISTAKES["degrees"]
    items = postorder(case.function)
    if number(180) in items or not any(item[0] == "call" and item[1] in TRIGONOMETRIC for item in items):
        return
    inside = substitute(case.right, {case.wrt: PI * symbol(case.wrt) / 180})
    if case.matches([case.right * PI / 180, inside, inside * PI / 180]):
        yield Found((case.wording.mistake(row),), row.weight)


def misread(case: Case) -> Iterator[Found]:
    """Yield the right derivative of another problem: a sign copied wrongly, a fraction turned upside down."""
    others = list(neighbours(case.function, case.wrt))
    trees = [differentiate(other, {case.wrt}).get(case.wrt, ZERO) for *_, other in others]
    for place in case.matches(trees):
        name, weight, other = others[place]
        mistake = case.wording.mistake(MISTAKES["misread-problem"], found=other)
        yield Found((replace(mistake, name=name),), weight)


def neighbours(tree: Tree, wrt: str) -> Iterator[tuple[str, float, Tree]]:
    """Yield problems that are easily mistaken for this one, each with the mistake's name and weight."""
    for item in postorder(tree):
        if item[0] == "add":
            for index, term in enumerate(item[2]):
                yield "sign", SIGN_COPIED, with_part(tree, item, node("add", None, (*item[2][:index], negated(term), *item[2][index + 1 :])))
        elif item[0] == "div":
            yield "misread-problem", UPSIDE_DOWN, with_part(tree, item, item[2][1] if item[2][0] == ONE else div(item[2][1], item[2][0]))
        elif item[0] == "neg" and item is not tree:
            yield "sign", SIGN_COPIED, with_part(tree, item, item[2][0])
        elif (moved := power_moved(item)) is not None:
            yield "misread-problem", POWER_MOVED, with_part(tree, item, moved)
        if (below := other_side(item, wrt)) is not None:
            yield "misread-problem", SIGN_COPIED, with_part(tree, item, below)


def other_side(tree: Tree, wrt: str) -> Tree | None:
    """Return a root or a constant power of something that varies with the opposite exponent: x^(−1/2) for √x; None elsewhere."""
    kind, value, args = tree
    if not args or wrt not in names(args[0]):
        return None
    if kind == "call" and value == "sqrt":
        return power(args[0], neg(div(ONE, TWO)))
    return power(args[0], negated(args[1])) if kind == "pow" and not names(args[1]) else None


FIRST = (of_constant, other_order, in_degrees, wrong_paths, other_variable, integrated, undone, derived_twice, copied, one_slip, with_brackets, misread)
STAGES = (FIRST, (repaired,), (turned_over,), (two_slips,), (wrong_numbers,))
REWRITING = ((with_brackets,), (repaired,), (turned_over,), (wrong_numbers,))  # no rules of differentiation


def diagnose(case: Case, *, rewriting: bool = False) -> tuple[Mistake, ...]:
    """Return the mistakes that give a wrong answer, likeliest first; of two slips both, each naming the other.

    With ``rewriting``, those in rewriting what is right.
    """
    if not case.sample:
        return ()
    for stage in REWRITING if rewriting else STAGES:
        found = sorted((each for finder in stage for each in finder(case)), key=lambda each: each.weight)
        if found:
            listed: dict[str, Mistake] = {}
            for mistake in (mistake for each in found for mistake in each.mistakes):
                listed.setdefault(mistake.name, mistake)
            return tuple(listed.values())
    return ()
