"""Definitions by components as definitions of whole vectors: p = softmax(z), and −Σ_k y_k log p_k as the sum of the components of −y ⊙ log p."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from chainrule.notation.indices import apart, carries, index_name
from chainrule.problem import Definition, Vectors
from chainrule.tree import Tree, call, mul, names, node, postorder, power, rewrite, symbol
from chainrule.vectors.kinds import COLUMN, EACH, HADAMARD, SCALAR, TRANSPOSED, factors, is_as_matrix, is_capital, is_small, transposed
from chainrule.vectors.matrices import kinds_in

SOFTMAX = "softmax"


def in_whole_vectors(vectors: Vectors) -> dict[str, Tree]:
    """Return the definitions of a problem of vectors, as written, by name."""
    columns = {each.name for each in vectors.each if len(each.indices) == 1}
    found = {}
    for definition in vectors.written:
        base, _index = apart(definition.name)
        argument = softmax_of(definition)
        if base in columns and argument in columns:
            found[base] = node("call", SOFTMAX, (symbol(argument),))
        else:
            found[definition.name] = rewrite(definition.tree, lambda item: with_whole(item, columns))
    return found


def alone(tree: Tree, vectors: Collection[str]) -> list[str]:
    """Return the single components of vectors in an expression, the x_1 of x^T x − x_1: those over which no sum in it runs."""
    bound = {item[1] for item in postorder(tree) if item[0] == "sum"}
    return [name for name in names(tree) if name not in vectors and apart(name)[0] in vectors and apart(name)[1] not in bound]


def share_of(definition: Definition) -> Tree | None:
    """Return what is over the sum of itself in a definition for each index, exp(z_i) of p_i = exp(z_i)/Σ_j exp(z_j); None of another definition."""
    return share_over(definition, apart(definition.name)[1])


def share_over(definition: Definition, index: str) -> Tree | None:
    """Return what is over the sum of itself in a definition, the sum being over one of its indices, exp(z_ik) of p_ik = exp(z_ik)/Σ_j exp(z_ij); else None."""
    tree = definition.tree
    if tree[0] != "div" or not index.isalpha() or tree[2][1][0] != "sum":
        return None
    above, total = tree[2]

    def under_other(item: Tree) -> Tree:
        return symbol(index_name(item[1], index, total[1])) if item[0] == "symbol" else item

    return above if total[2][0] == rewrite(above, under_other) else None


def softmax_of(definition: Definition) -> str:
    """Return z of p_i = exp(z_i)/Σ_j exp(z_j); nothing of another definition."""
    above = share_of(definition)
    if above is None or above[:2] != ("call", "exp") or above[2][0][0] != "symbol":
        return ""
    base, index = apart(above[2][0][1])
    return base if index == apart(definition.name)[1] else ""


def with_whole(item: Tree, columns: Collection[str]) -> Tree:
    """Return a sum over the components of vectors as one of an expression of these vectors; any other node as it is."""
    if item[0] != "sum":
        return item
    body, index = item[2][0], item[1]
    carrying = {name for name in names(body) if carries(name, index)}
    if not carrying or any(apart(name)[0] not in columns or apart(name)[1] != index for name in carrying) or any(each[0] == "sum" for each in postorder(body)):
        return item
    wholes = {apart(name)[0] for name in carrying}

    def whole(each: Tree) -> Tree:
        if each[0] == "symbol" and each[1] in carrying:
            return symbol(apart(each[1])[0])
        if each[0] != "mul":
            return each
        own = [not wholes.isdisjoint(names(part)) for part in each[2]]
        if sum(own) < 2:
            return each
        vectors = tuple(part for part, is_own in zip(each[2], own, strict=True) if is_own)
        numbers = [part for part, is_own in zip(each[2], own, strict=True) if not is_own]
        return mul(*numbers, node(HADAMARD, None, vectors)) if numbers else node(HADAMARD, None, vectors)

    return node("sum", index, (rewrite(body, whole), *item[2][1:]))


def with_products_apart(item: Tree) -> Tree:
    """Return y ⊙ (X w) for a product y·(X w) of small names and a product that starts with a matrix; any other node as it is."""
    if item[0] != "mul" or item[2][-1][0] != "mul" or not is_capital(item[2][-1][2][0]) or not all(is_small(part) for part in item[2][:-1]):
        return item
    return mul(*item[2][:-1], call(EACH, item[2][-1]))


def is_product_of_matrices(tree: Tree) -> bool:
    """Return whether an expression is a product of names that are written as matrices are, Q K^T, perhaps over a number, or one with a bias, X W + b."""
    inside = tree[2][0] if tree[0] == "div" else tree
    if inside[0] == "add":
        return all(term[0] == "symbol" or is_product_of_matrices(term) for term in inside[2]) and any(term[0] == "mul" for term in inside[2])
    parts = factors(inside) if inside[0] == "mul" else [inside]
    return all(is_capital(each if (base := transposed(each)) is None else base) for each in parts)


def in_quadratic_forms(parts: Sequence[Tree]) -> list[str]:
    """Return the names that stand transposed and again behind that, with nothing but matrices between: r of r^T r and r^T A r."""
    found = []
    for place, each in enumerate(map(transposed, parts)):
        behind = next((part for part in parts[place + 1 :] if not is_as_matrix(part)), None)
        if each is not None and each[0] == "symbol" and each == behind:
            found.append(each[1])
    return found


def before_vectors(trees: Sequence[Tree]) -> list[str]:
    """Return the capitals that stand before small names in products, W of W x; none where T is a name."""
    pairs = [pair for tree in trees for item in postorder(tree) if item[0] == "mul" for pair in pairwise(factors(item))]
    found = dict.fromkeys(one[1] for one, other in pairs if is_capital(one) and is_small(other))
    return [] if any(TRANSPOSED[1] in names(tree) for tree in trees) else list(found)


def in_signs(tree: Tree, vectors: Vectors) -> Tree:
    """Return an expression in which products of columns side by side are what they mean: u^T v for the scalar product u · v, or u ⊙ v."""
    kinds = kinds_in(vectors)

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
