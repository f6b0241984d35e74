"""Walks over trees: every node in order, shared ones once or every time they are met, links looked through."""

from __future__ import annotations

import gc
import weakref

import pytest

from chainrule.tree import MANY, Tree, add, call, collector_paused, fingerprint, mul, names, number, occurrences, postorder, size, substitute, symbol, walk

x, y, u = map(symbol, "xyu")
shared = call("sin", x)


def doubled(times: int) -> Tree:
    """Return a tree of few nodes that has 2^times leaves written out."""
    tree = x
    for _ in range(times):
        tree = add(tree, tree)
    return tree


def nested(times: int) -> Tree:
    tree = x
    for _ in range(times):
        tree = call("sin", tree)
    return tree


def written(trees: list[Tree] | None) -> list[str]:
    return [f"{tree.kind} {tree.value or ''}".strip() for tree in trees or ()]


def test_arguments_come_before_what_holds_them_from_left_to_right() -> None:
    """A walk lists arguments first, left to right."""
    expected = ["symbol y", "symbol x", "call sin", "mul", "number 2", "add"]
    tree = add(mul(y, shared), number(2))
    assert written(postorder(tree)) == written(walk(tree)) == expected


def test_a_shared_part_comes_once_or_every_time() -> None:
    """What is shared comes once in postorder, and every time it is met among the occurrences."""
    tree = mul(shared, shared)
    assert written(postorder(tree)) == ["symbol x", "call sin", "mul"]
    assert written(occurrences(tree)) == ["symbol x", "call sin", "symbol x", "call sin", "mul"]


def test_links_are_looked_through() -> None:
    """Under a symbol that stands for another tree come the nodes of that tree, and so on."""
    links = {"u": mul(number(2), symbol("v")), "v": call("cos", x)}
    expected = ["symbol x", "call cos", "symbol v", "mul", "symbol u", "call sin"]
    assert [line for line in written(postorder(call("sin", u), links)) if line != "number 2"] == expected


def test_what_is_large_written_out_is_walked_once() -> None:
    """A tree with too many occurrences has none listed, and is still walked in time linear in its nodes."""
    tree = doubled(200)
    assert occurrences(tree) is None
    assert len(postorder(tree)) == len(walk(tree)) == 201
    assert size(tree) == 2**201 - 1
    assert names(substitute(tree, {"x": y})) == ("y",)


def test_depth_is_no_limit() -> None:
    """A tree of 100,000 levels is walked without recursion."""
    tree = nested(100_000)
    assert len(walk(tree)) == 100_001
    assert fingerprint(tree) == fingerprint(nested(100_000))


DIFFERENT = [
    (add(x, y), add(y, x)),
    (number(2), symbol("2")),
    (add(x, x, x), add(add(x, x), x)),
    (mul(shared, add(shared, x)), mul(add(shared, x), shared)),
    (add(doubled(20), call("sin", doubled(20))), add(call("sin", doubled(20)), doubled(20))),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT, ids=range(len(DIFFERENT)))
def test_fingerprints_tell_trees_apart(left: Tree, right: Tree) -> None:
    """Trees that are written differently have different fingerprints; small ones that are written the same have the same."""
    assert fingerprint(left) != fingerprint(right)
    if occurrences(left) is not None:
        assert fingerprint(left) == fingerprint(substitute(substitute(left, {"x": u}), {"u": x}))


def test_a_large_shared_part_in_another_place_has_another_fingerprint() -> None:
    """Beyond the small trees, where each node is listed once, the places of the arguments still count."""
    big = doubled(20)
    inner = call("sin", big)
    assert fingerprint(add(big, inner)) != fingerprint(add(inner, big))


class Knot:
    """An object that refers to itself, which only the cyclic collector frees."""

    def __init__(self) -> None:
        self.itself = self


def test_the_collector_is_paused_and_goes_on():
    """While trees are built the cyclic garbage collector rests; afterwards it is as it was, and frees what was made meanwhile."""
    with collector_paused():
        assert not gc.isenabled()
        knot = weakref.ref(Knot())
        built = [[] for _ in range(2 * MANY)]  # so many that they are handed over at once
    assert gc.isenabled()
    assert len(built) == 2 * MANY
    gc.collect()
    assert knot() is None


def test_a_collector_that_rests_stays_so():
    """Whoever has switched the collector off finds it off."""
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_frozen_objects_stay_frozen():
    """What the program has frozen is not handed back to the collector."""
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collector_paused():
            built = [[] for _ in range(2 * MANY)]
        assert gc.get_freeze_count() == frozen > 0
        assert built
    finally:
        gc.unfreeze()
