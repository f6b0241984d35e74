"""Judging a hundred right and wrong answers, beside Math-Verify, and what it costs to explain the wrong ones."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import process_time

from tests.benchmarks.measure import Figure

PASSES = 3

# A problem, its derivative, right answers in another form, and wrong ones. Capital letters stand for numbers.
TEMPLATES = (
    (
        r"\sin^{N}(Ax+B)",
        r"Q\sin^{M}(Ax+B)\cos(Ax+B)",
        (r"Q\cos(Ax+B)\sin(Ax+B)^{M}", r"\frac{Q}{2}\sin^{L}(Ax+B)\sin(2(Ax+B))"),
        (r"N\sin^{M}(Ax+B)\cos(Ax+B)", r"-Q\sin^{M}(Ax+B)\cos(Ax+B)"),
    ),
    (
        r"\ln(B+\cos(Ax))",
        r"-\frac{A\sin(Ax)}{B+\cos(Ax)}",
        (r"\frac{A\sin(Ax)}{-B-\cos(Ax)}", r"-A\sin(Ax)(\cos(Ax)+B)^{-1}"),
        (r"\frac{A\sin(Ax)}{B+\cos(Ax)}", r"\frac{1}{B+\cos(Ax)}"),
    ),
    (
        r"e^{Ax^{2}+Bx}",
        r"(Dx+B)e^{Ax^{2}+Bx}",
        (r"e^{Ax^{2}}e^{Bx}(B+Dx)", r"Dxe^{Ax^{2}+Bx}+Be^{Ax^{2}+Bx}"),
        (r"e^{Ax^{2}+Bx}", r"(Ax+B)e^{Ax^{2}+Bx}"),
    ),
    (
        r"(Ax^{2}+Bx)^{N}",
        r"N(Dx+B)(Ax^{2}+Bx)^{M}",
        (r"Nx^{M}(Ax+B)^{M}(Dx+B)", r"N\frac{(Ax^{2}+Bx)^{N}(Dx+B)}{x(Ax+B)}"),
        (r"N(Ax^{2}+Bx)^{M}", r"M(Dx+B)(Ax^{2}+Bx)^{M}"),
    ),
    (
        r"\sqrt{Ax^{2}+B}",
        r"\frac{Ax}{\sqrt{Ax^{2}+B}}",
        (r"\frac{Ax\sqrt{Ax^{2}+B}}{Ax^{2}+B}", r"Ax(B+Ax^{2})^{-\frac{1}{2}}"),
        (r"\frac{1}{2\sqrt{Ax^{2}+B}}", r"\frac{Dx}{\sqrt{Ax^{2}+B}}"),
    ),
    (
        r"x^{N}\sin(Ax)",
        r"Nx^{M}\sin(Ax)+Ax^{N}\cos(Ax)",
        (r"x^{M}(N\sin(Ax)+Ax\cos(Ax))", r"x^{M}\cos(Ax)(N\tan(Ax)+Ax)"),
        (r"Nx^{M}\sin(Ax)-Ax^{N}\cos(Ax)", r"Nx^{M}\sin(Ax)+x^{N}\cos(Ax)"),
    ),
    (
        r"\frac{Ax+B}{x^{2}+1}",
        r"\frac{A(x^{2}+1)-2x(Ax+B)}{(x^{2}+1)^{2}}",
        (r"\frac{A-Ex-Ax^{2}}{(x^{2}+1)^{2}}", r"\frac{A}{x^{2}+1}-\frac{2x(Ax+B)}{(x^{2}+1)^{2}}"),
        (r"\frac{A(x^{2}+1)+2x(Ax+B)}{(x^{2}+1)^{2}}", r"\frac{A}{2x}"),
    ),
    (
        r"\tan(Ax)",
        r"A\sec^{2}(Ax)",
        (r"\frac{A}{\cos^{2}(Ax)}", r"A+A\tan^{2}(Ax)"),
        (r"\sec^{2}(Ax)", r"A\sec(Ax)\tan(Ax)"),
    ),
    (
        r"\cos^{2}(Ax)",
        r"-D\cos(Ax)\sin(Ax)",
        (r"-A\sin(Dx)", r"-\frac{D\tan(Ax)}{1+\tan^{2}(Ax)}"),
        (r"D\cos(Ax)\sin(Ax)", r"-2\cos(Ax)\sin(Ax)"),
    ),
    (
        r"\arctan(Ax)",
        r"\frac{A}{1+Sx^{2}}",
        (r"\frac{A}{(Ax)^{2}+1}", r"A(1+Sx^{2})^{-1}"),
        (r"\frac{1}{1+Sx^{2}}", r"\frac{A}{1+Ax^{2}}"),
    ),
    (
        r"\frac{1}{1+e^{-Ax}}",
        r"\frac{Ae^{-Ax}}{(1+e^{-Ax})^{2}}",
        (r"\frac{Ae^{Ax}}{(1+e^{Ax})^{2}}", r"\frac{A}{(e^{Ax}+1)(1+e^{-Ax})}"),
        (r"-\frac{Ae^{-Ax}}{(1+e^{-Ax})^{2}}", r"\frac{e^{-Ax}}{(1+e^{-Ax})^{2}}"),
    ),
    (
        r"\sin(Ax)\cos(Ax)",
        r"A\cos^{2}(Ax)-A\sin^{2}(Ax)",
        (r"A\cos(Dx)", r"A-D\sin^{2}(Ax)"),
        (r"A\cos^{2}(Ax)+A\sin^{2}(Ax)", r"\cos(Dx)"),
    ),
    (
        r"x^{N}\ln(Ax)",
        r"Nx^{M}\ln(Ax)+x^{M}",
        (r"x^{M}(N\ln(Ax)+1)", r"x^{M}(1+N\ln(A)+N\ln(x))"),
        (r"Nx^{M}\ln(Ax)+Ax^{M}", r"Nx^{M}\ln(Ax)-x^{M}"),
    ),
)
NUMBERS = ((2, 3, 4), (5, 7, 6))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a problem, beside the right one, and whether it is right."""

    problem: str
    expected: str
    given: str
    right: bool


