"""Functions that students take for one another, and derivatives that they take for the right ones: tables."""

from __future__ import annotations

from collections.abc import Callable

from chainrule.tree import ONE, TWO, Tree, call, neg

Outer = Callable[[Tree], Tree]

FAMILIES = (
    ("sin", "cos", "tan", "cot", "sec", "csc"),
    ("sinh", "cosh", "tanh", "coth", "sech", "csch", "sin", "cos", "tan"),
    ("asin", "acos", "atan", "acot"),
    ("asinh", "acosh", "atanh", "acoth", "asin", "acos", "atan"),
)

ANTIDERIVATIVES: dict[str, Callable[[Tree], Tree]] = {
    "sin": lambda u: neg(call("cos", u)),
    "cos": lambda u: call("sin", u),
    "exp": lambda u: call("exp", u),
    "sinh": lambda u: call("cosh", u),
    "cosh": lambda u: call("sinh", u),
    "log": lambda u: u * call("log", u) - u,
    "sqrt": lambda u: TWO * u * call("sqrt", u) / 3,
    "tan": lambda u: neg(call("log", call("cos", u))),
}

# Local derivatives that students write down wrongly, besides those of a related function.
CONFUSED: dict[str, tuple[Outer, ...]] = {
    "tan": (
        lambda u: call("sec", u), lambda u: ONE / call("cos", u) ** 2 * call("tan", u), lambda u: ONE - call("tan", u) ** 2,
        lambda u: ONE / (ONE + u**2), lambda u: ONE + call("tan", u),
    ),
    "sec": (
        lambda u: call("tan", u), lambda u: call("tan", u) ** 2, lambda u: call("sec", u) ** 2, lambda u: neg(ONE / call("sin", u)),
        lambda u: call("sec", u) ** 2 * call("tan", u),
    ),
    "cot": (lambda u: call("csc", u) ** 2, lambda u: ONE / call("tan", u) ** 2, lambda u: neg(call("csc", u))),
    "csc": (
        lambda u: call("cot", u), lambda u: neg(call("cot", u) ** 2), lambda u: call("cot", u) ** 2, lambda u: neg(call("cot", u)),
        lambda u: ONE / call("cos", u),
    ),
    "log": (
        lambda u: ONE / u**2, lambda u: call("log", u) / u, lambda u: u, lambda u: call("exp", u), lambda u: neg(ONE / u**2),
        lambda u: ONE / call("log", u),
    ),
    "sqrt": (
        lambda u: ONE / call("sqrt", u), lambda u: TWO / call("sqrt", u), lambda u: ONE / (TWO * u), lambda u: call("sqrt", u) / TWO,
        lambda u: TWO * call("sqrt", u),
    ),
    "asin": (
        lambda u: ONE / call("cos", u), lambda u: call("acos", u), lambda u: ONE / call("sqrt", ONE + u**2), lambda u: ONE / (ONE - u**2),
        lambda u: neg(call("cos", u) / call("sin", u) ** 2), lambda u: call("cos", u),
        lambda u: ONE / call("sqrt", ONE - u), lambda u: ONE / call("sqrt", u**2 - ONE),
    ),
    "acos": (
        lambda u: neg(call("asin", u)), lambda u: ONE / call("sin", u), lambda u: call("sin", u) / call("cos", u) ** 2, lambda u: neg(call("sin", u)),
        lambda u: neg(ONE / (ONE - u**2)), lambda u: neg(ONE / call("sqrt", ONE + u**2)),
        lambda u: neg(ONE / call("sin", u)), lambda u: neg(ONE / call("sqrt", ONE - u)),
    ),
    "atan": (
        lambda u: ONE / call("cos", u) ** 2, lambda u: ONE / call("sqrt", ONE + u**2), lambda u: call("cos", u) ** 2,
        lambda u: ONE / (ONE - u**2), lambda u: neg(ONE / call("sin", u) ** 2), lambda u: ONE / (ONE + u),
        lambda u: ONE / (ONE + u) ** 2, lambda u: ONE / (ONE + u**2) ** 2, lambda u: ONE / u**2,
    ),
    "tanh": (
        lambda u: ONE + call("tanh", u) ** 2, lambda u: call("sech", u), lambda u: ONE - call("tanh", u), lambda u: (ONE - call("tanh", u)) ** 2,
        lambda u: ONE - u**2, lambda u: call("tanh", u) * (ONE - call("tanh", u)), lambda u: ONE / (ONE - u**2),
    ),
    "sigmoid": (
        lambda u: ONE - call("sigmoid", u), lambda u: call("sigmoid", u) * (ONE + call("sigmoid", u)), lambda u: u * (ONE - u),
        lambda u: call("sigmoid", u) ** 2 * (ONE - call("sigmoid", u)), lambda u: call("sigmoid", u) * (ONE - call("sigmoid", u)) ** 2,
        lambda u: ONE - call("sigmoid", u) ** 2, lambda u: call("sigmoid", u) ** 2, lambda u: (ONE - call("sigmoid", u)) ** 2,
    ),
    "softplus": (lambda u: call("step", u), lambda u: call("softplus", u)),
    "relu": (lambda u: call("relu", u), lambda _: ONE),
    "abs": (lambda u: u, lambda _: ONE),
}  # fmt: skip
