"""A ledger made by hand: a speaker, an interviewer, a model, readings, labels and a corrected answer."""

import datetime as dt

from sayso.forecasts.claim import Claim, ClaimKind
from sayso.forecasts.distribution import Beta, Distribution, Point, Samples
from sayso.forecasts.forecast import Forecast, Origin, OriginKind
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import ParentOutcome, Question, QuestionKind
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Evidence, Outcome, Resolution
from sayso.forecasts.verdict import Verdict

SAID = dt.date(2019, 2, 4)
HIGHLY_LIKELY = Beta(alpha=17.9, beta=2.85)


def question(text: str, *, kind: QuestionKind = "binary", given: Question | None = None) -> Question:
    """Return a question that closes in 2019."""
    return Question(
        text=text,
        kind=kind,
        opens=SAID,
        closes=dt.date(2019, 12, 31),
        rule=text,
        factor="unrest(UZB)" if "riot" in text else None,
        unit="deaths" if kind == "count" else None,
        condition=None if given is None else ParentOutcome(question=given.id),
    )


def came(
    on: Question, outcome: Outcome, *, value: float | None = None, instead_of: Resolution | None = None
) -> Resolution:
    """Return an answer with evidence, known in July."""
    return Resolution(
        question=on.id,
        outcome=outcome,
        value=value,
        known_at=dt.date(2019, 7, 1) if instead_of is None else dt.date(2019, 8, 1),
        evidence=(Evidence(url=f"https://example.org/{outcome}", quote=f"{on.text} {outcome} indeed"),),
        certainty="medium",
        by="editor",
        note=None if instead_of is None else "the first report was wrong",
        supersedes=None if instead_of is None else instead_of.id,
    )


def said(name: str, kind: ClaimKind = "forecast", *, speaker: str = "Adviser", asked: bool = False) -> Claim:
    """Return a claim on line 7."""
    return Claim(
        statement=name,
        speaker=speaker,
        kind=kind,
        quote=f"the words of {name}",
        document="interview.txt",
        place="line 7",
        said=SAID,
        asked=asked,
    )


def chance(
    on: Question,
    given: Distribution = HIGHLY_LIKELY,
    *,
    by: str = "Adviser",
    kind: OriginKind = "speaker",
    statement: str | None = None,
    unhedged: bool = False,
) -> Forecast:
    """Return a forecast of February 2019."""
    return Forecast(
        question=on.id,
        made_by=Origin(kind=kind, name=by, version="capphrase-2026.1" if kind == "speaker" else None),
        made_at=SAID,
        distribution=given,
        statement=statement,
        words=None if statement is None else "highly likely",
        unhedged=unhedged,
    )


def records() -> list[Record]:
    """Return the records of the ledger."""
    riot, spread, fails, police = (
        question("A riot?"),
        question("The riot spreads?"),
        question("The state fails?"),
        question("The police fail?"),
    )
    conditional = question("The state fails where it spreads?", given=spread)
    strike, deaths = question("A strike?"), question("How many deaths?", kind="count")
    first = came(riot, "no")
    read = [
        Reading(statement="S1", question=riot.id),
        Reading(statement="S2", question=conditional.id, label="literal"),
        Reading(statement="S2", question=fails.id, label="state", primary=False, note="forces of the state"),
        Reading(statement="S2", question=police.id, label="local", primary=False),
        Reading(statement="S3", question=strike.id),
        Reading(statement="Q1", question=strike.id),
    ]
    made = [
        chance(riot, statement="S1"),
        chance(conditional, statement="S2"),
        chance(fails, statement="S2"),
        chance(police, statement="S2"),
        chance(strike, statement="S3", unhedged=True),
        chance(strike, statement="Q1", by="Interviewer"),
        chance(riot, Point(probability=0.3), by="seed", kind="model"),
        chance(deaths, Samples(values=(0.0, 2.0, 4.0, 9.0)), by="seed", kind="model"),
    ]
    verdicts = [
        Verdict(statement="A1", label="contradicted", by="editor"),
        Verdict(
            statement="A1",
            label="supported",
            by="editor",
            known_at=dt.date(2019, 9, 1),
            supersedes=Verdict(statement="A1", label="contradicted", by="editor").id,
        ),
        Verdict(statement="P1", label="not followed", by="editor"),
    ]
    claims = [
        said("S1"), said("S2", "conditional"), said("S3"), said("A1", "assessment"), said("P1", "prescription"),
        said("A2", "assessment"), said("Q1", speaker="Interviewer", asked=True),
    ]  # fmt: skip
    answers = [
        first,
        came(riot, "yes", instead_of=first),
        came(spread, "no"),
        came(fails, "no"),
        came(police, "yes"),
        came(strike, "yes"),
        came(deaths, "value", value=3.0),
    ]
    questions = [riot, spread, fails, police, conditional, strike, deaths]
    return [*claims, *questions, *read, *made, *answers, *verdicts]


def ledger() -> Ledger:
    """Return the ledger."""
    return Ledger.of(records())
