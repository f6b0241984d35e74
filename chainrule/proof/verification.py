"""Checking a derivation by an independent route, and naming the step where it fails.

At a few points inside the domain, the derived gradient is compared with a difference quotient of the graph's values. A
gradient that disagrees is a defect of chainrule: every link is then checked by itself, and the wrong one is named.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from chainrule.calculus import Curve, Proof, VectorValued
from chainrule.errors import VerificationError, failed_check
from chainrule.functions import PIECEWISE
from chainrule.numeric.arithmetic import FLOAT, Arithmetic, mpmath_arithmetic
from chainrule.numeric.at_once import BESIDE, POINTS, REAL, AtOnce, Unfit, input_values
from chainrule.numeric.comparison import EXACT_TOLERANCE, EXACT_WORK, TOLERANCE, Claims, Comparison, close
from chainrule.numeric.points import points
from chainrule.numeric.program import OutsideDomain, Program
from chainrule.proof.along import verify_along
from chainrule.proof.apart import check_apart
from chainrule.proof.links import Links, by_links
from chainrule.proof.pieces import Pieces, has_pieces
from chainrule.proof.vectors import agree, together
from chainrule.tree import ZERO, Tree, add, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, Result

MORE_POINTS = 12  # of a function of several pieces, such as |u|, and where the gradient is 0 at the first few, as in a network at rest,
MORE_POINTS_WORK = 10_000  # if the program has no more instructions than that
RESULTS = 16  # up to so many results, of so many nodes in all, are compared as written; beyond, the backward sweep is,
RESULTS_SIZE = 2_000  # and each result once it is written out
FIRST = ((0, 1, 2), (0, 2, 3), (0, 5, 7), (2, 6, 8))  # candidates for points: of both signs, positive, less than 1, greater than 2
FEW_NODES = 20  # of a small derivation
KEPT = 50_000  # instructions up to which a stage is kept to check further forms with
FORM_DIGITS = ((50, 1e-40), (200, 1e-80))  # digits, and what rounding may make of 0 in units of the largest number, also below a root
FORM_TOLERANCE = 1e-9  # between two forms of one derivative in floats; where they differ by more, many digits decide

NAME_AND_TREE = itemgetter(0, 1)  # of a node
OPERATION = itemgetter(0)  # of an instruction

STAND_INS = "For the check, definite ones stood for {}."
BY_LINKS = "Each link was checked by itself: no point was found at which the whole has a real value."
NOISY = "Each link was checked by itself: rounding hides the derivative of the whole."
FLAT = "Each link was checked by itself: the whole has slope 0 at the points that were tried."
ONE_SAMPLE = "Each link was checked by itself."


def verify(derivation: Derivation) -> Proof:
    """Return the proof of one stage of differentiation, after comparing its gradient with difference quotients.

    A few small results are compared as they are written; else the backward sweep over the local derivatives is compared,
    and each result once it is written out (``check_result``).

    Raises VerificationError, naming the step that is wrong.
    """
    if isinstance(derivation, Curve | VectorValued):
        return of_parts(derivation)
    if derivation.graph.problem.vectors.whole:
        from chainrule.proof.matrices import verify_matrices

        return verify_matrices(derivation)
    check_apart(derivation)
    proof = at_first_points(derivation)
    if proof is not None:
        return proof
    ranges = derivation.graph.ranges
    if ranges and not ranges.keys().isdisjoint(derivation.wrt):
        return by_links(derivation, ONE_SAMPLE)
    stage = staged(derivation)
    program, comparison = stage.program, stage.comparison
    if not comparison.moved:
        return Proof(0)
    if program.integrates:
        _ = derivation.domain  # an integral that is infinite is refused: numbers may not show it
    checked: list[Mapping[str, float]] = []
    noisy, steep = 0, False
    most = MORE_POINTS if len(program) <= MORE_POINTS_WORK else POINTS
    enough = POINTS if PIECEWISE.isdisjoint(map(OPERATION, program.keys)) else most
    for point, slots in points(program, stage.inputs, most, stage.fixed, comparison.attempt):
        claims = comparison.claims(slots)
        verdict = comparison.agrees(point, slots, claims)
        if verdict is False:
            raise defect(derivation, point)
        if verdict is None:
            noisy += 1
        else:
            checked.append(point)
            steep = steep or any(claim.real for claim in claims.values())
        if len(checked) >= enough and (steep or stage.all_zero):
            break
    pieces = in_every_piece(derivation, stage, checked) if program.undefined else ""
    if not steep and not (stage.all_zero and checked) and not pieces:
        return by_links(derivation, NOISY if noisy else FLAT if checked else BY_LINKS)
    note = " ".join(filter(None, (stand_ins(program), pieces)))
    return Proof(len(checked), note=note, witness=Witness(checked if program.undefined else checked[:enough], stage if len(program) <= KEPT else None))


def in_every_piece(derivation: Derivation, stage: Stage, checked: list[Mapping[str, float]]) -> str:
    """Check functions in pieces beside their boundaries as well, and return which of them was met nowhere. Raises VerificationError."""
    pieces = Pieces(derivation.graph)
    for point in checked:
        pieces.meet(point)
    for beside in pieces.points():
        point = {**stage.fixed, **beside}
        slots, _ = stage.comparison.attempt(stage.program, point)
        verdict = None if slots is None else stage.comparison.agrees(point, slots)
        if verdict is False:
            raise defect(derivation, point)
        if verdict:
            checked.append(point)
            pieces.meet(point)
    return pieces.note


def of_parts(derivation: Curve | VectorValued) -> Proof:
    """Return the proof of a derivative along a curve, whose functions in pieces are checked by themselves, or of several components, each checked by itself."""
    if isinstance(derivation, VectorValued):
        derivation.agree = agree
        return together([verify(each) if each.proof is None else each.proof for each in derivation.components])
    for part in derivation.parts:
        if not isinstance(part, Curve) and any(has_pieces(item.tree) for item in part.graph.nodes):
            verify(part)  # in each of the pieces, where the curve may not lead
    return verify_along(derivation)


def at_first_points(derivation: Derivation) -> Proof | None:
    """Return the proof of a small derivation by one input, where the first points confirm it, as nearly always; None where it takes more to tell."""
    graph, asked = derivation.graph, derivation.wrt
    if len(asked) != 1 or len(graph.nodes) > FEW_NODES or graph.ranges:
        return None
    results = few_and_small(derivation)
    return next(filter(None, map(partial(at_points, derivation, results[0]), FIRST)), None) if results else None


def at_points(derivation: Derivation, result: Result, points: tuple[int, int, int]) -> Proof | None:
    """Return the proof of a small derivation by the candidates for points with these numbers; None where they do not confirm it."""
    function, claims = AtOnce(BESIDE), AtOnce(REAL)
    inputs = claims.names
    try:
        for name, tree in map(NAME_AND_TREE, derivation.graph.nodes):
            if tree is not None:
                function.names[name] = function.of(tree)
                continue
            inputs[name], beside = input_values(len(inputs), points)
            function.names[name] = beside if name == result.wrt else inputs[name]
        claimed = claims.of(result.tidy.tree)
        moved, reached = function.names[result.wrt], function.names[derivation.output]
        measured = [value.imag / step.imag for value, step in zip(reached, moved, strict=True)]
    except (Unfit, KeyError, ValueError, ArithmeticError, RecursionError):  # the stack may be nearly full where this is called
        return None
    if not function.finite or not claims.finite or not any(claimed) or not all(map(close, claimed, measured)):
        return None
    return Proof(POINTS, witness=Witness([dict(zip(inputs, point, strict=True)) for point in zip(*inputs.values(), strict=True)], None))


def check_result(result: Result, tree: Tree) -> None:
    """Compare one more form of a result with its proof; before there is one, do nothing.

    Raises VerificationError, naming the result.
    """
    proof = cast("Derivation", result._derivation).proof  # noqa: SLF001
    if proof is not None and proof.witness is not None:
        proof.witness(result, tree)


def stand_ins(program: Program) -> str:
    """Return the note on what the problem leaves open; empty where it leaves nothing."""
    parts = ["the sums without bounds" if name == "Σ" else name for name in program.stood_in]
    return STAND_INS.format(", ".join(parts)) if parts else ""


def few_and_small(derivation: Derivation) -> list[Result] | None:
    """Return the results where they are few, written out and small; else None."""
    if len(derivation.wrt) > RESULTS:
        return None
    results, most = [derivation.result(name) for name in derivation.wrt], derivation.settings.written_size
    if sum([result.most_size for result in results]) <= min(RESULTS_SIZE, most):
        return results
    sizes = [result.predicted_size for result in results]
    return results if max(sizes, default=0) <= most and sum(sizes) <= RESULTS_SIZE else None


class Stage:
    """The graph of one stage as a program, and what the stage claims: its results, or the adjoints of a backward sweep.

    An asked quantity that is not an input is moved by a shift added to it, which is 0 otherwise.
    """

    def __init__(self, derivation: Derivation, results: Sequence[Result] | None) -> None:
        """Take the claims from the results as they are written, or where there are None, from a sweep."""
        graph = derivation.graph
        self.program = program = Program(unspecified=True)
        self.moves = moves = {name: name for name in derivation.wrt if name in graph.ids}  # asked name -> the input that moves it
        self.fixed: dict[str, float] = {}
        for name, tree in map(NAME_AND_TREE, graph.nodes):
            if tree is None:
                program.input(name)
            elif name in moves:
                shift = moves[name] = f"shift of {name}"
                self.fixed[shift] = 0.0
                program.define(name, add(tree, symbol(shift)))
            else:
                program.define(name, tree)
        output, function = program.names[derivation.output], len(program)
        self.written = {} if results is None else {moves[result.wrt]: result.tidy.tree for result in results if result.wrt in moves}
        claims = sweep(derivation, moves, program) if results is None else as_written(self.written, program)
        self.comparison = Comparison(program, output, function, {shift: program.names[name] for name, shift in moves.items()}, claims)
        self.inputs = [name for name in program.inputs if name not in self.fixed] if self.fixed else list(program.inputs)

    @property
    def all_zero(self) -> bool:
        """Whether every result is written as 0."""
        return bool(self.written) and all(tree == ZERO for tree in self.written.values())


def staged(derivation: Derivation) -> Stage:
    """Return a stage of differentiation as a program with its claims: small results, and those over samples, as they are written, else the backward sweep."""
    return Stage(derivation, list(derivation.results.values()) if derivation.graph.ranges else few_and_small(derivation))


def as_written(results: Mapping[str, Tree], program: Program) -> Claims:
    """Return the claims as the results write them."""
    places = [(shift, program.add(tree)) for shift, tree in results.items()]
    if len(places) == 1:  # nearly always
        ((only, place),) = places
        return lambda slots: {only: slots[place]}
    return lambda slots: {shift: slots[slot] for shift, slot in places}


def sweep(derivation: Derivation, moves: Mapping[str, str], program: Program) -> Claims:
    """Return the claims by a backward sweep over the local derivatives."""
    edges, ids, output = derivation.edges, derivation.graph.ids, derivation.graph.output
    slots_of = array("i", map(program.add, edges.trees))

    def claims(slots: Sequence[Any]) -> dict[str, Any]:
        adjoints: list[Any] = [0.0] * len(ids)
        adjoints[output] = 1.0
        for child, parent, slot in zip(reversed(edges.children), reversed(edges.parents), reversed(slots_of), strict=True):
            adjoints[parent] = adjoints[parent] + adjoints[child] * slots[slot]
        return {shift: adjoints[ids[name]] for name, shift in moves.items()}

    return claims


@dataclass(frozen=True, slots=True)
class Witness:
    """The points at which a stage was checked, to check further forms of its results at; a large stage is built anew for that."""

    points: Sequence[Mapping[str, float]]
    stage: Stage | None

    def __reduce__(self) -> tuple[Any, ...]:
        return Witness, (self.points, None)  # a program is built anew where it is needed

    def __call__(self, result: Result, tree: Tree) -> None:
        """Raise VerificationError where a form of a result is not the proven derivative."""
        stage = self.stage or staged(cast("Derivation", result._derivation))  # noqa: SLF001
        if not confirms(stage, self.points, result.wrt, tree):
            raise failed_check(f"d{result.of}/d{result.wrt}, written in another form")


def confirms(stage: Stage, points: Sequence[Mapping[str, float]], name: str, tree: Tree) -> bool:
    """Return whether a tree has the value of a stage's derivative by a name, wherever both have one."""
    if name not in stage.moves:
        return tree == ZERO
    verdicts = [confirms_at(stage, stage.moves[name], tree, point) for point in points]
    return False not in verdicts and any(verdicts)


