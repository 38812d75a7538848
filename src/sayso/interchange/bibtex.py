"""BibTeX: documents as LaTeX cites them, with the fields of BibLaTeX beside.

Authors and outlets stand in braces of their own, since a text gives a name as it stands and BibTeX would
cut it into parts (`Deutsche Welle` into a given and a family name). Fields that begin with `sayso-` are
passed over by styles. Source: O. Patashnik, BibTeXing (1988); P. Lehman et al., The biblatex Package,
sections 2.2 and 2.3.8.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from sayso import __version__
from sayso.dates import DateInterval
from sayso.interchange.bibtex_text import Entry, escape, parse, unescape
from sayso.interchange.csl import interval_of, parts
from sayso.interchange.form import whole
from sayso.interchange.holdings import Holdings
from sayso.interchange.item import document_of, each_document
from sayso.interchange.tally import Tally
from sayso.problems import Problem
from sayso.store import Original

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads as it is
_KEY_DIGITS: Final = 8
_OPEN: Final = ".."
"""How EDTF and BibLaTeX write a side that is open."""
_ARTICLES: Final = frozenset({"a", "an", "the"})
_NO_LETTER: Final = re.compile("[^a-z0-9]")


def write_bibtex(holdings: Holdings, _what: str, tally: Tally) -> Iterator[bytes]:
    """Yield a line on who wrote it, and an entry per document."""
    yield f"% Written by Sayso {__version__}. Save as UTF-8.\n".encode()
    for one in each_document(holdings.items("documents"), tally):
        yield entry(one).encode()


def entry(original: Original) -> str:
    """Return the document as an entry."""
    kind = "misc" if original.outlet is None else "article"
    fields = {
        "author": _braced(original.author),
        "title": _braced(original.title),
        "journal": _braced(original.outlet),
        **_dates(original.date),
        "language": _plain(original.language),
        "sayso-document": _plain(original.document),
        "sayso-name": _plain(original.name),
        "sayso-size": _plain(str(original.size)),
        "sayso-media-type": _plain(original.media_type),
        "sayso-encoding": _plain(original.encoding),
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value is not None)
    return f"\n@{kind}{{{key_of(original)},\n{lines}}}\n"


def key_of(original: Original) -> str:
    """Return the key by which the document is cited: who, the year, the beginning of its hash."""
    who = original.outlet or original.author or original.title or "document"
    plain = unicodedata.normalize("NFKD", who).lower()
    words = [found for part in plain.split() if (found := _NO_LETTER.sub("", part))]
    word = next((one for one in words if one not in _ARTICLES), "document")
    start = None if original.date is None else original.date.start
    return f"{word[:20]}{'' if start is None else start.year}-{original.document[:_KEY_DIGITS]}"


def _plain(text: str) -> str:
    return f"{{{escape(text)}}}"


def _braced(text: str | None) -> str | None:
    written = "" if text is None else escape(text)
    return f"{{{{{written}}}}}" if written else None


def _dates(interval: DateInterval | None) -> dict[str, str]:
    """Return the fields that date the document: `date` for BibLaTeX, `year` and `month` for BibTeX."""
    if interval is None:
        return {}
    found = parts(interval)
    if found is None:
        sides = ("" if day is None else day.isoformat() for day in (interval.start, interval.end))
        return {"sayso-date": f"{{{'/'.join(side or _OPEN for side in sides)}}}"}
    dates = "/".join("-".join([f"{one[0]:04}", *(f"{part:02}" for part in one[1:])]) for one in found)
    made = {"date": f"{{{dates}}}", "year": f"{{{found[0][0]:04}}}"}
    if len(found[0]) > 1 and found[0][:2] == found[-1][:2]:
        made["month"] = _MONTHS[found[0][1] - 1]
    return made


def read_bibtex(stream: BinaryIO, source: str) -> Iterator[Original | Problem]:
    """Yield the document of each entry, or why there is none: other entries do not name their bytes."""
    data = whole(stream, source)
    if isinstance(data, Problem):
        yield data
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Problem(source=source, message=f"is not UTF-8: {error}", fatal=True)
        return
    for found in parse(text):
        if isinstance(found, str):
            yield Problem(source=source, message=found)
            continue
        try:
            yield original_of(found)
        except (ValueError, LookupError) as error:
            yield Problem(source=source, message=f"{found.key} is no document of Sayso's: {error}")


def original_of(found: Entry) -> Original:
    """Return the document of an entry.

    Raises:
        ValueError, LookupError: if it is not as `entry` makes it.
    """
    fields = {name: unescape(value) for name, value in found.fields.items()}
    row: dict[str, Any] = {
        "document": fields["sayso-document"],
        "name": fields["sayso-name"],
        "size": int(fields["sayso-size"]),
        "media_type": fields["sayso-media-type"],
        "encoding": fields["sayso-encoding"],
        "language": fields["language"],
        "title": fields.get("title"),
        "outlet": fields.get("journal"),
        "author": fields.get("author"),
        "date": _date(fields),
    }
    return document_of(row)


def _date(fields: Mapping[str, str]) -> Any:
    if "date" in fields:
        days = [[int(part) for part in day.split("-")] for day in fields["date"].split("/")]
        return msgspec.to_builtins(interval_of(days))
    if "sayso-date" not in fields:
        return None
    start, _, end = fields["sayso-date"].partition("/")
    return {"start": None if start == _OPEN else start, "end": None if end == _OPEN else end}
