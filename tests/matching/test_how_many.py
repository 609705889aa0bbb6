"""How many people, pieces, cars and cups a text says there are, in the words people use for it."""

from datetime import date

import pytest

from kiknet.fold import fold
from kiknet.matching import numbers
from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.scorer import WordScorer
from kiknet.wording import number_words

JUDGE = Judge(WordScorer(), date(2026, 11, 22))


def _entry(direction, kind, title, text=""):
    return Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": text})


def _is_told(kind, need, offer):
    return JUDGE.verdict(_entry("need", kind, *need), _entry("offer", kind, *offer)).score >= 60


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("fünfunddreißig", "35"),
        ("zweihundert", "200"),
        ("hundertzwanzig", "120"),
        ("siebzehn", "17"),
        ("twenty-five", "25"),
        ("yirmi beş", "25"),
        ("сорока", "40"),
        ("eine", "eine"),
    ],
)
def test_numbers_in_words_are_numbers(said, number):
    assert number_words.in_digits(fold(said)) == number


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Da gehen vierzig rein.", 40),
        ("Raum für uns alle (35)", 35),
        ("Wir sind meist so um die zwanzig.", 20),
        ("Wir übernachten dort zu acht.", 8),
        ("Seats about a dozen.", 12),
        ("20 TN", 20),
        ("Einzelzimmer", 1),
        ("Drei Doppelzimmer", 6),
        ("Sechs Tische à acht.", 48),
        ("Ben (35) schließt auf.", None),
        ("Wir sind 20 km entfernt.", None),
    ],
)
def test_for_how_many_people_a_text_says_it_is(text, people):
    assert numbers.people(text) == people


@pytest.mark.parametrize(
    ("direction", "text", "pieces"),
    [
        ("offer", "Wir können 15 entbehren.", 15),
        ("offer", "Zwei haben wir im Schuppen stehen.", 2),
        ("offer", "Wir haben 60, alle stapelbar.", 60),
        ("need", "Wir bräuchten etwa zwanzig.", 20),
        ("need", "Wir haben nur 15.", None),
        ("need", "ca. 30 für die Gruppe", 30),
        ("offer", "So vier oder fünf.", 4),
        ("offer", "Drei gebrauchte.", 3),
        ("offer", "Ein Zehnerpack.", 10),
        ("offer", "Ein paar stehen im Keller.", 6),
        ("offer", "Можемо дати шість.", 6),
        ("offer", "Wir haben 20 Jahre darauf gesessen.", None),
    ],
)
def test_a_number_alone_counts_what_the_title_names(direction, text, pieces):
    assert numbers.quantity(_entry(direction, "furniture", "Stühle", text)) == pieces


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        ("room", ("Parkplatz für sechs Autos",), "Ein Auto passt in den Hof.", "Acht Autos passen in den Hof."),
        ("equipment", ("Zelt", "Wir übernachten zu acht."), "Für zwei Personen.", "Für zehn Personen."),
        ("equipment", ("Kaffeemaschine", "Es kommen 150 Leute."), "Macht zehn Tassen.", "Macht 80 Tassen."),
        ("volunteer", ("Babysitting", "Einen ganzen Tag."), "Maximal zwei Stunden am Stück.", "Maximal neun Stunden."),
        (
            "volunteer",
            ("Babysitting", "Für drei Kinder."),
            "Ich traue mir ein Kind zu, mehr nicht.",
            "Auch vier Kinder.",
        ),
        ("furniture", ("Tische", "Für 40 Leute."), "2 Stück à 4 Plätze", "6 Tische à 8 Plätze"),
        ("equipment", ("Warnwesten für 25 Kinder",), "Ein Zehnerpack.", "Ein 30er-Pack."),
        ("equipment", ("Anhänger", "Nutzlast 1 t"), "Max. 400 kg.", "Max. 1,2 t."),
        ("equipment", ("Stromaggregat", "5 kW"), "800 Watt", "5,5 kW"),
        ("equipment", ("Kabeltrommel", "50 m"), "5 m", "50 m"),
        ("equipment", ("Zelt", "Für 50 Leute."), "3x3 m", "6 x 12 m"),
        ("room", ("Saal", "Für 60 Gäste."), "25 qm", "90 qm"),
        ("room", ("Sitzungszimmer", "Unser Vorstand: 14 Köpfe."), "Tisch für sechs.", "Tisch für sechzehn."),
        ("equipment", ("Musikinstrumente", "Zwanzig Ukulelen."), "Fünf Ukulelen.", "Zwanzig Ukulelen."),
        ("other", ("Schlafsäcke", "Für eine Gruppe von 18."), "Vier Stück.", "Zwanzig Stück."),
        ("other", ("Fußballschuhe Gr. 42",), "Kindergröße 33", "Herrengröße 42"),
        ("equipment", ("Tencere, 100 kişilik",), "10 kişiye yeter", "120 kişiye yeter"),
        ("room", ("Probenraum", "30 Musiker"), "Für kleine Ensembles.", "Für große Ensembles."),
    ],
)
def test_too_few_is_not_told_and_enough_is(kind, need, wrong, right):
    title = need[0].split()[0]

    assert not _is_told(kind, need, (title, wrong))
    assert _is_told(kind, need, (title, right))


def test_a_size_is_no_number_of_jackets():
    assert numbers.quantity(_entry("need", "other", "Winterjacke", "In Gr. 104 Jacken oder Mäntel.")) is None
    assert numbers.quantity(_entry("need", "other", "Winterjacke", "Wir brauchen 4 Winterjacken.")) == 4


@pytest.mark.parametrize(
    ("need", "offer", "is_told"),
    [
        (("Grill", "Wir sind 80 Leute."), ("Grill", "Reicht für 4 Personen."), False),
        (("Grill", "Wir sind 80 Leute."), ("Grill", "Reicht für 100 Personen."), True),
        (("Grill", "Wir sind 80 Leute."), ("Grill", "Groß, mit Rollen."), True),
        (("Sofa", "Sechs Leute sollen sitzen."), ("Sofa", "Platz für 2"), False),
    ],
)
def test_a_thing_for_four_is_not_told_to_who_expects_eighty(need, offer, is_told):
    assert _is_told("equipment", need, offer) is is_told


def test_what_stands_for_six_bicycles_is_no_bicycle():
    assert not _is_told("equipment", ("Fahrräder", ""), ("Fahrradständer", "Platz für 6 Räder"))


def test_children_and_guests_are_counted_in_ukrainian_too():
    assert numbers.people("буде десь 60 дітей і батьків") == 60
    assert not _is_told("room", ("Зал на свято", "Буде 60 дітей."), ("Saal", "Ca. 30 Leute passen rein."))
