"""What forums, programs and quotation marks wrap around a formula: [tex]…[/tex], ##…##, derivative('…', 'x'), "…". Every place stays where it was."""

from __future__ import annotations

import re
from collections.abc import Callable

from chainrule.syntax.around.blanks import in_spaces
from chainrule.syntax.vocabulary import DIFFERENTIATORS

_TAGGED = re.compile(r"\[(/?)(i?math|i?tex|latex|itex)\]", re.IGNORECASE)  # [tex]…[/tex] of forums
_WHOLE = re.compile(r"\A\s*+(#{1,2})([^#\n]+)\1\s*+\Z")  # #…# of a forum around the whole text, which is no comment
_CALLS = "|".join(sorted(DIFFERENTIATORS))
_OF_PROGRAM = re.compile(rf"(?<![\w.])(?:math|nerdamer|Algebrite|Symbolics)\.(?=(?:{_CALLS})\()")
_QUOTED_FIRST = re.compile(rf"(?<!\w)((?:{_CALLS})\(\s?)([\"'])([^\"'\n]+)\2(?=\s?[,)])")  # derivative('x^2', 'x') of math.js
_QUOTED_ALONE = re.compile(r"(?<![\w.])(?:nerdamer|inline|sympify|parse_expr|str2sym|math\.parse)(\(\s?)([\"'])([^\"'\n]+)\2(?=\s?\))")
_DONE = re.compile(r"(?<=\))\.(?:doit|simplify|evaluate|toString|toTeX|text)\(\)(?=\s*+[;.]?\s*+\Z)")  # what is called on the result
_CALLED = rf"(?:{_CALLS})[(\[]"
_FORMED = re.compile(  # factor(diff(…)): the form of the answer is left open
    rf"\A\s*+(?:(?:full|trig)?simplify|(?:Full|Trig)Simplify|ratsimp|fullratsimp|radcan|trigreduce|expand|Expand|factor|Factor|Together|together|normal|pretty|latex)(?=[(\[]\s?{_CALLED})"
)
_TAKEN = re.compile(rf"\A(\s*+)(?:eval|at)\(\s?({_CALLED}[^\n]{{1,200}}\)\s?),(\s?[A-Za-z]\s?=\s?[-−\d./]++\s?)\)(?=\s*+;?\s*+\Z)")  # eval(diff(…), x=2)
_PUT_IN = re.compile(r"(?<=\))\.subs\(\s?([A-Za-z]\w?)\s?,\s?([-−\d./]++)\s?\)(?=\s*+\Z)")  # diff(…).subs(x, 2)
_REMARK = re.compile(r"/\*(?:(?!\*/).){0,400}+\*/", re.DOTALL)
_DIFFERENTIAL = re.compile(r"(?:@variables(?:\s[A-Za-z]\w*+)++\s*+[;\n]\s*+)?+(?<!\w)Differential\(\s?([A-Za-z]\w?)\s?\)(?=\s?\()")  # of Julia's Symbolics
_LONG_DASH = re.compile(  # x² — 4x, of a page that was copied; not where words or a definition come behind it
    r"(?<=[\w)\]}²³⁴⁵])(?<![A-Za-z]{2})(\s?)—(?=\s?(?:\d++(?!\s[a-z]{2})|[A-Za-z](?![A-Za-z'’′])(?!\s[a-z]{2})|[(√]|\\(?:frac|sqrt|sin|cos|ln)|(?:sin|cos|tan|ln|log|exp|sqrt)(?![a-z])))(?![^\n=]{0,200}=)"
)
_PAUSE = re.compile(  # y = x^2 — find dy/dx
    r"(?<=\s)—(?=\s++(?:(?:find|differentiate|what|compute|calculate|determine|where|with|please|evaluate)\s|[A-Za-z](?:\([a-z]\))?\s?=))", re.IGNORECASE
)
_SO = re.compile(r"(?<=[,;.]\s)(?:so|thus)(?=,?\s+(?:[A-Za-z]['’′]|d[A-Za-z]\s?/\s?d))")  # y = cos(3x), so y' = ?
_GREETING = re.compile(r"\A\s*+(?:hey|hi|hello|good\s(?:morning|afternoon|evening|day))\b[a-z ,]{0,25}!(?=\s)", re.IGNORECASE)
_THINKING = re.compile(  # I think y = x^2
    r"(?<![\w\\])I\s++(?:think|believe|guess|suppose|know|say|mean|tried|try|set|wrote|write|put|chose|used?)(?:\s++that)?(?=\s++[$]?[A-Za-z]\w?(?:\(\w\))?\s?=(?!=))"
)
_DERIVATION = re.compile(r"\A\s*+(?:derivate|derivation\s+of)(?=\s+[\w(\\√]+)", re.IGNORECASE)
_TRAILING = re.compile(r"(?<=[\w)])(?:\.{3}|…)(?=\s+[A-Za-z]{2,15}\s+[a-z]{2,15}(?:\s|\?|\Z))")  # ln(x)... any help?
_AT = re.compile(r"(?<=\s)@(?=\s?[A-Za-z]\s?=\s?[-−]?[\d.]+\s*\Z)")  # x^3 @ x=2


