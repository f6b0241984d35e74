"""Where the vertices, arrows and labels of a layered graph go, whatever they are drawn with.

Vertices stand in layers, inputs first and every vertex as close to what uses it as it can be. Between two layers of vertices
is one of labels, and an arrow has a place of its own in every layer that it passes, so nothing is ever drawn over a label.
Source: Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical system structures (1981); labels as vertices
after Gansner, Koutsofios, North and Vo, A technique for drawing directed graphs (1993).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Point = tuple[float, float]
Size = tuple[float, float]

SPACE = 14.0  # between neighbours of one layer
GAP, WIDEST_GAP = 26.0, 90.0  # between layers: more where arrows climb
CLIMB = 0.3  # how much of the steepest climb a gap is wide
SWEEPS = 12  # passes over all layers, for the order and again for the places
PATIENCE = 4  # sweeps without fewer crossings after which the order stays
MARGIN = 8.0
STRAIGHT = 3.0  # how much more an arrow's own slots pull on it than a vertex does, for each of the two


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow's way: strokes of points, each joined to the next by a smooth step; the label stands where the strokes part."""

    strokes: tuple[tuple[Point, ...], ...]
    label: Point | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of the vertices, and the ways of the arrows; x runs to the right and y down. ``down``: the layers are rows."""

    width: float
    height: float
    places: tuple[Point, ...]
    routes: tuple[Route, ...]
    down: bool = False


def steps(points: tuple[Point, ...], down: bool) -> Iterator[tuple[Point, ...]]:
    """Yield the pieces of a stroke after its first point: the end of a straight line, or two control points and the end of a curve."""
    x, y = points[0]
    for a, b in points[1:]:
        if abs((a - x) if down else (b - y)) < 0.1:
            yield ((a, b),)
        elif down:
            yield (x, (y + b) / 2), (a, (y + b) / 2), (a, b)
        else:
            yield ((x + a) / 2, y), ((x + a) / 2, b), (a, b)
        x, y = a, b


def head(route: Route, length: float, down: bool) -> tuple[Point, Point, Point]:
    """Return the corners of an arrow's head, its tip first."""
    x, y = route.strokes[-1][-1]
    side = length * 0.42
    return ((x, y), (x - side, y - length), (x + side, y - length)) if down else ((x, y), (x - length, y - side), (x - length, y + side))


@dataclass(slots=True)
class Slot:
    """A vertex, a label, or the place where an arrow passes: ``along`` and ``across`` the layers are its sizes."""

    rank: int
    along: float
    across: float
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    at: float = 0.0


def layers(count: int, arrows: Iterable[tuple[int, int]]) -> list[int]:
    """Return the layer of every vertex: the output is in the last, and what it uses at the most so many arrows before it.

    An arrow's start is smaller than its end.
    """
    distance = [0] * count
    for start, end in sorted(arrows, key=lambda arrow: -arrow[1]):
        distance[start] = max(distance[start], distance[end] + 1)
    last = max(distance, default=0)
    return [last - steps for steps in distance]


def laid_out(sizes: Sequence[Size], arrows: Sequence[tuple[int, int, Size | None]], page: float) -> Layout:
    """Return the layout from left to right, or from the top down where that is narrower and the other wider than the page.

    ``arrows`` are (start, end, size of the label or None), with start smaller than end.
    """
    across = _Drawing(sizes, arrows).layout()
    if across.width <= page:
        return across
    down = _turned(_Drawing([_swapped(size) for size in sizes], [(start, end, label and _swapped(label)) for start, end, label in arrows]).layout())
    return down if down.width < across.width else across


def _swapped(pair: tuple[float, float]) -> tuple[float, float]:
    return pair[1], pair[0]


def _turned(layout: Layout) -> Layout:
    """Return a layout with its two axes exchanged."""
    routes = tuple(
        Route(tuple(tuple(map(_swapped, stroke)) for stroke in route.strokes), route.label and _swapped(route.label)) for route in layout.routes
    )
    return Layout(layout.height, layout.width, tuple(map(_swapped, layout.places)), routes, down=True)


