"""The one parser: operator precedence over tokens, with explicit stacks instead of recursion; ``levels`` has the binding powers."""

from __future__ import annotations

from collections.abc import Callable

from chainrule.errors import ReadError
from chainrule.syntax.parsing import forms, integrals, joining, open_arguments, refusals, series
from chainrule.syntax.parsing.application import factorial
from chainrule.syntax.parsing.conditional import CONDITIONS, check_conditions
from chainrule.syntax.parsing.levels import BOTH, BRACKET, COMPARE, EITHER, FUNCTION, JOINED, NOTHING, PIECE, POWER, PRODUCT, ROOT, SIGN, SUM, TIGHT_SIGN
from chainrule.syntax.parsing.reductions import DEGREES, REDUCE
from chainrule.syntax.parsing.stacks import Frame, Stacks
from chainrule.tree import ONE, ZERO, Tree, mul, pieces, vector

COMMA = "write a decimal with a point, 0.5, and a vector alone: r(t) = (cos t, sin t)"


class Parser(Stacks):
    """Reads one expression from tokens whose words are resolved: what each kind of token does to the stacks."""

    __slots__ = ()

    def parse(self) -> Tree:
        """Return the tree of all tokens."""
        kinds, values, operands, starts = self.kinds, self.values, self.operands, self.starts
        operand, operator, count = _OPERAND, _OPERATOR, len(kinds)
        while (index := self.index) < count:
            kind = kinds[index]
            if not self.expecting:
                operator[kind](self)
            elif kind in _ATOMS:
                operands.append(values[index])
                starts.append(index)
                self.expecting = False
                self.index = index + 1
                if self.function >= 0 and self.taken < BRACKET:
                    open_arguments.take_atom(self, values[index])
            else:
                operand[kind](self)
        if self.frames:
            raise self.unclosed()
        if self.expecting:
            raise self.unfinished()
        self.reduce(0)
        tree = self.closed()
        if self.tokens.has("compare"):
            check_conditions(self, tree)
        return tree

    # Errors

    def unclosed(self) -> ReadError:
        """Return the error for a bracket that never closes."""
        return refusals.unclosed(self)

    def unfinished(self) -> ReadError:
        """Return the error for text that ends, or a bracket that closes, where something is still missing."""
        return refusals.unfinished(self)

    # Operators

    def reduce(self, least: int) -> None:
        """Apply every operator of this bracket that binds tighter than ``least``."""
        operators = self.operators
        while (level := operators[-1][0]) > least:
            REDUCE[level](self)

    # Tokens where an operand is expected

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

    def bar(self) -> None:
        """Open an absolute value."""
        self.open_frame("bar", "abs", self.index)

    # Tokens where an operator is expected

    def plus(self) -> None:
        """Take + or − between terms."""
        level = self.operators[-1][0]
        if level > SUM:
            if level == ROOT:
                joining.note_root(self)
            self.reduce(SUM)
        self.operators.append((SUM, self.kinds[self.index], self.index, None))
        self.expecting = True
        self.index += 1

    def times(self) -> None:
        """Take an explicit * or /."""
        index, operators = self.index, self.operators
        sign, level = self.kinds[index], operators[-1][0]
        if self.function >= 0:
            open_arguments.note_function_ends(self)
        if level > PRODUCT:
            if level == POWER and sign == "/":
                joining.note_over(self)
            self.reduce(PRODUCT)
        operators.append((PRODUCT, sign, index, None))
        if self.values[index]:  # × and ⊙
            self.nest()
            operators.append((ROOT, "root", index, DEGREES[self.values[index]]))
        self.expecting = True
        self.index = index + 1

    def piece(self) -> None:
        """Take what stands between the parts of an expression in pieces, or of a condition."""
        index = self.index
        kind = self.kinds[index]
        level = _LEVELS.get(kind, PIECE)
        self.reduce(level)
        self.operators.append((level, self.values[index] or kind, index, None))
        self.expecting = True
        self.index = index + 1

    def raised(self) -> None:
        """Take an exponent."""
        if self.kinds[self.index - 1] == "name" and forms.applied_power(self):
            return
        self.nest()
        joining.note_power(self)
        self.operators.append((POWER, "^", self.index, None))
        self.expecting = True
        self.index += 1

    def joined(self) -> None:
        """Multiply by what stands beside; the token itself is taken next, as an operand."""
        kind = self.kinds[self.index]
        if kind in ("sum", "integral"):  # 1/n Σ … is (1/n)·Σ …
            self.times_sum()
            return
        if self.function >= 0 and not open_arguments.is_sum(self) and open_arguments.function_ends(self, kind):
            while self.function >= 0 and not open_arguments.is_sum(self):
                self.reduce_to(self.function)
        joining.check_joined(self, kind)
        self.reduce(JOINED)
        self.operators.append((JOINED, "", self.index, None))
        self.expecting = True

    def times_sum(self) -> None:
        """Multiply everything before a sum or an integral in its term by it, as an explicit * would."""
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
        index, frames, operators = self.index, self.frames, self.operators
        closer = self.values[index] if self.kinds[index] == "close" else "bar"
        if not frames or frames[-1].closer != closer:
            raise refusals.mismatched(self, closer)
        while level := operators[-1][0]:
            REDUCE[level](self)
        operators.pop()
        frame = frames.pop()
        self.function, self.taken = frame.function, frame.taken
        self.depth -= 1
        self.index = index + 1
        build = frame.build
        if build is None:
            if frame.args:
                self.listed(frame)
            self.operands[-1] = mul(*top) if (top := self.operands[-1]).__class__ is list else top
            self.starts[-1] = frame.index
            if self.operands[-1][0] in CONDITIONS and "*" in (self.operators[-1][1], self.tokens.kind(self.index)):
                self.operands[-1] = pieces(ONE, self.operands[-1], ZERO)
        else:
            frame.args.append(self.closed())
            self.sums -= build in series.TOTALS
            forms.BUILD[build if build.__class__ is str else build[0]](self, frame)
        if self.function >= 0 and not self.expecting:
            open_arguments.take_bracket(self, self.operands[-1])

    def listed(self, frame: Frame) -> None:
        """Make a vector of what stands between commas, where the text may have vectors. Raises ReadError for points and decimals."""
        parts = (*frame.args, self.closed())
        if self.scope.listed is None or forms.may_be_point(self, frame.index, parts):
            raise self.tokens.error("a comma has no place in these brackets", frame.index, self.index - 1, hint=COMMA)
        self.scope.listed.append(frame.index)
        self.push(vector(*parts), frame.index)

    def comma(self) -> None:
        """Take a comma between arguments."""
        if not self.frames or self.frames[-1].closer == "bar":
            raise refusals.unexpected(self)
        self.next_argument()
        if self.frames[-1].build in series.TOTALS:
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

    def missing(self) -> None:
        """Refuse a token where an operand is missing."""
        raise self.unfinished()

    def refuse(self) -> None:
        """Refuse a token that cannot stand here."""
        raise refusals.unexpected(self)


