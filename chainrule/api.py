"""The public functions: short compositions of the rooms, in order."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Derivation, Settings, differentiate_problem
from chainrule.errors import ChainRuleError
from chainrule.problem import Problem
from chainrule.proof import check_result, verify
from chainrule.syntax import Limits, read_problem

if TYPE_CHECKING:
    import sympy


def derive(
    problem: str | Problem | sympy.Basic,
    wrt: str | Sequence[str] | None = None,
    output: str | None = None,
    order: int = 1,
    *,
    grain: str = "textbook",
    limits: Limits | None = None,
    settings: Settings | None = None,
) -> Derivation:
    """Return the worked derivation of a problem by the chain rule, checked before it is handed out.

    ``problem`` is text ("h(x) = log(2 + cos x)", "z = 4x + 7y, x = a² + 7b", LaTeX), a Problem, or a SymPy expression.
    ``wrt`` is a name, several names, or None: then what the text asks, else the declared arguments, else every input.
    ``output`` names the quantity to differentiate where several are possible. ``order`` differentiates that often.
    ``grain`` is "textbook" or "elementary" (one operation a link). ``limits`` bound what is read, ``settings`` what is written out.

    Raises a ChainRuleError that says what is wrong and where.

    >>> d = derive("h(x) = log(2 + cos x)")
    >>> str(d["x"].tidy)
    '-sin(x)/(2 + cos(x))'
    """
    names = _names(wrt)
    with _collector_paused():
        derivation = differentiate_problem(_problem(problem, names or (), limits or Limits()), names, output, order, grain=grain, settings=settings)
        derivation.display = _display
        for entry in (derivation, *derivation.siblings):
            for stage in entry.stages:
                if stage.proof is None:
                    stage.check = check_result
                    stage.proof = verify(stage)
                    if stage.proof.note:  # no plain check at points of the whole: perhaps it is real nowhere, which is refused
                        _ = stage.domain
    return derivation


def _display(derivation: Derivation) -> dict[str, str]:
    from chainrule.render.display import mimebundle

    return mimebundle(derivation)


def _names(wrt: str | Sequence[str] | None) -> tuple[str, ...] | None:
    if wrt is None:
        return None
    names = tuple(part.strip() for part in wrt.split(",")) if isinstance(wrt, str) else tuple(wrt)
    if not names or not all(names):
        raise ChainRuleError("wrt must be a name, or several names", hint='write wrt="x" or wrt=("x", "y")')
    return names


def _problem(problem: Any, names: Sequence[str], limits: Limits) -> Problem:
    """Return the problem as data, read from text or from a SymPy expression."""
    if isinstance(problem, Problem):
        return problem
    if isinstance(problem, str):
        return read_problem(problem, wrt=names, limits=limits)
    if type(problem).__module__.partition(".")[0] == "sympy":
        from chainrule.algebra import from_sympy
        from chainrule.problem import Definition

        return Problem(str(problem), (Definition("", from_sympy(problem)),))
    raise ChainRuleError(f"a problem is text, a Problem or a SymPy expression, not {type(problem).__name__}")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector: trees make no cycles, and walking over them again and again costs 2 to 6 times the work."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
