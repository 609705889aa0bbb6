"""Languages only texts tell: hardly spoken, between two others, in which one something is held, signs and Braille."""

from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import between, hardly, held_in, interpreting, levels, modes, persons, spoken
from kiknet.matching.scorer import WordScorer
from kiknet.wording import language_names

JUDGE = Judge(WordScorer(), date(2026, 11, 16))


def _entry(direction, kind, title, text="", languages=""):
    """Languages as "ar:wants de:wants"."""
    named = [dict(zip(("lang", "role"), one.split(":"), strict=True)) for one in languages.split()]
    raw = {"id": direction, "direction": direction, "kind": kind, "title": title, "text": text, "languages": named}
    return Entry.read(raw)


def _need(*said):
    return _entry("need", *said)


def _offer(*said):
    return _entry("offer", *said)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Deutsch kann ich leider noch kaum.", {"de"}),
        ("Mein Deutsch ist schlecht, besser geht es auf Englisch.", {"de"}),
        ("Deutsch nur mit Händen und Füßen.", {"de"}),
        ("Deutsch? Leider noch nicht.", {"de"}),
        ("Deutsch muss ich erst lernen.", {"de"}),
        ("Ins Deutsche übersetze ich nicht.", {"de"}),
        ("Mon allemand est encore faible.", {"de"}),
        ("Arabisch: Muttersprache, Deutsch: wenig", {"de"}),
        ("Ich spreche gut Arabisch und ein bisschen Deutsch.", {"de"}),
        ("По-немецки пока плохо.", {"de"}),
        ("Almancam zayıf.", {"de"}),
        ("Німецької ще не знаю.", {"de"}),
        ("لا أتكلم الألمانية جيدا.", {"de"}),
        ("Ich spreche gut Deutsch und wenig Englisch.", {"en"}),
        ("Mein Deutsch ist nicht perfekt, aber es reicht.", set()),
        ("Deutsch ist nicht meine Muttersprache.", set()),
        ("Für Menschen, die noch wenig Deutsch können.", set()),
        ("Ich begleite Familien ohne Deutschkenntnisse.", set()),
        ("Ich weiß, wie es war, als ich selbst kein Deutsch konnte.", set()),
        ("Keine Urkunden aus dem Arabischen.", set()),
        ("Deutsch–Arabisch, wenig Zeit am Montag.", set()),
    ],
)
def test_what_somebody_hardly_speaks_is_read_and_what_others_do_not_speak_is_not(text, found):
    assert hardly.spoken("Dolmetschen", text) == found


def test_who_has_german_a1_interprets_for_nobody_but_lends_a_hand():
    offer = ("Somali / English", "Somali native, German A1.")

    assert spoken.differ(_need("interpreter", "Somali beim Sozialamt"), _offer("interpreter", *offer))
    need = _need("volunteer", "Hilfe beim Fest", "", "de:wants")
    assert not spoken.differ(need, _offer("volunteer", "Ich helfe beim Fest", "German A1"))


@pytest.mark.parametrize(
    ("title", "text", "differs"),
    [
        ("Arabisch–Kurdisch", "", True),
        ("Dolmetschen", "Ich übersetze zwischen Arabisch und Französisch.", True),
        ("Arabic interpreter", "From Arabic to English.", True),
        ("Arabisch–Kurdisch–Türkisch", "", False),
        ("Arabisch, Kurdisch", "", False),
        ("Arabisch–Kurdisch", "Auch ins Deutsche.", False),
    ],
)
def test_who_interprets_between_two_others_is_not_told_of_who_needs_german(title, text, differs):
    need = _need("interpreter", "Arabisch für die Sprechstunde")

    assert between.differ(need, _offer("interpreter", title, text)) is differs


def test_who_says_that_they_speak_only_others_interprets_into_no_german():
    need = _need("interpreter", "Ukrainisch in der Kita")

    assert between.differ(need, _offer("interpreter", "Ukrainisch", "Ich spreche nur Ukrainisch und Russisch."))
    assert not between.differ(need, _offer("interpreter", "Ukrainisch", "Ich komme nur vormittags."))


@pytest.mark.parametrize(
    ("title", "fits"), [("Ukrainisch oder Farsi", True), ("Ukrainisch und Farsi", True), ("Ukrainisch–Farsi", False)]
)
def test_who_speaks_one_of_two_is_enough_unless_it_is_between_them(title, fits):
    need, offer = _need("interpreter", title), _offer("interpreter", "Ukrainisch", "Deutsch und Ukrainisch.")
    verdict = JUDGE.verdict(need, offer)

    assert verdict.refusal is None
    assert between.differ(need, offer) is not fits


