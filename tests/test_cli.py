from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from math import exp
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
        (["x", "--format"], ["--format"]),  # which is refused: it lacks its value
        (["-"], ["--", "-"]),
        ([], ["--"]),
    ],
    ids=" ".join,
)
def test_sorted_words(words: list[str], expected: list[str]) -> None:
    """A leading minus is mathematics, options go first, and --wrt takes several names."""
    assert sorted_words(words, OPTIONS) == expected


def test_arguments_come_first() -> None:
    """Of a command with two arguments, --wrt takes further names only after both."""
    assert sorted_words(["x*y", "--wrt", "x", "-y", "--wrt", "y", "x"], OPTIONS, 2) == ["--wrt", "x", "--wrt", "y", "--wrt", "x", "--", "x*y", "-y"]


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
        (["derive", "x^2", "--at", "x"], "gives no name a value"),
        (["derive", "x^2", "--at", "x=one"], "must be a number"),
        (["derive", "x^2", "--data", "none.csv"], "none.csv"),
        (["check", "x^2", "2x +"], "missing after '+'"),
        (["check", "x^2"], "nothing to check"),
        (["check", "x^2", "--work", "none.txt"], "none.txt"),
        (["check", "x^2", "2x", "--form", "pretty"], "factored"),
        (["network", "2-0-1"], "positive"),
        (["network", "2-1", "--activation", "sigmund"], "sigm"),
        (["network", "2-1", "--loss", "sum"], "sse"),
        (["network", "2-1", "--wrt", "q"], "q"),
        (["network", "2-1", "--wrt", "x1", "--all"], "one of the two"),
        (["network", "2-1", "--at", "x1=1"], "no value for w_11^(1)"),
        (["descend", "L = (w - x)^2", "--start", "w=1"], "no value for x"),
        (["descend", "L = (w - x)^2", "--data", "none.csv", "--start", "w=1"], "none.csv"),
        (["descend", "2-1", "--start", "x1=1"], "no value for x2, y"),
        (["descend", "2-0-1"], "positive"),
        (["descend", "(w - 1)^2", "--start", "w=0", "--activation", "tanh"], "a layered network"),
        (["worksheet", "none.txt"], "none.txt"),
        (["graph", "x^2", "--format", "png"], "svg"),
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


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [("-sin x/(2 + cos x)", 0, "Right."), ("1/(2 + cos x)", 1, "The inner derivative is missing"), ("dh/dx = 1/(2 + cos x)", 1, "Not equal")],
)
def test_check(answer: str, code: int, said: str) -> None:
    """A right answer exits with 0, a wrong one with 1 and its mistake."""
    ran = run("check", "h(x) = log(2 + cos x)", answer)
    assert (ran.returncode, ran.stderr) == (code, "")
    assert said in ran.stdout


def test_hint_keeps_the_answer() -> None:
    """A hint holds neither the right answer nor the missing factor, in text or as data."""
    for format_ in ("text", "json"):
        told = run("check", "h(x) = log(2 + cos x)", "1/(2 + cos x)", "--hint", "--format", format_).stdout
        assert "sin(" not in told
        assert "inside" in told


def test_check_work(tmp_path: Path) -> None:
    """Work is judged line by line; the first wrong line is named, and what follows from it is not wrong."""
    (tmp_path / "work.txt").write_text("u = 2 + cos x\ndu/dx = sin x\ndh/dx = 1/u * sin x\n", encoding="utf8")
    (tmp_path / "problem.txt").write_text("h(x) = log(2 + cos x)\n", encoding="utf8")
    ran = run("check", "problem.txt", "--work", "work.txt", cwd=tmp_path)
    assert ran.returncode == 1
    assert [" ".join(line.split()[-2:]) for line in ran.stdout.splitlines() if "=" in line][::2] == ["x right", "earlier error"]
    assert "wrong here: A sign is wrong" in ran.stdout


def test_a_file_in_utf16(tmp_path: Path) -> None:
    """A problem that PowerShell has written into a file is read."""
    (tmp_path / "problem.txt").write_bytes("h(x) = log(2 + cos x)²\r\n".encode("utf-16"))
    named = run("derive", "problem.txt", "--detail", "brief", cwd=tmp_path)
    assert named.returncode == 0
    assert "log(2 + cos(x))²" in named.stdout


def test_network_in_numbers(tmp_path: Path) -> None:
    """A network takes numbers too, at one point and over samples."""
    values = "x1=1, x2=2, y=1, w_{11}^{(1)}=0.1, w_21^(1)=0.2, b_1^(1)=0"
    told = run("network", "2-1", "--wrt", "w_11^(1)", "--at", values).stdout
    assert "∂L/∂w₁₁⁽¹⁾ = −0.755081 · 0.235004 = −0.177447" in told
    (tmp_path / "samples.csv").write_text("x1,x2,y\n0.1,0.2,1\n0.4,0.9,0\n")
    told = run("network", "2-1", "--loss", "ssr", "--wrt", "b_1^(1)", "--at", values.partition("y=1, ")[2], "--data", str(tmp_path / "samples.csv")).stdout
    slope = sum(-2 * (y - o) * o * (1 - o) for y, o in [(1, 1 / (1 + exp(-0.05))), (0, 1 / (1 + exp(-0.22)))])
    assert f"∂SSR/∂b₁⁽¹⁾ = {slope:.6g}" in told


