"""Work judged line by line."""

from __future__ import annotations

import pytest

from chainrule.document import verdict_document
from chainrule.errors import LimitExceeded
from chainrule.homework import check
from chainrule.homework.answers.cutting import lines_of_work
from chainrule.homework.answers.statements import Reader
from chainrule.render import TEXT_FORMATS, render
from chainrule.tree import derivative, symbol

H = "h(x) = log(2 + cos x)"
NETWORK = "z1 = w1 x + b1, a1 = σ(z1), z2 = w2 a1 + b2, ŷ = σ(z2), L = (y - ŷ)^2"
THREE_PATHS = "f = x·y·t; x = t²; y = sin t"
SQUARES = "SSR = (O - P)^2, P = T + B + b3"

# Problem, by, whether all is right, and each line of the work with its verdict.
WORK = {
    "right": (H, None, True, r"""
        u = 2 + cos x           | right
        dh/du = 1/u             | right
        du/dx = -sin x          | right
        dh/dx = 1/u * (-sin x)  | right
        = -sin x/(2 + cos x)    | right
        """),
    "a wrong link": (H, None, False, r"""
        u = 2 + cos x        | right
        dh/du = 1/u          | right
        du/dx = sin x        | wrong
        dh/dx = 1/u * sin x  | follows
        = sin x/(2 + cos x)  | follows
        """),
    "a quotient before the product behind it": (H, None, True, r"""
        u = 2 + cos x                 | right
        dh/dx = 1/u (-sin x)          | right
        = 1/(2 + cos x)(-sin x)       | right
        """),
    "a wrong link in a quotient before the product behind it": (H, None, False, r"""
        u = 2 + cos x        | right
        du/dx = sin x        | wrong
        dh/dx = 1/u (sin x)  | follows
        = 1/(2 + cos x)(3x)  | wrong
        """),
    "an own u that is not the link of that name": ("y = sin^2(3x)", None, True, r"""
        u = sin(3x)                     | right
        dy/du = 2u                      | right
        du/dx = 3cos(3x)                | right
        dy/dx = 6 sin(3x)cos(3x)        | right
        """),
    "the link's derivative by an own u": ("y = sin^2(3x)", None, False, r"""
        u = sin(3x)                     | right
        dy/du = 2 sin(u) cos(u)         | wrong
        """),
    "own names the other way round": ("y = cos(sin(5x))", None, True, r"""
        v = 5x                          | right
        u = sin v                       | right
        du/dv = cos v                   | right
        dy/du = -sin u                  | right
        dy/dx = dy/du * du/dv * 5 = -5 sin(sin(5x)) cos(5x) | right
        """),
    "primes inside an expression": ("y = x^2 sin x", None, True, r"""
        u = x^2                         | right
        v = sin x                       | right
        u' = 2x                         | right
        v’ = cos x                      | right
        y' = u'v + uv'                  | right
        = 2x sin x + x^2 cos x          | right
        """),
    "a wrong rule with primes": ("y = x^2 sin x", None, False, r"""
        u = x^2                         | right
        v = sin x                       | right
        y' = u'v - uv'                  | wrong
        = 2x sin x - x^2 cos x          | follows
        """),
    "after a line that is not understood": ("y = ln(x^2 + 1)", None, None, r"""
        u = x^2 + 1                     | right
        u' = 2x                         | right
        y' ~ u'/u ??                    | not understood
        = x/(x^2 + 1)                   | undecided
        """),
    "what was asked after such a line": ("y = ln(x^2 + 1)", None, True, r"""
        y' ~ u'/u ??                    | not understood
        = 2x/(x^2 + 1)                  | right
        """),
    "a right split does not make up for a wrong link": ("y = (3x + 1)^5", None, False, r"""
        u = 3x + 1                      | right
        y = u^5                         | right
        dy/du = 5u^4                    | right
        du/dx = 4                       | wrong
        dy/dx = 20(3x + 1)^4            | follows
        """),
    "a wrong product": (H, None, False, r"""
        dh/du = 1/u             | right
        du/dx = -sin x          | right
        dh/dx = 1/u + (-sin x)  | wrong
        """),
    "what stood above is no reason": (H, None, False, r"""
        u = 2 + cos x      | right
        dh/dx = 2 + cos x  | wrong
        """),
    "another split": (H, None, True, r"""
        g = cos x                                   | right
        h = log(2 + g)                              | right
        dg/dx = -sin x                              | right
        dh/dg = 1/(2 + g)                           | right
        dh/dx = dh/dg · dg/dx = -sin x/(2 + cos x)  | right
        """),
    "a split that is no subexpression": ("y = (x^2+1)^(3/2)", None, True, r"""
        u = sqrt(x^2 + 1)                 | right
        y = u^3                           | right
        dy/du = 3u^2                      | right
        du/dx = x/u                       | right
        dy/dx = 3 u x = 3x sqrt(x^2 + 1)  | right
        """),
    "functions f and g": (H, None, True, r"""
        f(u) = log u                                 | right
        g(x) = 2 + cos x                             | right
        f'(u) = 1/u                                  | right
        g'(x) = -sin x                               | right
        h'(x) = f'(g(x)) g'(x) = -sin x/(2 + cos x)  | right
        """),
    "the problem copied wrongly": ("y = (3x+1)^5", None, False, r"""
        u = 3x - 1             | wrong
        dy/du = 5u^4           | follows
        du/dx = 3              | right
        dy/dx = 15 (3x - 1)^4  | follows
        """),
    "operators": ("y = x^2 sin x", None, True, r"""
        d/dx x^2 = 2x              | right
        d/dx (sin x) = cos x       | right
        y' = 2x sin x + x^2 cos x  | right
        """),
    "LaTeX": ("y = x^2 sin x", None, True, r"""
        $\frac{dy}{dx} = 2x \sin x + x^2 \cos x$  | right
        """),
    "deltas": (NETWORK, "w1", True, r"""
        ∂L/∂ŷ = -2(y - ŷ)                  | right
        ∂ŷ/∂z2 = ŷ(1 - ŷ)                  | right
        δ2 = ∂L/∂z2 = -2(y - ŷ) ŷ (1 - ŷ)  | right
        δ1 = δ2 w2 a1 (1 - a1)             | right
        ∂z1/∂w1 = x                        | right
        ∂L/∂w1 = δ1 x                      | right
        """),
    "an error carried along": (NETWORK, "w1", False, r"""
        ∂L/∂ŷ = 2(y - ŷ)                              | wrong
        ∂L/∂z2 = ∂L/∂ŷ ∂ŷ/∂z2 = 2(y - ŷ) ŷ (1 - ŷ)    | follows
        ∂z2/∂b2 = 1                                   | not needed
        ∂L/∂a1 = 2(y - ŷ) ŷ (1 - ŷ) w2                | follows
        ∂L/∂w1 = 2(y - ŷ) ŷ (1 - ŷ) w2 a1 (1 - a1) x  | follows
        """),
    "paths": (THREE_PATHS, "t", True, r"""
        ∂f/∂t = x y                                                                      | right
        ∂f/∂x = y t                                                                      | right
        dx/dt = 2t                                                                       | right
        df/dt = ∂f/∂t + ∂f/∂x dx/dt + ∂f/∂y dy/dt = t^2 sin t + 2 t^2 sin t + t^3 cos t  | right
        """),
    "a missing path": (THREE_PATHS, "t", False, r"""
        df/dt = ∂f/∂x dx/dt + ∂f/∂y dy/dt = 2 t^2 sin t + t^3 cos t  | wrong
        """),
    "partial for total": (THREE_PATHS, "t", False, r"""
        df/dt = x y  | wrong
        """),
    "a step added": (SQUARES, "b3", False, r"""
        dSSR/dP = -2(O - P)  | right
        dP/db3 = 1           | right
        dSSR/db3 = -15.7     | undecided
        b3 := 0 + (-1.57)    | wrong
        """),
    "a step in symbols": (SQUARES, "b3", False, r"""
        b3 := b3 + η dSSR/db3  | wrong
        b3 := b3 - η dSSR/db3  | right
        """),
    "unfinished": (H, None, None, r"""
        u = 2 + cos x   | right
        du/dx = -sin x  | right
        """),
    "a name out of nowhere": (H, None, None, r"""
        dv/dx = 3  | not understood
        """),
    "letters that are no words": ("y = x^2", None, False, r"""
        zx           | wrong
        y' = 2x      | right
        """),
    "a bracket left open": ("y = x^2", None, True, r"""
        y' = 2(x  | not understood
        y' = 2x   | right
        """),
}


