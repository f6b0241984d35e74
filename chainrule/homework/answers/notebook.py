"""What the student has said so far, and the truth about it: own names for quantities, and values claimed for derivatives."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from itertools import islice

from chainrule.calculus import Curve, Parametric, Related, differentiate
from chainrule.errors import ChainRuleError
from chainrule.graph.samples import for_one_sample
from chainrule.homework.answers.misread import put_back, slope
from chainrule.homework.answers.putting_names import replaced
from chainrule.homework.answers.question import Question
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import has_derivative
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import Mistake
from chainrule.tree import ONE, ZERO, Tree, apply, derivative, div, mul, names, node, postorder, relation, rewrite, substitute, symbol, total

ALTERNATIVES = 3  # ways along claimed links that are followed at each quantity
ROUNDS = 40  # own names that are put back inside one another

Target = tuple[str, str]  # a derivative: of what, by what
HIGHER = " "  # between the names that a derivative of higher order is by: no name of a quantity has a space


@dataclass(frozen=True, slots=True)
class Resolved:
    """An expression without unevaluated derivatives, and what is wrong with those that stood there."""

    tree: Tree
    faults: tuple[Mistake, ...] = ()


@dataclass(slots=True)
class Notebook:
    """The student's own names by their expressions, the arguments of those that are functions, and the claimed derivatives."""

    question: Question
    own: dict[str, Tree] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    claims: dict[Target, Tree] = field(default_factory=dict)
    misread: dict[str, Tree] = field(default_factory=dict)  # quantities that the student says to be something else than they are, and what
    rounded: dict[str, Tree] = field(default_factory=dict)  # quantities whose values were said rightly, as decimal numbers
    untrue: set[Target] = field(default_factory=set)  # derivatives whose claims are not right
    truths: dict[tuple[str, str, str], Tree | None] = field(default_factory=dict, repr=False)  # worked out since the last definition

    def __post_init__(self) -> None:
        """Take over the problem's own functions, f(u) = log u can be meant by f′(g(x)), and the function itself where a higher order is asked for."""
        graph = self.question.derivation.graph
        for definition in graph.problem.definitions:
            if len(definition.parameters) == 1 and definition.name:
                self.parameters[definition.name] = definition.parameters[0]
                if definition.name not in graph.ids:
                    self.own[definition.name] = definition.tree
        first, of = self.question.derivation.stages[0], self.asked[0]
        if self.question.derivation.order > 1 and not isinstance(first, Curve) and of not in graph.ids:
            self.own[of] = first.written_out("")(symbol(first.output))

    def copied(self) -> Notebook:
        """Return a notebook in which the same is said, to which more may be added."""
        found = copy(self)
        found.own, found.parameters, found.claims = {**self.own}, {**self.parameters}, {**self.claims}
        found.misread, found.rounded, found.untrue, found.truths = {**self.misread}, {**self.rounded}, {*self.untrue}, {**self.truths}
        return found

    def of_right_lines(self) -> Notebook:
        """Return a notebook with what was said rightly alone, in numbers as they were rounded."""
        found = self.copied()
        found.misread, found.claims = {**self.rounded}, {target: value for target, value in self.claims.items() if target not in self.untrue}
        return found

    def with_rounded(self) -> Notebook:
        """Return a notebook in which quantities have the values that were said, rounded as they were."""
        found = self.copied()
        found.misread = {**self.rounded, **self.misread}
        return found

    def define(self, name: str, tree: Tree, parameter: str | None = None) -> None:
        """Note what the student says that a name stands for; a function is given with its argument."""
        self.own[name] = tree
        if parameter is not None:
            self.parameters[name] = parameter
        self.truths.clear()

    def known(self, name: str) -> bool:
        """Return whether a name means something: in the problem, or by the student's own definition."""
        return name in self.own or name in self.question.derivation.graph.ids

    def stray(self, value: Tree) -> list[str]:
        """Return the names in a value that mean nothing."""
        return [name for name in names(value) if not self.known(name)]

    def concerned(self, name: str) -> bool:
        """Return whether a quantity depends on the asked one, or is it."""
        return self.question.result.wrt in names(self.expand(symbol(name), keep=self.question.result.wrt))

    def expand(self, tree: Tree, keep: str = "", *, claimed: bool = False) -> Tree:
        """Return an expression in the inputs, and in ``keep`` where it is given, with derivatives replaced by their values.

        With ``claimed``, by the values that the student claimed where there are some, and with quantities as they were misread.
        """
        own = {**self.own, **self.misread} if claimed and self.misread else self.own
        for _ in range(ROUNDS):
            tree = rewrite(tree, lambda item: self.evaluated(item, claimed))
            used = {name: own[name] for name in names(tree) if name in own and name != keep}
            used = {name: each for name, each in used.items() if each != symbol(name)}
            if not used:
                break
            tree = substitute(tree, used)
        graph = self.question.derivation.graph
        tree = put_back(graph, self.misread, tree, keep) if claimed and self.misread else tree
        applied = {name: call for name, call in self.question.applied.items() if name not in self.own}  # f for f(x)
        return self.question.derivation.written_out(keep if keep in graph.ids else "")(substitute(tree, applied) if applied else tree)

    def evaluated(self, item: Tree, claimed: bool) -> Tree:
        """Return a derivative's value, and the student's own function with its argument put in; any other node stays."""
        if item[0] == "apply" and item[1][0] in self.parameters and len(item[2]) == 1:
            return self.applied(item, claimed)
        if item[0] != "derivative" or item[2][1][0] != "symbol":
            return item
        if len(item[2]) > 2:
            return self.repeated(item) or item
        if item[2][0][0] != "symbol":
            return self.slope(item[2][0], str(item[2][1][1])) or item
        of, wrt = item[2][0][1], item[2][1][1]
        return self.value(of, wrt, item[1]) if claimed else self.truth(of, wrt, item[1]) or item

    def applied(self, item: Tree, claimed: bool) -> Tree:
        """Return f(g) and f′(g) for the student's own function f."""
        name, orders = item[1]
        parameter = self.parameters[name]
        slope = self.claims.get((name, parameter)) if claimed and orders == (1,) else None
        if slope is not None and names(slope):  # a number is the value at some point
            return substitute(slope, {parameter: item[2][0]})
        tree = self.own[name] if name in self.own else self.expand(symbol(name), keep=parameter)
        for _ in range(orders[0]):
            tree = differentiate(tree, {parameter}).get(parameter, ZERO)
        return substitute(tree, {parameter: item[2][0]})

    def same(self, left: Tree, right: Tree) -> bool | None:
        """Return whether two expressions in the inputs are equal, where the conditions of the problem hold."""
        within = (self.expand(self.question.function),)
        left, right = self.question.with_given(left), self.question.with_given(right)
        return self.question.where_it_holds(equal(left, right, within=within), left, right).correct

    def is_whole(self, tree: Tree) -> bool:
        """Return whether an expression is all of what is differentiated."""
        return tree[0] != "symbol" and self.same(self.question.function, self.expand(tree)) is True

    # The truth

    def truth(self, of: str, wrt: str, sign: str = "d") -> Tree | None:
        """Return a derivative's right value in the inputs, or None where it cannot be told what is meant."""
        key = (of, wrt, sign)
        if key not in self.truths:
            self.truths[key] = None  # where it is asked for again on the way, the student's names go round in a circle
            try:
                direct = self.of_unspecified(of, wrt) or self.before(of, wrt) or (self.direct(of, wrt) if sign == "∂" else self.rate(of, wrt))
                self.truths[key] = direct if direct is not None else self.total(of, wrt) if self.known(of) else None
            except ChainRuleError:
                del self.truths[key]
                raise
        return self.truths[key]

    @property
    def asked(self) -> Target:
        """The derivative that is asked for: of what, and by what."""
        result = self.question.result
        return result.of if len(result.by) == 1 else str(result.left[2][0][1]), HIGHER.join(result.by)

    def before(self, of: str, wrt: str) -> Tree | None:
        """Return, where a derivative of higher order is asked, that or one of those that it is worked out from: f′ for f″."""
        stages, result = self.question.derivation.stages, self.question.result
        for stage, name, order in zip(stages, result.by, range(1, len(stages) + 1), strict=False) if len(result.by) > 1 and of == self.asked[0] else ():
            if wrt == HIGHER.join(result.by[:order]) and name in stage.results:
                return stage.results[name].tidy.tree
        return None

    def once_more(self, target: Target) -> Iterator[Tree]:
        """Yield the derivative of what the student says that the derivative of the order before is."""
        of, wrt = target
        before, _, last = wrt.rpartition(HIGHER)
        if before and (of, before) in self.claims:
            yield differentiate(self.expand(self.claims[of, before], claimed=True), {last}).get(last, ZERO)

    def of_unspecified(self, of: str, wrt: str) -> Tree | None:
        """Return the derivative of an unspecified function by the one thing that it is always applied to: df/dg of f(g(x)), dg/dx of g(x)."""
        applied = self.question.applied
        call = None if self.known(of) else applied.get(of)
        if call is None or len(call[2]) != 1 or any(call[1][1]):
            return None
        return apply(of, call[2], (1,)) if call[2][0] in (applied.get(wrt), self.expand(symbol(wrt))) else None

    def direct(self, of: str, wrt: str) -> Tree | None:
        """Return the local derivative of one quantity of the problem by another one that stands in its expression."""
        graph = self.question.derivation.graph
        if of in self.own or wrt in self.own or of not in graph.ids:
            return None
        tree = graph.nodes[graph.ids[of]].tree
        if tree is None or wrt not in names(tree):
            return None
        term = for_one_sample(self.through_links(tree), wrt)
        return None if term is None else self.expand(differentiate(term, {wrt}).get(wrt, ZERO))

    def held(self, of: str, wrt: str) -> Tree | None:
        """Return the local derivative of a quantity of the problem where the student's own quantities in it are held fixed; None where it has none of them."""
        graph = self.question.derivation.graph
        tree = None if {of, wrt} & self.own.keys() or of not in graph.ids else graph.nodes[graph.ids[of]].tree
        if tree is None:
            return None
        whole = held = self.through_links(tree)
        for name, own in self.own.items():
            held = held if " " in name else replaced(held, self.through_links(own), name) or held
        return None if held is whole else self.expand(differentiate(held, {wrt}).get(wrt, ZERO))

    def through_links(self, tree: Tree) -> Tree:
        """Return an expression with the links that only chainrule named put back."""
        graph = self.question.derivation.graph
        for _ in range(ROUNDS):
            nodes = (graph.nodes[graph.ids[name]] for name in names(tree) if name in graph.ids)
            links = {each.name: each.tree for each in nodes if each.origin == "link" and each.tree is not None}
            if not links:
                break
            tree = substitute(tree, links)
        return tree

    def rate(self, of: str, wrt: str) -> Tree | None:
        """Return how a quantity changes with time, where rates are what is known."""
        derivation = self.question.derivation
        if not isinstance(derivation, Related) or wrt != derivation.wrt[0] or not self.known(of):
            return None
        if of == derivation.dependent:
            return self.question.result.tidy.tree
        partials = differentiate(self.expand(symbol(of)), {*derivation.rates, wrt})
        terms = [mul(partial, derivation.rates[name]) if name in derivation.rates else partial for name, partial in partials.items()]
        return node("add", None, tuple(terms)) if len(terms) > 1 else terms[0] if terms else ZERO

    def with_higher(self, tree: Tree) -> Tree:
        """Return an answer of higher order with the values of derivatives between the quantities of the first: ∂²z/∂x∂y in ∂²z/∂r²."""
        if self.question.derivation.order == 1 or isinstance(self.question.derivation, Curve):
            return tree
        asked = self.question.result.left[2]
        return rewrite(tree, lambda item: self.repeated(item) or item if item[0] == "derivative" and item[2] != asked else item)

    def repeated(self, item: Tree) -> Tree | None:
        """Return the value of a derivative of a quantity of the problem by those that stand in its expression: ∂²z/∂x∂y."""
        if any(each[0] != "symbol" for each in item[2]):
            return None
        of, *by = (each[1] for each in item[2])
        first = self.question.derivation.stages[0]
        graph = first.graph
        tree: Tree | None = graph.nodes[graph.ids[of]].tree if of in graph.ids and of not in self.own.keys() - {self.asked[0]} else None
        if tree is None or not set(by) <= set(names(tree)) - self.own.keys():
            return None
        for wrt in by:
            tree = differentiate(tree, {wrt}).get(wrt, ZERO)
        return first.written_out("")(tree)

    def total(self, of: str, wrt: str) -> Tree | None:
        """Return the derivative of everything that depends on ``wrt``, in the inputs."""
        found = self.slope(symbol(of), wrt)
        return self.quotient(of, wrt) if found is None and wrt not in names(self.expand(symbol(of), keep=wrt)) else found

    def slope(self, of: Tree, wrt: str) -> Tree | None:
        """Return the derivative of an expression, in the inputs; None where it has no such derivative, or does not have ``wrt`` in it."""
        tree = self.expand(of, keep=wrt)
        if wrt in names(tree):
            term = for_one_sample(tree, wrt)
            return None if term is None else self.expand(differentiate(term, {wrt}).get(wrt, ZERO))
        if wrt not in self.own and wrt not in self.question.derivation.graph.ids:
            return None
        inner = self.expand(symbol(wrt))
        if inner == symbol(wrt):
            return ZERO
        found = replaced(self.expand(of), inner, wrt)
        term = None if found is None else for_one_sample(found, wrt)
        return None if term is None else self.expand(differentiate(term, {wrt}).get(wrt, ZERO))

    def quotient(self, of: str, wrt: str) -> Tree | None:
        """Return the derivative of one function of the only input by another: the quotient of their derivatives."""
        inputs = self.question.derivation.graph.inputs
        if len(inputs) != 1:
            return None
        above, below = (differentiate(self.expand(symbol(name)), {inputs[0]}).get(inputs[0], ZERO) for name in (of, wrt))
        return None if below == ZERO else div(above, below)

    # What the student's values give

    def value(self, of: str, wrt: str, sign: str = "d") -> Tree:
        """Return a derivative by the student's claims as far as they go, else the truth."""
        found = next(self.by_claims(of, wrt), None)
        return found if found is not None else self.told(of, wrt, sign) or derivative(of, wrt, sign=sign)

    def told(self, of: str, wrt: str, sign: str = "d") -> Tree | None:
        """Return a derivative's right value where the quantities are what the student says they are."""
        found = slope(self.question.derivation.graph, self.misread, of, wrt, local=sign == "∂") if self.misread else None
        return found or self.truth(of, wrt, sign)

    def by_claims(self, of: str, wrt: str, seen: frozenset[str] = frozenset()) -> Iterator[Tree]:
        """Yield what claims give for a derivative: itself, the sum over its paths, and the product along each claimed link."""
        if (of, wrt) in self.claims:
            yield self.claims[of, wrt]
        yield from self.over_parameter(of, wrt)
        total = self.over_paths(of, wrt, seen)
        if total is not None:
            yield total
        yield from self.over_own(of, wrt, seen)
        for link in [by for upper, by in self.claims if upper == of and by not in seen and by != wrt]:
            truth = self.told(link, wrt)
            if not self.all_through(of, link, wrt):
                continue
            for rest in (*islice(self.by_claims(link, wrt, seen | {of}), ALTERNATIVES), *(() if truth is None else (truth,))):
                if rest != ZERO:
                    yield mul(self.claims[of, link], rest)

    def all_through(self, of: str, link: str, wrt: str) -> bool:
        """Return whether the chain rule has one factor on each side of a quantity, as no path goes around it; also where that cannot be told."""
        whole, outer, inner = self.truth(of, wrt), self.truth(of, link), self.truth(link, wrt)
        return whole is None or outer is None or inner is None or self.same(whole, mul(outer, inner)) is not False

    def over_parameter(self, of: str, wrt: str) -> Iterator[Tree]:
        """Yield, along a curve, the quotient of the derivatives by its parameter where one of them is claimed."""
        derivation = self.question.derivation
        if isinstance(derivation, Parametric) and derivation.parameter not in (of, wrt):
            keys = ((of, derivation.parameter), (wrt, derivation.parameter))
            above, below = (self.claims.get(key) or self.truth(*key) for key in keys)
            if not self.claims.keys().isdisjoint(keys) and above is not None and below not in (None, ZERO):
                yield div(above, below)

    def over_paths(self, of: str, wrt: str, seen: frozenset[str]) -> Tree | None:
        """Return the sum over the quantities that ``of`` is made of, each factor as claimed or true; None where no claim takes part."""
        terms, claimed = [], False
        for parent in self.parents(of) if of not in self.own else ():  # what the student says it is made of has other paths
            rest = ONE if parent == wrt else None if parent in seen else next(self.by_claims(parent, wrt, seen | {of}), None)
            claimed |= (of, parent) in self.claims or rest not in (None, ONE)
            rest = rest if rest is not None else self.told(parent, wrt)
            factor = self.claims.get((of, parent)) or self.told(of, parent, "∂")
            if rest is not None and rest != ZERO and factor is not None:
                terms.append(mul(factor, rest))
        return None if not claimed or not terms else terms[0] if len(terms) == 1 else node("add", None, tuple(terms))

    def over_own(self, of: str, wrt: str, seen: frozenset[str]) -> Iterator[Tree]:
        """Yield the sum over the names in what the student says that a quantity is, y = e^u, with their derivatives as claimed; nothing without a claim."""
        tree = self.own.get(of)
        if tree is None or of in seen or has_derivative(tree):
            return
        terms, claimed = [], False
        for name, partial in differentiate(tree, {*names(tree)}).items():
            found = None if name == wrt else next(self.by_claims(name, wrt, seen | {of}), None)
            claimed |= found is not None
            rest = ONE if name == wrt else found if found is not None else self.told(name, wrt)
            if rest is not None and rest != ZERO:
                terms.append(mul(partial, rest))
        if claimed and terms:
            yield total(terms)

    def parents(self, of: str) -> list[str]:
        """Return the quantities that stand in one of the problem's, seen through the links that only chainrule named."""
        graph = self.question.derivation.graph
        found: dict[str, None] = {}
        stack = [graph.ids[of]] if of in graph.ids else []
        while stack:
            for parent in graph.nodes[stack.pop()].parents:
                if graph.nodes[parent].origin == "link" and graph.nodes[parent].name not in self.own:
                    stack.append(parent)
                else:
                    found[graph.nodes[parent].name] = None
        return list(found)

    # Unevaluated derivatives in an answer

    def resolve(self, tree: Tree) -> Resolved:
        """Return an expression with its unevaluated derivatives worked out, and those that have no place in it."""
        asked = self.question.result
        faults: list[Mistake] = []
        for item in postorder(tree):
            if item[0] != "derivative":
                continue
            if item[2] == asked.left[2] or (item[2][1:] == asked.left[2][1:] and self.is_whole(item[2][0])):
                faults.append(self.question.wording.mistake(MISTAKES["not-differentiated"], part=item, value="still to be worked out"))
            elif item[2][0][0] == "symbol" and self.evaluated(item, claimed=False) == ZERO:
                found = (relation("=", item, ZERO), ", so what goes through it")
                faults.append(self.question.wording.mistake(MISTAKES["extra-path"], found=found, of=symbol(asked.of), wrt=symbol(asked.wrt)))
        return Resolved(self.expand(tree) if any(item[0] == "derivative" for item in postorder(tree)) else tree, tuple(faults[:1]))
