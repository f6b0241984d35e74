"""English around formulas: what it asks is taken from it, and the words themselves are blanked out, place for place."""

from __future__ import annotations

import re
from itertools import takewhile

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.around.answer_form import without_form
from chainrule.syntax.around.blanks import in_spaces, separator
from chainrule.syntax.around.claims import without_claim
from chainrule.syntax.around.comments import without_comments
from chainrule.syntax.around.delimited import has_language, without_language
from chainrule.syntax.around.elsewhere import check_alone, check_asked
from chainrule.syntax.around.english import ORDINALS, TELLING
from chainrule.syntax.around.motion import of_motion, with_motion
from chainrule.syntax.around.spoken import in_signs
from chainrule.syntax.around.stories import MARK as _MARK
from chainrule.syntax.around.stories import NAME as _NAME
from chainrule.syntax.around.stories import without_stories
from chainrule.syntax.around.talk import without_strange, without_talk
from chainrule.syntax.asked.conditions_said import without_interval
from chainrule.syntax.asked.dependence_said import without_dependence
from chainrule.syntax.asked.lines import with_derivatives
from chainrule.syntax.asked.requests import Asked
from chainrule.syntax.rules import Readings
from chainrule.syntax.vocabulary import CLEAR_WORDS, CONSTANTS, DIFFERENTIATORS, HEADS, PROSE

