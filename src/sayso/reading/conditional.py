"""Clauses with a condition → conditionals."""

from sayso.language.tokens import joined
from sayso.reading.cues import Cue
from sayso.reading.scene import Claim, Scene, main_cue
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.statement import Sign


def read(scene: Scene) -> tuple[Claim, ...]:
    """Return a conditional per factor of the consequence; empty without condition or consequence."""
    given = scene.clause.condition
    if given is None:
        return ()
    consequence = main_cue(scene)
    condition_cue = max(scene.condition_cues, key=lambda cue: cue.words, default=None)
    if consequence is None:
        return ()
    if _is_goal(scene) and condition_cue is not None:
        return _means_to_an_end(scene, condition_cue, consequence)
    factor, sign = _condition(scene, condition_cue)
    condition = Condition(words=_words(scene), factor=factor, sign=sign)
    return tuple(
        Claim(
            kind=Conditional,
            factor=effect,
            cause=factor,
            sign=consequence.sign,
            condition=condition,
            words=consequence.words,
        )
        for effect in scene.factors(consequence)
    )


def _is_goal(scene: Scene) -> bool:
    """Tell `if it wants A, it must do B`: doing B is the means to A."""
    given = scene.clause.condition
    wants = given is not None and scene.words.goal.first(given.tokens) is not None
    return wants and scene.words.prescribe.first(scene.clause.tokens) is not None


def _means_to_an_end(scene: Scene, end: Cue, means: Cue) -> tuple[Claim, ...]:
    """Return the conditional that doing `means` brings about `end`."""
    ends, ways = scene.condition_factors(end), scene.factors(means)
    if not ends or not ways:
        return ()
    said = joined(scene.clause.tokens)
    condition = Condition(words=said, factor=ways[0], sign=means.sign)
    return (
        Claim(
            kind=Conditional,
            factor=ends[0],
            cause=ways[0],
            sign=end.sign,
            condition=condition,
            words=end.words,
        ),
    )


def _condition(scene: Scene, cue: Cue | None) -> tuple[Factor | None, Sign]:
    given = scene.clause.condition
    flip = -1 if given is not None and given.negated else 1
    if cue is None:
        return None, 1 if flip == 1 else -1
    factors = scene.condition_factors(cue)
    sign: Sign = 1 if cue.sign * flip > 0 else -1
    return (factors[0] if factors else None), sign


def _words(scene: Scene) -> str:
    given = scene.clause.condition
    return joined(given.tokens) if given else ""
