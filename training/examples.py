"""What every corpus is brought into: windows of words with whatever labels the corpus has."""

from dataclasses import dataclass, field

NONE = -100
"""Label of a word that says nothing about a task."""
CONTENT = 2
"""Kind of the span that is attributed; 0 is the source and 1 the cue."""


@dataclass(slots=True)
class Claim:
    """One marked statement, by word numbers of its window."""

    head: int
    start: int
    end: int
    kind: int
    factor: int
    sign: int
    from_word: int | None = None
    to_word: int | None = None
    cause_word: int | None = None
    cause_factor: int | None = None


@dataclass(slots=True)
class Window:
    """Consecutive words, with one list of labels per task, as long as the words.

    A task that is missing was not marked.
    """

    words: list[str]
    source: str
    """Corpus and document."""
    tags: dict[str, list[int]] = field(default_factory=dict)
    heads: list[int] | None = None
    """Number of the head word, from 1 in this window; 0 for the root of a sentence, NONE for no mark."""
    sentences: list[int] | None = None
    """Number of the sentence that each word stands in."""
    labels: dict[str, int] = field(default_factory=dict)
    """Labels of the whole window."""
    claims: list[Claim] | None = None
    """Marked statements; None where the window was not marked for them."""


def spans_to_bio(length: int, spans: list[tuple[int, int, int]]) -> list[int]:
    """Return BIO tags (0 outside, 2k+1 begins kind k, 2k+2 goes on) of `(first, one past last, kind)` spans.

    Of overlapping spans the one that comes first in the list stays.

    >>> spans_to_bio(6, [(0, 2, 0), (3, 6, 1), (5, 6, 0)])
    [1, 2, 0, 3, 4, 4]
    """
    tags = [0] * length
    for start, end, kind in spans:
        if any(tags[start:end]) or start >= end:
            continue
        tags[start] = 2 * kind + 1
        tags[start + 1 : end] = [2 * kind + 2] * (end - start - 1)
    return tags


def short_first(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return sources and cues before contents, so that a tag that breaks a content stays visible."""
    return sorted(spans, key=lambda span: (span[2] == CONTENT, span[1] - span[0]))


def join_windows(windows: list[Window]) -> Window:
    """Return several windows as one, in their order; tasks that not all have are NONE where they lack."""
    words: list[str] = []
    heads: list[int] = []
    sentences: list[int] = []
    tags: dict[str, list[int]] = {}
    for number, window in enumerate(windows):
        at, size = len(words), len(window.words)
        words += window.words
        for task in {name for one in windows for name in one.tags}:
            tags.setdefault(task, []).extend(window.tags.get(task, [NONE] * size))
        heads += [head + at if head > 0 else head for head in window.heads or [NONE] * size]
        sentences += [number] * size
    return Window(words, windows[0].source, tags=tags, heads=heads, sentences=sentences)
