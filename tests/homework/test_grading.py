"""Grading a class: tables in, marks out, whatever the answers are."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sys
import time
from collections import namedtuple
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import chainrule
from chainrule.cli import main
from chainrule.errors import ChainRuleError, LimitExceeded, ProblemError, ReadError, UnknownName
from chainrule.homework import MISTAKES, OUTCOMES, Sandbox, grade
from chainrule.homework.classes import apart, grading, table
from chainrule.homework.classes.apart import Asked, Batch, Children, Task, judge_batch
from chainrule.homework.classes.grading import named_problems, read_problems
from chainrule.homework.classes.roster import roster
from chainrule.homework.classes.table import Table, as_text, read_table
from tests.test_cli import run

H = "h(x) = log(2 + cos x)"
RIGHT, INNER, SIGN = "-sin(x)/(2 + cos x)", "1/(2 + cos x)", "sin(x)/(2 + cos x)"
CLASS = Path(__file__).parents[2] / "examples" / "class.csv"

HOSTILE = """
import os, sys, time
from chainrule.homework import checking
check, kept = checking.check, []
def hostile(problem, answer, *args, **options):
    word = "" if answer is None else answer.split("!")[0]
    match word:
        case "spin":
            while True: pass
        case "sleep": time.sleep(1000)
        case "work":
            end = time.process_time() + 0.6
            while time.process_time() < end: pass
        case "die": os.kill(os.getpid(), 9)
        case "eat": bytearray(2**40)
        case "leak": kept.append(bytearray(options.get("room", 300 * 2**20)))
        case "need": bytearray(300 * 2**20)
        case "print": print("x" * 10_000, flush=True); os.write(1, b"y" * 10_000)
        case "fail": raise ValueError("no such thing")
        case "deep": raise RecursionError
    return check(problem, "-sin(x)/(2 + cos x)" if word and answer.endswith("!") else answer, *args, **options)
