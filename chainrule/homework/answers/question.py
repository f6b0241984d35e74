"""What was asked, and the names that an answer may use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import cast

from chainrule.calculus import Curve, Derivation, Related, Result, Settings, VectorValued, differentiate_problem
from chainrule.errors import ProblemError
from chainrule.graph.samples import INDEX_LETTERS
from chainrule.graph.terms_apart import apart_in
from chainrule.homework.answers.changing import Changing
from chainrule.homework.diagnosis.wording import Wording
from chainrule.homework.values.along import Points
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.values.like_signs import like_signed
from chainrule.homework.values.within import Range, where_it_holds
from chainrule.kept import kept
from chainrule.notation import unicode
from chainrule.notation.indices import apart, under
from chainrule.notation.names import canonical
from chainrule.numeric.given import GivenValues
from chainrule.problem import Problem, names_in
from chainrule.proof import verify
from chainrule.tree import ZERO, Tree, apply, names, postorder, substitute, symbol

ANYTHING = ("x", "t", "u")  # what a constant is differentiated by
WRITTEN_SIZE = 1_000_000  # nodes: results are compared as numbers and not shown, so they may be large


@dataclass(frozen=True)
class Question:
    """What was asked: a derivation, and which of its results."""

    derivation: Derivation
    result: Result

    @property
    def known(self) -> tuple[str, ...]:
        """The names that an answer may use: inputs, definitions and links."""
        parts = self.derivation.parts if isinstance(self.derivation, Curve) else (self.derivation,)
        rates = names(self.result.tidy.tree) if self.problem.rates else ()  # which may be given by names of their own
        return tuple(dict.fromkeys((*(name for part in parts for name in part.graph.ids), *rates, self.result.wrt)))

    def knows(self, tree: Tree) -> bool:
        """Return whether all names in an expression are names of the problem."""
        return set(names(tree)) <= {*self.known, *self.applied}

    @property
    def changing(self) -> Changing | None:
        """The quantities that change along a curve, with time, or as unspecified functions do, with what is differentiated by."""
        if not isinstance(self.derivation, Curve):
            return changing_with(self.problem, self.result.wrt)
        curves = [part for part in self.derivation.parts if isinstance(part, Curve)]
        names = dict.fromkeys(name for part in curves for name in (part.dependent, *(part.rates if isinstance(part, Related) else ())))
        return Changing(tuple(names), self.result.wrt)

    @property
    def problem(self) -> Problem:
        """The problem that was asked."""
        return self.derivation.stages[0].graph.problem

    @kept
    def point(self) -> dict[str, Tree]:
        """The values at which the problem asks for the derivative; empty where it does not."""
        return self.problem.values_for(self.result.wrt)

    @kept
    def curve(self) -> Points | None:
        """Where the equation holds that gives what is asked; None where a definition gives it."""
        if self.problem.equation is None:
            return None
        assert isinstance(self.derivation, Curve)  # noqa: S101  # what an equation gives always is
        return Points(*self.derivation.tied_quantities)

    @kept
    def ranges(self) -> dict[str, Range]:
        """Where the problem says that its quantities lie."""
        if not self.problem.conditions:
            return {}
        from chainrule.homework.answers.conditions import ranges

        return ranges(self.problem, self.result.wrt)

    def compare(self, right: Tree, answer: Tree, tolerance: float | None = None) -> Equality:
        """Return whether an answer is equal to an expression, wherever the equation and the conditions of the problem hold if there are such."""
        if self.curve is not None:
            found = self.curve.compare(right, answer, tolerance, self.ranges)
            put_in = put_in_by(answer, self.point)
            if found.correct is not False or not put_in or put_in.keys() >= {*self.curve.solved}:
                return found
            there = self.curve.at(put_in).compare(substitute(right, put_in), answer, tolerance, self.ranges)
            return there if there.correct is True else found
        return self.where_it_holds(equal(right, answer, tolerance=tolerance), right, answer, tolerance)

    def where_it_holds(self, found: Equality, right: Tree, answer: Tree, tolerance: float | None = None) -> Equality:
        """Return the finding on an answer that is not right everywhere, where the conditions of the problem hold, or else like signs are positive."""
        if not self.ranges:
            there = where_it_holds(found, self.like_signs, right, answer, self.function, tolerance) if found.correct is False else found
            return there if there.correct else found
        nodes = self.derivation.graph.nodes
        defined = {entry.name: self.put_back(symbol(entry.name)) for entry in nodes if entry.name in self.ranges and entry.tree is not None}
        return where_it_holds(found, self.ranges, right, answer, self.function, tolerance, defined)

    @kept
    def like_signs(self) -> dict[str, Range]:
        """The quantities that have one sign wherever the function has a value, as positive ones: √(g/(2h)) is right for √(2gh) by h."""
        return dict.fromkeys(like_signed(self.function), Range(low=ZERO)) if self.curve is None else {}

    @kept
    def given(self) -> GivenValues | None:
        """The values that the problem gives of unspecified functions, or None."""
        return GivenValues(self.problem) if self.problem.known else None

    @kept
    def applied(self) -> dict[str, Tree]:
        """What the name of an unspecified function alone stands for: u(x) for u, where it is always applied to x."""
        trees = [entry.tree for entry in self.problem.definitions]
        calls = dict.fromkeys(apply(item[1][0], item[2]) for tree in trees for item in postorder(tree) if item[0] == "apply")
        several = Counter(call[1][0] for call in calls)
        return {call[1][0]: call for call in calls if several[call[1][0]] == 1 and call[1][0] not in self.known}

    def with_given(self, tree: Tree) -> Tree:
        """Return a tree with every given value put in for a function at numbers."""
        return tree if self.given is None else self.given.put_in(tree, {})

    @kept
    def function(self) -> Tree:
        """The function that is differentiated, with every name put back."""
        return self.put_back(symbol(self.derivation.output))

    @kept
    def wording(self) -> Wording:
        """What fills the texts of mistakes with this problem's names."""
        graph = self.derivation.graph
        nodes = graph.nodes if self.problem.function is None else list(compress(graph.nodes, graph.below(graph.output)))  # without the other components
        named = {self.put_back(symbol(entry.name)): entry.name for entry in nodes if entry.tree is not None}
        links = {entry.name for entry in graph.nodes if entry.origin == "link"}
        return Wording(named, links, self.derivation.output, self.result.wrt, len(graph.inputs) <= 1)

    def verify(self) -> None:
        """Check the derivation by an independent route, before an answer is called wrong by it. Raises VerificationError."""
        for part in self.derivation.parts:
            if part.proof is None:
                part.proof = verify(part)

    def reserving(self, names: Collection[str]) -> Question:
        """Return the same question with other names for the links that have one of these; of a higher order it stays as it is."""
        derivation = self.derivation
        if derivation.order > 1:
            return self
        problem = derivation.graph.problem._replace(reserved=tuple(sorted(names)))
        again = differentiate_problem(problem, derivation.wrt, derivation.output, settings=derivation.settings)
        return Question(again, again[self.result.wrt])

    def there(self, value: Tree, answer: Tree) -> Question | None:
        """Return the same question at a value of the variable, for an answer without the variable; None where that is asked, or says nothing else."""
        wrt = self.result.wrt
        if self.point or isinstance(self.derivation, Curve) or self.given is not None or wrt in names(answer) or wrt not in names(self.result.tidy.tree):
            return None
        return ask(self.problem._replace(point=(("", value),)), (self.result.wrt,), self.derivation.stages[0].output, self.derivation.order)

    def at_values(self, values: tuple[tuple[str, Tree], ...]) -> Question:
        """Return the same question at values of the inputs. Raises ProblemError where it is asked at others."""
        if self.point:
            asked = ", ".join(f"{name} = {unicode(value)}" for name, value in self.point.items())
            raise ProblemError(f"the answer is for another point than {asked}", hint="write the value at the point that is asked")
        return ask(self.problem._replace(point=values), self.result.by, self.derivation.stages[0].output, self.derivation.order)

    def put_back(self, tree: Tree) -> Tree:
        """Return a tree with the names of links and definitions replaced by their expressions."""
        return self.derivation.written_out(self.result.wrt)(tree)

    def apart(self, tree: Tree) -> Tree:
        """Return a tree with a term of a sum apart from the others, as the derivation has it."""
        return apart_in(tree, self.problem.apart)


