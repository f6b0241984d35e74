"""Matrices that are inverted, raised to powers, or whose determinants are taken: they stay whole, for no sums over components give them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from chainrule.notation.indices import apart, carries
from chainrule.problem import Vector, Vectors
from chainrule.tree import ONE, Tree, mul, names, neg, number, postorder, power, rewrite, symbol, without_sums
from chainrule.vectors.inverses import OVER_ITSELF, OVER_TRANSPOSED
from chainrule.vectors.kinds import COLUMN, DET, MATRIX, ROW, SCALAR, TRACE, TRANSPOSED, Kinds, Unfit, factors, is_capital, kinds_of, transposed
from chainrule.vectors.norms import as_norm

IDENTITY = symbol("I")
OF_ITSELF = ("exp", "log", "sqrt", "sin", "cos")  # functions of a number that a matrix as a whole has too
HIGHEST = 20  # power of a matrix


class MatrixKinds(Kinds):
    """The kinds of names beside inverses and powers of matrices."""

    def of_operation(self, operation: str, kinds: Sequence[str | None], *, plain: bool = False, by_components: bool = False) -> str | None:
        """Return the kind of a sign, a power, or what else takes numbers; a power of a matrix is one."""
        if operation == "pow" and kinds[0] == MATRIX:
            return MATRIX
        return super().of_operation(operation, kinds, plain=plain, by_components=by_components)

    def of_terms(self, terms: Sequence[Tree]) -> str | None:
        """Return the kind of a sum of terms."""
        kind = super().of_terms(terms)
        if kind == MATRIX and any(not names(term) for term in terms):
            raise Unfit("a number is added to a matrix: write I for the identity")
        return kind

    def of_power(self, term: Tree) -> str | None:
        """Return the kind of a term beside a written number."""
        return self.kind(term)

    def look(self, tree: Tree) -> None:
        """Take what is inverted or raised to a power for a matrix where it is written as one."""
        if (base := powered(tree)) is not None:
            for name in names(base):
                if is_capital(symbol(name)):
                    self.take(name, MATRIX) if name not in self.of else None
        super().look(tree)


def kinds_in(vectors: Vectors, others: Mapping[str, str] | None = None) -> Kinds:
    """Return the kinds of the names of a problem, and of others."""
    of = {**(others or {}), **({IDENTITY[1]: MATRIX} if vectors.whole else {}), **kinds_of(vectors.each)}
    return (MatrixKinds if vectors.whole else Kinds)([], of, vectors.beside, spread=vectors.spread)


def whole_vector(name: str, kind: str) -> Vector:
    """Return a vector or a matrix that stays whole; its axes have no letters."""
    count = 2 if kind == MATRIX else 1
    return Vector(name, (name,), ("i", "j")[:count], (("", ""),) * count, kind == ROW)


def powered(item: Tree) -> Tree | None:
    """Return A where a node is A^(-1), A^(-T) or A^n with a whole number n, and A is written as matrices are; else None."""
    if item[0] != "pow":
        return None
    base, exponent = item[2]
    whole = exponent[2][0] if exponent[0] == "neg" else exponent
    counts = whole[0] == "number" and isinstance(whole[1], int) and 0 < whole[1] <= HIGHEST and (exponent[0] == "neg" or whole[1] > 1)
    capital = is_capital(base) or (base[0] in ("add", "mul", "pow") and any(is_capital(part) for part in postorder(base) if part != TRANSPOSED))
    return base if (counts or exponent == OVER_TRANSPOSED) and capital and not is_number(base) else None


def of_samples(tree: Tree) -> list[str]:
    """Return the names in an expression that have an index that a sum runs over, and those of how many terms it has: x_i and n of Σ_{i=1}^n x_i^T A x_i."""
    sums = [item for item in postorder(tree) if item[0] == "sum"]
    found = [name for item in sums for name in names(item[2][0]) if carries(name, item[1])]
    return [*found, *(item[2][2][1] for item in sums if item[2][2][0] == "symbol")]


def is_number(tree: Tree) -> bool:
    """Return whether a product or a sum is a number at first sight: x^T A x of (x^T A x)^2, or one with a term like that."""
    if tree[0] == "mul":
        parts = factors(tree)
        first, last = transposed(parts[0]), parts[-1]
        return first is not None and not is_capital(first) and transposed(last) is None and not is_capital(last)
    return tree[0] in ("add", "neg") and any(is_number(term) for term in tree[2])


def inverses(tree: Tree) -> Iterator[Tree]:
    """Yield what is inverted in an expression."""
    for item in postorder(tree):
        if item[0] == "pow" and item[2][1][0] == "neg" and (base := powered(item)) is not None:
            yield base


def is_of_whole_matrices(trees: Sequence[Tree], changing: Collection[str], *, asked: bool) -> bool:
    """Return whether expressions take determinants or traces of powers, or invert something that changes: a name in ``changing``, or more than a name.

    Where nothing is ``asked``, what is inverted in a trace changes, and what is inverted where there is nothing else.
    """
    inverted = {base for tree in trees for base in inverses(tree)}
    items = [item for tree in trees for item in postorder(tree)]
    traced = [powered(part) for item in items if item[:2] == ("call", TRACE) for part in postorder(item) if powered(part) is not None]
    varied = {*changing, *(apart(name)[0] for name in changing)}
    if any(item[:2] == ("call", DET) for item in items) or any(base[0] != "symbol" or base[1] in varied for base in inverted):
        return True
    if not inverted.issuperset(traced) or (traced and not asked):
        return True
    return bool(inverted) and not asked and {name for tree in trees for name in names(tree)} - {base[1] for base in inverted} <= {TRANSPOSED[1]}


def crosses(trees: Sequence[Tree], matrix: str) -> bool:
    """Return whether components of a matrix under different letters are not told apart as terms of sums, X_ij beside X_ji, its transpose, left aside.

    They are not where a letter counts the rows in one place and the columns in another, as in the X_kj and X_ik of A X − X B, and where one
    stands in a sum and the other in a sum inside it, as in X − B X.
    """
    found = {letters for tree in trees for letters in letters_of(matrix, names(tree))}
    if any(set(one) != set(other) and (one[0] == other[1] or one[1] == other[0]) for one, other in combinations(found, 2)):
        return True
    sums = [item for tree in trees for item in postorder(tree) if item[0] == "sum"] if len(found) > 1 else []
    return any((here := letters_of(matrix, names(without_sums(each[2][0])))) and letters_of(matrix, names(each)) - here for each in sums)


def letters_of(matrix: str, used: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the pairs of letters under which components of a matrix are among some names."""
    return {tuple(letters) for name, letters in map(apart, used) if name == matrix and len(letters) == 2}


