"""What somebody typed: the rules that hold for forms, imports and seeds alike."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from drafts import draft, open_draft
from hypothesis import given
from hypothesis import strategies as st

from kiknet import clock
from kiknet.calendar.draft import EventDraft, is_link, span
from kiknet.errors import Rejected
from kiknet.places.draft import PlaceDraft

TODAY = date(2026, 11, 22)
DAY = date(2027, 3, 9)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def refused_fields(thing: EventDraft, *, publish: bool = True) -> list[str | None]:
    return [problem.field for problem in thing.problems(TODAY, publish=publish)]


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        ({"starts": time(15), "ends": time(17)}, datetime(2027, 3, 9, 15), datetime(2027, 3, 9, 17)),
        ({"starts": time(15)}, datetime(2027, 3, 9, 15), datetime(2027, 3, 9, 17)),
        ({"starts": time(22), "ends": time(2)}, datetime(2027, 3, 9, 22), datetime(2027, 3, 10, 2)),
        ({"starts": time(22), "ends": time(0)}, datetime(2027, 3, 9, 22), datetime(2027, 3, 10)),
        ({"starts": time(22), "ends": time(2), "last_day": DAY}, datetime(2027, 3, 9, 22), datetime(2027, 3, 10, 2)),
        ({"starts": time(18), "ends": time(12), "last_day": date(2027, 3, 11)}, datetime(2027, 3, 9, 18),
         datetime(2027, 3, 11, 12)),
        ({"is_all_day": True}, datetime(2027, 3, 9), datetime(2027, 3, 10)),
        ({"is_all_day": True, "last_day": date(2027, 3, 11)}, datetime(2027, 3, 9), datetime(2027, 3, 12)),
        ({"is_all_day": True, "starts": time(9), "ends": time(8)}, datetime(2027, 3, 9), datetime(2027, 3, 10)),
    ],
)  # fmt: skip
def test_what_people_type_becomes_a_start_and_an_end(typed, begins, ends):
    assert span(DAY, **typed) == (begins, ends)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "starts"),
        ({"starts": time(15), "ends": time(15)}, "ends"),
        ({"starts": time(15), "ends": time(17), "last_day": date(2027, 3, 8)}, "last_day"),
        ({"starts": time(18), "last_day": date(2027, 3, 10)}, "ends"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(typed, field):
    with pytest.raises(Rejected) as refusal:
        span(DAY, **typed)

    assert refusal.value.field == field


@given(DAYS, TIMES, TIMES)
def test_on_one_day_it_lasts_less_than_a_day_and_ends_when_the_clock_says(day, starts, ends):
    if starts == ends:
        return

    begin, end = span(day, starts, ends)

    assert timedelta(0) < end - begin < timedelta(days=1)
    assert (begin.time(), end.time()) == (starts, ends)


@given(DAYS, TIMES, st.integers(1, 48 * 60))
def test_a_draft_that_passes_ends_after_it_begins_in_every_night_of_the_year(day, starts, minutes):
    """Also in the nights in which the clocks change: checked against zoneinfo, not against our own clock."""
    begin = datetime.combine(day, starts)
    end = begin + timedelta(minutes=minutes)

    problems = list(draft(starts_local=begin, ends_local=end).problems(date(2027, 1, 1), publish=True))

    zone = ZoneInfo("Europe/Berlin")
    lasts = end.replace(tzinfo=zone).timestamp() - begin.replace(tzinfo=zone).timestamp()
    assert bool(problems) == (lasts <= 0)


def test_the_hour_the_clocks_skip_is_refused_with_a_sentence():
    night = draft(starts_local=datetime(2027, 3, 28, 2, 15), ends_local=datetime(2027, 3, 28, 3))

    assert refused_fields(night) == ["ends"]


def test_the_hour_that_comes_twice_means_the_first_one():
    assert clock.from_local(datetime(2027, 10, 31, 2, 30)).hour == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"title": "Fest\r\nBEGIN:VEVENT"}, "title"),
        ({"summary": "x" * 301}, "summary"),
        ({"description": "x" * 20_001}, "description"),
        ({"starts_local": datetime(2027, 3, 9, 18)}, "ends"),
        ({"ends_local": datetime(2028, 3, 20)}, "last_day"),
        ({"starts_local": datetime(1999, 3, 9), "ends_local": datetime(1999, 3, 10)}, "first_day"),
        ({"starts_local": datetime(2032, 3, 9), "ends_local": datetime(2032, 3, 10)}, "first_day"),
        ({"starts_local": None, "ends_local": None}, "first_day"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"online_url": "https://"}, "online_url"),
        ({"online_url": "https://[", }, "online_url"),
        ({"registration": "url"}, "registration_url"),
        ({"picture_id": 1}, "picture_alt"),
        ({"place": PlaceDraft(name="x" * 161)}, "place_name"),
        ({"place": PlaceDraft(name="Hall\nX-EVIL:1")}, "place_name"),
        ({"topics": tuple(str(n) for n in range(11))}, "topics"),
        ({"topics": ("a|b",)}, "topics"),
    ],
)  # fmt: skip
def test_each_broken_rule_is_told_beside_its_field(changes, field):
    assert refused_fields(draft(**changes)) == [field]


def test_all_that_is_wrong_is_told_at_once():
    assert refused_fields(draft(title="", online_url="x", starts_local=datetime(2027, 3, 9, 18))) == [
        "title", "ends", "online_url",
    ]  # fmt: skip


def test_what_is_only_kept_may_lack_its_date_but_not_its_title():
    assert refused_fields(draft(starts_local=None, ends_local=None), publish=False) == []
    assert refused_fields(draft(title=""), publish=False) == ["title"]


def test_a_date_may_still_be_open():
    assert refused_fields(open_draft(date_note="ein Samstag im Mai")) == []


@given(st.text())
def test_no_text_breaks_the_check_of_a_link(text):
    assert is_link(text) in {True, False}
    assert not is_link(text + "\n")
