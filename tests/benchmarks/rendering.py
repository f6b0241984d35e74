"""Writing a derivation out in every format, beside deriving it: cost and growth."""

from __future__ import annotations

from collections.abc import Iterator
from math import log10

from tests.benchmarks.measure import Figure, seconds

FEW, MANY = 100, 1_000


def chained(links: int) -> str:
    return "sin(" * links + "x" + ")" * links


def figures() -> Iterator[Figure]:
    """Yield the time of a long derivation in each format of text relative to deriving it, and its growth from a short one."""
    import chainrule
    from chainrule.document import derivation_document
    from chainrule.render import TEXT_FORMATS, render

    few, many = (chainrule.derive(chained(links)) for links in (FEW, MANY))
    spent = seconds(lambda: chainrule.derive(chained(MANY)))
    yield Figure(f"{MANY:,} links derived", spent, "s")
    for name in TEXT_FORMATS:
        short, long = (seconds(lambda done=done, name=name: render(derivation_document(done), name)) for done in (few, many))  # type: ignore[misc]
        yield Figure(f"{MANY:,} links to {name}, relative to deriving them", long / spent, "×")
        yield Figure(f"{MANY:,} links to {name}: growth exponent from {FEW}", log10(long / short), "", at_most=1.2)
