"""A scenario: named changes to a model, by date."""

import datetime as dt

import msgspec

from sayso.simulation.changes import Change


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """What is changed in a model's runs from outside, and what somebody means by it."""

    name: str
    """In a few words: `Russia closes its border to migrants`."""
    says: str | None = None
    """What is supposed to happen, and why it is thought of, in a sentence or more."""
    as_of: dt.date | None = None
    """The day on which it was thought up; nothing later was known."""
    changes: tuple[Change, ...]
    """By kind, in the order of `reading.KINDS`, then as they stand in the file."""
