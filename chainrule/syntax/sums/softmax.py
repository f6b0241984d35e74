"""Softmax of a vector: p = softmax(z) is p_i = exp(z_i)/Σ_j exp(z_j), a definition for every index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from chainrule.notation.indices import apart, carries, index_name, with_index
from chainrule.syntax.tokens.token import Tokens
from chainrule.tree import symbol

NAME = "softmax"
_COMPONENT = re.compile(r"(softmax\s*+\}?)(\s*+(?:\\left\s*+)?\((?:[^()]++|\([^()]*+\))*+\))(\s*+_\s*+(?:\w(?!\w)|\{\s*+\w\s*+\}))")  # softmax(z)_i
_TAKEN = re.compile(r"(softmax\s*+)(\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\))\[\s?(\w)\s?\]")  # softmax(z)[y]
_PRODUCT = re.compile(r"[WAUV][xhzuva]")
_SPELLED = re.compile(r"(?:\b[a-zA-Z.]{1,12}\.)?(?<![A-Za-z])(log[_-]?)?(softmax)(?=\s*+(?:_\w\s*+)?\(|\s*+\}\s*+(?:_|\\left|\())", re.IGNORECASE)
_AXIS = re.compile(r"(softmax\s*+\((?:[^(),]++|\([^()]*+\))*+),\s*+(?:dim|axis)\s*+=\s*+-?\d\s*+\)")
_EXPONENTIALS = re.compile(r"\\(?:operatorname\*?|text|mathrm)\s*+\{\s*+log[ -]?sum[ -]?exp\s*+\}|(?<![\\\w])log[_-]?sum[_-]?exp(?=\s*+\()", re.IGNORECASE)
NAMES = frozenset(("word", "name"))
ENDS = frozenset(("break", "comma", "stop", ""))
_INDICES = "ijk"
OWNNAMES = "zsuvq"  # for what a softmax is of
OWN_SHARES = ("p", "q", "s", "a", "r", "o", "P", "Q")  # for the softmax of an expression


def of_vectors(text: str) -> str:
    """Return a text with softmax as functions are written: softmax_i(z) for softmax(z)_i, log softmax for log_softmax, log Σ exp for logsumexp."""
    text = _EXPONENTIALS.sub(lambda found: (r"\log\sum\exp" if found[0][0] == "\\" else "log Σ exp").ljust(len(found[0])), text)
    text = _SPELLED.sub(lambda found: (("ln " if found[1] else "") + NAME).rjust(len(found[0])), text)
    text = _AXIS.sub(lambda found: found[1].ljust(len(found[0]) - 1) + ")", text)
    text = _TAKEN.sub(lambda found: f"{found[1]}_{found[3]}{found[2][:-1]}".ljust(len(found[0]) - 1) + ")", text)
    return _COMPONENT.sub(lambda found: found[1] + found[3] + found[2], text)


def written_out(tokens: Tokens) -> Tokens:
    """Return the tokens with every definition that is a softmax written out; what it is of gets a name, where it has none."""
    tokens = of_components(in_definitions(with_name(with_products(tokens))))
    done = Tokens(tokens.text, tokens.limits, tokens.latex)
    place = 0
    components: dict[str, str] = {}  # of what is defined so
    while place < len(tokens.kinds):
        last = of_expression(tokens, place)
        terms = arguments(tokens, place + 3, last) if last else []
        if len(terms) > 1:
            for kind, value, source in of_several(tokens, tokens.name_at(place), terms):
                done.add(kind, value, tokens.starts[source], tokens.ends[source])
            place = last + 1
        elif last:
            name = with_index_of(tokens, place, last, fresh(tokens))
            written = definition(tokens.name_at(place), name, apart(tokens.name_at(place + 2))[1])
            components[tokens.name_at(place)] = written[0][1].value
            for kind, value in (*written, ("break", ";"), ("name", symbol(name)), ("=", None)):
                done.add(kind, value, tokens.starts[place], tokens.ends[place + 2])
            for each in range(place + 4, last):
                done.add(tokens.kinds[each], tokens.values[each], tokens.starts[each], tokens.ends[each])
            place = last + 1
        elif is_softmax(tokens, place):
            written = definition(tokens.name_at(place), tokens.name_at(place + 4), apart(tokens.name_at(place + 2))[1])
            components[tokens.name_at(place)] = written[0][1].value
            for kind, value in written:
                done.add(kind, value, tokens.starts[place], tokens.ends[place + 5])
            place += 6
        else:
            done.add(tokens.kinds[place], tokens.values[place], tokens.starts[place], tokens.ends[place])
            place += 1
    for place, (kind, value) in enumerate(zip(done.kinds, done.values, strict=True)):
        if kind == "derivative" and value[1] in components:  # dp/dx
            done.values[place] = (value[0], components[value[1]], *value[2:])
    return done


def with_products(tokens: Tokens) -> Tokens:
    """Return the tokens with W x for the Wx of softmax(Wx), where that stands nowhere else."""
    used = [tokens.name_at(place) if kind in NAMES else "" for place, kind in enumerate(tokens.kinds)]
    used += [name for kind, value in zip(tokens.kinds, tokens.values, strict=True) if kind == "derivative" for name in (value[1], *value[2])]
    for place in range(len(tokens.kinds) - 3, -1, -1):
        word = used[place + 2]
        if used[place] and is_named(tokens, place) and tokens.closing(place + 1) == place + 3 and _PRODUCT.fullmatch(word) and used.count(word) == 1:
            start = tokens.starts[place + 2]
            parts = [("word", letter, start + at, start + at + 1) for at, letter in enumerate(word)]
            tokens = tokens.rebuilt((range(place + 2), *parts, range(place + 3, len(tokens.kinds))))
    return tokens


def with_name(tokens: Tokens) -> Tokens:
    """Return the tokens with a name for a softmax that is all there is to differentiate: p_i = softmax(z) for softmax(z)_i, and d/dz_j of it."""
    whole = [place for place, kind in enumerate(tokens.kinds) if kind not in ENDS]
    asked = [place for place in whole if tokens.kinds[place] == "derivative"]
    first = next((place for place in whole if place not in asked), 0)
    called = bool(whole) and tokens.kind(first + 1) == "open" and tokens.kinds[first] in NAMES and is_named(tokens, first)
    if not called or tokens.closing(first + 1) != whole[-1] or asked != [place for place in whole if place < first] or len(asked) > 1:
        return tokens
    over, start, end = apart(tokens.name_at(first))[1], tokens.starts[first], tokens.ends[first]
    base = next(letter for letter in OWN_SHARES if letter not in letters_used(tokens))
    name = with_index(base, over) if over else base
    defined = [("name", symbol(name), start, end), ("=", None, start, end)]
    values = [tokens.values[at] for at in asked]
    request = [("derivative", (value[0], value[1] or name, *value[2:]), start, end) for value in values]
    return tokens.rebuilt((*defined, range(first, whole[-1] + 1), ("break", ";", start, end), *request))


def of_components(tokens: Tokens) -> Tokens:
    """Return the tokens with q_k for the q of q = softmax(a)_k, everywhere, where nothing has a place for whole vectors."""
    if tokens.has("sum") or any(kind in NAMES and tokens.name_at(place) == "T" for place, kind in enumerate(tokens.kinds)):
        return tokens
    put: dict[str, str] = {}
    for place in range(2, len(tokens.kinds) - 1):
        over = apart(tokens.name_at(place))[1] if tokens.kind(place + 1) == "open" and tokens.kinds[place] in NAMES and is_named(tokens, place) else ""
        if len(over) == 1 and over.isalpha() and tokens.kinds[place - 1] == "=" and tokens.kinds[place - 2] in NAMES:
            name = tokens.name_at(place - 2)
            put |= {} if apart(name)[1] else {name: with_index(name, over)}
    for place, (kind, value) in enumerate(zip(tokens.kinds, tokens.values, strict=True)):
        if kind in NAMES and tokens.name_at(place) in put:
            tokens.kinds[place], tokens.values[place] = "name", symbol(put[tokens.name_at(place)])
        elif kind == "derivative" and value[1] in put:
            tokens.values[place] = (value[0], put[value[1]], *value[2:])
    return tokens


def in_definitions(tokens: Tokens) -> Tokens:
    """Return the tokens with every softmax inside an expression defined behind it: −log p_k; p = softmax(z) for −log softmax(z)_k."""
    for name in OWN_SHARES:
        call = next(inside(tokens), None)
        if call is None:
            return tokens
        if name not in letters_used(tokens):
            tokens = with_definition(tokens, name, *call)
    return tokens


def letters_used(tokens: Tokens) -> set[str]:
    """Return the letters of all names."""
    return {letter for place, kind in enumerate(tokens.kinds) if kind in NAMES and tokens.name_at(place) != NAME for letter in tokens.name_at(place)}


def inside(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield where each softmax that is not the whole of a definition starts and ends; an outer one before the ones in it."""
    for place in range(len(tokens.kinds)):
        if tokens.kinds[place] in NAMES and tokens.kind(place + 1) == "open" and is_named(tokens, place):
            last = tokens.closing(place + 1)
            if last and not (place > 1 and tokens.kinds[place - 1] == "=" and tokens.kinds[place - 2] in NAMES and tokens.kind(last + 1) in ENDS):
                yield place, last


