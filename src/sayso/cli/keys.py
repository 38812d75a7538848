"""Single keys from a terminal, and the same from a pipe."""

import codecs
import os
import sys
from collections.abc import Sequence

import click

from sayso.cli.output import say

END = ""
"""What `key` returns when there is nothing more to read."""
_ENDS = frozenset({"", "\x03", "\x04"})


def key() -> str:
    """Return the next key in lower case, `END` where no more will come; line ends are passed over.

    Raises:
        KeyboardInterrupt: for Ctrl-C.
    """
    if sys.stdin.isatty():
        pressed = " "
        while pressed.isspace():
            pressed = _pressed()
        return END if pressed in _ENDS else pressed.lower()
    while True:
        pressed = sys.stdin.read(1)
        if not pressed.isspace() or not pressed:
            return pressed.lower()


def _pressed() -> str:
    """Return the next key of a terminal; keys that were struck before are not lost, as with click's."""
    try:
        import termios  # noqa: PLC0415 - not on every system
        import tty  # noqa: PLC0415 - as above
    except ImportError:
        return click.getchar()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        pressed = ""
        while not pressed:
            read = os.read(terminal, 1)
            pressed = decoder.decode(read, final=not read)
            if not read:
                return END
        return pressed
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def line(prompt: str, *, complete: Sequence[str] = ()) -> str | None:
    """Return a line that somebody writes, None where no more will come; Tab completes the words given."""
    say(prompt)
    if not sys.stdin.isatty():
        found = sys.stdin.readline()
        return found.strip() if found else None
    _complete(complete)
    try:
        return input("> ").strip()
    except EOFError:
        return None


def _complete(words: Sequence[str]) -> None:
    try:
        import readline  # noqa: PLC0415 - not on every system, and only for terminals
    except ImportError:
        return

    def nth(begun: str, number: int) -> str | None:
        fitting = [one for one in words if one.startswith(begun)]
        return fitting[number] if number < len(fitting) else None

    readline.set_completer_delims("")
    readline.set_completer(nth)
    readline.parse_and_bind("tab: complete")
