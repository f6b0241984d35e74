"""A thousand textbook problems: from text to a verified derivation and its LaTeX, and SymPy without verification beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from time import perf_counter

from tests.benchmarks.measure import Figure

COUNT = 1_000

# A template takes three small numbers; every problem can be read by both.
TEMPLATES = (
    "log({a} + {b}*cos({c}*x))",
    "({a}*x**2 + {b}*x + {c})**{n}",
    "sin({a}*x + {b})**{n}",
    "exp(-{a}*x**2 + {b})/{c}",
    "sqrt({a} + {b}*x**{n})",
    "x**{n}*exp({a}*x)*sin({b}*x)",
    "({a}*x + {b})/(x**2 + {c})",
    "tan({a}*x)/({b} + x**{n})",
    "cos(sin({a}*x**{n} + {b}))",
    "log(x**2 + {a})*atan({b}*x)",
    "({a} + exp(-{b}*x))**(-{n})",
    "sinh({a}*x)*cosh({b}*x) + {c}*x",
    "sqrt(sin({a}*x) + {b} + {c})",
    "exp(sin({a}*x))*cos({b}*x)**{n}",
    "log(sqrt({a}*x**2 + {b}) + {c})",
    "asin(x/({a} + {b} + {c}))",
    "1/(1 + exp(-({a}*x + {b})))",
    "(x**{n} + {a})**3*({b}*x - {c})**2",
    "{a}**x*x**{n}",
    "atan(exp({a}*x) + {b})",
)


def problems(count: int) -> list[str]:
    """Return different problems, the templates taking turns."""
    numbers = list(product((2, 3, 5, 7, 10, 12), (1, 4, 6), (8, 9, 11), (2, 3, 4)))
    every = (template.format(a=a, b=b, c=c, n=n) for a, b, c, n in numbers for template in TEMPLATES)
    return list(dict.fromkeys(every))[:count]


def figures() -> Iterator[Figure]:
    """Yield the time and its ratio to SymPy's."""
    import chainrule

    texts = problems(COUNT)
    chainrule.derive(texts[0])
    started = perf_counter()
    derivations = [chainrule.derive(text) for text in texts]
    for derivation in derivations:
        _ = derivation["x"].tidy.latex
    ours = perf_counter() - started
    theirs = _sympy(texts)
    yield Figure(f"{len(texts):,} textbook problems, text to verified derivation and LaTeX", ours, "s")
    yield Figure("faster than SymPy's parse_expr, diff and latex", theirs / ours, "×", at_least=20)


def _sympy(texts: list[str]) -> float:
    from sympy import Symbol, diff, latex
    from sympy.parsing.sympy_parser import parse_expr

    x = Symbol("x")
    latex(diff(parse_expr(texts[0]), x))
    started = perf_counter()
    for text in texts:
        latex(diff(parse_expr(text), x))
    return perf_counter() - started
