"""Months as grids, weeks by their ISO number, and the days a date covers."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiknet.calendar.month import YEARS, Month, Week, days_of

MONTHS = st.builds(Month, st.integers(YEARS.start, YEARS.stop - 1), st.integers(1, 12))
DAYS = st.dates(date(YEARS.start, 1, 8), date(YEARS.stop - 2, 12, 24))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))


@given(MONTHS)
def test_a_month_shows_each_of_its_days_once_in_whole_weeks_from_monday(month):
    weeks = month.weeks()
    shown = [day for week in weeks for day in week]

    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert shown == [shown[0] + timedelta(days=n) for n in range(len(shown))]
    assert [day for day in shown if (day.year, day.month) == (month.year, month.number)] == [
        month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)
    ]
    assert month.first in weeks[0]
    assert month.last in weeks[-1]


@given(MONTHS)
def test_months_follow_each_other(month):
    if month.next:
        assert month.next.previous == month
        assert month.next.first - month.last == timedelta(days=1)
    assert (month.next is None) == ((month.year, month.number) == (YEARS.stop - 1, 12))


@given(DAYS)
@example(date(2026, 12, 31))
@example(date(2027, 1, 1))
@example(date(2024, 12, 30))
def test_weeks_are_named_as_iso_8601_does(day):
    week = Week.of(day)

    assert day in week.days
    assert week.name == f"{day.isocalendar().year}-W{day.isocalendar().week:02}"
    assert Week.parse(week.name) == week
    assert week.next.previous == week
    assert week.next.days[0] - week.days[-1] == timedelta(days=1)


@pytest.mark.parametrize("text", ["", "2027-W00", "2027-W54", "2026-W54", "2027-10", "1899-W01", "2027-W1", "२०२७-W01"])
def test_what_is_no_week_is_none(text):
    assert Week.parse(text) is None


@pytest.mark.parametrize(("year", "number"), [(2027, 0), (2027, 13), (1, 1), (9999, 12)])
def test_what_is_no_month_we_show_is_refused(year, number):
    with pytest.raises(ValueError, match="no month"):
        Month(year, number)


@given(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=20)), MONTHS)
def test_a_date_covers_every_day_on_which_it_has_a_moment(starts, length, month):
    ends, month = starts + length, Month(starts.year, month.number)

    found = days_of(starts, ends, month.first, month.last)

    every = [month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)]
    midnight = datetime.min.time()
    assert found == [
        day
        for day in every
        if starts < datetime.combine(day + timedelta(days=1), midnight) and datetime.combine(day, midnight) < ends
    ]


def test_what_ends_at_midnight_is_over_with_that_day():
    day = datetime(2027, 3, 28)

    assert days_of(day, day + timedelta(days=1), date(2027, 3, 1), date(2027, 3, 31)) == [date(2027, 3, 28)]