def ask(problem: Problem | Derivation, wrt: Sequence[str] | None = None, output: str | None = None, order: int = 1, stated: Tree | None = None) -> Question:
    """Return the question that an answer is for; where ``wrt`` is not given, a left side such as ∂L/∂w says it.

    A constant is differentiated by x where nothing else is said. Raises ProblemError where several derivatives could be meant, or a value.
    """
    several = questions(problem, wrt, output, order)
    left = tuple(each.value for each in stated.args[1:]) if stated is not None and stated.kind == "derivative" else ()
    matching = [question for question in several if question.result.by == left] if len(several) > 1 else []
    if not matching and len(left) > 1 and not isinstance(problem, Derivation):  # f_yx is f_xy
        matching = [question for question in several if sorted(question.result.by) == sorted(left)]
    if left and not matching and len(several) > 1 and several[0].derivation.siblings and not isinstance(problem, Derivation) and wrt is None:
        return ask(problem, left, output, len(left))  # by another term of the sum than those that are asked for where nothing is said
    several = matching or several
    given = several[0].derivation.graph.problem
    general = next((each.asked[0] for each in given.vectors.each if {question.result.wrt for question in several} == {*each.asked}), "")
    if len(several) > 1 and general:  # by a whole vector: its components in general
        return ask(given, (general,), output, order)
    if len(several) > 1:
        choices = ", ".join(" ".join(question.result.by) for question in several)
        name = several[0].result.wrt
        hint = f"write {unicode(several[0].result.left)} = …, or say which one it is: wrt='{name}', on the command line --wrt {name}"
        raise ProblemError(f"the problem has several derivatives, by {choices}", hint=hint)
    return several[0]


