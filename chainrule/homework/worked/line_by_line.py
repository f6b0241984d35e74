"""The work line by line: each line judged by itself and by what it follows from.

The student's own names mean what the student says; every statement is compared with the truth about these quantities.
A line that is not true still follows when the student's own earlier values give it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from chainrule.calculus import Curve
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.at_values import at_values
from chainrule.homework.answers.called import without_operator
from chainrule.homework.answers.cutting import as_read, read_line
from chainrule.homework.answers.layers import deltas_above
from chainrule.homework.answers.notebook import HIGHER, Target
from chainrule.homework.answers.otherwise import mended, unit_of
from chainrule.homework.answers.putting_names import replaced
from chainrule.homework.answers.question import ask, at_point
from chainrule.homework.answers.statements import Reader, Statement
from chainrule.homework.answers.update_signs import as_update
from chainrule.homework.judges.by_given import judged_value
from chainrule.homework.judges.by_pieces import wrong_pieces
from chainrule.homework.judges.judging import PATH_MISTAKES, judge
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import has_derivative, is_decimal, is_unfinished, tidy
from chainrule.homework.verdict import LineVerdict, Mistake, Prose, listed, worst_of
from chainrule.homework.worked.brackets import as_products, in_words, missing, read_again, shown_by_space
from chainrule.homework.worked.by_case import by_case
from chainrule.homework.worked.collected import by_problem
from chainrule.homework.worked.definitions import defined
from chainrule.homework.worked.deltas import is_delta, quantities, with_stand_ins
from chainrule.homework.worked.equations import is_condition
from chainrule.homework.worked.iterates import judge_iterate, with_values
from chainrule.homework.worked.own_values import by_own_values
from chainrule.homework.worked.progress import Progress
from chainrule.homework.worked.solving import NOT_FOLLOWED
from chainrule.homework.worked.taken_apart import uses
from chainrule.homework.worked.updates import is_moved, judge_update, updated
from chainrule.notation.names import canonical
from chainrule.problem import Definition, Problem
from chainrule.tree import E, Tree, names, neg, postorder, symbol

E_DEFINED = re.compile(r"\s*e\s*=(?!=)")
ALIKE = 3  # quantities by which a wrong derivative may be, of which the mistake is looked for
SAID = re.compile(r"(?<![^\W_])([^\W\d_])\s?=(?!=)")
SHOWN_SIZE = 60  # nodes of a right value that is shown beside a wrong line


class Worker(Progress):
    """Goes through the lines of one piece of work, in order."""

    def line(self, text: str) -> LineVerdict:
        """Return the verdict on one line."""
        own = {name for name in self.notebook.own if " " not in name}
        known = {*self.question.known, *self.words, *own} - set(self.notebook.parameters) | ({self.called} - {""})
        if E_DEFINED.match(text) and E not in postorder(self.question.function):
            known.add("e")  # an error, e = y − p
        known |= deltas_above(text)
        functions = {**self.functions, **{name: (parameter,) for name, parameter in self.notebook.parameters.items()}}
        try:
            given = self.question.given.functions - self.notebook.parameters.keys() if self.question.given is not None else ()
            vectors = [each.name for each in self.question.problem.vectors.each]
            reader = Reader(known, functions, self.limits, self.question.result.wrt, given, self.question.changing, vectors=vectors)
            plain = with_values(self, as_update((unit_of(reader, text) or (text,))[0], self.has_name))
            anew = without_operator(plain, self.question.result.wrt)
            self.target = self.target if anew == plain else None
            anew, there = at_values(anew)
            values = tuple((canonical(name), reader.expression(0, value, value, [])) for name, value in there)
            statement = read_line(reader, anew, self.question.problem)
            statement = replace(statement, there=values) if values else statement
            product = as_products(reader, anew)
            kept = self.state() if product != anew else {}
            before, verdict = self.last, self.judged(statement)
            if verdict.status == "wrong":
                verdict = self.with_dot(reader, product, kept) or self.read_again(reader, statement, before) or verdict
            self.spoiled |= verdict.status not in ("right", "not needed")
            return replace(verdict, text=as_read(text))
        except ReadError as error:
            self.spoiled = True
            self.lost, self.in_chain = True, text.lstrip().startswith("=") and self.target == self.asked
            self.taken |= {name for name in SAID.findall(text) if self.is_link(name)}
            return self.with_product(text, error) or LineVerdict(as_read(text), "not understood", (error.message,), start=error.start, end=error.end)
        except ChainRuleError as error:
            self.lost = True
            return LineVerdict(as_read(text), "undecided", (error.message,))

    def with_product(self, text: str, error: ReadError) -> LineVerdict | None:
        """Return the verdict on a line with a number as a factor where it is refused, cos(x²) 2x, if it is right then; else None."""
        changed = mended(error) if error.text == text else None
        kept = self.state()
        verdict = None if changed is None else self.line(changed[0])
        if verdict is not None and verdict.status in ("right", "not needed"):
            return replace(verdict, text=text)
        vars(self).update(kept)
        return None

    def with_dot(self, reader: Reader, product: str, kept: dict[str, Any]) -> LineVerdict | None:
        """Return the verdict on a wrong line where a function of the problem before brackets is a factor, if it is right or follows so; else None."""
        if not kept:
            return None
        after = self.state()
        vars(self).update(kept)
        verdict = self.judged(read_line(reader, product, self.question.problem))
        if verdict.status in ("right", "not needed", "follows"):
            return verdict
        vars(self).update(after)
        return None

    def read_again(self, reader: Reader, statement: Statement, before: Tree | None) -> LineVerdict | None:
        """Return the verdict on a wrong line about a derivative that another reading makes right; else None.

        With quotients and products in the order written it is right, or follows; with other brackets, these are missing.
        """
        if statement.left is not None and statement.left.kind != "derivative":
            return None
        for changed, other in read_again(reader, statement.text):
            said = in_words(changed)
            if said is None and (shown_by_space(changed) or (statement.left is None and not statement.continued)):  # not in an equation
                continue
            kept = self.state()
            self.last = before
            verdict = self.judged(other)
            if said is not None and verdict.status in ("right", "not needed", "follows"):
                return replace(verdict, text=statement.text, words=(said,))
            if said is None and verdict.status == "right":
                mistake = missing(changed, statement.text, self.question.wording)
                return LineVerdict(statement.text, "wrong", mistake.words, mistake=mistake)
            vars(self).update(kept)
        return None

    def judged(self, statement: Statement) -> LineVerdict:
        """Return the verdict on a statement of any kind."""
        left = statement.left
        if statement.at is not None:
            self.point = {**self.point, self.question.result.wrt: statement.at}
        self.point.update(statement.there)
        if left is None and statement.continued and self.lost:
            return self.after_lost(statement)
        self.lost = False
        if (equation := self.equations.begun(statement)) is not None:
            return self.equated(equation)
        if left is None:
            target = self.subject(statement)
            return by_problem(self, target, statement.sides, self.derivative(statement, target, "d"))
        if left.kind == "symbol":
            if statement.update or updated(self.notebook, left.value) is not None or is_moved(self, statement, left.value):
                return judge_update(self, statement, left.value)
            if (iterate := judge_iterate(self, statement, left.value)) is not None:
                return iterate
            return self.definition(statement, left.value)
        if left.kind == "apply":
            return judged_value(self.question, statement.text, left, [self.notebook.expand(side) for side in statement.sides])
        of = left.args[0]
        by = [each.value or self.argument_of(of) for each in left.args[1:]]
        target = self.name_of(of), HIGHER.join(by)
        if sorted(by) == sorted(self.asked[1].split(HIGHER)) and target[0] == self.asked[0]:  # f_yx is f_xy
            target = self.asked
        if len(by) == 1 and (cases := by_case(self, statement, target, lambda each, about: self.derivative(each, about, left.value))) is not None:
            self.target, self.last = target, None
            return cases
        if len(by) > 1 and self.notebook.truth(*target) is None:
            return LineVerdict(statement.text, "not understood", ("only ", self.question.result.left, " is asked for",))
        return by_problem(self, target, statement.sides, self.derivative(statement, target, left.value))

    def equated(self, statement: Statement) -> LineVerdict:
        """Return the verdict on an equation, which may be about the asked derivative: u′v + uv′ = …"""
        statement = self.equations.understood(self.notebook, statement)
        if is_condition(statement.sides) and not self.notebook.same(*map(self.notebook.expand, statement.sides[:2])):
            strange = [name for side in statement.sides for name in self.notebook.stray(side)]
            words = (symbol(strange[0]), " has not been said to be anything") if strange else (NOT_FOLLOWED,)
            return LineVerdict(statement.text, "not understood", words)
        truth = self.notebook.truth(*self.asked)
        ends = [self.notebook.expand(side) for side in (statement.sides[0], statement.sides[-1])]
        if truth is not None and any(self.notebook.same(at_point(truth, end, self.question.point), end) for end in ends):
            return self.derivative(statement, self.asked, "d")
        self.target, self.last = None, None
        return self.equations.judged(self.notebook, statement, self.asked, self.faulty)

    def subject(self, statement: Statement) -> Target:
        """Return the derivative that a line without a left side is about: the last one, or what is asked where it begins anew and is that."""
        if self.target is None or (not statement.continued and self.is_asked(statement)):
            return self.asked
        return self.target

    def is_asked(self, statement: Statement) -> bool:
        """Return whether the last side of a statement is the derivative that is asked."""
        truth = self.notebook.truth(*self.asked)
        return truth is not None and self.notebook.same(truth, self.notebook.expand(statement.sides[-1])) is True

    def after_lost(self, statement: Statement) -> LineVerdict:
        """Return the verdict on a line that goes on from one that was not understood: right where it is what is asked, else it cannot be told."""
        if self.is_asked(statement):
            self.lost = False
            return self.derivative(statement, self.asked, "d")
        value = self.notebook.expand(statement.sides[-1])
        if self.in_chain and names(value) and not has_derivative(value):  # what the work ends with, whatever stood before; a number may be a value of it
            self.answer, self.unfinished = value, False
        return LineVerdict(statement.text, "undecided", ("it goes on from a line that was not understood",))

    def name_of(self, of: Tree) -> str:
        """Return the name of a quantity; an expression is noted as one of the student's own."""
        if (of.kind == "symbol" and of.value == self.called) or self.is_whole(of):
            return self.asked[0]
        if of.kind == "symbol":
            return str(of.value)
        name = f"expression {len(self.notebook.own)}"  # no name of a quantity has a space
        self.notebook.define(name, of)
        return name

    def is_whole(self, of: Tree) -> bool:
        """Return whether an expression, or a name of the student's own, is all of what is differentiated: y = u³ where f(x) = (2x + 1)³ and u = 2x + 1."""
        return (of.kind != "symbol" or of.value in self.notebook.own) and self.notebook.same(self.question.function, self.notebook.expand(of)) is True

    def argument_of(self, of: Tree) -> str:
        """Return the variable of h′: the argument that the function is defined with, or the one that is asked for."""
        name = of.value if of.kind == "symbol" else ""
        return self.notebook.parameters.get(name) or self.question.result.wrt

    # Statements about derivatives

    def derivative(self, statement: Statement, target: Target, sign: str) -> LineVerdict:
        """Return the verdict on dA/dB = … = …, or on a line that goes on with it."""
        notebook, text = self.notebook, statement.text
        truth = notebook.truth(*target, sign)
        if truth is None:
            return self.unknown(statement, target)
        before = self.last if statement.continued else None
        self.target = target
        goes_on = (before, *statement.sides)
        pairs, truths = [*zip(statement.sides, goes_on, strict=False)], (truth, notebook.held(*target) if sign == "∂" else None)
        found = (worst_of(self.side(text, side, target, each, start) for side, start in pairs) for each in truths if each is not None)
        worst = min(found, key=lambda verdict: verdict.status == "wrong")
        self.last = statement.sides[-1]
        self.claim(target, statement.sides, wrong=worst.status == "wrong")
        (notebook.untrue.discard if worst.status == "right" else notebook.untrue.add)(target)
        if target == self.asked:
            self.composed |= uses(statement.sides, self.faulty) and all(notebook.same(truth, notebook.expand(side)) for side in statement.sides)
            answer = self.value(statement.sides[-1])
            if self.question.point or self.answer is None or at_point(truth, answer, self.point) is truth:  # a value is no answer where none is asked
                self.answer, self.unfinished = answer, is_unfinished(statement.sides[-1])
        elif worst.status == "right" and not self.leads(target):
            return replace(worst, status="not needed")
        return worst

    def side(self, text: str, side: Tree, target: Target, truth: Tree, before: Tree | None) -> LineVerdict:
        """Return the verdict on one side of a statement about a derivative; ``before`` is what the line goes on from."""
        notebook = self.notebook
        faults = notebook.resolve(side).faults if target == self.asked else ()
        if faults and faults[0].name == "extra-path":
            return LineVerdict(text, "wrong", faults[0].words, mistake=faults[0])
        value = self.value(side)
        general, truth = truth, at_point(truth, value, self.point)
        if is_decimal(value) and names(truth):
            return LineVerdict(text, "undecided", ("the values of ", *listed(names(truth)), " are not given"))
        found = self.agrees(truth, value)
        if found or (found is False and self.agrees_near(truth, value)):
            return LineVerdict(text, "follows" if self.faulty & set(names(side)) else "right")
        if found is None and not notebook.stray(value):
            return LineVerdict(text, "undecided", ("the values could not be compared",))
        if (status := by_own_values(self, target, general, before, value)) is not None:
            return LineVerdict(text, status)
        if self.faulty and any(notebook.same(general, meant) for meant in with_stand_ins(notebook, side, self.faulty)):
            return LineVerdict(text, "follows")
        rewriting = before is not None and not has_derivative(before) and notebook.same(truth, notebook.expand(before)) is True
        return self.wrong(text, side, target, truth, rewriting=rewriting)

    def wrong(self, text: str, side: Tree, target: Target, truth: Tree, *, rewriting: bool) -> LineVerdict:
        """Return the verdict on a wrong line, with the mistake in it where one is found."""
        mistake = self.mistake(side, target, rewriting=rewriting)
        expected = tidy(self.question.with_given(self.shown(target, truth)))
        if mistake is not None:
            return LineVerdict(text, "wrong", mistake.words, expected, mistake)
        value = self.value(side)
        here = self.number(truth) if not names(value) and any(map(is_decimal, postorder(value))) else None
        if here is not None and self.agrees(neg(truth), value):
            opposite = replace(self.question.wording.mistake(MISTAKES["sign"]), words=(f"A sign is wrong: it should be {here}.",))
            return LineVerdict(text, "wrong", opposite.words, None, opposite)
        if here is not None:
            return LineVerdict(text, "wrong", (f"it should be {here}.",))
        plain: Prose = ("it should be ", expected) if len(postorder(expected)) <= SHOWN_SIZE else ()
        words = next(wrong_pieces(truth, self.notebook.expand(side)), plain)
        return LineVerdict(text, "wrong", words, expected)

    def shown(self, target: Target, truth: Tree) -> Tree:
        """Return the right value in the student's own names where that is possible: 1/u rather than 1/(2 + cos x)."""
        wrt = target[1]
        inner = self.notebook.expand(symbol(wrt))
        alike = inner == symbol(wrt) or isinstance(self.question.derivation, Curve)
        return truth if alike else replaced(truth, inner, wrt) or truth

    def mistake(self, side: Tree, target: Target, *, rewriting: bool) -> Mistake | None:
        """Return the mistake in one derivative: the derivation of just this one is judged like an answer."""
        of, wrt = target
        tree = self.notebook.expand(symbol(of), keep=wrt)
        inner = self.notebook.expand(symbol(wrt))
        if wrt not in names(tree):
            tree = replaced(tree, inner, wrt) or tree
        if target == self.asked:
            mistakes = judge(self.question, self.notebook.expand(side), rewriting=rewriting).mistakes
            along = [each for each in mistakes if each.name in PATH_MISTAKES] if has_derivative(side) or self.through(side) else []
            return next(iter((*along, *mistakes)), None)
        if wrt not in names(tree):
            return None
        question = ask(Problem("", (Definition("" if " " in of else of, tree, (wrt,)),)), (wrt,))
        value = self.notebook.expand(side, keep=wrt)
        meant = {*names(tree), *self.notebook.stray(value)}
        value = value if meant.issuperset(names(value)) else replaced(value, inner, wrt) or value  # 3(2x + 1) for 3u
        return judge(question, value, rewriting=rewriting).mistake if meant.issuperset(names(value)) else None

    def through(self, side: Tree) -> bool:
        """Return whether an expression is in quantities that the problem defines on the way, as a product along paths is."""
        graph = self.question.derivation.graph
        return uses([side], {each.name for each in graph.nodes if each.origin == "definition" and each.name != graph.nodes[graph.output].name})

    def leads(self, target: Target) -> bool:
        """Return whether a derivative is about quantities on a way from the asked one to the output."""
        if self.notebook.parameters.get(target[0]) == target[1]:  # f′(u) of f(g(x))
            return True
        lower = target[0] == self.asked[0] and len(self.question.result.by) > 1
        return lower or isinstance(self.question.derivation, Curve) or all(map(self.notebook.concerned, target))

    def unknown(self, statement: Statement, target: Target) -> LineVerdict:
        """Return that a line is about a quantity that nobody has said anything about."""
        self.lost = True
        of, wrt = target
        return LineVerdict(statement.text, "not understood", (symbol(wrt if self.notebook.known(of) else of), " has not been said to be anything"))

    def definition(self, statement: Statement, name: str) -> LineVerdict:
        """Return the verdict on u = …, or on δ = ∂L/∂z = … where that names a derivative."""
        first = statement.sides[0]
        if first.kind == "derivative" and len(first.args) == 2 and first.args[0].kind == "symbol" and not self.is_given(name):
            self.target, self.last = None, first
            return self.named_derivative(statement, name)
        verdict = defined(self, statement, name)
        return self.wrong_delta(name, statement.sides[0], verdict) if verdict.status == "wrong" and is_delta(name) and name in self.faulty else verdict

    def wrong_delta(self, name: str, side: Tree, verdict: LineVerdict) -> LineVerdict:
        """Return the verdict on a wrong derivative of the output that has a name, with the mistake in it where one is found."""
        of = self.question.result.of
        for by in quantities(self.notebook, name)[:ALIKE]:
            mistake = self.mistake(side, (of, by), rewriting=False) if self.notebook.concerned(by) and by != of else None
            if mistake is not None and mistake.name != "names":
                return replace(verdict, words=mistake.words, mistake=mistake)
        return replace(verdict, words=("this is no derivative of ", symbol(of), " by a quantity on the way"))

    def named_derivative(self, statement: Statement, name: str) -> LineVerdict:
        """Return the verdict on δ = ∂L/∂z = … : a name for a derivative, which stands for the value that the student gives it."""
        first, rest = statement.sides[0], statement.sides[1:]
        self.notebook.define(name, rest[-1] if rest else first)
        if not rest:
            return LineVerdict(statement.text, "right")
        return self.derivative(replace(statement, sides=rest, places=statement.places[1:]), (first.args[0].value, first.args[1].value), first.value)
