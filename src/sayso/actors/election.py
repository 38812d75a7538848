"""Election days, past and scheduled, and since when people could know of them."""

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

from sayso.actors.knowledge import knowledge

ElectionKind: TypeAlias = Literal["presidential", "parliamentary", "referendum"]


class Election(msgspec.Struct, frozen=True, kw_only=True):
    """One polling day; of several rounds, the first."""

    state: str
    kind: ElectionKind
    day: dt.date
    called: dt.date | None = None
    """Day on which the vote was set, for a snap vote or a referendum; None: due by law, known long before,
    or, of a referendum, not recorded."""
    source: str

    @property
    def known_from(self) -> dt.date | None:
        """The first day on which one could know of the vote; None when it was due by law.

        >>> vote = Election(state="TJK", kind="referendum", day=dt.date(2003, 6, 22), source="an example")
        >>> vote.known_from
        datetime.date(2003, 4, 23)
        """
        if self.called is not None or self.kind != "referendum":
            return self.called
        return self.day - dt.timedelta(days=knowledge().referendum.called_days_before)
