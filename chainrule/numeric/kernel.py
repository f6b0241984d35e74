"""A loss and its gradient over samples as straight-line code: on floats, or on NumPy arrays in chunks.

The code is generated once from slot numbers and a fixed table of operations; no name or number of the reader's is in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from chainrule.functions import FUNCTIONS
from chainrule.kept import kept
from chainrule.numeric.arithmetic import FLOAT, Arithmetic, Operation, numpy_arithmetic
from chainrule.numeric.line import Line, Stage
from chainrule.numeric.program import unchecked
from chainrule.numeric.tape import SUM, Instruction

if TYPE_CHECKING:
    from concurrent.futures import Executor

FLOAT_SAMPLES = 40  # up to so many samples, plain floats are faster than arrays
CHUNK = 16_000  # samples worked on at once: what they need stays in the processor's cache

CHUNKS_IN_THREADS = 8  # chunks from which threads are worth their start
MOST_THREADS = 4

# (rate, sizes, state, samples) -> the next state. Sizes are names of the number of samples; a sample is a tuple of one value
# for each column, or of one array where it is a chunk of many.
Compiled = Callable[[float, Sequence[int], Sequence[Any], Sequence[tuple[Any, ...]]], tuple[Any, ...]]

# How an operation is written, given how its arguments are written; any other one is a call.
WRITTEN = {"neg": "-{a}", "add": "{a} + {b}", "mul": "{a} * {b}", "div": "{a} / {b}", "cube": "{a} * {a} * {a}", "reciprocal": "1.0 / {a}"}


class Kernel:
    """A line compiled on first use, for floats and for arrays.

    A state is what the line puts out: the loss, the squared length of the step, the gradient, and the parameters after the step.
    The next state follows from these parameters; what stands before them is not looked at.
    """

    def __init__(self, found: Line, rate: int, sizes: Sequence[int], parameters: Sequence[int], columns: Sequence[int]) -> None:
        used = found.used
        self.line, self.rate, self.sizes, self.parameters = found, rate, tuple(sizes), tuple(parameters)
        self.columns = tuple(slot for slot in columns if slot in used)

    @kept
    def on_floats(self) -> Compiled:
        """The function of samples of floats."""
        return Writer(self, FLOAT).function()

    @kept
    def on_arrays(self) -> Compiled:
        """The function of chunks of samples; it raises nothing, and what is not finite comes out so."""
        import numpy as np

        run = Writer(self, numpy_arithmetic()).function()

        def quiet(rate: float, sizes: Sequence[int], state: Sequence[Any], samples: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
            numbers = [np.float64(value) for value in state]  # unlike floats they divide by 0
            with np.errstate(all="ignore"):
                return tuple(map(float, run(np.float64(rate), sizes, numbers, samples)))

        return quiet


class Writer:
    """The text of a kernel under construction, with the operations and constants that it uses by number."""

    def __init__(self, kernel: Kernel, arithmetic: Arithmetic) -> None:
        self.kernel, self.arithmetic = kernel, arithmetic
        self.namespace: dict[str, Any] = {f"s{slot}": value for slot, value in kernel.line.constants.items()}
        self.operations: dict[str, int] = {}
        self.lines: list[str] = []

    def function(self) -> Compiled:
        """Return the compiled function. Its text is made of slot numbers and fixed operations; compiling it runs nothing."""
        kernel = self.kernel
        self.lines.append(f"def kernel(s{kernel.rate}, sizes, state, samples):")
        self.add(f"{listed(kernel.sizes)} = sizes")
        self.add("(" + "_, " * (2 + len(kernel.parameters)) + listed(kernel.parameters)[1:] + " = state")
        for stage in self.kernel.line.stages:
            self.stage(stage)
        self.add(f"return {listed(self.kernel.line.outputs)}")
        module = compile("\n".join(self.lines), "<kernel>", "exec", dont_inherit=True)
        code = next(constant for constant in module.co_consts if isinstance(constant, CodeType))
        return FunctionType(code, {"__builtins__": {}, **self.namespace}, "kernel")

    def stage(self, stage: Stage) -> None:
        """Append the statements of a stage: those made once, then the sums over the samples."""
        for step in stage.once:
            self.assign(step)
        if not stage.sums:
            return
        for step in stage.sums:
            self.add(f"s{step.slot} = 0.0")
        if self.arithmetic is FLOAT:
            self.add(f"for {listed(self.kernel.columns)} in samples:")
            for step in stage.each:
                self.assign(step, 2)
            for step in stage.sums:
                self.add(f"s{step.slot} += s{step.a}", 2)
        else:
            self.sums_of_chunks(stage)

    def sums_of_chunks(self, stage: Stage) -> None:
        """Append a function that gives the sums over one chunk, and what adds those of all chunks in their order."""
        self.add("def part(chunk):")
        self.add(f"{listed(self.kernel.columns)} = chunk", 2)
        last, pairs = last_uses(stage), computed_beside(stage)
        others = {slot for slot, _ in pairs.values()}
        for step in (*stage.each, *stage.sums):
            if step.operation == SUM:
                self.add(f"t{step.slot} = {self.operation(SUM)}(s{step.a})", 2)
            elif step.slot in pairs:
                other, both = pairs[step.slot]
                self.add(f"s{step.slot}, s{other} = {self.pair(step.operation, both)}(s{step.a})", 2)
            elif step.slot not in others:
                self.assign(step, 2)
            for slot in last.get(step.slot, ()):
                self.add(f"del s{slot}", 2)  # its memory is in the cache, ready for the next array
        parts = listed([step.slot for step in stage.sums], "t")
        self.add(f"return {parts}", 2)
        self.namespace["of_each"] = of_each
        self.add(f"for {parts} in of_each(part, samples):")
        for step in stage.sums:
            self.add(f"s{step.slot} += t{step.slot}", 2)

    def assign(self, step: Instruction, indent: int = 1) -> None:
        """Append the statement that computes an instruction."""
        a, b = f"s{step.a}", f"s{step.b}"
        if step.operation in WRITTEN:
            value = WRITTEN[step.operation].format(a=a, b=b)
        else:
            value = f"{self.operation(step.operation)}({a if step.b < 0 else f'{a}, {b}'})"
        self.add(f"s{step.slot} = {value}", indent)

    def operation(self, name: str) -> str:
        """Return the numbered name of an operation in the text."""
        number = self.operations.setdefault(name, len(self.operations))
        self.namespace[f"f{number}"] = over_chunk() if name == SUM else unchecked(name, self.arithmetic)
        return f"f{number}"

    def pair(self, name: str, both: Operation) -> str:
        """Return the numbered name of what computes a function of arrays with the one beside it."""
        import numpy as np

        number = self.operations.setdefault(f"{name} and the one beside it", len(self.operations))
        self.namespace[f"f{number}"] = partial(both, np)
        return f"f{number}"

    def add(self, text: str, indent: int = 1) -> None:
        """Append one line."""
        self.lines.append(" " * indent + text)


def listed(slots: Sequence[int], letter: str = "s") -> str:
    """Return slots as a tuple is written."""
    return "(" + "".join(f"{letter}{slot}, " for slot in slots) + ")"


def last_uses(stage: Stage) -> dict[int, list[int]]:
    """Return, for each instruction in a loop, the slots computed there that nothing after it uses."""
    computed = {step.slot for step in stage.each}
    last = {slot: step.slot for step in (*stage.each, *stage.sums) for slot in (step.a, step.b) if slot in computed}
    found: dict[int, list[int]] = {}
    for slot, user in last.items():
        found.setdefault(user, []).append(slot)
    return found


def computed_beside(stage: Stage) -> dict[int, tuple[int, Operation]]:
    """Return, for a function in a loop, the slot of the one beside it, needed of the same argument later on, and what computes both."""
    found = {(step.operation, step.a): place for place, step in enumerate(stage.each)}
    pairs: dict[int, tuple[int, Operation]] = {}
    for place, step in enumerate(stage.each):
        beside = FUNCTIONS[step.operation].beside if step.operation in FUNCTIONS else None
        other = found.get((beside[0], step.a), 0) if beside else 0
        if beside and other > place:
            pairs[step.slot] = stage.each[other].slot, beside[1]
    return pairs


def over_chunk() -> Any:
    """Return what adds up the samples of a chunk."""
    import numpy as np

    return np.add.reduce  # not a scalar product, for which linear algebra libraries start threads that cost more than they save


def of_each(part: Callable[[Any], Any], chunks: Sequence[Any]) -> Iterable[Any]:
    """Return what a function gives for each chunk, in order; a few threads work on many chunks, since NumPy computes outside the lock."""
    if len(chunks) < CHUNKS_IN_THREADS or (workers := threads()) is None:
        return map(part, chunks)
    import numpy as np

    def quiet(chunk: Any) -> Any:
        with np.errstate(all="ignore"):  # which every thread has for itself
            return part(chunk)

    return workers.map(quiet, chunks)


@cache
def threads() -> Executor | None:
    """Return the threads that all kernels share, or None where there is one processor alone; a forked process gets its own."""
    from concurrent.futures import ThreadPoolExecutor

    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return ThreadPoolExecutor(min(processors, MOST_THREADS)) if processors > 1 else None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=threads.cache_clear)
