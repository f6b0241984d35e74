"""What each operator on the parser's stack builds from its operands, once something that binds less tightly comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainrule.errors import LimitExceeded
from chainrule.syntax.parsing import series
from chainrule.syntax.parsing.application import SMALL_POWER, check_power
from chainrule.syntax.parsing.conditional import reduce_compare, reduce_logic, reduce_pieces
from chainrule.syntax.parsing.heads import apply_head
from chainrule.syntax.parsing.levels import BOTH, COMPARE, EITHER, FUNCTION, JOINED, PIECE, POWER, PRODUCT, ROOT, SERIES, SIGN, SUM, TIGHT_SIGN
from chainrule.syntax.sums.counts import COUNTS
from chainrule.tree import ONE, Tree, add, call, div, mul, neg, node, number, power, spelling
from chainrule.vectors.kinds import CROSS, EACH

if TYPE_CHECKING:
    from chainrule.syntax.parsing.stacks import Stacks
    from chainrule.syntax.tokens.token import Tokens

CONSTANT_SIZE = 12  # nodes that an expression of numbers has at most to be read as one number below a fraction's line


def reduce_sum(parser: Stacks) -> None:
    """Make one sum of all terms."""
    operators, operands, starts = parser.operators, parser.operands, parser.starts
    terms: list[Tree] = []  # from the right
    while operators[-1][0] == SUM:
        sign, term = operators.pop()[1], operands.pop()
        starts.pop()
        if term.__class__ is list:
            term = mul(*term)
        terms.append(neg(term) if sign == "-" else term)
    first = operands[-1]
    if first.__class__ is list:
        first = mul(*first)
    terms += reversed(first[2]) if first[0] == "add" else (first,)  # brackets at the start of a sum change nothing
    operands[-1] = add(*reversed(terms))


def reduce_product(parser: Stacks) -> None:
    """Make products and quotients of factors, from the left; a list of factors joins the product around it."""
    operators, operands, starts = parser.operators, parser.operands, parser.starts
    run: list[tuple[str, Any, int]] = []
    while operators[-1][0] == PRODUCT:
        _, sign, place, _ = operators.pop()
        run.append((sign, operands.pop(), starts.pop()))
    if len(run) > 1:
        run.reverse()
    product = opened(operands[-1])
    quotients = 0
    for sign, factor, start in run:
        joined = factor.__class__ is list
        if sign == "*":
            product.extend(factor) if joined else product.append(factor)
        elif joined and ends_below(product[-1], factor[0], parser.tokens, start):
            above = len(product) - 1 if is_constant(product[-1]) else 0
            product[above:] = [div(mul(*product[above:]) if len(product) > above + 1 else product[above], factor[0]), *factor[1:]]
        else:
            quotients += 1
            product = [div(mul(*product) if len(product) > 1 else product[0], mul(*factor) if joined else factor)]
    if quotients > parser.deepest:
        raise parser.tokens.error("there are too many quotients in a row", place, hint=f"the limit is {parser.deepest} levels", kind=LimitExceeded)
    operands[-1] = product if len(product) > 1 else product[0]


def reduce_joined(parser: Stacks) -> None:
    """Make one list of factors side by side."""
    operators, operands, starts = parser.operators, parser.operands, parser.starts
    factors: list[Any] = []  # from the right
    while operators[-1][0] == JOINED:
        operators.pop()
        second = starts.pop()
        factors.append(operands.pop())
    below = operators[-1][1] == "/"  # there the brackets of 1/(2a) x say where the denominator ends
    first = operands[-1]
    product = [first] if below and first.__class__ is not list else opened(first)
    for factor in reversed(factors):
        product.extend(factor) if factor.__class__ is list else product.append(factor)
    operands[-1] = product
    if below:
        note_quotient(parser, product, second - 1)


def ends_below(above: Tree, below: Tree, tokens: Tokens, start: int) -> bool:
    """Return whether a denominator ends with its first factor, of the token ``start``.

    In 1/2x and 2/√π x that is a constant under a constant, in 1/(2a) x a product in brackets of its own, in k/2 x^2 a number before a gap,
    in 1/n ‖r‖², 1/n r^T r and 1/n (r^T r + c) how many terms a mean has, in 1/√(2πσ²) exp(…) a root before an exponential, as in densities.
    """
    if below[:2] == ("call", "sqrt") and is_constant(above) and _exponential_behind(tokens, start):
        return True
    if below[0] == "symbol":
        return above == ONE and below[1] in COUNTS and (tokens.latex or _stands_apart(tokens, start)) and _of_vectors(tokens, start + 1)
    return below[0] in ("mul", "neg") or (is_constant(above) and is_constant(below)) or (below[0] == "number" and _stands_apart(tokens, start))


def _exponential_behind(tokens: Tokens, place: int) -> bool:
    """Return whether exp or a power of e stands behind what has its brackets right after a token."""
    opening = place if tokens.kind(place) == "open" else place + 1
    after = tokens.brackets().get(opening, (place, 0))[0] + 1
    if after <= place + 1 or (tokens.touches(after) and not tokens.latex):
        return False
    return tokens.source(after, after) in ("exp", r"\exp") or (tokens.source(after, after) == "e" and tokens.kind(after + 1) == "^")


def _of_vectors(tokens: Tokens, place: int) -> bool:
    """Return whether a norm, a trace, a determinant or something transposed stands at a token, or in the brackets that open there."""
    end = tokens.brackets().get(place, (place, 0))[0] if tokens.kind(place) == "open" else place
    if any(tokens.kind(each) == "open" and str(tokens.values[each][1]).startswith(("norm", "tr", "det")) for each in range(place, end + 1)):
        return True
    return any(tokens.kind(each) == "^" and tokens.source(each + 1, each + 1) in ("T", "⊤", r"\top") for each in range(place, end + 2))


def _stands_apart(tokens: Tokens, place: int) -> bool:
    """Return whether a space follows a token, and none stands around the sign before it; in LaTeX a space says nothing."""
    return not tokens.latex and tokens.touches(place) and tokens.touches(place - 1) and not tokens.touches(place + 1)


def is_constant(tree: Tree) -> bool:
    """Return whether a tree is a number, or a short expression of numbers such as √(2π)."""
    if tree[0] == "number":
        return True
    short = spelling(tree, CONSTANT_SIZE)
    return short is not None and not short[1]


def note_quotient(parser: Stacks, product: list[Tree], split: int) -> None:
    """Say what stands under a fraction's line: 1/2x and a/bc; ``split`` is the last token of the first factor there."""
    tokens, slash, last = parser.tokens, parser.operators[-1][2], parser.index - 1
    first = parser.starts[-2]
    left = parser.operands[-2]
    left = left[-1] if left.__class__ is list else left
    above, below = tokens.source(first, slash - 1), tokens.source(slash + 1, last)
    pieces = (tokens.source(first, split), tokens.source(split + 1, last)) if split < last else (tokens.source(first, last), "…")
    numeric = ends_below(left, product[0], tokens, parser.starts[-1])
    joined, apart = f"{above}/({below})", f"({pieces[0]})*{pieces[1]}"
    parser.scope.readings.add(
        "fraction" if numeric else "quotient", tokens.starts[first], tokens.ends[last], *((apart, joined) if numeric else (joined, apart))
    )


