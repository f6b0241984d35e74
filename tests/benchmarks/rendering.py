"""Writing derivations out in every format, beside deriving them: cost and growth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import log10
from time import process_time

from tests.benchmarks.measure import Figure
from tests.benchmarks.textbook import TEMPLATES

FEW, MANY = 100, 1_000
REPEATS = 9


def chained(links: int) -> str:
    return "sin(" * links + "x" + ")" * links


def figures() -> Iterator[Figure]:
    """Yield the time of long derivations and of textbook problems in each format of text relative to deriving them, and the growth with length."""
    import chainrule
    from chainrule.document import derivation_document
    from chainrule.render import TEXT_FORMATS, render

    texts = [template.format(a=2, b=1, c=8, n=3) for template in TEMPLATES]
    few, many, *short = (chainrule.derive(text) for text in (chained(FEW), chained(MANY), *texts))
    for name in TEXT_FORMATS:

        def written(derivations: Sequence[chainrule.Derivation], name: str = name) -> Callable[[], object]:
            return lambda: [render(derivation_document(derivation), name) for derivation in derivations]

        derived, long, less = _in_turn(lambda: chainrule.derive(chained(MANY)), written([many]), written([few]))
        yield Figure(f"{MANY:,} links to {name}, relative to deriving them", long / derived, "×", at_most=1)
        yield Figure(f"{MANY:,} links to {name}: growth exponent from {FEW}", log10(long / less), "", at_most=1.2)
        derived, long = _in_turn(lambda: [chainrule.derive(text) for text in texts], written(short))
        yield Figure(f"{len(texts)} textbook problems to {name}, relative to deriving them", long / derived, "×")


def _in_turn(*works: Callable[[], object]) -> list[float]:
    """Return the shortest processor time of each of several pieces of work, run in turn so that all meet the same machine."""
    best = [float("inf")] * len(works)
    for _ in range(REPEATS):
        for place, work in enumerate(works):
            started = process_time()
            work()
            best[place] = min(best[place], process_time() - started)
    return best
