"""Each local derivative once, with the rule that gives it; in full, every rule inside a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from chainrule.calculus.tidying.tidy import tidied
from chainrule.document.blocks import Block, Equation, Paragraph, Prose
from chainrule.document.chains import statement
from chainrule.document.terms import Terms, Through, with_terms
from chainrule.document.words import joined, listed, stated
from chainrule.notation import unicode
from chainrule.notation.precedence import is_partial
from chainrule.tree import Tree, apply, fold, node, symbol, walk

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, LocalDerivative, Result, Rule, Step

TIDIED: Prose = ("tidied",)
SIMPLIFIED: Prose = ("simplified",)
SUMS_BACK: Prose = ("with the sums put back",)
IN_QUANTITIES: Prose = ("in the quantities of the problem",)
IN_SHARES: Prose = ("in the shares themselves",)
MANY = 200  # nodes of a graph beyond which functions are not looked for
LITTLE = ("identity", "constant multiple")  # rules that say little


def local_derivatives(derivation: Derivation, said: set[str], working: bool) -> Iterator[Equation]:
    """Yield the local derivatives; the rules in ``said`` are not stated again. ``working``: with every rule inside a link."""
    free = next((name for name in "uvts" if name not in derivation.graph.ids), "u")
    shown: set[Tree] = set()
    through = Through(derivation.graph)
    for edge, terms in with_terms(derivation.edges):
        kind = edge.expression[0]
        if kind == "apply" and names_itself(edge):
            continue
        letter = edge.wrt if len(edge.wrt) == 1 else free
        if not working and kind != "pieces":  # no two lines are about the same edge
            yield _line(derivation, edge, (terms, through), letter, said)
            continue
        line = _worked(derivation, edge, (terms, through), letter, said)
        fresh: dict[Tree, Equation] = {}
        for inner in line.working:
            fresh.setdefault(inner.left, inner)
        yield line._replace(working=tuple(inner for left, inner in fresh.items() if left not in shown and left != line.left))
        shown.update(fresh, (line.left,))


def whole_result(derivation: Derivation, edge: LocalDerivative) -> Result | None:
    """Return the result that a local derivative is already, if it is one."""
    result = derivation.results.get(edge.wrt)
    return result if result is not None and result.paths.count == 1 else None


def _line(derivation: Derivation, edge: LocalDerivative, of: tuple[Terms, Through], letter: str, said: set[str]) -> Equation:
    terms, through = of
    rules, dropped = _telling(edge, terms, said), terms.told(edge, through)
    if edge.expression[0] == "integral":  # what each limit and the integrand give, before it is tidied
        sides, endings = _given_and_tidy(moves(edge)[-1].given, edge.tree)
    else:
        sides, endings = (edge.tree,), ()
    remark = _rule(rules[0], letter, said) if len(rules) == 1 and not dropped else joined([dropped, *[_rule(rule, letter, said) for rule in rules]])
    return _completed(derivation, edge, sides, remark, endings)


def _completed(derivation: Derivation, edge: LocalDerivative, sides: tuple[Tree, ...], remark: Prose, endings: tuple[Prose, ...]) -> Equation:
    """Return the line of a local derivative with the forms it has besides: in the quantity's own value, and simplified where it is a result."""
    own, last = derivation.named_form(edge), edge.of == derivation.output
    if own is edge.tree and not last:  # what most links are
        return Equation(edge.left, sides, remark, endings)
    left, result = statement(derivation, edge), whole_result(derivation, edge) if last else None
    more: list[tuple[Tree, Prose]] = [(own, ())] if own != edge.tree else []
    if more and is_nested(edge):
        sides, endings = sides[:-1], endings[:-1]
    if result is not None and result.tidy.tree == edge.tree:
        told = {result.whole.tree: SUMS_BACK, result.simplified.tree: SIMPLIFIED}  # where both are one, it is the latter
        if result.in_quantities is not None:
            told = {result.in_quantities.tree: IN_QUANTITIES}
        if result.share is not None:
            more, told = [], {result.share: IN_SHARES}
        more += [(tree, words) for tree, words in reversed(told.items()) if tree != edge.tree]
    endings = (*endings, *(words for _, words in more[0 if sides else 1 :]))
    return Equation(left, (*sides, *(tree for tree, _ in more)), remark, endings if any(endings) else ())


def is_nested(edge: LocalDerivative) -> bool:
    """Return whether a link applies a function to more than a name; its derivative in its own value is the shorter one."""
    return edge.expression.kind == "call" and edge.expression.args[0].kind != "symbol"


# The working inside a link


class Move(NamedTuple):
    """A rule applied inside a link: what it gives with the parts inside it tidied, and the same tidied."""

    step: Step
    given: Tree
    tidy: Tree


def moves(edge: LocalDerivative) -> tuple[Move, ...]:
    """Return every rule applied inside a link, innermost first, each with what it gives before tidying and after."""
    done: dict[int, Tree] = {}
    found: list[Move] = []
    for step in edge.working():
        given = _put_in(step.value, done)
        found.append(Move(step, given, tidied(given)))
        done[id(step.value)] = found[-1].tidy
    return tuple(found)


