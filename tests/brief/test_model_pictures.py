"""Resting states, tipping maps and links as pictures, pages, tables; cards as Markdown. Nothing hostile gets out."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
import pytest
from markdown_it import MarkdownIt

from sayso import __version__
from sayso.brief import card_text, graph_picture, resting_tables, tipping_tables
from sayso.brief.notebook import Reports
from sayso.mechanisms.link import Link, Prior
from sayso.models import Model, Node
from sayso.models.card import card_of
from sayso.models.card_records import CardClaim
from sayso.simulation import Ensemble, simulate
from sayso.simulation.resting import resting_states
from sayso.simulation.resting_shares import shares_nearest, states_by_draw
from sayso.simulation.tipping import TippingMap, chance_map, sweep, tipping_map
from sayso.statements.factor import Factor

HOSTILE = "$x_1$ <script>alert(1)</script> | `code`"
UNREST, REPRESSION = Factor("unrest", "UZB"), Factor("repression", "UZB")


def link(source: Factor, target: Factor, weight: float, form: str = "level") -> Link:
    return Link(
        source=source,
        target=target,
        form=form,  # type: ignore[arg-type]
        weight=Prior(mean=weight, sd=0.05, source=HOSTILE),
        threshold=0.7,
        steepness=0.05,
        origin=HOSTILE,
    )


MODEL = Model(
    name=HOSTILE,
    start=dt.date(2022, 2, 1),
    nodes=(
        Node(factor=UNREST, start_sd=0.8, kappa=0.1, noise=0.1),
        Node(factor=REPRESSION, start_sd=0.3, kappa=0.2, noise=0.1),
    ),
    links=(
        link(UNREST, UNREST, 0.35, "threshold"),
        link(UNREST, REPRESSION, 0.15),
        link(REPRESSION, UNREST, -0.05),
    ),
)


@pytest.fixture(scope="module")
def rested() -> resting_tables.Rested:
    found = resting_states(MODEL, starts=16)
    ensemble = simulate(MODEL, months=12, runs=320, seed=1)
    return resting_tables.Rested(
        found=found,
        shares=shares_nearest(ensemble, found),
        months=12,
        runs=320,
        by_draw=states_by_draw(MODEL, draws=8),
    )


@pytest.fixture(scope="module")
def tipped() -> tipping_tables.Tipped:
    return tipping_tables.Tipped(
        map=tipping_map(MODEL, UNREST, REPRESSION, steps=7), sweep=sweep(MODEL, REPRESSION, UNREST, steps=5)
    )


@pytest.fixture(scope="module")
def chances() -> tipping_tables.Tipped:
    def high(ensemble: Ensemble) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return np.asarray(ensemble.level(UNREST)[:, -1] > 0.7)

    drawn = chance_map(MODEL, UNREST, REPRESSION, happens=high, says=HOSTILE, months=6, runs=40, steps=3)
    return tipping_tables.Tipped(map=drawn)


def safe(page: bytes) -> None:
    text = page.decode()
    assert "<script" not in text
    assert "http-equiv" in text
    assert "src=" not in text
    assert 'href="http' not in text
    # what an SVG holds as an image the page's own policy keeps from being shown
    assert "<image" not in text


@pytest.mark.parametrize(
    ("name", "begins"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.html", b"<!doctype")]
)
def test_each_picture_is_what_its_ending_says_and_the_same_each_time(
    name: str,
    begins: bytes,
    rested: resting_tables.Rested,
    tipped: tipping_tables.Tipped,
    chances: tipping_tables.Tipped,
) -> None:
    pytest.importorskip("matplotlib")
    path = Path(name)
    draws: list[Callable[[Path], bytes]] = [
        partial(resting_tables.to_picture, rested),
        partial(tipping_tables.to_picture, tipped),
        partial(tipping_tables.to_picture, chances),
        partial(graph_picture.to_picture, MODEL, str(UNREST)),
    ]
    for draw in draws:
        drawn = draw(path)
        assert drawn.startswith(begins)
        assert draw(path) == drawn
        if name == "a.html":
            safe(drawn)


def test_another_ending_is_refused(rested: resting_tables.Rested) -> None:
    with pytest.raises(ValueError, match="ends in none of"):
        resting_tables.to_picture(rested, Path("a.pdf"))


def test_resting_states_are_told_in_text(rested: resting_tables.Rested) -> None:
    text = resting_tables.to_text(rested)
    assert "2 stable resting states, 1 unstable one found, no cycle" in text
    assert "No event is under way." in text
    assert "of 320 runs are nearest in month 12" in text
    assert "Stable states from draw to draw of the weights, at least:" in text
    assert text.endswith(f"320 runs, seed {rested.found.seed}. Sayso {__version__}\n")


def test_all_levels_are_in_csv_and_json(rested: resting_tables.Rested) -> None:
    rows = list(csv.DictReader(io.StringIO(resting_tables.to_csv(rested).decode())))
    assert len(rows) == 3 * 2
    made = json.loads(resting_tables.to_json(rested))
    assert made["factors"] == ["unrest(UZB)", "repression(UZB)"]
    for row in rows:
        level = made["states"][int(row["state"]) - 1]["levels"][made["factors"].index(row["factor"])]
        assert float(row["level"]) == pytest.approx(level, abs=1e-6)


def test_a_map_is_told_in_characters_and_in_rows(tipped: tipping_tables.Tipped) -> None:
    text = tipping_tables.to_text(tipped)
    grid = [line.split()[1:] for line in text.splitlines()[3:10]]
    assert all(len(row) == 7 for row in grid)
    assert isinstance(tipped.map, TippingMap)
    ends = np.array(tipped.map.ends)
    # upwards is up
    assert grid == [[str(end + 1) for end in row] for row in ends[::-1]]
    rows = list(csv.reader(io.StringIO(tipping_tables.to_csv(tipped).decode())))
    assert rows[0] == ["unrest(UZB)", "repression(UZB)", "state"]
    assert [int(row[2]) - 1 for row in rows[1:]] == ends.ravel().tolist()
    assert json.loads(tipping_tables.to_json(tipped))["sweep"]["driver"] == "repression(UZB)"


def test_chances_are_told_with_their_interval(chances: tipping_tables.Tipped) -> None:
    assert "40 runs for each pair of levels" in tipping_tables.to_text(chances)
    rows = list(csv.reader(io.StringIO(tipping_tables.to_csv(chances).decode())))
    assert rows[0][2:] == ["probability", "low", "high"]
    assert len(rows) == 10
    for row in rows[1:]:
        assert float(row[3]) <= float(row[2]) <= float(row[4])


def test_what_is_round_a_factor_is_what_acts_on_it_and_what_it_moves() -> None:
    onto, out = graph_picture.arrows_at(MODEL, str(UNREST))
    assert {(one.source, one.target) for one in onto} == {
        ("unrest(UZB)", "unrest(UZB)"),
        ("repression(UZB)", "unrest(UZB)"),
    }
    assert [(one.source, one.target) for one in out] == [("unrest(UZB)", "repression(UZB)")]
    with pytest.raises(KeyError, match="no factor or event mood"):
        graph_picture.arrows_at(MODEL, "mood")


def test_a_card_in_markdown_holds_no_markup_from_outside() -> None:
    claim = CardClaim(
        statement="0" * 64,
        speaker=HOSTILE,
        quote=f"{HOSTILE}\n\n# no heading ![x](http://x)",
        document="0" * 64,
        kind="influence",
        links=1,
        levels=(),
    )
    card = msgspec.structs.replace(card_of(MODEL), claims=(claim,), problems=(HOSTILE,))
    text = card_text.to_markdown(card)
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<h1>") == 1
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    assert [title[3:] for title in titles] == [
        "What it is not for",
        "Calibration",
        "Sentences that it rests on",
        "Where it starts",
        "Links",
        "Events",
        "Mechanisms",
        "What found no place",
    ]
    # the words are there for people to read
    assert "alert(1)" in page


def test_a_card_in_json_is_the_record() -> None:
    card = card_of(MODEL, seed=7)
    assert msgspec.json.decode(card_text.to_json(card), type=type(card)) == card


def test_reports_in_a_notebook_are_escaped() -> None:
    class Speaker:
        name = HOSTILE

    class Said:
        speaker, kind, quote = Speaker(), "forecast", HOSTILE

    shown = Reports(
        documents=(),
        statements=(Said(),) * 9,  # type: ignore[arg-type]
        problems=(),
        as_of=dt.date(2022, 2, 1),
        tables=None,  # type: ignore[arg-type]
    )._repr_html_()
    assert "<script" not in shown
    assert "and 1 more" in shown


def test_an_ensemble_in_a_notebook_is_small_and_escaped() -> None:
    shown = simulate(MODEL, months=3, runs=20, seed=1)._repr_html_()
    assert "<script" not in shown
    assert "20 runs of 3 months, seed 1" in shown
    assert len(shown) < 3000
