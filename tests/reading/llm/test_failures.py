"""Whatever an endpoint does is a problem with its document and window, and the rest of the work is done."""

import datetime as dt
import json
import socket
from collections.abc import Callable
from typing import Any

import pytest

from sayso.reading.llm import ModelReading
from sayso.reading.llm.client import LARGEST_REPLY, Client
from sayso.reading.llm.completion import Failure, Reply
from sayso.reading.llm.endpoint import Endpoint
from sayso.reading.llm.outside import Outside

Json = dict[str, Any]
Ask = Callable[..., tuple[ModelReading, list[Json]]]
Make = Callable[..., Json]

FIRST = "The strike in Mali is spreading to the north. " + "Crowds gather in the towns along the river. " * 8
SECOND = (
    "Prices in Bamako are rising every week. " + "Traders close their stalls before noon in the markets. " * 8
)
TEXT = f"{FIRST}\n\n{SECOND}\n"
TWO_WINDOWS: Json = {"window_characters": 500}
PRICES: Json = {
    "paragraph": 1,
    "quote": "Prices in Bamako are rising",
    "factor": {"name": "welfare", "actor": "Mali"},
}


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ({"status": 400, "body": b'{"error": {"message": "no such option"}}'}, "status 400: no such option"),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:9/"}}, "a redirect (302), which is not followed"),
        ({"status": 308, "headers": {"Location": "/v2"}}, "a redirect (308)"),
        ({"headers": {"Content-Type": "text/html"}, "body": b"<p>Hello"}, "answered with text/html; want application/json"),
        ({"headers": {"Content-Encoding": "gzip"}, "body": b"not gzip"}, "cannot be decoded"),
        ({"body": b" " * (LARGEST_REPLY + 1)}, "the reply is longer than 2,000,000 bytes"),
        ({"body": b'{"choices": [{"message": {"content": null}}]}'}, "the answer holds no words"),
        ({"body": b'{"choices": [{"message": {"content": "x"}, "finish_reason": "content_filter"}]}'}, "filter"),
        ({"status": 204, "body": b""}, "status 204"),
    ],
    ids=["400", "302", "308", "html", "gzip", "huge", "empty", "filter", "204"],
)  # fmt: skip
def test_one_windows_failure_is_told_and_the_next_is_read(
    ask: Ask, claim: Make, says: Make, reply: Json, words: str
) -> None:
    reading, requests = ask(TEXT, reply, says(claim(**PRICES)), **TWO_WINDOWS)
    (problem,) = reading.problems
    assert (problem.source, problem.line, problem.fatal) == ("text.txt", 1, False)
    assert problem.message.startswith("window 1: ")
    assert words in problem.message
    assert [one.quote for one in reading.statements] == ["Prices in Bamako are rising"]
    assert (len(requests), reading.calls, reading.windows) == (2, 2, 2)
    assert [(one.start, one.end) for one in reading.unread] == [(0, len(FIRST) - 1)]


@pytest.mark.parametrize(
    "reply",
    [
        {"status": 500},
        {"status": 503, "body": b"busy"},
        {"status": 429},
        {"body": b'{"choices": [{"mess'},
        {"body": b"[]"},
        {"headers": {"Content-Length": "500"}, "body": b"{}"},
    ],
    ids=["500", "503", "429", "truncated", "no completion", "broken off"],
)
def test_what_may_pass_is_asked_again_with_growing_waits(
    ask: Ask, claim: Make, says: Make, waits: list[float], reply: Json
) -> None:
    reading, requests = ask(FIRST, reply, reply, says(claim(paragraph=1)))
    assert len(reading.statements) == 1
    assert (reading.problems, len(requests), reading.calls) == ((), 3, 3)
    assert waits == [1.0, 2.0]


def test_asking_again_has_an_end(ask: Ask, claim: Make, says: Make, waits: list[float]) -> None:
    busy = {"status": 503, "body": b'{"error": "loading the model"}'}
    reading, requests = ask(TEXT, busy, busy, busy, says(claim(**PRICES)), tries=3, **TWO_WINDOWS)
    assert "window 1: answered with status 503: loading the model" in str(reading.problems[0])
    assert len(reading.statements) == 1
    assert (len(requests), waits) == (4, [1.0, 2.0])


