"""What would be read as a product of letters, or as a power, and means something else: it is refused by name. Every place is that of the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from chainrule.errors import ReadError


class Meant(NamedTuple):
    """Something that chainrule does not read: a pattern of what stands in every form of it, its own, what is said of it, and the mend.

    The first group of its own pattern is the piece that is named.
    """

    sign: str
    pattern: str
    message: str
    hint: str


_AFTER = r"(?<=[\w)\]}²³⁴|])[ \t]++"
_ITEM = r"(?=[ \t]++[\w(\\√|-])"
_OPENS = r"(?:(?<=\A)|(?<=\n)|(?<=[=;,(+/*-])|(?<=[=;,(+/*-]\s))[ \t]*+"
_BETWEEN = ("per", "by", "into", "less", "vs", "versus", "is", "to")
_FIRST = (
    "divide", "multiply", "subtract", "add", "integrate", "plot", "factor", "factorise", "factorize", "expand", "double", "triple", "thrice",
    "modulus", "derivate", "dérivée", "derivata",
)  # fmt: skip
_LAST = ("factorial", "doubled", "halved", "tripled", "prime", "dot", "hat", "bar", "tilde")
_ALL = r"(?=\s*(?:[/^*]|over\b|squared\b|cubed\b|divided\b|times\b|to\s+the\b))"
_NO_MATHEMATICS = "'{}' cannot be read as mathematics"
_IN_SIGNS = "write it in signs"

_WORDS = (
    Meant(rf"\b(?:{'|'.join(_BETWEEN)})\b", rf"{_AFTER}({'|'.join(_BETWEEN)}){_ITEM}", _NO_MATHEMATICS, _IN_SIGNS),
    Meant(rf"\b(?i:{'|'.join(_FIRST)})\b", rf"{_OPENS}(?i:({'|'.join(_FIRST)})){_ITEM}", _NO_MATHEMATICS, _IN_SIGNS),
    Meant(rf"\b(?:{'|'.join(_LAST)})\b", rf"{_AFTER}({'|'.join(_LAST)})\b(?=\s*(?:[-+,;.)/]|\Z))", _NO_MATHEMATICS, "write n!, f'(x) or x_dot"),
    Meant(r"\ball\b", rf"{_AFTER}(all){_ALL}", "'{}' takes everything before it", "write what it takes in brackets: (x^2 + 1)/x"),
    Meant(r"\bdeg", rf"{_AFTER}(deg(?:rees?)?)(?![\w(])", "'{}' is not read", "angles are in radians: write sin(x*pi/180); leave a unit out"),
    Meant(r"\bsub\b", r"\b[A-Za-z]\s+(sub)\s+(?:\d|one|two|three|[a-z]\b)", _NO_MATHEMATICS, "write x_1"),
    Meant("common log", r"\b(common log(?:arithm)?)\b", "'{}' is the logarithm to base 10", "write log10(x)"),
    Meant("quantity", r"(?<!\w)(quantity)(?=\s*\^|\s+[\w(])(?!\s+[\w{}\\]+\s*(?:\(\s?\w\s?\)\s*)?=)", _NO_MATHEMATICS, "write brackets around it"),
)

_BOLD = r"\\(?:mathbf|boldsymbol|bm|vec|overrightarrow)\s?(?:\{\s?\\?[A-Za-z]+\s?\}|\s[A-Za-z])"
_E = r"\\mathbb\s?\{?\s?E\s?\}?|𝔼|\\(?:operatorname\*?|mathrm|text)\s?\{\s?E\s?\}"
_SIDE = r"(?=\s?(?:\\left\s?|\\[bB]igl?)?(?:[\[(_]|\\\{))"
_D = r"(?:d|∂|\\partial|\\mathrm\s?\{\s?d\s?\})"
_PLAIN = r"(?:[^\[\]()]|\((?:[^\[\]()]|\((?:[^\[\]()]|\([^\[\]()]{0,40}\)){0,60}\)){0,80}\)){0,80}"  # with brackets in brackets, up to three deep
_BESIDE = r"(?=\s*[A-Za-z(\\])"

_NABLA = r"(?:∇|\\nabla(?![A-Za-z]))\s?"
_OF_FIELD = r"(?=\s+of\s+(?:the\s+(?:vector\s+)?field\s+)?[\\$]*[A-Z](?![a-z]))"
_SECOND = "ask for the second derivatives one by one: ∂²f/∂x², ∂²f/∂y²"
_COMPONENTS = "ask for the derivatives that it is made of, one by one: ∂P/∂x, ∂Q/∂y"

_SIGNS = (
    Meant("[Ll]aplacian", r"\b([Ll]aplacian)(?=\s+of\b)", "a Laplacian is not worked out", _SECOND),
    Meant(r"∇|\\nabla", rf"({_NABLA}(?:²|\^\s?\{{?2\}}?))", "'{}' may be the Laplacian or the Hessian matrix", f"ask for the Hessian of f, or {_SECOND[4:]}"),
    Meant(
        r"[Dd]ivergence|∇|\\nabla",
        rf"((?<![A-Z]\s)\b[Dd]ivergence{_OF_FIELD}|{_NABLA}(?:[·⋅∙]|\\cdot(?![A-Za-z])))",
        "a divergence is not worked out",
        _COMPONENTS,
    ),
    Meant(r"[Cc]url|∇|\\nabla", rf"(\b[Cc]url{_OF_FIELD}|{_NABLA}(?:×|\\times(?![A-Za-z])))", "a curl is not worked out", _COMPONENTS),
    Meant(
        "Taylor|Mac[Ll]aurin",
        r"((?:Taylor|Mac[Ll]aurin)(?:['’]s)?\s+(?:polynomials?|series|expansions?|approximations?))\b",
        "a {} is more than a derivative",
        "ask for the derivatives at the point a, f'(a), f''(a): the coefficient of (x - a)^n is f^(n)(a)/n!",
    ),
    Meant(r"𝔼|(?<=\{)E|\\mathbb", rf"({_E}){_SIDE}", "the expectation {} is not read", "write what it is of, alone, or the sum that it is"),
    Meant(
        r"\bE\[",
        rf"(?s)\A(?!.*(?<![\w\\.])E(?!\[)).*?(?<![\w\\.])(E\[)(?={_PLAIN}\](?!\s?[(\w=]))",
        "'{}…]' is the sign of an expectation",
        "write E*(…) for a product",
    ),
    Meant(
        r"\bE_",
        r"(?s)\A(?!.*(?<![\w\\])E_\w+\s?=).*?(?<![\w\\])(E_\s?(?:[^\W\d]\w{0,11}|\\[A-Za-z]+|\{[^{}\n]{1,60}\})\s?(?:\\left\s?)?\[)",
        "'{}…]' is the sign of an expectation",
        "write what it is of, alone, or the sum that it is",
    ),
    Meant(r"\^\{?\+", r"(\^\s?(?:\{\s?)?\+)(?=\s+|\s?\})", "the sign above in '{}' is not read", "write the exponent in brackets: x^(+2)"),
    Meant(r"\^\{?H", rf"(?s)\A(?!.*(?<![\^{{A-Za-z\\])H).*?(?<=\w)(\^\{{?H\}}?){_BESIDE}", "the conjugate transpose {} is not read", "write ^T, a transpose"),
    Meant(
        rf"{_D}\s?\^\s?\{{?[A-Za-z]",
        rf"(?<![A-Za-z])({_D}\s?\^\s?\{{?\s?(?P<order>[A-Za-z])\s?\}}?\s?[A-Za-z]?\s?(?:/|\}}\s?\{{)\s?\(?{_D}\s?[A-Za-z]\s?\^\s?\{{?\s?(?P=order)(?![A-Za-z])(?:\s?\}})?)",
        "a derivative of any order is not worked out",
        "ask for a number: d^3/dx^3",
    ),
    Meant(
        r"(?:/|\{)\s?d\s?\(",
        r"(?s)\A(?!.*(?<![A-Za-z])d\s?(?:\(\s?\w+\s?\)\s?)?=).*?(?<![\w)])"
        r"(d\s?(?:[A-Za-z]|\([^(){}]{1,80}\))\s?(?:/|\}\s?\{)\s?d\s?\((?!\s?\\?[A-Za-z]+(?:_?\d)?\s?\))[^(){}]{1,80}\))",
        "a derivative by a function is asked for",
        "name both, and ask for one by the other: u = sin(x), v = cos(x), du/dv",
    ),
    Meant(r"\\,", r"\\,\s*((?:\\mathrm\s?\{\s?d\s?\}|d)\s?[a-z])\s*(?:\$|\\[\])])*\s*\Z", "the differential {} is not read", "leave it out"),
    Meant(r"x ?10\s?\^", r"(?<![\w.])\d[\d.]*\s?(x)\s?10\s?\^", "'{}' between numbers may be a sign of multiplication", "write *, as in 5*10^3"),
    Meant(
        "[Σ∑]|sum",
        r"(?s)\A(?!.*(?:[Σ∑]|sum)\s?[_^]?\s?[{(]?[a-hj-zA-Z]\b)(?>.*?(?:[Σ∑]|\\sum|\bsum\b)).*?(?<![A-Za-z\\_^{])((?:[a-oq-wyz]|ŷ|ŷ)i|xi)(?![A-Za-z(_=])",
        "'{}' in a sum has lost its sign for an index",
        "write y_i",
    ),
    Meant(r"×|\\times", rf"{_BOLD}\s?(×|\\times)\s?{_BOLD}", "the cross product {} of vectors is not read", "write its components out"),
    Meant(  # what would be 2e - 3x
        r"\de[-−]\d",
        r"(?s)\A(?!.*(?:(?<!\w)e\s*=|[d∂]\s?e(?!\w))).*?(?<![\w.])(\d[\d.]*e[-−]\d[\d.]*[a-z])(?![A-Za-z(])",
        "'{}' may be a number with a power of ten, a power of e or a difference",
        "write 2e-3*x, 2e^(-3x) or 2*e - 3*x",
    ),
    Meant(
        r"D[\^²³⁴]",
        r"(?:\A|[;,]\s)\s*+(D(?:\^[2-4]|[²³⁴]))\s?(?:\((?=[^()=]*\)\s*\Z)|[yfz](?=\s*[,;]\s?[yfz]\s?(?:\(\w\)\s?)?=))",
        "'{}' may be a second or higher derivative, or a power of D",
        "write d²/dx² (…), or D*D*(…)",
    ),
    Meant(
        r"\[ ?[xt] ?\]",
        r"(?:[=+\-−*·/]\s?|(?<![A-Za-z\d])\d{1,9}+\s?)(\[\s?[xt]\s?\])(?!\s?[\[(])",
        "'{}' may be the floor of a number, or brackets",
        "write floor(x), or (x)",
    ),
    Meant(r"\\\{ ?[xt] ?\\\}", r"(?:[=+\-−*·/]\s?|\d\s?)(\\\{\s?[xt]\s?\\\})", "'{}' may be a fractional part, or brackets", "write x - floor(x), or (x)"),
    Meant("0x", r"(?<![\w.])(0x[0-9A-Fa-f]++)\b", "the number {} is not read", "write it to base 10"),
    Meant(r" \\ ", r"\A(?!.*(?:\\[A-Za-z]|\$)).*?(?<=[\w)\]'])\s(\\)(?=\s[\w(])", "the division {} from the left is not read", "write inv(A) @ b"),
    Meant("@", r"(?<![\w)])\(?[a-z]\w?\s?(?:\*\*|\^)\s?\d\)?\s?(@)", "the product {} of a power is not read", "write a sum: sum(x_i^2*w_i)"),
    Meant(r"\[-", r"(?<![\w\\])[A-Za-z]\w{0,9}(\[-\d+\])(?![(\w])", "the index {} from the end is not read", "write a name with an index: x_n"),
)


_GATE_OF_WORDS, _GATE_OF_SIGNS = (re.compile("|".join(row.sign for row in rows)) for rows in (_WORDS, _SIGNS))  # most texts have none


def check_words(text: str) -> None:
    """Refuse English that would be read as names, where nothing makes it one: x per y, x factorial."""
    if _GATE_OF_WORDS.search(text):
        _check(text, _WORDS)


def check_signs(text: str) -> None:
    """Refuse notation that would be read as something else, E[X], u × v of vectors, A^+ b, x[-1], and what is made of several derivatives."""
    if _GATE_OF_SIGNS.search(text):
        _check(text, _SIGNS)


def _check(text: str, rows: tuple[Meant, ...]) -> None:
    for _, pattern, message, hint in rows:
        found = re.search(pattern, text)
        if found and not _is_named(found[1], text, rows is _WORDS):
            raise ReadError(message.format(found[1]), hint=hint, text=text, start=found.start(1), end=found.end(1))


def _is_named(piece: str, text: str, products: bool) -> bool:
    """Return whether a word is a name in a text: it is defined there, differentiated by, or stands beside a sign of multiplication."""
    word = re.escape(piece)
    beside = rf"|\b{word}\s*\*|\*\s*{word}\b" if products else ""
    return piece.isalpha() and bool(re.search(rf"\b{word}\s*=|/\s?d\s?{word}\b{beside}", text))
