"""What people type and paste, in the ways of many systems: the derivative is that of the function meant, which SymPy differentiates, or there is an error."""

from __future__ import annotations

import re

import pytest
import sympy

import chainrule
from chainrule import ChainRuleError
from chainrule.notation import text
from chainrule.syntax.reading import read_problem

# What is typed -> the function meant, as SymPy reads it, and by what it is differentiated.
PROGRAMS = {
    "Function[x, x^2]": ("x**2", "x"),
    "Function[t, Sin[t]^2]": ("sin(t)**2", "t"),
    "ForwardDiff.derivative(x -> x^3, x)": ("x**3", "x"),
    "sin.(x).^2": ("sin(x)**2", "x"),
    "x => Math.sin(x)": ("sin(x)", "x"),
    "(x, y) => x*y**2": ("x*y**2", "y"),
    "float y = powf(x, 2.0f) + sinf(x);": ("x**2 + sin(x)", "x"),
    "double f(double x, double y) { return x*x*sin(y); }": ("x**2*sin(y)", "y"),
    "auto x = t*t; auto y = sin(x);": ("sin(t**2)", "t"),
    "def f(x):\n    y = x**2\n    return np.sin(y)": ("sin(x**2)", "x"),
    "def f(x: float, y: float) -> float:\n    return x**3*y": ("x**3*y", "x"),
    "jax.grad(lambda x: jnp.sin(x)**2)(2.0)": ("sin(x)**2", "x"),
    r"f <- \(x) x^2 + 1": ("x**2", "x"),
    r"\(x^2\)": ("x**2", "x"),
    'deriv(~ x^2, "x")': ("x**2", "x"),
    "x.powi(3)": ("x**3", "x"),
    "x.powf(x)": ("x**x", "x"),
    "(x^2 + 1).powi(-3)": ("(x**2 + 1)**(-3)", "x"),
    "derivative('2x^2 + 3x', 'x')": ("2*x**2 + 3*x", "x"),
    "math.derivative('sin(2x)', 'x')": ("sin(2*x)", "x"),
    "nerdamer('diff(x^2*log(x),x)')": ("x**2*log(x)", "x"),
    "Algebrite.derivative('x^3*sin(x)')": ("x**3*sin(x)", "x"),
    "Symbolics.derivative(sin(x)^2, x)": ("sin(x)**2", "x"),
    "@variables x; Differential(x)(x^3*sin(x))": ("x**3*sin(x)", "x"),
    "FullSimplify[D[Log[Tan[x/2]], x]]": ("log(tan(x/2))", "x"),
    "factor(diff(x^2*exp(x), x))": ("x**2*exp(x)", "x"),
    "eval(diff(x^3, x), x=2)": ("x**3", "x"),
    "diff(x^3, x).subs(x, 2)": ("x**3", "x"),
    "inline('x^2*sin(x)')": ("x**2*sin(x)", "x"),
    "Derivative(x**2*cos(x), x).doit()": ("x**2*cos(x)", "x"),
    "diff(sin(x)/x, x); /* Maxima */": ("sin(x)/x", "x"),
    "f := x -> x^2*exp(x): D(f)(x);": ("x**2*exp(x)", "x"),
    "Math.E*x + x^2*Math.LN10": ("exp(1)*x + x**2*log(10)", "x"),
    "log(x)/M_LN2 + M_PI_2*x": ("log(x)/log(2) + pi*x/2", "x"),
    "G*M_E*m/r^2": ("G*M_E*m/r**2", "r"),
    "D[Log10[x], x]": ("log(x)/log(10)", "x"),
    "D[E*x^2, x]": ("exp(1)*x**2", "x"),
    "f[x_] := E Sin[x]": ("exp(1)*sin(x)", "x"),
    "d(sin(x), x)": ("sin(x)", "x"),
    "y == x^2": ("x**2", "x"),
    "f(x) = x^2, y = sinf(x)": ("sin(x**2)", "x"),
    "f(t) = t^3; y = 2f(t) + expf(t)": ("2*t**3 + exp(t**3)", "t"),
}
SHEETS = {
    "=A1^2+EXP(B1)": ("A1**2 + exp(B1)", "A1"),
    "=2*PI()*$A$1^2": ("2*pi*A1**2", "A1"),
    "=LOG(A1)": ("log(A1)/log(10)", "A1"),
    "=LOG(A1,2)": ("log(A1)/log(2)", "A1"),
    "=IF(A1>0;A1^2;0)": ("A1**2", "A1"),
    "=2-A1^2": ("-A1**2", "A1"),
    "=POWER(A1,3)/B1": ("A1**3/B1", "B1"),
    "=2x sin x": ("2*x*sin(x)", "x"),
}
PAGES = {
    "x&sup2; + &radic;x": ("x**2 + sqrt(x)", "x"),
    "&frac12; x &#178;": ("x**2/2", "x"),
    r"2\*x\^3": ("2*x**3", "x"),
    "𝑓(𝑥)=ln\u2061〖2𝑥〗": ("log(2*x)", "x"),
    "∑_(i=1)^3▒x^i": ("x + x**2 + x**3", "x"),
    "ⅆ/ⅆx x³": ("x**3", "x"),
    "<mfrac><mn>1</mn><msqrt><mi>x</mi></msqrt></mfrac>": ("1/sqrt(x)", "x"),
    "<mrow><mi>x</mi><mo>&InvisibleTimes;</mo><msup><mi>x</mi><mn>2</mn></msup></mrow>": ("x**3", "x"),
    "log p = y log(w x + b); d/db": ("y*log(w*x + b)", "b"),
    "ⅇ^(2x)": ("exp(2*x)", "x"),
    "y ≡ x²": ("x**2", "x"),
    "y = x³ → dy/dx": ("x**3", "x"),
    "x → x² + 1": ("x**2", "x"),
    "Differentiate with respect to x: (i) x^2": ("x**2", "x"),
    "Differentiate: (v) (v + 1)": ("v**2 + v", "v"),
    r"\ensuremath{x^2\sin x}": ("x**2*sin(x)", "x"),
}
ASKED = {
    "f(x)=x^2 f'(x)?": ("x**2", "x"),
    "y = x^3 y'?": ("x**3", "x"),
    "y=x^2 dy/dx?": ("x**2", "x"),
    r"a x^2\text{, with respect to }x": ("a*x**2", "x"),
}
LETTERS = {
    "alphax^2": ("alpha*x**2", "x"),
    "sin(omegat)": ("sin(omega*t)", "t"),
    "sin(2pift)": ("sin(2*pi*f*t)", "t"),
    "2pirh": ("2*pi*r*h", "r"),
    "v = deltax/deltat": ("deltax/deltat", "deltat"),
    "alphax = 3t; z = alphax^2": ("9*t**2", "t"),
}
LINES = {
    "y = x^2 (1), x = 3t (2)": ("9*t**2", "t"),
    "y = x^2 (2), x = 3t": ("18*t**2", "t"),
    "u = 3x => y = sin u": ("sin(3*x)", "x"),
    r"\begin{array}{l} y = u^2 \\ u = \sin x \end{array}": ("sin(x)**2", "x"),
    r"\begin{array}{rcl} y &=& u^2 \\ u &=& \sin x \end{array}": ("sin(x)**2", "x"),
    r"y = x^2 \qquad (3.1)": ("x**2", "x"),
    r"$y = x^2 \quad (2)$": ("x**2", "x"),
    r"y = x^2 \quad (x + 1)": ("x**2*(x + 1)", "x"),
    r"\nabla f(x,y) \text{ where } f(x,y)=x^2y": ("x**2*y", "x"),
    r"\operatorname{grad} f, f=x^2y": ("x**2*y", "y"),
}
ANGLES = {
    "sin(x°)": ("sin(pi*x/180)", "x"),
    "cos 2x°": ("cos(pi*x/90)", "x"),
    "sin 30° x": ("x/2", "x"),
    "x/30°": ("6*x/pi", "x"),
    "sin(180°/x)": ("sin(pi/x)", "x"),
    r"\sin(2x^{\circ}) + \cos 60^\circ x": ("sin(pi*x/90) + x/2", "x"),
    r"$90^\circ x$": ("pi*x/2", "x"),
    "tan((x + 1)°)": ("tan(pi*(x + 1)/180)", "x"),
    "a sin^2 x°": ("a*sin(pi*x/180)**2", "x"),
    "r alpha°": ("r*alpha*pi/180", "r"),
    r"\cos\left(\pi + A^\circ\right)": ("cos(pi + A*pi/180)", "A"),
    "x sin(30 degrees)": ("x/2", "x"),
    "sin(x degrees)": ("sin(pi*x/180)", "x"),
    "x cos 60 deg": ("x/2", "x"),
}
PERCENTAGES = {
    "1000(1 + 5%)^t": ("1000*1.05**t", "t"),
    "P(1 + 5%/12)^(12t)": ("P*(1 + 5/1200)**(12*t)", "t"),
    "(100% - 20%)^x": ("0.8**x", "x"),
    "20 percent of x^2": ("x**2/5", "x"),
    r"y = 3.5\% \cdot x": ("0.035*x", "x"),
    "x + 5% x": ("1.05*x", "x"),
    "diff(%e^(2*x), x)": ("exp(2*x)", "x"),
}
FORUMS = {
    r"[math]\frac{d}{dx} \ln(\sec x)[/math]": ("log(sec(x))", "x"),
    r"[tex]y=\sqrt{\sin 2x}[/tex] find dy/dx": ("sqrt(sin(2*x))", "x"),
    "#d/dx[cos^4(3x)]#": ("cos(3*x)**4", "x"),
    r"##y=x^2 \sin x##": ("x**2*sin(x)", "x"),
    "How do you differentiate #y=root3(4x^2+1)#?": ("(4*x**2 + 1)**(1/3)", "x"),
    "Can someone help me? I need f'(x) for f(x) = 4/(x^2+1)^3": ("4/(x**2 + 1)**3", "x"),
    "Hello! I need dy/dx of y = x^5": ("x**5", "x"),
    "Determine the derivative of f at x: f(x) = 3/sqrt(2x+1)": ("3/sqrt(2*x + 1)", "x"),
    "Find the slope of f at t: f(t) = t^2": ("t**2", "t"),
    "y'=? y=x^2+sin(x)": ("x**2 + sin(x)", "x"),
    "y = 3—x²": ("3 - x**2", "x"),
    "I think y = x^2 e^x": ("x**2*exp(x)", "x"),
    "derivation of x^2 sin x": ("x**2*sin(x)", "x"),
    "I'm stuck on d/dx of ln(x^2+1)... any help?": ("log(x**2 + 1)", "x"),
    "y = cos(3x), so y' = ?": ("cos(3*x)", "x"),
    "Hey everyone! differentiate x^2 sin(x)": ("x**2*sin(x)", "x"),
    "f(x) = x² — 4x + 4": ("x**2 - 4*x + 4", "x"),
    "y = sin x — cos x": ("sin(x) - cos(x)", "x"),
    "y = x^2 — find dy/dx": ("x**2", "x"),
    "Find f'(x) — f(x) = x^2": ("x**2", "x"),
    "y = u^2 — u = 3x": ("9*x**2", "x"),
    "f(x) = x^3 @ x=2": ("x**3", "x"),
    "w -= 0.1*dL/dw, L = (w x - y)^2": ("(w*x - y)**2", "w"),
    "derivative of xsinx with respect to x": ("x*sin(x)", "x"),
    "differentiate sinxcosx": ("sin(x)*cos(x)", "x"),
    "derivative of xlnx": ("x*log(x)", "x"),
    "what is the derivative of the function y equals 3x squared": ("3*x**2", "x"),
    "how fast does x squared change": ("x**2", "x"),
    "(f o g)'(x), f(x) = 1/x, g(x) = x^2+1": ("1/(x**2 + 1)", "x"),
    "f(x) = 1/x, g(x) = x^2+1, h = f o g. Find h'(x)": ("1/(x**2 + 1)", "x"),
    "Write the composite function in the form f(g(x)) and find dy/dx: y = tan(pi x)": ("tan(pi*x)", "x"),
    "Write the composite function in the form f(g(x)). [Identify the inner function u = g(x) and the outer function y = f(u).] "
    "Then find the derivative dy/dx. y = sqrt(1+4x)": ("sqrt(1 + 4*x)", "x"),
    "Write the function in the form y = f(u) and u = g(x). Then find dy/dx as a function of x. y = (2x+1)^5": ("(2*x + 1)**5", "x"),
    "Given y = f(u) and u = g(x), find dy/dx = f'(g(x)) g'(x): y = 6u - 9, u = (1/2)x^4": ("3*x**4 - 9", "x"),
}
MEANT = ASKED | FORUMS | PROGRAMS | SHEETS | PAGES | LETTERS | ANGLES | LINES | PERCENTAGES


