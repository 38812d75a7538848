"""Files that were exported, into a workspace: nothing twice, and everything that could not be added named."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.forecasts.claim import Claim
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.record import Record
from sayso.interchange.flattened import is_known
from sayso.interchange.item import Item, StatementReview
from sayso.interchange.read_any import refusal
from sayso.interchange.recognise import recognised
from sayso.interchange.table import FORMATS
from sayso.problems import Problem
from sayso.statements.statement import Statement
from sayso.store import Added, Original, Selection, Workspace
from sayso.store.intake import add_problems
from sayso.store.texts import Texts

HUBVERSE: Final = "hubverse"
_LARGEST: Final = 1 << 30
"""Bytes of a file that is looked at as a document."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file to import."""

    path: Path
    name: str
    """Under which its problems are told."""
    format: str | None = None
    """None: told by its content."""


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What came of importing."""

    documents: Added = Added()
    statements: Added = Added()
    reviews: Added = Added()
    records: Added = Added()
    undocumented: int = 0
    """Documents that are described, and whose bytes are neither kept nor at hand."""
    astray: tuple[Problem, ...] = ()
    """Quotes that do not stand in their document; the statements and claims are added all the same."""

    @property
    def whole(self) -> Added:
        """Everything together."""
        return self.documents.plus(self.statements).plus(self.reviews).plus(self.records)


def import_files(
    workspace: Workspace,
    sources: Sequence[Source],
    *,
    folders: Sequence[Path] = (),
    on_committed: Callable[[Added], None] | None = None,
) -> Imported:
    """Add what files hold to a workspace; problems are kept there too.

    Statements first, then documents, records of the ledger and reviews, whatever their order in the files.
    The bytes of documents are in no such file: they are looked for by content in `folders`.
    """
    first = _First()
    statements = workspace.add_statements(first.statements(sources), on_committed=on_committed)
    documents, undocumented = _add_documents(workspace, first.documents, folders)
    records = Added()
    for flattened in (False, True):
        if first.has_records:
            chosen = [one for one in sources if (_format(one) == HUBVERSE) == flattened]
            records = records.plus(_add_records(workspace, chosen, flattened=flattened))
    reviews = _add_reviews(workspace, sources) if first.has_reviews else Added()
    texts = Texts(workspace)
    misquoted = _misquoted(workspace, texts) if first.has_records else ()
    astray = (*_astray(workspace, first.quoted, texts), *misquoted)
    done = Imported(
        documents=documents,
        statements=statements,
        reviews=reviews,
        records=records,
        undocumented=undocumented,
        astray=astray,
    )
    add_problems(workspace, (*done.whole.problems, *astray))
    return done


class _First:
    """The first time through the files; held state: what else than statements there is."""

    def __init__(self) -> None:
        self.documents: dict[str, Original] = {}
        self.quoted: set[str] = set()
        """Documents that statements quote."""
        self.has_records = False
        self.has_reviews = False

    def statements(self, sources: Iterable[Source]) -> Iterator[Statement | Problem]:
        """Yield the statements, and the problems of all lines."""
        for source in sources:
            for item in _items(source):
                if isinstance(item, Original):
                    self.documents.setdefault(item.document, item)
                elif isinstance(item, Record):
                    self.has_records = True
                elif isinstance(item, StatementReview):
                    self.has_reviews = True
                else:
                    if isinstance(item, Statement):
                        self.quoted.add(item.document)
                    yield item


def _items(source: Source) -> Iterator[Item | Problem]:
    """Yield what a file holds, or why nothing can be read."""
    try:
        with source.path.open("rb") as stream:
            name = source.format or recognised(stream)
            reader = None if name is None else FORMATS[name].read
            if reader is None:
                yield Problem(source=source.name, message=refusal(name), fatal=True)
                return
            yield from reader(stream, source.name)
    except OSError as error:
        yield Problem(source=source.name, message=f"cannot be read: {error.strerror or error}", fatal=True)


def _format(source: Source) -> str | None:
    if source.format is not None:
        return source.format
    try:
        with source.path.open("rb") as stream:
            return recognised(stream)
    except OSError:
        return None


def _add_documents(
    workspace: Workspace, wanted: dict[str, Original], folders: Sequence[Path]
) -> tuple[Added, int]:
    """Add documents whose bytes are found, and return how many are neither there nor found."""
    kept = {one.document for one in workspace.documents()} if wanted else set()
    missing = {name: one for name, one in wanted.items() if name not in kept}
    total = Added(known=len(wanted) - len(missing))
    sizes = {one.size for one in missing.values()}
    actors = ActorTable.load()[0] if missing and folders else None
    for path in sorted(one for folder in folders for one in folder.rglob("*")) if actors else ():
        data = _bytes(path, sizes)
        found = None if data is None else missing.pop(hashlib.sha256(data).hexdigest(), None)
        if data is None or found is None or actors is None:
            continue
        # the name stands in a file that anybody may have written: it is a label here, never a path
        document, problems = read_document(data, found.name, actors=actors)
        if document is None:
            total = total.plus(Added(refused=1, problems=problems))
        else:
            total = total.plus(workspace.add_documents([(document, data)]))
    return total, len(missing)


def _bytes(path: Path, sizes: set[int]) -> bytes | None:
    """Return the bytes of a file that is as long as one that is looked for."""
    try:
        size = path.stat().st_size if path.is_file() else None
        return path.read_bytes() if size is not None and size in sizes and size <= _LARGEST else None
    except OSError:
        return None


def _add_records(workspace: Workspace, sources: Iterable[Source], *, flattened: bool) -> Added:
    known = 0

    def records() -> Iterator[Record]:
        nonlocal known
        for source in sources:
            for item in _items(source):
                if not isinstance(item, Record):
                    continue
                if flattened and isinstance(item, Forecast):
                    kept = workspace.records(Forecast, {"question": item.question})
                    if is_known(item, kept):
                        known += 1
                        continue
                yield item

    return workspace.add_records(records()).plus(Added(known=known))


def _add_reviews(workspace: Workspace, sources: Iterable[Source]) -> Added:
    total = Added()
    for source in sources:
        for item in _items(source):
            if isinstance(item, StatementReview):
                total = total.plus(_add_review(workspace, item, source.name))
    return total


def _add_review(workspace: Workspace, item: StatementReview, source: str) -> Added:
    found = workspace.statements_by_id([item.statement]).get(item.statement)
    if found is None or found.quote != item.quote:
        why = "is not in the workspace" if found is None else "has another quote there"
        problem = Problem(source=source, message=f"a review's statement {item.statement} {why}")
        return Added(refused=1, problems=(problem,))
    if item.review.at is None:  # it would get the time of each import
        before = (msgspec.structs.replace(one, at=None) for one in found.review)
        given = msgspec.structs.replace(item.review, by=item.review.by or workspace.by)
        if given in before:
            return Added(known=1)
    return workspace.add_review(item.statement, item.review)


def _astray(workspace: Workspace, documents: Iterable[str], texts: Texts) -> Iterator[Problem]:
    """Yield the statements on documents whose text has something else where they quote."""
    for document in sorted(documents):
        text = texts.text(document)
        for one in () if text is None else workspace.statements(Selection(document=document)):
            if text is not None and text[one.start : one.end] != one.quote:
                where = f"characters {one.start:,} to {one.end:,}"
                elsewhere = ", but elsewhere" if one.quote in text else ""
                yield Problem(
                    source=texts.name(document) or document,
                    message=f"statement {one.id} quotes what does not stand at {where}{elsewhere}",
                )


def _misquoted(workspace: Workspace, texts: Texts) -> Iterator[Problem]:
    """Yield the claims that quote what does not stand in their document, where that is known by content."""
    for claim in workspace.records(Claim):
        text = None if claim.document is None else texts.text(claim.document)
        if text is not None and claim.quote not in text:
            name = texts.name(claim.document or "")
            yield Problem(
                source=name or "claims", message=f"claim {claim.statement} quotes what does not stand there"
            )
