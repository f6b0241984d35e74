"""Functions that are only mentioned, f(x, y) where x = …, and are asked about: they are unspecified."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.syntax.tokens.segments import Segment, read_name
from chainrule.syntax.tokens.token import Tokens


def with_mentioned(tokens: Tokens, segments: Sequence[Segment]) -> list[Segment]:
    """Return the parts with f(x, y) alone as a definition of an f that nothing else defines, where a derivative of it is asked for."""
    asked = {value[1] for kind, value in zip(tokens.kinds, tokens.values, strict=True) if kind == "derivative"} if tokens.has("derivative") else set()
    asked -= {segment.name for segment in segments}
    return [segment._replace(name=_applied(tokens, segment)) if not segment.name and _applied(tokens, segment) in asked else segment for segment in segments]


def _applied(tokens: Tokens, segment: Segment) -> str:
    """Return the name of a function whose application to two names or more is all of a part, or nothing."""
    first, last = segment.first, segment.last
    if segment.equation or last < first + 6 or tokens.kinds[first] not in ("word", "name") or tokens.brackets().get(first + 1, (0, 0))[0] != last - 1:
        return ""
    named = all(tokens.kinds[place] in ("word", "name") for place in range(first + 2, last - 1, 2))
    return read_name(tokens, first) if named and all(kind == "comma" for kind in tokens.kinds[first + 3 : last - 1 : 2]) else ""
