"""A small brief made by hand: two documents, four speakers, one outlook."""

import datetime as dt
from functools import partial
from pathlib import Path

import msgspec
import pytest

from sayso.brief.beside_records import Beside, HeldClaim, Measure, RecordData
from sayso.brief.gather import Settings, Tables, load_tables
from sayso.brief.outlook_records import (
    ClaimChange,
    Departure,
    Difference,
    DrawnEvent,
    Mark,
    OutcomeRow,
    OutlookSection,
    OutlookSpeaker,
    PooledMark,
    StatedView,
    UnmetView,
)
from sayso.brief.records import (
    Brief,
    ChronologyEntry,
    Claim,
    Finding,
    Making,
    ReadDocument,
    Reading,
    SpeakerClaims,
    TextZone,
)
from sayso.problems import Problem
from tests.brief.made_record import Add, add_rows

INTERVIEW = (
    "Ministry adviser: the alliance will step in again\n\n"
    "Are protests in Uzbekistan highly likely after the events next door?\n\n"
    "If the unrest becomes widespread, the police are highly likely to be unable to contain it. "
    "There is no organised opposition in the country.\n\n"
    "Photo: press service"
)
WIRE = (
    "Tashkent weighs its partners\n\n"
    "According to a diplomat who spoke to the agency, the United States is unlikely to promise military aid. "
    "“Moscow will remain the first call,” the diplomat said.\n"
)

ANSWER = "If the unrest becomes widespread, the police are highly likely to be unable to contain it."
INNER = "the police are highly likely to be unable to contain it"


def place(text: str, quote: str) -> tuple[int, int]:
    """Return the start and end of `quote` in `text`."""
    start = text.index(quote)
    return start, start + len(quote)


def make_claim(number: int, text: str, quote: str, **fields: object) -> Claim:
    """Return a claim on `quote` in `text`, with `fields` in place of what is usual."""
    start, end = place(text, quote)
    usual: dict[str, object] = {
        "number": number,
        "statement": f"{number:016x}",
        "document": 1 if text is INTERVIEW else 2,
        "start": start,
        "end": end,
        "quote": quote,
        "kind": "assessment",
        "says": "Organisation of the opposition in Uzbekistan is low",
        "factor": "opposition_organisation(UZB)",
        "cause": None,
        "condition": None,
        "sign": -1,
        "likelihood": None,
        "strength": None,
        "confidence": None,
        "horizon": None,
        "via": (),
        "mode": "direct",
        "standing": None,
        "certainty": 0.8,
        "review": None,
    }
    return Claim(**(usual | fields))  # type: ignore[arg-type]  # the fields are checked by the caller's test


HIGHLY_LIKELY = Reading(
    words="highly likely",
    phrase="highly likely indeed",
    mean=0.86,
    low=0.755,
    high=0.945,
    lexicon="capphrase-2026.1",
    unhedged=False,
)
UNLIKELY = Reading(
    words="unlikely",
    phrase="unlikely",
    mean=0.2,
    low=0.09,
    high=0.33,
    lexicon="capphrase-2026.1",
    unhedged=False,
)
WILL = Reading(
    words="will", phrase="will", mean=0.98, low=0.955, high=0.998, lexicon="capphrase-2026.1", unhedged=True
)


@pytest.fixture
def documents() -> tuple[ReadDocument, ...]:
    """Return an interview and a wire report."""
    question = place(INTERVIEW, "Are protests in Uzbekistan highly likely after the events next door?")
    credit = place(INTERVIEW, "Photo: press service")
    return (
        ReadDocument(
            number=1,
            id="a1" * 32,
            name="reports/interview.txt",
            title="Ministry adviser: the alliance will step in again",
            media_type="text/plain",
            encoding="utf-8",
            language="en",
            date="4 February 2022",
            date_reasons=("The text gives “04 02 2022, 08:55”, day first.",),
            outlet="the agency’s site",
            author="a staff writer",
            relay=None,
            interviewee="Adviser to a ministry",
            zones=(
                TextZone(kind="title", start=0, end=49),
                TextZone(kind="question", start=question[0], end=question[1]),
                TextZone(kind="answer", start=question[1] + 2, end=credit[0] - 2),
                TextZone(kind="photo credit", start=credit[0], end=credit[1]),
            ),
            claims=3,
            text=INTERVIEW,
        ),
        ReadDocument(
            number=2,
            id="b2" * 32,
            name="reports/wire.txt",
            title=None,
            media_type="text/plain",
            encoding="cp1251",
            language="en",
            date=None,
            date_reasons=(),
            outlet=None,
            author=None,
            relay="a correspondent for a news agency",
            interviewee=None,
            zones=(TextZone(kind="body", start=0, end=len(WIRE) - 1),),
            claims=2,
            text=WIRE,
        ),
    )


