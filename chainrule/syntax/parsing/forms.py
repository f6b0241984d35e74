"""Functions, unspecified functions and derivatives, as the parser meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainrule.errors import LimitExceeded, UnknownFunction
from chainrule.syntax.parsing import integrals, joining, open_arguments, refusals, series
from chainrule.syntax.parsing.heads import UNDOUBTED, apply_head
from chainrule.syntax.parsing.levels import FUNCTION, NOTHING
from chainrule.syntax.parsing.products import LONG, is_function_letter, is_gain, is_long, is_needless, is_only_applied
from chainrule.syntax.vocabulary import FUNCTION_LETTERS, GREEK_WORDS, OF_MATRICES, VARIABLES, Head, logarithm
from chainrule.tree import Tree, apply, call, div, names, neg, node, power
from chainrule.tree import derivative as derivative_tree
from chainrule.vectors.kinds import TRANSPOSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.syntax.parsing.stacks import Frame, Stacks

_ROUND = (")", None)  # the value of an opening bracket of most functions
_STARTS = frozenset(("number", "name", "constant", "function", "bar", "root", "open", "sum"))


def start_function(parser: Stacks) -> None:
    """Take a known function's name, and its exponent, base or primes where they follow."""
    place = parser.index
    head = parser.values[place]
    parser.index = after = place + 1
    kind = parser.kinds[after] if after < len(parser.kinds) else ""
    if kind == "open" and parser.values[after] == _ROUND and head[2] != "root":
        parser.open_frame(")", ("call", head, None), place)
    elif kind in _STARTS:
        continue_function(parser, head, None, place)
    elif kind == "^":
        _exponent(parser, head, place)
    elif kind == "_":
        _base(parser, head, place)
    else:
        continue_function(parser, head, _primes(parser) if kind == "prime" else None, place)


def _exponent(parser: Stacks, head: Head, place: int) -> None:
    """Take the exponent after a function's name: a number, a name, a sign and one of them, or anything in brackets."""
    parser.index += 1
    negative = parser.tokens.kind(parser.index) == "-"
    parser.index += negative
    kind = parser.tokens.kind(parser.index)
    if kind == "open" and parser.values[parser.index][1] is None:
        parser.open_frame(parser.values[parser.index][0], ("exponent", head, place, negative), parser.index)
    elif kind in ("number", "name", "constant"):
        exponent = parser.values[parser.index]
        parser.index += 1
        joining.note_digits(parser, head)
        continue_function(parser, head, neg(exponent) if negative else exponent, place)
    else:
        raise parser.tokens.error(f"the exponent of {head.spelled} is missing", place, parser.index, hint=f"write {head.spelled}^2(x)")


def _base(parser: Stacks, head: Head, place: int) -> None:
    r"""Take the base after \log_."""
    if head.name != "log":
        raise parser.tokens.error(f"{head.spelled} has no index", place, parser.index, hint=f"write {head.spelled}(x)")
    parser.index += 1
    kind = parser.tokens.kind(parser.index)
    if kind == "open" and parser.values[parser.index][1] is None:
        parser.open_frame(parser.values[parser.index][0], ("base", head, place), parser.index)
    elif kind in ("number", "name", "constant"):
        parser.index += 1
        _with_base(parser, head, parser.values[parser.index - 1], place)
    else:
        raise parser.tokens.error("the base of the logarithm is missing", place, parser.index, hint="write log_2(x)")


def _with_base(parser: Stacks, head: Head, base: Tree, place: int) -> None:
    head = logarithm(base, parser.tokens.source(place, parser.index - 1))
    if parser.tokens.kind(parser.index) == "^":
        _exponent(parser, head, place)
    else:
        continue_function(parser, head, None, place)


def _primes(parser: Stacks) -> int:
    """Take primes and return how many."""
    count = 0
    while parser.tokens.kind(parser.index) == "prime":
        count += parser.values[parser.index]
        parser.index += 1
    return count