checking.check = hostile
from chainrule.homework.classes.apart import serve
serve()
"""  # an answer such as "die!" does what no text is known to do


@pytest.fixture
def processes():
    """Asks for child processes, which cost a second each; other tests judge in this one."""


@pytest.fixture(autouse=True)
def at_hand(request, monkeypatch):
    """Judges in this process what a child would judge, unless a test asks for processes."""
    if "processes" not in request.fixturenames:
        monkeypatch.setattr(apart, "Child", Beside)


class Beside:
    """A child that is none."""

    def __init__(self, asked, sandbox):
        self.desk, self.sandbox, self.late = apart.Desk(asked), sandbox, False

    def judge(self, task):
        """What a child would say."""
        return self.desk.found(task, self.sandbox)

    def stop_if_late(self):
        """Nothing has been started."""

    end = stop_if_late


@pytest.fixture
def hostile(processes, monkeypatch):  # noqa: ARG001  # asked for by its name
    """Children in which some answers do harm."""
    monkeypatch.setattr(apart, "STARTING", HOSTILE)


def named(answers):
    return [(f"s{number}", answer) for number, answer in enumerate(answers)]


def outcomes(report):
    return [mark.outcome for mark in report.marks]


def entries(text, problem=H, encoding="utf8", tmp_path=None):
    """The answers of a file, without judging them."""
    path = tmp_path / "class.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return [(entry.who, entry.problem, entry.answer, entry.work) for entry in roster(read_table(path), named_problems(problem)).entries]


# Marks


@pytest.mark.usefixtures("processes")
def test_marks_are_the_verdicts():
    """Every answer has the mark that ``check`` gives it, in the order of the table, with the mistake and its words."""
    answers = [RIGHT, INNER, "x^2", "-(sin x)*(2 + cos x)^-1", "-sin(x)/(2 + cos x)^2", "0", "h'(x) = -sin x/(2+cos x)", "2", "-sin(x)/(2 - cos x)", SIGN]
    report = grade(named(answers), H, jobs=1)
    for mark, answer in zip(report.marks, answers, strict=True):
        verdict = chainrule.check(H, answer)
        assert (mark.answer, mark.outcome) == (answer, "right" if verdict.correct else "wrong")
        assert mark.mistake == (verdict.mistake.name if verdict.mistake else "")
        assert (mark.message in str(verdict).replace("\n", " ")) or mark.outcome == "right"
    assert [mark.who for mark in report.marks] == [f"s{number}" for number in range(len(answers))]
    assert {mark.mistake for mark in report.marks} - {""} <= {*MISTAKES}


def test_every_outcome():
    """An answer that cannot be read says why and where; nothing handed in is no wrong answer."""
    report = grade(named([RIGHT, INNER, "", "  \n", "2 + coz(x)", "9^9^9^9", "__import__('os').system('x')"]), H, jobs=1)
    assert outcomes(report) == ["right", "wrong", "no answer", "no answer", *["unreadable"] * 3]
    assert report.marks[4].message == "unknown function 'coz' (line 1, column 5); did you mean 'cos'?"
    assert report.counts == {"right": 1, "wrong": 1, "undecided": 0, "unreadable": 3, "no answer": 2}
    assert report.summary == "7 answers: 1 right, 1 wrong, 3 unreadable, 2 without an answer."
    assert list(report.counts) == [*OUTCOMES]


def test_mistakes_by_frequency():
    """The mistakes come with how often they were made, the most frequent first, and the first answer that shows them."""
    found = grade(named([SIGN, INNER, RIGHT, "(2 + cos x)^-1"]), H, jobs=1).mistakes
    assert [(item.name, item.count, item.example.who) for item in found] == [("missing-inner-derivative", 2, "s1"), ("sign", 1, "s0")]


def test_form_and_tolerance_and_wrt():
    """What ``check`` can be asked, a class can be asked: a form, a tolerance, by what, how often."""
    report = grade(named(["2x + 2", "2(x + 1)"]), "(x + 1)^2", form="factored", jobs=1)
    assert [(mark.outcome, mark.mistake) for mark in report.marks] == [("wrong", "form"), ("right", "")]
    assert report.marks[0].message == "The factored form is asked for: 2x + 2 can still be factored."
    assert outcomes(grade(named(["2.001x"]), "x^2", tolerance=0.01, jobs=1)) == ["right"]
    assert outcomes(grade(named(["x", "y"]), "z = x y", wrt="y", jobs=1)) == ["right", "wrong"]
    assert outcomes(grade(named(["6x", "3x^2"]), "x^3", order=2, jobs=1)) == ["right", "wrong"]


def test_work():
    """Work is judged by its lines, with an answer or without; the first wrong line is named."""
    work = "u = 2 + cos x\ndh/du = 1/u\ndu/dx = sin x\ndh/dx = 1/u * sin x"
    report = grade([{"student": "Ada", "work": work}, {"student": "Ben", "work": work.replace("sin", "-sin")}], H, jobs=1)
    assert [(mark.outcome, mark.mistake) for mark in report.marks] == [("wrong", "sign"), ("right", "")]
    assert report.marks[0].message == "du/dx = sin x: A sign is wrong: the derivative of cos(x) is −sin(x)."


def test_work_beside_an_answer():
    """A right answer stays right where a line of the work is wrong, which is told; of a wrong one, the mistake is that of the line that is told."""
    work = "u = 2 + cos x\ndh/du = 1/u\ndu/dx = sin x"
    answers = ["-sin(x)/(2 + cos x)", "1/(2 + cos x)"]
    right, wrong = grade([{"student": each, "answer": each, "work": work} for each in answers], H, jobs=1).marks
    told = "du/dx = sin x: A sign is wrong: the derivative of cos(x) is −sin(x)."
    assert (right.outcome, right.mistake, right.message) == ("right", "", f"A line of the work is wrong: {told}")
    assert (wrong.outcome, wrong.mistake, wrong.message) == ("wrong", "sign", told)


def test_a_row_without_a_name_is_called_by_its_number(tmp_path):
    """Who has left the name out is found by the row of the spreadsheet."""
    (tmp_path / "class.csv").write_text("student,answer\nAda,2x\n,3x\n", encoding="utf8")
    assert [mark.who for mark in grade(tmp_path / "class.csv", "x^2", jobs=1).marks] == ["Ada", "row 3"]


def test_same_answers_are_judged_once(monkeypatch):
    """The same answer to the same problem is judged once, and marked as often as it was given."""
    judged = []
    real = Children.judge
    monkeypatch.setattr(Children, "judge", lambda self, task: judged.append(task) or real(self, task))
    report = grade([("a", INNER, "log x"), ("b", f" {INNER} ", "log x"), ("c", "1/x", "log x"), ("d", INNER, H), ("e", "", "log x")], jobs=2)
    assert sorted(task for task in judged if task.answer) == [Task(0, INNER), Task(0, "1/x"), Task(1, INNER)]
    assert outcomes(report) == ["wrong", "wrong", "right", "wrong", "no answer"]


# What cannot be judged


@pytest.mark.usefixtures("hostile")
def test_harm_costs_one_answer():
    """An answer that ends its process, by time, memory or a crash, is undecided with the reason; the others are judged."""
    answers = [RIGHT, "die!", INNER, "spin!", "eat!", "print!", "fail!", "deep!", SIGN]
    report = grade(named(answers), H, jobs=1, sandbox=Sandbox(cpu=1, wall=10))
    assert outcomes(report) == ["right", "undecided", "wrong", "undecided", "undecided", "right", "undecided", "undecided", "wrong"]
    said = [mark.message for mark in report.marks if mark.outcome == "undecided"]
    assert said[0].startswith("judging broke off")
    assert said[1:3] == ["judging took more than 1 s of CPU time.", "judging took more than 1024 MB of memory."]
    assert said[3] == "judging failed, which is a defect of chainrule (ValueError: no such thing)."
    assert said[4] == "the text is nested too deeply."


@pytest.mark.usefixtures("hostile")
def test_wall_limit():
    """An answer that waits without working is undecided when its time on the clock is up."""
    report = grade(named(["sleep!", RIGHT]), H, jobs=1, sandbox=Sandbox(wall=4))
    assert [mark.message for mark in report.marks] == ["judging took longer than 4 s.", ""]
    assert report.marks[0].seconds >= 4


@pytest.mark.usefixtures("hostile")
def test_limits_are_for_each_answer():
    """The CPU time of many answers together may be far more than the limit of one, and what one leaves in memory is not held against the next."""
    report = grade(named(["work!0", "work!1", "work!2", "leak!", "need!", RIGHT]), H, jobs=1, sandbox=Sandbox(cpu=1, memory=600 * 2**20))
    assert outcomes(report) == ["unreadable", "unreadable", "unreadable", "right", "right", "right"]
    assert sum(mark.seconds for mark in report.marks) > 1.5


@pytest.mark.usefixtures("processes")
def test_nothing_but_data_comes_back(monkeypatch):
    """A reply that names anything but chainrule's own types ends the child, and is never built."""
    evil = "import os, pickle\nfrom chainrule.homework.classes import apart\napart.Desk.found = lambda *_: os.system\napart.serve()"
    monkeypatch.setattr(apart, "STARTING", evil)
    with pytest.raises(ChainRuleError, match="broke off"):
        grade(named([RIGHT]), H, jobs=1)


