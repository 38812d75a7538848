"""What part each paragraph plays: every paragraph gets one zone, none is left out.

The order of judgement: words and shapes that are never running text (`data/zone_rules.toml`), sections
that a heading opens (comments, the author's own words), bylines and datelines at the head and the foot,
the title, the edges of the running text (jusText), then the interview's turns; what remains is the lede
and the body.
"""

from collections.abc import Mapping, Sequence

import msgspec

from sayso.documents.author_notes import note_author, standfirst_author
from sayso.documents.bylines import bare_author, byline_names, is_dateline
from sayso.documents.document import Turn, Zone, ZoneKind
from sayso.documents.front_lines import Front, label_lines_below, read_front
from sayso.documents.front_matter import ends_sentence, find_title, is_prose
from sayso.documents.interview import SpokenPart, parts
from sayso.documents.paragraphs import PageFacts, Paragraph
from sayso.documents.zone_rules import Rule, rule_for

AUTHOR_PARAGRAPHS = 4
"""Most paragraphs of an author's own words under a heading `About NAME`."""
HEAD_PARAGRAPHS = 3
"""Paragraphs of running text among which a byline or a dateline may still stand at the head."""
MOST_LINKS = 0.5
"""Share of a paragraph's characters in links from which it is a list of links."""


class Zoned(msgspec.Struct, frozen=True, kw_only=True):
    """The parts that a document's paragraphs play."""

    zones: tuple[Zone, ...]
    """One for each paragraph, in order."""
    parts: Mapping[int, SpokenPart]
    """The parts in an interview by the paragraph's index; empty where the document is none."""
    title: str | None = None
    front: Front = Front()
    """What the lines before the text say of publisher and speaker."""

    def words(self, paragraphs: Sequence[Paragraph], *kinds: ZoneKind) -> list[str]:
        """Return the texts of the paragraphs in zones of these kinds."""
        return [one.text for one, zone in zip(paragraphs, self.zones, strict=True) if zone.kind in kinds]


def zone(paragraphs: Sequence[Paragraph], facts: PageFacts) -> Zoned:
    """Return the zones of a document's paragraphs, in order, and its title."""
    rules = [rule_for(one) for one in paragraphs]
    kinds: list[ZoneKind | None] = [None if rule is None else rule.zone for rule in rules]
    paragraphs, running = _running(paragraphs, kinds)
    _label_sections(kinds, rules, running, paragraphs)
    running = [now and kind is None for now, kind in zip(running, kinds, strict=True)]
    _label_lines(kinds, paragraphs, running)
    front = read_front(kinds, paragraphs)
    title = front.speech if front.speech is not None else find_title(paragraphs, kinds, facts.title)
    if title is not None:
        kinds[title] = "title"
    label_lines_below(kinds, paragraphs, title, front.end)
    _label_sign_off(kinds, paragraphs, running)
    _label_edges(kinds, paragraphs, running, title)
    title_words = facts.title if title is None else paragraphs[title].text
    spoken = _label_turns(kinds, paragraphs, title, title_words, facts.outlet)
    _label_rest(kinds, paragraphs)
    made = tuple(
        Zone(kind=kind or "body", start=one.start, end=one.end)
        for kind, one in zip(kinds, paragraphs, strict=True)
    )
    return Zoned(zones=made, parts=spoken, title=title_words, front=front)


def _running(
    paragraphs: Sequence[Paragraph], kinds: Sequence[ZoneKind | None]
) -> tuple[Sequence[Paragraph], list[bool]]:
    """Return which paragraphs are running text, judged by themselves and by jusText.

    The paragraphs come back with `aside` only where asides are apart from the text: some sites put the whole
    page into one form.
    """
    from sayso.documents.boilerplate import running_text  # noqa: PLC0415 - loads lxml, 0.1 s

    good = running_text(paragraphs)
    if not _asides_count(paragraphs, good):
        paragraphs = [msgspec.structs.replace(one, aside=False) for one in paragraphs]
    return paragraphs, [
        kind is None and not one.aside and _few_links(one) and (fine or is_prose(one))
        for one, kind, fine in zip(paragraphs, kinds, good, strict=True)
    ]


def _asides_count(paragraphs: Sequence[Paragraph], good: Sequence[bool]) -> bool:
    """Tell whether less of the running text stands in asides than outside them."""
    text = [one for one, fine in zip(paragraphs, good, strict=True) if fine or is_prose(one)]
    inside = sum(one.end - one.start for one in text if one.aside)
    return 2 * inside <= sum(one.end - one.start for one in text)


