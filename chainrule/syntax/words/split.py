"""From a run of letters to what it stands for: a name, a function, a constant, or a product of several of them."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.tokens.confusable import check_letters, is_of_language
from chainrule.syntax.tokens.plain import MARK
from chainrule.syntax.tokens.token import read_number
from chainrule.syntax.vocabulary import (
    BARE,
    CONSTANTS,
    DIFFERENTIATORS,
    FOREIGN,
    GREEK_WORDS,
    HEADS,
    INSIDE,
    NEVER_INDEXED,
    PIECES,
    VARIABLES,
    WITHOUT_ROW,
    WORDS,
    Head,
    logarithm,
)
from chainrule.syntax.words.glued import factors_before, indexed_factors, known_parts, with_pi, with_spelled
from chainrule.syntax.words.notes import check_saying, is_amplitude, is_one_name, leads, may_be_power, note_digits, note_euler, note_function, stands_beside
from chainrule.syntax.words.scope import Scope
from chainrule.syntax.words.unknown import (
    ARGUMENTS,
    Piece,
    Place,
    after_bracket,
    check_arguments,
    check_bare,
    check_function,
    is_applied_without_row,
    is_limited,
    is_misspelt,
    lost_power,
    unknown,
    unknown_function,
    without_rule,
)
from chainrule.tree import div, symbol

_CHUNK = re.compile(rf"([^\W\d_]+[{MARK}]*(?:[^\W\d_]|[{MARK}])*)(\d*)")
_LETTER = re.compile(rf"[^\W\d_][{MARK}]*")


def read_word(word: str, scope: Scope, place: Place) -> list[Piece]:
    """Return what a word stands for, in its place.

    Raises UnknownFunction for a longer word before a bracket, ReadError for damaged text and letters that look like others.
    """
    if word.startswith("log_") and word not in scope.names:
        if word[6:].isalpha() and word[4:6].isalpha() and place.after not in ("(", "word", "number", "function", "name"):  # log_var, as programs call it
            scope.readings.add("hidden function", place.start, place.end, "one name", f"log({word[4:]})")
            return [Piece("name", symbol(_canonical(word, scope, place)), len(word))]
        return _based("log", word[4:], word, scope, place)
    name = word if word.isascii() and "{" not in word and "^" not in word else _canonical(word, scope, place)
    name = scope.typeset(name) if "{" in word else name
    word = word if word.isascii() else name
    if name in scope.names:
        return [Piece("name", symbol(name), len(word))]
    whole = _whole(name, word, scope, place)
    if whole is not None:
        return [whole]
    if "_" in word and (several := indexed_factors(word, scope, place)):
        return [Piece("constant", CONSTANTS[each], 1) if each == "e" else Piece("name", symbol(each), len(each)) for each in several]
    before = factors_before(name, scope) if "_" in name or name[-1].isdecimal() else []
    if before:
        return _times_indexed(name, before, scope, place)
    if "_" in name or "^" in name:
        return _indexed(name, word, scope, place)
    if len(word) == 1 or _LETTER.fullmatch(word):
        return [Piece("name", symbol(name), len(word))]
    if any(character.isdecimal() for character in word):
        if word[0] == "π" and not word[1].isdecimal():  # πr2 is π and r2, which may have lost a power
            return [Piece("constant", CONSTANTS["π"], 1), *read_word(word[1:], scope, place)]
        return _with_digits(word, scope, place)
    return _letters(name, scope, place)


def _canonical(word: str, scope: Scope, place: Place) -> str:
    check_letters(word, scope.tokens.text, place.start)
    try:
        return canonical(word)
    except ReadError as error:
        raise ReadError(error.message, hint=error.hint, text=scope.tokens.text, start=place.start, end=place.end) from None


def _whole(name: str, word: str, scope: Scope, place: Place) -> Piece | None:
    """Return the function, constant or spelled-out letter that a whole word is, or None."""
    bracket = place.after in ("(", "(,")
    if name in HEADS and (bracket or (name in BARE and _takes_argument(name, place)) or (place.after == "prime" and name not in scope.alone)):
        if name[0] == "a" and is_amplitude(name, scope):
            return None
        if name in ("σ", "sigma") and name in scope.alone:
            scope.readings.add("product or function", place.start, place.end, f"the name {name}", "sigmoid(…)")
            return None if name == "sigma" else Piece("name", symbol(name), len(word))
        note_function(name, scope, place)
        return Piece("function", HEADS[name], len(word))
    if name.lower() in ("sum", "mean", "var", "std") and (total := _total(name, word, scope, place)) is not None:
        return total
    if name in CONSTANTS:
        if name == "e":
            note_euler(scope, place)
        return Piece("constant", CONSTANTS[name], len(word))
    if name == "E" and not scope.tokens.latex and ((place.after == "^" and scope.usage.capital) or scope.usage.of_mathematica):
        scope.readings.add("capital E", place.start, place.end, "Euler's number", "a definition of E")
        return Piece("constant", CONSTANTS["e"], len(word))
    if (bracket and name in WITHOUT_ROW) or is_applied_without_row(name, scope, place):
        raise without_rule(name, scope, place)
    if name in DIFFERENTIATORS and len(name) > 1 and place.after in ARGUMENTS and not scope.tokens.text[: place.start].strip():
        raise ReadError(f"'{name}' needs brackets", hint=f"write {name}(x^2, x)", text=scope.tokens.text, start=place.start, end=place.end)
    if name in PIECES:
        hint = "give each piece as a problem of its own"
        raise ReadError("a function given in pieces is not read", hint=hint, text=scope.tokens.text, start=place.start, end=place.end)
    if name in GREEK_WORDS or (name in WORDS and not (scope.knows(name) or _is_two_factors(name, scope))):
        if after_bracket(name, scope, place):
            raise unknown_function(name, scope, place)
        return _spelled(name, word, scope, place)
    return None


def _total(name: str, word: str, scope: Scope, place: Place) -> Piece | None:
    """Return the sum or the mean that a word before what is added up stands for: sum(x), and sum y_i log p_i, as behind Σ."""
    if place.after in ("(", "(,") and (name.lower() == "sum" or (name in ("mean", "var", "std") and name not in scope.alone)):
        return Piece("sum", name.lower(), len(word))
    apart = place.after in ARGUMENTS and not place.near and name not in scope.asked
    return Piece("sum", None, len(word)) if name == "sum" and apart else None


def _is_two_factors(name: str, scope: Scope) -> bool:
    """Return whether two letters that may be a quantity are a product here: one of them is in use, and no sign of multiplication is."""
    return len(name) == 2 and name not in scope.starred and scope.doubted(name)


def _takes_argument(name: str, place: Place) -> bool:
    """Return whether a function's name can stand without brackets here; a short one (sh, ch) needs a plain argument."""
    return len(name) > 2 or name in INSIDE or place.after in ("name", "word", "number", "^", "prime")


