"""Days and moments: periods that follow each other share nothing and leave nothing out."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet import clock
from kiknet.reports import periods
from kiknet.reports.periods import Period

LATER = datetime(2200, 1, 1, tzinfo=UTC)
days = st.dates(date(2001, 1, 1), date(2099, 12, 31))
stretches = st.tuples(days, st.integers(0, 4000)).map(
    lambda given: Period(given[0], min(given[0] + timedelta(days=given[1]), date(2099, 12, 31)))
)


@given(stretches, st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_is_in_a_period_if_its_day_at_home_is(period, moment):
    span = period.until(LATER)
    assert (span.starts <= moment < span.ends) == (period.first <= clock.to_local(moment).date() <= period.last)


@given(stretches)
def test_the_parts_of_a_period_follow_each_other_from_its_first_day_to_its_last(period):
    parts = period.parts()
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    spans = [part.until(LATER) for part in parts]
    assert all(one.ends == following.starts for one, following in pairwise(spans))


@given(stretches, days)
def test_the_years_before_of_two_neighbours_are_neighbours(period, today):
    following = Period(period.last + timedelta(days=1), period.last + timedelta(days=30))
    first, second = period.year_before(date(2100, 1, 1)), following.year_before(date(2100, 1, 1))
    assert second.first - first.last == timedelta(days=1)


def test_nothing_that_is_still_to_come_belongs_to_a_period():
    now = datetime(2027, 3, 1, 11, tzinfo=UTC)
    assert periods.year(2027).until(now).ends == now
    assert periods.year(2028).until(now).is_empty
    assert periods.year(2026).until(now).ends == clock.midnight(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "before_first", "before_last"),
    [
        ((2026, 1, 1), (2026, 12, 31), (2025, 1, 1), (2025, 12, 31)),
        ((2025, 3, 1), (2025, 3, 31), (2024, 3, 1), (2024, 3, 31)),
        ((2025, 1, 1), (2025, 2, 28), (2024, 1, 1), (2024, 2, 29)),
        ((2027, 1, 1), (2027, 12, 31), (2026, 1, 1), (2026, 3, 1)),
        ((2027, 4, 1), (2027, 6, 30), (2026, 4, 1), (2026, 6, 30)),
    ],
)
def test_a_year_before_is_the_same_days_and_of_a_running_period_as_many_as_it_has_had(
    first, last, before_first, before_last
):
    before = Period(date(*first), date(*last)).year_before(date(2027, 3, 1))
    assert before == Period(date(*before_first), date(*before_last))


def test_what_the_address_says_is_read_and_what_makes_no_sense_is_passed_over():
    today = date(2027, 3, 1)
    assert periods.read("2026-04-01", "2026-06-30", today) == periods.quarter(date(2026, 5, 5))
    assert periods.read("2026-06-30", "2026-04-01", today) == periods.quarter(date(2026, 5, 5))
    assert periods.read("", "nonsense", today) == periods.year(2027)
    assert periods.read("0001-01-01", "9999-12-31", today) == periods.year(2027)
    assert periods.presets(today)["last_quarter"].first == date(2026, 10, 1)
