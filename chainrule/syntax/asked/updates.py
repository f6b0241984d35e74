"""Steps of gradient descent in a text: w := w − η ∂L/∂w beside a loss asks for ∂L/∂w, and shows the step with it put in."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.notation.indices import apart
from chainrule.notation.names import joined, split
from chainrule.problem import Definition, Problem, Update
from chainrule.tree import names, postorder

_OLD, _NEW = "_old", "_new"


def with_updates(problem: Problem, asked: Sequence[str]) -> Problem:
    """Return a problem that asks for the derivatives with which a text updates parameters, where it asks for nothing else.

    Where a caller has ``asked`` for derivatives, only an update that would be no definition is one: w = w − η ∂L/∂w.
    """
    if problem.wrt or problem.output or problem.equation is not None or len(problem.definitions) == 1:
        return problem
    found = [(each, _update(each, problem.definitions)) for each in problem.definitions]
    updates = tuple(update for _, update in found if update is not None)
    losses = {update.loss for update in updates}
    others = tuple(each for each, update in found if update is None)
    used = {name for each in others for name in names(each.tree)}
    new = {update.name for update in updates} - {update.parameter for update in updates}
    if len(losses) != 1 or not new.isdisjoint(used) or (asked and any(each.name in new for each, _ in found)):
        return problem
    wrt = () if asked else tuple(dict.fromkeys(update.parameter for update in updates))
    return problem._replace(definitions=others, output=losses.pop(), wrt=wrt, updates=updates)


def _update(definition: Definition, others: tuple[Definition, ...]) -> Update | None:
    """Return the update that a definition is: a sum that begins with the old value, with the derivative of a loss by it; None for any other."""
    name, tree = definition.name, definition.tree
    slopes = {item for item in postorder(tree) if item[0] == "derivative"}
    if definition.parameters or tree[0] != "add" or tree[2][0][0] != "symbol" or len(slopes) != 1:
        return None
    slope, old = slopes.pop(), tree[2][0][1]
    loss, by = slope[2][0][1], slope[2][-1][1]
    plain = old.removesuffix(_OLD)
    same = name in (plain, plain + _NEW) or (name != old and apart(name)[0] == apart(old)[0] and "+" in name)
    used = {each for other in others if other is not definition for each in names(other.tree)}
    parameter = next((each for each in (by, old, plain, apart(old)[0]) if each in used), "")
    if not same or len(slope[2]) != 2 or by not in (old, plain, apart(old)[0], parameter) or loss not in {each.name for each in others}:
        return None
    return Update(name if name != old else _next(name), tree, parameter, loss) if parameter else None


def _next(name: str) -> str:
    """Return what the new value of a quantity is called: w_new, and w_{11,new}^(1)."""
    base, low, high = split(name) or (name, "", "")
    return joined(base, f"{low},new" if low else "new", high)
