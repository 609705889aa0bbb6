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


@pytest.mark.parametrize("title", ["", "   ", "???", "*" * 400, "\0\ud800", "Wort " * 20_000])
def test_no_title_breaks_it(title):
    assert isinstance(guess(title), Guess)
