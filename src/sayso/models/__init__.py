"""Mechanisms and claims made into models of a region.

To add a statement kind, write `<kind>.py` with a builder and list it in `builders.BUILDERS`.
"""

from sayso.models.common_model import build_common
from sayso.models.model import Model, Node
from sayso.models.speaker_model import build_speaker

__all__ = ["Model", "Node", "build_common", "build_speaker"]
