"""Which passwords are good enough."""

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given, settings
from hypothesis import strategies as st

from kiknet.accounts import passwords
from kiknet.accounts.devices import device_name, recognised

WORDS = Flask("words")
Babel(WORDS)


def weakness(app, text):
    with app.test_request_context():
        return passwords.weakness(text, "ana.koval@example.org", "Ana Koval")


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "elevensigns",
        "x" * 201,
        "ana.koval@example.org",
        "AnaKoval2026",
        "koval-koval-12",
        "passwort1234",
        "Passwort2026!",
        "123456789012",
        "987654321098",
        "qwertzuiopü1",
        "abcdefghijkl",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "hallohallo12",
    ],
)
def test_what_is_guessed_first_is_refused(app, text):
    assert weakness(app, text)


@pytest.mark.parametrize(
    "text",
    [
        "vier alte Gabeln tanzen",
        "correct-horse-battery",
        "пʼять слів без сенсу",
        "خمس كلمات بلا معنى",
        "Xk2!mmQ9#pLw",
        "ana isst gern Pflaumenkuchen",
        "4928 3301 7762 9",
    ],
)
def test_long_and_own_is_good_in_every_language(app, text):
    assert weakness(app, text) is None


def test_the_same_password_typed_on_another_keyboard_fits():
    kept = passwords.hash_password("Gru\u0308n und lang genug")

    assert passwords.matches(kept, "Gr\u00fcn und lang genug")


def test_nobody_without_a_hash_ever_matches():
    assert not passwords.matches(None, "nobody has this password")


@settings(deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_a_password_is_judged_without_trouble(text):
    with WORDS.test_request_context():
        verdict = passwords.weakness(text, "ana@example.org", "Ana")

    assert verdict is None or verdict.endswith(".")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox auf Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            " Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari auf iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
            " Safari/537.36 Edg/140.0.0.0",
            "Edge auf Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko)"
            " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung Internet auf Android",
        ),
        ("curl/8.5.0", "Unbekanntes Gerät"),
        ("", "Unbekanntes Gerät"),
    ],
)
def test_a_device_has_a_name_people_know(app, agent, words):
    with app.test_request_context():
        assert device_name(recognised(agent)) == words
