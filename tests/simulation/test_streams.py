"""The random numbers: those of the published generator, even, and strangers to each other.

Every bound of a statistic is one that a good generator passes all but once in about 10^6 seeds.
"""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from sayso.simulation.chance import keys, uniform
from sayso.simulation.streams import GAMMA, GRAIN_STRIDE, RUNS_PER_GRAIN, Stream, generator, key, mix

FAR = 5.0
"""Standard deviations: one number in 1.7 million lies further out."""
NEIGHBOURS = range(12)


def months(stream: Stream, count: int) -> npt.NDArray[np.float64]:
    """Return the numbers of some months in [0, 1), (names, months, runs)."""
    drawn = [stream.month().copy() for _ in range(count)]
    return np.asarray(np.stack(drawn, axis=1) / 2.0 ** (8 * drawn[0].itemsize))


def streams(names: int, *, bits: int = 16, grains: int = 2, seed: int = 5) -> Stream:
    return Stream(keys(seed, "shock", [f"A{name}" for name in range(names)]), bits=bits, grains=range(grains))


def distances(numbers: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return how far correlations along the last axis lie from 0, in standard deviations."""
    one, two = (part - part.mean(axis=-1, keepdims=True) for part in (numbers, other))
    product = np.sum(one * two, axis=-1) / np.sqrt(np.sum(one**2, axis=-1) * np.sum(two**2, axis=-1))
    return np.asarray(np.abs(product) * np.sqrt(numbers.shape[-1]))


@pytest.mark.parametrize(
    ("seed", "published"),
    [
        (0, [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC]),
        (
            1234567,
            [
                6457827717110365317,
                3203168211198807973,
                9817491932198370423,
                4593380528125082431,
                16408922859458223821,
            ],
        ),
    ],
)
def test_the_words_are_those_that_splitmix64_is_known_for(seed: int, published: list[int]) -> None:
    first = Stream([seed], bits=16, grains=range(1)).month().view(np.uint64)
    assert first[0, : len(published)].tolist() == published


def test_a_month_goes_on_where_the_month_before_left_off() -> None:
    """Twice 40 words are those of the plain loop of the published generator."""
    state, plain = 99, []
    for _ in range(2 * RUNS_PER_GRAIN // 4):
        state = (state + GAMMA) % 2**64
        word = ((state ^ state >> 30) * 0xBF58476D1CE4E5B9) % 2**64
        word = ((word ^ word >> 27) * 0x94D049BB133111EB) % 2**64
        plain.append(word ^ word >> 31)
    stream = Stream([99], bits=16, grains=range(1))
    found = [word for _ in range(2) for word in stream.month().view(np.uint64)[0].tolist()]
    assert found == plain


def test_a_grain_and_a_name_keep_their_numbers_whatever_stands_beside_them() -> None:
    all_names, many = keys(5, "luck", ["a", "b", "c"]), range(2, 6)
    together = months(Stream(all_names, bits=32, grains=many), 3)
    alone = months(Stream(keys(5, "luck", ["b"]), bits=32, grains=range(4, 5)), 3)
    assert np.array_equal(together[1, :, 2 * RUNS_PER_GRAIN : 3 * RUNS_PER_GRAIN], alone[0])


def test_seed_and_name_make_the_key() -> None:
    made = {key(seed, name) for seed in (0, 1, 2**64 - 1) for name in ("", "a", "b", "shock|a")}
    assert len(made) == 12
    assert generator(5, "a").random() != generator(5, "b").random()


@pytest.mark.parametrize("bits", [16, 32])
def test_numbers_have_the_moments_of_even_ones(bits: int) -> None:
    numbers = months(streams(8, bits=bits), 100).ravel()
    root = np.sqrt(len(numbers))
    for power in (1, 2, 3, 4):
        expected, square = 1 / (power + 1), 1 / (2 * power + 1)
        assert (
            abs(np.mean(numbers**power) - expected) < FAR * np.sqrt(square - expected**2) / root + 2.0**-bits
        )


def test_every_bit_of_a_word_is_a_coin_and_no_two_go_together() -> None:
    stream = streams(8)
    words = np.concatenate([stream.month().copy().view(np.uint64).ravel() for _ in range(100)])
    bits = np.unpackbits(words.view(np.uint8).reshape(-1, 8), axis=1).T.astype(np.float64)
    heads = bits.mean(axis=1)
    assert np.abs(heads - 0.5).max() * 2 * np.sqrt(len(words)) < FAR
    together = np.corrcoef(bits) * np.sqrt(len(words))
    assert np.abs(together[np.triu_indices(64, 1)]).max() < FAR


def test_all_shocks_are_picked_equally_often() -> None:
    """χ² of 65,536 cells, as a normal variable."""
    stream = streams(16, grains=8)
    picks = np.concatenate([stream.month().flatten() for _ in range(200)])
    counts = np.bincount(picks, minlength=1 << 16)
    expected = len(picks) / (1 << 16)
    chi = np.sum((counts - expected) ** 2) / expected
    assert abs(chi - 65535) / np.sqrt(2 * 65535) < FAR


def test_pairs_of_neighbours_fill_the_square_evenly() -> None:
    """Neighbouring runs, months, grains and names: χ² of 64 × 64 cells each."""
    numbers = months(streams(16, grains=4), 60).reshape(16, 60, 4, RUNS_PER_GRAIN)
    for axis in range(4):
        length = numbers.shape[axis]
        one, other = (numbers.take(range(first, length - 1, 2), axis).ravel() for first in (0, 1))
        one = one[: len(other)]
        counts, _, _ = np.histogram2d(one, other[: len(one)], bins=64, range=[[0, 1], [0, 1]])
        expected = len(one) / 4096
        chi = np.sum((counts - expected) ** 2) / expected
        assert abs(chi - 4095) / np.sqrt(2 * 4095) < FAR, f"axis {axis}"


def test_neighbouring_runs_months_grains_and_names_are_uncorrelated() -> None:
    numbers = months(streams(12, grains=12), 100).reshape(12, 100, 12, RUNS_PER_GRAIN)
    for axis in range(4):
        for lag in (1, 2, 3):
            length = numbers.shape[axis]
            one, other = (
                numbers.take(part, axis).ravel() for part in (range(length - lag), range(lag, length))
            )
            assert distances(one, other) < FAR, f"axis {axis}, {lag} apart"


def test_streams_of_neighbouring_counters_and_seeds_are_uncorrelated() -> None:
    """Keys that differ by one bit, or by a step of the counter, are the worst that a hash could give."""
    base = key(1, "a")
    near = [base, *(base ^ (1 << bit) for bit in (0, 1, 31, 32, 62, 63)), base + GRAIN_STRIDE]
    numbers = months(Stream([one % 2**64 for one in near], bits=16, grains=range(4)), 60).reshape(
        len(near), -1
    )
    seeds = np.array([key(seed, "shock|a") for seed in NEIGHBOURS], dtype=np.uint64)
    of_seeds = months(Stream(seeds, bits=16, grains=range(4)), 60).reshape(len(seeds), -1)
    for found in (numbers, of_seeds):
        for one, other in combinations(range(len(found)), 2):
            assert distances(found[one], found[other]) < FAR


def test_a_flipped_bit_of_the_counter_flips_half_of_the_word() -> None:
    rng = np.random.default_rng(0)
    counters = rng.integers(0, 1 << 64, 20_000, dtype=np.uint64)

    def mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
        return mix(values, out=np.empty_like(values), room=np.empty_like(values))

    words = mixed(counters)
    for bit in range(64):
        changed = words ^ mixed(counters ^ np.uint64(1 << bit))
        flips = np.unpackbits(changed.view(np.uint8).reshape(-1, 8), axis=1).mean(axis=0)
        assert 0.45 < flips.min() <= flips.max() < 0.55


def test_luck_lies_between_0_and_1() -> None:
    numbers = uniform(np.array([0, 1 << 31, (1 << 32) - 1], dtype=np.uint32))
    assert numbers.tolist() == [0.0, 0.5, 1.0]
