"""The corpora that are not treebanks: names, causes and events."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.language.words import word_spans
from training.examples import Window, spans_to_bio
from training.labels import NAMES, PLOVER

_CROSSNER = {
    "politician": 0,
    "person": 0,
    "organisation": 1,
    "politicalparty": 1,
    "country": 2,
    "location": 2,
}
_RE3D = {"Person": 0, "Organisation": 1, "Location": 2}
_UNER = {name: number for number, name in enumerate(NAMES)}
_SIGNAL = 2
"""Kind of the span that says that there is a cause; 0 is the cause and 1 the effect."""
_LONGEST = 120
"""Words of an example of an event that are read."""


def read_columns(path: Path, *, word: int, tag: int, mapping: dict[str, int]) -> Iterator[Window]:
    """Yield the sentences of a file with one word a line and BIO tags in column `tag`."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#") and not words:
            continue
        if line.strip():
            row = line.split("\t")
            words.append(row[word])
            tags.append(row[tag])
        elif words:
            yield Window(words, path.stem, tags={"names": spans_to_bio(len(words), _runs(tags, mapping))})
            words, tags = [], []


def _runs(tags: list[str], mapping: dict[str, int]) -> list[tuple[int, int, int]]:
    spans, start = [], 0
    for at, tag in enumerate([*tags, "O"]):
        before = tags[at - 1] if at else "O"
        if before != "O" and (tag[:1] != "I" or tag[2:] != before[2:]):
            if before[2:] in mapping:
                spans.append((start, at, mapping[before[2:]]))
            start = at
        if tag[:1] == "B" or (before == "O" and tag != "O"):
            start = at
    return spans


def crossner(path: Path) -> Iterator[Window]:
    """Yield CrossNER sentences with persons, organisations and places."""
    return read_columns(path, word=0, tag=1, mapping=_CROSSNER)


def uner(path: Path) -> Iterator[Window]:
    """Yield Universal NER sentences."""
    return read_columns(path, word=1, tag=2, mapping=_UNER)


def re3d(folder: Path) -> Iterator[Window]:
    """Yield the sentences of one part of re3d with persons, organisations and places."""
    marks: dict[str, list[tuple[int, int, int]]] = {}
    for line in _json_lines(folder / "entities.json"):
        if line["type"] in _RE3D:
            marks.setdefault(str(line["documentId"]), []).append(
                (int(line["begin"]), int(line["end"]), _RE3D[str(line["type"])]),
            )
    for document in _json_lines(folder / "documents.json"):
        text = str(document["text"])
        for match in re.finditer(r"[^\n]+", text):
            for start, end in _sentences(text, match.start(), match.end()):
                words = word_spans(text[start:end], offset=start)
                spans = [
                    span
                    for a, b, kind in marks.get(str(document["_id"]), [])
                    if start <= a and b <= end and (span := to_words(words, a, b, kind)) is not None
                ]
                spans = [_without_article(text, words, span) for span in spans]
                spans.sort(key=lambda span: span[0] - span[1])
                yield Window(
                    [text[a:b] for a, b in words],
                    f"re3d {document['_id']}",
                    tags={"names": spans_to_bio(len(words), spans)},
                )


def _without_article(
    text: str, words: list[tuple[int, int]], span: tuple[int, int, int]
) -> tuple[int, int, int]:
    first, last, kind = span
    if last - first > 1 and text[slice(*words[first])].lower() in {"the", "a", "an"}:
        first += 1
    return first, last, kind


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start]
    cuts += [start + m.end() for m in re.finditer(r"[.!?][\"”’)]*\s+(?=[A-Z“\"])", text[start:end])]
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True) if b - a > 1]


def _json_lines(path: Path) -> list[dict[str, Any]]:
    lines = (line.strip().rstrip(",") for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.startswith("{")]


def to_words(
    words: list[tuple[int, int]], start: int, end: int, kind: int = 0
) -> tuple[int, int, int] | None:
    """Return the first and one past the last word that `start..end` touches, with `kind`."""
    inside = [at for at, (a, b) in enumerate(words) if a < end and b > start]
    return (inside[0], inside[-1] + 1, kind) if inside else None


