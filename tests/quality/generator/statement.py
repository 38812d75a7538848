"""One claim of any kind."""

from collections.abc import Mapping

import numpy as np

from tests.quality.generator import assessment, conditional, event, forecast, influence, prescription, trend
from tests.quality.generator.claiming import Maker
from tests.quality.generator.phrase import Kind, Phrase
from tests.quality.generator.setting import Setting

TEMPLATES: Mapping[Kind, tuple[tuple[str, Maker], ...]] = {
    "assessment": assessment.TEMPLATES,
    "event": event.TEMPLATES,
    "trend": trend.TEMPLATES,
    "forecast": forecast.TEMPLATES,
    "influence": influence.TEMPLATES,
    "conditional": conditional.TEMPLATES,
    "prescription": prescription.TEMPLATES,
}
"""How each kind is said: name of the template, and what makes the words."""

_SHARES = np.array([0.2, 0.15, 0.14, 0.14, 0.16, 0.13, 0.08])
"""How often each kind is drawn, in the order of the table."""


def statement(setting: Setting, kind: Kind | None = None) -> Phrase:
    """Return one claim of a kind, of any if none is given; some influences are two sentences."""
    if kind is None:
        kind = list(TEMPLATES)[int(setting.rng.choice(len(TEMPLATES), p=_SHARES))]
    name, make = setting.template(TEMPLATES[kind])
    return make(setting, setting.some_states(2)).showing(f"template: {kind}: {name}")
