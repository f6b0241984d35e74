"""Whether an answer has the form that was asked for: a right value may still be written in the wrong way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chainrule.calculus import Tidier
from chainrule.errors import ChainRuleError
from chainrule.homework.slips.source import tidy
from chainrule.homework.values.proving import same_tidy_form
from chainrule.homework.verdict import Prose
from chainrule.notation import text
from chainrule.tree import Tree, add, postorder, size

BUDGET = 1.0  # seconds of CPU time for SymPy to look for a shorter form
FACTORED_SIZE = 200  # nodes of a sum that SymPy is asked to factor

Form = Callable[[Tree, Tree], Prose]


def form_fault(name: str, answer: Tree, expected: Tree) -> Prose:
    """Return in which way an answer is not in a form, or nothing where it is. Raises ChainRuleError for an unknown form."""
    if name not in FORMS:
        raise ChainRuleError(f"unknown form '{name}'", hint=f"choose one of {', '.join(FORMS)}")
    return FORMS[name](answer, expected)


def not_factored(answer: Tree, _: Tree) -> Prose:
    """A sum that has a common factor, or that factors as a polynomial."""
    for part in factors(answer):
        if part[0] == "add" and (common_factor(part) or factors_further(part)):
            return ("The factored form is asked for: ", part, " can still be factored.")
    return ()


def not_expanded(answer: Tree, _: Tree) -> Prose:
    """A product with a sum in it, or a whole power of a sum."""
    for item in postorder(answer):
        kind, _, args = item
        product = kind == "mul" and any(arg[0] == "add" for arg in args)
        if product or (kind == "pow" and args[0][0] == "add" and isinstance(args[1][1], int)):
            return ("The expanded form is asked for: ", item, " can still be multiplied out.")
    return ()


def not_simplified(answer: Tree, _: Tree) -> Prose:
    """An expression for which a shorter one is found, by collecting like parts or by SymPy."""
    from chainrule.algebra import simplify

    if length(tidy(answer)) >= length(answer):
        found = simplify(answer, BUDGET)
        if found is None or length(found) >= length(answer):
            return ()
    return ("The simplified form is asked for: this can still be made shorter.",)


def negative_powers(answer: Tree, _: Tree) -> Prose:
    """A power with a minus in its exponent."""
    for item in postorder(answer):
        if item[0] == "pow" and item[2][1][0] == "neg":
            return ("No negative powers are asked for: write ", item, " as a fraction.")
    return ()


def other_form(answer: Tree, expected: Tree) -> Prose:
    """An expression that differs from the expected one by more than the order of terms and factors."""
    return () if same_tidy_form(answer, expected) else ("The same form as ", expected, " is asked for.")


FORMS: dict[str, Form] = {
    "factored": not_factored,
    "expanded": not_expanded,
    "simplified": not_simplified,
    "no-negative-powers": negative_powers,
    "same": other_form,
}


def length(tree: Tree) -> int:
    """Return how many characters a tree takes."""
    return len(text(tree))


def factors(tree: Tree) -> Iterator[Tree]:
    """Yield the factors of a product, of both sides of a quotient, and the bases of powers."""
    stack = [tree]
    while stack:
        item = stack.pop()
        kind, _, args = item
        if kind in ("mul", "div", "neg"):
            stack += args
        elif kind == "pow":
            stack.append(args[0])
        else:
            yield item


def common_factor(total: Tree) -> bool:
    """Return whether all terms of a sum share a factor: a base, or a whole number."""
    from math import gcd

    tidier = Tidier()
    try:
        terms = [tidier.term(term) for term in total[2]]
    except ZeroDivisionError:
        return False
    shared = set.intersection(*({base for base, _ in factors} for _, factors in terms))
    numbers = [abs(coefficient) if isinstance(coefficient, int) else 1 for coefficient, _ in terms]
    return bool(shared) or gcd(*numbers) > 1


def factors_further(total: Tree) -> bool:
    """Return whether a sum is a polynomial that SymPy splits into factors with rational numbers."""
    if size(total) > FACTORED_SIZE or any(item[0] in ("call", "apply", "sum", "div") for item in postorder(total)):
        return False
    import sympy

    from chainrule.algebra import to_sympy

    expression = to_sympy(add(*total[2]))
    if not expression.free_symbols or not expression.is_polynomial(*expression.free_symbols):
        return False
    _, found = sympy.factor_list(expression)
    return bool(sum(power for _, power in found) > 1)
