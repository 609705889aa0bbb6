"""Whether a text sounds like looking for something or like giving it, by all of its words together."""

import pytest

from kiknet.matching import leaning, words
from tests.matching import learn_leaning


@pytest.mark.parametrize(
    ("looks", "gives"),
    [
        (("Kühlschrank", "Unserer ist kaputt. Hat jemand einen übrig?"), ("Kühlschrank", "Zu verschenken, abzuholen.")),
        (("Fahrrad", "Bizde yok, bir tane lazım."), ("Fahrrad", "Ücretsiz veriyoruz.")),
        (("Raum", "Шукаємо кімнату для групи."), ("Raum", "Пропонуємо кімнату безкоштовно.")),
        (("Übersetzen", "نحتاج إلى شخص يترجم لنا."), ("Übersetzen", "نقدم الترجمة مجانا.")),
    ],
)
def test_who_lacks_something_sounds_otherwise_than_who_has_it(looks, gives):
    assert leaning.points(*gives) < leaning.points(*looks)


def test_faith_nationality_and_legal_status_have_no_points():
    lines = leaning.FILE.read_text(encoding="utf-8").splitlines()

    assert not [word for line in lines for word in line.split()[1:] if words.is_never(word)]
    assert leaning.points("Raum für Muslime", "") == leaning.points("Raum für", "")


def test_what_is_written_into_the_program_follows_the_texts_it_was_learned_from():
    texts = [
        learn_leaning.Text(kind, leaning.tokens(title, ""), seeks, 1.0)
        for kind in ("room", "furniture")
        for title, seeks in (("Wer hat Platz?", True), ("Wir geben ab", False))
    ]

    points, _always = learn_leaning.learned(texts)

    assert points["hat"] > 0 > points["geben"]
    assert points[leaning.ASKED] > 0


@pytest.mark.parametrize("name", learn_leaning.DIRECTIONS)
def test_every_entry_it_was_learned_from_says_what_it_does(name):
    for raw in learn_leaning.entries(name):
        assert raw["filed"] in {"offer", "need"}
        assert raw["truth"] in {"seeks", "gives"}


def test_the_order_of_words_changes_no_sum():
    there, back = "Wer hat uns einen Raum", "Raum einen uns hat Wer"

    assert leaning.points(there, "") == leaning.points(back, "") == round(leaning.points(there, ""), 1)
