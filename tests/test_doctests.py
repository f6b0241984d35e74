"""The examples in docstrings."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import chainrule

MODULES = [each.name for each in walk_packages(chainrule.__path__, "chainrule.") if not each.name.endswith("__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    """Every example of a docstring gives what stands below it."""
    found = doctest.testmod(import_module(name))
    assert found.failed == 0


def test_there_are_examples() -> None:
    """The search finds the modules in rooms inside rooms, and their examples."""
    assert sum(len(each.examples) for each in doctest.DocTestFinder().find(import_module("chainrule.syntax.vectors.traces"))) > 0
