"""The public functions: short compositions of the rooms, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Derivation, Settings, differentiate_problem, with_mixed
from chainrule.errors import ChainRuleError
from chainrule.posed import posed_problem
from chainrule.problem import Problem, names_in
from chainrule.proof import check_result, verify
from chainrule.proof.apart import check_whole
from chainrule.tree import collector_paused

if TYPE_CHECKING:
    from pathlib import Path

    from chainrule.numeric import Evaluation
    from chainrule.numeric.data import Samples
    from chainrule.numeric.descent import Descent
    from chainrule.posed import Posed
    from chainrule.syntax import Limits

    Data = str | Path | Samples | Mapping[str, Iterable[float]]


def derive(
    problem: Posed,
    wrt: str | Sequence[str] | None = None,
    output: str | None = None,
    order: int = 1,
    *,
    grain: str = "textbook",
    limits: Limits | None = None,
    settings: Settings | None = None,
) -> Derivation:
    """Return the worked derivation of a problem by the chain rule, checked before it is handed out.

    ``problem`` is text ("h(x) = log(2 + cos x)", "z = 4x + 7y, x = a² + 7b", LaTeX), a Problem, a SymPy expression or equation (``Eq``),
    or a list of texts and equations. An equation such as "x^2 + y^2 = 25" gives one of its quantities implicitly,
    "x = cos t, y = sin t, dy/dx" is a derivative along a curve, and "V = x^3, dx/dt = 2" asks for the rate of V.
    ``wrt`` is a name, several names, or None: then what the text asks, else the declared arguments, else every input.
    ``output`` names the quantity to differentiate where several are possible. ``order`` differentiates that often.
    ``grain`` is "textbook", "elementary" (one operation a link) or "given" (one definition a link). ``limits`` bound what is read,
    ``settings`` what is written out.

    Raises a ChainRuleError that says what is wrong and where.

    >>> d = derive("h(x) = log(2 + cos x)")
    >>> str(d["x"].tidy)
    '-sin(x)/(2 + cos(x))'
    """
    names = _names(wrt)
    with collector_paused():
        asked = posed_problem(problem, names or (), limits)
        derivation = differentiate_problem(asked, names and asked.spelled(names), asked.quantity(output), order, grain=grain, settings=settings)
        with_mixed(derivation, asked, grain, settings)
        if asked.known:
            from chainrule.numeric.given import GivenValues

            GivenValues(asked)  # two values at one place are refused before anything is shown
        derivation.display = _display
        for part in derivation.parts:
            if part.proof is None:
                part.check, part.check_sums = check_result, check_whole
                part.proof = verify(part)
                if part.proof.note or not part.proof.points:  # no check at points of the whole: perhaps it is real nowhere, which is refused
                    _ = part.domain
    return derivation


def _display(derivation: Derivation, formats: Collection[str] | None) -> dict[str, str]:
    from chainrule.render.display import mimebundle

    return mimebundle(derivation, formats)


def evaluate(
    problem: Posed,
    data: Data,
    values: Mapping[str, float] | None = None,
    *,
    output: str | None = None,
    limits: Limits | None = None,
) -> Evaluation:
    """Return a problem in numbers over samples: ``.values[name]`` of every quantity and ``.gradient[name]``, the output's derivative by it.

    ``data`` is the name of a CSV file, a mapping of names to columns, or Samples; ``values`` are numbers for names without a
    column. What differs from sample to sample is a NumPy array. For numbers at one point see ``Derivation.at``.

    Raises NumericError where something is missing or not finite.

    >>> found = evaluate("L = sum((w x_i - y_i)^2, i=1..n)", {"x": [1, 2], "y": [2, 4]}, {"w": 1})
    >>> found.values["L"], found.gradient["w"]
    (5.0, -10.0)
    """
    from chainrule.numeric.over_data import evaluate_over

    read = _defined(problem, limits)
    return evaluate_over(read, _samples(data), values or {}, read.quantity(output))


def descend(
    problem: Posed,
    data: Data | None = None,
    start: Mapping[str, float] | None = None,
    rate: float = 0.1,
    *,
    epochs: int = 10_000,
    tolerance: float = 1e-6,
    batch: str | int = "all",
    fit: str | Sequence[str] | None = None,
    output: str | None = None,
    limits: Limits | None = None,
) -> Descent:
    """Return gradient descent on a problem's output, as an iterator of steps; ``rate`` may be changed between them.

    ``data`` is the name of a CSV file, a mapping of names to columns, or Samples; without it the output is computed once,
    from the numbers at the start. ``start`` holds the parameters at the start
    and the values of names that stay as they are: with ``fit`` only the named ones change. An output with a value for each
    sample is averaged over the samples. It stops after so many ``epochs``, or once every step is shorter than the ``tolerance``.

    Raises ChainRuleError for settings or data that do not fit; a step raises DivergenceError where the loss grows.

    >>> step = next(descend("L = (w x - y)^2", {"x": [1, 2], "y": [2, 4]}, {"w": 1}, 0.1))
    >>> step.loss, step.gradient, step.parameters
    (2.5, {'w': -5.0}, {'w': 1.5})
    >>> next(descend("f(x, y) = x^2 + 2y^2", start={"x": 1, "y": 1}, rate=0.25)).parameters
    {'x': 0.5, 'y': 0.0}
    """
    from chainrule.numeric.data import Samples
    from chainrule.numeric.descent import descend as steps_of

    read = _defined(problem, limits)
    samples = Samples.none() if data is None else _samples(data)
    return steps_of(read, samples, start, rate, epochs=epochs, tolerance=tolerance, batch=batch, fit=fit, output=read.quantity(output))


def _defined(problem: Posed, limits: Limits | None) -> Problem:
    """Return a problem that can be computed over samples: an equation computes nothing."""
    read = posed_problem(problem, (), limits)
    if read.equation is not None:
        raise ChainRuleError("an equation gives no value to compute over samples", hint="write what is to be computed as a definition: y = …")
    if read.vectors.whole:
        raise ChainRuleError("whole matrices are not computed over samples", hint="put numbers in at one point: derive(…).at(X=[[2, 1], [1, 3]])")
    return read


def _samples(data: Data) -> Samples:
    from chainrule.numeric.data import Samples, read_samples

    if isinstance(data, Samples):
        return data
    if isinstance(data, (str, PathLike)):
        return read_samples(data)
    if not hasattr(data, "items"):
        raise ChainRuleError(f"data are the name of a file or columns by their names, not {type(data).__name__}", hint='write data={"x": [1, 2], "y": [2, 4]}')
    return Samples.of(dict(data.items()))  # of a mapping, or of a table that is like one


def _names(wrt: Any) -> tuple[str, ...] | None:
    if wrt is None:
        return None
    names = names_in(wrt)
    if not names or not all(names):
        raise ChainRuleError("wrt must be a name, or several names", hint='write wrt="x" or wrt=("x", "y")')
    return names
