"""Definitions as the reader wrote them, made ready for the graph: functions applied, finite sums written out, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, count

from chainrule.errors import LimitExceeded, ProblemError, UnknownName
from chainrule.finite_sums import at_index, expand_sums
from chainrule.graph.samples import INDEX_LETTERS, Range, Samples, index_letters, summed_letters
from chainrule.graph.scan import Scan, scan
from chainrule.notation.indices import apart, carries, under
from chainrule.problem import Definition, Problem
from chainrule.syntax.files import one_at_a_time
from chainrule.tree import Tree, names, rewrite, size, substitute, symbol, walk

FREE_OUTPUTS = ("y", "f", "z", "h", "w", "F")  # names for a bare expression, first free one first
_CLOSING = (")", "]")
APPLIED_SIZE = 200_000  # nodes of a definition after the reader's functions are applied in it


def resolve(problem: Problem, output: str | None, reserved: Collection[str] = ()) -> tuple[tuple[Scan, ...], str, Mapping[str, Range]]:
    """Return the definitions that the output needs, each before those that use it, the output's name, and the names with a value for each sample.

    A bare expression gets a free name, none of the ``reserved`` ones.
    Raises ProblemError for a name defined twice, a circular definition or several possible outputs, and UnknownName for
    an output that no definition gives.
    """
    scans = name_bare(tuple(map(scan, problem.definitions)), reserved)
    if len(scans) == 1 and stands_alone(scans[0], output or problem.output):
        return scans, scans[0].definition.name, {}
    table = as_quantities(by_name(problem, scans))
    letters = letters_of(scans)
    uses = {name: used_by(entry, table, letters) for name, entry in table.items()}
    output = choose_output(problem, table, uses, output)
    order = ordered(problem, table, uses, output)
    samples = Samples(frozenset(reserved))
    resolved = all_worked_in(order, table, uses, samples, letters)
    as_written = len(resolved) == len(order) and all(resolved[name] is table[name] for name in order)
    needed = set(order) if as_written else still_needed(resolved, output)
    if samples.misplaced(entry for name, entry in resolved.items() if name in needed):
        samples = Samples(linked=False)
        resolved = all_worked_in(order, table, uses, samples, letters)
        needed = still_needed(resolved, output)
    return tuple(entry for name, entry in resolved.items() if name in needed), output, samples.ranges


def letters_of(scans: Sequence[Scan]) -> str:
    """Return the letters that are indices of some definitions."""
    return index_letters(summed_letters([entry.definition for entry in scans])) if any("sum" in entry.kinds for entry in scans) else INDEX_LETTERS


def all_worked_in(order: Iterable[str], table: Mapping[str, Scan], uses: Mapping[str, tuple[str, ...]], samples: Samples, letters: str) -> dict[str, Scan]:
    """Return the definitions in order, each ready for the graph."""
    resolved: dict[str, Scan] = {}
    for name in order:
        entry = worked_in(table[name], resolved, uses[name], letters)
        resolved[name] = samples.worked_in(entry, resolved) if "sum" in entry.kinds else entry
    return resolved


def stands_alone(entry: Scan, output: str | None) -> bool:
    """Return whether a problem's only definition is ready as it is: the asked one, not in terms of itself, nothing to apply or to write out."""
    name = entry.definition.name
    return output in (None, name) and name not in entry.symbols and "apply" not in entry.kinds and "sum" not in entry.kinds


def worked_in(entry: Scan, resolved: Mapping[str, Scan], uses: tuple[str, ...], letters: str) -> Scan:
    """Return a definition with finite sums written out and the reader's functions and indexed definitions put in."""
    definition = entry.definition
    tree = rewrite(expand_sums(definition.tree, resolved), lambda item: under_one_index(item, resolved, letters)) if "sum" in entry.kinds else definition.tree
    if "apply" in entry.kinds or tree is not definition.tree or any(is_indexed(name, letters) for name in uses):
        tree = apply_functions(tree, resolved, definition.name, letters)
    return entry if tree is definition.tree else scan(definition._replace(tree=tree))


