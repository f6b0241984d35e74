"""What the parser says where it cannot go on: the place, and the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.errors import ReadError
from chainrule.syntax.parsing.levels import FUNCTION

if TYPE_CHECKING:
    from chainrule.syntax.parsing.stacks import Stacks

_OPENING = {")": "(", "]": "[", "}": "{", "|": r"\left|", "bar": "|"}

_UNEXPECTED = {
    "=": ("a second = in one definition", "write each definition apart: a = b; b = c"),
    "relation": ("a condition inside an expression", "write the expression alone; conditions are set apart by a comma"),
    "prime": ("a prime after something that is not a function's name", "write f'(x), or ask for a derivative by d/dx"),
    "..": ("dots are not read here", "write the expression out, or a sum as sum(x_i, i=1..n)"),
    "stop": ("a full stop has no place here", "write * for a product, or a number such as 0.5"),
    "_": ("an index without a name", "write x_1"),
    "break": ("the expression ends inside brackets", "close the brackets first"),
    "word": ("this word cannot stand here", "write * for a product"),
}


def unexpected(parser: Stacks) -> ReadError:
    """Return the error for a token that cannot stand where it does."""
    tokens, index = parser.tokens, parser.index
    if tokens.kind(index) == "=" and parser.frames and parser.frames[-1].index not in tokens.brackets():
        return unclosed(parser)
    message, hint = _UNEXPECTED.get(tokens.kind(index), (f"'{tokens.source(index, index)}' cannot stand here", "write the expression out with explicit signs"))
    if tokens.kind(index) == "comma":
        message, hint = "a comma cannot stand here", "write a decimal with a point: 0.5"
    return tokens.error(message, index, hint=hint)


def unclosed(parser: Stacks) -> ReadError:
    """Return the error for a bracket that never closes."""
    frame = parser.frames[-1]
    return parser.tokens.error("this bracket is never closed", frame.index, hint=f"add '{sign_of(frame.closer)}'")


def unfinished(parser: Stacks) -> ReadError:
    """Return the error for a missing operand: at the end, before a closing bracket, or between two operators."""
    tokens, index = parser.tokens, parser.index
    pending = parser.operators[-1] if parser.operators[-1][0] else None
    if pending and pending[0] == FUNCTION:
        return without_argument(parser, pending[3][0].spelled, pending[2])
    if pending:
        return tokens.error(
            f"something is missing after '{tokens.source(pending[2], pending[2])}'", pending[2], hint="complete the expression, or delete the sign"
        )
    if tokens.kind(index) == "close":
        return tokens.error(
            "there is nothing in these brackets" if parser.frames and parser.frames[-1].index == index - 1 else "something is missing before this bracket",
            index,
            hint="write an expression inside",
        )
    if index >= len(tokens.kinds):
        return tokens.error("the expression is not complete", max(index - 1, 0), hint="complete it, or delete the last sign")
    return tokens.error(f"something is missing before '{tokens.source(index, index)}'", index, hint="write what stands before the sign, or delete it")


def mismatched(parser: Stacks, closer: str) -> ReadError:
    """Return the error for a closing bracket without its opening one."""
    tokens = parser.tokens
    sign = sign_of(closer)
    if not parser.frames:
        return tokens.error(f"'{sign}' closes a bracket that was never opened", parser.index, hint=f"add '{_OPENING.get(closer, '(')}' before it, or delete it")
    frame = parser.frames[-1]
    opened = tokens.source(frame.index, frame.index)
    inside = frame.closer == "bar" and closer == ")" and len(parser.frames) > 1 and frame.index < parser.index - 1
    if inside and tokens.source(frame.index - 1, frame.index - 1) != "(":  # p(a|s)
        start = parser.frames[-2].index
        reason = f"'{tokens.source(start, parser.index)}' has a condition behind '|', which is not read"
        return tokens.error(reason, start, parser.index, hint="write a letter for all of it, or the formula that gives it: p = 1/(1 + exp(-θ*s)), J = log(p)")
    return tokens.error(f"'{sign}' closes a bracket that '{opened}' opened", parser.index, hint=f"write '{sign_of(frame.closer)}' here")


def sign_of(closer: str) -> str:
    """Return the sign that closes a bracket, as it is written."""
    return "|" if closer == "bar" else closer


def without_argument(parser: Stacks, spelled: str, place: int) -> ReadError:
    """Return the error for a function that nothing follows it could take."""
    tokens, index = parser.tokens, parser.index
    after = tokens.kind(index)
    name = spelled.lstrip("\\")
    hints = {"*": f"write {name}(…): a function is not multiplied", "-": f"write {name}(−…), or {name}^-1(…) for the inverse", "/": f"write {name}(…)/…"}
    return tokens.error(f"{name} lacks its argument", place, min(index, len(tokens.kinds) - 1), hint=hints.get(after, f"write {name}(x)"))
