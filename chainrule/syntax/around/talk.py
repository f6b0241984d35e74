"""What people say around a question: greetings, what they tried, marks for the answer. It is blanked out, place for place."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import in_spaces, separator
from chainrule.syntax.around.english import TELLING
from chainrule.syntax.rules import Readings
from chainrule.syntax.vocabulary import CONSTANTS, DIFFERENTIATORS, GREEK_WORDS, HEADS, PROSE, WORDS

_QUESTION = (
    r"(?:the\s+)?(?:(?:first|second|third|fourth|fifth|partial|implicit|\d{1,3}(?:st|nd|rd|th))\s+)*(?:derivatives?\s+(?:of|for)\b|differentiate\b|differentiating\b|differentiation\s+of\b)"
    r"|(?:find|compute|calculate|determine)\s+(?:the\s+(?:[a-z]+\s+){0,3}derivatives?\b|d\w{0,3}\s?/\s?d|[a-zA-Z]['’′])|d\w?\s?/\s?d[a-zA-Z]\b"
)
_NAMED = r"[$]?[^\W\d_](?:_\w)?\s?(?:\(\s?\w\s?\)\s?)?=(?!=)"  # what begins a definition
_TAG = re.compile(r"\A\s*[\[(](?:[A-Za-z]+[\s:,-]+){0,4}(?:[A-Za-z]{2,}|\d|I{1,3})[\])]\s+(?=([A-Za-z]{2,}))")  # [Calculus 1]
_LABEL = re.compile(rf"\A\s*[A-Za-z][\w' ]{{1,40}}:\s+(?=(?:what(?:'s|\s+is)|how)\b|{_QUESTION})", re.IGNORECASE)  # ELI5: …
_BEFORE = re.compile(r"\A(?:\s*(?:I['’][a-z]*|[aui]|[a-z]{2,15}(?:['’][a-z]{1,2})?)[,.!:;-]*(?=\s)){1,25}?\s+" + f"(?={_QUESTION})", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_SAID = re.compile(r"(?:is|be|are|was|denotes?|equals?|times)$", re.IGNORECASE)  # v is the derivative of …
_ASKING = re.compile(r"(?:what|why|how|where|who|whose|is|are)\b", re.IGNORECASE)
_CALLING = re.compile(r"\b([A-Za-z]{2,})(!+)(?=\s|\Z)")  # Hi! Thanks!
_AFTER = re.compile(
    r"(?:[,.;?!]|(?<!\s)(?=\s))\s++(?:(?:and|but|because|since|as)\s++|[-–—]\s++)?(?:and\s++|but\s++)?(?:I\b|I['’][a-z]+|i['’]m|showing|leaving)"
    r"(?:\s+(?:[A-Za-z]{2,15}(?:['’][a-z]{1,2})?|[aI])(?![\w(=^'’′])){0,25}[.?!]*\s*\Z"
)
_MARK = re.compile(r"(?<=[\w)²³])\s+\[\s?\d{1,2}\s?\]\s*\Z")
_NUMBERED = re.compile(  # y = x^2 \quad (2)
    r"(?<=[\w)}²³.,])(?:\s*+(?:\\q?quad\s?|\\hfill\s?|\\[;: ]\s?){1,5}+|[ ]{3,}|\t\s*+|\.{4,}\s*+)"
    r"(\(\d{1,2}(?:\.\d{1,2})?[a-z]?\)|\(\*{1,2}\))(?=[\s$.]*+\Z)"
)
_NUMBERS = re.compile(r"(?<=[\w)}²³])[^\S\n]+\((\d)\)(?=[^\S\n]*(?:[,;\n]|\\\\|\Z))")
_BEHIND = re.compile(r"=[^=\n]*(?<=[\d)}²³])[ ]{1,2}(\(\d{1,2}\))(?=[\s.]*\Z)")  # y = x^2 (2)
_REMARK = re.compile(  # (easy) y = x^2
    rf"\A\s*+([(\[]([A-Za-z][a-z]{{3,14}})[)\]])(?=\s++{_NAMED})|(?<=[\w)}}²³])\s++([(\[]([a-z]{{4,14}})[)\]])(?=\s*\Z)"
)
_SUBJECT = re.compile(r"(?<=[\w)}²³])\s++[(\[](?:calc(?:ulus)?|pre-?calc(?:ulus)?|maths?|homework|hw|ap)\b[^()=\[\]]{0,20}[)\]](?=\s*\Z)", re.IGNORECASE)
_CHAT = re.compile(r"(?<=[\w)}²³$.?!])(?:,?\s++(?i:pls|plz|thx|thnx|tysm|lol)\b[!.?]*+){1,5}+(?:\s++help[!.?]*+)?(?=\s*\Z)|\A\s*+(?i:pls|plz)(?=\s++[a-z]{3})")
# by what method: log differentiation, take logs, using a substitution, [product rule], -- chain rule
_RULES = r"(?:(?:product|quotient|chain|power|sum|constant(?:\s++multiple)?|general\s++power)\s++(?:and\s++)?){1,4}rules?"
_LOGS = r"(?:(?:natural\s++)?(?:logs|logarithms)(?:\s++(?:of|on)\s++both\s++sides)?|(?:the\s++)?(?:ln|logs?)\s++(?:of|on)\s++both\s++sides)"
_VERBS = r"(?:(?:use|using|by|with|via|apply|applying|take|taking|hint:?|method:?|please|first)\s++){1,3}"
_METHOD = re.compile(
    rf"(?:[,;]\s?|[([]\s?)?(?:\b{_VERBS})?\blog(?:arithmic)?[\s-]differentiation\b\s?[)\]]?"
    rf"|(?:[,;]\s?|[([]\s?)?\b{_VERBS}(?:{_LOGS}|(?:an?\s++|the\s++)?(?:suitable\s++)?(?:u[\s-])?substitution(?:\s++(?:method|rule))?)(?!\s*+[\w(=])\s?[)\]]?|[,;]\s?u-sub(?:stitution)?\b"
    rf"|[([]\s?(?:hint:?\s++)?(?:(?:use|using|by)\s++)?(?:the\s++)?{_RULES}\s?[.!]?\s?[)\]]|\s[-–—]{{1,3}}\s(?:(?:use|using|by)\s++)?(?:the\s++)?{_RULES}(?=\s*\.?\s*\Z)",
    re.IGNORECASE,
)
_HOW = re.compile(r"\b(?:(?i:log)|both|u-sub|[Ss]ubst|rule)")  # one of them is in every method
_EXERCISE = re.compile(r"\s*(\d{0,2}\(([a-h]|i{1,3}|iv|vi{0,3})\))\s+(?=[\w(√\\|])")
_ASKS = re.compile(r"deriv|differentiat|[d∂]\S{0,4}\s?/\s?[d∂]\w|\w['’′]")
# the rotated ellipse, as a sum of powers: words between an article and other words, or the end of a sentence
_BETWEEN = re.compile(
    r"\b((?:the|an?|its|this|that|these|those|each|both|your|our|in|on|as|from)\s+(?:an?\s+|the\s+)?)"
    r"([a-z]{4,}(?:[\s-]+[a-z]{4,}){0,2})(?=(\s+[a-z]+\b|\s*[.;?!]|\s*\Z))"
)
_CHANGING = """
half double triple twice thrice sum product quotient difference multiple square cube root inverse reciprocal integral logarithm exponential
minus negative opposite not times without limit anti
"""
_OPERATORS = frozenset(("times", "by", "plus", "minus", "over"))
_KEPT = frozenset(_CHANGING.split())
# Words after a question that ask, or tell, more: but I need the second one, I want it with respect to a.
_ASKING_ON = """
respect regard wrt by derivative derivatives differentiate first second third fourth twice times order mixed partial gradient slope at point value when
function functions depends depend depending constant constants fixed positive instead
"""
_ASKED_ON = frozenset(_ASKING_ON.split())
_CONSTANT = DIFFERENTIATORS | CONSTANTS.keys()


def without_talk(text: str, readings: Readings) -> str:
    """Return a text without what is said around its question; points for marks, which may be a factor as well, are noted.

    >>> without_talk("Find dy/dx of y = x^2. Please help, I am stuck!", Readings(""))
    'Find dy/dx of y = x^2. Please help;            '
    """
    if _HOW.search(text):
        text = _METHOD.sub(lambda found: separator(found[0]), text)
    text = _CALLING.sub(lambda found: found[1] + " " * len(found[2]) if found[1].lower() in PROSE else found[0], text)
    if (tag := _TAG.match(text)) and tag[1].lower() in PROSE and _is_talk(tag[0]):
        text = in_spaces(tag) + text[tag.end() :]
    if (label := _LABEL.match(text)) and _is_talk(label[0]):
        text = in_spaces(label) + text[label.end() :]
    if before := _BEFORE.match(text):
        text = _without_strange(before[0]) + text[before.end() :]
    after = _AFTER.search(text)
    if after and _is_talk(after[0]) and _ASKED_ON.isdisjoint(_WORD.findall(after[0].lower())):
        text = text[: after.start()] + separator(after[0])
    return without_points(text, readings)


def without_points(text: str, readings: Readings) -> str:
    """Return a text without the points for the answer behind it, x^2 [3], and the letter of an exercise before it, (a) x^2; both are said."""
    if number := _NUMBERED.search(text):
        readings.add("set aside", number.start(1), number.end(1), "the number of a formula")
        text = text[: number.start()] + in_spaces(number) + text[number.end() :]
    text = _without_numbers(text, readings)
    if times := _BEHIND.search(text):
        readings.add("number behind", *times.span(1), "")
    if mark := _MARK.search(text):
        readings.add("set aside", mark.start() + 1, mark.end(), "the points for the answer")
        text = text[: mark.start()] + in_spaces(mark)
    text = _without_remarks(text, readings)
    letter = _EXERCISE.match(text)
    factor = letter and letter[1][0] != "(" and re.search(rf"(?<![A-Za-z]){letter[2]}(?![A-Za-z])", text[letter.end() :])  # 2(a) a x^2
    if letter and not factor:
        readings.add("set aside", letter.start(1), letter.end(1), "the letter of an exercise")
        text = in_spaces(letter) + text[letter.end() :]
    return text


def _without_remarks(text: str, readings: Readings) -> str:
    """Return a text without a word in brackets before or behind its formula, (easy) y = x^2, and what people write in chats, y = x^2 thx; it is said."""
    if (remark := _REMARK.search(text)) and _is_beside(remark[2] or remark[4], text) and _has_quantity(text, remark):
        start, end = remark.span(1 if remark[1] else 3)
        readings.add("set aside", start, end, "a remark")
        text = text[:start] + " " * (end - start) + text[end:]
    text = _SUBJECT.sub(in_spaces, text)
    if (chat := _CHAT.search(text)) and "=" not in text[chat.end() :]:
        readings.add("set aside", chat.start() + len(chat[0]) - len(chat[0].lstrip(" ,")), chat.end(), "no part of the question")
        text = text[: chat.start()] + in_spaces(chat) + text[chat.end() :]
    return text


def _has_quantity(text: str, remark: re.Match[str]) -> bool:
    """Return whether a formula has a quantity besides the word behind it, which may else be its only one: y = 2 (abcd)."""
    return not remark[4] or remark[4] in PROSE or re.search(r"[^\W\d_]", text[: remark.start()].rpartition("=")[2]) is not None


def _is_beside(word: str, text: str) -> bool:
    """Return whether a word in brackets says something beside a formula: it stands once, and no other quantity has a name of several letters."""
    others = set(re.findall(r"[A-Za-z]{3,}", text)) - {word}
    if any(word.lower() in names for names in (WORDS, GREEK_WORDS, CONSTANTS)) or len(re.findall(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text)) > 1:
        return False
    return all(each in HEADS or each in GREEK_WORDS or each.lower() in PROSE for each in others)


def _without_numbers(text: str, readings: Readings) -> str:
    """Return a text without the numbers behind its formulas, where these are numbered from 1 on: y = x^2 (1), x = 3t (2)."""
    numbers = list(_NUMBERS.finditer(text)) if "(1)" in text and "(2)" in text else []
    if len(numbers) < 2 or [number[1] for number in numbers] != [str(place + 1) for place in range(len(numbers))]:
        return text
    for number in numbers:
        readings.add("set aside", number.start(1) - 1, number.end(1) + 1, "the number of a formula")
        text = text[: number.start()] + in_spaces(number) + text[number.end() :]
    return text


def without_strange(text: str) -> str:
    """Return a text without words among words that say nothing about a formula and that stand nowhere else: a rotated ellipse.

    >>> without_strange("Write y = x^2 as a monomial and find dy/dx")
    'Write y = x^2 as a          and find dy/dx'
    """

    def shown(found: re.Match[str]) -> str:
        words = found[2].split()
        strange = [word for word in words if word not in PROSE]
        follows = found[3].strip()
        before = text[: found.start()].rsplit(maxsplit=1)[-1:]
        operand = bool(before) and before[0].lower() in _OPERATORS  # times the weight
        named = operand or (follows.isalpha() and follows not in PROSE)
        if not strange or named or not _is_talk(found[0]) or not _CONSTANT.isdisjoint(strange):
            return found[0]
        alone = all(len(re.findall(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text)) == 1 for word in strange)
        return found[1] + re.sub(r"[a-z]+", lambda word: word[0] if word[0] in PROSE else " " * len(word[0]), found[2]) if alone else found[0]

    return _BETWEEN.sub(shown, text) if "=" in text and _ASKS.search(text) else text


def _is_talk(piece: str) -> bool:
    """Return whether words say nothing that is mathematics."""
    words = {word.lower() for word in _WORD.findall(piece)}
    return words.isdisjoint(_KEPT) and words.isdisjoint(TELLING) and words.isdisjoint(HEADS)


def _without_strange(piece: str) -> str:
    """Return the words before a question without those that only people know: hey guys, how do i find the; but not: v is the, half the."""
    words = _WORD.findall(piece)
    said = [word for word in words if _SAID.match(word)]
    if not _is_talk(piece) or (said and not _ASKING.match(words[0]) and "there" not in piece.lower() and "stuck" not in piece.lower()):
        return piece
    last = words[-1]

    def shown(found: re.Match[str]) -> str:
        word = found[0].lower().replace("’", "'").replace("'", "")
        kept = word in PROSE or (found[0] == last and found.end() == len(piece.rstrip()) and len(last) > 1) or word in DIFFERENTIATORS or word in CONSTANTS
        return found[0] if kept else " " * len(found[0])

    return _WORD.sub(shown, piece)