def test_retry_after_is_kept_to(ask: Ask, claim: Make, says: Make, waits: list[float]) -> None:
    ask(FIRST, {"status": 429, "headers": {"Retry-After": "7"}}, says(claim(paragraph=1)))
    assert waits == [7.0]


def test_a_retry_after_of_hours_is_not_waited_for(
    ask: Ask, claim: Make, says: Make, waits: list[float]
) -> None:
    reply = {"status": 429, "headers": {"Retry-After": "7200"}}
    reading, _ = ask(TEXT, reply, says(claim(**PRICES)), **TWO_WINDOWS)
    assert "window 1: answered with status 429, and asks to wait 7,200 s" in str(reading.problems[0])
    assert (len(reading.statements), waits) == (1, [])


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("Tue, 05 Mar 2024 12:00:30 GMT", 30.0),
        ("Tue, 05 Mar 2024 11:00:00 GMT", 0.0),
        ("soon", 1.0),
        ("-5", 1.0),
        ("²", 1.0),
    ],
)
def test_a_retry_after_may_be_a_date_and_nonsense_is_passed_over(
    serve: Callable[..., tuple[str, list[Json]]], says: Make, header: str, wait: float
) -> None:
    waits: list[float] = []
    base, _ = serve({"status": 503, "headers": {"Retry-After": header}}, says())
    noon = dt.datetime(2024, 3, 5, 12, tzinfo=dt.UTC)
    outside = Outside(sleep=waits.append, jitter=lambda: 1.0, now=lambda: noon)
    client = Client(Endpoint(url=base, model="stub"), key=None, outside=outside)
    reply = client.ask("rules", "text")
    client.close()
    assert isinstance(reply, Reply)
    assert waits == [wait]


def test_half_of_the_wait_is_chance(serve: Callable[..., tuple[str, list[Json]]]) -> None:
    waits: list[float] = []
    base, _ = serve(*[{"status": 500}] * 4)
    chances = iter([0.0, 0.5, 0.9])
    outside = Outside(sleep=waits.append, jitter=lambda: next(chances))
    client = Client(Endpoint(url=base, model="stub"), key=None, outside=outside)
    assert isinstance(client.ask("rules", "text"), Failure)
    client.close()
    assert waits == pytest.approx([0.5, 1.5, 3.8])


def test_a_silent_endpoint_is_given_up(ask: Ask, claim: Make, says: Make) -> None:
    reading, requests = ask(TEXT, {"silent": True}, says(claim(**PRICES)), timeout_s=0.3, **TWO_WINDOWS)
    assert "window 1: no answer within 0.3 s" in str(reading.problems[0])
    assert (len(reading.statements), len(requests)) == (1, 2)


def test_an_endpoint_that_drips_is_given_up(ask: Ask, claim: Make, says: Make) -> None:
    """Every byte comes in time; all of them would take 20 seconds."""
    drips = {"pieces": [b" "] * 200, "pause": 0.1, "headers": {"Content-Length": "200"}}
    reading, _ = ask(TEXT, drips, says(claim(**PRICES)), timeout_s=0.5, **TWO_WINDOWS)
    assert "window 1: no answer within 0.5 s" in str(reading.problems[0])
    assert len(reading.statements) == 1


@pytest.mark.parametrize(
    "drips",
    [[b"HTTP/1.1 200 OK\r\nX-Slow: ", *[b"a"] * 15], [b"HTTP/1.1 102 Processing\r\n\r\n"] * 15],
    ids=["header", "interim replies"],
)
def test_an_endpoint_that_drips_before_its_answer_is_given_up(
    ask: Ask, claim: Make, says: Make, drips: list[bytes]
) -> None:
    """Every byte comes in time; the end of the connection would come after 1.5 seconds."""
    late = {"raw": drips, "pause": 0.1}
    reading, requests = ask(TEXT, late, says(claim(**PRICES)), timeout_s=0.5, **TWO_WINDOWS)
    assert "window 1: no answer within 0.5 s" in str(reading.problems[0])
    assert (len(reading.statements), len(requests)) == (1, 2)


