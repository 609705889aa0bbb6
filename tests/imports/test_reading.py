"""Strange calendars, as real programs send them, and nobody's friends: what is read, what is said of the rest."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiknet.errors import Rejected
from kiknet.imports.problem import MOST_BYTES
from kiknet.imports.reading import read

CALENDARS = Path(__file__).parent / "calendars"
TODAY = date(2026, 11, 22)


def reading(name):
    return read((CALENDARS / name).read_bytes(), TODAY)


def by_uid(name):
    return {event.uid: event for event in reading(name).events}


def said(found):
    """(line, reason) of everything that was left out."""
    return [(problem.line, str(problem.reason)) for problem in found.problems if not problem.is_hint]


def calendar(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines):
    return ["BEGIN:VEVENT", "UID:1", "SUMMARY:Sprachcafé", *lines, "END:VEVENT"]


def only(*lines):
    found = read(calendar(*event(*lines)), TODAY)
    assert len(found.events) == 1, said(found)
    return found.events[0]


def all_dates(read_event):
    """Every date of a series without its overrides, by its rule as the calendar will keep it."""
    from kiknet.calendar import recurrence

    starts = read_event.draft.starts_local
    made = (
        recurrence.dates(recurrence.Rule.parse(read_event.draft.rule), starts, datetime(2029, 1, 1))
        if read_event.draft.rule
        else [starts]
    )
    return sorted({*made, *read_event.draft.added} - set(read_event.draft.removed))


# Zones


def test_windows_names_of_zones_are_understood():
    found = by_uid("windows_zone.ics")

    assert found["w1"].draft.starts_local == datetime(2027, 3, 9, 15)
    assert found["w2"].draft.starts_local == datetime(2027, 3, 10, 15)
    assert found["w3"].draft.starts_local == datetime(2027, 3, 11, 13)


def test_a_zone_the_file_defines_itself_is_known_by_its_offsets_and_its_rules_are_never_run():
    found = by_uid("own_zone.ics")

    assert found["o1"].draft.starts_local == datetime(2027, 7, 9, 15)
    assert found["o2"].draft.starts_local == datetime(2027, 7, 10, 15)


def test_of_a_zone_nobody_knows_the_time_is_taken_as_it_stands_and_that_is_said():
    found = reading("own_zone.ics")

    assert by_uid("own_zone.ics")["o3"].draft.starts_local == datetime(2027, 7, 11, 15)
    assert [str(p.reason) for p in found.problems if p.is_hint] == [
        "Nobody knows the time zone “Mond/Mare Tranquillitatis”; we took the time as it stands."
    ]


def test_floating_times_are_those_of_the_calendar_or_ours():
    lines = event("DTSTART:20270309T150000", "DURATION:PT1H")
    there = read(calendar("X-WR-TIMEZONE:Europe/London", *lines), TODAY).events[0]
    here = read(calendar(*lines), TODAY).events[0]

    assert there.draft.starts_local == datetime(2027, 3, 9, 16)
    assert here.draft.starts_local == datetime(2027, 3, 9, 15)


def test_a_series_in_utc_follows_the_clock_of_the_calendar_that_says_its_zone():
    lines = event("DTSTART:20270323T140000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    named = read(calendar("X-WR-TIMEZONE:Europe/Berlin", *lines), TODAY).events[0]
    unnamed = read(calendar(*lines), TODAY).events[0]

    assert all_dates(named) == [datetime(2027, 3, 23, 15), datetime(2027, 3, 30, 15)]
    assert all_dates(unnamed) == [datetime(2027, 3, 23, 15), datetime(2027, 3, 30, 16)]


# Letters and lines


@pytest.mark.parametrize(
    "name",
    ["utf16.ics", "utf16_without_mark.ics", "latin1.ics", "with_mark.ics", "bare_newlines.ics", "bare_returns.ics"],
)
def test_letters_survive_every_encoding_and_lines_every_ending(name):
    assert [e.draft.title for e in reading(name).events] == ["Käsekuchen für alle"]


def test_a_line_may_be_folded_in_the_middle_of_a_letter():
    assert [e.draft.title for e in reading("folded_inside_a_letter.ics").events] == ["Käsekuchen far alle"]


def test_what_cannot_be_read_is_said_with_its_line_and_the_rest_is_read():
    found = reading("broken_lines.ics")

    assert sorted(by_uid("broken_lines.ics")) == ["k1", "k6", "k7"]
    assert said(found) == [
        (9, "This line says nothing a calendar could mean."),
        (10, "This line says nothing a calendar could mean."),
        (11, "This line says nothing a calendar could mean."),
        (14, "“gestern” is no date we understand."),
        (19, "It does not say when it begins (DTSTART)."),
        (23, "There is no such day or time: “20270231T150000”."),
        (28, "What is it called? Please give it a title."),
    ]
    assert {"k2", "k3", "k4"} <= found.mentioned


def test_a_file_that_was_cut_off_says_nothing_about_what_is_gone():
    found = reading("cut_off.ics")

    assert [e.uid for e in found.events] == ["c1"]
    assert not found.is_complete
    assert reading("all_day.ics").is_complete


@pytest.mark.parametrize("data", [b"", b"Hallo", b"\xff\xfe", b"BEGIN:VCARD\r\nEND:VCARD\r\n"])
def test_what_is_no_calendar_is_refused(data):
    with pytest.raises(Rejected, match="not a calendar file"):
        read(data, TODAY)


def test_a_web_page_is_refused_with_a_word_on_where_to_look():
    with pytest.raises(Rejected, match="web page"):
        read(b"<!DOCTYPE html><html><body>Kalender</body></html>", TODAY)


# Which event is which


def test_versions_of_an_event_are_one_and_different_events_under_one_uid_are_two():
    found = by_uid("same_uid.ics")

    assert found["s1"].draft.title == "Neu"
    assert sorted(e.draft.title for e in found.values()) == ["Eins", "Neu", "Zwei"]


def test_an_event_without_a_uid_is_the_same_in_every_copy_of_the_file():
    first, again = reading("no_uid.ics"), reading("no_uid.ics")

    assert [e.uid for e in first.events] == [e.uid for e in again.events]
    assert sorted(e.draft.title for e in first.events) == ["Eins", "Zwei"]
    assert len({e.uid for e in first.events}) == len(first.events)


# When


def test_days_end_as_the_standard_says_or_as_programs_do():
    found = by_uid("all_day.ics")
    days = {uid: (e.draft.starts_local.day, e.draft.ends_local.day) for uid, e in found.items() if e.draft.is_all_day}

    assert days == {"d1": (9, 12), "d2": (9, 10), "d3": (9, 10), "d4": (9, 11), "d5": (9, 10)}
    assert found["d6"].draft.ends_local == datetime(2027, 3, 9, 17)


def test_added_and_removed_dates_count_in_every_zone():
    assert all_dates(by_uid("series.ics")["r1"]) == [
        datetime(2027, 3, 2, 15),
        datetime(2027, 3, 20, 15),
        datetime(2027, 3, 21, 15),
        datetime(2027, 3, 30, 15),
        datetime(2027, 4, 6, 15),
    ]


def test_a_changed_date_without_its_series_is_an_event():
    found = next(e for e in reading("series.ics").events if e.draft.title == "Ohne Stamm")

    assert found.draft.starts_local == datetime(2027, 3, 2, 16)
    assert not found.draft.is_series


def test_a_rule_is_kept_where_it_means_the_same_here_and_its_dates_where_not():
    found = by_uid("series.ics")

    assert found["r4"].draft.rule == "FREQ=WEEKLY;COUNT=5"
    assert found["r3"].draft.rule == ""
    hours = [at.hour for at in all_dates(found["r3"])]  # New York changes its clocks two weeks before us
    assert hours == [15, 15, 14, 14, 15]
    assert [at.date() for at in all_dates(found["r5"])] == [date(2027, 2, 26), date(2027, 3, 31), date(2027, 4, 30)]


def test_googles_calendar_is_read_completely_but_for_what_is_private():
    found = by_uid("google.ics")
    cafe, choir = found["g1@google.com"], found["g2@google.com"]

    assert cafe.draft.starts_local == datetime(2027, 3, 9, 15)
    assert (cafe.draft.place.name, cafe.draft.place.street) == ("Haus International", "Poststraße 22")
    assert (cafe.draft.place.postcode, cafe.draft.place.city) == ("87439", "Kempten (Allgäu)")
    assert cafe.draft.description == "Kaffee & Kuchen\n\n– Deutsch\n– Türkisch"
    assert "ana@" not in repr(found)
    assert len(all_dates(choir)) == 7
    assert [(o.recurrence_id, o.starts_local) for o in choir.overrides] == [
        (datetime(2027, 4, 12, 18), datetime(2027, 4, 13, 18))
    ]
    assert "g3@google.com" not in found
    assert said(reading("google.ics"))[0][1] == "It is marked as private."


# What nobody's friend sends


def test_rules_that_cost_and_say_nothing_are_refused_or_cut_at_once():
    began = process_time()
    found = reading("hostile_rules.ics")

    assert process_time() - began < 2
    assert sorted(e.uid for e in found.events) == ["h13", "h14", "h15"]
    assert len(said(found)) == 13
    assert all(reason for _line, reason in said(found))
    assert max(len(e.draft.added) for e in found.events) <= 1000


def test_too_many_events_are_refused_at_once():
    data = calendar(*event("DTSTART:20270309T150000") * 50_000)
    began = process_time()

    with pytest.raises(Rejected, match="more than"):
        read(data[: MOST_BYTES - 10], TODAY)

    assert process_time() - began < 3


def test_more_than_five_megabytes_are_refused():
    with pytest.raises(Rejected, match="5 MB"):
        read(b"BEGIN:VCALENDAR\r\n" + b"X" * MOST_BYTES, TODAY)


@pytest.mark.parametrize(
    "data",
    [b"\r" * MOST_BYTES, b"\n \n" * (MOST_BYTES // 3), b'A;B="' * (MOST_BYTES // 5), b"BEGIN:X\r\n" * (MOST_BYTES // 9),
     b"DTSTART;TZID=" + b"a/" * (MOST_BYTES // 3), b"\x00\xd8" * (MOST_BYTES // 2), b"a" * MOST_BYTES,
     b"BEGIN:VEVENT\nSUMMARY:" + b"<p>" * (MOST_BYTES // 4), b"BEGIN:VEVENT\nRDATE:" + b"1," * (MOST_BYTES // 3),
     b"BEGIN:VEVENT\n" + b"RDATE:20270309T150000\n" * (MOST_BYTES // 30)],
    ids=["returns", "folds", "quotes", "nesting", "zone", "surrogates", "one line", "tags", "a list", "dates"],
)  # fmt: skip
def test_no_five_megabytes_cost_more_than_a_moment(data):
    began = process_time()
    with suppress(Rejected):
        read(data, TODAY)

    assert process_time() - began < 8


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_bytes_whatsoever_break_it(data):
    for wrapped in (data, calendar(*event()).replace(b"SUMMARY:", b"SUMMARY:" + data)):
        with suppress(Rejected):
            read(wrapped, TODAY)


NAMES = """
DTSTART DTEND RRULE EXDATE RDATE RECURRENCE-ID DURATION LOCATION DESCRIPTION CATEGORIES STATUS SEQUENCE UID URL
BEGIN END X-WR-TIMEZONE TZID CLASS
"""
WORDS = """
20270309T150000 20270309 Z ;TZID= Europe/Berlin FREQ= DAILY WEEKLY MONTHLY YEARLY ; BYDAY= -1MO 5SU BYSETPOS= -1 0
99999999999 INTERVAL= COUNT= UNTIL= , / P T1H PT0S -P1D BYWEEKNO=53 BYYEARDAY=366 VEVENT VCALENDAR \\n \\ ä
00010101T000000Z " BYMONTHDAY=31 BYMONTH=2
"""
PIECES = st.sampled_from([*WORDS.split(), " "])


@given(st.lists(st.tuples(st.sampled_from(NAMES.split()), st.lists(PIECES, max_size=8).map("".join)), max_size=12))
@settings(max_examples=200, deadline=timedelta(seconds=5))
def test_no_calendar_put_together_at_random_breaks_it(lines):
    written = [f"{name}{'' if value.startswith(';') else ':'}{value}" for name, value in lines]
    try:
        found = read(calendar(*event("DTSTART:20270309T150000", *written)), TODAY)
    except Rejected:
        return
    for each in found.events:
        each.draft.check(TODAY, publish=True)
        assert each.fingerprint


def test_a_calendar_has_so_many_dates_and_no_more():
    lines = [
        line
        for number in range(60)
        for line in [
            "BEGIN:VEVENT",
            f"UID:{number}",
            "SUMMARY:Immer",
            "DTSTART:20270309T150000",
            "RRULE:FREQ=DAILY",
            "END:VEVENT",
        ]
    ]
    found = read(calendar(*lines), TODAY)

    assert 25 < len(found.events) < 35
    assert {reason for _line, reason in said(found)} == {"The calendar has more than 20000 dates in all."}
