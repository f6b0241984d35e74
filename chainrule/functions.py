"""The table of known functions: one row each, and everything that is known about the function is in its row.

The local derivatives are templates: called with the arguments' trees they give the derivative by each argument, and called
with the symbols u, v they give the rule's printed statement, so what is said and what is computed cannot differ.
Source: NIST Digital Library of Mathematical Functions, chapters 4 (elementary functions) and 7 (erf).
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chainrule import computing
from chainrule.tree import ONE, PI, TWO, Tree, call, number, relation, symbol

Template = Callable[..., Tree]
INF = math.inf


@dataclass(frozen=True, slots=True)
class Function:
    """A row of the table.

    ``derivatives[k]`` builds the derivative by argument k from the arguments' trees (for a function of any number of
    arguments, ``derivatives[0]`` is called with the index first). ``own`` builds it from the function's own value where
    that is shorter. ``domain`` builds the conditions under which the value is real; ``smooth`` those that the derivative
    needs besides. ``kink`` says what happens where ``smooth`` fails although the function is defined, of "its slope" or "its value".
    ``definition`` rewrites the function by others of the table. ``real`` computes with floats and raises ValueError
    outside the domain. ``numpy``, ``mpmath`` and ``sympy`` are names in those libraries, or functions of (library,
    arguments…); without one, the definition is used. ``cmath`` continues the real function to complex numbers near the real
    line: a name in that library, or a function. ``sample`` is a point inside the domain where nothing is special.
    ``bounds`` encloses the values (low, high, and whether an end is reached: "[" and "]" yes, "(" and ")" no); ``rising``
    says that the function rises strictly wherever it is defined, over one interval. ``parity`` is "even" where f(−u) is f(u),
    "odd" where it is −f(u), for every u at which the function is defined. ``beside`` names another function and
    computes the pair of both with NumPy, in less time than one after the other.
    """

    name: str
    rule: str
    derivatives: tuple[Template, ...]
    sample: tuple[float, ...]
    real: Callable[..., float]
    aliases: tuple[str, ...] = ()
    latex: str = ""
    domain: Callable[..., tuple[Tree, ...]] | None = None
    smooth: Callable[..., tuple[Tree, ...]] | None = None
    kink: str = ""
    own: Template | None = None
    definition: Template | None = None
    numpy: str | Callable[..., Any] | None = None
    mpmath: str | Callable[..., Any] | None = None
    sympy: str | Callable[..., Any] | None = None
    cmath: str | Callable[..., complex] | None = None
    arity: tuple[int, int] = field(default=(1, 1))
    bounds: tuple[float, float, str] = (-INF, INF, "()")
    rising: bool = False
    parity: str = ""
    beside: tuple[str, Callable[..., Any]] | None = None

    def derivative(self, index: int, args: tuple[Tree, ...]) -> Tree:
        """Return the derivative by argument ``index`` as a tree in the arguments."""
        if self.arity[1] > len(self.derivatives):
            return self.derivatives[0](index, *args)
        return self.derivatives[index](*args)

    def statement(self, index: int = 0) -> tuple[Tree, Tree, Tree]:
        """Return the function in u (and b), the variable, and the derivative: the rule as a reader states it.

        A function of any number of arguments is stated for two, by the first: it is the same for all.
        """
        many = self.arity[1] > 3
        args = tuple(symbol(name) for name in "ubc"[: 2 if many else max(self.arity[0], len(self.derivatives))])
        index = 0 if many else min(index, len(args) - 1)
        return call(self.name, *args), args[index], self.derivative(index, args)


def f(name: str) -> Template:
    """Return the builder of one function's call."""
    return lambda *args: call(name, *args)


sin, cos, tan, cot, sec, csc = map(f, ("sin", "cos", "tan", "cot", "sec", "csc"))
sinh, cosh, tanh, coth, sech, csch = map(f, ("sinh", "cosh", "tanh", "coth", "sech", "csch"))
exp, ln, sqrt, sign, step, absolute = map(f, ("exp", "log", "sqrt", "sign", "step", "abs"))
sigmoid, erf, least, greatest = map(f, ("sigmoid", "erf", "min", "max"))


def positive(u: Tree) -> tuple[Tree, ...]:
    return (relation(">", u, number(0)),)


def not_negative(u: Tree) -> tuple[Tree, ...]:
    return (relation("≥", u, number(0)),)


