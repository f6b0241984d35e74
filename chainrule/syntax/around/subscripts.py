"""Components as programs write them, x[0], W[i][j] and x(1), as names with an index: x_0, W_{ij}, x_1. Every place stays where it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from chainrule.syntax.vocabulary import FUNCTION_LETTERS, HEADS

_INDEX = r"\[\s?(\d{1,3}|[ijk])\s?\]"
_PAIR = r"\[\s?(\d{1,3}|[ijk])\s?,\s?(\d{1,3}|[ijk])\s?\]"
_NAME = r"(?<![\w\\.^])([A-Za-z]\w{0,15})"
_AT = re.compile(rf"{_NAME}(?:{_PAIR}|{_INDEX}(?:{_INDEX})?)(?![\[(])")
_SHIFTED = re.compile(rf"{_NAME}\[\s?([ijk])\s?([-+])\s?(\d{{1,2}}|[ijk])\s?\](?![\[(])")
_LOOP = re.compile(r"\bfor ([a-z]) in range\(\s?(?:(?:0\s?,\s?)?([a-zA-Z]|\d{1,3})|len\((\w{1,12})\))\s?\)(?=\s?[\])])")
_IN_LIST = re.compile(r"(\bsum\()\[([^\[\]\n]*+(?:\[[^\[\]\n]*+\][^\[\]\n]*+)*+(?<=\)))\](?=\s?\))")  # sum([… for i in range(n)])
_NUMBERED = re.compile(r"\w\[\d")
_LENGTH = re.compile(r"\blen\((\w{1,12})\)")
_CLASS = re.compile(rf"{_NAME}\[\s?([a-z])\s?\](?![\[(])")
_WHOLE, _LETTER = re.compile(r"(?<![\w\\])([A-Za-z]\w{0,15})(?![\w\[(])"), re.compile(r"(?<![A-Za-z])([a-z])(?![A-Za-z])")
_OF_VECTORS = re.compile(r"softmax|sum|exp|[Σ∑]", re.IGNORECASE)
_INSIDE = re.compile(r"\[[^\[\]]*\]")
_LOWERED = str.maketrans("0123456789ijk+-", "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖ₊₋")
_IN_BRACKETS = re.compile(r"(?<![\w\\.^'])([A-Za-z])\((\d)\)(?!\s?=|['’′(])")
_BY = re.compile(r"/\s?(∂?)\s?\Z")  # what stands before the name that is differentiated by
_DEFINES = re.compile(r"\s?=(?!=)")
_NO_NAMES = FUNCTION_LETTERS | {"E", "P", "D", "e"}  # f[1] may be a value, E[i] an expectation


def with_subscripts(text: str, known: Collection[str] = ()) -> str:
    """Return a text with an index below for one in square brackets, where the text leaves no doubt: 0, a letter of indices, two, or several of one name.

    Among names that are ``known``, x[1] and x(1) are x_1 where that is one, and x is none.

    >>> with_subscripts("L = x[0]**2 + W[i][j]"), with_subscripts("w[1]*x")
    ('L = x_0 **2 + W_{ij} ', 'w[1]*x')
    >>> with_subscripts("y[i] = x[i+1] - x[i]")
    'y_i  = xᵢ₊₁   - x_i '
    """
    if "\\" in text:
        return text
    if " in range(" in text:
        text = _with_limits(text)
    if "[" in text:
        text = _with_classes(text) if _OF_VECTORS.search(text) else text
        found = [each for each in _AT.finditer(text) if each[1] not in HEADS and each[1] not in _NO_NAMES]
        sure = _indexed(found, text) | {each[1] for each in found if each[1] not in known and _below(each).rstrip() in known}
        shifted = _shifted(text)
        sure |= shifted
        text = _AT.sub(lambda each: _below(each) if each[1] in sure else each[0], text) if sure else text
        text = _SHIFTED.sub(lambda each: _lowered(each) if each[1] in sure else each[0], text) if shifted else text
    if ")" in text and ("=" in text or known):
        pairs = {pair for pair in _IN_BRACKETS.findall(text) if pair[0] not in _NO_NAMES}
        several = {name for name in {name for name, _ in pairs} if "=" in text and _is_indexed(name, pairs, text)}
        several |= {name for name, number in pairs if f"{name}_{number}" in known and name not in known}
        if several:
            text = _IN_BRACKETS.sub(lambda each: f"{each[1]}_{each[2]}".ljust(len(each[0])) if each[1] in several else each[0], text)
    return text


def _with_limits(text: str) -> str:
    """Return a text with , i=1..n for the loop of a sum: for i in range(n), and for i in range(len(x)), where n stands for every length.

    >>> _with_limits("sum(x[i]**2 for i in range(len(x)))/len(x)")
    'sum(x[i]**2 , i=1..n              )/n     '
    """
    free = next(letter for letter in "nmNM" if not re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", _LOOP.sub("", text)))
    lengths = {each[3] for each in _LOOP.finditer(text) if each[3]}
    if len(lengths) > 1 or (_NUMBERED.search(text) and any(not (each[2] or "").isdigit() for each in _LOOP.finditer(text))):  # x[0] is one of 0..n-1
        return text

    def limits(each: re.Match[str]) -> str:
        last = free if each[3] else each[2]
        return (f", {each[1]}=0..{int(last) - 1}" if last.isdigit() else f", {each[1]}=1..{last}").ljust(len(each[0]))

    text = _LOOP.sub(limits, _IN_LIST.sub(lambda each: f"{each[1]} {each[2]} ", text))
    return _LENGTH.sub(lambda each: free.ljust(len(each[0])) if each[1] in lengths else each[0], text)


def _with_classes(text: str) -> str:
    """Return a text with z_y for z[y], where z stands whole elsewhere, and y in these brackets alone."""
    outside = _INSIDE.sub("[]", text)
    whole, letters = set(_WHOLE.findall(outside)), set(_LETTER.findall(outside))

    def below(each: re.Match[str]) -> str:
        name, letter = each.groups()
        component = name in whole and letter not in letters and name not in _NO_NAMES and name not in HEADS
        return f"{name}_{letter}".ljust(len(each[0])) if component else each[0]

    return _CLASS.sub(below, text)


def _indexed(found: Sequence[re.Match[str]], text: str) -> set[str]:
    """Return the names whose brackets hold an index for certain."""
    letters = _index_letters(text)
    sure = {each[1] for each in found if each[2] or each[5] or each[4] == "0" or each[4] in letters}
    numbered = [each for each in found if each[4] and each[4].isdigit()]
    sure |= {each[1] for each in numbered if _DEFINES.match(text, each.end()) or f"{each[1]}_{each[4]}" in text}
    indices: dict[str, set[str]] = {}
    for each in found:
        indices.setdefault(each[1], set()).add(each[4])
    sure |= _asked(found, text) | {name for name, several in indices.items() if len(several) > 1}
    return sure | ({each[1] for each in numbered if text[each.end(1)] == "["} if sure else set())  # w[1] beside z[1] = …


def _asked(found: Sequence[re.Match[str]], text: str) -> set[str]:
    """Return the names whose brackets stand where a derivative by them is asked for: w and dw of dC/dw[1], where w[1] stands elsewhere too."""
    names = {each[1] for each in found}
    below = [(each[1], _BY.search(text[max(each.start(1) - 4, 0) : each.start(1)])) for each in found]
    plain = {name for name, slash in below if slash and slash[1]}
    typed = {name for name, slash in below if slash and not slash[1] and name[0] == "d" and name[1:] in names}
    return plain | typed | {name[1:] for name in typed}


def _shifted(text: str) -> set[str]:
    """Return the names whose brackets hold an index that is shifted: x[i+1]."""
    found = [each for each in _SHIFTED.finditer(text) if each[1] not in HEADS and each[1] not in _NO_NAMES]
    letters = _index_letters(text) if found else set()
    return {each[1] for each in found if each[2] in letters and (each[4].isdigit() or each[4] in letters)}


def _index_letters(text: str) -> set[str]:
    """Return the letters in brackets that stand nowhere without them, and so are no variables: i of x[i] and x[i+1], but not k of y[k] = k^2."""
    outside = _INSIDE.sub("[]", text)
    return {letter for letter in "ijk" if not re.search(rf"(?<![\w_{{])(?<!, ){letter}(?!\w|\s?=)", outside)}


def _lowered(each: re.Match[str]) -> str:
    return f"{each[1]}{''.join(each.group(2, 3, 4)).translate(_LOWERED)}".ljust(len(each[0]))


def _below(each: re.Match[str]) -> str:
    low = each[4] or each[2]
    more = each[5] or each[3] or ""
    comma = "," if low.isdigit() and len(low + more) > 2 and more else ""
    return (f"{each[1]}_{{{low}{comma}{more}}}" if more or len(low) > 1 else f"{each[1]}_{low}").ljust(len(each[0]))


def _is_indexed(name: str, pairs: Collection[tuple[str, str]], text: str) -> bool:
    """Return whether a letter stands before several numbers in brackets, and nowhere without one: x(1)^2 + x(2)^2."""
    several = sum(each == name for each, _ in pairs) > 1
    return several and not re.search(rf"(?<![A-Za-z]){name}(?!\(\d\)(?!\s?=))(?![A-Za-z])", text)
