"""The workspace: what people say and decide, kept with who, when and with which version."""

from sayso.store.added import Added, Change
from sayso.store.errors import WorkspaceError
from sayso.store.model_run import ModelKept, RunKept
from sayso.store.originals import Original
from sayso.store.reading_done import ReadingDone, ReadingProblem
from sayso.store.selection import Selection
from sayso.store.workspace import Workspace

__all__ = [
    "Added",
    "Change",
    "ModelKept",
    "Original",
    "ReadingDone",
    "ReadingProblem",
    "RunKept",
    "Selection",
    "Workspace",
    "WorkspaceError",
]
