"""Any bytes give a document or a reason; zones cover every text."""

import hashlib
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.documents import FORMATS, read_document, zone_at, zones_in
from sayso.documents.document import Document
from sayso.problems import Problem

Reader = Callable[..., tuple[Document | None, tuple[Problem, ...]]]

LINES = st.sampled_from(
    [
        "Protests are likely to spread, the minister said on Monday.", "Why?", "What will you do about the price of bread?", "By Ada Obi",
        "About Ada Obi", "1 2 3", "Photo: AFP", "Q: Will it last?", "A: I doubt that it will.", "Leave a Reply", "04 02 2022, 08:55", "31 02 2022",
        "Title of the text", "", "", "Source: Lagos Post", "3 Comments", "“", "In 2014 President Vladimir Putin was in Tashkent.", "ALMATY, Jan 5 (Reuters) - It is so.",
    ]
)  # fmt: skip


def check(document: Document) -> None:
    assert all(first.end <= second.start for first, second in pairwise(document.zones))
    covered = "".join(document.text[zone.start : zone.end] for zone in document.zones)
    assert "".join(covered.split()) == "".join(document.text.split())
    for turn in document.turns:
        assert turn.start <= turn.words_start <= turn.end
        assert zone_at(document, turn.start) is not None
    for zone in document.zones:
        assert zone_at(document, zone.start) == zone
        assert zone_at(document, zone.end - 1) == zone
        assert zones_in(document, zone.start, zone.end) == (zone,)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=200))
@pytest.mark.parametrize("name", ["report.txt", "report.html"])
def test_any_bytes_give_a_document_or_a_fatal_problem(actors: ActorTable, data: bytes, name: str) -> None:
    document, problems = read_document(data, name, actors=actors)
    assert document is not None or any(problem.fatal for problem in problems)
    if document is not None:
        check(document)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=14), end=st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_zones_cover_every_text_once(actors: ActorTable, lines: list[str], end: str) -> None:
    document, _ = read_document(end.join(lines).encode(), "report.txt", actors=actors)
    if document is not None:
        assert document.text == end.join(lines)
        check(document)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=14), tag=st.sampled_from(["p", "b", "h1", "nav", "div"]))
def test_zones_cover_every_page_once(actors: ActorTable, lines: list[str], tag: str) -> None:
    source = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
    document, _ = read_document(source.encode(), "report.html", actors=actors)
    if document is not None:
        check(document)


def test_the_language_of_a_few_words_is_a_guess(read: Reader) -> None:
    document, problems = read("Zdravo\n")
    assert document is None
    assert problems[0].message.startswith("the text has only 1 word and seems to be in ")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Протесты, вероятно, распространятся на юг страны, заявил министр в понедельник.", "Russian (ru)"),
        (
            "Le ministre a déclaré lundi que les manifestations allaient sans doute gagner le sud.",
            "French (fr)",
        ),
        ("Die Proteste werden sich wahrscheinlich auf den Süden des Landes ausweiten.", "German (de)"),
        ("Bakan, protestoların muhtemelen ülkenin güneyine yayılacağını söyledi.", "Turkish (tr)"),
    ],
)
def test_a_language_that_is_not_read_is_named(read: Reader, text: str, language: str) -> None:
    document, problems = read(text * 3)
    assert document is None
    assert language in problems[-1].message
    assert problems[-1].fatal


@pytest.mark.parametrize("text", ["  \n \t ", "<html><body></body></html>", "1 2 3", "…"])
def test_a_text_without_words_is_refused(read: Reader, text: str) -> None:
    document, problems = read(text)
    assert document is None
    assert problems[-1].fatal


def test_a_short_headline_in_english_is_read(read: Reader) -> None:
    document, _ = read("Protests in the south of Kazakhstan")
    assert document is not None


def test_the_identifier_is_the_hash_of_the_bytes_as_they_came(read: Reader) -> None:
    document, _ = read(b"The talks are likely to go on.\r\n")
    assert document is not None
    assert document.id == hashlib.sha256(b"The talks are likely to go on.\r\n").hexdigest()
    assert document.text.endswith("\r\n")


def test_a_page_is_known_by_its_beginning_whatever_its_name(read: Reader) -> None:
    document, _ = read("<!DOCTYPE html><p>The talks are likely to go on.</p>", "saved-page")
    assert document is not None
    assert document.media_type == "text/html"


def test_every_file_that_reads_a_format_is_in_the_table() -> None:
    from importlib import import_module, resources  # noqa: PLC0415 - the claim is about modules

    listed = {one.read.__module__ for one in FORMATS.values()}
    for file in resources.files("sayso.documents").iterdir():
        if file.name.endswith(".py"):
            module = import_module(f"sayso.documents.{file.name.removesuffix('.py')}")
            assert not hasattr(module, "MEDIA_TYPE") or module.__name__ in listed


def test_a_million_characters_on_one_line_are_one_paragraph(read: Reader) -> None:
    document, _ = read("The talks are likely to go on, the minister said. " * 20_000)
    assert document is not None
    assert len(document.zones) == 1
