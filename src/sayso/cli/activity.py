"""`sayso activity`: until when somebody could speak."""

import click

from sayso.brief.figures import counted
from sayso.brief.visible import one_line
from sayso.cli.examples import epilog
from sayso.cli.output import emit, say
from sayso.cli.parameters import DateParameter
from sayso.cli.question_options import last_day
from sayso.cli.workspace_option import add_all, by_option, opened, workspace_option
from sayso.dates import DateInterval
from sayso.forecasts.activity import Activity
from sayso.store.asking import ledger_of


@click.command(
    epilog=epilog(
        (
            "the last day on which somebody could have changed a forecast",
            "sayso init && sayso activity Columnist --until 2019-03-01 --reason closed --source example.org",
        ),
        ("what is noted", "sayso init && sayso activity"),
    )
)
@click.argument("speaker", required=False)
@click.option("--until", type=DateParameter(), help="The last day.")
@click.option("--reason", metavar="WORDS", help="What ended it: death, arrest, the outlet closed.")
@click.option("--source", metavar="WORDS", help="Where that is known from.")
@by_option
@workspace_option
def command(
    *,
    speaker: str | None,
    until: DateInterval | None,
    reason: str | None,
    source: str | None,
    by: str | None,
    workspace: str | None,
) -> None:
    """Note the last day on which somebody could speak.

    That is the last on which SPEAKER could have changed a forecast; without SPEAKER, what is noted is shown.
    A forecast that is dated later cannot be theirs and does not
    count; one that was given before stands, and the scores say how many stood though their maker could not
    change them any more.
    """
    with opened(workspace, by=by) as desk:
        if speaker is None:
            found = list(desk.records(Activity))
            lines = [f"{one.speaker}: until {one.until}, {one.reason} ({one.source})" for one in found]
            emit("".join(f"{one_line(line)}\n" for line in lines).encode())
            if not found:
                say("Nobody's end of activity is noted.")
            return
        if until is None or not reason or not source:
            raise click.UsageError("want --until, --reason and --source")
        made = Activity(speaker=speaker, until=last_day(until), reason=reason, source=source)
        added = add_all(desk, [made])
        theirs = [
            one
            for one in ledger_of(desk).forecasts
            if one.made_by.kind == "speaker" and one.made_by.name == speaker
        ]
        late = [one for one in theirs if one.made_at is not None and one.made_at > made.until]
    known = "" if added.added else " (known already)"
    emit(f"{one_line(speaker)}: until {made.until}, {one_line(reason)}{known}\n".encode())
    say(f"{counted(len(theirs), 'forecast')} under this name; {len(late):,} dated later, which cannot count")
