"""Checking that terms were set apart rightly: the derivative against the sums as the reader wrote them, with a few terms each.

A derivation whose sums have terms apart starts from the sums as rewritten, and so does its proof. Here every letter that is an
index becomes a number, and every sum without numbers for bounds runs over a few: what the reader wrote is then a plain function.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial, reduce
from itertools import count

from chainrule.calculus import Derivation, Result
from chainrule.errors import ChainRuleError, NumericError, ProblemError, failed_check
from chainrule.finite_sums import at_index, expand_sums, first_of
from chainrule.graph.families import LETTERS, Letters, indices_of, is_open, left_out, other_indices
from chainrule.notation.indices import STEPS, added_up, apart, carries, cases_of, is_case, is_letter, is_word, under
from chainrule.notation.names import joined, split, stem
from chainrule.numeric.comparison import Comparison
from chainrule.numeric.points import points
from chainrule.numeric.program import Program
from chainrule.problem import Definition, Problem
from chainrule.tree import ONE, ZERO, Tree, add, names, neg, node, number, postorder, rewrite, symbol, without_sums
from chainrule.tree import total as added

TERMS = 3  # of every sum, or as many as the largest index needs,
MOST_TERMS = 9  # up to so many: an index is one digit
POINTS = 2
RESULTS = 8  # results that are compared
QUANTITIES = 500  # that one result may need; one that needs more is not compared
_INDICES = re.compile(r"[a-z\d]{2,3}")


def check_apart(derivation: Derivation) -> None:
    """Compare results by what has an index with the sums as written, and all where terms of sums stand apart. Raises VerificationError, naming the result."""
    problem = derivation.graph.problem
    if not (derivation.graph.samples or problem.given) or derivation.previous is not None or not has_sums(problem) or uses_functions(problem):
        return
    used = {name for item in problem.as_written for name in (item.name, *names(item.tree))} - {derivation.output}
    if derivation.output in Letters(problem.as_written).every and any(carries(name, derivation.output) for name in used):
        raise ProblemError(f"'{derivation.output}' is defined, and is an index too", hint="give what is defined another name")
    asked = derivation.wrt if rewritten(problem) else [name for name in derivation.wrt if "_" in name or "^" in name]
    results = [derivation.result(name) for name in asked[:RESULTS] if name in derivation.graph.ids]
    for result in results:
        if result.substituted and agrees(problem, result) is False:
            for name, index in shifted(problem, result.wrt):
                reason = f"'{name}' is another of the values that the sum over {index} adds up, so that more than one term depends on {result.wrt}"
                raise ProblemError(reason, hint=f"give the sum numbers for bounds, as in {index}=1..4: then every term is written out")
            for name, index in beside_sums(problem) if not problem.apart else ():
                reason = f"'{name}' stands in a sum over {index} and beside it, where it is one of the values that are added up"
                raise ProblemError(reason, hint=f"ask for the derivative by {result.wrt} alone, or give the sum numbers for bounds, as in j=1..3")
            raise failed_check(f"d{result.of}/d{result.wrt}, setting terms of sums apart")


def beside_sums(problem: Problem) -> Iterator[tuple[str, str]]:
    """Yield the quantities with an index that a sum over it adds up and that stand outside of sums in the same definition, each with the index."""
    made_of = {item.name: names(item.tree) for item in problem.as_written}
    for item in problem.as_written:
        outside = set(names(without_sums(item.tree)))
        for each in postorder(item.tree):
            if each[0] == "sum":
                used = [*names(each[2][0])]
                for name in used:
                    used += [below for below in made_of.get(name, ()) if below not in used]
                inside = [name for name in used if carries(name, each[1])]
                yield from ((name, each[1]) for name in inside if any(other == name or is_case(other, name, each[1]) for other in outside))


def shifted(problem: Problem, wrt: str) -> Iterator[tuple[str, str]]:
    """Yield the quantities that sums have of another step than a quantity's own, x_{i+1} for x_i, each with the index."""
    for total in (each for item in problem.as_written for each in postorder(item.tree) if each[0] == "sum"):
        yield from ((name, total[1]) for name in names(total[2][0]) if not STEPS.isdisjoint(name) and carries(name, total[1]) and stem(name) == stem(wrt))


def check_whole(result: Result, tree: Tree) -> bool:
    """Return whether a form of a result with its sums put back is confirmed against the sums as written. Raises VerificationError where it is refuted."""
    problem = result._derivation.graph.problem  # noqa: SLF001
    own = any(apart(name)[0] == apart(result.wrt)[0] for name in problem.totals)  # one of what adds up to 1 changes alone
    agreed = None if uses_functions(problem) else agrees(problem, result, tree, ones=() if own else problem.totals)
    if agreed is False and not own:
        raise failed_check(f"d{result.of}/d{result.wrt}, putting the sums back")
    return agreed is True


