"""Simplification by SymPy, within a budget of CPU time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from math import inf
from time import process_time
from typing import TYPE_CHECKING, Any

from chainrule.algebra.convert import call_in_full, converted, opaque_call
from chainrule.algebra.predict import looks_reducible
from chainrule.algebra.read import Form, built
from chainrule.algebra.readable import compound_fractions, hyperbolic_in, readable
from chainrule.notation import text
from chainrule.notation.indices import index_name
from chainrule.tree import Tree, add, depth, div, fold, mul, neg, node, pieces, postorder, rewrite, size, symbol

if TYPE_CHECKING:
    import sys
    from types import FrameType

SECONDS = 1.0  # of CPU time that simplification may take
SIZE, DEPTH = 400, 60  # nodes and levels up to which simplification is tried
SIZE_UNTIMED = 80  # nodes up to which the dear steps are tried where they cannot be interrupted
ONE_LETTER = "ι"  # an index that no name has
NAMED = frozenset(("sum", "integral"))  # what stands as a name where SymPy simplifies what is around it
SUM_NAME = "ϟ"  # of sums where they stand as names
SUMS = 8  # sums up to which their terms are simplified
RETRY = 0.01  # seconds of CPU time after which a timer whose exception was lost rings again


class _OutOfTime(BaseException):  # no Exception, so that SymPy's own handlers let it pass
    """The CPU-time budget is used up."""


def simplify(tree: Tree, budget: float = SECONDS) -> Tree | None:
    """Return the shortest equal form that SymPy finds within ``budget`` seconds of CPU time, or None where none is shorter.

    Shorter means fewer nodes, shorter text, and no more functions or fractions in fractions: x² + x is no simpler than x(x + 1). Tried in order of cost:
    SymPy's own evaluation, ``together``, ``factor_terms``, one fraction with its numerator multiplied out, ``cancel``,
    ``simplify``; what was found when the budget runs out counts.
    Terms and factors come back in the order of the given tree where they appear in it, and decimals as decimals. Functions
    that SymPy lacks, such as σ, stay as they are, unless their definitions make the whole a number.
    """
    return _shortest(tree, _candidates(tree, budget)) if _manageable(tree) else None


def shorter(tree: Tree, budget: float = SECONDS) -> Tree | None:
    """Return what ``simplify`` does, of pieces for each of them, with integrals as names; SymPy is asked only where there may be a shorter form."""
    if tree.kind == "pieces":
        found = [None if place % 2 else shorter(arg, 2 * budget / len(tree.args)) for place, arg in enumerate(tree.args)]
        return pieces(*(arg if short is None else short for arg, short in zip(tree.args, found, strict=True))) if any(found) else None
    named = [item[0] for item in postorder(tree) if item[0] in NAMED]
    if "sum" in named:
        return _with_shorter_terms(tree, budget) if named.count("sum") <= SUMS and size(tree) <= SIZE else None
    opaque, integrals = _with_sums_named(tree) if named else (tree, {})
    shortest = simplify(opaque, budget) if looks_reducible(opaque) else None
    return None if shortest is None else _with_sums_back(shortest, integrals)


def under_same_letters(tree: Tree) -> Tree:
    """Return a formula in which sums that differ in the letter of their index alone have the same: Σ_j x_j + Σ_i x_i is Σ_j x_j + Σ_j x_j; else as it is."""
    turned = rewrite(tree, _with_sign_inside)
    opaque, sums = _with_sums_named(turned)
    return _with_sums_back(opaque, sums) if len(set(sums.values())) < len(sums) else tree


def _with_shorter_terms(tree: Tree, budget: float) -> Tree | None:
    """Return a formula with sums in it shorter: what they add up, and the formula in which they stand as names; None where nothing is.

    −Σ_i (y_i(1 − p_i)x_i − (1 − y_i)p_i x_i) is Σ_i x_i(p_i − y_i): a sign before a sum stands in it where it has one less there.
    """
    end = process_time() + budget
    changed = rewrite(tree, lambda item: _with_shorter_term(item, end - process_time()))
    opaque, sums = _with_sums_named(changed)
    found = simplify(opaque, end - process_time()) if looks_reducible(opaque) else None
    # else a sum of terms reads better than one product
    reads_better = found is not None and 10 * size(found) <= 9 * size(opaque) and not compound_fractions(found)
    if found is not None and reads_better and not any(each.value.startswith(SUM_NAME) for each in postorder(tree) if each.kind == "symbol"):
        changed = _with_sums_back(found, sums)
    changed = rewrite(changed, _with_sign_inside)
    return changed if size(changed) < size(tree) else None


def _with_sums_back(tree: Tree, sums: dict[Tree, Tree]) -> Tree:
    """Return a formula with its sums and integrals in place of their names."""
    back: dict[Tree, Tree] = {}
    for item, own in sums.items():
        back.setdefault(own, rewrite(item, lambda each: back.get(each, each)))
    return rewrite(tree, lambda each: _with_integrals_last(back.get(each, each)))


def _with_integrals_last(item: Tree) -> Tree:
    """Return a product with its integrals last, behind which nothing else is read as a factor; other nodes stay."""
    last = [arg for arg in item.args if arg.kind == "integral"] if item.kind == "mul" else []
    return mul(*[arg for arg in item.args if arg.kind != "integral"], *last) if last else item


def _with_sums_named(tree: Tree) -> tuple[Tree, dict[Tree, Tree]]:
    """Return a formula with names for its sums and integrals, and these; sums that differ in the letter of their index have one name."""
    sums: dict[Tree, Tree] = {}
    alike: dict[Tree, Tree] = {}  # the names of sums, by these under one letter

    def name(item: Tree) -> Tree:
        if item.kind not in NAMED:
            return item
        return sums.setdefault(item, alike.setdefault(_under_one_letter(item) if item.kind == "sum" else item, symbol(f"{SUM_NAME}{len(alike)}")))

    return rewrite(tree, name), sums


def _under_one_letter(total: Tree) -> Tree:
    """Return a sum as it is whatever its index is called: Σ_i x_i and Σ_j x_j are one."""
    body = rewrite(total.args[0], lambda item: symbol(index_name(item.value, total.value, ONE_LETTER)) if item.kind == "symbol" else item)
    return node("sum", ONE_LETTER, (body, *total.args[1:]))


def _with_shorter_term(item: Tree, budget: float) -> Tree:
    """Return a sum of shorter terms, where SymPy finds them; other nodes, and a sum of sums, stay."""
    term = simplify(item.args[0], budget) if item.kind == "sum" and looks_reducible(item.args[0]) else None
    return item if term is None else node("sum", item.value, (term, *item.args[1:]))


def _with_sign_inside(item: Tree) -> Tree:
    """Return the opposite of a sum of differences, which may be over a number of terms, as the sum of the opposite ones; other nodes stay."""
    if item.kind != "neg":
        return item
    inner = item.args[0]
    total, below = inner.args if inner.kind == "div" else (inner, None)
    turned = _turned(total.args[0]) if total.kind == "sum" else None
    if turned is None:
        return item
    total = node("sum", total.value, (turned, *total.args[1:]))
    return total if below is None else div(total, below)


def _turned(term: Tree) -> Tree | None:
    """Return the opposite of a difference a − b, or of a product with one, as b − a; None for any other term."""
    if term.kind == "add" and len(term.args) == 2 and term.args[1].kind == "neg" and term.args[0].kind != "neg":
        return add(term.args[1].args[0], neg(term.args[0]))
    places = [place for place, factor in enumerate(term.args) if factor.kind == "add"] if term.kind == "mul" else []
    turned = _turned(term.args[places[0]]) if len(places) == 1 else None
    return None if turned is None else mul(*term.args[: places[0]], turned, *term.args[places[0] + 1 :])


def simplify_where(tree: Tree, zero: Tree) -> Tree | None:
    """Return the shortest form found that is equal to a formula where another one is 0: −(x² + y²)/y³ is −25/y³ where x² + y² − 25 is 0.

    The numerator is divided by the other formula as polynomials, and the remainder kept. None where that is no shorter.
    """
    return _shortest(tree, _remainders(tree, zero)) if _manageable(tree) and _manageable(zero) else None


def _manageable(tree: Tree) -> bool:
    """Return whether a formula is small enough, and SymPy means the same by every part of it."""
    return depth(tree) <= DEPTH and size(tree) <= SIZE and _keeps_its_meaning(tree)


def _shortest(tree: Tree, candidates: Iterator[Tree]) -> Tree | None:
    """Return the shortest of some forms that are shorter than a formula, if any is.

    A hyperbolic function stands for more than one, tanh u for sinh u/cosh u; into a formula without any it comes only where that halves it.
    """
    best, nodes, length = None, size(tree), len(text(tree))
    most, functions, compound, hyperbolic = nodes, _functions(tree), compound_fractions(tree), hyperbolic_in(tree)
    for candidate in candidates:
        shorter = size(candidate) < nodes and len(text(candidate)) < length
        count = _functions(candidate) if shorter else inf
        plain = count <= functions and compound_fractions(candidate) <= compound
        if plain and (hyperbolic_in(candidate) <= hyperbolic or (hyperbolic and count < functions) or 2 * size(candidate) <= most):
            best, nodes, length = candidate, size(candidate), len(text(candidate))
    return best


def _functions(tree: Tree) -> int:
    """Return how many functions and constants a formula has, each time it stands there: e·exp(x) is no simpler than exp(x + 1)."""
    return fold(tree, lambda item, parts: sum(parts) + (item[0] in ("call", "apply", "constant")))


def _keeps_its_meaning(tree: Tree) -> bool:
    """Return whether SymPy means the same by every part: a real odd root of a negative number is not its power."""
    return not any(item[0] in ("sum", "integral", "relation", "pieces", "derivative") or (item[0] == "call" and item[1] == "root") for item in postorder(tree))


def _end(budget: float) -> float:
    """Return when a budget that begins now is used up, in this process's CPU time; importing SymPy is not charged to it."""
    import sympy  # noqa: F401

    return process_time() + budget


