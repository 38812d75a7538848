"""What is shown of a source: its statements one by one, and what they come to."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from sayso.brief.scores.sources import Source
from sayso.forecasts.claim import ClaimKind
from sayso.forecasts.entries import Part
from sayso.forecasts.over_time import Running
from sayso.forecasts.resolution import Evidence, Outcome, SourceCertainty
from sayso.forecasts.score import Rule
from sayso.forecasts.summary import Summary
from sayso.forecasts.verdict import Label


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A resolution or verdict as it was entered."""

    words: str
    """`yes`, `4 deaths`, `contradicted`."""
    known_at: dt.date | None
    """First day on which it could be known; None where nobody noted it."""
    certainty: SourceCertainty
    by: str
    evidence: tuple[Evidence, ...]
    note: str | None
    superseded: bool = False
    """True where a later one replaced it."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """How sure a source was."""

    mean: float | None
    """The probability of yes; None for counts, days and options."""
    low: float | None
    """10 % point of what readers take the words to mean; None for a plain number."""
    high: float | None
    """90 % point."""
    stated: str | None
    """For counts, days and options the forecast in words."""
    words: str | None
    """The words of likelihood, as said."""
    lexicon: str | None
    """Lexicon with version, for a speaker; version of a model."""
    basis: str | None
    """What the number rests on."""


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """One forecast's score, as `sayso.forecasts.scoring` has it."""

    rule: Rule
    value: float
    low: float | None
    high: float | None
    log: float | None
    """The clipped log score in nats, for yes-no questions."""


class ReadingShown(msgspec.Struct, frozen=True, kw_only=True):
    """One forecast on one question: a reading of a statement, or a model's answer."""

    label: str | None
    """What tells this reading from others; None where there is no reading."""
    primary: bool
    """True for the reading that stands for the statement."""
    part: Part
    """Whether it counts; see `sayso.forecasts.entries`."""
    question: str
    rule: str | None
    """How it is decided, where that says more than the question."""
    condition: str | None
    """The parent question that must hold, where there is one."""
    condition_came: str | None
    """What the parent came to."""
    note: str | None
    opens: dt.date | None
    closes: dt.date | None
    made_at: dt.date | None
    topic: str | None
    given: Given
    outcome: Outcome
    why: str
    """Why the question stands so: `resolved`, `its condition did not hold`."""
    answers: tuple[Answer, ...]
    """The one that stands first, then those that were superseded, the last one first."""
    loss: Loss | None
    post_hoc: bool
    could_revise: bool | None


class StatementShown(msgspec.Struct, frozen=True, kw_only=True):
    """What was said, how sure, and what happened."""

    statement: str
    """The statement's identifier, or the forecast's where no words stand behind it."""
    kind: ClaimKind | None
    """None for forecasts that no statement stands behind."""
    quote: str | None
    document: str | None
    """The document's name as people know it."""
    place: str | None
    said: dt.date | None
    asked: bool
    """True where an interviewer's question holds it."""
    readings: tuple[ReadingShown, ...]
    """The primary one first."""
    verdict: tuple[Answer, ...]
    """For what is no forecast: the label that stands, then superseded ones."""
    low: float | None
    """Least loss over the readings that are decided."""
    high: float | None
    decided: int
    """How many readings have a score."""

    @property
    def primary(self) -> ReadingShown | None:
        """The reading that stands for the statement."""
        return next((one for one in self.readings if one.primary), None)

    @property
    def loss(self) -> Loss | None:
        """The score that stands for the statement, also where it is kept apart; None without one."""
        return None if self.primary is None else self.primary.loss


class TopicShown(msgspec.Struct, frozen=True, kw_only=True):
    """A source's forecasts on one topic that count."""

    topic: str
    forecasts: int
    answered: int
    brier: float | None
    """Mean; None where nothing has a Brier score."""
    low: float | None
    high: float | None


class SourceSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One source's part of the ledger."""

    source: Source
    claims: int
    """Statements that are the source's; 0 for models."""
    kinds: Mapping[str, int]
    """How many of which kind."""
    documents: int
    asked: int
    """Of the claims, how many an interviewer's question holds."""
    summary: Summary
    """Of the forecasts that count."""
    series: int
    """How many series of questions their yes-no answers belong to; a question without one is its own."""
    unhedged: Summary | None
    """Of those with a bare `will`, apart; None where there are none."""
    verdicts: Mapping[Label, int]
    """Labels of assessments, trends and prescriptions."""
    running: tuple[Running, ...]
    """The mean Brier score as answers came in."""
    undated: int
    """Scored forecasts that are in no running mean, for the day of their answer is not known."""
    topics: tuple[TopicShown, ...]
    statements: tuple[StatementShown, ...]

    @property
    def post_hoc(self) -> bool:
        """True where every question was written after its answer was known."""
        return all(one.post_hoc for shown in self.statements for one in shown.readings)

    @property
    def scored(self) -> int:
        """How many forecasts that count have an answer, and with it a score."""
        return sum(self.summary.outcomes.get(one, 0) for one in ("yes", "no", "value"))


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is shown of a ledger."""

    name: str
    """What the records were read from."""
    sources: tuple[SourceSheet, ...]
    """In alphabetical order: they are not ranked."""
    references: tuple[SourceSheet, ...] = ()
    """Base rate and persistence, where no source is asked for."""
    chosen: tuple[str, ...] = ()
    """What was chosen, in words: `topic unrest`."""
    left_out: tuple[str, ...] = ()
    """What was left out and why."""
    seed: int | None = None
    """The seed of null bands and bootstraps; None where nobody said it."""
    version: str

    @property
    def made_with(self) -> str:
        """Version and seed in words: `Sayso 0.1.0, seed 0`."""
        return f"Sayso {self.version}{'' if self.seed is None else f', seed {self.seed}'}"
