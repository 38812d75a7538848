"""The report: its first line, its tables, nothing from elsewhere and nothing alive in it."""

import csv
import datetime as dt
import html
import io
import json
from html.parser import HTMLParser

import msgspec
import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.backtests.calibration import Calibration
from sayso.backtests.forecast import Outcome, Score, scored
from sayso.backtests.question import Backtest, LeftOut, Question, Thinning, starts_between
from sayso.backtests.summary import REFERENCES, summarise
from sayso.backtests.verdict import headline
from sayso.brief.backtest_page import to_page
from sayso.brief.backtest_tables import left_out_lines, to_csv, to_json, to_text


class Read(HTMLParser):
    """Collects what a page holds."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.first = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag and where it points."""
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href", "action"}]

    def handle_data(self, data: str) -> None:
        """Keep the first heading."""
        if self.tags and self.tags[-1] == "h1" and not self.first:
            self.first = data.strip()


def made(better: float = 0.0, *, starts: int = 12, product: str = "icews-country-month") -> Backtest:
    """Return a back-test whose model is nearer to what came than the references by `better` SDs."""
    rng = np.random.default_rng(0)
    question = Question(
        states=("KAZ", "UZB", "KGZ", "TJK", "TKM"),
        factors=("unrest",),
        starts=starts_between(dt.date(2012, 1, 1), dt.date(2012 + starts, 1, 1), every=12, step="month")[
            :starts
        ],
        horizons=(1, 3),
    )
    scores: list[Score] = []
    for start in question.starts:
        for state in question.states:
            for horizon in question.horizons:
                truth = rng.normal()
                outcome = Outcome(score=truth, threshold=1.2, luck=float(rng.random()))
                case = (start.isoformat(), f"unrest({state})", horizon)
                for name in ("model", "weighted", *REFERENCES):
                    near = better * truth if name == "model" else 0.0
                    scores.append(scored(case, name, rng.normal(near, 1.0, 60), outcome))
    return Backtest(
        question=question,
        scores=tuple(scores),
        done=starts,
        left_out=(
            LeftOut(what="unrest(TUR)", why="no event of the record could show unrest(TUR)", cases=24),
        ),
        thinnings=(
            Thinning(start="2012-01-01", state="KAZ", periods=12, power=0.4, untempered=5, effective=48),
        ),
        calibrations=(Calibration(factor="unrest", kappa=0.3, spread=0.9, actors=5, periods=180),),
        products=(product,),
        groups=(question.states,),
    )


@pytest.mark.parametrize(
    ("better", "says"),
    [
        (0.7, "The model has skill on unrest at 1 and 3 months: better than every reference."),
        (0.0, "The model has no skill that can be told on unrest at 1 and 3 months"),
        (-0.7, "worse than at least one on unrest at 1 and 3 months"),
    ],
)
def test_the_first_line_says_whether_the_model_has_skill(
    better: float, says: str, actors: ActorTable
) -> None:
    found = made(better)
    summary = summarise(found)
    assert says in headline(found, summary)
    read = Read(to_page(found, summary, actors))
    assert read.first == headline(found, summary)
    assert to_text(found, summary).splitlines()[0] == read.first


def test_the_page_loads_nothing_and_runs_nothing(actors: ActorTable) -> None:
    found = made()
    page = to_page(found, summarise(found), actors)
    read = Read(page)
    assert all(link.startswith("#") for link in read.links)
    assert "script" not in read.tags
    assert "default-src 'none'" in html.unescape(page)
    assert read.tags.count("svg") >= 1 + 2 + 1
    assert "no event of the record could show it (24 forecasts)" in page
    assert "research and education only" in page
    assert "departures halve in 1.9 months" in to_text(found, summarise(found))


@pytest.mark.parametrize(
    "words",
    [
        "<script>document.title='owned'</script>",
        '"><img src=x onerror="x()">',
        "{{ 7 * 7 }}",
        "[bold]x\x1b[2J",
    ],
)
def test_hostile_words_are_only_shown(words: str, actors: ActorTable) -> None:
    found = made(product=words)
    left = LeftOut(what=words, why=words, cases=1)
    found = msgspec.structs.replace(found, left_out=(left,))
    summary = summarise(found)
    calm = Read(to_page(made(), summary, actors)).tags
    page = to_page(found, summary, actors)
    assert sorted(set(Read(page).tags)) == sorted(set(calm))
    assert "49" not in page.split("<main>")[1].split("What was left out")[1].split("How it was made")[0]
    text = to_text(found, summary)
    assert "\x1b" not in text
    assert "\x1b" not in page


def test_csv_and_json_hold_what_the_text_says() -> None:
    found = made(0.7)
    summary = summarise(found)
    rows = list(csv.DictReader(io.StringIO(to_csv(found).decode())))
    assert len(rows) == len(found.scores) == 12 * 5 * 2 * 5
    mine = [float(row["crps"]) for row in rows if row["forecaster"] == "model" and row["horizon"] == "1"]
    whole = json.loads(to_json(found, summary))
    first = whole["summary"]["cells"][0]["comparisons"][0]
    assert first["score"] == pytest.approx(np.mean(mine))
    assert whole["headline"] == headline(found, summary)
    assert whole["version"]
    assert "scores" not in whole


def test_reasons_are_told_once_each() -> None:
    lines = left_out_lines(
        [
            LeftOut(
                what=f"unrest(A{n})", why=f"no event could show unrest(A{n}), which is told from X", cases=2
            )
            for n in range(10)
        ]
    )
    assert len(lines) == 1
    assert lines[0].endswith("and 2 more: no event could show it (20 forecasts)")


def test_a_page_of_one_start_can_be_made(actors: ActorTable) -> None:
    found = made(starts=1)
    summary = summarise(found)
    assert headline(found, summary).startswith("Too few starts")
    assert "1 start from 2012-01-01" in to_page(found, summary, actors)


def test_nothing_scored_is_said(actors: ActorTable) -> None:
    found = msgspec.structs.replace(made(starts=2), scores=())
    summary = summarise(found)
    assert headline(found, summary) == "Nothing could be scored."
    assert "Nothing could be scored." in to_page(found, summary, actors)
    assert to_text(found, summary).startswith("Nothing could be scored.")
