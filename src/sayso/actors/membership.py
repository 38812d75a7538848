"""Who belonged to which organisation, and when."""

from typing import Literal, TypeAlias

import msgspec

from sayso.dates import DateInterval

Status: TypeAlias = Literal["member", "observer", "associate", "partner"]


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """One actor's time in one organisation."""

    organisation: str
    member: str
    status: Status
    during: DateInterval
    source: str
