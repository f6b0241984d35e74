"""What is said of single points: no derivative there, a value claimed where there is none, and lines of work with conditions."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError

SMOOTH = "f(x) = x^2 if x <= 1 else 2x - 1"
CORNER = "f(x) = x^2 if x < 0 else sin x"
SIZE = "f(x) = |x|"
BAND = "f(x) = x^2 if |x - 3| <= 2 else (2x - 1 if x < 1 else 10x - 20)"  # smooth at 1, with a jump at 5
STEPS = "f(x) = 5 if x >= 2, x^2 if x >= 1, 2x - 1 otherwise"

CLAIMS = [
    (CORNER, "2x if x < 0, cos x if x > 0, undefined at 0", True),
    (CORNER, "2x if x < 0, cos x if x > 0, does not exist at x = 0", True),
    (CORNER, "2x if x < 0, cos x if x > 0; f'(0) does not exist", True),
    (CORNER, "2x if x < 0, cos x if x > 0, undefined at 1", False),
    (SIZE, "1 if x > 0, undefined if x = 0, -1 if x < 0", True),
    (SIZE, "undefined if x = 0, 1 if x > 0, -1 if x < 0", True),
    (SIZE, "1 if x > 0, DNE at x = 0, 1 if x < 0", False),
    (SIZE, "1 if x > 0, undefined if x = 1, -1 if x < 0", False),
    (SIZE, r"\begin{cases} 1 & x > 0 \\ \text{undefined} & x = 0 \\ -1 & x < 0 \end{cases}", True),
    (SMOOTH, "2x if x < 1, 2 if x > 1, undefined at x = 1", False),
    (SIZE, "x/|x|, undefined at x = 0", True),
    ("f(x) = ln x", "1/x, undefined at 0", True),
    ("f(x) = x^2", "2x, undefined at 0", False),
    (f"{SIZE}; f'(0)", "does not exist", True),
    (f"{SIZE}; f'(0)", "undefined", True),
    (f"{SIZE}; f'(0)", "DNE", True),
    (f"{SIZE}; f'(0)", "0", False),
    (f"{SIZE}; f'(2)", "1", True),
    (f"{SIZE}; f'(2)", "undefined", False),
    (f"{CORNER}; f'(0)", "f'(0) does not exist", True),
    (f"{SMOOTH}; f'(1)", "does not exist", False),
    ("f(x) = ln x; f'(0)", "undefined", True),
    (BAND, "2 if x < 1, 2x if 1 < x < 5, 10 if x > 5, undefined at 5", True),
    (BAND, "2 if x < 1, 2x if 1 < x < 5, 10 if x > 5, undefined at 1", False),
    (BAND, "2 if x < 1, 2x if 1 < x < 5, 10 if x > 5, 10 if x = 5", False),
    (f"{BAND}; f'(5)", "does not exist", True),
    (f"{BAND}; f'(5)", "10", False),
    (f"{BAND}; f'(1)", "does not exist", False),
    (f"{BAND}; f'(1)", "2", True),
    (f"{STEPS}; f'(1)", "2", True),
    (f"{STEPS}; f'(1)", "3", False),
    (f"{STEPS}; f'(2)", "DNE", True),
]

POINTS = [
    (CORNER, "2x if x < 0, 1 if x = 0, cos x if x > 0", False, "there is no derivative; your answer gives one"),
    (CORNER, "2x if x < 0, 0 if x = 0, cos x if x > 0", False, "there is no derivative; your answer gives one"),
    (SIZE, "1 if x > 0, -1 if x < 0, 0 if x = 0", False, "there is no derivative; your answer gives one"),
    (SMOOTH, "2x if x < 1, 3 if x = 1, 2 if x > 1", False, "your answer is another one than the derivative"),
    (CORNER, "2x if x < 0, cos x if x >= 0", True, "there is no derivative."),
    (SMOOTH, "2x if x < 1, 2 if x > 1", True, "there is a derivative as well"),
]

WORK = [
    (CORNER, "f'(x) = 2x if x < 0\nf'(x) = cos x if x > 0", True, ["right"]),
    (CORNER, "d/dx x^2 = 2x\nd/dx sin x = cos x\nf'(x) = 2x if x < 0, cos x if x > 0", True, ["right", "right", "right"]),
    (CORNER, "for x < 0: f'(x) = 2x\nfor x > 0: f'(x) = cos x", True, ["right"]),
    (CORNER, "x < 0: 2x\nx > 0: -cos x", False, ["wrong"]),
    (CORNER, "f'(x) = 2x, x < 0; cos x, x > 0", True, ["right"]),
    (CORNER, r"f'(x) = \begin{cases} 2x & x < 0 \\ \cos x & x > 0 \end{cases}", True, ["right"]),
    ("f(x) = (x^2 + 1)^3 if x < 0 else x^2", "f'(x) = 3(x^2+1)^2 * 2x if x < 0 else 2x\n= 6x(x^2+1)^2 if x < 0 else 2x", True, ["right", "right"]),
    ("f(x) = (x^2 + 1)^3 if x < 0 else x^2", "f'(x) = 3(x^2+1)^2 if x < 0 else 2x", False, ["wrong"]),
    ("y = sqrt(x^2 + 1)", "u = x^2 + 1\nsince x > 0, dy/du = 1/(2 sqrt(u))\ndu/dx = 2x\ndy/dx = x/sqrt(x^2 + 1)", True, None),
]


@pytest.mark.parametrize(("problem", "answer", "correct"), CLAIMS)
def test_claims(problem: str, answer: str, correct: bool) -> None:
    """That there is no derivative at a point is an answer, or a part of one, and is judged."""
    assert chainrule.check(problem, answer).correct is correct


def test_a_claim_without_a_place() -> None:
    """Where no point is asked for, a claim has to say one."""
    with pytest.raises(ReadError, match="it is not said where"):
        chainrule.check(SIZE, "undefined")


@pytest.mark.parametrize(("problem", "answer", "correct", "words"), POINTS)
def test_points(problem: str, answer: str, correct: bool, words: str) -> None:
    """What an answer says of a boundary alone is judged with a word about it."""
    verdict = chainrule.check(problem, answer)
    assert verdict.correct is correct
    assert any(words in part for note in verdict.notes for part in note if isinstance(part, str))


@pytest.mark.parametrize(("problem", "work", "correct", "statuses"), WORK)
def test_work(problem: str, work: str, correct: bool, statuses: list[str] | None) -> None:
    """Lines with conditions belong together as pieces, also where a comma stands between."""
    verdict = chainrule.check(problem, work=work)
    assert verdict.correct is correct
    assert statuses is None or [line.status for line in verdict.lines] == statuses


def test_lines_as_shown() -> None:
    """A line in pieces is shown in words."""
    (line,) = chainrule.check(CORNER, work="f'(x) = 2x, x < 0; cos x, x > 0").lines
    assert line.text == "f'(x) = 2x if x < 0, cos x if x > 0"
