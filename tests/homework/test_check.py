"""Answers judged, and the mistakes behind wrong ones named."""

from __future__ import annotations

import contextlib
import subprocess
import sys

import pytest

from chainrule.errors import ChainRuleError, ProblemError, ReadError, VerificationError
from chainrule.homework import MISTAKES, check
from chainrule.syntax import read_problem
from tests.homework.test_along import WRONG as ALONG
from tests.homework.test_integrals import WRONG as OF_INTEGRALS

H = "h(x) = log(2 + cos x)"
NETWORK = """
    O11 = σ(w11_1*x1), O12 = σ(w12_1*x1), O21 = σ(w11_2*O11 + w21_2*O12), O22 = σ(w12_2*O11 + w22_2*O12)
    O31 = σ(w11_3*O21 + w21_3*O22), L = (y - O31)^2
"""
THREE_PATHS = "f = x·y·t; x = t²; y = sin t"
OF_X = "Differentiate x y^2 with respect to x, where y is a function of x"
RIGHT = [
    ("3cos(2t) at t = pi/6", "about -5.196", None),
    ("3cos(2t) at t = pi/6", "-5.196 (3 d.p.)", None),
    ("3cos(2t) at t = pi/6", "-5.2, correct to 2 significant figures", None),
    ("A = π r^2, dr/dt = 3, find dA/dt when r = 5", "dA/dt ≈ 94.2", None),
    ("A = π r^2, dr/dt = 3, find dA/dt when r = 5", "≈ 94", None),  # a whole number that is said to be rounded
    ("y = 12 d p x", "12 dp", "x"),
    ("3cos(2t) at t = pi/6", "= approximately -5.196", None),
    ("3cos(2t) at t = pi/6", "roughly -5.2", None),
    ("3cos(2t) at t = pi/6", "-5.196 (approx.)", None),
    ("3cos(2t) at t = pi/6", "-3√3 ≈ -5.196", None),
    ("3cos(2t) at t = pi/6", "-3√3 ≈ -5", None),  # rounded
    ("3cos(2t) at t = pi/6", "-3√3 ≈ -5.19", None),  # cut off
    ("3cos(2t) at t = pi/6", "-3√3 (approx. -5.2)", None),
    ("3cos(2t) at t = pi/6", "-3√3, or about -5.2", None),
    ("3cos(2t) at t = pi/6", r"-3\sqrt{3} \approx -5.196", None),
    ("A = π r^2, dr/dt = 3, find dA/dt when r = 5", "30π ≈ 94.2 cm^2/s", None),
    ("about x^2", "about·2x", "x"),  # a name of the problem's own
    ("sin(x^2)", "2x cos(x^2", None),
    ("2^(sin x)", "ln 2 cos x 2^{sin x}", None),
    ("x^3", "3 x squared", "x"),
    ("x^3", r"\dfrac{d}{dx}(x^3) = 3x^2", "x"),
    (H, "-sin x/(2 + cos x)", None),
    (H, "dh/dx = -sin(x)/(2 + cos(x))", None),
    (H, r"\frac{dh}{dx} = -\frac{\sin x}{2 + \cos x}", None),
    (H, "h'(x) = 1/(2 + cos x) * (-sin x)", None),
    (H, "-sin(x)/u", None),  # in the name of a link
    (H, "dh/du · du/dx", None),
    ("z = 4x + 7y, x = a² + 7b", "8a", "a"),
    ("loss = (target - pred)^2, pred = w x + b", "dloss/dpred * dpred/dw", "w"),  # names of several letters
    ("L = (y - ŷ)^2, ŷ = w x + b", "dL/dyhat * dy_hat/dw", "w"),  # accents typed out
    ("L = (y - ŷ)^2, ŷ = w x + b", "2(yhat - y)x", "w"),
    (THREE_PATHS, "3t² sin t + t³ cos t", "t"),
    (THREE_PATHS, "xy + 2t y t + x t cos t", "t"),
    ("h(x) = f(g(x))", "f'(g(x)) g'(x)", "x"),
    ("J = J(y, ŷ), ŷ = w x", "∂J/∂ŷ · x", "w"),
    (NETWORK, "∂L/∂O31 * ∂O31/∂O21 * ∂O21/∂w11_2", "w11_2"),
    ("y = log(5x)", "1/|x|", None),  # only x > 0 counts: there the problem is defined
    ("(2x)^e", "2E*(2x)^(E - 1)", "x"),  # as SymPy writes Euler's number
    ("x^3", "0", "t"),
    ("cos(3x)", "Answer: -3 sin(3x)", None),  # with words before it
    ("cos(3x)", "Ans. -3 sin(3x)", None),
    ("cos(3x)", "The derivative is -3 sin(3x)", None),
    ("cos(3x)", "Die Ableitung ist -3 sin(3x)", None),
    ("cos(3x)", "La dérivée est -3 sin(3x)", None),
    ("cos(3x)", "La derivada es: -3 sin(3x)", None),
    ("cos(3x)", "La derivata è -3 sin(3x)", None),
    ("cos(3x)", "A derivada é y' = -3 sin(3x)", None),
    ("cos(3x)", "De afgeleide is -3 sin(3x)", None),
    ("cos(3x)", "Antwort: -3 sin(3x)", None),
    ("cos(3x)", "Réponse : f'(x) = -3 sin(3x)", None),
    ("cos(3x)", "so the derivative of cos(3x) is -3 sin(3x)", None),
    ("cos(3x)", "Therefore dy/dx = -3 sin(3x)", None),
    ("result = t^2", "result' = 2t", None),
    ("cos(theta)", "-sin θ", "theta"),  # Greek letters typed out or not, and in either shape
    ("cos θ", "dy/dtheta = -sin(theta)", "theta"),
    ("x^2 + 3x", "dy = (2x + 3) dx", None),  # in differentials
    ("4t^3", "ds=12t^2dt", None),
    ("x^2", "d[x^2]/dx = 2x", None),
    ("x^2", "d/dx[x^2] = 2x", None),
    ("x^2", "d/dx = 2x", None),  # sides before the last one that cannot be read
    ("sin(x^2)", "y' = cos(x^2) * d/dx(x^2) = 2x cos(x^2)", None),
    ("sin(x^2)", "(sin(x^2))' = cos(x^2) * (x^2)' = 2x cos(x^2)", None),
    ("cos(3x)", "I think it's -3 sin(3x)", None),
    ("cos(3x)", "y' is -3 sin(3x)", None),
    (r"\sin(\omega t + \phi)", "omega cos(ω t + φ)", "t"),
    ("z = w^T x + b, a = σ(z), L = (a - y)^2; dL/dw", "2(a - y) a (1 - a) x", None),  # a vector for its component
    ("z = w^T x + b, a = σ(z), L = (a - y)^2; dL/dw", "2(a - y) a (1 - a) x_i", None),
    (OF_X, "y^2 + 2xy y'", "x"),  # what is a function of something, with its argument and without
    (OF_X, "y(x)^2 + 2x y(x) y'(x)", "x"),
    (OF_X, "y^2 + 2xy dy/dx", "x"),
    ("z = f(x, y), where x and y are functions of t. Find dz/dt", "f_x x' + f_y y'", None),
    ("z = f(x, y), where x and y are functions of t. Find dz/dt", "f_x(x,y) dx/dt + z_y dy/dt", None),
    ("f(x,y) = x^2 y^3", "f_x = 2x y^3", None),
    (H, "1/(2 + cos x)(-sin x)", None),  # the quotient before the product behind it
    (H, "1/u (-sin x)", None),
    ("ln(x^2 + 1)", "y' = 1/(x^2+1)(2x)", None),
    ("sin(ln x)", "1/x cos(ln x)", None),
    ("ln(sec x + tan x)", "1/(sec x + tan x) (sec x tan x + sec^2 x)", None),
    ("x^2 sin x", "2xsinx + cosx x^2", None),  # what stands apart from sinx is a factor
    ("x sin(2x)", "sin 2x + 2 cos 2x x", None),
    ("sin(3x)", "3 cos(3x) ⊙ 1", None),  # of numbers, a product
    ("1.25x^2 + sin x", "2,5x + cos x", None),  # decimal commas, as in problems
    ("e^(0.5x)", "0,5e^(0,5x)", None),
    ("x e^(-x/2)", "(1 - 0,5x)·e^(-0,5x)", None),  # also in brackets that have no place for a comma
    ("x^2/4 + x/2", "(0,5x + 0,5)", None),
    ("1.5 sin(2πx)", "9.4cos(6.3x)", None),  # rounded, also where 0.05x is a whole turn
    ("(x^2 + 1)^3", "3u^2 * 2x (u = x^2 + 1)", None),
]