ASKING = frozenset(("gradient", "jacobian", "hessian", "slope", "tangent", "velocity", "acceleration"))  # words that ask where nothing follows them
OPERATOR = 60  # characters before words that are looked at for d/dx
_ORDERS = {**ORDINALS, "twice": 2, "double": 2} | {f"{count}{ending}": count for count in range(1, 100) for ending in ("st", "nd", "rd", "th")}
_WRT = r"(?:with\s++respect\s++to|with\s++regards?\s++to|in\s++respect\s++(?:to|of)|respecting|w\.?\s?r\.?\s?t\.?)(?![A-Za-z])"
_END = r"\s*+[.?,]?\s*+$"
_LETTER = r"(?:\\[a-z]++|[^\W\d_])(?:\d{1,2}|_\w|_\{\w{1,6}\})?(?!\w)"  # a name that is no word
_AFTER_NAME = r"(?=\s*+(?:[.?,:;)]|\Z|(?:and|for|where|when|if|of|in|at|using|given)\b))"
_NO_LABEL = "(?:and|the|but|except|not|nor|neither|than|everything|anything|without|half|twice|minus|negative|square|cube|root|inverse|reciprocal)"
_RESPECT = re.compile(
    rf"{_WRT}\s*+:?\s*+(?:(?:the\s++)?(?:(?!{_NO_LABEL}\b)[a-z]{{3,12}}\s++){{1,2}}(?={_MARK}{_LETTER}{_MARK}{_AFTER_NAME}))?{_MARK}({_NAME}){_MARK}"
    rf"((?:(?:\s*+,\s*+(?:and\s++)?|\s++and\s++)(?:then\s++)?(?:with\s++respect\s++to\s++)?{_MARK}{_NAME}{_MARK}){{1,5}}(?={_END}|\s*+[.;:]\s|\s++(?:of|if|where|when|given|for|at|using)\b)"
    rf"|\s++then\s++(?:with\s++respect\s++to\s++)?{_MARK}{_NAME}{_MARK}(?={_END}))?",
    re.IGNORECASE,
)
_RESPECT_APART = re.compile(rf"\((\s*+{_WRT}[^()]{{1,30}})\)", re.IGNORECASE)
_OTHER_NAMES = re.compile(rf"(?:,\s*+|(?:\band|\bthen|\brespect\s++to)\s++){_MARK}(?!and\b|then\b|with\b)({_NAME})")
_ONE_AFTER_THE_OTHER = re.compile(
    r"\bthen\b|\b(?:mixed|cross|second|third|fourth)\b|(?<!\bfirst )(?<!\bfirst-)order|twice|success|consecut|in\s+turn", re.IGNORECASE
)
_BE = re.compile(
    r"(?:\A|(?<=[.;\n])|(?<=[.;]\s))\s?(Let|let|Suppose)\s++([^\W\d_])\s++be\s++"
    r"(?=[-−(\d√|\\]|[^\W\d_](?:\(-?\d|\s?[\^²³*/+−-]|\s?\Z)|(?:sin|cos|tan|sec|ln|log|exp|sqrt|e)(?![a-z]))"  # Let z be 3/6. Let x be g(-3). Let y be x^2.
)
_MARGINAL = re.compile(r"\bmarginal\s++(?:cost|revenue|profit|utility|product|demand|benefit)(?:\s++function)?\b(?!\s*+[=(])", re.IGNORECASE)
_OF_NETWORK = re.compile(  # sigmoid function σ(x) = …
    rf"\b(?:the\s++)?(?:{'|'.join(HEADS)})\s++(?:activation\s++)?function\s++(?=[^\W\d_](?:_\w)?\s?\(\s?\w+\s?\)\s*+=)"
)
_HOW = re.compile(  # how does f change with x, when x changes, if we change x a little?
    rf"(?<=[\w)]\s)(?:changes?|vary|varies)\s++(?:with|when|as|if)\s++(?:(?:we|you|I)\s++(?:change|vary|nudge)\s++)?({_LETTER}|[A-Za-z]\w{{2,20}})"
    rf"(?:\s++(?:changes|varies|is\s++(?:changed|varied|nudged)))?(?:\s++a\s++(?:little|(?:tiny\s++)?bit))?{_AFTER_NAME}"
)
_BY = re.compile(rf"(?<!\bstep )(?<!\bline )(?<!\bterm )\bby\s++({_NAME})\s*+[.?]?\s*+$", re.IGNORECASE)
_COUNTS = {"twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_TIMES = re.compile(
    r"\b(?:(twice|thrice)|(two|three|four|five|six|\d{1,2})\s++times)\b(?!\s+(?:continuously|differentiable))(\s+the\s+(?:\w+\s+)?derivative)?", re.IGNORECASE
)
_NESTED = re.compile(  # the derivative of the second derivative of x^4
    r"\b(?:(?:(?:\w+\s+)?derivative\s+of\s+the\s+)+|differentiate\s+the\s+(?:(?:\w+\s+)?derivative\s+of\s+the\s+)*)(?:\w+\s+)?derivative\s+of\b"
    r"(?!\s+[$]?\\?\w+\s?(?:\(\w\)\s?)?['’′]|\s+[$]?(?:\\frac\s?\{\s?)?[d∂]\w*\s?(?:/|\}))",
    re.IGNORECASE,
)
_GRADIENT_BY = re.compile(  # gradient wrt w, behind the definitions
    r"(?<=[,;.\n])(?:\s++(?:the\s++)?)(?:grad(?:ient)?s?|partials?|jacobian)(?=\s+(?:wrt|w\.\s?r\.\s?t|with\s+respect)\b)", re.IGNORECASE
)
_ASKS = re.compile(r"differentiat|derivative", re.IGNORECASE)
_ORDER = re.compile(
    rf"\b({'|'.join(ORDINALS)}|(?!1st)[1-9]\d?(?:st|nd|rd|th)|twice|double)\b(?=[^=]{{0,60}}?\bderivatives?\b|\s*$)|\btwice\b", re.IGNORECASE
)
_AND = re.compile(r"(?:\s*+,)?\s*+(?:(?:and|&)\s++)?(?:the\s++)?", re.IGNORECASE)
_VALUE = rf"{_MARK}{_NAME}\s*+=\s*+(?:{_NAME}\s*+=\s*+)?+[^,;=\n]{{1,40}}?"  # x = y = 1
_NUMBER = rf"{_MARK}{_NAME}\s*+=\s*+(?:{_NAME}\s*+=\s*+)?+-?[\d.]++{_MARK}"
_PLACE = r"(?:\\(?:left|ds|displaystyle)(?![a-z])\s*+)*+\((?:[^()=]|\([^()=]*\)){1,80}\)"  # (2, sqrt(6))
_NAMED = r"(?:[A-Z](?:_?\d)?\s?(?=\([^()=]{1,40},))?+"  # P of P(1, 1)
_POINT = re.compile(
    rf"\bat\s++(?:the\s++)?(?:(?:given|indicated|specified|following)\s++)?(?:points?\s*+:?\s*+(?:on\s++(?:the\s++)?(?:curve|graph|[A-Z])\s++)?"
    rf"(?:with\s++coordinates\s++|where\s++)?)?(?:{_VALUE}(?:,\s*+(?:and\s++)?{_VALUE})*|{_MARK}{_NAMED}{_PLACE}{_MARK})(?=\s?[.?:]?\s*$|\s?[.:;,]\s|,?\s++(?:if|given|where|when|suppose|using|by|and|for|with|of|on\s++the\s++(?:curve|graph|ellipse|circle|hyperbola))\b)"
    rf"|\b(?:when|for)\s++{_NUMBER}(?:\s*+(?:,\s*+)?(?:and\s++)?{_NUMBER})*{_END}",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total|exact)\s+(?=differentials?\b(?!\s+equation))", re.IGNORECASE)
