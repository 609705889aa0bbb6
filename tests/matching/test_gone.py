"""What Ana no longer has, cannot lend for now or takes nobody new for; and what is only partly gone."""

from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import gone
from kiknet.matching.scorer import WordScorer

DAY = date(2026, 11, 16)
JUDGE = Judge(WordScorer(), DAY)


def _entry(direction, kind, title, text=""):
    return Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": text})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("volunteer", "Ich habe zwei Schüler und kann leider niemanden mehr dazunehmen."),
        ("volunteer", "Ich muss gesundheitlich aussetzen."),
        ("volunteer", "Zurzeit keine Treffen. Wir melden uns, sobald es wieder geht."),
        ("volunteer", "Mein Kalender ist leider dicht."),
        ("volunteer", "I'm afraid I can't take on anyone new."),
        ("interpreter", "Ich bin in Elternzeit und übernehme keine neuen Aufträge."),
        ("know_how", "Nehme derzeit niemand Neues an, Warteliste ist lang."),
        ("transport", "Steht gerade in der Werkstatt."),
        ("room", "Wir haben einen Wasserschaden."),
        ("equipment", "Wurde uns leider geklaut."),
        ("equipment", "Ist verliehen und kommt bald zurück."),
        ("furniture", "Wird Samstag von einer Familie geholt."),
        ("furniture", "Für Familie M. zurückgestellt, sie holt es am Wochenende."),
        ("furniture", "Hat sich soeben erledigt."),
        ("furniture", "Someone picked it up this morning."),
        ("furniture", "Шкаф вчера увезли."),
        ("furniture", "Оголошення можна знімати."),
        ("furniture", "تم التسليم، شكرا."),
        ("furniture", "Başkası aldı."),
    ],
)
def test_what_ana_cannot_give_now_is_gone(kind, text):
    assert gone.is_gone(_entry("offer", kind, "Angebot", text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("volunteer", "Ich habe zwei Schüler und könnte noch einen dritten nehmen."),
        ("volunteer", "Wir nehmen nicht mehr als fünf Kinder."),
        ("volunteer", "Dafür nehme ich kein Geld mehr."),
        ("volunteer", "Nach meiner Knie-OP bin ich wieder fit."),
        ("transport", "Frisch aus der Werkstatt, kann ausgeliehen werden."),
        ("room", "Nach dem Wasserschaden alles neu, wieder offen."),
        ("equipment", "Im Februar ist er in Reparatur."),
        ("furniture", "Wer es will, holt es am Samstag."),
        ("furniture", "Der Keller ist voll bis unter die Decke."),
        ("other", "Von zwölf Plätzen sind acht vergeben, Anmeldung läuft."),
        ("other", "The Monday class is full, but there is space on Thursdays."),
    ],
)
def test_what_is_partly_gone_or_was_is_there(kind, text):
    assert not gone.is_gone(_entry("offer", kind, "Angebot", text))


@pytest.mark.parametrize(
    ("title", "text", "is_gone"),
    [
        ("Helfer für Umzug", "Inzwischen haben sich genug gemeldet, tausend Dank!", True),
        ("Raum für Chor", "Wir sind jetzt bei der Musikschule untergekommen.", True),
        ("Raum für Chor", "Wir sind nur bis März bei der Musikschule untergekommen.", False),
        ("Sofa", "Wir haben jetzt ein Sofa bekommen.", True),
        ("Sofa", "Wir haben eine Wohnung gefunden und brauchen Möbel.", False),
    ],
)
def test_what_ben_has_found_is_over_and_not_what_it_is_for(title, text, is_gone):
    assert gone.is_gone(_entry("need", "other", title, text)) is is_gone


@pytest.mark.parametrize(
    ("wanted", "offered", "is_told"),
    [
        ("", "Bis Ostern sind wir komplett durchgebucht.", False),
        ("Am 15. Mai.", "Bis Ostern sind wir komplett durchgebucht.", True),
        ("", "Erst ab September 2027 wieder zu haben.", False),
        ("", "Erst ab Dezember wieder zu haben.", True),
        ("Am 5. Dezember.", "Bin bis Mitte Januar in Indien, danach wieder.", False),
        ("Am 30. Januar.", "Bin bis Mitte Januar in Indien, danach wieder.", True),
        ("Am 5. Dezember.", "Kommt erst Mitte Januar zurück.", False),
        ("Am 30. Januar.", "Kommt erst Mitte Januar zurück.", True),
    ],
)
def test_what_comes_back_too_late_is_not_told(wanted, offered, is_told):
    need, offer = _entry("need", "equipment", "Beamer", wanted), _entry("offer", "equipment", "Beamer", offered)

    assert (JUDGE.verdict(need, offer).score >= 60) is is_told
