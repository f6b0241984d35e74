"""The derivative of a function that is called by its name alone: the derivative of the sigmoid function is that of σ(x)."""

from __future__ import annotations

import re

from chainrule.syntax.vocabulary import HEADS

_ASKED = re.compile(
    r"\A\s*+(?:(?:what\s+is|what's|find|compute|calculate|give|state|derive|determine|show)\s+)?(?:me\s+)?(?:the\s+)?(?:first\s+)?"
    r"(?:derivative|gradient|jacobian)\s+of\s+(?:the\s+)?([A-Za-z]{3,12})(?:\s+activation)?(?:\s+function)?\s*+[?.!]?\s*+\Z",
    re.IGNORECASE,
)
SOFTMAX = "softmax"


def with_argument(text: str) -> str:
    """Return a text that asks for the derivative of a known function as one that has an argument; any other as it is.

    >>> with_argument("What is the derivative of tanh?"), with_argument("derivative of volume")
    ('d/dx tanh(x)                   ', 'derivative of volume')
    """
    found = _ASKED.match(text)
    name = found[1] if found else ""
    known = next((each for each in (name, name.lower()) if each in HEADS or each == SOFTMAX), "")
    if not known:
        return text
    return (f"{known}(z)" if known == SOFTMAX else f"d/dx {known}(x)").ljust(len(text))
