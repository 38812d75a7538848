"""Words, sentences and quotations of a document, with exact offsets."""

from sayso.language.annotate import annotate as annotate
from sayso.language.annotation import Annotated as Annotated
