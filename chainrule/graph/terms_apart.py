"""A sum without numbers for bounds whose terms the asked quantity is one of: that term stands apart from the sum of the others.

In s_i = e^{z_i}/Σ_j e^{z_j}, the derivative by z_i goes through the term j = i as well: Σ_j e^{z_j} = e^{z_i} + R, where R does not depend on z_i.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain, count, product

from chainrule.errors import OneOfSeveral, ProblemError
from chainrule.finite_sums import at_index, expand_sums, is_closed
from chainrule.graph.families import Beyond, Cases, Sources, apart_from, free_letters, indices_of, is_open, left_out, names_taken, other_indices
from chainrule.graph.samples import for_one_sample
from chainrule.notation.indices import apart, carries, case_of, is_letter
from chainrule.notation.names import unicode_name
from chainrule.problem import Problem, Reading
from chainrule.recurrences import with_steps
from chainrule.tree import Tree, add, names, node, postorder, rewrite, without_sums

OTHERS = "RSTQUVMGHDCBA"  # names for the sum of the other terms, the first that the problem does not have
SEVERAL = 3  # indices that stand apart by commas in a name
ANY = "·"  # an index that no name has
ITS_OWN, FIRST_OTHER = 7_000, 7_001  # numbers in place of a sum's own index and of the others


def with_terms_apart(problem: Problem, asked: Sequence[str], output: str | None = None, *, again: bool = False) -> Problem:
    """Return a problem in which the terms that asked quantities stand in are apart from the rest of their sums, as ``families`` says.

    Left as they are: sums with numbers for bounds, and sums over samples of which the asked quantity is each in turn. Not so where
    the derivative is differentiated ``again``: the sums in it depend on the quantity that is asked for, and do not show it.
    """
    if problem.layers is not None or not any("_" in name or "^" in name for name in (*asked, *(item.name for item in problem.definitions))):
        return problem
    problem = with_orders(with_steps(problem, output))
    sources = Sources(problem)
    refuse_other_indices(sources)
    used = used_cases(problem, sources)
    held = {each.tree: inside for each in problem.definitions if (inside := [item for item in postorder(each.tree) if item[0] == "sum"])}
    sums = [item for inside in held.values() for item in inside]
    totals = [item for item in sums if is_open(item) or left_out(item)]
    target = output or problem.output or sources.only_output()
    if target is None or any(sources.of(item[2][0]) for item in sums if is_closed(item)):
        return problem
    several = any(is_letter(case) for _, cases in used.values() for case in cases)
    several = several or sources.crossed() or any(for_one_sample(tree, name) is None for tree in held for name in asked)
    free = free_letters(problem, target) if totals else set[str]()
    rest = Rest(problem)
    try:
        if not (several or free or (asked and totals and (used or sums_of_sums(sources, sums) or met(problem, asked, totals, again=again)))):
            return problem
        refuse_bounds(sums)
        found = Cases(problem, asked, rest.of, free)
        definitions = found.definitions(target)
    except Beyond:
        refuse_several(asked)
        refuse_crossing(asked, sums)
        return problem
    told = [f"{name} is {pattern} for the {'index' if len(cases) == 1 else 'indices'} {' and '.join(cases)}" for name, (pattern, cases) in used.items()]
    told += [f"Σ over {letter} is written over {other}: {letter} is another index outside of it" for letter, other in found.fresh.items() if letter in free]
    split = problem._replace(definitions=definitions, given=problem.as_written, output=target or None, apart=tuple(found.parts.items()))
    said = (Reading(words, own=True) for words in (*told, *different(split, asked, used), *rest.told, *found.told))
    return split._replace(readings=(*problem.readings, *said))


def with_orders(problem: Problem) -> Problem:
    """Return a problem with the sums with numbers for bounds written out in which others begin or end at their index: Σ_{i=1}^3 Σ_{j=i+1}^3."""
    if not any(item[0] == "sum" for each in problem.definitions for item in postorder(each.tree)):
        return problem
    refuse_ends(problem)
    finite = [item.name for item in problem.definitions for total in postorder(item.tree) if total[0] == "sum" and is_closed(total) and bounds_inside(total)]
    if not finite:
        return problem
    return problem._replace(definitions=tuple(item._replace(tree=expand_sums(item.tree, {})) if item.name in finite else item for item in problem.definitions))


def refuse_ends(problem: Problem) -> None:
    """Refuse sums that begin or end at an index beside them, i of S_i = Σ_{j=i+1}^n x_j: whether a quantity is one of the terms depends on the order."""
    for item in problem.definitions:
        sums = [total for total in postorder(item.tree) if total[0] == "sum"]
        bound = {total[1] for total in sums}
        for total in sums:
            for limit in total[2][1:]:
                index = next((name for name in names(limit) if limit[0] == "add" and len(name) == 1 and carries(item.name, name) and name not in bound), "")
                if index:
                    reason = f"the sum over {total[1]} runs from or up to {index}, the index of {item.name}"
                    raise ProblemError(reason, hint=f"write {item.name} for one number {index}, with numbers for bounds")


def bounds_inside(total: Tree) -> list[str]:
    """Return what the sums inside a sum run over whose bounds are made of its index."""
    return [item[1] for item in postorder(total[2][0]) if item[0] == "sum" and any(total[1] in names(bound) for bound in item[2][1:])]


def refuse_bounds(sums: Sequence[Tree]) -> None:
    """Refuse sums up to the index of a sum around, of whose terms not all have the term of an asked quantity."""
    for total in sums:
        for index in bounds_inside(total):
            reason = f"the sum over {index} runs up to {total[1]}, or begins there, which the sum around it runs over"
            raise ProblemError(reason, hint=f"if that is the number of its terms, give it another name, as in Σ_{{{index}=1}}^{{{index.upper()}}}")


def refuse_several(asked: Sequence[str]) -> None:
    """Refuse several cases of one quantity that are terms of one sum, where the others cannot be written without all of them."""
    cases: dict[str, list[str]] = {}
    for name in asked:
        cases.setdefault(apart(name)[0], []).append(name)
    for base, several in cases.items():
        if len(several) > 1:
            reason = f"{' and '.join(several)} are terms of one sum over the values of '{base}'"
            raise OneOfSeveral(reason, hint=f"ask for one at a time, as by {several[0]} alone")


def refuse_crossing(asked: Sequence[str], sums: Sequence[Tree]) -> None:
    """Refuse a component of a matrix that others in the sums may be, A_ij beside A_ki and A_kl: it would count as none of them."""
    for name in asked:
        base, index = apart(name)
        others = [each for total in sums for each in names(total[2][0]) if each != name and apart(each)[0] == base and len(apart(each)[1]) == 2]
        if len(index) == 2 and others:
            reason = f"'{name}' may be one of the '{others[0]}' that the sums add up"
            raise OneOfSeveral(reason, hint=f"ask for the derivative of a number, as of a trace, by {base}, or for another one")


def refuse_other_indices(sources: Sources) -> None:
    """Refuse a quantity with two indices that is defined with other letters for both, or for the second: it would count as given."""
    two = {base: name for name, (base, index) in zip(sources.names, map(apart, sources.names), strict=True) if len(index) == 2 and index.isalpha()}
    for item in sources.definitions if two else ():
        for name in names(item.tree):
            base, index = apart(name)
            if base in two and name not in sources.names and len(index) == 2 and index.isalpha() and not sources.cases(name):
                reason = f"'{name}' is '{two[base]}' of other indices"
                raise ProblemError(reason, hint=f"use the letters of the definition of {two[base]} for both indices")


def used_cases(problem: Problem, sources: Sources) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return the quantities that stand outside of the sums and are defined for other indices, each with its definition and its own indices."""
    if not sources.indexed:
        return {}
    return {name: found for name in beside_sums(problem) if name not in sources.names for found in sources.cases(name)}