def test_either_of_two_languages_will_do():
    need = _need("interpreter", "Ukrainisch oder Russisch", "", "uk:wants ru:wants")

    assert JUDGE.verdict(need, _offer("interpreter", "Russisch", "", "ru:offers de:offers")).score >= 60


@pytest.mark.parametrize(
    ("need", "offer", "differs"),
    [
        ("Deutsch mindestens B2", "Mein Deutsch: A2", True),
        ("Deutsch wie eine Muttersprache, mindestens C1", "Deutsch habe ich auf B1.", True),
        ("Deutsch mindestens B2", "Mein Deutsch: C1, Englisch A2", False),
        ("Gute Deutschkenntnisse (B1)", "Deutsch B2", False),
        ("Deutsch mindestens B2", "Ich lerne mit Leuten für Deutsch A2", False),
        ("Немецкий не ниже B2", "Немецкий А1", True),
    ],
)
def test_who_speaks_too_little_of_what_is_asked_for_is_not_told(need, offer, differs):
    helps = _offer("volunteer", "Am Empfang", offer)

    assert levels.differ(_need("volunteer", "Am Empfang", need), helps) is differs


def test_two_languages_of_the_same_people_with_a_dash_are_a_list():
    need, offer = _need("interpreter", "Ukrainisch"), _offer("interpreter", "Ukrainisch-Russisch")

    assert not between.differ(need, offer)


@pytest.mark.parametrize(
    ("need", "offer", "differs"),
    [
        (("Übersetzung für gehörlose Mutter",), ("Türkisch bei Elterngesprächen",), True),
        (("Übersetzung für gehörlose Mutter",), ("Ich gebärde bei Elterngesprächen",), False),
        (("DGS beim Elternabend", "", "de:wants"), ("Pool", "18 Sprachen", "ar:offers de:offers"), True),
        (("DGS beim Elternabend", "", "de:wants"), ("Pool", "18 Sprachen, auch DGS", "ar:offers de:offers"), False),
        (("Schriftdolmetscher für die Sitzung",), ("Gebärdensprachdolmetscherin",), True),
        (("Einladung in Braille",), ("Einladungen übersetzen", "Englisch, Spanisch"), True),
        (("Ukrainisch", "", "uk:wants de:wants"), ("Gebärdensprachdolmetscherin",), True),
        (("Ukrainisch", "", "uk:wants de:wants"), ("Ukrainisch und Gebärdensprache",), False),
    ],
)
def test_signs_and_spoken_languages_do_not_stand_in_for_one_another(need, offer, differs):
    assert modes.differ(_need("interpreter", *need), _offer("interpreter", *offer)) is differs


def test_who_signs_is_found_though_the_fields_know_german_alone():
    need = _need("interpreter", "Gebärdensprachdolmetscher für den Infoabend", "", "de:wants")

    assert JUDGE.verdict(need, _offer("interpreter", "DGS-Dolmetscherin", "Deutsch–DGS", "de:offers")).score >= 60


@pytest.mark.parametrize(
    ("need", "text", "differs"),
    [
        ("Vortrag zum Mietrecht auf Ukrainisch", "Auf Deutsch oder Englisch.", True),
        ("Vortrag zum Mietrecht auf Ukrainisch", "Auf Deutsch oder Ukrainisch.", False),
        ("Vortrag zum Mietrecht auf Farsi", "Ich spreche Deutsch und Russisch.", True),
        ("Лекція українською", "Vortrag auf Türkisch", True),
        ("Leben in Deutschland", "Vortrag auf Türkisch", False),
        ("Lesung, türkisch", "Wir lesen auf Griechisch.", True),
        ("Vortrag auf Ukrainisch, eine Dolmetscherin ist da", "Auf Deutsch oder Englisch.", False),
        ("Vortrag auf Deutsch", "Auch auf Englisch.", False),
        ("Vortrag zum Mietrecht auf Türkisch", "Sprache: Russisch", True),
        ("Referentin, die Farsi spricht", "Ich spreche Deutsch und Spanisch.", True),
        ("Referentin, die Farsi spricht", "Ich spreche Deutsch und Farsi.", False),
    ],
)
def test_a_talk_is_wanted_in_a_language(need, text, differs):
    assert held_in.differ(_need("speaker", need), _offer("speaker", "Vortrag zum Mietrecht", text)) is differs


