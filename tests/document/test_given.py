"""What is said of a derivation in numbers by given values of unspecified functions."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.document import Document, derivation_document, with_numbers
from chainrule.errors import NumericError
from chainrule.render import TEXT_FORMATS, render

NUMBERS = {
    ("F(x) = f(g(x)), g(3) = 6, g'(3) = 4, f'(6) = 7", 3): """
  Forward: the values
    x = 3
    u = g(x) = g(3) = 6                       given

  Each link in numbers
    dF/du = f′(u) = f′(6) = 7                 given
    du/dx = g′(x) = g′(3) = 4                 given

  The result in numbers
    F′(3) = f′(g(3)) · g′(3) = f′(6) · 4 = 7 · 4 = 28
""",
    ("h(x) = f(x) g(x), f(2) = 3, f'(2) = -1, g(2) = 5, g'(2) = 4", 2): """
  Forward: the values
    x = 2
    h = f(x) · g(x) = f(2) · g(2) = 3 · 5 = 15

  The result in numbers
    h′(2) = f′(2) · g(2) + f(2) · g′(2)
          = −1 · 5 + 3 · 4
          = 7
""",
    ("y = f(x^2 + 1), f'(5) = 3", 2): """
  Forward: the values
    x = 2
    u = x² + 1 = 5

  Each link in numbers
    dy/du = f′(u) = f′(5) = 3                 given
    du/dx = 2x = 4

  The result in numbers
    dy/dx = 2f′(2² + 1) · 2 = 2f′(5) · 2 = 2 · 3 · 2 = 12
""",
    ("f(x) = sqrt(g(x)), g(1) = 2, g'(1) = 3", 1): """
  Forward: the values
    x = 1
    u = g(x) = g(1) = 2                       given
    f = √u = 1.41421

  Each link in numbers
    df/du = 1/(2√u) = 0.353553
    du/dx = g′(x) = g′(1) = 3                 given

  The result in numbers
    f′(1) = g′(1)/(2√(g(1))) = 3/(2√2) = 1.06066
""",
}  # fmt: skip


def in_numbers(problem: str, **values: float) -> Document:
    derivation = chainrule.derive(problem)
    return with_numbers(derivation_document(derivation), derivation, derivation.at(values))


@pytest.mark.parametrize(("problem", "point", "said"), [(*key, said) for key, said in NUMBERS.items()], ids=[text for text, _ in NUMBERS])
def test_steps(problem: str, point: float, said: str) -> None:
    """Given values are put in one level after the other, each with where it comes from."""
    assert render(in_numbers(problem, x=point)).endswith(said)


def test_partial_derivatives() -> None:
    """The derivatives of a function of several arguments at numbers are written by the names of the arguments."""
    told = render(in_numbers("z = f(x, y), x = t^2, y = 3t, f_x(4, 6) = 5, f_y(4, 6) = -2", t=2))
    assert "Given fₓ(4, 6) = 5 and f_y(4, 6) = −2." in told
    assert "∂z/∂x = ∂f/∂x = fₓ(4, 6) = 5" in told
    assert told.endswith("dz/dt = 2fₓ(4, 6) · 2 + 3f_y(4, 6)\n          = 2 · 5 · 2 + 3 · (−2)\n          = 14\n")


def test_exact_places() -> None:
    """A point and values that are no decimals stay as they are written, up to the last step."""
    text = "F(x) = f(g(x)), g(√2) = π, g'(√2) = 1/3, f'(π) = √3. Find F'(√2)"
    told = render(in_numbers(text, x=2**0.5))
    assert "F′(√2) = f′(g(√2)) · g′(√2)\n           = f′(π) · 1/3\n           = √3 · 1/3\n           = 0.57735\n" in told


def test_second_derivative() -> None:
    """The second derivative at a point is F″(2)."""
    text = "F(x) = f(x)^2, f(2) = 3, f'(2) = 1, f''(2) = 5, F''(2)"
    assert "F″(2) = 2f′(2)² + 2f(2) · f″(2)" in render(in_numbers(text, x=2))


def test_many_given_values() -> None:
    """Of many values the first ones are told, and how many more there are."""
    told = render(derivation_document(chainrule.derive("y = f(x), " + ", ".join(f"f({place}) = {place}" for place in range(200)))))
    assert "f(11) = 11 and 188 more values." in told


def test_corner() -> None:
    """Where the values that are given put a corner at the point, it is said."""
    assert "Here g(x) = 0: dF/du jumps" in render(in_numbers("F(x) = |g(x)|, g(3) = 0, g'(3) = 1", x=3))


def test_missing() -> None:
    """Where the result needs a value that is not given, no number is shown."""
    with pytest.raises(NumericError, match=r"g′\(3\) is needed and not given"):
        in_numbers("F(x) = f(g(x)), g(3) = 6, f'(6) = 7", x=3)


@pytest.mark.parametrize("format_", TEXT_FORMATS)
def test_every_format(format_: str) -> None:
    """Every format has the given values and the result."""
    assert "28" in render(in_numbers("F(x) = f(g(x)), g(3) = 6, g'(3) = 4, f'(6) = 7", x=3), format_)
