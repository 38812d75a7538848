"""What is said of a job while it runs and when it is done."""

from sayso.problems import Problem
from sayso.reading.job.tally import FEW, Counts, Tally, pace


def many() -> Tally:
    tally = Tally(whole=100, size=1000)
    for number in range(100):
        tally.problem(
            Problem(source=f"a/{number}.txt", message=f"the same bytes as a/{number - 1}.txt; read once")
        )
    tally.problem(Problem(source="b.txt", message="the file holds no text", fatal=True))
    return tally


def test_a_few_problems_are_told_one_by_one() -> None:
    tally = Tally(whole=FEW, size=0)
    for number in range(FEW):
        tally.problem(Problem(source=f"{number}.txt", message="the file holds no text"))
    assert len(tally.report()) == FEW


def test_many_problems_are_counted_by_kind_with_an_example() -> None:
    assert many().report() == (
        "101 problems:",
        "100 × such as a/0.txt: the same bytes as a/-1.txt; read once",
        "1 × b.txt: the file holds no text",
    )


def test_problems_that_are_all_different_take_no_more_memory_than_a_bounded_number() -> None:
    tally = Tally(whole=0, size=0)
    for number in range(5000):
        word = "".join(chr(97 + int(digit)) for digit in str(number))
        tally.problem(Problem(source="a", message=f"something about {word}"))
    assert len(tally.report()) < 250
    assert tally.report()[0] == "5,000 problems:"
    assert "4,800 ×" in tally.report()[1]


def test_the_time_left_goes_by_the_bytes_that_are_left() -> None:
    counts = Counts(
        done=1,
        whole=2,
        before=0,
        documents=1,
        words=100,
        statements=3,
        problems=0,
        seconds=10,
        words_now=100,
        bytes_now=1000,
        bytes_left=720_000,
    )
    assert counts.seconds_left == 7200
    assert pace(counts) == "10 words/s  3 statements  0 problems  2:00:00 left"


def test_what_was_done_before_says_nothing_of_the_pace() -> None:
    tally = Tally(whole=2, size=200)
    tally.step(size=100)
    tally.document(words=50, statements=2)
    tally.begin()
    assert tally.counts().words_per_second is None
    assert tally.counts().seconds_left is None
    assert pace(tally.counts()) == "2 statements  0 problems"
    assert tally.counts().before == 1
