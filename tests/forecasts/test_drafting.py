"""Drafts of questions from statements: what they take over, and what they leave open."""

import datetime as dt

import msgspec
import pytest

from sayso.dates import DateInterval
from sayso.forecasts.claim import Claim
from sayso.forecasts.distribution import Beta
from sayso.forecasts.drafting import Drafting, draft, next_label
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.forecast import Forecast as ForecastStatement
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Horizon, Speaker, Statement

DRAFTING = Drafting(
    catalogue=Catalogue.load()[0], names={"UZB": "Uzbekistan"}, today=dt.date(2022, 6, 1), months=12
)
SAID = ForecastStatement(
    document="a" * 64,
    start=0,
    end=26,
    quote="a riot is highly likely he",
    speaker=Speaker(name="Expert", kind="person"),
    mode="indirect",
    factor=Factor("unrest", "UZB"),
    sign=1,
    likelihood=Likelihood(
        words="highly likely", phrase="highly likely", alpha=17.9, beta=2.85, lexicon="capphrase-2026.1"
    ),
    as_of=DateInterval.day(dt.date(2022, 2, 4)),
    reader="by hand",
    certainty=0.9,
)


def _drafted(statement: Statement = SAID, drafting: Drafting = DRAFTING) -> tuple[Record, ...]:
    made = draft(statement, drafting)
    assert not isinstance(made, str), made
    return made


def _of(made: tuple[Record, ...], kind: type) -> list:  # type: ignore[type-arg]  # of that kind
    return [one for one in made if isinstance(one, kind)]


def test_a_draft_has_actor_factor_time_and_the_speakers_distribution() -> None:
    made = _drafted()
    (question,) = _of(made, Question)
    assert (question.factor, question.actors) == ("unrest(UZB)", ("UZB",))
    assert (question.opens, question.closes) == (dt.date(2022, 2, 4), dt.date(2023, 2, 4))
    assert "Uzbekistan" in question.text
    assert question.rule.startswith("Draft, to be sharpened")
    assert not question.post_hoc
    (forecast,) = _of(made, Forecast)
    assert forecast.distribution == Beta(alpha=17.9, beta=2.85)
    assert (forecast.made_by.name, forecast.made_by.version) == ("Expert", "capphrase-2026.1")
    assert (forecast.made_at, forecast.statement) == (dt.date(2022, 2, 4), SAID.id)
    (reading,) = _of(made, Reading)
    assert (reading.label, reading.primary) == ("A", True)
    assert "12 months" in reading.note


def test_a_time_that_is_named_is_taken_and_none_is_assumed() -> None:
    horizon = Horizon(words="by May", dates=DateInterval(dt.date(2022, 2, 4), dt.date(2022, 5, 31)))
    made = _drafted(msgspec.structs.replace(SAID, horizon=horizon))
    assert _of(made, Question)[0].closes == dt.date(2022, 5, 31)
    assert _of(made, Reading)[0].note is None


def test_a_question_whose_time_is_over_when_it_is_drafted_is_post_hoc() -> None:
    late = msgspec.structs.replace(DRAFTING, today=dt.date(2023, 2, 5))
    made = _drafted(SAID, late)
    assert _of(made, Question)[0].post_hoc
    assert _of(made, Reading)[0].post_hoc
    on_the_last_day = msgspec.structs.replace(DRAFTING, today=dt.date(2023, 2, 4))
    assert not _of(_drafted(SAID, on_the_last_day), Question)[0].post_hoc


def test_a_condition_becomes_a_parent_question() -> None:
    condition = Condition(words="the unrest becomes widespread", factor=Factor("unrest", "UZB"), sign=1)
    fields = {**msgspec.structs.asdict(SAID), "factor": Factor("security_loyalty", "UZB"), "sign": -1}
    parent, child = _of(_drafted(Conditional(**fields, condition=condition)), Question)
    assert child.condition == ParentOutcome(question=parent.id, outcome="yes")
    assert "widespread" in parent.text
    assert (parent.opens, parent.closes) == (child.opens, child.closes)


def test_an_interviewers_question_is_not_the_experts_forecast() -> None:
    asked = msgspec.structs.replace(
        SAID, mode="question", endorsed=False, speaker=Speaker(name="interviewer", kind="interviewer")
    )
    made = _drafted(asked)
    assert _of(made, Claim)[0].asked
    assert _of(made, Forecast)[0].asked
    assert _of(made, Forecast)[0].made_by.name == "interviewer"


def test_a_bare_will_is_marked() -> None:
    will = Likelihood(
        words="will", phrase="will", alpha=40, beta=1, lexicon="capphrase-2026.1", unhedged=True
    )
    assert _of(_drafted(msgspec.structs.replace(SAID, likelihood=will)), Forecast)[0].unhedged


def test_without_a_word_of_likelihood_there_is_a_question_and_no_forecast() -> None:
    made = _drafted(msgspec.structs.replace(SAID, likelihood=None))
    assert _of(made, Forecast) == []
    assert "no word of likelihood" in _of(made, Reading)[0].note


def test_a_further_reading_gets_the_next_label_and_is_not_primary() -> None:
    made = draft(SAID, DRAFTING, taken=["A", "literal"])
    assert not isinstance(made, str)
    (reading,) = _of(made, Reading)
    assert (reading.label, reading.primary) == ("B", False)


def test_after_z_comes_aa() -> None:
    assert next_label("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "AA"


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (msgspec.structs.replace(SAID, as_of=None), "has a date"),
        (
            msgspec.structs.replace(SAID, as_of=DateInterval(None, None)),
            "has a date",
        ),
    ],
)
def test_what_no_question_can_be_made_of_is_told(statement: Statement, why: str) -> None:
    found = draft(statement, DRAFTING)
    assert isinstance(found, str)
    assert why in found


def test_the_last_days_of_the_calendar_are_no_trouble() -> None:
    edge = msgspec.structs.replace(SAID, as_of=DateInterval.day(dt.date(2024, 2, 29)))
    assert _of(_drafted(edge), Question)[0].closes == dt.date(2025, 2, 28)
    far = msgspec.structs.replace(SAID, as_of=DateInterval.day(dt.date(9999, 12, 31)))
    assert _of(_drafted(far), Question)[0].closes == dt.date(9999, 12, 31)
