"""Judging in a child process."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from chainrule.errors import ProblemError, ReadError
from chainrule.homework import Sandbox, check
from chainrule.homework.sandbox import read_plainly

H = "h(x) = log(2 + cos x)"


def test_the_verdict_is_the_same():
    """What the child finds is what the caller gets."""
    assert str(check(H, "1/(2 + cos x)", sandbox=True)) == str(check(H, "1/(2 + cos x)"))


def test_errors_come_back():
    """Text that cannot be read is the same error as outside, with its place."""
    with pytest.raises(ReadError) as caught:
        check(H, "1/(2 +", sandbox=True)
    assert caught.value.start == 2


@pytest.mark.parametrize(("limits", "reason"), [(Sandbox(wall=0.01), "longer"), (Sandbox(memory=30 * 2**20), "memory"), (Sandbox(cpu=0), "CPU|memory")])
def test_running_out_is_undecided(limits, reason):
    """Running out of time or memory decides nothing, and says why."""
    import re

    verdict = check(H, "1/(2 + cos x)", sandbox=limits)
    assert verdict.correct is None
    assert re.search(reason, verdict.equality.note)
    assert str(verdict).startswith("Undecided: judging")


def test_a_defect_is_said():
    """What fails in the child for another reason is not blamed on its limits."""
    failing = "from chainrule.homework.sandbox import serve; serve(lambda: 1 / 0)"
    done = subprocess.run([sys.executable, "-c", failing], input=pickle.dumps((Sandbox(), {})), capture_output=True, check=True)
    assert read_plainly(done.stdout) == "judging failed, which is a defect of chainrule (ZeroDivisionError: division by zero)"


def test_a_value_is_no_derivative():
    """Numbers to be reckoned with are refused, unless a name is given to differentiate by: then the derivative is 0."""
    with pytest.raises(ProblemError, match="b is constant"):
        check("b = 0 - 0.1*(-15.7)", "-1.57")
    assert check("b = 0 - 0.1*(-15.7)", "0", wrt="x").correct


def test_only_verdicts_are_accepted():
    """A pickle that names anything else is not read."""
    import os

    with pytest.raises(pickle.UnpicklingError):
        read_plainly(pickle.dumps(os.system))
