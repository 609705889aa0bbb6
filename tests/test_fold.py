"""Words people spell differently are one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet.fold import fold, slug, words


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


@given(st.text(max_size=200))
def test_a_slug_fits_into_an_address(text):
    assert slug(text).replace("-", "").isalnum()
    assert slug(text).isascii()
    assert len(slug(text)) <= 80


def test_a_slug_spells_umlauts_out():
    assert slug("Türkischer Elternverein e.V.") == "tuerkischer-elternverein-ev"