FAR_OFF = ["9.2 cos(6.3x)", "9.42 cos(6.27x)", "9.42 sin(6.28x)", "-9.42 cos(6.28x)"]
ROUNDED_WRONGLY = ["3√3 ≈ 5.196", "-3√3 ≈ 5.196", "-3√3 ≈ -4.196", "≈ -5.1", "about 5.196", "-5.19 (2 d.p.)", "-5", "-6 (rounded)"]
WORDED = ["use the chain rule: -3 sin(3x)", "-3 sin(3x) and that is the derivative", "find -3 sin(3x)"]

WRONG = [
    # problem, answer, by, the mistakes that must be named, likeliest first
    ("x e^(-x/2)", "(1 + 0,5x)·e^(-0,5x)", "x", ["sign"]),  # decimal commas
    (H, "1/(2 + cos x)", None, ["missing-inner-derivative"]),
    ("sin(x^2)", "cos(2x) * 2x", None, ["inner-derivative-inside"]),
    ("sin(x^2)", "2x", None, ["only-inner"]),
    ("sin(x^2)", "cos(2x^3)", None, ["inner-derivative-inside"]),  # cos(x²·2x)
    ("tan(x^2 + 1)", "tan(2x)", None, ["argument-differentiated"]),
    ("2^(x^2)", "2^(2x)", None, ["argument-differentiated"]),
    ("sin(x y)", "cos(x y) - x y sin(x y)", "x", ["differentiated-twice"]),  # once by x and once by y
    ("5x cos(x)", "5 - sin(x)", None, ["sum-rule-on-product"]),
    ("cos(x)·5x", "5 - sin(x)", None, ["sum-rule-on-product"]),
    ("cos(x)·5x", "-sin(x) cos(x) + 25x", None, ["product-rule"]),  # f f′ + g g′ of cos x and 5x
    ("sin(x^2)", "2x cos x", None, ["lost-inner-function"]),
    ("cos(4z)", "4 sin(4z)", None, ["sign"]),
    ("J = y^2 - h^2", "2h", "h", ["sign"]),
    ("7x^9", "9x^8", None, ["lost-coefficient"]),
    ("x^9", "x^8", None, ["lost-coefficient"]),
    (OF_X, "y^2", None, ["partial-for-total"]),
    (OF_X, "y^2 + 2xy", None, ["missing-inner-derivative"]),
    (H, "1/u (sin x)", None, ["local-derivative"]),  # the quotient before the product behind it
    ("arctan(3x)", "3/(1 + 3x^2)", None, ["lost-brackets"]),
    ("(x^2 + 3x)^5", "5(x^2 + 3x)^4*2x + 3", None, ["missing-brackets"]),
    ("e^(x^2 + 3x)", "2x + 3 e^(x^2 + 3x)", None, ["missing-brackets"]),
    ("ln(x^2 - 4x)", "2x - 4/(x^2 - 4x)", None, ["missing-brackets"]),
    ("x^2/(x + 1)", "2x(x + 1) - x^2/(x + 1)^2", None, ["missing-brackets"]),
    ("log_3(x)", "1/(ln 3 x)", None, ["missing-brackets"]),
    ("y sin x", "cos x y", "x", ["missing-brackets"]),
    ("(x^2 + 1)/(x - 1)", "(2x(x - 1) - x^2 + 1)/(x - 1)^2", None, ["missing-brackets"]),
    ("(3x^2 - 1)(2x^3 + 5x)", "6x(2x^3 + 5x) + 3x^2 - 1*(6x^2 + 5)", None, ["missing-brackets"]),
    ("ln(x^2 + 1)", "2x/x^2 + 1", None, ["missing-brackets"]),
    ("ln(3x + 1)", "3/3x + 1", None, ["missing-brackets"]),
    ("x^n", "n x^n - 1", "x", ["missing-brackets"]),
    ("e^(3x)", "3e^3x", None, ["missing-brackets"]),  # right if it is read otherwise
    ("e^(2x) + e^(3x)", "2e^2x + 3e^3x", None, ["missing-brackets"]),
    ("sqrt(x)", "y' = 1/2√x", None, ["missing-brackets"]),
    ("x^(1/3)", "1/3 x^-2/3", None, ["missing-brackets"]),
    ("x^2 + pi^2", "2x + 2pi", None, ["constant-kept"]),
    ("x^2 + ln 3", "2x + 1/3", None, ["constant-kept"]),
    ("sin(3x)", "cos(3x) + 3", None, ["inner-derivative-added"]),
    ("sin(x^2)", "cos(x^2)/(2x)", None, ["inner-derivative-divided"]),
    ("sin(2x)", "pi/90 cos(2x)", None, ["degrees"]),
    ("sqrt(x^3 + x)", "3x^2/(2sqrt(x^3)) + 1/(2sqrt(x))", None, ["sum-taken-apart"]),
    ("x^(1/3)", "1/3 x^(2/3)", None, ["exponent-raised"]),
    ("log10(x)", "1/(10x)", None, ["log-of-base"]),
    ("2^x", "2^x ln x", None, ["log-of-base"]),
    ("2^x", "2^x log10(2)", None, ["log-of-base"]),
    ("arctan x", "1/(1 - x^2)", None, ["local-derivative"]),
    ("arcsin x", "-cos x/sin^2 x", None, ["local-derivative"]),
    ("x^2 sin x", "2x sin x + cos x", None, ["product-rule"]),
    ("(ln x)^2", "2/x", None, ["missing-inner-derivative", "inner-derivative-inside"]),
    ("asin(-2x)", "-2/sqrt(1 + 2x^2)", None, ["lost-brackets"]),
    ("atan(x/3)", "(1/3)/(1 + x^2/3)", None, ["lost-brackets"]),
    ("(5x^2)^3", "30x^5", None, ["lost-brackets"]),
    ("x^5", "5x^5", None, ["exponent-not-reduced"]),
    ("x^5", "5x^6", None, ["exponent-raised"]),
    ("2^x", "x 2^(x - 1)", None, ["power-rule-on-exponential"]),
    ("x^x", "x*x^(x - 1)", None, ["power-rule-on-exponential"]),
    ("x^x", "x^x ln x", None, ["exponential-rule-on-power"]),
    ("x^x", "ln(x) + 1", None, ["logarithmic-derivative"]),
    ("x^2*y^3", "6x*y^2", "y", ["constant-differentiated"]),
    ("x^(sin x)", "x^(sin x) ln(x) cos x", None, ["exponential-rule-on-power"]),
    ("(sin x)^x", "(sin x)^x ln(sin x)", None, ["exponential-rule-on-power"]),
    ("pi^2", "2pi", None, ["constant-kept"]),
    ("y = ln 2", "1/2", None, ["constant-kept"]),
    ("x^2", "2x dx", None, ["names"]),
    ("(x^2 + 1)^sin x", "2x sin(x) (x^2 + 1)^(sin(x) - 1)", None, ["power-rule-on-exponential"]),
    ("x^2 sin x", "2x cos x", None, ["product-of-derivatives"]),
    ("sin(7x)/exp(-x)", "7 exp(x) cos(7x)", None, ["product-of-derivatives", "quotient-rule"]),
    ("x^2 sin x", "2x sin x - x^2 cos x", None, ["product-rule"]),
    ("x sin x", "sin x cos x + x", None, ["product-rule"]),
    ("sin(x)/x^2", "cos(x)/(2x)", None, ["quotient-of-derivatives"]),
    ("sin(x)/x^2", "(x^2 cos x + 2x sin x)/x^4", None, ["quotient-rule"]),
    ("sin(x)/x^2", "(x^2 cos x - 2x sin x)/x^2", None, ["quotient-rule"]),
    ("ln(x^2 + 1)/x", "2/(x^2 + 1) + ln(x^2 + 1)/x^2", None, ["quotient-rule"]),  # not the sign at every place at once
    ("sin(x)/x^2", "(2x sin x - x^2 cos x)/x^4", None, ["sign", "quotient-rule"]),
    ("(x + 8)/exp(-x)", "exp(x)", None, ["product-of-derivatives", "quotient-rule"]),
    ("x^2 sin x", "2x + cos x", None, ["sum-rule-on-product"]),
    ("SSR = (O - P)^2", "(O - P)^2", "P", ["not-differentiated"]),
    ("x^5", "x^6/6", None, ["integrated"]),
    ("x^2 y^3", "3x^2 y^2", "x", ["wrong-variable"]),
    ("x^2 + 3", "2x + 3", None, ["constant-kept"]),
    ("2^x", "2^x", None, ["log-of-base"]),
    ("tan x", "sec x", None, ["local-derivative"]),
    ("5x^3", "16x^2", None, ["arithmetic"]),
    ("3x^2", "6x + 1", None, ["arithmetic"]),
    ("(x^2 + 1)/(x^3 - 2)", "(-x^4 - 3x^2 + 4x)/(x^3 - 2)^2", None, ["sign"]),  # multiplied out
    ("(2x + 1)(x^2 - 3)", "6x^2 + x - 6", None, ["arithmetic"]),
    ("(x^2 + 3)^2", "4x^3 + 6x", None, ["arithmetic"]),
    ("3x^2", "6X", None, ["names"]),
    ("t^4", "4t^3 + C", None, ["names"]),
    ("y = sin(x^2)", "2x f'(x^2)", None, ["names"]),  # there is no f
    ("h(x) = f(g(x))", "f'(g(x)) k'(x)", None, ["names"]),
    ("1.25x^2", "2,6x", None, ["arithmetic"]),
    (THREE_PATHS, "t^2 sin t + 2 t^2 sin t", "t", ["missing-path"]),
    (THREE_PATHS, "x y", "t", ["partial-for-total"]),
    ("L = (y - p)^2, p = 1/(1 + e^-z), z = w x + b", "-2(y - p) x", "w", ["missing-link"]),
    ("L = (y - p)^2, p = w x + b", "-2(y - p) x^2", "w", ["factor-twice"]),
    ("L = -(y ln a + (1 - y) ln(1 - a)), a = σ(z), z = w x + b", "(a - y) a (1 - a) x", "w", ["factor-twice"]),
    ("sin(x^2)", "4x^2 cos(x^2)", None, ["factor-twice"]),
    ("SSR = Σ (y_i - m x_i - b)^2", "-2 (y_i - m x_i - b) x_i", "m", ["missing-sum", "names"]),
    ("L = -Σ_k t_k ln(p_k), p_i = e^{z_i}/Σ_j e^{z_j}", "t_i - p_i", "z_i", ["sign"]),
    ("L = -Σ_k t_k ln(p_k), p_i = e^{z_i}/Σ_j e^{z_j}", "p_i - 1", "z_i", ["names"]),
    ("a = tanh(z), z = w x", "(1 - tanh(z))^2 x", "w", ["local-derivative"]),
    ("a = tanh(z), z = w x", "a(1 - a) x", "w", ["local-derivative"]),
    ("a = sigmoid(z), z = w x", "x e^(-z)/(1 + e^(-z))", "w", ["local-derivative"]),
    ("z = x^2 + y^3, x = sin(2t)^3, y = x t; dz/dt", "2x + 3y^2 (x + t)", None, ["missing-link"]),  # on two of three paths
    ("z = x^2 y, x = t^2, y = t^3", "2xy + x^2", "t", ["missing-link"]),  # on both
    (THREE_PATHS, "∂f/∂x · dx/dt + ∂f/∂y · dy/dt", "t", ["missing-path"]),
    (NETWORK, "∂L/∂O31 ∂O31/∂O21 ∂O21/∂w11_2 + ∂L/∂O31 ∂O31/∂O22 ∂O22/∂w11_2", "w11_2", ["extra-path"]),
    (NETWORK, "-2(y-O31) O31 (1-O31) w11_3 O21 (1-O21) O11 - 2(y-O31) O31 (1-O31) w21_3 O22 (1-O22) O11", "w11_2", ["extra-path"]),
    (NETWORK, "∂L/∂O31 * ∂O31/∂O21 * ∂O21/∂O11 * ∂O11/∂w11_1", "w11_1", ["missing-path"]),
    (H, "dh/dx", None, ["not-differentiated"]),
    ("(1 - x^3)^2", "6x^2 (1 + x^3)", None, ["sign"]),  # the problem copied with a wrong sign
    ("x/(1 - x^2)", "(-1 - x^2)/x^2", None, ["misread-problem"]),  # upside down
    ("x^2 + 5x", "2x", None, ["lost-term"]),
    ("3/(4 ln t)", "-1/(t ln(t)^2)", None, ["lost-coefficient"]),  # a product of powers with a constant before it
    ("5/(3x)", "-1/x^2", None, ["lost-coefficient"]),
    ("3 sin(2x)/x^2", "6 cos(2x)/x^2 - 6/x^3", None, ["product-rule"]),
    ("arccos(x^3 - 2x)", "-1/sqrt(1 - (3x^2 - 2)^2)", None, ["missing-inner-derivative", "inner-derivative-inside"]),  # both real in a small interval
    ("5 tanh(3x^2 + 1)", "-6x (5 - 5 tanh(3x^2 + 1)^2)", None, ["sign"]),  # far from 0, floats lose 1 - tanh^2
    ("e^(sin(2x))", "e^(cos(2x))", None, ["inner-derivative-inside", "missing-inner-derivative"]),
    ("x^2 e^(3x)", "2x e^(3x) + 3x^2 e^(3x - 1)", None, ["power-rule-on-exponential"]),
    ("1/(3x + 2)", "ln(3x + 2)", None, ["integrated", "missing-inner-derivative"]),
    ("2/x - 3 sqrt(x)", "2 ln|x| - 3/(2 sqrt(x))", None, ["integrated"]),
    ("x/sin(x)", "(1 - x cos x)/sin^2 x", None, ["quotient-rule"]),
    ("sin(x)/x^3", "(x^3 cos x - 3x^2)/x^6", None, ["quotient-rule"]),
    ("(x^2 + 1)/(x^3 - 2)", "(2x (x^3 - 2) - x^2 + 1*3x^2)/(x^3 - 2)^2", None, ["missing-brackets"]),
    ("arcsin(3x)", "3 cos(3x)", None, ["local-derivative"]),
    ("ln(x)^3", "3/x", None, ["misread-problem"]),  # a power of the logarithm, or the logarithm of one
    ("sin(x^2)", "2 sin(x) cos(x)", None, ["misread-problem"]),
    ("3x^4", "36x^2", None, ["differentiated-twice"]),
    # two slips
    ("tan(z/3)", "cos(z)/3", None, ["lost-inner-function", "local-derivative"]),
    ("4 e^x + e^(-6x)", "e^x + 6e^(-6x)", None, ["sign", "lost-coefficient"]),
    ("5 asin(4x^2)", "5/sqrt(1 - x^2)", None, ["missing-inner-derivative", "lost-inner-function"]),
    # the same slip everywhere
    ("3x - 2x^2", "1 - 2x", None, ["lost-coefficient"]),
    ("5 sin(5x) + 3/x^3", "5 cos(5x) - 3/x^4", None, ["lost-coefficient"]),
]


