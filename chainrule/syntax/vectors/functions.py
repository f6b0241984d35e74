"""Functions with several components: F(x, y) = (x^2 y, 5x + sin y), and definitions that are asked for together, u = …; v = …, the Jacobian."""

from __future__ import annotations

from chainrule.errors import ReadError
from chainrule.notation.indices import apart
from chainrule.problem import Definition, Problem, Reading, VectorFunction, mentioned
from chainrule.syntax.parsing.forms import SPACED
from chainrule.syntax.parsing.parser import Parser
from chainrule.syntax.resolution import resolved
from chainrule.syntax.tokens.segments import arguments, of_numbers
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vectors.component_names import names_of_components, refused, unnamed
from chainrule.syntax.words.scope import Scope
from chainrule.tree import Tree, names, vector

MOST = 100  # components of one function
HINT = "write a function with several components as a definition of its own: r(t) = (cos t, sin t)"


def read_value(tokens: Tokens, first: int, last: int, scope: Scope, *, beside: bool = False) -> Tree:
    """Return what tokens stand for: an expression, or a vector where they are several in brackets, (cos t, sin t); ``beside`` others also of numbers."""
    parts = listed(tokens, first, last, beside=beside)
    if len(parts) == 1:
        return Parser(resolved(tokens, first, last, scope), scope).parse()
    return vector(*[Parser(resolved(tokens, start, end, scope), scope).parse() for start, end in parts])


def listed(tokens: Tokens, first: int, last: int, *, beside: bool = False) -> list[tuple[int, int]]:
    """Return the runs of tokens between the commas of brackets that hold all of the tokens; the tokens themselves where they are no vector.

    Numbers alone are data or a point but ``beside`` vectors, and a list with a condition in it is a function in pieces. Raises ReadError for a comma
    between digits, which may be the sign of a decimal.
    """
    kinds, whole = tokens.kinds, [(first, last)]
    if first >= last or kinds[first] != "open" or kinds[last - 1] != "close" or tokens.values[first][0] not in (")", "]"):
        return whole
    close, commas = tokens.brackets().get(first, (-1, 0))
    if close != last - 1 or not commas or "relation" in kinds[first:last] or "=" in kinds[first:last]:
        return whole
    parts = arguments(tokens, first + 1, last - 1)
    if (not beside and all(of_numbers(tokens, start, end) for start, end in parts)) or not all(start < end for start, end in parts):
        return whole
    for _, comma in parts[:-1]:
        if kinds[comma - 1] == kinds[comma + 1] == "number" and tokens.touches(comma) and tokens.touches(comma + 1):
            raise tokens.error("a comma stands between digits", comma - 1, comma + 1, hint=SPACED)
    if len(parts) > MOST:
        raise tokens.error(f"a vector has {len(parts)} components", first, last - 1, hint=f"the limit is {MOST}")
    return parts


def of_several_components(problem: Problem, jacobian: tuple[str, ...] | None, *, listed: bool) -> Problem:
    """Return a problem with the function with several components that it is about, if it is: a vector, or what its ``jacobian`` is asked of.

    ``listed`` says that vectors stand inside of expressions.
    """
    if listed or any(each.tree[0] == "vector" for each in problem.definitions):
        return by_components(problem, listed=listed)
    return problem if jacobian is None else together(problem, jacobian)


def by_components(problem: Problem, *, listed: bool) -> Problem:
    """Return a problem in which one definition is a vector, with a definition for each component in its place. Raises ReadError where it is no question."""
    vectors = [each for each in problem.definitions if each.tree[0] == "vector"]
    whole = vectors[0] if vectors else problem.definitions[0]
    if problem.equation is not None or problem.rates or problem.known:
        raise refused(problem, whole, "a vector stands beside an equation, or beside values", HINT)
    others = [each for each in problem.definitions if each is not whole]
    used = {name for each in others for name in mentioned(each.tree)}
    defined, inside = {each.name for each in others}, mentioned(whole.tree)
    if vectors and whole.name and whole.name in inside:
        raise refused(problem, whole, f"'{whole.name}' is defined by itself", HINT)
    bare = any(not each.name for each in vectors)
    if listed or (not bare and (len(vectors) > 1 or whole.name in used or "" in defined)):
        from chainrule.syntax.vectors.expressions import of_expressions

        return of_expressions(problem)
    if others and bare:
        raise refused(problem, whole, "an expression without a name stands beside a function with several components", "leave it out, or give it a name")
    if all(part[0] == "symbol" for part in whole.tree[2]) and not whole.parameters and not problem.wrt and defined.isdisjoint(inside):
        raise refused(problem, whole, "a list of names alone is no function", HINT)
    name = whole.name or unnamed({*used, *defined, *inside})
    parts = names_of_components(name, len(whole.tree[2]), {*used, *defined, *inside, *whole.parameters})
    if parts is None:
        raise refused(problem, whole, f"the components of '{name}' have no names that are not taken", "call the function otherwise")
    parameters = () if not defined.isdisjoint(whole.parameters) else whole.parameters
    components = [Definition(part, tree, parameters, whole.start, whole.end) for part, tree in zip(parts, whole.tree[2], strict=True)]
    definitions = [new for each in problem.definitions for new in (components if each is whole else [each])]
    function = VectorFunction(name, parts, whole._replace(name=name))
    return problem._replace(definitions=tuple(definitions), function=function)


def together(problem: Problem, of: tuple[str, ...]) -> Problem:
    """Return a problem of which some quantities, or all outputs, are asked for together: the Jacobian matrix of u = x^2 y; v = x + y. Raises ReadError."""
    defined = {each.name: each for each in problem.definitions}
    if missing := [name for name in of if name not in defined]:
        hint = "the matrix by other quantities is the inverse of the one by those that are given"
        raise ReadError(f"'{missing[0]}' is not defined", hint=hint, text=problem.text, start=0, end=len(problem.text))
    used = {part for each in problem.definitions for name in names(each.tree) for part in (name, apart(name)[0])}
    outputs = of or tuple(name for name in defined if name and name not in used)
    if len(outputs) < 2 or problem.equation is not None or problem.output not in (None, *outputs) or problem.rates:
        return problem
    note = Reading(f"{', '.join(outputs[:-1])} and {outputs[-1]} are differentiated together")
    return problem._replace(function=VectorFunction("", outputs), output=None, readings=(*problem.readings, note))
