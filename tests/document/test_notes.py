"""Sentences on how a problem was read: their names are formulas, as everywhere else."""

from __future__ import annotations

import pytest

import chainrule

NOTES = {
    "ŷ = w x + b, L = Σ_i (y_i - ŷ_i)^2": (r"x without an index read as $\hat{y}_{i}$, $x_{i}$, one for every i", "x without an index read as ŷᵢ, xᵢ"),
    "L = sum(y^2), y = x + 1": (r"$y_{i}$, $x_{i}$ are the components", "yᵢ, xᵢ are the components"),
}


@pytest.mark.parametrize("text", NOTES)
def test_names_with_an_index(text: str) -> None:
    """A name with an index in a sentence of ours is typeset, in LaTeX and in the terminal."""
    in_latex, in_text = NOTES[text]
    assert in_latex in chainrule.solution(text, "latex")
    assert in_text in " ".join(chainrule.solution(text).split())


def test_what_quotes_the_text_stays_as_typed() -> None:
    """A piece of the text is quoted as it stands there."""
    assert "1/2 (y_1 - t)^2 read as (1/2)*(y_1 - t)^2" in " ".join(chainrule.solution("L = 1/2 (y_1 - t)^2").split())


def test_what_we_say_is_not_cut() -> None:
    """A long piece of the text is cut in its middle; our own words about it are not."""
    told = " ".join(chainrule.solution("y = sigmoid(w*x + b); dy/dw in terms of y").split())
    assert "in terms of y set aside: the form of the answer is left open" in told
