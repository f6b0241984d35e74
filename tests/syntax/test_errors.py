"""Text that cannot be read: the place, the mend, the limits, and hostile text."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest

import chainrule.syntax
from chainrule.errors import ChainRuleError, LimitExceeded, ReadError, UnknownFunction
from chainrule.syntax import Limits, read_problem
from chainrule.tree import depth

MARKED = [  # text, what is marked, a word of the message or the hint
    ("x +", "+", "missing"),
    ("(x", "(", "never closed"),
    ("2|x| + |x - 1", "|", "add '|'"),
    ("x^2sum(", "sum", "never closed"),
    ("h_1^{(", "(", "never closed"),
    ("x)", ")", "never opened"),
    ("[x)", ")", "opened"),
    ("2 * / x", "*", "missing"),
    ("()", ")", "nothing"),
    ("y = 2 + sin", "sin", "argument"),
    ("x * y*sim(x)", "sim", "did you mean 'sin'"),
    ("sinus(x)", "sinus", "did you mean 'sin'"),
    ("In(x)", "In", "did you mean 'ln'"),
    ("gamma(x)", "gamma", "no rule"),
    ("x + log_2₁ x", "log_2₁", "the base"),
    ("abs(1,5x)", "abs(1,5x)", "point"),
    ("sin(x, y)", "sin(x, y)", "write sin(u)"),
    ("max(x)", "max(x)", "at least 2"),
    ("4*f^(38059412,0)(2*s, 3*t)", "(38059412,0)", "too high"),
    (r"f(x) = \begin{cases} x & x > 0 \\ -x \end{cases}", r"\begin{cases}", "pieces"),
    ("2 3", "2 3", "side by side"),
    ("(x+1)2", ")2", "^2"),
    ("n!", "n!", "factorial"),
    ("y = 2e-3x", "2e-3x", "a power of ten, a power of e or a difference"),
    ("x ≈ 2", "≈", "="),
    ("∫x", "∫", "integrate"),
    ("sіn x", "і", "U+0456"),
    ("х^2", "х", "Latin letter 'x'"),
    ("x\u200e+1", "\u200e", "U+200E"),
    ("x\x00", "\x00", "U+0000"),
    ("X & Y", "&", "one definition on each line"),
    ("e2x+1", "e2x", "e^(2"),
    ("ŷ₁ + (𝑥", "(", "never closed"),
    (r"\frac{1}{2} + \foo x", r"\foo", r"\foo"),
    (r"\input{x}", r"\input", "not read"),
    (r"\left(x\right]", r"\right]", "opened"),
    (r"\frac{1}{x", "{", "never closed"),
    ("sum(x_i, 2)", "sum(x_i, 2)", "i=1..3"),
    ("mean(x_i, i=0..3)", "mean(x_i, i=0..3)", "from 1"),
    ("mean(a, b)", "mean(a, b)", "limits"),
    ("sinn(x)", "sinn", "did you mean 'sin'"),
    ("coss(x)", "coss", "did you mean 'cos'"),
    ("sqr(x)", "sqr", "did you mean 'sqrt'"),
    ("arcsine(x)", "arcsine", "did you mean 'asin'"),
    ("squareroot(x)", "squareroot", "did you mean 'sqrt'"),
    ("seno x", "seno", "did you mean 'sin'"),
    ("senx", "senx", "sen(x)"),
    ("arc sin x", "arc", "one word"),
    ("abs x", "abs", "brackets"),
    ("1,500x", "1,500", "point"),
    ("y = 2,500x", "2,500", "point"),
    (r"\int t dt", r"\int", "does not integrate"),
    ("evaluate ∫_0^2 t^2 dt", "evaluate", "does not integrate"),
    ("F = ∫_0^x t^∞ dt", "∞", "limits are not read"),
    ("F = ∫_0^x t^2", "∫_0^x", "write dt"),
    ("F = ∫_0^2x t dt", "2x", "brackets"),
    ("F = ∫_0^xt dt", "xt", "brackets"),
    ("F = ∫_0^x t dt^2", "dt^", "brackets"),
    (r"\lim_{x \to 0} x", r"\lim", "limits are not read"),
    ("diff(x^2, 2x)", "2x", "diff(x^2, x)"),
    ("(x^2)' + 1", "'", "prime"),
    ("f^-1(x)", "f^-1", "1/f(x)"),
    ("f^{(n)}(x)", "{(n)}", "number"),
    ("y'", "y'", "dy/dx"),
    ("bedrooms price", "bedrooms price", "*"),
]


@pytest.mark.parametrize(("typed", "marked", "said"), MARKED, ids=[row[0] for row in MARKED])
def test_marked(typed: str, marked: str, said: str) -> None:
    """An error marks the place in the text as typed and says how to mend it."""
    with pytest.raises(ReadError) as caught:
        read_problem(typed)
    error = caught.value
    assert error.text == typed
    assert typed[error.start : error.end] == marked
    assert said in f"{error.message} {error.hint}"


def test_unknown_function_is_its_own_error() -> None:
    """An unknown function has an error of its own."""
    with pytest.raises(UnknownFunction):
        read_problem("foo(x)")


LIMITS = [
    ("x" * 11, Limits(length=10)),
    ("x + y + z", Limits(nodes=4)),
    ("((((x))))", Limits(depth=3)),
    ("sin sin sin sin x", Limits(depth=3)),
    ("----x", Limits(depth=3)),
    ("x^x^x^x^x", Limits(depth=3)),
    ("x/x/x/x/x", Limits(depth=3)),
    ("12345", Limits(digits=4)),
    ("9" * 5000, Limits()),
    ("1e999999999", Limits()),
    ("9^9^9^9", Limits()),
    ("2^(10^9)", Limits()),
    ("(1/3)^99999", Limits()),
    ("10^(2*5000 + 1)", Limits()),
    ("1000!", Limits()),
    ("5!", Limits(factorial=4)),
    ("a = 1, b = 2, c = 3", Limits(definitions=2)),
]


@pytest.mark.parametrize(("typed", "limits"), LIMITS, ids=[row[0][:20] for row in LIMITS])
def test_limits(typed: str, limits: Limits) -> None:
    """Each limit has a clear error of its own, which names it."""
    with pytest.raises(LimitExceeded) as caught:
        read_problem(typed, limits=limits)
    assert "limit is" in str(caught.value)


DEEP = {
    "brackets": ("(", ")"),
    "calls": ("sin(", ")"),
    "functions": ("sin ", ""),
    "signs": ("-", ""),
    "powers": ("x^", ""),
    "roots": ("√", ""),
    "LaTeX": (r"\sqrt{", "}"),
}


@pytest.mark.parametrize(("opening", "closing"), DEEP.values(), ids=DEEP)
def test_deep(opening: str, closing: str) -> None:
    """Nothing recurses: text nested 20,000 levels deep is read."""
    tree = read_problem(opening * 20_000 + "x" + closing * 20_000).definitions[0].tree
    assert depth(tree) == (1 if opening == "(" else 20_001)


HOSTILE = [
    "(",
    ")",
    "f(",
    "|",
    "sin ",
    "x^",
    "d/d",
    "\\frac",
    "{",
    "1/",
    "x,",
    "ln x(",
    '"',
    "find ",
    "second ",
    "∂ ",
    "\\hat{",
    "x_{",
    "sin^-1 ",
    "sum(",
    "²",
    "$",
    "\\",
    "with respect to ",
    "dx d",
    "Σ ",
    "Σ x_i ",
    "mean(",
    "(x)';",
    "(x)'",
    "diff(",
    "diff(x,x);",
    "u(x)",
    "√1-",
    "f^(",
    "y=f(x)=",
    "D_x ",
    "`",
    "^{\\prime}",
    "log3 ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition(piece: str) -> None:
    """The same piece thousands of times over is read or refused, in time that grows with its length."""
    for typed in (piece * 3_000, piece * 3_000 + "x", "$" + piece * 3_000):
        with contextlib.suppress(ChainRuleError):
            read_problem(typed)


def test_nothing_runs_text() -> None:
    """No module on the way from text to tree evaluates text or looks names up as attributes."""
    forbidden = re.compile(r"(?<![\w.])(?:eval|exec|compile|getattr|__import__)\(|sympify|parse_expr|import_module")
    rooms = Path(chainrule.syntax.__file__).parent
    for file in (*rooms.glob("*.py"), *(rooms.parent / "notation").glob("*.py"), rooms.parent / "tree.py", rooms.parent / "problem.py"):
        assert not forbidden.search(file.read_text(encoding="utf8").replace("re.compile(", "")), file.name


def test_errors_are_fit_to_be_shown() -> None:
    """What an error repeats of someone's text or table cannot steer a terminal; every line of it stays a line."""
    error = ChainRuleError("no column\n'y'", hint="there is \x1b[31my\u202e", text="x \x1b[2J+ 1\n", start=2, end=3)
    assert str(error).splitlines() == ["no column", "'y' (line 1, column 3)", "    x �[2J+ 1", "      ^", "there is �[31my�"]


@pytest.mark.parametrize("text", ["J = log π(a|s)", "J = log(a|s)", "J = log p(a + 1|s)"])
def test_condition_behind_a_bar(text: str) -> None:
    """A number, a known function and an expression under a condition are refused as such."""
    with pytest.raises(ReadError, match=r"\(a.*\|s\)' has a condition behind '\|', which is not read"):
        read_problem(text)
