"""The address, and the key that must not leave it."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from sayso.reading.llm import Endpoint, ModelReading, read_with_model
from sayso.reading.llm.client import Client
from sayso.reading.llm.endpoint import api_key
from sayso.reading.llm.outside import Outside

Json = dict[str, Any]
Ask = Callable[..., tuple[ModelReading, list[Json]]]
Make = Callable[..., Json]

KEY = "sk-test-0123456789"
TEXT = "The mines\n\nThe strike in Mali is spreading to the north.\n"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8080",
        "ftp://example.org/v1",
        "file:///etc/passwd",
        "http://",
        "http:///v1",
        "http://user:secret@example.org/v1",
        "https://example.org/v1?key=secret",
        "https://example.org/v1#part",
        "http://127.0.0.1\\@example.org/",
        "http://exa mple.org/",
        "https://example.org:99999/v1",
        "https://exämple.org/v1",
    ],
)
def test_an_address_that_two_programs_could_read_differently_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        Endpoint(url=url, model="m")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "fields", [{"model": " "}, {"model": "a\nb"}, {"timeout_s": 0}, {"tries": 0}, {"window_characters": 10}]
)
def test_bounds_that_cannot_be_kept_are_refused(fields: Json) -> None:
    usual: Json = {"url": "https://example.org/v1", "model": "m"}
    with pytest.raises(ValueError, match=r"."):
        Endpoint(**(usual | fields))


@pytest.mark.parametrize(
    ("url", "secure"),
    [
        ("https://example.org/v1", True),
        ("HTTPS://example.org/v1", True),
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:8000", True),
        ("http://127.1.2.3/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://example.org/v1", False),
        ("http://192.168.0.7/v1", False),
        ("http://localhost.example.org/v1", False),
        ("http://127.0.0.1.example.org/v1", False),
        ("http://0.0.0.0/v1", False),
    ],
)
def test_only_https_and_this_machine_are_safe_for_a_key(url: str, *, secure: bool) -> None:
    assert Endpoint(url=url, model="m").secure is secure


def test_a_key_that_is_none_is_refused_without_being_repeated() -> None:
    with pytest.raises(ValueError, match="SAYSO_API_KEY holds characters") as caught:
        api_key({"SAYSO_API_KEY": "secret\r\nX-Other: 1"})
    assert "secret" not in str(caught.value)


def test_the_key_goes_to_this_machine_in_a_header_only(
    ask: Ask, says: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SAYSO_API_KEY", KEY)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with caplog.at_level(logging.DEBUG):
        reading, (request,) = ask(TEXT, says())
    assert request["headers"]["Authorization"] == f"Bearer {KEY}"
    assert request["path"] == "/v1/chat/completions"
    assert KEY not in str(request["body"])
    assert KEY not in caplog.text
    assert KEY not in str(reading)


def test_an_endpoint_that_repeats_the_key_does_not_get_it_into_a_problem(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_API_KEY", KEY)
    body = f'{{"error": {{"message": "Incorrect key: {KEY}.\\u001b[2J"}}}}'.encode()
    reading, _ = ask(TEXT, {"status": 401, "body": body})
    assert "Incorrect key: [key]. [2J" in reading.problems[0].message
    assert KEY not in str(reading)


def test_a_key_is_not_sent_where_others_could_read_it(serve: Callable[..., tuple[str, list[Json]]]) -> None:
    """0.0.0.0 reaches this machine here, but an address that is not plainly this machine is not trusted."""
    base, requests = serve({"status": 401})
    endpoint = Endpoint(url=base.replace("127.0.0.1", "0.0.0.0"), model="m")  # noqa: S104 - asked, not bound
    client = Client(endpoint, key=KEY, outside=Outside())
    reply = client.ask("rules", "text")
    client.close()
    assert "Authorization" not in requests[0]["headers"]
    assert "SAYSO_API_KEY was not sent" in str(reply)


def test_without_a_key_no_header_is_sent(ask: Ask, says: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_API_KEY", raising=False)
    _, (request,) = ask(TEXT, says(), temperature=None)
    assert "Authorization" not in request["headers"]
    assert set(request["body"]) == {"model", "messages", "stream"}


def test_options_are_sent_when_they_are_set(ask: Ask, says: Make) -> None:
    _, (request,) = ask(TEXT, says(), max_tokens=900, json_mode=True, temperature=0.2)
    body = request["body"]
    assert (body["max_tokens"], body["temperature"]) == (900, 0.2)
    assert body["response_format"] == {"type": "json_object"}


def test_one_function_reads_one_document(
    serve: Callable[..., tuple[str, list[Json]]], claim: Make, says: Make, tables: Json
) -> None:
    from sayso.documents import read_document  # noqa: PLC0415 - this test alone reads without the fixture

    document, _ = read_document(TEXT.encode(), "text.txt", actors=tables["actors"])
    assert document is not None
    base, _ = serve(says(claim()))
    told: list[tuple[str, int, int]] = []
    reading = read_with_model(
        document,
        endpoint=Endpoint(url=base, model="stub"),
        on_progress=lambda *what: told.append(what),
        **tables,
    )
    assert [one.kind for one in reading.statements] == ["trend"]
    assert told == [("Asking stub about text.txt", 0, 1)]
