"""Whose words each sentence is: by quotation, by report, by turn, or the author's own."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from sayso.documents.document import Document
from sayso.language.annotation import Paragraph, Quotation, Sentence, Token
from sayso.reading.frames import find_frames
from sayso.reading.names import Names, speaker_in
from sayso.reading.reported import Frame, find_frame
from sayso.reading.wordlists import Reporting
from sayso.statements.statement import Mode, Speaker

Tokens = tuple[Token, ...]
Voice: TypeAlias = tuple[Speaker, tuple[Speaker, ...]]
"""Who speaks, and who relays it, nearest last."""

_LONGEST_TURN_MARK = 7


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a sentence and who vouches for them."""

    tokens: Tokens
    source: Tokens = ()
    """The words that name the speaker, where the sentence has them."""
    speaker: Speaker
    via: tuple[Speaker, ...]
    mode: Mode
    endorsed: bool | None = None


def _without_turn_mark(tokens: Tokens) -> Tokens:
    """Return a turn's words without the `NAME:` in front of them."""
    for at, token in enumerate(tokens[:_LONGEST_TURN_MARK]):
        if token.text == ":" and at > 0:
            return tokens[at + 1 :] or tokens
        if not token.is_capitalised and token.text not in ".’'-":
            break
    return tokens


class Attributor:
    """Attributes a document's sentences in text order; held state: the speakers so far."""

    def __init__(self, document: Document, names: Names, reporting: Reporting) -> None:
        """Start with the speakers that the document itself names."""
        self._names = names
        self._reporting = reporting
        self._author = author_of(document)
        self._interviewee = _interviewee(document, names)
        self._earlier: list[Speaker] = [self._interviewee] if self._interviewee else []

    def attribute(self, paragraph: Paragraph, *, endorsed: bool | None = None) -> tuple[Utterance, ...]:
        """Return the utterances of a paragraph; `endorsed` holds for the content of a question."""
        kind = paragraph.zone.kind
        if kind == "question":
            asker = Speaker(name="interviewer", kind="interviewer")
            return tuple(
                Utterance(
                    tokens=_without_turn_mark(one.tokens),
                    speaker=asker,
                    via=(),
                    mode="question",
                    endorsed=endorsed,
                )
                for one in paragraph.sentences
            )
        if kind == "answer" and self._interviewee is not None:
            return tuple(
                Utterance(
                    tokens=_without_turn_mark(one.tokens), speaker=self._interviewee, via=(), mode="direct"
                )
                for one in paragraph.sentences
            )
        if kind == "title":
            return tuple(self._title(one) for one in paragraph.sentences)
        return self._reported(paragraph)

    def _title(self, sentence: Sentence) -> Utterance:
        """Attribute a headline: `NAME: claim` is the named one's, any other the author's."""
        tokens = sentence.tokens
        colon = next((at for at, token in enumerate(tokens[:5]) if token.text == ":"), None)
        if colon is not None and colon > 0:
            speaker = speaker_in(
                tokens[:colon], names=self._names, reporting=self._reporting, earlier=self._earlier
            )
            if speaker is not None and speaker.kind == "person":
                via = _chain((), self._author, speaker)
                return Utterance(tokens=tokens[colon + 1 :], speaker=speaker, via=via, mode="headline")
        return Utterance(tokens=tokens, speaker=self._author, via=(), mode="headline")

    def _reported(self, paragraph: Paragraph) -> tuple[Utterance, ...]:
        """Attribute each sentence: reports found by the encoder or the rules, quotations, the author."""
        marked = find_frames(paragraph)
        frames = [
            marked.get(place) or _one(find_frame(one, paragraph.quotations, self._reporting))
            for place, one in enumerate(paragraph.sentences)
        ]
        reports = [
            [(frame, voice) for frame in of_sentence if (voice := self._identify(frame)) is not None]
            for of_sentence in frames
        ]
        sources = [of_sentence[-1][1] if of_sentence else None for of_sentence in reports]
        carried = self._carried(paragraph, reports)
        utterances: list[Utterance] = []
        for place, sentence in enumerate(paragraph.sentences):
            spoken: set[int] = set()
            for frame, (speaker, via) in [*reports[place], *carried.get(place, ())]:
                content = tuple(
                    token for token in frame.content if sentence.start <= token.start < sentence.end
                )
                if not content or spoken & {token.start for token in content}:
                    continue
                spoken |= {token.start for token in content}
                utterances.append(_utterance(content, frame.source, speaker, via, sentence))
            rest = tuple(token for token in sentence.tokens if token.start not in spoken)
            if rest:
                utterances.append(self._rest(paragraph, sentence, rest, sources, place, framed=bool(spoken)))
        return tuple(utterances)

    def _carried(
        self, paragraph: Paragraph, reports: Sequence[Sequence[tuple[Frame, Voice]]]
    ) -> dict[int, list[tuple[Frame, Voice]]]:
        """Return the reports whose content reaches into other sentences, by the number of such a sentence."""
        carried: dict[int, list[tuple[Frame, Voice]]] = {}
        for place, of_sentence in enumerate(reports):
            for report in of_sentence:
                for other, sentence in enumerate(paragraph.sentences):
                    inside = any(sentence.start <= token.start < sentence.end for token in report[0].content)
                    if other != place and inside:
                        carried.setdefault(other, []).append(report)
        return carried

    def _rest(
        self,
        paragraph: Paragraph,
        sentence: Sentence,
        rest: Tokens,
        sources: Sequence[Voice | None],
        place: int,
        *,
        framed: bool,
    ) -> Utterance:
        """Attribute what no report of the sentence covers: to who is quoted, or to the author."""
        if sentence.quotation is not None and not framed:
            voice = sources[place] or self._quoted(paragraph, sentence.quotation, sources, place)
            if voice is not None:
                return _utterance(rest, (), *voice, sentence)
        return Utterance(tokens=rest, speaker=self._author, via=(), mode="author")

    def _identify(self, frame: Frame) -> Voice | None:
        if not frame.source:
            return None
        speaker = speaker_in(
            frame.source, names=self._names, reporting=self._reporting, earlier=self._earlier
        )
        if speaker is None:
            return None
        relays = self._relays(frame.source + frame.after, speaker)
        known = next((one for one in self._earlier if one.name == speaker.name), None)
        self._earlier.append(speaker)
        if known is not None and speaker.role is None:
            speaker = known
        return speaker, _chain(relays, self._author, speaker)

    def _relays(self, source: Tokens, speaker: Speaker) -> tuple[Speaker, ...]:
        """Return the outlets that the noun phrase itself names: `a source told Reuters`."""
        hits = self._reporting.outlets.find(source)
        named = dict.fromkeys(hit.payload for hit in hits if source[hit.first].is_capitalised)
        return tuple(Speaker(name=name, kind="outlet") for name in named if name != speaker.name)

    def _quoted(
        self,
        paragraph: Paragraph,
        quotation: Quotation,
        sources: Sequence[Voice | None],
        place: int,
    ) -> Voice | None:
        """Return whose a quotation is that its own sentence does not attribute."""
        sharing = [
            source
            for sentence, source in zip(paragraph.sentences, sources, strict=True)
            if source is not None and sentence.start < quotation.end and quotation.start < sentence.end
        ]
        before = [source for source in sources[:place] if source is not None]
        after = [source for source in sources[place:] if source is not None]
        for found in (sharing, before[-1:], after):
            if found:
                return found[0]
        if self._earlier:
            return self._earlier[-1], _chain((), self._author, self._earlier[-1])
        return None