_ASKED_AT = re.compile(r"differentiat|deriv|slope|gradient|\brate\b|velocity|\bspeed|[d∂]\w?\s?/\s?[d∂]|['’′]", re.IGNORECASE)
_AT_NUMBER = re.compile(r"\bat\s++([-−]?\d++(?:\.\d++)?|π|pi)(?=\s?[.?]?\s?\Z|\s++(?:of|if|where|when|for|given)\s)")  # the slope at 3
_CONSTANTS = re.compile(
    r"\b(?:where|with|if|when|assuming|assume|for|and|let|suppose)\b[^=.;]{0,80}?\b(?:is|are|be)\b[a-z\s-]{0,40}?\b(?:constants?|parameters?|numbers?|integers?|real|positive)\b",
    re.IGNORECASE,
)
_KEPT = "treating|holding|keeping|taking|leaving|regarding|considering|with|where"  # y constant
_CONSTANTS_APART = re.compile(
    r"\([^()=<>]{1,40}?\b(?:constants?|parameters?)\s*\)|[,;]\s*+[\w, ]{1,20}?\b(?:is|are)\s++(?:an?\s++)?(?:constants?|parameters?)\b"
    r"|[,;]\s*+[\w, ]{1,20}?\s(?:(?:is|are|held|kept)\s++)?(?:constant|fixed)\b"
    rf"|\b(?:while\s++)?(?:{_KEPT})\s++(?:all\s++)?[\w, ]{{1,30}}?\s(?:(?:as|held|kept|being)\s++)?(?:an?\s++)?(?:constants?|fixed|parameters?)\b"
    r"|\(\s*+(?:for|when|where|with|if|assume|assuming|suppose)\s[^()=]{1,20}[<>≤≥≠][^()]{1,20}\)"
    r"|\b(?:where\s++)?\w+\s++(?:is|are)\s++(?:measured\s++|given\s++)?in\s++radians\b",
    re.IGNORECASE,
)
# f and g are differentiable functions of x
_FUNCTIONS = re.compile(
    r"(?<![=+*/^-]\s)\b(?:[^\W\d_](?:\(\w\))?,?\s++(?:and\s++)?){1,4}(?:is|are|be)\s++(?:[a-z]++\s++){0,4}?(?:differentiable(?:\s++functions?)?|functions?)\b"
    r"(?:\s++of\s++[^\W\d_]\b(?!\()(?:\s*+(?:,|,?\s*+and\s)\s*+[^\W\d_]\b(?!\s*+[=(]))*)?(?:\s++at\s++[^\W\d_]\s*+=\s*+[-−]?\d++)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\(\s*+(?:[a-z]{2,}\s++)++[a-z]{2,}[.!?]?\s*+\)", re.IGNORECASE)
