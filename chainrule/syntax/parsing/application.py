"""Functions applied to arguments: spellings, arities, defaults, inverses, powers."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from chainrule.errors import LimitExceeded, ReadError
from chainrule.functions import DEFAULTS, FUNCTIONS
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import COMPOSED, INVERSES, Head
from chainrule.tree import ONE, Tree, call, neg, node, number, power

# Functions of one argument, where one argument needs no further look.
ONE_ARGUMENT = frozenset(name for name, row in FUNCTIONS.items() if row.arity == (1, 1))
MINUS_ONE = neg(ONE)
SMALL_POWER = 100  # an exponent below it makes no power of too many digits
_MOST = 10**300  # what a float holds


def build_call(head: Head, args: tuple[Tree, ...], tokens: Tokens, first: int, last: int) -> Tree:
    """Return a known function of its arguments; tokens ``first`` to ``last`` are marked where their number is wrong."""
    name = head.name
    if len(args) == 1 and not head.extra and name in ONE_ARGUMENT:
        return node("call", name, args)
    if name == "log" and len(args) == 2:
        name = "logb"
    if name == "root" and len(args) == 1 and not head.extra:
        return call("sqrt", *args)
    args = (*args, *(() if name == "logb" and len(args) == 2 else head.extra))
    if name in COMPOSED and len(args) == COMPOSED[name][0]:
        return COMPOSED[name][1](*args)
    low, high = COMPOSED[name][:1] * 2 if name in COMPOSED else FUNCTIONS[name].arity
    if len(args) < low and name in DEFAULTS:
        args = (*args, *(node("number", Decimal(value) if "." in value else int(value)) for value in DEFAULTS[name][len(args) - low :]))
    if not low <= len(args) <= high:
        raise wrong_arity(head, low, high, len(args), tokens, first, last)
    return node("call", name, args)


def wrong_arity(head: Head, low: int, high: int, given: int, tokens: Tokens, first: int, last: int) -> ReadError:
    """Return the error for a wrong number of arguments."""
    added = len(head.extra)
    wanted = f"{low - added}" if low == high else f"at least {low - added}"
    decimal = low - added == 1 and given - added == 2 and re.search(r"\d,\d", tokens.text[tokens.starts[first] : tokens.ends[last]])
    hint = "write a decimal with a point: 0.5" if decimal else f"write {head.spelled}({', '.join('uvw'[: max(low - added, 1)])})"
    return tokens.error(f"{head.spelled} takes {wanted} argument{'s' if wanted != '1' else ''}, not {given - added}", first, last, hint=hint)


def raised_call(head: Head, tree: Tree, exponent: Tree) -> tuple[Tree, str]:
    """Return f^n(x) as (f(x))^n, and f^-1 as the inverse function; also the rule that this follows, or ""."""
    if exponent == MINUS_ONE and head.name in INVERSES:
        return call(INVERSES[head.name], *tree[2]), "inverse"
    return power(tree, exponent), "function power" if exponent[0] == "neg" else ""


def derived_call(head: Head, args: tuple[Tree, ...], primes: int, tokens: Tokens, first: int, last: int) -> Tree:
    """Return σ′(z) from the table of functions; higher derivatives are left to the caller."""
    tree = build_call(head, args, tokens, first, last)
    if primes != 1 or len(tree[2]) != 1:
        raise tokens.error(
            f"only the first derivative of {head.spelled} can stand in an expression",
            first,
            last,
            hint=f"write it out, or ask for the derivative of {head.spelled}(u)",
        )
    return FUNCTIONS[tree[1]].derivative(0, tree[2])


def factorial(tree: Tree, tokens: Tokens, first: int, last: int) -> Tree:
    """Return n! as a number; the factorial of anything else has no derivative here."""
    if tree[0] != "number" or not isinstance(tree[1], int):
        raise tokens.error("the factorial of an expression has no rule", first, last, hint="only the factorial of a number is read")
    if tree[1] > tokens.limits.factorial:
        raise tokens.error(f"the factorial of {tree[1]} is too large", first, last, hint=f"the limit is {tokens.limits.factorial}!", kind=LimitExceeded)
    return number(math.factorial(tree[1]))


def check_power(base: Tree, exponent: Tree, tokens: Tokens, first: int, last: int) -> None:
    """Raise LimitExceeded where a power of numbers, such as 9^9^9, would have too many digits."""
    height = magnitude(exponent)
    if height is None or abs(height) < SMALL_POWER:
        return
    size = magnitude(base)
    if size is not None and size not in (0.0, 1.0):
        digits = abs(height * math.log10(size)) if 0 < size < math.inf else math.inf
        if digits > tokens.limits.power_digits:
            raise tokens.error("this power of numbers is too large", first, last, hint=f"the limit is {tokens.limits.power_digits} digits", kind=LimitExceeded)


def magnitude(tree: Tree) -> float | None:
    """Return the size of an expression of a few numbers without its sign, or None where it has a name or many parts."""
    kind, value, args = tree
    if kind == "number":
        return float(value) if value < _MOST else math.inf
    if kind == "neg":
        inner = args[0]
        return magnitude_of_leaf(inner) if inner[0] in ("number", "constant") else _compound(inner)
    return magnitude_of_leaf(tree) if kind == "constant" else _compound(tree) if kind in ("add", "mul", "div", "pow") else None


def magnitude_of_leaf(tree: Tree) -> float | None:
    """Return the size of a number or a constant."""
    if tree[0] == "constant":
        return math.e if tree[1] == "e" else math.pi
    return (float(tree[1]) if tree[1] < _MOST else math.inf) if tree[0] == "number" else None


PARTS = 60  # parts of an expression of numbers whose size is estimated


def _compound(tree: Tree) -> float | None:
    """Return the size of sums, products, quotients and powers of numbers, each at most what it can be."""
    order: list[Tree] = []
    stack = [tree]
    while stack:
        item = stack.pop()
        if item[0] not in ("number", "constant", "neg", "add", "mul", "div", "pow") or len(order) > PARTS:
            return None
        order.append(item)
        stack.extend(item[2])
    sizes: dict[int, float] = {}
    for item in reversed(order):
        sizes[id(item)] = _size(item, [sizes[id(arg)] for arg in item[2]])
    return sizes[id(tree)]


def _size(tree: Tree, parts: list[float]) -> float:
    try:
        match tree[0]:
            case "number" | "constant":
                return magnitude_of_leaf(tree) or 0.0
            case "add":
                return sum(parts)
            case "mul":
                return math.prod(parts)
            case "div":
                return parts[0] / parts[1] if parts[1] else 0.0
            case "pow":
                return max(parts[0] ** parts[1], parts[0] ** -parts[1]) if parts[0] else 0.0
    except OverflowError:
        return math.inf
    return parts[0]
