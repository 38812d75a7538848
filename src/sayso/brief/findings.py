"""What matters most in a brief, as a few sentences, and what not to read into it."""

import functools
import tomllib
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from typing import Any

from sayso.brief.beside_records import Beside
from sayso.brief.dating import day_words
from sayso.brief.figures import counted, listed, mark, percent, whole_points
from sayso.brief.outlook_records import Departure, Difference, OutlookSection
from sayso.brief.records import Claim, Finding, ReadDocument, SpeakerClaims
from sayso.brief.words import capital, table, with_article

DIFFERENCES_SHOWN = 3
"""How many differences of each outlook are among the findings."""
SHOWN_FROM = 0.05
"""How far apart they must be, unless nothing is."""
SPEAKERS_SHOWN = 3
"""How many speakers a finding names."""


@functools.cache
def _wording() -> dict[str, Any]:
    """Return `data/cautions.toml`."""
    written = resources.files("sayso.brief").joinpath("data/cautions.toml").read_text(encoding="utf-8")
    return tomllib.loads(written)


def findings(outlooks: Sequence[OutlookSection]) -> tuple[Finding, ...]:
    """Return the largest differences of each outlook, none of which says the same as one before it."""
    found: list[Finding] = []
    for outlook in outlooks:
        within = f"within {counted(outlook.months, 'month')} of {day_words(outlook.as_of)}"
        if outlook.rows and not outlook.differences:
            text = "No speaker’s claims move the common model by a percentage point or more."
            found.append(Finding(head=capital(within), text=text))
        large = [each for each in outlook.differences if each.apart >= SHOWN_FROM]
        shown = large or outlook.differences[:1]
        found += [_finding(each, within) for each in _without_repeats(shown, outlook)[:DIFFERENCES_SHOWN]]
    return tuple(found)


def _without_repeats(differences: Sequence[Difference], outlook: OutlookSection) -> list[Difference]:
    """Return the differences without those on a wider or narrower case of one before.

    Such a case is a repetition only where the same speaker leads by the same claim.
    """
    includes = {row.id: row.includes for row in outlook.rows}
    kept: list[Difference] = []
    for difference in differences:
        same = (each for each in kept if _lead(each) == _lead(difference))
        if not any(
            each.outcome in includes[difference.outcome] or difference.outcome in includes[each.outcome]
            for each in same
        ):
            kept.append(difference)
    return kept


def _lead(difference: Difference) -> tuple[str, int | None]:
    """Return who is furthest from the common model, and the claim that weighs most."""
    first = _claimed(difference)[0]
    return first.speaker, first.claims[0].claim if first.claims else None


def _claimed(difference: Difference) -> list[Departure]:
    """Return the departures of those who claim what they say, furthest from the common model first."""
    claimed = (each for each in difference.departures if not each.asks)
    return sorted(claimed, key=lambda each: -abs(each.mark.mean - difference.common.mean))


def _finding(difference: Difference, within: str) -> Finding:
    claimed = _claimed(difference)
    first = claimed[0]
    beside = "".join(f", {each.speaker} {percent(each.mark.mean)}" for each in claimed[1:SPEAKERS_SHOWN])
    text = (
        f"{capital(first.speaker)} {mark(first.mark)}{beside}; "
        f"the common model {mark(difference.common)}.{_left_open(first, difference)}"
    )
    head = f"{difference.label} {within}"
    if not first.claims:
        return Finding(head=head, text=text)
    return Finding(head=head, text=text, claim=first.claims[0].claim, change=first.claims[0].change)


def _left_open(departure: Departure, difference: Difference) -> str:
    """Return what is said where no single claim accounts for much of a departure."""
    if departure.unaccounted is None:
        return ""
    whole = whole_points(departure.mark.mean - difference.common.mean)
    if not departure.claims:
        return f" No claim by itself accounts for the {whole} from the common model."
    if departure.together_only:
        return f" {table()['account']['together']}"
    rest = round(abs(departure.unaccounted) * 100)
    return f" No single claim accounts for {rest} of the {whole} from the common model."


def cautions(
    claims: Sequence[Claim], outlooks: Sequence[OutlookSection], *, doubtful: int = 0, certainty: float = 0.0
) -> tuple[str, ...]:
    """Return what not to read into the brief: what holds always, then what holds for this one."""
    wording = _wording()
    said = list(wording["always"])
    if doubtful:
        said.append(
            wording["doubtful"].format(claims=counted(doubtful, "claim"), certainty=f"{certainty:.2f}")
        )
    unhedged = sum(1 for claim in claims if claim.likelihood is not None and claim.likelihood.unhedged)
    if unhedged:
        said.append(wording["unhedged"].format(claims=counted(unhedged, "claim")))
    questions = sum(1 for claim in claims if claim.standing is not None)
    if questions:
        said.append(wording["questions"].format(claims=counted(questions, "claim")))
    for outlook in outlooks:
        said += _outlook_cautions(outlook)
    return tuple(said)


def record_cautions(beside: Sequence[Beside]) -> tuple[str, ...]:
    """Return what not to read into measures beside claims, nothing where there are none."""
    return tuple(_wording()["record"]) if any(each.measure is not None for each in beside) else ()


def _outlook_cautions(outlook: OutlookSection) -> list[str]:
    day = day_words(outlook.as_of)
    said = []
    for speaker in outlook.speakers:
        if speaker.thin:
            worth = counted(round(speaker.effective_runs), "run")
            said.append(
                _wording()["thin"].format(
                    day=day, speaker=capital(speaker.name), effective=worth, runs=f"{speaker.runs:,}"
                )
            )
        if speaker.unmet:
            lost = counted(len(speaker.unmet), "claim")
            do = "does" if len(speaker.unmet) == 1 else "do"
            name = capital(speaker.name)
            said.append(_wording()["unmet"].format(day=day, speaker=name, claims=lost, do=do))
    drawn = [
        f"{capital(speaker.name)}: {', '.join(each.label for each in speaker.drawn_more_often)}"
        for speaker in outlook.speakers
        if speaker.drawn_more_often
    ]
    if drawn:
        said.append(_wording()["drawn"].format(day=day, speakers="; ".join(drawn)))
    return said


def title(states: Sequence[str]) -> str:
    """Return a heading that names the states most spoken of; `states` holds one entry per claim.

    >>> title(["Uzbekistan", "Kazakhstan", "Uzbekistan"])
    'Uzbekistan and Kazakhstan: who says what'
    """
    most = [with_article(name) for name, _ in Counter(states).most_common(3)]
    return f"{capital(listed(most))}: who says what" if most else "Who says what"


def standfirst(
    documents: Sequence[ReadDocument], speakers: Sequence[SpeakerClaims], outlooks: Sequence[OutlookSection]
) -> str:
    """Return one sentence on how much was read, and from when."""
    claims = sum(len(speaker.claims) for speaker in speakers)
    read = (
        f"{counted(claims, 'claim')} by {counted(len(speakers), 'speaker')} "
        f"in {counted(len(documents), 'document')}"
    )
    days = [day_words(outlook.as_of) for outlook in outlooks]
    return f"{read}, set against a common model as of {listed(days)}." if days else f"{read}."
