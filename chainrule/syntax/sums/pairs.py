"""Sums over pairs: Σ_{i,j}, Σ_{i<j}, Σ_{i≠j}, and Σ_i Σ_{j=i+1}^n, which counts each pair once."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from chainrule.functions import ROWS
from chainrule.notation.indices import carries, excepted, index_name
from chainrule.notation.names import split
from chainrule.tree import ONE, TWO, Tree, add, div, fold, mul, names, neg, node, postorder, rewrite, symbol

if TYPE_CHECKING:
    from chainrule.syntax.tokens.token import Tokens

MOST = 4  # indices of one sum
LABELS = ("y", "c")  # letters of the one class that a sum leaves out, Σ_{j≠y} max(0, s_j − s_y + 1)
EVEN = frozenset(row.name for row in ROWS if row.parity == "even")
Key = tuple[Any, ...]


def several_indices(tokens: Tokens, first: int) -> tuple[str, Tree | None, Tree | None, int] | None:
    """Return what the brackets below Σ say of several indices, and the place after them: "i,j" of i,j and of ij, "i<j" of i < j; None for anything else.

    The lower bound stands behind, as in i,j=1, or before, as in 1 ≤ i < j ≤ n, where the upper one is behind.
    """
    last = tokens.brackets().get(first - 1, (0, 0))[0]
    kinds, values = tokens.kinds[first:last], tokens.values[first:last]
    shape = " ".join(kinds)
    if shape in ("name order name", "number order name order name order name", "number order name order name"):
        return in_order(values, last + 1)
    low: Tree | None = None
    if kinds[-2:] == ["=", "number"]:
        kinds, low = kinds[:-2], values[-1]
    if set(kinds) - {"name", "comma"}:
        return None
    letters = [letter for kind, value in zip(kinds, values, strict=False) if kind == "name" for letter in value[1]]
    plain = all(letter.isalpha() and letter.isascii() for letter in letters)
    return (",".join(letters), low, None, last + 1) if plain and 1 < len(set(letters)) == len(letters) <= MOST else None


def in_order(values: list[Any], after: int) -> tuple[str, Tree | None, Tree | None, int] | None:
    """Return what i < j says, or 1 ≤ i < j ≤ n, turned around where it is j > i; "i≤j" where equal indices belong to it."""
    low = values.pop(0) if isinstance(values[0], Tree) and values[0][0] == "number" else None
    around, values = (values[0], values[1:]) if low is not None else ("≤", values)
    first, order, second, *rest = values
    high = rest[1] if rest else None
    if order not in ("<", ">", "≤", "≥") or around != "≤" or (rest and rest[0] != "≤") or not (len(first[1]) == len(second[1]) == 1):
        return None
    left, right = (first[1], second[1]) if order in ("<", "≤") else (second[1], first[1])
    return f"{left}{'<' if order in ('<', '>') else '≤'}{right}", low, high, after


def once(body: Tree, first: str, second: str, low: Tree, high: Tree) -> Tree | None:
    """Return the sum over the pairs of two different indices, each pair once, as half of that over both orders; None where the order makes a difference."""
    if normal(body) != normal(exchanged(body, first, second)):
        return None
    return mul(div(ONE, TWO), both_orders(body, first, second, low, high))


def of_equal(body: Tree, first: str, second: str, low: Tree, high: Tree) -> Tree:
    """Return the sum of the terms in which two indices are the same."""

    def change(item: Tree) -> Tree:
        return item if item[0] != "symbol" else symbol(first if item[1] == second else index_name(item[1], second, first))

    return node("sum", first, (rewrite(body, change), low, high))


def both_orders(body: Tree, first: str, second: str, low: Tree, high: Tree) -> Tree:
    """Return the sum over all pairs of two different indices."""
    return node("sum", first, (node("sum", second, (body, node("except", first, (low,)), high)), low, high))


def above_another(total: Tree, index: str) -> tuple[Tree, str, Tree | None] | None:
    """Return what a sum adds up from i + 1 on, its index and its upper bound, or up to i − 1 without one; None for any other sum."""
    if total[0] != "sum":
        return None
    body, low, high = total[2]
    if low == add(symbol(index), ONE):
        return body, total[1], high
    return (body, total[1], None) if low == ONE and high == add(symbol(index), neg(ONE)) else None


def with_inside(body: Tree, index: str) -> Tree:
    """Return the term of a sum with what stands before a sum up to its index, or from it on, in that sum: a_i Σ_{j>i} a_j is Σ_{j>i} a_i a_j."""
    if body[0] == "neg":
        signs, inside = 0, body
        while inside[0] == "neg":
            signs, inside = signs + 1, inside[2][0]
        inner = with_inside(inside, index)
        if not above_another(inner, index):
            return body
        term = inner[2][0]
        for _ in range(signs):
            term = neg(term)
        return node("sum", inner[1], (term, *inner[2][1:]))
    places = [place for place, factor in enumerate(body[2]) if above_another(factor, index)] if body[0] == "mul" else []
    if len(places) != 1:
        return body
    inner = body[2][places[0]]
    factors = (*body[2][: places[0]], inner[2][0], *body[2][places[0] + 1 :])
    if any(carries(name, inner[1]) for factor in body[2] if factor is not inner for name in names(factor)):
        return body
    return node("sum", inner[1], (mul(*factors), *inner[2][1:]))


def exchanged(tree: Tree, first: str, second: str) -> Tree:
    """Return a tree in which two indices have changed places."""
    between = next(letter for letter in reversed(ascii_lowercase) if letter not in (first, second) and not any(carries(name, letter) for name in names(tree)))

    def change(item: Tree) -> Tree:
        if item[0] != "symbol":
            return item
        if item[1] in (first, second):
            return symbol(second if item[1] == first else first)
        return symbol(index_name(index_name(index_name(item[1], first, between), second, first), between, second))

    return rewrite(tree, change)


def normal(tree: Tree) -> Key:
    """Return what is the same of expressions that differ in the order of terms and factors, and in the sign of what is squared."""
    return fold(tree, _signed)


def _signed(item: Tree, parts: list[Key]) -> Key:
    """Return the sign of an expression and what it is without it."""
    kind, value, args = item
    if kind == "neg":
        return -parts[0][0], parts[0][1]
    if kind == "add":
        terms = sorted(parts, key=lambda part: (repr(part[1]), part[0]))
        sign = terms[0][0]
        return sign, ("add", *((sign * part[0], part[1]) for part in terms))
    if kind in ("mul", "div"):
        sign = 1
        for part in parts:
            sign *= part[0]
        rests = [part[1] for part in parts]
        return sign, (kind, *(sorted(rests, key=repr) if kind == "mul" else rests))
    even = kind == "pow" and args[1][0] == "number" and isinstance(args[1][1], int)
    if even:
        return parts[0][0] if args[1][1] % 2 else 1, ("pow", parts[0][1], args[1][1])
    if kind == "call" and value in EVEN and len(parts) == 1:
        return 1, ("call", value, parts[0][1])
    return 1, (kind, value, *parts)


def with_pairs(tree: Tree, name: str) -> tuple[Tree, tuple[str, str] | None]:
    """Return the right side of a definition in which Σ_{i≠j} runs over both indices, where j stands nowhere else, and these; else as it is."""
    found: tuple[str, str] | None = None
    sums = [item for item in postorder(tree) if item[0] == "sum"]
    bound = {item[1] for item in sums}

    def change(item: Tree) -> Tree:
        nonlocal found
        if item[0] != "sum" or item[2][1][0] != "except":
            return item
        body, low, high = item[2]
        other = str(low[1])
        if not other.isalpha() or other in (*LABELS, *bound) or carries(name, other) or not any(each != other and carries(each, other) for each in names(body)):
            return item
        found = (item[1], other)
        return both_orders(body, other, item[1], low[2][0], high)

    changed = rewrite(tree, change)
    if found is None or any(carries(each, found[1]) for each in names(rewrite(tree, lambda item: ONE if item in sums else item))):
        return tree, None
    return changed, found


def in_one_word(total: Tree) -> str:
    """Return a name in a sum that has its index in a word of letters, where it counts for none: r_ijg in Σ_{i,j}; empty where there is no such name."""
    body, index = total[2][0], total[1]
    used = names(body)
    inner = {item[1] for item in postorder(body) if item[0] == "sum"}
    words = {name: low for name in used if (low := (split(name) or ("", "", ""))[1]).isalpha() and len(low) > 2 and index in low and not carries(name, index)}
    alone = not any(carries(name, index) for name in used)
    others = {name for name, low in words.items() if any(carries(name, letter) for letter in low)}  # A_kid has d for an index
    return next((name for name, low in words.items() if len(low) < MOST and (alone or name in others or not inner.isdisjoint(low))), "")


def of_own_index(tree: Tree, name: str) -> str:
    """Return an index of a quantity over which pairs in its definition run, as i of y_i = Σ_{j<i} x_i x_j; empty where there is none."""
    halves = [item[2][1] for item in postorder(tree) if item[0] == "mul" and item[2][0] == div(ONE, TWO) and item[2][1][0] == "sum"]
    pairs = {letter for total in halves for letter in (total[1], total[2][0][1]) if total[2][0][0] == "sum" and excepted(total[2][0]) == total[1]}
    return next((letter for letter in sorted(pairs) if carries(name, letter)), "")
