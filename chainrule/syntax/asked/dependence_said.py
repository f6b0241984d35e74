"""What a text says to depend on something: y is a function of x, l and w depend on t; and what it says not to."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.around.blanks import separator
from chainrule.syntax.around.english import AND
from chainrule.syntax.asked.dependence import Dependence
from chainrule.syntax.latex.names import ANY_GREEK

_NAME = rf"(?:\$\s?)?(?:\\?(?:{ANY_GREEK})|[^\W\d_])(?![^\W_])(?:_(?:\w|\{{\w{{1,3}}\}}))?(?:\s?\$)?"
_APPLIED = r"(?:\(\s?\w{1,5}(?:\s?,\s?\w{1,5}){0,2}\s?\))?"
_SAYING = (
    r"where|with|and|if|when|for|but|here|both|each|that|suppose|assume|assuming|given|let|since|as|so|"
    r"treat|treating|regard|regarding|view|viewing|consider|considering|think\s+of|thinking\s+of|take|taking"
)
_SUBJECT = r"(?:(?:only|the|its)\s++(?:[a-z]{3,}\s++){0,2})?"  # the radius r
_BEFORE = rf"(?:(?:(?<=[.;,:\n(])|\A)[^\S\n]*+(?:\b(?:{_SAYING})\s++){{0,3}}|\b(?:{_SAYING})\s++(?:\b(?:{_SAYING})\s++){{0,2}}){_SUBJECT}"
_NOT_MEANT = "not|never|no|nor|neither|constant|known|given"  # functions, which are none, or are defined
_ADJECTIVES = rf"(?:(?!(?:functions?|and|is|are|be|{_NOT_MEANT})\b)(?:[a-z]{{2,}}|a)\s+){{0,5}}?"
_VERBS = r"is|are|be|both|each|depends?|depending|var(?:y|ies|ying)|chang(?:es?|ing)|an?|functions?"
_OTHERS = rf"(?:{AND}(?:the\s+)?{_NAME}(?!\s*[=(^*/+²³−-]|\s*\b(?:{_VERBS})\b|\s+(?:[^\W\d_](?![^\W_])|[\d\\(√])))*"
_LISTED = rf"{_NAME}{_APPLIED}(?:{AND}{_NAME}{_APPLIED}){{0,4}}"
_ANYWHERE = rf"(?<=[a-z]{{3}}\s)(?<!sin\s)(?<!cos\s)(?<!tan\s)(?<!log\s)(?<!exp\s)(?={_NAME}(?:\s+and\s+{_NAME})?\s+(?:is|are)\s)"  # in words alone
_OF = rf"(?:the\s+)?(?:time\s+|variables?\s+|parameters?\s+)?({_NAME}(?![=(\w]){_OTHERS})"
_TOLD = re.compile(
    rf"(?:{_BEFORE}|{_ANYWHERE})({_LISTED})\s*+(?:,\s*+)?(?:both\s+|each\s+|also\s+|all\s+)?"
    rf"(?:(?:(?:is|are|be|being|as)\s+)?{_ADJECTIVES}functions?\s+of\s+"
    rf"|(?:depends?|depending|dependent|(?:is|are)\s+dependent)\s+(?:only\s+)?(?:up)?on\s+"
    rf"|(?:varies|vary|varying|changes?|changing)\s+with\s+){_OF}",
    re.IGNORECASE,
)
_NO = r"(?:(?:do|does|is|are)\s+(?:not|never)|(?:do|does|is|are)n['’]?t|never)"
_APART = re.compile(
    rf"(?:{_BEFORE}|{_ANYWHERE})({_LISTED})\s+(?:{_NO}\s+(?:depend(?:ent|s)?\s+(?:up)?on|vary\s+with|change\s+with|an?\s+function\s+of|functions\s+of)"
    rf"|(?:is|are)\s+(?:all\s+|both\s+)?independent\s+of)\s+{_OF}",
    re.IGNORECASE,
)
_CONSTANT = re.compile(
    rf"(?:{_BEFORE}|{_ANYWHERE})({_LISTED})\s+(?:(?:is|are|be|being|both|all|held|kept|as)\s+){{0,3}}(?:an?\s+)?(?:(?:fixed|positive|real|some|given)\s+)?(?:constants?|fixed)\b",
    re.IGNORECASE,
)
_AT_CONSTANT = re.compile(
    rf"\bat\s+(?:constant|fixed)\s+(?:[a-z]{{4,}}\s+)?({_NAME}(?:{AND}{_NAME}){{0,3}})(?=\s*+(?:[.,;?$]|\Z|(?:and|when|where|for|given|if|find)\b))",
    re.IGNORECASE,
)
_EACH = re.compile(rf"({_NAME}){_APPLIED}")


def without_dependence(text: str) -> tuple[str, tuple[Dependence, ...]]:
    """Return a text with what it says to depend on something, or not to, replaced by a separator and spaces, and what that is; what is constant stays."""
    told: list[Dependence] = []

    def take(found: re.Match[str]) -> str:
        try:
            told.append(Dependence(_listed(found[1]), _listed(found[2]), found.re is _APART))
        except ReadError:
            return found[0]
        return separator(found[0])

    def take_constant(found: re.Match[str]) -> str:
        told.append(Dependence(_listed(found[1]), apart=True))
        return separator(found[0])

    text = _AT_CONSTANT.sub(take_constant, _TOLD.sub(take, _APART.sub(take, text)))
    told += [Dependence(_listed(found[1]), apart=True) for found in _CONSTANT.finditer(text)]
    return text, tuple(told)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(canonical(found[1].strip("$ ")) for found in _EACH.finditer(re.sub(r"\b(?:and|the)\b", ",", names)))
