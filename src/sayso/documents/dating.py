"""When a document was written: by the date it carries, else by what it names.

A date in the page's own data, a dateline or a byline is the document's day. Without one, the offices,
events and elections that the text names bound it (`evidence.py`), and every bound is given with its words.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.dates import DateInterval
from sayso.documents.bounds import Evidence, Settled, settle
from sayso.documents.date_words import WrittenDate, written_dates
from sayso.documents.document import DocumentDate
from sayso.documents.evidence import gather
from sayso.documents.paragraphs import Content, Paragraph
from sayso.documents.wires import dated_opening, wire_dateline
from sayso.documents.year_of_writing import foot_year, other_years, year_of_writing
from sayso.documents.zones import Zoned
from sayso.problems import Problem

if TYPE_CHECKING:
    from sayso.actors import ActorTable

EARLIEST = dt.date(1700, 1, 1)
LATEST = dt.date(2100, 1, 1)
"""A document dated outside these years has a wrong date, whatever today is: before the first there were no
newspapers in today's English, and nobody who reads this will write after the second."""
LOOKED_AT = 200_000
"""Code points of running text that are searched for dates and evidence: a hundred pages say enough about when
they were written, and a million lines must not take minutes."""

_RUNNING = frozenset({"title", "lede", "body", "question", "answer"})
_TITLE_DATE = re.compile(r"[,|(–—-]\s*(?:\w+day,?\s+)?[^,|()–—]{0,4}\d[^|()–—]{3,24}\)?$")
# `3 March 9999`, but neither `3 March, 1200 GMT` nor a clock's `0830`
_ODD_YEAR = re.compile(r"[, \u00a0]{1,2}(?!(?:[01]\d|2[0-3])[0-5]\d\b)\d{3,}(?![\w:]| *[A-Za-z])")
_ORDERS = {
    "day first": "read day first",
    "month first": "read month first, since day first is impossible",
    "year first": "read year first",
    "named month": None,
}


class Carried(msgspec.Struct, frozen=True):
    """A date that the document carries about itself, and where."""

    written: WrittenDate
    place: str
    sure: bool = True
    """False where the line may tell of another day: then evidence against it sets it aside."""


def date_document(
    content: Content, zoned: Zoned, *, name: str, actors: "ActorTable", today: dt.date | None
) -> tuple[DocumentDate | None, tuple[Problem, ...]]:
    """Return when the document was written, exactly or within bounds, and what is wrong with its dates."""
    carried = list(_carried(content, zoned))
    running = _running_text(content.paragraphs, zoned)
    evidence = gather([one.text for one in running], actors)
    problems = [Problem(source=name, message=wrong) for wrong in _wrong_dates(carried, running)]
    exact = next((one for one in carried if _usable(one.written) and _fits(one, evidence)), None)
    date: DocumentDate | None
    if exact is not None:
        date, more = _exact(exact, evidence, today)
    else:
        yearless = next(
            (one for one in carried if one.written.day is not None and one.written.year is None), None
        )
        date, more = _bounded(evidence, yearless, running)
        latest = _latest(zoned.words(content.paragraphs, "navigation", "byline"), today)
        if yearless is not None and latest is not None:
            opening = next(iter(zoned.words(content.paragraphs, "lede", "body")), "")
            date, more = _of_that_year(yearless, settle(evidence), opening, latest) or (date, more)
    problems.extend(Problem(source=name, message=message) for message in more)
    return date, tuple(problems)


def _carried(content: Content, zoned: Zoned) -> Iterator[Carried]:
    """Yield the dates that the document carries about itself, surest first."""
    published = content.facts.published
    if published is not None:
        yield from _dates_of(published, f"the page says it was published {published}")
    head, foot = _head_and_foot(content.paragraphs, zoned)
    for kind, text in sorted(head, key=lambda line: line[0] != "dateline"):
        yield from _dates_of(text, f"{kind} “{text}”")
    for text in zoned.words(content.paragraphs, "lede", "body")[:1]:
        yield from _by_opening(text)
    for kind, text in foot:
        yield from _dates_of(text, f"{kind} “{text}”")
    for text in zoned.words(content.paragraphs, "navigation", "relay note"):
        for one in _dates_of(text[:300], f"“{text[:80]}”"):
            if one.written.exact is not None:
                yield one
    ending = None if zoned.title is None else _TITLE_DATE.search(zoned.title)
    if ending is not None:
        yield from _dates_of(ending.group(), f"title “{zoned.title}”", sure=False)


