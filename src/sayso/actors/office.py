"""Who held which post, and when."""

from typing import Literal, TypeAlias

import msgspec

from sayso.dates import DateInterval

Role: TypeAlias = Literal[
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "interior_minister",
    "security_chief",
    "secretary_general",
    "envoy",
    "assistant_secretary",
    "leader_of_group",
    "opposition",
    "other",
]


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """One person's time in one post."""

    holder: str
    """Identifier of the person."""
    of: str
    """Identifier of the state, organisation or group."""
    role: Role
    title: str
    during: DateInterval
    """From the first to the last day; a date known only to the month or year opens it to its widest."""
    leads: bool = False
    """Whether texts mean this post when they write "the leader of" the state."""
    source: str
