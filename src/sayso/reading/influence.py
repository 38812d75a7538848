"""Clauses in which one factor moves another → influences."""

from sayso.reading.cues import Cue
from sayso.reading.phrases import Hit
from sayso.reading.scene import Claim, Scene, main_cue
from sayso.statements.factor import Factor
from sayso.statements.influence import Influence
from sayso.statements.statement import Sign

_NOUN_ENDINGS = ("ity", "tion", "sion", "ment", "ance", "ence")


def read(scene: Scene) -> tuple[Claim, ...]:
    """Return the influences in a clause; empty where no cause and effect are told apart."""
    return (
        _diffusion(scene)
        or _effect_first(scene)
        or _causal_verb(scene) + _thereby(scene)
        or _cause_first(scene)
        or _shared(scene)
    )


def _diffusion(scene: Scene) -> tuple[Claim, ...]:
    """Read `the unrest will spread to B`: the same factor, from one place to another."""
    hit = scene.words.diffusion.first(scene.clause.tokens)
    cue = main_cue(scene)
    if hit is None or cue is None or scene.catalogue.definition(cue.name).dyadic:
        return ()
    after = [
        place.actor
        for place in scene.places
        if place.first >= hit.first and not scene.context.is_power(place.actor)
    ]
    before = [place.actor for place in scene.places if place.last <= hit.first and place.actor not in after]
    origin = before[0] if before else scene.context.state
    return tuple(
        Claim(
            kind=Influence,
            factor=Factor(cue.name, goal),
            cause=Factor(cue.name, origin),
            sign=1,
            words=cue.words,
        )
        for goal in dict.fromkeys(after)
        if origin is not None and goal != origin
    )


def _effect_first(scene: Scene) -> tuple[Claim, ...]:
    """Read `EFFECT because of CAUSE` and `EFFECT is driven by CAUSE`."""
    for hit in scene.words.effect_first.find(scene.clause.tokens):
        effect = _effect_before(scene, hit)
        if effect is None:
            continue
        factor, sign, words = effect
        causes = _firm([cue for cue in scene.cues if cue.first >= hit.last])
        claims = [
            _link(cause, factor, cue.sign * sign, words)
            for cue in causes
            for cause in scene.factors(cue)[:1]
            if cause != factor
        ]
        if claims:
            return tuple({(claim.cause, claim.factor): claim for claim in claims}.values())
    return ()


def _effect_before(scene: Scene, hit: Hit[str]) -> tuple[Factor, int, int] | None:
    cue = main_cue(scene, last=hit.first)
    if cue is not None:
        factors = scene.factors(cue)
        return (factors[0], cue.sign, cue.words) if factors else None
    told = scene.context.told
    if told is not None and _takes_up(scene):
        return told.factor, told.sign, 1
    return None


def _causal_verb(scene: Scene) -> tuple[Claim, ...]:
    """Read `CAUSE promotes EFFECT`, the cause perhaps `this`, taken from the claim before."""
    thereby = _thereby_hit(scene)
    stop = len(scene.clause.tokens) if thereby is None else thereby.first
    for hit in scene.words.causal_verb.find(scene.clause.tokens):
        if any(cue.first < hit.first < cue.last for cue in scene.cues) or not _is_verb(scene, hit):
            continue
        effects = _firm([cue for cue in scene.cues if hit.first <= cue.first < stop])
        cause = _cause_before(scene, hit)
        if not effects or cause is None:
            continue
        factor, sign = cause
        claims = [
            _link(factor, effect, sign * hit.payload * cue.sign, cue.words)
            for cue in effects[:2]
            for effect in scene.factors(cue)[:1]
            if effect != factor
        ]
        if claims:
            return tuple(claims)
    return ()


def _cause_before(scene: Scene, hit: Hit[int]) -> tuple[Factor, int] | None:
    cue = main_cue(scene, last=hit.first)
    if cue is not None:
        factors = scene.factors(cue)
        return (factors[0], cue.sign) if factors else None
    told = scene.context.told
    if told is not None and scene.clause.shares and told.origin is not None:
        return told.origin, 1
    if told is not None and _takes_up(scene):
        return told.factor, told.sign or 1
    return None


def _is_verb(scene: Scene, hit: Hit[int]) -> bool:
    """Tell `will help` from `a help`, and `secures` from `security`, which has the same stem."""
    if scene.clause.tokens[hit.first].lower.endswith(_NOUN_ENDINGS):
        return False
    before = scene.clause.tokens[hit.first - 1].lower if hit.first else ""
    return before not in scene.words.verbs.noun_after


def _thereby_hit(scene: Scene) -> Hit[str] | None:
    return next((hit for hit in scene.words.thereby.find(scene.clause.tokens) if hit.first > 0), None)


def _shared(scene: Scene) -> tuple[Claim, ...]:
    """Read `… and EFFECT` after an influence: the same cause has a second effect."""
    told, cue = scene.context.told, main_cue(scene)
    if not scene.clause.shares or told is None or told.origin is None or cue is None:
        return ()
    return tuple(
        _link(told.origin, factor, cue.sign, cue.words)
        for factor in scene.factors(cue)[:1]
        if factor != told.origin
    )


def _takes_up(scene: Scene) -> bool:
    """Tell whether the subject is `this`, `it` or the like, and takes up the claim before."""
    hit = scene.words.anaphor.first(scene.clause.subject)
    return hit is not None and not _names_power(scene)


def _names_power(scene: Scene) -> bool:
    subject = len(scene.clause.subject)
    return any(place.first < subject for place in scene.places)


def _thereby(scene: Scene) -> tuple[Claim, ...]:
    """Read `…, thereby EFFECT`: what the clause said before is the cause."""
    hit = _thereby_hit(scene)
    if hit is None:
        return ()
    before = [cue for cue in scene.cues if cue.last <= hit.first]
    after = main_cue(scene, first=hit.last)
    if not before or after is None:
        return ()
    causes, effects = scene.factors(before[-1]), scene.factors(after)
    if not causes or not effects or causes[0] == effects[0]:
        return ()
    return (_link(causes[0], effects[0], before[-1].sign * after.sign, after.words),)


def _cause_first(scene: Scene) -> tuple[Claim, ...]:
    """Read `Therefore EFFECT`: the claim before is the cause."""
    told = scene.context.told
    hit = scene.words.cause_first.first(scene.clause.tokens[:3])
    cue = main_cue(scene)
    if told is None or hit is None or hit.first > 0 or cue is None:
        return ()
    return tuple(
        _link(told.factor, factor, told.sign * cue.sign, cue.words)
        for factor in scene.factors(cue)
        if factor != told.factor
    )


def _firm(cues: list[Cue]) -> list[Cue]:
    """Return the cues without mere hints; of hints alone, the first."""
    return [cue for cue in cues if cue.words > 0] or cues[:1]


def _link(cause: Factor, effect: Factor, sign: int, words: int) -> Claim:
    value: Sign = 1 if sign > 0 else -1
    return Claim(kind=Influence, factor=effect, cause=cause, sign=value, words=words)
