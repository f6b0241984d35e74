"""Problems in which vectors that are given by their components stand in expressions: u(t) = …; v(t) = …; d/dt (u · v)."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.errors import LimitExceeded, ReadError
from chainrule.problem import Definition, Listed, Problem, Reading, VectorFunction, mentioned, reached, with_bases
from chainrule.syntax.rules import A_POWER, sentence
from chainrule.syntax.vectors.by_components import ABSOLUTE
from chainrule.syntax.vectors.component_names import names_of_components, refused, unnamed
from chainrule.tree import Tree, symbol, vector
from chainrule.vectors.algebra import DOT, Algebra, is_vector
from chainrule.vectors.kinds import Unfit

MOST = 50  # definitions
PRODUCTS = "write u · v for the scalar product, u × v for the cross product, |u| for the length"


def of_expressions(problem: Problem) -> Problem:
    """Return a problem with every vector by its components, and what is asked of them: a number, or a vector again. Raises ReadError."""
    if len(problem.definitions) > MOST:
        raise LimitExceeded(f"there are {len(problem.definitions)} definitions beside vectors", hint=f"the limit is {MOST}")
    return Expressions(problem).read()


class Expressions:
    """Works out the definitions of one problem; ``parts`` are the components of each vector."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.given = problem, list(problem.definitions)
        self.taken = {name for each in self.given for name in (each.name, *each.parameters, *mentioned(each.tree))}
        self.parts: dict[str, tuple[Tree, ...]] = {}
        self.dotted = DOT.search(problem.text) is not None

    def read(self) -> Problem:
        """Return the problem by components."""
        for place, each in enumerate(self.given):
            if is_vector(each.tree):
                self.take(place, each.tree)
        while any(self.take(place, self.value(each)) for place, each in enumerate(self.given) if each.name not in self.parts):
            pass
        asked = self.asked()
        inner = self.derivative(asked)
        if inner is not None:
            asked = self.take_derivative(asked, *inner)
        needed = self.below(asked)
        definitions: list[Definition] = []
        for each in needed:
            values = self.value(each)
            parts, trees = (self.parts[each.name], values[2]) if is_vector(values) else ((symbol(each.name),), (values,))
            definitions += [each._replace(name=part[1], tree=tree) for part, tree in zip(parts, trees, strict=True) if part != tree]
        asked_for = [part[1] for part in self.parts.get(asked.name, (symbol(asked.name),))]
        left = reached(definitions, asked_for)
        definitions = [each for each in definitions if each.name in left]  # nothing of v is left in v × v
        listed = [Listed(each.name, tuple([part[1] for part in self.parts[each.name]]), each.parameters) for each in needed if each.name in self.parts]
        others = tuple([each for each in listed if each.name != asked.name])
        problem = self.problem._replace(definitions=tuple(definitions), readings=(*self.kept(), *self.told(needed, asked)), listed=others)
        problem = problem._replace(reserved=(*problem.reserved, *self.parts))
        if asked.name not in self.parts:
            return problem._replace(output=asked.name or None)
        function = VectorFunction(asked.name, tuple([part[1] for part in self.parts[asked.name]]), asked._replace(tree=self.value(asked)))
        return problem._replace(function=function, output=None)

    def value(self, definition: Definition) -> Tree:
        """Return what a definition gives, by components. Raises ReadError."""
        try:
            return Algebra(self.parts, dotted=self.dotted).value(definition.tree)
        except Unfit as unfit:
            raise refused(self.problem, definition, f"as vectors this makes no sense: {unfit}", PRODUCTS) from None

    def take(self, place: int, tree: Tree) -> bool:
        """Note the components of a definition whose value is a vector; return whether it is. Raises ReadError where it is defined by itself."""
        definition = self.given[place]
        if not is_vector(tree):
            return False
        if definition.name in mentioned(definition.tree):
            raise refused(self.problem, definition, f"'{definition.name}' is defined by itself", "give one of the two another name")
        name = definition.name or unnamed(self.taken)
        self.given[place] = definition._replace(name=name)
        self.taken.add(name)
        if tree is definition.tree and not definition.parameters and all(part[0] == "symbol" for part in tree[2]) and self.is_used(name):
            self.parts[name] = tree[2]  # p = (a, b), whose components have names
            return True
        found = names_of_components(name, len(tree[2]), self.taken)
        if found is None:
            raise refused(self.problem, definition, f"the components of '{name}' have no names that are not taken", "call it otherwise")
        self.parts[name] = tuple(map(symbol, found))
        return True

    def is_used(self, name: str) -> bool:
        """Return whether a name stands in a definition."""
        return any(name in mentioned(each.tree) for each in self.given)

    def asked(self) -> Definition:
        """Return what is differentiated: what the text asks, an expression without a name, or the one definition that no other one uses."""
        problem, named = self.problem, {each.name: each for each in self.given}
        if problem.output in named:
            return named[problem.output or ""]
        bare = [now for before, now in zip(problem.definitions, self.given, strict=True) if not before.name]
        found = bare or [each for each in self.given if not self.is_used(each.name) and (each.parameters or each.name not in self.parts or self.varies(each))]
        if len(found) != 1:
            names = ", ".join(each.name for each in found or self.given)
            reason = f"there are several outputs: {names}" if found else f"the definitions of {names} use each other in a circle"
            raise ReadError(reason, hint="ask for one of them", text=problem.text, start=0, end=len(problem.text))
        self.check_defined(found[0])
        return found[0]

    def check_defined(self, asked: Definition) -> None:
        """Raise a ReadError where a function alone is asked for that nothing defines: find T(t), beside r(t) = (…)."""
        if asked.tree[0] != "apply" or not self.parts or not {*self.parts, *(each.name for each in self.given)}.isdisjoint(mentioned(asked.tree)):
            return
        name, vector = asked.tree[1][0], next(iter(self.parts))
        hint = f"ask for {vector}'(t), or define what {name} is: {name}(t) = {vector}'(t)/|{vector}'(t)|"
        raise refused(self.problem, asked, f"'{name}' is not defined", hint)

    def derivative(self, asked: Definition) -> tuple[Definition, tuple[str, ...]] | None:
        """Return the vector whose derivative a definition is, v(t) = r′(t), and by what, where the text asks for nothing else; else None."""
        kind, value, args = asked.tree
        if self.problem.wrt or self.problem.output or not asked.name or kind not in ("apply", "derivative"):
            return None
        if kind == "apply":
            args = (symbol(value[0]), *(arg for arg, order in zip(args, value[1], strict=True) for _ in range(order)))
        of, *by = (arg[1] for arg in args)
        found = next((each for each in self.given if each.name == of and of in self.parts), None)
        return (found, tuple(by)) if found is not None and by and all(arg[0] == "symbol" for arg in args) else None

    def take_derivative(self, asked: Definition, of: Definition, by: tuple[str, ...]) -> Definition:
        """Ask for a derivative that a definition is, and return what is differentiated."""
        note = Reading(f"{asked.name} is a derivative itself, and is worked out", asked.start, asked.end)
        names = tuple(dict.fromkeys(by))
        self.problem = self.problem._replace(
            wrt=by if len(names) > 1 else names, order=len(by), mixed=len(names) > 1, readings=(*self.problem.readings, note)
        )
        return of

    def varies(self, definition: Definition) -> bool:
        """Return whether a definition has a name in it."""
        return bool(mentioned(definition.tree))

    def below(self, asked: Definition) -> list[Definition]:
        """Return the definitions that a definition needs, itself among them, in the order given."""
        named, found = {each.name: each for each in self.given}, {asked.name}
        waiting = [asked]
        while waiting:
            more = [name for name in with_bases(waiting.pop().tree) if name in named and name not in found]
            found.update(more)
            waiting += [named[name] for name in more]
        return [each for each in self.given if each.name in found]

    def kept(self) -> list[Reading]:
        """Return what was said of the text, but for norms of numbers and powers of them."""
        return [each for each in self.problem.readings if each.other != A_POWER and not each.other.startswith(ABSOLUTE)]

    def told(self, needed: list[Definition], asked: Definition) -> Iterator[Reading]:
        """Yield what the components are called, and that an expression of derivatives is differentiated itself."""
        for each in needed:
            if each.name in self.parts and each.name != asked.name and vector(*self.parts[each.name]) != each.tree:
                yield Reading(sentence("vectors", each.name, ", ".join(part[1] for part in self.parts[each.name]), ""), each.start, each.end)
        text = self.problem.text
        if self.problem.wrt or asked.start >= asked.end or text[: asked.start].rstrip().endswith("="):
            return
        if any(sign in text[asked.start : asked.end] for sign in "'′’"):
            yield Reading(f"{text[asked.start : asked.end].strip()} is differentiated itself, once more", asked.start, asked.end)