@pytest.mark.parametrize(("problem", "wrt", "correct", "lines"), WORK.values(), ids=WORK)
def test_each_line_is_judged(problem, wrt, correct, lines):
    """Each line is right, wrong, follows from an earlier error, is not needed or not understood; the whole is right when nothing is wrong."""
    expected = [tuple(part.strip() for part in line.split(" | ")) for line in lines.strip().splitlines()]
    verdict = check(problem, wrt=wrt, work="\n".join(line for line, _ in expected))
    assert [(line.text, line.status) for line in verdict.lines] == expected
    assert verdict.correct is correct


def test_the_first_wrong_line_is_named_with_its_mistake():
    """The wrong line says what is wrong in it, and what is right."""
    line = check(H, work="u = 2 + cos x\ndu/dx = sin x").first_wrong
    assert line.text == "du/dx = sin x"
    assert line.mistake.name == "sign"
    assert line.message == "A sign is wrong: the derivative of cos(x) is −sin(x)."


MISTAKES_IN_WORK = [
    (THREE_PATHS, "t", "df/dt = ∂f/∂x dx/dt + ∂f/∂y dy/dt", "missing-path"),
    (THREE_PATHS, "t", "df/dt = x y", "partial-for-total"),
    (SQUARES, "b3", "b3 := b3 + η dSSR/db3", "step-added"),
    ("y = (3x+1)^5", None, "u = 3x + 1; dy/du = u^4", "lost-coefficient"),
]


