"""A clause with everything that a reader of one kind needs to know about it."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from sayso.language.annotation import Token
from sayso.reading.bearers import factors_for
from sayso.reading.clause import Clause, Tense
from sayso.reading.context import Context, Place
from sayso.reading.cues import Cue
from sayso.reading.wordlists import Words
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Condition
from sayso.statements.factor import Factor
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Sign, Statement

_SUBORDINATING = frozenset(
    {"as", "because", "since", "when", "while", "after", "before", "although", "though"}
)
_PREPOSITIONS = frozenset({"over", "of", "about", "on", "for", "in", "against", "at", "from", "with", "by"})
_DATING = frozenset({"after", "since", "before", "during"})
_SPECIFIC = 2
"""A phrase of this many words is specific; among specific ones the first after the subject counts."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader of one kind found in a clause: a statement without its place and speaker."""

    kind: type[Statement]
    factor: Factor
    sign: Sign
    cause: Factor | None = None
    condition: Condition | None = None
    addressee: str | None = None
    words: int
    """Words of the catalogue's phrase behind the factor; more is more specific."""


@dataclass(frozen=True)
class Scene:
    """One clause under the reader's eyes."""

    clause: Clause
    tense: Tense
    cues: tuple[Cue, ...]
    """In the clause's own tokens."""
    condition_cues: tuple[Cue, ...]
    places: tuple[Place, ...]
    condition_places: tuple[Place, ...]
    likelihood: Likelihood | None
    context: Context
    catalogue: Catalogue
    words: Words

    def factors(self, cue: Cue) -> tuple[Factor, ...]:
        """Return the factors that a cue of the clause speaks of, one per actor named side by side."""
        return self._factors(cue, self.clause.tokens, self.places)

    def condition_factors(self, cue: Cue) -> tuple[Factor, ...]:
        """Return the factors that a cue of the condition speaks of."""
        tokens = self.clause.condition.tokens if self.clause.condition else ()
        return self._factors(cue, tokens, self.condition_places or self.places)

    def _factors(self, cue: Cue, tokens: Sequence[Token], places: Sequence[Place]) -> tuple[Factor, ...]:
        definition = self.catalogue.definition(cue.name)
        return factors_for(definition, cue, tokens, places, context=self.context, words=self.words)


def main_cue(scene: Scene, *, first: int = 0, last: int | None = None) -> Cue | None:
    """Return the cue that the clause is about, of those inside tokens `[first, last)`.

    What only dates the claim (`after the riots`) never counts; what stands in a subordinate clause
    (`…, as sanctions bite`) counts where nothing else is there. A specific cue of the predicate comes
    first, then the first cue of the subject, then any.
    """
    tokens = scene.clause.tokens
    stop = len(tokens) if last is None else last
    wondering = next((at for at, token in enumerate(tokens) if token.lower == "whether"), len(tokens))
    stop = min(stop, wondering)
    inside = [
        cue for cue in scene.cues if first <= cue.first and cue.last <= stop and not _only_dates(tokens, cue)
    ]
    break_at = next((at for at in range(1, len(tokens)) if _subordinates(tokens, at)), len(tokens))
    central = [cue for cue in inside if cue.last <= break_at and not _modifies(scene, cue, inside)]
    return max(
        central or inside,
        key=lambda cue: (min(cue.words, _SPECIFIC), _after_subject(scene, cue), -cue.first),
        default=None,
    )


def firm_cue(scene: Scene) -> Cue | None:
    """Return the main cue, a mere hint left out.

    How things stand, what happened and what will come is told of so much that one word is no ground for
    a claim.
    """
    cue = main_cue(scene)
    return cue if cue is not None and cue.words > 0 else None


def _subordinates(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].lower
    return word == "than" or (tokens[at - 1].text == "," and word in _SUBORDINATING)


def _only_dates(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell `after the riots` and `since the mass protests of May`."""
    return any(token.lower in _DATING for token in tokens[max(0, cue.first - 2) : cue.first])


def _modifies(scene: Scene, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell `power cuts` in `protests over power cuts`: within the subject the first cue is its head."""
    if _after_subject(scene, cue):
        return False
    heads = [other for other in cues if other.last <= cue.first]
    between = scene.clause.tokens[heads[0].last : cue.first] if heads else ()
    return any(token.lower in _PREPOSITIONS for token in between)


def _after_subject(scene: Scene, cue: Cue) -> bool:
    return cue.last > len(scene.clause.subject)


def claims_about(scene: Scene, cue: Cue | None, kind: type[Statement]) -> tuple[Claim, ...]:
    """Return a claim of `kind` for each factor that `cue` speaks of."""
    if cue is None:
        return ()
    return tuple(
        Claim(kind=kind, factor=factor, sign=cue.sign, words=cue.words) for factor in scene.factors(cue)
    )