def reduce_sign(parser: Stacks) -> None:
    """Negate the last operand."""
    parser.operators.pop()
    parser.depth -= 1
    operands = parser.operands
    operands[-1] = neg(mul(*top) if (top := operands[-1]).__class__ is list else top)


DEGREES = {"each": 0, "cross": -1}  # of what are no roots but ⊙ and ×
MARKS = {0: EACH, -1: CROSS}


def reduce_root(parser: Stacks) -> None:
    """Take the root of the last operand, or note that ⊙ or × stands before it."""
    _, _, place, degree = parser.operators.pop()
    parser.depth -= 1
    arg = parser.closed()
    sign = node("call", MARKS[degree], (arg,)) if degree in MARKS else None
    parser.push(sign or (call("sqrt", arg) if degree == 2 else call("root", arg, number(degree))), place)


def reduce_power(parser: Stacks) -> None:
    """Raise to a power, or negate within an exponent: one operator, from the right."""
    _, sign, place, _ = parser.operators.pop()
    parser.depth -= 1
    operands, starts = parser.operands, parser.starts
    right = operands[-1]  # an item, as the base is: no product that is still open
    if sign == "-":
        operands[-1], starts[-1] = neg(right), place
        return
    operands.pop()
    starts.pop()
    base = operands[-1]
    if right[0] != "number" or right[1] >= SMALL_POWER:
        check_power(base, right, parser.tokens, starts[-1], parser.index - 1)
    operands[-1] = power(base, right)


def reduce_function(parser: Stacks) -> None:
    """Apply a function without brackets to the run of factors that it took."""
    _, _, place, (head, exponent, outer, _) = parser.operators.pop()
    parser.depth -= 1
    parser.function = outer
    arg = parser.closed()
    apply_head(parser, head, exponent, (arg,), place)


def reduce_series(parser: Stacks) -> None:
    """Sum the last operand over an index."""
    _, _, place, limits = parser.operators.pop()
    parser.depth -= 1
    parser.sums -= 1
    parser.push(series.summed(parser, place, parser.closed(), limits), place)


def opened(factor: Any) -> list[Tree]:
    """Return the factors that a product begins with; brackets around its first ones change nothing."""
    if factor.__class__ is list:
        return factor
    return list(factor[2]) if factor[0] == "mul" else [factor]


REDUCE = {
    SUM: reduce_sum, SIGN: reduce_sign, TIGHT_SIGN: reduce_sign, SERIES: reduce_series, PRODUCT: reduce_product,
    PIECE: reduce_pieces, EITHER: reduce_logic, BOTH: reduce_logic, COMPARE: reduce_compare,
    FUNCTION: reduce_function, JOINED: reduce_joined, ROOT: reduce_root, POWER: reduce_power,
}  # fmt: skip
