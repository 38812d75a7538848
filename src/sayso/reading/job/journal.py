"""The results of a job and its sidecar, written so that an interruption at any point loses nothing.

Results first, then the sidecar's lines about them, each forced to the disk before the next begins. So the
sidecar never speaks of what is not there; what it does not speak of is cut off and read again.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from sayso.reading.job.errors import CannotWriteError, MadeOtherwiseError
from sayso.reading.job.sidecar import Complete, Line, Made, Read, Sidecar, differences
from sayso.reading.job.sink import Sink, beside

_COMMIT_BYTES = 4_000_000


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """Where the results go; what is None is not written."""

    out: Path | None = None
    """Statements as JSON Lines. A job that writes a file can be interrupted and gone on with."""
    documents: Path | None = None
    """One line of JSON for each document."""
    problems: Path | None = None
    """One line of JSON for each problem."""
    emit: Callable[[bytes], None] | None = None
    """Given the statements of each document instead of `out`, as standard output."""
    restart: bool = False
    """Whether what is left of an interrupted job is thrown away."""
    commit_s: float = 0.5
    """Seconds of work that an interruption costs at most, besides the documents being read."""

    def files(self) -> dict[str, Path]:
        """Return the files by what they hold."""
        named = {"out": self.out, "documents": self.documents, "problems": self.problems}
        return {name: path for name, path in named.items() if path is not None}


class Journal:
    """The open results of a job; held state: the files, and the sidecar's lines that wait for them."""

    def __init__(self, outputs: Outputs) -> None:
        """Look at what is left of an interrupted job; nothing is changed yet but that files are locked.

        Raises:
            CannotWriteError: if a file cannot be written, or two results were to go into one.
            MadeOtherwiseError: if another job is writing it.
        """
        files = outputs.files()
        if len({path.resolve() for path in files.values()}) < len(files):
            raise CannotWriteError("two results cannot go into the same file")
        self._sinks = {name: Sink(path) for name, path in files.items()}
        self._emit = outputs.emit
        self._commit_s = outputs.commit_s
        self._lines: list[Line] = []
        self._committed = time.monotonic()
        self._sidecar: Sidecar | None = None
        self.made: Made | None = None
        """How the interrupted job was made; None where there is none to go on with."""
        if outputs.out is not None and self._sinks["out"].is_file:
            self._sidecar = Sidecar(beside(outputs.out, "progress"))
            self._look_back(self._sidecar, restart=outputs.restart)

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what is done when the job is interrupted, unless it is the writing that failed."""
        try:
            if self._sidecar is not None and not isinstance(error, CannotWriteError):
                self.commit()
        finally:
            for sink in self._sinks.values():
                sink.close()
            if self._sidecar is not None:
                self._sidecar.close()

    def done(self, now: Made) -> Iterator[tuple[Read, int]]:
        """Yield what was done before, document by document, with the place in the sidecar to go on from.

        Raises:
            MadeOtherwiseError: if it was made in another way than `now`.
        """
        if self._sidecar is None or self.made is None:
            return
        other = differences(self.made, now)
        if other:
            raise MadeOtherwiseError(
                "what is left of the interrupted job was made in another way and cannot be gone on with: "
                + "; ".join(other)
            )
        sizes = {name: sink.size for name, sink in self._sinks.items() if sink.is_file}
        for line, end in self._sidecar.lines():
            if isinstance(line, Read):
                if any(line.ends.get(name, size + 1) > size for name, size in sizes.items()):
                    return
                yield line, end

    def go_on(self, made: Made | None, last: Read | None, end: int) -> None:
        """Open the results to go on after a document that was done, or to begin where `last` is None.

        `end` is the place of that document in the sidecar; `made` is wanted where there is one.

        Raises:
            CannotWriteError: if a file cannot be written.
        """
        for name, sink in self._sinks.items():
            sink.open(0 if last is None else last.ends.get(name, 0))
        if self._sidecar is None or made is None:
            return
        if last is None:
            self._sidecar.cut(0)
            self._sidecar.append([made])
        else:
            self._sidecar.cut(end)

    def add(self, contents: Mapping[str, bytes], line: Read) -> None:
        """Write the results of a document, soon.

        Raises:
            CannotWriteError: if the disk is full, or a file cannot be written any more.
        """
        for name, sink in self._sinks.items():
            sink.add(contents[name])
        if self._emit is not None and contents["out"]:
            self._emit(contents["out"])
        if self._sidecar is not None:
            ends = {name: sink.end for name, sink in self._sinks.items()}
            self._lines.append(msgspec.structs.replace(line, ends=ends))
        waiting = sum(sink.waiting for sink in self._sinks.values())
        if waiting > _COMMIT_BYTES or time.monotonic() - self._committed >= self._commit_s:
            self.commit()

    def commit(self) -> None:
        """Have everything so far on the disk: the results, then what the sidecar says of them.

        Raises:
            CannotWriteError: if the disk is full, or a file cannot be written any more.
        """
        lines, self._lines = self._lines, []
        for sink in self._sinks.values():
            sink.write(sync=self._sidecar is not None)
        if self._sidecar is not None and lines:
            self._sidecar.append(lines)
        self._committed = time.monotonic()

    def complete(self, *, empty: bool) -> None:
        """Put the results under their own names; of a job without a document only the problems.

        Raises:
            CannotWriteError: if a file cannot be written.
        """
        self.commit()
        if self._sidecar is not None and not empty:
            self._sidecar.append([Complete()])
        for name, sink in self._sinks.items():
            if empty and name != "problems":
                sink.discard()
            else:
                sink.finish()
        if self._sidecar is not None:
            self._sidecar.remove()
            self._sidecar = None

    def _look_back(self, sidecar: Sidecar, *, restart: bool) -> None:
        """Find how an interrupted job was made; put in place what only wanted its name."""
        first: Made | None = None
        for line, _ in sidecar.lines():
            if isinstance(line, Made):
                first = line
            elif isinstance(line, Complete):
                for sink in self._sinks.values():
                    sink.finish()
                return
        if not restart:
            self.made = first
