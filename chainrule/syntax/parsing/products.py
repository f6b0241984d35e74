"""Whether a name before brackets is a factor, an unspecified function, or neither."""

from __future__ import annotations

from chainrule.notation.indices import apart, carries
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import FUNCTION_LETTERS, GREEK_WORDS

LONG = 200  # tokens in brackets, beyond which nothing is said of them


def is_function_letter(name: str) -> bool:
    """Return whether a name is a letter for functions, perhaps with an index."""
    return name.partition("_")[0] in FUNCTION_LETTERS


def is_gain(tokens: Tokens, name: str, opening: int, closing: int) -> bool:
    """Return whether a name with an index is a factor before what has it too, and a gap: g_i of g_i (x_i - m)."""
    index = apart(name)[1]
    if len(index) != 1 or not index.isalpha() or tokens.touches(opening):
        return False
    inside = [str(tokens.values[place][1]) for place in range(opening + 1, closing) if tokens.kinds[place] == "name"]
    return any(carries(each, index) and each != index for each in inside)


def is_only_applied(tokens: Tokens, name: str) -> bool:
    """Return whether a capital stands nowhere but right before brackets, D of V(D, G) = log D(x) + …, and left of a sign of equality."""
    if not name.isupper():
        return False
    heads = [(opening, close) for opening, (close, _) in tokens.brackets().items() if tokens.kind(close + 1) == "="]
    places = [place for place, kind in enumerate(tokens.kinds) if kind in ("word", "name") and str(tokens.name_at(place)) == name]
    return all(tokens.kind(place + 1) == "open" or any(opening < place < close for opening, close in heads) for place in places)


def is_needless(tokens: Tokens, opening: int, closing: int) -> bool:
    """Return whether a product needs no brackets around what stands in these: q(x^2), q(1/x), but k(x + 1), x(2x)."""
    kinds = tokens.kinds[opening + 1 : closing] if closing - opening < LONG else []
    return "+" not in kinds and "-" not in kinds and (kinds[:2] == ["number", "/"] or kinds[:1] == ["name"])


def is_long(name: str) -> bool:
    """Return whether a name is two words, as functions of programs are called: layer_norm, reduce_max."""
    first, _, second = name.partition("_")
    return len(first) > 3 and len(second) > 2 and first.isalpha() and second.isalpha() and first not in GREEK_WORDS
