"""Functions, unspecified functions, sums over an index and derivatives, as the parser meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainrule.errors import UnknownFunction
from chainrule.syntax import joining, refusals
from chainrule.syntax.levels import FUNCTION, NOTHING, SERIES
from chainrule.syntax.vocabulary import FUNCTION_LETTERS, GREEK_WORDS, Head
from chainrule.tree import Tree, apply, call, div, neg, node, power
from chainrule.tree import derivative as derivative_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.syntax.parser import Frame, Parser

_STARTS = frozenset(("number", "name", "constant", "function", "bar", "root", "open", "sum"))


def start_function(parser: Parser) -> None:
    """Take a known function's name, and its exponent, base or primes where they follow."""
    head, place = parser.values[parser.index], parser.index
    parser.index += 1
    match parser.tokens.kind(parser.index):
        case "^":
            _exponent(parser, head, place)
        case "_":
            _base(parser, head, place)
        case "prime":
            continue_function(parser, head, _primes(parser), place)
        case _:
            continue_function(parser, head, None, place)


def _exponent(parser: Parser, head: Head, place: int) -> None:
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
        continue_function(parser, head, neg(exponent) if negative else exponent, place)
    else:
        raise parser.tokens.error(f"the exponent of {head.spelled} is missing", place, parser.index, hint=f"write {head.spelled}^2(x)")


def _base(parser: Parser, head: Head, place: int) -> None:
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


def _with_base(parser: Parser, head: Head, base: Tree, place: int) -> None:
    head = Head("logb", (base,), parser.tokens.source(place, parser.index - 1))
    if parser.tokens.kind(parser.index) == "^":
        _exponent(parser, head, place)
    else:
        continue_function(parser, head, None, place)


def _primes(parser: Parser) -> int:
    """Take primes and return how many."""
    count = 0
    while parser.tokens.kind(parser.index) == "prime":
        count += parser.values[parser.index]
        parser.index += 1
    return count


def continue_function(parser: Parser, head: Head, exponent: Any, place: int) -> None:
    """Take what follows a function: its brackets, or its argument without brackets."""
    kind = parser.tokens.kind(parser.index)
    if kind == "open" and parser.values[parser.index][1] is None:
        parser.open_frame(parser.values[parser.index][0], ("call", head, exponent), place)
        return
    signed = kind == "-" and joining.signed_argument(parser, head, place)
    if not signed and kind not in _STARTS:
        raise refusals.without_argument(parser, head.spelled, place)
    parser.nest()
    parser.operators.append((FUNCTION, "", place, (head, exponent, parser.function)))
    parser.function, parser.taken = len(parser.operators) - 1, NOTHING
    parser.expecting = True


def applied_name(parser: Parser) -> str | None:
    tokens, place = parser.tokens, parser.index - 1
    if parser.starts[-1] != place or tokens.kind(place) != "name" or tokens.values[parser.index][1] is not None or tokens.values[parser.index][0] == "}":
        return None
    name = tokens.values[place][1]
    close, commas = tokens.brackets().get(parser.index, (len(tokens.kinds), 0))
    return name if commas or _applies(parser, name, close) else None


def applied_power(parser: Parser) -> bool:
    """Take f^2(x) as (f(x))^2 and f^(2)(x) as f″(x), up to the bracket, for the letters of functions; return whether it did."""
    tokens, caret = parser.tokens, parser.index
    name = tokens.values[caret - 1][1] if tokens.kind(caret - 1) == "name" and parser.starts[-1] == caret - 1 else None
    if name is None or not (name in parser.scope.functions or _is_function_letter(parser, name)):
        return False
    after = caret + 1
    while tokens.kind(after) == "open":
        after += 1
    numbers = []
    while tokens.kind(after) == "number":
        numbers.append(tokens.values[after])
        after += 2 if tokens.kind(after + 1) == "comma" else 1
    marked = any(tokens.kind(place) == "open" and tokens.values[place][0] in (")", "]") for place in range(caret + 1, after))
    while tokens.kind(after) == "close":
        after += 1
    if not numbers or tokens.kind(after) != "open" or not all(isinstance(number[1], int) for number in numbers) or not (marked or len(numbers) == 1):
        return False
    rule, orders, power = ("derivative order", tuple(number[1] for number in numbers), None) if marked else ("power of function", None, numbers[0])
    written = tokens.source(caret - 1, after - 1)
    taken, other = (f"a derivative of {name}", f"{name}(…)^{numbers[0][1]}") if marked else (f"{name}(…)^{numbers[0][1]}", f"{name}({name}(…))")
    parser.scope.readings.add(rule, tokens.starts[caret - 1], tokens.starts[caret - 1] + len(written), taken, other)
    parser.closed()
    parser.index = after
    parser.open_frame(tokens.values[after][0], ("apply", name, orders, power), caret - 1)
    return True


