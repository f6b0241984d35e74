"""Numbers as programs write them: 2.0d0 of Fortran, S(1)/3 and Integer(2) of SymPy. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings
from chainrule.syntax.words.scope import Scope

_DOUBLE = re.compile(r"(?<![\w.])(\d+\.\d*|\.\d+|\d+(?=[dD][+-]?0+(?!\d)))[dD]([+-]?\d{1,3})(?![\w.])")
_DOUBLE_FUNCTION = re.compile(r"(?<![\w\\])[dD](?=(?:sin|cos|tan|asin|acos|atan|sinh|cosh|tanh|exp|log|log10|sqrt|abs)\()", re.IGNORECASE)
_EXACT = re.compile(r"(?<![\w.\\])(?:S|Integer|Float)\(\s*([-−]?\d+(?:\.\d*)?)\s*\)(?!\s*=)")
_OTHER_S = re.compile(r"(?<![\w\\])S(?!\(\s*[-−]?\d)")
_TENS = re.compile(r"(?<![\w.])(\d+)\.10\s?(?:\^|\*\*)\s?\{?([-−]?\d+)")
_SCIENTIFIC = re.compile(r"(?<![\w.])(\d+)([eE])([+-]?)(\d+)(?![\w.])")

# Groups of three digits: 1 000 x, 1\,000 x, 1_000 x; with commas 12,000, where three zeros behind one are no fraction.
_GROUPED = re.compile(
    r"(?<![\w.,^_'’)\]}])(?<!\d )(?<!\d\\,)(?<!\^[-+−])[1-9]\d{0,2}(?:(?:[ \u00a0\u2009\u202f'’_]|\\,)\d{3})++(?:\.\d++)?(?![\d'’^_]|\.\d|[ \u00a0]\d)"
    r"|(?<![\w.,^_(\[])[1-9]\d{0,2}(?:(?:,|\{,\})\d{3})*+(?:(?<=,000)|(?<=\{,\}000))(?:\.\d++)?(?![\d^]|[.,]\d|[ ]?[,\])])"
)
_FRACTION = re.compile(r"\d(?:,|\{,\})(?!\d{3}(?!\d))\d")
_SEPARATOR = re.compile(r"\\,|\{,\}|[^\d.]")


def _in_one(text: str, readings: Readings) -> str:
    """Return a text with every number in groups of three digits in one piece, which is said; numbers side by side in square brackets are a vector."""
    decimal = "," in text and _FRACTION.search(text) is not None  # commas are decimal signs

    def joined(found: re.Match[str]) -> str:
        if decimal and "," in found[0]:
            return found[0]
        if text.count("[", 0, found.start()) > text.count("]", 0, found.start()):
            return found[0]
        digits = _SEPARATOR.sub("", found[0])
        readings.add("digits in groups", *found.span(), digits)
        return digits.zfill(len(found[0]))  # so that it begins and ends where it did

    return _GROUPED.sub(joined, text)


def with_numbers(text: str, readings: Readings) -> str:
    """Return a text with such numbers as they are written elsewhere; that 2.0d0 is one number is said.

    >>> with_numbers("x**(S(1)/3)", Readings(""))
    'x**( (1)/3)'
    """
    text = _in_one(text, readings)
    if "S(" in text or "Integer(" in text or "Float(" in text:
        named = "S" if _OTHER_S.search(text) else ""  # what S(…) is a function or a factor of
        text = _EXACT.sub(lambda found: found[0] if found[0][0] == named else f"({found[1]})".rjust(len(found[0])), text)
    if "d" not in text and "D" not in text:
        return text

    def double(found: re.Match[str]) -> str:
        readings.add("double precision", *found.span(), "one number", f"{found[1]}*{found[0][len(found[1])]}_{found[2].lstrip('+-')}")
        return f"{found[1]}e{found[2]}"

    text, count = _DOUBLE.subn(double, text)
    return _DOUBLE_FUNCTION.sub(" ", text) if count else text


_COMMA = re.compile(r"(?<![\w.,])(\d+)(\{,\}|,)(\d+)(?![\d,.…]|\s*+\.\.)")
_FIRST = re.compile(r"(?<![A-Za-z])[i-n]\s?=\s?\Z")  # i = 1,2
_FUNCTION = re.compile(r"(?<![A-Za-z])([A-Za-z])['’′]*+\Z")
_DATA = re.compile(r"^\s*+\"?[-−]?\d++\"?,\"?[-−]?\d++\"?\s*+$(?=\s)|(?<=\n)\s*+\"?[-−]?\d++\"?,\"?[-−]?\d++\"?\s*+$", re.MULTILINE)  # a table of samples
_RAISED = re.compile(r"[^()\[\]{},]*+(?:\\right\s?)?[)\]]\s?[\^²³⁴]")  # up to the end of a bracket that is raised
_POINTED = re.compile(r"(?<!\d)\d*\.\d")
_OF_ONE = re.compile(r"(?<![A-Za-z])(?:sin|cos|tan|tg|sen|cot|ctg|sinh|cosh|tanh|exp|ln|lg|arctan|arctg|arcsin|arccos|sqrt|frac)\s?(?:\\left\s?)?\Z")


_EXPONENT = re.compile(r"(?:(?<![A-Za-z])e|\d|\))\s?\^\s?\Z")  # e^(0,5x); w^(1,2) may have indices
_LISTED = re.compile(r"(?<![A-Za-z])(?:max|min)\s?\Z")  # max(0, 1,5x), where a space stands behind the commas between arguments


def with_decimal_points(text: str, readings: Readings) -> str:
    """Return a text with decimal points for commas between digits that can be nothing else: y = 0,5x² + 1,25x; which is said.

    Within brackets a comma may part two entries: there only where another one stands outside of all, or a function takes one argument.

    >>> with_decimal_points("y = 0,5x + f(1,2)", Readings(""))
    'y = 0.5x + f(1,2)'
    """
    commas = [found for found in _COMMA.finditer(text) if not _FIRST.search(text, max(found.start() - 8, 0), found.start())]
    if not commas or _POINTED.search(text) or _DATA.search(text):
        return text
    opened = _opened_before(text)
    sure = [found[2] != "," or (opened[found.start()] < 0 and not (len(found[3]) == 3 and found[1] != "0")) for found in commas]
    pieces, done = [], 0
    for found, certain in zip(commas, sure, strict=True):
        if not certain and not _is_within_one(text, found, opened[found.start()], any(sure)):
            continue
        readings.add("decimal sign", *found.span(), f"{found[1].lstrip('0') or '0'}.{found[3]}")
        pieces += [text[done : found.start()], f"{found[1]}.{found[3]}".ljust(len(found[0]))]
        done = found.end()
    return "".join((*pieces, text[done:]))


def _opened_before(text: str) -> list[int]:
    """Return for every place the bracket that it stands in; −1 outside of all."""
    found, opened = [], [-1]
    for place, sign in enumerate(text):
        if sign in ")]}" and len(opened) > 1:
            opened.pop()
        found.append(opened[-1])
        if sign in "([{":
            opened.append(place)
    return found


def _is_within_one(text: str, found: re.Match[str], bracket: int, others: bool) -> bool:
    """Return whether a number in a bracket is one with a decimal comma: the bracket is no pair of numbers, and has no room for two entries."""
    before = text[max(bracket - 20, 0) : max(bracket, 0)]
    if bracket < 0 or before.endswith(("_", "\\")):
        return False
    if text[bracket] == "{" or _EXPONENT.search(before):
        return True
    if bracket == found.start() - 1 and text[found.end() :].lstrip()[:1] in ("", ")", "]"):
        function = _FUNCTION.search(before)
        return function is not None and others and re.search(rf"(?<![A-Za-z]){function[1]}(?:\(\s?[A-Za-z]\s?\))?\s?=", text) is not None
    named = before.rstrip()[-1:].isalpha()
    if _LISTED.search(before):
        end = text.find(")", found.end())
        return end >= 0 and ", " in text[bracket : found.start()] + text[found.end() : end]
    return _OF_ONE.search(before) is not None or (not named and (others or _RAISED.match(text, found.end()) is not None))


def note_tens(text: str, readings: Readings) -> None:
    """Say that the point in 3.10^2 is one of a decimal number, where it may be a sign of multiplication."""
    for found in _TENS.finditer(text):
        readings.add("power of ten", *found.span(), f"({found[1]}.10)^{found[2]}", f"{found[1]}*10^{found[2]}")


_PRODUCT = re.compile(r"(?<![\w.])(\d+)E([+-]?)(\d+)(?=[A-Za-z])")  # 2E-3x


def note_scientific(text: str, scope: Scope, readings: Readings) -> None:
    """Say that 2e-3 is a number, where it may be 2·e − 3, and that 2E-3x is none."""
    for found in _PRODUCT.finditer(text):
        readings.add("scientific", *found.span(), f"{found[1]}*E {found[2] or '*'} {found[3]}", f"{found[1]}*10^{found[2]}{found[3]}")
    for found in _SCIENTIFIC.finditer(text):
        if scope.usage.exponential or found[1] != "1":
            readings.add("scientific", *found.span(), "one number", f"{found[1]}*{found[2]} {found[3] or '*'} {found[4]}")
