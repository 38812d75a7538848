"""The record: a folder of loaded event files, one Parquet file and one manifest each.

    FOLDER/
      events/KEY.parquet, votes/…, counts/…, mentions/…    tidy rows; `problem` is null in the good ones
      repeats/KEY.parquet       which of its rows stand in an earlier file or in another product too
      manifest/KEY.json         what was loaded; a file is in the record when its manifest is
      loading/…, lock           what loaders are at; nothing there counts

A manifest is renamed into place last, so a loader that is killed leaves nothing half-loaded.
"""

import contextlib
import datetime as dt
import hashlib
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import duckdb
import msgspec

from sayso import __version__
from sayso.actors import ActorTable
from sayso.events import RECORD
from sayso.events.entry import Entry, Outcome
from sayso.events.event_format import EventFormat
from sayso.events.formats import FORMATS
from sayso.events.load import connect, tidy
from sayso.events.opening import OpeningError, Plain, opened
from sayso.events.recognise import meant, with_companions
from sayso.events.repeats import write_repeats
from sayso.events.sql import name as sql_name
from sayso.events.sql import parquet
from sayso.events.views import add_views
from sayso.events.workplace import (
    MANIFESTS,
    REPEATS,
    RecordError,
    clear_up,
    complaint,
    held,
    manifest_of,
    put,
    workplace,
    writing,
)
from sayso.problems import Problem

FOLDER: Final = RECORD
"""Name of the folder where none is given."""
_TICK: Final = dt.timedelta(microseconds=1)

Progress = Callable[[str, float], None]
"""Is told the name of the file and the share that is done, 0 to 1."""


