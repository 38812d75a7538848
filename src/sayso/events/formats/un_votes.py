"""Roll calls of the UN General Assembly as the R package unvotes has them: votes and roll calls in two files.

Sources: Voeten, Strezhnev and Bailey, United Nations General Assembly Voting Data (doi:10.7910/DVN/LEJUQZ);
Robinson, unvotes. The file to load is un_votes (rcid, country, country_code, vote); un_roll_calls, with
dates and titles, must lie beside it. The file has a row for each yes, no and abstention and none for who
was absent. Absence is a choice, so it gets a row: a state is absent from a roll call where it has no row,
between its first and its last vote (to the end of the file where it voted in the last session), in sessions
in which it voted at all. Whole sessions without a vote are left out: then it was no member, or had no vote
(Indonesia 1965, South Africa 1974-94, states in arrears under Article 19 of the Charter).
"""

from pathlib import Path
from typing import Final

import duckdb

from sayso.events.event_format import EventFormat, Layout, LayoutError, Licence, Place
from sayso.events.formats.header import headed, text
from sayso.events.head import Head, column_name
from sayso.events.sql import file

LICENCE: Final = Licence(
    "CC0 1.0 (the votes), MIT (the package unvotes)",
    "Voeten, Strezhnev and Bailey (2009), United Nations General Assembly Voting Data, Harvard Dataverse, "
    "doi:10.7910/DVN/LEJUQZ",
)
_VOTES = {"rcid", "country", "country_code", "vote"}
_CALLS = {"rcid", "session", "date"}
_COMPANIONS = tuple(
    f"{stem}.{ending}" for stem in ("un_roll_calls", "roll_calls") for ending in ("parquet", "csv")
)
ADDED: Final = ":no row"
"""Ends the identifier of an absence that the file has no row for."""

_QUERY = """
WITH given AS MATERIALIZED (
    SELECT *, try_cast(rcid AS BIGINT) AS call, nullif(trim(country), '') AS state_name FROM {rows}
),
calls AS MATERIALIZED (
    SELECT try_cast(rcid AS BIGINT) AS call, any_value(try_cast(session AS DOUBLE)) AS held_in,
        any_value(try_cast(date AS DATE)) AS held, any_value(try_cast(importantvote AS INTEGER)) AS called,
        any_value(coalesce(nullif(short, ''), descr)) AS about
    FROM {calls} GROUP BY ALL
),
seats AS MATERIALIZED (
    SELECT state_name, held_in, any_value(country_code) AS written
    FROM given JOIN calls USING (call) WHERE state_name IS NOT NULL GROUP BY ALL
),
terms AS (
    SELECT state_name, min(held) AS since,
        CASE WHEN max(held_in) < (SELECT max(held_in) FROM calls) THEN max(held) END AS until
    FROM given JOIN calls USING (call) WHERE state_name IS NOT NULL GROUP BY ALL
),
absences AS (
    SELECT calls.call, seats.state_name, seats.written
    FROM calls JOIN seats USING (held_in) JOIN terms USING (state_name)
    WHERE calls.held >= terms.since AND (terms.until IS NULL OR calls.held <= terms.until)
        AND calls.call IN (SELECT call FROM given)
        AND NOT EXISTS (
            SELECT 1 FROM given WHERE given.call = calls.call AND given.state_name = seats.state_name
        )
)
SELECT given.*, held, called, about, '' AS ending FROM given LEFT JOIN calls USING (call)
UNION ALL BY NAME
SELECT call, call::VARCHAR AS rcid, state_name, state_name AS country, written AS country_code,
    'absent' AS vote,
    held, called, about, {added} AS ending{padding}
FROM absences JOIN calls USING (call)
"""


def _layout(head: Head) -> Layout | None:
    if set(head.parquet_columns) >= _VOTES:
        source, calls = _source(head, "")
        return Layout(columns=head.parquet_columns, binary=True, source=source, companions=(calls,))
    found = headed(head, _VOTES)
    if found is not None and "ccode" not in found[1]:
        delimiter, names = found
        # the last column of a row that is whole is not null
        padding = "" if names[-1] in _VOTES else f", '' AS \"{names[-1]}\""
        source, calls = _source(head, padding)
        return Layout(
            columns=names,
            delimiter=delimiter,
            quoted=True,
            header=True,
            source=source,
            companions=(calls,),
        )
    if _is_roll_calls(head):
        raise LayoutError("this is the list of roll calls; add the file of votes beside it, which reads it")
    return None


def _is_roll_calls(head: Head) -> bool:
    names = head.parquet_columns or tuple(head.header(","))
    return {"rcid", "unres", "importantvote", "descr"} <= set(names) and "vote" not in names


def _source(head: Head, padding: str) -> tuple[str, Path]:
    """Return SQL of the votes with their roll calls' dates, and of the absences; and the list of roll calls.

    Raises:
        LayoutError: if no usable list of roll calls lies beside the file.
    """
    name, path = next(
        ((name, found) for name in _COMPANIONS if (found := head.beside(name)) is not None), ("", None)
    )
    if path is None:
        raise LayoutError(
            f"the votes have no dates; {' or '.join(_COMPANIONS)}, with rcid, session and date, "
            "must lie beside the file"
        )
    calls = _roll_calls(path, name)
    query = _QUERY.replace("{calls}", calls).replace("{added}", text(ADDED)).replace("{padding}", padding)
    return query, path


def _roll_calls(path: Path, name: str) -> str:
    """Return SQL that reads a list of roll calls, with null for columns that it lacks.

    Raises:
        LayoutError: if it cannot be read, or has no dates.
    """
    if name.endswith(".parquet"):
        read = f"read_parquet({file(path)})"
    else:
        read = f"read_csv({file(path)}, all_varchar = true, header = true, quote = '\"', escape = '\"')"
    with duckdb.connect() as connection:
        try:
            names = connection.sql(f"SELECT * FROM {read} LIMIT 0").columns
        except duckdb.Error as error:
            raise LayoutError(
                f"{name} beside the file cannot be read: {str(error).splitlines()[0]}"
            ) from error
    missing = sorted(_CALLS - {column_name(one) for one in names})
    if missing:
        raise LayoutError(f"{name} beside the file has no column {', '.join(missing)}")
    lacking = [one for one in ("importantvote", "short", "descr") if one not in names]
    added = "".join(f", NULL::VARCHAR AS {one}" for one in lacking)
    return f"(SELECT *{added} FROM {read})"


FORMAT = EventFormat(
    name="un-votes",
    title="UN General Assembly roll calls (unvotes)",
    licence=LICENCE,
    table="votes",
    layout=_layout,
    fields={
        "id": "coalesce(call::VARCHAR, rcid::VARCHAR) || ':' || country || ending",
        "roll_call": "coalesce(call::VARCHAR, rcid::VARCHAR)",
        "date": "held",
        "state_code": "coalesce(nullif(country_code, ''), country)",
        "vote": "lower(trim(raw.vote))",
        "important": "called = 1",
        "title": "about",
    },
    places={"state": Place(code="lower(raw.state_name)", system="name", dated=True)},
    checks={
        "the roll call is not in the list of roll calls": "held IS NULL",
        "no state": "state_name IS NULL",
        "the vote is none of yes, no, abstain, absent": (
            "coalesce(lower(trim(raw.vote)), '') NOT IN ('yes', 'no', 'abstain', 'absent')"
        ),
    },
    source_rows=f"(id IS NULL OR NOT ends_with(id, {text(ADDED)}))::INTEGER",
)
