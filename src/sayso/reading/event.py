"""Clauses about what happened → events."""

from sayso.reading.clause import finite_verb
from sayso.reading.scene import Claim, Scene, claims_about, firm_cue
from sayso.statements.event import Event


def read(scene: Scene) -> tuple[Claim, ...]:
    """Return an event per factor; empty where the clause is not in the past or tells of a state."""
    if scene.tense != "past" or _is_stative(scene):
        return ()
    return claims_about(scene, firm_cue(scene), Event)


def _is_stative(scene: Scene) -> bool:
    """Tell a lasting state (`remained weak`, `was poor`) from an event (`was signed`)."""
    tokens, verbs = scene.clause.tokens, scene.words.verbs
    for at, token in enumerate(tokens):
        if finite_verb(tokens, at, verbs):
            follower = tokens[at + 1].lower if at + 1 < len(tokens) else ""
            passive = follower.endswith("ed") or follower in verbs.irregular_participle
            return token.lower in scene.words.stative_past and not passive
    return False
