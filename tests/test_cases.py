"""Scores the cases of other systems' test suites and textbooks, where a checkout of them lies beside this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CASES = ROOT.parent / "shared" / "cases"
SUITES = ("rubi", "cas", "polynomials", "graphs")
REFUSED_AT_MOST = 0.01

pytestmark = pytest.mark.skipif(not (CASES / "score.py").exists(), reason="the cases are not part of this repository")


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, int]]:
    command = [sys.executable, str(CASES / "score.py"), "--json", *SUITES]
    ran = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    return {row["suite"]: row for row in map(json.loads, ran.stdout.splitlines())}


@pytest.mark.parametrize("suite", SUITES)
def test_suite(suite: str, scores: dict[str, dict[str, int]]) -> None:
    """No answer is wrong, none takes over 10 s, and at most 1 % is refused."""
    row = scores[suite]
    assert {kind: row[kind] for kind in ("wrong", "crashed", "slow")} == {"wrong": 0, "crashed": 0, "slow": 0}
    assert row["refused"] <= REFUSED_AT_MOST * row["cases"]
    assert row["cases"] > 0
