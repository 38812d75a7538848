"""Overlapping claims can be marked in one text."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.brief.passages import passages
from sayso.brief.records import Claim, ReadDocument, SpeakerClaims, TextZone


@pytest.fixture
def document(documents: tuple[ReadDocument, ...]) -> ReadDocument:
    return documents[0]


def spanning(speakers: tuple[SpeakerClaims, ...], *spans: tuple[int, int]) -> list[Claim]:
    """Return claims on the first document with these spans, numbered from 1."""
    claim = speakers[0].claims[0]
    return [
        msgspec.structs.replace(claim, number=number, start=start, end=end)
        for number, (start, end) in enumerate(spans, 1)
    ]


def test_overlapping_claims_are_split_where_one_begins_or_ends(
    document: ReadDocument, speakers: tuple[SpeakerClaims, ...]
) -> None:
    bare = msgspec.structs.replace(document, zones=(), text="abcdefghij")
    found = passages(bare, spanning(speakers, (1, 6), (4, 9), (4, 6)))
    assert [(each.text, each.claims) for each in found] == [
        ("a", ()),
        ("bcd", (1,)),
        ("ef", (1, 2, 3)),
        ("ghi", (2,)),
        ("j", ()),
    ]


def test_a_claim_begins_and_ends_once(document: ReadDocument, speakers: tuple[SpeakerClaims, ...]) -> None:
    found = passages(document, spanning(speakers, (1, 60), (40, 90), (40, 41)))
    assert sorted(number for each in found for number in each.begins) == [1, 2, 3]
    assert sorted(number for each in found for number in each.ends) == [1, 2, 3]


@given(
    text=st.text(max_size=60),
    spans=st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6),
    zones=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=4),
)
def test_the_passages_are_the_text_and_each_claim_covers_its_span(
    text: str, spans: list[tuple[int, int]], zones: list[tuple[int, int]]
) -> None:
    document = ReadDocument(
        number=1, id="0", name="a", title=None, media_type="text/plain", encoding="utf-8", language="en",
        date=None, date_reasons=(), outlet=None, author=None, relay=None, interviewee=None, claims=0, text=text,
        zones=tuple(TextZone(kind="body", start=min(zone), end=max(zone)) for zone in zones),
    )  # fmt: skip
    claims = [
        Claim(
            number=number, statement=str(number), document=1, start=min(span), end=max(span), quote="", kind="event",
            says="", factor=None, cause=None, condition=None, sign=0, likelihood=None, strength=None,
            confidence=None, horizon=None, via=(), mode="direct", standing=None, certainty=1.0, review=None,
        )
        for number, span in enumerate(spans, 1)
    ]  # fmt: skip
    found = passages(document, claims)
    assert "".join(each.text for each in found) == text
    for claim in claims:
        covered = "".join(each.text for each in found if claim.number in each.claims)
        assert covered == text[max(claim.start, 0) : max(claim.end, 0)]
