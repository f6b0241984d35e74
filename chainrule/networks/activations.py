"""What a neuron does with its weighted sum: functions of the table, nothing at all, an unspecified f, softmax."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from chainrule.columns import calls
from chainrule.errors import ChainRuleError
from chainrule.functions import ALIASES, DEFAULTS, FUNCTIONS
from chainrule.tree import E, Tree, add, apply, call, div, number, power

LINEAR = ("linear", "identity", "none")
UNSPECIFIED = ("f", "g", "h", "φ", "ψ")
SOFTMAX = "softmax"
USUAL = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu", "softplus", "softmax", "linear", "f")  # named in errors
WIDEST_SOFTMAX = 12  # up to so many outputs each is written out; beyond, they share the name of their sum


def activation(name: str) -> str:
    """Return the one name of an activation. Raises ChainRuleError for one that is not known."""
    if name in UNSPECIFIED or name == SOFTMAX:
        return name
    if name.lower() in LINEAR:
        return "linear"
    found = ALIASES.get(name) or ALIASES.get(name.lower())
    if found is not None and fits(found):
        return found
    known = [*USUAL, *UNSPECIFIED[1:]]
    close = difflib.get_close_matches(name.lower(), known, n=1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    raise ChainRuleError(f"unknown activation '{name}'", hint=f"{hint}known are {', '.join(known)}")


def fits(name: str) -> bool:
    """Return whether a function of the table takes one argument, or others with usual values, and is defined everywhere."""
    row = FUNCTIONS[name]
    return row.domain is None and row.arity[0] - len(DEFAULTS.get(name, ())) == 1


def each_layer(activations: str | Sequence[str], count: int) -> tuple[str, ...]:
    """Return one activation for every layer, of one for all, a sequence, or text with commas between them.

    Raises ChainRuleError for a wrong number of them.
    """
    if isinstance(activations, str) and "," not in activations:
        return (activation(activations),) * count
    given = [each.strip() for each in activations.split(",")] if isinstance(activations, str) else activations
    named = tuple(map(activation, given))
    if len(named) != count:
        counted = "1 activation" if len(named) == 1 else f"{len(named)} activations"
        raise ChainRuleError(f"{counted} for {count} layers", hint="give one for every layer after the inputs, or one for all")
    return named


def activated(name: str, sums: Iterable[Tree]) -> Iterable[Tree]:
    """Return an activation of each weighted sum."""
    if name == "linear":
        return sums
    if name in UNSPECIFIED:
        return [apply(name, (z,)) for z in sums]
    others = tuple(map(usual, DEFAULTS.get(name, ())))
    return [call(name, z, *others) for z in sums] if others else calls(name, sums)


def usual(text: str) -> Tree:
    """Return a usual value of the table as a number."""
    from decimal import Decimal

    return number(Decimal(text) if "." in text else int(text))


def exponential(z: Tree) -> Tree:
    return power(E, z)


def softmax(sums: tuple[Tree, ...], total: Tree | None = None) -> tuple[Tree, ...]:
    """Return the softmax of each weighted sum: e^z over the total of all, which may have a name."""
    raised = tuple(map(exponential, sums))
    below = total or (add(*raised) if len(raised) > 1 else raised[0])
    return tuple(div(above, below) for above in raised)
