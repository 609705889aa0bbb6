"""What people say in plain words: that they want it, that they give it, how many there are, when it is free or gone."""

from datetime import date

import pytest

from kiknet.matching import lexicon, numbers
from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import direction, gone
from kiknet.matching.scorer import OF_THEIR_OWN, PLAIN_ROOMS, WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 16))


def _entry(way, kind, title, text="", **more):
    return Entry.read({"id": way, "direction": way, "kind": kind, "title": title, "text": text, **more})


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("speaker", "Abend zum Mietrecht", "Wir hätten donnerstags gern eine Fachperson, die das bei uns vorträgt."),
        ("other", "Annahme von Kinderkleidung", "Unsere Kleiderkammer nimmt Jacken entgegen, die Regale sind leer."),
        ("equipment", "Nähmaschine", "Gebraucht wird sie ab Januar."),
        ("room", "Proberaum", "Wir hoffen, auf diesem Weg einen zu finden."),
        ("volunteer", "Begleitung zum Arzt", "Eure Hilfe ist gefragt!"),
        ("transport", "Anhänger", "Meldet euch bitte, falls ihr einen habt."),
        ("furniture", "Regal", "Leihgesuch: ein Regal für drei Monate."),
        ("furniture", "Chairs", "We would love to have some for our group."),
        ("equipment", "Проєктор", "Якщо у вас є проєктор, напишіть нам."),
        ("furniture", "Стулья", "Подскажите, у кого есть стулья."),
        ("room", "غرفة اجتماعات", "ليس لدينا غرفة."),
        ("furniture", "Sandalye", "Sandalye olan varsa lütfen haber versin."),
    ],
)
def test_who_says_plainly_that_they_want_it_offers_nothing(kind, title, text):
    assert direction.asks(_entry("offer", kind, title, text))


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("room", "Küche mit Esszimmer", "Sie kann genutzt werden. Ein Beitrag von 15 Euro wird erbeten."),
        ("room", "Werkraum", "Er wird zwischen den Kursen nur selten gebraucht."),
        ("equipment", "Beamer", "Frei, Anfrage bitte drei Tage vorher."),
        ("furniture", "Стол", "Нам больше не нужен, заберите."),
        ("know_how", "Verein gründen? Fragt uns", "Unser Kassier hat schon vier Vereine begleitet, er macht das gern."),
        ("interpreter", "Перекладаю німецькою", "Охоче перекладаю у школі, бо сама колись нічого не розуміла."),
        ("other", "Beratung zum Amt", "Какие бумаги нужны? Расскажу."),
    ],
)
def test_who_gives_may_use_the_same_words(kind, title, text):
    assert not direction.asks(_entry("offer", kind, title, text))


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("furniture", "Stapelstühle", "Wir verschenken sie am liebsten an einen Verein, der Stühle braucht."),
        ("equipment", "Nähmaschine", "Wir haben eine Nähmaschine zu viel."),
        ("equipment", "Projector", "Up for grabs: a projector."),
        ("furniture", "Стільці", "Маємо зайві стільці, забирайте."),
    ],
)
def test_who_says_plainly_that_they_give_it_needs_nothing(kind, title, text):
    assert direction.gives(_entry("need", kind, title, text))


@pytest.mark.parametrize(
    "text", ["Wer verleiht so etwas?", "Wir brauchen eine zum Ausleihen.", "Who has one to give away?"]
)
def test_who_asks_for_it_does_not_give_it(text):
    assert not direction.gives(_entry("need", "equipment", "Nähmaschine", text))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Leider nur zehn.", 10),
        ("Wir haben gerade mal zwölf.", 12),
        ("Mehr als 20 sind es nicht.", 20),
        ("Zwei Stapel zu je acht.", 16),
        ("Es waren mal 40, heute sind es noch 25.", 25),
        ("Pro Gruppe geben wir nur 15 aus.", 15),
        ("12x vorhanden", 12),
    ],
)
def test_how_many_chairs_there_are(text, pieces):
    assert numbers.quantity(_entry("offer", "furniture", "Stühle zu verleihen", text)) == pieces


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Nur unter der Woche, am Wochenende zeigen wir selbst Filme.", False),
        ("Jeden Samstagabend läuft er bei uns im Kino.", False),
        ("Abends brauchen wir ihn selbst.", False),
        ("Bis 16 Uhr muss er zurück sein.", False),
        ("Rückgabe bis 10 Uhr am nächsten Tag.", True),
        ("Bis 12. Dezember muss er zurück sein.", True),
        ("Vormittags brauchen wir ihn selbst.", True),
        ("Bis Ende November.", False),
        ("Vor Weihnachten geht nichts mehr.", False),
        ("Am 12. Dezember ist er schon reserviert.", True),
        ("Am 5.12. haben wir selbst Veranstaltung.", False),
    ],
)
def test_ben_hears_of_a_projector_that_is_free_on_saturday_night(text, is_told):
    evening = {"type": "dates", "dates": [{"date": "2026-12-05", "from": "18:00", "to": "21:00"}]}
    need = _entry("need", "equipment", "Beamer für Filmabend", "Am 5. Dezember um 18 Uhr.", availability=evening)
    assert (JUDGE.verdict(need, _entry("offer", "equipment", "Beamer zu verleihen", text)).score >= 60) is is_told


