"""A model drawn many times: runs of months, with the same bits for the same seed."""

from sayso.simulation.changes import Ban, Change, Clamp, Occurrence, Shock, Strength
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.keep import Keep, Passage
from sayso.simulation.simulate import Interrupted, simulate

__all__ = [
    "Ban",
    "Change",
    "Clamp",
    "Ensemble",
    "Interrupted",
    "Keep",
    "Occurrence",
    "Passage",
    "Shock",
    "Strength",
    "simulate",
]
