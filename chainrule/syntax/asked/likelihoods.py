"""The logarithm of a likelihood on the left side, log L(μ) = … and log p(x | θ) = …: it is what is differentiated, and ℓ stands for it."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings

LETTER = "ℓ"
SIGNS = ("log", "ln")
_LOG = r"\\?(?:log|ln)"
_LIKELIHOOD = r"L|\\mathcal\s?\{\s?L\s?\}|ℒ"
_NAMES = r"[^()=\n]{1,40}?"
_LEFT = re.compile(
    rf"(?:\A|(?<=[;,.:?\n$]))\s*+(?P<all>{_LOG}\s?(?:\(\s?)?(?:(?P<letter>{_LIKELIHOOD})|(?P<density>[pPf]))(?P<open>\s?(?:\\left\s?)?\((?P<inside>{_NAMES})(?:\\right\s?)?\))?(?P<close>\s?\))?)\s?=(?!=)"
)
_BEHIND = re.compile(r"[|∣;]|\\mid(?![A-Za-z])")
_D = r"(?:[d∂]|\\partial|\\mathrm\s?\{\s?d\s?\})"

_OPERATOR = re.compile(rf"(?:[;,.?\n$]\s?|\b(?:find|compute|calculate)\s){_D}\s?/\s?{_D}\s?[^\W\dpPf]\w{{0,8}}\s*+(?:[;,.?$\n]|\Z)")  # d/db alone


def with_log_likelihood(text: str, readings: Readings) -> str:
    """Return a text with ℓ for the logarithm that it defines, log L(μ) or log p(x | θ), and for it in what is asked; every place stays where it is.

    Where the likelihood itself is asked for or stands elsewhere, the text is an equation for it and stays as it is.
    """
    found = _LEFT.search(text) if "=" in text and any(sign in text for sign in SIGNS) else None
    if found is None or LETTER in text or r"\ell" in text or (found["density"] and not _is_asked(found)):
        return text
    bracketed = bool(re.match(rf"{_LOG}\s?\(", found["all"])) and not found["density"]
    if bracketed != bool(found["close"]):
        return text
    piece = re.escape(found["letter"] or found["density"])
    inside = rf"(?:\s?(?:\\left\s?)?\({_NAMES}(?:\\right\s?)?\))"
    every = re.compile(rf"(?<![A-Za-z\\])(?P<d>{_D}\s?)?{_LOG}\s?(?:{piece}(?![A-Za-z_(]){inside}?|{piece}{inside}|\(\s?{piece}{inside}?\s?\))")
    if re.search(rf"(?<![A-Za-ce-z\\]){piece}(?![A-Za-z])", every.sub("", text)):  # also in dL
        return text
    names = _BEHIND.split(found["inside"] or "")[-1 if found["density"] else 0].strip()  # p(x | θ), but L(θ | x)
    start = found.start("all")

    def put_in(each: re.Match[str]) -> str:
        size = len(each[0])
        if each.start() == start:
            return (f"{LETTER}({names})" if names else LETTER).ljust(size)
        return f"{each['d'].strip()}{LETTER}".rjust(size) if each["d"] else LETTER.ljust(size)

    readings.add("log-likelihood", start, found.end("all"), LETTER)
    return every.sub(put_in, text)


def _is_asked(found: re.Match[str]) -> bool:
    """Return whether the logarithm of a density is what is differentiated: log p(x | θ) = …, and log p = … beside d/db."""
    return bool(_BEHIND.search(found["inside"]) if found["open"] else _OPERATOR.search(found.string, found.end()))