def with_definition(tokens: Tokens, name: str, first: int, last: int) -> Tokens:
    """Return the tokens with a name for the softmax between two places, which is defined behind the expression that it stands in."""
    over, of = apart(tokens.name_at(first))[1], apart(tokens.name_at(first + 2))[1] if last == first + 3 and tokens.kinds[first + 2] in NAMES else ""
    several = of if len(letters_of(of)) > 1 else over if over and carrying(tokens, first + 2, last, over) and last > first + 3 else ""
    index = several or over or of
    start, end = tokens.starts[first], tokens.ends[last]
    depth, behind = tokens.kinds[:first].count("open") - tokens.kinds[:first].count("close"), last + 1
    while tokens.kind(behind) and (tokens.kind(behind) not in ENDS or depth > 0):
        depth += (tokens.kinds[behind] == "open") - (tokens.kinds[behind] == "close")
        behind += 1
    named = ("name", symbol(with_index(name, index) if index else name), start, end)
    whole = symbol(with_index(name, several) if several else name)
    call = ("name", symbol(with_index(NAME, over)), start, end) if several and over else ("word", NAME, start, end)
    defined = [("break", ";", start, start), ("name", whole, start, start), ("=", None, start, start), call]
    return tokens.rebuilt((range(first), named, range(last + 1, behind), *defined, range(first + 1, last + 1), range(behind, len(tokens.kinds))))


