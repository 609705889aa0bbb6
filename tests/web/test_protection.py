"""Who sends a form over https: a page of ours, as far as anybody can tell."""

import re

import pytest

HOME = "https://localhost"


@pytest.fixture
def protected(app):
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def sends(app, headers):
    """Olga's browser signs in with what our own page gave it; a wrong password comes back with 422."""
    browser = app.test_client()
    page = browser.get("/anmelden", base_url=HOME).text
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page)[1]
    form = {"email": "olga@example.org", "password": "falsch", "csrf_token": token}
    return browser.post("/anmelden", data=form, base_url=HOME, headers=headers).status_code


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": HOME}, {"Referer": f"{HOME}/anmelden"},
     {"Origin": "null", "Sec-Fetch-Site": "same-origin"}],
)  # fmt: skip
def test_a_browser_that_keeps_its_referer_to_itself_can_sign_in(protected, cast, headers):
    assert sends(protected, headers) == 422


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site", "Origin": HOME}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"},
     {"Origin": "null"}, {"Referer": "https://evil.example/localhost"}, {"Referer": "http://["}],
)  # fmt: skip
def test_another_site_cannot_send_it_even_with_a_token(protected, cast, headers):
    assert sends(protected, headers) == 400
