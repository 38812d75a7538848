"""Asking the endpoint: one question, with patience and with bounds."""

import email.utils
import json
from typing import Any

import httpx

from sayso.reading.llm.completion import Failure, Reply, read_completion
from sayso.reading.llm.deadline import Deadline
from sayso.reading.llm.endpoint import KEY_VARIABLE, Endpoint
from sayso.reading.llm.outside import Outside

LARGEST_REPLY = 2_000_000
"""Bytes of a reply that are read; the answer to a window takes some thousands."""
LONGEST_WAIT_S = 120.0
"""Seconds that are waited before asking again, whatever the endpoint asks for."""
_FIRST_WAIT_S = 1.0
_CONNECT_S = 15.0
_WORDS = 200
"""Characters of an endpoint's own words that are passed on."""

_TOO_MANY = 429
_TIMED_OUT = 408
_FIRST_SERVER_ERROR = 500
_TOO_LARGE = 413
_OK = 200
_WRONG_KEY = frozenset({401, 403})
_WRONG_ADDRESS_OR_KEY = {
    401: "the key was not accepted",
    403: "the key does not allow it",
    404: "there is no such address or model",
    405: "the address takes no questions",
}


class Client:
    """A connection to an endpoint; held state: the open connection, the key and the calls made."""

    def __init__(self, endpoint: Endpoint, *, key: str | None, outside: Outside) -> None:
        """Prepare to ask; nothing is sent yet. A key does not travel where others could read it.

        Raises:
            ValueError: if the endpoint's host is none.
        """
        self._endpoint = endpoint
        try:
            self._address = httpx.URL(endpoint.address)
        except httpx.InvalidURL as error:
            raise ValueError(f"the endpoint {endpoint.url} cannot be asked: {error}") from error
        self._outside = outside
        self._key = key if endpoint.secure else None
        self._withheld = key is not None and self._key is None
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        self._http = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(endpoint.timeout_s, connect=min(_CONNECT_S, endpoint.timeout_s)),
            follow_redirects=False,
            # proxies of the environment: over https they cannot read along; over http they would
            trust_env=self._address.scheme == "https",
        )
        self._deadline = Deadline()
        self.calls = 0
        self._unreachable = False

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def ask(self, system: str, user: str) -> Reply | Failure:
        """Return the model's reply to one question, asked again while that may help.

        While nothing answers at the address, further questions are put once each.
        """
        body = json.dumps(request_body(self._endpoint, system, user)).encode()
        tries = 1 if self._unreachable else self._endpoint.tries
        attempt = 1
        while True:
            found = self._once(body)
            self._unreachable = isinstance(found, Failure) and found.unreachable
            if isinstance(found, Reply) or found.remedy != "ask again" or attempt >= tries:
                return found
            wait = self._wait(found, attempt)
            if wait > LONGEST_WAIT_S:
                return Failure(message=f"{found.message}, and asks to wait {wait:,.0f} s")
            self._outside.sleep(wait)
            attempt += 1

    def _wait(self, failure: Failure, attempt: int) -> float:
        """Return the seconds to wait: as asked, or twice as long each time; half of that is chance."""
        if failure.wait_s is not None:
            return failure.wait_s
        longest = min(_FIRST_WAIT_S * 2.0 ** (attempt - 1), LONGEST_WAIT_S)
        return longest * (1 + self._outside.jitter()) / 2

    def _once(self, body: bytes) -> Reply | Failure:
        self.calls += 1
        with self._deadline.within(self._endpoint.timeout_s):
            found = self._tried(body)
        # a connection that was shut at the last moment breaks off in many ways
        return self._late() if self._deadline.passed and isinstance(found, Failure) else found

    def _tried(self, body: bytes) -> Reply | Failure:
        begun = self._outside.clock()
        headers = {"Content-Type": "application/json"}
        extensions = {"trace": self._deadline.trace}
        try:
            request = self._http.stream(
                "POST", self._address, content=body, headers=headers, extensions=extensions
            )
            with request as response:
                return self._answer(response, begun)
        except httpx.TimeoutException:
            return self._late()
        except httpx.ConnectError as error:
            message = f"{self._endpoint.url} cannot be reached ({self._clean(str(error))})"
            return Failure(message=message, remedy="ask again", unreachable=True)
        except httpx.TransportError as error:
            message = f"the connection broke off ({self._clean(str(error)) or type(error).__name__})"
            return Failure(message=message, remedy="ask again")
        except httpx.RequestError as error:
            return Failure(message=f"the reply cannot be decoded ({self._clean(str(error))})")

    def _late(self) -> Failure:
        # not asked again: the whole allowance is used up, and the next window's turn may be better
        return Failure(message=f"no answer within {self._endpoint.timeout_s:g} s")

    def _answer(self, response: httpx.Response, begun: float) -> Reply | Failure:
        status = response.status_code
        if response.is_redirect:
            message = f"answered with a redirect ({status}), which is not followed; give the final address"
            return Failure(message=message)
        body = self._body(response, begun)
        if isinstance(body, Failure):
            return body
        if status != _OK:
            return self._turned_down(response, body)
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            message = f"answered with {self._clean(kind) or 'no content type'}; want application/json"
            return Failure(message=f"{message} (is {self._endpoint.url} the base of an API?)")
        return read_completion(body)

    def _body(self, response: httpx.Response, begun: float) -> bytes | Failure:
        """Return the body, read no further than the bounds of size and time."""
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > LARGEST_REPLY:
                return Failure(message=f"the reply is longer than {LARGEST_REPLY:,} bytes")
            if self._outside.clock() - begun > self._endpoint.timeout_s:
                return self._late()
        return bytes(body)

    def _turned_down(self, response: httpx.Response, body: bytes) -> Failure:
        status = response.status_code
        said = self._clean(_words_of(body))
        message = f"answered with status {status}{f': {said}' if said else ''}"
        if status in {_TOO_MANY, _TIMED_OUT} or status >= _FIRST_SERVER_ERROR:
            wait = self._retry_after(response.headers.get("retry-after"))
            return Failure(message=message, remedy="ask again", wait_s=wait)
        if status == _TOO_LARGE or _is_too_long(said):
            return Failure(message=message, remedy="halve")
        if status in _WRONG_ADDRESS_OR_KEY:
            hint = self._hint() if status in _WRONG_KEY else ""
            return Failure(message=f"{_WRONG_ADDRESS_OR_KEY[status]}; {message}{hint}", remedy="stop")
        return Failure(message=message)

    def _hint(self) -> str:
        if self._withheld:
            return f" ({KEY_VARIABLE} was not sent: without https others could read it)"
        return "" if self._key is not None else f" (a key, if one is needed, goes in {KEY_VARIABLE})"

    def _retry_after(self, header: str | None) -> float | None:
        """Return the seconds that a `Retry-After` header asks for; None where it asks for none."""
        if header is None:
            return None
        if header.strip().isascii() and header.strip().isdigit():
            return float(header)
        try:
            when = email.utils.parsedate_to_datetime(header)
        except (ValueError, OverflowError):
            return None
        return None if when.tzinfo is None else max((when - self._outside.now()).total_seconds(), 0.0)

    def _clean(self, words: str) -> str:
        """Return an endpoint's words on one line, shortened, with the key taken out."""
        told = words if self._key is None else words.replace(self._key, "[key]")
        one_line = " ".join("".join(each if each.isprintable() else " " for each in told).split())
        return one_line if len(one_line) <= _WORDS else f"{one_line[:_WORDS]}…"


def request_body(endpoint: Endpoint, system: str, user: str) -> dict[str, Any]:
    """Return the question as JSON values: two messages and the endpoint's options, nothing else."""
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        "stream": False,
    }
    if endpoint.temperature is not None:
        body["temperature"] = endpoint.temperature
    if endpoint.max_tokens is not None:
        body["max_tokens"] = endpoint.max_tokens
    if endpoint.json_mode:
        body["response_format"] = {"type": "json_object"}
    return body


def _words_of(body: bytes) -> str:
    """Return what an error's body says: the message in its JSON, else its text."""
    text = body.decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    error = found.get("error", found) if isinstance(found, dict) else found
    if isinstance(error, dict):
        parts = [error.get("code"), error.get("message")]
        return ": ".join(part for part in parts if isinstance(part, str))
    return error if isinstance(error, str) else text


def _is_too_long(said: str) -> bool:
    """Tell whether an endpoint says that the question does not fit; there is no common code for it."""
    small = said.lower()
    return "context" in small and any(word in small for word in ("length", "size", "window", "exceed"))