@pytest.mark.usefixtures("processes")
def test_a_child_that_does_not_start(monkeypatch):
    """Where no process can be started at all, nothing is graded, and the reason is said."""
    monkeypatch.setattr(apart, "STARTING", "raise SystemExit")
    with pytest.raises(ChainRuleError, match="does not start"):
        grade(named([RIGHT]), H, jobs=1)


@pytest.mark.usefixtures("hostile")
def test_no_child_is_left():
    """All processes have ended once grading has, also when it is broken off."""

    def broken_off(items, _):
        yield next(iter(items))
        raise KeyboardInterrupt

    before = children_of_this_process()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        grade(named([*map(str, range(grading.HERE)), *[f"sleep!{number}" for number in range(20)]]), H, jobs=2, progress=broken_off)
    assert time.monotonic() - started < 10  # seconds; those asleep would have 20 each
    assert children_of_this_process() <= before


def children_of_this_process() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split())


@pytest.mark.parametrize(
    ("problem", "right", "wrong"),
    [
        ("f(x, y) = (x y, x + y); find the Jacobian", "[[y, x], [1, 1]]", "[[y, 1], [x, 1]]"),
        ("f(x, y) = x^3 y^2; find the partial derivatives", "f_x = 3x^2 y^2, f_y = 2x^3 y", "f_x = 3x^2 y^2, f_y = 2x y"),
        ("f(x, y) = x^3 y^2; find f_x and f_y", "(3x^2 y^2, 2x^3 y)", "(3x^2 y^2, 2x y)"),
        ("Find the tangent plane to z = x^2 + y^2 at (1, 2)", "z = 2x + 4y - 5", "z = 2x + 4y"),
        ("z = x^2 + y^2; find dz", "dz = 2x dx + 2y dy", "dz = 2x dx + y dy"),
        ("x^2 + y^2 = 25; find dy/dx", "±x/√(25 - x²)", "±y/x"),
    ],
)
def test_several_derivatives_in_one_answer(problem: str, right: str, wrong: str) -> None:
    """What several derivatives make together is graded as it is checked."""
    assert [mark.outcome for mark in grade([("a", right), ("b", wrong)], problem, jobs=1).marks] == ["right", "wrong"]


