"""Clauses about what is to come → forecasts."""

from sayso.reading.scene import Claim, Scene, claims_about, firm_cue
from sayso.statements.forecast import Forecast


def read(scene: Scene) -> tuple[Claim, ...]:
    """Return a forecast per factor; empty for a clause about what is or was."""
    if not is_future(scene):
        return ()
    cue = firm_cue(scene)
    if cue is not None:
        return claims_about(scene, cue, Forecast)
    return _again(scene)


def is_future(scene: Scene) -> bool:
    """Tell whether a clause speaks of what is to come, outright or as a chance."""
    if scene.tense == "future":
        return True
    tokens = scene.clause.tokens
    if scene.words.future.first(tokens) is not None:
        return True
    if scene.tense in {"past", "perfect"}:
        return scene.words.possible.first(tokens) is not None and not set(scene.clause.helpers)
    return scene.words.possible.first(tokens) is not None and scene.likelihood is not None


def _again(scene: Scene) -> tuple[Claim, ...]:
    """Read `similar developments should be expected in B`: the claim before, in another place."""
    told = scene.context.told
    places = [place for place in scene.places if not scene.context.is_power(place.actor)]
    if told is None or not places or scene.words.again.first(scene.clause.tokens) is None:
        return ()
    before = told.origin or told.factor
    target = places[0].actor
    moved = (
        type(before)(before.name, before.actor, target)
        if before.target
        else type(before)(before.name, target)
    )
    return (Claim(kind=Forecast, factor=moved, sign=1, words=1),)
