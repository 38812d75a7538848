"""Voting data of the UN Digital Library: one row per resolution and member state, absent ones (X) too.

Source: UN Dag Hammarskjöld Library, United Nations General Assembly (or Security Council) Voting Data:
Description and Terms of Use. It covers adopted resolutions only: votes on paragraphs and on drafts that
failed are not in it. The Security Council's file has the same columns.
"""

from sayso.events.event_format import EventFormat, Layout, Licence, Place
from sayso.events.formats.header import day, headed_layout
from sayso.events.head import Head

_VOTES = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
_NEEDED = ("undl_id", "ms_code", "ms_name", "ms_vote", "date")


def _layout(head: Head) -> Layout | None:
    return headed_layout(head, _NEEDED, {"title": (), "resolution": ()})


_WHENS = " ".join(f"WHEN '{letter}' THEN '{word}'" for letter, word in _VOTES.items())
_VOTE = f"CASE upper(trim(ms_vote)) {_WHENS} END"

FORMAT = EventFormat(
    name="undl-votes",
    title="UN Digital Library voting data",
    licence=Licence(
        "UN Digital Library terms of use: free with attribution",
        "UN Dag Hammarskjöld Library, United Nations General Assembly Voting Data, "
        "digitallibrary.un.org/record/4060887",
    ),
    table="votes",
    layout=_layout,
    fields={
        "id": "undl_id || ':' || ms_code",
        "roll_call": "coalesce(nullif(trim(raw.resolution), ''), undl_id)",
        "date": day("raw.date"),
        "state_code": "ms_code",
        "vote": _VOTE,
        "title": "raw.title",
    },
    places={
        "state": Place(
            code="upper(trim(ms_code))",
            system="iso3",
            fallback=Place(code="lower(trim(ms_name))", system="name"),
        )
    },
    checks={
        "no roll call": "coalesce(trim(undl_id), '') = ''",
        "no state": "coalesce(trim(ms_code), '') = ''",
        "the date is none": f"{day('raw.date')} IS NULL",
        "the vote is none of Y, N, A, X": f"{_VOTE} IS NULL",
    },
)
