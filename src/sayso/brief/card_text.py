"""A model's card as Markdown and JSON. No text from outside can become markup."""

from collections.abc import Iterable, Iterator

import msgspec

from sayso.brief.markdown import escaped
from sayso.brief.visible import one_line
from sayso.models.card_records import Card, CardEvent, CardLink, CardNode

_LONGEST_QUOTE = 400


def to_markdown(card: Card) -> str:
    """Return the card as CommonMark with tables."""
    parts = (_head(card), _claims(card), _starts(card), _links(card), _events(card), _mechanisms(card))
    lines = [line for part in parts for line in part]
    return "\n".join([*lines, *_end(card)]) + "\n"


def to_json(card: Card) -> bytes:
    """Return the card's record as JSON."""
    return msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n"


def _head(card: Card) -> Iterator[str]:
    yield f"# Model card: {escaped(card.name)}"
    yield ""
    yield escaped(card.what)
    yield ""
    yield from _table(
        ("", ""),
        [
            ("starts", card.start.isoformat()),
            ("states", escaped(", ".join(card.states) or "none")),
            ("patrons", escaped(", ".join(card.patrons) or "none")),
            ("factors", str(len(card.nodes))),
            ("links", f"{card.link_count} of {len(card.links)} kinds"),
            ("events", str(len(card.events))),
            ("sentences used", str(len(card.claims))),
            ("shocks", f"Student-t, ν = {card.nu:g}; a trend halves in {card.slope_half_life:g} months"),
            ("resting states", "not looked for" if card.resting is None else escaped(card.resting)),
            ("made with", f"Sayso {card.version}{_drawn(card)}"),
        ],
    )
    yield from _heading("What it is not for")
    yield from (f"- {_with_code(line)}" for line in card.not_for)
    yield from _heading("Calibration")
    yield escaped(card.calibration)


def _drawn(card: Card) -> str:
    seed = "" if card.seed is None else f", seed {card.seed}"
    return seed if card.runs is None else f"{seed}, {card.runs} runs"


def _with_code(line: str) -> str:
    """Return one of our own lines, with what stands between backticks as code."""
    before, *rest = line.split("`", 2)
    if len(rest) < 2:  # noqa: PLR2004 - a code has two ends
        return escaped(line)
    return f"{escaped(before)} `{rest[0]}` {escaped(rest[1])}"


def _claims(card: Card) -> Iterator[str]:
    yield from _heading("Sentences that it rests on")
    if not card.claims:
        yield "None: it is what the literature holds."
        return
    for claim in card.claims:
        does = [f"{claim.links} links"] if claim.links else []
        does += [f"start of {', '.join(claim.levels)}"] if claim.levels else []
        quote = claim.quote if len(claim.quote) <= _LONGEST_QUOTE else f"{claim.quote[:_LONGEST_QUOTE]}…"
        yield (
            f"- {escaped(claim.speaker)}, {claim.kind}: “{escaped(quote)}”: {escaped('; '.join(does))} "
            f"(statement `{claim.statement[:12]}`)"
        )


def _starts(card: Card) -> Iterator[str]:
    yield from _heading("Where it starts")
    said = [node for node in card.nodes if node.said_by]
    rest = [node for node in card.nodes if not node.said_by]
    yield "Levels with 80 % intervals. What nobody has spoken of starts where the model keeps it at rest."
    yield ""
    yield from _table(("factor", "level", "half-life, months", "from"), map(_start, (*said, *rest)))


def _start(node: CardNode) -> tuple[str, ...]:
    trend = f", {node.slope:+.2f} z a month" if node.slope else ""
    source = ", ".join(f"`{name[:12]}`" for name in node.said_by) or "at rest"
    return (
        _code(node.factor),
        f"{node.level:.2f} ({node.low:.2f} to {node.high:.2f}){trend}",
        f"{node.half_life:.1f}",
        source,
    )


def _links(card: Card) -> Iterator[str]:
    yield from _heading("Links")
    yield "Weights are z of the target a month; × n stands for n links that differ by their actors alone."
    yield ""
    yield from _table(
        ("from", "to", "form", "weight", "presence", "rests on", "origin"), map(_link, card.links)
    )


def _link(link: CardLink) -> tuple[str, ...]:
    form = link.form if link.threshold is None else f"{link.form}, θ = {link.threshold:g}"
    form += f", {link.lag} months later" if link.lag else ""
    form += "" if link.gate is None else f", {link.gate}"
    many = f" × {link.many}" if link.many > 1 else ""
    return (
        _code(link.source),
        f"{_code(link.target)}{many}",
        escaped(form),
        f"{link.weight:+.3g} ± {link.sd:.2g}",
        f"{link.presence:.2g}",
        escaped(link.rests_on),
        escaped(link.origin if len(link.origin) < 40 else link.origin[:12]),  # noqa: PLR2004 - a digest
    )


def _events(card: Card) -> Iterator[str]:
    yield from _heading("Events")
    for event in card.events:
        yield f"**{_code(event.id)}** {escaped(event.name)}. {_rate(event)}{_lasts(event)}"
        yield ""
        if event.terms:
            yield from _table(
                ("β", "of", "presence", "rests on"),
                (
                    (
                        f"{term.weight:+.2g} ± {term.sd:.2g}",
                        _code(term.source),
                        f"{term.presence:.2g}",
                        escaped(term.rests_on),
                    )
                    for term in event.terms
                ),
            )
            yield ""


def _rate(event: CardEvent) -> str:
    if event.yearly is None or event.low is None or event.high is None:
        return "It comes by its schedule alone. "
    interval = f"90 % interval {100 * event.low:.2f} to {100 * event.high:.2f}"
    source = escaped(event.rests_on or "")
    return f"Base rate {100 * event.yearly:.2f} % a year ({interval}): {source}. "


def _lasts(event: CardEvent) -> str:
    parts = []
    if event.duration_months is not None:
        parts.append(f"Lasts {event.duration_months:g} months on average.")
    if event.requires is not None:
        parts.append(f"Only while {_code(event.requires)} lasts.")
    if event.under_way:
        parts.append(f"Under way at the start with probability {event.under_way:.2f}.")
    if event.scheduled:
        parts.append(f"Due on {', '.join(day.isoformat() for day in event.scheduled)}.")
    return " ".join(parts)


def _mechanisms(card: Card) -> Iterator[str]:
    yield from _heading("Mechanisms")
    for one in card.mechanisms:
        yield f"- **{escaped(one.name)}** ({one.parts} parts): {escaped(one.says)}"
        yield f"  *Refuted by:* {escaped(one.refuted_by)}"
        yield f"  {escaped('; '.join(one.literature))}"


def _end(card: Card) -> Iterator[str]:
    yield from _heading("What found no place")
    if not card.problems:
        yield "Nothing."
    for problem in card.problems:
        yield f"- {escaped(problem)}"


def _heading(words: str) -> tuple[str, str, str]:
    return "", f"## {words}", ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _code(text: str) -> str:
    """Return text as code in a table, or escaped where it could break out of that."""
    return escaped(text) if set(text) & set("`|\\<&\n") else f"`{one_line(text)}`"
