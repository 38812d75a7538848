"""A job from its paths to its results: the one place where the parts are put together."""

import base64
import datetime as dt
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sayso import __version__
from sayso.reading.job.engine import Engine, open_engine
from sayso.reading.job.errors import CannotWriteError, MadeOtherwiseError
from sayso.reading.job.inputs import Item, Listing, items, list_inputs, told
from sayso.reading.job.journal import Journal, Outputs
from sayso.reading.job.means import Means
from sayso.reading.job.messages import Ready, Result, Task
from sayso.reading.job.order import in_order
from sayso.reading.job.recipe import Recipe, sayso_recipe
from sayso.reading.job.rows import Marker, as_line
from sayso.reading.job.sidecar import FORMAT, Made, Read
from sayso.reading.job.tally import Counts, Tally

Show = Callable[[Counts], None]
"""Told how far the job is after each document."""


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """What a job came to."""

    counts: Counts
    report: tuple[str, ...]
    """Lines about its problems."""


def read_folder(
    paths: Sequence[Path],
    *,
    recipe: Recipe | None = None,
    means: Means | None = None,
    today: dt.date | None = None,
) -> Iterator[Result]:
    """Yield what comes of each document at the paths, folders walked, in the order of names.

    Several processes read; the results are the same for any number of them, and are read only so far ahead
    as memory stays bounded. A document that crashes, hangs or outgrows its process is a problem.

    Args:
        paths: files and folders.
        recipe: how to read, `sayso_recipe(how_to_read(lexicon="us-nic"))`; None for the reader as it comes.
        means: processes, bounds, cluster.
        today: a document dated later is reported; None stands for this machine's date.

    Raises:
        JobError: if the reader cannot be opened or can read no more, or the cluster is lost.
    """
    yield from read_listing(list_inputs(paths), recipe=recipe, means=means, today=today)


def read_listing(
    listing: Listing,
    *,
    recipe: Recipe | None = None,
    means: Means | None = None,
    today: dt.date | None = None,
) -> Iterator[Result]:
    """Yield what comes of each document that `list_inputs` found, as `read_folder`.

    Raises:
        JobError: as `read_folder`.
    """
    with _engine(listing, recipe or sayso_recipe(), means or Means(), today or _today()) as engine:
        work = itertools.chain(told(engine.ready().problems), items(listing))
        yield from in_order((item.work for item in work), engine)


def write_results(
    listing: Listing,
    outputs: Outputs,
    *,
    recipe: Recipe | None = None,
    means: Means | None = None,
    show: Show | None = None,
) -> Finished:
    """Read what `list_inputs` found, write the results, and return what it came to.

    A job that writes its statements to a file goes on where the same job was interrupted; see `Outputs`.

    Raises:
        JobError: if the reader cannot be opened or can read no more, a file cannot be written or is to be
            read, the cluster is lost, or what is left of an interrupted job was made in another way.
    """
    recipe, means = recipe or sayso_recipe(), means or Means()
    _spare_documents(listing, outputs)
    course = _Course(listing, marker=None if outputs.documents is None else Marker(), show=show)
    if not listing.count:
        # what an interrupted job left is none of a mistyped path's business
        outputs = Outputs(problems=outputs.problems)
    with Journal(outputs) as journal:
        if listing.count:
            today = _today() if journal.made is None else dt.date.fromisoformat(journal.made.today)
            with _engine(listing, recipe, means, today) as engine:
                ready = engine.ready()
                made = _made(ready, outputs, recipe, means, today)
                work = itertools.chain(told(ready.problems), items(listing))
                course.run(course.take_up(work, journal, made), journal, engine)
        else:
            course.report(listing, journal)
        journal.complete(empty=not course.tally.counts().documents)
    return Finished(counts=course.tally.counts(), report=course.tally.report())


