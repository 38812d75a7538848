"""A file of the record, and what came of one that was to be added."""

import datetime as dt
import hashlib
from pathlib import Path

import msgspec

from sayso.events.event_format import EventFormat, Layout
from sayso.events.loaded import Loaded
from sayso.events.sql import file
from sayso.events.tidy import TableName
from sayso.problems import Problem


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the record."""

    key: str
    """SHA-256 of the file's content, a dash, and the name of the product."""
    name: str
    """Name of the file; of a member of an archive, `archive.zip!member`."""
    format: str
    """Name of the product: it stands in the column `product`."""
    title: str
    table: TableName
    numbered: bool = False
    """Whether its rows have no identifier but their number."""
    licence: str
    citation: str
    size: int
    """Bytes of the file, unpacked."""
    loaded: Loaded
    stored: int
    """Bytes of the Parquet file."""
    digest: str = ""
    """SHA-256 of the Parquet file; empty where an earlier version loaded the file."""
    written: int = 0
    """When the Parquet file was last changed, in nanoseconds: another moment is a reason to hold it against
    its digest."""
    meaning: str
    """Digest of how the columns were read, as `meaning_of` gives it."""
    version: str
    """Version of Sayso that loaded it."""
    at: dt.datetime
    """When it came into the record; no two files have the same moment."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one file that was to be added."""

    name: str
    entry: Entry | None = None
    known: bool = False
    """Whether the file was in the record before."""
    problem: Problem | None = None
    """Why nothing of it was loaded."""
    part_of: str | None = None
    """The event file that was read with it, where it is none itself: a list of names, a mapping."""
    beside: tuple[Path, ...] = ()
    """Files beside it that it was read with."""


def meaning_of(form: EventFormat, layout: Layout) -> str:
    """Return a digest of how a format reads columns: another where its mapping or its code has changed.

    What lies beside the file counts by its content, not by where it lies.

    Raises:
        OSError: if a file beside it cannot be read.
    """
    source = layout.source or ""
    for path in layout.companions:
        with path.open("rb") as companion:
            source = source.replace(file(path), hashlib.file_digest(companion, "sha256").hexdigest())
    read = (
        sorted(form.fields.items()),
        sorted((name, repr(place)) for name, place in form.places.items()),
        tuple(form.checks.items()),
        (form.table, form.cameo_code, form.crosswalks, form.numbered, form.source_rows),
        (layout.columns, layout.delimiter, layout.quoted, layout.header, layout.fewest, source),
    )
    return hashlib.sha256(repr(read).encode()).hexdigest()[:16]
