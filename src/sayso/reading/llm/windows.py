"""A document's text in windows: some paragraphs at a time, cut at sentences where one is too long."""

import msgspec

from sayso.documents.document import Document, ZoneKind
from sayso.language.annotate import SPOKEN_ZONES
from sayso.language.sentences import sentence_spans

_BEFORE = 400
"""Characters of what stands before a window that are shown with it."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph, or some sentences of a long one."""

    kind: ZoneKind
    start: int
    """First code point in the document's text."""
    end: int
    """One past the last code point."""


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Neighbouring passages that are asked about together."""

    name: str
    """`2`; the halves of it are `2.1` and `2.2`."""
    passages: tuple[Passage, ...]
    """At least one, in text order."""
    before: tuple[int, int]
    """The stretch right before the window that is shown so that `he` and `the source` can be understood."""

    @property
    def start(self) -> int:
        """First code point in the document's text."""
        return self.passages[0].start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.passages[-1].end


def windows_of(document: Document, *, longest: int) -> tuple[Window, ...]:
    """Return the windows of a document, each of at most about `longest` characters.

    Only zones that can hold claims are in them: no bylines, credits, navigation or comments.
    """
    passages = [
        piece
        for zone in document.zones
        if zone.kind in SPOKEN_ZONES
        for piece in _pieces(document.text, Passage(kind=zone.kind, start=zone.start, end=zone.end), longest)
    ]
    groups: list[list[Passage]] = []
    room = 0
    for passage in passages:
        length = passage.end - passage.start
        if not groups or length > room:
            groups.append([])
            room = longest
        groups[-1].append(passage)
        room -= length
    windows: list[Window] = []
    for number, group in enumerate(groups, start=1):
        previous = windows[-1].passages[-1] if windows else None
        windows.append(Window(name=str(number), passages=tuple(group), before=_tail(document.text, previous)))
    return tuple(windows)


def halves(document: Document, window: Window) -> tuple[Window, ...]:
    """Return the window as two or more of about half its length; empty where it is one sentence.

    >>> from sayso.actors import ActorTable
    >>> from sayso.documents import read_document
    >>> text = b"Prices rose in Mali. Crowds gathered in Bamako."
    >>> document, _ = read_document(text, "note.txt", actors=ActorTable.load()[0])
    >>> whole = Window(name="1", passages=(Passage(kind="body", start=0, end=47),), before=(0, 0))
    >>> [(half.name, half.start, half.end) for half in halves(document, whole)]
    [('1.1', 0, 20), ('1.2', 21, 47)]
    """
    passages = window.passages
    if len(passages) == 1:
        longest = (passages[0].end - passages[0].start + 1) // 2
        passages = _pieces(document.text, passages[0], longest, whole_sentences=True)
    if len(passages) == 1:
        return ()
    cut = _middle(passages)
    first, second = passages[:cut], passages[cut:]
    return (
        Window(name=f"{window.name}.1", passages=first, before=window.before),
        Window(name=f"{window.name}.2", passages=second, before=_tail(document.text, first[-1])),
    )


def _middle(passages: tuple[Passage, ...]) -> int:
    """Return the place at which the passages fall into the most even halves."""
    lengths = [passage.end - passage.start for passage in passages]
    whole = sum(lengths)
    return min(range(1, len(lengths)), key=lambda cut: abs(whole - 2 * sum(lengths[:cut])))


def _pieces(
    text: str, passage: Passage, longest: int, *, whole_sentences: bool = False
) -> tuple[Passage, ...]:
    """Return the passage in pieces of whole sentences; one sentence too long is cut where words end."""
    if passage.end - passage.start <= longest:
        return (passage,)
    spans = list(sentence_spans(text, start=passage.start, end=passage.end))
    if not whole_sentences:
        spans = [part for span in spans for part in _cut(text, span, longest)]
    joined = spans[:1]
    for start, end in spans[1:]:
        if end - joined[-1][0] <= longest:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(Passage(kind=passage.kind, start=start, end=end) for start, end in joined) or (passage,)


def _cut(text: str, span: tuple[int, int], longest: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    start, end = span
    while end - start > longest:
        cut = text.rfind(" ", start + 1, start + longest)
        cut = start + longest if cut < 0 else cut
        parts.append((start, cut))
        start = cut + 1 if text[cut] == " " else cut
    return [*parts, (start, end)]


def _tail(text: str, passage: Passage | None) -> tuple[int, int]:
    """Return the last stretch of a passage, from the beginning of a word on."""
    if passage is None:
        return 0, 0
    start = passage.start
    if passage.end - start > _BEFORE:
        start = text.find(" ", passage.end - _BEFORE, passage.end) + 1 or passage.end - _BEFORE
    return start, passage.end
