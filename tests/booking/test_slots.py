"""Slots, quantities and opening hours, held against a model that looks at every quarter of an hour."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet import clock
from kiknet.booking import repeat
from kiknet.booking.opening import Closure, Hours, is_early_enough, is_open, is_soon_enough, open_times
from kiknet.booking.peak import Use, fits, peak
from kiknet.booking.slot import Slot, joined, without

QUARTER = timedelta(minutes=15)
NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)
CLOCK_CHANGES = [date(2027, 3, 28), date(2027, 10, 31)]


def at(number):
    return NOON + number * QUARTER


def slot(first, last):
    return Slot(at(first), at(last))


numbers = st.integers(0, 40)
slots = st.tuples(numbers, numbers).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: slot(*pair))
uses = st.lists(st.builds(lambda each, number: Use(*each, number), slots, st.integers(1, 9)), max_size=8)


def quarters(each):
    """Every quarter of an hour that begins in a slot: the brute-force model."""
    count = int((each.ends_at - each.starts_at) / QUARTER)
    return {each.starts_at + QUARTER * number for number in range(count)}


def hours_on(day, opens, closes):
    return Hours(day.weekday(), opens, closes)


@given(slots, slots)
def test_slots_overlap_when_they_share_a_moment(one, other):
    assert one.overlaps(other) == bool(quarters(one) & quarters(other)) == other.overlaps(one)
    assert one.covers(other) == (quarters(other) <= quarters(one))


def test_slots_that_touch_do_not_overlap():
    assert not slot(0, 4).overlaps(slot(4, 8))


def test_a_slot_ends_after_it_starts():
    with pytest.raises(ValueError, match="ends after"):
        slot(4, 4)


@given(st.lists(slots, max_size=8))
def test_joining_keeps_the_time_and_leaves_gaps_between(several):
    whole = joined(several)

    assert set().union(*map(quarters, whole)) == set().union(*map(quarters, several))
    assert all(a.ends_at < b.starts_at for a, b in pairwise(whole))


@given(slots, st.lists(slots, max_size=6))
def test_what_is_taken_out_is_gone_and_nothing_else(one, gaps):
    left = without(one, gaps)

    assert set().union(*map(quarters, left)) == quarters(one) - set().union(*map(quarters, gaps))


@given(uses, slots)
def test_the_peak_is_the_largest_sum_at_any_moment(several, within):
    """Over all that overlaps `within`; what reaches beyond it counts there, too, at the moments of `within` only."""
    model = max(sum(each.quantity for each in several if m in quarters(each)) for m in quarters(within))

    assert peak(several, within) == model


@pytest.mark.parametrize(("wanted", "does"), [(8, True), (9, False)])
def test_twenty_chairs_of_which_twelve_are_away(wanted, does):
    away = [Use(*slot(0, 4), 12), Use(*slot(4, 8), 12)]

    assert fits(wanted, slot(0, 8), away, 20) is does


@given(uses, slots, st.integers(1, 9), st.integers(1, 20), st.integers(0, 4), st.integers(0, 4))
def test_what_fits_with_buffers_never_asks_for_more_than_there_is(several, wanted, number, there_are, before, after):
    block = wanted.widened(QUARTER * before, QUARTER * after)
    model = all(
        sum(each.quantity for each in several if m in quarters(each)) + number <= there_are for m in quarters(block)
    )

    assert fits(number, block, several, there_are) is model


times = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
weeks = st.lists(st.builds(Hours, st.integers(0, 6), times, times), max_size=5)
days = st.integers(0, 400).map(lambda number: date(2027, 1, 1) + timedelta(days=number))
closures = st.lists(
    st.tuples(days, st.integers(0, 40), st.booleans()).map(lambda t: Closure(t[0], t[0] + timedelta(days=t[1]), t[2])),
    max_size=2,
)


def open_quarters(hours, closed, day, free=frozenset()):
    """The model: go through the day's moments and ask of each whether some hours hold it."""
    first, last = clock.day_span(day, day)
    if day in free or any(each.holds(day) for each in closed):
        return set()
    moments = quarters(Slot(first, last))
    if not hours:
        return moments
    windows = [h.on(d) for d in (day - timedelta(days=1), day) for h in hours if h.weekday == d.weekday()]
    return {m for m in moments if any(w.starts_at <= m < w.ends_at for w in windows)}


