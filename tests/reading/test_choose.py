"""Which findings of a sentence stand."""

import msgspec
import pytest

from sayso.language.tokens import tokenize
from sayso.reading.attribution import Utterance
from sayso.reading.certainty import Raw
from sayso.reading.choose import ALONE, LEAST, choose
from sayso.reading.finding import Finding
from sayso.reading.qualifiers import Qualifiers
from sayso.reading.scene import Claim
from sayso.statements import KINDS
from sayso.statements.factor import Factor
from sayso.statements.statement import Certainties, Mode, Speaker

DOUBTFUL = (ALONE + LEAST) / 2
SURE = 0.6


def finding(start: int, end: int, factor: str, share: float, *, listed: bool = False) -> Finding:
    tokens = tokenize("x" * (end - start), offset=start)
    speaker = Speaker(name="author", kind="author")
    return Finding(
        start=start,
        end=end,
        tokens=tokens,
        claim=Claim(kind=KINDS["assessment"], factor=Factor.parse(factor), sign=1, words=0),
        utterance=Utterance(tokens=tokens, speaker=speaker, via=(), mode="author"),
        qualifiers=Qualifiers(likelihood=None, confidence=None, strength=None, horizon=None),
        raw=Raw(listed=listed, share=share, named=True),
    )


def certainty(raw: Raw, mode: Mode) -> tuple[float, Certainties]:
    """Return the share as it stands."""
    del mode
    return raw.share, Certainties(kind=1, factor=1, actors=1, sign=1, speaker=1)


def standing(*found: Finding) -> list[str]:
    drafted = [one for one in found if not one.raw.listed]
    listed = [one for one in found if one.raw.listed]
    return [str(one[0].claim.factor) for one in choose(drafted, listed, certainty)]


def test_a_doubtful_finding_stands_where_nothing_else_is_told() -> None:
    assert standing(finding(0, 20, "unrest(KAZ)", DOUBTFUL)) == ["unrest(KAZ)"]
    assert standing(finding(0, 20, "unrest(KAZ)", ALONE - 0.01)) == []


@pytest.mark.parametrize("listed", [True, False])
def test_a_doubtful_finding_does_not_stand_in_words_of_a_surer_one(*, listed: bool) -> None:
    surer = finding(0, 50, "welfare(KAZ)", SURE, listed=listed)
    assert standing(surer, finding(40, 60, "unrest(KAZ)", DOUBTFUL)) == ["welfare(KAZ)"]
    assert standing(surer, finding(50, 60, "unrest(KAZ)", DOUBTFUL)) == ["welfare(KAZ)", "unrest(KAZ)"]


def test_a_surer_finding_stands_beside_one_that_shares_few_words() -> None:
    surer, other = finding(0, 50, "welfare(KAZ)", SURE), finding(40, 60, "unrest(KAZ)", LEAST)
    assert standing(surer, other) == ["welfare(KAZ)", "unrest(KAZ)"]


def test_one_proposal_may_be_doubtful_about_a_second_thing() -> None:
    first = finding(0, 20, "welfare(KAZ)", SURE)
    second = msgspec.structs.replace(finding(0, 20, "unrest(KAZ)", DOUBTFUL))
    assert standing(first, second) == ["welfare(KAZ)", "unrest(KAZ)"]
