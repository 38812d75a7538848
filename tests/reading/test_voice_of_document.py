"""Who speaks where nobody is cited: what the document says of itself."""

import pytest

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.reading.attribution import author_of

NEWS = "The talks are likely to go on for the rest of the month.\n\nTraders say that the road is closed.\n"
SPOKEN = "We have watched this quarrel for twenty years.\n\nI do not think that we shall see its end.\n"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (f"Ministers meet\nBy Ann Okot\n\nLIMA, May 5 (Andes Wire) - {NEWS}", "outlet", "Andes Wire"),
        (f"Ministers meet again\nBy Ann Okot\n\n{NEWS}", "author", "Ann Okot"),
        (f"NORTHWIND ADVISORY\n\nThe ports are shut again\n\n{NEWS}", "outlet", "Northwind Advisory"),
        (f"Speech by Dr Vera Malin at the harbour\n\nDear friends,\n\n{SPOKEN}", "person", "Vera Malin"),
        (f"The ports are shut again\n\n{NEWS}", "author", "author"),
    ],
)
def test_uncited_words_are_the_documents_own(text: str, kind: str, name: str) -> None:
    actors, _ = ActorTable.load()
    document, _ = read_document(text.encode(), "text.txt", actors=actors)
    assert document is not None
    speaker = author_of(document)
    assert (speaker.kind, speaker.name) == (kind, name)
