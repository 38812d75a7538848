"""Whose words each sentence is: by quotation, by report, by turn, or the author's own."""

from collections.abc import Sequence

import msgspec

from sayso.documents.document import Document
from sayso.language.annotation import Paragraph, Quotation, Sentence, Token
from sayso.reading.names import Names, speaker_in
from sayso.reading.reported import Frame, find_frame
from sayso.reading.wordlists import Reporting
from sayso.statements.statement import Mode, Speaker

Tokens = tuple[Token, ...]

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
        frames = [find_frame(one, paragraph.quotations, self._reporting) for one in paragraph.sentences]
        sources = [self._identify(frame) for frame in frames]
        utterances = []
        for place, sentence in enumerate(paragraph.sentences):
            frame, source = frames[place], sources[place]
            if sentence.quotation is not None:
                source = source or self._quoted(paragraph, sentence.quotation, sources, place)
            if source is None:
                utterances.append(
                    Utterance(tokens=sentence.tokens, speaker=self._author, via=(), mode="author")
                )
                continue
            speaker, via = source
            direct = sentence.quotation is not None
            framed = frame is not None and sources[place] is not None
            utterances.append(
                Utterance(
                    tokens=frame.content if frame and framed else sentence.tokens,
                    source=frame.source if frame and framed else (),
                    speaker=speaker,
                    via=via,
                    mode="direct" if direct else "indirect",
                )
            )
        return tuple(utterances)

    def _identify(self, frame: Frame | None) -> tuple[Speaker, tuple[Speaker, ...]] | None:
        if frame is None or not frame.source:
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
        sources: Sequence[tuple[Speaker, tuple[Speaker, ...]] | None],
        place: int,
    ) -> tuple[Speaker, tuple[Speaker, ...]] | None:
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


def author_of(document: Document) -> Speaker:
    """Return who speaks where nobody else does: the author, the outlet, or just `author`."""
    if document.author is not None:
        return Speaker(name=document.author, kind="author")
    if document.outlet is not None:
        return Speaker(name=document.outlet, kind="outlet")
    return Speaker(name="author", kind="author")


def _interviewee(document: Document, names: Names) -> Speaker | None:
    if document.interviewee is None:
        return None
    known = next((key for key, name in names.people.items() if name == document.interviewee), None)
    return Speaker(name=document.interviewee, kind="person", actor=known)


def _chain(relays: tuple[Speaker, ...], author: Speaker, speaker: Speaker) -> tuple[Speaker, ...]:
    """Return the relays with the author last, the speaker never his own relay."""
    chain = [*relays, author] if author.name != "author" else list(relays)
    return tuple(one for one in chain if one.name != speaker.name)