@pytest.mark.parametrize(("problem", "wrt", "work", "name"), MISTAKES_IN_WORK)
def test_mistakes_in_work_are_named(problem, wrt, work, name):
    """A wrong line names its mistake."""
    assert check(problem, wrt=wrt, work=work).first_wrong.mistake.name == name


def test_what_is_not_understood_is_marked():
    """A line that cannot be read says where."""
    line = check("y = x^2", work="dy/dx = 2(x").lines[0]
    assert line.text[line.start : line.end] == "("


def test_an_answer_and_its_work_are_judged_together():
    """With an answer and work, the answer decides and the lines are judged as well."""
    verdict = check(H, "-sin x/(2 + cos x)", work="u = 2 + cos x")
    assert verdict.correct
    assert [line.status for line in verdict.lines] == ["right"]


def test_work_prints_with_its_verdicts():
    """The text has a line for each line of work, with its verdict at the right."""
    text = str(check(H, work="u = 2 + cos x\ndu/dx = sin x"))
    assert text.splitlines() == ["u = 2 + cos x   right", "du/dx = sin x   wrong here: A sign is wrong: the derivative of cos(x) is −sin(x)."]


def test_work_cannot_steer_a_terminal():
    """Control characters and reversed text in the work reach no page: each is shown as one mark."""
    verdict = check(H, work="\x1b[2Ju = 2 + cos x\n\u202edu/dx = -sin x\ndh/du =\t1/u")
    pages = [str(verdict), str(verdict.lines[0]), *(render(verdict_document(verdict), name) for name in TEXT_FORMATS if name != "json")]
    assert not any(mark in page for page in pages for mark in "\x1b\u202e")
    assert [line.split("  ")[0] for line in str(verdict).splitlines()[1:]] == ["�[2Ju = 2 + cos x", "�du/dx = -sin x", "dh/du = 1/u"]


def test_too_many_lines():
    """Work beyond the limit is refused."""
    with pytest.raises(LimitExceeded):
        check(H, work="u = x\n" * 501)


