"""What the grammar of a statement's words decides: its kind, its span, whether an event is told at all."""

import pytest

from sayso.actors import ActorTable
from sayso.language.annotation import Paragraph
from sayso.reading.context import Context
from sayso.reading.parties import Parties
from sayso.reading.proposed import Draft, drafts
from sayso.reading.strangers import Strangers
from sayso.reading.wordlists import load_words
from sayso.statements.catalogue import Catalogue
from tests.reading.by_hand import paragraph, proposal


def drafted(actors: ActorTable, text: str, made: Paragraph) -> list[Draft]:
    context = Context(actors.find(text), actors=actors, words=load_words())
    parties = Parties(made, context, Strangers([made], context, text))
    catalogue, _ = Catalogue.load()
    return drafts(made, 0, cues=(), parties=parties, catalogue=catalogue)


@pytest.mark.parametrize(
    ("sentence", "head", "seen", "kind"),
    [
        ("The cabinet of Serbia is weaker than it was in spring.", 4, "assessment", "trend"),
        ("Meat in Serbia costs a third more than last winter.", 3, "assessment", "trend"),
        ("People in Serbia have been protesting against the plant.", 5, "assessment", "trend"),
        ("Serbia used to trust its friends.", 1, "assessment", "trend"),
        ("The army of Serbia will not shoot.", 6, "assessment", "forecast"),
        ("Trade in Serbia remains a trickle.", 3, "trend", "assessment"),
        ("The cabinet of Serbia is weaker than its friends.", 4, "assessment", "assessment"),
        ("The army of Serbia shot at strikers who will not forget.", 4, "assessment", "assessment"),
    ],
)
def test_grammar_goes_before_the_encoders_kind(
    actors: ActorTable, sentence: str, head: int, seen: str, kind: str
) -> None:
    last = len(sentence.split())
    text, made = paragraph(
        [sentence],
        heads={4: (6, "aux")} if "will not shoot" in sentence else {},
        proposals=(proposal(head, seen, "regime_stability", 0, last),),
    )
    assert [one.proposal.kind for one in drafted(actors, text, made)] == [kind]


def test_a_coordinated_clause_with_its_own_subject_is_cut_off(actors: ActorTable) -> None:
    """The marches in Serbia ended, but prices climb."""
    text, made = paragraph(
        ["The marches in Serbia ended, but prices climb."],
        heads={1: (4, "nsubj"), 5: (8, "punct"), 6: (8, "cc"), 7: (8, "nsubj"), 8: (4, "conj")},
        proposals=(
            proposal(4, "event", "unrest", 0, 9),
            proposal(8, "trend", "welfare", 0, 9),
        ),
    )
    spans = [
        text[made.words[one.first].start : made.words[one.last - 1].end]
        for one in drafted(actors, text, made)
    ]
    assert spans == ["The marches in Serbia ended", "prices climb"]


def test_coordinated_verbs_of_one_subject_are_left_together(actors: ActorTable) -> None:
    """Serbia closed the border and recalled the envoy."""
    text, made = paragraph(
        ["Serbia closed the border and recalled the envoy."],
        heads={0: (1, "nsubj"), 4: (5, "cc"), 5: (1, "conj")},
        proposals=(proposal(1, "event", "conflict", 0, 8, actor=0),),
    )
    assert {(one.first, one.last) for one in drafted(actors, text, made)} <= {(0, 8)}


def test_an_influence_keeps_both_its_clauses(actors: ActorTable) -> None:
    """Prices climbed in Serbia, so crowds gathered."""
    text, made = paragraph(
        ["Prices climbed in Serbia, so crowds gathered."],
        heads={0: (1, "nsubj"), 4: (7, "punct"), 5: (7, "cc"), 6: (7, "nsubj"), 7: (1, "conj")},
        proposals=(proposal(7, "influence", "unrest", 0, 8),),
    )
    assert [(one.first, one.last) for one in drafted(actors, text, made)] == [(0, 8)]


def test_an_event_that_a_noun_phrase_only_names_is_not_told(actors: ActorTable) -> None:
    """the end of the mission in Serbia came early."""
    said = "the end of the mission in Serbia came early."
    upos = {1: "NOUN", 4: "NOUN", 6: "PROPN", 7: "VERB"}
    text, named = paragraph([said], proposals=(proposal(1, "event", "unrest", 0, 7),), upos=upos)
    assert drafted(actors, text, named) == []
    text, told = paragraph([said], proposals=(proposal(1, "event", "unrest", 0, 9),), upos=upos)
    assert len(drafted(actors, text, told)) == 1


def test_a_town_in_the_clause_goes_before_the_topic_of_the_text(actors: ActorTable) -> None:
    """Uzbekistan watches. Uzbekistan waits. In Almaty the police shot."""
    text, made = paragraph(
        ["In Almaty the police shot.", "Uzbekistan watches.", "Uzbekistan waits."],
        heads={3: (4, "nsubj")},
        proposals=(proposal(4, "event", "repression", 0, 5, actor=3),),
    )
    assert [str(one.factor) for one in drafted(actors, text, made)] == ["repression(KAZ)"]


def test_an_unknown_state_is_the_topic_beside_a_power_named_as_often(actors: ActorTable) -> None:
    """Russia armed it. Russia left."""
    context = Context(actors.find("Russia armed it. Russia left."), actors=actors, words=load_words())
    context.adopt("Karvenia", 2)
    assert context.focus == "Karvenia"
    crowded = Context(actors.find("Russia " * 9), actors=actors, words=load_words())
    crowded.adopt("Karvenia", 2)
    assert crowded.focus == "RUS"


def test_what_is_named_beside_an_unknown_state_takes_over_no_topic(actors: ActorTable) -> None:
    """Poland objected. Poland waited."""
    text, made = paragraph(["Poland objected.", "Poland waited."])
    context = Context(actors.find(text), actors=actors, words=load_words())
    context.adopt("Karvenia", 5)
    context.follow(context.places(made.sentences[0].tokens))
    assert context.current == "Karvenia"
