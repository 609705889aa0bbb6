"""The languages one can choose: those the matching knows by name, and the most spoken stand first."""

from kiknet.fold import fold
from kiknet.i18n import LANGUAGES as READERS
from kiknet.i18n import force_locale
from kiknet.vocabulary.words import LANGUAGES, MOST_SPOKEN, language_choices, language_name
from kiknet.wording import language_names


def test_what_words_are_understood_to_name_can_be_chosen_in_every_form():
    assert sorted(LANGUAGES) == sorted(language_names.known())


def test_every_language_is_named_in_every_language_of_the_interface(app):
    with app.test_request_context():
        for reader in READERS:
            assert [code for code in LANGUAGES if language_name(code, reader) == code] == []
        assert (language_name("sgn", "de"), language_name("sgn", "en")) == ("Gebärdensprache", "Sign language")


def test_the_most_spoken_come_first_and_the_others_by_their_names(app):
    with app.test_request_context(), force_locale("de"):
        codes, names = zip(*language_choices(), strict=True)
    others = [fold(name) for name in names[len(MOST_SPOKEN) :]]

    assert codes[: len(MOST_SPOKEN)] == MOST_SPOKEN
    assert others == sorted(others)
