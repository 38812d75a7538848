"""`sayso statements`: filters, search, first digits of identifiers, JSON Lines, CSV, and files alone."""

import csv
import sqlite3
from pathlib import Path

import pytest

from sayso.statements.jsonl import statements_from_jsonl, statements_to_jsonl
from sayso.statements.statement import Review
from sayso.store import Selection, Workspace
from sayso.store.database import FILE
from tests.cli.calling import call, refused, shown
from tests.store import made

MANY = tuple(map(made.statement, range(120)))


@pytest.fixture
def filled(desk: Path) -> Path:
    """A workspace with 120 statements."""
    with Workspace.open(desk) as workspace:
        workspace.add_statements(MANY)
    return desk


def test_a_statement_is_shown_with_who_what_how_sure_and_where(filled: Path) -> None:
    one = next(each for each in MANY if each.kind == "forecast" and each.factor is not None)
    text = " ".join(shown("statements", "--id", one.id[:8]).split())
    for words in (
        one.id[:8],
        one.speaker.name,
        "forecast",
        str(one.factor),
        "“likely”",
        "0.75",
        one.quote[:20],
        "characters",
    ):
        assert words in text
    assert filled.exists()


@pytest.mark.parametrize(
    ("options", "selection"),
    [
        (("--kind", "trend"), Selection(kind="trend")),
        (("--speaker", "Nisha Biswal"), Selection(speaker="Nisha Biswal")),
        (("--speaker", "biswal"), Selection(speaker="Nisha Biswal")),
        (("--factor", "alignment(UZB>RUS)"), Selection(factor="alignment(UZB>RUS)")),
        (("--actor", "USA"), Selection(actor="USA")),
        (("riot*",), Selection(search="riot*")),
        (("--from", "2020-06", "--to", "2020-06"), Selection()),
    ],
)
def test_what_is_given_must_hold(filled: Path, options: tuple[str, ...], selection: Selection) -> None:
    found, problems = statements_from_jsonl(shown("statements", *options, "--json").encode(), "stdout")
    assert problems == ()
    with Workspace.open(filled) as workspace:
        wanted = list(workspace.statements(selection))
    if "--from" in options:
        wanted = [one for one in wanted if one.as_of is not None and "2020-06" in str(one.as_of)]
    assert list(found) == wanted
    assert found


def test_a_limit_is_kept_and_what_is_left_out_is_told(filled: Path) -> None:
    assert shown("statements", "--limit", "3").count("certainty") == 3
    done = call("statements")
    assert done.stdout.count("certainty") == 50
    assert "50 of 120 are shown" in done.stderr
    assert filled.exists()


@pytest.mark.parametrize(
    "text",
    [
        "x'; DROP TABLE statements; --",
        'quote" OR 1=1',
        "NEAR(a b)",
        "words MATCH 'x'",
        "a* AND b",
        "\x00riot",
        "(" * 500 + "a",
    ],
)
def test_what_is_searched_is_never_run(filled: Path, text: str) -> None:
    done = call("statements", text)
    assert done.exit_code in {0, 2}
    assert not isinstance(done.exception, sqlite3.Error)
    with Workspace.open(filled) as workspace:
        assert workspace.count_statements() == 120
        assert list(workspace.check()) == []


def test_a_search_without_a_word_is_refused(filled: Path) -> None:
    assert "has no word to search for" in refused("statements", "***")
    assert filled.exists()


def test_unknown_names_are_told_with_the_nearest(filled: Path) -> None:
    assert "nearest: 'Nisha Biswal'" in refused("statements", "--speaker", "Nisha Bisval")
    assert "no statement begins with 'zz'" in refused("statements", "--id", "zz")
    assert "No statement is like that, of 120." in refused("statements", "nothinglikethis")
    assert filled.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--factor", "unrst"), "No factor is called 'unrst'; nearest is 'unrest'"),
        (("--factor", "nope(KAZ)"), "No factor is called 'nope'; `sayso factors` lists them"),
        (("--actor", "South Africa"), "'South Africa' is no identifier; that of South Africa is 'ZAF'"),
        (("--actor", "QQKAZ"), "No actor has the identifier 'QQKAZ'; nearest is 'KAZ'"),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_factor_or_an_actor_that_nobody_knows_is_told(
    filled: Path, options: tuple[str, str], words: str, form: tuple[str, ...]
) -> None:
    done = call("statements", *options, *form)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert filled.exists()


def test_a_known_factor_that_nobody_speaks_of_is_not_called_unknown(filled: Path) -> None:
    done = call("statements", "--factor", "election", "--actor", "ZAF")
    assert done.stderr == "No statement is like that, of 120.\n"
    assert filled.exists()


def test_reviewed_and_unreviewed(filled: Path) -> None:
    with Workspace.open(filled) as workspace:
        workspace.add_review(MANY[7].id, Review(verdict="accepted"))
    assert MANY[7].id[:8] in shown("statements", "--reviewed")
    lines = shown("statements", "--unreviewed", "--json").splitlines()
    assert len(lines) == 119


def test_a_csv_file_has_all_of_them_with_quotes_and_identifiers(filled: Path) -> None:
    assert shown("statements", "--csv", "out.csv") == ""
    with (filled / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [one.id for one in MANY]
    assert [row["quote"] for row in rows] == [one.quote for one in MANY]


def test_files_alone_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_WORKSPACE", raising=False)
    Path("claims.jsonl").write_bytes(statements_to_jsonl(MANY) + b"{\n")
    done = call("statements", "--in", "claims.jsonl", "--kind", "trend", "--json")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == sum(one.kind == "trend" for one in MANY)
    assert "claims.jsonl:121: " in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.jsonl"]


def test_a_tampered_file_is_refused(filled: Path) -> None:
    connection = sqlite3.connect(filled / FILE)
    connection.execute("DROP TRIGGER statements_refuse_delete")
    connection.commit()
    connection.close()
    assert "was tampered with" in refused("statements")


def test_words_that_would_steer_the_terminal_are_shown_as_what_they_are(desk: Path) -> None:
    import msgspec  # noqa: PLC0415 - here alone

    quote = "\x1b[2Jgone\u202e" + MANY[0].quote
    hostile = msgspec.structs.replace(MANY[0], quote=quote, end=MANY[0].start + len(quote))
    with Workspace.open(desk) as workspace:
        workspace.add_statements([hostile])
    text = shown("statements")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "U+001B" in text
