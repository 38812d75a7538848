"""Everything that the actor files say, as records, before it is indexed."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from sayso.actors.actor import ALWAYS, Actor, ActorKind, Code
from sayso.actors.election import Election
from sayso.actors.entries import (
    BodyEntry,
    ElectionEntry,
    Entry,
    MembershipEntry,
    MilestoneEntry,
    OtherEntry,
    PersonEntry,
    PostEntry,
    RegionEntry,
    StateEntry,
    read_calls,
    read_interval,
    read_occasion,
)
from sayso.actors.membership import Membership
from sayso.actors.milestone import Milestone
from sayso.actors.office import Office
from sayso.actors.tokens import fold

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_HOLDER_LENGTHS = (2, 3)


class Book(msgspec.Struct, kw_only=True):
    """The records of all files read so far; later files override or add."""

    actors: dict[str, Actor] = msgspec.field(default_factory=dict)
    offices: dict[tuple[str, str], tuple[Office, ...]] = msgspec.field(default_factory=dict)
    """By body and role."""
    memberships: list[Membership] = msgspec.field(default_factory=list)
    elections: list[Election] = msgspec.field(default_factory=list)
    milestones: list[Milestone] = msgspec.field(default_factory=list)
    others: list[str] = msgspec.field(default_factory=list)

    def copy(self) -> "Book":
        """Return a book that can be added to without changing this one."""
        return Book(
            actors=dict(self.actors),
            offices=dict(self.offices),
            memberships=list(self.memberships),
            elections=list(self.elections),
            milestones=list(self.milestones),
            others=list(self.others),
        )


def person_id(name: str) -> str:
    """Return the identifier of a person without one of their own.

    >>> person_id("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    return _NOT_IN_IDS.sub("-", fold(name).lower()).strip("-")


def entry_label(table: str, entry: Mapping[str, Any], number: int) -> str:
    """Return how a message names the entry: its identifier, else its place in the file."""
    for key in ("id", "name", "what", "title", "organisation", "state"):
        value = entry.get(key)
        if isinstance(value, str):
            return f"{table} {value!r}"
    return f"{table} number {number}"


def references(entry: Entry) -> tuple[str, ...]:
    """Return the identifiers that an entry needs to find elsewhere."""
    found: tuple[str | None, ...] = ()
    match entry:
        case StateEntry():
            found = entry.neighbours
        case RegionEntry():
            found = (*entry.members, entry.state)
        case PersonEntry() | ElectionEntry():
            found = (entry.state,)
        case PostEntry():
            found = (entry.of,)
        case MembershipEntry():
            found = (entry.organisation, *entry.members)
        case MilestoneEntry():
            found = (entry.actor,)
        case BodyEntry() | OtherEntry():
            pass
    return tuple(identifier for identifier in found if identifier is not None)


def take(book: Book, table: str, entry: Entry, source: str | None) -> None:
    """Add one entry's records to `book`; `source` is the file's, for entries without their own.

    Raises:
        ValueError: if the entry's content is at fault; the book is then unchanged.
    """
    _TAKERS[table](book, entry, source)


def _source(entry: Any, source: str | None) -> str:
    """Return the entry's source."""
    found = entry.source or source
    if not found:
        raise ValueError("no source; give `source` in the entry or once at the head of the file")
    return str(found)


def _joined(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    """Return both lists without repetition, the old first."""
    return tuple(dict.fromkeys((*old, *new)))


def _put(book: Book, actor: Actor) -> None:
    """Add an actor, or join it with the one already known: lists join, single values override."""
    old = book.actors.get(actor.id)
    if old is None:
        book.actors[actor.id] = actor
        return
    if old.kind != actor.kind:
        raise ValueError(f"{actor.id!r} is a {old.kind} already")
    book.actors[actor.id] = Actor(
        id=actor.id,
        kind=actor.kind,
        name=actor.name,
        aliases=_joined((*old.aliases, *([old.name] if old.name != actor.name else [])), actor.aliases),
        demonyms=_joined(old.demonyms, actor.demonyms),
        people=_joined(old.people, actor.people),
        capital=actor.capital or old.capital,
        government=_joined(old.government, actor.government),
        places=_joined(old.places, actor.places),
        codes=actor.codes if len(actor.codes) > 1 else old.codes,
        neighbours=_joined(old.neighbours, actor.neighbours),
        members=_joined(old.members, actor.members),
        state=actor.state or old.state,
        surname=actor.surname or old.surname,
        lifetime=actor.lifetime if actor.lifetime != ALWAYS else old.lifetime,
        source=actor.source,
    )


def _name(book: Book, entry: StateEntry | BodyEntry | RegionEntry) -> str:
    """Return the entry's name, or that of the actor it adds to."""
    if entry.name:
        return entry.name
    if entry.id in book.actors:
        return book.actors[entry.id].name
    raise ValueError("a new actor needs a name")


def _take_state(book: Book, entry: StateEntry, source: str | None) -> None:
    lifetime = read_interval(entry.from_, entry.to)
    codes = [Code(system="iso3", code=entry.id, during=lifetime)]
    if entry.gw is not None:
        codes.append(Code(system="gw", code=str(entry.gw), during=lifetime))
    if entry.cow is not None:
        codes.append(Code(system="cow", code=str(entry.cow), during=lifetime))
    _put(
        book,
        Actor(
            id=entry.id,
            kind="state",
            name=_name(book, entry),
            aliases=entry.aliases,
            demonyms=entry.demonyms,
            people=entry.people,
            capital=entry.capital,
            government=entry.government,
            places=entry.places,
            codes=tuple(codes),
            neighbours=entry.neighbours,
            lifetime=lifetime,
            source=_source(entry, source),
        ),
    )


def _take_body(kind: ActorKind) -> Callable[[Book, BodyEntry, str | None], None]:
    """Return the taker for organisations or for groups."""

    def take_body(book: Book, entry: BodyEntry, source: str | None) -> None:
        _put(
            book,
            Actor(
                id=entry.id,
                kind=kind,
                name=_name(book, entry),
                aliases=entry.aliases,
                demonyms=entry.demonyms,
                people=entry.people,
                government=entry.government,
                lifetime=read_interval(entry.from_, entry.to),
                source=_source(entry, source),
            ),
        )

    return take_body


def _take_region(book: Book, entry: RegionEntry, source: str | None) -> None:
    _put(
        book,
        Actor(
            id=entry.id,
            kind="region",
            name=_name(book, entry),
            aliases=entry.aliases,
            demonyms=entry.demonyms,
            people=entry.people,
            members=entry.members,
            state=entry.state,
            source=_source(entry, source),
        ),
    )


def _take_person(book: Book, entry: PersonEntry, source: str | None) -> None:
    _put(
        book,
        Actor(
            id=entry.id or person_id(entry.name),
            kind="person",
            name=entry.name,
            aliases=entry.aliases,
            surname=entry.surname,
            state=entry.state,
            source=_source(entry, source),
        ),
    )


def _take_post(book: Book, entry: PostEntry, source: str | None) -> None:
    named = _source(entry, source)
    offices = []
    people = []
    for row in entry.holders:
        if len(row) not in _HOLDER_LENGTHS or not isinstance(row[0], str):
            raise ValueError(f"holder {list(row)!r}; want [name, from] or [name, from, to]")
        holder = person_id(row[0])
        if holder not in book.actors:
            people.append(Actor(id=holder, kind="person", name=row[0], source=named))
        offices.append(
            Office(
                holder=holder,
                of=entry.of,
                role=entry.role,
                title=entry.title,
                during=read_interval(row[1], row[2] if len(row) == max(_HOLDER_LENGTHS) else None),
                leads=entry.role == "head_of_state" if entry.leads is None else entry.leads,
                source=named,
            )
        )
    for person in people:
        _put(book, person)
    renewed = {office.holder for office in offices}
    others = book.offices.get((entry.of, entry.role), ())
    book.offices[entry.of, entry.role] = (
        *(office for office in others if office.holder not in renewed),
        *offices,
    )


def _take_membership(book: Book, entry: MembershipEntry, source: str | None) -> None:
    during = read_interval(entry.from_, entry.to)
    named = _source(entry, source)
    book.memberships += [
        Membership(
            organisation=entry.organisation, member=member, status=entry.status, during=during, source=named
        )
        for member in entry.members
    ]


def _take_election(book: Book, entry: ElectionEntry, source: str | None) -> None:
    named = _source(entry, source)
    calls = read_calls(entry.called, entry.days)
    known = {
        (election.kind, election.day): place
        for place, election in enumerate(book.elections)
        if election.state == entry.state
    }
    for day in entry.days:
        election = Election(state=entry.state, kind=entry.kind, day=day, called=calls.get(day), source=named)
        place = known.get((entry.kind, day))
        if place is None:
            book.elections.append(election)
        elif election.called is not None:
            book.elections[place] = election


def _take_milestone(book: Book, entry: MilestoneEntry, source: str | None) -> None:
    book.milestones.append(
        Milestone(
            actor=entry.actor,
            when=read_occasion(entry.from_, entry.to),
            what=entry.what,
            words=entry.words,
            known_from=read_interval(entry.known_from, None).start,
            source=_source(entry, source),
        )
    )


def _take_other(book: Book, entry: OtherEntry, source: str | None) -> None:
    del source  # a name that is no actor makes no claim
    book.others += entry.names


_TAKERS: Mapping[str, Callable[[Book, Any, str | None], None]] = MappingProxyType(
    {
        "state": _take_state,
        "organisation": _take_body("organisation"),
        "group": _take_body("group"),
        "region": _take_region,
        "person": _take_person,
        "post": _take_post,
        "membership": _take_membership,
        "election": _take_election,
        "milestone": _take_milestone,
        "other": _take_other,
    }
)