def _candidates(tree: Tree, budget: float) -> Iterator[Tree]:
    """Yield equal forms, from cheap to dear, until the budget is used up."""
    end, as_read = _end(budget), readable(tree)
    met = set()
    for convert_call in (opaque_call, call_in_full):
        start = _attempt(partial(_raw, tree, convert_call), end - process_time())
        if start is None or start[0] in met:
            continue
        met.add(start[0])
        for step in _steps(tree):
            candidate = _attempt(partial(_stepped, step, *start), end - process_time())
            if candidate is not None and (convert_call is opaque_call or not candidate.args):
                yield rewrite(candidate, as_read)


def _remainders(tree: Tree, zero: Tree) -> Iterator[Tree]:
    """Yield forms of a formula with its numerator reduced by another one, for the highest powers of its first name and of its last."""
    end = _end(SECONDS)
    start = _attempt(partial(_raw, tree, opaque_call), end - process_time())
    divisor = _attempt(partial(_raw, zero, opaque_call), end - process_time())
    if start is None or divisor is None:
        return
    raw, form = start
    for turned in (False, True):
        reduced = _attempt(partial(_reduced, raw, divisor[0], turned), end - process_time())
        for step in _tidied_fraction() if reduced is not None else ():
            candidate = _attempt(partial(_stepped, step, reduced, form), end - process_time())
            if candidate is not None:
                yield candidate


