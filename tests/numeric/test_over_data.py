"""Problems in numbers over data: every quantity, and the derivative of the output by it."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.document import derivation_document, with_numbers
from chainrule.errors import ChainRuleError, NumericError
from chainrule.numeric.data import Samples
from chainrule.numeric.over_data import evaluate_over
from chainrule.render import render
from chainrule.syntax import read_problem

SAMPLES = Samples.of({"x": [1, 2, 4], "y": [1, 0, 2]})


def over(text: str, **values: float):
    return evaluate_over(read_problem(text), SAMPLES, values)


def test_one_number_for_all_samples():
    """A sum's derivative by a sampled quantity has an entry for each sample, by a parameter it is one number."""
    found = over("S = sum((y_i - p_i)^2, i=1..n); p_i = w*x_i", w=2.0)
    assert list(found.values["p_i"]) == [2, 4, 8]
    assert found.values["S"] == 1 + 16 + 36
    assert list(found.gradient["p_i"]) == [2, 8, 12]
    assert found.gradient["w"] == 2 + 16 + 48
    assert found.gradient["S"] == 1


def test_a_value_for_each_sample():
    """Where the output differs from sample to sample, so do its derivatives by everything."""
    found = over("L = (w*x)^2", w=3.0)
    assert list(found.values["L"]) == [9, 36, 144]
    assert list(found.gradient["w"]) == [6, 24, 96]


def test_equal_quantities_are_told_apart():
    """Two definitions of the same expression have a derivative each."""
    found = over("S = sum(a_i*b_i, i=1..n); a_i = x_i^2; b_i = x_i^2")
    assert list(found.gradient["a_i"]) == [1, 4, 16]
    assert list(found.gradient["x"]) == [4, 32, 256]


def test_sums_inside_sums():
    """A mean that the terms of a sum use passes back its share."""
    found = over("V = sum((x_i - m)^2, i=1..n)/n; m = sum(x_i, i=1..n)/n")
    m = 7 / 3
    assert found.values["m"] == pytest.approx(m)
    assert list(found.gradient["x"]) == pytest.approx([2 * (x - m) / 3 for x in (1, 2, 4)])


def test_what_is_not_finite():
    """The quantity and the sample are named, in the forward pass and in the derivative."""
    with pytest.raises(NumericError, match="u is not a finite real number at sample 2"):
        over("L = w*u; u = 1/y", w=1.0)
    with pytest.raises(NumericError, match="dL/dy is not a finite real number at sample 2"):
        assert over("L = w*sqrt(y)", w=1.0).gradient


def test_a_standardised_output_is_refused():
    """An output with a value for each sample that uses sums over all of them has no single derivative."""
    with pytest.raises(NumericError, match="uses sums"):
        over("z = x - m; m = sum(x_i, i=1..n)/n")


PARTS = {"i=2..n": 0.25 + 1, "i=2..3": 0.25 + 1, "i=1..2": 0.25, "i=2..2": 0.25, "i=0..2": 0.25 + 1}


@pytest.mark.parametrize("bounds", PARTS)
def test_a_part_of_the_samples(bounds):
    """A sum may run over a part of the samples."""
    found = evaluate_over(read_problem(f"S = sum((w*x_i)^2, {bounds})"), Samples.of({"x": [0, 0.5, 1]}), {"w": 1})
    assert found.values["S"] == PARTS[bounds]
    assert found.gradient["w"] == 2 * PARTS[bounds]


def test_the_number_of_a_sample():
    """The index of a sum is the number of the sample, in a definition too."""
    found = evaluate_over(read_problem("S = sum(p_i, i=1..n); p_i = w*x_i*i"), Samples.of({"x": [1, 2, 3]}), {"w": 2})
    assert found.values["S"] == 2 * (1 + 4 + 9)
    assert found.gradient["w"] == 1 + 4 + 9


class Table:
    """A table that hands its columns out as a mapping does, and is none."""

    def items(self):
        """Return the columns by their names."""
        return {"x": [1.0, 2.0], "y": [2.0, 4.0]}.items()


@pytest.mark.parametrize("data", [5, None, [1.0]], ids=repr)
def test_data_of_another_kind(data):
    """What is neither a file, a mapping nor a table is refused by its type; a table like a mapping is taken."""
    with pytest.raises(ChainRuleError, match=f"not {type(data).__name__}"):
        chainrule.evaluate("L = (w x - y)^2", data, {"w": 1})
    assert chainrule.evaluate("L = (w x - y)^2", Table(), {"w": 1}).values["L"].tolist() == [1.0, 4.0]


@pytest.mark.parametrize("loss", ["sum(sum(w x_i y_j, j=1..n), i=1..n)", "sum(sum((w x_i - w x_j)^2, j=1..2), i=1..2)"])
def test_pairs_of_samples_are_refused(loss: str) -> None:
    """A sum over the samples that uses the values of a second one is not the sum over pairs of equal ones."""
    with pytest.raises(NumericError, match="is a value of another sample"):
        chainrule.evaluate(f"L = {loss}", {"x": [1, 2], "y": [3, 4]}, {"w": 1})


def test_sums_inside_one_another() -> None:
    """A sum inside another one that has samples of its own alone is one number."""
    assert chainrule.evaluate("L = sum(x_i sum(w y_j, j=1..n), i=1..n)", {"x": [1, 2], "y": [3, 4]}, {"w": 1}).values["L"] == 21


@pytest.mark.parametrize(("column", "said"), [(1, "no column"), ("12", "no column"), (["a"], "sample 1 of 'x'")])
def test_what_is_no_column(column: object, said: str) -> None:
    """What is no column of numbers is refused by name; numbers as text are numbers."""
    with pytest.raises(NumericError, match=said):
        chainrule.evaluate("y = w x", {"x": column}, {"w": 1})  # type: ignore[dict-item]
    assert chainrule.evaluate("y = w x", {"x": ["1", "2"]}, {"w": 3}).values["y"].tolist() == [3, 6]  # type: ignore[list-item]


def test_names_as_typed() -> None:
    """What is one for every index without having one in the text keeps its name."""
    found = chainrule.evaluate("S = sum((y_i - p_i)^2, i=1..n); p = w*x", {"x": [1, 2], "y": [2, 4]}, {"w": 1})
    assert list(found.values["p"]) == [1, 2]
    assert found.gradient["w"] == -10


@pytest.mark.parametrize("index", ["i", "n", "k"])
def test_lists_at_a_point(index: str) -> None:
    """A list for x gives the x_i of a sum without numbers for bounds, whatever its index is called, and they are shown sample by sample."""
    count = "M"
    derivation = chainrule.derive(f"L = 1/{count} Σ_{{{index}=1}}^{count} (w x_{index} - y_{index})^2, dL/dw")
    found = derivation.at(w=2, x=[1, 2, 4], y=[1, 0, 2])
    assert found.gradient["w"] == pytest.approx(2 * (1 * 1 + 4 * 2 + 6 * 4) / 3)
    shown = render(with_numbers(derivation_document(derivation), derivation, found))
    assert "sample   x   y" in shown
    with pytest.raises(NumericError, match="the numbers of samples differ"):
        derivation.at(w=2, x=[1, 2], y=[1, 0, 2])


def test_integrals_are_refused() -> None:
    """An integral has no values over many samples."""
    with pytest.raises(NumericError, match="an integral is not computed over data"):
        chainrule.evaluate("y = ∫_0^x e^(-t^2) dt", {"x": [1, 2]})