_FORMULA = re.compile(r"[=\d^]")
_ARTICLE = r"(?:a|A|I)\s"
_SENTENCES = re.compile(
    rf"(?:\A|(?<=[.;?!\n]))[^\S\n]*+(?:{_ARTICLE})?[A-Za-z](?:[a-z]|['’][a-z])+(?:[ \t,]+(?:\()?(?:{_ARTICLE})?[A-Za-z](?:[a-z-]|['’][a-z])+\)?)+"
    r"\s*(?=[.?!;\n]|\Z)"
)
_TERMS = re.compile(
    r"\b(?:as\s++(?:an?\s++)?functions?\s++of(?=\s++\w(?:\s*+,\s*+\w(?!\w))*+(?:,?\s++and\s++\w)?+\s*+[.:;?\n])|in\s++terms\s++of)\s++"
    r"((?:(?!\s++(?:if|when|where|given|for|with|at|using|let)\b)[^,.:;?\n]){1,60}(?:,\s*+(?:and\s++)?\w*_\w++(?!\s*+[=(]))*+)",
    re.IGNORECASE,
)
_DERIVED = re.compile(r"[d∂]\w{0,60}+\s*+/\s*[d∂]|\\partial|\\frac\s*\{\s*d|['′’]")
_HESSIAN = re.compile(r"\bHessian(?:\s+matrix)?(?:\s+(?:of\b|H(?=\s*+(?:[.?;,]|\Z))))?", re.IGNORECASE)
_LEFT_OPEN = re.compile(
    r"\bthe\s++(?:(?:exact|numerical)\s++)?values?\s++of\b|\b(?:is|equals)(?:\s++equal)?(?:\s++to)?\s*+[?:]?\s*+$|^\s*+[Ii](?:['’](?:m|ve|d))?(?=\s++[a-z]{2})"
    r"|^\s*+(?:Express|Factor(?:i[sz]e)?|Expand|Rewrite|Simplify)\s++(?![a-z]{2}|[=*+/^])"
    r"|(?<=[\w)}³²])\s(?:change|vary|grow|increase|decrease|rise|fall|shrink)(?=\s*+\?)"  # How fast does V = … change?
    r"|(?<=[\w)}³²])\s(?:changes|varies|grows|increases|decreases|rises|falls|shrinks)(?=\s*+[;?])"  # how fast A = s² changes with respect to s
    r"|(?<=\s)I\s++(?:want|need|would\s++like)(?:\s++(?:to|it))?(?=\s++[$]?(?:[a-z]{2}|[A-Za-z]['’′]|[d∂][\^²\w]{0,3}\s?/)|\s*+(?:[;.,]|\Z))"
)
_POWER = re.compile(r"\bto\s+the\s+(?:power\b|[a-z]+\s+power\b)", re.IGNORECASE)
_AMPERSAND = re.compile(r"(?<=[\w)]\s)&(?=\s[A-Za-z]{2})(?![^\n]{0,200}\\end)")  # find f'(x) & evaluate
_OVER_ITSELF = re.compile(r"(?<![\w^)])([A-Za-z]\w*+)/\s{4,}+\1[-+]\s{4,}")  # x over x plus 1, after it was put in signs
_BY_FUNCTION = re.compile(
    rf"{_WRT}\s*+:?\s*+{_MARK}"
    r"(\\?(?:(?:a|ar|arc)?(?:sin|cos|tan|sec|csc|cosec|cot)h?|ln|lg|log(?:_?\d+)?|exp|sqrt|cbrt|erf)\b|e\s*\^|[a-z]\s*[\^²³])",
    re.IGNORECASE,
)
# What a verb would be said of, and no factor written with *; not: the heating cost C(x) = …
_BESIDE = re.compile(r"[^\S\n]++(?!(?:[A-Za-z]{1,15}[^\S\n]++){0,4}+[^\W\d]\w*+(?:\([\w,\s]{1,12}\))?\s*+=)[\w(\\$]")
_VERB = re.compile(r"(?<=[\w)])\s(is|are|was|were)\s(?=[\w(\\])")
_JOINING = re.compile(r"(?<=[\w)]\s)(not|but|on|than|nor)(?=\s[\w(])")
_STATED = re.compile(r"[=\d^+*/()\\$]|(?<![A-Za-z'’])(?![Aa](?![A-Za-z]))[A-Za-z](?![A-Za-z])")  # in a sentence that is not of words alone
_ALONE = re.compile(r"(?:\A|[;\n])[^\S\n]*+([A-Za-z]{4,})[^\S\n]*+(?=[;\n]|\Z)")
_GLUED = re.compile(r"(?:[xytu]|(?:arc)?(?:sin|cos|tan)h?|sec|csc|cot|ln|log){2,20}(?<=[xytu])")  # xsinx, sinxcosx
_WORDS = re.compile(r"(?<![\\\w{])(?:[A-Za-z]+['’][a-z]+|[A-Za-z]{2,}|\d{1,2}(?:st|nd|rd|th)\b)(?![\w{(_^]|\s*[=*/^])|(?<![\\\w{])[A-Za-z]{2,}(?=\s*\()")
# d/dx, ∂²/∂x² or \frac{d}{dx} right before the words: what comes after them is its operand.
_OPERATOR = re.compile(
    r"(?:(?<![^\W\d_])[d∂](?:\^?\{?\d\}?|[²³])?\s*+/\s*+\(?\s*+[d∂]\s*+\w+(?:\^\d|[²³])?\)?"
    r"|\\[dt]?frac\s*+\{\s*+(?:d|\\partial)[\d^{\s]*+\}\s*+\}?\s*+\{[^{}]*\})\s*+$"
)
_BY_DERIVATIVE = re.compile(
    rf"\b(?:let|suppose)\s++{_MARK}([^\W\d]\w*+)\s*+\(\s*+([^\W\d]\w*+)\s*+\){_MARK}\s++(?:be|is|denotes?)\s++the\s++(?:(first|second|third|fourth|fifth|\d[a-z]{{2}})\s++)?"
    r"derivative\s++of(?=[\s$#])(?:\s++(?:the\s++)?(?:function|expression)\b)?([^\n;]*?)(\.\s|\.?$|(?=[\n;]))",
    re.IGNORECASE,
)
_ANY_ORDER = re.compile(r"\b(?:[nk](?:-?th|\s+th|\^th)|(?:\d{3,}|0)(?:st|nd|rd|th))\s++(?:order\s++)?derivative", re.IGNORECASE)
_OPERAND = re.compile(rf"\b(?:derivatives?\s++of|differentiate)\s++(?:the\s++derivative\s++)?{_MARK}", re.IGNORECASE)
_COLON = re.compile(r"\s*+:(?!=)")
_DASH = re.compile(r"(\s*+)([-–—]++)(\s*+)")
_BEFORE_OPERAND = frozenset(("of", "is", "be", "to", "for", "if", "when", "where", "and", "equals", "let", "given"))  # a sign may follow them
_SPACE = re.compile(r"\s+")
_FILL = re.compile(r"[\s:,;\-–—]+(?:(?:a|an|I|i)[\s:,;]+)?")


