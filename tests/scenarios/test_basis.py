"""Whose model it is, and of what."""

import datetime as dt

import msgspec
import pytest

from sayso.actors import ActorTable
from sayso.scenarios.basis import EVERYBODY, Wanted, basis, speaker_named
from sayso.statements.assessment import Assessment
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor
from sayso.statements.influence import Influence
from sayso.statements.statement import Review, Speaker, Statement

START = dt.date(2022, 6, 1)


def said(kind: type[Statement], by: str, factor: str, cause: str | None = None) -> Statement:
    return kind(
        document="d" * 64,
        start=len(by),
        end=len(by) + 5,
        quote="words",
        speaker=Speaker(name=by, kind="person"),
        mode="direct",
        factor=Factor.parse(factor),
        cause=None if cause is None else Factor.parse(cause),
        sign=1,
        reader="test",
        certainty=1.0,
    )


LEVEL = said(Assessment, "Aida Example", "unrest(KGZ)")
LINK = said(Influence, "Bek Example", "alignment(KGZ>RUS)", "migration(KGZ>RUS)")
OTHER = said(Influence, "Chyngyz Sample", "unrest(KAZ)", "trade(KAZ>RUS)")
ALL = (LEVEL, LINK, OTHER)


@pytest.mark.parametrize(
    ("speaker", "origins"),
    [(None, set()), ("bek example", {LINK.id}), ("Sample", {OTHER.id}), (EVERYBODY, {LINK.id, OTHER.id})],
)
def test_claimed_links_are_those_of_the_speaker_that_is_asked_for(
    speaker: str | None, origins: set[str], actors: ActorTable, catalogue: Catalogue
) -> None:
    wanted = Wanted(as_of=START, months=6, states=("KAZ", "KGZ"), patrons=("RUS",), speaker=speaker)
    found = basis(ALL, wanted, actors=actors, catalogue=catalogue)
    claimed = {link.origin for link in found.model.links} & {one.id for one in ALL}
    assert claimed == origins
    assert not {link.origin for link in found.common.links} & {one.id for one in ALL}
    starts = {str(one.factor): one.start for one in found.model.nodes}
    bare = {str(one.factor): one.start for one in found.bare.nodes}
    assert {name for name, start in starts.items() if start != bare.get(name, 0.0)} == {"unrest(KGZ)"}
    assert starts["unrest(KGZ)"] > bare["unrest(KGZ)"]


def test_states_and_patrons_come_from_what_is_said(actors: ActorTable, catalogue: Catalogue) -> None:
    found = basis(ALL, Wanted(as_of=START, months=6), actors=actors, catalogue=catalogue)
    assert (set(found.state_names), found.patron_names) == ({"Kazakhstan", "Kyrgyzstan"}, ("Russia",))


def test_what_was_rejected_in_review_makes_nothing(actors: ActorTable, catalogue: Catalogue) -> None:
    rejected = msgspec.structs.replace(LEVEL, review=(Review(verdict="rejected"),))
    wanted = Wanted(as_of=START, months=6, states=("KGZ",), patrons=("RUS",))
    assert basis([rejected], wanted, actors=actors, catalogue=catalogue).statements == ()


def test_nobody_of_that_name_and_several_of_it_are_refused() -> None:
    assert speaker_named("aida", ALL) == "Aida Example"
    with pytest.raises(KeyError, match="no speaker 'Ayda Exmple'; nearest is 'Aida Example'"):
        speaker_named("Ayda Exmple", ALL)
    with pytest.raises(KeyError, match="several speakers are called 'Example': Aida Example, Bek Example"):
        speaker_named("Example", ALL)


def test_reports_about_no_state_need_states(actors: ActorTable, catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="name states"):
        basis((), Wanted(as_of=START, months=6), actors=actors, catalogue=catalogue)
