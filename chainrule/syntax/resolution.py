"""From raw tokens to tokens whose words are names, functions and constants."""

from __future__ import annotations

from string import ascii_letters
from typing import Any

from chainrule.syntax.parsing.series import reach
from chainrule.syntax.sums.index_brackets import take_indices
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import HEADS, INSIDE
from chainrule.syntax.words.scope import Scope
from chainrule.syntax.words.split import read_word
from chainrule.syntax.words.unknown import Piece, Place
from chainrule.tree import symbol


def resolved(tokens: Tokens, first: int, last: int, scope: Scope) -> Tokens:
    """Return tokens ``first`` up to ``last`` (not included), every word read in the scope of its definition."""
    return read_words(tokens.part(first, last), tokens, first, scope)


def read_words(result: Tokens, tokens: Tokens, first: int, scope: Scope) -> Tokens:
    """Return ``result``, which are ``tokens`` from ``first`` on, with every word read that still is one."""
    kinds, values, starts, ends = result.kinds, result.values, result.starts, result.ends
    if tokens.latex:
        for index, kind in enumerate(kinds):
            if kind == "name":
                values[index] = symbol(scope.typeset(values[index][1]))
    longer: dict[int, list[Piece]] = {}
    names, cache = scope.names, scope.cache
    last, index = first + len(kinds), -1
    for _ in range(kinds.count("word")):
        index = kinds.index("word", index + 1)
        word = values[index]
        plain = PLAIN_WORDS.get(word)
        if plain is not None and (word not in names or plain[0] == "name"):
            kinds[index], values[index] = plain
            continue
        after, near = _following(tokens, first + index, last)
        pieces = cache.get((word, after, near))
        if pieces is None:
            pieces = cache[word, after, near] = read_word(word, scope, Place(starts[index], ends[index], after, near))
        if len(pieces) == 1:
            kinds[index], values[index], _ = pieces[0]
        else:
            longer[index] = pieces
    if longer or (tokens.has("break") and "break" in kinds):
        result = _spread(result, longer)
    if tokens.has("over"):
        _wrap_over(result)
    if "sum" in result.kinds:
        take_indices(result, scope)
        reach(result, scope)
    return result


# Words that mean the same everywhere, unless a name of the problem wins: letters, and functions that take no doubt.
PLAIN_WORDS: dict[str, tuple[str, Any]] = {letter: ("name", symbol(letter)) for letter in ascii_letters if letter not in "eE"}
PLAIN_WORDS |= {name: ("function", HEADS[name]) for name in INSIDE if name[0] != "a" and name[-1] != "h"}


def _spread(tokens: Tokens, longer: dict[int, list[Piece]]) -> Tokens:
    """Return the tokens with the words of several parts spread out, and without the ends of lines that go on."""
    result = Tokens(tokens.text, tokens.limits, tokens.latex)
    kinds, values, starts, ends = tokens.kinds, tokens.values, tokens.starts, tokens.ends
    for index, kind in enumerate(kinds):
        pieces = longer.get(index)
        if pieces is not None:
            _add(result, pieces, starts[index], ends[index])
        elif kind != "break" or values[index]:
            result.add(kind, values[index], starts[index], ends[index])
    return result


def _following(tokens: Tokens, index: int, last: int) -> tuple[str, bool]:
    """Return what follows a word: the kind of the next token, "(" or "(," for a bracket; and whether it touches the word."""
    after = index + 1
    if after >= last:
        return "", False
    kind = tokens.kinds[after]
    near = tokens.ends[index] == tokens.starts[after]
    if kind == "open":
        closer, build = tokens.values[after]
        kind = "(" if (build is None and closer in (")", "]")) or (build is None and closer == "}" and tokens.values[index] in HEADS) else "open"
        if kind == "(" and tokens.has("comma") and tokens.brackets().get(after, (0, 0))[1]:
            kind = "(,"
    elif kind == "break":
        return "", False
    return kind, near


def _add(result: Tokens, pieces: list[Piece], start: int, end: int) -> None:
    """Append the parts of a word, each with its place in the text."""
    if len(pieces) == 1:
        result.add(pieces[0].kind, pieces[0].value, start, end)
        return
    for number, piece in enumerate(pieces):
        stop = end if number == len(pieces) - 1 else min(end, start + piece.length)
        result.add(piece.kind, piece.value, start, stop)
        start = stop


def _wrap_over(tokens: Tokens) -> None:
    r"""Put the whole text in a group where it is itself a \over b."""
    depth = 0
    for kind in tokens.kinds:
        depth += (kind == "open") - (kind == "close")
        if kind == "over" and depth == 0:
            break
    else:
        return
    start, end = tokens.starts[0], tokens.ends[-1]
    tokens.kinds.insert(0, "open")
    tokens.values.insert(0, ("", None))
    tokens.starts.insert(0, start)
    tokens.ends.insert(0, start)
    tokens.add("close", "", end, end)
