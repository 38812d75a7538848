"""Statements become numbered claims by speaker."""

import datetime as dt
from typing import Any

import pytest

from sayso.brief.claims import by_speaker, numbers
from sayso.dates import DateInterval
from sayso.statements.assessment import Assessment
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Confidence, Horizon, Review, Speaker, SpeakerKind, Statement

DOCUMENTS = {"first": 1, "second": 2}


def said(
    name: str, kind: SpeakerKind = "person", *, document: str = "first", start: int = 0, **fields: Any
) -> Statement:
    """Return an assessment by a speaker at a place."""
    return Assessment(
        document=document,
        start=start,
        end=start + 4,
        quote="text",
        speaker=Speaker(name=name, kind=kind, role=fields.pop("role", None), actor=fields.pop("actor", None)),
        mode="direct",
        factor=None,
        sign=0,
        reader="rules-1",
        certainty=0.5,
        **fields,
    )


def test_who_says_most_comes_first_and_interviewers_last() -> None:
    statements = [
        *(said("Q", "interviewer", start=at) for at in (1, 2, 3)),
        said("A", start=5),
        said("B", start=7),
        said("B", start=6),
    ]
    speakers = by_speaker(statements, documents=DOCUMENTS, name_of=str)
    assert [speaker.name for speaker in speakers] == ["B", "A", "Q"]
    assert [claim.number for speaker in speakers for claim in speaker.claims] == [1, 2, 3, 4, 5, 6]
    assert [claim.start for claim in speakers[0].claims] == [6, 7]


@pytest.mark.parametrize("kind", ["interviewer", "unnamed"])
def test_an_unnamed_source_in_two_documents_is_two_speakers(kind: SpeakerKind) -> None:
    statements = [said("source", kind), said("source", kind, document="second")]
    speakers = by_speaker(statements, documents=DOCUMENTS, name_of=str)
    assert [speaker.name for speaker in speakers] == ["source (document 1)", "source (document 2)"]


def test_a_person_in_two_documents_is_one_speaker() -> None:
    statements = [said("A", role=None), said("A", document="second", role="minister", actor="ACT")]
    (speaker,) = by_speaker(statements, documents=DOCUMENTS, name_of={"ACT": "Actor"}.__getitem__)
    assert (speaker.name, speaker.role, speaker.actor) == ("A", "minister", "Actor")
    assert [claim.document for claim in speaker.claims] == [1, 2]


def test_a_statement_of_a_document_that_is_not_there_is_left_out() -> None:
    assert by_speaker([said("A", document="third")], documents=DOCUMENTS, name_of=str) == ()


def test_likelihood_becomes_a_band_and_certainty_stays_apart() -> None:
    likely = Likelihood(words="likely", phrase="likely", alpha=8.0, beta=2.0, lexicon="some-1")
    ((claim,),) = (
        each.claims for each in by_speaker([said("A", likelihood=likely)], documents=DOCUMENTS, name_of=str)
    )
    assert claim.likelihood is not None
    assert 0.6 < claim.likelihood.low < claim.likelihood.mean < claim.likelihood.high < 0.96
    assert claim.likelihood.mean == pytest.approx(0.8)
    assert claim.certainty == 0.5


def test_relays_horizon_confidence_and_review_are_kept() -> None:
    statement = said(
        "A",
        via=(
            Speaker(name="Source", kind="unnamed"),
            Speaker(name="Agency", kind="outlet", role="news agency"),
        ),
        horizon=Horizon(words="this year", dates=DateInterval(dt.date(2022, 1, 1), dt.date(2022, 12, 31))),
        confidence=Confidence(words="we are confident", level="high"),
        review=(Review(verdict="unseen"), Review(verdict="accepted")),
    )
    claim = by_speaker([statement], documents=DOCUMENTS, name_of=str)[0].claims[0]
    assert claim.via == ("Source", "Agency, news agency")
    assert claim.horizon == "“this year” (1 January 2022 – 31 December 2022)"
    assert claim.confidence == "we are confident (high)"
    assert claim.review == "accepted"


def test_of_two_claims_with_one_identifier_the_first_is_referred_to() -> None:
    speakers = by_speaker([said("A"), said("A")], documents=DOCUMENTS, name_of=str)
    assert list(numbers(speakers).values()) == [1]
