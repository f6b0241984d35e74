"""Mistakes in putting a derivative along a curve together: in solving an equation, in dividing by a parameter's derivative, in rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import combinations

from chainrule.calculus import Along, Curve, Related, Result, differentiate
from chainrule.calculus.curves.implicit import AlongEquation
from chainrule.calculus.curves.parametric import AlongParameter
from chainrule.calculus.curves.related import AlongRates
from chainrule.homework.answers.question import Question
from chainrule.homework.diagnosis.case import Case
from chainrule.homework.diagnosis.cause import SOURCE_SIZE, one_slip
from chainrule.homework.diagnosis.regrouped import with_brackets
from chainrule.homework.diagnosis.wrong_numbers import wrong_numbers
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import tidy
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import Mistake, Prose
from chainrule.tree import ONE, ZERO, Tree, derivative, mul, names, relation, rewrite, size, substitute, symbol, total
from chainrule.vectors.components import terms_of

UNSOLVED = "unsolved"  # the derivative that stands before the one that is asked for: told as a missing rate
MULTIPLIED = "multiplied"  # where it should be divided: told as a fraction that is upside down
MOST_RATES = 5  # quantities of which it is tried which are constant

Slip = tuple[str, Tree, Tree, Tree]  # the mistake, the wrong derivative, and the two pieces that are told of


def along_mistakes(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake in putting the pieces together that gives a wrong answer, else the wrong number in it, if one does."""
    result = question.result
    for name, tree, part, inside in slips(result) if isinstance(result, Along) else ():
        if question.compare(tree, answer).correct:
            return (told(question, name, part, inside),)
    if (order := other_order(question, answer)) is not None:
        return (order,)
    if question.compare(-result.tidy.tree, answer).correct:
        return (replace(question.wording.mistake(MISTAKES["sign"]), words=("A sign is wrong: the opposite of your answer is right.",)),)
    if found := term_left_out(question, answer) or no_product_rule(question, answer) or in_a_partial(question, answer):
        return found
    case = Case(result.tidy.tree, result.tidy.tree, answer, result, question.derivation, question.wording, answer, lambda tree: tree)
    finders = (with_brackets, wrong_numbers) if case.sample else ()
    return next(filter(None, (tuple(mistake for found in finder(case) for mistake in found.mistakes) for finder in finders)), ())


def other_order(question: Question, answer: Tree) -> Mistake | None:
    """Return that an answer is the derivative of a lower order than the one that is asked for, if it is."""
    asked = question.result.by
    for part in question.derivation.parts if len(asked) > 1 else ():
        result = part.results.get(asked[0])
        if isinstance(result, Along) and result.by != asked and question.compare(result.tidy.tree, answer).correct:
            return question.wording.mistake(MISTAKES["wrong-order"], found=str(len(result.by)), value=str(len(asked)))
    return None