@pytest.mark.parametrize("answer", FAR_OFF, ids=str)
def test_a_wrong_decimal_is_no_rounding(answer):
    """No number that rounds to these digits makes the answer right."""
    assert check("1.5 sin(2πx)", answer).correct is False


@pytest.mark.parametrize("answer", ROUNDED_WRONGLY, ids=str)
def test_wrong_roundings_are_wrong(answer):
    """A number that is said to be rounded is judged where it rounds nothing that stands before it."""
    assert check("3cos(2t) at t = pi/6", answer).correct is False


@pytest.mark.parametrize(("problem", "answer", "wrt"), RIGHT)
def test_right_answers_are_right(problem, answer, wrt):
    """An answer is right in any form, in the names of the inputs or of the links, as text, LaTeX or a statement."""
    verdict = check(problem, answer, wrt)
    assert verdict.correct is True
    assert not verdict.mistakes
    assert str(verdict).startswith("Right")


@pytest.mark.parametrize("answer", WORDED)
def test_words_in_an_answer_are_refused(answer):
    """An answer with other words in it is refused: it is never read as a product of their letters."""
    with pytest.raises(ReadError, match="in an answer"):
        check("cos(3x)", answer)


@pytest.mark.parametrize("answer", ["dy/dx = 2x cos(u), u", "y' = 2x cos(x^2); y'' = 2cos(x^2)"])
def test_only_sides_before_the_last_one_are_passed_over(answer):
    """What cannot be read is refused where it is the answer, or where another statement may begin."""
    with pytest.raises(ReadError):
        check("sin(x^2)", answer)


