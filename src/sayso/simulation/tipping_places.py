"""The row of a factor in a model, by name, or a message that names the nearest."""

import difflib

from sayso.models.model import Model
from sayso.statements.factor import Factor


def row_of(model: Model, factor: Factor) -> int:
    """Return the row of `factor` among the model's nodes.

    Raises:
        KeyError: if the model has no such factor; the nearest is named.
    """
    if factor in model.factors:
        return model.factors.index(factor)
    near = difflib.get_close_matches(str(factor), map(str, model.factors), n=1, cutoff=0.0)
    hint = f"; nearest is {near[0]}" if near else "; it has none"
    raise KeyError(f"the model has no factor {factor}{hint}")
