"""Functions composed by a sign, and characters that nobody sees."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError
from chainrule.syntax import read_problem
from chainrule.syntax.around.invisible import visible

DEFINITIONS = {"f(": "f(u) = sin u", "g(": "g(v) = v^2", "k(": "k(x) = e^x"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("(f ∘ g)(x)", "f(g(x))"),
        ("f∘g(x)", "f(g(x))"),
        ("h = f∘g", "h = f(g(v))"),
        ("h(x) = (f ∘ g ∘ k)(x)", "h(x) = f(g(k(x)))"),
        ("(f∘g)'(x)", "(f(g(x)))'"),
        ("(F'∘G)(x)", "F'(G(x))"),
        ("x (f∘g)(x) + 3(g∘f)(2x)", "x f(g(x)) + 3 g(f(2x))"),
        ("(sin ∘ exp)(x^2)", "sin(exp(x^2))"),
        (r"\left(f \circ g\right)(x)", "f(g(x))"),
        ("sin((f∘g)(x + (1)))", "sin(f(g(x + (1))))"),
        ("d/dx (f∘g)(x)", "d/dx f(g(x))"),
    ],
)
@pytest.mark.parametrize("defined", [True, False])
def test_compositions(typed: str, meant: str, defined: bool) -> None:
    """A composition is the function of a function, whether these are defined or not."""
    given = [definition for head, definition in DEFINITIONS.items() if head in meant] if defined or typed == "h = f∘g" else []
    found, other = (chainrule.derive("; ".join((*given, text))) for text in (typed, meant))
    assert [(result.wrt, str(result.tidy)) for result in found] == [(result.wrt, str(result.tidy)) for result in other]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("h = f∘g", "no argument"),
        ("a ∘ (b + 1)", "between functions"),
        ("x∘", "between functions"),
        ("∘", "between functions"),
        (r"g^\circ(x)", "radians"),
        ("(f∘g)(x", "never closed"),
    ],
)
def test_refused(text: str, said: str) -> None:
    """A sign that composes nothing is refused where it stands."""
    with pytest.raises(ReadError, match=said) as caught:
        chainrule.derive(text)
    assert caught.value.start is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sin\u2061x", "sin x"),
        ("2\u2062sin\u2061(3\u2062x)", "2 sin(3 x)"),
        ("f\u2061(x) = x\u200b^2 + soft\u00adplus\u2060(x)", "f(x) = x^2 + softplus(x)"),
        ("\ufefffind the derivative of x\u200d^3", "find the derivative of x^3"),
        ("x\u200b2 + 1", "x2 + 1"),
    ],
)
def test_invisible(typed: str, meant: str) -> None:
    """What editors and web pages leave between visible characters is not read, and every line stays as long as it was."""
    assert len(visible(typed)) == len(typed)
    assert visible(meant) is meant
    assert [str(result.tidy) for result in chainrule.derive(typed)] == [str(result.tidy) for result in chainrule.derive(meant)]


@pytest.mark.parametrize("mark", ["\u200e", "\u202e", "\u2066", "\u2064"])
def test_misleading_marks(mark: str) -> None:
    """Marks that change how a text looks, or that stand for a sign, are refused by name."""
    with pytest.raises(ReadError, match="invisible character U\\+"):
        chainrule.derive(f"x{mark}^2")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("L = log D(x) + log(1 - D(G(z))); dL/dz", "-D'(G(z))*G'(z)/(1 - D(G(z)))"),
        ("L = (D(x) - 1)^2 + D(G(z))^2; dL/dx", "2*(D(x) - 1)*D'(x)"),
        ("y = k(x + 1) + k(x)", "2*k"),
        ("y = x(x + 1)(x(2))", "2*x*(3*x + 2)"),
    ],
)
def test_what_is_applied_to_a_name_and_to_what_is_applied(text: str, answer: str) -> None:
    """D of D(x) and D(G(z)) is a function; before other brackets a name is a factor."""
    (found,) = [each for each in chainrule.derive(text) if each.wrt in ("x", "z")]
    assert str(found.simplified) == answer


@pytest.mark.parametrize("text", ["L = D(x) - D(G(z))", "F = q(E) + q(v(B))", "y = a(a(x))"])
def test_such_a_function_is_said(text: str) -> None:
    """It may be a factor as well: q(E) + q(v(B)) of a charge."""
    assert any("read as a function of" in str(each) for each in read_problem(text).readings)