def has_matrix_signs(trees: Sequence[Tree]) -> bool:
    """Return whether expressions have powers of matrices, traces or the identity in them, which may be read whole where components fail."""
    return any(powered(item) is not None or item == IDENTITY or item[:2] == ("call", TRACE) for tree in trees for item in postorder(tree))


def normal(tree: Tree) -> Tree:
    """Return an expression with (A^-1)^T as A^-T, and A^-2 as (A^-1)^2."""

    def one(item: Tree) -> Tree:
        if item[0] != "pow":
            return as_norm(item)
        base, exponent = item[2]
        inside = exponent[2][0] if exponent[0] == "neg" else None
        if inside is not None and inside[0] == "number" and isinstance(inside[1], int) and inside[1] > 1 and powered(item) is not None:
            return power(power(base, OVER_ITSELF), inside)
        if base[0] == "pow" and {exponent, base[2][1]} == {TRANSPOSED, OVER_ITSELF}:
            return power(base[2][0], OVER_TRANSPOSED)
        if base[0] == "pow" and exponent == TRANSPOSED and base[2][1] == OVER_TRANSPOSED:
            return power(base[2][0], OVER_ITSELF)
        return item

    return rewrite(tree, one)


def check_functions(trees: Sequence[Tree], kinds: Kinds) -> None:
    """Refuse functions of a whole matrix that might be meant as the matrix has them: exp(X) in a trace. Raises Unfit."""
    for tree in trees:
        for item in postorder(tree):
            if item[0] == "call" and item[1] in OF_ITSELF and kinds.kind(item[2][0]) == MATRIX:
                raise Unfit(f"{item[1]} of a matrix that is multiplied or traced may be the matrix function, which is not known here")


def grouped(parts: Sequence[Tree], kinds: Kinds) -> tuple[list[Tree], list[Tree]]:
    """Return the numbers of a product, scalar products among them, and the other factors: [x^T y] and [A] of x^T y A."""
    numbers: list[Tree] = []
    run: list[Tree] = []
    kind = SCALAR
    for part in parts:
        own = kinds.kind(part) or SCALAR
        if own == SCALAR:
            numbers.append(part)
            continue
        run.append(part)
        kind = kinds.of_two(kind, own)
        if kind == SCALAR:
            numbers.append(mul(*run))
            run = []
    return numbers, run


def numbers_first(gradient: Tree, kinds: Kinds) -> tuple[list[Tree], list[Tree]]:
    """Return the numbers of a gradient, its sign among them, and its other factors."""
    if gradient[0] == "neg":
        numbers, others = numbers_first(gradient[2][0], kinds)
        return [neg(ONE), *numbers], others
    return grouped(factors(gradient) if gradient[0] == "mul" else [gradient], kinds)


def rotated(parts: Sequence[Tree], kinds: Kinds) -> Tree | None:
    """Return the trace of a product as a number where a column stands before a row in it: v^T B u for tr(u v^T B); else None."""
    found = [kinds.kind(part) for part in parts]
    for place, (one, other) in enumerate(pairwise(found), 1):
        if (one, other) == (COLUMN, ROW):
            return mul(*parts[place:], *parts[:place])
    return None


def minus_one(base: Tree) -> Tree:
    """Return the inverse of an expression; of an inverse, what it is of."""
    inside: Tree = base[2][0] if base[2] else base
    return inside if base[0] == "pow" and base[2][1] == OVER_ITSELF else power(base, neg(ONE))


def lower(base: Tree, exponent: int) -> Tree:
    """Return a power of a matrix, the matrix itself for the first one."""
    return base if exponent == 1 else power(base, number(exponent))
