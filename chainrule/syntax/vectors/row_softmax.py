"""The softmax of a matrix, as attention takes it: of every row, P = softmax(Q K^T/√d). The matrices stay whole."""

from __future__ import annotations

import re
from collections.abc import Collection

from chainrule.errors import ReadError
from chainrule.notation.indices import apart
from chainrule.problem import Definition, Problem, Reading
from chainrule.syntax.asked.requests import Said
from chainrule.syntax.vectors.added import has_samples_last, products_in
from chainrule.syntax.vectors.matrices import in_whole_matrices
from chainrule.tree import call, symbol
from chainrule.vectors.kinds import MATRIX, Unfit
from chainrule.vectors.whole import SOFTMAX, is_product_of_matrices, softmax_of

_OF_COLUMNS = re.compile(r"\bcolumn|\b(?:dim|axis)\s*+=\s*+0")
_MEAN = re.compile(r"\b(?:mean|M[SA]E|average|avg)\b")
HINT = "take one row of it: p = softmax(K q), o = V^T p"


def is_of_matrices(definition: Definition, problem: Problem, said: Said) -> bool:
    """Return whether a definition is the softmax of what is a product of matrices, or said to be a matrix."""
    base = softmax_of(definition)
    if not base:
        return False
    given = next((each.tree for each in problem.definitions if each.name == base), None)
    return said.kinds.get(base) == MATRIX or (given is not None and is_product_of_matrices(given))


def by_rows(problem: Problem, wrt: Collection[str], said: Said) -> Problem:
    """Return a problem with the softmax of its matrices, of every row. Raises ReadError where it makes no sense as one of whole matrices."""
    matrices = {softmax_of(each): apart(each.name)[0] for each in problem.definitions if is_of_matrices(each, problem, said)}
    definitions = tuple(
        each._replace(name=matrices[softmax_of(each)], tree=call(SOFTMAX, symbol(softmax_of(each)))) if softmax_of(each) in matrices else each
        for each in problem.definitions
    )
    kinds = {**said.kinds, **dict.fromkeys((*matrices, *matrices.values()), MATRIX)}
    told = [Reading(f"the softmax is that of every row of {of}") for of in matrices]
    defined = [each.name for each in problem.definitions]
    terms = [term for each in problem.definitions if each.name in matrices for term in (each.tree[2] if each.tree[0] == "add" else (each.tree,))]
    if _OF_COLUMNS.search(problem.text) or any(has_samples_last(parts, defined) for parts in products_in(terms)):
        hint = "put the samples in rows: P = softmax(X W + b); or transpose what it is of: P = softmax(K Q^T)^T for the columns of Q K^T"
        raise ReadError("the softmax of a matrix is read as that of every row", hint=hint, text=problem.text, start=0, end=len(problem.text))
    if _MEAN.search(problem.text):
        hint = "write 1/n before a sum"
        raise ReadError("the mean of a matrix is over all its components, or over its rows", hint=hint, text=problem.text, start=0, end=len(problem.text))
    try:
        output = problem.output if problem.output is None else matrices.get(apart(problem.output)[0], problem.output)
        put = problem._replace(definitions=definitions, output=output, readings=(*problem.readings, *told))
        return in_whole_matrices(put, wrt, said._replace(kinds=kinds))
    except Unfit as unfit:
        reason = f"the softmax of a matrix, row by row as in attention, is not read here: {unfit}"
        raise ReadError(reason, hint=HINT, text=problem.text, start=0, end=len(problem.text)) from None
