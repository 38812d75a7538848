"""Election days, past and scheduled."""

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

ElectionKind: TypeAlias = Literal["presidential", "parliamentary", "referendum"]


class Election(msgspec.Struct, frozen=True, kw_only=True):
    """One polling day; of several rounds, the first."""

    state: str
    kind: ElectionKind
    day: dt.date
    source: str
