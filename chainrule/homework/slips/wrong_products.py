"""Wrong rules for products and quotients, and sums that lost their brackets there and in a chain."""

from __future__ import annotations

from chainrule.homework.slips.source import Place, negated, times
from chainrule.homework.slips.wrong_rules import Trees
from chainrule.tree import ONE, TWO, ZERO, Tree, add, div, neg, power, total

NOTHING = ("only first", "derivatives", "numerator alone")  # numerators that are 0 where f is a constant
FACTORS = 8  # factors of a product up to which each term of the rule may be left out


def varying_factors(place: Place) -> tuple[list[Tree], list[Tree], list[Tree]] | None:
    """Return constant factors, varying factors and their derivatives of a product with two varying factors or more."""
    if place.node[0] != "mul" or len(place.varying) < 2:
        return None
    constants = [arg for arg, each in zip(place.node[2], place.inner, strict=True) if each is None]
    return constants, [place.node[2][index] for index in place.varying], [place.inner[index] or ONE for index in place.varying]


def product_of_derivatives(place: Place) -> Trees:
    parts = varying_factors(place)
    return {} if parts is None else {"": times(*parts[0], *parts[2])}


def sum_of_derivatives(place: Place) -> Trees:
    parts = varying_factors(place)
    if parts is None:
        return {}
    constants, _, derivatives = parts
    last = total([*derivatives[:-1], times(*constants, derivatives[-1])])
    return {"": times(*constants, total(derivatives)), "first": total([times(*constants, derivatives[0]), *derivatives[1:]]), "last": last}


def wrong_product_rule(place: Place) -> Trees:
    """f·f′ + g·g′, f′g − fg′, a term left out, and the like."""
    parts = varying_factors(place)
    if parts is None:
        return {}
    constants, factors, derivatives = parts
    first = times(*constants, factors[0])
    own = [times(f, d) for f, d in zip(factors, derivatives, strict=True)]
    terms = [times(*factors[:index], d, *factors[index + 1 :]) for index, d in enumerate(derivatives)]
    found = {
        "own": times(*constants, total(own)),
        "own, constants with the first": total([times(first, times(*constants, derivatives[0])), *own[1:]]),
        "own, constants with the last": total([*own[:-1], times(*constants, factors[-1], *constants, derivatives[-1])]),
        "minus": times(*constants, total([terms[0], *map(negated, terms[1:])])),
        "minus first": times(*constants, total([negated(terms[0]), *terms[1:]])),
        "all derivatives added": times(*constants, add(times(*factors), times(*derivatives))),
        "terms multiplied": times(*constants, *terms),
    }
    for index, derivative in enumerate(derivatives if len(terms) == 2 else ()):
        found[f"term {index} without its factor"] = times(*constants, add(derivative, terms[1 - index]))
    for index in range(len(terms) if len(terms) <= FACTORS else 0):
        found[f"without term {index}"] = times(*constants, total(terms[:index] + terms[index + 1 :]))
        found[f"only term {index}"] = times(*constants, terms[index])
    for index, derivative in enumerate(derivatives if len(terms) == 2 else ()):
        if derivative != ONE:
            found[f"term {index} without its derivative"] = times(*constants, add(factors[1 - index], terms[1 - index]))
    if len(terms) == 2:
        both = times(*derivatives)
        found["f′g + f′g′"] = times(*constants, add(terms[0], both))
        found["f′g′ + fg′"] = times(*constants, add(both, terms[1]))
    return found


def quotient_parts(place: Place) -> tuple[Tree, Tree, Tree, Tree] | None:
    """Return numerator, denominator and their derivatives where the denominator varies."""
    if place.node[0] != "div" or place.inner[1] is None:
        return None
    above, below = place.node[2]
    return above, below, place.inner[0] or ZERO, place.inner[1]


def quotient_of_derivatives(place: Place) -> Trees:
    parts = quotient_parts(place)
    if parts is None:
        return {}
    above, _, d_above, d_below = parts
    found = {"": div(above if d_above == ZERO else d_above, d_below)}
    return found | ({"of a constant": ZERO} if d_above == ZERO else {})


def wrong_quotient_rule(place: Place) -> Trees:
    """Every numerator with every denominator that students write, the right pair left out."""
    parts = quotient_parts(place)
    if parts is None:
        return {}
    f, g, df, dg = parts
    numerators = {
        "": df * g - f * dg,
        "plus": df * g + f * dg,
        "reversed": f * dg - df * g,
        "own": f * df - g * dg,
        "own, plus": f * df + g * dg,
        "own reversed": g * dg - f * df,
        "only first": df * g,
        "only second": f * dg,
        "derivatives": df * dg,
        "difference of derivatives": df - dg,
        "first without its factor": df - f * dg,
        "second without its factor": df * g - dg,
        "numerator alone": df,
    }
    denominators = {"": g**2, "not squared": g, "numerator squared": f**2, "none": ONE, "derivative squared": dg**2, "numerator": f}
    found: Trees = {}
    for upper, above in numerators.items():
        for lower, below in denominators.items() if upper not in NOTHING or df != ZERO else ():
            if (upper or lower) and not (upper.startswith("only") and lower == "derivative squared"):  # f·g′/g′² is f/g′
                found[", ".join(filter(None, (upper, lower)))] = div(above, below) if below != ONE else above
    others = wrong_squares(g) | {"derivative": dg, "doubled": TWO * g, "differentiated": times(TWO, g, dg)}
    found |= {f"denominator {lower}": div(numerators[""], below) for lower, below in others.items()}
    return found | {"f′g′ − fg": div(df * dg - f * g, g**2)}


