"""Vectors that stand whole in a sum without an index: x in sum(x^2), z in exp(z)/Σ exp(z), y and p in −Σ y log p."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from unicodedata import normalize

from chainrule.errors import ReadError
from chainrule.notation.indices import carries
from chainrule.notation.names import GREEK, split, stem
from chainrule.problem import Definition, Problem
from chainrule.syntax.rules import RUNS_OVER
from chainrule.tree import Tree, call, mul, names, postorder, rewrite, without_sums
from chainrule.vectors.kinds import COLUMN, EACH, MATRIX, SCALAR, is_capital, is_small

DATA = frozenset("xyztpqohf")  # letters for values of which there are many; others may be parameters
_WORDS = frozenset((
    "target", "targets", "output", "outputs", "out", "pred", "preds", "predicted", "prediction", "obs", "observed", "actual", "true", "label", "labels", "err",
    "error", "logits",
))  # fmt: skip
_PARAMETERS = frozenset((  # words for what is the same for every sample
    "bias", "biases", "slope", "intercept", "offset", "shift", "constant", "const", "scale", "gain", "rate", "coef", "coeff",
    "coefficient", "baseline", "param", "parameter", "eps", "reg", "lam", "decay",
))  # fmt: skip
_WEIGHTS = frozenset(("weight", "weights"))  # a parameter's, but for what multiplies a parameter alone: slope · weight
_MARKS = _WORDS | {"hat", "train", "test", "data"}  # below a letter of data
MATRICES, BESIDE = frozenset("XWAΦUV"), frozenset("wθβxhzuvab")  # letters that stand in products of matrices and vectors
INPUTS, TARGETS, WEIGHTS = frozenset("xX"), frozenset("yYtT"), frozenset("wWθΘβ")  # letters of what a loss is of
_TARGET_WORDS = frozenset(("target", "targets", "obs", "observed", "actual", "true", "label", "labels"))
SMALL = frozenset(("ε", "ϵ", "epsilon", "eps"))  # what is added so that nothing is divided by 0: one number
MOST = 100  # sums; in a text with more they are added up as they stand
_ACCENTS = re.compile("[\u0302-\u0305]")  # hats, tildes and bars
_MARKED = re.compile(r"[^\W\d_]\d+|W(?:[hxyo][hxyo]?|out|in)")
_FEATURE, _FIRST_WEIGHT = re.compile(r"x_?\d+"), re.compile(r"\bW_?\{?(?:0|₀)\b|W₀")
_INDEX = re.compile(r"\s*_|\s*\([^()]*\b[a-z]\s*=")


def alone_in_sums(problem: Problem) -> dict[str, str]:
    """Return the kinds of the names in the sums of a problem, where these have no index and no bounds, and nothing in them has: components are added up."""
    if not has_sum_without_index(problem):
        return {}
    sums = [item for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum"]
    if len(sums) > MOST:
        return {}
    lengths = {name: SCALAR for item in sums for name in names(item[2][2])}
    found, numbers = dict[str, str](), dict[str, str]()
    for body in without_index(sums):
        used = given_in(body, problem) - lengths.keys()
        products = dict(pair for tree in made_of(body, problem) for pair in matrix_products(tree, problem.text))
        if products:
            many = {name for name in used if is_of_data(name)} - products.keys()
            found |= {**lengths, **dict.fromkeys((*many, *products.values()), COLUMN), **dict.fromkeys(products, MATRIX)}
            continue
        every = len(used) == 1 or is_scalar_product(body)
        many = used - SMALL if every else data_in(made_of(body, problem), used, problem.wrt) or apart_in_terms(body, problem)
        if many and not has_matrix(body):
            numbers |= dict.fromkeys(used - many, SCALAR)
            found |= {**lengths, **dict.fromkeys(many, COLUMN)}
    return {**numbers, **found}  # the m of Σ m x / Σ m is one of many


def check_terms_differ(problem: Problem) -> None:
    """Refuse a sum without an index and without bounds in which nothing is known to differ by term: sum(exp(-β E))."""
    if not has_sum_without_index(problem):
        return
    for definition in problem.definitions:
        for body in without_index(item for item in postorder(definition.tree) if item[0] == "sum"):
            if found := sorted(names(body)):
                hint = f"write an index on what differs by term: {found[-1]}_i"
                reason = f"nothing in the sum has an index: {' or '.join(found)} may differ by term"
                raise ReadError(reason, hint=hint, text=problem.text, start=definition.start, end=definition.end)


def has_sum_without_index(problem: Problem) -> bool:
    """Return whether a sum stands in the text without an index."""
    return any(RUNS_OVER in each.message and not _INDEX.match(problem.text, each.end) for each in problem.readings)


def beside_programs(problem: Problem) -> dict[str, str]:
    """Return the kinds of the names in the sums of a program: of how many terms there are, and of what is multiplied there alone, g of np.sum(g*y)."""
    sums = [item for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum"]
    lengths = {name: SCALAR for item in sums for name in names(item[2][2])}
    bodies = [body for body in without_index(sums) if is_scalar_product(body) and all(is_small(part) for part in body[2])]
    defined = {each.name for each in problem.definitions}
    return {**lengths, **{part[1]: COLUMN for body in bodies for part in body[2] if part[1] not in defined}}


def numbers_of_means(definitions: Iterable[Definition]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the kinds of the numbers of components in means, n of mean(x) = 1/n·Σ x, that stand beside vectors; and of what is defined as a mean."""
    counts, means = dict[str, str](), dict[str, str]()
    for definition in definitions:
        root = definition.tree[2][0] if definition.tree[:2] == ("call", "sqrt") else definition.tree
        for item in postorder(definition.tree):
            sums = [part for part in item[2] if part[0] == "sum"] if item[0] == "mul" else []
            for total in (each for each in sums if not any(carries(name, each[1]) for name in names(each[2][0]))):
                beside = {name for other in item[2] if other is not total for name in names(other)}
                counts |= {name: SCALAR for name in names(total[2][2]) if name in beside}
                means |= {definition.name: SCALAR} if item is root else {}
    return counts, means


