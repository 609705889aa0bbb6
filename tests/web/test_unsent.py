"""What somebody wrote for a page that is gone meanwhile is theirs to copy."""

import pytest
from listings import listed

from kiknet.board.service import listings

LETTER = "Guten Tag,\nwir kämen gern am Dienstag."


@pytest.mark.parametrize("ending", [listings.pause_listing, listings.withdraw_listing])
def test_carla_answers_what_is_gone_meanwhile_and_finds_her_words(cast, browser, ending):
    need = listed(cast.ana)
    ending(cast.ana, need)

    page = browser.as_(cast.carla).post(f"/suchen-bieten/{need.id}/interesse", data={"message": LETTER})

    assert page.status_code in {404, 410}
    assert f">\n{LETTER}</textarea>" in page.text


def test_nobody_else_puts_words_on_our_pages(cast, browser):
    page = browser.as_(cast.carla).post(
        "/suchen-bieten/999/interesse", data={"message": LETTER}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert page.status_code == 404
    assert LETTER not in page.text


def test_passwords_are_never_shown(cast, browser):
    page = browser.as_(cast.carla).post("/suchen-bieten/999/interesse", data={"password": "ein langes Geheimnis"})

    assert "Geheimnis" not in page.text
