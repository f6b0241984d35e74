"""Every command and code block of the README does what the README says."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import chainrule
from chainrule.cli import app
from chainrule.syntax import Limits
from chainrule.syntax.rules import table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")
SHIM = f'#!/bin/sh\nexec "{sys.executable}" -m chainrule "$@"\n'


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def commands() -> list[tuple[str, str]]:
    """Every ``$ command`` of the console blocks with the output printed below it."""
    return [(command, output) for block in blocks("console") for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the examples in it, and ``chainrule`` on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shim = tmp_path / "bin" / "chainrule"
    shim.parent.mkdir()
    shim.write_text(SHIM, encoding="utf8")
    shim.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("command", "output"), commands(), ids=[command for command, _ in commands()])
def test_console(command: str, output: str, desk: Path, rewrite: bool) -> None:
    """A command of the README prints exactly what stands below it."""
    environment = {**os.environ, "PATH": f"{desk / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf8"}
    ran = subprocess.run(["bash", "-c", command], cwd=desk, env=environment, capture_output=True, text=True, encoding="utf8", check=False)
    if rewrite:
        text = (ROOT / "README.md").read_text(encoding="utf8")
        (ROOT / "README.md").write_text(text.replace(f"$ {command}\n{output}", f"$ {command}\n{ran.stdout}{ran.stderr}"), encoding="utf8")
        return
    assert ran.stdout + ran.stderr == output


def test_python() -> None:
    """The Python sessions of the README, one after the other, give the answers that it shows."""
    test = doctest.DocTestParser().get_doctest("\n".join(blocks("python")), {}, "README", "README.md", 0)
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


def test_there_is_something_to_run() -> None:
    """The README shows commands and Python sessions in its first thirty lines."""
    assert commands()
    assert blocks("python")
    top = "\n".join(README.splitlines()[:30])
    assert "$ chainrule derive" in top
    assert "pip install" in top
    assert "pytest" in top


def test_examples_are_run() -> None:
    """Every file in examples/ is used by a command of the README; the notebook, which a test of its own runs, is named."""
    run = "\n".join(command for command, _ in commands())
    files = [path.name for path in sorted((ROOT / "examples").iterdir())]
    assert [name for name in files if name not in (README if name.endswith(".ipynb") else run)] == []


def limits_table() -> str:
    """The limits of what is read as a table, from their own documentation."""
    rows = re.findall(r"^\s*``(\w+)``\s+(.*)$", Limits.__doc__ or "", re.MULTILINE)
    return "| limit | default | |\n|---|---|---|\n" + "".join(f"| `{name}` | {getattr(Limits(), name):,} | {words} |\n" for name, words in rows)


@pytest.mark.parametrize(("name", "table"), [("rules", table), ("limits", limits_table)], ids=["rules", "limits"])
def test_tables(name: str, table: Callable[[], str], rewrite: bool) -> None:
    """The README's tables are those of the code."""
    text = (ROOT / "README.md").read_text(encoding="utf8")
    before, _, rest = text.partition(f"<!-- {name} -->\n")
    shown, _, after = rest.partition(f"<!-- end of {name} -->\n")
    if rewrite:
        (ROOT / "README.md").write_text(f"{before}<!-- {name} -->\n{table()}<!-- end of {name} -->\n{after}", encoding="utf8")
        return
    assert shown == table()


@pytest.mark.parametrize("command", sorted(command.name or command.callback.__name__ for command in app.registered_commands))
def test_commands_are_shown(command: str) -> None:
    """Every command of the command line is run by the README."""
    assert any(f"chainrule {command} " in run for run, _ in commands())


def test_public_names_are_shown() -> None:
    """Every public name is used in the README's Python, or its command is."""
    shown = "\n".join(blocks("python")) + "\n".join(run.replace("chainrule ", "chainrule.") for run, _ in commands())
    assert [name for name in chainrule.__all__ if f"chainrule.{name}" not in shown and name not in {"ChainRuleError", "draw"}] == []
