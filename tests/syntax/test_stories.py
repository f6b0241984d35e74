"""Stories without a formula are told so; what words say of formulas, and formulas in words, are read as before."""

from __future__ import annotations

import pytest

from chainrule.errors import ReadError
from chainrule.syntax import read_problem

STORIES = (
    "A person 1.8 m tall walks away from a 6 m lamp post at 1.5 m/s. How fast is the tip of the shadow moving?",
    "A ladder 10 ft long leans against a wall. The bottom slides away at 1 ft/s. How fast is the top sliding down when the bottom is 6 ft from the wall?",
    "A spherical balloon is inflated at a rate of 100 cm^3/s. How fast is the radius growing when r = 25 cm?",
    "Gas escapes from a balloon at 4 m³/min. How fast is the radius decreasing when the volume is 36 m³?",
    "A 13-foot ladder is sliding down a wall. The foot moves at 2 ft/sec. Find how fast the top moves.",
    "A cube's edge is growing at a rate of 12 cm/s; how fast is the volume growing when it is 2 cm long?",
    "Two cars start at noon. One travels south at 60 mi/h and the other west at 25 mi/h. How fast do they part?",
    "The population of a town doubles every 3 years. How fast does it grow?",
)


@pytest.mark.parametrize("typed", STORIES)
def test_stories(typed: str) -> None:
    """A story without a formula says nothing that could be differentiated: its relation has to be written as a formula."""
    with pytest.raises(ReadError) as refused:
        read_problem(typed)
    assert refused.value.message == "there is no formula in this text"
    assert "write the relation" in str(refused.value.hint)


OTHERS = {
    "A cylinder has radius r and height h. Its volume grows. How fast does r change when h is 5?": "volume grows",
    "A person walks at 2 m/s and the shadow is s/1.8 = (x + s)/6 as tall; find ds/dt": "person walks",
    "Find the derivative of x squared over a very long and winding expression of x": "over",
}


@pytest.mark.parametrize(("typed", "place"), OTHERS.items())
def test_texts_with_letters(typed: str, place: str) -> None:
    """Where a letter stands for a quantity, or signs stand in the text, the error is of the place that is not understood."""
    with pytest.raises(ReadError) as refused:
        read_problem(typed)
    assert refused.value.text is not None
    assert f"'{place}'" in refused.value.message


IN_WORDS = (
    "Find the derivative of price times quantity minus cost with respect to quantity please and thank you",
    "Please could you show me how to find the derivative of theta squared times five",
)


@pytest.mark.parametrize("typed", IN_WORDS)
def test_formulas_in_words(typed: str) -> None:
    """A formula in words is one."""
    assert len(read_problem(typed).definitions) == 1
