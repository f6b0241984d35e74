"""Characters that nobody sees, and signs of typesetters: editors, web pages and MathML leave them in a text. Every place stays where it was.

Marks that turn the direction of writing are not among them: with those a text may look otherwise than it is read.
"""

from __future__ import annotations

import re

_APPLICATION, _TIMES = "\u2061", "\u2062"  # as MathML writes sin x and 2x
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width spaces and joiners
_INVISIBLE = re.compile(rf"[{_APPLICATION}{_TIMES}{_JOINERS}]")
_APPLIED, _JOINED = re.compile(rf"{_APPLICATION}+(\(?)"), re.compile(rf"[{_JOINERS}]+(\w*)")
# Word's brackets that are not shown, and the end of its limits; d and e of MathML and Mathematica.
_TYPESET = dict(zip("〖〗▒ⅆⅇ≡。", "() de=.", strict=True))
_TRANSLATED = str.maketrans(_TYPESET)


def visible(text: str) -> str:
    r"""Return a text without invisible characters; what they stand before moves up, and spaces follow it.

    >>> visible("sin\u2061(2\u2062x\u200b)")
    'sin( 2 x )'
    """
    if not _TYPESET.keys().isdisjoint(text):
        text = text.translate(_TRANSLATED)
    if not _INVISIBLE.search(text):
        return text
    text = _APPLIED.sub(lambda found: found[1].ljust(len(found[0])), text.replace(_TIMES, " "))
    return _JOINED.sub(lambda found: found[1].ljust(len(found[0])), text)
