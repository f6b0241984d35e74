"""Grading a class, with a report that displays itself in a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chainrule.errors import ChainRuleError
from chainrule.homework import Report
from chainrule.homework import grade as grade_class
from chainrule.judging import displayed

if TYPE_CHECKING:
    from concurrent.futures import Executor


def _report(report: Report) -> dict[str, str]:
    from chainrule.render.display import report_bundle

    return report_bundle(report)


grade = displayed(grade_class, _report)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give the executor of a Dask cluster that listens at an address. Raises ChainRuleError where there is none."""
    try:
        from distributed import Client
    except ImportError:
        hint = "install the extra chainrule[cluster]: pip install '.[cluster]' in the checkout, here and on the cluster"
        raise ChainRuleError("a cluster needs Dask's package distributed", hint=hint) from None
    try:
        client = Client(address)
    except (OSError, ValueError) as error:
        raise ChainRuleError(f"there is no cluster at '{address}': {error}", hint="an address is tcp://HOST:PORT, as the scheduler prints it") from None
    with client:
        yield client.get_executor()
