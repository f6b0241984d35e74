r"""From LaTeX to the same tokens as plain text.

Macros with arguments become brackets: \frac{a}{b} is an opening bracket that builds a quotient, a, a line, b, a closing
bracket. An argument without braces is one digit, letter or macro, as LaTeX itself takes it.
"""

from __future__ import annotations

import re
from typing import Any

from chainrule.errors import ReadError, UnknownFunction
from chainrule.notation.names import ACCENTS, GREEK, TYPEFACES, canonical
from chainrule.syntax.latex.derivatives import TEX_FRACTION, tex_value
from chainrule.syntax.latex.names import BASE, TAIL
from chainrule.syntax.limits import Limits
from chainrule.syntax.tokens.plain import items, plain_tokens
from chainrule.syntax.tokens.token import UNREAD, Tokens, read_number
from chainrule.syntax.vocabulary import HEADS, PROSE, WORDS
from chainrule.syntax.words.unknown import is_operator
from chainrule.tree import E, symbol

_SPACING = "displaystyle textstyle scriptstyle limits nolimits quad qquad mathstrut strut boxed rm it bf nonumber notag thinspace medspace thickspace space"
_SPACING += " ds enspace"
_LETTERS = "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge"  # sizes of letters
_SIZES = ["big", "Big", "bigg", "Bigg"]
_SKIPPED = "|".join((*_SPACING.split(), *_LETTERS.split(), *(size + side for size in _SIZES for side in ("", "l", "r", "m"))))
_ENVIRONMENTS = "aligned|alignedat|align|equation|gathered|gather|split|eqnarray|math|displaymath|array"
_ITEM = re.compile(
    rf"(?P<space>(?:[^\S\n]|[~&$]|%[^\n]*|\\[,;:!> ()\[\]]|\\(?:{_SKIPPED})(?![A-Za-z])|\\(?:[hv]space\*?|mspace|color|textcolor|tag\*?|label)\s*\{{[^{{}}]*\}}"
    rf"|\\(?:begin|end)\s*\{{(?:{_ENVIRONMENTS})\*?\}}(?:\{{[a-z0-9| ]*\}})?|(?<=\\\\)\[[^\[\]]*\])++)"
    rf"|(?P<name>(?:{BASE})(?:{TAIL})?)"
    rf"|(?P<letters>[A-Za-z]+)(?P<tail>{TAIL})?"
    r"|(?P<primes>\^\s*(?:\\prime(?![A-Za-z])|\{\s*(?:(?:\\prime(?![A-Za-z])|')\s*)++\}))"
    r"|(?P<number>\d+(?:\.\d+|\.(?![.\s\d]|$))?|\.\d+)"
    r"|(?P<macro>\\(?:[A-Za-z]+\*?|.))"
    r"|(?P<other>.)",
    re.DOTALL,
)

_OPERATORS: dict[str, tuple[str, Any]] = {
    **dict.fromkeys(["cdot", "times", "ast", "bullet", "star"], ("*", None)),
    **dict.fromkeys(["div", "slash"], ("/", None)),
    **dict.fromkeys(["le", "leq", "leqslant"], ("relation", "≤")),
    **dict.fromkeys(["ge", "geq", "geqslant"], ("relation", "≥")),
    **dict.fromkeys(["ne", "neq"], ("relation", "≠")),
    **dict.fromkeys(["in"], ("relation", "∈")),
    **dict.fromkeys(["lt"], ("relation", "<")),
    **dict.fromkeys(["gt"], ("relation", ">")),
    **dict.fromkeys(["lbrace", "{"], ("open", ("}", None))),
    **dict.fromkeys(["rbrace", "}"], ("close", "}")),
    **dict.fromkeys(["lbrack"], ("open", ("]", None))),
    **dict.fromkeys(["rbrack"], ("close", "]")),
    **dict.fromkeys(["lparen"], ("open", (")", None))),
    **dict.fromkeys(["rparen"], ("close", ")")),
    **dict.fromkeys(["lvert", "lVert"], ("open", ("|", "abs"))),
    **dict.fromkeys(["rvert", "rVert"], ("close", "|")),
    "lfloor": ("open", ("⌋", "floor")),
    "rfloor": ("close", "⌋"),
    "lceil": ("open", ("⌉", "ceil")),
    "rceil": ("close", "⌉"),
    **dict.fromkeys(["vert", "mid", "|", "Vert"], ("bar", None)),  # quantities are numbers: their norm is the absolute value
    **dict.fromkeys(["coloneqq", "coloneq", "equiv", "triangleq", "doteq"], ("=", None)),
    **dict.fromkeys(["dots", "ldots", "cdots", "dotsc"], ("..", None)),
    "over": ("over", None),
    "sum": ("sum", None),
    "prod": ("product", None),
    "int": ("integral", None),
    "prime": ("prime", 1),
    "circ": ("compose", None),
    "\\": ("break", None),
    "newline": ("break", None),
    "cr": ("break", None),
    "colon": ("stop", None),
}

