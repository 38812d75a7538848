"""What carries an outcome: links and sentences taken out, and how far each can reach."""

import datetime as dt
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.scenarios.basis import EVERYBODY, Basis, Wanted, basis
from sayso.scenarios.explanation import Size, explain, without_drive
from sayso.scenarios.reach import reach_of
from sayso.scenarios.sobol import with_weight
from sayso.simulation import simulate
from sayso.simulation.program import drives_of
from sayso.statements.assessment import Assessment
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor
from sayso.statements.influence import Influence
from sayso.statements.statement import Sign, Speaker, Statement
from sayso.views.naming import find_outcome
from sayso.views.outcome import Horizon

from .conftest import START, link, node, of, rises

SIZE = Size(months=6, runs=400, seed=0, taken_out=3)


def said(
    kind: type[Statement], by: str, quote: str, factor: str, sign: Sign, cause: str | None = None
) -> Statement:
    at = sum(map(ord, quote))
    return kind(
        document="d" * 64,
        start=at,
        end=at + len(quote),
        quote=quote,
        speaker=Speaker(name=by, kind="person"),
        mode="direct",
        factor=Factor.parse(factor),
        cause=None if cause is None else Factor.parse(cause),
        sign=sign,
        strength="strong",
        reader="test",
        certainty=1.0,
    )


STATEMENTS = (
    said(Assessment, "Aida", "Bishkek stands firmly with Moscow", "alignment(KGZ>RUS)", 1),
    said(Influence, "Bek", "Trade pulls Bishkek to Moscow", "alignment(KGZ>RUS)", 1, "trade(KGZ>RUS)"),
    said(Assessment, "Bek", "Kazakhs live well", "welfare(KAZ)", 1),
)


@pytest.fixture(scope="module")
def claimed(actors: ActorTable, catalogue: Catalogue) -> Basis:
    """Return the model of all that was said."""
    wanted = Wanted(as_of=START, months=6, states=("KAZ", "KGZ"), patrons=("RUS",), speaker=EVERYBODY)
    return basis(STATEMENTS, wanted, actors=actors, catalogue=catalogue)


def test_the_sentence_that_sets_the_start_is_found(claimed: Basis, actors: ActorTable) -> None:
    """2,000 runs: a share of .03 to .05 for the start, and a floor of .007, whatever the seed."""
    horizon = Horizon.of(claimed.model, actors=actors, months=6)
    outcome = find_outcome("alignment(KGZ>RUS) down", horizon)
    assert outcome is not None
    found = explain(claimed, outcome, replace(SIZE, runs=2000), actors=actors)
    first = found.statements[0]
    assert first.statement.quote == "Bishkek stands firmly with Moscow"
    assert first.puts == ("start of alignment(KGZ>RUS)",)
    assert first.parts == ("start",)
    assert first.change.told
    assert first.change.mean > 0.2
    assert found.all_statements == 3
    assert found.starts[0].input.name == "alignment(KGZ>RUS)"
    assert found.probability.mean == pytest.approx(found.sensitivity.probability)


def test_without_a_sentence_the_model_is_the_one_that_it_was_never_said_in(
    claimed: Basis, actors: ActorTable, catalogue: Catalogue
) -> None:
    """What the explanation takes out is the difference between the two models' runs."""
    horizon = Horizon.of(claimed.model, actors=actors, months=6)
    outcome = find_outcome("alignment(KGZ>RUS) down", horizon)
    assert outcome is not None
    wanted = Wanted(as_of=START, months=6, states=("KAZ", "KGZ"), patrons=("RUS",), speaker=EVERYBODY)
    found = explain(claimed, outcome, SIZE, actors=actors)
    for cause in found.statements:
        rest = [one for one in STATEMENTS if one.id != cause.statement.id]
        other = basis(rest, wanted, actors=actors, catalogue=catalogue)
        again = explain(other, outcome, Size(months=6, runs=400, seed=0, taken_out=1), actors=actors)
        assert cause.change.mean == pytest.approx(found.probability.mean - again.probability.mean, abs=1e-9)


def test_a_link_is_taken_out_wherever_it_stands(region: Basis) -> None:
    """Links first, then the hazard terms of each event in order."""
    model = region.model
    drives = drives_of(model)
    for row in (0, len(model.links) - 1, len(model.links), len(drives) - 1):
        changed = drives_of(without_drive(model, row))
        assert [number for number, drive in enumerate(changed) if drive != drives[number]] == [row]
        assert changed[row].presence == 0.0
        fixed = drives_of(with_weight(model, row, 0.25))
        assert [number for number, drive in enumerate(fixed) if drive != drives[number]] == [row]
        assert (fixed[row].weight.mean, fixed[row].weight.sd) == (0.25, 0.0)


def test_what_reaches_an_outcome_is_what_leads_there() -> None:
    """A chain of two links, one that leads away, and one between two others."""
    model = of(
        *(
            node(name, start_sd=0.5)
            for name in ("trade(UZB>RUS)", "welfare(UZB)", "grievance(UZB)", "unrest(UZB)")
        ),
        links=(
            link("trade(UZB>RUS)", "welfare(UZB)", 0.3),
            link("welfare(UZB)", "grievance(UZB)", -0.3),
            link("grievance(UZB)", "unrest(UZB)", 0.3),
        ),
    )
    ensemble = simulate(model, months=6, runs=200, seed=1)
    reach = reach_of(ensemble, rises("grievance(UZB)", 6))
    assert reach.of_drive[1] > reach.of_drive[0] > 0
    assert reach.of_drive[2] == 0.0
    trade, welfare, grievance, unrest = reach.of_start.tolist()
    assert (welfare < 0, trade < 0, grievance > 0, unrest) == (True, True, True, 0.0)


def test_reach_ranks_the_stronger_link_first() -> None:
    strong, weak = (
        link("welfare(UZB)", "grievance(UZB)", -0.4),
        link("trade(UZB>RUS)", "grievance(UZB)", 0.05),
    )
    model = of(
        node("welfare(UZB)", start_sd=0.6, kappa=0.05),
        node("trade(UZB>RUS)", start_sd=0.6, kappa=0.05),
        node("grievance(UZB)", noise=0.05),
        links=(weak, strong),
    )
    outcome = rises("grievance(UZB)", 6)
    ensemble = simulate(model, months=6, runs=600, seed=1)
    by_reach = np.argsort(-reach_of(ensemble, outcome).of_drive).tolist()
    assert by_reach == [1, 0]


def test_statements_of_levels_stand_behind_the_common_model_too(
    actors: ActorTable, catalogue: Catalogue
) -> None:
    wanted = Wanted(as_of=dt.date(2022, 6, 1), months=6, states=("KAZ", "KGZ"), patrons=("RUS",))
    made = basis(STATEMENTS, wanted, actors=actors, catalogue=catalogue)
    outcome = find_outcome("alignment(KGZ>RUS) down", Horizon.of(made.model, actors=actors, months=6))
    assert outcome is not None
    found = explain(made, outcome, SIZE, actors=actors)
    assert {one.statement.quote for one in found.statements} == {
        "Bishkek stands firmly with Moscow",
        "Kazakhs live well",
    }
    assert msgspec.json.encode(msgspec.to_builtins(found))
