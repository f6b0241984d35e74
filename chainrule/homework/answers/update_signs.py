"""Ways to write the update of a parameter: w -= 0.1·g, w′ = w − 0.1·g, w⁺ = …, new w = …, w <- …, with w_old for w."""

from __future__ import annotations

import re
from collections.abc import Callable

_NAME = r"\\?[^\W\d_](?:_\{[^{}\s]{1,20}\}|\w){0,30}(?:\^\{?[(\[]\w{1,6}[)\]]\}?)?"
_IN_WORDS = r"_\{\s*(?:\\text|\\mathrm)?\{?"  # _{new}, _{\text{new}}
_IN_PLACE = re.compile(rf"^\s*({_NAME})\s*([-+−])=\s*([^=]+)((?:=.*)?)$", re.DOTALL)  # w -= 0.1·g
_ARROW = re.compile(rf"^\s*({_NAME})\s*(?:<-|⟵|⇐|\\leftarrow(?![a-zA-Z])|\\gets(?![a-zA-Z]))\s*(.+)$", re.DOTALL)
_MARKED = re.compile(
    rf"^\s*({_NAME})\s*(?:\^\s*\{{?\(?\s*(?:new|neu|\+)\s*\)?\}}?|_neu|_next|_updated|{_IN_WORDS}new\}}?\s*\}}|⁺)\s*(=.+)$", re.DOTALL
)
_BEFORE = re.compile(rf"^\s*(?:the\s+)?(?:new|updated)(?:[ _]|\s+value\s+of\s+)({_NAME})\s*(=.+)$", re.DOTALL | re.IGNORECASE)
_PRIMED = re.compile(rf"^\s*({_NAME})\s*['′’]\s*=(?!=)(.+)$", re.DOTALL)
_OLD = re.compile(rf"(?<!\w)({_NAME})(?:_old|_alt|{_IN_WORDS}old\}}?\s*\}}|\^\{{?\(?old\)?\}}?)(?!\w)")


def as_update(text: str, known: Callable[[str], bool]) -> str:
    """Return a line that updates a parameter, in whatever way it is written, with := or as w_new = …; any other as it is.

    >>> as_update("w -= 0.1*4", {"w"}.__contains__), as_update("w' = w - 0.1*4", {"w"}.__contains__), as_update("w' = 2x", {"w"}.__contains__)
    ('w := w -(0.1*4)', 'w_new = w - 0.1*4', "w' = 2x")
    """
    if "old" in text or "_alt" in text:
        text = _OLD.sub(lambda found: found[1] if known(found[1]) and not known(found[0]) else found[0], text)
    if (found := _IN_PLACE.match(text)) and known(found[1]):
        return f"{found[1]} := {found[1]} {found[2]}({found[3].strip()}){found[4]}"
    if (found := _ARROW.match(text)) and known(found[1]) and ("<-" not in text or holds(found[2], found[1])):
        return f"{found[1]} := {found[2]}"
    if (found := _MARKED.match(text) or _BEFORE.match(text)) and known(found[1]) and not known(f"{found[1]}_new"):
        return f"{found[1]}_new {found[2]}"
    if (found := _PRIMED.match(text)) and known(found[1]) and holds(found[2], found[1]):
        return f"{found[1]}_new ={found[2]}"
    return text


def holds(text: str, name: str) -> bool:
    """Return whether a name itself is a term of the first side of a text, as w is of w − 0.1·g."""
    first = text.partition("=")[0]
    return re.match(rf"\s*{re.escape(name)}\s*[-+−]", first) is not None or re.search(rf"[-+−]\s*{re.escape(name)}\s*$", first) is not None
