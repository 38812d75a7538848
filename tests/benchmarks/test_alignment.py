"""Two cuts of one text, aligned as the CoNLL 2018 shared task does."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores.alignment import Word, agreement, align, common_subsequence


def cut(*forms: str, heads: tuple[int, ...] = (), upos: str = "X") -> list[Word]:
    """Return words side by side; the first is the root and the others hang on it unless `heads` says otherwise."""
    words, at = [], 0
    for number, form in enumerate(forms):
        head = heads[number] if heads else min(number, 1) - 1
        words.append(Word(at, at + len(form), form, multiword=False, upos=upos, head=head, relation="dep"))
        at += len(form)
    return words


def multiword(start: int, end: int, *forms: str) -> list[Word]:
    return [Word(start, end, form, multiword=True, upos="X", head=-1, relation="dep") for form in forms]


def test_words_are_the_same_where_their_characters_are() -> None:
    """pro-EU plan: one word or three"""
    assert align(cut("pro-EU", "plan"), cut("pro", "-", "EU", "plan")) == [(1, 3)]


def test_words_of_a_multiword_token_are_compared_by_their_forms() -> None:
    """won't = will + not; we find wo + n't"""
    gold = [
        *multiword(0, 5, "will", "not"),
        Word(5, 9, "stay", multiword=False, upos="X", head=-1, relation="r"),
    ]
    assert align(gold, cut("wo", "n't", "stay")) == [(2, 2)]


def test_a_multiword_token_whose_words_are_its_parts_aligns_whatever_the_case() -> None:
    """Don't = Do + n't"""
    assert align(multiword(0, 5, "Do", "n't"), cut("do", "n't")) == [(0, 0), (1, 1)]


def test_two_multiword_tokens_that_overlap_are_one_stretch() -> None:
    gold = [*multiword(0, 4, "a", "b"), *multiword(4, 6, "c", "d")]
    found = multiword(2, 6, "b", "c", "d")
    assert align(gold, found) == [(1, 0), (2, 1), (3, 2)]


def test_the_head_of_a_word_is_right_when_it_is_aligned_with_the_gold_head() -> None:
    """The same arcs with other numbers, for one word before is cut in two."""
    gold = cut("pro-EU", "plan", heads=(1, -1))
    found = cut("pro", "-EU", "plan", heads=(2, 2, -1))
    counts = agreement(gold, found)
    assert counts == {"gold": 2, "found": 3, "words": 1, "upos": 1, "heads": 1, "arcs": 1}


def test_a_word_whose_head_has_no_partner_is_not_a_root() -> None:
    gold, found = cut("ab", "c", heads=(-1, -1)), cut("a", "b", "c", heads=(-1, 0, 0))
    assert agreement(gold, found)["heads"] == 0


def test_a_relation_is_right_only_with_its_head() -> None:
    gold, found = cut("a", "b", "c", heads=(1, -1, 1)), cut("a", "b", "c", heads=(2, -1, 1))
    assert agreement(gold, found) == {"gold": 3, "found": 3, "words": 3, "upos": 3, "heads": 2, "arcs": 2}


FORMS = st.lists(st.text("abC", min_size=1, max_size=4), min_size=1, max_size=12)


@given(FORMS)
def test_a_text_agrees_with_itself_in_everything(forms: list[str]) -> None:
    words = cut(*forms)
    assert set(agreement(words, words).values()) == {len(forms)}


@given(st.text("ab", min_size=1, max_size=20), st.data())
def test_no_word_is_aligned_twice_and_order_is_kept(text: str, data: st.DataObject) -> None:
    sides = []
    for _ in range(2):
        inner = data.draw(st.sets(st.integers(1, len(text)), max_size=6))
        places = sorted({0, len(text), *inner})
        sides.append(cut(*(text[a:b] for a, b in pairwise(places))))
    pairs = align(*sides)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert all(sides[0][a].form == sides[1][b].form for a, b in pairs)


@given(FORMS, FORMS)
def test_a_common_subsequence_is_in_both(one: list[str], other: list[str]) -> None:
    pairs = common_subsequence(one, other)
    assert all(one[a] == other[b] for a, b in pairs)
    assert len(pairs) <= min(len(one), len(other))
    assert len(common_subsequence(other, one)) == len(pairs)
