"""The command line: `sayso COMMAND`. One file per command; each is loaded when it is called for."""

import errno
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import click

from sayso import __version__
from sayso.cli.examples import epilog
from sayso.cli.lazy import LazyGroup

COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "brief": "Read reports and show who says what, and what it would mean.",
        "read": "Write every claim in reports as one line of JSON.",
        "events": "Keep event files in one tidy record.",
        "levels": "Show how far from its own normal a factor of an actor is.",
        "lean": "Show how close a state stands to each of several powers.",
        "why": "Show what moved a measure.",
        "run": "Run a model and show how likely outcomes are and where levels go.",
        "compare": "Show what scenarios change: the same runs with each and without.",
        "explain": "Show which sentences, links and starting levels carry OUTCOME.",
        "sensitivity": "Show which of the things that are drawn OUTCOME depends on.",
        "backtest": "Start the model at past dates and hold it against what came.",
        "init": "Make a workspace, which keeps what is read and decided.",
        "add": "Add reports, statements and tables to the workspace.",
        "statements": "Find statements: everything that is given must hold.",
        "review": "Accept, correct or reject statements, with single keys.",
        "check": "Check that everything in the workspace is as it was written.",
        "backup": "Copy the workspace, also while others write to it.",
        "questions": "Show questions with what became of them, or make and mend them.",
        "forecast": "Forecast a question: you, a speaker, a model or a reference.",
        "resolve": "Say what came of a question, with what shows it.",
        "activity": "Note the last day on which somebody could speak.",
        "score": "Show what became of what was said, and how sure it was said.",
        "export": "Write statements and the ledger in other programs' formats.",
        "import": "Add what `sayso export` wrote to the workspace.",
        "model": "Show what a model is made of, where it rests and where it tips.",
        "actors": "Show how a name resolves, and who that is.",
        "factors": "Show what claims can be about.",
        "lexicon": "Show what words of likelihood mean, on all scales.",
        "schema": "Show the JSON Schema of statements or of a brief.",
    }
)
"""Every command and its line in the help; `NAME` is the function `command` in `sayso/cli/NAME.py`.

`import` is in `import_.py`: Python keeps the word for itself."""

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the signal's number."""
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@click.group(
    cls=LazyGroup,
    commands_table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=epilog(
        ("a brief on every report in a folder, also as brief.html", "sayso brief examples/central-asia"),
        ("the claims alone, for another program", "sayso read examples/central-asia/wire.txt"),
        ("what “highly likely” means, and to whom", 'sayso lexicon "highly likely"'),
    ),
)
@click.version_option(__version__, prog_name="sayso")
def group() -> None:
    """Read what people say about a political situation, and keep whose say-so each claim rests on."""


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        status = group.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        status = INTERRUPTED
    except OSError as error:
        if error.errno not in _FULL:
            raise
        status = 1
        click.echo(
            f"Error: cannot write{f' {error.filename}' if error.filename else ''}: {error.strerror}", err=True
        )
        # what is still buffered would raise again when the interpreter closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status if isinstance(status, int) else 0)
