"""The folder of solvers: listed, sourced, and explained."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

from sayso.mechanisms import solvers

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "solvers.md").read_text(encoding="utf-8")


def test_every_solver_is_listed() -> None:
    files = {file.stem for file in Path(solvers.__path__[0]).glob("*.py")} - {"__init__"}
    assert files == set(solvers.SOLVERS)


@pytest.mark.parametrize("name", solvers.SOLVERS)
def test_a_solver_names_its_source(name: str) -> None:
    said = importlib.import_module(f"sayso.mechanisms.solvers.{name}").__doc__
    assert said is not None
    assert re.search(r"^Source: .*\b(19|20)\d\d\b", said, flags=re.MULTILINE)


@pytest.mark.parametrize("name", solvers.SOLVERS)
def test_the_page_says_of_each_solver_what_it_says_what_refutes_it_and_where_it_ends(name: str) -> None:
    part = PAGE.split(f"(`{name}`)")[1].split("\n## ")[0]
    for wanted in ("```", "*Source:*", "*Refuted by:*", "*Limits:*"):
        assert wanted in part, wanted


def test_what_the_page_shows_is_what_comes_out() -> None:
    outcome = doctest.testfile(str(ROOT / "docs" / "solvers.md"), module_relative=False)
    assert outcome.attempted > 4
    assert outcome.failed == 0
