"""The indices of sums in the tokens of a text: Σ_ij of two, and x(i) in a sum over i, which is x_i."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.notation.indices import carries
from chainrule.syntax.vocabulary import FUNCTION_LETTERS
from chainrule.tree import symbol

if TYPE_CHECKING:
    from chainrule.syntax.tokens.token import Tokens
    from chainrule.syntax.words.scope import Scope


def take_indices(tokens: Tokens, scope: Scope) -> None:
    """Put brackets around the two indices of Σ_ij, and turn x(i) in a sum over i into x_i, which is said."""
    for place in reversed([place for place, kind in enumerate(tokens.kinds) if kind == "sum"]):  # places before it stay
        _bracket_two(tokens, scope, place)
    bound = _bound(tokens)
    brackets = tokens.brackets()
    for opening in sorted(brackets, reverse=True) if bound else ():
        if tokens.values[opening] in ((")", None), ("]", None)):
            _index(tokens, scope, opening, brackets[opening][0], bound)


def _bracket_two(tokens: Tokens, scope: Scope, place: int) -> None:
    """Take the letters of Σ_ij for two indices, where some name has both; forget that they were a product."""
    first = place + 2 + (tokens.kind(place + 2) == "open")
    if tokens.kind(place + 1) != "_" or [tokens.kind(first), tokens.kind(first + 1)] != ["name", "name"] or not tokens.touches(first + 1):
        return
    letters = [str(tokens.values[first][1]), str(tokens.values[first + 1][1])]
    both = (kind == "name" and all(carries(value[1], letter) for letter in letters) for kind, value in zip(tokens.kinds, tokens.values, strict=True))
    if [len(letter) for letter in letters] != [1, 1] or letters[0] == letters[1] or not any(both):
        return
    scope.readings.forget("product of letters", tokens.starts[first], tokens.ends[first + 1])
    if first == place + 2:
        tokens.insert(first + 2, "close", "}", tokens.ends[first + 1])
        tokens.insert(first, "open", ("}", None), tokens.starts[first])
        tokens.changed()


def _bound(tokens: Tokens) -> dict[str, int]:
    """Return the indices that sums run over, each with the first token at which one of its sums begins."""
    found: dict[str, int] = {}
    for place, kind in enumerate(tokens.kinds):
        if kind != "sum":
            continue
        below = place + 2 + (tokens.kind(place + 2) == "open")
        if tokens.kind(place + 1) == "_" and tokens.kind(below) == "name":
            while tokens.kind(below) in ("name", "comma"):
                if tokens.kinds[below] == "name":
                    found.setdefault(str(tokens.values[below][1]), place)
                below += 1
        elif tokens.kind(place + 1) == "open":
            close = tokens.closing(place + 1)
            limits = (at for at in range(place + 2, close) if [tokens.kinds[at], tokens.kind(at + 1), tokens.kind(at + 2)] == ["comma", "name", "="])
            found.update({str(tokens.values[at + 1][1]): place for at in limits if str(tokens.values[at + 1][1]) not in found})
    return found


def _index(tokens: Tokens, scope: Scope, opening: int, close: int, bound: dict[str, int]) -> None:
    """Turn a name before brackets that hold the index of a sum into a name with it, where the name is no function and no quantity by itself."""
    place, shape = opening - 1, tokens.kinds[opening + 1 : close]
    steps = shape[:1] == ["name"] and shape[1::2] == ["+" if "+" in shape else "-"] and shape[2:] in (["name"], ["number"])  # n - k, i + 1
    letters = [str(value[1]) for kind, value in zip(shape, tokens.values[opening + 1 : close], strict=True) if kind == "name"]
    index = next((letter for letter in letters if place > bound.get(letter, place)), "")
    if not index or not (shape == ["name"] or steps) or tokens.kind(place) not in ("name", "constant") or tokens.kind(place - 1) == "_":
        return
    name = str(tokens.values[place][1])
    name = "π" if name == "pi" else name
    free = name not in scope.functions and name not in scope.unspecified and (name in scope.asked or name not in scope.names)
    if not free or name in FUNCTION_LETTERS or name == "e" or "_" in name or carries(name, index):
        return
    if steps and not (tokens.touches(opening) and name not in scope.alone and name not in scope.asked):  # a(k + 1) may be a product
        return
    inside = tokens.source(opening + 1, close - 1)
    if moved := steps and [letter for letter in letters if letter in scope.asked and letter not in bound]:
        message = f"{name}({inside}) may be a component, or the value of a function of {moved[0]}"
        raise tokens.error(message, place, close, hint=f"write {name}_{{{inside}}} for a component, or another letter for the function: f({inside})")
    if of_parameters := scope.usage.arguments(name) & scope.asked - bound.keys():
        message = f"{name}({min(of_parameters)}) is a function's value, and {name}({index}) in a sum over {index} may be a component"
        raise tokens.error(message, place, close, hint=f"write {name}_{index} for components, in all places, or another letter for the function")
    taken = f"{name}_{index}" if not steps else f"{name}_{{{''.join(inside.split())}}}"
    scope.readings.add("index of a sum in brackets", tokens.starts[place], tokens.ends[close], taken, f"{name}*({inside})")
    tokens.kinds[place], tokens.values[place], tokens.ends[place] = "name", symbol(taken), tokens.ends[close]
    tokens.cut(opening, close + 1)