def _tidied_fraction() -> tuple[Callable[[Any], Any], ...]:
    """Return how a numerator and a denominator are put together: factors of the numerator taken out, or the whole factored."""
    import sympy

    return (lambda sides: sympy.factor_terms(sides[0]) / sides[1], lambda sides: sympy.factor(sides[0] / sides[1]))


def _reduced(raw: Any, zero: Any, turned: bool) -> tuple[Any, Any]:
    """Return the remainder of a fraction's numerator after division by a polynomial, and the denominator."""
    import sympy

    (above, below), divisor = sympy.fraction(sympy.together(raw)), sympy.fraction(sympy.together(zero))[0]
    above = sympy.expand(above)
    generators = sorted({*sympy.Poly(above).gens, *sympy.Poly(divisor).gens}, key=sympy.default_sort_key, reverse=turned)
    _, remainder = sympy.reduced(above, [divisor], *generators)
    return remainder, below


def _stepped(step: Callable[[Any], Any], raw: Any, form: Form) -> Tree:
    return built(step(raw), form)


def _steps(tree: Tree) -> tuple[Callable[[Any], Any], ...]:
    import sympy

    cheap = (lambda raw: raw, sympy.together, sympy.factor_terms)
    return (*cheap, _one_fraction, sympy.cancel, sympy.simplify) if _interruptible() or size(tree) <= SIZE_UNTIMED else cheap


def _one_fraction(raw: Any) -> Any:
    """Return everything over one denominator, which stays in factors, with the numerator multiplied out."""
    import sympy

    above, below = sympy.fraction(sympy.together(raw))
    return sympy.factor_terms(sympy.expand(above)) / below


def _attempt(work: Callable[[], Any], seconds: float) -> Any:
    """Return what work gives within some seconds of CPU time, or None where it takes longer or SymPy fails."""
    if seconds <= 0:
        return None
    try:
        return _within(seconds, work) if _interruptible() else work()
    except _OutOfTime:
        return None
    except Exception:  # noqa: BLE001  # whatever SymPy fails with costs this candidate only
        return None


