"""The label sets of the heads, written beside the weights."""

import tomllib
from pathlib import Path

UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
FEATURES = ("Tense", "Mood", "VerbForm", "Voice", "Number", "Polarity", "Person")
"""The features of Universal Dependencies that the reader asks for, joined into one label."""

NAMES = ("PER", "ORG", "LOC", "ROLE")
ATTRIBUTION = ("source", "cue", "content")
CAUSE = ("cause", "effect")
SIGNAL = ("signal",)
CONDITION = ("condition", "consequence")
HEDGE = ("hedge",)
KINDS = ("event", "assessment", "trend", "forecast", "influence", "conditional", "prescription")
PLOVER = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
"""The sixteen roots of the PLOVER codebook."""
POINTERS = ("start", "end", "from", "to", "cause")

CATALOGUE = Path(__file__).parents[1] / "src/sayso/statements/data/factors.toml"


def factors() -> list[str]:
    """Return the factors of the catalogue in their order."""
    with CATALOGUE.open("rb") as file:
        return list(tomllib.load(file))


def bio(kinds: tuple[str, ...]) -> list[str]:
    """Return the BIO labels for `kinds`, `O` first."""
    return ["O", *(f"{place}-{kind}" for kind in kinds for place in "BI")]


TAGGERS: dict[str, list[str]] = {
    "upos": UPOS,
    "names": bio(NAMES),
    "attribution": bio(ATTRIBUTION),
    "cause": bio(CAUSE),
    "signal": bio(SIGNAL),
    "condition": bio(CONDITION),
    "hedge": bio(HEDGE),
}
"""Heads that give each word one label; `features` is added with the labels found in the treebanks."""