@pytest.mark.parametrize("typed", MEANT)
def test_read_as_meant(typed: str) -> None:
    """The derivative is that of what the text says, at two places."""
    written, wrt = MEANT[typed]
    names = {name: sympy.Symbol(name) for name in re.findall(r"[A-Za-z]\w*", written) if not hasattr(sympy, name) or len(name) == 1 or name == "alpha"}
    wanted = sympy.diff(sympy.sympify(written, locals=names), names[wrt])
    found = chainrule.derive(typed)[wrt].tidy.sympy
    for seed in range(2):
        order = sorted(found.free_symbols | wanted.free_symbols, key=str)
        values = {symbol: 0.3 + 0.17 * place + 0.11 * seed for place, symbol in enumerate(order)}
        assert float(found.subs(values)) == pytest.approx(float(wanted.subs(values)), rel=1e-9)


REFUSED = {
    "y = foo(2x, y)": "unknown function 'foo'",
    "unapply(x^2, x)": "unknown function 'unapply'",
    "=-A1^2": "(-A1)^2",
    "=A1*(-B1^2)": "(-A1)^2",
    "=SUMSQ(A1,B1)": "unknown function 'SUMSQ'",
    "lnx2": "lost its sign",
    "f(x) = ex2": "write e^(x^2)",
    r"\Delta f, f = x^2 + y^2": "a Laplacian is asked for",
    "Δf where f = x^2 + y^2": "a Laplacian is asked for",
    "rot F, F = (y, x, 0)": "one by one: ∂P/∂x",
    "div F, F = (y, x, 0)": "one by one: ∂P/∂x",
    "L = Σ_i y_{it_i}": "the index it_i has an index itself",
    "y = x + 20%": "'20%' of what is not said",
    "5%x": "write a percentage as a decimal",
    "x % 2": "write a percentage as a decimal",
    "x^2°": "angles are in radians",
    r"f^{\circ}(x)": "angles are in radians",
    "T(t) = 20°C e^(-t)": "leave a unit out",
    "K = e^(-G°/(R T))": "write E_0 for a standard value",
    r"K = e^{-\Delta G^\circ/(R T)}": "write E_0 for a standard value",
    "y = sin x + E°": "write E_0 for a standard value",
    "W = 2E° q": "write E_0 for a standard value",
    "[x^2 + 1]_{x=2} + x": "a part of an expression is taken at a point",
    "3x - [x^2]_{x=2}": "a part of an expression is taken at a point",
    "= 1": "nothing stands before the =",
    "Hypergeometric2F1[1, n, n + 1, x]": "no rule for the function 'Hypergeometric2F1'",
    "expintegral_ei(2*x)": "no rule for the function 'expintegral_ei'",
    "2[x] + x": "may be the floor",
    "D^2(x^4)": "may be a second or higher derivative",
    "D²y, y = x^5": "may be a second or higher derivative",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_refused(typed: str) -> None:
    """What cannot be read is refused with the reason."""
    with pytest.raises(ChainRuleError, match=re.escape(REFUSED[typed])):
        chainrule.derive(typed)


SAID = {
    "sin (3x)^2": "sin (3x)^2 read as (sin(3x))^2; else write sin((3x)^2)",
    "ln(x)^2": "ln(x)^2 read as (ln(x))^2; else write ln(x^2)",
    "y = x2sinx": "x2sinx read as the name x2; else write x^2",
    "alphax^2": "alphax read as alpha*x; if it is one name, define it",
    r"\sin{x}^{2}": r"\sin{x}^{2} read as (\sin{x})^{2}; else write \sin(x^{2})",
    "3.10^2 x": "3.10^2 read as (3.10)^2; else write 3*10^2",
    "pochodna x^2": "pochodna read as a quantity; else leave it out",
    "sin(x°)": "x° read as x*pi/180",
    r"\sin(x^\circ)": r"x^\circ read as x*pi/180",
    "5 percent of x": "5 percent read as 0.05",
    "sin(2pift)": "pift read as pi*f*t; else write p*i*f*t",
}


@pytest.mark.parametrize("typed", SAID)
def test_the_reading_is_said(typed: str) -> None:
    """Where letters may be one name, the other reading is named."""
    assert SAID[typed] in list(map(str, read_problem(typed).readings))


def test_losses_stay_unspecified() -> None:
    """A word before names, and a loss or cost of anything, is an unspecified function."""
    assert str(chainrule.derive("J = loss(y, 2x)")["x"].tidy) == "2*loss^(0,1)(y, 2*x)"
    assert read_problem("z = score(y, x)").definitions[0].tree[0] == "apply"


def test_an_angle_in_degrees_at_a_point() -> None:
    """The derivative is at π/3, and an answer in degrees is compared as what it says."""
    assert chainrule.check("y = sin x, x = 60°", "1/2").correct
    assert chainrule.check("sin(x°)", "pi/180*cos(x°)").correct
    assert not chainrule.check("sin(x°)", "cos(x°)").correct


JOINED = {
    "z_1 = Σ_j w_1j x_j": "sum(w_1j*x_j, j, 1, n)",
    "z_k = w_1k x": "w_1k*x",
    "L = Σ_{k=1}^{3} (v_12k - 2)^2": "sum((v_{12,k} - 2)^2, k, 1, 3)",
    "y = a_1x + b_1k": "a_1*x + b_1*k",
    "y = Σ_i c_2j x_i + c_2j": "sum(c_2*j*x_i, i, 1, n) + c_2*j",
}


@pytest.mark.parametrize("typed", JOINED)
def test_an_index_behind_a_number(typed: str) -> None:
    """In w_1j the letter is an index where a sum runs over it, or a name has it alone below; else it is a factor, which is said."""
    read = read_problem(typed)
    assert text(read.definitions[0].tree) == JOINED[typed]
    assert any("if it is one name, define it" in str(each) for each in read.readings) == ("*j" in JOINED[typed] or "*k" in JOINED[typed])
