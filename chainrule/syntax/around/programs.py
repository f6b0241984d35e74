"""Functions as programs and computer algebra systems define them, written as f(x) = …, and what they declare; every place stays where it was."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import in_spaces

_NAME = r"(?<!\w)[^\W\d]\w*+"  # a whole word, so that a long one is looked at once
_NAMES = rf"{_NAME}(?:\s*+,\s*+{_NAME})*"
_START = r"(?:(?<=\n)|(?<=;)|\A)[^\S\n]*+"
_ARROW = r"(?:->|↦|⟼|\\mapsto(?![A-Za-z]))"

# What is written -> what it is here: {0} is the function's name and {1} its arguments; never longer than what is written.
_FORMS = {
    rf"({_NAME})\s*(?:<-|=)\s*function\s*\(({_NAMES})\)(?:\s*\{{\s*return(?=\s*\())?": "{0}({1})=",  # R
    rf"{_START}()function\s*\(({_NAMES})\)(?=\s)(?:\s*\{{\s*return(?=\s*\())?": "",
    rf"{_START}({_NAME})()\s<-(?=\s)": "{0}=",
    rf"\bdef\s+({_NAME})\s*\(({_NAMES})\)\s*(?:->\s*\w+\s*)?:\s*return\b": "{0}({1})=",  # Python
    rf"({_NAME})\s*=\s*lambda\s+({_NAMES})\s*:": "{0}({1})=",
    rf"()\blambda\s+({_NAMES})\s*:": "",
    rf"{_START}({_NAME})\s*(?::=|=|:)\s*\(?({_NAMES})\)?\s*{_ARROW}": "{0}({1})=",  # Maple, and f: x ↦ x²
    rf"{_START}()\(?({_NAMES})\)?\s*{_ARROW}": "",
    rf"(?:\b(?:const|let|var)\s++)?({_NAME})\s*+=\s*+\(?({_NAMES})\)?\s*+=>": "{0}({1})=",  # JavaScript
    rf"({_NAME})\s*+:=\s*+proc\s*+\(({_NAMES})\)": "{0}({1})=",
    rf"({_NAME})\s*+=\s*+@\(\s*+({_NAMES})\s*+\)": "{0}({1})=",  # MATLAB
    rf"()@\(\s*+({_NAMES})\s*+\)": "",
    rf"({_NAME})\[\s*+({_NAMES})(?<=_)\s*+\]\s*+:?=": "{0}({1})=",  # Mathematica
    rf"{_START}([A-Za-z])()\s*:(?![=:])(?=\s*[\w(\\√∛|+−-])": "{0}=",  # Maxima
}
_SIGNS = ("->", "↦", "⟼", "mapsto", "_]", "_,", "_ ", ":", "=>", "@(", "<- ", "function(")  # one of them stands in every form

# What a program says before its formulas: which names are variables, and what it imports.
_DECLARED = re.compile(
    rf"{_START}(?:syms(?:[^\S\n]++\w++)++|(?:{_NAMES}[^\S\n]*+=[^\S\n]*+)?(?:\w++\.)?(?:symbols|Symbol|var)\([^()\n]*+\)|(?:from\s++[\w.]++\s++)?import\s[^\n;]++)"
    r"[^\S\n]*+(?=[;\n])"
)
_DECLARES = ("syms ", "ymbol", "var(", "import ")  # one of them stands in every declaration
_OFTEN = re.compile(r"(?<=[\s,][A-Za-z])\$([1-9])(?=\s*+[,)])")  # diff(y, x$2)
_OF_NAME = re.compile(r"(,\s*)([\"'])([A-Za-z]\w*)\2(?=\s*[,)])")  # D(…, "x") of R
_EXPRESSION = re.compile(r"(?<=\bD\()(?:expression|quote)(?=\()")
_TERMINATED = re.compile(r"(?<=[\w)])\$(?=\s|\Z)")  # of Maxima
_PRIMED = re.compile(r"\bDerivative\[([1-4])\]\[([A-Za-z]\w*+)\](?=\[)")  # Derivative[1][f][x]

_IMPLICIT = re.compile(r"\bimplicitdiff\(([^()=]*(?:\([^()=]*\)[^()=]*)*=[^()=,]*(?:\([^()=]*\)[^()=,]*)*),\s*([a-z])\s*,\s*([a-z])\s*\)")  # of Maple
_ENDED = re.compile(r"(?<=[\w)\]]):(?=\s*+diff\()")
_OPERATOR = re.compile(  # D(f)(x), or D(f) alone, of Maple
    r"(?<![\w\\])D\(\s?([A-Za-z]\w*+)\s?\)(?=\s?\()|(?<=;)(\s*+)D\(\s?([A-Za-z]\w*+)\s?\)(?=\s*+[;:]?\s*+\Z)"
)
_END = re.compile(r"(?<=[\w)])(\s*+);?\s*+end(?:\s++proc)?(?=\s*+(?:[;:]|\Z))")
_PRINTED = re.compile(r"\bprint(?=\s?\()|//\s*+(?:Full)?(?:Simplify|Expand|Factor|Together|TraditionalForm)\b")
_RATIONAL = re.compile(r"(?<=\d)(\s?)//(?=\s?\d)")  # 1 // 3 of Julia


def as_definitions(text: str) -> str:
    """Return a text with such definitions written with =, padded with spaces.

    >>> as_definitions("f = lambda x: x**2")
    'f(x)=         x**2'
    """
    if text.lstrip().startswith("return "):
        text = text.replace("return", "      ", 1)
    if any(map(text.__contains__, _DECLARES)):
        text = _DECLARED.sub(in_spaces, text)
    if "(" in text and (',' in text) and ("'" in text or '"' in text):
        text = _OF_NAME.sub(lambda found: f"{found[1]} {found[3]} ", _EXPRESSION.sub(in_spaces, text))
    if text.count("$") == 1 and (":=" in text or "diff(" in text):
        text = _TERMINATED.sub(";", text)
    if "$" in text:
        text = _OFTEN.sub(r",\1", text)
    if "diff(" in text:
        text = _IMPLICIT.sub(lambda found: f"d{found[2]}/d{found[3]};{found[1]}".ljust(len(found[0])), _ENDED.sub(";", text))
    if "D(" in text:
        text = _OPERATOR.sub(lambda found: f"{found[1] or found[3]}'".rjust(len(found[0])), text)
    if "proc" in text:
        text = _END.sub(in_spaces, text)
    if "print" in text or "//" in text:
        text = _RATIONAL.sub(r"\1/ ", _PRINTED.sub(lambda found: " " * len(found[0]), text))
    if "Derivative[" in text:
        text = _PRIMED.sub(lambda found: (found[2] + "'" * int(found[1])).rjust(len(found[0])), text)
    if not any(map(text.__contains__, _SIGNS)):
        return text
    for form, written in _FORMS.items():
        text = re.sub(form, lambda found, written=written: _padded(found, written), text)  # type: ignore[misc]  # a default binds the form
    return text


def _padded(found: re.Match[str], written: str) -> str:
    """Return a definition's left side as it is written here, after the line ends before it."""
    whole = found[0]
    before = whole[: len(whole) - len(whole.lstrip())]
    short = before + written.format(found[1], ",".join(name.strip().rstrip("_") for name in found[2].split(",")))
    inner = "".join("\n" if sign == "\n" else " " for sign in whole[len(short) :])
    return short + inner