def test_work_is_cut_into_statements():
    """Lines, and the parts of a line between commas outside brackets, are statements; comments are left out."""
    assert lines_of_work("u = x, v = f(x, y)  # two\n\n w = 1; z = 2") == ["u = x", "v = f(x, y)  # two", "w = 1", "z = 2"]


def test_a_side_that_cannot_be_read_is_passed_over():
    """Of several sides of a derivative, those before the last need not be read."""
    assert check("y = ln(x^2+1)", work="y' = 1/(x^2+1) sin(x)' = 2x/(x^2+1)").correct is True
    assert check("y = ln(x^2+1)", work="y' = 1/(x^2+1) sin(x)' = 1/(x^2+1)").mistake.name == "missing-inner-derivative"
    assert check("y = ln(x^2+1)", work="y' = 1/(x^2+1) sin(x)'").correct is None


@pytest.mark.parametrize(
    ("work", "statuses"),
    [
        ("dy/dx = 2x cos(v) where v = x^2", ["right", "right"]),
        ("cos(v) * 2x, where v = x^2; = 2x cos(x^2)", ["right", "right", "right"]),
        ("2x sin(v), where v = x^2", ["wrong", "right"]),
    ],
)
def test_what_a_name_stands_for_may_be_said_behind(work: str, statuses: list[str]) -> None:
    assert [line.status for line in check("y = sin(x^2)", work=work).lines] == statuses


@pytest.mark.parametrize(
    ("work", "statuses"),
    [
        ("y = u^2, u = sin v, v = 3x; y' = 2u cos v * 3", "right right right right"),
        ("y = u^2; dy/du = 2u; u = sin v; du/dv = -cos v; v = 3x; dv/dx = 3; y' = -6u cos v", "right right right wrong right right follows"),
        ("y = u^2, u = sin v, v = 4x; y' = 2u cos v * 4", "follows follows wrong follows"),
        ("y = u^3, u = sin v, v = 3x", "wrong right right"),
    ],
)
def test_a_function_may_be_taken_apart_from_the_outside(work: str, statuses: str) -> None:
    """Names whose meaning is said behind mean that before too; the innermost wrong one is blamed."""
    assert " ".join(line.status for line in check("y = sin^2(3x)", work=work).lines) == statuses


@pytest.mark.parametrize(
    ("work", "statuses"),
    [
        ("y' = e^(-x)(2x - x^2); y' = 0 when x = 0, 2", "right, not understood"),
        ("y' = e^(-x)(2x - x^2); y' = 0; x = 0 or x = 2", "right, not understood, not understood"),
        ("y' = e^(-x)(2x - x^2) = 0; x = 0, x = 2", "right, not understood, right, right"),
        ("y' = 2x e^(-x) - x^2 e^(-x) = 0", "wrong"),
        ("y' = 0", "wrong"),
    ],
)
def test_where_the_derivative_vanishes(work: str, statuses: str) -> None:
    """What goes on to where the derivative is 0 is no derivative; without such a place, 0 is a wrong one."""
    verdict = check("y = x^2 e^(-x)", work=work)
    assert ", ".join(line.status for line in verdict.lines) == statuses
    assert verdict.correct is ("wrong" not in statuses)


MIXED, SINES, RESIDUALS = "f(x, y) = x^2 y + sin(x y); find the gradient", "f(x, y) = sin(x y); find the gradient", "L = Σ_i (y_i - w x_i)^2; find dL/dw"