def _spelled(name: str, word: str, scope: Scope, place: Place) -> Piece | None:
    """Return a spelled-out quantity as one name; None where its letters rather make a function: cost with t in use."""
    check_saying(name, scope, place)
    hidden = _segments(name, scope, place) if name in WORDS else None
    if hidden:
        if scope.doubted("".join(piece for piece in hidden if piece not in INSIDE)):
            return None
        scope.readings.add("hidden function", place.start, place.end, "one name", " ".join(hidden))
    return Piece("name", symbol(name), len(word))


def _indexed(name: str, word: str, scope: Scope, place: Place) -> list[Piece]:
    """Return a name with an index; log_2 is a function."""
    base, _, index = name.partition("_")
    if base in ("log", "Log", "lg") and index:
        return _based(base, index, word, scope, place)
    if base == "D" and (len(index) == 1 or (len(index) < 4 and set(index) <= set("xyzt"))) and place.after in ("word", "number", "function", "(", "name"):
        by = " ".join(f"d/d{each}" for each in index)
        raise ReadError(f"the operator '{word}' is not read", hint=f"write {by} (…)", text=scope.tokens.text, start=place.start, end=place.end)
    if base in BARE:
        raise ReadError(
            f"a function with an index: '{word}'", hint=f"write {base}(…), or define a name {name}", text=scope.tokens.text, start=place.start, end=place.end
        )
    if base in NEVER_INDEXED and is_limited(name, scope, place):
        raise without_rule(base, scope, place)
    stem, _, layer = name.partition("^")
    if name.endswith(")") and word.endswith(")") and "^(" in scope.tokens.text[place.start : place.end]:
        scope.readings.add("layer", place.start, place.end, "one name", f"({stem})^{layer[1:-1]}")
    return [Piece("name", symbol(name), len(word))]


