"""Answers that were paid for once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.reading.llm import ModelReading

Json = dict[str, Any]
Ask = Callable[..., tuple[ModelReading, list[Json]]]
Make = Callable[..., Json]

TEXT = "The mines\n\nThe strike in Mali is spreading to the north.\n"


def only_file(folder: Path) -> Path:
    (path,) = [path for path in folder.rglob("*") if path.is_file()]
    return path


def test_the_same_question_is_asked_once(ask: Ask, claim: Make, says: Make, tmp_path: Path) -> None:
    first, _ = ask(TEXT, says(claim()), cache=tmp_path)
    again, requests = ask(TEXT, cache=tmp_path)
    assert again.statements == first.statements
    assert requests == []
    assert (again.from_cache, again.calls, again.tokens_in, again.windows) == (1, 0, None, 1)
    assert (first.from_cache, first.calls) == (0, 1)
    assert only_file(tmp_path).suffix == ".json"


@pytest.mark.parametrize(
    "change",
    [{"text": TEXT.replace("north", "south")}, {"temperature": 0.7}],
    ids=["text", "options"],
)
def test_another_question_is_asked(ask: Ask, claim: Make, says: Make, tmp_path: Path, change: Json) -> None:
    ask(TEXT, says(claim()), cache=tmp_path)
    options = {"text": TEXT} | change
    _, requests = ask(options.pop("text"), says(claim()), cache=tmp_path, **options)
    assert len(requests) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"Mali", b"Togo"),
        lambda data: b"\xff\xfe" + data,
        lambda _: b"[" * 100_000,
        lambda data: data.replace(b'"key":"', b'"key":"0'),
        lambda data: data + b" " * 5_000_000,
    ],
    ids=["empty", "half", "altered", "no text", "deep", "another's", "huge"],
)
def test_a_damaged_answer_is_asked_for_again_and_rewritten(
    ask: Ask, claim: Make, says: Make, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    ask(TEXT, says(claim()), cache=tmp_path)
    path = only_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    reading, requests = ask(TEXT, says(claim()), cache=tmp_path)
    assert (len(requests), reading.from_cache, len(reading.statements)) == (1, 0, 1)
    assert path.read_bytes() == whole
    assert only_file(tmp_path) == path


def test_what_is_kept_is_checked_again(ask: Ask, claim: Make, says: Make, tmp_path: Path) -> None:
    ask(TEXT, says(claim(quote="Words that nobody wrote")), cache=tmp_path)
    reading, requests = ask(TEXT, cache=tmp_path)
    assert (reading.statements, reading.refused, requests) == ((), 1, [])


def test_an_answer_of_another_form_is_not_kept(ask: Ask, says: Make, tmp_path: Path) -> None:
    ask(TEXT, says(content="OK"), says(content="OK"), cache=tmp_path)
    assert list(tmp_path.rglob("*.json")) == []


def test_a_cut_off_answer_is_remembered_as_such(ask: Ask, claim: Make, says: Make, tmp_path: Path) -> None:
    replies = [says(content="{", finish="length"), says(), says(claim(paragraph=1))]
    first, _ = ask(TEXT, *replies, cache=tmp_path)
    again, requests = ask(TEXT, cache=tmp_path)
    assert again.statements == first.statements != ()
    assert (requests, again.from_cache) == ([], 2)


def test_a_folder_that_cannot_be_written_costs_only_the_keeping(
    ask: Ask, claim: Make, says: Make, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    reading, _ = ask(TEXT, says(claim()), cache=blocked)
    assert len(reading.statements) == 1
    (problem,) = reading.problems
    assert (problem.source, "cannot be kept there" in problem.message) == (str(blocked), True)


def test_others_cannot_read_what_is_kept(ask: Ask, claim: Make, says: Make, tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    ask(TEXT, says(claim()), cache=folder)
    assert only_file(folder).stat().st_mode & 0o077 == 0
