"""The lines before a text begins: publisher, series, menus, the author alone on a line, and who speaks."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from sayso.documents.bylines import bare_author
from sayso.documents.document import ZoneKind
from sayso.documents.front_matter import is_opening
from sayso.documents.front_words import front_pattern, is_furniture, is_menu, is_section, is_series
from sayso.documents.masthead import (
    Masthead,
    column_author,
    could_publish,
    is_publisher,
    is_state_line,
    normal_case,
    publication_line,
    read_masthead,
    trades,
)
from sayso.documents.paragraphs import Paragraph
from sayso.documents.speeches import (
    LONGEST_LINE,
    in_full,
    is_salutation,
    is_spoken,
    person_line,
    read_announcement,
)

MOST_LINES = 14
"""Most paragraphs at the head that are looked at: the longest heads of ministries' pages have ten."""
FARTHEST = 200
"""How far down the text may begin, in paragraphs: pages with long menus have a hundred lines before it."""
HEARD = 40
HEARD_CHARACTERS = 2000
"""How many paragraphs of a text, and how much of each, tell whether it is spoken."""
FOOT_PARAGRAPHS = 4
FOOT_CHARACTERS = 400
"""How many paragraphs at the foot, and how much of each, may repeat the publisher's or the author's name."""

MOST_CAPITALS = 4
"""Most words of a line in capitals that is a publisher's by nothing else: longer ones are headlines."""

Kinds: TypeAlias = list[ZoneKind | None]


