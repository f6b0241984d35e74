"""How words are used in a text, which settles some doubts: which stand alone, beside a *, before brackets."""

from __future__ import annotations

import re
from itertools import pairwise

from chainrule.kept import kept
from chainrule.notation.names import canonical
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import FUNCTION_LETTERS, HEADS, INSIDE, VARIABLES

_OF_MATHEMATICA = re.compile(r"(?<![\w\\])(?:D|Sqrt|Exp|Log|(?:Arc)?(?:Sin|Cos|Tan|Cot|Sec|Csc)h?)\[|(?<=\w)_\]\s?:?=(?!=)")


class Usage:
    """The use of the words of one text.

    ``alone`` are the names that stand alone somewhere: a whole word, not before a bracket; ``starred`` the words beside an
    explicit sign of multiplication; ``exponential`` says whether Euler's number is raised to a power somewhere.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.alone, self.starred, self.exponential = _uses(tokens)

    @kept
    def explicit(self) -> bool:
        """Whether every product in the text has its sign, and there is one: nothing is left to a rule there."""
        return _is_explicit(self.tokens)

    @kept
    def capital(self) -> bool:
        """Whether E stands in the text only as the base of powers that are more than a number: E^x, but not E^2."""
        return all(self.tokens.kind(index + 1) == "^" and self.tokens.kind(index + 2) != "number" for index in self._of_capital_e())

    @kept
    def of_mathematica(self) -> bool:
        """Whether functions are written as Mathematica has them, D[…, x] and Sin[x], where E is Euler's number; the text does not define an E."""
        return bool(_OF_MATHEMATICA.search(self.tokens.text)) and not any(self.tokens.kind(index + 1) == "=" for index in self._of_capital_e())

    def _of_capital_e(self) -> list[int]:
        """Return where E stands alone."""
        kinds, values = self.tokens.kinds, self.tokens.values
        return [index for index, kind in enumerate(kinds) if kind == "word" and values[index] == "E"]

    @kept
    def glued(self) -> bool:
        """Whether a coefficient is written right before a function somewhere: bsin(t)."""
        words = (value for kind, value in zip(self.tokens.kinds, self.tokens.values, strict=True) if kind == "word")
        return any(word[1:] in INSIDE and word not in HEADS and word[0] not in VARIABLES for word in words)

    @kept
    def partnered(self) -> bool:
        """Whether b stands right before sin, cos or tan somewhere: beside bsin(t), acos(t) is a·cos(t)."""
        words = (value for kind, value in zip(self.tokens.kinds, self.tokens.values, strict=True) if kind == "word")
        return any(word[0] == "b" and word[1:4] in ("sin", "cos", "tan") for word in words)

    @kept
    def composed(self) -> frozenset[str]:
        """The names that only ever stand before brackets, with a name in them or what is applied to brackets itself: D of D(x) and D(G(z))."""
        return frozenset(_composed(self.tokens) - self.alone)

    @kept
    def _applied(self) -> dict[str, set[str]]:
        return _applied(self.tokens)

    def arguments(self, name: str) -> frozenset[str]:
        """Return the names that stand by themselves in brackets behind a name."""
        return frozenset(self._applied.get(name, ())) - {""}

    def applied_to(self, name: str) -> str:
        """Return the variable that a name is only ever applied to, in brackets by itself, or ""."""
        arguments = self._applied.get(name, ())
        return next(iter(arguments)) if len(arguments) == 1 and name not in self.alone else ""


def _raised_function(tokens: Tokens, exponent: int) -> bool:
    """Return whether a bracket follows the exponent that begins at a token: f^2(x)."""
    exponent += tokens.kind(exponent) == "-"
    after = tokens.brackets().get(exponent, (exponent, 0))[0] + 1
    return tokens.kind(after) == "open" and tokens.values[after][1] is None


def _uses(tokens: Tokens) -> tuple[frozenset[str], frozenset[str], bool]:
    """Return the words that stand alone, those beside an explicit *, and whether e is raised to a power."""
    alone, starred, exponential = set(), set(), False
    kinds = tokens.kinds
    for index, (before, kind, value, after) in enumerate(zip(["", *kinds], kinds, tokens.values, [*kinds[1:], ""], strict=False)):
        if kind not in ("word", "name"):
            continue
        word = value if kind == "word" else value[1]
        if after == "^":
            exponential = exponential or word[-1:] == "e"
        if after not in ("open", "prime") and not (after == "^" and word in FUNCTION_LETTERS and _raised_function(tokens, index + 2)):
            alone.add(word if word.isascii() or kind == "name" else canonical(word))
        if after == "*" or before == "*":
            starred.add(word)
    return frozenset(alone), frozenset(starred), exponential


def _is_explicit(tokens: Tokens) -> bool:
    """Return whether there is an explicit sign of multiplication and nothing stands side by side."""
    kinds = tokens.kinds
    if not tokens.has("*"):
        return False
    return not any(
        after in ("number", "word", "name") or (after == "open" and before != "word")
        for before, after in pairwise(kinds)
        if before in ("number", "word", "name", "close")
    )


def _applied(tokens: Tokens) -> dict[str, set[str]]:
    """Return for every word before a bracket what stands in its brackets: a name by itself, or "" for anything else."""
    found: dict[str, set[str]] = {}
    kinds, values = tokens.kinds, tokens.values
    for opening, (close, _) in tokens.brackets().items():
        if opening and kinds[opening - 1] in ("word", "name") and values[opening][1] is None:
            single = close == opening + 2 and kinds[opening + 1] in ("word", "name")
            found.setdefault(_written(tokens, opening - 1), set()).add(_written(tokens, opening + 1) if single else "")
    return found


def _composed(tokens: Tokens) -> set[str]:
    """Return the words before brackets that hold a name by itself, or a name before brackets; each of both at least once."""
    kinds, brackets = tokens.kinds, tokens.brackets()
    found: dict[str, set[str]] = {}
    for opening, (close, _) in brackets.items():
        if opening and kinds[opening - 1] in ("word", "name") and tokens.values[opening][1] is None:
            named = kinds[opening + 1] in ("word", "name")
            inside = "name" if named and close == opening + 2 else "applied" if named and brackets.get(opening + 2, (0, 0))[0] == close - 1 else ""
            found.setdefault(_written(tokens, opening - 1), set()).add(inside)
    return {name for name, inside in found.items() if inside == {"name", "applied"}}


def _written(tokens: Tokens, index: int) -> str:
    """Return the name that a token is, as typed where it is a word."""
    value = tokens.values[index]
    return str(value if tokens.kinds[index] == "word" else value[1])
