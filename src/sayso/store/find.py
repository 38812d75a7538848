"""Where the workspace is: the folder that is named or the nearest above, and the file that names a server."""

import os
import tomllib
from pathlib import Path
from typing import Final

from sayso.store.database import FILE, is_url
from sayso.store.errors import WorkspaceError

SETTINGS: Final = "workspace.toml"
"""Name of the file that says on which server a folder's workspace is: `database = "postgresql://..."`."""
ENVIRONMENT: Final = "SAYSO_WORKSPACE"
"""Environment variable with a workspace's folder or URL."""


def is_workspace(folder: Path) -> bool:
    """Tell whether a folder is a workspace, or names the server that its workspace is on."""
    return (folder / FILE).is_file() or (folder / SETTINGS).is_file()


def nearest_workspace(start: Path) -> Path | None:
    """Return `start` or the nearest folder above it that is a workspace, None where there is none."""
    at = start.resolve()
    return next((one for one in (at, *at.parents) if is_workspace(one)), None)


def place_of(folder: Path) -> Path | str:
    """Return what `Workspace.open` takes for a folder: itself, or the URL that its settings name.

    Raises:
        WorkspaceError: if the settings cannot be read.
    """
    settings = folder / SETTINGS
    if (folder / FILE).is_file() or not settings.is_file():
        return folder
    want = 'want one line: database = "postgresql://USER:PASSWORD@HOST/DATABASE"'
    try:
        database = tomllib.loads(settings.read_text(encoding="utf-8")).get("database")
    except OSError as error:
        raise WorkspaceError(f"{settings}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WorkspaceError(f"{settings}: is not TOML ({error}); {want}") from error
    if not isinstance(database, str) or not is_url(database):
        raise WorkspaceError(f"{settings}: names no database; {want}")
    return database


def write_settings(folder: Path, database: str) -> Path:
    """Note in a folder on which server its workspace is, for its owner's eyes only; return the file.

    Raises:
        WorkspaceError: if it cannot be written.
    """
    path = folder / SETTINGS
    quoted = database.replace("\\", "\\\\").replace('"', '\\"')
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f'database = "{quoted}"\n')
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path
