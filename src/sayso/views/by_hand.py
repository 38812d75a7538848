"""Views by hand: outcomes by identifier or in plain words, from Python and from JSON."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import msgspec

from sayso.actors import ActorTable
from sayso.problems import Problem
from sayso.simulation.ensemble import Ensemble
from sayso.statements.lexicon import Lexicon
from sayso.views.naming import outcome_named
from sayso.views.outcome import Horizon, Outcome
from sayso.views.view import AnyView, Interval, Ordering, View


@dataclass(frozen=True)
class Outcomes:
    """What views on an ensemble can be about, by name.

    A name is an identifier (`mass_unrest(UZB)`, `not fall(UZB)`, `alignment(UZB>RUS) up`) or an outcome's own
    words (`Mass unrest in Uzbekistan`), as `find_outcome` takes them.
    """

    horizon: Horizon
    lexicon: Lexicon

    @classmethod
    def of(
        cls, ensemble: Ensemble, *, actors: ActorTable | None = None, lexicon: Lexicon | None = None
    ) -> "Outcomes":
        """Return the outcomes within the months of `ensemble`; tables not given are those of the package."""
        table = ActorTable.load()[0] if actors is None else actors
        horizon = Horizon.of(ensemble.model, actors=table, months=ensemble.months)
        return cls(horizon, Lexicon.load() if lexicon is None else lexicon)

    def named(self, name: str, *, within: int | None = None) -> Outcome:
        """Return the outcome called `name`, within so many months (all of the ensemble's when None).

        Raises:
            KeyError: if there is none; the nearest is named.
            ValueError: if `within` is not in 1 … the ensemble's months.
        """
        months = self.horizon.months if within is None else within
        if not 1 <= months <= self.horizon.months:
            raise ValueError(f"within is {months} months; this ensemble has 1 to {self.horizon.months}")
        found = outcome_named(name, self.horizon)
        return msgspec.structs.replace(found, months=months)

    def likely(
        self, name: str, words: str, *, given: str | None = None, statement: str | None = None
    ) -> View:
        """Return the view that an outcome has the likelihood that `words` express: `highly likely`.

        Raises:
            KeyError: if there is no such outcome.
            ValueError: if the lexicon has no reading of the words.
        """
        found = self.lexicon.likelihood(words)
        if found is None:
            raise ValueError(f"{words!r} is no likelihood that {self.lexicon.id} reads")
        return View(
            statement=statement or f"{name}: {words}",
            outcome=self.named(name),
            given=self._condition(given),
            alpha=found.alpha,
            beta=found.beta,
            unhedged=found.unhedged,
        )

    def probable(
        self,
        name: str,
        probability: float,
        *,
        observations: float | None = None,
        given: str | None = None,
        statement: str | None = None,
    ) -> View:
        """Return the view that an outcome has a probability: exactly, or worth so many observations.

        Raises:
            KeyError: if there is no such outcome.
            ValueError: if the probability is not between 0 and 1 or the observations are not above 0.
        """
        if not 0.0 < probability < 1.0:
            raise ValueError(f"the probability is {probability}; want above 0 and below 1")
        weight = 1.0 if observations is None else observations
        if not 0.0 < weight < float("inf"):
            raise ValueError(f"the observations are {observations}; want above 0")
        return View(
            statement=statement or f"{name}: {probability:g}",
            outcome=self.named(name),
            given=self._condition(given),
            alpha=weight * probability,
            beta=weight * (1.0 - probability),
            exact=observations is None,
        )

    def between(
        self,
        name: str,
        low: float,
        high: float,
        *,
        slack: float = 0.0,
        given: str | None = None,
        statement: str | None = None,
    ) -> Interval:
        """Return the view that an outcome's probability lies between two bounds.

        Raises:
            KeyError: if there is no such outcome.
            ValueError: as `Interval`.
        """
        return Interval(
            statement=statement or f"{name}: {low:g} to {high:g}",
            outcome=self.named(name),
            given=self._condition(given),
            low=low,
            high=high,
            slack=slack,
        )

    def more_likely(
        self,
        name: str,
        less: str,
        *,
        margin: float = 0.0,
        slack: float = 0.0,
        given: str | None = None,
        statement: str | None = None,
    ) -> Ordering:
        """Return the view that an outcome is more likely than `less`.

        Raises:
            KeyError: if there is no such outcome.
            ValueError: as `Ordering`.
        """
        return Ordering(
            statement=statement or f"{name} more likely than {less}",
            outcome=self.named(name),
            less=self.named(less),
            given=self._condition(given),
            margin=margin,
            slack=slack,
        )

    def _condition(self, name: str | None) -> Outcome | None:
        return None if name is None else self.named(name)


class _Named(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    """What every view in JSON has."""

    outcome: str
    given: str | None = None
    statement: str | None = None
    within: int | None = None


class _Words(_Named, frozen=True, kw_only=True, tag="words"):
    words: str


class _Number(_Named, frozen=True, kw_only=True, tag="probability"):
    probability: float
    observations: float | None = None


class _Between(_Named, frozen=True, kw_only=True, tag="interval"):
    low: float
    high: float
    slack: float = 0.0


class _Order(_Named, frozen=True, kw_only=True, tag="ordering"):
    less: str
    margin: float = 0.0
    slack: float = 0.0


_Written: TypeAlias = _Words | _Number | _Between | _Order


def read_views(
    data: bytes, outcomes: Outcomes, *, source: str = "views"
) -> tuple[tuple[AnyView, ...], tuple[Problem, ...]]:
    """Return the views that a JSON array holds, and a problem for each entry that is none.

    An entry has a `kind` (`words`, `probability`, `interval`, `ordering`), an `outcome`, perhaps `given`,
    `within` months and a `statement` to name it by, and what its kind needs: `words`; `probability` and
    perhaps `observations`; `low`, `high`, perhaps `slack`; `less`, perhaps `margin` and `slack`.
    """
    try:
        entries = msgspec.json.decode(data, type=list[msgspec.Raw])
    except msgspec.DecodeError as found:
        return (), (Problem(source=source, message=f"no JSON array of views: {found}", fatal=True),)
    views: list[AnyView] = []
    problems: list[Problem] = []
    for number, entry in enumerate(entries, 1):
        try:
            views.append(_view(msgspec.json.decode(entry, type=_Written), outcomes))
        except (msgspec.DecodeError, KeyError, ValueError) as found:
            said = found.args[0] if isinstance(found, KeyError) else found
            problems.append(Problem(source=source, message=f"view {number}: {said}"))
    return tuple(views), tuple(problems)


def _view(written: _Written, outcomes: Outcomes) -> AnyView:
    """Return what an entry says."""
    if written.within is not None:
        outcomes.named(written.outcome, within=written.within)
        outcomes = replace(outcomes, horizon=replace(outcomes.horizon, months=written.within))
    name, given, statement = written.outcome, written.given, written.statement
    if isinstance(written, _Words):
        return outcomes.likely(name, written.words, given=given, statement=statement)
    if isinstance(written, _Number):
        weight = written.observations
        return outcomes.probable(
            name, written.probability, observations=weight, given=given, statement=statement
        )
    if isinstance(written, _Between):
        return outcomes.between(
            name, written.low, written.high, slack=written.slack, given=given, statement=statement
        )
    return outcomes.more_likely(
        name, written.less, margin=written.margin, slack=written.slack, given=given, statement=statement
    )
