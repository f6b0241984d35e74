"""Names: one canonical spelling each, and how it is shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.errors import ReadError
from chainrule.notation.indices import index_name
from chainrule.notation.names import ACCENTS, GREEK, SUBSCRIPTS, canonical, folded, is_word, joined, latex_name, plain_name, split, unicode_name

SPELLINGS = [  # canonical name, the ways to type it
    ("x", ["x", "𝑥", "ｘ", r"\mathbf{x}", r"\mathrm{x}", "{x}", " x "]),
    ("θ", [r"\theta", "θ", r"\boldsymbol{\theta}"]),
    ("φ", [r"\varphi", "φ"]),
    ("ϕ", [r"\phi", "ϕ"]),
    ("μ", [r"\mu", "μ", "µ"]),
    ("alpha", ["alpha"]),
    ("area", ["area", r"\mathrm{area}", r"\text{area}", r"\mathit{area}"]),
    ("ŷ", ["ŷ", "y\u0302", r"\hat{y}", r"\hat y", r"\widehat{y}", r"\hat{\mathbf{y}}", r"\hat {y}"]),
    ("x̄", ["x\u0304", r"\bar{x}", r"\overline{x}"]),
    ("ẋ", ["ẋ", r"\dot{x}"]),
    ("x̃", ["x\u0303", r"\tilde{x}"]),
    ("v⃗", ["v\u20d7", r"\vec{v}", r"\vec v"]),
    ("θ̂_1", [r"\hat\theta_1", r"\hat{\theta}_{1}", r"\hat{\theta_1}"]),
    ("w_12", ["w_12", "w_{12}", "w₁₂", r"w_{1 2}"]),
    ("w_12^(2)", ["w_12^(2)", "w_{12}^{(2)}", "w₁₂⁽²⁾", "w^{(2)}_{12}", "w_{12}^(2)", "{w}_{12}^{(2)}"]),
    ("h_1^(3)", ["h_1^(3)", "h_1^{(3)}", "h₁⁽³⁾"]),
    ("a_1^[2]", ["a_1^[2]", "a^{[2]}_1"]),
    ("x_{i,j}", ["x_{i,j}", "x_{i, j}"]),
    ("x_{i+1}", ["x_{i+1}", "x_{i + 1}", "xᵢ₊₁"]),
    ("y_hat", ["y_hat", r"y_{\mathrm{hat}}", r"y_\text{hat}", r"y_{hat}"]),
    ("y_hat_max", ["y_hat_max", r"y_{\mathrm{hat\_max}}", r"y_{\mathrm{hat}\_\mathrm{max}}"]),
    ("y_hat_i", ["y_hat_i", r"y_{\mathrm{hat}\_i}"]),
    ("Δx", ["Δx", r"\Delta x", r"\mathrm{\Delta x}"]),
    ("x′", ["x'", "x′", r"x^\prime", r"x^{\prime}"]),
    ("ℓ", [r"\ell", "ℓ"]),
    ("h_{i→j}", [r"h_{i \to j}", "h_{i→j}"]),
]
NAMES = [name for name, _ in SPELLINGS] + [
    "w1",
    "eta1",
    "beta_old",
    "été",
    "площадь",
    "ç",
    "α_β",
    "w_ij",
    "x_old",
    "z1^(2)",
    "w_{i-1}^(l-1)",
    "Α",
    "σ_1",
    "J",
    "E2",
    "ŷ_1^(2)",
]


@pytest.mark.parametrize(("name", "typed"), [(name, typed) for name, ways in SPELLINGS for typed in ways])
def test_spellings_meet(name, typed):
    """Every way to type a name gives the same canonical name."""
    assert canonical(typed) == name


@pytest.mark.parametrize("macro", GREEK)
def test_greek_macros(macro):
    """A Greek macro is the Greek letter, and the letter is written as that macro; typed out, it keeps its spelling."""
    assert canonical("\\" + macro) == GREEK[macro]
    assert latex_name(GREEK[macro]) == latex_name(macro) == "\\" + macro
    assert unicode_name(macro) == macro


def test_no_two_macros_share_a_letter():
    """Two Greek macros are never the same quantity."""
    assert len(set(GREEK.values())) == len(GREEK)


SHOWN = [  # canonical, in Unicode, in LaTeX
    ("x", "x", "x"),
    ("w_12^(2)", "w₁₂⁽²⁾", "w_{12}^{(2)}"),
    ("a_1", "a₁", "a_{1}"),
    ("ŷ", "ŷ", r"\hat{y}"),
    ("y_hat", "y_hat", r"y_{\mathrm{hat}}"),
    ("area", "area", r"\mathrm{area}"),
    ("w1", "w1", "w_{1}"),
    ("alpha", "alpha", r"\alpha"),
    ("alpha_1", "alpha₁", r"\alpha_{1}"),
    ("theta1", "theta1", r"\theta_{1}"),
    ("area2", "area2", r"\mathrm{area}_{2}"),
    ("x_i", "xᵢ", "x_{i}"),
    ("w_ij", "wᵢⱼ", "w_{ij}"),
    ("x_{i,j}", "x_{i,j}", "x_{i,j}"),
    ("x_{i+1}", "xᵢ₊₁", "x_{i+1}"),
    ("β_old", "β_old", r"\beta_{\mathrm{old}}"),
    ("y_hat_max", "y_hat_max", r"y_{\mathrm{hat}\_\mathrm{max}}"),
    ("y_hat_i", "y_hat_i", r"y_{\mathrm{hat}\_i}"),
    ("w_1^(l)", "w₁⁽ˡ⁾", "w_{1}^{(l)}"),
    ("a_1^[2]", "a₁^[2]", "a_{1}^{[2]}"),
    ("x_α", "x_α", r"x_{\alpha}"),
    ("θ̂_1", "θ̂₁", r"\hat{\theta}_{1}"),
    ("Δx", "Δx", r"\mathrm{\Delta x}"),
    ("x′", "x′", "x'"),
    ("été", "été", r"\mathrm{\acute{e}t\acute{e}}"),
    ("площадь", "площадь", r"\text{площадь}"),
    ("h_{i→j}", "h_{i→j}", r"h_{i\to j}"),
]


@pytest.mark.parametrize(("name", "in_unicode", "in_latex"), SHOWN, ids=[row[0] for row in SHOWN])
def test_shown(name, in_unicode, in_latex):
    """A name is shown with lowered indices and raised layers in Unicode, and with macros in LaTeX."""
    assert (unicode_name(name), latex_name(name), plain_name(name)) == (in_unicode, in_latex, name)


@pytest.mark.parametrize("name", NAMES)
def test_read_back(name):
    """The plain and Unicode forms are read back as the same name, the LaTeX form as one that looks the same."""
    assert canonical(name) == name
    assert canonical(plain_name(name)) == name
    assert canonical(unicode_name(name)) == name
    assert folded(canonical(latex_name(name))) == folded(name)


@pytest.mark.parametrize("name", NAMES)
def test_split_and_joined(name):
    """A canonical name is the sum of its parts."""
    parts = split(name)
    assert parts is not None
    assert joined(*parts) == name


@pytest.mark.parametrize(
    ("name", "parts"),
    [("w_12^(2)", ("w", "12", "(2)")), ("x_{i,j}", ("x", "i,j", "")), ("y_a_b", ("y", "a_b", "")), ("h^(3)", ("h", "", "(3)")), ("x", ("x", "", ""))],
)
def test_split(name, parts):
    """A name is split at its first underscore and its caret."""
    assert split(name) == parts


@pytest.mark.parametrize(("one", "other"), [("w1", "w_1"), ("alpha", "α"), ("alpha_2", "α2"), ("x_12", "x12")])
def test_folded_alike(one, other):
    """Names that look the same typeset share their folded key."""
    assert folded(one) == folded(other)
    assert latex_name(one) == latex_name(other)


@pytest.mark.parametrize(("one", "other"), [("w1", "w2"), ("phi", "φ"), ("x_1", "x_11"), ("x_1^(2)", "x_12"), ("w_ij", "wij")])
def test_folded_apart(one, other):
    """Names that look different keep different folded keys."""
    assert folded(one) != folded(other)


NOT_NAMES = [
    "",
    " ",
    "1x",
    "_x",
    "x_",
    "x_{}",
    "x y",
    "x²",
    "x^2",
    "x+y",
    "x^(2)^(3)",
    "x^()",
    "w_{1}_{2}",
    "(x)",
    r"\input{secret}",
    r"\frac{a}{b}",
    "x_{<b>}",
    "<b>",
    "[red]x",
    "\x1b[31mx",
    "x{",
    "$x$",
    "x%",
    "x&y",
    "́",
    "\\",
]


@pytest.mark.parametrize("text", NOT_NAMES, ids=repr)
def test_not_a_name(text):
    """What is not a name is refused."""
    with pytest.raises(ReadError):
        canonical(text)


def test_too_many_macros():
    """A name built of hundreds of macros is refused before any work is done."""
    with pytest.raises(ReadError, match="too many"):
        canonical(r"\hat{" * 500 + "x" + "}" * 500)


@pytest.mark.parametrize("name", [r"\input{/etc/passwd}", "x}{y", "a$b", "a%b", "a&b", "a#b", "a~b", "<script>", "[red]", "\x1b[31m", "a\nb", "^^41", "`x`"])
@pytest.mark.parametrize("show", [plain_name, unicode_name, latex_name])
def test_nothing_gets_through(name, show):
    """A string that is no name loses everything that TeX, HTML or a terminal could act on."""
    shown = re.sub(r"^\\text\{(.*)\}$", r"\1", show(name)).replace(r"\_", "_")
    assert re.fullmatch(r"[\w� ]*", shown)


@pytest.mark.parametrize(
    ("name", "word"),
    [("area", True), ("x", False), ("x1", False), ("w_hat", False), ("ŷ", False), ("x̄", False), ("area_1", True), ("x′", False), ("w_12^(2)", False)],
)
def test_words(name, word):
    """A name is a word where its base has several letters."""
    assert is_word(name) is word


@given(st.text(max_size=20))
def test_hostile_text(text):
    """Any text is either a name, then stable and safe in every form, or refused."""
    try:
        name = canonical(text)
    except ReadError:
        return
    assert canonical(name) == name
    assert not set(name) & set('<>&"\\$%#~`')
    assert name.isprintable()


LETTERS = st.sampled_from([*"abxyzwJ", *GREEK.values(), "é"])
BASES = st.one_of(LETTERS, st.sampled_from(["area", "w1", "SSR", "alpha"]), st.tuples(LETTERS, st.sampled_from(list(ACCENTS.values()))).map("".join))
LOWS = st.sampled_from(["", "1", "12", "i", "ij", "hat", "i,j", "i+1", "α", "old_2", "1a"])
HIGHS = st.sampled_from(["", "(2)", "(l)", "(l-1)", "[2]"])


@given(BASES, LOWS, HIGHS)
def test_made_names_are_read_back(base, low, high):
    """A name put together from any parts is read back from all its forms."""
    name = canonical(joined(base, low, high))
    assert canonical(unicode_name(name)) == name
    assert folded(canonical(latex_name(name))) == folded(name)


def test_subscript_letters():
    """Every lowered character is read as what it lowers."""
    for low, plain in SUBSCRIPTS.items():
        if plain.isalnum():
            assert canonical("x" + low) == "x_" + plain


@pytest.mark.parametrize(
    ("name", "index", "case", "expected"),
    [("w_jk", "k", 11, "w_{j,11}"), ("w_{j,11}", "j", 1, "w_{1,11}"), ("w_1k", "k", 11, "w_{1,11}"), ("w_11k", "k", 1, "w_111"), ("x_i", "i", 11, "x_11"),
     ("a_j^(l)", "l", 2, "a_j^(2)"), ("a^[l-1]", "l", 2, "a^[1]")],
)  # fmt: skip
def test_index_put_in(name: str, index: str, case: int, expected: str) -> None:
    """A number of several digits stands apart from other indices: w_111 would be w_{1,11} and w_{11,1}."""
    assert index_name(name, index, case) == expected