def _times_indexed(name: str, before: list[str], scope: Scope, place: Place) -> list[Piece]:
    """Return the factors before a name with an index, and that name: λw_1."""
    pieces: list[Piece] = []
    for factor in before:
        pieces += read_word(factor, scope, place._replace(after="word", near=True))
    rest = name[sum(map(len, before)) :]
    if name[0].isascii() and before[0] not in INSIDE and not all(map(scope.knows, before)):
        scope.readings.add("factor and index", place.start, place.end, "*".join((*before, rest)), "a name of its own")
    return [*pieces, *read_word(rest, scope, place._replace(start=place.start + len(name) - len(rest)))]


def _based(base: str, index: str, word: str, scope: Scope, place: Place) -> list[Piece]:
    """Return a logarithm with its base: log_2, log_b, and log_ax as log_a of x."""
    index = index.strip("{}") if index[:1] == "{" else index
    if index.replace(".", "", 1).isdecimal():
        return [Piece("function", Head("logb", (read_number(index, scope.tokens.limits, scope.tokens.text, place.start),), word), len(word))]
    above, _, below = index.partition("/")
    if above.isdecimal() and below.isdecimal():
        base_ = div(*[read_number(part, scope.tokens.limits, scope.tokens.text, place.start) for part in (above, below)])
        return [Piece("function", Head("logb", (base_,), word), len(word))]
    index = index if index.isalnum() or "/" in index else _canonical(index, scope, place)
    if index in scope.names:
        return [Piece("function", Head("logb", (symbol(index),), word), len(word))]
    if not index.isalnum() or index.isdigit():  # 2₁ is neither
        raise ReadError(f"the base '{index}' is not a number or a name", hint="write log(x, base)", text=scope.tokens.text, start=place.start, end=place.end)
    first = next((name for name in (index, index[:1]) if name in scope.names or len(name) == 1), index)
    tree = CONSTANTS.get(first) if first not in scope.names else None
    head = Piece("function", logarithm(tree or symbol(first), f"{base}_{first}"), len(word) - len(index) + len(first))
    rest = index[len(first) :]
    return [head, Piece("name", symbol(rest), len(rest))] if rest else [head]


def _with_digits(word: str, scope: Scope, place: Place) -> list[Piece]:
    """Return the parts of a word of letters and digits: w11 is a name, cos7x three parts, e2x damage."""
    check_bare(word, scope, place)
    chunks = [found.groups() for found in _CHUNK.finditer(word)]
    if len(chunks) == 1 and not _function_at_end(chunks[0][0]):
        return _numbered(chunks[0][0], chunks[0][1], scope, place, 1)
    pieces: list[Piece] = []
    for position, (letters, digits) in enumerate(chunks):
        if digits and not _function_at_end(letters):
            pieces += _numbered(letters, digits, scope, place, len(chunks))
            continue
        last = position == len(chunks) - 1
        inner = place if last and not digits else place._replace(after="number" if digits else "word", near=True)
        if last and letters.endswith("log") and (place.near if place.after == "(" else place.after in ARGUMENTS and not place.near):
            pieces += read_word(letters[:-3], scope, place._replace(after="function", near=True)) if letters != "log" else []
            scope.readings.add("base in name", place.start, place.end, f"log_{digits}", f"log({digits}…)")
            pieces += _based("log", digits, "log" + digits, scope, place)
            continue
        pieces += read_word(letters, scope, inner)
        if digits:
            pieces.append(Piece("number", read_number(digits, scope.tokens.limits, scope.tokens.text, place.start), len(digits)))
            note_digits(letters, digits, scope, place, last)
    if sum(piece.kind == "name" for piece in pieces) > 1 and not any(piece.kind == "function" for piece in pieces):
        scope.readings.add(
            "two names", place.start, place.end, "*".join(str(piece.value[1]) for piece in pieces if piece.kind != "function"), "a name of its own"
        )
    return pieces


def _function_at_end(letters: str) -> bool:
    """Return whether a run of letters ends in a function's name, which takes digits that follow as its argument."""
    return letters in BARE or any(letters[cut:] in INSIDE for cut in range(1, min(len(letters), 6)))


