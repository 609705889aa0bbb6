"""How events repeat: the rules people use, their dates, and what they are called."""

import time
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from kiknet.calendar.recurrence import Rule, dates
from kiknet.calendar.rule_words import sentence
from kiknet.errors import Rejected
from kiknet.i18n import force_locale

STARTS = st.datetimes(datetime(2023, 1, 1), datetime(2028, 12, 31)).map(lambda d: d.replace(second=0, microsecond=0))
DAYS = st.integers(0, 6)
NTHS = st.sampled_from([1, 2, 3, 4, 5, -1])
PIECES = ["FREQ=", "DAILY", "WEEKLY", ";BYDAY=", "-1", "MO", "2TU", ",", ";UNTIL=", "2027"]
ENDS = st.one_of(
    st.just({}),
    st.integers(1, 60).map(lambda count: {"count": count}),
    st.dates(date(2023, 1, 1), date(2032, 1, 1)).map(lambda day: {"until": day}),
)


def rules_with(**parts):
    return st.builds(lambda ends, **given: Rule(**given, **ends), ends=ENDS, interval=st.integers(1, 13), **parts)


RULES = st.one_of(
    rules_with(frequency=st.just("DAILY")),
    rules_with(frequency=st.just("WEEKLY"), weekdays=st.sets(st.tuples(st.just(0), DAYS)).map(tuple)),
    rules_with(frequency=st.just("MONTHLY"), month_day=st.none() | st.integers(1, 31) | st.just(-1)),
    rules_with(frequency=st.just("MONTHLY"), weekdays=st.sets(st.tuples(NTHS, DAYS), min_size=1).map(tuple)),
    rules_with(frequency=st.just("YEARLY")),
    rules_with(
        frequency=st.just("YEARLY"),
        month=st.integers(1, 12),
        weekdays=st.sets(st.tuples(NTHS, DAYS), max_size=2).map(tuple),
    ),
)


@given(RULES, STARTS, st.timedeltas(timedelta(0), timedelta(days=1200)))
@example(Rule(frequency="MONTHLY", month_day=31), datetime(2027, 1, 31, 18), timedelta(days=800))
@example(Rule(frequency="YEARLY"), datetime(2024, 2, 29, 18), timedelta(days=3000))
@example(Rule(frequency="WEEKLY", interval=2, weekdays=((0, 0), (0, 6))), datetime(2026, 12, 31, 2), timedelta(days=90))
def test_the_dates_are_those_an_independent_reader_finds(rule, starts, length):
    until = starts + length
    written = rule.text(until=f"{rule.until:%Y%m%d}T235959" if rule.until else "")
    independent = rrulestr(written, dtstart=starts, cache=False)

    found = dates(rule, starts, until)

    assert found == independent.between(starts, until, inc=True)[:1000]


@given(RULES)
def test_a_rule_written_down_and_read_again_is_the_same_rule(rule):
    assert Rule.parse(rule.text()) == rule
    assert Rule.parse(f"RRULE:{rule.text()}").text() == rule.text()


@given(RULES, STARTS, st.sets(st.integers(1, 28)))
def test_skipped_days_have_no_date_and_count_as_if_they_had(rule, starts, numbers):
    until = starts + timedelta(days=700)

    kept = dates(rule, starts, until, is_skipped=lambda day: day.day in numbers)

    assert kept == [moment for moment in dates(rule, starts, until) if moment.day not in numbers]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("rrule:freq=weekly;wkst=su;interval=2;byday=tu,th", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
        ("FREQ=WEEKLY;UNTIL=20270731T215959Z", "FREQ=WEEKLY;UNTIL=20270731"),
        ("FREQ=WEEKLY;UNTIL=20270731T225959Z", "FREQ=WEEKLY;UNTIL=20270801"),
        ("FREQ=WEEKLY;UNTIL=20270731T120000;INTERVAL=1", "FREQ=WEEKLY;UNTIL=20270731"),
    ],
)
def test_what_other_programs_write_is_read(text, meant):
    assert Rule.parse(text).text() == meant


