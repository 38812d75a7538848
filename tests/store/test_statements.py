"""What a workspace promises about statements, in a folder and on a server alike."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.problems import Problem
from sayso.statements import KINDS
from sayso.statements.factor import Factor
from sayso.statements.jsonl import read_statements, statements_to_jsonl
from sayso.statements.statement import Review, Speaker, Statement
from sayso.store import Added, Selection, Workspace
from tests.store import made

THREE_HUNDRED = tuple(map(made.statement, range(300)))


def test_what_was_added_comes_back_in_order(workspace: Workspace) -> None:
    assert workspace.add_statements(THREE_HUNDRED) == Added(added=300)
    assert tuple(workspace.statements()) == THREE_HUNDRED
    assert list(workspace.check()) == []


def test_adding_twice_adds_nothing(workspace: Workspace) -> None:
    workspace.add_statements(THREE_HUNDRED[:100])
    assert workspace.add_statements(THREE_HUNDRED[50:150]) == Added(added=50, known=50)
    assert workspace.count_statements() == 150


def test_a_second_reading_of_the_same_place_is_named_and_the_first_stands(workspace: Workspace) -> None:
    first = THREE_HUNDRED[0]
    other = msgspec.structs.replace(first, sign=-1, reader="another 1.0")
    assert other.id == first.id
    workspace.add_statements([first])
    assert workspace.add_statements([other]) == Added(known=1, different=(first.id,))
    assert list(workspace.statements()) == [first]


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        (Selection(kind="forecast"), lambda one: one.kind == "forecast"),
        (Selection(speaker="Nisha Biswal"), lambda one: one.speaker.name == "Nisha Biswal"),
        (Selection(factor="alignment"), lambda one: one.factor is not None and one.factor.name == "alignment"),
        (Selection(factor="alignment(UZB>USA)"), lambda one: str(one.factor) == "alignment(UZB>USA)"),
        (Selection(actor="RUS"), lambda one: one.factor is not None and one.factor.target == "RUS"),
        (Selection(document=made.statement(60).document), lambda one: one.document == made.statement(60).document),
        (
            Selection(since=dt.date(2020, 6, 1), until=dt.date(2020, 7, 1)),
            lambda one: one.as_of is not None and dt.date(2020, 6, 1) <= one.as_of.start <= dt.date(2020, 7, 1),
        ),
        (Selection(search="riot"), lambda one: "riot" in one.quote.split()),
        (Selection(search="RIOT tashkent"), lambda one: {"riot", "Tashkent"} <= set(one.quote.split())),
        (Selection(search='"security forces"'), lambda one: "security forces" in one.quote),
        (Selection(search="pro*"), lambda one: " pro" in f" {one.quote}"),
        (Selection(search="harvest"), lambda one: "harvest" in one.quote.split() or one.topic is not None),
        (
            Selection(search="troops", actor="UZB", kind="event", speaker="informed source", factor="unrest"),
            lambda one: (
                "troops" in one.quote
                and str(one.factor) == "unrest(UZB)"
                and one.kind == "event"
                and one.speaker.name == "informed source"
            ),
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("few", [0, 500])
def test_a_selection_finds_what_looking_at_each_statement_finds(
    many: Workspace,
    selection: Selection,
    wanted: Callable[[Statement], bool],
    few: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Words are asked first, or last where few statements have the speaker or the document."""
    monkeypatch.setattr("sayso.store.selection.FEW", few)
    expected = [one for one in MANY if wanted(one)]
    assert expected
    assert list(many.statements(selection)) == expected
    assert many.count_statements(selection) == len(expected)
    assert list(many.statements(selection, limit=2)) == expected[:2]


MANY = tuple(map(made.statement, range(2200)))
"""More than two pages."""


