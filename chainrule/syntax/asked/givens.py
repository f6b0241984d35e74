"""Values that a text gives of unspecified functions and of their derivatives: g(3) = 6, f'(6) = 7, f_x(4, 6) = 5."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from chainrule.errors import ReadError
from chainrule.problem import UNNAMED, Definition, Known, argument_names
from chainrule.syntax.parsing.parser import Parser
from chainrule.syntax.resolution import resolved
from chainrule.syntax.tokens.segments import Segment, arguments, at_bracket, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import HEADS
from chainrule.syntax.words.scope import Scope
from chainrule.tree import Tree, apply, postorder

MOST = 20  # times that a function may have been differentiated


class Use(NamedTuple):
    """How the definitions apply an unspecified function: to how many arguments, and what these are called."""

    arity: int
    names: tuple[str, ...]


def functions_given(tokens: Tokens, givens: Iterable[Segment]) -> tuple[str, ...]:
    """Return the names of the functions of which values are given; of f_x both f_x and f, since either may be meant."""
    names = (called(tokens, segment.first) for segment in givens)
    return tuple(dict.fromkeys(part for name in names for part in (name, name.partition("_")[0])))


def called(tokens: Tokens, first: int) -> str:
    """Return the name of the function that a given value is of. Raises ReadError for a function that is known."""
    if tokens.kinds[first] == "derivative":
        return str(tokens.values[first][1])
    spelled = tokens.values[first].spelled if tokens.kinds[first] == "function" else tokens.values[first]
    if spelled in HEADS:
        hint = "give values of unspecified functions, such as f(2) = 3"
        raise tokens.error(f"{spelled} is a known function, so no value of it can be given", first, hint=hint)
    return read_name(tokens, first)


def read_givens(tokens: Tokens, givens: Iterable[Segment], scope: Scope, definitions: Sequence[Definition]) -> tuple[Known, ...]:
    """Return the values that a text gives, each place once.

    Raises ReadError for a value of something that is defined, or that nothing applies, and for two values at one place.
    """
    uses = used(definitions)
    defined = {each.name for each in definitions}
    found: dict[Tree, Known] = {}
    for segment in givens:
        known = read_given(tokens, segment, scope, defined, uses)
        before = found.setdefault(known.place, known)
        if before.value != known.value:
            raise tokens.error("a second value at the same place", segment.first, segment.last - 1, hint="give one value at each place")
    if found and uses.keys().isdisjoint(each.place[1][0] for each in found.values()):
        raise unused(tokens, next(iter(found.values())), definitions)
    return tuple(found.values())


def used(definitions: Iterable[Definition]) -> Mapping[str, Use]:
    """Return how the definitions apply each unspecified function."""
    found: dict[str, Use] = {}
    for item in (item for each in definitions for item in postorder(each.tree)):
        if item[0] == "apply":
            names = argument_names(item[2])
            if item[1][0] not in found or names:
                found[item[1][0]] = Use(len(item[2]), names)
    return found


def read_given(tokens: Tokens, segment: Segment, scope: Scope, defined: Collection[str], uses: Mapping[str, Use]) -> Known:
    """Return one given value."""
    first, end = segment.first, segment.body - 1
    opening = at_bracket(tokens, first)
    args = tuple(number_at(tokens, start, stop, scope) for start, stop in arguments(tokens, opening + 1, end - 1))
    name, orders = differentiated(tokens, first, opening, len(args), uses)
    if name in defined:
        hint = f"leave one of the two out: the formula of {name}, or its values"
        raise tokens.error(f"'{name}' is defined by a formula, so no value of it can be given", first, end - 1, hint=hint)
    if name in uses and uses[name].arity != len(args):
        raise tokens.error(f"'{name}' has {uses[name].arity} argument{'s' * (uses[name].arity > 1)} elsewhere, and {len(args)} here", first, end - 1)
    value = number_at(tokens, segment.body, segment.last, scope)
    return Known(apply(name, args, orders), value, tokens.starts[first], tokens.ends[segment.last - 1])


def number_at(tokens: Tokens, first: int, last: int, scope: Scope) -> Tree:
    """Return tokens ``first`` up to ``last`` (not included) as an expression of numbers. Raises ReadError for one with names in it."""
    tree = Parser(resolved(tokens, first, last, scope), scope).parse()
    if any(item[0] in ("symbol", "apply", "derivative", "sum") for item in postorder(tree)):
        raise tokens.error("a given value must be a number", first, last - 1, hint="write a number, such as f(2) = 3 or f(2) = sqrt(5)/2")
    return tree


def differentiated(tokens: Tokens, first: int, opening: int, count: int, uses: Mapping[str, Use]) -> tuple[str, tuple[int, ...]]:
    """Return the function that stands before a bracket, and how often it is differentiated by each of its ``count`` arguments."""
    name = called(tokens, first)
    by: tuple[str, ...] = ()
    if tokens.kinds[first] == "derivative":
        by = tokens.values[first][2]
    elif name not in uses and (of := name.partition("_")[0]) in uses:
        index = name.partition("_")[2].strip("{}")
        name, by = of, (index,) if index in uses[of].names else tuple(index)
    if by:
        return name, tuple(map(places(tokens, first, name, by, count, uses).count, range(count)))
    if tokens.kind(first + 1) == "^":
        return name, orders_in_brackets(tokens, first, opening, count)
    if any(kind != "prime" for kind in tokens.kinds[first + 1 : opening]):
        piece = tokens.source(first, opening - 1)
        raise tokens.error(f"'{piece}' is no function whose value may be given", first, opening - 1, hint="give that of f or of its derivative: f'(2) = 3")
    times = sum(tokens.values[first + 1 : opening])
    if times and count > 1:
        hint = f"say by which argument: {name}_x(4, 6), or ∂{name}/∂x(4, 6)"
        raise tokens.error(f"'{name}' has {count} arguments, and by which one this differentiates is not said", first, opening - 1, hint=hint)
    return name, (times,) if times else (0,) * count


def places(tokens: Tokens, first: int, name: str, by: Sequence[str], count: int, uses: Mapping[str, Use]) -> list[int]:
    """Return the argument that each name in f_xy or ∂f/∂x stands for: one of the names that f is applied to, or a number from 1 on."""
    names = (uses[name].names if name in uses else ()) or UNNAMED[:count]
    numbered = [str(place + 1) for place in range(count)]
    if count <= len(UNNAMED) and not set(by) <= {*names, *numbered} and set(by) <= set(UNNAMED[:count]):  # f_x of f(g(t), h(t))
        names = UNNAMED[:count]
    found = [names.index(each) if each in names else numbered.index(each) if each in numbered else count for each in by]
    if count in found:
        raise tokens.error(f"what {name} is differentiated by is none of its arguments", first, hint=f"write it for the first one as {name}_1(4, 6) = 5")
    return found


def orders_in_brackets(tokens: Tokens, first: int, opening: int, count: int) -> tuple[int, ...]:
    """Return the order of f^(4)(0), or the order by each argument in f^(1,0)(4, 6)."""
    values = [tokens.values[index] for index in range(first + 2, opening) if tokens.kinds[index] == "number"]
    orders = tuple(value[1] for value in values if isinstance(value[1], int))
    marks = {tokens.kinds[index] for index in range(first + 2, opening)}
    if len(orders) != count or sum(orders) > MOST or not marks <= {"open", "number", "comma", "close"}:
        raise tokens.error("this does not say how often the function is differentiated", first, opening - 1, hint="write f'(2) = 3, or f^(4)(2) = 3")
    return orders


def unused(tokens: Tokens, known: Known, definitions: Sequence[Definition]) -> ReadError:
    """Return the error for given values of which none is of a function that the definitions apply."""
    name = known.place[1][0]
    names = {item[1] for each in definitions for item in postorder(each.tree) if item[0] == "symbol"}
    hint = f"write it with its argument: {name}(x)" if name in names else "leave its values out, or complete the definition that needs them"
    return ReadError(f"nothing applies the function '{name}'", hint=hint, text=tokens.text, start=known.start, end=known.end)