@pytest.mark.parametrize(
    ("problem", "work", "statuses"),
    [
        (MIXED, "f_x = 2x y + y cos(x y); f_y = x^2 + x cos(x y)", "right right"),  # the links are no quantities that are held fixed
        (MIXED, "f_x = 2x y + cos(x y); f_y = x^2 + x cos(x y)", "wrong right"),
        (MIXED, "u = x y; f_x = 2x y + y cos u; f_y = x^2 + x cos u", "right right right"),
        (MIXED, "u = x y; ∂f/∂x = 2x y; ∂f/∂u = cos u", "right right right"),  # the student's own may be
        (SINES, "u = x y; ∂f/∂x = cos(u) ∂u/∂x; = y cos(x y); ∂f/∂y = x cos(x y)", "right right right right"),
        (RESIDUALS, "e_i = y_i - w x_i; dL/de_i = 2e_i; de_i/dw = -x_i; dL/dw = -2 Σ_i x_i e_i", "right right right right"),
        (RESIDUALS, "e_i = y_i - w x_i; dL/de_i = -2e_i", "right wrong"),
        ("h(x) = f(x) g(x)", "h' = f'g + fg'", "right"),  # f is f(x)
        ("h(x) = f(x) g(x)", "h' = f' g'", "wrong"),
    ],
)
def test_what_is_held_fixed(problem: str, work: str, statuses: str) -> None:
    """A partial derivative holds the problem's quantities fixed, and may hold the student's own, but no link that only chainrule named."""
    assert " ".join(line.status for line in check(problem, work=work).lines) == statuses


NESTED, MOVED = "y = e^(sin(x^2))", "s(t) = t^3 - 6t^2 + 9t; find the acceleration"


@pytest.mark.parametrize(
    ("problem", "work", "statuses"),
    [
        (NESTED, "v = x^2; u = sin v; y = e^u; u' = cos v; y' = e^u cos v", "right right right wrong follows"),
        (NESTED, "a = x^2; b = sin a; c = e^b; b' = -cos(a) a'; y' = -2x cos(x^2) e^(sin(x^2))", "right right right wrong follows"),
        (MOVED, "v = s' = 3t^2 - 12t + 9; a = v' = 6t - 12", "right right"),
        (MOVED, "v(t) = 3t^2 - 12t + 9; a(t) = 6t - 12", "right right"),
        (MOVED, "v(t) = 3t^2 - 6t + 9; a(t) = 6t - 6", "wrong follows"),
        ("z = ln(x^2 + y^2); find the partial derivatives", "∂z/∂x = 2x/(x^2 + y^2); by symmetry ∂z/∂y = 2y/(x^2 + y^2)", "right right"),
    ],
)
def test_own_quantities_put_together(problem: str, work: str, statuses: str) -> None:
    """What comes of a wrong derivative of an own quantity follows; v and a are velocity and acceleration where one of them is asked for."""
    verdict = check(problem, work=work)
    assert " ".join(line.status for line in verdict.lines) == statuses
    assert verdict.correct is ("wrong" not in statuses)


@pytest.mark.parametrize(
    ("work", "lines"),
    [
        ("u = x     v = sin x", ["u = x", "v = sin x"]),
        ("u' = 1\tv' = cos x", ["u' = 1", "v' = cos x"]),
        ("u = x | v = |x|", ["u = x | v = |x|"]),
        ("u = x | v = sin x", ["u = x", "v = sin x"]),
        ("dy/dx   =  3u^2   du/dx   = 6x u^2", ["dy/dx   =  3u^2   du/dx   = 6x u^2"]),
        ("x = 0, 2", ["x = 0, 2"]),
        ("x = 0, y = 2", ["x = 0", "y = 2"]),
        ("1) Let u = x^2 + 1\n2) then y = u^3\n(c) So dy/dx = 6x u^2", ["u = x^2 + 1", "y = u^3", "dy/dx = 6x u^2"]),
    ],
)
def test_lines_side_by_side(work: str, lines: list[str]) -> None:
    """Wide gaps and bars part statements; values of one quantity stay together."""
    assert lines_of_work(work) == lines


@pytest.mark.parametrize(
    ("problem", "work", "statuses"),
    [
        ("tangent line to y = x^2 at x = 3", "x = 3, y = 9\ny' = 2x = 6\ny - 9 = 6(x - 3)", "right right right right"),
        ("tangent line to y = x^2 at x = 3", "y(3) = 9\ny'(3) = 6\ny = 6x - 9", "right right right"),
        ("tangent line to y = x^2 at x = 3", "y = 8\ny' = 6\ny - 8 = 6(x - 3)", "wrong right follows"),
        ("tangent line to x^2 + y^2 = 25 at (3, 4)", "y = 4\ny' = -x/y = -3/4\ny - 4 = -3/4 (x - 3)", "right right right"),
    ],
)
def test_the_height_at_the_point_is_no_line(problem: str, work: str, statuses: str) -> None:
    """At the point, y = 9 is no horizontal tangent line; a wrong height is blamed and no line with it."""
    assert " ".join(line.status for line in check(problem, work=work).lines) == statuses