@pytest.mark.parametrize(("problem", "answer", "wrt", "names"), WRONG)
def test_mistakes_are_named(problem, answer, wrt, names):
    """A wrong answer is wrong, and the mistake that leads to it comes first (of two slips, both)."""
    verdict = check(problem, answer, wrt)
    assert verdict.correct is False
    assert sorted(each.name for each in verdict.mistakes[: len(names)]) == sorted(names)
    assert verdict.mistake is verdict.mistakes[0]
    assert verdict.mistake.message
    assert verdict.mistake.hint


def test_every_mistake_of_the_table_is_found():
    """Every row is found in these answers, in work, or in answers about an equation or an integral; those of vectors have their own."""
    elsewhere = {"step-added", "shapes", "transposed", "transpose", "components"}
    assert set(MISTAKES) - elsewhere == {name for *_, names in WRONG for name in names} | {name for *_, name in (*ALONG, *OF_INTEGRALS) if name}


def test_two_shapes_of_a_letter_are_two_names_where_a_problem_has_both():
    """θ and theta are one quantity only in a problem that has one of them."""
    assert check("theta θ^2", "2 theta θ", "θ").correct is True
    assert check("theta θ^2", "2 θ^2", "θ").correct is False


def test_a_name_that_the_problem_does_not_have():
    """The derivative by it is 0, and another answer is wrong."""
    assert check("cot(tanh(7))", "0", wrt="x").correct
    assert check("cot(tanh(7))", "x + 1", wrt="x").correct is False


