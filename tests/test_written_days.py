"""One way to write days and times, in both languages; it lives in `kiknet/i18n.py` and nowhere else."""

import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
from flask import render_template_string

from kiknet import i18n
from kiknet.i18n import force_locale

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 18)


@pytest.mark.parametrize(
    ("style", "german", "english"),
    [
        ("full", "Montag, 23. November 2026", "Monday, 23 November 2026"),
        ("short", "Mo., 23. Nov. 2026", "Mon, 23 Nov 2026"),
        ("long", "23. November 2026", "23 November 2026"),
        ("numeric", "Mo., 23.11.", "Mon, 23/11"),
        ("of_month", "Mo., 23.", "Mon 23"),
    ],
)
def test_a_day(app, style, german, english):
    with app.app_context():
        assert i18n.written_day(DAY, style) == german
        with force_locale("en"):
            assert i18n.written_day(DAY, style) == english


def test_a_year_that_is_known_is_left_out(app):
    with app.app_context():
        assert i18n.written_day(DAY, "short", date(2026, 1, 1)) == "Mo., 23. Nov."
        assert i18n.written_day(DAY, "full", date(2026, 1, 1)) == "Montag, 23. November"
        assert i18n.written_day(DAY, "short", date(2027, 1, 1)) == "Mo., 23. Nov. 2026"
        assert i18n.written_days(DAY, date(2026, 12, 1)) == "Mo., 23. Nov. bis Di., 1. Dez. 2026"
        assert i18n.written_days(DAY, date(2027, 1, 1)) == "Mo., 23. Nov. 2026 bis Fr., 1. Jan. 2027"


@pytest.mark.parametrize(
    ("begins", "ends", "german", "english"),
    [
        (time(18), time(20), "18:00–20:00 Uhr", "18:00–20:00"),
        (time(9, 30), time(0), "09:30–24:00 Uhr", "09:30–24:00"),
        (time(9), None, "ab 09:00 Uhr", "from 09:00 on"),
        (None, time(17), "bis 17:00 Uhr", "until 17:00"),
        (time(0), time(6), "00:00–06:00 Uhr", "00:00–06:00"),
        (None, None, "", ""),
    ],
)
def test_times_name_the_clock_once_at_the_end(app, begins, ends, german, english):
    with app.app_context():
        assert i18n.written_times(begins, ends) == german
        with force_locale("en"):
            assert i18n.written_times(begins, ends) == english


def test_a_day_with_its_times(app):
    with app.app_context():
        assert i18n.written_moment(AT, "short", DAY) == "Mo., 23. Nov., 18:00 Uhr"
        assert (
            i18n.written_stretch(AT, datetime(2026, 11, 23, 20), "full") == "Montag, 23. November 2026, 18:00–20:00 Uhr"
        )
        assert i18n.written_stretch(AT, datetime(2026, 11, 24)) == "Mo., 23. Nov. 2026, 18:00–24:00 Uhr"
        over_night = i18n.written_stretch(AT, datetime(2026, 11, 24, 2))
        assert over_night == "Mo., 23. Nov., 18:00 bis Di., 24. Nov. 2026, 02:00 Uhr"


def test_a_page_does_not_break_a_time_at_its_dash_and_a_mail_has_the_dash_alone(app):
    with app.test_request_context():
        unbroken = render_template_string("{{ begins|times(ends) }}", begins=time(18), ends=time(20))
        in_mail = app.jinja_env.overlay(autoescape=False).from_string("{{ begins|times(ends) }}")

        assert unbroken == "18:00\u2060–\u206020:00\u00a0Uhr"
        assert in_mail.render(begins=time(18), ends=time(20)) == "18:00–20:00 Uhr"
        assert i18n.unbroken("Thingers – Nord, 2–3 Personen") == "Thingers – Nord, 2–3 Personen"


def test_nothing_else_names_days_or_asks_how_they_are_written():
    code = [path for path in (ROOT / "kiknet").rglob("*.py") if path.name != "i18n.py"]
    templates = [path for kind in ("html", "txt") for path in (ROOT / "templates").rglob(f"*.{kind}")]
    scripts = [*(ROOT / "static" / "js").rglob("*.js")]

    own_way = re.compile(
        r"babel\.dates|strftime\(.%[ABdmb]|:%d\.%m|strftime\(\"%m|toLocale(Date|Time)?String|Intl\.DateTime"
    )
    found = [str(path.relative_to(ROOT)) for path in [*code, *templates, *scripts] if own_way.search(path.read_text())]

    assert found == ["kiknet/imports/table.py"], "its example is typed, not told"
