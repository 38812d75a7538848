"""What a source's scores come to, in sentences that say how little a few answers tell."""

from collections.abc import Mapping
from typing import Final

from sayso.brief.figures import counted
from sayso.brief.scores.records import SourceSheet
from sayso.brief.words import capital
from sayso.forecasts.entries import Part
from sayso.forecasts.limits import limits

PARTS: Final[Mapping[Part, str]] = {
    "counts": "counts",
    "unhedged": "a bare “will”, reported apart",
    "asked": "asked by an interviewer, nobody’s forecast",
    "other reading": "another reading, not the primary one",
    "revised": "revised later by the same source",
    "too late": "given when the answer was known, or after the close",
    "beyond activity": "dated after the source’s last day",
}
"""What each part of the ledger means."""


def few() -> int:
    """Return from how many answers on a ratio is shown: `skill_from` of `limits.toml`."""
    return int(limits().skill_from.value)


def standfirst(sheet: SourceSheet) -> str:
    """Return what may be said of the source in a sentence or two."""
    scored = sheet.scored
    if not sheet.summary.parts.get("counts"):
        return "No forecast here counts: there is nothing to score."
    if not scored:
        return "No forecast that counts has an answer yet: there is nothing to score."
    answers = counted(scored, "answered forecast")
    if scored < few():
        return f"Nothing can be told from {answers}: read what was said one by one."
    brier = sheet.summary.scores.get("brier")
    if brier is None:
        return f"{capital(answers)}."
    said = f"{capital(answers)}, with a mean Brier score of {brier.mean.mean:.3f}"
    rate = sheet.summary.against.get("base rate")
    if rate is None or rate.difference is None or rate.shared != brier.n:
        return f"{said}; 0 is best."
    return f"{said}; on the same questions the base rate has {brier.mean.mean - rate.difference.mean:.3f}."


def calibration(sheet: SourceSheet) -> str:
    """Return what the reliability curve and its null band say together."""
    found = sheet.summary.reliability
    if found is None:
        return "No yes-no forecast has an answer, so there is no reliability curve."
    if found.n < few():
        return (
            f"Nothing can be told from {counted(found.n, 'answer')}: calibrated sources with these very "
            "forecasts show curves anywhere in the band, and one in ten leaves it."
        )
    if found.inside:
        return (
            "The curve stays inside the band that nine in ten perfectly calibrated sources keep to: "
            f"{counted(found.n, 'answer')} show no miscalibration, which is no proof that there is none."
        )
    said = (
        "The curve leaves the band that nine in ten perfectly calibrated sources keep to: how often it "
        "happened differs from what was said by more than chance among independent answers."
    )
    if sheet.series < found.n:
        said += (
            f" These {found.n:,} answers are to {sheet.series:,} series of questions, and not independent."
        )
    return said


def decidable(sheet: SourceSheet) -> tuple[int, int]:
    """Return how many primary forecasts, hedged or not, can be decided, of how many that are not pending."""
    outcomes = [sheet.summary.outcomes, *([] if sheet.unhedged is None else [sheet.unhedged.outcomes])]
    known = sum(n for each in outcomes for outcome, n in each.items() if outcome != "pending")
    not_decided = sum(each.get(one, 0) for each in outcomes for one in ("ambiguous", "unresolvable"))
    return known - not_decided, known
