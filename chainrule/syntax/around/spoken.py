"""Mathematics in English words: "the square root of x", "x squared", "2 times x". Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.syntax.around.english import ORDINALS, TRIGONOMETRIC
from chainrule.syntax.around.spoken_items import with_items
from chainrule.syntax.rules import Readings

_ITEM = r"(?=[\w(\\√∛|])"  # what a phrase may stand before
_AFTER = r"(?<=[\w)\]}|²³])\s+"  # what it may stand behind
_THE = r"(?:the\s+)?"
_NO_CURVE = r"(?!(?:the|an?|this)\s+(?:curve|graph|circle|ellipse|parabola|hyperbola|function)\b)"
_NO_FACTOR = r"(?:with|wrt|w\.|by|and|using|the|differentiable|continuously)\b"  # what does not come after a sign of multiplication
_ONE = r"(?=\(|-?(?:\d+|[^\W\d_])(?![\w(]|\s+[^\W_]))"  # brackets, or one item that nothing is joined to
_CALL = r"(?=(?:a?(?:sin|cos|tan|sec|csc|cot)h?|arc(?:sin|cos|tan)|sqrt|ln|log|exp)(?:\s*\(|\s+\d*[^\W\d_](?![\w(])))"  # a function with its argument

_OF = "sqrt|sin|cos|tan|sec|csc|cot|arcsin|arccos|arctan|sinh|cosh|tanh|ln|log|exp"  # functions by their short names, with "of" after them
_HYPERBOLIC = {"sine": "sin", "cosine": "cos", "tangent": "tan"}
_SPOKEN = rf"(?:arc|inverse|hyperbolic)?\s*+(?:{'|'.join((*TRIGONOMETRIC, _OF))})|natural\s+log(?:arithm)?|(?:square|cube)\s+root"
_SPOKEN += "|square|cube|reciprocal|exponential"
# Phrase -> what it says in signs, never longer than the phrase; the second table's phrases take one item before or after them.
_SIGNS = {
    rf"{_AFTER}(?:times|multiplied\s+by)\s+(?:(?!{_NO_FACTOR}){_ITEM}|(?=the\s+(?:{_SPOKEN})\s+of\b))": "*",
    rf"{_AFTER}divided\s+by\s+(?:{_ONE}|{_CALL})": "/",
    rf"{_AFTER}(?:is\s+equal\s+to|equals?)\s+{_ITEM}": "=",
    rf"{_AFTER}plus\s+{_ITEM}": "+",
    rf"{_AFTER}minus\s+{_ITEM}": "-",
}
_PHRASES = {
    rf"\b{_THE}absolute\s+value\s+of\s+(?=\()": "abs",
    rf"\b{_THE}natural\s+log(?:arithm)?\s+(?:of\s+)?{_ITEM}": "ln",
    rf"\b{_THE}(?:square|sq\.)\s+root\s+of\s+{_ITEM}": "sqrt",
    rf"\b{_THE}cube\s+root\s+of\s+{_ITEM}": "∛",
    **{rf"\b{_THE}(?:arc|inverse)\s*+{word}\s+of\s+{_ITEM}": "arc" + name for word, name in TRIGONOMETRIC.items()},
    **{rf"\b{_THE}(?:hyperbolic\s+{word}|{word}\s+hyperbolic)\s+of\s+{_ITEM}": name + "h" for word, name in _HYPERBOLIC.items()},
    **{rf"\b{_THE}{word}\s+of\s+{_NO_CURVE}{_ITEM}": name for word, name in TRIGONOMETRIC.items()},
    rf"(?:{_AFTER}|(?<=[)\]]))squared\b(?!\s*[=(])": "^2",
    rf"(?:{_AFTER}|(?<=[)\]]))cubed\b(?!\s*[=(])": "^3",
    **{rf"{_AFTER}(?:raised\s+)?to\s+the\s+{word}(?:\s+power)?\b": f"^{count}" for word, count in ORDINALS.items()},
    rf"{_AFTER}(?:raised\s+)?to\s+the\s+power\s+(?:of\s+)?{_ONE}": "^",
    **{rf"\binverse\s+{name}(?:\s+(?:of\s+)?{_ITEM}|(?=\())": "arc" + name for name in TRIGONOMETRIC.values()},
    **{rf"\b{name}\s+inverse\s+(?:of\s+)?{_ITEM}": "arc" + name for name in TRIGONOMETRIC.values()},
    rf"\b{_THE}exponential\s+of\s+{_ITEM}": "exp",
}
_NAMED = re.compile(rf"\b{_THE}({_OF})\s+of\s+{_ITEM}", re.IGNORECASE)
_BASED = re.compile(
    rf"\b{_THE}log(?:arithm)?(?:\s*+,\s*+|\s++)(?:to\s+)?{_THE}base\s+(\d+|[a-z]|two|three|ten)(?:\s*+,\s*+|\s++)of\s+{_ITEM}|\blog\s*+\(\s*+base\s+(\d+|[a-z])\s*+\)\s*+(?:of\s+)?{_ITEM}",
    re.IGNORECASE,
)
_BASES = {"two": "2", "three": "3", "ten": "10"}
_ABSOLUTE = re.compile(rf"\b{_THE}absolute\s+value\s+of\s+{_THE}(-?\d*[^\W\d_])(?![\w(])", re.IGNORECASE)
_OVER = re.compile(rf"{_AFTER}over\s+(?:{_ONE}|{_CALL})", re.IGNORECASE)
_FUNCTION = re.compile(r"(?<![^\W_])(?<!∂)(?<!∂ )([A-Za-z])\s+of\s+([A-Za-z])(?=\s*=)")  # f of x = …
_SIGN = re.compile(rf"(?:(?<=^)|(?<=[=,;(])|(?<=\bof))(\s*)(?:minus|negative)\s+{_ITEM}", re.IGNORECASE)
# e to the (power of) 2x: a number and a letter are one exponent.
_EXPONENT = re.compile(rf"{_AFTER}to\s+the(?:\s+power(?:\s+of)?)?(?:\s+|(?=-))(-?\s*|minus\s+|negative\s+)(\d*[^\W\d_])(?![\w(^²³]|\s+[^\W_])", re.IGNORECASE)
_RAISED = re.compile(rf"{_AFTER}(?:raised\s+)?to\s+the\s+(\d{{1,2}})(?:st|nd|rd|th)(?:\s+power)?\b", re.IGNORECASE)  # x to the 4th
# one over x, x plus two
_COUNTS = {word: str(digit) for digit, word in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))}
_COUNT = "|".join(_COUNTS)
_COUNTED = re.compile(
    rf"(\b(?:over|plus|minus|times|(?:divided|multiplied)\s+by)\s+)({_COUNT})\b(?!\s+(?:times|thirds?|hal(?:f|ves)|[a-z]+ths?)\b)"
    rf"|\b()({_COUNT})(?=\s+(?:to\s+the(?=\s+\w)|over|plus|minus|times(?!\s+{_NO_FACTOR})|divided\s+by)\s+[\w(\\√])"
    rf"|\b()({_COUNT.replace('zero|one|', '')})(?=\s+(?:[b-zB-Z]|pi|{_OF})(?![\w=]|\s*=))",  # five x
    re.IGNORECASE,
)


def in_signs(text: str, readings: Readings) -> str:
    """Return a text with the phrases in it written as signs, padded with spaces; how far a phrase reaches is said."""
    text = with_items(text, readings)
    text = _COUNTED.sub(lambda found: _counted(found), text)
    for phrase, sign in _SIGNS.items():
        text = re.sub(phrase, lambda found, sign=sign: sign.ljust(len(found[0])), text, flags=re.IGNORECASE)  # type: ignore[misc]  # a default binds the sign
    text = _RAISED.sub(lambda found: f"^{found[1]}".ljust(len(found[0])), text)
    text = _EXPONENT.sub(lambda found: f"^({'-' if found[1].strip() else ''}{found[2]})".ljust(len(found[0])), text)
    for phrase, sign in _PHRASES.items():
        text = re.sub(phrase, lambda found, sign=sign: _written(found, sign, readings), text, flags=re.IGNORECASE)  # type: ignore[misc]
    text = _BASED.sub(lambda found: _written(found, f"log_{_BASES.get(found[1], found[1]) or found[2]}", readings), text)
    text = _ABSOLUTE.sub(lambda found: f"abs({found[1]})".ljust(len(found[0])), text)
    while (changed := _NAMED.sub(lambda found: _written(found, found[1].lower(), readings), text)) != text:  # log of sin of x
        text = changed
    text = _OVER.sub(lambda found: _written(found, "/", readings), text)
    text = _SIGN.sub(lambda found: (found[1] + "-").ljust(len(found[0])), text)
    return _FUNCTION.sub(lambda found: f"{found[1]}({found[2]})".ljust(len(found[0])), text)


def _counted(found: re.Match[str]) -> str:
    """Return a number in words as digits, with what stands before it."""
    word = found[2] or found[4] or found[6]
    return (found[1] or "") + _COUNTS[word.lower()].ljust(len(word))


def _written(found: re.Match[str], sign: str, readings: Readings) -> str:
    """Return a phrase as its sign; say what it takes, where no brackets do."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if ")" not in before if sign[0] == "^" else after != "(":
        words = found[0].strip()
        start = found.start() + found[0].index(words)
        readings.add("spoken", start, start + len(words), sign)
    return sign.ljust(len(found[0]))
