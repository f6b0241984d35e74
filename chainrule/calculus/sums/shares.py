"""A quantity that is a share e^z/(e^z + …) of a sum, as those of softmax are: its derivative in its own value and that of another share.

By its own z a share p = e^z/D has the derivative p·(1 − p); by the z of another share s = e^z/D, it has −p·s.
"""

from __future__ import annotations

from collections.abc import Iterable

from chainrule.calculus.rules import differentiate
from chainrule.calculus.sums.share_names import exponent_of
from chainrule.calculus.tidying.tidy import tidied
from chainrule.finite_sums import at_index
from chainrule.graph import Node
from chainrule.graph.families import Letters, case_in
from chainrule.notation.indices import apart, carries, case_of, index_name
from chainrule.problem import Definition, Problem
from chainrule.tree import ONE, Tree, add, div, mul, names, neg, symbol
from chainrule.vectors.whole import share_of


def of_share(of: str, wrt: str, expression: Tree, nodes: Iterable[Node]) -> Tree | None:
    """Return the derivative of a share by a name, in the names of shares; None where the expression is none, or the other share has no name."""
    if expression[0] != "div" or expression[2][1][0] != "add":
        return None
    part, whole = expression[2]
    depending = [term for term in whole[2] if wrt in names(term)]
    if len(depending) != 1 or (exponent := exponent_of(depending[0])) is None:
        return None
    if part == depending[0]:
        factor = add(ONE, neg(symbol(of)))
    elif wrt in names(part) or not (others := [node.name for node in nodes if node.tree == div(depending[0], whole) and node.origin == "definition"]):
        return None
    else:
        factor = neg(symbol(others[0]))
    return tidied(mul(symbol(of), factor, differentiate(exponent, {wrt})[wrt]))


def in_shares(problem: Problem, of: str, wrt: str, *, direct: bool = False) -> Tree | None:
    """Return the derivative of a share p_i = e^(z_i)/Σ_j e^(z_j): p_i·(1 − p_i) by z_i, −p_i·p_k by any other z_k; None of another definition.

    What the exponents are may be defined itself where the ``direct`` derivative by it is meant.
    """
    definition = defined_as(problem, of)
    above = None if definition is None else share_of(definition)
    exponent = None if above is None else exponent_of(above)
    if exponent is None or not (direct or {item.name for item in problem.as_written}.isdisjoint(names(exponent))):
        return None
    index = apart(of)[1]
    if wrt in names(exponent):
        factor = add(ONE, neg(symbol(of))) if carries(wrt, index) else None
    else:
        case = next(filter(None, (case_of(wrt, name, index) for name in names(exponent))), "")
        factor = neg(symbol(index_name(of, index, case))) if case else None
        exponent = at_index(exponent, index, case_in(case)) if case else exponent
    slope = differentiate(exponent, {wrt}).get(wrt)  # None where the name stands in a sum, as one of its terms
    return None if factor is None or slope is None else tidied(mul(symbol(of), factor, slope))


def defined_as(problem: Problem, name: str) -> Definition | None:
    """Return the definition of a quantity for every index, p_i = …, or that of a case of one, p_k; None of any other."""
    letters = Letters(problem.as_written)
    for item in problem.as_written:
        index = apart(item.name)[1]
        case = index if item.name == name else case_of(name, item.name, index) if index else ""
        if case and index in letters.all_of(item):
            return item if case == index else item._replace(name=name, tree=at_index(item.tree, index, case_in(case)))
    return None