_ATOMS = frozenset(("number", "name", "constant"))  # which the parser takes without a handler


_BETWEEN = ("if", "then", "next", "both", "either", "compare")
_LEVELS = {"compare": COMPARE, "both": BOTH, "either": EITHER}  # of conditions

class _Handlers(dict[str, "Callable[[Parser], None]"]):
    """What each kind of token does; every other kind is refused."""

    def __missing__(self, kind: str) -> Callable[[Parser], None]:
        return Parser.refuse


_OPERAND = _Handlers({
    **dict.fromkeys("+-", Parser.sign),
    "function": forms.start_function, "open": Parser.open, "bar": Parser.bar, "root": Parser.root,
    "sum": series.start_series, "integral": integrals.start_integral, "derivative": forms.derivative,
    **dict.fromkeys(("*", "/", "^", "!", "close", "comma", "middle", "over", *_BETWEEN), Parser.missing),
})  # fmt: skip
_OPERATOR = _Handlers({
    **dict.fromkeys("+-", Parser.plus),
    **dict.fromkeys("*/", Parser.times),
    "^": Parser.raised, "!": Parser.bang, "prime": forms.prime, "close": Parser.close, "comma": Parser.comma, "middle": Parser.comma, "over": Parser.over,
    **dict.fromkeys(_BETWEEN, Parser.piece),
    "open": Parser.open_after, "bar": Parser.bar_after,
    **dict.fromkeys(("number", "name", "constant", "function", "root", "sum", "integral", "derivative"), Parser.joined),
})  # fmt: skip
