"""Questions in German, French, Spanish, Portuguese, Italian and Dutch: what they ask is written in English. Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.syntax.around.blanks import in_spaces

_NOUN = r"(?:Ableitung(?:en)?|d[ée]riv[ée]es?|derivadas?|derivat[ae]|afgeleiden?)"
_PARTIAL = rf"(?:(?:partiellen?|partiële)\s+)?{_NOUN}(?:\s+(?:partielles?|parcia(?:l|les|is)|parzial[ei]))?"  # by each name, as where nothing is said
_FIRST = r"(?:erste|1\.|premi[èe]re|primera|primeira|prima|eerste)"
_ARTICLE = r"(?:die|les?|la|las|los|as?|de|il|le)"
_ASKED = r"¿?\s?(?:Cu[áa]l\s+es|Qual\s+[éeè]|Quelle\s+est|Was\s+ist|Wie\s+lautet|Gesucht\s+ist|Wat\s+is)"
_OF = r"(?:von|der|des|del|della|de|di|van|da)(?:\s+(?:la|el|der|die|den|il))?"
_FUNCTION = r"(?:Funktion|fonction|funci[óo]n|fun[çc][ãa]o|funzione|functie)"
_RESULT = (
    r"(?:Antwort|Ergebnis|Lösung|R[ée]ponse|R[ée]sultat|Respuesta|Resultado|Soluci[óo]n|Resposta|Solu[çc][ãa]o|Risposta|Risultato|Soluzione|Antwoord|Uitkomst"
    r"|Oplossing)"
)
ANSWERED = rf"(?:(?:{_ARTICLE}\s+)?{_NOUN}\s+(?:ist|est|es|è|é|is)(?!\w)|(?:{_ARTICLE}\s+)?(?:{_NOUN}|{_RESULT})\s*:)"  # what leads an answer
JOINING = (  # what stands between the statements of work: dann ist u' = 2x
    r"dann|daher|somit|folglich|damit|wobei|und|denn|alors|donc|d['’]où|ainsi|où|et|entonces|luego|por\s+(?:lo\s+)?tanto|donde|allora|quindi|dunque|dove"
)
SETTING = (  # and before one: sei u = x²
    r"sei(?:en)?|ist|gilt|setze|setzen\s+wir|mit|aus|soit|soient|on\s+(?:a|pose|obtient)|posons|avec|sea|sean|tenemos|con|sia|abbiamo|poniamo"
)
_FIND = (
    r"(?:Bilden?|Berechnen?|Bestimmen?|Finden?|Ermitteln?)(?:\s+Sie)?|Calcule[rz]?|Calculez|Calcular?|Détermine[rz]?|Trouve[rz]?|Hall(?:ar|a|e)"
    r"|Encuentr[ae]|Encontr(?:ar|e|a)|Determin(?:ar|a|er|ez)|Calcol(?:are|a)|Trova(?:re)?|Bereken|Bepaal"
)
_DERIVE = r"D[ée]rive[rz]?|Derivar?|Deriva(?:re)?|Differenzieren?(?:\s+Sie)?"
_LET = r"(?:Sei(?:en)?|Soi(?:en)?t|Sean?|Sejam?|Sia(?:no)?|Gegeben\s+(?:ist|sind|sei)|Dad[oa]|Zij|Gegeven)(?:\s+(?:die|la|a|de)\s+" + _FUNCTION + r")?"
_WHERE = r"wobei|où|donde|onde|dove|waarbij|für|pour|para|voor|wenn|falls|si|mit|avec|con|com|met"
_BY = r"nach|par\s+rapport\s+à|(?:con\s+)?respecto\s+(?:a|de)|em\s+relação\s+a|rispetto\s+a|naar"
_DEFINES = r"(?=\s+[^\W\d]\w{0,2}\s?(?:\(\s?\w\s?\)\s?)?=)"

_TO_DERIVE = re.compile(  # before it
    r"\A\s*(?:次の関数を微分せよ|次の関数の導関数を求めよ|다음 함수를 미분하시오)\s?[。.:]?"
)
_DERIVED = re.compile(  # behind a formula; where no order is said, it is the first one
    r"(?:求导数?|을 미분하시오|를 미분하시오|的导数|的導數|的导函数|の導関数(?:を求めよ)?|を微分(?:せよ|しなさい|する))(?=\s*[.。?？]?\s*\Z)"
)
_FOREIGN = re.compile(
    rf"\b(?:{_BY})\s|\b{_NOUN}\s?[?.]?\s*\Z|\b(?:Steigung|pente|pendiente|pendenza|tangente)\s|\bgradient(?:en\s+von|\s+von|e?\s+d[ei])\s|\bnombre\s+dérivé\s"
    rf"|\b(?:{_NOUN}|{_FIND}|{_DERIVE}|{_LET})(?=\s)|\bLeiten?\s[^\n]+\sab\b|\b(?:wobei|où|donde|waarbij)(?={_DEFINES})",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:zweit|dritt|viert|fünft|deuxi|second[ae]|troisi|quatri|segund|tercer|terceir|cuart|quart[ao]|terza|tweede|derde|vierde|n-te|[nm]-i[èe]me"
    r"|(?:zwei|drei|vier)mal|(?:deux|trois)\s+fois|(?:dos|tres)\s+veces|(?:duas|três)\s+vezes|(?:due|tre)\s+volte|(?:twee|drie)\s?(?:maal|keer)"
    r"|(?:Ordnung|ordre|orden|ordem|ordine|orde)\b)[a-zàèéç]*"
    rf"|\b(?:[2-9]|1\d)(?:\s?[.ªaº°]|i?[èe]?me|[èe]?re|e|da|de)?\s+{_NOUN}",
    re.IGNORECASE,
)
_COUNTED = {
    "2nd": ("zweiten?|deuxième|seconde?|segunda|seconda|tweede", "2"),
    "3rd": ("dritten?|troisième|tierce|tercera|terceira|terza|derde", "3"),
    "4th": ("vierten?|quatrième|cuarta|quarta|vierde", "4"),
}
_NUMBERED = tuple(  # die zweite Ableitung von, la dérivée seconde de, 2ª derivada de
    (
        re.compile(
            rf"(?:{_ARTICLE}\s+)?(?:\b(?:{words}|{digit}\s?(?:[.ªaº]|i?[èe]?me|nde|de|da|e))\s+{_NOUN}|\b{_NOUN}\s+(?:{words}))"
            rf"(?:\s+{_OF}(?:\s+(?:a\s+|de\s+)?{_FUNCTION})?)?(?=[\s:.?]|\Z)",
            re.IGNORECASE,
        ),
        f"{count} derivative",
    )
    for count, (words, digit) in _COUNTED.items()
)
_GRAPH = r"(?:\s+(?:(?:den\s+)?Graph(?:en)?(?:\s+von)?|die\s+Kurve|la\s+(?:courbe|curva)(?:\s+d[e\'’])?))?"
_CURVE = rf"(?:an|à|a|al|von|de|di|der){_GRAPH}"
_SLOPE = "(?:Steigung|pente|pendiente|pendenza)"
_COORDINATE = r"[-−]?\d+(?:[.,/]\d+)?"
# What stays of a question after its phrases are in English; no product is written so.
_LEFT = re.compile(
    r"(?<![\w\\])(?:von|der|die|das|dem|den|des|und|oder|hoch|durch|mal|de|du|la|le|les|el|los|las|del|della|dello|di|do|dos|et|ou|est|une|una|uno|al|con|com|avec|pour|para|por"
    r"|par|sur|es|het|een|van|met|voor|nach|für|wenn|wobei)(?:(?=\s)(?!\s?[=^*/(])|(?=\.?\Z))",
    re.IGNORECASE,
)
_LED = re.compile(r"(?:[^\W\d_]{2,}\s+){1,8}(?=[^\W\d_]\w{0,2}\s?(?:\([^()]*\)\s?)?=)")  # die Steigung von f(x) = x^2: it says what follows
_POINT = re.compile(rf"\(({_COORDINATE}\s?)\|(\s?{_COORDINATE})\)")  # P(1|2)
_DEFINED_BY = r"(?:d[ée]finie|definid[ao]|definita|gegeben|definiert)\s+(?:(?:sur|en|em|su|auf)\s+\S{1,12}\s+)?(?:par|por|da|durch)(?=\s)"
# What is written -> what it says in English, never longer.
_PHRASES = (
    (rf"{_ASKED}(?=\s+(?:(?:die|la|a|de)\s+)?(?:{_FIRST}\s+)?{_NOUN}\s)", ""),
    (rf"(?:(?:die|la|a|de)\s+)?{_FIRST}\s+{_NOUN}\s?:", "derive"),
    (rf"(?:[,;]\s?|(?<=[\w)²³])\s(?=[^\W\d_]+\?)){_NOUN}\s?[?.]?\s*\Z", ""),
    # Soit f la fonction définie sur R par f(x) = …
    (rf"\b{_LET}\s+[$]?[^\W\d_][$]?\s+(?:(?:(?:la|une?|a|uma|una|die|eine)\s+)?{_FUNCTION},?\s+)?{_DEFINED_BY}", ""),
    (rf"\b(?:{_FIND})\s+{_ARTICLE}\s+{_PARTIAL}\s?[?.]?\s*\Z", ""),
    (rf"(?:(?:{_ARTICLE}\s+)?{_SLOPE}\s+(?:(?:der|de\s+la|della)\s+(?:recta\s+)?Tangente\s+)?|nombre\s+dérivé\s+){_CURVE}(?=\s)", "slope of"),
    (rf"(?:{_ARTICLE}\s+)?(?:(?:Gleichung|[ée]quation|ecuación)\s+de[r]?\s+(?:la\s+)?)?\b(?:recta\s+)?Tangente\s+{_CURVE}(?=\s)", "tangent to"),
    (r"(?:(?:den|le|el|il)\s+)?\bgradient(?:en\s+von|\s+von|e?\s+d[ei])(?=\s)", "gradient of"),
    (rf"(?:{_ARTICLE}\s+)?(?:{_FIRST}\s+)?{_PARTIAL}(?:\s+{_FIRST})?\s+{_OF}(?:\s+(?:a\s+|de\s+)?{_FUNCTION})?(?=\s)", "derive"),
    (r"\bLeiten?(?:\s+Sie)?(?=\s[^\n]+?\sab\b)", "derive"),
    (r"(?<=\s)ab(?=\s*[.:;,]?\s*\Z)", ""),
    (r"(?<=derive)\s+ab\s?:", ""),
    (rf"\b(?:{_DERIVE})(?=\s)", "derive"),
    (rf"\b(?:{_FIND})(?=\s+derive)", ""),
    (rf"\b(?:{_FIND})(?=\s)", "find"),
    (rf"\b{_LET}(?=\s)", ""),
    (r"\b(?:en|em|in|bei)(?=\s+(?:[a-z]\s?=\s?)?[-−]?(?:\d[\d.,/]*|π|pi)\s*[.?]?\s*\Z|\s+\([-−\d])", "at"),
    (rf",?\s*\b(?:{_WHERE}){_DEFINES}", ";"),
    (rf"\b(?:und|et|y|e|en){_DEFINES}", ";"),
    (rf"\b(?:{_BY})(?:\s+(?:der|la)\s+variablen?)?(?=\s+[^\W\d]\w{{0,2}}(?!\w|\s?=))", "wrt"),
    (r"\b(?:im\s+Punkt(?:\s+[A-Z](?=\s?\())?|an\s+der\s+Stelle|au\s+point|en\s+el\s+punto|no\s+ponto|nel\s+punto|in\s+het\s+punt)(?=[\s(])", "at"),
)


def in_english(text: str) -> str:
    """Return a text with such phrases in English.

    Raises ReadError where another derivative than the first one is asked for, and for words that stay: Ableitung von x^2 und x^3.

    >>> in_english("Ableitung von x^2 nach x")
    'derive        x^2 wrt  x'
    """
    text = _DERIVED.sub(in_spaces, _TO_DERIVE.sub(in_spaces, text))
    if not _FOREIGN.search(text):
        return text
    typed = text
    for ordinal, english in _NUMBERED:
        text = ordinal.sub(lambda found, english=english: english.ljust(len(found[0])) if len(english) <= len(found[0]) else found[0], text)  # type: ignore[misc]
    if order := _ORDER.search(text):
        hint = "write which derivative it is in signs: f''(x), d²y/dx², ∂z/∂x"
        raise ReadError(f"'{order[0]}' is not read here", hint=hint, text=typed, start=order.start(), end=order.end())
    text = _POINT.sub(r"(\1,\2)", text) if "|" in text else text
    for phrase, english in _PHRASES:
        text = re.sub(phrase, lambda found, english=english: english.ljust(len(found[0])) if english else in_spaces(found), text, flags=re.IGNORECASE)  # type: ignore[misc]
    if left := _LEFT.search(_LED.sub(in_spaces, text)):
        hint = "write it in signs, or ask in English: derivative of x^2 + x^3"
        raise ReadError(f"the word '{left[0]}' is not understood here", hint=hint, text=typed, start=left.start(), end=left.end())
    return text