def test_a_remark_says_what_is_right():
    """The right derivative is named once, by its sides where these have names; of two slips none is said to be the whole answer."""
    assert "The derivative of sec(x) is not right: it is sec(x) tan(x)." in str(check("sec(x)", "tan(x)"))
    both = str(check("e^(x^2)", "e^(2x)"))
    assert "The inner derivative is missing: du/dx = 2x still has to multiply it." in both
    assert "it does not go inside it: dy/du is taken at x²." in both


def test_a_missing_factor_multiplies_what_the_answer_has():
    """The inner derivative has to multiply the answer, where that is a multiple of the outer one; else the outer one."""
    assert str(check("V = 4/3 π r^3, r = 2t", "4πr^2", "t")).endswith("dr/dt = 2 still has to multiply it.")
    assert str(check("y = sin(3t) + t", "cos(3t) + 1", "t")).endswith("still has to multiply dv/du.  Here u = 3t and v = sin(3t).")
    likewise = "A link of the chain is missing: dx/dt = 2t, and likewise dy/dt = 3t², still has to multiply it."
    assert check("z = x^2 y, x = t^2, y = t^3", "2xy + x^2", "t").mistake.message == likewise


def test_a_number_behind_brackets_is_a_factor_where_that_is_right():
    """A number right behind brackets, which may be a lost exponent, is their factor if the answer is right then; else it is refused."""
    verdict = check("sin(x^2)", "y' = cos(x^2)2x")
    assert verdict.correct is True
    assert [each.message for each in verdict.readings] == ["a number right behind brackets is read as their factor"]
    assert check("(3x - 1)(x^2 + 5)", "(x^2 + 5)3 + (3x - 1)2x").correct is True
    with pytest.raises(ReadError, match="the number 3 stands right after a factor"):
        check("sin(x^2)", "cos(x^2)3x")