def _numbered(letters: str, digits: str, scope: Scope, place: Place, chunks: int) -> list[Piece]:
    """Return a name that ends in digits; a letter that is also used alone may have lost a power."""
    name = letters + digits
    function = (len(letters) > 3 or letters[:2] == "ln") and letters not in WORDS and name not in scope.starred and _segments(letters, scope, place)
    if function or letters == "π" or (letters[0] == "e" and len(letters) == 2 and scope.doubted(letters[1]) and "e" not in scope.names):  # sinx2, ex2
        raise lost_power(letters, digits, scope, place)
    if letters[-1] == "e" and len(letters) <= 2 and "e" not in scope.names and name not in scope.names:
        siblings = sum(1 for other in scope.alone if re.fullmatch(re.escape(letters) + r"\d+", other))
        if chunks > 1 or letters != "e" or siblings < 2:
            raise ReadError(
                f"'{name}' looks like a power of e that lost its sign",
                hint=f"write e^({digits}…) for a power, e*{digits} for a product, e_{digits} for a name",
                text=scope.tokens.text, start=place.start, end=place.end,
            )  # fmt: skip
    if may_be_power(letters, digits, scope):
        scope.readings.add("name with digits", place.start, place.end, f"the name {name}", f"{letters}^{digits}")
    return [Piece("name", symbol(name), len(name))]


def _letters(word: str, scope: Scope, place: Place) -> list[Piece]:
    """Return what a run of two or more letters stands for that is no word of its own."""
    if not word.isascii():
        return _alphabets(word, scope, place)
    if word.lower() in FOREIGN and (after_bracket(word, scope, place) or (place.after in ARGUMENTS and not place.near)):
        raise unknown_function(word, scope, place)
    check_bare(word, scope, place)
    names = known_parts(word, scope) or with_pi(word, scope, place) or with_spelled(word, scope, place)
    if names:
        return names
    segments = _segments(word, scope, place)
    if segments and not is_misspelt(word, segments[-1], scope, place):
        return _segmented(word, segments, scope, place)
    check_function(word, scope, place)
    if place.after in ("(", "(,"):
        return _before_bracket(word, scope, place)
    if word.endswith("e") and place.after == "^" and len(word) <= 3 and word not in scope.starred:
        return [*read_word(word[:-1], scope, place._replace(end=place.end - 1, after="word")), Piece("constant", CONSTANTS["e"], 1)]
    if is_one_name(word, scope, place):
        return [Piece("name", symbol(word), len(word))]
    return _product(word, scope, place)


def _alphabets(word: str, scope: Scope, place: Place) -> list[Piece]:
    """Return a run that mixes alphabets: every Greek letter and every letter with an accent stands for itself."""
    if is_of_language(word):
        raise _not_understood(word, scope, place)
    runs = re.findall(rf"[A-Za-z](?![{MARK}])(?:[A-Za-z](?![{MARK}]))*|[^\W\d_][{MARK}]*", word)
    if all(not run.isascii() and not "α" <= run[0].lower() <= "ϖ" and len(run) == 1 for run in runs):
        if stands_beside(word, scope, place) or leads(word, scope, place):
            raise _not_understood(word, scope, place)
        return [Piece("name", symbol(word), len(word))]
    pieces: list[Piece] = []
    for position, run in enumerate(runs):
        inner = place if position == len(runs) - 1 else place._replace(after="word", near=True)
        pieces += read_word(run, scope, inner)
    return pieces


def _not_understood(word: str, scope: Scope, place: Place) -> ReadError:
    hint = "leave it out, or write what it says in signs"
    return ReadError(f"the word '{word}' is not understood here", hint=hint, text=scope.tokens.text, start=place.start, end=place.end)


def _segments(word: str, scope: Scope, place: Place) -> list[str] | None:
    """Return a run cut into functions and single letters, with as few letters as possible; None without a good cut."""
    if len(word) > 40 or not any(word[a:b] in INSIDE for a in range(len(word)) for b in range(a + 2, min(a + 8, len(word)) + 1)):
        return None
    best: list[tuple[int, list[str]]] = [(0, [])]
    for end in range(1, len(word) + 1):
        options = [(best[end - 1][0] + 1, [*best[end - 1][1], word[end - 1]])]
        options += [(best[start][0], [*best[start][1], word[start:end]]) for start in range(max(0, end - 8), end - 1) if word[start:end] in INSIDE]
        if word[:end].endswith("pi") and not scope.doubted("pi"):
            options.append((best[end - 2][0] + 1, [*best[end - 2][1], "pi"]))
        best.append(min(options, key=lambda option: (option[0], len(option[1]))))
    parts = best[-1][1]
    return parts if _plausible(parts, scope, place) else None


