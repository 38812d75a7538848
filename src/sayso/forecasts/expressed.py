"""Questions as the runs of a model answer them: which outcome is meant, of whom, within which days."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.model_window import Window
from sayso.forecasts.of_runs import Measure
from sayso.forecasts.question import Question
from sayso.mechanisms.library import library
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Conditional
from sayso.statements.corrected import corrected
from sayso.statements.factor import Factor
from sayso.statements.statement import Sign, Statement, Strength
from sayso.views.focus import focus_rules
from sayso.views.naming import find_outcome, nearest_outcomes
from sayso.views.outcome import Horizon, Outcome, event_outcome, outcome_for

LONGEST: Final = 60
"""Months that a model is run at most, as everywhere on the command line."""
_PATRON: Final = "P"
"""How templates of events write a patron: `intervention(P>X)`."""
_COUNTS: Final = frozenset({None, "begins", "times", "events", "outbreaks"})
"""Units of a count of beginnings."""
MOST_STATES: Final = 12
"""States of one model that a question makes by itself; what a model costs grows with them."""


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """What a question asks of the world, before there is a model."""

    words: str | None = None
    """An outcome by identifier or in plain words."""
    factor: Factor | None = None
    """In place of words: what moves."""
    sign: Sign = 1
    strength: Strength | None = None
    source: str
    """Where that was found, for people."""


class Actors(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a model has to hold for a question."""

    states: tuple[str, ...] = ()
    patrons: tuple[str, ...] = ()


class Expressed(msgspec.Struct, frozen=True, kw_only=True):
    """A question as the runs of a model answer it."""

    question: Question
    outcome: Outcome
    measure: Measure
    window: Window
    source: str
    """Where the outcome was found."""
    condition: "Expressed | None" = None
    """The parent question, where there is one."""
    holds: bool = True
    """Whether the condition asks for the parent's yes."""


def told_by_statements(ledger: Ledger, statements: Mapping[str, Statement]) -> Mapping[str, Meant]:
    """Return what the statements behind questions say, by question, a conditional's parent among them.

    A reading counts where its question still is about the statement's factor.
    """
    found: dict[str, Meant] = {}
    for reading in sorted(ledger.readings, key=lambda one: not one.primary):
        question, given = ledger.questions.get(reading.question), statements.get(reading.statement)
        if question is None or given is None:
            continue
        said = corrected(given)
        source = f"statement {reading.statement}"
        if said.factor is not None and str(said.factor) == question.factor:
            meant = Meant(factor=said.factor, sign=said.sign, strength=said.strength, source=source)
            found.setdefault(question.id, meant)
        if isinstance(said, Conditional) and question.condition is not None:
            parent, factor = question.condition.question, said.condition.factor
            named = ledger.questions.get(parent)
            if factor is not None and named is not None and named.factor == str(factor):
                meant = Meant(factor=factor, sign=said.condition.sign, source=f"the condition of {source}")
                found.setdefault(parent, meant)
    return found


def meant_by(question: Question, told: Mapping[str, Meant], *, words: str | None = None) -> Meant:
    """Return what a question asks: `words` of the user, its own outcome, its statement, factor or text."""
    if words is not None:
        return Meant(words=words, source="--outcome")
    if question.outcome is not None:
        return Meant(words=question.outcome, source="its outcome")
    if question.id in told:
        return told[question.id]
    if question.factor is not None and question.factor.partition("(")[0] in _events():
        return Meant(words=question.factor, source="its factor")
    return Meant(words=question.text.strip().rstrip("?").strip(), source="its text")


def actors_of(
    question: Question, meant: Meant, *, actors: ActorTable, catalogue: Catalogue, day: dt.date
) -> Actors:
    """Return the states and patrons that a question is about, groups by their members on `day`.

    Raises:
        ValueError: if they are too many for one model.
    """
    factors = [meant.factor, _written(meant.words), _written(question.factor)]
    states: dict[str, None] = {}
    patrons: dict[str, None] = {}
    for factor in (one for one in factors if one is not None):
        for actor, patron in _sides(factor, catalogue):
            for state in _states(actor, actors, day):
                (patrons if patron else states).setdefault(state)
    words = "" if meant.words is None or _written(meant.words) is not None else meant.words
    for text in (words, question.text):
        for mention in () if states else actors.find(text):
            for state in _states(mention.state or mention.actor, actors, day):
                if state not in patrons:
                    states.setdefault(state)
    if len(states) > MOST_STATES:
        raise ValueError(f"it is about {len(states)} states; name at most {MOST_STATES} with --states")
    return Actors(states=tuple(one for one in states if one not in patrons), patrons=tuple(patrons))


