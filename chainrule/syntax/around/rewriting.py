"""What is written otherwise before a text is cut into tokens: comments, names of libraries, ∂ of an expression, d2y/dx2."""

from __future__ import annotations

import re
from collections.abc import Callable

from chainrule.syntax.around.blanks import in_spaces, separator
from chainrule.syntax.around.conditioned import CONDITIONED, SIGNS, without_bar
from chainrule.syntax.latex.names import BRACED
from chainrule.syntax.vocabulary import DENSITY, INSIDE, LIBRARIES, LOG_DENSITY


def _raised(flat: re.Match[str]) -> str:
    """Return d2y/dx2 as d²y/dx²."""
    order = "²³⁴⁵⁶⁷⁸⁹"[int(flat[1]) - 2]
    return f"d{order}{flat[2]}{flat[3]}{flat[4]}{order}"


def _repeated(operator: re.Match[str]) -> str:
    """Return (d/dx)^2 as d²/dx²."""
    order = "²³⁴"[int(operator[2]) - 2]
    return f"d{order}/d{operator[1]}{order}".ljust(len(operator[0]))


NORMS = ("‖", r"\|", r"\rVert", r"\Vert")  # with a 2 below: the 2-norm, which is the only one of a number


def _without_index(norm: re.Match[str]) -> str:
    """Return the end of a norm without the 2 below it."""
    return norm[1].ljust(len(norm[0]))


_DEFINITION = r"[A-Za-z](?:_(?:\w|\{\w+\}))?(?:\([\w,\s]+\))?\s*=(?!=)"
_COMMENT = re.compile(r"(?<=;)[^\S\n]++(?://|%)[^\S\n]*+[A-Za-z][^\n]*+|//[^\S\n]*+(?=[^\n/]{0,80}[a-z]{4})[a-z]++(?: [a-z]++)++[^\S\n]*+$", re.MULTILINE)
_GIVEN_OR_ASKED = re.compile(r"(?<![\w\\])[Gg]e[sg]\.?\s?:(?!=)")  # ges.: f'(x), as German schools write it
_BLACKBOARD = re.compile(r"\\(?:re)?newcommand\*?\s?(?:\{\\[A-Z]{1,2}\}|\\[A-Z]{1,2})\s?\{\s?\\mathbb\s?(?:\{[A-Z]\}|[A-Z])\s?\}")
_WIDE = re.compile(rf"(?:\\q?quad(?![A-Za-z])|\\hspace\*?\s*\{{[^{{}}]*\}})(?:\\q?quad(?![A-Za-z])|\\[,;:!> ]|\s){{0,20}}+(?={_DEFINITION})")


def _separator(wide: re.Match[str]) -> str:
    """Return a wide space before a definition as a separator, where something that is complete stands before it."""
    before = wide.string[max(wide.start() - 20, 0) : wide.start()].rstrip()[-1:]
    return wide[0] if before in ("", *"=+*/^_(&-{") else ";".ljust(len(wide[0]))


_D = r"(?:d|\\partial|\\mathrm\s?\{?d\}?)"
_WITH_INDEX = re.compile(  # sum_i x_i, sum_{i=1}^n …, sum_i^N (…)
    r"(?<![\w\\])sum(?=_(?:[{(]\s*+\w+\s*+=|\{?[ijk]\}?+\s*+[^\s\w=,;.)+*/^-]|\{?[ijk]\}?+\s++\w|\{?[ijk]\}?+\^(?:[A-Za-z]|\{[A-Za-z]\w*+\})\s*+[\w(|]"
    r"|\{\s*+(?:\d\s*+(?:<=?|≤)\s*+)?[a-z]\s*+(?:,|[<>≠]|!=|[a-z]\s*+\})|\{?([a-z])\}?+\s*+[\w(][^=;\n]{0,80}?_\{?[a-z]?\1(?!\w)))"
)
_ABOVE = re.compile(  # \frac{d^2(x^3)}{dx^2}, which is \frac{d^2}{dx^2}(x^3)
    rf"(\\[dt]?frac)\{{\s?({_D}\s?\^\s?\{{?\d\}}?)\s?([(\[\\](?:[^{{}}]|{BRACED}){{1,200}}+)\}}"
    rf"\s?(\{{\s?{_D}(?:[^{{}}]|\{{[^{{}}]*\}}){{1,40}}+\}})"
    r"(?=\s*+(?:[$=.,;?]|\\[\])]|\Z))"
)
_BY = re.compile(r"(?<![\w\\])(d\s?/\s?d)\(\s?([A-Za-z]|theta|phi|alpha|beta|gamma|omega)\s?\)")  # d/d(theta)
_ABOVE_FIRST = re.compile(r"(\\(?:sum|prod)(?:\s?\\limits)?|[Σ∑∏])\s?\^\s?(\w|\{[^{}]{1,20}\})\s?_\s?(\w|\{[^{}]{1,20}\})")  # \sum^n_{i=1}


