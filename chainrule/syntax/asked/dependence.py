"""What depends on something without a formula that shows it: y is a function of x, l and w depend on t; f_θ(x)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from chainrule.errors import ReadError
from chainrule.notation.names import split
from chainrule.problem import TIME, Definition, Problem, inputs_below
from chainrule.syntax.rules import Readings
from chainrule.tree import Tree, apply, names, postorder, rewrite, symbol


class Dependence(NamedTuple):
    """Quantities, each of which is said to be a function of some others; or none of them, with ``apart``: then without others they are constants."""

    of: tuple[str, ...]
    on: tuple[str, ...] = ()
    apart: bool = False


def depending(problem: Problem, told: tuple[Dependence, ...]) -> Problem:
    """Return a problem in which quantities that are said to depend on others, and that nothing defines, are functions of them: y = y(x).

    What is said to be constant where quantities change with time has no rate. Raises ReadError where an equation or rates leave no room for what is said.
    """
    defined = {each.name for each in problem.definitions}
    used = {name for each in problem.definitions for name in names(each.tree)}
    free = used - defined - {problem.output}
    on_others = {name: each.on for each in told if not each.apart for name in each.of if name in free and name not in each.on}
    still = {name for each in told if each.apart and set(problem.wrt).issuperset(each.on) for name in each.of}
    if problem.equation is not None or problem.rates or problem.known:
        problem = _with_rates(problem, on_others)
    elif on_others:
        functions = tuple(Definition(name, apply(name, tuple(map(symbol, on)))) for name, on in on_others.items())
        return problem._replace(definitions=(*problem.definitions, *functions))
    open_ones = sorted(free - still)
    if still.isdisjoint(free) or problem.rates or problem.wrt != (TIME,) or TIME in used or not problem.output or not open_ones:
        return problem
    return problem._replace(rates=tuple((name, _rate(name, TIME)) for name in open_ones))


def without_constants(problem: Problem, told: tuple[Dependence, ...]) -> Problem:
    """Return a problem whose inputs are those that nobody said to be constant, where neither a request nor an argument tells what to differentiate by."""
    still = {name for each in told if each.apart and not each.on for name in each.of}
    inputs, defined = inputs_below([each.name for each in problem.definitions], {each.name: each.tree for each in problem.definitions})
    others = tuple(name for name in inputs if name not in still)
    asked = problem.wrt or problem.equation is not None or problem.rates or any(each.parameters for each in problem.definitions)
    return problem if asked or not others or len(others) == len(inputs) or not still.isdisjoint(defined) else problem._replace(wrt=others)


def _rate(name: str, by: str) -> Tree:
    return apply(name, (symbol(by),), (1,))


def _with_rates(problem: Problem, on_others: Mapping[str, tuple[str, ...]]) -> Problem:
    """Return a problem with an open rate for what is said to change with what its rates are by; refuse another dependence that nothing takes account of."""
    rates = dict(problem.rates)
    for name, on in on_others.items():
        if name in rates or name in problem.wrt or problem.known:
            continue
        if rates and on == problem.wrt:
            rates[name] = _rate(name, on[0])
        elif rates or (problem.wrt != (TIME,) and not set(problem.wrt).isdisjoint(on)):
            hint = f"define it, or give d{name}/d{on[0]}"
            raise ReadError(f"{name} depends on {', '.join(on)}, and how is not said", hint=hint)
    return problem._replace(rates=tuple(rates.items()))


def with_parameters(definitions: list[Definition], wrt: Sequence[str], readings: Readings) -> list[Definition]:
    """Return the definitions in which an unspecified f_θ(x) that is differentiated by θ has that as an argument as well."""
    defined = {each.name for each in definitions}
    changed = []
    for each in definitions:
        by = wrt or each.parameters
        of: dict[str, str] = {}
        for node in postorder(each.tree):
            base, index, _ = (node[0] == "apply" and split(node[1][0])) or ("", "", "")
            if index in by and index not in names(node) and defined.isdisjoint((base, node[1][0])):
                of[node[1][0]] = index
        for name in of:
            readings.add("parameter", each.start, each.end, name)
        changed.append(each._replace(tree=rewrite(each.tree, partial(_with_parameter, of))) if of else each)
    return changed


def _with_parameter(of: Mapping[str, str], item: Tree) -> Tree:
    index = of.get(item[1][0], "") if item[0] == "apply" else ""
    return apply(item[1][0], (*item[2], symbol(index)), (*item[1][1], 0)) if index and index not in names(item) else item
