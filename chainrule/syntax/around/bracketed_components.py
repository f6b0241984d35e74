"""Components with their index in round brackets, p(i) = exp(z(i))/Σ_k exp(z(k)) and π_θ(a): as p_i, z_k and π_a. Every place stays where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chainrule.notation.names import canonical
from chainrule.syntax.rules import Readings
from chainrule.syntax.vocabulary import FUNCTION_LETTERS

_SUM = re.compile(r"(?:[Σ∑]|\\sum|\bsum)\s?_\s?(?:\{\s?)?([a-z])(?![A-Za-z(])")
_GREEK = r"\\(?:alpha|beta|theta|lambda|mu|rho|sigma|phi|psi|pi|omega|ell)(?![A-Za-z])"
_COMPONENT = re.compile(  # z(k), \pi_\theta(a); also behind the d of a derivative
    rf"(?<![A-Za-ce-z0-9_\\.^'])(?P<base>(?!d\()(?:{_GREEK}|[^\W\d_]))(?P<mark>_(?:[^\W\d_]|\\[a-z]+|\{{\s?(?:[^\W\d_]|\\[a-z]+)\s?\}}))?(?:\\left\s?)?\(\s?(?P<index>[a-z])\s?(?:\\right\s?)?\)"
)
_BELOW = re.compile(r"_\s?(?:\{[a-z\d,]{1,5}\}|[a-z\d]{1,3}(?![A-Za-z]))")
_BY = re.compile(r"(?:/\s?|\}\s?\{\s?)(?:[d∂]|\\partial|\\mathrm\s?\{\s?d\s?\})\s?\Z")
_ENDS = re.compile(r"\s?=(?!=)")


def with_indices_below(text: str, readings: Readings) -> str:
    """Return a text with an index below for one in round brackets, where a letter in them is the index of a sum, and no quantity anywhere.

    A name of functions, h(a), is one of components only where the text differentiates by it.

    >>> with_indices_below("p(i) = exp(z(i))/Σ_k exp(z(k)), dp(i)/dz(j)", Readings(""))
    'p_i  = exp(z_i )/Σ_k exp(z_k ), dp_i /dz_j '
    >>> with_indices_below("F(x) = Σ_k a_k x^k f(k)", Readings(""))
    'F(x) = Σ_k a_k x^k f(k)'
    """
    found = list(_COMPONENT.finditer(text))
    bound = set(_SUM.findall(text)) if found else set[str]()
    if not bound:
        return text
    indices = {letter for letter in {each["index"] for each in found} if not _is_quantity(letter, text)}
    sure = _components([each for each in found if each["index"] in indices], bound, text)
    marks = {(each["base"], each["mark"]) for each in found if each["base"] in sure}
    if not sure or len(marks) > len(sure):  # π_θ beside π_o
        return text

    def below(each: re.Match[str]) -> str:
        if each["base"] not in sure or each["index"] not in indices:
            return each[0]
        name = f"{each['base']}_{each['index']}"
        readings.add("index of a sum in brackets", each.start(), each.end(), canonical(name), f"{each[0].partition('(')[0]}*({each['index']})")
        return name.ljust(len(each[0]))

    return _COMPONENT.sub(below, text)


def _is_quantity(letter: str, text: str) -> bool:
    """Return whether a letter stands anywhere else than in brackets by itself, below a name and below a sum."""
    outside = _BELOW.sub("", _COMPONENT.sub("()", _SUM.sub("", text)))
    return bool(re.search(rf"(?<![A-Za-ce-z\\]){letter}(?![A-Za-z])", outside))


def _components(found: Sequence[re.Match[str]], bound: Iterable[str], text: str) -> set[str]:
    """Return the names that stand before an index of a sum and another one, or by which the text differentiates; and what these, or components, define."""
    under: dict[str, set[str]] = {}
    for each in found:
        under.setdefault(each["base"], set()).add(each["index"])
    by = {each["base"] for each in found if _BY.search(text, max(0, each.start() - 24), each.start())}
    several = {base for base, letters in under.items() if len(letters) > 1 and not letters.isdisjoint(bound) and base not in FUNCTION_LETTERS}
    sure = by | several
    defined = {each["base"] for each in found if _ENDS.match(text, each.end()) and each["base"] not in FUNCTION_LETTERS}
    below = {low for each in _BELOW.findall(_SUM.sub("", text)) for low in each if low.isalpha()}
    of_components = {each["base"] for each in found if each["base"] in defined and (sure or each["index"] in below)}
    return sure | of_components