def read_prose(text: str, readings: Readings) -> Asked:
    """Return what the English in a text asks, and the text with English blanked out; every place stays where it was.

    Raises ReadError for what it asks and chainrule does not work out.
    """
    check_alone(text)
    text = with_derivatives(_TOTAL.sub(lambda word: " " * len(word[0]), _AMPERSAND.sub(",", text)))
    text = original = in_signs(without_claim(without_talk(without_comments(text), readings), readings), readings)
    if general := _ANY_ORDER.search(text):
        hint = "ask for a number: the 3rd derivative of …"
        which = "so high an" if general[0][0].isdigit() else "any"
        raise ReadError(f"a derivative of {which} order is not worked out", hint=hint, text=original, start=general.start(), end=general.end())
    check_asked(text)
    check_signs(text)
    text = _BE.sub(lambda found: f"{found[2]} = ".rjust(len(found[0])), text)
    text = with_motion(text)
    text = _MARGINAL.sub(lambda found: ";".ljust(len(found[0])), text)
    text = _GRADIENT_BY.sub(in_spaces, _OF_NETWORK.sub(in_spaces, text))
    if "derivative" in text:
        text = _BY_DERIVATIVE.sub(_as_operator, text)
    text, wrt = _without_respect(_RESPECT_APART.sub(lambda found: f" {found[1]} ", text))
    text, wrt = _without_terms(text, wrt, readings)
    text, order = _without_order(text, original)
    text, dependence = without_dependence(without_form(text, readings))
    text = _FUNCTIONS.sub(lambda found: ";" + " " * (len(found[0]) - 1), text)
    conditions = tuple(found[0] for found in _CONSTANTS.finditer(text) if re.search(r"positive|negative", found[0]))
    text = _CONSTANTS.sub(lambda found: ";" + " " * (len(found[0]) - 1), text)
    text = _CONSTANTS_APART.sub(lambda found: ";" + " " * (len(found[0]) - 1), text)
    text = _BRACKETED.sub(lambda found: " " * len(found[0]) if PROSE.issuperset(set(re.findall("[a-z]+", found[0].lower())) - {"not"}) else found[0], text)
    text = without_stories(text)
    text = _LEFT_OPEN.sub(lambda found: " " * len(found[0]), text)
    text, stated = without_interval(text, readings)
    point = _POINT.search(text) or (_AT_NUMBER.search(text) if _ASKED_AT.search(original) else None)
    if point:
        readings.add("set aside", point.start(), point.start() + len(point[0].rstrip(" .,;")), "numbers are put in last")
        text = _blank(text, point.start(), point.end())
    operand = max((found.end() for found in _OPERAND.finditer(text)), default=-1)
    text = _without_sentences(text)
    text = without_language(_without_words(text if has_language(original) else without_strange(text), readings), original)
    check_understood(text, original)
    each = len(wrt) > 1 and not _ONE_AFTER_THE_OTHER.search(original)
    said = "" if point is None else f"({point[1]})" if point.re is _AT_NUMBER else point[0]
    return Asked(text, wrt, order, operand, said, each, dependence, conditions=(*conditions, *stated))


