"""Whom a room is for, what it costs and for how many it is opened, as those who lend it say it."""

from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.scorer import WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 16))


def _entry(way, kind, title, text, **more):
    return Entry.read({"id": way, "direction": way, "kind": kind, "title": title, "text": text, **more})


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Nur für Firmen, 120 Euro am Abend.", False),
        ("Nur für Schulklassen.", False),
        ("Nur für Männergruppen.", False),
        ("Nur für Kurse der Volkshochschule.", False),
        ("An Externe vermieten wir nicht.", False),
        ("Miete 40 Euro pro Stunde.", False),
        ("Mindestens 30 Personen.", False),
        ("Montags Ruhetag, sonst gern.", False),
        ("Für alle Gruppen, kostenlos.", True),
        ("Nicht nur für Firmen.", True),
        ("Nur für Frauengruppen.", True),
        ("50 Euro Kaution.", True),
        ("Ab 10 Personen.", True),
    ],
)
def test_anas_group_of_women_without_money_hears_of_rooms_that_are_open_to_it(text, is_told):
    mondays = {"type": "weekly", "slots": [{"weekday": "MO", "from": "18:00", "to": "20:00"}]}
    need = _entry(
        "need", "room", "Seminarraum für Frauengruppe", "Wir sind 12 und haben kein Geld.", capacity=12,
        availability=mondays,
    )  # fmt: skip
    assert (JUDGE.verdict(need, _entry("offer", "room", "Seminarraum", text)).score >= 60) is is_told


def test_a_firm_hears_of_a_room_for_firms():
    need = _entry("need", "room", "Seminarraum", "Unser Unternehmen schult neue Leute.")
    assert JUDGE.verdict(need, _entry("offer", "room", "Seminarraum", "Nur für Firmen.")).score >= 60


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Mittelschule, Vorbereitung auf den Quali.", False),
        ("Nur Unterstufe.", False),
        ("Ab Klasse 9.", True),
        ("Auch Oberstufe.", True),
    ],
)
def test_who_is_in_the_eleventh_class_hears_of_whoever_teaches_it(text, is_told):
    need = _entry("need", "know_how", "Nachhilfe Mathe 11. Klasse Gymnasium", "Meine Tochter macht Abitur.")
    assert (JUDGE.verdict(need, _entry("offer", "know_how", "Nachhilfe Mathe", text)).score >= 60) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Dienstag ist mein Chortag.", False),
        ("Nachmittags muss ich arbeiten.", False),
        ("Nur samstags, unter der Woche studiere ich in München.", False),
        ("Ich bin ab nächster Woche für drei Monate in Syrien.", False),
        ("di geht nix", False),
        ("Dienstag ist mein freier Tag.", True),
        ("Ab 14 Uhr, vorher muss ich arbeiten.", True),
    ],
)
def test_carla_hears_of_who_has_time_on_tuesday_afternoons(text, is_told):
    tuesdays = {"type": "weekly", "slots": [{"weekday": "TU", "from": "15:00", "to": "17:00"}]}
    need = _entry("need", "volunteer", "Hausaufgabenhilfe gesucht", "Für Grundschulkinder.", availability=tuesdays)
    assert (JUDGE.verdict(need, _entry("offer", "volunteer", "Hausaufgabenhilfe", text)).score >= 60) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Wir sind zu zweit.", False),
        ("Ich und mein Bruder.", False),
        ("Drei kräftige Jungs.", False),
        ("Wir sind zu zehnt.", True),
        ("Unsere Fußballmannschaft, zwölf Leute.", True),
    ],
)
def test_ben_needs_eight_for_the_removal_and_is_told_of_those_who_are_enough(text, is_told):
    need = _entry("need", "volunteer", "Acht Helfer für Umzug", "Dritter Stock ohne Aufzug.")
    assert (JUDGE.verdict(need, _entry("offer", "volunteer", "Umzugshelfer", text)).score >= 60) is is_told


def test_nine_who_wait_for_a_mentor_are_no_nine_mentors():
    need = _entry("need", "volunteer", "Mentoren fürs Bewerben", "Neun Leute warten auf eine Begleitung.")
    offer = _entry("offer", "volunteer", "Mentorin fürs Bewerben", "Meine Kollegin und ich begleiten gern jemanden.")
    assert JUDGE.verdict(need, offer).score >= 60