def _before(found: re.Match[str]) -> str:
    """Return eval(diff(…), x=2) as diff(…) ; x=2."""
    lead, operand, value = found.groups()
    return f"{lead}{operand.rjust(len(found[0]) - len(lead) - len(value) - 2)};{value} "


# What is wrapped around a formula: a sign that is always in it, the pattern, and what it becomes, in the same width.
_WRAPPED: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("[/", _TAGGED, lambda tag: "$".ljust(len(tag[0])) if tag[1] else "$".rjust(len(tag[0]))),
    ("#", _WHOLE, lambda whole: whole[0].replace("#", " ")),
    ("/*", _REMARK, in_spaces),
    ("—", _LONG_DASH, lambda dash: f"{dash[1]}-"),
    ("—", _PAUSE, lambda _: ";"),
    (" so", _SO, in_spaces),
    (" thus", _SO, in_spaces),
    *((dots, _TRAILING, lambda found: ";".ljust(len(found[0]))) for dots in ("...", "…")),
    ("!", _GREETING, in_spaces),
    ("I ", _THINKING, in_spaces),
    ("erivat", _DERIVATION, lambda found: "derive".rjust(len(found[0]))),
    ("@", _AT, lambda _: ";"),
    ("Differential(", _DIFFERENTIAL, lambda found: f"d/d{found[1]}".rjust(len(found[0]))),
    (".", _OF_PROGRAM, in_spaces),
    *((mark, _QUOTED_FIRST, lambda found: f"{found[1]} {found[3]} ") for mark in "'\""),
    *((mark, _QUOTED_ALONE, lambda found: f"{found[1]} {found[3]} ".rjust(len(found[0]))) for mark in "'\""),
    (".subs(", _PUT_IN, lambda found: f";{found[1]}={found[2]}".ljust(len(found[0]))),
    *((call, _TAKEN, _before) for call in ("eval(", "at(")),
    ("(", _FORMED, in_spaces),
    ("[", _FORMED, in_spaces),
    ("()", _DONE, in_spaces),
)


def without_wrapping(text: str) -> str:
    """Return a text without what a forum or a program wraps around its formulas.

    >>> without_wrapping("derivative('x^2', 'x')")
    "derivative( x^2 , 'x')"
    """
    for sign, pattern, written in _WRAPPED:
        if sign in text:
            text = pattern.sub(written, text)
    return text


_QUOTES = dict(zip("`\"'“‘„«*_~", "`\"'”’“»*_~", strict=True))
_PRIMES = re.compile(r"(?<=[A-Za-z])(``?)(?=\s?\()")  # f`(x)
_BOXED = re.compile(r"\A\\(?:boxed|fbox|mathbf|boldsymbol|bm|mathrm)\s?(?=\{)")  # \boxed{y = x^2}


def _is_whole(text: str) -> bool:
    """Return whether a definition stands between the first bracket of a text and the last one, which closes it: (y = x^2)."""
    depths, depth = list[int](), 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        depths.append(depth)
    equals = [depths[place] for place, sign in enumerate(text) if sign == "="]
    return depths[-1] == 0 and min(depths[:-1]) > 0 and equals == [1]


def unquoted(text: str) -> str:
    """Return a text with the quotation marks, the signs of Markdown or the brackets around the whole of it replaced by spaces."""
    if "`" in text:
        primed = _PRIMES.sub(lambda found: "'" * len(found[1]), text)
        text = text if "`" in primed else primed
    if text[:1].isalnum():
        return text
    inside = text.strip()
    inside = _BOXED.sub("", inside)
    if inside[:1] in ("(", "[", "{") and "=" in inside and _is_whole(inside):
        return f" {inside[1:-1]} ".rjust(len(text.rstrip())).ljust(len(text))
    if inside[:1] not in _QUOTES or len(inside) < 2 or _QUOTES[inside[0]] != inside[-1]:
        return text
    mark = inside[0]
    if mark in "*_~" and (mark in inside[1:-1] or "=" not in inside):
        return text
    width = len(inside) - len(inside.lstrip(mark)) if mark == "`" else 1
    first = text.index(mark)
    last = first + len(inside)
    return text[:first] + " " * width + text[first + width : max(last - width, first + width)] + " " * min(width, len(inside) - width) + text[last:]
