"""An outlook as the brief shows it: rows, speakers, and the sentences that make them differ."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from sayso.brief.claims import numbers
from sayso.brief.dating import DatedGroup
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
from sayso.brief.records import SpeakerClaims
from sayso.brief.words import NameOf, event_label, outcome_label, table
from sayso.problems import Problem
from sayso.views.outcome import Outcome
from sayso.views.outlook import Outlook, SpeakerOutlook
from sayso.views.probability import Probability

SHOWN_FROM = 0.01
"""A departure from the common model smaller than this is not listed as a difference."""
_STANDARD_ERRORS = 2.0
"""A departure that no claim accounts for must exceed so many standard errors of two sets of runs."""
_REST_FROM = 0.05
"""What no single claim accounts for is told when it is at least this much of a probability ..."""
_REST_SHARE = 1 / 3
"""... and this share of the whole difference."""
_STARTING = ("assessment", "trend", "event")
"""Kinds of claims that set where a speaker's model starts."""


@dataclass(frozen=True)
class _Source:
    """A speaker of the outlook with what the brief calls them and says of them, row by row."""

    name: str
    outlook: SpeakerOutlook
    asks: bool
    departures: tuple[Departure | None, ...]
    """One per outcome; None where the speaker is as the common model."""


def section(
    outlook: Outlook,
    group: DatedGroup,
    *,
    said: Sequence[SpeakerClaims],
    documents: Mapping[str, int],
    name_of: NameOf,
) -> OutlookSection:
    """Return the outlook with claims by number; `documents` gives a document's number by identifier."""
    claims = numbers(said)
    inside = sorted(documents[document.id] for document in group.documents)
    sources = [_source(each, outlook, said, inside) for each in outlook.speakers]
    apart = [_apart(at, outlook, sources) for at in range(len(outlook.outcomes))]
    # of two that are equally far apart in whole points the narrower one says more
    order = sorted(
        range(len(apart)), key=lambda at: (-round(apart[at], 2), len(outlook.outcomes[at].events), -apart[at])
    )
    return OutlookSection(
        as_of=outlook.as_of,
        as_of_reason=group.reason,
        documents=tuple(inside),
        months=outlook.months,
        runs=outlook.runs,
        seed=outlook.seed,
        states=tuple(name_of(state) for state in outlook.states),
        patrons=tuple(name_of(patron) for patron in outlook.patrons),
        speakers=tuple(_speaker(each, claims, name_of) for each in sources),
        rows=tuple(_row(at, outlook, sources) for at in order),
        differences=tuple(
            _difference(at, outlook, sources, apart[at]) for at in order if apart[at] >= SHOWN_FROM
        ),
        problems=tuple(dict.fromkeys(_named(problem, documents) for problem in outlook.problems)),
    )


def _source(
    speaker: SpeakerOutlook, outlook: Outlook, said: Sequence[SpeakerClaims], inside: Sequence[int]
) -> _Source:
    asks = speaker.speaker.kind == "interviewer"
    claims = numbers(said)
    listed = _listed(speaker, said)
    name = speaker.speaker.name if listed is None else listed.name
    departures = []
    for outcome, own, common in zip(outlook.outcomes, speaker.probabilities, outlook.common, strict=True):
        changes = _changes(speaker, outcome.id, claims)
        change = own.mean - common.mean
        chance = _STANDARD_ERRORS * _standard_error(common.mean, outlook.runs, speaker.effective_runs)
        departs = abs(change) >= SHOWN_FROM and (bool(changes) or abs(change) >= chance)
        shown = Departure(
            speaker=name,
            asks=asks,
            mark=_mark(own),
            claims=changes,
            together=() if changes else _used(speaker, claims),
            starts=() if changes or listed is None else _starting(listed, inside),
            unaccounted=_unaccounted(change, changes),
        )
        departures.append(shown if departs else None)
    return _Source(name, speaker, asks, tuple(departures))


def _used(speaker: SpeakerOutlook, claims: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(claims[each] for each in speaker.statements if each in claims))


def _starting(speaker: SpeakerClaims, inside: Sequence[int]) -> tuple[int, ...]:
    return tuple(
        claim.number
        for claim in speaker.claims
        if claim.kind in _STARTING and claim.factor and claim.sign and claim.document in inside
    )


def _unaccounted(change: float, changes: Sequence[ClaimChange]) -> float | None:
    """Return the part of `change` that the changes by single claims leave, None where it is small."""
    rest = change - sum(each.change for each in changes)
    if changes and (rest * change < 0 or abs(rest) < max(_REST_FROM, _REST_SHARE * abs(change))):
        return None
    return rest


