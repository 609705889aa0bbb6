"""What becomes of a series' dates: nothing that matters is lost, whatever the rule was and is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiknet.calendar.series import plan

DAY = datetime(2027, 3, 1)
STARTS = st.builds(
    lambda day, hour: DAY + timedelta(days=day, hours=hour), st.integers(0, 20), st.sampled_from([9, 15, 18])
)


@dataclass(frozen=True)
class Row:
    recurrence_id: datetime
    is_touched: bool
    is_cancelled: bool
    delay: timedelta

    @property
    def ends_local(self):
        return self.recurrence_id + self.delay + timedelta(hours=2)


ROWS = st.dictionaries(
    STARTS,
    st.tuples(st.booleans(), st.booleans(), st.sampled_from([timedelta(0), timedelta(days=-3), timedelta(days=3)])),
    max_size=12,
).map(
    lambda found: [
        Row(start, is_touched or is_cancelled or bool(delay), is_cancelled, delay)
        for start, (is_touched, is_cancelled, delay) in found.items()
    ]
)
WANTED = st.sets(STARTS, max_size=12)
NOW = st.none() | STARTS


@given(ROWS, WANTED, NOW)
def test_every_row_has_exactly_one_fate(rows, wanted, now):
    what = plan(rows, wanted, now)

    fates = [*what.kept, *(row for row, _start in what.rekeyed), *what.deleted, *what.cancelled]
    assert sorted(fates, key=lambda row: row.recurrence_id) == sorted(rows, key=lambda row: row.recurrence_id)


@given(ROWS, WANTED, NOW)
def test_what_is_over_or_touched_is_never_deleted(rows, wanted, now):
    what = plan(rows, wanted, now)

    over = [row for row in rows if now and row.ends_local <= now]
    assert all(row in what.kept for row in over)
    assert not [row for row in what.deleted if row.is_touched]
    assert all(row.is_touched and not row.is_cancelled for row in what.cancelled)


@given(ROWS, WANTED, NOW)
def test_afterwards_every_wanted_date_to_come_is_there_once(rows, wanted, now):
    what = plan(rows, wanted, now)

    after = [
        *(row.recurrence_id for row in (*what.kept, *what.cancelled)),
        *(start for _row, start in what.rekeyed),
        *what.created,
    ]
    assert len(after) == len(set(after))
    assert {start for start in wanted if now is None or start >= now} <= set(after)
    assert all(start in wanted for start in what.created)
    assert all(start.date() == row.recurrence_id.date() for row, start in what.rekeyed)


@given(ROWS, WANTED, NOW)
def test_what_stays_is_wanted_over_or_special(rows, wanted, now):
    for row in plan(rows, wanted, now).kept:
        is_over = now is not None and row.ends_local <= now
        assert row.recurrence_id in wanted or is_over or row.is_cancelled


@given(ROWS, WANTED, NOW)
def test_a_second_time_nothing_happens(rows, wanted, now):
    what = plan(rows, wanted, now)
    after = [
        *what.kept,
        *(Row(row.recurrence_id, True, True, row.delay) for row in what.cancelled),
        *(Row(start, row.is_touched, row.is_cancelled, row.delay) for row, start in what.rekeyed),
        *(Row(start, False, False, timedelta(0)) for start in what.created),
    ]

    again = plan(after, wanted, now)

    assert not again.created
    assert not again.deleted
    assert not again.cancelled