def has_sums(problem: Problem) -> bool:
    """Return whether what the reader wrote has sums without numbers for bounds."""
    return problem.layers is None and any(is_open(node) or left_out(node) for item in problem.as_written for node in postorder(item.tree))


def rewritten(problem: Problem) -> bool:
    """Return whether terms of sums stand apart, or quantities in them are written for another index."""
    return bool(problem.apart or problem.given)


def uses_functions(problem: Problem) -> bool:
    """Return whether what the reader wrote has derivatives or defined functions in it, which are no plain functions of numbers yet; L = L(y) is open."""
    own = {node[1][0] for item in problem.as_written for node in postorder(item.tree) if node[0] == "apply" and node[1][0] == item.name}
    defined = {item.name for item in problem.as_written} - own
    nodes = (node for item in problem.as_written for node in postorder(item.tree))
    return any(node[0] == "derivative" or (node[0] == "apply" and node[1][0] in defined) for node in nodes)


def is_right(result: Result, tree: Tree, ones: Sequence[str] = ()) -> bool | None:
    """Return whether an expression is the derivative of the sums as written, however many terms they have; None where that cannot be told.

    Of the quantities in ``ones``, as y_i, all values together are 1.
    """
    problem = result._derivation.graph.problem  # noqa: SLF001
    if len(result.by) > 1 or not rewritten(problem) or not has_sums(problem) or uses_functions(problem):
        return None
    found = [agrees(problem, result, tree, terms, ones) for terms in (TERMS, TERMS + 1)]
    return False if False in found else None if None in found else True


def agrees(problem: Problem, result: Result, tree: Tree | None = None, terms: int = TERMS, ones: Sequence[str] = ()) -> bool | None:
    """Return whether a form of a result, the tidy one if none is given, is the derivative of the sums as written; None where that cannot be told."""
    derived = rewrite(result.tidy.tree if tree is None else tree, partial(spaced_symbol, stems_of(problem)))
    few = Few(problem, result.of, result.wrt, derived, terms)
    if few.terms > MOST_TERMS or has_large_index(problem, result.wrt):
        return None
    few.ones = {apart(spaced(name))[0] for name in ones}
    try:
        comparison = few.comparison(result.of, derived)
    except ChainRuleError:  # what is written out is too large, or has no number
        return None
    program = comparison.program
    verdicts = [comparison.agrees(*each) for each in points(program, list(program.inputs), POINTS, run=comparison.attempt)]
    return None if not verdicts or None in verdicts else False not in verdicts


def has_large_index(problem: Problem, wrt: str) -> bool:
    """Return whether a quantity with one index stands with a number of several digits too, w_40 beside w_i: among a few terms there is no such one."""
    marks: dict[str, set[str]] = {}
    for name in {wrt, *(name for item in problem.as_written for name in (item.name, *names(item.tree)))}:
        base, low = apart(name)
        marks.setdefault(base, set()).add(low)
    return any(any(low.isdigit() and len(low) > 1 for low in found) and any(len(low) == 1 and is_letter(low) for low in found) for found in marks.values())


