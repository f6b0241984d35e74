"""Reading what a student writes: an expression, or a statement such as ``dh/dx = 1/u · sin x = sin x/u``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import accumulate
from unicodedata import normalize

from chainrule.errors import ReadError
from chainrule.functions import ALIASES, FUNCTIONS
from chainrule.homework.answers.about import ROUNDED, is_about, rounds, to_its_digits, without_about
from chainrule.homework.answers.applied import FACTOR_BEFORE, NEAR, set_apart
from chainrule.homework.answers.changing import Changing, without_argument
from chainrule.homework.answers.layers import with_layers
from chainrule.homework.answers.outside import outside_brackets, sides
from chainrule.notation.names import canonical
from chainrule.problem import Reading, typed_out
from chainrule.syntax import CLEAR_WORDS, Limits, read_answer
from chainrule.syntax.around.languages import ANSWERED
from chainrule.syntax.pieces.written import with_pieces
from chainrule.tree import Tree, names, node, rewrite, substitute, symbol
from chainrule.vectors.norms import without_norms

_COMMA = re.compile(r"[,;]")
_UPDATES = (":=", "≔", "←")
_NAME = r"[^\W\d][^\s/()'′=]*"
_FRACTION = r"(?:∂[^\s/()*·+,=≈≅≃−-]{1,60}\s?/\s?∂|d[^\W\d_][^\s/()*·+,=≈≅≃−-]{0,60}\s?/\s?d)[^\s/()*·+,=≈≅≃−-]+"
_AFTER = re.compile(rf"({_FRACTION}) (?=\s*[\w(∂])")
_BEFORE = re.compile(rf"(?<=[\w)\u0302])(?<!Σ_\w)(?<!∑_\w)(?<!sum_\w)(?<!\}}\^\w) (?=\s*{_FRACTION})")
_LEIBNIZ = re.compile(rf"^\s*(d|∂)\s*({_NAME})\s*/\s*(?:d|∂)\s*([^\W\d][^\s/()'′=·]*)\s*(?:[\s·]*\(([\w\s,]+)\))?\s*$")
_PRIMED = re.compile(rf"^\s*({_NAME})\s*((?:['′″‴])+)\s*$")
_PRIMES = {"'": 1, "′": 1, "″": 2, "‴": 3}
_QUOTED = re.compile(r"(?<=[^\W_])[’´`]+|(?<=\))[’´`]+(?=\s*=)")  # a prime as phones and word processors write it
_PRIMED_INSIDE = re.compile(r"([^\W\d_²³⁴-⁹][^\W²³⁴-⁹]{0,60}+)((?:['′″‴])+)(?!['′″‴(])")
_GLUED = re.compile(r"(?<=[\w)\]}])((?:d(?=[^/]{1,64}/\s?d)|∂)([^\W\d_]\w{0,60})\s?/\s?[d∂]([^\W\d_]\w*))")  # cos(4x)dx/dt
_QUOTIENT = re.compile(r"(?<![\w\\])d([^\W\d_]\w{0,60})\s?/\s?d([^\W\d_]\w{0,60})(?![\w^])")  # dL/dpred: of names with several letters
_DOT = "\u0307"  # above a name, after Newton
_SPACE_BEFORE_BRACKET = re.compile(r"(?<!\w)([^\W\d_]\w*)(['′″‴]*)(\s+)(?=\(([^()]*))")  # f' (x)
_PARTIAL_BEFORE_BRACKET = re.compile(r"(?<![^\W_])([^\W\d_])_(\{\w{1,60}+\}|\w{1,60}+)(\s*+)(?=\()")  # f_x (2t)
_CALLED = re.compile(rf"^\s*({_NAME})\s*\(\s*({_NAME}(?:\s+{_NAME}){{0,5}})\s*\)\s*$")
_AT = re.compile(rf"^(\s*{_NAME}\s*['′″‴]+)\s*\(\s*([-+−\d.\s/*^πpie]+?)\s*\)\s*$")  # y'(1) = …: at a point
_COMBINED = re.compile(r"^\s*\([^()=]*\)\s*['′″‴]+\s*\([-+−\d.\s/*^πpie]+\)\s*$")  # (fg)'(5) = …: what is asked
_BY = r"[^\W\d][^\s/()\[\]{}'′=_^]*(?:_(?:\{[^{}]*\}|[^\s/()\[\]{}'′=^]+))?(?:\^\{[^{}]*\})?"  # a name that brackets may follow
_OPERATOR = re.compile(
    rf"^\s*(?:(d|∂)\s*/\s*(?:d|∂)({_BY})|\\[dt]?frac\s*\{{\s*(d|\\partial)\s*\}}\s*\{{\s*(?:d|\\partial)\s*({_NAME})\}})\s*(.+)$", re.DOTALL
)
_APPLIED = re.compile(rf"^\s*(d|∂)\s*([(\[{{].+[)\]}}])\s*/\s*(?:d|∂)\s*({_BY})\s*$", re.DOTALL)  # d(x²)/dx
_PRIMED_BRACKETS = re.compile(r"^\s*[(\[](.*)[)\]]\s*['′]\s*$", re.DOTALL)  # (x² + 1)′
_DIFFERENTIAL = re.compile(r"^\s*d\s?([^\W\d_]\w*)\s*$")  # dy = … dx
_TIMES_DIFFERENTIAL = re.compile(r"d\s?([^\W\d_]\w{0,30})\s*+\.?\s*+\Z")
_IS = re.compile(
    r"^(\s*(?:d\s?\w+\s*/\s*d\s?\w+|\w+\s*['′]+(?:\s*\(\s*\w+\s*\))?)\s*)((?<=\s)(?:is(?:\s+equal\s+to)?|equals)\b|:(?!=)|[-=]>|==|[→⇒≡])", re.IGNORECASE
)
_ARROW = re.compile(r"^\s*(?:[-=]{1,3}>|[→⇒⟹≈∴]|\\(?:Rightarrow|implies|therefore|to)\b)")
_RULE = r"(?:by|using|applying|from|with)\s+(?:the\s+)?(?:[a-z]+\s+){1,3}rules?"
_PREAMBLE = re.compile(
    rf"^\s*(?:(?:so|thus|hence|therefore|then|the|my|final|{_RULE})\b[\s,:]*)*"
    r"(?:derivative\s+of\b.{1,80}?(?:\bis\b|\bequals\b|=)|(?:ans\.|(?:answer|ans|solution|result|derivative)\b)(?:\s+(?:is|equals)\b)?"
    r"|(?:it|this)\s+is\b|it'?s\b|(?:i|we)\s+(?:got|get|found|find|have|obtain)\b|i\s+(?:think|believe)\b(?:\s+(?:that\s+)?it(?:\s+is|'?s)\b)?"
    rf"|(?:so|thus|hence|therefore|{_RULE})\b|{ANSWERED})[\s:=,]*",
    re.IGNORECASE,
)
_VALUES = re.compile(r"^(.{1,60}?)\s*\(([^()=]{1,60},[^()=]{1,60})\)\s*$")  # f_x(1, 2)
_ENGLISH = re.compile(r"(?<![\w\\])[A-Za-z]{2,}(?![\w(])")

Values = tuple[tuple[str, Tree], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a student says to be equal.

    ``left`` is None, a symbol (a definition), a derivative (of a name, or of an expression) or a given function at numbers; ``parameter`` is the argument
    that a defined function is given with. ``sides`` are the expressions it is said to equal, each with its place in
    the text. ``continued`` says that the text begins with =, ``update`` that it is written with :=. ``at`` is the value of the variable
    at which the left side is meant: 2 in f'(2) = 12; ``there`` those of several, of f_x(1, 2) = 4.
    """

    text: str
    left: Tree | None
    sides: tuple[Tree, ...]
    places: tuple[int, ...]
    parameter: str | None = None
    continued: bool = False
    update: bool = False
    readings: tuple[Reading, ...] = ()
    at: Tree | None = None
    there: Values = ()


