"""Trees compiled once into a straight line of instructions on numbered slots, run on many points.

Each distinct operation on the same slots is one instruction (hash-consing), so what equal subexpressions share is computed once.
Source of the technique: Griewank and Walther, Evaluating Derivatives, ch. 2 (evaluation procedures).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import partial, reduce
from itertools import islice
from typing import Any, cast

from chainrule.errors import NumericError
from chainrule.functions import FUNCTIONS
from chainrule.integrals import as_name
from chainrule.numeric.arithmetic import FLOAT, Arithmetic, Operation
from chainrule.numeric.choices import TOLERANT, tolerant
from chainrule.numeric.choosing import choose
from chainrule.numeric.stand_ins import carries, waves, written_out
from chainrule.tree import Tree, names, node, substitute, symbol

WRITTEN_OUT = frozenset(("sum", "integral"))  # kinds that are computed as a sum of terms
DIRECT = frozenset(("neg", "add", "mul", "div", "pow", "call"))  # kinds that are operations on one or two arguments, or more from the left
PACKED = 50_000  # slots from which floats stand in an array, in a quarter of the room
ROOM = 400  # operations up to which a tree is compiled by calls inside each other, in half the time
Operations = Mapping[str, Operation]


class NoRoom(Exception):  # noqa: N818  # it is caught where it is raised
    """A tree is too large, or shares too much, to be compiled by calls inside each other."""


class OutsideDomain(NumericError):  # noqa: N818  # named for what is wrong, as all in errors.py
    """A point at which a value is not a finite real number.

    ``slot`` holds the first such value; ``argument`` is what was refused there (infinite where that is not known), ``value``
    what came out (None where nothing did).
    """

    def __init__(self, slot: int, argument: Any = math.inf, value: Any = None) -> None:
        super().__init__("a value is not a finite real number")
        self.slot, self.argument, self.value = slot, argument, value


class Program:
    """Instructions that compute slots from inputs.

    A tree may use the names of inputs and of earlier definitions; any other name becomes an input. With ``unspecified``
    set, functions without a definition and sums without numbers for bounds are computed by stand-ins, else refused. ``parts`` is into how many
    parts the way of an integral is divided.
    """

    __slots__ = (
        "_bound", "_indexed", "_leaves", "_room", "_start",
        "inputs", "integrates", "keys", "names", "parts", "stood_in", "tolerant", "undefined", "unspecified",
    )  # fmt: skip

    def __init__(self, *, unspecified: bool = False, parts: int = 1) -> None:
        self.unspecified, self.parts = unspecified, parts
        self.integrates = False  # whether a value in it is an integral, which more digits do not make more precise
        self.stood_in: dict[str, None] = {}  # the functions, and Σ for sums, that a stand-in was used for
        self.names: dict[str, int] = {}  # the slots of inputs and definitions
        self.inputs: dict[str, int] = {}
        self.keys: dict[tuple[str, int, int], int] = {}  # (operation, slot, slot or −1) -> slot, in order
        self._leaves: dict[Any, int] = {}  # number, or name of a constant -> slot
        self._start: list[Any] = []  # the slots before a run: constants in place, zeros elsewhere
        self._bound: dict[Arithmetic, tuple[Operations, list[Any]]] = {}  # operations and start of other arithmetics
        self._room = 0  # for further operations of the tree that is being compiled
        self.tolerant = False  # what is emitted is on the way to a value that may not be chosen,
        self.undefined: set[int] = set()  # and these slots are
        self._indexed: dict[str, Tree] = {}  # definitions whose names may carry the index of a sum

    def companion(self) -> Program:
        """Return an empty program in which sums mean what they mean here."""
        other = Program(unspecified=self.unspecified)
        other._indexed = self._indexed
        return other

    def __len__(self) -> int:
        """Return the number of instructions so far: a mark at which a run can stop."""
        return len(self.keys)

    @property
    def slots(self) -> int:
        """The number of slots so far."""
        return len(self._start)

    def input(self, name: str) -> int:
        """Return the slot of an input or, where the name is defined, of the definition."""
        slot = self.names.get(name)
        if slot is None:
            slot = self.names[name] = self.inputs[name] = len(self._start)
            self._start.append(0.0)
        return slot

    def define(self, name: str, tree: Tree) -> int:
        """Return the slot of a tree that later trees may use by its name."""
        slot = self.names[name] = self.add(tree)
        if ("_" in name or "^" in name) and not name.rpartition("_")[2].isdigit():
            self._indexed[name] = tree
        return slot

    def add(self, tree: Tree) -> int:
        """Return the slot of a tree.

        Raises NumericError for what has no number: a condition, an unevaluated derivative, an unspecified function.
        """
        self._room = ROOM
        if self.tolerant:
            return self._add_once(tree)
        try:
            return self._slot(tree)
        except (NoRoom, RecursionError):  # the stack may be nearly full where this is called
            return self._add_once(tree)

    def add_all(self, trees: Sequence[Tree]) -> list[int]:
        """Return the slots of several trees, in which a part that they share is looked at once. Raises as ``add`` does."""
        known: tuple[dict[int, int], dict[int, Tree]] = ({}, {})
        return [self._add_once(tree, known) for tree in trees]

    def _slot(self, tree: Tree) -> int:
        """Return the slot of a small tree. Raises NoRoom where it is found to be large."""
        kind, value, args = tree
        if not args:
            known = self.names if kind == "symbol" else self._leaves
            return known[value] if value in known else self._leaf(kind, value)
        self._room = room = self._room - 1
        if room < 0:
            raise NoRoom
        if value is None:
            value = kind  # an operation of arithmetic
        elif kind != "call":
            return self._add_once(tree) if kind in ("sum", "integral", "pieces") else self._apply(kind, value, [self._slot(arg) for arg in args])
        if len(args) == 2:
            a, b = args
            key = value, self._slot(a), self._slot(b)
        elif len(args) == 1:
            key = value, self._slot(args[0]), -1
        else:
            return reduce(partial(self.emit, value), [self._slot(arg) for arg in args])
        slot = self.keys.get(key)  # as in ``emit``, without a call for each node
        if slot is None:
            start = self._start
            slot = self.keys[key] = len(start)
            start.append(0.0)
        return slot

    def _add_once(self, tree: Tree, known: tuple[dict[int, int], dict[int, Tree]] | None = None) -> int:
        """Return the slot of a tree that is large, or has a sum in it: what is shared is looked at once, and a sum is the sum of its terms.

        ``known`` are the slots of trees, and the terms of sums, by their ids; those of this tree are added.
        """
        slots, terms = ({}, {}) if known is None else known
        stack: list[Tree | None] = [tree]
        while stack:
            top = stack.pop()
            if top is None:  # everything below the node under this mark is done
                top = stack.pop()
                kind, value, args = top  # type: ignore[misc]  # a node stands under every mark
                if kind == "pieces":
                    slots[id(top)] = self.choose(top)  # type: ignore[arg-type]
                    continue
                slots[id(top)] = slots[id(terms[id(top)])] if kind in WRITTEN_OUT else self._apply(kind, value, [slots[id(arg)] for arg in args])
            elif id(top) not in slots:
                kind, value, args = top
                if not args:
                    slots[id(top)] = self._leaf(kind, value)
                    continue
                stack += (top, None)
                if kind in WRITTEN_OUT:
                    terms[id(top)] = self._terms(top) if kind == "sum" else self._weighted(top)
                    stack.append(terms[id(top)])
                elif kind != "pieces":
                    stack += reversed(args)
        return slots[id(tree)]

    def emit(self, operation: str, a: int, b: int = -1) -> int:
        """Return the slot of an operation on one or two slots."""
        key = (TOLERANT + operation if self.tolerant else operation, a, b)
        slot = self.keys.get(key)
        if slot is None:
            slot = self.keys[key] = len(self._start)
            self._start.append(0.0)
            if self.tolerant:
                self.undefined.add(slot)
        return slot

    def choose(self, tree: Tree) -> int:
        """Return the slot of an expression in pieces."""
        return choose(self, tree)

    def number_slot(self, value: int) -> int:
        """Return the slot of a number."""
        return self._leaf("number", value)

    def run(self, values: Mapping[str, Any], arithmetic: Arithmetic = FLOAT, stop: int | None = None) -> list[Any]:
        """Return all slots for one value of every input; with ``stop``, only so many instructions are run.

        Raises OutsideDomain, and NumericError where a value is missing.
        """
        if arithmetic.operations is not None:
            packed = arithmetic is FLOAT and len(self._start) > PACKED
            slots = cast("list[Any]", array("d", self._start)) if packed else self._start.copy()
            return self._execute(arithmetic.operations, slots, values, arithmetic, stop)
        with arithmetic.quiet():
            operations, start = self._bind(arithmetic)
            return self._execute(operations, start.copy(), values, arithmetic, stop)

    def _execute(self, operations: Operations, slots: list[Any], values: Mapping[str, Any], arithmetic: Arithmetic, stop: int | None) -> list[Any]:
        """Return the slots after putting the inputs in and running the instructions."""
        number = arithmetic.number
        try:
            for name, slot in self.inputs.items():
                slots[slot] = number(values[name])
        except KeyError:
            raise missing(self.inputs, values) from None
        slot = a = 0
        try:
            for (operation, a, b), slot in self.keys.items() if stop is None else islice(self.keys.items(), stop):
                slots[slot] = operations[operation](slots[a]) if b < 0 else operations[operation](slots[a], slots[b])
        except (ValueError, ArithmeticError):
            raise OutsideDomain(slot, slots[a]) from None
        if not arithmetic.all_finite(slots):
            undefined = self.undefined
            for slot, value in enumerate(slots):
                if not arithmetic.finite(value) and slot not in undefined:
                    raise OutsideDomain(slot, value=value)
        return slots

    def _bind(self, arithmetic: Arithmetic) -> tuple[Operations, list[Any]]:
        """Return the operations and the slots before a run in another arithmetic."""
        found = self._bound.get(arithmetic)
        if found is None or len(found[1]) != len(self._start):
            operations = {name: bind(name, arithmetic) for name in {key[0] for key in self.keys}}
            start = [arithmetic.number(0)] * len(self._start)
            for value, slot in self._leaves.items():
                start[slot] = arithmetic.constant(value) if value.__class__ is str else arithmetic.number(value)
            found = self._bound[arithmetic] = (operations, start)
        return found

    def _terms(self, total: Tree) -> Tree:
        """Return a sum written out as its terms; what is defined with its index, as pred_i is, is put in first."""
        body, *bounds = total.args
        while found := {name: self._indexed[name] for name in names(body) if name in self._indexed and carries(name, total.value)}:
            body = substitute(body, found)
        terms, replaced = written_out(node("sum", total.value, (body, *bounds)), self.unspecified)
        if replaced:
            self.stood_in["Σ"] = None
        return terms

    def _weighted(self, item: Tree) -> Tree:
        """Return an integral as weighted values of what it integrates."""
        from chainrule.numeric.quadrature import weighted_values

        self.integrates = True
        return weighted_values(item, self.parts)

    def _leaf(self, kind: str, value: Any) -> int:
        """Return the slot of a number, a constant or a symbol."""
        if kind == "bound":  # a step inside an integral, looked at by itself
            kind, value = "symbol", as_name(value)
        if kind == "symbol":
            slot = self.names.get(value)
            return self.input(value) if slot is None else slot
        slot = self._leaves.get(value)
        if slot is None:
            slot = self._leaves[value] = len(self._start)
            self._start.append(FLOAT.number(value) if kind == "number" else FLOAT.constant(value))
        return slot

    def _apply(self, kind: str, value: Any, slots: list[int]) -> int:
        """Return the slot of an operation or a function of some slots; an unspecified function is computed by its stand-in."""
        emit = self.emit
        if kind in DIRECT:
            return emit(value or kind, slots[0]) if len(slots) == 1 else reduce(partial(emit, value or kind), slots)
        if kind != "apply":
            raise NumericError("a condition or an unevaluated derivative has no number")
        name, orders = value
        if not self.unspecified:
            raise NumericError(f"'{name}' is not specified, so it has no value", hint=f"define {name} to compute with numbers")
        self.stood_in[name] = None
        terms = []
        for wave in waves(name, orders):
            phase = self._leaf("number", wave.phase)
            for frequency, slot in zip(wave.frequencies, slots, strict=True):
                phase = emit("add", phase, emit("mul", self._leaf("number", frequency), slot))
            term = emit("mul", self._leaf("number", wave.height), emit(wave.function, phase))
            terms.append(emit("neg", term) if wave.negative else term)
        return reduce(partial(emit, "add"), terms)


def value_of(tree: Tree, values: Mapping[str, Any], arithmetic: Arithmetic = FLOAT) -> Any:
    """Return the value of an expression where its names have these values.

    Raises OutsideDomain, and NumericError where a value is missing or the expression has none.
    """
    program = Program()
    place = program.add(tree)
    return program.run(values, arithmetic)[place]


def missing(inputs: Iterable[str], values: Mapping[str, Any]) -> NumericError:
    """Return the error for inputs without a value."""
    needed = list(inputs)
    return NumericError(f"no value for {listed([name for name in needed if name not in values])}", hint=f"values are needed for {listed(needed)}")


def listed(names: Sequence[str], limit: int = 12) -> str:
    """Return names separated by commas, a long list cut."""
    return ", ".join(names[:limit]) + (f", … ({len(names)} in all)" if len(names) > limit else "")


def bind(operation: str, arithmetic: Arithmetic) -> Operation:
    """Return what computes an operation: the arithmetic's own function, else the definition from the table of functions."""
    own = arithmetic.operation(operation)
    if own is not None:
        return own
    if operation.startswith(TOLERANT):
        return tolerant(unchecked(operation.removeprefix(TOLERANT), arithmetic))
    return composed(operation, arithmetic)


