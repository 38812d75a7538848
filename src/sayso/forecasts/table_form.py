"""Forms of tables: which column of a CSV file says what, as TOML."""

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

import msgspec

from sayso.problems import Problem

ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "statement": "identifier of the statement; rows that share it are its readings",
        "reading": "label of the reading",
        "primary": "yes for the reading that stands for the statement; where no row says so, the first",
        "speaker": "who said it",
        "kind": "event, assessment, trend, forecast, influence, conditional or prescription",
        "quote": "the exact words; a further reading may leave them out",
        "document": "the document's content hash or file name",
        "place": "where in the document: page 3",
        "line": "the same as the number of a line",
        "said": "the day of the words, YYYY-MM-DD",
        "asked": "yes where an interviewer's question holds it",
        "words": "the words of likelihood, as said",
        "unhedged": "yes for a bare will",
        "probability": "the probability of yes, from 0 to 1",
        "basis": "what the probability rests on",
        "question": "the question as people read it",
        "question_kind": "binary (where nothing is said), count, ordinal or date",
        "options": "for an ordinal question its options, separated by |",
        "unit": "for a count what is counted",
        "opens": "first day, YYYY-MM-DD",
        "closes": "last day, YYYY-MM-DD",
        "condition": "what must hold for the question to count, as a question of its own",
        "rule": "how it is decided; the question's own text where nothing is said",
        "query": "a query on the record of events",
        "model_outcome": "what the runs of a model are asked",
        "reference_class": "class of like questions, for the base rate",
        "series": "name of the question that is asked again and again, for persistence",
        "post_hoc": "yes where the question was written after its answer was known",
        "outcome": "yes, no, value, void, ambiguous, unresolvable or pending; or a verdict's label",
        "value": "the number, day or option, for the outcome value",
        "known_at": "first day on which the answer could be known, YYYY-MM-DD",
        "certainty": "high, medium or low",
        "evidence": "addresses, separated by |",
        "happened": "what happened, in words",
        "note": "anything else",
        "by": "who resolved it",
    }
)
"""What a column can say; where a file uses these very names, it needs no form."""


class TableForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to read one kind of table.

    A cell becomes what its role wants in this order: `values` (the whole cell stands for something else, or
    for nothing), else `patterns` (the first group, or the match), else the cell. An empty result leaves the
    role's next column its turn, and after the last one `constants`. For a role that is yes or no, a pattern
    that is found means yes.
    """

    name: str
    """Short; statement identifiers begin with it."""
    about: str
    """What table it is."""
    columns: Mapping[str, tuple[str, ...]]
    """Role → columns, in capitals or not."""
    values: Mapping[str, Mapping[str, str]] = {}
    """Role → cell → what it stands for."""
    patterns: Mapping[str, str] = {}
    """Role → regular expression that must be found."""
    constants: Mapping[str, str] = {}
    """Role → what every row says."""
    skip: Mapping[str, tuple[str, ...]] = {}
    """Column → cells of rows that are no part of the ledger."""
    fill: bool = False
    """Whether `{column}` within a question or rule stands for that column's cell."""
    lexicon: str | None = None
    """Lexicon that gives the words of likelihood their distribution: `capphrase`. See `import_table`."""

    def __post_init__(self) -> None:
        """Refuse a form that names roles that there are not, or patterns that are none.

        Raises:
            ValueError: which says what is wrong.
        """
        named = [*self.columns, *self.values, *self.patterns, *self.constants]
        unknown = [role for role in named if role not in ROLES]
        if unknown:
            raise ValueError(f"the roles {', '.join(unknown)} are unknown; want some of {', '.join(ROLES)}")
        for role, pattern in self.patterns.items():
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"the pattern of {role} is none: {error}") from error

    def cell(self, role: str, row: Mapping[str, str]) -> str | None:
        """Return what a row, cells by column in lower case, says for a role; None where it says nothing."""
        for column in self.columns.get(role, ()):
            found = self._read(role, row.get(column.casefold(), "").strip())
            if found:
                return found
        return self.constants.get(role) or None

    def skips(self, row: Mapping[str, str]) -> bool:
        """Tell whether a row is no part of the ledger."""
        return any(row.get(column.casefold(), "").strip() in cells for column, cells in self.skip.items())

    def _read(self, role: str, cell: str) -> str:
        values = self.values.get(role, {})
        if cell in values:
            return values[cell]
        if role in self.patterns:
            found = re.search(self.patterns[role], cell)
            if found is None:
                return ""
            return (found[1] if found.re.groups else found[0]) or ""
        return cell


PLAIN: Final = TableForm(
    name="table",
    about="A table whose columns have the names of the roles.",
    columns={role: (role,) for role in ROLES},
)
"""The form of a file whose columns are named as the roles are."""


def form_from_toml(text: str, source: str) -> TableForm | Problem:
    """Return the form that a TOML text describes, or why it describes none.

    >>> str(form_from_toml('name = "x"', "x.toml"))
    'x.toml: is no form of a table: Object missing required field `about`'
    """
    try:
        tables: dict[str, Any] = tomllib.loads(text)
        for group in ("columns", "skip"):
            named = tables.get(group)
            if isinstance(named, dict):
                tables[group] = {key: [one] if isinstance(one, str) else one for key, one in named.items()}
        return msgspec.convert(tables, TableForm)
    except (ValueError, RecursionError) as error:
        return Problem(source=source, message=f"is no form of a table: {error}", fatal=True)


def forecastbench_acled() -> TableForm:
    """Return the form of the questions that ForecastBench makes from ACLED, with their resolutions."""
    path = resources.files("sayso.forecasts").joinpath("data", "tables", "forecastbench-acled.toml")
    form = form_from_toml(path.read_text(encoding="utf-8"), path.name)
    if isinstance(form, Problem):
        raise TypeError(f"the package's own form is broken: {form}")
    return form
