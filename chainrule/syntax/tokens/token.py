r"""The tokens that both notations are cut into, and the characters that mean the same in both.

A token has a kind, a value and a place. The kinds::

    number     a Tree: an int or a Decimal, or a fraction such as ½
    word       letters as typed, still to be read as names, functions or products
    name       a Tree: a symbol
    constant   a Tree: e or π; ∞ as the limit of an integral
    function   (name in the table, extra arguments, as typed)
    open       (the closing sign, what the bracket builds or None)     close   the closing sign
    bar        | of an absolute value, opening or closing
    middle     what stands between the arguments of \frac and \sqrt[ ]
    over       \over, the line of a fraction that a group is
    _          the index after \log and Σ
    root       the degree of a root sign: √ ∛ ∜
    sum        "sum" or "mean" where that word opens a bracket, else None for Σ
    derivative (sign, of, names differentiated by): d/dx, dy/dx, ∂J/∂ŷ
    compose    ∘ between functions
    if then    between a value and its condition, and the other way round; next between two pieces of an expression in pieces
    both either "and", "or" between conditions                         compare  the sign of a condition: < ≤ > ≥ = ≠
    + - * / ^ ! = prime comma break relation .. stop                   themselves
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from chainrule.errors import LimitExceeded, ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.limits import Limits
from chainrule.syntax.rules import cut
from chainrule.tree import Tree, div, node, number

# What syntax.pieces writes: between a value and its condition, between a condition and its value, between two pieces, and in conditions.
PIECES: dict[str, tuple[str, Any]] = dict(zip(
    map(chr, range(0xE010, 0xE01B)),
    (("if", None), ("then", None), ("next", None), ("both", "and"), ("either", "or"), *(("compare", sign) for sign in "<≤>≥=≠")),
    strict=True,
))  # fmt: skip

CROSS, INFINITE = "\ue020", "\ue021"

# Sign as typed -> (kind, value). What looks the same means the same.
SIGNS: dict[str, tuple[str, Any]] = {
    **dict.fromkeys("+＋➕", ("+", None)),
    **dict.fromkeys("-−–‐‑－﹣➖", ("-", None)),
    **dict.fromkeys("*×·⋅∙∗•＊✕✖⨯", ("*", None)),
    **dict.fromkeys("/÷∕⁄／➗", ("/", None)),
    **dict.fromkeys(("^", "**", "＾"), ("^", None)),
    **dict.fromkeys("(（", ("open", (")", None))),
    **dict.fromkeys("[［", ("open", ("]", None))),
    **dict.fromkeys("{｛", ("open", ("}", None))),
    **dict.fromkeys(")）", ("close", ")")),
    **dict.fromkeys("]］", ("close", "]")),
    **dict.fromkeys("}｝", ("close", "}")),
    **dict.fromkeys("|∣｜‖", ("bar", None)),
    **dict.fromkeys(("=", ":=", "≔", "＝"), ("=", None)),
    **dict.fromkeys(",，", ("comma", None)),
    **dict.fromkeys(";；", ("break", ";")),
    "\n": ("break", None),
    **dict.fromkeys("'′’", ("prime", 1)),
    **dict.fromkeys('"″”', ("prime", 2)),
    "‴": ("prime", 3),
    **dict.fromkeys("!！", ("!", None)),
    "√": ("root", 2),
    "∛": ("root", 3),
    "∜": ("root", 4),
    CROSS: ("*", "cross"),  # what syntax.vector_products writes for × between vectors
    "°": ("factor", "°"),
    "٪": ("factor", "٪"),  # what syntax.around.angles writes for %
    "⊙": ("*", "each"),
    **dict.fromkeys("Σ∑", ("sum", None)),
    "∏": ("product", None),  # which syntax.sums.products writes out
    "∫": ("integral", None),
    **dict.fromkeys("<＜", ("relation", "<")),
    **dict.fromkeys(">＞", ("relation", ">")),
    **dict.fromkeys(("≤", "<=", "⩽", "≦"), ("relation", "≤")),
    **dict.fromkeys((">=", "≥", "⩾", "≧"), ("relation", "≥")),
    **dict.fromkeys(("!=", "≠", "<>"), ("relation", "≠")),
    "∈": ("relation", "∈"),
    **dict.fromkeys(("..", "...", "…"), ("..", None)),
    **dict.fromkeys(".?", ("stop", None)),
    "_": ("_", None),
    "∘": ("compose", None),
    INFINITE: ("infinite", None),  # what syntax.integrals.words writes for ∞ in a limit
    "⟦": ("open", ("⟧", "norm")),  # what syntax.norms writes for ‖ ‖, for ‖ ‖₂, for ‖ ‖₁ and for ‖ ‖_F
    "⦉": ("open", ("⦊", "norm 2")),
    "⟬": ("open", ("⟭", "norm 1")),
    "⦃": ("open", ("⦄", "norm F")),
    "⟪": ("open", ("⟫", "tr")),  # what syntax.traces writes
    "⟅": ("open", ("⟆", "det")),
    "⌊": ("open", ("⌋", "floor")),
    "⌈": ("open", ("⌉", "ceil")),
    **{closing: ("close", closing) for closing in "⟧⦊⟭⦄⟫⟆⌋⌉"},
    **PIECES,
}

_FRACTIONS = "½1/2 ⅓1/3 ⅔2/3 ¼1/4 ¾3/4 ⅕1/5 ⅖2/5 ⅗3/5 ⅘4/5 ⅙1/6 ⅚5/6 ⅐1/7 ⅛1/8 ⅜3/8 ⅝5/8 ⅞7/8 ⅑1/9 ⅒1/10"
FRACTIONS = {pair[0]: pair[1:] for pair in _FRACTIONS.split()}
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᐟᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵅᵝᶿᵀ", "0123456789+-=()/abcdefghijklmnoprstuvwxyzαβθT", strict=True))

# Signs that mean something here that chainrule does not read.
UNREAD = {
    "°": "angles are in radians: write x*pi/180",
    "%": "write a percentage as a decimal: 0.05",
    "∫": "chainrule differentiates; it does not integrate",
    "Π": "write the product out",
    "∞": "limits are not read",
    "±": "write the two signs as two problems",
    "∓": "write the two signs as two problems",
    "∇": "ask for the names one by one: d/dx, d/dy",
    "≈": "write = for a definition",
    "→": "limits are not read",
    "∂": "write a partial derivative as ∂z/∂x",
    "&": "write one definition on each line",
    "\\": "a LaTeX command is a backslash and letters",
}

_OVER_D = re.compile(r"(?:/|\}|frac[\s\w])[\s({\[]*+(?:\\[a-z]++[\s{]*+)?[d∂]|\}\s*+\{\s*+\\partial")


class Tokens:
    """The tokens of one text as parallel lists: under 100 bytes a token, so that a million of them fit."""

    __slots__ = ("_brackets", "_differentials", "_present", "ends", "kinds", "latex", "limits", "starts", "text", "usage", "values")

    def __init__(self, text: str, limits: Limits, latex: bool = False, lists: tuple[list[str], list[Any], list[int], list[int]] | None = None) -> None:
        self.text, self.limits, self.latex = text, limits, latex
        self.kinds, self.values, self.starts, self.ends = lists or ([], [], [], [])
        self.usage: Any = None  # how words are used in the whole text, once it is known
        self._present: frozenset[str] | None = None
        self._differentials: bool | None = None
        self._brackets: dict[int, tuple[int, int]] | None = None

    def add(self, kind: str, value: Any, start: int, end: int) -> None:
        """Append one token."""
        self.kinds.append(kind)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)

    def part(self, first: int, last: int) -> Tokens:
        """Return tokens ``first`` up to ``last`` (not included) as tokens of their own."""
        lists = self.kinds[first:last], self.values[first:last], self.starts[first:last], self.ends[first:last]
        return Tokens(self.text, self.limits, self.latex, lists)

    def has(self, kind: str) -> bool:
        """Return whether there was a token of a kind anywhere when first asked: what only concerns that kind is skipped where there is none."""
        if self._present is None:
            self._present = frozenset(self.kinds)
        return kind in self._present

    def may_have_differentials(self) -> bool:
        """Return whether the text has anything that looks like a quotient by dx."""
        if self._differentials is None:
            self._differentials = _OVER_D.search(self.text) is not None
        return self._differentials

    def kind(self, index: int) -> str:
        """Return the kind of a token, or "" past the end."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else ""

    def touches(self, index: int) -> bool:
        """Return whether nothing stands between a token and the one before it."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]

    def source(self, first: int, last: int) -> str:
        """Return the text as typed from one token up to another, which is included; the middle of a long piece is left out."""
        return cut(self.text, self.starts[first], self.ends[last])

    def at(self, offset: int) -> int:
        """Return the index of the last token that starts at or before a place in the text."""
        return bisect_right(self.starts, offset) - 1

    def brackets(self) -> dict[int, tuple[int, int]]:
        """Return for every opening bracket its closing one and how many commas stand between them at their level."""
        if self._brackets is None:
            self._brackets, opened = {}, []
            for index, kind in enumerate(self.kinds):
                if kind == "open":
                    opened.append([index, 0])
                elif kind == "comma" and opened:
                    opened[-1][1] += 1
                elif kind == "close" and opened:
                    start, commas = opened.pop()
                    self._brackets[start] = (index, commas)
        return self._brackets

    def closing(self, place: int) -> int:
        """Return where the bracket closes that opens at a place; 0 where none does."""
        return self.brackets().get(place, (0, 0))[0]

    def name_at(self, place: int) -> str:
        """Return the name, or the word, at a place in canonical form."""
        value = self.values[place]
        return canonical(value) if isinstance(value, str) else str(value[1])

    def rebuilt(self, pieces: Iterable[range | tuple[str, Any, int, int]]) -> Tokens:
        """Return tokens of the same text: stretches of these, and others by their kind, value and place."""
        done = Tokens(self.text, self.limits, self.latex)
        for piece in pieces:
            if isinstance(piece, range):
                for place in piece:
                    done.add(self.kinds[place], self.values[place], self.starts[place], self.ends[place])
            else:
                done.add(*piece)
        return done

    def insert(self, place: int, kind: str, value: Any, at: int) -> None:
        """Put in one token before another, which takes no room in the text."""
        self.kinds.insert(place, kind)
        self.values.insert(place, value)
        self.starts.insert(place, at)
        self.ends.insert(place, at)

    def cut(self, first: int, last: int) -> None:
        """Take out tokens ``first`` up to ``last`` (not included)."""
        for each in (self.kinds, self.values, self.starts, self.ends):
            del each[first:last]
        self.changed()

    def changed(self) -> None:
        """Forget what was worked out of the tokens: some were put in."""
        self._brackets = self._present = None

    def error(self, message: str, first: int, last: int | None = None, hint: str | None = None, kind: type[ReadError] = ReadError) -> ReadError:
        """Return an error that marks tokens ``first`` to ``last`` in the text as typed."""
        last = first if last is None else last
        if first >= len(self.kinds):
            return kind(message, hint=hint, text=self.text, start=len(self.text.rstrip()), end=len(self.text.rstrip()) + 1)
        return kind(message, hint=hint, text=self.text, start=self.starts[first], end=self.ends[min(last, len(self.ends) - 1)])


def read_number(text: str, limits: Limits, source: str, start: int) -> Tree:
    """Return a number exactly as written: an int, or a Decimal that keeps its digits."""
    if text.isascii() and text.isdigit() and len(text) <= limits.digits:
        return node("number", int(text))
    return _long_number(text, limits, source, start)


def _long_number(text: str, limits: Limits, source: str, start: int) -> Tree:
    mantissa, _, exponent = text.lower().replace("−", "-").partition("e")
    end = start + len(text)
    if len(mantissa) > limits.digits:
        raise LimitExceeded(f"a number of {len(mantissa)} digits is too long", hint=f"the limit is {limits.digits} digits", text=source, start=start, end=end)
    if exponent and (len(exponent) > 9 or abs(int(exponent)) > limits.exponent):
        raise LimitExceeded(
            "the exponent of this number is too large", hint=f"the limit is a power of ten of ±{limits.exponent}", text=source, start=start, end=end
        )
    if not exponent and "." not in text.removesuffix("."):  # 2. of a program, or at the end of a sentence
        return number(int(text.removesuffix(".")))
    value = Decimal(text.replace("−", "-"))
    return number(int(value) if exponent and "." not in format(value, "f") else value)


def fraction(sign: str) -> Tree:
    """Return a fraction such as ½ as a quotient."""
    above, _, below = FRACTIONS[sign].partition("/")
    return div(number(int(above)), number(int(below)))


def stray(text: str, start: int) -> ReadError:
    """Return the error for a character that has no meaning here, named by its code point where it cannot be seen."""
    from unicodedata import category, name

    sign = text[start]
    code = f"U+{ord(sign):04X}"
    title = name(sign, "control character").lower()
    if sign in UNREAD:
        return ReadError(f"the sign '{sign}' is not read here", hint=UNREAD[sign], text=text, start=start, end=start + 1)
    if category(sign)[0] in "CZ" or category(sign) in ("Mn", "Me"):
        return ReadError(f"invisible character {code} ({title})", hint="delete it", text=text, start=start, end=start + 1)
    hint = "write / for a quotient, = for a definition" if sign == ":" else "delete it, or write what it stands for"
    return ReadError(f"unexpected character '{sign}' ({code}, {title})", hint=hint, text=text, start=start, end=start + 1)
