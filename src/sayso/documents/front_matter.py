"""Which paragraph is the title, and which is the lede."""

import re
from collections.abc import Sequence

from sayso.documents.document import ZoneKind
from sayso.documents.front_words import is_series
from sayso.documents.paragraphs import Paragraph

LONGEST_TITLE = 300
"""Longest headline, in characters; two stacked headlines of a wire report stay under it."""
FEWEST_WORDS = 4
"""Fewest words that tell a headline from the name of a section (`World`, `Opinion`), if there is a choice."""

_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_FULL_STOP = re.compile(r"[.!?][\"'”’»)\]]*$")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_STATEMENT_END = re.compile(r"(?<!\.\.)\.[\"'”’»)\]]*$")


def is_prose(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph holds at least one full sentence.

    >>> is_prose(Paragraph(start=0, end=31, text="Protests spread to five cities."))
    True
    """
    words = paragraph.text[:400].split()
    most_links = 0.5
    return (
        len(words) >= FEWEST_WORDS
        and _SENTENCE_END.search(paragraph.text[-6:]) is not None
        and paragraph.link_characters <= most_links * (paragraph.end - paragraph.start)
    )


def ends_sentence(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph ends as sentences do, however short it is, and is no link."""
    return paragraph.link_characters == 0 and _FULL_STOP.search(paragraph.text[-6:]) is not None


def find_title(
    paragraphs: Sequence[Paragraph], kinds: Sequence[ZoneKind | None], page_title: str | None
) -> int | None:
    """Return the index of the title, None where the text begins without one.

    A heading that the page's own title repeats is the title; else the first heading before running text;
    else, in plain text, a line before the first running text that does not end as a statement does.
    """
    free = [index for index, kind in enumerate(kinds) if kind is None and not paragraphs[index].aside]
    headings = [index for index in free if paragraphs[index].heading]
    if page_title is not None:
        wanted = _plain(page_title)
        repeated = [index for index in headings or free[:20] if _same(_plain(paragraphs[index].text), wanted)]
        if repeated:
            return repeated[0]
    first = next((index for index in free if is_opening(paragraphs[index])), None)
    before = [index for index in free if first is None or index < first]
    if not before or before[-1] == free[-1]:
        before = before[:1] if len(free) > 1 and first is None else before
        if len(free) < 2:  # noqa: PLR2004 - a title needs a text after it
            return None
    headed = [index for index in before if paragraphs[index].heading]
    if headed:
        return headed[0]
    likely = [index for index in before if _could_head(paragraphs[index])]
    long = [index for index in likely if len(paragraphs[index].text.split()) >= FEWEST_WORDS]
    named = [index for index in long if not is_series(paragraphs[index].text)]
    return next(iter(named or long or likely), None)


def is_opening(paragraph: Paragraph) -> bool:
    """Tell whether running text begins with this paragraph."""
    if len(paragraph.text) > LONGEST_TITLE:
        return True
    return (
        not paragraph.heading
        and is_prose(paragraph)
        and _STATEMENT_END.search(paragraph.text[-6:]) is not None
    )


def _could_head(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph could be a headline."""
    text = paragraph.text
    section = _NUMBERED.match(text) is not None and len(text.split()) <= FEWEST_WORDS
    return len(text) <= LONGEST_TITLE and any(map(str.isalpha, text)) and text[-1] != "," and not section


def _plain(words: str) -> str:
    """Return the letters and digits of the words in lower case, one space between words."""
    return " ".join(re.findall(r"\w+", words.lower()))


def _same(heading: str, title: str) -> bool:
    """Tell whether a heading is what the page calls itself, apart from the site's name added to it."""
    long = 12
    return heading == title or (len(heading) > long and heading in title)
