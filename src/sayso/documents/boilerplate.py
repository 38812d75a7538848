"""Which paragraphs are running text and which are what surrounds it, by jusText's rules.

jusText looks at length, links and the share of stop words, and at the neighbours. It is given the
paragraphs that the format's reader found, so that places in the text stay as they are; what it calls bad
is labelled, never deleted.

Source: Pomikálek, J. (2011), Removing Boilerplate and Duplicate Content from Web Corpora, thesis,
Masaryk University.
"""

from collections.abc import Sequence
from functools import cache

from justext.core import PathInfo, classify_paragraphs, revise_paragraph_classification
from justext.paragraph import Paragraph as JustextParagraph
from justext.utils import get_stoplist

from sayso.documents.paragraphs import Paragraph

BLOCK = 400
"""How many paragraphs are judged together. jusText looks for the nearest clear neighbour of every short
paragraph, which takes time with the square of their number: few reports have 400, and a list of a million
lines must end."""
MANY = 4000
"""Number of paragraphs from which a file is a list rather than a report: then in blocks of an eighth."""


@cache
def stop_words() -> frozenset[str]:
    """Return the commonest English words, in lower case."""
    return frozenset(get_stoplist("English"))


def running_text(paragraphs: Sequence[Paragraph]) -> tuple[bool, ...]:
    """Return, for each paragraph, whether it is running text: full sentences among others like them."""
    judged: list[bool] = []
    block = BLOCK if len(paragraphs) < MANY else BLOCK // 8
    for first in range(0, len(paragraphs), block):
        made = [_make(paragraph) for paragraph in paragraphs[first : first + block]]
        classify_paragraphs(made, stop_words())
        revise_paragraph_classification(made)
        judged.extend(not paragraph.is_boilerplate for paragraph in made)
    return tuple(judged)


def _make(paragraph: Paragraph) -> JustextParagraph:
    """Return the paragraph in jusText's own form."""
    path = PathInfo().append("h1" if paragraph.heading else "p")
    made = JustextParagraph(path)
    made.append_text(paragraph.text)
    made.chars_count_in_links = paragraph.link_characters
    made.tags_count = 0
    return made
