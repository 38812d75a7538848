"""The texts of a workspace's documents, read from their originals."""

from collections import OrderedDict
from typing import Final

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.store.errors import WorkspaceError
from sayso.store.workspace import Workspace

_HELD: Final = 16
"""Texts that are held at once; they may be long."""


class Texts:
    """Looks texts up by content hash; held state: the last few."""

    def __init__(self, workspace: Workspace) -> None:
        """Look into a workspace."""
        self._workspace = workspace
        self._names: dict[str, str] | None = None
        self._held: OrderedDict[str, str | None] = OrderedDict()

    def name(self, document: str) -> str | None:
        """Return the name of a document, None where its bytes are not kept."""
        if self._names is None:
            self._names = {one.document: one.name for one in self._workspace.documents()}
        return self._names.get(document)

    def text(self, document: str) -> str | None:
        """Return the text of a document; None where its bytes are not kept, or cannot be read any more."""
        if document not in self._held:
            self._held[document] = self._read(document)
            if len(self._held) > _HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(document)
        return self._held[document]

    def _read(self, document: str) -> str | None:
        name = self.name(document)
        if name is None:
            return None
        try:
            data = self._workspace.original(document)
        except WorkspaceError:
            return None  # `sayso check` tells of it
        read = read_document(data, name, actors=ActorTable.load()[0])[0]
        return None if read is None else read.text
