"""Words in LaTeX, and formulas among them: nothing that a person wrote is a command."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from chainrule.document import Prose
from chainrule.notation import latex
from chainrule.notation.names import ACCENTS, MACROS, SUBSCRIPTS, SUPERSCRIPTS

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_", "^": r"\^{}", "~": r"\~{}",
    "<": "$<$", ">": "$>$", "|": "$|$", "\"": "''", "−": "$-$", "·": r"$\cdot$", "×": r"$\times$", "→": r"$\to$", "…": r"\ldots{}", "∂": r"$\partial$",
    "≤": r"$\leq$", "≥": r"$\geq$", "≠": r"$\neq$", "√": r"$\surd$", "∞": r"$\infty$", "′": "$'$", "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--",
    "—": "---", "\u00a0": "~", "±": r"$\pm$", "≈": r"$\approx$", "≡": r"$\equiv$", "∈": r"$\in$", "∫": r"$\int$", "∑": r"$\sum$", "∇": r"$\nabla$",
    "‖": r"$\Vert$", "⊙": r"$\odot$", "⊤": r"$\top$", "⋅": r"$\cdot$", "∙": r"$\cdot$", "⟨": r"$\langle$", "⟩": r"$\rangle$", "←": r"$\gets$",
    "⇒": r"$\Rightarrow$", "⟹": r"$\Longrightarrow$", "↦": r"$\mapsto$", "∘": r"$\circ$", "°": r"$^{\circ}$", "¬": r"$\neg$", "÷": r"$\div$",
    "″": "$''$", "‴": "$'''$", "«": r"$\ll$", "»": r"$\gg$", "¡": "!`", "¿": "?`", "•": r"$\bullet$", "§": r"\S{}", "†": r"$\dagger$",
    "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "Œ": r"\OE{}", "ø": r"\o{}", "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}", "ı": r"\i{}",
    **{letter: f"$_{{{MACROS.get(plain, plain)}}}$" for letter, plain in SUBSCRIPTS.items()},
    **{letter: f"$^{{{plain}}}$" for letter, plain in SUPERSCRIPTS.items()},
}  # fmt: skip
TEXT_ACCENTS = {"hat": "^", "bar": "=", "dot": ".", "ddot": '"', "tilde": "~", "check": "v", "breve": "u", "acute": "'", "grave": "`", "mathring": "r"}
_MARKS = {ACCENTS[name]: "\\" + accent for name, accent in TEXT_ACCENTS.items()}
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;()+=/*-]*")


@lru_cache(maxsize=1024)
def escaped(text: str) -> str:
    """Return plain text as LaTeX that sets it as it is: nothing in it is a command."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(map(_escaped_letter, re.findall(r".[\u0300-\u036f]*", normalize("NFD", text), re.DOTALL)))


def _escaped_letter(letter: str) -> str:
    base, marks = letter[0], letter[1:]
    if base in SPECIAL:
        written = SPECIAL[base]
    elif base in MACROS:
        written = f"${MACROS[base]}$"
    elif base.isascii() and (base.isprintable() or base == "\n"):
        written = base
    else:
        written = rf"\texttt{{U+{ord(base):04X}}}"
    for mark in marks:
        written = f"{_MARKS[mark]}{{{written}}}" if mark in _MARKS else written
    return written


def prose(words: Prose) -> str:
    """Return words, escaped, and formulas, in dollar signs."""
    return "".join([escaped(piece) if isinstance(piece, str) else f"${latex(piece)}$" for piece in words])
