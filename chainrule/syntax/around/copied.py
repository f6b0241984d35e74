"""Derivatives as web forms and copied pages have them: (dy)/(dx), "find dy dx", "Find the Derivative - d/dx y = …". Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.notation.names import GREEK

LONGEST = 1_000  # characters above the line of a fraction
_POWER = r"(?:\^?\{?[2-9]\}?|[²³])?"
_GREEK = rf"(?:{'|'.join(sorted(GREEK))})(?![A-Za-z])"
_BRACKETED = re.compile(rf"\(\s*([d∂]\s*{_POWER})\s*([^\W\d_]\w*)?\s*\)(\s*/\s*)\(\s*([d∂]\s*(?:{_GREEK}|[^\W\d_](?:_\w)?){_POWER})\s*\)")
_BELOW_BRACKETED = re.compile(rf"(?<![\w)\]\\])([d∂]\s?{_POWER}\s?/\s?)\(\s?([d∂]\s?(?:{_GREEK}|[^\W\d_](?:_\w)?){_POWER})\s?\)")  # $d/(d x) x^2$
# a derivative with brackets around its names: d(area)/d(radius)
_APPLIED = re.compile(r"(?<![^\s,;:(=$])(d(?:[^\W\d_]?\w{0,15}|\s?\((?:[^()]|\([^()]*\)){1,80}\)))(\s*/\s*d)\(\s?([^\W\d_]\w{0,15})\s?\)")
_ALONE = re.compile(r"d\s?\(\s?([^\W\d_]\w{0,15})\s?\)")
_APART = re.compile(r"(?<![\w)\]]) ?d\s([^\W\d_]\w{1,30})(?=\s?/\s?d\s?[^\W\d_])")  # d loss/dw
_DEFINED = re.compile(r"(?:^|[,;\n])[\s$]*+([^\W\d_]\w{1,30})\s*+=(?!=)")
_QUANTITY = re.compile(r"(?<![\w\\])d\s*(?:\(\w\)\s*)?=(?!=)")  # a text that defines d means a product
_LOST_LINE = re.compile(
    r"\b(find|compute|calculate|determine|evaluate|obtain|what\s+is)(\s+(?:the\s+derivative\s+)?)(d[^\W\d_]) (?=d[^\W\d_](?![\w=]|\s*=))", re.IGNORECASE
)
_REALS = r"(?:\\mathbb\s*\{?\s*[RC]\}?|[ℝR])(?:\^?[+*]|_\+)?"
_SETS = rf"(?:{_REALS}\s*(?:\\to(?![A-Za-z])|\\rightarrow|→|->)\s*{_REALS}(?:[\s,;:]|\\q?quad(?![A-Za-z])|\\[,;: ])*)?"
_MAPPING = re.compile(rf"(?<![\w\\])([A-Za-z])\s*:\s*{_SETS}([A-Za-z])\s*(?:\\mapsto(?![A-Za-z])|↦|\|->|->|→)")  # f : x ↦ x²
# ∇f and grad f ask for f by all that it depends on; so does f alone
_GRADIENT = re.compile(
    r"(?:∇|\\nabla(?![A-Za-z])|(?<![\w\\])grad(?=\s|\()|\\(?:operatorname|mathrm)\s?\{grad\})"
    r"[\s({]*+(?<![\w)])([^\W\d_](?:_\w)?)(?:\s*\(([^\W\d_](?:, ?[^\W\d_]| ){0,20}| )\))?[\s)}]{0,10}?"
    r"(?=\s{0,10}(?:[$,;.?]|\Z|\n|\b(?:at|for|of|if|where|when|given|with)\b|\\q?quad|\\text))"
)
_GRADIENT_AT = re.compile(  # ∇f(1, 2)
    r"(?:∇|\\nabla(?![A-Za-z]))\s?([^\W\d_])\s?(\(\s?[-−]?[\d.]{1,20}(?:\s?,\s?[-−]?[\d.]{1,20}){1,5}\s?\))(?=[\s$.?]*\Z)"
)
_OF_DEFINED = re.compile(
    r"\b(?:find\s+the\s+)?derivative\b[A-Za-z \t]{0,60}[-–—:,]{0,3}\s*d\s*/\s*d([^\W\d_])\s+\(?(?=([^\W\d_])\s*(?:\(\s*\w\s*\)\s*)?=(?!=))", re.IGNORECASE
)
_PARTIAL = re.compile(r"\\[dt]?frac\s?\{\s?\\partial(?![A-Za-z])\s?(?![\s({\\]*\})")
_BELOW = re.compile(r"\s?\{\s?\\partial(?![A-Za-z])\s?((?:[^{}\\]|\\(?!partial)[A-Za-z]++|\{[^{}]{0,30}\}){1,40}+)\}")


_OF_EXPRESSION = re.compile(r"\A[\s$]*+(∇|\\nabla|grad)\s*+(\((?:[^()]|\((?:[^()]|\([^()]*+\))*+\))*+\))[\s$.?]*+\Z")  # ∇(x² + y²)


_BY_BRACKETED = re.compile(r"/\s?d\s?\[(\w{1,8})\]")  # dv/d[S], with [S] for a concentration


_BY_WORD = re.compile(r"(?<![\w\\])(d(?:\^?2)?[A-Za-z]) by (d[A-Za-z](?:\^?2)?)(?!\w)")  # dy by dx
_DASH = re.compile(  # f dash of x
    r"(?<![\w\\])([A-Za-z]) (double )?dash(?:(?: of)? \(?([a-z]|\d{1,2})\)?(?=\s*+(?:[.,;?]|\Z|(?:if|where|when|for|given)\b)))?(?![\w(=]|\s*=)"
)


def as_derivatives(text: str) -> str:
    """Return a text with these derivatives written as dy/dx.

    >>> as_derivatives("Find (dy)/(dx)")
    'Find   dy/dx  '
    """
    if ")/(" in text.replace(" ", "") and not _QUANTITY.search(text):
        text = _BRACKETED.sub(lambda found: f" {found[1]}{found[2] or ''}{found[3]}{found[4]} ".center(len(found[0])), text)
    if "$" in text and "/(" in text.replace(" ", "") and not _QUANTITY.search(text):
        text = _BELOW_BRACKETED.sub(lambda found: f"{found[1]}{found[2]}".ljust(len(found[0])), text)
    if "/d(" in text.replace(" ", "") and not _QUANTITY.search(text):
        text = _APPLIED.sub(_without_brackets, text)
    if "d[" in text and (by := _BY_BRACKETED.search(text)):
        text = text.replace(f"d[{by[1]}]", f"d{by[1]}  ").replace(f"[{by[1]}]", f" {by[1]} ")
    if ("d " in text and "/" in text) and _APART.search(text) and not _QUANTITY.search(text):
        defined = set(_DEFINED.findall(text))
        text = _APART.sub(lambda found: f"d{found[1]}".rjust(len(found[0])) if found[1] in defined else found[0], text)
    text = text.replace(r"\colon", ":     ") if r"\colon" in text else text
    if ":" in text and ("mapsto" in text or "↦" in text or ">" in text or "→" in text):
        text = _MAPPING.sub(lambda found: f"{found[1]}({found[2]}) =".ljust(len(found[0])), text)
    if r"\partial" in text:
        text = with_expressions_above(text)
    text = _BY_WORD.sub(lambda found: f"{found[1]}/{found[2]}".ljust(len(found[0])), text) if " by d" in text else text
    text = _DASH.sub(_primed, text) if " dash" in text else text
    if " d" in text:
        text = _LOST_LINE.sub(lambda found: f"{found[1]}{found[2]}{found[3]}/", text)
    if "∇" in text or "grad" in text or r"\nabla" in text:
        text = _GRADIENT_AT.sub(r"\1 at \2", _GRADIENT.sub(_gradient, text))
        whole = _OF_EXPRESSION.match(text)
        text = text[: whole.start(1)] + " " * len(whole[1]) + text[whole.end(1) :] if whole else text
    if "erivative" in text:
        text = _OF_DEFINED.sub(lambda found: f"d{found[2]}/d{found[1]};".ljust(len(found[0])), text)
    return text


def with_expressions_above(text: str) -> str:
    r"""Return a text with \frac{d}{dX}(a^T X b) for \frac{\partial a^T X b}{\partial X}, where more than a name stands above.

    >>> with_expressions_above(r"\frac{\partial x^2 y}{\partial x}")
    '\\frac{d}{d x}(x^2 y)             '
    """
    from chainrule.syntax.latex.derivatives import TEX_FRACTION

    for found in list(_PARTIAL.finditer(text))[::-1]:
        end = closing(text, found.end())
        below = _BELOW.match(text, end + 1) if end > 0 else None
        if below is None or TEX_FRACTION.match(text, found.start()) or text[found.end() : end].strip().startswith("("):
            continue
        written = rf"\frac{{d}}{{d {below[1].strip()}}}({text[found.end() : end]})"
        text = text[: found.start()] + written.ljust(below.end() - found.start()) + text[below.end() :]
    return text


def _gradient(found: re.Match[str]) -> str:
    """Return ∇E(w) as dE/dw, where E is not defined as a function of w but w stands in the text; any other gradient as what it is of."""
    of, by = found[1], (found[2] or "").strip()
    elsewhere = found.string[: found.start()] + found.string[found.end() :]
    asked = f"d{of}/d{by}"
    if len(by) != 1 or len(asked) > len(found[0]) or re.search(rf"(?<!\w){of}\s?\(", elsewhere) or not re.search(rf"(?<![^\W\d_]){by}(?![^\W\d_])", elsewhere):
        return of.rjust(len(found[0]))
    return asked.rjust(len(found[0]))


def _primed(found: re.Match[str]) -> str:
    """Return f dash of x as f′(x)."""
    primed, argument = f"{found[1]}{'″' if found[2] else '′'}", f"({found[3]})" if found[3] else ""
    return primed + argument.rjust(len(found[0]) - len(primed)) if argument else primed.ljust(len(found[0]))


def closing(text: str, start: int) -> int:
    """Return where the brace closes in which a place stands; −1 where it does not close."""
    depth = 0
    for place in range(start, min(len(text), start + LONGEST)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth < 0:
            return place
    return -1


def _without_brackets(found: re.Match[str]) -> str:
    """Return d(area)/d(radius) as d area/d radius."""
    above = _ALONE.sub(lambda inside: f"d {inside[1]}".ljust(len(inside[0])), found[1])
    return f"{above}{found[2]} {found[3]}".ljust(len(found[0]))
