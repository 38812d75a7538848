"""An outlook becomes rows, speakers and the sentences that make them differ."""

import datetime as dt

import msgspec
import pytest

from sayso.brief import phrases
from sayso.brief.dating import DatedGroup
from sayso.brief.findings import cautions, findings
from sayso.brief.html import to_html
from sayso.brief.outlook_records import ClaimChange, OutlookSection
from sayso.brief.outlooks import section
from sayso.brief.phrases import CONTRADICTION, conflicts, pooled
from sayso.brief.records import Brief, SpeakerClaims
from sayso.documents.document import Document
from sayso.problems import Problem
from sayso.statements.factor import Factor
from sayso.statements.statement import Speaker, SpeakerKind
from sayso.views.difference import Difference
from sayso.views.outcome import Outcome
from sayso.views.outlook import Outlook, SpeakerOutlook
from sayso.views.outlook_records import PooledOpinion
from sayso.views.pool import PooledView
from sayso.views.probability import Probability

DOCUMENT = Document(
    id="doc", name="a.txt", text="", media_type="text/plain", encoding="utf-8", language="en", zones=()
)
FIRST, SECOND = f"{1:016x}", f"{2:016x}"
OUTCOMES = ("mass_unrest(UZB)", "alignment(UZB>RUS) up")


