"""Clauses about how things stand → assessments."""

from sayso.reading.clause import finite_verb
from sayso.reading.scene import Claim, Scene, claims_about, firm_cue
from sayso.statements.assessment import Assessment


def read(scene: Scene) -> tuple[Claim, ...]:
    """Return an assessment per factor; empty for a phrase without a verb."""
    tokens = scene.clause.tokens
    if not any(finite_verb(tokens, at, scene.words.verbs) for at in range(len(tokens))):
        return ()
    return claims_about(scene, firm_cue(scene), Assessment)