def _sum(word: re.Match[str]) -> str:
    """Return the sign of a sum for the word, where that is no name."""
    return word[0] if re.search(r"\bsum\s*+=", word.string) else "Σ".ljust(len(word[0]))


_CASES = r"\\begin\{cases\}((?:(?!\\begin|\\end).)*+)\\end\{cases\}"
_SYSTEM = re.compile(rf"(?<![=\s])\s{{0,20}}+{_CASES}|\A\s*+(?:\$\$?|\\\[)?\s*+{_CASES}", re.DOTALL)
_CONDITION = re.compile(r"[&<>≤≥≠]|\\(?:leq?|geq?|neq?|lt|gt|in|text|mbox)(?![A-Za-z])|\b(?:if|for|when|otherwise)\b")


def _equals(sign: re.Match[str]) -> str:
    """Return the == of Wolfram as =, where it is alone and no condition."""
    alone = sign.string.count("=") == 2 and not _CONDITION.search(sign.string) and "?" not in sign.string and "where(" not in sign.string
    return f"{sign[1]}= " if alone else sign[0]


def _as_system(braced: re.Match[str]) -> str:
    """Return definitions beside one brace as lines below one another; a function in pieces, which is something else, stays as it is."""
    rows = (braced[1] or braced[2] or "").split(r"\\")
    if _CONDITION.search(braced[0]) or not all("=" in row for row in rows if row.strip()):
        return braced[0]
    return braced[0].replace("{cases}", "{align}")


_ARRAY = re.compile(r"\\begin\{array\}\s?\{[lcr\s]+\}((?:(?!\\begin|\\end).)*+)\\end\{array\}", re.DOTALL)


def _as_lines(array: re.Match[str]) -> str:
    """Return definitions in an array as aligned lines; any other array stays as it is."""
    if _CONDITION.search(re.sub(r"&\s*+=\s*+&?|&(?==)", "", array[1])) or not all("=" in row for row in array[1].split(r"\\") if row.strip()):
        return array[0]
    inside = re.sub(r"&(\s*+)=(\s*+)&", r" \1=\2 ", array[1])
    return r"\begin{align}".ljust(array.start(1) - array.start()) + inside + r"\end{align}"


_LABELLED = re.compile(rf"(\\(?:under|over)brace\s*+)({BRACED})\s*+[_^]\s*+(?:{BRACED}|\w)")  # \underbrace{x^2 + 1}_{u}
_BRACE = re.compile(r"(\\left\s*+\\(?:\{|lbrace))(\s*+\\begin(?:(?!\\left|\\right).)*+)(\\right\s*+\.)", re.DOTALL)


def _without_brace(braced: re.Match[str]) -> str:
    """Return definitions without the brace before them, if they are no pieces of a function."""
    if braced.string[: braced.start()].rstrip()[-1:] == "=" or "=" not in braced[2]:
        return braced[0]
    return " " * len(braced[1]) + braced[2] + " " * len(braced[3])