def _standard_error(share: float, *runs: float) -> float:
    """Return the standard error of the difference between shares of sets of so many runs."""
    return math.sqrt(share * (1 - share) * sum(1 / max(number, 1.0) for number in runs))


def _changes(speaker: SpeakerOutlook, outcome: str, claims: Mapping[str, int]) -> tuple[ClaimChange, ...]:
    found = [
        ClaimChange(claim=claims[each.statement], change=each.change, by=each.by)
        for each in speaker.differences
        if each.outcome == outcome and each.statement in claims
    ]
    return tuple(sorted(found, key=lambda each: abs(each.change), reverse=True))


def _listed(speaker: SpeakerOutlook, said: Sequence[SpeakerClaims]) -> SpeakerClaims | None:
    """Return the speaker as their claims are listed, None where none is."""
    own = set(speaker.statements)
    found = (each for each in said if any(claim.statement in own for claim in each.claims))
    return next(found, None)


def _mark(probability: Probability) -> Mark:
    return Mark(mean=probability.mean, low=probability.low, high=probability.high)


def _row(at: int, outlook: Outlook, sources: Sequence[_Source]) -> OutcomeRow:
    pooled = outlook.pooled[at] if outlook.pooled else None
    return OutcomeRow(
        id=outlook.outcomes[at].id,
        label=outcome_label(outlook.outcomes[at]),
        includes=tuple(_cases(outlook.outcomes[at], outlook.outcomes)),
        common=_mark(outlook.common[at]),
        speakers=tuple(_mark(speaker.probabilities[at]) for speaker in outlook.speakers),
        pooled=None
        if pooled is None
        else PooledMark(
            mean=pooled.mean,
            least=pooled.least,
            most=pooled.most,
            speakers=tuple(sources[place].name for place in pooled.speakers),
            way=table()["pooling"][pooled.way],
        ),
    )


def _cases(outcome: Outcome, outcomes: Iterable[Outcome]) -> Iterable[str]:
    """Return the identifiers of the outcomes about fewer of the same events."""
    for other in outcomes:
        narrower = other.events and set(other.events) < set(outcome.events)
        if narrower and other.direction == outcome.direction and other.months == outcome.months:
            yield other.id


def _apart(at: int, outlook: Outlook, sources: Sequence[_Source]) -> float:
    """Return the largest probability less the smallest, of those who depart and claim what they say."""
    departures = (source.departures[at] for source in sources if not source.asks)
    means = [outlook.common[at].mean, *(each.mark.mean for each in departures if each is not None)]
    return max(means) - min(means)


def _speaker(source: _Source, claims: Mapping[str, int], name_of: NameOf) -> OutlookSpeaker:
    speaker = source.outlook
    weighed = {view.statement for view in speaker.views} | set(speaker.unmet)
    return OutlookSpeaker(
        name=source.name,
        asks=source.asks,
        views=tuple(
            StatedView(
                claim=claims[view.statement],
                stated=view.stated,
                before=view.prior,
                after=view.achieved,
                share=view.share,
            )
            for view in speaker.views
            if view.statement in claims
        ),
        links=tuple(
            sorted(claims[each] for each in speaker.statements if each in claims and each not in weighed)
        ),
        unmet=tuple(
            UnmetView(claim=claims[each], reason=reason)
            for each, reason in zip(speaker.unmet, speaker.unmet_because, strict=True)
            if each in claims
        ),
        conflicts=tuple(
            tuple(sorted(claims[each] for each in core))
            for core in speaker.conflicts
            if all(each in claims for each in core)
        ),
        runs=speaker.runs,
        entropy_bits=speaker.entropy_bits,
        effective_runs=speaker.effective_runs,
        thin=speaker.thin,
        drawn_more_often=tuple(
            DrawnEvent(event=event, label=event_label(event, name_of)) for event in speaker.drawn_more_often
        ),
        moved=any(each is not None for each in source.departures),
    )


def _difference(at: int, outlook: Outlook, sources: Sequence[_Source], apart: float) -> Difference:
    departures = [each for source in sources if (each := source.departures[at]) is not None]
    departures.sort(key=lambda each: each.mark.mean, reverse=True)
    return Difference(
        outcome=outlook.outcomes[at].id,
        label=outcome_label(outlook.outcomes[at]),
        common=_mark(outlook.common[at]),
        apart=apart,
        departures=tuple(departures),
    )


def _named(problem: Problem, documents: Mapping[str, int]) -> Problem:
    """Return the problem with the number of a document in place of its identifier."""
    number = documents.get(problem.source)
    return problem if number is None else msgspec.structs.replace(problem, source=f"document {number}")