def not_zero(u: Tree) -> tuple[Tree, ...]:
    return (relation("≠", u, number(0)),)


def odd(degree: Tree) -> bool:
    """Return whether a root's degree is an odd whole number, so that it has real values everywhere."""
    return degree.kind == "number" and degree.value % 2 == 1


def never_zero(function: Template) -> Callable[..., tuple[Tree, ...]]:
    """Return the condition that another function of the same argument is not zero."""
    return lambda u: not_zero(function(u))


def between(low: int, high: int, operator: str) -> Callable[..., tuple[Tree, ...]]:
    """Return the condition that the argument lies between two integers."""
    from chainrule.tree import tree

    return lambda u: (relation(operator, tree(low), u, tree(high)),)


def outside(operator: str) -> Callable[..., tuple[Tree, ...]]:
    """Return the condition that the argument's absolute value is beyond 1."""
    return lambda u: (relation(operator, absolute(u), ONE),)


def no_ties(*args: Tree) -> tuple[Tree, ...]:
    return tuple(relation("≠", a, b) for i, a in enumerate(args) for b in args[i + 1 :])


def others(index: int, args: tuple[Tree, ...], smaller: bool) -> Tree:
    """Return 1 where argument ``index`` is the smallest (or the greatest) of all, else 0, as a product of steps.

    Of equal arguments one counts, the first of the smallest and the last of the greatest: so the derivative is right also where
    two are equal everywhere, and min(x, y) + max(x, y) has that of x + y. A number among them does not matter for that.
    """
    own = args[index]
    if own in (args[:index] if smaller else args[index + 1 :]):
        return number(0)
    product = number(1)
    for place, other in enumerate(args):
        if other != own and other not in args[:place]:
            if smaller == (index < place) and "number" not in (own.kind, other.kind):
                factor = 1 - step(own - other if smaller else other - own)
            else:
                factor = step(other - own if smaller else own - other)
            product = factor if product == ONE else product * factor
    return product


def _sympy_root(sp: Any, u: Any, degree: Any) -> Any:
    if degree.is_integer and degree.is_odd and u.is_nonnegative is None and not u.is_number:
        return sp.real_root(u, degree) if degree != 3 else sp.cbrt(u)
    return sp.root(u, degree)


