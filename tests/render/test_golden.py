"""The lessons' problems in every format, as a reader gets them; ``pytest --rewrite`` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

import chainrule
from chainrule.document import DETAILS, derivation_document
from chainrule.render import PICTURES, TEXT_FORMATS, render

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ENDINGS = {"text": "txt", "latex": "tex", "json": "json", "html": "html", "markdown": "md", "typst": "typ"}
PICTURES_OF = ("layer_notation", "two_ways")  # one marked way among many quantities, and several ways
ASKED = {"graph": "a", "layer_notation": "w_{12}^{(2)}", "two_ways": "t", "residuals": "b3", "unspecified_cost": ("w1", "w2")}


def compare(text: str, golden: Path, rewrite: bool) -> None:
    if rewrite:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf8")
    assert text == golden.read_text(encoding="utf8")


@pytest.mark.parametrize("format_", ENDINGS)
@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_lesson(example: Path, format_: str, rewrite: bool) -> None:
    """A lesson's problem comes out as it was last read and found good."""
    derivation = chainrule.derive(example.read_text(encoding="utf8"), wrt=ASKED.get(example.stem))
    compare(render(derivation_document(derivation), format_), GOLDEN / f"{example.stem}.{ENDINGS[format_]}", rewrite)


@pytest.mark.parametrize("detail", DETAILS)
def test_detail(detail: str, rewrite: bool) -> None:
    """More detail says more: the chain and the answer, every link, every rule inside a link."""
    derivation = chainrule.derive("y = x^2 sin(3x)/(1 + exp(-x))")
    compare(render(derivation_document(derivation, detail)), GOLDEN / f"detail_{detail}.txt", rewrite)


@pytest.mark.parametrize("format_", PICTURES)
@pytest.mark.parametrize("example", PICTURES_OF)
def test_picture(example: str, format_: str, rewrite: bool) -> None:
    """A lesson's graph comes out as it was last looked at and found good."""
    text = chainrule.draw((EXAMPLES / f"{example}.txt").read_text(encoding="utf8"), format_, wrt=ASKED[example])
    compare(text, GOLDEN / f"{example}.graph.{format_}", rewrite)


def test_every_format_is_here() -> None:
    """A new format cannot be forgotten here."""
    assert tuple(ENDINGS) == TEXT_FORMATS
