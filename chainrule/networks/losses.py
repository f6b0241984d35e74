"""The losses of a network: one row each, with its trees and how it adds up over samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chainrule.tree import ONE, TWO, Tree, add, apply, call, div, mul, neg, number, power, total

Trees = tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """A row of the table.

    ``of(targets, outputs)`` builds the loss of one sample. ``over_samples`` says how the losses of several samples become
    one: "sum" or "mean"; "data" where the definition itself is a sum over the data. ``fewest`` is the least number of outputs.
    """

    name: str
    title: str
    output: str
    of: Callable[[Trees, Trees], Tree]
    over_samples: str
    fewest: int = 1


def squares(targets: Trees, outputs: Trees) -> Tree:
    """Return Σ (y − ŷ)²."""
    return total(tuple(power(target - output, TWO) for target, output in zip(targets, outputs, strict=True)))


def mean_of_squares(targets: Trees, outputs: Trees) -> Tree:
    """Return the squared errors' mean over the outputs."""
    total_ = squares(targets, outputs)
    return total_ if len(outputs) == 1 else div(total_, number(len(outputs)))


def binary_cross_entropy(targets: Trees, outputs: Trees) -> Tree:
    """Return −Σ (y·log ŷ + (1 − y)·log(1 − ŷ))."""
    pairs = zip(targets, outputs, strict=True)
    return neg(add(*(term for y, a in pairs for term in (mul(y, call("log", a)), mul(ONE - y, call("log", ONE - a))))))


def categorical_cross_entropy(targets: Trees, outputs: Trees) -> Tree:
    """Return −Σ y·log ŷ."""
    return neg(total(tuple(mul(target, call("log", output)) for target, output in zip(targets, outputs, strict=True))))


ROWS = (
    Loss("sse", "sum of squared errors", "L", squares, "sum"),
    Loss("mse", "mean squared error", "L", mean_of_squares, "mean"),
    Loss("half", "half the squared error", "L", lambda targets, outputs: mul(div(ONE, TWO), squares(targets, outputs)), "mean"),
    Loss("ssr", "sum of squared residuals over the samples", "SSR", squares, "data"),
    Loss("bce", "binary cross-entropy", "L", binary_cross_entropy, "mean"),
    Loss("cce", "categorical cross-entropy", "L", categorical_cross_entropy, "mean", fewest=2),
    Loss("abstract", "unspecified cost", "J", lambda targets, outputs: apply("J", (*targets, *outputs)), "mean"),
)

LOSSES = {row.name: row for row in ROWS}