def outcome(identifier: str, *events: str) -> Outcome:
    return Outcome(
        id=identifier,
        label=identifier.upper(),
        event=None,
        factor=Factor("unrest", "UZB"),
        direction=1,
        months=12,
        events=events,
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


def shown(
    speakers: tuple[SpeakerClaims, ...],
    *sources: SpeakerOutlook,
    outcomes: tuple[Outcome, ...] = (),
    pooled: tuple[PooledOpinion | None, ...] = (),
) -> OutlookSection:
    outlook = Outlook(
        as_of=dt.date(2022, 2, 4),
        months=12,
        seed=3,
        runs=4_000,
        states=("UZB",),
        patrons=(),
        outcomes=outcomes or tuple(outcome(each) for each in OUTCOMES),
        common=(probability(0.1), probability(0.5)),
        speakers=sources,
        pooled=pooled,
        problems=(
            *(Problem(source="doc", message="unclear"),) * 2,
            Problem(source="elsewhere", message="unclear"),
        ),
    )
    group = DatedGroup(as_of=outlook.as_of, reason="The date.", documents=(DOCUMENT,))
    return section(
        outlook, group, said=speakers, documents={"doc": 1}, name_of={"UZB": "Uzbekistan"}.__getitem__
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
    (departure,) = found.differences[0].departures
    assert departure.together == (1,)
    assert departure.starts == (2,)  # an assessment, which sets where the speaker's model starts
    assert departure.unaccounted == pytest.approx(0.3)


def test_what_no_single_claim_accounts_for_is_told_when_it_is_much(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    changes = [Difference(outcome=OUTCOMES[1], change=each, statement=FIRST) for each in (0.1, 0.35, 0.6)]
    departures = [
        shown(speakers, source("A", (0.1, 0.9), each)).differences[0].departures[0] for each in changes
    ]
    assert [each.unaccounted for each in departures] == [pytest.approx(0.3), None, None]
    assert {each.starts for each in departures} == {()}


def test_rare_events_are_told_in_plain_words(speakers: tuple[SpeakerClaims, ...]) -> None:
    drawn = msgspec.structs.replace(source("A", (0.1, 0.5)), drawn_more_often=("mass_unrest(UZB)",))
    found = shown(speakers, drawn)
    (event,) = found.speakers[0].drawn_more_often
    assert (event.event, event.label) == ("mass_unrest(UZB)", "mass unrest in Uzbekistan")
    assert any("Adviser to a ministry: mass unrest in Uzbekistan" in said for said in cautions((), [found]))


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


def test_claims_that_contradict_each_other_are_told_by_number(speakers: tuple[SpeakerClaims, ...]) -> None:
    told = msgspec.structs.replace(source("A", (0.1, 0.5)), conflicts=((SECOND, FIRST), (FIRST, "elsewhere")))
    found = shown(speakers, told)
    assert found.speakers[0].conflicts == ((1, 2),)
    name = found.speakers[0].name
    assert conflicts(found) == [f"Claims 1 and 2 of {name} contradict each other: {CONTRADICTION}."]


def test_a_pooled_opinion_says_how_many_hold_it_and_how_far_they_range(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    sources = [source(name, (0.1, 0.5)) for name in ("A", "B", "C", "D")]
    two = PooledOpinion(mean=0.3, least=0.1, most=0.6, speakers=(0, 1), way="linear")
    four = msgspec.structs.replace(two, speakers=(0, 1, 2, 3), way="median")
    found = shown(speakers, *sources, pooled=(two, four))
    rows = {row.id: row for row in found.rows}
    assert [pooled(rows[name]) for name in OUTCOMES] == [
        "Pooled, 2 speakers: 30% (mean; alone 10–60%).",
        "Pooled, 4 speakers: 30% (median of odds; alone 10–60%).",
    ]
    assert pooled(shown(speakers, *sources).rows[0]) is None


def test_a_speaker_has_the_name_under_which_the_claims_are_listed(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    found = shown(speakers, source("adviser, unnamed", (0.1, 0.5)))
    assert found.speakers[0].name == "Adviser to a ministry"


def test_problems_are_told_once_and_by_the_number_of_the_document(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    found = shown(speakers)
    assert found.documents == (1,)
    assert [problem.source for problem in found.problems] == ["document 1", "elsewhere"]


def test_findings_quote_the_largest_difference(brief: Brief) -> None:
    first = findings(brief.outlooks)[0]
    assert first.head == "Security forces of Uzbekistan lose control within 12 months of 4 February 2022"
    assert first.text == (
        "Adviser to a ministry 31% (22–44%); the common model 6% (<1–19%). "
        "No single claim accounts for 6 of the 25 points from the common model."
    )
    assert (first.claim, first.change) == (1, 0.22)


RUSSIA = outcome("intervention(RUS>UZB)", "intervention(RUS>UZB)")
ANYBODY = outcome("intervention(any>UZB)", "intervention(CHN>UZB)", "intervention(RUS>UZB)")


@pytest.mark.parametrize("outcomes", [(RUSSIA, ANYBODY), (ANYBODY, RUSSIA)])
def test_a_wider_case_of_a_finding_is_no_second_finding(
    speakers: tuple[SpeakerClaims, ...], outcomes: tuple[Outcome, ...]
) -> None:
    changes = [Difference(outcome=each.id, change=0.5, statement=FIRST) for each in outcomes]
    # the common model says 0.1 of the first and 0.5 of the second: equally far apart
    found = shown(speakers, source("A", (0.6, 1.0), *changes), outcomes=outcomes)
    assert found.rows[0].id == RUSSIA.id
    assert {row.id: row.includes for row in found.rows} == {RUSSIA.id: (), ANYBODY.id: (RUSSIA.id,)}
    assert len(found.differences) == 2
    assert [finding.head.split(" ")[0] for finding in findings([found])] == [RUSSIA.label]


def test_a_wider_case_with_another_claim_behind_it_is_a_finding(
    speakers: tuple[SpeakerClaims, ...],
) -> None:
    changes = [
        Difference(outcome=each.id, change=0.5, statement=statement)
        for each, statement in ((RUSSIA, FIRST), (ANYBODY, SECOND))
    ]
    found = shown(speakers, source("A", (0.6, 1.0), *changes), outcomes=(RUSSIA, ANYBODY))
    assert len(findings([found])) == 2


def test_a_repetition_makes_room_for_another_finding(brief: Brief) -> None:
    section = brief.outlooks[0]
    first = section.differences[0]
    names = [f"o{number}" for number in range(5)]
    rows = tuple(
        msgspec.structs.replace(section.rows[0], id=name, includes=("o0",) if name == "o1" else ())
        for name in names
    )
    same = tuple(msgspec.structs.replace(first, outcome=name, label=name) for name in names)
    found = findings([msgspec.structs.replace(section, rows=rows, differences=same)])
    assert [each.head.split(" ")[0] for each in found] == ["o0", "o2", "o3"]


def test_claims_that_make_a_difference_only_together_are_told_so(brief: Brief) -> None:
    """A claim takes 60 points away and another gives 4, and yet both together make 17 points more."""
    section = brief.outlooks[0]
    difference = section.differences[0]
    changes = (
        ClaimChange(claim=1, change=-0.6, by="likelihood"),
        ClaimChange(claim=2, change=0.04, by="link"),
    )
    departure = msgspec.structs.replace(difference.departures[0], claims=changes, unaccounted=0.73)
    said = "One by one, the claims do not make this difference; together they do."
    assert phrases.account(departure) == said
    alone = msgspec.structs.replace(difference, departures=(departure,))
    changed = msgspec.structs.replace(section, differences=(alone,))
    (finding,) = findings([changed])
    assert finding.text.endswith(said)
    page = to_html(msgspec.structs.replace(brief, outlooks=(changed,)))
    assert said in page
    assert "the other 73 points" not in page


def test_a_finding_that_no_claim_accounts_for_says_so(brief: Brief) -> None:
    section = brief.outlooks[0]
    difference = section.differences[1]
    alone = msgspec.structs.replace(difference.departures[0], claims=(), unaccounted=-0.11, together=(3,))
    bare = msgspec.structs.replace(difference, departures=(alone,))
    (finding,) = findings([msgspec.structs.replace(section, differences=(bare,))])
    assert finding.text.endswith("No claim by itself accounts for the 11 points from the common model.")
    assert finding.claim is None


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 claim cannot be honoured by any weighting of the runs, and does not count."), (2, "2 claims cannot be honoured by any weighting of the runs, and do not count.")]
)  # fmt: skip
def test_claims_that_cannot_be_honoured_are_counted_in_grammar(brief: Brief, number: int, said: str) -> None:
    section = brief.outlooks[0]
    diplomat = section.speakers[1]
    many = msgspec.structs.replace(diplomat, unmet=diplomat.unmet * number)
    found = cautions((), [msgspec.structs.replace(section, speakers=(many,))])
    assert any(each.endswith(said) for each in found)


def test_findings_say_when_nothing_differs(brief: Brief) -> None:
    same = msgspec.structs.replace(brief.outlooks[0], differences=())
    (finding,) = findings([same])
    assert "No speaker’s claims move the common model" in finding.text
