"""Differentiating a problem: by which names, how often, one stage after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations_with_replacement

from chainrule.calculus.curves.carried import carried
from chainrule.calculus.curves.implicit import implicit
from chainrule.calculus.curves.parametric import parameter_of, parametric
from chainrule.calculus.curves.related import by_time, related
from chainrule.calculus.derivation import Derivation
from chainrule.calculus.inner import Inner, as_asked, derivative_name, has_inner, put_in, refuse_circle
from chainrule.calculus.local import local_derivatives
from chainrule.calculus.settings import Settings
from chainrule.calculus.vector_valued import UNNAMED, VectorValued, vector_valued
from chainrule.errors import ChainRuleError, NotDifferentiable, OneOfSeveral, ProblemError, TooLarge, UnknownName
from chainrule.graph import Graph, decompose
from chainrule.graph.asked import asked_by_default, values_of_means
from chainrule.graph.decompose import with_components
from chainrule.graph.families import earlier
from chainrule.graph.resolve import all_names, nearest
from chainrule.graph.terms_apart import with_terms_apart
from chainrule.notation.indices import apart, index_name
from chainrule.notation.names import GREEK, canonical
from chainrule.problem import OF_ALL, Definition, Problem, Reading, VectorFunction, inputs_below, mentioned
from chainrule.tree import ZERO, add, names, postorder, symbol

HIGHEST_ORDER = 30
WORD = 4  # letters of a name that is a word
MOST_RESULTS = 500  # mixed derivatives asked for at once

Key = tuple[str, ...]

AS_USUAL = Settings()


def differentiate_problem(
    problem: Problem, wrt: Sequence[str] | None = None, output: str | None = None, order: int = 1, *, grain: str = "textbook", settings: Settings | None = None
) -> Derivation:
    """Return the derivation of a problem's output by some names.

    ``wrt`` are names of inputs or of intermediate quantities; None takes what the problem's text asks, else the output's
    declared arguments, else every input. With ``order`` n every result is differentiated n times, by each combination of names.
    Raises ProblemError and UnknownName for what is not there, NotDifferentiable where there is no derivative, TooLarge where a
    higher derivative would need a result too large to write out.
    """
    settings = settings or AS_USUAL
    if problem.vectors.whole:
        from chainrule.calculus.matrices.derivation import by_matrices

        return by_matrices(problem, wrt, output, order, settings)
    if problem.function is not None:
        together = all_components(problem, problem.function, wrt, output, order, grain, settings)
        if together is not None:
            return together
    if problem.equation is not None or len(problem.definitions) > 1 or problem.wrt or wrt:
        curve = along_curve(problem, wrt, output, order, grain, settings)
        if curve is not None:
            return curve
    first: tuple[Derivation, ...] = ()
    if has_inner(problem):
        if wrt is None and order == 1 and not problem.wrt and problem.order == 1:
            problem = as_asked(problem, output)
            output = problem.output or output
        problem, first = with_inner(problem, output, grain, settings)
        output = problem.output
    keys = asked_keys(problem, wrt, order)
    names = None if keys is None else tuple(dict.fromkeys(chain.from_iterable(keys)))
    if keys is None or len(keys[0]) == 1:
        return together_or_each(problem, names, output, grain, settings, first)
    if any(OF_ALL in each.message for each in problem.readings):
        raise ProblemError("of a loss that stays open only the first derivatives are those of a sum", hint="write L as a sum, L = Σ_i L(y_i), or give it")
    derivations = [higher_order(problem, key, output, grain, settings, first) for key in keys]
    derivations[0].siblings = tuple(derivations[1:])
    return derivations[0]


def with_mixed(derivation: Derivation, problem: Problem, grain: str, settings: Settings | None) -> None:
    """Add the second derivatives by two different components of a vector beside those twice by one: together they are the Hessian matrix.

    So for one of the values that a sum adds up, where nothing is asked by name.
    """
    if derivation.order != 2 or problem.mixed or not (problem.vectors.each or not problem.wrt):
        return
    found: list[Derivation] = []
    if any(apart(one)[0] == apart(other)[0] for one, other, *_ in (each.by for each in derivation) if one != other):  # asked for already
        return
    output = derivation.root if derivation.root in {item.name for item in problem.definitions} else problem.output
    for each in (derivation, *derivation.siblings):
        by = next(iter(each)).by
        other = another_component(problem, by[0]) if by == (by[0],) * 2 else ""
        if not other:
            continue
        try:
            found.append(higher_order(problem, (by[0], other), output, grain, settings or AS_USUAL))
        except OneOfSeveral as error:
            derivation.readings += (Reading(f"the derivative by {by[0]} and another component is left out: {error.message}"),)
    derivation.across = tuple(found)
    derivation.siblings += derivation.across


def another_component(problem: Problem, name: str) -> str:
    """Return another component of the vector that one is of, or another value that a sum adds up; "" for what is neither."""
    from chainrule.vectors.components import another_index, indexed

    index = another_index((name, *(each for definition in problem.definitions for each in (definition.name, *definition.mentioned))))
    vectors = [vector for vector in problem.vectors.each if name == vector.asked[0] and len(vector.indices) == len(vector.asked) == 1]
    if problem.vectors.each or not index:
        return indexed(vectors[0].name, [index]) if vectors and index else ""
    own = apart(name)[1]
    sums = [item for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum"]
    return index_name(name, own, index) if any(name in names(item[2][0]) and item[1] == own for item in sums) else ""


def together_or_each(
    problem: Problem, names: Key | None, output: str | None, grain: str, settings: Settings, first: tuple[Derivation, ...]
) -> Derivation:
    """Return the first derivatives by some names: where these are terms of one sum, the derivation by the first, with those by the others beside it."""
    try:
        found = first_order(problem, names, output, grain, settings, first)
    except OneOfSeveral:
        each = asked_by_default(problem, output) if names is None and not problem.wrt else names or problem.wrt
        if not each or (names and len(names) == 1):
            raise
    else:
        if names is None and not problem.wrt and found.graph.samples:
            found.readings += tuple(map(one_of_many, values_of_means(problem, found.output, found.graph.samples)))
        return found
    derivations = [first_order(problem, (name,), output, grain, settings, first) for name in each]
    derivations[0].siblings = tuple(derivations[1:])
    return derivations[0]


def one_of_many(name: str) -> Reading:
    """Return the note on the values in a mean, where nothing is asked."""
    return Reading(f"{name} stands for many values: the derivative by one of them is to be asked for, as by {name}")


def along_curve(problem: Problem, wrt: Sequence[str] | None, output: str | None, order: int, grain: str, settings: Settings) -> Derivation | None:
    """Return the derivation of what a problem's equation gives, or of one quantity by another along a curve; None where the problem is no curve."""
    names = problem.wrt if wrt is None else tuple(map(canonical, wrt))
    output = canonical(output) if output else problem.output

    def differentiate(given: Problem, by: Key, of: str | None) -> Derivation:
        return first_order(given, by or None, of, grain, settings)

    if len(names) == 1 and problem.equation is not None and output in [each.name for each in problem.beside]:
        return carried(problem, names[0], output, asked_order(problem, wrt, order), differentiate, settings)
    if len(names) == 1 and by_time(problem, wrt):
        return related(problem, names[0], output, asked_order(problem, wrt, order), differentiate, settings)
    if problem.equation is not None:
        bare = problem._replace(output=None, wrt=(), order=1, mixed=False)
        return implicit(bare, names, output or "", asked_order(problem, wrt, order), differentiate, settings)
    parameter = parameter_of(problem, output, names[0]) if len(names) == 1 and output else None
    if parameter is None or output is None:
        return None
    return parametric(problem, names[0], output, parameter, asked_order(problem, wrt, order), differentiate, settings)


