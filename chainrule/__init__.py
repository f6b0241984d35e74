"""chainrule: worked derivations by the chain rule."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from chainrule.errors import ChainRuleError

if TYPE_CHECKING:
    from chainrule.api import derive as derive
    from chainrule.api import descend as descend
    from chainrule.api import evaluate as evaluate
    from chainrule.backpropagation import Backpropagation as Backpropagation
    from chainrule.handouts import draw as draw
    from chainrule.handouts import solution as solution
    from chainrule.handouts import worksheet as worksheet
    from chainrule.homework import equal as equal
    from chainrule.judging import check as check
    from chainrule.layered import network as network
    from chainrule.marking import grade as grade

_FROM = {  # public names by the module that holds them, imported on first use
    "Backpropagation": "chainrule.backpropagation",
    "derive": "chainrule.api",
    "descend": "chainrule.api",
    "evaluate": "chainrule.api",
    "draw": "chainrule.handouts",
    "load_ipython_extension": "chainrule.notebook",
    "solution": "chainrule.handouts",
    "worksheet": "chainrule.handouts",
    "check": "chainrule.judging",
    "equal": "chainrule.homework",
    "grade": "chainrule.marking",
    "network": "chainrule.layered",
}

__version__ = "0.1.0"
__all__ = ["Backpropagation", "ChainRuleError", "check", "derive", "descend", "draw", "equal", "evaluate", "grade", "network", "solution", "worksheet"]


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module 'chainrule' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_FROM[name]), name)  # not asked for here again
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_FROM})
