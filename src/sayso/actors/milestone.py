"""Datable happenings that texts refer to, by which a text without a date can be dated."""

import datetime as dt

import msgspec

from sayso.dates import DateInterval


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened at a known time, with the phrases by which texts refer to it."""

    actor: str | None
    when: DateInterval
    what: str
    words: tuple[str, ...]
    """Phrases, compared without regard to case, quotation marks and spacing."""
    known_from: dt.date | None = None
    """For something announced beforehand: the first day on which a text could speak of it."""
    source: str

    @property
    def earliest_text(self) -> dt.date | None:
        """The first day on which a text could refer to this; None when nothing bounds it."""
        return self.known_from if self.known_from is not None else self.when.start
