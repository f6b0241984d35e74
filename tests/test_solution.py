"""A derivation's worked solution in Python: printed, and in every format that the command line has."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import chainrule
from chainrule.errors import NumericError, OutputError
from chainrule.render import TEXT_FORMATS

TEXT = "h(x) = log(2 + cos x)"


def told(*words: str) -> str:
    """Return what the command line says."""
    return subprocess.run([sys.executable, "-m", "chainrule", *words], capture_output=True, text=True, encoding="utf8", check=True).stdout


def test_a_derivation_prints_as_its_worked_solution() -> None:
    """What print shows is what a notebook shows as text; a very long derivation prints as its name."""
    assert str(chainrule.derive(TEXT)) == chainrule.solution(TEXT).strip("\n")
    assert str(chainrule.derive("sin(" * 1500 + "x" + ")" * 1500)) == "<Derivation of y, order 1, by x>"


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_as_on_the_command_line(name: str) -> None:
    """Each format is the command line's, letter for letter, of a text and of its derivation."""
    expected = told("derive", TEXT, "--format", name)
    assert chainrule.solution(TEXT, name) == chainrule.solution(chainrule.derive(TEXT), name) == expected


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("z = x y, x = a²", "--wrt", "a", "--detail", "full"), {"wrt": "a", "detail": "full"}),
        (("sin(x²)", "--hide", "answer", "--order", "2"), {"hide": "answer", "order": 2}),
        (("(w x - y)^2", "--wrt", "w", "--at", "w=1, x=2, y=3"), {"wrt": "w", "at": {"w": 1, "x": 2, "y": 3}}),
        (("x³ at x = 2",), {}),
    ],
    ids=lambda part: part[0] if isinstance(part, tuple) else "",
)
def test_options_are_those_of_the_command_line(words: tuple[str, ...], options: dict[str, object]) -> None:
    """What to differentiate by, what to tell and which numbers to put in mean the same in both places."""
    assert chainrule.solution(words[0], **options) == told("derive", *words)


@pytest.mark.parametrize(("words", "options"), [((), {}), (("--wrt", "w_11^(1)"), {"wrt": "w_11^(1)"})], ids=["whole", "one weight"])
def test_of_a_network(words: tuple[str, ...], options: dict[str, str]) -> None:
    """Of a layered network the deltas and the gradient are worked out, of one weight its paths and its update."""
    assert chainrule.solution(chainrule.network("2-1-1"), **options) == told("network", "2-1-1", *words)


def test_pdf_is_bytes() -> None:
    """A PDF cannot be text."""
    pytest.importorskip("typst")
    assert chainrule.solution(TEXT, "pdf").startswith(b"%PDF")


def test_json_is_the_record() -> None:
    """The record holds the numbers that are put in."""
    assert json.loads(chainrule.solution("x²", "json", at={"x": 3}))["numbers"]["gradient"]["x"] == 6


def test_a_point_without_a_value_is_told() -> None:
    """The derivation stands where the problem's own point has no value, with a warning; a caller's own point is refused."""
    with pytest.warns(UserWarning, match="at the point: "):
        assert "1/x" in chainrule.solution("log x at x = -1")
    with pytest.raises(NumericError):
        chainrule.solution("log x", at={"x": -1})


def test_what_there_is_not_is_refused() -> None:
    """Another format, and another detail."""
    with pytest.raises(OutputError, match="unknown format 'word'"):
        chainrule.solution(TEXT, "word")
    with pytest.raises(OutputError, match="unknown detail 'much'"):
        chainrule.solution(TEXT, detail="much")
