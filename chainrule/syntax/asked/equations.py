"""An equation between quantities, such as x² + y² = 25: one of them is given implicitly by the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from chainrule.errors import ReadError
from chainrule.problem import Definition, Equation
from chainrule.syntax.tokens.segments import Segment, of_derivative, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import BARE, HEADS, VARIABLES
from chainrule.tree import Tree, names, postorder, symbol

DIFFERENCES = "FGHΦΨ"  # names for the difference of the sides, the first that the equation does not have

MOST_LETTERS = 3  # of a word that may be a product of quantities: IR, xy


def equation_among(tokens: Tokens, segments: Sequence[Segment]) -> Segment | None:
    """Return the part that is an equation. Raises ReadError where there are two."""
    found = [segment for segment in segments if segment.equation]
    if len(found) > 1:
        second = found[1]
        raise tokens.error("there are two equations", second.first, second.last - 1, hint="give one equation: systems of equations are not solved")
    return found[0] if found else None


def tied_definition(
    tokens: Tokens, definitions: Sequence[Definition], written: tuple[Segment, Equation] | None, rates: Sequence[Segment], asks: Callable[[Definition], bool]
) -> tuple[int, Equation] | None:
    """Return the place of the definition that is an equation, and the equation; None where all are definitions.

    It is ``written`` as one, its only quantity stands on both sides (y = x + sin y, if the text ``asks`` for it), or the rate of
    what it defines is given, as in V = x³, dV/dt = 2.
    """
    if written is not None:
        segment, equation = written
        check_beside(tokens, segment, len(definitions))
        return next(place for place, each in enumerate(definitions) if each.start == tokens.starts[segment.first]), equation
    if len(definitions) == 1 and not definitions[0].parameters and asks(definitions[0]):
        (given,) = definitions
        return (0, as_equation(given)) if given.name in names(given.tree) else None
    return rated(tokens, definitions, rates)


def rated(tokens: Tokens, definitions: Sequence[Definition], rates: Sequence[Segment]) -> tuple[int, Equation] | None:
    """Return the definition of what a rate is given of, as an equation: of V in V = x³, dV/dt = 2."""
    given = {segment.rate[0]: segment for segment in rates if segment.rate and not any(segment.rate[1] in each.mentioned for each in definitions)}
    places = [place for place, each in enumerate(definitions) if each.name in given]
    if len(places) > 1:
        second = given[definitions[places[1]].name]
        raise tokens.error("the rates of two defined quantities are given", second.first, second.last - 1, hint="give the rate of one of them")
    return (places[0], as_equation(definitions[places[0]])) if places else None


def as_equation(definition: Definition) -> Equation:
    """Return a definition as an equation between its name and its expression."""
    return Equation(symbol(definition.name), definition.tree)


def check_beside(tokens: Tokens, segment: Segment, definitions: int) -> None:
    """Refuse sin(x) = … beside definitions: it is more likely meant to be one."""
    first, equals = segment.first, segment.body - 1
    name = tokens.source(first, first).lstrip("\\")
    if definitions > 1 and name in BARE and tokens.kind(first + 1) == "open" and tokens.brackets().get(first + 1, (0, 0))[0] == equals - 1:
        hint = "choose another name, or solve the equation for a name first"
        raise tokens.error(f"{name} is a known function and cannot be defined", first, equals - 1, hint=hint)


def check_open(tokens: Tokens, given: Definition, every: Sequence[str], beside: Sequence[str], asked: bool) -> None:
    """Refuse an equation that the definitions beside it leave a single quantity, or none of which the derivative is ``asked``."""
    if not beside:
        return
    reason = f"with the definitions, the equation ties {every[0] if every else 'nothing'} alone" if len(every) < 2 else "which derivative is asked is not said"
    claimed = [name for name in every if name.partition("_")[0] in beside and "_" in name]
    if claimed and not asked:
        hint = f"ask for them by themselves: {', '.join(claimed)}"
        raise ReadError("an equation between derivatives is no question", hint=hint, text=tokens.text, start=given.start, end=given.end)
    if len(every) < 2 or not asked:
        hint = "leave out a definition, or give the equation alone" if len(every) < 2 else f"add it: d{beside[0]}/d{every[0]}"
        raise ReadError(reason, hint=hint, text=tokens.text, start=given.start, end=given.end)


def turned(tokens: Tokens, segment: Segment, output: str | None, wrt: tuple[str, ...]) -> bool:
    """Return whether a definition is an equation because the derivative of another quantity in it is asked for: dy/dx of x = y², xy = 1, F(x, y) = 0."""
    name = segment.name
    words = {read_name(tokens, index) for index in _names_within(tokens, segment)}
    if output is None and len(name) > 1 and VARIABLES.issuperset(name) and name not in HEADS:  # xy = 1, differentiated by x or by nothing that is said
        return (wrt[0] in name if wrt else not words) and not segment.parameters
    if not name or output in (None, name):
        return False
    if segment.parameters:
        return output in segment.parameters
    return output in words or any(output in word and word.isalpha() and len(word) <= MOST_LETTERS for word in words | {name})


def tied_part(
    tokens: Tokens, segments: Sequence[Segment], output: str | None, wrt: tuple[str, ...]
) -> tuple[list[Segment], Segment | None]:
    """Return the parts with a definition that is an equation as one, and that part: xy = 1 alone, or beside P = 2x + 2y."""
    formulas = [place for place, each in enumerate(segments) if len(segments) == 1 or not _is_value(tokens, each)]
    alone = len(formulas) == 1 and (len(segments) == 1 or len(segments[formulas[0]].name) > 1) and turned(tokens, segments[formulas[0]], output, wrt)
    products = (place for place, each in enumerate(segments) if len(segments) > 1 and _is_product(tokens, segments, each, (output or "", *wrt)))
    place = formulas[0] if alone else next(products, None)
    if place is None:
        return list(segments), None
    tied = segments[place]._replace(name="", equation=True)
    return [*segments[:place], tied, *segments[place + 1 :]], tied


def _is_value(tokens: Tokens, segment: Segment) -> bool:
    """Return whether a part gives a quantity a number: n = 2, beside PV = nRT."""
    return bool(segment.name) and not any(kind in ("word", "name", "function") for kind in tokens.kinds[segment.body : segment.last])


def _is_product(tokens: Tokens, segments: Sequence[Segment], each: Segment, asked: Collection[str]) -> bool:
    """Return whether a definition gives a product a number, x·y = 100, where its factors, one of them ``asked`` about, stand in the other parts."""
    name = each.name
    if not 1 < len(name) <= MOST_LETTERS or not name.isalpha() or each.parameters or name in HEADS or len(set(name)) < len(name) or name[0] == "d":
        return False
    if any(asked) and set(name).isdisjoint(asked):
        return False
    if not _is_value(tokens, each):
        return False
    beside = [other for other in segments if other is not each]
    others = {read_name(tokens, index) for other in beside for index in _names_within(tokens, other)}
    given = {other.name for other in beside if _is_value(tokens, other)}
    return name not in others and (others | given).union(asked).issuperset(name) and {other.name for other in beside}.difference(given).isdisjoint(name)


def _names_within(tokens: Tokens, segment: Segment) -> list[int]:
    return [index for index in range(segment.body, segment.last) if tokens.kinds[index] in ("word", "name")]


def given_by(every: Sequence[str], output: str | None, wrt: tuple[str, ...], by: Collection[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the quantity that an equation between some gives, and by what it is differentiated, as far as the text or custom says it.

    ``wrt`` is what the text asks for, ``by`` what the caller does. Custom says y in terms of x, and z in terms of all others.
    """
    left = [name for name in every if name not in (wrt or by)]
    if output is None:
        customary = [name for name in ("z", "y") if name in left and (name == "y" or "y" in every)]
        output = left[0] if len(left) == 1 else customary[0] if customary else None
    if output == "y" and not wrt and not by and "x" in every:
        wrt = ("x",)
    return output, wrt