_UNREAD = {  # macros of signs that are not read either
    **dict.fromkeys(["iint", "iiint", "oint", "intop"], UNREAD["∫"]),
    **dict.fromkeys(["lim", "to", "rightarrow", "infty"], UNREAD["→"]),
    "coprod": UNREAD["Π"],
    **dict.fromkeys(["pm", "mp"], UNREAD["±"]),
    **dict.fromkeys(["degree", "textdegree"], UNREAD["°"]),
    **dict.fromkeys(["%", "percent"], UNREAD["%"]),
    "nabla": UNREAD["∇"],
    "approx": UNREAD["≈"],
}
_FRACTIONS = frozenset(["frac", "dfrac", "tfrac", "cfrac"])
_TEXTS = TYPEFACES | {"mbox", "hbox", "textnormal", "textsf", "texttt", "emph"}
_SIDES = {
    "(": "(",
    "[": "[",
    "\\{": "\\{",
    "\\lbrace": "\\{",
    "|": "|",
    "\\vert": "|",
    "\\lvert": "|",
    "\\rvert": "|",
    "\\|": "|",
    "\\Vert": "|",
    "\\lVert": "|",
    "\\rVert": "|",
    ")": ")",
    "]": "]",
    "\\}": "\\}",
    "\\rbrace": "\\}",
    ".": "",
}
_SIDE = re.compile(r"\s*(\\[A-Za-z]+|\\.|.)")


def latex_tokens(text: str, limits: Limits) -> Tokens:
    """Return the tokens of LaTeX text.

    Raises ReadError for a macro that is not mathematics chainrule reads, naming it.
    """
    return LatexReader(text, limits).read()