def composed(name: str, arithmetic: Arithmetic) -> Operation:
    """Return what computes a known function by its definition."""
    row = FUNCTIONS[name]
    args = "uvw"[: row.arity[0]]
    if row.definition is None:
        raise NumericError(f"'{name}' cannot be computed with {arithmetic.name} numbers")
    program = Program()
    result = program.add(row.definition(*map(symbol, args)))

    def operation(*values: Any) -> Any:
        try:
            return program.run(dict(zip(args, values, strict=True)), arithmetic)[result]
        except OutsideDomain:
            raise ValueError(name) from None

    return operation


# Operations in which what is not finite comes out so, and is no error


def unchecked(name: str, arithmetic: Arithmetic) -> Operation:
    """Return what computes an operation: the arithmetic's own function, else the definition from the table of functions."""
    own = arithmetic.operation(name)
    if own is not None:
        return own
    row = FUNCTIONS[name.removeprefix(TOLERANT)]
    args = "uvw"[: row.arity[0]]
    if row.definition is None:
        raise NotImplementedError(f"{name} has neither an operation in {arithmetic.name} nor a definition")
    return compiled(row.definition(*map(symbol, args)), args, arithmetic)


def compiled(tree: Tree, names: Sequence[str], arithmetic: Arithmetic) -> Operation:
    """Return a tree in some names as a function of their values."""
    program = Program()
    given = [program.input(name) for name in names]
    result = program.add(tree)
    steps = [(slot, unchecked(operation, arithmetic), a, b) for (operation, a, b), slot in program.keys.items()]
    start = program.run(dict.fromkeys(program.inputs, 0.0), stop=0)

    def compute(*values: Any) -> Any:
        slots = start.copy()
        for slot, value in zip(given, values, strict=True):
            slots[slot] = value
        for slot, operation, a, b in steps:
            slots[slot] = operation(slots[a]) if b < 0 else operation(slots[a], slots[b])
        return slots[result]

    return compute