def _without_order(text: str, original: str) -> tuple[str, int]:
    """Return the text without "three times", and how often is differentiated. Raises ReadError for a multiple of a derivative."""
    if (hessian := _HESSIAN.search(text)) and not re.search(r"\bhessian\s*+=", text, re.IGNORECASE):
        return _blank(text, hessian.start(), hessian.end()), 2
    if not _ASKS.search(original):
        return text, of_motion(original)
    if times := _TIMES.search(text):
        if times[3]:
            hint = "ask for the derivative alone"
            raise ReadError("a multiple of a derivative is asked for", hint=hint, text=original, start=times.start(), end=times.end())
        count = (times[1] or times[2]).lower()
        return _blank(text, times.start(), times.end()), int(count) if count.isdigit() else _COUNTS[count]
    if nested := _NESTED.search(text):
        count = len(re.findall("differentiate", nested[0], re.IGNORECASE))
        count += sum(_ORDERS.get(each.lower(), 1) for each in re.findall(r"(\w+)\s+derivative", " the " + nested[0], re.IGNORECASE))
        return _blank(text, nested.start(), nested.end()), count
    found: re.Match[str] | None = None
    for each in _ORDER.finditer(text):  # the last of "second and third"
        found = each if found is None or _AND.fullmatch(text, found.end(), each.start()) else found
    return text, _ORDERS[found[0].lower()] if found else of_motion(original)


def check_signs(text: str) -> None:
    """Refuse what is said of powers and of functions to differentiate by, and could not be written in signs: to the power of one third."""
    if power := _POWER.search(text):
        hint = "write it in signs: x^(1/3)"
        raise ReadError("this power is not understood", hint=hint, text=text, start=power.start(), end=power.end())
    if over := _OVER_ITSELF.search(text):
        hint = "write it in signs: x/(x + 1)"
        raise ReadError("how far 'over' reaches is not said", hint=hint, text=text, start=over.start(), end=over.end())
    if by := _BY_FUNCTION.search(text):
        hint = "name both, and ask for one by the other: u = sin(x), v = cos(x), du/dv"
        raise ReadError("a derivative by a function is asked for", hint=hint, text=text, start=by.start(1), end=by.end(1))


def _sentence(text: str, place: int) -> str:
    """Return the sentence, or the part of one, that a place in a text stands in."""
    ends = [found.start() for found in re.finditer(r"[.:;,?!\n]", text)]
    first = max((end for end in ends if end < place), default=-1)
    return text[first + 1 : min((end for end in ends if end >= place), default=len(text))]


