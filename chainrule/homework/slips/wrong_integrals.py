"""Wrong derivatives of a definite integral: what goes wrong with its limits, and with what is integrated."""

from __future__ import annotations

from chainrule.calculus import differentiate
from chainrule.homework.slips.confusions import Outer
from chainrule.homework.slips.source import Place, negated, times
from chainrule.integrals import as_name, bound, integrand_at, with_bound
from chainrule.tree import ONE, ZERO, Tree, add, neg, substitute, symbol

Outers = dict[str, Outer]
Trees = dict[str, Tree]

LOW, HIGH = 1, 2  # the arguments of an integral that are its limits


def of_lower_limit(place: Place) -> Outers:
    """The minus of the lower limit forgotten."""
    return {"": lambda u: negated(place.outer(u))} if place.node[0] == "integral" and place.varying == [LOW] else {}


def both_limits(place: Place) -> Trees:
    """Both limits vary, and the lower one leaves a plus behind."""
    if place.node[0] != "integral" or not {LOW, HIGH} <= {*place.varying}:
        return {}
    return {"": add(at_limit(place, HIGH), at_limit(place, LOW), *under(place))}


def without_inner_derivatives(place: Place) -> Trees:
    """A limit put in, and its own derivative left out: at one limit, or at both."""
    if place.node[0] != "integral" or not {LOW, HIGH} <= {*place.varying}:
        return {}
    chosen = [(high, low) for high in (True, False) for low in (True, False) if not (high and low)]
    own = (place.inner[LOW], place.inner[HIGH])
    found = {
        f"{high} {low}": add(at_limit(place, HIGH, factor=high), neg(at_limit(place, LOW, factor=low)), *under(place))
        for high, low in chosen
        if (high or own[1] != ONE) and (low or own[0] != ONE)
    }
    return dict(reversed(found.items()))


def constant_limit(place: Place) -> Trees:
    """What is integrated at the upper limit less that at the lower one, although one of these does not change: f(x) − f(1)."""
    if place.node[0] != "integral" or place.varying not in ([LOW], [HIGH]):
        return {}
    upper, lower = (at_limit(place, limit, factor=factor) for limit, factor in ((HIGH, True), (LOW, True)))
    bare = add(at_limit(place, HIGH, factor=False), neg(at_limit(place, LOW, factor=False)))
    return {"": add(upper, neg(lower)), "without the inner derivative": bare}


def limits_only(place: Place) -> Trees:
    """The limits alone, and nothing of a name that stands under the sign as well."""
    if place.node[0] != "integral" or place.inner[0] is None or len(place.varying) == 1:
        return {}
    terms = [at_limit(place, HIGH)] if HIGH in place.varying else []
    terms += [neg(at_limit(place, LOW))] if LOW in place.varying else []
    return {"": add(*terms) if len(terms) > 1 else terms[0]}


def sign_only(place: Place) -> Trees:
    """What is integrated differentiated, and nothing of limits that vary as well."""
    if place.node[0] != "integral" or place.inner[0] is None or len(place.varying) == 1:
        return {}
    return {"": under(place)[0]}


def itself(place: Place) -> Trees:
    """The integral itself, F(b) − F(a)."""
    return {"": place.node} if place.node[0] == "integral" else {}


def itself_and_inner(place: Place) -> Outers:
    """The same with the derivative of a limit behind it."""
    return {"": place.with_argument} if place.node[0] == "integral" else {}


def integrand_differentiated(place: Place) -> Outers:
    """The derivative of what is integrated at the limit, in the place of its value."""
    if place.node[0] != "integral":
        return {}
    body, variable = place.node[2][0], place.node[1]
    own = as_name(variable)
    slope = differentiate(with_bound(body, variable, symbol(own)), {own}).get(own, ZERO)
    back = substitute(slope, {own: bound(variable)})
    return {"": lambda u: negated(with_bound(back, variable, u)) if place.varying == [LOW] else with_bound(back, variable, u)}


def at_limit(place: Place, limit: int, *, factor: bool = True) -> Tree:
    """Return what is integrated at a limit, times the limit's own derivative unless that is left out."""
    return times(integrand_at(place.node, place.node[2][limit]), (place.inner[limit] or ONE) if factor else ONE)


def under(place: Place) -> list[Tree]:
    """Return the integral of the derivative of what is integrated, where it has one."""
    _, variable, (_, low, high) = place.node
    return [] if place.inner[0] is None else [Tree(("integral", variable, (place.inner[0], low, high)))]
