"""What people say around a question is no part of it."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError

TALK = {
    "let y be x^2": "2*x",
    "f(x) = 2x² - 3x; find f’(x) & evaluate at x=2": "4*x - 3",
    "(d/dx x^2)|_{x=3}": "2*x",
    "y = 3x (x ∈ ℝ)": "3",
    "Ex 5.3 Q2: find dy/dx of x y = 1": "-y/x",
    "Example 4 Differentiate y = x^3": "3*x^2",
    "(15 pts) Find f'(x): f(x) = x^3": "3*x^2",
    "[5 marks] y = x^3": "3*x^2",
    "y = x^2 asap": "2*x",
    "find the derivative y = x^2 step by step": "2*x",
    "Gegeben ist f(x) = x^3. Bestimme f'(x).": "3*x^2",
    "Soit f(x) = x^3. Calculer f'(x).": "3*x^2",
    "求 y = x³": "3*x^2",
    "y = ln x (x > 0)": "1/x",
    r"y = x^2 \quad (x>0)": "2*x",
    "d/dx (sin x) = ______": "cos(x)",
    r"\dot y = ?, y = t^2": "2*t",
    "y = e^(x - 2): y'": "e^(x - 2)",
    "v = [S]/(K + [S]), dv/d[S]": "K/(K + S)^2",
    "By using the substitution u = 3x + 2, differentiate y = (3x + 2)^5": "15*(3*x + 2)^4",
    "Find how fast the area A = s² changes with respect to s": "2*s",
    "Differentiate (with respect to z) the function w = 3z + 1": "3",
    "Water drains so that V(t) = (1 - t)^2. Find V'(t).": "-2*(1 - t)",
    "求导 y = x^2": "2*x",
    "f(x)=x^2+1 ==> f'(x)": "2*x",
    "f(x) = x^2 ⇒ f'(x) = ?": "2*x",
    "I need to find the derivative of y = 3x^2 + 2x and I'm stuck.": "6*x + 2",
    "can anyone help me differentiate ln(2x+1)": "2/(2*x + 1)",
    "Could someone help me with the derivative of sqrt(1+x^2)?": "x/sqrt(1 + x^2)",
    "hey guys how do i find the derivative of x^3": "3*x^2",
    "Hi! Could you please differentiate y = x^2 for me?": "2*x",
    "Help! derivative of 4x^3": "12*x^2",
    "quick question, what's the derivative of ln(x)?": "1/x",
    "ELI5: derivative of x^2": "2*x",
    "[Calculus 1] Find the derivative of f(x) = sin^2(x)": "2*sin(x)*cos(x)",
    "(Calc I) derivative of x sin x": "sin(x) + x*cos(x)",
    "Calc 1 homework: find dy/dx for y = x^4": "4*x^3",
    "Find the derivative of y = x^3, showing all your work.": "3*x^2",
    "Find the derivative of y = x^3 (do not simplify)": "3*x^2",
    "Find the derivative of (x-1)(x-2) from first principles": "2*x - 3",
    "What will be the derivative of x^3?": "3*x^2",
    "Find the exact value of f'(2) if f(x) = x^3": "3*x^2",
    "Differentiate y = x^2 sin x [3]": "2*x*sin(x) + x^2*cos(x)",
    "Question 5 (3 marks): Differentiate y = 4x^2": "8*x",
    "Exercise 3.6.12: Find dy/dx for y = x^3.": "3*x^2",
    "Homework problem #5: y = (x^2+1)^4": "8*x*(x^2 + 1)^3",
    "a. y = x^2": "2*x",
    "swish: f(x) = x^2": "2*x",
    "Forward pass: z = 3x + 1, y = z^2. Backward pass: dy/dx": "6*(3*x + 1)",
    "Water is leaking out of a conical tank: V = h^3, dV/dt = -2. Find dh/dt": "-2/(3*h^2)",
    "Derivative of sigmoid function σ(x)=1/(1+e^(−x))": "e^(-x)/(1 + e^(-x))^2",
    "How do you find the derivative of #f(x)=x^3# at #x=2#?": "3*x^2",
    "How do you find f'(x) using the limit definition given #f(x)=3x^2#?": "6*x",
    "What is the 2nd derivative of #y=x^3-6x#?": "6*x",
    r"Let \( f(x) = x^{3} \). Then \( f'(x) = \) ____": "3*x^2",
    "Let f: R → R, f(x) = x^3. Find f'.": "3*x^2",
    "Find y' and y''. y = x^3": "6*x",
    "Write f(x) = e^{sin x} as a composition and find its derivative.": "e^sin(x)*cos(x)",
    "Write y = x^2 as a monomial and find dy/dx": "2*x",
    "Let f(x) = sin x and g(x) = x^2. Find the derivative of the composition f(g(x)).": "2*x*cos(x^2)",
    "If s(t) = t^3, find the velocity v(t)": "3*t^2",
    "If s(t) = t^3, find the acceleration at time t": "6*t",
    "y = x^2   (2)": "2*x",
    "y = sin x    (4.1)": "cos(x)",
    "Given that y = x^3, find dy/dx. (3)": "3*x^2",
    "y = x^x, log differentiation": "x^x*(ln(x) + 1)",
    "y = x^x (log differentiation)": "x^x*(ln(x) + 1)",
    "y = x^x, take ln of both sides": "x^x*(ln(x) + 1)",
    "y = x^x by taking logarithms": "x^x*(ln(x) + 1)",
    "y = sin(x^2), u-substitution": "2*x*cos(x^2)",
    "y = x sin x [product rule]": "sin(x) + x*cos(x)",
    "y = (x + 1)^3 -- chain rule": "3*(x + 1)^2",
    "y = x^2 (easy)": "2*x",
    "(Solved) y = x^5": "5*x^4",
    "what is derivative of x^3 pls": "3*x^2",
    "y = x^2 thx": "2*x",
    "✅ y = x^5": "5*x^4",
    "y = x^2 😀": "2*x",
    "$y = x^2$ ✔️ 🙏🙏 ": "2*x",
    "In [3]: y = x^2": "2*x",
    "y = x ➕ 1": "1",
    "y = x^3, I got 3x^2, is that correct?": "3*x^2",
    "s(t) = t^3 - 6t. Find v(t).": "3*t^2 - 6",
    "s(t) = t^3 - 6t. Find a(t).": "6*t",
    "v(t) = t^3, find a(t)": "3*t^2",
    "A(t) = s(t)^2, s(t) = 2t. Find A(t)": "8*t",
    "y = 2 (abcd)": "2",
    "h(t) = 4 - t^2; find v(t) at t = 1": "-2*t",
    "a = tanh(z) (sigmoid)": "1 - tanh(z)^2",
    "C(q) = 3q^2 + 5q, marginal cost": "6*q + 5",
    "find dy by dx if y = x^3": "3*x^2",
    "y = x^2, find y dash": "2*x",
    "求函数 y = x² 的导数": "2*x",
    "对 y = x^3 求导": "3*x^2",
    "次の関数を微分せよ。y = x^3": "3*x^2",
    "Bilde die 1. Ableitung: f(x) = 3x^2": "6*x",
    "f(x) = x^3, Ableitung?": "3*x^2",
    "Gesucht ist die Ableitung von f(x) = x^2": "2*x",
    "¿Cuál es la derivada de x^2?": "2*x",
    "Quelle est la dérivée de x^3 ?": "3*x^2",
    "Qual é a derivada de x^3?": "3*x^2",
    "Derive f(x) = a x^2 em relação a x": "2*a*x",
    "y = x^2. Answer: 2x": "2*x",
    "f(x) = x^3 explain": "3*x^2",
    "y = x^2 + 3x (calc 1)": "2*x + 3",
    "Show that if y = e^{2x} then dy/dx = 2y": "2*e^(2*x)",
    "Find the value of dy/dx at the point (1,1) on the curve x^2 + xy + y^2 = 3": "-(2*x + y)/(x + 2*y)",
    "i donʼt know the derivative of x^2": "2*x",
    "f(x) = x² を微分せよ": "2*x",
    "Найдите производную: y = x^3": "3*x^2",
    "Soit f la fonction définie sur R par f(x) = x^3. Calculer f'(x).": "3*x^2",
    "PV = nRT. Find dP/dV at constant T.": "-P/V",
}


@pytest.mark.parametrize(("typed", "expected"), TALK.items(), ids=TALK)
def test_talk(typed: str, expected: str) -> None:
    """Greetings, marks, labels and what somebody tried leave the question as it is."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


