"""The marked texts in `cases/` lose no mark on their way to the training."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from training.labels import KINDS, PLOVER, factors
from training.marked import find, passage
from training.named import named
from training.stand_off import stand_off

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "cases"
CORPORA = ROOT.parent / "shared" / "data" / "corpora"
PASSAGES = [
    path
    for folder in ("sentences", "paragraphs", "running", "attributions", "generated")
    for path in sorted((CASES / folder).glob("*.txt"))
]
NAMES = sorted((CASES / "names").glob("*.txt"))
EVENTS = sorted((CASES / "events").glob("*.txt"))
MARKS = CASES / "corpora" / "marks.jsonl"
FACTORS = frozenset(factors())
PARTS = {"@": 3, "?": 2, "!": 3}
NOT_LEARNT = 33
"""Statements of clauses without a verb, whose head is given as `-`."""


def blocks(path: Path) -> list[str]:
    head, *found = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert not head.strip(), f"{path.name} begins with text outside a passage"
    return found


def split(block: str) -> tuple[str, str, list[tuple[str, list[str]]]]:
    """Return a passage's name, text, and marks in parts."""
    name, *lines = block.rstrip("\n").split("\n")
    marks = [(line[0], line[2:].split(" | ")) for line in lines if re.match(r"[+@?!] ", line)]
    text = "\n".join(line for line in lines if not re.match(r"[+@?!] ", line)).strip()
    return name, text, [(sign, [part.strip() for part in parts]) for sign, parts in marks]


def lost_in_statement(text: str, parts: list[str]) -> Iterator[str]:
    """Yield what of a `+` line cannot be read."""
    if not 7 <= len(parts) <= 9:
        yield f"{len(parts)} parts"
        return
    kind, factor, sign, quote, head, ends = parts[:6]
    likelihood, cause = (*parts[7:], "-", "-")[:2]
    cause_factor, _, cause_words = cause.partition(" @ ")
    place = find(text, quote)
    if kind not in KINDS:
        yield f"kind {kind!r}"
    if sign not in {"+", "-"}:
        yield f"sign {sign!r}"
    for name in (factor, cause_factor):
        if name != "-" and name.split("(")[0].strip() not in FACTORS:
            yield f"factor {name!r}"
    if place is None:
        yield f"quote {quote!r}"
    elif head != "-" and find(text[slice(*place)], head) is None:
        yield f"head {head!r}"
    sides = [re.sub(r"['’]s$", "", one) for one in (*re.split(r"\s+>\s+", ends), cause_words.strip())]
    for words in (*sides, *likelihood.split(" ... ")):
        if words not in {"", "-"} and find(text, words) is None:
            yield f"words {words!r}"


def lost(block: str) -> Iterator[str]:
    """Yield what of a passage's marks cannot be read."""
    name, text, marks = split(block)
    if not re.fullmatch(r"[a-z]+-\d+ \| [a-z ]+", name):
        yield f"name {name!r}"
    for sign, parts in marks:
        if sign == "+":
            yield from lost_in_statement(text, parts)
            continue
        if not 1 <= len(parts) <= PARTS[sign]:
            yield f"{sign} of {len(parts)} parts"
        for words in (piece.strip() for part in parts for piece in part.split(" ... ")):
            if words not in {"", "-"} and find(text, words) is None:
                yield f"{sign} {words!r}"


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_every_word_that_a_mark_quotes_stands_in_its_passage(path: Path) -> None:
    found = [f"{block.split(' ')[0]}: {one}" for block in blocks(path) for one in lost(block)]
    assert found == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("+ rumour | trade(MLI) | + | Rain fell | fell | - | author", "kind 'rumour'"),
        ("+ event | weather(MLI) | + | Rain fell | fell | - | author", "factor 'weather(MLI)'"),
        ("+ event | trade(MLI) | up | Rain fell | fell | - | author", "sign 'up'"),
        ("+ event | trade(MLI) | + | Snow fell | fell | - | author", "quote 'Snow fell'"),
        ("+ event | trade(MLI) | + | Rain fell | soon | - | author", "head 'soon'"),
        ("+ event | trade(MLI) | + | Rain fell | fell | Mali > Rain | author", "words 'Mali'"),
        ("+ event | trade(MLI) | + | Rain fell", "4 parts"),
        ("@ she | said | Rain fell", "@ 'she'"),
        ("? if it rains | Rain fell | - ", "? of 3 parts"),
    ],
)
def test_a_mark_that_would_be_lost_is_seen(line: str, message: str) -> None:
    assert message in list(lost(f"x-1 | wire\nRain fell soon.\n{line}\n"))


