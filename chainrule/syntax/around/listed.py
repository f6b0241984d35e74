r"""Vectors by their components in any signs, ⟨t, t^2⟩, \begin{pmatrix} t \\ t^2 \end{pmatrix}, t \hat{i} + t^2 \hat{j}, as (t, t^2). The length stays."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice, pairwise

from chainrule.errors import ReadError
from chainrule.syntax.around.arrays import arguments
from chainrule.syntax.around.units_first import turned, with_units_behind
from chainrule.syntax.rules import Readings
from chainrule.syntax.vocabulary import CONSTANTS, HEADS

LONGEST = 2_000  # characters between the brackets of one vector
MOST = 50  # vectors in one text

_BEHIND = r"(?:(?<![<>!=])=|\bof|\]|\A)[ \t$]*+(?:\\(?:displaystyle|left)\s?)?"  # where a vector may begin
_ANGLE = re.compile(
    rf"(?:{_BEHIND}|/\s?d\s?[a-z]\s*+)(?P<open><(?![=<>]))|(?<=[\w)}}] )(?P<beside><)(?=[^<>=;,\n]{{1,200}},[^<>=;\n]{{1,200}}>[ $]*+(?:\Z|[;.\n]))"
    r"|(?:\\left\s?)?(?P<sign>⟨|\\langle(?![A-Za-z]))"
)
_NAMES_ALONE = re.compile(r"(?:[A-Za-z{}_^\s]|\\[a-z]+)*+")  # in two of which angles may be the sign of an inner product
_FUNCTIONS = re.compile(r"sin|cos|tan|exp|ln|log|sqrt|frac|sec|sinh|cosh|arc|e\s?\^")
_CLOSING = re.compile(r"(?:\\right\s?)?(?:>(?!=)|⟩|\\rangle(?![A-Za-z]))")
_STACKED = re.compile(
    rf"(?P<before>{_BEHIND})\s*(?P<whole>(?:\\left\s?[(\[]\s*)?\\begin\s?\{{(?P<kind>[pbB]?(?:small)?matrix|array)\}}(?:\{{[clr|]+\}})?"
    r"(?P<inside>(?:(?!\\begin).){0,2000}?)\\end\s?\{(?P=kind)\}(?:\s*\\right\s?[)\]])?)",
    re.DOTALL,
)
ROW = re.compile(r"\\\\(?:\[[\w.\s]*\])?|\\cr(?![a-z])")
_SHAPES = r"hat|vec|mathbf|boldsymbol|bm|textbf|widehat|overrightarrow"
_INNER = r"\\?(?:imath|jmath|[ijk])(?:math)?"
_UNIT = re.compile(
    rf"\\(?:{_SHAPES})\s?\{{\s?(?:\\(?:{_SHAPES}|mathrm|mathit)\s?\{{?\s?)?({_INNER})\s?\}}?\s?\}}|\{{\s?\\bf\s({_INNER})\s?\}}"
    rf"|\\(?:{_SHAPES})\s?({_INNER})(?![A-Za-z])|(?<![A-Za-z])([ijk][\u0302\u20d7])|([îĵ𝐢𝐣𝐤])"
)
_LETTERS = {"î": "i", "ĵ": "j", "𝐢": "i", "𝐣": "j", "𝐤": "k"}
_BOLD = dict(zip("ijk", "𝐢𝐣𝐤", strict=True))
_OF_PLAIN = re.compile(r"(?<![\w\\])(?P<name>[A-Za-z])(?:\s?\(\s?(?P<by>[a-z](?:\s?,\s?[a-z]){0,2})\s?\))?\s?=(?!=)")
_VECTORS = "rFGuvw"  # what vectors without an argument are called
_CURVES = "ruvw"  # and what those of a parameter t are called
_PROSE = re.compile(r"\b(?:in|of|the|at|for|and|is|find|direction)\b", re.IGNORECASE)
_PLAIN_UNIT = re.compile(r"(?<![A-Za-z\\{])[ijk](?![\w(^}'′])")
_ASKED = re.compile(r"[\s$]*+(?:(?:(?:find|compute)\s+)?(?:the\s+)?derivative\s+of\s+|differentiate\s+|d\s?/\s?dt\s*)?[$]?", re.IGNORECASE)
_GIVEN = re.compile(r"[,;\n]\s*+(?:and\s++)?[ijk]\s?=(?!=)")  # a quantity i
_PLAIN_FIRST = re.compile(r"[ijk](?=\s)")
_ANY_PLAIN = re.compile(r"(?<![A-Za-z\\])[d∂]?[ijk](?![A-Za-z(\u0302\u20d7])(?!\s(?:am|need|want|have|had|got|get|think|tried|try|can|do|don|know)\b|\.e\.)")
_SET_OFF = r"\\(?:vec|mathbf|boldsymbol|bm|overrightarrow|textbf)"
_NAME = re.compile(
    rf"(?P<whole>{_SET_OFF}\s?\{{\s?(?P<in>[A-Za-z]|\\[a-z]+)\s?\}}|{_SET_OFF}\s(?P<bare>[A-Za-z])(?![A-Za-z])|(?P<arrow>[A-Za-z])⃗)(?P<rest>\s?(?:\([^()=]*\)\s?)?=\s*(?:\\left\s?)?)[(\[]"
)
_AFTER = re.compile(
    r"[^\S\n]*+(?:\}[^\S\n]*+)*+(?:[;,.?$]|\s*+\Z|\n(?!\s*+[-+−])|\\[)\]]|(?:find|and|at|where|for|with|then|compute|calculate|determine|what|when|is)\b)",
    re.IGNORECASE,
)


def in_round_brackets(text: str) -> str:
    r"""Return a text with the vectors that it gives by their components in round brackets, under names that are not set apart by bold letters or arrows.

    >>> in_round_brackets("r(t) = <t^2, e^t>"), in_round_brackets(r"r(t) = t \hat{i} - t^2 \hat{j}")
    ('r(t) = (t^2, e^t)', 'r(t) = (t, - t^2)             ')
    """
    text = _STACKED.sub(_in_a_row, text)
    if "<" in text or "⟨" in text or "langle" in text:
        text = _without_angles(text)
    if _UNIT.search(text):
        text = _without_units(turned(text, _UNIT))
    return _without_arrows(text)


def _in_a_row(found: re.Match[str]) -> str:
    """Return a column or a row of entries with commas between them; a matrix as it is."""
    rows = [row.split("&") for row in ROW.split(found["inside"])]
    rows = rows[:-1] if len(rows) > 1 and not "".join(rows[-1]).strip() else rows
    entries = rows[0] if len(rows) == 1 else [row[0] for row in rows]
    if len(entries) < 2 or any("=" in entry for entry in entries) or (len(rows) > 1 and any(len(row) > 1 for row in rows)) or not all(map(str.strip, entries)):
        return found[0]
    written = "(" + ",".join(entries) + ")"
    return found[0][: found.start("whole") - found.start()] + written.ljust(len(found["whole"]))


def _without_angles(text: str) -> str:
    """Return a text with round brackets in place of angles, where these hold commas."""
    place = 0
    for _ in range(MOST):
        found = _ANGLE.search(text, place)
        if found is None:
            break
        start, place = found.start(found.lastgroup or 0), found.end()
        closing = next(_closings(text, place), None)
        inside = None if closing is None else arguments(text[place : closing.start()] + ")", 0)
        if closing is None or inside is None or inside.end <= closing.start() - place or len(inside.each) < 2:
            continue
        if len(inside.each) == 2 and all(_NAMES_ALONE.fullmatch(part) and not _FUNCTIONS.search(part) for part in inside.each):
            hint = "write a vector in round brackets, (x, y), and an inner product as u · v"
            raise ReadError("angles around two names may be an inner product", hint=hint, text=text, start=start, end=closing.end())
        before = text[:start]
        if before.rstrip().endswith("\\left"):
            start = len(before.rstrip()) - len("\\left")
        text = text[:start] + "(".rjust(place - start) + text[place : closing.start()] + ")".ljust(len(closing[0])) + text[closing.end() :]
    return text


def _closings(text: str, place: int) -> Iterator[re.Match[str]]:
    """Yield where angles close behind a place, before another definition begins."""
    stop = min((found for sign in ("=", ";", "\n") if (found := text.find(sign, place)) >= 0), default=len(text))
    yield from _CLOSING.finditer(text, place, min(stop, place + LONGEST))


def _without_units(text: str) -> str:
    """Return a text with the terms of unit vectors as components. Raises ReadError where such letters stand in anything else."""
    place = 0
    while (equals := text.find("=", place)) >= 0:
        place = equals + 1
        first = _UNIT.search(text, place)
        if first is None:
            break
        if any(sign in text[place : first.start()] for sign in ("=", ";", "\n")):
            continue
        written, end = _by_axes(text, place)
        written = written if len(written) <= end - place else written.strip().replace(", ", ",").replace("- ", "-")
        if written and len(written) <= end - place:
            text = text[:place] + written.ljust(end - place) + text[end:]
            place = end
    units = list(_UNIT.finditer(text))
    if len({_axis(found) for found in units}) > 1:
        hint = "write a vector by its components: r(t) = (cos t, sin t, t)"
        raise ReadError("unit vectors stand in another expression than a sum", hint=hint, text=text, start=units[0].start(), end=units[0].end())
    return text


def with_bold_units(text: str, readings: Readings, names: Collection[str] = ()) -> str:
    """Return a text with bold letters for the i, j and k of r(t) = t i + t^2 j + k, where they stand for nothing else in it; and say so.

    ``names`` are those by which is differentiated, which are no unit vectors.

    >>> with_bold_units("r(t) = t i + t^2 j", Readings("")), with_bold_units("r(t) = t i + t^2 j; dr/di", Readings(""))
    ('r(t) = t 𝐢 + t^2 𝐣', 'r(t) = t i + t^2 j; dr/di')
    """
    if not _BOLD.keys().isdisjoint(names) or _GIVEN.search(text):
        return text
    if "=" not in text:
        return _with_bare_units(text, readings)
    typed, text = text, turned(text, _PLAIN_FIRST)
    found, places = text, list[re.Match[str]]()
    for definition in islice(_OF_PLAIN.finditer(text), MOST):
        start = definition.end()
        stop = min((place for sign in ("=", ";", "\n") if (place := text.find(sign, start)) >= 0), default=len(text))
        by, own = "".join(filter(str.isalpha, definition["by"] or "")), definition["name"]
        named = bool(by) or (own in _VECTORS and "*" not in text[start:stop])
        if not named or not _BOLD.keys().isdisjoint((*by, own)) or stop > start + LONGEST:
            continue
        letters = re.compile(rf"(?<![A-Za-z\\])([{by}]?)([ijk])(?![\w(^}}'′])" if by else r"(?<![A-Za-z\\])()([ijk])(?![\w(^}'′])")
        bold = letters.sub(lambda each: each[1] + _BOLD[each[2]], text[start:stop])
        written, _ = _by_axes(found[:start] + bold + found[stop:], start)
        in_space = own in _CURVES and by == "t" and len(set(bold) & set(_LETTERS)) > 1  # also r(t) = t^2 i + t^3 k
        if written and ({"𝐢", "𝐣"} <= set(bold) or in_space) and not _PROSE.search(written):
            found = found[:start] + bold + found[stop:]
            places.append(definition)
    if not places or _ANY_PLAIN.search(found):
        return typed
    for definition in places:
        readings.add("unit vectors", *definition.span("name"), "i, j and k" if "𝐤" in found else "i and j")
    return found


def _with_bare_units(text: str, readings: Readings) -> str:
    """Return a text with the components of a sum of unit vectors that is all of it, i cos t + j sin t, where nothing but the parameter t stands beside them."""
    asked = _ASKED.match(text)
    start, stop = asked.end() if asked else 0, len(text.rstrip(" \n.?$"))
    shaped = _UNIT.search(text, start, stop) is not None
    body = with_units_behind(text[start:stop], _UNIT if shaped else _PLAIN_FIRST)
    bold = body if shaped else _PLAIN_UNIT.sub(lambda each: _BOLD[each[0]], body)
    written = _by_axes(bold, 0)[0]
    written = written if len(written) <= stop - start else written.replace(", ", ",")
    words = {word for word in re.findall(r"[^\W\d_]+", written) if word not in HEADS and word not in CONSTANTS}
    if not written or words.isdisjoint("tθ") or not words.isdisjoint("xyz") or len(written) > stop - start or (not shaped and not {"𝐢", "𝐣"} <= {*bold}):
        return text
    if not shaped:
        readings.add("unit vectors", start, stop, "i, j and k" if "𝐤" in bold else "i and j")
    return text[:start] + written.ljust(stop - start) + text[stop:]


def _axis(unit: re.Match[str]) -> str:
    """Return which unit vector stands at a place: i, j or k."""
    sign: str = next(filter(None, unit.groups())).strip("\\")
    return _LETTERS.get(sign, sign[0])


def _by_axes(text: str, start: int) -> tuple[str, int]:
    """Return the sum of unit vectors behind a place as a list of its components, and where it ends; an empty list where it is none."""
    found: dict[str, str] = {}
    place = start
    for unit in _UNIT.finditer(text, start):
        term = text[place : unit.start()].strip(" $")
        sign = term[:1] if term[:1] in ("+", "-", "−") else ""
        axis, factor = _axis(unit), term[len(sign) :].strip()
        if (found and not sign) or axis in found or not _is_factor(factor):
            return "", start
        factor = re.sub(r"(?:\*|·|\\cdot|\\,|\\;|\\ |\s)+\Z", "", factor) or "1"
        found[axis] = factor if sign in ("", "+") else f"{sign} {factor}" if len(sign) and text[unit.start() - 1] == " " else f"{sign}{factor}"
        place = unit.end()
        if _AFTER.match(text, place):
            break
        if text[place:].lstrip(" ")[:1] not in ("+", "-", "−"):
            return "", start
    if len(found) < 2 or not _AFTER.match(text, place):
        return "", start
    axes = "ijk" if "k" in found else "ij"
    lead = " " if text[start : start + 1] == " " else ""
    return f"{lead}({', '.join(found.get(axis, '0') for axis in axes)})", place


def unit_terms(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """Return the components of a sum of unit vectors that begins at a place, also in plain letters, 3i + 4j, and where it ends; none for anything else."""
    stop = next((found.start() for found in re.compile(r"[=;\n]").finditer(text, start)), len(text))
    bold = text[:start] + _PLAIN_UNIT.sub(lambda each: _BOLD[each[0]], text[start:stop]) + text[stop:]
    written, end = _by_axes(bold, start)
    return (tuple(map(str.strip, written.strip()[1:-1].split(","))), end) if written else ((), start)


def _is_factor(term: str) -> bool:
    """Return whether a term is one factor of a unit vector: its brackets are closed, and no sign of another term stands outside of them."""
    depth = 0
    for before, sign in pairwise(" " + term):
        depth += (sign in "([{") - (sign in ")]}")
        if depth < 0 or (depth == 0 and sign in "+-−,;" and before not in "^*/({e\\"):
            return False
    return depth == 0


def _without_arrows(text: str) -> str:
    """Return a text in which the name of a vector that is given by its components is a plain letter."""
    for found in list(islice(_NAME.finditer(text), MOST)):
        name = found["in"] or found["bare"] or found["arrow"]
        inside = arguments(text, found.end())
        if inside is None or len(inside.each) < 2:
            continue
        letter = re.escape(name)
        anywhere = re.compile(rf"{_SET_OFF}\s?\{{\s?{letter}\s?\}}|{_SET_OFF}\s{letter}(?![A-Za-z])|{letter}⃗")
        text = anywhere.sub(lambda each, name=name: name.ljust(len(each[0])), text)  # type: ignore[misc]
    return text