def test_missing_brackets_are_told():
    """Of an answer that is right with brackets, these are told, and its mistake as it is read second."""
    verdict = check("sqrt(x)", "1/2√x")
    assert verdict.mistake.message == "With brackets the answer is right: write 1/(2√x)."
    assert [each.name for each in verdict.mistakes[:2]] == ["missing-brackets", "exponent-not-reduced"]
    assert [each.name for each in check("x^(1/3)", "1/3 x^(2/3)").mistakes[:2]] == ["exponent-raised", "missing-brackets"]  # a space shows what is meant


def test_two_slips_name_each_other():
    """Of two slips, each says that the other one belongs to it."""
    first, second = check("tan(z/3)", "cos(z)/3").mistakes[:2]
    assert first.others == (second.name,)
    assert second.others == (first.name,)


def test_a_wrong_answer_reads_like_a_teacher_s_remark():
    """The text shows a point, names the mistake, and says which factor is missing and what the link is that the reader has not named."""
    assert str(check(H, "1/(2 + cos x)")) == (
        "Not equal.  At x = 1 the derivative is −0.3312; your answer gives 0.3937.\n"
        "The inner derivative is missing: this is dh/du, and du/dx = −sin(x) still has to multiply it.  Here u = 2 + cos(x)."
    )
    assert check("h(x) = log(v), v = 2 + cos x", "1/v").mistake.message.endswith("still has to multiply it.")


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("1.999 x", "At x = 0.7314 the derivative is 1.463; your answer gives 1.462."),
        ("1.99999 x", "At x = 0.7314 the derivative is 1.4628; your answer gives 1.46279."),
        ("2x + 10^-30", "your answer differs from it after the 17th digit."),
    ],
)
def test_values_are_written_until_they_differ(answer, shown):
    """A value of the answer is never written like the value that it is said to differ from."""
    assert shown in str(check("x^2", answer))


