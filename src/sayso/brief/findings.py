"""What matters most in a brief, as a few sentences, and what not to read into it."""

import functools
import tomllib
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from typing import Any

from sayso.brief.dating import day_words
from sayso.brief.figures import counted, listed, mark, percent
from sayso.brief.records import (
    Claim,
    Difference,
    Finding,
    OutlookSection,
    ReadDocument,
    SpeakerClaims,
)
from sayso.brief.words import capital, with_article

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
    """Return the largest differences of each outlook."""
    found: list[Finding] = []
    for outlook in outlooks:
        within = f"within {counted(outlook.months, 'month')} of {day_words(outlook.as_of)}"
        if outlook.rows and not outlook.differences:
            text = "No speaker’s claims move the common model by a percentage point or more."
            found.append(Finding(head=capital(within), text=text))
        large = [each for each in outlook.differences if each.apart >= SHOWN_FROM]
        shown = large or outlook.differences[:1]
        found += [_difference(each, within) for each in shown[:DIFFERENCES_SHOWN]]
    return tuple(found)


def _difference(difference: Difference, within: str) -> Finding:
    claimed = [each for each in difference.departures if not each.asks]
    claimed.sort(key=lambda each: -abs(each.mark.mean - difference.common.mean))
    first = claimed[0]
    beside = "".join(f", {each.speaker} {percent(each.mark.mean)}" for each in claimed[1:SPEAKERS_SHOWN])
    text = f"{first.speaker} {mark(first.mark)}{beside}; the common model {mark(difference.common)}."
    head = f"{difference.label} {within}"
    if not first.claims:
        return Finding(head=head, text=text)
    return Finding(head=head, text=text, claim=first.claims[0].claim, change=first.claims[0].change)


def cautions(claims: Sequence[Claim], outlooks: Sequence[OutlookSection]) -> tuple[str, ...]:
    """Return what not to read into the brief: what holds always, then what holds for this one."""
    wording = _wording()
    said = list(wording["always"])
    unhedged = sum(1 for claim in claims if claim.likelihood is not None and claim.likelihood.unhedged)
    if unhedged:
        said.append(wording["unhedged"].format(claims=counted(unhedged, "claim")))
    questions = sum(1 for claim in claims if claim.standing is not None)
    if questions:
        said.append(wording["questions"].format(claims=counted(questions, "claim")))
    for outlook in outlooks:
        said += _outlook_cautions(outlook)
    return tuple(said)


def _outlook_cautions(outlook: OutlookSection) -> list[str]:
    day = day_words(outlook.as_of)
    said = []
    for speaker in outlook.speakers:
        if speaker.thin:
            worth = counted(round(speaker.effective_runs), "run")
            said.append(
                _wording()["thin"].format(
                    day=day, speaker=speaker.name, effective=worth, runs=f"{speaker.runs:,}"
                )
            )
        if speaker.unmet:
            lost = counted(len(speaker.unmet), "claim")
            said.append(_wording()["unmet"].format(day=day, speaker=speaker.name, claims=lost))
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
