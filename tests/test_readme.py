"""Every command and code block of the README and of the guides does what they say."""

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
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "examples" / "guide").iterdir())]
SHIM = f'#!/bin/sh\nexec "{sys.executable}" -m chainrule "$@"\n'


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf8"), re.DOTALL | re.MULTILINE)


def commands(page: Path) -> list[tuple[str, str]]:
    """Every ``$ command`` of the console blocks with the output printed below it."""
    return [(command, output) for block in blocks(page, "console") for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


SHOWN = [(page, command, output) for page in PAGES for command, output in commands(page)]
RUN = "\n".join(command for _, command, _ in SHOWN)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the examples in it, and ``chainrule`` on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shim = tmp_path / "bin" / "chainrule"
    shim.parent.mkdir()
    shim.write_text(SHIM, encoding="utf8")
    shim.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("page", "command", "output"), SHOWN, ids=[f"{page.stem}: {command}" for page, command, _ in SHOWN])
def test_console(page: Path, command: str, output: str, desk: Path, rewrite: bool) -> None:
    """A command prints exactly what stands below it."""
    environment = {**os.environ, "PATH": f"{desk / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf8"}
    ran = subprocess.run(["bash", "-c", command], cwd=desk, env=environment, capture_output=True, text=True, encoding="utf8", check=False)
    if rewrite:
        text = page.read_text(encoding="utf8")
        page.write_text(text.replace(f"$ {command}\n{output}", f"$ {command}\n{ran.stdout}{ran.stderr}"), encoding="utf8")
        return
    assert ran.stdout + ran.stderr == output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_python(page: Path) -> None:
    """The Python sessions of a page, one after the other, give the answers that it shows."""
    test = doctest.DocTestParser().get_doctest("\n".join(blocks(page, "python")), {}, page.stem, page.name, 0)
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


def test_there_is_something_to_run() -> None:
    """The README shows commands and Python sessions in its first thirty lines."""
    assert blocks(README, "python")
    top = "\n".join(README.read_text(encoding="utf8").splitlines()[:30])
    assert "$ chainrule derive" in top
    assert "pip install" in top
    assert "pytest" in top


def test_examples_are_run() -> None:
    """Every file in examples/ is used by a command; the notebook, which a test of its own runs, and the guides are named in the README."""
    files = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "examples").rglob("*.*"))]
    named = README.read_text(encoding="utf8")
    assert [name for name in files if name not in (named if name.endswith(".ipynb") or "/guide/" in name else RUN)] == []


def limits_table() -> str:
    """The limits of what is read as a table, from their own documentation."""
    rows = re.findall(r"^\s*``(\w+)``\s+(.*)$", Limits.__doc__ or "", re.MULTILINE)
    return "| limit | default | |\n|---|---|---|\n" + "".join(f"| `{name}` | {getattr(Limits(), name):,} | {words} |\n" for name, words in rows)


@pytest.mark.parametrize(("name", "table"), [("rules", table), ("limits", limits_table)], ids=["rules", "limits"])
def test_tables(name: str, table: Callable[[], str], rewrite: bool) -> None:
    """The tables of the README and the guide are those of the code."""
    (page,) = (page for page in PAGES if f"<!-- {name} -->" in page.read_text(encoding="utf8"))
    text = page.read_text(encoding="utf8")
    before, _, rest = text.partition(f"<!-- {name} -->\n")
    shown, _, after = rest.partition(f"<!-- end of {name} -->\n")
    if rewrite:
        page.write_text(f"{before}<!-- {name} -->\n{table()}<!-- end of {name} -->\n{after}", encoding="utf8")
        return
    assert shown == table()


@pytest.mark.parametrize("command", sorted(command.name or command.callback.__name__ for command in app.registered_commands))
def test_commands_are_shown(command: str) -> None:
    """Every command of the command line is run."""
    assert f"chainrule {command} " in RUN


def test_public_names_are_shown() -> None:
    """Every public name is used in Python, or its command is."""
    shown = "\n".join(block for page in PAGES for block in blocks(page, "python")) + RUN.replace("chainrule ", "chainrule.")
    assert [name for name in chainrule.__all__ if f"chainrule.{name}" not in shown and name not in {"ChainRuleError", "draw"}] == []
