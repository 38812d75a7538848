"""The ledger's disputable numbers, from `data/limits.toml`, each of which has its reason there."""

import functools
import tomllib
from importlib import resources

import msgspec


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number with its reason."""

    value: float
    """The number."""
    source: str
    """Where it comes from."""


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every number by its name; the file says what each one is."""

    log_clip: Limit
    near_certain: Limit
    interval_mass: Limit
    null_band_mass: Limit
    null_band_runs: Limit
    order_from: Limit
    skill_from: Limit
    weights_from: Limit
    extremising: Limit
    link_likeness: Limit
    link_share: Limit


@functools.cache
def limits() -> Limits:
    """Return the numbers of `data/limits.toml`.

    >>> limits().order_from.value
    50.0
    """
    path = resources.files("sayso.forecasts").joinpath("data", "limits.toml")
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Limits)
