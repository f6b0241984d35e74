"""A problem's names matched with data: which are columns, which have one value, which is the number of samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from chainrule.errors import NumericError, UnknownName
from chainrule.finite_sums import integer
from chainrule.graph import Graph
from chainrule.graph.resolve import nearest
from chainrule.notation.names import joined, spelled, split
from chainrule.numeric.data import Samples, plain
from chainrule.numeric.evaluation import check_number
from chainrule.numeric.program import listed
from chainrule.problem import Problem
from chainrule.tree import Tree, call, mul, names, node, number, postorder, rewrite, symbol, without_sums

COUNT = "number of samples"  # a name that no reader can write: it has spaces

Column = Sequence[float]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A problem in which nothing carries the index of a sample; ``written`` are the definitions' names as they were."""

    problem: Problem
    written: Mapping[str, str]

    def name(self, written: str) -> str:
        """Return what a definition is called in the problem, given its name as it was."""
        return next((name for name, before in self.written.items() if before == written), written)


def aligned(problem: Problem, samples: Samples) -> Aligned:
    """Return the problem with one spelling for each quantity that has a value for each sample, and one for sums over all of them.

    x and x_i both become x where that is a column or a definition; i=1..3 over three samples becomes i=1..n.
    Without data the problem stays as it is. Raises NumericError for a sum over more than the samples.
    """
    if samples.own:
        return Aligned(problem, {})
    letters = "i" + "".join({item.value for each in problem.definitions for item in postorder(each.tree) if item.kind == "sum"})
    shortened = {each.name: plain(each.name, letters) for each in problem.definitions}
    often = Counter(shortened.values())
    columns = {plain(name) for name in (*samples.columns, *samples.faults)}
    known = columns.union(name for name, count in often.items() if count == 1)

    def short(name: str) -> str:
        found = plain(name, letters)
        return found if found in known and name not in samples.columns else name

    trees = {each.name: rewrite(each.tree, lambda item: symbol(short(item.value)) if item.kind == "symbol" else item) for each in problem.definitions}
    changing = varying({short(name): tree for name, tree in trees.items()}, columns)
    for each in problem.definitions:
        refuse_pairs(each.tree, letters, changing)

    def to_the_end(item: Tree) -> Tree:
        return over_all(item, samples) if item.kind == "sum" and not changing.isdisjoint(names(item.args[0])) else item

    definitions = tuple(each._replace(name=short(each.name), tree=rewrite(trees[each.name], to_the_end)) for each in problem.definitions)
    typed = {each.name for each in problem.as_written}
    written = {short(name): plain(name, letters) if name not in typed and plain(name, letters) in typed else name for name in trees}
    return Aligned(problem._replace(definitions=definitions), written)


def refuse_pairs(tree: Tree, letters: str, changing: Collection[str]) -> None:
    """Refuse a sum over the samples that uses the values of a second sample: Σ_j (x_i − x_j)². Each sample would be paired with itself alone."""
    for total in (item for item in postorder(tree) if item.kind == "sum"):
        for name in names(without_sums(total.args[0])):
            if plain(name, letters.replace(total.value, "")) != name and plain(name, letters) in changing:
                reason = f"'{name}' in a sum over {total.value} is a value of another sample"
                raise NumericError(reason, hint="pairs of samples are not computed over data; give the values one by one, with numbers for the bounds")


def varying(trees: Mapping[str, Tree], columns: set[str]) -> set[str]:
    """Return the columns, and the definitions that use one outside a sum, themselves or through another definition."""
    used = {name: set(names(without_sums(tree))) for name, tree in trees.items()}
    found: set[str] = set()
    new = columns
    while new:
        found |= new
        new = {name for name, inside in used.items() if name not in found and not found.isdisjoint(inside)}
    return found


def over_all(total: Tree, samples: Samples) -> Tree:
    """Return a sum over the samples, or over a part of them such as i=2..n, as one over all, in which the others count 0.

    A number for the upper bound becomes the number of samples. Raises NumericError where the sum has more terms than there are samples.
    """
    body, low, high = total.args
    first, last = integer(low), integer(high)
    if first is None or (last is None and first < 2):
        return total
    if first == 0 and last == samples.count - 1:  # counted from 0
        first, last = 1, samples.count
    if first < 1 or (last is not None and not first <= last <= samples.count):
        message = f"a sum runs from {first} to {high if last is None else last}, and {samples.source} has {samples.count} samples"
        raise NumericError(message, hint=f"write it as {total.value}=1..n")
    index, half = symbol(total.value), number(1) / 2
    factors = [call("step", index - first + half)] if first > 1 else []
    factors += [call("step", last + half - index)] if last is not None and last < samples.count else []
    return node("sum", total.value, (mul(*factors, body) if factors else body, number(1), high if last is None else symbol(COUNT)))


@dataclass(frozen=True, slots=True)
class Match:
    """What the inputs of a graph are in data: columns, fixed values, and names of the number of samples, such as n."""

    columns: Mapping[str, Column]
    known: Mapping[str, float]
    sizes: Sequence[str]


def matched(graph: Graph, samples: Samples, fit: Sequence[str], values: Mapping[str, float]) -> Match:
    """Return what each input of a graph is: a parameter to fit, a fixed value, a column, one entry of a column, or the number of samples.

    What the output does not depend on may have a value, which is left out. Raises UnknownName for a parameter or value that is
    not in the problem, NumericError for one that is computed or is a column too, and for inputs that are none of these.
    """
    given = graph.problem.without_beside({spelled(name): value for name, value in values.items()}, graph.ids)
    check_given(graph, samples, (*fit, *given))
    for name, value in given.items():
        check_number(name, value)
    series = [item for node in graph.nodes if node.tree is not None for item in postorder(node.tree) if item.kind == "sum"]
    sizes = dict.fromkeys(name for item in series for name in names(item.args[2]))
    columns: dict[str, Column] = {}
    known: dict[str, float] = {}
    missing: list[str] = []
    for name in graph.inputs:
        column, entry = samples.column(name), one_sample(name, samples)
        if name in given:
            known[name] = float(given[name])
        elif column is not None:
            columns[name] = column
        elif entry is not None:
            known[name] = entry
        elif not samples.own and any(item.value == name for item in series):  # the number of a sample, in a definition that has a value for each
            columns[name] = range(1, samples.count + 1)
        elif name not in fit and (samples.own or name not in sizes):
            missing.append(name)
    if missing:
        raise samples.missing(missing)
    return Match(columns, known, [name for name in sizes if name not in columns])


def check_given(graph: Graph, samples: Samples, given: Sequence[str]) -> None:
    """Raise an error for a name that cannot have a value of its own: unknown, computed, or a column of the data."""
    for name in given:
        if name not in graph.ids:
            raise UnknownName(f"the problem has no quantity '{name}'", hint=nearest(name, graph.ids) or f"its inputs are {listed(graph.inputs)}")
        if graph.nodes[graph.ids[name]].tree is not None:
            raise NumericError(f"'{name}' is computed from other quantities, so it cannot be given", hint=f"the inputs are {listed(graph.inputs)}")
        if samples.column(name) is not None:
            raise NumericError(f"'{name}' has a value and is a column of {samples.source} too", hint="give it in one of the two places")


def one_sample(name: str, samples: Samples) -> float | None:
    """Return the entry of a column that a name with a sample's number stands for: x_2 is the second entry of x."""
    base, low, high = split(name) or ("", "", "")
    rest, _, last = low.rpartition(",")
    column = samples.columns.get(joined(base, rest, high)) if last.isdigit() and base else None
    return column[int(last) - 1] if column is not None and 1 <= int(last) <= samples.count else None