def continue_function(parser: Stacks, head: Head, exponent: Any, place: int) -> None:
    """Take what follows a function: its brackets, or its argument without brackets."""
    index = parser.index
    kind = parser.kinds[index] if index < len(parser.kinds) else ""
    if exponent.__class__ is Tree and head.name == "exp" and _is_exponential(parser, exponent, kind):
        tokens, raised = parser.tokens, parser.tokens.source(place + 2, index - 1)
        parser.scope.readings.add("power of exp", tokens.starts[place], tokens.ends[index - 1], f"e^{raised}", f"(…)^{raised} for a power of exp(…)")
        parser.push(call("exp", exponent), place)
        return
    if kind == "open":
        closer, build = parser.values[index]
        if build is None:
            indexed = INDEXED.get(head.spelled) if (closer == "]" or head.spelled == "root") and exponent is None and _is_degree(parser, head) else None
            parser.open_frame(closer, (indexed, head, place) if indexed else ("call", head, exponent), place)
            return
    signed = kind == "-" and open_arguments.signed_argument(parser, head, place)
    if not signed and kind not in _STARTS:
        raise refusals.without_argument(parser, head.spelled, place)
    parser.nest()
    parser.operators.append((FUNCTION, "", place, (head, exponent, parser.function, parser.index)))
    parser.function, parser.taken = len(parser.operators) - 1, NOTHING
    parser.expecting = True


def _is_exponential(parser: Stacks, exponent: Tree, after: str) -> bool:
    """Return whether exp^(2x) is a power of e, and no power of what exp would be applied to next: exp^2(x), exp^y(z)."""
    number = exponent[0] == "number" or (exponent[0] == "neg" and exponent[2][0][0] == "number")
    return after not in _STARTS or not (number or (after == "open" and parser.tokens.kind(parser.index - 1) != "close"))


INDEXED = {"sqrt": "degree", "root": "degree", "log": "base"}  # functions that may have a number in square brackets: sqrt[3](x), log[2](x)


def _is_degree(parser: Stacks, head: Head) -> bool:
    """Return whether brackets hold the degree of a root or the base of a logarithm: sqrt[3]{x}, log[2](x), root(3)(x) as AsciiMath has it."""
    tokens, opening = parser.tokens, parser.index
    after = tokens.brackets().get(opening, (opening, 0))[0] + 1
    if tokens.kind(after) != "open" or not tokens.touches(after):
        return False
    number = tokens.kind(opening + 1) == "number" and after == opening + 3
    return (head.name == "sqrt" and tokens.values[after][0] == "}") or (number and tokens.source(opening - 1, opening - 1) == head.spelled)


def _after_degree(parser: Stacks, frame: Frame) -> None:
    parser.expecting = True
    if frame.closer == ")":
        joining.note_degree_apart(parser, frame.index, frame.args[0])
    continue_function(parser, Head("root", (frame.args[0],), "root"), None, frame.build[2])


def applied_name(parser: Stacks) -> str | None:
    tokens, place = parser.tokens, parser.index - 1
    if parser.starts[-1] != place or tokens.kind(place) != "name" or tokens.values[parser.index][1] is not None or tokens.values[parser.index][0] == "}":
        return None
    name = tokens.values[place][1]
    close, commas = tokens.brackets().get(parser.index, (len(tokens.kinds), 0))
    if commas and name in parser.scope.asked and name not in parser.scope.functions:  # e^t (cos t, sin t)
        return None
    return name if commas or _applies(parser, name, close) else None


def may_be_point(parser: Stacks, opening: int, parts: tuple[Tree, ...]) -> bool:
    """Return whether what a bracket lists may be a point or data, and no vector: x^2 (2, 4), (1, 2) alone. Raises ReadError for 3(2,5x)."""
    tokens = parser.tokens
    for at in (place for place in range(opening, parser.index) if tokens.kinds[place] == "comma"):
        if tokens.kinds[at - 1] == tokens.kind(at + 1) == "number" and tokens.touches(at) and tokens.touches(at + 1):
            raise tokens.error("a comma stands between digits", at - 1, at + 1, hint=SPACED)
    if tokens.has("compare"):
        return True
    if all(part[0] in ("number", "neg") and not names(part) for part in parts):
        whole = opening == 0 and parser.index == len(parser.kinds)
        return whole or not (parser.scope.listed or opening == 0 or tokens.kinds[opening - 1] in _SIGNS)
    return all(part[0] in ("symbol", "constant", "vector") for part in parts)


HIGHEST_ORDER = 100  # of a derivative that is written as f^(n)(x)
SPACED = "write a space behind each comma between components, and a decimal with a point: 0.5"
_SIGNS = ("+", "-", "*", "open")  # before a vector of numbers


