"""Measures and what comes of claims beside them, in words that every rendering shares."""

import datetime as dt

from sayso.brief import figures
from sayso.brief.beside import AGAINST, IN_LINE
from sayso.brief.beside_records import Beside, HeldClaim, Measure, RecordData
from sayso.brief.dating import day_words
from sayso.brief.measured_at import OLDEST
from sayso.brief.words import table


def note() -> str:
    """Return what to know before reading the section."""
    words: str = table()["beside"]["note"]
    bounds = {"from": figures.percent(IN_LINE), "to": figures.percent(AGAINST), "old": OLDEST}
    return words.format(**bounds)


def when(each: Beside) -> str:
    """Return the day of a measure: the document's, or an earlier one that the claims are about."""
    if each.at == each.as_of:
        return day_words(each.as_of)
    return f"{day_words(each.at)}, as told on {day_words(each.as_of)}"


def level(measure: Measure) -> str:
    """Return the latest level with its interval."""
    return (
        f"Level {measure.level:.2f} in {period(measure.period, measure)} "
        f"(80% interval {measure.low:.2f} to {measure.high:.2f})"
    )


def chances(measure: Measure) -> str:
    """Return how probable it is that the level is above the actor's own normal, and that it rose."""
    above = f"Probability {figures.percent(measure.above)} that it is above the actor’s own normal"
    if measure.earlier is None or measure.rise is None:
        return f"{above}; there are no data of a year before to compare with"
    return (
        f"{above}, {figures.percent(measure.rise)} that it has risen since {period(measure.earlier, measure)}"
    )


def source(measure: Measure) -> str:
    """Return what a measure is taken from: products, time and how many events."""
    span = f"{period(measure.first, measure)} to {day_words(measure.ends)}"
    parts = [f"{figures.listed(measure.products)} by {measure.step}, {span}"]
    latest = period(measure.period, measure)
    if measure.events is not None and measure.events_in_all is not None:
        against = " that speak against it" if measure.speak_against else ""
        counted = f"{figures.counted(measure.events, 'event')}{against} in {latest}"
        parts.append(f"{counted}, {measure.events_in_all:,} in all")
    if measure.roll_calls is not None:
        parts.append(f"{figures.counted(measure.roll_calls, 'roll call')} in {latest}")
    return "; ".join(parts)


def outcome(held: HeldClaim) -> str:
    """Return what comes of a claim: its verdict and the probability that it rests on.

    >>> outcome(HeldClaim(claim=3, says="rising", probability=0.12, verdict="against"))
    'against (12% for “rising”)'
    """
    if held.probability is None:
        return held.verdict
    return f"{held.verdict} ({figures.percent(held.probability)} for “{held.says}”)"


def product(data: RecordData) -> str:
    """Return what a data product is and how much of it there is, without its terms."""
    days = (
        f", {day_words(data.first)} to {day_words(data.last)}"
        if data.first is not None and data.last is not None
        else ""
    )
    return f"{data.title} ({data.product}), {figures.counted(data.rows, 'row')}{days}"


def period(first: dt.date, measure: Measure) -> str:
    """Return the month or year that begins on a day: `November 2014`, `2013`."""
    return f"{first:%B} {first.year}" if measure.step == "month" else str(first.year)