@pytest.fixture(scope="module", params=["folder", "server"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    where: str | Path = tmp_path_factory.mktemp("many") / "workspace"
    if request.param == "server":
        where = request.getfixturevalue("server").new_database()
    with Workspace.create(where, by="tester") as workspace:
        assert workspace.add_statements(MANY) == Added(added=len(MANY))
        yield workspace


HOSTILE = (
    "' OR '1'='1",
    "'; DROP TABLE statements; --",
    '" OR quote MATCH "a',
    "riot) OR (tashkent",
    "{quote} : riot NEAR(a b)",
    "riot\0riot",
    "%s %(x)s :name ?",
    "\ud800",
    "x" * 5000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_looked_for_is_never_run(many: Workspace, text: str) -> None:
    for selection in (
        Selection(speaker=text),
        Selection(factor=text),
        Selection(actor=text),
        Selection(document=text),
    ):
        assert list(many.statements(selection)) == []
    assert len(list(many.statements(Selection(search=f"riot {text}")))) <= len(MANY)
    assert many.count_statements() == len(MANY)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_stored_as_they_are(workspace: Workspace, text: str) -> None:
    first = THREE_HUNDRED[0]
    hostile = msgspec.structs.replace(
        first, quote=text, end=first.start + len(text), speaker=Speaker(name=text, kind="person")
    )
    added = workspace.add_statements([hostile, THREE_HUNDRED[1]])
    if "\ud800" in text:
        assert (added.added, added.refused) == (1, 1)
        assert "surrogates" in added.problems[0].message
    else:
        assert list(workspace.statements(Selection(speaker=text))) == [hostile]
    assert list(workspace.check()) == []


def test_a_search_without_a_word_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="no word to search for"):
        list(workspace.statements(Selection(search="--- ***")))


def test_accents_do_not_hide_a_word(workspace: Workspace) -> None:
    """Erdoğan a reçu l'émissaire."""
    quote = "Erdoğan a reçu l'émissaire"
    one = msgspec.structs.replace(THREE_HUNDRED[0], quote=quote, end=THREE_HUNDRED[0].start + len(quote))
    workspace.add_statements([one])
    for search in ("erdogan", "Erdoğan", "ERDOG*", '"a recu l emissaire"'):
        assert list(workspace.statements(Selection(search=search))) == [one]


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="the nearest is forecast"):
        Selection(kind="forcast")


def test_a_bad_line_is_named_and_the_others_are_imported(workspace: Workspace) -> None:
    lines = statements_to_jsonl(THREE_HUNDRED[:4]).splitlines(keepends=True)
    lines[1] = lines[1][:100] + b"\n"
    lines[2] = b'{"kind": "rumour"}\n'
    added = workspace.add_statements(read_statements(lines, "claims.jsonl"))
    assert (added.added, added.refused) == (2, 2)
    assert [(one.source, one.line) for one in added.problems] == [("claims.jsonl", 2), ("claims.jsonl", 3)]
    assert list(workspace.statements()) == [THREE_HUNDRED[0], THREE_HUNDRED[3]]


def test_a_million_bad_lines_are_counted_and_a_thousand_named(workspace: Workspace) -> None:
    problem = Problem(source="claims.jsonl", message="is not JSON")
    added = workspace.add_statements(itertools.repeat(problem, 20_000))
    assert (added.refused, len(added.problems)) == (20_000, 1000)


def test_a_statement_of_no_hash_is_refused(workspace: Workspace) -> None:
    bad = msgspec.structs.replace(THREE_HUNDRED[0], document="../../etc/passwd")
    added = workspace.add_statements([bad])
    assert added.refused == 1
    assert "is not a SHA-256" in added.problems[0].message


def test_what_is_added_meanwhile_is_not_in_the_stream(workspace: Workspace) -> None:
    workspace.add_statements(MANY[:1500])
    stream = workspace.statements()
    first = next(stream)
    workspace.add_statements(MANY[1500:])
    assert [first, *stream] == list(MANY[:1500])


def test_who_when_and_with_which_version_stands_with_each_row(workspace: Workspace) -> None:
    before = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    workspace.add_statements(THREE_HUNDRED[:1])
    change = workspace.change_of("statements", THREE_HUNDRED[0].id)
    assert change.by == "tester"
    assert before < dt.datetime.fromisoformat(change.at) < dt.datetime.now(dt.UTC)
    assert change.sayso
    with pytest.raises(KeyError):
        workspace.change_of("statements", "0" * 16)


def test_reviews_travel_with_their_statements(workspace: Workspace) -> None:
    review = Review(verdict="rejected", error="not a claim", by="ed", at="2026-01-01T10:00:00+00:00")
    reviewed = msgspec.structs.replace(THREE_HUNDRED[0], review=(review,))
    workspace.add_statements([reviewed, THREE_HUNDRED[1]])
    workspace.add_statements([reviewed])
    assert list(workspace.statements()) == [reviewed, THREE_HUNDRED[1]]


def test_a_repeated_statement_gives_its_reviews_to_the_first(workspace: Workspace) -> None:
    reviews = [Review(verdict="accepted", by=by, at="2026-01-01T10:00:00+00:00") for by in ("ann", "ed")]
    each = [msgspec.structs.replace(THREE_HUNDRED[0], review=(one,)) for one in reviews]
    assert workspace.add_statements(each) == Added(added=1, known=1)
    assert [one.review for one in workspace.statements()] == [tuple(reviews)]


def test_words_behind_a_nul_are_found(workspace: Workspace) -> None:
    quote = "riot\0harvest"
    one = msgspec.structs.replace(THREE_HUNDRED[0], quote=quote, end=THREE_HUNDRED[0].start + len(quote))
    workspace.add_statements([one])
    assert list(workspace.statements(Selection(search="riot harvest"))) == [one]


def test_long_statements_are_committed_in_smaller_batches(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that memory is bounded by bytes: a batch of lines of a megabyte would take gigabytes."""
    monkeypatch.setattr("sayso.store.statements._BATCH_BYTES", 5000)
    told: list[int] = []
    workspace.add_statements(THREE_HUNDRED[:30], on_committed=lambda added: told.append(added.added))
    assert sum(told) == 30
    assert max(told) < 10
    assert list(workspace.statements()) == list(THREE_HUNDRED[:30])


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=30, deadline=None)
@given(
    quotes=st.lists(TEXT, min_size=1, max_size=5),
    name=TEXT,
    kind=st.sampled_from(sorted(KINDS.keys() - {"conditional"})),
)
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, quotes: list[str], name: str, kind: str
) -> None:
    given_ones = {}
    for at, quote in enumerate(quotes):
        one = KINDS[kind](
            document="ab" * 32, start=at, end=at + len(quote), quote=quote, mode="author", sign=0, reader="r",
            speaker=Speaker(name=name, kind="unnamed"), factor=Factor("unrest", "KAZ"), certainty=0.5,
        )  # fmt: skip
        given_ones[one.id] = one
    with Workspace.create(tmp_path_factory.mktemp("any") / "w", by="tester") as workspace:
        workspace.add_statements(given_ones.values())
        assert list(workspace.statements()) == list(given_ones.values())
        assert list(workspace.check()) == []