def in_a_partial(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the one wrong rule in a derivative of the terms, by one of the quantities, that gives a wrong answer, if one does."""
    found = [(each, part) for case, part in partial_cases(question, answer) if case.sample for each in one_slip(case)]
    if not found:
        return ()
    best, part = min(found, key=lambda each: each[0].weight)
    return located(best.mistakes, part)


def term_left_out(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return that a term of the equation in both quantities left nothing behind, where that gives a wrong answer: 6xy of x³ + y³ = 6xy."""
    result, derivation = question.result, question.derivation
    if not isinstance(result, AlongEquation) or not isinstance(derivation, Curve) or len(result.by) > 1:
        return ()
    equation = Question(derivation.whole, result.own).function
    for term in terms_of(equation):
        if {result.of, result.wrt} <= {*names(term)}:
            rest = rewrite(equation, lambda item, term=term: ZERO if item == term else item)  # type: ignore[misc]
            partials = differentiate(rest, {result.of, result.wrt})
            through = partials.get(result.of, ZERO)
            if through != ZERO and question.compare(-(partials.get(result.wrt, ZERO) / through), answer).correct:
                words: Prose = ("A term is missing: ", tidy(term), " changes as well, with ", symbol(result.wrt), " and with ", symbol(result.of), ".")
                return (replace(question.wording.mistake(MISTAKES["lost-term"], part=term, value=term), words=words),)
    return ()


def no_product_rule(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return that a product of both quantities was differentiated without the product rule, where that gives a wrong answer: 1 + y′ or y′ for x·y."""
    result, derivation = question.result, question.derivation
    if not isinstance(result, AlongEquation) or not isinstance(derivation, Curve) or len(result.by) > 1:
        return ()
    equation, by = Question(derivation.whole, result.own).function, (result.wrt, result.of)
    for term in summands(equation):
        if (parts := apart(term, by)) is None:
            continue
        constant, *factors = parts
        rest = differentiate(rewrite(equation, lambda item, term=term: ZERO if item == term else item), set(by))  # type: ignore[misc]
        before = [rest.get(name, ZERO) for name in by]
        slopes = [differentiate(factor, {name}).get(name, ZERO) for factor, name in zip(factors, by, strict=True)]
        for name, added in (("sum-rule-on-product", slopes), ("product-of-derivatives", [ZERO, slopes[0] * slopes[1]])):
            own, through = (tidy(each + constant * more) for each, more in zip(before, added, strict=True))
            if through != ZERO and question.compare(-(own / through), answer).correct:
                return (question.wording.mistake(MISTAKES[name], part=term, value=term),)
    return ()


def summands(tree: Tree) -> list[Tree]:
    """Return the terms of a sum, and of the sums in it, with their signs."""
    return [term for arg in tree.args for term in summands(arg)] if tree.kind == "add" else [tree]


def apart(term: Tree, by: tuple[str, str]) -> tuple[Tree, Tree, Tree] | None:
    """Return the constant factor of a product, and its factors in each of two quantities alone; None for another term."""
    sign, product = (-ONE, term.args[0]) if term.kind == "neg" else (ONE, term)
    used = [{*names(factor)} & {*by} for factor in product.args] if product.kind == "mul" else []
    if {name for each in used for name in each} != {*by} or any(len(each) > 1 for each in used):
        return None
    chosen = [reduce(mul, [ONE, *[factor for factor, each in zip(product.args, used, strict=True) if each == kind]]) for kind in (set(), {by[0]}, {by[1]})]
    return sign * chosen[0], chosen[1], chosen[2]


def located(mistakes: Sequence[Mistake], part: Result) -> tuple[Mistake, ...]:
    """Return mistakes with the derivative that they are in."""
    return tuple(replace(mistake, words=(*mistake.words, "  That is in ", part.left, ".")) for mistake in mistakes)


def partial_cases(question: Question, answer: Tree) -> Iterator[tuple[Case, Result]]:
    """Yield the derivatives that a derivative along a curve is put together from, each as if it alone made the answer wrong."""
    result, derivation = question.result, question.derivation
    if answer == ZERO or size(answer) > SOURCE_SIZE or not isinstance(derivation, Curve):
        return
    if not isinstance(result, (AlongEquation, AlongRates)) or len(result.by) > 1:
        return
    for part, claimed in of_rates_partials(result, answer) if isinstance(result, AlongRates) else of_equation_partials(result, answer):
        asked = Question(derivation.whole, part)
        yield Case(asked.function, part.tidy.tree, claimed, part, derivation.whole, asked.wording, claimed, asked.put_back), part


def of_equation_partials(result: AlongEquation, answer: Tree) -> Iterator[tuple[Result, Tree]]:
    """Yield the derivatives of an equation's terms, each with what it would have to be for the answer to be right."""
    own, through = result.own, result.through
    yield own, -(answer * through.tidy.tree)
    yield through, -(own.tidy.tree / answer)


def of_rates_partials(result: AlongRates, answer: Tree) -> Iterator[tuple[Result, Tree]]:
    """Yield the derivatives that rates multiply, each with what it would have to be for the answer to be right."""
    terms = [reduce(mul, [piece.tidy.tree for piece in term]) for term in result.changing]
    whole = answer if result.total is None else -(answer * result.through.tidy.tree)
    for place, (part, *rate) in enumerate(result.changing):
        left = total([whole, *(-term for other, term in enumerate(terms) if other != place)])
        assert isinstance(part, Result)  # noqa: S101  # what a rate multiplies, and what depends on time itself, is one
        yield part, left / rate[0].tidy.tree if rate else left
    if result.total is not None:
        yield result.through, -(total(terms) / answer)


def along_mistakes_at_point(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake in putting the pieces together that gives a wrong value at the point, where one alone does."""
    result = question.result
    if not isinstance(result, Along) or len(result.by) > 1:
        return ()
    values = [(slip, substitute(slip[1], question.point)) for slip in slips(result)]
    found = [slip for slip, value in values if is_there(question, value, answer)]
    if len({name for name, *_ in found}) != 1:
        return ()
    name, _, part, inside = found[0]
    return (told(question, name, part, inside),)


def is_there(question: Question, value: Tree, answer: Tree) -> bool:
    """Return whether a value at the point is the answer, also where it has a quantity that the equation gives there."""
    if not names(value):
        return equal(value, answer).correct is True
    return question.curve is not None and question.curve.compare_at(question.point, value, answer).correct is True


def told(question: Question, name: str, part: Tree, inside: Tree) -> Mistake:
    """Return a mistake in putting pieces together, with the two pieces that it is about."""
    result = question.result
    if name == MULTIPLIED:
        words: Prose = (part, " has to be divided by ", inside, ", not multiplied: ", relation("=", result.left, result.chain), ".")
        return replace(question.wording.mistake(MISTAKES["turned-over"]), words=words)
    if name == UNSOLVED:
        words = ("A rate is missing: this is ", part, ", which stands before ", result.left, " in ", inside, "; solve that.")
        return replace(question.wording.mistake(MISTAKES["rate-missing"], part=part, inside=result.left), words=words)
    if name == "quotient-of-derivatives":
        words = ("The second derivative is not the quotient of the second derivatives by the parameter: ", part, ".")
        return replace(question.wording.mistake(MISTAKES[name], part=part), words=words)
    value = result.slope.left if name == "added-up" and isinstance(result, Along) else result.left
    return question.wording.mistake(MISTAKES[name], part=part, inside=inside, value=value, found=part, of=symbol(result.of))


def slips(result: Along) -> Iterator[Slip]:
    """Yield what comes out of a derivative along a curve by each mistake."""
    if isinstance(result, AlongEquation):
        yield from of_equation(result) if len(result.by) == 1 else once_more(result)
    elif isinstance(result, AlongRates):
        yield from of_rates(result)
    elif isinstance(result, AlongParameter):
        over, under = result.pieces
        yield "turned-over", under.tidy.tree / over.tidy.tree, result.chain, under.left
        yield "undivided", over.tidy.tree, over.left, under.left
        yield MULTIPLIED, over.tidy.tree * under.tidy.tree, over.left, under.left
        if len(result.by) > 1:
            yield "quotient-of-derivatives", quotient_of_slopes(result), relation("=", result.left, result.chain), under.left


def quotient_of_slopes(result: AlongParameter) -> Tree:
    """Return the quotient of the derivatives by the parameter, each of the order that is asked for: y″/x″."""
    curve = result._derivation.beginning  # noqa: SLF001
    over, under = (part.results[part.wrt[0]].tidy.tree for part in curve.first)
    parameter = curve.first[0].wrt[0]
    for _ in result.by[1:]:
        over, under = (differentiate(tree, {parameter}).get(parameter, ZERO) for tree in (over, under))
    return over / under


def once_more(result: AlongEquation) -> Iterator[Slip]:
    """Yield a derivative of higher order with what the equation gives held fixed, or differentiated without its own derivative behind it."""
    own, through = result.own.tidy.tree, result.through.tidy.tree
    yield "partial-for-total", own, symbol(result.of), result.through.left
    yield "added-up", own + through, result.own.left, result.through.left


def of_equation(result: AlongEquation) -> Iterator[Slip]:
    """Yield wrong solutions of the total derivative."""
    own, through, by_x, by_y = result.own.tidy.tree, result.through.tidy.tree, result.own.left, result.through.left
    yield "sign-of-solution", own / through, result.chain, by_y
    yield "turned-over", -(through / own), result.chain, by_y
    yield "undivided", -own, -by_x, by_y
    yield "not-solved", own, by_x, by_y
    yield "added-up", own + through, by_x, by_y
    yield "added-up", -(own + through), by_x, by_y


def of_rates(result: AlongRates) -> Iterator[Slip]:
    """Yield rates in which one of the given rates is forgotten, or all of them, or the sign of the solution."""
    pairs = [(term[0].left, term[1].left) for term in result.changing if len(term) > 1]
    for partial, rate in pairs:
        yield "rate-missing", without(result, {rate}), partial, rate
    for first in [term[0].left for term in result.changing] if len(result.changing) > 1 else ():
        tree = result.joined(lambda piece, first=first: ZERO if piece.left == first else piece.tidy.tree)  # type: ignore[misc]
        yield "missing-path", tree, first[2][1], first
    if len(pairs) > 1:
        yield "rate-missing", without(result, {rate for _, rate in pairs}), *pairs[0]
    if result.total is not None:
        yield "sign-of-solution", -result.tidy.tree, result.chain, derivative(result.of, result.wrt)
        for part, before in ((result.through.tidy.tree, result.through.left), (-result.through.tidy.tree, -result.through.left)):
            yield UNSOLVED, part, before, relation("=", result.total, ZERO)
        yield from of_division(result)


def of_division(result: AlongRates) -> Iterator[Slip]:
    """Yield rates in which the derivative by the quantity that is asked for is not divided by, or is divided instead of dividing."""
    change, through, by_y = result.change(lambda piece: piece.tidy.tree), result.through.tidy.tree, result.through.left
    whole = result.change(lambda piece: piece.left)
    for sign in (ONE, -ONE):
        yield "undivided", sign * change, whole, by_y
        yield MULTIPLIED, sign * change * through, whole, by_y
        yield "turned-over", sign * through / change, result.chain, by_y
        if len(result.changing) == 1 and len(result.changing[0]) > 1 and result.changing[0][0].tidy.tree != ONE:
            partial, rate = result.changing[0]
            yield "turned-over", sign * through / partial.tidy.tree * rate.tidy.tree, result.chain, by_y


def without(result: AlongRates, rates: set[Tree]) -> Tree:
    """Return what comes out where some rates are left out."""
    return result.joined(lambda piece: ONE if piece.left in rates else piece.tidy.tree)


def constant_for(question: Question, right: Tree, answer: Tree) -> tuple[str, ...]:
    """Return the quantities that must be constant for an answer to be right, where no rates are given and nothing says what changes; else none."""
    derivation = question.derivation
    if not isinstance(derivation, Related) or question.problem.rates or len(derivation.rates) > MOST_RATES:
        return ()
    subsets = (chosen for count in range(1, len(derivation.rates)) for chosen in combinations(derivation.rates, count))
    for chosen in subsets:
        still = {derivation.rates[name] for name in chosen}
        if question.compare(rewrite(right, lambda item, still=still: ZERO if item in still else item), answer).correct:  # type: ignore[misc]
            return chosen
    return ()