@pytest.mark.parametrize("work", ["x = dy/dx t^2, y = t^3, dy/dx = 2t", "x = dy/dx t; y = t^2; dy/dx = 2t"])
def test_definitions_in_a_circle_are_no_crash(work: str) -> None:
    """A name that the student defines by a derivative of itself is not followed for ever."""
    assert check("f(x) = |x|/x", work=work).correct is not True


def test_a_line_is_judged_up_to_its_first_wrong_side() -> None:
    """Of many sides, the first wrong one is told."""
    line = check("y = x^2 sin x", work="dy/dx = 2x sin x + x^2 cos x = 2x sin x = 3").lines[0]
    assert (line.status, line.mistake.name) == ("wrong", "lost-term")


def test_words_between_statements():
    """Words that lead to a statement, or join two, are left out; a letter more and they are names."""
    assert lines_of_work("Let u = 3x^2 + 1, then du/dx = 6x.") == ["u = 3x^2 + 1", "du/dx = 6x."]
    assert lines_of_work("y = u^4 so dy/du = 4u^3 and u' = 6x") == ["y = u^4", "dy/du = 4u^3", "u' = 6x"]
    assert lines_of_work("Let $u = x^2$.\nWe set $y = \\sin u$, so $u' = 2x$") == ["u = x^2.", "y = \\sin u", "u' = 2x"]
    assert lines_of_work("2x + 2yy' = 0 => y' = -x/y") == ["2x + 2yy' = 0", "y' = -x/y"]
    assert lines_of_work("Set u = 2x. Then y = u^3 → dy/du = 3u^2.") == ["u = 2x", "y = u^3", "dy/du = 3u^2."]
    assert lines_of_work("By the chain rule, y' = 2x") == ["y' = 2x"]
    assert lines_of_work("y' = 2u since u = x") == ["y' = 2u", "u = x"]
    assert lines_of_work("y' = 2x (as required)\nz' = 3 QED\nw' = x (chain rule).\nv' = as") == ["y' = 2x", "z' = 3", "w' = x", "v' = as"]
    assert lines_of_work("sol = x + so") == ["sol = x + so"]


@pytest.mark.parametrize("signs", [("Step 1: ", "Step 2: "), ("1. ", "2. "), ("1) ", "2) "), ("(1) ", "(2) "), ("- ", "- "), ("* ", "* "), ("• ", "• ")])
def test_lists(signs):
    """The numbers and bullets of a list are no part of its statements; a minus before one statement alone is."""
    assert lines_of_work(f"{signs[0]}u = 2x + 1\n{signs[1]}y' = 6u^2") == ["u = 2x + 1", "y' = 6u^2"]
    assert lines_of_work("- y = 2x\ny = -2x") == ["- y = 2x", "y = -2x"]


@pytest.mark.parametrize(
    ("problem", "work"),
    [
        ("y = (3x^2+1)^4", "Let u = 3x^2+1, then du/dx = 6x.\ny = u^4 so dy/du = 4u^3\nHence dy/dx = dy/du * du/dx = 24x(3x^2+1)^3"),
        ("V = 4/3 π r^3, dr/dt = 2, find dV/dt when r = 5", "dV/dt = 4πr^2 dr/dt\n= 4π(5)^2(2)\n= 200π cm^3/s"),
        ("s(t) = t^3 - 6t^2, find the velocity at t = 2", "s'(t) = 3t^2 - 12t\ns'(2) = -12 m/s"),
    ],
)
def test_words_and_units(problem, work):
    """Right work is right with words between its statements, and with a unit behind its answer."""
    verdict = check(problem, work=work)
    assert verdict.correct is True
    assert {line.status for line in verdict.lines} == {"right"}


