"""A model drawn many times: runs of months, with the same bits for the same seed."""

from sayso.simulation.ensemble import Ensemble
from sayso.simulation.simulate import simulate

__all__ = ["Ensemble", "simulate"]