def applied_power(parser: Stacks) -> bool:
    """After a name, take f^2(x) as (f(x))^2 and f^(2)(x) as f″(x), up to the bracket, for the letters of functions; return whether it did."""
    tokens, caret = parser.tokens, parser.index
    if parser.starts[-1] != caret - 1:
        return False
    name = tokens.values[caret - 1][1]
    if _is_transpose(parser, caret) or (name not in parser.scope.functions and not _is_function_letter(parser, name)):
        return False
    after = caret + 1
    while tokens.kind(after) == "open":
        after += 1
    orders: list[Tree] = []
    while tokens.kind(after) == "number" or (tokens.kind(after) == "name" and not orders):
        orders.append(tokens.values[after])
        after += 2 if tokens.kind(after + 1) == "comma" else 1
    marked = any(tokens.kind(place) == "open" and tokens.values[place][0] in (")", "]") for place in range(caret + 1, after))
    while tokens.kind(after) == "close":
        after += 1
    if not orders or tokens.kind(after) != "open" or not (marked or len(orders) == 1):
        _check_unapplied(parser, name)
        return False
    if marked and not all(isinstance(order[1], int) for order in orders):
        raise tokens.error("the order of a derivative is a number", caret + 1, after - 1, hint=f"write {name}^(2)(x); write ({name}(x))^n for a power")
    if marked and max(order[1] for order in orders) > HIGHEST_ORDER:
        raise tokens.error("the order of this derivative is too high", caret + 1, after - 1, hint=f"the limit is {HIGHEST_ORDER}", kind=LimitExceeded)
    _note_applied_power(parser, caret, after, marked, len(orders) > 1)
    parser.closed()
    parser.index = after
    build = ("apply", name, tuple(order[1] for order in orders), None) if marked else ("apply", name, None, orders[0])
    parser.open_frame(tokens.values[after][0], build, caret - 1)
    return True


def _is_transpose(parser: Stacks, caret: int) -> bool:
    """Return whether T above a name is the sign of a transpose, in g^T (A x): what is in the brackets behind is more than a name."""
    tokens, braced = parser.tokens, parser.tokens.kind(caret + 1) == "open"
    place, after = caret + 1 + braced, caret + 2 + 2 * braced
    transpose = tokens.kind(place) == "name" and tokens.values[place] == TRANSPOSED and "T" not in parser.scope.names
    return transpose and tokens.kind(after) == "open" and tokens.closing(after) > after + 2


def _check_unapplied(parser: Stacks, name: str) -> None:
    """Refuse f^-1(x) and f^(1/2)(x): an exponent other than a number or a name between a function and its brackets."""
    tokens, caret = parser.tokens, parser.index
    after = joining.after_exponent(tokens, caret)
    if tokens.kind(after) == "open" and tokens.values[after][1] is None and after > caret + 2:
        hint = f"write 1/{name}(x) for the reciprocal, ({name}(x))^n for a power; the inverse of {name} needs a name of its own"
        raise tokens.error(f"the exponent of the function {name} is not read here", caret - 1, after - 1, hint=hint)


def _note_applied_power(parser: Stacks, caret: int, after: int, marked: bool, several: bool) -> None:
    """Say that f^2(x) is a power and f^(2)(x) a derivative; f^{(2)}(x), f⁽²⁾(x) and J^(0,1)(…) are nothing else."""
    tokens = parser.tokens
    name, exponent = tokens.source(caret - 1, caret - 1), tokens.source(caret + 1, after - 1)
    argument = tokens.source(after, tokens.brackets().get(after, (after, 0))[0])
    start, end = tokens.starts[caret - 1], tokens.ends[after - 1]
    if not marked:
        parser.scope.readings.add("power of function", start, end, f"({name}{argument})^{exponent}", f"{name}({name}{argument})")
    elif exponent[:1] in ("(", "[") and not several:
        parser.scope.readings.add("derivative order", start, end, f"a derivative of {name}", f"({name}{argument})^{exponent[1:-1]}")


def _is_function_letter(parser: Stacks, name: str) -> bool:
    """Return whether a name is a letter for functions, perhaps with an index, that has no other use here."""
    scope = parser.scope
    return name.partition("_")[0] in FUNCTION_LETTERS and name not in scope.names and name not in scope.asked and name not in scope.alone


