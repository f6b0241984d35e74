"""Fuzzing of the reader: only ChainRuleError escapes, soon. CHAINRULE_FUZZ_SECONDS sets how long; the default is short."""

from __future__ import annotations

import contextlib
import os
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chainrule
from chainrule.errors import ChainRuleError
from chainrule.syntax import read_answer, read_problem

_WRITTEN = r"""
x y e a w1 w_12 ŷ θ σ area xy sin cos ln log log_ sin^ sin^-1 max( sum( i=1..3 f f( f' J( d/dx dy/dx ∂J/∂ŷ + - * / ^ ** = , ; ! | ( ) [ ] { } ' " _ √
∛ ² ⁻¹ ₁ ⁽²⁾ ½ Σ Σ_{i=1}^{3} 0 2 10 0.5 . .. 1e5 1e-3 ? : # < ≤ \frac \frac{ \sqrt \sqrt[ \root \of \over \left( \right) \left| \right| \hat \hat{
\text{ \sum_{ \partial \sin \log_ \theta \\ \, $ & \begin{aligned} \end{aligned} \ % w_{12}^{(2)} x_{ e2 cos4( of find derivative where and at the
with~respect~to Σᵢ Σᵢ₌₁ⁿ Σ_i \sum_i mean( sum( diff( Derivative( D[ )' )'' f^(2) f^{(n)} u(x) v(x) x_i ³√ ᵢ
sqrt[3]{ ` “ ” senx log3( abs~x = =~? ^\prime of arc і 日本 ÷ − 𝔂 → ¬
"""
PIECES = [*(piece.replace("~", " ") for piece in _WRITTEN.split()), " ", " ", "\n", "", "\x00", "\u200b", "\u0301"]

FOUND = [  # what fuzzing found, kept
    "\\frac.1",
    "cos4(\\frac a  .1e5",
    "\\frac0.5π",
    "√x+",
    "def f(x):" + "\n" * 40 + "x",
    "Σ_j " + "-" * 1500 + "x",
    "let x " + " " * 3000 + "z",
]


def survives(typed: str) -> None:
    """Read a text both ways; nothing but ChainRuleError may come out, and soon."""
    started = time.perf_counter()
    for read in (read_problem, read_answer):
        with contextlib.suppress(ChainRuleError):
            read(typed)
    assert time.perf_counter() - started < 1, f"slow: {typed!r}"


def test_found() -> None:
    """What fuzzing found once stays mended."""
    for typed in FOUND:
        survives(typed)


@given(st.text(max_size=60))
def test_any_text(typed: str) -> None:
    """Any text at all is read or refused."""
    survives(typed)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_pieces(typed: str) -> None:
    """Pieces of mathematics in any order are read or refused, as plain text and as LaTeX."""
    survives(typed)
    survives("$" + typed)


REPEATED = (  # pieces over which the time grew with the square of the length, or worse
    "if ", "implicitly ", "x so ", "x^-1", "sin(x)", "σ ", "log2 ", "Σᵢ", "Σ_i x_i ", "sum(x_i, i=1..n) ",
)  # fmt: skip
ANSWERED = ("m/s ", "½", "¹", "1/2 x", "d", "f_x ", "(d/dx ")


@pytest.mark.parametrize("piece", REPEATED)
def test_the_time_for_a_problem_is_in_proportion_to_its_length(piece: str) -> None:
    """A piece of text again and again is derived, or refused, soon: it would take minutes where the time grows faster."""
    started = time.process_time()
    with contextlib.suppress(ChainRuleError):
        chainrule.derive(piece * (20_000 // len(piece)))
    assert time.process_time() - started < 20


@pytest.mark.parametrize("piece", ANSWERED)
def test_the_time_for_an_answer_is_in_proportion_to_its_length(piece: str) -> None:
    """A piece of text again and again is judged soon, as an answer and as work."""
    text = piece * (8_000 // len(piece))
    started = time.process_time()
    for given_as in ({"answer": text}, {"work": text}):
        with contextlib.suppress(ChainRuleError):
            chainrule.check("y = x^2 sin x", **given_as)
    assert time.process_time() - started < 20


def test_timed() -> None:
    """Random pieces for as long as the environment asks: a second by default, a minute in continuous integration, there from a fixed seed."""
    source = random.Random(os.environ.get("CHAINRULE_FUZZ_SEED"))  # noqa: S311  # without a seed, new text in every run
    end = time.monotonic() + float(os.environ.get("CHAINRULE_FUZZ_SECONDS", "1"))
    while time.monotonic() < end:
        typed = "".join(source.choices(PIECES, k=source.randint(1, 40)))
        survives(typed)
        survives("$" + typed)
