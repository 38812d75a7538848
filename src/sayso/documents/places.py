"""Places in a document: which zone holds them, and where they stand in the file."""

from bisect import bisect_right

from sayso.documents.document import Document, Turn, Zone


def zone_at(document: Document, position: int) -> Zone | None:
    """Return the zone that holds a code point of the text; None for white space between zones."""
    index = bisect_right(document.zones, position, key=lambda zone: zone.start) - 1
    if index < 0 or position >= document.zones[index].end:
        return None
    return document.zones[index]


def zones_in(document: Document, start: int, end: int) -> tuple[Zone, ...]:
    """Return the zones that share a code point with the stretch from `start` to `end`, in order."""
    first = bisect_right(document.zones, start, key=lambda zone: zone.end)
    last = bisect_right(document.zones, end - 1, key=lambda zone: zone.start)
    return document.zones[first:last]


def turn_at(document: Document, position: int) -> Turn | None:
    """Return the interview's turn that holds a code point of the text, if any does."""
    index = bisect_right(document.turns, position, key=lambda turn: turn.start) - 1
    if index < 0 or position >= document.turns[index].end:
        return None
    return document.turns[index]


def in_source(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the decoded file that holds the text from `start` to `end`.

    For plain text it is the same stretch. For HTML it is the smallest stretch between characters that
    stand in the file as they are: an entity or collapsed white space at an edge is taken in whole.

    Raises:
        ValueError: if the stretch is empty or not within the text.
    """
    if not 0 <= start < end <= len(document.text):
        message = f"no stretch from {start} to {end} in a text of {len(document.text)} characters"
        raise ValueError(message)
    segments = document.segments
    if document.media_type == "text/plain":
        return start, end
    before = bisect_right(segments, start, key=lambda segment: segment.start) - 1
    after = bisect_right(segments, end - 1, key=lambda segment: segment.start) - 1
    source_start = 0
    if before >= 0:
        segment = segments[before]
        source_start = segment.source + min(start - segment.start, segment.length)
    last = segments[after] if after >= 0 else None
    if last is not None and end - last.start <= last.length:
        return source_start, last.source + end - last.start
    following = segments[after + 1] if after + 1 < len(segments) else None
    tail = last.source + last.length if last is not None else source_start
    return source_start, following.source if following is not None else tail
