"""Judging an answer, with a verdict that displays itself in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from chainrule.homework import Verdict
from chainrule.homework import check as check_answer

if TYPE_CHECKING:
    from chainrule.homework import Report

Options = ParamSpec("Options")
Judged = TypeVar("Judged", Verdict, "Report")


def displayed(work: Callable[Options, Judged], display: Callable[[Judged], dict[str, str]]) -> Callable[Options, Judged]:
    """Return the same function, whose outcome displays itself."""

    @wraps(work)
    def with_display(*args: Options.args, **options: Options.kwargs) -> Judged:
        return replace(work(*args, **options), display=display)

    return with_display


def _display(verdict: Verdict) -> dict[str, str]:
    from chainrule.render.display import verdict_bundle

    return verdict_bundle(verdict)


check = displayed(check_answer, _display)