def under_one_index(item: Tree, resolved: Mapping[str, Scan], letters: str, tried: str = "") -> Tree:
    """Return a sum over j that uses p_j with the index of the definition p_i = …; other nodes stay.

    Raises ProblemError where both indices stand in one sum.
    """
    if item.kind != "sum":
        return item
    index, inside = item.value, names(item.args[0])
    for name in inside:
        defined = other_index(name, index, resolved, letters)
        if defined is not None:
            letter = apart(defined)[1]
            if letter in tried or any(carries(used, letter) for used in (*inside, *names(item.args[1]), *names(item.args[2]))):
                reason = f"'{name}' is '{defined}' of another index, and one sum has both"
                raise ProblemError(reason, hint=f"define {name} = … too, or write the sum out with numbers for bounds")
            return under_one_index(Tree((item.kind, letter, (at_index(item.args[0], index, letter), *item.args[1:]))), resolved, letters, tried + index)
    return item


def other_index(name: str, index: str, defined: Mapping[str, Scan], letters: str) -> str | None:
    """Return the definition p_i that a name p_j in a sum over j is a case of."""
    base, mark = apart(name)
    if mark != index or name in defined or base in defined:
        return None
    return next((each for each in map(partial(under, name), letters) if each in defined), None)


def name_bare(scans: tuple[Scan, ...], reserved: Collection[str]) -> tuple[Scan, ...]:
    """Return the definitions with a free name given to a bare expression."""
    bare = [entry for entry in scans if not entry.definition[0]]
    if not bare:
        return scans
    taken = set(reserved)
    for entry in scans:
        taken |= entry.names
    free = FREE_OUTPUTS[0]
    if free in taken:
        free = next(name for name in chain(FREE_OUTPUTS, map("y_{}".format, count())) if name not in taken)
    for entry in bare:
        entry.call(free)
    return scans


def all_names(tree: Tree) -> set[str]:
    """Return every name in a tree: quantities, unspecified functions and indices."""
    return scan(Definition("", tree)).names - {""}


def by_name(problem: Problem, scans: tuple[Scan, ...]) -> dict[str, Scan]:
    """Return the definitions by name; a second one of the same name is an error."""
    if not scans:
        raise ProblemError("there is nothing to differentiate", hint="write an expression such as x^2, or a definition such as y = x^2")
    table: dict[str, Scan] = {}
    for entry in scans:
        name = entry.definition.name
        if name in table:
            hint = "give the second definition a name of its own" + one_at_a_time(problem.text)
            raise misplaced(problem, entry.definition, f"'{name}' is defined twice", hint)
        table[name] = entry
    return table


def as_quantities(table: dict[str, Scan]) -> dict[str, Scan]:
    """Return the definitions with f(x, y) = … as the quantity f where x or y has a definition to go through, and f is applied to nothing else."""
    through = {name: entry.definition.parameters for name, entry in table.items() if has_way_on(entry, table)}
    if not through:
        return table
    calls = [node for entry in table.values() if "apply" in entry.kinds for node in entry.order if node[0] == "apply"]
    elsewhere = {node[1][0] for node in calls if any(node[1][1]) or node[2] != tuple(map(symbol, through.get(node[1][0], ())))}
    quantities = through.keys() - elsewhere

    def change(node: Tree) -> Tree:
        return symbol(node[1][0]) if node[0] == "apply" and node[1][0] in quantities else node

    def changed(entry: Scan) -> Scan:
        given = entry.definition
        parameters = () if given.name in quantities else given.parameters
        return scan(given._replace(tree=rewrite(given.tree, change), parameters=parameters))

    return {name: changed(entry) for name, entry in table.items()} if quantities else table


def has_way_on(entry: Scan, table: Mapping[str, Scan]) -> bool:
    """Return whether a parameter of a definition is defined in terms of other quantities."""
    return any(parameter in table and table[parameter].symbols for parameter in entry.definition.parameters)


def used_by(entry: Scan, table: dict[str, Scan], letters: str) -> tuple[str, ...]:
    """Return the defined names that a definition uses, as quantities or as functions, in order of appearance."""
    if len(table) == 1 and "apply" not in entry.kinds:
        alone = entry.definition.name
        return (alone,) if alone in entry.symbols and alone not in entry.definition.parameters else ()
    used: dict[str, None] = {}
    name: str | None
    for kind, value, _ in walk(entry.definition.tree):
        if kind == "symbol" and value not in entry.definition.parameters:
            name = value if value in table else template(value, table, letters)
        elif kind == "apply" and value[0] in table and table[value[0]].definition.parameters:
            name = value[0]  # a name without arguments of its own, as in J = J(y, ŷ), is no function of the reader's
        else:
            continue
        if name in table:
            used[name] = None
    if "sum" in entry.kinds:
        cases = (other_index(name, node[1], table, letters) for node in entry.order if node[0] == "sum" for name in names(node[2][0]))
        used |= dict.fromkeys(name for name in cases if name is not None)
    return tuple(used)


