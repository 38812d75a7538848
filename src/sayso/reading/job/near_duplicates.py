"""Near-duplicates: the same story in several outlets, found by MinHash over runs of words.

A signature takes 512 bytes, and with a few bytes for a first glance it is all that is kept of a document.
datasketch, which does the same, was measured and left: 0.7 s to import in every process that reads, 7 kB for
each document, and its index overlooks almost half of the pairs at the threshold.

Source: A. Z. Broder, On the resemblance and containment of documents, Compression and Complexity of
Sequences 1997.
"""

import functools
import hashlib
import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_AT_ONCE = 4096
"""Runs of words that are hashed together, so that a long text takes no more memory than a short one."""
_FIRST_ROOM = 256


class Shingle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What texts are compared by."""

    words: int
    source: str


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many hash functions a signature has."""

    functions: int
    reason: str


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which estimated Jaccard index on two texts are called near-duplicates."""

    jaccard: float
    reason: str


class Glance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many of the first functions must agree, in one byte, before two signatures are compared."""

    functions: int
    agreeing: int
    reason: str


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of near_duplicates.toml."""

    shingle: Shingle
    signature: Signature
    mark: Mark
    glance: Glance


class Twin(msgspec.Struct, frozen=True):
    """The most alike of the earlier documents, the earliest of several."""

    document: str
    """SHA-256 of its bytes, in hexadecimal."""
    jaccard: float
    """Estimated share of the runs of words that the two have in common, in [0, 1]."""


@functools.cache
def settings() -> Settings:
    """Return the numbers that near-duplicates are found by."""
    text = files("sayso.reading.job").joinpath("near_duplicates.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Settings)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: without case and marks.

    >>> words_of("“Mass unrest” in Osh, 2010")
    ('mass', 'unrest', 'in', 'osh', '2010')
    """
    return tuple(match.group().casefold() for match in _WORD.finditer(text))


def signature(words: Sequence[str]) -> bytes | None:
    """Return the MinHash of the runs of words, 512 bytes; None where there are no words."""
    if not words:
        return None
    multipliers, offsets = _functions()
    least = np.full(len(multipliers), np.iinfo(np.uint32).max, dtype=np.uint32)
    runs = max(len(words) - settings().shingle.words + 1, 1)
    for first in range(0, runs, _AT_ONCE):
        hashed = _hashed(words, range(first, min(first + _AT_ONCE, runs)))
        for at, (multiplier, offset) in enumerate(zip(multipliers, offsets, strict=True)):
            # multiply-shift on values that are hashes already; the product wraps around at 2^64
            least[at] = min(least[at], ((hashed * multiplier + offset) >> np.uint64(32)).min())
    return least.astype("<u4").tobytes()


def jaccard(one: bytes, other: bytes) -> float:
    """Return the estimated share of runs of words that two texts have in common, in [0, 1].

    >>> text = words_of("the minister said that the border would stay closed until the spring")
    >>> jaccard(signature(text), signature(text))
    1.0
    """
    agreeing = np.frombuffer(one, dtype="<u4") == np.frombuffer(other, dtype="<u4")
    return float(agreeing.mean())


class Signatures:
    """The signatures of the documents so far; held state: all of them, in the order of the documents."""

    def __init__(self) -> None:
        """Begin without documents."""
        self._documents: list[str] = []
        self._whole = np.zeros((_FIRST_ROOM, settings().signature.functions), dtype="<u4")
        self._glances = np.zeros((settings().glance.functions, _FIRST_ROOM), dtype=np.uint8)

    def add(self, document: str, signature: bytes) -> None:
        """Keep a document's signature without looking for its twin."""
        count = len(self._documents)
        if count == len(self._whole):
            self._whole = np.concatenate([self._whole, np.zeros_like(self._whole)])
            self._glances = np.concatenate([self._glances, np.zeros_like(self._glances)], axis=1)
        self._whole[count] = np.frombuffer(signature, dtype="<u4")
        self._glances[:, count] = self._glance(self._whole[count])
        self._documents.append(document)

    def twin(self, signature: bytes) -> Twin | None:
        """Return the document most alike, the earliest of several; None where none is alike enough."""
        count = len(self._documents)
        whole = np.frombuffer(signature, dtype="<u4")
        agreeing = (self._glances[:, :count] == self._glance(whole)[:, None]).sum(axis=0, dtype=np.uint8)
        near = np.flatnonzero(agreeing >= settings().glance.agreeing)
        if not len(near):
            return None
        alike = (self._whole[near] == whole).mean(axis=1)
        best = int(alike.argmax())
        if alike[best] < settings().mark.jaccard:
            return None
        return Twin(self._documents[near[best]], float(alike[best]))

    @staticmethod
    def _glance(whole: NDArray[np.uint32]) -> NDArray[np.uint8]:
        return (whole[: settings().glance.functions] & np.uint32(0xFF)).astype(np.uint8)


def _hashed(words: Sequence[str], starts: range) -> NDArray[np.uint64]:
    """Return 64 bits for each run of words."""
    width = settings().shingle.words
    digests = b"".join(
        hashlib.blake2b("\x1f".join(words[start : start + width]).encode(), digest_size=8).digest()
        for start in starts
    )
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


@functools.cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the odd multiplier and the offset of each hash function, the same on every machine."""
    count = settings().signature.functions
    digests = b"".join(
        hashlib.blake2b(number.to_bytes(4, "little"), digest_size=16, person=b"sayso minhash").digest()
        for number in range(count)
    )
    pairs = np.frombuffer(digests, dtype="<u8").astype(np.uint64).reshape(count, 2)
    return pairs[:, 0] | np.uint64(1), pairs[:, 1]