class NoLeftSide(ReadError):  # noqa: N818  # named for what is wrong, as all in errors.py
    """What stands left of the first = is neither a name nor a derivative."""


class Reader:
    """Reads statements in the names of one problem; ``functions`` gives the arguments of names that are functions.

    ``wrt`` is what u′ inside an expression is differentiated by. Of the functions in ``given``, f'(6) = 7 is a value. What is
    ``changing`` may be written as a function. Beside ``vectors`` and matrices an answer may have norms and products of them.
    """

    def __init__(
        self,
        names: Collection[str],
        functions: Mapping[str, tuple[str, ...]] | None = None,
        limits: Limits | None = None,
        wrt: str = "",
        given: Collection[str] = (),
        changing: Changing | None = None,
        *,
        vectors: Collection[str] = (),
    ) -> None:
        self.typed = {typed: symbol(name) for typed, name in typed_out(names).items()}
        self.names, self.functions, self.limits, self.wrt, self.given = {*names, *self.typed}, dict(functions or {}), limits or Limits(), wrt, given
        self.changing, self.vectors = changing, vectors

    def statement(self, text: str, *, alone: bool = False) -> Statement:
        """Return a statement; ``alone`` tells that a chain of equal expressions may stand for what is asked. Raises ReadError, marking the place."""
        marked = with_pieces(with_layers(text, self.names))
        if marked == text:
            return self.whole(text, alone=alone)
        try:
            return replace(self.whole(marked, alone=alone), text=text)
        except ReadError as error:
            error.text = text if error.text == marked else error.text
            raise

    def whole(self, text: str, *, alone: bool) -> Statement:
        """Return a statement whose expressions in pieces are in the signs for them."""
        pieces, signs = sides(spaced(self.without_words(_QUOTED.sub(lambda found: "'" * len(found[0]), text))))
        readings: list[Reading] = []
        at = None
        if len(pieces) > 1 and _COMBINED.match(pieces[0][1]):
            pieces = pieces[1:]
        if len(pieces) > 1 and (found := _AT.match(pieces[0][1])) and found[1].strip(" '′″‴") not in self.given:
            at = self.expression(found.start(2), found[2], text, [])
            pieces[0] = (pieces[0][0], found[1])
        pieces = self.without_differentials(pieces)
        left, parameter, rest = None, None, pieces
        there: Values = ()
        if len(pieces) > 1:
            try:
                (left, parameter), there = self.at_values(*pieces[0], text) or (self.left(*pieces[0], text), ())
                left = left and substitute(left, self.typed)
                rest = pieces[1:]
            except NoLeftSide:
                if not alone:
                    raise
            except ReadError:
                if not alone or _COMMA.search(pieces[0][1]):
                    raise
            if alone and (left is None or left[0] in ("symbol", "derivative")) and (behind := self.derivative_behind(*pieces[-1], text)) is not None:
                before = [each for each in pieces[:-1] if each[1].strip()]
                if before and (left is None or left[0] == "symbol"):
                    left, rest = behind, before
                elif left is not None and len(rest) > 1 and self.is_same_derivative(left, behind):
                    rest = rest[:-1]
        rest, trees = self.readable(rest, text, readings) if alone else (rest, [self.expression(start, piece, text, readings) for start, piece in rest])
        if len(trees) > 1 and signs[-1] in ROUNDED and rounds(trees[-2], trees[-1], rest[-1][1]):
            rest, trees = rest[:-1], trees[:-1]
        elif is_about(text, signs):
            trees[-1] = to_its_digits(trees[-1])
        places = tuple(start + len(piece) - len(piece.lstrip()) for start, piece in rest)
        continued, update = len(pieces) > len(rest) and left is None, bool(signs) and signs[0] in _UPDATES
        return Statement(text, left, tuple(trees), places, parameter, continued, update, tuple(readings), at, there)

    def at_values(self, start: int, piece: str, text: str) -> tuple[tuple[Tree | None, str | None], Values] | None:
        """Return a partial derivative at numbers, f_x(1, 2), and the values of the arguments; None for another left side."""
        match = _VALUES.match(piece) if self.changing is not None and self.changing.several else None
        if match is None or self.changing is None:
            return None
        with suppress(ReadError):
            left = self.left(start, match[1], text)
            arguments = dict(self.changing.several).get(str(left[0][2][0][1]), ()) if left[0] is not None and left[0][0] == "derivative" else ()
            values = [self.expression(start, each, text, []) for each in match[2].split(",")] if arguments else []
            if arguments and len(values) == len(arguments) and not any(map(names, values)):
                return left, tuple(zip(arguments, values, strict=True))
        return None

    def derivative_behind(self, start: int, piece: str, text: str) -> Tree | None:
        """Return the derivative of a quantity that a side of an equation is, as behind the last = in 2x = y′; None where another expression stands there."""
        try:
            tree, _ = self.left(start, piece, text)
        except ReadError:
            return None
        alone = tree is not None and tree[0] == "derivative" and tree[2][0][0] == "symbol" and tree[2][0][1] not in self.functions
        return tree if alone else None

    def is_same_derivative(self, left: Tree, behind: Tree) -> bool:
        """Return whether a derivative behind the last = is the one before the first: dy/dx = 2x = y′."""
        (of, *by), (other, *others) = left[2], behind[2]
        named = of == other or not (self.known(of[1]) and self.known(other[1]))
        return named and len(by) == len(others) and all(each == symbol("") or each in by or symbol("") in by for each in others)

    def readable(self, pieces: list[tuple[int, str]], text: str, readings: list[Reading]) -> tuple[list[tuple[int, str]], list[Tree]]:
        """Return the sides of an answer that can be read, and their trees: of those before the last one, others are passed over, which is noted.

        Raises ReadError for the last side, and for one that holds a comma: it may be another statement.
        """
        kept, trees = [], []
        for start, piece in pieces:
            try:
                trees.append(self.expression(start, piece, text, readings))
                kept.append((start, piece))
            except ReadError:
                if start == pieces[-1][0] or _COMMA.search(piece):
                    raise
                readings.append(Reading(f"{piece.strip()} is passed over: what stands behind the last = is judged", start, start + len(piece)))
        return kept, trees

    def without_differentials(self, pieces: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Return the sides of dy = … dx as those of dy/dx = …, where x is known and the differentials are no names themselves."""
        left = _DIFFERENTIAL.match(pieces[0][1]) if len(pieces) > 1 else None
        if left is None or self.known("d" + left[1]):
            return pieces
        ends = [_TIMES_DIFFERENTIAL.search(piece) for _, piece in pieces[1:]]
        found = [end for end in ends if end is not None and self.known(end[1]) and not self.known("d" + end[1]) and end.string[: end.start()].strip()]
        if len(found) < len(ends) or len({end[1] for end in found}) > 1:
            return pieces
        factors = [end.string[: end.start()].rstrip(" \t\n*·") for end in found]
        return [(pieces[0][0], f"d{left[1]}/d{found[0][1]}"), *((start, factor) for (start, _), factor in zip(pieces[1:], factors, strict=True))]

    def without_words(self, text: str) -> str:
        """Return the text with words such as "the answer is" before it replaced by spaces. Raises ReadError where other words stand in it."""
        text = _ARROW.sub(lambda found: " " * len(found[0]), text)
        found = _PREAMBLE.match(text)
        if found and found.end() < len(text) and self.names.isdisjoint(found[0].split()):
            text = " " * found.end() + text[found.end() :]
        text = _IS.sub(lambda found: found[1] + "=".ljust(len(found[2])), text)
        text = without_about(text, self.names)
        latex = "\\" in text
        for word in _ENGLISH.finditer(text):
            if latex and text.count("{", 0, word.start()) > text.count("}", 0, word.start()):  # an index, or words that are marked as such
                continue
            if word[0].lower() in CLEAR_WORDS and not self.known(word[0]) and not all(map(self.known, word[0])):
                raise ReadError(f"the word '{word[0]}' in an answer", hint="write the answer alone", text=text, start=word.start(), end=word.end())
        return text if self.changing is None else without_argument(text, self.changing)

    def expression(self, start: int, piece: str, text: str, readings: list[Reading]) -> Tree:
        """Return one side as a tree; what is noted about it is added to the readings."""
        plain, letters = (piece, {}) if self.known("d") else set_apart(piece, self.wrt)
        try:
            plain = _PARTIAL_BEFORE_BRACKET.sub(self.as_factor, _SPACE_BEFORE_BRACKET.sub(self.as_applied, plain))
            plain = self.without_primes(plain)
            tree, noted = read_answer(plain, names={*self.names, *letters}, functions=self.functions, limits=self.limits, vectors=bool(self.vectors))
        except ReadError as error:
            raise placed(error, text, start) from None
        readings += [Reading(each.message, each.start + start, each.end + start, each.other) for each in noted]
        tree = tree if self.vectors or (plain.isascii() and "odot" not in plain) else without_norms(tree)  # ⊙ of numbers is a product
        tree, parts = substitute(rewrite(tree, self.derivative_by_name), self.typed), {}
        for letter, each in letters.items():
            inner = self.expression(start + each.inner, each.expression, text, readings)
            parts[letter] = node("derivative", "d", (inner, symbol(canonical(each.wrt))))
        return substitute(tree, parts) if parts else tree

    def as_applied(self, found: re.Match[str]) -> str:
        """Return a function with the space before its brackets put before it, f' (x), where it is applied to that in the problem, or never to a name alone."""
        word, primes, space, inside = found.groups()
        before, name = ("", word) if word in self.functions else (word[:-1], word[-1])
        arguments = self.functions.get(name)
        if arguments is None or name in self.given or not all(map(self.known, before)):
            return found[0]
        applied = any(not each or each in self.functions for each in arguments) or ",".join(arguments) == "".join(inside.split())
        return f"{before}{space}{name}{primes}" if applied else found[0]

    def as_factor(self, found: re.Match[str]) -> str:
        """Return a partial derivative with a dot before brackets that do not hold the function's arguments: f_x (2t) of f(x, y)."""
        arguments, rest = self.functions.get(found[1], ()), found.string[found.end() :]
        if len(arguments) < 2 or self.known(found[0].strip()):
            return found[0]
        depths = accumulate((sign == "(") - (sign == ")") for sign in rest)
        close = next((place for place, depth in enumerate(depths) if depth == 0), len(rest))
        commas = len(outside_brackets(_COMMA, rest[1:close]))
        return found[0] if commas + 1 == len(arguments) else f"{found[1]}_{found[2]}·"

    def without_primes(self, piece: str) -> str:
        """Return a side with u′ of a known quantity written as du/dx, also where letters stand before it: uv′; 4dx/dt as 4·(dx/dt), dL/dpred as (dL/dpred)."""
        piece = _GLUED.sub(lambda found: f"·({found[1]})" if self.are_differentials(found[2], found[3]) else found[0], piece)
        piece = _QUOTIENT.sub(lambda found: f"({found[0]})" if len(found[1] + found[2]) > 2 and self.are_differentials(*found.groups()) else found[0], piece)
        return _PRIMED_INSIDE.sub(self.as_quotient, piece) if self.wrt and _PRIMED_INSIDE.search(piece) else piece

    def are_differentials(self, *of: str) -> bool:
        """Return whether d before some known names is no name of its own, and none with them."""
        return not self.known("d") and all(self.known(name) and not self.known("d" + name) for name in of)

    def as_quotient(self, found: re.Match[str]) -> str:
        """Return a name with a prime as a derivative where the name is known, alone or after other known letters."""
        word = found[1]
        before, name = ("", word) if self.known(word) else (word[:-1], word[-1])
        if not self.known(name) or not all(map(self.known, before)) or (name in self.vectors and name[0].isupper()):  # A′ is A^T
            return found[0]
        times = "·" if before or FACTOR_BEFORE.search(found.string, max(found.start() - NEAR, 0), found.start()) else ""
        arguments = () if name in self.names else self.functions.get(name, ())
        primes = sum(map(_PRIMES.__getitem__, found[2]))
        if len(arguments) == 1 and arguments[0] and not found.string[found.end() : found.end() + NEAR].lstrip().startswith("("):  # f′ of f(g(x)) is at g(x)
            return f"{before}{times}{name}{found[2]}"
        order = "" if primes == 1 else f"^{primes}"
        return f"{before}{times}(d{order}{name}/d{self.wrt}{order})"

    def derivative_by_name(self, item: Tree) -> Tree:
        """Return dSSR/db3, and f_x, as a derivative where SSR and b3, f and x are known names and f_x is none."""
        if item[0] in ("symbol", "apply"):
            return self.partial(item, item[1] if item[0] == "symbol" else item[1][0])
        if item[0] != "div":
            return item
        of, wrt = (self.differential(arg) for arg in item[2])
        return node("derivative", "d", (symbol(of), symbol(wrt))) if of and wrt else item

    def partial(self, item: Tree, name: str) -> Tree:
        """Return f_x, and f_x(u, v), as the partial derivative by x, or by the argument of that name, where f is known and f_x is not; ẏ as dy/dt."""
        of, _, wrt = name.partition("_")
        below = normalize("NFD", name)
        if below.endswith(_DOT) and self.wrt and self.known(below[:-1]) and not self.known(name):
            return node("derivative", "d", (symbol(below[:-1]), symbol(self.wrt)))
        if not wrt or self.known(name) or not self.known(of):
            return item
        arguments = self.functions.get(of, ())
        if len(arguments) > 1 and wrt.isdecimal() and all(1 <= int(place) <= len(arguments) for place in wrt):  # f_12 by the first and the second
            wanted, own = tuple(wrt.count(str(place)) for place in range(1, len(arguments) + 1)), all(arguments)
            if len(item[2]) == len(arguments) or (own and item[0] == "symbol"):
                return node("apply", (of, wanted), item[2] or tuple(map(symbol, arguments)))
        letters = (wrt,) if wrt in arguments or not arguments else tuple(wrt)  # f_xy by x and y
        if set(letters) <= set(arguments) and (item[0] == "symbol" or len(item[2]) == len(arguments)):
            orders = tuple(map(letters.count, arguments))
            return node("apply", (of, orders), item[2] or tuple(map(symbol, arguments)))
        by = (wrt,) if wrt in self.names else tuple(wrt)  # z_xy by x and y
        return node("derivative", "∂", (symbol(of), *map(symbol, by))) if item[0] == "symbol" and self.names.issuperset(by) else item

    def differential(self, tree: Tree) -> str | None:
        """Return the known name X in what was read as a name dX or as a product d·X."""
        kind, value, args = tree
        if kind == "symbol" and value[0] == "d" and self.known(value[1:]):
            return canonical(value[1:])
        if kind == "mul" and len(args) == 2 and args[0] == symbol("d") and args[1][0] == "symbol" and not self.known("d") and self.known(args[1][1]):
            return str(args[1][1])
        return None

    def known(self, name: str) -> bool:
        """Return whether a name is one of the problem's or the student's."""
        return bool(name) and (name in self.names or name in self.functions)

    def left(self, start: int, piece: str, text: str) -> tuple[Tree | None, str | None]:
        """Return the left side, and the argument of a function that is defined there."""
        if not piece.strip():
            return None, None
        match = _LEIBNIZ.match(piece)
        if match and match[4] and all(self.known(each.strip()) for each in match[4].split(",")):  # df/dx (x) = …
            piece = piece[: match.end(3)]
        if match and self.known(match[2]) and self.known(match[3]):
            return node("derivative", match[1], (symbol(canonical(match[2])), symbol(canonical(match[3])))), None
        if (match := _PRIMED.match(piece)) and (self.known(match[1]) or len(match[1]) == 1 or not all(map(self.known, match[1]))):  # yy′ is a product
            order = sum(map(_PRIMES.__getitem__, match[2]))
            return node("derivative", "d", (symbol(canonical(match[1])), *[symbol("")] * order)), None
        if (match := _CALLED.match(piece)) and (self.known(match[1]) or (match[1] not in FUNCTIONS and match[1] not in ALIASES)):  # no ln(x) = …
            if "," not in match[2] and len(match[2].split()) == 1:
                return symbol(canonical(match[1])), canonical(match[2])
            if "," in match[2] and all(self.known(each.strip()) for each in match[2].split(",")):  # f_x(x, y) = …
                return self.left(start, match[1], text)[0], None
        several = len(set_apart(piece, self.wrt)[1]) > 1  # (x²)′ sin x + x² (sin x)′
        if not several and (match := _APPLIED.match(piece)):
            inner = self.expression(start + match.start(2), match[2], text, [])
            return node("derivative", "d", (inner, symbol(canonical(match[3])))), None
        if not several and (match := _PRIMED_BRACKETS.match(piece)) and self.wrt:
            return node("derivative", "d", (self.expression(start + match.start(1), match[1], text, []), symbol(self.wrt))), None
        if not several and (match := _OPERATOR.match(piece)):
            inner = self.expression(start + match.start(5), match[5], text, [])
            return node("derivative", "d", (inner, symbol(canonical(match[2] or match[4])))), None
        tree = self.expression(start, piece, text, [])
        if tree[0] == "apply" and any(tree[1][1]) and len(tree[2]) == 1 and tree[2][0][0] == "symbol":
            return node("derivative", "d", (symbol(tree[1][0]), *tree[2] * sum(tree[1][1]))), None
        if tree[0] in ("symbol", "derivative") or (tree[0] == "apply" and tree[1][0] in self.given):
            return tree, None
        raise NoLeftSide("the left side is no name and no derivative", hint="write u = … or dh/dx = …", text=text, start=start, end=start + len(piece))


def spaced(text: str) -> str:
    """Return the text with a dot for the space beside a derivative that multiplies something: ∂L/∂z x is ∂L/∂z·x."""
    return _BEFORE.sub("·", _AFTER.sub(r"\1·", text)) if "/" in text and "\\" not in text else text


def placed(error: ReadError, text: str, start: int) -> ReadError:
    """Return the error with its place in the whole text."""
    if error.start is not None:
        error.text, error.start = text, error.start + start
        error.end = None if error.end is None else error.end + start
    return error
