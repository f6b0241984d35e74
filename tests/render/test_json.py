from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import jsonschema
import pytest

import chainrule
from chainrule.calculus.domains.domain import LISTED
from chainrule.document import Document, derivation_document, descent_document, network_document, report_document, verdict_document, with_numbers
from chainrule.document.record import PATHS_RECORDED, SCHEMA
from chainrule.homework import OUTCOMES, grade
from chainrule.homework.values.equality import VERDICTS
from chainrule.homework.verdict import STATUSES
from chainrule.render import render, schema
from tests.render.test_golden import ASKED, EXAMPLES

RECORD = jsonschema.Draft202012Validator(schema())
CLASS = EXAMPLES / "class.csv"
LESSONS = {path.stem: path.read_text(encoding="utf8") for path in sorted(EXAMPLES.glob("*.txt"))}
LARGE = "; ".join(["a0 = x; b0 = 2x", *(f"a{k} = sin(a{k - 1} + b{k - 1}); b{k} = cos(a{k - 1} b{k - 1})" for k in range(1, 40)), "y = a39 + b39"])


def record(document: Document, kind: str) -> Any:
    """The record as a program reads it, after checking that it is of this kind and of no other, and JSON to the letter."""
    data = json.loads(render(document, "json"), parse_constant=pytest.fail)
    RECORD.validate(data)
    RECORD.evolve(schema={**schema(), "oneOf": [{"$ref": f"#/$defs/{kind}"}]}).validate(data)
    return data


def derived(problem: Any, **options: Any) -> Document:
    return derivation_document(chainrule.derive(problem, **options))


def in_numbers(problem: str, data: Any = None, **values: float) -> Document:
    derivation = chainrule.derive(problem)
    found = derivation.at(values) if data is None else chainrule.evaluate(problem, data, values)
    return with_numbers(derivation_document(derivation), derivation, found)


def descended() -> Document:
    descent = chainrule.descend("L = (w x - y)^2", {"x": [1, 2, 3], "y": [2, 4, 6]}, start={"w": 0}, rate=0.05)
    return descent_document(descent, list(descent))


def test_schema() -> None:
    """The published schema is one, has the records' version, and lists what the code lists."""
    jsonschema.Draft202012Validator.check_schema(schema())
    parts = schema()["$defs"]
    assert schema()["$id"].endswith(f"/{SCHEMA}")
    assert parts["version"]["const"] == SCHEMA
    assert parts["result"]["properties"]["paths"]["properties"]["listed"]["maxItems"] == PATHS_RECORDED
    assert parts["derivation"]["properties"]["domain"]["maxItems"] == LISTED
    assert parts["verdict"]["properties"]["verdict"]["enum"] == [*VERDICTS, None]
    assert parts["line"]["properties"]["status"]["enum"] == [*STATUSES]
    assert parts["mark"]["properties"]["outcome"]["enum"] == parts["report"]["properties"]["counts"]["required"] == [*OUTCOMES]


