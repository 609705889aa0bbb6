"""Whether a text sounds like looking for something or like giving it, by all of its words together."""

import pytest

from kiknet.matching import words
from kiknet.matching.said import leaning
from tests.matching import learn_leaning


@pytest.mark.parametrize(
    ("looks", "gives"),
    [
        (
            ("Kühlschrank", "Unserer ist seit gestern kaputt. Hat vielleicht jemand von euch einen übrig?"),
            ("Kühlschrank", "Zu verschenken, er läuft noch gut, bitte bis Freitag bei uns abholen."),
        ),
        (
            ("Fahrrad", "Bizde hiç yok, çocuklarımız için bir tane lazım, yardım eder misiniz?"),
            ("Fahrrad", "Eski bisikletimizi ücretsiz veriyoruz, isteyen herkes gelip alabilir."),
        ),
        (
            ("Raum", "Шукаємо кімнату для нашої групи, бо нам немає де зустрічатися."),
            ("Raum", "Пропонуємо безкоштовно кімнату для вашої групи, вона вільна ввечері."),
        ),
        (
            ("Übersetzen", "نحتاج إلى شخص يترجم لنا عند الطبيب لأننا لا نتكلم الألمانية."),
            ("Übersetzen", "نقدم لكم الترجمة مجانا عند الطبيب وفي المدرسة كل يوم."),
        ),
    ],
)
def test_who_lacks_something_sounds_otherwise_than_who_has_it(looks, gives):
    assert leaning.points(*gives, "equipment") < leaning.points(*looks, "equipment")


def test_of_two_or_three_words_nothing_is_made_out():
    assert leaning.points("Spielzeug sortieren", "", "equipment") == 0


def test_a_long_story_does_not_sound_surer_than_a_short_one():
    short = "Unser alter Herd ist kaputt, und wir hoffen, dass uns jemand einen anderen leihen kann."

    story = f"{short} " + " ".join(f"Unterwegs{n} sahen{n} wir{n} Kühe{n}." for n in range(40))

    assert 0 < leaning.points("Herd", story, "equipment") < leaning.points("Herd", short, "equipment")


def test_faith_nationality_and_legal_status_have_no_points():
    lines = leaning.FILE.read_text(encoding="utf-8").splitlines()

    assert not [word for line in lines for word in line.split()[1:] if words.is_never(word)]
    with_them, without = (f"Wir suchen für {who} dringend einen Raum, wer kann uns helfen?" for who in ("Muslime", ""))
    assert leaning.points("Raum", with_them, "room") == leaning.points("Raum", without, "room")


def test_what_is_written_into_the_program_follows_the_texts_it_was_learned_from():
    texts = [
        learn_leaning.Text(kind, dict.fromkeys(leaning.tokens(title, ""), 1.0), seeks, 1.0)
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
