"""The command line: `sayso COMMAND`. One file per command; each is loaded when it is called for."""

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
        "actors": "Show how a name resolves, and who that is.",
        "factors": "Show what claims can be about.",
        "lexicon": "Show what words of likelihood mean, on all scales.",
        "schema": "Show the JSON Schema of statements or of a brief.",
    }
)
"""Every command and its line in the help; `NAME` is the function `command` in `sayso/cli/NAME.py`."""

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the signal's number."""


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
    sys.exit(status if isinstance(status, int) else 0)
