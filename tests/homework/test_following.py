"""Lines of work that follow from a wrong one before them, and those that do not."""

from __future__ import annotations

import pytest

from chainrule.homework import check

SOFTMAX = "L = -(y1 ln p1 + y2 ln p2); p1 = e^z1/(e^z1 + e^z2); p2 = e^z2/(e^z1 + e^z2)"
POLAR = "z = x² y; x = s cos t; y = s sin t"

# Problem, by, and each line of the work with its verdict.
WORK = {
    "one of two paths, though all links are right": (POLAR, "s", r"""
        ∂z/∂x = 2xy                 | right
        ∂x/∂s = cos t               | right
        ∂z/∂s = 2xy cos t           | wrong
        = 2s² cos² t sin t          | follows
        """),
    "one of two paths of a softmax": (SOFTMAX, "z1", r"""
        dL/dp1 = -y1/p1             | right
        dp1/dz1 = p1(1 - p1)        | right
        dL/dz1 = -y1/p1 * p1(1 - p1) | wrong
        = -y1(1 - p1)               | follows
        """),
    "two paths with a wrong link": (POLAR, "s", r"""
        ∂z/∂x = 2x                  | wrong
        ∂z/∂y = x²                  | right
        ∂z/∂s = 2x cos t + x² sin t | follows
        """),
}  # fmt: skip


@pytest.mark.parametrize(("problem", "wrt", "lines"), WORK.values(), ids=WORK)
def test_a_line_follows_where_wrong_ones_before_it_give_it(problem: str, wrt: str | None, lines: str) -> None:
    """What is wrong by itself is told from what comes of an earlier error."""
    expected = [tuple(part.strip() for part in line.split(" | ")) for line in lines.strip().splitlines()]
    verdict = check(problem, wrt=wrt, work="\n".join(line for line, _ in expected))
    assert [(line.text, line.status) for line in verdict.lines] == expected
