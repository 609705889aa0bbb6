"""Nobody has to say that Arabic letters are no German."""

import pytest

from kiknet.board.scripts import language_of


@pytest.mark.parametrize(
    ("text", "said", "is_in"),
    [
        ("نبحث عن مترجم عربي", "de", "ar"),
        ("دنبال مترجم می\u200cگردیم، پنجشنبه", "de", "fa"),
        ("دنبال مترجم می\u200cگردیم", "ur", "ur"),
        ("Шукаємо приміщення у вівторок", "de", "uk"),
        ("ШУКАЄМО", "en", "uk"),
        ("Ищем помещение", "de", "ru"),
        ("Търсим зала", "bg", "bg"),
        ("Deutsch üben mit Люди", "de", "de"),
        ("Sprachcafé 2027", "tr", "tr"),
        ("12", "de", "de"),
        ("", "de", "de"),
    ],
)
def test_letters_tell_what_a_text_cannot_be(text, said, is_in):
    assert language_of(text, said) == is_in


def test_what_ana_writes_in_arabic_is_read_out_in_arabic(cast, browser):
    given = {"direction": "need", "kind": "interpreter", "title": "نبحث عن مترجم عربي", "lang": "de", "then": "publish"}

    address = browser.as_(cast.ana).post("/mein/suchen-bieten/neu", data=given).location

    assert '<h1 dir="auto" lang="ar">' in browser.get(address).text
