"""The student's own way of taking a function apart, and what follows from a wrong one."""

from __future__ import annotations

import pytest

from chainrule import check

PRODUCT = "y = 3x*sin(x)"

SPLIT = [
    (PRODUCT, "u = 3x, v = sin x\nu' = 3, v' = cos x\ny' = 3 sin x + 3x cos x", True, "rrrrr"),
    (PRODUCT, "u = 3x, v = sin x\nu' = 2, v' = cos x\ny' = 2 sin x + 3x cos x", False, "rrwrf"),
    (PRODUCT, "u = 3, v = x sin x\nv' = sin x + x cos x\ny' = 3 sin x + 3x cos x", True, "rrrr"),
    (PRODUCT, "u = 5x, v = sin x\nu' = 5, v' = cos x\ny' = 5 sin x + 5x cos x", False, "wrrrw"),
    ("y = 5x^2 e^x", "u = 5x^2, v = e^x\ny' = 10x e^x + 5x^2 e^x", True, "rrr"),
    ("y = -x cos(x)", "u = -x, v = cos x\ny' = -cos x + x sin x", True, "rrr"),
    ("y = x^2*sin(x)*ln(x)", "u = x^2 ln x, v = sin x\nu' = 2x ln x + x\ny' = (2x ln x + x) sin x + x^2 ln x cos x", True, "rrrr"),
    ("y = (x^2 + 3x + 5)^2", "u = x^2 + 3x\ny' = 2(x^2 + 3x + 5)(2x + 3)", True, "rr"),
    ("y = tan(x)", "y = sin(x)/cos(x)\nu = sin x, v = cos x\ny' = (cos(x)^2 + sin(x)^2)/cos(x)^2", True, "rrrr"),
    ("y = (x^2 + 1)/x", "y = x + 1\ny' = 1", False, "wf"),
    ("y = (x^2 + 1)/x", "y = x + 1\ny' = 2", False, "ww"),
    ("f(x) = x^2 + 1, find f'(3)", "f'(x) = 2x + 1\nf'(3) = 7", False, "wf"),
    ("f(x) = x^2 + 1, find f'(3)", "f'(x) = 2x + 1\nf'(3) = 9", False, "ww"),
    ("y = 2^(x^2)", "y = e^(x^2 ln 2)\ny' = 2x ln 2 e^(x^2 ln 2)", True, "rr"),
]

LOST = [
    ("w = x^2 + y^2, x = t, y = t^2", "dw/dt = 2x dx/dt + 2y dy/dt\n= 2x + 2y 2t\n= 2t + 4t^3", True, "rrr"),
    ("w = x^2 + y^2, x = t, y = t^2", "dw/dt = 2x dx/dt + 2y dy/dt\n= 2x + 2y 2t\n= 2t + 4t^2", False, "rrw"),
    ("y = x^3", "y' = 3x^2\n= 3 ?? x\n= 3x^2", True, "rnr"),
    ("y = x^3", "y' = 3x^2\n= 3 ?? x\n= 4x", False, "rnu"),  # the end is wrong, wherever it went wrong
    ("y = x^3", "y' = 3x^2\n= 3 ?? 1\n= 3", True, "rnu"),  # may be its value somewhere
    ("y = x^3", "y' = 3x^2\nu = ?? x\n= 4x", True, "rnu"),
]


@pytest.mark.parametrize(("problem", "work", "correct", "statuses"), LOST)
def test_what_comes_behind_a_line_that_is_not_understood(problem: str, work: str, correct: bool, statuses: str) -> None:
    """Behind such a line of the derivative, what the work ends with still counts."""
    verdict = check(problem, work=work)
    assert "".join(line.status[0] for line in verdict.lines) == statuses
    assert verdict.correct is correct

WORDS = [
    "We have", "Solution", "So", "Finally", "Putting it together", "By symmetry,", "First, find the inner derivative", "QED", "Kettenregel", "I think",
    "Hence, the derivative is", "Substituting u back, we obtain", "the derivative of the inside is 2x", "outer: sin u", "Simplifying", "done!",
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("place", [0, 2, 3])
def test_words_between_lines(words: str, place: int) -> None:
    """A line that is words alone is no line of the work, wherever it stands."""
    lines = ["u = x^2", "dy/du = cos u", "dy/dx = cos(u) 2x", "= 2x cos(x^2)"]
    verdict = check("y = sin(x^2)", work="\n".join([*lines[:place], words, *lines[place:]]))
    assert [line.text for line in verdict.lines] == lines
    assert verdict.correct is True


@pytest.mark.parametrize("line", ["x cos x", "sinx", "cos x", "x e", "uv", "xsinx"])
def test_formulas_in_letters_are_no_words(line: str) -> None:
    """A product of names and functions is judged."""
    assert len(check("y = x sin x", work=line).lines) == 1


BRACKETS = [
    ("y = 3^x x^3", "y' = 3^x ln 3 x^3 + 3^x*3x^2\n= 3^x x^2 (x ln 3 + 3)", "missing-brackets", "wr"),
    ("f(x) = (3x^2 - 5)^(1/3)", "f'(x) = 1/3 (3x^2 - 5)^(2/3) * 6x\n= 2x (3x^2 - 5)^(2/3)", "exponent-raised", "wf"),
]


@pytest.mark.parametrize(("problem", "work", "name", "statuses"), BRACKETS)
def test_missing_brackets(problem: str, work: str, name: str, statuses: str) -> None:
    """That brackets are missing is told of a line as of an answer, but not where a space shows how it is meant."""
    verdict = check(problem, work=work)
    assert "".join(line.status[0] for line in verdict.lines) == statuses
    assert verdict.lines[0].mistake is not None
    assert verdict.lines[0].mistake.name == name


@pytest.mark.parametrize(("problem", "work", "correct", "statuses"), SPLIT)
def test_parts(problem: str, work: str, correct: bool, statuses: str) -> None:
    """Some factors of a product, some terms of a sum and parts of the function as it was written anew are parts; what is not one is wrong."""
    verdict = check(problem, work=work)
    assert "".join(line.status[0] for line in verdict.lines) == statuses
    assert verdict.correct is correct
