"""A picture as a tree of text: what each quantity uses stands below it, with the local derivative at the right."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.document import Arrow, Picture
from chainrule.render.graph_svg import plain
from chainrule.render.lines import width

GAP = 3  # columns between the tree and the local derivatives


def render_pieces(picture: Picture) -> Iterator[str]:
    """Yield the tree line by line; a quantity that is used again is not unfolded again."""
    rows = list(_rows(picture))
    column = max((width(row) for row, _ in rows), default=0) + GAP
    for row, remark in rows:
        yield (row + " " * (column - width(row)) + remark).rstrip() + "\n"
    if picture.note:
        yield f"\n{plain(picture.note)}\n"


def _rows(picture: Picture) -> Iterator[tuple[str, str]]:
    """Yield every line of the tree with what stands at its right."""
    used: dict[int, list[Arrow]] = {}
    for arrow in picture.arrows:
        used.setdefault(arrow.end, []).append(arrow)
    met: set[int] = set()
    starts = {arrow.start for arrow in picture.arrows}
    waiting = [(index, "", "", "") for index in reversed(range(len(picture.vertices))) if index not in starts]
    while waiting:
        index, lead, below, remark = waiting.pop()
        again = index in met and index in used
        yield lead + plain(picture.vertices[index].label) + (" (see above)" if again else ""), remark
        if not again:
            arrows = used.get(index, [])
            waiting += [_branch(arrow, below, last=place == len(arrows) - 1) for place, arrow in reversed(list(enumerate(arrows)))]
        met.add(index)


def _branch(arrow: Arrow, below: str, last: bool) -> tuple[int, str, str, str]:
    """Return a branch: its vertex, what stands before it and before what is below it, and its local derivative."""
    return arrow.start, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  "), plain(arrow.label)
