"""What the word lists find: clause by clause, cue by cue."""

from collections.abc import Collection

from sayso.dates import DateInterval
from sayso.language.annotation import Token
from sayso.reading import READERS
from sayso.reading.attribution import Utterance
from sayso.reading.certainty import Raw
from sayso.reading.clause import Clause, tense_of
from sayso.reading.clauses import split_clauses
from sayso.reading.context import Context, Told
from sayso.reading.cues import CueIndex
from sayso.reading.finding import Finding
from sayso.reading.hedges import (
    find_confidence,
    find_hedges,
    find_horizon,
    find_strength,
    spared_negations,
    stated_likelihood,
)
from sayso.reading.qualifiers import Qualifiers
from sayso.reading.scene import Claim, Scene
from sayso.reading.wordlists import Words
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon

LONGEST_SENTENCE = 200
"""A longer run of tokens without a stop is a list or a table, no sentence."""


class ListedReader:
    """Reads utterances by word lists; held state: the lists."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        lexicon: Lexicon,
        cues: CueIndex,
        words: Words,
        taught: Collection[str],
    ) -> None:
        """Keep the compiled lists; `taught` are the factors that the encoder knows."""
        self._catalogue = catalogue
        self._lexicon = lexicon
        self._cues = cues
        self._words = words
        self._taught = frozenset(taught)

    def read(self, utterance: Utterance, context: Context, as_of: DateInterval | None) -> list[Finding]:
        """Return what the word lists find in an utterance; the context follows what it speaks of."""
        found: list[Finding] = []
        self._follow(utterance.source, context)
        tokens = utterance.tokens[:LONGEST_SENTENCE]
        passed = 0
        for clause in split_clauses(tokens, self._words):
            # What stands before a clause and is none, as the question before a colon, names the topic too.
            before = [token for token in tokens if passed <= token.start < clause.start]
            self._follow(tuple(before), context)
            passed = clause.end
            self._follow(clause.condition.tokens if clause.condition else (), context)
            scene = self._scene(clause, context, reported=utterance.mode == "indirect")
            claims = self._claims(scene)
            found += [self._finding(utterance, scene, claim, as_of) for claim in claims]
            if claims:
                last = claims[-1]
                context.told = Told(factor=last.factor, sign=last.sign, origin=last.cause)
            self._follow(clause.tokens, context)
        self._follow(tokens, context)
        return found

    def _follow(self, tokens: tuple[Token, ...], context: Context) -> None:
        """Let the context know what a stretch of text spoke of last."""
        places = context.places(tokens)
        regions = self._words.place_region.find(tokens)
        last = max((place.first for place in places if not context.is_power(place.actor)), default=-1)
        context.follow(places)
        if regions and regions[-1].first > last:
            context.follow_region()

    def _scene(self, clause: Clause, context: Context, *, reported: bool) -> Scene:
        words = self._words
        given = clause.condition.tokens if clause.condition else ()
        hedges = find_hedges(clause.tokens, self._lexicon)
        framing = find_hedges(clause.lead, self._lexicon)
        tense = tense_of(clause, words.verbs, reported=reported)
        return Scene(
            clause=clause,
            tense=tense,
            cues=self._cues.find(
                clause.tokens,
                words,
                spared=spared_negations(hedges),
                denied=words.negative.first(clause.lead) is not None,
            ),
            condition_cues=self._cues.find(given, words),
            places=context.places(clause.tokens),
            condition_places=context.places(given),
            likelihood=stated_likelihood(hedges + framing, unhedged=tense == "future"),
            context=context,
            catalogue=self._catalogue,
            words=words,
        )

    @staticmethod
    def _claims(scene: Scene) -> tuple[Claim, ...]:
        for read_kind in READERS.values():
            claims = read_kind(scene)
            if claims:
                return claims
        return ()

    def _finding(
        self, utterance: Utterance, scene: Scene, claim: Claim, as_of: DateInterval | None
    ) -> Finding:
        clause = scene.clause
        qualifiers = Qualifiers(
            likelihood=scene.likelihood,
            confidence=find_confidence(clause.lead + clause.tokens, self._words),
            strength=find_strength(clause.lead + clause.tokens, self._words),
            horizon=find_horizon(clause.lead + clause.tokens, self._words, as_of),
        )
        return Finding(
            utterance=utterance,
            start=clause.start,
            end=clause.end,
            tokens=clause.tokens,
            claim=claim,
            qualifiers=qualifiers,
            raw=Raw(
                listed=True,
                named=bool(scene.places),
                words=claim.words,
                own=claim.factor.name not in self._taught,
            ),
        )