def _is_function_letter(parser: Parser, name: str) -> bool:
    """Return whether a name is a letter for functions that has no other use here."""
    scope = parser.scope
    return name in FUNCTION_LETTERS and name not in scope.names and name not in scope.asked and name not in scope.alone


def _applies(parser: Parser, name: str, close: int) -> bool:
    """Return whether a name before a bracket with one argument is a function; say so where it could be a factor."""
    scope, tokens, place = parser.scope, parser.tokens, parser.index
    if name in scope.functions or name == scope.own:
        return True
    start, end = tokens.starts[place - 1], tokens.ends[min(close, len(tokens.ends) - 1)]
    inside = tokens.source(place + 1, close - 1) if place + 1 < close < len(tokens.kinds) else ""
    single = close == place + 2 and tokens.kind(place + 1) == "name"
    free = name not in scope.names and name not in scope.asked and name not in scope.alone
    if name in FUNCTION_LETTERS and free:
        return True
    if single and tokens.values[place + 1][1] in scope.asked and free and inside != name:
        scope.readings.add("function or product", start, end, f"a function of {inside}", f"{name}*{inside}")
        return True
    if tokens.values[place][0] == "]" and tokens.touches(place) and tokens.kind(place + 1) in ("number", "name") and close == place + 2:
        scope.readings.add("index in brackets", start, end, f"{name}*{inside}", f"{name}_{inside}")
    elif free and name.isalpha() and len(name) > 3 and name not in GREEK_WORDS:
        raise tokens.error(f"unknown function '{name}'", place - 1, hint="write * for a product", kind=UnknownFunction)
    elif name in FUNCTION_LETTERS or single:
        scope.readings.add("product or function", start, end, f"{name}*({inside})", "f(x), with a letter that has no other use")
    return False


def prime(parser: Parser) -> None:
    """Take primes after a name: a derivative of an unspecified function, which brackets must follow."""
    place = parser.index - 1
    if parser.tokens.kind(place) != "name":
        raise refusals.unexpected(parser)
    name = parser.values[place][1]
    count = _primes(parser)
    if parser.tokens.kind(parser.index) != "open":
        raise parser.tokens.error(
            f"the derivative {name}′ has no place inside an expression",
            place,
            parser.index - 1,
            hint=f"write {name}'(x), or ask for the derivative by d{name}/dx",
        )
    parser.closed()
    parser.open_frame(parser.values[parser.index][0], ("apply", name, (count,), None), place)


def derivative(parser: Parser) -> None:
    """Take a derivative of a name inside an expression: ∂J/∂ŷ of an unspecified J, or dh/du as it stands."""
    sign, of, wrt = parser.values[parser.index]
    place = parser.index
    if not of:
        raise parser.tokens.error("a derivative inside an expression needs a name above", place, hint="ask for one derivative at a time: d/dx (…)")
    parser.index += 1
    arguments = parser.scope.unspecified.get(of, ())
    if arguments and set(wrt) <= set(arguments):
        orders = tuple(wrt.count(argument) for argument in arguments)
        parser.push(apply(of, tuple(node("symbol", argument) for argument in arguments), orders), place)
    else:
        parser.push(derivative_tree(of, *wrt, sign=sign), place)


# Sums over an index


def start_series(parser: Parser) -> None:
    """Take Σ with its limits below and above, or in brackets; what follows is summed."""
    place, tokens = parser.index, parser.tokens
    index: str = ""
    low: Tree | None = None
    high: Tree | None = None
    parser.index += 1
    if tokens.kind(parser.index) == "open":
        parser.open_frame(parser.values[parser.index][0], "sum", place)
        return
    if tokens.kind(parser.index) == "_" and tokens.kind(parser.index + 1) == "open":
        index, low, _ = _limits(parser, parser.index + 2)
        if tokens.kind(parser.index) == "^":
            high = _limit(parser)
    if low is None or high is None:
        raise tokens.error("a sum needs an index and its limits", place, parser.index, hint="write sum((obs_i - pred_i)^2, i=1..3) or Σ_{i=1}^{3} …")
    parser.nest()
    parser.operators.append((SERIES, "", place, (index, low, high)))
    parser.expecting = True


