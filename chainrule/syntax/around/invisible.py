"""Characters that nobody sees, and signs of typesetters: editors, web pages and MathML leave them in a text. Every place stays where it was.

Marks that turn the direction of writing are not among them: with those a text may look otherwise than it is read.
"""

from __future__ import annotations

import re

_APPLICATION, _TIMES = "\u2061", "\u2062"  # as MathML writes sin x and 2x
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff"  # soft hyphen, zero-width spaces and joiners, the colour of an emoji
_INVISIBLE = re.compile(rf"[{_APPLICATION}{_TIMES}{_JOINERS}]")
_APPLIED, _JOINED = re.compile(rf"{_APPLICATION}+(\(?)"), re.compile(rf"[{_JOINERS}]+(\w*)")
# Word's brackets that are not shown, and the end of its limits; d and e of MathML and Mathematica; signs that look like the usual ones.
_TYPESET = dict(zip("〖〗▒ⅆⅇ≡。˄⌃‒ʹˈ´ʼ∶：﹢╱︱￨❘、", "() de=.^^-′′’’::+/|||,", strict=True)) | dict.fromkeys("˙‧⋆⸱・⨉﹡", "·")
_RAISED = re.compile(r"(?<=[\w)\]}])ˆ(?=[\d({\-−])|(?<=[ex\d)])ˆ(?=[a-z])")  # xˆ2; yˆ is a name
_QUOTE = re.compile(r"(?<=[A-Za-z])[‘‛](?=\s?\()")  # f‘(x)
# The ends of proofs, ticks and crosses, marks of exclamation and of question, hands and faces: before or behind a text they say nothing of a formula.
_FACE = (
    r"\u2234\u2235\u220e\u25a0\u2705\u2713\u2714\u2728\u274c\u2753-\u2757\U0001f440-\U0001f450\U0001f480\U0001f4aa-\U0001f4af\U0001f4da\U0001f4dd\U0001f525"
    r"\U0001f600-\U0001f64f\U0001f910-\U0001f92f\U0001f970-\U0001f97a"
)
_FACES = re.compile(rf"\A(?:\s*+[{_FACE}][{_JOINERS}]?)++|(?<![\s{_FACE}{_JOINERS}])(?:\s*+[{_FACE}][{_JOINERS}]?)++(?=\s*\Z)")
_TRANSLATED = str.maketrans(_TYPESET)


def visible(text: str) -> str:
    r"""Return a text without invisible characters; what they stand before moves up, and spaces follow it.

    >>> visible("sin\u2061(2\u2062x\u200b)")
    'sin( 2 x )'
    """
    if not _TYPESET.keys().isdisjoint(text):
        text = text.translate(_TRANSLATED)
    if "ˆ" in text or "‘" in text or "‛" in text:
        text = _QUOTE.sub("’", _RAISED.sub("^", text))
    if max(text) > "\u2200":
        text = _FACES.sub(lambda found: " " * len(found[0]), text)
    if not _INVISIBLE.search(text):
        return text
    text = _APPLIED.sub(lambda found: found[1].ljust(len(found[0])), text.replace(_TIMES, " "))
    return _JOINED.sub(lambda found: found[1].ljust(len(found[0])), text)
