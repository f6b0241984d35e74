"""The rules by which text with several readings is read: one row each, and everything said about a reading is made from its row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from chainrule.problem import Reading

_AS_NAME = "{piece} was read as {taken}; if it is one name, define it or differentiate by it"


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of writing that has two readings: an example, the reading taken, the other one, and how to write the other.

    ``says`` is the sentence that the output shows; {piece} is the text as typed, {taken} the reading taken and {other}
    what to write for the other reading.
    """

    written: str
    read: str
    other: str
    how: str
    says: str = "{piece} was read as {taken}; for the other reading write {other}"


RULES: dict[str, Rule] = {
    "log": Rule("log x", "the natural logarithm", "the logarithm to base 10", "log10(x)", "{piece} is the natural logarithm; write log10(x) for base 10"),
    "lg": Rule("lg x", "the logarithm to base 10", "the logarithm to base 2", "log2(x)", "{piece} is the logarithm to base 10; write log2(x) for base 2"),
    "inverse": Rule("sin^-1 x", "arcsin(x)", "1/sin(x)", "(sin x)^-1", "{piece} was read as the inverse function {taken}; for the reciprocal write {other}"),
    "function power": Rule("sin^-2 x", "(sin x)^(-2)", "the inverse function, twice", "arcsin(arcsin(x))"),
    "power in argument": Rule("sin x^2", "sin(x^2)", "(sin(x))^2", "(sin x)^2"),
    "argument and bracket": Rule("sin 2(x + 1)", "sin(2*(x + 1))", "sin(2)*(x + 1)", "sin(2)*(x + 1)"),
    "argument ends": Rule("ln x(x + 1)", "ln(x)*(x + 1)", "ln(x*(x + 1))", "ln(x*(x + 1))"),
    "argument of two": Rule("sin x y", "sin(x*y)", "sin(x)*y", "sin(x)*y"),
    "argument over": Rule("sin x/x", "sin(x)/x", "sin(x/x)", "sin(x/x)"),
    "argument times": Rule("sin 2*x", "sin(2)*x", "sin(2*x)", "sin(2*x)"),
    "signed argument": Rule("sin -x", "sin(-x)", "a lost part before the minus", "sin(…) - x"),
    "power of call": Rule("ln(x)^2", "(ln(x))^2", "ln(x^2)", "ln(x^2)"),
    "fraction": Rule("1/2x", "(1/2)*x", "1/(2*x)", "1/(2x)"),
    "quotient": Rule("a/bc", "a/(b*c)", "(a/b)*c", "(a/b)*c"),
    "exponent": Rule("e^2x", "e^2*x", "e^(2*x)", "e^(2x)"),
    "exponent over": Rule("x^1/2", "(x^1)/2", "x^(1/2)", "x^(1/2)"),
    "root": Rule("√2x", "√(2)*x", "√(2*x)", "√(2x)"),
    "root of power": Rule("√x^2", "√(x^2)", "(√x)^2", "(√x)^2"),
    "product of letters": Rule("xy", "x*y", "one name", "define it, or name it: --wrt xy", _AS_NAME),
    "one name": Rule("w*xyt", "one name, where explicit * or a word shows it", "a product", "x*y*t"),
    "long name": Rule("xyzt", "one name (four letters or more)", "a product", "x*y*z*t"),
    "name with digits": Rule("x2", "one name", "a power", "x^2"),
    "two names": Rule("x1w1", "x1*w1", "one name", "define it, or name it: --wrt x1w1", _AS_NAME),
    "derivative order": Rule("f^(2)(x)", "f″(x)", "f(x)^2", "f(x)^2"),
    "power of function": Rule("f^2(x)", "f(x)^2", "f^2*x, or f(f(x))", "f^2*(x)"),
    "transpose": Rule("w^T", "w to the power T", "the transpose of w", "the sum of products: w_1*x_1 + w_2*x_2"),
    "layer": Rule("x_1^(2)", "one name: layer 2", "a power", "(x_1)^2"),
    "function or product": Rule("x(t)", "a function of t, where t is asked for", "x*t", "x*(t)"),
    "product or function": Rule("k(x)", "k*x", "an unspecified function k", "f(x), with one of the letters f, g, h, F, G, H, J, φ, ψ"),
    "index in brackets": Rule("w[1]", "w*1", "an indexed name", "w_1"),
    "function name": Rule("acos(t)", "arccos(t)", "a*cos(t)", "a*cos(t)"),
    "hidden function": Rule("cost", "one name, or cos(t) where t is used", "the other", "cos(t), or a name such as cost_1"),
    "digits after function": Rule("cos4(3x)", "cos(4*(3x))", "(cos(3x))^4", "cos^4(3x)"),
    "base or argument": Rule("log2x", "log(2x)", "the logarithm to base 2", "log_2(x)"),
    "base in name": Rule("log3(x)", "the logarithm to base 3", "log(3x)", "log(3x)"),
    "Euler's number": Rule("ez", "e*z, with Euler's number e", "e^z", "e^z"),
    "scientific": Rule("2e-3", "0.002", "2*e - 3", "2*e - 3"),
    "many digits": Rule(r"$x^10$", "x^{10}", "x^1 0, as LaTeX sets it", "x^{1} 0"),
    "reach": Rule("d/dx sin x + 1", "d/dx (sin x + 1)", "(d/dx sin x) + 1", "d/dx (…) with brackets"),
    "set aside": Rule("x^2, x > 0", "x^2", "a condition or a point", "nothing: conditions and points are given apart", "{piece} was set aside: {taken}"),
}  # fmt: skip


class Readings:
    """The readings taken so far in one text; the same words are kept once."""

    __slots__ = ("found", "text")

    MOST = 200

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[str, Reading] = {}

    def add(self, rule: str, start: int, end: int, taken: str, other: str = "") -> None:
        """Note that text from ``start`` to ``end`` was read as ``taken``, and how to write the other reading."""
        if len(self.found) < self.MOST:
            message = sentence(rule, cut(self.text, start, end), taken, other)
            if message not in self.found:
                self.found[message] = Reading(message, start, end)

    def listed(self) -> tuple[Reading, ...]:
        """Return the readings in the order of their places in the text."""
        return tuple(sorted(self.found.values(), key=attrgetter("start")))


@lru_cache(maxsize=256)
def sentence(rule: str, piece: str, taken: str, other: str) -> str:
    """Return what a rule says about a piece of text."""
    return RULES[rule].says.format(piece=shortened(piece), taken=shortened(taken), other=shortened(other))


def cut(text: str, start: int, end: int, most: int = 200) -> str:
    """Return a part of a text, without the middle of a long one."""
    return text[start:end] if end - start <= most else text[start : start + most // 2] + "…" + text[end - most // 2 : end]


def shortened(piece: str, width: int = 60) -> str:
    """Return a piece of text on one line, its middle cut out where it is long."""
    if len(piece) <= width and piece.isprintable():
        return piece
    piece = " ".join(piece.split())
    return piece if len(piece) <= width else piece[: width // 2] + "…" + piece[-width // 2 :]
