"""Records through a pipe, between a process and one that it started itself."""

import pickle
from typing import IO, Any

CUT_OFF = (EOFError, OSError, pickle.UnpicklingError)
"""What is raised when the other process has ended, also in the middle of a record."""


def send(stream: IO[bytes], record: Any) -> None:
    """Write one record.

    Raises:
        OSError: if nobody reads the pipe any more.
    """
    stream.write(pickle.dumps(record, protocol=pickle.HIGHEST_PROTOCOL))
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Return the next record.

    Raises:
        EOFError: if the other process has ended; `pickle.UnpicklingError` if it did so half-way.
    """
    return pickle.load(stream)  # noqa: S301 - both ends are ours; what is read in documents is only ever a field