def limits_of_sum(parser: Parser) -> None:
    """Take i=1..3 as the last argument of sum(…), where it stands there."""
    if [parser.tokens.kind(parser.index), parser.tokens.kind(parser.index + 1)] != ["name", "="]:
        return
    index, low, high = _limits(parser, parser.index)
    if high is None:
        raise parser.tokens.error("the sum has no upper limit", parser.index - 1, hint="write i=1..3")
    parser.index -= 1  # the bracket closes as any other
    frame = parser.frames[-1]
    parser.push(high, parser.index - 1)
    frame.args += [node("symbol", index), low]


def _limits(parser: Parser, first: int) -> tuple[str, Tree, Tree | None]:
    """Take index = low, and .. high where it follows, up to a closing bracket or the end of the arguments."""
    tokens, values = parser.tokens, parser.values
    dotted = tokens.kind(first + 3) == ".."
    last = first + 5 if dotted else first + 3
    kinds = [tokens.kind(place) for place in range(first, last + 1)]
    if kinds[:3] not in (["name", "=", "number"], ["name", "=", "name"]) or (dotted and kinds[4] not in ("number", "name")) or kinds[-1] != "close":
        raise tokens.error("the limits of a sum are an index, = and a number", first, max(first, last - 1), hint="write i=1..3")
    parser.index = last + 1
    return values[first][1], values[first + 2], values[first + 4] if dotted else None


def _limit(parser: Parser) -> Tree:
    """Take the upper limit after ^: one item, or one in braces."""
    tokens, place = parser.tokens, parser.index + 1
    braced = tokens.kind(place) == "open"
    place += braced
    if tokens.kind(place) not in ("number", "name") or (braced and tokens.kind(place + 1) != "close"):
        raise tokens.error("the upper limit of a sum is a number or a name", place, hint="write Σ_{i=1}^{3}")
    parser.index = place + 1 + braced
    return parser.values[place]  # type: ignore[no-any-return]


# What brackets build when they close


def _call(parser: Parser, frame: Frame) -> None:
    _, head, exponent = frame.build
    parser.apply_head(head, exponent, tuple(frame.args), frame.index)


def _apply(parser: Parser, frame: Frame) -> None:
    _, name, orders, exponent = frame.build
    orders = orders or (0,) * len(frame.args)
    if len(orders) != len(frame.args):
        raise parser.tokens.error(f"a derivative without its variable: {name} has {len(frame.args)} arguments", frame.index, hint="write ∂J/∂ŷ")
    tree = apply(name, tuple(frame.args), orders)
    parser.push(power(tree, exponent) if exponent else tree, frame.index)


def _after_exponent(parser: Parser, frame: Frame) -> None:
    _, head, place, negative = frame.build
    parser.expecting = True
    continue_function(parser, head, neg(frame.args[0]) if negative else frame.args[0], place)


def _after_base(parser: Parser, frame: Frame) -> None:
    _, head, place = frame.build
    parser.expecting = True
    _with_base(parser, head, frame.args[0], place)


def _over(parser: Parser, frame: Frame) -> None:
    if len(frame.args) != 2:
        raise parser.tokens.error(r"two \over in one group", frame.index, hint=r"write \frac{…}{…}")
    frame.args, frame.build = [div(*frame.args)], frame.build[1]
    if frame.build is None:
        parser.push(frame.args[0], frame.index)
    else:
        BUILD[frame.build if isinstance(frame.build, str) else frame.build[0]](parser, frame)


def _sum_of(parser: Parser, frame: Frame) -> None:
    """Build sum(body, i, low, high)."""
    args = frame.args
    if len(args) != 4 or args[1][0] != "symbol":
        raise parser.tokens.error("a sum needs an index and its limits", frame.index, parser.index - 1, hint="write sum((obs_i - pred_i)^2, i=1..3)")
    parser.push(node("sum", args[1][1], (args[0], args[2], args[3])), frame.index)


BUILD: dict[str, Callable[[Parser, Frame], None]] = {
    "call": _call,
    "apply": _apply,
    "exponent": _after_exponent,
    "base": _after_base,
    "over": _over,
    "sum": _sum_of,
    "abs": lambda parser, frame: parser.push(call("abs", frame.args[0]), frame.index),
    "sqrt": lambda parser, frame: parser.push(call("sqrt", frame.args[0]), frame.index),
    "frac": lambda parser, frame: parser.push(div(*frame.args), frame.index),
    "rooted": lambda parser, frame: parser.push(call("root", frame.args[1], frame.args[0]), frame.index),
}
