"""Bytes → Document: the format's reader, the language, the zones, and what the zones tell."""

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from sayso.documents.dating import date_document
from sayso.documents.document import Document
from sayso.documents.formats import FORMATS, media_type_of
from sayso.documents.languages import READ, language_name, language_of
from sayso.documents.outlets import find_agency, find_outlet
from sayso.documents.paragraphs import Content
from sayso.documents.people import (
    answer_speakers,
    find_author,
    find_interviewee,
    find_relay,
)
from sayso.documents.voice import find_voice
from sayso.documents.zones import turns, zone
from sayso.problems import Problem

if TYPE_CHECKING:
    from sayso.actors import ActorTable

TELLING_WORDS = 8
"""Words from which the statistical guess of a language is worth telling as a fact."""


def read_document(
    data: bytes, name: str, *, actors: "ActorTable", today: dt.date | None = None
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document that a file's bytes hold, and what was wrong with them.

    No bytes raise an error: what cannot be read gives no document and a fatal problem.

    Args:
        data: the file as it stands.
        name: its path or name, by which problems call it.
        actors: who is who; dates a text by the offices and events that it names.
        today: a document dated later than this is reported; None leaves that unasked.
    """
    media_type = media_type_of(data, name)
    content, problems = FORMATS[media_type].read(data, name)
    if content is None:
        return None, problems
    refusal = _refuse(content)
    if refusal is not None:
        return None, (*problems, Problem(source=name, message=refusal, fatal=True))
    zoned = zone(content.paragraphs, content.facts)
    author = find_author(content.paragraphs, zoned, content.facts.author)
    relay = find_relay(content.paragraphs, zoned, actors)
    agency = find_agency(content.paragraphs, zoned)
    outlet = find_outlet(content.paragraphs, zoned, content.facts.outlet, relay, agency=agency, actors=actors)
    interviewee = find_interviewee(content.paragraphs, zoned, author, actors)
    date, date_problems = date_document(content, zoned, name=name, actors=actors, today=today)
    document = Document(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        text=content.text,
        media_type=media_type,
        encoding=content.encoding,
        language=READ,
        zones=zoned.zones,
        title=zoned.title,
        date=date,
        outlet=outlet,
        author=author,
        voice=find_voice(
            content.paragraphs, zoned, author=author, outlet=outlet, agency=agency, actors=actors
        ),
        relay=relay,
        interviewee=interviewee,
        turns=turns(content.paragraphs, zoned, answer_speakers(content.paragraphs, zoned, interviewee)),
        segments=content.segments,
    )
    return document, (*problems, *date_problems)


def _refuse(content: Content) -> str | None:
    """Say why a text cannot be read, if it cannot."""
    if not content.text.strip():
        return "the file holds no text"
    words = "\n".join(one.text[:2000] for one in content.paragraphs[:200])
    language = language_of(words)
    if language == "und":
        return "the file holds no words"
    if language != READ:
        count = len(words.split())
        few = f"has only {count} word{'' if count == 1 else 's'} and seems to be"
        seems = few if count < TELLING_WORDS else "is"
        name = f"{language_name(language)} ({language})"
        return f"the text {seems} in {name}; only {language_name(READ)} is read yet"
    return None