def test_nobody_at_the_address_is_told_for_each_window(ask: Ask, waits: list[float]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        reading, _ = ask(TEXT, url=url, **TWO_WINDOWS)
    assert [one.message.partition(" (")[0] for one in reading.problems] == [
        f"window 1: {url} cannot be reached",
        f"window 2: {url} cannot be reached",
    ]
    assert reading.gave_up is not None
    assert reading.gave_up.startswith(f"{url} cannot be reached")
    # the second window does not wait as the first did
    assert (reading.calls, waits) == (5, [1.0, 2.0, 4.0])


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "the key was not accepted"),
        (403, "the key does not allow it"),
        (404, "there is no such address or model"),
    ],
)
def test_a_wrong_key_or_address_ends_the_document(ask: Ask, status: int, words: str) -> None:
    reading, requests = ask(
        TEXT, {"status": status, "body": b'{"error": {"code": "x", "message": "y"}}'}, **TWO_WINDOWS
    )
    (problem,) = reading.problems
    assert problem.message.startswith(f"window 1: {words}")
    assert f"status {status}: x: y" in problem.message
    assert "no further window is asked about" in problem.message
    assert (problem.fatal, len(requests), len(reading.unread)) == (True, 1, 2)
    assert reading.gave_up is not None
    assert reading.gave_up.startswith(words)


def test_a_refusal_of_what_is_left_gives_up_too(ask: Ask, claim: Make, says: Make) -> None:
    reading, _ = ask(TEXT, says(claim(paragraph=1)), {"status": 401}, **TWO_WINDOWS)
    assert (len(reading.statements), len(reading.unread)) == (1, 1)
    assert "the key was not accepted" in str(reading.gave_up)


@pytest.mark.parametrize(
    "replies", [[{"status": 401}], [{"status": 400}, {"status": 400}], [{"status": 503}] * 8]
)
def test_only_what_holds_for_every_document_gives_up(ask: Ask, replies: list[Json]) -> None:
    reading, _ = ask(TEXT, *replies, **TWO_WINDOWS)
    assert (reading.gave_up is not None) == (replies[0]["status"] == 401)
    assert len(reading.unread) == 2


def test_a_cut_off_answer_halves_the_window(ask: Ask, claim: Make, says: Make) -> None:
    cut = says(content='{"statements": [{"paragraph": 1, "quo', finish="length")
    first = claim(paragraph=1)
    reading, requests = ask(TEXT, cut, says(first), says(claim(**PRICES)))
    assert len(reading.statements) == 2
    assert (reading.problems, reading.windows, reading.tokens_out) == ((), 2, 150)
    second = requests[2]["body"]["messages"][1]["content"]
    assert "[1 body] Prices in Bamako" in second
    assert "[before, not to be quoted]" in second


def test_halving_has_an_end(ask: Ask, says: Make) -> None:
    cut = says(content="{", finish="length")
    reading, requests = ask(TEXT, *[cut] * 31)
    assert 15 < len(requests) <= 31
    assert {one.message.partition(": ")[2] for one in reading.problems} == {
        "the answer was cut off at the greatest length"
    }
    assert reading.windows == len(reading.unread) == (len(requests) + 1) / 2
    covered = sum(one.end - one.start for one in reading.unread)
    assert covered >= len(TEXT.replace("\n", "")) - 16


@pytest.mark.parametrize(
    "reply",
    [
        {"status": 413},
        {"status": 400, "body": json.dumps({"error": {"code": "context_length_exceeded", "message": "long"}}).encode()},
    ],
    ids=["413", "400"],
)  # fmt: skip
def test_a_question_that_does_not_fit_is_halved(ask: Ask, claim: Make, says: Make, reply: Json) -> None:
    reading, requests = ask(TEXT, reply, says(claim(paragraph=1)), says(claim(**PRICES)))
    assert (len(reading.statements), len(requests), reading.problems) == (2, 3, ())


def test_tokens_that_are_no_counts_are_unknown(ask: Ask) -> None:
    content = {"choices": [{"message": {"content": '{"statements": []}'}, "finish_reason": "stop"}]}
    usage = {"prompt_tokens": -4, "completion_tokens": "many"}
    reading, _ = ask(FIRST, {"body": json.dumps(content | {"usage": usage}).encode()})
    assert (reading.tokens_in, reading.tokens_out, reading.problems) == (None, None, ())