def test_an_until_before_the_time_of_day_means_the_day_before():
    begins_in_the_evening = datetime(2027, 3, 2, 18)

    assert Rule.parse("FREQ=DAILY;UNTIL=20270731T000000Z", begins_in_the_evening).until == date(2027, 7, 30)
    assert Rule.parse("FREQ=DAILY;UNTIL=20270731T160000Z", begins_in_the_evening).until == date(2027, 7, 31)


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ=", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=1000000000", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=1000000000", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=5;UNTIL=20270101", "FREQ=DAILY;BYHOUR=1",
        "FREQ=WEEKLY;BYDAY=2TU", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=13",
        "FREQ=YEARLY;BYDAY=2TU", "FREQ=YEARLY;BYMONTHDAY=3", "FREQ=YEARLY;BYMONTH=13", "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;UNTIL=20270231", "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=00010101T000000Z",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "FREQ=DAILY;BYSETPOS=1", "COUNT=3",
        "FREQ=DAILY;COUNT=" + "9" * 400, "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "A" * 10_000,
    ],
)  # fmt: skip
def test_a_rule_outside_the_subset_is_refused_with_a_sentence(text, app):
    with pytest.raises(Rejected) as refusal:
        Rule.parse(text)

    assert str(refusal.value.reason).endswith((".", "?"))


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_whatever_is_written_is_a_rule_or_refused(text):
    with suppress(Rejected):
        assert Rule.parse(text).text()


def test_hostile_rules_end_at_once():
    far, starts = datetime(9999, 12, 31), datetime(2025, 2, 28, 18)
    hopeless = [
        Rule(frequency="MONTHLY", interval=12, month_day=31),
        Rule(frequency="MONTHLY", interval=96, month_day=30),
        Rule(frequency="YEARLY", interval=2, month=2, month_day=29),
        Rule(frequency="YEARLY", interval=99),
        Rule(frequency="DAILY", count=9999),
    ]
    begin = time.perf_counter()

    found = [len(dates(rule, starts, far, most=5)) for rule in hopeless]
    every = dates(Rule(frequency="DAILY"), starts, far, is_skipped=lambda _day: True)

    assert found == [0, 0, 0, 1, 5]
    assert every == []
    assert time.perf_counter() - begin < 1


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("FREQ=DAILY", "jeden Tag", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "alle drei Tage", "every three days"),
        ("FREQ=WEEKLY", "jeden Dienstag", "every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "jeden Dienstag und Donnerstag", "every Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "jeden Tag von Montag bis Freitag", "every day from Monday to Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "alle zwei Wochen dienstags und donnerstags",
         "every two weeks on Tuesdays and on Thursdays"),
        ("FREQ=WEEKLY;INTERVAL=10", "alle 10 Wochen dienstags", "every 10 weeks on Tuesdays"),
        ("FREQ=MONTHLY", "jeden Monat am 9.", "every month on day 9"),
        ("FREQ=MONTHLY;BYDAY=2TU", "jeden zweiten Dienstag im Monat", "every second Tuesday of the month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "am letzten Freitag im Monat", "on the last Friday of the month"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "am ersten und dritten Montag im Monat",
         "on the first and third Monday of the month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", "alle zwei Monate am zweiten Dienstag",
         "every two months on the second Tuesday"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "am letzten Tag im Monat", "on the last day of the month"),
        ("FREQ=YEARLY", "jedes Jahr am 9. März", "every year on 9 March"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "jedes Jahr am zweiten Sonntag im Mai",
         "every year on the second Sunday of May"),
        ("FREQ=WEEKLY;COUNT=10", "jeden Dienstag, 10 Termine", "every Tuesday, 10 dates"),
        ("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270731", "jeden zweiten Dienstag im Monat, bis 31. Juli 2027",
         "every second Tuesday of the month, until 31 July 2027"),
    ],
)  # fmt: skip
def test_a_rule_reads_as_people_say_it(text, german, english, app):
    rule, starts = Rule.parse(text), datetime(2027, 3, 9, 18)

    with app.test_request_context():
        with force_locale("de"):
            assert sentence(rule, starts) == german
        with force_locale("en"):
            assert sentence(rule, starts) == english


def test_leaving_out_the_holidays_is_said_last(app):
    rule = Rule.parse("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270731")

    with app.test_request_context():
        said = sentence(rule, datetime(2027, 3, 26, 18), skips_holidays=True)

    assert said == ("am letzten Freitag im Monat, bis 31. Juli 2027, nicht in den Schulferien und nicht an Feiertagen")
