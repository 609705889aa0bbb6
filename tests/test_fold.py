"""Words people spell differently are one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet.fold import fold, says, singulars, slug, words


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("raeume", "Räume"),
        ("RÄUME", "Räume"),
        ("Strassenfest", "Straßenfest"),
        ("cocuk", "çocuk"),
        ("kirmizi", "kırmızı"),
        ("ISTANBUL", "İstanbul"),
        ("ЧАЙ", "Чай"),
        ("fruehstueck", "Frühstück"),
        ("cafe", "Café"),
        ("e v", "e.V."),
    ],
)
def test_both_spellings_are_one_word(typed, stored):
    assert fold(typed) == fold(stored)


def test_ue_in_other_words_is_left_alone():
    assert fold("neue Bauer") == "neue bauer"


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_words_have_no_blanks_and_come_once(text):
    found = words(text)

    assert len(found) == len(set(found))
    assert all(word and " " not in word for word in found)


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("Räume", "Ein Raum für alle"),
        ("kurse", "Deutschkurs"),
        ("Häuser", "Mehrgenerationenhaus am Markt"),
        ("Gruppen", "Krabbelgruppe"),
        ("Frauen", "Frau und Beruf"),
        ("Kindern", "Kind"),
        ("Kindern", "Kinder"),
        ("Stühle", "1 Stuhl"),
        ("Kenntnisse", "Sprachkenntnis"),
        ("Helferinnen", "Eine Helferin"),
        ("Workshops", "Workshop"),
        ("Tage", "Tag der offenen Tür"),
        ("Wege", "Neue Wege"),
        ("Orte", "Ein guter Ort"),
        ("Räder", "Rund ums Rad"),
        ("Reisen", "Eine Reise in die Berge"),
        ("Sprachen", "Muttersprache"),
    ],
)
def test_a_plural_means_its_singular_too(asked, stored):
    assert says(fold(stored), fold(asked))


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("Karte", "Kartoffel"),
        ("Schule", "Schulden"),
        ("Messe", "Messung"),
        ("Leiter", "Begleitung"),
        ("Tage", "Samstag, Vortag"),
        ("Orte", "Sport, Transport"),
        ("Reise", "Freundeskreis"),
        ("Sprachen", "Gespräch"),
        ("Wochen", "Mittwoch"),
        ("Bürger", "Augsburg"),
    ],
)
def test_what_is_left_of_a_word_counts_only_at_the_end_of_another(asked, stored):
    assert not says(fold(stored), fold(asked))


@pytest.mark.parametrize("word", ["курсы", "النساء", "raum", "kurs", "haus", "mann", "eier", "çocuklar"])
def test_other_scripts_and_short_words_are_as_they_are(word):
    assert singulars(fold(word)) == ()


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_has_the_word_says_it(text, word):
    for one in words(word):
        assert says(fold(f"{text} {word}"), one)
        assert all(one.startswith(singular) for singular in singulars(one))


@given(st.text(max_size=200))
def test_a_slug_fits_into_an_address(text):
    assert slug(text).replace("-", "").isalnum()
    assert slug(text).isascii()
    assert len(slug(text)) <= 80


def test_a_slug_spells_umlauts_out():
    assert slug("Türkischer Elternverein e.V.") == "tuerkischer-elternverein-ev"
