"""What a word can mean in one problem: the names that win, and how letters are used elsewhere in the text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any

from chainrule.notation.names import canonical, folded
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens import Tokens
from chainrule.syntax.vocabulary import FUNCTION_LETTERS, HEADS, INSIDE, VARIABLES


class Scope:
    """The names and letters of one problem.

    ``names`` win over every other meaning of a word: what the problem defines, its parameters, what is differentiated by.
    ``functions`` are the names with known parameters, ``asked`` the names that stand for a variable of differentiation.
    """

    __slots__ = ("_applied", "_explicit", "_looks", "_uses", "asked", "cache", "functions", "names", "own", "readings", "tokens", "unspecified")

    def __init__(self, tokens: Tokens, names: Collection[str], functions: Mapping[str, tuple[str, ...]], asked: Collection[str], readings: Readings) -> None:
        self.tokens, self.readings = tokens, readings
        self.names, self.asked, self.functions = frozenset(names), frozenset(asked), functions
        self.cache: dict[tuple[str, str, bool], list[Any]] = {}  # what words stand for
        self.own = ""  # the name that the definition being read defines
        self.unspecified: dict[str, tuple[str, ...]] = {}  # unspecified functions and their arguments
        self._looks: dict[str, str] | None = None
        self._uses: tuple[frozenset[str], frozenset[str], bool] | None = None
        self._applied: dict[str, set[str]] | None = None
        self._explicit: bool | None = None

    def typeset(self, name: str) -> str:
        """Return the known name that looks like this one in LaTeX (w1 for w_1, alpha for α), or the name itself."""
        if name in self.names:
            return name
        if self._looks is None:
            self._looks = {folded(known): known for known in sorted(self.names)}
        return self._looks.get(folded(name), name)

    def narrowed(self, own: str, parameters: tuple[str, ...]) -> Scope:
        """Return the scope inside the definition of ``own`` with these parameters."""
        if not own and self.names.issuperset(parameters) and self.asked.issuperset(parameters):
            return self
        scope = Scope(self.tokens, self.names.union(parameters), self.functions, self.asked.union(parameters), self.readings)
        scope.own, scope.unspecified, scope._uses, scope._applied, scope._explicit = own, self.unspecified, self._uses, self._applied, self._explicit
        return scope

    @property
    def alone(self) -> frozenset[str]:
        """Return the names that stand alone somewhere in the text: a whole word, not before a bracket."""
        return self._used()[0]

    @property
    def starred(self) -> frozenset[str]:
        """Return the words that stand beside an explicit sign of multiplication."""
        return self._used()[1]

    @property
    def exponential(self) -> bool:
        """Return whether Euler's number is raised to a power somewhere in the text."""
        return self._used()[2]

    @property
    def explicit(self) -> bool:
        """Return whether every product in the text has its sign, and there is one: nothing is left to a rule there."""
        if self._explicit is None:
            self._explicit = _is_explicit(self.tokens)
        return self._explicit

    @property
    def glued(self) -> bool:
        """Return whether a coefficient is written right before a function somewhere in the text: bsin(t)."""
        words = (value for kind, value in zip(self.tokens.kinds, self.tokens.values, strict=True) if kind == "word")
        return any(word[1:] in INSIDE and word not in HEADS and word[0] not in VARIABLES for word in words)

    def applied_to(self, name: str) -> str:
        """Return the variable that a name is only ever applied to, in brackets by itself, or ""."""
        if self._applied is None:
            self._applied = _applied(self.tokens)
        arguments = self._applied.get(name, ())
        return next(iter(arguments)) if len(arguments) == 1 and name not in self.alone else ""

    def knows(self, letters: str) -> bool:
        """Return whether every letter is a name of its own in this text."""
        return all(letter in self.names or letter in self.asked or letter in self.alone for letter in letters)

    def doubted(self, letters: str) -> bool:
        """Return whether some letter is a name of its own in this text."""
        return any(letter in self.names or letter in self.asked or letter in self.alone for letter in letters)

    def _used(self) -> tuple[frozenset[str], frozenset[str], bool]:
        if self._uses is None:
            self._uses = _uses(self.tokens)
        return self._uses


def _raised_function(tokens: Tokens, exponent: int) -> bool:
    """Return whether a bracket follows the exponent that begins at a token: f^2(x)."""
    exponent += tokens.kind(exponent) == "-"
    after = tokens.brackets().get(exponent, (exponent, 0))[0] + 1
    return tokens.kind(after) == "open" and tokens.values[after][1] is None


def _uses(tokens: Tokens) -> tuple[frozenset[str], frozenset[str], bool]:
    """Return the words that stand alone, those beside an explicit *, and whether e is raised to a power."""
    alone, starred, exponential = set(), set(), False
    kinds, values = tokens.kinds, tokens.values
    for index, kind in enumerate(kinds):
        if kind not in ("word", "name"):
            continue
        word = values[index] if kind == "word" else values[index][1]
        after = tokens.kind(index + 1)
        exponential = exponential or (after == "^" and word[-1:] == "e")
        if after not in ("open", "prime") and not (after == "^" and word in FUNCTION_LETTERS and _raised_function(tokens, index + 2)):
            alone.add(word if word.isascii() or kind == "name" else canonical(word))
        if "*" in (after, tokens.kind(index - 1)):
            starred.add(word)
    return frozenset(alone), frozenset(starred), exponential


def _is_explicit(tokens: Tokens) -> bool:
    """Return whether there is an explicit sign of multiplication and nothing stands side by side."""
    kinds = tokens.kinds
    if "*" not in kinds:
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


def _written(tokens: Tokens, index: int) -> str:
    """Return the name that a token is, as typed where it is a word."""
    value = tokens.values[index]
    return str(value if tokens.kinds[index] == "word" else value[1])
