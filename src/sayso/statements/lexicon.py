"""Lexicons: named tables that say which probability distribution words of likelihood stand for."""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Final, Self

import msgspec

from sayso.nearest import hint
from sayso.statements.hedges import Found, Modifiers, find_hedges, words_of
from sayso.statements.likelihood import Likelihood

LEXICONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "capphrase": "what readers took the words to mean (surveys)",
        "us-nic": "ICD 203, United States intelligence analysis",
        "uk-phia": "the United Kingdom's probability yardstick",
        "nato": "NATO intelligence doctrine",
        "ipcc": "Intergovernmental Panel on Climate Change",
        "efsa": "European Food Safety Authority",
    }
)
"""Every lexicon by name, each the file `lexicons/NAME.toml`."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One phrase of a lexicon with its distribution, Beta(`alpha`, `beta`)."""

    phrase: str
    aliases: tuple[str, ...] = ()
    alpha: float
    beta: float
    band: tuple[float, float] | None = None
    """The official scale's band of probabilities."""
    n: int | None = None
    """How many people were asked."""
    basis: str
    source: str
    note: str | None = None
    unhedged: bool = False
    """True for bare `will` and `will not`."""
    rises: bool = False
    """True where an intensifier moves the phrase toward 1 although its mean is below one half."""
    complement: bool = False
    """True where `not` directly after the phrase asks for the distribution of 1 - p."""
    negated: str | None = None
    """The entry that the phrase stands for after `not`."""
    lexicon: str = ""
    """Name and version of the lexicon that the entry comes from."""

    @property
    def mean(self) -> float:
        """Mean probability, in (0, 1)."""
        return self.alpha / (self.alpha + self.beta)


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lexicon as its file has it."""

    name: str
    version: str
    about: str
    licence: str
    attribution: str
    formula: str
    otherwise: str | None = None
    entry: tuple[Entry, ...]


class Hedge(msgspec.Struct, frozen=True, kw_only=True):
    """Words of likelihood found in a row of words."""

    first: int
    """Place of the first word, an intensifier or a negation before the phrase included."""
    last: int
    """One past the last word."""
    likelihood: Likelihood | None
    """None where the lexicon has no reading: a comparison or a negation that it does not hold."""


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """A named, versioned table from words to distributions.

    >>> lexicon = Lexicon.load()
    >>> found = lexicon.likelihood("are highly likely to")
    >>> found.phrase, round(found.mean, 2), found.lexicon
    ('highly likely', 0.86, 'capphrase-2026.1')
    """

    name: str
    version: str
    about: str
    licence: str
    attribution: str
    formula: str
    entries: tuple[Entry, ...]
    """The lexicon's own phrases."""
    by_words: Mapping[tuple[str, ...], Entry]
    """Every phrase and alias in words, with those of the lexicon that answers where this one is silent."""
    longest: int
    """Words in the longest phrase."""
    modifiers: Modifiers

    @classmethod
    def load(cls, name: str = "capphrase") -> Self:
        """Return the lexicon `name`.

        Raises:
            KeyError: if there is no such lexicon; the message names the nearest.
        """
        file = _read(name)
        fallback = () if file.otherwise is None else _read(file.otherwise).entry
        by_words = {
            tuple(words_of(alias)): entry
            for entry in (*fallback, *file.entry)
            for alias in (entry.phrase, *entry.aliases)
        }
        return cls(
            name=file.name,
            version=file.version,
            about=file.about,
            licence=file.licence,
            attribution=file.attribution,
            formula=file.formula,
            entries=file.entry,
            by_words=by_words,
            longest=max(map(len, by_words)),
            modifiers=_modifiers(),
        )

    @property
    def id(self) -> str:
        """Name and version: `capphrase-2026.1`."""
        return f"{self.name}-{self.version}"

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase and alias that has a reading, in lower case, those of most words first."""
        ordered = sorted(self.by_words, key=lambda words: (-len(words), words))
        return tuple(" ".join(words) for words in ordered)

    def find(self, words: list[str] | tuple[str, ...]) -> tuple[Hedge, ...]:
        """Return the words of likelihood among `words`, in order and without overlap.

        Comparison is by whole words in any case, never by stems: `likely` would have the stem of `like`.

        >>> [hedge.likelihood.words for hedge in Lexicon.load().find("It may rain , not likely".split())]
        ['may', 'not likely']
        """
        hits = find_hedges(words, self.by_words, self.modifiers, longest=self.longest)
        return tuple(self._hedge(words, hit) for hit in hits)

    def likelihood(self, words: str) -> Likelihood | None:
        """Return the likelihood that `words` express, or None where the lexicon has none.

        Of several phrases, one that hedges goes before bare `will`, then the longest, then the first.

        >>> Lexicon.load().likelihood("it will probably fall").phrase
        'probably'
        """
        hedges = self.find(words_of(words, lower=False))
        said = [(hedge, hedge.likelihood) for hedge in hedges if hedge.likelihood is not None]
        if not said:
            return None
        return min(said, key=lambda pair: (pair[1].unhedged, pair[0].first - pair[0].last))[1]

    def _hedge(self, words: list[str] | tuple[str, ...], hit: Found[Entry]) -> Hedge:
        entry = hit.entry
        phrase, alpha, beta = entry.phrase, entry.alpha, entry.beta
        unread = hit.compared
        if hit.denied and not unread:
            opposite = self.by_words.get(tuple(words_of(entry.negated or "")))
            unread = opposite is None
            if opposite is not None:
                entry, phrase, alpha, beta = opposite, opposite.phrase, opposite.alpha, opposite.beta
        elif hit.intensified:
            phrase = f"{phrase}, intensified"
            alpha, beta = _halfway_to_the_edge(entry)
        if hit.complement:
            phrase, alpha, beta = f"{phrase}, complement", beta, alpha
        said = (
            None
            if unread
            else Likelihood(
                words=" ".join(words[hit.first : hit.last]),
                phrase=phrase,
                alpha=alpha,
                beta=beta,
                lexicon=entry.lexicon,
                unhedged=entry.unhedged,
            )
        )
        return Hedge(first=hit.first, last=hit.last, likelihood=said)


def interval(likelihood: Likelihood, mass: float = 0.8) -> tuple[float, float]:
    """Return the central interval that holds `mass` of the likelihood's distribution, in (0, 1).

    Raises:
        ValueError: if `mass` is not inside (0, 1).

    >>> low, high = interval(Lexicon.load().likelihood("highly likely"))
    >>> round(low, 2), round(high, 2)
    (0.76, 0.95)
    """
    if not 0 < mass < 1:
        raise ValueError(f"the mass of an interval is {mass}; want a number between 0 and 1, as 0.8")
    from scipy.special import betaincinv  # noqa: PLC0415 - scipy takes long to load and most runs need no interval

    tail = (1 - mass) / 2
    low, high = betaincinv(likelihood.alpha, likelihood.beta, [tail, 1 - tail])
    return float(low), float(high)


def _halfway_to_the_edge(entry: Entry) -> tuple[float, float]:
    """Return the Beta with half the distance from the mean to the edge and the same concentration."""
    mean, concentration = entry.mean, entry.alpha + entry.beta
    moved = (1 + mean) / 2 if entry.rises or mean > 0.5 else mean / 2  # noqa: PLR2004 - the even chance
    return moved * concentration, (1 - moved) * concentration


@functools.cache
def _read(name: str) -> _File:
    if name not in LEXICONS:
        nearest = hint(name, LEXICONS, otherwise=f"; want one of {', '.join(LEXICONS)}")
        raise KeyError(f"no lexicon {name!r}{nearest}")
    path = resources.files("sayso.statements").joinpath("lexicons", f"{name}.toml")
    file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    return msgspec.structs.replace(file, entry=tuple(_named(file)))


def _named(file: _File) -> Iterator[Entry]:
    for entry in file.entry:
        yield msgspec.structs.replace(entry, lexicon=f"{file.name}-{file.version}")


@functools.cache
def _modifiers() -> Modifiers:
    path = resources.files("sayso.statements").joinpath("data", "modifiers.toml")
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Modifiers)
