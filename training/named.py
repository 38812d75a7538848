"""Passages with names marked in the text, one a line, as in "[PER Ada Example] left [LOC Tartu]."."""

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.language.words import word_spans
from training.corpora import to_words
from training.examples import Window, spans_to_bio
from training.labels import NAMES

_NAME = re.compile(r"\[(PER|ORG|LOC) ([^\[\]]+)\]")


def named(folder: Path, files: str = "*.txt") -> Iterator[Window]:
    """Yield the passages of the `files` in `folder`, one a line, with names marked as `[PER Ada Example]`."""
    for path in sorted(folder.glob(files)):
        for line in path.read_text(encoding="utf-8").splitlines():
            text, spans = _without_marks(line.strip())
            words = word_spans(text)
            found = [to_words(words, start, end, kind) for start, end, kind in spans]
            tags = spans_to_bio(len(words), [one for one in found if one is not None])
            yield Window([text[a:b] for a, b in words], f"named {path.stem}", tags={"names": tags})


def _without_marks(line: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the text without its marks and the marks as `(start, end, kind)`."""
    text, spans, at = "", [], 0
    for match in _NAME.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), NAMES.index(match[1])))
        text += match[2]
        at = match.end()
    return text + line[at:], spans