class _Course:
    """The way through a listing; held state: what was counted, and which documents there were."""

    def __init__(self, listing: Listing, *, marker: Marker | None, show: Show | None) -> None:
        self.tally = Tally(whole=listing.count, size=listing.bytes)
        self._marker = marker
        self._show = show

    def take_up(self, work: Iterator[Item], journal: Journal, made: Made) -> Iterator[Item]:
        """Pass what an interrupted job had done, and return what is left.

        From the first document on that is not the same any more all is read again.
        """
        last: Read | None = None
        place = 0
        for done, end in journal.done(made):
            item = next(work, None)
            if item is None or (item.name, item.key) != (done.name, done.key):
                _refuse_others(last, done, item)
                work = itertools.chain(() if item is None else (item,), work)
                break
            self._absorb(done)
            last, place = done, end
        journal.go_on(made, last, place)
        return work

    def run(self, work: Iterator[Item], journal: Journal, engine: Engine) -> None:
        """Read what is left and write what comes of it, in the order of the work."""
        waiting: deque[tuple[str, int]] = deque()

        def works() -> Iterator[Task | Result]:
            for item in work:
                waiting.append((item.key, item.bytes))
                yield item.work

        self.tally.begin()
        self._tell()
        for result in in_order(works(), engine):
            self._write(result, *waiting.popleft(), journal)

    def report(self, listing: Listing, journal: Journal) -> None:
        """Write the problems of a listing without documents."""
        journal.go_on(None, None, 0)
        for item in items(listing):
            if isinstance(item.work, Result):
                self._write(item.work, item.key, item.bytes, journal)

    def _write(self, result: Result, key: str, size: int, journal: Journal) -> None:
        row = None if self._marker is None else self._marker.row(result)
        contents = {
            "out": result.lines,
            "documents": as_line(row),
            "problems": b"".join(as_line(problem) for problem in result.problems),
        }
        done = Read(
            name=result.name,
            key=key,
            ends={},
            size=size,
            document=result.document,
            read=result.facts is not None,
            statements=result.statement_count,
            words=(result.facts.words or 0) if result.facts else 0,
            problems=result.problems,
            signature=_written(result.signature) if self._marker is not None else None,
            cost=result.cost,
        )
        journal.add(contents, done)
        self._count(done)
        self._tell()

    def _absorb(self, done: Read) -> None:
        self._count(done)
        if self._marker is not None and done.signature is not None and done.document is not None:
            self._marker.remember(done.document, base64.b64decode(done.signature))

    def _count(self, done: Read) -> None:
        if done.document is not None:
            self.tally.step(size=done.size)
        if done.read:
            self.tally.document(words=done.words, statements=done.statements)
        for problem in done.problems:
            self.tally.problem(problem)
        if done.cost is not None:
            self.tally.spend(done.cost)

    def _tell(self) -> None:
        if self._show is not None:
            self._show(self.tally.counts())


@contextmanager
def _engine(listing: Listing, recipe: Recipe, means: Means, today: dt.date) -> Iterator[Engine]:
    engine = open_engine(recipe, means, today=today, most=listing.count)
    try:
        yield engine
    except BaseException:
        engine.close(at_once=True)
        raise
    engine.close()


def _made(ready: Ready, outputs: Outputs, recipe: Recipe, means: Means, today: dt.date) -> Made:
    """Return all that the results depend on; how many processes read, and where, is not among it."""
    files = {name: str(path.resolve()) for name, path in outputs.files().items() if name != "out"}
    depended_on = recipe.how if recipe.settings is None else recipe.settings
    return Made(
        format=FORMAT,
        sayso=__version__,
        reader=ready.reader,
        settings={
            # as it will be read back: JSON has lists and no tuples. Names with a space are nobody's fields
            **msgspec.json.decode(msgspec.json.encode(depended_on)),
            "seconds limit": means.limit_s,
            "memory bound": means.memory_mb,
            "documents file": files.get("documents"),
            "problems file": files.get("problems"),
        },
        today=today.isoformat(),
    )


def _refuse_others(last: Read | None, done: Read, item: Item | None) -> None:
    """Refuse to throw away a job's work where not even the first document is the same."""
    if last is None:
        found = "nothing" if item is None else item.name
        raise MadeOtherwiseError(
            f"what is left of the interrupted job was made from other documents and cannot be gone on with: "
            f"it begins with {done.name}, now there is {found}"
        )


def _spare_documents(listing: Listing, outputs: Outputs) -> None:
    """Refuse to write over a document that is to be read."""
    targets = {path: path.stat() for path in outputs.files().values() if path.is_file()}
    for one in listing.found if targets else ():
        if isinstance(one, Path) and one.exists():
            for path, status in targets.items():
                if os.path.samestat(one.stat(), status):
                    raise CannotWriteError(f"{path} is one of the reports and is kept; choose another file")


def _written(signature: bytes | None) -> str | None:
    return None if signature is None else base64.b64encode(signature).decode()


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()
