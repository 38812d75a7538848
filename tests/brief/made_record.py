"""Small records made by hand: a mapped table of events or counts, and rows for it."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from sayso.actors import ActorTable
from sayso.brief.measured_at import Question
from sayso.events.record import Record
from sayso.statements.factor import Factor

DAY = dt.date(2015, 1, 20)
MAPPING = """product = "{product}"
title = "{title}"
table = "{table}"
licence = "internal <b>use</b>"
citation = "Ministry (2016)"

[columns]
{columns}
"""
EVENTS = """date = "Day"
actor1_code = "Who"
actor2_code = "Whom"
code = "Code"

[constants]
scheme = "CAMEO"

[actors]
actor1 = "iso3"
actor2 = "iso3"
"""
COUNTS = """date = "From"
until = "To"
actor1_code = "Who"
actor2_code = "Whom"
what = "What"
count = "Number"

[actors]
actor1 = "iso3"
actor2 = "iso3"
"""

Add = Callable[..., None]


def add_rows(
    folder: Path,
    rows: Iterable[str],
    *,
    actors: ActorTable,
    product: str = "incidents",
    table: str = "events",
    title: str = "Incidents",
) -> None:
    """Add rows of a product to the record in `folder`; the file lies beside the folder."""
    columns, header = {
        "events": (EVENTS, "Day,Who,Whom,Code"),
        "counts": (COUNTS, "From,To,Who,Whom,What,Number"),
    }[table]
    path = folder.parent / f"{product}.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    written = MAPPING.format(product=product, title=title, table=table, columns=columns)
    path.with_name(f"{path.name}.toml").write_text(written, encoding="utf-8")
    (outcome,) = Record(folder).add(path, actors=actors)
    assert outcome.entry is not None, outcome.problem


def months(first: int, last: int) -> list[dt.date]:
    return [dt.date(year, month, 1) for year in range(first, last + 1) for month in range(1, 13)]


def protests(day: dt.date, number: int, *, whom: str = "UZB") -> list[str]:
    """Return events of a month: protests, and consultations that they are a share of."""
    return [f"{day},{whom},{whom},141"] * number + [f"{day},{whom},{whom},040"] * 100


def rising() -> list[str]:
    """Return months of 2010 to 2016 with few protests, many from 2014 on and very many after 2015."""
    levels = {2014: 30, 2015: 1, 2016: 1}
    return [row for day in months(2010, 2016) for row in protests(day, levels.get(day.year, 2))]


def lean_rows() -> list[str]:
    """Return yearly counts: Uzbekistan and its neighbours with three powers, Russia far more from 2013 on."""
    rows = []
    for year in range(2000, 2017):
        for state in ("UZB", "KAZ", "KGZ", "TJK"):
            for power in ("RUS", "USA", "CHN"):
                much = 900 if (state, power) == ("UZB", "RUS") and year in (2013, 2014) else 100
                for quad, number in ((1, much), (2, much // 4), (3, 20), (4, 10)):
                    span = f"{year}-01-01,{year}-12-31"
                    rows.append(f"{span},{state},{power},quad-{quad},{number + year % 3}")
    return rows


def question(factor: str = "unrest(UZB)", as_of: dt.date = DAY, at: dt.date | None = None) -> Question:
    return Question(factor=Factor.parse(factor), as_of=as_of, at=at or as_of)
