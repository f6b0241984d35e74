"""What a wrong answer by whole matrices has instead of the right one: another sign, a factor, a transpose, a term left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chainrule.homework.verdict import Prose
from chainrule.numeric.matrices import Identity, NoValue, alike, is_number, times, value
from chainrule.tree import Tree, add, mul, neg, node, postorder, power, rewrite, symbol
from chainrule.vectors.inverses import OVER_ITSELF, OVER_TRANSPOSED
from chainrule.vectors.kinds import DET, MATRIX, SCALAR, TRANSPOSED, Kinds, Unfit, transposed

Values = Mapping[str, Any]
Made = Callable[[Values, Any], Any]

CLOSE = 1e-7  # relative, between an answer and what is right
RIGHT = object()  # what a slip gives that is found otherwise than by the right value
OPPOSITE: Prose = ("Every sign is wrong: your answer is the opposite of the derivative.",)
SIGN_TOO: Prose = ("  The sign is wrong too.",)


class Slip(NamedTuple):
    """A mistake, its words, and what makes the answer's value right where it was made."""

    name: str
    words: Prose
    made: Made


class Compared(NamedTuple):
    """An answer and the right gradient with the kinds of all names, and values with those of both at them."""

    answer: Tree
    right: Tree
    kinds: Kinds
    pairs: Sequence[tuple[Values, Any, Any]]

    def explains(self, slip: Slip) -> bool:
        """Return whether a slip gives the answer."""
        found = ((slip.made(values, mine), right) for values, mine, right in self.pairs)
        try:
            return all(made is RIGHT or alike(made, right, CLOSE) for made, right in found)
        except (NoValue, Unfit):
            return False


def found_slip(compared: Compared, left: Tree, numbers: Sequence[Tree], outer: Sequence[tuple[Tree, Tree]]) -> Slip | None:
    """Return the first slip that gives an answer; ``left`` is what is asked, ``numbers`` may be factors. None where none is found.

    ``outer`` are quantities between, each with the gradient by it.
    """
    of_numbers = (*factor_slips(numbers), *constant_slips(compared))
    tried = (*whole_slips(left), *outer_slips(left[2][0], outer), *of_numbers, *term_slips(compared), *transpose_slips(compared))
    return next(filter(compared.explains, tried), None)


def whole_slips(left: Tree) -> Iterator[Slip]:
    """Yield slips of the whole: its sign, and rows and columns exchanged."""
    of, by = (each[1] for each in left[2])
    words: Prose = ("This is the transpose: entry i, j of ", left, f" is the derivative of {of} by entry i, j of {by}.")
    yield Slip("sign", OPPOSITE, lambda _, mine: times(-1.0, mine))
    yield Slip("transpose", words, lambda _, mine: turned(mine))
    yield Slip("transpose", (*words, *SIGN_TOO), lambda _, mine: times(-1.0, turned(mine)))


def outer_slips(of: Tree, outer: Sequence[tuple[Tree, Tree]]) -> Iterator[Slip]:
    """Yield that an answer is the gradient by something between, an inverse or what is inverted."""
    for by, gradient in outer:
        words: Prose = ("This is the derivative of ", of, " by ", by, ": the derivative of that is missing.")
        yield Slip("missing-inner-derivative", words, instead(gradient))


def instead(gradient: Tree) -> Made:
    """Return what compares an answer with another gradient: its value is taken for right where it is that."""

    def made(values: Values, mine: Any) -> Any:
        return RIGHT if alike(mine, value(gradient, values), CLOSE) else mine

    return made


def factor_slips(numbers: Sequence[Tree]) -> Iterator[Slip]:
    """Yield numbers of the problem that are missing, or too many, as factors."""
    for tree in numbers:
        yield Slip("missing-inner-derivative", ("The factor ", tree, " is missing."), scaled(tree, 1))
        yield Slip("lost-coefficient", ("The factor ", tree, " is one too many."), scaled(tree, -1))


def scaled(tree: Tree, power_of: int) -> Made:
    """Return what multiplies an answer's value by a number, or divides it."""
    return lambda values, mine: times(value(tree, values) ** power_of, mine)


def constant_slips(compared: Compared) -> Iterator[Slip]:
    """Yield that a constant factor is wrong."""
    _, mine, right = compared.pairs[0]
    share = ratio(mine, right)
    if share:
        words: Prose = (f"A constant factor is wrong: your answer is {1 / share:.4g} times the right one.",)
        yield Slip("lost-coefficient", words, lambda _, mine: times(share, mine))