def answers() -> list[Answer]:
    """Return right and wrong answers in equal number, each problem with different numbers."""
    found = []
    for a, b, n in NUMBERS:
        letters = {"A": a, "B": b, "D": 2 * a, "E": 2 * b, "L": n - 2, "M": n - 1, "N": n, "Q": a * n, "S": a * a}
        table = str.maketrans({letter: str(value) for letter, value in letters.items()})
        for problem, expected, *sides in TEMPLATES:
            for right, forms in zip((True, False), sides, strict=True):
                found += [Answer(*(text.translate(table) for text in (problem, expected, form)), right) for form in forms]
    return found


def figures() -> Iterator[Figure]:
    """Yield figures in processor time, medians of alternating passes over the answers."""
    every = answers()
    yield from _beside_math_verify(every)
    yield from _explained(every)


def _beside_math_verify(every: Sequence[Answer]) -> Iterator[Figure]:
    """Yield how fast and how often rightly two sides are compared, both systems reading the same LaTeX."""
    from chainrule.homework import check, equal

    def ours(answer: Answer) -> bool:
        return equal(answer.expected, answer.given).correct is answer.right

    def from_problem(answer: Answer) -> bool:
        return check(answer.problem, answer.given).correct is answer.right

    theirs = _math_verify()
    systems = [ours, from_problem] if theirs is None else [ours, from_problem, theirs]
    passes = [[_spent(system, every) for system in systems] for _ in range(PASSES)]
    compared, checked, *other = (statistics.median(map(sum, column)) for column in zip(*passes, strict=True))
    count = len(every)
    yield Figure(f"{count} answers compared with the derivative: answers a second", count / compared, "/s")
    yield Figure(f"{count} answers checked from the problem, wrong ones explained: answers a second", count / checked, "/s")
    yield Figure("compared, verdicts that are right", sum(map(ours, every)), "", at_least=count)
    yield Figure("checked, verdicts that are right", sum(map(from_problem, every)), "", at_least=count)
    if theirs is not None:
        yield Figure("Math-Verify, verdicts that are right", sum(map(theirs, every)), "")
        yield Figure("compared, faster than Math-Verify", other[0] / compared, "×", at_least=60)
        yield Figure("checked, faster than Math-Verify", other[0] / checked, "×")


def _math_verify() -> Callable[[Answer], bool] | None:
    try:
        from math_verify import parse, verify
    except ImportError:
        print("math-verify is not installed (pip install '.[bench]'): the ratio to it is left out")
        return None
    return lambda answer: verify(parse(f"${answer.expected}$"), parse(f"${answer.given}$")) is answer.right


def _explained(every: Sequence[Answer]) -> Iterator[Figure]:
    """Yield the slowest answer, and what explaining the wrong ones costs beside checking a right answer to the same problem."""
    from chainrule.homework import check

    passes = [_spent(lambda answer: check(answer.problem, answer.given), every) for _ in range(PASSES)]
    spent = dict(zip(every, map(statistics.median, zip(*passes, strict=True)), strict=True))
    problems = {answer.problem for answer in every}
    plain = {problem: statistics.mean(spent[answer] for answer in every if answer.right and answer.problem == problem) for problem in problems}
    costs = [spent[answer] / plain[answer.problem] for answer in every if not answer.right]
    yield Figure("the slowest answer, checked and explained", max(spent.values()), "s", at_most=0.5)
    yield Figure("explaining a wrong answer, of checking a right one: median", statistics.median(costs), "×", at_most=20)
    yield Figure("explaining a wrong answer, of checking a right one: the dearest", max(costs), "×", at_most=20)


def _spent(work: Callable[[Answer], object], every: Sequence[Answer]) -> list[float]:
    """Return the processor time of every answer."""
    times = []
    for answer in every:
        started = process_time()
        work(answer)
        times.append(process_time() - started)
    return times