def check_understood(text: str, original: str) -> None:
    """Refuse a word that says something and is left after everything that was understood: 5 over x + 1, x² ableiten."""
    for found in re.finditer(r"(?<![\w\\])[A-Za-z]{4,}(?![\w(])", text):
        doing = found[0].endswith("ing") and len(found[0]) > 6 and _BESIDE.match(text, found.end()) and original != text
        if (doing or found[0].lower() in TELLING) and not re.search(rf"(?<!\w){found[0]}\s*(?:\(\w+\)\s*)?=", text):
            hint = "write it in signs: 1/x, -x, x^2, arcsin(x)"
            raise ReadError(f"the word '{found[0]}' is not understood here", hint=hint, text=original, start=found.start(), end=found.end())
    if (joining := _JOINING.search(text)) and text != original:
        hint = "leave the sentence out, or write what it says in signs"
        raise ReadError(f"the word '{joining[1]}' is not understood here", hint=hint, text=original, start=joining.start(1), end=joining.end(1))
    verb = _VERB.search(text) if original != text else None
    if verb is not None and _STATED.search(_sentence(text, verb.start())):
        hint = "leave the sentence out, or write what it says in signs"
        raise ReadError(f"the word '{verb[1]}' is not understood here", hint=hint, text=original, start=verb.start(1), end=verb.end(1))
    alone = _ALONE.search(text) if text != original and not _DERIVED.search(original) else None
    if alone and alone[1] not in CONSTANTS and not _GLUED.fullmatch(alone[1]) and len(re.findall(rf"(?<![A-Za-z]){alone[1]}(?![A-Za-z])", text)) == 1:
        hint = "leave it out, or write what it says in signs"
        raise ReadError(f"the word '{alone[1]}' is not understood here", hint=hint, text=original, start=alone.start(1), end=alone.end(1))


def _as_operator(found: re.Match[str]) -> str:
    """Return "Let v(t) be the second derivative of t^5." as v(t) = d^2/dt^2 (t^5); every place stays where it is."""
    name, argument, order, operand, end = found.groups()
    count = _ORDERS.get((order or "").lower(), 1)
    times = f"^{count}" if count > 1 else ""
    before = f"{name}({argument}) = d{times}/d{argument}{times} ".rjust(found.start(4) - found.start() - 1)
    return f"{before}({operand}){end[1:].replace(' ', ';')}" if end else f"{before} {operand}"


def _blank(text: str, start: int, end: int) -> str:
    """Return the text with a part replaced by a separator and spaces; lines stay."""
    return text[:start] + separator(text[start:end]) + text[end:] if end > start else text


def _asked_how(text: str) -> re.Match[str] | None:
    """Return where a text asks how something changes with a quantity: a letter, a word that stands in a formula, or time."""
    found = _HOW.search(text) if "ow do" in text or "ow much do" in text else None
    if found is None or re.fullmatch(_LETTER, found[1]):
        return found
    if found[1] == "time":  # which nothing depends on where no t stands in the text
        return None if re.search(r"(?<![A-Za-z])d?t(?![A-Za-z])", text) else found
    return found if re.search(rf"[=+*/·×(−-]\s?{found[1]}(?!\w)|(?<!\w){found[1]}\s?[=+*/·×^)−-]", text) else None


