"""The shipped scenarios fit the shipped example."""

import datetime as dt
from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.scenarios import read_scenario
from sayso.scenarios.basis import Basis, Wanted, basis
from sayso.statements.catalogue import Catalogue

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "scenarios"
FILES = sorted(FOLDER.glob("*.toml"))


@pytest.fixture(scope="module")
def central_asia(actors: ActorTable, catalogue: Catalogue) -> Basis:
    """Return the model of the states and patrons that the example's reports are about, on their day."""
    wanted = Wanted(
        as_of=dt.date(2022, 6, 21),
        months=12,
        states=("UZB", "TJK", "KAZ", "KGZ", "TKM"),
        patrons=("RUS", "CHN", "USA", "TUR"),
    )
    return basis([], wanted, actors=actors, catalogue=catalogue)


def test_there_are_scenarios() -> None:
    assert len(FILES) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_scenario_fits_the_example_and_says_what_it_is(path: Path, central_asia: Basis) -> None:
    scenario, problems = read_scenario(path.read_bytes(), path.name, model=central_asia.model, months=12)
    assert problems == ()
    assert scenario is not None
    assert scenario.says
    assert scenario.as_of is not None


def test_the_page_shows_the_file_as_it_is() -> None:
    page = (FOLDER.parents[1] / "docs" / "scenarios.md").read_text(encoding="utf-8")
    assert (FOLDER / "border.toml").read_text(encoding="utf-8") in page
