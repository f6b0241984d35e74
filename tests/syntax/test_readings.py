"""What is said about text with several readings."""

from __future__ import annotations

import re

import pytest

from chainrule.errors import ChainRuleError
from chainrule.syntax import RULES, read_problem
from chainrule.syntax.rules import table
from chainrule.tree import postorder, symbol

SILENT = [
    "4x + 7y", "sin 2x", "sin x + cos x", "x(1+x)", "xe^x", "ln|x|", "x^(1/3)", "-x^2", "sin^2 x", "2xe^-x", "x*sin(1/x)", "(x^2+1)/(x-1)", "sin(x)/x",
    "ŷ = w1*area + w2*bedrooms + b; e = y - ŷ; L = e^2", "f(g(x))", r"\frac{x}{y}", r"\sin 2x", r"\sin(e x - 8)", r"a\tan^2(kt)", "x^2y + y", "2πr", "1e-3*x",
    "atan(x) + a", "asin(a*x)/(b*asec(x))", "sinh(x) + h", "x*ln(x)^2", "ln x / x", "z_1^{(2)} = w_{11}^{(2)} h_1^{(2)} + b₁⁽²⁾",
    "f^{(4)}(x)", "J^(0,1)(y, x + 1)", "√x + 1", "V(t) = V0*e^(-t)", "log2(x)", "log10 x", "sum(x_i, i=1..3)", "f_1(x)", "λw₁² + αx_1", "(x^2)'",
]  # fmt: skip


@pytest.mark.parametrize("typed", SILENT)
def test_one_reading(typed: str) -> None:
    """Text with one reading is read without a word."""
    assert read_problem(typed).readings == ()


EXAMPLES = {  # where the example of the table needs a name that is used or asked for beside it
    "long name": ("xyzt + x", ()),
    "name with digits": ("x2", ("x",)),
    "function name": ("acos t + a", ()),
}


@pytest.mark.parametrize("name", RULES)
def test_rules(name: str) -> None:
    """Every row of the table of rules is a reading that its own example brings about."""
    typed, wrt = EXAMPLES.get(name, (RULES[name].written, ()))
    assert any(said(RULES[name].says, reading.message) for reading in read_problem(typed, wrt=wrt).readings)


def said(template: str, message: str) -> bool:
    """Return whether a message is an instance of a template."""
    pattern = re.escape(template)
    for field in ("piece", "taken", "other"):
        pattern = pattern.replace(re.escape("{" + field + "}"), ".*")
    return bool(re.fullmatch(pattern, message, re.DOTALL))


DAMAGED = ["e2x+1", "arctg(x2)", "esin x", "ln*x", "sin*2*x", "In(x)", "In x", "cos4(3x)", "x tan^-1 - ln sqrt(1+x^2)", "ez(sin z + cos z)",
           "e-x", "xe-x", "sin-1 x",
           "tan−1(x)", "sin2 x", "(x+1)2", "x 2", "3x2 + 2x", "w^T x", "cox(x)", "foo(x)", "y = x2", "y = 3x3 + 1", "log2x", "sin x y"]  # fmt: skip


@pytest.mark.parametrize("typed", DAMAGED)
def test_damage(typed: str) -> None:
    """Text that copying may have damaged is refused, or read with a word of doubt."""
    assert doubts(typed, "z" if "z" in typed else "x")


def doubts(typed: str, wrt: str) -> object:
    """Return the readings of a text, or the hint with which it is refused."""
    try:
        return read_problem(typed, wrt=[wrt]).readings
    except ChainRuleError as error:
        return error.hint


LOG = ["log(x)", "y = log x", r"\log x", "Log[x]"]


@pytest.mark.parametrize("typed", LOG)
def test_logarithm(typed: str) -> None:
    """That log is the natural logarithm is said in the same few words however it is written."""
    assert [reading.message for reading in read_problem(typed).readings] == ["log is the natural logarithm"]


