"""Up to when the base data was kept, and how elections became known: knowledge.toml as a record."""

import datetime as dt
import tomllib
from functools import cache
from importlib import resources

import msgspec


class Referendum(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a referendum counts as called whose file does not say."""

    called_days_before: int
    source: str


class Knowledge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of knowledge.toml."""

    as_of: dt.date
    referendum: Referendum


@cache
def knowledge() -> Knowledge:
    """Return what knowledge.toml says.

    >>> knowledge().referendum.called_days_before
    60
    """
    written = (resources.files("sayso.actors") / "data" / "knowledge.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(written), Knowledge)
