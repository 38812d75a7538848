"""What a job has come to: counts, pace, and its problems in groups of the like."""

import re
import time

import msgspec

from sayso.problems import Problem
from sayso.reading.cost import Cost, total

FEW = 20
"""Up to so many problems are told one by one."""
_MOST_GROUPS = 200
_PARTICULAR = re.compile(r"'[^']*'|“[^”]*”|\"[^\"]*\"|\S*[/\\]\S+|\S+\.(?:txt|text|x?html?)\b|\d[\d.,]*")
"""What differs between two problems of the same kind: quotations, paths, numbers."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How far a job is, and how fast."""

    done: int
    """Files that are done, those whose bytes gave no document included."""
    whole: int
    """Files that there are."""
    before: int
    """Of those done, how many an interrupted job had done."""
    documents: int
    words: int
    statements: int
    problems: int
    seconds: float
    """Since the first document of this job."""
    words_now: int
    """Words read in those seconds."""
    bytes_now: int
    """Bytes read in those seconds."""
    bytes_left: int
    cost: Cost | None = None
    """What asking a language model took, for documents that an interrupted job had done too; None where none
    was asked."""

    @property
    def words_per_second(self) -> float | None:
        """How fast the job reads; None before there is anything to say."""
        return self.words_now / self.seconds if self.words_now and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this pace, by its bytes; None before there is anything to say."""
        if not self.bytes_now:
            return None
        return self.seconds * self.bytes_left / self.bytes_now


class Tally:
    """What is counted while a job runs; held state: the counts, the first problems, and one of each group."""

    def __init__(self, *, whole: int, size: int) -> None:
        """Begin with nothing done of `whole` documents of `size` bytes."""
        self._whole = whole
        self._size = size
        self._done = self._before = self._documents = self._words = self._statements = 0
        self._words_now = self._bytes_now = self._bytes = 0
        self._begun = time.monotonic()
        self._first: list[Problem] = []
        self._groups: dict[str, Problem] = {}
        self._sizes: dict[str, int] = {}
        self._problems = 0
        self._cost: Cost | None = None

    def begin(self) -> None:
        """Start the clock: what was counted until now was done before."""
        self._begun = time.monotonic()
        self._before = self._done
        self._words_now = self._bytes_now = 0

    def step(self, *, size: int) -> None:
        """Count a file that is done, and its bytes."""
        self._done += 1
        self._bytes += size
        self._bytes_now += size

    def document(self, *, words: int, statements: int) -> None:
        """Count a document."""
        self._documents += 1
        self._words += words
        self._words_now += words
        self._statements += statements

    def problem(self, problem: Problem) -> None:
        """Count a problem; only the first of each kind are kept."""
        self._problems += 1
        if len(self._first) < FEW:
            self._first.append(problem)
        kind = _PARTICULAR.sub("…", problem.message)
        if kind not in self._groups and len(self._groups) >= _MOST_GROUPS:
            kind = "…"
        self._groups.setdefault(kind, problem)
        self._sizes[kind] = self._sizes.get(kind, 0) + 1

    def spend(self, cost: Cost) -> None:
        """Add what asking a model about a document took."""
        self._cost = cost if self._cost is None else total((self._cost, cost))

    def counts(self) -> Counts:
        """Return how far the job is."""
        return Counts(
            done=self._done,
            whole=max(self._whole, self._done),
            before=self._before,
            documents=self._documents,
            words=self._words,
            statements=self._statements,
            problems=self._problems,
            seconds=time.monotonic() - self._begun,
            words_now=self._words_now,
            bytes_now=self._bytes_now,
            bytes_left=max(self._size - self._bytes, 0),
            cost=self._cost,
        )

    def report(self) -> tuple[str, ...]:
        """Return lines about the problems: each of a few, of many the number of each kind and an example."""
        if self._problems <= FEW:
            return tuple(str(problem) for problem in self._first)
        order = sorted(self._sizes, key=lambda kind: (-self._sizes[kind], kind))
        lines = [f"{self._problems:,} problems:"]
        for kind in order:
            number, example = self._sizes[kind], self._groups[kind]
            lines.append(f"{number:,} × {'' if number == 1 else 'such as '}{example}")
        return tuple(lines)


def pace(counts: Counts) -> str:
    """Return one short line about a job that runs.

    >>> pace(Counts(done=3, whole=12, before=1, documents=2, words=1200, statements=9, problems=1,
    ...     seconds=2.0, words_now=800, bytes_now=5000, bytes_left=15000))
    '400 words/s  9 statements  1 problem  0:06 left'
    """
    parts = [_count(counts.statements, "statement"), _count(counts.problems, "problem")]
    if counts.words_per_second is not None:
        parts.insert(0, f"{counts.words_per_second:,.0f} words/s")
    if counts.seconds_left is not None:
        minutes, seconds = divmod(round(counts.seconds_left), 60)
        hours, minutes = divmod(minutes, 60)
        parts.append(f"{hours}:{minutes:02}:{seconds:02} left" if hours else f"{minutes}:{seconds:02} left")
    return "  ".join(parts)


def summary(counts: Counts) -> str:
    """Return one line about a job that is done.

    >>> summary(Counts(done=3, whole=3, before=1, documents=2, words=1200, statements=9, problems=1,
    ...     seconds=2.0, words_now=800, bytes_now=5000, bytes_left=0))
    '2 documents, 1,200 words, 9 statements, 1 problem; 400 words a second'
    """
    parts = (
        _count(counts.documents, "document"),
        _count(counts.words, "word"),
        _count(counts.statements, "statement"),
        _count(counts.problems, "problem"),
    )
    pace = "" if counts.words_per_second is None else f"; {counts.words_per_second:,.0f} words a second"
    return ", ".join(parts) + pace


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