@pytest.fixture
def speakers() -> tuple[SpeakerClaims, ...]:
    """Return three speakers and an interviewer."""
    adviser = SpeakerClaims(
        name="Adviser to a ministry",
        kind="office",
        role="adviser",
        actor="Uzbekistan",
        claims=(
            make_claim(
                1,
                INTERVIEW,
                ANSWER,
                kind="conditional",
                says="If unrest in Uzbekistan is high, capacity of Uzbekistan’s security forces will be low",
                factor="security_capacity(UZB)",
                condition="the unrest becomes widespread",
                likelihood=HIGHLY_LIKELY,
                strength="strong",
                confidence="as experience shows (high)",
                horizon="in the coming months (2022-02-04 – 2022-08-04)",
                certainty=0.9,
                review="accepted",
            ),
            make_claim(
                2, INTERVIEW, "There is no organised opposition in the country", cause="repression(UZB)"
            ),
        ),
    )
    diplomat = SpeakerClaims(
        name="A diplomat",
        kind="unnamed",
        role=None,
        actor=None,
        claims=(
            make_claim(
                3,
                WIRE,
                "the United States is unlikely to promise military aid",
                kind="forecast",
                says="Military support of the United States for Uzbekistan will be high",
                factor="military_support(USA>UZB)",
                sign=1,
                likelihood=UNLIKELY,
                via=("the agency", "the blog’s author"),
                mode="indirect",
                certainty=0.7,
            ),
            make_claim(
                4,
                WIRE,
                "Moscow will remain the first call",
                kind="forecast",
                says="Outside the catalogue of factors: the first call",
                factor=None,
                sign=0,
                likelihood=WILL,
                certainty=0.45,
            ),
        ),
    )
    interviewer = SpeakerClaims(
        name="interviewer",
        kind="interviewer",
        role=None,
        actor=None,
        claims=(
            make_claim(
                5,
                INTERVIEW,
                "protests in Uzbekistan highly likely",
                kind="forecast",
                says="Unrest in Uzbekistan will be high",
                factor="unrest(UZB)",
                sign=1,
                likelihood=HIGHLY_LIKELY,
                mode="question",
                standing="Content of a question: the interviewer’s words, not a claim of the one who answers.",
                certainty=0.6,
            ),
        ),
    )
    return adviser, diplomat, interviewer


def row(identifier: str, label: str, common: float, *means: float) -> OutcomeRow:
    """Return an outcome with intervals of the usual width."""
    return OutcomeRow(
        id=identifier,
        label=label,
        includes=(),
        common=mark(common),
        speakers=tuple(mark(mean) for mean in means),
    )


def mark(mean: float) -> Mark:
    """Return a probability with an interval around it."""
    return Mark(mean=mean, low=max(0.0, mean - 0.09), high=min(1.0, mean + 0.13))


@pytest.fixture
def outlook() -> OutlookSection:
    """Return an outlook in which one of three speakers moves the model."""
    fails = row("security_failure(UZB)", "Security forces of Uzbekistan lose control", 0.06, 0.31, 0.06, 0.06)
    aid = row(
        "military_support(USA>UZB) up",
        "More United States military aid to Uzbekistan",
        0.27,
        0.27,
        0.16,
        0.27,
    )
    unrest = row("mass_unrest(UZB)", "Mass unrest in Uzbekistan", 0.081, 0.12, 0.081, 0.081)
    together = PooledMark(
        mean=0.21,
        least=0.16,
        most=0.27,
        speakers=("Adviser to a ministry", "A diplomat"),
        way="geometric mean of odds",
    )
    aid = msgspec.structs.replace(aid, pooled=together)
    return OutlookSection(
        as_of=dt.date(2022, 2, 4),
        as_of_reason="The date of the latest document.",
        documents=(1, 2),
        months=12,
        runs=10_000,
        seed=7,
        states=("Uzbekistan", "Kazakhstan"),
        patrons=("Russia", "United States"),
        speakers=(
            OutlookSpeaker(
                name="Adviser to a ministry",
                asks=False,
                views=(StatedView(claim=1, stated=0.86, before=0.41, after=0.78, share=1.0),),
                links=(2,),
                unmet=(),
                conflicts=(),
                runs=5_000,
                entropy_bits=0.42,
                effective_runs=312.4,
                thin=True,
                drawn_more_often=(DrawnEvent(event="mass_unrest(UZB)", label="mass unrest in Uzbekistan"),),
                moved=True,
            ),
            OutlookSpeaker(
                name="A diplomat",
                asks=False,
                views=(StatedView(claim=3, stated=0.2, before=0.27, after=0.16, share=0.97),),
                links=(),
                unmet=(UnmetView(claim=4, reason="its outcome comes true in every run"),),
                conflicts=((3, 4),),
                runs=10_000,
                entropy_bits=0.07,
                effective_runs=9_410.0,
                thin=False,
                drawn_more_often=(),
                moved=True,
            ),
            OutlookSpeaker(
                name="interviewer",
                asks=True,
                views=(),
                links=(),
                unmet=(),
                conflicts=(),
                runs=10_000,
                entropy_bits=0.0,
                effective_runs=10_000.0,
                thin=False,
                drawn_more_often=(),
                moved=False,
            ),
        ),
        rows=(fails, aid, unrest),
        differences=(
            Difference(
                outcome=fails.id,
                label=fails.label,
                common=fails.common,
                apart=0.25,
                departures=(
                    Departure(
                        speaker="Adviser to a ministry",
                        asks=False,
                        mark=fails.speakers[0],
                        together=(),
                        starts=(),
                        unaccounted=0.061,
                        claims=(
                            ClaimChange(claim=1, change=0.22, by="likelihood"),
                            ClaimChange(claim=2, change=-0.031, by="link"),
                        ),
                    ),
                ),
            ),
            Difference(
                outcome=aid.id,
                label=aid.label,
                common=aid.common,
                apart=0.11,
                departures=(
                    Departure(
                        speaker="A diplomat",
                        asks=False,
                        mark=aid.speakers[1],
                        claims=(ClaimChange(claim=3, change=-0.11, by="likelihood"),),
                        together=(),
                        starts=(),
                        unaccounted=None,
                    ),
                ),
            ),
        ),
        problems=(Problem(source="b2b2b2", message="no factor for the claim at 130", line=3),),
    )


