"""Options and settings that all tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("chainrule", deadline=None, derandomize=True)  # a shared machine is slow at times; a failure must come back
settings.load_profile("chainrule")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the golden files and the outputs of README and guides anew, to be read in the diff")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew instead of compared."""
    return bool(request.config.getoption("--rewrite"))
