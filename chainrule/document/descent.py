"""A gradient descent as a document: the gradient, the update rule, the first steps, a table of epochs, the curve of the loss, and why it stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chainrule.document.blocks import Block, Curve, Document, Equation, Equations, Heading, Lazy, Paragraph, Prose, Table
from chainrule.document.links import problem_blocks
from chainrule.document.record import SCHEMA
from chainrule.document.results import answers
from chainrule.document.spelling import as_told
from chainrule.document.values import rounded
from chainrule.notation.names import stem
from chainrule.tree import derivative, mul, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.numeric.descent import Descent, Step

FIRST, SPREAD = 6, 6  # epochs in the table: the first ones, and some spread over the rest
SLOPES, PARAMETERS = 2, 4  # parameters whose derivatives, and whose values, have columns of their own; of more, the gradient's length is shown
PARAMETERS_LISTED = 24  # parameters in the result, and up to which a gradient is worth reading
WORKED = 2  # steps that are worked out in numbers
POINTS = 400  # points of the curve
DIGITS = 5


def descent_document(descent: Descent, steps: Sequence[Step], derivation: Derivation | None = None) -> Document:
    """Return what a reader is told of a descent and the steps that it took; with a derivation by the parameters, of the gradient as well."""
    title: Prose = ("Gradient descent on ", symbol(descent.objective.output))
    document = Document(title, Lazy(lambda: _blocks(descent, steps, derivation)), lambda: _record(descent, steps))
    return document if derivation is None else as_told(document, derivation)


def _blocks(descent: Descent, steps: Sequence[Step], derivation: Derivation | None) -> Iterator[Block]:
    loss, first, last = symbol(descent.objective.output), steps[0], steps[-1]
    if derivation is not None:
        yield from problem_blocks(derivation)
        yield Heading(("The gradient",), ("for each sample",) if descent.objective.reduction else ())
        yield answers(derivation)
    sign = "d" if derivation is not None and len(derivation.graph.inputs) == 1 else "∂"
    yield from _update(descent.objective.output, first, sign)
    reduction = {"mean": "the mean over the samples", "sum": "the sum over the samples"}.get(descent.objective.reduction, "")
    if len(first.parameters) <= PARAMETERS:
        yield from _in_numbers(steps[:WORKED])
    yield Heading(("Epochs",), (loss, f" is {reduction}") if reduction else ())
    yield _table(descent, steps, sign)
    if len(steps) > 1:
        yield loss_curve(descent, steps)
    yield Heading(("Result",) if descent.last_good is None else ("The last good parameters",))
    yield Equations(tuple(Equation(symbol(each), (rounded(value),)) for each, value in list(_result(descent, steps).items())[:PARAMETERS_LISTED]))
    reason = descent.reason[:1].upper() + descent.reason[1:] if descent.reason else "It goes on"
    yield Paragraph((f"Stopped after {last.epoch:,} epoch{'s' if last.epoch > 1 else ''}. {reason}.",))


def _in_numbers(steps: Sequence[Step]) -> Iterator[Block]:
    """The first steps with their numbers: w = 1 − 0.1 · 4 = 0.6."""
    yield Heading(("The first step in numbers" if len(steps) == 1 else "The first steps in numbers",))
    yield Equations(tuple(_updated(step, name, first=not place) for step in steps for place, name in enumerate(step.parameters)))


def _updated(step: Step, name: str, *, first: bool) -> Equation:
    """Return how a step makes the new value of a parameter; the first one tells which step it is."""
    made = rounded(step.before[name]) - mul(rounded(step.rate), rounded(step.gradient[name]))
    told = f"epoch {step.epoch}" if step.batch == 1 else f"epoch {step.epoch}, batch {step.batch}"
    return Equation(symbol(name), (made, rounded(step.parameters[name])), endings=((told,),) if first else ())


def _update(loss: str, step: Step, sign: str) -> Iterator[Block]:
    """The rule of a step: of the only parameter, or of one that stands for all."""
    names = list(step.parameters)
    name = names[0] if len(names) == 1 and stem(names[0]) == names[0] else "w"
    new, old = f"{name}_new", f"{name}_old"
    yield Heading(("The update",) if names == [name] else ("The update of every parameter w, all at once",))
    rule = Equation(symbol(new), (symbol(old) - mul(symbol("η"), derivative(loss, old, sign=sign)),))
    yield Equations((rule, Equation(symbol("η"), (rounded(step.rate),))))


def _result(descent: Descent, steps: Sequence[Step]) -> Mapping[str, float]:
    """Return the parameters after the last step; of a descent that diverged, those with the least loss."""
    return steps[-1].parameters if descent.last_good is None else descent.last_good


def loss_curve(descent: Descent, steps: Sequence[Step]) -> Curve:
    """Return the loss by epoch."""
    chosen = _spread(len(steps), POINTS)
    return Curve(("The loss by epoch",), tuple((float(steps[place].epoch), steps[place].loss) for place in chosen), "epoch", descent.objective.output)


def _spread(count: int, wanted: int) -> list[int]:
    """Return places from 0 to count − 1, evenly spread."""
    return list(range(count)) if count <= wanted else sorted({round(place * (count - 1) / (wanted - 1)) for place in range(wanted)})


def _shown(count: int) -> list[int]:
    """Return the places of the steps in the table: the first ones, then ever farther apart, and the last."""
    if count <= FIRST + SPREAD:
        return list(range(count))
    ratio = (count / FIRST) ** (1 / SPREAD)
    return sorted({*range(FIRST), *(min(count - 1, round(FIRST * ratio**power)) for power in range(1, SPREAD)), count - 1})


def _table(descent: Descent, steps: Sequence[Step], sign: str) -> Table:
    parameters, loss = list(steps[0].parameters), descent.objective.output
    slopes: tuple[Prose, ...] = tuple((derivative(loss, name, sign=sign),) for name in parameters)
    values: tuple[Prose, ...] = tuple((symbol(name),) for name in parameters)
    middle: tuple[Prose, ...] = slopes if len(slopes) <= SLOPES else (("gradient",),)
    head: tuple[Prose, ...] = (("epoch",), (symbol(loss),), *middle, ("step",), *(values if len(values) <= PARAMETERS else ()))
    return Table(head, tuple(_row(steps[place]) for place in _shown(len(steps))), "r" * len(head))


def _row(step: Step) -> tuple[Prose, ...]:
    """Return the numbers of a step."""
    gradient, parameters = list(step.gradient.values()), list(step.parameters.values())
    slopes = gradient if len(gradient) <= SLOPES else [step.length / step.rate]
    values = [step.loss, *slopes, _step(step), *(parameters if len(parameters) <= PARAMETERS else ())]
    cells: tuple[Prose, ...] = tuple((rounded(value, DIGITS),) for value in values)
    return ((f"{step.epoch:,}",), *cells)


def _step(step: Step) -> float:
    """Return what is subtracted from the only parameter, or the length of the step of several."""
    moved = list(step.step.values())
    return moved[0] if len(moved) == 1 else step.length


def _record(descent: Descent, steps: Sequence[Step]) -> Mapping[str, Any]:
    return {
        "schema": SCHEMA,
        "loss": descent.objective.output,
        "converged": descent.converged,
        "reason": descent.reason,
        "epochs": steps[-1].epoch,
        "parameters": _result(descent, steps),
        "steps": Lazy(lambda: map(_step_record, steps)),
    }


def _step_record(step: Step) -> Mapping[str, Any]:
    return {"epoch": step.epoch, "batch": step.batch, "loss": step.loss, "gradient": step.gradient, "parameters": step.parameters}
