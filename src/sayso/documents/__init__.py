"""Documents: bytes in, text with labelled zones, date, outlet, author and turns out."""

from sayso.documents.folder import read_paths
from sayso.documents.formats import FORMATS
from sayso.documents.places import in_source, zone_at, zones_in
from sayso.documents.reading import read_document

__all__ = ["FORMATS", "in_source", "read_document", "read_paths", "zone_at", "zones_in"]
