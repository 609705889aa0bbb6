"""Summaries come in the morning, whatever the clocks do, and nobody is woken."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet import clock
from kiknet.notifications.rhythm import MOST, Quiet, Waiting, due, next_summary, summary

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(clock.from_local)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
QUIET = st.builds(Quiet, TIMES, TIMES)
NIGHT = Quiet(time(22), time(7))


def local(*wall_time):
    return clock.from_local(datetime(*wall_time))


@pytest.mark.parametrize(
    ("cadence", "after", "expected"),
    [
        ("daily", (2027, 3, 1, 6, 59), (2027, 3, 1, 7)),
        ("daily", (2027, 3, 1, 7), (2027, 3, 2, 7)),
        ("daily", (2027, 3, 27, 20), (2027, 3, 28, 7)),  # the night of the spring change
        ("weekly", (2027, 3, 1, 6), (2027, 3, 1, 7)),  # a Monday
        ("weekly", (2027, 3, 1, 8), (2027, 3, 8, 7)),
        ("weekly", (2027, 3, 7, 8), (2027, 3, 8, 7)),
    ],
)
def test_the_next_summary_is_the_next_morning(cadence, after, expected):
    assert next_summary(cadence, local(*after)) == local(*expected)


def test_who_wants_it_at_once_gets_no_summary():
    assert next_summary("instant", local(2027, 3, 1)) is None


@given(MOMENTS, st.sampled_from(["daily", "weekly"]))
def test_it_is_always_later_and_never_too_late(after, cadence):
    due = next_summary(cadence, after)

    assert after < due <= after + timedelta(days=7 if cadence == "weekly" else 1, hours=1)
    assert clock.to_local(due).time().isoformat() == "07:00:00"
    assert cadence == "daily" or clock.to_local(due).weekday() == 0


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((2027, 3, 1, 21, 59), (2027, 3, 1, 21, 59)),
        ((2027, 3, 1, 22), (2027, 3, 2, 7)),
        ((2027, 3, 2, 6, 59), (2027, 3, 2, 7)),
        ((2027, 3, 27, 23), (2027, 3, 28, 7)),  # an hour is missing in this night
        ((2027, 10, 30, 23), (2027, 10, 31, 7)),  # and one comes twice in this one
    ],
)
def test_what_comes_at_night_waits_for_the_end_of_the_quiet_hours(now, expected):
    assert due("instant", local(*now), NIGHT) == local(*expected)


def test_who_sleeps_long_gets_the_summary_afterwards():
    assert due("daily", local(2027, 3, 1, 12), Quiet(time(22), time(9, 30))) == local(2027, 3, 2, 9, 30)


def test_quiet_hours_in_the_middle_of_the_day_end_the_same_day():
    assert due("instant", local(2027, 3, 1, 13), Quiet(time(12), time(14))) == local(2027, 3, 1, 14)


@given(MOMENTS, QUIET, st.sampled_from(["instant", "daily", "weekly"]))
def test_no_mail_is_due_in_quiet_hours_nor_later_than_a_day_after_them(now, quiet, cadence):
    at = due(cadence, now, quiet)

    assert not quiet.holds(clock.to_local(at).time()) or _is_skipped(at, quiet)
    assert now <= at
    assert at - (next_summary(cadence, now) or now) <= timedelta(days=1, hours=1)


def _is_skipped(at, quiet):
    """In spring an hour is missing: quiet hours that would end in it end an hour later by the clock."""
    return clock.to_local(at).time() >= quiet.ends and at == clock.from_local(
        datetime.combine(clock.to_local(at).date(), quiet.ends)
    )


@given(MOMENTS, QUIET)
def test_never_is_never(now, quiet):
    assert due("never", now, quiet) is None


@given(MOMENTS, st.lists(st.tuples(st.integers(-90, 90), st.booleans()), max_size=60))
def test_a_summary_holds_what_is_due_and_unread_the_newest_first_to_stay(now, minutes):
    waiting = [Waiting(n, now + timedelta(minutes=m), is_read) for n, (m, is_read) in enumerate(minutes)]

    numbers, left_out = summary(waiting, now)

    told = [n for n, (m, is_read) in enumerate(minutes) if m <= 0 and not is_read]
    assert numbers == told[-MOST:]
    assert len(numbers) + left_out == len(told)
