"""Events as facts of a temporal graph: subject, relation, object and time, between tabs, without a header.

Two forms. Text: names and a day (`Japan<tab>Make a visit<tab>Thailand<tab>2014-09-22`). Ids: four or five
numbers (subject, relation, object, time, and a column that says nothing), with entity2id.txt and
relation2id.txt beside the file and the time counted from a start: temporal_graph.toml beside the file says
it (`start = 2018-01-01`, `unit = "hours"`), or data/temporal_graphs.toml by stat.txt. Sources:
García-Durán, Dumančić and Niepert (2018) for the text form; Jin and others (2020), RE-Net, for ids. Traps:
a relation is a name of CAMEO's (or its code, for GDELT), whatever its case; where a category and its first
kind share a name, the three digits of the kind are meant, as in ICEWS; a row is one event a day, however
many there were; an actor's state stands in parentheses, where an organisation may stand too.
"""

import datetime as dt
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Final

from sayso.events.event_format import EventFormat, Layout, LayoutError, Licence, Place
from sayso.events.formats.header import text
from sayso.events.head import Head
from sayso.events.sql import file

_UNITS = {"days": 73_000, "hours": 1_752_000, "minutes": 105_120_000}
"""Unit of time → how many of it a row may lie after the start: 200 years."""
_COLUMNS = ("subject_cell", "relation_cell", "object_cell", "time_cell", "nothing")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ENTITIES, _RELATIONS, _STATED = "entity2id.txt", "relation2id.txt", "temporal_graph.toml"
_ID_WIDTHS = (4, 5)
_SHORT = 65_536
"""Bytes of a file that says when time begins."""

_CODES = """
    SELECT lower(name) AS relation_name, arg_max(code, length(code)) AS relation_code FROM cameo GROUP BY ALL
    UNION ALL SELECT code, code FROM cameo
"""
_TEXT = f"""
WITH numbered AS (
    SELECT *, row_number() OVER () AS number, trim(subject_cell) AS subject, trim(relation_cell) AS relation,
        trim(object_cell) AS object, try_strptime(trim(time_cell), '%Y-%m-%d')::DATE AS happened
    FROM {{rows}}
)
SELECT numbered.*, relation_code FROM numbered
LEFT JOIN ({_CODES}) AS codes ON relation_name = lower(relation)
"""
_IDS = f"""
WITH numbered AS (
    SELECT *, row_number() OVER () AS number,
        (START + to_UNIT(
            CASE WHEN try_cast(trim(time_cell) AS BIGINT) BETWEEN 0 AND LATEST
            THEN trim(time_cell)::BIGINT END
        ))::DATE AS happened
    FROM {{rows}}
)
SELECT numbered.*, relation_code, subjects.name AS subject, relations.name AS relation, objects.name AS object
FROM numbered
LEFT JOIN (ENTITIES) AS subjects ON subjects.id = try_cast(trim(subject_cell) AS BIGINT)
LEFT JOIN (ENTITIES) AS objects ON objects.id = try_cast(trim(object_cell) AS BIGINT)
LEFT JOIN (RELATIONS) AS relations ON relations.id = try_cast(trim(relation_cell) AS BIGINT)
LEFT JOIN ({_CODES}) AS codes ON relation_name = lower(relations.name)
"""


def _layout(head: Head) -> Layout | None:
    if head.is_parquet or not head.lines:
        return None
    rows = [tuple(cell.strip() for cell in line.split("\t")) for line in head.lines[:5]]
    width = len(rows[0])
    if any(len(row) != width for row in rows[:1]):
        return None
    if width == len(_COLUMNS) - 1 and _DAY.fullmatch(rows[0][3]):
        return Layout(columns=_COLUMNS[:width], source=_TEXT)
    if width in _ID_WIDTHS and all(cell.isdecimal() for cell in rows[0]):
        return _of_ids(head, width)
    return None


def _of_ids(head: Head, width: int) -> Layout:
    """Return the layout of the id form, whose rows get names and days.

    Raises:
        LayoutError: if the names or the start of time are not to be found beside the file.
    """
    found = {name: head.beside(name) for name in (_ENTITIES, _RELATIONS)}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        raise LayoutError(
            f"the rows are numbers of a temporal graph, and {' and '.join(missing)} must lie beside the file"
        )
    start, unit = _time(head)
    names = {name: path for name, path in found.items() if path is not None}
    parts = {
        "START": f"DATE {text(start.isoformat())}",
        "UNIT": unit,
        "LATEST": str(_UNITS[unit]),
        "ENTITIES": _names(names[_ENTITIES]),
        "RELATIONS": _names(names[_RELATIONS]),
    }
    # at once, for the name of a folder may hold one of these words
    source = re.sub("|".join(parts), lambda found: parts[found[0]], _IDS)
    return Layout(columns=_COLUMNS[:width], source=source, companions=tuple(names.values()))


