"""From paths to a brief: read, group by date, run the models, put it all into one record."""

import platform
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from sayso import __version__
from sayso.brief import beside, findings
from sayso.brief.chronology import actors_spoken_of, entries, read_facts
from sayso.brief.claims import by_speaker, numbers
from sayso.brief.dating import DatedGroup, group
from sayso.brief.figures import counted, listed
from sayso.brief.gather import Gathered, Progress, Settings, Tables, gather, load_tables
from sayso.brief.measured_at import Measured
from sayso.brief.outlooks import section
from sayso.brief.records import Brief, ChronologyEntry, Making
from sayso.brief.reports import read_documents
from sayso.brief.words import NameOf
from sayso.events import DatedFact
from sayso.reading.read import READER
from sayso.statements.statement import Statement
from sayso.views.outlook import Outlook, outlook


def build_brief(
    paths: Sequence[Path],
    *,
    settings: Settings | None = None,
    piped: bytes | None = None,
    on_progress: Progress | None = None,
) -> Brief:
    """Return the brief on the documents in `paths` and in `piped`, the bytes of standard input.

    What could not be read is among the brief's problems; a brief of nothing has no documents.

    Raises:
        KeyError: if there is no lexicon of the name in `settings`; the message names the nearest.
    """
    settings = settings or Settings()
    tables, bad_tables = load_tables(settings)
    gathered = gather(paths, tables=tables, piped=piped, on_progress=on_progress, today=settings.today)
    gathered = gathered.surer_than(settings.certainty)
    facts, bad_facts = read_facts(paths, actors=tables.actors)
    groups = group(gathered.documents, today=settings.today) if gathered.statements else ()
    outlooks = [_outlook(each, gathered.statements, tables, settings, on_progress) for each in groups]
    measured = _measured(gathered, tables, settings, on_progress)
    return assemble(
        replace(gathered, problems=(*bad_tables, *gathered.problems, *bad_facts, *measured.problems)),
        outlooks=tuple(zip(groups, outlooks, strict=True)),
        facts=facts,
        measured=measured,
        tables=tables,
        settings=settings,
    )


def _measured(
    gathered: Gathered, tables: Tables, settings: Settings, on_progress: Progress | None
) -> Measured:
    """Return what the record says of the factors that claims are about; nothing where there is no record."""
    if settings.record is None:
        return Measured()
    from sayso.brief.measuring import measure  # noqa: PLC0415 - scipy.stats and DuckDB take long to load

    held = beside.asked(
        gathered.statements, gathered.documents, catalogue=tables.catalogue, today=settings.today
    )
    return measure(settings.record, tuple(held), tables=tables, on_progress=on_progress)


def _outlook(
    dated: DatedGroup,
    statements: Sequence[Statement],
    tables: Tables,
    settings: Settings,
    on_progress: Progress | None,
) -> Outlook:
    """Return the outlook on the statements of one group of documents."""
    inside = {document.id for document in dated.documents}

    def tell(whose: str) -> None:
        if on_progress is not None:
            on_progress(f"Running: {whose}, as of {dated.as_of}", 0, 0)

    return outlook(
        [statement for statement in statements if statement.document in inside],
        actors=tables.actors,
        catalogue=tables.catalogue,
        as_of=dated.as_of,
        months=settings.months,
        runs=settings.runs,
        seed=settings.seed,
        pooling=settings.pooling,
        on_progress=tell,
    )


def assemble(
    gathered: Gathered,
    *,
    outlooks: Sequence[tuple[DatedGroup, Outlook]],
    facts: Sequence[DatedFact],
    measured: Measured,
    tables: Tables,
    settings: Settings,
) -> Brief:
    """Return the brief of what was read, outlooks, dated facts and measures; computes none of them."""
    name_of = _namer(tables)
    order = {document.id: number for number, document in enumerate(gathered.documents, 1)}
    speakers = by_speaker(gathered.statements, documents=order, name_of=name_of)
    sections = tuple(
        section(each, dated, said=speakers, documents=order, name_of=name_of) for dated, each in outlooks
    )
    documents = read_documents(gathered.documents, gathered.statements)
    all_claims = tuple(claim for speaker in speakers for claim in speaker.claims)
    held = beside.asked(
        gathered.statements, gathered.documents, catalogue=tables.catalogue, today=settings.today
    )
    beside_record = beside.entries(held, measured, numbers=numbers(speakers), name_of=name_of)
    return Brief(
        title=findings.title(_states(gathered.statements, tables, name_of)),
        standfirst=findings.standfirst(documents, speakers, sections),
        findings=findings.findings(sections),
        documents=documents,
        problems=tuple(dict.fromkeys(gathered.problems)),
        speakers=speakers,
        outlooks=sections,
        chronology=_chronology(outlooks, gathered, facts, name_of),
        beside=beside_record,
        making=_making(tables, settings, [each.runs for _, each in outlooks], measured),
        cautions=(
            *findings.cautions(
                all_claims, sections, doubtful=gathered.doubtful, certainty=settings.certainty
            ),
            *findings.record_cautions(beside_record),
        ),
    )


def _namer(tables: Tables) -> NameOf:
    def name_of(actor: str) -> str:
        try:
            return tables.actors.actor(actor).name
        except KeyError:  # a statement may name an actor that only its reader knew
            return actor

    return name_of


def _states(statements: Iterable[Statement], tables: Tables, name_of: NameOf) -> list[str]:
    """Return the name of the state that each claim is about, for those that are about one."""
    found = []
    for statement in statements:
        if statement.factor is None:
            continue
        try:
            actor = tables.actors.actor(statement.factor.actor)
        except KeyError:
            continue
        if actor.kind == "state":
            found.append(name_of(actor.id))
    return found


def _chronology(
    outlooks: Sequence[tuple[DatedGroup, Outlook]],
    gathered: Gathered,
    facts: Sequence[DatedFact],
    name_of: NameOf,
) -> tuple[ChronologyEntry, ...]:
    found: list[ChronologyEntry] = []
    for number, (dated, _) in enumerate(outlooks, 1):
        inside = {document.id for document in dated.documents}
        about = actors_spoken_of(each for each in gathered.statements if each.document in inside)
        found += entries(facts, as_of=dated.as_of, outlook=number, actors=about, name_of=name_of)
    return tuple(found)


def _making(tables: Tables, settings: Settings, runs: Sequence[int], measured: Measured) -> Making:
    return Making(
        made_on=settings.today,
        version=__version__,
        reader=READER,
        lexicon=tables.lexicon.id,
        catalogue=counted(len(tables.catalogue.names), "factor") + _added(settings.factors),
        actors=f"{counted(len(tables.actors.actors), 'actor')}{_added(settings.actors)}",
        actors_as_of=tables.actors.as_of,
        seed=settings.seed,
        runs=max(runs, default=None),
        months=settings.months,
        record=measured.data,
        python=platform.python_version(),
        numpy=np.__version__,
    )


def _added(paths: Sequence[Path]) -> str:
    """Return what is said of the user's own files.

    >>> _added([Path("mine.toml")])
    ', with mine.toml'
    """
    return f", with {listed([path.name for path in paths])}" if paths else ""
