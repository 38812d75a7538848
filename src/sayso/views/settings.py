"""The numbers of views.toml as one record."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Margin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a level counts as moved."""

    level: float
    last_months: int
    reason: str


class Unhedged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The Beta distribution of a claim without likelihood words."""

    alpha: float
    beta: float
    reason: str


class ConfidenceWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stated confidence in the basis does to the weight of a Beta distribution."""

    low: float
    moderate: float
    high: float
    reason: str


class EffectiveRuns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The effective number of runs under which weights are called thin."""

    floor: float
    reason: str


class Rare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an event is too rare for a view to rest on the runs, and how often it is drawn then."""

    runs: int
    share: float
    largest: float
    reason: str


class Interval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The share of parameter draws that an interval holds."""

    coverage: float
    reason: str


class Conflict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The central interval of a stated distribution in which a claim counts as honoured."""

    coverage: float
    reason: str


class Shapley(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to how many views Shapley shares are computed."""

    views: int
    reason: str


class DifferenceFloor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which changes are worth a line."""

    floor: float
    standard_errors: float
    reason: str


class OutlookSize(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many runs, states, patrons and rows an outlook has."""

    runs: int
    speaker_runs: int
    plain_runs: int
    states: int
    patrons: int
    rows: int
    reason: str


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of views.toml."""

    margin: Margin
    unhedged: Unhedged
    confidence: ConfidenceWeights
    effective_runs: EffectiveRuns
    rare: Rare
    interval: Interval
    conflict: Conflict
    shapley: Shapley
    difference: DifferenceFloor
    outlook: OutlookSize


@cache
def settings() -> Settings:
    """Return the numbers of views.toml.

    >>> settings().interval.coverage
    0.8
    """
    data = files("sayso.views").joinpath("data/views.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(data), Settings)