def test_every_statement_with_a_head_is_learnt() -> None:
    written = read = 0
    for path in PASSAGES:
        if path.parent.name != "attributions":
            for block in blocks(path):
                written += sum(sign == "+" for sign, _ in split(block)[2])
                read += len(passage(block, path.stem).claims or ())
    assert written > 5000
    assert written - read == NOT_LEARNT


def test_no_two_passages_have_the_same_name() -> None:
    names = [block.split(" ")[0] for path in PASSAGES for block in blocks(path)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_every_event_has_a_root_two_parties_and_a_sentence(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        root, actor, target, text = line.split("\t")
        assert root in {*PLOVER, "NONE"}, line
        for party in (actor, target):
            assert party == "-" or party.casefold() in text.casefold(), line
        assert len(text.split()) > 2, line


def test_all_sixteen_roots_have_examples() -> None:
    roots = {line.split("\t")[0] for path in EVENTS for line in path.read_text(encoding="utf-8").splitlines()}
    assert roots == {*PLOVER, "NONE"}


# --- stand-off marks


def marks() -> list[dict[str, Any]]:
    return [json.loads(line) for line in MARKS.read_text(encoding="utf-8").splitlines()]


def places(mark: dict[str, Any]) -> Iterator[list[int]]:
    """Yield every `[start, end]` in a line."""
    for one in mark["statements"]:
        yield [one["start"], one["end"]]
        yield from (one[name] for name in ("head", "from", "to", "likelihood", "cause_span") if one[name])
    for one in mark["attributions"]:
        yield from (one[name] for name in ("source", "cue") if one[name])
        yield from one["content"]
    for one in mark["conditions"]:
        yield from (one[name] for name in ("condition", "consequence") if one[name])
    for one in mark["causes"]:
        yield from (one[name] for name in ("cause", "effect", "signal") if one[name])


def test_every_offset_lies_in_its_sentence() -> None:
    for mark in marks():
        for start, end in places(mark):
            assert 0 <= start < end <= mark["length"], mark


def test_every_statement_of_the_corpora_names_a_kind_a_factor_and_a_sign() -> None:
    for mark in marks():
        for one in mark["statements"]:
            assert one["kind"] in KINDS, mark
            assert one["sign"] in {1, -1}, mark
            assert one["effect"].split("(")[0] in FACTORS, mark
            assert one["cause"] is None or one["cause"].split("(")[0] in FACTORS, mark
            assert one["start"] <= one["head"][0] < one["head"][1] <= one["end"], mark


def test_each_sentence_of_the_corpora_is_marked_once() -> None:
    keys = [(mark["corpus"], mark["document"], mark["sentence"]) for mark in marks()]
    assert len(keys) == len(set(keys)) == 857


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora are not at hand")
def test_every_stand_off_mark_meets_words_of_its_corpus() -> None:
    read = list(stand_off(MARKS, CORPORA))
    assert [len(window.claims or ()) for window in read] == [len(mark["statements"]) for mark in marks()]
    for window, mark in zip(read, marks(), strict=True):
        assert any(window.tags["attribution"]) == bool(mark["attributions"])
        assert any(window.tags["condition"]) == bool(mark["conditions"])


# --- what cases/README.md tells


@pytest.mark.parametrize("folder", ["sentences", "attributions", "generated", "events"])
def test_the_readme_tells_how_many_there_are(folder: str) -> None:
    paths = sorted((CASES / folder).glob("*.txt"))
    count = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
    if folder != "events":
        count = sum(len(blocks(path)) for path in paths)
    readme = (CASES / "README.md").read_text(encoding="utf-8")
    row = next(line for line in readme.splitlines() if line.startswith(f"| `{folder}/`"))
    assert f"{count:,} " in row


@pytest.mark.parametrize("path", NAMES, ids=lambda path: path.stem)
def test_every_marked_name_is_learnt(path: Path) -> None:
    windows = list(named(path.parent, path.name))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(windows) == len(lines)
    for line, window in zip(lines, windows, strict=True):
        assert line.count("[") == line.count("]") == len(re.findall(r"\[(?:PER|ORG|LOC) [^\[\]]+\]", line)), (
            line
        )
        begun = sum(tag % 2 for tag in window.tags["names"])
        assert begun == line.count("["), line
        assert "[" not in "".join(window.words)
