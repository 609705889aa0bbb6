"""What people choose becomes a rule, and a rule becomes what people chose."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet.calendar.recurrence import NTHS, Rule, dates
from kiknet.calendar.repeat_choice import KINDS, Repeating, nth_of, repeating_of, rule_of, settled
from kiknet.errors import Rejected

TUESDAY = date(2027, 3, 9)
"""The second Tuesday in March."""

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
WEEKDAYS = st.lists(st.integers(0, 6), max_size=7)
CHOSEN = st.builds(
    Repeating,
    kind=st.sampled_from(KINDS),
    every=st.integers(1, 12),
    weekdays=WEEKDAYS.map(tuple),
    nths=st.lists(st.sampled_from(NTHS), max_size=3).map(tuple),
    count=st.none() | st.integers(1, 60),
)


@pytest.mark.parametrize(
    ("chosen", "rule"),
    [
        (Repeating(kind="daily"), "FREQ=DAILY"),
        (Repeating(kind="weekly"), "FREQ=WEEKLY;BYDAY=TU"),
        (Repeating(kind="weekly", weekdays=(3, 0)), "FREQ=WEEKLY;BYDAY=MO,TH"),
        (Repeating(kind="weekly", every=2, count=6), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6"),
        (Repeating(kind="monthly_date"), "FREQ=MONTHLY;BYMONTHDAY=9"),
        (Repeating(kind="monthly_end"), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (Repeating(kind="monthly_weekday"), "FREQ=MONTHLY;BYDAY=2TU"),
        (Repeating(kind="monthly_weekday", nths=(-1,), weekdays=(4,)), "FREQ=MONTHLY;BYDAY=-1FR"),
        (Repeating(kind="monthly_weekday", nths=(1, 3), until=date(2027, 7, 31)),
         "FREQ=MONTHLY;BYDAY=1TU,3TU;UNTIL=20270731"),
        (Repeating(kind="FREQ=YEARLY;BYMONTH=3"), "FREQ=YEARLY;BYMONTH=3"),
    ],
)  # fmt: skip
def test_what_is_not_ticked_comes_from_the_first_day(chosen, rule):
    assert rule_of(chosen, TUESDAY).text() == rule


def test_what_happens_once_has_no_rule():
    assert rule_of(Repeating(every=0, count=-3), TUESDAY) is None
    assert repeating_of(None, TUESDAY) == Repeating()


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        (Repeating(kind="weekly", every=0), "repeats_every"),
        (Repeating(kind="weekly", every=100), "repeats_every"),
        (Repeating(kind="weekly", count=0), "repeats_count"),
        (Repeating(kind="weekly", count=1001), "repeats_count"),
        (Repeating(kind="weekly", count=3, until=date(2027, 7, 31)), "repeats_count"),
        (Repeating(kind="weekly", until=date(2027, 3, 8)), "repeats_until"),
        (Repeating(kind="hourly"), "repeats"),
        (Repeating(kind="FREQ=SECONDLY"), "repeats"),
        (Repeating(kind="FREQ=DAILY;INTERVAL=0"), "repeats"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(chosen, field):
    with pytest.raises(Rejected) as refusal:
        rule_of(chosen, TUESDAY)

    assert refusal.value.field == field


@given(CHOSEN, DAYS)
def test_the_form_gives_back_the_rule_it_was_filled_with(chosen, day):
    rule = rule_of(chosen, day)

    again = repeating_of(rule, day)

    assert again.kind in KINDS
    assert rule_of(again, day) == rule


@pytest.mark.parametrize(
    "text",
    ["FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=1MO,3FR", "FREQ=MONTHLY;BYMONTHDAY=14",
     "FREQ=MONTHLY;BYDAY=TU;COUNT=3", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR;UNTIL=20280101"],
)  # fmt: skip
def test_every_rule_from_elsewhere_keeps_its_dates(text):
    rule, starts = Rule.parse(text), datetime(2027, 3, 9, 15)

    again = rule_of(repeating_of(rule, TUESDAY), TUESDAY)

    until = starts + timedelta(days=3000)
    assert dates(again, starts, until) == dates(rule, starts, until)


def test_the_fifth_of_its_kind_is_meant_as_the_last():
    assert [nth_of(date(2027, 3, day)) for day in (1, 7, 8, 28, 29, 31)] == [1, 1, 2, 4, -1, -1]


def test_who_begins_on_a_sunday_and_ticks_monday_begins_on_monday():
    rule = rule_of(Repeating(kind="weekly", weekdays=(0,)), date(2027, 3, 7))

    assert settled(rule, datetime(2027, 3, 7, 18), None) == (rule, datetime(2027, 3, 8, 18))


def test_ten_dates_outside_the_holidays_are_ten_that_take_place():
    starts = datetime(2027, 3, 9, 15)
    easter = {date(2027, 3, 9), date(2027, 3, 23), date(2027, 3, 30)}
    asked = rule_of(Repeating(kind="weekly", count=4), TUESDAY)

    rule, first = settled(asked, starts, easter.__contains__)

    assert first == datetime(2027, 3, 16, 15)
    assert rule.text() == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270420"
    assert len(dates(rule, first, datetime(2028, 1, 1), is_skipped=easter.__contains__)) == 4


def test_a_series_without_any_date_is_none():
    rule = rule_of(Repeating(kind="weekly", weekdays=(0,), until=date(2027, 3, 10)), TUESDAY)

    with pytest.raises(Rejected) as refusal:
        settled(rule, datetime(2027, 3, 9, 15), None)

    assert refusal.value.field == "repeats_until"
