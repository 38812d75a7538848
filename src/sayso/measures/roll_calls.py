"""How far states vote with each power where powers stand against each other, from the tidy table `votes`."""

from dataclasses import dataclass

import duckdb
import numpy as np

from sayso.measures.counts import Frame, asked
from sayso.measures.panel import Floats

POSITIONS = {"yes": 1.0, "abstain": 0.0, "absent": 0.0, "no": -1.0}
"""Where a vote stands; absence is a choice between the two sides, as abstention is."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Votes:
    """The parts of a panel that are votes; shapes as in `Panel`."""

    agreement: Floats
    agreement_of_all: Floats
    roll_calls: Floats


def no_votes(frame: Frame) -> Votes:
    """Return votes of which nothing is known."""
    s, p, t = len(frame.states), len(frame.powers), len(frame.periods)
    return Votes(
        agreement=np.full((s, p, t), np.nan),
        agreement_of_all=np.full((p, t), np.nan),
        roll_calls=np.zeros((s, p, t)),
    )


def votes_of(relation: duckdb.DuckDBPyRelation, frame: Frame) -> Votes:
    """Return agreement with the powers from a relation with the columns of the tidy table `votes`.

    Agreement on a roll call is 1 − |difference of the two positions| / 2 (Lijphart 1963, The Analysis
    of Bloc Voting in the General Assembly, American Political Science Review 57(4)), over the roll
    calls on which the power's position differs from that of another named power; powers that were
    absent stand against nobody. A state that cast no vote in a period has no data; between its first
    and its last vote ever, a roll call without it is an absence.
    """
    rows = asked(
        relation,
        "v",
        f"SELECT date_trunc('{frame.step}', date)::DATE, roll_call, date, state, vote FROM v "
        "WHERE state IS NOT NULL AND vote IS NOT NULL AND date IS NOT NULL ORDER BY date, roll_call, state",
    ).fetchall()
    votes = no_votes(frame)
    if not rows:
        return votes
    calls = {call: place for place, call in enumerate(dict.fromkeys(row[1] for row in rows))}
    voters = {state: place for place, state in enumerate(dict.fromkeys(row[3] for row in rows))}
    cast = np.full((len(voters), len(calls)), np.nan)
    period_of = np.full(len(calls), -1)
    at = {period: place for place, period in enumerate(frame.periods)}
    for period, call, _, state, vote in rows:
        period_of[calls[call]] = at.get(period, -1)
        if vote != "absent":
            cast[voters[state], calls[call]] = POSITIONS[vote]
    position = _with_absences(cast, period_of, len(frame.periods))
    _fill(votes, frame, voters, cast, position, period_of)
    return votes


def _with_absences(cast: Floats, period_of: Floats, periods: int) -> Floats:
    """Return positions with absences put in the middle, and NaN where a state was no voter."""
    voted = np.isfinite(cast)
    since = np.maximum.accumulate(voted, axis=1)
    before = np.maximum.accumulate(voted[:, ::-1], axis=1)[:, ::-1]
    position = np.where(voted, cast, np.where(since & before, POSITIONS["absent"], np.nan))
    for period in range(periods):
        inside = period_of == period
        silent = ~voted[:, inside].any(axis=1)
        position[np.ix_(silent, inside)] = np.nan
    return position


def _fill(
    votes: Votes, frame: Frame, voters: dict[str, int], cast: Floats, position: Floats, period_of: Floats
) -> None:
    present = [power for power in frame.powers if power in voters]
    ordinary = [place for state, place in voters.items() if state not in frame.powers]
    for p, power in enumerate(frame.powers):
        if power not in voters:
            continue
        own = cast[voters[power]]
        others = [cast[voters[other]] for other in present if other != power]
        opposed = np.zeros(own.shape, bool)
        for other in others:
            opposed |= np.isfinite(own) & np.isfinite(other) & (own != other)
        for t in range(len(frame.periods)):
            chosen = opposed & (period_of == t)
            if not chosen.any():
                continue
            agree = 1 - np.abs(position[:, chosen] - own[chosen]) / 2
            number = np.isfinite(agree).sum(axis=1)
            mean = np.where(number > 0, np.nansum(agree, axis=1) / np.maximum(number, 1), np.nan)
            known = mean[ordinary]
            votes.agreement_of_all[p, t] = (
                known[np.isfinite(known)].mean() if np.isfinite(known).any() else np.nan
            )
            for s, state in enumerate(frame.states):
                if state in voters and state != power:
                    votes.agreement[s, p, t] = mean[voters[state]]
                    votes.roll_calls[s, p, t] = number[voters[state]]
