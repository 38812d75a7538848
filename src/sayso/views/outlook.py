"""The outlook by speaker: what each source's claims make of the common model's probabilities."""

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import msgspec
import numpy as np

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.models import build_common, build_speaker
from sayso.models.builders import contributions
from sayso.models.model import Model
from sayso.models.scope import Scope
from sayso.opinions import Way
from sayso.problems import Problem
from sayso.simulation import Ensemble, simulate
from sayso.statements.assessment import Assessment
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Conditional
from sayso.statements.corrected import heard
from sayso.statements.event import Event
from sayso.statements.forecast import Forecast
from sayso.statements.influence import Influence
from sayso.statements.statement import Speaker, Statement
from sayso.statements.trend import Trend
from sayso.views.claims import views_of
from sayso.views.conflicts import conflicts
from sayso.views.difference import likelihood_differences, link_differences
from sayso.views.focus import choose
from sayso.views.opinion import pooled_opinions
from sayso.views.outcome import Horizon, Outcome, holds
from sayso.views.outlook_records import Outlook, SpeakerOutlook
from sayso.views.patterns import Bools
from sayso.views.pool import codes_on, weigh_codes
from sayso.views.probability import Probability, probabilities
from sayso.views.rare import tilts_for
from sayso.views.rows import choose_rows
from sayso.views.settings import settings
from sayso.views.view import View

__all__ = ["Outlook", "SpeakerOutlook", "outlook"]

_CLAIMS = (Influence, Conditional, Forecast)
_WORKERS = 2  # a source's runs are few: two at a time, one thread each, keep two cores busy
_STARTING = (Assessment, Trend, Event)
"""Kinds of statements that move where a source's model starts."""
_ONE_TEXT_ONLY = ("interviewer", "unnamed")


@dataclass(frozen=True)
class _Source:
    """A speaker with all that they said, and the views in it."""

    speaker: Speaker
    statements: tuple[Statement, ...]
    views: tuple[View, ...]


@dataclass(frozen=True, eq=False)
class _Common:
    """The common model's runs, and which outcomes come true in which of them."""

    ensemble: Ensemble
    happened: Bools
    """(outcomes, runs)."""


def outlook(  # noqa: PLR0913 - the options are keyword-only and all but three have defaults
    statements: Sequence[Statement],
    *,
    actors: ActorTable,
    catalogue: Catalogue,
    as_of: dt.date,
    months: int = 12,
    runs: int | None = None,
    seed: int = 0,
    pooling: Way = "geometric odds",
    on_progress: Callable[[str], None] | None = None,
) -> Outlook:
    """Return the probabilities of outcomes within `months` of `as_of`, in the common model and by speaker.

    `runs` are those of the common model (views.toml says how many when None); a source with a model of its
    own gets as many or fewer, drawn with the same chance. The same statements and seed give the same bits.
    Statements are taken as people left them in review (`heard`).
    `pooling` is how the opinions of several speakers are made one: `pooled_opinions` says how, and of whom.
    While it works on them `on_progress` is called with the name of whose model it is.
    """
    told = on_progress or _quiet
    live = heard(statements)
    focus = choose(live, actors=actors, catalogue=catalogue, on=DateInterval.day(as_of))
    empty = Outlook(as_of=as_of, months=months, seed=seed, runs=0, states=focus.states, patrons=focus.patrons)
    if not focus.states:
        return empty
    told("common model")
    common, problems = build_common(
        actors=actors, states=focus.states, patrons=focus.patrons, start=as_of, statements=live
    )
    ensemble = simulate(common, months=months, runs=runs or settings().outlook.runs, seed=seed)
    horizon = Horizon.of(common, actors=actors, months=months)
    sources, unclear = _sources(live, horizon=horizon, start=common.start)
    outcomes = choose_rows(
        [(source.views, source.statements) for source in sources], focus=focus, horizon=horizon
    )
    happened = _happened(ensemble, outcomes)
    common_runs = _Common(ensemble, happened)
    speakers, trouble = _by_speaker(sources, common_runs, outcomes, actors=actors, told=told)
    return msgspec.structs.replace(
        empty,
        runs=ensemble.runs,
        outcomes=outcomes,
        common=probabilities(happened, ensemble.parameter_draw),
        speakers=speakers,
        pooled=pooled_opinions(
            outcomes,
            speakers,
            about=[_given_likelihoods(*each) for each in zip(sources, speakers, strict=True)],
            way=pooling,
        ),
        problems=tuple(dict.fromkeys((*problems, *unclear, *trouble))),
    )


def _by_speaker(
    sources: Sequence[_Source],
    common: _Common,
    outcomes: Sequence[Outcome],
    *,
    actors: ActorTable,
    told: Callable[[str], None],
) -> tuple[tuple[SpeakerOutlook, ...], tuple[Problem, ...]]:
    """Return each source's outlook, and the statements that found no place in its model."""
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="outlook") as workers:
        waiting = [
            workers.submit(_speaker_outlook, source, common, outcomes, actors=actors) for source in sources
        ]
        speakers: list[SpeakerOutlook] = []
        problems: list[Problem] = []
        for source, done in zip(sources, waiting, strict=True):
            told(source.speaker.name)
            found, trouble = done.result()
            speakers.append(found)
            problems.extend(trouble)
    return tuple(speakers), tuple(problems)


def _given_likelihoods(source: _Source, speaker: SpeakerOutlook) -> tuple[Outcome, ...]:
    """Return the outcomes that the source gives a likelihood of their own, and the runs honour it."""
    return tuple(
        view.outcome for view in source.views if view.given is None and view.statement not in speaker.unmet
    )


