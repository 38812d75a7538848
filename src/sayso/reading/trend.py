"""Clauses in which something rises or falls → trends."""

from sayso.reading.scene import Claim, Scene, claims_about, firm_cue
from sayso.statements.trend import Trend


def read(scene: Scene) -> tuple[Claim, ...]:
    """Return a trend per factor; empty where nothing is said to change."""
    tokens = scene.clause.tokens
    words = scene.words
    moves = any(index.first(tokens) for index in (words.change_up, words.change_down, words.trend_span))
    if words.lasting.first(tokens) is not None:
        return ()
    if not moves and scene.tense != "progressive":
        return ()
    if scene.tense == "past" and not words.trend_span.first(tokens) and not words.change_up.first(tokens):
        return ()
    return claims_about(scene, firm_cue(scene), Trend)
