"""Wall time and moments, across both clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiknet import clock

WALL_TIMES = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2060, 1, 1))


def test_fifteen_o_clock_stays_fifteen_o_clock_in_winter_and_summer():
    assert clock.from_local(datetime(2027, 1, 12, 15)) == datetime(2027, 1, 12, 14, tzinfo=UTC)
    assert clock.from_local(datetime(2027, 7, 13, 15)) == datetime(2027, 7, 13, 13, tzinfo=UTC)


def test_a_time_the_spring_change_skips_moves_forward_by_the_gap():
    assert clock.to_local(clock.from_local(datetime(2027, 3, 28, 2, 30))) == datetime(2027, 3, 28, 3, 30)


def test_a_time_that_happens_twice_means_the_first_one():
    assert clock.from_local(datetime(2027, 10, 31, 2, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@given(WALL_TIMES)
def test_what_clocks_show_comes_back_unless_it_was_skipped(wall_time):
    back = clock.to_local(clock.from_local(wall_time))

    assert back in {wall_time, wall_time + timedelta(hours=1)}
    if back != wall_time:
        assert (
            wall_time.replace(tzinfo=ZoneInfo(clock.HOME_ZONE), fold=0).utcoffset()
            != back.replace(tzinfo=ZoneInfo(clock.HOME_ZONE)).utcoffset()
        )


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 1, 1)))
def test_days_follow_each_other_without_gap_or_overlap(day):
    assert clock.day_span(day, day)[1] == clock.day_span(day + timedelta(days=1), day + timedelta(days=1))[0]
