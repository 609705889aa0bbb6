"""Invitations as people paste them from mails and group chats."""

from datetime import date, time, timedelta
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet.calendar.paste import MONTHS, Pasted, understand

TODAY = date(2026, 11, 22)  # a Sunday
PLACES = ["Altstadthaus", "Bürgertreff Thingers", "Haus International"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("am 9.3.", date(2027, 3, 9)), ("am 9. 3. um 18 Uhr", date(2027, 3, 9)), ("9. März 2027", date(2027, 3, 9)),
        ("Di 9.3.27", date(2027, 3, 9)), ("09.03.2027", date(2027, 3, 9)), ("9. Mrz.", date(2027, 3, 9)),
        ("Dienstag, den 9. März", date(2027, 3, 9)), ("2027-03-09", date(2027, 3, 9)), ("24. Dez", date(2026, 12, 24)),
        ("am Dienstag um 18 Uhr", date(2026, 11, 24)), ("31.2.", None), ("um 18.30 Uhr", None), ("irgendwann", None),
        ("1. Advent am 29.11.", date(2026, 11, 29)),
    ],
)  # fmt: skip
def test_the_day(text, day):
    assert understand(text, TODAY).first_day == day


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("vom 9. bis 11. März 2027", date(2027, 3, 11)), ("9.–11.3.2027", date(2027, 3, 11)),
        ("9. - 11. März", date(2027, 3, 11)), ("9. März 2027", None),
    ],
)  # fmt: skip
def test_several_days(text, last):
    found = understand(text, TODAY)

    assert (found.first_day, found.last_day) == (date(2027, 3, 9), last)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("18 Uhr", time(18), None), ("um 18.30 Uhr", time(18, 30), None), ("18:30", time(18, 30), None),
        ("18.30–20 Uhr", time(18, 30), time(20)), ("von 15 bis 17 Uhr", time(15), time(17)),
        ("15-17 Uhr", time(15), time(17)), ("15:00 – 17:30", time(15), time(17, 30)), ("ab 19h", time(19), None),
        ("15 Uhr bis 17 Uhr", time(15), time(17)), ("am 9.3. von 9 bis 11 Uhr", time(9), time(11)),
        ("9. - 11. März", None, None), ("für 10 bis 14 Personen", None, None), ("Tel. 0831 2525-123", None, None),
        ("20 bis 24 Uhr", time(20), time(0)),
    ],
)  # fmt: skip
def test_the_time(text, starts, ends):
    found = understand(text, TODAY)

    assert (found.starts, found.ends) == (starts, ends)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Wir treffen uns im Altstadthaus.", "Altstadthaus"), ("Bürgertreff  Thingers, Saal", "Bürgertreff Thingers"),
        ("Ort: Pfarrsaal St. Anton, Immenstädter Str. 1", "Pfarrsaal St. Anton, Immenstädter Str. 1"),
        ("📍 Wo: Café Lichtblick", "Café Lichtblick"),
        ("Treffen im Jugendzentrum Bühl um 18 Uhr", "Jugendzentrum Bühl"),
        ("im März", ""), ("am Dienstag", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_place(text, place):
    assert understand(text, TODAY, PLACES).place_name == place


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Sprachcafé im Altstadthaus\n9.3. um 15 Uhr", "Sprachcafé im Altstadthaus"),
        ("Liebe Nachbarn,\nwir laden Sie herzlich ein zum „Sprachcafé für Frauen“ am 9.3.", "Sprachcafé für Frauen"),
        ("Einladung zum Sommerfest am 9. Juli", "Sommerfest"), ("*Einladung zur Chorprobe!*\n9.3.", "Chorprobe"),
        ("Hallo zusammen!\nWas: Filmabend\nWann: 9.3., 19 Uhr\nWo: Altstadthaus", "Filmabend"),
        ("Di, 9.3.27, 15–17 Uhr\nElternfrühstück", "Elternfrühstück"), ("", ""), ("🎉🎉🎉", ""),
    ],
)  # fmt: skip
def test_the_title(text, title):
    assert understand(text, TODAY, PLACES).title == title


def test_a_whole_invitation():
    text = (
        "Liebe Eltern,\n\nherzliche Einladung zum Elternfrühstück!\n\n📅 Mittwoch, 10. März 2027\n"
        "🕘 9.00 – 11.30 Uhr\n📍 Bürgertreff Thingers\n\nBitte anmelden: 0831 123456"
    )

    assert understand(text, TODAY, PLACES) == Pasted(
        "Elternfrühstück", date(2027, 3, 10), None, time(9), time(11, 30), "Bürgertreff Thingers", text
    )


@given(st.text(max_size=400))
def test_no_text_breaks_it_and_none_is_lost(text):
    found = understand(text, TODAY, PLACES)

    assert found.description == text
    assert len(found.title) <= 160
    assert "\n" not in found.title + found.place_name


@given(st.dates(TODAY, TODAY + timedelta(days=900)), st.times(), st.sampled_from(range(3)))
def test_what_is_written_out_is_read_back(day, at, style):
    written = (
        f"{day.day}.{day.month}.{day.year}", f"{day.day:02}.{day.month:02}.{day.year % 100:02}",
        f"{day.day}. {MONTHS[day.month - 1].replace('marz', 'märz').title()} {day.year}",
    )[style]  # fmt: skip

    found = understand(f"Chorprobe am {written} um {at.hour}.{at.minute:02} Uhr", TODAY)

    assert (found.first_day, found.starts) == (day, at.replace(second=0, microsecond=0))


@pytest.mark.parametrize("gap", [" ", "\n", "\n \n", "1.  ", "am ", "„"])
def test_no_text_takes_long_to_read(gap):
    began = monotonic()

    understand("1" + gap * (20_000 // len(gap)) + "2", TODAY)

    assert monotonic() - began < 2