class Record:
    """A folder of loaded event files."""

    def __init__(self, folder: Path) -> None:
        """Use the record in `folder`, which need not exist yet."""
        self.folder = folder.absolute()
        self._decoded: dict[tuple[str, int], Entry] = {}
        self._held: dict[tuple[str, int], bool] = {}

    def entries(self) -> tuple[Entry, ...]:
        """Return the files of the record that are sound, in the order in which they came."""
        return self.look()[0]

    def look(self) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
        """Return the files that are sound, in the order in which they came, and what is wrong with others."""
        found, problems = [], []
        for path in sorted((self.folder / MANIFESTS).glob("*.json")):
            try:
                entry = self._entry(path)
            except (msgspec.DecodeError, OSError) as error:
                message = f"the manifest cannot be read ({error}); add its file again, or delete this one"
                problems.append(Problem(source=str(path), message=message))
                continue
            trouble = self._damage(entry)
            if trouble is None:
                found.append(entry)
            else:
                problems.append(_telling(entry, self.rows_of(entry), trouble))
        return tuple(sorted(found, key=lambda one: (one.at, one.key))), tuple(problems)

    def damaged(self) -> tuple[Problem, ...]:
        """Return what is wrong with files of the record, each read as a whole."""
        wrong = []
        for entry in self.entries():
            path = self.rows_of(entry)
            if not _is_sound(entry, path):
                wrong.append(_telling(entry, path, "is not as it was written"))
        return (*self.look()[1], *wrong)

    def all_keys(self) -> tuple[str, ...]:
        """Return the keys of all files of the record, damaged ones too."""
        return tuple(
            sorted(path.name.removesuffix(".json") for path in (self.folder / MANIFESTS).glob("*.json"))
        )

    def rows_of(self, entry: Entry) -> Path:
        """Return the Parquet file of an entry's rows."""
        return self.folder / entry.table / f"{entry.key}.parquet"

    def add(
        self, path: Path, *, actors: ActorTable, form: str | None = None, progress: Progress | None = None
    ) -> tuple[Outcome, ...]:
        """Load a file, or each file of an archive; what is in the record already is not loaded again.

        A file whose columns would be read otherwise now, since its mapping or the format was changed, is
        loaded anew. `form` names the format where it is not to be told from the content.

        Raises:
            RecordError: if the record cannot be written to.
            KeyError: if there is no such format.
        """
        chosen = None if form is None else FORMATS[form]
        with workplace(self.folder) as work:
            try:
                with opened(path.absolute(), work) as plains:
                    outcomes = [
                        self._add_one(one, chosen, actors=actors, work=work, progress=progress)
                        for one in plains
                    ]
                    return with_companions(plains, outcomes)
            except OpeningError as error:
                return (_failed(path.name, str(error)),)

    def remove(self, key: str) -> None:
        """Take a file out of the record, a damaged one too.

        Raises:
            KeyError: if the record has no such file.
            RecordError: if the record cannot be written to.
        """
        with held(self.folder), writing(self.folder):
            manifest = manifest_of(self.folder, key)
            if not manifest.exists():
                raise KeyError(f"no file {key!r} in the record")
            manifest.unlink()
            clear_up(self.folder)

    def clear_up(self) -> None:
        """Remove what loaders that were killed have left, if the record can be written to."""
        if (self.folder / MANIFESTS).parent.is_dir():
            with contextlib.suppress(RecordError), held(self.folder), writing(self.folder):
                clear_up(self.folder)

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return a connection with views of the good rows.

        - `events`, `votes`, `counts`, `mentions`: all rows, with the columns of `tidy.TABLES`;
        - `events_once`: events without those that stand in an earlier file of their product;
        - `events_marked`: events with the column `repeat`: `same` for those, `elsewhere` for those that are
          like an event of another product, else null;
        - `repeats`: the marks, with the columns of `repeats.COLUMNS`.

        Damaged files are left aside; `look` tells of them.
        """
        # a folder of its own: two processes must not spill into one
        connection = connect(Path(tempfile.gettempdir()) / f"sayso-{secrets.token_hex(8)}")
        add_views(connection, self.folder, self.entries())
        return connection

    def relation(self, view: str) -> duckdb.DuckDBPyRelation:
        """Return the rows of one of the views of `connection`."""
        return self.connection().sql(f"FROM {sql_name(view)}")

    def _add_one(
        self,
        plain: Plain,
        chosen: EventFormat | None,
        *,
        actors: ActorTable,
        work: Path,
        progress: Progress | None,
    ) -> Outcome:
        try:
            form, layout, meaning = meant(plain, chosen)
        except OpeningError as error:
            return _failed(plain.name, str(error))
        known = self._known(plain, form, meaning)
        if known is not None:
            return Outcome(name=plain.name, entry=known, known=True)
        written = work / "tidy.parquet"
        try:
            loaded, found = tidy(
                plain,
                form,
                layout,
                written,
                actors=actors,
                scratch=work,
                progress=None if progress is None else lambda share: progress(plain.name, share),
            )
        except (duckdb.Error, OSError, RuntimeError) as error:
            return _failed(plain.name, f"cannot be read as {form.title}: {complaint(error, self.folder)}")
        entry = Entry(
            key=f"{found.sha256}-{form.name}",
            name=plain.name,
            format=form.name,
            title=form.title,
            table=form.table,
            numbered=form.numbered,
            licence=form.licence.name,
            citation=form.licence.citation,
            size=found.size,
            loaded=loaded,
            stored=written.stat().st_size,
            digest=_digest(written),
            written=written.stat().st_mtime_ns,
            meaning=meaning,
            version=__version__,
            at=dt.datetime.now(dt.UTC),
        )
        return self._commit(entry, written, work)

    def _known(self, plain: Plain, form: EventFormat, meaning: str) -> Entry | None:
        """Return the entry that the file has already; its bytes are read only if one has its size."""
        size = plain.path.stat().st_size
        alike = [
            one for one in self.entries() if (one.size, one.format, one.meaning) == (size, form.name, meaning)
        ]
        if not alike:
            return None
        digest = _digest(plain.path)
        return next((one for one in alike if one.key == f"{digest}-{form.name}"), None)

    def _commit(self, entry: Entry, written: Path, work: Path) -> Outcome:
        """Put the rows into the record; the last step makes them count."""
        with held(self.folder), writing(self.folder):
            entries = self.entries()
            before = next((one for one in entries if one.key == entry.key), None)
            if before is not None and before.meaning == entry.meaning:
                return Outcome(name=entry.name, entry=before, known=True)
            # the clock may stand still or have been set back; the order of files must not
            entry = msgspec.structs.replace(
                entry, at=max([entry.at, *(one.at + _TICK for one in entries[-1:])])
            )
            repeats = work / "repeats.parquet"
            marks = 0
            if entry.table == "events":
                earlier = [
                    (one, self.rows_of(one))
                    for one in entries
                    if one.table == "events" and one.key != entry.key
                ]
                try:
                    marks = write_repeats(entry, written, earlier, repeats, scratch=work)
                except (duckdb.Error, RuntimeError) as error:
                    raise RecordError(f"{self.folder}: {complaint(error, self.folder)}") from error
            manifest = manifest_of(self.folder, entry.key)
            manifest.unlink(missing_ok=True)
            kept = self.folder / REPEATS / f"{entry.key}.parquet"
            if marks:
                put(repeats, kept)
            else:
                kept.unlink(missing_ok=True)
            put(written, self.rows_of(entry))
            stated = work / "manifest.json"
            stated.write_bytes(msgspec.json.format(msgspec.json.encode(entry), indent=1) + b"\n")
            put(stated, manifest)
        return Outcome(name=entry.name, entry=entry)

    def _entry(self, manifest: Path) -> Entry:
        seen = (manifest.name, manifest.stat().st_mtime_ns)
        if seen not in self._decoded:
            self._decoded[seen] = msgspec.json.decode(manifest.read_bytes(), type=Entry)
        return self._decoded[seen]

    def _damage(self, entry: Entry) -> str | None:
        """Return what is wrong with the file of an entry's rows, None where nothing is to be seen.

        The file is read only where it was changed since it was written, or copied.
        """
        try:
            stat = self.rows_of(entry).stat()
            if stat.st_size != entry.stored:
                return f"has {stat.st_size:,} bytes where {entry.stored:,} were written"
            if stat.st_mtime_ns == entry.written or self._is_as_written(entry, stat.st_mtime_ns):
                return None
        except OSError as error:
            return "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error})"
        return "is not as it was written"

    def _is_as_written(self, entry: Entry, changed: int) -> bool:
        seen = (entry.key, changed)
        if seen not in self._held:
            self._held[seen] = not entry.digest or _digest(self.rows_of(entry)) == entry.digest
        return self._held[seen]


def _telling(entry: Entry, path: Path, trouble: str) -> Problem:
    again = f"{entry.name} does not count until it is added again (or `sayso events remove`d)"
    return Problem(source=str(path), message=f"the file {trouble}; {again}")


def _is_sound(entry: Entry, path: Path) -> bool:
    """Tell whether a file of rows is as it was written; without a digest, whether all of it can be read."""
    if entry.digest:
        return _digest(path) == entry.digest
    with connect() as connection:
        try:
            connection.execute(f"SELECT count(COLUMNS(*)) FROM {parquet([path])}").fetchall()
        except duckdb.Error:
            return False
    return True


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _failed(name: str, message: str) -> Outcome:
    return Outcome(name=name, problem=Problem(source=name, message=message, fatal=True))