class _Words(msgspec.Struct, frozen=True):
    """The document's words, where a publisher's name may stand again."""

    whole: str
    foot: str


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines before the text say."""

    masthead: Masthead | None = None
    """The publisher."""
    speech: int | None = None
    """Index of the line that announces a speech: its title."""
    speaker: str | None = None
    """Whose speech it is."""
    announced: str | None = None
    """The line that says so."""
    end: int = 0
    """Index of the paragraph with which the text begins."""


def foot_of(paragraphs: Sequence[Paragraph]) -> str:
    """Return the words of the last paragraphs, one to a line."""
    return "\n".join(one.text[-FOOT_CHARACTERS:] for one in paragraphs[-FOOT_PARAGRAPHS:])


def read_front(kinds: Kinds, paragraphs: Sequence[Paragraph]) -> Front:
    """Return what the lines at the head say, and label those that are no title and no text.

    Without a paragraph of running text there is no head: a list of lines says nothing about itself.
    """
    lines, end = _head(kinds, paragraphs)
    if end is None:
        return Front()
    speech, speaker = _speech(lines, paragraphs, end)
    whole = "\n".join(one.text[:5000] for one in paragraphs[:200])
    words = _Words(whole=whole, foot=foot_of(paragraphs[end:]))
    if speech is not None:
        masthead = _body_above([paragraphs[line].text for line in lines if line < speech], words)
        kinds[speech] = "title"
    else:
        masthead = _above_menu(kinds, paragraphs, lines, words) or _first_line(
            kinds, paragraphs, lines, words
        )
    return Front(
        masthead=masthead,
        speech=speech,
        speaker=speaker,
        announced=None if speech is None else paragraphs[speech].text,
        end=end,
    )


def _head(kinds: Kinds, paragraphs: Sequence[Paragraph]) -> tuple[list[int], int | None]:
    """Return the unlabelled lines before the text, and where it begins; what is no title is labelled."""
    lines: list[int] = []
    furniture: list[int] = []
    for index, one in enumerate(paragraphs[:FARTHEST]):
        if kinds[index] is not None or one.aside:
            continue
        if len(one.text) <= LONGEST_LINE and (is_furniture(one.text) or is_menu(one.text)):
            furniture.append(index)
        elif len(one.text) <= LONGEST_LINE and column_author(one.text) is not None:
            kinds[index] = "byline"
        elif is_opening(one):
            sections = [line for line in lines if is_section(paragraphs[line].text)]
            furniture.extend(sections if len(sections) < len(lines) else ())
            for line in furniture:
                kinds[line] = "navigation"
            return [line for line in lines if line not in furniture], index
        elif len(lines) + len(furniture) < MOST_LINES:
            lines.append(index)
    return lines, None


def _speech(lines: Sequence[int], paragraphs: Sequence[Paragraph], end: int) -> tuple[int | None, str | None]:
    """Return the line that announces a speech and the one who gives it, where the text is spoken."""
    announced = [
        (line, found) for line in lines if (found := read_announcement(paragraphs[line].text)) is not None
    ]
    prose = [one.text[:HEARD_CHARACTERS] for one in paragraphs[end : end + HEARD]]
    whole = "\n".join(one.text[:5000] for one in paragraphs[:200])
    head = [paragraphs[index].text for index in range(end)]
    greeted = any(is_salutation(text) for text in [*head, *prose[:1]])
    if not (announced or greeted) or not is_spoken(head, prose):
        return None, None
    named = next(((line, found.speaker) for line, found in announced if found.speaker is not None), None)
    if named is not None:
        return named[0], in_full(named[1], whole)
    alone = (person_line(paragraphs[line].text) for line in lines if not is_salutation(paragraphs[line].text))
    speaker = next((person for person in alone if person is not None), None)
    if speaker is None:
        return None, None
    return (announced[0][0] if announced else None), normal_case(speaker, whole)


def _body_above(lines: Sequence[str], words: _Words) -> Masthead | None:
    """Return the body above a speech: the ministry or the office rather than the state."""
    found = [
        named
        for text in lines
        if (named := read_masthead(text, whole=words.whole, foot=words.foot)) is not None
    ]
    bodies = [named for named in found if not is_state_line(named.name)]
    return next(iter([*(one for one in bodies if one.sure), *bodies, *found]), None)


def _above_menu(
    kinds: Kinds, paragraphs: Sequence[Paragraph], lines: Sequence[int], words: _Words
) -> Masthead | None:
    """Return the site above whose menu nothing but its name stands, and label its lines; None without one."""
    rows = paragraphs[: lines[-1]] if lines else ()
    menus = [index for index, one in enumerate(rows) if kinds[index] == "navigation" and is_menu(one.text)]
    header = [line for line in lines if menus and line < menus[-1]]
    if not header or any(kind in {"byline", "dateline"} for kind in kinds[: menus[-1]]):
        return None
    for line in header:
        kinds[line] = "navigation"
    texts = [paragraphs[line].text for line in header]
    found = [read_masthead(text, whole=words.whole, foot=words.foot) for text in texts]
    site = Masthead(name=normal_case(texts[0], words.whole), sure=True)
    return next((one for one in found if one is not None and one.sure), site)


def _first_line(
    kinds: Kinds, paragraphs: Sequence[Paragraph], lines: Sequence[int], words: _Words
) -> Masthead | None:
    """Return the publisher that the first line names, where another line is left for a title.

    Below the first line only a sure sign counts: `Prepared by NAME`, or a name that ends as firms' do.
    """
    for line in lines[: MOST_CAPITALS if len(lines) > 1 else 0]:
        body = publication_line(paragraphs[line].text)
        if body is not None:
            kinds[line] = "navigation"
            return Masthead(name=normal_case(body, words.whole), sure=True)
    if len(lines) < 2 or (paragraphs[lines[1]].heading and not paragraphs[lines[0]].heading):  # noqa: PLR2004 - publisher and title
        return None
    text, below = paragraphs[lines[0]].text, paragraphs[lines[1]].text
    close = paragraphs[lines[1]].start - paragraphs[lines[0]].end == 1
    tagline = close and len(lines) > 2 and front_pattern("tagline").match(below) is not None  # noqa: PLR2004 - and the tagline
    named = read_masthead(text, whole=words.whole, foot=words.foot)
    if (named is None or not named.sure) and could_publish(text) and (tagline or is_series(below)):
        named = Masthead(name=normal_case(text, words.whole), sure=True)
    if named is None or (not named.sure and (len(text.split()) > MOST_CAPITALS or below.isupper())):
        second = read_masthead(below, whole=words.whole, foot=words.foot)
        if second is None or not trades(second.name) or len(below.split()) > MOST_CAPITALS:
            return None
        kinds[lines[1]] = "navigation"
        return second
    kinds[lines[0]] = "navigation"
    if tagline and below[0].islower():
        kinds[lines[1]] = "navigation"
    return named


def label_lines_below(kinds: Kinds, paragraphs: Sequence[Paragraph], title: int | None, end: int) -> None:
    """Label what stands between the title and the text: the author alone on a line, series and sections."""
    foot = foot_of(paragraphs[end:])
    for index in range(0 if title is None else title + 1, end):
        one = paragraphs[index]
        if kinds[index] is not None:
            continue
        author = bare_author(one.text)
        if author is not None and not is_publisher(author) and not is_section(author):
            dated = index + 1 < len(kinds) and kinds[index + 1] == "dateline"
            under = index == (title or 0) + 1 and one.start - paragraphs[index - 1].end == 1
            if dated or under or author in foot:
                kinds[index] = "byline"
                continue
        if is_series(one.text) or is_section(one.text):
            kinds[index] = "navigation"
