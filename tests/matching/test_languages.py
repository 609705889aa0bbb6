"""Languages where only words say them: which somebody speaks, which they learn, and which variety."""

from datetime import date

import pytest

from kiknet.matching import tongues
from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import interpreting, spoken
from kiknet.matching.scorer import WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 22))


def _entry(direction, kind, title, text="", lang="de", **more):
    raw = {"id": direction, "direction": direction, "kind": kind, "title": title, "text": text, "text_lang": lang}
    return Entry.read({**raw, **more})


def _score(need, offer):
    return JUDGE.verdict(_entry("need", *need), _entry("offer", *offer)).score


@pytest.mark.parametrize(
    ("wanted", "other", "right"),
    [
        ("Kurdisch (Sorani)", "Ich spreche Kurmanci und Deutsch.", "Ich spreche Sorani und Deutsch."),
        ("Kurdisch (Kurmandschi)", "Kurdisch, Sorani.", "Kurmanji, Sorani, Deutsch."),
        ("Sorani", "Kurmanci, Sorani leider nicht.", "Sorani, Kurmanci leider nicht."),
        ("Arabisch (Darija)", "Syrisches Arabisch.", "Marokkanisches und syrisches Arabisch."),
        ("Arabisch für marokkanische Familie", "Arabisch, libanesisch", "Arabisch"),
        ("Kurmandschi", "Sorani, Kurmandschi verstehe ich kaum.", "Sorani und Kurmandschi."),
        ("Dari", "Farsi; Dari verstehe ich nicht.", "Farsi, auch Deutsch."),
        ("Курдська (сорані)", "Kurdisch, nur Kurmanci", "Kurdisch: Sorani"),
    ],
)
def test_who_interprets_speaks_the_variety_that_is_needed(wanted, other, right):
    need = _entry("need", "interpreter", wanted)
    tells = [spoken.differ(need, _entry("offer", "interpreter", "Dolmetschen", text)) for text in (other, right)]

    assert tells == [True, False]


PARTNER = _entry("need", "language_partner", "Deutsch sprechen", "Ich spreche Dari und lerne Deutsch.")


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("Ich spreche Deutsch, dafür würde ich gern Spanisch üben.", True),
        ("Ich bin Deutsche und möchte mein Französisch auffrischen.", True),
        ("Ich spreche Spanisch und möchte selbst Deutsch üben.", True),
        ("Ich spreche Deutsch und will Portugiesisch sprechen können.", True),
        ("Ich kann Deutsch und suche jemanden für Englisch.", True),
        ("Ich kann Deutsch und suche jemanden, der Deutsch lernt.", False),
        ("Ich kann Deutsch. Sie suchen jemanden für Deutsch?", False),
        ("Ich spreche Deutsch und möchte Dari auffrischen.", False),
        ("Ich möchte mit Zugewanderten Deutsch üben.", False),
        ("Muttersprache Deutsch, ich übe gern mit dir.", False),
    ],
)
def test_what_partners_want_to_practise_is_read(text, differs):
    assert spoken.differ(PARTNER, _entry("offer", "language_partner", "Sprachtandem", text)) is differs


def test_two_who_practise_the_same_english_are_not_introduced():
    need = ("language_partner", "English conversation", "I speak German and want to practise English.", "en")

    other = ("language_partner", "English practice", "I am learning English too.", "en")

    assert _score(need, other) < 60


def test_who_wants_no_russian_finds_who_speaks_ukrainian():
    need = _entry("need", "interpreter", "Ukrainisch, bitte kein Russisch", "Termin in der Klinik")

    assert tongues.meant(need.title) == ("uk",)
    assert JUDGE.verdict(need, _entry("offer", "interpreter", "Ukrainisch und Deutsch")).score >= 60


def test_a_language_only_the_title_asks_for_is_not_told_of_who_hardly_speaks_it():
    need = _entry("need", "interpreter", "Paschtu-Dolmetscher")

    assert spoken.differ(need, _entry("offer", "interpreter", "Dari", "Paschtu kann ich nur wenig."))
    assert not spoken.differ(need, _entry("offer", "interpreter", "Paschtu", "Deutsch C1."))


