"""Small pieces of prose: counts in words, lists of formulas, ways through a graph, statements of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chainrule.document.blocks import Prose
from chainrule.integrals import renamed as over_variable
from chainrule.tree import Tree, names, node, relation, rewrite, substitute, symbol

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CONSTANTS = "cakmb"  # letters for what stays the same in a rule whose own letter is taken
FUNCTIONS_INSIDE = ("f", "g", "h")  # of what is integrated, and of limits
ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")


def counted(count: int, noun: str) -> str:
    """Return ``three paths``, ``one path``, ``4,096 paths``."""
    words = NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"
    return f"{words} {noun}" if count == 1 else f"{words} {noun}s"


def ordinal(count: int) -> str:
    """Return ``second``, ``third``, … and ``13th`` where no word is usual."""
    return ORDINALS[count] if count < len(ORDINALS) else f"{count}th"


def listed(trees: Sequence[Tree], last: str = " and ") -> Prose:
    """Return the formulas with commas between them and ``last`` before the last one."""
    pieces: list[str | Tree] = []
    for index, item in enumerate(trees):
        if index:
            pieces.append(last if index == len(trees) - 1 else ", ")
        pieces.append(item)
    return tuple(pieces)


def way(names: Iterable[str]) -> Prose:
    """Return ``x → u → h``."""
    pieces: list[str | Tree] = []
    for name in names:
        pieces += [" → ", symbol(name)] if pieces else [symbol(name)]
    return tuple(pieces)


def joined(proses: Iterable[Prose], between: str = "; ") -> Prose:
    """Return prose with a separator between its parts; empty parts are left out."""
    pieces: list[str | Tree] = []
    for prose in proses:
        if prose:
            pieces += [between, *prose] if pieces else prose
    return tuple(pieces)


def capital(prose: Prose) -> Prose:
    """Return the prose with its first word's first letter in upper case."""
    if prose and isinstance(prose[0], str):
        return (prose[0][:1].upper() + prose[0][1:], *prose[1:])
    return prose


def stated(statement: tuple[Tree, Tree, Tree], letter: str) -> Tree:
    """Return the rule d/du f(u) = f′(u) as one formula, with ``letter`` in the place of its variable u.

    Where several functions of the variable take part, they stand without it: d/dx (f·g) = f′·g + f·g′.
    """
    of, variable, value = statement
    if of.kind not in ("apply", "integral"):
        of, value = rewrite(of, _bare), rewrite(value, _bare)
    others = set(names(of)) - {variable.value}
    if letter in ("f", "g") and letter in others:  # of functions, of which no other letter is usual
        letter = variable.value
    if of.kind == "integral":
        letter = variable.value if letter in FUNCTIONS_INSIDE else letter
        of, value = (rewrite(side, _over_s) for side in (of, value)) if letter == "t" else (of, value)
    renamed = {variable.value: symbol(letter)}
    if letter in others:  # d/da c^a, not d/da a^a
        renamed[letter] = symbol(next(each for each in CONSTANTS if each not in others and each != letter))
    left = node("derivative", "d", (substitute(of, renamed), symbol(letter)))
    return relation("=", left, substitute(value, renamed))


def _over_s(item: Tree) -> Tree:
    """Return an integral over s; any other node stays."""
    return over_variable(item, "s") if item.kind == "integral" else item


def _bare(item: Tree) -> Tree:
    """Return f for f(x), and f′ for f′(x)."""
    return symbol(item.value[0] + "′" * sum(item.value[1])) if item.kind == "apply" else item
