"""Judging an answer and grading a class, with verdicts and reports that display themselves in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from chainrule.errors import ChainRuleError
from chainrule.homework import Report, Verdict
from chainrule.homework import check as check_answer
from chainrule.homework import grade as grade_class

if TYPE_CHECKING:
    from concurrent.futures import Executor

Options = ParamSpec("Options")
Judged = TypeVar("Judged", Verdict, Report)


def _displayed(work: Callable[Options, Judged], display: Callable[[Judged], dict[str, str]]) -> Callable[Options, Judged]:
    """Return the same function, whose outcome displays itself."""

    @wraps(work)
    def displayed(*args: Options.args, **options: Options.kwargs) -> Judged:
        return replace(work(*args, **options), display=display)

    return displayed


def _verdict(verdict: Verdict) -> dict[str, str]:
    from chainrule.render.display import verdict_bundle

    return verdict_bundle(verdict)


def _report(report: Report) -> dict[str, str]:
    from chainrule.render.display import report_bundle

    return report_bundle(report)


check = _displayed(check_answer, _verdict)
grade = _displayed(grade_class, _report)


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
