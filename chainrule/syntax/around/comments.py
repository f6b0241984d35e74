"""Comments behind a #, which is also set around formulas: # … #. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.vocabulary import PROSE

_AT_MARK = re.compile(r"\b(?:at|point|when)\s++#[^#]*#", re.IGNORECASE)  # at #x = 2#


def without_comments(text: str) -> str:
    """Return the text with comments blanked out; # … # around formulas after words are separators instead."""
    return "\n".join(map(_without_comment, text.split("\n"))) if "#" in text else text


def _without_comment(line: str) -> str:
    before, mark, rest = line.partition("#")
    if rest.count("#") % 2 and re.fullmatch(r"[^=]*[A-Za-z]{2,}[\s,:]*", before) and not PROSE.isdisjoint(re.findall("[a-z]{2,}", before.lower())):
        return _AT_MARK.sub(lambda found: found[0].replace("#", " "), line).replace("#", ";")
    return before + " " * len(mark + rest)