def of_expression(tokens: Tokens, place: int) -> int:
    """Return where the bracket closes of a definition such as p = softmax(W x + b) that starts at a place; 0 where none does, or its bracket holds one name."""
    kinds = [tokens.kind(each) for each in range(place, place + 4)]
    if kinds[1] != "=" or kinds[3] != "open" or not NAMES.issuperset((kinds[0], kinds[2])) or not is_named(tokens, place + 2):
        return 0
    last = tokens.closing(place + 3)
    return last if last > place + 5 and tokens.kind(last + 1) in ENDS else 0


def fresh(tokens: Tokens) -> str:
    """Return a name for what a softmax is of, which the text does not have."""
    used = "".join(re.findall(r"[A-Za-z]", tokens.text))
    return next((letter for letter in OWNNAMES if letter not in used), OWNNAMES[0] + "_s")


def arguments(tokens: Tokens, first: int, last: int) -> list[range]:
    """Return the places of each argument in the brackets that open and close at two places."""
    depth, ends = 0, [first]
    for place in range(first, last):
        depth += (tokens.kinds[place] == "open") - (tokens.kinds[place] == "close")
        ends += [place] if depth == 1 and tokens.kinds[place] == "comma" else []
    return [range(start + 1, end) for start, end in pairwise((*ends, last))]


def of_several(tokens: Tokens, name: str, terms: Sequence[range]) -> Iterator[tuple[str, Any, int]]:
    """Yield the tokens of p_1 = exp(a)/(exp(a) + exp(b)); p_2 = … for p = softmax(a, b), each with the place whose source it has; those that are used alone."""
    used = {tokens.name_at(place) for place, kind in enumerate(tokens.kinds) if kind in NAMES}
    every = {with_index(name, str(number)): own for number, own in enumerate(terms, 1)}
    wanted = {each: own for each, own in every.items() if each in used} or every
    for number, (each, own) in enumerate(wanted.items()):
        if number:
            yield "break", ";", own.start
        yield "name", symbol(each), own.start
        yield "=", None, own.start
        yield from exponential(tokens, own)
        yield "/", None, own.start
        yield "open", (")", None), own.start
        for term in terms:
            if term is not terms[0]:
                yield "+", None, term.start
            yield from exponential(tokens, term)
        yield "close", ")", own.start


