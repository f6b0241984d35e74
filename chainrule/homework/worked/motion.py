"""Work on velocity and acceleration that calls them by their letters: v = 3t² − 12t, a = v′ = 6t − 12."""

from __future__ import annotations

import re

from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.question import Question

_MOTION = re.compile(r"\b(?:velocity|acceleration)\b", re.IGNORECASE)
_EQUALS = re.compile(r"(?<![<>!:=])=(?![=>])")


class Motion:
    """Puts s′ and s″ for the letters of velocity and acceleration, where a problem asks for one of them and has no such letters itself."""

    def __init__(self, question: Question) -> None:
        of, wrt = question.result.left.args[0].value, question.result.wrt
        self.letters: dict[str, str] = {}
        if not _MOTION.search(question.problem.text) or {"v", "a"} & {of, wrt, *question.known}:
            return
        argument = rf"(?:\({re.escape(wrt)}\))?"
        for sign, letters in (("'", rf"v{argument}"), ("''", rf"a{argument}|v['′’]{argument}|d\s?v/d\s?{re.escape(wrt)}")):
            self.letters[letters] = f"{of}{sign}"

    def plain(self, line: str) -> str:
        """Return a statement with the derivatives for the letters that stand alone on a side; a derivative that is said twice stands once."""
        if not self.letters or "=" not in line:
            return line
        sides = [self.side(each.strip()) for each in between(line, outside_brackets(_EQUALS, line))]
        return " = ".join(side for place, side in enumerate(sides) if place == 0 or side != sides[0])

    def side(self, side: str) -> str:
        """Return a side with the derivative for its letter."""
        return next((written for letters, written in self.letters.items() if re.fullmatch(letters, side)), side)
