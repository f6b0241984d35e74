"""Trees into SymPy expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from chainrule.errors import TooLarge, UnknownFunction
from chainrule.functions import FUNCTIONS
from chainrule.notation import split
from chainrule.notation.indices import below_word, index_name
from chainrule.notation.names import joined
from chainrule.tree import Tree, depth, fold, symbol

EVALUATED_DEPTH = 60  # levels up to which SymPy evaluates as it builds; its time grows with a power of the depth
POWER_BITS = 10_000  # numeric powers beyond this size are kept as powers


def to_sympy(tree: Tree) -> Any:
    """Return a tree as a SymPy expression in plain Symbols, with exact numbers.

    SymPy's own evaluation is on (x + x becomes 2x), except that huge numeric powers are kept as powers and trees deeper
    than ``EVALUATED_DEPTH`` levels are built as written. An unspecified function becomes a sympy.Function, and its
    derivatives Derivative or Subs, as SymPy's own ``diff`` gives them.

    Raises TooLarge where a tree is beyond SymPy's recursion.
    """
    return converted(tree, call_in_full)


def converted(tree: Tree, convert_call: Callable[[Any, str, list[Any]], Any], parts: dict[int, Any] | None = None) -> Any:
    """Return a tree as a SymPy expression; ``parts`` takes up the expression of every node, by the node's ``id``.

    Raises TooLarge where SymPy cannot hold it.
    """
    import sympy

    def combine(item: Tree, args: list[Any]) -> Any:
        kind, value = item[0], item[1]
        made = convert_call(sympy, value, args) if kind == "call" else _BUILDERS[kind](sympy, value, args)
        if parts is not None:
            parts[id(item)] = made
        return made

    try:
        with sympy.evaluate(depth(tree) <= EVALUATED_DEPTH):
            return fold(tree, combine)
    except RecursionError:
        raise TooLarge("this formula is nested too deeply for SymPy", hint="its text and LaTeX forms have no such limit") from None


def call_in_full(sympy: Any, name: str, args: list[Any]) -> Any:
    """Return a known function of SymPy expressions: SymPy's own where it has one, else by its definition."""
    counterpart = _counterpart(sympy, name)
    return counterpart(*args) if counterpart else _defined(sympy, name, args)


def opaque_call(sympy: Any, name: str, args: list[Any]) -> Any:
    """Return a known function of SymPy expressions: SymPy's own where it has one, else an undefined function of the same name."""
    counterpart = _counterpart(sympy, name)
    return counterpart(*args) if counterpart else sympy.Function(name)(*args)


def _counterpart(sympy: Any, name: str) -> Callable[..., Any] | None:
    """Return what SymPy has for a function of the table: as its row says, else a function of the same name."""
    row = FUNCTIONS[name].sympy
    if name == "exp":
        return lambda exponent: sympy.exp(_inert_logarithms(sympy, exponent))
    if row and not isinstance(row, str):
        return lambda *args: row(sympy, *args)
    found = getattr(sympy, row or name, None)
    return found if isinstance(found, sympy.FunctionClass | type(sympy.sqrt)) else None


def _defined(sympy: Any, name: str, args: list[Any]) -> Any:
    """Return a known function of SymPy expressions written out by its definition."""
    definition = FUNCTIONS[name].definition
    if definition is None:
        raise UnknownFunction(f"SymPy has no counterpart of '{name}'")
    names = [f"argument {index}" for index in range(len(args))]  # no name of a quantity has a space
    stand_in = dict(zip(names, args, strict=True))

    def combine(item: Tree, parts: list[Any]) -> Any:
        kind, value = item[0], item[1]
        if kind == "symbol":
            return stand_in[value]
        return call_in_full(sympy, value, parts) if kind == "call" else _BUILDERS[kind](sympy, value, parts)

    return fold(definition(*map(symbol, names)), combine)


def _number(sympy: Any, value: int | Decimal, _: Any) -> Any:
    return sympy.Integer(value) if isinstance(value, int) else sympy.Rational(*value.as_integer_ratio())


def _power(sympy: Any, _: Any, args: Sequence[Any]) -> Any:
    base, exponent = args
    if exponent.is_Rational and _bits(base, exponent) > POWER_BITS:
        return sympy.Pow(sympy.UnevaluatedExpr(base), exponent, evaluate=False)
    if base is sympy.E:
        exponent = _inert_logarithms(sympy, exponent)
    elif base.is_Rational and _bits(base, exponent.as_coeff_Add()[0]) > POWER_BITS:
        base = sympy.UnevaluatedExpr(base)
    return sympy.Pow(base, exponent)


