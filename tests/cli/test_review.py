"""`sayso review`: keys from a pipe, reviews that are only added, undo, corrections, narrow terminals."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from sayso.statements.corrected import corrected
from sayso.statements.statement import Review, Statement
from sayso.store import Workspace
from tests.cli.calling import call, shown
from tests.store import made

TEXT = "It was said before. The minister said that a riot is likely. It was said after.\nAnother paragraph.\n"
QUOTE = "a riot is likely"


def _statements() -> tuple[Statement, ...]:
    document = made.document(TEXT.encode(), "report.txt")
    start = TEXT.index(QUOTE)
    first = msgspec.structs.replace(
        made.statement(0),
        document=document.id,
        quote=QUOTE,
        start=start,
        end=start + len(QUOTE),
        certainty=0.1,
    )
    others = [msgspec.structs.replace(made.statement(n), certainty=0.2 * n) for n in (1, 2, 3)]
    return (*others, first)


@pytest.fixture
def filled(desk: Path) -> Path:
    """A workspace with four statements, one of them with its document."""
    with Workspace.open(desk) as workspace:
        workspace.add_documents([(made.document(TEXT.encode(), "report.txt"), TEXT.encode())])
        workspace.add_statements(_statements())
    return desk


def _reviews(folder: Path) -> dict[str, tuple[Review, ...]]:
    with Workspace.open(folder) as workspace:
        return {one.id: one.review for one in workspace.statements() if one.review}


def test_the_least_certain_comes_first_within_its_paragraph(filled: Path) -> None:
    text = shown("review", keys="q")
    flat = " ".join(text.split())
    assert "1 of 4" in text
    assert "It was said before. The minister said that »a riot is likely«. It was said after." in flat
    assert "Another paragraph" not in text
    assert _reviews(filled) == {}


def test_keys_accept_reject_and_skip_and_say_who_and_when(filled: Path) -> None:
    done = call("review", "--by", "Ed", keys="arnsq")
    assert done.exit_code == 0
    reviews = _reviews(filled)
    assert [(one.verdict, one.error, one.by) for found in reviews.values() for one in found] in (
        [("accepted", None, "Ed"), ("rejected", "not a claim", "Ed")],
        [("rejected", "not a claim", "Ed"), ("accepted", None, "Ed")],
    )
    assert all(one.at is not None for found in reviews.values() for one in found)
    assert "1 accepted, 1 rejected; 1 statement left" in done.stderr
    assert "1 of 2" in shown("review", keys="q")


def test_a_correction_is_checked_and_asked_again_with_the_nearest(filled: Path) -> None:
    done = call("review", keys="cfunrst(UZB)\nunrest(UZB)\nq")
    assert "nearest is 'unrest'" in done.stderr
    ((review,),) = _reviews(filled).values()
    assert (review.verdict, review.error, review.correction) == (
        "corrected",
        "factor",
        {"factor": "unrest(UZB)"},
    )


def test_a_second_correction_keeps_the_first(filled: Path) -> None:
    call("review", keys="cg-1\nbcktrend\nq")
    ((_, last),) = _reviews(filled).values()
    assert last.correction == {"sign": "-1", "kind": "trend"}


def test_undo_is_another_review_and_what_stood_before_stands_again(filled: Path) -> None:
    call("review", keys="auq")
    ((first, second),) = _reviews(filled).values()
    assert [first.verdict, second.verdict] == ["accepted", "unseen"]
    call("review", keys="a" + "bnlook again\n" + "bruaq")
    verdicts = [[one.verdict for one in found] for found in _reviews(filled).values()]
    assert max(map(len, verdicts)) >= 3
    assert "There is nothing to take back." in call("review", keys="uq").stderr


def test_a_note_leaves_the_verdict(filled: Path) -> None:
    call("review", keys="abnsee page 3\nq")
    ((_, noted),) = _reviews(filled).values()
    assert (noted.verdict, noted.note) == ("accepted", "see page 3")


def test_help_back_and_other_keys(filled: Path) -> None:
    done = call("review", keys="?bxsq")
    assert "take back the last thing" in done.stdout
    assert "This is the first." in done.stderr
    assert "'x' is no key here" in done.stderr
    assert _reviews(filled) == {}


def test_the_end_of_the_keys_is_the_end(filled: Path) -> None:
    for keys in ("", "c", "cf", "cfnonsense\n", "n", "r"):
        done = call("review", keys=keys)
        assert done.exit_code == 0, keys
    assert sum(map(len, _reviews(filled).values())) == 1


def test_all_are_gone_through_and_then_nothing_is_left(filled: Path) -> None:
    assert "4 accepted; none is left" in call("review", keys="aaaa").stderr
    assert "Nothing is left to review." in call("review").stderr
    assert "1 of 4" in shown("review", "--all", keys="q")
    assert len(_reviews(filled)) == 4


def test_one_statement_by_its_first_digits(filled: Path) -> None:
    one = _statements()[2]
    call("review", one.id[:8], keys="a")
    assert list(_reviews(filled)) == [one.id]


@pytest.mark.parametrize("columns", [30, 40, 200])
def test_lines_fit_the_terminal_and_have_no_colours_in_a_pipe(filled: Path, columns: int) -> None:
    text = shown("review", keys="ssssq", columns=columns)
    assert max(len(line) for line in text.splitlines()) <= max(columns, 30)
    assert "\x1b" not in text
    assert filled.exists()


def test_in_a_terminal_single_keys_will_do_and_tab_completes(filled: Path) -> None:
    with _terminal(filled, "--by", "Ed") as master:
        for wanted, keys in (
            ("1 of 4", "a"),
            ("2 of 4", "c"),
            ("What is wrong?", "f"),
            ("> ", "unre\tUZB)\r"),
        ):
            _until(master, wanted)
            os.write(master, keys.encode())
        assert "\x1b[3" not in _until(master, "3 of 4")
        os.write(master, b"q")
        _until(master, "2 statements left")
    with Workspace.open(filled) as workspace:
        found = [one.review[-1] for one in workspace.statements() if one.review]
    assert sorted(one.verdict for one in found) == ["accepted", "corrected"]
    assert [one.correction for one in found if one.correction] == [{"factor": "unrest(UZB)"}]


def test_in_a_terminal_keys_move_the_quote_which_is_shown_at_once(filled: Path) -> None:
    one = _statements()[3]
    with _terminal(filled, one.id, "--by", "Ed") as master:
        for wanted, keys in (
            ("1 of 1", "cp"),
            ("»a riot is likely«", "h"),
            ("»that a riot is likely«", "l"),
            ("»that a riot is likely.«", "k"),
            ("»that a riot is likely«", "y"),
        ):
            _until(master, wanted)
            os.write(master, keys.encode())
        _until(master, "1 corrected; none is left")
    ((review,),) = _reviews(filled).values()
    assert (review.verdict, review.error, review.by) == ("corrected", "span", "Ed")
    with Workspace.open(filled) as workspace:
        (found,) = (corrected(one) for one in workspace.statements() if one.review)
        (kept,) = (one for one in workspace.statements() if one.review)
    assert TEXT[found.start : found.end] == found.quote == "that a riot is likely"
    assert (found.prefix, found.suffix[:7]) == ("was said before. The minister said "[-32:], ". It wa")
    assert (kept.quote, kept.start, kept.id) == (QUOTE, one.start, one.id)


def test_a_moved_quote_is_shown_where_it_is_now_and_keeps_other_corrections(filled: Path) -> None:
    one = _statements()[3].id
    call("review", one, keys="cg-1\n")
    call("review", one, "--all", keys="cpjjy")
    text = " ".join(shown("review", one, keys="q").split())
    assert "The minister said that a riot »is likely«. It was said after." in text
    ((_, last),) = _reviews(filled).values()
    assert (last.correction["sign"], last.correction["quote"]) == ("-1", "is likely")
    call("review", one, keys="cpkq")
    assert len(_reviews(filled)[one]) == 2
    call("review", one, keys="cpkyu")
    assert [each.correction.get("quote") for each in _reviews(filled)[one]] == [None, "is likely", "is"]


def test_a_quote_cannot_be_moved_out_of_its_document_or_to_nothing(filled: Path) -> None:
    one = _statements()[3].id
    done = call("review", one, keys="cp" + "h" * 40 + "l" * 40 + "y")
    assert "The text begins here." in done.stderr
    assert "The text ends here." in done.stderr
    ((review,),) = _reviews(filled).values()
    assert (review.correction["start"], review.correction["end"]) == ("0", str(len(TEXT.rstrip())))
    assert (review.correction["prefix"], review.correction["suffix"]) == ("", "\n")
    done = call("review", one, keys="cp" + "j" * 40 + "y")
    assert "One word has to stay." in done.stderr
    assert _reviews(filled)[one][-1].correction["quote"] == "."


def test_a_place_that_is_left_or_whose_document_is_not_kept_adds_nothing(filled: Path) -> None:
    one, other = _statements()[3].id, _statements()[0].id
    for keys in ("cpq", "cpy", "cp", "cph", "cphjy"):
        assert "left as it was" in call("review", one, keys=keys).stderr
    assert "'z' is no key here" in call("review", one, keys="cpzq").stderr
    assert "its document is not kept" in call("review", other, keys="cp").stderr
    assert _reviews(filled) == {}


@contextmanager
def _terminal(folder: Path, *arguments: str) -> Iterator[int]:
    """Give a terminal in which `sayso review` runs, which is to end by itself."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    master, slave = pty.openpty()
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "review", *arguments]
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    running = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment)  # noqa: S603 - our own program
    os.close(slave)
    try:
        yield master
        assert running.wait(timeout=60) == 0
    finally:
        running.kill()
        running.wait()
        os.close(master)


def _until(master: int, wanted: str) -> str:
    """Return what a terminal shows until it shows some words."""
    shown_so_far = ""
    end = time.monotonic() + 60
    while wanted not in shown_so_far:
        assert time.monotonic() < end, shown_so_far
        if select.select([master], [], [], 1)[0]:
            shown_so_far += os.read(master, 65536).decode("utf-8", "replace")
    return shown_so_far