def _names(path: Path) -> str:
    return (
        "SELECT try_cast(trim(id) AS BIGINT) AS id, any_value(trim(name)) AS name FROM "
        f"read_csv({file(path)}, columns = {{'name': 'VARCHAR', 'id': 'VARCHAR', 'more': 'VARCHAR'}}, "
        "delim = '\t', quote = '', escape = '', header = false, auto_detect = false, null_padding = true, "
        "strict_mode = false, ignore_errors = true) "
        "WHERE try_cast(trim(id) AS BIGINT) IS NOT NULL GROUP BY ALL"
    )


def _time(head: Head) -> tuple[dt.date, str]:
    """Return the day on which time begins and its unit."""
    stated = head.beside(_STATED)
    if stated is not None:
        return _stated(stated)
    stat = head.beside("stat.txt")
    counts = [] if stat is None else _beginning(stat).decode(errors="replace").split()[:2]
    listed = resources.files("sayso.events").joinpath("data/temporal_graphs.toml").read_text(encoding="utf-8")
    for graph in tomllib.loads(listed)["graph"]:
        if counts == [str(graph["entities"]), str(graph["relations"])]:
            return graph["start"], graph["unit"]
    raise LayoutError(
        f"nothing says when time begins; write {_STATED} beside the file, as: "
        'start = 2018-01-01 and unit = "hours"'
    )


def _beginning(path: Path) -> bytes:
    """Return what a short file says; of one that is not short, as much as such a file may have.

    Raises:
        LayoutError: if it cannot be read.
    """
    try:
        with path.open("rb") as stated:
            return stated.read(_SHORT)
    except OSError as error:
        raise LayoutError(f"what lies beside the file cannot be read: {error.strerror}") from error


def _stated(path: Path) -> tuple[dt.date, str]:
    try:
        said = tomllib.loads(_beginning(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LayoutError(f"{_STATED} beside the file is no TOML: {error}") from error
    start, unit = said.get("start"), said.get("unit")
    if not isinstance(start, dt.date):
        raise LayoutError(f"{_STATED}: start is {start!r}; want a day, as start = 2018-01-01")
    if unit not in _UNITS:
        raise LayoutError(f"{_STATED}: unit is {unit!r}; want one of {', '.join(_UNITS)}")
    return (start.date() if isinstance(start, dt.datetime) else start), unit


_SECTORS: Final = {
    "Government": "GOV",
    "Head of Government": "GOV",
    "Cabinet": "GOV",
    "Ministry": "GOV",
    "Foreign Affairs": "GOV",
    "Legislature": "LEG",
    "Military": "MIL",
    "Police": "COP",
    "Court Judge": "JUD",
    "Citizen": "CVL",
    "Protester": "OPP",
    "Opposition": "OPP",
    "Rebel": "REB",
    "Insurgent": "REB",
    "Business": "BUS",
    "Media": "JRN",
}
"""How a generic actor's name begins → its sector, of data/sectors.toml, as ICEWS means it."""


def _sector(who: str) -> str:
    longest = sorted(_SECTORS, key=len, reverse=True)
    whens = " ".join(
        f"WHEN {who} LIKE {text(words + ' %')} THEN {text(_SECTORS[words])}" for words in longest
    )
    return f"CASE {whens} END"


def _place(who: str) -> Place:
    return Place(
        code=f"lower({who})",
        system="name",
        fallback=Place(code=rf"lower(regexp_extract({who}, '\(([^()]*)\)$', 1))", system="name"),
    )


_SUBJECT, _OBJECT = "raw.subject", "raw.object"

FORMAT = EventFormat(
    name="temporal-graph",
    title="temporal graphs of ICEWS and GDELT",
    licence=Licence(
        "the terms of the events it was made from; ICEWS: research and education only",
        "García-Durán, Dumančić and Niepert (2018), Learning Sequence Encoders for Temporal Knowledge "
        "Graph Completion; "
        "Jin, Qu, Jin and Ren (2020), Recurrent Event Network; ICEWS Coded Event Data, doi:10.7910/DVN/28075",
    ),
    layout=_layout,
    fields={
        "id": "number",
        "date": "happened",
        "actor1_code": f"coalesce({_SUBJECT}, subject_cell)",
        "actor1_name": _SUBJECT,
        "actor1_sector": _sector(_SUBJECT),
        "actor2_code": f"coalesce({_OBJECT}, object_cell)",
        "actor2_name": _OBJECT,
        "actor2_sector": _sector(_OBJECT),
        "scheme": "'CAMEO'",
        "code": "relation_code",
        "weight": "1",
        "weight_unit": "'events'",
    },
    places={"actor1": _place(_SUBJECT), "actor2": _place(_OBJECT)},
    checks={
        "the time is none": "happened IS NULL",
        "who acted has no name": f"coalesce({_SUBJECT}, '') = ''",
        "whom it was done to has no name": f"coalesce({_OBJECT}, '') = ''",
        "the relation is no name or code of CAMEO's": "relation_code IS NULL",
    },
    cameo_code="relation_code",
    numbered=True,
)
