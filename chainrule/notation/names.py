r"""Names of quantities: one canonical spelling for each, and how it is shown.

A canonical name is ``base[_sub][^(sup)]``: a dictionary key, a SymPy symbol's name and the plain text form at once::

    \theta           θ            w₁₂⁽²⁾, w_{12}^{(2)}, w^{(2)}_{12}     w_12^(2)
    \hat{y}, y + ◌̂   ŷ            x_{i, j}                               x_{i,j}
    \mathrm{area}    area         w1                                     w1 (another name than w_1)

The base starts with a letter and goes on with letters, digits, accents (combining marks, in Unicode's composed form)
and primes. Braces stay around a subscript that is not purely letters, digits and underscores. A superscript is always in
round or square brackets. A typed-out ``alpha`` stays as typed and is shown as α only in typeset output.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, normalize

from chainrule.errors import ReadError

# Greek macros and their letters, as unicode-math defines them: \phi and \varphi are two letters.
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "varkappa": "ϰ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
LETTERS = GREEK | {"ell": "ℓ", "hbar": "ħ", "prime": "′", "to": "→"}
MACROS = {letter: "\\" + macro for macro, letter in LETTERS.items()}

# Accent macros and their combining marks; the first macro of a mark is the one written.
ACCENTS = {
    "hat": "\u0302", "bar": "\u0304", "dot": "\u0307", "ddot": "\u0308", "tilde": "\u0303", "vec": "\u20d7", "check": "\u030c",
    "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "widehat": "\u0302", "widetilde": "\u0303",
    "overline": "\u0304", "overrightarrow": "\u20d7",
}  # fmt: skip
MARKS = {mark: "\\" + macro for macro, mark in reversed(ACCENTS.items())}

# Macros that change a name's typeface, and so not the name.
TYPEFACES = frozenset((
    "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak", "mathscr", "mathnormal", "boldsymbol", "bm",
    "text", "textrm", "textit", "textbf", "operatorname",
))  # fmt: skip

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "0123456789+-=()aehijklmnoprstuvxβγρφχ", strict=True))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴸᴺᵀ", "0123456789+-=()abcdefghijklmnoprstuvwxyzLNT", strict=True))
LOWERED = {plain: low for low, plain in SUBSCRIPTS.items()}
RAISED = {plain: high for high, plain in SUPERSCRIPTS.items()}

_INDICES, _FURTHER = frozenset("ijkl"), frozenset("ijklmnpqrst")  # letters of indices, and those that are beside one of these, as in w_mj
_NO_INDICES = frozenset(("in", "it", "is", "lr", "ln", "pl", "ml", "sl", "tl"))  # which are short for something

# Patterns are compiled on first use (by the re module, which keeps them): most names need none.
MARK = "\u0300-\u036f\u20d0-\u20ff′"
_BASE = rf"[^\W\d_](?:[^\W_]|[{MARK}])*"
_CONTENT = rf"[\w{MARK},+\-*/.:=→()\[\]]+"
_HIGH = rf"\({_CONTENT}\)|\[{_CONTENT}\]"
_NAME = rf"({_BASE})(?:_(?:\{{({_CONTENT})\}}|([\w{MARK}]+)))?(?:\^({_HIGH}))?"
_LOOSE = (  # the same with what canonical() still has to remove: braces around parts, the superscript first
    rf"\{{?(?P<base>{_BASE})\}}?(?:\^\{{?(?P<early>{_HIGH})\}}?(?=_))?(?:_(?:\{{(?P<braced>{_CONTENT})\}}|(?P<bare>[\w{MARK}]+)))?(?:\^\{{?(?P<late>{_HIGH})\}}?)?"
)
_LOW_RUN = f"[{''.join(SUBSCRIPTS)}]+"
_HIGH_RUN = f"⁽[{''.join(SUPERSCRIPTS)}]+⁾"
_MACRO = r"\\([A-Za-z]+)\s*"
_GROUP = r"\\([A-Za-z]+)(?![A-Za-z]) ?(?:\{((?:[^{}\\]|\{[^{}\\]*\})*)\}|([^\W\d_]))"
_BRACED = r"[{(\[][^{}()]*[})\]]"
_STYLED = "[\u00b5\u2100-\u214f\uff01-\uff5e\U0001d400-\U0001d7ff]"
_LETTER_ABOVE = r"(?:⦇\s*|\^)([a-zA-Z]|(?<=⦇)\d)(?=_|$)|\^\{([a-zA-Z](?:[+-]\d)?)\}"  # without brackets: w^l, a^{l-1}
_ALIKE = str.maketrans("'−⦅⦆⦋⦌", "′-()[]")
_MACRO_LIMIT = 40  # macros in one name


def canonical(name: str) -> str:
    r"""Return the one spelling of a name however it is typed: plain, Unicode or LaTeX.

    >>> canonical(r"\hat{y}_{1}"), canonical("w₁₂⁽²⁾"), canonical("x_{i, j}")
    ('ŷ_1', 'w_12^(2)', 'x_{i,j}')

    Raises ReadError where the text is not a name.
    """
    if name.isascii() and name.isalnum() and not name[0].isdigit():
        return name
    return _canonical(name)


@lru_cache(maxsize=4096)
def _canonical(name: str) -> str:
    plain = _without_macros(name) if "\\" in name else name
    plain = re.sub(_LETTER_ABOVE, r"^(\1\2)", plain) if "⦇" in plain or "^" in plain else plain
    plain = re.sub(_LOW_RUN, lambda run: "_{" + "".join(SUBSCRIPTS[c] for c in run[0]) + "}", plain)
    plain = re.sub(_HIGH_RUN, lambda run: "^{" + "".join(SUPERSCRIPTS[c] for c in run[0]) + "}", plain)
    plain = re.sub(_STYLED, lambda letter: letter[0] if letter[0] == "ℓ" else normalize("NFKC", letter[0]), plain)
    plain = normalize("NFC", plain.translate(_ALIKE).replace("^{′}", "′").replace("^′", "′"))
    found = re.fullmatch(_LOOSE, re.sub(_BRACED, lambda part: "".join(part[0].split()), plain.strip()))
    if not found or (found["early"] and found["late"]) or not SUPERSCRIPTS.keys().isdisjoint(plain):
        shown = "".join(character if character.isprintable() else "�" for character in name)
        raise ReadError(f"'{shown}' is not a name", hint="a name is a letter, then letters and digits, then an index: x, w1, w_12, w_{12}^{(2)}, ŷ")
    low, high = found["braced"] or found["bare"] or "", found["early"] or found["late"] or ""
    return joined(found["base"], low, high)


def spelled(name: str) -> str:
    """Return the canonical spelling of a name; what is no name stays as it is."""
    try:
        return canonical(name)
    except ReadError:
        return name


def stem(name: str) -> str:
    """Return a name without what stands below and above it: w of w_ij^(2)."""
    return (split(name) or (name,))[0]


def joined(base: str, low: str, high: str) -> str:
    """Return the canonical name with these parts; ``high`` comes with its brackets, and an empty part is left out."""
    index = "" if not low else "_" + low if re.fullmatch(rf"[\w{MARK}]+", low) else "_{" + low + "}"
    return base + index + ("^" + high if high else "")


def split(name: str) -> tuple[str, str, str] | None:
    """Return base, subscript and superscript (with its brackets) of a canonical name; None where it is not canonical.

    >>> split("w_12^(2)")
    ('w', '12', '(2)')
    """
    if name.isascii() and name.isalnum() and not name[0].isdigit():
        return name, "", ""
    found = re.fullmatch(_NAME, name)
    return found and (found[1], found[2] or found[3] or "", found[4] or "")


def folded(name: str) -> str:
    """Return a key that names share when they look the same typeset: w1 and w_1, alpha and α.

    >>> folded("w_1"), folded("alpha_2")
    ('w1', 'α2')
    """
    parts = split(name)
    if not parts:
        return name
    base, low, high = folded_parts(parts)
    return joined(GREEK.get(base, base), low, high).replace("_", "", 1) if low.isdigit() else joined(GREEK.get(base, base), low, high)


def folded_parts(parts: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return a name's parts as they are typeset: digits that end the base become its subscript where it has none."""
    base, low, high = parts
    stem = base.rstrip("0123456789")
    return (stem, base[len(stem) :], high) if not low and stem != base else parts


