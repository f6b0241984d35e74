"""Wrong rules of differentiation, as students use them: each builds what it gives at one place of an expression.

A builder returns its wrong results by a label that tells its variants apart; one that does not apply returns nothing.
At a place of the chain rule (a function of one varying argument) the derivative is outer(argument) · inner, and the
builders replace one of the three; elsewhere, and for slips that are no such replacement, they replace the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from chainrule.functions import FUNCTIONS
from chainrule.homework.slips.confusions import ANTIDERIVATIVES, CONFUSED, FAMILIES, Outer
from chainrule.homework.slips.source import Place, negated, times
from chainrule.tree import ONE, TWO, E, Tree, add, call, div, mul, names, neg, node, number, postorder, power, rewrite, total

Trees = dict[str, Tree]
Outers = dict[str, Outer]

TERMS = 40  # terms of a sum up to which each may be left out
DEEPER = 4  # inner parts of an argument that may get lost


# The outer derivative of a chain


def opposite(place: Place) -> Outers:
    """The local derivative with the wrong sign."""
    return {"": lambda u: negated(place.outer(u))}


def function_itself(place: Place) -> Outers:
    """The function in the place of its derivative."""
    return {"": place.with_argument}


def related_function(place: Place) -> Outers:
    """The local derivative of a related function, or a well-known confusion."""
    kind, name, _ = place.node
    if kind != "call":
        return {}
    found: Outers = {f"{name} {index}": outer for index, outer in enumerate(CONFUSED.get(name, ()))}
    family = next((each for each in FAMILIES if name in each), ())
    for other in family:
        if other != name:
            found[f"as {other}"] = lambda u, other=other: FUNCTIONS[other].derivative(0, (u,))  # type: ignore[misc]  # a default binds the name
            found[f"as minus {other}"] = lambda u, other=other: neg(FUNCTIONS[other].derivative(0, (u,)))  # type: ignore[misc]
            found[f"as {other} itself"] = lambda u, other=other: call(other, u)  # type: ignore[misc]
    return found


def power_parts(place: Place) -> tuple[Tree, Tree] | None:
    """Return base and exponent where the power rule applies."""
    kind, value, args = place.node
    if kind == "pow" and place.inner[1] is None:
        return args[0], args[1]
    return (args[0], div(ONE, TWO)) if kind == "call" and value == "sqrt" else None


def raised(base: Tree, exponent: Tree, by: int) -> Tree:
    """Return a power with its exponent changed by a whole number."""
    if exponent[0] == "number" and isinstance(exponent[1], int):
        return power(base, number(exponent[1] + by))
    return power(base, add(exponent, number(by)))


def same_exponent(place: Place) -> Outers:
    parts = power_parts(place)
    if parts is None:
        return {}
    found: Outers = {"": lambda u: mul(parts[1], power(u, parts[1]))}
    if parts[1] != TWO:  # where this would be the power itself
        found["but the number in front"] = lambda u: mul(parts[1] - 1, power(u, parts[1]))
    return found


def last_factor(place: Place, tree: Tree) -> list[tuple[Tree, int]]:
    """Return the way through signs, constant factors and constant denominators to what varies in a tree: nodes, and which argument is next."""
    way: list[tuple[Tree, int]] = []
    while tree[0] in ("neg", "mul", "div"):
        index = 0 if tree[0] == "div" else len(tree[2]) - 1
        if any(place.derived[id(arg)] is not None for number, arg in enumerate(tree[2]) if number != index):
            break
        way.append((tree, index))
        tree = tree[2][index]
    return way


def put_at_end(way: list[tuple[Tree, int]], tree: Tree) -> Tree:
    """Return what a way leads through, with another tree at its end."""
    for (kind, value, args), index in reversed(way):
        tree = node(kind, value, (*args[:index], tree, *args[index + 1 :]))
    return tree


def brackets_lost(place: Place) -> Outers:
    """Powers of an argument c·v that reach v alone: c·vⁿ for (c·v)ⁿ."""
    way = last_factor(place, place.argument)
    if not way:
        return {}
    last = way[-1][0][2][way[-1][1]]

    def outer(u: Tree) -> Tree:
        return rewrite(place.outer(u), lambda item: put_at_end(way, power(last, item[2][1])) if item[0] == "pow" and item[2][0] is place.argument else item)

    return {"": outer}


def brackets_misread(place: Place) -> Trees:
    """The derivative of c·vⁿ in the place of that of (c·v)ⁿ."""
    if place.node[0] != "pow" or not place.chained or place.inner[1] is not None:
        return {}
    way = last_factor(place, place.node[2][0])
    if not way:
        return {}
    last, exponent = way[-1][0][2][way[-1][1]], place.node[2][1]
    return {"": put_at_end(way, times(exponent, raised(last, exponent, -1), place.derived[id(last)] or ONE))}


def exponent_plus_one(place: Place) -> Outers:
    parts = power_parts(place)
    if parts is None:
        return {}
    found: Outers = {"": lambda u: mul(parts[1], raised(u, parts[1], 1))}
    if parts[1] != TWO or place.argument == place.x:  # 2u⁰ leaves nothing of a chain's argument
        found["less two"] = lambda u: mul(parts[1], raised(u, parts[1], -2))
    if parts[1] != TWO:
        found["to one"] = lambda u: mul(parts[1], u)
    if parts[1][0] != "number":
        found |= {f"fraction {index}": lambda u, wrong=wrong: mul(parts[1], power(u, wrong)) for index, wrong in enumerate(wrong_fractions(parts[1]))}  # type: ignore[misc]  # a default binds the name
        found["one less the exponent"] = lambda u: mul(parts[1], power(u, add(ONE, neg(parts[1]))))
    return found


def wrong_fractions(exponent: Tree) -> list[Tree]:
    """Return what students take for a fraction less one: −p/q, (p − 1)/q."""
    if exponent[0] != "div" or any(part[0] != "number" for part in exponent[2]) or exponent == div(ONE, TWO):
        return []
    above, below = exponent[2]
    return [neg(exponent), div(add(above, neg(ONE)), below)]


def no_exponent_in_front(place: Place) -> Outers:
    parts = power_parts(place)
    if parts is None:
        return {}
    found: Outers = {"exponent": lambda u: raised(u, parts[1], -1)}
    if parts[1] != div(ONE, TWO):  # where 1/2 − 1 is a wrong sign
        found["exponent less one"] = lambda u: mul(add(parts[1], neg(ONE)), raised(u, parts[1], -1))
    return found


def power_rule(place: Place) -> Outers:
    """The power rule on an exponential: u·a^(u−1)."""
    kind, value, args = place.node
    base = args[0] if kind == "pow" and place.inner[0] is None else E if kind == "call" and value == "exp" else None
    if base is None:
        return {}
    found: Outers = {
        "": lambda u: mul(u, power(base, u - 1)),
        "same exponent": lambda u: mul(u, power(base, u)),
        "without the exponent in front": lambda u: power(base, u - 1),
        "and the logarithm": lambda u: mul(u, power(base, u - 1), call("log", base)),
    }
    if place.argument[0] == "mul":  # 3e^(2x) for e^(3x)
        found["less one in front of the variable"] = lambda u: power(base, u - place.x)
    return found


def power_rule_alone(place: Place) -> Trees:
    """The power rule on a power whose exponent varies as well: v·u^(v−1)·u′."""
    if place.node[0] != "pow" or len(place.varying) < 2:
        return {}
    base, exponent = place.node[2]
    return {"": times(exponent, power(base, exponent - 1), place.inner[0] or ONE)}


def exponential_rule(place: Place) -> Outers:
    """The rule for a^u on a power with a constant exponent: uⁿ·ln u, or n·uⁿ⁻¹·ln u."""
    parts = power_parts(place)
    if parts is None:
        return {}
    return {
        "": lambda u: mul(power(u, parts[1]), call("log", u)),
        "and the power rule": lambda u: mul(parts[1], raised(u, parts[1], -1), call("log", u)),
    }


def logarithm_alone(place: Place) -> Trees:
    """The derivative of ln uᵛ in the place of that of uᵛ."""
    return {"": div(place.own, place.node)} if place.node[0] == "pow" and len(place.varying) == 2 else {}


def exponential_rule_alone(place: Place) -> Trees:
    """The rule for a^u on a power whose base varies as well: u^v·ln u·v′, or without v′."""
    if place.node[0] != "pow" or len(place.varying) < 2:
        return {}
    outer = mul(place.node, call("log", place.node[2][0]))
    return {"": times(outer, place.inner[1] or ONE), "without the inner derivative": outer}


def base_forgotten(place: Place) -> Outers:
    """The logarithm of the base left out, or on the wrong side."""
    kind, value, args = place.node
    if kind == "pow" and place.inner[0] is None and args[0] != E:
        log = call("log", args[0])
        return {
            "": place.with_argument,
            "divided": lambda u: div(place.with_argument(u), log),
            "of the exponent": lambda u: mul(place.with_argument(u), call("log", u)),
            "of the variable": lambda u: mul(place.with_argument(u), call("log", place.x)),
            "to base 10": lambda u: mul(place.with_argument(u), call("logb", args[0], number(10))),
        }
    if kind == "call" and value == "logb" and place.inner[1] is None:
        log = call("log", args[1])
        return {"": lambda u: div(ONE, u), "multiplied": lambda u: div(log, u), "the base itself": lambda u: div(ONE, mul(args[1], u))}
    return {}


def antiderivative(place: Place) -> Outers:
    """The antiderivative in the place of the derivative."""
    kind, value, _ = place.node
    parts = power_parts(place)
    if parts is not None and parts[1] in (number(-1), neg(ONE)):
        return {"": lambda u: call("log", u), "of the size": lambda u: call("log", call("abs", u))}
    if parts is not None and kind == "pow":
        return {"": lambda u: div(raised(u, parts[1], 1), add(parts[1], ONE))}
    return {"": ANTIDERIVATIVES[value]} if kind == "call" and value in ANTIDERIVATIVES else {}


# The argument of the outer derivative, and the inner factor


def variable_alone(place: Place) -> Trees:
    """The variable in the place of the whole argument, or of a part of it."""
    argument = place.argument
    if argument == place.x:
        return {}
    found = {"": place.x}
    for part in islice(inner_parts(argument, place.x), DEEPER):
        found[f"inside {len(found)}"] = replaced(argument, part, place.x)
    for part in [argument, *inner_parts(argument, place.x)][:DEEPER]:
        if part[0] == "add" and any(place.derived[id(term)] is None for term in part[2]):
            found[f"without constant terms {len(found)}"] = replaced(argument, part, total([term for term in part[2] if place.derived[id(term)] is not None]))
    return found


def inner_parts(tree: Tree, x: Tree) -> Iterator[Tree]:
    """Yield the arguments inside a tree that depend on the variable and are more than it."""
    for item in postorder(tree):
        if item[0] in ("call", "pow", "apply"):
            yield from (arg for arg in item[2] if arg != x and x[1] in names(arg))


def replaced(tree: Tree, part: Tree, by: Tree) -> Tree:
    """Return the tree with one part replaced wherever it stands."""
    done: dict[int, Tree] = {}
    for item in postorder(tree):
        kind, value, args = item
        done[id(item)] = by if item is part else node(kind, value, tuple(done[id(arg)] for arg in args))
    return done[id(tree)]


def inner_derivative_as_argument(place: Place) -> Trees:
    """The derivative of the argument in the place of the argument; also without its own inner derivative."""
    if place.argument == place.x or place.node[1] == "abs":  # whose derivative sgn(2) would be 1
        return {}
    found = {"": place.inner_derivative}
    argument = place.below(place.argument)
    if argument.chained and argument.inner_derivative != ONE:
        found["without its inner derivative"] = argument.outer(argument.argument)
    return found


def inner_derivative_in_argument(place: Place) -> Trees:
    """The outer derivative at the argument times its derivative, cos(x²·2x) for sin(x²), and no factor behind it; of powers that is a factor."""
    if not place.chained or place.argument == place.x or place.inner_derivative == ONE or place.node[1] in ("abs", "log", "sqrt") or power_parts(place):
        return {}
    return {"": place.outer(times(place.argument, place.inner_derivative))}


def argument_differentiated(place: Place) -> Trees:
    """The function itself, taken at the derivative of its argument: sin(2x) for sin(x²)."""
    if not place.chained or place.argument == place.x or place.node[1] == "abs":
        return {}
    return {"": place.with_argument(place.inner_derivative)}


def no_inner_factor(place: Place) -> Trees:
    return {} if place.inner_derivative == ONE else {"": ONE}


def inner_factor_twice(place: Place) -> Trees:
    return {} if place.inner_derivative == ONE else {"": power(place.inner_derivative, TWO)}


def inner_factor_below(place: Place) -> Trees:
    """The inner derivative divided by; a number that is divided by may be integrated."""
    return {"": div(ONE, place.inner_derivative)} if names(place.inner_derivative) else {}


# The whole derivative at a place


def inner_factor_alone(place: Place) -> Trees:
    return {"": place.inner_derivative} if place.chained and place.inner_derivative != ONE else {}


def inner_factor_added(place: Place) -> Trees:
    """The inner derivative added to the outer one, not multiplied."""
    if not place.chained or place.inner_derivative == ONE:
        return {}
    return {"": add(place.outer(place.argument), place.inner_derivative)}


def sum_taken_apart(place: Place) -> Trees:
    """A function or a power of a sum as the sum of those of its terms: 1/(2√x) + 1 for √(x + x²)."""
    if not place.chained or place.argument[0] != "add" or (place.node[0] == "pow" and place.inner[0] is None):
        return {}
    terms = [term for term in place.argument[2] if place.derived[id(term)] is not None]
    signed = [negated(slope_at(place, term[2][0])) if term[0] == "neg" else slope_at(place, term) for term in terms]
    return {"": total([slope_at(place, term) for term in terms]), "with the signs": total(signed)} if len(terms) > 1 else {}


def slope_at(place: Place, term: Tree) -> Tree:
    """Return the derivative of a function or power with one term in the place of its argument."""
    return times(place.outer(term), place.derived[id(term)] or ONE)


def other_sign(place: Place) -> Trees:
    """The right derivative with the wrong sign, where the chain's outer derivative, or the order in a quotient's rule, does not already say so."""
    quotient = place.node[0] == "div" and None not in place.inner
    return {} if place.chained or quotient or not place.node[2] else {"": negated(place.own)}


def undifferentiated(place: Place) -> Trees:
    """The node itself in the place of its derivative."""
    return {"": place.node}


def without_coefficient(place: Place) -> Trees:
    """A constant factor left out; with its sign, or without."""
    kind, _, args = place.node
    found: Trees = {}
    if kind == "mul":
        constants = [index for index, each in enumerate(place.inner) if each is None]
        varying = place.varying
        if constants and len(varying) == 1:
            found["factor"] = place.inner[varying[0]] or ONE
        elif constants:
            found["factor"] = times(div(place.own, times(*[args[index] for index in constants])))
    elif kind == "div" and place.inner[1] is None:
        found["factor"] = place.inner[0] or ONE
    elif kind == "div" and place.inner[0] is None and args[0] != ONE:
        found["factor"] = div(place.own, args[0])
    core, sign = core_of(place)
    if core is not None:
        found["all factors"] = negated(core) if sign < 0 else core
        if sign < 0:
            found["all factors and the sign"] = core
    return found


def core_of(place: Place) -> tuple[Tree | None, int]:
    """Return the derivative of what constant factors stand before, and their sign; None where only a sign stands there."""
    item, sign, found = place.node, 1, False
    while True:
        kind, _, args = item
        varying = [arg for arg in args if place.derived[id(arg)] is not None]
        factors = len(varying) == 1 and (kind == "mul" or (kind == "div" and varying[0] is args[0]))
        if not factors and kind != "neg":
            return (place.derived[id(item)] if found else None), sign
        signs = [item] if kind == "neg" else [arg for arg in args if arg is not varying[0] and arg[0] == "neg"]
        sign *= (-1) ** len(signs)
        item, found = varying[0], found or factors


def term_lost(place: Place) -> Trees:
    """One term of a sum not differentiated at all: left out."""
    if place.node[0] != "add" or not 2 <= len(place.varying) <= TERMS:
        return {}
    return {f"term {index}": total([each for other, each in enumerate(place.inner) if each is not None and other != index]) for index in place.varying}
