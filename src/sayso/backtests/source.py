"""The record that a back-test is scored on: which product tells of which factor, and its counts."""

import datetime as dt
from dataclasses import dataclass, field

import duckdb

from sayso.backtests.quads import QUAD_MEASURES, quad_tally
from sayso.backtests.series import Series
from sayso.measures.panel import Step
from sayso.measures.telling import Asked, NothingTellsError, tally
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor


class NothingShownError(ValueError):
    """The record shows nothing of a factor before the first start; the message says why."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Source:
    """A record's connection with what is asked of it."""

    connection: duckdb.DuckDBPyConnection
    catalogue: Catalogue
    step: Step
    first: dt.date
    """First start: which product is used is told from the days before it."""
    until: dt.date
    """Last day whose counts are read."""
    product: str | None = None
    """The one to use, where several could."""
    products: set[str] = field(default_factory=set)
    """Those that were used."""

    def series(self, factor: Factor) -> Series:
        """Return the counts of a factor.

        Raises:
            NothingShownError: if no product has rows of it before the first start.
        """
        definition = self.catalogue.definition(factor.name)
        before = (dt.date(1, 1, 1), self.first - dt.timedelta(days=1))
        asked = Asked(
            definition=definition,
            actor=factor.actor,
            target=factor.target,
            step=self.step,
            product=self.product,
            between=before,
        )
        try:
            chosen = tally(self.connection, asked).product
        except NothingTellsError as error:
            return self._of_quads(factor, str(error))
        except ValueError as error:
            raise NothingShownError(str(error)) from error
        found = tally(
            self.connection,
            Asked(
                definition=definition,
                actor=factor.actor,
                target=factor.target,
                step=self.step,
                product=chosen,
                between=(before[0], self.until),
            ),
        )
        self.products.add(chosen)
        return Series(factor=factor, step=self.step, tally=found)

    def _of_quads(self, factor: Factor, why: str) -> Series:
        """Return the counts of a factor from quad classes; `why` says what was not found otherwise."""
        if factor.target is None or factor.name not in QUAD_MEASURES:
            raise NothingShownError(why)
        longest = 366 if self.step == "year" else 31
        rows = self.connection.execute(
            "SELECT product, count(DISTINCT date) FROM counts WHERE starts_with(what, 'quad-') AND date < $1 "
            "AND ((actor1 = $2 AND actor2 = $3) OR (actor1 = $3 AND actor2 = $2)) "
            "AND coalesce(until, date) - date < $4 AND product = coalesce($5, product) "
            "GROUP BY product ORDER BY 2 DESC, 1",
            [self.first, factor.actor, factor.target, longest, self.product],
        ).fetchall()
        for row in rows:
            product = str(row[0])
            found = quad_tally(self.connection, factor, self.step, product=product, until=self.until)
            if found is not None:
                self.products.add(product)
                return Series(factor=factor, step=self.step, tally=found)
        raise NothingShownError(why)

    def states(self) -> tuple[str, ...]:
        """Return the identifiers of the actors that the record has counts or events of, sorted."""
        rows = self.connection.execute(
            "SELECT DISTINCT actor FROM (SELECT actor1 AS actor FROM counts WHERE date < $1 UNION "
            "SELECT coalesce(country, actor1) FROM events_once WHERE date < $1) "
            "WHERE actor IS NOT NULL ORDER BY 1",
            [self.first],
        ).fetchall()
        return tuple(str(row[0]) for row in rows)
