"""Gradients as vectors and matrices: ∂L/∂w = 2·X^T·(X·w − y), with the adjoint of every quantity on the way.

Backwards from a number: what a quantity contributes to is multiplied by the transposes of what stands around it. Source:
Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation (2008). Gradients have the shape of what is
differentiated by; one is given only where its components are the derivative that was proven.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from chainrule.calculus.sums.gradient_forms import PLACE, Forms
from chainrule.calculus.sums.whole_sums import is_total
from chainrule.calculus.tidying.tidy import tidied
from chainrule.errors import VerificationError
from chainrule.functions import FUNCTIONS
from chainrule.notation.indices import carries
from chainrule.problem import Problem
from chainrule.tree import ONE, E, Tree, add, apply, call, derivative, div, mul, names, neg, node, number, power, rewrite, substitute, symbol
from chainrule.vectors.answers import by_components
from chainrule.vectors.kinds import (
    COLUMN,
    COLUMN_OF_ONES,
    HADAMARD,
    MATRIX,
    MATRIX_OF_ONES,
    NORM,
    NORM_1,
    NORM_2,
    NORMS,
    ONES,
    ROW,
    ROW_OF_ONES,
    SCALAR,
    TRACE,
    TRANSPOSED,
    Unfit,
    factors,
    transposed,
)  # fmt: skip
from chainrule.vectors.matrices import kinds_in, numbers_first
from chainrule.vectors.terms import fraction, negative, product, split, total
from chainrule.vectors.whole import SOFTMAX, alone, in_signs, in_whole_vectors


class Gradient(NamedTuple):
    """One line: the gradient ``by`` a quantity, in those by the quantities that use it, ∂L/∂z; ``plain`` is a short form with these put in."""

    by: str
    value: Tree
    plain: Tree | None = None


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
    value = backwards.put_in(lines)
    return Way(tuple(line._replace(plain=backwards.plains.get(line.by)) for line in lines), value)


def confirmed(problem: Problem, output: str, wrt: str, check: Callable[[Tree], bool]) -> Way | None:
    """Return the gradient by the vector, the matrix or the number that ``wrt`` is a component of, where ``check`` confirms its component; else None."""
    asked = next((each.name for each in problem.vectors.each if wrt in each.asked), wrt)
    try:
        way = gradients(problem, output, asked)
        return way if check(by_components(problem, output, wrt, way.value)[0]) else None
    except (Unfit, VerificationError):
        return None


class Backwards(Forms):
    """The way back from one output to one quantity."""

    def __init__(self, problem: Problem, output: str, asked: str) -> None:
        self.output, self.asked, self.totals = output, asked, problem.totals
        self.definitions = {name or output: in_signs(tree, problem.vectors) for name, tree in in_whole_vectors(problem.vectors).items()}
        axes = {each.name: each.axes[0] for each in problem.vectors.each if len(each.axes) == 1}
        vectors = problem.vectors
        kinds = kinds_in(vectors, {ONES: COLUMN})
        super().__init__(kinds, set(vectors.symmetric) - {asked}, axes)
        for name in {name for tree in self.definitions.values() for name in names(tree)} | self.definitions.keys():
            if name != TRANSPOSED.value:
                self.kinds.of[adjoint(name)[1]] = self.kinds.of.setdefault(name, SCALAR)
        if output not in self.definitions or self.kinds.of[output] != SCALAR:
            raise Unfit("the output is no number")
        if any(alone(tree, {each.name for each in vectors.each}) for tree in self.definitions.values()):
            raise Unfit("one component of a vector stands alone")
        self.shared = {tree: name for name, tree in self.definitions.items() if tree[0] == "call" and (tree[1] in FUNCTIONS or tree[1] == SOFTMAX)}
        self.found: dict[str, list[Tree]] = {}
        self.plains: dict[str, Tree] = {}  # short forms of the gradients by quantities
        self.passed: set[str] = set()  # quantities around which a gradient was handed on

    def lines(self) -> list[Gradient]:
        """Return the gradients by every quantity on the way, in order."""
        order = self.order()
        found: list[Gradient] = []
        self.found = {self.output: [ONE]}
        for name in order:
            terms = self.found.get(name)
            if not terms and name in self.passed:
                continue
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
            whole = rewrite(rewrite(line.value, lambda item: known.get(item, item) if item[0] == "derivative" else item), self.settled)
            plain = self.plain(whole)
            known[derivative(self.output, line.by, sign="∂")] = plain or rewrite(whole, lambda item: self.plain(item) or item if item[0] == HADAMARD else item)
            self.plains |= {line.by: plain} if plain else {}
        found = known[derivative(self.output, lines[-1].by, sign="∂")]
        if self.totals:
            found = rewrite(rewrite(found, lambda item: ONE if is_total(item, self.totals) else item), self.settled)
        return found if self.kind(found) != SCALAR else self.settled_number([found])

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

    def back(self, tree: Tree, gradient: Tree) -> None:
        """Hand the gradient by an expression on to the quantities in it."""
        if not self.leads(tree):
            return
        rule = RULES.get(tree[0])
        if rule is None:
            raise Unfit("there is no rule for this")
        getattr(self, rule)(tree, gradient)

    def back_name(self, tree: Tree, gradient: Tree) -> None:
        """Note what a quantity receives."""
        self.found.setdefault(tree[1], []).append(gradient)

    def back_negative(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by what has a sign before it."""
        self.back(tree[2][0], negative(gradient))

    def back_sum(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a sum of terms."""
        for term in filter(self.leads, tree[2]):  # not by the 1 of 1 − P, for which there may be no form
            self.back(term, gradient if self.kind(term) == self.kind(tree) else self.added_up(gradient, self.kind(term)))

    def added_up(self, gradient: Tree, kind: str) -> Tree:
        """Return what a number receives that is added to every component, 1^T G, a row that is added to every row of a matrix, or a column."""
        if self.kind(gradient) == COLUMN and kind == SCALAR:
            return product(ROW_OF_ONES, gradient)
        if self.kind(gradient) == MATRIX and kind == ROW:
            return product(ROW_OF_ONES, gradient)
        if self.kind(gradient) == MATRIX and kind == COLUMN:
            return product(gradient, COLUMN_OF_ONES)
        raise Unfit("something smaller is added to every component")

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
        elif name == TRACE:
            self.back_trace(args[0], gradient)
        elif len(args) == 1 and name in FUNCTIONS:
            self.back(args[0], self.times(gradient, self.local(tree), args[0]))
        elif name == SOFTMAX:
            self.back_softmax(tree, gradient)
        elif name in FUNCTIONS:
            self.back_several(tree, gradient)
        else:
            raise Unfit("there is no rule for this function")

    def back_trace(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a trace, of a number or of products: a factor X of tr(A X B) receives (B A)^T, for the factors may be moved around in a circle."""
        if self.kind(tree) == SCALAR:
            self.back(tree, gradient)
            return
        if (inside := transposed(tree)) is not None:
            self.back_trace(inside, gradient)
            return
        for term in tree[2] if tree[0] in ("add", "neg") else ():
            self.back_trace(term, negative(gradient) if tree[0] == "neg" else gradient)
        if tree[0] in ("add", "neg") or not self.leads(tree):
            return
        parts = factors(tree) if tree[0] == "mul" else [tree]
        numbers, others = ([each for each in parts if (self.kind(each) == SCALAR) is one] for one in (True, False))
        if len(others) < 2 or any(map(self.leads, numbers)):
            raise Unfit("the trace of what is no product")
        for place, each in enumerate(others):
            around = mul(*others[place + 1 :], *others[:place]) if len(others) > 2 else others[1 - place]
            self.back(each, product(gradient, *numbers, self.flipped(around)))

    def back_several(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a function of several quantities, such as max(0, z)."""
        _, name, args = tree
        places = [symbol(f"{PLACE[1]}{place}") for place in range(len(args))]
        self.kinds.of |= {place[1]: self.kind(arg) for place, arg in zip(places, args, strict=True)}
        own = [arg if arg[0] == "number" else place for place, arg in zip(places, args, strict=True)]
        for place, arg in enumerate(args):
            if self.leads(arg):
                local = rewrite(tidied(FUNCTIONS[name].derivative(place, tuple(own))), self.each_by_each)
                put_in = {each[1]: inside for each, inside in zip(places, args, strict=True)}
                self.back(arg, self.times(gradient, substitute(local, put_in), arg))

    def back_softmax(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by p = softmax(z): p ⊙ g − (p^T g)·p."""
        name = self.shared.get(tree)
        if name is None:
            raise Unfit("a softmax without a name")
        whole = symbol(name)
        scalar = mul(power(whole, TRANSPOSED), gradient)
        self.back(tree[2][0], add(self.times(gradient, whole, whole), neg(mul(scalar, whole))))

    def back_power(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a transpose, or a power: twice the vector for the square of its norm."""
        base, exponent = tree[2]
        if transposed(tree) is not None:
            self.back(base, self.flipped(gradient))
        elif self.leads(exponent):
            if names(base):
                raise Unfit("an exponent that changes")
            self.back(exponent, self.times(gradient, tree if base == E else product(call("log", base), tree), exponent))
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
            self.back(above, self.times(gradient, div(ONE, below), below))
            self.back(below, negative(self.times(gradient, div(above, power(below, number(2))), below)))
            return
        if self.leads(below):
            if self.kind(above) != SCALAR:
                raise Unfit("a vector over a number that changes")
            self.back(below, negative(product(gradient, div(above, power(below, number(2))))))
        if self.leads(above):
            self.back(above, div(gradient, below) if gradient != ONE else div(ONE, below))

    def back_total(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a sum: over samples, or of all components where each of them is a function of one component."""
        if any(carries(name, tree[1]) for name in names(tree[2][0])):
            self.back_samples(tree, gradient)
        else:
            self.back_components(tree[2][0], gradient)

    def back_samples(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by the sum over samples: what every one of them contributes, added up."""
        before, self.found = self.found, {}
        self.back(tree[2][0], gradient)
        inner, self.found = self.found, before
        for name, terms in inner.items():
            share, rest = split(total(terms))
            if carries(name, tree[1]) or not any(carries(each, tree[1]) for each in names(rest)):
                raise Unfit("a quantity of one sample")
            self.found.setdefault(name, []).append(product(fraction(share), node("sum", tree[1], (rest, *tree[2][1:]))))

    def back_components(self, body: Tree, gradient: Tree) -> None:
        """Hand on by the sum of all components of an expression: the gradient is a number."""
        kind, name, args = body
        if not self.leads(body):
            return
        if kind == "neg":
            self.back_components(args[0], negative(gradient))
        elif kind == "add" and all(self.kind(term) == self.kind(body) for term in args if self.leads(term)):
            for term in args:
                self.back_components(term, gradient)
        elif kind == "mul" and self.kind(args[-1]) != SCALAR and all(self.kind(each) == SCALAR and not self.leads(each) for each in args[:-1]):
            self.back_components(args[-1], product(gradient, *args[:-1]))
        elif kind == "call" and len(args) == 1 and name in FUNCTIONS:
            self.back(args[0], product(gradient, self.local(body)))
        elif kind == "apply" and not any(name[1]):
            for place, arg in enumerate(args):
                self.back(arg, product(gradient, apply(name[0], args, tuple(int(each == place) for each in range(len(args))))))
        elif kind == "pow" and args[1] == number(2):
            self.back(args[0], product(gradient, mul(number(2), args[0])))
        elif kind == HADAMARD:
            self.back_hadamard(body, gradient)
        elif kind in ("symbol", "mul") and self.kind(body) in (COLUMN, MATRIX):
            self.back(body, product(gradient, MATRIX_OF_ONES if self.kind(body) == MATRIX else COLUMN_OF_ONES))
        else:
            raise Unfit("the sum of components that are no function of one each")

    def local(self, tree: Tree) -> Tree:
        """Return the derivative of a function of one argument, by its own output where that has a name: a ⊙ (1 − a)."""
        row, inside = FUNCTIONS[tree[1]], tree[2][0]
        name = self.shared.get(tree)
        self.kinds.of[PLACE[1]] = self.kind(inside)
        found = row.own(PLACE) if row.own is not None and name else row.derivative(0, (PLACE,))
        found = rewrite(found, self.each_by_each)
        return substitute(found, {PLACE[1]: symbol(name) if row.own is not None and name else inside})

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
            before, inner = numbers_first(gradient, self.kinds) if left and whole != SCALAR else ([gradient], [])
            self.back(each, product(*numbers, *before, *left, *inner, *right))


RULES = {  # the methods that hand on, which those who extend them may have in other words
    "symbol": "back_name",
    "add": "back_sum",
    "neg": "back_negative",
    "mul": "back_product",
    HADAMARD: "back_hadamard",
    "call": "back_call",
    "pow": "back_power",
    "div": "back_quotient",
    "sum": "back_total",
    "apply": "back_components",
}


def adjoint(name: str) -> Tree:
    """Return what stands for the gradient by a quantity until it is stated."""
    return symbol("∂" + name)
