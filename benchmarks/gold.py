"""How well the reader finds marked statements.

    python benchmarks/gold.py TEXTS MARKS

TEXTS is a folder of documents, MARKS a JSON Lines file of marked statements in them. The last line
printed is one JSON object.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from sayso.actors import ActorTable
from sayso.documents import read_paths
from sayso.reading.agreement import Agreement, Mark, agree
from sayso.reading.gold import marks_of, read_marks
from sayso.reading.read import READER, Reader
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon


def score(texts: Path, marks_file: Path) -> tuple[tuple[Mark, ...], tuple[Mark, ...], float]:
    """Return the marks, what the reader found, and words read per second."""
    actors, _ = ActorTable.load()
    catalogue, _ = Catalogue.load()
    reader = Reader(actors=actors, catalogue=catalogue, lexicon=Lexicon.load())
    marks, problems = read_marks(marks_file)
    if problems:
        raise SystemExit("\n".join(str(problem) for problem in problems))
    marked = {mark.document for mark in marks}
    documents, _ = read_paths([texts], actors=actors)
    chosen = [document for document in documents if Path(document.name).name in marked]
    began = time.perf_counter()
    found = [
        mark
        for document in chosen
        for mark in marks_of(reader.read(document)[0], document=Path(document.name).name)
    ]
    words = sum(len(document.text.split()) for document in chosen)
    return marks, tuple(found), words / (time.perf_counter() - began)


def row(name: str, one: Agreement) -> str:
    """Return one line of the table."""
    counts = f"{one.marked:6} {one.found:6} {one.matched:8}"
    return f"{name:14} {counts} {one.precision:9.3f} {one.recall:7.3f} {one.f1:6.3f}"


def report(marks: Sequence[Mark], found: Sequence[Mark]) -> dict[str, object]:
    """Print the table by kind and return the figures."""
    print(f"{'kind':14} {'marked':>6} {'found':>6} {'matched':>8} {'precision':>9} {'recall':>7} {'F1':>6}")
    by_kind = {}
    for kind in KINDS:
        one = agree(
            [mark for mark in marks if mark.kind == kind], [mark for mark in found if mark.kind == kind]
        )
        by_kind[kind] = round(one.f1, 3)
        print(row(kind, one))
    whole, names = agree(marks, found), agree(marks, found, actors=False)
    print(row("all", whole))
    print(row("factor's name", names))
    right = f"speaker {whole.speaker}, sign {whole.sign}, likelihood {whole.likelihood}"
    print(f"of {whole.matched} matched, right: {right}")
    share = max(whole.matched, 1)
    return {
        "reader": READER,
        "f1": round(whole.f1, 3),
        "precision": round(whole.precision, 3),
        "recall": round(whole.recall, 3),
        "f1_factor_name_only": round(names.f1, 3),
        "speaker": round(whole.speaker / share, 3),
        "sign": round(whole.sign / share, 3),
        "likelihood": round(whole.likelihood / share, 3),
        "f1_by_kind": by_kind,
    }


def main() -> None:
    """Score a folder of texts and print the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument("marks", type=Path)
    arguments = parser.parse_args()
    marks, found, speed = score(arguments.texts, arguments.marks)
    figures = report(marks, found)
    print(json.dumps({**figures, "words_per_second": round(speed)}))


if __name__ == "__main__":
    main()
