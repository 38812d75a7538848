"""Whose factor it is: from a word to actors."""

import pytest

from sayso.actors import ActorTable
from sayso.language.annotation import Paragraph, Proposal
from sayso.reading.context import Context
from sayso.reading.parties import Parties
from sayso.reading.proposed import drafts
from sayso.reading.strangers import Strangers
from sayso.reading.wordlists import load_words
from sayso.statements.catalogue import Catalogue
from tests.reading.by_hand import paragraph, proposal


def look(actors: ActorTable, text: str, made: Paragraph) -> tuple[Parties, Context]:
    context = Context(actors.find(text), actors=actors, words=load_words())
    return Parties(made, context, Strangers([made], context, text)), context


def factors(actors: ActorTable, text: str, made: Paragraph) -> list[str]:
    parties, _ = look(actors, text, made)
    catalogue, _ = Catalogue.load()
    found = drafts(made, 0, cues=(), parties=parties, catalogue=catalogue)
    return [str(draft.factor) for draft in found]


def test_the_actor_stands_inside_the_noun_phrase(actors: ActorTable) -> None:
    """The Uzbek army wavers."""
    text, made = paragraph(["The Uzbek army wavers."], heads={0: (2, "det"), 1: (2, "amod"), 2: (3, "nsubj")})
    assert look(actors, text, made)[0].at(2) == ["UZB"]


def test_coordinated_powers_are_one_statement_each(actors: ActorTable) -> None:
    """in the United States, or in China, or even in Turkey: three."""
    text, made = paragraph(
        ["Uzbekistan seeks help in China, in India or in Turkey."],
        heads={0: (1, "nsubj"), 2: (1, "obj"), 4: (1, "obl"), 7: (4, "conj"), 10: (4, "conj")},
        proposals=(proposal(1, "assessment", "alignment", 0, 11, actor=0, target=4),),
    )
    assert factors(actors, text, made) == ["alignment(UZB>CHN)", "alignment(UZB>IND)", "alignment(UZB>TUR)"]


def test_two_coordinated_subjects_are_the_two_sides_of_a_symmetric_factor(actors: ActorTable) -> None:
    """Kenya and Uganda signed a pact."""
    text, made = paragraph(
        ["Kenya and Uganda signed a pact."],
        heads={0: (3, "nsubj"), 1: (2, "cc"), 2: (0, "conj"), 5: (3, "obj")},
        proposals=(proposal(3, "event", "cooperation", 0, 6, actor=0),),
    )
    assert factors(actors, text, made) == ["cooperation(KEN>UGA)"]


def test_the_side_that_is_not_pointed_to_is_the_other_name_in_the_span(actors: ActorTable) -> None:
    """Chad leans towards Russia."""
    text, made = paragraph(
        ["Chad leans towards Russia."],
        heads={0: (1, "nsubj"), 3: (1, "obl")},
        proposals=(proposal(1, "assessment", "alignment", 0, 4, actor=0),),
    )
    assert factors(actors, text, made) == ["alignment(TCD>RUS)"]


def test_a_pronoun_takes_up_the_subject_before_it(actors: ActorTable) -> None:
    """Chad borrows from China. It owes too much."""
    text, made = paragraph(
        ["Chad borrows from China.", "It owes too much."],
        heads={0: (1, "nsubj"), 3: (1, "obl"), 5: (6, "nsubj")},
        upos={5: "PRON"},
    )
    assert look(actors, text, made)[0].at(5) == ["TCD"]


@pytest.mark.parametrize(("word", "actor"), [(0, "Karvenia"), (6, "Karvenia")])
def test_a_state_that_no_table_knows_is_called_by_its_name(actors: ActorTable, word: int, actor: str) -> None:
    """Karvenia's government fell. The Karvenian army kept out. Karvenia mourns."""
    text, made = paragraph(
        ["Karvenia's government fell.", "The Karvenian army kept out.", "Karvenia mourns."],
        spans={"names": [("LOC", 0, 1), ("LOC", 11, 12)]},
    )
    assert look(actors, text, made)[0].at(word) == [actor]


def test_an_unlikely_proposal_is_left_out(actors: ActorTable) -> None:
    """Chad mourns."""
    weak: Proposal = proposal(1, "event", "unrest", 0, 2, actor=0, kind_share=0.02)
    text, made = paragraph(["Chad mourns."], proposals=(weak,))
    assert factors(actors, text, made) == []
