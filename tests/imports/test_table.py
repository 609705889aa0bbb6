"""Tables as people keep them."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kiknet.errors import Rejected
from kiknet.imports import formats, table
from kiknet.imports.table import read

TODAY = date(2027, 3, 1)


def rows(*lines, head="Titel;Datum;Beginn;Ende;Ort"):
    return "\r\n".join([head, *lines, ""]).encode()


def only(line, **more):
    found = read(rows(line, **more), TODAY)
    assert [str(problem.reason) for problem in found.problems] == []
    return found.events[0].draft


@pytest.mark.parametrize(
    "data",
    [
        rows("Käsefest;9.3.2027;15:00;17:00;Haus"),
        rows("Käsefest,9.3.2027,15:00,17:00,Haus", head="Titel,Datum,Beginn,Ende,Ort"),
        rows("Käsefest\t9.3.2027\t15:00\t17:00\tHaus", head="Titel\tDatum\tBeginn\tEnde\tOrt"),
        b"\xef\xbb\xbf" + rows("Käsefest;9.3.2027;15:00;17:00;Haus"),
        rows("Käsefest;9.3.2027;15:00;17:00;Haus").decode().encode("cp1252"),
        rows("Käsefest;9.3.2027;15:00;17:00;Haus").decode().encode("utf-16"),
        rows('"Käsefest";"09.03.2027";"15:00:00";"17:00:00";"Haus"', head='"Titel";"Datum";"Beginn";"Ende";"Ort"'),
        rows("Käsefest;Di, 9.3.27;15 Uhr;17.00 Uhr;Haus"),
        rows("Käsefest;2027-03-09 00:00:00;15.00;17;Haus"),
        rows("Käsefest;9.3.;15:00;17:00;Haus", head=" TITEL ;datum;von;bis;wo"),
    ],
)
def test_tables_of_every_make_are_read(data):
    (event,) = formats.read(data, TODAY).events

    assert event.draft.title == "Käsefest"
    assert event.draft.starts_local == datetime(2027, 3, 9, 15)
    assert event.draft.ends_local == datetime(2027, 3, 9, 17)
    assert event.draft.place.name == "Haus"


def test_without_a_time_it_lasts_all_day_and_without_an_end_two_hours():
    assert only("Fest;9.3.2027;;;").is_all_day
    assert only("Fest;9.3.2027;15:00;;").ends_local == datetime(2027, 3, 9, 17)


def test_our_own_template_can_be_read():
    (event,) = read(table.template(TODAY), TODAY).events

    assert event.draft.place.street == "Poststraße 22"
    assert event.draft.place_note == "Saal 2"
    assert event.draft.cost == "free"


def test_rows_that_are_no_events_are_said_with_their_line():
    found = read(
        rows(
            "Fest;9.3.2027;;;", ";;;;", ";10.3.2027;;;", "Chor;gestern;;;", "Tanz;9.3.2027;abends;;", "Fest;9.3.2027;;;"
        ),
        TODAY,
    )

    assert [(p.line, str(p.reason)[:30]) for p in found.problems] == [
        (4, "What is it called? Please give"),
        (5, "On which day? Please write it "),
        (6, "We do not understand the time "),
        (7, "This event stands in the table"),
    ]


def test_the_same_row_is_the_same_event_also_at_another_time():
    first, later = (read(rows(f"Fest;9.3.2027;{time};;"), TODAY).events[0] for time in ("15:00", "16:00"))

    assert first.uid == later.uid
    assert first.fingerprint != later.fingerprint


def test_too_many_rows_are_refused():
    with pytest.raises(Rejected, match="2000"):
        read(rows(*["Fest;9.3.2027;;;"] * 2001), TODAY)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_no_table_whatsoever_breaks_it(text):
    with suppress(Rejected):
        read(rows(text), TODAY)
