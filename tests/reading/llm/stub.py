"""A stub of an endpoint on loopback, and what a model says."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Reply: TypeAlias = Json | Callable[[Json], Json]
Serve: TypeAlias = Callable[..., tuple[str, list[Json]]]


class _Server(ThreadingHTTPServer):
    """Answers each request with the next reply, and keeps the requests."""

    daemon_threads = True

    def __init__(self, replies: Sequence[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = list(replies)
        self.requests: list[Json] = []
        self.closing = threading.Event()

    def next_reply(self, request: Json) -> Json:
        self.requests.append(request)
        number = len(self.requests)
        if number > len(self.replies):
            return {"status": 418, "body": b"the test has no reply for this request"}
        reply = self.replies[number - 1]
        return reply(request) if callable(reply) else reply

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        request = {"path": self.path, "headers": dict(self.headers), "body": json.loads(body)}
        reply = self.server.next_reply(request)
        if reply.get("silent"):
            self.server.closing.wait(10)
            return
        for piece in reply.get("raw", []):
            self.wfile.write(piece)
            self.wfile.flush()
            if self.server.closing.wait(reply.get("pause", 0)):
                return
        if "raw" in reply:
            return
        self.send_response(reply.get("status", 200))
        content = reply.get("body", b"")
        headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        for name, value in (headers | reply.get("headers", {})).items():
            self.send_header(name, value)
        self.end_headers()
        for piece in reply.get("pieces", [content]):
            self.wfile.write(piece)
            self.wfile.flush()
            if self.server.closing.wait(reply.get("pause", 0)):
                return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Serve]:
    """Yield a function that starts a server with replies and returns its base address and its requests."""
    with ExitStack() as closing:

        def serve(*replies: Reply) -> tuple[str, list[Json]]:
            server = _Server(replies)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            closing.callback(thread.join)
            closing.callback(server.server_close)
            closing.callback(server.shutdown)
            closing.callback(server.closing.set)
            return f"http://127.0.0.1:{server.server_address[1]}/v1", server.requests

        yield serve


def completion(*statements: Json, content: str | None = None, finish: str = "stop") -> Json:
    """Return a chat completion whose content is a text, or a JSON object with the statements."""
    words = json.dumps({"statements": list(statements)}) if content is None else content
    choice = {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": finish}
    usage = {"prompt_tokens": 1000, "completion_tokens": 50}
    body = {"id": "1", "object": "chat.completion", "choices": [choice], "usage": usage}
    return {"body": json.dumps(body).encode()}
