"""What a word can mean in one problem: the names that win, and how letters are used elsewhere in the text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from chainrule.notation.names import canonical, folded
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens import Tokens
from chainrule.syntax.vocabulary import FUNCTION_LETTERS


class Scope:
    """The names and letters of one problem.

    ``names`` win over every other meaning of a word: what the problem defines, its parameters, what is differentiated by.
    ``functions`` are the names with known parameters, ``asked`` the names that stand for a variable of differentiation.
    """

    __slots__ = ("_looks", "_uses", "asked", "cache", "functions", "names", "own", "readings", "tokens", "unspecified")

    def __init__(self, tokens: Tokens, names: Collection[str], functions: Mapping[str, tuple[str, ...]], asked: Collection[str], readings: Readings) -> None:
        self.tokens, self.readings = tokens, readings
        self.names, self.asked, self.functions = frozenset(names), frozenset(asked), functions
        self.cache: dict[tuple[str, str, bool], list[Any]] = {}  # what words stand for
        self.own = ""  # the name that the definition being read defines
        self.unspecified: dict[str, tuple[str, ...]] = {}  # unspecified functions and their arguments
        self._looks: dict[str, str] | None = None
        self._uses: tuple[frozenset[str], frozenset[str], bool] | None = None

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
        scope.own, scope.unspecified, scope._uses = own, self.unspecified, self._uses
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
