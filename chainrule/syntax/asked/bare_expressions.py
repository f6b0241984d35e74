"""Expressions without a name beside definitions, and definitions behind words: which of them are no question, and which one is."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.errors import ReadError
from chainrule.problem import Definition
from chainrule.syntax.asked.set_aside import without_unasked
from chainrule.syntax.files import one_at_a_time
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.token import Tokens
from chainrule.tree import names


def settled(
    tokens: Tokens, definitions: list[Definition], output: str | None, operand: int, readings: Readings, *, asked: bool
) -> tuple[list[Definition], str | None]:
    """Return the definitions without an expression that nobody asks about, and the output, which is an expression alone where there is no other.

    Refused are expressions without a name that are no question. ``operand`` is where what is differentiated by words begins.
    """
    check_bare(tokens, definitions, output, asked=asked)
    bare = next((each for each in definitions if not each.name), None)
    if bare and not output:
        used = {name for each in definitions for name in names(each.tree)}
        for each in definitions:
            if each.name and each.name not in used and each.tree[0] == "number":
                readings.add("set aside", each.start, each.end, "nothing uses it")
    if output and bare and len(definitions) == 1:
        return definitions, None
    if bare and output in {each.name for each in definitions}:
        return without_unasked(definitions, bare, tokens, operand, readings), output
    return definitions, output


def check_bare(tokens: Tokens, definitions: Sequence[Definition], output: str | None, *, asked: bool) -> None:
    """Refuse two expressions without a name, one that is a mere number or holds a derivative that is not ``asked`` for, and a text without a formula."""
    bare = [definition for definition in definitions if not definition.name]
    if len(bare) > 1:
        hint = "name each of them: y = …; z = …; write a decimal with a point: 0.5" + one_at_a_time(tokens.text)
        raise refused(tokens, bare[1], "there are two expressions without a name", hint)
    if bare and len(definitions) > 1 and not asked:
        check_no_derivative(tokens, bare[0], {each.name for each in definitions})
    if bare and len(definitions) > 1 and bare[0].tree[0] == "number":
        raise refused(tokens, bare[0], "a number stands alone", "leave it out, or write what it says in signs")
    if not definitions and output:
        raise ReadError(f"'{output}' is not given", hint=f"add what it is, such as {output} = (y - w*x)^2")
    if not definitions:
        raise ReadError("there is nothing to differentiate", hint="add a definition, such as y = x^2")


def refused(tokens: Tokens, definition: Definition, reason: str, hint: str) -> ReadError:
    """Return the error for an expression that is no question."""
    return ReadError(reason, hint=hint, text=tokens.text, start=definition.start, end=definition.end)


def check_no_derivative(tokens: Tokens, bare: Definition, defined: set[str]) -> None:
    """Refuse an expression that has the derivative of a defined quantity in it, -dS/dt: it is what is asked for itself."""
    for place in range(tokens.at(bare.start), tokens.at(bare.end - 1) + 1):
        if tokens.kinds[place] == "derivative" and tokens.values[place][1] in defined:
            raise tokens.error("a derivative inside an expression", place, hint="ask for the derivative alone")


def named_behind_words(definitions: Sequence[Definition], start: int) -> str | None:
    """Return the quantity whose definition stands where words say what is differentiated, if no other one uses it: with u = 3x, differentiate y = 9x^2."""
    if start < 0 or len(definitions) < 2:
        return None
    used = {name for each in definitions for name in names(each.tree)}
    free = [each for each in definitions if each.name and each.name not in used]
    return next((each.name for each in free if each.start == start), None) if len(free) > 1 else None
