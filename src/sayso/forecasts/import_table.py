"""A table of statements, questions and answers → records of the ledger, and what could not be used."""

from sayso.events.table import read_table
from sayso.forecasts.claim import Claim
from sayso.forecasts.record import Record
from sayso.forecasts.table_form import PLAIN, TableForm
from sayso.forecasts.table_row import Row, row_records
from sayso.problems import Problem
from sayso.statements.lexicon import Lexicon


def import_table(
    data: bytes, source: str, form: TableForm = PLAIN
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    r"""Return the records of a table, each once, and a problem for each row that could not be used.

    A row with a speaker and a quote is a claim. A forecast or conditional also gives a question, a reading, a
    resolution, and, where it has a probability or words that the form's lexicon holds, a forecast; any other
    kind gives a verdict. A row without a speaker gives a question and its resolution.

    Where the words have a Beta in the lexicon whose mean is the row's probability, rounded, that Beta is the
    forecast; otherwise the row's own number is. A row with a condition gives a parent question too: resolved
    no where the row is void, yes where the row is decided, so that the ledger itself finds the row void.

    >>> records, problems = import_table(b"question,outcome\nRain?,yes\n", "rain.csv")
    >>> [record.__struct_config__.tag for record in records], problems
    (['question', 'resolution'], ())
    """
    columns = {column.casefold() for named in form.columns.values() for column in named}
    table = read_table(data, columns=columns)
    if isinstance(table, str):
        return (), (Problem(source=source, message=table, fatal=True),)
    header = table.header.fields
    if not columns & set(header):
        message = f"has the columns {', '.join(header)}; want some of {', '.join(sorted(columns))}"
        return (), (Problem(source=source, line=table.header.line, message=message, fatal=True),)
    lexicon = None if form.lexicon is None else Lexicon.load(form.lexicon)
    records: dict[tuple[str, str], Record] = {}
    problems = []
    seen: dict[str, Claim] = {}
    for line, fields, complaint in table.rows:
        row = Row(form, dict(zip(header, fields, strict=False)), source)
        if complaint is None and form.skips(row.cells):
            continue
        found = complaint if complaint is not None else _records(row, lexicon, seen)
        if isinstance(found, str):
            problems.append(Problem(source=source, line=line, message=found))
            continue
        for record in found:
            records.setdefault((str(record.__struct_config__.tag), record.id), record)
            if isinstance(record, Claim):
                seen.setdefault(record.statement, record)
    return tuple(records.values()), tuple(problems)


def _records(row: Row, lexicon: Lexicon | None, seen: dict[str, Claim]) -> list[Record] | str:
    """Return the records of one row, or what is wrong with it."""
    try:
        return list(row_records(row, lexicon, seen))
    except ValueError as error:
        return str(error)
