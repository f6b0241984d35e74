"""Mistakes about the graph: a path left out or added, the partial derivative for the total one, another variable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from chainrule.calculus.local_derivative import LocalDerivative
from chainrule.calculus.paths import Path, Paths
from chainrule.homework.diagnosis.case import Case, Found
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import tidy, times
from chainrule.homework.verdict import Prose
from chainrule.tree import Tree, derivative, names, relation, symbol, total

SUBSETS = 6  # paths of which all subsets are tried
LISTED = 24  # paths that are looked at one by one
LAST_FACTOR = 1.15  # weight of a missing factor such as ∂z/∂w = x for z = w·x + b
OTHERS = 40  # other quantities that are tried


def way(case: Case, path: Path) -> Prose:
    """Return ``x → u → h``; links that chainrule named are left out where the reader named quantities."""
    graph = case.derivation.graph
    named = [name for name in path.names if graph.nodes[graph.ids[name]].origin != "link"]
    pieces: list[str | Tree] = []
    for name in named if len(graph.problem.definitions) > 1 else path.names:
        pieces += [" → ", symbol(name)] if pieces else [symbol(name)]
    return tuple(pieces)


def wrong_paths(case: Case) -> Iterator[Found]:
    """Yield a path that is missing, one that is too many, or a factor that is missing on one."""
    paths = case.result.paths.listed(LISTED + 1)
    if len(paths) > LISTED:
        return
    products = [put_back(case, path.product) for path in paths]
    yield from too_few(case, paths, products)
    yield from multiplied(case, products)
    yield from lost_stretch(case, paths)
    yield from lost_ends(case, paths)
    yield from doubled(case, paths)
    yield from too_many(case)


def too_few(case: Case, paths: tuple[Path, ...], products: list[Tree]) -> Iterator[Found]:
    """Yield the paths that are missing, the fewest first."""
    count = len(paths)
    if len(case.derivation.graph.problem.definitions) == 1:  # there a path is a term of the product or quotient rule, or of a sum
        return
    kept = [each for size in range(count - 1, 0, -1) for each in combinations(range(count), size) if count <= SUBSETS or size in (1, count - 1)]
    for place in case.matches([total([products[index] for index in each]) for each in kept])[:1]:
        missing = [index for index in range(count) if index not in kept[place]]
        direct = len(kept[place]) == 1 and len(paths[kept[place][0]]) == 1
        row = MISTAKES["partial-for-total" if direct else "missing-path"]
        found = way(case, paths[missing[0]])
        yield Found((case.wording.mistake(row, found=found, of=symbol(case.result.of), wrt=symbol(case.wrt)),), row.weight)


def multiplied(case: Case, products: list[Tree]) -> Iterator[Found]:
    """Yield that the products along several paths were multiplied, not added."""
    if len(case.derivation.graph.problem.definitions) > 1 and len(products) > 1 and case.matches([times(*products)]):
        row, of, wrt = MISTAKES["missing-path"], symbol(case.result.of), symbol(case.wrt)
        mistake = case.wording.mistake(row, found="", of=of, wrt=wrt)
        words: Prose = (f"The products along the {len(products)} paths from ", wrt, " to ", of, " are added, not multiplied.")
        yield Found((replace(mistake, words=words, advice=("What is done with the products along several paths?",)),), row.weight)


def misplaced_link(case: Case, links: Sequence[Tree]) -> Iterator[Found]:
    """Yield the one derivative in a product of derivatives, as written, that is none of a way, with the one that belongs in its place."""
    written = [(str(each[2][0][1]), str(each[2][1][1])) for each in links]
    for path in case.result.paths.listed(LISTED):
        parts = {ends(part): part for part in stretches(case, path)}
        wrong, missing = [key for key in written if key not in parts], [key for key in parts if key not in written]
        if len(wrong) == len(missing) == 1 and len(written) == len(parts) > 1:
            row, found = MISTAKES["missing-link"], stated(case, parts[missing[0]])
            words: Prose = (links[written.index(wrong[0])], " does not fit in: the link there is ", found, ".")
            yield Found((replace(case.wording.mistake(row, found=found, of=symbol(case.result.of), wrt=symbol(case.wrt)), words=words),), row.weight)
            return


def lost_stretch(case: Case, paths: tuple[Path, ...]) -> Iterator[Found]:
    """Yield the derivative of one of the reader's quantities by the next one on a way that is missing, wherever it stands."""
    split = [stretches(case, path) for path in paths]
    several = list({ends(part): part for parts in split for part in parts if len(part) > 1 or len(parts) > 1}.values())
    if len(case.derivation.graph.problem.definitions) == 1 or case.derivation.graph.ranges or not several:
        return
    trees = [total([put_back(case, times(*[product(part) for part in parts if ends(part) != ends(lost)])) for parts in split]) for lost in several]
    row = MISTAKES["missing-link"]
    for place in case.matches(trees)[:1]:
        weight = LAST_FACTOR if len(several[place]) == 1 and is_linear(case, several[place][0]) else row.weight
        yield Found((case.wording.mistake(row, found=stated(case, several[place])),), weight)


