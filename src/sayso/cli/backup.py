"""`sayso backup`: a whole copy of the workspace, while it is in use."""

from pathlib import Path

import click

from sayso.cli.examples import epilog
from sayso.cli.output import emit
from sayso.cli.progress import shown_progress
from sayso.cli.workspace_option import opened, workspace_option


@click.command(
    epilog=epilog(
        ("a copy beside the workspace", "sayso init desk && sayso backup monday --workspace desk"),
        (
            "which is a workspace itself",
            "sayso init desk && sayso backup copy --workspace desk && sayso check --workspace copy",
        ),
    )
)
@click.argument("target", type=click.Path(path_type=Path))
@workspace_option
def command(*, target: Path, workspace: str | None) -> None:
    """Copy the workspace, also while others write to it.

    TARGET is a new folder outside the workspace. The copy is a workspace: whole or not there. A workspace
    on a server is backed up with pg_dump.
    """
    with opened(workspace) as desk, shown_progress() as show:
        show("Copying", 0, 0)
        desk.backup(target)
    emit(f"Copied to {target.resolve()}\n".encode())
