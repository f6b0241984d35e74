"""Which columns of a table hold what: who answered, which problem, the answer, the work."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chainrule.errors import ReadError
from chainrule.homework.classes.table import Table
from chainrule.problem import Problem

WHO = ("student", "name", "studentname", "fullname", "schüler", "schülerin", "studentin", "élève", "étudiant", "alumno", "estudiante", "studente")
GIVEN = ("firstname", "givenname", "forename", "vorname", "prénom", "nombre", "nome")
FAMILY = ("lastname", "surname", "familyname", "nachname", "familienname", "nom", "apellido", "apellidos", "cognome")  # which together say who
NUMBERS = ("id", "studentid", "idnumber", "matriculation", "matriculationnumber", "email", "emailaddress", "username", "login")
ANSWER = ("answer", "answers", "response", "antwort", "antworten", "lösung", "réponse", "respuesta", "risposta")
WORK = ("work", "working", "rechenweg", "lösungsweg", "démarche", "desarrollo")
PROBLEM = ("problem", "question", "aufgabe", "problème", "exercice", "problema", "ejercicio")
ADDED = ("outcome", "mistake", "words")  # columns with what was found out
NUMBERED = ("{}", "q{}", "question{}", "problem{}", "answer{}", "response{}")  # what the column of a numbered problem may be called
_NOTHING = re.compile(
    r"(?:(?:i\s+)?(?:do\s+not|don['’]?t)\s+know(?:\s+(?:it|how|this|that))?|(?:i\s+have\s+)?no\s+(?:idea|answer|clue|solution)"
    r"|(?:(?:ich\s+)?wei(?:ß|ss)(?:\s+ich)?(?:\s+es)?|keine?)\s+(?:nicht|ahnung|antwort|lösung)|je\s+ne\s+sais\s+pas|no\s+(?:lo\s+)?s[eé]|non\s+lo\s+so"
    r"|dunno|(?P<letters>idk|n\s?/\s?a)|none|nothing|(?:left\s+)?blank|skip(?:ped)?|pass|not\s+sure)?[-–—_.?!\s]*",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"[\^*+=√\\²³]|(?<![^\W\d_])(?:sin|cos|tan|ln|log|exp)\s*\(")


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of a table; ``question`` names its problem where there are several columns of answers. ``row`` is a spreadsheet's number."""

    row: int
    who: str
    question: str
    problem: str | Problem | None
    answer: str
    work: str

    @property
    def blank(self) -> bool:
        """Whether nothing was handed in, or a word for nothing, as idk and ? are; n/a is a fraction where the problem has the letters."""
        found = None if self.work.strip() else _NOTHING.fullmatch(self.answer.strip())
        posed = self.problem if isinstance(self.problem, str) else "" if self.problem is None else self.problem.text
        return found is not None and not (found["letters"] and set(found["letters"].lower()) - {" ", "/"} <= set(posed))


@dataclass(frozen=True, slots=True)
class Roster:
    """The answers of a table row by row; ``questions`` are the names of its columns of answers, one of no name where it has a single one."""

    table: Table
    questions: tuple[str, ...]
    entries: tuple[Entry, ...]


def roster(table: Table, problems: Mapping[str, str | Problem]) -> Roster:
    """Return the answers in a table, each with its problem.

    Raises ReadError, naming the columns or the row, where it cannot be told which column holds the answers or which problem a row is about.
    """
    names = [plain(name) for name in table.columns]
    work, problem = first(names, WORK), first(names, PROBLEM)
    shown = _work_shown(names, problems) if problem is None else {}
    if not problems and problem is None:
        raise ReadError(f"there is no problem, and {_columns(table)} no column 'problem'", hint="say what was asked, or add that column")
    _look_at_names(table, names, problems)
    wide = len(problems) > 1 and problem is None
    if wide and work is not None:
        reason = f"there are {len(problems)} problems, and it cannot be told which one the column '{table.columns[work]}' is about"
        raise ReadError(reason, hint="call such columns 'work 1', 'work 2', …")
    taken = {work, problem, *shown.values(), *(names.index(name) for name in ADDED if name in names)}
    who = _who(names, taken, bool(shown) or work is not None)
    rest = [place for place in range(len(names)) if place not in {*taken, *who}]
    answers: dict[str, int | None] = {}
    if wide:
        answers.update(_wide(table, names, rest, problems))
    else:
        answers[""] = _single(table, names, rest, problems, work)
    posed = dict(zip(answers, problems.values(), strict=False))
    works = dict(zip(answers, (shown.get(title, work) for title in problems or ("",)), strict=False))
    known = {**{form.format(number): name for number, name in enumerate(problems, 1) for form in NUMBERED}, **{plain(name): name for name in problems}}

    def entries() -> Iterator[Entry]:
        for number, row in zip(table.numbers, table.rows, strict=True):
            called = " ".join([row[place].strip() for place in who]).strip() or f"row {number}"
            for question, place in answers.items():
                beside = works[question]
                answer, done = row[place] if place is not None else "", row[beside] if beside is not None else ""
                asked = posed[question] if wide else _asked(row[problem] if problem is not None else "", problems, known)
                entry = Entry(number, called, question, asked, answer, done)
                if asked is None and not entry.blank:
                    hint = f"give one in the column '{'problem' if problem is None else table.columns[problem]}'"
                    raise ReadError(f"{table.source}, row {number}: there is no problem that the answer is for", hint=hint)
                yield entry

    return Roster(table, tuple(answers), tuple(entries()))


