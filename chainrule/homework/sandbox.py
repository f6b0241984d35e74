"""Judging in a child process with limits on CPU time, memory and wall time, so that no text can hold up or bring down the caller.

The child is a fresh interpreter. What comes back is data: only chainrule's own types and plain values are accepted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chainrule.errors import ChainRuleError
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import Verdict
from chainrule.tree import rebuild

STARTING = "from chainrule.homework.checking import check; from chainrule.homework.sandbox import serve; serve(check)"
PLAIN = frozenset((("decimal", "Decimal"), ("builtins", "tuple"), ("builtins", "dict"), ("builtins", "set"), ("builtins", "frozenset")))
OUT_OF_CPU = (-24, -9)  # exit statuses of a process that was stopped for its CPU time: SIGXCPU, SIGKILL


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The limits of the child process: seconds of CPU time, bytes of memory, and seconds on the clock."""

    cpu: int = 10
    memory: int = 2**30
    wall: float = 20.0


def judged_apart(arguments: dict[str, Any], limits: Sandbox) -> Verdict:
    """Return the verdict of ``check`` on some arguments, judged in a child process; running out is undecided, with the reason.

    Raises the ChainRuleError that the child raised.
    """
    import pickle
    import subprocess
    import sys

    request = pickle.dumps((limits, arguments))
    try:
        done = subprocess.run([sys.executable, "-c", STARTING], input=request, capture_output=True, timeout=limits.wall, env=environment(), check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return undecided(f"judging took longer than {limits.wall:g} s")
    if done.returncode in OUT_OF_CPU:
        return undecided(f"judging took more than {limits.cpu} s of CPU time")
    try:
        answer = read_plainly(done.stdout)
    except (pickle.UnpicklingError, EOFError):
        return undecided(broken_off(limits))
    if isinstance(answer, ChainRuleError):
        raise answer
    return answer if isinstance(answer, Verdict) else undecided(str(answer))


def environment() -> dict[str, str]:
    """Return the environment of a child process: it finds the same modules, and one thread is enough for it."""
    import os
    import sys

    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"}


def read_plainly(data: bytes) -> Any:
    """Return what was pickled, where it names chainrule's own types and plain values alone. Raises UnpicklingError for anything else."""
    import io
    import pickle

    class Plain(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            if (module, name) in PLAIN:
                return super().find_class(module, name)
            found = super().find_class(module, name) if module.partition(".")[0] == "chainrule" else None
            if found is rebuild or (isinstance(found, type) and found.__module__.partition(".")[0] == "chainrule"):
                return found
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a verdict")

    return Plain(io.BytesIO(data)).load()


def broken_off(limits: Sandbox) -> str:
    """Return why a child ended without a word."""
    return f"judging broke off, most likely for want of memory: the limit is {limits.memory // 2**20} MB"


def undecided(reason: str) -> Verdict:
    """Return a verdict that decides nothing, with the reason."""
    return Verdict(None, equality=Equality("undecided", method="sandbox", note=reason))


def serve(check: Callable[..., Verdict]) -> None:
    """Judge one request from standard input under its limits, and write the verdict to standard output: the child's work."""
    import pickle
    import sys

    limits, arguments = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  # written by the parent
    restrict(limits)
    sys.stdout.buffer.write(pickle.dumps(attempted(lambda: check(**arguments), limits)))


class NoRoom(str):
    """The words for work that took more memory than there may be."""

    __slots__ = ()


def attempted(work: Callable[[], Any], limits: Sandbox) -> Any:
    """Return what some work comes to, the ChainRuleError that it raises, or in words why it came to nothing."""
    room = NoRoom(f"judging took more than {limits.memory // 2**20} MB of memory")
    try:
        return work()
    except ChainRuleError as error:
        return error
    except MemoryError:
        return room
    except RecursionError:
        return "the text is nested too deeply"
    except ImportError as error:  # a library that finds no room for its code says so in words alone
        return room if "failed to map segment" in str(error) else f"judging failed ({error})"
    except Exception as error:  # noqa: BLE001  # the parent has only what is written
        return f"judging failed, which is a defect of chainrule ({type(error).__name__}: {error})"


def restrict(limits: Sandbox, *, cpu: bool = True) -> None:
    """Set the limits for this process, where the system has them; without ``cpu``, those that do not run out with time."""
    try:
        import resource
    except ImportError:  # Windows: the wall limit alone holds
        return
    if cpu:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow(seconds: int) -> None:
    """Let this process have so many more seconds of CPU time from now on, where the system has such a limit."""
    try:
        import resource
    except ImportError:
        return
    used, hard = resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_CPU)[1]
    allowed = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (allowed if hard == resource.RLIM_INFINITY else min(allowed, hard), hard))
