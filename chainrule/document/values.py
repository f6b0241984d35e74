"""Numbers as formulas, and what is said of a derivation in numbers: forward, each local derivative, backward, and the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Curve, VectorValued
from chainrule.calculus.local_derivative import product
from chainrule.document.blocks import Block, Equation, Equations, Heading, Paragraph, Prose, Table
from chainrule.document.chains import PATHS_SHOWN, statement
from chainrule.document.closing import NO_DERIVATIVE, NONE_IN_GENERAL, NOTHING_SAID, corners
from chainrule.document.exact import asked_place, exactly
from chainrule.document.vector_valued import has_matrix
from chainrule.document.words import joined, listed
from chainrule.tree import Tree, derivative, mul, number, power, symbol, total, vector

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, Result
    from chainrule.graph import Graph
    from chainrule.numeric import Evaluation, Evaluator

DIGITS = 6  # significant digits of a number
FIRST, LAST = 8, 2  # samples in a table; those between are left out
COLUMNS = 6  # columns of a table of samples
DIFFERENCE = 6e-6  # of a difference quotient, in units of the input: the cube root of a float's precision
SMALLER = 0.1  # of that step, for a second look at a quotient that may be 0
ROUNDED = 1e-15  # relative; what rounding may do to a difference of two values
CLOSER = 1e-4  # of that step, near the edge of the domain
MEANING = {
    NO_DERIVATIVE: "so there is no derivative; the number follows a convention",
    NONE_IN_GENERAL: "so in general there is no derivative; the number follows a convention",
    NOTHING_SAID: "and the chain rule says nothing",
}
KINK = 1e-2  # quotients to the left and the right that differ by more show a corner
ROUNDING = 1e-12  # relative; sides of an equation that differ by less are equal


def rounded(value: float, digits: int = DIGITS) -> Tree:
    """Return a number as a formula, with so many significant digits: 0.3937, −2.5 · 10^−7."""
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    shown = number(Decimal(mantissa)) if "." in mantissa else number(int(mantissa))
    return mul(shown, power(number(10), number(int(exponent)))) if exponent else shown


# At one point


def forward(graph: Graph, values: Mapping[str, float]) -> Equations:
    """Return the value of every quantity, with the formula that it is computed by, or as the problem gives it: x = π/2 = 1.5708, y = x² = 2.4674."""
    given = graph.problem.values_for(next(iter(graph.asked), ""))
    told = ((node.name, _written(given.get(node.name), values[node.name]) if node.tree is None else (node.tree,)) for node in graph.nodes)
    return Equations(tuple(Equation(symbol(name), tuple(dict.fromkeys((*formula, rounded(values[name]))))) for name, formula in told))


def _written(given: Tree | None, value: float) -> tuple[Tree, ...]:
    """Return a value as the problem writes it, π/2, where it is more than a number and is the value that is put in."""
    from chainrule.numeric.program import value_of

    if given is None or not (given[0] == "constant" or (given[2] and given[0] != "neg")):
        return ()
    return (given,) if abs(float(value_of(given, {})) - value) <= ROUNDED * abs(value) else ()


def as_shown(found: Evaluation, there: Evaluation | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values and the gradient as they are shown: 0 for what is 0 but for rounding."""
    from chainrule.numeric.noise import cleaned

    beside = (None, None) if there is None else (there.values, there.gradient)
    return cleaned(found.values, beside[0]), cleaned(found.gradient, beside[1])