def all_components(
    problem: Problem, function: VectorFunction, wrt: Sequence[str] | None, output: str | None, order: int, grain: str, settings: Settings
) -> VectorValued | None:
    """Return the derivation of all components of the function that is asked about; None where one quantity is asked for."""
    asked = canonical(output) if output else problem.output
    if asked not in (None, "", function.name):
        return None
    check_only_output(problem, function)
    first: tuple[Derivation, ...] = ()
    if has_inner(problem):
        problem, first = with_inner_of_all(problem, function, grain, settings)
    names = problem.wrt if wrt is None else tuple(map(canonical, wrt))

    def differentiate(given: Problem, by: Key | None, of: str) -> Derivation:
        return first_order(given, by, of, grain, settings, first)

    def again(stage: Derivation, name: str) -> Derivation:
        return next_stage(stage, name, grain, settings)

    return vector_valued(problem, function, tuple(dict.fromkeys(names)), asked_order(problem, wrt, order), differentiate, again, settings)


def with_inner_of_all(problem: Problem, function: VectorFunction, grain: str, settings: Settings) -> tuple[Problem, tuple[Derivation, ...]]:
    """Return a problem with the derivatives in the components of its function worked out, and their derivations."""
    whole = Definition(UNNAMED, add(*map(symbol, function.components)))
    alone = problem._replace(definitions=(*problem.definitions, whole), output=None)
    found, first = with_inner(alone, UNNAMED, grain, settings)
    definitions = tuple([each for each in found.definitions if each.name != UNNAMED])
    return found._replace(definitions=definitions, output=problem.output, given=problem.definitions), first