LEFT_SIDES = {
    "dh/dx = 1": derivative("h", "x"),
    "∂h/∂x = 1": derivative("h", "x", sign="∂"),
    r"\frac{dh}{dx} = 1": derivative("h", "x"),
    "h' = 1": derivative("h", ""),
    "h'(x) = 1": derivative("h", "x"),
    "d/dx h = 1": derivative("h", "x"),
    "u = 1": symbol("u"),
    "g(x) = 1": symbol("g"),
    "dSSR/db3 = 1": derivative("SSR", "b3"),
    "= 1": None,
    "1": None,
}


@pytest.mark.parametrize(("text", "left"), LEFT_SIDES.items())
def test_left_sides(text, left):
    """A statement's left side is a name, or a derivative in any notation."""
    assert Reader({"h", "x", "SSR", "b3"}).statement(text).left == left


PRIMES = {  # problem, answer, order: whether it is right
    ("f(x) = x^3", "f’(x) = 3x^2", 1): True,
    ("y = x^3", "y´ = 3x^2", 1): True,
    ("y = x^3", "y'' = 6x", 2): True,
    ("y = x^3", "y″ = 6x", 2): True,
    ("f(x) = x^3", "f''(x) = 6x", 2): True,
    ("f(x) = x^3", "f''(x) = 3x", 2): False,
    ("f(x) = (2x + 3)(x^2 - 1)", "2(x^2 - 1) + 2x(2x + 3) = 6x^2 + 6x - 2", 1): True,
}


@pytest.mark.parametrize("asked", PRIMES, ids=str)
def test_primes(asked):
    """Primes as phones write them, of the second order too, and a chain of equal expressions without a left side are read."""
    problem, answer, order = asked
    assert check(problem, answer, order=order).correct is PRIMES[asked]


def test_what_stands_before_a_right_answer():
    """A right last side is right; an earlier side that differs, or a left side of another order, is told."""
    told = {"f'(x) = 4x = 6x^2 + 6x - 2": "But 4x before it is not equal to that.", "f''(x) = 6x^2 + 6x - 2": "of order 2; this is the one of order 1."}
    for answer, words in told.items():
        verdict = check("f(x) = (2x + 3)(x^2 - 1)", answer)
        assert verdict.correct is True
        assert verdict.text().endswith(words)
    assert check("f(x) = (2x + 3)(x^2 - 1)", "2(x^2 - 1) + 2x(2x + 3) = 6x^2 + 6x - 2").notes == ()


REWRITTEN = [
    ("x^2/(x + 1)", "y' = (2x(x + 1) - x^2)/(x + 1)^2 = (3x^2 + 2x)/(x + 1)^2", "arithmetic", "with x² for 3x²"),
    ("x^2/(x + 1)", "y' = (2x(x + 1) - x^2)/(x + 1)^2\n= (x^2 - 2x)/(x + 1)^2", "sign", "with +2x for −2x"),
    ("(3x + 1)^4", "y' = 4(3x + 1)^3 * 3 = 12(3x + 1)^4", "arithmetic", "with (3x + 1)³"),
    ("x sin x", "y' = sin x + x cos x = x(sin x + cos x)", "arithmetic", ""),
    ("y = (2x + 1)^3", "u = 2x + 1\ndy/du = 3u^2 = 3(2x + 1)", "arithmetic", ""),
]


@pytest.mark.parametrize(("problem", "work", "name", "words"), REWRITTEN)
def test_a_slip_in_rewriting_is_no_wrong_rule(problem: str, work: str, name: str, words: str) -> None:
    """Where what stands before is right, no rule of differentiation is blamed."""
    line = check(problem, work=work).first_wrong
    assert (line.status, line.mistake.name) == ("wrong", name)
    assert line.message.startswith("What stands before it is right")
    assert words in line.message
    if "\n" not in work:
        assert check(problem, work).mistake.name == name