_PARAMETERS = re.compile(  # f(x; μ, σ) = … and f(x | λ) = …
    r"((?:\A|(?<=[\s,;$]))[^\W\d](?:_\w)?)(\(\s?[^\W\d]\w?(?:\s?,\s?[^\W\d]\w?)*\s?[;|∣]\s?[^\W\d](?:_?\w)?(?:\s?,\s?[^\W\d](?:_?\w)?)*\s?\))(?=\s?=(?!=))"
)
_IN_DENSITY = r"(?:[^();|∣,=\n\\]|\\(?!mid|right|left)|\((?:[^()]|\([^()]*\)){0,60}\)){1,80}+"
_DENSITY = re.compile(  # N(x; μ, σ²) and \mathcal{N}(x \mid \mu, \sigma^2)
    rf"((?<![\w\\])\\?(?:log|ln)\s?)?+((?:\\left\s?)?\(\s?)?+(?<![^\W\d])(?<!\\)(N|𝒩|\\mathcal\s?\{{?\s?N\s?\}}?)(\s?(?:\\left\s?)?\({_IN_DENSITY})([;|∣]|\\mid(?![A-Za-z]))({_IN_DENSITY},{_IN_DENSITY}(?:\\right\s?)?\))(?!\s?=)"
)


def _density(found: re.Match[str]) -> str:
    """Return the density of the normal distribution, or its logarithm, as a function of three arguments."""
    log, bracket, name, first, sign, rest = (part or "" for part in found.groups())
    behind = found.string[found.end() : found.end() + 9].strip().removeprefix("\\right").lstrip()[:1]
    merged = log and (behind == ")" if bracket else behind != "^")
    head = LOG_DENSITY if merged else DENSITY
    return f"{'' if merged else log}{bracket}{head.ljust(len(name))}{first}{','.ljust(len(sign))}{rest}".rjust(len(found[0]))


