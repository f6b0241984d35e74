"""SymPy expressions into trees."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact
from typing import Any

from chainrule.errors import ReadError, TooLarge, UnknownFunction
from chainrule.functions import FUNCTIONS
from chainrule.integrals import integral
from chainrule.notation import canonical
from chainrule.notation.indices import with_index
from chainrule.tree import INFINITY, ONE, PI, E, Tree, add, call, div, logic, mul, neg, node, number, pieces, power, relation, symbol

# How a node of SymPy's is taken apart: what it still needs, and how a tree is built from that.
Plan = tuple[Sequence[Any], Callable[[list[Tree]], Tree]]


@dataclass(frozen=True, slots=True)
class Form:
    """What a tree made from an expression should look like.

    ``rank`` says where a term (or factor) comes in a sum (or product), called with the whole and the part; without it SymPy's
    order of printing stands, or of storing where ``printed`` is off. A sum starts with a positive term where it has one,
    unless it is one of those ``as_written``. With ``decimals``, fractions that end as decimals are written so; with ``powers_of_e``,
    exp(x) is e^x. ``names`` remembers what each name stands for.
    """

    rank: Callable[[Any, Any], tuple[float, ...]] | None = None
    printed: bool = True
    as_written: Container[Any] = ()
    decimals: bool = False
    powers_of_e: bool = False
    names: dict[str, Any] = field(default_factory=dict)

    def claim(self, name: str, item: Any) -> None:
        """Note what a name stands for; one name cannot stand for two things. Raises ReadError."""
        if self.names.setdefault(name, item) != item:
            raise ReadError(f"two different symbols are called '{name}'", hint="rename one, or give both the same assumptions")


ORDERED_DEPTH = 100  # levels up to which SymPy is asked for its order of printing, which it finds by recursion
DECIMAL_DIGITS = 12  # a fraction with more digits than this stays a fraction

Planner = Callable[[Any, Form], Plan]
_ROWS = {row.sympy if isinstance(row.sympy, str) else name: name for name, row in FUNCTIONS.items()}
_SIGNS = {
    "StrictLessThan": "<",
    "LessThan": "≤",
    "Equality": "=",
    "Unequality": "≠",
    "GreaterThan": "≥",
    "StrictGreaterThan": ">",
}


def from_sympy(expression: Any) -> Tree:
    """Return a SymPy expression as a tree, in the order in which SymPy prints it.

    Raises UnknownFunction for a function that is not in the table, and ReadError for what is not a real formula
    (infinities, the imaginary unit, matrices) or has two different symbols of one name.
    """
    import sympy

    try:
        read = sympy.sympify(expression, strict=True)
        return built(read, Form(printed=not _is_deep(read)))
    except sympy.SympifyError:
        raise ReadError(f"a {type(expression).__name__} is not a SymPy expression") from None
    except RecursionError:
        raise TooLarge("this SymPy expression is nested too deeply to be read", hint="its text can be read at any depth") from None


def _is_deep(expression: Any) -> bool:
    """Return whether an expression is nested more deeply than SymPy's own ordering of terms bears."""
    level = [expression]
    for _ in range(ORDERED_DEPTH):
        level = list({id(arg): arg for item in level for arg in item.args}.values())
        if not level:
            return False
    return True


def built(expression: Any, form: Form) -> Tree:
    """Return the tree of an expression in a form, walking it with a stack."""
    done: dict[Any, Tree] = {}
    stack: list[tuple[Any, Plan | None]] = [(expression, None)]
    while stack:
        item, plan = stack.pop()
        if plan is not None:
            needs, build = plan
            done[item] = build([done[need] for need in needs])
        elif item not in done:
            plan = _plan(item, form)
            stack.append((item, plan))
            stack.extend((need, None) for need in plan[0])
    return done[expression]


def _plan(item: Any, form: Form) -> Plan:
    """Return how one node is taken apart: by the name of its class, else by its nature."""
    planner = _BY_CLASS.get(type(item).__name__) or next((planner for nature, planner in _BY_NATURE if getattr(item, nature)), None)
    if planner is None:
        raise ReadError(f"'{item}' cannot be read from SymPy", hint="sums, products, powers, functions and real numbers can")
    return planner(item, form)


def _leaf(tree: Tree) -> Plan:
    return (), lambda _: tree


def _name(item: Any, form: Form) -> Plan:
    name = canonical(item.name)
    if not item.is_commutative:
        raise ReadError(f"'{name}' does not commute", hint="chainrule differentiates by real quantities")
    form.claim(name, item)
    return _leaf(symbol(name))


