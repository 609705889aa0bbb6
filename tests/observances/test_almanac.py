"""When the days are: against dates that were published, and what must hold in every year."""

from datetime import date, timedelta
from itertools import pairwise

import published_days
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet.observances import almanac
from kiknet.observances.known import GROUPS

PUBLISHED = """
ramadan               2026-02-18/2026-03-19 2027-02-08/2027-03-08 2028-01-28/2028-02-25
fastenbrechen         2026-03-20/2026-03-22 2027-03-09/2027-03-11 2028-02-26/2028-02-28
opferfest             2026-05-27/2026-05-30 2027-05-16/2027-05-19 2028-05-05/2028-05-08
muharrem-fasten       2026-06-16/2026-06-27 2027-06-06/2027-06-17
hizir-fasten          2026-02-10/2026-02-12 2027-02-09/2027-02-11
ostern                2026-04-05 2027-03-28 2028-04-16 2029-04-01
pfingsten             2026-05-24 2027-05-16 2028-06-04 2029-05-20
aschermittwoch        2026-02-18 2027-02-10 2028-03-01 2029-02-14
buss-und-bettag       2026-11-18 2027-11-17 2028-11-22 2029-11-21
erster-advent         2026-11-29 2027-11-28 2028-12-03 2029-12-02
orthodoxe-ostern      2026-04-12 2027-05-02 2028-04-16 2029-04-08
orthodoxe-weihnacht   2026-01-07 2027-01-07 2028-01-07 2029-01-07
enkutatash            2026-09-11 2027-09-12 2028-09-11 2029-09-11
carsema-sor           2026-04-15 2027-04-14 2028-04-19 2029-04-18
cejna-ezi             2026-12-18 2027-12-17 2028-12-15 2029-12-14
pessach               2026-04-02/2026-04-09 2027-04-22/2027-04-29 2028-04-11/2028-04-18 2029-03-31/2029-04-07
rosch-haschana        2026-09-12/2026-09-13 2027-10-02/2027-10-03 2028-09-21/2028-09-22 2029-09-10/2029-09-11
jom-kippur            2026-09-21 2027-10-11 2028-09-30 2029-09-19
chanukka              2026-12-05/2026-12-12 2027-12-25/2028-01-01 2028-12-13/2028-12-20 2029-12-02/2029-12-09
newroz                2026-03-21 2027-03-21 2028-03-21 2029-03-21
nouruz                2026-03-21 2027-03-21 2028-03-20 2029-03-20
diwali                2026-11-08 2027-10-29 2028-10-17 2029-11-05
holi                  2026-03-04 2027-03-22 2028-03-11 2029-03-01
mondneujahr           2026-02-17/2026-02-19 2027-02-06/2027-02-08 2028-01-26/2028-01-28 2029-02-13/2029-02-15
fruehjahrsferien      2026-02-16/2026-02-20 2027-02-08/2027-02-12 2028-02-28/2028-03-03 2029-02-12/2029-02-16
osterferien           2026-03-30/2026-04-10 2027-03-22/2027-04-02 2028-04-10/2028-04-21 2029-03-26/2029-04-06
weihnachtsferien      2026-12-24/2027-01-08 2027-12-24/2028-01-07
sommerferien          2026-08-03/2026-09-14 2027-08-02/2027-09-13 2028-07-31/2028-09-11 2029-07-30/2029-09-10
karfreitag            2026-04-03 2027-03-26 2028-04-14 2029-03-30
"""
"""Islamic days as in the Umm al-Qura calendar; Hanukkah and other Jewish days by their first full day."""


@pytest.mark.parametrize("line", PUBLISHED.strip().splitlines(), ids=lambda line: line.split()[0])
def test_the_days_are_those_that_were_published(line):
    key, *expected = line.split()

    for text in expected:
        first, _, last = text.partition("/")
        year = int(first[:4])
        found = [(str(d.first), str(d.last)) for d in almanac.in_year(year) if d.key == key]
        assert found == [(first, last or first)], year


def test_a_lunar_feast_may_come_twice_in_a_year_and_is_found_both_times():
    assert [str(d.first) for d in almanac.in_year(2030) if d.key == "ramadan"] == ["2030-01-05", "2030-12-26"]


def test_every_day_is_known_for_the_years_the_school_holidays_are():
    keys = [one.key for group in GROUPS for one in group.observances]
    assert len(keys) == len(set(keys)) > 80
    for year in (2026, 2027, 2028):
        assert set(keys) - {d.key for d in almanac.in_year(year)} == set()


def test_no_year_a_page_may_show_is_too_far_away():
    assert all(len(almanac.in_year(year)) > 50 for year in (1999, 2000, 2001, 2036, 2077, 2099))


@given(st.dates(date(2021, 1, 1), date(2035, 12, 31)), st.integers(0, 400))
def test_a_stretch_of_days_finds_what_touches_it_and_nothing_else(first, length):
    last = first + timedelta(days=length)
    years = range(first.year - 1, last.year + 1)
    expected = [d for y in years for d in almanac.in_year(y) if d.first <= last and d.last >= first]

    assert almanac.between(first, last) == expected
    assert all(d.days <= almanac.LONGEST.days for d in expected)


@given(st.sets(st.dates(date(2027, 1, 1), date(2027, 3, 1))))
def test_days_are_put_together_without_loss(days):
    found = published_days.stretches(days)

    assert {first + timedelta(days=n) for first, last in found for n in range((last - first).days + 1)} == days
    assert all(b[0] - a[1] > timedelta(days=1) for a, b in pairwise(found))


def test_the_doubt_is_said(app):
    with app.test_request_context():
        ramadan = next(d for d in almanac.in_year(2027) if d.key == "ramadan")
        assert (str(ramadan.name), ramadan.caution) == ("Ramadan", "± 1 Tag, beginnt am Abend vorher")
        easter = next(d for d in almanac.in_year(2027) if d.key == "ostern")
        assert (str(easter.name), easter.caution) == ("Ostersonntag", "")