def test_numbers() -> None:
    """--at gives every quantity's value, each local derivative, and the product with the numbers put in."""
    told = run("derive", "h(x) = log(2 + cos x)", "--at", "x=1").stdout
    for line in ("u = 2 + cos(x) = 2.5403", "du/dx = −sin(x) = −0.841471", "dh/dx = 0.393654 · (−0.841471) = −0.331248", "give dh/dx ≈ −0.331248"):
        assert line in told


def test_descend(tmp_path: Path) -> None:
    """A descent shows its steps and writes its history; the slopes are those of the lesson."""
    examples = ROOT / "examples"
    words = ("descend", str(examples / "residuals.txt"), "--data", str(examples / "residuals.csv"), "--start", "b3=0", "--csv", str(tmp_path / "steps.csv"))
    data = json.loads(run(*words, "--format", "json").stdout)
    assert [step["gradient"]["b3"] for step in data["steps"][:3]] == pytest.approx([-15.655, -6.262, -2.505], abs=1e-3)
    assert data["converged"] is True
    assert data["parameters"]["b3"] == pytest.approx(2.6092, abs=1e-4)
    assert len((tmp_path / "steps.csv").read_text(encoding="utf8").splitlines()) == len(data["steps"]) + 1
    assert run(*words, "--force", "--format", "svg").stdout.startswith("<svg")


def test_divergence(tmp_path: Path) -> None:
    """A descent that diverges shows what it did, then its message and the last good parameters."""
    (tmp_path / "data.csv").write_text("x,y\n1,2\n2,4\n", encoding="utf8")
    ran = run("descend", "L = (w x - y)^2", "--data", "data.csv", "--start", "w=0", "--rate", "1", cwd=tmp_path)
    assert ran.returncode == 2
    assert "Epochs" in ran.stdout
    assert "The last good parameters\n    w = 0\n" in ran.stdout
    assert "diverges" in ran.stderr
    assert "last good parameters" in ran.stderr


@pytest.mark.parametrize("words", [("derive", "x^2", "--wrt"), ("derive", "x^2", "--wrt", "x", "--order"), ("derive", "--out"), ("network", "2-1", "--loss")])
def test_an_option_without_its_value(words: tuple[str, ...]) -> None:
    """An option that lacks its value is refused by its name, and nothing else is taken for it."""
    ran = run(*words)
    assert ran.returncode == 2
    assert f"Option '{words[-1]}' requires an argument" in ran.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The name of a text file that is not there is refused as a file, not read as mathematics."""
    ran = run("derive", "lost.txt", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (2, "cannot read 'lost.txt': No such file or directory\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_standard_streams_that_fail() -> None:
    """A full disk under standard output, or a closed standard input, is said to be one, and no defect."""
    python = f"{sys.executable} -m chainrule derive"
    for words, said in (("'x^2' > /dev/full", "cannot write to standard output: No space left on device\n"), ("- <&-", "standard input is closed\n")):
        ran = subprocess.run(["sh", "-c", f"{python} {words}"], capture_output=True, text=True, cwd=ROOT, check=False)
        assert (ran.returncode, ran.stderr) == (2, said)


def test_one_file_for_two() -> None:
    """The steps and the page cannot go to the same file, which is said before anything is written."""
    ran = run("descend", "L = (w x - y)^2", "--data", "data.csv", "--start", "w=0", "--csv", "a.csv", "--out", "./a.csv")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "is asked for twice, by --csv and by --out" in ran.stderr


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("x = pi/3; w_{1,2} = 2", "∂y/∂x = 1\n"),
        ("x=1/2, w_{1,2}=-2^3", "∂y/∂x = −7.02066"),
        ("x=1, x=2", "'x' is given two values"),
        ("x=a", "the value of x must be a number, not 'a'"),
        ("x=y=2", "the value of x must be a number, not 'y=2'"),
        ("x=1/0", "the value of x must be a number, not '1/0'"),
        ("x=inf", "the value of x must be a number, not 'inf'"),
        ("x", "'x' gives no name a value"),
    ],
)
def test_values_on_the_command_line(values: str, said: str) -> None:
    """A value is a number or a constant expression, each name has one, and a name's index may hold a comma."""
    ran = run("derive", "y = w_{1,2} sin x", "--wrt", "x", "--at", values)
    assert said in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("F(x) = f(g(x)), g(3) = 6, g'(3) = 4, f'(6) = 7. Find F'(3).", 0, "F′(3) = f′(g(3)) · g′(3) = f′(6) · 4 = 7 · 4 = 28\n"),
        ("F(x) = f(g(x)), g(3) = 6, g'(3) = 4, f'(6) = 7", 0, "the given values are put in at a point, and none is asked for\n"),
        ("F(x) = f(g(x)), g(3) = 6, f'(6) = 7. Find F'(3).", 2, "g′(3) is needed and not given\nadd to the problem: g'(3) = …\n"),
        ("F(x) = f(g(x)), f(1/2) = 3, f(0.5) = 4", 2, "a second value at the same place (line 1, column 29)\n"),
    ],
)
def test_given_values(text: str, code: int, said: str) -> None:
    """Given values are put in at the point that the problem asks for; one that is missing is an error."""
    ran = run("derive", text)
    assert ran.returncode == code
    assert said in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("P V = C, dP/dt = 20, find dV/dt when P = 150, V = 600", "dV/dt = −(600 · 20)/150 = −80\n"),  # C follows
        ("x^2 + y^2 = z^2, dx/dt = 3, dy/dt = 4; find dz/dt when x = 6, y = 8", "at the point: no value for z\n"),
        ("y = a x^2, find dy/dx at x = 2", "at the point: no value for a\n"),
        ("y = sqrt(x), find dy/dx at x = 0", "at the point: dy/dx is not a finite real number at this point\n"),
    ],
)
def test_values_at_the_point(text: str, said: str) -> None:
    """A value that the equation gives is not asked for; one that is missing is said, and the derivation stands without it."""
    ran = run("derive", text)
    assert ran.returncode == 0
    assert said in ran.stdout + ran.stderr


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