def _bits(base: Any, exponent: Any) -> float:
    """Return how many bits the numeric factors of a power take when they are multiplied out."""
    bits = 0
    for factor in base.args if base.is_Mul else (base,):
        root, inner = factor.as_base_exp()
        if root.is_Rational and inner.is_Rational and abs(root) != 1:
            size = abs(inner * exponent)
            bits += (root.p.bit_length() + root.q.bit_length()) * (size.p // size.q)
    return bits


def _inert_logarithms(sympy: Any, exponent: Any) -> Any:
    """Return an exponent of e that SymPy leaves alone where it would multiply out a huge number: exp(10⁹ log 2)."""
    for term in exponent.args if exponent.is_Add else (exponent,):
        coefficient, rest = term.as_coeff_Mul()
        if abs(coefficient.p) > POWER_BITS and rest.has(sympy.log):
            return sympy.UnevaluatedExpr(exponent)
    return exponent


def _unspecified(sympy: Any, value: tuple[str, tuple[int, ...]], args: list[Any]) -> Any:
    """Return f(x) or a derivative of f by its arguments, taken at the arguments."""
    name, orders = value
    slots, wrt, replaced = list(args), [], []
    for place, (arg, order) in enumerate(zip(args, orders, strict=True)):
        if not order:
            continue
        alone = arg.is_Symbol and not any(other.has(arg) for index, other in enumerate(args) if index != place)
        if not alone:
            slots[place] = sympy.Dummy(f"xi_{place + 1}", dummy_index=place + 1)
            replaced.append((slots[place], arg))
        wrt.append((slots[place], order))
    function = sympy.Function(name)(*slots)
    derived = sympy.Derivative(function, *wrt, evaluate=False) if wrt else function
    return sympy.Subs(derived, *zip(*replaced, strict=True)) if replaced else derived


def _series(sympy: Any, index: str, args: list[Any]) -> Any:
    """Return Σ with the names that carry the index as a subscript made dependent on it; a term that it leaves out is taken away."""
    body, low, high = args
    if isinstance(low, sympy.Tuple):
        low, case = low
        own = {name: sympy.Symbol(index_name(name.name, index, str(case))) for name in body.free_symbols}
        return _series(sympy, index, [body, low, high]) - body.xreplace({**own, sympy.Symbol(index): case})
    counter = sympy.Symbol(index)
    indexed = {name: sympy.IndexedBase(base)[counter] for name in body.free_symbols if (base := _without_index(name.name, index))}
    return sympy.Sum(body.xreplace(indexed), (counter, low, high))


def _without_index(name: str, index: str) -> str:
    """Return a name without an index that is its subscript, x of x_i, or stands behind a word there, y_hat of y_hat_i; empty for any other."""
    base, low, high = split(name) or (name, "", "")
    return base + high if low == index else joined(base, below[0], high) if (below := below_word(low)) and below[2] == index else ""


def _without(sympy: Any, case: str, args: list[Any]) -> Any:
    """Return the lower limit of Σ with the index of the term that it leaves out."""
    return sympy.Tuple(args[0], sympy.Integer(case) if case.isdigit() else sympy.Symbol(case))


_COMPARISONS = {"<": "Lt", "≤": "Le", "=": "Eq", "≠": "Ne", "≥": "Ge", ">": "Gt"}


def _condition(sympy: Any, operator: str, sides: list[Any]) -> Any:
    compare = getattr(sympy, _COMPARISONS[operator])
    pairs = [compare(left, right) for left, right in pairwise(sides)]
    return pairs[0] if len(pairs) == 1 else sympy.And(*pairs)


def _in_pieces(sympy: Any, _: str, args: list[Any]) -> Any:
    """Return a Piecewise; without a value for all else it has none there, as here."""
    pairs = [(args[place], args[place + 1]) for place in range(0, len(args) - 1, 2)]
    return sympy.Piecewise(*pairs, *([(args[-1], True)] if len(args) % 2 else []))


def _unevaluated_derivative(sympy: Any, _: str, args: list[Any]) -> Any:
    of, wrt = args[0], args[1:]
    return sympy.Derivative(sympy.Function(of.name)(*dict.fromkeys(wrt)) if of.is_Symbol else of, *wrt, evaluate=False)


_BUILDERS: dict[str, Callable[[Any, Any, list[Any]], Any]] = {
    "number": _number,
    "constant": lambda sympy, name, _: {"e": sympy.E, "pi": sympy.pi, "∞": sympy.oo}[name],
    **dict.fromkeys(("symbol", "bound"), lambda sympy, name, _: sympy.Symbol(name)),
    "neg": lambda sympy, _, args: sympy.Mul(sympy.S.NegativeOne, args[0]),
    "add": lambda sympy, _, args: sympy.Add(*args),
    "mul": lambda sympy, _, args: sympy.Mul(*args),
    "div": lambda sympy, _, args: sympy.Mul(args[0], _power(sympy, None, (args[1], sympy.S.NegativeOne))),
    "pow": _power,
    "apply": _unspecified,
    "sum": _series,
    "integral": lambda sympy, variable, args: sympy.Integral(args[0], (sympy.Symbol(variable), args[1], args[2])),
    "except": _without,
    "relation": _condition,
    "logic": lambda sympy, word, args: (sympy.And if word == "and" else sympy.Or)(*args),
    "pieces": _in_pieces,
    "derivative": _unevaluated_derivative,
    "vector": lambda sympy, _, args: sympy.Matrix([list(row) if isinstance(row, sympy.MatrixBase) else [row] for row in args]),
}
