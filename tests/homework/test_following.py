"""Lines of work that follow from a wrong one before them, and those that do not."""

from __future__ import annotations

import pytest

from chainrule.homework import check

SOFTMAX = "L = -(y1 ln p1 + y2 ln p2); p1 = e^z1/(e^z1 + e^z2); p2 = e^z2/(e^z1 + e^z2)"
NETWORK = "z1 = w1 x + b1; a1 = sigmoid(z1); z2 = w2 a1 + b2; a2 = sigmoid(z2); L = (a2 - y)^2/2"
IN_NUMBERS = f"{NETWORK}; x = 1, w1 = 0.5, b1 = 0, w2 = -1, b2 = 0.2, y = 1"
NEURON = "z = w x + b; a = sigmoid(z); L = (a - y)^2/2; w = 0.5, x = 2, b = -0.4, y = 1"
HIDDEN = "h = sigmoid(u x1 + v x2); o = sigmoid(w h); E = (t - o)^2/2; x1 = 1, x2 = 0.5, u = 0.2, v = 0.4, w = 0.6, t = 1"
TWO_OUTPUTS = "h = sigmoid(w x); o1 = sigmoid(v1 h); o2 = sigmoid(v2 h); E = (o1 - t1)^2/2 + (o2 - t2)^2/2"
POLAR = "z = x² y; x = s cos t; y = s sin t"