def _applies(parser: Stacks, name: str, close: int) -> bool:
    """Return whether a name before a bracket with one argument is a function; say so where it could be a factor."""
    scope, tokens, place = parser.scope, parser.tokens, parser.index
    if name in scope.functions or name == scope.own:
        return True
    start, end = tokens.starts[place - 1], tokens.ends[min(close, len(tokens.ends) - 1)]
    inside = "" if place + 1 >= close or close >= len(tokens.kinds) else tokens.source(place + 1, close - 1) if close - place < LONG else "…"
    single = close == place + 2 and tokens.kind(place + 1) == "name"
    free = name not in scope.names and name not in scope.asked and name not in scope.alone
    of_applied = tokens.kind(place + 1) in ("name", "function") and tokens.brackets().get(place + 2, (0, 0))[0] == close - 1  # of G(z)
    of_function = of_applied and name.isupper() and tokens.touches(place) and is_function_letter(str(tokens.values[place + 1][1]))  # D(G(z))
    if name in scope.asked and (single or of_applied) and tokens.touches(place) and is_only_applied(tokens, name):
        raise tokens.error(f"the derivative by {name}({inside}) is asked for", place - 1, close, hint=f"give it a name: {name.lower()} = {name}({inside})")
    composed = free and (name in scope.usage.composed or of_function or (name in scope.unspecified and of_applied))
    if composed or (free and is_function_letter(name) and not is_gain(tokens, name, place, close)):
        said = name in scope.usage.composed if composed else not single
        if said and name not in FUNCTION_LETTERS and name not in scope.unspecified:
            scope.readings.add("function or product", start, end, f"a function of {inside}", f"{name}*{inside}" if single else f"{name}*({inside})")
        return True
    variable = tokens.values[place + 1][1] if single else ""
    of_variable = variable in scope.asked or (variable in VARIABLES and scope.usage.applied_to(name) == variable)
    if single and free and variable != name and (of_variable or name.partition("_")[2] in scope.asked):  # π_θ(a), by θ
        scope.readings.add("function or product", start, end, f"a function of {inside}", f"{name}*{inside}")
        return True
    if tokens.values[place][0] == "]" and tokens.touches(place) and tokens.kind(place + 1) in ("number", "name") and close == place + 2:
        scope.readings.add("index in brackets", start, end, f"{name}*{inside}", f"{name}_{inside}")
    elif free and name not in GREEK_WORDS and (name in OF_MATRICES or is_long(name) or (name.isalpha() and len(name) > 3)):
        raise tokens.error(f"unknown function '{name}'", place - 1, hint="write * for a product", kind=UnknownFunction)
    elif name in FUNCTION_LETTERS or single or (free and tokens.touches(place) and is_needless(tokens, place, close)):
        scope.readings.add("product or function", start, end, f"{name}*({inside})", f"f({inside})")
    return False


def prime(parser: Stacks) -> None:
    """Take primes after a name: a derivative of a function; brackets must follow, but for one that is defined with one argument."""
    place = parser.index - 1
    if parser.tokens.kind(place) != "name":
        raise refusals.unexpected(parser)
    name = parser.values[place][1]
    count = _primes(parser)
    if parser.tokens.kind(parser.index) != "open":
        parameters = parser.scope.functions.get(name, ()) or parser.scope.unspecified.get(name, ())
        if len(parameters) == 1 and parameters[0]:
            parser.closed()
            parser.push(apply(name, (node("symbol", parameters[0]),), (count,)), place)
            return
        raise parser.tokens.error(
            f"the derivative {name}′ has no place inside an expression",
            place,
            parser.index - 1,
            hint=f"write {name}'(x), or ask for the derivative by d{name}/dx",
        )
    parser.closed()
    parser.open_frame(parser.values[parser.index][0], ("apply", name, (count,), None), place)


