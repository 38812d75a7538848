"""What a format says of itself: how to tell it, how its rows are cut, what its columns mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.events.head import Head
from sayso.events.opening import OpeningError
from sayso.events.tidy import TableName


class LayoutError(OpeningError):
    """A file that is of a format but cannot be cut as it stands, with the reason in its message."""


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms a product may be used."""

    name: str
    """`free with citation`, `research only`, `CC BY 4.0`."""
    citation: str
    """How to cite the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one file of a format is cut into rows and columns."""

    columns: tuple[str, ...]
    """Names of the raw columns, as SQL can use them."""
    delimiter: str = "\t"
    quoted: bool = False
    """Whether a double quote may enclose a field, with delimiters and line ends in it."""
    header: bool = False
    """Whether the first row names the columns."""
    fewest: int | None = None
    """Fewest columns that a row may have; all, where not given."""
    binary: bool = False
    """Whether the file is Parquet, which names and cuts its columns itself."""
    source: str | None = None
    """SQL query of the rows, where they are not simply the file's; `{rows}` stands for those."""
    companions: tuple[Path, ...] = ()
    """Files that `source` reads beside, each as `sql.file` writes it."""
    form: "EventFormat | None" = None
    """The format, where the file's mapping says what its columns mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An actor or place: SQL of its country code, and what system the code belongs to."""

    code: str
    system: str
    """System of data/countries.csv or of the actor table: cameo, fips, iso3, ison, gw, cow, name."""
    fallback: "Place | None" = None
    """Asked where the first code is not known."""
    dated: bool = False
    """Whether whoever had the code on the day of the row is meant; else whoever had it last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFormat:
    """One format of event data."""

    name: str
    """`gdelt-2`; stands in the column `product`."""
    title: str
    licence: Licence
    table: TableName = "events"
    layout: Callable[[Head], Layout | None]
    """Return how a file that begins so is cut, or None where it is not of this format."""
    fields: Mapping[str, str]
    """SQL of each tidy column over the raw columns; columns left out are null."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """How `actor1`, `actor2`, `country`, `state` are found from codes."""
    checks: Mapping[str, str] = field(default_factory=dict)
    """What may be wrong with a row, in words → SQL that is true (not null) where it is: over the raw columns,
    those made (`tidy_date`), and `cameo_found`, the CAMEO code as the crosswalk has it."""
    crosswalks: tuple[str, ...] = ("cameo",)
    """Tables that `fields` may join: `cameo` by `cameo_code` (see load.py)."""
    cameo_code: str | None = None
    """SQL of the CAMEO code; where given, `plover`, `mode` come from data/plover.csv."""
    numbered: bool = False
    """Whether rows have no identifier; `id` is then the number of the row."""
    source_rows: str = "1"
    """SQL over the tidy columns: how many of the file's rows a tidy row stands for. It is 1 unless the
    layout's `source` makes several tidy rows of one (one of them stands for it) or some of none (0)."""