KEPT = {
    "Express x^2 + 2x as a single fraction and find its derivative": "2*x + 2",
    "Factor x^2 - 1 and find the derivative": "2*x",
    "area = pi r^2. Find the derivative of the area with respect to r": "2*pi*r",
    "Find dC/dw if C = w area + b bedrooms where the area is fixed": "area",
    "Let v(x) be the derivative of x^3. Find the derivative of v(x)": "6*x",
    "2 [x + 3]": "2",
    "y = x^2 (2)": "4*x",
    "p = x^2 (mass)": "2*x*mass",
    "C = price x (taxes)": "x*taxes",
    "Find the derivative of a x^2. I need it with respect to a": "x^2",
    "Given u = 3x I want the derivative of u^2 with respect to x": "18*x",
    "Find the derivative of a x^2 I want with respect to a": "x^2",
    "Find dy/dx at (1, 2) if x^2 + x y + y^2 - 7 = 0": "-(2*x + y)/(x + 2*y)",
}


@pytest.mark.parametrize(("typed", "expected"), KEPT.items(), ids=KEPT)
def test_what_is_no_talk(typed: str, expected: str) -> None:
    """A definition in words, a factor in brackets and a point stay what they are."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


NOT_UNDERSTOOD = {
    "derivative of x y at 2": "it is not said what is 2",
    "y = x^2, 3": "a number stands alone",
    "производная x^2": "производная",
    "Найдите вторую производную: y = x^3": "вторую",
    "y = 3🍎": "unexpected character",
    "Tính đạo hàm của hàm số y = x^3": "the word 'Tính' is not understood",
    "y = x^3 fonksiyonunun türevi": "the word 'türevi' is not understood",
    "z = f(x - y). Show that z_x + z_y = 0": "an equation between derivatives is no question",
    "D_{xy} f, f = x^2 y": "the operator",
    "u and y be sin u": "'be' is not understood",
    "f(x) = x^3; find f'(2x)": "at an expression",
    "If f(x) = x^2, f'(x+h) = ?": "at an expression",
    "f(x) = x^2, g(x) = sin x; find f'(g(x))": "at an expression",
    "Найти вторую производную y = x^3": "вторую",
    "求函数 y = x² 的二阶导数": "的二阶导数",
    "y = x² найти": "найти",
    "S = e^(-t), -dS/dt": "a derivative inside an expression",
    r"\frac{\Delta y}{\Delta x}, y = x^2": "a quotient of differences is no derivative",
    "derivative of x over x plus 1": "how far 'over' reaches",
    r"y = 2\frac{1}{2}x": "a number stands right before a fraction",
    r"y = 2 \frac{1}{2}x": "a number stands right before a fraction",
}


@pytest.mark.parametrize(("typed", "said"), NOT_UNDERSTOOD.items(), ids=NOT_UNDERSTOOD)
def test_what_is_not_understood(typed: str, said: str) -> None:
    """Words that may change what is asked are refused, and so is what is no derivative, or may be two things."""
    with pytest.raises(ReadError, match=said):
        chainrule.derive(typed)


def test_a_word_beside_a_formula_is_said() -> None:
    """A word that closes a formula may be no quantity: that it was taken for one is said."""
    assert [str(each) for each in chainrule.derive("y = x^2 area").readings] == ["area read as a quantity; else leave it out"]


def test_marks_are_said() -> None:
    """A number in brackets at the end may be a factor: that it was taken for the points is said."""
    assert "the points for the answer" in str(chainrule.derive("Differentiate y = x^2 sin x [3]").readings[0])


@pytest.mark.parametrize(
    "typed",
    [
        "(half) the derivative of x^2",
        "half the derivative of x^2",
        "tell me twice the derivative of x^2",
        "Hi, what is minus the derivative of x^2?",
        "the absolute value of the derivative of x^2",
        "the limit of the derivative of x^2",
        "Where is the derivative of x^2 zero?",
        "Find the derivative of x^2 and I need the second one too",
        "Find the inner derivative of sin(x^2)",
    ],
)
def test_a_multiple_of_a_derivative(typed: str) -> None:
    """Words that change what is asked are not left out."""
    with pytest.raises(ReadError):
        chainrule.derive(typed)