def _put_in(tree: Tree, done: dict[int, Tree]) -> Tree:
    """Return a rule's value with the values that went into it in their tidy form; they are the very objects in it."""

    def step(item: Tree, parts: list[Tree]) -> Tree:
        if id(item) in done:
            return done[id(item)]
        return item if all(new is old for new, old in zip(parts, item.args, strict=True)) else node(item.kind, item.value, tuple(parts))

    return fold(tree, step)


def _worked(derivation: Derivation, edge: LocalDerivative, of: tuple[Terms, Through], letter: str, said: set[str]) -> Equation:
    """Return the line of a local derivative with one for every rule inside the link as its working."""
    terms, through = of
    inner = moves(edge)
    last = inner[-1] if inner and (inner[-1].step.of == edge.expression or inner[-1].tidy == edge.tree) else None
    sign = "∂" if edge.partial else "d"
    working: list[Equation] = []
    for move in inner[:-1] if last else inner:
        left = node("derivative", sign, (move.step.of, symbol(edge.wrt)))
        sides, endings = _given_and_tidy(move.given, move.tidy)
        working.append(Equation(left, sides, _rule(move.step.rule, letter, said), endings))
    sides, endings = _given_and_tidy(last.given, edge.tree) if last else ((edge.tree,), ())
    rules = (last.step.rule,) if last else () if inner else _telling(edge, terms, said)
    line = _completed(derivation, edge, sides, joined((terms.told(edge, through), *(_rule(rule, letter, said) for rule in rules))), endings)
    return line._replace(working=tuple(working))


def _given_and_tidy(given: Tree, tidy: Tree) -> tuple[tuple[Tree, ...], tuple[Prose, ...]]:
    """Return what a rule gives and its tidy form, which is left out where it reads the same."""
    same = unicode(given).replace(" ", "") == unicode(tidy).replace(" ", "")
    return ((tidy,), ()) if same else ((given, tidy), (TIDIED,))


# What is said beside a local derivative


def names_itself(edge: LocalDerivative) -> bool:
    """Return whether a local derivative is ∂J/∂ŷ of an unspecified J, which has no other form."""
    return edge.expression[0] == edge.tree[0] == "apply" and len(edge.tree[2]) > 1


def unspecified_ones(derivation: Derivation) -> Iterator[Block]:
    """A sentence for each unspecified function whose derivatives stay as they are."""
    stay: dict[str, list[Tree]] = {}
    unspecified = any(item.tree is not None and item.tree.kind == "apply" for item in derivation.graph.nodes)
    for edge in derivation.edges if unspecified else ():
        if names_itself(edge):
            stay.setdefault(edge.expression.value[0], []).append(edge.left)
    for function, lefts in stay.items():
        yield Paragraph((symbol(function), " is not specified, so ", *listed(lefts), " stays as it is." if len(lefts) == 1 else " stay as they are."))


def several_places(derivation: Derivation) -> Iterator[Block]:
    """A sentence for each unspecified function of several arguments that stands at several places: ∂f/∂t does not tell at which."""
    nodes = derivation.graph.nodes
    places: dict[str, dict[tuple[Tree, ...], None]] = {}
    for item in (part for each in nodes if each.tree is not None for part in walk(each.tree)) if len(nodes) <= MANY else ():
        if item.kind == "apply" and len(item.args) > 1:
            places.setdefault(item.value[0], {}).setdefault(item.args)
    for function, found in places.items():
        if len(found) > 1 and any(is_partial((function, (1,) * len(args)), args) for args in found):
            where = listed([apply(function, args) for args in found])
            yield Paragraph((symbol(function), " stands as ", *where, ": a derivative of it is meant at the arguments that it has in the same term."))


def _telling(edge: LocalDerivative, terms: Terms, said: set[str]) -> Sequence[Rule]:
    """Return the rules that a reader is told of, from the outermost in; one that says little only where nothing else is said."""
    every = terms.rules(edge)
    if len(every) == 1 and every[0].name not in LITTLE:  # what most links have
        return every
    rules = [rule for rule in reversed(every) if rule.name != "identity"]
    telling = [rule for rule in rules if rule.name not in LITTLE]
    if not telling and terms.dropped(edge):
        return [rule for rule in rules if rule.name not in said]
    return telling or rules or (list(every) if edge.expression.kind == "symbol" else [])


def _rule(rule: Rule, letter: str, said: set[str]) -> Prose:
    if rule.name == "sum rule":
        return ("term by term",)
    if rule.statement is None or (known := _known_as(rule, rule.statement[1].value)) in said:
        return (rule.name,)
    said.add(known)
    return _statement(rule, letter)


def _known_as(rule: Rule, variable: str) -> str:
    """Return what a rule is remembered by once it was said: its name; the one by a second argument is another than that by the first."""
    return rule.name if variable in ("u", "x") else f"{rule.name} by {variable}"


@lru_cache(maxsize=1024)
def _statement(rule: Rule, letter: str) -> Prose:
    """Return a rule's name and what it says, in the letter of the link at hand."""
    return (rule.name,) if rule.statement is None else (rule.name, ": ", stated(rule.statement, letter))
