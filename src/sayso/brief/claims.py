"""Statements as the brief shows them: numbered claims, by speaker."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.brief.dating import day_words
from sayso.brief.records import Claim, Reading, SpeakerClaims
from sayso.brief.words import NameOf, claim_words, standing_words, without_article
from sayso.statements.conditional import Conditional
from sayso.statements.lexicon import interval
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Horizon, Speaker, Statement

_ONE_TEXT_ONLY = ("interviewer", "unnamed")
"""Kinds of speaker whose name in another document is another person."""


def by_speaker(
    statements: Sequence[Statement], *, documents: Mapping[str, int], name_of: NameOf
) -> tuple[SpeakerClaims, ...]:
    """Return the claims by speaker, numbered; who says most first, interviewers last.

    `documents` gives each document's number; a statement of another document is left out.
    """
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for statement in sorted(statements, key=lambda each: _place(each, documents)):
        if statement.document in documents:
            speaker = statement.speaker
            place = statement.document if speaker.kind in _ONE_TEXT_ONLY else ""
            grouped.setdefault((speaker.name, place), []).append(statement)
    said = sorted(grouped.values(), key=_rank)
    names = Counter(claims[0].speaker.name for claims in said)
    shown: list[SpeakerClaims] = []
    number = 1
    for claims in said:
        alone = names[claims[0].speaker.name] == 1
        name = claims[0].speaker.name
        if not alone:
            name = f"{name} (document {documents[claims[0].document]})"
        numbered = tuple(
            _claim(statement, at, documents, name_of) for at, statement in enumerate(claims, number)
        )
        shown.append(_speaker(name, claims, numbered, name_of))
        number += len(claims)
    return tuple(shown)


def _place(statement: Statement, documents: Mapping[str, int]) -> tuple[int, int, int]:
    return documents.get(statement.document, 0), statement.start, statement.end


def _rank(claims: Sequence[Statement]) -> tuple[bool, int]:
    return claims[0].speaker.kind == "interviewer", -len(claims)


def _speaker(
    name: str, claims: Sequence[Statement], numbered: tuple[Claim, ...], name_of: NameOf
) -> SpeakerClaims:
    role = next((claim.speaker.role for claim in claims if claim.speaker.role), None)
    actor = next((claim.speaker.actor for claim in claims if claim.speaker.actor), None)
    return SpeakerClaims(
        name=name,
        kind=claims[0].speaker.kind,
        role=None if role is None else without_article(role),
        actor=None if actor is None else name_of(actor),
        claims=numbered,
    )


def _claim(statement: Statement, number: int, documents: Mapping[str, int], name_of: NameOf) -> Claim:
    confidence = statement.confidence
    return Claim(
        number=number,
        statement=statement.id,
        document=documents[statement.document],
        start=statement.start,
        end=statement.end,
        quote=statement.quote,
        kind=statement.kind,
        says=claim_words(statement, name_of),
        factor=None if statement.factor is None else str(statement.factor),
        cause=None if statement.cause is None else str(statement.cause),
        condition=statement.condition.words if isinstance(statement, Conditional) else None,
        sign=statement.sign,
        likelihood=None if statement.likelihood is None else reading(statement.likelihood),
        strength=statement.strength,
        confidence=None if confidence is None else f"{confidence.words} ({confidence.level})",
        horizon=None if statement.horizon is None else _horizon(statement.horizon),
        via=tuple(_relay(speaker) for speaker in statement.via),
        mode=statement.mode,
        standing=standing_words(statement),
        certainty=statement.certainty,
        review=statement.review[-1].verdict if statement.review else None,
    )


def reading(likelihood: Likelihood) -> Reading:
    """Return the words with the mean and the 80 % band of the lexicon's Beta distribution.

    >>> even = Likelihood(words="maybe", phrase="maybe", alpha=1, beta=1, lexicon="none-0")
    >>> band = reading(even)
    >>> round(band.low, 2), round(band.mean, 2), round(band.high, 2)
    (0.1, 0.5, 0.9)
    """
    low, high = interval(likelihood, 0.8)
    return Reading(
        words=likelihood.words,
        phrase=likelihood.phrase,
        mean=likelihood.mean,
        low=low,
        high=high,
        lexicon=likelihood.lexicon,
        unhedged=likelihood.unhedged,
    )


def _horizon(horizon: Horizon) -> str:
    words, dates = f"“{horizon.words}”", horizon.dates
    if dates is None:
        return words
    start, end = ("" if day is None else day_words(day) for day in (dates.start, dates.end))
    return f"{words} ({start})" if start == end else f"{words} ({start or '…'} – {end or '…'})"


def _relay(speaker: Speaker) -> str:
    return speaker.name if speaker.role is None else f"{speaker.name}, {without_article(speaker.role)}"


def numbers(speakers: Sequence[SpeakerClaims]) -> Mapping[str, int]:
    """Return the number of each statement's claim; of two with one identifier, the first."""
    found: dict[str, int] = {}
    for speaker in speakers:
        for claim in speaker.claims:
            found.setdefault(claim.statement, claim.number)
    return found
