"""What forums, programs and quotation marks wrap around a formula: [tex]…[/tex], ##…##, derivative('…', 'x'), "…". Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import in_spaces
from chainrule.syntax.vocabulary import DIFFERENTIATORS

_TAGGED = re.compile(r"\[(/?)(i?math|i?tex|latex|itex)\]", re.IGNORECASE)  # [tex]…[/tex] of forums
_WHOLE = re.compile(r"\A\s*+(#{1,2})([^#\n]+)\1\s*+\Z")  # #…# of a forum around the whole text, which is no comment
_CALLS = "|".join(sorted(DIFFERENTIATORS))
_OF_PROGRAM = re.compile(rf"(?<![\w.])(?:math|nerdamer|Algebrite|Symbolics)\.(?=(?:{_CALLS})\()")
_QUOTED_FIRST = re.compile(rf"(?<!\w)((?:{_CALLS})\(\s?)([\"'])([^\"'\n]+)\2(?=\s?[,)])")  # derivative('x^2', 'x') of math.js
_QUOTED_ALONE = re.compile(r"(?<![\w.])(?:nerdamer|inline|sympify|parse_expr|str2sym|math\.parse)(\(\s?)([\"'])([^\"'\n]+)\2(?=\s?\))")
_DONE = re.compile(r"(?<=\))\.(?:doit|simplify|evaluate|toString|toTeX|text)\(\)(?=\s*+[;.]?\s*+\Z)")  # what is called on the result
_REMARK = re.compile(r"/\*(?:(?!\*/).){0,400}+\*/", re.DOTALL)
_DIFFERENTIAL = re.compile(r"(?:@variables(?:\s[A-Za-z]\w*+)++\s*+[;\n]\s*+)?+(?<!\w)Differential\(\s?([A-Za-z]\w?)\s?\)(?=\s?\()")  # of Julia's Symbolics
_LONG_DASH = re.compile(  # x² — 4x, of a page that was copied; not where words or a definition come behind it
    r"(?<=[\w)\]}²³⁴⁵])(?<![A-Za-z]{2})(\s?)—(?=\s?(?:\d++(?!\s[a-z]{2})|[A-Za-z](?![A-Za-z'’′])(?!\s[a-z]{2})|[(√]|\\(?:frac|sqrt|sin|cos|ln)|(?:sin|cos|tan|ln|log|exp|sqrt)(?![a-z])))(?![^\n]*=)"
)
_PAUSE = re.compile(  # y = x^2 — find dy/dx
    r"(?<=\s)—(?=\s++(?:(?:find|differentiate|what|compute|calculate|determine|where|with|please|evaluate)\s|[A-Za-z](?:\([a-z]\))?\s?=))", re.IGNORECASE
)
_AT = re.compile(r"(?<=\s)@(?=\s?[A-Za-z]\s?=\s?[-−]?[\d.]+\s*\Z)")  # x^3 @ x=2


def without_wrapping(text: str) -> str:
    """Return a text without what a forum or a program wraps around its formulas.

    >>> without_wrapping("derivative('x^2', 'x')")
    "derivative( x^2 , 'x')"
    """
    if "[/" in text:
        text = _TAGGED.sub(lambda tag: "$".ljust(len(tag[0])) if tag[1] else "$".rjust(len(tag[0])), text)
    if text.lstrip()[:1] == "#":
        text = _WHOLE.sub(lambda whole: whole[0].replace("#", " "), text)
    if "/*" in text:
        text = _REMARK.sub(in_spaces, text)
    if "—" in text:
        text = _PAUSE.sub(";", _LONG_DASH.sub(r"\1-", text))
    if "@" in text:
        text = _AT.sub(";", text)
    if "Differential(" in text:
        text = _DIFFERENTIAL.sub(lambda found: f"d/d{found[1]}".rjust(len(found[0])), text)
    if "." in text:
        text = _OF_PROGRAM.sub(in_spaces, text)
    if "'" in text or '"' in text:
        text = _QUOTED_FIRST.sub(lambda found: f"{found[1]} {found[3]} ", text)
        text = _QUOTED_ALONE.sub(lambda found: f"{found[1]} {found[3]} ".rjust(len(found[0])), text)
    return _DONE.sub(in_spaces, text) if "()" in text else text


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
