"""Questions about formulas that no derivative answers: an integral, a limit, a domain. They are refused by name."""

from __future__ import annotations

import re

from chainrule.errors import ReadError

_DERIVATIVE = re.compile(
    r"deriv|differen|gradient|slope|tangent|\brates?\b|chain\s+rule|velocity|acceleration|backprop|partial|\bd\w*\s*/\s*d|\\frac\s*\{+\s*(?:d|\\partial|\\mathrm)|['′’″∂]"
    r"|how\s+fast|jacobian|(?-i:\bD_?[a-z]\b)",
    re.IGNORECASE,
)
_ASKED = r"(?:find|determine|state|compute|calculate|evaluate|give|identify|locate|what\s+(?:is|are)|for\s+(?:what|which)\s+values?\b.{0,80}?\bis)"
_NOUNS = (
    r"integrals?|antiderivatives?|limits?|domains?|ranges?|maxim(?:um|a)|minim(?:um|a)|extrem(?:um|a)|critical|stationary|turning|inflection|concav\w+|"
    r"(?:in|de)creasing|zeros?|intercepts?|asymptotes?|average\s+rate|(?:arc\s+)?length|areas?|volumes?|curvature|divergence|curl|errors?|values?|solutions?|roots?|inverse|taylor|maclaurin"
)
_ARTICLES = r"(?:(?:the|an?|all|any|every|exact|local|global|absolute|relative|horizontal|vertical|[xy]-?coordinates?\s+of)\s+)*"
_OTHER = re.compile(rf"\b{_ASKED}\s+{_ARTICLES}({_NOUNS})\b", re.IGNORECASE)
_DIRECTION = (
    r"\balong\s+(?:the\s+|an?\s+)?(?:direction|(?:unit\s+)?vector)\b|\bin\s+(?:the\s+)?direction\s*(?=\(|<|⟨|\\langle|(?:of\s+)?(?:the\s+|an?\s+)?"
    r"(?:unit\s+)?vector\b|of\s+(?:\(|<|⟨|\\langle|[\\$]*[uv]\b))"
)
_OWN = re.compile(
    rf"\b(?:logarithmic|directional)\s+derivative\b|\b(?:Laplacian|Jacobian)\b|{_DIRECTION}", re.IGNORECASE
)
_CUT_OFF = re.compile(r"(?<=[\w)\]}²³⁴-⁹])\s+(along)\s*[.:…]*\s*\Z", re.IGNORECASE)
_DEGREES = re.compile(r"\bdegrees?\b(?!\s+(?:celsius|fahrenheit|kelvin|[CFK]\b|\d|of\b))", re.IGNORECASE)
_BASE = re.compile(r"\bbase\s+(?:\d{1,3}|ten|two)\b(?!\s*=)", re.IGNORECASE)
_LEADING = re.compile(r"\A\s*+(?:the\s++)?(limits?|integrals?|antiderivatives?|domain|range|inverse|area)\s++(?:of|under)\b", re.IGNORECASE)
_VERB = re.compile(r"(?:\A|[.?!:;\n])[^\S\n]*+(?:please\s+)?(integrate|sketch|plot|graph|factori[sz]e)\s", re.IGNORECASE)
_DESCENT = re.compile(
    r"\b(?:perform|take|do|run|apply|carry\s+out|make|use|using|compute|calculate)\b[^.;=\n]{0,60}?"
    r"\b((?:stochastic\s+)?gradient\s+descent|newton['’]s\s+method)\b",
    re.IGNORECASE,
)

_DONE = re.compile(  # to a derivative
    r"\b((?:minus|negative|plus|times|over|(?:opposite|half|third|quarter|double|square|cube|reciprocal|inverse|integral|limit|log|logarithm|sine?|cos|cosine|tan|tangent|exponential"
    r"|absolute\s+value|modulus|magnitude|(?:square\s+)?root|sum|product|quotient|difference)\s+of)\s+the\s+(?:\w+\s+)?derivative)\s+of\b",
    re.IGNORECASE,
)


_DIFFERENCES = re.compile(  # Δy/Δx, which is no derivative
    r"(?:\A|[,;.\n]|\b(?:find|compute|calculate|is|of)\s)[\s$]*+(Δ[^\W\d_]\s?/\s?Δ[^\W\d_]|\\[dt]?frac\s?\{\s?(?:\\Delta|Δ)\s?[^\W\d_]\s?\}\s?\{\s?(?:\\Delta|Δ)\s?[^\W\d_]\s?\})"
    r"(?=\s*+(?:\$|[,;.?\n]|\Z|(?:if|when|where|for|given)\b))",
    re.IGNORECASE,
)