def causal_news(folder: Path) -> Iterator[Window]:
    """Yield the sentences of the Causal News Corpus, with their label and the first relation's spans."""
    spans = {}
    with (folder / "train_subtask2_grouped.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            spans[row["text"]] = causal_pairs(row["causal_text_w_pairs"])
    with (folder / "train_subtask1.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            words = row["text"].split()
            window = Window(words, f"cnc {row['index']}", labels={"causal": int(row["label"])})
            pairs = spans.get(row["text"], [])
            if pairs or row["label"] == "0":
                tag_causes(window, pairs[0] if pairs else [])
            yield window


def tag_causes(window: Window, spans: list[tuple[int, int, int]]) -> None:
    """Label the words of `window` with the causes (0), effects (1) and signals (2) in `spans`."""
    size = len(window.words)
    window.tags["cause"] = spans_to_bio(size, [span for span in spans if span[2] != _SIGNAL])
    window.tags["signal"] = spans_to_bio(size, [(a, b, 0) for a, b, kind in spans if kind == _SIGNAL])


def causal_pairs(written: str) -> list[list[tuple[int, int, int]]]:
    """Return the cause (0), effect (1) and signal (2) of each relation, in words.

    `written` is in the markup of the Causal News Corpus.

    >>> causal_pairs("['<ARG1>Crowds left</ARG1> <SIG0>after</SIG0> <ARG0>the ban</ARG0> .']")
    [[(0, 2, 1), (2, 3, 2), (3, 5, 0)]]
    """
    pairs = []
    for marked in ast.literal_eval(written):
        spans, starts, count = [], {}, 0
        for piece in re.split(r"(</?(?:ARG0|ARG1|SIG\d)>)", marked):
            tag = re.fullmatch(r"<(/?)(ARG0|ARG1|SIG\d)>", piece)
            if tag is None:
                count += len(piece.split())
            elif not tag[1]:
                starts[tag[2]] = count
            elif tag[2] in starts:
                spans.append((starts.pop(tag[2]), count, {"ARG0": 0, "ARG1": 1}.get(tag[2], _SIGNAL)))
        pairs.append(spans)
    return pairs


def because(folder: Path) -> Iterator[Window]:
    """Yield the sentences of BECAUSE whose text is included, with cause, effect and signal."""
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        notes = path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()
        places = {}
        for line in notes:
            match = re.match(r"(T\d+)\t\S+ ([\d ;]+)\t", line)
            if match is not None:
                numbers = [int(number) for number in re.findall(r"\d+", match[2])]
                places[match[1]] = (numbers[0], numbers[-1])
        relations = []
        for line in notes:
            match = re.match(r"E\d+\t\w+:(T\d+)((?: \w+:T\d+)*)", line)
            if match is not None:
                arguments = dict(re.findall(r"(Cause|Effect):(T\d+)", match[2]))
                relations.append((match[1], arguments.get("Cause"), arguments.get("Effect")))
        for start, end in _sentences(text, 0, len(text)):
            yield _because_sentence(text, (start, end), places, relations, path.stem)


def _because_sentence(
    text: str,
    place: tuple[int, int],
    places: dict[str, tuple[int, int]],
    relations: list[tuple[str, str | None, str | None]],
    name: str,
) -> Window:
    start, end = place
    words = word_spans(text[start:end], offset=start)
    window = Window([text[a:b] for a, b in words], f"because {name}")
    inside = [one for one in relations if one[0] in places and start <= places[one[0]][0] < end]
    spans: list[tuple[int, int, int]] = []
    for signal, cause, effect in inside[:1]:
        for identifier, kind in ((cause, 0), (effect, 1), (signal, _SIGNAL)):
            first, last = places.get(identifier or "", (-1, -1))
            if start <= first and last <= end:
                span = to_words(words, first, last, kind)
                spans += [span] if span else []
    if not inside or any(kind != _SIGNAL for _, _, kind in spans):
        tag_causes(window, spans)
    return window


_PLOVER_NAMES = {
    "DEMAND": "REQUEST",
    "YIELD": "CONCEDE",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}


def cameo_to_plover(code: str) -> str | None:
    """Return the PLOVER root of a CAMEO code, where there is one.

    Source: CAMEO2PLOVER of the PLOVER codebook.

    >>> cameo_to_plover("0871"), cameo_to_plover("190"), cameo_to_plover("010")
    ('RETREAT', 'ASSAULT', None)
    """
    roots = {
        "03": "AGREE",
        "04": "CONSULT",
        "05": "SUPPORT",
        "06": "COOPERATE",
        "07": "AID",
        "09": "ACCUSE",
        "10": "REQUEST",
        "11": "ACCUSE",
        "12": "REJECT",
        "13": "THREATEN",
        "14": "PROTEST",
        "15": "MOBILIZE",
        "16": "SANCTION",
        "17": "COERCE",
        "18": "ASSAULT",
        "19": "ASSAULT",
        "20": "ASSAULT",
    }
    if code.startswith("08"):
        return "RETREAT" if code.startswith("087") else "CONCEDE"
    return roots.get(code[:2])


def plover_examples(gold: Path, cameo: Path) -> Iterator[Window]:
    """Yield the records of the PLOVER gold standard and the CAMEO codebook's examples, with their root."""
    text = (gold / "plover-gsr" / "PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8")
    for record in json.loads(text, strict=False):
        root = _PLOVER_NAMES.get(str(record["event"]), str(record["event"]))
        if root in PLOVER and record.get("text"):
            yield _labelled(str(record["text"]), root, "plover-gsr")
    with next(cameo.glob("*.csv")).open(encoding="cp1252", errors="replace") as file:
        for row in csv.DictReader(file):
            code = cameo_to_plover(str(row.get("code") or row.get("cameo_code") or ""))
            if code and row.get("example"):
                yield _labelled(str(row["example"]), code, "cameo")


def event_sentences(folder: Path) -> Iterator[Window]:
    """Yield the sentences of `cases/events` with their root; `NONE` is not learnt as a root."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            root, _, _, text = line.split("\t")
            if root in PLOVER:
                yield _labelled(text, root, path.stem)


def _labelled(text: str, root: str, source: str) -> Window:
    words = word_spans(text)[:_LONGEST]
    return Window([text[a:b] for a, b in words], source, labels={"plover": PLOVER.index(root)})
