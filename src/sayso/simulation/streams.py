"""Random numbers that belong to a name and a run, whoever draws them and in which order.

Numbers are made from a counter: word w of grain g of a stream is mix(key + γ (1 + g S + w)), where the
key is a hash of the seed and of what the numbers are for, and mix and γ are those of SplitMix64. A node
keeps its shocks when another node, a link or a run is added, so models that share a seed share their
chance, and a block of runs can be drawn by any thread.

Sources: Steele, Lea & Flood 2014, Fast Splittable Pseudorandom Number Generators, OOPSLA, for the
generator, with the constants of its 64-bit mixing function by Stafford (variant 13).
"""

import hashlib

import numpy as np
import numpy.typing as npt

RUNS_PER_GRAIN = 160
"""Runs whose numbers lie together; a whole number of draws and of vector lanes."""

GRAIN_STRIDE = 4_294_967_311
"""Counters between one grain and the next: room for 5·10^7 months and as many grains as 2^32. A prime, so
that the counters of neighbouring grains differ in all their bits."""

GAMMA = 0x9E3779B97F4A7C15
"""What the counter advances by: 2^64 divided by the golden ratio, made odd."""
FIRST_FACTOR, SECOND_FACTOR = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
FIRST_FOLD, SECOND_FOLD, LAST_FOLD = 30, 27, 31

_WORD = 1 << 64

Words = npt.NDArray[np.uint64]


def key(seed: int, name: str) -> int:
    """Return the key of the numbers that `name` uses under `seed`, 64 bits."""
    digest = hashlib.blake2b(name.encode(), digest_size=8, key=seed.to_bytes(8, "little")).digest()
    return int.from_bytes(digest, "little")


def generator(seed: int, name: str) -> np.random.Generator:
    """Return a generator of its own for `name`: its first numbers do not depend on how many are drawn.

    >>> float(generator(1, "weight").random()) == float(generator(1, "weight").random())
    True
    """
    return np.random.Generator(np.random.Philox(key=_philox_key(seed, name)))


class Generators:
    """The generators of many names under one seed, one after the other: five times as fast as new ones."""

    def __init__(self, seed: int) -> None:
        """Begin with no name."""
        self._seed = seed
        self._bits = np.random.Philox(key=0)
        self._generator = np.random.Generator(self._bits)
        self._unused = self._bits.state

    def of(self, name: str) -> np.random.Generator:
        """Return `generator(seed, name)`, which is good until the next name is asked for.

        >>> float(Generators(1).of("weight").random()) == float(generator(1, "weight").random())
        True
        """
        self._unused["state"]["key"] = _philox_key(self._seed, name)
        self._bits.state = self._unused
        return self._generator


def _philox_key(seed: int, name: str) -> Words:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return np.array([seed, int.from_bytes(digest, "little")], dtype=np.uint64)


def words_of_month(bits: int) -> int:
    """Return how many words a grain takes for a number of `bits` bits per run."""
    return RUNS_PER_GRAIN * bits // 64


class Stream:
    """The numbers of some names for the runs of some grains, month after month."""

    def __init__(self, keys: npt.ArrayLike, *, bits: int, grains: range) -> None:
        """Begin at month 0; `keys` has one key for each name, `bits` is 16 or 32."""
        count = words_of_month(bits)
        places = [GAMMA * (1 + grain * GRAIN_STRIDE) % _WORD for grain in grains]
        steps = np.arange(count, dtype=np.uint64) * np.uint64(GAMMA)
        in_grains = np.add.outer(np.array(places, dtype=np.uint64), steps)
        self._counters = np.add.outer(np.asarray(keys, dtype=np.uint64), in_grains)
        self._advance = np.uint64(GAMMA * count % _WORD)
        self._words, self._folded = np.empty_like(self._counters), np.empty_like(self._counters)
        self._kind = np.dtype(f"<u{bits // 8}")
        self._shape = (len(self._counters), len(grains) * RUNS_PER_GRAIN)

    def month(self) -> npt.NDArray[np.unsignedinteger]:
        """Return the next month's numbers of `bits` bits, (names, runs); the next call writes over them."""
        words = mix(self._counters, out=self._words, room=self._folded)
        self._counters += self._advance
        # least byte first on every machine, so that the parts of a word come in the same order
        parts = words.astype("<u8", copy=False).view(self._kind)
        return parts.reshape(self._shape)


def mix(counters: Words, *, out: Words, room: Words) -> Words:
    """Return counters mixed to words in which every bit is as good as a coin, in `out`.

    >>> counters = np.array([GAMMA], dtype=np.uint64)
    >>> hex(mix(counters, out=counters.copy(), room=counters.copy())[0])
    '0xe220a8397b1dcdaf'
    """
    np.right_shift(counters, np.uint64(FIRST_FOLD), out=room)
    np.bitwise_xor(counters, room, out=out)
    np.multiply(out, np.uint64(FIRST_FACTOR), out=out)
    np.right_shift(out, np.uint64(SECOND_FOLD), out=room)
    np.bitwise_xor(out, room, out=out)
    np.multiply(out, np.uint64(SECOND_FACTOR), out=out)
    np.right_shift(out, np.uint64(LAST_FOLD), out=room)
    np.bitwise_xor(out, room, out=out)
    return out
