"""Velocity and acceleration: what a text asks of the place of something that moves. Every place in the text stays where it was."""

from __future__ import annotations

import re

_MOTION = re.compile(
    r"\b(?:velocity|speed|acceleration)(?:\s++function)?\s++(?:[va](?:\s?\(\s?t\s?\))?|at\s++(?:any\s++)?time\s++t)"
    r"(?=\s*+(?:[.?;]|\Z|(?:if|when|where|for|given|of)\b))",
    re.IGNORECASE,
)
_ACCELERATION = re.compile(
    r"(?:\A\s*(?:the\s+)?|\b(?:find|determine|compute|calculate|what\s+is)\b[^=.?;]{0,40}?\b)acceleration\b"
    r"(?!\s*\w?\s*=|[^=.?;]{0,40}\bis\s+\w+\s*=)(?![^.?]{0,20}\bd\w?/d)"
    r"|[;,.\n]\s?(?:the\s)?(?:(?:velocity|speed)\s?(?:,|,?\sand)\s(?:the\s)?)?acceleration\s?(?:(?:at|when|for|if)\s[^;?\n]{1,40}?)?[.?]?\s?\Z",
    re.IGNORECASE,
)
_VELOCITY = re.compile(r"\b(?:[vVω](?:_\w+|_\{\w+\})?|omega|vel|velocity|speed)\s*(?:\(\s*\w\s*\)\s*)?=|\bd\^?[\w²]*/d|['′’]")
_BY_LETTER = re.compile(
    r"\b(?i:find|determine|compute|calculate)\s++(?:the\s++)?([va])\s?\(\s?t\s?\)(?=\s*+(?:[.?;]|\Z|(?:if|when|where|for|given|at)\b))"  # A may be an area
)
_GIVEN = re.compile(r"(?<![\w\\])([va])\s?(?:\(\s?t\s?\)\s?)?=(?!=)")
_PLACE = re.compile(r"(?<![\w\\])([sxyhr])\s?\(\s?t\s?\)\s?=(?!=)")


def with_motion(text: str) -> str:
    """Return a text in which the letter of a velocity that is asked for by name is left out, and one that is asked for by its letter is a derivative.

    >>> with_motion("s(t) = t^3; find v(t)")
    's(t) = t^3;     s′(t)'
    """
    text = _MOTION.sub(lambda found: found[0].split()[0].ljust(len(found[0])), text)
    return _BY_LETTER.sub(_of_place, text)


def _of_place(found: re.Match[str]) -> str:
    """Return v(t) as s'(t), and a(t) as s''(t), where s is the one place that is given by the time; a(t) as v'(t) where v is given."""
    places, letter = _PLACE.findall(found.string), found[1]
    given = _GIVEN.findall(found.string)
    if letter == "a" and given == ["v"]:
        return "v′(t)".rjust(len(found[0]))
    return found[0] if len(places) != 1 or given else f"{places[0]}{'′' if letter == 'v' else '″'}(t)".rjust(len(found[0]))


def of_motion(text: str) -> int:
    """Return how often a place, or a velocity that is given, is differentiated where its acceleration is asked for; 1 where it is not."""
    return 2 if _ACCELERATION.search(text) and not _VELOCITY.search(text) else 1
