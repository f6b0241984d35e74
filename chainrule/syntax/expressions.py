"""From text to one expression."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.problem import Reading
from chainrule.syntax.limits import Limits
from chainrule.syntax.parsing.parser import Parser
from chainrule.syntax.resolution import resolved
from chainrule.syntax.rules import A_POWER, Readings
from chainrule.syntax.words.scope import Scope
from chainrule.tree import Tree

DEFAULT = Limits()


def read_expression(text: str, *, names: Collection[str] = (), functions: Mapping[str, tuple[str, ...]] | None = None, limits: Limits = DEFAULT) -> Tree:
    """Return one expression as a tree; ``names`` are names that win over every other meaning of a word.

    >>> read_expression("2 cos x")
    (mul (number 2) (call 'cos' (symbol 'x')))
    """
    return read_answer(text, names=names, functions=functions, limits=limits)[0]


def read_answer(
    text: str,
    *,
    names: Collection[str] = (),
    functions: Mapping[str, tuple[str, ...]] | None = None,
    limits: Limits = DEFAULT,
    vectors: bool = False,
    listed: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Tree, tuple[Reading, ...]]:
    """Return one expression as a tree, and how ambiguous parts of it were read.

    ``functions`` gives unspecified functions and the names of their arguments, so that ∂J/∂ŷ is read as a derivative of J. With ``vectors`` norms and
    products of matrices stay what they are. ``listed`` are vectors by their components, with their arguments, where the answer may have such.

    Raises ReadError.
    """
    from chainrule.syntax.raw import answer_tokens

    text = text if text.isascii() else shown(text)
    readings = Readings(text)
    if listed is not None:
        from chainrule.syntax.vectors.products import crossed

        text = crossed(text)
    tokens = answer_tokens(text, readings, limits, names, vectors=vectors)
    known = frozenset(map(canonical, names))
    scope = Scope(tokens, known, {}, known, readings)
    scope.unspecified = dict(functions or {})
    if listed is not None:
        scope.functions, scope.listed = listed, []
    last = len(tokens.kinds)
    while last and tokens.kinds[last - 1] in ("stop", "break"):
        last -= 1
    if not last:
        raise ReadError("the text is empty", hint="write an expression, such as x^2")
    tree, noted = Parser(resolved(tokens, 0, last, scope), scope).parse(), readings.listed()
    return tree, tuple(each for each in noted if each.other != A_POWER) if vectors else noted


def shown(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    from chainrule.syntax.around.invisible import visible

    return visible(text)
