"""The dates of foreign rules, held against a library that everybody uses."""

from datetime import datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kiknet.errors import Rejected
from kiknet.imports import rules

UNTIL = datetime(2030, 1, 1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def joined(values):
    return ",".join(str(value) for value in values)


@st.composite
def rule_texts(draw):
    """Rules of every kind, written so that our two readers mean the same (a DTSTART the rule hits is not asked for)."""
    frequency = draw(st.sampled_from(rules.FREQUENCIES))
    parts = {"FREQ": frequency, "INTERVAL": draw(st.integers(1, 4)), "WKST": draw(st.sampled_from(("MO", "SU")))}
    if draw(st.booleans()):
        parts["BYMONTH"] = joined(draw(st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True)))
    if frequency != "WEEKLY" and draw(st.booleans()):
        days = st.integers(1, 31) | st.integers(-31, -1)
        parts["BYMONTHDAY"] = joined(draw(st.lists(days, min_size=1, max_size=3, unique=True)))
    if draw(st.booleans()):
        can_count = frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in parts)
        nths = draw(st.sampled_from((["1", "2", "-1"], [""]))) if can_count else [""]  # the library mixes them up
        day = st.tuples(st.sampled_from(nths), st.sampled_from(DAYS)).map("".join)
        parts["BYDAY"] = joined(draw(st.lists(day, min_size=1, max_size=3, unique=True)))
    if frequency in {"MONTHLY", "YEARLY"} and parts.keys() & {"BYDAY", "BYMONTHDAY"} and draw(st.booleans()):
        parts["BYSETPOS"] = joined(draw(st.lists(st.sampled_from([1, 2, -1]), min_size=1, max_size=2, unique=True)))
    return ";".join(f"{key}={value}" for key, value in parts.items())


@given(rule_texts(), st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)))
@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_our_dates_are_those_of_the_library(text, starts):
    starts = starts.replace(second=0, microsecond=0)

    expected = {starts, *rrulestr(text, dtstart=starts).between(starts, UNTIL, inc=True)}

    assert rules.dates(rules.parse(text, None), starts, UNTIL, 10_000) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FREQ=DAILY;COUNT=3", [1, 2, 3]),
        ("FREQ=DAILY;UNTIL=20270303T120000", [1, 2, 3]),
        ("FREQ=DAILY;UNTIL=20270303", [1, 2, 3]),
        ("FREQ=DAILY;UNTIL=20270303T110000Z", [1, 2, 3]),
        ("FREQ=DAILY;UNTIL=20270303T100000Z", [1, 2]),
    ],
)
def test_a_rule_ends_with_its_last_date(text, days):
    found = rules.dates(rules.parse(text, None), datetime(2027, 3, 1, 12), UNTIL, 1000)

    assert [at.day for at in found] == days


@pytest.mark.parametrize(
    "text", ["", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYHOUR=1,2", "FREQ=DAILY;BYDAY=X"]
)
def test_what_makes_no_sense_is_refused(text):
    with pytest.raises(Rejected):
        rules.parse(text, None)
