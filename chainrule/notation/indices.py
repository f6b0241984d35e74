"""Index letters in the names of samples and neurons."""

from __future__ import annotations

import re

from chainrule.notation.names import joined, split


def index_name(name: str, index: str, case: int | str) -> str:
    """Return a name with the index in its subscript replaced: obs_i is obs_2, w_ij is w_2j, x_{i,k} is x_{2,k}; and x_1^(i) is x_1^(2)."""
    base, mark, rest = name.partition("_")
    if not mark:
        return name
    subscript, above, superscript = rest.partition("^")
    if re.fullmatch(r"[a-z]{1,3}\d*|\d+[a-z]{1,2}", subscript) and set(re.sub(r"\d", "", subscript)) <= set("ijklmnrst"):
        subscript = subscript.replace(index, str(case))
    elif subscript.startswith("{"):
        subscript = re.sub(rf"(?<![A-Za-z]){re.escape(index)}(?![A-Za-z])", str(case), subscript)
    if superscript in (f"({index})", f"[{index}]"):
        superscript = f"{superscript[0]}{case}{superscript[-1]}"
    return base + mark + subscript + above + superscript


def carries(name: str, index: str) -> bool:
    """Return whether a name is the index or has it as a subscript, as obs_i has i."""
    return name == index or index_name(name, index, 0) != name


def with_index(name: str, index: str) -> str:
    """Return a name with an index at the end of its subscript: u_i for u, u_{1,i} for u_1."""
    base, low, high = split(name) or (name, "", "")
    return joined(base, f"{low},{index}" if low else index, high)
