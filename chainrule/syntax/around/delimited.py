r"""Texts that set their formulas apart, as $…$, \(…\) or \[…\]: what stands outside is language. Every place stays where it was."""

from __future__ import annotations

import re
from itertools import pairwise

from chainrule.errors import ReadError
from chainrule.syntax.around.blanks import separator
from chainrule.syntax.around.english import TELLING
from chainrule.syntax.latex.names import TEX_NAME
from chainrule.syntax.vocabulary import CONSTANTS, DIFFERENTIATORS, HEADS

_MARKS = re.compile(r"\$\$?|(?<!\\)\\[()\[\]]")
_CLOSES = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_WORD = re.compile(r"(?<![\w\\{^_])[^\W\d_]{2,}(?:['’][a-z]+)?(?!\w)(?![({_^]|\s*+[=*/^])")
_NUMBER = re.compile(r"(?<![\w.\\])\d++(?:\.\d++)?(?=\s*+(?:[.,;:?]|\s[^\W\d_]{2}|\Z))")  # 10 minutes
_MENTION = re.compile(rf"(?:\$|\\\()\s*+({TEX_NAME})\s*+[.,;:]?\s*+(?:\$|\\\))")
# What comes before a name that is asked about, and is no mere mention of it.
_ASKED = re.compile(
    r"(?:\b(?:derivatives?|gradients?|slopes?|rates?\s+of\s+change|changes?)\s+(?:of|in)\s+(?:[a-z]+\s+){0,3}|\bdifferentiat(?:e|es|ing)\s+(?:the\s+)?(?:[a-z]+\s+)?"
    r"|\b(?:respect(?:ing)?|regards?)\s+(?:to\s+)?(?:[a-z]+\s+){0,2}|\bw\.?\s?r\.?\s?t\.?\s*|\b(?:find|compute|calculate|determine)\s+)\Z",
    re.IGNORECASE,
)
_ASKED_FIRST = re.compile(r"\s*+,?\s*+(?:for|where|when|if|given|of)\b")  # $f_x$ for …
_LISTED = re.compile(r"\s*+(?:,|,?\s*+and)\s*+")
_STRAY = re.compile(r"\.\.+|[\"“”„!—–→…%#&°]|(?<=[a-z])['’](?=\s)")
_NESTED = 3  # brackets in one another that hold nothing but words
_HOLLOW = re.compile(r"\([\s;,.:-]*\)")
# A hyphen, which is no minus sign: x-axis, first-order.
_HYPHEN = re.compile(
    r"(?<![\w\\])(?:[A-Za-z](?=-(?:ax[ei]s|coordinates?|components?|directions?|intercepts?|values?|planes?|derivatives?|th|dimensional|shaped|fold)\b)"
    r"|([A-Za-z]{2,})(?=-([A-Za-z]{2,})\b))(-)"
)
_ARTICLE = re.compile(r"(?<![^\s(])(?<![=+*/^−-]\s)[aAI](?=\s++([A-Za-z]{2,}))")
_BEFORE = re.compile(r"[=+*/^−]\s*\Z|[\w)}\]$]\(\Z")  # a word after one of these is a quantity
_OF_FUNCTION = re.compile(r"\s++(?:functions?|activation|curve|graph|output|loss|layer)\b")
# What is done to the formula that comes after it: the sine of $x^2$.
_FUNCTION = r"sine|cosine|tangent(?!\s+of\s+(?:the|an?|this)\s+(?:curve|graph|circle|ellipse|parabola|hyperbola|function))|cotangent|secant|cosecant"
_OPERATION = re.compile(
    rf"\b((?:{_FUNCTION}|(?:natural\s+)?log(?:arithm)?|(?:square|cube)\s+root|absolute\s+value|square|cube|half|double|triple|"
    r"reciprocal|negative|inverse|sum|product|quotient|difference|exponential)(?:\s+function)?)\s+of\s+(?:(?:the|an?|all)\s+)?(?:[a-z]+\s+){0,2}(?=\$|\\\(|\\\[)",
    re.IGNORECASE,
)
_OPEN = re.compile(r"[-=+*/^]\s*\Z")
_GOES_ON = re.compile(r"(?:\$\$?|\\\(|\\\[)\s*[-=+*/^]")


