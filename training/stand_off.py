"""The sentences of GUM and re3d that were marked for the project.

`cases/corpora` holds offsets; the words stand in the corpora.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.language.words import word_spans
from training.corpora import to_words
from training.examples import CONTENT, Claim, Window, short_first, spans_to_bio
from training.labels import ATTRIBUTION, CONDITION, KINDS, factors
from training.treebanks import NON_COMMERCIAL, genre, read_trees

_FACTORS = factors()


def stand_off(path: Path, corpora: Path) -> Iterator[Window]:
    """Yield the sentences marked in GUM and re3d, their words taken from the corpora.

    Raises:
        ValueError: if a sentence is not in the corpora, or is not as long there as it was when it was marked.
    """
    texts = _texts(corpora)
    for line in path.read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        key = (mark["document"], str(mark["sentence"]))
        text = texts.get(key)
        if mark["corpus"] == "re3d":
            whole = texts.get((mark["document"], ""))
            start = int(mark["sentence"])
            text = whole[start : start + mark["length"]] if whole else None
        if text is None or len(text) != mark["length"]:
            message = f"{path}: {key} is not in the corpora at hand"
            raise ValueError(message)
        yield marked_sentence(text, mark)


def _texts(corpora: Path) -> dict[tuple[str, str], str]:
    """Return the sentences of GUM by document and identifier, and the documents of re3d by theirs and ""."""
    texts = {}
    for part in ("train", "dev"):
        for tree in read_trees(corpora / "ud_english_gum" / f"en_gum-ud-{part}.conllu"):
            if genre(tree.document) not in NON_COMMERCIAL:
                texts[tree.document, tree.identifier] = tree.text
    for documents in (corpora / "re3d").glob("*/documents.json"):
        for line in documents.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("{"):
                document = json.loads(line.strip().rstrip(","))
                texts[document["_id"], ""] = document["text"]
    return texts


def marked_sentence(text: str, mark: dict[str, Any]) -> Window:
    """Return a sentence with its marks, a line of `marks.jsonl`; `cases/corpora/README.md` tells the form."""
    words = word_spans(text)
    size = len(words)
    claims, hedges = [], []
    for one in mark["statements"]:
        claim = _claim(text, words, one)
        if claim is not None:
            claims.append(claim)
            hedges += _span(words, one.get("likelihood"))
    said = _sides(words, mark["attributions"], ATTRIBUTION[:CONTENT])
    contents = [piece for one in mark["attributions"] for piece in one["content"]]
    contents = [piece for one in mark["attributions"] for piece in one["content"]]
    said += [span for piece in contents for span in _span(words, piece, CONTENT)]
    return Window(
        [text[a:b] for a, b in words],
        f"{mark['corpus']} {mark['document']}",
        tags={
            "attribution": spans_to_bio(size, short_first(said)),
            "condition": spans_to_bio(size, _sides(words, mark["conditions"], CONDITION)),
            "hedge": spans_to_bio(size, hedges),
        },
        claims=claims,
    )


def _claim(text: str, words: list[tuple[int, int]], one: dict[str, Any]) -> Claim | None:
    whole, head = _span(words, [one["start"], one["end"]]), _word(text, words, one["head"])
    name = one["effect"].split("(")[0]
    if not whole or head is None or name not in _FACTORS:
        return None
    cause = (one.get("cause") or "").split("(")[0]
    return Claim(
        head=head,
        start=whole[0][0],
        end=whole[0][1] - 1,
        kind=KINDS.index(one["kind"]),
        factor=_FACTORS.index(name),
        sign=one["sign"],
        from_word=_word(text, words, one.get("from")),
        to_word=_word(text, words, one.get("to")),
        cause_word=_word(text, words, one.get("cause_span")),
        cause_factor=_FACTORS.index(cause) if cause in _FACTORS else None,
    )


def _sides(
    words: list[tuple[int, int]], marks: list[dict[str, Any]], names: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Return the spans that each mark has under `names`, numbered as these."""
    return [
        span for one in marks for kind, name in enumerate(names) for span in _span(words, one.get(name), kind)
    ]


def _span(words: list[tuple[int, int]], place: list[int] | None, kind: int = 0) -> list[tuple[int, int, int]]:
    """Return the words at `place` as a span; none where there is no place or no word."""
    found = to_words(words, place[0], place[1], kind) if place else None
    return [found] if found else []


def _word(text: str, words: list[tuple[int, int]], place: list[int] | None) -> int | None:
    """Return the last word at `place` that is not the sign of a genitive."""
    found = _span(words, place)
    if not found:
        return None
    last = found[0][1] - 1
    genitive = text[slice(*words[last])] in {"'s", "’s", "'", "’"}
    return last - 1 if last > found[0][0] and genitive else last