def without_index(sums: Iterable[Tree]) -> Iterator[Tree]:
    """Yield what the sums add up in which no name has their index."""
    for item in sums:
        if item[2][2][0] == "symbol" and not any(carries(name, item[1]) for name in names(item[2][0])):
            yield item[2][0]


def given_in(body: Tree, problem: Problem) -> AbstractSet[str]:
    """Return the given names that make up what a sum adds up, also through definitions; sums in these are numbers."""
    defined = {each.name for each in problem.definitions}
    return {name for tree in made_of(body, problem) for name in names(tree)} - defined


def made_of(body: Tree, problem: Problem) -> list[Tree]:
    """Return what a sum adds up and the definitions that it is made of, without the sums in these."""
    defined = {each.name: each.tree for each in problem.definitions}
    found, waiting = [body], list(names(body))
    seen = set[str]()
    while waiting:
        name = waiting.pop()
        if name in defined and name not in seen:
            seen.add(name)
            found.append(without_sums(defined[name]))
            waiting += names(found[-1])
    return found


def is_scalar_product(body: Tree) -> bool:
    """Return whether a product of names alone is added up: w x of Σ w x."""
    return bool(body[0] == "mul" and not any(part[2] for part in body[2]))


def apart_in_terms(body: Tree, problem: Problem) -> set[str]:
    """Return the names in a sum in which none multiplies another, mu and s of sum(mu^2 + s^2 - log(s^2) - 1): without an index all are added up."""
    trees = made_of(body, problem)
    products = (item for tree in trees for item in postorder(tree) if item[0] in ("mul", "div", "pow", "apply"))
    together = any(sum(bool(names(arg)) for arg in item[2]) > 1 for item in products)
    defined = {each.name for each in problem.definitions}
    return set() if together else {name for tree in trees for name in names(tree)} - SMALL - defined


def has_matrix(body: Tree) -> bool:
    """Return whether a capital stands before what it may be the matrix of: X w."""
    pairs = (pair for item in postorder(body) if item[0] == "mul" for pair in pairwise(item[2]))
    return any(is_capital(one) and is_small(other) and not is_of_data(other[1]) for one, other in pairs)


def matrix_products(body: Tree, text: str) -> Iterator[tuple[str, str]]:
    """Yield the matrices and vectors whose products, X w, stand in an expression; X*w is a product for each component.

    x_1 and x_2 are single features, and W1 beside W0 a single weight.
    """
    for item in postorder(body):
        for one, other in pairwise(item[2]) if item[0] == "mul" else ():
            named = one[0] == other[0] == "symbol" and letter_of(one[1]) in MATRICES and letter_of(other[1]) in BESIDE
            named = named and not _FEATURE.fullmatch(other[1]) and not _FIRST_WEIGHT.search(text)
            if named and not re.search(rf"{re.escape(one[1])}\s?+\*\s?+{re.escape(other[1])}", text):
                yield one[1], other[1]


