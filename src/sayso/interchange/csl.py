"""CSL-JSON: documents as reference managers and citation processors (Zotero, citeproc, pandoc) read them.

Names are `literal`: a text gives a name as it stands, not its family and given part. What CSL has no field
for stands in `custom`. Source: Citation Style Language, csl-data.json of schema 1.0.2 and later.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from sayso import __version__
from sayso.dates import DateInterval
from sayso.interchange.holdings import Holdings
from sayso.interchange.item import document_of, each_document
from sayso.interchange.json_array import array, decoded
from sayso.interchange.tally import Tally
from sayso.problems import Problem
from sayso.store import Original


def write_csl(holdings: Holdings, _what: str, tally: Tally) -> Iterator[bytes]:
    """Yield the documents as one JSON array of items."""
    yield from array(_items(holdings, tally))
    yield b"\n"


def _items(holdings: Holdings, tally: Tally) -> Iterator[dict[str, Any]]:
    for one in each_document(holdings.items("documents"), tally):
        yield item(one)


def item(original: Original) -> dict[str, Any]:
    """Return the document as an item of CSL."""
    made: dict[str, Any] = {"id": original.document, "type": type_of(original)}
    if original.title is not None:
        made["title"] = original.title
    if original.author is not None:
        made["author"] = [{"literal": original.author}]
    if original.outlet is not None:
        made["container-title"] = original.outlet
    if original.date is not None and (issued := parts(original.date)) is not None:
        made["issued"] = {"date-parts": issued}
    made["language"] = original.language
    custom = {name: getattr(original, name) for name in ("name", "size", "media_type", "encoding")}
    if original.date is not None and "issued" not in made:
        custom["date"] = msgspec.to_builtins(original.date)
    return made | {"custom": custom | {"sayso": __version__}}


def type_of(original: Original) -> str:
    """Return the type of CSL: a web page, else an article where an outlet is known, else a document."""
    if original.media_type in {"text/html", "application/xhtml+xml"}:
        return "webpage"
    return "document" if original.outlet is None else "article-newspaper"


def parts(interval: DateInterval) -> list[list[int]] | None:
    """Return an interval as CSL's date-parts: a day, month or year alone, else first and last day.

    None where a side is open, which CSL cannot say so.

    >>> parts(DateInterval(dt.date(2014, 12, 1), dt.date(2014, 12, 31)))
    [[2014, 12]]
    """
    start, end = interval.start, interval.end
    if start is None or end is None:
        return None
    for named in ([start.year], [start.year, start.month], [start.year, start.month, start.day]):
        if interval == _interval(named):
            return [named]
    return [[day.year, day.month, day.day] for day in (start, end)]


def interval_of(found: list[list[int]]) -> DateInterval:
    """Return the interval that date-parts mean; a month or year alone is all of its days.

    Raises:
        ValueError: if they are no dates.
    """
    first, last = _interval(found[0]), _interval(found[-1])
    return DateInterval(first.start, last.end)


def _interval(named: list[int]) -> DateInterval:
    year, month, day = (*named, None, None)[:3]
    if year is None or month is None:
        return DateInterval(dt.date(int(year or 0), 1, 1), dt.date(int(year or 0), 12, 31))
    if day is None:
        last = calendar.monthrange(int(year), int(month))[1]
        return DateInterval(dt.date(int(year), int(month), 1), dt.date(int(year), int(month), last))
    return DateInterval.day(dt.date(int(year), int(month), int(day)))


def read_csl(stream: BinaryIO, source: str) -> Iterator[Original | Problem]:
    """Yield the document of each item, or why there is none: only items that Sayso wrote name their bytes."""
    found = decoded(stream, source, wanted="a JSON array of items")
    if isinstance(found, Problem):
        yield found
        return
    for number, one in enumerate(found, start=1):
        try:
            yield original_of(one)
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
            yield Problem(source=source, message=f"item {number} is no document of Sayso's: {error}")


def original_of(found: Mapping[str, Any]) -> Original:
    """Return the document of an item.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, OverflowError: if it is not as `item` makes it.
    """
    custom = {name: value for name, value in found["custom"].items() if name != "sayso"}
    if "issued" in found:
        custom["date"] = msgspec.to_builtins(interval_of(found["issued"]["date-parts"]))
    authors = found.get("author") or [{}]
    row = {
        "document": found["id"],
        "language": found["language"],
        "title": found.get("title"),
        "outlet": found.get("container-title"),
        "author": authors[0].get("literal"),
        **custom,
    }
    return document_of(row)
