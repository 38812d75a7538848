"""Where what is exported comes from: a workspace, files that were exported before, or what was just read."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, Protocol, TypeAlias

from sayso.forecasts.claim import Claim
from sayso.forecasts.entries import entries
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.record import Record
from sayso.forecasts.score import Score
from sayso.interchange.item import EVERYTHING, WHAT, Item, StatementReview, key_of, reviews_of
from sayso.problems import Problem
from sayso.statements.statement import Statement
from sayso.store import Selection, Workspace

_ALL: Final = Selection()
Tell: TypeAlias = Callable[[Problem], None]
"""Told of each problem."""


class Holdings(Protocol):
    """Something that items come out of, as often as is asked."""

    def items(self, what: str) -> Iterator[Item]:
        """Yield the items of one sort, by its name in `WHAT`, in a lasting order."""

    def quotes(self, statements: Collection[str]) -> Mapping[str, str]:
        """Return the quotes of statements by their identifiers, for those that are known."""


class WorkspaceHoldings:
    """The contents of a workspace, in a folder or on a server; read page by page."""

    def __init__(
        self, workspace: Workspace, selection: Selection = _ALL, *, tell: Tell | None = None
    ) -> None:
        """Take statements and reviews of a selection only, and everything else; `tell` gets problems."""
        self._workspace = workspace
        self._selection = selection
        self._tell = tell

    def items(self, what: str) -> Iterator[Item]:
        """Yield the items of one sort, in the order in which they were added."""
        if what == "documents":
            yield from self._workspace.documents()
        elif what == "statements":
            yield from self._workspace.statements(self._selection)
        elif what == "reviews":
            for statement in self._workspace.statements(self._selection):
                yield from reviews_of(statement)
        elif what == "scores":
            kept = self._workspace.records(Score)
            yield from _with_computed(kept, self._ledger_records(), self._tell)
        else:
            yield from self._workspace.records(WHAT[what])

    def quotes(self, statements: Collection[str]) -> Mapping[str, str]:
        """Return the quotes of statements by their identifiers: of claims, else of the statements."""
        found = _quotes_of_claims(self._workspace.records(Claim), statements)
        left = [one for one in statements if one not in found]
        return found | {name: one.quote for name, one in self._workspace.statements_by_id(left).items()}

    def _ledger_records(self) -> Iterator[Record]:
        for kind in WHAT.values():
            if issubclass(kind, Record) and kind is not Score:
                yield from self._workspace.records(kind)


class ItemHoldings:
    """Items from anywhere: `source` is called for each pass, so a file of any length need not be kept."""

    def __init__(
        self,
        source: Callable[[], Iterable[Item | Problem]],
        selection: Selection = _ALL,
        *,
        tell: Tell | None = None,
    ) -> None:
        """Take statements and reviews of a selection only; `tell` gets each problem once.

        Raises:
            ValueError: if the selection asks for more than a kind, a speaker and a factor.
        """
        if selection != Selection(kind=selection.kind, speaker=selection.speaker, factor=selection.factor):
            raise ValueError("files are filtered by kind, speaker and factor only; put them in a workspace")
        self._source = source
        self._selection = selection
        self._tell = tell
        self._told: set[str] = set()

    def items(self, what: str) -> Iterator[Item]:
        """Yield the items of one sort, in the order of the source, each once."""
        if what == "scores":
            records = [one for one in self._all() if isinstance(one, Record)]
            kept = (one for one in records if isinstance(one, Score))
            yield from _with_computed(
                kept, (one for one in records if not isinstance(one, Score)), self._report
            )
        elif what == "reviews":
            for item in self._all():
                if isinstance(item, StatementReview):
                    yield item
                elif isinstance(item, Statement) and matches(self._selection, item):
                    yield from reviews_of(item)
        else:
            for item in self._all():
                if isinstance(item, WHAT[what]) and (
                    not isinstance(item, Statement) or matches(self._selection, item)
                ):
                    yield item

    def quotes(self, statements: Collection[str]) -> Mapping[str, str]:
        """Return the quotes of statements by their identifiers: of claims, else of the statements."""
        found: dict[str, str] = {}
        for item in self._all() if statements else ():
            if isinstance(item, Claim) and item.statement in statements:
                found[item.statement] = item.quote
            elif isinstance(item, Statement) and item.id in statements:
                found.setdefault(item.id, item.quote)
        return found

    def _all(self) -> Iterator[Item]:
        seen: set[tuple[str, str]] = set()
        for one in self._source():
            if isinstance(one, Problem):
                self._report(one)
            elif (key := key_of(one)) not in seen:
                seen.add(key)
                yield one

    def _report(self, problem: Problem) -> None:
        if self._tell is not None and str(problem) not in self._told:
            self._told.add(str(problem))
            self._tell(problem)


def matches(selection: Selection, statement: Statement) -> bool:
    """Tell whether a statement has the selection's kind, speaker and factor, where they are given."""
    factor = statement.factor
    return (
        selection.kind in {None, statement.kind}
        and selection.speaker in {None, statement.speaker.name}
        and (
            selection.factor is None
            or (factor is not None and selection.factor in {factor.name, str(factor)})
        )
    )


def wanted(what: str) -> tuple[str, ...]:
    """Return the sorts that are meant by a name: itself, or all for `everything` but reviews.

    >>> wanted("scores")
    ('scores',)
    """
    return tuple(one for one in WHAT if one != "reviews") if what == EVERYTHING else (what,)


def _quotes_of_claims(claims: Iterable[Claim], statements: Collection[str]) -> dict[str, str]:
    return {one.statement: one.quote for one in claims if one.statement in statements}


def _with_computed(kept: Iterable[Score], records: Iterable[Record], tell: Tell | None) -> Iterator[Score]:
    """Yield the scores that are kept, then those that the ledger gives and nobody kept."""
    seen = set()
    for score in kept:
        seen.add(score.id)
        yield score
    try:
        computed = entries(Ledger.of(records))
    except ValueError as error:
        if tell is not None:
            tell(Problem(source="scores", message=f"those not kept cannot be computed: {error}"))
        return
    for entry in computed:
        for score in entry.scores:
            if score.id not in seen:
                seen.add(score.id)
                yield score
