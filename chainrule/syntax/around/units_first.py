r"""Unit vectors in front of their factors, i cos t + j sin t, which then stand behind them: cos t i + sin t j. The length stays."""

from __future__ import annotations

import re
from itertools import islice

LONGEST = 2_000  # characters of a sum of unit vectors
MOST = 50  # of them in one text

_BEGINS = re.compile(r"(?<![<>!=])=(?!=)")
_ENDS = re.compile(r"[=;,\n$]|\\[)\]]|\.(?!\d)|\b(?:find|and|at|where|for|with|then|compute|determine|what|when)\b")


def turned(text: str, unit: re.Pattern[str]) -> str:
    r"""Return a text with every sum behind a sign of equality whose terms all begin with a ``unit``, with the units behind.

    >>> turned("r(t) = i cos t - j (t + 1)", re.compile(r"[ijk](?=\s)"))
    'r(t) = cos t i - (t + 1) j'
    """
    for equals in islice(_BEGINS.finditer(text), MOST):
        start = equals.end()
        end = _ENDS.search(text, start, start + LONGEST)
        stop = end.start() if end else len(text)
        if stop - start <= LONGEST:
            text = text[:start] + with_units_behind(text[start:stop], unit) + text[stop:]
    return text


def with_units_behind(body: str, unit: re.Pattern[str]) -> str:
    """Return a sum with the unit of each term behind it; as it is, where a term does not begin with one of its own."""
    places = _signs(body)
    terms = [body[first:last] for first, last in zip([0, *places], [*places, len(body)], strict=True)]
    written = []
    units = set()
    for term in terms:
        lead = len(term) - len(term.lstrip(" +-−"))
        found = unit.match(term, lead)
        factor = term[found.end() :] if found else ""
        if found is None or not factor.strip() or unit.search(factor) or found[0] in units:
            return body
        units.add(found[0])
        gap, apart = len(factor) - len(factor.rstrip()), " " * (found[0][0] != "\\")
        written.append(term[:lead] + f"{factor.strip()}{apart}{found[0]}".ljust(len(term) - lead - gap) + " " * gap)
    whole = "".join(written)
    return whole if len(units) > 1 and len(whole) == len(body) else body


def _signs(body: str) -> list[int]:
    """Return where the terms of a sum begin, but the first one."""
    depth, places, before = 0, list[int](), ""
    for place, sign in enumerate(body):
        depth += (sign in "([{") - (sign in ")]}")
        if depth == 0 and sign in "+-−" and before and before not in "^*/_,":
            places.append(place)
        before = sign if sign.strip() else before
    return places
