"""The way back from a number through inverses, determinants, powers and traces of whole matrices.

For M = X^(-1), dM = −M dX M; d det X = det X · tr(X^(-1) dX). Source: Petersen and Pedersen, The Matrix Cookbook, chapter 2; Giles (2008), see ``gradients``.
"""

from __future__ import annotations

from chainrule.calculus.sums.gradients import Backwards
from chainrule.errors import TooLarge
from chainrule.notation.indices import carries
from chainrule.problem import Problem
from chainrule.tree import ONE, Tree, add, call, div, mul, names, neg, number, postorder, power, rewrite, symbol
from chainrule.vectors.inverses import OVER_ITSELF, OVER_TRANSPOSED
from chainrule.vectors.kinds import COLUMN, COLUMN_OF_ONES, DET, MATRIX, ROW_OF_ONES, SCALAR, TRACE, TRANSPOSED, Unfit, factors, transposed
from chainrule.vectors.matrices import IDENTITY, grouped, lower, minus_one, numbers_first, rotated
from chainrule.vectors.terms import negative, product
from chainrule.vectors.whole import SOFTMAX

HIGHEST_POWER = 50  # of a matrix that changes: its derivative is written out term by term


class MatrixBackwards(Backwards):
    """The way back from one output to one quantity beside matrices that stay whole."""

    def __init__(self, problem: Problem, output: str, asked: str) -> None:
        super().__init__(problem, output, asked)
        self.symmetric = set(problem.vectors.symmetric)
        known = -1
        while known < len(self.symmetric):  # what is defined by symmetric matrices may be symmetric itself
            known = len(self.symmetric)
            self.symmetric |= {name for name, tree in self.definitions.items() if self.kinds.of[name] == MATRIX and self.is_symmetric(tree)}

    def is_symmetric(self, tree: Tree) -> bool:
        """Return whether a matrix is its own transpose, as it is written."""
        kind, value, args = tree
        if kind == "symbol":
            return value in self.symmetric or tree == IDENTITY
        if kind in ("add", "neg"):
            return all(map(self.is_symmetric, args))
        if kind == "sum":
            return self.kind(args[0]) == MATRIX and self.is_symmetric(args[0])
        if kind == "pow":
            return self.is_symmetric(args[0])
        if kind == "div":
            return self.kind(args[1]) == SCALAR and self.is_symmetric(args[0])
        if kind != "mul":
            return False
        _, others = grouped(factors(tree), self.kinds)
        mirrored = [self.flipped(part) for part in reversed(others)]
        return bool(others) and others == mirrored

    def flipped(self, tree: Tree) -> Tree:
        """Return the transpose of an expression."""
        if self.kind(tree) == SCALAR or tree == IDENTITY:
            return tree
        if (inside := transposed(tree)) is not None:
            return inside
        if tree[0] == "pow" and self.kind(tree) == MATRIX and tree[2][1] != TRANSPOSED:
            base, exponent = tree[2]
            if exponent == OVER_TRANSPOSED:
                return minus_one(base)
            if self.is_symmetric(base):
                return tree
            return power(base, OVER_TRANSPOSED) if exponent == OVER_ITSELF else power(self.flipped(base), exponent)
        if tree[0] in ("add", "symbol") and self.kind(tree) == MATRIX and self.is_symmetric(tree):
            return tree
        if tree[0] == "div" and self.kind(tree[2][1]) == SCALAR:
            return div(self.flipped(tree[2][0]), tree[2][1])
        if tree[0] == "mul":
            numbers, others = grouped(factors(tree), self.kinds)
            return product(*numbers, *map(self.flipped, reversed(others)))
        return super().flipped(tree)

    def settled(self, item: Tree) -> Tree:
        """Return a sum with like terms added up, a product without the identity and what cancels, or a trace as the number that it is."""
        if item[:2] == ("call", TRACE):
            return self.settled_trace(item)
        item = super().settled(item)
        return self.cancelled(item) if item[0] == "mul" and self.kind(item) != SCALAR else item

    def cancelled(self, item: Tree) -> Tree:
        """Return a product without matrices beside their own inverses, and without the identity."""
        numbers, others = grouped(item[2], self.kinds)
        left: list[Tree] = []
        for part in others:
            if left and part in (minus_one(left[-1]), self.flipped(minus_one(self.flipped(left[-1])))):
                left.pop()
            elif part != IDENTITY:
                left.append(part)
        return item if len(left) == len(others) else product(*numbers, *(left or [IDENTITY]))

    def settled_trace(self, item: Tree) -> Tree:
        """Return a trace with its sign and its numbers in front: tr(u v^T B) as v^T B u."""
        numbers, others = numbers_first(item[2][0], self.kinds)
        if not others:  # 0, of X − X
            return product(*numbers)
        others = [part for part in others if part != IDENTITY] or others
        whole = mul(*others) if len(others) > 1 else others[0]
        return product(*numbers, rotated(others, self.kinds) or call(TRACE, whole))

    def with_numbers_apart(self, tree: Tree) -> Tree:
        """Return an expression in which a scalar product among vectors is a factor of its own: (a^T X b) a b^T."""

        def one(item: Tree) -> Tree:
            numbers, others = grouped(item[2], self.kinds) if item[0] == "mul" else ([], [])
            return mul(*numbers, *others) if others and any(each[0] == "mul" and each not in item[2] for each in numbers) else item

        return rewrite(tree, one)

    def back_call(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a determinant, the logarithm of one, or another function."""
        _, name, args = tree
        if name == DET:
            self.back(args[0], product(gradient, tree, self.flipped(minus_one(args[0]))))
        elif name == "log" and args[0][:2] == ("call", DET):
            self.back(args[0][2][0], product(gradient, self.flipped(minus_one(args[0][2][0]))))
        elif name == "log" and self.kind(tree) == MATRIX and (shares := self.softmax_named(args[0])) is not None:
            sums = mul(gradient, COLUMN_OF_ONES, ROW_OF_ONES)
            self.passed.add(args[0][1])
            self.back(shares, add(gradient, neg(self.times(sums, args[0], args[0]))))
        else:
            super().back_call(tree, gradient)

    def softmax_named(self, tree: Tree) -> Tree | None:
        """Return S where a tree is the name of P = softmax(S); else None."""
        given = self.definitions.get(str(tree[1])) if tree[0] == "symbol" else None
        return given[2][0] if given is not None and given[:2] == ("call", SOFTMAX) else None

    def back_softmax(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by P = softmax(S), by rows: P ⊙ (G − (P ⊙ G)·𝟏·𝟏^T), in which the sum of each row of P ⊙ G stands in all of its columns."""
        if self.kind(tree) != MATRIX:
            super().back_softmax(tree, gradient)
            return
        if tree not in self.shared:
            raise Unfit("a softmax without a name")
        whole = symbol(self.shared[tree])
        sums = mul(self.times(gradient, whole, whole), COLUMN_OF_ONES, ROW_OF_ONES)
        self.back(tree[2][0], self.times(add(gradient, neg(sums)), whole, whole))

    def back_power(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by an inverse or a power of a matrix: X^n gives n terms."""
        base, exponent = tree[2]
        if self.kind(base) != MATRIX or exponent == TRANSPOSED:
            super().back_power(tree, gradient)
        elif exponent == OVER_TRANSPOSED:
            self.back(minus_one(base), self.flipped(gradient))
        elif exponent == OVER_ITSELF:
            other = self.flipped(tree)
            numbers, inner = numbers_first(gradient, self.kinds)
            self.back(base, negative(product(*numbers, other, *inner, other)))
        elif exponent[0] == "number" and isinstance(exponent[1], int) and exponent[1] > 1:
            if exponent[1] > HIGHEST_POWER:
                raise TooLarge(f"the derivative of the power {exponent[1]} of a matrix has as many terms", hint=f"the limit is {HIGHEST_POWER}")
            count, other = exponent[1], self.flipped(base)
            numbers, inner = numbers_first(gradient, self.kinds)
            for place in range(count):
                before, behind = ((lower(other, each),) if each else () for each in (place, count - 1 - place))
                self.back(base, product(*numbers, *before, *inner, *behind))
        else:
            raise Unfit("a power of a matrix that is no whole number")

    def back_trace(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a trace: tr X gives the identity, tr X^n a power."""
        if self.kind(tree) == SCALAR or tree[0] in ("add", "neg"):
            super().back_trace(tree, gradient)
            return
        if not self.leads(tree):
            return
        numbers, others = grouped(factors(tree) if tree[0] == "mul" else [tree], self.kinds)
        whole = mul(*others) if len(others) > 1 else others[0]
        for place, each in enumerate(numbers):
            if self.leads(each):
                self.back(each, product(gradient, *numbers[:place], *numbers[place + 1 :], rotated(others, self.kinds) or call(TRACE, whole)))
        if len(others) > 1:
            for place, each in enumerate(others):
                if self.leads(each):
                    self.back(each, product(gradient, *numbers, *map(self.flipped, reversed([*others[place + 1 :], *others[:place]]))))
        elif transposed(whole) is not None:
            self.back_trace(self.flipped(whole), product(gradient, *numbers))
        elif whole[0] == "pow" and whole[2][1][0] == "number":
            base, count = whole[2][0], whole[2][1][1]
            self.back(base, product(gradient, *numbers, number(count), self.flipped(lower(base, count - 1))))
        elif whole[0] == "add":
            self.back_trace(whole, product(gradient, *numbers))
        else:
            self.back(whole, product(gradient, *numbers, IDENTITY))

    def back_product(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a product; a number that multiplies a vector or a matrix receives the scalar product of that with the gradient."""
        numbers, others = grouped(factors(tree), self.kinds)
        whole = (mul(*others) if len(others) > 1 else others[0]) if others else ONE
        for place, each in enumerate(numbers):
            if not self.leads(each):
                continue
            rest = [*numbers[:place], *numbers[place + 1 :]]
            here = product(*rest, self.inner(gradient, whole)) if others else product(gradient, *rest)
            if each[0] == "mul" and all(self.kind(part) != SCALAR for part in each[2]):  # x^T y
                super().back_product(each, here)
            else:
                self.back(each, here)
        if any(map(self.leads, others)):
            scaled = product(*numbers, gradient)
            if len(others) == 1:
                self.back(whole, scaled)
            else:
                super().back_product(whole, scaled)

    def inner(self, gradient: Tree, whole: Tree) -> Tree:
        """Return the scalar product of a gradient with what it belongs to: g^T v, tr(G^T M)."""
        if self.kind(whole) != MATRIX:
            column = self.kind(whole) == COLUMN
            return mul(*factors(mul(self.flipped(gradient), whole) if column else mul(whole, self.flipped(gradient))))
        sign, inside = (neg, gradient[2][0]) if gradient[0] == "neg" else (None, gradient)
        numbers, others = grouped([each for each in factors(mul(self.flipped(inside), whole)) if each != IDENTITY], self.kinds)
        found = rotated(others, self.kinds) or call(TRACE, mul(*others))
        found = product(*numbers, found) if numbers else found
        return found if sign is None else sign(found)

    def back_quotient(self, tree: Tree, gradient: Tree) -> None:
        """Hand on by a quotient over a number, which may change."""
        above, below = tree[2]
        if self.kind(below) == SCALAR and self.leads(below) and self.kind(above) != SCALAR:
            self.back(below, negative(div(self.inner(gradient, above), power(below, number(2)))))
            if self.leads(above):
                self.back(above, div(gradient, below))
            return
        super().back_quotient(tree, gradient)


def links_of(tree: Tree, free: list[str], found: dict[Tree, str]) -> Tree:
    """Return an expression with names for what is inverted or stands in a determinant and is more than a name: M for X^T X in det(X^T X)."""
    indices = {item[1] for item in postorder(tree) if item[0] == "sum"}

    def named(item: Tree) -> Tree:
        inverted = item[0] == "pow" and item[2][1] in (OVER_ITSELF, OVER_TRANSPOSED) and len(names(item[2][0])) > 0
        if not inverted and item[:2] != ("call", DET):
            return item
        base = item[2][0]
        of_one = any(carries(name, index) for name in names(base) for index in indices)  # of one sample
        if base[0] in ("symbol", "pow") or base == IDENTITY or of_one or (base not in found and not free):
            return item
        if base not in found:
            found[base] = free.pop(0)
        return Tree((item[0], item[1], (symbol(found[base]), *item[2][1:])))

    return rewrite(tree, named)
