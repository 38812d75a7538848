"""The catalogue of factors as training text: its cue phrases and definitions, each about its factor."""

import tomllib
from collections.abc import Iterator

from sayso.language.words import word_spans
from training.examples import Window
from training.labels import CATALOGUE


def cue_windows() -> Iterator[Window]:
    """Yield the catalogue's cue phrases and definitions, each with its factor as topic."""
    with CATALOGUE.open("rb") as file:
        factors = tomllib.load(file)
    for number, (name, entry) in enumerate(factors.items()):
        texts = [*entry["cues_more"], *entry["cues_less"], entry["definition"], entry["more"], name]
        for text in texts:
            plain = text.replace("~", " ").replace("_", " ")
            if words := [plain[start:end] for start, end in word_spans(plain)]:
                yield Window(words, "catalogue", labels={"topic": number})
