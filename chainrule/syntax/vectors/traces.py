"""Traces and determinants, tr(A X), log det X and log|Σ|: written as brackets of their own, as norms are. Every place stays where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chainrule.syntax.around.arrays import arguments
from chainrule.vectors.kinds import MATRIX

MOST = 50  # traces and determinants in one text
LIBRARIES = r"(?:(?:np|numpy|torch|tf|jnp)\.)?(?:linalg\.)?"
_CAPITAL = r"(?:[A-ZΛΩΦΨ𝛴Σ]|\\(?:Sigma|Lambda|Omega|Phi|Psi)(?![A-Za-z]))"
_TRACE_WORDS, _DET_WORDS = "[Tt]r(?:ace)?", "[Dd]et"


def _name(words: str, macros: str) -> str:
    """Return a pattern for the name of a function, in LaTeX and in programs."""
    upright = rf"\\(?:operatorname\*?|mathrm|text|textrm|mathop)\s?\{{\s?(?:{words})\s?\}}|\\(?:{macros})(?![A-Za-z])"
    return rf"(?:{upright}|(?<![\w\\.^{{])(?:log\s?|ln\s?)?{LIBRARIES}(?:{words})(?![A-Za-z_]))"


_OPENED = r"\s?(?:\\!|\\,)?\s?(?P<left>\\left\s?)?[(\[]"
_TRACE = re.compile(rf"{_name(_TRACE_WORDS, '[Tt]r|trace')}{_OPENED}")
_DET = re.compile(rf"{_name(_DET_WORDS, 'det')}{_OPENED}")
_LOGDET = re.compile(rf"(?<![\w\\.]){LIBRARIES}(?:slogdet|logdet)\s?[(\[](?=[^()]*[)\]](?P<second>\[1\])?)")
_ALONE = rf"\s?(?P<inside>(?<=[\s}}tre\\]){_CAPITAL}|\{{\s?{_CAPITAL}\s?\}})(?![\w^]|\s?\^|\s?[A-Z(]|\s?[a-z](?![a-z]))"
_BARE = ((re.compile(_name(_DET_WORDS, "det") + _ALONE), "⟅⟆"), (re.compile(_name(_TRACE_WORDS, "[Tt]r|trace") + _ALONE), "⟪⟫"))  # det X, tr X
_ABOVE = re.compile(rf"(?<![\w\\])([∂d])\s?((?:log|ln)?\s{{0,20}}[⟪⟅][^⟪⟫⟅⟆]{{1,200}}[⟫⟆])\s?/\s?([∂d]\s?{_CAPITAL})(?!\w)")  # ∂ tr(A X)/∂X
_SIZE = re.compile(r"(?<![|\\])(?:\\left\s?)?\|(?!\|)(?P<inside>[^|=]{1,60}?)(?:\\right\s?)?\|(?!\|)")
_DEFINED = re.compile(r"(?<![\w\\])(?:[Tt]r|[Tt]race|det)\s?=")
_MATRIX = re.compile(r"[A-Z]|\^\s?\{?\s?(?:T\b|\\top|\\intercal)|[ΣΛΩΦΨ𝛴]|\\(?:Sigma|Lambda|Omega|Phi|Psi)")
_INVERTED = re.compile(rf"({_CAPITAL})\s?(?:\^\s?[{{(]?\s?[-−]\s?[1T]|⁻)")
_OF_CAPITALS = re.compile(rf"(?:\s|{_CAPITAL}|\^\s?\{{?\s?(?:T|\\top|\\intercal|⊤)\s?\}}?|[ᵀ⊤+\-−])++\Z")


def with_traces(text: str, said: Mapping[str, str] | None = None) -> str:
    """Return a text with ⟪A X⟫ for tr(A X) and ⟅A X⟆ for det(A X) and |A X|, where what stands inside may be a matrix; ``said`` are kinds of names.

    >>> with_traces("f = tr(A X) + tr(b)"), with_traces("f = log det(X)")
    ('f =   ⟪A X⟫ + tr(b)', 'f = log    ⟅X⟆')
    """
    if _DEFINED.search(text):
        return text
    text = _bracketed(text, _TRACE, "⟪⟫")
    text = _ABOVE.sub(_behind, text)
    for pattern, signs in _BARE:
        text = pattern.sub(lambda found, signs=signs: _alone(found, signs), text)  # type: ignore[misc]
    if "det" not in text and "Det" not in text and "|" not in text:
        return text
    text = _bracketed(_bracketed(text, _LOGDET, "⟅⟆"), _DET, "⟅⟆")
    shown = {*(name for name, kind in (said or {}).items() if kind == MATRIX), *_INVERTED.findall(text), *("𝛴" if "𝛴" in text else "")}

    def sized(found: re.Match[str]) -> str:
        inside = found["inside"]
        capitals = set(re.findall(_CAPITAL, re.sub(r"\^\s?\{?\s?T", "", inside)))
        if not _OF_CAPITALS.match(inside) or not capitals or not capitals <= shown:
            return found[0]
        return f"⟅{inside}⟆".rjust(len(found[0]))

    text = _SIZE.sub(sized, text) if shown else text
    return _ABOVE.sub(_behind, text)


def _behind(found: re.Match[str]) -> str:
    """Return ∂/∂X tr(A X) for ∂ tr(A X)/∂X."""
    return f"{found[1]}/{found[3]} {found[2]}".ljust(len(found[0]))


def _alone(found: re.Match[str], signs: str) -> str:
    """Return a function of a name without brackets in those of its own."""
    before = _logarithm(found[0])
    return before + f"{signs[0]}{found['inside'].strip('{ }')}{signs[1]}".rjust(len(found[0]) - len(before))


def _logarithm(name: str) -> str:
    """Return the logarithm that a name begins with, as log det."""
    return name[:3] if name.startswith("log") else name[:2] if name.startswith("ln") else ""


def _bracketed(text: str, called: re.Pattern[str], signs: str) -> str:
    """Return a text with brackets of their own around the arguments of a function."""
    for found in list(called.finditer(text))[:MOST][::-1]:
        inside = arguments(text, found.end())
        if inside is None or len(inside.each) != 1 or not _MATRIX.search(inside.each[0]):
            continue
        argument, end = inside.each[0], inside.end
        if found.groupdict().get("left"):  # \left( … \right)
            argument = re.sub(r"\\right\s?\Z", lambda right: " " * len(right[0]), argument)
        before, behind = _logarithm(found[0]), ""
        if "logdet" in found[0]:
            before, end, behind = "log", end + len(found["second"] or ""), " " * len(found["second"] or "")
        text = text[: found.start()] + before + signs[0].rjust(found.end() - found.start() - len(before)) + argument + signs[1] + behind + text[end:]
    return text
