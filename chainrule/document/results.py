"""The products put together: in the names of the links, in those of the problem, written out, tidied and simplified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chainrule.calculus.derivation import total
from chainrule.calculus.paths import product
from chainrule.document.blocks import Block, Equation, Equations, Heading, Paragraph, Prose
from chainrule.document.chains import statement
from chainrule.document.links import LONG, named_between
from chainrule.document.local import SIMPLIFIED, is_nested, names_itself
from chainrule.document.words import capital, joined, listed
from chainrule.notation import unicode
from chainrule.tree import Tree, names, postorder, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, Result

READABLE = 1_000  # symbols up to which a result is written out
SHORT, COLUMNS = 60, 130  # symbols, and columns of text, of a result that has a form in the names that the reader gave
NAMES_SHOWN = 4  # names in a sentence; more are only called the links


def products(derivation: Derivation, short: dict[str, tuple[str, ...]], brief: bool) -> Iterator[Block]:
    """The product of each result, and its further forms as far as they are worth reading; ``brief``: the last of them alone."""
    named = named_between(derivation)
    results = [result for name, result in derivation.results.items() if result.paths.count > 1 or name in short or _readable(derivation, result, named)]
    if brief:
        yield from _answers(derivation, results, named)
    elif named and len(results) > 1:
        yield from _in_names(derivation, results)
        yield from _written_out(derivation, results)
    else:
        yield from _together(derivation, results, named)
    yield from _too_long(derivation, results, named)


def _first(derivation: Derivation, result: Result) -> Tree:
    """Return the product along each path, in the quantities' own values where a link is a function of more than a name."""
    if 0 < result.paths.count <= derivation.settings.paths_summed and any(is_nested(edge) for path in result.paths for edge in path):
        return total([product([derivation.named_form(edge) for edge in path]) for path in result.paths])
    return result.product.tree


def _answers(derivation: Derivation, results: Sequence[Result], named: bool) -> Iterator[Block]:
    if results:
        yield Heading(("Answer",))
        yield Equations(tuple(Equation(result.left, _forms(derivation, result, named)[0][-1:]) for result in results))


def _together(derivation: Derivation, results: Sequence[Result], named: bool) -> Iterator[Block]:
    """All forms of a result in one chain of equalities."""
    lines = tuple(line for result in results if (line := _untold(derivation, result, *_forms(derivation, result, named))))
    if lines:
        readable = [result for result in results if _readable(derivation, result, named)]
        used = [*_links_gone(derivation, [result for result in results if result not in readable]), *_put_back(derivation, readable)]
        yield Heading(_moves(results, list(dict.fromkeys(used))))
        yield Equations(lines)


def _in_names(derivation: Derivation, results: Sequence[Result]) -> Iterator[Block]:
    lines = tuple(line for result in results if (line := _untold(derivation, result, _distinct(_first(derivation, result), result.in_names.tree))))
    if lines:
        yield Heading(_moves(results, _links_gone(derivation, results)))
        yield Equations(lines)


def _written_out(derivation: Derivation, results: Sequence[Result]) -> Iterator[Block]:
    """The short results once more, with every name put back."""
    short = [result for result in results if _readable(derivation, result, named=True) and result.tidy.tree not in (result.product.tree, result.in_names.tree)]
    if short:
        yield Heading(capital(_back(_put_back(derivation, short))))
        lines = ((result, *_simplified(result, (result.tidy.tree,))) for result in short)
        yield Equations(tuple(Equation(result.left, sides, endings=endings) for result, sides, endings in lines))


def _untold(derivation: Derivation, result: Result, sides: tuple[Tree, ...], endings: tuple[Prose, ...] = ()) -> Equation | None:
    """Return the line of a result without a first side that its local derivative has said already; None where nothing is left."""
    told = any(names_itself(edge) or statement(derivation, edge) == result.left for edge in derivation.edges if edge.tree == sides[0])
    if told:
        sides = sides[1:]
        own = derivation.named_form(next(edge for edge in derivation.edges if edge.tree == result.product.tree))
        sides = tuple(side for side in sides if side != own)
    if not sides or (told and sides == (result.simplified.tree,) and result.tidy.tree == result.product.tree):
        return None
    return Equation(result.left, sides, endings=endings[-len(sides) :])


