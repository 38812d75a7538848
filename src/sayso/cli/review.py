"""`sayso review`: accept, correct or reject what was read, with the keyboard alone."""

import functools
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, cast, get_args

import click
from rich.console import Console
from rich.text import Text

from sayso.actors import ActorTable
from sayso.brief.desk_lines import about, place, width
from sayso.brief.figures import counted, percent
from sayso.brief.visible import one_line
from sayso.cli.examples import epilog
from sayso.cli.keys import END, key, line
from sayso.cli.output import say
from sayso.cli.review_place import move_place, passage_text
from sayso.cli.workspace_option import by_option, one_identifier, one_speaker, opened, workspace_option
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue
from sayso.statements.corrected import FIELDS, Field, checked, corrected, decided
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Statement
from sayso.store import Selection, Workspace
from sayso.store.queue import Order
from sayso.store.reviewing import ReviewError, Reviewing
from sayso.store.texts import Texts

KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "a": "accept",
        "r": "reject",
        "c": "correct",
        "n": "note",
        "s": "skip",
        "u": "undo",
        "b": "back",
        "?": "help",
        "q": "quit",
    }
)
_HELP: Final = """a  accept: it is there, and read rightly
r  reject: it is no claim, or not where the reader saw it; the next key says which
c  correct: choose what is wrong and write what is right, Tab completes; p moves the quote by words
n  note: add words; what was decided stands
s  skip: decide later
u  undo: take back the last thing; both stay in the record
b  back: to the one before
q  quit: everything decided is kept"""
_REASONS: Final[Mapping[str, ReviewError]] = MappingProxyType({"n": "not a claim", "p": "span"})
_FIELD_KEYS: Final[Mapping[str, Field]] = MappingProxyType(
    {"s": "speaker", "k": "kind", "f": "factor", "g": "sign", "l": "likelihood"}
)
_PLACE_KEY: Final = "p"


@click.command(
    epilog=epilog(
        (
            "what the reader is least sure of first; the keys are a, r, c and others, see ?",
            "sayso init && sayso add examples/central-asia/wire.txt && echo asq | sayso review --by Ed",
        ),
        (
            "one kind",
            "sayso init && sayso add examples/ledger/claims.csv && sayso review --kind forecast",
        ),
    )
)
@click.argument("wanted", required=False, metavar="[ID]")
@click.option(
    "--order",
    type=click.Choice(get_args(Order)),
    default="unsure",
    show_default=True,
    help="Least sure first, most sure first, as added, or document by document.",
)
@click.option("--speaker", metavar="NAME", help="Only what this speaker says.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only this kind.")
@click.option("--factor", metavar="FACTOR", help="Only about this: unrest, or unrest(KAZ).")
@click.option("--all", "every", is_flag=True, help="Also what somebody has decided about.")
@by_option
@workspace_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    wanted: str | None,
    order: str,
    speaker: str | None,
    kind: str | None,
    factor: str | None,
    every: bool,
    by: str | None,
    workspace: str | None,
) -> None:
    """Accept, correct or reject statements, with single keys.

    Each is shown within its paragraph. Nothing is overwritten: what is decided, and what is taken back, is
    added beside what the reader said, with your name and the time. With ID, only the statement whose
    identifier begins so.
    """
    with opened(workspace, by=by) as desk:
        named = None if speaker is None else one_speaker(desk, speaker)
        selection = Selection(speaker=named, kind=kind, factor=factor, reviewed=None if every else False)
        if wanted is None:
            queue = desk.queue(selection, order=cast("Order", order))
        else:
            queue = (one_identifier(desk, "statements", wanted),)
        if not queue:
            say("Nothing is left to review.")
            return
        _go(Reviewing(desk, queue, by=by), _Desk(desk))


class _Desk:
    """What a review looks things up in; loaded when it is first needed."""

    def __init__(self, workspace: Workspace) -> None:
        self.console = Console(highlight=False, width=width(), soft_wrap=False)
        self._speakers: Callable[[], tuple[str, ...]] = workspace.speakers
        self.texts = Texts(workspace)

    @functools.cached_property
    def catalogue(self) -> Catalogue:
        """The factors that there are."""
        return Catalogue.load()[0]

    @functools.cached_property
    def lexicon(self) -> Lexicon:
        """What words of likelihood mean."""
        return Lexicon.load()

    @functools.cached_property
    def _actors(self) -> tuple[str, ...]:
        return tuple(ActorTable.load()[0].actors)

    def words(self, field: Field) -> list[str]:
        """Return the words by which Tab completes a field."""
        if field == "speaker":
            return list(self._speakers())
        if field == "kind":
            return [kind for kind in KINDS if kind != "conditional"]
        if field == "likelihood":
            return list(self.lexicon.phrases)
        if field == "sign":
            return ["+1", "-1", "0"]
        return [f"{name}({actor})" for name in self.catalogue.names for actor in self._actors]


def _accept(way: Reviewing, _statement: Statement, _desk: _Desk) -> bool:
    way.decide("accepted")
    return False


def _note(way: Reviewing, _statement: Statement, _desk: _Desk) -> bool:
    words = line("Note:")
    if words:
        way.note(words)
    return False


