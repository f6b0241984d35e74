"""Gradients as vectors and matrices: ∂L/∂w = 2·X^T·(X·w − y), with the adjoint of every quantity on the way.

Backwards from a number: what a quantity contributes to is multiplied by the transposes of what stands around it. Source:
Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation (2008). Gradients have the shape of what is
differentiated by; one is given only where its components are the derivative that was proven.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from chainrule.calculus.tidy import tidied
from chainrule.errors import VerificationError
from chainrule.functions import FUNCTIONS
from chainrule.problem import Problem, Vectors
from chainrule.tree import ONE, Tree, add, call, derivative, div, mul, names, neg, node, number, power, rewrite, substitute, symbol
from chainrule.vectors.answers import by_components
from chainrule.vectors.kinds import COLUMN, HADAMARD, NORM, NORM_1, NORM_2, NORMS, SCALAR, TRANSPOSED, Kinds, Unfit, factors, kinds_of, transposed
from chainrule.vectors.terms import fraction, negative, product, split, total, value_of

if TYPE_CHECKING:
    from chainrule.calculus.derivation import Result

PLACE = symbol("∂")  # stands for the argument of a function


class Gradient(NamedTuple):
    """One line: the gradient ``by`` a quantity, in those by the quantities that use it, ∂L/∂z."""

    by: str
    value: Tree


class Way(NamedTuple):
    """The gradients by all that leads from the output to what is asked, and the last one with the others put in."""

    lines: tuple[Gradient, ...]
    value: Tree


def gradients(problem: Problem, output: str, asked: str) -> Way:
    """Return the gradients of an output by what leads from it to a vector, a matrix or a number.

    Raises Unfit where the output is no number, or something on the way has no rule here.
    """
    backwards = Backwards(problem, output, asked)
    lines = backwards.lines()
    return Way(tuple(lines), backwards.put_in(lines))


def verified(result: Result) -> Way | None:
    """Return the gradient by a vector, a matrix or a number, where its component is confirmed to be the derivative; else None."""
    derivation = result._derivation  # noqa: SLF001
    problem = derivation.stages[0].graph.problem
    if not problem.vectors.each or derivation.order > 1 or derivation.check_sums is None:
        return None
    asked = next((each.name for each in problem.vectors.each if result.wrt in each.asked), result.wrt)
    try:
        way = gradients(problem, result.of, asked)
        component = by_components(problem, result.of, result.wrt, way.value)[0]
        return way if derivation.check_sums(result, component) else None
    except (Unfit, VerificationError):
        return None


class Backwards:
    """The way back from one output to one quantity."""

    def __init__(self, problem: Problem, output: str, asked: str) -> None:
        self.output, self.asked = output, asked
        self.definitions = {each.name or output: in_signs(each.tree, problem.vectors) for each in problem.vectors.written}
        self.kinds = Kinds([], kinds_of(problem.vectors.each), problem.vectors.beside)
        self.symmetric = set(problem.vectors.symmetric) - {asked}
        for name in {name for tree in self.definitions.values() for name in names(tree)} | self.definitions.keys():
            if name != TRANSPOSED.value:
                self.kinds.of[adjoint(name)[1]] = self.kinds.of.setdefault(name, SCALAR)
        if output not in self.definitions or self.kinds.of[output] != SCALAR:
            raise Unfit("the output is no number")
        self.shared = {tree: name for name, tree in self.definitions.items() if tree[0] == "call" and tree[1] in FUNCTIONS}
        self.found: dict[str, list[Tree]] = {}

    def lines(self) -> list[Gradient]:
        """Return the gradients by every quantity on the way, in order."""
        order = self.order()
        found: list[Gradient] = []
        self.found = {self.output: [ONE]}
        for name in order:
            terms = self.found.get(name)
            if not terms:
                raise Unfit(f"{self.output} does not depend on {self.asked}")
            found.append(Gradient(name, rewrite(total(terms), self.stated)))
            if name != self.asked:
                self.back(self.definitions[name], ONE if name == self.output else adjoint(name))
        if len(found) < 2:
            raise Unfit("the asked quantity is the output, or reaches it by components")
        return found[1:]

    def put_in(self, lines: Sequence[Gradient]) -> Tree:
        """Return the last gradient with those before it put in."""
        known: dict[Tree, Tree] = {}
        for line in lines:
            whole = rewrite(line.value, lambda item: known.get(item, item) if item[0] == "derivative" else item)
            known[derivative(self.output, line.by, sign="∂")] = rewrite(whole, self.settled)
        return known[derivative(self.output, lines[-1].by, sign="∂")]

    def settled(self, item: Tree) -> Tree:
        """Return a sum with like terms added up, or a product with its numbers as one in front."""
        if item[0] == "add":
            return total(item[2])
        if item[0] == HADAMARD:
            shares = list(map(split, item[2]))
            return product(fraction(prod([share for share, _ in shares], start=Fraction(1))), node(HADAMARD, None, tuple(rest for _, rest in shares)))
        if item[0] != "mul" or self.kind(item) == SCALAR:
            return item
        numbers: list[Tree] = []
        others: list[Tree] = []
        for part in factors(item):
            over = part[0] == "div" and self.kind(part) != SCALAR == self.kind(part[2][1])
            numbers += [div(ONE, part[2][1])] if over else []
            (numbers if self.kind(part) == SCALAR else others).append(part[2][0] if over else part)
        share = self.settled_number(numbers)
        sign, share = (-1, share[2][0]) if share[0] == "neg" else (1, share)
        above, under = share[2] if share[0] == "div" and value_of(share) is None else (share, None)
        tree = product(above, *others) if above != ONE else mul(*others) if len(others) > 1 else others[0]
        tree = div(tree, under) if under is not None else tree
        return negative(tree) if sign < 0 else tree

    def settled_number(self, numbers: Sequence[Tree]) -> Tree:
        """Return a product of numbers tidied; norms and scalar products in it stand for themselves."""
        if not numbers:
            return ONE
        places: dict[Tree, Tree] = {}

        def hidden(item: Tree) -> Tree:
            inner = item[0] == "call" and item[1] in NORMS
            inner = inner or (item[0] == "mul" and any(self.kind(each) != SCALAR for each in item[2]))
            return places.setdefault(item, symbol(f"{PLACE[1]}{len(places)}")) if inner else item

        tree = tidied(rewrite(mul(*numbers) if len(numbers) > 1 else numbers[0], hidden))
        return substitute(tree, {place[1]: item for item, place in places.items()})

    def stated(self, item: Tree) -> Tree:
        """Return what stands for a gradient as ∂L/∂z."""
        return derivative(self.output, item[1][1:], sign="∂") if item[0] == "symbol" and item[1].startswith("∂") else item

    def order(self) -> list[str]:
        """Return the definitions that lead to the asked quantity and are used on the way, and it, each before what it is made of."""
        leading: set[str] = {self.asked}
        while fresh := [name for name, tree in self.definitions.items() if name not in leading and name != self.asked and not leading.isdisjoint(names(tree))]:
            leading.update(fresh)
        self.leading = leading
        order: list[str] = []
        waiting = [(self.output, False)]
        while waiting:
            name, done = waiting.pop()
            if done:
                order.append(name)
            elif name in leading and name not in order and (name, True) not in waiting:
                waiting.append((name, True))
                waiting += [(each, False) for each in names(self.definitions[name])] if name != self.asked else []
        return order[::-1]

    def leads(self, tree: Tree) -> bool:
        """Return whether an expression depends on the asked quantity."""
        return not self.leading.isdisjoint(names(tree))

    def kind(self, tree: Tree) -> str:
        """Return the kind of an expression."""
        return self.kinds.kind(tree) or SCALAR

    def back(self, tree: Tree, gradient: Tree) -> None:
        """Hand the gradient by an expression on to the quantities in it."""
        if not self.leads(tree):
            return
        rule = RULES.get(tree[0])
        if rule is None:
            raise Unfit("there is no rule for this")
        rule(self, tree, gradient)

    def back_name(self, tree: Tree, gradient: Tree) -> None:
        """Note what a quantity receives."""
        self.found.setdefault(tree[1], []).append(gradient)

    def back_sum(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a sum of terms."""
        for term in tree[2]:
            if self.leads(term) and self.kind(term) != self.kind(tree):
                raise Unfit("a number or a row is added to every component")
            self.back(term, gradient)

    def back_hadamard(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a product component by component."""
        for place, each in enumerate(tree[2]):
            others = tree[2][:place] + tree[2][place + 1 :]
            self.back(each, self.times(gradient, node(HADAMARD, None, others) if len(others) > 1 else others[0], each))

    def back_call(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a norm, or by a function of every component."""
        _, name, args = tree
        if name in NORMS:
            self.back_norm(tree, gradient)
        elif len(args) == 1 and name in FUNCTIONS:
            self.back(args[0], self.times(gradient, self.local(tree), args[0]))
        else:
            raise Unfit("a function of several quantities")

    def back_power(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a transpose, or a power: twice the vector for the square of its norm."""
        base, exponent = tree[2]
        if transposed(tree) is not None:
            self.back(base, self.flipped(gradient))
        elif self.leads(exponent):
            raise Unfit("an exponent that changes")
        elif base[0] == "call" and base[1] in (NORM, NORM_2) and exponent[1] == 2 and self.kind(base[2][0]) != SCALAR:
            self.back(base[2][0], product(number(2), gradient, base[2][0]))
        else:
            lower = base if exponent == number(2) else power(base, add(exponent, neg(ONE)))
            self.back(base, self.times(gradient, product(exponent, lower), base))

    def back_norm(self, norm: Tree, gradient: Tree) -> None:
        """Hand on by a norm."""
        inside = norm[2][0]
        if self.kind(inside) == SCALAR or norm[1] == NORM_1:
            self.back(inside, self.times(gradient, call("sign", inside), inside))
        else:
            self.back(inside, product(gradient, div(inside, norm)))

    def back_quotient(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a quotient over a number."""
        above, below = tree[2]
        if self.kind(below) != SCALAR:
            raise Unfit("over a vector")
        if self.leads(below):
            if self.kind(above) != SCALAR:
                raise Unfit("a vector over a number that changes")
            self.back(below, negative(product(gradient, div(above, power(below, number(2))))))
        if self.leads(above):
            self.back(above, div(gradient, below) if gradient != ONE else div(ONE, below))

    def back_total(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by the sum of all components, where each of them is a function of one component."""
        body = tree[2][0]
        if body[0] == "call" and len(body[2]) == 1 and body[1] in FUNCTIONS:
            local, inside = self.local(body), body[2][0]
        elif body[0] == "pow" and body[2][1] == number(2):
            local, inside = mul(number(2), body[2][0]), body[2][0]
        else:
            raise Unfit("the sum of components that are no function of one each")
        self.back(inside, product(gradient, local))

    def local(self, tree: Tree) -> Tree:
        """Return the derivative of a function of one argument, by its own output where that has a name: a ⊙ (1 − a)."""
        row, inside = FUNCTIONS[tree[1]], tree[2][0]
        name = self.shared.get(tree)
        self.kinds.of[PLACE[1]] = self.kind(inside)
        found = row.own(PLACE) if row.own is not None and name else row.derivative(0, (PLACE,))
        found = rewrite(found, self.each_by_each)
        return substitute(found, {PLACE[1]: symbol(name) if row.own is not None and name else inside})

    def each_by_each(self, item: Tree) -> Tree:
        """Return a product of vectors in a derivative as one component by component."""
        several = item[0] == "mul" and sum(self.kind(each) != SCALAR for each in item[2]) > 1
        return node(HADAMARD, None, item[2]) if several else item

    def times(self, gradient: Tree, local: Tree, inside: Tree) -> Tree:
        """Return a gradient times the derivative of a function of one component each."""
        if self.kind(inside) == SCALAR:
            return product(gradient, local)
        numbers: list[Tree] = []
        above: list[Tree] = []
        below: list[Tree] = []
        sign, waiting = 1, [gradient, local]
        while waiting:
            part = waiting.pop(0)
            if part[0] == "neg":
                sign = -sign
                waiting.insert(0, part[2][0])
            elif part[0] == HADAMARD or (part[0] == "mul" and self.kind(part[2][0]) == SCALAR):
                waiting[:0] = part[2] if part[0] == HADAMARD else (part[2][0], *([mul(*part[2][1:])] if len(part[2]) > 2 else part[2][1:]))
            elif part[0] == "div" and self.kind(part[2][1]) != SCALAR:
                waiting.insert(0, part[2][0])
                below.append(part[2][1])
            else:
                (numbers if self.kind(part) == SCALAR else above).append(part)
        found = [node(HADAMARD, None, tuple(above)) if len(above) > 1 else above[0]] if above else []
        if below:
            found = [div(found[0] if found else ONE, node(HADAMARD, None, tuple(below)) if len(below) > 1 else below[0])]
        tree = product(*numbers, *found)
        return negative(tree) if sign < 0 else tree

    def back_product(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a product: by each factor, with the transposes of those on both sides of it around the gradient."""
        parts = factors(tree)
        numbers = [each for each in parts if self.kind(each) == SCALAR]
        others = [each for each in parts if self.kind(each) != SCALAR]
        whole = self.kinds.of_product([self.kind(each) for each in others]) or SCALAR
        for place, each in enumerate(numbers):
            if self.leads(each):
                if others and whole != SCALAR:
                    raise Unfit("a vector times a number that changes")
                self.back(each, product(gradient, *numbers[:place], *numbers[place + 1 :], *others))
        if len(others) > 2 and whole != SCALAR and self.has_number_inside(others):
            raise Unfit("a scalar product among other factors")
        for place, each in enumerate(others):
            if not self.leads(each):
                continue
            left, right = [self.flipped(part) for part in reversed(others[:place])], [self.flipped(part) for part in reversed(others[place + 1 :])]
            self.back(each, product(*numbers, *left, gradient, *right) if whole != SCALAR else product(*numbers, gradient, *left, *right))

    def flipped(self, tree: Tree) -> Tree:
        """Return the transpose of an expression: of a product, the transposes of its factors in the other order; a number is its own."""
        if self.kind(tree) == SCALAR:
            return tree
        if (inside := transposed(tree)) is not None:
            return inside
        if tree[0] == "neg":
            return neg(self.flipped(tree[2][0]))
        if tree[0] != "mul":
            return tree if tree[1] in self.symmetric and tree[0] == "symbol" else power(tree, TRANSPOSED)
        numbers = [each for each in tree[2] if self.kind(each) == SCALAR]
        return product(*numbers, *(self.flipped(each) for each in reversed(tree[2]) if self.kind(each) != SCALAR))

    def has_number_inside(self, parts: Sequence[Tree]) -> bool:
        """Return whether some neighbours of a product make a number."""
        found = SCALAR
        for part in parts:
            found = self.kinds.of_two(found, self.kind(part))
            if found == SCALAR:
                return True
        return False


RULES: dict[str, Callable[[Backwards, Tree, Tree], None]] = {
    "symbol": Backwards.back_name,
    "add": Backwards.back_sum,
    "neg": lambda backwards, tree, gradient: backwards.back(tree[2][0], negative(gradient)),
    "mul": Backwards.back_product,
    HADAMARD: Backwards.back_hadamard,
    "call": Backwards.back_call,
    "pow": Backwards.back_power,
    "div": Backwards.back_quotient,
    "sum": Backwards.back_total,
}


def in_signs(tree: Tree, vectors: Vectors) -> Tree:
    """Return an expression in which products of columns side by side are what they mean: u^T v for the scalar product u · v, or u ⊙ v."""
    kinds = Kinds([], kinds_of(vectors.each), vectors.beside)

    def change(item: Tree) -> Tree:
        columns = [kinds.kind(each) == COLUMN for each in item[2]] if item[0] == "mul" else []
        if not any(one and other for one, other in pairwise(columns)):
            return item
        if vectors.beside == SCALAR:
            return mul(*(power(each, TRANSPOSED) if columns[place : place + 2] == [True, True] else each for place, each in enumerate(item[2])))
        first = columns.index(True)
        last = next((place for place in range(first, len(columns)) if not columns[place]), len(columns))
        each = node(HADAMARD, None, item[2][first:last])
        return mul(*item[2][:first], each, *item[2][last:]) if first or last < len(columns) else each

    return rewrite(tree, change) if vectors.beside else tree


def adjoint(name: str) -> Tree:
    """Return what stands for the gradient by a quantity until it is stated."""
    return symbol("∂" + name)
