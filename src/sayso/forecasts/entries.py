"""Entries: each forecast with its claim, its reading and what became of it, and whether it counts."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from sayso.forecasts.claim import Claim
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.ledger import Ledger, Settled
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.score import Rule, Score
from sayso.forecasts.scoring import probability, score

Part: TypeAlias = Literal[
    "counts", "unhedged", "asked", "other reading", "revised", "too late", "beyond activity"
]
"""Where a forecast belongs. Only `counts` goes into a source's scores; every other part is shown by its name:
`unhedged` (a bare will), `asked` (an interviewer's question), `other reading` (not the primary one),
`revised` (the source said otherwise later), `too late` (the answer was known or the question closed),
`beyond activity` (dated after the speaker's last day, so it cannot be theirs)."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A forecast in the ledger."""

    forecast: Forecast
    question: Question
    settled: Settled
    claim: Claim | None = None
    """The claim that was read, for a speaker's forecast whose claim is in the ledger."""
    reading: Reading | None = None
    """The reading by which the claim came to this question."""
    part: Part
    """Whether it counts, or where else it is shown."""
    scores: tuple[Score, ...] = ()
    """None where nothing is decided."""
    could_revise: bool | None = None
    """False where the speaker's activity ended before the question closed: the forecast stood though its
    maker could not change it. None where no end of activity is noted or the question has no close."""

    @property
    def probability(self) -> float | None:
        """The probability of yes, for a binary question."""
        return probability(self.forecast.distribution) if self.question.kind == "binary" else None

    @property
    def post_hoc(self) -> bool:
        """True where the question, the reading or the run was made after the answer was known."""
        read = self.reading is not None and self.reading.post_hoc
        return self.question.post_hoc or self.forecast.post_hoc or read

    def loss(self, rule: Rule) -> float | None:
        """Return the value of the score under `rule`, or None."""
        return next((one.value for one in self.scores if one.rule == rule), None)


def entries(ledger: Ledger, *, as_of: dt.date | None = None) -> tuple[Entry, ...]:
    """Return an entry per forecast whose question is in the ledger, in the order of the forecasts.

    `as_of` as in `standing_resolutions`.

    Raises:
        ValueError: if a distribution or a resolved value does not fit its question (as `score`).
    """
    settled = ledger.settle(as_of=as_of)
    readings = _readings(ledger.readings)
    until = {one.speaker: one.until for one in ledger.activities}
    made = []
    for forecast in ledger.forecasts:
        question = ledger.questions.get(forecast.question)
        if question is None:
            continue
        last = until.get(forecast.made_by.name) if forecast.made_by.kind == "speaker" else None
        entry = Entry(
            forecast=forecast,
            question=question,
            settled=settled[question.id],
            claim=None if forecast.statement is None else ledger.claims.get(forecast.statement),
            reading=None if forecast.statement is None else readings.get((forecast.statement, question.id)),
            part="counts",
            scores=score(forecast, question, settled[question.id]),
            could_revise=None if last is None or question.closes is None else question.closes <= last,
        )
        made.append(msgspec.structs.replace(entry, part=_part(entry, last)))
    kept = _last_words(made)
    return tuple(
        msgspec.structs.replace(one, part="revised")
        if one.part == "counts" and one.forecast.id not in kept
        else one
        for one in made
    )


def _readings(found: Iterable[Reading]) -> Mapping[tuple[str, str], Reading]:
    """Return the readings by statement and question, one primary each: the first that says so."""
    by_pair: dict[tuple[str, str], Reading] = {}
    taken: set[str] = set()
    for one in found:
        first = one.primary and one.statement not in taken
        if first:
            taken.add(one.statement)
        if first or (one.statement, one.question) not in by_pair:
            by_pair[one.statement, one.question] = msgspec.structs.replace(one, primary=first)
    return by_pair


def _part(entry: Entry, last: dt.date | None) -> Part:
    forecast, made_at = entry.forecast, entry.forecast.made_at
    if forecast.asked or (entry.claim is not None and entry.claim.asked):
        return "asked"
    if last is not None and made_at is not None and made_at > last:
        return "beyond activity"
    if made_at is not None and _too_late(made_at, entry):
        return "too late"
    if entry.reading is not None and not entry.reading.primary:
        return "other reading"
    return "unhedged" if forecast.unhedged else "counts"


def _too_late(made_at: dt.date, entry: Entry) -> bool:
    known, closes = entry.settled.known_at, entry.question.closes
    return (known is not None and made_at >= known) or (closes is not None and made_at > closes)


def _last_words(made: Iterable[Entry]) -> set[str]:
    """Return the forecasts that were a source's last on their question; another lexicon is another source."""
    last: dict[tuple[object, ...], Forecast] = {}
    for entry in made:
        forecast = entry.forecast
        by = forecast.made_by
        key = (by.kind, by.name, by.version, forecast.question)
        before = last.get(key)
        if entry.part == "counts" and (before is None or _day(forecast) >= _day(before)):
            last[key] = forecast
    return {forecast.id for forecast in last.values()}


def _day(forecast: Forecast) -> dt.date:
    return forecast.made_at or dt.date.min
