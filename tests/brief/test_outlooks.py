"""An outlook becomes rows, speakers and the sentences that make them differ."""

import datetime as dt

import msgspec
import pytest

from sayso.brief.dating import DatedGroup
from sayso.brief.findings import findings
from sayso.brief.outlooks import section
from sayso.brief.records import Brief, OutlookSection, SpeakerClaims
from sayso.documents.document import Document
from sayso.problems import Problem
from sayso.statements.factor import Factor
from sayso.statements.statement import Speaker, SpeakerKind
from sayso.views.difference import Difference
from sayso.views.outcome import Outcome
from sayso.views.outlook import Outlook, SpeakerOutlook
from sayso.views.pool import PooledView
from sayso.views.probability import Probability

DOCUMENT = Document(
    id="doc", name="a.txt", text="", media_type="text/plain", encoding="utf-8", language="en", zones=()
)
FIRST, SECOND = f"{1:016x}", f"{2:016x}"
OUTCOMES = ("mass_unrest(UZB)", "alignment(UZB>RUS) up")


def outcome(identifier: str) -> Outcome:
    return Outcome(
        id=identifier,
        label=identifier.upper(),
        event=None,
        factor=Factor("unrest", "UZB"),
        direction=1,
        months=12,
    )


def probability(mean: float) -> Probability:
    return Probability(mean=mean, low=mean / 2, high=(1 + mean) / 2)


def source(
    name: str, means: tuple[float, ...], *changes: Difference, kind: SpeakerKind = "person"
) -> SpeakerOutlook:
    """Return what a speaker makes of the two outcomes."""
    return SpeakerOutlook(
        speaker=Speaker(name=name, kind=kind),
        statements=tuple(each.statement for each in changes) or (FIRST,),
        probabilities=tuple(probability(mean) for mean in means),
        runs=2_000,
        entropy_bits=0.3,
        effective_runs=900.0,
        thin=False,
        views=(PooledView(statement=FIRST, stated=0.9, prior=0.4, achieved=0.8, multiplier=2.0, share=1.0),),
        unmet=(SECOND,),
        unmet_because=("its outcome comes true in no run",),
        differences=changes,
    )


def shown(speakers: tuple[SpeakerClaims, ...], *sources: SpeakerOutlook) -> OutlookSection:
    outlook = Outlook(
        as_of=dt.date(2022, 2, 4),
        months=12,
        seed=3,
        runs=4_000,
        states=("UZB",),
        patrons=(),
        outcomes=tuple(outcome(each) for each in OUTCOMES),
        common=(probability(0.1), probability(0.5)),
        speakers=sources,
        problems=(Problem(source="doc", message="unclear"), Problem(source="elsewhere", message="unclear")),
    )
    group = DatedGroup(as_of=outlook.as_of, reason="The date.", documents=(DOCUMENT,))
    return section(
        outlook, group, said=speakers, documents={"doc": 4}, name_of={"UZB": "Uzbekistan"}.__getitem__
    )


def test_the_outcome_on_which_they_are_furthest_apart_comes_first(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    found = shown(
        speakers, source("A", (0.2, 0.9), Difference(outcome=OUTCOMES[1], change=0.4, statement=FIRST))
    )
    assert [row.id for row in found.rows] == [OUTCOMES[1], OUTCOMES[0]]
    assert found.differences[0].apart == pytest.approx(0.4)
    assert found.rows[0].common.mean == 0.5
    assert found.rows[0].speakers[0].mean == 0.9


def test_a_difference_names_the_claims_that_make_it_largest_first(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    found = shown(
        speakers,
        source(
            "A",
            (0.1, 0.9),
            Difference(outcome=OUTCOMES[1], change=-0.05, statement=SECOND, by="link"),
            Difference(outcome=OUTCOMES[1], change=0.45, statement=FIRST),
        ),
    )
    (departure,) = found.differences[0].departures
    assert [(each.claim, each.change, each.by) for each in departure.claims] == [
        (1, 0.45, "likelihood"),
        (2, -0.05, "link"),
    ]


def test_a_departure_within_chance_is_no_difference(speakers: tuple[SpeakerClaims, ...]) -> None:
    """Two points on one half, with 4,000 and 900 runs: a standard error of 1.8 points."""
    found = shown(speakers, source("A", (0.1, 0.52)))
    assert found.differences == ()
    assert not found.speakers[0].moved


def test_a_large_departure_without_a_single_claim_names_all_that_were_used(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    found = shown(speakers, source("A", (0.1, 0.8)))
    assert found.differences[0].departures[0].together == (1,)


def test_what_an_interviewer_asks_makes_no_difference(speakers: tuple[SpeakerClaims, ...]) -> None:
    change = Difference(outcome=OUTCOMES[0], change=0.8, statement=FIRST)
    found = shown(speakers, source("Q", (0.9, 0.5), change, kind="interviewer"))
    assert found.differences == ()
    assert found.speakers[0].asks
    assert found.rows[0].speakers[0].mean in {0.9, 0.5}


def test_views_and_unmet_claims_are_told_by_number(speakers: tuple[SpeakerClaims, ...]) -> None:
    found = shown(speakers, source("A", (0.1, 0.5)))
    (speaker,) = found.speakers
    assert [(view.claim, view.stated, view.before, view.after) for view in speaker.views] == [
        (1, 0.9, 0.4, 0.8)
    ]
    assert [(each.claim, each.reason) for each in speaker.unmet] == [(2, "its outcome comes true in no run")]


def test_a_speaker_has_the_name_under_which_the_claims_are_listed(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    found = shown(speakers, source("adviser, unnamed", (0.1, 0.5)))
    assert found.speakers[0].name == "Adviser to a ministry"


def test_problems_and_documents_are_told_by_number(speakers: tuple[SpeakerClaims, ...]) -> None:
    found = shown(speakers)
    assert found.documents == (4,)
    assert [problem.source for problem in found.problems] == ["document 4", "elsewhere"]


def test_findings_quote_the_largest_difference(brief: Brief) -> None:
    first = findings(brief.outlooks)[0]
    assert first.head == "Security forces of Uzbekistan lose control within 12 months of 4 February 2022"
    assert first.text == "Adviser to a ministry 31% (22–44%); the common model 6% (0–19%)."
    assert (first.claim, first.change) == (1, 0.22)


def test_findings_say_when_nothing_differs(brief: Brief) -> None:
    same = msgspec.structs.replace(brief.outlooks[0], differences=())
    (finding,) = findings([same])
    assert "No speaker’s claims move the common model" in finding.text
