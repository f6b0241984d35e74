"""Functions in pieces, in the ways that people write them."""

from __future__ import annotations

import pytest

from chainrule.errors import ChainRuleError
from chainrule.notation import latex, text, unicode
from chainrule.syntax import read_expression, read_problem
from chainrule.syntax.pieces.written import with_pieces

TWO, REST = "x^2 if x < 0 else 2*x if x >= 0", "x^2 if x < 0 else sin(x)"
READ = {
    "f(x) = x^2 if x < 0 else sin x": REST,
    "f(x) = x^2 if x < 0, sin x otherwise": REST,
    "f(x) = x^2 if x < 0, otherwise sin x": REST,
    "f(x) = x^2 if x < 0; sin x elsewhere": REST,
    "f(x) = x^2, if x < 0, sin x, otherwise": REST,
    "f(x) = x^2\n  if x < 0 else sin x": REST,
    "f(x) = x^2 for x < 0, 2x for x ≥ 0": TWO,
    "f(x) = x^2 when x < 0 and 2x when x >= 0": TWO,
    "f(x) = x^2 if x < 0\n       2x if x >= 0": TWO,
    "f(x) = x^2 if x < 0; f(x) = 2x if x >= 0": TWO,
    "Let f(x) = x^2 for x < 0, and 2x for x ≥ 0. Find f'(1).": TWO,
    "f(x) = { x^2, x < 0; 2x, x >= 0 }": TWO,
    "f(x) = {x^2 if x<0, 2x if x>=0}": TWO,
    "f(x) = {x^2: x<0, 2x: x>=0}": TWO,
    "f(x) = x^2, x < 0; 2x, x >= 0": TWO,
    "f(x) = (x^2, x<0; 2x, x>=0)": TWO,
    r"f(x) = \begin{cases} x^2 & x < 0 \\ 2x & x \ge 0 \end{cases}": TWO,
    r"f(x) = \begin{cases} x^2 & \text{if } x < 0 \\ \sin x & \text{otherwise} \end{cases}": REST,
    r"$$f(x) = \begin{dcases} x^2, & \text{if $x < 0$,} \\ \sin x, & \text{otherwise.} \\ \end{dcases}$$": REST,
    r"f(x) = \left\{ \begin{array}{ll} x^2 & \mbox{if } x < 0 \\ 2x & \mbox{if } x \geq 0 \end{array} \right.": TWO,
    r"f(x) = \left\{\begin{aligned} &x^2, && x<0\\ &2x, && x\ge 0\end{aligned}\right.": TWO,
    "f = Piecewise((x**2, x < 0), (sin(x), True))": REST,
    "f = sp.Piecewise((x**2, x < 0), (2*x, x >= 0))": TWO,
    "f = np.where(x < 0, x**2, np.sin(x))": REST,
    "f = np.where(x < 0, x**2, np.where(x > 1, 3, x))": "x^2 if x < 0 else 3 if x > 1 else x",
    "f(x) = -1 if x < -1 else 1 if x > 1 else x": "-1 if x < -1 else 1 if x > 1 else x",
    "f(x) = 3 if 0 <= x < 1 else x": "3 if 0 <= x < 1 else x",
    "f(x) = x if x > 0 and x < 1, 2 if x >= 1, 0 otherwise": "x if x > 0 and x < 1 else 2 if x >= 1 else 0",
    "f(x) = x^2 if x > 0 or x < -1 else 1": "x^2 if x > 0 or x < -1 else 1",
    "f = np.where((x > 0) & (x < 1), x**2, 0)": "x^2 if x > 0 and x < 1 else 0",
    "f(x) = sin(x)/x for x ≠ 0, 1 for x = 0": "sin(x)/x if x != 0 else 1 if x = 0",
    "L = 0.5*(y - f)^2 if |y - f| <= δ else δ*(|y-f| - 0.5 δ)": "0.5*(y - f)^2 if abs(y - f) <= δ else δ*(abs(y - f) - 0.5*δ)",
    "y = 2x + (x if x > 0 else 3)": "2*x + (x if x > 0 else 3)",
    r"y = 2 \begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases} + x": "2*(x if x > 0 else 0) + x",
}


