"""The page of mechanisms, written from the records, so that page and model cannot differ."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.mechanisms.library import library
from sayso.mechanisms.mechanism import EventTemplate, LinkTemplate, Mechanism, TermTemplate

_HEAD = """# Mechanisms

How one factor moves another in the common model, with those who showed it and what would refute it. This
page is written from `src/sayso/mechanisms/data/*.toml`; a test keeps them equal. To write it anew:

    python -c "from sayso.mechanisms.reference import write_reference; write_reference('docs/mechanisms.md')"

X is a state of the model, Y a neighbour of X that is in the model too, Z a state of the model that is no
neighbour of X, P a patron, Q another patron. Every factor has a latent z with level L = σ(z); 0.5 is the
actor's own normal. A month moves it by

    z(t+1) = z(t) + κ (b − z(t)) + Σ drives + impulses + s ε,  ε Student-t of unit variance

and an event begins in a month with chance h = 1 − exp(−exp(a + Σ β x)), where x is 2 L − 1 of a factor and
1 or 0 of an event. The intercept a is set so that a state by itself, at rest, has the base rate; how, and
what that takes into account, stands in `src/sayso/models/calibration.py`.

| form | drive per month | effect in the tables below |
|---|---|---|
| level | w (2 L − 1) | z that the target comes to while the source stays at its highest; w = effect × κ |
| threshold | w (σ((L − θ)/s) − its value at rest) | z that the target comes to while the source is past θ |
| change | w (L(t) − L(t−1)) | jump in z for a full swing of the source; w = effect |
| dread | −w max(0, L − θ) | z taken back per unit of level past the tolerance θ |

A gate multiplies a drive by σ((L − θ)/s) of another factor, or by 1 while an event lasts and 0 otherwise.
Effects are means ± standard deviations of normal priors; *presence* is the probability that the link is
there in a run. Nine draws in ten lie within 1.64 standard deviations. A source that begins with “judgement”
gives the sign, and at most the order of size. A β “in all” is the whole difference in the record; a model
takes out what its other links, and the events that come with the source, carry. Solvers are those of
[solvers.md](solvers.md). Each mechanism's signature, what moves in runs of a small model and does not move
without it, is a test in `tests/mechanisms/`. What a bargain or a vote between the patrons does to a factor,
`sayso.mechanisms.settlement` gives as a shock.
"""


def reference(mechanisms: Sequence[Mechanism]) -> str:
    """Return the page as Markdown."""
    parts = [
        _HEAD,
        "\n".join(_overview(mechanisms)),
        *("\n".join(_mechanism(mechanism)) for mechanism in mechanisms),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def write_reference(path: str) -> None:
    """Write the page of the package's own mechanisms to `path`."""
    Path(path).write_text(reference(library()), encoding="utf-8")


def _overview(mechanisms: Sequence[Mechanism]) -> Iterator[str]:
    """Yield the table of all mechanisms, each with the way to its part of the page."""
    yield "| mechanism | says | links | terms | events | solver |"
    yield "|---|---|---|---|---|---|"
    for one in mechanisms:
        anchor = re.sub(r"[^\w\- ]", "", one.name.lower()).replace(" ", "-")
        events = ", ".join(f"`{event.id}`" for event in one.events) or "–"
        solver = f"`{one.solver}`" if one.solver else "–"
        counts = f"{len(one.links)} | {len(one.terms)}"
        yield f"| [{_title(one)}](#{anchor}) | {one.says} | {counts} | {events} | {solver} |"
    yield ""


def _title(mechanism: Mechanism) -> str:
    return f"{mechanism.name[0].upper()}{mechanism.name[1:]}"


def _mechanism(mechanism: Mechanism) -> Iterator[str]:
    yield f"## {_title(mechanism)}"
    yield ""
    yield mechanism.says
    yield ""
    if mechanism.argument is not None:
        yield mechanism.argument
        yield ""
    if mechanism.solver is not None:
        yield f"Takes its shape from the solver `{mechanism.solver}`."
        yield ""
    for event in mechanism.events:
        yield _event(event)
        yield ""
    if mechanism.links:
        yield "| from | to | form | effect | presence | source |"
        yield "|---|---|---|---|---|---|"
        yield from (_link(link) for link in mechanism.links)
        yield ""
    if mechanism.terms:
        yield "| raises or lowers | x | β | presence | source |"
        yield "|---|---|---|---|---|"
        yield from (_term(term) for term in mechanism.terms)
        yield ""
    yield f"*Refuted by:* {mechanism.refuted_by}"
    yield ""
    yield from (f"- {work}" for work in mechanism.literature)
    yield ""


def _event(event: EventTemplate) -> str:
    words = [f"**Event** `{event.id}`: {event.name}."]
    if event.rate is not None:
        rate = event.rate
        interval = f"90 % interval {100 * rate.low:.2f} to {100 * rate.high:.2f}"
        words.append(f"Base rate {100 * rate.yearly:.2f} % a year ({interval}): {rate.source}.")
    if event.schedule is not None:
        words.append(
            f"Comes by the table of {event.schedule}: those due by law, or called by the start of the model."
        )
    if event.requires is not None:
        words.append(f"Only while `{event.requires}` lasts.")
    if event.when is not None:
        words.append(f"Only where X and P are {event.when}.")
    if event.duration_months is not None:
        words.append(
            f"Lasts {event.duration_months:g} months on average ({event.duration_source or 'judgement'})."
        )
    if event.ends:
        words.append("Ends " + " and ".join(f"`{ended}`" for ended in event.ends) + ".")
    for impulse in event.impulses:
        size = impulse.size
        words.append(f"Moves `{impulse.target}` by {size.mean:+g} ± {size.sd:g} ({size.source}).")
    return " ".join(words)


def _link(link: LinkTemplate) -> str:
    form: str = link.form
    if form in {"threshold", "dread"}:
        form += f", θ = {link.threshold:g}" + (" and below" if link.steepness < 0 else "")
    if link.lag:
        form += f", {link.lag} months later" if link.lag > 1 else ", a month later"
    if link.gate is not None:
        gate = link.gate
        condition = f"`{gate.factor}` > {gate.threshold:g}" if gate.factor else f"`{gate.event}`"
        form += f", only while {condition}"
    if link.when is not None:
        form += f", where X and P are {link.when}"
    if link.only:
        form += "; " + "; ".join(f"{name} of {', '.join(actors)}" for name, actors in link.only.items())
    effect = f"{link.effect.mean:+g} ± {link.effect.sd:g}"
    cells = (f"`{link.source}`", f"`{link.target}`", form, effect, f"{link.presence:g}", link.effect.source)
    return f"| {' | '.join(cells)} |"


def _term(term: TermTemplate) -> str:
    source = f"`{term.source}`" if term.source else "1"
    if term.when is not None:
        source += f" where X and P are {term.when}"
    weight = f"{term.weight.mean:+g} ± {term.weight.sd:g}"
    if term.whole:
        weight += " in all"
    return f"| `{term.event}` | {source} | {weight} | {term.presence:g} | {term.weight.source} |"
