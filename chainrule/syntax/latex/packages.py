r"""Macros of LaTeX packages that say what plain LaTeX says otherwise: \dv{y}{x}, \nicefrac, \stackrel. Every place stays where it was."""

from __future__ import annotations

import re
from collections.abc import Callable

_GROUP = r"\{((?:[^{}]|\{[^{}]*\}){0,200}+)\}"
_DERIVATIVE = re.compile(rf"\\(dv|odv|pdv|dd?iff|pd|derivative|partialderivative)\*?\s?(?:\[\s?(\d)\s?\])?\s?{_GROUP}(?:\s?{_GROUP})?(?:\s?{_GROUP})?")
_NAME = re.compile(r"\s*+(?:\\[A-Za-z]++|[^\W\d_])(?:_(?:\w|\{\w+\}))?\s*+")


def _derivative(found: re.Match[str]) -> str:
    r"""Return \dv{y}{x} as dy/dx and \pdv{x} as ∂/∂x, where it fits in the same place."""
    macro, order, *groups = found.groups()
    above, *below = [group.strip() for group in groups if group is not None]
    if not below:
        above, below = "", [above]
    if not all(map(_NAME.fullmatch, below)):
        return found[0]
    sign = "∂" if macro.startswith("p") else "d"
    times = "^" + (order or str(len(below))) if order or len(below) > 1 else ""
    raised = times if len(below) == 1 else ""
    operand = f"({above})" if above and not _NAME.fullmatch(above) else ""
    above = "" if operand else " " + above if above.startswith("\\") else above
    written = f"{sign}{times}{above}/" + "".join(f"{sign}{' ' if name.startswith(chr(92)) else ''}{name}" for name in below) + raised + operand
    return written.ljust(len(found[0])) if len(written) <= len(found[0]) else found[0]


# A sign that is always in it, the pattern, and what it becomes.
PACKAGES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (r"\ensuremath", re.compile(r"\\ensuremath(?![A-Za-z])"), lambda macro: " " * len(macro[0])),
    ("respect", re.compile(r"\\(?:text(?:rm)?|mathrm|mbox)\s?\{([^{}]*\brespect\s+to\s*)\}"), lambda words: f"{words[1].rjust(len(words[0]) - 1)} "),
    ("box", re.compile(r"\\[mh]box(?![A-Za-z])"), lambda _: r"\text"),
    ("text", re.compile(r"\\text\s?\{\s++\}"), lambda gap: " " * len(gap[0])),
    ("phantom", re.compile(r"\\[hv]?phantom\s?\{[^{}]*\}"), lambda gap: " " * len(gap[0])),
    ("frac", re.compile(r"\\(?:s|nice|x|flat)frac(?![A-Za-z])"), lambda macro: r"\frac".ljust(len(macro[0]))),
    ("{=}", re.compile(r"\\(?:stackrel|overset)\s?\{(?:[^{}]|\{[^{}]*\})*\}\s?\{=\}"), lambda sign: "=".center(len(sign[0]))),
    ("colon", re.compile(r"\\colon\s?="), lambda sign: ":=".rjust(len(sign[0]))),
    (r"\partial_", re.compile(r"\\partial_(?:([A-Za-z])|\{([A-Za-z])\})"), lambda by: f"∂/∂{by[1] or by[2]}".ljust(len(by[0]))),
    ("{", _DERIVATIVE, _derivative),
)


def without_packages(text: str) -> str:
    r"""Return a text with these macros written in plain LaTeX.

    >>> without_packages(r"\dv{y}{x}")
    'dy/dx    '
    """
    for sign, pattern, written in PACKAGES:
        if sign in text:
            text = pattern.sub(written, text)
    return text
