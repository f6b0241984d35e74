"""Answers and work on f along a path r(t) in vectors: ∇f(r(t)) · r′(t) and (2xy, x²)·(2t, cos t), put in the components of the path."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chainrule.errors import ChainRuleError
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.vector_entries import EQUALS, entries
from chainrule.notation import text as written
from chainrule.problem import Problem
from chainrule.syntax import Limits, read_answer
from chainrule.syntax.around.listed import in_round_brackets
from chainrule.tree import postorder
from chainrule.vectors.algebra import DOT, Algebra, is_vector
from chainrule.vectors.kinds import Unfit

LONGEST = 2_000  # characters of a line
_SHOWS = re.compile(r"∇|\\nabla|\bgrad\b|,")


def in_path_components(problem: Problem, text: str, limits: Limits | None) -> str:
    """Return an answer, or lines of work, with gradients and vectors along the path of a problem by components; as it is where there is no path."""
    function = next((each for each in problem.definitions if each.name == problem.output and len(each.parameters) > 1), None)
    given = {each.name for each in problem.definitions if not each.parameters}
    if function is None or not given.issuperset(function.parameters) or len(problem.wrt) != 1 or problem.listed:
        return text
    by, parts = problem.wrt[0], function.parameters
    stated = re.findall(rf"(?<![A-Za-z])([A-Za-z])\s?\}}?\s?\(\s?{re.escape(by)}\s?\)\s?=(?!=)", problem.text)
    name = next((each for each in stated if each not in {definition.name for definition in problem.definitions}), "")
    return "\n".join(Line(problem, function.name, parts, by, name, limits or Limits()).written(line) for line in text.split("\n"))


def as_vector(each: Iterable[str]) -> str:
    """Return entries as a vector."""
    return f"({', '.join(each)})"


class Line:
    """What a line says of f, of the names that its path gives, by one parameter; ``path`` is the name of the path, or empty."""

    def __init__(self, problem: Problem, of: str, parts: tuple[str, ...], by: str, path: str, limits: Limits) -> None:
        self.problem, self.parts, self.limits = problem, parts, limits
        known = {each.name for each in problem.definitions} | {name for each in problem.definitions for name in each.mentioned}
        self.known = {name for name in known if name}
        inside = r"(?:\s?\((?:[^()]|\([^()]*\))*\))?"
        function, parameter = re.escape(of), re.escape(by)
        self.rules = [(re.compile(rf"(?:∇|\\nabla|\bgrad\b)\s?{function}(?![A-Za-z]){inside}"), as_vector(f"∂{of}/∂{part}" for part in parts))]
        if path:
            bare, at = rf"(?:\\(?:vec|mathbf)\s?\{{\s?{path}\s?\}}|(?<![A-Za-z\\]){path}(?![A-Za-z]))", rf"(?:\s?\(\s?{parameter}\s?\))?"
            self.rules += [
                (re.compile(rf"(?<![A-Za-z]){function}\s?\(\s?{bare}{at}\s?\)"), of),
                (re.compile(rf"{bare}\s?['′’]{at}|d\s?{bare}\s?/\s?d\s?{parameter}"), as_vector(f"d{part}/d{by}" for part in parts)),
            ]

    def written(self, line: str) -> str:
        """Return the line with its vectors by components; as it is where it cannot be read so."""
        if len(line) > LONGEST:
            return line
        changed = line
        for pattern, instead in self.rules:
            changed = pattern.sub(lambda _, instead=instead: instead, changed)  # type: ignore[misc]
        if changed == line and not _SHOWS.search(line):
            return line
        sides = [self.side(each) for each in between(changed.strip(" $."), outside_brackets(EQUALS, changed.strip(" $.")))]
        rows = [each for each in sides if isinstance(each, tuple)]
        if len(rows) == len(sides) > 1 and len({len(row) for row in rows}) == 1:
            return ", ".join(" = ".join(pair) for pair in zip(*rows, strict=True))
        return " = ".join(each for each in sides if isinstance(each, str)) if not rows and None not in sides else line

    def side(self, text: str) -> tuple[str, ...] | str | None:
        """Return the components of a vector, or an expression of numbers with the vectors in it worked out; None where it is neither."""
        text = in_round_brackets("=" + text.strip())[1:].strip()
        found = entries(text)
        if found is not None and found.flat:
            return found.rows[0]
        if "," not in text:
            return text
        try:
            tree, _ = read_answer(text, names=self.known, limits=self.limits, listed={})
            if not any(item[0] == "vector" for item in postorder(tree)):
                return text
            value = Algebra({}, dotted=DOT.search(text) is not None).value(tree)
        except (ChainRuleError, Unfit):
            return None
        return tuple(map(written, value.args)) if is_vector(value) else written(value)