def formulas(text: str) -> list[tuple[int, int]]:
    """Return where the formulas of a text stand that are set apart, marks included; none where a mark has no other one."""
    if "$" not in text and r"\(" not in text and r"\[" not in text:
        return []
    found, opened = list[tuple[int, int]](), None
    for mark in _MARKS.finditer(text):
        if opened is None and mark[0] in _CLOSES:
            opened = mark
        elif opened is not None and mark[0] == _CLOSES[opened[0]]:
            found.append((opened.start(), mark.end()))
            opened = None
        else:
            return []
    return found if opened is None else []


def _between(found: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return the stretches between, before and after some pieces of a text."""
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), length]
    return list(zip(ends, starts, strict=True))


def has_language(text: str) -> bool:
    """Return whether words stand outside the formulas of a text."""
    found = formulas(text)
    return bool(found) and any(_WORD.search(text, start, end) for start, end in _between(found, len(text)))


def separated(text: str) -> str:
    r"""Return a text with a separator between formulas with = in them that stand side by side: $u = x^2$ $y = u^3$."""
    found = formulas(text) if text.count("=") > 1 else []
    pieces = list(text) if found else []
    for (start, end), (following, last) in pairwise(found):
        between = text[end:following].strip()
        if between == ":":
            pieces[text.index(":", end)] = ";"
        if between or text.find("=", start, end) < 0 or text.find("=", following, last) < 0:
            continue
        closing = end - len(_CLOSES[_MARKS.match(text, start)[0]])  # type: ignore[index]  # a formula begins with a mark
        if not _OPEN.search(text, max(closing - 20, start), closing) and not _GOES_ON.match(text, following):
            pieces[closing:end] = ";".ljust(end - closing)
    return "".join(pieces) or text


def without_language(text: str, original: str) -> str:
    """Return a text without the words outside its formulas, and without names that are only mentioned: where $w$ is a weight.

    ``original`` is the text before other words were taken out of it, place for place.
    """
    if not has_language(original):
        return text
    if operation := _OPERATION.search(original):
        hint = "write it in signs, within the formula"
        raise ReadError(f"'{operation[1]} of' stands before a formula", hint=hint, text=original, start=operation.start(), end=operation.end(1))
    stretches, pieces = _between(formulas(original), len(text)), list(text)
    for start, end in _mentions(original):
        pieces[start:end] = ";" + " " * (end - start - 1)
    for found in _ARTICLE.finditer(original):
        if found[1] not in HEADS and any(start <= found.start() < end for start, end in stretches):
            pieces[found.start()] = " "
    text = "".join(pieces)
    for start, end in stretches:
        pieces[start:end] = _without_words(text, original, start, end)
    return "".join(pieces)


def _mentions(text: str) -> list[tuple[int, int]]:
    """Return where names stand alone between the marks of formulas and nothing asks about them."""
    found, asked = list[tuple[int, int]](), -1
    for mention in _MENTION.finditer(text):
        listed = asked >= 0 and _LISTED.fullmatch(text, asked, mention.start())
        begins = not text[: mention.start()].strip() and _ASKED_FIRST.match(text, mention.end())
        if listed or begins or _ASKED.search(text, max(mention.start() - 80, 0), mention.start()):
            asked = mention.end()
        else:
            found.append(mention.span())
    return found


def _without_words(text: str, original: str, start: int, end: int) -> str:
    """Return a stretch of language without its words, numbers and the signs between them; a separator stands where words stood."""
    stretch = _STRAY.sub(" ", _HYPHEN.sub(_unhyphenated, text[start:end]))
    for pattern in (_WORD, _NUMBER):
        stretch = pattern.sub(lambda found: found[0] if _is_formula(found, original, start) else ";" + " " * (len(found[0]) - 1), stretch)
    for _ in range(_NESTED):
        stretch = _HOLLOW.sub(lambda found: separator(found[0]), stretch)
    return re.sub(r":(?!=)", ";", stretch)


def _unhyphenated(found: re.Match[str]) -> str:
    """Return the first part of a word with a hyphen, and a space; a difference of functions stays as it is."""
    return found[0] if found[1] in HEADS or found[2] in HEADS else found[0][:-1] + " "


def _is_formula(found: re.Match[str], original: str, start: int) -> bool:
    """Return whether a word or a number outside the formulas of a text is of a formula as well, or says something that is not understood."""
    word = found[0]
    if word in HEADS or word in CONSTANTS or word in DIFFERENTIATORS or word.lower() in TELLING:
        return not (word in HEADS and _OF_FUNCTION.match(original, start + found.end()))
    return _BEFORE.search(found.string, max(found.start() - 20, 0), found.start()) is not None