def _skip(way: Reviewing, _statement: Statement, _desk: _Desk) -> bool:
    way.skip()
    return False


def _undo(way: Reviewing, _statement: Statement, _desk: _Desk) -> bool:
    say("Taken back." if way.undo() else "There is nothing to take back.")
    return True


def _back(way: Reviewing, _statement: Statement, _desk: _Desk) -> bool:
    if not way.back():
        say("This is the first.")
    return False


def _help(_way: Reviewing, _statement: Statement, desk: _Desk) -> bool:
    desk.console.print(_HELP)
    return False


def _reject(way: Reviewing, _statement: Statement, _desk: _Desk) -> bool:
    say("Why? n no claim, p the place is wrong; any other key: not said")
    reason = key()
    way.decide("rejected", error=_REASONS.get(reason))
    return False


def _correct(way: Reviewing, statement: Statement, desk: _Desk) -> bool:
    """Ask for the field and what is right until it is allowed; an answer that is empty leaves it as it is."""
    named = ", ".join(f"{one} {name}" for one, name in _FIELD_KEYS.items())
    say(f"What is wrong? {named}, {_PLACE_KEY} place; any other key: nothing")
    pressed = key()
    field = _FIELD_KEYS.get(pressed)
    right: Mapping[str, str] | None = None
    if pressed == _PLACE_KEY:
        right = move_place(corrected(statement), desk.texts, desk.console)
    elif field is not None:
        written = _written(statement, field, desk)
        right = None if written is None else {field: written}
    if right is not None:
        before = statement.review[-1].correction if decided(statement) == "corrected" else {}
        correction = cast("Mapping[Field, str]", {**before, **right})
        way.decide("corrected", error=field or "span", correction=correction)
    return False


def _written(statement: Statement, field: Field, desk: _Desk) -> str | None:
    """Return what somebody writes for a field once it is allowed, None where nothing is."""
    while True:
        prompt = f"{field}, now {_now(statement, field)!r}; {FIELDS[field]}:"
        written = line(prompt, complete=desk.words(field) if sys.stdin.isatty() else ())
        if written is None:
            return None
        try:
            return checked(field, written, catalogue=desk.catalogue, lexicon=desk.lexicon)
        except ValueError as error:
            say(str(error.args[0]))
            if not written:
                return None


def _now(statement: Statement, field: Field) -> str:
    said = statement.likelihood
    return {
        "speaker": statement.speaker.name,
        "kind": statement.kind,
        "factor": "" if statement.factor is None else str(statement.factor),
        "sign": f"{statement.sign:+d}",
        "likelihood": "" if said is None else said.words,
    }[field]


_DOING: Final[Mapping[str, Callable[[Reviewing, Statement, _Desk], bool]]] = MappingProxyType(
    {
        "a": _accept,
        "r": _reject,
        "c": _correct,
        "n": _note,
        "s": _skip,
        "u": _undo,
        "b": _back,
        "?": _help,
    }
)
"""What each key does; True where the statement is to be shown anew."""


def _go(way: Reviewing, desk: _Desk) -> None:
    """Show one statement after the other and do what the keys say."""
    shown = -1
    while not way.done:
        statement = way.current()
        if shown != way.at:
            _show(way, statement, desk.console)
            shown = way.at
        pressed = key()
        if pressed in {END, "q"}:
            break
        if pressed not in _DOING:
            say(f"{pressed!r} is no key here; want {_listed(KEYS)}")
        elif _DOING[pressed](way, statement, desk):
            shown = -1
    _tell(way)


def _show(way: Reviewing, statement: Statement, console: Console) -> None:
    placed = corrected(statement)
    passage = way.passage(placed)
    said = statement.likelihood
    facts = [
        ("speaker", statement.speaker.name),
        ("kind", statement.kind),
        ("about", about(statement)),
        ("likelihood", "" if said is None else f"“{said.words}”, {percent(said.mean)}"),
        ("where", place(placed, name=way.name(statement))),
        ("sure", f"{statement.certainty:.2f}"),
        (
            "so far",
            "; ".join(filter(None, (_past(one.verdict, one.by, one.note) for one in statement.review))),
        ),
    ]
    console.print(Text(f"\n{way.at + 1} of {way.whole}  {statement.id[:8]}", style="bold"))
    console.print(passage_text(passage).append("\n"))
    for label, words in facts:
        if words:
            console.print(Text(f"{label:<11}{one_line(words)}"))
    console.print(Text(f"[{_listed(KEYS)}]", style="dim"))


def _past(verdict: str, by: str | None, note: str | None) -> str:
    words = "taken back" if verdict == "unseen" and note is None else verdict
    return f"{words} by {by or 'somebody'}{'' if note is None else f' ({note})'}"


def _listed(keys: Mapping[str, str]) -> str:
    return ", ".join(f"{one} {name}" for one, name in keys.items())


def _tell(way: Reviewing) -> None:
    done = {verdict: number for verdict, number in way.decided.items() if number}
    what = ", ".join(f"{number:,} {verdict}" for verdict, number in done.items()) or "nothing was decided"
    left = way.whole - min(way.at, way.whole)
    say(f"{what}; {counted(left, 'statement')} left" if left else f"{what}; none is left")