def check_only_output(problem: Problem, function: VectorFunction) -> None:
    """Refuse a problem in which something else than the components may be asked for as well."""
    used = {name for each in problem.definitions for name in mentioned(each.tree)}
    others = [each.name for each in problem.definitions if each.name not in used and each.name not in function.components]
    if others and problem.output is None:
        outputs = ", ".join((function.name, *others))
        raise ProblemError(f"there are several outputs: {outputs}", hint=f"say which one to differentiate: output='{function.name}'")


def with_inner(problem: Problem, output: str | None, grain: str, settings: Settings, waiting: tuple[Inner, ...] = ()) -> tuple[Problem, tuple[Derivation, ...]]:
    """Return a problem with the derivatives in its definitions worked out, and their derivations; ``waiting`` are those that need this one."""

    def differentiate(given: Problem, wanted: Inner) -> Derivation:
        refuse_circle(wanted, waiting)
        inside, first = with_inner(given, wanted.of, grain, settings, (*waiting, wanted))
        return higher_order(inside, wanted.by, wanted.of, grain, settings, first)

    return put_in(problem, output, differentiate)


def asked_keys(problem: Problem, wrt: Sequence[str] | None, order: int) -> list[Key] | None:
    """Return what to differentiate by: a tuple of names for each result, one name for each time, all as long; None for every input once.

    Raises TooLarge for too many.
    """
    if wrt is None and order == problem.order == 1 and not problem.wrt:
        return None
    if wrt is None and problem.mixed:
        return [problem.wrt]
    if wrt is None and order == 1 and problem.layers is not None:
        return None  # a network asks for its weights and biases, each once
    order = asked_order(problem, wrt, order)
    names = [canonical(name) for name in wrt] if wrt is not None else list(problem.wrt)
    if not names and order > 1:
        names = list(default_names(problem))
    if not names:
        return None
    keys = list(combinations_with_replacement(dict.fromkeys(names), order))
    if len(keys) > MOST_RESULTS and order > 1:
        raise TooLarge(f"{len(keys):,} derivatives of order {order} are too many to write out", hint="name fewer inputs to differentiate by")
    return keys


