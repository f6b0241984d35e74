"""Functions composed by a sign: (f ∘ g)(x) is read as f(g(x)), and (f ∘ g)′(x) as its derivative."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from chainrule.syntax.tokens.token import UNREAD, Tokens

Token = tuple[str, Any]

SIGN = "compose"
FUNCTIONS = frozenset(("word", "name", "function"))
OPEN: Token = ("open", (")", None))
CLOSE: Token = ("close", ")")
HINT = "write (f ∘ g)(x) or f(g(x)); a product is a*b"


def without_compositions(tokens: Tokens) -> Tokens:
    """Return tokens with every composition written as functions of functions.

    Where no argument follows, as in h = f ∘ g, it is the one that the last function is defined with.
    Raises ReadError for a sign that does not stand between functions, or without an argument.
    """
    done, arguments = Tokens(tokens.text, tokens.limits, tokens.latex), defined_arguments(tokens)
    due: dict[int, list[Token]] = defaultdict(list)  # what to add after a token
    index = 0
    while index < len(tokens.kinds):
        parts = composed(tokens, index)
        if len(parts) > 1:
            index = write(tokens, parts, done, due, arguments)
        elif tokens.kinds[index] == SIGN:
            degrees = "^" in (tokens.kind(index - 1), tokens.kind(index - 2))
            raise tokens.error("the sign '∘' is read between functions", index, hint=UNREAD["°"] if degrees else HINT)
        else:
            copy(tokens, index, done, due)
            index += 1
    return done


def composed(tokens: Tokens, first: int) -> list[tuple[int, int]]:
    """Return the functions that are composed from a token on, each with its primes: the first token and the one after the last."""
    parts: list[tuple[int, int]] = []
    index = first
    while tokens.kind(index) in FUNCTIONS:
        parts.append((index, after_primes(tokens, index + 1)))
        if tokens.kind(parts[-1][1]) != SIGN:
            break
        index = parts[-1][1] + 1
    return parts


def after_primes(tokens: Tokens, index: int) -> int:
    while tokens.kind(index) == "prime":
        index += 1
    return index


def write(tokens: Tokens, parts: list[tuple[int, int]], done: Tokens, due: dict[int, list[Token]], arguments: dict[Any, str]) -> int:
    """Write a composition as functions of functions, as far as its argument, and return the token to go on with."""
    first, last = parts[0][0], parts[-1][1]
    end = after_primes(tokens, last + 1)
    around = tokens.kind(first - 1) == "open" and tokens.kind(last) == "close" and tokens.kind(end) == "open"
    primes = [("prime", tokens.values[each]) for each in range(last + 1, end)] if around else []
    if around:
        for column in (done.kinds, done.values, done.starts, done.ends):  # the bracket around the composition
            column.pop()
        last = end
    if primes:
        done.add(*OPEN, tokens.starts[first], tokens.starts[first])
    for start, stop in parts:
        for each in range(start, stop):
            copy(tokens, each, done, due)
        if stop != parts[-1][1]:
            done.add(*OPEN, tokens.starts[stop], tokens.ends[stop])
    closing = [CLOSE] * (len(parts) - 1) + ([CLOSE, *primes] if primes else [])
    if tokens.kind(last) == "open":
        due[tokens.brackets().get(last, (-1, 0))[0]] += closing
        return last
    argument = arguments.get(tokens.values[parts[-1][0]])
    if argument is None:
        raise tokens.error("this composition has no argument", parts[-1][0], hint=HINT)
    place = tokens.ends[last - 1]
    for kind, value in (OPEN, ("word", argument), CLOSE, *closing):
        done.add(kind, value, place, place)
    return last


def defined_arguments(tokens: Tokens) -> dict[Any, str]:
    """Return the argument of every function of one that the text defines, g(x) = …, by how the function stands there."""
    kinds, values = tokens.kinds, tokens.values
    heads = [index for index in range(len(kinds) - 4) if kinds[index] in FUNCTIONS and kinds[index + 1 : index + 5] == ["open", "word", "close", "="]]
    return {values[index]: values[index + 2] for index in reversed(heads)}


def copy(tokens: Tokens, index: int, done: Tokens, due: dict[int, list[Token]]) -> None:
    """Copy one token, and add what is due after it."""
    done.add(tokens.kinds[index], tokens.values[index], tokens.starts[index], tokens.ends[index])
    for token in due.get(index, ()):
        done.add(*token, tokens.ends[index], tokens.ends[index])