def beside_sums(problem: Problem) -> Mapping[str, None]:
    """Return the quantities that stand outside of the sums."""
    return dict.fromkeys(name for item in problem.definitions for name in names(without_sums(item.tree)))


def different(problem: Problem, asked: Sequence[str], used: Mapping[str, tuple[str, tuple[str, ...]]]) -> list[str]:
    """Return which letters are meant as different indices: those of an asked quantity, and of another case of it or of what is ``used`` outside of the sums."""
    cases = dict.fromkeys(apart(name) for name in beside_sums(problem))
    pairs = dict.fromkeys((letter, index) for base, index in map(apart, asked) for other, letter in cases if base == other and index != letter)
    singled = [(case, apart(pattern)[1]) for pattern, (case, *more) in used.values() if not more]
    pairs |= dict.fromkeys((case, own) for case, own in singled for name in asked if own in indices_of(name) and not carries(name, case))
    told = {frozenset(pair): pair for pair in reversed(pairs) if all(len(each) == 1 or is_letter(each) for each in pair) and not all(map(str.isdigit, pair))}
    letters = (sorted(pair, key=str.isdigit) if any(map(str.isdigit, pair)) else pair for pair in reversed(told.values()))
    return [f"{one} is not {other}" if other.isdigit() else f"{one} and {other} are different indices" for one, other in letters]


