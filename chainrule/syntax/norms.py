"""Norms: of a number, as every quantity is one here, the absolute value; that is said."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings

_NORM = re.compile(r"‖([^‖]{1,200})‖|(?<!\|)\|\|([^|]{1,200})\|\|(?!\|)|\\\|(.{1,200}?)\\\||\\lVert(.{1,200}?)\\rVert|\\Vert(.{1,200}?)\\Vert")


def note_norms(text: str, readings: Readings) -> None:
    """Say that a norm is read as an absolute value."""
    for found in _NORM.finditer(text):
        inside = next(group for group in found.groups() if group).removesuffix(r"\right").strip()
        readings.add("norm", *found.span(), f"abs({inside})", "the norm of a vector by its components")
