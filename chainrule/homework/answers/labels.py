"""Words before the statements of work: Product rule: u = x², When x = 1, y′ = 54, This simplifies to 2x, We use the chain rule with u = x²."""

from __future__ import annotations

import re

from chainrule.homework.answers.words import is_word
from chainrule.syntax import CLEAR_WORDS

_WORD = r"[^\W\d_](?:[^\W\d_]|['’-])*"
_LABEL = re.compile(rf"^\s*(?:\d+[.)]\s+)?({_WORD}(?:\s+(?:{_WORD}|\d+)){{0,8}}['′]?)\s*(?:\([^()=]{{1,40}}\)\s*)?:\s+(?=\S)")
_VALUE = r"[-−+]?[\d.π√/()\s]{1,20}"
_ONE_VALUE = rf"[^\W\d_]\w{{0,10}}\s?=\s?{_VALUE}"
_SEVERAL = rf"{_ONE_VALUE}(?:(?:\s*,\s*|\s+and\s+){_ONE_VALUE}){{0,3}}"
_LED = r"(?:at|when|for|if|where|putting|put|(?:plug|substitut|evaluat)\w*(?:\s+(?:in|at))?)\s+(?:the\s+point\s+)?"
_AT = re.compile(rf"^\s*{_LED}({_SEVERAL})\s*[:,]\s*(?:(?:then|we\s+(?:get|have))\b\s*)?(?=\S)", re.IGNORECASE)
_BECOMES = r"(?:simplifies\s+to|becomes|gives(?:\s+us)?|equals|is\s+equal\s+to|reduces\s+to|is\s+the\s+same\s+as)"
_GOES_ON = re.compile(rf"^\s*(?:so\s+)?(?:which|this|it|that)\s+{_BECOMES}\b\s*:?\s*", re.IGNORECASE)
_SENTENCE = re.compile(rf"^\s*((?:{_WORD},?\s+){{3,14}})(?=[\\\w∂][\w'′’()/{{}}\\∂^]{{0,30}}\s*=(?!=))")
_TEXT = re.compile(r"\\text(?:rm|normal)?\s*\{\s*([A-Za-z][A-Za-z\s,.:;]*)\}")
_REMARK = re.compile(r"(?<=\S)\s+\(([^()=]{3,80})\)\s*$")
_IN_STATEMENT = frozenset("=0123456789")
_MAPS = re.compile(r"\S\s*(?:->|→|↦|\\(?:to|mapsto)\b)")  # cos v -> -sin v
_AND = re.compile(r"\s+and\s+|\s*,\s*", re.IGNORECASE)
_LINKING = frozenset(("and", "so", "then", "let", "hence", "thus", "therefore", "where", "since", "with", "if", "for", "by", "now", "also", "but", "using"))


def without_labels(line: str) -> str:
    """Return a line of work without the words before its statements and the remark behind them; what is put in first stands as a statement.

    >>> without_labels("Product rule: u = x^2, v = x"), without_labels("At x = 1: y' = 54"), without_labels("This simplifies to 2x")
    ('u = x^2, v = x', "x = 1; y' = 54", '= 2x')
    """
    line = _TEXT.sub(in_text, line) if "\\text" in line else line
    if (found := _AT.match(line)) is not None:
        return f"{_AND.sub('; ', found[1].strip())}; {line[found.end() :]}"
    if (found := _GOES_ON.match(line)) is not None and line[found.end() :].strip():
        return f"= {line[found.end() :].lstrip('= ')}"
    found = _LABEL.match(line)
    rest = "" if found is None else line[found.end() :]
    if found is not None and not (is_said(found[1]) and any(map(_IN_STATEMENT.__contains__, rest)) and _MAPS.search(rest) is None):
        found = None
    if found is None and (sentence := _SENTENCE.match(line)) is not None and is_sentence(sentence[1].split()):
        found = sentence
    line = line if found is None else line[found.end() :]
    remark = _REMARK.search(line)
    return line[: remark.start()] if remark is not None and is_said(remark[1]) else line


def in_text(found: re.Match[str]) -> str:
    """Return words that LaTeX sets among formulas, as they would stand without it; a name in several letters stays."""
    words = re.findall(r"[A-Za-z]+", found[1])
    return f" {found[1]} " if len(words) > 1 or words[0].lower() in _LINKING else found[0]


def is_sentence(words: list[str]) -> bool:
    """Return whether all but one of some words, as I and a, are no names."""
    plain = [word.strip(",").lower() for word in words]
    return sum(word in CLEAR_WORDS or is_word(word, ()) for word in plain) >= len(words) - 1


def is_said(words: str) -> bool:
    """Return whether letters are words, and no product of names."""
    return any(word.lower() in CLEAR_WORDS or is_word(word.lower(), ()) for word in re.findall(_WORD, words) if len(word) > 2)