@pytest.fixture
def brief(
    documents: tuple[ReadDocument, ...], speakers: tuple[SpeakerClaims, ...], outlook: OutlookSection
) -> Brief:
    """Return the whole brief."""
    return Brief(
        title="Uzbekistan and Kazakhstan: who says what",
        standfirst="5 claims by 3 speakers in 2 documents, set against a common model as of 4 February 2022.",
        findings=(
            Finding(
                head="Loss of control within a year",
                text="The adviser 31%; the common model 6%.",
                claim=1,
                change=0.22,
            ),
            Finding(head="Mass unrest", text="Nobody moves its odds by much."),
        ),
        documents=documents,
        problems=(
            Problem(source="reports/scan.txt", message="binary data; want text", fatal=True),
            Problem(source="mine.toml", message="unknown key ‘capitl’; nearest is ‘capital’", line=12),
        ),
        speakers=speakers,
        outlooks=(outlook,),
        chronology=(
            ChronologyEntry(
                outlook=1,
                when="2 January 2022",
                actors=("Kazakhstan",),
                kind="unrest",
                what="Protests over fuel prices began in Zhanaozen.",
                source="OSCE",
                url="https://example.org/facts",
            ),
            ChronologyEntry(
                outlook=1,
                when="2021",
                actors=("Uzbekistan", "Russia"),
                kind="visit",
                what="Ministers met.",
                source="a ministry",
                url=None,
            ),
        ),
        beside=(
            Beside(
                factor="opposition_organisation(UZB)",
                about="Organisation of the opposition in Uzbekistan",
                as_of=dt.date(2022, 2, 4),
                at=dt.date(2022, 2, 3),
                measure=Measure(
                    products=("border-incidents",),
                    step="month",
                    first=dt.date(2010, 1, 1),
                    period=dt.date(2020, 12, 1),
                    ends=dt.date(2020, 12, 31),
                    level=0.27,
                    low=0.06,
                    high=0.72,
                    above=0.15,
                    earlier=dt.date(2019, 12, 1),
                    rise=0.44,
                    events=3,
                    events_in_all=1_234,
                    speak_against=False,
                    roll_calls=17,
                ),
                lacking="the data end on 31 December 2020, too old to tell",
                claims=(HeldClaim(claim=2, says="low", probability=0.85, verdict="in line"),),
            ),
            Beside(
                factor="repression(UZB)",
                about="Repression in Uzbekistan",
                as_of=dt.date(2022, 2, 4),
                at=dt.date(2022, 2, 4),
                measure=None,
                lacking="no event of the record could show it",
                claims=(
                    HeldClaim(claim=1, says="rising", probability=None, verdict="the record cannot tell"),
                ),
            ),
        ),
        making=Making(
            made_on=dt.date(2026, 11, 22),
            version="0.1.0",
            reader="rules-1",
            lexicon="capphrase-2026.1",
            catalogue="31 factors",
            actors="1,248 actors",
            actors_as_of=dt.date(2025, 11, 30),
            seed=7,
            runs=10_000,
            months=12,
            record=(
                RecordData(
                    product="border-incidents",
                    title="Border incidents",
                    licence="internal",
                    citation="Ministry (2022), yearly lists",
                    first=dt.date(2009, 3, 1),
                    last=dt.date(2021, 10, 30),
                    rows=4_321,
                ),
            ),
            python="3.11.7",
            numpy="2.4.6",
        ),
        cautions=("The reader works by rules.", "The probabilities are those of a model."),
    )


@pytest.fixture(scope="session")
def tables() -> Tables:
    """Return the actor table, the catalogue and a lexicon."""
    loaded, problems = load_tables(Settings())
    assert problems == ()
    return loaded


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return where a record of event files can be made."""
    return tmp_path / "record"


@pytest.fixture
def add(record: Path, tables: Tables) -> Add:
    """Return a function that adds rows of a product to the record."""
    return partial(add_rows, record, actors=tables.actors)