def is_indexed(name: str, letters: str) -> bool:
    """Return whether a name ends in an index letter, as pred_i does."""
    return (name[-1:] in letters or name[-1:] in _CLOSING) and apart(name)[1] in (*letters,)


def template(name: str, table: Mapping[str, object], letters: str) -> str | None:
    """Return the definition that an indexed name is a case of: pred_i for pred_2, and pred for pred_i where pred has no index."""
    base, index = apart(name)
    if index in (*letters,) and base in table:
        return base
    if not index.isdigit():
        return None
    return next((each for each in map(partial(under, name), letters) if each in table), None)


def choose_output(problem: Problem, table: dict[str, Scan], uses: dict[str, tuple[str, ...]], output: str | None) -> str:
    """Return the asked output, or the one definition that no other one uses.

    Raises UnknownName for a name that is not defined, ProblemError where there are several.
    """
    output = output or problem.output
    if output is not None:
        if output in table:
            return output
        raise UnknownName(f"the problem does not define '{output}'", hint=nearest(output, table) or f"it defines {', '.join(table)}")
    used = {name for names_used in uses.values() for name in names_used}
    candidates = [name for name in table if name not in used]
    candidates = [name for name in candidates if uses[name] or table[name].symbols] or candidates  # a number that nothing uses has no derivative
    unnamed = next((each for each in problem.definitions if not each.name and each.end > each.start), None)
    dropped = unnamed is not None and unnamed.tree[0] == "apply" and not names(unnamed.tree)  # g′(2), which is no quantity that could be differentiated
    if len(candidates) == 1 and not (dropped and unnamed is not None and table[candidates[0]].definition.start != unnamed.start):
        return candidates[0]
    if not candidates:
        (name, entry), *more = table.items()
        others = [] if more else [each for each in entry.symbols if each != name]
        updated = next((each for each, scan in table.items() if each in scan.symbols), "")
        hint = f"as an update, write {updated}_new = …" if updated else "one of them must be given without the others"
        hint = f"as an equation, ask for d{name}/d{others[0]}; {hint}" if others else hint
        raise ProblemError(f"the definitions of {', '.join(table)} use each other in a circle", hint=hint)
    for name in candidates:
        base = apart(name)[0]
        user = next((each for each in candidates if base != name and base not in table and base in table[each].symbols), "")
        if user:
            hint = f"write {user} = Σ_{apart(name)[1]} f({name}) for what adds up over all of them"
            raise ProblemError(f"'{user}' uses '{base}', and '{name}' is defined", hint=hint)
    hint = f"say which one to differentiate: output='{candidates[0]}', on the command line --output {candidates[0]}" + one_at_a_time(problem.text)
    if unnamed is not None:
        hint = f"leave it out, or name it; {hint}"
        raise ProblemError("something without a name stands beside the definitions", hint=hint, text=problem.text, start=unnamed.start, end=unnamed.end)
    raise ProblemError(f"there are several outputs: {', '.join(candidates)}", hint=hint)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return "did you mean …?" for a close known name, or None."""
    import difflib

    names = list(known)
    product = next((each for each in names if len(name) == 1 < len(each) < 4 and each.isalpha() and name in each), "")
    if product:
        return f"write {'*'.join(product)} = … if {product} is a product"
    close = [each for each in names if each.lower() == name.lower()] or difflib.get_close_matches(name, names, n=1)
    return f"did you mean '{close[0]}'?" if close else None


def ordered(problem: Problem, table: dict[str, Scan], uses: dict[str, tuple[str, ...]], output: str) -> list[str]:
    """Return the names that the output needs (itself last), each after those it uses; a circle is an error."""
    state: dict[str, int] = {}
    result: list[str] = []
    stack = [output]
    while stack:
        name = stack[-1]
        if state.get(name) == 2:
            stack.pop()
            continue
        state[name] = 1
        waiting = [used for used in uses[name] if state.get(used) != 2]
        circle = next((used for used in waiting if state.get(used) == 1), None)
        if circle is not None:
            raise circular(problem, table[circle].definition, stack, circle)
        if waiting:
            stack.extend(reversed(waiting))
        else:
            state[name] = 2
            stack.pop()
            result.append(name)
    return result


def circular(problem: Problem, definition: Definition, stack: list[str], name: str) -> ProblemError:
    """Return the error for a definition that needs itself, with the way around the circle."""
    way = [*dict.fromkeys(entry for entry in stack[stack.index(name) :]), name]
    text = " → ".join(way if len(way) <= 8 else [*way[:4], "…", *way[-2:]])
    return misplaced(problem, definition, f"circular definition: {text}", "a quantity cannot be defined by itself; give one of them another name")


def misplaced(problem: Problem, definition: Definition, message: str, hint: str) -> ProblemError:
    """Return an error that points at a definition in the text."""
    return ProblemError(message, hint=hint, text=problem.text, start=definition.start, end=definition.end)


def apply_functions(tree: Tree, resolved: Mapping[str, Scan], name: str, letters: str) -> Tree:
    """Return the tree with the reader's own functions applied: f(g(x)) becomes f's expression with g put in.

    A function applied to its own parameters is the quantity of that name. Raises ProblemError for a wrong number of
    arguments and for a derivative of a defined function, LimitExceeded where the result would be too large.
    """
    while (new := rewrite(tree, lambda node: applied(node, resolved, letters))) is not tree:  # in pred_2 there may be h_2
        if size(new) > APPLIED_SIZE:
            reason = f"'{name}' has over {APPLIED_SIZE:,} parts once its functions are applied"
            raise LimitExceeded(reason, hint="define the repeated part as a quantity of its own")
        tree = new
    return tree


def applied(node: Tree, resolved: Mapping[str, Scan], letters: str) -> Tree:
    """Return one node with a defined function put in."""
    if node.kind == "symbol" and node.value not in resolved:
        return indexed(node, resolved, letters)
    if node.kind != "apply" or node.value[0] not in resolved or not resolved[node.value[0]].definition.parameters:
        return node
    name, orders = node.value
    definition = resolved[name].definition
    if any(orders):
        reason = f"'{name}' is defined, so its derivative cannot be used as a given function"
        raise ProblemError(reason, hint=f"ask for the derivative of {name}, or leave {name} undefined")
    if len(definition.parameters) != len(node.args):
        declared = ", ".join(definition.parameters)
        reason = f"'{name}' is defined with {len(definition.parameters)} arguments and used with {len(node.args)}"
        raise ProblemError(reason, hint=f"write {name}({declared})" if declared else None)
    if all(arg.kind == "symbol" and arg.value == parameter for arg, parameter in zip(node.args, definition.parameters, strict=True)):
        return symbol(name)
    return substitute(definition.tree, dict(zip(definition.parameters, node.args, strict=True)))


def indexed(node: Tree, resolved: Mapping[str, Scan], letters: str) -> Tree:
    """Return a case of an indexed definition: pred_2 by the definition of pred_i with i = 2; other symbols stay."""
    name, case = template(node.value, resolved, letters), apart(node.value)[1]
    if name is None or not case.isdigit():  # pred_i is a matter of the sum over i
        return node
    index = apart(name)[1]
    tree = at_index(resolved[name].definition.tree, index, int(case))
    return expand_sums(tree, resolved) if "except" in resolved[name].kinds else tree  # a sum without the term of the index has a number now


def still_needed(resolved: dict[str, Scan], output: str) -> set[str]:
    """Return the names that are quantities on the way to the output after functions were put in."""
    needed, stack = {output}, [output]
    while stack:
        for name in names(resolved[stack.pop()].definition.tree):
            if name in resolved and name not in needed:
                needed.add(name)
                stack.append(name)
    return needed


def sample_names(scans: tuple[Scan, ...], ranges: Mapping[str, Range]) -> tuple[str, ...]:
    """Return the names that are given and stand for many values, or for how many there are, in sums without numbers for bounds."""
    found: dict[str, None] = {}
    for entry in scans:
        if ranges and entry.definition.name in ranges:
            index = ranges[entry.definition.name][0]
            found |= dict.fromkeys(name for name in entry.symbols if carries(name, index))
        for node in entry.order if "sum" in entry.kinds else ():
            if node.kind == "sum":
                body, low, high = node.args
                found |= dict.fromkeys(name for name in names(body) if carries(name, node.value))
                found |= dict.fromkeys((*names(low), *names(high)))
    return tuple([name for name in found if name not in ranges]) if found else ()