def default_names(problem: Problem) -> Sequence[str]:
    """Return what a problem is differentiated by where nothing is asked."""
    try:
        return decompose(problem).asked
    except OneOfSeveral:
        found = asked_by_default(problem, None)
        if not found:
            raise
        return found


def asked_order(problem: Problem, wrt: Sequence[str] | None, order: int) -> int:
    """Return how often to differentiate: as the caller says, else as the text does. Raises ChainRuleError for what is no number of times, or too many."""
    if not isinstance(order, int):
        raise ChainRuleError(f"the order must be a whole number, not {order!r}")
    order = problem.order if order == 1 and wrt is None else max(order, problem.order if order == 1 else order)
    if not 1 <= order <= HIGHEST_ORDER:
        raise ChainRuleError(f"the order must be from 1 to {HIGHEST_ORDER}, not {order}")
    return order


def first_order(
    problem: Problem, names: Key | None, output: str | None, grain: str, settings: Settings, first: tuple[Derivation, ...] = (), then: Key = ()
) -> Derivation:
    """Return the first derivatives by some names, or by everything asked for by default; ``first`` are the derivations that its definitions came from.

    By the names in ``then`` the derivative is differentiated again: they stand apart in sums as well.
    """
    problem = with_terms_apart(problem, tuple(dict.fromkeys((*names, *then))) if names else problem.wrt, output, again=bool(then))
    graph = decompose(problem, names, output, grain)
    names = graph.asked if names is None or graph.ranges else names
    refuse_samples(graph, names)
    notes = [Reading(f"{name} is given: what goes through it, as through another step, is left out") for name in earlier(problem)]
    try:
        asked = list(map(graph.ids.__getitem__, names))
    except KeyError:
        mentioned = {name for definition in problem.definitions for name in definition.mentioned}
        components = tuple(dict.fromkeys(each for name in names for each in ((name,) if name in mentioned else with_components((name,), graph.ids))))
        if components != names:
            return first_order(problem, components, output, grain, settings, first, then)
        notes += [absent(problem, graph, name) for name in names if name not in graph.ids]
        asked = [graph.ids[name] for name in names if name in graph.ids]
    edges = local_derivatives(graph, asked)
    return Derivation(graph, names, edges, settings, (*problem.readings, *notes), first=first)


def refuse_samples(graph: Graph, names: Key) -> None:
    """Refuse the derivative by a name that stands for many values."""
    for name in names if graph.samples else ():
        if name in graph.samples:
            reason = f"'{name}' stands for many values, or for their number, in a sum"
            raise OneOfSeveral(reason, hint="give the sum numbers for bounds, as in i=1..3, to differentiate by one of the values")


def absent(problem: Problem, graph: Graph, name: str) -> Reading:
    """Return the note that the derivative by a name is 0 because the output does not depend on it.

    A name that is nowhere in a problem with names of its own is an error: it is most likely misspelt. A bare expression can be
    differentiated by any letter, and by no word that it does not have, a constant by anything. An argument of the output that is
    defined besides is an error: 0 would be said where the definition is meant to be gone through.
    """
    output = graph.nodes[graph.output].name
    bare = len(problem.definitions) == 1 and problem.definitions[0].name == ""
    known = {found for definition in problem.definitions for found in (definition.name, *definition.parameters, *all_names(definition.tree))}
    defined = {item.name: item for item in problem.definitions}
    arguments = defined[output].parameters if output in defined else ()
    shadowed = next((each for each in arguments if each in defined), None)
    if shadowed is not None:
        reason = f"'{shadowed}' is the argument of {output}({shadowed}) and is defined besides, so {output} does not depend on the definition"
        raise ProblemError(reason, hint=f"write {output} = … without its argument to go through the definition of {shadowed}")
    if problem.layers is not None and (cut := problem.layers.cut(name)) is not None:
        return Reading(cut)
    if name in put_into_sums(problem, output):
        reason = f"'{name}' is put into a sum, so the derivative by it is not told apart"
        raise NotDifferentiable(reason, hint="give the sum numbers for bounds, as in i=1..3, to differentiate by one of the values")
    word = name.isascii() and name.isalpha() and len(name) >= WORD and name not in GREEK
    if name in known or not graph.inputs or (bare and not word and nearest(name.lower(), {each.lower() for each in graph.ids}) is None):
        return Reading(f"{output} does not depend on {name}, so its derivative by {name} is 0")
    raise UnknownName(f"'{name}' is not in the problem", hint=nearest(name, graph.ids) or f"it has {', '.join(list(graph.ids)[:12])}")


