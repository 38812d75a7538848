"""`sayso export`: what a workspace or files hold, in the formats of other programs."""

import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sayso.brief.figures import counted
from sayso.brief.visible import one_line
from sayso.cli.examples import epilog
from sayso.cli.files_option import files_option, scratch
from sayso.cli.output import check_writable, emit, say, say_problems, write_parts
from sayso.cli.workspace_option import opened, workspace_option
from sayso.interchange import (
    EVERYTHING,
    FORMATS,
    WHAT,
    Holdings,
    Item,
    ItemHoldings,
    Tally,
    WorkspaceHoldings,
    is_exported,
    read_any,
)
from sayso.nearest import near
from sayso.problems import Problem
from sayso.statements import KINDS
from sayso.store import Selection, Workspace

NOTHING_WRITTEN = 2
"""Exit status when there was nothing to write."""
_FILTERED = frozenset({"statements", "reviews"})
"""What can be filtered."""

_WIDTH = 100
_READ = "sayso read examples/central-asia/wire.txt --out claims.jsonl"


@click.command(
    epilog=epilog(
        (
            "the claim map of reports, for yEd or Gephi",
            "sayso export --in examples/central-asia --format graphml --out map.graphml",
        ),
        (
            "forecasts as a table, from statements that were read before",
            f"{_READ} && sayso export statements --in claims.jsonl --kind forecast -o forecasts.csv",
        ),
        ("the formats, and what each of them loses", "sayso export --list"),
    )
)
@click.argument("what", type=click.Choice([EVERYTHING, *WHAT]), required=False, metavar="[WHAT]")
@click.option(
    "--format",
    "name",
    type=click.Choice(list(FORMATS)),
    help="Format.  [default: what the name of --out ends in, else jsonl]",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write to this file instead of standard output; an older one is replaced.",
)
@click.option("--speaker", metavar="NAME", help="Only statements by this speaker.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only statements of this kind.")
@click.option("--factor", metavar="FACTOR", help="Only statements about this: unrest, or unrest(KAZ).")
@click.option("--list", "listed", is_flag=True, help="Show the formats, and what each of them loses.")
@files_option
@workspace_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    what: str | None,
    name: str | None,
    out: Path | None,
    speaker: str | None,
    kind: str | None,
    factor: str | None,
    listed: bool,
    files: tuple[Path, ...],
    workspace: str | None,
) -> None:
    """Write statements and the ledger in other programs' formats.

    WHAT is everything, documents, statements, reviews, claims, links, questions, readings, forecasts,
    resolutions, verdicts, activities, models, runs or scores; each format has its own default, as
    `sayso export --list` shows.

    With --in nothing has to be a workspace: reports are read, and files that were exported before are taken
    as they are. What a format cannot hold is counted on standard error.
    """
    if listed:
        emit("\n".join(_formats()).encode() + b"\n")
        return
    name = name or _format_of(out)
    what = _what(name, what)
    selection = Selection(kind=kind, speaker=speaker, factor=factor)
    if selection != Selection() and what not in _FILTERED:
        raise click.UsageError(
            f"--speaker, --kind and --factor choose statements; with {what} they choose nothing"
        )
    if out is not None:
        check_writable(out)
    tally = Tally()
    with _holdings(files, workspace, selection) as holdings:
        parts = FORMATS[name].write(holdings, what, tally)
        if out is None:
            for part in _pieces(parts):
                emit(part)
        else:
            write_parts(out, parts)
    _tell(tally, what, out)
    if not tally.written:
        raise click.exceptions.Exit(NOTHING_WRITTEN)


def _format_of(out: Path | None) -> str:
    """Return the format that a file's name means, `jsonl` where it means none.

    Raises:
        click.UsageError: if several formats have that extension.
    """
    suffix = "" if out is None else out.suffix.lower()
    found = [name for name, one in FORMATS.items() if one.extension == suffix]
    if suffix == ".json":
        raise click.UsageError(f"{suffix} may be {', '.join(found)}; say which with --format")
    return found[0] if found else "jsonl"


def _what(name: str, what: str | None) -> str:
    allowed = FORMATS[name].what
    if what is not None and what not in allowed:
        raise click.UsageError(f"{name} holds {_joined(allowed)}, not {what}; see `sayso export --list`")
    return what or allowed[0]


@contextmanager
def _holdings(files: tuple[Path, ...], workspace: str | None, selection: Selection) -> Iterator[Holdings]:
    if files and all(map(is_exported, files)):
        yield ItemHoldings(lambda: _items(files), selection, tell=_tell_problem)
        return
    with scratch(files) if files else opened(workspace) as desk:
        _refuse_nobody(desk, selection.speaker)
        yield WorkspaceHoldings(desk, selection, tell=_tell_problem)


def _tell_problem(problem: Problem) -> None:
    say_problems([problem])


def _items(files: Iterable[Path]) -> Iterator[Item | Problem]:
    for path in files:
        yield from read_any(path)


def _refuse_nobody(desk: Workspace, speaker: str | None) -> None:
    """Refuse a speaker who says nothing.

    Raises:
        click.UsageError: if nobody is called so; the message names the nearest.
    """
    names = () if speaker is None else desk.speakers()
    if speaker is not None and speaker not in names:
        found = near(speaker, names, many=3)
        hint = f"; nearest: {', '.join(map(repr, found))}" if found else ""
        raise click.UsageError(f"nobody is called {speaker!r}{hint}")


def _pieces(parts: Iterable[bytes], *, size: int = 1 << 16) -> Iterator[bytes]:
    """Yield the same bytes in pieces that are worth a system call each."""
    held = bytearray()
    for part in parts:
        held += part
        if len(held) >= size:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def _tell(tally: Tally, what: str, out: Path | None) -> None:
    written = [counted(count, _singular(name), name) for name, count in tally.written.items()]
    where = "" if out is None else f" to {one_line(str(out))}"
    if out is not None or tally.left_out or not written:
        none = f"no {'items' if what == EVERYTHING else what}"
        say(f"Wrote {_joined(written) if written else none}{where}.")
    for why, count in sorted(tally.left_out.items(), key=lambda pair: -pair[1]):
        say(f"Left out {count:,}: {why}.")


def _singular(name: str) -> str:
    return f"{name.removesuffix('ies')}y" if name.endswith("ies") else name.removesuffix("s")


def _formats() -> Iterator[str]:
    """Yield the lines of `--list`."""
    for name, one in FORMATS.items():
        title, _, purpose = one.title.partition(": ")
        yield f"{name}: {title} ({one.extension}), {purpose}"
        yield from _labelled("holds", _joined(one.what))
        fields: dict[str, list[str]] = {}
        for field, why in one.lost.items():
            fields.setdefault(why, []).append(field)
        lost = [f"{_joined(names)}: {why}" for why, names in fields.items()]
        for line in lost or ["nothing of what it holds"]:
            yield from _labelled("loses", line)
        for left in one.left_out:
            yield from _labelled("leaves out", left)
        yield from _labelled("after", one.source)
        yield ""


def _labelled(label: str, words: str) -> list[str]:
    return textwrap.wrap(
        words,
        _WIDTH,
        initial_indent=f"  {label:<10} ",
        subsequent_indent=" " * 13,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _joined(names: Iterable[str]) -> str:
    """Return names as a list in words.

    >>> _joined(["a", "b", "c"])
    'a, b and c'
    """
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last