def _look_at_names(table: Table, names: Sequence[str], problems: Mapping[str, str | Problem]) -> None:
    """Raise ReadError where the first row holds an answer: no name of a column that is known, and a formula in one."""
    known = {*WHO, *GIVEN, *FAMILY, *NUMBERS, *ANSWER, *WORK, *PROBLEM, *ADDED, *map(plain, problems)}
    numbered = {form.format(number) for number in range(1, len(problems) + 2) for form in NUMBERED}
    formula = next((name for name in table.columns if _FORMULA.search(name)), None)
    if formula is not None and not (known | numbered) & set(names):
        hint = "put a row with the names of the columns before it: student,answer"
        raise ReadError(f"the first row of {table.source} has an answer, '{formula:.40}', and names no columns", hint=hint)


def _work_shown(names: Sequence[str], problems: Mapping[str, str | Problem]) -> dict[str, int]:
    """Return the places of the columns of work by the titles of the problems that they name: work 1, or work and a title."""
    found = {}
    for number, title in enumerate(problems, 1):
        place = first(names, [f"{word}{name}" for name in (plain(title), number) for word in WORK])
        if place is not None:
            found[title] = place
    return found


def _who(names: Sequence[str], taken: Collection[int | None], work: bool) -> list[int]:
    """Return the places of the columns that say who answered: one, or two for the parts of a name; none where there are answers alone."""
    free = [place for place, name in enumerate(names) if place not in taken and name not in ANSWER]
    answered = work or first(names, ANSWER) is not None or len(free) > 1
    for wanted in ((WHO,), (GIVEN, FAMILY), (NUMBERS,)):
        found = [place for place in (first(names, alike) for alike in wanted) if place is not None]
        if found:
            return found
    return free[:1] if answered else []


def _asked(cell: str, problems: Mapping[str, str | Problem], known: Mapping[str, str]) -> str | Problem | None:
    """Return the problem that a cell names by its title or number, or writes out; where it is blank, the only one there is."""
    if not cell.strip():
        return next(iter(problems.values())) if len(problems) == 1 else None
    name = known.get(plain(cell))
    return cell.strip() if name is None else problems[name]


def _single(table: Table, names: Sequence[str], rest: Sequence[int], problems: Mapping[str, str | Problem], work: int | None) -> int | None:
    """Return the place of the only column of answers; None where there is work alone."""
    place = first(names, (*map(plain, problems), *ANSWER, *(form.format(1) for form in NUMBERED)))
    if place is not None or (not rest and work is not None):
        return place
    if len(rest) == 1:
        return rest[0]
    several = "several problems go with a column 'problem', or with a column of answers for each" if len(problems) > 1 else "call it 'answer'"
    raise ReadError(f"it cannot be told which column holds the answers: {_columns(table)}", hint=several)


def _wide(table: Table, names: Sequence[str], rest: Sequence[int], problems: Mapping[str, str | Problem]) -> dict[str, int]:
    """Return the columns of answers to the problems, in the order of these, with their places: by title or number, else in the order of the columns."""
    found: list[int | None] = []
    for number, title in enumerate(problems, 1):
        found.append(first(names, (plain(title), *(form.format(number) for form in NUMBERED))))
    places = rest if None in found else [place for place in found if place is not None]
    if len(set(places)) != len(problems):
        hint = "give a column to each, called by its title or number, or a column 'problem'"
        raise ReadError(f"there are {len(problems)} problems, and it cannot be told which columns hold the answers: {_columns(table)}", hint=hint)
    return {table.columns[place] or title: place for title, place in zip(problems, places, strict=True)}


def plain(name: str) -> str:
    """Return a column's name without what people write differently.

    >>> plain("E-Mail address")
    'emailaddress'
    """
    return "".join(each for each in name.casefold() if each not in " -_.\t\n\r")


def first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return the place of the first wanted name that there is, or None."""
    return next((names.index(name) for name in wanted if name and name in names), None)


def _columns(table: Table) -> str:
    """Return ``class.csv has the columns a, b``."""
    return f"{table.source} has the columns {', '.join(name or '(no name)' for name in table.columns)}"
