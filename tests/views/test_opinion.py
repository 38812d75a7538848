"""Several speakers as one opinion, and two of them apart."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from sayso.actors import ActorTable
from sayso.opinions import Way, combined
from sayso.statements.catalogue import Catalogue
from sayso.statements.statement import Statement
from sayso.views.opinion import apart
from sayso.views.outlook import Outlook, outlook
from sayso.views.outlook_records import PooledOpinion

UNREST = "mass_unrest(UZB)"


@pytest.fixture(scope="module")
def tables(actors: ActorTable, catalogue: Catalogue) -> dict[str, Any]:
    return {"actors": actors, "catalogue": catalogue, "as_of": dt.date(2022, 2, 4), "runs": 640, "seed": 5}


def pooled(found: Outlook, outcome: str = UNREST) -> PooledOpinion | None:
    [row] = [at for at, one in enumerate(found.outcomes) if one.id == outcome]
    return found.pooled[row]


def means(found: Outlook, outcome: str = UNREST) -> list[float]:
    [row] = [at for at, one in enumerate(found.outcomes) if one.id == outcome]
    return [speaker.probabilities[row].mean for speaker in found.speakers]


def two(claims: Any) -> list[Statement]:
    """Return what two speakers hold of unrest, and one of them of alignment."""
    return [
        claims.forecast("unrest(UZB)", likelihood="possible", speaker="A"),
        claims.forecast("unrest(UZB)", likelihood="highly likely", speaker="B"),
        claims.forecast("alignment(UZB>RUS)", likelihood="highly likely", speaker="B"),
    ]


def test_two_speakers_are_pooled_by_the_geometric_mean_of_their_odds(
    claims: Any, tables: dict[str, Any]
) -> None:
    found = outlook(two(claims), **tables)
    together = pooled(found)
    assert together is not None
    first, second = means(found)
    assert together.speakers == (0, 1)
    assert (together.least, together.most) == (first, second)
    odds = [one / (1 - one) for one in (first, second, together.mean)]
    assert odds[2] == pytest.approx((odds[0] * odds[1]) ** 0.5)
    assert pooled(found, "alignment(UZB>RUS) up") is None


def test_a_speaker_counts_once_however_often_they_say_it(claims: Any, tables: dict[str, Any]) -> None:
    said = two(claims)
    again = [
        claims.forecast("unrest(UZB)", likelihood="possible", speaker="A", document=f"{at}")
        for at in range(4)
    ]
    once, often = (pooled(outlook(each, **tables)) for each in (said, [*said, *again]))
    assert once == often


@pytest.mark.parametrize(("way", "wanted"), [("linear", 0.5), ("median", None)])
def test_the_way_of_pooling_is_a_choice(
    way: Way, wanted: float | None, claims: Any, tables: dict[str, Any]
) -> None:
    found = outlook(two(claims), **tables, pooling=way)
    together = pooled(found)
    assert together is not None
    assert together.way == way
    plain = combined(means(found), way=way, clip=1e-6)
    assert together.mean == pytest.approx(plain)
    assert wanted is None or together.mean == pytest.approx(sum(means(found)) * wanted)


def test_questions_and_silence_are_no_votes(claims: Any, tables: dict[str, Any]) -> None:
    asked = claims.forecast(
        "unrest(UZB)", likelihood="highly likely", speaker="interviewer", speaker_kind="interviewer"
    )
    silent = claims.forecast("alignment(KAZ>RUS)", likelihood="possible", speaker="C")
    said: Sequence[Statement] = [two(claims)[0], asked, silent]
    assert pooled(outlook(said, **tables)) is None


def test_two_speakers_are_apart_by_their_claims(claims: Any, tables: dict[str, Any]) -> None:
    said = two(claims)
    found = outlook(said, **tables)
    rows = apart(found, 1, 0)
    assert {row.outcome for row in rows} == {outcome.id for outcome in found.outcomes}
    changes = [abs(row.change) for row in rows]
    assert changes == sorted(changes, reverse=True)
    unrest = next(row for row in rows if row.outcome == UNREST)
    first, second = means(found)
    assert unrest.change == pytest.approx(second - first)
    assert unrest.beyond
    assert unrest.first[0].statement == said[1].id
    assert unrest.second[0].statement == said[0].id
    with pytest.raises(IndexError):
        apart(found, 0, 2)


def test_a_speaker_who_contradicts_themselves_is_told(claims: Any, tables: dict[str, Any]) -> None:
    said = [
        claims.forecast("unrest(UZB)", likelihood="highly likely"),
        claims.forecast("unrest(UZB)", likelihood="unlikely"),
        claims.forecast("alignment(UZB>RUS)", likelihood="possible"),
    ]
    [speaker] = outlook(said, **tables).speakers
    assert speaker.conflicts == ((said[0].id, said[1].id),)
