"""Problems in which matrices that change are inverted, or determinants are taken: they are read whole, without components."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from chainrule.notation.indices import carries
from chainrule.problem import Definition, Problem, Reading, Vectors, reached
from chainrule.syntax.asked.requests import Said
from chainrule.syntax.rules import A_POWER
from chainrule.tree import ONE, Tree, depth, names, postorder, size
from chainrule.vectors.kinds import COLUMN, DEEPEST, DET, EACH, MATRIX, ROW, SCALAR, TRACE, TRANSPOSED, Unfit, is_capital, kinds_of
from chainrule.vectors.matrices import IDENTITY, MatrixKinds, check_functions, normal, powered, whole_vector

LARGEST = 500  # parts of all definitions
BARE_NAMES = ("f", "y", "F", "Y", "f_1")  # for an expression without a name


def in_whole_matrices(problem: Problem, wrt: Collection[str], said: Said) -> Problem:
    """Return a problem whose definitions hold whole vectors and matrices. Raises Unfit where it makes no sense as one."""
    if problem.equation is not None or problem.rates or problem.known or problem.point or problem.function is not None:
        raise Unfit("an equation, a point or given values beside whole matrices are not read")
    trees = [normal(each.tree) for each in problem.definitions]
    used = {name for tree in trees for name in names(tree)}
    defined = [each.name or next(letter for letter in BARE_NAMES if letter not in used) for each in problem.definitions]
    if any(depth(tree) > DEEPEST for tree in trees):
        raise Unfit("it is nested too deeply")
    if sum(map(size, trees)) > LARGEST:
        raise Unfit("it is too long for whole matrices")
    if len({*defined}) < len(defined):
        raise Unfit("a name is defined twice")
    everything = dict(zip(defined, trees, strict=True))
    sums = [item for tree in trees for item in postorder(tree) if item[0] == "sum"]
    if not all(is_over_samples(item) or is_over_all(item) for item in sums):
        raise Unfit("a sum over components stands beside inverses, powers or determinants of matrices")
    kinds = kinds_of_all(everything, said, (*wrt, *problem.wrt))
    everything = {name: kinds.without_each(tree) for name, tree in everything.items()}
    check_functions([tree for tree in everything.values() if has_matrix_functions(tree)], kinds)
    order = dict.fromkeys([*(name for own, tree in everything.items() for name in (own, *names(tree))), *sorted(kinds.of)])  # as they are written
    found = {name: kinds.of[name] for name in order if kinds.of.get(name, SCALAR) != SCALAR and name not in (IDENTITY.value, TRANSPOSED.value)}
    if MATRIX not in kinds.of.values():
        raise Unfit("there is no matrix")
    definitions = tuple(each._replace(name=name, tree=everything[name]) for each, name in zip(problem.definitions, defined, strict=True))
    symmetric = tuple(name for name in said.symmetric if name in used)
    vectors = Vectors(tuple(whole_vector(name, kind) for name, kind in found.items()), (), said.beside, symmetric, said.spread, whole=True)
    readings = tuple(reading for reading in problem.readings if reading.other != A_POWER and not reading.other.startswith("the norm of a vector"))
    told = (*readings, *map(Reading, notes(found, used, vectors.symmetric)))
    result = problem._replace(definitions=definitions, vectors=vectors, readings=told, reserved=(*problem.reserved, *found))
    asked = problem.wrt or parameters(definitions, problem.output)
    return result._replace(wrt=result.spelled(asked) if asked else ())


def whole_or_found(problem: Problem, found: Problem, wrt: Collection[str], said: Said) -> Problem:
    """Return a problem in which layers or steps share a matrix in whole matrices, where it can be; by components as it is found, where it cannot."""
    with suppress(Unfit):
        return in_whole_matrices(problem, wrt, said._replace(kinds={**said.kinds, **kinds_of(found.vectors.each)}))
    return found


def is_chained(definitions: Sequence[Definition], matrix: str) -> bool:
    """Return whether a matrix stands in two definitions of which one is made of the other: z = W y, y = W x."""
    with_it = [each for each in definitions if matrix in names(each.tree)]
    return len(with_it) > 1 and any(not reached([*definitions], [*names(each.tree)]).isdisjoint(other.name for other in with_it) for each in with_it)


def is_over_samples(item: Tree) -> bool:
    """Return whether a sum adds up what is given for every index, as vectors x_1 to x_n."""
    body, low, high = item[2]
    return low == ONE and high[0] == "symbol" and any(carries(name, item[1]) for name in names(body)) and not any(each[0] == "sum" for each in postorder(body))


def is_over_all(item: Tree) -> bool:
    """Return whether a sum adds up all components of an expression, sum(A X); in that of a power it is open whether that is one of each component."""
    body, low, high = item[2]
    parts = list(postorder(body))
    inner = any(each[0] == "sum" or (each[0] == "pow" and each[2][1] != TRANSPOSED) for each in parts) or any(carries(name, item[1]) for name in names(body))
    return low == ONE and high[0] == "symbol" and not inner


def parameters(definitions: tuple[Definition, ...], output: str | None) -> tuple[str, ...]:
    """Return the arguments that the output is declared with: X of f(X) = …"""
    return next((each.parameters for each in definitions if each.parameters and output in (None, "", each.name)), ())


def kinds_of_all(everything: dict[str, Tree], said: Said, by: Collection[str]) -> MatrixKinds:
    """Return the kinds of all names; those of which nothing is known are numbers. Raises Unfit."""
    capitals = {name: MATRIX for tree in everything.values() for name in capitals_inside(tree)}
    used = {name for tree in everything.values() for name in names(tree)}
    identity = IDENTITY.value in used and not {IDENTITY.value} & {*everything, *by, *said.kinds}
    of = {**capitals, **said.kinds, **({IDENTITY.value: MATRIX} if identity else {})}
    kinds = MatrixKinds(list(everything.items()), of, said.beside, spread=said.spread)
    for name in (*used, *everything):
        if name != TRANSPOSED.value:
            kinds.of.setdefault(name, SCALAR)
    for name, tree in everything.items():
        kinds.take(name, kinds.kind(tree) or SCALAR)
    return kinds


def capitals_inside(tree: Tree) -> list[str]:
    """Return the capital names in traces, in determinants, and in what is inverted or raised to a power."""
    bases = [base for item in postorder(tree) if (base := powered(item)) is not None]
    inside = [item[2][0] for item in postorder(tree) if item[0] == "call" and item[1] in (TRACE, DET)]
    return [item[1] for base in (*bases, *inside) for item in postorder(base) if is_capital(item) and item != TRANSPOSED]


def has_matrix_functions(tree: Tree) -> bool:
    """Return whether an expression has traces, determinants, inverses or powers of matrices, beside which exp(X) may be a function of the whole matrix."""
    return any((item[0] == "call" and item[1] in (TRACE, DET, EACH)) or powered(item) is not None for item in postorder(tree))


def notes(kinds: dict[str, str], used: Collection[str], symmetric: Collection[str]) -> list[str]:
    """Return how the problem was read."""
    words = {MATRIX: ("matrix", "matrices"), COLUMN: ("column", "columns"), ROW: ("row", "rows")}
    found = []
    for kind, (one, several) in words.items():
        members = [name for name, own in kinds.items() if own == kind and name in used]
        if members:
            found.append(f"{', '.join(members)} {f'are {several}' if len(members) > 1 else f'is a {one}'}")
    said = ["; ".join(found)] if found else []
    said += ["I is the identity"] if IDENTITY.value in used and IDENTITY.value not in kinds else []
    return said + [f"{name} is symmetric; its entries are differentiated by as if each could change alone" for name in symmetric]
