"""Hours, limits and conditions as people type them on a phone: in small letters, a line or two, no field filled in."""

from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import clocks
from kiknet.matching.scorer import WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 16))


def _entry(direction, kind, title, text=""):
    return Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": text})


def _is_told(kind, need, offer):
    return JUDGE.verdict(_entry("need", kind, *need), _entry("offer", kind, *offer)).score >= 60


@pytest.mark.parametrize(
    ("said", "spans"),
    [
        ("um halb zehn", ["09:30-10:30"]),
        ("um 7", ["07:00-08:00", "19:00-20:00"]),
        ("so gegen drei", ["15:00-16:00"]),
        ("freitag früh um 7", ["07:00-08:00"]),
        ("dreiviertel acht abends", ["19:45-20:45"]),
        ("von drei bis fünf", ["15:00-17:00"]),
        ("half past five", ["17:30-18:30"]),
        ("kinder ab acht", []),
        ("um 40 euro", []),
        ("um 5.12.", []),
    ],
)
def test_hours_are_heard_as_people_say_them(said, spans):
    assert [f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in clocks.spans(said)] == spans


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        (
            "volunteer",
            ("vorlesen kita", "mi um halb zehn"),
            ("lese gerne vor", "erst ab 16 uhr wegen arbeit"),
            ("lese gerne vor", "mi vormittag"),
        ),
        (
            "language_partner",
            ("deutsch sprechen", "mo oder di, rede ukrainisch"),
            ("deutsch sprechen", "do fr hab ich frei, möchte ukrainisch lernen"),
            ("deutsch sprechen", "di fr hab ich frei, möchte ukrainisch lernen"),
        ),
        (
            "transport",
            ("fahrdienst", "jeden fr früh um 7"),
            ("fahrdienst", "fahre abends gern"),
            ("fahrdienst", "fahre morgens gern"),
        ),
    ],
)
def test_carla_is_told_of_what_is_at_her_time(kind, need, wrong, right):
    assert not _is_told(kind, need, wrong)
    assert _is_told(kind, need, right)


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        (
            "room",
            ("raum für geburtstag", "rund 3 dutzend gäste"),
            ("partyraum für feiern", "höchstens zwanzig gäste erlaubt"),
            ("partyraum für feiern", "höchstens vierzig gäste erlaubt"),
        ),
        (
            "room",
            ("besprechungsraum", "zu zehnt, gerne mit beamer"),
            ("besprechungsraum klein", "nur für 4 leute"),
            ("besprechungsraum", "bis 12 pers, beamer da"),
        ),
        (
            "room",
            ("raum für treffen", "sind meistens 25-30"),
            ("zimmer für treffen", "mehr wie 12 gehen nicht rein"),
            ("zimmer für treffen", "mehr wie 35 gehen nicht rein"),
        ),
        ("furniture", ("stühle gesucht", "so 50 rum"), ("stühle", "hätte ein halbes dutzend"), ("stühle", "60 stück")),
        ("furniture", ("tische", "mind. 8"), ("tische abzugeben", "2 hab ich noch"), ("tische", "9 hab ich noch")),
        (
            "equipment",
            ("laptops", "für 15 teilnehmer, jeder einen"),
            ("laptops verleih", "haben nur noch 4"),
            ("laptops verleih", "haben noch 20"),
        ),
        (
            "equipment",
            ("geschirr", "für 120 gäste"),
            ("geschirr leihen", "30 teller und tassen"),
            ("geschirr leihen", "150 teller und tassen"),
        ),
        ("furniture", ("esstisch", "sollte für 8 reichen"), ("esstisch", "für 4 personen"), ("esstisch", "für 8")),
    ],
)
def test_ana_needs_so_many_and_is_told_of_enough(kind, need, wrong, right):
    assert not _is_told(kind, need, wrong)
    assert _is_told(kind, need, right)


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        ("furniture", ("schrank", "höchstens 2 m breit, flur ist eng"), "3 m breit, 5 türen", "1,80 breit, 3 türen"),
        ("furniture", ("regal", "max 60 cm breit"), "120 breit 200 hoch", "50 breit 200 hoch"),
        ("furniture", ("kommode", "darf nicht höher als 80 cm sein"), "ca 1,20 m hoch", "ca 70 cm hoch"),
        ("furniture", ("matratze 140", "140x200 bitte"), "90 breit", "140 breit"),
        ("equipment", ("leinwand", "mind 3m breit"), "1,50 breit", "3,20 breit"),
        ("equipment", ("kühlschrank", "nische ist 85 hoch"), "1,75 hoch", "84 hoch"),
        ("furniture", ("shelf", "at most 80 cm wide"), "120 cm wide", "75 cm wide"),
    ],
)
def test_what_is_too_wide_or_too_narrow_for_ben_is_not_told(kind, need, wrong, right):
    assert not _is_told(kind, need, (need[0], wrong))
    assert _is_told(kind, need, (need[0], right))


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        ("volunteer", ("nachhilfe mathe", "3. klasse"), "nur ab der 7. klasse", "nur grundschule"),
        ("volunteer", ("nachhilfe mathe", "9. klasse"), "nur grundschule", "bis 10. klasse"),
        ("volunteer", ("fußballtrainer", "die jungs sind 7 und 8"), "nur ab 14", "nur ab 6"),
        ("volunteer", ("betreuung", "unsere sind 15 bis 17"), "kinder von 3-6 jahren", "jugendliche ab 14"),
    ],
)
def test_ages_are_heard_without_the_word_years(kind, need, wrong, right):
    assert not _is_told(kind, need, (need[0], wrong))
    assert _is_told(kind, need, (need[0], right))


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        ("furniture", ("sofa", "bräuchten lieferung, kein auto"), "nur abholung, 4. stock", "bringe ich vorbei"),
        ("furniture", ("sofa", "holen wir ab"), "schon weg", "nur abholung, 4. stock"),
        ("equipment", ("beamer leihen", "kaution können wir keine zahlen"), "gegen 200 euro kaution", "kostenlos"),
        ("equipment", ("beamer leihen", "kaution kein problem"), "ist kaputt", "gegen 200 euro kaution"),
        (
            "transport",
            ("transporter mit fahrer", "niemand von uns hat den führerschein"),
            "nur zum selber fahren",
            "ich fahr auch",
        ),
        ("equipment", ("bohrmaschine leihen", "für die wohnung"), "nur für vereinsmitglieder", "für alle"),
        ("equipment", ("bohrmaschine leihen", "wir sind mitglieder"), "schon verliehen", "nur für vereinsmitglieder"),
        ("volunteer", ("fahrdienst", "mit eigenem auto"), "hab kein auto", "hab ein auto"),
        ("room", ("partyraum", "feiern bis 2 uhr nachts"), "um 22 uhr muss ruhe sein", "bis 3 uhr nachts ok"),
        ("room", ("partyraum", "feiern bis 21 uhr"), "bis 18 uhr", "um 22 uhr muss ruhe sein"),
        ("room", ("partyraum", "am 24.12."), "über weihnachten zu", "über weihnachten frei"),
    ],
)
def test_what_carla_cannot_meet_is_not_told_and_what_she_can_is(kind, need, wrong, right):
    assert not _is_told(kind, need, (need[0], wrong))
    assert _is_told(kind, need, (need[0], right))
