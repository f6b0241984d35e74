"""Answers in the vectors of a problem, u′ · v + u · v′ and 2t r(t) + t² r′(t), by components."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chainrule.calculus import differentiate_problem
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.statements import spaced
from chainrule.notation import text as written
from chainrule.problem import Listed, Problem, mentioned
from chainrule.syntax import Limits, read_answer
from chainrule.syntax.around.listed import in_round_brackets
from chainrule.tree import Tree, apply, names, number, postorder, rewrite, substitute, symbol
from chainrule.vectors.algebra import DOT, Algebra, is_vector
from chainrule.vectors.kinds import Unfit

_EQUALS = re.compile(r"=")
_BARE = re.compile(r"\\(?:vec|mathbf|boldsymbol|bm)\s?(?:\{\s?([A-Za-z])\s?\}|\s([A-Za-z]))")
_ANGLE = re.compile(r"[<⟨]|\\langle")
_DIRECTIONAL = re.compile(r"\s*\$?D_(?:\w|\{[^{}]{1,30}\})\s?[A-Za-z]")
_POINTED = re.compile(r"<([^<>=,]{1,300}(?:,[^<>=,]{1,300}){1,9})>")
_DOTTED = re.compile(r"[(<⟨][^()<>⟨⟩]*,[^()<>⟨⟩]*[)>⟩]\s*(?:[·⋅∙•*]|\\c?dot(?![A-Za-z]))\s*[(<⟨][^()<>⟨⟩]*,[^()<>⟨⟩]*[)>⟩]")  # (4,1)·(3,4)
_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=[-−\d])")
_GRADIENT = re.compile(r"∇|\\nabla|\bgrad\b")
HIGHEST = 6  # orders of derivatives in an answer


def in_numbers(problem: Problem, answer: str, limits: Limits | None) -> str:
    """Return an answer for a number that is made of vectors, D_u f = ∇f · u = (4, 1)·(3, 4)/5 = 16/5, with those of its sides that are numbers.

    What stands before them, D_u f and products with ∇f, is passed over. Raises ReadError for what makes no sense of vectors.
    """
    sides = between(answer, outside_brackets(_EQUALS, answer))
    if "," not in answer or len(sides) == 1:
        return in_components(problem, answer, limits)
    led = 1 if _DIRECTIONAL.match(sides[0]) else 0
    kept = [side for side in sides[led:-1] if not _GRADIENT.search(side)]
    return " = ".join(in_components(problem, side, limits).strip() for side in (*kept, sides[-1]))


def in_components(problem: Problem, answer: str, limits: Limits | None) -> str:
    """Return an answer with vectors of the problem by name, or as lists inside of an expression, as one by components; another one as it is.

    Raises ReadError for what makes no sense of vectors.
    """
    vectors = {each.name: each for each in problem.listed}
    equals = outside_brackets(_EQUALS, answer)
    body = _BARE.sub(lambda found: found[1] or found[2], spaced(answer[equals[-1].end() :] if equals else answer)).strip(" $.")
    body = in_round_brackets("=" + _POINTED.sub(r"(\1)", body))[1:] if _ANGLE.search(body) else body
    body = _BETWEEN_DIGITS.sub(", ", body) if _DOTTED.search(body) else body
    answer = body if equals and _DIRECTIONAL.match(answer) else answer
    known = {*(name for each in problem.definitions for name in each.mentioned if name), *problem.wrt}
    functions = {name: each.parameters or problem.wrt[:1] or ("t",) for name, each in vectors.items()}
    try:
        tree, _ = read_answer(body, names=known, limits=limits or Limits(), listed=functions)
    except ReadError:
        return answer
    lists = tree[0] != "vector" and any(item[0] == "vector" for item in postorder(tree))
    if not lists and vectors.keys().isdisjoint(mentioned(tree)):
        return answer
    try:
        found = Algebra({name: tuple(map(symbol, each.parts)) for name, each in vectors.items()}, dotted=DOT.search(body) is not None).value(tree)
    except Unfit as unfit:
        raise ReadError(f"as vectors this makes no sense: {unfit}", text=answer, start=0, end=len(answer)) from None
    try:
        parts = [with_values(problem, vectors, part) for part in (found.args if is_vector(found) else (found,))]
    except ChainRuleError:
        return answer
    return f"({', '.join(map(written, parts))})" if is_vector(found) else written(parts[0])


def with_values(problem: Problem, vectors: dict[str, Listed], tree: Tree) -> Tree:
    """Return an expression of components with what these, and their derivatives, are in the inputs. Raises ChainRuleError."""
    parameters = {part: each.parameters for each in vectors.values() for part in each.parts}
    defined = {each.name: each.tree for each in problem.definitions}

    def value(item: Tree) -> Tree:
        kind, what, args = item
        if kind == "symbol" and what in parameters:
            return defined.get(what, item)
        if kind == "apply" and what[0] in parameters:
            by = parameters[what[0]] or names(args[0])[:1]
            inner = derived(what[0], [name for name, order in zip(by, what[1], strict=True) for _ in range(order)])
            return substitute(inner, dict(zip(by, args, strict=True)))
        return item

    def derived(name: str, by: list[str]) -> Tree:
        if name not in defined:  # the a of p = (t, a), an input itself
            return number(int(by == [name])) if by else symbol(name)
        if not by:
            return defined[name]
        if len(by) > HIGHEST:
            raise ChainRuleError("a derivative of too high an order")
        alone = problem._replace(output=name, wrt=(), order=1, mixed=False, function=None, point=())
        result = next(iter(differentiate_problem(alone, tuple(dict.fromkeys(by)), name, len(by))))
        return result.tidy.tree

    return rewrite(rewrite(tree, lambda item: as_applied(item, parameters)), value)


def as_applied(item: Tree, parameters: Mapping[str, tuple[str, ...]]) -> Tree:
    """Return du_1/dt of a component as u_1′(t); any other node as it is."""
    if item[0] != "derivative" or item[2][0][1] not in parameters:
        return item
    part, *by = (each[1] for each in item[2])
    own = parameters[part] or tuple(dict.fromkeys(by))
    return apply(part, tuple(map(symbol, own)), tuple(map(by.count, own)))