def rates_of(
    tokens: Tokens, given: Sequence[Segment], wrt: tuple[str, ...], defined: Collection[str], read: Callable[[Segment], Tree]
) -> tuple[tuple[str, Tree], ...]:
    """Return the rates that a text gives, by name. Raises ReadError for one of something defined, one by another name than is asked for, and a second one."""
    rates: dict[str, Tree] = {}
    for segment in given:
        of, by = segment.rate or ("", "")
        if of in defined or wrt != (by,):
            raise of_derivative(tokens, segment.first, segment.body - 1)
        if of in rates:
            raise tokens.error(f"the rate of '{of}' is given twice", segment.first, segment.last - 1, hint="give it once")
        rates[of] = read(segment)
        if any(item[0] == "derivative" for item in postorder(rates[of])):
            raise tokens.error("a rate by another rate", segment.body, segment.last - 1, hint="give each rate a value, such as 2 or 3x")
    return tuple(rates.items())


def difference_name(equation: Equation, taken: Collection[str] = ()) -> str:
    """Return a name for the difference of an equation's sides, none of those that are taken."""
    every = [item for side in equation for item in postorder(side)]
    used = set(taken).union((str(item[1]) for item in every), (item[1][0] for item in every if item[0] == "apply"))
    return next((letter for letter in DIFFERENCES if letter not in used), "F_0")


def check_equation(tokens: Tokens, segment: Segment, tree: Tree) -> None:
    """Refuse an equation that holds a derivative, or does not tie two quantities."""
    if len(names(tree)) < 2:
        hint = "write a definition, such as y = … or f(x) = …, or an equation between two quantities"
        raise tokens.error("an equation of one quantity has no derivative", segment.first, segment.last - 1, hint=hint)
    if any(item[0] == "derivative" for item in postorder(tree)):
        raise tokens.error("an equation with derivatives in it is not solved", segment.first, segment.last - 1, hint="give the equation between the quantities")


def without_time(tokens: Tokens) -> None:
    """Write V(t) and r(t) as V and r where a rate dV/dt is given and t stands nowhere else: then they are quantities that change with t."""
    if not tokens.has("derivative") or not tokens.has("="):
        return
    kinds, values = tokens.kinds, tokens.values
    given = {values[place][2] for place, kind in enumerate(kinds[:-1]) if kind == "derivative" and values[place][1] and kinds[place + 1] == "="}
    time = given.pop()[0] if len(given) == 1 else ""
    applied = [
        opening
        for opening, (close, _) in tokens.brackets().items()
        if time and close == opening + 2 and values[opening + 1] == time and kinds[opening - 1 : opening] in (["word"], ["name"])
    ]
    if not applied or values.count(time) > len(applied):
        return
    for opening in sorted(applied, reverse=True):
        for each in (tokens.kinds, tokens.values, tokens.starts, tokens.ends):
            del each[opening : opening + 3]
    tokens.changed()
