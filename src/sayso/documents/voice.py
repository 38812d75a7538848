"""Whose words a document is where it cites nobody: the author, the publisher, or the one who speaks."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.documents.document import Voice
from sayso.documents.front_words import front_pattern
from sayso.documents.paragraphs import Paragraph
from sayso.documents.zones import Zoned

if TYPE_CHECKING:
    from sayso.actors import ActorTable


def find_voice(
    paragraphs: Sequence[Paragraph],
    zoned: Zoned,
    *,
    author: str | None,
    outlet: str | None,
    agency: str | None,
    actors: "ActorTable",
) -> Voice | None:
    """Return whose words the document is, and why; None when it names neither author nor outlet.

    A speech is its speaker's, a wire report its agency's, a signed commentary or blog its author's, a
    briefing its publisher's whoever signs as its analyst, any other text its author's before its outlet's.
    """
    if zoned.front.speaker is not None:
        mention = actors.resolve(zoned.front.speaker)
        known = None if mention is None or actors.actor(mention.actor).kind != "person" else mention.actor
        announced = zoned.front.announced or "the lines before the text name who speaks"
        return Voice(name=zoned.front.speaker, kind="person", actor=known, reason=f"a speech: “{announced}”")
    if agency is not None and not (author is not None and _is_opinion(_lines_around(paragraphs, zoned))):
        return Voice(name=agency, kind="outlet", reason=f"a wire report: the dateline names {agency}")
    if outlet is not None and author is not None:
        why = _publishers_own(paragraphs, zoned, outlet)
        if why is not None:
            return Voice(name=outlet, kind="outlet", reason=why)
    if author is not None:
        return Voice(name=author, kind="author", reason=f"signed by {author}")
    if outlet is not None:
        return Voice(name=outlet, kind="outlet", reason=f"nobody signs, {outlet} publishes")
    return None


def _publishers_own(paragraphs: Sequence[Paragraph], zoned: Zoned, outlet: str) -> str | None:
    """Say why a signed text is its publisher's: a briefing, or an agency's report; None when it is not."""
    if zoned.parts:
        return None
    lines = _lines_around(paragraphs, zoned)
    if _is_opinion(lines):
        return None
    briefing = next((found for line in lines if (found := _cue("briefing", line)) is not None), None)
    if briefing is not None:
        return f"a briefing: “{briefing}”"
    credit = next((found for line in lines if (found := _cue("credits", line)) is not None), None)
    if credit is not None or _cue("agency", outlet) is not None:
        return f"a wire report: {f'“{credit}”' if credit is not None else outlet}"
    return None


def _is_opinion(lines: Sequence[str]) -> bool:
    """Tell whether a line calls the text an opinion, or a blog's post."""
    return any(front_pattern("genres", "opinion").search(line) for line in lines)


def _cue(entry: str, line: str) -> str | None:
    """Return the words of a line that tell its kind of text."""
    found: re.Match[str] | None = front_pattern("genres", entry).search(line)
    return None if found is None else found.group().strip()


def _lines_around(paragraphs: Sequence[Paragraph], zoned: Zoned) -> list[str]:
    """Return the lines before the text and after it: what is neither title, body nor readers' comments."""
    own = {"navigation", "byline", "dateline", "author's note", "relay note"}
    lines = [one.text for one, zone in zip(paragraphs, zoned.zones, strict=True) if zone.kind in own]
    return lines if zoned.title is None else [*lines, *_series_title(zoned.title)]


def _series_title(title: str) -> list[str]:
    """Return the part of a title before its colon, where series have their name: `Country briefing: Chad`."""
    before, colon, _ = title.partition(":")
    return [before] if colon else []
