"""Functions as programs and computer algebra systems define them, written as f(x) = …, and what they declare; every place stays where it was."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import in_spaces
from chainrule.syntax.around.function_bodies import without_bodies

_NAME = r"(?<!\w)[^\W\d]\w*+"  # a whole word, so that a long one is looked at once
_NAMES = rf"{_NAME}(?:\s*+,\s*+{_NAME})*"
_START = r"(?:(?<=\n)|(?<=;)|\A)[^\S\n]*+"
_ARROW = r"(?:->|↦|⟼|\\mapsto(?![A-Za-z]))"

# What is written -> what it is here: {0} is the function's name and {1} its arguments; never longer than what is written.
_FORMS = {
    rf"({_NAME})\s*(?:<-|=)\s*function\s*\(({_NAMES})\)(?:\s*\{{\s*return(?=\s*\())?": "{0}({1})=",  # R
    rf"{_START}()function\s*\(({_NAMES})\)(?=\s)(?:\s*\{{\s*return(?=\s*\())?": "",
    rf"{_START}({_NAME})()\s<-(?=\s)": "{0}=",
    rf"\bdef\s+({_NAME})\s*\(({_NAMES})\s*\)\s*(?:->\s*\w+\s*)?:\s*return\b": "{0}({1})=",  # Python
    rf"({_NAME})\s*=\s*lambda\s+({_NAMES})\s*:": "{0}({1})=",
    rf"()\blambda\s+({_NAMES})\s*:": "",
    rf"{_START}({_NAME})\s*(?::=|=|:)\s*\(?({_NAMES})\)?\s*{_ARROW}": "{0}({1})=",  # Maple, and f: x ↦ x²
    rf"{_START}()\(?({_NAMES})\)?\s*{_ARROW}": "",
    rf"{_START}()\(?({_NAMES})\)?\s*→(?=[^\n]*(?<![A-Za-z])\2(?![A-Za-z]))": "",
    rf"{_START}()\(?({_NAMES})\)?\s*+=>(?=\s*+[\w(-]++[^\s\w])": "",  # JavaScript
    rf"(?:\b(?:const|let|var)\s++)?({_NAME})\s*+=\s*+\(?({_NAMES})\)?\s*+=>": "{0}({1})=",  # JavaScript
    rf"({_NAME})\s*+:=\s*+proc\s*+\(({_NAMES})\)": "{0}({1})=",
    rf"({_NAME})\s*+=\s*+@\(\s*+({_NAMES})\s*+\)": "{0}({1})=",  # MATLAB
    rf"()@\(\s*+({_NAMES})\s*+\)": "",
    rf"({_NAME})\[\s*+({_NAMES})(?<=_)\s*+\]\s*+:?=": "{0}({1})=",  # Mathematica
    rf"{_START}([A-Za-z])()\s*:(?![=:])(?=\s*[\w(\\√∛|+−-])": "{0}=",  # Maxima
}
_SIGNS = ("->", "↦", "→", "⟼", "mapsto", "_]", "_,", "_ ", ":", "=>", "@(", "<- ", "function(")  # one of them stands in every form

_C_NAME = r"(?:const\s++)?(?:double|float|int|auto|f64|f32)\s++"
_C_TYPE = re.compile(rf"{_START}{_C_NAME}(?=[A-Za-z]\w*+\s*+=)")
_TYPES = ("double ", "float ", "int ", "auto ", "f64 ", "f32 ")
_OF_FLOATS = re.compile(r"\b(a?(?:sin|cos|tan)h?|exp|log|pow|sqrt|fabs)f(?=\()")
_FLOAT = re.compile(r"(?<![\w.])(\d++\.\d*+|\d++)f(?![\w(])")
_OF_F = re.compile(r"(?<!\w)\d*+f\s?(?:\(|=(?!=))")  # a function or a quantity f: then sinf(x) is sin f(x)
_BODY = re.compile(  # def f(x): and, in lines below, what it computes first
    rf"\bdef\s+({_NAME})\s*\(([^()\n]*)\)\s*(?:->\s*[\w.\[\]]+\s*)?:[^\S\n]*(?=\n(?:[^\S\n]+[A-Za-z_][\w, ]*=[^\n]*\n|[^\S\n]*(?:#[^\n]*)?\n)+[^\S\n]+return\b)"
)
_DOCSTRING = re.compile(r"(?<=:)\s*+(\"\"\"|''')[^\"']{0,2000}\1")
_DECORATED = re.compile(rf"{_START}@[A-Za-z][\w.]*+(?:\([^()\n]*+\))?[^\S\n]*+(?=\n)")
_RETURN = re.compile(r"(?<=\n)[^\S\n]+return(?=[\s(])")
_ANNOTATED = re.compile(r"(?<=[\w])\s?:\s?(?:float|int|complex|Tensor|torch\.Tensor|np\.ndarray|jnp\.ndarray|jax\.Array|Array|array)(?=\s?[,)=])")
_MAPPED = re.compile(rf"{_START}Function\[\s?({_NAME})\s?,([^\n;]*)\](?=\s*\Z)")  # of Mathematica
_BROADCAST = re.compile(r"(?<=[a-z]{2})\.(?=\()")  # sin.(x) of Julia
_R_LAMBDA = re.compile(rf"({_START}(?:[A-Za-z]\w*+\s?(?:<-|=)\s?)?)\\\(\s?({_NAMES})\s?\)(?!\s*[\n$])(?![^\n]*\\\))")
_R_FORMULA = re.compile(r"\bderiv\(\s?~")

# What a program says before its formulas: which names are variables, and what it imports.
_DECLARED = re.compile(
    rf"{_START}(?:pkg\s++load\s++\w++|syms(?:[^\S\n]++\w++)++|(?:{_NAMES}[^\S\n]*+=[^\S\n]*+)?(?:\w++\.)?(?:symbols|Symbol|var)\([^()\n]*+\)|(?:from\s++[\w.]++\s++)?import\s[^\n;]++)"
    r"[^\S\n]*+(?=[;\n])"
)
_DECLARES = ("syms ", "pkg ", "ymbol", "var(", "import ")  # one of them stands in every declaration
_OFTEN = re.compile(r"(?<=[\s,][A-Za-z])\$([1-9])(?=\s*+[,)])")  # diff(y, x$2)
_OF_NAME = re.compile(r"(,\s*)([\"'])([A-Za-z]\w*)\2(?=\s*[,)])")  # D(…, "x") of R
_EXPRESSION = re.compile(r"(?<=\bD\()(?:expression|quote)(?=\()")
_EXPRESSION_OF = re.compile(r"(?<=[=-])(?<!->)\s?(?:expression|quote)(?=\()")  # f <- expression(x^2)
_AT = re.compile(r"/\.\s?\{?\s?([A-Za-z]\w*+)\s?->\s?([^\n;,{}]+)\}?(?=\s*\Z)")  # D[…] /. x -> 2
_TERMINATED = re.compile(r"(?<=[\w)])\$(?=\s|\Z)")  # of Maxima
_PRIMED = re.compile(r"\bDerivative\[([1-4])\]\[([A-Za-z]\w*+)\](?=\[)")  # Derivative[1][f][x]

_IMPLICIT = re.compile(r"\bimplicitdiff\(([^()=]*(?:\([^()=]*\)[^()=]*)*=[^()=,]*(?:\([^()=]*\)[^()=,]*)*),\s*([a-z])\s*,\s*([a-z])\s*\)")  # of Maple
_ENDED = re.compile(r"(?<=[\w)\]]):(?=\s*+(?:diff|D)\()")
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
    text = _without_types(_bare(text))
    if any(map(text.__contains__, _DECLARES)):
        text = _DECLARED.sub(in_spaces, text)
    if "(" in text and (',' in text) and ("'" in text or '"' in text):
        text = _OF_NAME.sub(lambda found: f"{found[1]} {found[3]} ", _EXPRESSION.sub(in_spaces, text))
    if text.count("$") == 1 and (":=" in text or "diff(" in text):
        text = _TERMINATED.sub(";", text)
    if "$" in text:
        text = _OFTEN.sub(r",\1", text)
    if "diff(" in text or "D(" in text:
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


def _bare(text: str) -> str:
    """Return a text with functions without a name, or over many numbers at once, as expressions: Function[x, x^2], sin.(x)."""
    if "return" in text or "function" in text.lower():
        text = without_bodies(text)
    if "Function[" in text:
        text = _MAPPED.sub(lambda found: f"({found[2]})".rjust(len(found[0])), text)
    if "expression(" in text or "quote(" in text:
        text = _EXPRESSION_OF.sub(in_spaces, text)
    if "/." in text:
        text = _AT.sub(lambda found: "; " + re.sub(r"[{}]", " ", found[0][2:].replace("->", "= ")), text)
    if ".(" in text:
        text = _BROADCAST.sub(" ", text)
    if "deriv(" in text:
        text = _R_FORMULA.sub(lambda found: "D(".ljust(len(found[0])), text)
    return _R_LAMBDA.sub(lambda found: found[1] + " " * (len(found[0]) - len(found[1])), text) if "\\(" in text else text


def _without_types(text: str) -> str:
    """Return a text without the types of Python, C and Rust, and with a function of several lines as its definitions, of which the last has no name."""
    if "def " in text:
        text = _ANNOTATED.sub(in_spaces, _DECORATED.sub(in_spaces, _DOCSTRING.sub(in_spaces, text)))
        if body := _BODY.search(text):
            whole = f"{body[1]}({re.sub(' ', '', body[2])})="
            text = text[: body.start()] + in_spaces(body) + _RETURN.sub(lambda found: _fitting(whole, len(found[0])), text[body.end() :], count=1)
    if "float" in text or "f(" in text:
        floats = (_OF_FLOATS.search(text) and not _OF_F.search(text)) or "float" in text
        text = _FLOAT.sub(r"\1 ", _OF_FLOATS.sub(r"\1 ", text)) if floats else text
    if any(map(text.__contains__, _TYPES)):
        text = _C_TYPE.sub(in_spaces, text)
    return text


def _fitting(left: str, width: int) -> str:
    """Return the left side of a definition in so many characters: its function with the arguments, where these fit."""
    return (left if len(left) <= width else "F =").rjust(width)


def _padded(found: re.Match[str], written: str) -> str:
    """Return a definition's left side as it is written here, after the line ends before it."""
    whole = found[0]
    before = whole[: len(whole) - len(whole.lstrip())]
    short = before + written.format(found[1], ",".join(name.strip().rstrip("_") for name in found[2].split(",")))
    inner = "".join("\n" if sign == "\n" else " " for sign in whole[len(short) :])
    return short + inner