def test_who_only_translates_papers_comes_to_no_talk():
    office = _offer("interpreter", "Übersetzungsbüro Türkisch", "Verträge und Zeugnisse")

    assert interpreting.differ(_need("interpreter", "Türkisch", "Aufnahmegespräch in der Kita"), office)
    assert not interpreting.differ(_need("interpreter", "Türkisch", "Ein Zeugnis, schriftlich"), office)


def test_who_is_taught_german_may_speak_anything():
    need = _need("volunteer", "Hausaufgabenhilfe in Deutsch", "Die Eltern sprechen Arabisch.")

    assert not spoken.differ(need, _offer("volunteer", "Hausaufgabenhilfe", "Ich spreche Türkisch."))


def test_papers_are_not_translated_the_other_way_round_if_it_says_so():
    need = _need("interpreter", "Lebenslauf ins Deutsche", "aus dem Arabischen")
    offer = ("interpreter", "Arabisch", "Ich übersetze Texte ins Arabische")

    assert interpreting.differ(need, _offer(*offer[:2], f"{offer[2]}, nicht umgekehrt."))
    assert not interpreting.differ(need, _offer(*offer[:2], f"{offer[2]} und umgekehrt."))


def test_who_does_without_a_stamp_does_not_certify():
    need = _need("interpreter", "Geburtsurkunde übersetzen", "Nur ermächtigte Übersetzer, mit Stempel. Farsi.")

    assert interpreting.differ(need, _offer("interpreter", "Farsi", "Übersetze Texte, kein Stempel."))


def test_who_is_hard_of_hearing_needs_no_signs():
    need = _need("interpreter", "Türkisch beim Akustiker", "Die Oma ist schwerhörig.")

    assert not modes.differ(need, _offer("interpreter", "Türkisch", "Ich begleite zu Terminen."))


def test_two_who_practise_german_are_not_introduced():
    need = _need("language_partner", "Tandem Deutsch–Arabisch", "Ich spreche Arabisch und will Deutsch lernen.")
    title = "Tandem Deutsch–Arabisch"

    assert spoken.differ(need, _offer("language_partner", title, "Ich spreche Arabisch und übe Deutsch."))
    assert not spoken.differ(need, _offer("language_partner", title, "Ich spreche Deutsch und übe Arabisch."))


def test_of_a_tandem_in_two_languages_who_speaks_one_learns_the_other():
    need = _need("language_partner", "Tandem Deutsch–Persisch", "Meine Muttersprache ist Persisch.")
    title = "Tandem Persisch"

    assert spoken.differ(
        need, _offer("language_partner", title, "Meine Muttersprache ist Persisch, ich brauche Deutsch.")
    )
    assert not spoken.differ(need, _offer("language_partner", title, "Ich spreche Deutsch und lerne gerade Persisch."))


def test_a_turkish_breakfast_is_no_language():
    need = _need("volunteer", "Helfer für das Fest", "", "de:speaks")

    assert not spoken.differ(need, _offer("volunteer", "Helfer für das Fest", "Wir bieten ein türkisches Frühstück."))


def test_a_visitor_must_speak_what_the_title_names():
    need = _need("volunteer", "Besuch mit Russisch", "für eine Seniorin")

    assert held_in.differ(need, _offer("volunteer", "Besuche", "Ich spreche Italienisch und Deutsch."))
    assert not held_in.differ(need, _offer("volunteer", "Besuche", "Ich spreche Russisch und Deutsch."))
    homework = _need("volunteer", "Hausaufgabenhilfe mit Arabisch")
    assert held_in.differ(homework, _offer("volunteer", "Hausaufgabenhilfe", "Ich kann Türkisch und Deutsch."))
    lessons = _need("volunteer", "Nachhilfe in Englisch", "8. Klasse")
    assert not held_in.differ(lessons, _offer("volunteer", "Nachhilfe", "Ich spreche Italienisch und Deutsch."))


def test_a_course_for_beginners_is_one_for_a1():
    need = _need("other", "Deutschkurs für Anfänger")

    assert not persons.differ(need, _offer("other", "Deutschkurs A1"))
    assert persons.differ(need, _offer("other", "Deutschkurs B2"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Sign language interpreter", ["sgn"]),
        ("Suaheli oder Wolof", ["sw", "wo"]),
        ("Romanian and Romani", ["ro", "rom"]),
        ("من العربية إلى الألمانية", ["ar", "de"]),
        ("Leben in Deutschland", []),
        ("Hausaufgaben", []),
        ("Español–inglés", ["es", "en"]),
    ],
)
def test_languages_are_known_by_their_names(text, codes):
    assert language_names.named(text) == codes
