"""Functions with a body, as C, Java, JavaScript, Go, Swift, Rust, Julia, MATLAB and Fortran write them: what they compute. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import in_spaces, spaces

_NAME = r"[A-Za-z]\w*+"
_START = r"(?:\A|(?<=[\n;]))[^\S\n]*+"
_TYPE = r"(?:double\s++precision|double|float|real|Double|Float|float64|float32|f64|f32|int|auto|number|Real|Number|num)"
_BEFORE = r"(?:(?:export|public|private|static|inline|constexpr|const|let|var|pure|elemental|pub|final|default)\s++)*+"
_HEADS = (
    rf"{_START}{_BEFORE}function\s++({_NAME})\s?\(([^()\n]*)\)(?:\s?:\s?{_TYPE}|\s?::\s?\w++)?",  # JavaScript, Julia
    rf"{_START}{_BEFORE}({_NAME})\s?(?:=|<-)\s?function\s?\(([^()\n]*)\)",
    rf"{_START}{_BEFORE}({_NAME})\s?=\s?\(?([\w\s,]*+)\)?\s?=>(?=\s?\{{)",
    rf"{_START}{_BEFORE}{_TYPE}\s++({_NAME})\s?\(([^()\n]*)\)(?=\s?\{{)",  # C, Java
    rf"{_START}{_BEFORE}(?:func|fn|fun)\s++({_NAME})\s?\(([^()\n]*)\)[^{{}}\n=]{{0,30}}(?=\{{)",  # Go, Rust, Swift, Kotlin
)
_HEAD = re.compile("|".join(_HEADS))
_RETURN = re.compile(r"(?<![\w.])return\b")
_TYPED = re.compile(rf"{_START}(?:const|let|var|double|float|auto|val|{_TYPE})\s++(?:{_TYPE}\s++)?(?={_NAME}\s?(?::\s?{_TYPE}\s?)?=)|(?<=\w)\s?:=")
_END = re.compile(r"(?:\A|(?<![;\s]))[;\s]*+(?:\}|\bend(?:\s?function)?(?:\s++\w++)?);?\s*+\Z")
_OF_OUTPUT = re.compile(rf"{_START}function\s++{_NAME}\s?=\s?{_NAME}\s?\([^()\n]*\)[^\S\n]*+\n")  # MATLAB: function y = f(x)
_OF_FORTRAN = re.compile(rf"{_START}(?:(?:pure|elemental)\s++)*+(?:{_TYPE}\s++)?function\s++({_NAME})\s?\([^()\n]*\)[^\S\n]*+\n(?=\s*+\1\s?=)", re.IGNORECASE)


def without_bodies(text: str) -> str:
    """Return a text with what a function returns as its definition, and with what it computes before as definitions of their own.

    >>> without_bodies("double f(double x) { return x*x; }")
    '                      f(x)= x*x   '
    """
    for head in (_OF_OUTPUT, _OF_FORTRAN):
        if found := head.search(text):
            body = text[found.end() :]
            return text[: found.start()] + in_spaces(found) + _END.sub(in_spaces, body)
    found = _HEAD.search(text)
    if found is None or len(returns := list(_RETURN.finditer(text, found.end()))) != 1:
        return text
    name, args = next((found[place], found[place + 1]) for place in range(1, len(_HEADS) * 2, 2) if found[place])
    left, back = f"{name}({','.join(map(_argument, args.split(',')))})=", returns[0]
    room = len(back[0]) + len(_space_before(text, back.start()))
    left = left if len(left) <= room else "F ="
    body = text[found.end() : back.start()].replace("{", " ", 1)
    before = text[: found.start()] + in_spaces(found) + _TYPED.sub(lambda each: "=".rjust(len(each[0])) if "=" in each[0] else in_spaces(each), body)
    start = back.end() - max(len(left), len(back[0]))
    return before[:start] + left.rjust(back.end() - start) + _END.sub(in_spaces, text[back.end() :])


def _space_before(text: str, place: int) -> str:
    """Return the spaces right before a place, as far as its line begins or a brace opens; the brace counts."""
    start = place
    while start > 0 and text[start - 1] in " \t{":
        start -= 1
    return spaces(text[start:place])


def _argument(written: str) -> str:
    """Return the name of an argument without its type: x of double x, x: f64, x float64 and _ x: Double."""
    words = [word for word in re.findall(r"\w+", written.partition(":")[0]) if word not in ("const", "_", "ref", "in") and not re.fullmatch(_TYPE, word)]
    return words[0] if len(words) == 1 else ""
