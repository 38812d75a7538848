"""Published models that are solved rather than drawn: one module each, pure functions on NumPy arrays.

To add one, write `<name>.py` with its source and list it here; docs/solvers.md and
`benchmarks/published.py` then want a part about it.
"""

SOLVERS = (
    "landscape",
    "expected_utility",
    "spatial_voting",
    "thresholds",
    "preference_falsification",
    "global_games",
    "civil_violence",
    "revolution",
)
"""Modules of this folder."""
