"""A problem of any form: definitions, equations, what is asked, points, rates, what depends on what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from chainrule.errors import ReadError
from chainrule.problem import Definition, Equation, Known, Problem, inputs_below
from chainrule.syntax.asked.bare_expressions import named_behind_words, settled
from chainrule.syntax.asked.bare_functions import as_functions
from chainrule.syntax.asked.cases import of_case
from chainrule.syntax.asked.dependence import depending, with_parameters, without_constants
from chainrule.syntax.asked.differentials import check_no_differentials, check_not_elsewhere, differential, without_d
from chainrule.syntax.asked.equations import (
    check_equation,
    check_open,
    difference_name,
    equation_among,
    given_by,
    rates_of,
    tied_definition,
    tied_part,
    without_time,
)
from chainrule.syntax.asked.givens import functions_given, read_givens
from chainrule.syntax.asked.indexed import indexed, ordered
from chainrule.syntax.asked.mentioned import of_the_one, with_mentioned
from chainrule.syntax.asked.nested import may_ask, nested
from chainrule.syntax.asked.planar import planar
from chainrule.syntax.asked.points_said import add_value, in_order, values_said
from chainrule.syntax.asked.requests import Asked, Request, note_reach, requested
from chainrule.syntax.asked.set_aside import without_totals, without_values
from chainrule.syntax.asked.squares import with_squares
from chainrule.syntax.asked.tied_functions import argument_of, as_quantity, point_given
from chainrule.syntax.asked.updates import with_updates
from chainrule.syntax.expressions import read_expression
from chainrule.syntax.limits import Limits
from chainrule.syntax.parsing.parser import Parser
from chainrule.syntax.raw import problem_tokens
from chainrule.syntax.resolution import resolved
from chainrule.syntax.rules import Readings
from chainrule.syntax.sums.loss_names import CALLED
from chainrule.syntax.sums.pairs import of_own_index, with_pairs
from chainrule.syntax.tokens.segments import Segment, arguments, asks, check_no_pieces, of_numbers, read_name, rename, signatures, split
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vectors.applied import with_arguments
from chainrule.syntax.vectors.functions import listed, of_several_components, read_value
from chainrule.syntax.vectors.open_losses import with_open_losses
from chainrule.syntax.words.numerals import note_scientific, note_tens
from chainrule.syntax.words.scope import Scope
from chainrule.tree import Tree, call
from chainrule.tree import names as names_in

_LEFT_OUT = re.compile(r",\s*+\w\s*+!=\s*+\w\s*+,")  # of sum(x_j, j, 1, j != k, n), whose limits are all said
_DECIMAL = re.compile(r"(?<=\d),(?=\d+\s*\Z)")  # of one argument
_SUMS = re.compile("[Σ∑]|sum")
_VECTORS = re.compile(  # signs of transposes, norms, shares and sums
    r"[T⊤ᵀ@‖Σ∑]|\|\s?(?:_|[·⋅*]?\s?\||\\cdot)|\\\||Vert|\\top|\^t [A-Z]|dot|inner|\\intercal|e(?:xp|\s?\^|\*\*)|(?i:softmax|log.?sum)|[Tt]r(?:ace)?\b|sum|mean"
    r"|\)['’′]\s?\(|\w['’′] ?[A-Za-z)Σ]|var\(|std\(|[Dd]et|Sigma|norm\(|∥|inv|⊙|odot|[A-Z]_?\w? ?[A-Z]|[XWAΦUV](?:_\w)? ?[wθβxhzuvab]"
)
_EXPONENT = re.compile(r"[eE](?<=\d.)[+-]?\d")  # in every number such as 2e-3


def read_in_full(text: str, names: tuple[str, ...], limits: Limits) -> Problem:
    """Return what a text asks, as ``read_problem`` does, with all that people write around formulas."""
    readings = Readings(text)
    tokens, asked = problem_tokens(text, readings, limits, names)
    if tokens.has("derivative") or tokens.has("prime") or tokens.may_have_differentials():
        tokens = as_functions(tokens, readings, names)
    problem = depending(ProblemReader(tokens, readings, names, asked).read(), asked.dependence)
    if len(problem.definitions) > 1 or problem.output:
        problem = with_open_losses(with_updates(problem, names))
    if asked.said.kinds or _VECTORS.search(text) or CALLED.search(text):
        from chainrule.syntax.vectors.left_out_indices import with_indices
        from chainrule.syntax.vectors.put_in import with_vectors_and_functions

        problem = with_indices(with_vectors_and_functions(problem, names, asked.said))
    return of_case(problem if names or problem.vectors.each else without_constants(problem, asked.dependence))


class ProblemReader:
    """Reads the parts of a problem one by one."""

    def __init__(self, tokens: Tokens, readings: Readings, names: tuple[str, ...], asked: Asked) -> None:
        self.tokens, self.readings, self.names = tokens, readings, names
        self.wrt, self.order, self.operand_start = asked.wrt, asked.order, asked.operand
        self.mixed = len(asked.wrt) > 1 and not asked.each  # by different names, one after the other
        self.point: dict[str, Tree] = {}  # the values at which the derivative is asked
        self.point_said, self.jacobian, self.direction = asked.point, asked.jacobian, asked.direction
        self.of = asked.of  # the function whose derivative in a direction is asked
        self.conditions = [*asked.conditions]
        self.first_asked: tuple[int, list[str]] | None = None
        self.found: dict[int, Request | None] = {}  # what the parts ask, by their first tokens
        self.output: str | None = None
        self.definitions: list[Definition] = []
        self.own_names: set[str] = set()  # of functions that a definition is said to be the derivative of
        self.tied: Segment | None = None  # the part that is an equation
        self.equation: Equation | None = None
        self.argument = ""  # of the function that the equation gives
        self.summing = _SUMS.search(tokens.text) is not None and not _LEFT_OUT.search(tokens.text)
        self.listed: list[int] = []  # where vectors stand in expressions
        self.beside_vectors = False  # whether a definition is a vector of what is no number
        self.squares: frozenset[int] = frozenset()  # the first tokens of parts that give a quantity by its square

    def read(self) -> Problem:
        """Return the problem."""
        tokens = self.tokens
        without_time(tokens)
        segments, self.totals = without_totals(tokens, of_the_one(tokens, with_mentioned(tokens, split(tokens)), self.readings), self.readings)
        if not segments:
            empty = "there is no formula in this text" if tokens.text.strip() else "the text is empty"
            raise ReadError(empty, hint="write an expression or a definition, such as y = x^2")
        rates = [segment for segment in segments if segment.rate]
        givens = [segment for segment in segments if segment.given]
        if rates or givens:
            segments = [segment for segment in segments if not segment.rate and not segment.given]
        segments, self.squares = with_squares(tokens, segments, self.readings)
        self.tied = equation_among(tokens, segments)
        defined: dict[str, tuple[str, ...]] = {}
        for segment in segments:
            if segment.words:
                self.readings.add("set aside", tokens.starts[segment.first - segment.words], tokens.ends[segment.first - 1], "it says what follows")
            if segment.name:
                defined[segment.name] = segment.parameters
            if segment.alias:
                rename(tokens, segment)
        if len(defined) < len(segments):  # only a part without a name can ask
            segments = [segment for segment in segments if not self.asked(segment, defined)]
        if segments and self.tied is None:
            segments, self.tied = tied_part(tokens, segments, self.output, self.wrt)
            defined = defined if self.tied is None else {each.name: each.parameters for each in segments if each.name}
        self.wrt = self.wrt or tuple(dict.fromkeys(segment.rate[1] for segment in rates if segment.rate))
        self.argument = argument_of(tokens, self.output) if self.tied is not None and self.output else ""
        if tokens.has("comma") and len(segments) > 1:
            segments = with_arguments(tokens, segments, self.wrt, self.request, self.readings)
            defined |= {each.name: each.parameters for each in segments if each.name}
        scope = self.scope(segments, defined)
        self.wrt = self.wrt or ((self.argument,) if self.argument else ())
        if givens:
            scope.functions = {**dict.fromkeys(functions_given(tokens, givens), ()), **scope.functions}
        self.beside_vectors = tokens.has("comma") and any(len(listed(tokens, each.body, each.last)) > 1 for each in segments if each.name)
        for segment in segments:
            self.define(segment, scope)
        self.definitions = with_parameters(self.definitions, self.wrt, self.readings)
        if self.output and self.argument:
            givens, there = point_given(tokens, givens, scope, self.output, self.argument, self.point.get(""))
            self.point |= there
        self.settle(scope, rates, len(defined), bool(segments))
        defined = {each.name: () for each in self.definitions}
        beside = rates_of(tokens, rates, self.wrt, defined, lambda segment: self.side(segment.body, segment.last, scope))
        return self.problem(beside, read_givens(tokens, givens, scope, self.definitions) if givens else ())

    def settle(self, scope: Scope, rates: Sequence[Segment], defined: int, any_left: bool) -> None:
        """Check what was read, and set aside what belongs to the point."""
        if not self.tokens.latex and _EXPONENT.search(self.tokens.text):
            note_scientific(self.tokens.text, scope, self.readings)
        if ".10" in self.tokens.text:
            note_tens(self.tokens.text, self.readings)
        if defined < len(self.definitions) or not any_left:
            asked = bool(self.wrt or self.names) or self.operand_start >= 0
            self.definitions, self.output = settled(self.tokens, self.definitions, self.output, self.operand_start, self.readings, asked=asked)
        changing = (*self.names, *self.wrt, *(segment.rate[0] for segment in rates if segment.rate))
        self.definitions, values = without_values(self.definitions, changing, self.equation is not None, self.readings)
        for name, value in values.items():
            add_value(self.point, name, value)
        self.definitions, self.output, self.wrt = planar(self.readings, self.definitions, self.output, self.wrt)
        self.take_equation(rates)
        if self.point_said:
            self.take_point(self.point_said)
        if self.tokens.has("integral"):
            from chainrule.syntax.integrals.variables import with_own_variables

            self.definitions = with_own_variables(self.definitions, (*self.names, *self.wrt), self.readings)

    def problem(self, rates: tuple[tuple[str, Tree], ...], known: tuple[Known, ...]) -> Problem:
        """Return the problem as it was found."""
        order = max(self.order, len(self.wrt)) if self.mixed else self.order
        self.output = self.output or (named_behind_words(self.definitions, self.operand_start) if self.equation is None else None)
        definitions, point, readings = tuple(self.definitions), tuple(self.point.items()), self.readings.listed()
        problem = Problem(
            self.tokens.text, definitions, self.output, self.wrt, order, self.mixed, readings, point=point, equation=self.equation, rates=rates,
            known=known, totals=self.totals, conditions=tuple(self.conditions), logarithm=self.readings.logarithm,
        )  # fmt: skip
        if self.direction is not None:
            from chainrule.syntax.along_direction import along

            return along(problem, self.direction, self.of)
        return of_several_components(problem, self.jacobian, listed=bool(self.listed))

    def take_equation(self, rates: Sequence[Segment]) -> None:
        """Take the definition that is an equation, if one is, and what it gives; it comes last, as the difference of its sides."""
        asked = self.first_asked is not None or bool(self.names or self.wrt)
        written = None if self.tied is None or self.equation is None else (self.tied, self.equation)
        found = tied_definition(self.tokens, self.definitions, written, rates, lambda each: asked and self.output in (None, each.name))
        if found is None:
            return
        place, self.equation = found
        given, said, beside = self.definitions.pop(place), self.output, {each.name: each.tree for each in self.definitions}
        every, feeding = inputs_below(names_in(self.equation.difference), beside)
        check_open(self.tokens, given, every, list(beside), said is not None or len(feeding) == len(beside))
        self.definitions.append(given._replace(name=difference_name(self.equation, (*beside, *every)), tree=self.equation.difference, parameters=()))
        if said in beside:
            return
        self.output, self.wrt = given_by(every, said, self.wrt, self.names)
        others = self.wrt or tuple(each for each in every if each != self.output)
        if self.output and others and not said:
            self.readings.add("equation", given.start, given.end, f"{self.output} depends on {', '.join(others)}", f"d{others[0]}/d{self.output}")

    def take_point(self, said: str) -> None:
        """Take the values of a point that is said in words: at x = 3; when r = 2, s = 1; at (1, 2), for a function of as many arguments."""
        for name, value in values_said(said, self.coordinates):
            self.value(name, value)

    def coordinates(self, count: int) -> Sequence[str]:
        """Return the names of which so many values in brackets are given: those of a function, or of the point of a graph its variables."""
        functions = [each for each in self.definitions if each.parameters]
        places = (*self.wrt, self.output or "") if self.equation else functions[0].parameters if len(functions) == 1 else ()
        inputs = names_in(self.definitions[0].tree) if len(self.definitions) == 1 else ()
        graph = places or (inputs if len(inputs) == 1 else in_order(inputs, len(inputs)))  # (x, y) and (x, y, z) of a graph
        return places if len(places) == count else graph if self.equation is None and len(graph) == count - 1 else in_order(inputs, count)

    def value(self, name: str, written: str) -> None:
        """Note one value of the point, where it can be read as a number."""
        tree = None
        with suppress(ReadError):
            tree = read_expression(written)
        if tree is not None and not names_in(tree):
            add_value(self.point, name, tree)

    def scope(self, segments: list[Segment], defined: dict[str, tuple[str, ...]]) -> Scope:
        """Return what words mean in this problem; in a single definition, what they mean there."""
        alone = segments[0] if len(segments) == 1 else None
        asked = (*self.names, *self.wrt, *(alone.parameters if alone else ()))
        functions = {name: parameters for name, parameters in defined.items() if parameters}
        if self.tied is not None and self.output:
            asked = (*asked, self.output)
            functions |= {self.output: (self.argument,)} if self.argument else {}
        scope = Scope(self.tokens, (*defined, *asked), functions, asked, self.readings)
        scope.own, scope.listed = alone.name if alone else "", self.listed
        if self.tokens.has("derivative"):
            scope.unspecified = signatures(self.tokens)
        return scope

    def asked(self, segment: Segment, defined: dict[str, tuple[str, ...]]) -> bool:
        """Take what a part asks, and return whether it only asks; a derivative's operand stays as a bare expression."""
        tokens, first, last = self.tokens, segment.first, segment.last
        if segment.name or segment.equation:
            return False
        if tokens.has("relation") and "relation" in tokens.kinds[first:last]:
            check_no_pieces(tokens, first, last)
            self.readings.add("set aside", tokens.starts[first], tokens.ends[last - 1], "conditions are left out")
            self.conditions.append(tokens.source(first, last - 1))
            return True
        given = self.tied is not None and self.wrt and tokens.starts[first] == self.operand_start  # the derivative of y by x, from an equation
        if last == first + 1 and tokens.kinds[first] in ("word", "name") and ((name := read_name(tokens, first)) in defined or given):
            if tokens.starts[first] == self.operand_start and (tokens.has("prime") or tokens.has("derivative")):
                return False  # differentiate v, where v may be a derivative itself
            if self.output not in (None, name) and self.first_asked is None:  # the composite of f and g
                raise tokens.error("two different derivatives are asked for", first, hint="ask for one at a time")
            self.output = name
            return True
        if of := differential(tokens, first, last, defined):
            self.output = of
            return True
        check_not_elsewhere(tokens, first, last, {} if self.names or tokens.starts[first] == self.operand_start else defined)
        if self.asked_by_index(first, last, defined) or self.asked_by_order(first, last, defined):
            return True
        if not asks(tokens, first, last):
            return self.asked_by_name(self.request(segment), defined)
        more = self.order if tokens.starts[first] == self.operand_start else 0  # "the derivative of f'(x)" asks once more
        if more:
            start, written = tokens.starts[first], tokens.source(first, last - 1).rstrip()
            self.readings.add("derivative of derivative", start, start + len(written), "once more" if more == 1 else f"{more} times more")
        if tokens.kinds[first] == "derivative":
            _, of, wrt = tokens.values[first]
            self.ask(first, of or None, wrt + wrt[-1:] * more)
            return True
        name = read_name(tokens, first)
        if name not in defined and self.tied is None:
            return False
        opening = tokens.kinds.index("open", first, last) if tokens.kinds[last - 1] == "close" else last
        inside = [] if of_numbers(tokens, opening + 1, last - 1) else [read_name(tokens, index) for index in range(opening + 1, last - 1, 2)]
        if opening < last and not (inside and set(inside).issubset(defined.get(name) or inside)):  # f'(2) and f'(a): at a point
            self.at(name, opening, last, defined)
            inside = []
        self.ask(first, name, tuple(inside), more + sum(tokens.values[index] for index in range(first, opening) if tokens.kinds[index] == "prime"))
        return True

    def request(self, segment: Segment) -> Request | None:
        """Return what a part without a name asks to have differentiated; it is looked for once."""
        if segment.first not in self.found:
            self.found[segment.first] = requested(self.tokens, segment.first, segment.last)
        return self.found[segment.first]

    def asked_by_index(self, first: int, last: int, defined: dict[str, tuple[str, ...]]) -> bool:
        """Take f_x, f_xy and f_x(x, y) as derivatives of a defined f, where the index is made of its variables; return whether it was."""
        found = indexed(self.tokens, first, last, defined, self.tied)
        if found is None:
            return False
        if found.at_point:
            self.at(found.of, first + 1, last, defined)
        self.ask(first, found.of, found.wrt)
        return True

    def asked_by_order(self, first: int, last: int, defined: dict[str, tuple[str, ...]]) -> bool:
        """Take y^(4), y^{(4)} and f^(4)(x) alone as the fourth derivative of a defined quantity; return whether it was."""
        found = ordered(self.tokens, first, last, defined)
        if found is None:
            return False
        if found.point:
            self.at(found.of, found.point, last, defined)
        self.ask(first, found.of, found.wrt, found.order)
        return True

    def at(self, name: str, opening: int, last: int, defined: dict[str, tuple[str, ...]]) -> None:
        """Take f'(2) and f'(a) as the derivative at a point, which is said."""
        tokens, parameters = self.tokens, defined.get(name) or ("",)
        self.readings.add("set aside", tokens.starts[opening], tokens.ends[last - 1], "numbers are put in last")
        values = arguments(tokens, opening + 1, last - 1)
        for parameter, (start, end) in zip(parameters, values, strict=True) if len(values) == len(parameters) else ():
            self.value(parameter, _DECIMAL.sub(".", tokens.source(start, end - 1)))

    def asked_by_name(self, request: Request | None, defined: dict[str, tuple[str, ...]]) -> bool:
        """Take a request whose operand is a defined name, alone or with its parameters: diff(y, x), d/dx f(x); return whether it was."""
        if request is None:
            return False
        first, last, wrt, order, *_ = request
        name = read_name(self.tokens, first) if self.tokens.kinds[first] in ("word", "name") else ""
        parameters = [read_name(self.tokens, index) for index in range(first + 2, last - 1, 2)]
        if name not in defined or (last > first + 1 and (self.tokens.kind(first + 1) != "open" or tuple(parameters) != defined[name])):
            return False
        self.ask(first, name, wrt, order)
        return True

    def ask(self, place: int, output: str | None, wrt: tuple[str, ...], order: int = 0) -> None:
        """Take the output, the names to differentiate by and how often; the same name again and again is an order.

        Several requests are of one output: dL/dw and dL/db, or f_x, f_xx and f_xy, which are among those of the highest order and its stages.
        """
        order, names = order or max(len(wrt), 1), tuple(dict.fromkeys(wrt))
        if self.first_asked is not None and output != self.output:
            hint = "ask for one at a time; those of one quantity can stand together: dL/dw, dL/db"
            raise self.tokens.error("two different derivatives are asked for", place, hint=hint)
        if self.first_asked is None:
            self.mixed, self.first_asked = len(names) > 1, (order, sorted(wrt))
            self.wrt, self.output, self.order = wrt if self.mixed else names, output or self.output, order
        elif (order, sorted(wrt)) != self.first_asked:
            self.mixed, self.order = False, max(order, self.order)
            self.wrt = tuple(dict.fromkeys((*self.wrt, *names)))

    def define(self, segment: Segment, scope: Scope) -> None:
        """Read one definition, or one bare expression with d/dx before it."""
        tokens = self.tokens
        if segment.equation:
            self.equation = Equation(self.side(segment.first, segment.body - 1, scope), self.side(segment.body, segment.last, scope))
            if self.output and self.argument:
                self.equation = as_quantity(tokens, segment, self.equation, self.output, self.argument)
            tree = self.equation.difference
            check_equation(tokens, segment, tree)
            segment = segment._replace(name=difference_name(self.equation))
        elif not segment.name and (request := self.request(segment)):
            self.ask(segment.first, None, request.wrt, request.order)
            tree = self.operand(request, scope)
        elif may_ask(tokens, segment) and (asked := nested(tokens, segment, scope.functions, scope.names, self.own_names)):
            tree = asked.tree
            if asked.name:
                inside = self.operand(asked.request, scope.narrowed(segment.name, segment.parameters))
                self.own_names.add(asked.name)
                self.definitions.append(Definition(asked.name, inside, segment.parameters, tokens.starts[segment.body], tokens.ends[segment.last - 1]))
        else:
            check_no_differentials(tokens, segment.body, segment.last)
            inner = scope.narrowed(segment.name, segment.parameters)
            tree = read_value(tokens, segment.body, segment.last, inner, beside=self.beside_vectors)
        tree, both = with_pairs(tree, segment.name) if self.summing else (tree, None)
        if letter := of_own_index(tree, segment.name) if self.summing else "":
            hint = "write the limits as numbers, or give the index of the sum another name"
            raise tokens.error(f"the pairs run over {letter}, which is the index of {segment.name}", segment.body, segment.last - 1, hint=hint)
        if both is not None:
            place = tokens.starts[segment.body], tokens.ends[segment.last - 1]
            self.readings.add("pairs", *place, f"all {both[1]} and {both[0]}", f"{segment.name}_{both[1]} = …")
        tree = call("sqrt", tree) if segment.first in self.squares else tree
        self.definitions.append(Definition(segment.name, tree, segment.parameters, tokens.starts[segment.first], tokens.ends[segment.last - 1]))

    def side(self, first: int, last: int, scope: Scope) -> Tree:
        """Return one side of an equation."""
        check_no_differentials(self.tokens, first, last)
        return Parser(resolved(self.tokens, first, last, scope), scope).parse()

    def operand(self, request: Request, scope: Scope) -> Tree:
        """Return what a request differentiates."""
        first, last, wrt, _, spread, glued = request
        if glued:
            without_d(self.tokens, first)
        if spread:
            note_reach(self.tokens, self.readings, first, last)
        inner = Scope(self.tokens, scope.names.union(wrt), scope.functions, scope.asked.union(wrt), self.readings)
        inner.listed = self.listed
        return read_value(self.tokens, first, last, inner)