@pytest.mark.parametrize(
    ("words", "name", "starts"),
    [
        (("derive", "x^2"), "a.tex", b"\\documentclass"),
        (("derive", "x^2"), "a.HTML", b"<!DOCTYPE html>"),
        (("derive", "x^2"), "a.json", b"{"),
        (("derive", "x^2"), "a.typ", b"#"),
        (("derive", "x^2"), "a.txt", b"  y = x"),
        (("derive", "x^2"), "answer", b"  y = x"),
        (("derive", "x^2", "--format", "latex"), "a.txt", b"\\documentclass"),
        (("graph", "x^2"), "a.svg", b"<svg"),
        (("graph", "x^2"), "a.tex", b"\\begin{tikzpicture}"),
        (("graph", "x^2"), "a.mmd", b"flowchart"),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_the_ending_of_the_file_says_the_format(words: tuple[str, ...], name: str, starts: bytes, tmp_path: Path) -> None:
    """Without --format, a.tex is LaTeX; what is asked for by name stands."""
    target = tmp_path / name
    assert run(*words, "--out", str(target)).returncode == 0
    assert target.read_bytes().startswith(starts)


def test_a_format_that_a_command_does_not_have_is_refused(tmp_path: Path) -> None:
    """A derivation is no SVG picture: nothing is written."""
    target = tmp_path / "a.svg"
    ran = run("derive", "x^2", "--out", str(target))
    assert (ran.returncode, target.exists()) == (2, False)
    assert "unknown format 'svg'" in ran.stderr


def test_an_ending_of_no_format_is_refused(tmp_path: Path) -> None:
    """A file that ends in .xyz is not written in text; with --format it may end in anything."""
    target = tmp_path / "a.xyz"
    ran = run("derive", "x^2", "--out", str(target))
    assert (ran.returncode, target.exists()) == (2, False)
    assert "no format has the ending '.xyz'" in ran.stderr
    assert run("derive", "x^2", "--format", "text", "--out", str(target)).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_narrow_terminal() -> None:
    """A terminal narrower than usual gets lines that fit into it, and no escape codes where its user has declined colours."""
    import pty

    reader, terminal = pty.openpty()
    words = [sys.executable, "-m", "chainrule", "derive", "sin(cos(tan(x^2*exp(x))))"]
    settings = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf8", "COLUMNS": "60", "NO_COLOR": "1"}
    subprocess.run(words, stdout=terminal, env={**os.environ, **settings}, check=True, timeout=60)
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # what Linux says at the end
        while piece := os.read(reader, 65536):
            shown += piece
    os.close(reader)
    assert 40 < max(map(len, shown.decode().splitlines())) <= 60
    assert b"\x1b" not in shown


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


def test_a_document_in_latex(tmp_path: Path) -> None:
    """Of a document in LaTeX the body is read, as a problem, as work and as a sheet."""
    around = "\\documentclass{article}\n\\begin{document}\n%s\n\\end{document}\n"
    (tmp_path / "one.tex").write_text(around % "Find $dy/dx$ for $y = x^2$.", encoding="utf8")
    (tmp_path / "work.tex").write_text(around % "Let $u = x^2$.\n\\[ \\frac{dy}{dx} = 2x\\cos u \\]", encoding="utf8")
    (tmp_path / "sheet.tex").write_text(around % "\\section{Quiz}\n\\begin{enumerate}\n\\item $y = x^2$\n\\item $y = x^3$\n\\end{enumerate}", encoding="utf8")
    assert "dy/dx = 2x" in run("derive", "one.tex", cwd=tmp_path).stdout
    assert run("check", "y = sin(x^2)", "--work", "work.tex", cwd=tmp_path).stdout.count("right") == 2
    told = run("worksheet", "sheet.tex", cwd=tmp_path).stdout
    assert "1. Quiz\n    y = x²" in told
    assert "Problem 2\n    y = x³" in told