def _interruptible() -> bool:
    """Return whether a timer can stop the work: in the main thread of a POSIX process."""
    import signal
    import threading

    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _within(seconds: float, work: Callable[[], Any]) -> Any:
    """Return what work gives; raise _OutOfTime inside it once it has taken some seconds of CPU time, and nowhere else.

    An exception that meets a destructor or a callback of the garbage collector is lost there, and Python would print it:
    the timer goes on until one gets through, and the lost ones are not told.
    """
    import signal
    import sys

    def body() -> Any:
        return work()

    def stop(_: int, frame: FrameType | None) -> None:
        while frame is not None:
            if frame.f_code is body.__code__:
                raise _OutOfTime
            frame = frame.f_back

    def tell(lost: sys.UnraisableHookArgs) -> None:
        if lost.exc_type is not _OutOfTime:
            hook(lost)

    hook, sys.unraisablehook = sys.unraisablehook, tell
    handler = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, RETRY)
    try:
        return body()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, handler)
        sys.unraisablehook = hook


def _raw(tree: Tree, convert_call: Callable[[Any, str, list[Any]], Any]) -> tuple[Any, Form]:
    """Return a tree as SymPy evaluates it, and the form that a result should have to look like it."""
    parts: dict[int, Any] = {}
    raw = converted(tree, convert_call, parts)
    nodes = list(postorder(tree))
    decimals = any(item[0] == "number" and item[1].__class__ is Decimal for item in nodes)
    powers_of_e = any(item[0] == "pow" and item[2][0][0] == "constant" and item[2][0][1] == "e" for item in nodes)
    orders = _orders(tree, parts)
    return raw, Form(_rank(_places(tree, parts), orders), as_written=orders, decimals=decimals, powers_of_e=powers_of_e)


def _places(tree: Tree, parts: dict[int, Any]) -> dict[tuple[bool, Any], int]:
    """Return the terms (False) and factors (True) of a tree, numbered in the order in which a reader meets them."""
    places: dict[tuple[bool, Any], int] = {}
    stack = [tree]
    while stack:
        kind, _, args = stack.pop()
        if kind in ("add", "mul", "div"):
            for arg in args:
                places.setdefault((kind != "add", _bare(parts[id(arg)])), len(places))
        stack.extend(reversed(args))
    return places


def _orders(tree: Tree, parts: dict[int, Any]) -> dict[Any, dict[Any, int]]:
    """Return the places of the terms of every sum of a tree, and of the factors of every product, by the sum or the product."""
    orders: dict[Any, dict[Any, int]] = {}
    for item in postorder(tree):
        if item[0] in ("add", "mul"):
            whole = parts[id(item)].as_coeff_Mul()[1]
            if whole not in orders:
                orders[whole] = {_bare_in(item[0] == "mul", parts[id(arg)]): place for place, arg in enumerate(item[2])}
    return orders


def _bare(term: Any) -> Any:
    """Return a term without its sign and coefficient, and a factor without its exponent."""
    coefficient, rest = term.as_coeff_Mul()
    rest = abs(coefficient) if rest == 1 else rest
    return rest.base if rest.is_Pow and rest.exp.is_Rational else rest


def _bare_in(product: bool, part: Any) -> Any:
    """Return a factor without its exponent, or a term without its coefficient only: x and √x are two terms."""
    rest = part.as_coeff_Mul()[1]
    return _bare(part) if product or rest == 1 else rest


def _rank(places: dict[tuple[bool, Any], int], orders: dict[Any, dict[Any, int]]) -> Callable[[Any, Any], tuple[float, ...]]:
    """Return the order of terms and factors: in products numbers, constants, then names, first; then as in the same sum or product of the tree,
    else as in the places, a new one by its own factors.
    """

    def rank(whole: Any, part: Any) -> tuple[float, ...]:
        bare, product = _bare(part), whole.is_Mul
        group = 0 if not product or part.is_Number else 1 if bare.is_NumberSymbol else 2 if bare.is_Symbol else 3
        own = orders.get(whole.as_coeff_Mul()[1])
        if own is not None:
            return group, own.get(_bare_in(product, part), inf)
        if (product, bare) in places:
            return group, places[product, bare]
        inner = ((True, _bare(factor)) for factor in (bare.args if bare.is_Mul else (bare,)))
        return group, min((places[factor] for factor in inner if factor in places), default=inf)

    return rank