def _one(frame: Frame | None) -> list[Frame]:
    return [] if frame is None else [frame]


def _utterance(
    tokens: Tokens, source: Tokens, speaker: Speaker, via: tuple[Speaker, ...], sentence: Sentence
) -> Utterance:
    mode: Mode = "direct" if sentence.quotation is not None else "indirect"
    return Utterance(tokens=tokens, source=source, speaker=speaker, via=via, mode=mode)


def author_of(document: Document) -> Speaker:
    """Return who speaks where nobody else does: the document's own voice, or just `author`."""
    voice = document.voice
    if voice is None:
        return Speaker(name="author", kind="author")
    return Speaker(name=voice.name, kind=voice.kind, actor=voice.actor)


def _interviewee(document: Document, names: Names) -> Speaker | None:
    if document.interviewee is None:
        return None
    known = next((key for key, name in names.people.items() if name == document.interviewee), None)
    return Speaker(name=document.interviewee, kind="person", actor=known)


def _chain(relays: tuple[Speaker, ...], author: Speaker, speaker: Speaker) -> tuple[Speaker, ...]:
    """Return the relays with the author last, the speaker never his own relay."""
    chain = [*relays, author] if author.name != "author" else list(relays)
    return tuple(one for one in chain if one.name != speaker.name)