_DIVERGENCE = re.compile(  # KL(p || q) = … and D_{KL}(q(z|x) \\| p(z)) = …
    r"(?<![\w\\])(D_?(?:KL|JS|\{\s?(?:\\(?:mathrm|text|mathit)\s?\{\s?)?(?:KL|JS)(?:\s?\})?\s?\})|KL|JSD?)\s?(?:\\left\s?)?[(\[]"
    r"(?:[^=|\\\n]|\|(?!\|)|\\(?![|V]|parallel)){1,80}(?:\|\||\\\||‖|∥|\\(?:Vert|parallel)(?![A-Za-z]))[^=\n]{1,80}?[)\]](?=\s?=(?!=))"
)
_BY_PARAMETERS = re.compile(  # g(x; θ), wherever it stands
    r"(?<![^\W\d_])[^\W\d_](?:_(?:\w|\{\w{1,8}\}))?\s?(?:\\left\s?)?\((?:[^();=|∣\n]|\([^()=|∣\n]{0,60}\)){1,60};(?=\s?\\?[^\W\d]\w{0,12}(?:\s?,\s?\\?[^\W\d]\w{0,12}){0,5}\s?(?:\\right\s?)?\))"
)
_IMPLIES = re.compile(  # f(x) = x^2 ⇒ f'(x)
    r"(?:=++>|[⇒⟹→]|\\(?:Long)?[Rr]ightarrow(?![A-Za-z])|\\implies(?![A-Za-z]))(?=\s*+(?:[A-Za-z]['’′]|d[A-Za-z]?\s?/\s?d[A-Za-z]|\\[dt]?frac\s?\{\s?(?:d|\\partial)|[A-Za-z](?:\s?\(\w\))?\s?=(?![=>])))"
)
_CONDITION_APART = re.compile(  # ln x (x > 0)
    r"(?<=[\w)}²³])(?:\s|\\q?quad(?![A-Za-z])|\\[,;: ])++\(\s?([^\W\d]\s?(?:[<>]=?|[≤≥≠∈]|\\(?:leq?|geq?|neq?|in)(?![A-Za-z]))[^()=]{1,20})\)"
    r"(?=\s*+(?:\$|[,;.\n]|\Z))"
)
_ALONE = re.compile(  # (dy/dx), y = x^2
    r"(?:\A|(?<=[,;:\s]))\((\s?[d∂][^\W\d_]\s?/\s?[d∂][^\W\d_]\s?)\)(?=\s*+(?:[,;:?]|\Z|(?:at|if|for|where|when|given)\b))"
)
_LOST = re.compile(r"(?<![A-Za-z\\])[dt]?frac\{((?:[^{}]|\{[^{}]*\}){1,200})\}\s?\{((?:[^{}]|\{[^{}]*\}){1,200})\}")  # frac{x}{x+1}, which lost its backslash
_HELD = re.compile(
    r"(?:\\left\s?)?\(\s*+([d∂][\^²]?[A-Za-z]\s?/\s?[d∂][A-Za-z]|\\partial\s[A-Za-z]\s?/\s?\\partial\s[A-Za-z]|\\[dt]?frac\s?\{\s?(?:d|\\partial)[^{}]{1,12}\}\s?\{\s?(?:d|\\partial)[^{}]{1,12}\})\s*+(?:\\right\s?)?\)_(?:[A-Za-z]|\{[A-Za-z](?:,\s?[A-Za-z])*\})(?!\w)"
)
_POWER = re.compile(r"\.pow[if]?\s?\(\s?(?:(\d{1,3})|(-?[\w./]{1,12}))\s?\)")  # x.pow(2) and x.powf(-0.5)
_STEP = re.compile(r"(?<![\w\\])([A-Za-z]) -= (?=[^-+;,=\n]*[d∂]\w+\s?/\s?[d∂]\w+[^-+;,=\n]*(?:[;,\n]|\Z))")  # w -= 0.1*dL/dw
# Constants of JavaScript and C, no wider here than there; M_E may be a mass.
_CONSTANTS = {"E": "e", "PI": "pi", "LN2": "ln(2)", "LN10": "ln(10)", "SQRT2": "sqrt(2)", "PI_2": "(pi/2)", "PI_4": "(pi/4)"}
_OF_LIBRARY = re.compile(rf"(?<![\w.])(?:M_(?!E)|Math\.)({'|'.join(_CONSTANTS)})(?!\w)")
_PRIMED = re.compile(r"(?<![\w\\])([fghuvwzFG])(['’′]{1,3}|″)_(?:([xyzuvrst])(?!\w)|([xy]{2,3})(?!\w)|\{([xyzuvrst]{1,3})\})(?!\s?=)")  # f'_x and f''_{xy}


def _with_index(primed: re.Match[str]) -> str:
    """Return f''_{xy} as f_xy, where a prime stands for every letter below and the function is given elsewhere."""
    name, primes, below = primed[1], primed[2].replace("″", "′′"), primed[3] or primed[4] or primed[5]
    given = re.search(rf"(?<![\w\\]){name}\s?(?:\([\w\s,]{{1,20}}\)\s?)?=(?!=)", primed.string)
    return f"{name}_{below}".rjust(len(primed[0])) if given and len(primes) == len(below) else primed[0]


