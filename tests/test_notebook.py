"""Notebooks: derivations display themselves, and the magic derives."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import chainrule
from chainrule.errors import ChainRuleError
from chainrule.notebook import chain, split_options

NOTEBOOK = Path(__file__).parent.parent / "examples" / "notebook.ipynb"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An IPython shell of its own."""
    module = pytest.importorskip("IPython.core.interactiveshell")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    return module.InteractiveShell()


def test_displays() -> None:
    """A derivation displays as text, HTML, Markdown and LaTeX, and its graph as SVG."""
    bundle = chainrule.derive("h(x) = log(2 + cos x)")._repr_mimebundle_()
    assert bundle.keys() == {"text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml"}
    assert "dh/dx = dh/du · du/dx" in bundle["text/plain"]
    assert bundle["text/html"].startswith('<div class="chainrule">')
    assert bundle["text/latex"].startswith("\\begin{alignat*}")
    assert bundle["image/svg+xml"].startswith("<svg")


def test_a_very_long_derivation_displays_its_name() -> None:
    """A derivation of thousands of links does not fill the notebook."""
    assert chainrule.derive("sin(" * 1500 + "x" + ")" * 1500)._repr_mimebundle_() == {"text/plain": "<Derivation of y, order 1, by x>"}


@pytest.mark.parametrize(
    ("line", "options", "problem"),
    [
        ("h(x) = log(2 + cos x)", {}, "h(x) = log(2 + cos x)"),
        ("--wrt a,b z = a b", {"wrt": "a,b"}, "z = a b"),
        ("--wrt a --order 2 z = a^2", {"wrt": "a", "order": 2}, "z = a^2"),
        ("--x", {}, "--x"),
        ("--wrt", {"wrt": ""}, ""),
        ("", {}, ""),
    ],
)
def test_options(line: str, options: dict[str, Any], problem: str) -> None:
    """Options stand before the problem."""
    assert split_options(line) == (options, problem)


def test_an_order_is_a_number() -> None:
    """An order that is no number is refused."""
    with pytest.raises(ChainRuleError, match="must be a whole number"):
        split_options("--order two x^2")


def test_a_refusal_is_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    """A problem that cannot be read is answered with its message, and no result."""
    assert chain("log(2 + coz(x))") is None
    assert "unknown function 'coz'" in capsys.readouterr().out


def test_magic(shell: Any) -> None:
    """``%load_ext chainrule`` brings ``%chain`` and ``%%chain``."""
    shell.run_cell("%load_ext chainrule")
    assert shell.run_cell("%chain h(x) = log(2 + cos x)").result["x"].tidy == chainrule.derive("h(x) = log(2 + cos x)")["x"].tidy
    assert shell.run_cell("%%chain --wrt a\nz = 4x + 7y\nx = a^2 + 7b").result.wrt == ("a",)


def test_example(shell: Any, rewrite: bool) -> None:
    """The example notebook, run from its first cell to its last, displays what it shows."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf8"))
    for number, cell in enumerate((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), start=1):
        shown = displayed(shell, "".join(cell["source"]))
        if rewrite:
            cell["execution_count"] = number
            cell["outputs"] = [{"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": shown}] if shown else []
        assert [output["data"] for output in cell["outputs"]] == ([shown] if shown else [])
    if rewrite:
        NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def displayed(shell: Any, source: str) -> dict[str, list[str]]:
    """Run a cell; return what a notebook stores of its result, as lists of lines."""
    ran = shell.run_cell(source)
    ran.raise_error()
    data = {} if ran.result is None else shell.display_formatter.format(ran.result)[0]
    return {kind: text.splitlines(keepends=True) for kind, text in data.items()}


def test_a_verdict_displays_itself() -> None:
    """A verdict has the formats of a derivation; at a prompt it is one short line, and the words are what print shows."""
    verdict = chainrule.check("h(x) = log(2 + cos x)", "1/(2 + cos x)")
    bundle = verdict._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "text/markdown", "text/latex"}
    assert "The inner derivative is missing" in bundle["text/plain"]
    assert repr(verdict) == "<Verdict: wrong, missing-inner-derivative>"
    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301


def test_what_is_met_at_a_prompt_is_one_short_line() -> None:
    """What a derivation is made of says in a line what it is."""
    d = chainrule.derive("z = x y, x = a², y = a³")
    shown = [repr(part) for part in (chainrule.network("784-32-10"), d.graph, d.edges, d.results, d["a"].paths)]
    network = "<Problem '784-32-10 network, sigmoid, sum of squared errors'>"
    assert shown == [network, "<Graph of z: 4 nodes>", "<4 local derivatives>", "<Results by a>", "<2 paths from a to z>"]
