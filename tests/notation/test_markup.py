"""Trees as presentation MathML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from chainrule.notation.markup import mathml, mathml_name
from chainrule.tree import Tree, add, call, mul, neg, number, power, relation, symbol
from tests.notation.test_writing import IDS, WRITTEN
from tests.notation.trees import trees

x, u = symbol("x"), symbol("u")
CHILDREN = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "mover": 2, "mroot": 2, "munderover": 3, "msqrt": 1, "math": 1}
LEAVES = {"mi", "mn", "mo", "mtext"}


def well_formed(tree: Tree) -> None:
    """Check that MathML parses, that every element has the children it needs, and that only leaves hold text."""
    for element in ET.fromstring(mathml(tree)).iter():  # noqa: S314  # our own output
        tag = element.tag.partition("}")[2]
        assert len(element) == CHILDREN.get(tag, len(element))
        assert bool(element.text) is (tag in LEAVES)
        assert not (element.tail or "").strip()


@pytest.mark.parametrize("tree", [row[0] for row in WRITTEN], ids=IDS)
def test_well_formed(tree):
    """Every way of writing gives elements with the right number of children."""
    well_formed(tree)


@given(trees)
def test_always_well_formed(tree):
    """Any tree gives well-formed MathML."""
    well_formed(tree)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x", "<mi>x</mi>"),
        ("area", "<mi>area</mi>"),
        ("ŷ", '<mover accent="true"><mi>y</mi><mo>^</mo></mover>'),
        ("w_12^(2)", '<msubsup><mi>w</mi><mn>12</mn><mrow><mo stretchy="false">(</mo><mn>2</mn><mo stretchy="false">)</mo></mrow></msubsup>'),
        ("w1", "<msub><mi>w</mi><mn>1</mn></msub>"),
        ("x_{i,j}", '<msub><mi>x</mi><mrow><mi>i</mi><mo stretchy="false">,</mo><mi>j</mi></mrow></msub>'),
        ("y_hat", "<msub><mi>y</mi><mi>hat</mi></msub>"),
        ("ç", "<mi>ç</mi>"),
        ("<b>", "<mtext>�b�</mtext>"),
    ],
)
def test_names(name, shown):
    """A name is one element, its accents, index and layer in their places."""
    assert mathml_name(name) == shown


@pytest.mark.parametrize(
    ("tree", "part"),
    [
        (mul(number(2), x), "<mn>2</mn><mo>\u2062</mo><mi>x</mi>"),
        (call("sin", x), '<mi>sin</mi><mo>\u2061</mo><mrow><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo></mrow>'),
        (call("sin", 1 / x), "<mi>sin</mi><mo>\u2061</mo><mrow><mo>(</mo><mfrac>"),
        (-x, '<mo form="prefix">−</mo><mi>x</mi>'),
        (power(call("sin", x), number(2)), "<msup><mi>sin</mi><mn>2</mn></msup><mo>\u2061</mo>"),
        (relation("<", x, u), "<mi>x</mi><mo>&lt;</mo><mi>u</mi>"),
        (add(x, neg(u)), "<mi>x</mi><mo>−</mo><mi>u</mi>"),
        (1 / u, "<mfrac><mrow><mn>1</mn></mrow><mrow><mi>u</mi></mrow></mfrac>"),
        (power(symbol("w_1"), number(2)), "<msubsup><mi>w</mi><mn>1</mn><mrow><mn>2</mn></mrow></msubsup>"),
        (power(symbol("w1"), x), "<msubsup><mi>w</mi><mn>1</mn><mrow><mi>x</mi></mrow></msubsup>"),
    ],
)
def test_parts(tree, part):
    """Invisible times and function application are there for screen readers, and signs are escaped."""
    assert f"<mrow>{part}" in mathml(tree)


def test_block():
    """A formula may stand on a line of its own."""
    assert 'display="block"' in mathml(x, block=True)
    assert "display" not in mathml(x)
