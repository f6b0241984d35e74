"""Answers that give the derivatives by all inputs together: (2xy, x²), 2xy i + x² j, f_x = 2xy and f_y = x², df = 2xy dx + x² dy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from chainrule.calculus import Curve, Derivation, Settings, VectorValued, differentiate_problem
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.in_vectors import in_components
from chainrule.homework.answers.matrix_products import multiplied
from chainrule.homework.answers.outside import between, outermost, outside_brackets
from chainrule.homework.answers.question import WRITTEN_SIZE
from chainrule.homework.answers.statements import Reader
from chainrule.homework.answers.vector_entries import EQUALS, Entries, asks_for_gradient, entries, in_lists, split, statements
from chainrule.homework.judges.vector_valued import other_order, put_together, with_units, without_left, wrong_components
from chainrule.homework.slips.source import tidy
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import Prose, Verdict
from chainrule.notation import text as written
from chainrule.notation import unicode
from chainrule.problem import Problem
from chainrule.syntax import read_answer
from chainrule.tree import ONE, ZERO, Tree, mul, names, substitute, symbol, total, vector

One = Callable[[str | None, str], Verdict]  # the verdict on an answer by one name, or by the one that its left side says

_NABLA = r"(?:∇|\\nabla|\\?grad|\\(?:text|mathrm|operatorname)\s?\{\s?grad\s?\})"
_LEFT = re.compile(rf"(?P<sign>{_NABLA})?\s*\(?\s*(?P<of>[^\W\d_]\w*)\s*\)?\s*(?P<prime>['′’])?\s*(?:\((?P<at>[^()]*)\))?\s*")
_TIMES = re.compile(r"(?:[·⋅*×]|\\(?:cdot|times))\s*$")
_LED_TIMES = re.compile(r"(?:[·⋅*×]|\\(?:cdot|times)(?![A-Za-z]))\s*")
_BEHIND = re.compile(rf"(?:/.+|(?:{_LED_TIMES.pattern})?[\w(\\√{{].*)?", re.DOTALL)  # no power, no transpose
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_TERMS = re.compile(r"[-+−,;]")


class Asked(NamedTuple):
    """What is asked by several names: the derivation, the names in their order, and whether nothing says that order."""

    derivation: Derivation
    by: tuple[str, ...]
    free: bool

    @property
    def left(self) -> Tree:
        """The gradient, unevaluated."""
        return vector(*[self.derivation.results[name].left for name in self.by])

    @property
    def right(self) -> Tree:
        """The gradient."""
        return vector(*[self.derivation.results[name].tidy.tree for name in self.by])


def judge_gradient(problem: Problem | Derivation, answer: str, by: tuple[str, ...] | None, output: str | None, reader: Reader, one: One) -> Verdict | None:
    """Return the verdict on an answer that gives the derivatives by several names together; None for any other. Raises ReadError."""
    said = by or (() if isinstance(problem, Derivation) else problem.wrt)
    if len(said) == 1 or (asked := asked_together(problem, by, output)) is None:
        return None
    return judge_together(asked, answer, reader, one)


def judge_together(asked: Asked, answer: str, reader: Reader, one: One) -> Verdict | None:
    """Return the verdict on an answer that gives the asked derivatives together; None for any other. Raises ReadError."""
    answer = with_points(answer, len(asked.by))
    if (given := of_statements(asked, answer, reader)) is not None:
        return judge_entries(asked, given, one)
    if (given := of_differentials(asked, answer, reader)) is not None:
        return judge_differentials(asked, given, one)
    found = in_one_list(asked, answer, reader)
    left, before = said_before(asked, answer, reader)
    if found is None:
        alone = not asked.free and not left.strip(" $") and asks_for_gradient(asked.derivation.stages[0].graph.problem)
        return of_one_expression(asked, answer, reader) if alone or re.match(rf"\s*\$?\s*{_NABLA}", left) else None
    if not is_list(asked, found, answer):
        return None
    check_left(asked, left, answer)
    verdict = judge_listed(asked, found, answer, one)
    return verdict if verdict.correct is not True else replace(verdict, notes=(*verdict.notes, *not_equal(asked, before, one)))


def said_before(asked: Asked, answer: str, reader: Reader) -> tuple[str, list[Entries]]:
    """Return the left side of an answer, and the vectors that stand before its last one: (2x, 2y) in ∇f = (2x, 2y) = (4, 4)."""
    sides = split(answer, EQUALS)[:-1]
    lists: list[Entries] = []
    while sides and not said_left(sides[-1]) and (found := in_one_list(asked, sides[-1], reader)) is not None and found.flat:
        sides.pop()
        lists.insert(0, found)
    return " = ".join(sides), lists


def said_left(side: str) -> bool:
    """Return whether a side is a name for the gradient, f′(x, y), and no vector."""
    found = _LEFT.fullmatch(bare(side))
    return found is not None and bool(found["sign"] or found["prime"])


def not_equal(asked: Asked, before: Iterable[Entries], one: One) -> Iterator[Prose]:
    """Yield what is to be said of a vector before the last one that is not the gradient."""
    for each in before:
        row = each.rows[0]
        if len(row) != len(asked.by) or judge_entries(asked, dict(zip(asked.by, row, strict=True)), one).correct is False:
            yield (f"But ({', '.join(row)}) before it is not equal to that.",)


def with_points(answer: str, count: int) -> str:
    """Return an answer with decimal points, where its commas as such give it so many entries, and as they are do not: (2,5, 1) and (1,5; 0,5)."""
    pointed = _DECIMAL.sub(".", answer)
    if pointed == answer:
        return answer
    if EQUALS.search(answer.partition("=")[2]):
        return pointed if len(statements(pointed)) == count != len(statements(answer)) else answer
    pointed = pointed.replace(";", ",")
    found, otherwise = entries(answer), entries(pointed)
    fits = otherwise is not None and otherwise.flat and len(otherwise.rows[0]) == count
    return pointed if fits and (found is None or not found.flat or len(found.rows[0]) != count) else answer


def in_one_list(asked: Asked, answer: str, reader: Reader) -> Entries | None:
    """Return the entries of an answer, where unit vectors, or factors before a vector or behind it, may stand; None where it is one expression."""
    try:
        found = entries(with_units(asked.derivation, answer))
        if found is None and (found := scaled(answer) or multiplied(answer)) is None:
            found = entries(in_components(asked.derivation.stages[0].graph.problem, answer, reader.limits))
    except ReadError as error:
        raise ReadError(error.message, hint=error.hint, text=answer, start=0, end=len(answer)) from None
    return found


def scaled(answer: str) -> Entries | None:
    """Return the entries of a vector with factors before it or behind it, 2e^(x² + y²)·(x, y) or (x, y)·2/(x² + y²); None for another answer."""
    *lefts, body = between(answer.strip(" $."), outside_brackets(EQUALS, answer.strip(" $.")))
    body = in_lists(body).strip()
    if len(pairs := [(a, b) for a, b in outermost(body) if "," in body[a:b]]) != 1:
        return None
    before, behind = body[: pairs[0][0]].strip(), body[pairs[0][1] :].strip()
    found = entries(body[slice(*pairs[0])])
    factor = _TIMES.sub("", before)
    if found is None or not found.flat or (before and (factor == before and (before[-1].isalpha() or before[-1] in "/^_√"))) or not _BEHIND.fullmatch(behind):
        return None
    behind = behind if behind[:1] in ("", "/") else f"·{_LED_TIMES.sub('', behind)}"
    if outside_brackets(_TERMS, f"{factor}{behind}"[1:]):
        return None
    times = f"{factor}1·" if factor in ("-", "−") else f"({factor})·" if factor else ""
    row = tuple(f"{times}{entry}{behind}" if len(entry) == 1 else f"{times}({entry}){behind}" for entry in found.rows[0])
    return found._replace(rows=(row,), left=lefts[-1].strip() if lefts else "")


def asked_together(problem: Problem | Derivation, by: tuple[str, ...] | None, output: str | None) -> Asked | None:
    """Return what is asked by several names of a function with one value; None for any other problem."""
    derivation = problem if isinstance(problem, Derivation) else differentiate_problem(problem, by, output, settings=Settings(written_size=WRITTEN_SIZE))
    asked = derivation.stages[0].graph.problem
    if isinstance(derivation, (Curve, VectorValued)) or derivation.order > 1 or asked.vectors.each:
        return None
    parameters = next((each.parameters for each in asked.definitions if each.name == derivation.output), ())
    said = by or asked.wrt or (parameters if set(parameters) <= derivation.results.keys() else ())
    found = tuple(said or derivation.results)
    return Asked(derivation, found, free=not said) if len(found) > 1 and set(found) <= derivation.results.keys() else None


def is_list(asked: Asked, found: Entries, answer: str) -> bool:
    """Return whether entries are those of a list: not a condition of an answer in pieces, nor, unless a gradient is asked for, the parts of a decimal 0,5."""
    decimal = re.fullmatch(r"[-−+]?\d+,\d+", re.sub(r"[\s$]", "", answer)) and not asks_for_gradient(asked.derivation.stages[0].graph.problem)
    return found.flat and not found.several and not decimal and not re.search(r"\b(?:if|for|when|otherwise|where)\b", answer)


def check_left(asked: Asked, left: str, answer: str) -> None:
    """Check that a left side is the gradient of what is asked, ∇f or f′(x, y). Raises ReadError."""
    said = bare(left)
    found = _LEFT.fullmatch(said)
    if not said:
        return
    if found is None or found["of"] != asked.derivation.output or not (found["sign"] or found["prime"]):
        reason = f"'{said}' is not the gradient of {asked.derivation.output}"
        raise ReadError(reason, hint=f"write ∇{asked.derivation.output} = (…), or the vector alone", text=answer, start=0, end=len(left))
    point = asked.derivation.stages[0].graph.problem.point
    inside = re.sub(r"\s", "", found["at"] or "")
    if inside and inside not in (",".join(asked.by), ",".join(written(value).replace(" ", "") for _, value in point)):
        reason = f"the answer is for ({found['at']}), which the problem does not ask for"
        raise ReadError(reason, hint=f"ask for it in the problem: at ({found['at']})", text=answer, start=0, end=len(left))


def bare(left: str) -> str:
    """Return a left side without what LaTeX has around it."""
    return left.replace("\\left", "").replace("\\right", "").strip(" $")


def judge_listed(asked: Asked, found: Entries, answer: str, one: One) -> Verdict:
    """Return the verdict on a list of derivatives, in the order that is asked for or, where nothing says it, by the alphabet. Raises ReadError."""
    row = tuple(map(without_left, found.rows[0]))
    if len(row) != len(asked.by):
        said = f"Your answer has {len(row)} components; the gradient has {len(asked.by)}, by {in_words(asked.by)}."
        if asked.free:
            raise ReadError(said[0].lower() + said[1:-1], hint="say by which names it is: wrt='x, y'", text=answer, start=0, end=len(answer))
        return of_wrong_shape(asked, said)
    one = cache(one)
    verdict = judge_entries(asked, dict(zip(asked.by, row, strict=True)), one)
    if verdict.correct is not False:
        return verdict
    ordered = tuple(sorted(asked.by))
    if asked.free and (other := judge_entries(asked._replace(by=ordered), dict(zip(ordered, row, strict=True)), one)).correct is True:
        return replace(other, notes=(*other.notes, (f"The components are by {in_words(ordered)} in turn.",)))
    if other_order(len(row), lambda place, index: one(asked.by[index], row[place]).correct is True) is not None:
        return of_wrong_shape(asked, f"The components are in another order: those of the gradient are by {in_words(asked.by)} in turn.")
    return verdict


def judge_entries(asked: Asked, given: dict[str, str], one: One) -> Verdict:
    """Return the verdict on derivatives by some of the names."""
    there = asked._replace(by=tuple(given))
    return put_together(there.left, there.right, [[entry] for entry in given.values()], [[one(name, entry)] for name, entry in given.items()])


def of_statements(asked: Asked, answer: str, reader: Reader) -> dict[str, str] | None:
    """Return what several statements say of derivatives, f_x = 2xy and f_y = x², or (f_x, f_y) = (2xy, x²); None where an answer is anything else."""
    parts = statements(answer) or side_by_side(answer)
    if len(parts) < 2:
        return None
    found: dict[str, str] = {}
    for part in parts:
        try:
            statement = reader.statement(part)
        except ChainRuleError:
            return None
        name = next((name for name in asked.by if is_derivative(statement.left, asked.derivation.output, name)), None)
        if name is None or name in found:
            return None
        if statement.there and statement.there != asked.derivation.stages[0].graph.problem.point:
            hint = "ask for it in the problem: at (…)"
            raise ReadError("the answer is for a point which the problem does not ask for", hint=hint, text=answer, start=0, end=len(answer))
        found[name] = part[outside_brackets(EQUALS, part)[-1].end() :].strip()
    return found


def side_by_side(answer: str) -> list[str]:
    """Return the statements that one between two lists is, of as many entries; empty where it is not."""
    lists = [entries(side) for side in between(answer, outside_brackets(EQUALS, answer))]
    if len(lists) != 2 or not all(each is not None and each.flat for each in lists):
        return []
    lefts, rights = (each.rows[0] for each in lists if each is not None)
    return [f"{left} = {right}" for left, right in zip(lefts, rights, strict=True)] if len(lefts) == len(rights) else []


def is_derivative(left: Tree | None, of: str, by: str) -> bool:
    """Return whether a left side is the derivative of one quantity by another, with any d."""
    return left is not None and left.kind == "derivative" and left.args == (symbol(of), symbol(by))


def of_differentials(asked: Asked, answer: str, reader: Reader) -> dict[str, str] | None:
    """Return the derivatives that a total differential gives, df = 2xy dx + x² dy; None where an answer is none. Raises ReadError."""
    left, body = between(answer, outside_brackets(EQUALS, answer)[-1:]) if outside_brackets(EQUALS, answer) else ("", answer)
    whole = re.fullmatch(rf"\s*\$?\s*d\s?{re.escape(asked.derivation.output)}\s*", left) is not None
    letters = "".join(name for name in reader.names if len(name) == 1)
    body = re.sub(rf"(?<=[{re.escape(letters)}])d(?=[{re.escape(letters)}](?![A-Za-z]))", " d", body)  # x^2 ydx
    differential = differential_by(asked.by)
    by = [name for name in asked.by if any(found[1] == name for found in differential.finditer(body))]
    if not (whole or not left.strip()) or len(by) < (1 if whole and not asked.free else 2) or not reader.names.isdisjoint(("d", *(f"d{name}" for name in by))):
        return None
    body = differential.sub(lambda found: f" d{found[1]} " if found[1] in by else found[0], body).strip(" $.")
    signs = {name: f"d{name}" for name in by}
    tree, _ = read_answer(body, names={*reader.names, *signs.values()}, limits=reader.limits)
    parts = {name: substitute(tree, {sign: ONE if other == name else ZERO for other, sign in signs.items()}) for name in by}
    if equal(tree, total([mul(part, symbol(signs[name])) for name, part in parts.items()])).correct is not True:
        hint = "write a factor before each: 2xy dx + x² dy"
        raise ReadError(f"this is no sum of terms with {in_words(signs.values())}", hint=hint, text=answer, start=0, end=len(answer))
    return {name: written(tidy(part)) for name, part in parts.items()}


def differential_by(by: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the differentials of names: dx, dx_1, dprice."""
    words = "".join(f"{re.escape(name)}|" for name in sorted(by, key=len, reverse=True) if name.isalpha() and len(name) > 1)
    return re.compile(rf"(?<![A-Za-z\\/])d\s?({words}[^\W\d_](?:_\w)?)(?![A-Za-z(]|\s?/)")