# Problem, by, and each line of the work with its verdict.
WORK = {
    "one of two paths, though all links are right": (POLAR, "s", r"""
        ∂z/∂x = 2xy                 | right
        ∂x/∂s = cos t               | right
        ∂z/∂s = 2xy cos t           | wrong
        = 2s² cos² t sin t          | follows
        """),
    "one of two paths of a softmax": (SOFTMAX, "z1", r"""
        dL/dp1 = -y1/p1             | right
        dp1/dz1 = p1(1 - p1)        | right
        dL/dz1 = -y1/p1 * p1(1 - p1) | wrong
        = -y1(1 - p1)               | follows
        """),
    "two paths with a wrong link": (POLAR, "s", r"""
        ∂z/∂x = 2x                  | wrong
        ∂z/∂y = x²                  | right
        ∂z/∂s = 2x cos t + x² sin t | follows
        """),
    "a wrong δ₂": (NETWORK, "w1", r"""
        δ2 = (y - a2) a2 (1 - a2)      | wrong
        δ1 = δ2 w2 a1 (1 - a1)         | follows
        dL/dw1 = δ1 x                  | follows
        """),
    "δ₂ without a factor that is no derivative by z₂": (NETWORK, "w1", r"""
        δ2 = y - a2                    | wrong
        δ1 = δ2 w2 a1 (1 - a1)         | follows
        """),
    "a wrong δ₁ from a right δ₂": (NETWORK, "w1", r"""
        δ2 = (a2 - y) a2 (1 - a2)      | right
        δ1 = δ2 a1 (1 - a1)            | wrong
        dL/dw1 = δ1 x                  | follows
        """),
    "a second slip after a wrong δ₂": (NETWORK, "w1", r"""
        δ2 = (y - a2) a2 (1 - a2)      | wrong
        δ1 = δ2 a1 (1 - a1)            | wrong
        dL/dw1 = δ1                    | wrong
        """),
    "right δs that are put together wrongly": (NETWORK, "w1", r"""
        δ2 = (a2 - y) a2 (1 - a2)      | right
        δ1 = δ2 w2 a1 (1 - a1)         | right
        dL/dw1 = δ1 a1                 | wrong
        """),
    "two wrong δs": (TWO_OUTPUTS, "w", r"""
        δ_o1 = (t1 - o1) o1 (1 - o1)              | wrong
        δ_o2 = (t2 - o2) o2 (1 - o2)              | wrong
        δ_h = (δ_o1 v1 + δ_o2 v2) h (1 - h)       | follows
        dE/dw = δ_h x                             | follows
        """),
    "one of two paths between right δs": (TWO_OUTPUTS, "w", r"""
        δ_o1 = (o1 - t1) o1 (1 - o1)              | right
        δ_h = δ_o1 v1 h (1 - h)                   | wrong
        dE/dw = δ_h x                             | follows
        """),
    "δs in numbers": (IN_NUMBERS, "w1", r"""
        δ2 = (0.3959 - 1)*0.3959*(1 - 0.3959) = -0.1445          | right
        δ1 = δ2*w2*a1*(1 - a1) = -0.1445*(-1)*0.2350 = 0.0340    | right
        dL/dw1 = δ1 x = 0.0340                                   | right
        """),
    "δs in numbers with a wrong sign": (IN_NUMBERS, "w1", r"""
        δ2 = 0.1445                                              | wrong
        δ1 = δ2*w2*a1*(1 - a1) = 0.1445*(-1)*0.2350 = -0.0340    | follows
        dL/dw1 = δ1 x = -0.0340                                  | follows
        """),
    "a slip of reckoning in a δ": (IN_NUMBERS, "w1", r"""
        δ1 = 0.1445*0.2350 = 0.0430                              | wrong
        dL/dw1 = δ1 x = 0.0430                                   | follows
        """),
    "a wrong number in the forward pass": (NEURON, "w", r"""
        z = 0.5*2 - 0.4 = 1.4                | wrong
        a = σ(1.4) = 0.8022                  | follows
        dL/da = a - y = -0.1978              | follows
        da/dz = a(1 - a) = 0.1587            | follows
        dz/dw = x = 2                        | right
        dL/dw = -0.1978*0.1587*2 = -0.0628   | follows
        """),
    "a wrong number, and another one behind": (NEURON, "w", r"""
        z = 0.5*2 - 0.4 = 1.4                | wrong
        a = σ(1.4) = 0.9022                  | wrong
        dL/da = a - y = -0.0978              | follows
        dL/dw = -0.0978*0.0882*2 = -0.0173   | follows
        """),
    "a wrong number before an own δ": (HIDDEN, "u", r"""
        h = σ(0.2*1 + 0.4*0.5) = σ(0.6) = 0.6457                 | wrong
        o = σ(0.6*0.6457) = σ(0.3874) = 0.5957                   | follows
        δ = (o - t)*o*(1 - o) = -0.4043*0.2408 = -0.0974         | follows
        dE/dh = δ w = -0.0974*0.6 = -0.0584                      | follows
        dE/du = -0.0584*0.6457*0.3543*1 = -0.0134                | follows
        """),
    "a second slip in a δ after a wrong number": (IN_NUMBERS, "w1", r"""
        a1 = 0.7225                                                    | wrong
        a2 = σ(-0.5225) = 0.3723                                       | follows
        δ2 = (a2 - y) a2 (1 - a2) = -0.6277*0.3723*0.6277 = -0.1467    | follows
        δ1 = δ2 w2 (1 - a1) = -0.1467*(-1)*0.2775 = 0.0407             | wrong
        dL/dw1 = δ1 x = 0.0407                                         | follows
        """),
    "a wrong number of an own quantity": (HIDDEN, "u", r"""
        net = 0.2*1 + 0.4*0.5 = 0.6                              | wrong
        h = σ(0.6) = 0.6457                                      | follows
        """),
    "wrong numbers in a graph": ("p = x*y; q = p + z; f = q^2; x = 1, y = 2, z = 3", "x", r"""
        p = 3                                | wrong
        q = p + z = 6                        | follows
        f = q^2 = 36                         | follows
        df/dq = 2q = 12                      | follows
        dp/dx = y = 2                        | right
        df/dx = df/dq dq/dp dp/dx = 12*1*2   | follows
        """),
    "a right number after a wrong one": ("p = x*y; q = p + z; f = q^2; x = 1, y = 2, z = 3", "x", r"""
        p = 3                                | wrong
        q = 5                                | right
        df/dq = 2q = 10                      | right
        """),
    "parts of another form, and a slip elsewhere": ("y = e^(6x)", "x", r"""
        u = e^(2x)                  | right
        y = u^3                     | right
        du/dx = 2e^(2x)             | right
        dy/du = u^2                 | wrong
        dy/dx = 2u^2 e^(2x)         | follows
        """),
    "a wrong part, and what is made of it": ("y = 9x^2 + (3x^2 + 2)^2 + 6", "x", r"""
        u = 3x^2 + 3                | wrong
        y = u^2 + 3u                | follows
        dy/du = 2u + 3              | follows
        dy/dx = 6x(2u + 3)          | follows
        """),
    "a product that counts a path twice, after right links": ("y = 6x + (2x + 5)^2 + 15", "x", r"""
        u = 2x + 5                  | right
        y = u^2 + 3u                | right
        du/dx = 2                   | right
        dy/du = 2u + 3              | right
        dy/dx = 8u + 12             | wrong
        = 16x + 52                  | follows
        """),
    "values that were rounded on the way": ("z1 = w1 x + b1; a1 = sigmoid(z1); z2 = w2 a1 + b2; x = 1.7, w1 = 0.6, b1 = -0.2, w2 = 0.7, b2 = 0.2", "w1", r"""
        a1 = 0.6942                          | right
        z2 = 0.7*0.6942 + 0.2 = 0.6859       | right
        da1/dz1 = a1(1 - a1) = 0.2123        | right
        dz2/dw1 = 0.7*0.2123*1.7 = 0.2526    | right
        """),
    "a value of few digits": ("a = sigmoid(z); L = a^2; z = -0.9623", "z", r"""
        a = 0.2764                           | right
        da/dz = a(1 - a) = 0.2               | right
        """),
    "what comes of rounded values beside a wrong one": (NEURON, "w", r"""
        a = σ(0.6) = 0.6457                  | right
        dL/da = y - a = 0.3543               | wrong
        da/dz = 0.6457*0.3543 = 0.2288       | right
        dL/dz = 0.3543*0.2288 = 0.0811       | follows
        """),
}  # fmt: skip