MESSAGES = {
    "x/sin x cos x": "x/sin x cos x read as x/(sin x cos x); else write (x/sin x)*cos x",
    "x^-1/ln x": "x^-1/ln x read as (x^-1)/ln x; else write x^(-1/ln x)",
    "y/(2x)^2 z": "y/(2x)^2 z read as y/((2x)^2 z); else write (y/(2x)^2)*z",
    "1/(2a) x": "1/(2a) x read as (1/(2a))*x; else write 1/((2a) x)",
    "sin x^2": "sin x^2 read as sin(x^2); else write (sin x)^2",
    "sin x^2 + cos x^2": "sin x^2 read as sin(x^2); else write (sin x)^2; likewise cos x^2",
    "x_1^(2) + x_2^(2) + x_3^(2)": "x_1^(2) read as one name; else write (x_1)^2; likewise 2 more",
    "√1-x²": "√1-x² read as √1 - x²; else write √(1-x²)",
    "sin^-1 x": "sin^-1 x read as arcsin x; else write (sin x)^-1",
    "u(x)v(x)": "u(x) read as a function of x; else write u*x; likewise v(x)",
    "exp2(x)": "exp2 is a power of 2; else write exp(2*(…))",
    "e^2x": "e^2x read as e^2*x; else write e^(2x)",
    "Σ (y_i - p_i)^2": "Σ runs over i = 1..n",
    "acos(t) + bsin(t)": "acos read as a*cos; else write arccos",
    "acosx": "acosx read as one function; else write a*cos",
    "cos x 2^x": "cos x 2^x read as cos(x)*2^x; else write cos(x 2^x)",
    "sin 2x 3^(x+1)": "sin 2x 3^(x+1) read as sin(2x)*3^(x+1); else write sin(2x 3^(x+1))",
    "cos x x^2": "cos x x read as cos(x)*x; else write cos(xx)",
    "sin2x y": "sin2x y read as sin(2x)*y; else write sin(2xy)",
    "sinω t": "sinω t read as sin(ωt); else write sin(ω)*t",
    "y - wx_1 - ux_2": "wx_1 read as w*x_1; if it is one name, define it; likewise ux_2",
    "λθ0θ1": "θ0θ1 read as θ0*θ1; if it is one name, define it",
    "r^2 = x^2 + y^2, z = 1/r": "r^2 = … read as r = √(…), the positive root",
    "V = r^3. Find dV/dr when r = 25.": "when r = 25 set aside: numbers are put in last",
    "((y_i - t_i)**2).mean()": "mean runs over i = 1..n",
    "1/(ln 3 x)": "ln 3 x read as ln(3x); else write ln(3)*x",
}


@pytest.mark.parametrize(("typed", "message"), MESSAGES.items(), ids=MESSAGES)
def test_messages(typed: str, message: str) -> None:
    """A doubt is said once, in a few words, with how to write the other reading."""
    assert [reading.message for reading in read_problem(typed).readings] == [message]


def test_table() -> None:
    """The table of rules is Markdown with a row for each rule."""
    lines = table().splitlines()
    assert len(lines) == len(RULES) + 2
    assert "| `sin x^2` | sin(x\\^2) | (sin(x))\\^2 | `(sin x)^2` |" in lines


def test_places() -> None:
    """A reading delimits the piece of text that it is about."""
    (reading,) = read_problem("y = 2 + sin x^2").readings
    assert "y = 2 + sin x^2"[reading.start : reading.end] == "sin x^2"


def test_said_once() -> None:
    """The same words are said once."""
    assert len(read_problem("log(x) + log(y)").readings) == 1


RAISED = {
    "w sum (y - p)^2": "sum (y - p)^2 read as sum((y - p)^2); else write (sum(y - p))^2",
    "w sum(x_i)^2": "sum(x_i)^2 read as (sum(x_i))^2; else write sum((x_i)^2)",
}


@pytest.mark.parametrize("typed", RAISED)
def test_powers_behind_sums(typed: str) -> None:
    """With a space it is the terms that are raised, as behind Σ; which is said either way."""
    problem = read_problem(typed)
    assert problem.readings[0].message == RAISED[typed]
    (total,) = [item for item in postorder(problem.definitions[0].tree) if item[0] == "sum"]
    assert (total[2][0][0] == "pow") is (" (" in typed)
    assert [each.message for each in read_problem("w*sum(x_i)**2").readings] == ["sum runs over i = 1..n"]


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("J = (1/2m) sum_{i=1}^m (w x_i - y_i)^2", True),
        ("J = 1/2m Σ_{i=1}^m (w x_i - y_i)^2", True),
        (r"J = (1/2m) \sum_{i=1}^{m} (w x_i - y_i)^2", True),
        ("J = (1/2m) * sum((X w - y)^2)", True),
        ("J = (1/2n) ||X w - y||^2", True),
        ("E = 1/2m Σ_i v_i^2", False),
        ("E = 1/2 m Σ_i v_i^2", False),
        ("E = 1/2m ||v||^2", False),
    ],
)
def test_the_number_of_terms(text: str, below: bool) -> None:
    """In (1/2m) Σ, m is the number of terms, below the line; where it may be a mass, 1/2 is the factor. Both are said."""
    problem = read_problem(text)
    assert (problem.definitions[0].tree.args[0] == 1 / (2 * symbol(text[text.index("/2") + 2 :].strip()[0]))) is below
    assert any("; else write" in reading.message for reading in problem.readings)