@pytest.mark.parametrize(
    ("rows", "problem", "error", "said"),
    [
        ([("a", "1")], "2 + coz(x)", ReadError, "^unknown function 'coz'"),
        ([("a", "1", "x^2"), ("b", "2", "(x"), ("c", "3", "x")], None, ReadError, "^the answers, row 2: this bracket is never closed"),
        ([("a", "1", "z = x y")], None, ProblemError, "row 1: the problem has several derivatives, by x, y"),
        ([("a", "1", "2 + 3")], None, ProblemError, "row 1: y is constant"),
        ([("a", "1"), ("b", "2", "x")], None, ReadError, "row 1: there is no problem"),
        ([("a", "1")], None, ReadError, "there is no problem, and the answers has the columns"),
        ([("a", "1", "2", "3")], H, ReadError, "row 1 of the answers is not understood"),
        (["a"], H, ReadError, "row 1 of the answers is not understood: 'a'"),
        ([], H, ReadError, "there are no answers"),
        ([("a", "1")], 7, TypeError, "iterable"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_refused_before_anything_is_judged(rows, problem, error, said):
    """A problem that cannot be read or asked is an error, with its row; so are rows that are none."""
    with pytest.raises(error, match=said):
        grade(rows, problem, jobs=1, progress=lambda *_: pytest.fail("judged"))


@pytest.mark.parametrize(("options", "said"), [({"form": "pretty"}, "factored"), ({"wrt": "q"}, "q"), ({"jobs": 0}, "positive"), ({"order": 0}, "order")])
def test_refused_options(options, said):
    """Options that fit no problem are refused once, not at every answer."""
    with pytest.raises(ChainRuleError, match=said):
        grade(named([RIGHT]), H, **options)
    assert issubclass(UnknownName, ChainRuleError)


# Who works


class Here(Executor):
    """An executor of the least that there may be, which works at once, in this very thread, and notes what it was given."""

    def __init__(self):
        self.given = []

    def submit(self, work, /, *args, **options):
        """Work at once."""
        self.given.append((work, args))
        future = Future()
        future.set_result(work(*args, **options))
        return future


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_executors(pool):
    """Pools of threads and of processes give the same marks in the same order."""
    answers = [RIGHT, INNER, "", "log(", SIGN, "x", RIGHT]
    with pool(1) as executor:
        report = grade(named(answers), H, executor=executor)
    assert outcomes(report) == ["right", "wrong", "no answer", "unreadable", "wrong", "wrong", "right"]
    assert [mark.who for mark in report.marks] == [who for who, _ in named(answers)]


def test_what_an_executor_is_given(monkeypatch):
    """An executor is given an importable function and plain data, in batches that keep the order."""
    import pickle

    monkeypatch.setattr(grading, "ELSEWHERE", 2)
    here = Here()
    grade(named([RIGHT, INNER, SIGN]), H, executor=here)
    assert [pickle.loads(pickle.dumps(given)) for given in here.given] == here.given  # noqa: S301  # just written
    assert [work for work, _ in here.given] == [judge_batch] * 3
    assert here.given[1][1] == (Batch((Task(0, RIGHT), Task(0, INNER)), Asked((H,)), Sandbox()),)


def test_progress():
    """What is walked has its length, and one item for every different answer."""
    seen = []

    def bar(items, total):
        for item in items:
            seen.append(total)
            yield item

    grade(named([RIGHT, INNER, RIGHT, ""]), H, jobs=1, progress=bar)
    assert seen == [2, 2]


# Tables

SMALL = "student,answer\nAda,x\nBjörn,\"log(x, 2)\"\n"


@pytest.mark.parametrize("encoding", ["utf8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_how_files_are_written(encoding, ending, delimiter, tmp_path):
    """Every usual encoding, line ending and delimiter reads the same."""
    text = SMALL.replace("student,answer", f"student{delimiter}answer").replace("Ada,", f"Ada{delimiter}").replace("Björn,", f"Björn{delimiter}")
    assert entries(text.replace("\n", ending), encoding=encoding, tmp_path=tmp_path) == [("Ada", H, "x", ""), ("Björn", H, "log(x, 2)", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sep=;\nname;answer\nAda;x", [("Ada", "x", "")]),
        ('student,"the; answer",answer\nAda,no,x', [("Ada", "x", "")]),
        ("who it was,what they said\nAda,x", [("Ada", "x", "")]),
        ("Surname,First name,ID number,Response\nOkafor,Ada,17,x\n,Bo,18,\n", [("Ada Okafor", "x", ""), ("Bo", "", "")]),
        ("Last name,E-mail address,State,Response 1,Grade\nLi,a@b.c,Finished,x,3", [("Li", "x", "")]),
        ("id,name,Answer\n17,Ada,x", [("Ada", "x", "")]),
        ("Student ID,remark,ANSWER,Work\n17,fine,x,\"u = x\nv = u\"", [("17", "x", "u = x\nv = u")]),
        ("remark,answer,E-Mail\nfine,x,a@b.org", [("a@b.org", "x", "")]),
        ("answer\nx\ny", [("row 2", "x", ""), ("row 3", "y", "")]),
        ("student,answer\n\nAda,x\n,,\n \nBen", [("Ada", "x", ""), ("Ben", "", "")]),
        ("Nachname;Vorname;Antwort;Rechenweg\nOkafor;Ada;x;y = x", [("Ada Okafor", "x", "y = x")]),
        ("nom,prénom,réponse\nOkafor,Ada,x", [("Ada Okafor", "x", "")]),
        ("student,answer,,\nAda,x,,", [("Ada", "x", "")]),
        ("student,answer\nAda,\"a \"\"quoted\"\" x\"", [("Ada", 'a "quoted" x', "")]),
    ],
    ids=[
        "sep", "quoted header", "two columns", "parts of a name", "surname alone", "name before id", "work", "mail", "answers alone",
        "blank rows", "German", "French", "trailing", "quotes",
    ],
)
def test_columns(text, expected, tmp_path):
    """Who, answer and work are found by the names of their columns, or where nothing else is left."""
    assert [(who, answer, work) for who, _, answer, work in entries(text, tmp_path=tmp_path)] == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student,a,b\nAda,x,y", "which column holds the answers: class.csv has the columns student, a, b"),
        ("student,answer,answer\nAda,x,y", "two columns named 'answer'"),
        ("student,answer\nAda,log(x, 2)", "row 2 has 3 entries .* 2 columns\na cell that has ',' in it"),
        ('student,answer\nAda,x\nBen,"x\nCy,x', "row 3: its quotes do not match"),
        ("Ada,2x sin x + x^2 cos x\nBen,2x", "first row of class.csv has an answer, '2x sin x [+] x.2 cos x', and names no columns\nput a row"),
        ("2cos(2x)\n2x", "first row of class.csv has an answer"),
        ("", "class.csv is empty"),
        ("student,answer\n", "there are no answers in class.csv"),
        ("student,answer\nBj\xf6rn,x".encode("latin1"), r"not UTF-8 text \(byte 18\)\nsave it as UTF-8"),
        ("student,answer\nAda," + "x" * 100_001, "row 2, column 'answer': the cell is longer than 100,000"),
        ("student,answer\nAda," + "x" * 140_000, "row 2: a cell is longer than"),
    ],
    ids=["which", "twice", "comma", "quote", "no names", "no name", "empty", "no rows", "latin1", "long", "longer"],
)
def test_refused_files(text, said, tmp_path):
    """A file that is no such table is refused, with the row and what to do."""
    with pytest.raises(ReadError, match=said):
        entries(text, tmp_path=tmp_path)


def test_a_spreadsheet_is_told_from_a_table(tmp_path):
    """What a spreadsheet saves of its own is no CSV file."""
    (tmp_path / "class.xlsx").write_bytes(b"PK\x03\x04" + bytes(40))
    with pytest.raises(ReadError, match=r"class\.xlsx is a spreadsheet, and no CSV file\nsave it as CSV"):
        grade(tmp_path / "class.xlsx", H)


def test_too_many_rows(monkeypatch, tmp_path):
    """There is a limit on the rows of a file, and of rows at hand, which may go on without end."""
    monkeypatch.setattr(table, "ROWS", 3)
    for answers in (iter(lambda: ("a", "x"), None), tmp_path / "class.csv"):
        (tmp_path / "class.csv").write_text("student,answer\n" + "a,x\n" * 4, encoding="utf8")
        with pytest.raises(LimitExceeded, match="more than 3 rows"):
            grade(answers, H)


NOTHING = ["-", "?", "...", "idk", "IDK!", "n/a", "I don't know", "I don’t know.", "no idea", "none", "skipped", "---"]


@pytest.mark.parametrize("nothing", [*NOTHING, "weiß nicht", "keine Ahnung", "je ne sais pas", "no sé"], ids=str)
def test_words_for_nothing(nothing):
    """Words by which students say that they have no answer are none, unless work stands beside them."""
    assert outcomes(grade([("Ada", nothing)], "x^2", jobs=1)) == ["no answer"]
    assert outcomes(grade([{"student": "Ada", "answer": nothing, "work": "y' = 2x"}], "y = x^2", jobs=1)) != ["no answer"]


def test_letters_that_say_something():
    """n/a is a fraction where the problem has n and a."""
    assert outcomes(grade([("Ada", "n/a")], "f(x) = n x/a", wrt="x", jobs=1)) == ["right"]


def test_an_answer_that_is_too_long():
    """An answer longer than anybody writes is unreadable; the others are judged."""
    report = grade(named(["x + " * 5_000 + "x", RIGHT]), H, jobs=1)
    assert [(mark.outcome, mark.message) for mark in report.marks] == [("unreadable", "more than 10,000 characters are not read."), ("right", "")]


def test_no_such_file(tmp_path):
    """A file that is not there is said to be so."""
    with pytest.raises(ReadError, match=r"cannot read .*none.csv': No such file"):
        grade(tmp_path / "none.csv", H)


def test_a_file_that_is_open():
    """A file may be open for bytes, as standard input is."""
    assert outcomes(grade(io.BytesIO(b"student,answer\nAda,2x\n"), "x^2", jobs=1)) == ["right"]


def test_rows_at_hand():
    """Rows may be tuples, named tuples or mappings with any values; what pandas has for a missing value is blank."""
    Row = namedtuple("Row", "id answer")  # noqa: PYI024  # as a program at hand has it
    rows = [("Ada", "x"), Row(7, "2x"), {"name": "Cy", "answer": 2}, {"name": "Di", "answer": float("nan")}, {"answer": None, "name": "Eve\ud800"}]
    report = grade(rows[:1], "x^2/2", jobs=1)
    assert [(mark.who, mark.outcome) for mark in report.marks] == [("Ada", "right")]
    assert [(mark.who, mark.outcome) for mark in grade(rows[1:2], "x^2", jobs=1).marks] == [("7", "right")]
    marks = grade(rows[2:], "2x", jobs=1).marks
    assert [(mark.who, mark.outcome) for mark in marks] == [("Cy", "right"), ("Di", "no answer"), ("Eve?", "no answer")]


# Several problems

SHEET = "# Power\n(3x + 1)^5\n\n# Log\nlog(2 + cos x)\n"


@pytest.mark.parametrize(
    "header", ["student,power,LOG", "student,log,power", "student,q1,q2", "student,Question 1,Question 2", "student,first,second"], ids=str
)
def test_a_column_for_each_problem(header, tmp_path):
    """Columns of answers go with the problems by their titles, by number, or in order."""
    (tmp_path / "wide.csv").write_text(f"{header}\nAda,15(3x + 1)^4,{RIGHT}\nBen,{RIGHT},\n", encoding="utf8")
    report = grade(tmp_path / "wide.csv", read_problems(SHEET), jobs=1)
    turned = header == "student,log,power"
    expected = ["wrong", "wrong", "no answer", "right"] if turned else ["right", "right", "wrong", "no answer"]
    assert outcomes(report) == expected
    first, second = header.split(",")[:0:-1] if turned else header.split(",")[1:]
    assert [(mark.who, mark.question) for mark in report.marks] == [("Ada", first), ("Ada", second), ("Ben", first), ("Ben", second)]
    lines = list(csv.reader(io.StringIO("".join(report.csv()))))
    assert lines[0][3:] == [f"{name} {added}" for name in (first, second) for added in ("outcome", "mistake", "words")]
    assert [lines[1][3], lines[1][6]] == expected[:2]


def test_work_for_each_problem(tmp_path):
    """Work goes with the problem that its column names; one column for several problems is refused."""
    rows = f'Ada,15(3x + 1)^4,u = 3x + 1,{RIGHT},"u = 2 + cos x\nv = log(u)"\n'
    (tmp_path / "wide.csv").write_text(f"student,power,Work power,log,work 2\n{rows}", encoding="utf8")
    marks = grade(tmp_path / "wide.csv", read_problems(SHEET), jobs=1).marks
    assert [(mark.who, mark.question, mark.work, mark.outcome) for mark in marks] == [
        ("Ada", "power", "u = 3x + 1", "right"),
        ("Ada", "log", "u = 2 + cos x\nv = log(u)", "right"),
    ]
    (tmp_path / "wide.csv").write_text(f"student,power,log,working\nAda,x,{RIGHT},u = 3x + 1\n", encoding="utf8")
    with pytest.raises(ReadError, match=r"which one the column 'working' is about\ncall such columns 'work 1'"):
        grade(tmp_path / "wide.csv", read_problems(SHEET), jobs=1)


def test_rows_that_name_their_problem():
    """A cell of the column of problems is a title, a number, or a problem of its own; a blank one is the only problem there is."""
    problems = read_problems(SHEET)
    rows = [("a", "15(3x + 1)^4", "power"), ("b", RIGHT, "2"), ("c", "2x", "x^2"), ("d", "2x", "Q1")]
    report = grade([dict(zip(("who", "answer", "problem"), row, strict=True)) for row in rows], problems, jobs=1)
    assert outcomes(report) == ["right", "right", "right", "wrong"]
    assert outcomes(grade([("a", "2x", ""), ("b", "3x^2", "x^3")], "x^2", jobs=1)) == ["right", "right"]


def test_problems_that_are_no_text():
    """A Problem and a Derivation are problems as their text is."""
    for problem in (chainrule.derive("x^2"), chainrule.derive("x^2").graph.problem):
        assert outcomes(grade(named(["2x", "x"]), problem, jobs=1)) == ["right", "wrong"]


def test_columns_that_go_with_no_problem():
    """Where columns and problems do not go together, the columns are listed."""
    with pytest.raises(ReadError, match=r"there are 2 problems, and it cannot be told .*: the answers has the columns student, a, b, c"):
        grade([{"student": "x", "a": "1", "b": "2", "c": "3"}], [H, "x^2"])


# What is written


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+x", "'+x"), ("-sin x", "'-sin x"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"), ("-", "'-"), ("--1", "'--1"), ("-1+2", "'-1+2"), ("-2.5", "-2.5"), ("+3", "+3"), ("-1e-3", "-1e-3"), ("-2,5", "-2,5"),
        ("x = 1", "x = 1"), ("", ""), ("'=1", "'=1"),
    ],
    ids=repr,
)  # fmt: skip
def test_no_cell_becomes_a_formula(cell, written):
    """Text that a spreadsheet would compute is marked as text; a number stays a number."""
    assert as_text(cell) == written


