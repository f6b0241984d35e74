"""Answers for functions with several components, judged entry by entry: a vector, or a Jacobian matrix with a row for each output."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from chainrule.calculus import Derivation, VectorValued
from chainrule.calculus.local import local_derivatives
from chainrule.errors import ReadError
from chainrule.homework.answers.matrix_products import multiplied
from chainrule.homework.answers.statements import Reader
from chainrule.homework.answers.vector_entries import Entries, entries
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.verdict import STATUS, LineVerdict, Mistake, Prose, Verdict
from chainrule.notation import unicode
from chainrule.tree import Tree, apply, is_matrix, names, symbol, vector

CheckOne = Callable[[Derivation, str], Verdict]
Table = Sequence[Sequence[Verdict]]

MOST_MOVED = 6  # entries of a vector, or columns of a matrix, that are tried at the places of each other
_SET_OFF = r"\\(?:hat|vec|mathbf|boldsymbol|bm|widehat)\s[ijk]"  # \hat i is a unit vector already
_DETERMINANT = re.compile(r"determinant|\bdet\b", re.IGNORECASE)
_MAY_BE_DETERMINANT = re.compile(r"acobian|∂\s?\(|\\partial\s?\(|determinant|\bdet\b", re.IGNORECASE)


def is_free(derivation: VectorValued) -> bool:
    """Return whether a problem leaves the order of its inputs open: neither a function lists them, nor what is asked."""
    problem = derivation.graph.problem
    own = [each for each in problem.definitions if each.name in derivation.function.components]
    return len(derivation.wrt) > 1 and not problem.wrt and not any(each.parameters for each in own)


def judge_components(derivation: VectorValued, answer: str, reader: Reader, free: bool, one: CheckOne) -> Verdict:
    """Return the verdict on an answer with several components; ``one`` judges one of them, and ``free`` leaves the order of the inputs open.

    Raises ReadError.
    """
    given = entries(with_units(derivation, answer)) or multiplied(answer)
    if given is None:
        return of_determinant(derivation, answer, reader, free)
    if derivation.determinant is not None and _DETERMINANT.search(derivation.graph.problem.text):
        return of_wrong_shape(derivation, "A matrix is not its determinant, which is asked for.", asked=determinant_of(derivation))
    columns = asked_columns(derivation, given.left)
    rows = arranged(given, len(derivation.components), len(columns))
    if isinstance(rows, str):
        turned = given.turned() if not given.flat and given.shape == (len(columns), len(derivation.components)) else None
        if turned is not None and all(each.correct for row in judged(columns, turned.rows, one) for each in row):
            return transposed(derivation, columns)
        if given.several:
            raise ReadError("several statements", hint="write the last one alone, as a vector or as a matrix", text=answer, start=0, end=len(answer))
        if re.search(r"\d,\d", answer):
            hint = "write a space behind each comma between entries, and a decimal with a point: 0.5"
            raise ReadError("a comma stands between digits", hint=hint, text=answer, start=0, end=len(answer))
        return of_wrong_shape(derivation, rows)
    table = judged(columns, rows, one)
    verdict = put_together(asked(derivation, columns), expected(columns), rows, table)
    if verdict.correct is False and free and (other := in_another_order(derivation, columns, rows, one)) is not None:
        return other
    square = len(columns) > 1 and len(columns) == len(rows)
    if verdict.correct is False and square and all(each.correct for row in judged(columns, tuple(zip(*rows, strict=True)), one) for each in row):
        return transposed(derivation, columns)
    return verdict


def with_units(derivation: Derivation, answer: str) -> str:
    """Return an answer with its letters i, j and k as unit vectors, 2t i + 3t^2 j, where the problem has no such quantities."""
    known = derivation.graph.ids.keys()
    inputs = "|".join(re.escape(name) for name in derivation.graph.inputs if len(name) == 1)
    letters = re.compile(rf"{_SET_OFF}|(?<![A-Za-z\\{{])({inputs or '(?!)'})?([ijk])(?![\w(^}}])")
    used = {found[2] for found in letters.finditer(answer)} - {None}
    if len(used) < 2 or not used.isdisjoint(known):
        return answer
    return letters.sub(lambda found: f"{found[1] or ''}\\mathbf{{{found[2]}}}" if found[2] else found[0], answer)


def asked_columns(derivation: VectorValued, left: str) -> list[list[Derivation]]:
    """Return, for each name that is differentiated by, a derivation of every component by it alone; of those, the one that a left side names."""
    if derivation.order > 1:
        return [[*each.components] for each in (derivation, *derivation.siblings) if isinstance(each, VectorValued)]
    bare = re.sub(r"[\s{}$]", "", left.replace("\\partial", "∂"))
    named = [name for name in derivation.wrt if re.search(rf"[∂d](?:\\mathbf|\\vec)?\w+(?:/|\)?)[∂d]{re.escape(name)}$|^\w_{re.escape(name)}$", bare)]
    names = named if len(named) == 1 else derivation.wrt
    return [[by_one(each, name) for each in derivation.components] for name in names]


def by_one(component: Derivation, name: str) -> Derivation:
    """Return the derivation of a component by one name."""
    if component.wrt == (name,):
        return component
    graph = component.graph
    return Derivation(graph, (name,), local_derivatives(graph, [graph.ids[name]] if name in graph.ids else []), component.settings)


def arranged(given: Entries, count: int, columns: int) -> tuple[tuple[str, ...], ...] | str:
    """Return the entries of an answer with a row for each component, or why they cannot be those."""
    if columns == 1 and given.flat:
        if len(given.rows[0]) == count:
            return tuple((entry,) for entry in given.rows[0])
        return f"Your answer has {len(given.rows[0])} components; the function has {count}."
    if given.shape == (count, columns) and not given.flat:
        return given.rows
    own = f"{len(given.rows[0])} components" if given.flat else f"{given.shape[0]} rows of {given.shape[1]} entries"
    wanted = f"{count} components" if columns == 1 else f"{count} rows, one for each output, of {columns} entries, one for each input"
    return f"Your answer has {own}; the derivative has {wanted}."


def judged(columns: list[list[Derivation]], rows: Sequence[Sequence[str]], one: CheckOne) -> Table:
    """Return the verdict on every entry, row by row."""
    return [[one(columns[place][index], without_left(entry)) for place, entry in enumerate(row)] for index, row in enumerate(rows)]


def without_left(entry: str) -> str:
    """Return an entry without the name that stands before it: 2t of x' = 2t."""
    return entry.rpartition("=")[2].strip() or entry


