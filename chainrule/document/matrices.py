"""Derivations by whole matrices as they are told: the rules, the differential, and the gradients from the output back to what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from chainrule.document.blocks import Block, Equation, Equations, Heading, Prose
from chainrule.document.values import rounded
from chainrule.tree import ONE, Tree, add, apply, call, derivative, mul, neg, number, postorder, power, symbol, vector
from chainrule.vectors.inverses import OVER_ITSELF, OVER_TRANSPOSED
from chainrule.vectors.kinds import DET, MATRIX, TRACE
from chainrule.vectors.matrices import powered

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.calculus.matrices.derivation import Matrices
    from chainrule.numeric import Evaluation

X, DX = symbol("X"), symbol("dX")
OVER = power(X, neg(ONE))
STATED: dict[str, tuple[Tree, Tree]] = {  # rules by differentials
    "inverse": (OVER, neg(mul(OVER, DX, OVER))),
    "determinant": (call(DET, X), mul(call(DET, X), call(TRACE, mul(OVER, DX)))),
    "logarithm of a determinant": (call("log", call(DET, X)), call(TRACE, mul(OVER, DX))),
    "power of a matrix": (power(X, number(2)), add(mul(DX, X), mul(X, DX))),
    "trace": (call(TRACE, X), call(TRACE, DX)),
}


def by_matrices(derivation: Derivation, *, brief: bool, hide: str) -> Iterator[Block]:
    """The blocks of a derivation by whole matrices; ``hide`` leaves out the "answer" or the "steps"."""
    whole = cast("Matrices", derivation)
    results = whole.results.values()
    links = [node for node in whole.graph.nodes if node.origin == "link" and node.tree is not None]
    steps = not brief and hide != "steps"
    if steps and links:
        yield Heading(("Split it",))
        yield Equations(tuple(Equation(symbol(node.name), (cast("Tree", node.tree),)) for node in links))
    rules = used(whole) if steps else []
    if rules:
        yield Heading(("Rules, by differentials",))
        yield Equations(tuple(Equation(differential_of(STATED[name][0]), (STATED[name][1],), (name,)) for name in rules))
    if hide == "answer":
        return
    if not steps:
        yield Heading(("Answer",))
        yield Equations(tuple(Equation(result.left, (result.tidy.tree,)) for result in results))
        return
    yield Heading(("In vectors and matrices",))
    told: set[str] = set()
    lines: list[Equation] = []
    for result in results:
        way = whole.ways[result.wrt]
        before = [line for line in way.lines[:-1] if line.by not in told]
        told |= {line.by for line in way.lines}
        lines += [Equation(derivative(whole.output, line.by, sign="∂"), (line.value,)) for line in before]
        lines.append(Equation(result.left, tuple(dict.fromkeys((way.lines[-1].value, way.in_links, way.value)))))
    yield Equations(tuple(lines))
    yield from differentials(whole)


def differentials(whole: Matrices) -> Iterator[Block]:
    """The differentials from which the gradients can be read."""
    matrix = any(whole.kinds[name] == MATRIX for name in whole.wrt)
    lines = [(name, way.differential) for name, way in whole.ways.items() if way.differential is not None]
    if not lines:
        return
    reading: Prose = ("a gradient G belongs to the differential tr(G^T·dX)",) if matrix else ("a gradient g belongs to the differential g^T·dx",)
    yield Heading(("The same by differentials",), reading)
    alone = len(whole.wrt) == 1
    yield Equations(tuple(Equation(symbol(f"d{whole.output}"), (tree,), () if alone else (f"by {name}",)) for name, tree in lines))


def differential_of(tree: Tree) -> Tree:
    """Return the unevaluated differential of an expression."""
    return apply("d", (tree,))


def used(whole: Matrices) -> list[str]:
    """Return the rules that a derivation uses, by name."""
    found: dict[str, None] = {}
    logarithms = [item[2][0] for _, tree in whole.equations for item in postorder(tree) if item[:2] == ("call", "log")]
    for _, tree in whole.equations:
        for item in postorder(tree):
            if item[0] == "pow" and item[2][1] in (OVER_ITSELF, OVER_TRANSPOSED):
                found["inverse"] = None
            elif item[0] == "pow" and powered(item) is not None:
                found["power of a matrix"] = None
            elif item[:2] == ("call", DET):
                found["logarithm of a determinant" if item in logarithms else "determinant"] = None
            elif item[:2] == ("call", TRACE):
                found["trace"] = None
    return list(found)


def in_numbers(derivation: Derivation, found: Evaluation) -> Iterator[Block]:
    """The values of whole vectors and matrices, and the gradients by them."""
    yield Heading(("Forward: the values",))
    yield Equations(tuple(Equation(symbol(name), (in_signs(each),)) for name, each in found.values.items()))
    yield Heading(("The result in numbers",))
    output = derivation.output
    yield Equations(tuple(Equation(derivative(output, name, sign="∂"), (in_signs(each),)) for name, each in found.gradient.items()))


def in_signs(each: Any) -> Tree:
    """Return a number, a vector or a matrix as a formula."""
    return rounded(each) if isinstance(each, float) else vector(*map(in_signs, each.tolist() if hasattr(each, "tolist") else each))