def met(problem: Problem, asked: Sequence[str], totals: Sequence[Tree], *, again: bool = False) -> bool:
    """Return whether an asked quantity is one term of a sum: of another index than the sum's, or of that where it stands beside the sum, or another does.

    The sum's own index is another where what is summed is defined with another, and where the derivative is differentiated ``again``.
    """
    beside, cases = beside_sums(problem), Cases(problem, (), lambda *_: "")
    for total in totals:
        renamed = any(case_of(name, item.name, index) == total[1] != index for name in names(total[2][0]) for item, own in cases.indexed for index in own)
        indexed = [name for name in cases.reach(total[2][0]) if carries(name, total[1])]
        for pattern, name in product(indexed, asked):
            others = (each for each in beside if case_of(each, pattern, total[1]))
            if case_of(name, pattern, total[1]) and (again or name != pattern or renamed or name in beside or any(others)):
                return True
    return False


def sums_of_sums(sources: Sources, sums: Sequence[Tree]) -> bool:
    """Return whether a sum runs over what depends on a sum, or is one."""
    trees = {item.name: item.tree for item in sources.definitions}
    waiting, seen = [total[2][0] for total in sums], set[str]()
    while waiting:
        tree = waiting.pop()
        if any(part[0] == "sum" for part in postorder(tree)):
            return True
        new = sources.of(tree) - seen
        seen |= new
        waiting += [trees[name] for name in new]
    return False


class Rest:
    """Names for the sums of the other terms, the same for the same sum whatever its index is called."""

    def __init__(self, problem: Problem) -> None:
        taken = names_taken(problem)
        bases = {apart(name)[0] for name in taken} | taken
        self.free = (name for name in chain(OTHERS, map("R{}".format, count(1))) if name not in bases)
        self.names: dict[tuple[Tree, tuple[str, ...]], str] = {}
        self.told: dict[str, None] = {}  # what each name stands for

    def of(self, total: Tree, cases: Sequence[str], asked: Sequence[str], terms: Sequence[Tree]) -> str:
        """Return the name for a sum without the terms of some indices, and note what it stands for."""
        name = self.named(total, tuple(cases))
        rest = f"{unicode_name(name)} is the sum of the terms without"
        without = [each for each in asked if any(each in names(term) for term in terms)]
        if without:
            one = "which is one" if len(without) == 1 else "which are some"
            self.told[f"{rest} {' and '.join(map(unicode_name, without))}, {one} of those that are added up"] = None
        else:
            others = " and ".join(f"{total.value} = {case}" for case in cases)
            self.told[f"{rest} {others}: no other depends on {' or '.join(map(unicode_name, asked))}"] = None
        return name

    def named(self, total: Tree, cases: tuple[str, ...]) -> str:
        """Return the name for the terms of a sum without those of some indices, with the other indices that its terms have."""
        others = in_order_of_names(total.args[0], other_indices(total.args[0], total.value))
        if is_letter(without := left_out(total)) and without not in others:
            others.append(without)
        key = at_index(add(total.args[0], node("except", without, ())), total.value, ITS_OWN)
        for place, letter in enumerate(others):
            key = at_index(key, letter, FIRST_OTHER + place)
        if (key, cases) not in self.names:
            self.names[key, cases] = next(self.free)
        marks = "".join(others) if len(others) < SEVERAL else f"{{{','.join(others)}}}"
        return "_".join(filter(None, (self.names[key, cases], marks)))


def in_order_of_names(body: Tree, letters: Sequence[str]) -> list[str]:
    """Return indices in the order in which the names in the terms of a sum have them, which is the same whatever they are called."""
    used = names(body)
    return sorted(letters, key=lambda letter: next((place, name.rindex(letter)) for place, name in enumerate(used) if carries(name, letter)))


def apart_in(tree: Tree, parts: Collection[tuple[Tree, Tree]]) -> Tree:
    """Return a tree with the sums whose terms stand apart written so, whatever their index is called; and any other sum where the others have no name."""
    if not parts:
        return tree
    table = {normal(total): written for total, written in parts}
    rests = [written.args[-1] for _, written in parts]
    cases = {rest.args[1].value for rest in rests if rest.kind == "sum" and rest.args[1].kind == "except"}

    def change(item: Tree) -> Tree:
        if not is_open(item):
            return item
        return table.get(normal(item)) or (add(*apart_from(item, *cases)) if len(cases) == 1 else item)

    return rewrite(tree, change)


def normal(total: Tree) -> Tree:
    """Return a sum as sums over any index are compared."""
    return at_index(total.args[0], total.value, ANY)
