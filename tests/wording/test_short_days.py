"""Days people shorten on their phones are read in full; what only looks like one stays."""

import pytest

from kiknet.wording.short_forms import spelled_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mo oder di", "Montag oder Dienstag"),
        ("do fr frei", "Donnerstag und Freitag frei"),
        ("mo-fr bis 17 uhr", "Montag bis Freitag bis 17 uhr"),
        ("di u. do abend", "Dienstag und Donnerstag abend"),
        ("mo, mi, fr", "Montag, Mittwoch, Freitag"),
        ("sa so frei", "Samstag und Sonntag frei"),
        ("nur am we", "nur am Wochenende"),
        ("jeden 2. do abend", "jeden 2. Donnerstag abend"),
        ("fr früh um 7", "Freitag früh um 7"),
        ("Raum do", "Raum Donnerstag"),
    ],
)
def test_ana_shortens_days(typed, meant):
    assert spelled_out(typed, "de") == spelled_out(typed, None) == meant


@pytest.mark.parametrize(
    "text",
    ["so gegen 18 uhr", "wir sind so um die 40", "Fr. Müller hilft", "mal so und mal so", "var mi?", "Do's", "und so"],
)
def test_what_only_looks_like_a_day_stays(text):
    assert spelled_out(text, "de") == text


def test_ben_shortens_days_in_english():
    assert spelled_out("after school, mon and wed", "en") == "after school, Monday and Wednesday"
    assert spelled_out("we sat in the sun", "en") == "we sat in the sun"
