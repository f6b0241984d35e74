from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.render.lines import HARD_SPACE, broken, width, wrapped


@pytest.mark.parametrize(
    ("formula", "lines"),
    [
        ("a + b", ["a + b"]),
        ("aaaa + bbbb + cccc", ["aaaa + bbbb", "  + cccc"]),
        ("f(aa + bb) · cc", ["f(aa + bb)", "  · cc"]),
        ("f(aaaaaaa + bbbbbbb)", ["f(aaaaaaa", "  + bbbbbbb)"]),
        ("aaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaaaaaaaaaaaa"]),
        ("aaaa − bbbb = c", ["aaaa − bbbb", "  = c"]),
        ("aaa · b + c · d", ["aaa · b", "  + c · d"]),
        ("aaaaaa/(b + ccc)", ["aaaaaa", "  /(b + ccc)"]),
        ("(aa + bb)²(c + d)", ["(aa + bb)²", "  (c + d)"]),
        ("sin²(aaaa + bbbb)", ["sin²(aaaa", "  + bbbb)"]),
        ("sin(a) cos(b)", ["sin(a)", "  cos(b)"]),
        ("a² exp(x) x + b", ["a² exp(x) x", "  + b"]),
        ("a + bbbb · cccc · d", ["a", "  + bbbb", "  · cccc · d"]),  # what follows an early break has places to break as well
    ],
)
def test_broken(formula: str, lines: list[str]) -> None:
    """A long formula breaks before an operator, outside brackets where it can, else between factors, and never inside a word."""
    assert list(broken(formula, 12)) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("rule: a_=_b_+_c", ["rule:", "a = b + c"]),
        ("rule: a_=_b_+_c_+_d_+_e", ["rule: a = b", "+ c + d + e"]),  # no line holds all of it
    ],
)
def test_formulas_in_prose(text: str, lines: list[str]) -> None:
    """A formula stays on one line where one holds it."""
    assert [line.replace(HARD_SPACE, " ") for line in wrapped(text.replace("_", HARD_SPACE), 12)] == lines


@given(st.text("ab()+ ·", max_size=200), st.integers(5, 40))
def test_broken_loses_nothing(formula: str, limit: int) -> None:
    """The parts hold every sign of the formula, in order."""
    assert "".join("".join(broken(formula, limit)).split()) == "".join(formula.split())


@given(st.lists(st.text("abcde", min_size=1, max_size=9), min_size=1, max_size=40), st.integers(9, 40))
def test_wrapped(words: list[str], limit: int) -> None:
    """Wrapped prose keeps its words in order and within the limit."""
    lines = list(wrapped(" ".join(words), limit))
    assert " ".join(lines).split(" ") == words
    assert all(width(line) <= limit for line in lines)


def test_width_counts_columns() -> None:
    """A combining mark takes no column and a wide letter two."""
    assert [width(text) for text in ("ab", "ŷ", "y\u0302", "中")] == [2, 1, 1, 2]