def test_written_as_it_was_read(tmp_path):
    """The marks stand beside all that the file held, in its order, with its delimiter and its byte order mark, safe to be opened."""
    path = tmp_path / "class.csv"
    path.write_text(f'student;group;answer\n=HYPERLINK("x");1;{RIGHT}\nBen;-2;"{INNER}\n"\nCy;3;\n', encoding="utf-8-sig")
    text = "".join(grade(path, H, jobs=1).csv())
    assert text.startswith("\ufeffstudent;group;answer;outcome;mistake;words\n")
    lines = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert [line[:5] for line in lines[1:]] == [
        ['\'=HYPERLINK("x")', "1", f"'{RIGHT}", "right", ""],
        ["Ben", "-2", f"{INNER}\n", "wrong", "missing-inner-derivative"],
        ["Cy", "3", "", "no answer", ""],
    ]  # fmt: skip


def test_marks_can_be_graded_again(tmp_path):
    """A table with marks is a table of answers: the marks are made anew, and the marks of text do not hide the answers."""
    first = grade(named([RIGHT, INNER, "=1"]), H, jobs=1)
    (tmp_path / "marks.csv").write_text("".join(first.csv()), encoding="utf8")
    again = grade(tmp_path / "marks.csv", H, jobs=1)
    assert [str(mark) for mark in again.marks] == [str(mark) for mark in first.marks]
    assert "".join(again.csv()) == "".join(first.csv())


