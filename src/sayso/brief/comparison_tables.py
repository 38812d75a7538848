"""What scenarios do, side by side: tables, CSV, and the picture's lines."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.text import Text

from sayso import __version__
from sayso.brief.figures import counted, percent
from sayso.brief.lines import Line, Picture
from sayso.brief.run_tables import PANELS, drawn, label, model_words, plain_table, table_csv
from sayso.brief.visible import one_line
from sayso.scenarios.basis import Basis
from sayso.scenarios.effect import Comparison, Effect, LevelEffect, OutcomeEffect, sets
from sayso.scenarios.paired import Estimate
from sayso.views.settings import settings

_COLUMNS: Final = ("scenario", "what", "name", "months", "day", "without", "with", "change", "low", "high")
NOISE: Final = "·"
"""In place of a change that is not told apart from noise, or too small to be worth a number."""
SAME: Final = "="
"""In place of a change where not one run comes out otherwise."""
SETS: Final = "*"
"""After a change that is the scenario's own: it dates or bans the event, or holds the level."""
_TENTHS_BELOW: Final = 10
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def to_text(found: Comparison, of: Basis) -> str:
    """Return the effects side by side, with what to know above and below."""
    letters = _named(found.effects)
    lines = [model_words(of), ""]
    within = counted(found.months, "month")
    lines += [f"{letter}  {one_line(one.scenario.name)}" for letter, one in letters]
    lines += ["", f"Change of probability within {within}, in points, with its 80% interval"]
    table = plain_table("Outcome", "Without", *(letter for letter, _ in letters))
    for row in _order(found):
        first = found.effects[0].outcomes[row]
        cells = (_change(one, one.outcomes[row]) for one in found.effects)
        table.add_row(label(first.outcome.label), percent(first.without.mean), *cells)
    lines += drawn(table)
    if found.effects[0].levels:
        lines += ["", f"Change of level after {within}, with its 80% interval"]
        table = plain_table("Factor", "Without", *(letter for letter, _ in letters))
        for row, level in enumerate(found.effects[0].levels):
            cells = (_moved(one, one.levels[row]) for one in found.effects)
            table.add_row(Text(str(level.factor)), f"{level.without.middle[-1]:.2f}", *cells)
        lines += drawn(table)
    return "".join(f"{line}\n" for line in (*lines, "", *_notes(found)))


def _named(effects: Sequence[Effect]) -> list[tuple[str, Effect]]:
    """Return each effect with a letter, or its number where there are more than letters."""
    if len(effects) > len(_LETTERS):
        return [(str(number), one) for number, one in enumerate(effects, start=1)]
    return list(zip(_LETTERS, effects, strict=False))


def _order(found: Comparison) -> list[int]:
    """Return the rows of the outcomes, those that some scenario moves most first."""
    rows = range(len(found.effects[0].outcomes))
    return sorted(rows, key=lambda row: -max(abs(one.outcomes[row].change.mean) for one in found.effects))


def _change(of: Effect, shown: OutcomeEffect) -> str:
    change = shown.change
    if not _told(change):
        return SAME if _same(shown.by_month) else NOISE
    mark = SETS if sets(of.scenario, shown.outcome) else ""
    low, high = (signed_points(end) for end in (change.low, change.high))
    return f"{signed_points(change.mean)} ({low} to {high}){mark}"


def _told(change: Estimate) -> bool:
    """Tell whether a change is more than noise, and half a point or half a hundredth of a level at least."""
    return change.told and abs(change.mean) >= settings().difference.floor / 2


def _same(changes: Sequence[Estimate]) -> bool:
    """Tell whether not one run comes out otherwise in any month."""
    return all(one.low == one.mean == one.high == one.error == 0.0 for one in changes)


def _moved(of: Effect, shown: LevelEffect) -> str:
    change = shown.by_month[-1]
    if not _told(change):
        return SAME if _same(shown.by_month) else NOISE
    mark = SETS if sets(of.scenario, shown.factor) else ""
    mean, low, high = (signed_level(at) for at in (change.mean, change.low, change.high))
    return f"{mean} ({low} to {high}){mark}"


def signed_points(change: float) -> str:
    """Return a change of probability in points with its sign, in tenths below ten points.

    >>> [signed_points(change) for change in (0.123, -0.0312, 0.00004)]
    ['+12', '−3.1', '0']
    """
    whole_points = 100 * change
    digits = 0 if abs(whole_points) >= _TENTHS_BELOW else 1
    whole = round(whole_points, digits)
    sign = "+" if whole > 0 else "−" if whole < 0 else ""
    return f"{sign}{abs(whole):.{digits}f}" if whole else "0"


