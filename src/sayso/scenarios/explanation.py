"""What carries an outcome: which links, which starting levels, which sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np

from sayso.actors import ActorTable
from sayso.models import build_speaker
from sayso.models.builders import LEVELS, contributions
from sayso.models.contribution import Contribution
from sayso.models.model import Model
from sayso.models.scope import Scope
from sayso.models.starting import with_starting_levels
from sayso.scenarios.basis import EVERYBODY, Basis
from sayso.scenarios.inputs import drive_name, origin_of
from sayso.scenarios.paired import Estimate, paired
from sayso.scenarios.paths import every_month
from sayso.scenarios.reach import Reach, reach_of
from sayso.scenarios.sensitivity import Index, Sensitivity, sensitivity
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.keep import Keep
from sayso.simulation.program import signal_rows
from sayso.simulation.simulate import simulate
from sayso.statements.statement import Statement
from sayso.views.outcome import Outcome, holds
from sayso.views.probability import Probability, probabilities

Progress = Callable[[str, int, int], None]
Part = Literal["link", "start"]


class LinkCause(msgspec.Struct, frozen=True, kw_only=True):
    """What one link of the common stock carries."""

    link: str
    """`grievance(UZB) -> unrest(UZB)`; onto an event it acts on the hazard."""
    origin: str
    """The mechanism."""
    presence: float
    """Probability that it is there."""
    change: Estimate
    """P(outcome) − P(outcome | link absent), the same runs with and without it."""
    turned: float
    """Share of runs in which the outcome comes out otherwise without it, whichever way."""
    weight: Index | None
    """What its weight, uncertain as it is, accounts for; None for a weight that is sure."""


class StatementCause(msgspec.Struct, frozen=True, kw_only=True):
    """What one sentence carries."""

    statement: Statement
    puts: tuple[str, ...]
    """What it puts into the model: links, and the factors whose starting levels it sets."""
    parts: tuple[Part, ...]
    change: Estimate
    """P(outcome) − P(outcome | nobody says it), the same runs with and without it."""
    turned: float
    """Share of runs in which the outcome comes out otherwise without it, whichever way."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What carries an outcome in a model."""

    outcome: Outcome
    probability: Probability
    model: str
    runs: int
    seed: int
    links: tuple[LinkCause, ...]
    """Those that were taken out: changes past noise by size, then the others by runs turned."""
    all_links: int
    """Links and hazard terms of the common stock that can reach the outcome."""
    statements: tuple[StatementCause, ...]
    """Those that were taken out, in the same order."""
    all_statements: int
    """Statements that put something into the model that can reach the outcome."""
    starts: tuple[Index, ...]
    """Starting levels, largest share first."""
    sensitivity: Sensitivity


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much work is done."""

    months: int
    runs: int
    seed: int
    taken_out: int = 8
    """How many links, and how many statements, are taken out: those that reach furthest."""


@dataclass(frozen=True, eq=False)
class _Base:
    """The runs that others are held against."""

    ensemble: Ensemble
    outcome: Outcome

    def less(self, model: Model) -> tuple[Estimate, float]:
        """Return how far the outcome's probability is above that in `model`, and the share of runs turned."""
        mine = self.ensemble
        other = simulate(
            model, months=mine.months, runs=mine.runs, seed=mine.seed, keep=Keep(), kernel=mine.kernel
        )
        moved = holds(self.ensemble, self.outcome).astype(np.float64) - holds(other, self.outcome)
        return paired(moved[None], self.ensemble.parameter_draw)[0], float(np.abs(moved).mean())


def explain(
    found: Basis, outcome: Outcome, size: Size, *, actors: ActorTable, on_progress: Progress | None = None
) -> Explanation:
    """Return what carries `outcome` in the model of `found`.

    A link is taken out by setting its presence to 0, a sentence by building the model without it; the runs
    keep their chance and all other draws, so that what differs is its doing alone.

    Raises:
        KeyError: if the model lacks the outcome's events or factors.
        ValueError: if a number is out of its range.
    """
    told = on_progress or _quiet
    told("Running the model", 0, 0)
    outcome = msgspec.structs.replace(outcome, months=size.months)
    keep = every_month(found.model, months=size.months, runs=size.runs)
    ensemble = simulate(found.model, months=size.months, runs=size.runs, seed=size.seed, keep=keep)
    base, reach = _Base(ensemble, outcome), reach_of(ensemble, outcome)
    told("Holding inputs against the outcome", 0, 0)
    sensitive = sensitivity(ensemble, outcome, rng=np.random.default_rng(size.seed))
    links = _links(reach, {one.id for one in found.statements})
    sentences = _sentences(found, reach, ensemble, actors)
    chosen, said = links[: size.taken_out], sentences[: size.taken_out]
    whole = len(chosen) + len(said)
    of_links = []
    for number, row in enumerate(chosen):
        told("Taking out links", number, whole)
        of_links.append(_link_cause(row, base, reach, sensitive))
    of_statements = []
    for number, sentence in enumerate(said, start=len(chosen)):
        told("Taking out sentences", number, whole)
        change, turned = base.less(_without(found, sentence.statement, actors))
        of_statements.append(
            StatementCause(
                statement=sentence.statement,
                puts=sentence.puts,
                parts=sentence.parts,
                change=change,
                turned=turned,
            )
        )
    happened = holds(ensemble, outcome)[None]
    return Explanation(
        outcome=outcome,
        probability=probabilities(happened, ensemble.parameter_draw)[0],
        model=found.model.name,
        runs=size.runs,
        seed=size.seed,
        links=tuple(
            sorted(of_links, key=lambda one: (-abs(one.change.mean) if one.change.told else 0.0, -one.turned))
        ),
        all_links=len(links),
        statements=tuple(
            sorted(
                of_statements,
                key=lambda one: (-abs(one.change.mean) if one.change.told else 0.0, -one.turned),
            )
        ),
        all_statements=len(sentences),
        starts=tuple(index for index in sensitive.indices if index.input.kind == "start"),
        sensitivity=sensitive,
    )


