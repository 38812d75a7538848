"""The brief as Markdown (CommonMark with tables): the same sections as the terminal, whole.

No text from outside can become markup: every text of the brief is escaped before any of it is laid out.
"""

import re
from collections.abc import Iterable, Mapping

from sayso.brief import SECTIONS, beside_words, figures, phrases
from sayso.brief.beside_records import Beside
from sayso.brief.dating import day_words
from sayso.brief.outlook_records import Difference, Mark, OutlookSection
from sayso.brief.records import Brief, ChronologyEntry, Claim, Finding, ReadDocument, SpeakerClaims
from sayso.brief.visible import one_line
from sayso.brief.words import capital, table

# `&`, `<` and `>` become entities, since not every program takes a backslash before them
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BLANK = re.compile(r"\n{3,}")
_SPECIAL = re.compile(r"[\\`*_\[\]~|$@#&<>]")
_AT_START = re.compile(r"^(?:[-+=]|(\d{1,9})(?=[.)](?:\s|$)))")


def to_markdown(brief: Brief) -> str:
    """Return the brief as Markdown, one paragraph or list item per line."""
    lines = _BLANK.sub("\n\n", "\n".join(_lines(phrases.retold(brief, escaped))))
    # the brief's own numbers are the only angle brackets that are left, but for the quotations' signs
    return lines.replace("<1%", "&lt;1%").replace("<1–", "&lt;1–").replace(">99%", "&gt;99%") + "\n"


def escaped(text: str) -> str:
    r"""Return `text` on one line, such that Markdown shows it as it is, wherever in a line it stands.

    >>> escaped("*not* <b>bold</b>\n# nor a heading")
    '\\*not\\* &lt;b&gt;bold&lt;/b&gt; \\# nor a heading'
    >>> escaped("- no list"), escaped("1. nor this"), escaped("2022-02-04")
    ('\\- no list', '1\\. nor this', '2022-02-04')
    """
    line = _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), one_line(text))
    return _AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else f"\\{found[0]}", line)


def _lines(brief: Brief) -> Iterable[str]:
    claims = {claim.number: claim for claim in brief.claims}
    yield f"# {brief.title}"
    yield ""
    yield brief.standfirst
    if brief.findings:
        yield from _heading("short")
        for finding in brief.findings:
            yield f"- {_finding(finding, claims)}"
    yield from _heading("read")
    for document in brief.documents:
        yield from _document(document)
    yield from _problems(brief)
    yield from _heading("says")
    for speaker in brief.speakers:
        yield from _speaker(speaker)
    yield from phrases.nothing("says", brief.speakers)
    yield from _heading("outlook")
    yield from phrases.nothing("outlook", brief.outlooks)
    for outlook in brief.outlooks:
        yield from _outlook(outlook)
    yield from _heading("differ")
    yield from phrases.nothing("differ", brief.outlooks)
    for outlook in brief.outlooks:
        yield from _differences(outlook, claims, titled=len(brief.outlooks) > 1)
    if brief.chronology:
        yield from _heading("chronology")
        yield from _chronology(brief)
    if brief.beside:
        yield from _heading("beside")
        yield from _beside(brief, claims)
    yield from _heading("made")
    yield from (f"- {caution}" for caution in brief.cautions)
    yield from (
        f"- {beside_words.product(data)}. {data.licence}. {data.citation}" for data in brief.making.record
    )
    yield ""
    yield phrases.making(brief.making)


def _heading(section: str) -> tuple[str, str, str]:
    return "", f"## {SECTIONS[section]}", ""


def _finding(finding: Finding, claims: Mapping[int, Claim]) -> str:
    line = f"**{finding.head}**: {finding.text}"
    if finding.claim is None:
        return line
    change = "" if finding.change is None else f", {figures.points(finding.change)}"
    return f"{line} “{claims[finding.claim].quote}” (claim {finding.claim}{change})"


def _document(document: ReadDocument) -> Iterable[str]:
    yield f"{document.number}. **{document.title or document.name}**"
    indent = " " * (len(str(document.number)) + 2)
    yield ""
    yield f"{indent}Date {document.date or 'not found'}."
    yield ""
    yield from (f"{indent}- {reason}" for reason in document.date_reasons)
    if document.date_reasons:
        yield ""
    yield f"{indent}{phrases.document_facts(document)}"
    yield ""
    yield f"{indent}{phrases.document_file(document)}"
    yield ""


def _problems(brief: Brief) -> Iterable[str]:
    if not brief.problems:
        yield "Everything that was given could be read."
        return
    yield "### What could not be read or used"
    yield ""
    for problem in brief.problems:
        yield f"- {problem}{' Nothing of it was used.' if problem.fatal else ''}"


def _speaker(speaker: SpeakerClaims) -> Iterable[str]:
    yield f"### {capital(speaker.name)}"
    yield ""
    yield f"{capital(phrases.speaker_facts(speaker))}."
    yield ""
    for claim in speaker.claims:
        yield from _claim(claim)