def put_together(asked: Tree, expected: Tree, rows: Sequence[Sequence[str]], table: Table) -> Verdict:
    """Return the verdict on an answer from those on its entries."""
    every = [each for row in table for each in row]
    correct = False if any(each.correct is False for each in every) else None if any(each.correct is None for each in every) else True
    lines = tuple(map(line_of, chain.from_iterable(rows), every))
    proved = correct is True and all(each.equality is not None and each.equality.proved for each in every)
    found = Equality({True: "equal", False: "different", None: "undecided"}[correct], proved=proved, method="components")
    mistakes = tuple(dict.fromkeys(each.mistakes[0] for each in every if each.correct is False and each.mistakes))
    answers = [[each.answer for each in row if each.answer is not None] for row in table]
    notes = tuple(dict.fromkeys(note for each in every for note in each.notes if each.correct is True))
    readings = tuple(dict.fromkeys(reading for each in every for reading in each.readings))
    shown = () if correct is True else lines
    whole = as_tree(answers) if sum(map(len, answers)) == len(every) else None
    return Verdict(correct, asked, expected, whole, found, mistakes, shown, notes, readings)


def line_of(entry: str, verdict: Verdict) -> LineVerdict:
    """Return the verdict on one entry as a line of work."""
    words: Prose = () if verdict.correct is True else verdict.mistake.words if verdict.mistake is not None else verdict.form or verdict.opening
    name = unicode(verdict.asked) + " = " if verdict.asked is not None else ""
    return LineVerdict(name + entry, STATUS[verdict.correct], words, verdict.expected if verdict.correct is False else None, verdict.mistake)


def as_tree(table: Sequence[Sequence[Tree]]) -> Tree:
    """Return a vector of rows of one entry each, or a matrix."""
    return vector(*[row[0] for row in table]) if len(table[0]) == 1 else vector(*[vector(*row) for row in table])


def asked(derivation: VectorValued, columns: list[list[Derivation]]) -> Tree:
    """Return what is asked: dr/dt, or J_F(x, y)."""
    if len(columns) > 1 and derivation.order == 1:
        return derivation.jacobian_name
    name = columns[0][0].wrt[0]
    return derivation.results[name].left


def expected(columns: list[list[Derivation]]) -> Tree:
    """Return what is right."""
    return as_tree([[next(iter(each.results.values())).tidy.tree for each in row] for row in zip(*columns, strict=True)])


def in_another_order(derivation: VectorValued, columns: list[list[Derivation]], rows: Sequence[Sequence[str]], one: CheckOne) -> Verdict | None:
    """Return the verdict on a matrix that is right with its columns in another order; None where it is not."""
    if derivation.order > 1:
        return None
    given = [list(map(without_left, column)) for column in zip(*rows, strict=True)]
    found = other_order(len(columns), lambda place, index: all(one(*pair).correct for pair in zip(columns[index], given[place], strict=True)))
    if found is None:
        return None
    order = [columns[index] for index in found]
    verdict = put_together(asked(derivation, order), expected(order), rows, judged(order, rows, one))
    names = ", ".join(unicode(symbol(column[0].wrt[0])) for column in order)
    return replace(verdict, notes=(*verdict.notes, (f"The columns are by {names} in turn.",)))