def _head_and_foot(
    paragraphs: Sequence[Paragraph], zoned: Zoned
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the datelines and bylines, kind and text, before the middle of the running text and after it."""
    running = [index for index, zone in enumerate(zoned.zones) if zone.kind in _RUNNING]
    middle = paragraphs[running[len(running) // 2]].start if running else paragraphs[-1].end
    lines = [
        (one.start < middle, (str(zone.kind), one.text))
        for one, zone in zip(paragraphs, zoned.zones, strict=True)
        if zone.kind in {"dateline", "byline"}
    ]
    return [line for before, line in lines if before], [line for before, line in lines if not before]


def _by_opening(text: str) -> Iterator[Carried]:
    """Yield the date before the first sentence: sure in a wire's form, which nothing else has."""
    wire = wire_dateline(text)
    opening = wire or dated_opening(text)
    if opening is not None:
        words = opening.group().strip(" -–—:")
        yield from _dates_of(words, f"dateline “{words}”", sure=wire is not None)


def _dates_of(text: str, place: str, *, sure: bool = True) -> Iterator[Carried]:
    """Yield the dates in a line about the document itself."""
    for date in written_dates(text):
        odd = _ODD_YEAR.match(text, date.end) if date.year is None and date.day is not None else None
        if odd is not None:
            # it has a year, if none that can be: another is not guessed
            wrong = f"'{date.words}{odd.group()}' has no year in which a report can have been written"
            yield Carried(msgspec.structs.replace(date, day=None, wrong=wrong), place, sure)
        else:
            yield Carried(date, place, sure)


def _fits(carried: Carried, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a date stands: a sure one whatever the text says, another unless it is excluded."""
    day = carried.written.exact
    return carried.sure or all(
        any(day in one for one in each.allowed) for each in evidence if each.strong and day
    )


def _latest(lines: Sequence[str], today: dt.date | None) -> dt.date | None:
    """Return the last day on which the document can have been written: today, or the end of a year."""
    year = foot_year(lines)
    ends = [day for day in (today, None if year is None else dt.date(year, 12, 31)) if day is not None]
    return min(ends, default=None)


def _of_that_year(
    carried: Carried, settled: Settled | None, opening: str, latest: dt.date
) -> tuple[DocumentDate, list[str]] | None:
    """Return the day of a dateline without a year, and which other years fit; None where none does."""
    found = year_of_writing(
        carried.written,
        allowed=settled.pieces if settled is not None else (DateInterval(),),
        latest=latest,
        opening=opening,
    )
    if found is None:
        return None
    day = f"{found.day.day} {found.day:%B} {found.day.year}"
    weekday = f", a {found.weekday} as the report says" if found.weekday is not None else ""
    reasons = [f"{carried.place} has no year: {day}{weekday}, not after {latest}"]
    if settled is not None:
        reasons.extend(one.reason for one in settled.reasons)
    date = DocumentDate(interval=DateInterval.day(found.day), reasons=tuple(reasons))
    read = f"“{carried.written.words}” has no year: read as {day}, the latest that fits"
    return date, [f"{read}; {other_years(found)} would fit too"] if found.others else []


def _usable(date: WrittenDate) -> bool:
    """Tell whether a date is a day on which a document can have been written."""
    return date.exact is not None and EARLIEST <= date.exact < LATEST


def _running_text(paragraphs: Sequence[Paragraph], zoned: Zoned) -> list[Paragraph]:
    """Return the paragraphs of running text, up to a total length."""
    kept: list[Paragraph] = []
    room = LOOKED_AT
    for one, zone in zip(paragraphs, zoned.zones, strict=True):
        if zone.kind not in _RUNNING:
            continue
        if len(one.text) > room:
            kept.append(msgspec.structs.replace(one, text=one.text[:room], end=one.start + room))
            break
        kept.append(one)
        room -= len(one.text)
    return kept


def _wrong_dates(carried: Sequence[Carried], running: Sequence[Paragraph]) -> Iterator[str]:
    """Say which dates are impossible, or too far away for anyone to have written them."""
    for one in carried:
        if one.written.wrong is not None:
            yield f"{one.place}: {one.written.wrong}"
        elif one.written.exact is not None and not _usable(one.written):
            yield f"{one.place}: {one.written.exact} is no date of a document"
    for paragraph in running:
        for date in written_dates(paragraph.text):
            if date.wrong is not None:
                yield date.wrong
            elif date.exact is not None and date.exact >= LATEST:
                yield f"{date.words!r} lies far in the future"


def _exact(
    carried: Carried, evidence: Sequence[Evidence], today: dt.date | None
) -> tuple[DocumentDate, list[str]]:
    """Return the day that the document carries, and what speaks against it."""
    day = carried.written.exact
    if day is None:
        raise ValueError("only a usable date is exact")
    order = _ORDERS[carried.written.order]
    reason = f"{carried.place}{f', {order}' if order else ''}: {day.day} {day:%B %Y}"
    against = [
        f"dated {day}, but {one.reason}: is the date wrong?"
        for one in evidence
        if one.strong and not any(day in allowed for allowed in one.allowed)
    ]
    if today is not None and day > today + dt.timedelta(days=1):
        against.append(f"dated {day}, which is after today ({today}): is the date wrong?")
    return DocumentDate(interval=DateInterval.day(day), reasons=(reason,)), against


def _bounded(
    evidence: Sequence[Evidence], carried: Carried | None, running: Sequence[Paragraph]
) -> tuple[DocumentDate | None, list[str]]:
    """Return the stretch of time that the evidence leaves, and the evidence that had to be set aside."""
    settled = settle(evidence)
    yearless = carried.written if carried is not None else _first_yearless(running)
    if settled is None:
        what = "no date" if yearless is None else f"“{yearless.words}” has no year"
        return None, [f"{what}, and nothing in the text bounds when it was written"]
    interval = DateInterval(settled.pieces[0].start, settled.pieces[-1].end)
    reasons = [one.reason for one in settled.reasons]
    candidates: tuple[DateInterval, ...] = settled.pieces if len(settled.pieces) > 1 else ()
    if yearless is not None:
        candidates = _candidates(yearless, settled)
        reasons.append(_yearless_reason(yearless, candidates, in_text=carried is None))
    message = [f"set aside, since it does not fit the rest: {one.reason}" for one in settled.outliers]
    return DocumentDate(interval=interval, reasons=tuple(reasons), candidates=candidates), message


def _first_yearless(running: Sequence[Paragraph]) -> WrittenDate | None:
    """Return the first day and month without a year in the running text."""
    for paragraph in running:
        for date in written_dates(paragraph.text):
            if date.year is None and date.day is not None:
                return date
    return None


def _candidates(date: WrittenDate, settled: Settled) -> tuple[DateInterval, ...]:
    """Return that day of each year that the evidence leaves; none where a side is open."""
    found = []
    for piece in settled.pieces:
        if piece.start is None or piece.end is None:
            continue
        for year in range(piece.start.year, piece.end.year + 1):
            day = date.in_year(year)
            if day is not None and day in piece:
                found.append(DateInterval.day(day))
    return tuple(found)


def _yearless_reason(date: WrittenDate, candidates: Sequence[DateInterval], *, in_text: bool) -> str:
    """Say which years a day without a year can be of."""
    days = ", ".join(str(one.start) for one in candidates) or "the bounds leave no certain year"
    about = "a day that the text tells of" if in_text else "the day of writing"
    return f"“{date.words}” has no year ({about}): {days}"
