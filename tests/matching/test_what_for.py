"""What belongs to the same words and is another subject, and what is the same in other words."""

from datetime import date

import pytest

from kiknet.matching import compounds
from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.scorer import WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 22))


def _score(need, offer):
    entries = (
        Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": ""})
        for direction, (kind, title) in (("need", need), ("offer", offer))
    )
    return JUDGE.verdict(*entries).score


@pytest.mark.parametrize(
    ("need", "right", "wrong"),
    [
        (
            ("know_how", "Wie gründet man einen Verein?"),
            ("know_how", "Beratung zur Vereinsgründung"),
            ("know_how", "Hilfe bei der Vereinsbuchhaltung"),
        ),
        (("equipment", "Bühne für Theater"), ("equipment", "Bühne, mobil"), ("equipment", "Bühnenlicht fürs Theater")),
        (
            ("know_how", "Einen Kulturverein gründen"),
            ("know_how", "Beratung für Vereinsgründer"),
            ("know_how", "Beratung für Kulturvereine: Buchhaltung"),
        ),
        (("furniture", "Kinderbett"), ("furniture", "Kinderbett, weiß"), ("furniture", "Kinderbettwäsche")),
        (("volunteer", "Schlagzeug lernen"), ("volunteer", "Schlagzeuglehrer"), ("equipment", "Schlagzeug")),
        (("equipment", "Drucker für Formulare"), ("equipment", "Laserdrucker"), ("equipment", "3D-Drucker")),
        (("equipment", "Kinderwagen für Zwillinge"), ("equipment", "Geschwisterwagen"), ("equipment", "Kinderwagen")),
        (("equipment", "5 Laptops"), ("equipment", "Laptops"), ("equipment", "laptop taschen")),
        (("equipment", "5 Laptops"), ("equipment", "Acht Laptops"), ("equipment", "Laptop-Rucksäcke")),
        (("equipment", "Laptop"), ("equipment", "laptop, used"), ("equipment", "Bag for laptops")),
        (("equipment", "Nähmaschinen"), ("equipment", "Nähmaschine"), ("equipment", "Nähmaschinen-Nadeln")),
        (("equipment", "Kamera"), ("equipment", "Spiegelreflexkamera"), ("equipment", "Überwachungskamera")),
        (("equipment", "Ноутбук"), ("equipment", "Ноутбук, б/в"), ("equipment", "Сумка для ноутбука")),
        (("furniture", "Bett"), ("furniture", "Bettgestell"), ("furniture", "Puppenbett")),
        (("volunteer", "Help with homework"), ("volunteer", "Hausaufgabenhilfe"), ("volunteer", "Gartenhilfe")),
        (("room", "Raum für Frauengymnastik"), ("room", "Bewegungsraum"), ("room", "Büro mit Telefon")),
    ],
)
def test_ana_finds_what_she_means_and_not_what_sounds_like_it(need, right, wrong):
    assert _score(need, wrong) < 60 <= _score(need, right)


def test_of_two_words_that_share_a_part_the_first_is_what_it_is_for():
    assert "cot" in compounds.modifiers("Kinderbettwäsche")
    assert "generator" not in compounds.modifiers("Notstromaggregat")
