"""A treebank as running text: our own words and sentences, aligned with the treebank's."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path

from benchmarks.scores.alignment import Word, agreement
from benchmarks.scores.conllu import universal
from benchmarks.scores.intervals import Floats, Measured, Sums, f1
from benchmarks.scores.windows import Reading, read_sentences
from sayso.language.encoder import Encoder
from sayso.language.sentences import sentence_spans
from sayso.language.words import word_spans
from training.treebanks import genre

Span = tuple[int, int]


@dataclass(slots=True)
class Token:
    """A token as it stands in the text, with its words: several for a multiword token."""

    form: str
    space_after: bool
    words: list[list[str]] = field(default_factory=list)
    """Rows of the file."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a treebank."""

    document: str
    sentences: list[list[Token]] = field(default_factory=list)

    def text(self) -> str:
        """Return the running text."""
        tokens = [token for sentence in self.sentences for token in sentence]
        return "".join(token.form + " " * token.space_after for token in tokens).rstrip()


def measure(path: Path, encoder: Encoder, *, genres: Collection[str], limit: int | None) -> Measured:
    """Return the counts of each paragraph; every score is an F1, as in CoNLL 2018."""
    paragraphs = [one for one in read_paragraphs(path) if not genres or genre(one.document) in genres][:limit]
    if not paragraphs:
        raise SystemExit(f"no paragraph of {', '.join(genres)} in {path}")
    cuts = [cut(one.text()) for one in paragraphs]
    sentences = [sentence for one in cuts for sentence in one]
    texts = [one.text() for one, own in zip(paragraphs, cuts, strict=True) for _ in own]
    firsts = [at == 0 for own in cuts for at in range(len(own))]
    words = [[text[a:b] for a, b in sentence] for text, sentence in zip(texts, sentences, strict=True)]
    reading = read_sentences(encoder, words, new_paragraph=firsts)
    ends = list(accumulate((len(own) for own in cuts), initial=0))
    counts = []
    for paragraph, own, (a, b) in zip(paragraphs, cuts, pairwise(ends), strict=True):
        gold = gold_words(paragraph)
        found = found_words(paragraph.text(), own, reading, reading.starts[a:b])
        counts.append({**agreement(gold[0], found[0]), **_sentences(gold[1], found[1])})
    return Measured(
        unit="paragraphs",
        counts=counts,
        scores=scores,
        items={"paragraphs": len(paragraphs), "words": sum(row["gold"] for row in counts)},
    )


def read_paragraphs(path: Path) -> Iterator[Paragraph]:
    """Yield the paragraphs of a CoNLL-U file; empty nodes are left out."""
    paragraph = Paragraph("")
    sentence: list[Token] = []
    multiword = 0
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith(("# newdoc", "# newpar")):
            if paragraph.sentences:
                yield paragraph
            document = line.split("=", 1)[1].strip() if line.startswith("# newdoc id") else paragraph.document
            paragraph = Paragraph(document)
        elif not line and sentence:
            paragraph.sentences.append(sentence)
            sentence, multiword = [], 0
        elif line[:1].isdigit():
            row = line.split("\t")
            number, _, last = row[0].partition("-")
            if last:
                sentence.append(Token(row[1], "SpaceAfter=No" not in row[9].split("|")))
                multiword = int(last)
            elif number.isdigit():
                if int(number) > multiword:
                    sentence.append(Token(row[1], "SpaceAfter=No" not in row[9].split("|")))
                sentence[-1].words.append(row)
    if paragraph.sentences:
        yield paragraph


def cut(text: str) -> list[list[Span]]:
    """Return the words of each sentence of a paragraph, by Sayso's own rules."""
    spans = sentence_spans(text, start=0, end=len(text))
    return [words for start, end in spans if (words := word_spans(text[start:end], offset=start))]


def gold_words(paragraph: Paragraph) -> tuple[list[Word], list[Span]]:
    """Return the treebank's words and sentences, by their characters without white space."""
    words: list[Word] = []
    sentences: list[Span] = []
    at = 0
    for sentence in paragraph.sentences:
        first, begin = len(words), at
        for token in sentence:
            end = at + _width(token.form)
            for row in token.words:
                head = int(row[6])
                words.append(
                    Word(
                        start=at,
                        end=end,
                        form=row[1],
                        multiword=len(token.words) > 1,
                        upos=row[3],
                        head=first + head - 1 if head else -1,
                        relation=universal(row[7]),
                    )
                )
            at = end
        sentences.append((begin, at))
    return words, sentences


def found_words(
    text: str, cuts: Sequence[Sequence[Span]], reading: Reading, starts: Sequence[int]
) -> tuple[list[Word], list[Span]]:
    """Return Sayso's words and sentences; each sentence's words begin in the reading at its `starts`."""
    before = list(accumulate((not character.isspace() for character in text), initial=0))
    words: list[Word] = []
    sentences: list[Span] = []
    for sentence, start in zip(cuts, starts, strict=True):
        first = len(words)
        for at, (a, b) in enumerate(sentence, start=start):
            head = reading.heads[at]
            words.append(
                Word(
                    start=before[a],
                    end=before[b],
                    form=text[a:b],
                    multiword=False,
                    upos=reading.upos[at],
                    head=first + head - 1 if head else -1,
                    relation=universal(reading.relations[at]),
                )
            )
        sentences.append((words[first].start, words[-1].end))
    return words, sentences


def scores(sums: Sums) -> dict[str, Floats]:
    """Return the F1 scores."""
    named = {"words": "words", "upos": "upos", "uas": "heads", "las": "arcs"}
    return {
        "sentences": f1(sums["sentences"], sums["sentences_gold"], sums["sentences_found"]),
        **{name: f1(sums[counter], sums["gold"], sums["found"]) for name, counter in named.items()},
    }


def _sentences(gold: Sequence[Span], found: Sequence[Span]) -> dict[str, int]:
    return {
        "sentences": len(set(gold) & set(found)),
        "sentences_gold": len(gold),
        "sentences_found": len(found),
    }


def _width(form: str) -> int:
    return sum(not character.isspace() for character in form)
