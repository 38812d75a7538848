"""The brief in the terminal: the same sections as the page, as wide as the window allows."""

from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.text import Text

from sayso.brief import SECTIONS, beside_words, figures, phrases
from sayso.brief.hanging import Hanging
from sayso.brief.records import Brief, Claim, Finding, ReadDocument, SpeakerClaims
from sayso.brief.terminal_beside import beside_parts
from sayso.brief.terminal_outlook import difference_parts, outlook_parts
from sayso.brief.visible import one_line
from sayso.brief.words import capital
from sayso.problems import Problem

NARROWEST, WIDEST = 60, 200
"""Columns outside which the brief is not stretched."""
CLAIMS_SHOWN = 80
"""Briefs with more claims than this show the first `FEW` of each speaker."""
FEW = 5


def to_terminal(brief: Brief, console: Console) -> None:
    """Print the brief on `console`, in 60 to 200 columns."""
    width = max(NARROWEST, min(console.width, WIDEST))
    safe = phrases.retold(brief, one_line)
    # printed at once: the console asks for the window's size and takes its lock for each print
    console.print(Group(*_parts(safe, width)), width=width, soft_wrap=False)


def _parts(brief: Brief, width: int) -> Iterable[RenderableType]:
    claims = {claim.number: claim for claim in brief.claims}
    yield Text(brief.title, style="bold")
    yield Text(brief.standfirst)
    if brief.findings:
        yield _heading("short", width)
        for finding in brief.findings:
            yield Hanging("•", _finding(finding, claims))
    yield _heading("read", width)
    yield from (_document(document) for document in brief.documents)
    yield from _problems(brief.problems)
    yield _heading("says", width)
    few = len(claims) > CLAIMS_SHOWN
    for speaker in brief.speakers:
        yield from _speaker(speaker, brief, few=few)
    yield from map(Text, phrases.nothing("says", brief.speakers))
    yield _heading("outlook", width)
    yield from map(Text, phrases.nothing("outlook", brief.outlooks))
    for number, outlook in enumerate(brief.outlooks):
        if number:
            yield Text()
        yield from outlook_parts(outlook, width)
    yield _heading("differ", width)
    yield from map(Text, phrases.nothing("differ", brief.outlooks))
    for number, outlook in enumerate(brief.outlooks):
        if number:
            yield Text()
        yield from difference_parts(outlook, claims, titled=len(brief.outlooks) > 1)
    if brief.chronology:
        yield _heading("chronology", width)
        yield from _chronology(brief)
    if brief.beside:
        yield _heading("beside", width)
        yield from beside_parts(brief.beside, claims)
    yield _heading("made", width)
    yield from (Hanging("•", Text(caution)) for caution in brief.cautions)
    yield from (
        Hanging("•", Text(f"{beside_words.product(data)}. {data.licence}. {data.citation}", style="dim"))
        for data in brief.making.record
    )
    yield Text(phrases.making(brief.making), style="dim")


def _finding(finding: Finding, claims: Mapping[int, Claim]) -> Text:
    text = Text(finding.head, style="bold")
    text.append(f"\n{finding.text}", style="not bold")
    if finding.claim is not None:
        change = "" if finding.change is None else f", {figures.points(finding.change)}"
        quote = claims[finding.claim].quote
        text.append(f"\n“{quote}” (claim {finding.claim}{change})", style="not bold dim")
    return text


def _heading(section: str, width: int) -> RenderableType:
    return Group(Text(), Text(SECTIONS[section], style="bold"), Text("─" * width, style="dim"))


def _document(document: ReadDocument) -> RenderableType:
    lines: list[RenderableType] = [
        Text(document.title or document.name, style="bold"),
        Text(f"Date {document.date or 'not found'}."),
        *(Hanging("–", Text(reason)) for reason in document.date_reasons),
        Text(phrases.document_facts(document)),
        Text(phrases.document_file(document), style="dim"),
    ]
    return Hanging(f"{document.number}", Group(*lines))


def _problems(problems: tuple[Problem, ...]) -> Iterable[RenderableType]:
    if not problems:
        yield Text("Everything that was given could be read.")
        return
    yield Text("What could not be read or used", style="bold")
    for problem in problems:
        lost = " Nothing of it was used." if problem.fatal else ""
        yield Hanging("•", Text(f"{problem}{lost}"))


def _speaker(speaker: SpeakerClaims, brief: Brief, *, few: bool) -> Iterable[RenderableType]:
    head = Text(capital(speaker.name), style="bold")
    head.append(f"  {phrases.speaker_facts(speaker)}", style="not bold dim")
    yield Text()
    yield head
    shown = speaker.claims[:FEW] if few else speaker.claims
    yield from (_claim(claim, brief) for claim in shown)
    if len(shown) < len(speaker.claims):
        yield Text(
            f"     and {figures.counted(len(speaker.claims) - len(shown), 'more claim')}: see the page"
        )


def _claim(claim: Claim, brief: Brief) -> RenderableType:
    says = Text(f"{capital(claim.kind)}: ", style="bold")
    says.append(f"{claim.says}.", style="not bold")
    lines: list[RenderableType] = [says]
    if claim.standing:
        lines.append(Text(claim.standing, style="italic"))
    lines.append(Text(f"“{claim.quote}”", style="dim"))
    if claim.likelihood is not None:
        lines.append(Text(phrases.likelihood(claim.likelihood)))
    place = f"document {claim.document}" if len(brief.documents) > 1 else None
    lines.append(Text(phrases.basis(claim, place), style="dim"))
    return Hanging(f"{claim.number:>4}", Group(*lines))


def _chronology(brief: Brief) -> Iterable[RenderableType]:
    width = max(len(entry.when) for entry in brief.chronology)
    before = None
    for entry in brief.chronology:
        if len(brief.outlooks) > 1 and entry.outlook != before:
            yield Text(phrases.before(brief.outlooks[entry.outlook - 1]), style="bold")
            before = entry.outlook
        what = Text(entry.what)
        what.append(f" ({entry.source})", style="dim")
        yield Hanging(f"{entry.when:<{width}}", what)