def _readable(derivation: Derivation, result: Result, named: bool) -> bool:
    """Return whether a result is to be read in the asked names, with every link put back; ``named``: it has a form in the reader's names."""
    if not result.paths.count or len(derivation.edges) > LONG or not result.substituted or _unspecified(result.product.tree):
        return False
    return result.predicted_size <= SHORT and len(unicode(result.raw.tree)) <= COLUMNS if named else result.predicted_size <= READABLE


def _unspecified(tree: Tree) -> bool:
    """Return whether a formula holds ∂J/∂ŷ of an unspecified J: it loses its name where ŷ is put back."""
    return any(item.kind == "apply" and len(item.args) > 1 and any(item.value[1]) for item in postorder(tree))


def _forms(derivation: Derivation, result: Result, named: bool) -> tuple[tuple[Tree, ...], tuple[Prose, ...]]:
    """Return the forms of a result from the product on, and what is said of the last ones."""
    if _readable(derivation, result, named):
        return _simplified(result, result.lines)
    return _distinct(_first(derivation, result), *((result.in_names.tree,) if named or _unspecified(result.product.tree) else ())), ()


def _simplified(result: Result, sides: tuple[Tree, ...]) -> tuple[tuple[Tree, ...], tuple[Prose, ...]]:
    """Return the sides with SymPy's form where that is shorter, and what is said of it."""
    simplified = result.simplified.tree
    return (sides, ()) if simplified in sides else ((*sides, simplified), (SIMPLIFIED,))


def _distinct(*sides: Tree) -> tuple[Tree, ...]:
    return tuple(side for place, side in enumerate(sides) if side not in sides[:place])


# What is done, and what is left undone


def _moves(results: Sequence[Result], used: Sequence[str]) -> Prose:
    """Return ``Multiply, and put u back``."""
    add = any(result.paths.count > 1 for result in results)
    chained = any(len(path) > 1 for result in results for path in result.paths.listed(1))
    told: list[Prose] = []
    if chained or add:
        told.append(("multiply along each path", *((", add",) if used else (", and add",))) if add else ("multiply",))
    if used:
        told.append(_back(used))
    return capital(joined(told, ", and ")) or ("Tidy",)


def _back(used: Sequence[str]) -> Prose:
    return ("put ", *(listed(tuple(map(symbol, used))) if len(used) <= NAMES_SHOWN else ("the links",)), " back")


def _put_back(derivation: Derivation, results: Sequence[Result]) -> list[str]:
    """Return the links and definitions that the results are written in before they are put back, in order of appearance."""
    graph = derivation.graph
    used = dict.fromkeys(name for result in results for name in (*names(result.product.tree), *names(result.in_names.tree)))
    waiting = list(used)
    for name in waiting:  # grows while it runs
        inner = graph.nodes[graph.ids[name]].tree
        new = [found for found in names(inner) if found not in used] if inner is not None else []
        used.update(dict.fromkeys(new))
        waiting += new
    kept = {result.wrt for result in results}
    return [name for name in used if graph.nodes[graph.ids[name]].tree is not None and name not in kept]


def _links_gone(derivation: Derivation, results: Sequence[Result]) -> list[str]:
    """Return the links that the products are written in and that are put back in the reader's names."""
    graph = derivation.graph
    used = dict.fromkeys(name for result in results for name in names(result.product.tree) if name not in names(result.in_names.tree))
    return [name for name in used if graph.nodes[graph.ids[name]].origin == "link"]


def _too_long(derivation: Derivation, shown: Sequence[Result], named: bool) -> Iterator[Block]:
    """A sentence on the results that are not written out, with how long they would be."""
    every = derivation.results.values()
    long = [result for result in every if result.paths.count and not _readable(derivation, result, named) and not _unspecified(result.product.tree)]
    if not long:
        return
    subject: Prose = listed(tuple(result.left for result in long)) if len(long) <= NAMES_SHOWN else ("these derivatives",)
    verb, length = ("is" if len(long) == 1 else "are"), _sizes(sorted(result.predicted_size for result in long))
    if named and all(result in shown for result in long):
        yield Paragraph(("Written out in the inputs, ", *subject, f" {verb} longer: {length} symbols."))
    else:
        stay, where = ("stays", "it") if len(long) == 1 else ("stay", "they")
        yield Paragraph(capital((*subject, f" {stay} in the names of the links: written out {where} would have {length} symbols.")))


def _sizes(sizes: list[int]) -> str:
    least, most = ("over 10¹⁵" if size >= 10**15 else f"{size:,}" for size in (sizes[0], sizes[-1]))
    return least if least == most else f"{least} to {most}"
