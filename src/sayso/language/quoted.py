"""Quotations that the encoder left out of what it marks as said."""

from collections.abc import Sequence

from sayso.language.annotation import Quotation, Span, Word

LEAST = 3
"""Fewer words in quotation marks are a word used with tongs, not speech."""


def with_quotations(
    marks: Sequence[Span], words: Sequence[Word], quotations: Sequence[Quotation]
) -> tuple[Span, ...]:
    """Return the marks of attribution with every quotation as content, its marks included, in text order.

    Words of a quotation that are marked as source or cue stay so; a content that reaches into a quotation is
    joined with it.
    """
    kinds: list[str | None] = [None] * len(words)
    starts: set[int] = set()
    for span in marks:
        kinds[span.first : span.last] = [span.kind] * (span.last - span.first)
        starts.add(span.first)
    for quotation in quotations:
        inside = [at for at, word in enumerate(words) if quotation.start <= word.start < quotation.end]
        if sum(words[at].text[0].isalnum() for at in inside) < LEAST:
            continue
        for at in inside:
            kinds[at] = kinds[at] or "content"
        starts -= {at for at in inside[1:] if kinds[at] == kinds[at - 1] == "content"}
    return tuple(_spans(kinds, starts))


def _spans(kinds: Sequence[str | None], starts: set[int]) -> list[Span]:
    spans: list[Span] = []
    first = 0
    for at in range(1, len(kinds) + 1):
        if at < len(kinds) and kinds[at] == kinds[at - 1] and at not in starts:
            continue
        kind = kinds[at - 1]
        if kind is not None:
            spans.append(Span(kind, first, at))
        first = at
    return spans