class Few:
    """What the reader wrote, with numbers for the letters that are indices and a few terms in every sum."""

    def __init__(self, problem: Problem, output: str, wrt: str, derived: Tree = ZERO, terms: int = TERMS) -> None:
        defined = stems_of(problem)
        by = str(spaced_symbol(defined, symbol(wrt))[1])
        self.definitions = [spaced_out(item, defined) for item in (*problem.as_written, *rests(problem))]
        self.letters = Letters(self.definitions)
        others = (other for total, _ in problem.apart for other in other_indices(total.args[0], total.value))
        self.every = "".join(dict.fromkeys((*self.letters.every, *others)))
        cases = self.cases(derived, spaced(output), by)
        taken = {int(case) for case in cases if case.isdigit()}
        written = {case for item in self.definitions for name in (item.name, *names(item.tree)) for case in indices_of(name)}
        sums = [item for each in (*(item.tree for item in self.definitions), derived) for item in postorder(each) if item[0] == "sum"]
        starts = [start_of(total) for total in sums]
        free = (place for place in count(max([1, *starts])) if place not in taken and str(place) not in written)  # one that all sums add up
        self.numbers = {letter: next(free) for letter in sorted(cases) if is_letter(letter)}
        self.terms = max([terms, *self.numbers.values(), *taken, *[start + 1 for start in starts]])
        self.lengths = {total[2][2] for total in sums if counts_terms(total)} - {symbol(total[1]) for total in sums}
        self.wrt = self.numbered(by)
        self.plain = {self.numbered(item.name): item for item in self.definitions}
        self.symmetric = {each.name for each in problem.vectors.each if each.name in problem.vectors.symmetric and wrt not in each.asked}
        self.ones: set[str] = set()  # quantities, without their index, whose values for all last indices are 1 together

    def cases(self, derived: Tree, *asked: str) -> set[str]:
        """Return the indices, letters and numbers, of what is asked, and of quantities in the definitions, but for those of these and of sums around.

        Those in the derivative are among them: where several quantities are asked for, it has the indices of the others in it.
        """
        patterns: dict[str, dict[str, tuple[str, ...]]] = {}  # names with indices that sums or definitions have, and these, by their stems
        entries = [(item, set(self.letters.all_of(item)), [each for each in postorder(item.tree) if each[0] == "sum"]) for item in self.definitions]
        for item, own, sums in entries:
            for name in {item.name, *names(item.tree)} if own else {name for total in sums for name in names(total[2][0])}:
                letters = tuple(each for each in self.every if carries(name, each))
                if letters:
                    patterns.setdefault(stem(name), {})[name] = letters

        def found_in(name: str) -> set[str]:
            return {case for pattern, letters in patterns.get(stem(name), {}).items() for case in cases_of(name, pattern, letters).values()}

        found = set[str]().union(*map(found_in, asked))
        for item, own, sums in (*entries, (Definition("", derived), set[str](), [each for each in postorder(derived) if each[0] == "sum"])):
            found |= set[str]().union(*map(found_in, names(without_sums(item.tree)))) - own
            found |= {*set[str]().union(*map(found_in, names(item.tree))), *filter(is_letter, map(left_out, sums))} - own - {total[1] for total in sums}
        return found

    def numbered(self, name: str) -> str:
        """Return a name with numbers for its indices; one with anything else for a mark stays."""
        base, *marks = split(name) or (name,)
        return added_up(joined(base, *[self.marked(mark) for mark in marks])) if marks else base

    def marked(self, mark: str) -> str:
        """Return what stands below or above a name, with numbers for the letters that stand alone there, and for that of y_i where this has none itself."""

        def number(found: re.Match[str]) -> str:
            base, _, letter = found[0].rpartition("_")
            own = str(self.numbers.get(letter, letter))
            return str(self.numbers.get(found[0], f"{base}_{own}" if base else own))

        return re.sub(r"[a-z]_[a-z\d]|[^\W\d_]+", number, mark)

    def closed(self, tree: Tree) -> Tree:
        """Return a tree with its sums written out and numbers for the letters outside of them."""
        marks = {mark for item in postorder(tree) if item[0] in ("symbol", "sum") for mark in (item[1], *indices_of(item[1]))}
        fresh = (letter for letter in LETTERS if letter not in marks and letter not in self.numbers)
        given: dict[str, str] = {}  # letters, by those that they stand for

        def own(item: Tree) -> Tree:
            """Return a sum over a letter that stands outside of sums too as one over a letter that nothing else has."""
            if item[0] != "sum" or item[1] not in self.numbers:
                return item
            letter = given.get(item[1]) or next(fresh, "")
            if not letter:
                raise NumericError("too many sums")
            given[item[1]] = letter
            return node("sum", letter, (at_index(item[2][0], item[1], letter), *item[2][1:]))

        def counted(item: Tree) -> Tree:
            if item[0] != "symbol":
                return item
            return number(self.numbers[item[1]]) if item[1] in self.numbers and item[1] not in self.plain else symbol(self.numbered(item[1]))

        tree = rewrite(rewrite(tree, own), counted)
        while (new := rewrite(tree, self.bounded)) is not tree:
            tree = new
        return expand_sums(rewrite(tree, lambda item: number(self.terms) if item in self.lengths else item), {})

    def bounded(self, total: Tree) -> Tree:
        """Return a sum without numbers for bounds as the sum of a few terms; other nodes stay.

        So does one that leaves out the term of a sum around, until that has a number for it.
        """
        if total[0] != "sum" or not (is_open(total) or left_out(total)):
            return total
        body, without = total[2][0], left_out(total)
        without = str(self.numbers.get(without, without))
        if is_letter(without):
            return total
        cases = range(start_of(total), self.terms + 1)
        return added([at_index(body, total[1], case) for case in cases if str(case) != without])

    def of(self, name: str) -> Tree | None:
        """Return what a quantity is; None for what is given, and for what is asked. Raises NumericError for a case of what is defined without an index."""
        if name == self.wrt:
            return None
        if name in self.plain:
            return self.closed(self.plain[name].tree)
        if self.symmetric and (mirrored := in_order(name, self.symmetric)) != name:
            return symbol(mirrored)
        for item in self.definitions:
            if cases := indices(item.name, name, self.every):
                return self.closed(reduce(lambda tree, case: at_index(tree, *case), cases.items(), item.tree))
        base, index = apart(name)
        *before, last = index.split(",")
        if base in self.ones and last == str(self.terms):
            return add(ONE, *[neg(symbol(under(name, ",".join((*before, str(case)))))) for case in range(1, self.terms)])
        if base in self.plain and index:
            raise NumericError(f"which of the inputs of {base} have an index is not said")
        return None

    def defined(self, program: Program, start: Sequence[str]) -> None:
        """Define some quantities and all that they depend on in a program. Raises NumericError where there are too many."""
        trees: dict[str, Tree | None] = {}
        waiting = list(start)
        while waiting:
            name = waiting[-1]
            met = name in trees
            tree = trees[name] = trees[name] if met else self.of(name)
            missing = [each for each in names(tree) if each not in program.names] if tree is not None else []
            if missing and (met or len(trees) > QUANTITIES):
                raise NumericError("a quantity depends on itself, or on too many others")
            waiting += missing
            if not missing:
                waiting.pop()
                if tree is None:
                    program.input(name)
                elif name not in program.names:
                    program.define(name, tree)

    def comparison(self, output: str, derived: Tree) -> Comparison:
        """Return the output as written, with what is claimed of its derivative by the asked quantity."""
        program = Program(unspecified=True)
        output = spaced(output) if any(item.name == spaced(output) for item in self.definitions) else ""
        name = self.numbered(output)
        self.defined(program, [name])
        function, claim = len(program), self.closed(derived)
        self.defined(program, names(claim))
        place, moved = program.add(claim), program.input(self.wrt)
        return Comparison(program, program.names[name], function, {self.wrt: moved}, lambda slots: {self.wrt: slots[place]})