# What is written otherwise before the text is cut into tokens, every place staying where it is: a sign that is always in it, the pattern, and what it becomes.
REWRITTEN: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("#", re.compile(r"#[^\n]*"), lambda comment: " " * len(comment[0])),
    *((f"{prime}_", _PRIMED, _with_index) for prime in "'’′″"),
    *((sign, _OF_LIBRARY, lambda found: _CONSTANTS[found[1]].rjust(len(found[0]))) for sign in ("M_", "Math.")),
    (".", re.compile(rf"(?<![\w.])(?:(?:{LIBRARIES})\.)++(?=[A-Za-z])"), lambda library: " " * len(library[0])),
    (".", re.compile(r"(?<![\\\w]right)(?<![\\\w]left)(?<=[\w)\]}²³ ])\.(?=(?:\^|\*\*?|/)\s*+[\w(√+\-−])"), lambda _: " "),  # x.^2, each by each
    (".", re.compile(r"(?<![\w.])F\.(?=(?:relu|sigmoid|tanh|softplus|elu|selu|gelu|silu|leaky_relu|logsigmoid)\b)"), lambda library: " " * len(library[0])),
    ("±", re.compile(r"((?:≠|!=)\s*+)±"), lambda off: off[1] + " "),  # a condition, x ≠ ±2, which is set aside
    (r"\pm", re.compile(r"(\\neq?(?![A-Za-z])\s*+)\\pm(?![A-Za-z])"), lambda off: off[1] + "   "),
    *((sign, _IMPLIES, lambda arrow: ";".ljust(len(arrow[0]))) for sign in ("=>", "⇒", "⟹", "→", r"\Rightarrow", r"\implies")),
    *((sign, _CONDITION_APART, lambda said: f",{said[1].rjust(len(said[0]) - 2)} ") for sign in ("<", ">", "≤", "≥", "≠", "∈", r"\le", r"\ge", r"\ne", r"\in")),
    ("==", re.compile(r"(?<=[\w)\]}])(\s?)==(?![=\s]*\Z)"), _equals),
    ("←", re.compile("←"), lambda _: "="),
    ("-=", _STEP, lambda step: f"{step[1]}={step[1]}- "),
    (" o ", re.compile(r"(?<=[=(])(\s?[fghuv]\s)o(?=\s[fghuv](?![\w(=]))"), lambda found: f"{found[1]}∘"),  # (f o g)(x)
    ("frac{", _LOST, lambda lost: f"(({lost[1]})/({lost[2]}))".ljust(len(lost[0]))),
    *((sign, _DIVERGENCE, lambda found: found[1].ljust(len(found[0]))) for sign in ("||", "∥", r"\parallel", *NORMS)),
    *((sign, _DENSITY, _density) for sign in (";", "|", "∣", r"\mid")),
    *((sign, _PARAMETERS, lambda found: found[1] + found[2].replace(";", ",").replace("|", ",").replace("∣", ",")) for sign in ";|∣"),
    *((sign, CONDITIONED, without_bar) for sign in SIGNS),
    (";", _BY_PARAMETERS, lambda found: found[0].replace(";", ",")),
    ("std::", re.compile(r"\bstd::(?=[a-z])"), lambda library: " " * len(library[0])),
    (".pow", _POWER, lambda power: f"^{power[1] or f'({power[2]})'}".ljust(len(power[0]))),
    (")_", _HELD, lambda held: f" {held[1]} ".ljust(len(held[0]))),  # (∂P/∂V)_T
    ("dot(", re.compile(r"(?<![\w.])dot\(\s?([a-z])\s?,\s?([a-z])\s?\)"), lambda of: f"({of[1]}^T {of[2]})".ljust(len(of[0]))),
    ("^t ", re.compile(r"(?<![\w\\])([a-z])\^t(?=\s[A-Z]\s?\*?\s?\1(?!\w))"), lambda row: f"{row[1]}^T"),  # x^t A x
    ("⊤", re.compile(r"(?<=[\^{])⊤"), lambda _: "T"),  # w^⊤ x
    (r"\top", re.compile(r"\\top(?![A-Za-z])"), lambda top: "T".ljust(len(top[0]))),
    (r"\intercal", re.compile(r"\\intercal(?![A-Za-z])"), lambda top: "T".ljust(len(top[0]))),
    *((sign, _COMMENT, in_spaces) for sign in ("//", "%")),
    *((sign, _GIVEN_OR_ASKED, lambda word: separator(word[0])) for sign in ("es", "eg")),
    (" .", re.compile(r"(?<=\s)\.(?=[+-]\s)"), lambda _: " "),  # x .+ 1 of Julia
    ("command", _BLACKBOARD, in_spaces),
    ("∂", re.compile(rf"∂(\s*(?:{'|'.join(sorted(INSIDE))})?\((?:[^()]|\([^()]*\))*\)\s*/\s*)∂"), lambda partial: f"d{partial[1]}d"),  # ∂(x²y)/∂y
    (":", re.compile(r"(?<![\w\\/])((?:d[A-Za-z]?\s?/\s?d[A-Za-z]|[A-Za-z]['’′]{1,3}(?:\(\w\))?)\s?):(?!=)"), lambda asked: asked[1] + ";"),  # dy/dx: y = x^2
    (":", re.compile(r"(?<=[\w)}\]²³])(\s?):(?=\s++[A-Za-z](?:_\{?[a-z]{1,3}\}?|['’′]{1,3})(?:\(\w\))?\s*+(?:,|\Z|and\b))"), lambda asked: asked[1] + ";"),
    (")", _ALONE, lambda alone: f" {alone[1]} "),
    ("∂_", re.compile(r"∂_(?=[^\W\d_](?![\w/]))"), lambda _: "D_"),
    (")^", re.compile(r"\(\s?d\s?/\s?d([A-Za-z])\s?\)\s?\^\s?([2-4])(?!\d)"), _repeated),  # (d/dx)^2
    ("/d(", _BY, lambda by: (by[1] + by[2]).ljust(len(by[0]))),
    ("/d", re.compile(r"(?<![\w])d([2-9])((?:[^\W\d_])?)(\s*/d)([^\W\d_])\1(?![\w])"), _raised),  # d2y/dx2
    ("/d", re.compile(r"(?<![\w/])(d([A-Za-z])\s?/\s?d[A-Za-z])\s(?=\s*+\2\s*+(?:\(\w\)\s*+)?=)"), lambda asked: asked[1] + ";"),  # dy/dx y = x^2
    (r"\left", _BRACE, _without_brace),
    ("{}", re.compile(r"\{\}(?=\s*+[\^_])"), lambda _: "  "),
    ("brace", _LABELLED, lambda braced: braced[2].rjust(len(braced[1] + braced[2])).ljust(len(braced[0]))),
    (r"\mathop", re.compile(r"\\mathop(?![A-Za-z])\s*+\{\s*+(\\[A-Za-z]++\s*+(?:\{\w++\}|[A-Za-z]++))\s*+\}"), lambda name: name[1].center(len(name[0]))),
    ("{cases}", _SYSTEM, _as_system),
    ("{array}", _ARRAY, _as_lines),
    *((sign, _WIDE, _separator) for sign in ("quad", "hspace")),
    *((sign, re.compile(rf"({re.escape(sign)}(?:\s*+\^(?:\s*+2|\{{2\}}))?+\s*+)(?:_(?:\s*+2|\{{2\}})|₂)"), _without_index) for sign in NORMS),
    ("sum_", _WITH_INDEX, lambda _: "Σ  "),
    *((sign, _ABOVE_FIRST, lambda found: f"{found[1]}_{found[3]}^{found[2]}".ljust(len(found[0]))) for sign in ("sum^", "limits^", "Σ^", "∑^", "prod^", "∏^")),
    ("rod", re.compile(r"(?<![\w\\])[Pp]rod(?:uct)?(?=\s?_\s?[{(]\s?\w\s?=)"), lambda found: "∏".ljust(len(found[0]))),  # prod_{i=1}^3
    ("sum ", re.compile(r"(?<![\w\\])sum(?=\s++(?:\d++\s?)?[A-Za-z(][^\n=+]{0,40}?_\{?[ijk](?!\w))"), _sum),  # sum x_i^2
    ("frac", _ABOVE, lambda found: rf"{found[1]}{{{found[2]}}}{found[4]}{found[3]}"),
    (
        r"\partial",
        re.compile(r"(?<=frac\{)(\s*+)\\partial(\s*+(?:\\left\s*+)?[(\[][^{}]*(?:\{[^{}]*\}[^{}]*)*\}\s*+\{\s*+)\\partial(?=\s*\\?[A-Za-z])"),
        lambda partial: f"{partial[1]}d{'':7}{partial[2]}d{'':7}",
    ),
)


def rewritten(text: str) -> str:
    """Return a text with these pieces written otherwise; every place stays where it is."""
    for sign, pattern, written in REWRITTEN:
        if sign in text:
            text = pattern.sub(written, text)
    return text
