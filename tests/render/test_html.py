"""The web page: one file, no script, nothing fetched, every formula drawn."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

import chainrule
from chainrule.document import Document, Equation, Equations, Figure, Heading, Paragraph, Space, Sum, derivation_document, graph_figure, report_document
from chainrule.render import render
from chainrule.render.html import breakable, math
from chainrule.tree import Tree, add, call, mul, number, symbol
from tests.notation.trees import trees

x, y, u = map(symbol, "xyu")
LONG = add(*(mul(number(k), call("sin", add(mul(number(k), x), *(symbol(f"a_{j}") for j in range(12))))) for k in range(2, 12)))
VOID = {"meta", "wbr", "br"}
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


def document(*blocks: object) -> Document:
    return Document(("The derivative of ", y), blocks, dict)  # type: ignore[arg-type]


EVERYTHING = document(
    Equations((Equation(y, (LONG, u), ("a <b>remark</b> & more",)),)),
    graph_figure(chainrule.derive("f = x·y·t; x = t²; y = sin t")),
    Heading(("Split ", u), (x, " → ", y)),
    Equations((Sum(y, ((x, ("x → y",)), (u, ())), 7), Equation(y, (LONG,)))),
    Heading(("Inside",), level=3),
    Paragraph(("Holds where ", x, " <script>alert(1)</script>.")),
    Heading(("Solutions",), level=1),
    Space(4),
)


class Nesting(HTMLParser):
    """Checks that every element is closed in its turn, and collects names and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.met.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.met.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Check that it was open."""
        assert self.open.pop() == tag


def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Nesting()
    parser.feed(page)
    parser.close()
    assert not parser.open
    return parser.met


@pytest.mark.parametrize("fragment", [False, True])
def test_well_formed(fragment: bool) -> None:
    """Every element is closed; words are never taken as markup."""
    met = elements(render(EVERYTHING, "html", fragment=fragment))
    assert {"script", "b", "link", "img", "iframe", "object"}.isdisjoint(tag for tag, _ in met)
    assert not any(name in ("src", "href", "srcset", "onclick") or name.startswith("on") for _, attributes in met for name in attributes)


def test_columns_are_headed() -> None:
    """The heads of a table's columns say that they are, for screen readers."""
    page = render(report_document(chainrule.grade([("Ada", "2x")], "x^2")), "html")
    assert page.count('<th scope="col"') == page.count("<th") > 0


def test_nothing_is_fetched() -> None:
    """The page names no address but that of SVG itself, and forbids its browser to fetch anything."""
    page = render(EVERYTHING, "html")
    assert set(re.findall(r"\w+://[^\"' ]+", page)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'; style-src 'unsafe-inline'" in page


def test_told_to_everyone() -> None:
    """The page says its language, has a heading of the first level and one a section, and sections that unfold with the keyboard."""
    met = elements(render(EVERYTHING, "html"))
    assert ("html", {"lang": "en"}) in met
    tags = [tag for tag, _ in met]
    assert tags.count("h1") == 1
    assert (tags.count("h2"), tags.count("h3"), tags.count("details"), tags.count("summary")) == (2, 1, 1, 1)
    assert [attributes["role"] for tag, attributes in met if tag == "svg"] == ["img"]


def test_working_unfolds() -> None:
    """At full detail the rules inside a link are folded under its line, and open where the page is printed."""
    page = render(derivation_document(chainrule.derive("y = log(x^2 sin(3x) + x^2)"), "full"), "html")
    assert page.count('<details class="working">') == 1
    assert page.count("<details open>") == page.count("<details") - 1
    (printed,) = re.findall(r"@media print \{\n  \.chainrule \{.*?\n\}", page, re.DOTALL)
    assert "details::details-content { content-visibility: visible; display: block }" in printed


def test_a_fragment_keeps_to_itself() -> None:
    """Every rule of a fragment's style holds inside it alone."""
    style = re.findall(r"<style>(.*?)</style>", render(EVERYTHING, "html", fragment=True), re.DOTALL)[0]
    for selectors in re.findall(r"(?:^|[{}])\s*([^@{}]+)\{", style):
        assert all(selector.strip().startswith(".chainrule") for selector in selectors.split(",")), selectors


def letters(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


@given(trees)
def test_breaking_changes_nothing(tree: Tree) -> None:
    """A formula that may be broken has every sign of the whole one, in parts that are each well-formed."""
    assert letters(breakable(tree)) == letters(math(tree))
    for part in breakable(tree).split("<wbr>"):
        ET.fromstring(part)  # noqa: S314  # our own output


def test_long_formulas_can_be_broken() -> None:
    """A long sum can be broken between its terms, and inside brackets around something long."""
    assert breakable(LONG).count("<wbr>") > 100
    assert "<wbr>" not in breakable(add(x, y))


INSPECTION = """
<!DOCTYPE html><body><iframe id="page" style="width:WIDTHpx; height:900px; border:0" srcdoc="PAGE"></iframe><pre id="found"></pre><script>
document.getElementById('page').onload = event => {
  const inner = event.target.contentWindow, shown = [...inner.document.querySelectorAll('math')].filter(item => item.textContent.trim());
  document.getElementById('found').textContent = JSON.stringify({
    formulas: shown.length,
    undrawn: shown.filter(item => !item.getBoundingClientRect().width || !item.getBoundingClientRect().height).length,
    errors: inner.document.querySelectorAll('merror, parsererror').length,
    fetched: inner.performance.getEntriesByType('resource').length,
    wide: inner.document.documentElement.scrollWidth - inner.innerWidth,
  })
}
</script>
"""


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("width", [360, 1200])
def test_in_a_browser(width: int, tmp_path: Path) -> None:
    """A browser draws every formula, fetches nothing, and needs no scrolling sideways, on a phone or a desk."""
    page = render(EVERYTHING, "html")
    (tmp_path / "it.html").write_text(INSPECTION.replace("WIDTH", str(width)).replace("PAGE", escape(page)), encoding="utf8")
    command = [str(CHROMIUM), *QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom", f"file://{tmp_path}/it.html"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    found = json.loads(unescape(re.findall(r'<pre id="found">(.*?)</pre>', ran.stdout)[0]))
    assert found["formulas"] == page.count("<math>")
    assert {name: found[name] for name in ("undrawn", "errors", "fetched")} == {"undrawn": 0, "errors": 0, "fetched": 0}
    assert found["wide"] <= 0


def test_pages_of_the_lessons_are_small() -> None:
    """A page is a few kilobytes, style and picture included."""
    assert len(render(derivation_document(chainrule.derive("h(x) = log(2 + cos x)")), "html").encode()) < 20_000


def test_a_figure_costs_nothing_where_it_is_not_drawn() -> None:
    """A format without pictures never makes one."""

    def never() -> None:
        raise AssertionError

    assert "made" not in render(document(Figure(never), Paragraph(("Holds.",))))  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "shown"), [("html", '<div class="above">'), ("latex", r" &\sum_{k=1}^{n} \Bigl("), ("typst", "([], [$display(sum_(k = 1)")])
def test_a_long_left_side_stands_above_the_right_one(name: str, shown: str) -> None:
    """A left side that takes most of a line has its right side below it, in every format."""
    written = render(derivation_document(chainrule.derive("f(x) = (x - m)^T A (x - m)")), name)
    assert shown in written
    assert shown not in render(derivation_document(chainrule.derive("f(x) = ||x||")), name)