@pytest.mark.parametrize("example", LESSONS)
def test_lessons_follow_the_schema(example: str) -> None:
    """A lesson's problem, by all inputs and by what its lesson asks, is a derivation as the schema has it."""
    record(derived(LESSONS[example]), "derivation")
    record(derived(LESSONS[example], wrt=ASKED.get(example)), "derivation")


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("derivation", lambda: derived("y = x^2 sin x", order=3)),
        ("derivation", lambda: derived("f = x^2 y^3 + sin(x y)", order=2)),
        ("derivation", lambda: derived("d²/dxdy (x^2 y^3)")),
        ("derivation", lambda: derived("sin^-1 x + log x")),
        ("derivation", lambda: derived("y = sqrt(x - 1) + |x - 3| + 1/(x - 2)")),
        ("derivation", lambda: derived("f(a, b) = a b; y = f(x, x^2)")),
        ("derivation", lambda: derived("y = 5", wrt="x")),
        ("derivation", lambda: derived("y = g(x^2)")),
        ("derivation", lambda: derived("x^2 + y^2 = 25, dx/dt = 3; dy/dt")),
        ("derivation", lambda: derived("x = cos t, y = sin t, find d^2y/dx^2")),
        ("derivation", lambda: derived("s_i = e^{z_i}/Σ_j e^{z_j}, find ds_i/dz_i")),
        ("derivation", lambda: derived("y = x")),
        ("derivation", lambda: derived("y = ∫_x^{x^3} f(t)/t dt + ∫_0^x sin(t)/t dt")),
        ("derivation", lambda: derived(LARGE)),
        ("derivation", lambda: derived("y = " + "sin(" * 300 + "x" + ")" * 300)),
        ("derivation", lambda: derived("y = " + " + ".join(f"log(x_{k})" for k in range(60)))),
        ("derivation", lambda: derived("y = sin(x^2)", grain="elementary")),
        ("derivation", lambda: network_document(chainrule.derive(chainrule.network("2-2-1"), wrt="w_{11}^{(1)}"))),
        ("derivation", lambda: network_document(chainrule.derive(chainrule.network("2-3-2", activation="softmax", loss="cce")), every=True)),
        ("derivation", lambda: in_numbers("z = 4x + 7y, x = a² + 7b", a=1.5, b=2, y=0)),
        ("derivation", lambda: in_numbers("z = f(x, g(x)), g(3) = 6, g'(3) = 4, f_1(3, 6) = 7, f_2(3, 6) = -1", x=3)),
        ("derivation", lambda: in_numbers("L = (w x - y)^2", {"x": [1, 2], "y": [2, 4]}, w=1)),
        ("verdict", lambda: verdict_document(chainrule.check("h(x) = log(2 + cos x)", "1/(2 + cos x)"))),
        ("verdict", lambda: verdict_document(chainrule.check("h(x) = log(2 + cos x)", "1/(2 + cos x)"), hint=True)),
        ("verdict", lambda: verdict_document(chainrule.check("h(x) = log(2 + cos x)", "-sin x/(2 + cos x)"))),
        ("verdict", lambda: verdict_document(chainrule.check("h(x) = log(2 + cos x)", work=(EXAMPLES / "work.md").read_text(encoding="utf8")))),
        ("verdict", lambda: verdict_document(chainrule.check("(x + 1)^2", "2x + 2", form="factored"))),
        ("report", lambda: report_document(grade(CLASS, "h(x) = log(2 + cos x)", jobs=1))),
        ("report", lambda: report_document(grade([("a", ""), ("b", "2x")], "x^2", form="expanded", jobs=1))),
        ("descent", descended),
        ("worksheet", lambda: chainrule.worksheet((EXAMPLES / "sheet.md").read_text(encoding="utf8")).document),
    ],
)
def test_records_follow_the_schema(kind: str, make: Callable[[], Document]) -> None:
    """Every kind of record, of any order and size, with and without what may be missing, is as the schema has it."""
    record(make(), kind)


def test_schema_is_strict() -> None:
    """The schema refuses an unknown key, a missing one and another type, at every place in a record."""
    data = record(in_numbers("y = sqrt(x) + 2/x", x=4), "derivation")
    places = [(), ("problem",), ("problem", "definitions", 0), ("nodes", 0), ("edges", 0), ("edges", 0, "value"), ("edges", 0, "rules", 0)]
    places += [("results", 0), ("results", 0, "paths"), ("results", 0, "paths", "listed", 0), ("domain", 0), ("proof",), ("numbers",)]
    for place in places:
        changed = deepcopy(data)
        part = changed
        for key in place:
            part = part[key]
        part["unknown"] = 1
        assert not RECORD.is_valid(changed), place
        del part["unknown"]
        for key in [key for key in part if key != "numbers"]:
            kept = part.pop(key)
            assert not RECORD.is_valid(changed), (place, key)
            part[key] = [[kept]]
            assert not RECORD.is_valid(changed), (place, key)
            part[key] = kept
        assert RECORD.is_valid(changed)
    assert not RECORD.is_valid({**data, "schema": SCHEMA + 1})


