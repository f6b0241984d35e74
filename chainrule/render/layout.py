"""Where the vertices, arrows and labels of a layered graph go, whatever they are drawn with.

Vertices stand in layers, inputs first and every vertex as close to what uses it as it can be. Between two layers of vertices
is one of labels, and an arrow has a place of its own in every layer that it passes, so nothing is ever drawn over a label.
Source: Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical system structures (1981); labels as vertices
after Gansner, Koutsofios, North and Vo, A technique for drawing directed graphs (1993).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

Point = tuple[float, float]
Size = tuple[float, float]

SPACE = 14.0  # between neighbours of one layer
GAP, WIDEST_GAP = 26.0, 90.0  # between layers: more where arrows climb
CLIMB = 0.3  # how much of the steepest climb a gap is wide
SWEEPS = 12  # passes over all layers, for the order and again for the places
PATIENCE = 4  # sweeps without fewer crossings after which the order stays
UNSEEN = 0.01  # a move too small to be drawn
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
    drawing = _Drawing(len(sizes), arrows)
    along, across = drawing.sizes(sizes)
    if drawing.least_width(along) <= page and (level := drawing.layout(along, across)).width <= page:
        return level
    down = _turned(drawing.layout(across, along))
    if down.width < drawing.least_width(along):
        return down
    level = drawing.layout(along, across)
    return down if down.width < level.width else level


def _swapped(pair: tuple[float, float]) -> tuple[float, float]:
    return pair[1], pair[0]


def _turned(layout: Layout) -> Layout:
    """Return a layout with its two axes exchanged."""
    routes = tuple([Route(tuple([tuple(map(_swapped, stroke)) for stroke in route.strokes]), route.label and _swapped(route.label)) for route in layout.routes])
    return Layout(layout.height, layout.width, tuple(map(_swapped, layout.places)), routes, down=True)


Pulls = list[tuple[list[tuple[int, float]], float]]  # for every slot, the slots that pull on it and how much each, and how much all do


class _Drawing:
    """The slots of one picture: its vertices, its labels, and the places where arrows pass a layer; put in order, and in place for given sizes."""

    def __init__(self, vertices: int, arrows: Sequence[tuple[int, int, Size | None]]) -> None:
        layer = layers(vertices, [(start, end) for start, end, _ in arrows])
        self.vertices = vertices
        self.rank = [2 * place for place in layer]
        self.before: list[list[int]] = [[] for _ in layer]
        self.after: list[list[int]] = [[] for _ in layer]
        self.labels: dict[int, Size] = {}
        self.ways = [self._way(*arrow) for arrow in arrows]
        self.ranks: list[list[int]] = [[] for _ in range(2 * max(layer, default=0) + 1)]
        for index in self._met():
            self.ranks[self.rank[index]].append(index)
        self._put_in_order()

    def _way(self, start: int, end: int, label: Size | None) -> list[int]:
        """Return the slots of an arrow from its start to its end, made where it passes a layer; the label is in the middle."""
        first, last = self.rank[start], self.rank[end]
        middle = first + 1 + 2 * ((last - first) // 4)
        new = len(self.rank)
        if label:
            self.labels[new + middle - first - 1] = label
        way = [start, *range(new, new + last - first - 1), end]
        self.rank += range(first + 1, last)
        self.before += [[index] for index in way[:-2]]
        self.after += [[index] for index in way[2:]]
        self.after[start].append(way[1])
        self.before[end].append(way[-2])
        return way

    def _met(self) -> Iterable[int]:
        """Yield every slot once, as a walk from the outputs meets them: in the order in which formulas name them."""
        waiting = [index for index in reversed(range(self.vertices)) if not self.after[index]]
        seen = set(waiting)
        while waiting:
            index = waiting.pop()
            yield index
            fresh = [before for before in dict.fromkeys(self.before[index]) if before not in seen]
            seen.update(fresh)
            waiting += reversed(fresh)

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
        beside = self.after if backwards else self.before
        for rank in reversed(self.ranks) if backwards else self.ranks:
            own = {index: order for order, index in enumerate(rank)}
            rank.sort(key=lambda index: _mean([place[other] for other in beside[index]], own[index]))
            place = {index: order for order, index in enumerate(rank)}

    def _crossings(self) -> int:
        """Return how often two arrows cross between neighbouring layers."""
        total = 0
        for rank, following in pairwise(self.ranks):
            if len(rank) == 1 or len(following) == 1:
                continue
            place = {index: order for order, index in enumerate(following)}
            ends: list[int] = []
            for index in rank:
                reached = sorted([place[other] for other in self.after[index]])
                total += sum([len(ends) - bisect_right(ends, end) for end in reached])
                for end in reached:
                    insort(ends, end)
        return total

    # The layout for given sizes along and across the layers

    def sizes(self, vertices: Sequence[Size]) -> tuple[list[float], list[float]]:
        """Return how wide and how high every slot is."""
        every = [*vertices, *[self.labels.get(index, (0.0, 0.0)) for index in range(self.vertices, len(self.rank))]]
        return [wide for wide, _ in every], [high for _, high in every]

    def least_width(self, along: list[float]) -> float:
        """Return the width that a layout has at least, whatever the places."""
        return sum([max([along[index] for index in rank], default=0.0) for rank in self.ranks]) + GAP * (len(self.ranks) - 1) + 2 * MARGIN

    def layout(self, along: list[float], across: list[float]) -> Layout:
        at = self._places(across) if max(map(len, self.ranks)) > 1 else [0.0] * len(self.rank)
        lowest = min([place - high / 2 for place, high in zip(at, across, strict=True)], default=0.0) - MARGIN
        highest = max([place + high / 2 for place, high in zip(at, across, strict=True)], default=0.0) + MARGIN
        columns = self._columns(along, at)
        at = [place - lowest for place in at]
        centres = [left + wide / 2 for left, wide in columns]
        places = tuple([(centres[rank], place) for rank, place in zip(self.rank[: self.vertices], at, strict=False)])
        routes = tuple([self._route(way, along, at, columns) for way in self.ways])
        width = sum(columns[-1]) + MARGIN if columns else 2 * MARGIN
        return Layout(width, highest - lowest, places, routes)

    # The places within each layer: as near to the neighbours as the order and the sizes allow

    def _places(self, across: list[float]) -> list[float]:
        at = [0.0] * len(self.rank)
        rows = [(rank, self._offsets(rank, across)) for rank in self.ranks]
        back = rows[::-1]
        for rank, offsets in rows:
            _put(at, rank, offsets, [(0.0, 1.0)] * len(rank))
        before, after = self._pulls(self.before), self._pulls(self.after)
        for _ in range(SWEEPS // 2):
            last = at.copy()
            _settle(at, back, after)
            _settle(at, rows, before)
            moves = [now - then for now, then in zip(at, last, strict=True)]
            if max(moves) - min(moves) < UNSEEN:  # what follows is the same again, or moves the picture as a whole
                break
        both = self._pulls([[*one, *other] for one, other in zip(self.before, self.after, strict=True)])
        _settle(at, rows + back, both)
        return at

    def _offsets(self, rank: list[int], across: list[float]) -> list[float]:
        """Return how far the slots of a layer are from its first one at least."""
        return list(accumulate([(across[one] + across[other]) / 2 + SPACE for one, other in pairwise(rank)], initial=0.0))

    def _pulls(self, near: list[list[int]]) -> Pulls:
        """Return what pulls on every slot: its neighbours, and long arrows above all to be straight."""
        pulls: Pulls = []
        for index, others in enumerate(near):
            own = STRAIGHT if index >= self.vertices else 1.0
            found = [(other, own * STRAIGHT if other >= self.vertices else own) for other in others]
            pulls.append((found, sum([pull for _, pull in found])))
        return pulls

    # The columns, and the arrows through them

    def _columns(self, along: list[float], at: list[float]) -> list[tuple[float, float]]:
        """Return where each layer starts and how wide it is."""
        columns: list[tuple[float, float]] = []
        left = MARGIN
        for rank in self.ranks:
            wide = max([along[index] for index in rank], default=0.0)
            columns.append((left, wide))
            climb = max([abs(at[index] - at[other]) for index in rank for other in self.after[index]], default=0.0)
            left += wide + min(max(GAP, CLIMB * climb), WIDEST_GAP)
        return columns

    def _route(self, way: list[int], along: list[float], at: list[float], columns: list[tuple[float, float]]) -> Route:
        strokes: list[tuple[Point, ...]] = []
        points: list[Point] = []
        label: Point | None = None
        last = len(way) - 1
        for place, index in enumerate(way):
            left, wide = columns[self.rank[index]]
            centre, half, high = left + wide / 2, along[index] / 2, at[index]
            if place:
                points += ((left, high), (centre - half, high))
            if index in self.labels:
                strokes.append(tuple(points))
                points, label = [], (centre, high)
            if place < last:
                points += ((centre + half, high), (left + wide, high))
        return Route((*strokes, tuple(points)), label)


def _settle(at: list[float], rows: list[tuple[list[int], list[float]]], pulls: Pulls) -> None:
    """Move the slots of each layer in turn to where they are wanted: to the mean of what pulls on them."""
    for rank, offsets in rows:
        wanted = []
        for index in rank:
            near, every = pulls[index]
            mean = 0.0
            for other, pull in near:
                mean += pull * at[other]
            wanted.append((mean / every, every) if near else (at[index], 1.0))
        if len(rank) == 1:
            at[index] = wanted[0][0]
        else:
            _put(at, rank, offsets, wanted)


def _put(at: list[float], rank: list[int], offsets: list[float], wanted: list[tuple[float, float]]) -> None:
    """Put the slots of a layer where they are wanted, moved by as little as keeps them apart (least squares)."""
    if len(rank) == 2:  # what most layers with more than one slot have
        (first, pull), (second, other), between = *wanted, offsets[1]
        if first > second - between:
            first = ((second - between) * other + first * pull) / (other + pull)
            second = first + between
        at[rank[0]], at[rank[1]] = first, second
        return
    levels = rising([(place - offset, pull) for (place, pull), offset in zip(wanted, offsets, strict=True)])
    for index, level, offset in zip(rank, levels, offsets, strict=True):
        at[index] = level + offset


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
