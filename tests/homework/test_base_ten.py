"""Answers for problems with log, which is read as the natural logarithm and may be meant to base 10."""

from __future__ import annotations

import pytest

from chainrule import check

CASES = [  # whether the answer is right; None where it is if log is to base 10
    ("y = log x", "1/x", True),
    ("y = log x", "1/(x ln 10)", None),
    (r"y = \log x", r"\frac{1}{x \ln 10}", None),
    ("y = log(x^2 + 1)", "2x/((x^2 + 1) ln 10)", None),
    ("y = log(x^2 + 1)", "1/((x^2 + 1) ln 10)", False),
    ("y = log(x), find y''", "-1/(x^2 ln 10)", None),
    ("y = log x, find dy/dx at x = 1", "0.4343", None),
    ("y = log x, find dy/dx at x = 1", "0.43", None),
    ("y = log x, find dy/dx at x = 1", "0.44", False),
    ("y = ln x", "1/(x ln 10)", False),
    ("y = log_2 x", "1/(x ln 10)", False),
    ("y = log10(x)", "1/(x ln 10)", True),
]


@pytest.mark.parametrize(("problem", "answer", "correct"), CASES, ids=[f"{problem} | {answer}" for problem, answer, _ in CASES])
def test_base(problem: str, answer: str, correct: bool | None) -> None:
    """What is right to base 10 is neither called right nor wrong, and it is said which logarithm was read."""
    verdict = check(problem, answer)
    assert verdict.correct is correct
    if correct is None:
        assert "write log10 or ln in the problem" in str(verdict)
        assert not verdict.mistakes
