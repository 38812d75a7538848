import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from sayso.dates import DateInterval
from sayso.reading.when import find_when

MAY = DateInterval.day(dt.date(2022, 5, 20))


def test_a_day_without_a_year_is_the_last_one_before_the_report() -> None:
    assert find_when("The envoy left on December 1.", MAY) == DateInterval.day(dt.date(2021, 12, 1))
    assert find_when("The envoy left on 3 May.", MAY) == DateInterval.day(dt.date(2022, 5, 3))


def test_a_month_with_its_year_is_the_whole_month() -> None:
    assert find_when("He left in December 2020.", MAY) == DateInterval(
        dt.date(2020, 12, 1), dt.date(2020, 12, 31)
    )


def test_without_a_date_or_a_document_date_nothing_is_guessed() -> None:
    assert find_when("The envoy left.", MAY) is None
    assert find_when("The envoy left on 3 May.", None) is None


@given(st.text(max_size=120))
def test_any_text_is_taken(text: str) -> None:
    found = find_when(text, MAY)
    assert found is None or found.start is not None