def at_point(derivation: Derivation, found: Evaluation, there: Evaluation | None = None) -> Iterator[Block]:
    """The values, each local derivative and the results in numbers; ``there`` are those right beside the point."""
    from chainrule.numeric.noise import cleaned

    graph, (values, gradient) = derivation.graph, as_shown(found, there)
    yield Heading(("Forward: the values",))
    yield forward(graph, values)
    slopes = cleaned(local_values(derivation, found.values), None if there is None else local_values(derivation, there.values))
    if len(slopes) > 1:
        yield Heading(("Each link in numbers",))
        yield Equations(tuple(_edge(statement(derivation, edge), edge.tree, slopes[edge.of, edge.wrt]) for edge in derivation.edges))
        yield from backward(derivation, gradient)
    yield Heading(("The result in numbers",))
    results = [result for result in derivation.results.values() if result.wrt in gradient]
    place = asked_place(derivation)
    yield Equations(tuple(Equation(result.left, _in_numbers(result, slopes, gradient[result.wrt], place)) for result in results))
    yield from corners_here(derivation, lambda tree: number_of(tree, values))
    yield from _differences(derivation, results, values)


def along(derivation: Curve, found: Evaluation, there: Evaluation | None = None) -> Iterator[Block]:
    """The numbers of derivatives along a curve at one of its points; ``there`` are those right beside it."""
    (values, along_it), first = as_shown(found, there), derivation.beginning.first
    told = {derivation.dependent, *derivation.wrt}
    shown = [node for node in derivation.beginning.graph.nodes if (node.tree is None or node.name in told) and node.name in set(values)]
    slopes: dict[Tree, Tree] = {}
    for part in first:
        here, beside = (None if each is None else part.at({name: each.values[name] for name in part.graph.inputs}) for each in (found, there))
        gradient = as_shown(here, beside)[1] if here is not None else {}
        slopes |= {result.left: rounded(gradient[result.wrt]) for result in part.results.values()}
    yield Heading(("Forward: the values",))
    given = derivation.beginning.graph.problem.values_for(derivation.wrt[0])
    yield Equations(tuple(Equation(symbol(node.name), (*_written(given.get(node.name), values[node.name]), rounded(values[node.name]))) for node in shown))
    yield Heading(("The derivatives in numbers",))
    yield Equations(tuple(Equation(left, (slope,)) for left, slope in slopes.items()))
    yield Heading(("The result in numbers",))
    for result in derivation.along:
        put_in = (result.joined(lambda piece: slopes.get(piece.left, piece.tidy.tree)),) if derivation.order == 1 else ()
        yield Equations((Equation(result.left, tuple(dict.fromkeys((*put_in, *_exactly_and_rounded(result, along_it[result.wrt], given))))),))


def of_components(derivation: VectorValued, found: Evaluation, there: Evaluation | None = None) -> Iterator[Block]:
    """The numbers of a function with several components at one point: its values, and the vector or the matrix of the derivatives."""
    (values, gradient), graph = as_shown(found, there), derivation.graph
    yield Heading(("Forward: the values",))
    yield forward(graph, values)
    yield Heading(("The result in numbers",))
    columns = [[rounded(float(value)) for value in gradient[name]] for name in derivation.wrt]
    if has_matrix(derivation):
        yield Equations((Equation(derivation.jacobian_name, (vector(*[vector(*row) for row in zip(*columns, strict=True)]),)),))
    else:
        results = derivation.results.values()
        yield Equations(tuple(Equation(result.left, (vector(*column),)) for result, column in zip(results, columns, strict=True)))
    yield from corners_here(derivation, lambda tree: number_of(tree, values))


def backward(derivation: Derivation, gradient: Mapping[str, float]) -> Iterator[Block]:
    """The derivative of the output by each quantity on the way, as far as it is not a local derivative told already."""
    graph, edges = derivation.graph, derivation.edges
    told = {edge.left for edge in edges}
    inner = [graph.nodes[index].name for index in sorted(edges.into, reverse=True) if edges.counts[index] and index != graph.output]
    lefts = {derivative(derivation.output, name, sign="∂" if len(graph.inputs) > 1 else "d"): name for name in inner}
    if not lefts.keys() <= told:
        yield Heading(("Backward: the derivative by each quantity on the way",))
        yield Equations(tuple(Equation(left, (rounded(gradient[name]),)) for left, name in lefts.items() if left not in told))


def _edge(left: Tree, tree: Tree, value: float) -> Equation:
    return Equation(left, tuple(dict.fromkeys((tree, rounded(value)))))


