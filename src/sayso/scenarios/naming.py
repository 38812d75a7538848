"""Factors of a model as they are written, with the nearest right ones on a miss."""

from typing import Final

from rapidfuzz import fuzz, process, utils

from sayso.models.model import Model
from sayso.nearest import LIKENESS
from sayso.statements.factor import Factor

_OFFERED: Final = 3


def find_factor(words: str, model: Model) -> Factor | None:
    """Return the factor of the model that is written `words`, None where it has none."""
    written = "".join(words.split())
    return next((factor for factor in model.factors if "".join(str(factor).split()) == written), None)


def factor_named(words: str, model: Model) -> Factor:
    """Return the factor of the model that is written `words`.

    Raises:
        KeyError: if the model has none; the message names the nearest.
    """
    found = find_factor(words, model)
    if found is None:
        near = ", ".join(nearest_factors(words, model))
        raise KeyError(f"no factor {words!r} in this model{f'; nearest: {near}' if near else ''}")
    return found


def nearest_factors(words: str, model: Model) -> tuple[str, ...]:
    """Return the factors of the model that are written most like `words`, the likeliest first.

    None is returned that is not like them: see `sayso.nearest.LIKENESS`.
    """
    known = [str(factor) for factor in model.factors]
    near = process.extract(
        words,
        known,
        scorer=fuzz.ratio,
        processor=utils.default_process,
        limit=_OFFERED,
        score_cutoff=100 * LIKENESS,
    )
    return tuple(name for name, _, _ in near)