@given(weeks, closures, st.one_of(days, st.sampled_from(CLOCK_CHANGES)))
def test_open_times_hold_exactly_the_open_moments(hours, closed, day):
    found = open_times(hours, closed, day, day)

    assert set().union(*map(quarters, found)) == open_quarters(hours, closed, day)


SUNDAYS = frozenset(date(2026, 12, 27) + timedelta(days=7 * number) for number in range(70))
opened = st.one_of(weeks, st.just([Hours(day, time(0), time(0)) for day in range(7)]))


@given(
    opened, closures, st.one_of(days, st.sampled_from(CLOCK_CHANGES)), st.integers(0, 95), st.integers(1, 400),
    st.sampled_from([frozenset(), SUNDAYS]),
)  # fmt: skip
def test_a_slot_is_open_when_all_its_moments_are(hours, closed, day, first, length, free):
    """Up to four days long, across midnight, across closed days in the middle, when the clocks change."""
    begin = clock.midnight(day) + QUARTER * first
    wanted = Slot(begin, begin + QUARTER * length)
    around = [day + timedelta(days=number) for number in range(7)]
    model = set().union(*(open_quarters(hours, closed, each, free) for each in around))

    assert is_open(hours, closed, wanted, free.__contains__) == (quarters(wanted) <= model)


@given(opened, closures, days, st.integers(1, 20))
def test_what_is_open_all_day_between_closed_days_ends_with_them(hours, closed, day, length):
    """The model again, for slots that begin and end at midnight: the day after does not count."""
    wanted = Slot(*clock.day_span(day, day + timedelta(days=length - 1)))
    around = [day + timedelta(days=number) for number in range(length)]
    model = set().union(*(open_quarters(hours, closed, each) for each in around))

    assert is_open(hours, closed, wanted) == (quarters(wanted) <= model)


def test_hours_across_midnight_last_until_the_morning():
    saturday = date(2027, 3, 6)
    evening = [hours_on(saturday, time(18), time(2))]
    party = Slot(*(clock.from_local(datetime(2027, 3, d, h)) for d, h in ((6, 20), (7, 2))))

    assert is_open(evening, [], party)
    assert not is_open(evening, [], party.moved(QUARTER))
    assert not is_open(evening, [Closure(date(2027, 3, 7), date(2027, 3, 7))], party)


def test_every_august_and_the_days_between_the_years():
    august = Closure(date(2026, 8, 1), date(2026, 8, 31), is_yearly=True)
    turn = Closure(date(2026, 12, 24), date(2027, 1, 6), is_yearly=True)

    assert [august.holds(date(2031, m, d)) for m, d in ((7, 31), (8, 1), (8, 31), (9, 1))] == [False, True, True, False]
    assert [turn.holds(date(2031, m, d)) for m, d in ((12, 23), (12, 24), (1, 6), (1, 7))] == [False, True, True, False]


def test_notice_and_advance():
    assert is_early_enough(NOON + timedelta(hours=48), NOON, 48)
    assert not is_early_enough(NOON + timedelta(hours=47), NOON, 48)
    assert not is_early_enough(NOON, NOON, 0)
    assert is_soon_enough(NOON + timedelta(days=90), NOON, 90)
    assert not is_soon_enough(NOON + timedelta(days=91), NOON, 90)


@pytest.mark.parametrize("change", CLOCK_CHANGES)
def test_what_repeats_keeps_its_hour_when_the_clocks_change(change):
    first = datetime.combine(change - timedelta(days=3), time(19))

    found = repeat.slots(first, first + timedelta(hours=2), "week", change + timedelta(days=14))

    assert len(found) == 3
    assert {clock.to_local(each.starts_at).time() for each in found} == {time(19)}
    assert {each.ends_at - each.starts_at for each in found} == {timedelta(hours=2)}


def test_the_second_tuesday_of_each_month():
    found = repeat.slots(datetime(2027, 3, 9, 15), datetime(2027, 3, 9, 17), "month", date(2027, 5, 31))

    assert [clock.to_local(each.starts_at).date() for each in found] == [
        date(2027, 3, 9), date(2027, 4, 13), date(2027, 5, 11),
    ]  # fmt: skip