def other_order(count: int, fits: Callable[[int, int], bool]) -> list[int] | None:
    """Return for each place the entry that is right there, where each can have one of its own; None where it cannot, or they are too many to try."""
    if count > MOST_MOVED:
        return None
    fits = cache(fits)
    taken: dict[int, int] = {}  # the place that each entry was given

    def placed(place: int, seen: set[int]) -> bool:
        for index in range(count):
            if index not in seen and fits(place, index):
                seen.add(index)
                if index not in taken or placed(taken[index], seen):
                    taken[index] = place
                    return True
        return False

    return sorted(taken, key=taken.__getitem__) if all(placed(place, set()) for place in range(count)) else None


def transposed(derivation: VectorValued, columns: list[list[Derivation]]) -> Verdict:
    """Return the verdict on a matrix whose rows and columns are swapped."""
    row = MISTAKES["transposed"]
    mistake = Mistake(row.name, derivation.output, (row.message,), (row.hint,))
    swapped = as_tree([[next(iter(each.results.values())).tidy.tree for each in column] for column in columns])
    return Verdict(False, asked(derivation, columns), expected(columns), swapped, Equality("different", proved=True, method="components"), (mistake,))


def of_wrong_shape(derivation: VectorValued, found: str, asked: Tree | None = None) -> Verdict:
    """Return the verdict on an answer that has not as many entries as are asked for."""
    left = asked or (derivation.jacobian_name if len(derivation.wrt) > 1 else derivation.results[derivation.wrt[0]].left)
    return wrong_components(left, None, derivation.output, found)


def wrong_components(asked: Tree, expected: Tree | None, output: str, fault: str) -> Verdict:
    """Return the verdict on an answer whose components are not as many as those that are asked for, or not in their order."""
    row = MISTAKES["components"]
    mistake = Mistake(row.name, output, (fault,), (row.hint,))
    return Verdict(False, asked, expected, None, Equality("different", proved=True, method="components"), (mistake,))


def determinant_of(derivation: VectorValued) -> Tree:
    """Return the unevaluated determinant."""
    return apply("det", (symbol(derivation.jacobian_name.value[0]),))


def of_determinant(derivation: VectorValued, answer: str, reader: Reader, free: bool) -> Verdict:
    """Return the verdict on one expression: right as the determinant where the problem speaks of the Jacobian. Raises ReadError for what cannot be read."""
    text = answer.rpartition("=")[2].strip() or answer
    tree = reader.statement(text, alone=True).sides[-1]
    if is_unevaluated(derivation, tree):
        return of_wrong_shape(derivation, "The derivative is still to be worked out.")
    if strange := [name for name in names(tree) if name not in derivation.graph.ids]:
        hint = "write a vector by its components, (a, b), and a matrix by its rows, [[a, b], [c, d]]"
        raise ReadError(f"'{strange[0]}' is not in the problem", hint=hint, text=answer, start=0, end=len(answer))
    determinant = derivation.determinant
    if determinant is None or not _MAY_BE_DETERMINANT.search(derivation.graph.problem.text):
        return of_wrong_shape(derivation, f"Your answer is one expression; the function has {len(derivation.components)} components.")
    found = equal(determinant.tree, tree)
    only = _DETERMINANT.search(derivation.graph.problem.text)
    if found.correct is False and free and equal(-determinant.tree, tree).correct is True:
        note = "it is right with the inputs in another order, which the problem leaves open"
        return Verdict(None, determinant_of(derivation), determinant.tree, tree, Equality("undecided", method="components", note=note))
    if found.correct is True:
        notes: tuple[Prose, ...] = () if only else (("This is the determinant of the Jacobian matrix.",),)
        return Verdict(True, determinant_of(derivation), determinant.tree, tree, found, notes=notes)
    if only:
        return Verdict(found.correct, determinant_of(derivation), determinant.tree, tree, found)
    if found.correct is None:
        return Verdict(None, determinant_of(derivation), determinant.tree, tree, found)
    return of_wrong_shape(derivation, "Your answer is neither the Jacobian matrix nor its determinant.")


def is_unevaluated(derivation: VectorValued, tree: Tree) -> bool:
    """Return whether an answer is the derivative itself, r′(t) or dr/dt, that is asked for."""
    named = tree[1][0] if tree[0] == "apply" else tree[2][0][1] if tree[0] == "derivative" else None
    return named is not None and named == derivation.function.name


def words_of(verdict: Verdict) -> Prose:
    """Return what is said of a line that is not right: of one that gives several derivatives, of the first of them that is wrong."""
    if verdict.correct is True:
        return ()
    if verdict.mistake is not None or verdict.form or verdict.first_wrong is None:
        return verdict.mistake.words if verdict.mistake is not None else verdict.form or verdict.opening
    return (f"{verdict.first_wrong.text}: ", *verdict.first_wrong.words)


def alike(one: Tree | None, other: Tree | None) -> bool:
    """Return whether two answers are the same vector or the same number."""
    if one is None or other is None or (one[0] == "vector") != (other[0] == "vector"):
        return False
    if one[0] != "vector":
        return equal(one, other).correct is True
    if is_matrix(one) or len(one.args) != len(other.args):
        return False
    return all(equal(a, b).correct is True for a, b in zip(one.args, other.args, strict=True))
