from __future__ import annotations

import pytest

from chainrule import derive
from chainrule.document import Curve, Document, Equation, Equations, Heading, Paragraph, Sum, Table, derivation_document
from chainrule.render import render
from chainrule.render.lines import width
from chainrule.tree import add, call, derivative, mul, number, symbol

x, y, u = map(symbol, "xyu")


def document(*blocks: object) -> Document:
    return Document(("The derivative of ", y), blocks, dict)  # type: ignore[arg-type]


def test_sections() -> None:
    """A heading has its aside at the right, equations stand under it with their remarks in a column."""
    equations = Equations((Equation(derivative("y", "u"), (1 / u,), ("logarithm",)), Equation(derivative("u", "x"), (number(2), number(3)))))
    assert render(document(Heading(("Split it",), (x, " → ", y)), equations, Paragraph(("Holds.",)))) == (
        "\n"
        "  Split it                                    x → y\n"
        "    dy/du = 1/u                               logarithm\n"
        "    du/dx = 2 = 3\n"
        "\n"
        "  Holds.\n"
    )  # fmt: skip


def test_sides_one_below_the_other() -> None:
    """Sides that do not share a line stand below one another at the equals sign."""
    long = add(*(call("sin", number(k)) for k in range(1, 5)))
    lines = render(document(Equations((Equation(y, (long, mul(number(2), long))),)))).splitlines()
    assert [line.index("=") for line in lines] == [4, 4]


def test_terms_of_a_sum() -> None:
    """Every term of a sum has a line and its path; terms that are left out are counted."""
    block = Equations((Sum(derivative("y", "x"), ((x, ("x → y",)), (u, ("x → u → y",))), 4_088),))
    assert render(document(block)).splitlines() == [
        "  dy/dx = x                                   x → y",
        "        + u                                   x → u → y",
        "        + …                                   4,088 more",
    ]


def test_fits_80_columns() -> None:
    """Long equations and remarks are broken into lines of at most 80 columns."""
    long = add(*(mul(number(k), call("sin", mul(number(k), x))) for k in range(2, 30)))
    lines = render(document(Heading(("Here",)), Equations((Equation(y, (long,), ("a remark " * 20).split(" ")[:-1] and ("a remark " * 20,)),)))).splitlines()
    assert max(map(width, lines)) <= 80
    assert "".join("".join(lines).split()).count("sin") == 28


def test_a_remark_in_a_wide_line_leaves_room_for_the_others() -> None:
    """Remarks start where the longer ones have room, and that of a wider equation stands below it."""
    told = render(derivation_document(derive("s = e^a1/(e^a1 + e^a2); L = y log(s)", wrt="a1"), "full"))
    assert "logarithm: d/ds log(s) = 1/s" in told
    assert "constant multiple: d/ds (c·s) = c" in told


@pytest.mark.parametrize("columns", [40, 60, 79])
@pytest.mark.parametrize("problem", ["sin(cos(tan(x^2*exp(x))))", "f = x*y*t; x = t^2; y = sin t", "z = 4x + 7y, x = a² + 7b", "(x^2 + 3x + 1)^7*sin(x)^5"])
def test_narrow_terminal(problem: str, columns: int) -> None:
    """On a narrow terminal, nothing is wider than it, and all is said that is said on a wide one."""
    told = derivation_document(derive(problem))
    narrow = render(told, columns=columns)
    assert max(map(width, narrow.splitlines())) <= columns
    assert sorted("".join(narrow.split())) == sorted("".join(render(told).split()))


def test_wide_terminal() -> None:
    """A wide terminal changes nothing."""
    told = derivation_document(derive("log(2 + cos x)"))
    assert render(told, columns=200) == render(told)


def test_names_are_not_markup() -> None:
    """What a reader wrote is never taken as markup, with colours or without."""
    told = document(Heading(("[red]x[/red] \\[",)))
    assert "[red]x[/red] \\[" in render(told)
    assert "[red]x[/red] \\[" in render(told, colour=True)
    assert "\x1b[" in render(told, colour=True)
    assert "\x1b" not in render(told)


def test_table() -> None:
    """Columns stand one below the other, numbers at the right, and prose is broken within its column."""
    rows = ((("a",), ("10",), ("word " * 20 + "end",)), (("bcd",), (number(7),), ("short",)))
    table = Table((("name",), ("n",), ("words",)), rows, "lrp")
    lines = render(document(table)).splitlines()
    assert lines[0] == "  name    n   words"
    assert lines[1].startswith("  a      10   word word")
    assert lines[2].startswith("              word")
    assert lines[-1] == "  bcd     7   short"
    assert max(map(width, lines)) <= 80


def test_curve() -> None:
    """A curve falls from the first column to the last, between its extremes, and fits the terminal."""
    points = tuple((float(k), 100.0 / k) for k in range(1, 101))
    lines = render(document(Curve(("The loss",), points, "epoch", "L"))).splitlines()
    assert lines[0].split() == ["100", "┤█"]
    assert lines[8].split()[0] == "1"
    assert [len(line) for line in lines[:9]] == sorted(len(line) for line in lines[:9])
    assert lines[-2].split() == ["1", "100"]
    assert max(map(width, lines)) <= 80


def test_flat_curve() -> None:
    """A curve that does not move, or has one point, is drawn all the same."""
    assert "┤" in render(document(Curve(("The loss",), ((1.0, 0.0),), "epoch", "L")))


def test_a_right_side_below_a_long_left_one() -> None:
    """Where the left side leaves no room, the right side has the width of the page below it."""
    lines = render(derivation_document(derive("f(x) = (x - m)^T A (x - m)")), "text").splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith("  Σ_{k=1}^{n} ("))
    assert lines[place + 2].startswith("     = (xᵢ − mᵢ)·Aᵢᵢ·(xᵢ − mᵢ)")
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(("columns", "parts"), [(80, [[0, 1, 2], [0, 3, 4], [0, 5]]), (50, [[0, each] for each in range(1, 6)])])
def test_a_table_wider_than_a_line_stands_in_parts(columns: int, parts: list[list[int]]) -> None:
    """Each part has as many columns as fit, and the first column, which names the row."""
    rows = tuple(tuple((f"{row}.{place}" if place else str(row),) for place in range(6)) for row in range(2))
    head = (("epoch",), *((f"a column {place} of width 20",) for place in range(1, 6)))
    shown = render(document(Table(head, rows, "r" * 6)), columns=columns)
    assert max(map(width, shown.splitlines())) <= columns
    told = [[line.split() for line in part.splitlines()[-2:]] for part in shown.strip("\n").split("\n\n")][-len(parts) :]
    assert told == [[[f"{row}.{place}" if place else str(row) for place in places] for row in range(2)] for places in parts]
