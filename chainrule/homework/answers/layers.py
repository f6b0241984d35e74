r"""Names with the number of a layer above: w⁽²⁾ for w^(2), and δ^{(2)}, which no problem has to name."""

from __future__ import annotations

import re
from collections.abc import Collection

from chainrule.notation.names import SUPERSCRIPTS, canonical

_LAYER = re.compile(rf"([^\W\d_][\w₀-₉]{{0,30}})(⁽[{re.escape(''.join(SUPERSCRIPTS))}]{{1,6}}⁾)")
_DELTA = re.compile(r"(?:\\delta|δ)(?:_\{?\w{1,4}\}?|[₀-₉]{1,3})?(?:\^\{\s?[(\[]\w{1,3}[)\]]\s?\}|\^[(\[]\w{1,3}[)\]]|⁽[^⁽⁾\s]{1,4}⁾)")
_RAISED = str.maketrans(SUPERSCRIPTS)


def with_layers(text: str, known: Collection[str]) -> str:
    """Return a text with known names that have small raised letters in brackets as they are typed.

    >>> with_layers("w⁽²⁾·x", {"w^(2)", "x"}), with_layers("f⁽²⁾", {"f"})
    ('w^{(2)}·x', 'f⁽²⁾')
    """
    if "⁽" not in text:
        return text
    return _LAYER.sub(lambda found: f"{found[1]}^{{{found[2].translate(_RAISED)}}}" if canonical(found[0]) in known else found[0], text)


def deltas_above(text: str) -> set[str]:
    """Return the names δ^(2) in a text, which it may use without more words.

    >>> sorted(deltas_above("δ^{(2)} = w^{(2)} δ⁽³⁾"))
    ['δ^(2)', 'δ^(3)']
    """
    return {canonical(found) for found in _DELTA.findall(text)}
