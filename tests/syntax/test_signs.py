"""Signs that look like the usual ones, and marks around a whole text, are read as what they are meant for."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.syntax import read_problem
from chainrule.syntax.tokens.confusable import is_of_language

ALIKE = {
    "f(x) = x^2; f\u02b9(x)": "2*x",
    "f(x) = x^2; f\u02bc(x)": "2*x",
    "f(x) = x^2; f´(x)": "2*x",
    "f(x) = x^2; f`(x)": "2*x",
    "f(x) = x^3; f``(x)": "6*x",
    "f(x) = x^2; f‘(x)": "2*x",
    "y = xˆ2": "2*x",
    "y = eˆ{2x}": "2*e^(2*x)",
    "y = x⌃3": "3*x^2",
    "y = 3˙x": "3",
    "y = 3⋆x²": "6*x",
    "y = x∶3": "1/3",
    "y = ‒x²": "-2*x",
    "y = ❘x❘": "sign(x)",
    "y = x ➗ 2": "1/2",
}


@pytest.mark.parametrize(("typed", "expected"), ALIKE.items(), ids=ALIKE)
def test_alike(typed: str, expected: str) -> None:
    """A prime, a power, a product or a bar in any of its signs is one."""
    assert str(chainrule.derive(typed)[*["x"] * (2 if "``" in typed else 1)].tidy) == expected


def test_a_hat_behind_its_letter() -> None:
    """What PDFs put behind a letter for the hat above it stays part of its name."""
    assert read_problem("yˆ = w x + b").definitions[0].name == "yˆ"


AROUND = ("(y = x²)", "[y = x²]", "*y = x²*", "_y = x²_", "**y = x²**", ">>> y = x**2", "In[1]:= D[x^2, x]", "– y = x²", "∴ y = x²", "y = x² ∎", "`y = x^2`")


@pytest.mark.parametrize("typed", AROUND)
def test_around(typed: str) -> None:
    """Brackets, Markdown, prompts and the end of a proof around a whole problem say nothing."""
    assert str(chainrule.derive(typed)["x"].tidy) == "2*x"


KNOWN = {"sin'(x)": "cos(x)", "cos''(x)": "-cos(x)", "find ln′(x)": "1/x", "tanh'(x) = ?": "1 - tanh(x)^2"}


@pytest.mark.parametrize(("typed", "expected"), KNOWN.items(), ids=KNOWN)
def test_derivatives_of_known_functions(typed: str, expected: str) -> None:
    """sin′(x) alone asks for the derivative of the sine, not for that of its derivative."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


@pytest.mark.parametrize("word", ["hàm", "größe", "função", "Höhe"])
def test_words_of_languages(word: str) -> None:
    """Letters with accents that no quantity has make a word, which is no product of its letters."""
    assert is_of_language(word)


@pytest.mark.parametrize("word", ["xŷ", "mẋ", "é", "ãx", "найти"])
def test_products_of_marked_letters(word: str) -> None:
    """Quantities with a hat, a point or a wave stand beside others."""
    assert not is_of_language(word)
