"""What the encoder proposes, with speaker, qualifiers and condition."""

from collections.abc import Sequence

from sayso.dates import DateInterval
from sayso.language.annotation import Paragraph, Sentence, Token
from sayso.language.tokens import joined, tokenize
from sayso.reading.about import placed
from sayso.reading.attribution import Utterance
from sayso.reading.certainty import Raw
from sayso.reading.cues import CueIndex
from sayso.reading.finding import Finding
from sayso.reading.parties import Parties
from sayso.reading.proposed import Draft, drafts
from sayso.reading.qualifiers import Qualifiers, lead_of
from sayso.reading.questions import asked, wondered
from sayso.reading.scene import Claim
from sayso.reading.wordlists import Words
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Condition
from sayso.statements.lexicon import Lexicon

_ROOT_SHARE = 0.5
"""An event is given its PLOVER root from this probability on."""
_FUTURE_KINDS = frozenset({"forecast", "conditional", "influence"})


class DraftedReader:
    """Turns the encoder's proposals into findings; held state: the word lists that qualify them."""

    def __init__(self, *, catalogue: Catalogue, lexicon: Lexicon, cues: CueIndex, words: Words) -> None:
        """Keep the compiled lists."""
        self._catalogue = catalogue
        self._lexicon = lexicon
        self._cues = cues
        self._words = words

    def read(
        self,
        paragraph: Paragraph,
        number: int,
        utterances: Sequence[Utterance],
        *,
        parties: Parties,
        as_of: DateInterval | None,
    ) -> list[Finding]:
        """Return what the encoder proposes in sentence `number` of a paragraph, with its speakers."""
        sentence = paragraph.sentences[number]
        cues = placed(self._cues.find(sentence.tokens, self._words), sentence.tokens)
        found = []
        for draft in drafts(paragraph, number, cues=cues, parties=parties, catalogue=self._catalogue):
            place = paragraph.words[draft.proposal.head].start
            utterance = next((one for one in utterances if _covers(one.tokens, place)), None)
            if utterance is None or asked(sentence.tokens, place, self._words):
                continue
            if wondered(paragraph.words, draft.proposal.head):
                continue
            finding = self._finding(paragraph, sentence, draft, utterance, as_of)
            found += [finding] if finding is not None else []
        return found

    def _finding(
        self,
        paragraph: Paragraph,
        sentence: Sentence,
        draft: Draft,
        utterance: Utterance,
        as_of: DateInterval | None,
    ) -> Finding | None:
        start, end = paragraph.words[draft.first].start, paragraph.words[draft.last - 1].end
        tokens = tuple(token for token in sentence.tokens if start <= token.start and token.end <= end)
        if not tokens:
            return None
        qualifiers = Qualifiers.of(
            tokens,
            lead_of(sentence.tokens, utterance.tokens, start),
            lexicon=self._lexicon,
            words=self._words,
            as_of=as_of,
            future=draft.proposal.kind in _FUTURE_KINDS,
        )
        proposal = draft.proposal
        pointed = [proposal.actor_share, proposal.target_share if draft.factor.target else 1.0]
        raw = Raw(
            share=draft.share,
            kind=proposal.kind_share,
            factor=draft.about.share,
            sign=max(draft.about.plus, 1 - draft.about.plus),
            parties=min(pointed),
            named=draft.named,
        )
        root = proposal.plover if proposal.plover_share >= _ROOT_SHARE else None
        claim = Claim(
            kind=KINDS[draft.proposal.kind],
            factor=draft.factor,
            sign=draft.sign,
            cause=draft.cause,
            condition=self._condition(paragraph, draft) if draft.proposal.kind == "conditional" else None,
            addressee=draft.factor.actor if draft.proposal.kind == "prescription" else None,
            words=0,
        )
        return Finding(
            start=start,
            end=end,
            tokens=tokens,
            claim=claim,
            utterance=utterance,
            qualifiers=qualifiers,
            raw=raw,
            plover=root,
        )

    def _condition(self, paragraph: Paragraph, draft: Draft) -> Condition:
        """Return the condition whose words stand in or beside a draft's."""
        spans = [one for one in paragraph.conditions if one.kind == "condition"]
        near = [one for one in spans if one.first < draft.last + 2 and one.last > draft.first - 2]
        words = paragraph.words
        if not near:
            return Condition(words="", factor=draft.cause, sign=1)
        text = [words[at] for at in range(near[0].first, near[0].last)]
        tokens = tokenize(" ".join(one.text for one in text))
        opened = self._words.condition.first(tokens)
        negated = opened is not None and opened.first == 0 and opened.payload
        rest = tokens[opened.last :] if opened is not None and opened.first == 0 else tokens
        cues = [
            cue for cue in self._cues.find(rest, self._words) if draft.cause and cue.name == draft.cause.name
        ]
        sign = (cues[0].sign if cues else 1) * (-1 if negated else 1)
        return Condition(words=joined(rest), factor=draft.cause, sign=1 if sign > 0 else -1)


def _covers(tokens: Sequence[Token], place: int) -> bool:
    return tokens[0].start <= place < tokens[-1].end and any(one.start <= place < one.end for one in tokens)
