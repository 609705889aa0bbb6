"""Things and deeds that belong together, but are not offered for one another."""

from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.scorer import WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 22))


def _score(kind, wanted, offered, text=""):
    need, offer = (
        Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": said})
        for direction, title, said in (("need", wanted, text), ("offer", offered, ""))
    )
    return JUDGE.verdict(need, offer).score


@pytest.mark.parametrize(
    ("kind", "wanted", "right", "wrong"),
    [
        ("equipment", "Rollstuhl zum Ausleihen", "Rollstuhl, faltbar", "Rollator, faltbar"),
        ("equipment", "Waschmaschine", "Waschmaschine, gebraucht", "Wäschetrockner, gebraucht"),
        ("equipment", "Wasserkocher", "Wasserkocher, 2 Liter", "Kaffeemaschine"),
        ("equipment", "Rasenmäher zum Ausleihen", "Elektrischer Rasenmäher", "Gießkannen und Rechen"),
        ("equipment", "Schlittschuhe", "Schlittschuhe, fast neu", "Inliner, fast neu"),
        ("equipment", "Stromaggregat für den Markt", "Generator mit 3 kW", "Kabeltrommel 50 m"),
        ("equipment", "Trompete", "Trompete für Anfänger", "Blockflöten"),
        ("equipment", "Defibrillator", "Defibrillator zum Üben", "Verbandskasten"),
        ("other", "Schulranzen", "Schulranzen und Schultaschen", "Hefte und Stifte für die Schule"),
        ("other", "Windeln", "Windeln, drei Pakete", "Seife und Shampoo"),
        ("volunteer", "Physik-Nachhilfe", "Nachhilfe in Physik", "Biologie-Nachhilfe"),
        ("volunteer", "Boxtrainerin", "Boxen mit Trainerin", "Trainerin für Gymnastik"),
        ("volunteer", "Bergwanderung führen", "Ich führe Wanderungen", "Spaziergänge"),
        ("volunteer", "Ferienbetreuung", "Ferienprogramm mit Kindern", "Krabbelgruppe leiten"),
        ("volunteer", "Klavierbegleitung", "Pianist begleitet am Klavier", "Klavierstimmerin"),
        ("volunteer", "Fahrrad reparieren", "Fahrräder reparieren wir", "Auto reparieren"),
        ("volunteer", "Toaster und Lampen reparieren", "Reparieren von Lampen", "Hosen und Jacken reparieren"),
        ("volunteer", "Deutschkurs leiten", "Ich leite Deutschkurse", "Kinderbetreuung während des Deutschkurses"),
        ("furniture", "Sofa für vier Leute", "Sofa mit Bezug", "Sessel mit Bezug"),
        ("furniture", "Wohnzimmerschrank gesucht", "Schrankwand Eiche", "Küchentisch Eiche"),
        ("volunteer", "Deutsch lernen mit Müttern", "Deutsch für Mütter", "Kochen mit Müttern"),
        ("equipment", "Lichterkette für das Fest", "Zwei Lichterketten", "Stehlampe"),
        ("volunteer", "Tanzlehrerin für Bauchtanz", "Orientalischer Tanz, Bauchtanz", "Tanzkurs: Walzer und Salsa"),
        ("room", "Raum zum gemeinsamen Kochen", "Lehrküche mit vier Herden", "Turnhalle"),
        ("equipment", "Karaokeanlage", "Karaoke mit zwei Mikrofonen", "Lautsprecheranlage für Vorträge"),
        ("equipment", "Kopierer für das Büro", "Kopierer, A3", "Drucker, A3"),
        ("other", "Sandalen für Kinder", "Kindersandalen", "Stiefel für Kinder"),
        ("volunteer", "Gitarrenkurs", "Gitarrenunterricht", "Klavierunterricht"),
        ("speaker", "Vortrag über Kindergeld", "Kindergeld und Kinderzuschlag", "Vortrag über Bürgergeld"),
    ],
)
def test_what_belongs_together_is_not_the_same(kind, wanted, right, wrong):
    assert _score(kind, wanted, wrong) < 60 <= _score(kind, wanted, right)


@pytest.mark.parametrize(
    ("wanted", "right", "wrong"),
    [
        (("Zelte", "Zum Übernachten am See."), "Campingzelte", "Pavillonzelte"),
        (("Leinwand", "Für unseren Malkurs."), "Keilrahmen, Leinwand zum Malen", "Leinwand für den Beamer"),
        (("Zelt für den Flohmarkt", "3 x 3 m."), "Faltpavillon", "Igluzelt"),
        (("Kindersitz", "Er soll auf mein Fahrrad passen."), "Fahrradsitz für Kinder", "Babyschale"),
    ],
)
def test_what_stands_beside_a_wide_word_says_which_kind_is_meant(wanted, right, wrong):
    title, text = wanted

    assert _score("equipment", title, wrong, text) < 60 <= _score("equipment", title, right, text)


def test_the_same_thing_is_the_same_whatever_feast_it_is_for_and_whatever_comes_with_it():
    need = Entry.read(
        {"id": "n", "direction": "need", "kind": "equipment", "title": "Stehtische", "topics": ["Empfang"], "text": ""}
    )
    offer = Entry.read(
        {
            "id": "o",
            "direction": "offer",
            "kind": "equipment",
            "title": "Stehtische",
            "features": ["Hussen"],
            "text": "",
        }
    )

    assert JUDGE.verdict(need, offer).score >= 60
