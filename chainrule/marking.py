"""Grading a class, with a report that displays itself in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from chainrule.errors import ChainRuleError
from chainrule.homework import grade as grade_class

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from chainrule.homework import Report

Options = ParamSpec("Options")


def _displayed(work: Callable[Options, Report]) -> Callable[Options, Report]:
    """Return the same function, whose report displays itself."""

    @wraps(work)
    def displayed(*args: Options.args, **options: Options.kwargs) -> Report:
        return replace(work(*args, **options), display=_display)

    return displayed


def _display(report: Report) -> dict[str, str]:
    from chainrule.render.display import report_bundle

    return report_bundle(report)


grade = _displayed(grade_class)


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