def confirms_at(stage: Stage, moved: str, tree: Tree, point: Mapping[str, float]) -> bool | None:
    """Return whether a tree has the value of a stage's derivative at a point; None where it has no value."""
    program, comparison = stage.program, stage.comparison
    form = program.companion()
    place = form.add(tree)
    if not form.inputs.keys() <= program.names.keys():
        return False

    def close(arithmetic: Arithmetic, share: float, rounding: float = 0.0) -> bool:
        """Return whether the tree's value is the proven derivative, but for a share of it and for rounding in the largest number on the way."""
        slots = program.run(point, arithmetic)
        value = form.run({name: slots[program.names[name]] for name in form.inputs}, arithmetic)[place]
        proven = comparison.claims(slots)[moved]
        return bool(abs(value - proven) <= share * abs(proven) + (rounding * max(map(abs, slots)) if rounding else 0))

    try:
        if len(program) > EXACT_WORK:
            return close(FLOAT, TOLERANCE)
        return close(FLOAT, FORM_TOLERANCE) or any(close(mpmath_arithmetic(digits), EXACT_TOLERANCE, noise) for digits, noise in FORM_DIGITS)
    except OutsideDomain:
        return None


def defect(derivation: Derivation, point: Mapping[str, float]) -> VerificationError:
    """Return the error that names the step at which a derivation goes wrong, as a point shows it."""
    links, stage = Links(derivation), Stage(derivation, None)
    slots = stage.program.run(point, stop=stage.comparison.function)
    values = {name: slots[slot] for name, slot in stage.program.names.items()}
    for child in sorted(derivation.edges.into):
        if any(links.compare(child, group).agrees_at(values) is False for group in links.groups(child)):
            return failed_check(links.wrong_step(child, values))
    for name, result in derivation.results.items():
        for tree, step in ((result.raw.tree, "multiplying the links"), (result.tidy.tree, "tidying the product")):
            if result.substituted and not confirms(stage, [point], name, tree):
                return failed_check(f"d{result.of}/d{name}, {step}")
    return failed_check(f"d{derivation.output}/d{', '.join(derivation.results)}, adding up the paths")
