"""A person's way through statements: what was decided, and taking it back. Reviews are only ever added."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from sayso.statements.corrected import Field
from sayso.statements.statement import Review, Statement
from sayso.store.texts import Texts
from sayso.store.workspace import Workspace

ReviewError: TypeAlias = Literal["speaker", "kind", "factor", "sign", "likelihood", "span", "not a claim"]
_MOST_CONTEXT = 600
"""Characters of a paragraph that are shown on either side of a quote."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A quote within its paragraph."""

    before: str
    quote: str
    after: str


class Reviewing:
    """Going through statements; held state: the queue, where one is, and what was decided on the way."""

    def __init__(self, workspace: Workspace, queue: Sequence[str], *, by: str | None = None) -> None:
        """Begin with the first of the statements' identifiers in `queue`."""
        self._workspace = workspace
        self._queue = tuple(queue)
        self._by = by
        self._undo: list[tuple[int, Review | None, str | None]] = []
        self._texts = Texts(workspace)
        self.at = 0
        self.decided: dict[str, int] = {}

    @property
    def whole(self) -> int:
        """How many statements there are to go through."""
        return len(self._queue)

    @property
    def done(self) -> bool:
        """Whether there is none left."""
        return self.at >= len(self._queue)

    def current(self) -> Statement:
        """Return the statement that one is at, with its reviews."""
        identifier = self._queue[self.at]
        return self._workspace.statements_by_id([identifier])[identifier]

    def name(self, statement: Statement) -> str | None:
        """Return the name of a statement's document, None where it is not kept."""
        return self._texts.name(statement.document)

    def decide(
        self,
        verdict: Literal["accepted", "corrected", "rejected"],
        *,
        error: ReviewError | None = None,
        correction: Mapping[Field, str] | None = None,
        note: str | None = None,
    ) -> None:
        """Add a verdict on the current statement, and go on to the next."""
        review = Review(
            verdict=verdict,
            error=error,
            by=self._by,
            correction={str(key): value for key, value in (correction or {}).items()},
            note=note,
        )
        self._add(review, counts=verdict)
        self.decided[verdict] = self.decided.get(verdict, 0) + 1
        self.at += 1

    def note(self, words: str) -> None:
        """Add a note to the current statement; what was decided about it stands."""
        last = self._last()
        kept = Review(verdict="unseen") if last is None else last
        self._add(msgspec.structs.replace(kept, note=words, by=self._by, at=None), counts=None)

    def skip(self) -> None:
        """Go on to the next statement."""
        self.at += 1

    def back(self) -> bool:
        """Go back to the statement before; return False at the first."""
        if not self.at:
            return False
        self.at -= 1
        return True

    def undo(self) -> bool:
        """Take back the last thing that was added, by another review, and go there; False if there is none.

        What stood before stands again; where nothing did, the verdict is `unseen`.
        """
        if not self._undo:
            return False
        self.at, before, counted = self._undo.pop()
        kept = Review(verdict="unseen") if before is None else before
        self._workspace.add_review(self._queue[self.at], msgspec.structs.replace(kept, by=self._by, at=None))
        if counted is not None:
            self.decided[counted] -= 1
        return True

    def passage(self, statement: Statement) -> Passage:
        """Return the statement's paragraph around its quote; where the original is not kept, what it has."""
        text = self._texts.text(statement.document)
        if text is None or text[statement.start : statement.end] != statement.quote:
            return Passage(before=statement.prefix, quote=statement.quote, after=statement.suffix)
        first = max(text.rfind("\n", 0, statement.start) + 1, statement.start - _MOST_CONTEXT)
        end = text.find("\n", statement.end)
        last = min(len(text) if end < 0 else end, statement.end + _MOST_CONTEXT)
        return Passage(
            before=text[first : statement.start], quote=statement.quote, after=text[statement.end : last]
        )

    def _last(self) -> Review | None:
        reviews = self.current().review
        return reviews[-1] if reviews else None

    def _add(self, review: Review, *, counts: str | None) -> None:
        self._undo.append((self.at, self._last(), counts))
        self._workspace.add_review(self._queue[self.at], review)