def signed_level(change: float) -> str:
    """Return a change of level with its sign, in hundredths; 0 where it rounds to none.

    >>> [signed_level(change) for change in (0.123, -0.0312, -0.00004)]
    ['+0.12', '−0.03', '0']
    """
    rounded = round(change, 2)
    return f"{rounded:+.2f}".replace("-", "−") if rounded else "0"


def _notes(found: Comparison) -> list[str]:
    """Return what to know when reading the effects, a line each."""
    errors = f"{settings().difference.standard_errors:g} standard errors"
    lines = [f"{NOISE}  less than half a point (0.005 of a level), or not told apart from noise by {errors}."]
    courses = [one.by_month for each in found.effects for one in each.outcomes]
    courses += [one.by_month for each in found.effects for one in each.levels]
    if any(map(_same, courses)):
        lines.append(f"{SAME}  not one run comes out otherwise.")
    if any(sets(one.scenario, shown.outcome) for one in found.effects for shown in one.outcomes):
        lines.append(f"{SETS}  the scenario itself sets it.")
    if found.entropy_bits > 0:
        lines.append(
            f"Runs weigh what the speaker calls likely without a scenario, and keep their weight under each: "
            f"{found.effective_runs:,.0f} effective runs."
        )
    if found.unmet:
        lines.append(f"Stated likelihoods that no weighting honours: {len(found.unmet)}.")
    lines.append(
        f"The same {counted(found.runs, 'run')} with and without each scenario, seed {found.seed}. "
        f"Sayso {__version__}"
    )
    return lines


def to_csv(found: Comparison) -> bytes:
    """Return every effect month by month as CSV with a header; probabilities by month are effects alone."""
    rows: list[Iterable[object]] = []
    for one in found.effects:
        name = one.scenario.name
        for shown in one.outcomes:
            for month, change in enumerate(shown.by_month, start=1):
                last = month == found.months
                ends = (shown.without.mean, shown.under.mean) if last else ("", "")
                place = ("probability", shown.outcome.id, month, found.days[month])
                rows.append((name, *place, *ends, change.mean, change.low, change.high))
        for level in one.levels:
            for month, change in enumerate(level.by_month):
                place = ("level", str(level.factor), month, found.days[month])
                medians = (level.without.middle[month], level.under.middle[month])
                rows.append((name, *place, *medians, change.mean, change.low, change.high))
    return table_csv(_COLUMNS, rows)


def to_picture(found: Comparison, of: Basis) -> Picture:
    """Return the largest effects over time, as many as a picture holds."""
    sized: list[tuple[float, Line]] = []
    for letter, one in _named(found.effects):
        sized += [
            (abs(outcome.change.mean), _outcome_line(letter, outcome, found))
            for outcome in one.outcomes
            if _told(outcome.change) and not sets(one.scenario, outcome.outcome)
        ]
        sized += [
            (abs(level.by_month[-1].mean), _level_line(letter, level, found))
            for level in one.levels
            if _told(level.by_month[-1]) and not sets(one.scenario, level.factor)
        ]
    sized.sort(key=lambda pair: -pair[0])
    lines = [line for _, line in sized[:PANELS]]
    if not lines:  # nothing is told apart from noise: show that
        lines = [_outcome_line("A", outcome, found) for outcome in found.effects[0].outcomes[:1]]
    letters = [f"{letter}  {one_line(one.scenario.name)}" for letter, one in _named(found.effects)]
    left = max(len(sized) - len(lines), 0)
    more = [f"{left} smaller effects are in the table."] if left > 0 else []
    return Picture(
        title="What the scenarios change",
        subtitle="with the scenario less without, in probability or level; 80% interval; own scales",
        unit="change",
        lines=lines,
        level=0.0,
        one_scale=False,
        notes=[
            *letters,
            *more,
            model_words(of),
            "What a scenario itself sets is left out.",
            *_notes(found)[-1:],
        ],
    )


def _outcome_line(letter: str, one: OutcomeEffect, found: Comparison) -> Line:
    nothing = Estimate(mean=0.0, low=0.0, high=0.0, error=0.0)
    return _line(f"{letter}: {one_line(one.outcome.label)}", (nothing, *one.by_month), found)


def _level_line(letter: str, one: LevelEffect, found: Comparison) -> Line:
    return _line(f"{letter}: level of {one.factor}", one.by_month, found)


def _line(words: str, changes: Sequence[Estimate], found: Comparison) -> Line:
    return Line(
        label=words,
        days=found.days,
        middle=[one.mean for one in changes],
        low=[one.low for one in changes],
        high=[one.high for one in changes],
        known=[True] * len(changes),
    )
