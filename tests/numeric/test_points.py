"""Sample points: inside the domain, the same every time, away from kinks."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise

import pytest

from chainrule.numeric.points import candidate, points
from chainrule.numeric.program import Program
from chainrule.tree import Tree, add, call, mul, number, symbol

x = symbol("x")
MANY = [symbol(f"a_{place}") for place in range(12)]


def log(u: Tree) -> Tree:
    return call("log", u)


def sqrt(u: Tree) -> Tree:
    return call("sqrt", u)


def nested(name: str, times: int) -> Tree:
    tree = x
    for _ in range(times):
        tree = call(name, tree)
    return tree


def found(tree: Tree, count: int = 3):
    program = Program()
    program.add(tree)
    return list(points(program, list(program.inputs), count))


FINDABLE = {
    "x": x,
    "log(x − 100)": log(x - 100),
    "log(x − 10⁵)": log(x - 100_000),
    "arcsin(3x)": call("asin", 3 * x),
    "arccos(1000x)": call("acos", 1000 * x),
    "√(−x)": sqrt(-x),
    "log(−x − 50)": log(-x - 50),
    "ln(x − 9)": log(x - 9),
    "arcosh(x)": call("acosh", x),
    "xˣ": x**x,
    "log(log(x))": nested("log", 2),
    "log four deep": nested("log", 4),
    "exp five deep": nested("exp", 5),
    "√(x−2) + √(9−x)": sqrt(x - 2) + sqrt(9 - x),
    "artanh(x² − 5)": call("atanh", x**2 - 5),
    "3.14 < x < 3.15": sqrt(x - number(Decimal("3.14"))) + sqrt(number(Decimal("3.15")) - x),
    "twelve arcsines": add(*(call("asin", 3 * a) for a in MANY)),
    "inside a ball": sqrt(1 - add(*(a * a for a in MANY))),
    "twelve logarithms": add(*(log(a - 100) for a in MANY)),
    "falling": add(*(sqrt(a - b) for a, b in pairwise(MANY))),
    "rising": add(*(sqrt(b - a) for a, b in pairwise(MANY))),
    "a product": log(mul(*MANY)),
    "different bounds": add(*(log(a - 7 * place * (-1) ** place) for place, a in enumerate(MANY))),
}


@pytest.mark.parametrize("tree", FINDABLE.values(), ids=FINDABLE.keys())
def test_points_are_found(tree):
    """Points are found wherever an everyday domain lies, also between bounds that interact."""
    assert len(found(tree)) == 3


@pytest.mark.parametrize("tree", [sqrt(-1 - x**2), log(-(x**2)), nested("exp", 7)], ids=["√(−1−x²)", "log(−x²)", "exp seven deep"])
def test_no_point_where_there_is_none(tree):
    """An empty domain gives no points, and the search for them ends."""
    assert found(tree) == []


def test_points_do_not_change():
    """The points depend on the number of names alone, and on nothing that differs from run to run."""
    tree = log(x) + symbol("y")
    assert found(tree) == found(tree)
    assert found(x)[0][0]["x"] == 0.7314


def test_both_signs():
    """Where both signs are allowed, the first points have both, so that no branch of |x| is missed."""
    signs = {point["x"] > 0 for point, _ in found(call("abs", x))}
    assert signs == {True, False}


def test_both_signs_of_two():
    """Among the first points, every two inputs have a product and a difference of both signs, and each is the larger one in size."""
    for first, second in combinations(range(8), 2):
        pairs = [(candidate(first, index), candidate(second, index)) for index in range(12)]
        for told in ([a * b > 0 for a, b in pairs], [a > b for a, b in pairs], [abs(a) > abs(b) for a, b in pairs]):
            assert set(told) == {True, False}


def test_inputs_vary_apart():
    """Whatever the signs and sizes of two inputs, some points have them, most of them with a large and a small one as well: they lie on no curve."""
    for first, second in combinations(range(5), 2):
        pairs = [(candidate(first, index), candidate(second, index)) for index in range(200)]
        assert len({(a > 0, b > 0, abs(a) > abs(b)) for a, b in pairs}) == 8
        assert len({(a > 0, b > 0, abs(a) > abs(b), abs(a) > 3, abs(b) > 3) for a, b in pairs}) > 0.75 * 24


def test_names_have_values_of_their_own():
    """No two inputs have the same value at a point, so that max(x, y) is not met at its kink."""
    for index in range(200):
        values = [candidate(place, index) for place in range(12)]
        assert len(set(values)) == 12
        assert all(value != round(value) for value in values)


def test_points_come_with_their_run():
    """Each point carries the slots of its run."""
    program = Program()
    slot = program.add(x**2)
    for point, slots in points(program, ["x"], 3):
        assert slots[slot] == point["x"] ** 2


def test_fixed_values_stay():
    """Inputs with a fixed value keep it."""
    program = Program()
    program.add(log(x) * symbol("shift"))
    assert [point["shift"] for point, _ in points(program, ["x"], 3, {"shift": 0.0})] == [0.0] * 3


def test_no_inputs():
    """A program without inputs has one point, the empty one."""
    assert [point for point, _ in found(number(3))] == [{}]
