"""Problems of vectors and matrices by their components: L = ‖X w − y‖² is L = Σ_i (Σ_j X_ij·w_j − y_i)²."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise

from chainrule.errors import ReadError
from chainrule.notation.indices import apart, carries
from chainrule.problem import Definition, Problem, Reading, Vector, Vectors
from chainrule.syntax.asked.requests import Said
from chainrule.syntax.rules import A_POWER, RULES, RUNS_OVER, sentence
from chainrule.syntax.vectors.added import added_to_columns, intercepts
from chainrule.syntax.vectors.fixed_indices import bound_in, fixed_indices, marks
from chainrule.syntax.vectors.losses import as_typed, of_all_components, of_numbers, open_loss
from chainrule.syntax.vectors.matrices import BARE_NAMES, in_whole_matrices, is_chained, whole_or_found
from chainrule.syntax.vectors.norms import without_frobenius
from chainrule.syntax.vectors.ordering import in_order_of_use, in_order_typed
from chainrule.syntax.vectors.row_softmax import by_rows, is_of_matrices
from chainrule.syntax.vectors.scalar_products import NO_VECTORS, product_of, products, products_inside, products_of_marked, with_names
from chainrule.syntax.vectors.shown_by_use import shown_by_use
from chainrule.syntax.vectors.temperature import beside_temperature
from chainrule.syntax.vectors.whole_vectors import alone_in_sums, beside_programs, check_terms_differ, numbers_of_means, parameters_in, with_targets_apart
from chainrule.tree import Tree, depth, names, postorder, rewrite, symbol
from chainrule.vectors.components import Axes, Components, indexed
from chainrule.vectors.inverses import inverted, with_inverses
from chainrule.vectors.kinds import (
    COLUMN,
    DEEPEST,
    DET,
    EACH,
    MATRIX,
    NORM_F,
    NORMS,
    ROW,
    SCALAR,
    TRACE,
    TRANSPOSED,
    Kinds,
    Unfit,
    factors,
    is_capital,
    transposed,
)
from chainrule.vectors.matrices import OF_ITSELF, crosses, has_matrix_signs, is_of_whole_matrices
from chainrule.vectors.norms import without_norms
from chainrule.vectors.whole import alone, in_quadratic_forms, share_of, with_products_apart

OWN_NAMES = "szqvh"  # for scalar products inside other expressions
HINT = "transpose what has to stand in a row, as in w^T x, or write the components, as in Σ_i w_i x_i"
MARK = 3  # letters of a mark below, y_hat, which is no index
ABSOLUTE = "the norm of a vector"  # and that of a norm, where that is read as an absolute value


def with_vectors(problem: Problem, wrt: Collection[str], said: Said) -> Problem:
    """Return a problem with its vectors and matrices by their components, where it has any; norms of numbers are absolute values.

    What is said, a transpose in a product and a norm show vectors. Raises ReadError where a problem of vectors makes no sense.
    """
    by_use = shown_by_use(problem, (*wrt, *problem.wrt))
    of_matrices = bool(said.kinds) or (bool(by_use) and COLUMN not in by_use.values())
    said = said._replace(kinds={**by_use, **said.kinds})
    problem = with_targets_apart(problem) if MATRIX in by_use.values() else problem
    trees = [each.tree for each in problem.definitions]
    used = {name for tree in trees for name in names(tree)}
    calls = {item[1] for tree in trees for item in postorder(tree) if item[0] == "call"}
    norms = not calls.isdisjoint((*NORMS, EACH, TRACE, DET))
    problem, said = without_frobenius(problem, said) if NORM_F in calls else (problem, said)
    shares = softmaxes(problem.definitions, (*wrt, *problem.wrt))
    if shares and TRANSPOSED.value in used:
        problem = beside_temperature(problem)
        used = {name for each in problem.definitions for name in names(each.tree)}
    by_signs = norms or TRANSPOSED.value in used
    whole = beside_programs(problem) if said.beside == COLUMN else {} if of_matrices or by_signs else alone_in_sums(problem)
    shown = bool(said.kinds) or by_signs
    if shares and any(is_of_matrices(each, problem, said) for each in problem.definitions):
        return by_rows(with_targets_apart(problem), wrt, said)
    if shown or shares or whole:
        counts, means = numbers_of_means(problem.definitions)
        kinds = {**counts, **whole, **dict.fromkeys(shares, COLUMN), **said.kinds, **means}
        surely = said.surely or bool(shares) or not calls.isdisjoint((TRACE, DET, NORM_F))
        meant = said._replace(kinds=kinds, surely=surely, beside=said.beside or (COLUMN if whole else ""), spread=bool(whole or counts))
        found = read_by_components(problem, wrt, meant, norms)
        if found is None and (ordered := in_order_of_use(problem)) != problem:
            found = in_order_typed(read_by_components(ordered, wrt, meant, norms))
        if found is not None:
            return found
    check_terms_differ(problem)
    if not calls.isdisjoint((TRACE, DET)):
        raise ReadError("the trace or the determinant of what is no matrix", hint=HINT, text=problem.text, start=0, end=len(problem.text))
    if norms and 0 < transposes(nodes := [item for tree in trees for item in postorder(tree)]) < sum(item == TRANSPOSED for item in nodes):
        message, hint = "T is a quantity here, and the sign of a transpose", "write another letter for the quantity"
        raise ReadError(message, hint=hint, text=problem.text, start=0, end=len(problem.text))
    if norms or any(item[0] == "call" and item[1] in NORMS for _, tree in problem.rates for item in postorder(tree)):
        definitions = tuple(each._replace(tree=without_norms(each.tree)) for each in problem.definitions)
        return problem._replace(definitions=definitions, rates=tuple((name, without_norms(tree)) for name, tree in problem.rates))
    return problem


def read_by_components(problem: Problem, wrt: Collection[str], said: Said, norms: bool) -> Problem | None:
    """Return a problem of vectors by components, or whole where matrices that change are inverted; None where it is none. Raises ReadError."""
    reader = Reader(problem, wrt, said)
    if not reader.is_of_vectors(norms):
        return None
    by, trees = (*wrt, *problem.wrt), [each.tree for each in problem.definitions]
    found = None
    try:
        if is_of_whole_matrices(trees, {*by, *reader.defined, *reader.parameters}, asked=bool(by)):
            return in_whole_matrices(problem, wrt, said)
        found = reader.read()
    except Unfit as unfit:
        fault = unfit
    else:
        components = [item.tree for item in found.definitions]
        crossing = [each.name for each in found.vectors.each if (not by or each.name in by) and crosses(components, each.name)]
        if apart(found.definitions[-1].name)[1]:  # of a vector, the components are what is asked for
            return found
        if not crossing:
            chained = any((not by or each.name in by) and is_chained(problem.definitions, each.name) for each in found.vectors.each if len(each.indices) > 1)
            return whole_or_found(problem, found, wrt, said) if chained else found
        fault = Unfit(f"the components of {crossing[0]} stand under letters that are not told apart")
    if found is not None or has_matrix_signs(trees):
        with suppress(Unfit):
            return in_whole_matrices(problem, wrt, said)
    if found is not None or reader.surely:
        message = f"as vectors and matrices this makes no sense: {fault}"
        raise ReadError(message, hint=HINT, text=problem.text, start=0, end=len(problem.text)) from None
    return None


def softmaxes(definitions: Sequence[Definition], by: Collection[str]) -> list[str]:
    """Return the vectors of definitions such as p_i = exp(z_i)/Σ_j exp(z_j) that are defined, used or asked for without an index."""
    found = [vectors_of_softmax(each) for each in definitions]
    bare = {*by, *(name for each in definitions for name in (each.name, *names(each.tree)))}
    return [name for each in found if not bare.isdisjoint(each) for name in each]


def vectors_of_softmax(definition: Definition) -> list[str]:
    """Return p and z of p_i = exp(z_i)/Σ_j exp(z_j); nothing of another definition."""
    (base, index), above = apart(definition.name), share_of(definition)
    return [] if above is None else [base, *(stem for stem, own in map(apart, names(above)) if own == index)]


def component_in(name: str, used: Collection[str]) -> bool:
    """Return whether one of some names is a component of a vector, under a letter."""
    return any(low in ("i", "j", "k") and base == name and "_" in each for each in used for base, low in (apart(each),))


class Reader:
    """Reads the definitions of one problem as those of vectors."""

    def __init__(self, problem: Problem, wrt: Collection[str], said: Said) -> None:
        self.problem, self.said = problem, said
        trees = [of_all_components(each) for each in problem.definitions]
        self.trees = self.written = [rewrite(tree, with_products_apart) for tree in trees] if said.beside == COLUMN else trees
        self.defined = [each.name for each in problem.definitions]
        self.used = {name for tree in self.trees for name in names(tree)}
        self.bound = {index for tree in self.trees for index in bound_in(tree)}
        self.by = (*wrt, *problem.wrt)
        self.surely = said.surely
        self.parameters = [name for each in problem.definitions for name in each.parameters]
        self.inverses: dict[str, str] = {}  # of matrices, by their names
        self.data: list[str] = []  # which nothing is differentiated by, unless it is asked for

    def is_of_vectors(self, norms: bool) -> bool:
        """Return whether the problem is one of vectors; then T stands for nothing but transposes."""
        problem = self.problem
        if problem.equation is not None or problem.rates or problem.known or problem.point:
            return False
        if len({*self.defined}) < len(self.defined):  # which is refused where definitions are put together
            return False
        nodes = [item for tree in self.trees for item in postorder(tree)]
        found = [inside for item in nodes if (inside := transposed(item)) is not None]
        shown = norms or bool(self.said.kinds)
        if not found:
            return shown
        named = [inside[1] for inside in found if inside[0] == "symbol"] if not shown else []
        pairs = {one for item in nodes if item[0] == "mul" for one in products_of_marked(item)}
        numbers = NO_VECTORS - {name for item in nodes if item[0] == "mul" for name in in_quadratic_forms(factors(item))}
        power = any(name in numbers or (not self.bound.issuperset(marks(name)) and not name[0].isupper() and name not in pairs) for name in named)
        if sum(item == TRANSPOSED for item in nodes) > len(found) or power or TRANSPOSED.value in (*self.by, *self.defined):
            return False
        behind = (pair for item in nodes if item[0] == "mul" for pair in pairwise(factors(item)))
        products = any((transposed(one) is not None and other[0] != "number") or transposed(other) == one for one, other in behind)
        self.surely = self.surely or products or norms
        return products or shown

    def with_inverses_named(self) -> None:
        """Take the inverses of constant matrices for matrices of their own."""
        found = {name: own for tree in self.trees for name, own in inverted(tree).items() if self.said.kinds.get(name) != SCALAR}
        self.inverses = found
        self.trees = self.written = [with_inverses(tree, found) for tree in self.trees]
        self.used = {name for tree in self.trees for name in names(tree)}
        symmetric = tuple(found[name] for name in self.said.symmetric if name in found)
        self.said = self.said._replace(kinds={**self.said.kinds, **dict.fromkeys(found.values(), MATRIX)}, symmetric=self.said.symmetric + symmetric)

    def read(self) -> Problem:
        """Return the problem by components. Raises Unfit where it is none of vectors."""
        self.with_inverses_named()
        if "Σ" in self.said.kinds and "Σ" not in (*self.used, *self.inverses):
            raise Unfit("Σ is the sign of a sum here: write \\Sigma or another letter for the matrix")
        if any(depth(tree) > DEEPEST for tree in self.trees):
            raise Unfit("it is nested too deeply")
        self.defined = [name or next(letter for letter in BARE_NAMES if letter not in (*self.used, *self.defined)) for name in self.defined]
        own = self.with_products_named()
        everything = dict(zip((*self.defined, *own), (*self.trees, *own.values()), strict=True))
        kinds = self.kinds(everything, own)
        everything = {name: kinds.without_each(of_numbers(tree, kinds)) for name, tree in everything.items()}
        given = (*self.problem.definitions, *map(Definition, own, own.values()))
        self.typed = tuple(each._replace(name=name, tree=as_typed(name, tree)) for each, (name, tree) in zip(given, everything.items(), strict=True))
        self.open = [each for each in self.typed if each.tree != everything[each.name]]
        if set(kinds.of.values()) <= {SCALAR}:
            raise Unfit("there are numbers alone")
        if has_mean_of_matrix(everything.values(), kinds, self.problem):
            self.surely = True
            raise Unfit("the mean of a matrix is over all its components, or over its rows: write 1/(n m) or 1/n before a sum")
        fixed = fixed_indices(everything, kinds, self.bound)
        components = Components(kinds, Axes({*fixed, *(part for name in (*everything, *self.used) for part in (name, apart(name)[0]))}))
        values = {name: components.value(tree) for name, tree in everything.items()}
        for name, value in values.items():
            components.take(name, value)
            components.take_indices(name, everything[name])
        if any(map(components.is_square, everything)):
            for name in components.vectors:  # the letter of a second axis that is the same depends on all others
                components.axes_named(name)
        definitions = []
        for name in everything:
            letters = components.indices(name)
            rows, columns = components.axes_of(name)
            first, last = letters[0] if rows >= 0 else "", letters[-1] if columns >= 0 else ""
            definitions.append((components.component(name), values[name].at(first, last, frozenset(letters))))
        return self.problem_of(definitions, components)

    def kinds(self, everything: Mapping[str, Tree], numbers: Collection[str]) -> Kinds:
        """Return the kinds of all names; those of which nothing is known are numbers."""
        by_components = {name: COLUMN for name in self.defined if name and component_in(name, self.used)}
        numbers_added = [name for tree in everything.values() for name in intercepts(tree)]
        for name in numbers_added:
            if apart(name)[1] and apart(name)[0] in self.used:
                self.surely = True
                raise Unfit(f"{name} would be a component of {apart(name)[0]}: write b for a number that is added")
        by_components |= added_to_columns(everything.values(), everything) | dict.fromkeys(numbers_added, SCALAR)
        said = {**by_components, **dict.fromkeys(numbers, SCALAR), **self.said.kinds}
        kinds = Kinds(list(everything.items()), {**self.companions(everything, said), **said}, self.said.beside, spread=self.said.spread)
        kinds.of |= {name: SCALAR for name in self.used - kinds.of.keys() - everything.keys() if not is_capital(symbol(name))}
        kinds.find(list(everything.items()))  # y = γ h + β is a vector, as h is
        for name in (*self.used, *everything):
            kinds.of.setdefault(name, SCALAR)
        for name, tree in everything.items():
            kinds.take(name, kinds.kind(tree) or SCALAR)
        if kinds.of.get("I") == MATRIX and "I" not in (*self.said.kinds, *self.by, *self.defined, *self.parameters):
            self.surely = True
            raise Unfit("I would be a matrix like any other: write x^T x for x^T I x, or say that I is a matrix")
        return kinds

    def companions(self, everything: Mapping[str, Tree], known: Mapping[str, str]) -> dict[str, str]:
        """Return the quantities that stand by components alone, with an index of a vector: t of Σ_i t_i log p_i, where p is one."""
        bare, found = {*self.used, *self.defined}, dict[str, str]()
        for name, tree in everything.items():
            pairs = [(base, low) for base, low in map(apart, (name, *names(tree))) if len(low) == 1 and low.isalpha()]
            letters = {low for base, low in pairs if known.get(base) == COLUMN}
            found |= {base: COLUMN for base, low in pairs if low in letters and base not in bare}
        return found

    def with_products_named(self) -> dict[str, Tree]:
        """Give every scalar product w^T x that stands inside something else a name of its own, and return these."""
        pairs = (pair for tree in self.trees for pair in products_inside(tree))
        inner = dict.fromkeys(pair for pair in pairs if not any(carries(name, index) for name in pair for index in self.bound))
        taken = {*self.used, *self.defined}
        free = [letter for letter in OWN_NAMES if letter not in taken]
        apart_ones = dict(zip(inner, free, strict=False))
        self.trees = [rewrite(tree, lambda item: with_names(item, apart_ones)) for tree in self.trees]
        return {name: product_of(pair) for pair, name in apart_ones.items()}

    def problem_of(self, definitions: Sequence[tuple[str, Tree]], components: Components) -> Problem:
        """Return the problem with these definitions."""
        problem, given = self.problem, self.problem.definitions
        put = {name: components.component(name) for name in components.vectors}
        parameters = [each.parameters for each in given]
        made = [Definition(name, tree) for name, tree in definitions]
        for place, each in enumerate(given):
            plain = () if put.keys() & set(each.parameters) else each.parameters
            made[place] = each._replace(name=made[place].name, tree=made[place].tree, parameters=plain)
        wrt = problem.wrt or (() if self.by else next((each for each in parameters if put.keys() & set(each)), self.inputs(put, components)))
        output = problem.output and put.get(problem.output, problem.output)
        added = {used for _, tree in definitions for item in postorder(tree) if item[0] == "sum" for used in names(item)}
        vectors = tuple(
            Vector(name, self.asked(name, components, added), components.indices(name), components.axes_named(name), components.kinds.of[name] == ROW)
            for name in put
        )
        asked = [each.asked for each in vectors if not {each.name, *each.asked}.isdisjoint(wrt)]
        others = [Reading(f"{own} is another component than {' and '.join(single)}") for own, *single in asked if single and self.used.isdisjoint(single)]
        told, reserved = (*self.told(components), *others), (*problem.reserved, *put)
        by_components = Vectors(vectors, self.typed, self.said.beside, self.said.symmetric, self.said.spread)
        result = problem._replace(definitions=tuple(made), output=output, readings=told, reserved=reserved, vectors=by_components)
        return result._replace(wrt=result.spelled(wrt) if wrt else ())

    def asked(self, name: str, components: Components, added: Collection[str]) -> tuple[str, ...]:
        """Return the components that are asked for where a vector is: where the output shares its axis, and not each by each, the same and another one."""
        own = components.component(name)
        if single := self.single(name, components):
            return own, *single
        output = self.output()
        base = output if output in components.vectors else apart(output)[0]
        mine, theirs = ({components.axes.find(axis) for axis in components.axes_of(each) if axis >= 0} for each in (name, base))
        shared = list(mine & theirs)
        if len(components.indices(name)) != 1 or not shared or name == output or name not in {apart(each)[0] for each in added}:
            return (own,)
        taken = {*components.indices(name), *self.bound}
        return own, indexed(name, [components.axes.fresh(shared[0], frozenset(taken))])

    def output(self) -> str:
        """Return the output: what is asked for, or the last definition that no other one uses."""
        used = {part for tree in self.trees for each in names(tree) for part in (each, apart(each)[0])}
        return self.problem.output or next((each for each in reversed(self.defined) if used.isdisjoint((each, apart(each)[0]))), "")

    def single(self, name: str, components: Components) -> list[str]:
        """Return the components that are asked for on their own, as x_1 by x of x^T x − x_1, and W_kj by W of −log p_k, p = softmax(W x)."""
        letters, axes = components.indices(name), [components.axes.find(axis) for axis in components.axes_of(name) if axis >= 0]
        found, leading = [], {name, *self.defined, *(apart(each)[0] for each in self.defined)}
        for of, tree in zip(self.defined, self.trees, strict=True):
            for base, low in map(apart, alone(tree, components.vectors)):
                if low in marks(of) or base not in leading:
                    continue
                if low == "0":
                    self.surely = True
                    raise Unfit(f"{base}_0 would be a component of {base}, which are counted from 1: write another letter for a number of its own")
                along = [components.axes.find(axis) for axis in components.axes_of(base) if axis >= 0]
                if len(along) > 1:
                    self.surely = True
                    raise Unfit(f"a component of {base} stands beside the whole of it")
                found += [indexed(name, [*letters[:place], low, *letters[place + 1 :]]) for place, axis in enumerate(axes) if axis in along]
        return list(dict.fromkeys(found))

    def inputs(self, vectors: Collection[str], components: Components) -> tuple[str, ...]:
        """Return the quantities that nothing defines; not a square matrix beside a vector, as the A of x^T A x: its a_ij has the x_j of another index in it."""
        used = (name for tree in self.written for name in names(rewrite(tree, lambda item: item[2][0] if item[0] == "sum" else item)))
        nodes = [item for tree in self.written for item in postorder(tree)]
        others = {*self.defined, *(base for base, index in map(apart, self.defined) if len(index) < MARK), *self.inverses.values()}
        others |= {name for item in nodes if item[0] == "sum" for name in (item[1], item[2][2][1])}  # indices and numbers of terms
        others |= {TRANSPOSED.value} if any(transposed(item) is not None for item in nodes) else set()
        given = [apart(name)[0] if apart(name)[0] in vectors else name for name in used]
        every = {base for base, index in map(apart, self.defined) if index.isalpha() and len(index) < MARK}  # defined for every index
        found = [name for name in dict.fromkeys(given) if name not in others and apart(name)[0] not in every]
        square = [name for name in found if components.kinds.of.get(name) == MATRIX and len(set(components.axes_named(name))) == 1]
        asked = [name for name in found if name not in square] or found
        parameters = parameters_in(asked, vectors, self.bound) if components.kinds.of.get(self.output()) == SCALAR else tuple(asked)
        self.data = [name for name in asked if name not in parameters and not any(carries(name, index) for index in self.bound)]
        return parameters

    def told(self, components: Components) -> tuple[Reading, ...]:
        """Return how the problem was read."""
        kept = [each for each in self.problem.readings if each.other != A_POWER and not each.other.startswith(ABSOLUTE)]
        pairs = dict.fromkeys(pair for tree in self.written for item in postorder(tree) if item[0] == "mul" for pair in products(item))
        found = []
        for one, other in pairs:
            index = components.axes.letters(max(components.axes_of(one)))[0]
            terms = f"{indexed(one, [index])}·{indexed(other, [index])}"
            found.append(Reading(sentence("scalar product", f"{one}^T {other}", f"Σ_{index} {terms}", f"{one}^S {other}")))
        square = [components.indices(name) for name in self.defined if components.is_square(name)]
        found += [Reading(f"{' and '.join(letters)} are different") for letters in dict.fromkeys(square)]
        others = [name for name in components.vectors if not any(name in pair for pair in pairs)]
        unsaid = () if any("= 1 set aside" in each.message for each in kept) else self.problem.totals
        found += [Reading(f"the values of {apart(name)[0]} add up to 1") for name in unsaid]
        found += [Reading(f"{own} is the inverse of {name}") for name, own in self.inverses.items()]
        found += [open_loss(each, components) for each in self.open]
        calls = dict.fromkeys(item for tree in self.written for item in postorder(tree) if item[0] == "call" and item[1] in OF_ITSELF)
        matrices = [(each[1], each[2][0][1]) for each in calls if each[2][0][0] == "symbol" and components.kinds.of.get(each[2][0][1]) == MATRIX]
        found += [Reading(f"{function} is taken of every component of {name}; the function of the matrix as a whole is another") for function, name in matrices]
        if others:
            several = "the vectors and matrices" if len(others) > 1 else "the matrix" if components.kinds.of[others[0]] == MATRIX else "the vector"
            taken, piece = ", ".join(map(components.component, others)), f"{several} {', '.join(others)}"
            found.append(Reading(RULES["vectors"].says.format(taken=taken, piece=piece)))
        if self.data:
            of_data = f"{' and '.join(self.data)} {'are' if len(self.data) > 1 else 'is'} data"
            found.append(Reading(f"the derivatives are by the parameters: {of_data}, and derivatives by data are asked for by name"))
        return (*kept, *found)


def has_mean_of_matrix(trees: Iterable[Tree], kinds: Kinds, problem: Problem) -> bool:
    """Return whether a mean, by that word or in a loss by its name, is that of a matrix."""
    pieces = [message.partition(RUNS_OVER)[0] for message in (each.message for each in problem.readings) if RUNS_OVER in message]
    if not any(piece.lower().startswith(("m", "bce")) for piece in pieces):
        return False
    sums = (part for tree in trees for item in postorder(tree) if item[0] == "mul" for part in item[2] if part[0] == "sum")
    return any(kinds.kind(rewrite(part[2][0], without_powers)) == MATRIX for part in sums)


def without_powers(item: Tree) -> Tree:
    """Return what a power or a function is taken of, component by component in a sum; any other node as it is."""
    by_components = (item[0] == "pow" and item[2][1][0] == "number") or (item[0] == "call" and len(item[2]) == 1)
    return item[2][0] if by_components else item


def transposes(nodes: Sequence[Tree]) -> int:
    """Return how many of some nodes are transposes, or powers with the exponent T."""
    return sum(transposed(item) is not None for item in nodes)