def test_sign_language_is_no_matter_of_german():
    german = {"languages": [{"lang": "de", "role": "wants"}]}
    need = _entry("need", "interpreter", "Gebärdensprache beim Elternabend", "Zwei Mütter sind gehörlos.", **german)
    spoken_only = {"languages": [{"lang": "uk", "role": "offers"}, {"lang": "de", "role": "offers"}]}

    assert JUDGE.verdict(need, _entry("offer", "interpreter", "Sprachmittler-Pool", **spoken_only)).score < 60
    assert JUDGE.verdict(need, _entry("offer", "interpreter", "Dolmetschen in Gebärdensprache")).score >= 60


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("My German is still a beginner's.", True),
        ("My German is rather rusty.", True),
        ("Mein Deutsch ist leider zu schwach.", True),
        ("My German is fluent.", False),
        ("Mein Deutsch ist gut, mein Türkisch zu schwach.", False),
    ],
)
def test_who_hardly_speaks_german_does_not_interpret_into_it(text, differs):
    need = _entry("need", "interpreter", "Arabisch–Deutsch für den Elternabend")

    assert spoken.differ(need, _entry("offer", "interpreter", "Arabic and English", text)) is differs


@pytest.mark.parametrize(("text", "is_told"), [("Andere Sprachen kann ich nicht.", False), ("Auch abends.", True)])
def test_who_reads_in_german_only_does_not_read_in_russian(text, is_told):
    wants = {"languages": [{"lang": "ru", "role": "wants"}]}
    offer = _entry("offer", "volunteer", "Vorlesen", f"Ich lese auf Deutsch vor. {text}")

    assert (JUDGE.verdict(_entry("need", "volunteer", "Vorlesen auf Russisch", **wants), offer).score >= 60) is is_told


AT_THE_DOCTORS = ("Rumänisch beim Arzttermin", "Die Patientin versteht wenig Deutsch.")
CERTIFICATES = ("Urkunden ins Deutsche übersetzen", "Arabisch, mit Stempel.")
ON_THE_PHONE = ("Kurzes Telefonat auf Tigrinya", "Mit dem Jobcenter.")


@pytest.mark.parametrize(
    ("wanted", "title", "text", "differs"),
    [
        (AT_THE_DOCTORS, "Übersetzungen Rumänisch", "Briefe; Termine vor Ort übernehme ich nicht.", True),
        (AT_THE_DOCTORS, "Übersetzungen Rumänisch", "Briefe und Termine vor Ort.", False),
        (AT_THE_DOCTORS, "Rumänisch", "Nur telefonisch, ich wohne weit weg.", True),
        (AT_THE_DOCTORS, "Rumänisch", "Telefonisch oder vor Ort.", False),
        (AT_THE_DOCTORS, "Romanian", "I only interpret by phone.", True),
        (AT_THE_DOCTORS, "Rumänisch", "Per Video, nach Kempten komme ich nicht.", True),
        (AT_THE_DOCTORS, "Rumänisch", "Montags komme ich nicht.", False),
        (("Tigrinya vor Gericht", "Vereidigt."), "Tigrinya", "Ich bin nicht vereidigt.", True),
        (("Tigrinya vor Gericht", "Vereidigt."), "Tigrinya", "Vereidigt seit 2010.", False),
        (ON_THE_PHONE, "Tigrinya", "Nur telefonisch, ich wohne weit weg.", False),
        (ON_THE_PHONE, "Tigrinya", "Nur vor Ort, nicht am Telefon.", True),
        (CERTIFICATES, "Arabisch", "Ich dolmetsche, schriftliche Übersetzungen mache ich nicht.", True),
        (CERTIFICATES, "Arabisch", "Ich dolmetsche und übersetze Urkunden.", False),
        (CERTIFICATES, "Übersetzungen ins Arabische", "", True),
        (CERTIFICATES, "Übersetzungen ins Arabische", "Und umgekehrt.", False),
    ],
)
def test_speaking_writing_and_telephoning_are_kept_apart(wanted, title, text, differs):
    need, offer = _entry("need", "interpreter", *wanted), _entry("offer", "interpreter", title, text)

    assert interpreting.differ(need, offer) is differs


def test_a_course_in_sign_language_interprets_for_nobody():
    need = _entry("need", "interpreter", "Gebärdensprachdolmetscherin", "Elternabend")

    assert interpreting.differ(need, _entry("offer", "volunteer", "Gebärdensprache lernen"))
    assert not interpreting.differ(need, _entry("offer", "volunteer", "Ich dolmetsche Gebärdensprache"))