def _few_links(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is more than a list of links."""
    return paragraph.link_characters <= MOST_LINKS * (paragraph.end - paragraph.start)


def _label_sections(
    kinds: list[ZoneKind | None],
    rules: Sequence[Rule | None],
    running: Sequence[bool],
    paragraphs: Sequence[Paragraph],
) -> None:
    """Label what stands under a heading for comments or for the author, where running text came before it."""
    lengths = [one.end - one.start if now else 0 for one, now in zip(paragraphs, running, strict=True)]
    total = sum(lengths)
    before = 0
    comments = False
    author = 0
    for index, rule in enumerate(rules):
        if comments:
            kinds[index] = kinds[index] or "comment form"
            continue
        starts = None if rule is None else rule.starts
        if starts == "comments" and 2 * before >= total > 0:
            comments = True
        elif starts == "author":
            author = AUTHOR_PARAGRAPHS if before else 0
            kinds[index] = "author's note" if before else None
        elif kinds[index] is not None:
            author = 0
        elif author:
            kinds[index] = "author's note"
            author -= 1
        before += lengths[index]


def _label_lines(
    kinds: list[ZoneKind | None], paragraphs: Sequence[Paragraph], running: Sequence[bool]
) -> None:
    """Label bylines and datelines before the text has begun and after it has ended."""
    prose = [index for index, now in enumerate(running) if now and is_prose(paragraphs[index])]
    head = prose[HEAD_PARAGRAPHS - 1] if len(prose) >= HEAD_PARAGRAPHS else len(paragraphs)
    last = prose[-1] if prose else -1
    authors: list[str] = []
    for index, one in enumerate(paragraphs):
        if kinds[index] is not None or not (index < head or index > last):
            continue
        named = byline_names(one.text)
        if named is not None:
            kinds[index] = "byline"
            authors.extend(named)
        elif is_dateline(one.text):
            kinds[index] = "dateline"
    _label_closing_note(kinds, paragraphs, prose, authors)


def _label_closing_note(
    kinds: list[ZoneKind | None],
    paragraphs: Sequence[Paragraph],
    prose: Sequence[int],
    authors: Sequence[str],
) -> None:
    """Label a note about the author at the very end of the running text, where enough stands before it."""
    least = 3
    if len(prose) < least:
        return
    before = " ".join(paragraphs[index].text for index in prose[:-1])
    standfirst = standfirst_author(paragraphs[prose[0]].text)
    named = authors if standfirst is None else [*authors, standfirst]
    for index in range(prose[-1], len(paragraphs)):
        text = paragraphs[index].text
        if kinds[index] is None and note_author(text, authors=named, before=before) is not None:
            kinds[index] = "author's note"
            return
        before = f"{before} {text}" if index == prose[-1] else before


def _label_sign_off(
    kinds: list[ZoneKind | None], paragraphs: Sequence[Paragraph], running: Sequence[bool]
) -> None:
    """Label the name with which the author signs below the text, where no byline names one."""
    prose = [index for index, now in enumerate(running) if now and is_prose(paragraphs[index])]
    if not prose or "byline" in kinds:
        return
    free = [index for index in range(prose[-1] + 1, len(paragraphs)) if kinds[index] is None]
    if free and bare_author(paragraphs[free[0]].text) is not None:
        kinds[free[0]] = "byline"


def _label_edges(
    kinds: list[ZoneKind | None], paragraphs: Sequence[Paragraph], running: Sequence[bool], title: int | None
) -> None:
    """Label what stands before the title, after the last sentence, and lists of links between."""
    prose = [index for index, now in enumerate(running) if now and is_prose(paragraphs[index])]
    last = _last_words(kinds, paragraphs, prose[-1] if prose else None)
    for index, one in enumerate(paragraphs):
        if kinds[index] is not None:
            continue
        outside = (title is not None and index < title) or (last is not None and index > last)
        if outside or not _few_links(one) or one.aside:
            kinds[index] = "navigation"


def _last_words(
    kinds: Sequence[ZoneKind | None], paragraphs: Sequence[Paragraph], prose: int | None
) -> int | None:
    """Return the index of the last running text: after full paragraphs, short replies may still follow."""
    if prose is None:
        return None
    last = prose
    while last + 1 < len(paragraphs) and kinds[last + 1] is None and ends_sentence(paragraphs[last + 1]):
        last += 1
    return last


def _label_turns(
    kinds: list[ZoneKind | None],
    paragraphs: Sequence[Paragraph],
    title: int | None,
    title_words: str | None,
    outlet: str | None,
) -> dict[int, SpokenPart]:
    """Label questions and answers, where the document is an interview, and return them by index."""
    first = 0 if title is None else title + 1
    free = [index for index in range(first, len(paragraphs)) if kinds[index] is None]
    found = parts([paragraphs[index] for index in free], title=title_words, outlet=outlet)
    if found is None:
        return {}
    spoken = {free[index]: part for index, part in found.items()}
    for index, part in spoken.items():
        kinds[index] = part.part
    return spoken


def _label_rest(kinds: list[ZoneKind | None], paragraphs: Sequence[Paragraph]) -> None:
    """Label the first paragraph of running text as the lede, unless it is all there is."""
    free = [index for index, kind in enumerate(kinds) if kind is None]
    talk = [index for index, kind in enumerate(kinds) if kind in {"question", "answer"}]
    titled = "title" in kinds
    opening = next((index for index in free if is_prose(paragraphs[index])), None)
    after = any(index > opening for index in [*free, *talk]) if opening is not None else False
    if opening is not None and (titled or after) and (not talk or opening < talk[0]):
        kinds[opening] = "lede"


def turns(
    paragraphs: Sequence[Paragraph], zoned: Zoned, speakers: Mapping[str | None, str | None]
) -> tuple[Turn, ...]:
    """Return the interview's turns in order; one lasts until the other side speaks or a label stands.

    Args:
        paragraphs: the document's.
        zoned: their zones.
        speakers: full names by label, and under None that of the one who answers.
    """
    made: list[Turn] = []
    for index, part in sorted(zoned.parts.items()):
        one = paragraphs[index]
        last = made[-1] if made else None
        if last is not None and last.kind == part.part and part.label is None:
            made[-1] = msgspec.structs.replace(last, end=one.end)
            continue
        unnamed = speakers.get(None) if part.part == "answer" else None
        speaker = speakers.get(part.label, part.label) if part.label is not None else unnamed
        start = one.start
        made.append(
            Turn(
                kind=part.part,
                start=start,
                end=one.end,
                speaker=speaker,
                words_start=min(start + part.label_length, one.end),
            )
        )
    return tuple(made)
