"""Voeten's roll calls of the UN General Assembly, one row per roll call and state of the whole period.

Source: Voeten, Strezhnev and Bailey, United Nations General Assembly Voting Data (doi:10.7910/DVN/LEJUQZ),
codebook: 1 yes, 2 abstain, 3 no, 8 absent, 9 not a member. States are numbered as by the Correlates of War.
"""

from sayso.events.event_format import EventFormat, Layout, LayoutError, Place
from sayso.events.formats.header import day, headed, headed_layout, text, whole
from sayso.events.formats.un_votes import LICENCE
from sayso.events.head import Head

_VOTES = {1: "yes", 2: "abstain", 3: "no", 8: "absent"}
_NO_MEMBER = 9
_WANTED = {
    "countryname": ("country",),
    "importantvote": (),
    "short": (),
    "descr": ("unres",),
}


def _layout(head: Head) -> Layout | None:
    found = headed_layout(head, ("rcid", "ccode", "vote", "date"), _WANTED)
    if found is None and headed(head, ("rcid", "ccode", "vote")) is not None:
        raise LayoutError("the votes have no column date; use the file of the data set that has it (UNVotes)")
    return found


_WHENS = " ".join(f"WHEN {number} THEN {text(word)}" for number, word in _VOTES.items())
_VOTE = f"CASE {whole('raw.vote')} {_WHENS} END"
_DAY = day("raw.date")

FORMAT = EventFormat(
    name="voeten-votes",
    title="UN General Assembly roll calls (Voeten)",
    licence=LICENCE,
    table="votes",
    layout=_layout,
    fields={
        "id": f"{whole('rcid')}::VARCHAR || ':' || {whole('ccode')}::VARCHAR",
        "roll_call": f"{whole('rcid')}::VARCHAR",
        "date": _DAY,
        "state_code": f"{whole('ccode')}::VARCHAR",
        "vote": _VOTE,
        "important": f"{whole('importantvote')} = 1",
        "title": "coalesce(nullif(trim(short), ''), descr)",
    },
    places={
        "state": Place(
            code=f"{whole('ccode')}::VARCHAR",
            system="cow",
            dated=True,
            fallback=Place(code="lower(trim(countryname))", system="name"),
        )
    },
    checks={
        "no roll call": f"{whole('rcid')} IS NULL",
        "no state": f"{whole('ccode')} IS NULL",
        "the date is none": f"{_DAY} IS NULL",
        "the state was not a member": f"{whole('raw.vote')} = {_NO_MEMBER}",
        "the vote is none of 1, 2, 3, 8, 9": f"{_VOTE} IS NULL",
    },
)
