"""What stands in a text in place of a piece that is set aside: every place stays where it is, and lines stay."""

from __future__ import annotations

import re


def spaces(piece: str) -> str:
    """Return spaces as wide as a piece of text."""
    return re.sub(r"[^\n]", " ", piece)


def separator(piece: str) -> str:
    """Return a separator and spaces, as wide as a piece of text."""
    return ";" + spaces(piece[1:])


def in_spaces(found: re.Match[str]) -> str:
    """Return spaces as wide as what a pattern has found."""
    return spaces(found[0])