def _without_macros(name: str) -> str:
    """Return a name without LaTeX: macros become letters and combining marks, typefaces go."""
    if name.count("\\") > _MACRO_LIMIT:
        raise ReadError("this name has too many macros", hint=f"a name may have {_MACRO_LIMIT}")
    plain = re.sub(r"\\[,;:! ]", "", name).replace(r"\_", "_")
    plain = re.sub(_MACRO, lambda macro: LETTERS.get(macro[1], macro[0].rstrip() + " "), plain)
    before = ""
    while plain != before:
        before, plain = plain, re.sub(_GROUP, _applied, plain)
    return plain


def _applied(group: re.Match[str]) -> str:
    """Return the argument of an accent or a typeface macro with the accent on each letter of its base."""
    macro, content = group[1], group[2] or group[3] or ""
    if macro in TYPEFACES:
        return content
    if macro not in ACCENTS:
        raise ReadError(f"\\{macro} does not make a name", hint="accents such as \\hat{y} and typefaces such as \\mathbf{x} do")
    base = re.match(rf"(?:[^\W_]|[{MARK}])*", content)
    end = base.end() if base else 0
    return re.sub(rf"([^\W\d_][{MARK}]*)", r"\1" + ACCENTS[macro], content[:end]) + content[end:]


def scrubbed(name: str) -> str:
    """Return a name that is not canonical with everything but letters, digits and spaces replaced: safe in any output."""
    return "".join(character if character.isalnum() or character in " _" else "�" for character in name)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a name as plain text: the canonical spelling, with braces around a superscript that is more than a word.

    >>> plain_name("w_12^(2)"), plain_name("a_1^(l-1)")
    ('w_12^(2)', 'a_1^{(l-1)}')
    """
    parts = split(name)
    if not parts:
        return scrubbed(name)
    high = parts[2]
    return name if not high or high[1:-1].isalnum() else name[: -len(high)] + "{" + high + "}"


@lru_cache(maxsize=4096)
def unicode_name(name: str) -> str:
    """Return a name for the terminal: indices lowered and superscripts raised where Unicode has the characters.

    >>> unicode_name("w_12^(2)"), unicode_name("y_hat"), unicode_name("x_{i,j}")
    ('w₁₂⁽²⁾', 'y_hat', 'x_{i,j}')
    """
    parts = split(name)
    if not parts:
        return scrubbed(name)
    base, low, high = parts
    lowered = "".join(map(LOWERED.get, low)) if _is_index(low) and LOWERED.keys() >= set(low) else joined("", low, "")  # type: ignore[arg-type]
    raised = "".join(map(RAISED.get, high)) if RAISED.keys() >= set(high) else "^" + high  # type: ignore[arg-type]
    return base + lowered + raised


def _is_index(low: str) -> bool:
    """Return whether a subscript is an index (12, i, ij, i+1) and not a word (hat, old)."""
    return all(len(word) == 1 or is_several_indices(word) for word in re.findall(r"[^\W\d_]+", low))


def is_several_indices(word: str) -> bool:
    """Return whether letters below a name are an index each, and no word together.

    >>> [word for word in ("ij", "mj", "nk", "mn", "ikl", "max", "in", "net", "xy") if is_several_indices(word)]
    ['ij', 'mj', 'nk', 'mn', 'ikl']
    """
    letters = set(word)
    if letters <= _INDICES:
        return True
    return word == "mn" or (len(word) == len("mj") and letters <= _FURTHER and not letters.isdisjoint(_INDICES) and word not in _NO_INDICES)


@lru_cache(maxsize=4096)
def latex_name(name: str) -> str:
    r"""Return a name in LaTeX, which canonical() reads back; w1 and w_1, alpha and α come out alike.

    >>> latex_name("w_12^(2)"), latex_name("ŷ"), latex_name("w1"), latex_name("y_hat"), latex_name("area")
    ('w_{12}^{(2)}', '\\hat{y}', 'w_{1}', 'y_{\\mathrm{hat}}', '\\mathrm{area}')
    """
    parts = split(name)
    if name == "𝟏":  # a column of ones
        return r"\mathbf{1}"
    if not parts:
        return r"\text{" + scrubbed(name).replace("_", r"\_") + "}"
    base, low, high = folded_parts(parts)
    index = "_{" + "".join(map(_latex_run, re.findall(rf"[^\W\d_{MARK}][^\W\d_]*[{MARK}]*|.", low))) + "}" if low else ""
    return _latex_base(base) + index + ("^{" + high.replace("→", r"\to ") + "}" if high else "")


def _latex_base(base: str) -> str:
    if base in GREEK:
        return "\\" + base
    letters = re.findall(rf".[{MARK}]*", normalize("NFD", base))
    return _latex_letter(letters[0]) if len(letters) == 1 else _upright(letters)


def _latex_letter(letter: str) -> str:
    """Return one letter, in decomposed form, with its accents as macros."""
    written = MACROS.get(letter[0], letter[0])
    primes = letter.count("′")
    for mark in letter[1:].replace("′", ""):
        if mark not in MARKS:
            return r"\text{" + normalize("NFC", letter) + "}"
        written = MARKS[mark] + "{" + written + "}"
    return written + "'" * primes


def _upright(letters: list[str]) -> str:
    r"""Return several letters as one upright word: \mathrm, or \text where a letter is neither Latin nor Greek."""
    if any(letter[0].isalpha() and letter[0] not in MACROS and not letter[0].isascii() for letter in letters):
        return r"\text{" + normalize("NFC", "".join(letters)).replace("_", r"\_") + "}"
    written = [_latex_letter(letter) for letter in letters]
    spaced = [piece + " " if piece.startswith("\\") and piece[-1].isalpha() else piece for piece in written]
    return r"\mathrm{" + "".join(spaced).replace("_", r"\_").rstrip() + "}"


def _latex_run(run: str) -> str:
    """Return one piece of a subscript: a letter, an index of letters, a word, or a sign."""
    if not run[0].isalpha() or is_several_indices(run):
        return MACROS[run] + " " if run in MACROS else run.replace("_", r"\_")
    letters = re.findall(rf".[{MARK}]*", normalize("NFD", run))
    return _latex_letter(letters[0]) if len(letters) == 1 else _upright(letters)


@lru_cache(maxsize=4096)
def is_word(name: str) -> bool:
    """Return whether a name's base has several letters, so that it needs a sign of multiplication beside it."""
    if len(name) == 1:
        return False
    stem = name.partition("_")[0].partition("^")[0].rstrip("0123456789′")
    return len(stem) > 1 and sum(not category(character).startswith("M") for character in stem) > 1
