from __future__ import annotations

import json

import chainrule
from chainrule.document import derivation_document
from chainrule.render import render


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
    layers = "; ".join(f"a{k} = sin(a{k - 1} + b{k - 1}); b{k} = cos(a{k - 1} b{k - 1})" for k in range(1, 40))
    (data,) = json.loads(render(derivation_document(chainrule.derive(f"a0 = x; b0 = 2x; {layers}; y = a39 + b39")), "json"))["results"]
    assert data["paths"]["count"] == 2**40
    assert len(data["paths"]["listed"]) == 64
    assert data["substituted"] is False