def _plausible(parts: list[str], scope: Scope, place: Place) -> bool:
    """Return whether functions and letters make sense in this order: few letters together, and those after a function variables."""
    functions = [index for index, part in enumerate(parts) if part in INSIDE]
    if not functions:
        return False
    if functions[-1] == len(parts) - 1 and place.after not in ("(", "(,", "^", "word", "name", "number", "constant", "function", "root", "bar", "prime"):
        return False
    gaps = "".join("|" if part in INSIDE else "π" if part == "pi" else part for part in parts).split("|")
    if len(gaps[0]) > 3 or any(len(gap) > 2 for gap in gaps[1:]):
        return False
    if place.after in ("(", "(,") and len(gaps[-1]) > 1:  # sinus(x) is a misspelt function
        return False
    last_e = place.after == "^" and parts[-1] == "e"
    return all(letter in VARIABLES or scope.knows(letter) or letter != "e" or last_e for gap in gaps[1:] for letter in gap)


def _segmented(word: str, parts: list[str], scope: Scope, place: Place) -> list[Piece]:
    """Return the pieces of a run that holds functions, with a word of doubt where its letters are unknown ones."""
    split = parts[0][0] == "a" and is_amplitude(parts[0], scope)
    if split:
        parts = ["a", parts[0][1:], *parts[1:]]
    elif parts[0][1:] in INSIDE and parts[0][0] == "a" and len(parts) > 1 and not scope.starred:
        scope.readings.add("function name", place.start, place.end, "one function", f"a*{parts[0][1:]}")
    pieces = []
    for position, part in enumerate(parts):
        after = place.after if position == len(parts) - 1 else "function" if parts[position + 1] in INSIDE else "word"
        if part in INSIDE:
            note_function(part, scope, place)
            pieces.append(Piece("function", HEADS[part], len(part)))
        elif part in scope.names or part not in CONSTANTS:
            pieces.append(Piece("name", symbol(part), 1))
        else:
            if part == "e":
                note_euler(scope, place._replace(after=after, near=True))
            pieces.append(Piece("constant", CONSTANTS[part], len(part)))
    if "pi" in parts:
        scope.readings.add("pi in word", place.start, place.end, " ".join(parts), " ".join(parts).replace("pi", "p i"))
    if split or (parts[0] == "A" and "a" + parts[1] in INSIDE):
        scope.readings.add("amplitude", place.start, place.end, f"{parts[0]}*{parts[1]}", f"arc{parts[1]}")
        return pieces
    strange = [part for part in parts if part not in INSIDE and part not in VARIABLES and part not in CONSTANTS and not scope.knows(part)]
    if (strange and len(word) > 4) or word in WORDS or (parts[0] + parts[1] in INSIDE if len(parts) > 1 else False):
        scope.readings.add("hidden function", place.start, place.end, " ".join(parts), "a name such as " + word + "_1")
    return pieces


def _before_bracket(word: str, scope: Scope, place: Place) -> list[Piece]:
    """Return a run of letters before a bracket: a name to multiply, or an unspecified function of several arguments."""
    if place.after == "(,":
        check_arguments(word, scope, place)
    if place.after == "(," or word in scope.alone:
        return [Piece("name", symbol(word), len(word))]
    if len(word) > 3 or word == "In" or (len(word) == 3 and not scope.knows(word)):
        raise unknown_function(word, scope, place)
    return _product(word, scope, place)


def _product(word: str, scope: Scope, place: Place) -> list[Piece]:
    """Return a run of letters as the product of its letters."""
    if word in ("In", "Iog", "Iag") and place.after in ("word", "name", "number", "function", "bar", "root"):
        raise unknown(f"'{word}' begins with a capital i", scope, place, "ln" if word == "In" else "log")
    check_saying(word, scope, place)
    euler = "e" in word[:-1] and "e" not in scope.names
    if not euler and not scope.knows(word) and not (scope.tokens.latex and len(word) < 4):
        scope.readings.add("product of letters", place.start, place.end, "*".join(word), "a name of its own, or define it")
    pieces = []
    for position, letter in enumerate(word):
        if letter == "e" and letter not in scope.names:
            note_euler(scope, place if position == len(word) - 1 else place._replace(after="word", near=True))
            pieces.append(Piece("constant", CONSTANTS[letter], 1))
        else:
            pieces.append(Piece("name", symbol(letter), 1))
    return pieces
