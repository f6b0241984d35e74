"""From text to a problem. What reads all that people write around formulas is imported where it is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from chainrule.errors import LimitExceeded, ReadError
from chainrule.notation.names import canonical
from chainrule.problem import Problem
from chainrule.syntax.expressions import DEFAULT, shown
from chainrule.syntax.limits import Limits
from chainrule.syntax.simple import simple_problem, simple_tokens

# T and t may be signs of a transpose, bars those of a norm, + and H above no exponents, i and j unit vectors, and A X - X A one of matrices; in brackets
# may be an index, a unit, the letter of an exercise, the number of a formula or a remark, and m/s and a capital at the end are units.
_NOT_SIMPLE = re.compile(
    r"T|i(?<![\w)]i) [^=]{1,200}[+-] ?[jk] |[ij] ?[+-][^=]{1,200}[jk](?![\w(])|\([fgh]\^-1"
    r"|\d(?: ?(?:x ?10\^|[kc]?m/[sh] )|\.10\^)|\|\||\^[H+]|\^L ?\(|\^t [A-Z]|[a-z]\(\d\)|([A-Z]) ?([A-Z]) ?[-−] ?\2 ?\1(?!\w)"
    r"| (?:\([a-z]{1,3}/[a-z]|[NJWVKms]\Z|\((?:\d[\d.]{0,4}|[a-z]{4,})\)\s*\Z)|\A\s*\d*\((?:[a-h]|[iv]+)\)\s"
)


def read_problem(text: str, *, wrt: Sequence[str] = (), limits: Limits = DEFAULT) -> Problem:
    """Return what a text asks: definitions, the quantity to differentiate and by what, and how ambiguous parts were read.

    ``wrt`` are names that will be differentiated by; like the names that the text defines they win over every other meaning.

    Raises ReadError for text that cannot be read, LimitExceeded beyond a limit, UnknownFunction for an unknown function.

    >>> problem = read_problem("z = 4x + 7y, x = a^2 + 7b")
    >>> [definition.name for definition in problem.definitions]
    ['z', 'x']
    """
    if "<" in text and ("math" in text or text.lstrip()[:2] == "<m"):
        from chainrule.syntax.around.mathml import without_mathml
        from chainrule.syntax.raw import check_length

        check_length(text, limits)
        text = without_mathml(text)
    if "/" in text and any(map(text.__contains__, ("dif", "partial ", "del "))):
        from chainrule.syntax.around.spelled_d import with_signs

        text = with_signs(text)
    if " of " in text and "=" not in text and "(" not in text and len(text) <= 100:
        from chainrule.syntax.around.functions_alone import with_argument

        text = with_argument(text)
    text = text if text.isascii() else shown(text)
    names = tuple(map(canonical, wrt))
    simple = None if _NOT_SIMPLE.search(text) else simple_tokens(text, limits, names)
    if simple is not None:
        with suppress(ReadError):  # as "a) x^2" raises, which is no expression alone
            problem = simple_problem(simple, names)
            if problem is not None:
                return problem
    from chainrule.syntax.problems import read_in_full

    try:
        return read_in_full(text, names, limits)
    except ReadError as error:
        from chainrule.syntax.around.stories import is_without_formula

        if isinstance(error, LimitExceeded) or not is_without_formula(text):
            raise
    hint = "write the relation between its quantities as one, with what is given and asked: V = 4/3*pi*r^3, dr/dt = 2, r = 5; dV/dt"
    raise ReadError("there is no formula in this text", hint=hint)
