"""Holding an answer's names against the document and the tables: who speaks, and what a claim is about."""

import re

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.documents.document import Document, ZoneKind
from sayso.reading.attribution import author_of
from sayso.reading.llm.answer import FactorAnswer, SpeakerAnswer
from sayso.reading.llm.refused import RefusedError
from sayso.reading.names import collect_names
from sayso.reading.wordlists import load_reporting
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor
from sayso.statements.statement import Speaker

_WORD = re.compile(r"\w+")
_SMALL = frozenset({"of", "the", "for", "and", "in"})
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


class Ground:
    """What a document and the tables know; held state: the document's names."""

    def __init__(self, document: Document, *, actors: ActorTable, catalogue: Catalogue) -> None:
        """Collect the document's names."""
        self._actors = actors
        self._catalogue = catalogue
        self._on: DateInterval | None = document.date.interval if document.date else None
        reporting = load_reporting()
        self._titles: frozenset[str] = reporting.titles
        self._names = collect_names(document, actors, reporting)
        self._author = author_of(document)
        known = (document.text, document.author, document.outlet, document.interviewee)
        self._words = {word.casefold() for text in known if text for word in _WORD.findall(text)}
        self._interviewee = document.interviewee

    def factor(self, found: FactorAnswer) -> Factor:
        """Return the factor that an answer names, of actors of the table.

        Raises:
            RefusedError: if the factor or an actor is unknown, or a pair has one side.
        """
        try:
            definition = self._catalogue.definition(found.name)
        except KeyError as error:
            raise RefusedError("names a factor that is not in the catalogue", str(error.args[0])) from None
        if definition.dyadic != (found.target is not None):
            want = "FROM and TO" if definition.dyadic else "one actor"
            raise RefusedError(
                f"gives the wrong number of actors to {found.name}, which has {want}", found.actor
            )
        target = None if found.target is None else self.bearer(found.target)
        return Factor(found.name, self.bearer(found.actor), target)

    def bearer(self, words: str) -> str:
        """Return the identifier of the state, organisation, group or region that `words` name.

        A person, an office or a capital stands for its state.

        Raises:
            RefusedError: if the actor table has no such actor.
        """
        known = self._actors.actors.get(words)
        if known is not None and known.kind != "person":
            return known.id
        mention = self._actors.resolve(words, on=self._on)
        if mention is None:
            raise RefusedError("names an actor that the actor table does not have", words)
        if mention.state is not None:
            return mention.state
        if self._actors.actor(mention.actor).kind == "person":
            raise RefusedError("names a person for whom the actor table has no state", words)
        return mention.actor

    def speaker(self, found: SpeakerAnswer, zone: ZoneKind) -> Speaker:
        """Return who makes a claim, named as the rules would name them.

        What a question says is the interviewer's, whoever the answer says it is.

        Raises:
            RefusedError: if the document does not name the speaker.
        """
        if zone == "question" or found.kind == "interviewer":
            return Speaker(name="interviewer", kind="interviewer")
        if found.kind == "author":
            return self._author
        return self._named(found)

    def chain(self, relays: list[SpeakerAnswer], speaker: Speaker, zone: ZoneKind) -> tuple[Speaker, ...]:
        """Return who relays the claim of `speaker`, the document's author or outlet last.

        Raises:
            RefusedError: if the document does not name one of them.
        """
        named = [self._named(one) for one in relays if one.kind not in {"author", "interviewer"}]
        if self._author.name != "author" and zone not in {"question", "answer"}:
            named.append(self._author)
        by_name = {one.name: one for one in named if one.name != speaker.name}
        return tuple(by_name.values())

    def _named(self, found: SpeakerAnswer) -> Speaker:
        name = _ARTICLE.sub("", found.name).strip() or found.name
        role = found.role if found.role is not None and self._stands(found.role) else None
        person = self._person(name) if found.kind in {"person", "office"} else None
        if person is not None:
            return Speaker(name=self._names.people[person], kind="person", role=role, actor=person)
        if not self._stands(name):
            if found.kind == "unnamed":
                return Speaker(name="unnamed source", kind="unnamed", role=role)
            raise RefusedError("names a speaker whom the document does not name", found.name)
        if found.kind == "person":
            bare = self._untitled(name)
            return Speaker(name=self._names.surnames.get(bare, bare), kind="person", role=role)
        return Speaker(name=name, kind=found.kind, role=role, actor=self._actor(found.kind, name))

    def _person(self, name: str) -> str | None:
        """Return the identifier of a person whom the document names and the actor table knows.

        Before the own name nothing may stand but titles and the actors that these are of: the wife of
        a president is somebody else.
        """
        whole = self._actors.resolve(name, on=self._on)
        if whole is not None:
            return whole.actor if whole.actor in self._names.people else None
        mentions = self._actors.find(name, on=self._on)
        if not mentions or mentions[-1].actor not in self._names.people or mentions[-1].end != len(name):
            return None
        before = name[: mentions[-1].start]
        for mention in reversed(mentions[:-1]):
            before = before[: mention.start] + " " + before[mention.end :]
        return mentions[-1].actor if _words(before) <= self._titles | _SMALL else None

    def _untitled(self, name: str) -> str:
        """Return a person's name without the titles before it: `Professor Diallo` is `Diallo`."""
        words = name.split()
        while len(words) > 1 and words[0].rstrip(".").lower() in self._titles:
            words = words[1:]
        return " ".join(words)

    def _actor(self, kind: str, name: str) -> str | None:
        """Return the actor that a state, an organisation or an office speaks for."""
        if kind not in {"state", "organisation", "office"}:
            return None
        mentions = self._actors.find(name, on=self._on)
        return mentions[0].state or mentions[0].actor if mentions else None

    def _stands(self, words: str) -> bool:
        """Tell whether each of the words is one of the document's."""
        return bool(_words(words)) and _words(words) <= self._words


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
