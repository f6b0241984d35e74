"""Notebooks: ``%load_ext chainrule`` brings ``%chain h(x) = log(2 + cos x)``."""

from __future__ import annotations

from typing import Any

from chainrule.calculus import Derivation
from chainrule.errors import ChainRuleError

OPTIONS = {"--wrt": "wrt", "--output": "output", "--order": "order", "--grain": "grain"}


def load_ipython_extension(shell: Any) -> None:
    """Register the magic ``%chain``; IPython calls this for ``%load_ext chainrule``."""
    shell.register_magic_function(chain, "line_cell", "chain")


def chain(line: str, cell: str | None = None) -> Derivation | None:
    """Derive the problem on the line, or in the cell below it: ``%chain [--wrt a,b] [--order 2] z = 4x + 7y, x = a^2``.

    A problem that cannot be read is answered with its message, not with a traceback.
    """
    from chainrule.api import derive

    try:
        options, problem = split_options(line)
        return derive(problem if cell is None else cell, **options)
    except ChainRuleError as error:
        print(error)  # noqa: T201  # a notebook's own voice
        return None


def split_options(line: str) -> tuple[dict[str, Any], str]:
    """Return the options at the start of a line, and the rest of it.

    >>> split_options("--wrt a --order 2 z = a^2")
    ({'wrt': 'a', 'order': 2}, 'z = a^2')
    """
    options: dict[str, Any] = {}
    rest = line.strip()
    while rest.startswith("--") and rest.split(maxsplit=1)[0] in OPTIONS:
        name, value, *others = rest.split(maxsplit=2) if rest.count(" ") else (rest, "")
        options[OPTIONS[name]] = _whole(value) if name == "--order" else value
        rest = others[0] if others else ""
    return options, rest


def _whole(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        raise ChainRuleError(f"the order must be a whole number, not '{word}'")
    return int(word)
