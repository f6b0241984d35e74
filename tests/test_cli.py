from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chainrule.command_words import is_option, sorted_words

ROOT = Path(__file__).parent.parent
OPTIONS = {"--wrt": True, "--format": True, "--force": False}


def run(*words: str, text: str | bytes = "", cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user would: a process of its own."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf8", **environment}
    typed = text.encode() if isinstance(text, str) else text
    ran = subprocess.run([sys.executable, "-m", "chainrule", *words], input=typed, cwd=cwd, env=settings, capture_output=True, check=False)
    return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["x^2"], ["--", "x^2"]),
        (["-x^2"], ["--", "-x^2"]),
        (["--x"], ["--", "--x"]),
        (["-x", "--wrt", "x"], ["--wrt", "x", "--", "-x"]),
        (["--wrt", "x", "-x"], ["--wrt", "x", "--", "-x"]),
        (["x*y", "--wrt", "x", "y"], ["--wrt", "x", "--wrt", "y", "--", "x*y"]),
        (["x*y", "--wrt", "x", "y", "--force"], ["--wrt", "x", "--wrt", "y", "--force", "--", "x*y"]),
        (["x*y", "--wrt=x", "y"], ["--wrt=x", "--wrt", "y", "--", "x*y"]),
        (["--", "--wrt"], ["--", "--wrt"]),
        (["x", "--formt", "text"], ["--formt", "--", "x", "text"]),
        (["x", "--format"], ["--format", "--", "x"]),
        (["-"], ["--", "-"]),
        ([], ["--"]),
    ],
    ids=" ".join,
)
def test_sorted_words(words: list[str], expected: list[str]) -> None:
    """A leading minus is mathematics, options go first, and --wrt takes several names."""
    assert sorted_words(words, OPTIONS) == expected


@pytest.mark.parametrize(
    ("word", "option"),
    [("--format", True), ("--formt=a", True), ("--x", False), ("--x^2", False), ("-x", False), ("--sin(x)", False), ("x", False)],
)
def test_is_option(word: str, option: bool) -> None:
    """Only a word of letters after two hyphens looks like an option."""
    assert is_option(word) is option


def test_leading_minus() -> None:
    """The derivative of "-x^2" is −2x."""
    ran = run("derive", "-x^2", "--format", "json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["results"][0]["tidy"]["text"] == "-2*x"


def test_standard_input() -> None:
    """A hyphen reads the problem from standard input, with several lines and a byte order mark."""
    ran = run("derive", "-", "--wrt", "a", "--format", "json", text="\ufeffz = 4x + 7y\nx = a² + 7b\n")
    assert json.loads(ran.stdout)["results"][0]["tidy"]["text"] == "8*a"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["derive", ""], ""),
        (["derive", "x coz(x)"], "did you mean"),
        (["derive", "(x"], "^"),
        (["derive", "x ? y"], "?"),
        (["derive", "z = x; z = y"], "z"),
        (["derive", "a = b; b = a"], ""),
        (["derive", "x^2", "--format", "word"], "text, latex, json"),
        (["derive", "x^2", "--detail", "much"], "brief, normal, full"),
        (["derive", "x^2", "--grain", "fine"], "textbook, elementary"),
        (["derive", "x^2", "--order", "0"], "order"),
        (["derive", "x^2", "--order", "two"], "whole number"),
        (["derive", "z = x y", "--wrt", "q"], "q"),
        (["derive", "z = x y", "--output", "q"], "q"),
        (["derive", "x^2", "--fragment"], "fragment"),
        (["derive", "x^2", "--formt", "text"], "--format"),
        (["derive"], "text"),
        (["derive", "x^2", "--out", "no/such/folder"], "folder"),
        (["derive", "x^2", "--out", ""], "empty"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_refusals(words: list[str], said: str, tmp_path: Path) -> None:
    """What cannot be read or run is said on standard error in a few lines, without a traceback, with exit code 2."""
    ran = run(*words, cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "internal error" not in ran.stderr
    assert 0 < len(ran.stderr.splitlines()) <= 5
    assert list(tmp_path.iterdir()) == []


def test_not_utf8() -> None:
    """Standard input that is not text is refused."""
    ran = run("derive", "-", text=b"x\xff\xfe")
    assert ran.returncode == 2
    assert "UTF-8" in ran.stderr


def test_out(tmp_path: Path) -> None:
    """--out writes a file and nothing to standard output; an existing file needs --force."""
    target = tmp_path / "a.tex"
    words = ("derive", "x^2", "--format", "latex", "--out", str(target))
    assert run(*words).stdout == ""
    first = target.read_text(encoding="utf8")
    assert first.startswith("\\documentclass")
    refused = run(*words)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert run(*words, "--fragment", "--force").returncode == 0
    assert target.read_text(encoding="utf8") in first


def test_pipe_gets_no_colours() -> None:
    """What goes into a pipe has no escape codes."""
    assert "\x1b" not in run("derive", "log(2 + cos x)").stdout


def test_ascii_terminal() -> None:
    """A terminal that only knows ASCII gets escapes, not a crash."""
    ran = run("derive", "log(2 + cos x)", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert "\\u2212sin(x)" in ran.stdout


def test_reader_that_leaves() -> None:
    """A reader that closes the pipe early is no error."""
    command = f'"{sys.executable}" -m chainrule derive "sin(sin(sin(x)))" --detail full | head -1; exit ${{PIPESTATUS[0]}}'
    ran = subprocess.run(["bash", "-c", command], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_version() -> None:
    """--version prints the package's version."""
    import chainrule

    assert run("--version").stdout == f"chainrule {chainrule.__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["derive", "h(x) = log(2 + cos x)"]], ids=" ".join)
def test_start_up_is_lean(words: list[str]) -> None:
    """Help and a derivation import neither SymPy nor NumPy nor mpmath."""
    program = f"import sys\nfrom chainrule.cli import main\ntry: main({words!r})\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    assert {"sympy", "numpy", "mpmath"} & set(ran.stderr.split()) == set()
