"""Operations in which what is not finite comes out so, and is no error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chainrule.functions import FUNCTIONS
from chainrule.numeric.arithmetic import Arithmetic, Operation
from chainrule.numeric.choosing import TOLERANT
from chainrule.numeric.program import Program
from chainrule.tree import Tree, symbol


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
