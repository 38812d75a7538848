"""Documents by date: which of them one outlook can speak for, and as of which day."""

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from sayso.dates import DateInterval
from sayso.documents.document import Document, DocumentDate

_DAY_OR_QUOTATION = re.compile(r"“[^”]*”|(?<![\w-])(\d{4}-\d{2}-\d{2})(?![\w-])")
LONGEST_GROUP = dt.timedelta(days=366)
"""Documents further apart than twelve months get outlooks of their own."""


class DatedGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Documents of about one date."""

    as_of: dt.date
    reason: str
    documents: tuple[Document, ...]


def day_words(day: dt.date) -> str:
    """Return the day as people write it.

    >>> day_words(dt.date(2022, 2, 4))
    '4 February 2022'
    """
    return f"{day.day} {day:%B} {day.year}"


def interval_words(interval: DateInterval) -> str:
    """Return the interval in words.

    >>> interval_words(DateInterval(None, dt.date(2016, 9, 2)))
    'up to 2 September 2016'
    """
    start, end = interval.start, interval.end
    if start is not None and end is not None:
        return day_words(start) if start == end else f"between {day_words(start)} and {day_words(end)}"
    if start is not None:
        return f"from {day_words(start)}"
    return "at an unknown date" if end is None else f"up to {day_words(end)}"


def date_words(date: DocumentDate) -> str:
    """Return a document's date in words: what fits all the evidence, and the bounds.

    >>> bounds = DateInterval(dt.date(2014, 9, 5), dt.date(2014, 12, 21))
    >>> first = DateInterval.day(dt.date(2014, 12, 1))
    >>> date_words(DocumentDate(interval=bounds, reasons=(), candidates=(first,)))
    '1 December 2014 (it lies between 5 September 2014 and 21 December 2014)'
    """
    whole = interval_words(date.interval)
    fits = [interval_words(each) for each in date.candidates if each != date.interval]
    return f"{' or '.join(fits)} (it lies {whole})" if fits else whole


def days_in_words(text: str) -> str:
    """Return `text` with its days, as 2014-12-01, written as people write them; quotations stay.

    >>> days_in_words("“on 2014-12-01”: minister 1994-08-01 – 2003-03-31")
    '“on 2014-12-01”: minister 1 August 1994 – 31 March 2003'
    """
    return _DAY_OR_QUOTATION.sub(_in_words, text)


def _in_words(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[0]
    try:
        return day_words(dt.date.fromisoformat(found[1]))
    except ValueError:
        return found[0]


def reference_day(date: DocumentDate) -> dt.date | None:
    """Return the day that stands for a document's date, or None when nothing bounds it.

    A day stands for itself, a stretch for its middle, several candidates for the middle one of them.

    >>> december = DateInterval(dt.date(2014, 12, 1), dt.date(2014, 12, 31))
    >>> reference_day(DocumentDate(interval=december, reasons=()))
    datetime.date(2014, 12, 16)
    """
    stretches = date.candidates or (date.interval,)
    stretch = stretches[(len(stretches) - 1) // 2]
    start, end = stretch.start, stretch.end
    if start is not None and end is not None:
        return start + (end - start) / 2
    return start if start is not None else end


def group(documents: Sequence[Document], *, today: dt.date | None) -> tuple[DatedGroup, ...]:
    """Return the documents in groups that span at most twelve months, oldest first.

    A group's day is that of its latest document. Documents without any date count as of `today`;
    without `today` they are in no group.
    """
    dated = [(day, document) for document in documents if (day := _day(document)) is not None]
    dated.sort(key=lambda pair: pair[0])
    runs: list[list[tuple[dt.date, Document]]] = []
    for day, document in dated:
        if runs and day - runs[-1][0][0] <= LONGEST_GROUP:
            runs[-1].append((day, document))
        else:
            runs.append([(day, document)])
    groups = [_group(run) for run in runs]
    undated = tuple(document for document in documents if _day(document) is None)
    if undated and today is not None:
        reason = "No date was found; the day on which this brief was made stands in."
        groups.append(DatedGroup(as_of=today, reason=reason, documents=undated))
    return tuple(groups)


def _day(document: Document) -> dt.date | None:
    return None if document.date is None else reference_day(document.date)


def _group(run: Sequence[tuple[dt.date, Document]]) -> DatedGroup:
    day, last = run[-1]
    date = last.date
    if date is None:
        raise ValueError("a dated group holds only documents with a date")
    exact = date.interval.start is not None and date.interval.start == date.interval.end
    if exact:
        reason = "The date of the document." if len(run) == 1 else "The date of the latest document."
    else:
        which = "document" if len(run) == 1 else "latest document"
        taken = "" if date.candidates == (DateInterval.day(day),) else f"; the outlook takes {day_words(day)}"
        reason = f"The {which} is dated {date_words(date)}{taken}."
    return DatedGroup(as_of=day, reason=reason, documents=tuple(document for _, document in run))