def derivative(parser: Stacks) -> None:
    """Take a derivative of a name inside an expression: ∂J/∂ŷ of an unspecified J, or dh/du as it stands."""
    sign, of, wrt = parser.values[parser.index]
    place = parser.index
    if not of:
        raise parser.tokens.error("a derivative inside an expression needs a name above", place, hint="ask for one derivative at a time: d/dx (…)")
    parser.index += 1
    with_index = f"{of}_{wrt[0]}"
    if with_index in parser.scope.unspecified and not (of in parser.scope.unspecified or of in parser.scope.names):  # dπ/dθ of π_θ
        of = with_index
    arguments = parser.scope.unspecified.get(of, ())
    if arguments and set(wrt) <= set(arguments):
        orders = tuple(wrt.count(argument) for argument in arguments)
        parser.push(apply(of, tuple(node("symbol", argument) for argument in arguments), orders), place)
    else:
        parser.push(derivative_tree(of, *wrt, sign=sign), place)


# What brackets build when they close


def _call(parser: Stacks, frame: Frame) -> None:
    _, head, exponent = frame.build
    args = tuple(frame.args)
    if exponent is None and len(args) == 1 and head[0] in UNDOUBTED and not head[1]:
        parser.operands.append(Tree(("call", head[0], args)))
        parser.starts.append(frame.index)
        return
    if head.name == "log" and len(args) == 2:
        joining.note_comma(parser, frame.index + 1)
        if head.spelled == "Log" and frame.closer == "]":  # Log[b, x] of Mathematica
            args = args[::-1]
        elif args[0][0] == "number" and args[1][0] != "number":
            joining.note_base_behind(parser, frame.index, args[0])
    if head.name == "root" and len(args) == 2 and args[0][0] == "number" and args[1][0] != "number":
        joining.note_degree(parser, frame.index, args[0])
        args = args[::-1]
    apply_head(parser, head, exponent, args, frame.index)


def _apply(parser: Stacks, frame: Frame) -> None:
    _, name, orders, exponent = frame.build
    known = parser.scope.unspecified.get(name, ())
    if len(known) == len(frame.args) + 1 and known[-1] and name.endswith(f"_{known[-1]}"):  # π_θ(a, s), which depends on its index as well
        frame.args.append(node("symbol", known[-1]))
        orders = orders and (*orders, 0)
    orders = orders or (0,) * len(frame.args)
    if len(orders) != len(frame.args):
        raise parser.tokens.error(f"a derivative without its variable: {name} has {len(frame.args)} arguments", frame.index, hint="write ∂J/∂ŷ")
    tree = apply(name, tuple(frame.args), orders)
    parser.push(power(tree, exponent) if exponent else tree, frame.index)


def _after_exponent(parser: Stacks, frame: Frame) -> None:
    _, head, place, negative = frame.build
    parser.expecting = True
    continue_function(parser, head, neg(frame.args[0]) if negative else frame.args[0], place)


def _after_base(parser: Stacks, frame: Frame) -> None:
    _, head, place = frame.build
    parser.expecting = True
    _with_base(parser, head, frame.args[0], place)


def _over(parser: Stacks, frame: Frame) -> None:
    if len(frame.args) != 2:
        raise parser.tokens.error(r"two \over in one group", frame.index, hint=r"write \frac{…}{…}")
    frame.args, frame.build = [div(*frame.args)], frame.build[1]
    if frame.build is None:
        parser.push(frame.args[0], frame.index)
    else:
        BUILD[frame.build if isinstance(frame.build, str) else frame.build[0]](parser, frame)


BUILD: dict[str, Callable[[Stacks, Frame], None]] = {
    "call": _call,
    "apply": _apply,
    "exponent": _after_exponent,
    "base": _after_base,
    "degree": _after_degree,
    "over": _over,
    **dict.fromkeys(series.TOTALS, series.close_sum),
    "integral": integrals.close_integral,
    "integral called": integrals.close_integral,
    "abs": lambda parser, frame: parser.push(call("abs", frame.args[0]), frame.index),
    **dict.fromkeys(
        ("norm", "norm 2", "norm 1", "norm F", "tr", "det", "floor", "ceil"),
        lambda parser, frame: parser.push(call(str(frame.build), frame.args[0]), frame.index),
    ),
    "sqrt": lambda parser, frame: parser.push(call("sqrt", frame.args[0]), frame.index),
    "frac": lambda parser, frame: parser.push(div(*frame.args), frame.index),
    "rooted": lambda parser, frame: parser.push(call("root", frame.args[1], frame.args[0]), frame.index),
}
