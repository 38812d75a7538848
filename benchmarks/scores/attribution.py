"""Who says what, in brat's stand-off form as in PolNeAR: words and spans of sources, cues and contents.

PATH holds `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`; where several annotated a text, the
alphabetically first is taken. Words are those of Sayso's own rules, marks included; a word belongs to a span
that has one of its characters.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scores.intervals import Floats, Measured, Sums
from benchmarks.scores.matching import (
    Words,
    exact_f1,
    merged,
    overlap_f1,
    span_counts,
    token_counts,
    token_f1,
)
from sayso.documents.document import Document, Zone
from sayso.language.annotate import annotate
from sayso.language.encoder import Encoder
from sayso.language.sentences import sentence_spans
from sayso.language.words import word_spans

KINDS = ("source", "cue", "content")
_NOTE = re.compile(r"T\d+\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t")


@dataclass(frozen=True, slots=True)
class Part:
    """A source, cue or content: the places of its pieces in the text."""

    kind: str
    pieces: tuple[tuple[int, int], ...]


Finder = Callable[[str], Sequence[Part]]


def attribution_spans(text: str, *, encoder: Encoder) -> list[Part]:
    """Return the parts of attributions in `text` as the reader sees them: the encoder's and quotations."""
    lines = tuple(Zone(kind="body", start=one.start(), end=one.end()) for one in re.finditer(r"[^\n]+", text))
    document = Document(
        id="", name="", text=text, media_type="text/plain", encoding="utf-8", language="en", zones=lines
    )
    return [
        Part(span.kind, ((paragraph.words[span.first].start, paragraph.words[span.last - 1].end),))
        for paragraph in annotate(document, encoder=encoder).paragraphs
        for span in paragraph.attributions
    ]


def sentences_of(text: str) -> tuple[list[list[tuple[int, int]]], list[bool]]:
    """Return the words of each sentence, and whether it begins a paragraph; a line is a paragraph."""
    sentences: list[list[tuple[int, int]]] = []
    firsts: list[bool] = []
    for line in re.finditer(r"[^\n]+", text):
        spans = sentence_spans(text, start=line.start(), end=line.end())
        own = [words for start, end in spans if (words := word_spans(text[start:end], offset=start))]
        sentences += own
        firsts += [at == 0 for at in range(len(own))]
    return sentences, firsts


def measure(folder: Path, find: Finder, *, limit: int | None) -> Measured:
    """Return the counts of each document, `find` giving the parts of attributions in a text."""
    notes = first_annotators(folder)
    names = sorted(notes)[:limit]
    if not names:
        raise SystemExit(
            f"no text with attributions in {folder}; want text/NAME.txt and attributions/NAME_ANNOTATOR.ann"
        )
    counts = []
    words = 0
    for name in names:
        text = (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")
        gold = read_parts(notes[name].read_text(encoding="utf-8"))
        row = document_counts(text, gold, find(text))
        words += row.pop("words")
        counts.append(row)
    return Measured(
        unit="documents",
        counts=counts,
        scores=scores,
        items={
            "documents": len(names),
            "words": words,
            **{f"{kind}s": sum(row[f"{kind}/gold"] for row in counts) for kind in KINDS},
        },
    )


def first_annotators(folder: Path) -> dict[str, Path]:
    """Return the file of the alphabetically first annotator of each text that is there."""
    chosen: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if (folder / "text" / f"{name}.txt").exists():
            chosen.setdefault(name, path)
    return chosen


def read_parts(notes: str) -> list[Part]:
    r"""Return the sources, cues and contents of a brat file; other notes are left out.

    >>> read_parts("T2\tContent 5 9;12 20\t...")
    [Part(kind='content', pieces=((5, 9), (12, 20)))]
    """
    parts = []
    for line in notes.splitlines():
        note = _NOTE.match(line)
        if note is not None and note[1].lower() in KINDS:
            places = [piece.split() for piece in note[2].split(";")]
            parts.append(Part(note[1].lower(), tuple((int(a), int(b)) for a, b in places)))
    return parts


def document_counts(text: str, gold: Sequence[Part], found: Sequence[Part]) -> dict[str, int]:
    """Return the counters of one document, and `words`."""
    words = [span for sentence in sentences_of(text)[0] for span in sentence]
    owner: dict[int, int] = {at: number for number, (a, b) in enumerate(words) for at in range(a, b)}
    rows = []
    for kind in KINDS:
        marked, given = (
            [_words(part, owner) for part in parts if part.kind == kind] for parts in (gold, found)
        )
        rows.append(merged(span_counts(kind, marked, given), token_counts(kind, marked, given)))
    return {**merged(*rows), "words": len(words)}


def scores(sums: Sums) -> dict[str, Floats]:
    """Return F1 of words, of exact spans and of overlapping spans, by kind and over all."""
    found: dict[str, Floats] = {}
    for what, score in (("token", token_f1), ("exact", exact_f1), ("overlap", overlap_f1)):
        for kind in KINDS:
            found[f"{what}_f1_{kind}"] = score(sums, kind)
        found[f"{what}_f1_all"] = score(sums, *KINDS)
    return found


def _words(part: Part, owner: dict[int, int]) -> Words:
    return frozenset(owner[at] for a, b in part.pieces for at in range(a, b) if at in owner)
