"""Who does it, for whom, and what a place does not allow, where only words say so."""

import pytest

from kiknet.matching import concepts
from kiknet.matching.entry import Entry
from kiknet.matching.said import ages, conditions, pairs, persons, terms


def _entry(direction, kind, title, text="", **more):
    return Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": text, **more})


@pytest.mark.parametrize(
    ("wanted", "offered", "differs"),
    [
        (("Schwimmlehrerin", "Bitte nur eine Frau."), "Ich bin Herr Aydin und unterrichte gern.", True),
        (("Schwimmlehrerin", "Bitte nur eine Frau."), "Ich bin Frau Aydin und unterrichte gern.", False),
        (("Schwimmlehrerin", "Bitte nur eine Frau."), "Ich unterrichte seit 20 Jahren.", False),
        (("Mentorin", "Sie wünscht sich eine Frau."), "Ich bin ein erfahrener Meister.", True),
        (("Yogalehrerin für Frauen", ""), "Als Mann gebe ich gern auch Kurse für Frauen.", True),
        (("Computerkurs für Frauen", ""), "Ich bin ein Mann von 60 Jahren.", False),
        (("Pate für Jungen", "Ein männliches Vorbild: nur ein Mann."), "Ich bin Rentnerin.", True),
        (("Interpreter", "Must be a woman."), "Mr. Haddad interprets.", True),
    ],
)
def test_where_women_ask_for_a_woman_a_man_is_not_introduced(wanted, offered, differs):
    need, offer = _entry("need", "volunteer", *wanted), _entry("offer", "volunteer", "Unterricht", offered)

    assert persons.differ(need, offer) is differs


@pytest.mark.parametrize(
    ("wanted", "offered", "differs"),
    [
        ("Yoga für Anfängerinnen", "Anspruchsvoll, Vorkenntnisse sind nötig.", True),
        ("Yoga für Anfängerinnen", "Vorkenntnisse sind nicht nötig.", False),
        ("Yoga für Fortgeschrittene", "Keine Vorkenntnisse erforderlich.", True),
        ("Yoga für Fortgeschrittene", "Für Geübte.", False),
        ("Yoga", "Für Geübte.", False),
        ("Yoga für Anfängerinnen", "Nur wer schon den Kopfstand kann.", True),
        ("Yoga for beginners", "Some prior knowledge is required.", True),
    ],
)
def test_what_one_must_know_before_is_read(wanted, offered, differs):
    need, offer = _entry("need", "volunteer", wanted), _entry("offer", "volunteer", "Yoga", offered)

    assert persons.differ(need, offer) is differs


@pytest.mark.parametrize("text", ["Ich trainiere nur Herren.", "Ausschließlich Herrenmannschaften."])
def test_whoever_trains_men_only_says_so_in_the_text(text):
    assert pairs.audiences(_entry("offer", "volunteer", "Fußballtrainer", text)) == ("men",)


@pytest.mark.parametrize(
    ("wanted", "offered", "differs"),
    [
        ("Raum zum gemeinsamen Kochen", "Warme Speisen dürfen nicht zubereitet werden.", True),
        ("Raum zum gemeinsamen Kochen", "Getränke stehen bereit.", False),
        ("Treff mit Assistenzhunden", "Tiere müssen draußen bleiben.", True),
        ("Treff mit Assistenzhunden", "Hunde sind kein Problem.", False),
        ("Weihnachtsfeier mit Glühwein", "Alkohol ist im Haus untersagt.", True),
        ("Weihnachtsfeier ohne Alkohol", "Alkohol ist im Haus untersagt.", False),
        ("Treff, viele mit Rollator", "Drei Treppen hoch, heller Raum.", True),
        ("Treff, viele mit Rollator", "Aufzug im Haus.", False),
        ("Saal, zwei im Rollstuhl", "Im ersten Stock.", True),
        ("Saal, zwei im Rollstuhl", "Im ersten Stock, Aufzug vorhanden.", False),
        ("Saal, zwei im Rollstuhl", "Im ersten Stock, der Aufzug ist außer Betrieb.", True),
        ("Tango, mit Tanzschuhen", "Nur barfuß oder auf Socken.", True),
        ("Probe mit Schlagzeug", "Für leise Instrumente.", True),
        ("Probe mit Schlagzeug", "Keine laute Musik nach 22 Uhr.", False),
        ("Saal mit Bühne", "100 Plätze, eine Bühne gibt es nicht.", True),
        ("Saal mit Bühne", "100 Plätze, Bühne 6 x 4 m.", False),
        ("Raum mit Beamer", "Den Beamer bitte selbst mitbringen.", True),
        ("Raum mit Beamer", "Beamer da, Laptop bitte selbst mitbringen.", False),
        ("Sofa für eine Familie mit Asthma", "Aus einem Raucherhaushalt.", True),
        ("Sofa für eine Familie mit Asthma", "Aus einem Nichtraucherhaushalt.", False),
        ("Кімната для барабанів", "Тільки тихо: барабани заборонено.", True),
    ],
)
def test_what_a_place_does_not_allow_is_heard(wanted, offered, differs):
    kind = "furniture" if "Sofa" in wanted else "room"
    need, offer = _entry("need", kind, wanted), _entry("offer", kind, "Raum", offered)

    assert conditions.differ(need, offer) is differs


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Das Klavier wurde verkauft.", "piano"),
        ("Grillen und offenes Feuer sind im Garten nicht erlaubt.", "grill"),
        ("Tiere müssen draußen bleiben.", "pets"),
        ("The piano was sold.", "piano"),
        ("Мангал заборонено.", "grill"),
    ],
)
def test_what_is_gone_or_must_stay_outside_is_not_there(text, concept):
    assert concept in concepts.mentions(text).denied


def test_chairs_nobody_needs_any_more_are_there():
    assert "chair" in concepts.mentions("Stühle, die wir nicht mehr brauchen.").found


@pytest.mark.parametrize(
    ("wanted", "offered", "differs"),
    [
        ("Mathehilfe, 9. Klasse", "Rechnen in der 1. und 2. Klasse", True),
        ("Mathehilfe, 9. Klasse", "Mathe bis Klasse 10", False),
        ("Abiturvorbereitung Mathe", "Mathe bis zur 7. Klasse", True),
        ("Lernhilfe für Grundschulkinder", "Lernhilfe ab Klasse 7", True),
        ("Lernhilfe für Grundschulkinder", "Lernhilfe, Klassen 3 bis 6", False),
        ("Lernhilfe", "Lernhilfe ab Klasse 7", False),
    ],
)
def test_school_years_that_miss_each_other_are_not_introduced(wanted, offered, differs):
    assert ages.differ(_entry("need", "volunteer", wanted), _entry("offer", "volunteer", offered)) is differs


def test_what_shall_be_bought_is_not_lent_and_a_club_is_no_household():
    beamer, feast = (
        _entry("need", "equipment", "Beamer kaufen"),
        _entry("need", "know_how", "Versicherung, Vereinsfest"),
    )

    assert terms.differ(beamer, _entry("offer", "equipment", "Beamer-Verleih"))
    assert not terms.differ(beamer, _entry("offer", "equipment", "Beamer zu verkaufen"))
    assert terms.differ(feast, _entry("offer", "know_how", "Private Versicherungen"))
    assert not terms.differ(feast, _entry("offer", "know_how", "Private Versicherungen", "Auch für Vereine."))
