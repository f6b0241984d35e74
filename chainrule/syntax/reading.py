"""From text to a problem, and to one expression. What reads all that people write around formulas is imported where it is needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.problem import Problem, Reading
from chainrule.syntax.limits import Limits
from chainrule.syntax.parser import Parser
from chainrule.syntax.resolution import resolved
from chainrule.syntax.rules import Readings
from chainrule.syntax.scope import Scope
from chainrule.syntax.simple import simple_problem, simple_tokens
from chainrule.tree import Tree

_DEFAULT = Limits()


def read_problem(text: str, *, wrt: Sequence[str] = (), limits: Limits = _DEFAULT) -> Problem:
    """Return what a text asks: definitions, the quantity to differentiate and by what, and how ambiguous parts were read.

    ``wrt`` are names that will be differentiated by; like the names that the text defines they win over every other meaning.

    Raises ReadError for text that cannot be read, LimitExceeded beyond a limit, UnknownFunction for an unknown function.

    >>> problem = read_problem("z = 4x + 7y, x = a^2 + 7b")
    >>> [definition.name for definition in problem.definitions]
    ['z', 'x']
    """
    text = text if text.isascii() else shown(text)
    names = tuple(map(canonical, wrt))
    simple = simple_tokens(text, limits, names)
    if simple is not None:
        with suppress(ReadError):  # as "a) x^2" raises, which is no expression alone
            problem = simple_problem(simple, names)
            if problem is not None and "T" not in text:  # which may be the sign of a transpose
                return problem
    from chainrule.syntax.problems import read_in_full

    return read_in_full(text, names, limits)


def read_expression(text: str, *, names: Collection[str] = (), functions: Mapping[str, tuple[str, ...]] | None = None, limits: Limits = _DEFAULT) -> Tree:
    """Return one expression as a tree; ``names`` are names that win over every other meaning of a word.

    >>> read_expression("2 cos x")
    (mul (number 2) (call 'cos' (symbol 'x')))
    """
    return read_answer(text, names=names, functions=functions, limits=limits)[0]


def read_answer(
    text: str, *, names: Collection[str] = (), functions: Mapping[str, tuple[str, ...]] | None = None, limits: Limits = _DEFAULT
) -> tuple[Tree, tuple[Reading, ...]]:
    """Return one expression as a tree, and how ambiguous parts of it were read.

    ``functions`` gives unspecified functions and the names of their arguments, so that ∂J/∂ŷ is read as a derivative of J.
    """
    from chainrule.syntax.raw import answer_tokens

    text = text if text.isascii() else shown(text)
    readings = Readings(text)
    tokens = answer_tokens(text, readings, limits, names)
    known = frozenset(map(canonical, names))
    scope = Scope(tokens, known, {}, known, readings)
    scope.unspecified = dict(functions or {})
    last = len(tokens.kinds)
    while last and tokens.kinds[last - 1] in ("stop", "break"):
        last -= 1
    if not last:
        raise ReadError("the text is empty", hint="write an expression, such as x^2")
    return Parser(resolved(tokens, 0, last, scope), scope).parse(), readings.listed()


def shown(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    from chainrule.syntax.invisible import visible

    return visible(text)
