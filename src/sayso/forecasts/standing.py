"""Which resolution or verdict stands, of several that were entered one after the other."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from sayso.forecasts.resolution import Resolution
from sayso.forecasts.verdict import Verdict

Entered = TypeVar("Entered", Resolution, Verdict)


def standing_resolutions(
    resolutions: Iterable[Resolution], *, as_of: dt.date | None = None
) -> Mapping[str, Resolution]:
    """Return the resolution that stands for each question, by the question's identifier.

    The last one that no other supersedes stands. With `as_of`, only what could be known on that day counts:
    `known_at`, or the day of entry where that is missing; one that has neither does not count then.

    >>> yes = Resolution(question="0" * 16, outcome="yes", by="me")
    >>> no = Resolution(question="0" * 16, outcome="no", by="me", supersedes=yes.id)
    >>> standing_resolutions([yes, no])["0" * 16].outcome
    'no'
    """
    return _standing(resolutions, lambda one: one.question, as_of)


def standing_verdicts(verdicts: Iterable[Verdict], *, as_of: dt.date | None = None) -> Mapping[str, Verdict]:
    """Return the verdict that stands for each statement, as `standing_resolutions`."""
    return _standing(verdicts, lambda one: one.statement, as_of)


def _standing(
    entered: Iterable[Entered], about: Callable[[Entered], str], as_of: dt.date | None
) -> dict[str, Entered]:
    known = [one for one in entered if as_of is None or _known_by(one, as_of)]
    gone = {(about(one), one.supersedes) for one in known}
    return {about(one): one for one in known if (about(one), one.id) not in gone}


def _known_by(one: Resolution | Verdict, day: dt.date) -> bool:
    known = one.known_at
    if known is None and one.at is not None:
        known = one.at.date()
    return known is not None and known <= day