SINE = "y = sin(3x), find y''"
HIGHER = [
    (SINE, "y' = 3cos(3x)\ny'' = -9sin(3x)", "right, right"),
    (SINE, "u = 3x\nu' = 3\ny' = 3cos(3x)\ny'' = 3(-sin(3x)) * 3\n= -9sin(3x)", "right, right, right, right, right"),
    (SINE, "y' = cos(3x)\ny'' = -3sin(3x)", "wrong, follows"),
    (SINE, "y' = 3cos(3x)\ny'' = 9sin(3x)", "right, wrong"),
    ("y = sin(3x), find y'''", "y' = 3cos(3x)\ny'' = -3sin(3x)\ny''' = -9cos(3x)", "right, wrong, follows"),
    ("f(x) = x^3 - 3x, find f''(x)", "f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\nf''(x) = 6x", "right, right, right"),
    ("f(x) = x^3 - 3x, find f''(x)", "f'(x) = 3x^2 - 3x\nf''(x) = 6x - 3", "wrong, follows"),
    ("z = x^2 y^3, find ∂²z/∂x∂y", "∂z/∂x = 2x y^3\n∂²z/∂x∂y = 6x y^2", "right, right"),
    ("z = x^2 y^3, find ∂²z/∂x∂y", "∂z/∂x = 2x y^3\n∂²z/∂x∂y = 2x y^2", "right, wrong"),
]


@pytest.mark.parametrize(("problem", "work", "statuses"), HIGHER)
def test_derivatives_of_lower_order_are_judged(problem: str, work: str, statuses: str) -> None:
    """Where a higher order is asked for, each derivative on the way is judged, and the next follows from a wrong one."""
    verdict = check(problem, work=work)
    assert ", ".join(line.status for line in verdict.lines) == statuses
    assert verdict.correct is ("wrong" not in statuses)


def test_work_that_stops_at_a_lower_order_is_no_answer() -> None:
    """The first derivative is right, and the second one is not reached."""
    verdict = check(SINE, work="y' = 3cos(3x)")
    assert (verdict.correct, verdict.lines[0].status) == (None, "right")
    assert check(SINE, work="y' = cos(3x)\ny'' = -3sin(3x)").first_wrong.mistake.name == "missing-inner-derivative"


OTHERWISE = [
    ("\\begin{align} y' &= \\cos(x^2) \\cdot 2x \\\\ &= 2x\\cos(x^2) \\end{align}", "right, right"),
    ("y' = cos(x^2) 2x", "right"),
    ("y' = sin(x^2) 2x", "not understood"),
    ("g = x^2\nf'(g(x)) g'(x) = cos(x^2) * 2x", "right, right"),
    ("g = x^2\nf'(g(x)) g'(x) = cos(x^2) * 3x", "right, not understood"),
]


@pytest.mark.parametrize(("work", "statuses"), OTHERWISE)
def test_lines_read_otherwise(work: str, statuses: str) -> None:
    """An environment of LaTeX is no line; a lost sign of multiplication, and a function that nobody has named, make no right line wrong."""
    assert ", ".join(line.status for line in check("y = sin(x^2)", work=work).lines) == statuses


@pytest.mark.parametrize(
    ("line", "status"), [("y' = 1 if x > 0, -1 if x < 0", "right"), ("y' = 1, x > 0; -1, x < 0", "right"), ("y' = 1 if x > 0, 1 if x < 0", "wrong")]
)
def test_a_line_in_pieces(line: str, status: str) -> None:
    """A line of work may be in pieces, as an answer may."""
    assert [each.status for each in check("y = |x|", work=line).lines] == [status]


@pytest.mark.parametrize(
    ("problem", "work", "statuses"),
    [
        ("y = ln(x)/x, dy/dx", "x = e^{ln x}\ny' = (1 - ln x)/x^2", ["right", "right"]),
        ("y = x^2 + 3x", "x = 2x x\ny' = 2x + 3", ["wrong", "right"]),
        ("y = W x, W is a matrix; dy/dx", "x = 2xx", ["wrong"]),
    ],
)
def test_an_input_by_itself(problem: str, work: str, statuses: list[str]) -> None:
    """An input may be written in another way, but is nothing that contains it."""
    assert [line.status for line in check(problem, work=work).lines] == statuses
