"""Statements that are made, not read: as many as wanted, the same for the same number."""

import datetime as dt
import hashlib
from typing import Any

from sayso.dates import DateInterval
from sayso.documents.document import Document
from sayso.statements import KINDS
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Speaker, Statement

WORDS = [
    "the",
    "unrest",
    "riot",
    "rally",
    "protest",
    "security",
    "forces",
    "police",
    "army",
    "loyal",
    "troops",
    "border",
    "Tashkent",
    "Astana",
    "Moscow",
    "Washington",
    "pendulum",
    "alliance",
    "treaty",
    "loan",
    "gas",
    "pipeline",
    "trade",
    "visit",
    "summit",
    "election",
    "opposition",
    "leader",
    "exile",
    "press",
    "freedom",
    "sanctions",
    "talks",
    "threat",
    "drill",
    "base",
    "withdrawal",
    "growth",
    "prices",
    "wages",
    "harvest",
    "water",
    "drought",
]
SPEAKERS = ("Bakhrom Khamroev", "Nisha Biswal", "Deutsche Welle", "informed source", "O'Brien; DROP TABLE x")
FACTORS = (
    Factor("unrest", "KAZ"),
    Factor("unrest", "UZB"),
    Factor("alignment", "UZB", "RUS"),
    Factor("alignment", "UZB", "USA"),
    None,
)
KIND_NAMES = tuple(KINDS)


def statement(number: int) -> Statement:
    """Return the statement of a number; numbers below 300 million give different ones."""
    digest = hashlib.sha256(str(number).encode()).digest()
    quote = " ".join(WORDS[byte % len(WORDS)] for byte in digest[:12]) + f" n{number}"
    start = number % 50 * 300
    kind = KINDS[KIND_NAMES[digest[12] % len(KIND_NAMES)]]
    speaker = SPEAKERS[digest[13] % len(SPEAKERS)]
    factor = FACTORS[digest[14] % len(FACTORS)]
    day = dt.date(2020, 1, 1) + dt.timedelta(days=digest[15])
    likely = Likelihood(words="likely", phrase="likely", alpha=6.5, beta=2.75, lexicon="capphrase-2026.1")
    more: dict[str, Any] = {}
    if kind is Conditional:
        more["condition"] = Condition(words="if it spreads", factor=Factor("unrest", "TJK"), sign=1)
    return kind(
        document=hashlib.sha256(str(number // 50).encode()).hexdigest(),
        start=start,
        end=start + len(quote),
        quote=quote,
        speaker=Speaker(name=speaker, kind="person", role="analyst"),
        via=(Speaker(name="Fergana News", kind="outlet"),),
        mode="indirect",
        factor=factor,
        topic=None if factor is not None else "the harvest",
        sign=1,
        likelihood=likely if kind is KINDS["forecast"] else None,
        as_of=None if digest[16] % 8 == 0 else DateInterval.day(day),
        reader="by hand",
        certainty=0.75,
        **more,
    )


def document(data: bytes, name: str = "report.txt") -> Document:
    """Return a document of these bytes."""
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        text=data.decode(),
        media_type="text/plain",
        encoding="utf-8",
        language="en",
        zones=(),
    )
