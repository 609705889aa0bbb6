"""Greetings and thanks say nothing of what is meant, in whichever language; what is meant stays."""

import json

import pytest

from kiknet.matching import reading
from kiknet.matching.entry import Entry
from kiknet.wording.courtesies import without
from tests.matching.boards import LABELLED


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Hallo zusammen, wir suchen einen Raum. Bitte melden! lg Maria", "wir suchen einen Raum."),
        ("Liebe Nachbarinnen und Nachbarn! Wer hat Stühle?", "Wer hat Stühle?"),
        (
            "20 Stühle, gut erhalten. Wir freuen uns auf Ihre Nachricht. Mit freundlichen Grüßen",
            "20 Stühle, gut erhalten.",
        ),
        ("Hallo, ich bin die Maria. Ich bin Lehrerin.", "Ich bin Lehrerin."),
        ("Fragen gern jederzeit. Lesen und Schreiben lernen", "Lesen und Schreiben lernen"),
        ("Hello everyone, looking for a hall. Please get in touch! Best regards Tom", "looking for a hall."),
        ("Привіт всім! Шукаємо зал. Дякуємо, пишіть нам.", "Шукаємо зал."),
        ("Merhaba herkese, salon arıyoruz. Teşekkürler!", "salon arıyoruz."),
        ("مرحبا، نبحث عن قاعة. شكرا جزيلا", "نبحث عن قاعة."),
        ("Bei Interesse einfach schreiben", ""),
    ],
)
def test_what_is_only_polite_is_left_out(said, meant):
    assert without(said) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Dolmetsche gern am Telefon.",
        "Am Abend gern.",
        "Wer kann helfen?",
        "Am 3.12. um 18.30 Uhr, 2,5 m lang.",
        "Mit Liebe gebacken",
        "Team aus vier Leuten packt an",
        "",
    ],
)
def test_what_says_more_stays(text):
    assert without(text) == text


@pytest.mark.parametrize("hello", ["Hallo zusammen, ", "Guten Tag! ", "Liebe Nachbarinnen und Nachbarn, "])
@pytest.mark.parametrize("bye", ["Viele Grüße, Ihr Team", "Danke im Voraus!", "Meldet euch gern per Nachricht. LG"])
def test_a_listing_is_read_the_same_with_and_without(hello, bye):
    for line in LABELLED.joinpath("fiftyninth.jsonl").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        if raw["text_lang"] == "de" and raw["text"].endswith("."):
            polite = raw | {"text": f"{hello}{raw['text']}\n{bye}"}
            assert Entry.read(polite) == reading.entries([line])[0]