def test_a_hint_does_not_give_the_answer_away():
    """A hint asks; it does not show the derivative."""
    text = check(H, "1/(2 + cos x)").text(hint=True)
    assert text.endswith("You differentiated the logarithm. What happens to what stands inside it?")
    assert "sin" not in text


def test_the_edge_is_named():
    """A mistake about a link names the edge."""
    assert check(H, "1/(2 + cos x)").mistake.where == "dh/du"


def test_only_for_positive_numbers_is_wrong():
    """An answer that holds for x > 0 alone is wrong, with a note."""
    verdict = check("sqrt(x^2)", "1")
    assert verdict.correct is False
    assert str(verdict).startswith("Equal only for x > 0.")


def test_a_smaller_domain_is_noted():
    """An answer without a value in a part of the domain is right, with a note."""
    verdict = check("x log(x^2) - 2x", "2 log x")
    assert verdict.correct is True
    assert "domain" in str(verdict)


FORMS = [
    ("x^2 + 2x", "2x + 2", "factored", False),
    ("x^2 + 2x", "2(x + 1)", "factored", True),
    ("x^3/3 - x", "x^2 - 1", "factored", False),
    ("x^2 + 2x", "2(x + 1)", "expanded", False),
    ("x^2 + 2x", "2x + 2", "expanded", True),
    ("x^2", "x + x", "simplified", False),
    ("x^2", "2x", "simplified", True),
    ("1/x", "-x^(-2)", "no-negative-powers", False),
    ("1/x", "-1/x^2", "no-negative-powers", True),
    ("x^2 + 2x", "2 + 2x", "same", True),
    ("x^2 + 2x", "2(1 + x)", "same", False),
]


@pytest.mark.parametrize(("problem", "answer", "form", "correct"), FORMS)
def test_forms_can_be_asked_for(problem, answer, form, correct):
    """A right value in another form than the one asked for is not right, and the reason is given."""
    verdict = check(problem, answer, form=form)
    assert verdict.correct is correct
    assert verdict.equality.correct is True
    assert bool(verdict.form) is not correct


def test_higher_orders():
    """An answer is judged by the order that is asked for."""
    assert check("x^3", "6x", order=2).correct
    assert check("x^3", "d²y/dx² = 6x", order=2).correct
    assert check("x^3", "3x^2", order=2).mistake.name == "wrong-order"


def test_the_left_side_says_what_is_asked():
    """Where a problem has several inputs, ∂z/∂y on the left side says which derivative is meant."""
    assert check("z = x^2 y", "∂z/∂y = x^2").correct
    assert check("z = x^2 y", "∂z/∂x = x^2").mistake.name == "wrong-variable"
    with pytest.raises(ProblemError, match="several"):
        check("z = x^2 y", "x^2")


def test_problems_as_data():
    """A problem may be given as a Problem or as a derivation."""
    from chainrule.calculus import differentiate_problem

    problem = read_problem(H)
    assert check(problem, "-sin x/(2 + cos x)").correct
    assert check(differentiate_problem(problem), "-sin x/(2 + cos x)").correct