def _without_respect(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without "with respect to x", and the names; in "with respect to x and simplify" there is one."""
    found = _RESPECT.search(text) or _asked_how(text) or (_BY.search(text) if _ASKS.search(text) else None)
    if not found:
        return text, ()
    try:
        rest = _OTHER_NAMES.findall(found[2]) if found.re is _RESPECT and found[2] else []
        names = tuple(canonical(name.strip()) for name in (found[1], *takewhile(lambda name: name.strip().lower() not in PROSE, rest)))
    except ReadError as error:
        raise ReadError(error.message, hint=error.hint, text=text, start=found.start(), end=found.end()) from None
    return _blank(text, found.start(), found.end()), names


def _without_terms(text: str, wrt: tuple[str, ...], readings: Readings) -> tuple[str, tuple[str, ...]]:
    """Return the text without "in terms of ŷ": the form in which an answer is wanted or, where nothing else says it, what to differentiate by."""
    found = _TERMS.search(text)
    if not found:
        return text, wrt
    asked = found[1].strip(" $#")
    if not wrt and re.fullmatch(_NAME, asked) and _ASKS.search(text) and not _DERIVED.search(text):
        return _blank(text, found.start(), found.end()), (canonical(asked),)
    readings.add("set aside", found.start(), found.end(), "the form of the answer is left open")
    return _blank(text, found.start(), found.end()), wrt


def _without_words(text: str, readings: Readings) -> str:
    """Return the text with every run of English words replaced by a separator and spaces."""
    kept = called(text)
    runs: list[list[int]] = []  # start, end, words
    for found in _WORDS.finditer(text):
        word = found[0].lower().replace("’", "").replace("'", "")
        if found.start() == kept or (word not in PROSE and not re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", word)):
            continue
        fill = runs and (_SPACE if _is_sided(text, runs[-1][0]) else _FILL).fullmatch(text, runs[-1][1], found.start())
        if runs and fill:
            runs[-1][1] = found.end()
            runs[-1][2] += 1
        else:
            runs.append([found.start(), found.end(), 1])
    for start, end, words in reversed(runs):
        if words > 1 or re.sub("['’]", "", text[start:end].lower()) in CLEAR_WORDS or _asks_alone(text, start, end):
            blank = _blank(text, start, end if text[:start].strip(" \n;,.:") else _after_words(text, start, end, readings))
            text = text[:start] + " " + blank[start + 1 :] if _OPERATOR.search(text[max(start - OPERATOR, 0) : start]) else blank
    return re.sub(r"\?|\.(?=\s|$)|:(?!=)|(?<=[;$\s])\.\.+(?=\s*$)|(?<=\s)!(?=\s|$)", lambda found: ";".ljust(len(found[0])), text)


def _asks_alone(text: str, start: int, end: int) -> bool:
    """Return whether a word at the end of a text asks by itself: s = 3t^2; velocity."""
    alone = text[:start].rstrip(" ")[-1:] in (";", ",", ".", "\n") and not text[end:].strip(" .?!;\n")
    word = text[start:end]
    named = alone and re.search(rf"\b{word}\b", text[:start])  # k = slope x; slope
    of_time = word[:1] not in "vaVA" or re.search(r"(?<![A-Za-z])[tτ](?![A-Za-z])", text[:start])  # but F = m a; acceleration
    return alone and word.lower() in ASKING and not named and bool(of_time)


def _is_sided(text: str, start: int) -> bool:
    """Return whether words stand behind a sign, where a dash or a comma does not join them: L = exact - state; y = 3*state, find dy/dx."""
    return text[max(start - 20, 0) : start].rstrip().endswith(("=", "+", "-", "*", "/", "^"))


def _without_sentences(text: str) -> str:
    """Return the text without sentences that have no signs and no names in them: Compare your answers."""
    if not _FORMULA.search(text):
        return text
    for found in reversed(list(_SENTENCES.finditer(text))):
        words = re.findall(r"[a-z]{2,}", found[0].lower())
        if len(words) > 1 and not PROSE.isdisjoint(words) and TELLING.isdisjoint(words) and HEADS.keys().isdisjoint(words):
            text = _blank(text, *found.span())
    return text


def _after_words(text: str, start: int, end: int, readings: Readings) -> int:
    """Return where the formula after words from ``start`` to ``end`` begins: after a colon or a dash, but at a minus sign.

    A dash that touches the formula, or that comes after a word such as "of", is the formula's own sign.
    """
    colon = _COLON.match(text, end)
    end = colon.end() if colon else end
    dash = _DASH.match(text, end)
    if not dash:
        return end
    word = text[start:end].rsplit(maxsplit=1)[-1].lower()
    apart = dash[3] or not dash[1]
    if dash[2][-1] != "—" and (word in _BEFORE_OPERAND or colon or not apart):
        return end
    if dash[2][-1] != "—":
        readings.add("dash", start, dash.end(), "words and a dash", "0 - …")
    return dash.end()


def called(text: str) -> int:
    """Return where diff or Derivative, with its brackets up to the end of the text, begins; −1 where there is no such request."""
    end = len(text.rstrip(" \n.;?"))
    if text[end - 1 : end] not in (")", "]"):
        return -1
    depth, place = 0, end
    while place and (depth or place == end):
        place -= 1
        depth += (text[place] in ")]}") - (text[place] in "([{")
    word = re.search(r"(?<![^\W_])[A-Za-z]+$", text[max(place - 20, 0) : place])
    inside = text[place + 1 : end - 1]
    return place - len(word[0]) if word and word[0] in DIFFERENTIATORS and "," in inside else -1
