"""From paths to a brief, with the real reader and the real models."""

import datetime as dt
from pathlib import Path

import pytest

from sayso.brief.build import build_brief
from sayso.brief.exchange import to_json
from sayso.brief.gather import Settings
from sayso.brief.html import to_html
from sayso.brief.records import Brief
from sayso.documents.folder import STANDARD_INPUT

TODAY = dt.date(2026, 1, 15)
QUICK = Settings(runs=200, seed=5, today=TODAY)

REPORT = """Ministers weigh the next winter

Tashkent, 4 February 2022

Mass unrest in Uzbekistan is unlikely this year, the minister said. If protests spread to Tashkent, the security \
forces will probably be unable to suppress them.

"Russia will strengthen its military presence in Tajikistan," an analyst said.
"""
OLD_REPORT = """Leaders meet in Tashkent

Tashkent, 10 December 2014

"Uzbekistan is likely to move closer to Russia," the analyst said.
"""
CHRONOLOGY = """date,actors,kind,what,source
2022-01-02,KAZ,unrest,Protests against fuel prices began in Zhanaozen.,OSCE
2021-10-24,UZB,election,A president was elected in Uzbekistan.,OSCE/ODIHR
2019-01-01,UZB,visit,Too long ago.,a source
2022-01-05,FRA,visit,About somebody else.,a source
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a report, a chronology and a file that is no text."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "chronology.csv").write_text(CHRONOLOGY, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    return tmp_path


@pytest.fixture
def built(folder: Path) -> Brief:
    return build_brief([folder], settings=QUICK)


def test_a_folder_becomes_a_brief(built: Brief) -> None:
    assert [Path(document.name).name for document in built.documents] == ["report.txt"]
    assert built.claims
    assert [outlook.as_of for outlook in built.outlooks] == [dt.date(2022, 2, 4)]
    assert built.outlooks[0].rows
    assert built.making.seed == 5
    assert built.making.runs == 200
    assert built.making.made_on == TODAY


def test_every_claims_quotation_stands_at_its_place(built: Brief) -> None:
    for claim in built.claims:
        text = built.documents[claim.document - 1].text
        assert text[claim.start : claim.end] == claim.quote


def test_what_could_not_be_read_is_told(built: Brief) -> None:
    assert any("empty.txt" in problem.source for problem in built.problems)


def test_the_chronology_is_of_the_year_before_and_about_the_actors_in_it(built: Brief) -> None:
    found = {entry.what for entry in built.chronology}
    assert "A president was elected in Uzbekistan." in found
    assert not found & {"Too long ago.", "About somebody else."}


def test_reports_of_different_years_get_outlooks_of_their_own(folder: Path) -> None:
    (folder / "old.txt").write_text(OLD_REPORT, encoding="utf-8")
    built = build_brief([folder], settings=QUICK)
    assert [outlook.as_of.year for outlook in built.outlooks] == [2014, 2022]
    numbers = [set(outlook.documents) for outlook in built.outlooks]
    assert numbers[0].isdisjoint(numbers[1])


def test_the_same_input_and_seed_give_the_same_bytes(folder: Path) -> None:
    first, second = (build_brief([folder], settings=QUICK) for _ in range(2))
    assert to_json(first) == to_json(second)
    assert to_html(first) == to_html(second)


def test_standard_input_is_a_document() -> None:
    built = build_brief([], settings=QUICK, piped=REPORT.encode())
    assert [document.name for document in built.documents] == [STANDARD_INPUT]


def test_a_page_that_sayso_wrote_is_not_read_as_a_report(folder: Path, built: Brief) -> None:
    (folder / "brief.html").write_text(to_html(built), encoding="utf-8")
    again = build_brief([folder], settings=QUICK)
    assert [document.name for document in again.documents] == [document.name for document in built.documents]
    assert any("a brief that Sayso wrote" in problem.message for problem in again.problems)


def test_nothing_readable_gives_a_brief_of_nothing(tmp_path: Path) -> None:
    built = build_brief([tmp_path / "nowhere"], settings=QUICK)
    assert (built.documents, built.speakers, built.outlooks) == ((), (), ())
    assert built.problems
    assert built.making.runs is None


def test_an_unknown_lexicon_raises_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="capphrase"):
        build_brief([], settings=Settings(lexicon="capphrese"))


def test_progress_is_told(folder: Path) -> None:
    told: list[str] = []
    build_brief([folder], settings=QUICK, on_progress=lambda doing, _done, _whole: told.append(doing))
    assert any(doing.startswith("Reading report.txt") for doing in told)
    assert any(doing.startswith("Running: common model") for doing in told)


def test_claims_that_the_reader_is_unsure_of_are_left_out_and_counted(folder: Path) -> None:
    def claims(certainty: float) -> tuple[Brief, list[float]]:
        found = build_brief([folder], settings=Settings(runs=160, certainty=certainty))
        return found, [claim.certainty for claim in found.claims]

    everything, all_of_them = claims(0.0)
    bound = sorted(all_of_them)[len(all_of_them) // 2]
    some, kept = claims(bound)
    assert kept
    assert all(certainty >= bound for certainty in kept)
    left = len(all_of_them) - len(kept)
    assert left > 0
    assert not any("Left out" in caution for caution in everything.cautions)
    assert any(f"below {bound:.2f}: {left} claim" in caution for caution in some.cautions)