def judge_differentials(asked: Asked, given: dict[str, str], one: One) -> Verdict:
    """Return the verdict on the terms of a total differential, which has one for each of the names that are asked for."""
    verdict = judge_entries(asked, given, one)
    missing = () if asked.free else [f"d{name}" for name in asked.by if name not in given and asked.derivation.results[name].tidy.tree != ZERO]
    return of_wrong_shape(asked, f"There is no term with {in_words(missing)}.") if missing and verdict.correct is True else verdict


def of_one_expression(asked: Asked, answer: str, reader: Reader) -> Verdict:
    """Return the verdict on one expression that is said to be a gradient. Raises ReadError where it cannot be read."""
    tree = reader.statement(split(answer, EQUALS)[-1], alone=True).sides[-1]
    if strange := [name for name in names(tree) if name not in asked.derivation.graph.ids]:
        raise ReadError(f"'{strange[0]}' is not in the problem", hint="write a vector by its components, (a, b)", text=answer, start=0, end=len(answer))
    return of_wrong_shape(asked, f"Your answer is one expression; the gradient has {len(asked.by)} components, by {in_words(asked.by)}.")


def of_wrong_shape(asked: Asked, fault: str) -> Verdict:
    """Return the verdict on an answer whose components are not those of the gradient, or not in their order."""
    return wrong_components(asked.left, asked.right, asked.derivation.output, fault)


def in_words(by: Iterable[str]) -> str:
    """Return names with commas between them."""
    return ", ".join(unicode(symbol(name)) for name in by)
