"""Summaries come in the morning, whatever the clocks do."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet import clock
from kiknet.subscriptions.rhythm import next_summary

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(clock.from_local)


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
