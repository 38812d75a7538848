"""Random numbers that belong to a name and a run, whoever draws them and in which order.

Philox 4×64 is counter-based: the key is the seed and a hash of what the numbers are for, the
counter is the place. A node keeps its shocks when another node, a link or a run is added, so
models that share a seed share their chance, and a block of runs can be drawn by any thread.
"""

import hashlib

import numpy as np
import numpy.typing as npt

RUNS_PER_GRAIN = 160
"""Runs whose numbers lie together; a whole number of draws and of vector lanes."""

GRAIN_STRIDE = 1 << 40
"""Counters between one grain and the next: room for 10^11 months."""
WORDS_PER_COUNTER = 4


def key(seed: int, name: str) -> npt.NDArray[np.uint64]:
    """Return Philox's key for the numbers that `name` uses under `seed`, (2,)."""
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return np.array([seed, int.from_bytes(digest, "little")], dtype=np.uint64)


def generator(seed: int, name: str) -> np.random.Generator:
    """Return a generator of its own for `name`: its first numbers do not depend on how many are drawn.

    >>> float(generator(1, "weight").random()) == float(generator(1, "weight").random())
    True
    """
    return np.random.Generator(np.random.Philox(key=key(seed, name)))


def monthly_words(seed: int, name: str, *, bits: int, months: int, grains: range) -> npt.NDArray[np.uint64]:
    """Return the raw words behind one number of `bits` bits per run and month, (grains, words).

    Month m of a run is the same whatever `months` and `grains` are.
    """
    words = months * RUNS_PER_GRAIN * bits // 64
    philox = np.random.Philox(key=key(seed, name), counter=_counter(grains.start * GRAIN_STRIDE))
    raw = np.empty((len(grains), words), dtype=np.uint64)
    for row in range(len(grains)):
        raw[row] = philox.random_raw(words)
        philox.advance(GRAIN_STRIDE - words // WORDS_PER_COUNTER)
    return raw


def _counter(place: int) -> npt.NDArray[np.uint64]:
    """Return a 256-bit counter at `place`, least word first."""
    return np.array([place >> shift & 0xFFFFFFFFFFFFFFFF for shift in (0, 64, 128, 192)], dtype=np.uint64)
