"""What a writer is reminded of, and how much one organisation can write in a day."""

from datetime import timedelta

from listings import listed

from kiknet.web import throttle

TYPED = {
    "direction": "need",
    "kind": "other",
    "title": "Ein altes Sofa",
    "visibility": "public",
    "when": "flexible",
    "lang": "de",
}


def test_who_writes_a_phone_number_is_told_that_everybody_sees_it_and_nobody_else_is(cast, browser, new_browser):
    listing = listed(cast.ana, text="Ruft an: 0831 123456")
    address = f"/suchen-bieten/{listing.id}"

    assert "Die Telefonnummer sehen alle." in browser.as_(cast.ben).get(address).text
    assert "Die Telefonnummer" not in new_browser().get(address).text
    assert "Die Telefonnummer" not in new_browser().as_(cast.carla).get(address).text


def test_a_text_without_one_says_nothing(cast, browser):
    listing = listed(cast.ana)

    assert "War das so gemeint?" not in browser.as_(cast.ana).get(f"/suchen-bieten/{listing.id}").text


def test_nobody_floods_the_board(cast, browser):
    browser.as_(cast.ana)
    for _ in range(40):
        throttle.count("listing", str(cast.mill.id), 1000, timedelta(days=1))

    answer = browser.post("/mein/suchen-bieten/neu", data=TYPED)

    assert answer.status_code == 429
    assert "Das war zu oft." in answer.text
    assert "Ein altes Sofa" in answer.text
