"""What a text tells of a quantity before its definition: The area of a circle is A = …. It is blanked out, place for place."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import separator
from chainrule.syntax.around.english import TELLING
from chainrule.syntax.around.units import UNIT
from chainrule.syntax.latex.names import TEX_NAME
from chainrule.syntax.tokens.plain import WORD
from chainrule.syntax.vocabulary import GREEK_WORDS, HEADS

MARK = r"(?:[$#]|\\[()]\s*+)*+"  # of a formula set apart
NAME = rf"(?:{TEX_NAME}|{WORD})"
# The area of a circle is A = …
_SENTENCE = re.compile(
    rf"(?:^|(?<=[.;,\n]))[^\S\n]*+(?:(?:[A-Za-z]{{1,15}}|\([A-Za-z](?:,\s?[A-Za-z]){{0,2}}\))\s++){{1,12}}?(?:is|equals|be)\s++(?:given\s++by\s++)?"
    rf"(?={MARK}{NAME}(?:\([\w,\s]{{1,12}}\))?\s*+=(?!=))",
    re.IGNORECASE,
)
# A particle moves along a line with position s(t) = …
_STORY = re.compile(
    rf"(?:^|(?<=[.;\n]))[^\S\n]*+(?:An?|The|Each|One|At|In)\s++(?:[a-z]{{1,15}}(?:['’]s)?,?\s++){{2,16}}?"
    rf"(?={MARK}[^\W\d](?:_\w)?(?:\([\w,\s]{{1,12}}\))?{MARK}\s*+=(?!=))"
)
# Water is leaking out of a tank: V = …; Water drains so that V(t) = …
_TITLE = re.compile(
    rf"(?:^|(?<=[.;\n]))[^\S\n]*+[A-Z][a-z]*+(?:(?:,?\s++[a-z]{{1,15}}){{2,16}}:|(?:,?\s++[a-z]{{1,15}}){{1,16}}?\s(?:so|such)\s++that)\s++(?={MARK}[^\W\d](?:_\w)?(?:\([\w,\s]{{1,12}}\))?{MARK}\s*+=(?!=))"
)
_ASKING = re.compile(r"eriv|ifferen|[Ff]ind|[Cc]omput|[Cc]alculat|radient|slope|rate|respect|valuat|etermin|[Gg]iven")
LONGEST, FEWEST = 5_000, 8  # characters and words of a story
_VALUE = re.compile(rf"(?<![A-Za-z])[A-Za-zα-ω]\s?=\s?\d[\d.,]*+(?:\s?{UNIT})?(?![\w(=^*/+])")  # r = 25 cm
_QUANTITY = rf"\d[\d.,]*+(?:\s?°\s?[CF]?|[\s-]?{UNIT})?(?![A-Za-zα-ω(^²³*/+=])"
_MEASURED = re.compile(rf"{_QUANTITY}|['’]s\b|\b[a-z]{{1,3}}(?:\^[23]|[²³])?/(?:min|sec|hr|[sh])\b")
_TOLD = re.compile(r"(?:[A-Za-z\s,;:?!\"“”%$–—-]|(?<!\))['’]|(?<![A-Za-z])\(|\)|\.(?![A-Za-z]))*+")  # no f(x), no )'
_OPERATIONS = """
sine cosine tangent secant cosecant cotangent logarithm exponential absolute reciprocal square cube half double triple sum product quotient
difference root value inverse derivative derivatives integral
"""


def without_stories(text: str) -> str:
    """Return a text without the words that tell what a definition is of.

    >>> without_stories("The area of a circle is A = pi r^2")
    ';                       A = pi r^2'
    """
    text = _SENTENCE.sub(lambda found: separator(found[0]), text)
    return _TITLE.sub(lambda found: found[0] if _ASKING.search(found[0]) else _without_story(found), _STORY.sub(_without_story, text))


def is_without_formula(text: str) -> bool:
    """Return whether a text only tells of quantities in words, with numbers and units, and gives no relation between them.

    >>> is_without_formula("A ladder 10 ft long slides down a wall at 2 ft/s. How fast does its foot move?")
    True
    """
    told = _MEASURED.sub(" ", _VALUE.sub(" ", text)) if len(text) <= LONGEST else ""
    words = re.findall(r"[A-Za-z]+", told)
    named = any(len(word) == 1 and word not in "aAI" for word in words) or not GREEK_WORDS.isdisjoint(words)
    return len(words) >= FEWEST and not named and _TOLD.fullmatch(told) is not None


def _without_story(found: re.Match[str]) -> str:
    """Return a separator in place of words that tell what a definition is of; words of mathematics stay."""
    words = set(re.findall("[a-z]+", found[0].lower()))
    told = words.isdisjoint(TELLING.union(_OPERATIONS.split())) and words.isdisjoint(HEADS)
    return separator(found[0]) if told else found[0]
