"""What a page has around its problems: Markdown, HTML, the letters and numbers of exercises, points for marks. Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import in_spaces, separator

_SIGNS = re.compile(r"\*\*|<|`|&[A-Za-z]{2}|&#\d|[)\]>•]\s|\]:|\d\.\s|\b[a-h]\.\s|[\])][\s.]*\Z|^[^\S\n]*+[-*–—]\s", re.MULTILINE)  # in every mark
_NESTED = 8  # levels of raised and lowered parts in one another
_RAISED = re.compile(r"<sup>([^<>\n]*)</sup>", re.IGNORECASE)
_LOWERED = re.compile(r"<sub>(\w[^<>\n]*)</sub>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|b|i|u|em|strong|span|div|br|li|ol|ul|var|code)(?:\s[^<>]*)?/?>|&(?:nbsp|ensp|emsp|thinsp);", re.IGNORECASE)
_ENTITIES = {"minus": "-", "times": "*", "middot": "*", "sdot": "*"}
_ENTITY = re.compile(r"&(?:#(\d{2,6})|([A-Za-z]{2,8}\d{0,2}));")
_BOLD = re.compile(r"(?<![^\s(>])(\*\*|__(?!_))(?=\S)([^*\n]{0,400}?\S)\1(?![\w(*])")
_ROLE = re.compile(r":math:(?=`)")
_NAMED = r"[$]*\\?[^\W\d][\w\u0300-\u036f]*+(?:_\{[^{}]*\})?(?:\([\w,\s]*\))?[$]*\s*+(?::?=|←)"  # what begins a definition
_SENTENCE = r"[A-Z][a-z]+[\s,:]|(?:find|differentiate|compute|calculate|determine|derive|given|evaluate|use|let|if)\b"
_BEGINS = rf"(?={_NAMED}|{_SENTENCE}|\\\(|\\\[|\$)"
_PROMPT = re.compile(r"^[^\S\n]*+(?:>>>|In\s?\[\s?\d{1,3}\s?\]\s?:=?)(?=\s)", re.MULTILINE)  # of a program
_BULLET = re.compile(rf"^[^\S\n]*+(?:[*>•]|[–—](?=\s))[^\S\n]*+(?:[*>•-]\s++)?(?={_NAMED}|{_SENTENCE}|[$]|\\[(\[])", re.MULTILINE)
_DASHES = re.compile(rf"^[^\S\n]*+-[^\S\n]++(?={_NAMED}|{_SENTENCE}|[$]|\\[(\[])", re.MULTILINE)  # of which there are several: - x = 2 alone is -x
_WORDED = re.compile(
    r"(?:\A|(?<=\n))[^\S\n]*+(?:(?i:ex(?:\.|ample|ercise)?\s?\d{1,3}(?:\.\d{1,2}){0,2}(?:,?\s(?:q\.?|no\.|question)\s?\d{1,3}[.:)]?)?(?=\s(?:differentiate|find|compute|calculate|determine)\s))|(?i:(?:homework\s)?(?:problem|exercise|question|example|task|ex\.|no\.|q))\s?+#?\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?(?:\s?\(\d{1,2}\s(?:marks?|points?|pts)\))?(?:[.):]|[^\S\n]*+(?=\n)|\s*+[—–](?=\s)|\s?\([a-h]\)(?:\s?\([ivx]{1,4}\))?)|(?i:(?:problem|exercise)\s(?:set|sheet)\s\d{1,3},?\s(?:#|no\.?\s|question\s|problem\s)\d{1,3}[.):])|Q[.:]|#\d{1,3}[.):]?(?=\s))\s++"
    rf"(?=[A-Z][a-z]++\s|[$\\]|{_NAMED}|{_SENTENCE}|(?<=:\s)[\w(√])"
)
_SECTION = re.compile(  # Ex 5.3 Q2 (a)
    r"\A\s*+(?i:ex(?:\.|ample|ercise)?\s?\d{1,3}(?:\.\d{1,2}){0,2},?\s(?:q\.?|no\.|question)\s?\d{1,3}[.:)]?(?:\s?\([a-h]\)|(?<=\d)[a-h](?![\w^]))?[.:)]?)\s++(?!=)"
)
# (a), a), 1., (1), ii): what is in two brackets may be a factor, and so begins a line or stands after a colon
_LETTERED = re.compile(
    rf"(?:\A|(?<=\n)|(?<=[:.,;]\s)|(?<=[:.,;]))[^\S\n]*+(?:\([a-h1-9]\d?\)|\([ivx]{{1,4}}\)|[ivx]{{1,4}}\)|[a-h]\)|\d{{1,3}}\))[^\S\n]++{_BEGINS}"
    rf"|(?<=[.,;:]\s)\([a-h]\)[^\S\n]++(?=\()|(?<=[^\s(*+/=-])\s\((?:[a-h]|[ivx]{{1,4}})\)[^\S\n]++(?=(?:[Ff]ind|[Ss]how|[Cc]ompute|[Dd]etermine|[Dd]ifferentiate)\s|[d∂]\S{{1,3}}/[d∂])"
    rf"|(?<=[a-z]:\s)\((?:[a-h1-9]|i{{1,3}}|iv|vi{{1,3}}|ix)\)[^\S\n]++(?=[\w(√])"
    rf"|(?:(?<=^)|(?<=\n))\s*+(?:\d{{1,3}}|[a-h])\.[^\S\n]++{_BEGINS}"
    rf"|\A\s*+(?:(?:\d{{1,3}}[.)]|[a-h]\))\s++(?=[^\W\d]|\()|\(?[A-Za-z0-9]{{1,3}}\)\s++(?={_NAMED}))"
)
_PARTS = re.compile(r"(?:(?<=[a-z]{4}\s)|(?<=:\s)|\A)\((?:a|i|1)\)(?=\s[^\n]{1,200}?\s\((?:b|ii|2)\)\s)")  # of one exercise: (a) x^2 (b) x^3
_PART = re.compile(r"(?<=\s)\((?:[b-h]|[iv]{2,4}|[2-9])\)(?=\s)")
_CLOSED = re.compile(r"(?:^|[:.,;\n])[^\S\n]*+[a-h1-9]\d?\)\s*+(?=\S)")  # a bracket that nothing opens
_WORTH = r"\d{1,2}\s*(?:marks?|pts?|points?)"
_MARKS = re.compile(
    rf"(?:(?<=[.?$])[ ]++\(\d{{1,2}}\)|(?<=[.?$:])\s*+(?:\[\s*(?:\d{{1,2}}|{_WORTH})\s*\]|\(\s*{_WORTH}\s*\))"
    rf"|\s(?:\[\s*{_WORTH}\s*\]|\(\s*{_WORTH}\s*\)))\s*\Z",
    re.IGNORECASE,
)
_WORTH_FIRST = re.compile(rf"\A\s*+(?:\[\s*{_WORTH}\s*\]|\(\s*{_WORTH}\s*\))(?=\s)", re.IGNORECASE)
_GROUP = re.compile(r"\bIn\s++(?:Exercises?|Problems?|Questions?)\s++\d{1,3}(?:\s*+(?:[-–—]|to|through|and)\s*+\d{1,3})?\s*+,?", re.IGNORECASE)


_HEADED = r"(?:[A-Z]?[a-z]{3,}+-[A-Z][a-z]++|[A-Z][a-z]++|[A-Z][A-Z0-9][A-Za-z0-9]{0,8})(?:(?:[ -]| \+ )[A-Za-z0-9]++){0,3}+"  # Layer 1, MSE loss, L2 penalty
_LABEL = re.compile(  # Prediction: p = …
    rf"(?:\A|(?<=\n)|(?<=[.;]\s))[^\S\n]*+(?![^:\n]{{0,80}}(?:eriv|ifferen|[Ff]ind|[Cc]ompute)){_HEADED}(?: \([A-Za-z ]+\))?:\s++(?={_NAMED})"
    rf"|\A\s*+[A-Z][a-z]{{2,15}}['’]s(?: [a-z]{{2,15}}){{1,4}}:\s++(?={_NAMED})"  # Newton's law of cooling: T(t) = …
    r"|\A\s*+(?i:input|mathematica|wolfram(?:\s?alpha)?|maple|maxima|sympy|matlab|desmos|geogebra|symbolab|latex|code|formula|expression):\s+(?=[\w(\[\\√])"
    rf"|(?:\A|(?<=\n)|(?<=[.;]\s))(?!eriv|ifferen|find|compute)[a-z]{{3,15}}(?:[ _-][A-Za-z][a-z0-9]{{1,14}}){{0,2}}:\s++(?={_NAMED}|[\d(√])"
    r"|(?:(?<=[.;]\s)|(?<=\n))[A-Z][a-z]+(?: [a-z]{2,15})?:\s++(?=[d∂]\w*\s?/\s?[d∂])"
)
_FOREIGN = re.compile(rf"(\A\s*+(?=[^:]{{0,80}}?[^\W\d_a-zA-Z])(?:[^\W\d_]{{2,}}\s){{0,6}}[^\W\d_]{{3,}}):(?=\s+{_NAMED})")  # Найдите производную: y = …
_KNOWN = re.compile(  # the sigmoid function f(x) = …, which says what the formula is
    r"\b(?:the\s++)?(?:sigmoid|logistic|softplus|softsign|softmax|swish|mish|tanh|(?:leaky\s++)?relu|gelu|s?elu|hinge|huber)\s++(?:(?:activation|loss)\s++)?function\s?,?\s++"
    rf"(?={_NAMED}|[\d(√]|e\^|\\[a-z]|[^\W\d]\w*\()",
    re.IGNORECASE,
)
_EVALUATED = re.compile(r"(?<=[\w)\]}²³$])\s+evaluated(?=\s+(?:at|when|where|for)\b)")  # x^2 evaluated at x = 2
_AT = re.compile(r"(\b(?:at|when|where|if)\s+[A-Za-z]\s+)(equals|is\s+equal\s+to|is)(?=\s+-?[\dπ])")  # at x equals 3
_LEFT_EMPTY = re.compile(r"_{3,}|(?:\\_){2,}")  # where the answer is to be written
_SET = r"(?:\\mathbb\s?\{?\s?R\}?|ℝ|R|\\R|[(\[\]][^()\[\]=]{1,20}[)\[\]])(?:\s?\^\s?\{?\s?[\dn+]\}?|[²³⁺])?"
_SETS = re.compile(  # f: R → R, f(x) = …
    rf"((?:\A|(?<=[\s$(]))[$]?)[A-Za-z]\s?(?::|\\colon)\s?{_SET}\s?(?:→|->|\\to|\\rightarrow)\s?{_SET}"
    r"(?!\s*,?\s*[$]?\s*\w\s*(?:↦|\\mapsto|\\longmapsto))(?:\s?,|(?=[\s$]))"
)
_PUNCTUATION = re.compile(r"\\text\s*\{\s*([.,;:?])\s*\}")
_QUOTED = re.compile(r"(?<=[a-z]{2} )(?:'([A-Za-z(][^'\n]{2,200})'|\"([^\"\n]{2,200})\"|“([^”\n]{2,200})”|‘([^’\n]{2,200})’)(?=[?.,;:!]*(?:\s|$))")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s++(?:[A-Z]\w*+:\s)?(?=[^\n]*[$\\])", re.MULTILINE)
_SINGLE = re.compile(r"(?<!\\)\\(?:\\\\)*+[A-Za-z(\[]")  # a macro as LaTeX has it; in a string of a program all are doubled
_CARET = re.compile(r"(?<=[\w)\]}])\\(?=[\^*]\s*+[\w({+-])")  # x\^2 and x\*y, as Markdown has them
_DELIMITERS = re.compile(r"\\\\(?=[()\[\]])")
_ESCAPED = re.compile(r"\\\\(?=[A-Za-z]{2})")  # no macro has one letter: \\\\g(x) begins a line
_FENCE = re.compile(r"^[^\S\n]*+```[A-Za-z+]{0,12}+[^\S\n]*+$", re.MULTILINE)
_BOX = re.compile(r"^[^\S\n]*+[-*+]\s\[[ xX]?\](?=\s)", re.MULTILINE)  # of a list of things to do
_LIST = re.compile(r"\\(?:begin|end)\{(?:enumerate|itemize|description)\}(?:\[[^\[\]\n]{0,40}\])?")
_ENTRY = re.compile(r"\\item(?![A-Za-z])(?:\s?\[[^\[\]\n]{0,12}\])?")


def without_marks(text: str) -> str:
    """Return a problem without what only a page needs: enumeration, bullets, bold type, tags, marks for points.

    >>> without_marks("(a) y = x<sup>2</sup>")
    '    y = x^(2)        '
    """
    if "\\" in text:
        text = _without_escapes(text)
    text = _HEADING.sub(in_spaces, text) if "#" in text else text
    if _SECTION.match(text) or _WORDED.match(text):  # with a letter in brackets, which may be alone otherwise
        text = _WORDED.sub(in_spaces, _SECTION.sub(in_spaces, text))
    if _SIGNS.search(text):
        text = _without_signs(text)
    if "'" in text or '"' in text or "“" in text or "‘" in text:
        text = _QUOTED.sub(lambda found: f" {found[found.lastindex or 1]} ", text)
    if "\n" in text or _WORDED.match(text):
        text = _WORDED.sub(in_spaces, text)
    if ": " in text or ":\n" in text:
        text = _LABEL.sub(in_spaces, text)
        text = text if text.isascii() else _FOREIGN.sub(lambda found: f"{found[1]} ", text)
    if " function" in text:
        text = _KNOWN.sub(in_spaces, text)
    if "evaluated " in text:
        text = _EVALUATED.sub(in_spaces, text)
    if "equal" in text or " is " in text:
        text = _AT.sub(lambda found: found[1] + "=".ljust(len(found[2])), text)
    if "___" in text or r"\_\_" in text:
        text = _LEFT_EMPTY.sub(in_spaces, text)
    if "→" in text or "->" in text or r"\to" in text or r"\rightarrow" in text:
        text = _SETS.sub(lambda found: (found[1] + ";").ljust(len(found[0])), text)
    return _GROUP.sub(in_spaces, text) if "n " in text and ("ercise" in text or "roblem" in text or "uestion" in text) else text


def _without_escapes(text: str) -> str:
    r"""Return LaTeX as it is between the backslashes of a string or of Markdown: \\frac, \\(x\\), \$x\$; \text{.} is a full stop, \item a separator."""
    text = text.replace(r"\hfill", " " * len(r"\hfill"))
    text = _PUNCTUATION.sub(lambda found: found[1].ljust(len(found[0])), text.replace(r"\$", " $"))
    text = _CARET.sub(" ", text)
    if r"\item" in text:
        text = _ENTRY.sub(lambda found: separator(found[0]), _LIST.sub(in_spaces, text))
    if r"\\)" in text or r"\\]" in text:  # no line of a formula ends so
        text = _DELIMITERS.sub(r" \\", text)
    return text if r"\\" not in text or _SINGLE.search(text) else _ESCAPED.sub(r" \\", text)


def _without_signs(text: str) -> str:
    """Return a text without Markdown, tags, enumeration and points for marks."""
    text = _BOLD.sub(lambda found: f"  {found[2]}  ", _BOX.sub(in_spaces, _PROMPT.sub(in_spaces, text)))
    text = without_tags(_WORTH_FIRST.sub(in_spaces, _MARKS.sub(in_spaces, _ROLE.sub(in_spaces, text))))
    if text.count("`") > 1:
        text = text.replace("`", " ")
    text = _BULLET.sub(in_spaces, text)
    if len(_DASHES.findall(text)) > 1:
        text = _DASHES.sub(in_spaces, text)
    if (parts := _PARTS.search(text)) and not re.search(r"sqrt\s\Z", text[: parts.start()]):
        text = text[: parts.start()] + in_spaces(parts) + _PART.sub(lambda found: ";".ljust(len(found[0])), text[parts.end() :])
    lone = text.count(")") > text.count("(")
    text = _LETTERED.sub(lambda found: in_spaces(found) if lone or ")" not in found[0] or "(" in found[0] else found[0], text)
    return _CLOSED.sub(lambda found: separator(found[0]), text) if text.count(")") > text.count("(") else text


def without_fences(text: str) -> str:
    """Return a text without the marks of a block of code and the name of its language: ```python."""
    return _FENCE.sub(in_spaces, text)


def without_tags(text: str) -> str:
    """Return a text with raised and lowered parts of HTML written as powers and indices, and without other tags."""
    if "<su" in text or "<SU" in text:
        for _ in range(_NESTED):  # the innermost first
            before, text = text, _RAISED.sub(lambda found: f"^({found[1]})".ljust(len(found[0])), text)
            text = _LOWERED.sub(lambda found: f"_{{{found[1]}}}".ljust(len(found[0])), text)
            if text == before:
                break
    if "<" in text or "&" in text:
        text = _ENTITY.sub(_entity, _TAG.sub(in_spaces, text))
    return text


def _entity(found: re.Match[str]) -> str:
    """Return the character that HTML writes by its number or name: ² for &sup2;."""
    from html.entities import html5

    sign = chr(min(int(found[1]), 0x10FFFF)) if found[1] else _ENTITIES.get(found[2]) or html5.get(f"{found[2]};", "")
    return sign.ljust(len(found[0])) if sign.isprintable() and sign else found[0]