def lost_ends(case: Case, paths: tuple[Path, ...]) -> Iterator[Found]:
    """Yield the last derivatives of all ways where they are missing on each: ∂z/∂x + ∂z/∂y for ∂z/∂x · dx/dt + ∂z/∂y · dy/dt."""
    split = [stretches(case, path) for path in paths]
    last = {ends(parts[-1]): parts[-1] for parts in split if len(parts) > 1}
    if len(last) < 2 or len(case.derivation.graph.problem.definitions) == 1 or case.derivation.graph.ranges:
        return
    tree = total([put_back(case, times(*map(product, parts[:-1] if len(parts) > 1 else parts))) for parts in split])
    if case.matches([tree]):
        row, (first, second, *_) = MISTAKES["missing-link"], last.values()
        found = (stated(case, first), ", and likewise ", stated(case, second), ",")
        yield Found((case.wording.mistake(row, found=found),), row.weight)


def is_linear(case: Case, edge: LocalDerivative) -> bool:
    """Return whether a quantity is a sum, a product or a quotient of another, so that their link is none of a chain's."""
    graph = case.derivation.graph
    return graph.nodes[graph.ids[edge.of]].expression[0] in ("add", "mul", "neg", "div")


def doubled(case: Case, paths: tuple[Path, ...]) -> Iterator[Found]:
    """Yield the derivative that every path has as a factor and that was multiplied twice: of a link, or of links between two of the reader's quantities."""
    if not paths or case.derivation.graph.ranges:
        return
    first, *rest = [{ends(part): part for part in (*stretches(case, path), *([edge] for edge in path))} for path in paths]
    shared = [part for key, part in first.items() if all(key in each for each in rest) and names(product(part))]  # a number twice is a wrong number
    row = MISTAKES["factor-twice"]
    for place in case.matches([times(case.right, put_back(case, product(part))) for part in shared])[:1]:
        yield Found((case.wording.mistake(row, found=stated(case, shared[place])),), row.weight)


def ends(part: Sequence[LocalDerivative]) -> tuple[str, str]:
    """Return what some links in a row differentiate, and by what."""
    return part[0].of, part[-1].wrt


def stated(case: Case, part: Sequence[LocalDerivative]) -> Tree:
    """Return dp/dz = … of some links in a row, in the reader's names."""
    graph, (of, wrt) = case.derivation.graph, ends(part)
    left = derivative(of, wrt, sign="d" if graph.only_through(graph.ids[of], graph.ids[wrt]) else "∂")
    return relation("=", left, tidy(case.derivation.in_readers_names(product(part))))


def stretches(case: Case, path: Path) -> list[list[LocalDerivative]]:
    """Return the links of a path, those between two quantities that the reader named together."""
    graph = case.derivation.graph
    parts: list[list[LocalDerivative]] = [[]]
    for edge in path:
        parts[-1].append(edge)
        if graph.nodes[graph.ids[edge.wrt]].origin != "link":
            parts.append([])
    return [part for part in parts if part]


def product(part: Sequence[LocalDerivative]) -> Tree:
    """Return the product of some local derivatives."""
    return times(*(edge.tree for edge in part))


def too_many(case: Case) -> Iterator[Found]:
    """Yield the path of another quantity that was added."""
    row = MISTAKES["extra-path"]
    if case.matches([case.right + case.right]):  # a wrong number
        return
    found = [(path, put_back(case, path.product)) for name in others(case) for path in paths_from(case, name).listed(LISTED)]
    for place in case.matches([case.right + tree for _, tree in found])[:1]:
        path = found[place][0]
        yield Found((case.wording.mistake(row, found=way(case, path), of=symbol(case.result.of), wrt=symbol(case.wrt)),), row.weight)


def other_variable(case: Case) -> Iterator[Found]:
    """Yield the derivative by another quantity."""
    row = MISTAKES["wrong-variable"]
    names = [name for name in others(case) if 0 < paths_from(case, name).count <= LISTED]
    trees = [total([put_back(case, path.product) for path in paths_from(case, name)]) for name in names]
    for place in case.matches(trees)[:1]:
        yield Found((case.wording.mistake(row, found=symbol(names[place]), wrt=symbol(case.wrt)),), row.weight)


def others(case: Case) -> list[str]:
    """Return the other inputs, and the quantities that the reader named."""
    graph = case.derivation.graph
    if case.wrt not in graph.ids:
        return []
    below = graph.below(graph.ids[case.wrt])  # a quantity that the asked one is made of is no name of an answer
    named = (entry.name for entry, inside in zip(graph.nodes, below, strict=True) if entry.origin != "link" and not inside)
    return [name for name in named if name != case.result.of][:OTHERS]


def paths_from(case: Case, name: str) -> Paths:
    """Return the paths from any quantity to the output."""
    graph = case.derivation.graph
    return Paths(case.edges, graph.ids[name])


def put_back(case: Case, tree: Tree) -> Tree:
    return case.derivation.written_out(case.wrt)(tree)

