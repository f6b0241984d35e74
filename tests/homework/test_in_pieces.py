"""Answers in pieces."""

from __future__ import annotations

from contextlib import suppress

import pytest

from chainrule.errors import ReadError
from chainrule.homework import check

RIGHT = [
    ("y = |x|", "1 if x > 0, -1 if x < 0"),
    ("y = |x|", "{1 if x>0; -1 if x<0}"),
    ("y = |x|", "1 for x>0, -1 for x<0"),
    ("y = |x|", "1 when x>0 and -1 when x<0"),
    ("y = |x|", "f'(x) = 1, x > 0; -1, x < 0"),
    ("y = |x|", "1 if 0 < x, -1 if 0 > x"),
    ("y = |x|", r"\begin{cases} 1 & x > 0 \\ -1 & x < 0 \end{cases}"),
    ("y = |x|", r"y' = \begin{cases} 1, & \text{if } x > 0 \\ -1, & \text{if } x < 0 \end{cases}"),
    ("y = |2x - 6|", "2 if x > 3, -2 if x < 3"),
    ("y = |2x - 6|", "2 (x > 3), -2 (x < 3)"),
    ("y = |2x - 6|", "x > 3: 2; x < 3: -2"),
    ("y = |2x - 6|", "for x > 3: 2, for x < 3: -2"),
    ("y = |2x - 6|", "x > 3 → 2, x < 3 → -2"),
    ("y = |x|", "x > 0: y' = 1; x < 0: y' = -1"),
    ("y = |x^2 - 1|", "2x if x<-1, -2x if -1<x<1, 2x if x>1"),
    ("y = x|x|", "2x if x >= 0, -2x if x < 0"),
    ("y = |x|^3", "3x^2 for x ≥ 0 and -3x^2 for x < 0"),
    ("y = relu(x)", "1 if x > 0, 0 otherwise"),
    ("y = a|x|", "a if x > 0, -a if x < 0"),
]
RIGHT += [
    ("y = |x - 1| + |x + 1|", "2 if x > 1, 0 if x is between -1 and 1, -2 if x < -1"),
    ("f(x) = x^2 if x < 0 else exp(3x)", "2x if x < 0, 3 exp(3x) if not x < 0"),
    ("y = |x|, x > 0", "1 if x > 0"),
]
ONE_PIECE = [  # whether it is right, and what is said
    ("y = |x|", "1 if x > 0", None, "Undecided: it is right where x > 0; elsewhere it gives nothing."),
    ("y = |x|", "-1 when x < 0", None, "Undecided: it is right where x < 0; elsewhere it gives nothing."),
    ("f(x) = x^2 if x < 0 else exp(3x)", "2x, x < 0", None, "Undecided: it is right where x < 0; elsewhere it gives nothing."),
    ("y = |x|", "2 if x > 0", False, "Not equal.  At x = 1 the derivative is 1; your answer gives 2.\nYour answer is judged where x > 0, as it says."),
]
REFUSED = [
    ("y = |2x - 6|", "x < 3: 2; x > 3: -2"),
    ("y = |2x - 6|", "2 (x < 3), -2 (x > 3)"),
    ("y = |x|", "1 if x > 0, 1 if x < 0"),
    ("y = |x|", "-1 if x > 0, 1 if x < 0"),
    ("y = |x|", "1 if x >= 0, -1 if x < 0"),  # there is none at 0
    ("y = |x|", "1 if x > 0, -1 if x < -1"),
    ("y = |x|", "1 if x > 0, -1 if x < 1"),
    ("y = |x|", "1 if x > 0, -1 if y < 0"),
    ("y = |x|", "1 if x > 0"),
    ("y = relu(x)", "1 if x > 0, 1 otherwise"),
    ("y = x^2", "2x if x > 0, 2 if x < 0"),
    ("y = x^2", "2x for x > 0 and 2 for x < 0"),
    ("y = x^2", "y' = 2 if x < 0, y' = 2x if x > 0"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_an_answer_in_pieces_is_right_where_each_is(problem, answer):
    """Each piece is compared where its condition holds."""
    assert check(problem, answer, "x").correct is True


@pytest.mark.parametrize(("problem", "answer"), REFUSED)
def test_pieces_that_are_not_all_right_are_wrong_or_refused(problem, answer):
    """A piece that is wrong, missing, meant twice or claimed at a corner is never passed over."""
    with suppress(ReadError):
        assert check(problem, answer, "x").correct is not True


CONDITIONS = ("|x| < 2", "-2 < x < 2", "−2 ≤ x ≤ 2", "x in (-2, 2)", "x ∈ (-2, 2)")


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_domain_behind_an_answer_is_passed_over(condition):
    """A condition on the variable is no part of the expression."""
    for between in (", ", " for ", " where "):
        assert check("y = arcsin(x/2)", f"1/sqrt(4 - x^2){between}{condition}").correct is True
    assert check("y = ln x", "1/x, x >= 1").correct is True


@pytest.mark.parametrize(("problem", "answer", "correct", "said"), ONE_PIECE)
def test_one_piece_alone(problem, answer, correct, said):
    """An answer with one condition is judged where that holds; what is right there alone is left undecided."""
    verdict = check(problem, answer)
    assert verdict.correct is correct
    assert str(verdict) == said


def test_a_condition_is_not_repaired():
    """A piece that is wrong is not told as a wrong name in its condition: y > 0 always holds for y = x²."""
    assert [each.name for each in check("x^2", "2x where x>0, 2 where x<0").mistakes] == []
