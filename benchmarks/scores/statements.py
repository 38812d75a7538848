"""Statements of the whole reader, held against marked ones.

PATH is a folder of documents with `gold.jsonl`; `--marks FILE` where the marks lie elsewhere. Only documents
that have marks are read. A statement counts as found when the spans share half of the longer one and kind and
factor, with its actors, agree; each mark is matched once. Speaker, sign and likelihood are shares of those
matched. A false event is an event found that matches no marked event; `false_events_nowhere` are those that
touch no marked event at all.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.scores.intervals import Floats, Measured, Sums, f1, ratio
from sayso.actors import ActorTable
from sayso.documents import read_paths
from sayso.documents.document import Document
from sayso.language.encoder import Encoder
from sayso.reading.agreement import Mark, agree
from sayso.reading.gold import marks_of, read_marks
from sayso.reading.read import Reader
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon

_FEW_DOCUMENTS = 10
"""Fewer give no interval worth the name; then the lines of the texts are resampled."""


def measure(texts: Path, marks_file: Path, encoder: Encoder, *, limit: int | None) -> Measured:
    """Return the counts of each document; of each line where the documents are few."""
    marks, problems = read_marks(marks_file)
    if problems or not marks:
        raise SystemExit("\n".join(str(problem) for problem in problems) or f"no marks in {marks_file}")
    documents = marked_documents(texts, marks)[:limit]
    reader = make_reader(encoder)
    counts: list[dict[str, int]] = []
    whole = len(documents) >= _FEW_DOCUMENTS
    for document in documents:
        name = Path(document.name).name
        own = [mark for mark in marks if mark.document == name]
        found = marks_of(reader.read(document)[0], document=name)
        if whole:
            counts.append(unit_counts(own, found))
        else:
            lines = sorted({_line(document, one) for one in (*own, *found)})
            counts += [
                unit_counts(*([one for one in side if _line(document, one) == line] for side in (own, found)))
                for line in lines
            ]
    return Measured(
        unit="documents" if whole else "lines",
        counts=counts,
        scores=scores,
        items={
            "documents": len(documents),
            "marked": sum(row["all/marked"] for row in counts),
            "found": sum(row["all/found"] for row in counts),
            "words": sum(len(document.text.split()) for document in documents),
        },
        totals=("false_events", "false_events_nowhere"),
    )


def make_reader(encoder: Encoder) -> Reader:
    """Return the reader with its own tables and `encoder`."""
    actors, _ = ActorTable.load()
    catalogue, _ = Catalogue.load()
    return Reader(actors=actors, catalogue=catalogue, lexicon=Lexicon.load(), encoder=encoder)


def marked_documents(texts: Path, marks: Iterable[Mark]) -> list[Document]:
    """Return the documents that have marks.

    Raises:
        SystemExit: if a marked document is not among the texts.
    """
    actors, _ = ActorTable.load()
    names = {mark.document for mark in marks}
    documents, _ = read_paths([texts], actors=actors)
    chosen = [document for document in documents if Path(document.name).name in names]
    missing = names - {Path(document.name).name for document in chosen}
    if missing:
        raise SystemExit(f"not in {texts}: {', '.join(sorted(missing))}")
    return chosen


def unit_counts(marks: Sequence[Mark], found: Sequence[Mark]) -> dict[str, int]:
    """Return the counters of one document or line."""
    whole, names = agree(marks, found), agree(marks, found, actors=False)
    counts = {
        "all/marked": whole.marked,
        "all/found": whole.found,
        "all/matched": whole.matched,
        "names/found": names.found,
        "names/matched": names.matched,
        "speaker": whole.speaker,
        "sign": whole.sign,
        "likelihood": whole.likelihood,
    }
    for kind in KINDS:
        one = agree(
            [mark for mark in marks if mark.kind == kind], [mark for mark in found if mark.kind == kind]
        )
        counts |= {f"{kind}/marked": one.marked, f"{kind}/found": one.found, f"{kind}/matched": one.matched}
    told = [mark for mark in marks if mark.kind == "event"]
    counts["false_events"] = counts["event/found"] - counts["event/matched"]
    counts["false_events_nowhere"] = sum(
        not any(one.start < mark.end and mark.start < one.end for mark in told)
        for one in found
        if one.kind == "event"
    )
    return counts


def scores(sums: Sums) -> dict[str, Floats]:
    """Return the scores."""
    matched = sums["all/matched"]
    return {
        "f1": f1(matched, sums["all/marked"], sums["all/found"]),
        "precision": ratio(matched, sums["all/found"]),
        "recall": ratio(matched, sums["all/marked"]),
        "f1_without_actors": f1(sums["names/matched"], sums["all/marked"], sums["names/found"]),
        "speaker": ratio(sums["speaker"], matched),
        "sign": ratio(sums["sign"], matched),
        "likelihood": ratio(sums["likelihood"], matched),
        **{
            f"f1_{kind}": f1(sums[f"{kind}/matched"], sums[f"{kind}/marked"], sums[f"{kind}/found"])
            for kind in KINDS
        },
    }


def _line(document: Document, mark: Mark) -> int:
    return document.text.count("\n", 0, mark.start)