@pytest.mark.parametrize(("typed", "read"), READ.items(), ids=READ)
def test_read(typed: str, read: str) -> None:
    """Every way of writing a function in pieces is read as values and their conditions."""
    assert text(read_problem(typed).definitions[-1].tree) == read


def test_in_a_graph() -> None:
    """A definition in pieces ends where the next one begins."""
    for between in ("; ", "\n", ", "):
        problem = read_problem(f"z = w x + b{between}a = z if z > 0 else 0.1 z{between}L = (a - y)^2")
        assert [(each.name, text(each.tree)) for each in problem.definitions] == [("z", "w*x + b"), ("a", "z if z > 0 else 0.1*z"), ("L", "(a - y)^2")]


ALONE = ("f(x) = x^2 for x > 0", "f(x) = x^2, x > 0", "x^2 if x < 0", "f(x) = x^2 if x > 0, find f'(3)", "f(x, y) = x y, x > 0, y > 0")


@pytest.mark.parametrize("typed", ALONE)
def test_one_condition_is_on_the_whole(typed: str) -> None:
    """A single value with a condition is no function in pieces: the condition is set aside."""
    assert with_pieces(typed) == typed
    assert "conditions are left out" in str(read_problem(typed).readings[0])


@pytest.mark.parametrize(
    "typed",
    [
        "f(x) = x if x else 3",
        r"\begin{cases}\end{cases}",
        "f(x) = x if x > 0 else",
        "log(x) holds for x > 0, though −1/x² has a value elsewhere.",
        "(x > 0 if x > 1 else 3)",
        "f(x) = (x if x > 0 else x > 3)",
        "f(x) = x if (1 if x > 0 else 2) else 3",
    ],
)
def test_refused(typed: str) -> None:
    """What is no value with a condition is refused."""
    with pytest.raises(ChainRuleError):
        read_problem(typed)


def test_places_stay() -> None:
    """An error inside of a piece marks the text as it was typed."""
    with pytest.raises(ChainRuleError) as caught:
        read_problem("f(x) = x^2 if x < 0 else coz(x)")
    assert str(caught.value).splitlines()[1:3] == ["    f(x) = x^2 if x < 0 else coz(x)", "                             ^^^"]


def test_nesting_has_a_limit() -> None:
    """Functions in pieces inside each other are read to some levels, and refused beyond."""
    assert read_expression("(" * 5 + "x if x > 0 else 1" + ") if x > 0 else 1" * 5)
    with pytest.raises(ChainRuleError, match="too deep"):
        read_expression("(" * 9 + "x if x > 0 else 1" + ") if x > 0 else 1" * 9)


SHOWN = {
    "x^2 if x < 0 else sin(x)": ("x² if x < 0, sin(x) otherwise", r"\begin{cases} x^{2} & \text{if } x < 0 \\ \sin(x) & \text{otherwise} \end{cases}"),
    "2*(1 if 0 <= x < 1 else 3 if x > 5)": (
        "2(1 if 0 ≤ x < 1, 3 if x > 5)",
        r"2 \left(\begin{cases} 1 & \text{if } 0 \leq x < 1 \\ 3 & \text{if } x > 5 \end{cases}\right)",
    ),
    "x if x > 0 and y > 0 or x = 1 else 2": (
        "x if x > 0 and y > 0 or x = 1, 2 otherwise",
        r"\begin{cases} x & \text{if } x > 0 \text{ and } y > 0 \text{ or } x = 1 \\ 2 & \text{otherwise} \end{cases}",
    ),
}


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items(), ids=SHOWN)
def test_written(typed: str, shown: tuple[str, str]) -> None:
    """What is written is read back as the same, in every notation that has a reader."""
    tree = read_expression(typed)
    assert (text(tree), unicode(tree), latex(tree)) == (typed, *shown)
    assert read_expression(unicode(tree)) == tree
    assert read_expression(latex(tree)) == tree
