"""What moved closeness."""

import datetime as dt
from dataclasses import replace

import pytest

from sayso.events.fact import DatedFact
from sayso.measures.closeness import Fit, fit
from sayso.measures.hyperparameters import Hyperparameters
from sayso.measures.lean import Lean
from sayso.measures.synthetic import Drawn
from sayso.measures.why import Contribution, why


@pytest.mark.parametrize(("since", "until"), [(None, 1997), (1992, 2001)])
def test_contributions_add_up_to_the_change(fitted: Fit, since: int | None, until: int) -> None:
    found = why(fitted, "S1", "P2", until, since=since)
    change = Lean(fitted).difference("S1", "P2", until - 1 if since is None else since, until)
    assert sum(one.size for one in found) == pytest.approx(change.mean, abs=1e-9)
    sizes = [abs(one.size) for one in found]
    assert sizes == sorted(sizes, reverse=True)


def test_facts_are_among_them_and_add_up_too(drawn: Drawn, numbers: Hyperparameters) -> None:
    fact = DatedFact(
        day=dt.date(1997, 3, 1),
        precision="day",
        actors=("S1", "P2"),
        kind="break",
        what="…",
        source="…",
        file="f.csv",
        line=2,
    )
    fitted = fit(replace(drawn.panel, facts=(fact,)), hyperparameters=numbers)
    found = why(fitted, "S1", "P2", 1997)
    [own] = [one for one in found if one.evidence == "fact"]
    assert own.fact == fact
    assert own.size < 0
    assert sum(one.size for one in found) == pytest.approx(
        Lean(fitted).difference("S1", "P2", 1996, 1997).mean
    )


def test_lasting_quarrel_is_what_moved_it(drawn: Drawn, numbers: Hyperparameters) -> None:
    """Conflict with one power is five times as much from 1998 on; nothing else changed."""
    quads = drawn.panel.quads.copy()
    quads[2, 0, 0, 8:] = 5 * quads[2, 0, 0, 8:] + 20
    plain = why(fit(drawn.panel, hyperparameters=numbers), "S0", "P0", 1999, since=1996)
    found = why(fit(replace(drawn.panel, quads=quads), hyperparameters=numbers), "S0", "P0", 1999, since=1996)

    def of(contributions: tuple[Contribution, ...], evidence: str) -> float:
        return sum(one.size for one in contributions if one.evidence == evidence)

    fell = {name: of(found, name) - of(plain, name) for name in ("cooperation", "conflict", "votes")}
    assert fell["conflict"] == min(fell.values()) < 0
    [seen] = [
        one
        for one in found
        if (one.evidence, one.power, one.period) == ("conflict", "P0", dt.date(1998, 1, 1))
    ]
    assert seen.numbers["verbal conflict"] == quads[2, 0, 0, 8]


def test_the_first_period_has_nothing_before_it(fitted: Fit) -> None:
    with pytest.raises(ValueError, match="first period"):
        why(fitted, "S0", "P0", 1990)
