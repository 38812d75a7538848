"""Clauses that tell someone what to do → prescriptions."""

from sayso.reading.scene import Claim, Scene, main_cue
from sayso.statements.prescription import Prescription


def read(scene: Scene) -> tuple[Claim, ...]:
    """Return a prescription per factor that the act would move; empty where nothing is prescribed."""
    tokens = scene.clause.tokens
    epistemic = scene.words.epistemic.find(tokens)
    hits = [
        hit
        for hit in scene.words.prescribe.find(tokens)
        if not any(other.first <= hit.first < other.last for other in epistemic)
    ]
    shared = not hits and bool({"must", "should"} & set(scene.clause.helpers)) and not epistemic
    if not hits and not shared:
        return ()
    cue = main_cue(scene)
    if cue is None:
        return ()
    subject = len(scene.clause.subject)
    addressee = next((place.actor for place in scene.places if place.first < max(subject, 1)), None)
    return tuple(
        Claim(kind=Prescription, factor=factor, sign=cue.sign, addressee=addressee, words=cue.words)
        for factor in scene.factors(cue)
    )
