"""Stated likelihoods as weights on an ensemble, and the outlook by speaker."""

from sayso.views.by_hand import Outcomes, read_views
from sayso.views.pool import PooledView, Reweighting, pool
from sayso.views.view import AnyView, Interval, Ordering, View

__all__ = [
    "AnyView",
    "Interval",
    "Ordering",
    "Outcomes",
    "PooledView",
    "Reweighting",
    "View",
    "pool",
    "read_views",
]
