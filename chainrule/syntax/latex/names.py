r"""Patterns of names in LaTeX: \hat{y}_{12}^{(2)}."""

from __future__ import annotations

from chainrule.notation.names import ACCENTS, GREEK, TYPEFACES

_ACCENT = "|".join(sorted(ACCENTS, key=len, reverse=True))
_FACE = "|".join(sorted(TYPEFACES, key=len, reverse=True))
ANY_GREEK = "|".join(sorted(GREEK, key=len, reverse=True))
BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_MARKED = r"\s*(?:\^\s*[⦅⦋][^⦆⦌]*[⦆⦌]|⦇\s*\w)"  # what ``above`` found to be an index
_LAYER = rf"(?:\s*\^\s*\{{\s*[(\[⦅][^()\[\]{{}}⦆]*[)\]⦆]\s*\}}|{_MARKED})"  # ^{{(2)}}, ^{{[2]}}
_ALONE = rf"\s*\^\s*\{{\s*(?:\[[^()\[\]{{}}]*\]|⦅[^⦆]*⦆)\s*\}}|{_MARKED}"  # an index above without one below
TAIL = rf"(?:{_LAYER}(?=\s*_))?\s*_\s*(?:{BRACED}|\\[A-Za-z]+|\d+|[^\W\d_])(?:{_LAYER})?|{_ALONE}"
BASE = rf"\\(?:{_ACCENT}|{_FACE})(?![A-Za-z])\s*(?:{BRACED}|\\(?:{ANY_GREEK})(?![A-Za-z])|[^\W\d_])|\\(?:{ANY_GREEK}|ell|hbar)(?![A-Za-z])"
TEX_NAME = rf"(?>(?:{BASE}|[^\W\d_]++\d*+)(?:{TAIL})?)"