def term_slips(compared: Compared) -> Iterator[Slip]:
    """Yield that a term is missing, that the answer has but one of several equal ones, or that the sign of one is wrong."""
    right = compared.right[2] if compared.right[0] == "add" else ()
    for place, term in enumerate(right):
        rest = [*right[:place], *right[place + 1 :]]
        words: Prose = ("The term ", term[2][0] if term[0] == "neg" else term, " is missing.")
        yield Slip("lost-term", words, replaced(compared.answer, add(compared.answer, term)))
        yield Slip("lost-term", (*words, "  The other one counts once."), replaced(compared.answer, add(compared.answer, neg(add(*rest)), term)))
    mine = compared.answer[2] if compared.answer[0] == "add" else ()
    for place, term in enumerate(mine):
        other = term[2][0] if term[0] == "neg" else neg(term)
        flipped = add(*mine[:place], other, *mine[place + 1 :])
        yield Slip("sign", ("The sign of ", term[2][0] if term[0] == "neg" else term, " is wrong."), replaced(compared.answer, flipped))


def transpose_slips(compared: Compared) -> Iterator[Slip]:
    """Yield that something has to be transposed, or must not be: in one place, then wherever it stands."""
    answer = compared.answer
    found = [item for item in postorder(answer) if may_turn(item) and compared.kinds.kind(item) == MATRIX]
    for item in dict.fromkeys(found[::-1]):  # X^-1 before X
        other = flipped(item)
        words: Prose = ("It is ", other, ", not ", item, ".")
        yield Slip("transpose", words, replaced(answer, with_other(answer, item, other)))
        for number in range(occurrences(answer, item)):
            yield Slip("transpose", ("In one place it is ", other, ", not ", item, "."), replaced(answer, at_place(answer, item, other, number)))
    yield from exchanged(compared)


def exchanged(compared: Compared) -> Iterator[Slip]:
    """Yield that two factors, of which one is transposed, are exchanged: b a^T for a b^T."""
    for item in postorder(compared.answer):
        parts = item[2] if item[0] == "mul" else ()
        for place in range(len(parts) - 1):
            row = transposed(parts[place + 1])
            if row is None or transposed(parts[place]) is not None:
                continue
            pair = (row, power(parts[place], TRANSPOSED))
            other = mul(*parts[:place], *pair, *parts[place + 2 :])
            whole = with_other(compared.answer, item, other)
            yield Slip("transpose", ("It is ", mul(*pair), ", not ", mul(*parts[place : place + 2]), "."), replaced(compared.answer, whole))


def with_other(tree: Tree, item: Tree, other: Tree) -> Tree:
    """Return an expression with another one wherever a part stands."""
    return rewrite(tree, lambda each: other if each == item else each)


def may_turn(item: Tree) -> bool:
    """Return whether an expression is a name, an inverse or a transpose of one."""
    return item[0] == "symbol" or (item[0] == "pow" and item[2][1] in (OVER_ITSELF, OVER_TRANSPOSED, TRANSPOSED))


def flipped(item: Tree) -> Tree:
    """Return the transpose of a name, of an inverse, or of a transpose."""
    if item[0] == "symbol":
        return power(item, TRANSPOSED)
    base, exponent = item[2]
    return base if exponent == TRANSPOSED else power(base, OVER_TRANSPOSED if exponent == OVER_ITSELF else OVER_ITSELF)


def occurrences(tree: Tree, item: Tree) -> int:
    """Return how often a part stands as a factor or a term in an expression."""
    return sum(part == item for each in postorder(tree) for part in each[2] if each[0] in ("mul", "add", "neg"))


def at_place(tree: Tree, item: Tree, other: Tree, number: int) -> Tree:
    """Return an expression in which a part is another one in one place alone, where it is a factor or a term."""
    met = -1

    def changed(each: Tree) -> Tree:
        nonlocal met
        if each[0] not in ("mul", "add", "neg") or item not in each[2]:
            return each
        parts = []
        for part in each[2]:
            met += part == item
            parts.append(other if part == item and met == number else part)
        return node(each[0], each[1], tuple(parts))

    return rewrite(tree, changed)


def replaced(answer: Tree, other: Tree) -> Made:
    """Return what gives the value of another expression, and where it has none the answer's own."""
    return lambda values, mine: mine if other == answer else value(other, values)


def numbers_of(trees: Sequence[Tree], kinds: Mapping[str, str]) -> list[Tree]:
    """Return the numbers in expressions that a factor may be: determinants, and given numbers."""
    found = [item for tree in trees for item in postorder(tree) if item[:2] == ("call", DET)]
    return list(dict.fromkeys((*found, *(symbol(name) for name, kind in kinds.items() if kind == SCALAR))))


def turned(each: Any) -> Any:
    """Return the transpose of a value."""
    return each if is_number(each) or isinstance(each, Identity) else each.T


def ratio(one: Any, other: Any) -> float:
    """Return what the largest entry of one value has to be multiplied by to be that of another; 0 where it is no number of use."""
    import numpy as np

    if isinstance(one, Identity) or isinstance(other, Identity):
        return float(other.share / one.share) if isinstance(one, Identity) and isinstance(other, Identity) and one.share else 0.0
    place = np.unravel_index(np.argmax(np.abs(one)), np.shape(one)) if np.shape(one) else ()
    first, second = (float(np.asarray(each)[place]) for each in (one, other))
    return second / first if first and np.isfinite(second / first) else 0.0
