"""Files into a workspace: statements, records of the ledger, tables; claims are linked to statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final, Literal, TypeAlias

from sayso.forecasts.claim import Claim
from sayso.forecasts.import_table import import_table
from sayso.forecasts.jsonl import read_records
from sayso.forecasts.link import Link
from sayso.forecasts.linking import Linked, link
from sayso.forecasts.record import Record
from sayso.forecasts.table_form import TableForm, forecastbench_acled, form_from_toml
from sayso.problems import Problem
from sayso.statements.jsonl import bounded_lines, read_statements
from sayso.statements.statement import Statement
from sayso.store.added import Added
from sayso.store.errors import WorkspaceError
from sayso.store.reading_done import problem_kept
from sayso.store.selection import Selection
from sayso.store.workspace import Workspace

Sort: TypeAlias = Literal["statements", "ledger", "table", "report"]
"""What a file is to a workspace."""
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_TABLES: Final = frozenset({".csv", ".tsv"})
_HEAD: Final = 1 << 16
"""Bytes at the head of a file of JSON Lines by which it is told what it holds."""


def sort_of(path: Path) -> Sort:
    """Return what a file is, by its ending and, for JSON Lines, by its first line."""
    ending = path.suffix.lower()
    if ending in _TABLES:
        return "table"
    if ending not in _LINES:
        return "report"
    try:
        with path.open("rb") as file:
            first = file.readline(_HEAD)
    except OSError:
        return "statements"  # the reader of lines tells what is wrong
    return (
        "ledger" if b'"record"' in first and b'"kind"' not in first.split(b'"record"', 1)[0] else "statements"
    )


def named(path: Path) -> str:
    """Return the name that problems call a file by; what of it is no UTF-8 is written as an escape."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def add_statement_file(
    workspace: Workspace, path: Path, *, on_committed: Callable[[Added], None] | None = None
) -> Added:
    """Add the statements of a file of JSON Lines; what is wrong with a line is counted and kept."""
    committed = Added()

    def told(done: Added) -> None:
        nonlocal committed
        committed = committed.plus(done)
        if on_committed is not None:
            on_committed(done)

    try:
        with path.open("rb") as file:
            found = read_statements(bounded_lines(file), named(path))
            added = workspace.add_statements(found, on_committed=told)
    except OSError as error:  # also in the middle of a file; what was committed is there
        added = committed.plus(_unreadable(path, error))
    return _kept(workspace, added)


def add_record_file(workspace: Workspace, path: Path) -> Added:
    """Add the ledger's records in a file of JSON Lines; what is wrong with a line is counted and kept."""
    try:
        with path.open("rb") as file:
            added = workspace.add_records(read_records(file, named(path)))
    except OSError as error:
        added = _unreadable(path, error)
    return _kept(workspace, added)


def add_table(workspace: Workspace, path: Path, form: TableForm) -> tuple[Added, Linked]:
    """Add the claims, questions and answers of a table, and link its claims to statements by their words."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return _kept(workspace, _unreadable(path, error)), Linked(links=(), unlinked=())
    records, problems = import_table(data, named(path), form)
    added = workspace.add_records(_each(records, problems))
    return _kept(workspace, added), link_claims(workspace, [one for one in records if isinstance(one, Claim)])


def link_claims(workspace: Workspace, claims: Iterable[Claim] | None = None) -> Linked:
    """Link claims of tables to the statements with their words, add the links, and return them.

    `claims` are by default all that no link speaks of. A claim's document is found by its content hash, its
    name, or the last part of its name where only one document has it.
    """
    linked = {one.claim for one in workspace.records(Link)}
    every = workspace.records(Claim) if claims is None else claims
    wanted = [one for one in every if one.statement not in linked]
    names = _documents(workspace)
    statements: dict[str, list[Statement]] = {}
    for name in {one.document for one in wanted if one.document is not None}:
        hashes = names.get(name) or names.get(PurePath(name).name) or ()
        if len(hashes) == 1:
            (document,) = hashes
            statements[name] = list(workspace.statements(Selection(document=document)))
    found = link(wanted, statements)
    workspace.add_records(found.links)
    return found


def add_problems(workspace: Workspace, problems: Iterable[Problem]) -> None:
    """Keep problems, each once."""
    kept = {(one := problem_kept(problem)).id: one for problem in problems}
    if kept:
        workspace.add_records(kept.values())


def _documents(workspace: Workspace) -> dict[str, set[str]]:
    """Return the content hashes of documents by each name that a claim may call them by."""
    names: dict[str, set[str]] = defaultdict(set)
    for original in workspace.documents():
        for name in {original.document, original.name, PurePath(original.name).name}:
            names[name].add(original.document)
    return names


def _each(records: Iterable[Record], problems: Iterable[Problem]) -> Iterator[Record | Problem]:
    yield from records
    yield from problems


def _kept(workspace: Workspace, added: Added) -> Added:
    add_problems(workspace, added.problems)
    return added


def _unreadable(path: Path, error: OSError) -> Added:
    problem = Problem(source=named(path), message=f"cannot be read: {error.strerror or error}", fatal=True)
    return Added(refused=1, problems=(problem,))


def form_of(named: str) -> TableForm:
    """Return the form that a name or the path of a TOML file means.

    Raises:
        WorkspaceError: if there is none; the message says why.
    """
    if named == "forecastbench-acled":
        return forecastbench_acled()
    try:
        text = Path(named).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WorkspaceError(
            f"no form {named!r}: {reason}; want forecastbench-acled, or a TOML file (docs/ledger.md)"
        ) from error
    form = form_from_toml(text, named)
    if isinstance(form, Problem):
        raise WorkspaceError(str(form))
    return form
