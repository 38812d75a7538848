"""What a text names that bounds when it was written, piece by piece, each with the words it rests on.

Things told of as past bound a text from below only: nobody can write of what has not happened. A person
with a title bounds it on both sides, but only where the sentence is about the writer's own time.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.documents.bounds import Evidence
from sayso.documents.election_evidence import upcoming_elections
from sayso.documents.event_evidence import happenings, organisations, years
from sayso.documents.office_evidence import living_people, office_holders
from sayso.documents.passages import passages

if TYPE_CHECKING:
    from sayso.actors import ActorTable


def gather(paragraphs: Sequence[str], actors: "ActorTable") -> tuple[Evidence, ...]:
    """Return every bound on the time of writing that the paragraphs hold, in text order by kind."""
    found = tuple(passages(paragraphs, actors))
    gathered: list[Evidence] = []
    for passage in found:
        gathered.extend(office_holders(passage, actors))
        gathered.extend(living_people(passage, actors))
        gathered.extend(organisations(passage, actors))
        gathered.extend(upcoming_elections(passage, actors))
        gathered.extend(years(passage))
    gathered.extend(happenings(found, actors))
    return tuple(gathered)
