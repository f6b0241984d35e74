"""Losses by their names: MSE(y, ŷ), BCE(p, y), cross_entropy(softmax(z), y)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from chainrule.notation.indices import apart, with_index
from chainrule.syntax.softmax import NAMES, arguments, is_named
from chainrule.syntax.tokens import Tokens
from chainrule.tree import ONE, number, symbol

_MODULE = re.compile(r"\b(?:F|nn|tf|torch|keras|losses|functional|optax)\.(?=[a-zA-Z.]+[_a-zA-Z]*+\()")
_TARGETS = frozenset(("y", "t", "target", "targets", "label", "labels", "y_true", "true"))
_BINARY, _OF_CLASSES = re.compile(r"(?i:bce|binary_?cross_?entropy)(?i:_?loss)?"), re.compile(r"(?i:cross_?entropy(?:_?loss)?|xent)|CE(?:Loss)?")
_OF_DIFFERENCES = {"mse": ("mean", 2), "mseloss": ("mean", 2), "mse_loss": ("mean", 2), "sse": ("sum", 2), "rss": ("sum", 2), "mae": ("mean", 1)}
_MOST = 20  # losses in a text
_OPEN, _CLOSE = ("open", (")", None)), ("close", ")")
Piece = tuple[str, Any] | range


def without_modules(text: str) -> str:
    """Return a text without the names of modules before losses, F. of F.mse_loss."""
    return _MODULE.sub(lambda found: " " * len(found[0]), text)


def with_losses(tokens: Tokens) -> Tokens:
    """Return the tokens with each loss of two arguments written out; a name that is defined in the text is no loss."""
    defined = {tokens.name_at(place) for place in range(len(tokens.kinds)) if (last := called(tokens, place)) and tokens.kind(last + 1) == "="}
    place, found = 0, 0
    while place < len(tokens.kinds) and found < _MOST:
        last = called(tokens, place)
        if last and tokens.name_at(place) not in defined and (pieces := written_out(tokens, place, arguments(tokens, place + 1, last))):
            start, end = tokens.starts[place], tokens.ends[last]
            written = [piece if isinstance(piece, range) else (*piece, start, end) for piece in pieces]
            tokens, found = tokens.rebuilt((range(place), *written, range(last + 1, len(tokens.kinds)))), found + 1
        place += 1
    return tokens


def called(tokens: Tokens, place: int) -> int:
    """Return where the brackets close behind a name at a place; 0 where there are none."""
    return tokens.closing(place + 1) if tokens.kinds[place] in NAMES and tokens.kind(place + 1) == "open" else 0


def written_out(tokens: Tokens, place: int, given: Sequence[range]) -> list[Piece]:
    """Return what a loss that starts at a place means; nothing where none does, or it is open which argument is which."""
    name = tokens.name_at(place)
    if len(given) != 2 or not all(given):
        return []
    if name.lower() in _OF_DIFFERENCES:
        return of_differences(*_OF_DIFFERENCES[name.lower()], *given)
    if _BINARY.fullmatch(name):
        return with_target(tokens, given, lambda each: len(each) == 1 and apart(tokens.name_at(each.start))[0] in _TARGETS, binary)
    if _OF_CLASSES.fullmatch(name):
        return with_target(tokens, given, lambda each: len(each) == 1 and not is_share(tokens, each), lambda share, other: of_classes(tokens, share, other))
    return []


def with_target(tokens: Tokens, given: Sequence[range], is_target: Callable[[range], bool], form: Callable[[range, range], list[Piece]]) -> list[Piece]:
    """Return a loss of probabilities and targets, in either order."""
    targets = [each for each in given if tokens.kinds[each.start] in NAMES and is_target(each)]
    others = [each for each in given if each not in targets]
    return form(others[0], targets[0]) if len(targets) == len(others) == 1 and (form is binary or is_share(tokens, others[0])) else []


def of_differences(whole: str, power: int, first: range, second: range) -> list[Piece]:
    """Return the mean or the sum of squares, or sizes, of differences."""
    size: list[Piece] = [("^", None), ("number", number(2))] if power == 2 else []
    before: list[Piece] = [] if power == 2 else [("word", "abs")]
    return [("word", whole), _OPEN, *before, _OPEN, _OPEN, first, _CLOSE, ("-", None), _OPEN, second, _CLOSE, _CLOSE, *size, _CLOSE]


def binary(share: range, target: range) -> list[Piece]:
    """Return (−(y log p + (1 − y) log(1 − p)))."""
    one: Piece = ("number", ONE)
    first: list[Piece] = [target, ("*", None), ("word", "log"), _OPEN, share, _CLOSE]
    second: list[Piece] = [_OPEN, one, ("-", None), target, _CLOSE, ("*", None), ("word", "log"), _OPEN, one, ("-", None), _OPEN, share, _CLOSE, _CLOSE]
    return [_OPEN, ("-", None), _OPEN, *first, ("+", None), *second, _CLOSE, _CLOSE]


def of_classes(tokens: Tokens, share: range, target: range) -> list[Piece]:
    """Return (−y^T log p); that Σ_k y_k = 1, as those of probabilities do, stands at the end of the text."""
    vector: list[Piece] = [target, ("^", None), ("name", symbol("T")), ("*", None)]
    total = [("break", ";"), ("sum", None), ("_", None), ("word", "k"), ("name", symbol(with_index(tokens.name_at(target.start), "k"))), ("=", None)]
    for kind, value in (*total, ("number", ONE)):
        tokens.add(kind, value, tokens.ends[-1], tokens.ends[-1])
    return [_OPEN, ("-", None), *vector, ("word", "log"), _OPEN, share, _CLOSE, _CLOSE]


def is_share(tokens: Tokens, argument: range) -> bool:
    """Return whether an argument is a softmax, or the name of one."""
    first, last = argument.start, argument.stop - 1
    if is_named(tokens, first):
        return tokens.kind(first + 1) == "open" and tokens.closing(first + 1) == last
    equals = [place for place, kind in enumerate(tokens.kinds) if kind == "=" and tokens.kind(place - 1) in NAMES and is_named(tokens, place + 1)]
    return len(argument) == 1 and tokens.kinds[first] in NAMES and any(tokens.name_at(place - 1) == tokens.name_at(first) for place in equals)
