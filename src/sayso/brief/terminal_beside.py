"""Claims beside the record, in the terminal."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.brief import beside_words, figures
from sayso.brief.beside_records import Beside, HeldClaim, Measure
from sayso.brief.hanging import Hanging
from sayso.brief.records import Claim
from sayso.brief.words import table


def beside_parts(beside: Sequence[Beside], claims: Mapping[int, Claim]) -> Iterable[RenderableType]:
    """Yield what is shown of measures, then for which claims there is none."""
    yield Text(beside_words.note(), style="dim")
    for each in beside:
        if each.measure is not None:
            yield Text()
            yield from _measured(each, each.measure, claims)
    lacking = [each for each in beside if each.measure is None]
    if lacking:
        yield Text()
        yield Text(table()["beside"]["lacking"], style="bold")
        yield from (Hanging("–", _lacking(each)) for each in lacking)


def _measured(each: Beside, measure: Measure, claims: Mapping[int, Claim]) -> Iterable[RenderableType]:
    head = Text(each.about, style="bold")
    head.append(f"  {each.factor}, at {beside_words.when(each)}", style="not bold dim")
    yield head
    lines: list[RenderableType] = [
        Text(f"{beside_words.level(measure)}. {beside_words.chances(measure)}."),
        Text(f"{beside_words.source(measure)}.", style="dim"),
    ]
    if each.lacking is not None:
        lines.append(Text(f"Note: {each.lacking}.", style="italic"))
    yield Hanging(" ", Group(*lines))
    yield from (Hanging("•", _claim(held, claims)) for held in each.claims)


def _claim(held: HeldClaim, claims: Mapping[int, Claim]) -> Text:
    text = Text(f"Claim {held.claim}, {held.says}: ")
    text.append(beside_words.outcome(held), style="bold")
    text.append(f"\n“{claims[held.claim].quote}”", style="dim")
    return text


def _lacking(each: Beside) -> Text:
    numbers = figures.numbered("claim", [held.claim for held in each.claims])
    text = Text(f"{each.about}, at {beside_words.when(each)} ({numbers})")
    text.append(f": {each.lacking}", style="dim")
    return text