def differentiated(problem: Problem, wrt: Sequence[str] | None = None, output: str | None = None, order: int = 1) -> Derivation:
    """Return the derivation that answers are compared with."""
    return differentiate_problem(problem, wrt, output, order, settings=Settings(written_size=WRITTEN_SIZE))


def questions(problem: Problem | Derivation, wrt: Sequence[str] | None = None, output: str | None = None, order: int = 1) -> list[Question]:
    """Return every derivative that an answer may be for. Raises ProblemError where a value is more likely meant."""
    if not isinstance(problem, Derivation):
        problem = differentiated(problem, wrt, output, order)
    if not problem.wrt:
        if sum_of_numbers(problem.graph.nodes[problem.graph.output].expression):
            reason = f"{problem.output} is constant: its derivative by anything is 0"
            raise ProblemError(reason, hint="say by what it was to be differentiated, wrt='x'; a value is no derivative")
        by = next(name for name in ANYTHING if name not in problem.graph.ids)
        problem = differentiated(problem.graph.problem, (by,), problem.output, order)
    asked = [result for result in problem if result._derivation not in problem.across]  # noqa: SLF001
    return [Question(derivation_of(problem, result), result) for result in asked]


def derivation_of(derivation: Derivation, result: Result) -> Derivation:
    """Return the derivation that a result comes from: of several second derivatives, each has stages of its own."""
    own = cast(Derivation, result._derivation)  # noqa: SLF001
    return own if derivation.order == 1 or any(own is each for each in derivation.siblings) else derivation


def at_point(right: Tree, answer: Tree, point: Mapping[str, Tree]) -> Tree:
    """Return the right value at a point where the answer may be one: where it has none of the names that have values there, or is right with the others put in.

    Else the value as it is.
    """
    put_in = put_in_by(answer, point)
    if not put_in or put_in.keys().isdisjoint(names(right)):
        return right
    there = substitute(right, put_in)
    return there if len(put_in) == len(point) or equal(there, answer).correct is True else right


def put_in_by(answer: Tree, point: Mapping[str, Tree]) -> dict[str, Tree]:
    """Return the values of a point that an answer has put in: those of names that it does not have."""
    used = names(answer) if point else ()
    return {name: value for name, value in point.items() if name not in used}


def sum_of_numbers(tree: Tree) -> bool:
    """Return whether a tree is numbers to be reckoned with, as in 0 − 0.1·(−15.7): more likely than its derivative its value is meant."""
    return bool(tree[2]) and {item[0] for item in postorder(tree)} <= {"number", "neg", "add", "mul", "div"}


def named(wrt: str | Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the names to differentiate by in canonical form."""
    if wrt is None:
        return None
    return tuple(map(canonical, names_in(wrt)))


def vocabulary(problem: Problem | Derivation) -> tuple[set[str], dict[str, tuple[str, ...]]]:
    """Return the names of a problem's quantities, and its unspecified functions with the names of their arguments."""
    problem = problem_in(problem)
    definitions = problem.definitions
    quantities = {name for item in definitions for name in (item.name, *item.parameters) if name} | {each.name for each in problem.vectors.each}
    functions: dict[str, tuple[str, ...]] = {}
    for item in (item for definition in definitions for item in postorder(definition.tree)):
        if item[0] == "symbol":
            quantities.add(item[1])
        elif item[0] == "apply" and item[1][0] not in quantities:
            functions[item[1][0]] = tuple(arg[1] if arg[0] == "symbol" else arg[1][0] if arg[0] == "apply" else "" for arg in item[2])
    indexed = [item.name for item in definitions if len(index := apart(item.name)[1]) == 1 and index in INDEX_LETTERS]
    quantities |= {under(name, letter) for name in indexed for letter in INDEX_LETTERS}
    return quantities - set(functions), functions


def changing_with(problem: Problem, wrt: str) -> Changing | None:
    """Return the quantities that are functions of one name, y = y(x) or f(x) = e^(2x), so that an answer may write y for y(x); None without any."""
    names = tuple(item.name for item in problem.definitions if item.name and (item.parameters == (wrt,) or item.tree == apply(item.name, (symbol(wrt),))))
    several = tuple((item.name, item.parameters) for item in problem.definitions if item.name and len(item.parameters) > 1)
    return Changing(names, wrt, several=several) if names or several else None


def problem_in(problem: Problem | Derivation) -> Problem:
    """Return a problem, which may be given by its derivation."""
    return problem.stages[0].graph.problem if isinstance(problem, Derivation) else problem


def asks_for_components(problem: Problem | Derivation, output: str | None) -> bool:
    """Return whether all components of a function are asked for together."""
    if isinstance(problem, Derivation):
        return isinstance(problem, VectorValued)
    return problem.function is not None and (output or problem.output) in (None, "", problem.function.name)
