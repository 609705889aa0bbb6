"""Our VTIMEZONE, read by a library that knows nothing but its rules, shows the same clock as the zone database."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from kiknet.feeds import ical

HOME = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def ours():
    return tzical(StringIO(f"BEGIN:VCALENDAR\r\n{ical.BERLIN}END:VCALENDAR\r\n")).get()


@pytest.mark.parametrize("year", [1996, 1997, 2010, *range(2024, 2037), 2060])
def test_every_hour_of_the_year_has_the_same_offset(ours, year):
    hour = datetime(year, 1, 1, 0, 30)
    different = []
    while hour.year == year:
        is_skipped_or_twice = (
            hour.replace(tzinfo=HOME, fold=0).utcoffset() != hour.replace(tzinfo=HOME, fold=1).utcoffset()
        )
        if not is_skipped_or_twice and hour.replace(tzinfo=ours).utcoffset() != hour.replace(tzinfo=HOME).utcoffset():
            different.append(hour)
        hour += timedelta(hours=1)

    assert different == []


def test_it_has_rules_and_no_table_of_dates():
    assert ical.BERLIN.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in ical.BERLIN
    assert ical.BERLIN.count("\n") == ical.BERLIN.count("\r\n") == 17
