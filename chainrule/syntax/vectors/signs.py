"""Signs that show vectors and matrices: bold letters, arrows, u ⊙ v and ∇_w. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.notation.names import canonical
from chainrule.syntax.latex.names import ANY_GREEK
from chainrule.syntax.vectors.names import MARKS, NAME, note
from chainrule.vectors.kinds import COLUMN, MATRIX

_BOLD = re.compile(rf"\\(?:mathbf|boldsymbol|bm)\s?(?:\{{\s?(\\?(?:{ANY_GREEK})|[^\W\d_])\s?\}}|\s([^\W\d_]))({MARKS})")
_NABLA = re.compile(  # ∇_w L, which asks for ∂L/∂w
    rf"(?:\s?∇|\\nabla)\s?_\s?(?:\{{\s?({NAME})\s?\}}|({NAME}))\s?((?:\\(?:mathcal|ell)\s?(?:\{{\w\}})?|[^\W\d_])(?:_\w)?)"
    r"(?:\(\s?[\w\\]+(?:,\s?[\w\\]+)*\s?\))?(?![\w(])"
)
_NABLA_OF = re.compile(rf"(?:∇|\\nabla)\s?_\s?(?:\{{\s?({NAME})\s?\}}|({NAME}))(?:\s|(?=\\|\())")  # ∇_x ‖A x − b‖²
# ∇_{\mathbf w}, of which the letter has no braces
_NABLA_BOLD = re.compile(rf"((?:∇|\\nabla)\s?_\s?\{{?\s?)\\(?:mathbf|boldsymbol|bm|bf)(?:\s|(?=\\))((?:\\(?:{ANY_GREEK})|[^\W\d_])(?![A-Za-z]))")
_STEP = r"(?:_\{\w\s?[+\-]\s?1\})?"
_ODOT = r"(?:⊙|\\odot(?![A-Za-z]))"
_BESIDE = re.compile(rf"({NAME}{_STEP})?\s?{_ODOT}\s?({NAME}{_STEP}(?!\s?\())?")  # u ⊙ v, c_{t-1} ⊙ f_t
_TERMS = rf"(?:\\left\s?)?\(\s?((?:{NAME}|1)(?:\s?[+\-−]\s?(?:{NAME}|1)){{1,3}})\s?(?:\\right\s?)?\)"
_BESIDE_SUM = re.compile(rf"{_ODOT}\s?{_TERMS}|{_TERMS}\s?{_ODOT}")  # (x - μ) ⊙ v
_BY_COMPONENTS = re.compile(r"\\odot(?![A-Za-z])")
_ARROW = re.compile(rf"\\(?:vec|overrightarrow)\s?(?:\{{\s?(\\?(?:{ANY_GREEK})|[^\W\d_])\s?\}}|\s([^\W\d_]))")
_SIZE_OF = re.compile(r"(?<![|\\])\|(?!\|)(\s?\\(?:vec|overrightarrow)\s?\{[^{}|]{1,12}\}(?:_\w)?\s?)\|(?!\|)")  # |\vec{v}|


_PRIME = r"['’′](?!['’′])"
_MATRIX = r"(?<![A-Za-z])[A-EJ-TW-Z]"  # F, G, H, U and V may be functions, with F'G a part of a product rule; and I'm
_TRANSPOSED = re.compile(  # x'A x, X'y, (A + A')x and (A x - b)'(A x - b)
    rf"(?<![A-Za-z])[a-z]{_PRIME}[A-EI-TW-Z][a-z]?(?![A-Za-z'’(])|{_MATRIX}{_PRIME}[A-Za-rt-z](?![A-Za-z'’(])|\([^()=]{{0,40}}?{_MATRIX}{_PRIME}\)\s?[a-z](?![a-z(])"
    rf"|\(([^()=]{{1,40}})\){_PRIME}\s?\(\1\)"
)
_DIFFERENTIATED = re.compile(r"(?<![A-Za-z])[a-z]['’′]{1,3}\s?(?:\(\s?\w\s?\)|[=+]|\Z)|['’′]{2}|\)['’′]\s?(?:=|\Z)")  # y' + y, f'(x), (fg)' = …
_PRIMED = re.compile(rf"(?:(?<=[^\W\d_])|(?<=\))){_PRIME}")


def with_transposes(text: str) -> str:
    """Return a text with the sign of a transpose for primes where a product shows them to be such, and nothing is differentiated by them.

    >>> with_transposes("f = x'(A + A')x, df/dx"), with_transposes("(F G)' = F'G + F G'")
    ('f = xᵀ(A + Aᵀ)x, df/dx', "(F G)' = F'G + F G'")
    """
    return _PRIMED.sub("ᵀ", text) if _TRANSPOSED.search(text) and not _DIFFERENTIATED.search(text) else text


def note_bold(text: str, said: dict[str, str]) -> None:
    """Note the kinds of bold letters: capitals are matrices."""
    for braced, bare, mark in _BOLD.findall(text):
        note(said, (braced or bare) + mark, MATRIX if (braced or bare)[:1].isupper() else COLUMN)


def note_factors(text: str, said: dict[str, str]) -> None:
    """Note what stands beside ⊙: u ⊙ v, (x − μ) ⊙ v."""
    for found in _BESIDE.finditer(text):
        for each in map(canonical, filter(None, found.groups())):
            said.setdefault(each, MATRIX if each[:1].isupper() else COLUMN)
    for found in _BESIDE_SUM.finditer(text):
        terms = re.sub(r"[+\-−]", ",", found[1] or found[2])
        capitals = all(each.strip()[:1].isupper() for each in terms.split(",") if each.strip() != "1")
        note(said, terms, MATRIX if capitals else COLUMN)


def with_factors(text: str) -> str:
    r"""Return a text with ⊙ for every \odot."""
    return _BY_COMPONENTS.sub(lambda sign: "⊙".ljust(len(sign[0])), text)


def without_arrows(text: str, said: dict[str, str]) -> str:
    """Return a text without arrows over names that it has without one nowhere else, but for what is differentiated by; |v⃗| is a norm."""
    if r"\vec" not in text and r"\overrightarrow" not in text:
        return text
    text = _SIZE_OF.sub(r"‖\1‖", text)
    bare = re.sub(r"(?:\bd|∂|\\partial|\\nabla\s?_)\s?\{?\s?\\?\w+", "", _ARROW.sub("", text))
    names = {one or other for one, other in _ARROW.findall(text)}
    if any(re.search(rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d])", bare) for name in names):
        said |= {canonical(rf"\vec{{{name}}}"): COLUMN for name in names}
        return text

    def without(found: re.Match[str]) -> str:
        note(said, found[1] or found[2], COLUMN)
        return f" {found[1] or found[2]} ".rjust(len(found[0]))

    return _ARROW.sub(without, text)


def with_derivatives(text: str) -> str:
    """Return a text with the gradients that it asks for as derivatives, ∂L/∂w for ∇_w L, where that is not longer."""
    if "∇" not in text and r"\nabla" not in text:
        return text
    text = _NABLA_BOLD.sub(lambda found: (found[1] + found[2]).rjust(len(found[0])), text)
    return _NABLA_OF.sub(_of_expression, _NABLA.sub(_of_name, text))


def _of_name(found: re.Match[str]) -> str:
    written = f"∂{found[3]}/∂{found[1] or found[2]}"
    return written.rjust(len(found[0])) if len(written) <= len(found[0]) else found[0]


def _of_expression(found: re.Match[str]) -> str:
    by = found[1] or found[2]
    if found[0][-1:].isspace() and found.string[found.end() :][:1].isalpha() and len(by) == 1 and "\\" not in found.string:  # ∇_X tr(A X)
        return f"D_{by} ".rjust(len(found[0]))
    written = rf"\frac{{d}}{{d{by}}}" if "\\" in found.string else f"∂/∂{by}"
    return written.rjust(len(found[0])) if len(written) <= len(found[0]) else f"d/d{by}".rjust(len(found[0]))
