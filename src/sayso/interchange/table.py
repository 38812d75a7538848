"""The formats: an explicit table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sayso.interchange.annotations import read_annotations, write_annotations
from sayso.interchange.bibtex import read_bibtex, write_bibtex
from sayso.interchange.csl import read_csl, write_csl
from sayso.interchange.cytoscape import write_cytoscape
from sayso.interchange.form import Format
from sayso.interchange.graphml import write_graphml
from sayso.interchange.hubverse import read_hubverse, write_hubverse
from sayso.interchange.indra import read_indra, write_indra
from sayso.interchange.item import EVERYTHING, WHAT
from sayso.interchange.lines import read_lines, write_lines
from sayso.interchange.spreadsheet import read_table, write_table

_BLANKS: Final = "runs of white space and control characters become one space"
_MAP_LOST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "prefix": "the words before the quote",
        "suffix": "the words after the quote",
        "via": "who relayed the claim",
        "confidence": "how sure the speaker is of the basis",
        "certainties": "how sure the reader is of each field",
        "review": "who reviewed, when and what; the verdict that stands is kept, and its correction made",
        "endorsed": "for a claim that is no question",
        "topic": "where the claim has a factor",
    }
)
_MAP_LEFT: Final = ("statements that name no cause or condition", "statements that a person rejected")

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "jsonl": Format(
            extension=".jsonl",
            title="JSON Lines: everything, for other programs and to be read back",
            source="https://jsonlines.org; `sayso schema` describes a statement's line",
            what=(EVERYTHING, *WHAT),
            lost={},
            left_out=(
                "bytes of documents, events, problems of reading, who added what when: see `sayso backup`",
            ),
            streams=True,
            write=write_lines,
            read=read_lines,
        ),
        "csv": Format(
            extension=".csv",
            title="CSV: one sort of item as a table, for spreadsheets and statistics",
            source="RFC 4180, UTF-8; formulas are guarded as OWASP advises",
            what=("statements", *(what for what in WHAT if what != "statements")),
            lost={},
            streams=True,
            write=write_table,
            read=read_table,
        ),
        "hubverse": Format(
            extension=".csv",
            title="hubverse's model output: forecasts, for forecasting hubs and their tools",
            source="https://docs.hubverse.io/en/latest/user-guide/model-output.html",
            what=("forecasts",),
            lost={
                "distribution.alpha": "a Beta keeps its mean only",
                "distribution.beta": "a Beta keeps its mean only",
                "words": "the words of likelihood",
                "basis": "what the numbers rest on",
            },
            left_out=(
                "forecasts that an interviewer put",
                "forecasts whose question is not at hand",
                "distributions that do not fit their question's kind",
            ),
            streams=True,
            write=write_hubverse,
            read=read_hubverse,
        ),
        "csl": Format(
            extension=".json",
            title="CSL-JSON: documents for Zotero, citeproc and pandoc",
            source="https://github.com/citation-style-language/schema",
            what=("documents",),
            lost={},
            left_out=("the same document under another name",),
            streams=True,
            write=write_csl,
            read=read_csl,
        ),
        "bibtex": Format(
            extension=".bib",
            title="BibTeX and BibLaTeX: documents for LaTeX",
            source="BibTeXing (1988); the biblatex package, sections 2.2 and 2.3.8",
            what=("documents",),
            lost=dict.fromkeys(("title", "outlet", "author", "name"), _BLANKS),
            left_out=("the same document under another name",),
            streams=True,
            write=write_bibtex,
            read=read_bibtex,
        ),
        "graphml": Format(
            extension=".graphml",
            title="GraphML: the claim map, for yEd, Gephi, igraph and NetworkX",
            source="http://graphml.graphdrawing.org/specification.html",
            what=("statements",),
            lost={
                **_MAP_LOST,
                "quote": "characters that XML 1.0 forbids become U+FFFD, here and in other texts",
            },
            left_out=_MAP_LEFT,
            streams=True,
            write=write_graphml,
        ),
        "cytoscape": Format(
            extension=".json",
            title="Cytoscape JSON: the claim map, for Cytoscape and Cytoscape.js",
            source="https://js.cytoscape.org/#notation/elements-json",
            what=("statements",),
            lost=_MAP_LOST,
            left_out=_MAP_LEFT,
            streams=True,
            write=write_cytoscape,
        ),
        "indra": Format(
            extension=".json",
            title="INDRA Statement JSON: influences and changes, for INDRA and what reads it",
            source="https://github.com/sorgerlab/indra, resources/statements_schema.json",
            what=("statements",),
            lost={},
            left_out=(
                "assessments, forecasts and prescriptions, which INDRA has no form for",
                "statements without a factor, influences and conditionals without a cause",
                "questions that nobody took up",
                "statements that a person rejected",
            ),
            streams=True,
            write=write_indra,
            read=read_indra,
        ),
        "annotation": Format(
            extension=".jsonld",
            title="W3C Web Annotation: statements beside their words, for annotation tools",
            source="https://www.w3.org/TR/annotation-model/",
            what=("statements",),
            lost={},
            streams=True,
            write=write_annotations,
            read=read_annotations,
        ),
    }
)
"""Every format by its name; what is listed as lost does not come through, and everything else does."""