class LatexReader:
    """Reads LaTeX from left to right; ``pending`` holds the braces and arguments that are open."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text, self.limits = text, limits
        self.tokens = Tokens(text, limits, latex=True)
        self.place = 0
        # (the sign that ends it, the macro whose argument it is: [what it builds, arguments still to come] or None)
        self.pending: list[tuple[str, list[Any] | None]] = []

    def read(self) -> Tokens:
        """Return all tokens."""
        text, end = self.text, len(self.text)
        steps = {
            "space": self.skip,
            "name": self.name,
            "letters": self.letters,
            "tail": self.letters,
            "number": self.number,
            "primes": self.primes,
            "macro": self.macro,
            "other": self.other,
        }
        while self.place < end:
            found = _ITEM.match(text, self.place)
            if found and found.lastgroup:  # every character is an item
                steps[found.lastgroup](found)
        while self.pending and self.pending[-1][0] == "":
            raise self.error("a macro lacks its argument", len(text.rstrip()) - 1, len(text.rstrip()))
        return self.tokens

    def error(self, message: str, start: int, end: int, hint: str | None = None, kind: type[ReadError] = ReadError) -> ReadError:
        """Return an error that marks a place."""
        return kind(message, hint=hint, text=self.text, start=start, end=end)

    def skip(self, found: re.Match[str]) -> None:
        """Leave out what only spaces."""
        self.place = found.end()

    def atom(self, kind: str, value: Any, start: int, end: int) -> None:
        """Add a token that is an argument on its own."""
        self.tokens.add(kind, value, start, end)
        self.place = end
        self.complete()

    def complete(self) -> None:
        """Finish every macro whose last argument, without braces, is now read."""
        while self.pending and self.pending[-1][0] == "" and not self.finish_argument():
            pass

    def finish_argument(self) -> bool:
        """Close an argument: the macro's next one begins, which is returned, or its bracket closes."""
        macro = self.pending.pop()[1] or ["", 1]
        macro[1] -= 1
        if macro[1]:
            self.tokens.add("middle", None, self.place, self.place)
            self.argument(macro)
            return True
        self.tokens.add("close", macro[0], self.place, self.place)
        return False

    def argument(self, macro: list[Any]) -> None:
        """Begin a macro's argument, in braces or a single item."""
        while (found := _ITEM.match(self.text, self.place)) and found.lastgroup == "space":
            self.place = found.end()
        if found and found[0] == "{":
            self.sign("open", ("}", None), self.place, self.place + 1)
            self.pending.append(("}", macro))
        elif found and found["number"] and macro[0] == "frac" and found[0][0].isdecimal():
            self.pending.append(("", macro))
            digit = found[0][0]
            self.atom("number", read_number(digit, self.limits, self.text, self.place), self.place, self.place + 1)
        elif not found or found[0] in (")", "]", "}", "(", "+", "^", "_", ",", "=", "\\right", "\\left", "\\over"):
            raise self.error("a macro lacks its argument", max(self.place - 1, 0), self.place + 1, hint=r"write \frac{…}{…}, \sqrt{…}")
        else:
            self.pending.append(("", macro))

    def name(self, found: re.Match[str]) -> None:
        """Read a name that a macro makes: Greek letters, accents, text."""
        raw, start = found[0], self.place
        word = re.fullmatch(r"\\([A-Za-z]+)\s*\{([^{}]*)\}", raw)
        if word and word[1] in _TEXTS and self.worded(word[2], start, found.end()):
            return
        if word and word[2].strip() == "d" and self.derivative():
            return
        if raw in (r"\sigma", r"\pi"):
            self.atom("word", "σ" if raw == r"\sigma" else "π", start, found.end())
            return
        if raw in (r"\Sigma", r"\Pi"):
            raise self.error(f"{raw} is not read here", start, found.end(), hint=r"write \sum for a sum")
        called = word[2].strip() if word else "Γ" if raw == r"\Gamma" else ""
        if called and is_operator(called, self.text, found.end()):
            raise self.error(f"chainrule has no rule for the function '{called}'", start, found.end(), hint="write * for a product", kind=UnknownFunction)
        self.atom("name", symbol(self.canonical(raw, start)), start, found.end())

    def worded(self, content: str, start: int, end: int) -> bool:
        """Add text set upright that is a function, a constant or prose; return False where it is a name."""
        content = content.strip()
        if content in HEADS and content != "σ":
            self.tokens.add("function", HEADS[content], start, end)
            self.place = end
            return True
        if content == "e":
            self.atom("constant", E, start, end)
            return True
        words = re.findall(r"[A-Za-z]+", content.lower())
        if not words or ((len(words) > 1 or words[0] in PROSE) and all(word in PROSE or len(word) == 1 for word in words)):
            self.tokens.add("break", None, start, end)
            self.place = end
            return True
        return False

    def canonical(self, raw: str, start: int) -> str:
        """Return a name in canonical form; errors mark it."""
        try:
            return canonical(raw)
        except ReadError as error:
            raise self.error(error.message, start, start + len(raw), hint=error.hint) from None

    def letters(self, found: re.Match[str]) -> None:
        """Read adjacent letters, the last of which may have an index."""
        derivative = self.derivative() if found[0][0] == "d" else False
        if derivative:
            return
        run, start = found["letters"], self.place
        digits = re.compile(r"\d+").match(self.text, found.end("letters"))
        if found["tail"] is None:
            end = digits.end() if digits else found.end()
            if self.pending and self.pending[-1][0] == "":
                end = start + 1
            self.atom("word", self.text[start:end], start, end)
            return
        cut = 0 if self.is_one_base(run) else len(run) - 1
        if cut:
            self.tokens.add("word", run[:cut], start, start + cut)
            self.complete()
        elif run in ("log", "lg"):
            self.place += len(run)
            self.tokens.add("function", HEADS[run], start, self.place)
            return
        self.atom("name", symbol(self.canonical(found[0][cut:], start + cut)), start + cut, found.end())

    def is_one_base(self, run: str) -> bool:
        """Return whether letters before an index are one name; two letters are a product, of which the last has the index, and so are three but net, out, …."""
        return len(run) == 1 or len(run) > 3 or run in HEADS or (len(run) == 3 and run in WORDS)

    def number(self, found: re.Match[str]) -> None:
        r"""Read a number; of digits after a function's ^ LaTeX raises the first alone: \sin^22x."""
        kinds, text = self.tokens.kinds, found[0]
        if kinds[-2:] == ["function", "^"] and len(text) > 1 and text[0] > "1" and text[1] > "0":
            text = text[0]
        self.atom("number", read_number(text, self.limits, self.text, self.place), self.place, self.place + len(text))

    def primes(self, found: re.Match[str]) -> None:
        r"""Read primes that are written as an exponent: f^\prime, f^{\prime\prime}."""
        self.tokens.add("prime", found[0].count("prime") + found[0].count("'"), self.place, found.end())
        self.place = found.end()

    def derivative(self) -> bool:
        """Read a derivative where one stands here, and return whether it did."""
        found = TEX_FRACTION.match(self.text, self.place)
        if not found:
            return False
        self.atom("derivative", tex_value(found, self.text), found.start(), found.end())
        return True

    def macro(self, found: re.Match[str]) -> None:
        """Read a macro by its name."""
        name, start, end = found[0][1:], self.place, found.end()
        if name in _OPERATORS:
            self.sign(*_OPERATORS[name], start, end)
        elif name in _FRACTIONS or name == "partial":
            if not self.derivative():
                if name == "partial":
                    raise self.error(r"\partial stands alone", start, end, hint=r"write \frac{\partial z}{\partial x}")
                self.opened("frac", 2, start, end)
                self.argument(self.opened_macro)
        elif name == "sqrt":
            self.root(start, end)
        elif name == "root":
            self.opened("rooted", 2, start, end)
            self.pending.append(("\\of", self.opened_macro))
        elif name == "of" and self.pending and self.pending[-1][0] == "\\of":
            self.place = end
            self.finish_argument()
        elif name in ("left", "right", "middle"):
            self.side(name, end)
        elif name in HEADS:
            self.tokens.add("function", HEADS[name], start, end)
            self.place = end
        elif name in ACCENTS or name in TYPEFACES or name in GREEK:
            raise self.error(f"\\{name} lacks its argument", start, end, hint=f"write \\{name}{{y}}")
        elif self.text.startswith("\\begin{cases}", start):
            raise self.error("a function given in pieces is not read", start, end + len("{cases}"), hint="give each piece as a problem of its own")
        else:
            hint = _UNREAD.get(name, "fractions, roots, functions, Greek letters and accents are; write the rest in symbols")
            raise self.error(f"the macro {found[0]} is not read", start, end, hint=hint)

    def opened(self, build: str, arguments: int, start: int, end: int) -> None:
        """Open the bracket of a macro with arguments."""
        self.tokens.add("open", (build, build), start, end)
        self.opened_macro: list[Any] = [build, arguments]
        self.place = end

    def root(self, start: int, end: int) -> None:
        r"""Read \sqrt{…}, \sqrt[n]{…}, \sqrt x, and \sqrt(…) as a function's brackets."""
        after = re.compile(r"\s*(\[|\\left\b|\(|\|)?").match(self.text, end)
        sign = after[1] if after else None
        if sign == "[":
            self.opened("rooted", 2, start, after.end() if after else end)
            self.pending.append(("]", self.opened_macro))
        elif sign:
            self.tokens.add("function", HEADS["sqrt"], start, end)
            self.place = end
        else:
            self.opened("sqrt", 1, start, end)
            self.argument(self.opened_macro)

    def side(self, name: str, end: int) -> None:
        r"""Read the bracket after \left or \right; a dot is no bracket."""
        found = _SIDE.match(self.text, end)
        sign = _SIDES.get(found[1]) if found else None
        if found is None or sign is None:
            raise self.error(f"\\{name} lacks its bracket", end - len(name) - 1, end, hint=r"write \left( … \right)")
        start, end = end - len(name) - 1, found.end(1)
        if sign == "|":
            self.sign("open", ("|", "abs"), start, end) if name == "left" else self.sign("close", "|", start, end)
        elif sign:
            self.sign(*(_OPERATORS.get(sign[1:]) or _BRACKETS[sign]), start, end)
        self.place = end

    def sign(self, kind: str, value: Any, start: int, end: int) -> None:
        """Add an operator or a bracket; a closing bracket completes an argument."""
        if self.pending and self.pending[-1][0] == "" and kind in ("+", "*", "/", "=", "comma", "close", "break", "relation"):
            raise self.error("a macro lacks its argument", start, end)
        self.tokens.add(kind, value, start, end)
        self.place = end

    def other(self, found: re.Match[str]) -> None:
        """Read any other character; braces end arguments."""
        sign, start = found[0], self.place
        if sign == "{":
            if "over" in self.text and self.derivative():
                return
            self.pending.append(("}", None))
            self.sign("open", ("}", None), start, start + 1)
        elif sign in "}]" and self.pending and self.pending[-1][0] == sign and (sign == "}" or self.pending[-1][1]):
            self.place += 1
            if sign == "}":
                self.tokens.add("close", "}", start, start + 1)
            if self.pending[-1][1] is None:
                self.pending.pop()
            elif self.finish_argument():
                return
            self.complete()
        elif sign == "_":
            self.index(start)
        elif sign == "∂" and self.derivative():
            return
        else:
            item = items(ascii_only=False).match(self.text, start)
            self.place = start + len(item[0].rstrip(" ")) if item else start + 1
            plain_tokens(self.text, self.limits, start, self.place, self.tokens)
            if self.tokens.kind(len(self.tokens.kinds) - 1) in ("word", "number"):
                self.complete()

    def index(self, start: int) -> None:
        r"""Read the index of \log, \sum or \int as a bracket; elsewhere it has no place."""
        kind = self.tokens.kind(len(self.tokens.kinds) - 1)
        if kind not in ("function", "sum", "product", "integral"):
            raise self.error("an index without a name", start, start + 1, hint="write x_1; put an index on a name only")
        self.tokens.add("_", None, start, start + 1)
        self.place = start + 1


_BRACKETS: dict[str, tuple[str, Any]] = {"(": ("open", (")", None)), "[": ("open", ("]", None)), ")": ("close", ")"), "]": ("close", "]")}
