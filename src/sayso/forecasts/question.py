"""Questions: what is asked of the world, until when, and how it will be decided."""

import datetime as dt
from typing import ClassVar, Literal, TypeAlias

import msgspec

from sayso.forecasts.record import Record, RecordId, Words
from sayso.statements.factor import Factor
from sayso.statements.wire import FactorText

QuestionKind: TypeAlias = Literal["binary", "count", "ordinal", "date"]


class ParentOutcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The condition of a question: how another question, its parent, must be resolved.

    Where the parent is resolved otherwise, the question is void and nobody is scored on it.
    """

    question: RecordId
    """Identifier of the parent question."""
    outcome: Words = "yes"
    """`yes` or `no`; for an ordinal parent the option, for a count the number as written."""


class Question(Record, frozen=True, kw_only=True, tag="question"):
    """Something that the world will answer.

    >>> Question(text="Will there be a riot in Uzbekistan?", kind="binary", rule="at least one death").id
    '7f02a4dca4e091af'
    """

    IDENTITY: ClassVar[tuple[str, ...]] = (
        "text", "kind", "opens", "closes", "actors", "factor", "options", "unit", "condition", "rule",
    )  # fmt: skip
    LATER: ClassVar[tuple[str, ...]] = ("supersedes",)

    text: Words
    """The question as people read it."""
    kind: QuestionKind
    """`binary`: yes or no. `count`: how many. `ordinal`: which of `options`. `date`: on which day."""
    opens: dt.date | None = None
    """First day of the time that the question is about; None where it is not said."""
    closes: dt.date | None = None
    """Last day of that time; None where it is not said."""
    actors: tuple[str, ...] = ()
    """Identifiers in the actor table that the question is about."""
    factor: FactorText | None = None
    """The factor that it is about, as written: `unrest(UZB)`."""
    options: tuple[Words, ...] = ()
    """For an ordinal question the answers, from least to most; else empty."""
    unit: Words | None = None
    """For a count what is counted: `deaths`."""
    condition: ParentOutcome | None = None
    """What must hold for the question to count at all."""
    rule: Words
    """How it will be decided, in prose that two people would apply alike."""
    query: Words | None = None
    """A query on the record of events that counts what the rule names."""
    outcome: Words | None = None
    """What the runs of a model are asked, as `sayso run --outcome` takes it: `not mass_unrest(UZB)`."""
    reference_class: Words | None = None
    """Name of the class of like questions whose past gives the base rate."""
    series: Words | None = None
    """Name of the one question that is asked again and again; its last answer is persistence's forecast."""
    post_hoc: bool = False
    """True where the question was written after its answer was known."""
    source: Words | None = None
    """Where the question comes from: a file, a person, a site."""
    supersedes: RecordId | None = None
    """Identifier of the question that this one replaces, because it was worded or dated wrongly."""

    def __post_init__(self) -> None:
        """Refuse a question that cannot be answered as its kind asks.

        Raises:
            ValueError: if it closes before it opens, has options and is not ordinal or the other way round,
                repeats an option, or names a factor that does not parse.
        """
        if self.opens is not None and self.closes is not None and self.closes < self.opens:
            raise ValueError(f"a question cannot close ({self.closes}) before it opens ({self.opens})")
        if self.kind == "ordinal" and len(self.options) < 2:  # noqa: PLR2004 - one option is no question
            raise ValueError(f"an ordinal question has {len(self.options)} options; want two or more")
        if self.kind != "ordinal" and self.options:
            raise ValueError(f"a {self.kind} question has options; only an ordinal one has")
        if len(set(self.options)) < len(self.options):
            raise ValueError(f"an option stands twice in {', '.join(self.options)}")
        if self.factor is not None:
            Factor.parse(self.factor)
