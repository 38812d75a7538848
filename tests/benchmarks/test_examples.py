"""The examples in the docstrings of the scores."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["alignment", "attribution", "conditionals", "conllu", "matching"])
def test_the_examples_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"benchmarks.scores.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