def _numeral(item: Any, form: Form) -> Plan:
    return _leaf(_exact(item, form))


def _exact(item: Any, form: Form) -> Tree:
    """Return a number of SymPy's exactly; a Float by the digits that it prints."""
    if item.is_Integer:
        return number(int(item))
    if item.is_Rational:
        fraction = _decimal(item) if form.decimals else None
        if fraction is not None:
            return number(fraction)
        quotient = div(number(abs(item.p)), number(item.q))
        return neg(quotient) if item.p < 0 else quotient
    if item.is_Float and item.is_finite:
        return number(Decimal(format(Decimal(str(item)).normalize(), "f")))
    raise ReadError(f"'{item}' is not a real number")


def _constant(item: Any, form: Form) -> Plan:
    """Return e or π, where no symbol has that name."""
    constant = {"Exp1": E, "Pi": PI}.get(type(item).__name__)
    if constant is None:
        raise ReadError(f"the constant '{item}' is not read", hint="put its value in")
    for name in ("pi", "π") if constant is PI else ("e",):
        form.claim(name, item)
    return _leaf(constant)


def _decimal(item: Any) -> Decimal | None:
    """Return a fraction that ends as a decimal, exactly; None for any other and for a long one."""
    try:
        return Context(prec=DECIMAL_DIGITS, traps=[Inexact]).divide(Decimal(item.p), Decimal(item.q))
    except Inexact:
        return None


def _ordered(item: Any, form: Form) -> list[Any]:
    """Return the terms or factors in the order they are shown: by rank, else as SymPy prints them."""
    shown = item.args if not form.printed else item.as_ordered_terms() if item.is_Add else item.as_ordered_factors()
    if len(shown) != len(item.args):  # printing may split a factor that is a unit
        shown = item.args
    rank = form.rank
    return sorted(shown, key=lambda part: rank(item, part)) if rank else list(shown)


def _terms(item: Any, form: Form) -> Plan:
    terms = _ordered(item, form)
    if terms[0].could_extract_minus_sign() and item not in form.as_written:  # a − b reads better than −b + a
        first = next((place for place, term in enumerate(terms) if not term.could_extract_minus_sign()), 0)
        terms.insert(0, terms.pop(first))
    return terms, lambda args: add(*args)


def _factors(item: Any, form: Form) -> Plan:
    """Return a product as a fraction: factors with a negative exponent below, the sign in front."""
    import sympy

    above, below, signs = [], [], 0
    for signed in _ordered(item, form):
        negative = bool(signed.is_Number and signed.is_extended_negative)
        factor = -signed if negative else signed
        signs += negative
        if factor.is_Integer or (factor.is_Rational and not (form.decimals and _decimal(factor))):
            above += [sympy.Integer(factor.p)] * (factor.p != 1)
            below += [sympy.Integer(factor.q)] * (factor.q != 1)
        elif factor.is_Pow and factor.exp.is_Rational and factor.exp.p < 0:
            below.append(factor.base if factor.exp == -1 else sympy.Pow(factor.base, -factor.exp, evaluate=False))
        else:
            above.append(factor)

    def build(args: list[Tree]) -> Tree:
        top, bottom = _times(args[: len(above)]), _times(args[len(above) :])
        quotient = div(top, bottom) if below else top
        return neg(quotient) if signs % 2 else quotient

    return [*above, *below], build


def _times(factors: list[Tree]) -> Tree:
    return mul(*factors) if len(factors) > 1 else factors[0] if factors else ONE


def _base_and_exponent(item: Any, _: Form) -> Plan:
    base, exponent = item.args
    if not exponent.is_Rational or (exponent.is_Integer and exponent.p > 0):
        return (base, exponent), lambda args: power(*args)
    top, bottom = abs(exponent.p), exponent.q

    def build(args: list[Tree]) -> Tree:
        raised = call("sqrt", args[0]) if (top, bottom) == (1, 2) else power(args[0], div(number(top), number(bottom)))
        whole = raised if bottom != 1 else args[0] if top == 1 else power(args[0], number(top))
        return div(ONE, whole) if exponent.p < 0 else whole

    return (base,), build


def _function(item: Any, form: Form) -> Plan:
    """Return a function of the table by its name in SymPy, or an unspecified one."""
    kind = type(item).__name__
    if kind == "exp" and form.powers_of_e:
        return item.args, lambda args: power(E, *args)
    if kind == "Heaviside":
        return item.args[:1], lambda args: call("step", *args)
    if item.is_Function and not _is_unspecified(item):
        row = FUNCTIONS.get(_ROWS.get(kind, ""))
        if row is None or not row.arity[0] <= len(item.args) <= row.arity[1]:
            raise UnknownFunction(f"SymPy's '{kind}' is not in the table of functions", hint="a function without a rule is not passed on silently")
        return item.args, lambda args: call(row.name, *args)
    if kind in FUNCTIONS:
        return item.args, lambda args: call(kind, *args)
    name = canonical(kind)
    return item.args, lambda args: node("apply", (name, (0,) * len(args)), tuple(args))