ROWS = (
    # Powers, roots, exponentials and logarithms
    Function("sqrt", "square root", (lambda u: 1 / (2 * sqrt(u)),), (1.7,), math.sqrt, ("sqrt", "root2"), r"\sqrt",
             domain=not_negative, smooth=positive, own=lambda y: 1 / (2 * y), numpy="sqrt", mpmath="sqrt", cmath=computing.within(math.sqrt, cmath.sqrt), sympy="sqrt", bounds=(0, INF, "[)"), rising=True),
    Function("root", "root", (lambda u, n: 1 / (n * call("root", u, n) ** (n - 1)), lambda u, n: -(call("root", u, n) * ln(u)) / n**2), (1.7, 3.0), computing.root, ("root", "nthRoot", "nthroot", "nroot", "surd"),
             domain=lambda u, n: (*(() if odd(n) else not_negative(u)), *not_zero(n)), smooth=lambda u, n: not_zero(u),
             numpy=computing.numpy_root, mpmath=computing.mpmath_root, cmath=computing.complex_root, sympy=_sympy_root, arity=(2, 2)),
    Function("exp", "exponential", (lambda u: exp(u),), (0.7,), math.exp, ("exp",), r"\exp",
             own=lambda y: y, numpy="exp", mpmath="exp", cmath="exp", sympy="exp", bounds=(0, INF, "()"), rising=True),
    Function("log", "logarithm", (lambda u: 1 / u,), (1.7,), math.log, ("log", "ln", "Log", "Ln", "LN"), r"\log",
             domain=positive, numpy="log", mpmath="log", cmath=computing.within(math.log, cmath.log), sympy="log", rising=True),
    Function("logb", "logarithm in another base", (lambda u, b: 1 / (u * ln(b)), lambda u, b: -(ln(u) / (b * ln(b) ** 2))), (1.7, 3.0), computing.log_base,
             domain=lambda u, b: (*positive(u), *positive(b), relation("≠", b, ONE)),
             definition=lambda u, b: ln(u) / ln(b), arity=(2, 2)),
    # Trigonometric functions
    Function("sin", "sine", (lambda u: cos(u),), (0.7,), math.sin, ("sin", "sen"), r"\sin", numpy="sin", mpmath="sin", cmath="sin", sympy="sin", bounds=(-1, 1, "[]"), parity="odd"),
    Function("cos", "cosine", (lambda u: -sin(u),), (0.7,), math.cos, ("cos",), r"\cos", numpy="cos", mpmath="cos", cmath="cos", sympy="cos", bounds=(-1, 1, "[]"), parity="even"),
    Function("tan", "tangent", (lambda u: sec(u) ** 2,), (0.7,), math.tan, ("tan", "tg", "tang"), r"\tan",
             domain=never_zero(cos), numpy="tan", mpmath="tan", cmath="tan", sympy="tan", parity="odd"),
    Function("cot", "cotangent", (lambda u: -(csc(u) ** 2),), (0.7,), computing.reciprocal(math.tan), ("cot", "ctg", "cotg", "ctan", "cotan"), r"\cot",
             domain=never_zero(sin), definition=lambda u: cos(u) / sin(u), mpmath="cot", cmath=lambda u: 1 / cmath.tan(u), sympy="cot", parity="odd"),
    Function("sec", "secant", (lambda u: sec(u) * tan(u),), (0.7,), computing.reciprocal(math.cos), ("sec",), r"\sec",
             domain=never_zero(cos), definition=lambda u: 1 / cos(u), mpmath="sec", cmath=lambda u: 1 / cmath.cos(u), sympy="sec", parity="even"),
    Function("csc", "cosecant", (lambda u: -(csc(u) * cot(u)),), (0.7,), computing.reciprocal(math.sin), ("csc", "cosec"), r"\csc",
             domain=never_zero(sin), definition=lambda u: 1 / sin(u), mpmath="csc", cmath=lambda u: 1 / cmath.sin(u), sympy="csc", parity="odd"),
    # Their inverses
    Function("asin", "inverse sine", (lambda u: 1 / sqrt(1 - u**2),), (0.4,), math.asin, ("asin", "arcsin", "arsin", "arcsen"), r"\arcsin",
             domain=between(-1, 1, "≤"), smooth=between(-1, 1, "<"), numpy="arcsin", mpmath="asin", cmath=computing.within(math.asin, cmath.asin), sympy="asin", bounds=(-1.5708, 1.5708, "()"), rising=True, parity="odd"),
    Function("acos", "inverse cosine", (lambda u: -(1 / sqrt(1 - u**2)),), (0.4,), math.acos, ("acos", "arccos", "arcos"), r"\arccos",
             domain=between(-1, 1, "≤"), smooth=between(-1, 1, "<"), numpy="arccos", mpmath="acos", cmath=computing.within(math.acos, cmath.acos), sympy="acos", bounds=(0, 3.1416, "[)")),
    Function("atan", "inverse tangent", (lambda u: 1 / (1 + u**2),), (0.7,), math.atan, ("atan", "arctan", "arctg", "atg"), r"\arctan",
             numpy="arctan", mpmath="atan", cmath="atan", sympy="atan", bounds=(-1.5708, 1.5708, "()"), rising=True, parity="odd"),
    Function("acot", "inverse cotangent", (lambda u: -(1 / (1 + u**2)),), (0.7,), computing.acot, ("acot", "arccot", "arcctg", "actg", "arcotan"), r"\operatorname{arccot}",
             smooth=not_zero, kink="its value jumps there", definition=lambda u: call("atan", 1 / u), mpmath="acot", sympy="acot", bounds=(-1.5708, 1.5708, "()")),
    Function("asec", "inverse secant", (lambda u: 1 / (absolute(u) * sqrt(u**2 - 1)),), (1.7,), computing.inverse_of_reciprocal(math.acos), ("asec", "arcsec"), r"\operatorname{arcsec}",
             domain=outside("≥"), smooth=outside(">"), definition=lambda u: call("acos", 1 / u), mpmath="asec", sympy="asec", bounds=(0, 3.1416, "[)")),
    Function("acsc", "inverse cosecant", (lambda u: -(1 / (absolute(u) * sqrt(u**2 - 1))),), (1.7,), computing.inverse_of_reciprocal(math.asin), ("acsc", "arccsc", "arccosec", "acosec"), r"\operatorname{arccsc}",
             domain=outside("≥"), smooth=outside(">"), definition=lambda u: call("asin", 1 / u), mpmath="acsc", sympy="acsc", bounds=(-1.5708, 1.5708, "()"), parity="odd"),
    Function("atan2", "two-argument inverse tangent", (lambda v, u: u / (u**2 + v**2), lambda v, u: -(v / (u**2 + v**2))), (0.7, 1.3), math.atan2, ("atan2", "arctan2"), r"\operatorname{atan2}",
             smooth=lambda v, u: positive(u + sqrt(u**2 + v**2)), numpy="arctan2", mpmath="atan2", cmath=computing.complex_atan2, sympy="atan2", arity=(2, 2), bounds=(-3.1416, 3.1416, "()")),
    # Hyperbolic functions
    Function("sinh", "hyperbolic sine", (lambda u: cosh(u),), (0.7,), math.sinh, ("sinh", "sh", "senh"), r"\sinh", numpy="sinh", mpmath="sinh", cmath="sinh", sympy="sinh", rising=True, parity="odd"),
    Function("cosh", "hyperbolic cosine", (lambda u: sinh(u),), (0.7,), math.cosh, ("cosh", "ch"), r"\cosh", numpy="cosh", mpmath="cosh", cmath="cosh", sympy="cosh", bounds=(1, INF, "[)"), parity="even"),
    Function("tanh", "hyperbolic tangent", (lambda u: 1 - tanh(u) ** 2,), (0.7,), math.tanh, ("tanh", "th", "tgh"), r"\tanh",
             own=lambda y: 1 - y**2, numpy="tanh", mpmath="tanh", cmath="tanh", sympy="tanh", bounds=(-1, 1, "()"), rising=True, parity="odd"),
    Function("coth", "hyperbolic cotangent", (lambda u: -(csch(u) ** 2),), (0.7,), computing.reciprocal(math.tanh), ("coth", "cth", "ctgh"), r"\coth",
             domain=not_zero, definition=lambda u: cosh(u) / sinh(u), mpmath="coth", sympy="coth", parity="odd"),
    Function("sech", "hyperbolic secant", (lambda u: -(sech(u) * tanh(u)),), (0.7,), computing.sech, ("sech",), r"\operatorname{sech}",
             definition=lambda u: 1 / cosh(u), mpmath="sech", sympy="sech", bounds=(0, 1, "(]"), parity="even"),
    Function("csch", "hyperbolic cosecant", (lambda u: -(csch(u) * coth(u)),), (0.7,), computing.csch, ("csch", "cosech"), r"\operatorname{csch}",
             domain=not_zero, definition=lambda u: 1 / sinh(u), mpmath="csch", sympy="csch", parity="odd"),
    # Their inverses
    Function("asinh", "inverse hyperbolic sine", (lambda u: 1 / sqrt(u**2 + 1),), (0.7,), math.asinh, ("asinh", "arsinh", "arcsinh", "argsinh", "arsh", "argsh"), r"\operatorname{arsinh}",
             numpy="arcsinh", mpmath="asinh", cmath="asinh", sympy="asinh", rising=True, parity="odd"),
    Function("acosh", "inverse hyperbolic cosine", (lambda u: 1 / (sqrt(u - 1) * sqrt(u + 1)),), (1.7,), math.acosh, ("acosh", "arcosh", "arccosh", "argcosh", "arch", "argch"), r"\operatorname{arcosh}",
             domain=lambda u: (relation("≥", u, ONE),), smooth=lambda u: (relation(">", u, ONE),), numpy="arccosh", mpmath="acosh", cmath=computing.within(math.acosh, cmath.acosh), sympy="acosh", bounds=(0, INF, "[)"), rising=True),
    Function("atanh", "inverse hyperbolic tangent", (lambda u: 1 / (1 - u**2),), (0.4,), math.atanh, ("atanh", "artanh", "arctanh", "argtanh", "arth", "argth"), r"\operatorname{artanh}",
             domain=between(-1, 1, "<"), numpy="arctanh", mpmath="atanh", cmath=computing.within(math.atanh, cmath.atanh), sympy="atanh", rising=True, parity="odd"),
    Function("acoth", "inverse hyperbolic cotangent", (lambda u: 1 / (1 - u**2),), (1.7,), computing.inverse_of_reciprocal(math.atanh), ("acoth", "arcoth", "arccoth", "argcoth"), r"\operatorname{arcoth}",
             domain=outside(">"), definition=lambda u: call("atanh", 1 / u), mpmath="acoth", sympy="acoth", parity="odd"),
    Function("asech", "inverse hyperbolic secant", (lambda u: -(1 / (u * sqrt(1 - u**2))),), (0.4,), computing.inverse_of_reciprocal(math.acosh), ("asech", "arsech", "arcsech", "argsech"), r"\operatorname{arsech}",
             domain=lambda u: (relation("<", number(0), u), relation("≤", u, ONE)), smooth=lambda u: (relation("<", u, ONE),),
             definition=lambda u: call("acosh", 1 / u), mpmath="asech", sympy="asech", bounds=(0, INF, "[)")),
    Function("acsch", "inverse hyperbolic cosecant", (lambda u: -(1 / (absolute(u) * sqrt(1 + u**2))),), (0.7,), computing.inverse_of_reciprocal(math.asinh), ("acsch", "arcsch", "arccsch", "argcsch"), r"\operatorname{arcsch}",
             domain=not_zero, definition=lambda u: call("asinh", 1 / u), mpmath="acsch", sympy="acsch", parity="odd"),
    # Functions with corners
    Function("abs", "absolute value", (lambda u: sign(u),), (0.7,), abs, ("abs", "Abs"), r"\left|",
             smooth=not_zero, kink="its slope jumps from −1 to +1 there", numpy="abs", mpmath="fabs", cmath=lambda u: u if u.real > 0 else -u, sympy="Abs", bounds=(0, INF, "[)"), parity="even"),
    Function("sign", "sign", (lambda u: number(0),), (0.7,), computing.sign, ("sign", "sgn"), r"\operatorname{sgn}",
             smooth=not_zero, kink="its value jumps there", numpy="sign", mpmath="sign", cmath=lambda u: computing.sign(u.real), sympy="sign", bounds=(-1, 1, "[]"), parity="odd"),
    Function("step", "Heaviside step", (lambda u: number(0),), (0.7,), computing.step, ("step", "heaviside", "Heaviside"), r"\operatorname{step}",
             smooth=not_zero, kink="its value jumps there", numpy=lambda np, u: np.where(np.greater(u, 0), 1.0, np.where(np.isnan(u), u, 0.0)),
             mpmath=lambda mp, u: mp.mpf(1 if u > 0 else 0), cmath=lambda u: computing.step(u.real), sympy=lambda sp, u: sp.Heaviside(u, 0), bounds=(0, 1, "[]")),
    Function("floor", "floor", (lambda u: number(0),), (0.7,), computing.floor, ("floor",), r"\left\lfloor",
             smooth=lambda u: (relation("≠", u, call("floor", u)),), kink="its value jumps there", numpy="floor", mpmath="floor", cmath=lambda u: computing.floor(u.real), sympy="floor"),
    Function("ceil", "ceiling", (lambda u: number(0),), (0.7,), computing.ceiling, ("ceil", "ceiling"), r"\left\lceil",
             smooth=lambda u: (relation("≠", u, call("ceil", u)),), kink="its value jumps there", numpy="ceil", mpmath="ceil", cmath=lambda u: computing.ceiling(u.real), sympy="ceiling"),
    Function("min", "minimum", (lambda index, *args: others(index, args, smaller=True),), (0.7, 1.3), min, ("min", "Min"), r"\min",
             smooth=no_ties, kink="its value may pass from one argument to another there", numpy=lambda np, *args: _each(np.minimum, args), mpmath=lambda mp, *args: min(args), cmath=lambda *args: min(args, key=computing.real_part), sympy="Min", arity=(2, 64)),
    Function("max", "maximum", (lambda index, *args: others(index, args, smaller=False),), (1.3, 0.7), max, ("max", "Max"), r"\max",
             smooth=no_ties, kink="its value may pass from one argument to another there", numpy=lambda np, *args: _each(np.maximum, args), mpmath=lambda mp, *args: max(args), cmath=lambda *args: max(args, key=computing.real_part), sympy="Max", arity=(2, 64)),
    # The error function
    Function("erf", "error function", (lambda u: 2 / sqrt(PI) * exp(-(u**2)),), (0.7,), math.erf, ("erf",), r"\operatorname{erf}",
             numpy=computing.numpy_erf, mpmath="erf", sympy="erf", bounds=(-1, 1, "()"), rising=True, parity="odd"),
    # Activations of neural networks
    Function("sigmoid", "sigmoid", (lambda u: sigmoid(u) * (1 - sigmoid(u)),), (0.7,), computing.sigmoid, ("sigmoid", "σ", "sigma", "logistic", "expit"), r"\sigma",
             own=lambda y: y * (1 - y), cmath=computing.complex_sigmoid, definition=lambda u: 1 / (1 + exp(-u)), numpy=computing.numpy_sigmoid, bounds=(0, 1, "()"), rising=True),
    Function("softplus", "softplus", (lambda u: sigmoid(u),), (0.7,), computing.softplus, ("softplus",), r"\operatorname{softplus}",
             cmath=computing.complex_softplus, definition=lambda u: ln(1 + exp(u)), numpy=lambda np, u: np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u))), bounds=(0, INF, "()"), rising=True,
             beside=("sigmoid", computing.numpy_softplus_and_sigmoid)),
    Function("relu", "ReLU", (lambda u: step(u),), (0.7,), lambda u: max(u, 0.0), ("relu", "ReLU", "RELU", "Relu"), r"\operatorname{ReLU}",
             smooth=not_zero, kink="its slope jumps from 0 to 1 there", cmath=lambda u: u if u.real > 0 else 0.0, definition=lambda u: greatest(u, number(0)), numpy=lambda np, u: np.maximum(u, 0.0), bounds=(0, INF, "[)")),
    Function("leaky_relu", "leaky ReLU", (lambda u, a: step(u) + a * step(-u), lambda u, a: least(u, number(0))), (0.7, 0.1), lambda u, a: u if u > 0 else a * u,
             ("leaky_relu", "leakyrelu", "LeakyReLU", "leakyReLU", "lrelu"), r"\operatorname{LeakyReLU}",
             smooth=lambda u, a: not_zero(u), kink="its slope jumps to 1 there",
             cmath=lambda u, a: u if u.real > 0 else a * u, definition=lambda u, a: greatest(u, number(0)) + a * least(u, number(0)), arity=(2, 2)),
    Function("elu", "ELU", (lambda u, a: a * exp(least(u, number(0))) + (1 - a) * step(u), lambda u, a: exp(least(u, number(0))) - 1), (0.7, 1.3), lambda u, a: u if u > 0 else a * math.expm1(u),
             ("elu", "ELU"), r"\operatorname{ELU}",
             smooth=lambda u, a: () if a.kind == "number" and a.value == 1 else not_zero(u), kink="its slope jumps to 1 there",
             cmath=lambda u, a: u if u.real > 0 else a * (cmath.exp(u) - 1), definition=lambda u, a: greatest(u, number(0)) + a * (exp(least(u, number(0))) - 1), arity=(2, 2)),
    Function("gelu", "GELU", (lambda u: (1 + erf(u / sqrt(TWO))) / 2 + u * exp(-(u**2 / 2)) / sqrt(2 * PI),), (0.7,), lambda u: u * (1 + math.erf(u / math.sqrt(2))) / 2,
             ("gelu", "GELU"), r"\operatorname{GELU}", definition=lambda u: u * (1 + erf(u / sqrt(TWO))) / 2, bounds=(-0.17, INF, "()")),
    Function("silu", "SiLU", (lambda u: sigmoid(u) * (1 + u * (1 - sigmoid(u))),), (0.7,), lambda u: u * computing.sigmoid(u), ("silu", "SiLU", "swish", "Swish"), r"\operatorname{SiLU}",
             cmath=lambda u: u * computing.complex_sigmoid(u), definition=lambda u: u * sigmoid(u), numpy=lambda np, u: u * computing.numpy_sigmoid(np, u), bounds=(-0.2785, INF, "()")),
)  # fmt: skip


def _each(operation: Callable[[Any, Any], Any], args: tuple[Any, ...]) -> Any:
    """Return a two-argument operation run over all arguments."""
    total = args[0]
    for arg in args[1:]:
        total = operation(total, arg)
    return total


FUNCTIONS: dict[str, Function] = {row.name: row for row in ROWS}
TRIGONOMETRIC = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
HYPERBOLIC = frozenset(f"{name}h" for name in TRIGONOMETRIC)
PIECEWISE = frozenset(row.name for row in ROWS if row.kink)
ALIASES: dict[str, str] = {alias: row.name for row in ROWS for alias in row.aliases}

# Arguments that may be left out, and what then stands there.
DEFAULTS: dict[str, tuple[str, ...]] = {"leaky_relu": ("0.01",), "elu": ("1",)}
