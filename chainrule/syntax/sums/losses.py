"""Losses by their names: MSE(y, ŷ), BCE(p, y), cross_entropy(softmax(z), y), and those of programs, which take what softmax and σ are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from chainrule.notation.indices import apart, with_index
from chainrule.syntax.sums import loss_names as losses
from chainrule.syntax.sums.softmax import ENDS, NAME, NAMES, arguments, is_named
from chainrule.syntax.tokens.token import Tokens
from chainrule.tree import ONE, number, symbol

_MODULES = r"\b(?:(?:F|nn|tf|torch|jax|keras|losses|functional|optax|np|jnp)\s?\.\s?)++"
_MODULE = re.compile(_MODULES + r"(?=[a-zA-Z][_a-zA-Z\d]*+\s*+\()")
_FROM_MODULE = re.compile(_MODULES + r"\Z")
_KEYWORD = re.compile(r"(?<=[(,])(\s*+)(?:logits|labels|input|target)\s*+=(?!=)")
_TOTAL = re.compile(r"\b(?:mse_loss|MSELoss)(?=\((?:[^()]|\([^()]*+\)){1,200}?reduction\s?=\s?[\"']sum)")
_REDUCTION = re.compile(r",\s*+reduction\s*+=\s*+[\"'](?:mean|sum)[\"']")
_TARGETS = frozenset(("y", "t", "target", "targets", "label", "labels", "y_true", "true"))
_LOGITS = frozenset(("z", "s", "o", "logit", "logits", "score", "scores", "output", "outputs"))
_SHARES = frozenset(("p", "q", "ŷ", "y_hat", "yhat", "y_pred", "prob", "probs"))
_OF_DIFFERENCES = {losses.SQUARES: ("mean", 2), losses.SUM_OF_SQUARES: ("sum", 2), losses.SIZES: ("mean", 1)}
_MOST = 20  # losses in a text
_OPEN, _CLOSE = ("open", (")", None)), ("close", ")")
_WRITTEN_LAST = 8  # characters of a module before a name
Piece = tuple[str, Any] | range


def without_modules(text: str) -> str:
    """Return a text without the names of modules before losses, F. of F.mse_loss, and without their keywords; every place stays where it is."""
    text = _TOTAL.sub(lambda found: "sse".ljust(len(found[0])), text)
    for pattern in (_MODULE, _REDUCTION, _KEYWORD):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def with_losses(tokens: Tokens) -> Tokens:
    """Return the tokens with each loss of two arguments written out; a name that is defined in the text is no loss."""
    tokens = with_criteria(tokens)
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


def with_criteria(tokens: Tokens) -> Tokens:
    """Return the tokens with a loss that programs make first, and call then, called at once: criterion = MSELoss(); criterion(ŷ, y), MSELoss()(ŷ, y)."""
    made = [place for place in range(len(tokens.kinds)) if called(tokens, place) == place + 2 and losses.loss_of(tokens.name_at(place))]
    for place in reversed(made[:_MOST]):
        rest = len(tokens.kinds)
        if tokens.kind(place + 3) == "open":
            tokens = tokens.rebuilt((range(place + 1), range(place + 3, rest)))
        elif tokens.kind(place - 1) == "=" and tokens.kind(place - 2) in NAMES and tokens.kind(place + 3) in ENDS:
            name, loss = tokens.name_at(place - 2), (tokens.kinds[place], tokens.values[place])
            for each in range(rest):
                if called(tokens, each) and tokens.name_at(each) == name:
                    tokens.kinds[each], tokens.values[each] = loss
            tokens = tokens.rebuilt((range(place - 2), range(place + 4, rest)))
    return tokens


def called(tokens: Tokens, place: int) -> int:
    """Return where the brackets close behind a name at a place; 0 where there are none."""
    return tokens.closing(place + 1) if tokens.kinds[place] in NAMES and tokens.kind(place + 1) == "open" else 0


def written_out(tokens: Tokens, place: int, given: Sequence[range]) -> list[Piece]:
    """Return what a loss that starts at a place means; nothing where none does, or it is open which argument is which."""
    kind = losses.loss_of(tokens.name_at(place))
    if not kind or len(given) != 2 or not all(given):
        return []
    if kind in _OF_DIFFERENCES:
        return of_differences(*_OF_DIFFERENCES[kind], *given)
    if kind == losses.BINARY:
        others, targets = with_targets(tokens, given)
        return binary([others[0]], targets[0]) if len(targets) == len(others) == 1 else []
    if kind == losses.BINARY_LOGITS:
        logits, target = in_order(tokens, given)
        return binary([("word", "sigmoid"), _OPEN, logits, _CLOSE], target)
    if kind == losses.OF_LOGARITHMS:
        logarithms, target = in_order(tokens, given)
        return of_classes(tokens, [_OPEN, logarithms, _CLOSE], target)
    return of_probabilities(tokens, place, given, kind)


def of_differences(whole: str, power: int, first: range, second: range) -> list[Piece]:
    """Return the mean or the sum of squares, or sizes, of differences."""
    size: list[Piece] = [("^", None), ("number", number(2))] if power == 2 else []
    before: list[Piece] = [] if power == 2 else [("word", "abs")]
    return [("word", whole), _OPEN, *before, _OPEN, _OPEN, first, _CLOSE, ("-", None), _OPEN, second, _CLOSE, _CLOSE, *size, _CLOSE]


def binary(share: Sequence[Piece], target: range) -> list[Piece]:
    """Return (−(y log p + (1 − y) log(1 − p)))."""
    one: Piece = ("number", ONE)
    first: list[Piece] = [target, ("*", None), ("word", "log"), _OPEN, *share, _CLOSE]
    second: list[Piece] = [_OPEN, one, ("-", None), target, _CLOSE, ("*", None), ("word", "log"), _OPEN, one, ("-", None), _OPEN, *share, _CLOSE, _CLOSE]
    return [_OPEN, ("-", None), _OPEN, *first, ("+", None), *second, _CLOSE, _CLOSE]


def of_probabilities(tokens: Tokens, place: int, given: Sequence[range], kind: str) -> list[Piece]:
    """Return the loss of probabilities, or of what softmax is taken of: so programs have it, and what is called so is."""
    shares = [each for each in given if is_share(tokens, each)]
    if len(shares) == 1 and kind == losses.OF_CLASSES:
        (target,) = (each for each in given if each not in shares)
        return of_classes(tokens, [("word", "log"), _OPEN, shares[0], _CLOSE], target) if is_name(tokens, target) else []
    logits, target = in_order(tokens, given)
    name, before = tokens.name_at(place), tokens.text[max(tokens.starts[place] - _WRITTEN_LAST, 0) : tokens.starts[place]]
    programmed = kind == losses.OF_LOGITS or name.endswith("Loss") or bool(_FROM_MODULE.search(before))
    if shares or not is_name(tokens, target):
        return []
    if is_name(tokens, logits) and tokens.name_at(logits.start) in _SHARES and not programmed:
        return of_classes(tokens, [("word", "log"), _OPEN, logits, _CLOSE], target)
    if programmed or (is_name(tokens, logits) and tokens.name_at(logits.start) in _LOGITS):
        return of_classes(tokens, [("word", "log"), _OPEN, ("word", NAME), _OPEN, logits, _CLOSE, _CLOSE], target)
    return []


def of_classes(tokens: Tokens, logarithm: Sequence[Piece], target: range) -> list[Piece]:
    """Return (−y^T log p); that Σ_k y_k = 1, as those of probabilities do, stands at the end of the text."""
    vector: list[Piece] = [target, ("^", None), ("name", symbol("T")), ("*", None)]
    total = [("break", ";"), ("sum", None), ("_", None), ("word", "k"), ("name", symbol(with_index(tokens.name_at(target.start), "k"))), ("=", None)]
    for kind, value in (*total, ("number", ONE)):
        tokens.add(kind, value, tokens.ends[-1], tokens.ends[-1])
    return [_OPEN, ("-", None), *vector, *logarithm, _CLOSE]


def with_targets(tokens: Tokens, given: Sequence[range]) -> tuple[list[range], list[range]]:
    """Return the arguments of a loss that are not called as targets are, and those that are."""
    targets = [each for each in given if is_name(tokens, each) and apart(tokens.name_at(each.start))[0] in _TARGETS]
    return [each for each in given if each not in targets], targets


def in_order(tokens: Tokens, given: Sequence[range]) -> tuple[range, range]:
    """Return the outputs and the targets among the arguments of a loss: in this order, as programs have them, unless the names tell otherwise."""
    others, targets = with_targets(tokens, given)
    return (others[0], targets[0]) if len(targets) == 1 else (given[0], given[1])


def is_name(tokens: Tokens, argument: range) -> bool:
    """Return whether an argument is a name."""
    return len(argument) == 1 and tokens.kinds[argument.start] in NAMES


def is_share(tokens: Tokens, argument: range) -> bool:
    """Return whether an argument is a softmax, or the name of one."""
    first, last = argument.start, argument.stop - 1
    if is_named(tokens, first):
        return tokens.kind(first + 1) == "open" and tokens.closing(first + 1) == last
    equals = [place for place, kind in enumerate(tokens.kinds) if kind == "=" and tokens.kind(place - 1) in NAMES and is_named(tokens, place + 1)]
    return len(argument) == 1 and tokens.kinds[first] in NAMES and any(tokens.name_at(place - 1) == tokens.name_at(first) for place in equals)
