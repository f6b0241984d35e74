"""What each operator on the parser's stack builds from its operands, once something that binds less tightly comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainrule.errors import LimitExceeded
from chainrule.syntax import joining, series
from chainrule.syntax.application import check_power
from chainrule.syntax.heads import apply_head
from chainrule.syntax.levels import FUNCTION, JOINED, POWER, PRODUCT, ROOT, SERIES, SIGN, SUM, TIGHT_SIGN
from chainrule.tree import Tree, add, call, div, mul, neg, number, power

if TYPE_CHECKING:
    from chainrule.syntax.stacks import Stacks


def reduce_sum(parser: Stacks) -> None:
    """Make one sum of all terms."""
    operators, operands = parser.operators, parser.operands
    first = len(operators) - 1
    while operators[first - 1][0] == SUM:
        first -= 1
    start = first - len(operators) - 1
    terms = [mul(*term) if term.__class__ is list else term for term in operands[start:]]
    for place, operator in enumerate(operators[first:], start=1):
        if operator[1] == "-":
            terms[place] = neg(terms[place])
    del operators[first:], operands[start:], parser.starts[start + 1 :]
    operands.append(add(*terms[0][2], *terms[1:]) if terms[0][0] == "add" else add(*terms))  # brackets at the start of a sum change nothing


def reduce_product(parser: Stacks) -> None:
    """Make products and quotients of factors, from the left; a list of factors joins the product around it."""
    first = parser.run(PRODUCT)
    operators = parser.operators[first:]
    del parser.operators[first:]
    factors = parser.operands[-len(operators) - 1 :]
    del parser.operands[-len(operators) :], parser.starts[-len(operators) :]
    product = opened(factors[0])
    quotients = 0
    for operator, factor in zip(operators, factors[1:], strict=True):
        joined = factor.__class__ is list
        if operator[1] == "*":
            product.extend(factor) if joined else product.append(factor)
        elif joined and factor[0][0] == "number" and product[-1][0] == "number":
            product[-1:] = [div(product[-1], factor[0]), *factor[1:]]
        else:
            quotients += 1
            product = [div(mul(*product) if len(product) > 1 else product[0], mul(*factor) if joined else factor)]
    if quotients > parser.tokens.limits.depth:
        raise parser.tokens.error(
            "there are too many quotients in a row", operators[0][2], hint=f"the limit is {parser.tokens.limits.depth} levels", kind=LimitExceeded
        )
    parser.operands[-1] = product if len(product) > 1 else product[0]


def reduce_joined(parser: Stacks) -> None:
    """Make one list of factors side by side."""
    first = parser.run(JOINED)
    count = len(parser.operators) - first
    del parser.operators[first:]
    run = parser.operands[-count - 1 :]
    del parser.operands[-count:], parser.starts[-count:]
    product = opened(run[0])
    for factor in run[1:]:
        product.extend(factor) if factor.__class__ is list else product.append(factor)
    parser.operands[-1] = product
    if parser.operators[-1][1] == "/":
        joining.note_quotient(parser, product)


def reduce_sign(parser: Stacks) -> None:
    """Negate the last operand."""
    parser.operators.pop()
    parser.depth -= 1
    start = parser.starts[-1]
    parser.push(neg(parser.closed()), start)


def reduce_root(parser: Stacks) -> None:
    """Take the root of the last operand."""
    _, _, place, degree = parser.operators.pop()
    parser.depth -= 1
    arg = parser.closed()
    parser.push(call("sqrt", arg) if degree == 2 else call("root", arg, number(degree)), place)


def reduce_power(parser: Stacks) -> None:
    """Raise to a power, or negate within an exponent: one operator, from the right."""
    _, sign, place, _ = parser.operators.pop()
    parser.depth -= 1
    right = parser.closed()
    if sign == "-":
        parser.push(neg(right), place)
        return
    start = parser.starts[-1]
    base = parser.closed()
    check_power(base, right, parser.tokens, start, parser.index - 1)
    parser.push(power(base, right), start)


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
    parser.push(series.summed(parser, place, parser.closed(), limits), place)


def opened(factor: Any) -> list[Tree]:
    """Return the factors that a product begins with; brackets around its first ones change nothing."""
    if factor.__class__ is list:
        return factor
    return list(factor[2]) if factor[0] == "mul" else [factor]


REDUCE = {
    SUM: reduce_sum, SIGN: reduce_sign, TIGHT_SIGN: reduce_sign, SERIES: reduce_series, PRODUCT: reduce_product,
    FUNCTION: reduce_function, JOINED: reduce_joined, ROOT: reduce_root, POWER: reduce_power,
}  # fmt: skip
