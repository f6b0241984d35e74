"""Functions of arrays in programs as the signs of mathematics: np.dot(W, x), np.outer(u, v), np.linalg.norm(r), r.sum(). Every text keeps its length."""

from __future__ import annotations

import re
from typing import NamedTuple

from chainrule.syntax.vocabulary import LIBRARIES

LONGEST = 1_000  # characters between the brackets of one call
MOST = 50  # calls in one text

_LIBRARY = rf"(?:(?:{LIBRARIES}|linalg)\s?\.\s?)"
_CALL = re.compile(rf"(?<![\w.])(?:({_LIBRARY}{{1,3}}+)(dot|vdot|matmul|mm|mv|inner|outer|norm|transpose|multiply|inv|inverse)|(matmul|outer|norm|inv))\s?\(")
_REDUCED = re.compile(r"(?<![\w.])(?:tf\.|K\.)?reduce_(sum|mean)(?=\()")
_METHOD = re.compile(r"\)\s?\.\s?(sum|mean)\(\s?\)")
_IDENTITY = re.compile(rf"(?<![\w.]){_LIBRARY}{{1,3}}+(?:eye|identity)\(\s?\w+(?:\.shape\[[01]\])?\s?\)")  # np.eye(3)
_SIMPLE = re.compile(r"[A-Za-z]\w*(?:\.T)?")
_MATRIX = re.compile(r"[A-Z]\w*|@")
_ONE = re.compile(r"(?:(?:ord|p)\s?=\s?)?([12])|(?:ord\s?=\s?)?['\"]?fro['\"]?")
_SIGNS = ("dot(", "matmul", "mm(", "mv(", "inner(", "outer", "norm", "transpose", "multiply", "inv(", "inverse(")


class Arguments(NamedTuple):
    """What stands between brackets: where they close, and the arguments."""

    end: int
    each: tuple[str, ...]


def without_calls(text: str) -> str:
    """Return a text with the products, norms and sums of arrays in the signs of mathematics.

    >>> without_calls("z = np.dot(W, x) + b"), without_calls("L = np.linalg.norm(X @ w - y)**2")
    ('z =        (W@x) + b', 'L =               ‖X @ w - y‖**2')
    """
    if "eye(" in text or "identity(" in text:
        text = _IDENTITY.sub(lambda found: "I".rjust(len(found[0])), text)
    if "reduce_" in text:
        text = _REDUCED.sub(lambda found: found[1].rjust(len(found[0])), text)
    if "(" in text and any(sign in text for sign in _SIGNS):
        for found in list(_CALL.finditer(text))[:MOST][::-1]:  # inner calls, which begin later, come first
            inside = arguments(text, found.end())
            written = in_signs(found[2] or found[3], inside.each) if inside else ""
            if written.endswith("^(-1))") and inside and len(written) > inside.end - found.start():  # inv(X)
                written = written.replace("^(-1))", "^-1)")
            if inside and written and len(written) <= inside.end - found.start():
                text = text[: found.start()] + written.rjust(inside.end - found.start()) + text[inside.end :]
    if ".sum(" in text or ".mean(" in text:
        for found in list(_METHOD.finditer(text))[:MOST]:
            start = opening(text, found.start())
            if start >= 0:
                text = text[:start] + f"{found[1]}({text[start : found.start() + 1]})".ljust(found.end() - start) + text[found.end() :]
    return text


def in_signs(function: str, args: tuple[str, ...]) -> str:
    """Return a call in signs; empty where it is none that is known."""
    args = tuple(map(str.strip, args))
    if function == "norm":
        kind = _ONE.fullmatch(args[1]) if len(args) == 2 else None
        return f"‖{args[0]}‖" + ("_1" if kind and kind[1] == "1" else "") if len(args) == 1 or kind else ""
    if function == "transpose":
        return f"({args[0]}).T" if len(args) == 1 else ""
    if function in ("inv", "inverse"):
        inside = args[0] if _SIMPLE.fullmatch(args[0]) else f"({args[0]})"
        return f"({inside}^(-1))" if len(args) == 1 else ""
    if len(args) != 2 or not all(args):
        return ""
    left, right = (each if _SIMPLE.fullmatch(each) else f"({each})" for each in args)
    if function == "multiply":
        return f"({left}*{right})"
    if function == "outer":
        return f"({left}*{right}^T)"
    row = not _MATRIX.search(args[0]) and not args[0].endswith(".T")  # a vector before a product
    return f"({left}.T@{right})" if row and (left[0] != "(" or len(left) + len(right) > len("().T")) else f"({left}@{right})"


def arguments(text: str, start: int) -> Arguments | None:
    """Return the arguments that begin at a place behind a bracket; None where it does not close soon."""
    depth, first = 0, start
    found: list[str] = []
    for place in range(start, min(len(text), start + LONGEST)):
        sign = text[place]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            if depth == 0:
                return Arguments(place + 1, (*found, text[first:place]))
            depth -= 1
        elif sign == "," and depth == 0:
            found.append(text[first:place])
            first = place + 1
    return None


def opening(text: str, close: int) -> int:
    """Return where the bracket opens that closes at a place, or the name of a function before it starts; −1 where it opens nowhere near."""
    depth = 0
    for place in range(close, max(-1, close - LONGEST), -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            first = place
            while first and (text[first - 1].isalnum() or text[first - 1] in "_."):
                first -= 1
            return opening(text, first - 1) if text[first] == "." and first and text[first - 1] == ")" else first
    return -1
