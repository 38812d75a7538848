"""The brief in the terminal: the same sections as the page, as wide as the window allows."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.brief import SECTIONS, figures
from sayso.brief.dating import day_words
from sayso.brief.records import Brief, Claim, Finding, ReadDocument, SpeakerClaims
from sayso.brief.terminal_outlook import difference_parts, item, outlook_parts
from sayso.brief.visible import one_line, visible
from sayso.brief.words import table as words
from sayso.problems import Problem

NARROWEST, WIDEST = 60, 200
"""Columns outside which the brief is not stretched."""
CLAIMS_SHOWN = 80
"""Briefs with more claims than this show the first `FEW` of each speaker."""
FEW = 5


def to_terminal(brief: Brief, console: Console) -> None:
    """Print the brief on `console`, in 60 to 200 columns."""
    width = max(NARROWEST, min(console.width, WIDEST))
    # made visible here as a whole, so that no text can be forgotten
    safe = msgspec.convert(_all_visible(msgspec.to_builtins(brief)), Brief)
    for part in _parts(safe, width):
        console.print(part, width=width, soft_wrap=False)


def _all_visible(nest: Any) -> Any:
    """Return a nest of dictionaries and sequences with every text made visible."""
    if isinstance(nest, str):
        return visible(nest)
    if isinstance(nest, dict):
        return {key: _all_visible(inner) for key, inner in nest.items()}
    return [_all_visible(inner) for inner in nest] if isinstance(nest, list | tuple) else nest


def _parts(brief: Brief, width: int) -> Iterable[RenderableType]:
    claims = {claim.number: claim for claim in brief.claims}
    yield Text(one_line(brief.title), style="bold")
    yield Text(one_line(brief.standfirst))
    if brief.findings:
        yield _heading("short", width)
        for finding in brief.findings:
            yield item("•", _finding(finding, claims))
    yield _heading("read", width)
    yield from (_document(document) for document in brief.documents)
    yield from _problems(brief.problems)
    yield _heading("says", width)
    few = len(claims) > CLAIMS_SHOWN
    for speaker in brief.speakers:
        yield from _speaker(speaker, brief, few=few)
    yield _heading("outlook", width)
    for outlook in brief.outlooks:
        yield from outlook_parts(outlook, width)
    yield _heading("differ", width)
    for outlook in brief.outlooks:
        yield from difference_parts(outlook, claims, titled=len(brief.outlooks) > 1)
    if brief.chronology:
        yield _heading("chronology", width)
        yield _chronology(brief)
    yield _heading("made", width)
    yield from (item("•", Text(one_line(caution))) for caution in brief.cautions)
    yield _making(brief)


def _finding(finding: Finding, claims: Mapping[int, Claim]) -> Text:
    text = Text(one_line(finding.head), style="bold")
    text.append(f"\n{one_line(finding.text)}", style="not bold")
    if finding.claim is not None:
        change = "" if finding.change is None else f", {figures.points(finding.change)}"
        quote = one_line(claims[finding.claim].quote)
        text.append(f"\n“{quote}” (claim {finding.claim}{change})", style="not bold dim")
    return text


def _heading(section: str, width: int) -> RenderableType:
    return Group(Text(), Text(SECTIONS[section], style="bold"), Text("─" * width, style="dim"))


def _document(document: ReadDocument) -> RenderableType:
    facts = [
        one_line(document.outlet) if document.outlet else None,
        f"by {one_line(document.author)}" if document.author else None,
        f"interview with {one_line(document.interviewee)}" if document.interviewee else None,
        f"passes on a report by {one_line(document.relay)}" if document.relay else None,
        figures.counted(document.claims, "claim"),
        figures.counted(len(document.zones), "zone"),
    ]
    lines = [
        Text(one_line(document.title or document.name), style="bold"),
        Text(f"Date {one_line(document.date or 'not found')}."),
        *(item("–", Text(one_line(reason))) for reason in document.date_reasons),
        Text("; ".join(fact for fact in facts if fact)),
        Text(
            f"{one_line(document.name)}, {document.media_type}, {document.encoding}, "
            f"language {document.language}, SHA-256 {document.id[:12]}…",
            style="dim",
        ),
    ]
    return item(f"{document.number}", Group(*lines))


def _problems(problems: tuple[Problem, ...]) -> Iterable[RenderableType]:
    if not problems:
        yield Text("Everything that was given could be read.")
        return
    yield Text("What could not be read or used", style="bold")
    for problem in problems:
        lost = " Nothing of it was used." if problem.fatal else ""
        yield item("•", Text(one_line(str(problem)) + lost))


def _speaker(speaker: SpeakerClaims, brief: Brief, *, few: bool) -> Iterable[RenderableType]:
    kind = words()["speakers"].get(speaker.kind, speaker.kind)
    role = f", {one_line(speaker.role)}" if speaker.role else ""
    actor = f" ({one_line(speaker.actor)})" if speaker.actor and speaker.actor != speaker.name else ""
    head = Text(one_line(speaker.name), style="bold")
    head.append(
        f"  {kind}{role}{actor}, {figures.counted(len(speaker.claims), 'claim')}", style="not bold dim"
    )
    yield Text()
    yield head
    shown = speaker.claims[:FEW] if few else speaker.claims
    yield from (_claim(claim, brief) for claim in shown)
    if len(shown) < len(speaker.claims):
        yield Text(
            f"     and {figures.counted(len(speaker.claims) - len(shown), 'more claim')}: see the page"
        )


def _claim(claim: Claim, brief: Brief) -> RenderableType:
    says = Text(f"{claim.kind.capitalize()}: ", style="bold")
    says.append(f"{one_line(claim.says)}.", style="not bold")
    lines: list[RenderableType] = [says]
    if claim.standing:
        lines.append(Text(claim.standing, style="italic"))
    lines.append(Text(f"“{one_line(claim.quote)}”", style="dim"))
    reading = claim.likelihood
    if reading is not None:
        unhedged = "no word of likelihood: " if reading.unhedged else ""
        phrase = "" if reading.phrase == reading.words else f", “{one_line(reading.phrase)}”"
        lines.append(
            Text(
                f"Likelihood “{one_line(reading.words)}”: {figures.band(reading)}, mean "
                f"{figures.percent(reading.mean)} ({unhedged}{reading.lexicon}{phrase})"
            )
        )
    lines.append(Text(_basis(claim, several=len(brief.documents) > 1), style="dim"))
    return item(f"{claim.number:>4}", Group(*lines))


def _basis(claim: Claim, *, several: bool) -> str:
    said = f"Said {words()['modes'].get(claim.mode, claim.mode)}"
    via = f", via {' → '.join(one_line(each) for each in claim.via)}" if claim.via else ""
    sign = {1: "+1", 0: "0", -1: "−1"}[claim.sign]
    cause = f"{claim.cause} → " if claim.cause else ""
    parts = [
        said + via,
        f"document {claim.document}" if several else None,
        f"about {one_line(claim.horizon)}" if claim.horizon else None,
        f"if: “{one_line(claim.condition)}”" if claim.condition else None,
        f"{claim.strength} effect" if claim.strength else None,
        f"basis: {one_line(claim.confidence)}" if claim.confidence else None,
        f"{cause}{claim.factor or '?'} {sign}" if claim.factor or claim.cause or claim.sign else None,
        f"reader’s certainty {claim.certainty:.2f}",
        f"review: {claim.review}" if claim.review else None,
    ]
    return " · ".join(part for part in parts if part)


def _chronology(brief: Brief) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for entry in brief.chronology:
        what = Text(one_line(entry.what))
        what.append(f" {one_line(entry.source)}", style="dim")
        grid.add_row(one_line(entry.when), what)
    return grid


def _making(brief: Brief) -> RenderableType:
    made = brief.making
    ran = "no model ran" if made.runs is None else figures.counted(made.runs, "run")
    parts = [
        f"Sayso {made.version}",
        f"made on {day_words(made.made_on)}" if made.made_on else None,
        f"reader {made.reader}",
        f"lexicon {made.lexicon}",
        f"catalogue {made.catalogue}",
        f"actor table {made.actors}",
        f"{ran}, seed {made.seed}, {figures.counted(made.months, 'month')}",
        f"Python {made.python}, NumPy {made.numpy}",
    ]
    return Text("; ".join(part for part in parts if part) + ".", style="dim")
