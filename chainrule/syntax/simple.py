"""Most of what is typed: one expression, or one definition, of letters, numbers, known functions and operators.

In such a text nothing asks, gives a value, is an equation or is set aside; no word is English, and no sign has a second meaning. So its tokens go to
the parser at once, without the looks that other texts need. Where each stands is worked out only for a doubt or an error.
"""

from __future__ import annotations

import re
from string import ascii_letters
from typing import Any

from chainrule.problem import Definition, Problem
from chainrule.syntax.around.english import ENGLISH
from chainrule.syntax.limits import Limits
from chainrule.syntax.parsing.parser import Parser
from chainrule.syntax.resolution import PLAIN_WORDS, read_words
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.plain import plain_tokens
from chainrule.syntax.tokens.token import SIGNS, Tokens, read_number
from chainrule.syntax.vocabulary import CONSTANTS, DIFFERENTIATORS, GREEK_WORDS, HEADS
from chainrule.syntax.words.scope import Scope
from chainrule.tree import names as names_in

_Item = tuple[tuple[str, ...], tuple[Any, ...], tuple[int, ...]]  # the kinds, the values and the lengths of tokens that touch

# A word that begins with d may be a differential.
_SPELLED = GREEK_WORDS | {"pi"}
_WORDS = {word for word in (*ascii_letters, *HEADS, *_SPELLED) if word.isascii() and word.isalpha() and word[0] not in "dD" and word.lower() not in ENGLISH}
_WORDS -= DIFFERENTIATORS | {"S"}  # S(1) of SymPy is a number
_IS_NAME = "*^+-)"  # signs before which d is none
_APART = re.compile(r" +(?=[-+*^)])")
_NAMES = {word for word in _WORDS if PLAIN_WORDS.get(word, ("", None))[0] == "name"}
_USUAL = Limits()  # which no number of so few digits exceeds
_KNOWN = frozenset((*HEADS, *CONSTANTS))
_ITEM = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?)?([A-Za-z]+)?([-+*/^()|])?")
_LEFT_SIDE = re.compile(r" *([A-Za-z])(?: ?\( ?([A-Za-z]) ?\))? *")


class _Items(dict[str, _Item]):
    """The tokens of a number, a word and a sign, of which one or two may be missing. Raises KeyError for anything else, which no simple text has."""

    def __missing__(self, item: str) -> _Item:
        found = _ITEM.fullmatch(item)
        if found is None:
            raise KeyError(item)
        digits, word, sign = found.groups()
        if word and (digits and word[0] in "eE"):  # 2e+3 is a number
            raise KeyError(item)
        if word and not ((sign and sign in _IS_NAME) if word == "d" else word in _WORDS and not (sign == "(" and word in _SPELLED)):
            raise KeyError(item)
        tokens = [("number", read_number(digits, _USUAL, item, 0))] if digits else []
        tokens += [_read(word, sign)] if word else []
        tokens += [SIGNS[sign]] if sign else []
        kinds, values = zip(*tokens, strict=True)
        entry = kinds, values, tuple(len(part) for part in found.groups() if part)
        if not digits or (len(digits) < 3 and not word):
            self[item] = entry
        return entry


def _read(word: str, sign: str) -> tuple[str, Any]:
    """Return a word's token, read where the sign that touches it, or the word alone, leaves no doubt."""
    if sign == "(" and word in HEADS and word != "sigma":
        return "function", HEADS[word]
    if sign == "^" and word == "e":
        return "constant", CONSTANTS[word]
    return PLAIN_WORDS.get(word, ("word", word))


_ITEMS = _Items()


class Written(Tokens):
    """The tokens of a simple text as typed, which are cut out of it when they are first looked at."""

    __slots__ = ()

    def __init__(self, text: str, limits: Limits) -> None:
        self.text, self.limits, self.latex = text, limits, False
        self.usage = self._present = self._differentials = self._brackets = None

    def __getattr__(self, name: str) -> Any:
        self.kinds, self.values, self.starts, self.ends = [], [], [], []
        plain_tokens(self.text, self.limits, tokens=self)
        return object.__getattribute__(self, name)