def _quiet(_doing: str, _done: int, _whole: int) -> None:
    """Tell nobody."""


def _links(reach: Reach, statements: set[str]) -> list[int]:
    """Return the numbers of the common stock's drives that reach the outcome, the furthest first."""
    order = np.argsort(-reach.of_drive, kind="stable").tolist()
    return [
        row for row in order if reach.of_drive[row] > 0 and origin_of(reach.drives[row]) not in statements
    ]


def _link_cause(row: int, base: _Base, reach: Reach, sensitive: Sensitivity) -> LinkCause:
    model, drive = base.ensemble.model, reach.drives[row]
    names = {place: name for name, place in signal_rows(model).items()}
    name, origin = drive_name(drive, names), origin_of(drive)
    weight = next(
        (
            index
            for index in sensitive.indices
            if (index.input.kind, index.input.name, index.input.origin) == ("weight", name, origin)
        ),
        None,
    )
    change, turned = base.less(without_drive(model, row))
    return LinkCause(
        link=name, origin=origin, presence=drive.presence, change=change, turned=turned, weight=weight
    )


def without_drive(model: Model, row: int) -> Model:
    """Return the model in which the drive with this number, of `drives_of(model)`, is never there."""
    if row < len(model.links):
        absent = msgspec.structs.replace(model.links[row], presence=0.0)
        return msgspec.structs.replace(model, links=(*model.links[:row], absent, *model.links[row + 1 :]))
    row -= len(model.links)
    events = []
    for event in model.events:
        if 0 <= row < len(event.terms):
            term = msgspec.structs.replace(event.terms[row], presence=0.0)
            terms = (*event.terms[:row], term, *event.terms[row + 1 :])
            events.append(msgspec.structs.replace(event, terms=terms))
        else:
            events.append(event)
        row -= len(event.terms)
    return msgspec.structs.replace(model, events=tuple(events))


@dataclass(frozen=True, eq=False)
class _Sentence:
    """A statement with what it puts into the model and how far that can reach."""

    statement: Statement
    puts: tuple[str, ...]
    parts: tuple[Part, ...]
    reach: float


def _sentences(found: Basis, reach: Reach, ensemble: Ensemble, actors: ActorTable) -> list[_Sentence]:
    """Return the statements that put something into the model, those that reach furthest first."""
    scope = Scope.of(found.common, actors)
    start = {str(factor): abs(float(reach.of_start[row])) for row, factor in enumerate(ensemble.factors)}
    by_origin: dict[str, float] = {}
    for drive, far in zip(reach.drives, reach.of_drive.tolist(), strict=True):
        by_origin[origin_of(drive)] = by_origin.get(origin_of(drive), 0.0) + far
    sentences = [
        _sentence(statement, part, start, by_origin)
        for statement, part in contributions(_speaking(found), scope)
        if part.shifts or part.links
    ]
    return sorted((one for one in sentences if one.reach > 0), key=lambda one: -one.reach)


def _sentence(
    statement: Statement, part: Contribution, start: Mapping[str, float], by_origin: Mapping[str, float]
) -> _Sentence:
    levels = tuple(dict.fromkeys(f"start of {shift.factor}" for shift in part.shifts))
    links = tuple(dict.fromkeys(f"{link.source} -> {link.target}" for link in part.links))
    far = by_origin.get(statement.id, 0.0)
    for shift in part.shifts:
        moved = abs(shift.level) + abs(shift.slope) + (1.0 - shift.sd_kept) + (shift.under_way or 0.0)
        # an event that may be under way reaches as far as it likes: it is worth a run
        far += moved * start.get(str(shift.factor), 1.0)
    parts: Iterator[Part] = (name for name, has in (("link", links), ("start", levels)) if has)  # type: ignore[misc]
    return _Sentence(statement, (*links, *levels), tuple(parts), far)


def _speaking(found: Basis) -> Sequence[Statement]:
    """Return the statements that the model is made of."""
    if found.speaker == EVERYBODY:
        return found.statements
    return [one for one in found.statements if type(one) in LEVELS or one.speaker.name == found.speaker]


def _without(found: Basis, statement: Statement, actors: ActorTable) -> Model:
    """Return the model of `found` as it is when nobody makes `statement`."""
    rest = [one for one in found.statements if one.id != statement.id]
    levels = [one for one in rest if type(one) in LEVELS]
    common = with_starting_levels(found.bare, contributions(levels, Scope.of(found.bare, actors)))
    if found.speaker is None:
        return common
    own = [one for one in rest if found.speaker in {EVERYBODY, one.speaker.name}]
    return build_speaker(common, own, actors=actors)[0]