def test_wrong_numbers_are_told_the_right_ones() -> None:
    """A quantity of the problem has its value beside a wrong one, an update its sum, and a step that does not have the slope the slope."""
    lines = check(NEURON, wrt="w", work="a = σ(0.6) = 0.7457\ndL/dw = -0.1621\nw_new = 0.5 - 0.1*(-0.1621) = 0.4838\nw_new = 0.5 - 0.1*(-0.05) = 0.505").lines
    assert [line.message for line in lines] == [
        "a is 0.6457 here.", "", "the two sides are not equal: the first is 0.5162.", "∂L/∂w is −0.1621 here, and no factor of the step.",
    ]  # fmt: skip


def test_a_wrong_value_of_a_derivative_is_told_the_right_one() -> None:
    """In numbers, with the sign where that alone is wrong."""
    problem = "z1 = w1 x + b1; a1 = sigmoid(z1); z2 = w2 a1 + b2; L = (z2 - y)^2; x = 1, w1 = 0.5, b1 = 0, w2 = -1, b2 = 0.2, y = 1"
    lines = check(problem, wrt="w1", work="dL/dw1 = -2.845*(-1)*0.2350 = -0.6686\ndL/dw1 = 0.7686").lines
    assert [(line.mistake and line.mistake.name, line.message) for line in lines] == [
        ("sign", "A sign is wrong: it should be 0.6686."),
        (None, "it should be 0.6686."),
    ]


def test_the_mistake_in_a_delta_is_named() -> None:
    """A δ is judged as the derivative of the output by the quantity with its index."""
    line = check(NETWORK, wrt="w1", work="δ2 = (y - a2) a2 (1 - a2)").lines[0]
    assert line.mistake is not None
    assert line.mistake.name == "sign"




@pytest.mark.parametrize(("problem", "wrt", "lines"), WORK.values(), ids=WORK)
def test_a_line_follows_where_wrong_ones_before_it_give_it(problem: str, wrt: str | None, lines: str) -> None:
    """What is wrong by itself is told from what comes of an earlier error."""
    expected = [tuple(part.strip() for part in line.split(" | ")) for line in lines.strip().splitlines()]
    verdict = check(problem, wrt=wrt, work="\n".join(line for line, _ in expected))
    assert [(line.text, line.status) for line in verdict.lines] == expected