def test_record() -> None:
    """JSON carries nodes, edges with rules, paths, the three results, readings, domain and proof."""
    data = json.loads(render(derivation_document(chainrule.derive("h(x) = log(2 + cos x)")), "json"))
    assert data["schema"] == 1
    assert [node["name"] for node in data["nodes"]] == ["x", "u", "h"]
    edges = [(edge["of"], edge["wrt"], edge["rule"], edge["value"]["text"]) for edge in data["edges"]]
    assert edges == [("h", "u", "logarithm", "1/u"), ("u", "x", "cosine", "-sin(x)")]
    (result,) = data["results"]
    assert result["wrt"] == ["x"]
    assert result["paths"]["count"] == 1
    assert result["paths"]["listed"][0]["names"] == ["x", "u", "h"]
    assert [result[form]["text"] for form in ("raw", "tidy", "simplified")] == ["1/(2 + cos(x))*(-sin(x))", "-sin(x)/(2 + cos(x))", "-sin(x)/(2 + cos(x))"]
    assert data["proof"]["points"] == 3
    assert data["domain"] == []


def test_whole_sums() -> None:
    """Where sums were put back, that form is there too, and the record is still as the schema says."""
    data = json.loads(render(derivation_document(chainrule.derive("L = sqrt(Σ_i x_i^2)", wrt="x_i")), "json"))
    assert RECORD.is_valid(data)
    assert data["results"][0]["whole"]["text"] == "x_i/sqrt(sum(x_k^2, k, 1, n))"


def test_problem_text_is_data() -> None:
    """Quotes, backslashes and control characters of the problem's text do not break the JSON."""
    problem = 'z = \\sin x \t + "'
    try:
        derivation = chainrule.derive(problem)
    except chainrule.ChainRuleError:
        derivation = chainrule.derive("z = \\sin x \t + 1")
    assert json.loads(render(derivation_document(derivation), "json"))["problem"]["text"] == derivation.graph.problem.text


def test_many_paths_are_counted() -> None:
    """Of many paths some are listed; the count is exact."""
    (data,) = json.loads(render(derived(LARGE), "json"))["results"]
    assert data["paths"]["count"] == 2**40
    assert len(data["paths"]["listed"]) == 64
    assert data["substituted"] is False


def test_worksheet_has_the_version() -> None:
    """A sheet's record has the version of the schema as every other one, and its problems in order."""
    data = record(chainrule.worksheet("sin(x^2)\n\n# Two\nz = 4x + 7y; x = a^2", title="Sheet").document, "worksheet")
    assert (data["schema"], data["title"], [problem["output"] for problem in data["problems"]]) == (SCHEMA, "Sheet", ["y", "z"])
    del data["schema"]
    assert not RECORD.is_valid(data)


def test_many_results_are_not_written_out() -> None:
    """Results that would be long together stay in the names of the links."""
    problem = "y = log(" + " + ".join(f"w_{k} x_{k}^2" for k in range(150)) + ")"
    results = record(derived(problem), "derivation")["results"]
    assert len(results) == 300
    assert not any(result["substituted"] for result in results)
    assert (results[1]["raw"]["text"], results[1]["tidy"]["text"]) == ("1/u_1*(2*w_0*x_0)", "2*w_0*x_0/u_1")


def test_what_is_worked_out_first() -> None:
    """The derivatives that the definitions use have records of their own, and the definitions stand there as written."""
    data = record(derived("s = t^3, v = ds/dt, K = m v^2", wrt="t"), "derivation")
    assert [(each["output"], each["results"][0]["tidy"]["text"]) for each in data["first"]] == [("s", "3*t^2")]
    assert [each["name"] for each in data["problem"]["definitions"]] == ["s", "v", "K"]
    assert "first" not in record(derived("x^2"), "derivation")