def letter_of(name: str) -> str:
    """Return the letter of a name without the mark of its layer, W of W_1, W1 and Wxh; another name is itself.

    >>> [letter_of(name) for name in ("W1", "W_1", "Wxh", "h2", "yhat", "Wall")]
    ['W', 'W', 'W', 'h', 'yhat', 'Wall']
    """
    base = stem(name)
    return base[0] if _MARKED.fullmatch(base) else base


def parameters_in(given: Sequence[str], vectors: Collection[str], bound: Collection[str]) -> tuple[str, ...]:
    """Return what a loss of vectors is differentiated by where nothing is asked for: the data that stand beside a target are left out.

    >>> parameters_in(["W", "x", "b", "y"], ["W", "x", "b", "y"], []), parameters_in(["A", "x", "b"], ["A", "x", "b"], [])
    (('W', 'b'), ('A', 'x', 'b'))
    """
    samples = {name for name in given if any(carries(name, index) for index in bound)}
    targets = {name for name in given if name in vectors and (is_target(name) or _is_measured(name))}
    inputs = {name for name in given if name in vectors and letter_of(name) in INPUTS} if targets else set()
    left = [name for name in given if name not in samples | targets | inputs]
    fits = any(name not in vectors or letter_of(name) in WEIGHTS for name in left)
    return tuple(left if fits else given)


def with_targets_apart(problem: Problem) -> Problem:
    """Return a problem of matrices in which targets before a logarithm multiply it component by component: Y log A is Y ⊙ log A, where all are added up."""
    if not has_sum_without_index(problem):
        return problem
    return problem._replace(definitions=tuple(each._replace(tree=rewrite(each.tree, _target_apart)) for each in problem.definitions))


def _target_apart(item: Tree) -> Tree:
    """Return Y ⊙ log A for Y log A and (1 − Y) log A; any other node as it is."""
    if item[0] != "mul" or item[2][-1][:2] != ("call", "log"):
        return item
    before = item[2][-2]
    terms = [term[2][0] if term[0] == "neg" else term for term in (before[2] if before[0] == "add" else (before,)) if names(term)]
    targets = all(is_capital(term) and is_target(term[1]) for term in terms)
    return mul(*item[2][:-1], call(EACH, item[2][-1])) if terms and targets else item


def is_target(name: str) -> bool:
    """Return whether a name is written as what is to be predicted is: y, T, y_train, labels."""
    base, low, high = split(name) or (name, "", "")
    return not high and ((base in TARGETS and (not low or low.lower() in _MARKS - {"hat", "pred"})) or base.lower() in _TARGET_WORDS)


def data_in(trees: Iterable[Tree], given: Iterable[str], wrt: Iterable[str]) -> set[str]:
    """Return the given names in what is added up of which there are many: y and x of y − (w x + b), and the words price and area of price − (w1 area + b).

    A word that is a parameter's, is asked for, or multiplies a letter of data, is the same for every term. So are x_1 and x_2 beside x, whose components
    they are; otherwise they are features.
    """
    trees = list(trees)
    features = {name for name in given if _FEATURE.fullmatch(name)} if not any("x" in names(tree) for tree in trees) else set()
    letters = {name for name in given if is_of_data(name)} | features
    words = {name for name in given if _is_measured(name)}.difference(letters, wrt)
    products = [{part[1] for part in item[2] if part[0] == "symbol"} for tree in trees for item in postorder(tree) if item[0] == "mul"] if words else []
    words -= {name for product in products if not letters.isdisjoint(product) for name in product}
    weights = {name for name in words if name.lower() in _WEIGHTS}
    measured = letters | (words - weights)
    scaled = {name for name in weights for product in products if name in product and measured.isdisjoint(product)}
    return measured | scaled


def _is_measured(name: str) -> bool:
    """Return whether a name is a word for what is measured, area, and no parameter's."""
    base, low, high = split(name) or (name, "", "")
    words = [base, *filter(None, low.split("_"))]
    return not high and all(len(word) > 2 and word.isalpha() and word not in GREEK and word.lower() not in _PARAMETERS for word in words)


def is_of_data(name: str) -> bool:
    """Return whether a name without an index is written as values are of which there are many: y, ŷ, target."""
    base, low, high = split(name) or (name, "", "")
    letter = _ACCENTS.sub("", normalize("NFD", base))
    return not high and (not low or low.lower() in _MARKS) and (letter.lower() in DATA or base.lower() in _WORDS)