_LAPLACIAN = re.compile(
    r"(?:\A|[,;\n]|\b(?:find|compute|calculate)\s)[\s$]*+((?:Δ|\\Delta(?![A-Za-z]))\s?([fFuUφψ]))"
    r"(?:\(\w(?:,\s?\w)*\))?(?=[\s$]*+(?:[,;.?\n]|\Z|(?:if|when|where|for)\b))"
)


def check_no_differences(text: str) -> None:
    """Refuse a text that asks for a quotient of differences, Δy/Δx, or for the Laplacian of a function that it defines, Δf."""
    if (found := _LAPLACIAN.search(text)) and re.search(rf"(?<!\w){found[2]}\s?(?:\([\w, ]*\)\s?)?=", text):
        hint = "ask for the second derivatives one by one: ∂²f/∂x², ∂²f/∂y²"
        raise ReadError("a Laplacian is asked for", hint=hint, text=text, start=found.start(1), end=found.end(1))
    if found := _DIFFERENCES.search(text):
        hint = "ask for the derivative: dy/dx"
        raise ReadError("a quotient of differences is no derivative", hint=hint, text=text, start=found.start(1), end=found.end(1))


_COMPARED = r"[^,;=<>≤≥\n]{1,20}(?:[<>]=?|≤|≥|\\[lg]eq?(?![a-z]))[^,;=\n]{1,30}"
_PIECES = re.compile(rf"=\s*+(where\()|\b(?:for|if|when)\s{_COMPARED}[,;]\s*+(?:and\s)?([^,;=\n]{{1,60}}?\s(?:for|if|when)\s{_COMPARED})(?![^\n]{{0,200}}=)")


def check_alone(text: str) -> None:
    """Refuse a text that asks for something made of a derivative, minus the derivative of x^2, and a function in pieces: x^2 if x > 0, -x if x < 0."""
    if pieces := _PIECES.search(text):
        place = 1 if pieces[1] else 2
        hint = "give each piece as a problem of its own"
        raise ReadError("a function given in pieces is not read", hint=hint, text=text, start=pieces.start(place), end=pieces.end(place))
    if done := _DONE.search(text):
        hint = "ask for the derivative alone"
        raise ReadError(f"'{done[1]}' is more than a derivative", hint=hint, text=text, start=done.start(), end=done.end())


def check_asked(text: str) -> None:
    """Refuse a text that asks for something else than a derivative, and for none."""
    if descent := _DESCENT.search(text):
        hint = 'ask for the derivative; chainrule descend "f(x) = x^2 - 4x" --start "x=0" --rate 0.1 takes the steps of gradient descent'
        raise ReadError(f"steps of {descent[1]} are asked for", hint=hint, text=text, start=descent.start(1), end=descent.end(1))
    found = _OTHER.search(text) or _VERB.search(text) or _LEADING.search(text)
    for pattern, functions, hint in (
        (_DEGREES, ("sin", "cos", "tan", "sec", "csc", "cot"), "angles are in radians: write sin(x*pi/180)"),
        (_BASE, ("log", "ln"), "write the base at the function: log10(x), log2(x)"),
    ):
        if (said := pattern.search(text)) and any(function in text for function in functions):
            raise ReadError(f"'{said[0]}' would change what is meant", hint=hint, text=text, start=said.start(), end=said.end())
    if own := _OWN.search(text):
        raise ReadError(f"'{own[0].strip()}' is another question", hint="ask for the derivative of a formula", text=text, start=own.start(), end=own.end())
    if (cut := _CUT_OFF.search(text)) and "=" in text:
        raise ReadError(f"nothing stands behind '{cut[1]}'", hint="complete the sentence, or leave it out", text=text, start=cut.start(1), end=cut.end(1))
    if found and (not _DERIVATIVE.search(text) or found[1].lower().startswith("average")):
        hint = "chainrule differentiates: ask for the derivative"
        raise ReadError(f"'{found[1]}' asks for no derivative", hint=hint, text=text, start=found.start(1), end=found.end(1))
