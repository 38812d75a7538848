"""The row of a factor in a model, by name, or a message that names the nearest."""

from sayso.models.model import Model
from sayso.nearest import near
from sayso.statements.factor import Factor


def row_of(model: Model, factor: Factor) -> int:
    """Return the row of `factor` among the model's nodes.

    Raises:
        KeyError: if the model has no such factor; the nearest is named.
    """
    if factor in model.factors:
        return model.factors.index(factor)
    found = near(str(factor), map(str, model.factors))
    hint = f"; nearest is {found[0]}" if found else "" if model.factors else "; it has none"
    raise KeyError(f"the model has no factor {factor}{hint}")
