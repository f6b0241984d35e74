"""Index letters in the names of samples and neurons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chainrule.notation.names import joined, split
from chainrule.tree import Tree

_USUAL = frozenset("ijklmnrst")
_TENSORS = frozenset("ijkl")
STEPS = frozenset("-+")  # what stands between a letter and how many steps it is before or behind
_SUM = re.compile(r"(?<![^,(\[])\d+(?:[-+]\d+)+(?![^,)\]])")  # 2+1, and nothing else, in its place among the indices
_CASE = r"[a-z]_[a-z\d]|[a-z]|\d+"  # what may be an index: also the class y_i of a sample, as in s_{y_i}
WORDS = frozenset(("min", "kin", "lin", "lim", "sim", "int", "rms", "ini", "tri"))  # of letters that are usual for indices, and no indices
_LETTERS_BELOW = re.compile(r"([a-z]{1,3})\d*|\d+([a-z]{1,2})")


def index_name(name: str, index: str, case: int | str) -> str:
    """Return a name with the index in its subscript replaced: obs_i is obs_2, w_ij is w_2j, x_{i,k} is x_{2,k}; and above, x_1^(i) is x_1^(2).

    With a number for its index, x_{i+1} is x_3 and h^(t-1) is h^(1).
    Two letters below are two indices; three are where all but the index itself are usual for one: T_max and x_min are no x_ijk.
    A number of several digits stands apart from the others: w_jk is w_{11,k}, since w_111 is w_{1,11} too.
    """
    stem, above, superscript = name.partition("^")
    if superscript in (f"({index})", f"[{index}]") or (superscript[:1] in ("(", "[") and not STEPS.isdisjoint(superscript)):
        superscript = re.sub(rf"(?<![A-Za-z]){re.escape(index)}(?![A-Za-z])", str(case), superscript)
    base, mark, subscript = stem.partition("_")
    if (below := below_word(subscript)) and below[1] == "_":
        mark, subscript = f"_{below[0]}_", below[2]
    found = _LETTERS_BELOW.fullmatch(subscript)
    if found and (len(letters := found[1] or found[2]) < 3 or (_USUAL.issuperset(letters.replace(index, "")) and letters not in WORDS)):
        several = len(subscript) > 1 and str(case).isdigit() and len(str(case)) > 1 and index in letters
        subscript = "{" + ",".join(subscript).replace(index, str(case)) + "}" if several else subscript.replace(index, str(case))
    elif subscript.startswith("{"):
        subscript = re.sub(rf"(?<![A-Za-z]){re.escape(index)}(?![A-Za-z])", str(case), subscript)
    cased = base + mark + subscript + above + superscript
    return cased if STEPS.isdisjoint(cased) or cased == name else added_up(cased)


def added_up(name: str) -> str:
    """Return a name with the sums of numbers among its indices worked out: x_3 for x_{2+1}; one below 0 stays."""
    base, *marks = split(name) or (name,)
    if not marks:
        return name

    def value(found: re.Match[str]) -> str:
        whole = sum(map(int, re.findall(r"[-+]?\d+", found[0])))
        return found[0] if whole < 0 else str(whole)

    return joined(base, *[_SUM.sub(value, mark) for mark in marks])


def excepted(total: Tree) -> str:
    """Return the index whose term a sum leaves out; empty where it runs over all."""
    low = total[2][1]
    return str(low[1]) if low[0] == "except" else ""


def carries(name: str, index: str) -> bool:
    """Return whether a name is the index or has it as a subscript, as obs_i has i, or above, as x^(i) has."""
    return name == index or index_name(name, index, 0) != name


def is_case(name: str, indexed: str, index: str) -> bool:
    """Return whether a name is a case of one with an index: x_2 and x_i of x_j."""
    return name != indexed and bool(case_of(name, indexed, index))


def case_of(name: str, indexed: str, index: str) -> str:
    """Return the index that makes a case out of a name with an index; empty where it is none.

    >>> case_of("x_2", "x_j", "j"), case_of("a_22", "a_ii", "i"), case_of("a_12", "a_ii", "i")
    ('2', '2', '')
    """
    first, *others = map(re.escape, index_name(indexed, index, "\0").split("\0"))
    found = re.fullmatch(rf"{first}({_CASE})" + r"\1".join(others), name) if others else None
    return found[1] if found else ""


def cases_of(name: str, indexed: str, letters: Sequence[str]) -> dict[str, str]:
    """Return the indices that make a case out of a name with one or several below: none where it is no case.

    >>> cases_of("w_1m", "w_jk", "jk"), cases_of("x_12", "x_i", "i"), cases_of("w_1m", "v_jk", "jk"), cases_of("h_m^(n)", "h_j^(n)", "jn")
    ({'j': '1', 'k': 'm'}, {'i': '12'}, {}, {'j': 'm', 'n': 'n'})
    """
    if len(letters) == 1:
        case = case_of(name, indexed, letters[0])
        return {letters[0]: case} if case else {}
    (base, low, high), (other, own, above) = (split(each) or (each, "", "") for each in (indexed, name))
    pairs = list(zip(_parts(low), _parts(own), strict=False))
    if len(high) > 2 < len(above) and high[1:-1] in letters:  # the index of a sample, as in h_j^(n)
        pairs.append((high[1:-1], above[1:-1]))
        above = high if high[0] + high[-1] == above[0] + above[-1] else above
    found = {letter: case for letter, case in pairs if letter in letters and re.fullmatch(_CASE, case)}
    alike = (base, high, len(_parts(low))) == (other, above, len(_parts(own))) and all(found.get(letter, letter) == case for letter, case in pairs)
    return found if alike and len(found) == len(letters) else {}


def _parts(low: str) -> list[str]:
    """Return the indices that stand below a name, each for itself."""
    return low.split(",") if "," in low else list(low)


def is_letter(index: str) -> bool:
    """Return whether an index stands for any number: j, and y_i, the class of a sample."""
    return index[:1].isalpha() and bool(re.fullmatch(_CASE, index))


def apart(name: str) -> tuple[str, str]:
    """Return a name without its index, and the index: below, or above where a letter stands there or nothing below; "" where it has none.

    >>> apart("x_2"), apart("x^(i)"), apart("x_1^(i)"), apart("w_12^(2)"), apart("x"), apart("y_hat_i")
    (('x', '2'), ('x', 'i'), ('x_1', 'i'), ('w^(2)', '12'), ('x', ''), ('y_hat', 'i'))
    """
    base, low, high = split(name) or (name, "", "")
    if below := below_word(low):
        return joined(base, below[0], high), below[2]
    return (joined(base, low, ""), high[1:-1]) if _counts(low, high) else (joined(base, "", high), low)


def under(name: str, index: str) -> str:
    """Return an indexed name under another index: x_i for x_2, x^(i) for x^(2)."""
    base, low, high = split(name) or (name, "", "")
    if below := below_word(low):
        return joined(base, below[0] + below[1] + index, high)
    return joined(base, low, high[0] + index + high[-1]) if _counts(low, high) else joined(base, index, high)


def is_word(mark: str) -> bool:
    """Return whether what stands below a name is a word, as hat and max are, and no row of indices, as ij and ijt are."""
    if len(mark) < 3 or not mark.isalpha():
        return False
    unusual = sum(letter not in _USUAL for letter in mark)
    return mark in WORDS or unusual > 1 or (len(mark) > 3 and not _TENSORS.issuperset(mark))


def below_word(low: str) -> tuple[str, str, str] | None:
    """Return a word below a name, what stands behind it, and the index there: hat, _ and i of y_hat_i; None where there is no word, or no index."""
    mark = "_" if low.rfind("_") > low.rfind(",") else ","
    words, _, index = low.rpartition(mark)
    return (words, mark, index) if is_word(words.rpartition("_")[2]) and re.fullmatch(r"[a-z]|\d+", index) else None


def _counts(low: str, high: str) -> bool:
    """Return whether the index is what stands above, and not what stands below."""
    return bool(high) and (not low or (len(high) == 3 and high[1].isalpha()))


def with_index(name: str, index: str) -> str:
    """Return a name with an index at the end of its subscript: u_i for u, u_{1,i} for u_1, y_hat_i for y_hat."""
    base, low, high = split(name) or (name, "", "")
    if below_word(f"{low}_{index}"):
        return joined(base, f"{low}_{index}", high)
    return joined(base, f"{low},{index}" if low else index, high)
