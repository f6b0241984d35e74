"""The term that a sum leaves out: k ≠ i below Σ, and among the limits of sum(…), is no condition of the problem."""

from __future__ import annotations

from chainrule.syntax.tokens import Tokens


def with_terms_left_out(tokens: Tokens) -> Tokens:
    """Return the tokens with the ≠ in the limits of sums told from that of conditions."""
    closing = tokens.brackets()
    for place, kind in enumerate(tokens.kinds):
        if kind == "sum" or (kind == "word" and tokens.values[place] == "sum"):
            opening = place + 2 if tokens.kind(place + 1) == "_" else place + 1
            for inside in range(opening, closing.get(opening, (opening, 0))[0]):
                if tokens.kinds[inside] == "relation" and tokens.values[inside] == "≠":
                    tokens.kinds[inside] = "unequal"
    tokens.changed()
    return tokens
