"""What a word can mean in one problem: the names that win, and how letters are used elsewhere in the text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from chainrule.notation.names import folded
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.words.usage import Usage

_NONE: Mapping[str, tuple[str, ...]] = {}


class Scope:
    """The names and letters of one problem.

    ``names`` win over every other meaning of a word: what the problem defines, its parameters, what is differentiated by.
    ``functions`` are the names with known parameters, ``asked`` the names that stand for a variable of differentiation.
    """

    __slots__ = ("_inside", "_looks", "_usage", "asked", "cache", "functions", "listed", "names", "own", "readings", "tokens", "unspecified")

    def __init__(self, tokens: Tokens, names: Collection[str], functions: Mapping[str, tuple[str, ...]], asked: Collection[str], readings: Readings) -> None:
        self.tokens, self.readings = tokens, readings
        self.names, self.asked, self.functions = frozenset(names), frozenset(asked), functions
        self.cache: dict[tuple[str, str, bool], list[Any]] = {}  # what words stand for
        self.listed: list[int] | None = None  # where vectors stand in expressions, for a text that may have them
        self.own = ""  # the name that the definition being read defines, where it is known
        self.unspecified: Mapping[str, tuple[str, ...]] = _NONE  # unspecified functions and their arguments
        self._inside: dict[tuple[str, ...], frozenset[str]] = {}  # the names inside definitions with some parameters
        self._looks: dict[str, str] | None = None
        self._usage: Usage | None = None

    def typeset(self, name: str) -> str:
        """Return the known name that looks like this one in LaTeX (w1 for w_1, alpha for α), or the name itself."""
        if name in self.names:
            return name
        if self._looks is None:
            self._looks = {folded(known): known for known in sorted(self.names)}
        return self._looks.get(folded(name), name)

    def narrowed(self, own: str, parameters: tuple[str, ...]) -> Scope:
        """Return the scope inside the definition of ``own`` with these parameters."""
        if own == self.own and self.names.issuperset(parameters) and self.asked.issuperset(parameters):
            return self
        names = self._inside.get(parameters)  # thousands of definitions share one set
        if names is None:
            names = self._inside[parameters] = self.names.union(parameters)
        scope = Scope(self.tokens, names, self.functions, self.asked.union(parameters), self.readings)
        scope.own, scope.unspecified, scope.listed = own, self.unspecified, self.listed
        return scope

    @property
    def usage(self) -> Usage:
        """Return how words are used in the whole text, which all its scopes share."""
        if self._usage is None:
            self._usage = self.tokens.usage = self.tokens.usage or Usage(self.tokens)
        return self._usage

    @property
    def alone(self) -> frozenset[str]:
        """Return the names that stand alone somewhere in the text: a whole word, not before a bracket."""
        return self.usage.alone

    @property
    def starred(self) -> frozenset[str]:
        """Return the words that stand beside an explicit sign of multiplication."""
        return self.usage.starred

    def knows(self, letters: str) -> bool:
        """Return whether every letter is a name of its own in this text."""
        return all(letter in self.names or letter in self.asked or letter in self.alone for letter in letters)

    def doubted(self, letters: str) -> bool:
        """Return whether some letter is a name of its own in this text."""
        return any(letter in self.names or letter in self.asked or letter in self.alone for letter in letters)