HOSTILE = [
    "1/(2+", "9^9^9^9", "", "=", "dh/dx =", "import os", "(" * 3000 + "x" + ")" * 3000, "sin(" * 500 + "x" + ")" * 500,
    "1/0", "0/0*x", "e^e^e^e^e^x", "x^(10^9)", "x" * 5000, "∂", "a=b=c", "__import__('os').system('x')",
]  # fmt: skip


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda text: text[:12] or "empty")
def test_hostile_answers_are_refused_or_wrong(answer):
    """No text is run, crashes the judge, or passes for right."""
    with contextlib.suppress(ReadError):
        assert not check(H, answer).correct


def test_nothing_to_check():
    """Without an answer or work there is nothing to check."""
    with pytest.raises(ChainRuleError, match="nothing"):
        check(H)


def test_judging_an_answer_imports_neither_sympy_nor_numpy():
    """A plain check stays lean."""
    code = "import sys; from chainrule.homework import check; check('x^2 sin x', '2x cos x'); sys.exit(bool({'sympy', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("module", ["judges.gradients", "judges.vector_valued", "worked.line_by_line", "answers.conditions", "classes.grading", "sandbox"])
def test_judging_an_answer_imports_what_it_needs_alone(module):
    """An answer about one variable loads neither what judges work and vectors nor what grades classes."""
    code = f"import sys; from chainrule import check; check('x^2 sin x', '2x cos x'); sys.exit('chainrule.homework.{module}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_answer_is_called_wrong_by_an_unchecked_derivation(monkeypatch):
    """Before an answer is called wrong, the derivation is checked by the independent route; a right one needs no such check."""

    def fails(_):
        raise VerificationError("the derivation fails its own check")

    monkeypatch.setattr("chainrule.homework.answers.question.verify", fails)
    assert check(H, "-sin x/(2 + cos x)").correct
    with pytest.raises(VerificationError):
        check(H, "1/(2 + cos x)")


@pytest.mark.parametrize("problem", ["5", "pi^2", "y = ln 2", "x = 5", "f(x) = e^2"])
def test_constants(problem):
    """A constant has the derivative 0, by x where nothing else is said."""
    assert check(problem, "0").correct is True
    assert check(problem, "1").correct is False


SUMS_TO_N = [
    ("s = Σ_i (x_i - m)^2, find ds/dm", "-2 Σ_i x_i + 2 n m", True),
    ("s = Σ_i (x_i - m)^2, find ds/dm", "-2 Σ_i x_i + 6 m", False),
    ("s = Σ_i (x_i - m), find ds/dm", "-n", True),
    ("s = Σ_i (x_i - m), find ds/dm", "-3", False),
    ("J = 1/(2m) Σ_{i=1}^{m} (u + v x_i - y_i)^2, find ∂J/∂u", "u + 1/m Σ_{i=1}^{m} (v x_i - y_i)", True),
    ("J = 1/(2m) Σ_{i=1}^{m} (u + v x_i - y_i)^2, find ∂J/∂u", "u + 1/3 Σ_{i=1}^{m} (v x_i - y_i)", False),
    ("m = Σ_i x_i/n; v = Σ_i (x_i - m)^2/n, find ∂v/∂x_k", "2(x_k - m)/n", True),
    ("m = Σ_i x_i/n; v = Σ_i (x_i - m)^2/n, find ∂v/∂x_k", "2(x_k - m)/3", False),
]


@pytest.mark.parametrize(("text", "answer", "correct"), SUMS_TO_N)
def test_sums_to_n(text: str, answer: str, correct: bool) -> None:
    """In a sum up to n, n is the number of terms in the answer too; 3 is not, though a sum stands for three terms in numbers."""
    assert check(text, answer).correct is correct


QUADRATIC = "f = Σ_i x_i Σ_j a_{ij} x_j, find ∂f/∂x_k"
PAIRS = "f = Σ_i Σ_{j≠i} x_i x_j, find ∂f/∂x_k"
WHOLE_SUMS = [
    (QUADRATIC, "Σ_j a_{kj} x_j + Σ_i x_i a_{ik}", True),
    (QUADRATIC, "Σ_j (a_{kj} + a_{jk}) x_j", True),
    (QUADRATIC, "2 Σ_j a_{kj} x_j", False),
    (QUADRATIC, "Σ_j a_{kj} x_j", False),
    (PAIRS, "2 Σ_{j≠k} x_j", True),
    (PAIRS, "2 Σ_j x_j - 2 x_k", True),
    (PAIRS, "Σ_{j≠k} x_j", False),
    (PAIRS, "2 Σ_j x_j", False),
]


@pytest.mark.parametrize(("text", "answer", "correct"), WHOLE_SUMS)
def test_whole_sums(text: str, answer: str, correct: bool) -> None:
    """An answer may have sums that the derivation has with a term apart, or of another index; what is left of them is not missed in it."""
    verdict = check(text, answer)
    assert verdict.correct is correct
    assert "R_k" not in str(verdict)
    assert "Rₖ" not in str(verdict)
