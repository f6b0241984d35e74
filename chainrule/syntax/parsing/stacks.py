"""The stacks of the parser: operands, operators and open brackets, in place of recursion."""

from __future__ import annotations

from typing import Any

from chainrule.errors import LimitExceeded, ReadError
from chainrule.syntax.parsing.levels import BOTTOM, NOTHING
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.words.scope import Scope
from chainrule.tree import Tree, mul


class Frame:
    """An open bracket: how it closes, what it builds, and the state outside it."""

    __slots__ = ("args", "build", "closer", "function", "index", "taken")
    index: int

    def __init__(self, closer: str, build: Any, index: int, function: int, taken: int) -> None:
        self.closer = closer
        self.build = build
        self.index = index
        self.function = function
        self.taken = taken
        self.args: list[Tree] = []


class Stacks:
    """The state of reading one expression: what has been taken, and what is still open.

    ``operands`` and ``operators`` are the stacks; an operator is (binding power, sign, token, extra). An operand is a
    Tree, or a list of factors while a product by juxtaposition is still open. ``function`` is the place of the innermost
    pending function without brackets on the stack of operators, or −1, and ``taken`` what it has taken.
    """

    __slots__ = (
        "deepest",
        "depth",
        "expecting",
        "frames",
        "function",
        "index",
        "kinds",
        "operands",
        "operators",
        "scope",
        "starts",
        "sums",
        "taken",
        "tokens",
        "values",
    )

    def __init__(self, tokens: Tokens, scope: Scope) -> None:
        self.tokens, self.scope = tokens, scope
        self.kinds, self.values = tokens.kinds, tokens.values
        self.operands: list[Any] = []
        self.starts: list[int] = []  # the first token of each operand
        self.operators: list[tuple[int, str, int, Any]] = [BOTTOM]
        self.frames: list[Frame] = []
        self.index = self.depth = self.sums = 0  # sums: that are open
        self.deepest = tokens.limits.depth
        self.function, self.taken = -1, NOTHING
        self.expecting = True

    def push(self, tree: Any, start: int) -> None:
        """Put an operand on the stack."""
        self.operands.append(tree)
        self.starts.append(start)
        self.expecting = False

    def closed(self) -> Tree:
        """Take the last operand off the stack, an open product made one tree."""
        self.starts.pop()
        top = self.operands.pop()
        return mul(*top) if top.__class__ is list else top

    def nest(self) -> None:
        """Count one level deeper."""
        self.depth += 1
        if self.depth > self.deepest:
            raise self.too_deep()

    def open_frame(self, closer: str, build: Any, place: int) -> None:
        """Open a bracket that builds something; ``place`` is the token where it begins."""
        self.depth += 1
        if self.depth > self.deepest:
            raise self.too_deep()
        self.frames.append(Frame(closer, build, place, self.function, self.taken))
        self.operators.append(BOTTOM)
        self.function, self.taken = -1, NOTHING
        self.expecting = True
        self.index += 1

    def too_deep(self) -> ReadError:
        """Return the error for text with too many levels."""
        return self.tokens.error("the text is nested too deep", self.index, hint=f"the limit is {self.deepest} levels", kind=LimitExceeded)
