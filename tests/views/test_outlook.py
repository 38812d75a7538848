"""The outlook by speaker, on the models of the package."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from sayso.actors import ActorTable
from sayso.statements.catalogue import Catalogue
from sayso.statements.corrected import corrected
from sayso.statements.factor import Factor
from sayso.statements.statement import Review, Statement
from sayso.views.difference import Difference
from sayso.views.outlook import Outlook, SpeakerOutlook, outlook

AS_OF = dt.date(2022, 2, 4)
RUNS = 1600


@pytest.fixture(scope="module")
def tables() -> tuple[ActorTable, Catalogue]:
    return ActorTable.load()[0], Catalogue.load()[0]


def look(statements: Sequence[Statement], tables: tuple[ActorTable, Catalogue], **more: Any) -> Outlook:
    return outlook(
        statements, actors=tables[0], catalogue=tables[1], as_of=AS_OF, **{"runs": RUNS, "seed": 7, **more}
    )


def expert(claims: Any) -> list[Statement]:
    """Return what an expert might say of Uzbekistan and Russia."""
    return [
        claims.forecast("unrest(UZB)", likelihood="possible"),
        claims.conditional("unrest(UZB)", "security_capacity(UZB)", -1, likelihood="highly likely"),
        claims.forecast("alignment(UZB>RUS)"),
        claims.influence("economic_integration(UZB>RUS)", "welfare(UZB)", strength="strong"),
        claims.assessment("economic_integration(UZB>RUS)"),
    ]


def of(found: Outlook, name: str) -> SpeakerOutlook:
    [speaker] = [one for one in found.speakers if one.speaker.name == name]
    return speaker


def mean(found: Outlook, outcome: str, speaker: str | None = None) -> float:
    [row] = [place for place, one in enumerate(found.outcomes) if one.id == outcome]
    return (found.common if speaker is None else of(found, speaker).probabilities)[row].mean


def test_a_speakers_likelihoods_hold_in_that_speakers_outlook(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    """Unrest is possible; if it spreads, the police will highly likely fail; Tashkent will turn to Moscow."""
    said = expert(claims)
    found = look(said, tables)
    views = {view.statement: view for view in of(found, "an expert").views}
    for statement, low, high in ((said[0], 0.2, 0.45), (said[1], 0.75, 0.95), (said[2], 0.9, 1.0)):
        assert low < views[statement.id].achieved < high
    assert mean(found, "mass_unrest(UZB)") < 0.15 < mean(found, "mass_unrest(UZB)", "an expert")
    assert mean(found, "alignment(UZB>RUS) up", "an expert") > 0.9
    assert of(found, "an expert").entropy_bits > 1.0
    assert of(found, "an expert").effective_runs < RUNS


def test_the_sentence_that_makes_the_difference_is_named(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    said = expert(claims)
    found = of(look(said, tables), "an expert")
    largest: dict[str, Difference] = {}
    for one in found.differences:
        largest.setdefault(one.outcome, one)
    assert largest["mass_unrest(UZB)"].statement == said[0].id
    assert largest["alignment(UZB>RUS) up"].statement == said[2].id
    changes = [abs(one.change) for one in found.differences]
    assert changes == sorted(changes, reverse=True)


def test_a_claimed_link_moves_what_it_is_said_to_move(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    """Repression dramatically feeds grievances in Uzbekistan, and there is much of it."""
    said = [
        claims.influence("repression(UZB)", "grievance(UZB)", strength="strong"),
        claims.assessment("repression(UZB)", strength="strong"),
    ]
    found = look(said, tables)
    assert mean(found, "grievance(UZB) up", "an expert") > mean(found, "grievance(UZB) up") + 0.02
    assert of(found, "an expert").entropy_bits == 0.0
    assert {one.by for one in of(found, "an expert").differences} <= {"link"}


def test_a_question_moves_the_questioner_alone(claims: Any, tables: tuple[ActorTable, Catalogue]) -> None:
    """No leaders, but protests are highly likely?"""
    question = claims.forecast(
        "unrest(UZB)",
        likelihood="highly likely",
        mode="question",
        endorsed=False,
        speaker="interviewer",
        speaker_kind="interviewer",
    )
    answer = claims.influence("repression(UZB)", "opposition_organisation(UZB)", -1)
    found = look([question, answer], tables)
    assert mean(found, "mass_unrest(UZB)", "interviewer") > 0.6
    assert mean(found, "mass_unrest(UZB)", "an expert") < 0.15
    assert mean(found, "mass_unrest(UZB)") < 0.15


def test_a_source_that_only_assesses_has_no_outlook_of_its_own(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    said = [*expert(claims), claims.assessment("welfare(UZB)", speaker="an observer")]
    assert [one.speaker.name for one in look(said, tables).speakers] == ["an expert"]


def test_a_rejected_statement_has_no_say(claims: Any, tables: tuple[ActorTable, Catalogue]) -> None:
    said = expert(claims)
    rejected = msgspec.structs.replace(said[0], review=(Review(verdict="rejected", error="not a claim"),))
    found = of(look([rejected, *said[1:]], tables), "an expert")
    assert said[0].id not in {view.statement for view in found.views}


def test_a_corrected_statement_says_what_it_was_put_right_to(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    said = expert(claims)
    right = {"factor": "alignment(UZB>USA)", "likelihood": "highly unlikely"}
    review = (Review(verdict="corrected", correction=right),)
    put_right = msgspec.structs.replace(said[2], review=review)
    found = of(look([*said[:2], put_right, *said[3:]], tables), "an expert")
    [view] = [one for one in found.views if one.statement == corrected(put_right).id]
    assert view.stated < 0.2
    assert said[2].id not in {one.statement for one in found.views}


def test_what_no_run_shows_is_named_with_its_sentence(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    """Russia will intervene in Uzbekistan: in so few runs none may show it."""
    said = [claims.forecast("intervention(RUS>UZB)"), claims.forecast("alignment(UZB>RUS)")]
    found = of(look(said, tables, runs=160), "an expert")
    assert found.unmet == (said[0].id,)
    assert "no run" in found.unmet_because[0]
    assert [view.statement for view in found.views] == [said[1].id]


def test_each_trouble_is_told_once_with_its_words(claims: Any, tables: tuple[ActorTable, Catalogue]) -> None:
    said = [
        *expert(claims),
        claims.conditional(None, "unrest(UZB)", quote="If that is so, there will be unrest"),
        claims.conditional("unrest(Atlantis)", "unrest(UZB)", quote="If Atlantis burns, so will Tashkent"),
        claims.conditional("welfare(UZB)", "unrest(UZB)", 0, quote="If people live better, well"),
        claims.forecast("unrest(Atlantis)", quote="Atlantis will see unrest"),
        claims.assessment("unrest(Atlantis)", quote="Atlantis is restless"),
    ]
    told = [problem.message for problem in look(said, tables).problems]
    for statement in said[5:]:
        assert len([message for message in told if statement.quote in message]) == 1
    assert len(told) == 5
    assert not [message for message in told if "None" in message]


def test_a_question_that_cannot_be_used_is_told_too(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    asked = claims.conditional(
        None, "unrest(UZB)", mode="question", speaker="interviewer", speaker_kind="interviewer"
    )
    assert len(look([*expert(claims), asked], tables).problems) == 1


def test_the_same_seed_gives_the_same_bits_and_another_does_not(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    said = expert(claims)
    first, again, other = (msgspec.json.encode(look(said, tables, seed=seed)) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_an_outlook_survives_being_written_and_read(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    found = look(expert(claims), tables)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Outlook) == found


def test_intervals_hold_their_probabilities_and_rows_line_up(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    found = look(expert(claims), tables)
    for row in (found.common, *(speaker.probabilities for speaker in found.speakers)):
        assert len(row) == len(found.outcomes)
        for one in row:
            assert 0.0 <= one.low <= one.mean <= one.high <= 1.0


def test_whose_model_is_worked_on_is_told(claims: Any, tables: tuple[ActorTable, Catalogue]) -> None:
    told: list[str] = []
    look(expert(claims), tables, on_progress=told.append)
    assert told == ["common model", "an expert"]


def test_statements_about_no_state_give_an_empty_outlook(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    nobody = msgspec.structs.replace(claims.forecast("unrest(UZB)"), factor=None)
    for said in ([], [nobody], [claims.forecast(str(Factor("unrest", "nowhere")))]):
        found = look(said, tables)
        assert (found.states, found.outcomes, found.common, found.speakers) == ((), (), (), ())


def test_an_interviewer_is_somebody_else_in_each_document(
    claims: Any, tables: tuple[ActorTable, Catalogue]
) -> None:
    asked = [
        claims.forecast(
            "unrest(UZB)", likelihood=words, speaker="interviewer", speaker_kind="interviewer", document=words
        )
        for words in ("possible", "highly likely")
    ]
    found = look(asked, tables)
    assert [one.speaker.name for one in found.speakers] == ["interviewer", "interviewer"]
    assert [len(one.views) for one in found.speakers] == [1, 1]
