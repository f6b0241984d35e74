"""Checking derivations by whole matrices: each gradient in numbers against the difference quotients of the output by every component."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from chainrule.calculus import Proof
from chainrule.errors import NotDifferentiable, failed_check
from chainrule.numeric.matrices import NoValue, alike, value
from chainrule.numeric.matrix_points import quotients, samples
from chainrule.numeric.spread import Spread, of_size
from chainrule.vectors.kinds import Unfit

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.calculus.matrices.derivation import Matrices

POINTS = 3
ROUNDING = 1e-9  # in a difference quotient, in units of the output
AGREE = 1e-5  # how far a difference quotient may be off, relative to its largest entry


def verify_matrices(derivation: Derivation) -> Proof:
    """Return the proof of a derivation by whole matrices, at values whose axes are of different sizes. Raises VerificationError, naming the result."""
    whole = cast("Matrices", derivation)
    problem = derivation.graph.problem
    compared = 0
    try:
        for values in samples(whole.kinds, [result.tidy.tree for result in whole.results.values()], problem.vectors.symmetric, POINTS, whole.equations):
            for result in whole.results.values():
                try:
                    found, expected = value(result.tidy.tree, values), quotients(whole.equations, whole.output, result.wrt, values)
                    found = of_size(found, expected.shape) if isinstance(found, Spread) else found
                except NoValue:
                    continue
                if not alike(expected, found, AGREE, ROUNDING * (1 + abs(values[whole.output]))):
                    raise failed_check(f"d{whole.output}/d{result.wrt}")
            compared += 1
    except Unfit as unfit:
        raise NotDifferentiable(f"as vectors and matrices this makes no sense: {unfit}", hint="look at the rows and columns of every factor") from None
    if not compared:
        raise NotDifferentiable("no values were found at which this has one", hint="look at what is inverted, and at what logarithms and roots are taken of")
    return Proof(compared, "difference quotients by every component")
