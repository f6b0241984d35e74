"""Which quantities are vectors and which matrices: by what is said of them, and by how they stand in products, sums and norms.

A vector is a column; its transpose is a row. Source of the conventions: Petersen and Pedersen, The Matrix Cookbook, appendix on notation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise

from chainrule.notation.indices import carries
from chainrule.notation.names import split
from chainrule.problem import Vector
from chainrule.tree import Tree, mul, names, node, postorder, power, rewrite, symbol

SCALAR, COLUMN, ROW, MATRIX = "number", "column", "row", "matrix"
NORM, NORM_2, NORM_1, NORM_F = NORMS = ("norm", "norm 2", "norm 1", "norm F")  # ‖x‖, ‖x‖₂, ‖x‖₁, ‖X‖_F, as calls until it is known what x is
TRACE, DET = "tr", "det"  # of a matrix, as calls
HADAMARD = "hadamard"  # the kind of a product component by component
CROSS = "cross"  # a call around what × stands before, between vectors that are given by their components
EACH = "each by each"  # a call around what ⊙ stands before, until it is known what it belongs to
TRANSPOSED = symbol("T")
ONES = "𝟏"  # the name of a column of ones
COLUMN_OF_ONES = symbol(ONES)
ROW_OF_ONES = power(COLUMN_OF_ONES, TRANSPOSED)
MATRIX_OF_ONES = mul(COLUMN_OF_ONES, ROW_OF_ONES)
DEEPEST = 60  # levels of an expression that is read as one of vectors

TARGETS = ("y", "t")  # how names of what is to be predicted begin
INTERCEPTS = ("b", "b_0", "w_0", "θ_0", "β_0", "b0", "w0", "θ0", "β0")
EACH_BY_EACH = ("max", "min", "atan2")  # functions of two quantities that are taken component by component

_FLIPPED = {COLUMN: ROW, ROW: COLUMN}
_PRODUCTS = {
    (MATRIX, COLUMN): COLUMN, (MATRIX, MATRIX): MATRIX, (ROW, COLUMN): SCALAR, (ROW, MATRIX): ROW, (COLUMN, ROW): MATRIX,
}  # fmt: skip
_AFTER = frozenset((MATRIX, ROW))  # what a vector or a matrix stands behind, and no number


class Unfit(Exception):  # noqa: N818  # it is caught where vectors are read; the message says what does not fit
    """An expression that makes no sense of vectors and matrices, or none that is known here."""


def transposed(tree: Tree) -> Tree | None:
    """Return x where a tree is x^T, else None."""
    return tree[2][0] if tree[0] == "pow" and tree[2][1] == TRANSPOSED else None


def each_by_each(tree: Tree) -> Tree | None:
    """Return x where a tree is what ⊙ x stands for, else None."""
    return tree[2][0] if tree[:2] == ("call", EACH) else None


def factors(tree: Tree) -> list[Tree]:
    """Return the factors of a product, those of products inside it among them."""
    return [each for part in tree[2] for each in (factors(part) if part[0] == "mul" else [part])]


def is_capital(tree: Tree) -> bool:
    """Return whether a tree is a name that is written as matrices are: W, X_1, Λ."""
    return tree[0] == "symbol" and (split(tree[1]) or (tree[1],))[0][:1].isupper()


def is_small(tree: Tree) -> bool:
    """Return whether a tree is a name that is written as numbers and vectors are."""
    return tree[0] == "symbol" and not is_capital(tree)


def is_of_matrices(tree: Tree) -> bool:
    """Return whether every term of an expression ends with a name that is written as matrices are: Y − X W.

    Beside one, a row may stand alone, X W + b − Y, and an outer product, X − a b^T.
    """
    signless = (term[2][0] if term[0] == "neg" else term for term in (tree[2] if tree[0] == "add" else (tree,)))
    terms = [factors(term) if term[0] == "mul" else [term] for term in signless]
    ends = [each for each in terms if is_as_matrix(each[-1])]
    others = [each for each in terms if each not in ends and not (is_small(each[0]) and len(each) == 1 and any(len(end) == 1 for end in ends))]
    return bool(ends) and all(len(each) > 1 and is_as_column(each[-2]) and transposed(each[-1]) is not None for each in others)


def is_as_matrix(tree: Tree) -> bool:
    """Return whether a factor is written as matrices are: W, W^T, W², W + V, (2W)^T."""
    if tree[0] == "pow" and (tree[2][1] == TRANSPOSED or not names(tree[2][1])):
        return is_as_matrix(tree[2][0])
    return is_capital(tree) or (tree[0] in ("add", "mul", "neg") and is_of_matrices(tree))


def is_as_column(tree: Tree) -> bool:
    """Return whether a factor is written as vectors are: a, or a − b."""
    return is_small(tree) or (tree[0] == "add" and all(is_small(term[2][0] if term[0] == "neg" else term) for term in tree[2]))


def traced(tree: Tree) -> list[Tree]:
    """Return the sums of matrices that stand transposed in traces: Y − X W of tr((Y − X W)^T (Y − X W))."""
    inside = [transposed(part) for item in postorder(tree) if item[:2] == ("call", TRACE) for part in postorder(item)]
    return [each for each in inside if each is not None and each[0] == "add" and is_of_matrices(each)]


def is_intercept(tree: Tree) -> bool:
    """Return whether a tree is a name that a number has which is added to every component: the b of X w + b."""
    inside = tree[2][0] if tree[0] == "neg" else tree
    return inside[0] == "symbol" and inside[1] in INTERCEPTS


class Kinds:
    """The kinds of the names in some definitions, as far as they are known: ``of`` by name.

    ``beside`` is the kind of two columns side by side: a column with ⊙, which multiplies component by component, a number with ·,
    and empty where neither is meant. With ``spread``, a number may be added to every component; a matrix may be ``divided`` by another,
    component by component, in gradients and answers alone.
    """

    def __init__(self, definitions: Sequence[tuple[str, Tree]], said: Mapping[str, str], beside: str = "", *, spread: bool = False) -> None:
        """Find the kinds. Raises Unfit where they contradict each other, or a product of two small letters could be either way around."""
        self.of = dict(said)
        self.beside, self.spread, self.divided = beside, spread, False
        for inside in [each for _, tree in definitions for each in traced(tree)]:
            self.expect(inside, MATRIX)
        for name, tree in definitions:
            if any(item[0] == "sum" for item in postorder(tree)) and self.kind(tree) == SCALAR:  # μ = mean(x), also behind y = x − μ
                self.take(name, SCALAR)
        self.find(definitions)

    def find(self, definitions: Sequence[tuple[str, Tree]]) -> None:
        """Take what the definitions tell of their names."""
        known = -1
        while known < len(self.of):  # each turn may tell more
            known = len(self.of)
            for name, tree in definitions:
                for item in postorder(tree):
                    self.look(item)
                kind = self.kind(tree)
                if kind is not None:
                    self.take(name, kind)
                elif name in self.of:
                    self.expect(tree, self.of[name])

    def take(self, name: str, kind: str) -> None:
        """Note the kind of a name."""
        if self.of.setdefault(name, kind) != kind:
            raise Unfit(f"{name} is a {self.of[name]} in one place and a {kind} in another")

    def kind(self, tree: Tree) -> str | None:
        """Return the kind of an expression; None where it is not known yet. Raises Unfit where it has none."""
        kind, value, args = tree
        if kind == "symbol":
            return self.of.get(value)
        if not args:
            return SCALAR
        if kind == "mul":
            parts = factors(tree)
            if any(each_by_each(part) is not None for part in parts):
                return self.kind(self.with_each(parts))
            return self.of_product([self.kind(each) for each in parts])
        if kind == "add":
            return self.of_terms(args)
        if kind == "call" and (value in NORMS or len(args) == 1):
            return self.of_call(value, args[0])
        if kind == "derivative":  # ∂L/∂z, of a number by a vector
            of, by = (self.kind(each) for each in args) if len(args) == 2 else ("", "")
            if SCALAR not in (of, by):
                raise Unfit("a derivative of a vector by a vector is no factor here")
            return by if of == SCALAR else of
        if kind == "sum" and any(carries(name, value) for name in names(args[0])):  # of what is given for every index: of samples
            return self.kind(args[0])
        if kind == "sum":  # of components: of squares and sizes too
            for part in args[0][2] if args[0][0] == "apply" else (args[0][2][0] if args[0][0] == "pow" or args[0][:2] == ("call", "abs") else args[0],):
                self.kind(part)
            return SCALAR
        if (inside := transposed(tree)) is not None:
            found = self.kind(inside)
            return found and _FLIPPED.get(found, found)
        each_adds = kind == "apply" and any(value[1])  # what every component adds to an open loss
        operation = value if kind == "call" else HADAMARD if each_adds else kind
        return self.of_operation(operation, [self.kind(each) for each in args], plain=not names(args[0]), by_components=args[0][0] == "call")

    def of_operation(self, operation: str, kinds: Sequence[str | None], *, plain: bool = False, by_components: bool = False) -> str | None:
        """Return the kind of a sign, a power, a quotient, a product component by component, or of what takes numbers alone.

        A ``plain`` number over a vector, or to its power, is one for each component: 1/(1 + e^(−z)). A power of a matrix is read ``by_components`` alone.
        """
        if operation == HADAMARD:
            return self.of_sum(kinds)
        if operation == "pow" and kinds[0] == MATRIX and not by_components:
            raise Unfit("a power of a matrix is not read: only x^T, and A^T")
        if operation in EACH_BY_EACH or (kinds[0] == SCALAR and operation in ("div", "pow") and plain):
            return self.of_sum(kinds)
        if operation == "div" and kinds[0] is None and kinds[1] not in (SCALAR, MATRIX):
            return None
        if operation == "neg" or (operation in ("pow", "div") and kinds[1] in (SCALAR, None, kinds[0]) and kinds[1] != MATRIX):
            return kinds[0]
        if operation == "div" and self.divided and kinds[0] == kinds[1]:
            return MATRIX
        if not {SCALAR, None}.issuperset(kinds):
            raise Unfit("a vector stands where a number is needed")
        return SCALAR

    def of_call(self, function: str, arg: Tree) -> str | None:
        """Return the kind of a norm, or of a function of every component; |x| might be either."""
        kind = self.kind(arg)
        if function in (TRACE, DET):
            if kind in (COLUMN, ROW):
                raise Unfit(f"the {'trace' if function == TRACE else 'determinant'} of a {kind}")
            return SCALAR
        if function in NORMS:
            if function != NORM and kind == MATRIX:
                raise Unfit("of a matrix, only the norm ‖A‖_F is known")
            return SCALAR
        if function == "abs" and kind not in (None, SCALAR):
            raise Unfit(f"|…| of a {kind}: write ‖…‖ for its norm")
        return kind

    def of_terms(self, terms: Sequence[Tree]) -> str | None:
        """Return the kind of a sum of terms."""
        plain = any(not names(term) for term in terms)  # 1 − H²
        kinds = [self.of_power(each) if plain else self.kind(each) for each in terms]
        whole = self.of_sum(kinds)
        numbers = (term for term, kind in zip(terms, kinds, strict=True) if kind == SCALAR and names(term) and not is_intercept(term))
        if whole not in (None, SCALAR) and not self.spread and any(numbers):
            raise Unfit(f"a number and a {whole} are added")
        if whole == MATRIX and any(kind == COLUMN and (term[2][0] if term[0] == "neg" else term)[0] == "mul" for term, kind in zip(terms, kinds, strict=True)):
            raise Unfit("the product of a matrix and a column is added to a matrix")
        return whole

    def of_power(self, term: Tree) -> str | None:
        """Return the kind of a term beside a written number, which is read by components: also H² of a matrix H."""
        inside = term[2][0] if term[0] == "neg" else term
        return self.kind(inside[2][0] if inside[0] == "pow" and inside[2][1][0] == "number" else term)

    def of_sum(self, kinds: Sequence[str | None]) -> str | None:
        """Return the kind of a sum of terms: written numbers are added to every component, and a row to every row of a matrix."""
        found = {kind for kind in kinds if kind not in (None, SCALAR)}
        if MATRIX in found or len(found) == 1:
            return MATRIX if MATRIX in found else found.pop()
        if found:
            raise Unfit("a column and a row are added")
        return None if None in kinds else SCALAR

    def of_product(self, kinds: Sequence[str | None]) -> str | None:
        """Return the kind of a product of factors."""
        known = [kind for kind in kinds if kind is not None]
        return reduce(self.of_two, known, SCALAR) if len(known) == len(kinds) else None

    def with_each(self, parts: Sequence[Tree]) -> Tree:
        """Return a product with ⊙ in it as products component by component, from the left.

        What stands behind ⊙ is one factor, or several where they make what stands before it: h ⊙ W^T δ.
        """
        done: list[Tree] = []
        place = 0
        while place < len(parts):
            inside = each_by_each(parts[place])
            numbers = [part for part in done if self.kind(part) == SCALAR]
            left = [part for part in done if part not in numbers]
            place += 1
            if inside is None or not left:
                done.append(parts[place - 1] if inside is None else inside)
                continue
            whole = mul(*left) if len(left) > 1 else left[0]
            last = next((each for each in range(place, len(parts)) if each_by_each(parts[each]) is not None), len(parts))
            behind = mul(inside, *parts[place:last])
            if self.kind(inside) == MATRIX and last > place and self.kind(whole) in (COLUMN, None):
                inside, place = behind, last
            factors_before = whole[2] if whole[0] == HADAMARD else (whole,)
            done = [*numbers, node(HADAMARD, None, (*factors_before, inside))]
        return mul(*done) if len(done) > 1 else done[0]

    def without_each(self, tree: Tree) -> Tree:
        """Return an expression with products component by component for ⊙."""

        def change(item: Tree) -> Tree:
            if item[0] != "mul":
                return item
            parts = factors(item)
            return self.with_each(parts) if any(each_by_each(part) is not None for part in parts) else item

        return rewrite(tree, change)

    def of_two(self, left: str, right: str) -> str:
        """Return the kind of a product of two factors."""
        if SCALAR in (left, right):
            return right if left == SCALAR else left
        if left == right and self.beside and (left != MATRIX or self.beside == COLUMN):
            return left if self.beside == COLUMN else SCALAR
        product = _PRODUCTS.get((left, right))
        if product is None:
            raise Unfit(f"a {left} times a {right}")
        return product

    def look(self, tree: Tree) -> None:
        """Take what one node tells of the names below it."""
        kind, value, args = tree
        if (inside := transposed(tree)) is not None:
            self.expect(inside, MATRIX if inside[0] != "add" and is_as_matrix(inside) else COLUMN)
        elif kind == "call" and value in (TRACE, DET):
            self.expect(args[0], MATRIX)
        elif kind == "call" and value in NORMS:
            self.expect(args[0], MATRIX if value == NORM and is_of_matrices(args[0]) else COLUMN)
        elif kind == "mul" and any(each_by_each(part) is not None for part in factors(tree)):
            self.look(self.with_each(factors(tree)))
        elif kind == "mul":
            self.look_at_product(factors(tree))
        elif kind == "div" and self.kind(args[0]) is None and self.kind(args[1]) == COLUMN:
            self.expect(args[0], COLUMN)
        elif kind == HADAMARD:
            for part in args:
                self.look(part)
            found = next((each for each in map(self.kind, args) if each not in (None, SCALAR)), None)
            for part in args if found else ():
                self.expect(part, found or "")
        elif kind == "add" and (found := self.kind(tree)) not in (None, SCALAR):
            self.expect_terms(args, found)
        elif kind == "sum" and not any(carries(name, value) for name in names(args[0])):
            self.look_at_sum(args[0])

    def look_at_product(self, parts: Sequence[Tree]) -> None:
        """Take what stands behind a matrix or a row for a vector, or a matrix where it is capital; and a capital before a vector for a matrix."""
        kinds = [self.kind(each) for each in parts]
        for place, (before, after) in enumerate(pairwise(parts)):
            if kinds[place] in _AFTER and kinds[place + 1] is None:
                self.expect(after, MATRIX if is_as_matrix(after) else COLUMN)
                kinds[place + 1] = self.kind(after)
            elif kinds[place] == COLUMN and is_small(after) and kinds[place + 1] is None:
                raise Unfit(f"{after[1]} may be a number or a vector")
            elif kinds[place] is None and kinds[place + 1] == COLUMN and is_small(before) and before[1][0] in TARGETS and after[:2] == ("call", "log"):
                self.expect(before, COLUMN)  # y of y·log p
            elif kinds[place] is None and kinds[place + 1] in (COLUMN, MATRIX) and is_as_matrix(before):
                self.expect(before, MATRIX)

    def look_at_sum(self, body: Tree) -> None:
        """Take targets that multiply a vector in a sum of its components for one too, as y in np.sum(y * np.log(p)); and what is added up alone."""
        if body[0] == "symbol" or (body[0] in ("pow", "call") and len(names(body)) == 1 and body[2][0][0] == "symbol"):
            self.expect(body if body[0] == "symbol" else body[2][0], COLUMN)
        for item in postorder(body):
            parts = factors(item) if item[0] == "mul" else []
            if any(self.kind(each) == COLUMN for each in parts):
                for each in parts:
                    if is_small(each) and each[1][:1] in TARGETS and self.kind(each) is None:
                        self.take(each[1], COLUMN)

    def expect(self, tree: Tree, kind: str) -> None:
        """Take an expression for one of a kind, where nothing is known of it."""
        if self.kind(tree) is not None:
            return
        name, value, args = tree
        if name == "symbol":
            self.take(value, kind)
        elif (inside := transposed(tree)) is not None:
            self.expect(inside, _FLIPPED.get(kind, kind))
        elif name == "add":
            number = any(self.kind(term) == SCALAR and names(term) and not is_intercept(term) for term in args)  # y − w^T x is one
            self.expect_terms(args, SCALAR if number else kind)
        elif name in ("div", "pow") and self.kind(args[0]) == SCALAR and not names(args[0]):  # 1/(1 + e^(−z))
            self.expect(args[1], kind)
        elif name in ("neg", "div", "pow") or (name == "call" and len(args) == 1):
            self.expect(args[0], kind)
        elif name == "call" and value in EACH_BY_EACH:
            self.expect_terms(args, kind)
        elif name == "mul":
            self.expect_product(factors(tree), kind)
        elif name == "sum" and any(carries(each, value) for each in names(args[0])):  # o = Σ_i a_i v_i of vectors
            self.expect(args[0], kind)

    def expect_terms(self, terms: Sequence[Tree], kind: str) -> None:
        """Take terms for what is added up to a kind; to every row of a matrix a vector."""
        for term in terms:
            self.expect(term, ROW if kind == MATRIX and is_small(term) else kind)

    def expect_product(self, parts: Sequence[Tree], kind: str) -> None:
        """Take a product for a column, a row or a matrix: its last factor is the vector, capitals before it are matrices, the others numbers."""
        known = [self.kind(each) for each in parts]
        if kind == MATRIX:
            for before, found, after, behind in zip(parts, known, known[1:], [*known[2:], None], strict=False):
                if found is None and after == ROW and behind != COLUMN and is_as_column(before):  # the outer product a b^T
                    self.expect(before, COLUMN)
        if kind == SCALAR or any(each not in (None, SCALAR) for each in known):
            return
        unknown = [each for each, found in zip(parts, known, strict=True) if found is None]
        last = max((place for place, each in enumerate(unknown) if is_as_matrix(each)), default=0)  # no vector stands before a matrix
        if sum(is_small(each) and each[1].isascii() for each in unknown[last:]) > 1:
            raise Unfit("either of two names may be the vector: say which, as in 'where v_i are vectors'")
        self.expect(unknown[-1], kind)
        for each in unknown[:-1]:
            self.expect(each, MATRIX if is_as_matrix(each) else SCALAR)


def kinds_of(vectors: Sequence[Vector]) -> dict[str, str]:
    """Return the kinds of the vectors and matrices of a problem."""
    return {each.name: ROW if each.row else COLUMN if len(each.indices) == 1 else MATRIX for each in vectors}