def _claim(claim: Claim) -> Iterable[str]:
    indent = " " * (len(str(claim.number)) + 2)
    place = f"document {claim.document}, characters {claim.start}–{claim.end}"
    likelihood = None if claim.likelihood is None else f"{phrases.likelihood(claim.likelihood)}."
    yield f"{claim.number}. **{capital(claim.kind)}:** {claim.says}."
    for part in (claim.standing, f"> {claim.quote}", likelihood, f"{phrases.basis(claim, place)}."):
        if part is not None:
            yield ""
            yield f"{indent}{part}"
    yield ""


def _outlook(outlook: OutlookSection) -> Iterable[str]:
    yield f"### As of {day_words(outlook.as_of)}"
    yield ""
    yield phrases.outlook_basis(outlook)
    yield ""
    if not outlook.rows:
        yield "No outcome could be computed for these documents."
        yield ""
        return
    yield f"Probability within {figures.counted(outlook.months, 'month')}, with 80% interval:"
    yield ""
    moved = [at for at, speaker in enumerate(outlook.speakers) if speaker.moved]
    speakers = [outlook.speakers[at] for at in moved]
    names = [phrases.source_name(speaker.name, asks=speaker.asks) for speaker in speakers]
    yield _row("Outcome", "Common model", *names)
    yield _row("---", *["---:"] * (1 + len(moved)))
    for row in outlook.rows:
        marks: list[Mark] = [row.common, *(row.speakers[at] for at in moved)]
        yield _row(row.label, *map(figures.mark, marks))
    yield ""
    said = [f"- {row.label}: {pooled}" for row in outlook.rows if (pooled := phrases.pooled(row)) is not None]
    if said:
        yield from (*said, "")
    still = phrases.still(outlook)
    if still is not None:
        yield still
        yield ""
    if outlook.problems:
        yield from (f"- Not used: {problem}" for problem in outlook.problems)
        yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _differences(outlook: OutlookSection, claims: Mapping[int, Claim], *, titled: bool) -> Iterable[str]:
    if titled:
        yield f"### As of {day_words(outlook.as_of)}"
        yield ""
    if not outlook.differences:
        yield "No probability departs from the common model by a percentage point or more."
        yield ""
    for difference in outlook.differences:
        yield from _difference(difference, outlook, claims)
    lines = [*phrases.unmet(outlook), *phrases.conflicts(outlook)]
    if lines:
        yield from (f"- {said}" for said in lines)
        yield ""


def _difference(
    difference: Difference, outlook: OutlookSection, claims: Mapping[int, Claim]
) -> Iterable[str]:
    apart = figures.whole_points(difference.apart)
    yield f"**{difference.label}**: {apart} apart; common model {figures.mark(difference.common)}."
    included = phrases.included(difference.outcome, outlook.rows)
    if included is not None:
        yield included
    yield ""
    for departure in difference.departures:
        name = phrases.source_name(departure.speaker, asks=departure.asks)
        account = phrases.account(departure)
        yield f"- {name} {figures.mark(departure.mark)}{'' if account is None else f'. {account}'}"
        for change in departure.claims:
            yield f"  - {figures.points(change.change)}: {phrases.change(change, claims)}"
    yield ""


def _chronology(brief: Brief) -> Iterable[str]:
    before = None
    for entry in brief.chronology:
        if len(brief.outlooks) > 1 and entry.outlook != before:
            if before is not None:
                yield ""
            yield f"### {phrases.before(brief.outlooks[entry.outlook - 1])}"
            yield ""
            before = entry.outlook
        yield f"- {entry.when}: {entry.what} ({_source(entry)})"


def _beside(brief: Brief, claims: Mapping[int, Claim]) -> Iterable[str]:
    yield beside_words.note()
    yield ""
    for each in brief.beside:
        if each.measure is not None:
            yield f"### {each.about}, at {beside_words.when(each)}"
            yield ""
            yield f"{beside_words.level(each.measure)}. {beside_words.chances(each.measure)}."
            yield f"{each.factor}, from {beside_words.source(each.measure)}."
            if each.lacking is not None:
                yield f"Note: {each.lacking}."
            yield ""
            for held in each.claims:
                quote = claims[held.claim].quote
                yield f"- Claim {held.claim}, {held.says}: **{beside_words.outcome(held)}**. “{quote}”"
            yield ""
    lacking = [each for each in brief.beside if each.measure is None]
    if lacking:
        yield f"### {table()['beside']['lacking']}"
        yield ""
        yield from map(_lacking, lacking)


def _lacking(each: Beside) -> str:
    numbers = figures.numbered("claim", [held.claim for held in each.claims])
    return f"- {each.about}, at {beside_words.when(each)} ({numbers}): {each.lacking}"


def _source(entry: ChronologyEntry) -> str:
    """Return the source, as a link where its address is one of the web's."""
    if entry.url is None:
        return entry.source
    if not entry.url.lower().startswith(("https://", "http://")):
        return f"{entry.source}, {entry.url}"
    return f"[{entry.source}](<{entry.url}>)"
