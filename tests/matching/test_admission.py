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


@pytest.mark.parametrize(("asked", "is_told"), [("Wir ziehen um.", False), ("Ich bin Mitglied.", True)])
def test_a_van_for_members_is_none_for_strangers(asked, is_told):
    need = _entry("need", "transport", "Transporter für Umzug", asked)
    offer = _entry("offer", "transport", "Transporter für Umzug", "Nur für Mitglieder.")
    assert (JUDGE.verdict(need, offer).score >= 60) is is_told


def test_four_rooms_for_24_each_are_what_the_field_says():
    need = _entry("need", "room", "Klassenzimmer für Samstagsschule", "45 Kinder in drei Gruppen.", capacity=45)
    offer = _entry("offer", "room", "Vier Klassenzimmer", "Je bis 24 Kinder.", capacity=96)
    assert JUDGE.verdict(need, offer).score >= 60