def window_of(question: Question, *, day: dt.date, months: int) -> Window:
    """Return the days that count from `day` on.

    A question without a close is asked for `months` months from its first day.

    Raises:
        ValueError: if it closed before, or closes later than a model is run.
    """
    first = day if question.opens is None else max(day, question.opens)
    last = _after(first, months) if question.closes is None else question.closes
    if last < first:
        raise ValueError(f"it closed on {last}, before {first}; a run as of an earlier day wants --on")
    window = Window(start=day.replace(day=1), first=first, last=last)
    if window.months > LONGEST:
        raise ValueError(
            f"it closes on {last}, {window.months} months on; a model is run {LONGEST} months at most"
        )
    return window


def expressed(question: Question, meant: Meant, window: Window, horizon: Horizon) -> Expressed:
    """Return a question as runs of a model answer it, its condition aside.

    Raises:
        ValueError: if they do not; the message says why, and what could be asked.
    """
    if question.kind == "ordinal":
        raise ValueError("it is ordinal; the runs of a model give yes or no, a count or a day")
    outcome = _outcome(meant, horizon)
    return Expressed(
        question=question,
        outcome=outcome,
        measure=_measure(question, outcome),
        window=window,
        source=meant.source,
    )


def _outcome(meant: Meant, horizon: Horizon) -> Outcome:
    if meant.words is not None:
        found = find_outcome(meant.words, horizon)
        if found is None:
            near = _near(meant.words, horizon)
            raise ValueError(f"{meant.source} names no outcome of the model; --outcome names one{near}")
        return found
    factor = meant.factor
    if factor is None or meant.sign == 0:
        raise ValueError(f"{meant.source} says no direction; --outcome names one")
    found = outcome_for(factor, meant.sign, horizon=horizon, strength=meant.strength)
    found = found or event_outcome(factor, meant.sign, horizon=horizon)
    if found is None:
        sides = (factor.actor, factor.target or "")
        near = _near(" ".join((factor.name, *map(horizon.name, sides))).replace("_", " "), horizon)
        raise ValueError(f"the model does not hold {factor}; --outcome names what it holds{near}")
    return found


def _near(words: str, horizon: Horizon) -> str:
    """Return ", as" and the outcomes nearest to words, for people; nothing where none is like them."""
    near = nearest_outcomes(words, horizon)
    return ", as " + ", ".join(f"“{label}”" for label in near) if near else ""


def _measure(question: Question, outcome: Outcome) -> Measure:
    """Return what is taken from each run.

    Raises:
        ValueError: if the runs have no such thing.
    """
    if question.kind == "binary":
        return "happens"
    if outcome.direction < 0 and outcome.events:
        raise ValueError(f"“{outcome.label}” has no {question.kind}; it can be asked as yes or no")
    if question.kind == "date":
        return "first day"
    if not outcome.events:
        raise ValueError(f"“{outcome.label}” cannot be counted; it can be asked as yes or no, or for its day")
    if question.unit == "months":
        return "months"
    if question.unit in _COUNTS:
        return "begins"
    raise ValueError(
        f"it counts {question.unit}; the runs of a model count how often an event begins (no --unit, or "
        "outbreaks) and for how long it lasts (the unit months)"
    )


def _sides(factor: Factor, catalogue: Catalogue) -> Iterable[tuple[str, bool]]:
    """Yield the actors of a factor, and whether each is a patron."""
    if factor.target is None:
        return ((factor.actor, False),)
    rules, template = focus_rules().roles, _events().get(factor.name)
    if template is not None and template.target is not None:
        return ((factor.actor, template.actor == _PATRON), (factor.target, template.target == _PATRON))
    roles = catalogue.definition(factor.name).roles if factor.name in catalogue.names else None
    if roles is None:
        return ((factor.actor, False), (factor.target, True))
    return ((factor.actor, roles.actor in rules.patron), (factor.target, roles.target in rules.patron))


def _events() -> Mapping[str, Factor]:
    """Return the library's events by name, as they are written there."""
    return {
        (template := Factor.parse(event.id)).name: template for part in library() for event in part.events
    }


def _states(actor: str, actors: ActorTable, day: dt.date) -> tuple[str, ...]:
    try:
        kind = actors.actor(actor).kind
    except KeyError:
        return ()
    if kind == "state":
        return (actor,)
    if kind in {"region", "organisation"}:
        return actors.members(actor, DateInterval.day(day))
    return ()


def _written(words: str | None) -> Factor | None:
    """Return the factor in an outcome's identifier: of `not fall(UZB)`, of `alignment(UZB>RUS) up`."""
    if words is None:
        return None
    plain = words.strip().removeprefix("not ").removesuffix(" up").removesuffix(" down")
    try:
        return Factor.parse(plain)
    except ValueError:
        return None


def _after(day: dt.date, months: int) -> dt.date:
    """Return the day before the same day some months on."""
    years, place = divmod(day.month - 1 + months, 12)
    first = dt.date(min(day.year + years, dt.MAXYEAR), place + 1, 1)
    return first + dt.timedelta(days=day.day - 2) if day.day > 1 else first - dt.timedelta(days=1)
