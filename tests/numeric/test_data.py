"""Samples from files and from Python: names, numbers, and what is wrong where."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule.errors import NumericError
from chainrule.numeric.data import Samples, plain, read_samples


@pytest.fixture
def saved(tmp_path):
    def save(content: str | bytes):
        path = tmp_path / "homes.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


TABLES = {
    "commas": "x,y\n1,2\n3,4\n",
    "semicolons": "x;y\n1;2\n3;4\n",
    "tabs": "x\ty\n1\t2\n3\t4\n",
    "Windows": "\ufeffx,y\r\n1,2\r\n3,4\r\n",
    "spaces and blank lines": "x , y\n 1, 2\n\n3 ,4\n\n",
    "quotes": '"x","y"\n"1","2"\n3,4',
    "Excel": "sep=;\r\nx;y\r\n1;2\r\n3;4\r\n",
    "UTF-16": "x,y\n1,2\n3,4\n".encode("utf-16"),
    "UTF-16 without a mark": "x\ty\n1\t2\n3\t4\n".encode("utf-16-le"),
}


@pytest.mark.parametrize("table", TABLES)
def test_tables(saved, table):
    """The first row names the columns; the other rows are samples."""
    found = read_samples(saved(TABLES[table]))
    assert {name: list(column) for name, column in found.columns.items()} == {"x": [1, 3], "y": [2, 4]}
    assert found.count == 2


def test_names_in_any_spelling(saved):
    """Columns are found by any spelling of their names, with or without a sample's index."""
    found = read_samples(saved("w₁₂⁽²⁾,area,y_i\n1,2,3\n"))
    assert list(found.columns) == ["w_12^(2)", "area", "y_i"]
    assert [list(found.column(name) or ()) for name in ("area_i", "y", "w_12^(2)", "z")] == [[2], [3], [1], []]


def test_text_matters_where_it_is_used(saved):
    """A column with text is refused once it is used, with row and column; others are not affected."""
    found = read_samples(saved("street,area,price\nElm,1,2\nOak,two,3\n"))
    assert list(found.column("price") or ()) == [2, 3]
    with pytest.raises(NumericError, match=r"homes\.csv, row 3, column 'area': 'two' is not a number"):
        found.column("area")


def test_decimal_commas(saved):
    """Where something else separates, a comma in a number is the decimal comma; beside a point, or twice, it is none."""
    found = read_samples(saved("x;y;z\n1,5;-,25;1.234,5\n2;1e3;1,234,5\n"))
    assert [list(found.column(name) or ()) for name in "xy"] == [[1.5, 2], [-0.25, 1000]]
    with pytest.raises(NumericError, match=r"row 2, column 'z': '1\.234,5' is not a number"):
        found.column("z")


WRONG = {
    "an empty file": ("", "no names in its first row"),
    "no samples": ("x,y\n", "no samples"),
    "numbers in the first row": ("1,2\n3,4\n", "numbers in its first row"),
    "one name twice": ("x,x\n1,2\n", "two columns named 'x'"),
    "a short row": ("x,y\n1,2\n3\n", "row 3 has 1 entry where"),
    "not UTF-8": (b"x,y\n1,\xff\n", "not UTF-8"),
    "half of UTF-16": (b"\xff\xfex\0,\0y", "UTF-16"),
    "an error in a row below sep=": ("sep=,\nx,y\n1\n", "row 3 has 1 entry"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_table(saved, case):
    """A file that is no table of samples is refused with the place."""
    content, said = WRONG[case]
    with pytest.raises(NumericError, match=said):
        read_samples(saved(content))


@pytest.mark.parametrize("cell", ["", " ", "nan", "inf", "1_000", "1,5", "$3"])
def test_cells_that_are_no_numbers(saved, cell):
    """An empty cell, infinity, not-a-number and decorated numbers are no numbers."""
    with pytest.raises(NumericError, match="row 2, column 'x'"):
        read_samples(saved(f'x,y\n"{cell}",1\n')).column("x")


def test_a_file_that_is_not_there(tmp_path):
    """A missing file is an error that names it."""
    with pytest.raises(NumericError, match=r"cannot read .*nothing\.csv"):
        read_samples(tmp_path / "nothing.csv")


def test_columns_at_hand():
    """Lists and arrays are samples too; lengths and numbers are checked."""
    assert Samples.of({"x": np.arange(3.0), "y": [1, 2, 3]}).count == 3
    with pytest.raises(NumericError, match="x has 2, y has 1"):
        Samples.of({"x": [1, 2], "y": [1]})
    with pytest.raises(NumericError, match="sample 2 of 'x'"):
        Samples.of({"x": [1, float("nan")]})
    with pytest.raises(NumericError, match="sample 1 of 'x'"):
        Samples.of({"x": ["one"]})
    with pytest.raises(NumericError, match="no samples"):
        Samples.of({"x": []})


def test_the_error_for_a_missing_column():
    """A missing column is named, with the nearest one."""
    message = str(Samples.of({"area": [1], "price": [2]}).missing(["aera"]))
    assert message == "no column and no value for aera\ndid you mean 'area'? the data has the columns area, price"


PLAIN = {"x": "x", "x_i": "x", "x_{2,i}": "x_2", "z_{1,i}^(2)": "z_1^(2)", "w_11": "w_11", "w_ij": "w_ij", "x_1": "x_1", "T_m": "T_m"}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_names(name):
    """The index of a sample is taken off, and no other index."""
    assert plain(name) == PLAIN[name]