def start_of(total: Tree) -> int:
    """Return the number that a sum starts at; 1 where that is open."""
    first = first_of(total)
    return 1 if first is None else first


def in_order(name: str, symmetric: Collection[str]) -> str:
    """Return a component of one of some symmetric matrices as the one on the other side, where its column is before its row; any other name as it is.

    >>> in_order("A_{2,1}", {"A"}), in_order("A_{1,2}", {"A"}), in_order("A_{1,3,2}", {"A_1"}), in_order("B_{2,1}", {"A"})
    ('A_{1,2}', 'A_{1,2}', 'A_{1,2,3}', 'B_{2,1}')
    """
    base, low, high = split(name) or (name, "", "")
    *before, row, column = ("", "", *low.split(","))
    marks = [each for each in before if each]
    matrix = joined(base, ",".join(marks), high)
    return joined(base, ",".join((*marks, column, row)), high) if matrix in symmetric and row and (len(column), column) < (len(row), row) else name


def counts_terms(total: Tree) -> bool:
    """Return whether a sum runs from 1 to a name: that is how many terms it has."""
    return bool(total[2][2][0] == "symbol" and (total[2][1][2][0] if total[2][1][0] == "except" else total[2][1]) == ONE)


def spaced(name: str) -> str:
    """Return a name with commas between its indices, so that each can be told: w_{j,c} for w_jc."""
    base, low, high = split(name) or (name, "", "")
    return joined(base, ",".join(low), high) if len(low) > 1 and not is_word(low) and _INDICES.fullmatch(low) else name


def stems_of(problem: Problem) -> set[str]:
    """Return what a problem defines, without indices."""
    return {stem(item.name) for item in problem.as_written}


def spaced_symbol(defined: Collection[str], item: Tree) -> Tree:
    """Return a name with commas between its indices; that of another step of what is defined, as h_{t-1}, is given, and has a name of its own."""
    if item[0] != "symbol":
        return item
    if STEPS.isdisjoint(item[1]) or stem(item[1]) not in defined:
        return symbol(spaced(item[1]))
    base, low, high = split(item[1]) or (item[1], "", "")
    return symbol(joined(f"{base}earlier", low, high))


def spaced_out(definition: Definition, defined: Collection[str]) -> Definition:
    return definition._replace(name=spaced(definition.name), tree=rewrite(definition.tree, partial(spaced_symbol, defined)))


def indices(indexed: str, name: str, letters: str) -> dict[str, int]:
    """Return the digits that stand in a name for the index letters of another, none where it is no case of that.

    >>> indices("w_{j,k}", "w_{1,3}", "ijk")
    {'j': 1, 'k': 3}
    """
    if len(indexed) != len(name) or stem(indexed) != stem(name):
        return {}
    pairs = {letter: digit for letter, digit in zip(indexed, name, strict=True) if letter != digit}
    cases = {letter: int(digit) for letter, digit in pairs.items() if letter in letters and digit.isdecimal()}
    return cases if len(cases) == len(pairs) else {}


def rests(problem: Problem) -> Iterator[Definition]:
    """Yield the sums of the other terms, as what they are: the whole sum without the terms that stand apart."""
    for total, written in problem.apart:
        *terms, rest = written.args
        if rest.kind == "symbol":
            yield Definition(rest.value, add(total, *map(neg, terms)))