def _is_unspecified(item: Any) -> bool:
    from sympy.core.function import AppliedUndef

    return isinstance(item, AppliedUndef)


def _derived(item: Any, _: Form) -> Plan:
    """Return the derivative of an unspecified function by its arguments, at a point where it is a Subs."""
    inner, values = (item.args[0], dict(zip(item.args[1], item.args[2], strict=True))) if type(item).__name__ == "Subs" else (item, {})
    function = inner.args[0]
    if type(inner).__name__ != "Derivative" or not _is_unspecified(function):
        raise ReadError(f"'{item}' cannot be read from SymPy", hint="call doit() on it first")
    counts = dict(inner.variable_count)
    if (
        not set(counts) <= set(function.args)
        or len(set(function.args)) < len(function.args)
        or any(arg.has(*counts) for arg in function.args if arg not in counts)
    ):
        raise ReadError(f"'{item}' is not a derivative by the function's own arguments", hint="call doit() on it first")
    orders = tuple(int(counts.get(arg, 0)) for arg in function.args)
    name = canonical(type(function).__name__)
    return [values.get(arg, arg) for arg in function.args], lambda args: node("apply", (name, orders), tuple(args))


def _compared(item: Any, _: Form) -> Plan:
    return item.args, lambda args: relation(_SIGNS[type(item).__name__], *args)


def _together(item: Any, _: Form) -> Plan:
    return item.args, lambda args: logic(type(item).__name__.lower(), *args)


def _in_pieces(item: Any, _: Form) -> Plan:
    """Return a Piecewise: values and their conditions by turns, the last value without one where it is for all else."""
    parts = [part for pair in item.args for part in pair.args]
    return parts[:-1] if parts[-1] == True else parts, lambda args: pieces(*args)  # noqa: E712  # SymPy's true is not Python's


def _indexed(item: Any, _: Form) -> Plan:
    return _leaf(symbol(canonical(with_index(canonical(str(item.base.label)), ",".join(map(str, item.indices))))))


def _series(item: Any, _: Form) -> Plan:
    """Return Σ over one index from one number to another."""
    if len(item.limits) != 1 or len(item.limits[0]) != 3:
        raise ReadError(f"'{item}' is not a sum over one index", hint="call doit() on it first")
    index, low, high = item.limits[0]
    return (item.function, low, high), lambda args: node("sum", canonical(index.name), tuple(args))


def _integral(item: Any, _: Form) -> Plan:
    """Return ∫ over one variable from one limit to another."""
    if len(item.limits) != 1 or len(item.limits[0]) != 3:
        raise ReadError(f"'{item}' is not an integral over one variable with limits", hint="chainrule differentiates; it does not integrate")
    variable, *limits = item.limits[0]
    ends = [_infinity(limit) for limit in limits]
    finite = [limit for limit, end in zip(limits, ends, strict=True) if end is None]

    def build(args: Sequence[Tree]) -> Tree:
        rest = iter(args[1:])
        return integral(canonical(variable.name), args[0], *[next(rest) if end is None else end for end in ends])

    return (item.function, *finite), build


def _infinity(limit: Any) -> Tree | None:
    """Return ∞ or −∞ as a limit of an integral, None for another one."""
    return None if not limit.is_infinite else INFINITY if limit.is_extended_positive else -INFINITY if limit.is_extended_negative else None


_BY_CLASS: dict[str, Planner] = {
    "Derivative": _derived,
    "Subs": _derived,
    "Indexed": _indexed,
    "Sum": _series,
    "Integral": _integral,
    "UnevaluatedExpr": lambda item, _: (item.args, lambda args: args[0]),
    "Piecewise": _in_pieces,
    **dict.fromkeys(("And", "Or"), _together),
    **dict.fromkeys(_SIGNS, _compared),
}
_BY_NATURE: tuple[tuple[str, Planner], ...] = (
    ("is_Symbol", _name),
    ("is_NumberSymbol", _constant),
    ("is_Number", _numeral),
    ("is_Add", _terms),
    ("is_Mul", _factors),
    ("is_Pow", _base_and_exponent),
    ("is_Function", _function),
)
