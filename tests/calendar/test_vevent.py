"""An event as iCalendar text: whatever people type, every program reads what was meant."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import ics
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet import clock
from kiknet.calendar import vevent
from kiknet.calendar.vevent import Vevent
from kiknet.feeds import ical

CAFE = Vevent(
    uid="cafe@example.org",
    url="https://example.org/veranstaltungen/7",
    created_at=datetime(2026, 11, 1, 9, 0, 0, 999, UTC),
    changed_at=datetime(2026, 11, 22, 12, 30, 15, 123456, UTC),
    sequence=3,
    starts=datetime(2027, 3, 9, 15),
    ends=datetime(2027, 3, 9, 17),
    is_all_day=False,
    zone="Europe/Berlin",
    status="CONFIRMED",
    summary="Sprachcafé",
    description="Für alle.\n\nhttps://example.org/veranstaltungen/7",
    location="Altstadthaus, Schützenstraße 2",
    coordinates=(47.7262, 10.3157),
    categories=("Sprache und Bildung", "Frauen, Mütter"),
    picture_url="https://example.org/medien/x.webp",
)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=400) | st.text(
    '\\;,nN\r\n\t :"äß🎉ع\x0b\x85\u2028', max_size=200
)


def written(event):
    return b"".join(ical.calendar(ical.head(ical.Heading()), [vevent.text(event).encode()]))


def read(event):
    [found] = ics.events(written(event)).values()
    return found


def test_the_whole_text():
    assert (
        vevent.text(CAFE).replace("\r\n", "\n")
        == """\
BEGIN:VEVENT
DTSTAMP:20261122T123015Z
CREATED:20261101T090000Z
LAST-MODIFIED:20261122T123015Z
SEQUENCE:3
DTSTART;TZID=Europe/Berlin:20270309T150000
DTEND;TZID=Europe/Berlin:20270309T170000
STATUS:CONFIRMED
TRANSP:TRANSPARENT
URL:https://example.org/veranstaltungen/7
GEO:47.7262;10.3157
UID:cafe@example.org
SUMMARY:Sprachcafé
LOCATION:Altstadthaus\\, Schützenstraße 2
DESCRIPTION:Für alle.\\n\\nhttps://example.org/veranstaltungen/7
CATEGORIES:Sprache und Bildung,Frauen\\, Mütter
IMAGE;VALUE=URI;FMTTYPE=image/webp:https://example.org/medien/x.webp
ATTACH;FMTTYPE=image/webp:https://example.org/medien/x.webp
END:VEVENT
"""
    )


def test_it_is_the_same_text_every_time():
    assert vevent.text(CAFE) == vevent.text(replace(CAFE))


def test_what_is_empty_is_left_out():
    bare = replace(CAFE, description="", location="", coordinates=None, categories=(), picture_url="")

    assert {"DESCRIPTION", "LOCATION", "GEO", "CATEGORIES", "IMAGE", "ATTACH"} & set(read(bare)) == set()


def test_an_all_day_event_ends_on_the_day_after():
    fair = read(replace(CAFE, starts=datetime(2027, 5, 1), ends=datetime(2027, 5, 4), is_all_day=True))

    assert (fair["DTSTART"].dt, fair["DTEND"].dt) == (date(2027, 5, 1), date(2027, 5, 4))
    assert fair["DTSTART"].params["VALUE"] == "DATE"


def test_another_zone_is_written_in_utc():
    far = read(replace(CAFE, zone="Europe/Istanbul"))

    assert far["DTSTART"].dt == datetime(2027, 3, 9, 12, tzinfo=UTC)
    assert "TZID" not in far["DTSTART"].params


@given(TEXT)
def test_every_title_comes_back_on_one_line(title):
    data = written(replace(CAFE, summary=title or "x"))
    ics.check(data)

    assert ics.unescaped(data, "SUMMARY") == ([vevent.one_line(title or "x")] if vevent.one_line(title or "x") else [])


@given(TEXT)
def test_every_description_comes_back_with_its_line_breaks(description):
    data = written(replace(CAFE, description=description))
    ics.check(data)

    kept = vevent.many_lines(description)
    assert ics.unescaped(data, "DESCRIPTION") == ([kept] if kept else [])


@pytest.mark.parametrize(
    "title", ["Fest; Tanz, Essen", "a\\nb", "C:\\Neu", "SUMMARY:X", "END:VEVENT", 'ein "Wort"', "a\\"]
)
def test_signs_that_mean_something_in_calendars_mean_nothing_in_titles(title):
    assert ics.unescaped(written(replace(CAFE, summary=title)), "SUMMARY") == [title]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb", "a b"),
        ("a\rb", "a b"),
        ("a\u2028b\x85c", "a b c"),
        ("a\x00b\x1bc\x7f", "abc"),
        (" a ", "a"),
        ("a\tb", "a\tb"),
    ],
)
def test_line_breaks_and_control_characters_in_a_title(typed, kept):
    assert vevent.one_line(typed) == kept


@given(
    starts=st.datetimes(datetime(1996, 1, 1), datetime(2080, 1, 1), timezones=st.none()).map(
        lambda t: t.replace(microsecond=0, fold=0)
    ),
    minutes=st.integers(1, 60 * 24 * 14),
)
def test_every_time_is_the_moment_our_clock_means(starts, minutes):
    event = replace(CAFE, starts=starts, ends=starts + timedelta(minutes=minutes))

    found = read(event)

    for name, wall_time in (("DTSTART", event.starts), ("DTEND", event.ends)):
        assert found[name].dt.replace(tzinfo=None) == wall_time
        assert found[name].params["TZID"] == "Europe/Berlin"
        assert found[name].dt.astimezone(UTC) == clock.from_local(wall_time)