def _quiet(_whose: str) -> None:
    """Tell nobody."""


def _sources(
    statements: Sequence[Statement], *, horizon: Horizon, start: dt.date
) -> tuple[tuple[_Source, ...], tuple[Problem, ...]]:
    """Return the speakers with influences, conditionals or forecasts, in the order in which they speak.

    An interviewer or an unnamed source is somebody else in each document. What a question holds is the
    questioner's alone: statements carry their own speaker.
    """
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        place = statement.document if statement.speaker.kind in _ONE_TEXT_ONLY else ""
        grouped.setdefault((statement.speaker.name, place), []).append(statement)
    sources: list[_Source] = []
    problems: list[Problem] = []
    for said in grouped.values():
        if not any(isinstance(statement, _CLAIMS) for statement in said):
            continue  # levels and trends alone are in the common model's start already
        views, left_out = views_of(said, horizon=horizon, start=start)
        sources.append(_Source(said[0].speaker, tuple(said), views))
        problems.extend(one.problem for one in left_out if not _told_by_model(one.statement, horizon.scope))
    return tuple(sources), tuple(problems)


def _told_by_model(statement: Statement, scope: Scope) -> bool:
    """Tell whether a source's model says itself that it has no place for the statement."""
    return any(part.problems for _, part in contributions([statement], scope))


def _speaker_outlook(
    source: _Source, common: _Common, outcomes: Sequence[Outcome], *, actors: ActorTable
) -> tuple[SpeakerOutlook, tuple[Problem, ...]]:
    """Return what `source` makes of the outcomes, and the statements that found no place in its model."""
    model, problems = build_speaker(common.ensemble.model, source.statements, actors=actors)
    plain = _ensemble(source, model, common.ensemble)
    in_plain = _happened(plain, outcomes)
    codes = codes_on(plain, source.views)
    tilts = tilts_for(plain, source.views, codes)
    ensemble, happened = plain, in_plain
    if tilts:
        ensemble = simulate(
            plain.model,
            months=plain.months,
            runs=plain.runs,
            seed=plain.seed,
            tilts=tilts,
            kernel=plain.kernel,
            threads=1,
        )
        happened = _happened(ensemble, outcomes)
        codes = codes_on(ensemble, source.views)
    weighed = weigh_codes(source.views, codes, prior=ensemble.weights)
    met = [row for row, view in enumerate(source.views) if view.statement not in weighed.unmet]
    differences = likelihood_differences(
        [source.views[row] for row in met],
        codes[met],
        outcomes=outcomes,
        happened=happened,
        prior=ensemble.weights,
    ) + link_differences(
        plain,
        {statement.id for statement in source.statements},
        outcomes=outcomes,
        excess=in_plain.astype(np.float64) - common.happened[:, : plain.runs],
        other_claims=any(isinstance(one, _STARTING) for one in source.statements),
    )
    found = probabilities(happened, ensemble.parameter_draw, weights=weighed.weights, prior=ensemble.weights)
    if not weighed.views:
        found = _against_common(found, common.happened, ensemble.runs)
    used = {view.statement for view in source.views} | {link.origin for link in model.links}
    told = SpeakerOutlook(
        speaker=source.speaker,
        statements=tuple(statement.id for statement in source.statements if statement.id in used),
        probabilities=found,
        runs=ensemble.runs,
        entropy_bits=weighed.entropy_bits,
        effective_runs=weighed.effective_runs,
        thin=weighed.thin,
        drawn_more_often=tuple(sorted(tilts)),
        views=weighed.views,
        unmet=weighed.unmet,
        unmet_because=weighed.unmet_because,
        conflicts=conflicts(source.views, codes, ensemble.weights, weights=weighed.weights),
        differences=tuple(sorted(differences, key=lambda found: -abs(found.change))),
    )
    return told, problems


def _ensemble(source: _Source, model: Model, common: Ensemble) -> Ensemble:
    """Return the source's own runs, with the common model's chance; the common ones when it adds nothing."""
    if msgspec.structs.replace(model, name=common.model.name) == common.model:
        return common  # nodes, links and events are all the same
    size = settings().outlook
    share = (size.speaker_runs if source.views else size.plain_runs) / size.runs
    runs = max(1, min(common.runs, round(common.runs * share)))
    return simulate(model, months=common.months, runs=runs, seed=common.seed, kernel=common.kernel, threads=1)


def _against_common(found: Sequence[Probability], in_common: Bools, runs: int) -> tuple[Probability, ...]:
    """Return the probabilities moved by what the common model's first runs are off all of its runs.

    The source's runs share the chance of these first runs, so that what moved them moved both.
    """
    shift = in_common.mean(axis=1) - in_common[:, :runs].mean(axis=1)
    moved = [
        [min(max(value + by, 0.0), 1.0) for value in (one.mean, one.low, one.high)]
        for one, by in zip(found, shift.tolist(), strict=True)
    ]
    return tuple(Probability(mean=mean, low=low, high=high) for mean, low, high in moved)


def _happened(ensemble: Ensemble, outcomes: Sequence[Outcome]) -> Bools:
    """Return which outcomes come true in which runs, shape (outcomes, runs)."""
    rows = [holds(ensemble, outcome) for outcome in outcomes]
    return np.array(rows, dtype=np.bool_).reshape(len(outcomes), ensemble.runs)
