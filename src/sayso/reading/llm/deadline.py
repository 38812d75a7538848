"""The last moment of a call: its connection is shut when the time is up, wherever the call then stands.

A client's own time-outs bound each wait for the next byte. An endpoint that sends a byte of a header now and
then, or one interim reply after the other, keeps within them for ever.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from typing import Any

_OPENED = ("connect_tcp.complete", "start_tls.complete")
"""Ends of the names of httpcore's trace events that hand over a connection."""


class Deadline:
    """Shuts the connection of calls that take too long; held state: the connection last opened."""

    def __init__(self) -> None:
        """Know no connection yet."""
        self._stream: Any = None
        self.passed = False
        """Whether the time of the last call was up before the call ended."""

    def trace(self, event: str, told: Mapping[str, Any]) -> None:
        """Take note of a connection; to be given to httpx as the extension `trace` of each request."""
        if event.endswith(_OPENED):
            self._stream = told["return_value"]

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Shut the connection after so many seconds, unless the block has ended by then."""
        self.passed = False
        timer = threading.Timer(seconds, self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _shut(self) -> None:
        self.passed = True
        found = None if self._stream is None else self._stream.get_extra_info("socket")
        if isinstance(found, socket.socket):
            # whoever waits for the next byte gets the end of the connection instead
            with contextlib.suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)
