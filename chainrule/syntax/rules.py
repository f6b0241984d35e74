"""The rules by which text with several readings is read: one row each, and everything said about a reading is made from its row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from chainrule.notation.logarithms import LN, LOG
from chainrule.problem import Reading

_BY_NAME = "{piece} read as {taken}; else write the inverse by name"
_AS_NAME = "{piece} read as {taken}; if it is one name, define it"

_QUANTITY = "{piece} read as {taken}; if it is a quantity, define it"
_OF_X = "{piece} read as {taken}; of quantities without it the derivative is 0"
_DASH = "{piece} read as {taken}; else write a minus that touches what follows"
_AGAIN = "{piece} is differentiated {taken}; else ask for {piece} alone"
_EQUATION = "{piece}: {taken}; else ask for {other}"
_SQUARE = "{piece} = … read as {taken}, the positive root"
_INVERSE = "{piece} read as {taken}: y is the inverse function"
_POLAR = "{piece}: polar coordinates, {taken}; else define {other}"
_BY_COMPONENTS = "{taken} are the components of {piece}"
_UNITS = "{taken} are unit vectors in {piece}; else write other letters for quantities"
_PAIRS = "the sum runs over {taken} that differ; else write {other}"
_BOUND = "{piece} read as {taken}: the variable of integration is bound, so it has a letter of its own"
_SPOKEN = "{piece} read as {taken}, for what stands next to it; else use brackets"


_SAID = 60  # characters of what is said of a piece; of the piece itself fewer are shown
RUNS_OVER = " runs over "  # in what is said of a sum without bounds
A_POWER = "the sum of products"  # the other reading of w^T, where that is read as a power


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
    says: str = "{piece} read as {taken}; else write {other}"


RULES: dict[str, Rule] = {
    "log": Rule("log x", "the natural logarithm", "the logarithm to base 10", "log10(x)", "log is the natural logarithm"),
    "lg": Rule("lg x", "the logarithm to base 10", "the logarithm to base 2", "log2(x)", "lg is the logarithm to base 10"),
    "exp2": Rule("exp2(x)", "2^x", "e^(2x)", "exp(2x)", "exp2 is a power of 2; else write exp(2*(…))"),
    "density": Rule(
        "N(x; m, v)", "e^(-(x - m)^2/(2v))/√(2*pi*v)", "a function N", "f(x, m, v)", "N is the density of the normal distribution, with the variance last"
    ),
    "inverse": Rule("sin^-1 x", "arcsin(x)", "1/sin(x)", "(sin x)^-1"),
    "function power": Rule("sin^-2 x", "(sin x)^-2", "the inverse function, twice", "arcsin(arcsin(x))", _BY_NAME),
    "degree in front": Rule("root(3, x)", "the cube root of x", "the root of 3 of degree x", "3^(1/x)"),
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
    "power of exp": Rule("exp^(2x)", "e^(2x)", "a power of exp(…)", "exp(x)^2"),
    "exponent of power": Rule("e^(x)^2", "e^((x)^2)", "(e^(x))^2", "(e^(x))^2"),
    "exponent over": Rule("x^1/2", "(x^1)/2", "x^(1/2)", "x^(1/2)"),
    "root": Rule("√2x", "√(2)*x", "√(2*x)", "√(2x)"),
    "root without brackets": Rule("sqrt 2x", "sqrt(2*x)", "sqrt(2)*x", "sqrt(2)*x"),
    "root of power": Rule("√x^2", "√(x^2)", "(√x)^2", "(√x)^2"),
    "root of sum": Rule("√1-x", "√1 - x", "√(1 - x)", "√(1-x)"),
    "product of letters": Rule("xy", "x*y", "one name", "--wrt xy", _AS_NAME),
    "one name": Rule("w*xyt", "one name, where explicit * or a word shows it", "a product", "x*y*t"),
    "long name": Rule("xyzt", "one name (four letters or more)", "a product", "x*y*z*t"),
    "word": Rule("y = x^2 apples", "a quantity apples", "a word that says something else", "y = x^2", "{piece} read as a quantity; else leave it out"),
    "name with digits": Rule("x2", "one name", "a power", "x^2"),
    "two names": Rule("x1w1", "x1*w1", "one name", "--wrt x1w1", _AS_NAME),
    "factor and index": Rule("wx_1", "w*x_1, where no * is written", "one name", "--wrt wx_1", _AS_NAME),
    "derivative order": Rule("f^(2)(x)", "f″(x)", "f(x)^2", "f(x)^2"),
    "power of function": Rule("f^2(x)", "f(x)^2", "f^2*x, or f(f(x))", "f^2*(x)"),
    "scalar product": Rule("w^T x", "Σ_i w_i·x_i, where that makes sense of all of w, x and T", "w to the power T", "w^S x"),
    "vectors": Rule("L = ‖X w - y‖^2", "Σ_i (Σ_j X_ij·w_j - y_i)^2", "numbers", "L = (X*w - y)^2", _BY_COMPONENTS),
    "unit vectors": Rule("r(t) = t i + t^2 j", "(t, t^2)", "quantities i and j", "r(t) = a*t + b*t^2", _UNITS),
    "transpose": Rule("w^T", "w to the power T", "the transpose of w", "w_1*x_1 + w_2*x_2"),
    "layer": Rule("x_1^(2)", "one name: layer 2", "a power", "(x_1)^2"),
    "function or product": Rule("u(x)", "a function of x, where u is only ever applied to x", "u*x", "u*x"),
    "function not defined": Rule(
        "y = x^2, f'(3)", "the derivative of y", "that of an f without a formula", "f(x) = …", "{piece} read as {taken}, the only formula here"
    ),
    "functions without argument": Rule("d/dx (uv)", "functions of x: u(x)*v(x)", "quantities without x", "0", _OF_X),
    "product or function": Rule("k(a)", "k*a", "an unspecified function, as f, g, h, F, G, H, J, φ, ψ are", "f(a)"),
    "index above": Rule(r"$w^{(2)}$", "w to the power 2", "one name", r"$w^{[2]}$", "{piece} read as a power; else define it, or use square brackets"),
    "letter above": Rule("a^l = s(z^l)", "names with the index l", "powers", "", "{piece} read as {taken}, as everything with that letter above"),
    "layer of": Rule("a^L(x)", "a with the index L", "a power", "a^(L(x))", "{piece} read as a name with {taken}: (x) is set aside"),
    "colon": Rule("y = x : 2", "x / 2", "words, or a condition, behind a colon", "y = x; 2", "{piece} read as {taken}"),
    "point": Rule("y = 3 . x", "3 * x", "two sentences", "y = 3; x", "{piece} read as {taken}"),
    "digits in groups": Rule("y = 1 000 x", "1000*x", "a product", "y = 1*0*x", "{piece} read as the number {taken}"),
    "rate told": Rule("A = pi r^2, r grows at 3 cm/s", "dr/dt = 3", "", "", "{piece} read as {taken}"),
    "number behind": Rule("y = x^2 (2)", "2*x^2", "the number of a formula", "y = x^2", "{piece} read as a factor; else leave it out"),
    "index in brackets": Rule("w[1]", "w*1", "an indexed name", "w_1"),
    "function name": Rule("acos t", "arccos(t), where a is used too", "a*cos(t)", "a*cos(t)"),
    "amplitude": Rule("Acos(t)", "A*cos(t)", "arccos(t)", "arccos(t)"),
    "hidden function": Rule("cost", "one name; cos(t) where t is used", "the other", "cost_1"),
    "digits after function": Rule("cos4(3x)", "cos(4*(3x))", "(cos(3x))^4", "cos^4(3x)"),
    "base or argument": Rule("log2x", "log(2x)", "the logarithm to base 2", "log_2(x)"),
    "base in name": Rule("log3 x", "the logarithm to base 3", "log(3x)", "log(3x)"),
    "decimal comma": Rule("log(2,5)", "the logarithm of 2 to base 5", "log(2.5)", "log(2.5)"),
    "decimal sign": Rule("y = 0,5x", "0.5*x", "0 and 5*x", "0, 5x", "{piece} read as {taken}; else put a space behind the comma"),
    "index of sum": Rule("Σ (y_i - p_i)^2", "Σ over i = 1..n", "other limits", "sum((y_i - p_i)^2, i=1..3)", f"{{piece}}{RUNS_OVER}{{taken}}"),
    "power in sum": Rule("sum (y - p)^2", "sum((y - p)^2), with the space", "(sum(y - p))^2", "(sum(y - p))^2"),
    "limit of integral": Rule("∫_0^x^2 sin(t) dt", "the integral up to x^2", "∫_0^x of a power", "∫_0^{x} (…)"),
    "variable of integral": Rule("∫_0^x f(x) dx", "∫_0^x f(t) dt", "a quantity x in the integral", "", _BOUND),
    "log-likelihood": Rule("log L(μ) = -μ^2", "ℓ(μ) = -μ^2", "an equation for L", "dL/dμ", "{taken} stands for {piece}, which is differentiated as it is"),
    "index of a sum in brackets": Rule("Σ_i x(i)", "x_i", "x*i", "x*(i)"),
    "pairs": Rule("L = Σ_{i≠j} x_i x_j", "Σ over all i and j with i ≠ j", "Σ over i alone", "L_j = Σ_{i≠j} x_i x_j", _PAIRS),
    "reach of sum": Rule("Σ_i x_i + y_i", "Σ_i (x_i + y_i)", "(Σ_i x_i) + y_i", "(Σ_i x_i) + y_i"),
    "Euler's number": Rule("ez", "e*z, with Euler's number e", "e^z", "e^z", "{piece}: e read as a factor; else write e^(…)"),
    "capital E": Rule("E^x", "e^x, where E is nothing else", "a power of a quantity E", "E_1^x", _QUANTITY),
    "pi in word": Rule("2pix", "2*pi*x", "2*p*i*x", "2*p*i*x"),
    "scientific": Rule("2e-3", "0.002", "2*e - 3", "2*e - 3"),
    "double precision": Rule("2.0d0", "2.0, as Fortran has it", "2.0*d0", "2.0*d_0"),
    "power of ten": Rule("3.10^2 x", "3.1^2", "3*10^2", "3*10^2"),
    "base in front": Rule("log(2, x)", "the logarithm of 2 to base x", "the logarithm of x to base 2", "log(x, 2)"),
    "norm": Rule("‖y - w x‖", "abs(y - w*x), where it is open whether w or x is a vector", "the norm of a vector", "‖y - W x‖, or say x ∈ R^n"),
    "many digits": Rule(r"$x^10$", "x^{10}", "x^1 0, as LaTeX sets it", "x^{1} 0"),
    "number between brackets": Rule(r"$(x+1)2(x-1)$", "(x+1)*2*(x-1)", "a lost exponent", "(x+1)^2(x-1)"),
    "reach": Rule("d/dx sin x + 1", "d/dx (sin x + 1)", "the derivative of sin x alone", "d/dx (sin x)"),
    "derivative of derivative": Rule("the derivative of f'(x)", "f″(x)", "f′(x)", "find f'(x)", _AGAIN),
    "spoken": Rule("square root of x + 1", "sqrt(x) + 1", "sqrt(x + 1)", "sqrt(x + 1)", _SPOKEN),
    "dash": Rule("Differentiate - x^2", "x^2: the dash belongs to the words", "-x^2", "Differentiate -x^2", _DASH),
    "equation": Rule("x^2 + y^2 = 25", "an equation in which y depends on x", "x depends on y", "x^2 + y^2 = 25, dx/dy", _EQUATION),
    "square": Rule("r^2 = x^2 + y^2, z = 1/r", "r = √(x^2 + y^2)", "the negative root", "r = -√(x^2 + y^2)", _SQUARE),
    "variance of values": Rule("var(x)", "mean((x - mean(x))^2)", "a sum over n - 1", "sum((x - mean(x))^2)/(n - 1)", "{piece} read as {taken}"),
    "variance": Rule("l = -log(σ^2) - x^2/σ^2, dl/dσ^2", "the derivative by v, with σ = √v", "dl/dσ over 2σ", "dl/dσ", "{piece} read as {taken}"),
    "polar": Rule("r = 1 + cos θ; dy/dx", "polar coordinates: x = r cos θ, y = r sin θ", "x and y as other quantities", "x = …; y = …", _POLAR),
    "derivative of inverse": Rule("f(x) = x^3 + x, (f^-1)'(2)", "dy/dx along x = f(y)", "", "", _INVERSE),
    "degrees": Rule("sin(x°)", "sin(x*pi/180)", "the sine of x radians", "sin(x)", "{piece} read as {taken}"),
    "percent": Rule("5% of x", "0.05*x", "a remainder", "", "{piece} read as {taken}"),
    "parameter": Rule("L = log p_w(x), dL/dw", "p_w(x, w)", "a function without w", "p_v(x)", "{taken} depends on its index, by which it is differentiated"),
    "set aside": Rule("x^2, x > 0", "x^2, the condition left out", "", "", "{piece} set aside: {taken}"),
}  # fmt: skip


def table() -> str:
    """Return the rules as a table in Markdown: what is written, how it is read, the other reading and how to write that."""
    rows = [("written", "read as", "other reading", "written as"), ("---",) * 4]
    rows += [(_code(rule.written), _prose(rule.read), _prose(rule.other), _code(rule.how)) for rule in RULES.values()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


def _code(piece: str) -> str:
    return f"`{piece}`".replace("|", r"\|") if piece else ""


def _prose(piece: str) -> str:
    return "".join("\\" + sign if sign in "*_|^" else sign for sign in piece)


class Readings:
    """The readings taken so far in one text, by rule: each doubt is said once, with how often else it came up."""

    __slots__ = ("found", "text")

    MOST = 200

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[str, dict[str, Reading]] = {}

    def add(self, rule: str, start: int, end: int, taken: str, other: str = "") -> None:
        """Note that text from ``start`` to ``end`` was read as ``taken``, and how to write the other reading."""
        if end <= start or start >= len(self.text):  # of tokens that stand nowhere in the text
            return
        alike = self.found.setdefault(rule, {})
        if len(alike) < self.MOST:
            message = sentence(rule, cut(self.text, start, end), taken, other)
            if message not in alike:
                alike[message] = Reading(message, start, end, other)

    def forget(self, rule: str, start: int, end: int) -> None:
        """Forget what was noted by a rule of a place in the text that turned out to be something else."""
        kept = {message: each for message, each in self.found.pop(rule, {}).items() if not (start <= each.start and each.end <= end)}
        if kept:
            self.found[rule] = kept

    @property
    def logarithm(self) -> str:
        """How what is shown writes the natural logarithm: log where the text does and has no ln, else ln, which is never one to another base."""
        return LOG if LOG in self.found and LN not in self.text else LN

    def listed(self) -> tuple[Reading, ...]:
        """Return one reading for each rule, in the order of their places in the text."""
        if not self.found:
            return ()
        if "product of letters" in self.found and len(self.found) > 1:
            self._leave_out("product of letters")
        said = list(map(self._together, self.found.values()))
        return tuple(said if len(said) < 2 else sorted(said, key=attrgetter("start")))

    def _leave_out(self, rule: str) -> None:
        """Forget the readings by one rule that lie inside a longer piece of which something is said."""
        places = [(each.start, each.end) for name, alike in self.found.items() if name != rule for each in alike.values()]
        kept = {
            message: each
            for message, each in self.found[rule].items()
            if not any(start <= each.start and each.end <= end and end - start > each.end - each.start for start, end in places)
        }
        if kept:
            self.found[rule] = kept
        else:
            del self.found[rule]

    def _together(self, alike: dict[str, Reading]) -> Reading:
        """Return the first of the readings by one rule, with a word about the others."""
        if len(alike) == 1:
            return next(iter(alike.values()))
        first, *others = sorted(alike.values(), key=attrgetter("start"))
        piece, one = (shortened(cut(self.text, each.start, each.end)) for each in (others[0], first))
        more = f"likewise {len(others)} more" if len(others) > 1 else f"likewise {piece}" if piece != one else others[0].message
        return Reading(f"{first.message}; {more}", first.start, first.end, first.other)


@lru_cache(maxsize=256)
def sentence(rule: str, piece: str, taken: str, other: str) -> str:
    """Return what a rule says about a piece of text."""
    return RULES[rule].says.format(piece=shortened(piece), taken=shortened(taken, _SAID), other=shortened(other, _SAID))


def cut(text: str, start: int, end: int, most: int = 200) -> str:
    """Return a part of a text, without the middle of a long one."""
    return text[start:end] if end - start <= most else text[start : start + most // 2] + "…" + text[end - most // 2 : end]


def shortened(piece: str, width: int = 30) -> str:
    """Return a piece of text on one line, its middle cut out where it is long."""
    if len(piece) <= width and piece.isprintable():
        return piece
    piece = " ".join(piece.split())
    return piece if len(piece) <= width else piece[: width // 2] + "…" + piece[1 - width // 2 :]
