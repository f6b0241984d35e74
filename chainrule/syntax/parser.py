"""The one parser: operator precedence over tokens, with explicit stacks instead of recursion; ``levels`` has the binding powers."""

from __future__ import annotations

from typing import Any

from chainrule.errors import LimitExceeded, ReadError
from chainrule.syntax import forms, joining, refusals, series
from chainrule.syntax.application import build_call, derived_call, factorial, raised_call
from chainrule.syntax.levels import BOTTOM, BRACKET, FUNCTION, JOINED, NOTHING, POWER, PRODUCT, ROOT, SIGN, SUM, TIGHT_SIGN
from chainrule.syntax.reductions import REDUCE
from chainrule.syntax.scope import Scope
from chainrule.syntax.tokens import Tokens
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


class Parser:
    """Reads one expression from tokens whose words are resolved.

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
        self.index = self.depth = 0
        self.deepest = tokens.limits.depth
        self.function, self.taken = -1, NOTHING
        self.expecting = True

    def parse(self) -> Tree:
        """Return the tree of all tokens."""
        kinds, count = self.kinds, len(self.kinds)
        while self.index < count:
            handler = (_OPERAND if self.expecting else _OPERATOR).get(kinds[self.index])
            if handler is None:
                raise self.unexpected()
            handler(self)
        if self.frames:
            raise self.unclosed()
        if self.expecting:
            raise self.unfinished()
        self.reduce(0)
        return self.closed()

    # Errors

    def unexpected(self) -> ReadError:
        """Return the error for a token that cannot stand here."""
        return refusals.unexpected(self)

    def unclosed(self) -> ReadError:
        """Return the error for a bracket that never closes."""
        frame = self.frames[-1]
        return self.tokens.error("this bracket is never closed", frame.index, hint=f"add '{frame.closer}'")

    def unfinished(self) -> ReadError:
        """Return the error for text that ends, or a bracket that closes, where something is still missing."""
        return refusals.unfinished(self)

    # Stacks

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

    def too_deep(self) -> ReadError:
        """Return the error for text with too many levels."""
        return self.tokens.error("the text is nested too deep", self.index, hint=f"the limit is {self.deepest} levels", kind=LimitExceeded)

    def reduce(self, least: int) -> None:
        """Apply every operator of this bracket that binds tighter than ``least``."""
        operators = self.operators
        while (level := operators[-1][0]) > least:
            REDUCE[level](self)

    def run(self, level: int) -> int:
        """Return where the operators of one level begin at the top of the stack."""
        operators, first = self.operators, len(self.operators)
        while operators[first - 1][0] == level:
            first -= 1
        return first

    def apply_head(self, head: Any, exponent: Tree | int | None, args: tuple[Tree, ...], place: int) -> None:
        """Put a known function's call on the stack, raised where the function was: sin²x."""
        last = self.index - 1
        if isinstance(exponent, int):  # primes: σ′(z)
            self.push(derived_call(head, args, exponent, self.tokens, place, last), place)
            return
        tree = build_call(head, args, self.tokens, place, last)
        if head.name in _LOGARITHMS:
            joining.note_head(self, head, tree, place)
        if exponent is not None:
            tree, rule = raised_call(head, tree, exponent)
            joining.note_raised(self, rule, head, place)
        self.push(tree, place)

    # Tokens where an operand is expected

    def atom(self) -> None:
        """Take a number, a name or a constant."""
        value = self.values[self.index]
        self.operands.append(value)
        self.starts.append(self.index)
        self.expecting = False
        self.index += 1
        if self.function >= 0 and self.taken < BRACKET:
            joining.take_atom(self, value)

    def sign(self) -> None:
        """Take a sign before an operand; a plus says nothing."""
        negative = self.kinds[self.index] == "-"
        after = self.operators[-1][0]
        if negative:
            self.nest()
            level = POWER if after in (POWER, ROOT) else TIGHT_SIGN if after in (PRODUCT, FUNCTION, TIGHT_SIGN) else SIGN
            self.operators.append((level, "-", self.index, None))
        self.index += 1

    def root(self) -> None:
        """Take a root sign."""
        self.nest()
        self.operators.append((ROOT, "root", self.index, self.values[self.index]))
        self.index += 1

    def open(self) -> None:
        """Take an opening bracket."""
        closer, build = self.values[self.index]
        self.open_frame(closer, build, self.index)

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

    def bar(self) -> None:
        """Open an absolute value."""
        self.open_frame("bar", "abs", self.index)

    # Tokens where an operator is expected

    def plus(self) -> None:
        """Take + or − between terms."""
        if self.operators[-1][0] == ROOT:
            joining.note_root(self)
        self.reduce(SUM)
        self.operators.append((SUM, self.kinds[self.index], self.index, None))
        self.expecting = True
        self.index += 1

    def times(self) -> None:
        """Take an explicit * or /."""
        if self.function >= 0:
            joining.note_function_ends(self)
        if self.kinds[self.index] == "/":
            joining.note_over(self)
        self.reduce(PRODUCT)
        self.operators.append((PRODUCT, self.kinds[self.index], self.index, None))
        self.expecting = True
        self.index += 1

    def raised(self) -> None:
        """Take an exponent."""
        if forms.applied_power(self):
            return
        self.nest()
        joining.note_power(self)
        self.operators.append((POWER, "^", self.index, None))
        self.expecting = True
        self.index += 1

    def joined(self) -> None:
        """Multiply by what stands beside; the token itself is taken next, as an operand."""
        kind = self.kinds[self.index]
        if kind == "sum":  # 1/n Σ … is (1/n)·Σ …
            self.times_sum()
            return
        if self.function >= 0 and joining.function_ends(self, kind):
            while self.function >= 0:
                self.reduce_to(self.function)
        joining.check_joined(self, kind)
        self.reduce(JOINED)
        self.operators.append((JOINED, "", self.index, None))
        self.expecting = True

    def times_sum(self) -> None:
        """Multiply everything before a sum in its term by the sum, as an explicit * would."""
        self.reduce(PRODUCT)
        self.operators.append((PRODUCT, "*", self.index, None))
        self.expecting = True

    def reduce_to(self, place: int) -> None:
        """Apply every operator from one place on the stack up."""
        while len(self.operators) > place:
            REDUCE[self.operators[-1][0]](self)

    def open_after(self) -> None:
        """Take a bracket after an operand: a function's brackets, or a factor."""
        name = forms.applied_name(self)
        if name is None:
            self.joined()
            return
        start = self.starts[-1]
        self.closed()
        self.open_frame(self.values[self.index][0], ("apply", name, None, None), start)

    def bar_after(self) -> None:
        """Close an absolute value, or multiply by the next one."""
        if self.frames and self.frames[-1].closer == "bar":
            self.close()
        else:
            self.joined()

    def close(self) -> None:
        """Take a closing bracket, and build what it builds."""
        closer = self.values[self.index] if self.kinds[self.index] == "close" else "bar"
        if not self.frames or self.frames[-1].closer != closer:
            raise refusals.mismatched(self, closer)
        self.reduce(0)
        frame = self.frames.pop()
        frame.args.append(self.closed())
        self.operators.pop()
        self.function, self.taken = frame.function, frame.taken
        self.depth -= 1
        self.index += 1
        build = frame.build
        if build is None:
            tree = frame.args[0]
            if len(frame.args) > 1:
                raise self.tokens.error("a comma has no place in these brackets", frame.index, self.index - 1, hint="write a decimal with a point: 0.5")
            self.push(tree, frame.index)
        else:
            forms.BUILD[build if build.__class__ is str else build[0]](self, frame)
        if self.function >= 0 and not self.expecting:
            joining.take_bracket(self, self.operands[-1])

    def comma(self) -> None:
        """Take a comma between arguments."""
        if not self.frames or self.frames[-1].closer == "bar":
            raise self.unexpected()
        self.next_argument()
        if self.frames[-1].build in ("sum", "mean"):
            series.take_limits(self)

    def over(self) -> None:
        r"""Take the line of a fraction that a group is: {a \over b}."""
        frame = self.frames[-1]
        frame.build = ("over", frame.build)
        self.next_argument()

    def next_argument(self) -> None:
        """Finish one argument and begin the next."""
        self.reduce(0)
        self.frames[-1].args.append(self.closed())
        self.function, self.taken, self.expecting = -1, NOTHING, True
        self.index += 1

    def bang(self) -> None:
        """Take a factorial."""
        start = self.starts[-1]
        self.index += 1
        self.push(factorial(self.closed(), self.tokens, start, self.index - 1), start)

    def start_function(self) -> None:
        """Take a function: with an exponent, with brackets, or without."""
        forms.start_function(self)

    def start_series(self) -> None:
        """Take a sum over an index."""
        series.start_series(self)

    def derivative(self) -> None:
        """Take a derivative of a name inside an expression."""
        forms.derivative(self)

    def prime(self) -> None:
        """Take primes after the name of an unspecified function: f″(x)."""
        forms.prime(self)

    def missing(self) -> None:
        """Refuse a token where an operand is missing."""
        raise self.unfinished()


_LOGARITHMS = frozenset(("log", "logb"))
_OPERAND = {
    **dict.fromkeys(("number", "name", "constant"), Parser.atom),
    **dict.fromkeys("+-", Parser.sign),
    "function": Parser.start_function, "open": Parser.open, "bar": Parser.bar, "root": Parser.root,
    "sum": Parser.start_series, "derivative": Parser.derivative,
    **dict.fromkeys(("*", "/", "^", "!", "close", "comma", "middle", "over"), Parser.missing),
}  # fmt: skip
_OPERATOR = {
    **dict.fromkeys("+-", Parser.plus),
    **dict.fromkeys("*/", Parser.times),
    "^": Parser.raised, "!": Parser.bang, "prime": Parser.prime, "close": Parser.close, "comma": Parser.comma, "middle": Parser.comma, "over": Parser.over,
    "open": Parser.open_after, "bar": Parser.bar_after,
    **dict.fromkeys(("number", "name", "constant", "function", "root", "sum", "derivative"), Parser.joined),
}  # fmt: skip
