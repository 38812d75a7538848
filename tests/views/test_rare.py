"""Events that too few runs show: they are drawn more often, and the weights take it back."""

import datetime as dt
from typing import Any

import msgspec
import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.models import Model, build_common
from sayso.simulation import Ensemble, simulate
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor
from sayso.views.outcome import Horizon, Outcome, event_outcome, holds, level_outcome
from sayso.views.outlook import Outlook, SpeakerOutlook, outlook
from sayso.views.patterns import EVEN
from sayso.views.pool import codes_on, pool
from sayso.views.rare import tilts_for
from sayso.views.settings import settings
from sayso.views.view import View

MONTHS = 12
RUNS = 4000
NEEDED = "mass_unrest(UZB)"
RARE = "refusal(UZB)"
RAREST = "intervention(RUS>UZB)"


@pytest.fixture(scope="module")
def model(actors: ActorTable) -> Model:
    common, problems = build_common(
        actors=actors, states=["UZB", "KAZ"], patrons=["RUS"], start=dt.date(2022, 2, 1)
    )
    assert problems == ()
    return common


@pytest.fixture(scope="module")
def plain(model: Model) -> Ensemble:
    return simulate(model, months=MONTHS, runs=RUNS, seed=3)


@pytest.fixture(scope="module")
def within(model: Model, actors: ActorTable) -> Horizon:
    return Horizon.of(model, actors=actors, months=MONTHS)


def event(name: str, within: Horizon, begins: Any = 1) -> Outcome:
    found = event_outcome(Factor.parse(name), begins, horizon=within)
    assert found is not None
    return found


def level(name: str, within: Horizon) -> Outcome:
    found = level_outcome(Factor.parse(name), 1, horizon=within)
    assert found is not None
    return found


def on(outcome: Outcome, *, given: Outcome | None = None) -> View:
    """Return a view that gives `outcome` a probability of 0.4."""
    return View(statement="s", outcome=outcome, given=given, alpha=40.0, beta=60.0)


def tilts(ensemble: Ensemble, *views: View) -> dict[str, float]:
    return dict(tilts_for(ensemble, views, codes_on(ensemble, views)))


def test_a_view_that_runs_suffice_for_tilts_nothing(plain: Ensemble, within: Horizon) -> None:
    assert tilts(plain, on(level("unrest(UZB)", within))) == {}
    assert holds(plain, event(NEEDED, within)).sum() >= settings().rare.runs
    assert tilts(plain, on(event(NEEDED, within))) == {}
    assert tilts(plain) == {}


def test_a_rare_level_and_an_event_that_does_not_begin_tilt_nothing(plain: Ensemble, within: Horizon) -> None:
    never = on(event(RAREST, within, -1), given=event(RAREST, within, -1))
    views = [on(level("unrest(UZB)", within)), never]
    assert tilts_for(plain, views, np.full((2, plain.runs), EVEN, dtype=np.int8)) == {}


def test_an_event_is_tilted_the_more_the_rarer_it_is(plain: Ensemble, within: Horizon) -> None:
    short = msgspec.structs.replace(event(NEEDED, within), months=1)
    once = tilts(plain, on(short))
    assert set(once) == {NEEDED}
    rarer = tilts(plain, on(event(RAREST, within)))
    assert once[NEEDED] > 0
    assert 0 < rarer[RAREST] <= settings().rare.largest


def test_what_an_event_requires_comes_along(model: Model, plain: Ensemble, within: Horizon) -> None:
    """Security forces refuse orders only while there is mass unrest."""
    required = {kind.id: kind.requires for kind in model.events}
    assert required[RARE] == NEEDED
    assert set(tilts(plain, on(event(RARE, within)))) == {RARE, NEEDED}


def test_the_condition_of_a_view_is_tilted_with_its_outcome(plain: Ensemble, within: Horizon) -> None:
    found = tilts(plain, on(event(RAREST, within), given=event("mass_unrest(KAZ)", within)))
    assert {RAREST, "mass_unrest(KAZ)"} <= set(found)


def test_the_weights_of_the_mixture_are_those_of_the_halves(model: Model, plain: Ensemble) -> None:
    """w = p / (½ p + ½ p'): even without a tilt, under twice the share with one, right on average."""
    assert plain.weights == pytest.approx(np.full(RUNS, 1 / RUNS))
    drawn = simulate(model, months=MONTHS, runs=RUNS, seed=3, tilts={NEEDED: 2.0})
    assert drawn.weights.sum() == pytest.approx(1.0)
    own_half = drawn.weights[drawn.parameter_draw % 2 == 0]
    assert own_half.max() < 2.2 / RUNS
    came = drawn.happened(NEEDED, within=MONTHS)
    assert drawn.weights[came].mean() < drawn.weights[~came].mean()


def test_a_view_on_an_event_that_no_plain_run_shows_is_honoured_after_tilting(
    model: Model, within: Horizon
) -> None:
    """Russian troops will come, with a probability of 0.4; of 200 runs none shows it."""
    view = on(event(RAREST, within))
    few = simulate(model, months=MONTHS, runs=200, seed=11)
    assert not holds(few, view.outcome).any()
    assert pool(few, [view]).unmet == ("s",)
    drawn = simulate(model, months=MONTHS, runs=RUNS, seed=11, tilts=tilts(few, view))
    weighed = pool(drawn, [view])
    assert weighed.unmet == ()
    assert weighed.views[0].achieved == pytest.approx(0.4, abs=0.05)
    assert weighed.views[0].prior < 0.02
    assert float(holds(drawn, view.outcome) @ weighed.weights) == pytest.approx(weighed.views[0].achieved)


@pytest.fixture(scope="module")
def tables(actors: ActorTable, catalogue: Catalogue) -> dict[str, Any]:
    return {"actors": actors, "catalogue": catalogue, "as_of": dt.date(2022, 2, 4), "runs": 1600}


def spoken(found: Outlook) -> SpeakerOutlook:
    [speaker] = found.speakers
    return speaker


def test_an_outlook_names_the_events_that_it_drew_more_often(claims: Any, tables: dict[str, Any]) -> None:
    """It is possible that Russia intervenes in Uzbekistan."""
    said = [claims.forecast("intervention(RUS>UZB)", likelihood="possible")]
    found = spoken(outlook(said, **tables, seed=7))
    assert RAREST in found.drawn_more_often
    assert found.unmet == ()
    [view] = found.views
    assert 0 < view.prior < 0.02
    words = said[0].likelihood
    variance = 0.4 * 0.6 / (words.alpha + words.beta + 1)
    odds = np.log([one / (1 - one) for one in (view.prior, view.achieved)])
    assert odds[1] - odds[0] == pytest.approx((0.4 - view.achieved) / variance, rel=1e-6)


def test_an_outlook_without_rare_events_draws_nothing_more_often(claims: Any, tables: dict[str, Any]) -> None:
    said = [claims.forecast("alignment(UZB>RUS)", likelihood="possible")]
    assert spoken(outlook(said, **tables, seed=7)).drawn_more_often == ()


def test_tilted_outlooks_of_one_seed_have_the_same_bits(claims: Any, tables: dict[str, Any]) -> None:
    said = [claims.forecast("intervention(RUS>UZB)", likelihood="possible")]
    first, again, other = (msgspec.json.encode(outlook(said, **tables, seed=seed)) for seed in (7, 7, 8))
    assert first == again
    assert first != other
