"""Interchange: what Sayso holds in the formats of other programs, and back."""

from sayso.interchange.cytoscape import read_cytoscape
from sayso.interchange.form import Format, read_bytes
from sayso.interchange.graphml import read_graphml
from sayso.interchange.holdings import Holdings, ItemHoldings, WorkspaceHoldings
from sayso.interchange.item import EVERYTHING, WHAT, Item, StatementReview
from sayso.interchange.read_any import is_exported, read_any
from sayso.interchange.table import FORMATS
from sayso.interchange.tally import Tally

__all__ = [
    "EVERYTHING", "FORMATS", "WHAT", "Format", "Holdings", "Item", "ItemHoldings", "StatementReview", "Tally",
    "WorkspaceHoldings", "is_exported", "read_any", "read_bytes", "read_cytoscape", "read_graphml",
]  # fmt: skip
