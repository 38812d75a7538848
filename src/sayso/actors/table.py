"""The actor table: the records of all files, indexed."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Self, TypeVar

from sayso.actors.actor import Actor
from sayso.actors.book import Book
from sayso.actors.election import Election
from sayso.actors.files import base_files, read_files, read_path
from sayso.actors.find import Finder
from sayso.actors.knowledge import knowledge
from sayso.actors.membership import Membership
from sayso.actors.mention import Mention
from sayso.actors.milestone import Milestone
from sayso.actors.office import Office, Role
from sayso.actors.phrases import comparable, stands_in
from sayso.dates import DateInterval
from sayso.nearest import near
from sayso.problems import Problem

Row = TypeVar("Row")


class ActorTable:
    """Who is who, and what their names are in texts.

    >>> table, problems = ActorTable.load()
    >>> [(mention.words, mention.state) for mention in table.find("Tashkent looks to Moscow.")]
    [('Tashkent', 'UZB'), ('Moscow', 'RUS')]
    """

    def __init__(self, book: Book) -> None:
        """Index the records of `book`; `load` returns the table that comes with the package."""
        self._book = book
        offices = sorted(
            (office for offices in book.offices.values() for office in offices),
            key=lambda office: str(office.during.start or ""),
        )
        self._offices = tuple(offices)
        self._offices_of = _grouped(offices, lambda office: office.of)
        self._offices_by = _grouped(offices, lambda office: office.holder)
        self._memberships_of = _grouped(book.memberships, lambda row: row.member)
        self._members = _grouped(book.memberships, lambda row: row.organisation)
        self._neighbours = _both_ways(book.actors.values())

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> tuple[Self, tuple[Problem, ...]]:
        """Return the package's table with the user's files on top, and what is wrong in those files.

        A user's entry adds to an actor or overrides its single values: see docs/actors.md.
        """
        book = _base().copy()
        problems = tuple(problem for path in extra for problem in read_path(book, path))
        return cls(book), problems

    @property
    def as_of(self) -> dt.date:
        """The day up to which the package's own files were kept; what changed later is not in them."""
        return knowledge().as_of

    @property
    def actors(self) -> Mapping[str, Actor]:
        """All actors by identifier."""
        return self._book.actors

    def actor(self, identifier: str) -> Actor:
        """Return the actor with this identifier.

        Raises:
            KeyError: if there is none; the message names the nearest identifier.
        """
        try:
            return self._book.actors[identifier]
        except KeyError:
            found = near(identifier, self._book.actors)
            nearest = f"; the nearest is {found[0]!r}" if found else ""
            raise KeyError(f"no actor {identifier!r}{nearest}") from None

    def find(self, text: str, *, on: DateInterval | None = None) -> tuple[Mention, ...]:
        """Return the mentions of actors in `text` in text order, the longest at each place, none overlapping.

        `on` is when the text was written: it decides who "the Uzbek leader" is and which Clinton is meant.
        Takes time in proportion to the length of the text.

        >>> import datetime as dt
        >>> table, _ = ActorTable.load()
        >>> december = DateInterval(dt.date(2014, 12, 1), dt.date(2014, 12, 31))
        >>> [mention.actor for mention in table.find("the Uzbek leader met Nishi Bisval", on=december)]
        ['islam-karimov', 'nisha-biswal']
        """
        return self._finder.find(text, on)

    def resolve(self, words: str, *, on: DateInterval | None = None) -> Mention | None:
        """Return the actor that `words` name as a whole, however spelt; None rather than a guess.

        >>> table, _ = ActorTable.load()
        >>> table.resolve("Nishi Bisval").actor, table.resolve("the Atlantic partners")
        ('nisha-biswal', None)
        """
        return self._finder.resolve(words, on)

    def members(self, identifier: str, on: DateInterval) -> tuple[str, ...]:
        """Return the states in a region, or those that were members of an organisation on a day of `on`.

        Raises:
            KeyError: if there is no such actor.
        """
        actor = self.actor(identifier)
        if actor.kind == "region":
            return actor.members
        rows = self._members.get(identifier, ())
        return tuple(
            dict.fromkeys(
                row.member
                for row in rows
                if row.status == "member"
                and row.during.overlaps(on)
                and self._book.actors[row.member].kind == "state"
            )
        )

    def memberships(self, state: str, on: DateInterval | None = None) -> tuple[Membership, ...]:
        """Return what `state` belonged to on a day of `on`, or ever.

        Raises:
            KeyError: if there is no such actor.
        """
        rows = self._memberships_of.get(self.actor(state).id, ())
        return tuple(row for row in rows if on is None or row.during.overlaps(on))

    def offices(
        self,
        *,
        of: str | None = None,
        holder: str | None = None,
        role: Role | None = None,
        on: DateInterval | None = None,
    ) -> tuple[Office, ...]:
        """Return the offices that fit all that is given, earliest first."""
        if of is not None:
            found: Iterable[Office] = self._offices_of.get(of, ())
        elif holder is not None:
            found = self._offices_by.get(holder, ())
        else:
            found = self._offices
        return tuple(
            office
            for office in found
            if (holder is None or office.holder == holder)
            and (role is None or office.role == role)
            and (on is None or office.during.overlaps(on))
        )

    def neighbours(self, state: str) -> tuple[str, ...]:
        """Return the states that share a land border with `state`, in order of identifier.

        Raises:
            KeyError: if there is no such actor.
        """
        return self._neighbours.get(self.actor(state).id, ())

    def elections(
        self, state: str, during: DateInterval, *, known_on: dt.date | None = None
    ) -> tuple[Election, ...]:
        """Return the polling days in `state` that lie in `during`, earliest first.

        With `known_on`, only those that one could know of on that day: due by law, or called by then.

        Raises:
            KeyError: if there is no such actor.

        >>> table, _ = ActorTable.load()
        >>> autumn = DateInterval(dt.date(2022, 9, 1), dt.date(2022, 12, 31))
        >>> [len(table.elections("KAZ", autumn, known_on=dt.date(2022, month, 1))) for month in (2, 10)]
        [0, 1]
        """
        identifier = self.actor(state).id
        found = (
            row
            for row in self._book.elections
            if row.state == identifier
            and row.day in during
            and (known_on is None or row.known_from is None or row.known_from <= known_on)
        )
        return tuple(sorted(found, key=lambda row: (row.day, row.kind)))

    def milestones(
        self, *, actor: str | None = None, during: DateInterval | None = None, named_in: str | None = None
    ) -> tuple[Milestone, ...]:
        """Return the milestones that fit all that is given, earliest first.

        `named_in` is a text: only milestones stay of which it uses a phrase.
        """
        text = None if named_in is None else comparable(named_in)
        found = (
            row
            for row in self._book.milestones
            if (actor is None or row.actor == actor)
            and (during is None or row.when.overlaps(during))
            and (text is None or any(stands_in(words, text) for words in row.words))
        )
        return tuple(sorted(found, key=lambda row: str(row.when.start or "")))

    def regions_of(self, state: str) -> tuple[str, ...]:
        """Return the regions of which `state` is a member.

        Raises:
            KeyError: if there is no such actor.
        """
        identifier = self.actor(state).id
        return tuple(actor.id for actor in self._book.actors.values() if identifier in actor.members)

    @cached_property
    def _finder(self) -> Finder:
        """The compiled names, made when the first text comes."""
        return Finder(self._book.actors, self._offices_by, self._offices_of, self._book.others)


@cache
def _base() -> Book:
    """Return the book of the package's own files, which are free of faults."""
    book = Book()
    problems = read_files(book, base_files())
    if problems:
        raise AssertionError("\n".join(map(str, problems)))
    return book


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows by key, in their order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(group) for name, group in groups.items()}


def _both_ways(actors: Iterable[Actor]) -> Mapping[str, tuple[str, ...]]:
    """Return the neighbours of each state; a border that one side names holds for both."""
    borders: dict[str, set[str]] = {}
    for actor in actors:
        for other in actor.neighbours:
            borders.setdefault(actor.id, set()).add(other)
            borders.setdefault(other, set()).add(actor.id)
    return {state: tuple(sorted(others)) for state, others in borders.items()}