def test_what_a_report_says():
    """As text a line a mark; in a notebook every format that one shows."""
    report = chainrule.grade(named([RIGHT, INNER]), H, jobs=1)
    assert str(report).splitlines() == ["2 answers: 1 right, 1 wrong.", "s0: right", f"s1: wrong: {chainrule.check(H, INNER).mistake.message}"]
    bundle = report._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "text/markdown", "text/latex"}
    assert "missing-inner-derivative" in bundle["text/plain"]
    assert grade(named([RIGHT]), H, jobs=1)._repr_mimebundle_() == {"text/plain": "1 answer: 1 right.\ns0: right"}
    assert isinstance(report.table, Table)


# The command line


def test_command_line(tmp_path):
    """The command prints the marks, writes them beside the answers, and ends with 0 whatever they are."""
    ran = run("grade", str(CLASS), "--problem", H, "--marks", "marks.csv", "--jobs", "2", "--format", "json", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    counts = json.loads(ran.stdout)["counts"]
    assert sum(counts.values()) == 14
    lines = list(csv.reader((tmp_path / "marks.csv").read_text(encoding="utf8").splitlines()))
    assert [line[2] for line in lines].count("right") == counts["right"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.csv", "--problem", H], "none.csv"),
        ([str(CLASS)], "there is no problem"),
        ([str(CLASS), "--problem", "coz x"], "did you mean 'cos'"),
        ([str(CLASS), "--problem", H, "--problem-file", "x.txt"], "twice"),
        ([str(CLASS), "--problem-file", "x.txt"], "x.txt"),
        ([str(CLASS), "--problem", H, "--jobs", "two"], "whole number"),
        ([str(CLASS), "--problem", H, "--jobs", "0"], "positive"),
        ([str(CLASS), "--problem", H, "--out", "a", "--marks", "./a"], "asked for twice"),
        ([str(CLASS), "--problem", H, "--marks", "no/folder.csv"], "folder"),
        ([str(CLASS), "--problem", H, "--form", "pretty"], "factored"),
    ],
    ids=lambda value: None if isinstance(value, list) else value,
)
def test_command_line_refusals(words, said, tmp_path, monkeypatch, capsys):
    """What cannot be read or run is said in a few lines, with exit code 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        main(["grade", *words])
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    assert said in told.err
    assert "internal error" not in told.err
    assert list(tmp_path.iterdir()) == []


def test_cluster(monkeypatch):
    """A cluster is asked through the executor of its own client; without the package, the error says how to get it."""
    from types import SimpleNamespace

    class Client:
        def __init__(self, address):
            if address != "tcp://there:8786":
                raise OSError("Timed out")
            self.left = False

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.left = True

        def get_executor(self):
            return Here()

    from chainrule.marking import cluster

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    with cluster("tcp://there:8786") as executor:
        assert outcomes(grade(named([RIGHT]), H, executor=executor)) == ["right"]
    with pytest.raises(ChainRuleError, match="no cluster at 'tcp://nowhere:1': Timed out"), cluster("tcp://nowhere:1"):
        pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ChainRuleError, match=r"pip install '\.\[cluster\]'"), cluster("tcp://there:8786"):
        pass
