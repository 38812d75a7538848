"""What carries an outcome, as an analyst reads it."""

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from sayso import __version__
from sayso.brief.comparison_tables import NOISE, signed_points
from sayso.brief.figures import counted, percent, span
from sayso.brief.run_tables import drawn, label, model_words, plain_table
from sayso.brief.visible import one_line
from sayso.scenarios.basis import Basis
from sayso.scenarios.explanation import Explanation, StatementCause
from sayso.scenarios.paired import Estimate
from sayso.scenarios.sensitivity import Index, Sensitivity
from sayso.scenarios.sobol import SobolIndex
from sayso.views.outcome import Outcome
from sayso.views.settings import settings

_QUOTE = 90
_PUTS = 3
_SHOWN = 12


def to_text(found: Explanation, of: Basis, *, places: Mapping[str, str]) -> str:
    """Return what carries the outcome as tables; `places` gives a statement's place by its identifier."""
    mark = found.probability
    lines = [
        model_words(of),
        (
            f"{one_line(found.outcome.label)} within {_within(found.outcome)}: "
            f"{percent(mark.mean)} ({span(mark.low, mark.high)})"
        ),
        *_all_alike(found.sensitivity),
        "",
        "Sentences: points that each adds to the probability, with the 80% interval",
    ]
    lines += _statements(found, places) if found.statements else ["  none puts anything into this model"]
    lines += ["", "Links: points that each adds to the probability, with the 80% interval"]
    lines += _links(found) if found.all_links else ["  none reaches the outcome"]
    lines += ["", "Starting levels: points between their upper and their lower third of runs"]
    lines += _starts(found)
    return "".join(f"{line}\n" for line in (*lines, "", *_notes(found)))


def _statements(found: Explanation, places: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    told = [one for one in found.statements if one.change.told]
    for one in told:
        points, interval = _points(one.change)
        where = one_line(places.get(one.statement.id, ""))
        lines += [
            f"  {points} ({interval})  {_speaker(one)}, {where}",
            f"      “{_cut(one.statement.quote)}”",
            f"      sets {', '.join(one.puts[:_PUTS])}{' and more' if len(one.puts) > _PUTS else ''}",
        ]
    silent = len(found.statements) - len(told)
    rest = found.all_statements - len(found.statements)
    tail = [f"  {silent} more taken out: not told apart from noise."] if silent else []
    tail += [f"  {rest} that reach less far: not taken out."] if rest else []
    return [*lines, *tail]


def _speaker(one: StatementCause) -> str:
    return one_line(one.statement.speaker.name)


def _cut(words: str) -> str:
    line = one_line(words)
    return line if len(line) <= _QUOTE else f"{line[: _QUOTE - 1].rstrip()}…"


def _points(change: Estimate) -> tuple[str, str]:
    """Return a change and its interval in points; a dot for one that is noise."""
    if not change.told:
        return NOISE, ""
    return signed_points(change.mean), f"{signed_points(change.low)} to {signed_points(change.high)}"


def _links(found: Explanation) -> list[str]:
    table = plain_table("Link", "Points", "80% interval", "Turned")
    for one in found.links:
        table.add_row(Text(f"{one.link} ({one.origin})"), *_points(one.change), f"{100 * one.turned:.1f}%")
    rest = found.all_links - len(found.links)
    return [*drawn(table), *([f"{rest:,} that reach less far: not taken out."] if rest else [])]


def _starts(found: Explanation) -> list[str]:
    told = [one for one in found.starts if one.told][:_SHOWN]
    if not told:
        return ["  none is told apart from noise"]
    return drawn(_indices(told))


def _indices(told: Sequence[Index]) -> Table:
    table = plain_table("What is drawn", "Points", "80% interval", "Share", "80% interval")
    for one in told:
        origin = "" if one.input.origin is None else f" ({one_line(one.input.origin)})"
        table.add_row(
            Text(f"{one.input.kind}: {one.input.name}{origin}"),
            *_points(one.swing),
            f"{100 * one.share:.1f}%",
            f"{100 * max(one.low, 0.0):.1f}–{100 * one.high:.1f}%",
        )
    return table


def _notes(found: Explanation) -> list[str]:
    errors = f"{settings().difference.standard_errors:g} standard errors"
    lines = [
        f"{NOISE}  not told apart from noise by {errors}. Removals do not add up: links work together.",
        "Turned: runs in which the outcome comes out otherwise, whichever way.",
    ]
    if not _all_alike(found.sensitivity):
        share = 100 * found.sensitivity.parameters
        lines += [
            f"All weights, presences and base rates account for {share:.1f}% of what differs between runs;",
            "the rest is where runs start, and chance.",
        ]
    return [*lines, f"{found.runs:,} runs, seed {found.seed}. Sayso {__version__}"]


def _all_alike(found: Sensitivity) -> list[str]:
    """Return what to say where the outcome comes true in no run or in every one, else nothing."""
    if 0.0 < found.probability < 1.0:
        return []
    which = "none" if found.probability <= 0.0 else "all"
    alike = f"It comes true in {which} of the {found.runs:,} runs, so that nothing sets them apart."
    return [f"{alike} More --runs may tell."]


def sensitivity_text(found: Sensitivity, of: Basis, *, seed: int, sobol: Sequence[SobolIndex] = ()) -> str:
    """Return the given-data indices of an outcome as tables, and Sobol indices where asked for."""
    told = [one for one in found.indices if one.told]
    floors = {one.input.kind == "start": one.floor for one in found.indices}
    lines = [
        model_words(of),
        f"{one_line(found.outcome.label)} within {_within(found.outcome)}: {percent(found.probability)}",
        *_all_alike(found),
        "",
        "Share of what differs between runs that an input accounts for by itself; points between its thirds,",
        "or between there and absent",
    ]
    lines += [*(drawn(_indices(told[:_SHOWN])) if told else ["  no input is told apart from chance"]), ""]
    if True in floors and False in floors:
        lines.append(
            f"{len(told)} of {len(found.indices):,} inputs "
            f"{'is' if len(told) == 1 else 'are'} above chance: {100 * floors[True]:.2f}% "
            f"for starting levels, {100 * floors[False]:.2f}% for all else."
        )
    if not _all_alike(found):
        lines.append(
            f"All parameters together account for {100 * found.parameters:.1f}%; the rest is where runs "
            "start, and chance."
        )
    if sobol:
        lines += [
            "",
            "Sobol: share of the probability's variance by a weight, alone and with others",
        ]
        table = plain_table("Weight", "Alone", "±", "With others", "±")
        for one in sobol:
            numbers = (one.first, one.first_error, one.total, one.total_error)
            table.add_row(label(f"{one.link} ({one.origin})"), *(f"{number:.2f}" for number in numbers))
        lines += drawn(table)
    lines.append(f"{found.runs:,} runs, {found.draws:,} parameter draws, seed {seed}. Sayso {__version__}")
    return "".join(f"{line}\n" for line in lines)


def _within(outcome: Outcome) -> str:
    return counted(outcome.months, "month")
