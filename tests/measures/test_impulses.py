"""Which dyads a fact acts on, when and how."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from sayso.events.fact import KINDS, DatedFact, FactKind
from sayso.measures.impulses import impulse_settings, impulses_of, steps_of
from sayso.measures.panel import Panel
from sayso.measures.read import Tables, read_panel


def panel_with(kind: FactKind, day: dt.date, *actors: str) -> Panel:
    """Return a panel of 2004 to 2007 without data, with one fact."""
    empty = read_panel(
        Tables(),
        states=["UZB", "KGZ"],
        powers=["USA", "RUS"],
        between=(dt.date(2004, 1, 1), dt.date(2007, 1, 1)),
    )
    fact = DatedFact(
        day=day, precision="day", actors=actors, kind=kind, what="…", source="…", file="f.csv", line=2
    )
    return replace(empty, facts=(fact,))


def test_a_fact_acts_on_the_pairs_that_it_names() -> None:
    panel = panel_with("agreement", dt.date(2005, 7, 2), "UZB", "KGZ", "RUS", "FRA")
    assert [(one.state, one.power) for one in impulses_of(panel)] == [("UZB", "RUS"), ("KGZ", "RUS")]


def test_an_organisation_stands_for_the_power_that_leads_it() -> None:
    panel = panel_with("membership", dt.date(2006, 8, 16), "UZB", "CSTO")
    [impulse] = impulses_of(panel)
    assert (impulse.power, impulse.shift) == ("RUS", 0.0)
    assert impulse.spread > 0


def test_a_break_that_names_two_powers_has_no_direction() -> None:
    """2009-02-03 KGZ USA RUS: Bakiyev said in Moscow that the US base would be closed."""
    assert all(
        one.shift == 0 for one in impulses_of(panel_with("break", dt.date(2005, 2, 3), "KGZ", "USA", "RUS"))
    )
    [alone] = impulses_of(panel_with("break", dt.date(2005, 2, 3), "KGZ", "USA"))
    assert alone.shift < 0


def test_an_impulse_is_split_at_its_day() -> None:
    """With three quarters of the year gone, a quarter of it shows in the year and the rest in the next."""
    panel = panel_with("agreement", dt.date(2005, 10, 1), "UZB", "USA")
    shift, variance = steps_of(panel, impulses_of(panel))
    whole = impulse_settings().kinds["agreement"]
    assert shift[1:3, 0, 0].sum() == pytest.approx(whole.shift)
    assert shift[1, 0, 0] == pytest.approx(whole.shift * 92 / 365)
    assert variance[1, 0, 0] == pytest.approx((whole.spread * 92 / 365) ** 2)
    assert np.count_nonzero(shift) == 2


def test_facts_before_the_second_period_are_in_the_level_already() -> None:
    panel = panel_with("agreement", dt.date(2004, 5, 1), "UZB", "USA")
    assert not steps_of(panel, impulses_of(panel))[0].any()


def test_kinds_are_those_of_the_chronology() -> None:
    assert set(impulse_settings().kinds) <= set(KINDS)