class Simple(Tokens):
    """The tokens of the expression in a simple text, which begins after ``first`` others, with the words read that have one meaning.

    ``name`` and ``parameters`` stand left of =, as in a ``Segment``. Where the tokens stand is worked out when it is first asked for.
    """

    __slots__ = ("first", "items", "name", "parameters", "written")

    def __init__(self, written: Written, items: list[str], kinds: list[str], values: list[Any], name: str, parameters: tuple[str, ...]) -> None:
        self.text, self.limits, self.latex = written.text, written.limits, False
        self.usage = self._present = self._differentials = self._brackets = None
        self.items, self.kinds, self.values = items, kinds, values
        self.written, self.name, self.parameters = written, name, parameters
        self.first = 5 if parameters else 2 if name else 0

    def __getattr__(self, name: str) -> Any:
        text = self.text
        starts: list[int] = []
        ends: list[int] = []
        place = text.find("=") + 1
        for item in self.items:
            for length in _ITEMS[item][2]:
                while text[place] == " ":
                    place += 1
                starts.append(place)
                place += length
                ends.append(place)
            if item[-1] == "^" and text[place - 1] == "*":  # typed as **
                place += 1
                ends[-1] = place
        self.starts, self.ends = starts, ends
        return object.__getattribute__(self, name)


def has_run(text: str, digits: int) -> bool:
    """Return whether so many digits stand together in a text."""
    return re.search(rf"[\d.]{{{digits}}}", text) is not None


def simple_tokens(text: str, limits: Limits, names: tuple[str, ...]) -> Simple | None:
    """Return the tokens of a simple text that is shorter than any limit; None for other texts, and where one of the names is that of a function."""
    length = len(text)
    if length > limits.length or length > limits.nodes or (length > limits.digits and has_run(text, limits.digits)) or not text.isprintable():
        return None
    if names and not _KNOWN.isdisjoint(names):
        return None
    name, body = "", text
    parameters: tuple[str, ...] = ()
    if "=" in text:
        left, _, body = text.partition("=")
        found = _LEFT_SIDE.fullmatch(left)
        if found is None or found[1] not in _NAMES or (found[2] and (found[2] not in _NAMES or found[1] == found[2])):
            return None
        name, parameters = found[1], (found[2],) if found[2] else ()
    kinds: list[str] = []
    values: list[Any] = []
    try:
        items = spread(body).split()
        if "d" in items:  # what follows tells whether it is a name
            items = spread(_APART.sub("", body)).split()
        for item in items:
            more = _ITEMS[item]
            kinds += more[0]
            values += more[1]
    except KeyError:
        return None
    return Simple(Written(text, limits), items, kinds, values, name, parameters) if kinds else None


def spread(text: str) -> str:
    """Return a text with a space after every operator and bracket, and ** written as ^."""
    text = text.replace("**", "^").replace("+", "+ ").replace("-", "- ").replace("*", "* ").replace("/", "/ ")
    return text.replace("^", "^ ").replace("(", "( ").replace(")", ") ").replace("|", "| ")


def simple_problem(simple: Simple, names: tuple[str, ...]) -> Problem | None:
    """Return the problem that a simple text is, of which ``names`` are differentiated by; None where it is an equation after all: y = x + sin y."""
    text, name, parameters, readings = simple.text, simple.name, simple.parameters, Readings(simple.text)
    asked = (*names, *parameters) if parameters else names
    scope = Scope(simple.written, (name, *asked) if name else asked, {name: parameters} if parameters else {}, asked, readings)
    scope.own = name
    tokens = read_words(simple, simple.written, simple.first, scope) if "word" in simple.kinds else simple
    definition = Definition(name, Parser(tokens, scope).parse(), parameters, len(text) - len(text.lstrip()), len(text.rstrip()))
    if name and names and name in names_in(definition.tree):
        return None
    return Problem(text, (definition,), readings=readings.listed(), logarithm=readings.logarithm)
