"""Pictures of computation graphs: what they show, where it stands, and how it is written."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chainrule
from chainrule.document import Arrow, Picture, Vertex, graph_figure
from chainrule.errors import OutputError
from chainrule.render import PICTURES
from chainrule.render.graph_mermaid import quoted
from chainrule.render.graph_svg import plain
from chainrule.render.layout import Layout, Size, laid_out, layers, rising, steps
from tests.test_cli import run

HOSTILE = Picture(("<&\"\\}",), ("a", "b"), (Vertex(("<&\"\\}#$",), "input"), Vertex(("]]>",), "output")), (Arrow(0, 1, ("\\input{x}",), marked=True),))
TWO_WAYS = "f = x·y·t; x = t²; y = sin t"


def picture(problem: str, **options: object) -> Picture:
    return graph_figure(chainrule.derive(problem, **options)).make()  # type: ignore[arg-type]


def lined(words: tuple[object, ...]) -> str:
    return plain(words)  # type: ignore[arg-type]


def test_content() -> None:
    """Vertices are quantities with their definitions, arrows carry local derivatives, and the asked ways are marked."""
    shown = picture("z = 4x + 7y, x = a² + 7b", wrt="a")
    assert [(lined(vertex.label), vertex.role, vertex.marked) for vertex in shown.vertices] == [
        ("a", "input", True),
        ("b", "input", False),
        ("x = a² + 7b", "definition", False),
        ("y", "input", False),
        ("z = 4x + 7y", "output", False),
    ]
    arrows = {(arrow.start, arrow.end): (lined(arrow.label), arrow.marked) for arrow in shown.arrows}
    assert arrows == {(0, 2): ("∂x/∂a = 2a", True), (1, 2): ("", False), (2, 4): ("∂z/∂x = 4", True), (3, 4): ("", False)}
    assert lined(shown.description) == "z depends on x and y; x depends on a and b."


def test_higher_order_draws_what_is_differentiated_first() -> None:
    """The picture of a second derivative is that of the function itself."""
    assert picture("sin(x^2)", order=2) == picture("sin(x^2)")


@pytest.mark.parametrize(("links", "grouped"), [(39, False), (40, True), (1000, True)])
def test_many_quantities_are_grouped(links: int, grouped: bool) -> None:
    """Up to 40 quantities are drawn one by one; more are grouped by layer, and the picture says so."""
    shown = picture("sin(" * links + "x" + ")" * links)
    assert bool(shown.note) is grouped
    assert len(shown.vertices) <= 40
    assert (lined(shown.note) == f"The {links + 1:,} quantities are grouped by layer; an arrow stands for all between two groups.") is grouped


def test_groups_count_their_arrows() -> None:
    """An arrow between two groups says how many it stands for, and is marked where one of them is on an asked way."""
    wide = "; ".join(f"a{k} = sin(x + b{k})" for k in range(1, 45))
    derivation = chainrule.derive(f"{wide}; y = " + " + ".join(f"a{k}" for k in range(1, 45)), wrt="b1")
    shown = graph_figure(derivation).make()
    assert [lined(vertex.label) for vertex in shown.vertices][-1] == "y"
    assert sum(int(lined(arrow.label).split()[0]) for arrow in shown.arrows) == sum(len(set(item.parents)) for item in derivation.graph.nodes)
    way = {derivation.graph.ids[edge.wrt]: derivation.graph.ids[edge.of] for edge in derivation.edges}
    assert sum(arrow.marked for arrow in shown.arrows) == len(way)


# Layout

sizes = st.tuples(st.floats(10, 200), st.floats(10, 60))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Size], list[tuple[int, int, Size | None]]]:
    vertices = draw(st.lists(sizes, min_size=1, max_size=9))
    pairs = list(combinations(range(len(vertices)), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=14)) if pairs else []
    return vertices, [(start, end, draw(st.none() | sizes)) for start, end in chosen]


def rectangles(vertices: list[Size], arrows: list[tuple[int, int, Size | None]], layout: Layout) -> list[tuple[float, float, float, float]]:
    labels = [(route.label, size) for route, (_, _, size) in zip(layout.routes, arrows, strict=True) if route.label and size]
    boxes = [*zip(layout.places, vertices, strict=True), *labels]
    return [(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2) for (x, y), (wide, high) in boxes]


@given(graphs(), st.sampled_from((0.0, 1e9)))
@settings(max_examples=60)
def test_nothing_collides(graph: tuple[list[Size], list[tuple[int, int, Size | None]]], page: float) -> None:
    """Vertices and labels lie inside the picture and apart, and no arrow runs through one of them."""
    layout = laid_out(*graph, page)
    boxes = rectangles(*graph, layout)
    for left, top, right, bottom in boxes:
        assert left >= 0 <= top
        assert right <= layout.width + 1e-6
        assert bottom <= layout.height + 1e-6
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] + 1e-6 or other[2] <= one[0] + 1e-6 or one[3] <= other[1] + 1e-6 or other[3] <= one[1] + 1e-6
    for route in layout.routes:
        for stroke in route.strokes:
            for x, y in sampled(stroke, layout.down):
                assert not any(left + 1e-6 < x < right - 1e-6 and top + 1e-6 < y < bottom - 1e-6 for left, top, right, bottom in boxes)


def sampled(stroke: tuple[tuple[float, float], ...], down: bool) -> list[tuple[float, float]]:
    """Points along a stroke, straight pieces and curves alike."""
    points, last = [], stroke[0]
    for step in steps(stroke, down):
        first, second, end = (last, step[-1], step[-1]) if len(step) == 1 else step
        for k in range(11):
            t = k / 10
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            corners = (last, first, second, end)
            points.append(tuple(sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1)))
        last = end
    return points  # type: ignore[return-value]


@given(graphs())
def test_arrows_lead_from_their_start_to_their_end(graph: tuple[list[Size], list[tuple[int, int, Size | None]]]) -> None:
    """An arrow starts at its vertex, ends at the other one, and goes forward all the way."""
    layout = laid_out(*graph, 1e9)
    for route, (start, end, _) in zip(layout.routes, graph[1], strict=True):
        first, last = route.strokes[0][0], route.strokes[-1][-1]
        assert first == pytest.approx((layout.places[start][0] + graph[0][start][0] / 2, layout.places[start][1]))
        assert last == pytest.approx((layout.places[end][0] - graph[0][end][0] / 2, layout.places[end][1]))
        along = [x for stroke in route.strokes for x, _ in stroke]
        assert all(left <= right + 1e-6 for left, right in pairwise(along))


def test_layers() -> None:
    """A vertex stands as near to what uses it as it can, the output last."""
    assert layers(5, [(0, 2), (1, 2), (2, 4), (3, 4)]) == [0, 0, 1, 1, 2]


def test_a_tree_has_no_crossings() -> None:
    """The order of a formula is kept where nothing crosses."""
    layout = laid_out([(20.0, 20.0)] * 7, [(0, 2, None), (1, 2, None), (3, 5, None), (4, 5, None), (2, 6, None), (5, 6, None)], 1e9)
    tops = [layout.places[index][1] for index in (0, 1, 3, 4)]
    assert tops == sorted(tops)


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(0.1, 10)), max_size=20))
def test_rising(values: list[tuple[float, float]]) -> None:
    """The nearest rising sequence never falls and keeps the weighted mean."""
    found = rising(values)
    assert all(left <= right + 1e-9 for left, right in pairwise(found))
    assert sum(w * x for x, (_, w) in zip(found, values, strict=True)) == pytest.approx(sum(w * x for x, w in values), abs=1e-6)


# The formats


def test_svg() -> None:
    """The SVG is well-formed, tells a screen reader what it shows, and has every label."""
    root = ET.fromstring(chainrule.draw(TWO_WAYS))  # noqa: S314  # our own output
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.findtext(f"{space}title") == "The computation graph of f"
    assert root.findtext(f"{space}desc") == "f depends on x, y and t; y depends on t; x depends on t."
    texts = ["".join(element.itertext()) for element in root.iter(f"{space}text")]
    assert sorted(texts) == sorted(["t", "x = t²", "y = sin(t)", "f = x·y·t", "dx/dt = 2t", "dy/dt = cos(t)", "∂f/∂x = y·t", "∂f/∂y = x·t", "∂f/∂t = x·y"])


def test_svg_sets_indices() -> None:
    """Indices and layers of names are lowered and raised, and what follows stands on the line again."""
    root = ET.fromstring(chainrule.draw("L = a w_{12}^{(2)}"))  # noqa: S314
    (text,) = (element for element in root.iter("{http://www.w3.org/2000/svg}text") if "".join(element.itertext()) == "w12(2)")
    moves = [(span.text, float(span.get("dy", "0")[:-2] or 0) if span.get("dy") else 0.0) for span in text]
    assert [shown for shown, _ in moves] == ["w", "12", "(2)"]
    assert moves[1][1] > 0 > moves[2][1]


def test_dot() -> None:
    """DOT has a node a quantity and an arrow a local derivative."""
    assert chainrule.draw("h(x) = log(2 + cos x)", "dot") == (
        "digraph {\n"
        '  graph [rankdir=LR, label=""]\n'
        "  node [shape=box]\n"
        '  n0 [label="x", shape=ellipse, color="#0b57d0", penwidth=2]\n'
        '  n1 [label="u = 2 + cos(x)"]\n'
        '  n2 [label="h = log(u)"]\n'
        '  n0 -> n1 [label="du/dx = −sin(x)", color="#0b57d0", penwidth=2]\n'
        '  n1 -> n2 [label="dh/du = 1/u", color="#0b57d0", penwidth=2]\n'
        "}\n"
    )


def test_mermaid() -> None:
    """Mermaid has a node a quantity and an arrow a local derivative, thick on an asked way; what is long runs downwards."""
    assert chainrule.draw("z = 4x + 7y, x = a²", "mermaid", wrt="a") == (
        "flowchart LR\n"
        "  accTitle: The computation graph of z\n"
        '  n0(["a"]):::marked\n'
        '  n1["x = a²"]\n'
        '  n2(["y"])\n'
        '  n3["z = 4x + 7y"]\n'
        '  n0 ==>|"dx/da = 2a"| n1\n'
        '  n1 ==>|"∂z/∂x = 4"| n3\n'
        "  n2 --> n3\n"
        "  classDef marked stroke:#0b57d0,stroke-width:3px\n"
    )
    assert chainrule.draw("sin(" * 9 + "x" + ")" * 9, "mermaid").startswith("flowchart TD\n")


@given(st.text())
def test_mermaid_labels(text: str) -> None:
    """In a label of Mermaid every sign that could end it or mean something stands by its number, and nothing else changes."""
    written = quoted((text,))[1:-1]
    assert not re.search(r"[\"`<>&\\\n\[\]{}|;%*_~]", re.sub(r"#\d+;", "", written))
    assert re.sub(r"#(\d+);", lambda code: chr(int(code[1])), written) == text


def test_text() -> None:
    """The tree of text has what is used below what uses it; a quantity that is used again is not unfolded again."""
    assert chainrule.draw("y = v u; v = sin(u); u = x^2", "text") == (
        "y = v·u\n"
        "├─ v = sin(u)           ∂y/∂v = u\n"
        "│  └─ u = x²            dv/du = cos(u)\n"
        "│     └─ x              du/dx = 2x\n"
        "└─ u = x² (see above)   ∂y/∂u = v\n"
    )


def test_components_in_order() -> None:
    """The components of a function stand in their order, below one another and side by side."""
    told = chainrule.draw("r(t) = (cos 2t, sin 2t, t)", "text")
    assert told.index("r₁ =") < told.index("r₂ =") < told.index("r₃ =")
    arrows = [(0, 1, None), (0, 2, None), (0, 3, None)]
    places = laid_out([(20.0, 20.0)] * 4, arrows, 1000.0).places[1:]
    assert sorted(places) == list(places)


@pytest.mark.parametrize("format_", PICTURES)
def test_words_are_no_commands(format_: str) -> None:
    """Words in a picture are shown as they are, in every format."""
    shown = "".join(PICTURES[format_].pieces(HOSTILE))
    assert "\\input{" not in shown or format_ in ("text", "svg") or "\\\\input{" in shown
    if format_ == "svg":
        assert ET.fromstring(shown).findtext("{http://www.w3.org/2000/svg}title") == "<&\"\\}"  # noqa: S314


@pytest.mark.parametrize("format_", PICTURES)
def test_rendered_twice_is_the_same(format_: str) -> None:
    """A picture comes out the same every time."""
    assert chainrule.draw(TWO_WAYS, format_) == chainrule.draw(TWO_WAYS, format_)


def test_unknown_format() -> None:
    """A format that is not there is refused with those that are."""
    with pytest.raises(OutputError, match="unknown format 'png'") as refusal:
        chainrule.draw("x^2", "png")
    assert refusal.value.hint == "choose one of svg, tikz, dot, mermaid, text"


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_tikz_compiles(tmp_path: Path) -> None:
    """The TikZ pictures compile with amsmath and TikZ alone, hostile words and all."""
    pictures = "\n\n".join("".join(PICTURES["tikz"].pieces(shown)) for shown in (picture(TWO_WAYS), picture("sin(" * 50 + "x" + ")" * 50), HOSTILE))
    (tmp_path / "it.tex").write_text(r"\documentclass{article}\usepackage{amsmath,tikz}\begin{document}" + pictures + r"\end{document}", encoding="utf8")
    ran = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "it.tex"], cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout[-2000:]


def test_figure_of_a_page_is_the_picture() -> None:
    """A web page and a LaTeX document hold the same picture that is drawn alone."""
    from chainrule.document import derivation_document
    from chainrule.render import render

    derivation = chainrule.derive(TWO_WAYS)
    assert chainrule.draw(derivation).strip() in render(derivation_document(derivation), "html")
    assert chainrule.draw(derivation, "tikz") in render(derivation_document(derivation), "latex")
    assert not re.search("<svg", render(derivation_document(chainrule.derive("sin x")), "html"))


def test_command(tmp_path: Path) -> None:
    """The command writes a picture to a file or to standard output, and refuses what it cannot write."""
    assert run("graph", TWO_WAYS, "--format", "svg", "--out", "graph.svg", cwd=tmp_path).returncode == 0
    assert (tmp_path / "graph.svg").read_text(encoding="utf8") == chainrule.draw(TWO_WAYS)
    assert run("graph", "z = 4x + 7y, x = a^2 + 7b", "--wrt", "a").stdout == chainrule.draw("z = 4x + 7y, x = a^2 + 7b", "text", wrt="a")
    again = run("graph", TWO_WAYS, "--format", "svg", "--out", "graph.svg", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (2, "'graph.svg' exists already\nuse --force to write over it\n")
    assert run("graph", TWO_WAYS, "--format", "png").returncode == 2
