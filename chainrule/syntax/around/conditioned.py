"""Functions under a condition: p(x | z) and π_θ(a | s), and π(a | s; θ) with parameters behind it. Every text keeps its length."""

from __future__ import annotations

import re

SIGNS = ("|", "∣", r"\mid")
_BAR = r"(?:[|∣]|\\mid(?![A-Za-z]))"
_LETTER = r"(?:[^\W\d_]|\\(?!mid|left|right)[A-Za-z]++)"
_NAME = rf"{_LETTER}(?:_(?:\w++|\{{\s?[\w\\]{{1,12}}\s?\}}|\\[A-Za-z]++))?"
_NAMES = rf"\s?{_NAME}(?:\s?,\s?{_NAME}){{0,5}}\s?"
CONDITIONED = re.compile(  # one letter before the bracket, so that no word and no known function is one; e, d and i are no functions
    rf"(?<![\w\\])(?P<head>(?![edi](?![A-Za-z]))(?:[^\W\d_]|pi(?=_)|\\(?:pi|mu|rho|phi|varphi|psi|ell)(?![A-Za-z])))(?P<index>_(?:\w++|\{{[^{{}}\n]{{1,20}}\}}|\\[A-Za-z]++))?"
    rf"(?P<open>(?:\\left\s?)?\()(?P<first>{_NAMES})(?P<bar>{_BAR})(?P<rest>{_NAMES})(?:;(?P<by>\s?{_NAME})(?P<gap>\s?))?(?P<close>(?:\\right\s?)?\))"
)
_PI = ("π", r"\pi")  # a number unless it has an index


def without_bar(found: re.Match[str]) -> str:
    """Return a function under a condition as one of all that stands in its brackets; π alone only where a parameter gives it an index."""
    part = {name: piece or "" for name, piece in found.groupdict().items()}
    comma = ",".ljust(len(part["bar"]))
    if part["head"] in _PI and not part["index"]:
        by = part["by"].strip()
        if not by or "_" in by:
            return found[0]
        return f"{part['head']}_{by}{part['open']}{part['first']}{comma}{part['rest']}{part['close']}".ljust(len(found[0]))
    parameter = f",{part['by']}{part['gap']}" if part["by"] else ""
    return f"{part['head']}{part['index']}{part['open']}{part['first']}{comma}{part['rest']}{parameter}{part['close']}"
