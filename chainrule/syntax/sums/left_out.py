"""The term that a sum leaves out, k ≠ i, and the order of two indices, i < j: below Σ and among the limits of sum(…) they are no conditions."""

from __future__ import annotations

from chainrule.syntax.tokens.token import Tokens

KINDS = {"≠": "unequal", **dict.fromkeys("<≤>≥", "order")}


def with_terms_left_out(tokens: Tokens) -> Tokens:
    """Return the tokens with the ≠ and < in the limits of sums told from those of conditions."""
    closing = tokens.brackets()
    for place, kind in enumerate(tokens.kinds):
        if kind == "sum" or (kind == "word" and tokens.values[place] == "sum"):
            opening = place + 2 if tokens.kind(place + 1) == "_" else place + 1
            for inside in range(opening, closing.get(opening, (opening, 0))[0]):
                if tokens.kinds[inside] == "relation" and tokens.values[inside] in KINDS:
                    tokens.kinds[inside] = KINDS[tokens.values[inside]]
    tokens.changed()
    return tokens
