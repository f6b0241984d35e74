"""Functions in pieces as programs and as sentences have them, against difference quotients of the same functions in Python."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

import chainrule
from chainrule.errors import ChainRuleError

Function = Callable[[float], float]

PROGRAMS: dict[str, Function] = {
    "f(x) = x < 0 ? x^2 : sin(x)": lambda x: x**2 if x < 0 else math.sin(x),
    "f(x) = (x > 0) ? x : 0.01*x": lambda x: x if x > 0 else 0.01 * x,
    "f(x) = x > 0 ? x : (x < -1 ? -1 : x^2)": lambda x: x if x > 0 else -1 if x < -1 else x**2,
    "f(x) = x > 1 ? x*x : x > 0 ? x : -x": lambda x: x * x if x > 1 else x if x > 0 else -x,
    "return x > 0 && x < 1 ? x*x : x;": lambda x: x * x if 0 < x < 1 else x,
    "f(x) = x if (x > 0) and (x < 1) else x**2": lambda x: x if 0 < x < 1 else x**2,
    "f(x) = (x > 0) * x^2": lambda x: x**2 if x > 0 else 0,
    "f(x) = (x<0).*x.^2 + (x>=0).*sin(x)": lambda x: x**2 if x < 0 else math.sin(x),
    "f(x) = x * (x > 0) + 0.1 * x * (x <= 0)": lambda x: x if x > 0 else 0.1 * x,
    "f(x) = x^2*(x > 0 & x < 1)": lambda x: x**2 if 0 < x < 1 else 0,
    "f(x) = x == 0 ? 0 : x^3": lambda x: x**3,
    "f(x) = np.select([x < 0, x < 1], [x**2, x**3], default=x)": lambda x: x**2 if x < 0 else x**3 if x < 1 else x,
    "f = np.select([x < -1, x >= 0.5], [x, x**2])": lambda x: x if x < -1 else x**2 if x >= 0.5 else 0,
    "f(x) = np.piecewise(x, [x < 1, x < 0], [lambda x: x**2, lambda x: x**3])": lambda x: x**3 if x < 0 else x**2 if x < 1 else 0,
    "np.piecewise(x, [x < 0], [lambda x: x**2, lambda x: x**3])": lambda x: x**2 if x < 0 else x**3,
    "f(x) = if x < 0 then x^2 else x^3": lambda x: x**2 if x < 0 else x**3,
    "if x < 0 then x^2 else if x < 1 then x^3 else x": lambda x: x**2 if x < 0 else x**3 if x < 1 else x,
    "f(x) = if(x<0, x^2, x^3)": lambda x: x**2 if x < 0 else x**3,
    "f(x) = IF(x<0; x^2; x^3)": lambda x: x**2 if x < 0 else x**3,
    "y = 2*ifelse(x>0, x, 0.1*x) + 1": lambda x: 2 * (x if x > 0 else 0.1 * x) + 1,
    "Piecewise[{{x^2, x < 0}, {x^3, x < 1}}]": lambda x: x**2 if x < 0 else x**3 if x < 1 else 0,
    "Piecewise[{{x^2, x < 0}}, x]": lambda x: x**2 if x < 0 else x,
    "f[x_] := If[x < 0, x^2, x^3]": lambda x: x**2 if x < 0 else x**3,
    "f(x) = piecewise(x<0, x^2, x<1, x^3, x)": lambda x: x**2 if x < 0 else x**3 if x < 1 else x,
}

WORDS: dict[str, Function] = {
    "f is x^2 when x is negative and x^3 otherwise": lambda x: x**2 if x < 0 else x**3,
    "f(x) is x^2 if x < 0 and x^3 otherwise": lambda x: x**2 if x < 0 else x**3,
    "f(x) equals x^2 if x is at least 2 and 4x - 4 otherwise": lambda x: x**2 if x >= 2 else 4 * x - 4,
    "f(x) = x^2 if x is less than 1, 2x - 1 if x is greater than or equal to 1": lambda x: x**2 if x < 1 else 2 * x - 1,
    "f(x) = x^2 when x is positive, 0 when x is zero, -x^2 when x is negative": lambda x: math.copysign(x**2, x),
    "Let f(x) be x^2 for negative x and x^3 for nonnegative x": lambda x: x**2 if x < 0 else x**3,
    "Let f(x) be defined as x^2 if x is at most -1.5, and as x otherwise": lambda x: x**2 if x <= -1.5 else x,
    "f(x) is equal to sin x if x is not zero and 0 otherwise": math.sin,
    "The function f(x) is x^2 for all x > 0 and 0 otherwise. Find f'(x).": lambda x: x**2 if x > 0 else 0,
    "f(x) = x^2 for x below 1 and 2x - 1 for x above 1": lambda x: x**2 if x < 1 else 2 * x - 1,
    "f(x) = x^2 whenever x < 0, otherwise x^3": lambda x: x**2 if x < 0 else x**3,
    "f(x) = x^2 if x < 0; otherwise f(x) = x^3": lambda x: x**2 if x < 0 else x**3,
    "Let f be x if x < 0 and x^2 otherwise": lambda x: x if x < 0 else x**2,
    "f(x) = x^2 for x in (-1, 1), 0 elsewhere": lambda x: x**2 if -1 < x < 1 else 0,
    "f(x) = x^2 if x ∈ [0, 1], x otherwise": lambda x: x**2 if 0 <= x <= 1 else x,
    "f(x) = x^2 on (-∞, 0), sin x on [0, ∞)": lambda x: x**2 if x < 0 else math.sin(x),
    "f(x) = x^2 for x in (-∞, 0], x for x in (0, ∞)": lambda x: x**2 if x <= 0 else x,
    "f(x) = { x^2 if x < 0, sin x if x >= 0": lambda x: x**2 if x < 0 else math.sin(x),
    "f(x) = { x^2, x < 0; sin x, x ≥ 0": lambda x: x**2 if x < 0 else math.sin(x),
}

PLACES = (-2.3, -1.2, -0.4, 0.3, 0.7, 1.6, 2.4)
STEP = 1e-6


@pytest.mark.parametrize(("text", "function"), [*PROGRAMS.items(), *WORDS.items()], ids=[*PROGRAMS, *WORDS])
def test_values(text: str, function: Function) -> None:
    """Every way to write it is the same function."""
    derivation = chainrule.derive(text)
    for place in PLACES:
        expected = (function(place + STEP) - function(place - STEP)) / (2 * STEP)
        assert derivation.at(x=place).gradient["x"] == pytest.approx(expected, abs=1e-6)


REFUSED = {
    "f(x) = (x > 0) + 1": "a condition inside an expression",
    "f(x) = x ? 1 : 2": "unexpected character ':'",
    "f(x) = x^2 if x is rational, 0 otherwise": "the word 'is' is not understood here",
    "f(x) = select(x > 0, x, 0)": "a condition inside an expression",
}

OTHERS = {
    "Let f(x) be x^2": "2*x",
    "Suppose y is x^2 + 1. Find dy/dx": "2*x",
    "f(x) = x^2; what is f'(x)?": "2*x",
    "y = x^2 if x is positive": "2*x",
    "f(x) = x^2 for x in (0, 1)": "2*x",
    "Find the derivative of f(x) = x^2 on the interval (0, 1)": "2*x",
}


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=REFUSED)
def test_refused(text: str, message: str) -> None:
    """What is no condition is refused."""
    with pytest.raises(ChainRuleError, match=message):
        chainrule.derive(text)


@pytest.mark.parametrize(("text", "expected"), OTHERS.items(), ids=OTHERS)
def test_no_pieces(text: str, expected: str) -> None:
    """The same words and signs around one formula leave it whole."""
    assert str(next(iter(chainrule.derive(text).results.values())).tidy) == expected
