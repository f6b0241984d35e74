"""Sums over samples: the definitions that have a value for each sample are links of their own, under the index of the sum.

In SSR = Σᵢ (oᵢ − pᵢ)² with pᵢ = w·xᵢ + b, the link pᵢ stands for many values. The derivative of SSR by it is that of one term,
and what lies below it is added up over the samples: ∂SSR/∂w = Σᵢ ∂SSR/∂pᵢ · ∂pᵢ/∂w.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chainrule.graph.scan import Scan, scan
from chainrule.notation.indices import apart, carries, under, with_index
from chainrule.problem import Definition
from chainrule.tree import ZERO, Tree, names, node, postorder, rewrite, substitute, symbol, without_sums

Range = tuple[str, Tree, Tree]  # the index of a sum, its lower and its upper bound
INDEX_LETTERS = "ijkmn"  # of definitions, beside those that sums make one


def index_letters(made: Iterable[str]) -> str:
    """Return the letters that are indices of definitions: the usual ones, and those that sums make one."""
    return "".join(dict.fromkeys((*INDEX_LETTERS, *made)))


def summed_letters(definitions: Sequence[Definition]) -> Mapping[str, None]:
    """Return the letters that sums run over, and those of what is defined for one letter and used with another of these."""
    sums = dict.fromkeys(item[1] for each in definitions for item in postorder(each.tree) if item[0] == "sum")
    marks = [(each.name, letter) for each in definitions if len(letter := apart(each.name)[1]) == 1 and letter.islower()] if sums else []
    used = {name for each in definitions for name in names(each.tree)} if marks else ()
    while found := [letter for name, letter in marks if letter not in sums and any(under(name, index) in used for index in sums)]:
        sums |= dict.fromkeys(found)
    return sums


@dataclass(slots=True)
class Samples:
    """The names that have a value for each sample, each with the range that its sum runs over.

    ``linked`` is False where the definitions are put into the sums instead. Given values are among the names where they are ``asked``.
    """

    asked: frozenset[str] = frozenset()
    linked: bool = True
    ranges: dict[str, Range] = field(default_factory=dict)
    totals: set[str] = field(default_factory=set)  # the definitions whose sums run over links

    def worked_in(self, entry: Scan, resolved: dict[str, Scan]) -> Scan:
        """Return a definition with its sums over samples ready for the graph; what has a value for each sample is added to ``resolved``."""
        definition = entry.definition
        over = one_range(entry) if self.linked else None
        added = None if over is None else self.needed(entry, over, resolved)
        if over is None or added is None:
            tree = rewrite(definition.tree, lambda item: put_in(item, resolved))
        else:
            self.totals.add(definition.name)
            renamed = {name: symbol(with_index(name, over[0])) for name in resolved if with_index(name, over[0]) in added}
            resolved |= {name: indexed(each, name, renamed) for name, each in added.items()}
            tree = rewrite(definition.tree, lambda item: node("sum", item[1], (substitute(item[2][0], renamed), *item[2][1:])) if item[0] == "sum" else item)
        return entry if tree == definition.tree else scan(definition._replace(tree=tree))

    def needed(self, entry: Scan, over: Range, resolved: Mapping[str, Scan]) -> dict[str, Scan] | None:
        """Return the definitions that the sums of a definition need for each sample, under their names with the index, in order.

        None where one of them cannot be a link: it holds a sum itself, or another sum needs it over another range.
        """
        index = over[0]
        added: dict[str, Scan] = {}
        sums = {id(item): item for item in entry.order if item[0] == "sum"}
        stack = [name for item in sums.values() for name in names(item[2][0])]
        while stack:
            written = stack.pop()
            name, found = written if carries(written, index) else with_index(written, index), of_sample(written, index, resolved)
            if found is None:
                if carries(written, index) and not self.asked.isdisjoint((written, apart(written)[0])):
                    self.ranges[written] = over
                continue
            if "sum" in found.kinds or self.ranges.get(name, over) != over or (name != written and name in resolved and name not in self.ranges):
                return None
            if name not in added:
                added[name] = found
                stack += found.symbols
        self.ranges |= dict.fromkeys(added, over)
        return {name: added[name] for name in in_order(added, index)}

    def misplaced(self, scans: Iterable[Scan]) -> bool:
        """Return whether something uses what has a value for each sample that is no sum over the samples, nor has such a value itself."""
        for entry in scans if self.ranges else ():
            definition = entry.definition
            tree = without_sums(definition.tree) if definition.name in self.totals else definition.tree
            if definition.name not in self.ranges and not self.ranges.keys().isdisjoint(names(tree)):
                return True
        return False


def one_range(entry: Scan) -> Range | None:
    """Return the range of all sums in a definition; None where they have several, or are more than added up.

    A sum must be a term as it is or times a factor, and outside every other: then the derivative of the definition by the quantity
    of one sample is that of one term.
    """
    ranges: list[Range] = [(item[1], item[2][1], item[2][2]) for item in entry.order if item[0] == "sum"]
    return ranges[0] if all(each == ranges[0] for each in ranges) and adds_up(entry) else None


def of_sample(name: str, index: str, resolved: Mapping[str, Scan]) -> Scan | None:
    """Return the definition of a name in a sum that has a value for each sample; None where it has not, or is none."""
    if name in resolved:
        return resolved[name] if varies(name, index, resolved) else None
    base, mark = apart(name)
    return resolved.get(base) if mark == index else None


def indexed(entry: Scan, name: str, renamed: Mapping[str, Tree]) -> Scan:
    """Return a definition as one that has a value for each sample, under its name with the index."""
    definition = entry.definition
    tree = substitute(definition.tree, dict(renamed))
    return entry if definition.name == name and tree is definition.tree else scan(definition._replace(name=name, tree=tree, parameters=()))


def varies(name: str, index: str, resolved: Mapping[str, Scan]) -> bool:
    """Return whether a name stands for one value a sample: it has the index, or its definition uses one that does."""
    seen = {name}
    stack = [name]
    while stack:
        each = stack.pop()
        if carries(each, index):
            return True
        new = [used for used in resolved[each].symbols if used not in seen] if each in resolved else []
        seen.update(new)
        stack += new
    return False


def in_order(added: Mapping[str, Scan], index: str) -> list[str]:
    """Return the names of definitions, each after those that it uses, with the index or without."""
    order: list[str] = []
    seen: set[str] = set()
    stack = list(added)[::-1]
    while stack:
        name = stack[-1]
        if name in seen:
            stack.pop()
            if name not in order:
                order.append(name)
        else:
            seen.add(name)
            inside = (used if used in added else with_index(used, index) for used in added[name].symbols)
            stack += [used for used in inside if used in added and used not in seen]
    return order


def adds_up(entry: Scan) -> bool:
    """Return whether every sum in a definition is added as it is, negated, or times and over what has no sum, and none is inside another."""
    holds: dict[int, bool] = {}
    for item in entry.order:
        kind, _, args = item
        inside = [holds.get(id(arg), False) for arg in args]
        holds[id(item)] = kind == "sum" or any(inside)
        if any(inside) and (kind not in ("add", "neg", "mul", "div") or (kind == "mul" and sum(inside) > 1) or (kind == "div" and inside[1])):
            return False
    return True


def put_in(item: Tree, resolved: Mapping[str, Scan]) -> Tree:
    """Return a sum without numbers for bounds with every definition that depends on its index put into the body; other nodes stay."""
    if item.kind != "sum":
        return item
    inside: dict[str, Tree] = {}
    for name, entry in resolved.items():
        tree = substitute(entry.definition.tree, inside)
        if carries(name, item.value) or varies_with(tree, item.value):
            inside[name] = tree
        else:
            inside[f"{name}_{item.value}"] = inside[f"{name}^({item.value})"] = tree  # the quantity of one sample, by its name with the index
    body = substitute(item.args[0], inside)
    return item if body is item.args[0] else Tree((item.kind, item.value, (body, *item.args[1:])))


def varies_with(tree: Tree, index: str) -> bool:
    """Return whether an expression has an index outside of the sums over it."""
    return any(carries(name, index) for name in names(rewrite(tree, lambda item: ZERO if item[0] == "sum" and item[1] == index else item)))


def one_term(tree: Tree) -> Tree:
    """Return an expression with the term of one sample in place of each sum: it has the same derivative by the quantity of that sample."""
    return rewrite(tree, lambda item: item[2][0] if item[0] == "sum" else item)


def for_one_sample(tree: Tree, name: str) -> Tree | None:
    """Return what to differentiate for the derivative by a name: the term of one sample where the name has a value for each; None where that will not do."""
    entry = scan(Definition("", tree))
    if not any(item[0] == "sum" and carries(name, item[1]) for item in entry.order):
        return tree
    return None if one_range(entry) is None else one_term(tree)


def added_up(over: Range, tree: Tree) -> Tree:
    """Return the sum of an expression over the samples."""
    index, low, high = over
    return node("sum", index, (tree, low, high))