class _Drawing:
    """The slots of one picture, put in order and then in place."""

    def __init__(self, sizes: Sequence[Size], arrows: Sequence[tuple[int, int, Size | None]]) -> None:
        layer = layers(len(sizes), [(start, end) for start, end, _ in arrows])
        self.vertices = len(sizes)
        self.slots = [Slot(2 * place, *size) for place, size in zip(layer, sizes, strict=True)]
        self.labelled = [label is not None for _, _, label in arrows]
        self.ways = [self._way(*arrow) for arrow in arrows]
        self.ranks: list[list[int]] = [[] for _ in range(2 * max(layer, default=0) + 1)]
        for index in self._met():
            self.ranks[self.slots[index].rank].append(index)

    def _way(self, start: int, end: int, label: Size | None) -> list[int]:
        """Return the slots of an arrow from its start to its end, made where it passes a layer; the label is in the middle."""
        first, last = self.slots[start].rank, self.slots[end].rank
        middle = first + 1 + 2 * ((last - first) // 4)
        way = [start]
        for rank in range(first + 1, last):
            way.append(len(self.slots))
            self.slots.append(Slot(rank, *(label if label and rank == middle else (0.0, 0.0))))
        way.append(end)
        for left, right in pairwise(way):
            self.slots[left].after.append(right)
            self.slots[right].before.append(left)
        return way

    def _met(self) -> Iterable[int]:
        """Yield every slot once, as a walk from the outputs meets them: in the order in which formulas name them."""
        waiting = [index for index in range(self.vertices) if not self.slots[index].after]
        seen = set(waiting)
        while waiting:
            index = waiting.pop()
            yield index
            fresh = [before for before in dict.fromkeys(self.slots[index].before) if before not in seen]
            seen.update(fresh)
            waiting += reversed(fresh)

    def layout(self) -> Layout:
        self._put_in_order()
        self._put_in_place()
        starts = self._columns()
        lowest = min((slot.at - slot.across / 2 for slot in self.slots), default=0.0) - MARGIN
        highest = max((slot.at + slot.across / 2 for slot in self.slots), default=0.0) + MARGIN
        for slot in self.slots:
            slot.at -= lowest
        centres = [left + wide / 2 for left, wide in starts]
        places = tuple((centres[slot.rank], slot.at) for slot in self.slots[: self.vertices])
        routes = tuple(self._route(way, labelled, starts) for way, labelled in zip(self.ways, self.labelled, strict=True))
        width = sum(starts[-1]) + MARGIN if starts else 2 * MARGIN
        return Layout(width, highest - lowest, places, routes)

    # The order within each layer: as few crossings as a few sweeps find

    def _put_in_order(self) -> None:
        best, fewest, since = [list(rank) for rank in self.ranks], self._crossings(), 0
        for sweep in range(SWEEPS):
            if not fewest or since == PATIENCE:
                break
            self._sweep(backwards=sweep % 2 == 0)
            crossings = self._crossings()
            since += 1
            if crossings < fewest:
                best, fewest, since = [list(rank) for rank in self.ranks], crossings, 0
        self.ranks = best

    def _sweep(self, backwards: bool) -> None:
        """Sort each layer by where its neighbours in the layer before (or after) stand."""
        place: dict[int, int] = {}
        for rank in reversed(self.ranks) if backwards else self.ranks:
            own = {index: order for order, index in enumerate(rank)}
            rank.sort(key=lambda index: _mean([place[other] for other in self._beside(index, backwards)], own[index]))
            place = {index: order for order, index in enumerate(rank)}

    def _beside(self, index: int, backwards: bool) -> list[int]:
        return self.slots[index].after if backwards else self.slots[index].before

    def _crossings(self) -> int:
        """Return how often two arrows cross between neighbouring layers."""
        place = {index: order for rank in self.ranks for order, index in enumerate(rank)}
        total = 0
        for rank in self.ranks:
            ends: list[int] = []
            for index in rank:
                reached = sorted(place[other] for other in self.slots[index].after)
                total += sum(len(ends) - bisect_right(ends, end) for end in reached)
                for end in reached:
                    insort(ends, end)
        return total

    # The places within each layer: as near to the neighbours as the order and the sizes allow

    def _put_in_place(self) -> None:
        for rank in self.ranks:
            self._spread(rank, [(0.0, 1.0)] * len(rank))
        still = 0
        for sweep in range(SWEEPS):
            backwards = sweep % 2 == 0
            before = [slot.at for slot in self.slots]
            for rank in reversed(self.ranks) if backwards else self.ranks:
                self._spread(rank, [self._wanted(index, self._beside(index, backwards)) for index in rank])
            still = still + 1 if before == [slot.at for slot in self.slots] else 0
            if still == 2:  # neither way moves anything any more
                break
        for rank in (*self.ranks, *reversed(self.ranks)):
            self._spread(rank, [self._wanted(index, [*self.slots[index].before, *self.slots[index].after]) for index in rank])

    def _wanted(self, index: int, near: list[int]) -> tuple[float, float]:
        """Return where a slot is wanted, and how much: at the mean of its neighbours; long arrows above all straight."""
        if not near:
            return self.slots[index].at, 1.0
        own, total, pulls = (STRAIGHT if index >= self.vertices else 1.0), 0.0, 0.0
        for other in near:
            pull = own * STRAIGHT if other >= self.vertices else own
            total += pull * self.slots[other].at
            pulls += pull
        return total / pulls, pulls

    def _spread(self, rank: list[int], wanted: list[tuple[float, float]]) -> None:
        """Put the slots of a layer where they are wanted, moved by as little as keeps them apart (least squares)."""
        if len(rank) == 1:
            self.slots[rank[0]].at = wanted[0][0]
            return
        offset, offsets = 0.0, []
        for place, index in enumerate(rank):
            if place:
                offset += (self.slots[rank[place - 1]].across + self.slots[index].across) / 2 + SPACE
            offsets.append(offset)
        levels = rising([(at - offset, pull) for (at, pull), offset in zip(wanted, offsets, strict=True)])
        for index, at, offset in zip(rank, levels, offsets, strict=True):
            self.slots[index].at = at + offset

    # The columns, and the arrows through them

    def _columns(self) -> list[tuple[float, float]]:
        """Return where each layer starts and how wide it is."""
        columns: list[tuple[float, float]] = []
        left = MARGIN
        for rank in self.ranks:
            wide = max((self.slots[index].along for index in rank), default=0.0)
            columns.append((left, wide))
            climb = max((abs(self.slots[index].at - self.slots[other].at) for index in rank for other in self.slots[index].after), default=0.0)
            left += wide + min(max(GAP, CLIMB * climb), WIDEST_GAP)
        return columns

    def _route(self, way: list[int], labelled: bool, columns: list[tuple[float, float]]) -> Route:
        strokes: list[tuple[Point, ...]] = []
        points: list[Point] = []
        label: Point | None = None
        for place, index in enumerate(way):
            slot = self.slots[index]
            left, wide = columns[slot.rank]
            centre, right = left + wide / 2, left + wide
            half = slot.along / 2
            if place:
                points += [(left, slot.at), (centre - half, slot.at)]
            if labelled and 0 < place < len(way) - 1 and slot.along:
                strokes.append(tuple(points))
                points, label = [], (centre, slot.at)
            if place < len(way) - 1:
                points += [(centre + half, slot.at), (right, slot.at)]
        return Route((*strokes, tuple(points)), label)


def rising(values: Sequence[tuple[float, float]]) -> list[float]:
    """Return the never falling sequence that is nearest to the values with their weights, by pooling neighbours that fall.

    >>> rising([(1.0, 1.0), (5.0, 1.0), (3.0, 1.0), (6.0, 1.0)])
    [1.0, 4.0, 4.0, 6.0]
    """
    pools: list[tuple[float, float, int]] = []  # mean, weight and count of each pool
    for value, pull in values:
        mean, weight, count = value, pull, 1
        while pools and pools[-1][0] > mean:
            before, heavy, many = pools.pop()
            mean, weight, count = (mean * weight + before * heavy) / (weight + heavy), weight + heavy, count + many
        pools.append((mean, weight, count))
    return [mean for mean, _, count in pools for _ in range(count)]


def _mean(values: list[float] | list[int], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
