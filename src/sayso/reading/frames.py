"""Who says what in a paragraph, from the encoder's marks of source, cue and content."""

import msgspec

from sayso.language.annotation import Paragraph, Sentence, Span, Token
from sayso.reading.parties import subtree
from sayso.reading.reported import Frame

_REACH = 40
"""Words between a cue and what it belongs to."""


class _Report(msgspec.Struct):
    """A cue with what belongs to it."""

    cue: Span
    source: Span | None
    contents: list[Span]


def find_frames(paragraph: Paragraph) -> dict[int, list[Frame]]:
    """Return the reports of a paragraph by the number of the sentence that their cue stands in."""
    found: dict[int, list[Frame]] = {}
    for report in _reports(paragraph):
        if report.source is None or not report.contents:
            continue
        sentence = paragraph.words[report.cue.first].sentence
        source = _bare(_tokens(paragraph, _whole_source(paragraph, report)))
        content = tuple(token for span in report.contents for token in _tokens(paragraph, span))
        if source and content:
            after = _after(paragraph, report, paragraph.sentences[sentence])
            found.setdefault(sentence, []).append(Frame(source=source, content=content, after=after))
    return found


def _reports(paragraph: Paragraph) -> list[_Report]:
    """Return each cue with the nearest source of its sentence and the contents nearest to it."""
    marks = paragraph.attributions
    reports = [_Report(span, None, []) for span in marks if span.kind == "cue"]
    if not reports:
        return []
    sentence_of = [word.sentence for word in paragraph.words]
    for source in (span for span in marks if span.kind == "source"):
        near = [
            report
            for report in reports
            if report.source is None and sentence_of[report.cue.first] == sentence_of[source.first]
        ]
        if near:
            min(near, key=lambda report: _gap(report.cue, source)).source = source
    for content in (span for span in marks if span.kind == "content"):
        sentence = sentence_of[content.first]
        # a cue without a source makes no report: what stands beside it is the one's that the sentence names
        named = [
            report
            for report in reports
            if report.source is not None and sentence_of[report.cue.first] == sentence
        ]
        owner = min(named or reports, key=lambda report: (_gap(report.cue, content), report.source is None))
        if _gap(owner.cue, content) <= _REACH:
            owner.contents.append(content)
    return reports


def _whole_source(paragraph: Paragraph, report: _Report) -> Span:
    """Return the source with the rest of the subject: "Russian" → "Russian analyst NAME"."""
    source = report.source
    if source is None:
        raise ValueError("a report without a source")
    words = paragraph.words
    taken = {at for span in report.contents for at in range(span.first, span.last)}
    taken |= set(range(report.cue.first, report.cue.last))
    inside = range(source.first, source.last)
    for top in range(report.cue.first, report.cue.last):
        for at, word in enumerate(words):
            if word.head != top or not word.relation.startswith("nsubj"):
                continue
            phrase = [one for one in subtree(words, at) if one not in taken]
            if phrase and set(phrase) & set(inside):
                first, last = min(*phrase, source.first), max(*phrase, source.last - 1)
                if not taken & set(range(first, last + 1)):
                    return Span(source.kind, first, last + 1)
    return source


def _gap(one: Span, other: Span) -> int:
    return max(one.first - other.last, other.first - one.last, 0)


def _tokens(paragraph: Paragraph, span: Span) -> tuple[Token, ...]:
    """Return the sentence's tokens that the words of a span touch."""
    start, end = paragraph.words[span.first].start, paragraph.words[span.last - 1].end
    first = paragraph.words[span.first].sentence
    last = paragraph.words[span.last - 1].sentence
    return tuple(
        token
        for sentence in paragraph.sentences[first : last + 1]
        for token in sentence.tokens
        if token.start < end and token.end > start
    )


def _bare(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return tokens without marks at either end."""
    words = [at for at, token in enumerate(tokens) if token.is_word]
    return tokens[words[0] : words[-1] + 1] if words else ()


def _after(paragraph: Paragraph, report: _Report, sentence: Sentence) -> tuple[Token, ...]:
    """Return what stands between the cue and what comes next: who was told, and when."""
    start = paragraph.words[report.cue.last - 1].end
    later = [
        paragraph.words[span.first].start
        for span in (*report.contents, *([report.source] if report.source else []))
        if span.first >= report.cue.last
    ]
    stop = min(later, default=sentence.end)
    return tuple(token for token in sentence.tokens if token.start >= start and token.end <= stop)