def put_into_sums(problem: Problem, output: str) -> set[str]:
    """Return the quantities that the output depends on by the definitions, where these hold a sum that they may be put into."""
    trees = {item.name: item.tree for item in problem.definitions}
    if not any(item[0] == "sum" for tree in trees.values() for item in postorder(tree)):
        return set()
    given, defined = inputs_below(names(trees.get(output, ZERO)), trees)
    return {*given, *defined}


def higher_order(problem: Problem, key: Key, output: str | None, grain: str, settings: Settings, first: tuple[Derivation, ...] = ()) -> Derivation:
    """Return the derivation of the last stage of differentiating by each name of the key in turn.

    Where two values in one sum cannot both stand apart from the beginning, as x_i and x_m of x^T A x, the second does in the first derivative.
    """
    try:
        stage = first_order(problem, key[:1], output, grain, settings, first, key[1:])
    except OneOfSeveral:
        if len(key) != 2 or key[0] == key[1]:
            raise
        return next_stage(first_order(problem, key[:1], output, grain, settings, first, key[:1]), key[1], grain, settings, again=True)
    for name in key[1:]:
        stage = next_stage(stage, name, grain, settings)
    return stage


def next_stage(stage: Derivation, name: str, grain: str, settings: Settings, *, again: bool = False) -> Derivation:
    """Return the derivation of a stage's result by one more name; where it stands in the sums that are left, it is set apart ``again``. Raises TooLarge."""
    result = next(iter(stage))
    if not result.substituted:
        reason = "the derivative is too large to write out, so it cannot be differentiated again"
        raise TooLarge(reason, hint="ask for the first order, or for fewer nested quantities")
    tree = result.tidy.tree
    before = stage.graph.problem
    problem = Problem(before.text, (Definition(stage_name(stage, all_names(tree)), tree, inputs(stage)),), known=before.known, logarithm=before.logarithm)
    problem = apart_again(problem, name, stage) if again else problem
    graph = decompose(problem, (name,), None, grain)
    asked = [graph.ids[name]] if name in graph.ids else []
    edges = local_derivatives(graph, asked)
    root = stage.root or stage.output
    return Derivation(graph, (name,), edges, settings, stage.readings, stage.order + 1, stage, (*result.by, name), root)


def apart_again(problem: Problem, name: str, stage: Derivation) -> Problem:
    """Return a first derivative with one more term apart in its sums. Raises OneOfSeveral where that term is hidden in what has a name of its own."""
    found = with_terms_apart(problem, (name,), again=True)
    used = names(problem.definitions[0].tree)
    if found is problem or any(names(written[2][-1])[0] in used for _, written in stage.graph.problem.apart if written[2][-1][0] == "symbol"):
        reason = f"{stage.wrt[0]} and {name} are terms of one sum"
        raise OneOfSeveral(reason, hint=f"ask for one at a time, as by {stage.wrt[0]} alone")
    return found


def inputs(stage: Derivation) -> Key:
    """Return the inputs that a stage's function depends on, as the parameters of its derivative."""
    return stage.graph.problem.definitions[0].parameters if stage.previous else stage.graph.inputs


def stage_name(stage: Derivation, taken: set[str]) -> str:
    """Return a name for a derivative as a quantity, never one that is taken."""
    return derivative_name(stage.root or stage.output, next(iter(stage)).by, len(inputs(stage)) > 1, taken)