@pytest.mark.parametrize(
    ("text", "is_gone"),
    [
        ("Reserviert bis Sonntag.", True),
        ("Wir behalten es nun doch selbst.", True),
        ("Zusage ist schon raus.", True),
        ("Vorerst nicht abzugeben, wir überlegen noch.", True),
        ("Ging an die Unterkunft.", True),
        ("Der Sessel dazu ist schon weg, das Sofa noch nicht.", False),
        ("Reservierung nicht möglich, wer zuerst kommt.", False),
    ],
)
def test_whether_a_sofa_is_gone(text, is_gone):
    assert gone.is_gone(_entry("offer", "furniture", "Sofa zu verschenken", text)) is is_gone


@pytest.mark.parametrize(
    ("offered", "capacity", "is_told"),
    [
        ("Gruppenraum", 50, True),
        ("Seminarraum", 50, True),
        ("Werkstatt", 50, False),
        ("Bandkeller", 50, False),
        ("Gruppenraum", None, False),
    ],
)
def test_a_plain_room_large_enough_and_free_then_is_what_a_meeting_needs(offered, capacity, is_told):
    when = {"type": "weekly", "slots": [{"weekday": "FR", "from": "18:00", "to": "21:00"}]}
    need = _entry("need", "room", "Raum für Elterncafé", "Wir sind 40.", capacity=40, availability=when, district=3)
    offer = _entry("offer", "room", offered, "", capacity=capacity, availability=when, district=3)
    assert (JUDGE.verdict(need, offer).score >= 60) is is_told


def test_a_hall_that_has_a_kitchen_and_a_stage_is_still_a_hall():
    need = _entry("need", "room", "Raum für Nähkurs", capacity=10, topics=["Nähen"])
    offer = _entry("offer", "room", "Saal", capacity=60, features=["Küche", "Bühne", "Beamer", "Spielecke"])
    assert JUDGE.verdict(need, offer).score >= 40


@pytest.mark.parametrize("offered", ["Raum zu vergeben", "Großer Raum im Stadtteilbüro", "Versammlungsraum"])
def test_ana_finds_a_plain_room_on_the_list_before_anybody_says_when(offered):
    need = _entry("need", "room", "Raum für Nähkurs", "10 Frauen, dienstags nachmittags")
    assert JUDGE.verdict(need, _entry("offer", "room", offered, "Für bis zu 50 Personen")).score >= 40


def test_who_cannot_leave_her_wheelchair_is_not_driven_without_a_ramp():
    need = _entry("need", "transport", "Fahrten im Elektrorollstuhl", "Mit Rampe.", features=["Rampe oder Hebebühne"])
    without = _entry("offer", "transport", "Neunsitzer mit Fahrer", "Eine Rampe oder Hebebühne gibt es nicht.")
    with_one = _entry("offer", "transport", "Neunsitzer mit Fahrer", "Für Fahrten im Rollstuhl, mit Rampe.")
    assert JUDGE.verdict(need, without).score < 60 <= JUDGE.verdict(need, with_one).score


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


def test_what_is_not_sold_but_given_is_given():
    need = _entry("need", "equipment", "Vier Nähmaschinen", "Geschenkt, für unser Nähcafé.", quantity=4)
    offer = _entry(
        "offer", "equipment", "Fünf Nähmaschinen", "Wir wollen sie schenken und nicht verkaufen.", quantity=5
    )
    assert JUDGE.verdict(need, offer).score >= 60


def test_until_summer_is_no_number_of_people():
    need = _entry("need", "volunteer", "Hausaufgabenhilfe", "Für 14 Kinder.")
    offer = _entry("offer", "volunteer", "Hausaufgabenhilfe", "Vier Studierende, die bis zum Sommer bleiben.")
    assert JUDGE.verdict(need, offer).score >= 60


def test_every_room_named_by_the_rules_is_known():
    assert lexicon.known().keys() >= PLAIN_ROOMS | OF_THEIR_OWN
