"""The files that lie beside an event file and belong to it: mappings, lists of names, roll calls."""

from collections.abc import Mapping
from pathlib import Path


class Neighbours:
    """What lies beside one file, in its folder or in its archive; remembers what was asked for and there."""

    def __init__(self, folder: Path | None = None, members: Mapping[str, Path] | None = None) -> None:
        """Look among the `members` of an archive, by name where they are unpacked, and then in `folder`."""
        self._folder = folder
        self._members = members or {}
        self.found: dict[str, Path] = {}
        """Those that were asked for and are there: name → where it can be read."""

    def find(self, name: str) -> Path | None:
        """Return the file of this name; None where there is none, or where the name leads elsewhere."""
        if name in {"", ".", ".."} or "\0" in name or Path(name).name != name:
            return None
        path = self._members.get(name)
        if path is None and self._folder is not None:
            there = self._folder / name
            path = there if there.is_file() else None
        if path is not None:
            self.found[name] = path
        return path