def local_values(derivation: Derivation, values: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """Return the numbers of the local derivatives by (of, wrt)."""
    from chainrule.numeric import Program

    program = Program(unspecified=True)
    places = {(edge.of, edge.wrt): program.add(edge.tree) for edge in derivation.edges}
    slots = program.run({name: values[name] for name in program.inputs})
    return {key: float(slots[place]) for key, place in places.items()}


def _in_numbers(result: Result, slopes: Mapping[tuple[str, str], float], value: float, place: Mapping[str, Tree]) -> tuple[Tree, ...]:
    """Return the product along each path with the numbers put in, and its value: exactly, where the place is asked for and that is short, and as a decimal."""
    shown, forms = rounded(value), _exactly_and_rounded(result, value, place)
    if not 0 < result.paths.count <= PATHS_SHOWN:
        return forms
    put_in = total([product([rounded(slopes[edge.of, edge.wrt]) for edge in path]) for path in result.paths])
    return tuple(dict.fromkeys((put_in, *forms) if put_in != shown else forms))


def _exactly_and_rounded(result: Result, value: float, place: Mapping[str, Tree]) -> tuple[Tree, ...]:
    """Return a result as the number that it is at a place, where a problem asks for it there and the decimal is not that number, and as a decimal."""
    from chainrule.numeric.program import value_of

    shown = rounded(value)
    rough = bool(place) and result.substituted and abs(value_of(shown, {}) - value) > ROUNDING * max(1.0, abs(value))
    exact = exactly(result.tidy.tree, place, value) if rough else None
    return (shown,) if exact is None else (exact, shown)


def corners_here(derivation: Derivation, number: Callable[[Tree], float]) -> Iterator[Block]:
    """What the numbers mean where a link has a corner or a jump at just this point, where formulas have such numbers."""
    for (opening, happening), where in corners(derivation).items():
        here = tuple(condition for condition in where if _holds(condition, number))
        if here:
            yield Paragraph(("Here ", *listed(here), ": ", *happening, f", {MEANING[opening]}."))


def _holds(equation: Tree, number: Callable[[Tree], float]) -> bool:
    """Return whether the two sides of an equation are equal at a point, up to rounding; False where one has no number."""
    from chainrule.errors import NumericError

    try:
        left, right = number(equation.args[0]), number(equation.args[-1])
    except (NumericError, KeyError):
        return False
    return abs(left - right) <= ROUNDING * max(1.0, abs(left), abs(right))


def number_of(tree: Tree, values: Mapping[str, float]) -> float:
    """Return the number of a formula; what is unspecified in it is given a definite value."""
    from chainrule.numeric import Program

    program = Program(unspecified=True)
    place = program.add(tree)
    return float(program.run({name: values[name] for name in program.inputs})[place])


def _differences(derivation: Derivation, results: Sequence[Result], values: Mapping[str, float]) -> Iterator[Block]:
    """The same by difference quotients, for inputs: central ones, or from one side at a corner or at the edge of the domain."""
    from chainrule.numeric import Evaluator

    graph = derivation.graph
    inputs = {name: values[name] for name in graph.inputs if name in values}
    evaluator = Evaluator(graph, ())
    central: list[Prose] = []
    sided: list[Prose] = []
    for result in results:
        if result.wrt in inputs:
            left, right = quotients(evaluator, inputs, result.of, result.wrt)
            if left is not None and right is not None and abs(right - left) <= KINK * max(1.0, abs(left), abs(right)):
                slope = (left + right) / 2
                central.append((result.left, " ≈ ", rounded(0.0 if vanishes(slope, evaluator, inputs, result.of, result.wrt) else slope)))
            else:
                sides = [(rounded(slope, 4), f" from the {side}") for slope, side in ((left, "left"), (right, "right")) if slope is not None]
                sided += [(result.left, " ≈ ", *joined(sides, ", "))] if sides else []
    if central:
        yield Paragraph(("Central difference quotients give ", *joined(central, ", "), "."))
    if sided:
        yield Paragraph(("Difference quotients give ", *joined(sided, "; "), "."))


def vanishes(slope: float, evaluator: Evaluator, inputs: Mapping[str, float], of: str, wrt: str) -> bool:
    """Return whether a central difference quotient is 0 as far as it can tell: it is rounding, or falls with the step as that of x³ at 0."""
    if slope == 0 or abs(slope) > DIFFERENCE:
        return slope == 0
    here = float(evaluator.at(inputs).values[of])
    if abs(slope) * DIFFERENCE <= ROUNDED * abs(here):
        return True
    left, right = quotients(evaluator, inputs, of, wrt, SMALLER)
    return left is not None and right is not None and abs(left + right) < abs(slope)


def quotients(evaluator: Evaluator, inputs: Mapping[str, float], of: str, wrt: str, share: float = 1.0) -> tuple[float | None, float | None]:
    """Return the difference quotients to the left and to the right of a point, over a share of the usual step; None where a value is missing."""
    from chainrule.errors import NumericError

    def value(move: float) -> float | None:
        try:
            return float(evaluator.at({**inputs, wrt: inputs[wrt] + move}).values[of])
        except NumericError:
            return None

    here, size = value(0.0), abs(inputs[wrt])
    usual = share * DIFFERENCE * max(1.0, size)
    steps = [usual, *([DIFFERENCE * size] if 0 < size < 1 else []), CLOSER * usual]
    found = [(value(-step), value(step), step) for step in steps]
    below, above, step = next((each for each in found if None not in each), found[0])
    left, right = (None if here is None or end is None else (end - here) / move for end, move in ((below, -step), (above, step)))
    return left, right


# Over samples


def over_samples(derivation: Derivation, found: Evaluation, sampled: Mapping[str, Any]) -> Iterator[Block]:
    """The values and the results for each sample; ``sampled`` are the quantities that differ."""
    yield Heading(("Forward: the values for each sample",))
    alike = {name: float(value[0]) for name, value in sampled.items() if len(value) > 1 and (value == value[0]).all()}
    if len(alike) == len(sampled):
        alike = {}
    yield _samples({symbol(name): value for name, value in sampled.items() if name not in alike})
    same = [*((name, value) for name, value in found.values.items() if isinstance(value, (int, float))), *alike.items()]
    if same:
        yield Equations(tuple(Equation(symbol(name), (rounded(value),)) for name, value in same))
    slopes = [(result.left, found.gradient[result.wrt]) for result in derivation.results.values() if result.wrt in found.gradient]
    each = {left: value for left, value in slopes if not isinstance(value, (int, float))}
    yield Heading(("The result in numbers",))
    lefts = list(each)
    for start in range(0, len(lefts), COLUMNS):
        yield _samples({left: each[left] for left in lefts[start : start + COLUMNS]})
    if len(each) < len(slopes):
        yield Equations(tuple(Equation(left, (rounded(value),)) for left, value in slopes if left not in each))


def _samples(columns: Mapping[Tree, Any]) -> Table:
    """Return a row a sample, those in the middle left out where they are many, and the last columns where they are more than fit."""
    shown = dict(list(columns.items())[-COLUMNS:])
    count = len(next(iter(shown.values())))
    places = range(count) if count <= FIRST + LAST + 1 else (*range(FIRST), -1, *range(count - LAST, count))
    head: tuple[Prose, ...] = (("sample",), *((name,) for name in shown))
    return Table(head, tuple(_row(place, list(shown.values())) for place in places), "r" * len(head))


def _row(place: int, columns: Sequence[Any]) -> tuple[Prose, ...]:
    """Return the row of a sample; of the place −1, dots."""
    cells: tuple[Prose, ...] = tuple((rounded(float(values[place])),) if place >= 0 else ("…",) for values in columns)
    return ((str(place + 1) if place >= 0 else "…",), *cells)
