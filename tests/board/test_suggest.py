"""What the form fills in while Ana types a title: what she means, and nothing she does not."""

import pytest

from kiknet.board.suggest import Guess, guess


@pytest.mark.parametrize(
    ("title", "direction", "kind"),
    [
        ("Vorlesen auf Türkisch gesucht", "need", "volunteer"),
        ("Vereinsraum für samstags gesucht", "need", "room"),
        ("Wir verleihen unseren Beamer", "offer", "equipment"),
        ("Wir bieten Besuch von älteren Menschen", "offer", ""),
        ("Können Sie uns Stühle leihen?", "need", "furniture"),
        ("Hat jemand Biertischgarnituren?", "need", "furniture"),
        ("Wer spricht Tigrinya?", "need", "interpreter"),
        ("Wer hilft beim Umzug?", "need", "transport"),
        ("Kim Arapça konuşuyor?", "need", ""),
        ("Хто розмовляє українською?", "need", "language_partner"),
        ("نبحث عن قاعة", "need", "room"),
        ("Trainerin für Mädchenfußball gesucht", "need", "volunteer"),
        ("Nachhilfe in Mathe", "", "volunteer"),
        ("Wir haben 20 Stühle abzugeben", "offer", "furniture"),
        ("Wir möchten einen Garten haben", "", ""),
        ("Hallo, wer mag kommen", "", ""),
        ("Ein Traum von einem Kuchen", "", ""),
        ("Praktischer Tablet-Kurs im Kindergarten", "", ""),
        ("Eine Küche zum Kuchenbacken", "", "room"),
        ("Rollstuhl zu verschenken", "offer", ""),
        ("Tischtennis am Mittagstisch", "", ""),
    ],
)
def test_what_a_title_means(title, direction, kind):
    found = guess(title)
    assert (found.direction, found.kind) == (direction, kind)


@pytest.mark.parametrize(
    ("title", "audiences"),
    [
        ("Menschen zum Deutschsprechen gesucht", ()),
        ("Menü für 40 Gäste", ()),
        ("Schwimmkurs für Männer", ("men",)),
        ("Frauenfrühstück mit Kindern", ("women", "children")),
        ("Muttersprachler gesucht", ()),
        ("Großeltern lesen vor", ("parents",)),
        ("Çocuklar için masal", ("children",)),
    ],
)
def test_for_whom(title, audiences):
    assert guess(title).audiences == audiences


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Ein Raum in der Nähe", ()),
        ("Nähtreff mit Nähmaschinen", ("Nähen",)),
        ("Radio machen", ()),
        ("Radtour für Familien", ("Fahrrad",)),
        ("Transport und Schulung", ()),
        ("Sommerfest mit Chor", ("Musik", "Fest")),
        ("Deutschland kennenlernen", ()),
        ("Gemeinschaftsgarten am Schulhof", ("Garten", "Schule")),
    ],
)
def test_about_what(title, topics):
    assert guess(title).topics == topics


@pytest.mark.parametrize(
    ("title", "days", "part"),
    [
        ("Wir suchen dienstags einen Raum für zwanzig Personen", (1,), ""),
        ("Saal donnerstagabends gesucht", (3,), "evening"),
        ("Jeden Mittwoch Nachmittag Hausaufgabenhilfe gesucht", (2,), "afternoon"),
        ("Jeden Samstagvormittag Fahrer gesucht", (5,), "morning"),
        ("Montags und freitags Helfer gesucht", (0, 4), ""),
        ("Am Dienstag Stühle gesucht", (), ""),
        ("Raum gesucht, nur nicht montags", (), ""),
        ("Montags bis freitags Betreuung", (), ""),
        ("Sonntagskaffee am Abend", (), ""),
    ],
)
def test_on_which_days_of_every_week(title, days, part):
    assert (guess(title).days, guess(title).part) == (days, part)


@pytest.mark.parametrize(
    ("title", "persons", "pieces"),
    [
        ("Wir suchen einen Raum für 25 Personen", 25, None),
        ("Raum für zwanzig bis dreißig Leute gesucht", 30, None),
        ("Bir oda lazım, 15 kişilik", 15, None),
        ("Потрібен зал на 30 людей", 30, None),
        ("raum f. 20 pers. gesucht", 20, None),
        ("Zwanzig stabile Stühle gesucht", None, 20),
        ("Wir verleihen 3 Biertischgarnituren", None, 3),
        ("Umzug in den 3. Stock, Transporter gesucht", None, None),
        ("Beamer mit 3000 Lumen", None, None),
        ("Saal am 3. Dezember um 8 Uhr", None, None),
        ("Ein Raum", None, None),
    ],
)
def test_for_how_many_and_how_many(title, persons, pieces):
    assert (guess(title).persons, guess(title).pieces) == (persons, pieces)


@pytest.mark.parametrize(
    ("title", "languages"),
    [
        ("Dolmetscherin Ukrainisch–Deutsch gesucht", ("uk", "de")),
        ("Wer dolmetscht Tigrinya?", ("ti",)),
        ("Suaheli-Dolmetscher", ("sw",)),
        ("Tandem Deutsch–Spanisch", ()),
        ("Deutschkurs", ()),
    ],
)
def test_languages_are_filled_in_only_where_it_is_clear_what_is_done_with_them(title, languages):
    assert guess(title).languages == languages


@pytest.mark.parametrize("title", ["", "   ", "???", "*" * 400, "\0\ud800", "Wort " * 20_000])
def test_no_title_breaks_it(title):
    assert isinstance(guess(title), Guess)