def exponential(tokens: Tokens, argument: range) -> Iterator[tuple[str, Any, int]]:
    """Yield the tokens of exp of an argument."""
    yield "word", "exp", argument.start
    yield "open", (")", None), argument.start
    for place in argument:
        yield tokens.kinds[place], tokens.values[place], place
    yield "close", ")", argument.start


def is_softmax(tokens: Tokens, place: int) -> bool:
    """Return whether a definition such as p = softmax(z) starts at a place."""
    kinds = [tokens.kind(each) for each in range(place, place + 7)]
    shape = kinds[1] == "=" and kinds[3] == "open" and kinds[5] == "close" and kinds[6] in ENDS
    return shape and NAMES.issuperset((kinds[0], kinds[2], kinds[4])) and is_named(tokens, place + 2)


def is_named(tokens: Tokens, place: int) -> bool:
    """Return whether softmax stands at a place, with or without an index."""
    return tokens.kind(place) in NAMES and apart(tokens.name_at(place))[0] == NAME


def letters_of(index: str) -> str:
    """Return the letters of an index, ij of i,j; none where it has anything else."""
    letters = index.replace(",", "")
    return letters if letters.isalpha() and len(letters) < 4 else ""


def carrying(tokens: Tokens, first: int, last: int, index: str) -> bool:
    """Return whether a name between two places has an index."""
    return any(tokens.kinds[place] in NAMES and carries(tokens.name_at(place), index) for place in range(first, last))


def with_index_of(tokens: Tokens, place: int, last: int, name: str) -> str:
    """Return the name of what a softmax is of with the index of the softmax, where its expression has that: z_j of α_j = softmax(q^T k_j).

    Raises ReadError where a matrix before such a name makes a vector for every index, V h_t.
    """
    index, over = apart(tokens.name_at(place))[1], apart(tokens.name_at(place + 2))[1]
    letters = letters_of(index)
    if not letters or not carrying(tokens, place + 4, last, over if over in letters and over else letters[-1]):
        return name
    named = [at for at in range(place + 4, last) if tokens.kinds[at] in NAMES]
    for at, after in pairwise(named):
        bare = tokens.name_at(at)[0].isupper() and not carries(tokens.name_at(at), letters[-1])
        if after == at + 1 and bare and carries(tokens.name_at(after), letters[-1]) and tokens.kinds[at - 1] != "^":
            reason = f"{tokens.source(at, after)} may be a vector for every {letters[-1]}, and so its softmax"
            raise tokens.error(reason, at, after, hint="write that of one of them, p = softmax(V h), or its components, p_i = softmax(z_i)")
    return with_index(name, index)


def definition(name: str, vector: str, over: str = "") -> list[tuple[str, Any]]:
    """Return the tokens of the definition: exponentials as shares of their sum, of several indices over the last one if none is told."""
    several = letters_of(apart(vector)[1])
    if len(several) > 1:
        over = over if over and over in several else several[-1]
        own = name if carries(name, over) else with_index(name, over if apart(name)[1] else apart(vector)[1])
        other = next(letter for letter in "ijklmn" if letter not in several)
        return shares(own, vector, index_name(vector, over, other), other)
    base, index = apart(name)
    if len(index) != 1 or not index.isalpha():
        base, index = name, _INDICES[0]
    if apart(vector)[1] == index:
        vector = apart(vector)[0]
    other = next(letter for letter in _INDICES if letter != index)
    return shares(with_index(base, index), with_index(vector, index), with_index(vector, other), other)


def shares(name: str, one: str, each: str, index: str) -> list[tuple[str, Any]]:
    """Return the tokens of the definition p_i = exp(z_i)/Σ_j exp(z_j)."""
    opening, closing = ("open", (")", None)), ("close", ")")
    powers = [[("word", "exp"), opening, ("name", symbol(of)), closing] for of in (one, each)]
    return [("name", symbol(name)), ("=", None), *powers[0], ("/", None), ("sum", None), ("_", None), ("name", symbol(index)), *powers[1]]