def wrong_squares(tree: Tree) -> Trees:
    """Return what students take for the square of a sum: the sum of the squares, or the square of a term alone."""
    if tree[0] != "add":
        return {}
    squares = [power(term[2][0] if term[0] == "neg" else term, TWO) for term in tree[2]]
    signed = [neg(square) if term[0] == "neg" else square for square, term in zip(squares, tree[2], strict=True)]
    found = {"term by term": add(*squares), "term by term, with the signs": add(*signed)}
    return found | {f"term {index} alone": square for index, square in enumerate(squares)}


def sum_without_brackets(place: Place) -> Trees:
    """A sum that is multiplied, divided or subtracted, written without its brackets: f′·2x + 3 for f′·(2x + 3)."""
    found: Trees = denominator_without_brackets(place) | exponent_without_brackets(place)
    if place.chained:
        found |= outer_without_brackets(place)
    if place.chained and place.inner_derivative[0] == "add":
        outer, terms = place.outer(place.argument), place.inner_derivative[2]
        found["behind"] = add(times(outer, terms[0]), *terms[1:])
        found["before"] = add(*terms[:-1], times(terms[-1], outer))
        if outer[0] == "div" and outer[2][0] == ONE:
            found["above"] = add(*terms[:-1], div(terms[-1], outer[2][1]))
    parts = varying_factors(place)
    if parts is not None and len(parts[1]) == 2 and not parts[0]:
        (f, g), (df, dg) = parts[1], parts[2]
        first, second = times(df, g), times(f, dg)
        for label, factor, other, rest in (("f′", df, g, second), ("f", f, dg, first), ("g", g, df, second), ("g′", dg, f, first)):
            if other[0] == "add":
                found[f"behind the {label}"] = add(times(factor, other[2][0]), *other[2][1:], rest)
                found[f"before the {label}"] = add(*other[2][:-1], times(other[2][-1], factor), rest)
    quotient = quotient_parts(place)
    if quotient is not None:
        f, g, df, dg = quotient
        found["above"] = add(times(df, g), neg(div(times(f, dg), g**2)))
        if f[0] == "add":
            start = add(times(df, g), neg(times(f[2][0], dg)))
            found["after minus"] = div(add(start, *[times(each, dg) for each in f[2][1:]]), g**2)
            found["after minus, factor with the last"] = div(add(times(df, g), neg(f[2][0]), *f[2][1:-1], times(f[2][-1], dg)), g**2)
            found["after minus, factor with the first"] = div(add(start, *f[2][1:]), g**2)
        if dg[0] == "add":
            found["factor behind"] = div(add(times(df, g), neg(times(f, dg[2][0])), *dg[2][1:]), g**2)
        if g[0] == "add" and df != ONE:
            found["first product"] = div(add(times(df, g[2][0]), *g[2][1:], neg(times(f, dg))), g**2)
    return found


def outer_without_brackets(place: Place) -> Trees:
    """An outer derivative that is a sum, without its brackets: 2 − tanh²(2x) for 2(1 − tanh²(2x))."""
    outer, factor = place.outer(place.argument), place.inner_derivative
    if outer[0] != "add" or factor == ONE:
        return {}
    terms = outer[2]
    return {"factor before": add(times(factor, terms[0]), *terms[1:]), "factor behind": add(*terms[:-1], times(terms[-1], factor))}


def denominator_without_brackets(place: Place) -> Trees:
    """A sum below the line without its brackets: 2x/x² + 1 for 2x/(x² + 1)."""
    outer = place.outer(place.argument) if place.chained else ONE
    if outer[0] != "div" or outer[2][0] != ONE or outer[2][1][0] != "add":
        return {}
    first, *rest = outer[2][1][2]
    factor = place.inner_derivative
    found = {"below": add(div(factor, first), *rest)}
    if first[0] == "mul":
        found["below, from the left"] = add(times(div(factor, first[2][0]), *first[2][1:]), *rest)
    if factor[0] == "add":
        found["above and below"] = add(*factor[2][:-1], div(factor[2][-1], first), *rest)
    return found


def exponent_without_brackets(place: Place) -> Trees:
    """A difference above without its brackets: n·xⁿ − 1 for n·xⁿ⁻¹."""
    kind, _, args = place.node
    if kind != "pow" or not place.chained or place.inner[1] is not None or args[1][0] == "number":
        return {}
    return {"in the exponent": add(times(args[1], power(args[0], args[1]), place.inner_derivative), neg(ONE))}
